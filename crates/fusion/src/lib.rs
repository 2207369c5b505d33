//! Claims to incidents, with the reason for every link and its probability.
//!
//! An incident is a hypothesis: these claims speak of one event. [`fuse`] forms it by adding up
//! evidence, field by field, as log-odds: time, place, kind, actors, counts, and how the two
//! claims came to us. A case begins with constants set by hand (`weights`); between the rows of
//! tables, odds learned from such rows take their place as soon as there are enough of them
//! ([`Learned`]). What people decide binds.
//!
//! - Claims that tell one event ([`Scope::Incident`]) fuse with each other. Summaries fuse only
//!   with summaries of the same stretch and place, and tallies only with the same tally of the
//!   same voice: neither ever swallows single events. A toll is in no incident.
//! - A denial joins the incident that it clearly fits, and never ties two others together.
//! - What one voice tells of two days, what it counts twice in one report, and what came after an
//!   undated claim was known never fuse, not even through third claims.
//! - Fields cover what the claims say: rival counts make a range, never an average. A source's
//!   later toll takes the place of its earlier one.
//! - Beside it stand which sources are an echo of another, what the claims contradict each other
//!   about, and the single incidents over which a summary lies.
//!
//! Laws, each held by a test: the result does not depend on the order of the claims; a later
//! copy of every claim leaves the originals' partition as it was; what is added further away
//! than a link can reach changes no incident and no name; decided merges and splits hold, and
//! where they contradict each other the split does.
//!
//! The crate does no input or output and remembers nothing between calls.
//!
//! [`Scope::Incident`]: armistice_model::Scope::Incident

mod apart;
mod blocks;
mod cluster;
mod copies;
mod count;
mod covers;
mod describe;
mod disputes;
mod evidence;
mod facet;
mod ground;
mod kind;
mod learned;
mod origins;
mod pair;
mod toll_rule;
mod turns;
mod weigh;
mod weights;
mod when;
mod who;

use armistice_linkage::Why;
use armistice_model::{Claim, ClaimId, Evidence, Incident, Link, LinkKind};
use cluster::{Bonds, Groups, Join, Node};
use copies::Telling;
use evidence::Compared;
use facet::{Facet, Names};
pub use learned::Learned;
use pair::Carriage;
use std::collections::{BTreeMap, HashMap, HashSet};
pub use turns::turns;

/// What people decided about which claims speak of one event. Claims that are not among those
/// given to [`fuse`] are passed over, and so are tolls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// Each: these claims speak of one event.
    pub merges: Vec<Vec<ClaimId>>,
    /// Each: no two of these claims speak of one event. Stronger than a merge.
    pub splits: Vec<Vec<ClaimId>>,
}

/// Incidents, and how much work it was to find them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fused {
    /// Sorted by name. Every claim but the tolls is in exactly one.
    pub incidents: Vec<Incident>,
    /// How many pairs of claims were compared.
    pub comparisons: u64,
}

/// Fuses claims into incidents. A claim that comes twice under one id counts once.
pub fn fuse(claims: &[Claim], decided: &Decided) -> Fused {
    fuse_with(claims, decided, None)
}

/// The same, with odds between rows of tables that were learned from such rows.
pub fn fuse_with(claims: &[Claim], decided: &Decided, learned: Option<&Learned>) -> Fused {
    let mut claims: Vec<&Claim> = claims.iter().collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let mut names = Names::default();
    let mut facets: Vec<Option<Facet>> =
        claims.iter().map(|claim| Facet::of(claim, &mut names)).collect();
    keep_one_of_each_id(&claims, &mut facets);

    let numbers = numbers_of(&claims, &facets, decided);
    let apart: HashSet<usize> = numbers.values().copied().collect();
    let mut tellings = copies::gather(&claims, facets, &apart);
    let blocks = blocks::Blocks::new(&mut tellings);
    copies::lay_apart(&mut tellings, &claims, &names);
    let (nodes, first) = cluster::nodes(&tellings);
    let bonds = bonds(decided, &numbers, &tellings, &first);
    let odds = learned.map(|learned| learned.odds(&claims, &tellings));
    let known = cluster::Known { tellings: &tellings, names: &names, odds: odds.as_ref() };
    let groups = cluster::group(&known, &blocks, (&nodes, &first), bonds);
    Told { claims: &claims, known: &known, nodes: &nodes }.write(groups)
}

