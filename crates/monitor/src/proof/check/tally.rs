//! What an aggregation counts, and what comes out.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::claim::{Claim, Follows, cases, ensure};
use super::values::{Choice, Valuation};
use crate::formula::{Aggregate, Aggregation};
use crate::proof::Step;
use crate::term::Var;
use crate::value::{Kind, Value};

/// Collects the valuations that count, works out the outcome, and says what is left to prove.
pub(super) fn tally<'a>(
    steps: &[Step],
    claim: &Claim<'a>,
    aggregate: &'a Aggregate,
    proof: usize,
) -> Follows<'a> {
    let bound: Vec<Var> = aggregate
        .body
        .free_variables()
        .into_iter()
        .filter(|variable| !aggregate.group.contains(variable))
        .collect();
    let mut valuation = Valuation::new();
    for variable in &aggregate.group {
        let choice = claim.valuation.get(variable).ok_or("a variable has no values")?;
        valuation.insert(variable.clone(), choice.clone());
    }
    valuation.extend(bound.iter().map(|x| (x.clone(), Choice::Not(Rc::default()))));
    let mut bag: Vec<Value> = Vec::new();
    let mut claims = Vec::new();
    let mut open = vec![(proof, claim.on(&aggregate.body, false).with(valuation))];
    // No step stands for two cases, so that there are at most as many as steps.
    let mut seen = BTreeSet::new();
    while let Some((place, inner)) = open.pop() {
        ensure(seen.insert(place) || !is_case(steps.get(place)), "a case is counted twice")?;
        match steps.get(place) {
            Some(Step::Cases { variable, values, other }) if bound.contains(variable) => {
                open.extend(cases(&inner, variable, values, *other)?.into_iter().rev());
            }
            Some(Step::Counted(proof)) => {
                // Only what has all its values is one valuation.
                let known = inner.valuation.values().all(|c| matches!(c, Choice::Is(_)));
                ensure(known, "what is counted has no values")?;
                let Some(Choice::Is(value)) = inner.valuation.get(&aggregate.over) else {
                    return Err("what is counted has no values");
                };
                bag.push(value.clone());
                claims.push((*proof, Claim { holds: true, ..inner }));
            }
            _ => claims.push((place, inner)),
        }
    }
    let result = claim.valuation.get(&aggregate.result).ok_or("a variable has no values")?;
    let fits = if bag.is_empty() && !aggregate.group.is_empty() {
        // Of an empty group there is no outcome.
        !claim.holds
    } else {
        outcome_is(aggregate.operator, bag, result) == Some(claim.holds)
    };
    ensure(fits, "the outcome is not as claimed")?;
    Ok(claims)
}

fn is_case(step: Option<&Step>) -> bool {
    matches!(step, Some(Step::Cases { .. } | Step::Counted(_)))
}

/// Whether the outcome of an aggregation is what its variable is, where that is known. Of nothing it
/// is zero or the empty text, whichever is of the variable's kind.
fn outcome_is(operator: Aggregation, bag: Vec<Value>, result: &Choice) -> Option<bool> {
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
pub(in crate::proof) fn outcome_of_nothing(operator: Aggregation, kind: Kind) -> Option<Value> {
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
