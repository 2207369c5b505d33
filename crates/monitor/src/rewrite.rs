//! Rewrites a formula to the few operators that are planned and evaluated.
//!
//! The core has no `IMPLIES`, `EQUIV` and `FORALL`; a `NOT` stands only where nothing can be gained
//! by pushing it inwards; and no quantified variable has the name of another variable, so that what
//! is inside a quantifier can be evaluated together with what is outside.

use std::collections::{HashMap, HashSet};

use crate::formula::{Aggregate, Formula, Let, Node};
use crate::kinds::Outcomes;
use crate::term::{Term, Var};

/// The most operators the core of a formula may have. `EQUIV` doubles its operands, so a small text
/// can ask for a huge core.
pub(crate) const MAX_OPERATORS: usize = 50_000;

/// The core would have more than [`MAX_OPERATORS`].
#[derive(Debug)]
pub(crate) struct TooLarge;

/// Parts a new name from the variable it was made from; no name that is read holds it.
const MARK: char = '#';

/// The name a reader knows a variable by.
pub(crate) fn original_name(variable: &str) -> &str {
    variable.split(MARK).next().unwrap_or(variable)
}

/// Rewrites a formula to its core. The kinds of its aggregations' outcomes go over to the core's.
pub(crate) fn core(
    formula: &Formula,
    outcomes: &Outcomes,
) -> Result<(Formula, Outcomes), TooLarge> {
    rewritten(formula, false, outcomes)
}

/// The core of the negation of a formula. Of a core, the names of bound variables stay.
pub(crate) fn negated_core(
    formula: &Formula,
    outcomes: &Outcomes,
) -> Result<(Formula, Outcomes), TooLarge> {
    rewritten(formula, true, outcomes)
}

fn rewritten(
    formula: &Formula,
    negated: bool,
    outcomes: &Outcomes,
) -> Result<(Formula, Outcomes), TooLarge> {
    let mut rewriter = Rewriter {
        taken: formula.free_variables().into_iter().collect(),
        fresh: 0,
        operators: 0,
        outcomes,
        core_outcomes: Outcomes::new(),
    };
    let core = rewriter.core(formula, negated, &HashMap::new())?;
    Ok((core, rewriter.core_outcomes))
}

type Names = HashMap<Var, Var>;

struct Rewriter<'a> {
    taken: HashSet<Var>,
    fresh: usize,
    operators: usize,
    outcomes: &'a Outcomes,
    core_outcomes: Outcomes,
}

