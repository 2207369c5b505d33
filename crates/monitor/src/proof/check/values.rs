//! What variables may be, and what follows from that for facts and comparisons.
//!
//! All here errs on the side of not knowing. The kinds of values
//! are those of the signature, which the checker does not have; where a value and what it is held
//! against are of two kinds, one of them is not the variable's, and nothing is concluded.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::term::{self, Comparison, Term, Var};
use crate::value::Value;

/// What a variable may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::proof) enum Choice {
    /// This value.
    Is(Value),
    /// Any value but these.
    Not(Rc<BTreeSet<Value>>),
}

/// What each variable may be.
pub(in crate::proof) type Valuation = BTreeMap<Var, Choice>;

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
