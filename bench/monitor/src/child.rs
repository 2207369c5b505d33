//! Runs `armistice monitor` as a person would, and says what it took.
//!
//! CPU time is what the kernel counted for the process from its start to its end, user and system,
//! read from `/proc` when it has ended and not yet been waited for: to the nanosecond from `schedstat`
//! for one thread, in hundredths of a second from `stat` for several, since `schedstat` leaves out
//! threads that are gone. Peak memory, the rows held and the number of verdicts are what `--stats`
//! says last.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// CPU seconds of the main thread alone.
    pub own: f64,
    /// CPU seconds of all threads, in hundredths.
    pub all: f64,
    /// Seconds from start to end.
    pub wall: f64,
    /// Peak resident memory in MiB.
    pub peak: f64,
    /// How many verdicts were told.
    pub verdicts: u64,
    /// Rows held at the end.
    pub held: u64,
}

/// Runs the binary and throws its verdicts away.
pub fn run(binary: &Path, arguments: &[&str]) -> Result<Used, String> {
    let started = Instant::now();
    let child = start(binary, arguments, Stdio::null())?;
    ended(child, started)
}

/// Runs the binary and hands its verdicts over as they come.
pub fn read(
    binary: &Path,
    arguments: &[&str],
    mut take: impl FnMut(&[u8]),
) -> Result<Used, String> {
    let started = Instant::now();
    let mut child = start(binary, arguments, Stdio::piped())?;
    let mut output = child.stdout.take().ok_or("its output is closed")?;
    let mut room = vec![0; 1 << 16];
    loop {
        match output.read(&mut room).map_err(|error| error.to_string())? {
            0 => break,
            filled => take(room.get(..filled).unwrap_or_default()),
        }
    }
    ended(child, started)
}

fn start(binary: &Path, arguments: &[&str], output: Stdio) -> Result<Child, String> {
    Command::new(binary)
        .arg("monitor")
        .args(arguments)
        .arg("--stats")
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", binary.display()))
}

fn ended(mut child: Child, started: Instant) -> Result<Used, String> {
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut said).map_err(|error| error.to_string())?;
    }
    let place = format!("/proc/{}", child.id());
    let file = |name: &str| {
        std::fs::read_to_string(format!("{place}/{name}"))
            .map_err(|error| format!("cannot read {place}/{name}: {error}"))
    };
    // Its output is closed a moment before it has ended.
    let stat = loop {
        let stat = file("stat")?;
        let fields = stat.rsplit(')').next().unwrap_or("").trim_start().to_string();
        if fields.starts_with('Z') {
            break fields;
        }
        std::thread::sleep(Duration::from_micros(50));
    };
    let wall = started.elapsed().as_secs_f64();
    let nanoseconds = number(file("schedstat")?.split_whitespace().next());
    // Fields 14 and 15 of proc(5), counted from the state, the third.
    let ticks: f64 =
        stat.split_whitespace().skip(11).take(2).map(|field| number(Some(field))).sum();
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() {
        return Err(format!("armistice monitor ended with {status}: {said}"));
    }
    let before = |what: &str| {
        number(said.find(what).and_then(|end| said.get(..end)?.split_whitespace().next_back()))
    };
    Ok(Used {
        own: nanoseconds / 1e9,
        all: ticks / 100.0,
        wall,
        peak: before(" MiB at most"),
        verdicts: before(" verdicts") as u64,
        held: before(" rows held") as u64,
    })
}

fn number(text: Option<&str>) -> f64 {
    text.and_then(|text| text.parse().ok()).unwrap_or(0.0)
}
