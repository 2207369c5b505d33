//! From likely pairs to groups.
//!
//! Greedy and independent of order: the likeliest link first, ties by content. Two groups join
//! only if the pairs between them are on average more likely than not to be one event, and no
//! pair speaks strongly against it, and none is told apart by its teller: a chain of likely links does not make one event of its ends.

use crate::apart::{Held, told_apart};
use crate::blocks::Blocks;
use crate::copies::Telling;
use crate::facet::{Facet, Names};
use crate::learned::Odds;
use crate::pair::{compare, never};
use crate::weights;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// At most so many of a group's tellings are compared with another group's.
const SPEAKERS: usize = 6;

/// Why two nodes are in one group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Join {
    pub(crate) a: u32,
    pub(crate) b: u32,
    /// `None`: a person decided so.
    pub(crate) log_odds: Option<f64>,
}

/// One layer of one telling: what is grouped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) telling: u32,
    pub(crate) layer: u32,
}

/// What people decided, in nodes.
#[derive(Default)]
pub(crate) struct Bonds {
    /// Pairs that are one event, in the order in which they are to be applied.
    pub(crate) merges: Vec<(u32, u32)>,
    /// By node, the numbers of the splits it is part of, sorted: of each split, a group holds
    /// one node at most.
    pub(crate) splits: BTreeMap<u32, Vec<u32>>,
}

/// The groups.
pub(crate) struct Groups {
    /// Nodes of each group; no group is empty.
    pub(crate) groups: Vec<Vec<u32>>,
    pub(crate) joins: Vec<Join>,
    pub(crate) comparisons: u64,
}

/// Numbers every layer of every telling.
pub(crate) fn nodes(tellings: &[Telling]) -> (Vec<Node>, Vec<u32>) {
    let (mut nodes, mut first) = (Vec::new(), Vec::with_capacity(tellings.len()));
    for (telling, t) in tellings.iter().enumerate() {
        first.push(nodes.len() as u32);
        let layers = 0..t.layers.len() as u32;
        nodes.extend(layers.map(|layer| Node { telling: telling as u32, layer }));
    }
    (nodes, first)
}

/// What is known of the tellings.
pub(crate) struct Known<'a> {
    pub(crate) tellings: &'a [Telling],
    pub(crate) names: &'a Names<'a>,
    /// Learned odds between rows of tables, where there are any.
    pub(crate) odds: Option<&'a Odds>,
}

impl Known<'_> {
    /// Log-odds of two tellings, and whether they were learned.
    fn log_odds(&self, a: u32, b: u32) -> Option<(f64, bool)> {
        let (x, y) = (self.facet(a)?, self.facet(b)?);
        let learned = self.odds.and_then(|odds| odds.between(a, b));
        match learned.filter(|_| !told_apart(x, y)) {
            Some(log_odds) => Some((log_odds, true)),
            None => Some((compare(x, y, self.names).log_odds, false)),
        }
    }

    fn facet(&self, telling: u32) -> Option<&Facet> {
        self.tellings.get(telling as usize).map(|telling| &telling.facet)
    }
}

struct Likely {
    log_odds: f64,
    a: u32,
    b: u32,
}

/// Compares what blocking offers; likely pairs, best first, and how many were compared.
fn likely_pairs(known: &Known<'_>, blocks: &Blocks) -> (Vec<Likely>, u64) {
    let tellings = known.tellings;
    let look = |from: usize, until: usize| {
        let (mut likely, mut compared, mut candidates) = (Vec::new(), 0, Vec::new());
        for (a, telling) in tellings.iter().enumerate().take(until).skip(from) {
            let a = a as u32;
            blocks.candidates(a, &telling.facet, &mut candidates);
            for &b in &candidates {
                let Some(other) = tellings.get(b as usize) else { continue };
                // A denial never stands between two others: two denials are not compared.
                if telling.facet.denied && other.facet.denied {
                    continue;
                }
                // What was learned of two rows is added below.
                if known.odds.is_some_and(|odds| odds.between(a, b).is_some()) {
                    continue;
                }
                compared += 1;
                if never(&telling.facet, &other.facet) {
                    continue;
                }
                let log_odds = compare(&telling.facet, &other.facet, known.names).log_odds;
                if log_odds >= weights::ENOUGH {
                    likely.push(Likely { log_odds, a: a.min(b), b: a.max(b) });
                }
            }
        }
        (likely, compared)
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(16);
    let share = tellings.len().div_ceil(workers).max(4_096);
    let look = &look;
    let parts: Vec<(Vec<Likely>, u64)> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..tellings.len())
            .step_by(share)
            .map(|from| (from, scope.spawn(move || look(from, from + share))))
            .collect();
        // A worker that could not finish is done over here: the result does not depend on it.
        started
            .into_iter()
            .map(|(from, worker)| worker.join().unwrap_or_else(|_| look(from, from + share)))
            .collect()
    });
    let mut likely = Vec::with_capacity(parts.iter().map(|(pairs, _)| pairs.len()).sum());
    let mut compared = 0;
    for (pairs, count) in parts {
        likely.extend(pairs);
        compared += count;
    }
    for (a, b, log_odds) in known.odds.into_iter().flat_map(Odds::likely) {
        let apart = known.facet(a).zip(known.facet(b)).is_none_or(|(x, y)| told_apart(x, y));
        if !apart {
            likely.push(Likely { log_odds, a, b });
        }
    }
    likely.sort_unstable_by(|x, y| {
        y.log_odds.total_cmp(&x.log_odds).then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    likely.dedup_by_key(|pair| (pair.a, pair.b));
    (likely, compared)
}

struct Forest<'a> {
    known: &'a Known<'a>,
    nodes: &'a [Node],
    parent: Vec<u32>,
    /// Of groups of two or more: those compared on the group's behalf, smallest first.
    speakers: Vec<Vec<u32>>,
    splits: BTreeMap<u32, Vec<u32>>,
    /// Of groups of two or more, what all their claims hold to.
    held: HashMap<u32, Held>,
    joins: Vec<Join>,
    comparisons: u64,
}

