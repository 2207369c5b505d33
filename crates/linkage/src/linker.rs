//! Records to incidents, all at once or one by one.
//!
//! Both ways end in the same incidents: how two records compare is settled by the model, which
//! pairs are likely by the records around them, and every component of likely pairs is
//! partitioned by itself. A further record touches the component that it falls into and no other.

use crate::change::{Change, Changes};
use crate::graph::{Edge, Graph};
use crate::item::{Item, Sketches};
use crate::mix::sort_by_code;
use crate::model::{Model, sketches};
use crate::near::Near;
use crate::partition::{Component, partition};
use crate::record::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The length of time from which a record may sum others up.
pub(crate) const WEEK: u8 = 2;
/// How well, as a share, a second incident must fit it to make it a summary of both.
const AS_WELL: f32 = 0.8;

/// Records, and which of them tell one event.
#[derive(Clone, Debug)]
pub struct Linker {
    pub(crate) model: Arc<Model>,
    pub(crate) items: Vec<Item>,
    pub(crate) sketches: Sketches,
    near: Near,
    pub(crate) graph: Graph,
    pub(crate) decided: Decided,
    /// Of each record the one that founds its incident: the one with the lowest key.
    incident: Vec<u32>,
    /// Of each record another of its incident, round in a ring; alone, the record itself.
    ring: Vec<u32>,
}

/// A pair that may be one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    /// Number of one record, the lower.
    pub a: usize,
    /// Number of the other.
    pub b: usize,
    /// Probability that the two tell one event.
    pub probability: f64,
    /// Whether both are in one incident.
    pub linked: bool,
}

/// What a person decides of two records. It holds for ever, and shows in every reason; of two
/// decisions that contradict each other the one to keep apart holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They tell one event.
    Together,
    /// They tell two.
    Apart,
}

/// Decisions, from either side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decided {
    together: BTreeMap<u32, BTreeSet<u32>>,
    apart: BTreeMap<u32, BTreeSet<u32>>,
}

impl Decided {
    fn is_empty(&self) -> bool {
        self.together.is_empty() && self.apart.is_empty()
    }

    fn put_into(&self, records: &[u32], component: &mut Component) {
        let place: BTreeMap<u32, u32> =
            records.iter().enumerate().map(|(at, n)| (*n, at as u32)).collect();
        for (at, n) in records.iter().enumerate() {
            let of = |side: &BTreeMap<u32, BTreeSet<u32>>| -> Vec<(u32, u32)> {
                let later = |other: &u32| place.get(other).copied().filter(|o| *o > at as u32);
                side.get(n)
                    .into_iter()
                    .flatten()
                    .filter_map(|o| Some((at as u32, later(o)?)))
                    .collect()
            };
            component.together.extend(of(&self.together));
            component.apart.extend(of(&self.apart));
        }
    }

    pub(crate) fn of(&self, a: u32, b: u32) -> Option<Decision> {
        let has =
            |side: &BTreeMap<u32, BTreeSet<u32>>| side.get(&a).is_some_and(|s| s.contains(&b));
        if has(&self.apart) {
            return Some(Decision::Apart);
        }
        has(&self.together).then_some(Decision::Together)
    }
}

impl Linker {
    /// No records yet.
    #[must_use]
    pub fn new(model: Arc<Model>) -> Self {
        Self::all(model, &[])
    }

    /// Links all of these at once.
    #[must_use]
    pub fn all(model: Arc<Model>, records: &[Record]) -> Self {
        let items = records.iter().map(|record| model.book.item(record)).collect();
        Self::of_items(model, items, sketches(records))
    }

    /// The same, of records as numbers.
    pub(crate) fn of_items(model: Arc<Model>, items: Vec<Item>, sketches: Sketches) -> Self {
        let (near, graph) = model.graph(&items, &sketches);
        let incident: Vec<u32> = (0..items.len() as u32).collect();
        let (ring, decided) = (incident.clone(), Decided::default());
        let mut linker = Self { model, items, sketches, near, graph, decided, incident, ring };
        linker.settle_all();
        linker
    }

