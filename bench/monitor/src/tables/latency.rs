//! Table 3: how long one time point takes within a program.
//!
//! Timed is what a program does with an event: the facts of one time point given to a
//! [`Watch`], the time point looked at, and every verdict that can be told
//! by it written as a line of text into a buffer, of which the 64 KiB that are full are thrown away.
//! Nothing is subtracted, not even the two looks at the clock.

use std::cell::RefCell;
use std::time::Instant;

use armistice_monitor::{
    Checked, Field, Monitor, Order, Outcome, Signature, Sink, VerdictLines, Watch, parse_formula,
};

use crate::bench::{Bench, head, median, micros, permille, row};
use crate::ceasefire::{Ceasefire, SIGNATURE};
use crate::policies;

/// A time point as a program has it.
struct Point {
    ts: i64,
    facts: Vec<(usize, Vec<Field<'static>>)>,
}

/// Prints the table.
pub fn print(bench: &Bench) -> Result<(), String> {
    let signature = Signature::parse(SIGNATURE).map_err(|error| error.to_string())?;
    let points = points(bench.full, &signature);
    // The first tenth fills the windows.
    let warm = points.len() / 10;
    head(
        &format!(
            "One time point, in process, in µs ({} time points after {warm}, {} passes)",
            points.len() - warm,
            bench.rounds
        ),
        &["policy", "median", "99 %", "99.9 %", "most", "the slowest time point at its quickest"],
    );
    for name in ["p1", "p2", "p9"] {
        let mut passes = Vec::new();
        for _ in 0..bench.rounds {
            passes.push(pass(policies::named(name)?.formula, &signature, &points, warm)?);
        }
        let slowest = quickest(&passes).into_iter().fold(0.0, f64::max);
        passes.iter_mut().for_each(|times| times.sort_by(f64::total_cmp));
        let at = |wanted| micros(median(passes.iter().map(|times| permille(times, wanted))));
        row(&[name.to_string(), at(500), at(990), at(999), at(1000), micros(slowest)]);
    }
    Ok(())
}

/// The least of all passes for each time point: all passes do the same, so that what is left out is
/// what other processes took of the processor.
fn quickest(passes: &[Vec<f64>]) -> Vec<f64> {
    passes
        .iter()
        .cloned()
        .reduce(|least, times| least.into_iter().zip(times).map(|(a, b)| a.min(b)).collect())
        .unwrap_or_default()
}

fn points(events: u64, signature: &Signature) -> Vec<Point> {
    let names: Vec<&str> = signature.predicates().map(|(name, _)| &**name).collect();
    let mut log = Ceasefire::new(events);
    let mut point = Vec::new();
    let mut points = Vec::new();
    while let Some(ts) = log.next(&mut point) {
        let facts = point.iter().filter_map(|event| {
            let predicate = names.iter().position(|name| *name == event.name)?;
            Some((predicate, event.values().iter().map(|value| Field::Int(*value)).collect()))
        });
        points.push(Point { ts, facts: facts.collect() });
    }
    points
}

/// Nanoseconds of every time point after the first so many.
fn pass(
    formula: &str,
    signature: &Signature,
    points: &[Point],
    warm: usize,
) -> Result<Vec<f64>, String> {
    let formula = parse_formula(formula).map_err(|error| error.to_string())?;
    let checked = Checked::new(formula, signature).map_err(|error| error.to_string())?;
    let mut monitor = Monitor::new(&checked).map_err(|error| error.to_string())?;
    let lines = RefCell::new(VerdictLines::new(std::io::sink()));
    let mut order = Order::default();
    let tell = |outcome: Outcome<'_>| {
        if !outcome.is_empty() {
            // Nothing can go wrong where everything is thrown away.
            let _ = outcome.write(&mut order, &mut lines.borrow_mut());
        }
    };
    let mut watch = Watch::new(&mut monitor, signature, tell);
    let mut times = Vec::with_capacity(points.len());
    for point in points {
        let started = Instant::now();
        watch.begin(point.ts).map_err(|refusal| refusal.to_string())?;
        for (predicate, fields) in &point.facts {
            watch.fact(*predicate, fields);
        }
        watch.pause();
        times.push(started.elapsed().as_nanos() as f64);
    }
    times.drain(..warm);
    Ok(times)
}
