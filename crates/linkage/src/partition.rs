//! From likely pairs to incidents: correlation clustering (Bansal, Blum, Chawla 2004).
//!
//! Every two records in one incident gain their probability less a threshold, those that were
//! never compared lose the threshold; the gain is made large by joining the two groups that gain
//! most on average, then by moving single records while that gains. A chain of likely pairs does
//! not make one event of its ends, because the ends lose what the links gain.

use crate::graph::Graph;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What may be one event: records 0 to n-1, the probabilities of their pairs, what people
/// decided.
#[derive(Debug, Default)]
pub(crate) struct Component {
    pub(crate) size: usize,
    /// Lower number, higher number, probability.
    pub(crate) pairs: Vec<(u32, u32, f32)>,
    pub(crate) together: Vec<(u32, u32)>,
    pub(crate) apart: Vec<(u32, u32)>,
}

impl Component {
    /// Of some records of a graph, in the order given.
    pub(crate) fn of(graph: &Graph, records: &[u32]) -> Self {
        let mut component = Self { size: records.len(), ..Self::default() };
        let mut place: Vec<(u32, u32)> =
            records.iter().enumerate().map(|(at, n)| (*n, at as u32)).collect();
        place.sort_unstable();
        for (at, n) in records.iter().enumerate() {
            for edge in graph.of_record(*n) {
                let found = place.binary_search_by_key(&edge.other, |(n, _)| *n);
                let other = found.ok().and_then(|found| place.get(found)).map(|(_, at)| *at);
                if let Some(other) = other.filter(|other| *other > at as u32) {
                    component.pairs.push((at as u32, other, edge.gain()));
                }
            }
        }
        component.pairs.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        component
    }
}

/// Up to so many records a full table is quicker.
const SMALL: usize = 24;
/// What a decision to keep apart costs.
const FORBIDDEN: f64 = -1e9;

/// Sums of gains and numbers of known pairs between one group and others.
type Ties = std::collections::BTreeMap<u32, (f64, u32)>;

struct Join {
    gain: f64,
    a: u32,
    b: u32,
    versions: (u32, u32),
}

impl PartialEq for Join {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Join {}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

/// The group of each record, named by its lowest record.
pub(crate) fn partition(component: &Component, threshold: f32) -> Vec<u32> {
    if let ([(_, _, p)], 2, true, true) = (
        component.pairs.as_slice(),
        component.size,
        component.together.is_empty(),
        component.apart.is_empty(),
    ) {
        return vec![0, u32::from(*p <= threshold)];
    }
    let mut home = if component.size <= SMALL && component.together.is_empty() {
        contract_small(component, f64::from(threshold))
    } else {
        let mut groups = Groups::new(component, f64::from(threshold));
        groups.decide(component);
        groups.contract();
        (0..component.size as u32).map(|n| groups.root(n)).collect()
    };
    improve(component, f64::from(threshold), &mut home);
    home
}

/// The same contraction over a full table of gains: quicker where there are few records.
fn contract_small(component: &Component, threshold: f64) -> Vec<u32> {
    let n = component.size;
    let mut gain = vec![-threshold; n * n];
    for (a, b, p) in &component.pairs {
        let (a, b) = (*a as usize, *b as usize);
        gain[a * n + b] += f64::from(*p);
        gain[b * n + a] = gain[a * n + b];
    }
    for (a, b) in &component.apart {
        let (a, b) = (*a as usize, *b as usize);
        gain[a * n + b] += FORBIDDEN;
        gain[b * n + a] += FORBIDDEN;
    }
    let (mut home, mut size): (Vec<u32>, Vec<f64>) = ((0..n as u32).collect(), vec![1.0; n]);
    let mut live: Vec<usize> = (0..n).collect();
    loop {
        let mut best = (0.0, 0, 0);
        for (at, a) in live.iter().enumerate() {
            for b in live.iter().skip(at + 1) {
                let mean = gain[a * n + b] / (size[*a] * size[*b]);
                if mean > best.0 {
                    best = (mean, *a, *b);
                }
            }
        }
        let (found, a, b) = best;
        if found <= 0.0 {
            return home;
        }
        live.retain(|other| *other != b);
        for other in live.iter().filter(|other| **other != a) {
            gain[a * n + other] += gain[b * n + other];
            gain[other * n + a] = gain[a * n + other];
        }
        size[a] += size[b];
        home.iter_mut().filter(|group| **group == b as u32).for_each(|group| *group = a as u32);
    }
}

struct Groups {
    parent: Vec<u32>,
    size: Vec<u32>,
    version: Vec<u32>,
    ties: Vec<Ties>,
    threshold: f64,
}

impl Groups {
    fn new(component: &Component, threshold: f64) -> Self {
        let n = component.size;
        let mut ties = vec![Ties::new(); n];
        for (a, b, p) in &component.pairs {
            let gain = (f64::from(*p) - threshold, 1);
            ties[*a as usize].insert(*b, gain);
            ties[*b as usize].insert(*a, gain);
        }
        for (a, b) in &component.apart {
            for (a, b) in [(*a, *b), (*b, *a)] {
                ties[a as usize].entry(b).or_insert((0.0, 1)).0 += FORBIDDEN;
            }
        }
        Self {
            parent: (0..n as u32).collect(),
            size: vec![1; n],
            version: vec![0; n],
            ties,
            threshold,
        }
    }

