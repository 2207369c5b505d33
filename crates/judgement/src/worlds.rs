//! A claim taken apart into worlds: one author, one target.

use armistice_model::{Claim, Scope, Stance, Who};

/// More combinations than this are not taken apart: every candidate is then merely possible.
const MOST_WORLDS: usize = 32;

/// One way a claim may be meant.
#[derive(Clone, Debug)]
pub struct World<'a> {
    /// Index of its claim.
    pub claim: usize,
    /// Candidates for the author: one, or none if open, or several if there were too many
    /// combinations to take apart.
    pub by: Vec<&'a str>,
    /// Candidates for the target, likewise.
    pub on: Vec<&'a str>,
}

/// The worlds of every claim that says that something happened, in the order of the claims.
///
/// A denial says that something did not happen: it has no world, and is held against the claims
/// it denies. A toll of the war is no event.
pub fn of_claims(claims: &[Claim]) -> Vec<World<'_>> {
    let mut worlds = Vec::with_capacity(claims.len());
    for (at, claim) in claims.iter().enumerate() {
        if claim.stance == Stance::Denied || claim.scope == Scope::Toll {
            continue;
        }
        worlds.extend(of_claim(at, claim));
    }
    worlds
}

fn of_claim(at: usize, claim: &Claim) -> Vec<World<'_>> {
    let (by, on) = (names(&claim.by), names(&claim.on));
    if by.len().max(1) * on.len().max(1) > MOST_WORLDS {
        return vec![World { claim: at, by, on }];
    }
    let several = by.len() > 1 || on.len() > 1;
    let mut worlds = Vec::new();
    for author in candidates(&by) {
        for target in candidates(&on) {
            // Nobody is meant to have attacked himself where others are named.
            if several && author.is_some() && author == target {
                continue;
            }
            worlds.push(World {
                claim: at,
                by: author.into_iter().collect(),
                on: target.into_iter().collect(),
            });
        }
    }
    worlds
}

fn names(who: &Who) -> Vec<&str> {
    who.0.iter().map(String::as_str).collect()
}

/// Each name, or nobody where none is named.
fn candidates<'a>(names: &[&'a str]) -> Vec<Option<&'a str>> {
    if names.is_empty() { vec![None] } else { names.iter().copied().map(Some).collect() }
}
