//! Facts that are only possible, times that are only known within bounds, a record that begins late.
//!
//! What is not sure makes a formula neither true nor false but *possible*. Here a formula becomes two:
//! a lower bound that holds only where the formula holds however the doubts are resolved, and an upper
//! bound that holds wherever it may. Both are ordinary formulas over ordinary facts, so that everything
//! else (monitor, journal, proofs) works on them as they are. A verdict of the lower bound is *true*,
//! one of the upper bound alone *possible*, everything else false.
//!
//! Both bounds are sound for every formula that is not refused. They are exact where every doubtful
//! fact bears on a verdict in one way only; where one fact stands in a formula twice, the bounds may be
//! wider than need be, never narrower.

mod bounding;

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use self::bounding::{Bounding, counts_the_past, reach_back};
use crate::check::{CheckError, Checked};
use crate::formula::Formula;
use crate::signature::{Column, Signature};
use crate::stream::Fact;
use crate::value::{Kind, Value};

/// Whether a verdict holds however the doubts are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// It may hold, and may not.
    Possible,
    /// It holds whatever was the case.
    True,
}

/// What may be doubtful about the facts of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    predicates: BTreeMap<Arc<str>, Kinds>,
    incomplete: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kinds {
    possible: bool,
    /// The longest span of a fact's time, in seconds.
    span: Option<u64>,
}

/// A fact with its doubts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// What was so.
    pub fact: Fact,
    /// The earliest moment it may have been so.
    pub from: i64,
    /// The latest.
    pub until: i64,
    /// Whether it was so at all, at some moment between the two.
    pub sure: bool,
}

/// Why a formula has no bounds.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DoubtError {
    /// A count over facts that may not be.
    #[error(
        "what is counted in `{subformula}` depends on {predicate}, whose facts are doubtful: the outcome could be many things at once; count what is sure and what is possible in formulas of their own"
    )]
    Counted {
        /// The predicate.
        predicate: String,
        /// The aggregation.
        subformula: String,
    },
    /// A fact whose time is not known where its very time point matters.
    #[error(
        "the time of {predicate} is only known within bounds, and `{subformula}` asks at which time point it stands; let it stand alone under ONCE or EVENTUALLY, where it is enough to know that it falls into the window"
    )]
    Placed {
        /// The predicate.
        predicate: String,
        /// The part of the formula.
        subformula: String,
    },
    /// `PREVIOUS`, `NEXT` and `tp` see every time point, and a fact of unknown time makes two.
    #[error(
        "`{subformula}` counts time points, and a fact whose time is only known within bounds stands at two; ask for a distance in time instead"
    )]
    Counts {
        /// The part of the formula.
        subformula: String,
    },
    /// A bound cannot be evaluated.
    #[error("of what is doubtful only a bound can be told, and that one cannot: {0}")]
    Check(#[from] CheckError),
}

/// A sighting that cannot be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}; {help}")]
pub struct SightingError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A formula between its bounds.
///
/// ```
/// use armistice_monitor::{Bounds, Doubt, Fact, Sighting, Signature, Truth, parse_formula};
///
/// // Some passages are only hearsay, and when a convoy passed is known to the hour at best.
/// let doubt = Doubt::new().possible("pass").span("pass", 3600);
/// let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let bounds = Bounds::new(&formula, &Signature::open(), &doubt)?;
///
/// let notify = |c: i64| Sighting::at(0, Fact::new("notify", [c]));
/// let pass = |c: i64, from: i64| Sighting::between(from, from + 3600, Fact::new("pass", [c]));
/// let told = bounds.evaluate(&[
///     notify(1), notify(2), notify(3), notify(4),
///     pass(2, 80_000),
///     pass(3, 72 * 3600 - 1800),
///     pass(4, 80_000).unsure(),
/// ])?;
/// let truths: Vec<_> = told.iter().map(|(v, truth)| (v.bindings[0].clone(), *truth)).collect();
/// assert_eq!(truths, [
///     (1.into(), Truth::True),
///     (3.into(), Truth::Possible),
///     (4.into(), Truth::Possible),
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Holds only where the formula holds in any case.
    pub lower: Checked,
    /// Holds wherever the formula may.
    pub upper: Checked,
    /// For so many seconds after the first time point, verdicts may be missing from the upper bound,
    /// since before the record began anything may have been so, of any values; `None` for ever.
    /// `Some(0)` where none are missing.
    pub partial: Option<u64>,
    doubt: Doubt,
}

