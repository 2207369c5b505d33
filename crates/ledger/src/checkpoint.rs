//! Checkpoints (c2sp.org/tlog-checkpoint): the log's signed word on its size and root.
//!
//! The origin is `armistice/` and the log's public key in hexadecimal, so one line is both the
//! name of the log and all that is needed to check its checkpoints.

use crate::base64;
use crate::hash::Sha256;
use crate::key::{Key, PublicKey};
use crate::note::{self, NoteFault};

/// What every origin begins with.
const PREFIX: &str = "armistice/";

/// A checkpoint whose signature fits: at `size` entries the log's root is `root`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    log: PublicKey,
    size: u64,
    root: Sha256,
    note: String,
}

/// Why a checkpoint is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// It is not a signed note, or not signed by the log.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// The first line is not an origin of this program.
    #[error("its first line is not `armistice/` and the 64 hexadecimal digits of a log's key")]
    Origin,
    /// The second line is not a size.
    #[error("its second line is not a number of entries")]
    Size,
    /// The third line is not a root.
    #[error("its third line is not the base64 of a SHA-256 hash")]
    Root,
    /// An extension line is empty.
    #[error("it has an empty line within its text")]
    Extension,
}

impl Checkpoint {
    /// Signs that the log of `key` has `root` at `size` entries. The note is signed under the
    /// origin, whatever the key's own name.
    pub(crate) fn sign(key: &Key, size: u64, root: Sha256) -> Self {
        let log = key.public();
        let origin = origin(&log);
        let text = format!("{origin}\n{size}\n{}\n", base64::encode(root.as_bytes()));
        let note = note::sign(&text, &key.clone().named(&origin));
        Self { log, size, root, note }
    }

    /// Reads a checkpoint and verifies that the log named in it has signed it. Whether that log
    /// is the one you mean is for you to compare: see [`Checkpoint::origin`].
    ///
    /// # Errors
    /// What in it is not as it should be.
    pub fn open(note: &[u8]) -> Result<Self, CheckpointFault> {
        let mut lines = note::text_of(note)?.lines();
        let origin = lines.next().ok_or(CheckpointFault::Origin)?;
        let log: PublicKey = origin
            .strip_prefix(PREFIX)
            .and_then(|key| key.parse().ok())
            .ok_or(CheckpointFault::Origin)?;
        let size = lines.next().ok_or(CheckpointFault::Size)?;
        let size = parse_size(size).ok_or(CheckpointFault::Size)?;
        let root = lines.next().ok_or(CheckpointFault::Root)?;
        let root = base64::decode(root.as_bytes())
            .and_then(|root| root.try_into().ok())
            .map(Sha256::from_bytes)
            .ok_or(CheckpointFault::Root)?;
        if lines.any(str::is_empty) {
            return Err(CheckpointFault::Extension);
        }
        note::open(note, origin, &log)?;
        let note = String::from_utf8(note.to_vec()).map_err(|_| NoteFault::NotText)?;
        Ok(Self { log, size, root, note })
    }

    /// The log's public key.
    #[must_use]
    pub const fn log(&self) -> PublicKey {
        self.log
    }

    /// The log's name: the first line. Who keeps it elsewhere can tell this log from any other.
    #[must_use]
    pub fn origin(&self) -> String {
        origin(&self.log)
    }

    /// The number of entries the checkpoint speaks of.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The Merkle root over those entries.
    #[must_use]
    pub const fn root(&self) -> Sha256 {
        self.root
    }

    /// The signed note as it stands in the file; keep a copy elsewhere to notice a rollback.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

fn origin(log: &PublicKey) -> String {
    format!("{PREFIX}{log}")
}

/// ASCII decimal digits without leading zeroes.
fn parse_size(text: &str) -> Option<u64> {
    let size: u64 = text.parse().ok()?;
    (size.to_string() == text).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::from_seed("some name", &[7; 32])
    }

    #[test]
    fn a_checkpoint_reads_as_the_specification_says() {
        let checkpoint = Checkpoint::sign(&key(), 0, Sha256::of(b""));
        insta::assert_snapshot!(checkpoint.note(), @"
        armistice/ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c
        0
        47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=

        — armistice/ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c j+/or9Q4H4w028aVzaKWXYIiqd4iFJc48piwJ1iijcddm4ELuUXgthyLPLA79NO9R+FOeOBZ9LA90+N9GcB5NTP8MQA=
        ");
        let opened = Checkpoint::open(checkpoint.note().as_bytes());
        assert_eq!(opened, Ok(checkpoint));
    }

    #[test]
    fn extension_lines_are_kept_and_other_sizes_are_not_taken() {
        let origin = origin(&key().public());
        let named = key().named(&origin);
        let root = base64::encode(Sha256::of(b"").as_bytes());
        let open = |text: &str| Checkpoint::open(note::sign(text, &named).as_bytes());
        assert_eq!(open(&format!("{origin}\n12\n{root}\nextension\n")).map(|it| it.size()), Ok(12));
        for size in ["", "012", "+1", "-1", "1 ", "0x1", "18446744073709551616"] {
            let text = format!("{origin}\n{size}\n{root}\n");
            assert_eq!(open(&text), Err(CheckpointFault::Size), "{size:?}");
        }
        let text = format!("{origin}\n1\n{root}\n\nmore\n");
        assert_eq!(open(&text), Err(CheckpointFault::Extension));
        let text = format!("{origin}\n1\n{}\n", &root[4..]);
        assert_eq!(open(&text), Err(CheckpointFault::Root));
        // The same bytes, padded within.
        let hash = Sha256::of(b"");
        let (start, end) = hash.as_bytes().split_at(2);
        let padded = base64::encode(start) + &base64::encode(end);
        let text = format!("{origin}\n1\n{padded}\n");
        assert_eq!(open(&text), Err(CheckpointFault::Root));
        let text = format!("example.com/log\n1\n{root}\n");
        assert_eq!(open(&text), Err(CheckpointFault::Origin));
    }
}
