//! Which claims belong to which incident, and whom their voices stand close to: looked up once.

use crate::Input;
use armistice_model::{Near, Perspective};
use std::collections::HashMap;

/// Look-ups by index.
pub struct Ties {
    /// Incident of each claim.
    pub incident_of: Vec<Option<usize>>,
    /// Claims of each incident.
    pub claims_of: Vec<Vec<usize>>,
    /// Whom each claim's voice stands close to.
    near: Vec<Near>,
}

impl Ties {
    /// Looks everything up.
    pub fn of(input: &Input) -> Self {
        let index: HashMap<&str, usize> =
            input.claims.iter().enumerate().map(|(at, claim)| (claim.id.as_str(), at)).collect();
        let mut incident_of = vec![None; input.claims.len()];
        let mut claims_of = Vec::with_capacity(input.incidents.len());
        for (at, incident) in input.incidents.iter().enumerate() {
            let claims: Vec<usize> =
                incident.claims.iter().filter_map(|id| index.get(id.as_str()).copied()).collect();
            for claim in &claims {
                if let Some(slot) = incident_of.get_mut(*claim) {
                    *slot = Some(at);
                }
            }
            claims_of.push(claims);
        }
        let near = input.claims.iter().map(|claim| input.sources.near(&claim.voice)).collect();
        Self { incident_of, claims_of, near }
    }

    /// Whether a perspective counts the claim's voice.
    pub fn counts(&self, perspective: &Perspective, claim: usize) -> bool {
        self.near.get(claim).is_some_and(|near| perspective.counts(near))
    }
}
