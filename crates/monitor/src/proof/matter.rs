//! Which values of a variable have to be told apart so that something is proved for all others.
//!
//! In `EXISTS x. p(x) AND NOT q(x)` the values that matter are those of the facts `p` at hand: for any
//! other, `p(x)` is absent. Of several ways the one with the fewest values is taken. Every variable of
//! a checked formula gets its values from somewhere, so that there is such a way.

use std::collections::BTreeSet;
use std::ops::Range;

use super::moments::{common, earliest, latest, merged, without};
use super::prover::{Bind, Env, Part, ProofError, Prover, binds, is_clock, with, with_any};
use super::truth::{remaining, value_of};
use crate::formula::Node;
use crate::interval::Interval;
use crate::table::Moments;
use crate::term::{Comparison, Term, Var};
use crate::value::Value;

/// The values, or none where this way leads nowhere.
type Matter = Option<BTreeSet<Value>>;

fn fewer(one: Matter, other: Matter) -> Matter {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.len() < one.len() { other } else { one }),
        (one, other) => one.or(other),
    }
}

fn all(one: Matter, other: Matter) -> Matter {
    let (mut one, other) = (one?, other?);
    one.extend(other);
    Some(one)
}

impl<'a> Prover<'a> {
    /// The values of the variable but for which the part holds (or not) at all these moments.
    pub(super) fn matter(
        &mut self,
        part: Part<'a>,
        holds: bool,
        moments: &Moments,
        env: &Env,
        variable: &Var,
    ) -> Result<Matter, ProofError> {
        let settled = self.truth(part, env)?.definite(holds);
        let open = common(moments, &without(&settled, self.stream.len()));
        if open.is_empty() {
            return Ok(Some(BTreeSet::new()));
        }
        if !self.free(part.0).contains(variable) {
            return Ok(None);
        }
        self.enter()?;
        let found = self.matter_in(part, holds, &open, env, variable)?;
        self.leave();
        Ok(found)
    }

