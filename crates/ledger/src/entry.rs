//! One entry: its line in the log file, and the bytes its author signs. Both are laid down in the
//! crate's documentation; this file is the only place that writes or reads them.

use serde::de::IgnoredAny;

use crate::base64;
use crate::hash::Sha256;
use crate::key::{Key, PublicKey, Signature};
use crate::merkle;

/// The largest payload, bytes: 16 MiB. Larger things are evidence.
pub const MAX_PAYLOAD: usize = 16 << 20;

/// The longest line that can be an entry, bytes, newline included: the payload, and less than
/// 300 bytes of everything around it.
pub(crate) const MAX_LINE: usize = MAX_PAYLOAD + 300;

const DOMAIN: &[u8] = b"armistice ledger entry v1\n";

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When it is recorded, seconds since 1970-01-01 00:00 UTC.
    pub recorded: i64,
    /// JSON on one line: no control characters, at most [`MAX_PAYLOAD`] bytes. Carried as given,
    /// byte for byte.
    pub payload: Vec<u8>,
}

/// What was recorded. Reading does not verify the signature: see [`verify`](crate::verify()).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The place in the log, from 0.
    pub index: u64,
    /// When it was recorded, as its author said: seconds since 1970-01-01 00:00 UTC.
    pub recorded: i64,
    /// Who signed it.
    pub author: PublicKey,
    /// The JSON text as it was given.
    pub payload: Vec<u8>,
    /// The author's signature.
    pub signature: Signature,
}

/// Why a line is not an entry, or a payload cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// The line is not of the one form an entry has.
    #[error(
        "it is not of the form `{{\"index\":…,\"recorded\":…,\"author\":…,\"payload\":…,\"signature\":…}}`: look at its `{0}`"
    )]
    Form(&'static str),
    /// The payload is not JSON.
    #[error("its payload is not JSON: {0}")]
    NotJson(String),
    /// The payload has a line break or another control character.
    #[error(
        "its payload has a line break or another control character at byte {0}; write the JSON on one line"
    )]
    Control(usize),
    /// The payload is too large.
    #[error("its payload has {0} bytes, of at most {MAX_PAYLOAD}; put what is large into evidence")]
    TooLarge(usize),
}

/// Whether `payload` can stand in an entry.
pub(crate) fn check_payload(payload: &[u8]) -> Result<(), EntryFault> {
    if payload.len() > MAX_PAYLOAD {
        return Err(EntryFault::TooLarge(payload.len()));
    }
    if let Some(place) = payload.iter().position(|byte| *byte < 0x20) {
        return Err(EntryFault::Control(place));
    }
    let text =
        std::str::from_utf8(payload).map_err(|error| EntryFault::NotJson(error.to_string()))?;
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .map_err(|error| EntryFault::NotJson(error.to_string()))
}

impl Entry {
    /// The next entry of `log`, signed.
    pub(crate) fn sign(
        log: &PublicKey,
        index: u64,
        before: &Sha256,
        author: &Key,
        new: &NewEntry,
    ) -> Self {
        let mut entry = Self {
            index,
            recorded: new.recorded,
            author: author.public(),
            payload: new.payload.clone(),
            signature: Signature::from_bytes([0; 64]),
        };
        entry.signature = author.sign(&entry.signed_bytes(log, before));
        entry
    }

