//! Time as intervals.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stretch of time, closed at `from` and open at `until`; both are instants in UTC.
///
/// An instant is an interval of one second. `from < until` always holds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Interval {
    #[schemars(with = "String")]
    from: Timestamp,
    #[schemars(with = "String")]
    until: Timestamp,
}

impl Interval {
    /// The interval from `from` up to but without `until`; `None` if it would be empty.
    pub fn new(from: Timestamp, until: Timestamp) -> Option<Self> {
        (from < until).then_some(Self { from, until })
    }

    /// One second from `at`.
    pub fn instant(at: Timestamp) -> Self {
        match at.checked_add(1.second()) {
            Ok(until) => Self { from: at, until },
            // The last second that can be written down: step back rather than fail.
            Err(_) => Self {
                from: Timestamp::MAX.saturating_sub(1.second()).unwrap_or(Timestamp::MIN),
                until: Timestamp::MAX,
            },
        }
    }

    /// The civil days `first` to `last`, both included, in `zone`; `None` if `last < first`
    /// or the days lie outside what a timestamp can hold.
    pub fn days(first: Date, last: Date, zone: &TimeZone) -> Option<Self> {
        let from =
            zone.to_zoned(first.to_datetime(jiff::civil::Time::midnight())).ok()?.timestamp();
        let after = last.tomorrow().ok()?;
        let until =
            zone.to_zoned(after.to_datetime(jiff::civil::Time::midnight())).ok()?.timestamp();
        Self::new(from, until)
    }

    /// First instant.
    pub fn from(&self) -> Timestamp {
        self.from
    }

    /// First instant after the interval.
    pub fn until(&self) -> Timestamp {
        self.until
    }

    /// Length in seconds.
    pub fn seconds(&self) -> i64 {
        self.until.as_second() - self.from.as_second()
    }

    /// The part that both share.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until))
    }

    /// The shortest interval that holds both.
    pub fn hull(&self, other: &Self) -> Self {
        Self { from: self.from.min(other.from), until: self.until.max(other.until) }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    /// Whether `at` lies inside.
    pub fn contains_instant(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }

    /// Seconds between the two intervals; 0 where they touch or overlap.
    pub fn gap(&self, other: &Self) -> i64 {
        (self.from.as_second() - other.until.as_second())
            .max(other.from.as_second() - self.until.as_second())
            .max(0)
    }

    /// The civil days in `zone` that the interval touches, first and last.
    pub fn civil_days(&self, zone: &TimeZone) -> (Date, Date) {
        let first = self.from.to_zoned(zone.clone()).date();
        let last_second = self.until.saturating_sub(1.second()).unwrap_or(self.from);
        (first, last_second.to_zoned(zone.clone()).date())
    }
}

/// When something is said to have happened.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The source does not say, or says it in a way that was not understood.
    Open,
    /// At some moment, or for some part, of the interval.
    Within(Interval),
    /// Spread over the interval: a summary of several events, none of which is dated by itself.
    Throughout(Interval),
}

impl When {
    /// The interval, if any is known.
    pub fn interval(&self) -> Option<Interval> {
        match self {
            Self::Open => None,
            Self::Within(interval) | Self::Throughout(interval) => Some(*interval),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_damascus_in_september_starts_at_21_utc() {
        let zone = TimeZone::get("Asia/Damascus").unwrap();
        let day = Date::constant(2016, 9, 17);
        let interval = Interval::days(day, day, &zone).unwrap();
        assert_eq!(interval.from().to_string(), "2016-09-16T21:00:00Z");
        assert_eq!(interval.seconds(), 86_400);
        assert_eq!(interval.civil_days(&zone), (day, day));
    }

    #[test]
    fn the_day_the_clocks_change_is_shorter() {
        let zone = TimeZone::get("Asia/Damascus").unwrap();
        let day = Date::constant(2016, 3, 25);
        assert_eq!(Interval::days(day, day, &zone).unwrap().seconds(), 23 * 3600);
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        let zone = TimeZone::get("Asia/Damascus").unwrap();
        assert!(Interval::days(Date::MAX, Date::MAX, &zone).is_none());
        let _ = Interval::instant(Timestamp::MAX);
        let _ = Interval::instant(Timestamp::MIN);
    }
}
