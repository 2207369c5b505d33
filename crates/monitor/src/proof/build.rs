//! Builds the steps of a proof, from the claim down to the facts.
//!
//! Each function takes a claim that is known to be true and gives the place of the step that proves
//! it. Where there is a choice, the way that reaches furthest in time is taken, and of several that
//! reach as far the one with the smaller proof.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Step;
use super::moments::{common, run_at};
use super::prover::{
    Bind, Env, Part, ProofError, Prover, ScopeId, binds, is_clock, with, with_any,
};
use super::truth::remaining;
use crate::formula::{Aggregate, Formula, Node};
use crate::table::Moments;
use crate::term::Var;
use crate::value::Value;

/// A claim, for sharing the step that proves it.
type ClaimKey = (*const Node, ScopeId, bool, Range<usize>, Env);

/// The steps built so far.
#[derive(Default)]
pub(super) struct Built {
    pub(super) steps: Vec<Step>,
    sizes: Vec<u64>,
    known: HashMap<ClaimKey, usize>,
}

impl Built {
    pub(super) fn push(&mut self, mut step: Step) -> usize {
        let below = step.earlier().into_iter().map(|place| self.size(*place));
        let size = below.fold(1_u64, u64::saturating_add);
        self.sizes.push(size);
        self.steps.push(step);
        self.steps.len() - 1
    }

    fn size(&self, place: usize) -> u64 {
        self.sizes.get(place).copied().unwrap_or(u64::MAX)
    }
}

/// The place of a step.
pub(super) type Place = Result<usize, ProofError>;

impl<'a> Prover<'a> {
    pub(super) fn push(&mut self, step: Step) -> usize {
        self.built.push(step)
    }

    /// Proves that a part holds (or not) throughout a range.
    pub(super) fn build(
        &mut self,
        part: Part<'a>,
        holds: bool,
        range: Range<usize>,
        env: &Env,
    ) -> Place {
        if range.is_empty() {
            return Ok(self.push(Step::Evident));
        }
        let node = std::ptr::from_ref(part.0.node());
        let key = (node, part.1, holds, range.clone(), env.clone());
        if let Some(place) = self.built.known.get(&key) {
            return Ok(*place);
        }
        if !self.truth(part, env)?.is(holds, &range) {
            return Err(self.stuck(part.0, range.start));
        }
        self.enter()?;
        let place = self.build_node(part, holds, range, env)?;
        self.leave();
        self.built.known.insert(key, place);
        Ok(place)
    }

