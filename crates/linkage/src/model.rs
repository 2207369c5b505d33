//! A model: how the reports of these sources compare when they tell one event, learned from the
//! reports themselves.

use crate::balance;
use crate::graph::Graph;
use crate::grid::timeline;
use crate::item::{Codebook, Item, Sketches};
use crate::learn::{self, Seen};
use crate::levels::Layout;
use crate::near::{Near, Support};
use crate::record::Record;
use crate::sample::{Sample, anchors};
use crate::support;
use crate::tables::Tables;
use crate::temper::temper;

/// Pairs that a model is first learned from, while it is found out how far to look …
const SOME: usize = 60_000;
/// … in so many rounds, …
const FIRST_ROUNDS: usize = 5;
/// … and then refined with, at most, …
const PAIRS: usize = 200_000;
/// … in so many more.
const ROUNDS: usize = 3;
/// How often the blocks may be widened.
const WIDENINGS: usize = 3;
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
        let (timeline, anchors) = (timeline(&items), anchors(&items, PAIRS));
        let layout = model.tables.layout;
        let mut support = Support::usual();
        for widening in 0..=WIDENINGS {
            let near = Near::new(&support).with_all(&items, &timeline);
            let mut sample = Sample::new(&layout);
            sample.grow(&items, &sketches, &near, &anchors, SOME);
            let seen = model.rounds(FIRST_ROUNDS, &mut sample, &items, &sketches);
            if widening < WIDENINGS && support::widen(&mut support, &seen) {
                continue;
            }
            sample.grow(&items, &sketches, &near, &anchors, PAIRS);
            let seen = model.rounds(ROUNDS, &mut sample, &items, &sketches);
            support::tighten(&mut support, &seen);
            break;
        }
        model.support = Some(support);
        model.threshold = balance::threshold(&model, &items, &sketches);
        model
    }

    /// Probability from which, on average, two records are held to tell one event.
    #[must_use]
    pub fn enough(&self) -> f64 {
        f64::from(self.threshold)
    }

    /// Rounds of expectation and maximisation, each with its second look by the counts.
    fn rounds(
        &mut self,
        rounds: usize,
        sample: &mut Sample,
        items: &[Item],
        sketches: &Sketches,
    ) -> Seen {
        let mut seen = Seen::new(&self.tables.sizes);
        sample.look_up(&self.tables);
        for _ in 0..rounds {
            seen = learn::expect(sample, items, sketches, &self.tables);
            let (kinds, actors) = (&self.book.kinds.parent, &self.book.actors.parent);
            learn::maximise(&seen, kinds, actors, &mut self.tables);
            sample.look_up(&self.tables);
            temper(sample, &mut self.tables);
        }
        seen
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
        Self { book, tables, support: None, threshold: balance::USUAL }
    }

    pub(crate) fn near(&self) -> Near {
        self.support.as_ref().map_or_else(|| Near::new(&Support::usual()), Near::new)
    }

    pub(crate) fn graph(&self, items: &[Item], sketches: &Sketches) -> (Near, Graph) {
        let near = self.near().with_all(items, &timeline(items));
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