    fn matter_in(
        &mut self,
        (formula, scope): Part<'a>,
        holds: bool,
        moments: &Moments,
        env: &Env,
        variable: &Var,
    ) -> Result<Matter, ProofError> {
        match formula.node() {
            Node::True | Node::False => Ok(None),
            Node::Predicate(name, arguments) => {
                if let Some((inner, env)) = self.defined(name, arguments, scope, env) {
                    let mut best = None;
                    let parameters: Vec<Var> = env.iter().map(|(name, _)| name.clone()).collect();
                    for (parameter, argument) in parameters.iter().zip(arguments) {
                        if is(argument, variable) {
                            let found = self.matter(inner, holds, moments, &env, parameter)?;
                            best = fewer(best, found);
                        }
                    }
                    return Ok(best);
                }
                Ok((!holds).then(|| self.shown(name, arguments, moments, env, variable)))
            }
            Node::Compare(comparison, left, right) => {
                let equal = match (left, right) {
                    _ if holds || *comparison != Comparison::Equal => None,
                    (one, other) if is(one, variable) => value_of(other, env).flatten(),
                    (other, one) if is(one, variable) => value_of(other, env).flatten(),
                    _ => None,
                };
                Ok(equal.map(|value| BTreeSet::from([value])))
            }
            Node::Not(inner) => self.matter((inner, scope), !holds, moments, env, variable),
            Node::And(left, right) => {
                let parts = [((left, scope), holds), ((right, scope), holds)];
                self.matter_of_two(parts, holds, moments, env, variable)
            }
            Node::Or(left, right) => {
                let parts = [((left, scope), holds), ((right, scope), holds)];
                self.matter_of_two(parts, !holds, moments, env, variable)
            }
            Node::Implies(left, right) => {
                let parts = [((left, scope), !holds), ((right, scope), holds)];
                self.matter_of_two(parts, !holds, moments, env, variable)
            }
            Node::Equiv(left, right) => {
                let mut best = None;
                for left_holds in [true, false] {
                    let parts =
                        [((left, scope), left_holds), ((right, scope), left_holds == holds)];
                    let found = self.matter_of_two(parts, true, moments, env, variable)?;
                    best = fewer(best, found);
                }
                Ok(best)
            }
            Node::Exists(inner_variables, inner) | Node::Forall(inner_variables, inner) => {
                let exists = matches!(formula.node(), Node::Exists(..));
                if holds == exists {
                    return Ok(None);
                }
                let part = (inner, scope);
                let env = with_any(env, inner_variables);
                self.matter_within(part, holds, moments, inner_variables, &env, variable)
            }
            Node::Previous(interval, inner) | Node::Next(interval, inner) => {
                let future = matches!(formula.node(), Node::Next(..));
                let mut near = Moments::new();
                for point in moments.iter().cloned().flatten() {
                    match self.neighbour(point, *interval, future) {
                        Some(neighbour) => near.push(neighbour..neighbour + 1),
                        None if holds => return Ok(None),
                        None => {}
                    }
                }
                self.matter((inner, scope), holds, &merged(near), env, variable)
            }
            Node::Once(interval, inner)
            | Node::Eventually(interval, inner)
            | Node::Historically(interval, inner)
            | Node::Always(interval, inner) => {
                let node = formula.node();
                let future = matches!(node, Node::Eventually(..) | Node::Always(..));
                let one_suffices = matches!(node, Node::Once(..) | Node::Eventually(..)) == holds;
                if !one_suffices {
                    let reach = self.reach(moments, *interval, future);
                    return self.matter((inner, scope), holds, &reach, env, variable);
                }
                // Of one that suffices only this one is sure to be the same for all values.
                if interval.lower() == 0 {
                    return self.matter((inner, scope), holds, moments, env, variable);
                }
                Ok(None)
            }
            Node::Since(interval, hold, from) | Node::Until(interval, hold, from) => {
                let future = matches!(formula.node(), Node::Until(..));
                let parts = [(hold, scope), (from, scope)];
                self.matter_of_chain(parts, holds, *interval, future, moments, env, variable)
            }
            Node::Aggregate(aggregate) => {
                if holds {
                    return Ok(None);
                }
                if *variable == aggregate.result {
                    return self.outcomes_at(aggregate, scope, moments, env);
                }
                let (bound, env) = self.inside_aggregate(aggregate, env);
                let part = (&aggregate.body, scope);
                self.matter_within(part, false, moments, &bound, &env, variable)
            }
            Node::Let(binding) => {
                let inside = self.inside(formula, binding, scope);
                self.matter((&binding.body, inside), holds, moments, env, variable)
            }
        }
    }

