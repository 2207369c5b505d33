//! What was trained, and what it says of a passage.

use super::examples::examples;
use super::features::{Features, weighed};
use super::kind::Kind;
use super::train;
use super::weights;

/// Weight of errors in training where nothing else is said.
const SOFTNESS: f32 = 1.0;
/// How steeply margins become probabilities.
const STEEP: f32 = 4.0;

/// A kind, and how likely it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// Which.
    pub kind: Kind,
    /// 0 to 1; all kinds together have 1.
    pub probability: f32,
}

/// A trained model.
#[derive(Clone, Debug)]
pub struct Model {
    features: Features,
    /// How rare each hashed feature is.
    pub(super) idf: Vec<f32>,
    /// Feature by feature, the weights of all kinds.
    pub(super) weights: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Model {
    pub(super) fn new(
        features: Features,
        idf: Vec<f32>,
        weights: Vec<f32>,
        bias: Vec<f32>,
    ) -> Self {
        Self { features, idf, weights, bias }
    }

    /// The model that comes with the crate, trained on [`examples`] alone.
    pub fn shipped() -> Self {
        weights::read(include_bytes!("kinds.bin"), Features::new())
    }

    /// Trains a model on passages whose kinds are known. The same passages in the same order give
    /// the same model bit for bit.
    pub fn train(passages: &[(&str, Kind)]) -> Self {
        train::train(passages, SOFTNESS)
    }

    /// The shipped model, trained anew: for whoever changes a cue or an example.
    pub fn of_examples() -> Self {
        Self::train(&examples())
    }

    /// As bytes: a small file that [`Model::shipped`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        weights::write(self)
    }

    /// All kinds, the likeliest first. A text of no words is [`Kind::Other`] as likely as the bias
    /// says.
    pub fn classify(&self, text: &str) -> Vec<Said> {
        let row =
            weighed(self.features.of(text), |at| self.idf.get(at as usize).copied().unwrap_or(0.0));
        let kinds = Kind::ALL.len();
        let mut margins = self.bias.clone();
        for (at, x) in row {
            let from = at as usize * kinds;
            let Some(weights) = self.weights.get(from..from + kinds) else { continue };
            for (margin, weight) in margins.iter_mut().zip(weights) {
                *margin += weight * x;
            }
        }
        let most = margins.iter().copied().fold(f32::MIN, f32::max);
        let odds: Vec<f32> = margins.iter().map(|m| (STEEP * (m - most)).exp()).collect();
        let sum: f32 = odds.iter().sum();
        let mut said: Vec<Said> = Kind::ALL
            .iter()
            .zip(&odds)
            .map(|(kind, odds)| Said { kind: *kind, probability: odds / sum })
            .collect();
        said.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.kind.cmp(&b.kind)));
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shipped_weights_are_those_of_the_examples() {
        let made = Model::of_examples().to_bytes();
        let shipped: &[u8] = include_bytes!("kinds.bin");
        assert!(
            made == shipped,
            "run `cargo run --release --package armistice-events --example train-kinds`"
        );
    }

    #[test]
    fn sentences_it_has_not_seen_are_read() {
        let model = Model::shipped();
        for (text, kind) in [
            ("Two helicopters dropped bombs on the bazaar of the town.", Kind::Airstrike),
            ("A patrol hit a mine near the ford; one soldier lost a leg.", Kind::RemoteExplosive),
            (
                "Police used water cannon to drive a crowd of pensioners from the square.",
                Kind::ProtestWithIntervention,
            ),
            ("The delegations signed a truce that begins on Sunday.", Kind::Agreement),
            ("Rebels captured the town of Qara from the army.", Kind::RebelTakeover),
            ("Cholera has spread to three more camps.", Kind::NaturalDisaster),
        ] {
            assert_eq!(model.classify(text)[0].kind, kind, "{text}");
        }
    }

    fn model() -> &'static Model {
        static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
        MODEL.get_or_init(Model::shipped)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_text_has_all_kinds_with_a_sum_of_one(text in "\\PC{0,200}") {
            let said = model().classify(&text);
            prop_assert_eq!(said.len(), Kind::ALL.len());
            let sum: f32 = said.iter().map(|said| said.probability).sum();
            prop_assert!((sum - 1.0).abs() < 1e-3);
        }
    }
}
