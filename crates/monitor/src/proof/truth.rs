//! Where a part of the formula holds, as far as can be told for all the values its variables may have.
//!
//! Where each variable has a value, all can be told. Where some may have any value but a few, there
//! are time points at which the part holds for all of them (it *must* hold), time points at which it
//! *may*, and the others, at which it holds for none. Every operator but `NOT` makes more of more, so
//! both sets go through the same computation.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use super::moments::{common, covers, merged, union, without};
use super::prover::{
    Bind, Env, Part, ProofError, Prover, bind_of, binds, is_clock, with, with_any,
};
use crate::formula::Node;
use crate::interval::Interval;
use crate::table::Moments;
use crate::term::{self, Comparison, Term, Var};
use crate::value::Value;

/// Where a part must and where it may hold.
#[derive(Clone, Debug)]
pub(super) struct Truth {
    pub(super) must: Rc<Moments>,
    pub(super) may: Rc<Moments>,
    length: usize,
}

impl Truth {
    pub(super) fn known(moments: Moments, length: usize) -> Self {
        let must = Rc::new(moments);
        Self { may: must.clone(), must, length }
    }

    pub(super) fn between(must: Moments, may: Moments, length: usize) -> Self {
        Self { must: Rc::new(must), may: Rc::new(may), length }
    }

    fn map(&self, f: impl Fn(&Moments) -> Moments) -> Self {
        if Rc::ptr_eq(&self.must, &self.may) {
            return Self::known(f(&self.must), self.length);
        }
        Self::between(f(&self.must), f(&self.may), self.length)
    }

    fn zip(&self, other: &Self, f: impl Fn(&Moments, &Moments) -> Moments) -> Self {
        if Rc::ptr_eq(&self.must, &self.may) && Rc::ptr_eq(&other.must, &other.may) {
            return Self::known(f(&self.must, &other.must), self.length);
        }
        Self::between(f(&self.must, &other.must), f(&self.may, &other.may), self.length)
    }

    fn negated(&self) -> Self {
        let must = Rc::new(without(&self.may, self.length));
        let may = if Rc::ptr_eq(&self.must, &self.may) {
            must.clone()
        } else {
            Rc::new(without(&self.must, self.length))
        };
        Self { must, may, length: self.length }
    }

    /// Where it holds for all values, or for none.
    pub(super) fn definite(&self, holds: bool) -> Moments {
        if holds { (*self.must).clone() } else { without(&self.may, self.length) }
    }

    pub(super) fn is(&self, holds: bool, range: &Range<usize>) -> bool {
        covers(&self.definite(holds), range)
    }
}

impl<'a> Prover<'a> {
    /// Where the part holds.
    pub(super) fn truth(&mut self, part: Part<'a>, env: &Env) -> Result<Truth, ProofError> {
        let key = self.key(part, env);
        if let Some(truth) = self.truths.get(&key) {
            return Ok(truth.clone());
        }
        self.enter()?;
        let truth = self.compute(part, env)?;
        self.leave();
        self.truths.insert(key, truth.clone());
        Ok(truth)
    }

    fn compute(&mut self, (formula, scope): Part<'a>, env: &Env) -> Result<Truth, ProofError> {
        match formula.node() {
            Node::Predicate(name, arguments) => {
                if let Some((inner, env)) = self.defined(name, arguments, scope, env) {
                    return self.truth(inner, &env);
                }
                Ok(self.found(name, &binds(arguments, env)))
            }
            Node::Exists(variables, inner) => {
                let (none, some) = self.quantified((inner, scope), false, variables, env)?;
                let length = self.stream.len();
                Ok(Truth::between(some, without(&none, length), length))
            }
            Node::Forall(variables, inner) => {
                let (all, some) = self.quantified((inner, scope), true, variables, env)?;
                let length = self.stream.len();
                Ok(Truth::between(all, without(&some, length), length))
            }
            Node::Aggregate(aggregate) => self.aggregated(aggregate, scope, env),
            Node::Let(binding) => {
                let inside = self.inside(formula, binding, scope);
                self.truth((&binding.body, inside), env)
            }
            node => {
                let mut operands = Vec::with_capacity(2);
                for operand in node.children() {
                    operands.push(self.truth((operand, scope), env)?);
                }
                Ok(self.combined(node, &operands, env))
            }
        }
    }

