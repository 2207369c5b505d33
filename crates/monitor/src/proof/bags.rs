//! What an aggregation counts, and when.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use super::check::outcome_of_nothing;
use super::moments::{common, merged, without};
use super::prover::{Bind, Env, Part, ProofError, Prover, ScopeId, bind_of, with};
use super::truth::{Truth, remaining};
use crate::aggregate;
use crate::formula::{Aggregate, Aggregation, Node};
use crate::table::{Moments, Row, Table};
use crate::term::Var;
use crate::value::{Kind, Value};

/// The outcomes of one group over time.
#[derive(Debug)]
pub(super) struct Bags {
    /// The outcome of each run of time points; where nothing is counted there is none.
    outcomes: Vec<(Range<usize>, Value)>,
    /// Where a valuation begins or ceases to count, in order.
    cuts: Vec<usize>,
}

impl Bags {
    /// Where the bag that stands at a time point changes.
    pub(super) fn end(&self, point: usize) -> Option<usize> {
        self.cuts.get(self.cuts.partition_point(|cut| *cut <= point)).copied()
    }
}

impl<'a> Prover<'a> {
    /// The variables an aggregation binds, and its body's variables in scope.
    pub(super) fn inside_aggregate(
        &mut self,
        aggregate: &'a Aggregate,
        env: &Env,
    ) -> (Vec<Var>, Env) {
        let free = self.free(&aggregate.body);
        let bound: Vec<Var> =
            free.iter().filter(|name| !aggregate.group.contains(name)).cloned().collect();
        let group = aggregate.group.iter().map(|name| (name.clone(), bind_of(name, env)));
        let any = bound.iter().map(|name| (name.clone(), super::prover::ANY));
        let env = group.chain(any).collect();
        (bound, env)
    }

    /// Where an aggregation has the outcome that its variable has.
    pub(super) fn aggregated(
        &mut self,
        aggregate: &'a Aggregate,
        scope: ScopeId,
        env: &Env,
    ) -> Result<Truth, ProofError> {
        let length = self.stream.len();
        let (bound, inner) = self.inside_aggregate(aggregate, env);
        let part = (&aggregate.body, scope);
        if !known(aggregate, &inner) {
            let (none, _) = self.quantified(part, false, &bound, &inner)?;
            return Ok(Truth::between(Moments::new(), without(&none, length), length));
        }
        let bags = self.bags(aggregate, scope, env)?;
        let result = bind_of(&aggregate.result, env);
        let fits = |value: &Value| self.may_be(&result, value);
        let mut fitting = Moments::new();
        let mut counted = Moments::new();
        for (run, value) in &bags.outcomes {
            counted.push(run.clone());
            if fits(value) {
                fitting.push(run.clone());
            }
        }
        let kind = match &result {
            Bind::Is(value) => value.kind(),
            Bind::Not(_) => self.outcome_kind(aggregate),
        };
        if aggregate.group.is_empty()
            && outcome_of_nothing(aggregate.operator, kind).is_some_and(|value| fits(&value))
        {
            fitting.extend(without(&merged(counted), length));
        }
        let fitting = merged(fitting);
        Ok(match result {
            Bind::Is(_) => Truth::known(fitting, length),
            Bind::Not(_) => Truth::between(Moments::new(), fitting, length),
        })
    }

