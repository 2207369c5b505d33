//! `kill -9` at any moment of `take` loses nothing acknowledged and needs no repair.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::House;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::Duration;

const KILLS: usize = 100;
/// Files offered to each run: more than it can take before it is killed.
const FILES: usize = 60;

/// Where to kill: spread over the first moments of a run by a fixed sequence, so that a failure
/// can be looked at again.
fn moment(kill: usize) -> Duration {
    // Multiplicative congruence (Lehmer 1951), enough to scatter.
    let scattered = (kill as u64 + 1).wrapping_mul(48_271) % 2_147_483_647 % 997;
    Duration::from_micros(scattered * 150)
}

#[test]
fn a_hundred_kills_lose_nothing_acknowledged() {
    let house = House::new();
    let case = house.small();
    let case = case.to_str().unwrap();
    house.done(&["observe", case, "--quiet"]);
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    let mut killed_working = 0;
    for kill in 0..KILLS {
        let folder = house.path(&format!("batch-{kill}"));
        std::fs::create_dir(&folder).unwrap();
        let files: Vec<String> = (0..FILES)
            .map(|n| {
                let path = folder.join(format!("{kill}-{n}.md"));
                let report = format!("Source: field-team-1\nPublished: 2026-02-03 18:30 +01:00\n\nReport {kill}-{n}: Old Town was shelled on Monday.\n");
                std::fs::write(&path, report).unwrap();
                path.to_str().unwrap().to_string()
            })
            .collect();
        let mut arguments = vec!["take", case];
        arguments.extend(files.iter().map(String::as_str));
        let mut child =
            house.command(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        // Half of the kills fall anywhere, from the very start; half once work is under way.
        if kill % 2 == 0 {
            let mut first = String::new();
            lines.read_line(&mut first).unwrap();
            acknowledged.extend(name_in(&first));
        }
        std::thread::sleep(moment(kill));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        let said: Vec<String> = rest.lines().filter_map(name_in).collect();
        killed_working += usize::from(!said.is_empty() && said.len() < FILES);
        acknowledged.extend(said);
        // No repair: the very next run verifies, and every kill is followed by one that works.
        house.done(&["ledger", "verify", case, "--quiet"]);
    }
    let log = house.json(&["ledger", "log", case, "--json"]);
    let held: BTreeSet<String> = log
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["payload"]["name"].as_str().map(str::to_string))
        .collect();
    let lost: Vec<&String> = acknowledged.difference(&held).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    // The test would show nothing if every run ended before it was killed, or before it began.
    assert!(acknowledged.len() > KILLS, "only {} acknowledged", acknowledged.len());
    assert!(killed_working > KILLS / 4, "only {killed_working} of {KILLS} were killed at work");
}

/// The file's name in an acknowledgement: "…/3-7.md: 1 report in ledger entry 12".
fn name_in(line: &str) -> Option<String> {
    let (path, rest) = line.split_once(": ")?;
    rest.contains("in ledger entry").then(|| path.rsplit('/').next().unwrap_or(path).to_string())
}