    /// Where facts, or the clock, are like a predicate.
    fn found(&self, name: &str, binds: &[Bind]) -> Truth {
        let length = self.stream.len();
        let may = if let ([bind], true) = (binds, is_clock(name, binds.len())) {
            let shown = (0..length).filter(|point| {
                self.clock(name, *point).is_some_and(|shown| self.may_be(bind, &shown))
            });
            merged(shown.map(|point| point..point + 1).collect())
        } else {
            let facts = self.facts_like(name, binds, &self.always());
            merged(facts.into_iter().map(|(point, _)| point..point + 1).collect())
        };
        if binds.iter().all(|bind| matches!(bind, Bind::Is(_))) {
            Truth::known(may, length)
        } else {
            Truth::between(Moments::new(), may, length)
        }
    }

    /// Where an operator holds of operands that hold there. It asks no further, so that the call
    /// stack stays small.
    fn combined(&self, node: &Node, operands: &[Truth], env: &Env) -> Truth {
        let length = self.stream.len();
        let of = |truth: bool| if truth { self.always() } else { Moments::new() };
        let and = |a: &Moments, b: &Moments| common(a, b);
        let or = |a: &Moments, b: &Moments| union(a, b);
        match (node, operands) {
            (Node::True, _) => Truth::known(of(true), length),
            (Node::Compare(comparison, left, right), _) => {
                match self.compared(*comparison, left, right, env) {
                    Some(truth) => Truth::known(of(truth), length),
                    None => Truth::between(of(false), of(true), length),
                }
            }
            (Node::Not(_), [inner]) => inner.negated(),
            (Node::And(..), [left, right]) => left.zip(right, and),
            (Node::Or(..), [left, right]) => left.zip(right, or),
            (Node::Implies(..), [left, right]) => left.negated().zip(right, or),
            (Node::Equiv(..), [left, right]) => {
                let neither = left.negated().zip(&right.negated(), and);
                left.zip(right, and).zip(&neither, or)
            }
            (Node::Previous(interval, _), [inner]) => inner.map(|set| {
                self.shifted(set, |run, found| self.times.previous(run, *interval, found))
            }),
            (Node::Next(interval, _), [inner]) => inner
                .map(|set| self.shifted(set, |run, found| self.times.next(run, *interval, found))),
            (Node::Once(interval, _), [inner]) => inner.map(|set| self.some(*interval, false, set)),
            (Node::Eventually(interval, _), [inner]) => {
                inner.map(|set| self.some(*interval, true, set))
            }
            (Node::Historically(interval, _), [inner]) => {
                inner.negated().map(|set| self.some(*interval, false, set)).negated()
            }
            (Node::Always(interval, _), [inner]) => {
                inner.negated().map(|set| self.some(*interval, true, set)).negated()
            }
            (Node::Since(interval, ..), [hold, from]) => from.zip(hold, |from, hold| {
                self.shifted(from, |run, found| self.times.since(run, *interval, hold, found))
            }),
            (Node::Until(interval, ..), [hold, from]) => from.zip(hold, |from, hold| {
                self.shifted(from, |run, found| self.times.until(run, *interval, hold, found))
            }),
            _ => Truth::known(of(false), length),
        }
    }

    /// Where `ONCE` or `EVENTUALLY` holds of what holds at a set.
    fn some(&self, interval: Interval, future: bool, set: &Moments) -> Moments {
        let always = self.always();
        self.shifted(set, |run, found| {
            if future {
                self.times.until(run, interval, &always, found);
            } else {
                self.times.since(run, interval, &always, found);
            }
        })
    }

    fn shifted(&self, set: &Moments, shift: impl Fn(&Range<usize>, &mut Moments)) -> Moments {
        let mut all = Moments::new();
        let mut found = Moments::new();
        for run in set {
            shift(run, &mut found);
            all.append(&mut found);
        }
        merged(all)
    }

    /// What a clock shows.
    pub(super) fn clock(&self, name: &str, point: usize) -> Option<Value> {
        match name {
            "ts" => self.times.stamp(point).map(Value::Int),
            "age" => {
                Some(Value::Int(self.times.stamp(point)?.saturating_sub(self.times.stamp(0)?)))
            }
            _ => i64::try_from(point).ok().map(Value::Int),
        }
    }

