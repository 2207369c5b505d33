//! The evidence a verdict rests on: the facts that were found, and where others were looked for in
//! vain.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use thiserror::Error;

use crate::absence;
use crate::check::Checked;
use crate::formula::Formula;
use crate::oracle::{End, Verdict, matched, tables, verdicts};
use crate::plan::{Operation, Slot, Step, StepId};
use crate::stream::Stream;
use crate::table::{Moments, Table, Tuple, pick};
use crate::term::Var;
use crate::time::Times;
use crate::value::Value;

/// What a verdict rests on.
///
/// For a formula without negation the facts suffice: a stream with the same time points and only
/// these facts has the same verdict. Where several sets of facts would do, one is given: of several
/// times the latest in the past or the earliest in the future, of an `OR` the first side that holds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The facts, in the order of the stream, each once.
    pub facts: Vec<FactAt>,
    /// Where a formula that must not hold was looked for and not found.
    pub searched: Vec<Searched>,
}

/// The place of a fact in its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactAt {
    /// The number of the time point, counted from 0.
    pub time_point: usize,
    /// The place among the facts of the time point, counted from 0.
    pub fact: usize,
}

/// A stretch of time in which nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// The first second searched. A search without bound into the past starts at the first time
    /// point of the stream.
    pub from: i64,
    /// The last second searched; it may lie beyond the end of the stream.
    pub until: i64,
    /// What was looked for, with the verdict's values in place of its variables; a variable that is
    /// left stands for any value.
    pub pattern: Formula,
}

/// The verdict is none of this formula on this stream.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "the formula does not hold at time point {time_point} for these values; ask about a verdict of the same formula and stream"
)]
pub struct NotAVerdict {
    /// The time point asked about.
    pub time_point: usize,
}

/// The evidence for one verdict. For many verdicts of one formula keep an [`Evaluation`] instead.
///
/// ```
/// use armistice_monitor::{Checked, End, Signature, Stream, evaluate, parse_formula, why};
///
/// let stream = Stream::parse("@0 notify (1) (2)  @7200 pass (2)", &Signature::open())?;
/// let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let checked = Checked::new(formula, &Signature::open())?;
///
/// let verdicts = evaluate(&checked, &stream, End::Closed);
/// let evidence = why(&checked, &stream, &verdicts[0])?;
/// assert_eq!(evidence.facts.len(), 1);
/// let searched = &evidence.searched[0];
/// assert_eq!((searched.from, searched.until), (0, 72 * 3600));
/// assert_eq!(searched.pattern.to_string(), "pass(1)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`NotAVerdict`] where the formula does not hold there.
pub fn why(checked: &Checked, stream: &Stream, verdict: &Verdict) -> Result<Evidence, NotAVerdict> {
    Evaluation::new(checked, stream).why(verdict)
}

/// A formula evaluated over a stream, with everything found on the way kept to answer why.
pub struct Evaluation<'a> {
    checked: &'a Checked,
    stream: &'a Stream,
    times: Times,
    tables: Vec<Rc<Table>>,
    indexes: Vec<OnceCell<HashMap<Tuple, Moments>>>,
    origins: Vec<OnceCell<HashMap<Tuple, Vec<usize>>>>,
}

/// A tuple of a step at a time point, still to be explained.
type Question = (StepId, Tuple, usize);

/// The first and the last second of a search, and the time point it was made from.
type Stretch = (Range<i64>, usize);

/// What has been found so far.
#[derive(Default)]
struct Found {
    open: Vec<Question>,
    asked: HashSet<Question>,
    facts: BTreeSet<FactAt>,
    /// Stretches searched for each pattern, with the time points the search was made from.
    searched: BTreeMap<String, (Formula, Vec<Stretch>)>,
}

impl Found {
    fn ask(&mut self, step: StepId, tuple: Tuple, time_point: usize) {
        let question = (step, tuple, time_point);
        if self.asked.insert(question.clone()) {
            self.open.push(question);
        }
    }
}

impl<'a> Evaluation<'a> {
    /// Evaluates the formula over the whole stream.
    #[must_use]
    pub fn new(checked: &'a Checked, stream: &'a Stream) -> Self {
        let tables = tables(checked, stream, true);
        Self {
            checked,
            stream,
            times: Times::of(stream),
            indexes: tables.iter().map(|_| OnceCell::new()).collect(),
            origins: tables.iter().map(|_| OnceCell::new()).collect(),
            tables,
        }
    }

    /// All verdicts, as [`evaluate`](crate::evaluate) gives them.
    #[must_use]
    pub fn verdicts(&self, end: End) -> Vec<Verdict> {
        verdicts(self.checked, self.stream, end, &self.tables)
    }

