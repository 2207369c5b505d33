//! Renames predicates by whether more of them makes a formula hold more often, or less often.

use std::collections::HashSet;

use thiserror::Error;

use crate::formula::{Formula, Let, Node};

/// Whether more of a predicate makes a formula hold more often, or less often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Polarity {
    /// Under an even number of negations: another fact can only add verdicts.
    Positive,
    /// Under an odd number of negations: another fact can only take verdicts away.
    Negative,
}

impl Polarity {
    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Positive => Self::Negative,
            Self::Negative => Self::Positive,
        }
    }
}

/// Why a formula cannot be split by polarity.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PolarityError {
    /// A predicate stands where both more and fewer facts can make the formula hold.
    #[error(
        "{predicate} has no polarity inside `{subformula}`; write EQUIV as two IMPLIES, and compare counts outside of the part that is split"
    )]
    NoPolarity {
        /// The predicate.
        predicate: String,
        /// The aggregation or equivalence it stands in.
        subformula: String,
    },
    /// The two names for a predicate defined by `LET` are the same.
    #[error(
        "{predicate} is defined by LET and used in both polarities, but both get the name {name}; give each polarity a name of its own"
    )]
    SameName {
        /// The predicate.
        predicate: String,
        /// The name both polarities would get.
        name: String,
    },
}

/// Renames every predicate by its polarity, so that certain facts and possible facts can be fed under
/// two names. A predicate defined by `LET` is renamed too, and defined once for each polarity it is
/// used in.
///
/// ```
/// use armistice_monitor::{Polarity, parse_formula, split_polarity};
///
/// let formula = parse_formula("notify(c) AND NOT pass(c)")?;
/// let surely = split_polarity(&formula, |name, polarity| match polarity {
///     Polarity::Positive => format!("certain_{name}"),
///     Polarity::Negative => format!("possible_{name}"),
/// })?;
/// assert_eq!(surely.to_string(), "certain_notify(c) AND NOT possible_pass(c)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`PolarityError`] for a predicate inside an aggregation or `EQUIV`, where neither holds.
pub fn split_polarity(
    formula: &Formula,
    name: impl Fn(&str, Polarity) -> String,
) -> Result<Formula, PolarityError> {
    split(formula, Polarity::Positive, &name)
}

fn split(
    formula: &Formula,
    polarity: Polarity,
    name: &impl Fn(&str, Polarity) -> String,
) -> Result<Formula, PolarityError> {
    let same = |inner: &Formula| split(inner, polarity, name);
    let node = match formula.node() {
        Node::True | Node::False | Node::Compare(..) => return Ok(formula.clone()),
        Node::Predicate(predicate, arguments) => {
            Node::Predicate(name(predicate, polarity).into(), arguments.clone())
        }
        Node::Not(inner) => Node::Not(split(inner, polarity.opposite(), name)?),
        Node::And(left, right) => Node::And(same(left)?, same(right)?),
        Node::Or(left, right) => Node::Or(same(left)?, same(right)?),
        Node::Implies(left, right) => {
            Node::Implies(split(left, polarity.opposite(), name)?, same(right)?)
        }
        Node::Equiv(..) | Node::Aggregate(..) => {
            if let Some(predicate) = first_predicate(formula) {
                return Err(PolarityError::NoPolarity {
                    predicate,
                    subformula: formula.to_string(),
                });
            }
            return Ok(formula.clone());
        }
        Node::Exists(variables, inner) => Node::Exists(variables.clone(), same(inner)?),
        Node::Forall(variables, inner) => Node::Forall(variables.clone(), same(inner)?),
        Node::Previous(interval, inner) => Node::Previous(*interval, same(inner)?),
        Node::Next(interval, inner) => Node::Next(*interval, same(inner)?),
        Node::Once(interval, inner) => Node::Once(*interval, same(inner)?),
        Node::Eventually(interval, inner) => Node::Eventually(*interval, same(inner)?),
        Node::Historically(interval, inner) => Node::Historically(*interval, same(inner)?),
        Node::Always(interval, inner) => Node::Always(*interval, same(inner)?),
        Node::Since(interval, hold, from) => Node::Since(*interval, same(hold)?, same(from)?),
        Node::Until(interval, hold, from) => Node::Until(*interval, same(hold)?, same(from)?),
        Node::Let(binding) => return split_binding(binding, polarity, name),
    };
    Ok(match formula.span() {
        Some(span) => Formula::from(node).with_span(span),
        None => node.into(),
    })
}

