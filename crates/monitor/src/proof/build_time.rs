//! Builds the steps of operators that look at other time points.

use std::ops::Range;

use super::Step;
use super::build::Place;
use super::moments::{covers, earliest, latest, without};
use super::prover::{Env, Part, Prover};
use crate::interval::Interval;

impl<'a> Prover<'a> {
    /// `PREVIOUS` and `NEXT`.
    pub(super) fn build_neighbour(
        &mut self,
        part: Part<'a>,
        holds: bool,
        range: Range<usize>,
        env: &Env,
        interval: Interval,
        future: bool,
    ) -> Place {
        let beside = |run: Range<usize>, length: usize| {
            if future {
                run.start + 1..(run.end + 1).min(length)
            } else {
                run.start.saturating_sub(1)..run.end - 1
            }
        };
        let length = self.stream.len();
        let whole = beside(range.clone(), length);
        if whole.is_empty() {
            return Ok(self.push(Step::Evident));
        }
        if self.truth(part, env)?.is(holds, &whole) {
            let proof = self.build(part, holds, whole, env)?;
            return Ok(self.push(Step::Neighbour(proof)));
        }
        // Some of the time points have no neighbour at that distance; those that have are proved.
        self.pieces(range.clone(), |prover, start| {
            let has = |point: usize| prover.neighbour(point, interval, future).is_some();
            let here = has(start);
            let end = (start + 1..range.end).find(|point| has(*point) != here);
            let end = end.unwrap_or(range.end);
            if !here {
                return Ok((end, prover.push(Step::Evident)));
            }
            let proof = prover.build(part, holds, beside(start..end, length), env)?;
            Ok((end, prover.push(Step::Neighbour(proof))))
        })
    }

    /// One time point within reach suffices: the latest before, the earliest after.
    pub(super) fn build_at(
        &mut self,
        part: Part<'a>,
        holds: bool,
        range: Range<usize>,
        env: &Env,
        interval: Interval,
        future: bool,
    ) -> Place {
        let right = self.truth(part, env)?.definite(holds);
        self.pieces(range.clone(), |prover, start| {
            let window = prover.window(start, interval, future);
            let point = if future { earliest(&right, &window) } else { latest(&right, &window) };
            let point = point.ok_or_else(|| prover.stuck(part.0, start))?;
            let near = |other: &usize| prover.window(*other, interval, future).contains(&point);
            let end = (start + 1..range.end).find(|other| !near(other)).unwrap_or(range.end);
            let proof = prover.build(part, holds, point..point + 1, env)?;
            Ok((end, prover.push(Step::At { time_point: point, proof })))
        })
    }

    /// All time points within reach are needed.
    pub(super) fn build_throughout(
        &mut self,
        part: Part<'a>,
        holds: bool,
        range: Range<usize>,
        env: &Env,
        interval: Interval,
        future: bool,
    ) -> Place {
        let right = self.truth(part, env)?.definite(holds);
        self.pieces(range.clone(), |prover, start| {
            let first = prover.window(start, interval, future).start;
            let hull = |end: usize| first..prover.window(end - 1, interval, future).end.max(first);
            // What lies between two windows may be otherwise; the pieces part there.
            let fits = |end: &usize| covers(&right, &hull(*end));
            let end = furthest(start + 1, range.end, fits);
            let proof = prover.build(part, holds, hull(end), env)?;
            Ok((end, prover.push(Step::Throughout(proof))))
        })
    }

    /// `SINCE` and `UNTIL` hold.
    pub(super) fn build_chain(
        &mut self,
        [hold, from]: [Part<'a>; 2],
        range: Range<usize>,
        env: &Env,
        interval: Interval,
        future: bool,
    ) -> Place {
        let starts = self.truth(from, env)?.definite(true);
        let holding = self.truth(hold, env)?.definite(true);
        self.pieces(range.clone(), |prover, start| {
            let window = prover.window(start, interval, future);
            // The nearest one asks least of the left side.
            let point = if future { earliest(&starts, &window) } else { latest(&starts, &window) };
            let point = point.ok_or_else(|| prover.stuck(from.0, start))?;
            let near = |end: usize| prover.window(end - 1, interval, future).contains(&point);
            let between = |end: usize| if future { start..point } else { point + 1..end };
            let fits = |end: &usize| {
                near(*end) && (!future || *end <= point + 1) && covers(&holding, &between(*end))
            };
            let end = furthest(start + 1, range.end, fits);
            let first = prover.build(from, true, point..point + 1, env)?;
            let since = prover.build(hold, true, between(end), env)?;
            Ok((end, prover.push(Step::Chain { time_point: point, from: first, hold: since })))
        })
    }

    /// `SINCE` and `UNTIL` do not hold.
    pub(super) fn build_broken(
        &mut self,
        [hold, from]: [Part<'a>; 2],
        range: Range<usize>,
        env: &Env,
        interval: Interval,
        future: bool,
    ) -> Place {
        let absent = self.truth(from, env)?.definite(false);
        let failing = self.truth(hold, env)?.definite(false);
        let present = without(&absent, self.stream.len());
        self.pieces(range.clone(), |prover, start| {
            let window = |point: usize| prover.window(point, interval, future);
            // What is left to search when the left side fails at `at`, for a piece that ends there.
            let searched = |at: Option<usize>, end: usize| {
                let (first, last) = (window(start).start, window(end - 1).end);
                let searched = match at {
                    None => first..last,
                    Some(at) if future => first..last.min(at + 1),
                    Some(at) => first.max(at)..last,
                };
                searched.start..searched.end.max(searched.start)
            };
            let fits = |at: Option<usize>, end: usize| {
                (!future || at.is_none_or(|at| end <= at + 1))
                    && covers(&absent, &searched(at, end))
            };
            let at = if future {
                // A break is used as late as nothing is found before it.
                let found = earliest(&present, &window(start));
                let until = found.unwrap_or(prover.stream.len());
                latest(&failing, &(start..until))
            } else {
                latest(&failing, &(0..start + 1))
            };
            let end_of = |at: Option<usize>| {
                if fits(at, start + 1) {
                    furthest(start + 1, range.end, |end| fits(at, *end))
                } else {
                    start
                }
            };
            // Without a break there is less to prove.
            let (plain, broken) = (end_of(None), at.map_or(start, |at| end_of(Some(at))));
            let (at, end) = if plain >= broken { (None, plain) } else { (at, broken) };
            if end == start {
                return Err(prover.stuck(from.0, start));
            }
            let searched = searched(at, end);
            let at = match at {
                Some(at) => Some((at, prover.build(hold, false, at..at + 1, env)?)),
                None => None,
            };
            let proof = prover.build(from, false, searched, env)?;
            Ok((end, prover.push(Step::Broken { at, from: proof })))
        })
    }
}

/// The furthest end up to which each fits, from one that does; a longer piece never fits where a
/// shorter one does not.
fn furthest(first: usize, last: usize, fits: impl Fn(&usize) -> bool) -> usize {
    let (mut good, mut bad) = (first, last + 1);
    while bad - good > 1 {
        let middle = good.midpoint(bad);
        if fits(&middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}
