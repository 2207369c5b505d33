//! Load from outside: wrk asks, and tells how long the answers took.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Connections that ask at the same time, each as soon as it has its answer.
pub const CONNECTIONS: &str = "32";

/// What a stretch of asking showed.
pub struct Figures {
    /// Answers a second.
    pub per_second: f64,
    /// Milliseconds that half of the answers took at most.
    pub p50: f64,
    /// Milliseconds that 99 of 100 answers took at most.
    pub p99: f64,
    /// Milliseconds that the slowest answer took.
    pub most: f64,
    /// Answers of status 400 and above, and requests without an answer.
    pub errors: u64,
    /// Kilobytes of an answer, headers included, in the mean; `None` where nobody counts them.
    pub kilobytes: Option<f64>,
}

/// Asks a server for paths in turn.
///
/// # Errors
/// When wrk is not there or did not run to its end.
pub fn drive(
    place: &Path,
    url: &str,
    paths: &[String],
    seconds: u32,
    headers: &[&str],
) -> Result<Figures, String> {
    let (script, list) = (place.join("requests.lua"), place.join("paths.txt"));
    write(&script, include_str!("requests.lua"))?;
    write(&list, &paths.join("\n"))?;
    let mut command = Command::new("wrk");
    command.args(["-t1", "-c", CONNECTIONS, "-d", &format!("{seconds}s"), "--timeout", "30s"]);
    for header in headers {
        command.args(["-H", header]);
    }
    command.arg("-s").arg(&script).arg(url).arg("--").arg(&list);
    let told = command.output().map_err(|e| {
        format!("cannot start wrk: {e}; install it (Debian: apt-get install wrk) and ask again")
    })?;
    let told = String::from_utf8_lossy(&told.stdout);
    figures(&told).ok_or_else(|| format!("wrk told no figures of {url}: {told}"))
}

fn write(path: &PathBuf, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

/// Reads the line that `requests.lua` prints.
fn figures(told: &str) -> Option<Figures> {
    let line = told.lines().find_map(|line| line.strip_prefix("figures "))?;
    let numbers: Vec<f64> = line.split(' ').filter_map(|n| n.parse().ok()).collect();
    let [requests, micros, bytes, p50, p99, most, errors] = numbers[..] else { return None };
    Some(Figures {
        per_second: requests / micros * 1e6,
        p50: p50 / 1e3,
        p99: p99 / 1e3,
        most: most / 1e3,
        errors: errors as u64,
        kilobytes: Some(bytes / requests.max(1.0) / 1e3),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_what_the_script_prints() {
        let told = "Running 10s test\nfigures 200 10000000 400000 1500 20000 90000 3\n";
        let figures = super::figures(told).unwrap();
        assert_eq!((figures.per_second, figures.p50, figures.p99), (20.0, 1.5, 20.0));
        assert_eq!((figures.most, figures.errors, figures.kilobytes), (90.0, 3, Some(2.0)));
        assert!(super::figures("unable to connect").is_none());
    }
}
