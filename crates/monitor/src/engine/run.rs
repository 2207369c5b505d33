//! The steps of a plan, and where each domain of them stands.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::engine::outcome::Outcome;
use crate::engine::step::{Now, Op, Out, Slot};
use crate::engine::wake::Wake;
use crate::engine::window::{Moment, NEVER};
use crate::engine::word::{Dictionary, Word};
use crate::read::Field;
use crate::stream::{Fact, OutOfOrder};

/// One step of time for the steps of a plan that can be told together.
#[derive(Clone, Default)]
pub(crate) struct Domain {
    pub(crate) slots: Vec<Slot>,
    /// The operators whose operands are in other domains.
    pub(crate) waits: Vec<Wait>,
    /// The operators in other domains whose operands are here.
    pub(crate) feeds: Vec<Feed>,
    /// Steps that facts are put into.
    pub(crate) leaves: Vec<usize>,
    /// Pairs of a `SINCE` and the step that asks about its tuples.
    pub(crate) asked: Vec<(usize, usize)>,
    /// The next time point.
    pub(crate) cursor: u64,
    pub(crate) wake: Wake,
}

/// A time point can be told once another domain is past it by more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) domain: usize,
    /// Seconds; `None` for the next time point.
    pub(crate) seconds: Option<u64>,
}

/// What a domain hands on to an operator of another one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feed {
    pub(crate) from: usize,
    pub(crate) domain: usize,
    pub(crate) slot: usize,
    /// How far the operator looks ahead; `None`: to the next time point.
    pub(crate) seconds: Option<u64>,
}

/// Where facts of a predicate go.
#[derive(Clone)]
pub(crate) struct Leaf {
    pub(crate) domain: usize,
    pub(crate) slot: usize,
    pub(crate) arity: usize,
    /// Columns that must have this value.
    pub(crate) constants: Vec<(usize, Word)>,
    /// Columns that must agree with an earlier one.
    pub(crate) same: Vec<(usize, usize)>,
    /// Columns of the row.
    pub(crate) columns: Vec<usize>,
}

impl Leaf {
    /// Whether a fact of so many values is a row as it is.
    #[inline]
    fn is_straight(&self, values: usize) -> bool {
        self.columns.len() == values
            && self.arity == values
            && self.constants.is_empty()
            && self.same.is_empty()
    }
}

/// The steps and where they stand.
#[derive(Clone)]
pub(crate) struct Engine {
    pub(crate) dictionary: Dictionary,
    /// Words of the formula itself.
    pub(crate) constants: Vec<Word>,
    pub(crate) domains: Vec<Domain>,
    /// The domains, each after those it waits for.
    pub(crate) order: Vec<usize>,
    pub(crate) root: (usize, usize),
    pub(crate) predicates: HashMap<Arc<str>, Vec<Leaf>>,
    /// Time points that some domain has yet to look at.
    pub(crate) points: VecDeque<Moment>,
    /// How many time points have come.
    pub(crate) count: u64,
    /// The first and the last time point's time.
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// No time point before this will come.
    pub(crate) watermark: i64,
    pub(crate) closed: bool,
    pub(super) words: Vec<Word>,
}

impl Engine {
    pub(crate) fn may_follow(&self, ts: i64) -> Result<(), OutOfOrder> {
        let last = if self.count == 0 { NEVER + 1 } else { self.last };
        let last = last.max(self.watermark);
        if ts < last || ts == i64::MAX || self.closed {
            let time_point = usize::try_from(self.count).unwrap_or(usize::MAX);
            return Err(OutOfOrder { last, ts, time_point });
        }
        Ok(())
    }

    pub(crate) fn fact(&mut self, fact: &Fact) {
        self.words.clear();
        if !self.predicates.contains_key(&fact.predicate) {
            return;
        }
        self.words.extend(fact.values.iter().map(|value| self.dictionary.word_of(value)));
        self.put_all(&fact.predicate);
    }

