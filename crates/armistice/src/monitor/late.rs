//! Facts that come late: verdicts as changes, with how sure they are.

use super::input::Input;
use super::lines::Lines;
use super::stats::Told;
use crate::args::Monitor as Args;
use armistice_case::Failure;
use armistice_monitor::{
    Change, Checked, Fact, Field, Journal, Patience, Refusal, Sink, State, Value,
};
use std::sync::Arc;

/// So many time points are entered before what changed is looked at.
const BATCH: u64 = 256;

/// Runs a journal over a log whose time points may come in any order within `late` seconds.
pub fn run(args: &Args, checked: &Checked, input: &Input, late: u64) -> Result<Told, Failure> {
    // Later than allowed is refused: a log has one order, and the next run can allow more.
    let patience = Patience { lateness: late, retention: Some(0) };
    let journal =
        Journal::new(checked, patience).map_err(|error| Failure::new(error.to_string()))?;
    let lines = Lines::new();
    let mut entering = Entering {
        names: checked.signature().predicates().map(|(name, _)| name.clone()).collect(),
        journal,
        lines: &lines,
        ts: None,
        points: 0,
        facts: 0,
    };
    input.read(checked.signature(), &mut entering, &lines.stop)?;
    let mut journal = entering.journal;
    if args.open {
        tell(&lines, journal.update());
    } else {
        tell(&lines, journal.close());
    }
    lines.finish()
}

struct Entering<'a> {
    names: Vec<Arc<str>>,
    journal: Journal,
    lines: &'a Lines,
    ts: Option<i64>,
    points: u64,
    facts: u64,
}

impl Sink for Entering<'_> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        self.points += 1;
        if self.points.is_multiple_of(BATCH) {
            tell(self.lines, self.journal.update());
        }
        if ts < self.journal.watermark() {
            let late = self.journal.watermark().abs_diff(ts);
            return Err(Refusal::new(
                format!("the time {ts} comes {late} s later than allowed"),
                "allow more with --late, or sort the log by time",
            ));
        }
        // The moment itself, so that a time point without facts stands too.
        self.journal.tick(ts).map_err(|error| {
            Refusal::new(error.to_string(), "allow more with --late, or sort the log by time")
        })?;
        self.ts = Some(ts);
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        let (Some(ts), Some(name)) = (self.ts, self.names.get(predicate)) else { return };
        let values = fields.iter().map(|field| Value::from(*field));
        let fact = Fact { predicate: name.clone(), values: values.collect() };
        // The time point stands, so that the fact is not refused.
        let _ = self.journal.insert(self.facts, ts, fact);
        self.facts += 1;
    }
}

/// Prints changes, those of one kind and moment on one line.
fn tell(lines: &Lines, changes: Vec<Change>) {
    for group in changes.chunk_by(|one, other| (one.ts, one.state) == (other.ts, other.state)) {
        let Some(first) = group.first() else { continue };
        let mark = match first.state {
            State::Withdrawn => b'-',
            State::Final => b'!',
            State::Open | State::Provisional => b'?',
        };
        let tuples: Vec<Vec<Value>> = group.iter().map(|change| change.bindings.clone()).collect();
        lines.marked(mark, first.ts, None, &tuples);
    }
}
