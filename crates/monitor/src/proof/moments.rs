//! Sets of time points as runs: sorted, neither overlapping nor touching.

use std::ops::Range;

use crate::table::Moments;

/// Any runs, made such a set.
pub(super) fn merged(mut runs: Moments) -> Moments {
    runs.retain(|run| run.start < run.end);
    runs.sort_by_key(|run| run.start);
    let mut set: Moments = Vec::with_capacity(runs.len());
    for run in runs {
        match set.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => set.push(run),
        }
    }
    set
}

/// The time points of one or the other.
pub(super) fn union(one: &[Range<usize>], other: &[Range<usize>]) -> Moments {
    if other.is_empty() {
        return one.to_vec();
    }
    merged(one.iter().chain(other).cloned().collect())
}

/// The time points of both.
pub(super) fn common(one: &[Range<usize>], other: &[Range<usize>]) -> Moments {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut set = Moments::new();
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        let run = a.start.max(b.start)..a.end.min(b.end);
        let a_ends = a.end <= b.end;
        if run.start < run.end {
            set.push(run);
        }
        if a_ends {
            one.next();
        } else {
            other.next();
        }
    }
    set
}

/// The first `length` time points but for these.
pub(super) fn without(set: &[Range<usize>], length: usize) -> Moments {
    let mut rest = Moments::new();
    let mut start = 0;
    for run in set {
        if start < run.start {
            rest.push(start..run.start);
        }
        start = run.end;
    }
    if start < length {
        rest.push(start..length);
    }
    rest
}

/// The run that covers a time point.
pub(super) fn run_at(set: &[Range<usize>], point: usize) -> Option<Range<usize>> {
    let run = set.get(set.partition_point(|run| run.end <= point))?;
    (run.start <= point).then(|| run.clone())
}

/// Whether the set has all time points of a range.
pub(super) fn covers(set: &[Range<usize>], range: &Range<usize>) -> bool {
    range.is_empty() || run_at(set, range.start).is_some_and(|run| range.end <= run.end)
}

/// The latest time point of the set inside the range.
pub(super) fn latest(set: &[Range<usize>], range: &Range<usize>) -> Option<usize> {
    let before = set.partition_point(|run| run.start < range.end);
    let run = set.get(before.checked_sub(1)?)?;
    let point = run.end.min(range.end).checked_sub(1)?;
    (point >= range.start).then_some(point)
}

/// The earliest time point of the set inside the range.
pub(super) fn earliest(set: &[Range<usize>], range: &Range<usize>) -> Option<usize> {
    let run = set.get(set.partition_point(|run| run.end <= range.start))?;
    let point = run.start.max(range.start);
    (point < range.end).then_some(point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn points(set: &[Range<usize>]) -> BTreeSet<usize> {
        set.iter().cloned().flatten().collect()
    }

    fn set() -> impl Strategy<Value = Moments> {
        prop::collection::vec((0..20_usize, 0..6_usize), 0..6)
            .prop_map(|runs| merged(runs.into_iter().map(|(a, n)| a..a + n).collect()))
    }

    proptest! {
        #[test]
        fn runs_are_sets(a in set(), b in set(), at in 0..30_usize, length in 0..8_usize) {
            let (pa, pb) = (points(&a), points(&b));
            prop_assert_eq!(points(&union(&a, &b)), &pa | &pb);
            prop_assert_eq!(points(&common(&a, &b)), &pa & &pb);
            prop_assert_eq!(points(&without(&a, 30)), &(0..30).collect() - &pa);
            let range = at..at + length;
            prop_assert_eq!(covers(&a, &range), range.clone().all(|p| pa.contains(&p)));
            prop_assert_eq!(latest(&a, &range), range.clone().rev().find(|p| pa.contains(p)));
            prop_assert_eq!(earliest(&a, &range), range.clone().find(|p| pa.contains(p)));
        }
    }
}