    pub(crate) fn entered(&mut self, predicate: &str, fields: &[Field<'_>]) {
        self.words.clear();
        if !self.predicates.contains_key(predicate) {
            return;
        }
        self.words.extend(fields.iter().map(|field| self.dictionary.word(field)));
        self.put_all(predicate);
    }

    /// Puts the fact whose words have been gathered where its predicate's facts go.
    fn put_all(&mut self, predicate: &str) {
        for leaf in self.predicates.get(predicate).map_or(&[][..], Vec::as_slice) {
            put(&mut self.domains, leaf, &self.words, self.count);
        }
    }

    /// A fact of the time point that will be next.
    #[inline]
    pub(crate) fn fields(&mut self, leaves: &[Leaf], fields: &[Field<'_>]) {
        // By far the most facts go as they are to one step of the newest time point.
        if let [leaf] = leaves
            && leaf.is_straight(fields.len())
            && let slot = &mut self.domains[leaf.domain].slots[leaf.slot]
            && let (Op::Facts { backlog: None, .. }, Out::Batch(rows)) = (&slot.op, &mut slot.out)
        {
            rows.push(fields.iter().map(|field| self.dictionary.word(field)));
            self.domains[leaf.domain].wake.put(leaf.slot);
            return;
        }
        self.words.clear();
        for field in fields {
            self.words.push(self.dictionary.word(field));
        }
        for leaf in leaves {
            put(&mut self.domains, leaf, &self.words, self.count);
        }
    }

    /// A time point is complete: its facts have been put in.
    #[inline]
    pub(crate) fn point(&mut self, ts: i64, told: &mut impl FnMut(Outcome<'_>)) {
        self.numbered(self.count, ts, told);
    }

    /// A time point of a greater stream, in which it has this number, and of which this monitor sees
    /// only some.
    #[inline]
    pub(crate) fn numbered(&mut self, number: u64, ts: i64, told: &mut impl FnMut(Outcome<'_>)) {
        let before = if self.count == 0 { NEVER } else { self.last };
        if self.count == 0 {
            self.first = ts;
        }
        let moment = Moment { tp: self.count, number, ts, before };
        self.last = ts;
        self.count += 1;
        self.watermark = self.watermark.max(ts);
        if let [only] = *self.order {
            if self.is_idle(only, moment) {
                self.domains[only].cursor += 1;
            } else {
                self.look(only, moment, told);
                self.clear_leaves(only);
            }
        } else {
            self.points.push_back(moment);
            self.run(told);
        }
        if self.dictionary.is_crowded() {
            self.sweep();
        }
    }

    /// Lets every domain go as far as it can.
    pub(crate) fn run(&mut self, told: &mut impl FnMut(Outcome<'_>)) {
        for place in 0..self.order.len() {
            let domain = self.order[place];
            let (before, cursor) = self.limits(domain);
            while let Some(moment) = self.next_of(domain)
                && moment.ts < before
                && self.domains[domain].cursor < cursor
            {
                if self.is_idle(domain, moment) {
                    self.domains[domain].cursor += 1;
                    continue;
                }
                self.look(domain, moment, told);
                if self.domains[domain].waits.is_empty() {
                    self.clear_leaves(domain);
                }
            }
        }
        let behind = |domain: &usize| self.count - self.domains[*domain].cursor;
        let needed = self.order.iter().map(behind).max().unwrap_or(0);
        while self.points.len() as u64 > needed {
            self.points.pop_front();
        }
    }

    #[inline]
    pub(crate) fn next_of(&self, domain: usize) -> Option<Moment> {
        let waiting = self.count - self.domains[domain].cursor;
        let place = self.points.len().checked_sub(usize::try_from(waiting).ok()?)?;
        self.points.get(place).copied()
    }

    /// Whether a time point makes no difference to a domain, and there is nothing to tell.
    #[inline]
    fn is_idle(&self, domain: usize, moment: Moment) -> bool {
        let own = &self.domains[domain];
        own.wake.is_idle(moment)
            && own.leaves.iter().all(|leaf| match &own.slots[*leaf].op {
                Op::Facts { backlog: Some(backlog), .. } => backlog.tps.front() != Some(&moment.tp),
                _ => true,
            })
            && (self.root.0 != domain || own.slots[self.root.1].is_empty())
    }

    /// How far a domain can go: to time points before this time, and to this many of them.
    fn limits(&self, domain: usize) -> (i64, u64) {
        let (mut before, mut cursor) = (i64::MAX, u64::MAX);
        for wait in &self.domains[domain].waits {
            let other = &self.domains[wait.domain];
            if self.closed && other.cursor == self.count {
                continue;
            }
            match wait.seconds {
                // The other domain has looked at the next time point too.
                None => cursor = cursor.min(other.cursor.saturating_sub(1)),
                Some(seconds) => {
                    let reached =
                        self.next_of(wait.domain).map_or(self.watermark, |point| point.ts);
                    before = before.min(reached.saturating_sub_unsigned(seconds));
                }
            }
        }
        (before, cursor)
    }

    /// One domain looks at its next time point.
    #[inline]
    fn look(&mut self, domain: usize, moment: Moment, told: &mut impl FnMut(Outcome<'_>)) {
        let Self { domains, dictionary, first, root, .. } = self;
        let own = &mut domains[domain];
        own.cursor += 1;
        let mut now = Now { at: moment, first: *first, dictionary };
        let delayed = if own.waits.is_empty() { &[][..] } else { &own.leaves };
        for leaf in delayed {
            if let Op::Facts { backlog: Some(backlog), .. } = &own.slots[*leaf].op
                && backlog.tps.front() == Some(&moment.tp)
            {
                own.wake.put(*leaf);
            }
        }
        if own.wake.is_known() {
            let mut pending = own.wake.pending(moment);
            while pending != 0 {
                let place = pending.trailing_zeros() as usize;
                pending &= pending - 1;
                let (before, rest) = own.slots.split_at_mut(place);
                let Some(slot) = rest.first_mut() else { break };
                let changed = slot.take(before, &mut now);
                pending |= own.wake.taken(place, slot, changed);
            }
        } else {
            for place in 0..own.slots.len() {
                let (before, rest) = own.slots.split_at_mut(place);
                if let Some(slot) = rest.first_mut() {
                    slot.take(before, &mut now);
                }
            }
        }
        own.wake.end();
        own.ask();
        if root.0 == domain {
            let root = &own.slots[root.1].out;
            told(Outcome { at: moment, root, dictionary });
        }
        for place in 0..domains[domain].feeds.len() {
            let feed = domains[domain].feeds[place];
            if let Ok([inner, outer]) = domains.get_disjoint_mut([domain, feed.domain]) {
                let Some(slot) = outer.slots.get_mut(feed.slot) else { continue };
                hand_on(&inner.slots, feed.from, slot, moment, dictionary);
                outer.wake.fed(feed.slot, &slot.op);
            }
        }
    }

    /// Forgets facts that were put in for a time point that never came.
    pub(crate) fn discard(&mut self) {
        for domain in &mut self.domains {
            for leaf in &domain.leaves {
                let slot = &mut domain.slots[*leaf];
                match (&mut slot.op, &mut slot.out) {
                    (Op::Facts { backlog: Some(backlog), .. }, Out::Batch(rows)) => {
                        while backlog.tps.back() == Some(&self.count) {
                            backlog.tps.pop_back();
                            backlog.words.truncate(backlog.words.len() - rows.width());
                        }
                    }
                    (_, Out::Batch(rows)) => rows.clear(),
                    _ => {}
                }
            }
        }
    }

    fn clear_leaves(&mut self, domain: usize) {
        let domain = &mut self.domains[domain];
        for leaf in &domain.leaves {
            if let Out::Batch(rows) = &mut domain.slots[*leaf].out {
                rows.clear();
            }
        }
    }

    pub(crate) fn close(&mut self, told: &mut impl FnMut(Outcome<'_>)) {
        self.closed = true;
        self.run(told);
    }

    pub(crate) fn held(&self) -> usize {
        let rows = |slot: &Slot| {
            let kept = match &slot.out {
                Out::Kept(store) => store.places(),
                Out::Batch(rows) => rows.len(),
            };
            kept + match &slot.op {
                Op::Facts { backlog: Some(backlog), .. } => backlog.tps.len(),
                Op::Past(_, window) | Op::Future(window) => window.starts.len() + window.ends.len(),
                Op::Since { since, .. } => since.starts.len(),
                Op::Group { group, .. } => group.groups.places(),
                Op::Next { queue, .. } => queue.iter().map(|(_, rows)| rows.len()).sum(),
                Op::Until(until) => until.begins.iter().map(Vec::len).sum(),
                _ => 0,
            }
        };
        self.points.len()
            + self.domains.iter().flat_map(|domain| &domain.slots).map(rows).sum::<usize>()
    }

    /// Forgets values that nothing holds any more.
    fn sweep(&mut self) {
        let Self { dictionary, domains, constants, .. } = self;
        dictionary.sweep(|used| {
            constants.iter().for_each(|word| used(*word));
            for slot in domains.iter().flat_map(|domain| &domain.slots) {
                slot.each_word(used);
            }
        });
    }
}

impl Domain {
    /// Lays out the tuples that will be asked about at the next time point.
    pub(super) fn ask(&mut self) {
        for &(since, asked) in &self.asked {
            if let Ok([since, asked]) = self.slots.get_disjoint_mut([since, asked])
                && let (Out::Kept(store), Out::Batch(rows)) = (&since.out, &mut asked.out)
            {
                rows.clear();
                for id in store.allotted() {
                    rows.push(store.row(id).iter().copied());
                }
            }
        }
    }
}

impl Slot {
    fn each_word(&self, used: &mut dyn FnMut(Word)) {
        let mut all = |words: &[Word]| words.iter().for_each(|word| used(*word));
        match &self.out {
            Out::Batch(rows) => all(rows.words()),
            Out::Kept(store) => all(store.image().1),
        }
        match &self.op {
            Op::Facts { backlog: Some(backlog), .. } => {
                backlog.words.iter().for_each(|word| used(*word));
            }
            Op::Previous { last, .. } => all(last.words()),
            Op::Next { queue, .. } => queue.iter().for_each(|(_, rows)| all(rows.words())),
            Op::Group { group, .. } => all(group.groups.image().1),
            Op::Until(until) => {
                for record in until.records() {
                    all(record.store.image().1);
                }
            }
            _ => {}
        }
    }
}

/// Puts a fact where it belongs, if it fits.
#[inline]
fn put(domains: &mut [Domain], leaf: &Leaf, words: &[Word], tp: u64) {
    if words.len() != leaf.arity
        || leaf.constants.iter().any(|(column, word)| words[*column] != *word)
        || leaf.same.iter().any(|(one, other)| words[*one] != words[*other])
    {
        return;
    }
    let slot = &mut domains[leaf.domain].slots[leaf.slot];
    let row = leaf.columns.iter().map(|column| words[*column]);
    match (&mut slot.op, &mut slot.out) {
        (Op::Facts { backlog: Some(backlog), .. }, _) => {
            backlog.tps.push_back(tp);
            backlog.words.extend(row);
        }
        (_, Out::Batch(rows)) => {
            rows.push(row);
            domains[leaf.domain].wake.put(leaf.slot);
        }
        _ => {}
    }
}

/// Hands what an operand says on to its operator in another domain.
fn hand_on(inner: &[Slot], from: usize, outer: &mut Slot, at: Moment, dictionary: &Dictionary) {
    match (&mut outer.op, &mut outer.out) {
        (Op::Future(window), Out::Kept(store)) => match &inner[from].out {
            Out::Batch(rows) => window.feed(rows, at, store),
            Out::Kept(source) => window.feed_runs(&source.added, &source.removed, at, store),
        },
        (Op::Next { queue, .. }, _) => queue.push_back((at.ts, inner[from].rows().clone())),
        (Op::Until(until), Out::Kept(store)) => {
            until.feed(inner[from].rows(), |slot| inner[slot].rows(), at, store, dictionary);
        }
        _ => {}
    }
}