    /// The bytes the author signs, as the [crate's documentation](crate#the-form-of-an-entry)
    /// lays down. `before` is the Merkle root over the entries before this one.
    #[must_use]
    pub fn signed_bytes(&self, log: &PublicKey, before: &Sha256) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(DOMAIN.len() + 120 + self.payload.len());
        bytes.extend_from_slice(DOMAIN);
        bytes.extend_from_slice(before.as_bytes());
        self.body(log, &mut bytes);
        bytes
    }

    /// Whether the author's signature fits, given the Merkle root over the entries before.
    #[must_use]
    pub fn is_signed(&self, log: &PublicKey, before: &Sha256) -> bool {
        let message = self.signed_bytes(log, before);
        self.author.verifies(&message, &self.signature)
    }

    /// The hash of this entry's leaf in the Merkle tree of `log`.
    #[must_use]
    pub fn leaf_hash(&self, log: &PublicKey) -> Sha256 {
        merkle::leaf_hash(&self.leaf_bytes(log))
    }

    /// The bytes of this entry's leaf in the Merkle tree of `log`: what [`Self::leaf_hash`]
    /// hashes after a zero byte.
    #[must_use]
    pub fn leaf_bytes(&self, log: &PublicKey) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(152 + self.payload.len());
        self.body(log, &mut bytes);
        bytes.extend_from_slice(self.signature.as_bytes());
        bytes
    }

    fn body(&self, log: &PublicKey, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(log.as_bytes());
        bytes.extend_from_slice(&self.index.to_be_bytes());
        bytes.extend_from_slice(&self.recorded.to_be_bytes());
        bytes.extend_from_slice(self.author.as_bytes());
        bytes.extend_from_slice(&(self.payload.len() as u64).to_be_bytes());
        bytes.extend_from_slice(&self.payload);
    }

    /// Adds the entry's line, newline included, to `lines`.
    pub(crate) fn write_line(&self, lines: &mut Vec<u8>) {
        let Self { index, recorded, author, .. } = self;
        lines.extend_from_slice(
            format!(
                "{{\"index\":{index},\"recorded\":{recorded},\"author\":\"{author}\",\"payload\":"
            )
            .as_bytes(),
        );
        lines.extend_from_slice(&self.payload);
        lines.extend_from_slice(format!(",\"signature\":\"{}\"}}\n", self.signature).as_bytes());
    }

    /// Reads a line without its newline. Accepts exactly what [`Entry::write_line`] writes, so
    /// that no byte of the file can change without the entry changing. Whether the payload is
    /// JSON is left to [`check_payload`].
    pub(crate) fn from_line(line: &[u8]) -> Result<Self, EntryFault> {
        let rest = after(line, b"{\"index\":", "index")?;
        let (index, rest) = number::<u64>(rest, "index")?;
        let rest = after(rest, b",\"recorded\":", "recorded")?;
        let (recorded, rest) = number::<i64>(rest, "recorded")?;
        let rest = after(rest, b",\"author\":\"", "author")?;
        let (author, rest) = rest.split_at_checked(64).ok_or(EntryFault::Form("author"))?;
        let author = std::str::from_utf8(author)
            .ok()
            .and_then(|author| author.parse().ok())
            .ok_or(EntryFault::Form("author"))?;
        let rest = after(rest, b"\",\"payload\":", "payload")?;
        let rest = before(rest, b"\"}", "signature")?;
        let (rest, signature) = rest
            .len()
            .checked_sub(88)
            .and_then(|middle| rest.split_at_checked(middle))
            .ok_or(EntryFault::Form("signature"))?;
        let signature = base64::decode(signature)
            .and_then(|signature| signature.try_into().ok())
            .map(Signature::from_bytes)
            .ok_or(EntryFault::Form("signature"))?;
        let payload = before(rest, b",\"signature\":\"", "signature")?.to_vec();
        if payload.len() > MAX_PAYLOAD {
            return Err(EntryFault::TooLarge(payload.len()));
        }
        Ok(Self { index, recorded, author, payload, signature })
    }
}

fn after<'a>(text: &'a [u8], start: &[u8], at: &'static str) -> Result<&'a [u8], EntryFault> {
    text.strip_prefix(start).ok_or(EntryFault::Form(at))
}

fn before<'a>(text: &'a [u8], end: &[u8], at: &'static str) -> Result<&'a [u8], EntryFault> {
    text.strip_suffix(end).ok_or(EntryFault::Form(at))
}

