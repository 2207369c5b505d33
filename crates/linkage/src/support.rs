//! How far the matches reach, and so how far to look.
//!
//! What a rung of a source's ladder means, or how late a source reports, is not known
//! beforehand. Where learned matches still lie at the rim of what was looked at, the rim is
//! moved out and all is learned anew; where none lie near it, it is drawn in.

use crate::item::{GRAINS, LENGTHS};
use crate::learn::Seen;
use crate::levels::{FAR_KM, FARS, GAPS, STEPS, WHEN, WHERE, gap_steps};
use crate::near::Support;

/// Share of matches beyond which the rim is too near.
const RIM: f64 = 0.03;
/// A rim where matches are rarer than this, as a share of others there, is far enough.
const AGAINST: f64 = 0.4;
/// From so many matches on a rim is judged.
const ENOUGH: f64 = 5.0;
/// By how much it is moved out.
const OUT: f32 = 1.6;
/// Kilometres and minutes beyond which nothing is looked for.
const FURTHEST_KM: f32 = 160.0;
const LONGEST_MIN: i32 = 45 * 1_440;
/// Share of matches that a drawn-in rim may leave outside.
const LEFT_OUT: f64 = 0.002;

/// Counts by step of distance, per pair of rungs; the finer rung first.
fn by_distance(counts: &[f64]) -> Vec<[f64; FARS]> {
    let mut sums = vec![[0.0; FARS]; GRAINS * GRAINS];
    for (at, n) in counts.iter().enumerate() {
        let (rest, far) = (at / FARS, at % FARS);
        sums[rest / crate::item::CROWDS][far] += n;
    }
    sums
}

/// Counts by step of the gap, per pair of lengths; the shorter first.
fn by_gap(counts: &[f64]) -> Vec<[f64; STEPS]> {
    let mut sums = vec![[0.0; STEPS]; LENGTHS * LENGTHS];
    for (at, n) in counts.iter().enumerate() {
        let (gap, lengths) = (at % GAPS, at / GAPS % (LENGTHS * LENGTHS));
        let (a, b) = (lengths / LENGTHS, lengths % LENGTHS);
        sums[a.min(b) * LENGTHS + a.max(b)][gap.abs_diff(STEPS - 1)] += n;
    }
    sums
}

/// Kilometres at which a step begins.
fn from_km(far: usize) -> f32 {
    if far == 0 { 0.0 } else { FAR_KM[far - 1] }
}

/// Minutes at which a step of a gap begins.
fn from_min(step: usize, a: usize, b: usize) -> i32 {
    if step == 0 { 0 } else { gap_steps(a, b)[step - 1] }
}

/// Whether a good part of the matches lies at the rim, and not merely as others do.
fn lie_at_rim(matches: &[f64], others: &[f64], rim: impl Fn(usize) -> bool) -> bool {
    let share = |counts: &[f64]| {
        let sum: f64 = counts.iter().sum();
        let at: f64 = (0..counts.len()).filter(|step| rim(*step)).map(|step| counts[step]).sum();
        (sum, at / sum.max(1e-9))
    };
    let ((sum, matched), (_, other)) = (share(matches), share(others));
    sum > ENOUGH && matched > RIM && matched > AGAINST * other
}

/// Moves rims out where matches lie at them. Tells whether any was.
pub(crate) fn widen(support: &mut Support, seen: &Seen) -> bool {
    let mut moved = false;
    let distances = by_distance(&seen.likely[1]);
    let gaps = by_gap(&seen.likely[0]);
    let (others_far, others_gap) = (by_distance(&seen.others[WHERE]), by_gap(&seen.others[WHEN]));
    // The widest rung has no rim.
    for a in 0..GRAINS - 1 {
        for b in a..GRAINS - 1 {
            let reach = support.reach_km[a][b];
            let rim = |far: usize| from_km(far) >= reach * 0.66;
            let at = a * GRAINS + b;
            if lie_at_rim(&distances[at], &others_far[at], rim) && reach < FURTHEST_KM {
                support.reach_km[a][b] = (reach * OUT).min(FURTHEST_KM);
                support.reach_km[b][a] = support.reach_km[a][b];
                moved = true;
            }
        }
    }
    for a in 0..LENGTHS - 1 {
        for b in a..LENGTHS - 1 {
            let window = support.window_min[a][b];
            let rim = |step: usize| from_min(step, a, b) >= (window as f32 * 0.74) as i32;
            let at = a * LENGTHS + b;
            if lie_at_rim(&gaps[at], &others_gap[at], rim) && window < LONGEST_MIN {
                let wider = ((window as f32 * OUT) as i32).min(LONGEST_MIN);
                support.window_min[a][b] = wider;
                support.window_min[b][a] = wider;
                moved = true;
            }
        }
    }
    moved
}

/// Draws rims in to where nearly all matches lie.
pub(crate) fn tighten(support: &mut Support, seen: &Seen) {
    let distances = by_distance(&seen.matches[WHERE]);
    let gaps = by_gap(&seen.matches[WHEN]);
    for a in 0..GRAINS - 1 {
        for b in a..GRAINS - 1 {
            if let Some(step) = last_needed(&distances[a * GRAINS + b]) {
                let km = FAR_KM.get(step).copied().unwrap_or(FURTHEST_KM) * 1.01;
                let reach = support.reach_km[a][b].min(km);
                support.reach_km[a][b] = reach;
                support.reach_km[b][a] = reach;
            }
        }
    }
    for a in 0..LENGTHS - 1 {
        for b in a..LENGTHS - 1 {
            if let Some(step) = last_needed(&gaps[a * LENGTHS + b]) {
                let minutes = gap_steps(a, b).get(step).copied().unwrap_or(LONGEST_MIN);
                let window = support.window_min[a][b].min(minutes);
                support.window_min[a][b] = window;
                support.window_min[b][a] = window;
            }
        }
    }
}

/// The last step that is needed to hold nearly all matches; `None` where there are too few.
fn last_needed(counts: &[f64]) -> Option<usize> {
    let sum: f64 = counts.iter().sum();
    if sum < 20.0 * ENOUGH {
        return None;
    }
    let mut left = sum;
    counts.iter().position(|n| {
        left -= n;
        left <= LEFT_OUT * sum
    })
}
