//! What became of incidents when something further was known or decided.

use crate::id::{ClaimId, IncidentId};
use crate::link::Link;

/// Incidents that became one, one that became several, or several that exchanged claims. An incident
/// that only grew or shrank is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The incidents that the claims were in before, sorted.
    pub before: Vec<IncidentId>,
    /// Those that they are in now, sorted.
    pub after: Vec<IncidentId>,
    /// Why.
    pub because: Because,
}

/// Why incidents turned.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// This link ties them now.
    Tied(Link),
    /// This link tied them and does so no more.
    Untied(Link),
    /// A person decided that these two claims speak of one event.
    DecidedOne(ClaimId, ClaimId),
    /// A person decided that these two claims speak of different events.
    DecidedApart(ClaimId, ClaimId),
    /// This claim tied them and is in the case no more.
    Gone(ClaimId),
}

impl Because {
    /// The claims that it names.
    #[must_use]
    pub fn claims(&self) -> Vec<&ClaimId> {
        match self {
            Self::Tied(link) | Self::Untied(link) => vec![&link.a, &link.b],
            Self::DecidedOne(a, b) | Self::DecidedApart(a, b) => vec![a, b],
            Self::Gone(claim) => vec![claim],
        }
    }
}

impl Turn {
    /// Whether several became one.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.before.len() > 1 && self.after.len() == 1
    }

    /// Whether one became several.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.before.len() == 1 && self.after.len() > 1
    }
}
