//! Counts that keep what the source left open.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many: at least `low`, at most `high` (`None`: open above), and the source's own best
/// figure where it gives one. "More than 290,000" is low 290,001 and open above.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Count {
    /// Least number compatible with the words.
    pub low: u64,
    /// The source's best figure, if it names one.
    pub best: Option<u64>,
    /// Greatest number compatible with the words; `None` if nothing bounds it.
    pub high: Option<u64>,
}

impl Count {
    /// A plain number.
    pub const fn exactly(n: u64) -> Self {
        Self { low: n, best: Some(n), high: Some(n) }
    }

    /// "At least n".
    pub const fn at_least(n: u64) -> Self {
        Self { low: n, best: None, high: None }
    }

    /// "More than n".
    pub const fn more_than(n: u64) -> Self {
        Self { low: n.saturating_add(1), best: None, high: None }
    }

    /// "Up to n", "as many as n".
    pub const fn up_to(n: u64) -> Self {
        Self { low: 0, best: None, high: Some(n) }
    }

    /// "About n": the figure is the best; how wide "about" is, the source does not say, so the
    /// ends are the source's number of significant digits: "about 90" is 85 to 95.
    pub fn about(n: u64) -> Self {
        let mut unit = 1u64;
        while n != 0 && n.is_multiple_of(unit.saturating_mul(10)) && unit < u64::MAX / 10 {
            unit = unit.saturating_mul(10);
        }
        // "about 7" is at least one either way; "about 90" is five either way.
        let margin = (unit / 2).max(1);
        Self { low: n.saturating_sub(margin), best: Some(n), high: Some(n.saturating_add(margin)) }
    }

    /// Between `low` and `high`, swapped if they come in the wrong order.
    pub fn between(low: u64, high: u64) -> Self {
        Self { low: low.min(high), best: None, high: Some(low.max(high)) }
    }

    /// The range that covers both: never an average.
    pub fn cover(&self, other: &Self) -> Self {
        Self {
            low: self.low.min(other.low),
            best: if self.best == other.best { self.best } else { None },
            high: match (self.high, other.high) {
                (Some(a), Some(b)) => Some(a.max(b)),
                _ => None,
            },
        }
    }

    /// Whether one number could satisfy both.
    pub fn compatible(&self, other: &Self) -> bool {
        self.high.is_none_or(|high| other.low <= high)
            && other.high.is_none_or(|high| self.low <= high)
    }
}

impl fmt::Display for Count {
    /// As a person would write it: `13`, `13–14`, `at least 20`, `up to 5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.best, self.high) {
            (low, _, Some(high)) if low == high => write!(f, "{low}"),
            (0, None, Some(high)) => write!(f, "up to {high}"),
            (low, Some(best), Some(high)) if best != low && best != high => {
                write!(f, "about {best} ({low}–{high})")
            }
            (low, _, Some(high)) => write!(f, "{low}–{high}"),
            (low, _, None) => write!(f, "at least {low}"),
        }
    }
}

/// What a claim says of people harmed; `None`: it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Casualties {
    /// People killed.
    pub killed: Option<Count>,
    /// Of these, civilians, where told apart.
    pub civilians_killed: Option<Count>,
    /// People wounded.
    pub wounded: Option<Count>,
}

impl Casualties {
    /// Whether nothing is said.
    pub fn is_silent(&self) -> bool {
        self.killed.is_none() && self.civilians_killed.is_none() && self.wounded.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_keep_their_open_end() {
        let toll = Count::more_than(290_000);
        assert_eq!((toll.low, toll.best, toll.high), (290_001, None, None));
        assert_eq!(toll.to_string(), "at least 290001");
        assert_eq!(Count::about(90).to_string(), "about 90 (85–95)");
        assert_eq!(Count::about(7).to_string(), "about 7 (6–8)");
        assert_eq!(Count::up_to(5).to_string(), "up to 5");
    }

    #[test]
    fn rival_counts_are_covered_not_averaged() {
        let both = Count::exactly(62).cover(&Count::about(90));
        assert_eq!((both.low, both.best, both.high), (62, None, Some(95)));
        assert!(!Count::exactly(62).compatible(&Count::at_least(80)));
        assert!(Count::about(0).low == 0);
    }
}
