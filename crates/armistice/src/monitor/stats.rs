//! What a run took.

use std::time::Instant;

/// What a run told.
pub struct Told {
    /// How many verdicts.
    pub verdicts: u64,
    /// Rows held at the end.
    pub held: usize,
}

/// Measures from its start.
pub struct Meter {
    started: Instant,
}

impl Meter {
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// What has been used since, where the system tells.
    pub fn report(&self, told: &Told) -> String {
        let wall = self.started.elapsed().as_secs_f64();
        let mut report = format!("{} verdicts, {wall:.3} s", told.verdicts);
        if let Some(cpu) = cpu() {
            report += &format!(", {cpu:.3} s CPU");
        }
        if let Some(peak) = peak_kib() {
            report += &format!(", {:.1} MiB at most", peak / 1024.0);
        }
        if told.held > 0 {
            report += &format!(", {} rows held at the end", told.held);
        }
        report
    }
}

/// CPU time of this process in seconds: that of this thread to the nanosecond, and where threads have
/// come and gone that of all in hundredths.
fn cpu() -> Option<f64> {
    let own = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let own = own.split_whitespace().next()?.parse::<f64>().ok()? / 1e9;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold anything, the 12th and 13th: user and system time.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    let all = (ticks()? + ticks()?) / 100.0;
    Some(if all > own + 0.02 { all } else { own })
}

fn peak_kib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
