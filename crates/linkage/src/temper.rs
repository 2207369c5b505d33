//! A second look by a field that bursts of violence do not share.
//!
//! Two events of one burst are alike in place, time, kind and author, and so are two reports of
//! one event; but the number of dead of two events is not the same number. How far counts agree
//! therefore tells, without labels, how far the other fields are to be believed together: their
//! log-odds `x` are tempered to `a + b x` so that the counts are most likely, b at most 1.
//! Where matches made by the other fields agree in their counts no more than chance, they are
//! not believed.

use crate::exp::{exp, exp_all};
use crate::levels::COUNT;
use crate::sample::Sample;
use crate::tables::Tables;

/// Bounds: the second look makes less certain, hardly ever more.
const A: (f64, f64) = (-8.0, 0.3);
const B: (f64, f64) = (0.4, 1.0);
/// Log-odds below which a pair does not matter.
const LEAST: f32 = -5.0;
/// Pairs looked at, at most.
const MOST: usize = 60_000;
/// Fewer pairs say too little.
const FEWEST: usize = 50;
const STEPS: usize = 6;

/// Tempers the tables by the counts of a sample.
pub(crate) fn temper(sample: &Sample, tables: &mut Tables) {
    let stride = sample.pairs.len().div_ceil(MOST * 4).max(1);
    let mut gains = tables.log[COUNT].clone();
    exp_all(&mut gains);
    let mut seen: Vec<(f32, f32)> = sample
        .said
        .iter()
        .zip(&sample.pairs)
        .step_by(stride)
        .filter(|((rest, _), _)| *rest > LEAST)
        .filter_map(|((rest, _), pair)| {
            let gain = gains.get(pair.levels.place[COUNT] as usize)?;
            Some((*rest, gain - 1.0))
        })
        .collect();
    seen.truncate(MOST);
    if seen.len() < FEWEST {
        return;
    }
    let (mut a, mut b) = (f64::from(tables.temper.0), f64::from(tables.temper.1));
    let mut looks: Vec<(f32, f32)> = Vec::with_capacity(seen.len());
    for _ in 0..STEPS {
        // Expectation, then one step of Newton's for the logistic fit. A weak pull to (0, 1)
        // keeps a small sample from saying much.
        let (mut g0, mut g1) = (-0.5 * a, -40.0 * (b - 1.0));
        let (mut h00, mut h01, mut h11) = (0.5, 0.0, 40.0);
        looks.clear();
        looks.extend(seen.iter().map(|(x, gain)| {
            let p = 1.0 / (1.0 + exp(-(a as f32 + b as f32 * x)));
            let r = p * (1.0 + gain) / (1.0 + p * gain);
            (r - p, p * (1.0 - p))
        }));
        for ((x, _), (error, weight)) in seen.iter().zip(&looks) {
            let (x, error, weight) = (f64::from(*x), f64::from(*error), f64::from(*weight));
            g0 += error;
            g1 += error * x;
            h00 += weight;
            h01 += weight * x;
            h11 += weight * x * x;
        }
        let det = h00 * h11 - h01 * h01;
        if det <= 1e-9 {
            break;
        }
        a = (a + (h11 * g0 - h01 * g1) / det).clamp(A.0, A.1);
        b = (b + (h00 * g1 - h01 * g0) / det).clamp(B.0, B.1);
    }
    tables.temper = (a as f32, b as f32);
}
