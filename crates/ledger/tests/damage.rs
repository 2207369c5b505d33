//! What a ledger notices when its files are not as they were written.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may stop where it stands.

use std::fs;
use std::path::{Path, PathBuf};

use armistice_ledger::{
    Checkpoint, Entry, Error, FirstBad, Key, Ledger, NewEntry, Reason, Sha256, Verified, verify,
    verify_against,
};
use proptest::prelude::*;
use tempfile::TempDir;

/// A ledger of six entries by two authors; every second one rests on evidence. Its payloads
/// carry what damage likes best: quotes, braces, other scripts, long runs.
struct Sample {
    folder: TempDir,
    log: Vec<u8>,
    /// The checkpoint after each append, the one of the empty log first.
    checkpoints: Vec<String>,
    evidence: Vec<PathBuf>,
}

const SIZE: usize = 6;

impl Sample {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::from_seed("log", &[9; 32]);
        let mut writer = Ledger::create_with_key(folder.path(), &key).unwrap();
        let mut checkpoints = vec![writer.checkpoint().note().to_owned()];
        let mut evidence = Vec::new();
        for at in 0..SIZE {
            let author = Key::from_seed("author", &[at as u8 % 2 + 1; 32]);
            let payload = if at % 2 == 0 {
                let hash = writer.put_evidence(format!("report {at}").as_bytes()).unwrap();
                evidence.push(writer.evidence_path(&hash));
                format!(r#"{{"rests on":"{hash}","text":"هدنة JJ \"}}"}}"#)
            } else {
                format!("[{at},\"перемирие\",{{}}]")
            };
            let entry =
                NewEntry { recorded: 1_473_700_000 + at as i64, payload: payload.into_bytes() };
            writer.append(&author, &[entry]).unwrap();
            checkpoints.push(writer.checkpoint().note().to_owned());
        }
        drop(writer);
        let log = fs::read(folder.path().join("log.jsonl")).unwrap();
        Self { folder, log, checkpoints, evidence }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn put_log(&self, log: &[u8]) {
        fs::write(self.path().join("log.jsonl"), log).unwrap();
    }

    fn put_checkpoint(&self, size: usize) {
        let note = &self.checkpoints[size];
        fs::write(self.path().join("checkpoint"), note).unwrap();
    }

    fn verify(&self) -> Result<Verified, Error> {
        verify(self.path(), rests_on)
    }

    /// The log's lines, newlines included.
    fn lines(&self) -> Vec<&[u8]> {
        self.log.split_inclusive(|byte| *byte == b'\n').collect()
    }

    /// The entry that byte `place` of the log belongs to.
    fn entry_at(&self, place: usize) -> u64 {
        let before = self.log[..place].iter().filter(|byte| **byte == b'\n');
        before.count() as u64
    }
}

fn rests_on(payload: &[u8]) -> Vec<Sha256> {
    let Ok(payload) = serde_json::from_slice::<serde_json::Value>(payload) else {
        return Vec::new();
    };
    let hash = payload.get("rests on").and_then(|hash| hash.as_str());
    hash.and_then(|hash| hash.parse().ok()).into_iter().collect()
}

#[track_caller]
fn first_bad<T>(result: Result<T, Error>) -> FirstBad {
    match result {
        Ok(_) => panic!("the damage went unnoticed"),
        Err(Error::Damaged(bad)) => bad,
        Err(other) => panic!("not reported as damage: {other}"),
    }
}

#[test]
fn the_sample_is_sound() {
    let sample = Sample::new();
    let verified = sample.verify().unwrap();
    assert_eq!((verified.size, verified.evidence), (6, 3));
    assert_eq!(sample.lines().len(), SIZE);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_bit_of_the_log_is_missed_at_its_entry(
        place in any::<prop::sample::Index>(),
        bit in 0..8_u32,
    ) {
        thread_local! { static SAMPLE: Sample = Sample::new(); }
        SAMPLE.with(|sample| {
            let place = place.index(sample.log.len());
            let mut log = sample.log.clone();
            log[place] ^= 1 << bit;
            sample.put_log(&log);
            let bad = first_bad(sample.verify());
            prop_assert_eq!(bad.index, Some(sample.entry_at(place)), "{}", bad);
            // The quick way in, without signatures, comes to the same entry.
            let bad = first_bad(Ledger::open(sample.path()));
            prop_assert_eq!(bad.index, Some(sample.entry_at(place)), "{}", bad);
            prop_assert!(Ledger::open_for_writing(sample.path()).is_err());
            Ok(())
        })?;
    }
}

#[test]
fn every_newline_of_the_log_counts() {
    let sample = Sample::new();
    for (place, _) in sample.log.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        for bit in 0..8 {
            let mut log = sample.log.clone();
            log[place] ^= 1 << bit;
            sample.put_log(&log);
            assert_eq!(first_bad(sample.verify()).index, Some(sample.entry_at(place)));
        }
    }
}

