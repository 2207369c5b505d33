//! What is claimed of a part of the formula.

use std::rc::Rc;

use super::values::{Choice, Valuation};
use crate::formula::{Formula, Let};
use crate::term::Var;
use crate::value::Value;

/// A `LET` around a formula, and what was around the `LET`.
#[derive(Debug)]
pub(in crate::proof) struct Scope<'a> {
    pub(super) binding: &'a Let,
    pub(super) outside: Option<Rc<Scope<'a>>>,
}

/// The formula holds (or does not) at all time points from `from` until before `until`, for all
/// valuations that the choices allow.
#[derive(Clone, Debug)]
pub(in crate::proof) struct Claim<'a> {
    pub(in crate::proof) formula: &'a Formula,
    pub(in crate::proof) holds: bool,
    pub(in crate::proof) from: usize,
    pub(in crate::proof) until: usize,
    pub(in crate::proof) valuation: Rc<Valuation>,
    pub(in crate::proof) scope: Option<Rc<Scope<'a>>>,
}

impl<'a> Claim<'a> {
    pub(super) fn on(&self, formula: &'a Formula, holds: bool) -> Self {
        Self { formula, holds, ..self.clone() }
    }

    pub(super) fn at(self, from: usize, until: usize) -> Self {
        Self { from, until, ..self }
    }

    pub(super) fn with(self, valuation: Valuation) -> Self {
        Self { valuation: Rc::new(valuation), ..self }
    }

    pub(super) fn same(&self, other: &Self) -> bool {
        std::ptr::eq(self.formula.node(), other.formula.node())
            && (self.holds, self.from, self.until) == (other.holds, other.from, other.until)
            && same_scope(self.scope.as_deref(), other.scope.as_deref())
            && self.valuation == other.valuation
    }
}

fn same_scope(mut one: Option<&Scope<'_>>, mut other: Option<&Scope<'_>>) -> bool {
    while let (Some(a), Some(b)) = (one, other) {
        if !std::ptr::eq(a.binding, b.binding) {
            return false;
        }
        (one, other) = (a.outside.as_deref(), b.outside.as_deref());
    }
    one.is_none() && other.is_none()
}

/// Claims, each with the step that should prove it; or why a step does not follow.
pub(in crate::proof) type Follows<'a> = Result<Vec<(usize, Claim<'a>)>, &'static str>;

/// The reason, unless the condition is met.
pub(super) fn ensure(condition: bool, reason: &'static str) -> Result<(), &'static str> {
    if condition { Ok(()) } else { Err(reason) }
}

/// The claim once for each value of a variable, and once for any other value.
pub(super) fn cases<'a>(
    claim: &Claim<'a>,
    variable: &Var,
    values: &[(Value, usize)],
    other: usize,
) -> Follows<'a> {
    let Some(Choice::Not(excluded)) = claim.valuation.get(variable) else {
        return Err("the variable has no values to tell apart");
    };
    let mut excluded = (**excluded).clone();
    let mut claims = Vec::with_capacity(values.len() + 1);
    let chosen = |choice: Choice| {
        let mut valuation = (*claim.valuation).clone();
        valuation.insert(variable.clone(), choice);
        claim.clone().with(valuation)
    };
    for (value, proof) in values {
        ensure(excluded.insert(value.clone()), "a value comes twice")?;
        claims.push((*proof, chosen(Choice::Is(value.clone()))));
    }
    claims.push((other, chosen(Choice::Not(Rc::new(excluded)))));
    Ok(claims)
}

/// The innermost definition of a name around the claim.
pub(super) fn defined<'a>(claim: &Claim<'a>, name: &Var) -> Option<Rc<Scope<'a>>> {
    let mut around = claim.scope.as_ref();
    while let Some(scope) = around {
        if scope.binding.name == *name {
            return Some(scope.clone());
        }
        around = scope.outside.as_ref();
    }
    None
}
