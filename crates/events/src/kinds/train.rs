//! Training: one linear support vector machine a kind, against all others.
//!
//! The same passages give the same weights bit for bit.

use super::features::{BUCKETS, Features, weighed};
use super::kind::Kind;
use super::model::Model;
use crate::linear::{Row, separate};

/// Passes over the passages, at most.
const PASSES: usize = 60;

/// Trains on passages. `softness` is the weight of errors against the length of the weights (C).
pub(super) fn train(passages: &[(&str, Kind)], softness: f32) -> Model {
    let features = Features::new();
    let counted: Vec<(Row, Row)> = passages.iter().map(|(text, _)| features.of(text)).collect();
    let idf = rarity(&counted);
    let rows: Vec<Row> = counted
        .into_iter()
        .map(|row| weighed(row, |at| idf.get(at as usize).copied().unwrap_or(0.0)))
        .collect();
    let borrowed: Vec<&Row> = rows.iter().collect();
    let kinds = Kind::ALL.len();
    let mut weights = vec![0.0f32; features.len() * kinds];
    let mut bias = vec![0.0f32; kinds];
    for (number, kind) in Kind::ALL.iter().enumerate() {
        let is: Vec<bool> = passages.iter().map(|(_, k)| k == kind).collect();
        let (own, b) = separate(&borrowed, &is, features.len(), softness, PASSES);
        for (at, w) in own.into_iter().enumerate() {
            if let Some(slot) = weights.get_mut(at * kinds + number) {
                *slot = w;
            }
        }
        if let Some(slot) = bias.get_mut(number) {
            *slot = b;
        }
    }
    Model::new(features, idf, weights, bias)
}

/// How rare each hashed feature is: ln((1 + n) / (1 + n with it)) + 1.
fn rarity(counted: &[(Row, Row)]) -> Vec<f32> {
    let mut with = vec![0u32; 2 * BUCKETS];
    for (row, _) in counted {
        for (at, _) in row {
            if let Some(n) = with.get_mut(*at as usize) {
                *n += 1;
            }
        }
    }
    let n = counted.len() as f32;
    with.into_iter().map(|with| ((1.0 + n) / (1.0 + with as f32)).ln() + 1.0).collect()
}
