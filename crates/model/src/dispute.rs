//! What the claims of one incident contradict each other about.

use crate::claim::Field;
use crate::id::{ClaimId, SourceId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// In what way claims contradict each other. A vaguer word is no contradiction.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Contradiction {
    /// Some tell it, some deny it.
    Denial,
    /// Kinds of event that exclude each other.
    Kind,
    /// No author in common.
    Author,
    /// Places that do not meet.
    Place,
    /// Times that do not meet.
    Time,
    /// Counts of the dead that no number satisfies.
    Killed,
    /// The same of the civilians among them.
    CiviliansKilled,
    /// The same of the wounded.
    Wounded,
}

impl Contradiction {
    /// The question that is answered in different ways.
    pub fn question(self) -> Field {
        match self {
            Self::Denial => Field::Whole,
            Self::Kind => Field::What,
            Self::Author => Field::By,
            Self::Place => Field::Where,
            Self::Time => Field::When,
            Self::Killed | Self::CiviliansKilled | Self::Wounded => Field::HowMany,
        }
    }

    /// In one line, without its full stop.
    pub fn words(self) -> &'static str {
        match self {
            Self::Denial => "some tell it and some deny it",
            Self::Kind => "they tell kinds of event that exclude each other",
            Self::Author => "they name different authors",
            Self::Place => "they tell places that do not meet",
            Self::Time => "they tell times that do not meet",
            Self::Killed => "no number of dead satisfies all counts",
            Self::CiviliansKilled => "no number of civilian dead satisfies all counts",
            Self::Wounded => "no number of wounded satisfies all counts",
        }
    }
}

/// What some voices say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DisputeSide {
    /// In words; times in UTC. Names no source.
    pub says: String,
    /// Whose word it is, sorted. Never empty.
    pub voices: Vec<SourceId>,
    /// The first claim that says so.
    pub claim: ClaimId,
}

/// A question to which voices give answers that cannot all be true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dispute {
    /// The question.
    pub question: Field,
    /// In what way.
    pub about: Contradiction,
    /// At least two.
    pub sides: Vec<DisputeSide>,
}
