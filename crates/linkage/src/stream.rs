//! Records that come in the order of time, more than can be held: what no further record can
//! reach is settled, handed out and forgotten.
//!
//! How probable a pair is depends on the two records and on their rivals, and an incident on the
//! pairs of its records. Two records whose middles lie further apart than the model's windows are
//! no pair. So a record is *closed* when neither it nor any that it has a pair with can be reached
//! by what is still to come, and an incident is final when its records, and all that they have
//! pairs with, are closed. Records of final incidents are held for as long as they may be rivals,
//! or rivals of rivals, of one that is not final, and beyond that as long as they may crowd one of
//! these out; so the incidents and their probabilities are those of all records at once.
//!
//! What has no time, or none finer than two months, is compared with its like alone, whenever it
//! comes: such records ([`Flag::NoTime`](crate::Flag)) are kept to the end.

use crate::graph::Graph;
use crate::item::{Item, LENGTHS};
use crate::linker::{Linker, components};
use crate::model::Model;
use crate::near::Support;
use crate::record::{Record, Words};
use std::sync::Arc;

/// So many new records are waited for, unless it is told otherwise.
const LEAST: usize = 4_096;

/// Links records as they come, in about the order of time.
///
/// ```
/// # use armistice_linkage::{Model, Record, Span, Stream};
/// # use std::sync::Arc;
/// # let record = |day: i64| Record { key: day as u64, source: 1,
/// #     when: Some(Span { from: day * 1_440, until: (day + 1) * 1_440 }), spot: None, kind: None,
/// #     actor: None, count: None, words: None };
/// # let records: Vec<Record> = (0..100).map(record).collect();
/// let mut stream = Stream::new(Arc::new(Model::learn(&records)));
/// let mut incidents = 0;
/// for day in 0..100 {
///     stream.add(&record(day));
///     // Nothing that begins before this day is still to come.
///     incidents += stream.settle_before(day * 1_440).len();
/// }
/// incidents += stream.finish().len();
/// assert_eq!(incidents, 100);
/// ```
#[derive(Clone, Debug)]
pub struct Stream {
    model: Arc<Model>,
    /// Minutes that a record of a length of time may lie from another.
    windows: [i32; LENGTHS],
    /// The most of these.
    widest: i64,
    held: Vec<Held>,
    undated: Vec<Held>,
    /// How many of those held came since it was last linked.
    fresh: usize,
    least: usize,
    next: u64,
    /// No middle before this one is still to come.
    front: i32,
}

/// A record that may still matter.
#[derive(Clone, Debug)]
struct Held {
    number: u64,
    item: Item,
    words: Option<Words>,
    /// Whether its incident was handed out.
    out: bool,
}

/// An incident that no further record can change.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The number of the record that founds it.
    pub founder: u64,
    /// The numbers of its records, sorted, each with the probability that it belongs here, as
    /// [`Linker::membership`] tells it. Records are numbered as they came, from 0 on.
    pub records: Vec<(u64, f64)>,
}

impl Stream {
    /// No records yet.
    #[must_use]
    pub fn new(model: Arc<Model>) -> Self {
        let usual = Support::usual();
        let support = model.support.as_ref().unwrap_or(&usual);
        // What has no date is compared with what has none either.
        let dated = |row: [i32; LENGTHS]| row.into_iter().take(LENGTHS - 1).max();
        let windows = support.window_min.map(|row| dated(row).unwrap_or(0));
        let widest = windows.into_iter().take(LENGTHS - 1).max().unwrap_or(0);
        Self {
            model,
            windows,
            widest: i64::from(widest),
            held: Vec::new(),
            undated: Vec::new(),
            fresh: 0,
            least: LEAST,
            next: 0,
            front: i32::MIN,
        }
    }

    /// Links as soon as so many new ones have come, and not only from 4,096 on; what is held is
    /// linked again each time, so fewer make more work.
    #[must_use]
    pub fn from_each(mut self, least: usize) -> Self {
        self.least = least;
        self
    }