    /// `SINCE` and `UNTIL`.
    #[allow(clippy::too_many_arguments)]
    fn matter_of_chain(
        &mut self,
        [hold, from]: [Part<'a>; 2],
        holds: bool,
        interval: Interval,
        future: bool,
        moments: &Moments,
        env: &Env,
        variable: &Var,
    ) -> Result<Matter, ProofError> {
        if holds {
            if interval.lower() > 0 {
                return Ok(None);
            }
            return self.matter(from, true, moments, env, variable);
        }
        let failing = self.truth(hold, env)?.definite(false);
        let reach = self.unbroken_reach(moments, interval, future, &failing);
        let absent = self.matter(from, false, &reach, env, variable)?;
        let mut broken = self.matter(hold, false, moments, env, variable)?;
        if interval.lower() == 0 && broken.is_some() {
            broken = all(broken, self.matter(from, false, moments, env, variable)?);
        }
        Ok(fewer(absent, broken))
    }

    /// The values that facts, or a clock, have at a variable's place.
    fn shown(
        &self,
        name: &Var,
        arguments: &[Term],
        moments: &Moments,
        env: &Env,
        variable: &Var,
    ) -> BTreeSet<Value> {
        if is_clock(name, arguments.len()) {
            let points = moments.iter().cloned().flatten();
            return points.filter_map(|point| self.clock(name, point)).collect();
        }
        let Some(column) = arguments.iter().position(|argument| is(argument, variable)) else {
            return BTreeSet::new();
        };
        let facts = self.facts_like(name, &binds(arguments, env), moments);
        facts.into_iter().filter_map(|(_, fact)| fact.values.get(column).cloned()).collect()
    }

    /// Of two parts, each with what it should be: both are needed, or one of them at each moment.
    fn matter_of_two(
        &mut self,
        [one, other]: [(Part<'a>, bool); 2],
        both: bool,
        moments: &Moments,
        env: &Env,
        variable: &Var,
    ) -> Result<Matter, ProofError> {
        if both {
            let Some(values) = self.matter(one.0, one.1, moments, env, variable)? else {
                return Ok(None);
            };
            let others = self.matter(other.0, other.1, moments, env, variable)?;
            return Ok(all(Some(values), others));
        }
        // Where one of them does for all values, the other is not needed.
        let mut best = None;
        for (used, spared) in [(one, other), (other, one)] {
            let done = self.truth(spared.0, env)?.definite(spared.1);
            let open = common(moments, &without(&done, self.stream.len()));
            best = fewer(best, self.matter(used.0, used.1, &open, env, variable)?);
        }
        Ok(best)
    }

    /// The same under further variables that may have any value: as they are or, where that leads
    /// nowhere, with their own values told apart first.
    fn matter_within(
        &mut self,
        part: Part<'a>,
        holds: bool,
        moments: &Moments,
        open: &[Var],
        env: &Env,
        variable: &Var,
    ) -> Result<Matter, ProofError> {
        let direct = self.matter(part, holds, moments, env, variable)?;
        if direct.is_some() || open.is_empty() {
            return Ok(direct);
        }
        let Some((first, values)) = self.parting(part, holds, moments, open, env)? else {
            return Ok(None);
        };
        self.enter()?;
        let open = remaining(open, &first);
        let mut envs = vec![self.without(env, &first, &values)];
        envs.extend(values.into_iter().map(|value| with(env, &first, Bind::Is(value))));
        let mut found = Some(BTreeSet::new());
        for env in envs {
            let here = self.matter_within(part, holds, moments, &open, &env, variable)?;
            found = all(found, here);
            if found.is_none() {
                break;
            }
        }
        self.leave();
        Ok(found)
    }

    /// The time point before or after, at this distance.
    pub(super) fn neighbour(
        &self,
        point: usize,
        interval: Interval,
        future: bool,
    ) -> Option<usize> {
        let neighbour = if future { point.checked_add(1)? } else { point.checked_sub(1)? };
        let distance = self.times.stamp(neighbour)?.abs_diff(self.times.stamp(point)?);
        interval.contains(distance).then_some(neighbour)
    }

    /// The time points within reach of one.
    pub(super) fn window(&self, point: usize, interval: Interval, future: bool) -> Range<usize> {
        if future { self.times.after(point, interval) } else { self.times.before(point, interval) }
    }

    fn reach(&self, moments: &Moments, interval: Interval, future: bool) -> Moments {
        self.unbroken_reach(moments, interval, future, &[])
    }

    /// What is within reach of these moments, for a run of them not beyond the nearest time point at
    /// which the chain is broken.
    fn unbroken_reach(
        &self,
        moments: &Moments,
        interval: Interval,
        future: bool,
        failing: &[Range<usize>],
    ) -> Moments {
        let mut found = Moments::new();
        let mut add = |run: &Range<usize>| {
            let last = run.end.saturating_sub(1);
            let mut start = self.window(run.start, interval, future).start;
            let mut end = self.window(last, interval, future).end;
            if future {
                let broken = earliest(failing, &(last..self.stream.len()));
                end = broken.map_or(end, |broken| end.min(broken + 1));
            } else {
                let broken = latest(failing, &(0..run.start + 1));
                start = broken.map_or(start, |broken| start.max(broken));
            }
            found.push(start..end);
        };
        for run in moments {
            // Windows that count their own time point in leave no gaps.
            if interval.lower() == 0 {
                add(run);
            } else {
                run.clone().for_each(|point| add(&(point..point + 1)));
            }
        }
        merged(found)
    }
}

fn is(term: &Term, variable: &Var) -> bool {
    matches!(term, Term::Var(name) if name == variable)
}
