//! What an incident says of itself: it covers what its claims say, and decides nothing.

use crate::copies::known_order;
use crate::kind::specificity;
use armistice_model::{
    Casualties, Claim, Count, EventKind, Incident, IncidentId, Interval, Link, Place, Scope,
    Stance, When, Who,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Digits of an incident's name.
const DIGITS: usize = 10;

/// The claim that gives an incident its name: the first to be known, by (published, id); those
/// without a publication stamp come last.
pub(crate) fn founding<'a>(claims: &[&'a Claim]) -> Option<&'a Claim> {
    claims.iter().copied().min_by(|a, b| known_order(a).cmp(&known_order(b)))
}

/// Names incidents. `I-` and ten hexadecimal digits of the SHA-256 of the founding claim's name;
/// where an incident that was known earlier has them already, as many more as tell them apart.
#[derive(Default)]
pub(crate) struct Register(HashSet<String>);

impl Register {
    /// Must be called in the order in which the founding claims were known.
    pub(crate) fn name(&mut self, founding: &Claim) -> IncidentId {
        let digest: String = Sha256::digest(founding.id.as_str().as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = (DIGITS..=digest.len())
            .filter_map(|length| digest.get(..length))
            .map(|digits| format!("I-{digits}"))
            .find(|name| !self.0.contains(name))
            .unwrap_or_else(|| format!("I-{}", founding.id));
        self.0.insert(name.clone());
        IncidentId::new(name)
    }
}

/// An incident from its claims, sorted by id. `None` if there is none.
pub(crate) fn incident(claims: &[&Claim], links: Vec<Link>, id: IncidentId) -> Option<Incident> {
    // What is denied does not describe the event, unless nobody tells it.
    let told: Vec<&Claim> =
        claims.iter().copied().filter(|claim| claim.stance != Stance::Denied).collect();
    let telling: &[&Claim] = if told.is_empty() { claims } else { &told };
    let scope = telling.iter().map(|claim| claim.scope).min()?;
    Some(Incident {
        id,
        claims: claims.iter().map(|claim| claim.id.clone()).collect(),
        scope,
        kind: kind(telling)?,
        by: named(telling, |claim| &claim.by),
        on: named(telling, |claim| &claim.on),
        when: when(telling, scope),
        place: place(telling),
        casualties: casualties(telling),
        voices: claims.iter().map(|claim| &claim.voice).collect::<BTreeSet<_>>().len(),
        links,
    })
}

fn kind(claims: &[&Claim]) -> Option<EventKind> {
    let mut votes: BTreeMap<EventKind, usize> = BTreeMap::new();
    for claim in claims {
        *votes.entry(claim.kind).or_insert(0) += 1;
    }
    votes
        .into_iter()
        .max_by_key(|(kind, votes)| (*votes, specificity(*kind), *kind))
        .map(|(k, _)| k)
}

fn named(claims: &[&Claim], who: impl Fn(&Claim) -> &Who) -> Vec<String> {
    let names: BTreeSet<&String> = claims.iter().flat_map(|claim| &who(claim).0).collect();
    names.into_iter().cloned().collect()
}

fn when(claims: &[&Claim], scope: Scope) -> When {
    let intervals: Vec<Interval> = claims.iter().filter_map(|c| c.when.interval()).collect();
    let Some(first) = intervals.first().copied() else {
        return When::Open;
    };
    let shared = intervals.iter().try_fold(first, |shared, next| shared.intersect(next));
    let interval =
        shared.unwrap_or_else(|| intervals.iter().fold(first, |hull, next| hull.hull(next)));
    let spread = claims.iter().any(|claim| matches!(claim.when, When::Throughout(_)));
    if scope != Scope::Incident && spread {
        When::Throughout(interval)
    } else {
        When::Within(interval)
    }
}

fn place(claims: &[&Claim]) -> Place {
    // Narrowest shape first, then a name, then a region; the first known where they tie.
    let width = |place: &Place| place.shape.as_ref().map_or(f64::INFINITY, |s| s.reach_m());
    claims
        .iter()
        .copied()
        .min_by(|a, b| {
            width(&a.place)
                .total_cmp(&width(&b.place))
                .then(b.place.name.is_some().cmp(&a.place.name.is_some()))
                .then(b.place.region.is_some().cmp(&a.place.region.is_some()))
                .then_with(|| known_order(a).cmp(&known_order(b)))
        })
        .map_or_else(Place::open, |claim| claim.place.clone())
}

fn casualties(claims: &[&Claim]) -> Casualties {
    let cover = |of: fn(&Casualties) -> Option<Count>| {
        claims.iter().filter_map(|claim| of(&claim.casualties)).reduce(|a, b| a.cover(&b))
    };
    Casualties {
        killed: cover(|c| c.killed),
        civilians_killed: cover(|c| c.civilians_killed),
        wounded: cover(|c| c.wounded),
    }
}