    /// One more record; it is given the next number. Tells whether it came in time: of one that
    /// lies before what was said to be complete, those that it belongs with may be gone.
    pub fn add(&mut self, record: &Record) -> bool {
        let item = self.model.book.item(record);
        let (dated, in_time) = (item.dated(), item.mid >= self.front);
        let held = Held { number: self.next, item, words: record.words, out: false };
        self.next += 1;
        if dated {
            self.held.push(held);
            self.fresh += 1;
        } else {
            self.undated.push(held);
        }
        in_time || !dated
    }

    /// How many records are held.
    #[must_use]
    pub fn held(&self) -> usize {
        self.held.len() + self.undated.len()
    }

    /// Says that no record whose time begins before this minute is still to come. Hands out
    /// incidents that are final, by the numbers of their founders; some of them at a later call,
    /// because it is linked only when there are twice as many new records as old.
    pub fn settle_before(&mut self, minute: i64) -> Vec<Settled> {
        self.front = self.front.max(self.model.book.since(minute));
        if self.fresh < self.least.max(2 * (self.held.len() - self.fresh)) {
            return Vec::new();
        }
        let linker = linked(&self.model, &self.held);
        let finals = self.finals(&linker.graph);
        let settled = hand_out(&linker, &mut self.held, &finals);
        self.forget();
        self.fresh = 0;
        settled
    }

    /// Says that no more records are to come, and hands out all that is left.
    #[must_use]
    pub fn finish(mut self) -> Vec<Settled> {
        let mut settled = Vec::new();
        for mut held in [std::mem::take(&mut self.held), std::mem::take(&mut self.undated)] {
            let linker = linked(&self.model, &held);
            let finals = vec![true; held.len()];
            settled.extend(hand_out(&linker, &mut held, &finals));
        }
        settled
    }

    /// Which of those held are in an incident that is final.
    fn finals(&self, graph: &Graph) -> Vec<bool> {
        let closed: Vec<bool> = self
            .held
            .iter()
            .map(|held| self.end(&held.item) + self.widest < i64::from(self.front))
            .collect();
        let closed = |n: u32| closed.get(n as usize).copied().unwrap_or(false);
        let mut finals: Vec<bool> = (0..self.held.len() as u32)
            .map(|n| closed(n) && graph.of_record(n).iter().all(|edge| closed(edge.other)))
            .collect();
        for component in components(graph) {
            let whole = component.iter().all(|n| finals[*n as usize]);
            component.iter().for_each(|n| finals[*n as usize] = whole);
        }
        finals
    }

    /// The last minute at which another may lie that a record is compared with, by their middles.
    fn end(&self, item: &Item) -> i64 {
        i64::from(item.mid) + i64::from(self.windows[usize::from(item.length)])
    }

    /// Forgets what no longer matters to one that is not final or is still to come.
    fn forget(&mut self) {
        let open = self.held.iter().filter(|held| !held.out).map(|held| held.item.mid);
        let first = i64::from(open.min().unwrap_or(self.front).min(self.front));
        let mut held = std::mem::take(&mut self.held);
        held.retain(|held| !held.out || self.end(&held.item) + 2 * self.widest >= first);
        self.held = held;
    }
}

fn linked(model: &Arc<Model>, held: &[Held]) -> Linker {
    let items = held.iter().map(|held| held.item).collect();
    let told = held.iter().any(|held| held.words.is_some());
    let sketches = if told { held.iter().map(|held| held.words).collect() } else { Vec::new() };
    Linker::of_items(model.clone(), items, sketches)
}

/// The incidents of these records that are final and were not handed out before.
fn hand_out(linker: &Linker, held: &mut [Held], finals: &[bool]) -> Vec<Settled> {
    let mut settled = Vec::new();
    let number = |n: usize| held.get(n).map_or(0, |held| held.number);
    let open = |n: usize| finals[n] && held.get(n).is_some_and(|held| !held.out);
    for n in (0..held.len()).filter(|n| open(*n) && linker.incident(*n) == *n) {
        let members = linker.members(n);
        let records = members.iter().map(|n| (number(*n), linker.membership(*n))).collect();
        settled.push(Settled { founder: number(n), records });
    }
    for (held, out) in held.iter_mut().zip(finals) {
        held.out |= out;
    }
    settled
}
