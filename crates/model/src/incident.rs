//! An incident: the hypothesis that these claims speak of one event.

use crate::claim::Scope;
use crate::count::Casualties;
use crate::dispute::Dispute;
use crate::id::{ClaimId, IncidentId};
use crate::kind::EventKind;
use crate::link::Link;
use crate::origin::Origin;
use crate::place::Place;
use crate::time::When;
use crate::toll::CasualtyRanges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Single incidents over which a summary lies. They may be what it sums up; they are not the
/// same, and nothing is added or taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Covers {
    /// Which, sorted. Never empty.
    pub incidents: Vec<IncidentId>,
    /// How many more were found and are not listed.
    pub more: usize,
    /// Why these, in one line. Names no source.
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
    /// The range across the figures that stand: lowest low to highest high, never an average, and
    /// a best figure only where all give it.
    pub casualties: Casualties,
    /// The same with every figure, those that gave way included, and the rule.
    #[serde(default)]
    pub ranges: CasualtyRanges,
    /// How many different voices speak of it.
    pub voices: usize,
    /// How many of them at least are no echo of another.
    #[serde(default)]
    pub independent: usize,
    /// How many at most; more than `independent` where one cannot tell.
    #[serde(default)]
    pub independent_at_most: usize,
    /// Which sources stand together, and why; sorted. Sources that stand alone are not listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Origin>,
    /// What the claims contradict each other about, sorted by what it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// Single incidents over which this summary lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Covers>,
    /// Why these claims and not others.
    pub links: Vec<Link>,
}
