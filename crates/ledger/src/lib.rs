//! The append-only signed log and the evidence files.
//!
//! A ledger is a folder of plain files:
//!
//! | file | what it holds |
//! |---|---|
//! | `log.jsonl` | one entry per line, in order, each signed by its author; only ever grows |
//! | `checkpoint` | the log's signed word on how many entries there are and their Merkle root ([c2sp.org/tlog-checkpoint](https://c2sp.org/tlog-checkpoint)) |
//! | `evidence/ab/cdef…` | the bytes entries rest on, each file named by its SHA-256 |
//! | `log.key` | the secret key that signs checkpoints; not part of a copy for others |
//! | `lock` | empty; locked by the operating system while somebody writes |
//!
//! # The form of an entry
//!
//! One line, exactly so, with nothing before, between or after:
//!
//! ```text
//! {"index":0,"recorded":1473613200,"author":"<64 hex>","payload":<JSON>,"signature":"<base64>"}
//! ```
//!
//! The signed bytes do not depend on that line. With all numbers big-endian and ‖ for "then":
//!
//! ```text
//! body    = log's public key (32) ‖ index (8) ‖ recorded (8, signed) ‖ author's public key (32)
//!           ‖ length of the payload (8) ‖ payload
//! signed  = "armistice ledger entry v1\n" ‖ Merkle root over the entries before (32) ‖ body
//! leaf    = body ‖ signature (64)
//! ```
//!
//! The log's key binds an entry to its log. The root binds it to everything before it, so that who
//! signs also confirms what was there when signing. The Merkle tree (RFC 6962, [`merkle`]) is over
//! the leaves and so commits to every byte of every line.
//!
//! # What is trusted, and what an attacker could do
//!
//! Trusted: SHA-256, Ed25519, the operating system's randomness, and that a flush reaches the
//! disk. *Not* trusted: any file in the folder. Two things must be known from elsewhere, because
//! no folder can vouch for itself: the log's origin (the first line of the checkpoint, which
//! contains its public key) and, to notice a setting back, any one earlier checkpoint.
//!
//! | who holds | can | cannot without being noticed |
//! |---|---|---|
//! | the files, for reading | read everything: a ledger keeps nothing secret | |
//! | the files, for writing | cut off entries nobody was told about; delete; put back an older copy, log and checkpoint together: noticed by [`verify_against`] a checkpoint kept elsewhere | change, insert, drop or reorder an entry, or alter evidence: [`verify()`] names the first bad entry |
//! | the same | add entries at the end under a key of their own, which the next writer signs for | add them under another's name: [`Verified::authors`] lists every key, and who may write is the caller's to say |
//! | `log.key` as well | sign a checkpoint for a shortened log, or two that contradict each other: proof of the fraud to anyone who has both | change what an author signed |
//! | an author's key | append in that author's name; together with the files and `log.key`, replace that author's entries from the last one back to the first entry of anybody else | change an entry that another author's later entry stands on; get past an earlier checkpoint kept elsewhere |
//! | all keys and files | write another history | get past an earlier checkpoint kept elsewhere, or a different origin |
//!
//! The remedy that costs nothing: send each checkpoint, 200 bytes of text, to somebody else.
//!
//! # When the power goes
//!
//! [`Writer::append`] returns once entries and checkpoint are flushed. Killed at any moment, a
//! writer leaves every acknowledged entry in place and at most a torn last line, which readers
//! pass over and the next writer removes; whole lines it had no time to acknowledge are kept.
//! Whatever else differs is an error that names the first bad entry and what to do.
//!
//! # Example
//!
//! ```
//! use armistice_ledger::{Key, Ledger, NewEntry, Sha256, verify};
//!
//! # fn main() -> Result<(), armistice_ledger::Error> {
//! # let place = tempfile::tempdir().unwrap();
//! # let folder = place.path().join("case");
//! let analyst = Key::load_or_create(&place.path().join("analyst.key"))?;
//! let mut ledger = Ledger::create(&folder)?;
//! let report = ledger.put_evidence(b"Shelling was heard at 21:15.")?;
//! ledger.append(&analyst, &[NewEntry {
//!     recorded: 1_473_714_900,
//!     payload: format!(r#"{{"report":"{report}"}}"#).into_bytes(),
//! }])?;
//!
//! for entry in Ledger::open(&folder)?.entries()? {
//!     assert_eq!(entry?.author, analyst.public());
//! }
//! let verified = verify(&folder, |payload| {
//!     let hash = std::str::from_utf8(&payload[11..75]).ok().and_then(|hash| hash.parse().ok());
//!     hash.into_iter().collect()
//! })?;
//! assert_eq!((verified.size, verified.evidence), (1, 1));
//! # Ok(())
//! # }
//! ```

mod base64;
mod checkpoint;
mod durable;
mod entry;
mod error;
mod evidence;
mod hash;
mod key;
mod ledger;
pub mod merkle;
mod note;
mod scan;
mod verify;
mod writer;

pub use checkpoint::{Checkpoint, CheckpointFault};
pub use entry::{Entry, EntryFault, MAX_PAYLOAD, NewEntry};
pub use error::{Error, FirstBad, Reason};
pub use hash::{NotHex, Sha256};
pub use key::{Key, PublicKey, Signature};
pub use ledger::{Entries, Ledger};
pub use note::NoteFault;
pub use verify::{Verified, verify, verify_against};
pub use writer::Writer;