fn split_binding(
    binding: &Let,
    polarity: Polarity,
    name: &impl Fn(&str, Polarity) -> String,
) -> Result<Formula, PolarityError> {
    let mut uses = HashSet::new();
    polarities(&binding.body, &binding.name, polarity, &mut uses);
    let mut uses: Vec<Polarity> = uses.into_iter().collect();
    uses.sort();
    let names: Vec<String> = uses.iter().map(|used| name(&binding.name, *used)).collect();
    if let [one, other] = names.as_slice()
        && one == other
    {
        return Err(PolarityError::SameName {
            predicate: binding.name.to_string(),
            name: one.clone(),
        });
    }
    let mut body = split(&binding.body, polarity, name)?;
    for (used, renamed) in uses.into_iter().zip(names) {
        let definition = split(&binding.definition, used, name)?;
        body = body.with(renamed, binding.parameters.iter().cloned(), definition);
    }
    Ok(body)
}

/// In which polarities a predicate is used in a formula.
fn polarities(
    formula: &Formula,
    predicate: &str,
    polarity: Polarity,
    uses: &mut HashSet<Polarity>,
) {
    match formula.node() {
        Node::Predicate(name, _) if **name == *predicate => {
            uses.insert(polarity);
        }
        Node::Not(inner) => polarities(inner, predicate, polarity.opposite(), uses),
        Node::Implies(left, right) => {
            polarities(left, predicate, polarity.opposite(), uses);
            polarities(right, predicate, polarity, uses);
        }
        Node::Let(binding) => {
            let mut inner = HashSet::new();
            polarities(&binding.body, &binding.name, polarity, &mut inner);
            for used in inner {
                polarities(&binding.definition, predicate, used, uses);
            }
            if *binding.name != *predicate {
                polarities(&binding.body, predicate, polarity, uses);
            }
        }
        node => {
            for child in node.children() {
                polarities(child, predicate, polarity, uses);
            }
        }
    }
}

fn first_predicate(formula: &Formula) -> Option<String> {
    match formula.node() {
        Node::Predicate(name, _) => Some(name.to_string()),
        node => node.children().into_iter().find_map(first_predicate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_formula;

    fn split_of(text: &str) -> Result<String, PolarityError> {
        let formula = parse_formula(text).unwrap();
        split_polarity(&formula, |name, polarity| match polarity {
            Polarity::Positive => format!("{name}_surely"),
            Polarity::Negative => format!("{name}_maybe"),
        })
        .map(|formula| formula.to_string())
    }

    #[test]
    fn predicates_are_renamed_by_polarity() {
        insta::assert_snapshot!(split_of("p(x) AND NOT (q(x) AND NOT r(x))").unwrap(), @"p_surely(x) AND NOT (q_maybe(x) AND NOT r_surely(x))");
        insta::assert_snapshot!(split_of("FORALL x. p(x) IMPLIES ONCE q(x)").unwrap(), @"FORALL x. (p_maybe(x) IMPLIES (ONCE q_surely(x)))");
        insta::assert_snapshot!(split_of("LET a(x) = p(x) AND NOT q(x) IN r(x) AND NOT a(x)").unwrap(), @"LET a_maybe(x) = p_maybe(x) AND NOT q_surely(x) IN r_surely(x) AND NOT a_maybe(x)");
        insta::assert_snapshot!(split_of("LET a(x) = p(x) IN a(x) AND NOT PREVIOUS a(x)").unwrap(), @"LET a_maybe(x) = p_maybe(x) IN LET a_surely(x) = p_surely(x) IN a_surely(x) AND NOT (PREVIOUS a_maybe(x))");
        insta::assert_snapshot!(split_of("n <- CNT x p(x)").unwrap_err(), @"p has no polarity inside `n <- CNT x p(x)`; write EQUIV as two IMPLIES, and compare counts outside of the part that is split");
    }
}