    fn root(&self, mut n: u32) -> u32 {
        while self.parent[n as usize] != n {
            n = self.parent[n as usize];
        }
        n
    }

    /// Average gain over all pairs between two groups.
    fn gain(&self, a: u32, b: u32, (sum, known): (f64, u32)) -> f64 {
        let all = f64::from(self.size[a as usize]) * f64::from(self.size[b as usize]);
        (sum - (all - f64::from(known)) * self.threshold) / all
    }

    fn decide(&mut self, component: &Component) {
        for (a, b) in &component.together {
            let (a, b) = (self.root(*a), self.root(*b));
            // Where two decisions contradict each other, the one to keep apart holds.
            let tie = self.ties[a as usize].get(&b).copied().unwrap_or((0.0, 0));
            if a != b && tie.0 > FORBIDDEN / 2.0 {
                self.merge(a.min(b), a.max(b));
            }
        }
    }

    fn merge(&mut self, a: u32, b: u32) {
        self.parent[b as usize] = a;
        self.size[a as usize] += self.size[b as usize];
        self.version[a as usize] += 1;
        self.version[b as usize] += 1;
        let theirs = std::mem::take(&mut self.ties[b as usize]);
        self.ties[a as usize].remove(&b);
        for (other, tie) in theirs.into_iter().filter(|(other, _)| *other != a) {
            self.ties[other as usize].remove(&b);
            let sum = self.ties[a as usize].entry(other).or_insert((0.0, 0));
            sum.0 += tie.0;
            sum.1 += tie.1;
            let sum = *sum;
            self.ties[other as usize].insert(a, sum);
        }
    }

    fn contract(&mut self) {
        let mut heap = BinaryHeap::new();
        for a in 0..self.parent.len() as u32 {
            self.offer(a, |a, b| b > a, &mut heap);
        }
        while let Some(Join { a, b, versions, .. }) = heap.pop() {
            if (self.version[a as usize], self.version[b as usize]) != versions {
                continue;
            }
            self.merge(a, b);
            self.offer(a, |_, _| true, &mut heap);
        }
    }

