//! The ledger, and the proof that an entry is in it.

use super::decided::Writers;
use crate::problem::Problem;
use armistice_case::{Payload, act_words};
use armistice_ledger::{Entry, Ledger, Sha256, merkle};
use armistice_publish::{Audience, Veil};
use data_encoding::BASE64;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// The ledger as a whole.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LedgerPage {
    /// How many entries.
    pub size: u64,
    /// Its Merkle root, hexadecimal.
    pub root: String,
    /// The signed note (C2SP tlog-checkpoint).
    pub checkpoint: String,
    /// The log's public key, hexadecimal.
    pub log_key: String,
}

/// Some entries, in order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntriesPage {
    /// The newest last.
    pub entries: Vec<EntryRow>,
}

/// An entry.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntryRow {
    /// Its number, from 0.
    pub index: u64,
    /// When it was recorded, RFC 3339.
    pub recorded: String,
    /// Who signed it.
    pub author: String,
    /// The key that it was signed with.
    pub fingerprint: String,
    /// `report`, `decision`, `case_file`, `account`, or `other`.
    pub kind: String,
    /// In few words; not for the public.
    pub summary: Option<String>,
    /// Hash of its leaf, hexadecimal.
    pub leaf_hash: String,
}

/// The proof that an entry is in the ledger (RFC 6962, 2.1.1).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProofPage {
    /// The entry.
    pub index: u64,
    /// Among how many entries.
    pub size: u64,
    /// Hash of its leaf, hexadecimal.
    pub leaf_hash: String,
    /// The bytes that are hashed after a zero byte, base64; not for the public.
    pub leaf: Option<String>,
    /// The hashes beside the way to the root, hexadecimal, lowest first.
    pub path: Vec<String>,
    /// The root over `size` entries, hexadecimal.
    pub root: String,
    /// The newest signed note.
    pub checkpoint: String,
}

/// The proof that a later ledger continues an earlier one (RFC 6962, 2.1.2).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ConsistencyPage {
    /// Entries of the earlier one.
    pub old: u64,
    /// Entries of the later one.
    pub new: u64,
    /// The hashes, hexadecimal.
    pub path: Vec<String>,
    /// The root of the later one, hexadecimal.
    pub root: String,
}

/// Entries `from` on, at most `limit`.
///
/// # Errors
/// When the log cannot be read.
pub fn entries(
    ledger: &Ledger,
    leaves: &[Sha256],
    (from, limit): (u64, usize),
    (writers, veil): (&Writers, &Veil<'_>),
) -> Result<EntriesPage, Problem> {
    let mut rows = Vec::new();
    for entry in ledger.entries_from(from)?.take(limit) {
        let entry = entry?;
        let leaf = usize::try_from(entry.index).ok().and_then(|i| leaves.get(i));
        rows.push(row(&entry, leaf, writers, veil));
    }
    Ok(EntriesPage { entries: rows })
}

fn row(entry: &Entry, leaf: Option<&Sha256>, writers: &Writers, veil: &Veil<'_>) -> EntryRow {
    let payload = Payload::read(&entry.payload);
    let (kind, summary) = match &payload {
        Some(Payload::CaseFile { role, .. }) => ("case_file", role.file().to_string()),
        Some(Payload::Taken { name, reports, .. }) => {
            ("report", format!("{name}: {reports} report{}", if *reports == 1 { "" } else { "s" }))
        }
        Some(Payload::Decision(decision)) => {
            ("decision", format!("{}: {}", act_words(&decision.act), decision.reason))
        }
        Some(Payload::Account { what, about, by, detail, .. }) => {
            ("account", detail.clone().unwrap_or_else(|| format!("{about}: {what} by {by}")))
        }
        None => ("other", "an entry of a later version".to_string()),
    };
    let fingerprint = entry.author.fingerprint();
    EntryRow {
        index: entry.index,
        recorded: Timestamp::from_second(entry.recorded)
            .map_or_else(|_| entry.recorded.to_string(), |at| at.to_string()),
        author: writers.name(&fingerprint, veil.audience()),
        fingerprint,
        kind: kind.to_string(),
        summary: (veil.audience() > Audience::Public).then(|| veil.text(&summary).into_owned()),
        leaf_hash: leaf.map(ToString::to_string).unwrap_or_default(),
    }
}

/// The proof that an entry is among the first `size`.
///
/// # Errors
/// 404 where there are not so many.
pub fn proof(
    ledger: &Ledger,
    leaves: &[Sha256],
    (index, size): (u64, Option<u64>),
    audience: Audience,
) -> Result<ProofPage, Problem> {
    let size = size.unwrap_or_else(|| ledger.size());
    let missing = || {
        Problem::new(
            axum::http::StatusCode::NOT_FOUND,
            format!("there is no entry {index} among {size}: the ledger has {}", ledger.size()),
        )
    };
    let among = usize::try_from(size).ok().and_then(|n| leaves.get(..n)).ok_or_else(missing)?;
    let leaf_hash = usize::try_from(index).ok().and_then(|i| among.get(i)).ok_or_else(missing)?;
    let ranges = merkle::inclusion_ranges(index, size).ok_or_else(missing)?;
    let known = among.iter().map(|leaf| Ok::<_, Problem>(*leaf));
    let path = merkle::prove(&ranges, known)?.ok_or_else(missing)?;
    // The bytes hold the payload: file names, decisions with their reasons.
    let leaf = if audience > Audience::Public {
        let entry = ledger.entries_from(index)?.next().ok_or_else(missing)??;
        Some(BASE64.encode(&entry.leaf_bytes(&ledger.log())))
    } else {
        None
    };
    Ok(ProofPage {
        index,
        size,
        leaf_hash: leaf_hash.to_string(),
        leaf,
        path: path.iter().map(ToString::to_string).collect(),
        root: merkle::root(among).to_string(),
        checkpoint: ledger.checkpoint().note().to_string(),
    })
}
