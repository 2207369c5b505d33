//! What became of incidents between two states of what is known.
//!
//! Incidents of before and of now that have claims in common belong together; where that is more
//! than one of either, they turned. Work grows linearly with the number of claims.

use crate::Decided;
use armistice_model::{Because, ClaimId, Incident, IncidentId, Link, LinkKind, Turn};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Merges, splits and exchanges between `before` and `after`, sorted by the incidents of now.
/// `decided` is what holds now. Neither list's order matters.
///
/// Every claim of `before` that is still there is, by these turns, where `after` has it: an incident
/// that stands in no turn has lost claims or gained new ones, and nothing else.
#[must_use]
pub fn turns(before: &[Incident], after: &[Incident], decided: &Decided) -> Vec<Turn> {
    let was = homes(before);
    let is = homes(after);
    let mut families = Families::default();
    for (claim, home) in &was {
        if let Some(now) = is.get(*claim) {
            families.join(Node::Before(*home), Node::After(*now));
        }
    }
    // A claim that is gone may have held together what now stands apart: then nothing else tells
    // that the parts were one.
    let mut turns: Vec<Turn> = families
        .groups()
        .into_iter()
        .filter(|family| family.before.len() > 1 || family.after.len() > 1)
        .map(|family| {
            let because = because(&family, (before, after), (&was, &is), decided);
            let names = |all: &[Incident], numbers: &[usize]| {
                let mut names: Vec<IncidentId> =
                    numbers.iter().filter_map(|n| Some(all.get(*n)?.id.clone())).collect();
                names.sort();
                names
            };
            Turn {
                before: names(before, &family.before),
                after: names(after, &family.after),
                because,
            }
        })
        .collect();
    turns.sort_by(|a, b| (&a.after, &a.before).cmp(&(&b.after, &b.before)));
    turns
}

type Homes<'a> = HashMap<&'a ClaimId, usize>;

fn homes(incidents: &[Incident]) -> Homes<'_> {
    let each = incidents.iter().enumerate();
    each.flat_map(|(number, incident)| incident.claims.iter().map(move |c| (c, number))).collect()
}

/// Why a family turned: what a person decided, else the strongest link that ties what was apart,
/// else the strongest that tied what is apart now.
fn because(
    family: &Family,
    (before, after): (&[Incident], &[Incident]),
    (was, is): (&Homes<'_>, &Homes<'_>),
    decided: &Decided,
) -> Because {
    let links = |all: &'_ [Incident], numbers: &[usize]| -> Vec<Link> {
        let links = numbers.iter().filter_map(|n| all.get(*n)).flat_map(|i| i.links.clone());
        links.collect()
    };
    let apart = |homes: &Homes<'_>, link: &Link| homes.get(&link.a) != homes.get(&link.b);
    if family.before.len() > 1 {
        let new = links(after, &family.after);
        let new: Vec<&Link> = new.iter().filter(|link| apart(was, link)).collect();
        if let Some(link) = new.iter().find(|link| link.kind == LinkKind::Decided) {
            return Because::DecidedOne(link.a.clone(), link.b.clone());
        }
        if let Some(link) = strongest(new) {
            return Because::Tied(link.clone());
        }
    }
    let old = links(before, &family.before);
    let old: Vec<&Link> = old.iter().filter(|link| apart(is, link)).collect();
    if let Some((a, b)) = split(family, (was, is), decided) {
        return Because::DecidedApart(a, b);
    }
    let gone = |link: &&&Link| !is.contains_key(&link.a) || !is.contains_key(&link.b);
    let still: Vec<&Link> = old.iter().copied().filter(|link| !gone(&link)).collect();
    match (strongest(still), strongest(old)) {
        (Some(link), _) => Because::Untied(link.clone()),
        (None, Some(link)) if is.contains_key(&link.a) => Because::Gone(link.b.clone()),
        (None, Some(link)) => Because::Gone(link.a.clone()),
        (None, None) => Because::Gone(lost(family, before, is)),
    }
}

/// A claim of the family that is gone; its first claim where none is.
fn lost(family: &Family, before: &[Incident], is: &Homes<'_>) -> ClaimId {
    let claims = || family.before.iter().filter_map(|n| before.get(*n)).flat_map(|i| &i.claims);
    let gone = claims().find(|claim| !is.contains_key(*claim));
    gone.or_else(|| claims().next()).cloned().unwrap_or_else(|| ClaimId::new(""))
}

fn strongest(mut links: Vec<&Link>) -> Option<&Link> {
    links.sort_by(|a, b| {
        b.probability.total_cmp(&a.probability).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b)))
    });
    links.first().copied()
}

/// Two claims of one decided split that were together and are apart.
fn split(
    family: &Family,
    (was, is): (&Homes<'_>, &Homes<'_>),
    decided: &Decided,
) -> Option<(ClaimId, ClaimId)> {
    let ours: HashSet<usize> = family.before.iter().copied().collect();
    let here = |claim: &ClaimId| was.get(claim).filter(|home| ours.contains(home)).copied();
    for claims in &decided.splits {
        for (n, a) in claims.iter().enumerate() {
            let apart = claims
                .iter()
                .skip(n + 1)
                .find(|b| here(a).is_some() && here(a) == here(b) && is.get(a) != is.get(*b));
            if let Some(b) = apart {
                return Some((a.min(b).clone(), a.max(b).clone()));
            }
        }
    }
    None
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Node {
    Before(usize),
    After(usize),
}

/// Incidents that have claims in common, by their numbers, sorted.
#[derive(Debug, Default)]
struct Family {
    before: Vec<usize>,
    after: Vec<usize>,
}

/// Which incidents belong together: union and find.
#[derive(Default)]
struct Families {
    parent: HashMap<Node, Node>,
}

impl Families {
    fn root(&mut self, node: Node) -> Node {
        let mut at = node;
        loop {
            let up = *self.parent.entry(at).or_insert(at);
            if up == at {
                return at;
            }
            let over = self.parent.get(&up).copied().unwrap_or(up);
            self.parent.insert(at, over);
            at = over;
        }
    }

    fn join(&mut self, a: Node, b: Node) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parent.insert(a.max(b), a.min(b));
        }
    }

    fn groups(mut self) -> Vec<Family> {
        let nodes: Vec<Node> = self.parent.keys().copied().collect();
        let mut families: BTreeMap<Node, Family> = BTreeMap::new();
        for node in nodes {
            let family = families.entry(self.root(node)).or_default();
            match node {
                Node::Before(number) => family.before.push(number),
                Node::After(number) => family.after.push(number),
            }
        }
        let mut families: Vec<Family> = families.into_values().collect();
        for family in &mut families {
            family.before.sort_unstable();
            family.after.sort_unstable();
        }
        families
    }
}
