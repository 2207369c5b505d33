//! A ledger opened for reading: what was there at the moment of opening.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::checkpoint::Checkpoint;
use crate::entry::Entry;
use crate::error::{At as _, Error, FirstBad, Reason};
use crate::evidence::Evidence;
use crate::hash::Sha256;
use crate::key::{Key, PublicKey};
use crate::merkle::{self, Frontier};
use crate::scan::{Anchor, Lines, Scan, Scanned};
use crate::verify;
use crate::writer::Writer;

/// A checkpoint with the signatures of a thousand witnesses is smaller than this, bytes.
const MAX_CHECKPOINT: u64 = 1 << 20;

/// The offset of every so many entries is remembered, to begin reading in the middle.
const MARK_EVERY: u64 = 256;

/// Where things are in a ledger's folder.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    pub(crate) folder: PathBuf,
}

impl Places {
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("log.jsonl")
    }

    pub(crate) fn checkpoint(&self) -> PathBuf {
        self.folder.join("checkpoint")
    }

    pub(crate) fn next_checkpoint(&self) -> PathBuf {
        self.folder.join("checkpoint.next")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.folder.join("log.key")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.folder.join("lock")
    }

    pub(crate) fn evidence(&self) -> Evidence {
        Evidence::at(self.folder.join("evidence"))
    }

    /// The checkpoint, with its signature verified.
    pub(crate) fn read_checkpoint(&self) -> Result<Checkpoint, Error> {
        let path = self.checkpoint();
        let bad = |reason| {
            Error::Damaged(FirstBad { file: path.clone(), index: None, offset: 0, reason })
        };
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A log without entries is what a killed `create` leaves: no ledger yet.
                let entries = self.log().metadata().is_ok_and(|log| log.len() > 0);
                return Err(if entries {
                    bad(Reason::NoCheckpoint)
                } else {
                    Error::NoLedger { folder: self.folder.clone() }
                });
            }
            Err(error) => return Err(error).at("open", &path),
        };
        let mut note = Vec::new();
        file.take(MAX_CHECKPOINT).read_to_end(&mut note).at("read", &path)?;
        Checkpoint::open(&note).map_err(|fault| bad(fault.into()))
    }
}

/// A ledger as it was when it was opened. Entries appended later are seen by opening it again.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) places: Places,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) tree: Frontier,
    /// The length of all whole lines, bytes.
    pub(crate) length: u64,
    pub(crate) last_recorded: Option<i64>,
    /// Where entry 0, 256, 512, … begins.
    pub(crate) marks: Vec<u64>,
}

impl Ledger {
    /// Makes a new ledger in `folder`, which is created if need be, with a new log key in
    /// `log.key`, and opens it for writing. A folder where an earlier `create` was cut short is
    /// taken up where it was left.
    ///
    /// # Errors
    /// [`Error::LedgerExists`], [`Error::Locked`], [`Error::Io`] and what [`Key`] may report.
    pub fn create(folder: impl AsRef<Path>) -> Result<Writer, Error> {
        Writer::create(folder.as_ref(), None)
    }

    /// [`Ledger::create`] with a log key that is kept somewhere else.
    ///
    /// # Errors
    /// As [`Ledger::create`].
    pub fn create_with_key(folder: impl AsRef<Path>, log: &Key) -> Result<Writer, Error> {
        Writer::create(folder.as_ref(), Some(log))
    }

    /// Opens the ledger in `folder` for writing. One process at a time can; the others read.
    ///
    /// # Errors
    /// [`Error::Locked`] while another process writes, [`Error::NoLogKey`],
    /// [`Error::WrongLogKey`], and as [`Ledger::open`].
    pub fn open_for_writing(folder: impl AsRef<Path>) -> Result<Writer, Error> {
        Writer::open(folder.as_ref(), None)
    }

    /// [`Ledger::open_for_writing`] with a log key that is kept somewhere else.
    ///
    /// # Errors
    /// As [`Ledger::open_for_writing`].
    pub fn open_for_writing_with_key(folder: impl AsRef<Path>, log: &Key) -> Result<Writer, Error> {
        Writer::open(folder.as_ref(), Some(log))
    }

