//! Boosted trees of depth three on a few numbers, for a yes or no (Friedman 2001, with the second
//! order of Chen and Guestrin 2016).

/// Levels of a tree.
const DEPTH: usize = 3;
const INNER: usize = (1 << DEPTH) - 1;
const LEAVES: usize = 1 << DEPTH;
/// Values of one number are told apart this finely.
const BINS: usize = 32;
/// How many trees.
const TREES: usize = 60;
/// How far each goes.
const STEP: f32 = 0.08;
/// Weight of no change at all.
const CALM: f32 = 1.0;
/// A leaf holds so much certainty at least.
const LEAST: f32 = 2.0;

#[derive(Clone, Debug)]
struct Tree {
    /// Which number, and up to which bin to the left; a number that is not there goes left.
    inner: [(usize, u8); INNER],
    leaves: [f32; LEAVES],
}

/// What was learned.
#[derive(Clone, Debug, Default)]
pub(super) struct Boost {
    /// Upper edges of the bins of each number.
    edges: Vec<Vec<f32>>,
    trees: Vec<Tree>,
    start: f32,
}

impl Boost {
    /// Learns from rows of equally many numbers.
    pub(super) fn train(rows: &[Vec<f32>], is: &[bool]) -> Self {
        let width = rows.first().map_or(0, Vec::len);
        let edges: Vec<Vec<f32>> = (0..width).map(|number| edges(rows, number)).collect();
        let yes = is.iter().filter(|is| **is).count() as f32;
        // Where nothing is known, a no is likelier.
        let start = ((yes + 0.5) / (is.len() as f32 - yes + 1.5)).ln();
        let mut boost = Self { edges, trees: Vec::new(), start };
        if width == 0 {
            return boost;
        }
        let bins: Vec<Vec<u8>> = rows.iter().map(|row| boost.bins(row)).collect();
        let mut odds = vec![start; rows.len()];
        for _ in 0..TREES {
            let slopes: Vec<(f32, f32)> = odds
                .iter()
                .zip(is)
                .map(|(odds, is)| {
                    let p = sigmoid(*odds);
                    (f32::from(u8::from(*is)) - p, (p * (1.0 - p)).max(1e-4))
                })
                .collect();
            let tree = grow(&bins, &slopes, width);
            for (odds, bins) in odds.iter_mut().zip(&bins) {
                *odds += tree.of(bins);
            }
            boost.trees.push(tree);
        }
        boost
    }

    /// Probability of a yes.
    pub(super) fn probability(&self, row: &[f32]) -> f32 {
        let bins = self.bins(row);
        sigmoid(self.start + self.trees.iter().map(|tree| tree.of(&bins)).sum::<f32>())
    }

    fn bins(&self, row: &[f32]) -> Vec<u8> {
        let bin = |(edges, x): (&Vec<f32>, &f32)| edges.partition_point(|edge| edge < x) as u8;
        self.edges.iter().zip(row).map(bin).collect()
    }
}

impl Tree {
    fn leaf(&self, bins: &[u8]) -> usize {
        let mut node = 0;
        for _ in 0..DEPTH {
            let (number, up_to) = self.inner.get(node).copied().unwrap_or((0, u8::MAX));
            let right = bins.get(number).is_some_and(|bin| *bin > up_to);
            node = 2 * node + 1 + usize::from(right);
        }
        node - INNER
    }

    fn of(&self, bins: &[u8]) -> f32 {
        self.leaves.get(self.leaf(bins)).copied().unwrap_or(0.0)
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn edges(rows: &[Vec<f32>], number: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows.iter().filter_map(|row| row.get(number)).copied().collect();
    values.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> =
        (1..BINS).filter_map(|n| values.get(n * values.len() / BINS)).copied().collect();
    edges.dedup();
    edges
}

/// Level by level, the split that gains most in each node.
fn grow(bins: &[Vec<u8>], slopes: &[(f32, f32)], width: usize) -> Tree {
    let mut tree = Tree { inner: [(0, u8::MAX); INNER], leaves: [0.0; LEAVES] };
    let mut node: Vec<usize> = vec![0; bins.len()];
    for level in 0..DEPTH {
        let first = (1 << level) - 1;
        let nodes = 1 << level;
        let mut sums = vec![(0.0f32, 0.0f32); nodes * width * BINS];
        for ((bins, slope), node) in bins.iter().zip(slopes).zip(&node) {
            for (number, bin) in bins.iter().enumerate() {
                let at = ((node - first) * width + number) * BINS + usize::from(*bin);
                if let Some(sum) = sums.get_mut(at) {
                    *sum = (sum.0 + slope.0, sum.1 + slope.1);
                }
            }
        }
        for (n, sums) in sums.chunks(width * BINS).enumerate() {
            if let Some(slot) = tree.inner.get_mut(first + n) {
                *slot = best_split(sums);
            }
        }
        for (node, bins) in node.iter_mut().zip(bins) {
            let (number, up_to) = tree.inner.get(*node).copied().unwrap_or((0, u8::MAX));
            let right = bins.get(number).is_some_and(|bin| *bin > up_to);
            *node = 2 * *node + 1 + usize::from(right);
        }
    }
    let mut sums = [(0.0f32, 0.0f32); LEAVES];
    for (node, slope) in node.iter().zip(slopes) {
        if let Some(sum) = sums.get_mut(node - INNER) {
            *sum = (sum.0 + slope.0, sum.1 + slope.1);
        }
    }
    for (leaf, (slope, curve)) in tree.leaves.iter_mut().zip(sums) {
        *leaf = STEP * slope / (curve + CALM);
    }
    tree
}

fn best_split(sums: &[(f32, f32)]) -> (usize, u8) {
    let gain = |slope: f32, curve: f32| slope * slope / (curve + CALM);
    let mut best = (0.0f32, (0, u8::MAX));
    for (number, bins) in sums.chunks(BINS).enumerate() {
        let all = bins.iter().fold((0.0, 0.0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1));
        let mut left = (0.0f32, 0.0f32);
        for (bin, sum) in bins.iter().enumerate() {
            left = (left.0 + sum.0, left.1 + sum.1);
            let right = (all.0 - left.0, all.1 - left.1);
            if left.1 < LEAST || right.1 < LEAST {
                continue;
            }
            let gained = gain(left.0, left.1) + gain(right.0, right.1) - gain(all.0, all.1);
            if gained > best.0 {
                best = (gained, (number, bin as u8));
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_two_numbers_together_tell_is_learned() {
        let rows: Vec<Vec<f32>> =
            (0..400).map(|n| vec![(n % 20) as f32, (n / 20) as f32, 1.0]).collect();
        let is: Vec<bool> = rows.iter().map(|row| (row[0] > 9.0) != (row[1] > 4.0)).collect();
        let boost = Boost::train(&rows, &is);
        let right = |(row, is): (&Vec<f32>, &bool)| (boost.probability(row) > 0.5) == *is;
        assert!(rows.iter().zip(&is).filter(|pair| right(*pair)).count() > 390);
        assert!(Boost::train(&[], &[]).probability(&[]) < 1.0);
    }
}
