//! Measures the server from outside: lists, tiles, the board and pages of incidents at 10⁵ and 10⁶
//! incidents, beside PostGIS and martin in the same run; and a soak with losses of power.
//!
//! `armistice-bench-serve [--quick] [INCIDENTS…]` prints one Markdown table;
//! `armistice-bench-serve soak [--minutes M]` files, reads and kills. `run.sh` starts the peers. Linux only.

mod fill;
mod peers;
mod server;
mod soak;
mod workload;
mod wrk;

use armistice_views::Views;
use peers::{Martin, PostGis};
use server::{Memory, Program};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use wrk::{Figures, drive};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = place().and_then(|place| match arguments.split_first() {
        Some((first, rest)) if first == "soak" => soak::run(&place, rest),
        _ => measure(&place, &arguments),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Where cases are kept from run to run: `ARMISTICE_BENCH_PLACE`, else among the temporary files.
fn place() -> Result<PathBuf, String> {
    let place = std::env::var_os("ARMISTICE_BENCH_PLACE")
        .map_or_else(|| std::env::temp_dir().join("armistice-bench-serve"), PathBuf::from);
    std::fs::create_dir_all(&place).map_err(|e| format!("{}: {e}", place.display()))?;
    Ok(place)
}

/// How one run is measured.
struct Bench<'a> {
    place: &'a Path,
    seconds: u32,
    incidents: usize,
}

fn measure(place: &Path, arguments: &[String]) -> Result<(), String> {
    let quick = arguments.iter().any(|a| a == "--quick");
    let sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = match (sizes.is_empty(), quick) {
        (false, _) => sizes,
        (true, true) => vec![100_000],
        (true, false) => vec![100_000, 1_000_000],
    };
    let program = Program::find(place)?;
    let postgis = PostGis::find();
    match &postgis {
        Some(postgis) => println!("PostgreSQL {}; {}.", postgis.version()?, load()),
        None => println!("PostGIS: not there; {}.", load()),
    }
    println!(
        "\n| incidents | question | who | answers/s | p50 ms | p99 ms | most ms | errors | KB an answer | MB own (RSS) | others' cores |"
    );
    println!("|---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for incidents in sizes {
        let bench = Bench { place, seconds: if quick { 5 } else { 10 }, incidents };
        let case = fill::case(&program, place, incidents)?;
        bench.ours(&program, &case)?;
        if let Some(postgis) = &postgis {
            bench.peers(postgis, &case)?;
        }
    }
    println!("\nAt the end: {}.", load());
    Ok(())
}

impl Bench<'_> {
    fn ours(&self, program: &Program, case: &Path) -> Result<(), String> {
        let ids = ids(case)?;
        let served = program.serve(fill::text(case)?, "127.0.0.1:0")?;
        let (different, hot) = (workload::DIFFERENT, workload::HOT);
        let tiles = |different, windows| workload::tiles(None, different, 4..=14, windows);
        let board = vec!["/api/v1/board".to_string()];
        let plain: &[&str] = &[];
        let gzip: &[&str] = &["Accept-Encoding: gzip"];
        let detail = workload::tiles(None, different, 10..=14, false);
        for (question, paths, headers) in [
            ("list: box and days, all different", workload::lists(different), plain),
            ("list: box and days, 64 again and again", workload::lists(hot), plain),
            ("tile: zoom 4–14, any time", tiles(different, false), plain),
            ("tile: zoom 10–14, any time", detail, plain),
            ("tile: zoom 4–14, days, all different", tiles(different, true), plain),
            ("tile: zoom 4–14, days, 64 again and again", tiles(hot, true), plain),
            ("board", board.clone(), plain),
            ("board, gzip", board, gzip),
            ("page of an incident", workload::pages(&ids, different), plain),
        ] {
            let others = busy();
            let figures = drive(self.place, &served.url, &paths, self.seconds, headers)?;
            self.row(question, "armistice", &figures, Some(served.memory()), others);
        }
        Ok(())
    }

    fn peers(&self, postgis: &PostGis, case: &Path) -> Result<(), String> {
        postgis.fill(&fill::views(case)?)?;
        let others = busy();
        let figures = postgis.lists(self.place, self.seconds)?;
        self.row("list: box and days, all different", "PostGIS", &figures, None, others);
        let Some(martin) = Martin::start(self.place)? else {
            println!("| {} | tiles | martin: not there | | | | | | | | |", self.incidents);
            return Ok(());
        };
        let (points, within) = (Some("/incident_point"), Some("/incidents_in"));
        let (different, hot) = (workload::DIFFERENT, workload::HOT);
        let who = martin.version.as_str();
        for (question, paths) in [
            ("tile: zoom 4–14, any time", workload::tiles(points, different, 4..=14, false)),
            ("tile: zoom 10–14, any time", workload::tiles(points, different, 10..=14, false)),
            (
                "tile: zoom 4–14, days, all different",
                workload::tiles(within, different, 4..=14, true),
            ),
            (
                "tile: zoom 4–14, days, 64 again and again",
                workload::tiles(within, hot, 4..=14, true),
            ),
        ] {
            let others = busy();
            let figures = drive(self.place, &martin.url, &paths, self.seconds, &[])?;
            self.row(question, who, &figures, Some(martin.memory()), others);
        }
        Ok(())
    }

    fn row(&self, question: &str, who: &str, f: &Figures, held: Option<Memory>, others: f64) {
        let held = held.map_or_else(
            || "–".to_string(),
            |memory| format!("{} ({})", memory.own, memory.resident),
        );
        let size = f.kilobytes.map_or_else(|| "–".to_string(), |kb| format!("{kb:.1}"));
        println!(
            "| {} | {question} | {who} | {:.0} | {:.1} | {:.1} | {:.0} | {} | {size} | {held} | {others:.2} |",
            self.incidents, f.per_second, f.p50, f.p99, f.most, f.errors
        );
    }
}

