//! Verifying everything: form, numbering, signatures, chain, checkpoint, evidence.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::thread;

use crate::checkpoint::Checkpoint;
use crate::entry::Entry;
use crate::error::{Error, FirstBad, Reason};
use crate::evidence::Evidence;
use crate::hash::Sha256;
use crate::key::{self, PublicKey};
use crate::ledger::Places;
use crate::scan::{Anchor, Scan};

/// So many entries, or bytes of payload, are held at a time, to spread them over the processors.
const BATCH_ENTRIES: usize = 4096;
const BATCH_BYTES: usize = 8 << 20;

/// A ledger in which nothing is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The log's name, the first line of its checkpoint. Compare it with one you know: a forger
    /// of a whole ledger must use another.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The Merkle root over them.
    pub root: Sha256,
    /// The entries the checkpoint speaks of. The ones beyond are well signed by their authors but
    /// were never acknowledged; the next writer takes them up.
    pub checkpoint_size: u64,
    /// Bytes of a torn last line that a killed writer left; the next writer removes them.
    pub torn: u64,
    /// Who signed how many entries. Whether they may is for the caller to say.
    pub authors: BTreeMap<PublicKey, u64>,
    /// The number of different evidence files that entries rest on; all are there, unaltered.
    pub evidence: u64,
}

/// Verifies the ledger in `folder` from the first byte to the last, beside a writer if there is
/// one: the form of every line, the numbering, every author's signature over the entry and all
/// before it, the checkpoint's signature and root, and the content of the evidence each entry
/// rests on. Payloads mean nothing here, so `rests_on` names the evidence in one.
///
/// Memory does not grow with the log but for 32 bytes per different evidence file.
///
/// # Errors
/// [`Error::Damaged`] with the first thing that is wrong; [`Error::NoLedger`]; [`Error::Io`].
pub fn verify(
    folder: impl AsRef<Path>,
    rests_on: impl FnMut(&[u8]) -> Vec<Sha256>,
) -> Result<Verified, Error> {
    verify_against(folder, &[], rests_on)
}

/// [`verify`], and that the ledger continues every one of `known`: checkpoints kept somewhere the
/// ledger's keeper cannot reach. This is what notices a ledger that was set back or rewritten
/// together with its checkpoint.
///
/// # Errors
/// As [`verify`].
pub fn verify_against(
    folder: impl AsRef<Path>,
    known: &[Checkpoint],
    rests_on: impl FnMut(&[u8]) -> Vec<Sha256>,
) -> Result<Verified, Error> {
    let places = Places { folder: folder.as_ref().to_owned() };
    let checkpoint = places.read_checkpoint()?;
    run(&places, &checkpoint, known, rests_on)
}

/// What a quick scan found as `bad`, or something that only signatures show to be bad before it.
pub(crate) fn first_bad(places: &Places, bad: FirstBad) -> Error {
    let found = places
        .read_checkpoint()
        .and_then(|checkpoint| run(places, &checkpoint, &[], |_| Vec::new()));
    match found {
        Err(error) => error,
        Ok(_) => bad.into(),
    }
}

fn run(
    places: &Places,
    checkpoint: &Checkpoint,
    known: &[Checkpoint],
    mut rests_on: impl FnMut(&[u8]) -> Vec<Sha256>,
) -> Result<Verified, Error> {
    let log = checkpoint.log();
    if let Some(other) = known.iter().find(|other| other.log() != log) {
        return Err(Error::Damaged(FirstBad {
            file: places.checkpoint(),
            index: None,
            offset: 0,
            reason: Reason::OtherLog { expected: other.origin(), found: checkpoint.origin() },
        }));
    }
    let anchors = known.iter().chain([checkpoint]).map(Anchor::from).collect();
    let mut scan = Scan::open(&places.log(), log, anchors)?;
    let mut shelf = Shelf { evidence: places.evidence(), seen: HashSet::new() };
    let mut authors = BTreeMap::new();
    loop {
        let (batch, end) = gather(&mut scan);
        let sound = first_unsigned(&log, &batch);
        for link in batch.iter().take(sound) {
            shelf.check(link, &rests_on(&link.entry.payload))?;
            *authors.entry(link.entry.author).or_insert(0) += 1;
        }
        if let Some(bad) = batch.get(sound) {
            return Err(Error::Damaged(FirstBad {
                file: places.log(),
                index: Some(bad.entry.index),
                offset: bad.offset,
                reason: Reason::Signature,
            }));
        }
        // Only now, because what stopped the scan comes after all of the batch.
        match end {
            End::Batch => {}
            End::Bad(error) => return Err(error),
            End::Log => break,
        }
    }
    Ok(Verified {
        origin: checkpoint.origin(),
        size: scan.tree().size(),
        root: scan.tree().root(),
        checkpoint_size: checkpoint.size(),
        torn: scan.torn(),
        authors,
        evidence: shelf.seen.len() as u64,
    })
}

