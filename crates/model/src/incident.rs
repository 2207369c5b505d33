//! An incident: the hypothesis that these claims speak of one event.

use crate::claim::Scope;
use crate::count::Casualties;
use crate::id::{ClaimId, IncidentId};
use crate::kind::EventKind;
use crate::place::Place;
use crate::time::When;
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
}

/// Claims held to speak of one event. The summary fields cover what the claims say; rival
/// statements stay in the claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// Stable name.
    pub id: IncidentId,
    /// The claims, sorted by id.
    pub claims: Vec<ClaimId>,
    /// One event, a summary or a tally.
    pub scope: Scope,
    /// The kind most claims give; the most specific where they tie.
    pub kind: EventKind,
    /// Actors that some claim names as the author.
    pub by: Vec<String>,
    /// Actors that some claim names as the target.
    pub on: Vec<String>,
    /// The narrowest time on which the claims agree; where they do not, the time that covers them.
    pub when: When,
    /// The narrowest place among those the claims agree on.
    pub place: Place,
    /// The range across the claims: lowest low to highest high, never an average.
    pub casualties: Casualties,
    /// How many different voices speak of it.
    pub voices: usize,
    /// Why these claims and not others.
    pub links: Vec<Link>,
}
