//! The one writer of a ledger.
//!
//! The order of writing is what makes a kill at any moment harmless: lines, flush, checkpoint to
//! a new file, flush, rename, flush the folder, and only then the acknowledgement. Between any
//! two of these the log on disk is a whole ledger, perhaps followed by a torn line that nobody
//! was told about.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek as _, SeekFrom, Write as _};
use std::ops::{Deref, Range};
use std::path::Path;

use crate::checkpoint::Checkpoint;
use crate::durable;
use crate::entry::{Entry, NewEntry, check_payload};
use crate::error::{At as _, Error};
use crate::hash::Sha256;
use crate::key::Key;
use crate::ledger::{Ledger, Places};
use crate::merkle::Frontier;

/// A ledger opened for writing. Everything a [`Ledger`] can tell, it can; what it appends it sees.
#[derive(Debug)]
pub struct Writer {
    ledger: Ledger,
    key: Key,
    file: File,
    /// Holds the operating system's lock, which ends with the process.
    _lock: File,
    stopped: bool,
}

impl Deref for Writer {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        &self.ledger
    }
}

impl Writer {
    pub(crate) fn create(folder: &Path, key: Option<&Key>) -> Result<Self, Error> {
        durable::create_folder(folder)?;
        let places = Places { folder: folder.to_owned() };
        let lock = lock(&places)?;
        match places.read_checkpoint() {
            Err(Error::NoLedger { .. }) => {}
            Err(error) => return Err(error),
            Ok(_) => {
                return Err(Error::LedgerExists { folder: folder.to_owned() });
            }
        }
        let key = match key {
            Some(key) => key.clone(),
            None => Key::load_or_create_named(&places.key(), "armistice-log")?,
        };
        let path = places.log();
        let log = File::create(&path).at("create", &path)?;
        log.sync_all().at("flush", &path)?;
        durable::sync_folder(folder)?;
        // Last, because its presence is what makes the folder a ledger.
        put_checkpoint(&places, &Checkpoint::sign(&key, 0, Frontier::new().root()))?;
        Self::open_locked(&places, key, lock)
    }

    pub(crate) fn open(folder: &Path, key: Option<&Key>) -> Result<Self, Error> {
        let places = Places { folder: folder.to_owned() };
        // Asked before locking, so that no lock file appears in a folder that is no ledger.
        places.read_checkpoint()?;
        let lock = lock(&places)?;
        let key = match key {
            Some(key) => key.clone(),
            None if !places.key().exists() => {
                return Err(Error::NoLogKey { path: places.key() });
            }
            None => Key::load(&places.key())?,
        };
        Self::open_locked(&places, key, lock)
    }

    fn open_locked(places: &Places, key: Key, lock: File) -> Result<Self, Error> {
        let ledger = Ledger::open(&places.folder)?;
        if key.public() != ledger.log() {
            return Err(Error::WrongLogKey {
                expected: ledger.log().to_string(),
                found: key.public().to_string(),
            });
        }
        let path = places.log();
        let file = OpenOptions::new().read(true).write(true).open(&path).at("open", &path)?;
        let mut writer = Self { ledger, key, file, _lock: lock, stopped: false };
        writer.recover()?;
        Ok(writer)
    }

    /// Takes up what a killed writer left: drops a torn last line, signs for whole lines beyond
    /// the checkpoint, removes unfinished evidence.
    fn recover(&mut self) -> Result<(), Error> {
        let path = self.places.log();
        if self.file_length()? > self.ledger.length {
            self.file.set_len(self.ledger.length).at("shorten", &path)?;
            self.file.sync_all().at("flush", &path)?;
        }
        if self.ledger.size() > self.ledger.checkpoint.size() {
            // Opening has verified their signatures; they may not have been flushed.
            self.file.sync_all().at("flush", &path)?;
            self.sign_checkpoint()?;
        }
        self.places.evidence().sweep()
    }