#[test]
fn every_bit_of_the_checkpoint_counts() {
    let sample = Sample::new();
    let path = sample.path().join("checkpoint");
    let note = fs::read(&path).unwrap();
    for place in 0..note.len() {
        for bit in 0..8 {
            let mut note = note.clone();
            note[place] ^= 1 << bit;
            fs::write(&path, &note).unwrap();
            let bad = first_bad(sample.verify());
            assert!(matches!(bad.reason, Reason::Checkpoint(_)), "{bad}");
            assert_eq!((bad.index, &bad.file), (None, &path));
            first_bad(Ledger::open(sample.path()));
        }
    }
    for end in 0..note.len() {
        fs::write(&path, &note[..end]).unwrap();
        first_bad(sample.verify());
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(first_bad(sample.verify()).reason, Reason::NoCheckpoint);
    assert_eq!(
        first_bad(Ledger::create(sample.path())).reason,
        Reason::NoCheckpoint,
        "a log without its checkpoint is not overwritten"
    );
}

#[test]
fn every_bit_of_the_evidence_counts() {
    let sample = Sample::new();
    for (nth, path) in sample.evidence.iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        let check = |content: &[u8]| {
            fs::write(path, content).unwrap();
            let bad = first_bad(sample.verify());
            assert!(matches!(bad.reason, Reason::EvidenceAltered(_)), "{bad}");
            assert_eq!((bad.index, &bad.file), (Some(nth as u64 * 2), path));
        };
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[place] ^= 1 << bit;
                check(&bytes);
            }
            check(&bytes[..place]);
        }
        fs::remove_file(path).unwrap();
        let bad = first_bad(sample.verify());
        assert!(matches!(bad.reason, Reason::EvidenceMissing(_)), "{bad}");
        assert_eq!(bad.index, Some(nth as u64 * 2));
        fs::write(path, bytes).unwrap();
    }
    assert!(sample.verify().is_ok());
}

#[test]
fn a_torn_last_line_is_passed_over_and_removed() {
    let sample = Sample::new();
    let last = sample.log.len() - sample.lines()[SIZE - 1].len();
    let key = Key::from_seed("log", &[9; 32]);
    for end in last..sample.log.len() {
        sample.put_log(&sample.log[..end]);
        // The line was never acknowledged, so no checkpoint tells of it.
        sample.put_checkpoint(SIZE - 1);
        let ledger = Ledger::open(sample.path()).unwrap();
        assert_eq!(ledger.size() as usize, SIZE - 1);
        assert_eq!(ledger.entries().unwrap().count(), SIZE - 1);
        let verified = sample.verify().unwrap();
        assert_eq!(verified.size as usize, SIZE - 1);
        assert_eq!(verified.torn as usize, end - last);

        let mut writer = Ledger::open_for_writing_with_key(sample.path(), &key).unwrap();
        assert_eq!(writer.size() as usize, SIZE - 1);
        let entry = NewEntry { recorded: 0, payload: b"\"again\"".to_vec() };
        writer.append(&key, &[entry]).unwrap();
        drop(writer);
        assert_eq!(sample.verify().unwrap().size as usize, SIZE);
    }
}