    /// One more record; it is given the next number. Tells what changed among the incidents.
    pub fn add(&mut self, record: &Record) -> Changes {
        let number = self.items.len() as u32;
        self.items.push(self.model.book.item(record));
        if record.words.is_some() || !self.sketches.is_empty() {
            self.sketches.resize(number as usize, None);
            self.sketches.push(record.words);
        }
        self.near.add(&self.items);
        self.incident.push(number);
        self.ring.push(number);
        let touched = self.graph.add(&self.items, &self.sketches, &self.near, &self.model.tables);
        self.resettle(&touched, Change::Arrived(number as usize))
    }

    /// Takes a person's decision on two records. Nothing happens where one is not there.
    pub fn decide(&mut self, a: usize, b: usize, decision: Decision) -> Changes {
        if a == b || a >= self.items.len() || b >= self.items.len() {
            return Changes::default();
        }
        let (a, b) = (a as u32, b as u32);
        let side = match decision {
            Decision::Together => &mut self.decided.together,
            Decision::Apart => &mut self.decided.apart,
        };
        side.entry(a).or_default().insert(b);
        side.entry(b).or_default().insert(a);
        self.resettle(&[a, b], Change::Decided(a as usize, b as usize, decision))
    }

    /// How many records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The incident of a record, named by the number of the record that founds it.
    #[must_use]
    pub fn incident(&self, record: usize) -> usize {
        self.incident.get(record).map_or(record, |n| *n as usize)
    }

    /// The records of the incident that a record is in, sorted.
    #[must_use]
    pub fn members(&self, record: usize) -> Vec<usize> {
        let mut members: Vec<usize> = self.round(record).collect();
        members.sort_unstable();
        members
    }

