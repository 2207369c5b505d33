//! Measures the linker from outside: which reports tell one event, how sure it says it is, and how
//! long it takes, over worlds of which the truth is known.
//!
//! `armistice-bench-fusion [--quick] [WORLD…]` prints the table of the README, of these worlds or of
//! all; it expects the `armistice` binary beside its own. Linux only: peak memory is read from `/proc`.
//! `armistice-bench-fusion world NAME REPORTS SEED OUT.csv` writes a world, and
//! `armistice-bench-fusion score IN.csv OUT.csv [LINKS.csv]` scores what a linker made of a file.
//! `armistice-bench-fusion news` fuses the stories of a news set and draws links to be judged by hand;
//! `armistice-bench-fusion news --score` counts those judged.
//! `armistice-bench-fusion real [PART…]` prints what the linker makes of real data, and
//! `armistice-bench-fusion grow [REPORTS…]` how its cost grows with the reports.

mod child;
mod draw;
mod figures;
mod grow;
mod news;
mod real;
mod report;
mod score;
mod worlds;

use std::path::Path;
use std::process::ExitCode;

use score::Score;
use worlds::{WORLDS, World};

const USAGE: &str = "usage:
  armistice-bench-fusion [--quick] [WORLD…]
  armistice-bench-fusion world NAME REPORTS SEED OUT.csv
  armistice-bench-fusion score IN.csv OUT.csv [LINKS.csv]
  armistice-bench-fusion news [--sample N] [--within N] [--near N] [--seed S] [--out FILE]
  armistice-bench-fusion news --score [JUDGED.csv]
  armistice-bench-fusion real [PART…]
  armistice-bench-fusion grow [REPORTS…]";

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
        ["score", reports, incidents] => score(reports, incidents, None),
        ["score", reports, incidents, links] => score(reports, incidents, Some(links)),
        ["news", "--score"] => news::score(Path::new(news::JUDGED)),
        ["news", "--score", judged] => news::score(Path::new(judged)),
        ["news", options @ ..] => news::run(options, USAGE),
        ["real", parts @ ..] => real::print(parts),
        ["grow", sizes @ ..] => grow::print(sizes),
        ["world" | "score", ..] => Err(USAGE.to_string()),
        ["--quick", names @ ..] => table(true, names),
        names => table(false, names),
    }
}

fn table(quick: bool, names: &[&str]) -> Result<(), String> {
    for name in names.iter().filter(|name| **name != "fusion_sim") {
        if name.starts_with('-') {
            return Err(USAGE.to_string());
        }
        named(name)?;
    }
    figures::print(quick, names)
}

fn named(name: &str) -> Result<&'static World, String> {
    World::named(name).ok_or_else(|| {
        let names: Vec<_> = WORLDS.iter().map(|world| world.name).collect();
        format!("there is no world {name}; there are {}", names.join(", "))
    })
}

fn world(name: &str, reports: &str, seed: &str, out: &str) -> Result<(), String> {
    let world = named(name)?;
    let reports = reports.parse().map_err(|_| format!("{reports} is not a number of reports"))?;
    let seed = seed.parse().map_err(|_| format!("{seed} is not a seed, a whole number"))?;
    figures::write(world, reports, seed, Path::new(out))
}

fn score(reports: &str, incidents: &str, links: Option<&str>) -> Result<(), String> {
    let score = Score::read(Path::new(reports), Path::new(incidents), links.map(Path::new))?;
    print!("{}", score.text());
    Ok(())
}