    fn build_node(&mut self, part: Part<'a>, holds: bool, range: Range<usize>, env: &Env) -> Place {
        let (formula, scope) = part;
        match formula.node() {
            Node::True | Node::False | Node::Compare(..) => Ok(self.push(Step::Evident)),
            Node::Predicate(name, arguments) => {
                if let Some((inner, env)) = self.defined(name, arguments, scope, env) {
                    let proof = self.build(inner, holds, range, &env)?;
                    return Ok(self.push(Step::Defined(proof)));
                }
                self.build_predicate(formula, name, &binds(arguments, env), holds, range)
            }
            Node::Not(inner) => {
                let proof = self.build((inner, scope), !holds, range, env)?;
                Ok(self.push(Step::Not(proof)))
            }
            Node::And(left, right) => {
                let parts = [((left, scope), holds), ((right, scope), holds)];
                self.build_two(parts, holds, range, env)
            }
            Node::Or(left, right) => {
                let parts = [((left, scope), holds), ((right, scope), holds)];
                self.build_two(parts, !holds, range, env)
            }
            Node::Implies(left, right) => {
                let parts = [((left, scope), !holds), ((right, scope), holds)];
                self.build_two(parts, !holds, range, env)
            }
            Node::Equiv(left, right) => {
                self.build_equivalence([(left, scope), (right, scope)], holds, range, env)
            }
            Node::Exists(variables, inner) => {
                self.build_quantified((inner, scope), holds, !holds, range, variables, env)
            }
            Node::Forall(variables, inner) => {
                self.build_quantified((inner, scope), holds, holds, range, variables, env)
            }
            Node::Previous(interval, inner) | Node::Next(interval, inner) => {
                let future = matches!(formula.node(), Node::Next(..));
                self.build_neighbour((inner, scope), holds, range, env, *interval, future)
            }
            Node::Once(interval, inner)
            | Node::Eventually(interval, inner)
            | Node::Historically(interval, inner)
            | Node::Always(interval, inner) => {
                let node = formula.node();
                let future = matches!(node, Node::Eventually(..) | Node::Always(..));
                let one_suffices = matches!(node, Node::Once(..) | Node::Eventually(..)) == holds;
                if one_suffices {
                    self.build_at((inner, scope), holds, range, env, *interval, future)
                } else {
                    self.build_throughout((inner, scope), holds, range, env, *interval, future)
                }
            }
            Node::Since(interval, hold, from) | Node::Until(interval, hold, from) => {
                let future = matches!(formula.node(), Node::Until(..));
                let parts = [(hold, scope), (from, scope)];
                if holds {
                    self.build_chain(parts, range, env, *interval, future)
                } else {
                    self.build_broken(parts, range, env, *interval, future)
                }
            }
            Node::Aggregate(aggregate) => self.build_tally(aggregate, scope, range, env),
            Node::Let(binding) => {
                let inside = self.inside(formula, binding, scope);
                let proof = self.build((&binding.body, inside), holds, range, env)?;
                Ok(self.push(Step::Let(proof)))
            }
        }
    }

    fn build_predicate(
        &mut self,
        formula: &Formula,
        name: &Var,
        binds: &[Bind],
        holds: bool,
        range: Range<usize>,
    ) -> Place {
        if is_clock(name, binds.len()) {
            return Ok(self.push(Step::Evident));
        }
        if !holds {
            return Ok(self.push(Step::Absent));
        }
        self.pieces(range, |prover, point| {
            let place = prover.fact(name, binds, point);
            let place = place.ok_or_else(|| prover.stuck(formula, point))?;
            Ok((point + 1, prover.push(Step::Fact(place))))
        })
    }

