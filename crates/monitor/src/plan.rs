//! A checked formula as a list of steps, each of which makes one [`Table`](crate::table::Table) from
//! those of earlier steps.
//!
//! A plan has no choices left: every step that needs values gets them from a step before it.

use std::sync::Arc;

use crate::formula::{Aggregation, Formula};
use crate::interval::Interval;
use crate::term::{Comparison, Term, Var};
use crate::value::{Kind, Value};

/// The place of a step in its plan.
pub(crate) type StepId = usize;

/// The steps in an order in which each comes after those it reads; the last one is the formula.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) operation: Operation,
    /// The variables whose values make its tuples, in order.
    pub(crate) columns: Vec<Var>,
}

/// What a fact or a defined tuple must have in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// This value.
    Constant(Value),
    /// Any value, which goes to this column of the step; in the same column twice: the same value.
    Column(usize),
}

/// A built-in predicate that speaks of the time point itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// `tp(i)`: the number of the time point.
    TimePoint,
    /// `ts(t)`: its time stamp.
    TimeStamp,
    /// `age(d)`: seconds since the first time point.
    Age,
}

/// What a step does. Steps named inside come earlier.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    /// The tuple without values, always.
    Unit,
    /// Nothing, ever.
    Empty,
    /// The facts of this name that fit.
    Facts(Arc<str>, Vec<Slot>),
    /// The number or the time of the time point.
    Clock(Clock, Slot),
    /// The tuples of a definition that fit.
    Defined(StepId, Vec<Slot>),
    /// The tuples for which the comparison comes out as told.
    Filter { source: StepId, comparison: Comparison, left: Term, right: Term, holds: bool },
    /// The tuples with the value of a term added.
    Assign(StepId, Term),
    /// The tuples of both that agree.
    Join(StepId, StepId),
    /// The tuples of the first for which the second does not hold. The formula is the second one, in
    /// the words of the core.
    Minus(StepId, StepId, Formula),
    /// The tuples of all, each with the columns of this step.
    Union(Vec<StepId>),
    /// The columns of this step only.
    Project(StepId),
    /// The tuples of the source, at all time points.
    Everywhere(StepId),
    /// At the time point after.
    Previous(Interval, StepId),
    /// At the time point before.
    Next(Interval, StepId),
    /// At this distance later.
    Once(Interval, StepId),
    /// At this distance earlier.
    Eventually(Interval, StepId),
    /// The tuples of `source` for which `body` held throughout. `failures` is where it did not.
    Throughout { source: StepId, interval: Interval, future: bool, body: StepId, failures: StepId },
    /// `from` held, and `hold` ever since. Both have the same columns.
    Since { interval: Interval, hold: StepId, from: StepId },
    /// `from` will hold, and `hold` until then. Both have the same columns.
    Until { interval: Interval, hold: StepId, from: StepId },
    /// The outcome first, then the columns to group by.
    Aggregate {
        source: StepId,
        operator: Aggregation,
        over: usize,
        group: Vec<usize>,
        outcome: Kind,
    },
}

impl Operation {
    /// The steps it reads.
    pub(crate) fn reads(&self) -> Vec<StepId> {
        match self {
            Self::Unit | Self::Empty | Self::Facts(..) | Self::Clock(..) => vec![],
            Self::Defined(source, _)
            | Self::Filter { source, .. }
            | Self::Assign(source, _)
            | Self::Project(source)
            | Self::Everywhere(source)
            | Self::Previous(_, source)
            | Self::Next(_, source)
            | Self::Once(_, source)
            | Self::Eventually(_, source)
            | Self::Aggregate { source, .. } => vec![*source],
            Self::Join(left, right) | Self::Minus(left, right, _) => vec![*left, *right],
            Self::Union(sources) => sources.clone(),
            Self::Throughout { source, body, failures, .. } => vec![*source, *body, *failures],
            Self::Since { hold, from, .. } | Self::Until { hold, from, .. } => vec![*hold, *from],
        }
    }

    /// Renames the steps it reads.
    fn renumber(&mut self, new: &impl Fn(StepId) -> StepId) {
        match self {
            Self::Unit | Self::Empty | Self::Facts(..) | Self::Clock(..) => {}
            Self::Defined(source, _)
            | Self::Filter { source, .. }
            | Self::Assign(source, _)
            | Self::Project(source)
            | Self::Everywhere(source)
            | Self::Previous(_, source)
            | Self::Next(_, source)
            | Self::Once(_, source)
            | Self::Eventually(_, source)
            | Self::Aggregate { source, .. } => *source = new(*source),
            Self::Join(left, right) | Self::Minus(left, right, _) => {
                *left = new(*left);
                *right = new(*right);
            }
            Self::Union(sources) => {
                for source in sources {
                    *source = new(*source);
                }
            }
            Self::Throughout { source, body, failures, .. } => {
                *source = new(*source);
                *body = new(*body);
                *failures = new(*failures);
            }
            Self::Since { hold, from, .. } | Self::Until { hold, from, .. } => {
                *hold = new(*hold);
                *from = new(*from);
            }
        }
    }
}

impl Plan {
    /// Only the steps that `root` needs, with `root` last.
    pub(crate) fn reduced_to(&self, root: StepId) -> Self {
        let mut needed = vec![false; self.steps.len()];
        let mut open = vec![root];
        while let Some(step) = open.pop() {
            if let (Some(seen @ false), Some(found)) = (needed.get_mut(step), self.steps.get(step))
            {
                *seen = true;
                open.extend(found.operation.reads());
            }
        }
        let mut new_ids = vec![0; self.steps.len()];
        let mut steps = Vec::new();
        for (id, step) in self.steps.iter().enumerate() {
            if needed.get(id) == Some(&true) {
                if let Some(new) = new_ids.get_mut(id) {
                    *new = steps.len();
                }
                steps.push(step.clone());
            }
        }
        for step in &mut steps {
            step.operation.renumber(&|old| new_ids.get(old).copied().unwrap_or(0));
        }
        Self { steps }
    }

    /// The columns of a step.
    pub(crate) fn columns(&self, step: StepId) -> &[Var] {
        self.steps.get(step).map_or(&[], |step| step.columns.as_slice())
    }

    /// Where each of `wanted` stands among the columns of a step; those it does not have are left
    /// out.
    pub(crate) fn positions(&self, step: StepId, wanted: &[Var]) -> Vec<usize> {
        let columns = self.columns(step);
        wanted
            .iter()
            .filter_map(|variable| columns.iter().position(|column| column == variable))
            .collect()
    }
}
