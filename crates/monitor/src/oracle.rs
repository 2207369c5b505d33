//! Evaluates a checked formula over a whole stream, step by step.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::aggregate::aggregate;
use crate::check::Checked;
use crate::plan::{Clock, Operation, Slot, Step, StepId};
use crate::stream::{Fact, Stream};
use crate::table::{Moments, Row, Table, Tuple};
use crate::term;
use crate::time::Times;
use crate::value::Value;

/// What the end of the stream means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The stream is complete: after its last time point nothing happens any more. Every time point
    /// gets its verdicts.
    Closed,
    /// More may come. A time point gets its verdicts only if no continuation of the stream could
    /// change them, judged by how far the formula looks ahead.
    Open,
}

/// The formula holds at a time point for these values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verdict {
    /// The number of the time point, counted from 0.
    pub time_point: usize,
    /// Its time stamp.
    pub ts: i64,
    /// The values of the free variables, in the order of [`Checked::columns`]; empty for a formula
    /// without free variables.
    pub bindings: Vec<Value>,
}

/// All verdicts of a formula over a stream, by time point and then by bindings.
///
/// ```
/// use armistice_monitor::{Checked, End, Signature, Stream, evaluate, parse_formula};
///
/// let signature = Signature::parse("notify(convoy:int, zone:string) pass(convoy:int)")?;
/// let stream = Stream::parse("@0 notify (1, north) (2, east)  @7200 pass (2)", &signature)?;
/// let unanswered = parse_formula("notify(c, z) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let checked = Checked::new(unanswered, &signature)?;
///
/// let verdicts = evaluate(&checked, &stream, End::Closed);
/// assert_eq!(verdicts.len(), 1);
/// assert_eq!(verdicts[0].bindings, [1.into(), "north".into()]);
/// assert!(evaluate(&checked, &stream, End::Open).is_empty(), "72 hours are not over");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn evaluate(checked: &Checked, stream: &Stream, end: End) -> Vec<Verdict> {
    let tables = tables(checked, stream, false);
    verdicts(checked, stream, end, &tables)
}

/// The verdicts that the last table spells out.
pub(crate) fn verdicts(
    checked: &Checked,
    stream: &Stream,
    end: End,
    tables: &[Rc<Table>],
) -> Vec<Verdict> {
    let decided = match end {
        End::Closed => stream.len(),
        End::Open => decided(checked, stream),
    };
    let mut verdicts = Vec::new();
    for row in tables.last().map_or(&[][..], |table| table.rows()) {
        for time_point in row.from..row.until.min(decided) {
            if let Some(point) = stream.points().get(time_point) {
                verdicts.push(Verdict { time_point, ts: point.ts, bindings: row.tuple.to_vec() });
            }
        }
    }
    verdicts.sort_unstable();
    verdicts
}

/// The table of every step. Tables that no later step reads are dropped on the way unless all are
/// asked for.
pub(crate) fn tables(checked: &Checked, stream: &Stream, keep_all: bool) -> Vec<Rc<Table>> {
    let steps = &checked.plan().steps;
    let mut last_reader: Vec<StepId> = (0..steps.len()).collect();
    for (id, step) in steps.iter().enumerate() {
        for read in step.operation.reads() {
            if let Some(last) = last_reader.get_mut(read) {
                *last = id;
            }
        }
    }
    let mut oracle = Oracle {
        checked,
        stream,
        times: Times::of(stream),
        facts: by_predicate(stream),
        tables: Vec::with_capacity(steps.len()),
    };
    let nothing = Rc::new(Table::default());
    for (id, step) in steps.iter().enumerate() {
        let table = oracle.step(step);
        oracle.tables.push(table);
        if !keep_all {
            for read in step.operation.reads() {
                if last_reader.get(read) == Some(&id)
                    && let Some(table) = oracle.tables.get_mut(read)
                {
                    *table = nothing.clone();
                }
            }
        }
    }
    oracle.tables
}

/// The facts of each predicate, with their time points, in order.
type FactsByPredicate<'a> = HashMap<&'a str, Vec<(usize, &'a Fact)>>;

fn by_predicate(stream: &Stream) -> FactsByPredicate<'_> {
    let mut facts = FactsByPredicate::new();
    for (time_point, point) in stream.points().iter().enumerate() {
        for fact in &point.facts {
            facts.entry(&fact.predicate).or_default().push((time_point, fact));
        }
    }
    facts
}

struct Oracle<'a> {
    checked: &'a Checked,
    stream: &'a Stream,
    times: Times,
    facts: FactsByPredicate<'a>,
    tables: Vec<Rc<Table>>,
}

