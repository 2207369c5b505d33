//! Reads logs of any format, fact by fact, without holding them.
//!
//! A reader calls a [`Sink`] for every time point and fact in the order of the log. What the reader
//! refuses it refuses with the place: a line of a text, a row of a table.

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "arrow")]
mod arrow_log;
mod csv;
mod csv_log;
mod facts;
mod text;

use std::fmt;

use thiserror::Error;

use crate::value::Value;

#[cfg(feature = "arrow")]
pub use self::arrow::read_arrow;
#[cfg(feature = "arrow")]
pub use self::arrow_log::ArrowLog;
pub use self::csv::read_csv;
pub use self::csv_log::CsvLog;
pub(crate) use self::text::is_name;
pub use self::text::{TextOptions, read_text, read_text_with};

/// One value of a fact as a reader hands it over, text borrowed from the reader's buffer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// A text.
    Str(&'a str),
}

impl<'a> From<&'a Value> for Field<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Int(number) => Self::Int(*number),
            Value::Float(number) => Self::Float(number.get()),
            Value::Str(text) => Self::Str(text),
        }
    }
}

impl From<Field<'_>> for Value {
    fn from(field: Field<'_>) -> Self {
        match field {
            Field::Int(number) => Self::Int(number),
            Field::Float(number) => Self::float(number),
            Field::Str(text) => Self::str(text),
        }
    }
}

/// What takes a log as it is read.
pub trait Sink {
    /// A time point begins, and the one before it is complete.
    ///
    /// # Errors
    /// Where the time point cannot follow; the reader adds the place.
    fn begin(&mut self, ts: i64) -> Result<(), Refusal>;

    /// A fact of the time point that began last. `predicate` counts the predicates of the signature
    /// in the order of their names, as [`Signature::predicates`](crate::Signature::predicates) lists
    /// them.
    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]);

    /// Whether facts of this predicate are of any use; others are checked and passed over.
    fn wants(&self, _predicate: usize) -> bool {
        true
    }
}

/// What is wrong, and what to do: a refusal whose place is still to be added.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}; {help}")]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    /// A refusal in words.
    #[must_use]
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    /// The same with its place.
    #[must_use]
    pub fn at(self, place: Place) -> ReadError {
        ReadError::Refused { place, refusal: self }
    }
}

/// Where in a log, for people: counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line of a text, and the column in characters.
    Line {
        /// The line.
        line: u64,
        /// The column.
        column: u64,
    },
    /// A row of a table without lines.
    Row {
        /// The row.
        row: u64,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, column } => write!(f, "line {line}, column {column}"),
            Self::Row { row } => write!(f, "row {row}"),
        }
    }
}

/// Why a log was not read to its end.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The log says what cannot be taken.
    #[error("{place}: {refusal}")]
    Refused {
        /// Where.
        place: Place,
        /// What, and what to do.
        refusal: Refusal,
    },
    /// The file could not be read.
    #[error("the log cannot be read: {0}")]
    Io(#[from] std::io::Error),
}