impl Rewriter<'_> {
    /// The core of `formula`, or of its negation.
    fn core(
        &mut self,
        formula: &Formula,
        negated: bool,
        names: &Names,
    ) -> Result<Formula, TooLarge> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            return Err(TooLarge);
        }
        let spanned = |node: Node| match formula.span() {
            Some(span) => Formula::from(node).with_span(span),
            None => node.into(),
        };
        // What cannot be pushed into is left as it is and negated from outside.
        let outside = |inner: Formula| {
            if negated { spanned(Node::Not(inner)) } else { inner }
        };
        Ok(match formula.node() {
            Node::True if negated => spanned(Node::False),
            Node::False if negated => spanned(Node::True),
            Node::True | Node::False => formula.clone(),
            Node::Predicate(name, arguments) => {
                let arguments = arguments.iter().map(|term| renamed(term, names)).collect();
                outside(spanned(Node::Predicate(name.clone(), arguments)))
            }
            Node::Compare(comparison, left, right) => outside(spanned(Node::Compare(
                *comparison,
                renamed(left, names),
                renamed(right, names),
            ))),
            Node::Not(inner) => {
                let core = self.core(inner, !negated, names)?;
                // What stays a negation stands where the whole negation stood.
                match (core.node(), formula.span()) {
                    (Node::Not(_), Some(span)) => core.with_span(span),
                    _ => core,
                }
            }
            Node::And(left, right) => {
                if negated && only_negations(left) && only_negations(right) {
                    let left = self.core(left, true, names)?;
                    spanned(Node::Or(left, self.core(right, true, names)?))
                } else {
                    let left = self.core(left, false, names)?;
                    let right = self.core(right, false, names)?;
                    outside(spanned(Node::And(left, right)))
                }
            }
            Node::Or(left, right) => {
                let left = self.core(left, negated, names)?;
                let right = self.core(right, negated, names)?;
                spanned(if negated { Node::And(left, right) } else { Node::Or(left, right) })
            }
            Node::Implies(left, right) => {
                let left = self.core(left, !negated, names)?;
                let right = self.core(right, negated, names)?;
                spanned(if negated { Node::And(left, right) } else { Node::Or(left, right) })
            }
            Node::Equiv(left, right) => {
                // Both or neither; negated: the one without the other.
                let both_left = self.core(left, false, names)?;
                let both_right = self.core(right, negated, names)?;
                let neither_left = self.core(left, true, names)?;
                let neither_right = self.core(right, !negated, names)?;
                spanned(Node::Or(
                    spanned(Node::And(both_left, both_right)),
                    spanned(Node::And(neither_left, neither_right)),
                ))
            }
            Node::Exists(variables, inner) => {
                let (variables, names) = self.rename(variables, inner, names);
                let inner = self.core(inner, false, &names)?;
                outside(exists(variables, inner, &spanned))
            }
            Node::Forall(variables, inner) => {
                let (variables, names) = self.rename(variables, inner, names);
                let counterexample = self.core(inner, true, &names)?;
                let counterexample = exists(variables, counterexample, &spanned);
                if negated { counterexample } else { spanned(Node::Not(counterexample)) }
            }
            Node::Previous(interval, inner) => {
                let inner = self.core(inner, false, names)?;
                outside(spanned(Node::Previous(*interval, inner)))
            }
            Node::Next(interval, inner) => {
                let inner = self.core(inner, false, names)?;
                outside(spanned(Node::Next(*interval, inner)))
            }
            Node::Once(interval, inner) => {
                let inner = self.core(inner, false, names)?;
                outside(spanned(Node::Once(*interval, inner)))
            }
            Node::Eventually(interval, inner) => {
                let inner = self.core(inner, false, names)?;
                outside(spanned(Node::Eventually(*interval, inner)))
            }
            Node::Historically(interval, inner) => {
                if negated {
                    spanned(Node::Once(*interval, self.core(inner, true, names)?))
                } else {
                    spanned(Node::Historically(*interval, self.core(inner, false, names)?))
                }
            }
            Node::Always(interval, inner) => {
                if negated {
                    spanned(Node::Eventually(*interval, self.core(inner, true, names)?))
                } else {
                    spanned(Node::Always(*interval, self.core(inner, false, names)?))
                }
            }
            Node::Since(interval, hold, from) => {
                let hold = self.core(hold, false, names)?;
                let from = self.core(from, false, names)?;
                outside(spanned(Node::Since(*interval, hold, from)))
            }
            Node::Until(interval, hold, from) => {
                let hold = self.core(hold, false, names)?;
                let from = self.core(from, false, names)?;
                outside(spanned(Node::Until(*interval, hold, from)))
            }
            Node::Aggregate(aggregate) => {
                // The grouping variables are the same inside and outside; the others are bound.
                let mut inside = Names::new();
                for variable in &aggregate.group {
                    inside.insert(variable.clone(), renamed_variable(variable, names));
                }
                let bound: Vec<Var> = aggregate
                    .body
                    .free_variables()
                    .into_iter()
                    .filter(|variable| !aggregate.group.contains(variable))
                    .collect();
                let (_, inside) = self.rename(&bound, &aggregate.body, &inside);
                let body = self.core(&aggregate.body, false, &inside)?;
                let core = spanned(Node::Aggregate(Aggregate {
                    result: renamed_variable(&aggregate.result, names),
                    operator: aggregate.operator,
                    over: renamed_variable(&aggregate.over, &inside),
                    group: aggregate
                        .group
                        .iter()
                        .map(|variable| renamed_variable(variable, names))
                        .collect(),
                    body,
                }));
                if let Some(kind) = self.outcomes.get(&std::ptr::from_ref(formula.node()).addr()) {
                    let node = std::ptr::from_ref(core.node()).addr();
                    self.core_outcomes.insert(node, *kind);
                }
                outside(core)
            }
            Node::Let(binding) => {
                // Its parameters keep their names, so that no variable bound inside may have one.
                self.taken.extend(binding.parameters.iter().cloned());
                let definition = self.core(&binding.definition, false, &Names::new())?;
                let body = self.core(&binding.body, negated, names)?;
                spanned(Node::Let(Let {
                    name: binding.name.clone(),
                    parameters: binding.parameters.clone(),
                    definition,
                    body,
                }))
            }
        })
    }

    /// Names for bound variables that no other variable has, and the names inside. Variables that do
    /// not occur in `inner` are dropped: a stream's domain is never empty.
    fn rename(&mut self, variables: &[Var], inner: &Formula, names: &Names) -> (Vec<Var>, Names) {
        let occurring = inner.free_variables();
        let mut inside = names.clone();
        let mut bound = Vec::new();
        for variable in variables {
            if !occurring.contains(variable) || bound.contains(variable) {
                continue;
            }
            let mut name = variable.clone();
            while !self.taken.insert(name.clone()) {
                self.fresh += 1;
                name = format!("{variable}{MARK}{}", self.fresh).into();
            }
            inside.insert(variable.clone(), name.clone());
            bound.push(name);
        }
        (bound, inside)
    }
}

