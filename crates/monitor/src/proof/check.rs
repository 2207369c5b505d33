//! Checks a proof against a formula and the facts of a stream.
//!
//! This file, and the short ones in its folder, are what a reader who distrusts the rest should read.
//! They use the data types and what arithmetic and comparisons mean (`term.rs`), nothing of the
//! evaluator and nothing of the prover.
//!
//! The checker holds a list of claims, at first the one of the whole proof. It takes one off, looks at
//! the step that should prove it, and puts back the claims from which it follows by that step's rule.
//! When none is left all is proved. [`Checker::follow`] is the rules, one after the other.

mod claim;
mod tally;
mod values;

use std::collections::BTreeSet;
use std::rc::Rc;

use thiserror::Error;

pub(super) use claim::Claim;
use claim::{Follows, Scope, cases, defined, ensure};
pub(super) use tally::outcome_of_nothing;
use tally::tally;
pub(super) use values::{Choice, Valuation};
use values::{choices, compared, may_be_like};

use super::{Proof, Step};
use crate::formula::{Formula, MAX_DEPTH, Node};
use crate::interval::Interval;
use crate::stream::Stream;
use crate::term::{Term, Var};
use crate::value::Value;

/// A step of a proof does not follow.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "step {step} ({rule}) does not prove its claim on `{part}` at time points {from} to {until}: {reason}; do not rely on this proof, ask for one of the same formula and stream"
)]
pub struct ProofFault {
    /// The place of the step.
    pub step: usize,
    /// The rule it names.
    pub rule: &'static str,
    /// The part of the formula it should speak of.
    pub part: String,
    /// The first time point of its claim.
    pub from: usize,
    /// The last time point of its claim.
    pub until: usize,
    /// Why it does not follow.
    pub reason: &'static str,
}

/// The stream that claims are checked against.
pub(super) struct Checker<'a> {
    pub(super) stream: &'a Stream,
}

impl Proof {
    /// Whether every step follows, so that the formula holds (or does not, as [`Proof::holds`] says)
    /// at the time point for the bindings. Takes time in proportion to the proof, and to the facts in
    /// which something was looked for in vain.
    ///
    /// # Errors
    /// [`ProofFault`] at the first step found that does not follow.
    pub fn check(&self, formula: &Formula, stream: &Stream) -> Result<(), ProofFault> {
        let checker = Checker { stream };
        let (root, claim) = self.claim(formula);
        let fault = |step: usize, claim: &Claim<'_>, reason: &'static str| ProofFault {
            step,
            rule: self.steps.get(step).map_or("none", Step::rule),
            part: if claim.formula.depth() > MAX_DEPTH {
                "…".to_owned()
            } else {
                claim.formula.to_string()
            },
            from: claim.from,
            until: claim.until.saturating_sub(1),
            reason,
        };
        if formula.depth() > MAX_DEPTH {
            return Err(fault(root, &claim, "the formula is nested too deeply"));
        }
        if self.time_point >= stream.len() {
            return Err(fault(root, &claim, "the stream has no such time point"));
        }
        let free: BTreeSet<Var> = formula.free_variables().into_iter().collect();
        if !free.iter().eq(claim.valuation.keys()) || free.len() != self.bindings.len() {
            return Err(fault(root, &claim, "the bindings are not those of the free variables"));
        }
        let mut proved: Vec<Option<Claim<'_>>> = vec![None; self.steps.len()];
        let mut open = vec![(root, claim)];
        while let Some((place, claim)) = open.pop() {
            let (Some(step), Some(known)) = (self.steps.get(place), proved.get_mut(place)) else {
                return Err(fault(place, &claim, "there is no such step"));
            };
            // A step may be used again for what it proves already; this keeps a proof that shares
            // steps from costing more than its length.
            match known {
                Some(known) if known.same(&claim) => continue,
                Some(_) => return Err(fault(place, &claim, "the step proves something else")),
                None => *known = Some(claim.clone()),
            }
            let next = checker.follow(&self.steps, &claim, step);
            for (earlier, next) in next.map_err(|reason| fault(place, &claim, reason))? {
                // Steps that lead back to earlier ones only cannot lead in circles.
                if earlier >= place {
                    return Err(fault(place, &claim, "it leads to a later step"));
                }
                open.push((earlier, next));
            }
        }
        Ok(())
    }