    fn offer(&self, a: u32, wanted: impl Fn(u32, u32) -> bool, heap: &mut BinaryHeap<Join>) {
        for (b, tie) in &self.ties[a as usize] {
            let gain = self.gain(a, *b, *tie);
            if gain > 0.0 && wanted(a, *b) {
                let (a, b) = (a.min(*b), a.max(*b));
                let versions = (self.version[a as usize], self.version[b as usize]);
                heap.push(Join { gain, a, b, versions });
            }
        }
    }
}

/// Of each record the others that it has pairs with and what these bring, in one stretch.
struct Beside {
    begin: Vec<u32>,
    pairs: Vec<(u32, f64)>,
}

impl Beside {
    fn of(component: &Component) -> Self {
        let apart = component.apart.iter().map(|(a, b)| (*a, *b, FORBIDDEN));
        let pairs = component.pairs.iter().map(|(a, b, p)| (*a, *b, f64::from(*p)));
        let all = pairs.chain(apart);
        let mut begin = vec![0_u32; component.size + 1];
        for (a, b, _) in all.clone() {
            begin[a as usize] += 1;
            begin[b as usize] += 1;
        }
        let mut sum = 0;
        begin.iter_mut().for_each(|count| sum += std::mem::replace(count, sum));
        let (mut next, mut pairs) = (begin.clone(), vec![(0, 0.0); sum as usize]);
        for (a, b, p) in all {
            for (one, other) in [(a, b), (b, a)] {
                pairs[next[one as usize] as usize] = (other, p);
                next[one as usize] += 1;
            }
        }
        Self { begin, pairs }
    }

    fn of_record(&self, record: usize) -> &[(u32, f64)] {
        &self.pairs[self.begin[record] as usize..self.begin[record + 1] as usize]
    }
}

/// Moves single records between groups, or out of them, while that gains.
fn improve(component: &Component, threshold: f64, home: &mut [u32]) {
    const ROUNDS: usize = 4;
    let n = component.size;
    let pairs = Beside::of(component);
    let mut fixed = vec![false; n];
    for (a, b) in &component.together {
        fixed[*a as usize] = true;
        fixed[*b as usize] = true;
    }
    let mut size = vec![0u32; n];
    home.iter().for_each(|group| size[*group as usize] += 1);
    let mut free: Vec<u32> = (0..n as u32).filter(|g| size[*g as usize] == 0).rev().collect();
    let mut sums: Vec<(u32, f64)> = Vec::new();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for record in (0..n).filter(|record| !fixed[*record]) {
            let own = home[record];
            // Sums of what its pairs bring, by group.
            sums.clear();
            sums.extend(pairs.of_record(record).iter().map(|(n, p)| (home[*n as usize], *p)));
            sums.sort_by_key(|(group, _)| *group);
            sums.dedup_by(|next, sum| {
                let one = next.0 == sum.0;
                if one {
                    sum.1 += next.1;
                }
                one
            });
            let gain = |(group, sum): (u32, f64)| {
                let members = size[group as usize] - u32::from(group == own);
                sum - f64::from(members) * threshold
            };
            let mine = sums.iter().find(|(group, _)| *group == own).map_or(0.0, |(_, sum)| *sum);
            let mut best = (gain((own, mine)), own);
            for sum in sums.iter().filter(|(group, _)| *group != own) {
                let gain = gain(*sum);
                if gain > best.0 + 1e-9 {
                    best = (gain, sum.0);
                }
            }
            if best.0 < -1e-9 && size[own as usize] > 1 {
                // Alone is better than anywhere.
                if let Some(group) = free.pop() {
                    best = (0.0, group);
                }
            }
            if best.1 != own {
                size[own as usize] -= 1;
                size[best.1 as usize] += 1;
                home[record] = best.1;
                if size[own as usize] == 0 {
                    free.push(own);
                }
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    name_by_lowest(home);
}

/// Names every group by its lowest record.
fn name_by_lowest(home: &mut [u32]) {
    let mut lowest = vec![u32::MAX; home.len()];
    for (record, group) in home.iter().enumerate() {
        let slot = &mut lowest[*group as usize];
        *slot = (*slot).min(record as u32);
    }
    for group in home {
        *group = lowest[*group as usize];
    }
}