fn exists(variables: Vec<Var>, inner: Formula, spanned: &impl Fn(Node) -> Formula) -> Formula {
    if variables.is_empty() { inner } else { spanned(Node::Exists(variables, inner)) }
}

/// Whether a formula is a row of negations, whose negation is a choice of what they deny.
fn only_negations(formula: &Formula) -> bool {
    match formula.node() {
        Node::Not(_) => true,
        Node::And(left, right) => only_negations(left) && only_negations(right),
        _ => false,
    }
}

fn renamed_variable(variable: &Var, names: &Names) -> Var {
    names.get(variable).unwrap_or(variable).clone()
}

fn renamed(term: &Term, names: &Names) -> Term {
    match term {
        Term::Var(variable) => Term::Var(renamed_variable(variable, names)),
        Term::Constant(_) => term.clone(),
        Term::Binary(operator, left, right) => {
            Term::arithmetic(renamed(left, names), *operator, renamed(right, names))
        }
        Term::Negative(inner) => Term::Negative(Box::new(renamed(inner, names))),
        Term::Convert(kind, inner) => Term::Convert(*kind, Box::new(renamed(inner, names))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_formula;

    fn core_of(text: &str) -> String {
        let formula = parse_formula(text).unwrap();
        let (core, _) = core(&formula, &Outcomes::new()).unwrap();
        core.to_string()
    }

    #[test]
    fn negations_go_inwards_where_that_helps() {
        insta::assert_snapshot!(core_of("FORALL x. p(x) IMPLIES q(x)"), @"NOT (EXISTS x. (p(x) AND NOT q(x)))");
        insta::assert_snapshot!(core_of("NOT (NOT p() AND NOT q())"), @"p() OR q()");
        insta::assert_snapshot!(core_of("NOT (p() AND NOT q())"), @"NOT (p() AND NOT q())");
        insta::assert_snapshot!(core_of("p() EQUIV q()"), @"(p() AND q()) OR (NOT p() AND NOT q())");
        insta::assert_snapshot!(core_of("NOT ALWAYS[0,5] p()"), @"EVENTUALLY[0,5] (NOT p())");
        insta::assert_snapshot!(core_of("p(x) AND (EXISTS x. q(x)) AND (EXISTS y. r())"), @"p(x) AND (EXISTS x#1. q(x#1)) AND r()");
    }

    #[test]
    fn a_small_text_cannot_ask_for_a_huge_core() {
        let text = vec!["p()"; 40].join(" EQUIV ");
        assert!(core(&parse_formula(&text).unwrap(), &Outcomes::new()).is_err());
    }
}