    /// What a group counts; its variables all have a value.
    pub(super) fn bags(
        &mut self,
        aggregate: &'a Aggregate,
        scope: ScopeId,
        env: &Env,
    ) -> Result<Rc<Bags>, ProofError> {
        let node = std::ptr::from_ref(aggregate).cast();
        let group = aggregate.group.iter().map(|name| bind_of(name, env)).collect();
        let key = (node, scope, group);
        if let Some(bags) = self.bags.get(&key) {
            return Ok(bags.clone());
        }
        let (bound, inner) = self.inside_aggregate(aggregate, env);
        let mut rows = Vec::new();
        self.counted((&aggregate.body, scope), &bound, &inner, &aggregate.over, &mut rows)?;
        let mut cuts: Vec<usize> = rows.iter().flat_map(|row| [row.from, row.until]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        // Grouped by nothing but a constant, so that an empty bag gives no row of any kind.
        let table = aggregate::aggregate(
            &Table::from_rows(rows),
            aggregate.operator,
            1,
            &[0],
            Kind::Int,
            self.stream.len(),
        );
        let outcomes = table
            .rows()
            .iter()
            .filter_map(|row| Some((row.from..row.until, row.tuple.first()?.clone())));
        let bags = Rc::new(Bags { outcomes: outcomes.collect(), cuts });
        self.bags.insert(key, bags.clone());
        Ok(bags)
    }

    /// A row for each valuation that counts, and its time: a constant, the value that goes into the
    /// bag, and all values, so that no two valuations have the same row.
    fn counted(
        &mut self,
        part: Part<'a>,
        open: &[Var],
        env: &Env,
        over: &Var,
        rows: &mut Vec<Row>,
    ) -> Result<(), ProofError> {
        self.enter()?;
        self.counted_below(part, open, env, over, rows)?;
        self.leave();
        Ok(())
    }

    fn counted_below(
        &mut self,
        part: Part<'a>,
        open: &[Var],
        env: &Env,
        over: &Var,
        rows: &mut Vec<Row>,
    ) -> Result<(), ProofError> {
        let truth = self.truth(part, env)?;
        if truth.may.is_empty() {
            return Ok(());
        }
        let parting = self.parting(part, false, &truth.may, open, env)?;
        let Some((variable, values)) = parting else {
            let values: Option<Vec<Value>> = env
                .iter()
                .map(|(_, bind)| match bind {
                    Bind::Is(value) => Some(value.clone()),
                    Bind::Not(_) => None,
                })
                .collect();
            let (Some(values), Bind::Is(over)) = (values, bind_of(over, env)) else {
                let first = truth.may.first().map_or(0, |run| run.start);
                return Err(self.stuck(part.0, first));
            };
            let tuple: Vec<Value> = [Value::Int(0), over].into_iter().chain(values).collect();
            let tuple: crate::table::Tuple = tuple.into();
            rows.extend(truth.must.iter().map(|run| Row::new(tuple.clone(), run.clone())));
            return Ok(());
        };
        let open = remaining(open, &variable);
        let other = self.without(env, &variable, &values);
        self.counted(part, &open, &other, over, rows)?;
        for value in values {
            self.counted(part, &open, &with(env, &variable, Bind::Is(value)), over, rows)?;
        }
        Ok(())
    }

    /// The outcomes at these moments, where the group is known.
    pub(super) fn outcomes_at(
        &mut self,
        aggregate: &'a Aggregate,
        scope: ScopeId,
        moments: &Moments,
        env: &Env,
    ) -> Result<Option<BTreeSet<Value>>, ProofError> {
        let (_, inner) = self.inside_aggregate(aggregate, env);
        if !known(aggregate, &inner) {
            return Ok(None);
        }
        let bags = self.bags(aggregate, scope, env)?;
        let mut values = BTreeSet::new();
        let mut counted = Moments::new();
        for (run, value) in &bags.outcomes {
            if !common(moments, std::slice::from_ref(run)).is_empty() {
                values.insert(value.clone());
            }
            counted.push(run.clone());
        }
        let nothing = without(&merged(counted), self.stream.len());
        if aggregate.group.is_empty() && !common(moments, &nothing).is_empty() {
            values.extend(outcome_of_nothing(aggregate.operator, self.outcome_kind(aggregate)));
        }
        Ok(Some(values))
    }

    /// The kind of an aggregation's outcomes, which is that of zero if nothing is counted.
    fn outcome_kind(&self, aggregate: &Aggregate) -> Kind {
        match aggregate.operator {
            Aggregation::Count => return Kind::Int,
            Aggregation::Average | Aggregation::Median => return Kind::Float,
            Aggregation::Sum | Aggregation::Min | Aggregation::Max => {}
        }
        // What could be of any kind is taken for whole numbers, as by the planner.
        self.outcome_kinds.get(&std::ptr::from_ref(aggregate)).copied().unwrap_or(Kind::Int)
    }

    /// The error for a part that should have been decided.
    pub(super) fn stuck(&mut self, formula: &crate::formula::Formula, point: usize) -> ProofError {
        let variables = match formula.node() {
            Node::Exists(variables, _) | Node::Forall(variables, _) => variables.clone(),
            _ => formula.free_variables(),
        };
        self.note_undecided(formula, &variables, point);
        self.undecided.take().unwrap_or(ProofError::TooDeep)
    }
}

/// Whether every grouping variable has a value.
fn known(aggregate: &Aggregate, env: &Env) -> bool {
    aggregate.group.iter().all(|name| matches!(bind_of(name, env), Bind::Is(_)))
}
