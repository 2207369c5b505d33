//! A log dealt out to several monitors, each on a thread of its own, with the verdicts of one.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use crate::check::{CheckError, Checked};
use crate::engine::{Leaf, Monitor, Order, Outcome};
use crate::oracle::End;
use crate::read::{Field, ReadError, Refusal, Sink};
use crate::split::{Split, needs_only_facts};
use crate::value::Value;

/// So many time points travel together.
const BATCH: u64 = 4096;

/// So many batches may wait for a shard, so that memory stays bounded.
const WAITING: usize = 4;

/// A stretch of a log for one shard.
#[derive(Default)]
struct Batch {
    /// The number, the time and how many facts there are, for each time point.
    points: Vec<(u64, i64, usize)>,
    /// The predicate and the number of values of each fact.
    facts: Vec<(usize, usize)>,
    values: Vec<Value>,
    /// All time points with lesser numbers have been dealt out, none before this time will come.
    until: (u64, i64),
}

/// What a shard tells: the number and the time of each verdict's time point, the verdicts' values one
/// after another, and the number of the first time point that is still to be told.
struct Told {
    points: Vec<(u64, i64)>,
    values: Vec<Value>,
    until: u64,
}

/// Deals a log out to the shards, and hands their verdicts over in order.
pub struct Dealer<'a, F> {
    split: &'a Split,
    names: Vec<Arc<str>>,
    lanes: Vec<Lane>,
    /// Whether a shard need not hear of time points without facts of its own.
    sparse: bool,
    open: Option<i64>,
    count: u64,
    width: usize,
    told: F,
}

struct Lane {
    to: Option<SyncSender<Batch>>,
    from: Receiver<Told>,
    batch: Batch,
    /// Facts of the time point that is open.
    facts: usize,
    waiting: VecDeque<(u64, i64, Vec<Value>)>,
    until: u64,
}

/// Runs a formula over a log with so many monitors side by side. `read` reads the log into the dealer;
/// `told` is called for every verdict with the number and the time of its time point and its values,
/// by time point and then by values, as one monitor would tell them.
///
/// ```
/// use armistice_monitor::{Checked, End, Signature, Split, parse_formula, read_text, run_shards};
///
/// let signature = Signature::parse("notify(c:int) pass(c:int)")?;
/// let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let checked = Checked::new(formula, &signature)?;
/// let split = Split::by(&checked, &["c".into()])?;
/// let log = &b"@0 notify (1)(2)(3) @3600 pass (2)"[..];
/// let mut unanswered = Vec::new();
/// run_shards(
///     &checked,
///     &split,
///     2,
///     End::Closed,
///     |dealer| read_text(log, &signature, dealer),
///     |_, _, values| unanswered.push(values[0].clone()),
/// )?;
/// assert_eq!(unanswered, [1.into(), 3.into()]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where the log is refused or the formula cannot be monitored. What was told before stands.
pub fn run_shards<F: FnMut(u64, i64, &[Value])>(
    checked: &Checked,
    split: &Split,
    shards: usize,
    end: End,
    read: impl FnOnce(&mut Dealer<'_, F>) -> Result<(), ReadError>,
    told: F,
) -> Result<(), ShardError> {
    let shards = shards.max(1);
    let monitors =
        (0..shards).map(|_| Monitor::new(checked)).collect::<Result<Vec<_>, CheckError>>()?;
    thread::scope(|scope| {
        let mut lanes = Vec::new();
        for (shard, monitor) in monitors.into_iter().enumerate() {
            let (to, batches) = sync_channel(WAITING);
            let (answers, from) = channel();
            lanes.push(Lane {
                to: Some(to),
                from,
                batch: Batch::default(),
                facts: 0,
                waiting: VecDeque::new(),
                until: 0,
            });
            scope.spawn(move || {
                let worker = Worker {
                    leaves: leaves(&monitor, checked),
                    monitor,
                    owned: Owned { split, shards, shard },
                };
                worker.work(&batches, &answers, end);
            });
        }
        let mut dealer = Dealer {
            split,
            names: checked.signature().predicates().map(|(name, _)| name.clone()).collect(),
            lanes,
            // Where empty time points make no difference, nobody need look at them.
            sparse: needs_only_facts(checked.formula()).is_ok(),
            open: None,
            count: 0,
            width: checked.columns().len(),
            told,
        };
        let outcome = read(&mut dealer);
        dealer.finish();
        Ok(outcome?)
    })
}

/// Why a log was not run to its end.
#[derive(Debug, thiserror::Error)]
pub enum ShardError {
    /// The log was refused.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The formula cannot be monitored.
    #[error(transparent)]
    Check(#[from] CheckError),
}

fn leaves(monitor: &Monitor, checked: &Checked) -> Vec<Vec<Leaf>> {
    checked
        .signature()
        .predicates()
        .map(|(name, _)| monitor.engine.predicates.get(name).cloned().unwrap_or_default())
        .collect()
}

struct Owned<'a> {
    split: &'a Split,
    shards: usize,
    shard: usize,
}

impl Owned<'_> {
    fn collect(&self, outcome: &Outcome<'_>, order: &mut Order, told: &mut Told) {
        outcome.each(order, |fields| {
            let from = told.values.len();
            told.values.extend(fields.map(|field| value_of(&field)));
            let values = &told.values[from..];
            let owner = self.split.owner(|place| values.get(place).map(field_of), self.shards);
            if owner == self.shard {
                told.points.push((outcome.time_point(), outcome.ts()));
            } else {
                told.values.truncate(from);
            }
        });
    }
}

