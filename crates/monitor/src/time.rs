//! Which time points lie at a distance from another one.

use std::ops::Range;

use crate::interval::Interval;
use crate::stream::Stream;
use crate::table::Moments;

/// The time stamps of a stream, for questions about distances.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    stamps: Vec<i64>,
}

impl Times {
    pub(crate) fn of(stream: &Stream) -> Self {
        Self { stamps: stream.points().iter().map(|point| point.ts).collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.stamps.len()
    }

    pub(crate) fn stamp(&self, time_point: usize) -> Option<i64> {
        self.stamps.get(time_point).copied()
    }

    /// The first time point whose time is `seconds` or more after (before, where negative) `stamp`.
    fn first_from(&self, stamp: i64, seconds: i128) -> usize {
        let bound = i128::from(stamp) + seconds;
        self.stamps.partition_point(|other| i128::from(*other) < bound)
    }

    /// The time points at this distance after `time_point`, itself counted in; none of those before.
    pub(crate) fn after(&self, time_point: usize, interval: Interval) -> Range<usize> {
        let Some(stamp) = self.stamp(time_point) else {
            return 0..0;
        };
        let start = self.first_from(stamp, i128::from(interval.lower()));
        let end = match interval.upper() {
            Some(upper) => self.first_from(stamp, i128::from(upper) + 1),
            None => self.len(),
        };
        start.max(time_point)..end
    }

    /// The time points at this distance before `time_point`, itself counted in; none of those after.
    pub(crate) fn before(&self, time_point: usize, interval: Interval) -> Range<usize> {
        let Some(stamp) = self.stamp(time_point) else {
            return 0..0;
        };
        let start = match interval.upper() {
            Some(upper) => self.first_from(stamp, -i128::from(upper)),
            None => 0,
        };
        let end = self.first_from(stamp, 1 - i128::from(interval.lower()));
        start..end.min(time_point + 1)
    }

    /// Whether two neighbouring time points are at this distance.
    fn apart(&self, time_point: usize, interval: Interval) -> bool {
        match (self.stamp(time_point), self.stamp(time_point + 1)) {
            (Some(one), Some(other)) => interval.contains(other.abs_diff(one)),
            _ => false,
        }
    }

    /// Where `PREVIOUS` holds of what holds at `run`.
    pub(crate) fn previous(&self, run: &Range<usize>, interval: Interval, found: &mut Moments) {
        for time_point in run.clone() {
            if self.apart(time_point, interval) {
                found.push(time_point + 1..time_point + 2);
            }
        }
    }

    /// Where `NEXT` holds of what holds at `run`.
    pub(crate) fn next(&self, run: &Range<usize>, interval: Interval, found: &mut Moments) {
        for time_point in run.clone() {
            if let Some(before) = time_point.checked_sub(1)
                && self.apart(before, interval)
            {
                found.push(before..time_point);
            }
        }
    }

    /// Where `SINCE` holds of what held at `run`, where `hold` is when its left side holds.
    pub(crate) fn since(
        &self,
        run: &Range<usize>,
        interval: Interval,
        hold: &[Range<usize>],
        found: &mut Moments,
    ) {
        // Where the distance may be zero, the run itself is in, and only its last time point can
        // reach further than the run does.
        let first = if interval.lower() == 0 && !run.is_empty() {
            found.push(run.clone());
            run.end - 1
        } else {
            run.start
        };
        for time_point in first..run.end {
            let next = time_point + 1;
            let unbroken = hold
                .get(hold.partition_point(|range| range.end <= next))
                .filter(|range| range.start <= next)
                .map_or(next, |range| range.end);
            let reach = self.after(time_point, interval);
            found.push(reach.start..reach.end.min(unbroken));
        }
        found.retain(|range| range.start < range.end);
    }

    /// Where `UNTIL` holds of what will hold at `run`, where `hold` is when its left side holds.
    pub(crate) fn until(
        &self,
        run: &Range<usize>,
        interval: Interval,
        hold: &[Range<usize>],
        found: &mut Moments,
    ) {
        let last = if interval.lower() == 0 && !run.is_empty() {
            found.push(run.clone());
            run.start + 1
        } else {
            run.end
        };
        for time_point in run.start..last {
            let unbroken = match time_point.checked_sub(1) {
                None => time_point,
                Some(before) => hold
                    .get(hold.partition_point(|range| range.end <= before))
                    .filter(|range| range.start <= before)
                    .map_or(time_point, |range| range.start),
            };
            let reach = self.before(time_point, interval);
            found.push(reach.start.max(unbroken)..reach.end);
        }
        found.retain(|range| range.start < range.end);
    }

    /// How many time points, from the first on, are so early that everything they look at up to this
    /// far ahead lies within the first `decided` time points, and that the stream goes on past it.
    pub(crate) fn decided_ahead(&self, interval: Interval, decided: usize) -> usize {
        let Some(upper) = interval.upper() else {
            return 0;
        };
        // The first time point that is not decided, or the end of the stream, must lie beyond the
        // reach. At the end of the stream the last time stamp may come again.
        let bound = match self.stamp(decided) {
            Some(stamp) => stamp,
            None => match self.stamps.last() {
                Some(last) => *last,
                None => return 0,
            },
        };
        self.stamps
            .partition_point(|stamp| i128::from(*stamp) + i128::from(upper) < i128::from(bound))
            .min(decided)
    }

    /// How many time points, from the first on, look back only at the first `decided` ones.
    pub(crate) fn decided_behind(&self, interval: Interval, decided: usize) -> usize {
        match self.stamp(decided) {
            // The first undecided time point comes into view at this distance.
            Some(stamp) => self.first_from(stamp, i128::from(interval.lower())).max(decided),
            None => self.len(),
        }
    }
}
