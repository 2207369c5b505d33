//! Which sources stand together, because they are one word told twice.

use crate::id::SourceId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a source is not counted beside the one with which it stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EchoReason {
    /// An outlet that publishes the voice's word; it does not speak for itself.
    Carries,
    /// A voice that cites the other and says the same, no earlier, and nothing else.
    Repeats,
    /// The same, where nothing tells which of the two spoke first.
    RepeatsUndated,
    /// A voice that cites the other and gives no figures of its own.
    AddsNoFigure,
    /// A voice that says the very same later (kind, actors, time, place and figures) without
    /// citing the other: a copy, or an honest second count.
    SameWords,
}

impl EchoReason {
    /// Whether it is known. Where it is not, the source counts among the most but not among the
    /// least.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Carries | Self::Repeats)
    }

    /// What the source does, to follow its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Carries => "carries its word",
            Self::Repeats => "cites it and only repeats what it says",
            Self::RepeatsUndated => {
                "cites it and says the same; which of the two spoke first is not known"
            }
            Self::AddsNoFigure => "cites it and gives no figures of its own; it may know no more",
            Self::SameWords => "says the very same later; a copy or a second count",
        }
    }
}

/// A source that stands with another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Echo {
    /// Which.
    pub source: SourceId,
    /// The one it follows: the origin itself, or another that follows it.
    pub of: SourceId,
    /// Why.
    pub why: EchoReason,
}

/// One word and all who pass it on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Whose word it is.
    pub voice: SourceId,
    /// Who stands with it, sorted. Never empty.
    pub with: Vec<Echo>,
}
