//! Which predicates a stream has, and of what kinds their columns are.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use crate::formula::Span;
use crate::stream::Stream;
use crate::value::Kind;

/// Which predicates may be named, with the kinds of their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    predicates: BTreeMap<Arc<str>, Vec<Column>>,
    open: bool,
}

/// One column of a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, for readers; `shell(int, int)` leaves it out.
    pub name: Option<Arc<str>>,
    /// Its kind of value; `None` where any will do.
    pub kind: Option<Kind>,
}

/// What is wrong with a signature text or a stream that should give one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}; {help}")]
pub struct SignatureError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where, in bytes of the text; empty for a stream.
    pub span: Span,
}

impl fmt::Display for Signature {
    /// As [`Signature::parse`] reads it, a line a predicate; an open signature begins with a comment
    /// that says so, and `any` stands for a kind that is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.open {
            writeln!(f, "# open")?;
        }
        for (name, columns) in &self.predicates {
            write!(f, "{name}(")?;
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    f.write_str(", ")?;
                }
                if let Some(name) = &column.name {
                    write!(f, "{name}:")?;
                }
                match column.kind {
                    Some(kind) => write!(f, "{kind}")?,
                    None => f.write_str("any")?,
                }
            }
            writeln!(f, ")")?;
        }
        Ok(())
    }
}

impl Signature {
    /// A signature that lets every predicate be named, with as many columns as the formula gives it,
    /// of any kinds.
    #[must_use]
    pub fn open() -> Self {
        Self { predicates: BTreeMap::new(), open: true }
    }

    /// A signature without predicates, to be filled by [`Signature::declare`]. A formula may then
    /// name only what is declared.
    #[must_use]
    pub fn closed() -> Self {
        Self { predicates: BTreeMap::new(), open: false }
    }

    /// Adds a predicate, or replaces it.
    #[must_use]
    pub fn declare(
        mut self,
        predicate: impl Into<Arc<str>>,
        kinds: impl IntoIterator<Item = Kind>,
    ) -> Self {
        let columns =
            kinds.into_iter().map(|kind| Column { name: None, kind: Some(kind) }).collect();
        self.predicates.insert(predicate.into(), columns);
        self
    }

    pub(crate) fn insert(&mut self, predicate: Arc<str>, columns: Vec<Column>) {
        self.predicates.insert(predicate, columns);
    }

    /// The predicates and kinds a stream shows. A predicate it never shows is unknown, and a formula
    /// that names one is refused: a typing error shows here instead of as silence.
    ///
    /// # Errors
    /// Where one predicate has facts of different lengths. Columns of mixed kinds are let through
    /// untyped.
    pub fn of_stream(stream: &Stream) -> Result<Self, SignatureError> {
        let mut signature = Self::closed();
        for point in stream.points() {
            for fact in &point.facts {
                let Some(columns) = signature.predicates.get_mut(&fact.predicate) else {
                    let columns = fact
                        .values
                        .iter()
                        .map(|value| Column { name: None, kind: Some(value.kind()) })
                        .collect();
                    signature.insert(fact.predicate.clone(), columns);
                    continue;
                };
                if columns.len() != fact.values.len() {
                    return Err(SignatureError {
                        message: format!(
                            "{} has {} values in one fact and {} in another",
                            fact.predicate,
                            columns.len(),
                            fact.values.len()
                        ),
                        help: "give each form a name of its own".to_owned(),
                        span: Span { start: 0, end: 0 },
                    });
                }
                for (column, value) in columns.iter_mut().zip(fact.values.iter()) {
                    if column.kind != Some(value.kind()) {
                        column.kind = None;
                    }
                }
            }
        }
        Ok(signature)
    }

    /// Whether predicates that are not declared may be named.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether every column has one kind of value, so that equal values are always the same value.
    pub(crate) fn is_typed(&self) -> bool {
        let mut columns = self.predicates.values().flatten();
        !self.open && columns.all(|column| column.kind.is_some())
    }

    /// The columns of a declared predicate.
    #[must_use]
    pub fn columns(&self, predicate: &str) -> Option<&[Column]> {
        self.predicates.get(predicate).map(Vec::as_slice)
    }

    /// The declared predicates by name, with their columns.
    pub fn predicates(&self) -> impl Iterator<Item = (&Arc<str>, &[Column])> {
        self.predicates.iter().map(|(name, columns)| (name, columns.as_slice()))
    }
}