impl Sighting {
    /// A fact that was so at this moment.
    #[must_use]
    pub fn at(ts: i64, fact: Fact) -> Self {
        Self { fact, from: ts, until: ts, sure: true }
    }

    /// A fact that was so at some moment between these, both counted in.
    #[must_use]
    pub fn between(from: i64, until: i64, fact: Fact) -> Self {
        Self { fact, from, until, sure: true }
    }

    /// The same, perhaps not so at all.
    #[must_use]
    pub fn unsure(self) -> Self {
        Self { sure: false, ..self }
    }
}

impl Doubt {
    /// No doubts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Facts of this predicate may be only possible.
    #[must_use]
    pub fn possible(mut self, predicate: impl Into<Arc<str>>) -> Self {
        self.predicates.entry(predicate.into()).or_default().possible = true;
        self
    }

    /// The times of this predicate's facts may be known only within so many seconds.
    #[must_use]
    pub fn span(mut self, predicate: impl Into<Arc<str>>, longest: u64) -> Self {
        self.predicates.entry(predicate.into()).or_default().span = Some(longest);
        self
    }

    /// The record begins with its first time point, the world did not: what a window says that reaches
    /// further back is only possible.
    #[must_use]
    pub fn incomplete(mut self) -> Self {
        self.incomplete = true;
        self
    }

    fn of(&self, predicate: &str) -> Kinds {
        self.predicates.get(predicate).copied().unwrap_or_default()
    }

    /// The time points and facts that stand for a sighting in the bounds.
    ///
    /// # Errors
    /// Where it is more doubtful than was said of its predicate.
    pub fn entries(&self, sighting: &Sighting) -> Result<Vec<(i64, Fact)>, SightingError> {
        let Sighting { fact, from, until, sure } = sighting;
        let kinds = self.of(&fact.predicate);
        let refuse = |message: String, help: &str| SightingError { message, help: help.to_owned() };
        if !sure && !kinds.possible {
            return Err(refuse(
                format!("a fact of {} is unsure, and all of them should be sure", fact.predicate),
                "say with `possible` that they may be unsure",
            ));
        }
        let width = until.checked_sub(*from).and_then(|width| u64::try_from(width).ok());
        let Some(width) = width.filter(|width| *width <= kinds.span.unwrap_or(0)) else {
            return Err(refuse(
                format!("a fact of {} lies between {from} and {until}", fact.predicate),
                "let the earliest moment come first, and say with `span` how far apart they may be",
            ));
        };
        debug_assert!(kinds.span.is_some() || width == 0);
        let mut entries = Vec::new();
        for upper in [false, true] {
            if !upper && !sure {
                continue;
            }
            if kinds.span.is_some() {
                let with = |other: i64| fact.values.iter().cloned().chain([Value::Int(other)]);
                entries.push((
                    *from,
                    Fact::new(named(&fact.predicate, kinds, upper, Some(End::From)), with(*until)),
                ));
                entries.push((
                    *until,
                    Fact::new(named(&fact.predicate, kinds, upper, Some(End::Until)), with(*from)),
                ));
            } else {
                let predicate = named(&fact.predicate, kinds, upper, None);
                entries.push((*from, Fact { predicate, values: fact.values.clone() }));
            }
            if !kinds.possible {
                break;
            }
        }
        Ok(entries)
    }
}

/// Which end of a fact's time stands at the time point; the other one is its last value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    Until,
}