/// A decimal number in its only spelling: no `+`, no leading zeroes, no `-0`.
fn number<'a, N>(text: &'a [u8], at: &'static str) -> Result<(N, &'a [u8]), EntryFault>
where
    N: std::str::FromStr + ToString,
{
    let end = text.iter().position(|byte| *byte == b',');
    let (digits, rest) =
        end.and_then(|end| text.split_at_checked(end)).ok_or(EntryFault::Form(at))?;
    std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| {
            let number: N = digits.parse().ok()?;
            (number.to_string() == digits).then_some((number, rest))
        })
        .ok_or(EntryFault::Form(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample(payload: &[u8]) -> Entry {
        let author = Key::from_seed("author", &[1; 32]);
        let log = Key::from_seed("log", &[2; 32]).public();
        let new = NewEntry { recorded: 1_473_613_200, payload: payload.to_vec() };
        Entry::sign(&log, 3, &Sha256::of(b""), &author, &new)
    }

    #[test]
    fn a_line_reads_as_documented() {
        let mut line = Vec::new();
        sample(br#"{"kind":"report"}"#).write_line(&mut line);
        insta::assert_snapshot!(String::from_utf8(line).unwrap(), @r#"{"index":3,"recorded":1473613200,"author":"8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c","payload":{"kind":"report"},"signature":"SFB366sWaT1VeO2Q8nvfgiEOrAldege7jJzY4tiNBSOokOcIVVCNfX0gKbJtLZW6Jw9OgFsM00L+DtXWsSf+CQ=="}"#);
    }

    #[test]
    fn what_is_signed_does_not_change_between_versions() {
        let entry = sample(b"{}");
        let log = Key::from_seed("log", &[2; 32]).public();
        let signed = entry.signed_bytes(&log, &Sha256::of(b""));
        // Both hashes were also computed outside this program, from the crate's documentation alone.
        assert_eq!(signed.len(), 26 + 32 + 88 + 2);
        assert!(entry.author.verifies(&signed, &entry.signature));
        insta::assert_snapshot!(Sha256::of(&signed), @"deba32cf5edba32118ffa32bc332fd03426cb3dc416cff17fc19dc3db3e59a47");
        insta::assert_snapshot!(entry.leaf_hash(&log), @"09670e192bbfffc0c80a66a023c9c49b32c28bf4f61287e616feb4fd297691fd");
    }

    /// Found by fuzzing: the signature's first byte in a group of its own leaves the line as long
    /// as it was, and its meaning too.
    #[test]
    fn a_signature_padded_within_is_refused() {
        let entry = sample(b"{}");
        let mut line = Vec::new();
        entry.write_line(&mut line);
        let line = String::from_utf8(line).unwrap();
        let (first, rest) = entry.signature.as_bytes().split_at(1);
        let padded = base64::encode(first) + &base64::encode(rest);
        let other = line.replace(&entry.signature.to_string(), &padded);
        assert_eq!((other.len(), other == line), (line.len(), false));
        let read = Entry::from_line(other.trim_end().as_bytes());
        assert_eq!(read, Err(EntryFault::Form("signature")));
    }

    #[test]
    fn other_spellings_are_refused() {
        let mut line = Vec::new();
        sample(b"{}").write_line(&mut line);
        let line = String::from_utf8(line).unwrap();
        let line = line.trim_end();
        assert!(Entry::from_line(line.as_bytes()).is_ok());
        for (from, to) in [
            ("\"index\":3", "\"index\":03"),
            ("\"index\":3", "\"index\": 3"),
            ("\"index\":3", "\"index\":+3"),
            ("\"index\":3", "\"index\":99999999999999999999"),
            ("\"recorded\":1473613200", "\"recorded\":-0"),
            ("\"author\":\"8", "\"author\":\"A"),
            ("==\"}", "=\"}"),
            ("==\"}", "==\" }"),
            ("==\"}", "==\"} "),
        ] {
            let other = line.replace(from, to);
            assert_ne!(other, line, "{from}");
            assert!(
                matches!(Entry::from_line(other.as_bytes()), Err(EntryFault::Form(_))),
                "{other}"
            );
        }
    }

    #[test]
    fn payloads_are_json_on_one_line() {
        for good in ["{}", "[1,2]", "\"text\"", "null", " {\"a\": 1} ", "1e400"] {
            assert_eq!(check_payload(good.as_bytes()), Ok(()), "{good}");
        }
        assert_eq!(check_payload(b"{\n}"), Err(EntryFault::Control(1)));
        for bad in [&b""[..], b"{", b"{}{}", b"\"\xff\"", b"{a:1}"] {
            assert!(matches!(check_payload(bad), Err(EntryFault::NotJson(_))));
        }
        let large = vec![b' '; MAX_PAYLOAD + 1];
        assert_eq!(check_payload(&large), Err(EntryFault::TooLarge(MAX_PAYLOAD + 1)));
        // Depth is bounded by the parser, not by our stack.
        let deep = "[".repeat(1_000_000);
        assert!(check_payload(deep.as_bytes()).is_err());
    }

    proptest! {
        #[test]
        fn reading_takes_back_what_was_written(
            index in any::<u64>(),
            recorded in any::<i64>(),
            author in any::<[u8; 32]>(),
            payload in "[ -~]{0,80}|.{0,40}",
            signature in any::<[u8; 32]>(),
        ) {
            let mut both = [0; 64];
            both[..32].copy_from_slice(&signature);
            both[32..].copy_from_slice(&signature);
            let entry = Entry {
                index,
                recorded,
                author: PublicKey::from_bytes(author),
                payload: payload.into_bytes(),
                signature: Signature::from_bytes(both),
            };
            let mut line = Vec::new();
            entry.write_line(&mut line);
            prop_assert!(line.len() <= entry.payload.len() + 300);
            prop_assert_eq!(Entry::from_line(&line[..line.len() - 1]), Ok(entry));
        }

        #[test]
        fn no_bytes_make_it_panic(line in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(entry) = Entry::from_line(&line) {
                let mut again = Vec::new();
                entry.write_line(&mut again);
                prop_assert_eq!(&again[..again.len() - 1], &line[..]);
            }
        }
    }
}
