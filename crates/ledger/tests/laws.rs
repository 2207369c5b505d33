//! What a ledger promises as long as nobody tampers with it.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may stop where it stands.

use std::fs;
use std::path::Path;

use armistice_ledger::merkle::{self, verify_consistency, verify_inclusion};
use armistice_ledger::{
    Entry, EntryFault, Error, Key, Ledger, NewEntry, Sha256, verify, verify_against,
};
use proptest::prelude::*;

fn entry(recorded: i64, payload: &str) -> NewEntry {
    NewEntry { recorded, payload: payload.as_bytes().to_vec() }
}

fn author(seed: u8) -> Key {
    Key::from_seed("author", &[seed; 32])
}

fn read(folder: &Path) -> Vec<Entry> {
    let ledger = Ledger::open(folder).unwrap();
    ledger.entries().unwrap().map(Result::unwrap).collect()
}

fn no_evidence(_: &[u8]) -> Vec<Sha256> {
    Vec::new()
}

#[test]
fn what_was_appended_is_read_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    assert!(writer.is_empty());
    assert_eq!(writer.append(&author(1), &[]).unwrap(), 0..0);
    let first = [entry(10, r#"{"a": "ä"}"#), entry(20, "[]")];
    assert_eq!(writer.append(&author(1), &first).unwrap(), 0..2);
    assert_eq!(writer.append(&author(2), &[entry(-5, "1")]).unwrap(), 2..3);
    assert_eq!(writer.last_recorded(), Some(-5));

    let entries = read(folder.path());
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry.index,
                entry.recorded,
                entry.author,
                std::str::from_utf8(&entry.payload).unwrap(),
            )
        })
        .collect();
    let (one, two) = (author(1).public(), author(2).public());
    assert_eq!(seen, [(0, 10, one, r#"{"a": "ä"}"#), (1, 20, one, "[]"), (2, -5, two, "1"),]);
    let verified = verify(folder.path(), no_evidence).unwrap();
    assert_eq!((verified.size, verified.checkpoint_size), (3, 3));
    assert_eq!((verified.torn, verified.evidence), (0, 0));
    assert_eq!(verified.root, writer.root());
    assert_eq!(verified.authors.into_iter().collect::<Vec<_>>(), {
        let mut authors = vec![(one, 2), (two, 1)];
        authors.sort();
        authors
    });
    // Every line is JSON of its own, so that other tools can read the log.
    let text = fs::read_to_string(folder.path().join("log.jsonl")).unwrap();
    for (line, entry) in text.lines().zip(&entries) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["index"], entry.index);
        assert_eq!(line["author"], entry.author.to_string());
        let payload: serde_json::Value = serde_json::from_slice(&entry.payload).unwrap();
        assert_eq!(line["payload"], payload);
    }
}

#[test]
fn the_folder_holds_few_files_each_a_noun() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    writer.put_evidence(b"abc").unwrap();
    writer.append(&author(1), &[entry(0, "{}")]).unwrap();
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|name| name.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["checkpoint", "evidence", "lock", "log.jsonl", "log.key"]);
}

#[test]
fn one_writes_and_many_read() {
    let folder = tempfile::tempdir().unwrap();
    let writer = Ledger::create(folder.path()).unwrap();
    let second = Ledger::open_for_writing(folder.path()).unwrap_err();
    assert!(matches!(second, Error::Locked { .. }));
    assert!(second.to_string().contains("wait until it has finished"));
    assert!(Ledger::open(folder.path()).is_ok());
    drop(writer);
    assert!(Ledger::open_for_writing(folder.path()).is_ok());
}

#[test]
fn a_folder_is_a_ledger_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("a/b");
    assert!(matches!(Ledger::open(&inside), Err(Error::NoLedger { .. })));
    let refused = Ledger::open_for_writing(folder.path());
    assert!(matches!(refused, Err(Error::NoLedger { .. })));
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "looking leaves nothing behind");
    drop(Ledger::create(&inside).unwrap());
    let again = Ledger::create(&inside);
    assert!(matches!(again, Err(Error::LedgerExists { .. })));

    // A `create` killed before its last step, at each of its steps, is taken up again.
    let origin = Ledger::open(&inside).unwrap().checkpoint().origin();
    fs::remove_file(inside.join("checkpoint")).unwrap();
    assert!(matches!(Ledger::open(&inside), Err(Error::NoLedger { .. })));
    let writer = Ledger::create(&inside).unwrap();
    assert_eq!(writer.checkpoint().origin(), origin);
    drop(writer);
    for name in ["checkpoint", "log.jsonl", "log.key"] {
        fs::remove_file(inside.join(name)).unwrap();
    }
    assert!(Ledger::create(&inside).is_ok());
}

