//! What a formula says of one time point.

use std::io;

use crate::engine::step::Out;
use crate::engine::store::RowId;
use crate::engine::window::Moment;
use crate::engine::word::{Dictionary, Word};
use crate::oracle::Verdict;
use crate::read::Field;
use crate::value::Value;
use crate::write::VerdictLines;

/// What a formula says of one time point.
pub struct Outcome<'a> {
    pub(super) at: Moment,
    pub(super) root: &'a Out,
    pub(super) dictionary: &'a Dictionary,
}

impl Outcome<'_> {
    /// The number of the time point, counted from 0.
    #[must_use]
    pub fn time_point(&self) -> u64 {
        self.at.number
    }

    /// Its time stamp.
    #[must_use]
    pub fn ts(&self) -> i64 {
        self.at.ts
    }

    /// For how many tuples of values the formula holds.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.root {
            Out::Batch(rows) => rows.len(),
            Out::Kept(store) => store.len(),
        }
    }

    /// Whether the formula does not hold.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `visit` with the values of every tuple, in their order.
    pub fn each(
        &self,
        order: &mut Order,
        mut visit: impl FnMut(&mut dyn Iterator<Item = Field<'_>>),
    ) {
        self.sort(order);
        for id in &order.ids {
            let row = self.row(*id);
            visit(&mut row.iter().map(|word| self.dictionary.field(*word)));
        }
    }

    /// What became true at this time point and what stopped being true, each in the order of its
    /// values. Nothing for a monitor that was not made for it: see [`of_changes`](crate::Monitor::of_changes).
    #[must_use]
    pub fn changes(&self) -> [Vec<Vec<Value>>; 2] {
        let Out::Kept(store) = self.root else { return [Vec::new(), Vec::new()] };
        [&store.added, &store.removed].map(|rows| {
            let values =
                |row: &[Word]| row.iter().map(|word| self.dictionary.value(*word)).collect();
            let mut listed: Vec<Vec<Value>> = rows.iter().map(values).collect();
            listed.sort_unstable();
            listed
        })
    }

    /// Writes the verdicts as a line, none where the formula does not hold.
    ///
    /// # Errors
    /// Where the output fails.
    pub fn write<W: io::Write>(
        &self,
        order: &mut Order,
        lines: &mut VerdictLines<W>,
    ) -> io::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        self.sort(order);
        lines.line(self.at.ts, self.at.number);
        for id in &order.ids {
            let row = self.row(*id);
            if row.iter().all(|word| word.is_small()) {
                lines.ints(row.iter().map(|word| word.small().unwrap_or(0)))?;
            } else {
                lines.tuple(row.iter().map(|word| self.dictionary.field(*word)))?;
            }
        }
        lines.end()
    }

    fn row(&self, id: RowId) -> &[Word] {
        match self.root {
            Out::Batch(rows) => rows.row(id as usize),
            Out::Kept(store) => store.row(id),
        }
    }

    fn sort(&self, order: &mut Order) {
        match self.root {
            Out::Batch(rows) => {
                order.version = None;
                order.ids.clear();
                order.ids.extend(0..RowId::try_from(rows.len()).unwrap_or(RowId::MAX));
            }
            Out::Kept(store) => {
                if order.version == Some(store.version()) {
                    return;
                }
                order.version = Some(store.version());
                order.ids.clear();
                order.ids.extend(store.ids());
            }
        }
        if order.ids.len() > 1 {
            self.sort_ids(order);
        }
    }

    fn sort_ids(&self, order: &mut Order) {
        let numbers = order.ids.iter().all(|id| self.row(*id).iter().all(|word| word.is_small()));
        if !numbers {
            order.ids.sort_unstable_by(|one, other| {
                let words = self.row(*one).iter().zip(self.row(*other));
                words
                    .map(|(one, other)| self.dictionary.order(*one, *other))
                    .find(|order| order.is_ne())
                    .unwrap_or(std::cmp::Ordering::Equal)
            });
            return;
        }
        // The words of numbers are in their order, and most rows differ in the first.
        let rank = |word: &Word| word.bits().cast_signed();
        order.ranked.clear();
        order
            .ranked
            .extend(order.ids.iter().map(|id| (self.row(*id).first().map_or(0, rank), *id)));
        order.ranked.sort_unstable_by(|(one, one_id), (other, other_id)| {
            one.cmp(other).then_with(|| {
                self.row(*one_id).iter().map(rank).cmp(self.row(*other_id).iter().map(rank))
            })
        });
        order.ids.clear();
        order.ids.extend(order.ranked.iter().map(|(_, id)| *id));
    }

    /// Calls `visit` with the values of every tuple, in their order, as words.
    pub(crate) fn each_row(&self, order: &mut Order, mut visit: impl FnMut(&[Word], &Dictionary)) {
        self.sort(order);
        for id in &order.ids {
            visit(self.row(*id), self.dictionary);
        }
    }

    /// The verdicts, in the order of their values.
    pub fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        let mut order = Order::default();
        self.sort(&mut order);
        order.ids.into_iter().map(|id| Verdict {
            time_point: usize::try_from(self.at.number).unwrap_or(usize::MAX),
            ts: self.at.ts,
            bindings: self.row(id).iter().map(|word| self.dictionary.value(*word)).collect(),
        })
    }
}

/// The order of tuples, kept from one time point to the next where nothing changes.
#[derive(Clone, Debug, Default)]
pub struct Order {
    ids: Vec<RowId>,
    ranked: Vec<(i64, RowId)>,
    version: Option<u64>,
}
