//! Metric first-order temporal logic over streams of timed facts.

mod formula;
mod interval;
mod lexer;
mod parse;
mod print;
mod signature;
mod stream;
mod value;

pub use formula::{
    Aggregate, Aggregation, Arithmetic, Comparison, Formula, Let, MAX_DEPTH, Node, Span, Term, Var,
};
pub use interval::{EmptyInterval, Interval};
pub use parse::{ParseError, parse_formula};
pub use signature::{Column, Signature, SignatureError};
pub use stream::{Fact, OutOfOrder, Stream, TimePoint};
pub use value::{Float, Kind, Value};
