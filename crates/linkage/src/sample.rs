//! The pairs that a model is learned from: some records, each with all it may be compared with.

use crate::item::{Item, Sketches};
use crate::levels::{FIELDS, Layout, Levels, shared};
use crate::near::Near;
use crate::tables::Tables;

/// One pair of an anchor.
#[derive(Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) other: u32,
    pub(crate) source: u32,
    pub(crate) levels: Levels,
}

/// Anchors and their pairs; those of one anchor with one source lie side by side.
#[derive(Default)]
pub(crate) struct Sample {
    pub(crate) pairs: Vec<Pair>,
    /// First pair of an anchor, the pair after the last.
    pub(crate) anchors: Vec<(usize, usize)>,
    /// How many pairs stand at each place of each field's table.
    pub(crate) levels: [Vec<f64>; FIELDS],
    /// What the tables say of each pair: from all fields but the counts, and from the counts.
    pub(crate) said: Vec<(f32, f32)>,
    layout: Layout,
}

/// Anchors that are looked after at first, to see how many pairs they have.
const FEW: usize = 256;

/// Records from all over, as many as can be needed for so many pairs, in an order that does not
/// depend on arrival.
pub(crate) fn anchors(items: &[Item], most: usize) -> Vec<u32> {
    let mut order: Vec<(u64, u32)> =
        items.iter().enumerate().map(|(n, i)| (crate::mix::mix(7, i.key), n as u32)).collect();
    let enough = most.min(order.len());
    if enough < order.len() {
        order.select_nth_unstable(enough);
        order.truncate(enough);
    }
    order.sort_unstable();
    order.into_iter().map(|(_, own)| own).collect()
}

impl Sample {
    pub(crate) fn new(layout: &Layout) -> Self {
        let levels = layout.sizes().map(|size| vec![0.0; size]);
        Self { levels, layout: *layout, ..Self::default() }
    }

    /// Looks up what these tables say.
    pub(crate) fn look_up(&mut self, tables: &Tables) {
        self.said.clear();
        self.said.extend(self.pairs.iter().map(|pair| tables.apart(&pair.levels)));
    }

    /// Takes further anchors, in their order, until there are `most` pairs. They are looked after
    /// by the hundreds, those that stand together one behind the other.
    pub(crate) fn grow(
        &mut self,
        items: &[Item],
        sketches: &Sketches,
        near: &Near,
        anchors: &[u32],
        most: usize,
    ) {
        let counted = self.pairs.len();
        let mut met: Vec<Pair> = Vec::new();
        // Source, key and place in `met`.
        let mut keyed: Vec<(u32, u64, usize)> = Vec::new();
        let mut owns: Vec<(u32, usize, usize)> = Vec::new();
        while self.pairs.len() < most {
            // As many as are likely to be enough.
            let each = self.pairs.len() as f64 / self.anchors.len().max(1) as f64;
            let enough = ((most - self.pairs.len()) as f64 / each.max(0.1)) as usize + 1;
            let some = if self.anchors.len() < FEW { FEW } else { enough.max(FEW / 4) };
            let next = anchors.get(self.anchors.len()..).unwrap_or(&[]);
            let next = next.get(..some).unwrap_or(next);
            if next.is_empty() {
                break;
            }
            met.clear();
            keyed.clear();
            owns.clear();
            near.of_some(items, next, |own, other, that| {
                let Some(item) = items.get(own as usize) else { return };
                if owns.last().is_none_or(|(last, ..)| *last != own) {
                    owns.push((own, met.len(), met.len()));
                }
                let shared = shared(sketches, own as usize, other as usize);
                let levels = self.layout.compare(item, that, shared);
                keyed.push((that.source, that.key, met.len()));
                met.push(Pair { other, source: that.source, levels });
                if let Some((.., until)) = owns.last_mut() {
                    *until = met.len();
                }
            });
            owns.sort_unstable();
            for own in next {
                let found = owns.binary_search_by_key(own, |(own, ..)| *own).ok();
                let span = found.and_then(|at| owns.get(at)).map_or(0..0, |(_, a, b)| *a..*b);
                let first = self.pairs.len();
                if let Some(keyed) = keyed.get_mut(span) {
                    // By key, so that sums do not depend on the numbers that records were given.
                    keyed.sort_unstable();
                    self.pairs.extend(keyed.iter().filter_map(|(.., at)| met.get(*at)));
                }
                self.anchors.push((first, self.pairs.len()));
                if self.pairs.len() >= most {
                    break;
                }
            }
        }
        for pair in self.pairs.iter().skip(counted) {
            for (counts, place) in self.levels.iter_mut().zip(pair.levels.place) {
                if let Some(count) = counts.get_mut(place as usize) {
                    *count += 1.0;
                }
            }
        }
    }
}
