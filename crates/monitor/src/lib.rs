//! Metric first-order temporal logic over streams of timed facts.
//!
//! A *stream* is a row of time points, each with a time stamp in seconds and some *facts*:
//! `notify(7, "north")`, `pass(7)`. A *formula* says what to look for at each of them. It is made of
//! facts with variables, joined by `AND`, `OR`, `NOT` and quantifiers, and of operators that look at
//! other time points within a distance: `ONCE[0,7d] f` (held at some time in the last seven days),
//! `EVENTUALLY[0,72h] f` (will hold within 72 hours), `f SINCE g`, `f UNTIL[0,1h] g`, …. A *verdict*
//! is a time point and the values of the formula's variables for which it holds there. *Evidence* is
//! what a verdict rests on: the facts found, and the stretch of time in which others were looked for
//! in vain.
//!
//! Which convoys were notified and did not pass within 72 hours, and how do we know?
//!
//! ```
//! use armistice_monitor::{Checked, End, Evaluation, Fact, Signature, Stream, parse_formula};
//!
//! let mut stream = Stream::new();
//! stream.push(0, [Fact::new("notify", [1, 30]), Fact::new("notify", [2, 31])])?;
//! stream.push(86_400, [Fact::new("pass", [2])])?;
//! stream.push(400_000, [])?;
//!
//! let formula = parse_formula("notify(convoy, zone) AND NOT EVENTUALLY[0,72h] pass(convoy)")?;
//! let checked = Checked::new(formula, &Signature::of_stream(&stream)?)?;
//! let evaluation = Evaluation::new(&checked, &stream);
//!
//! let verdicts = evaluation.verdicts(End::Open);
//! assert_eq!(verdicts.len(), 1);
//! assert_eq!(verdicts[0].ts, 0);
//! assert_eq!(verdicts[0].bindings, [1.into(), 30.into()]);
//!
//! let evidence = evaluation.why(&verdicts[0])?;
//! let found = evidence.facts[0];
//! assert_eq!(stream.points()[found.time_point].facts[found.fact], Fact::new("notify", [1, 30]));
//! let searched = &evidence.searched[0];
//! assert_eq!(searched.pattern.to_string(), "pass(1)");
//! assert_eq!((searched.from, searched.until), (0, 259_200));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Meaning
//! The semantics are the point-based ones of Basin, Klaedtke, Müller and Zălinescu, "Monitoring
//! Metric First-Order Temporal Properties" (Journal of the ACM 62(2), 2015), with the aggregations of
//! their "Monitoring of temporal first-order properties with aggregations" (Formal Methods in System
//! Design 46(3), 2015), on finite streams: see [`End`] for what the end means. The text syntax is that
//! of MonPoly. Two predicates speak of the time point itself unless the signature declares them:
//! `tp(i)`, its number, and `ts(t)`, its time stamp.
//!
//! # The way of a formula
//! text → [`parse_formula`] → [`Formula`] (or built by a program) → [`Checked::new`], which refuses
//! what cannot be evaluated and says what would help → one of two evaluators → [`Verdict`]s →
//! [`prove`] → [`Proof`], which [`Proof::check`] goes through by itself.
//!
//! A formula can be evaluated when the facts of the stream give every variable its values. `NOT p(x)`
//! alone holds for infinitely many `x`; in `q(x) AND NOT p(x)` the values come from `q`. This is more
//! than the monitorable fragment of the papers: `q(x) AND ONCE (NOT p(x))` is fine too, since only the
//! values of `x` from `q` matter.
//!
//! # Two evaluators
//! [`Monitor`] takes a stream as it comes, in one pass, and holds no more than the formula's windows;
//! [`Watch`] feeds it with a log from [`read_text`], [`read_csv`] or `read_arrow`. On it stand
//! [`Journal`] and [`KeyedJournal`] (facts that come late, are withdrawn and replaced), [`run_shards`]
//! (a log dealt out by the keys of a [`Split`]) and [`Bounds`] (facts that are only possible, times
//! known within bounds, records that begin late).
//!
//! [`evaluate`] and [`Evaluation`] go through the whole stream, subformula by subformula. The outcome
//! of a subformula is a set of rows, each a tuple of values with an unbroken run of time points at
//! which it holds; `AND` is a hash join that sweeps over time, `ONCE` and its kin move the ends of
//! runs. It is meant to be plainly right before it is fast, and is the oracle of the other one.

mod absence;
mod aggregate;
mod check;
mod doubt;
mod engine;
mod formula;
mod interval;
mod journal;
mod keyed;
mod kinds;
mod lexer;
mod log;
mod oracle;
mod parse;
mod parse_aggregate;
mod parse_term;
mod plan;
mod planner;
mod planner_time;
mod polarity;
mod print;
mod proof;
mod read;
mod rewrite;
mod shards;
mod signature;
mod split;
mod stream;
mod table;
mod term;
mod time;
mod value;
mod watch;
mod why;
mod write;

pub use check::{CheckError, Checked, Problem};
pub use doubt::{Bounds, Doubt, DoubtError, Sighting, SightingError, Truth};
pub use engine::{CheckpointError, Monitor, Order, Outcome};
pub use formula::{Aggregate, Aggregation, Formula, Let, MAX_DEPTH, Node, Span};
pub use interval::{EmptyInterval, Interval};
pub use journal::{Change, FactId, Journal, JournalError, Patience, State};
pub use keyed::{KeyedError, KeyedJournal};
pub use log::LogError;
pub use oracle::{End, Verdict, decided, evaluate};
pub use parse::{ParseError, parse_formula};
pub use polarity::{Polarity, PolarityError, split_polarity};
pub use proof::{Explanation, Proof, ProofError, ProofFault, Prover, Step, prove, refute};
#[cfg(feature = "arrow")]
pub use read::{ArrowLog, read_arrow};
pub use read::{
    CsvLog, Field, Place, ReadError, Refusal, Sink, TextOptions, read_csv, read_text,
    read_text_with,
};
pub use shards::{Shard, ShardError, run_shards};
pub use signature::{Column, Signature, SignatureError};
pub use split::{Route, Split, SplitError};
pub use stream::{Fact, OutOfOrder, Stream, TimePoint};
pub use term::{Arithmetic, Comparison, Term, Var};
pub use value::{Float, Kind, Value};
pub use watch::Watch;
pub use why::{Evaluation, Evidence, FactAt, NotAVerdict, Searched, why};
pub use write::{VerdictLines, write_text};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