    /// Appends `entries`, signed by `author`, in this order. When it returns they are on the disk
    /// and in the checkpoint. Returns their indices.
    ///
    /// # Errors
    /// [`Error::Payload`] when one cannot be taken; then none is written. After an [`Error::Io`]
    /// the entries may or may not be in the ledger, this writer takes no more
    /// ([`Error::WriterStopped`]), and opening the ledger again tells.
    pub fn append(&mut self, author: &Key, entries: &[NewEntry]) -> Result<Range<u64>, Error> {
        if self.stopped {
            return Err(Error::WriterStopped { path: self.places.log() });
        }
        for (place, entry) in entries.iter().enumerate() {
            check_payload(&entry.payload).map_err(|reason| Error::Payload { place, reason })?;
        }
        let first = self.ledger.size();
        if entries.is_empty() {
            return Ok(first..first);
        }
        let length = self.file_length()?;
        if length != self.ledger.length {
            return Err(Error::ChangedUnderneath {
                path: self.places.log(),
                expected: self.ledger.length,
                found: length,
            });
        }

        let log = self.ledger.log();
        let mut tree = self.ledger.tree.clone();
        let mut lines = Vec::new();
        let mut begins = Vec::with_capacity(entries.len());
        for new in entries {
            let entry = Entry::sign(&log, tree.size(), &tree.root(), author, new);
            begins.push((entry.index, length + lines.len() as u64));
            entry.write_line(&mut lines);
            tree.push(entry.leaf_hash(&log));
        }

        self.stopped = true;
        self.write(&lines)?;
        self.ledger.tree = tree;
        self.ledger.length = length + lines.len() as u64;
        self.ledger.last_recorded = entries.last().map(|entry| entry.recorded);
        for (index, offset) in begins {
            self.ledger.mark(index, offset);
        }
        self.sign_checkpoint()?;
        self.stopped = false;
        Ok(first..self.ledger.size())
    }

    /// Keeps `bytes` as evidence and returns the hash they are found under, once durable.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::Randomness`].
    pub fn put_evidence(&self, bytes: &[u8]) -> Result<Sha256, Error> {
        self.put_evidence_from(bytes)
    }

    /// [`Writer::put_evidence`] with all that `reader` gives, a part in memory at a time.
    ///
    /// # Errors
    /// As [`Writer::put_evidence`]; also when `reader` fails, and then nothing is kept.
    pub fn put_evidence_from(&self, mut reader: impl Read) -> Result<Sha256, Error> {
        self.places.evidence().put(&mut reader)
    }

    fn write(&mut self, lines: &[u8]) -> Result<(), Error> {
        let path = self.ledger.places.log();
        let end = SeekFrom::Start(self.ledger.length);
        self.file.seek(end).at("write", &path)?;
        let written = self.file.write_all(lines).at("write", &path);
        if written.is_err() {
            // A full disk: give back what was taken. If this fails too, the next writer does it.
            let _ = self.file.set_len(self.ledger.length);
        }
        written?;
        self.file.sync_data().at("flush", &path)
    }

    fn sign_checkpoint(&mut self) -> Result<(), Error> {
        let checkpoint = Checkpoint::sign(&self.key, self.ledger.size(), self.ledger.root());
        put_checkpoint(&self.ledger.places, &checkpoint)?;
        self.ledger.checkpoint = checkpoint;
        Ok(())
    }

    fn file_length(&self) -> Result<u64, Error> {
        let length = self.file.metadata().at("read", &self.places.log())?.len();
        Ok(length)
    }
}

fn lock(places: &Places) -> Result<File, Error> {
    let path = places.lock();
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .at("open", &path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { folder: places.folder.clone() }),
        Err(TryLockError::Error(error)) => Err(error).at("lock", &path),
    }
}

fn put_checkpoint(places: &Places, checkpoint: &Checkpoint) -> Result<(), Error> {
    durable::replace(&places.checkpoint(), &places.next_checkpoint(), checkpoint.note().as_bytes())
}