#[test]
fn the_log_key_can_be_kept_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let log = Key::from_seed("kept apart", &[9; 32]);
    let mut writer = Ledger::create_with_key(folder.path(), &log).unwrap();
    writer.append(&author(1), &[entry(0, "{}")]).unwrap();
    assert_eq!(writer.log(), log.public());
    drop(writer);
    assert!(!folder.path().join("log.key").exists());
    let without = Ledger::open_for_writing(folder.path());
    assert!(matches!(without, Err(Error::NoLogKey { .. })));
    let wrong = Ledger::open_for_writing_with_key(folder.path(), &author(1));
    assert!(matches!(wrong, Err(Error::WrongLogKey { .. })));
    assert!(Ledger::open_for_writing_with_key(folder.path(), &log).is_ok());
}

#[test]
fn a_batch_with_one_bad_payload_is_not_begun() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    let batch = [entry(0, "{}"), entry(0, "{\n}")];
    let refused = writer.append(&author(1), &batch).unwrap_err();
    assert!(matches!(refused, Error::Payload { place: 1, reason: EntryFault::Control(1) }));
    insta::assert_snapshot!(refused, @"entry 1 of the batch is not taken: its payload has a line break or another control character at byte 1; write the JSON on one line; nothing of the batch was written");
    assert_eq!(writer.append(&author(1), &batch[..1]).unwrap(), 0..1);
    assert_eq!(read(folder.path()).len(), 1);
}

#[test]
fn somebody_writing_past_the_lock_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    fs::write(folder.path().join("log.jsonl"), "x").unwrap();
    let refused = writer.append(&author(1), &[entry(0, "{}")]);
    assert!(matches!(refused, Err(Error::ChangedUnderneath { expected: 0, found: 1, .. })));
}

#[test]
fn after_a_failed_write_the_writer_stops_and_opening_again_tells() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    writer.append(&author(1), &[entry(0, "1")]).unwrap();
    // A folder in the way of the next checkpoint: the entry is written, and cannot be signed for.
    let in_the_way = folder.path().join("checkpoint.next");
    fs::create_dir(&in_the_way).unwrap();
    let failed = writer.append(&author(1), &[entry(0, "2")]);
    assert!(matches!(failed, Err(Error::Io { .. })));
    fs::remove_dir(&in_the_way).unwrap();
    let stopped = writer.append(&author(1), &[entry(0, "3")]);
    assert!(matches!(stopped, Err(Error::WriterStopped { .. })));
    drop(writer);
    let mut writer = Ledger::open_for_writing(folder.path()).unwrap();
    assert_eq!((writer.size(), writer.checkpoint().size()), (2, 2));
    assert_eq!(writer.append(&author(1), &[entry(0, "3")]).unwrap(), 2..3);
    assert_eq!(verify(folder.path(), no_evidence).unwrap().size, 3);
}

#[test]
fn a_reader_beside_a_writer_sees_whole_prefixes() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut sizes = vec![0];
            while sizes.last() < Some(&300) {
                let ledger = Ledger::open(folder.path()).unwrap();
                let entries: Result<Vec<_>, _> = ledger.entries().unwrap().collect();
                assert_eq!(entries.unwrap().len() as u64, ledger.size());
                let verified = verify(folder.path(), no_evidence).unwrap();
                assert!(verified.size >= ledger.size());
                sizes.push(ledger.size());
            }
            assert!(sizes.is_sorted());
        });
        for round in 0..100 {
            let payload = format!("\"{}\"", "x".repeat(round * 50));
            let batch = [entry(0, "1"), entry(0, &payload), entry(0, "3")];
            writer.append(&author(1), &batch).unwrap();
        }
        reader.join().unwrap();
    });
}

#[test]
fn reading_can_begin_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    for part in 0..3 {
        let batch: Vec<_> = (0..200)
            .map(|place| entry(part * 200 + place, &"9".repeat(place as usize + 1)))
            .collect();
        writer.append(&author(1), &batch).unwrap();
    }
    let opened = Ledger::open(folder.path()).unwrap();
    for ledger in [&*writer, &opened] {
        for from in [0, 1, 255, 256, 257, 511, 512, 599, 600, 601, u64::MAX] {
            let indices: Vec<_> =
                ledger.entries_from(from).unwrap().map(|entry| entry.unwrap().index).collect();
            assert_eq!(indices, (from.min(600)..600).collect::<Vec<_>>());
        }
    }
    for (instant, size) in [(-1, 0), (0, 1), (255, 256), (598, 599), (9999, 600)] {
        assert_eq!(opened.size_as_known_at(instant).unwrap(), size);
    }
}

#[test]
fn a_later_clock_set_back_does_not_hide_what_was_known() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    let batch = [entry(10, "1"), entry(30, "2"), entry(20, "3")];
    writer.append(&author(1), &batch).unwrap();
    assert_eq!(writer.size_as_known_at(10).unwrap(), 1);
    assert_eq!(writer.size_as_known_at(25).unwrap(), 1);
    assert_eq!(writer.size_as_known_at(30).unwrap(), 3);
}