/// Of claims under one id, the one whose content comes first; so order does not matter.
fn keep_one_of_each_id(claims: &[&Claim], facets: &mut [Option<Facet>]) {
    let mut kept: Option<usize> = None;
    for at in 1..claims.len() {
        let before = kept.unwrap_or(at - 1);
        if claims.get(before).map(|c| &c.id) != claims.get(at).map(|c| &c.id) {
            kept = None;
            continue;
        }
        let print = |i: usize| facets.get(i).and_then(|f| f.as_ref()).map(|f| f.fingerprint);
        let (keep, drop) = match (print(before), print(at)) {
            (Some(b), Some(a)) if a < b => (at, before),
            (None, Some(_)) => (at, before),
            _ => (before, at),
        };
        if let Some(slot) = facets.get_mut(drop) {
            *slot = None;
        }
        kept = Some(keep);
    }
}

/// The numbers of the claims that decisions name.
fn numbers_of<'a>(
    claims: &[&Claim],
    facets: &[Option<Facet>],
    decided: &'a Decided,
) -> HashMap<&'a ClaimId, usize> {
    let named = decided.merges.iter().chain(&decided.splits).flatten();
    let here = |id: &ClaimId| {
        let start = claims.partition_point(|claim| claim.id < *id);
        (start..claims.len())
            .take_while(|at| claims.get(*at).is_some_and(|claim| claim.id == *id))
            .find(|at| facets.get(*at).is_some_and(Option::is_some))
    };
    named.filter_map(|id| Some((id, here(id)?))).collect()
}

fn bonds(
    decided: &Decided,
    numbers: &HashMap<&ClaimId, usize>,
    tellings: &[Telling],
    first: &[u32],
) -> Bonds {
    // Claims that decisions name stand for themselves: one telling, one layer, one claim.
    let wanted: HashSet<usize> = numbers.values().copied().collect();
    let nodes: HashMap<usize, u32> = tellings
        .iter()
        .zip(first)
        .filter_map(|(telling, node)| Some((telling.first(0)?, *node)))
        .filter(|(claim, _)| wanted.contains(claim))
        .collect();
    let group = |ids: &[ClaimId]| {
        let mut group: Vec<u32> = ids
            .iter()
            .filter_map(|id| numbers.get(id).and_then(|claim| nodes.get(claim)))
            .copied()
            .collect();
        group.sort_unstable();
        group.dedup();
        group
    };
    let mut merges: Vec<(u32, u32)> = decided
        .merges
        .iter()
        .flat_map(|ids| group(ids).windows(2).filter_map(pair_of).collect::<Vec<_>>())
        .collect();
    merges.sort_unstable();
    merges.dedup();
    let mut splits: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (number, ids) in decided.splits.iter().enumerate() {
        for node in group(ids) {
            splits.entry(node).or_default().push(number as u32);
        }
    }
    Bonds { merges, splits }
}

fn pair_of(window: &[u32]) -> Option<(u32, u32)> {
    Some((*window.first()?, *window.get(1)?))
}

/// All that is needed to write incidents down.
struct Told<'a> {
    claims: &'a [&'a Claim],
    known: &'a cluster::Known<'a>,
    nodes: &'a [Node],
}

