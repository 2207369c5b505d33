//! Which reports of events in space and time tell one event.
//!
//! Reports of one event differ: one source gives the spot, another the district; one is a day
//! late; one calls it a clash, another shelling; one counts ten dead, another twelve. This crate
//! tells which [`Record`]s are likely to be one event, with a probability that holds, and why. It
//! knows nothing of any war, dataset or file format, and nothing is set for any: what agreement
//! is worth between these sources at these places is learned from the records themselves,
//! without labels ([`Model::learn`]).
//!
//! ```
//! use armistice_linkage::{Code, Grain, Linker, Model, Record, Span, Spot};
//! use std::sync::Arc;
//!
//! let report = |key: u64, source: u32, day: i64, lat: f64, dead: u32| Record {
//!     key,
//!     source,
//!     when: Some(Span { from: day * 1_440, until: (day + 1) * 1_440 }),
//!     spot: Some(Spot { lat, lon: 37.2, grain: Grain::Rung(1) }),
//!     kind: Some(Code { own: 3, parent: 1 }),
//!     actor: None,
//!     count: Some(dead),
//!     words: None,
//! };
//! let reports = [report(1, 1, 20, 36.2, 12), report(2, 2, 20, 36.2, 12), report(3, 2, 90, 33.5, 2)];
//! let model = Arc::new(Model::learn(&reports));
//! let mut linker = Linker::all(model, &reports);
//! assert_ne!(linker.incident(0), linker.incident(2));
//! // A report that comes later touches only what is near it.
//! linker.add(&report(4, 3, 90, 33.5, 2));
//! assert!(linker.why(2, 3).is_some_and(|why| why.compared));
//! ```
//!
//! How it works, a file each:
//!
//! - `near`, `grid`: which records are compared at all, bounded work for each.
//! - `levels`: how two records compare, field by field.
//! - `learn`, `temper`, `support`: what each level is worth (Fellegi and Sunter 1969, with
//!   expectation and maximisation), a second look by the counts, and how far to look.
//! - `graph`: the probability of each pair among its rivals.
//! - `partition`, `balance`: pairs to incidents, by correlation clustering; how likely is enough.
//! - `linker`: all at once or one by one, with people's decisions.
//! - `stream`: more than can be held, settled and forgotten as time goes on.
//!
//! Laws, held by tests: the result does not depend on the order of the records; records added one
//! by one, or streamed, end where all at once do; records out of reach change nothing; decisions hold. The
//! crate does no input or output, has no dependencies, and does not panic.

mod balance;
mod change;
mod exp;
mod graph;
mod grid;
mod item;
mod learn;
mod levels;
mod linker;
mod member;
mod mix;
mod model;
mod near;
mod partition;
mod record;
mod sample;
mod stream;
mod support;
mod tables;
mod temper;
mod why;

pub use change::{Change, Changes, Turn};
pub use linker::{Decision, Likely, Linker};
pub use member::Flag;
pub use model::Model;
pub use record::{Code, Grain, Record, Span, Spot, Words};
pub use stream::{Settled, Stream};
pub use why::{Field, Share, Why};