    fn build_equivalence(
        &mut self,
        [left, right]: [Part<'a>; 2],
        holds: bool,
        range: Range<usize>,
        env: &Env,
    ) -> Place {
        let (left_truth, right_truth) = (self.truth(left, env)?, self.truth(right, env)?);
        let ways = [true, false].map(|left_holds| {
            let right = right_truth.definite(left_holds == holds);
            common(&left_truth.definite(left_holds), &right)
        });
        self.choice(range, &ways, |prover, way, range| {
            let left_holds = way == 0;
            let l = prover.build(left, left_holds, range.clone(), env)?;
            let r = prover.build(right, left_holds == holds, range, env)?;
            Ok(prover.push(Step::Equivalence { left_holds, left: l, right: r }))
        })
    }

    /// `EXISTS` and `FORALL`, proved or refuted: `whatever` the variables are, or by a witness.
    fn build_quantified(
        &mut self,
        part: Part<'a>,
        holds: bool,
        whatever: bool,
        range: Range<usize>,
        variables: &[Var],
        env: &Env,
    ) -> Place {
        let env = with_any(env, variables);
        let free = self.free(part.0);
        let open: Vec<Var> = variables.iter().filter(|name| free.contains(name)).cloned().collect();
        if whatever {
            let proof = self.split(part, holds, range, &open, &env)?;
            return Ok(self.push(Step::Whatever(proof)));
        }
        self.witnessed(part, holds, range, &open, &env)
    }

    /// The place of a fact among those of its time point.
    fn fact(&self, name: &Var, binds: &[Bind], point: usize) -> Option<usize> {
        let facts = &self.stream.points().get(point)?.facts;
        facts.iter().position(|fact| {
            fact.predicate == *name
                && fact.values.len() == binds.len()
                && binds.iter().zip(fact.values.iter()).all(|(b, value)| self.may_be(b, value))
        })
    }

    /// Proves a range piece by piece; each call gives the end of the piece that starts where it is
    /// told, and its proof.
    pub(super) fn pieces(
        &mut self,
        range: Range<usize>,
        mut next: impl FnMut(&mut Self, usize) -> Result<(usize, usize), ProofError>,
    ) -> Place {
        let mut pieces = Vec::new();
        let mut start = range.start;
        while start < range.end {
            let (end, place) = next(self, start)?;
            pieces.push((end, place));
            start = end.max(start + 1);
        }
        Ok(match pieces.as_slice() {
            [(_, place)] => *place,
            _ => self.push(Step::Pieces(pieces)),
        })
    }

    /// Proves a range by one of several ways, each of which is open at the moments given.
    fn choice(
        &mut self,
        range: Range<usize>,
        ways: &[Moments],
        mut build: impl FnMut(&mut Self, usize, Range<usize>) -> Place,
    ) -> Place {
        self.pieces(range.clone(), |prover, start| {
            let end_of =
                |way: &Moments| run_at(way, start).map_or(start, |run| run.end.min(range.end));
            let ends: Vec<usize> = ways.iter().map(end_of).collect();
            let end = ends.iter().copied().max().unwrap_or(start);
            let mut best: Option<usize> = None;
            for (way, own_end) in ends.into_iter().enumerate() {
                if own_end == end && end > start {
                    let place = build(prover, way, start..end)?;
                    let smaller = |best: usize| prover.built.size(place) < prover.built.size(best);
                    best = if best.is_none_or(smaller) { Some(place) } else { best };
                }
            }
            best.map(|place| (end, place)).ok_or(ProofError::OtherWayRound { time_point: start })
        })
    }

    /// Proves two parts, each as it should be, or at each time point one of them.
    fn build_two(
        &mut self,
        parts: [(Part<'a>, bool); 2],
        both: bool,
        range: Range<usize>,
        env: &Env,
    ) -> Place {
        let [left, right] = parts;
        if both {
            let left = self.build(left.0, left.1, range.clone(), env)?;
            let right = self.build(right.0, right.1, range, env)?;
            return Ok(self.push(Step::Both(left, right)));
        }
        let ways = [
            self.truth(left.0, env)?.definite(left.1),
            self.truth(right.0, env)?.definite(right.1),
        ];
        self.choice(range, &ways, |prover, way, range| {
            if way == 0 {
                let proof = prover.build(left.0, left.1, range, env)?;
                Ok(prover.push(Step::Left(proof)))
            } else {
                let proof = prover.build(right.0, right.1, range, env)?;
                Ok(prover.push(Step::Right(proof)))
            }
        })
    }

    /// Proves a part whatever values these variables have, telling apart those that matter.
    fn split(
        &mut self,
        part: Part<'a>,
        holds: bool,
        range: Range<usize>,
        open: &[Var],
        env: &Env,
    ) -> Place {
        if open.is_empty() || self.truth(part, env)?.is(holds, &range) {
            return self.build(part, holds, range, env);
        }
        let moments = vec![range.clone()];
        let Some((variable, values)) = self.parting(part, holds, &moments, open, env)? else {
            if range.len() == 1 {
                return Err(self.stuck(part.0, range.start));
            }
            return self.pieces(range, |prover, point| {
                Ok((point + 1, prover.split(part, holds, point..point + 1, open, env)?))
            });
        };
        self.build_cases(env, &variable, &values, |prover, env| {
            let open = remaining(open, &variable);
            prover.split(part, holds, range.clone(), &open, env)
        })
    }

    fn build_cases(
        &mut self,
        env: &Env,
        variable: &Var,
        values: &BTreeSet<Value>,
        mut build: impl FnMut(&mut Self, &Env) -> Place,
    ) -> Place {
        self.enter()?;
        let mut cases = Vec::with_capacity(values.len());
        for value in values {
            let env = with(env, variable, Bind::Is(value.clone()));
            cases.push((value.clone(), build(self, &env)?));
        }
        let other = self.without(env, variable, values);
        let other = build(self, &other)?;
        self.leave();
        Ok(self.push(Step::Cases { variable: variable.clone(), values: cases, other }))
    }

    /// Proves a range by values for which the part is as it should be.
    fn witnessed(
        &mut self,
        part: Part<'a>,
        holds: bool,
        range: Range<usize>,
        open: &[Var],
        env: &Env,
    ) -> Place {
        self.pieces(range.clone(), |prover, start| {
            let found = prover.witness(part, holds, start..range.end, open, env)?;
            let (end, found) = found.ok_or_else(|| prover.stuck(part.0, start))?;
            let proof = prover.build(part, holds, start..end, &found)?;
            let values = found.into_iter().filter(|(name, _)| open.contains(name));
            let values = values.filter_map(|(name, bind)| match bind {
                Bind::Is(value) => Some((name, value)),
                Bind::Not(_) => None,
            });
            Ok((end, prover.push(Step::Witness { values: values.collect(), proof })))
        })
    }

    /// Values for which the part is as it should be at the start of the range and as long as
    /// possible, with the end of that.
    fn witness(
        &mut self,
        part: Part<'a>,
        holds: bool,
        range: Range<usize>,
        open: &[Var],
        env: &Env,
    ) -> Result<Option<(usize, Env)>, ProofError> {
        let right = self.truth(part, env)?.definite(holds);
        if let Some(run) = run_at(&right, range.start) {
            return Ok(Some((run.end.min(range.end), env.clone())));
        }
        let now = std::iter::once(range.start..range.start + 1).collect();
        // For all others it is the other way round.
        let Some((variable, values)) = self.parting(part, !holds, &now, open, env)? else {
            return Ok(None);
        };
        self.enter()?;
        let open = remaining(open, &variable);
        let mut best: Option<(usize, Env)> = None;
        for value in values {
            let env = with(env, &variable, Bind::Is(value));
            let found = self.witness(part, holds, range.clone(), &open, &env)?;
            if let Some(found) = found
                && best.as_ref().is_none_or(|(end, _)| found.0 > *end)
            {
                let enough = found.0 == range.end;
                best = Some(found);
                if enough {
                    break;
                }
            }
        }
        self.leave();
        Ok(best)
    }

    /// Proves what an aggregation counts, piece by piece where that changes.
    fn build_tally(
        &mut self,
        aggregate: &'a Aggregate,
        scope: ScopeId,
        range: Range<usize>,
        env: &Env,
    ) -> Place {
        let part = (&aggregate.body, scope);
        let (bound, inner) = self.inside_aggregate(aggregate, env);
        let known = aggregate
            .group
            .iter()
            .all(|name| inner.iter().any(|(own, bind)| own == name && matches!(bind, Bind::Is(_))));
        if !known {
            let proof = self.split(part, false, range, &bound, &inner)?;
            return Ok(self.push(Step::Tally(proof)));
        }
        let bags = self.bags(aggregate, scope, env)?;
        self.pieces(range.clone(), |prover, start| {
            let end = bags.end(start).unwrap_or(range.end).min(range.end);
            let proof = prover.tally(part, start..end, &bound, &inner)?;
            Ok((end, prover.push(Step::Tally(proof))))
        })
    }

    fn tally(&mut self, part: Part<'a>, range: Range<usize>, open: &[Var], env: &Env) -> Place {
        let truth = self.truth(part, env)?;
        if truth.is(false, &range) {
            return self.build(part, false, range, env);
        }
        if open.is_empty() {
            let proof = self.build(part, true, range, env)?;
            return Ok(self.push(Step::Counted(proof)));
        }
        let moments = vec![range.clone()];
        let Some((variable, values)) = self.parting(part, false, &moments, open, env)? else {
            return Err(self.stuck(part.0, range.start));
        };
        self.build_cases(env, &variable, &values, |prover, env| {
            let open = remaining(open, &variable);
            prover.tally(part, range.clone(), &open, env)
        })
    }
}