impl<'a> Told<'a> {
    fn copies(&self, node: u32) -> &'a [usize] {
        let Some(node) = self.nodes.get(node as usize) else { return &[] };
        self.known
            .tellings
            .get(node.telling as usize)
            .and_then(|telling| telling.layers.get(node.layer as usize))
            .map_or(&[], Vec::as_slice)
    }

    fn facet(&self, node: u32) -> Option<&'a Facet> {
        let node = self.nodes.get(node as usize)?;
        self.known.tellings.get(node.telling as usize).map(|telling| &telling.facet)
    }

    fn claim(&self, number: usize) -> Option<&'a Claim> {
        self.claims.get(number).copied()
    }

    fn write(&self, groups: Groups) -> Fused {
        let mut home = vec![0u32; self.nodes.len()];
        for (number, group) in groups.groups.iter().enumerate() {
            for node in group {
                if let Some(slot) = home.get_mut(*node as usize) {
                    *slot = number as u32;
                }
            }
        }
        let mut links: Vec<Vec<Link>> = vec![Vec::new(); groups.groups.len()];
        for join in &groups.joins {
            let group = home.get(join.a as usize).and_then(|g| links.get_mut(*g as usize));
            if let (Some(group), Some(link)) = (group, self.link(join)) {
                group.push(link);
            }
        }
        let mut found: Vec<(Vec<&Claim>, &Claim, Vec<Link>)> = Vec::with_capacity(links.len());
        for (group, mut links) in groups.groups.iter().zip(links) {
            let mut members: Vec<&Claim> = Vec::with_capacity(group.len());
            for node in group {
                let copies = self.copies(*node);
                members.extend(copies.iter().filter_map(|copy| self.claim(*copy)));
                links.extend(self.copy_links(*node, copies));
            }
            members.sort_by(|a, b| a.id.cmp(&b.id));
            links.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
            if let Some(founding) = describe::founding(&members) {
                found.push((members, founding, links));
            }
        }
        found.sort_by(|a, b| copies::known_order(a.1).cmp(&copies::known_order(b.1)));
        let mut register = describe::Register::default();
        let mut incidents: Vec<Incident> = found
            .into_iter()
            .filter_map(|(members, founding, links)| {
                describe::incident(&members, links, register.name(founding))
            })
            .collect();
        incidents.sort_by(|a, b| a.id.cmp(&b.id));
        covers::cover(&mut incidents);
        Fused { incidents, comparisons: groups.comparisons }
    }

    fn link(&self, join: &Join) -> Option<Link> {
        let a = self.claim(*self.copies(join.a).first()?)?;
        let b = self.claim(*self.copies(join.b).first()?)?;
        let Some(log_odds) = join.log_odds else {
            let reason = "decided by a person".to_string();
            return Some(link(
                a,
                b,
                LinkKind::Decided,
                Said { probability: 1.0, reason, evidence: Vec::new() },
            ));
        };
        let (left, right) = (self.facet(join.a)?, self.facet(join.b)?);
        let names = self.known.names;
        let comparison = pair::compare(left, right, names);
        let compared =
            Compared { facets: [left, right], claims: [a, b], comparison: &comparison, names };
        Some(self.same(&compared, log_odds, self.learned(join)))
    }

    /// A computed link between two claims, with its reason.
    fn same(
        &self,
        compared: &Compared<'_>,
        log_odds: f64,
        learned: Option<(&learned::Odds, Why)>,
    ) -> Link {
        let [a, b] = compared.claims;
        // The words go from the earlier claim to the later.
        let (first, second) = if a.id <= b.id { (a, b) } else { (b, a) };
        let compared = &Compared { claims: [first, second], ..*compared };
        let mut reason = pair::reason(compared.comparison, first, second);
        let (probability, evidence) = match learned {
            Some((odds, why)) => {
                reason = format!("{reason}; {}", evidence::learned_from(odds));
                let probability = odds.probability(log_odds);
                let whole = (probability / (1.0 - probability)).ln();
                (probability, evidence::by_learning(&why, whole))
            }
            None => (pair::probability(log_odds), evidence::by_hand(compared, log_odds)),
        };
        link(a, b, LinkKind::Same, Said { probability, reason, evidence })
    }

    /// What was learned, where it speaks of the two that are joined.
    fn learned(&self, join: &Join) -> Option<(&'a learned::Odds, Why)> {
        let telling = |node: u32| self.nodes.get(node as usize).map(|node| node.telling);
        let odds = self.known.odds?;
        Some((odds, odds.why(telling(join.a)?, telling(join.b)?)?))
    }

    fn copy_links(&self, node: u32, copies: &[usize]) -> Vec<Link> {
        let Some((first, rest)) = copies.split_first() else { return Vec::new() };
        let (Some(first), Some(facet)) = (self.claim(*first), self.facet(node)) else {
            return Vec::new();
        };
        rest.iter()
            .filter_map(|copy| {
                let copy = self.claim(*copy)?;
                let carriage = if copy.through == first.through && facet.row {
                    Carriage::SameOutlet
                } else if copy.through == first.through {
                    Carriage::Retold
                } else {
                    Carriage::Syndicated
                };
                let comparison = pair::compare_carried(facet, facet, carriage, self.known.names);
                let compared = Compared {
                    facets: [facet, facet],
                    claims: [first, copy],
                    comparison: &comparison,
                    names: self.known.names,
                };
                Some(self.same(&compared, comparison.log_odds, None))
            })
            .collect()
    }
}

/// What is said of a link.
struct Said {
    probability: f64,
    reason: String,
    evidence: Vec<Evidence>,
}

fn link(a: &Claim, b: &Claim, kind: LinkKind, said: Said) -> Link {
    let (a, b) = if a.id <= b.id { (a, b) } else { (b, a) };
    let Said { probability, reason, evidence } = said;
    Link { a: a.id.clone(), b: b.id.clone(), kind, probability, reason, evidence }
}
