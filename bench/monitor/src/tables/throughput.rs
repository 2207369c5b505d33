//! Table 1: what the whole program takes for each policy.

use crate::bench::{Bench, head, median, row, seconds};
use crate::ceasefire::Ceasefire;
use crate::child::{self, Used};
use crate::policies::POLICIES;

/// Prints the table.
pub fn print(bench: &Bench) -> Result<(), String> {
    let signature = bench.signature(false)?;
    let mut runs: Vec<Vec<Used>> = vec![Vec::new(); POLICIES.len()];
    // Turn about, so that a moment at which the machine is busy does not fall on one policy alone.
    for _ in 0..bench.rounds {
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
    for (policy, runs) in POLICIES.iter().zip(&runs) {
        let events = events(bench.full / policy.part);
        let cpu = median(runs.iter().map(|run| run.own));
        let least = runs.iter().map(|run| run.own).fold(f64::INFINITY, f64::min);
        let most = runs.iter().map(|run| run.own).fold(0.0, f64::max);
        let Some(last) = runs.last() else { continue };
        row(&[
            policy.name.to_string(),
            events.to_string(),
            last.verdicts.to_string(),
            seconds(cpu),
            format!("{least:.3}, {most:.3}"),
            format!("{:.2} M", events as f64 / cpu / 1e6),
            format!("{:.1}", median(runs.iter().map(|run| run.peak))),
            last.held.to_string(),
            given(policy.aim),
            given(policy.floor),
            policy.staticmon.to_string(),
            given(policy.monpoly),
            policy.monpoly.map_or("–".to_string(), |monpoly| format!("{:.0}", monpoly / cpu)),
        ]);
    }
    Ok(())
}

/// How many events the log has that was asked for with so many.
fn events(wanted: u64) -> u64 {
    let mut log = Ceasefire::new(wanted);
    let mut point = Vec::new();
    while log.next(&mut point).is_some() {}
    log.events()
}