#[test]
fn a_tail_of_zeroes_is_a_torn_line() {
    let sample = Sample::new();
    let tail = [&sample.log[..], &[0; 5000]].concat();
    sample.put_log(&tail);
    assert_eq!(sample.verify().unwrap().torn, 5000);
    assert_eq!(Ledger::open(sample.path()).unwrap().size() as usize, SIZE);
}

#[test]
fn acknowledged_entries_that_were_cut_off_are_missed() {
    let sample = Sample::new();
    for end in 0..sample.log.len() {
        sample.put_log(&sample.log[..end]);
        let whole = sample.entry_at(end);
        let cut = Reason::CutOff { checkpoint: SIZE as u64 };
        let bad = first_bad(sample.verify());
        assert_eq!((bad.index, &bad.reason), (Some(whole), &cut));
        let bad = first_bad(Ledger::open(sample.path()));
        assert_eq!((bad.index, &bad.reason), (Some(whole), &cut));
    }
}

#[test]
fn whole_lines_beyond_the_checkpoint_are_taken_up() {
    let sample = Sample::new();
    let key = Key::from_seed("log", &[9; 32]);
    for size in 0..SIZE {
        sample.put_checkpoint(size);
        let verified = sample.verify().unwrap();
        assert_eq!(verified.checkpoint_size as usize, size);
        assert_eq!(verified.size as usize, SIZE);
        let ledger = Ledger::open(sample.path()).unwrap();
        assert_eq!(ledger.size() as usize, SIZE);
        drop(Ledger::open_for_writing_with_key(sample.path(), &key).unwrap());
        let note = fs::read_to_string(sample.path().join("checkpoint")).unwrap();
        assert_eq!(note, sample.checkpoints[SIZE]);
    }
}

#[test]
fn forged_lines_beyond_the_checkpoint_are_refused() {
    let sample = Sample::new();
    let forged = String::from_utf8(sample.log.clone()).unwrap().replace("[5,", "[6,");
    sample.put_log(forged.as_bytes());
    sample.put_checkpoint(SIZE - 1);
    let expect = |bad: FirstBad| {
        assert_eq!((bad.index, bad.reason), (Some(5), Reason::Signature));
    };
    expect(first_bad(sample.verify()));
    expect(first_bad(Ledger::open(sample.path())));
    let key = Key::from_seed("log", &[9; 32]);
    let opened = Ledger::open_for_writing_with_key(sample.path(), &key);
    expect(first_bad(opened));
}

#[test]
fn lines_dropped_doubled_swapped_or_renumbered_are_found() {
    let sample = Sample::new();
    let lines = sample.lines();
    let check = |order: &[usize], index: u64, expected: Reason| {
        let log: Vec<u8> = order.iter().flat_map(|at| lines[*at].to_vec()).collect();
        sample.put_log(&log);
        let bad = first_bad(sample.verify());
        assert_eq!((bad.index, bad.reason), (Some(index), expected));
    };
    check(&[0, 1, 3, 4, 5], 2, Reason::Gap { found: 3 });
    check(&[0, 1, 1, 2, 3, 4, 5], 2, Reason::Gap { found: 1 });
    check(&[0, 2, 1, 3, 4, 5], 1, Reason::Gap { found: 2 });
    check(&[1, 2, 3, 4, 5], 0, Reason::Gap { found: 1 });

    let text = String::from_utf8(sample.log.clone()).unwrap();
    let dropped: String = text.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let mut renumbered = dropped;
    for index in 1..SIZE {
        let (from, to) = (format!("\"index\":{index}"), format!("\"index\":{}", index - 1));
        renumbered = renumbered.replace(&from, &to);
    }
    sample.put_log(renumbered.as_bytes());
    let bad = first_bad(sample.verify());
    assert_eq!((bad.index, bad.reason), (Some(0), Reason::Signature));
}

/// Writes a log that `keys` could have made: validly signed, on top of nothing.
fn forge(log: &Key, payloads: &[(&Key, &str)]) -> (TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Ledger::create_with_key(folder.path(), log).unwrap();
    for (author, payload) in payloads {
        let entry = NewEntry { recorded: 1, payload: payload.as_bytes().to_vec() };
        writer.append(author, &[entry]).unwrap();
    }
    drop(writer);
    let lines = fs::read(folder.path().join("log.jsonl")).unwrap();
    (folder, lines)
}

