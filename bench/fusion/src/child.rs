//! Runs `armistice fuse` as a person would, and says what it took.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run took.
pub struct Used {
    /// Seconds from start to end, reading and writing included.
    pub seconds: f64,
    /// Peak resident memory in MiB.
    pub peak_mib: f64,
}

/// Links the reports of a file.
pub fn fuse(binary: &Path, reports: &Path, out: &Path, links: &Path) -> Result<Used, String> {
    let started = Instant::now();
    let mut child = Command::new(binary)
        .arg("fuse")
        .args([reports, out])
        .arg("--links")
        .arg(links)
        .arg("--quiet")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", binary.display()))?;
    let status_file = format!("/proc/{}/status", child.id());
    let watcher = std::thread::spawn(move || {
        let mut peak = 0.0_f64;
        // The line is gone when the process has ended, and the file when it has been waited for.
        while let Ok(status) = std::fs::read_to_string(&status_file) {
            let Some(line) = status.lines().find(|line| line.starts_with("VmHWM:")) else { break };
            let kib = line.split_whitespace().nth(1).and_then(|number| number.parse().ok());
            peak = peak.max(kib.unwrap_or(0.0) / 1024.0);
            std::thread::sleep(Duration::from_millis(2));
        }
        peak
    });
    let status = child.wait().map_err(|error| error.to_string())?;
    let seconds = started.elapsed().as_secs_f64();
    let peak_mib = watcher.join().map_err(|_| "the watcher stopped".to_string())?;
    if !status.success() {
        return Err(format!("armistice fuse {} ended with {status}", reports.display()));
    }
    Ok(Used { seconds, peak_mib })
}
