//! Any bytes as a checkpoint, and as the text of one that its log has signed, so that what comes
//! behind the signature is reached too.
//!
//! Laws: no panic; what opens keeps the note byte for byte, and says the size and root of its
//! second and third line; nothing unsigned opens.

#![no_main]

use armistice_ledger::{Checkpoint, Key};
use data_encoding::BASE64;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// A log's key, named as its checkpoints are, with the four bytes that name the key in a note.
static LOG: LazyLock<(Key, Vec<u8>)> = LazyLock::new(|| {
    let key = Key::from_seed("log", &[9; 32]);
    let origin = format!("armistice/{}", key.public());
    let key = key.named(&origin);
    // name+id+key, the id in hexadecimal.
    let id = key.verifier().split('+').nth(1).unwrap().to_string();
    let id = (0..4).map(|at| u8::from_str_radix(&id[2 * at..2 * at + 2], 16).unwrap()).collect();
    (key, id)
});

fn holds(note: &[u8]) -> bool {
    let Ok(opened) = Checkpoint::open(note) else { return false };
    assert_eq!(opened.note().as_bytes(), note);
    let lines: Vec<&str> = opened.note().lines().collect();
    assert_eq!(lines[0], opened.origin());
    assert_eq!(lines[1], opened.size().to_string());
    assert_eq!(lines[2], BASE64.encode(opened.root().as_bytes()));
    true
}

fuzz_target!(|data: &[u8]| {
    holds(data);
    let (key, id) = &*LOG;
    let Ok(text) = std::str::from_utf8(data) else { return };
    // `=` in front stands for the log's own first line.
    let text = match text.strip_prefix('=') {
        Some(rest) => format!("{}\n{rest}\n", key.name()),
        None => format!("{text}\n"),
    };
    let signature = [id.as_slice(), key.sign(text.as_bytes()).as_bytes()].concat();
    let note = format!("{text}\n— {} {}\n", key.name(), BASE64.encode(&signature));
    if holds(note.as_bytes()) {
        let forged = note.replacen('\n', "\n1", 1);
        assert!(!holds(forged.as_bytes()), "a changed size went through:\n{forged}");
    }
});
