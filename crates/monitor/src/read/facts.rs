//! What the tables have in common: predicates found by name, time points told by their numbers.

#[cfg(feature = "arrow")]
use std::collections::BTreeSet;

use crate::read::{Field, Refusal, Sink};
use crate::signature::{Column, Signature};
use crate::value::Kind;

/// The longest name a message repeats, in characters.
const SHOWN: usize = 60;

/// The predicates of a signature, numbered as a [`Sink`] counts them.
pub(super) struct Predicates<'s> {
    /// Sorted by name, as the signature lists them.
    all: Vec<(&'s str, &'s [Column])>,
}

impl<'s> Predicates<'s> {
    pub(super) fn new(signature: &'s Signature) -> Self {
        Self { all: signature.predicates().map(|(name, columns)| (&**name, columns)).collect() }
    }

    /// The same for a reader, which must be able to tell every fact of the log.
    pub(super) fn closed(signature: &'s Signature) -> Result<Self, Refusal> {
        if signature.is_open() {
            return Err(Refusal::new(
                "an open signature does not say of what kinds the values are",
                "declare the predicates of the log in a signature",
            ));
        }
        Ok(Self::new(signature))
    }

    pub(super) fn find(&self, name: &str) -> Result<usize, Refusal> {
        self.all.binary_search_by(|(known, _)| (*known).cmp(name)).map_err(|_| {
            Refusal::new(
                format!("the signature has no predicate {}", shown(name)),
                "declare it in the signature, or leave its facts out",
            )
        })
    }

    #[cfg(feature = "arrow")]
    pub(super) fn names(&self) -> impl Iterator<Item = &'s str> {
        self.all.iter().map(|(name, _)| *name)
    }

    pub(super) fn name(&self, predicate: usize) -> &'s str {
        self.all.get(predicate).map_or("", |(name, _)| *name)
    }

    pub(super) fn columns(&self, predicate: usize) -> &'s [Column] {
        self.all.get(predicate).map_or(&[], |(_, columns)| *columns)
    }

    /// The argument columns a table needs for all these predicates, each by its position and kind,
    /// sorted.
    #[cfg(feature = "arrow")]
    pub(super) fn arguments(&self) -> BTreeSet<(usize, Kind)> {
        let kinds = [Kind::Int, Kind::Float, Kind::Str];
        self.all
            .iter()
            .flat_map(|(_, columns)| columns.iter().enumerate())
            .flat_map(|(position, column)| {
                let fits = move |kind: &Kind| column.kind.is_none_or(|known| known == *kind);
                kinds.into_iter().filter(fits).map(move |kind| (position, kind))
            })
            .collect()
    }

    /// Whether the fields are a fact of the signature: for writers, whom a program may hand anything.
    pub(super) fn admit(&self, predicate: usize, fields: &[Field<'_>]) -> bool {
        self.all.get(predicate).is_some_and(|(_, columns)| {
            columns.len() == fields.len()
                && columns
                    .iter()
                    .zip(fields)
                    .all(|(column, field)| column.kind.is_none_or(|kind| kind == field.kind()))
        })
    }
}

impl Field<'_> {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Int(_) => Kind::Int,
            Self::Float(_) => Kind::Float,
            Self::Str(_) => Kind::Str,
        }
    }
}

/// The time points of a log whose facts name theirs by a number.
#[derive(Default)]
pub(super) struct TimePoints {
    /// The number and the time of the one that began last.
    last: Option<(i64, i64)>,
}

impl TimePoints {
    /// Begins the time point unless it is the one that began last.
    pub(super) fn reach(&mut self, tp: i64, ts: i64, sink: &mut impl Sink) -> Result<(), Refusal> {
        if let Some((last_tp, last_ts)) = self.last {
            if tp == last_tp {
                if ts == last_ts {
                    return Ok(());
                }
                return Err(Refusal::new(
                    format!("time point {tp} is at {last_ts} before and at {ts} here"),
                    "give all facts of a time point the same ts",
                ));
            }
            if tp < last_tp {
                return Err(Refusal::new(
                    format!("time point {tp} follows time point {last_tp}"),
                    "sort the facts by tp",
                ));
            }
            if ts < last_ts {
                return Err(back(last_ts, ts));
            }
        }
        self.last = Some((tp, ts));
        sink.begin(ts)
    }
}

/// The refusal of a time stamp that lies before the one it follows.
pub(super) fn back(last: i64, ts: i64) -> Refusal {
    Refusal::new(format!("time goes back from {last} to {ts}"), "sort the time points by time")
}

/// The refusal of a value that is not of the kind its column has.
pub(super) fn wrong_kind(kind: Kind) -> Refusal {
    Refusal::new(format!("the signature says {kind} here"), "change the value or the signature")
}

/// The refusal of a fact with too many or too few values.
pub(super) fn wrong_arity(predicate: &str, found: &str, columns: usize) -> Refusal {
    Refusal::new(
        format!("{predicate} has {found} here and {columns} in the signature"),
        "give every fact as many values as its predicate has columns",
    )
}

/// A name as a message repeats it: what could disturb the message escaped, and not without end.
pub(super) fn shown(name: &str) -> String {
    let mut shown: String = name.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    if name.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