    /// The evidence for one verdict.
    ///
    /// # Errors
    /// [`NotAVerdict`] where the formula does not hold there.
    pub fn why(&self, verdict: &Verdict) -> Result<Evidence, NotAVerdict> {
        let root = self.tables.len().saturating_sub(1);
        let tuple: Tuple = verdict.bindings.as_slice().into();
        if !self.holds(root, &tuple, verdict.time_point) {
            return Err(NotAVerdict { time_point: verdict.time_point });
        }
        let mut found = Found::default();
        found.ask(root, tuple, verdict.time_point);
        while let Some((id, tuple, time_point)) = found.open.pop() {
            if let Some(step) = self.checked.plan().steps.get(id) {
                self.explain(id, step, &tuple, time_point, &mut found);
            }
        }
        Ok(Evidence {
            facts: found.facts.into_iter().collect(),
            searched: found
                .searched
                .into_values()
                .flat_map(|(pattern, stretches)| merged(&pattern, stretches))
                .collect(),
        })
    }

    /// When a tuple of a step holds.
    fn moments(&self, step: StepId, tuple: &[Value]) -> &[Range<usize>] {
        let (Some(index), Some(table)) = (self.indexes.get(step), self.tables.get(step)) else {
            return &[];
        };
        index
            .get_or_init(|| {
                let mut moments: HashMap<Tuple, Moments> = HashMap::new();
                for row in table.rows() {
                    moments.entry(row.tuple.clone()).or_default().push(row.from..row.until);
                }
                moments
            })
            .get(tuple)
            .map_or(&[], Vec::as_slice)
    }

    fn holds(&self, step: StepId, tuple: &[Value], time_point: usize) -> bool {
        run_at(self.moments(step, tuple), time_point).is_some()
    }

    /// A tuple of `source` that holds at the time point and has these values in these columns.
    fn origin(
        &self,
        step: StepId,
        source: StepId,
        columns: &[usize],
        tuple: &[Value],
        time_point: usize,
    ) -> Option<Tuple> {
        let table = self.tables.get(source)?;
        let rows = self
            .origins
            .get(step)?
            .get_or_init(|| {
                let mut rows: HashMap<Tuple, Vec<usize>> = HashMap::new();
                for (at, row) in table.rows().iter().enumerate() {
                    rows.entry(pick(&row.tuple, columns)).or_default().push(at);
                }
                rows
            })
            .get(tuple)?;
        rows.iter()
            .filter_map(|&row| table.rows().get(row))
            .find(|row| row.from <= time_point && time_point < row.until)
            .map(|row| row.tuple.clone())
    }

