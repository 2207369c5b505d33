//! The figures of the README: every world at every size, as one Markdown table.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::child::{self, Used};
use crate::report;
use crate::score::Score;
use crate::worlds::{WORLDS, World};

/// A simulator that is not part of this repository.
const SIMULATOR: &str = "../shared/eval/fusion_sim.py";
/// How many incidents it is asked for, and with which seeds. The largest is one run alone.
const SIMULATED: [(usize, &[u64]); 3] = [(2_000, &[1, 2]), (40_000, &[1, 2]), (400_000, &[1])];
/// How many reports a world of ours is asked for, each with two seeds.
const WANTED: [usize; 2] = [3_000, 30_000];
const SEEDS: [u64; 2] = [1, 2];

/// Where the binary and the files are.
struct Bench {
    binary: PathBuf,
    place: PathBuf,
}

/// Measures and prints the table, of the worlds of these names or of all.
pub fn print(quick: bool, names: &[&str]) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let binary = own.with_file_name("armistice");
    let place = std::env::temp_dir().join(format!("armistice-bench-{}", std::process::id()));
    std::fs::create_dir_all(&place).map_err(|error| error.to_string())?;
    let measured = all(&Bench { binary, place: place.clone() }, quick, names);
    let cleared = std::fs::remove_dir_all(&place).map_err(|error| error.to_string());
    measured.and(cleared)
}

fn all(bench: &Bench, quick: bool, names: &[&str]) -> Result<(), String> {
    println!("{}\n", machine());
    println!(
        "| world | reports | precision | recall | F1 | B³ F1 | incidents | said ≥ 0.9, links | ECE, links \
         | ECE, records | seconds | reports/s | peak MiB |"
    );
    println!("|---|{}", "---:|".repeat(12));
    let wanted = |name: &str| names.is_empty() || names.contains(&name);
    if wanted("fusion_sim") {
        if can_simulate() {
            for (incidents, seeds) in SIMULATED {
                if !(quick && incidents > 100_000) {
                    bench.row("fusion_sim", seeds, |seed, path| simulate(incidents, seed, path))?;
                }
            }
        } else {
            eprintln!("bench: without fusion_sim: it wants {SIMULATOR}, python3, numpy and pandas");
        }
    }
    for world in WORLDS.iter().filter(|world| wanted(world.name)) {
        for reports in WANTED {
            bench.row(world.name, &SEEDS, |seed, path| write(world, reports, seed, path))?;
        }
    }
    Ok(())
}

impl Bench {
    /// Measures the file that `make` makes with each seed, and prints the means.
    fn row(
        &self,
        name: &str,
        seeds: &[u64],
        make: impl Fn(u64, &Path) -> Result<(), String>,
    ) -> Result<(), String> {
        let [reports, out, links] =
            ["in.csv", "out.csv", "links.csv"].map(|file| self.place.join(file));
        let mut runs = Vec::new();
        for seed in seeds {
            make(*seed, &reports)?;
            let used = child::fuse(&self.binary, &reports, &out, &links)?;
            runs.push((Score::read(&reports, &out, Some(&links))?, used));
        }
        println!("{}", line(name, &runs));
        Ok(())
    }
}

fn line(name: &str, runs: &[(Score, Used)]) -> String {
    let mean = |of: &dyn Fn(&Score, &Used) -> f64| {
        runs.iter().map(|(score, used)| of(score, used)).sum::<f64>() / runs.len() as f64
    };
    // Where one run never said 0.9, the mean is that of the others.
    let sure: Vec<f64> = runs.iter().filter_map(|(score, _)| score.links.sure()).collect();
    let sure = match sure.len() {
        0 => "–".to_string(),
        some => format!("{:.3}", sure.iter().sum::<f64>() / some as f64),
    };
    let peak = runs.iter().map(|(_, used)| used.peak_mib).fold(0.0, f64::max);
    format!(
        "| {name} | {:.0} | {:.3} | {:.3} | {:.3} | {:.3} | {:+.1} % | {sure} | {:.3} | {:.3} | {:.2} | {:.0} \
         | {peak:.0} |",
        mean(&|score, _| score.reports as f64),
        mean(&|score, _| score.partition.precision()),
        mean(&|score, _| score.partition.recall()),
        mean(&|score, _| score.partition.f1()),
        mean(&|score, _| score.partition.cubed_f1()),
        mean(&|score, _| score.partition.count_error()),
        mean(&|score, _| score.links.error()),
        mean(&|score, _| score.records().error()),
        mean(&|_, used| used.seconds),
        mean(&|score, used| score.reports as f64 / used.seconds),
    )
}

/// Writes a world of ours.
pub fn write(world: &World, reports: usize, seed: u64, path: &Path) -> Result<(), String> {
    std::fs::write(path, report::csv(&world.reports(reports, seed)))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn can_simulate() -> bool {
    Path::new(SIMULATOR).exists() && python(&["-c", "import numpy, pandas"]).is_ok()
}

fn simulate(incidents: usize, seed: u64, path: &Path) -> Result<(), String> {
    let path = path.to_str().ok_or_else(|| format!("{} is not UTF-8", path.display()))?;
    python(&[SIMULATOR, &incidents.to_string(), path, &seed.to_string()])
}

fn python(arguments: &[&str]) -> Result<(), String> {
    let status = Command::new("python3")
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| format!("cannot start python3: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("python3 ended with {status}")) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_as_many_cells_as_the_head() {
        let place = std::env::temp_dir().join(format!("armistice-figures-{}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        let [reports, out, links] = ["in", "out", "links"].map(|file| place.join(file));
        std::fs::write(&reports, "uid,truth\n0,7\n1,7\n").unwrap();
        std::fs::write(&out, "uid,incident,probability\n0,0,0.8\n1,0,0.8\n").unwrap();
        std::fs::write(&links, "a,b,probability,linked\n0,1,0.95,1\n").unwrap();
        let score = Score::read(&reports, &out, Some(&links)).unwrap();
        let line = line("two", &[(score, Used { seconds: 0.5, peak_mib: 12.0 })]);
        std::fs::remove_dir_all(&place).unwrap();
        assert_eq!(
            line,
            "| two | 2 | 1.000 | 1.000 | 1.000 | 1.000 | +0.0 % | 1.000 | 0.050 | 0.200 | 0.50 | 4 | 12 |"
        );
    }
}
