//! Pairs that may be one event, and how probable each is among its rivals.
//!
//! A pair's own log-odds come from the tables. What only the neighbours know is rivalry: of one
//! source's reports one at most is the match of a record, unless they repeat each other, so they
//! share what probability there is.

use crate::exp::exp;
use crate::item::{Item, Sketches};
use crate::levels::shared;
use crate::near::Near;
use crate::tables::Tables;

/// Log-odds below which a pair is not remembered.
const FLOOR: f32 = -4.0;
/// Probability that a pair which is not remembered has at most.
pub(crate) const LEAST: f32 = 0.018;
/// Log-odds beyond which nothing is believed more.
const SUREST: f32 = 12.0;

/// One end of a pair.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) other: u32,
    /// Odds of the pair on its own.
    odds: f32,
    /// Probability among rivals.
    pub(crate) p: f32,
    /// Whether both are reports of one source.
    pub(crate) one_source: bool,
}

/// Probability from which a pair may bring two records into one incident.
const LIKELY: f32 = 0.15;

impl Edge {
    /// What a pair brings to an incident: its probability. Two reports of one source are two
    /// events by design, so less than even odds bring nothing.
    pub(crate) fn gain(&self) -> f32 {
        if self.one_source && self.p < 0.5 { 0.0 } else { self.p }
    }
}

/// Every record's pairs, sorted by the other's number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    pub(crate) edges: Vec<Vec<Edge>>,
    /// Records that stand in cells too full to be looked through.
    pub(crate) crowded: Vec<bool>,
    /// How many pairs were compared.
    pub(crate) compared: u64,
}

pub(crate) fn sigmoid(log: f32) -> f32 {
    1.0 / (1.0 + (-log).exp())
}

impl Graph {
    /// Of all records at once.
    pub(crate) fn of(items: &[Item], sketches: &Sketches, near: &Near, tables: &Tables) -> Self {
        let mut graph = Self {
            edges: vec![Vec::new(); items.len()],
            crowded: vec![false; items.len()],
            compared: 0,
        };
        let (mut compared, mut kept) = (0, Vec::new());
        let mut degrees = vec![0_u32; items.len()];
        let compare = |own: u32, other: u32, that: &Item| {
            let Some(item) = items.get(own as usize) else { return };
            compared += 1;
            let told = shared(sketches, own as usize, other as usize);
            let log = tables.compare(item, that, told);
            if log > FLOOR {
                kept.push((own, other, odds(log), item.source == that.source));
                degrees[own as usize] += 1;
                degrees[other as usize] += 1;
            }
        };
        near.pairs(items, compare, |full| graph.crowded[full as usize] = true);
        graph.compared = compared;
        for (edges, degree) in graph.edges.iter_mut().zip(degrees) {
            edges.reserve_exact(degree as usize);
        }
        for (own, other, odds, one_source) in kept {
            graph.join(own, other, odds, one_source);
        }
        for edges in &mut graph.edges {
            edges.sort_unstable_by_key(|edge| edge.other);
        }
        graph.weigh(items, 0..items.len() as u32, true);
        graph
    }

    /// One more record, the last of these. Tells whose components may have changed: its own, its
    /// neighbours', and those that a neighbour was likely to be one event with.
    pub(crate) fn add(
        &mut self,
        items: &[Item],
        sketches: &Sketches,
        near: &Near,
        tables: &Tables,
    ) -> Vec<u32> {
        let own = items.len().saturating_sub(1) as u32;
        let Some(item) = items.last() else { return Vec::new() };
        self.edges.push(Vec::new());
        let (mut met, mut compared): (Vec<(u32, f32, bool)>, u64) = (Vec::new(), 0);
        let full = near.of(items, own, |other, that| {
            compared += 1;
            let log = tables.compare(item, that, shared(sketches, own as usize, other as usize));
            if log > FLOOR {
                met.push((other, odds(log), item.source == that.source));
            }
        });
        self.crowded.push(full);
        self.compared += compared;
        met.sort_unstable_by_key(|(other, ..)| *other);
        let mut touched = vec![own];
        for (other, odds, one_source) in &met {
            touched.push(*other);
            let before = self.of_record(*other).iter().filter(|edge| edge.gain() >= LIKELY);
            touched.extend(before.map(|edge| edge.other));
            self.join(own, *other, *odds, *one_source);
        }
        // Its neighbours have a new rival: their pairs are weighed anew.
        self.weigh(items, met.iter().map(|(other, ..)| *other).chain([own]), false);
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    pub(crate) fn of_record(&self, number: u32) -> &[Edge] {
        self.edges.get(number as usize).map_or(&[], Vec::as_slice)
    }

    /// Pairs that may bring two records into one incident.
    pub(crate) fn likely(&self, number: u32) -> impl Iterator<Item = &Edge> {
        self.of_record(number).iter().filter(|edge| edge.gain() >= LIKELY)
    }

    pub(crate) fn edge(&self, a: u32, b: u32) -> Option<&Edge> {
        let edges = self.of_record(a);
        edges.binary_search_by_key(&b, |edge| edge.other).ok().and_then(|at| edges.get(at))
    }

    /// A record's number is higher than those it is added to, so that pushing keeps the order.
    fn join(&mut self, a: u32, b: u32, odds: f32, one_source: bool) {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(edges) = self.edges.get_mut(one as usize) {
                edges.push(Edge { other, odds, p: 0.0, one_source });
            }
        }
    }

    /// Weighs all pairs of these records anew; with `all`, of all records there are.
    fn weigh(&mut self, items: &[Item], records: impl Iterator<Item = u32>, all: bool) {
        for a in records {
            for at in 0..self.of_record(a).len() {
                let edge = self.edges[a as usize][at];
                if all && edge.other < a {
                    continue;
                }
                let p = self.among_rivals(items, a, edge.other, edge.odds);
                self.edges[a as usize][at].p = p;
                // The other end is told the same number.
                let theirs = &mut self.edges[edge.other as usize];
                if let Ok(at) = theirs.binary_search_by_key(&a, |edge| edge.other) {
                    theirs[at].p = p;
                }
            }
        }
    }

    fn among_rivals(&self, items: &[Item], a: u32, b: u32, odds: f32) -> f32 {
        let rivals = self.rivals(items, a, b) + self.rivals(items, b, a);
        odds / (1.0 + odds + (rivals as f64 / UNIT) as f32)
    }

    /// Odds of all reports of the source of `b` other than `b` and its repeats, for `a`: in whole
    /// numbers, so that the sum does not depend on the order.
    fn rivals(&self, items: &[Item], a: u32, b: u32) -> u64 {
        let source = |n: u32| items.get(n as usize).map(|item| item.source);
        let theirs = source(b);
        self.of_record(a)
            .iter()
            .filter(|rival| rival.other != b && source(rival.other) == theirs)
            .map(|rival| {
                // Whether a rival that is hardly likely repeats the other does not matter.
                let likely = rival.odds >= UNLIKELY;
                let repeats = if likely { self.edge(rival.other, b) } else { None };
                let alone = repeats.map_or(1.0, |edge| 1.0 / (1.0 + edge.odds));
                (f64::from(rival.odds * alone) * UNIT) as u64
            })
            .fold(0, u64::saturating_add)
    }
}

/// Odds below which a rival is not looked at closely.
const UNLIKELY: f32 = 0.1;
/// Steps of odds.
const UNIT: f64 = 1_048_576.0;

fn odds(log: f32) -> f32 {
    exp(log.clamp(-SUREST, SUREST))
}
