//! Signed notes (c2sp.org/signed-note): a text, a blank line, signature lines `— name base64`.

use crate::base64;
use crate::key::{Key, PublicKey, Signature, is_note_name};

/// `text`, which must end with a newline, signed by `key` under its name.
pub(crate) fn sign(text: &str, key: &Key) -> String {
    let mut signature = key.public().note_id(key.name()).to_vec();
    signature.extend_from_slice(key.sign(text.as_bytes()).as_bytes());
    format!("{text}\n— {} {}\n", key.name(), base64::encode(&signature))
}

/// Why a note is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// Not UTF-8 text, or with control characters other than newline.
    #[error("it is not plain UTF-8 text")]
    NotText,
    /// No text, blank line and signature lines ending in a newline.
    #[error("it has no text, blank line and signature lines, as a signed note must")]
    NoSignatures,
    /// A line after the last blank line is not `— name base64`.
    #[error("a signature line is not of the form `— name base64`")]
    SignatureLine,
    /// None of the signatures is by the key asked for.
    #[error("it carries no signature by the expected key")]
    UnknownKey,
    /// A signature by the key asked for does not fit the text.
    #[error("the signature does not fit the text: one of the two was altered")]
    BadSignature,
}

/// The text of `note`, split from its signature lines but not yet verified.
pub(crate) fn text_of(note: &[u8]) -> Result<&str, NoteFault> {
    split(note).map(|(text, _)| text)
}

/// The text of `note` once a signature by `key` under `name` is found and fits. Signatures by
/// other keys are skipped, as the specification demands: witnesses may add theirs.
pub(crate) fn open<'note>(
    note: &'note [u8],
    name: &str,
    key: &PublicKey,
) -> Result<&'note str, NoteFault> {
    let (text, signatures) = split(note)?;
    let mut signed = false;
    for line in signatures.lines() {
        let (signer, signature) = line
            .strip_prefix("— ")
            .and_then(|line| line.split_once(' '))
            .ok_or(NoteFault::SignatureLine)?;
        let signature = base64::decode(signature.as_bytes()).ok_or(NoteFault::SignatureLine)?;
        let (id, signature) = signature.split_first_chunk::<4>().ok_or(NoteFault::SignatureLine)?;
        if !is_note_name(signer) || signature.is_empty() {
            return Err(NoteFault::SignatureLine);
        }
        if signer != name || *id != key.note_id(name) {
            continue;
        }
        let signature: [u8; 64] = signature.try_into().map_err(|_| NoteFault::BadSignature)?;
        if !key.verifies(text.as_bytes(), &Signature::from_bytes(signature)) {
            return Err(NoteFault::BadSignature);
        }
        signed = true;
    }
    if signed { Ok(text) } else { Err(NoteFault::UnknownKey) }
}

/// The text, with its final newline, and the signature lines.
fn split(note: &[u8]) -> Result<(&str, &str), NoteFault> {
    let note = std::str::from_utf8(note).map_err(|_| NoteFault::NotText)?;
    if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
        return Err(NoteFault::NotText);
    }
    let blank = note.rfind("\n\n").ok_or(NoteFault::NoSignatures)?;
    let (text, rest) = note.split_at(blank + 1);
    let signatures = rest.strip_prefix('\n').unwrap_or(rest);
    if signatures.is_empty() || !signatures.ends_with('\n') {
        return Err(NoteFault::NoSignatures);
    }
    Ok((text, signatures))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of golang.org/x/mod/sumdb/note: text, seed, and the note it must become.
    const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                        then you don't know what your problem is.\n";
    const SIGNATURE: &str = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

    fn peter() -> Key {
        let seed = base64::decode(b"AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").unwrap();
        Key::from_seed("PeterNeumann", seed[1..].try_into().unwrap())
    }

    #[test]
    fn signs_as_the_reference_implementation_does() {
        let note = sign(TEXT, &peter());
        assert_eq!(note, format!("{TEXT}\n— PeterNeumann {SIGNATURE}\n"));
        let opened = open(note.as_bytes(), "PeterNeumann", &peter().public());
        assert_eq!(opened, Ok(TEXT));
    }

    #[test]
    fn the_example_of_the_specification_is_well_formed() {
        let note = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\n\
            ed è subito sera.\n\n— quasimodo.example/salvatore \
            NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
        let text = text_of(note.as_bytes()).unwrap();
        assert!(text.ends_with("sole:\n\ned è subito sera.\n"));
        let somebody = Key::from_seed("x", &[1; 32]).public();
        assert_eq!(
            open(note.as_bytes(), "quasimodo.example/salvatore", &somebody),
            Err(NoteFault::UnknownKey)
        );
    }

    #[test]
    fn other_signatures_are_skipped_and_damage_is_not() {
        let key = Key::from_seed("log", &[1; 32]);
        let witness = Key::from_seed("witness", &[2; 32]);
        let note = sign("text\n", &key);
        let lines = sign("text\n", &witness);
        let second = lines.strip_prefix("text\n\n").unwrap();
        let both = format!("{note}{second}");
        assert_eq!(open(both.as_bytes(), "log", &key.public()), Ok("text\n"));
        let expect = |note: &str, fault| {
            assert_eq!(open(note.as_bytes(), "log", &key.public()), Err(fault), "{note}");
        };
        expect(&lines, NoteFault::UnknownKey);
        expect(&note.replace("text", "tent"), NoteFault::BadSignature);
        expect(&note.replace("— ", "- "), NoteFault::SignatureLine);
        expect(&note.replace('\n', "\r\n"), NoteFault::NotText);
        expect("text\n\n", NoteFault::NoSignatures);
        expect("text\n", NoteFault::NoSignatures);
        expect(note.trim_end(), NoteFault::NoSignatures);
        expect("", NoteFault::NoSignatures);
    }
}