    /// Asks what one tuple of one step at one time point rests on.
    fn explain(
        &self,
        id: StepId,
        step: &Step,
        tuple: &Tuple,
        time_point: usize,
        found: &mut Found,
    ) {
        let plan = self.checked.plan();
        let among = |other: StepId| {
            let columns: Vec<usize> = plan
                .columns(other)
                .iter()
                .filter_map(|column| step.columns.iter().position(|own| own == column))
                .collect();
            pick(tuple, &columns)
        };
        match &step.operation {
            // Which tuples are asked about elsewhere is no reason for anything.
            Operation::Unit
            | Operation::Empty
            | Operation::Clock(..)
            | Operation::Everywhere(_) => {}
            Operation::Facts(name, slots) => {
                let facts = self.stream.points().get(time_point).map(|point| &point.facts);
                let fact = facts.into_iter().flatten().position(|fact| {
                    fact.predicate == *name
                        && matched(&fact.values, slots, tuple.len()).as_ref() == Some(tuple)
                });
                if let Some(fact) = fact {
                    found.facts.insert(FactAt { time_point, fact });
                }
            }
            Operation::Defined(source, slots) => {
                let values = slots.iter().filter_map(|slot| match slot {
                    Slot::Constant(value) => Some(value.clone()),
                    Slot::Column(column) => tuple.get(*column).cloned(),
                });
                found.ask(*source, values.collect(), time_point);
            }
            Operation::Filter { source, .. } | Operation::Assign(source, _) => {
                found.ask(*source, among(*source), time_point);
            }
            Operation::Join(left, right) => {
                found.ask(*left, among(*left), time_point);
                found.ask(*right, among(*right), time_point);
            }
            Operation::Minus(source, denied, formula) => {
                found.ask(*source, among(*source), time_point);
                let denied = plan.columns(*denied);
                self.search(formula, denied, &step.columns, tuple, time_point, found);
            }
            Operation::Union(sources) => {
                let first = sources
                    .iter()
                    .find(|source| self.holds(**source, &among(**source), time_point));
                if let Some(source) = first {
                    found.ask(*source, among(*source), time_point);
                }
            }
            Operation::Project(source) => {
                let columns = plan.positions(*source, &step.columns);
                if let Some(origin) = self.origin(id, *source, &columns, tuple, time_point) {
                    found.ask(*source, origin, time_point);
                }
            }
            Operation::Previous(_, source) => {
                found.ask(*source, tuple.clone(), time_point.saturating_sub(1));
            }
            Operation::Next(_, source) => found.ask(*source, tuple.clone(), time_point + 1),
            Operation::Once(interval, source) => {
                let window = self.times.before(time_point, *interval);
                if let Some(latest) = latest(self.moments(*source, tuple), &window) {
                    found.ask(*source, tuple.clone(), latest);
                }
            }
            Operation::Eventually(interval, source) => {
                let window = self.times.after(time_point, *interval);
                if let Some(earliest) = earliest(self.moments(*source, tuple), &window) {
                    found.ask(*source, tuple.clone(), earliest);
                }
            }
            Operation::Throughout { source, interval, future, body, .. } => {
                found.ask(*source, among(*source), time_point);
                let window = if *future {
                    self.times.after(time_point, *interval)
                } else {
                    self.times.before(time_point, *interval)
                };
                for moment in window {
                    found.ask(*body, among(*body), moment);
                }
            }
            Operation::Since { interval, hold, from } => {
                // Later starts need less to hold since: the latest one needs the least.
                let window = self.times.before(time_point, *interval);
                if let Some(start) = latest(self.moments(*from, tuple), &window) {
                    found.ask(*from, tuple.clone(), start);
                    for moment in start + 1..=time_point {
                        found.ask(*hold, tuple.clone(), moment);
                    }
                }
            }
            Operation::Until { interval, hold, from } => {
                let window = self.times.after(time_point, *interval);
                if let Some(end) = earliest(self.moments(*from, tuple), &window) {
                    found.ask(*from, tuple.clone(), end);
                    for moment in time_point..end {
                        found.ask(*hold, tuple.clone(), moment);
                    }
                }
            }
            Operation::Aggregate { source, group, .. } => {
                let Some(table) = self.tables.get(*source) else {
                    return;
                };
                let key = tuple.get(1..).unwrap_or(&[]);
                for row in table.rows() {
                    if row.from <= time_point
                        && time_point < row.until
                        && *pick(&row.tuple, group) == *key
                    {
                        found.ask(*source, row.tuple.clone(), time_point);
                    }
                }
            }
        }
    }

    /// Notes where a formula was looked for that does not hold.
    fn search(
        &self,
        formula: &Formula,
        denied: &[Var],
        columns: &[Var],
        tuple: &[Value],
        time_point: usize,
        found: &mut Found,
    ) {
        let values: HashMap<&str, &Value> = columns
            .iter()
            .zip(tuple)
            .filter(|(column, _)| denied.contains(column))
            .map(|(column, value)| (&**column, value))
            .collect();
        let (pattern, window) = absence::searched(formula, &values, &self.times, time_point);
        found
            .searched
            .entry(pattern.to_string())
            .or_insert_with(|| (pattern, Vec::new()))
            .1
            .push((window, time_point));
    }
}

/// Stretches that overlap, or that were searched from neighbouring time points, made one.
fn merged(pattern: &Formula, mut stretches: Vec<Stretch>) -> Vec<Searched> {
    stretches.sort_by_key(|(window, time_point)| (window.start, *time_point));
    let mut merged: Vec<(Searched, usize)> = Vec::new();
    for (window, time_point) in stretches {
        match merged.last_mut() {
            Some((last, last_point))
                if window.start <= last.until || time_point <= *last_point + 1 =>
            {
                last.until = last.until.max(window.end);
                *last_point = time_point.max(*last_point);
            }
            _ => {
                let searched =
                    Searched { from: window.start, until: window.end, pattern: pattern.clone() };
                merged.push((searched, time_point));
            }
        }
    }
    merged.into_iter().map(|(searched, _)| searched).collect()
}

/// The run that covers a time point.
fn run_at(moments: &[Range<usize>], time_point: usize) -> Option<&Range<usize>> {
    moments
        .get(moments.partition_point(|run| run.end <= time_point))
        .filter(|run| run.start <= time_point)
}

/// The latest moment inside the window.
fn latest(moments: &[Range<usize>], window: &Range<usize>) -> Option<usize> {
    let before = moments.partition_point(|run| run.start < window.end);
    let run = moments.get(before.checked_sub(1)?)?;
    let moment = run.end.min(window.end).checked_sub(1)?;
    (moment >= window.start).then_some(moment)
}

/// The earliest moment inside the window.
fn earliest(moments: &[Range<usize>], window: &Range<usize>) -> Option<usize> {
    let run = moments.get(moments.partition_point(|run| run.end <= window.start))?;
    let moment = run.start.max(window.start);
    (moment < window.end).then_some(moment)
}