impl Forest<'_> {
    fn root(&mut self, node: u32) -> u32 {
        let mut at = node;
        while let Some(&up) = self.parent.get(at as usize) {
            if up == at {
                break;
            }
            let above = self.parent.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.parent.get_mut(at as usize) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    fn facet(&self, node: u32) -> Option<&Facet> {
        let node = self.nodes.get(node as usize)?;
        self.known.facet(node.telling)
    }

    fn speakers(&self, root: u32) -> Vec<u32> {
        match self.speakers.get(root as usize) {
            Some(speakers) if !speakers.is_empty() => speakers.clone(),
            _ => vec![root],
        }
    }

    fn held_apart(&self, x: u32, y: u32) -> bool {
        match (self.splits.get(&x), self.splits.get(&y)) {
            (Some(x), Some(y)) => x.iter().any(|split| y.binary_search(split).is_ok()),
            _ => false,
        }
    }

    fn held(&self, root: u32) -> Option<Cow<'_, Held>> {
        if let Some(held) = self.held.get(&root) {
            return Some(Cow::Borrowed(held));
        }
        let telling = self.nodes.get(root as usize)?.telling;
        self.facet(root).map(|facet| Cow::Owned(Held::of(telling, facet)))
    }

    fn told_apart(&self, x: u32, y: u32) -> bool {
        let facet = |telling: u32| self.known.facet(telling);
        match (self.held(x), self.held(y)) {
            (Some(x), Some(y)) => x.told_apart(&y, facet),
            _ => false,
        }
    }

    /// Mean and least log-odds over the pairs between two groups.
    fn linkage(&mut self, x: u32, y: u32) -> (f64, f64) {
        let (ours, theirs) = (self.speakers(x), self.speakers(y));
        let (mut sum, mut least, mut pairs) = (0.0, f64::INFINITY, 0u32);
        for &a in &ours {
            for &b in &theirs {
                let telling = |n: u32| self.nodes.get(n as usize).map(|node| node.telling);
                let between = telling(a).zip(telling(b));
                let Some((log_odds, learned)) =
                    between.and_then(|(a, b)| self.known.log_odds(a, b))
                else {
                    continue;
                };
                sum += log_odds;
                // Learned odds say how much a single pair weighs against: no veto beside them.
                if !learned {
                    least = least.min(log_odds);
                }
                pairs += 1;
            }
        }
        self.comparisons += u64::from(pairs);
        (sum / f64::from(pairs.max(1)), least)
    }

    fn join(&mut self, x: u32, y: u32, join: Join) {
        let (x, y) = (x.min(y), x.max(y));
        let mut speakers = self.speakers(x);
        speakers.extend(self.speakers(y));
        let denied = |f: &Self, node: &u32| f.facet(*node).is_some_and(|facet| facet.denied);
        if speakers.iter().any(|node| !denied(self, node)) {
            speakers.retain(|node| !denied(self, node));
        }
        speakers.sort_unstable();
        speakers.truncate(SPEAKERS);
        if let Some(slot) = self.speakers.get_mut(x as usize) {
            *slot = speakers;
        }
        if let Some(slot) = self.speakers.get_mut(y as usize) {
            *slot = Vec::new();
        }
        let whole = |f: &Self, root| f.held(root).map(Cow::into_owned);
        let (ours, theirs) = (self.held.remove(&x), self.held.remove(&y));
        let ours = ours.or_else(|| whole(self, x));
        let theirs = theirs.or_else(|| whole(self, y));
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            self.held.insert(x, ours.with(theirs));
        }
        if let Some(theirs) = self.splits.remove(&y) {
            let ours = self.splits.entry(x).or_default();
            ours.extend(theirs);
            ours.sort_unstable();
            ours.dedup();
        }
        if let Some(slot) = self.parent.get_mut(y as usize) {
            *slot = x;
        }
        self.joins.push(join);
    }

    fn decide(&mut self, a: u32, b: u32) {
        let (x, y) = (self.root(a), self.root(b));
        // Where two decisions contradict each other, the split holds: two incidents too many
        // can be merged by the next decision, one too few hides an event.
        if x != y && !self.held_apart(x, y) {
            self.join(x, y, Join { a, b, log_odds: None });
        }
    }

    fn consider(&mut self, a: u32, b: u32, log_odds: f64) {
        let (x, y) = (self.root(a), self.root(b));
        if x == y || self.held_apart(x, y) {
            return;
        }
        if x != a || y != b || !self.alone(x) || !self.alone(y) {
            if self.told_apart(x, y) {
                return;
            }
            let (mean, least) = self.linkage(x, y);
            if mean < weights::ENOUGH || least < weights::VETO {
                return;
            }
        }
        self.join(x, y, Join { a, b, log_odds: Some(log_odds) });
    }

    fn alone(&self, root: u32) -> bool {
        self.speakers.get(root as usize).is_none_or(Vec::is_empty)
    }

    /// A denial joins the one incident that it fits clearly better than any other.
    fn attach(&mut self, denial: u32, to: &[u32]) {
        if !self.alone(denial) || self.root(denial) != denial {
            return;
        }
        let mut fits: Vec<(f64, u32)> = Vec::new();
        for &node in to {
            let root = self.root(node);
            if root == denial || self.held_apart(root, denial) || self.told_apart(root, denial) {
                continue;
            }
            if fits.iter().all(|(_, known)| *known != root) {
                let (mean, least) = self.linkage(root, denial);
                if mean >= weights::ENOUGH && least >= weights::VETO {
                    fits.push((mean, root));
                }
            }
        }
        fits.sort_by(|(x, a), (y, b)| y.total_cmp(x).then(a.cmp(b)));
        let second = fits.get(1).map_or(f64::NEG_INFINITY, |(mean, _)| *mean);
        if let Some((best, root)) = fits.first().copied()
            && best >= second + weights::DENIAL_MARGIN
        {
            self.join(root, denial, Join { a: root, b: denial, log_odds: Some(best) });
        }
    }
}