#[test]
fn proofs_of_a_ledger_hold_and_end_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    let batch: Vec<_> = (0..13).map(|n| entry(n, "{}")).collect();
    writer.append(&author(1), &batch).unwrap();
    let entries = read(folder.path());
    for size in 1..=13 {
        let root = writer.root_at(size).unwrap();
        for index in 0..size {
            let proof = writer.inclusion_proof(index, size).unwrap();
            let leaf = entries[index as usize].leaf_hash(&writer.log());
            assert!(verify_inclusion(&leaf, index, size, &proof, &root));
        }
        for old in 0..=size {
            let proof = writer.consistency_proof(old, size).unwrap();
            let old_root = writer.root_at(old).unwrap();
            assert!(verify_consistency(old, &old_root, size, &root, &proof));
        }
    }
    let beyond = |result: Result<Vec<Sha256>, Error>| {
        assert!(matches!(result, Err(Error::OutOfRange { .. })));
    };
    beyond(writer.inclusion_proof(0, 14));
    beyond(writer.inclusion_proof(5, 5));
    beyond(writer.consistency_proof(3, 14));
    beyond(writer.consistency_proof(4, 3));
    assert!(matches!(writer.root_at(14), Err(Error::OutOfRange { asked: 14, size: 13 })));
}

#[test]
fn an_earlier_checkpoint_kept_elsewhere_holds_for_the_longer_log() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create(folder.path()).unwrap();
    let mut known = vec![writer.checkpoint().clone()];
    for payload in ["1", "2", "3"] {
        writer.append(&author(1), &[entry(0, payload)]).unwrap();
        known.push(writer.checkpoint().clone());
    }
    let verified = verify_against(folder.path(), &known, no_evidence).unwrap();
    assert_eq!(verified.origin, known[0].origin());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// Law 1 of the house, seen from here: a prefix has one root, however it came about.
    #[test]
    fn a_prefix_has_one_root_and_keeps_it(
        payloads in prop::collection::vec("[a-z]{0,9}", 1..20),
        cuts in prop::collection::vec(any::<bool>(), 20),
    ) {
        let log = Key::from_seed("log", &[3; 32]);
        let entries: Vec<_> = payloads
            .iter()
            .zip(0..)
            .map(|(text, at)| entry(at, &format!("\"{text}\"")))
            .collect();
        let whole = tempfile::tempdir().unwrap();
        let mut at_once = Ledger::create_with_key(whole.path(), &log).unwrap();
        at_once.append(&author(1), &entries).unwrap();

        let parts = tempfile::tempdir().unwrap();
        let mut writer = Ledger::create_with_key(parts.path(), &log).unwrap();
        let mut roots = vec![writer.root()];
        let mut waiting = Vec::new();
        for (entry, cut) in entries.iter().zip(cuts) {
            waiting.push(entry.clone());
            if cut {
                writer.append(&author(1), &waiting).unwrap();
                waiting.clear();
                // Another process takes over.
                drop(writer);
                writer = Ledger::open_for_writing_with_key(parts.path(), &log).unwrap();
                roots.push(writer.root());
                // Nothing earlier has changed.
                for (size, root) in at_once_roots(&at_once).iter().enumerate().take(writer.size() as usize + 1) {
                    prop_assert_eq!(writer.root_at(size as u64).unwrap(), *root);
                }
            }
        }
        writer.append(&author(1), &waiting).unwrap();
        prop_assert_eq!(writer.root(), at_once.root());
        prop_assert_eq!(read(parts.path()), read(whole.path()));
        let file = |folder: &Path, name| fs::read(folder.join(name)).unwrap();
        for name in ["log.jsonl", "checkpoint"] {
            prop_assert_eq!(file(parts.path(), name), file(whole.path(), name));
        }
        // Other entries, other root.
        let mut distinct = roots.clone();
        distinct.sort();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), roots.len());
    }

    #[test]
    fn evidence_is_what_was_put(bytes in prop::collection::vec(any::<u8>(), 0..300_000)) {
        let folder = tempfile::tempdir().unwrap();
        let writer = Ledger::create(folder.path()).unwrap();
        let hash = writer.put_evidence_from(&bytes[..]).unwrap();
        prop_assert_eq!(hash, Sha256::of(&bytes));
        prop_assert_eq!(writer.put_evidence(&bytes).unwrap(), hash);
        prop_assert_eq!(writer.evidence(&hash).unwrap(), bytes);
    }
}

fn at_once_roots(ledger: &Ledger) -> Vec<Sha256> {
    let leaves: Vec<_> =
        ledger.entries().unwrap().map(|entry| entry.unwrap().leaf_hash(&ledger.log())).collect();
    (0..=leaves.len()).map(|size| merkle::root(&leaves[..size])).collect()
}
