//! How far two lists of candidate actors agree.

use crate::weights;

/// What two "who"s say of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhoAgreement {
    /// At least one names nobody: no evidence either way.
    Open,
    /// One actor each, the same.
    Same,
    /// Some candidate in common.
    Overlap,
    /// None in common.
    Differ,
}

impl WhoAgreement {
    /// Of two sorted candidate lists.
    pub(crate) fn of(a: &[u32], b: &[u32]) -> Self {
        if a.is_empty() || b.is_empty() {
            Self::Open
        } else if a.len() == 1 && a == b {
            Self::Same
        } else if a.iter().any(|candidate| b.binary_search(candidate).is_ok()) {
            Self::Overlap
        } else {
            Self::Differ
        }
    }

    /// Evidence for one event.
    pub(crate) fn log_odds(self) -> f64 {
        match self {
            Self::Open => 0.0,
            Self::Same => weights::ACTOR_SAME,
            Self::Overlap => weights::ACTOR_OVERLAP,
            Self::Differ => weights::ACTOR_DIFFERS,
        }
    }

    /// For the reason; `what` is "author" or "target".
    pub(crate) fn words(self, what: &str) -> Option<String> {
        match self {
            Self::Open => None,
            Self::Same => Some(format!("same {what}")),
            Self::Overlap => Some(format!("{what} may be the same")),
            Self::Differ => Some(format!("different {what} named")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_says_nothing_and_sources_that_code_differently_only_a_little() {
        assert_eq!(WhoAgreement::of(&[], &[1]), WhoAgreement::Open);
        assert_eq!(WhoAgreement::of(&[1], &[1]), WhoAgreement::Same);
        assert_eq!(WhoAgreement::of(&[1, 2], &[2]), WhoAgreement::Overlap);
        assert_eq!(WhoAgreement::of(&[1, 2], &[3]), WhoAgreement::Differ);
        assert!(WhoAgreement::Differ.log_odds() > -1.0 && WhoAgreement::Open.log_odds() == 0.0);
    }
}
