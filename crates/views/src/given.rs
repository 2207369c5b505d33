//! What is put into the views.

use armistice_model::{Claim, IncidentId, Report, ReportId, Verification};
use armistice_publish::{Audience, Publication};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A publication, and what the ledger knows beside it.
pub struct Settled<'a> {
    /// What is published.
    pub publication: &'a Publication<'a>,
    /// When and how each report came in. A report without an entry here counts as taken by
    /// entry 0 and open.
    pub received: &'a HashMap<ReportId, Received>,
    /// How far incidents have been checked; those without an entry are not listed as checked.
    pub checked: &'a HashMap<IncidentId, Checked>,
    /// Who is asked for by `party`: the deal's parties, outside groups. At most 32.
    pub parties: &'a [Party],
    /// Claims of reports that a person set aside: in no incident, not published, shown in the
    /// queue.
    pub aside: &'a [Claim],
    /// For whom a compact board is made ready.
    pub audiences: &'a [Audience],
}

/// What one new entry of the ledger brought.
pub struct Arrival<'a> {
    /// The entry's number.
    pub entry: u64,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Its reports.
    pub reports: &'a [Report],
    /// Their claims.
    pub claims: &'a [Claim],
}

/// When and how a report came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// Number of the ledger entry that holds it.
    pub entry: u64,
    /// When that was recorded.
    pub recorded: Timestamp,
    /// Where it stands in the queue.
    pub state: QueueState,
}

/// Where a report stands in the queue.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// Nobody has decided on it.
    Open,
    /// Taken as read.
    Accepted,
    /// Put aside: its claims are not judged.
    SetAside,
}

/// How far an incident has been checked, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// Its state.
    pub state: Verification,
    /// Who said so; `None` where it was computed.
    pub by: Option<String>,
    /// When it was said.
    #[schemars(with = "Option<String>")]
    pub at: Option<Timestamp>,
    /// Why.
    pub reason: Option<String>,
}

/// A party of the deal or an outside group, and who acts for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// The actors that count as it, by their names in the case; its own name always does.
    pub actors: Vec<String>,
}

/// How many rows were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// Rows that were not there.
    pub added: usize,
    /// Rows that were there and are different now.
    pub changed: usize,
    /// Rows that are gone.
    pub removed: usize,
    /// Rows that stayed as they were.
    pub kept: usize,
}

impl Changes {
    /// Rows written, in whichever way.
    pub fn written(&self) -> usize {
        self.added + self.changed + self.removed
    }
}
