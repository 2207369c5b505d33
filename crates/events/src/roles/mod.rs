//! Who did it, who suffered it, what was hit and with what, over a whole story.
//!
//! The roles are those of MUC-4: individuals and organisations who did it, targets, victims,
//! weapons. A story's phrases are candidates; each is judged once for all places where it stands.
//! Judging has two stages: a linear model on words, neighbours and events near, and boosted trees on
//! what the first stage says of the phrase, of its rivals in the story, and of the story itself.
//!
//! No weights come with the crate: the marked stories that there are may be used for research only.
//! [`Model::train`] learns from whoever has some.

mod boost;
mod features;
mod model;
mod phrase;
mod token;
mod words;

pub use model::{Model, Story};

/// A role in an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// People who did it.
    PerpetratorIndividual,
    /// An organisation that did it.
    PerpetratorOrganisation,
    /// A thing that was hit.
    Target,
    /// People who were harmed or in danger.
    Victim,
    /// With what.
    Weapon,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::PerpetratorIndividual,
        Self::PerpetratorOrganisation,
        Self::Target,
        Self::Victim,
        Self::Weapon,
    ];
}

/// An entity in a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Filler {
    /// Which role.
    pub role: Role,
    /// Bytes of the story where it first stands.
    pub at: (usize, usize),
    /// 0 to 1.
    pub probability: f32,
}
