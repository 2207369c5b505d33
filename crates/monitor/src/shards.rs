//! A log run by several monitors, each on a thread of its own, with the verdicts of one.
//!
//! Every shard reads the log itself and passes over what is not its own: reading is cheap beside
//! monitoring, and nothing has to be handed from thread to thread but verdicts.

use std::cmp::Ordering;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::check::{CheckError, Checked};
use crate::engine::{Leaf, Monitor, Order, Outcome};
use crate::oracle::End;
use crate::read::{Field, ReadError, Refusal, Sink};
use crate::split::{Split, needs_only_facts};
use crate::value::Value;
use crate::watch::in_range;

/// After so many time points, or so many values of verdicts, a shard hands over what it has.
const POINTS: u64 = 8192;
const VALUES: usize = 1 << 15;

/// So many blocks of verdicts may wait for a slower shard's, so that memory stays bounded.
const WAITING: usize = 8;

/// Verdicts of one shard in order: the number and the time of each one's time point, and the values of
/// all, one after another.
#[derive(Default)]
struct Block {
    points: Vec<(u64, i64)>,
    values: Vec<Value>,
    /// All verdicts of time points with lesser numbers have been told.
    until: u64,
}

/// A part of a log being watched: what a reader feeds.
pub struct Shard<'a> {
    monitor: Monitor,
    /// Where the facts of each predicate of the signature go.
    leaves: Vec<Vec<Leaf>>,
    names: Vec<Arc<str>>,
    split: &'a Split,
    /// Which shard it is, of how many.
    own: (usize, usize),
    /// Whether it need not look at time points without facts of its own.
    sparse: bool,
    open: Option<i64>,
    has_facts: bool,
    count: u64,
    order: Order,
    block: Block,
    to: SyncSender<Block>,
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