/// Groups the nodes.
pub(crate) fn group(
    known: &Known<'_>,
    blocks: &Blocks,
    (nodes, first): (&[Node], &[u32]),
    bonds: Bonds,
) -> Groups {
    let (likely, comparisons) = likely_pairs(known, blocks);
    let mut forest = Forest {
        known,
        nodes,
        parent: (0..nodes.len() as u32).collect(),
        speakers: vec![Vec::new(); nodes.len()],
        splits: bonds.splits,
        held: HashMap::new(),
        joins: Vec::new(),
        comparisons,
    };
    for (a, b) in bonds.merges {
        forest.decide(a, b);
    }
    let node = |telling: u32, layer: u32| first.get(telling as usize).map(|first| first + layer);
    let of = |telling: u32| known.tellings.get(telling as usize);
    let layers = |telling: u32| of(telling).map_or(0, |t| t.layers.len() as u32);
    let denied = |telling: u32| of(telling).is_some_and(|t| t.facet.denied);
    let mut denials: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for pair in &likely {
        if denied(pair.a) || denied(pair.b) {
            let (denial, told) = if denied(pair.a) { (pair.a, pair.b) } else { (pair.b, pair.a) };
            denials.entry(denial).or_default().push(told);
            continue;
        }
        for layer in 0..layers(pair.a).min(layers(pair.b)) {
            if let (Some(a), Some(b)) = (node(pair.a, layer), node(pair.b, layer)) {
                forest.consider(a, b, pair.log_odds);
            }
        }
    }
    for (denial, told) in denials {
        for layer in 0..layers(denial) {
            let to: Vec<u32> = told
                .iter()
                .filter_map(|told| node(*told, layer.min(layers(*told).saturating_sub(1))))
                .collect();
            if let Some(denial) = node(denial, layer) {
                forest.attach(denial, &to);
            }
        }
    }
    let mut rooted: Vec<(u32, u32)> =
        (0..nodes.len() as u32).map(|node| (forest.root(node), node)).collect();
    rooted.sort_unstable();
    let groups = rooted
        .chunk_by(|a, b| a.0 == b.0)
        .map(|group| group.iter().map(|(_, node)| *node).collect())
        .collect();
    Groups { groups, joins: forest.joins, comparisons: forest.comparisons }
}
