//! Table 1: what the whole program takes for each policy.

use crate::bench::{Bench, head, median, row, seconds};
use crate::ceasefire::Ceasefire;
use crate::child::{self, Used};
use crate::policies::{POLICIES, READING};

/// Prints the table.
pub fn print(bench: &Bench) -> Result<(), String> {
    let signature = bench.signature(false)?;
    let mut runs: Vec<Vec<Used>> = vec![Vec::new(); POLICIES.len()];
    let mut reading = Vec::new();
    let log = bench.log(bench.full)?;
    // Turn about, so that a moment at which the machine is busy does not fall on one policy alone.
    for _ in 0..bench.rounds {
        let arguments = ["-s", &signature, "-e", READING, "-l", &log];
        reading.push(child::run(&bench.binary, &arguments)?);
        for (policy, runs) in POLICIES.iter().zip(&mut runs) {
            let log = bench.log(bench.full / policy.part)?;
            let arguments = ["-s", &signature, "-e", policy.formula, "-l", &log];
            runs.push(child::run(&bench.binary, &arguments)?);
        }
    }
    head(
        "Each policy over the whole log",
        &[
            "policy",
            "events",
            "verdicts",
            "CPU",
            "least, most",
            "events/s",
            "peak MiB",
            "rows at the end",
            "aim",
            "by hand",
            "StaticMon",
            "MonPoly",
            "MonPoly / ours",
        ],
    );
    let given = |figure: Option<f64>| figure.map_or("–".to_string(), |s| format!("{s:.2} s"));
    let none = || "–".to_string();
    let mut cells = measured("reading alone", events(bench.full), &reading);
    cells.extend((0..5).map(|_| none()));
    row(&cells);
    for (policy, runs) in POLICIES.iter().zip(&runs) {
        let cpu = median(runs.iter().map(|run| run.own));
        let mut cells = measured(policy.name, events(bench.full / policy.part), runs);
        cells.extend([
            given(policy.aim),
            given(policy.floor),
            policy.staticmon.to_string(),
            given(policy.monpoly),
            policy.monpoly.map_or_else(none, |monpoly| format!("{:.0}", monpoly / cpu)),
        ]);
        row(&cells);
    }
    Ok(())
}

fn measured(name: &str, events: u64, runs: &[Used]) -> Vec<String> {
    let cpu = median(runs.iter().map(|run| run.own));
    let least = runs.iter().map(|run| run.own).fold(f64::INFINITY, f64::min);
    let most = runs.iter().map(|run| run.own).fold(0.0, f64::max);
    let (verdicts, held) = runs.last().map_or((0, 0), |run| (run.verdicts, run.held));
    vec![
        name.to_string(),
        events.to_string(),
        verdicts.to_string(),
        seconds(cpu),
        format!("{least:.3}, {most:.3}"),
        format!("{:.2} M", events as f64 / cpu / 1e6),
        format!("{:.1}", median(runs.iter().map(|run| run.peak))),
        held.to_string(),
    ]
}

/// How many events the log has that was asked for with so many.
fn events(wanted: u64) -> u64 {
    let mut log = Ceasefire::new(wanted);
    let mut point = Vec::new();
    while log.next(&mut point).is_some() {}
    log.events()
}
