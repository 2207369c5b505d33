//! Why two claims are held to speak of one event.

use crate::id::ClaimId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a link says.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The two claims speak of the same event.
    Same,
    /// A person decided so.
    Decided,
}

/// What a piece of evidence is about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// What is expected before anything is compared.
    Prior,
    /// How much else is reported there and then.
    Crowd,
    /// When.
    Time,
    /// Where.
    Place,
    /// What.
    Kind,
    /// By whom.
    Author,
    /// On whom.
    Target,
    /// How many were harmed.
    Casualties,
    /// One tells it and the other denies it.
    Denial,
    /// How the two came to us: one outlet, one voice, the same words.
    Carriage,
    /// Whose word it is, or which stretch is summed up or counted.
    Scope,
    /// The words of the two texts.
    Words,
    /// Other reports that fit as well.
    Rivals,
    /// What no evidence can go beyond.
    Bound,
}

/// One piece of the evidence that two claims speak of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What it is about.
    pub about: Aspect,
    /// Its weight: each bit doubles the odds, each bit below nought halves them. In hundredths.
    pub bits: f64,
    /// What was found, in words.
    pub words: String,
}

/// Why two claims are held to speak of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The earlier claim (by id).
    pub a: ClaimId,
    /// The later claim (by id).
    pub b: ClaimId,
    /// Computed, or decided by a person.
    pub kind: LinkKind,
    /// Probability that they speak of one event, 0 to 1.
    pub probability: f64,
    /// The reason in words, one line.
    pub reason: String,
    /// The reason piece by piece: the bits add up to the binary logarithm of the odds that
    /// `probability` says. Nothing where a person decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}
