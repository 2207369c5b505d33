//! A second look by a field that bursts of violence do not share.
//!
//! Two events of one burst are alike in place, time, kind and author, and so are two reports of
//! one event; but the number of dead of two events is not the same number. How far counts agree
//! therefore tells, without labels, how far the other fields are to be believed together: their
//! log-odds `x` are tempered to `a + b x` so that the counts are most likely, b at most 1.
//! Where matches made by the other fields agree in their counts no more than chance, they are
//! not believed.

use crate::levels::{COUNT, OPEN};
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
    let mut seen: Vec<(f64, f64)> = sample
        .pairs
        .iter()
        .step_by(stride)
        .filter(|pair| pair.levels.place[COUNT] != OPEN)
        .filter_map(|pair| {
            let (rest, count) = tables.apart(&pair.levels);
            (rest > LEAST).then(|| (f64::from(rest), f64::from(count).exp() - 1.0))
        })
        .collect();
    seen.truncate(MOST);
    if seen.len() < FEWEST {
        return;
    }
    let (mut a, mut b) = (f64::from(tables.temper.0), f64::from(tables.temper.1));
    for _ in 0..STEPS {
        // Expectation, then one step of Newton's for the logistic fit. A weak pull to (0, 1)
        // keeps a small sample from saying much.
        let (mut g0, mut g1) = (-0.5 * a, -40.0 * (b - 1.0));
        let (mut h00, mut h01, mut h11) = (0.5, 0.0, 40.0);
        for (x, gain) in &seen {
            let p = 1.0 / (1.0 + (-(a + b * x)).exp());
            let r = p * (1.0 + gain) / (1.0 + p * gain);
            let (error, weight) = (r - p, p * (1.0 - p));
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
