//! How far two counts agree.

use crate::weights;
use armistice_model::Count;

/// From this share on, of the higher, the lower is near.
const NEAR: f64 = 0.65;
/// Below this share it is far.
const FAR: f64 = 0.4;

/// What two counts of people harmed say of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum CountAgreement {
    /// At least one does not say.
    Open,
    /// One number could satisfy both; the least such number.
    Agree(f64),
    /// One number could satisfy both, but only because one is open above.
    MayAgree,
    /// Near each other; the lower.
    Near(f64),
    /// Neither near nor far.
    Middling,
    /// Far from each other; the lower as a share of the higher.
    Far(f64),
}

impl CountAgreement {
    /// Of two counts.
    pub(crate) fn of(a: Option<Count>, b: Option<Count>) -> Self {
        let (Some(a), Some(b)) = (a, b) else {
            return Self::Open;
        };
        let (lower, higher) = if a.low <= b.low { (a, b) } else { (b, a) };
        // Nearest ends, and never nought: "nobody" against "one" is one step, not infinity.
        let share = |low: u64, high: u64| (low as f64).max(0.5) / (high as f64).max(0.5);
        if a.compatible(&b) {
            return match (a.high, b.high) {
                (Some(_), Some(_)) => Self::Agree((higher.low as f64).max(1.0)),
                _ if share(lower.low, higher.low) >= NEAR => {
                    Self::Near((lower.low as f64).max(1.0))
                }
                _ => Self::MayAgree,
            };
        }
        let end = lower.high.unwrap_or(lower.low);
        match share(end, higher.low) {
            s if s >= NEAR => Self::Near((end as f64).max(1.0)),
            s if s >= FAR => Self::Middling,
            s => Self::Far(s),
        }
    }

    /// Evidence for one event.
    pub(crate) fn log_odds(self) -> f64 {
        match self {
            Self::Open | Self::MayAgree | Self::Middling => 0.0,
            Self::Agree(n) => weights::COUNT_AGREES + weights::COUNT_AGREES_RARITY * n.ln(),
            Self::Near(n) => weights::COUNT_NEAR_RARITY * (n / 2.0).ln().max(0.0),
            Self::Far(share) => {
                (weights::COUNT_FAR_RATIO * -share.ln()).max(weights::COUNT_FAR_LEAST)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odds(a: Count, b: Count) -> f64 {
        CountAgreement::of(Some(a), Some(b)).log_odds()
    }

    #[test]
    fn rare_large_counts_near_each_other_are_strong_evidence() {
        let (large, small) = (
            odds(Count::exactly(62), Count::about(90)),
            odds(Count::exactly(2), Count::exactly(3)),
        );
        assert!(large > 2.5 && small < 0.6, "{large} {small}");
        assert!(odds(Count::exactly(90), Count::exactly(90)) > large);
        assert!(odds(Count::exactly(38), Count::exactly(62)) < 0.1);
    }

    #[test]
    fn far_counts_speak_against_but_do_not_forbid() {
        let far = odds(Count::exactly(1), Count::exactly(82));
        assert!((weights::COUNT_FAR_LEAST..-2.0).contains(&far));
        assert_eq!(odds(Count::at_least(2), Count::exactly(82)), 0.0);
        assert!(odds(Count::exactly(0), Count::exactly(0)).is_finite());
        assert_eq!(CountAgreement::of(None, Some(Count::exactly(3))).log_odds(), 0.0);
    }
}
