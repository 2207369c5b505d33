//! Which pairs are looked at: links, and pairs near each other that are not linked.

use std::collections::{BTreeMap, BTreeSet};

use armistice_fusion::Fused;
use armistice_model::{Claim, ClaimId, Link, Scope};

use super::pile::Pile;
use crate::draw::Draw;

/// Pairs told as so many seconds apart are near in time: three days.
const NEAR: i64 = 3 * 86_400;

/// Two claims by their numbers in the pile, and the link between them if there is one.
pub struct Pair {
    /// The claim that comes first.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// The link, if it is one.
    pub link: Option<Link>,
}

/// All links, by the ids of their claims.
pub fn links(pile: &Pile, fused: &Fused) -> Vec<Pair> {
    let numbers: BTreeMap<&ClaimId, usize> =
        pile.claims.iter().enumerate().map(|(number, claim)| (&claim.id, number)).collect();
    let mut links: Vec<Pair> = fused
        .incidents
        .iter()
        .flat_map(|incident| &incident.links)
        .filter_map(|link| {
            let (a, b) = (*numbers.get(&link.a)?, *numbers.get(&link.b)?);
            Some(Pair { a: a.min(b), b: a.max(b), link: Some(link.clone()) })
        })
        .collect();
    links.sort_by_key(|pair| (pair.a, pair.b));
    links
}

/// So many links between stories at random, and so many within one. Where there are too few of
/// the former, more of the latter take their place.
pub fn draw_links(
    pile: &Pile,
    links: Vec<Pair>,
    (wanted, within): (usize, usize),
    seed: u64,
) -> Vec<Pair> {
    let (across, inside): (Vec<Pair>, Vec<Pair>) =
        links.into_iter().partition(|pair| pile.are_of_two_stories(pair));
    let mut drawn = draw(across, wanted, seed);
    let left = wanted.saturating_sub(drawn.len()) + within;
    drawn.extend(draw(inside, left, seed));
    drawn
}

/// So many at random.
pub fn draw(mut pairs: Vec<Pair>, wanted: usize, seed: u64) -> Vec<Pair> {
    let mut draw = Draw::new(seed);
    let wanted = wanted.min(pairs.len());
    for at in 0..wanted {
        let other = at + draw.below(pairs.len() - at);
        pairs.swap(at, other);
    }
    pairs.truncate(wanted);
    pairs
}

/// Pairs of single events of two stories that are in two incidents, yet told within three days of
/// each other and of one place or one governorate. What is not dated counts by its publication.
pub fn near(pile: &Pile, fused: &Fused) -> Vec<Pair> {
    let homes = homes(fused);
    let mut by_region: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, claim) in pile.claims.iter().enumerate() {
        if claim.scope == Scope::Incident {
            for ground in [&claim.place.region, &claim.place.name].into_iter().flatten() {
                by_region.entry(ground).or_default().push(number);
            }
        }
    }
    let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
    for numbers in by_region.values() {
        for (at, &a) in numbers.iter().enumerate() {
            for &b in numbers.iter().skip(at + 1) {
                let (Some(one), Some(other)) = (pile.claims.get(a), pile.claims.get(b)) else {
                    continue;
                };
                let two_incidents = homes.get(&one.id) != homes.get(&other.id);
                let two_stories = pile.story_of(a) != pile.story_of(b);
                if two_incidents && two_stories && near_in_time(one, other) {
                    found.insert((a.min(b), a.max(b)));
                }
            }
        }
    }
    found.into_iter().map(|(a, b)| Pair { a, b, link: None }).collect()
}

fn near_in_time(a: &Claim, b: &Claim) -> bool {
    let seconds = |claim: &Claim| match (claim.when.interval(), claim.published) {
        (Some(when), _) => Some((when.from().as_second(), when.until().as_second())),
        (None, published) => published.map(|at| (at.as_second(), at.as_second())),
    };
    match (seconds(a), seconds(b)) {
        (Some((a_from, a_until)), Some((b_from, b_until))) => {
            (a_from - b_until).max(b_from - a_until) <= NEAR
        }
        _ => false,
    }
}

fn homes(fused: &Fused) -> BTreeMap<&ClaimId, usize> {
    let of = |(number, claims)| std::iter::repeat(number).zip(claims);
    let claims = fused.incidents.iter().map(|incident| incident.claims.iter()).enumerate();
    claims.flat_map(of).map(|(number, claim)| (claim, number)).collect()
}

/// Whether two claims are in one incident; `None` where one of them is in none any more.
pub fn together(fused: &Fused, a: &str, b: &str) -> Option<bool> {
    let home = |id: &str| {
        let holds = |claims: &[ClaimId]| claims.iter().any(|claim| claim.as_str() == id);
        fused.incidents.iter().position(|incident| holds(&incident.claims))
    };
    Some(home(a)? == home(b)?)
}
