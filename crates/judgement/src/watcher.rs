//! A formula being watched, by either of the monitor's evaluators.

use armistice_monitor::{
    CheckError, Checked, End, Fact, Field, Formula, Monitor, Outcome, Signature, Stream, Value,
    evaluate,
};

/// Which of the monitor's evaluators judges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evaluator {
    /// The one that takes facts as they come, in one pass.
    #[default]
    Streaming,
    /// The plain one, which lays the facts up first: slower, and the oracle of the other.
    Plain,
}

/// One formula over one course of facts.
#[derive(Clone)]
pub(crate) enum Watcher {
    Streaming(Box<Monitor>),
    Plain { checked: Box<Checked>, stream: Stream, facts: Vec<Fact> },
}

impl Watcher {
    pub(crate) fn new(formula: Formula, evaluator: Evaluator) -> Result<Self, CheckError> {
        let checked = Checked::new(formula, &Signature::open())?;
        Ok(match evaluator {
            Evaluator::Streaming => Self::Streaming(Box::new(Monitor::new(&checked)?)),
            Evaluator::Plain => {
                Self::Plain { checked: Box::new(checked), stream: Stream::new(), facts: Vec::new() }
            }
        })
    }

    /// Enters a fact of the moment that is completed next.
    pub(crate) fn enter(&mut self, predicate: &str, fields: &[Field<'_>]) {
        match self {
            Self::Streaming(monitor) => monitor.enter(predicate, fields),
            Self::Plain { facts, .. } => {
                let values = fields.iter().map(|field| Value::from(*field));
                facts.push(Fact { predicate: predicate.into(), values: values.collect() });
            }
        }
    }

    /// Completes a moment and hands over what is told by now: when the formula holds, and of what.
    /// Moments come in order; one that goes back is not taken.
    pub(crate) fn complete(&mut self, ts: i64, found: &mut impl FnMut(i64, &[Value])) {
        match self {
            Self::Streaming(monitor) => {
                let _ = monitor.complete(ts, |outcome| hand_over(&outcome, found));
            }
            Self::Plain { stream, facts, .. } => {
                let _ = stream.push(ts, facts.drain(..));
            }
        }
    }

    /// Hands over the rest.
    pub(crate) fn end(self, end: End, found: &mut impl FnMut(i64, &[Value])) {
        match self {
            Self::Streaming(mut monitor) => {
                if end == End::Closed {
                    monitor.close_with(|outcome| hand_over(&outcome, found));
                }
            }
            Self::Plain { checked, stream, .. } => {
                for verdict in evaluate(&checked, &stream, end) {
                    found(verdict.ts, &verdict.bindings);
                }
            }
        }
    }
}

fn hand_over(outcome: &Outcome<'_>, found: &mut impl FnMut(i64, &[Value])) {
    for verdict in outcome.verdicts() {
        found(verdict.ts, &verdict.bindings);
    }
}