/// Runs a formula over a log with so many monitors side by side. `read` reads the log into a shard; it
/// is called once for each, on a thread of its own, and must read the same log each time. `told` is
/// called for every verdict with the number and the time of its time point and its values, by time
/// point and then by values, as one monitor would tell them.
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
///     |shard| read_text(log, &signature, shard),
///     |_, _, values| unanswered.push(values[0].clone()),
/// )?;
/// assert_eq!(unanswered, [1.into(), 3.into()]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where the log is refused or the formula cannot be monitored. What was told before stands.
pub fn run_shards(
    checked: &Checked,
    split: &Split,
    shards: usize,
    end: End,
    read: impl Fn(&mut Shard<'_>) -> Result<(), ReadError> + Sync,
    mut told: impl FnMut(u64, i64, &[Value]),
) -> Result<(), ShardError> {
    let shards = shards.max(1);
    let sparse = needs_only_facts(checked.formula()).is_ok();
    let monitors =
        (0..shards).map(|_| Monitor::new(checked)).collect::<Result<Vec<_>, CheckError>>()?;
    let names: Vec<Arc<str>> =
        checked.signature().predicates().map(|(name, _)| name.clone()).collect();
    let read = &read;
    thread::scope(|scope| {
        let mut lanes = Vec::new();
        let mut workers = Vec::new();
        for (own, monitor) in monitors.into_iter().enumerate() {
            let (to, from) = sync_channel(WAITING);
            lanes.push(Lane { from, block: Block::default(), at: 0, over: false });
            let mut shard = Shard {
                leaves: names
                    .iter()
                    .map(|name| monitor.engine.predicates.get(name).cloned().unwrap_or_default())
                    .collect(),
                monitor,
                names: names.clone(),
                split,
                own: (own, shards),
                sparse,
                open: None,
                has_facts: false,
                count: 0,
                order: Order::default(),
                block: Block::default(),
                to,
            };
            workers.push(scope.spawn(move || {
                let outcome = read(&mut shard);
                shard.finish(if outcome.is_ok() { end } else { End::Open });
                outcome
            }));
        }
        merge(&mut lanes, checked.columns().len(), &mut told);
        for worker in workers {
            match worker.join() {
                Ok(outcome) => outcome?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(())
    })
}

/// The blocks of one shard as they come.
struct Lane {
    from: Receiver<Block>,
    block: Block,
    /// How many verdicts of the block have been handed on.
    at: usize,
    over: bool,
}

impl Lane {
    /// Waits until there is a verdict, or it is known that none comes before time point `number`.
    fn reach(&mut self, number: u64) {
        while !self.over && self.at == self.block.points.len() && self.block.until <= number {
            self.at = 0;
            match self.from.recv() {
                Ok(block) => self.block = block,
                Err(_) => {
                    self.block = Block { until: u64::MAX, ..Block::default() };
                    self.over = true;
                }
            }
        }
    }

    fn front(&self, width: usize) -> Option<(u64, i64, &[Value])> {
        let (number, ts) = *self.block.points.get(self.at)?;
        Some((number, ts, &self.block.values[self.at * width..(self.at + 1) * width]))
    }
}

/// Brings the verdicts of all shards into one order.
fn merge(lanes: &mut [Lane], width: usize, told: &mut impl FnMut(u64, i64, &[Value])) {
    // The least number that the next verdict may have: until when every shard must have told.
    let mut number = 0;
    loop {
        lanes.iter_mut().for_each(|lane| lane.reach(number));
        let mut first: Option<usize> = None;
        for (place, lane) in lanes.iter().enumerate() {
            let Some((number, _, values)) = lane.front(width) else { continue };
            let sooner = first.and_then(|first| lanes[first].front(width)).is_none_or(
                |(other, _, others)| {
                    number.cmp(&other).then_with(|| values.cmp(others)) == Ordering::Less
                },
            );
            if sooner {
                first = Some(place);
            }
        }
        let next = first.and_then(|first| Some(lanes[first].front(width)?.0));
        let known = lanes
            .iter()
            .filter(|lane| lane.front(width).is_none())
            .map(|lane| lane.block.until)
            .min()
            .unwrap_or(u64::MAX);
        match (first, next) {
            (Some(place), Some(next)) if next < known => {
                if let Some((number, ts, values)) = lanes[place].front(width) {
                    told(number, ts, values);
                }
                lanes[place].at += 1;
                number = next;
            }
            // Some shard must say more first.
            _ if known == u64::MAX => return,
            _ => number = known,
        }
    }
}

impl Shard<'_> {
    /// The open time point is complete.
    fn complete(&mut self) {
        let Some(ts) = self.open.take() else { return };
        let Self { monitor, split, own, order, block, .. } = self;
        if self.has_facts || !self.sparse {
            monitor.engine.numbered(self.count, ts, &mut |outcome| {
                collect(split, *own, &outcome, order, block);
            });
            self.has_facts = false;
        }
        self.count += 1;
        if self.count.is_multiple_of(POINTS) || self.block.values.len() >= VALUES {
            self.hand_over(ts);
        }
    }

    /// Hands over what has been told until now.
    fn hand_over(&mut self, now: i64) {
        let Self { monitor, split, own, order, block, .. } = self;
        monitor.advance_with(now, |outcome| collect(split, *own, &outcome, order, block));
        block.until = monitor.next_number().unwrap_or(self.count);
        // Whoever merges takes everything; if it is gone, so is the reason to go on.
        let _ = self.to.send(std::mem::take(&mut self.block));
    }

    fn finish(&mut self, end: End) {
        self.complete();
        let Self { monitor, split, own, order, block, .. } = self;
        if end == End::Closed {
            monitor.close_with(|outcome| collect(split, *own, &outcome, order, block));
        }
        block.until = u64::MAX;
        let _ = self.to.send(std::mem::take(&mut self.block));
    }
}

/// Takes the verdicts of a shard's own keys.
fn collect(
    split: &Split,
    (own, shards): (usize, usize),
    outcome: &Outcome<'_>,
    order: &mut Order,
    block: &mut Block,
) {
    if outcome.is_empty() {
        return;
    }
    outcome.each_row(order, |row, dictionary| {
        let field = |place: usize| row.get(place).map(|word| dictionary.field(*word));
        if split.owner(field, shards) == own {
            block.points.push((outcome.time_point(), outcome.ts()));
            block.values.extend(row.iter().map(|word| dictionary.value(*word)));
        }
    });
}

impl Sink for Shard<'_> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        in_range(ts)?;
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
        let (Some(name), Some(leaves)) = (self.names.get(predicate), self.leaves.get(predicate))
        else {
            return;
        };
        let (own, shards) = self.own;
        if self.split.goes_to(name, fields, own, shards) {
            self.has_facts = true;
            self.monitor.engine.fields(leaves, fields);
        }
    }

    fn wants(&self, predicate: usize) -> bool {
        self.leaves.get(predicate).is_some_and(|leaves| !leaves.is_empty())
    }
}