struct Worker<'a> {
    monitor: Monitor,
    leaves: Vec<Vec<Leaf>>,
    owned: Owned<'a>,
}

impl Worker<'_> {
    /// Looks at what is dealt out until nothing more is, or nobody asks any more.
    fn work(mut self, batches: &Receiver<Batch>, answers: &Sender<Told>, end: End) {
        let mut order = Order::default();
        let empty = || Told { points: Vec::new(), values: Vec::new(), until: 0 };
        while let Ok(batch) = batches.recv() {
            let mut told = empty();
            let mut facts = batch.facts.iter();
            let mut values = batch.values.as_slice();
            let mut fields = Vec::new();
            for &(number, ts, count) in &batch.points {
                for (predicate, width) in facts.by_ref().take(count) {
                    let (own, rest) = values.split_at(*width);
                    values = rest;
                    fields.clear();
                    fields.extend(own.iter().map(field_of));
                    if let Some(leaves) = self.leaves.get(*predicate) {
                        self.monitor.engine.fields(leaves, &fields);
                    }
                }
                self.monitor.engine.numbered(number, ts, &mut |outcome| {
                    self.owned.collect(&outcome, &mut order, &mut told);
                });
            }
            let (_, now) = batch.until;
            self.monitor.advance_with(now, |outcome| {
                self.owned.collect(&outcome, &mut order, &mut told);
            });
            told.until = self.monitor.next_number().unwrap_or(batch.until.0);
            if answers.send(told).is_err() {
                return;
            }
        }
        let mut told = empty();
        if end == End::Closed {
            self.monitor.close_with(|outcome| self.owned.collect(&outcome, &mut order, &mut told));
        }
        told.until = u64::MAX;
        let _ = answers.send(told);
    }
}

impl<F: FnMut(u64, i64, &[Value])> Dealer<'_, F> {
    /// The open time point is complete.
    fn complete(&mut self) {
        let Some(ts) = self.open.take() else { return };
        for lane in &mut self.lanes {
            if lane.facts > 0 || !self.sparse {
                lane.batch.points.push((self.count, ts, lane.facts));
                lane.facts = 0;
            }
        }
        self.count += 1;
        if self.count.is_multiple_of(BATCH) {
            self.send(ts);
            self.collect(false);
        }
    }

    fn send(&mut self, now: i64) {
        for lane in &mut self.lanes {
            let mut batch = std::mem::take(&mut lane.batch);
            batch.until = (self.count, now);
            // A worker that is gone has nothing more to tell; its thread says why.
            if let Some(to) = &lane.to {
                let _ = to.send(batch);
            }
        }
    }

    /// Takes what the shards have told, all of it where `wait`, and hands on what is complete.
    fn collect(&mut self, wait: bool) {
        for lane in &mut self.lanes {
            loop {
                let told = if wait { lane.from.recv().ok() } else { lane.from.try_recv().ok() };
                let Some(told) = told else { break };
                let mut values = told.values.into_iter();
                for (number, ts) in told.points {
                    let row = values.by_ref().take(self.width).collect();
                    lane.waiting.push_back((number, ts, row));
                }
                lane.until = told.until;
            }
            if wait {
                lane.until = u64::MAX;
            }
        }
        let until = self.lanes.iter().map(|lane| lane.until).min().unwrap_or(u64::MAX);
        while let Some(place) = self.next_lane(until) {
            if let Some((number, ts, row)) = self.lanes[place].waiting.pop_front() {
                (self.told)(number, ts, &row);
            }
        }
    }

    /// The shard whose verdict comes next.
    fn next_lane(&self, until: u64) -> Option<usize> {
        self.lanes
            .iter()
            .enumerate()
            .filter_map(|(place, lane)| {
                let (number, _, row) = lane.waiting.front()?;
                (*number < until).then_some((number, row, place))
            })
            .min()
            .map(|(_, _, place)| place)
    }

    fn finish(&mut self) {
        let now = self.open;
        self.complete();
        if let Some(now) = now {
            self.send(now);
        }
        for lane in &mut self.lanes {
            lane.to = None;
        }
        self.collect(true);
    }
}

impl<F: FnMut(u64, i64, &[Value])> Sink for Dealer<'_, F> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        if let Some(last) = self.open
            && ts < last
        {
            return Err(Refusal::new(
                format!("time goes back from {last} to {ts}"),
                "sort the time points by time",
            ));
        }
        self.complete();
        self.open = Some(ts);
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        let Some(name) = self.names.get(predicate) else { return };
        let lanes = &mut self.lanes;
        self.split.each_shard(name, fields, lanes.len(), |shard| {
            let lane = &mut lanes[shard];
            lane.facts += 1;
            lane.batch.facts.push((predicate, fields.len()));
            lane.batch.values.extend(fields.iter().map(value_of));
        });
    }

    fn wants(&self, predicate: usize) -> bool {
        self.names.get(predicate).is_some_and(|name| self.split.route(name).is_some())
    }
}

fn field_of(value: &Value) -> Field<'_> {
    match value {
        Value::Int(number) => Field::Int(*number),
        Value::Float(number) => Field::Float(number.get()),
        Value::Str(text) => Field::Str(text),
    }
}

fn value_of(field: &Field<'_>) -> Value {
    match field {
        Field::Int(number) => Value::Int(*number),
        Field::Float(number) => Value::float(*number),
        Field::Str(text) => Value::str(*text),
    }
}
