//! Measures the whole program from outside, as a person would run it: reports taken in, claims
//! judged, peak memory, for the shipped case and for generated cases of 10⁵ and 10⁶ reports.
//!
//! `armistice-bench [REPORTS…]` prints one Markdown table; it expects the `armistice` binary
//! beside its own. Linux only: peak memory is read from `/proc`.

mod generate;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// One run of the binary.
struct Run {
    seconds: f64,
    peak_mib: f64,
    out: String,
}

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
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100_000, 1_000_000] } else { sizes };
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let binary = own.with_file_name("armistice");
    let place = std::env::temp_dir().join(format!("armistice-bench-{}", std::process::id()));

    println!(
        "| case | reports | take | reports/s | observe | claims/s | peak take | peak observe |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let shipped = place.join("shipped");
    copy(Path::new("cases/syria-2016-09"), &shipped)?;
    // The first observe takes the case's own reports in; the second only judges.
    let first = run(&binary, &place, &["observe", text(&shipped)?, "--quiet"])?;
    let again = run(&binary, &place, &["observe", text(&shipped)?, "--quiet"])?;
    let (reports, claims) = counts(&binary, &place, &shipped)?;
    row("shipped, all new", reports, &first, &again, claims);
    for size in sizes {
        let case = place.join(format!("generated-{size}"));
        let file = generate::case(&case, size).map_err(|e| e.to_string())?;
        let take = run(&binary, &place, &["take", text(&case)?, text(&file)?, "--quiet"])?;
        let observe = run(&binary, &place, &["observe", text(&case)?, "--quiet"])?;
        row("generated, 90 days", size, &take, &observe, size);
        std::fs::remove_dir_all(&case).map_err(|e| e.to_string())?;
    }
    std::fs::remove_dir_all(&place).map_err(|e| e.to_string())
}

fn row(case: &str, reports: usize, take: &Run, observe: &Run, claims: usize) {
    let per_second = |n: usize, run: &Run| n as f64 / run.seconds;
    println!(
        "| {case} | {reports} | {:.2} s | {:.0} | {:.2} s | {:.0} | {:.0} MiB | {:.0} MiB |",
        take.seconds,
        per_second(reports, take),
        observe.seconds,
        per_second(claims, observe),
        take.peak_mib,
        observe.peak_mib
    );
}

fn text(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| format!("{} is not UTF-8", path.display()))
}

/// Reports and claims of a small case, by listing them.
fn counts(binary: &Path, place: &Path, case: &Path) -> Result<(usize, usize), String> {
    let lines = |what: &str| -> Result<usize, String> {
        let listed = run(binary, place, &[what, text(case)?, "--csv"])?;
        Ok(listed.out.lines().count().saturating_sub(1))
    };
    Ok((lines("reports")?, lines("claims")?))
}

fn run(binary: &Path, place: &Path, arguments: &[&str]) -> Result<Run, String> {
    let start = Instant::now();
    let mut child = Command::new(binary)
        .args(arguments)
        .env("ARMISTICE_KEY", place.join("key"))
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|e| format!("cannot start {}: {e}", binary.display()))?;
    let status_file = PathBuf::from(format!("/proc/{}/status", child.id()));
    let watcher = std::thread::spawn(move || {
        let mut peak = 0.0f64;
        while let Ok(status) = std::fs::read_to_string(&status_file) {
            let Some(line) = status.lines().find(|l| l.starts_with("VmHWM:")) else { break };
            let kib = line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok());
            peak = peak.max(kib.unwrap_or(0.0) / 1024.0);
            std::thread::sleep(Duration::from_millis(2));
        }
        peak
    });
    let mut out = String::new();
    if let Some(mut stdout) = child.stdout.take() {
        std::io::Read::read_to_string(&mut stdout, &mut out).map_err(|e| e.to_string())?;
    }
    let status = child.wait().map_err(|e| e.to_string())?;
    let seconds = start.elapsed().as_secs_f64();
    let peak_mib = watcher.join().map_err(|_| "the watcher stopped".to_string())?;
    if !status.success() {
        return Err(format!("armistice {} ended with {status}", arguments.join(" ")));
    }
    Ok(Run { seconds, peak_mib, out })
}

/// A copy of a case's own files, without ledger and output.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let whole = |e: std::io::Error| format!("cannot copy {}: {e}", from.display());
    std::fs::create_dir_all(to).map_err(whole)?;
    for item in std::fs::read_dir(from).map_err(whole)? {
        let path = item.map_err(whole)?.path();
        let Some(name) = path.file_name() else { continue };
        if name == "ledger" || name == "out" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            std::fs::copy(&path, to.join(name)).map_err(whole)?;
        }
    }
    Ok(())
}