/// The name of a predicate in a bound. A name that is read holds no `#`.
fn named(predicate: &str, kinds: Kinds, upper: bool, end: Option<End>) -> Arc<str> {
    let sure = match (kinds.possible, upper) {
        (false, _) => "",
        (true, false) => "#sure",
        (true, true) => "#possible",
    };
    let end = match end {
        None => "",
        Some(End::From) => "#from",
        Some(End::Until) => "#until",
    };
    format!("{predicate}{sure}{end}").into()
}

impl Bounds {
    /// The bounds of a formula.
    ///
    /// # Errors
    /// [`DoubtError`] with the part of the formula that cannot be bounded, and why.
    pub fn new(
        formula: &Formula,
        signature: &Signature,
        doubt: &Doubt,
    ) -> Result<Self, DoubtError> {
        // The formula must make sense by itself, in its own words.
        Checked::new(formula.clone(), signature)?;
        let signature = doubt.signature(signature);
        let bounding = |open: bool| Bounding::new(doubt, open);
        let lower = Checked::new(bounding(true).bound(formula, false)?, &signature)?;
        let upper = Checked::new(bounding(true).bound(formula, true)?, &signature);
        let (upper, partial) = match upper {
            // Of a count that reaches before the record, the other outcomes are not listed.
            Ok(upper) if doubt.incomplete && counts_the_past(formula) => {
                (upper, reach_back(formula))
            }
            Ok(upper) => (upper, Some(0)),
            Err(_) if doubt.incomplete => {
                let upper = Checked::new(bounding(false).bound(formula, true)?, &signature)?;
                (upper, reach_back(formula))
            }
            Err(error) => return Err(error.into()),
        };
        Ok(Self { lower, upper, partial, doubt: doubt.clone() })
    }

    /// All verdicts over these sightings, the record taken for closed at its end, by the plain
    /// evaluator. Sightings of one moment are one time point.
    ///
    /// # Errors
    /// As [`Doubt::entries`].
    pub fn evaluate(
        &self,
        sightings: &[Sighting],
    ) -> Result<Vec<(crate::Verdict, Truth)>, SightingError> {
        let mut points: BTreeMap<i64, Vec<Fact>> = BTreeMap::new();
        for sighting in sightings {
            for (ts, fact) in self.doubt.entries(sighting)? {
                points.entry(ts).or_default().push(fact);
            }
        }
        let mut stream = crate::Stream::new();
        for (ts, facts) in points {
            // The map is in order.
            let _ = stream.push(ts, facts);
        }
        let lower = crate::evaluate(&self.lower, &stream, crate::End::Closed);
        let upper = crate::evaluate(&self.upper, &stream, crate::End::Closed);
        Ok(Self::truths(lower, upper))
    }

    /// Puts the verdicts of both bounds side by side, in their order.
    #[must_use]
    pub fn truths(
        lower: impl IntoIterator<Item = crate::Verdict>,
        upper: impl IntoIterator<Item = crate::Verdict>,
    ) -> Vec<(crate::Verdict, Truth)> {
        let mut truths: BTreeMap<crate::Verdict, Truth> =
            upper.into_iter().map(|verdict| (verdict, Truth::Possible)).collect();
        truths.extend(lower.into_iter().map(|verdict| (verdict, Truth::True)));
        truths.into_iter().collect()
    }
}

impl Doubt {
    /// The signature of the bounds.
    fn signature(&self, signature: &Signature) -> Signature {
        let mut doubtful =
            if signature.is_open() { Signature::open() } else { Signature::closed() };
        for (predicate, columns) in signature.predicates() {
            let kinds = self.of(predicate);
            for upper in [false, true] {
                if kinds.span.is_none() {
                    doubtful.insert(named(predicate, kinds, upper, None), columns.to_vec());
                    continue;
                }
                let mut columns = columns.to_vec();
                columns.push(Column { name: None, kind: Some(Kind::Int) });
                for end in [End::From, End::Until] {
                    doubtful.insert(named(predicate, kinds, upper, Some(end)), columns.clone());
                }
            }
        }
        doubtful
    }
}
