//! Verdicts as lines: all that holds at each time point, or what changes.

use super::input::Input;
use super::stats::Told;
use crate::args::Monitor as Args;
use armistice_case::{Doing, Failure};
use armistice_monitor::{
    Bounds, Checked, Doubt, End, Field, Monitor, Order, Outcome, Refusal, Shard, Sink, Split,
    Value, VerdictLines, Watch, run_shards,
};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, StdoutLock};
use std::sync::atomic::{AtomicBool, Ordering};

/// Standard output as lines of verdicts. After the first failure nothing more is written.
pub struct Lines {
    lines: RefCell<VerdictLines<StdoutLock<'static>>>,
    failure: RefCell<Option<io::Error>>,
    /// Set when nobody reads any more.
    pub stop: AtomicBool,
    verdicts: Cell<u64>,
    held: Cell<usize>,
}

impl Lines {
    pub fn new() -> Self {
        Self {
            lines: RefCell::new(VerdictLines::new(io::stdout().lock())),
            failure: RefCell::new(None),
            stop: AtomicBool::new(false),
            verdicts: Cell::new(0),
            held: Cell::new(0),
        }
    }

    /// Writes something.
    pub fn write(
        &self,
        count: usize,
        write: impl FnOnce(&mut VerdictLines<StdoutLock<'static>>) -> io::Result<()>,
    ) {
        self.verdicts.set(self.verdicts.get() + count as u64);
        if self.stop.load(Ordering::Relaxed) {
            return;
        }
        if let Err(error) = write(&mut self.lines.borrow_mut()) {
            self.failure.replace(Some(error));
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// A line of one kind, if there is anything to say.
    pub fn marked(&self, mark: u8, ts: i64, time_point: Option<u64>, tuples: &[Vec<Value>]) {
        if tuples.is_empty() {
            return;
        }
        self.write(tuples.len(), |lines| {
            lines.marked(mark, ts, time_point);
            tuples.iter().try_for_each(|values| tuple(lines, values))?;
            lines.end()
        });
    }

    /// Hands the rest on.
    pub fn finish(self) -> Result<Told, Failure> {
        let told = Told { verdicts: self.verdicts.get(), held: self.held.get() };
        match self.failure.into_inner() {
            Some(error) => Err(error.into()),
            None => {
                let _unlocked = self.lines.into_inner().finish()?;
                Ok(told)
            }
        }
    }
}

/// Adds a tuple to a line, the quicker way where there are only whole numbers.
pub fn tuple<W: io::Write>(lines: &mut VerdictLines<W>, values: &[Value]) -> io::Result<()> {
    if values.iter().all(|value| matches!(value, Value::Int(_))) {
        lines.ints(values.iter().map(|value| if let Value::Int(n) = value { *n } else { 0 }))
    } else {
        lines.tuple(values.iter().map(Field::from))
    }
}

/// One monitor, time point by time point.
pub fn plain(args: &Args, checked: &Checked, input: &Input) -> Result<Told, Failure> {
    let refuse = |error: armistice_monitor::CheckError| Failure::new(error.to_string());
    let mut monitor = match &args.resume {
        Some(file) => {
            let bytes = std::fs::read(file).doing(format!("read {}", file.display()))?;
            Monitor::restore(checked, &bytes)
                .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?
        }
        None if args.changes => Monitor::of_changes(checked).map_err(refuse)?,
        None => Monitor::new(checked).map_err(refuse)?,
    };
    let lines = Lines::new();
    let mut order = Order::default();
    let tell = |outcome: Outcome<'_>| {
        if args.changes {
            let [became, stopped] = outcome.changes();
            let time_point = Some(outcome.time_point());
            lines.marked(b'-', outcome.ts(), time_point, &stopped);
            lines.marked(b'+', outcome.ts(), time_point, &became);
        } else if !outcome.is_empty() {
            lines.write(outcome.len(), |lines| outcome.write(&mut order, lines));
        }
    };
    let mut watch = Watch::new(&mut monitor, checked.signature(), tell);
    input.read(checked.signature(), &mut watch, &lines.stop)?;
    if args.open || args.checkpoint.is_some() {
        watch.pause();
    } else {
        watch.close();
    }
    drop(watch);
    lines.held.set(monitor.held());
    if let Some(file) = &args.checkpoint {
        std::fs::write(file, monitor.checkpoint(checked))
            .doing(format!("write {}", file.display()))?;
    }
    lines.finish()
}

/// Several monitors, each with its keys.
pub fn sharded(
    _args: &Args,
    checked: &Checked,
    input: &Input,
    split: Split,
    shards: usize,
) -> Result<Told, Failure> {
    let lines = Lines::new();
    let mut last = None;
    let tell = |time_point: u64, ts: i64, values: &[Value]| {
        lines.write(1, |lines| {
            if last != Some(time_point) {
                lines.end()?;
                lines.line(ts, time_point);
                last = Some(time_point);
            }
            tuple(lines, values)
        });
    };
    // Each shard reads the log by itself.
    let read = |shard: &mut Shard<'_>| input.read_into(checked.signature(), shard, &lines.stop);
    match run_shards(checked, &split, shards, End::Closed, read, tell) {
        Err(error) if !lines.stop.load(Ordering::Relaxed) => return Err(input.failure(error)),
        _ => {}
    }
    lines.write(0, VerdictLines::end);
    lines.finish()
}

/// Both bounds of a formula over a record that begins late.
pub fn incomplete(args: &Args, checked: &Checked, input: &Input) -> Result<Told, Failure> {
    let refuse = |error: &dyn std::fmt::Display| Failure::new(error.to_string());
    let doubt = Doubt::new().incomplete();
    let bounds = Bounds::new(checked.formula(), checked.signature(), &doubt)
        .map_err(|error| refuse(&error))?;
    let mut lower = Monitor::new(&bounds.lower).map_err(|error| refuse(&error))?;
    let mut upper = Monitor::new(&bounds.upper).map_err(|error| refuse(&error))?;
    let lines = Lines::new();
    // Both tell by the same time points, though perhaps not in the same breath.
    let told: RefCell<BTreeMap<u64, Between>> = RefCell::default();
    let mut both = Both {
        lower: Watch::new(&mut lower, checked.signature(), |outcome: Outcome<'_>| {
            if !outcome.is_empty() {
                told.borrow_mut().entry(outcome.time_point()).or_default().sure = tuples(&outcome);
            }
        }),
        upper: Watch::new(&mut upper, checked.signature(), |outcome: Outcome<'_>| {
            if !outcome.is_empty() {
                let mut told = told.borrow_mut();
                let between = told.entry(outcome.time_point()).or_default();
                (between.ts, between.maybe) = (outcome.ts(), tuples(&outcome));
            }
        }),
        told: || {
            // What is sure is possible too, and both bounds look equally far ahead, so that once both
            // have taken a time point what they told before is complete.
            for (number, Between { ts, sure, mut maybe }) in std::mem::take(&mut *told.borrow_mut())
            {
                maybe.retain(|tuple| sure.binary_search(tuple).is_err());
                lines.marked(b' ', ts, Some(number), &sure);
                lines.marked(b'~', ts, Some(number), &maybe);
            }
        },
    };
    input.read(checked.signature(), &mut both, &lines.stop)?;
    if args.open {
        both.lower.pause();
        both.upper.pause();
    } else {
        both.lower.close();
        both.upper.close();
    }
    (both.told)();
    drop(both);
    lines.held.set(lower.held() + upper.held());
    lines.finish()
}

/// What the bounds tell of a time point.
#[derive(Default)]
struct Between {
    ts: i64,
    sure: Vec<Vec<Value>>,
    maybe: Vec<Vec<Value>>,
}

fn tuples(outcome: &Outcome<'_>) -> Vec<Vec<Value>> {
    outcome.verdicts().map(|verdict| verdict.bindings).collect()
}

/// Two sinks for one log, and what is done when both have taken a time point.
struct Both<L, U, T> {
    lower: L,
    upper: U,
    told: T,
}

impl<L: Sink, U: Sink, T: FnMut()> Sink for Both<L, U, T> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        self.lower.begin(ts)?;
        self.upper.begin(ts)?;
        (self.told)();
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        self.lower.fact(predicate, fields);
        self.upper.fact(predicate, fields);
    }

    fn wants(&self, predicate: usize) -> bool {
        self.lower.wants(predicate) || self.upper.wants(predicate)
    }
}
