//! How far two times agree.

use crate::weights;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// What two times say of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TimeAgreement {
    /// At least one of the two is open: no evidence either way.
    Open,
    /// One is open, and was published before the other or days after it.
    UndatedFar,
    /// Both are open, and were published days apart.
    PublishedApart,
    /// Both told to the hour, overlapping.
    SameHours,
    /// Both told to the day or two, overlapping.
    SameDay,
    /// Overlapping, the longer told to at most ten days.
    SameDays,
    /// Overlapping, the longer is longer still.
    LongOverlap,
    /// No overlap, both told to the hour; hours between.
    HoursApart(i64),
    /// No overlap, neighbouring days.
    NextDay,
    /// No overlap, at most a day between.
    DayBetween,
    /// Further apart.
    Apart,
}

impl TimeAgreement {
    /// Of two intervals in seconds, closed below and open above.
    pub(crate) fn of(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Self {
        let (Some((a_from, a_until)), Some((b_from, b_until))) = (a, b) else {
            return Self::Open;
        };
        let longer = (a_until - a_from).max(b_until - b_from);
        let gap = (a_from - b_until).max(b_from - a_until);
        // Intervals are open above: those that touch do not overlap.
        if gap < 0 {
            return match longer {
                l if l <= 6 * HOUR => Self::SameHours,
                l if l <= 2 * DAY => Self::SameDay,
                l if l <= 10 * DAY => Self::SameDays,
                _ => Self::LongOverlap,
            };
        }
        match gap {
            g if g > weights::GAP_LIMIT => Self::Apart,
            g if longer <= 6 * HOUR => Self::HoursApart((g + HOUR / 2) / HOUR),
            g if g <= DAY / 2 => Self::NextDay,
            _ => Self::DayBetween,
        }
    }

    /// Of an open time, known when it was published, and an interval.
    pub(crate) fn of_undated(published: i64, (from, until): (i64, i64)) -> Self {
        let long_before = published.saturating_sub(until) > weights::UNDATED;
        if from > published || long_before { Self::UndatedFar } else { Self::Open }
    }

    /// Of two open times, known when each was published. Each mostly tells of its own last days.
    pub(crate) fn of_both_undated(a: i64, b: i64) -> Self {
        let apart = a.abs_diff(b) > weights::UNDATED.unsigned_abs();
        if apart { Self::PublishedApart } else { Self::Open }
    }

    /// Whether neither or only one of the two is dated.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::UndatedFar | Self::PublishedApart)
    }

    /// Evidence for one event.
    pub(crate) fn log_odds(self) -> f64 {
        match self {
            Self::Open | Self::LongOverlap => 0.0,
            Self::UndatedFar | Self::PublishedApart => weights::UNDATED_FAR,
            Self::SameHours => weights::SAME_HOURS,
            Self::SameDay => weights::SAME_DAY,
            Self::SameDays => weights::SAME_DAYS,
            Self::HoursApart(hours) if hours <= 3 => weights::FEW_HOURS,
            Self::HoursApart(hours) if hours <= 12 => weights::SOME_HOURS,
            Self::HoursApart(_) | Self::DayBetween => weights::DAY_BETWEEN,
            Self::NextDay => weights::NEXT_DAY,
            Self::Apart => weights::NEVER,
        }
    }

    /// For the reason.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Open => "no times to compare".into(),
            Self::UndatedFar => "one undated, and published days off".into(),
            Self::PublishedApart => "both undated, and published days apart".into(),
            Self::SameHours => "same hours".into(),
            Self::SameDay => "same day".into(),
            Self::SameDays => "times overlap, one told to some days only".into(),
            Self::LongOverlap => "times overlap, one told only roughly".into(),
            Self::HoursApart(0) => "less than an hour apart".into(),
            Self::HoursApart(1) => "an hour apart".into(),
            Self::HoursApart(hours) => format!("{hours} hours apart"),
            Self::NextDay => "on neighbouring days".into(),
            Self::DayBetween => "up to a day between them".into(),
            Self::Apart => "days apart".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Option<(i64, i64)> {
        Some((n * DAY, (n + 1) * DAY))
    }

    #[test]
    fn closer_times_are_better_evidence() {
        let hour = |n: i64| Some((n * HOUR, (n + 1) * HOUR));
        let ladder = [
            TimeAgreement::of(hour(5), hour(5)),
            TimeAgreement::of(day(3), day(3)),
            TimeAgreement::of(day(3), Some((0, 7 * DAY))),
            TimeAgreement::of(day(3), Some((0, 60 * DAY))),
            TimeAgreement::of(day(3), day(4)),
            TimeAgreement::of(day(3), day(5)),
            TimeAgreement::of(day(3), day(6)),
        ];
        assert_eq!(ladder[6], TimeAgreement::Apart);
        assert!(ladder.windows(2).all(|w| w[0].log_odds() > w[1].log_odds()), "{ladder:?}");
        assert_eq!(TimeAgreement::of(None, day(3)).log_odds(), 0.0);
        assert_eq!(TimeAgreement::of(hour(5), hour(9)), TimeAgreement::HoursApart(3));
    }

    #[test]
    fn undated_reports_of_one_week_may_tell_one_event_and_those_of_two_mostly_do_not() {
        let of = TimeAgreement::of_both_undated;
        assert_eq!(of(0, 2 * DAY), TimeAgreement::Open);
        assert_eq!(of(0, 9 * DAY), TimeAgreement::PublishedApart);
        assert_eq!(of(9 * DAY, 0), TimeAgreement::PublishedApart);
        assert!(of(0, 9 * DAY).log_odds() < 0.0);
        assert_eq!(of(i64::MIN, i64::MAX), TimeAgreement::PublishedApart);
    }

    #[test]
    fn the_order_of_the_two_does_not_matter() {
        for (a, b) in [(day(1), day(2)), (day(1), None), (day(0), Some((0, 9 * DAY)))] {
            assert_eq!(TimeAgreement::of(a, b), TimeAgreement::of(b, a));
        }
    }
}