    /// What the whole proof claims, and the step that should prove it.
    pub(super) fn claim<'a>(&self, formula: &'a Formula) -> (usize, Claim<'a>) {
        let bindings = self.bindings.iter();
        let valuation = bindings.map(|(name, value)| (name.clone(), Choice::Is(value.clone())));
        let claim = Claim {
            formula,
            holds: self.holds,
            from: self.time_point,
            until: self.time_point.saturating_add(1),
            valuation: Rc::new(valuation.collect()),
            scope: None,
        };
        (self.steps.len().saturating_sub(1), claim)
    }
}

impl<'a> Checker<'a> {
    /// The claims from which this one follows by the rule of the step.
    pub(super) fn follow(&self, steps: &[Step], claim: &Claim<'a>, step: &Step) -> Follows<'a> {
        let Claim { holds, from, until, .. } = *claim;
        // Nothing can be wrong with what is said about no time point.
        if from >= until {
            return Ok(vec![]);
        }
        match (claim.formula.node(), step) {
            (_, Step::Pieces(pieces)) => {
                let mut start = from;
                let mut claims = Vec::new();
                for (end, proof) in pieces {
                    ensure(*end >= start, "the pieces are out of order")?;
                    claims.push((*proof, claim.clone().at(start, *end)));
                    start = *end;
                }
                ensure(start == until, "the pieces are not the whole range")?;
                Ok(claims)
            }
            (_, Step::Cases { variable, values, other }) => cases(claim, variable, values, *other),
            (_, Step::Evident) => {
                ensure(self.evident(claim)?, "it cannot be worked out like that")?;
                Ok(vec![])
            }
            (Node::Predicate(name, arguments), step) => {
                self.predicate(claim, name, arguments, step)
            }
            (Node::Not(inner), Step::Not(proof)) => Ok(vec![(*proof, claim.on(inner, !holds))]),
            (Node::And(..) | Node::Or(..) | Node::Implies(..), step) => connective(claim, step),
            (Node::Equiv(left, right), Step::Equivalence { left_holds, left: l, right: r }) => {
                let right_holds = *left_holds == holds;
                Ok(vec![(*l, claim.on(left, *left_holds)), (*r, claim.on(right, right_holds))])
            }
            (Node::Exists(variables, inner) | Node::Forall(variables, inner), step) => {
                let exists = matches!(claim.formula.node(), Node::Exists(..));
                let mut valuation = (*claim.valuation).clone();
                let any = variables.iter().map(|x| (x.clone(), Choice::Not(Rc::default())));
                valuation.extend(any);
                match step {
                    // Values are never lacking: what holds for any holds for some.
                    Step::Witness { values, proof } if holds == exists => {
                        for (variable, value) in values {
                            ensure(variables.contains(variable), "that is not quantified here")?;
                            valuation.insert(variable.clone(), Choice::Is(value.clone()));
                        }
                        Ok(vec![(*proof, claim.on(inner, holds).with(valuation))])
                    }
                    Step::Whatever(proof) if holds != exists => {
                        Ok(vec![(*proof, claim.on(inner, holds).with(valuation))])
                    }
                    _ => Err("that is no rule for this quantifier"),
                }
            }
            (
                Node::Previous(interval, inner) | Node::Next(interval, inner),
                Step::Neighbour(proof),
            ) => {
                let future = matches!(claim.formula.node(), Node::Next(..));
                let has = |point| self.has_neighbour(point, *interval, future);
                ensure(!holds || (from..until).all(has), "there is no neighbour at that distance")?;
                // The first time point has none before it, the last none after it.
                let (first, end) = if future {
                    (from + 1, (until + 1).min(self.stream.len()))
                } else {
                    (from.saturating_sub(1), until - 1)
                };
                Ok(vec![(*proof, claim.on(inner, holds).at(first, end))])
            }
            (
                Node::Once(interval, inner)
                | Node::Eventually(interval, inner)
                | Node::Historically(interval, inner)
                | Node::Always(interval, inner),
                step,
            ) => {
                let node = claim.formula.node();
                let future = matches!(node, Node::Eventually(..) | Node::Always(..));
                let one_suffices = matches!(node, Node::Once(..) | Node::Eventually(..)) == holds;
                let reach = self.reach(claim, *interval, future);
                let next = claim.on(inner, holds);
                match step {
                    Step::At { time_point, proof } if one_suffices => {
                        ensure(reach.common(*time_point), "the time point is out of reach")?;
                        Ok(vec![(*proof, next.at(*time_point, time_point + 1))])
                    }
                    Step::Throughout(proof) if !one_suffices => {
                        Ok(vec![(*proof, next.at(reach.start, reach.end))])
                    }
                    _ => Err("that is no rule for this operator"),
                }
            }
            (Node::Since(interval, hold, start) | Node::Until(interval, hold, start), step) => {
                let future = matches!(claim.formula.node(), Node::Until(..));
                let reach = self.reach(claim, *interval, future);
                match step {
                    Step::Chain { time_point, from: start_proof, hold: hold_proof } if holds => {
                        let point = *time_point;
                        ensure(reach.common(point), "the time point is out of reach")?;
                        let between = if future { (from, point) } else { (point + 1, until) };
                        Ok(vec![
                            (*start_proof, claim.on(start, true).at(point, point + 1)),
                            (*hold_proof, claim.on(hold, true).at(between.0, between.1)),
                        ])
                    }
                    Step::Broken { at: None, from: proof } if !holds => {
                        Ok(vec![(*proof, claim.on(start, false).at(reach.start, reach.end))])
                    }
                    // What fails now or between breaks every chain from beyond.
                    Step::Broken { at: Some((point, broken)), from: proof } if !holds => {
                        let point = *point;
                        let between = if future {
                            until - 1 <= point && point < self.stream.len()
                        } else {
                            point <= from
                        };
                        ensure(between, "the break is not between")?;
                        let (first, end) = if future {
                            (reach.start, reach.end.min(point + 1))
                        } else {
                            (reach.start.max(point), reach.end)
                        };
                        Ok(vec![
                            (*broken, claim.on(hold, false).at(point, point + 1)),
                            (*proof, claim.on(start, false).at(first, end)),
                        ])
                    }
                    _ => Err("that is no rule for this operator"),
                }
            }
            (Node::Aggregate(aggregate), Step::Tally(proof)) => {
                tally(steps, claim, aggregate, *proof)
            }
            (Node::Let(binding), Step::Let(proof)) => {
                let scope = Some(Rc::new(Scope { binding, outside: claim.scope.clone() }));
                Ok(vec![(*proof, Claim { scope, ..claim.on(&binding.body, holds) })])
            }
            _ => Err("that is no rule for this part of the formula"),
        }
    }

    fn predicate(
        &self,
        claim: &Claim<'a>,
        name: &Var,
        arguments: &[Term],
        step: &Step,
    ) -> Follows<'a> {
        let choices = choices(arguments, &claim.valuation)?;
        match (step, defined(claim, name)) {
            (Step::Defined(proof), Some(scope)) => {
                let parameters = &scope.binding.parameters;
                ensure(parameters.len() == choices.len(), "the arguments are not as many")?;
                let valuation = parameters.iter().cloned().zip(choices).collect();
                let inner = claim.on(&scope.binding.definition, claim.holds).with(valuation);
                Ok(vec![(*proof, Claim { scope: scope.outside.clone(), ..inner })])
            }
            (_, None) if is_clock(name, arguments) => Err("a clock is no fact"),
            (Step::Fact(place), None) if claim.holds => {
                let point = self.stream.points().get(claim.from);
                let fact = point.and_then(|point| point.facts.get(*place));
                let is = |(choice, value): (&Choice, &Value)| choice.is(value);
                let fits = fact.is_some_and(|fact| {
                    fact.predicate == *name
                        && fact.values.len() == choices.len()
                        && choices.iter().zip(fact.values.iter()).all(is)
                });
                ensure(fits, "the fact is another one")?;
                ensure(claim.until == claim.from + 1, "a fact is of one time point")?;
                Ok(vec![])
            }
            (Step::Absent, None) if !claim.holds => {
                let points = self.stream.points().iter();
                let range = points.skip(claim.from).take(claim.until - claim.from);
                let found = range
                    .flat_map(|point| &point.facts)
                    .any(|fact| fact.predicate == *name && may_be_like(&choices, &fact.values));
                ensure(!found, "there is such a fact")?;
                Ok(vec![])
            }
            _ => Err("that is no rule for this predicate"),
        }
    }