    /// Opens the ledger in `folder` for reading, beside a writer if there is one. Reads the whole
    /// log once: form, numbering, and that the root is the one the checkpoint was signed for.
    /// Authors' signatures are verified only for entries beyond the checkpoint, and evidence not
    /// at all: for these there is [`verify()`](crate::verify()).
    ///
    /// # Errors
    /// [`Error::NoLedger`], [`Error::Io`], and [`Error::Damaged`] with the first bad entry.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let places = Places { folder: folder.as_ref().to_owned() };
        // Before the log, so that a writer at work can only make the log longer than it says.
        let checkpoint = places.read_checkpoint()?;
        let opened = Self::scan(places.clone(), checkpoint);
        match opened {
            // Without signatures a scan sees the first bad root or line, not the first bad entry.
            Err(Error::Damaged(bad)) => Err(verify::first_bad(&places, bad)),
            other => other,
        }
    }

    fn scan(places: Places, checkpoint: Checkpoint) -> Result<Self, Error> {
        let anchor = Anchor::from(&checkpoint);
        let mut scan = Scan::open(&places.log(), checkpoint.log(), vec![anchor])?;
        let mut marks = Vec::new();
        let mut last_recorded = None;
        loop {
            // The checkpoint's root vouches for the entries up to it; beyond, only signatures do.
            let before = (scan.tree().size() >= checkpoint.size()).then(|| scan.tree().root());
            let Some(Scanned { entry, offset }) = scan.next()? else {
                break;
            };
            if before.is_some_and(|before| !entry.is_signed(&checkpoint.log(), &before)) {
                return Err(Error::Damaged(FirstBad {
                    file: places.log(),
                    index: Some(entry.index),
                    offset,
                    reason: Reason::Signature,
                }));
            }
            if entry.index.is_multiple_of(MARK_EVERY) {
                marks.push(offset);
            }
            last_recorded = Some(entry.recorded);
        }
        Ok(Self {
            places,
            checkpoint,
            length: scan.offset(),
            tree: scan.tree().clone(),
            last_recorded,
            marks,
        })
    }

    /// Remembers where an entry just written begins.
    pub(crate) fn mark(&mut self, index: u64, offset: u64) {
        if index.is_multiple_of(MARK_EVERY) {
            self.marks.push(offset);
        }
    }

    /// The ledger's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.places.folder
    }

    /// The log's public key, which is also its name: see [`Checkpoint::origin`].
    #[must_use]
    pub fn log(&self) -> PublicKey {
        self.checkpoint.log()
    }

    /// The number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.size() == 0
    }

    /// The Merkle root over all entries: two ledgers with the same root hold the same entries.
    #[must_use]
    pub fn root(&self) -> Sha256 {
        self.tree.root()
    }

    /// The newest checkpoint. Its size can be below [`Ledger::size`] while a writer is between
    /// writing entries and signing for them, or was killed there.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// When the last entry was recorded, seconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub const fn last_recorded(&self) -> Option<i64> {
        self.last_recorded
    }

    /// All entries in order. Signatures are not verified.
    ///
    /// # Errors
    /// [`Error::Io`] when the log cannot be opened; while reading, as in [`Entries`].
    pub fn entries(&self) -> Result<Entries, Error> {
        self.entries_from(0)
    }

    /// The entries from `index` on; none when `index` is at the end or beyond.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn entries_from(&self, index: u64) -> Result<Entries, Error> {
        let mark = usize::try_from(index / MARK_EVERY).unwrap_or(usize::MAX);
        let (begin, offset) = match self.marks.get(mark) {
            Some(offset) => (index - index % MARK_EVERY, *offset),
            None => (self.size(), self.length),
        };
        let path = self.places.log();
        let mut entries = Entries {
            lines: Lines::open(&path, offset, Some(self.length))?,
            path,
            next: begin,
            end: self.size(),
        };
        while entries.next < index && entries.next < entries.end {
            match entries.next() {
                Some(entry) => drop(entry?),
                None => break,
            }
        }
        Ok(entries)
    }

    /// The size of the longest prefix with nothing recorded after `instant` (seconds since
    /// 1970-01-01 00:00 UTC): the ledger as known at that instant.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn size_as_known_at(&self, instant: i64) -> Result<u64, Error> {
        for entry in self.entries()? {
            let entry = entry?;
            if entry.recorded > instant {
                return Ok(entry.index);
            }
        }
        Ok(self.size())
    }

    /// The Merkle root over the first `size` entries.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] when there are fewer, and as [`Ledger::entries`].
    pub fn root_at(&self, size: u64) -> Result<Sha256, Error> {
        self.within(size, size <= self.size())?;
        if size == self.size() {
            return Ok(self.root());
        }
        let mut tree = Frontier::new();
        let mut leaves = self.leaves()?;
        while tree.size() < size {
            match leaves.next() {
                Some(leaf) => tree.push(leaf?),
                None => return Err(self.out_of_range(size)),
            }
        }
        Ok(tree.root())
    }

    /// The proof that entry `index` is among the first `size` entries, for
    /// [`merkle::verify_inclusion`].
    ///
    /// # Errors
    /// [`Error::OutOfRange`], and as [`Ledger::entries`].
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Sha256>, Error> {
        self.within(size, size <= self.size())?;
        let ranges = merkle::inclusion_ranges(index, size);
        let ranges = ranges.ok_or(Error::OutOfRange { asked: index, size })?;
        merkle::prove(&ranges, self.leaves()?)?.ok_or_else(|| self.out_of_range(size))
    }

    /// The proof that the first `new` entries continue the first `old` entries, for
    /// [`merkle::verify_consistency`].
    ///
    /// # Errors
    /// [`Error::OutOfRange`], and as [`Ledger::entries`].
    pub fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Sha256>, Error> {
        self.within(new, new <= self.size())?;
        let ranges = merkle::consistency_ranges(old, new);
        let ranges = ranges.ok_or(Error::OutOfRange { asked: old, size: new })?;
        merkle::prove(&ranges, self.leaves()?)?.ok_or_else(|| self.out_of_range(new))
    }

    fn leaves(&self) -> Result<impl Iterator<Item = Result<Sha256, Error>> + use<>, Error> {
        let log = self.log();
        Ok(self.entries()?.map(move |entry| entry.map(|entry| entry.leaf_hash(&log))))
    }

    fn within(&self, asked: u64, holds: bool) -> Result<(), Error> {
        if holds { Ok(()) } else { Err(self.out_of_range(asked)) }
    }

    fn out_of_range(&self, asked: u64) -> Error {
        Error::OutOfRange { asked, size: self.size() }
    }

    /// The evidence with this hash, verified against it.
    ///
    /// # Errors
    /// [`Error::EvidenceMissing`], [`Error::EvidenceAltered`], [`Error::Io`].
    pub fn evidence(&self, hash: &Sha256) -> Result<Vec<u8>, Error> {
        self.places.evidence().get(hash)
    }

    /// Where the evidence with this hash is kept, or would be; for reading large files in parts.
    #[must_use]
    pub fn evidence_path(&self, hash: &Sha256) -> PathBuf {
        self.places.evidence().path(hash)
    }
}

/// The entries of a [`Ledger`], one in memory at a time. Ends after the first error, which is
/// [`Error::Io`], or [`Error::Damaged`] when the file changed since it was opened.
pub struct Entries {
    lines: Lines,
    path: PathBuf,
    next: u64,
    end: u64,
}

impl Iterator for Entries {
    type Item = Result<Entry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let entry = self.read();
        self.next = if entry.is_ok() { self.next + 1 } else { self.end };
        Some(entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let most = usize::try_from(self.end - self.next).ok();
        (0, most)
    }
}

impl Entries {
    fn read(&mut self) -> Result<Entry, Error> {
        let index = self.next;
        let (offset, reason) = match self.lines.next()? {
            None => (self.lines.offset, Reason::CutOff { checkpoint: self.end }),
            Some((offset, line)) => match line.and_then(Entry::from_line) {
                Ok(entry) if entry.index == index => return Ok(entry),
                Ok(entry) => (offset, Reason::Gap { found: entry.index }),
                Err(fault) => (offset, fault.into()),
            },
        };
        Err(Error::Damaged(FirstBad {
            file: self.path.clone(),
            index: Some(index),
            offset,
            reason,
        }))
    }
}
