//! What people decide. Each decision is signed where it is stored, and carries its reason.

use crate::id::{ClaimId, IncidentId, ReportId};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far an incident has been checked.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// Somebody said so.
    Reported,
    /// Several who do not lean on each other said so.
    Corroborated,
    /// The mission checked it.
    Verified,
    /// The mission tried and could not.
    Unverifiable,
}

/// A person's determination of one term on one day or incident.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Determination {
    /// A breach is established.
    Established,
    /// A breach is not established.
    NotEstablished,
    /// Something happened; by whom cannot be said.
    Unattributable,
}

/// The act itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// These claims speak of one event.
    Merge {
        /// Two or more claims.
        claims: Vec<ClaimId>,
    },
    /// These claims do not speak of the same event as each other.
    Split {
        /// Two or more claims.
        claims: Vec<ClaimId>,
    },
    /// An incident's state of verification.
    Verify {
        /// Which incident.
        incident: IncidentId,
        /// Its new state.
        state: Verification,
    },
    /// Who did it, in this person's judgement.
    Attribute {
        /// Which incident.
        incident: IncidentId,
        /// The actor, by its name in the case.
        to: String,
    },
    /// A finding on a term and an incident.
    Find {
        /// The term's number.
        term: String,
        /// Which incident.
        incident: IncidentId,
        /// The determination.
        determination: Determination,
    },
    /// Guarantors extend a window of the deal.
    Extend {
        /// The window's name in the deal.
        of: String,
        /// By how many seconds.
        seconds: i64,
        /// Who agreed, by name.
        by: Vec<String>,
    },
    /// Guarantors start a clock's count again.
    Restart {
        /// The clock's name in the deal.
        of: String,
        /// Who agreed, by name.
        by: Vec<String>,
    },
    /// A guarantor withdraws from the deal.
    Withdraw {
        /// Who.
        by: String,
    },
    /// An actor joins the deal as a member of a party.
    Join {
        /// The actor, by its name in the case.
        actor: String,
        /// The party.
        party: String,
    },
    /// An actor leaves the deal.
    Leave {
        /// The actor, by its name in the case.
        actor: String,
    },
    /// A report was read, and its claims stand where the program put them.
    Accept {
        /// Which report.
        report: ReportId,
    },
    /// A report is set aside: kept and shown, but its claims are not judged.
    SetAside {
        /// Which report.
        report: ReportId,
    },
    /// A party is asked for its answer.
    Ask {
        /// About which incident.
        incident: IncidentId,
        /// Whom, by its name in the deal.
        party: String,
        /// The question.
        question: String,
    },
    /// A party's answer.
    Answer {
        /// The entry in which it was asked.
        to: u64,
        /// What it answers.
        answer: String,
    },
    /// An earlier decision no longer holds. It stays on record.
    Undo {
        /// The entry it stands in.
        of: u64,
    },
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// What is decided.
    #[serde(flatten)]
    pub act: Act,
    /// From when it holds (a guarantor's act: when it was done).
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Reports, by file name or id, that show it.
    #[serde(default)]
    pub cites: Vec<String>,
}
