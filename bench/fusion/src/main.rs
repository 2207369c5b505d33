//! Measures the linker from outside: which reports tell one event, how sure it says it is, and how
//! long it takes, over worlds of which the truth is known.
//!
//! `armistice-bench-fusion world NAME REPORTS SEED OUT.csv` writes a world.

mod draw;
mod report;
mod worlds;

use std::process::ExitCode;

use worlds::{WORLDS, World};

const USAGE: &str = "usage:
  armistice-bench-fusion world NAME REPORTS SEED OUT.csv";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["world", name, reports, seed, out] => world(name, reports, seed, out),
        _ => Err(USAGE.to_string()),
    }
}

fn world(name: &str, reports: &str, seed: &str, out: &str) -> Result<(), String> {
    let world = World::named(name).ok_or_else(|| {
        let names: Vec<_> = WORLDS.iter().map(|world| world.name).collect();
        format!("there is no world {name}; there are {}", names.join(", "))
    })?;
    let reports = reports.parse().map_err(|_| format!("{reports} is not a number of reports"))?;
    let seed = seed.parse().map_err(|_| format!("{seed} is not a seed, a whole number"))?;
    let made = world.reports(reports, seed);
    std::fs::write(out, report::csv(&made)).map_err(|e| format!("cannot write {out}: {e}"))
}
