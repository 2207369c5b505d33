//! The pairs that a model is learned from: some records, each with all it may be compared with.

use crate::item::{Item, Sketches};
use crate::levels::{FIELDS, Layout, Levels, shared};
use crate::near::Near;

/// One pair of an anchor.
pub(crate) struct Pair {
    pub(crate) other: u32,
    pub(crate) source: u32,
    pub(crate) levels: Levels,
}

/// Anchors and their pairs; those of one anchor with one source lie side by side.
#[derive(Default)]
pub(crate) struct Sample {
    pub(crate) pairs: Vec<Pair>,
    /// Anchor, first pair, the pair after the last.
    pub(crate) anchors: Vec<(u32, usize, usize)>,
    /// How many pairs stand at each place of each field's table.
    pub(crate) levels: [Vec<f64>; FIELDS],
}

impl Sample {
    /// Anchors from all over the records until there are `most` pairs.
    pub(crate) fn of(
        items: &[Item],
        sketches: &Sketches,
        near: &Near,
        layout: &Layout,
        most: usize,
    ) -> Self {
        let mut sample = Self::default();
        let mut order: Vec<(u64, u32)> =
            items.iter().enumerate().map(|(n, i)| (crate::mix::mix(7, i.key), n as u32)).collect();
        // Only as many as can be needed, in an order that does not depend on arrival.
        let enough = most.min(order.len());
        if enough < order.len() {
            order.select_nth_unstable(enough);
            order.truncate(enough);
        }
        order.sort_unstable();
        for (_, own) in order {
            let Some(item) = items.get(own as usize) else { continue };
            let first = sample.pairs.len();
            near.of(items, own, false, |other, that| {
                let shared = shared(sketches, own as usize, other as usize);
                let levels = layout.compare(item, that, shared);
                sample.pairs.push(Pair { other, source: that.source, levels });
            });
            if let Some(pairs) = sample.pairs.get_mut(first..) {
                // By key, so that sums do not depend on the numbers that records were given.
                let key = |n: u32| items.get(n as usize).map(|item| item.key);
                pairs.sort_unstable_by_key(|pair| (pair.source, key(pair.other), pair.other));
            }
            sample.anchors.push((own, first, sample.pairs.len()));
            if sample.pairs.len() >= most {
                break;
            }
        }
        sample.levels = layout.sizes().map(|size| vec![0.0; size]);
        for pair in &sample.pairs {
            for (counts, place) in sample.levels.iter_mut().zip(pair.levels.place) {
                if let Some(count) = counts.get_mut(place as usize) {
                    *count += 1.0;
                }
            }
        }
        sample
    }
}
