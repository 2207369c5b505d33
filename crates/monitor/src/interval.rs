//! The time distances a temporal operator reaches over.

use std::fmt;

use thiserror::Error;

/// A nonempty interval of distances in time, in whole seconds, both ends counted in.
///
/// Time is a whole number of seconds here, so `[0,72h)` is the same interval as `[0,259199]`: the
/// open bound is folded when the interval is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    lower: u64,
    upper: Option<u64>,
}

/// Why an interval cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "the interval from {lower} s to {upper} s holds no moment; let the upper bound be at least the lower one"
)]
pub struct EmptyInterval {
    /// The lower bound in seconds, counted in.
    pub lower: u64,
    /// The upper bound in seconds, counted in.
    pub upper: u64,
}

impl Interval {
    /// Any distance: `[0,*)`.
    pub const ANY: Self = Self { lower: 0, upper: None };

    /// From `lower` to `upper` seconds, both counted in.
    ///
    /// # Errors
    /// [`EmptyInterval`] where `upper` is below `lower`.
    pub fn new(lower: u64, upper: u64) -> Result<Self, EmptyInterval> {
        if upper < lower {
            return Err(EmptyInterval { lower, upper });
        }
        Ok(Self { lower, upper: Some(upper) })
    }

    /// From one bound to the other in seconds, both counted in; the bounds may come in either order.
    #[must_use]
    pub fn closed(one: u64, other: u64) -> Self {
        Self { lower: one.min(other), upper: Some(one.max(other)) }
    }

    /// From now up to `seconds` away, counted in: `[0,seconds]`.
    #[must_use]
    pub fn within(seconds: u64) -> Self {
        Self::closed(0, seconds)
    }

    /// From `seconds` away and further: `[seconds,*)`.
    #[must_use]
    pub fn at_least(seconds: u64) -> Self {
        Self { lower: seconds, upper: None }
    }

    /// The smallest distance, in seconds, counted in.
    #[must_use]
    pub fn lower(self) -> u64 {
        self.lower
    }

    /// The greatest distance, in seconds, counted in; `None` where there is no bound.
    #[must_use]
    pub fn upper(self) -> Option<u64> {
        self.upper
    }

    /// Whether a distance of so many seconds is inside.
    #[must_use]
    pub fn contains(self, seconds: u64) -> bool {
        self.lower <= seconds && self.upper.is_none_or(|upper| seconds <= upper)
    }
}

impl fmt::Display for Interval {
    /// As a formula writes it: `[0,72h)`, `[0,5]`, `[1d,*)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{},", Distance(self.lower))?;
        match self.upper {
            None => f.write_str("*)"),
            Some(upper) => match upper.checked_add(1) {
                Some(open) if open % 60 == 0 => write!(f, "{})", Distance(open)),
                _ => write!(f, "{}]", Distance(upper)),
            },
        }
    }
}

/// A number of seconds in the largest unit that shows it exactly.
struct Distance(u64);

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(seconds) = *self;
        for (unit, name) in [(86_400, 'd'), (3_600, 'h'), (60, 'm')] {
            if seconds > 0 && seconds % unit == 0 {
                return write!(f, "{}{name}", seconds / unit);
            }
        }
        write!(f, "{seconds}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_the_bound_a_reader_expects() {
        assert_eq!(Interval::closed(0, 259_199).to_string(), "[0,3d)");
        assert_eq!(Interval::closed(0, 259_200).to_string(), "[0,3d]");
        assert_eq!(Interval::closed(1, 90).to_string(), "[1,90]");
        assert_eq!(Interval::at_least(60).to_string(), "[1m,*)");
    }

    #[test]
    fn an_empty_interval_is_refused() {
        assert!(Interval::new(3, 2).is_err());
        assert!(Interval::closed(3, 3).contains(3));
        assert!(!Interval::closed(3, 3).contains(4));
    }
}
