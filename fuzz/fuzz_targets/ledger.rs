//! The ledger over files that somebody has been at.
//!
//! The first byte says how: `r` any bytes as `checkpoint` and `log.jsonl`, parted by a line of
//! `===`; `e` a true ledger whose log is edited, five bytes an edit; `p` any bytes as payloads of
//! entries, parted by newlines; `l` a true ledger whose log is followed by any bytes.
//!
//! Laws: no panic; what opens can be read to its end; what verifies begins with what was written;
//! a payload that is taken is given back; a writer leaves a ledger that verifies.

#![no_main]

use armistice_ledger::{Error, Key, Ledger, NewEntry, Verified, verify, verify_against};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

const ENTRIES: u8 = 5;

/// A true ledger: its log, and its checkpoint after each entry.
struct Sample {
    key: Key,
    log: Vec<u8>,
    checkpoints: Vec<String>,
}

/// Where every input is written. `run.sh` puts it into memory.
static FOLDER: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("armistice-fuzz-{}", std::process::id())));

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    empty();
    let key = Key::from_seed("log", &[9; 32]);
    let mut writer = Ledger::create_with_key(&*FOLDER, &key).unwrap();
    let mut checkpoints = vec![writer.checkpoint().note().to_owned()];
    for at in 0..ENTRIES {
        let payload = format!("{{\"entry\":{at},\"text\":\"هدنة \\\"}}\"}}");
        writer.append(&author(at), &[entry(i64::from(at) * 60, payload.as_bytes())]).unwrap();
        checkpoints.push(writer.checkpoint().note().to_owned());
    }
    let log = fs::read(FOLDER.join("log.jsonl")).unwrap();
    Sample { key, log, checkpoints }
});

fn author(at: u8) -> Key {
    Key::from_seed("author", &[at % 2 + 1; 32])
}

fn entry(recorded: i64, payload: &[u8]) -> NewEntry {
    NewEntry { recorded, payload: payload.to_vec() }
}

/// The folder, made anew.
fn empty() {
    let _ = fs::remove_dir_all(&*FOLDER);
    fs::create_dir_all(&*FOLDER).unwrap();
}

fn put(checkpoint: &[u8], log: &[u8]) {
    fs::write(FOLDER.join("checkpoint"), checkpoint).unwrap();
    fs::write(FOLDER.join("log.jsonl"), log).unwrap();
}

/// Reads what is there in every way there is.
fn read() -> Result<Verified, Error> {
    if let Ok(ledger) = Ledger::open(&*FOLDER) {
        let entries: Vec<_> = ledger.entries().unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(entries.len() as u64, ledger.size());
        let middle = ledger.size() / 2;
        assert_eq!(ledger.entries_from(middle).unwrap().count() as u64, ledger.size() - middle);
        assert_eq!(ledger.root_at(ledger.size()).unwrap(), ledger.root());
        ledger.root_at(middle).unwrap();
        ledger.consistency_proof(middle, ledger.size()).unwrap();
    }
    verify(&*FOLDER, |_| Vec::new())
}

/// What a writer leaves behind can be verified, holds what it found, and one entry more.
fn write(found: &Verified) {
    let mut writer = Ledger::open_for_writing_with_key(&*FOLDER, &SAMPLE.key).unwrap();
    assert_eq!(writer.size(), found.size);
    let before = writer.checkpoint().clone();
    writer.append(&author(0), &[entry(1_000_000, b"\"more\"")]).unwrap();
    drop(writer);
    let after = verify_against(&*FOLDER, &[before], |_| Vec::new()).unwrap();
    assert_eq!(
        (after.size, after.checkpoint_size, after.torn),
        (found.size + 1, found.size + 1, 0)
    );
}

/// Edits of five bytes each: how, where (two), with what (two).
fn edited(log: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut log = log.to_vec();
    for edit in edits.chunks_exact(5).take(8) {
        let [how, high, low, byte, length] = *edit else { continue };
        let at = usize::from(u16::from_be_bytes([high, low])) % (log.len() + 1);
        let until = (at + usize::from(length)).min(log.len());
        match how % 5 {
            0 => log.get_mut(at).into_iter().for_each(|there| *there = byte),
            1 => drop(log.drain(at..until)),
            2 => log.insert(at, byte),
            3 => log.truncate(at),
            _ => {
                let piece = log[at..until].to_vec();
                let to = usize::from(byte) * 8 % (log.len() + 1);
                log.splice(to..to, piece);
            }
        }
    }
    log
}

fuzz_target!(|data: &[u8]| {
    let Some((how, rest)) = data.split_first() else { return };
    let sample = &*SAMPLE;
    empty();
    match how {
        b'r' => {
            let parting = rest.windows(5).position(|bytes| bytes == b"\n===\n");
            let (checkpoint, log) = match parting {
                Some(at) => (&rest[..=at], &rest[at + 5..]),
                None => (rest, &[][..]),
            };
            put(checkpoint, log);
            let _ = read();
        }
        b'p' => {
            let mut writer = Ledger::create_with_key(&*FOLDER, &sample.key).unwrap();
            let mut taken = Vec::new();
            for payload in rest.split(|byte| *byte == b'\n').take(8) {
                match writer.append(&author(1), &[entry(0, payload)]) {
                    Ok(_) => taken.push(payload),
                    Err(Error::Payload { .. }) => {}
                    Err(other) => panic!("{other}"),
                }
            }
            drop(writer);
            let ledger = Ledger::open(&*FOLDER).unwrap();
            let kept: Vec<_> =
                ledger.entries().unwrap().map(|entry| entry.unwrap().payload).collect();
            assert_eq!(kept, taken);
            assert_eq!(read().unwrap().size, taken.len() as u64);
        }
        _ => {
            let (size, rest) = rest.split_first().map_or((0, rest), |(size, rest)| (*size, rest));
            let size = usize::from(size) % sample.checkpoints.len();
            let log =
                if *how == b'l' { [&sample.log, rest].concat() } else { edited(&sample.log, rest) };
            put(sample.checkpoints[size].as_bytes(), &log);
            let Ok(found) = read() else { return };
            assert!(found.size >= size as u64 && found.size <= u64::from(ENTRIES));
            // All that counts as entries is as it was written; what is torn has no newline.
            let whole = log.len() - usize::try_from(found.torn).unwrap();
            assert_eq!(log.get(..whole), sample.log.get(..whole), "not what was written");
            assert!(!log[whole..].contains(&b'\n'));
            write(&found);
        }
    }
});