    /// Whether the claim can be read off the formula and the clock.
    fn evident(&self, claim: &Claim<'a>) -> Result<bool, &'static str> {
        let all = |known: &dyn Fn(usize) -> bool| (claim.from..claim.until).all(known);
        Ok(match claim.formula.node() {
            Node::True => claim.holds,
            Node::False => !claim.holds,
            Node::Compare(comparison, left, right) => {
                compared(*comparison, left, right, &claim.valuation) == Some(claim.holds)
            }
            Node::Previous(interval, _) | Node::Next(interval, _) if !claim.holds => {
                let future = matches!(claim.formula.node(), Node::Next(..));
                all(&|point| !self.has_neighbour(point, *interval, future))
            }
            Node::Predicate(name, arguments)
                if is_clock(name, arguments) && defined(claim, name).is_none() =>
            {
                let shown = choices(arguments, &claim.valuation)?;
                let shows = |point: usize| match &**name {
                    "ts" => self.stamp(point).map(Value::Int),
                    "age" => Some(Value::Int(self.stamp(point)?.saturating_sub(self.stamp(0)?))),
                    _ => i64::try_from(point).ok().map(Value::Int),
                };
                all(&|point| match (shows(point), shown.as_slice()) {
                    (Some(value), [choice]) if claim.holds => choice.is(&value),
                    (Some(value), _) => !may_be_like(&shown, &[value]),
                    _ => false,
                })
            }
            _ => false,
        })
    }

    fn stamp(&self, point: usize) -> Option<i64> {
        self.stream.points().get(point).map(|point| point.ts)
    }

    /// Whether there is a time point just after (or before) this one, at that distance.
    fn has_neighbour(&self, point: usize, interval: Interval, future: bool) -> bool {
        let neighbour = if future { point.checked_add(1) } else { point.checked_sub(1) };
        match (self.stamp(point), neighbour.and_then(|neighbour| self.stamp(neighbour))) {
            (Some(one), Some(other)) => interval.contains(other.abs_diff(one)),
            _ => false,
        }
    }

    /// What the time points of a claim reach: from where the first reaches to where the last does.
    fn reach(&self, claim: &Claim<'a>, interval: Interval, future: bool) -> Reach {
        let window = |point: usize| {
            let points = self.stream.points();
            let now = i128::from(self.stamp(point).unwrap_or(0));
            let first_from = |bound: i128| points.partition_point(|p| i128::from(p.ts) < bound);
            let near = i128::from(interval.lower());
            let far = interval.upper().map(i128::from);
            if future {
                let end = far.map_or(points.len(), |far| first_from(now + far + 1));
                (first_from(now + near).max(point), end)
            } else {
                let start = far.map_or(0, |far| first_from(now - far));
                (start, first_from(now - near + 1).min(point + 1))
            }
        };
        // Windows never move back, so what lies in the first and the last lies in all between.
        let (first, last) = (window(claim.from), window(claim.until - 1));
        Reach { start: first.0, end: last.1, last_start: last.0, first_end: first.1 }
    }
}

struct Reach {
    start: usize,
    end: usize,
    last_start: usize,
    first_end: usize,
}

impl Reach {
    /// Whether all time points of the claim reach this one.
    fn common(&self, point: usize) -> bool {
        self.last_start <= point && point < self.first_end
    }
}

/// `AND` holds where both operands do; `OR` where one does; `IMPLIES` where the left one does not or
/// the right one does.
fn connective<'a>(claim: &Claim<'a>, step: &Step) -> Follows<'a> {
    let holds = claim.holds;
    let (left, right, left_holds, both) = match claim.formula.node() {
        Node::And(left, right) => (left, right, holds, holds),
        Node::Or(left, right) => (left, right, holds, !holds),
        Node::Implies(left, right) => (left, right, !holds, !holds),
        _ => return Err("that is no connective"),
    };
    match step {
        Step::Both(one, other) if both => {
            Ok(vec![(*one, claim.on(left, left_holds)), (*other, claim.on(right, holds))])
        }
        Step::Left(proof) if !both => Ok(vec![(*proof, claim.on(left, left_holds))]),
        Step::Right(proof) if !both => Ok(vec![(*proof, claim.on(right, holds))]),
        _ => Err("that is no rule for this connective"),
    }
}

fn is_clock(name: &str, arguments: &[Term]) -> bool {
    matches!(name, "tp" | "ts" | "age") && arguments.len() == 1
}