#[test]
fn an_author_cannot_take_back_what_others_built_on() {
    let log = Key::from_seed("log", &[9; 32]);
    let (one, two) = (Key::from_seed("1", &[1; 32]), Key::from_seed("2", &[2; 32]));
    let (true_folder, true_log) = forge(&log, &[(&one, "1"), (&two, "2"), (&one, "3")]);
    let (_, other_log) = forge(&log, &[(&one, "0"), (&two, "2"), (&one, "3")]);
    let lines = |log: &[u8]| -> Vec<Vec<u8>> {
        let lines = log.split_inclusive(|byte| *byte == b'\n');
        lines.map(<[u8]>::to_vec).collect()
    };
    let (true_lines, other_lines) = (lines(&true_log), lines(&other_log));
    let path = true_folder.path();

    // One replaces the first entry with another, well signed: two's signature is over the old.
    let mixed = [&other_lines[0][..], &true_lines[1], &true_lines[2]].concat();
    fs::write(path.join("log.jsonl"), mixed).unwrap();
    let bad = first_bad(verify(path, rests_on));
    assert_eq!((bad.index, bad.reason), (Some(1), Reason::Signature));

    // One replaces the last entry, on which nobody has built: the checkpoint tells.
    let (_, last) = forge(&log, &[(&one, "1"), (&two, "2"), (&one, "4")]);
    fs::write(path.join("log.jsonl"), last).unwrap();
    let bad = first_bad(verify(path, rests_on));
    assert_eq!((bad.index, bad.reason), (None, Reason::Root { size: 3 }));
    first_bad(Ledger::open(path));
}

#[test]
fn a_line_of_another_log_does_not_fit() {
    let one = Key::from_seed("1", &[1; 32]);
    let (_, lines) = forge(&Key::from_seed("log", &[8; 32]), &[(&one, "1")]);
    let (folder, _) = forge(&Key::from_seed("log", &[9; 32]), &[]);
    fs::write(folder.path().join("log.jsonl"), lines).unwrap();
    let bad = first_bad(verify(folder.path(), rests_on));
    assert_eq!((bad.index, bad.reason), (Some(0), Reason::Signature));
}

#[test]
fn setting_log_and_checkpoint_back_is_noticed_by_who_kept_a_checkpoint() {
    let sample = Sample::new();
    let kept = Checkpoint::open(sample.checkpoints[4].as_bytes()).unwrap();
    let lines = sample.lines();
    sample.put_log(&lines[..3].concat());
    sample.put_checkpoint(3);
    assert_eq!(sample.verify().unwrap().size, 3, "nothing inside shows it");
    let bad = first_bad(verify_against(sample.path(), &[kept], rests_on));
    assert_eq!(bad.index, Some(3));
    assert_eq!(bad.reason, Reason::CutOff { checkpoint: 4 });
}

#[test]
fn a_history_rewritten_with_all_keys_is_noticed_by_who_kept_a_checkpoint() {
    let log = Key::from_seed("log", &[9; 32]);
    let one = Key::from_seed("1", &[1; 32]);
    let (first, _) = forge(&log, &[(&one, "1"), (&one, "2")]);
    let kept = Ledger::open(first.path()).unwrap().checkpoint().clone();
    let (second, _) = forge(&log, &[(&one, "1"), (&one, "3"), (&one, "4")]);
    assert!(verify(second.path(), rests_on).is_ok());
    let bad = first_bad(verify_against(second.path(), std::slice::from_ref(&kept), rests_on));
    assert_eq!((bad.index, bad.reason), (None, Reason::Root { size: 2 }));

    let (third, _) = forge(&Key::from_seed("log", &[8; 32]), &[(&one, "1")]);
    let bad = first_bad(verify_against(third.path(), &[kept], rests_on));
    assert!(matches!(bad.reason, Reason::OtherLog { .. }));
}