impl Oracle<'_> {
    fn table(&self, step: StepId) -> Rc<Table> {
        self.tables.get(step).cloned().unwrap_or_default()
    }

    /// Where the columns of `step` stand among those of `source`.
    fn positions(&self, source: StepId, step: &Step) -> Vec<usize> {
        self.checked.plan().positions(source, &step.columns)
    }

    fn step(&self, step: &Step) -> Rc<Table> {
        let plan = self.checked.plan();
        let times = &self.times;
        Rc::new(match &step.operation {
            Operation::Unit => Table::unit(times.len()),
            Operation::Empty => Table::default(),
            Operation::Facts(name, slots) => self.facts(name, slots, step.columns.len()),
            Operation::Clock(clock, slot) => self.clock(*clock, slot),
            Operation::Defined(source, slots) => {
                let width = step.columns.len();
                let rows = self.table(*source);
                let rows = rows.rows().iter().filter_map(|row| {
                    let tuple = matched(&row.tuple, slots, width)?;
                    Some(Row { tuple, ..*row })
                });
                Table::from_rows(rows.collect())
            }
            Operation::Filter { source, comparison, left, right, holds } => {
                let columns = plan.columns(*source);
                self.table(*source).filter(|tuple| {
                    let left = term::evaluate(left, columns, tuple);
                    let right = term::evaluate(right, columns, tuple);
                    let outcome = match (left, right) {
                        (Some(left), Some(right)) => term::holds(*comparison, &left, &right),
                        _ => false,
                    };
                    outcome == *holds
                })
            }
            Operation::Assign(source, term) => {
                let columns = plan.columns(*source);
                let computable = self
                    .table(*source)
                    .filter(|tuple| term::evaluate(term, columns, tuple).is_some());
                computable
                    .extend(|tuple| term::evaluate(term, columns, tuple).unwrap_or(Value::Int(0)))
            }
            Operation::Join(left, right) => {
                let (left_columns, right_columns) = (plan.columns(*left), plan.columns(*right));
                let mut on = Vec::new();
                let mut added = Vec::new();
                for (at, column) in right_columns.iter().enumerate() {
                    match left_columns.iter().position(|other| other == column) {
                        Some(same) => on.push((same, at)),
                        None => added.push(at),
                    }
                }
                self.table(*left).join(&self.table(*right), &on, &added)
            }
            Operation::Minus(source, denied, _) => {
                let columns = plan.positions(*source, plan.columns(*denied));
                self.table(*source).minus(&self.table(*denied), &columns)
            }
            Operation::Union(sources) => {
                let tables: Vec<Table> = sources
                    .iter()
                    .map(|source| self.table(*source).project(&self.positions(*source, step)))
                    .collect();
                Table::union(&tables)
            }
            Operation::Project(source) => {
                self.table(*source).project(&self.positions(*source, step))
            }
            Operation::Everywhere(source) => self.table(*source).everywhere(times.len()),
            Operation::Previous(interval, source) => {
                self.table(*source).shift(|run, found| times.previous(run, *interval, found))
            }
            Operation::Next(interval, source) => {
                self.table(*source).shift(|run, found| times.next(run, *interval, found))
            }
            Operation::Once(interval, source) => {
                let always: Moments = std::iter::once(0..times.len()).collect();
                self.table(*source).shift(|run, found| times.since(run, *interval, &always, found))
            }
            Operation::Eventually(interval, source) => {
                let always: Moments = std::iter::once(0..times.len()).collect();
                self.table(*source).shift(|run, found| times.until(run, *interval, &always, found))
            }
            Operation::Throughout { source, failures, .. } => {
                let columns = plan.positions(*source, plan.columns(*failures));
                self.table(*source).minus(&self.table(*failures), &columns)
            }
            Operation::Since { interval, hold, from } => {
                chain(&self.table(*hold), &self.table(*from), |run, hold, found| {
                    times.since(run, *interval, hold, found);
                })
            }
            Operation::Until { interval, hold, from } => {
                chain(&self.table(*hold), &self.table(*from), |run, hold, found| {
                    times.until(run, *interval, hold, found);
                })
            }
            Operation::Aggregate { source, operator, over, group, outcome } => {
                aggregate(&self.table(*source), *operator, *over, group, *outcome, times.len())
            }
        })
    }

    fn facts(&self, name: &str, slots: &[Slot], width: usize) -> Table {
        // Where the columns are the slots in order, the fact's own values are the tuple.
        let unchanged = slots.len() == width
            && slots.iter().enumerate().all(|(at, slot)| *slot == Slot::Column(at));
        let facts = self.facts.get(name).map_or(&[][..], Vec::as_slice);
        let rows = facts.iter().filter_map(|(time_point, fact)| {
            let tuple = if unchanged && fact.values.len() == width {
                fact.values.clone()
            } else {
                matched(&fact.values, slots, width)?
            };
            Some(Row::new(tuple, *time_point..time_point + 1))
        });
        Table::from_rows(rows.collect())
    }

    fn clock(&self, clock: Clock, slot: &Slot) -> Table {
        let first = self.stream.points().first().map_or(0, |point| point.ts);
        let rows = self.stream.points().iter().enumerate().filter_map(|(time_point, point)| {
            let reading = clock_reading(clock, time_point, point.ts, first);
            let tuple = matched(&[reading], std::slice::from_ref(slot), 1)?;
            Some(Row::new(tuple, time_point..time_point + 1))
        });
        Table::from_rows(rows.collect())
    }
}

