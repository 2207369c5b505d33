//! Reading the log file from front to back: lines, then entries in order, then the comparison
//! with what checkpoints say. Signatures are not looked at here.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Take};
use std::path::{Path, PathBuf};

use crate::checkpoint::Checkpoint;
use crate::entry::{self, Entry, EntryFault, MAX_LINE};
use crate::error::{At as _, Error, FirstBad, Reason};
use crate::hash::Sha256;
use crate::key::PublicKey;
use crate::merkle::Frontier;

/// Where a line begins, and the line without its newline unless it is too long to be an entry.
type Line<'a> = (u64, Result<&'a [u8], EntryFault>);

/// The whole lines of a file, up to the length it had when opened.
pub(crate) struct Lines {
    path: PathBuf,
    file: Take<BufReader<File>>,
    /// Where the next line begins.
    pub(crate) offset: u64,
    /// Bytes after the last newline, once the end is reached.
    pub(crate) torn: u64,
    line: Vec<u8>,
}

impl Lines {
    /// The lines of `path` from byte `offset`, which must be where a line begins, to `end`.
    pub(crate) fn open(path: &Path, offset: u64, end: Option<u64>) -> Result<Self, Error> {
        let mut file = File::open(path).at("open", path)?;
        let length = file.metadata().at("read", path)?.len();
        let end = end.unwrap_or(length);
        file.seek(SeekFrom::Start(offset)).at("read", path)?;
        let file = BufReader::with_capacity(1 << 16, file);
        Ok(Self {
            path: path.to_owned(),
            file: file.take(end.saturating_sub(offset)),
            offset,
            torn: 0,
            line: Vec::new(),
        })
    }

    /// The next line; `None` at the end. An unfinished
    /// last line is no line: a writer died before it could acknowledge it.
    pub(crate) fn next(&mut self) -> Result<Option<Line<'_>>, Error> {
        let begins = self.offset;
        self.line.clear();
        let limit = MAX_LINE as u64 + 1;
        let read = self
            .file
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut self.line)
            .at("read", &self.path)?;
        let read = read as u64;
        match self.line.split_last() {
            Some((b'\n', line)) => {
                self.offset += read;
                Ok(Some((begins, Ok(line))))
            }
            _ if read == limit => Ok(Some((begins, Err(EntryFault::TooLarge(self.line.len()))))),
            _ => {
                self.torn = read;
                Ok(None)
            }
        }
    }
}

/// What must hold of the log at some size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    pub(crate) size: u64,
    pub(crate) root: Sha256,
}

impl From<&Checkpoint> for Anchor {
    fn from(checkpoint: &Checkpoint) -> Self {
        Self { size: checkpoint.size(), root: checkpoint.root() }
    }
}

/// An entry met by a scan.
pub(crate) struct Scanned {
    pub(crate) entry: Entry,
    /// Where its line begins.
    pub(crate) offset: u64,
}

/// The entries of a log file in order, with framing, numbering, JSON and anchors checked.
pub(crate) struct Scan {
    lines: Lines,
    log: PublicKey,
    anchors: Vec<Anchor>,
    tree: Frontier,
}

impl Scan {
    pub(crate) fn open(path: &Path, log: PublicKey, anchors: Vec<Anchor>) -> Result<Self, Error> {
        Ok(Self { lines: Lines::open(path, 0, None)?, log, anchors, tree: Frontier::new() })
    }

    /// The tree over the entries met so far.
    pub(crate) fn tree(&self) -> &Frontier {
        &self.tree
    }

    /// Where the next line begins; at the end, the length of the log without a torn last line.
    pub(crate) fn offset(&self) -> u64 {
        self.lines.offset
    }

    /// The bytes of the torn last line, once the end is reached.
    pub(crate) fn torn(&self) -> u64 {
        self.lines.torn
    }

    pub(crate) fn next(&mut self) -> Result<Option<Scanned>, Error> {
        let index = self.tree.size();
        self.check_anchors()?;
        let Some((offset, line)) = self.lines.next()? else {
            return self.check_end().map(|()| None);
        };
        let found = line.and_then(|line| {
            let entry = Entry::from_line(line)?;
            entry::check_payload(&entry.payload)?;
            Ok(entry)
        });
        let reason = match found {
            Ok(entry) if entry.index == index => {
                self.tree.push(entry.leaf_hash(&self.log));
                return Ok(Some(Scanned { entry, offset }));
            }
            Ok(entry) => Reason::Gap { found: entry.index },
            Err(fault) => fault.into(),
        };
        Err(Error::Damaged(FirstBad {
            file: self.lines.path.clone(),
            index: Some(index),
            offset,
            reason,
        }))
    }

    fn check_anchors(&self) -> Result<(), Error> {
        let size = self.tree.size();
        let mut here = self.anchors.iter().filter(|anchor| anchor.size == size);
        // The root is worth computing only where somebody asks for it.
        let Some(first) = here.next() else {
            return Ok(());
        };
        let root = self.tree.root();
        if first.root == root && here.all(|anchor| anchor.root == root) {
            return Ok(());
        }
        Err(Error::Damaged(FirstBad {
            file: self.lines.path.clone(),
            index: None,
            offset: 0,
            reason: Reason::Root { size },
        }))
    }

    fn check_end(&self) -> Result<(), Error> {
        let size = self.tree.size();
        let longest = self.anchors.iter().map(|anchor| anchor.size).max();
        match longest {
            Some(checkpoint) if checkpoint > size => Err(Error::Damaged(FirstBad {
                file: self.lines.path.clone(),
                index: Some(size),
                offset: self.lines.offset,
                reason: Reason::CutOff { checkpoint },
            })),
            _ => Ok(()),
        }
    }
}