    /// The records of an incident, beginning with this one.
    fn round(&self, record: usize) -> impl Iterator<Item = usize> + '_ {
        let next = |n: &usize| self.ring.get(*n).map(|next| *next as usize);
        std::iter::successors(Some(record), move |n| next(n).filter(|next| *next != record))
    }

    /// How many incidents.
    #[must_use]
    pub fn incidents(&self) -> usize {
        self.incident.iter().enumerate().filter(|(n, incident)| **incident as usize == *n).count()
    }

    /// How many pairs of records were compared.
    #[must_use]
    pub fn comparisons(&self) -> u64 {
        self.graph.compared
    }

    /// Every pair that is at least this probable.
    pub fn likely(&self, least: f64) -> impl Iterator<Item = Likely> + '_ {
        self.graph.edges.iter().enumerate().flat_map(move |(a, edges)| {
            edges.iter().filter(move |edge| edge.other as usize > a).filter_map(move |edge| {
                let b = edge.other as usize;
                let linked = self.incident(a) == self.incident(b);
                let probability = f64::from(edge.p);
                (probability >= least).then_some(Likely { a, b, probability, linked })
            })
        })
    }

    pub(crate) fn near_of(&self, record: usize, mut found: impl FnMut(u32)) {
        self.near.of(&self.items, record as u32, |other, _| found(other));
    }

    fn settle_all(&mut self) {
        for component in components(&self.graph) {
            self.settle(component);
        }
    }

    /// Settles the components of these records anew, and tells the difference.
    fn resettle(&mut self, touched: &[u32], because: Change) -> Changes {
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut components: Vec<Vec<u32>> = Vec::new();
        // What was together before may fall apart, so it is looked at whole.
        let starts: BTreeSet<u32> =
            touched.iter().flat_map(|n| self.round(*n as usize)).map(|n| n as u32).collect();
        for start in starts {
            if !seen.insert(start) {
                continue;
            }
            let (mut component, mut open) = (vec![start], vec![start]);
            while let Some(n) = open.pop() {
                let likely = self.graph.likely(n);
                let decided = self.decided.together.get(&n).into_iter().flatten().copied();
                let former = self.round(n as usize).map(|n| n as u32);
                for other in likely.map(|e| e.other).chain(decided).chain(former) {
                    if seen.insert(other) {
                        component.push(other);
                        open.push(other);
                    }
                }
            }
            components.push(component);
        }
        let before: BTreeMap<u32, u32> =
            seen.iter().map(|n| (*n, self.incident[*n as usize])).collect();
        for component in components {
            self.settle(component);
        }
        Changes::between(&before, |n| self.incident[n as usize], because)
    }

    /// Partitions records that may belong together.
    fn settle(&mut self, mut records: Vec<u32>) {
        // An order that does not depend on arrival.
        records.sort_unstable_by_key(|n| self.order(*n));
        let home = self.homes(&records);
        let mut groups: Vec<(u32, u32)> = home.into_iter().zip(records).collect();
        groups.sort_unstable();
        for group in groups.chunk_by(|a, b| a.0 == b.0) {
            let numbers = || group.iter().map(|(_, n)| *n);
            let key = |n: &u32| self.items.get(*n as usize).map(|item| (item.key, *n));
            let Some(founder) = numbers().min_by_key(key) else { continue };
            for (n, next) in numbers().zip(numbers().cycle().skip(1)) {
                self.incident[n as usize] = founder;
                self.ring[n as usize] = next;
            }
        }
    }

    /// The group of each of these.
    fn homes(&self, records: &[u32]) -> Vec<u32> {
        if let ([a, b], true) = (records, self.decided.is_empty()) {
            // Of two, their pair alone decides.
            let p = self.graph.edge(*a, *b).map_or(0.0, Edge::gain);
            return vec![0, u32::from(p <= self.model.threshold)];
        }
        let mut component = Component::of(&self.graph, records);
        if !self.decided.is_empty() {
            self.decided.put_into(records, &mut component);
        }
        let mut home = partition(&component, self.model.threshold);
        self.set_summaries_apart(records, &component, &mut home);
        home
    }

    /// A report of a week or longer that fits two incidents about equally well is neither's: it
    /// stands alone, and [`Linker::covers`] tells what it may sum up.
    fn set_summaries_apart(&self, records: &[u32], component: &Component, home: &mut [u32]) {
        for (at, n) in records.iter().enumerate() {
            let long = self.items.get(*n as usize).is_some_and(|item| item.length >= WEEK);
            let tied = component.together.iter().any(|(a, b)| [*a, *b].contains(&(at as u32)));
            if !long || tied {
                continue;
            }
            let mut fits: BTreeMap<u32, f32> = BTreeMap::new();
            for (a, b, p) in &component.pairs {
                let other = match at as u32 {
                    n if n == *a => *b,
                    n if n == *b => *a,
                    _ => continue,
                };
                let best = fits.entry(home[other as usize]).or_insert(0.0);
                *best = best.max(*p);
            }
            let own = fits.remove(&home[at]).unwrap_or(0.0);
            let next = fits.values().copied().fold(0.0, f32::max);
            if own > 0.0 && next >= AS_WELL * own {
                stand_alone(at as u32, home);
            }
        }
    }

    fn order(&self, n: u32) -> (i32, u64, u32) {
        self.items.get(n as usize).map_or((0, 0, n), |item| (item.mid, item.key, n))
    }
}

/// Records that likely pairs hold together, where there are two or more.
pub(crate) fn components(graph: &Graph) -> Vec<Vec<u32>> {
    let mut parent: Vec<u32> = (0..graph.edges.len() as u32).collect();
    for a in 0..graph.edges.len() as u32 {
        for edge in graph.likely(a).filter(|edge| edge.other > a) {
            let (x, y) = (root(&mut parent, a), root(&mut parent, edge.other));
            parent[x.max(y) as usize] = x.min(y);
        }
    }
    let mut grouped: Vec<(u64, u32)> = (0..graph.edges.len() as u32)
        .filter(|n| !graph.of_record(*n).is_empty())
        .map(|n| (u64::from(root(&mut parent, n)), n))
        .collect();
    sort_by_code(&mut grouped);
    grouped
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|(_, n)| *n).collect())
        .collect()
}

/// Takes a record out of its group; groups are named by one of their own.
fn stand_alone(record: u32, home: &mut [u32]) {
    if home[record as usize] == record {
        let heir = (0..home.len()).find(|n| *n as u32 != record && home[*n] == record);
        if let Some(heir) = heir {
            home.iter_mut().filter(|g| **g == record).for_each(|group| *group = heir as u32);
        }
    }
    home[record as usize] = record;
}

fn root(parent: &mut [u32], mut n: u32) -> u32 {
    while parent[n as usize] != n {
        parent[n as usize] = parent[parent[n as usize] as usize];
        n = parent[n as usize];
    }
    n
}
