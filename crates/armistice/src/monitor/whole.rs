//! The plain evaluator, which holds the whole log: for proofs, and for the few formulas that cannot be
//! followed as the log comes.

use super::input::Input;
use super::stats::Told;
use crate::args::Monitor as Args;
use armistice_case::Failure;
use armistice_monitor::{
    Checked, End, Fact, Field, Prover, Refusal, Sink, Stream, TimePoint, Value, VerdictLines,
    evaluate,
};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Prints all verdicts.
pub fn plain(args: &Args, checked: &Checked, input: &Input) -> Result<Told, Failure> {
    let stream = read(checked, input)?;
    let verdicts = evaluate(checked, &stream, end(args));
    let mut lines = VerdictLines::new(io::stdout().lock());
    for group in verdicts.chunk_by(|one, other| one.time_point == other.time_point) {
        let Some(first) = group.first() else { continue };
        lines.line(first.ts, first.time_point as u64);
        for verdict in group {
            super::lines::tuple(&mut lines, &verdict.bindings)?;
        }
        lines.end()?;
    }
    lines.flush()?;
    Ok(Told { verdicts: verdicts.len() as u64, held: stream.len() })
}

/// Prints all verdicts with their proofs, each checked before it is shown.
pub fn proved(args: &Args, checked: &Checked, input: &Input) -> Result<Told, Failure> {
    let stream = read(checked, input)?;
    let verdicts = evaluate(checked, &stream, end(args));
    let mut prover = Prover::new(checked, &stream).map_err(|e| Failure::new(e.to_string()))?;
    let mut out = io::stdout().lock();
    for verdict in &verdicts {
        let mut lines = VerdictLines::new(&mut out);
        lines.line(verdict.ts, verdict.time_point as u64);
        super::lines::tuple(&mut lines, &verdict.bindings)?;
        lines.end()?;
        lines.flush()?;
        drop(lines);
        let proof = prover.prove(verdict).map_err(|e| Failure::new(e.to_string()))?;
        proof.check(checked.formula(), &stream).map_err(|fault| {
            Failure::new(format!("a proof does not pass its check: {fault}; please report it"))
        })?;
        let text = proof.explain(checked.formula(), &stream).to_string();
        for line in text.lines() {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(Told { verdicts: verdicts.len() as u64, held: stream.len() })
}

fn end(args: &Args) -> End {
    if args.open { End::Open } else { End::Closed }
}

fn read(checked: &Checked, input: &Input) -> Result<Stream, Failure> {
    let mut whole = Whole {
        names: checked.signature().predicates().map(|(name, _)| name.clone()).collect(),
        points: Vec::new(),
    };
    input.read(checked.signature(), &mut whole, &AtomicBool::new(false))?;
    Stream::from_points(whole.points).map_err(|error| Failure::new(error.to_string()))
}

/// A sink that keeps everything.
struct Whole {
    names: Vec<Arc<str>>,
    points: Vec<TimePoint>,
}

impl Sink for Whole {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        if let Some(last) = self.points.last()
            && ts < last.ts
        {
            return Err(Refusal::new(
                format!("time goes back from {} to {ts}", last.ts),
                "sort the time points by time",
            ));
        }
        self.points.push(TimePoint { ts, facts: Vec::new() });
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        let (Some(point), Some(name)) = (self.points.last_mut(), self.names.get(predicate)) else {
            return;
        };
        let values = fields.iter().map(|field| Value::from(*field));
        point.facts.push(Fact { predicate: name.clone(), values: values.collect() });
    }
}
