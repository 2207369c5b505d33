//! The figures of the streaming monitor, as Markdown tables.
//!
//! `armistice-bench-monitor [--quick] [TABLE…]` prints the tables of these numbers, 1 to 6, or all of
//! them; with `--quick` over logs of a tenth of the length. It expects the `armistice` binary beside
//! its own. Linux only: what a process took is read from `/proc`.

mod bench;
mod ceasefire;
mod child;
mod events;
mod policies;
mod shapes;
mod tables;
mod twister;

use std::process::{Command, ExitCode};

use bench::Bench;

type Table = fn(&Bench) -> Result<(), String>;

const TABLES: [Table; 6] = [
    tables::throughput::print,
    tables::memory::print,
    tables::latency::print,
    tables::joins::print,
    tables::shards::print,
    tables::late::print,
];

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), String> {
    let mut quick = false;
    let mut wanted = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.parse::<usize>() {
            Ok(number) if (1..=TABLES.len()).contains(&number) => wanted.push(number),
            _ if argument == "--quick" => quick = true,
            _ => return Err(format!("{argument} is neither --quick nor a table from 1 to 6")),
        }
    }
    let bench = Bench::new(quick)?;
    println!("{}", machine());
    for (number, print) in (1..).zip(TABLES) {
        if wanted.is_empty() || wanted.contains(&number) {
            print(&bench)?;
        }
    }
    Ok(())
}

/// Where the figures are from.
fn machine() -> String {
    let said = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output();
        output.map_or(String::new(), |output| {
            String::from_utf8_lossy(&output.stdout).trim().to_string()
        })
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| {
        line.strip_prefix("model name").map(|rest| rest.trim_start_matches([' ', '\t', ':']))
    });
    format!(
        "Measured on {}, {}, {cores} cores ({}), release build.",
        said("date", "+%Y-%m-%d"),
        said("rustc", "--version"),
        model.unwrap_or("unknown")
    )
}