    /// Whether a comparison holds, where that is the same for all values.
    fn compared(
        &self,
        comparison: Comparison,
        left: &Term,
        right: &Term,
        env: &Env,
    ) -> Option<bool> {
        match (value_of(left, env), value_of(right, env)) {
            (Some(left), Some(right)) => Some(match (left, right) {
                (Some(left), Some(right)) => term::holds(comparison, &left, &right),
                _ => false,
            }),
            (Some(Some(value)), None) | (None, Some(Some(value)))
                if comparison == Comparison::Equal =>
            {
                let differs = |term: &Term| match term {
                    Term::Var(variable) => self
                        .excluded(&bind_of(variable, env))
                        .iter()
                        .any(|other| term::holds(comparison, other, &value)),
                    _ => false,
                };
                (differs(left) || differs(right)).then_some(false)
            }
            _ => None,
        }
    }

    /// Where a part holds (or not, as `holds` says) for all values of these variables, and where it is
    /// the other way round for some.
    pub(super) fn quantified(
        &mut self,
        part: Part<'a>,
        holds: bool,
        variables: &[Var],
        env: &Env,
    ) -> Result<(Moments, Moments), ProofError> {
        let free = self.free(part.0);
        let open: Vec<Var> = variables.iter().filter(|x| free.contains(x)).cloned().collect();
        let mut some = Moments::new();
        let all = self.for_all(part, holds, &open, &with_any(env, &open), &mut some)?;
        Ok((all, merged(some)))
    }

    fn for_all(
        &mut self,
        part: Part<'a>,
        holds: bool,
        open: &[Var],
        env: &Env,
        some: &mut Moments,
    ) -> Result<Moments, ProofError> {
        self.enter()?;
        let all = self.for_all_below(part, holds, open, env, some)?;
        self.leave();
        Ok(all)
    }

    fn for_all_below(
        &mut self,
        part: Part<'a>,
        holds: bool,
        open: &[Var],
        env: &Env,
        some: &mut Moments,
    ) -> Result<Moments, ProofError> {
        let truth = self.truth(part, env)?;
        let all = truth.definite(holds);
        some.extend(truth.definite(!holds));
        let rest = without(&all, self.stream.len());
        if rest.is_empty() || open.is_empty() {
            return Ok(all);
        }
        let Some((variable, values)) = self.parting(part, holds, &rest, open, env)? else {
            // What is known of the formula around may still do.
            self.note_undecided(part.0, open, rest.first().map_or(0, |run| run.start));
            return Ok(all);
        };
        let open = remaining(open, &variable);
        let env_other = self.without(env, &variable, &values);
        let length = self.stream.len();
        let mut lacking = without(&self.for_all(part, holds, &open, &env_other, some)?, length);
        for value in values {
            let env = with(env, &variable, Bind::Is(value));
            let here = self.for_all(part, holds, &open, &env, some)?;
            lacking.extend(without(&here, length));
        }
        Ok(union(&all, &without(&merged(lacking), length)))
    }

    /// The variable whose values have to be told apart, and the fewest values that do it.
    pub(super) fn parting(
        &mut self,
        part: Part<'a>,
        holds: bool,
        moments: &Moments,
        open: &[Var],
        env: &Env,
    ) -> Result<Option<(Var, BTreeSet<Value>)>, ProofError> {
        let mut best: Option<(Var, BTreeSet<Value>)> = None;
        for variable in open {
            if let Some(values) = self.matter(part, holds, moments, env, variable)?
                && best.as_ref().is_none_or(|(_, fewest)| values.len() < fewest.len())
            {
                best = Some((variable.clone(), values));
            }
        }
        Ok(best)
    }
}

pub(super) fn remaining(open: &[Var], taken: &Var) -> Vec<Var> {
    open.iter().filter(|variable| *variable != taken).cloned().collect()
}

/// The value of a term whose variables all have one; none yet where one has not.
pub(super) fn value_of(term: &Term, env: &Env) -> Option<Option<Value>> {
    let mut columns = Vec::new();
    let mut values = Vec::new();
    let mut all = true;
    term.each_variable(&mut |variable| match bind_of(variable, env) {
        Bind::Is(value) => {
            columns.push(variable.clone());
            values.push(value);
        }
        Bind::Not(_) => all = false,
    });
    all.then(|| term::evaluate(term, &columns, &values))
}