/// What a clock shows at a time point.
fn clock_reading(clock: Clock, time_point: usize, ts: i64, first: i64) -> Value {
    Value::Int(match clock {
        Clock::TimePoint => i64::try_from(time_point).unwrap_or(i64::MAX),
        Clock::TimeStamp => ts,
        Clock::Age => ts.saturating_sub(first),
    })
}

/// The values that go to the columns, if the constants and repetitions fit.
pub(crate) fn matched(values: &[Value], slots: &[Slot], width: usize) -> Option<Tuple> {
    if values.len() != slots.len() {
        return None;
    }
    let mut tuple: Vec<Value> = Vec::with_capacity(width);
    for (value, slot) in values.iter().zip(slots) {
        match slot {
            Slot::Constant(constant) if constant == value => {}
            Slot::Constant(_) => return None,
            Slot::Column(column) => match tuple.get(*column) {
                Some(known) if known == value => {}
                Some(_) => return None,
                // Columns are numbered in the order of the slots.
                None => tuple.push(value.clone()),
            },
        }
    }
    Some(Arc::from(tuple))
}

/// Every tuple of `from` at the time points computed from its own and from when it is in `hold`.
fn chain(
    hold: &Table,
    from: &Table,
    moments: impl Fn(&std::ops::Range<usize>, &Moments, &mut Moments),
) -> Table {
    let hold = hold.by_tuple();
    let never = Moments::new();
    let mut rows = Vec::with_capacity(from.rows().len());
    let mut found = Moments::new();
    for row in from.rows() {
        let holds = hold.get(&*row.tuple).unwrap_or(&never);
        moments(&(row.from..row.until), holds, &mut found);
        rows.extend(found.drain(..).map(|range| Row::new(row.tuple.clone(), range)));
    }
    Table::from_rows(rows)
}

/// How many time points, from the first on, have all their verdicts whatever follows the stream:
/// those that [`End::Open`] reports on.
#[must_use]
pub fn decided(checked: &Checked, stream: &Stream) -> usize {
    let times = Times::of(stream);
    let mut decided: Vec<usize> = Vec::new();
    for step in &checked.plan().steps {
        let all = step
            .operation
            .reads()
            .into_iter()
            .filter_map(|read| decided.get(read).copied())
            .min()
            .unwrap_or(times.len());
        let of = |step: &StepId| decided.get(*step).copied().unwrap_or(0);
        decided.push(match &step.operation {
            // Only where its tuples come from is read, not whether they hold; but a tuple that the
            // stream has not yet shown is not among them.
            Operation::Everywhere(_) => times.len(),
            Operation::Previous(..) => (all + 1).min(times.len()),
            Operation::Next(..) => all.saturating_sub(1),
            Operation::Once(interval, source) => times.decided_behind(*interval, of(source)),
            Operation::Since { interval, hold, from } => {
                times.decided_behind(*interval, of(from)).min(of(hold))
            }
            Operation::Eventually(interval, _) | Operation::Until { interval, .. } => {
                times.decided_ahead(*interval, all)
            }
            Operation::Throughout { failures, source, .. } => of(failures).min(of(source)),
            _ => all,
        });
    }
    decided.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Signature, parse_formula};

    #[test]
    fn a_time_point_is_decided_when_all_it_looks_at_is() {
        let stream = Stream::parse("@0 p (1) @1 p (2) @1 @3 p (3) @7", &Signature::open()).unwrap();
        let decided_of = |text: &str| {
            let formula = parse_formula(text).unwrap();
            decided(&Checked::new(formula, &Signature::open()).unwrap(), &stream)
        };
        assert_eq!(decided_of("p(x)"), 5);
        assert_eq!(decided_of("NEXT p(x)"), 4);
        assert_eq!(decided_of("PREVIOUS NEXT p(x)"), 5);
        assert_eq!(decided_of("EVENTUALLY[0,3] p(x)"), 4);
        assert_eq!(decided_of("EVENTUALLY[0,4] p(x)"), 3);
        assert_eq!(decided_of("EVENTUALLY[0,0] p(x)"), 4);
        assert_eq!(decided_of("ONCE EVENTUALLY[0,4] p(x)"), 3);
        assert_eq!(decided_of("ONCE[4,9] EVENTUALLY[0,4] p(x)"), 4);
        assert_eq!(decided_of("p(x) AND ALWAYS[0,5] (EVENTUALLY[0,1] p(x))"), 3);
        assert_eq!(decided_of("p(x) SINCE NEXT p(x)"), 4);
        assert_eq!(decided_of("NOT (p(1) UNTIL[0,6] p(2))"), 1);
    }
}