#[test]
fn entries_altered_after_opening_end_the_reading() {
    let sample = Sample::new();
    let ledger = Ledger::open(sample.path()).unwrap();
    sample.put_log(&sample.lines()[..4].concat());
    let read: Vec<Result<Entry, Error>> = ledger.entries().unwrap().collect();
    assert_eq!(read.len(), 5);
    assert!(read[..4].iter().all(Result::is_ok));
    assert!(matches!(read[4], Err(Error::Damaged(_))));
}

#[test]
fn the_first_of_many_bad_entries_is_named_in_a_long_log() {
    let folder = tempfile::tempdir().unwrap();
    let key = Key::from_seed("log", &[9; 32]);
    let mut writer = Ledger::create_with_key(folder.path(), &key).unwrap();
    // More than one batch of verification, each shared between the processors.
    let entries: Vec<_> = (0..5000)
        .map(|at| NewEntry { recorded: at, payload: format!("\"entry {at}.\"").into_bytes() })
        .collect();
    writer.append(&key, &entries).unwrap();
    drop(writer);
    let path = folder.path().join("log.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    for first in [4999_u64, 4100, 3000, 70, 0] {
        // All after it fail as well, for the root before them is another.
        let altered = text.replace(&format!("entry {first}."), &format!("entry {first}!"));
        fs::write(&path, altered).unwrap();
        let bad = first_bad(verify(folder.path(), rests_on));
        assert_eq!((bad.index, bad.reason), (Some(first), Reason::Signature));
        let line = text.lines().take(usize::try_from(first).unwrap());
        assert_eq!(bad.offset, line.map(|line| line.len() as u64 + 1).sum::<u64>());
    }
}

#[test]
fn a_line_longer_than_any_entry_is_not_read_into_memory() {
    let sample = Sample::new();
    let long = [&sample.log[..], &vec![b' '; 40 << 20], b"\n"].concat();
    sample.put_log(&long);
    let bad = first_bad(sample.verify());
    assert_eq!(bad.index, Some(SIZE as u64));
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let sample = Sample::new();
    let told = |result: Result<Verified, Error>| {
        let folder = sample.path().display().to_string();
        result.unwrap_err().to_string().replace(&folder, "case")
    };
    let altered = String::from_utf8(sample.log.clone()).unwrap().replace("[3,", "[4,");
    sample.put_log(altered.as_bytes());
    insta::assert_snapshot!(told(sample.verify()), @"case/log.jsonl: entry 3 (line 4 of the log, byte 907): its author's signature does not fit: it was altered, or an entry before it was replaced by another of the same author; everything before it is sound; compare this line with that of another copy");
    sample.put_log(&sample.lines()[..2].concat());
    insta::assert_snapshot!(told(sample.verify()), @"case/log.jsonl: entry 2 (line 3 of the log, byte 579): the log ends here, but its checkpoint tells of 6 entries: acknowledged entries were cut off; restore `log.jsonl` from a copy that is at least as long");
    sample.put_log(b"{\"index\":0}\n");
    insta::assert_snapshot!(told(sample.verify()), @r#"case/log.jsonl: entry 0 (line 1 of the log, byte 0): it is not of the form `{"index":…,"recorded":…,"author":…,"payload":…,"signature":…}`: look at its `index`; everything before it is sound; compare this line with that of another copy"#);
    sample.put_log(&sample.log);
    fs::remove_file(&sample.evidence[1]).unwrap();
    insta::assert_snapshot!(told(sample.verify()), @"case/evidence/12/9a82bae645af659230191e321c43eaadc52d8b6924a0c08725f11fd422fa6a: entry 2 (line 3 of the log, byte 579): the evidence 129a82bae645af659230191e321c43eaadc52d8b6924a0c08725f11fd422fa6a it rests on is missing; restore this file below `evidence` from a copy");
    fs::write(sample.path().join("checkpoint"), "nothing").unwrap();
    insta::assert_snapshot!(told(sample.verify()), @"case/checkpoint: the checkpoint cannot be trusted: it has no text, blank line and signature lines, as a signed note must; restore `checkpoint` from a copy of the same age as the log, or older");
    insta::assert_snapshot!(told(verify(sample.path().join("none"), rests_on)), @"there is no ledger in case/none; create one there, or name the folder that holds `checkpoint` and `log.jsonl`");
}
