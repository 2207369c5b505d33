//! A writer killed at any moment loses nothing it acknowledged and leaves nothing to repair.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may stop where it stands.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use armistice_ledger::{Key, Ledger, NewEntry, Sha256, verify};

const FOLDER: &str = "ARMISTICE_CRASH_TEST_FOLDER";
const ROUNDS: u64 = 40;

/// The payload of entry `index`: of many lengths, so that kills fall into long and short writes.
fn payload(index: u64, evidence: &Sha256) -> Vec<u8> {
    let filler = "x".repeat(usize::try_from(index * 7919 % 60_000).unwrap());
    format!(r#"{{"n":{index},"evidence":"{evidence}","filler":"{filler}"}}"#).into_bytes()
}

fn evidence_of(payload: &[u8]) -> Vec<Sha256> {
    let payload: serde_json::Value = serde_json::from_slice(payload).unwrap();
    vec![payload["evidence"].as_str().unwrap().parse().unwrap()]
}

/// Not a test by itself: the process that is killed. Appends for ever, and prints every index
/// that was acknowledged.
#[test]
#[ignore = "started by the test below"]
fn child() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    let author = Key::from_seed("author", &[1; 32]);
    let mut writer = Ledger::open_for_writing(folder).unwrap();
    let mut out = std::io::stdout();
    loop {
        let first = writer.size();
        let batch: Vec<_> = (first..first + first % 4 + 1)
            .map(|index| {
                let evidence = writer.put_evidence(format!("file {index}").as_bytes());
                NewEntry {
                    recorded: i64::try_from(index).unwrap(),
                    payload: payload(index, &evidence.unwrap()),
                }
            })
            .collect();
        for index in writer.append(&author, &batch).unwrap() {
            writeln!(out, "acknowledged {index}").unwrap();
        }
        out.flush().unwrap();
    }
}

#[test]
fn a_killed_writer_loses_nothing_it_acknowledged() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("case");
    drop(Ledger::create(&folder).unwrap());
    let mut acknowledged = 0;
    let mut torn = 0;
    for round in 0..ROUNDS {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "child", "--ignored", "--nocapture"])
            .env(FOLDER, &folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = child.stdout.take().unwrap();
        let (first, started) = std::sync::mpsc::channel();
        let reader = thread::spawn(move || {
            let mut highest = None;
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let index = line.split("acknowledged ").nth(1).map(str::parse::<u64>);
                // A line cut by the kill acknowledges nothing that can be relied on: the number
                // may be the beginning of a longer one, which is smaller and still holds.
                if let Some(Ok(index)) = index {
                    highest = highest.max(Some(index));
                    let _ = first.send(());
                }
            }
            highest
        });
        // Most rounds are killed while appending, some while the ledger is being opened.
        if round % 5 != 4 {
            started.recv().unwrap();
        }
        thread::sleep(Duration::from_micros(round * 7919 % 23_000));
        child.kill().unwrap();
        child.wait().unwrap();
        if let Some(index) = reader.join().unwrap() {
            acknowledged = acknowledged.max(index + 1);
        }

        // No repair: a reader is first, and everything told of is there, whole and signed for.
        let ledger = Ledger::open(&folder).unwrap();
        assert!(ledger.size() >= acknowledged, "round {round}");
        assert!(ledger.checkpoint().size() >= acknowledged, "round {round}");
        let verified = verify(&folder, evidence_of).unwrap();
        torn += u64::from(verified.torn > 0);
        for (entry, index) in ledger.entries().unwrap().zip(0..) {
            let entry = entry.unwrap();
            let evidence = Sha256::of(format!("file {index}").as_bytes());
            assert_eq!((entry.index, entry.payload), (index, payload(index, &evidence)));
        }
    }
    println!("{ROUNDS} kills, {acknowledged} entries acknowledged, {torn} torn lines");
    assert!(acknowledged >= ROUNDS / 2, "the writers did write");
    let mut writer = Ledger::open_for_writing(&folder).unwrap();
    let evidence = writer.put_evidence(b"last").unwrap();
    let author = Key::from_seed("author", &[1; 32]);
    let last = NewEntry { recorded: 0, payload: payload(0, &evidence) };
    writer.append(&author, &[last]).unwrap();
    assert_eq!(verify(&folder, evidence_of).unwrap().torn, 0);
}
