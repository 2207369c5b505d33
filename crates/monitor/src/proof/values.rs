//! What variables may be, and what follows from that for facts, comparisons and counts.
//!
//! Part of the checker: see `check.rs`. All here errs on the side of not knowing. The kinds of values
//! are those of the signature, which the checker does not have; where a value and what it is held
//! against are of two kinds, one of them is not the variable's, and nothing is concluded.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::formula::Aggregation;
use crate::term::{self, Comparison, Term, Var};
use crate::value::{Kind, Value};

/// What a variable may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// This value.
    Is(Value),
    /// Any value but these.
    Not(Rc<BTreeSet<Value>>),
}

/// What each variable may be.
pub(super) type Valuation = BTreeMap<Var, Choice>;

impl Choice {
    /// Whether it can be nothing else.
    pub(super) fn is(&self, value: &Value) -> bool {
        matches!(self, Self::Is(own) if own == value)
    }

    fn may_be(&self, value: &Value) -> bool {
        match self {
            Self::Is(own) => own == value || own.kind() != value.kind(),
            Self::Not(values) => !values.contains(value),
        }
    }
}

/// What each argument of a predicate may be.
pub(super) fn choices(
    arguments: &[Term],
    valuation: &Valuation,
) -> Result<Vec<Choice>, &'static str> {
    let choice = |term: &Term| match term {
        Term::Var(variable) => valuation.get(variable).cloned(),
        Term::Constant(value) => Some(Choice::Is(value.clone())),
        _ => None,
    };
    arguments.iter().map(|term| choice(term).ok_or("an argument has no value")).collect()
}

/// Whether arguments may be these values of a fact.
pub(super) fn may_be_like(choices: &[Choice], values: &[Value]) -> bool {
    choices.len() == values.len()
        && choices.iter().zip(values).all(|(choice, value)| choice.may_be(value))
}

/// Whether a comparison holds, where that is known and the same for all the values.
pub(super) fn compared(
    comparison: Comparison,
    left: &Term,
    right: &Term,
    valuation: &Valuation,
) -> Option<bool> {
    let excluded = |term: &Term| match term {
        Term::Var(variable) => match valuation.get(variable) {
            Some(Choice::Not(excluded)) => Some(excluded.clone()),
            _ => None,
        },
        _ => None,
    };
    match (value(left, valuation), value(right, valuation)) {
        (Some(left), Some(right)) => {
            (left.kind() == right.kind()).then(|| term::holds(comparison, &left, &right))
        }
        // A variable does not equal the values it is said not to be.
        (Some(known), None) if comparison == Comparison::Equal => {
            excluded(right)?.contains(&known).then_some(false)
        }
        (None, Some(known)) if comparison == Comparison::Equal => {
            excluded(left)?.contains(&known).then_some(false)
        }
        _ => None,
    }
}

/// The value of a term whose variables all have one, of the kinds it needs.
fn value(term: &Term, valuation: &Valuation) -> Option<Value> {
    let constant = |term: &Term| Some(Term::Constant(value(term, valuation)?));
    let simple = match term {
        Term::Var(variable) => match valuation.get(variable) {
            Some(Choice::Is(value)) => return Some(value.clone()),
            _ => return None,
        },
        Term::Constant(value) => return Some(value.clone()),
        Term::Binary(operator, left, right) => {
            let (left, right) = (value(left, valuation)?, value(right, valuation)?);
            if left.kind() != right.kind() {
                return None;
            }
            Term::arithmetic(left.into(), *operator, right.into())
        }
        Term::Negative(inner) => Term::Negative(Box::new(constant(inner)?)),
        Term::Convert(kind, inner) => Term::Convert(*kind, Box::new(constant(inner)?)),
    };
    term::evaluate(&simple, &[], &[])
}

/// Whether the outcome of an aggregation is what its variable is, where that is known. Of nothing it
/// is zero or the empty text, whichever is of the variable's kind.
pub(super) fn outcome_is(operator: Aggregation, bag: Vec<Value>, result: &Choice) -> Option<bool> {
    let outcomes = if bag.is_empty() {
        [Kind::Int, Kind::Float, Kind::Str]
            .into_iter()
            .filter_map(|kind| outcome_of_nothing(operator, kind))
            .collect()
    } else {
        vec![outcome(operator, bag)?]
    };
    match result {
        Choice::Is(value) => {
            let mut of_its_kind = outcomes.iter().filter(|other| other.kind() == value.kind());
            of_its_kind.next().map(|outcome| outcome == value)
        }
        Choice::Not(excluded) => {
            outcomes.iter().any(|outcome| excluded.contains(outcome)).then_some(false)
        }
    }
}

/// The outcome of an empty bag, if outcomes can be of that kind.
pub(super) fn outcome_of_nothing(operator: Aggregation, kind: Kind) -> Option<Value> {
    match (operator, kind) {
        (Aggregation::Count | Aggregation::Sum, Kind::Int) => Some(Value::Int(0)),
        (Aggregation::Average | Aggregation::Median | Aggregation::Sum, Kind::Float) => {
            Some(Value::float(0.0))
        }
        (Aggregation::Min | Aggregation::Max, Kind::Int) => Some(Value::Int(0)),
        (Aggregation::Min | Aggregation::Max, Kind::Float) => Some(Value::float(0.0)),
        (Aggregation::Min | Aggregation::Max, Kind::Str) => Some(Value::str("")),
        _ => None,
    }
}

/// The outcome of a bag that is not empty; none where its values are of two kinds.
#[allow(clippy::cast_precision_loss)]
fn outcome(operator: Aggregation, mut bag: Vec<Value>) -> Option<Value> {
    bag.sort();
    let (first, last) = (bag.first()?.clone(), bag.last()?.clone());
    if first.kind() != last.kind() {
        return None;
    }
    let number = |value: &Value| match value {
        Value::Int(number) => *number as f64,
        Value::Float(number) => number.get(),
        Value::Str(_) => 0.0,
    };
    let whole = |value: &Value| match value {
        Value::Int(number) => i128::from(*number),
        _ => 0,
    };
    let size = bag.len();
    let whole_sum: i128 = bag.iter().map(whole).sum();
    // Sums of floating-point numbers depend on the order: from the smallest up, equal ones at once.
    let float_sum = || match first {
        Value::Int(_) => whole_sum as f64,
        _ => bag
            .chunk_by(|a, b| a == b)
            .fold(0.0, |sum, same| sum + same.first().map_or(0.0, number) * same.len() as f64),
    };
    Some(match operator {
        Aggregation::Count => Value::Int(i64::try_from(size).unwrap_or(i64::MAX)),
        Aggregation::Min => first,
        Aggregation::Max => last,
        Aggregation::Sum if first.kind() == Kind::Float => Value::float(float_sum()),
        // Whole numbers stay at the ends of their range.
        Aggregation::Sum if whole_sum < 0 => {
            Value::Int(i64::try_from(whole_sum).unwrap_or(i64::MIN))
        }
        Aggregation::Sum => Value::Int(i64::try_from(whole_sum).unwrap_or(i64::MAX)),
        Aggregation::Average => Value::float(float_sum() / size as f64),
        Aggregation::Median => {
            let (low, high) = (bag.get((size - 1) / 2)?, bag.get(size / 2)?);
            Value::float(f64::midpoint(number(low), number(high)))
        }
    })
}