/// Incidents of the case, one in ten.
fn ids(case: &Path) -> Result<Vec<String>, String> {
    let (mut ids, mut number) = (Vec::new(), 0u64);
    fill::views(case)?
        .each_incident(&mut |incident, _| {
            if number % 10 == 0 {
                ids.push(incident.id.to_string());
            }
            number += 1;
            ControlFlow::Continue(())
        })
        .map_err(|e| e.to_string())?;
    Ok(ids)
}

/// Waits until others leave the machine alone, for twenty seconds at most, and gives how many cores they
/// keep busy then.
fn busy() -> f64 {
    let start = Instant::now();
    loop {
        let cores = busy_now();
        if cores < 0.2 || start.elapsed() > Duration::from_secs(20) {
            return cores;
        }
    }
}

/// Cores that are busy, in the mean over two seconds in which nothing of ours works.
fn busy_now() -> f64 {
    let read = || -> Option<[f64; 2]> {
        let stat = std::fs::read_to_string("/proc/stat").ok()?;
        let line = stat.lines().next()?.strip_prefix("cpu ")?;
        let ticks: Vec<f64> = line.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        let idle = ticks.get(3)? + ticks.get(4)?;
        // Guests are counted among the users already.
        Some([ticks.iter().take(8).sum(), idle])
    };
    let before = read();
    std::thread::sleep(Duration::from_secs(2));
    let (Some(before), Some(after)) = (before, read()) else { return f64::NAN };
    let cores = std::thread::available_parallelism().map_or(1.0, |n| n.get() as f64);
    let all = (after[0] - before[0]).max(1.0);
    cores * (1.0 - (after[1] - before[1]) / all)
}

/// The machine's load, in words.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let minutes: Vec<&str> = load.split(' ').take(3).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores, load over 1, 5 and 15 minutes {}", minutes.join(", "))
}
