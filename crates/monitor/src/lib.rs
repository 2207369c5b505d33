//! Metric first-order temporal logic over streams of timed facts.

mod absence;
mod aggregate;
mod check;
mod formula;
mod interval;
mod kinds;
mod lexer;
mod log;
mod oracle;
mod parse;
mod plan;
mod planner;
mod print;
mod rewrite;
mod signature;
mod stream;
mod table;
mod terms;
mod time;
mod value;
mod why;

pub use check::{CheckError, Checked, Problem};
pub use formula::{
    Aggregate, Aggregation, Arithmetic, Comparison, Formula, Let, MAX_DEPTH, Node, Span, Term, Var,
};
pub use interval::{EmptyInterval, Interval};
pub use log::LogError;
pub use oracle::{End, Verdict, decided, evaluate};
pub use parse::{ParseError, parse_formula};
pub use rewrite::{Polarity, PolarityError, split_polarity};
pub use signature::{Column, Signature, SignatureError};
pub use stream::{Fact, OutOfOrder, Stream, TimePoint};
pub use value::{Float, Kind, Value};
pub use why::{Evaluation, Evidence, FactAt, NotAVerdict, Searched, why};
