//! Scores what is read from pages and texts against sets that people have marked.
//!
//! `armistice-bench-reading [--data DIR] [TASK…]` prints the table of the README, for these tasks or
//! for all. `DIR` is laid out like `../shared/data`, which is where it looks without being told;
//! other files in the same layout are scored the same way.

mod kinds;
mod roles;
mod score;

use score::Row;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: armistice-bench-reading [--data DIR] [TASK…]";

/// A task: what it is called, and what it measures in a folder of data.
type Task = (&'static str, fn(&Path) -> Result<Vec<Row>, String>);

const TASKS: [Task; 2] = [("kinds", kinds::score), ("roles", roles::score)];

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
    let (data, names) = asked(std::env::args().skip(1))?;
    let tasks: Vec<&Task> =
        TASKS.iter().filter(|task| names.is_empty() || names.iter().any(|n| n == task.0)).collect();
    if let Some(name) = names.iter().find(|name| TASKS.iter().all(|task| task.0 != **name)) {
        let known: Vec<_> = TASKS.iter().map(|task| task.0).collect();
        return Err(format!("there is no task {name}; there are {}", known.join(", ")));
    }
    println!("{}", score::HEAD);
    for (name, measure) in tasks {
        for row in measure(&data).map_err(|error| format!("{name}: {error}"))? {
            println!("{row}");
        }
    }
    Ok(())
}

fn asked(arguments: impl Iterator<Item = String>) -> Result<(PathBuf, Vec<String>), String> {
    let (mut data, mut names) = (PathBuf::from("../shared/data"), Vec::new());
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--data" => data = arguments.next().ok_or(USAGE)?.into(),
            option if option.starts_with('-') => return Err(USAGE.to_string()),
            name => names.push(name.to_string()),
        }
    }
    Ok((data, names))
}
