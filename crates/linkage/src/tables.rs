//! The agreement tables: what a pair of levels says for one event and against, as odds.

use crate::item::{CROWDS, Item};
use crate::levels::{ACTOR, COUNT, FIELDS, KIND, Layout, Levels, OPEN, PRIOR, TEXT, WHEN, WHERE};

/// Natural logarithms of likelihood ratios, by field and place in the field's table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub(crate) layout: Layout,
    pub(crate) sizes: [usize; FIELDS],
    pub(crate) log: [Vec<f32>; FIELDS],
    /// How the fields other than counts are tempered: `a + b x`.
    pub(crate) temper: (f32, f32),
}

impl Tables {
    pub(crate) fn new(layout: Layout) -> Self {
        let sizes = layout.sizes();
        Self { layout, sizes, log: sizes.map(|size| vec![0.0; size]), temper: (0.0, 1.0) }
    }

    /// Log-odds that two records tell one event, on their own.
    #[inline]
    pub(crate) fn log_odds(&self, levels: &Levels) -> f32 {
        self.tempered(self.apart(levels))
    }

    /// The same, of what is said apart.
    #[inline]
    pub(crate) fn tempered(&self, (rest, count): (f32, f32)) -> f32 {
        self.temper.0 + self.temper.1 * rest + count
    }

    /// Log-odds from all fields but the counts, untempered, and from the counts.
    #[inline]
    pub(crate) fn apart(&self, levels: &Levels) -> (f32, f32) {
        // A place that is open lies beyond every table.
        let of = |field: usize| {
            self.log[field].get(levels.place[field] as usize).copied().unwrap_or(0.0)
        };
        (of(PRIOR) + of(WHEN) + of(WHERE) + of(KIND) + of(ACTOR) + of(TEXT), of(COUNT))
    }

    /// The same, from the records.
    #[inline]
    pub(crate) fn compare(&self, a: &Item, b: &Item, shared: Option<usize>) -> f32 {
        self.log_odds(&self.layout.compare(a, b, shared))
    }

    /// Field by field.
    pub(crate) fn shares(&self, levels: &Levels) -> [f32; FIELDS] {
        let mut shares = [0.0; FIELDS];
        for ((share, field), place) in shares.iter_mut().zip(&self.log).zip(levels.place) {
            *share =
                if place == OPEN { 0.0 } else { field.get(place as usize).copied().unwrap_or(0.0) };
        }
        shares
    }

    /// What the prior odds are before anything is learned: one source seldom tells an event
    /// twice, and the busier a place is the more other events there are.
    pub(crate) fn set_first_prior(&mut self) {
        for pair in 0..self.layout.source_pairs() {
            let start = if self.layout.one_source(pair) { -6.0 } else { -3.0 };
            for crowd in 0..CROWDS {
                if let Some(slot) = self.log[PRIOR].get_mut(pair * CROWDS + crowd) {
                    *slot = start - 0.35 * crowd as f32;
                }
            }
        }
    }
}
