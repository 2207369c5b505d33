//! What can go wrong, where, and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::checkpoint::CheckpointFault;
use crate::entry::EntryFault;
use crate::hash::Sha256;

/// Everything that can go wrong with a ledger.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused something.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// What was being done, as a verb: "read", "flush".
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's reason.
        source: io::Error,
    },
    /// There is no ledger in the folder.
    #[error("there is no ledger in {}; create one there, or name the folder that holds `checkpoint` and `log.jsonl`", folder.display())]
    NoLedger {
        /// The folder looked into.
        folder: PathBuf,
    },
    /// There is a ledger in the folder already.
    #[error("{} already holds a ledger; open that one, or choose an empty folder", folder.display())]
    LedgerExists {
        /// The folder.
        folder: PathBuf,
    },
    /// Another process is writing.
    #[error("another process is writing to the ledger in {}; wait until it has finished, or end it (the lock ends with the process, there is nothing to remove)", folder.display())]
    Locked {
        /// The ledger's folder.
        folder: PathBuf,
    },
    /// The ledger is not as it was written.
    #[error(transparent)]
    Damaged(#[from] FirstBad),
    /// A key file holds something else.
    #[error("{} is not a key file (one line `PRIVATE+KEY+name+id+base64`), or a character in it was altered; restore it from a copy, or move it away to have a new key made", path.display())]
    KeyFile {
        /// The key file.
        path: PathBuf,
    },
    /// A copy of a ledger without its secret key.
    #[error("{} is missing, so this copy of the ledger can be read but not written; write where it was created, or give the log's key if it is kept elsewhere", path.display())]
    NoLogKey {
        /// Where the key would be.
        path: PathBuf,
    },
    /// The key is not the one the log was created with.
    #[error(
        "the key {found} is not the one this log is signed with, {expected}; open the ledger with the key it was created with"
    )]
    WrongLogKey {
        /// The public key in the log's origin.
        expected: String,
        /// The public key offered.
        found: String,
    },
    /// The operating system gives no randomness.
    #[error("the operating system gives no randomness for a new key: {reason}; try again later")]
    Randomness {
        /// The operating system's reason.
        reason: String,
    },
    /// A payload cannot be taken.
    #[error("entry {place} of the batch is not taken: {reason}; nothing of the batch was written")]
    Payload {
        /// Which of the batch, from 0.
        place: usize,
        /// Why.
        reason: EntryFault,
    },
    /// An earlier write failed.
    #[error("an earlier write to {} failed, so what is on the disk is not known; open the ledger again", path.display())]
    WriterStopped {
        /// The log file.
        path: PathBuf,
    },
    /// The log file changed under the writer.
    #[error("{} is {found} bytes long where this writer left it at {expected}: something wrote to it without taking the lock; find out what, then open the ledger again", path.display())]
    ChangedUnderneath {
        /// The log file.
        path: PathBuf,
        /// Its length as this writer left it, bytes.
        expected: u64,
        /// Its length now, bytes.
        found: u64,
    },
    /// Evidence that is not there.
    #[error("there is no evidence {hash} at {}; restore the file from a copy", path.display())]
    EvidenceMissing {
        /// The hash asked for.
        hash: Sha256,
        /// Where it should be.
        path: PathBuf,
    },
    /// Evidence whose content is not what its name says.
    #[error("the evidence at {} was altered: its content hashes to {found}; restore the file from a copy", path.display())]
    EvidenceAltered {
        /// The hash asked for.
        hash: Sha256,
        /// The hash of what is there.
        found: Sha256,
        /// The file.
        path: PathBuf,
    },
    /// A size or an index beyond the end of the log.
    #[error("{asked} is beyond the {size} entries of the log")]
    OutOfRange {
        /// The size or index asked for.
        asked: u64,
        /// The entries there are.
        size: u64,
    },
}

/// The first thing in a ledger that is not as it was written. Whatever comes before it is sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FirstBad {
    /// The file it is in.
    pub file: PathBuf,
    /// The entry, from 0; entry *n* is line *n* + 1 of the log. `None` where no single entry can
    /// be blamed.
    pub index: Option<u64>,
    /// Where the entry's line begins in the log file, bytes; 0 where `index` is `None`.
    pub offset: u64,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for FirstBad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file.display())?;
        if let Some(index) = self.index {
            let line = index.saturating_add(1);
            write!(f, "entry {index} (line {line} of the log, byte {}): ", self.offset)?;
        }
        write!(f, "{}; {}", self.reason, self.reason.advice())
    }
}

/// What is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A line is not an entry.
    #[error("{0}")]
    Entry(#[from] EntryFault),
    /// The entries are not numbered 0, 1, 2, ….
    #[error("it says it is entry {found}: entries are missing, doubled or out of order")]
    Gap {
        /// The index the line gives.
        found: u64,
    },
    /// The signature does not fit.
    #[error(
        "its author's signature does not fit: it was altered, or an entry before it was replaced by another of the same author"
    )]
    Signature,
    /// The log ends before the checkpoint.
    #[error(
        "the log ends here, but its checkpoint tells of {checkpoint} entries: acknowledged entries were cut off"
    )]
    CutOff {
        /// The size in the checkpoint.
        checkpoint: u64,
    },
    /// Well-signed entries that are not those of the checkpoint.
    #[error(
        "the first {size} entries are not those of the checkpoint: an author's own entries were replaced, or the checkpoint belongs to another copy of the log"
    )]
    Root {
        /// The size in the checkpoint.
        size: u64,
    },
    /// No checkpoint beside a log.
    #[error("the checkpoint is missing")]
    NoCheckpoint,
    /// The checkpoint is damaged.
    #[error("the checkpoint cannot be trusted: {0}")]
    Checkpoint(#[from] CheckpointFault),
    /// The checkpoint to compare with is of another log.
    #[error("this is the log {found}, not {expected}")]
    OtherLog {
        /// The origin asked for.
        expected: String,
        /// The origin found.
        found: String,
    },
    /// Evidence is missing.
    #[error("the evidence {0} it rests on is missing")]
    EvidenceMissing(Sha256),
    /// Evidence was altered.
    #[error("the evidence {0} it rests on was altered")]
    EvidenceAltered(Sha256),
}

impl Reason {
    /// What to do about it.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Entry(_) | Self::Gap { .. } | Self::Signature => {
                "everything before it is sound; compare this line with that of another copy"
            }
            Self::CutOff { .. } => "restore `log.jsonl` from a copy that is at least as long",
            Self::Root { .. } => "compare `log.jsonl` and `checkpoint` with another copy",
            Self::NoCheckpoint | Self::Checkpoint(_) => {
                "restore `checkpoint` from a copy of the same age as the log, or older"
            }
            Self::OtherLog { .. } => "name the folder of the log you mean",
            Self::EvidenceMissing(_) | Self::EvidenceAltered(_) => {
                "restore this file below `evidence` from a copy"
            }
        }
    }
}

/// Says what was being done to which path when the operating system refused.
pub(crate) trait At<T> {
    fn at(self, doing: &'static str, path: &Path) -> Result<T, Error>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, doing: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|source| Error::Io { doing, path: path.to_owned(), source })
    }
}
