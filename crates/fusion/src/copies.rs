//! Claims with the same content are looked at once.
//!
//! A *telling* is one content by one voice. It may have many *copies*: a wire carried by twenty
//! outlets, a dataset with forty rows "one killed, this town, this day". All pairs of copies
//! compare alike, so two comparisons decide for any number of them:
//!
//! - copies through different outlets that are one event (syndication) stand in one layer;
//! - copies through one outlet that are different events (rows) stand in layers of their own,
//!   ordered by (published, id). The i-th row of one source is matched with the i-th of another,
//!   since nothing tells which is which.
//!
//! A copy that arrives later stands in a later layer and leaves the earlier ones as they were.

use crate::apart::counts_in_report;
use crate::facet::{Facet, Names};
use crate::pair::{Carriage, compare_carried};
use crate::weights;
use armistice_model::{Claim, SourceId};
use std::collections::{HashMap, HashSet};

/// One content by one voice.
pub(crate) struct Telling {
    pub(crate) facet: Facet,
    /// Numbers of claims, by layer; within a layer by (published, id). No layer is empty.
    pub(crate) layers: Vec<Vec<usize>>,
}

impl Telling {
    /// The first copy in a layer.
    pub(crate) fn first(&self, layer: usize) -> Option<usize> {
        self.layers.get(layer).and_then(|copies| copies.first()).copied()
    }
}

/// Order in which claims were made known: dated ones first.
pub(crate) fn known_order<'a>(claim: &'a Claim) -> impl Ord + use<'a> {
    (claim.published.is_none(), claim.published, &claim.id)
}

/// Gathers the copies, all in one layer as yet. `claims` and `facets` run side by side; `apart`
/// are the claims that a person has decided on, each of which stands for itself.
pub(crate) fn gather(
    claims: &[&Claim],
    facets: Vec<Option<Facet>>,
    apart: &HashSet<usize>,
) -> Vec<Telling> {
    let mut numbers: HashMap<u128, usize> = HashMap::with_capacity(facets.len());
    let mut tellings: Vec<Telling> = Vec::new();
    for (claim, facet) in facets.into_iter().enumerate() {
        let Some(facet) = facet else { continue };
        let number = if apart.contains(&claim) {
            tellings.len()
        } else {
            *numbers.entry(facet.fingerprint).or_insert(tellings.len())
        };
        match tellings.get_mut(number) {
            Some(telling) => {
                telling.facet.outlets.extend(facet.outlets);
                telling.facet.reports.extend(facet.reports);
                telling.layers.iter_mut().for_each(|layer| layer.push(claim));
            }
            None => tellings.push(Telling { facet, layers: vec![vec![claim]] }),
        }
    }
    for telling in &mut tellings {
        telling.facet.outlets.sort_unstable();
        telling.facet.outlets.dedup();
        telling.facet.reports.sort_unstable();
        telling.facet.reports.dedup();
        for layer in &mut telling.layers {
            layer.sort_by(|a, b| match (claims.get(*a), claims.get(*b)) {
                (Some(a), Some(b)) => known_order(a).cmp(&known_order(b)),
                _ => a.cmp(b),
            });
        }
        let earliest = telling.first(0).and_then(|claim| claims.get(claim));
        telling.facet.published = earliest.and_then(|c| c.published).map(|at| at.as_second());
    }
    keep_reports_that_tell_more(&mut tellings);
    tellings.sort_by(|a, b| {
        let id = |t: &Telling| t.first(0).and_then(|claim| claims.get(claim)).map(|c| &c.id);
        (a.facet.fingerprint, id(a)).cmp(&(b.facet.fingerprint, id(b)))
    });
    tellings
}

/// A report that tells one thing by a voice has nothing to tell it apart from.
fn keep_reports_that_tell_more(tellings: &mut [Telling]) {
    let mut told: HashMap<(u32, u32), u32> = HashMap::new();
    for facet in tellings.iter().map(|t| &t.facet).filter(|facet| counts_in_report(facet)) {
        for report in &facet.reports {
            *told.entry((*report, facet.voice)).or_insert(0) += 1;
        }
    }
    for facet in tellings.iter_mut().map(|t| &mut t.facet) {
        let voice = facet.voice;
        facet.reports.retain(|report| told.get(&(*report, voice)).is_some_and(|n| *n > 1));
    }
}

/// Puts copies that are different events into layers of their own. The crowds must be known.
pub(crate) fn lay_apart(tellings: &mut [Telling], claims: &[&Claim], names: &Names<'_>) {
    for telling in tellings {
        if telling.layers.iter().map(Vec::len).sum::<usize>() == 1 {
            continue;
        }
        let copies: Vec<usize> = telling.layers.concat();
        let facet = &telling.facet;
        let one_event =
            |carriage| compare_carried(facet, facet, carriage, names).log_odds >= weights::ENOUGH;
        let (retold, syndicated) =
            (one_event(Carriage::SameOutlet), one_event(Carriage::Syndicated));
        if retold {
            continue;
        }
        let mut rows: HashMap<Option<&SourceId>, usize> = HashMap::new();
        let mut layers: Vec<Vec<usize>> = Vec::new();
        for claim in copies {
            // Rows of one outlet are told apart; where not even syndication makes one event of
            // them, every copy is.
            let outlet = claims.get(claim).map(|claim| &claim.through).filter(|_| syndicated);
            let row = rows.entry(outlet).or_insert(0);
            match layers.get_mut(*row) {
                Some(members) => members.push(claim),
                None => layers.push(vec![claim]),
            }
            *row += 1;
        }
        telling.layers = layers;
    }
}
