//! A model: how the reports of these sources compare when they tell one event, learned from the
//! reports themselves.

use crate::graph::Graph;
use crate::item::{Codebook, Item, Sketches};
use crate::learn::{self, Seen};
use crate::levels::Layout;
use crate::near::{Near, Support};
use crate::record::Record;
use crate::sample::Sample;
use crate::support;
use crate::tables::Tables;
use crate::temper::temper;

/// Pairs that a model is learned from, at most.
const PAIRS: usize = 300_000;
/// Rounds of expectation and maximisation after the blocks have been set.
const ROUNDS: usize = 8;
/// How often the blocks may be widened.
const WIDENINGS: usize = 3;
/// Probability that two records must gain on average to be in one incident. Where probabilities
/// hold, half the F1 that can be reached gives the best F1 (Lipton, Elkan, Naryanaswamy 2014).
const THRESHOLD: f32 = 0.35;

/// What was learned. It does not change when further records are linked with it, so that the same
/// records end in the same incidents in whatever order they come.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub(crate) book: Codebook,
    pub(crate) tables: Tables,
    pub(crate) support: Option<Support>,
    pub(crate) threshold: f32,
}

impl Model {
    /// Learns from records, without labels. The order of the records does not matter.
    #[must_use]
    pub fn learn(records: &[Record]) -> Self {
        let mut model = Self::untaught(records);
        let items: Vec<Item> = records.iter().map(|record| model.book.item(record)).collect();
        let sketches: Sketches = sketches(records);
        let mut support = Support::usual();
        let (kinds, actors) = (model.book.kinds.parent.clone(), model.book.actors.parent.clone());
        for widening in 0..=WIDENINGS {
            let near = Near::new(&support).with_all(&items);
            let sample = Sample::of(&items, &sketches, &near, &model.tables.layout, PAIRS);
            let mut seen: Option<Seen> = None;
            for _ in 0..ROUNDS {
                let counts = learn::expect(&sample, &items, &sketches, &model.tables);
                learn::maximise(&counts, &kinds, &actors, &mut model.tables);
                temper(&sample, &mut model.tables);
                seen = Some(counts);
            }
            let Some(seen) = seen else { break };
            if widening == WIDENINGS || !support::widen(&mut support, &seen) {
                support::tighten(&mut support, &seen);
                break;
            }
        }
        model.support = Some(support);
        model
    }

    /// The tables that learning begins with.
    fn untaught(records: &[Record]) -> Self {
        let book = Codebook::of(records);
        let layout = Layout {
            sources: book.source_classes(),
            kinds: book.kinds.len(),
            actors: book.actors.len(),
        };
        let mut tables = Tables::new(layout);
        learn::first(&mut tables, &book.kinds.parent, &book.actors.parent);
        Self { book, tables, support: None, threshold: THRESHOLD }
    }

    pub(crate) fn near(&self) -> Near {
        self.support.as_ref().map_or_else(|| Near::new(&Support::usual()), Near::new)
    }

    pub(crate) fn graph(&self, items: &[Item], sketches: &Sketches) -> (Near, Graph) {
        let near = self.near().with_all(items);
        let graph = Graph::of(items, sketches, &near, &self.tables);
        (near, graph)
    }
}

pub(crate) fn sketches(records: &[Record]) -> Sketches {
    if records.iter().all(|record| record.words.is_none()) {
        return Vec::new();
    }
    records.iter().map(|record| record.words).collect()
}
