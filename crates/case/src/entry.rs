//! What the ledger's entries hold.

use armistice_ledger::Sha256;
use armistice_model::{Decision, Format};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which of a case's own files.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The deal.
    Deal,
    /// Who says things.
    Sources,
    /// Who does things.
    Actors,
    /// Where.
    Places,
}

impl Role {
    /// All of them, in the order in which they are brought in.
    pub const ALL: [Self; 4] = [Self::Sources, Self::Actors, Self::Places, Self::Deal];

    /// The file's name in the case's folder.
    pub fn file(self) -> &'static str {
        match self {
            Self::Deal => "deal.armistice",
            Self::Sources => "sources.toml",
            Self::Actors => "actors.toml",
            Self::Places => "places.toml",
        }
    }
}

/// One entry's payload.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum Payload {
    /// A version of one of the case's own files.
    CaseFile {
        /// Which.
        role: Role,
        /// The case's name when this file was brought in; with the deal only, so that what is
        /// published does not depend on what a copy's folder is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<String>,
        /// SHA-256 of its bytes, kept as evidence.
        evidence: String,
    },
    /// A file of reports.
    Taken {
        /// Its name where it came from; never a path.
        name: String,
        /// SHA-256 of its bytes, kept as evidence.
        evidence: String,
        /// The format it was read as.
        format: Format,
        /// Who published it, where the taker said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        /// How many reports it held when it was taken.
        reports: usize,
        /// How much of it was refused when it was taken.
        refused: usize,
        /// SHA-256 of each file that came with it (photos), kept as evidence.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attachments: Vec<String>,
    },
    /// Something done to the accounts of those who work on the case.
    Account {
        /// What was done: `created`, `role-changed`, `disabled`, …
        what: String,
        /// About whom.
        about: String,
        /// By whom.
        by: String,
        /// The fingerprint of the key that signs for `about`, where it was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
        /// More, in words; never a secret.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    },
    /// A person's decision.
    Decision(Decision),
}

impl Payload {
    /// The payload's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The payload of these bytes; `None` for one that this version does not know.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The evidence an entry rests on.
    pub fn evidence(bytes: &[u8]) -> Vec<Sha256> {
        match Self::read(bytes) {
            Some(Self::CaseFile { evidence, .. }) => evidence.parse().ok().into_iter().collect(),
            Some(Self::Taken { evidence, attachments, .. }) => std::iter::once(&evidence)
                .chain(&attachments)
                .flat_map(|hash| hash.parse())
                .collect(),
            _ => Vec::new(),
        }
    }
}
