//! Which kind of event a passage tells.
//!
//! A linear model over three blocks of features: words and pairs of words, pieces of words, and
//! *cues*, which are lists of words that speak of one thing (`cues.txt`). The lists and the
//! sentences that the shipped weights are trained on (`examples.txt`) are our own; anybody may train
//! another model on other sentences, with ours beside them or without.
//!
//! ```
//! use armistice_events::kinds::{Kind, Model};
//!
//! let model = Model::shipped();
//! let told = model.classify("Mortar rounds hit the market and two traders died.");
//! assert_eq!(told[0].kind, Kind::Shelling);
//! assert!(told.iter().map(|said| said.probability).sum::<f32>() < 1.001);
//! ```

mod cues;
mod examples;
mod features;
mod kind;
mod model;
mod train;
mod weights;

pub use examples::examples;
pub use kind::Kind;
pub use model::{Model, Said};