/// An entry and the root over those before it.
struct Link {
    entry: Entry,
    offset: u64,
    before: Sha256,
}

/// What ended a batch.
enum End {
    Batch,
    Log,
    Bad(Error),
}

fn gather(scan: &mut Scan) -> (Vec<Link>, End) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_ENTRIES && bytes < BATCH_BYTES {
        let before = scan.tree().root();
        match scan.next() {
            Ok(Some(scanned)) => {
                bytes += scanned.entry.payload.len();
                batch.push(Link { entry: scanned.entry, offset: scanned.offset, before });
            }
            Ok(None) => return (batch, End::Log),
            Err(error) => return (batch, End::Bad(error)),
        }
    }
    (batch, End::Batch)
}

/// The place in `batch` of the first entry whose signature does not fit, or the batch's length.
fn first_unsigned(log: &PublicKey, batch: &[Link]) -> usize {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = batch.len().div_ceil(workers).max(64);
    thread::scope(|scope| {
        let parts: Vec<_> =
            batch.chunks(share).map(|part| (part, scope.spawn(|| signed(log, part)))).collect();
        let mut sound = 0;
        for (part, worker) in parts {
            // A worker that died vouches for nothing.
            let signed = worker.join().unwrap_or(0);
            sound += signed;
            if signed < part.len() {
                break;
            }
        }
        sound
    })
}

/// How many entries at the beginning of `part` carry a fitting signature.
fn signed(log: &PublicKey, part: &[Link]) -> usize {
    let mut last: Option<(PublicKey, _)> = None;
    part.iter()
        .position(|link| {
            let entry = &link.entry;
            let point = match &last {
                Some((author, point)) if *author == entry.author => *point,
                _ => entry.author.point(),
            };
            last = Some((entry.author, point));
            let message = entry.signed_bytes(log, &link.before);
            !point.is_some_and(|point| key::verifies(&point, &message, &entry.signature))
        })
        .unwrap_or(part.len())
}

/// The evidence met so far.
struct Shelf {
    evidence: Evidence,
    seen: HashSet<Sha256>,
}

impl Shelf {
    fn check(&mut self, link: &Link, hashes: &[Sha256]) -> Result<(), Error> {
        for hash in hashes {
            if !self.seen.insert(*hash) {
                continue;
            }
            let (path, reason) = match self.evidence.check(hash) {
                Ok(()) => continue,
                Err(Error::EvidenceMissing { path, .. }) => (path, Reason::EvidenceMissing(*hash)),
                Err(Error::EvidenceAltered { path, .. }) => (path, Reason::EvidenceAltered(*hash)),
                Err(other) => return Err(other),
            };
            return Err(Error::Damaged(FirstBad {
                file: path,
                index: Some(link.entry.index),
                offset: link.offset,
                reason,
            }));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::NewEntry;
    use crate::key::{Key, Signature};

    /// In a log made by somebody who holds the log's key, entries after one without a fitting
    /// signature can be well signed; the first one without is still the one to name.
    #[test]
    fn the_first_entry_without_a_fitting_signature_is_found_whatever_follows() {
        let key = Key::from_seed("author", &[1; 32]);
        let log = key.public();
        let before = Sha256::of(b"");
        let new = NewEntry { recorded: 0, payload: b"{}".to_vec() };
        let mut batch: Vec<Link> = (0..700)
            .map(|index| Link {
                entry: Entry::sign(&log, index, &before, &key, &new),
                offset: 0,
                before,
            })
            .collect();
        assert_eq!(first_unsigned(&log, &batch), 700);
        assert_eq!(first_unsigned(&log, &[]), 0);
        for first in [699, 400, 200, 64, 10, 0] {
            batch[first].entry.signature = Signature::from_bytes([1; 64]);
            assert_eq!(first_unsigned(&log, &batch), first);
        }
        for link in &mut batch {
            link.entry.author = PublicKey::from_bytes([0; 32]);
        }
        assert_eq!(first_unsigned(&log, &batch), 0);
    }
}
