//! Weights as a file.
//!
//! Layout, little-endian: for each hashed feature a byte for its rarity (0: never seen); for each
//! kind a bias (f32) and a step (f32); then, for each feature whose rarity is not zero and for each
//! cue, one signed byte a kind: the weight in steps.

use super::features::{BUCKETS, Features};
use super::kind::Kind;
use super::model::Model;

/// Rarity in steps of this.
const RARITY: f32 = 1.0 / 24.0;

pub(super) fn write(model: &Model) -> Vec<u8> {
    let kinds = Kind::ALL.len();
    let mut bytes: Vec<u8> = Vec::new();
    let lived: Vec<bool> =
        model.weights.chunks(kinds).map(|weights| weights.iter().any(|w| *w != 0.0)).collect();
    for (idf, lived) in model.idf.iter().zip(&lived) {
        let byte = if *lived { (idf / RARITY).round().clamp(1.0, 255.0) as u8 } else { 0 };
        bytes.push(byte);
    }
    let steps: Vec<f32> = (0..kinds)
        .map(|kind| {
            let own = model.weights.iter().skip(kind).step_by(kinds);
            own.fold(1e-9f32, |most, w| most.max(w.abs())) / 127.0
        })
        .collect();
    for (bias, step) in model.bias.iter().zip(&steps) {
        bytes.extend(bias.to_le_bytes());
        bytes.extend(step.to_le_bytes());
    }
    for (at, weights) in model.weights.chunks(kinds).enumerate() {
        if at >= 2 * BUCKETS || lived.get(at) == Some(&true) {
            bytes.extend(weights.iter().zip(&steps).map(|(w, s)| (w / s).round() as i8 as u8));
        }
    }
    bytes
}

/// Reads what [`write`] wrote. Bytes that are missing count as zero.
pub(super) fn read(bytes: &[u8], features: Features) -> Model {
    let kinds = Kind::ALL.len();
    let mut rest = bytes.iter().copied();
    let rarity: Vec<u8> = rest.by_ref().take(2 * BUCKETS).collect();
    let mut number = || {
        let mut four = [0u8; 4];
        for slot in &mut four {
            *slot = rest.next().unwrap_or(0);
        }
        f32::from_le_bytes(four)
    };
    let (mut bias, mut steps) = (Vec::with_capacity(kinds), Vec::with_capacity(kinds));
    for _ in 0..kinds {
        bias.push(number());
        steps.push(number());
    }
    let mut weights = vec![0.0f32; features.len() * kinds];
    for (at, weights) in weights.chunks_mut(kinds).enumerate() {
        if at < 2 * BUCKETS && rarity.get(at).is_none_or(|byte| *byte == 0) {
            continue;
        }
        for (weight, step) in weights.iter_mut().zip(&steps) {
            *weight = f32::from(rest.next().unwrap_or(0) as i8) * step;
        }
    }
    let idf = rarity.iter().map(|byte| f32::from(*byte) * RARITY).collect();
    Model::new(features, idf, weights, bias)
}
