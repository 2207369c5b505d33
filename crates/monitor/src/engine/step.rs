//! One step of a plan at one time point.

use std::collections::VecDeque;

use crate::engine::group::Group;
use crate::engine::relate::{self, Held, Pairing, Scratch, Tally};
use crate::engine::rows::{Rows, Seen};
use crate::engine::scalar::{Scalar, Test};
use crate::engine::since::{Said, Since};
use crate::engine::store::{Lookup, Store};
use crate::engine::until::Until;
use crate::engine::window::{Moment, Window};
use crate::engine::word::{Dictionary, Word};
use crate::interval::Interval;
use crate::plan::Clock;

/// What a step says at each time point.
#[derive(Clone)]
pub(crate) enum Out {
    /// What holds now, told anew each time.
    Batch(Rows),
    /// What holds, kept, with what has changed.
    Kept(Box<Store>),
}

/// A step with what it says.
#[derive(Clone)]
pub(crate) struct Slot {
    pub(crate) op: Op,
    pub(crate) out: Out,
}

/// Facts that wait for a domain that looks at them later.
#[derive(Clone, Default)]
pub(crate) struct Backlog {
    pub(crate) tps: VecDeque<u64>,
    pub(crate) words: VecDeque<Word>,
}

/// What a step does. The steps it reads come before it.
#[derive(Clone)]
pub(crate) enum Op {
    /// The row without values.
    Unit,
    /// Nothing.
    Empty,
    /// The facts that fit, which the engine puts here.
    Facts {
        backlog: Option<Backlog>,
        seen: Seen,
    },
    /// The number or the time of the time point: only this value, or any.
    Clock(Clock, Option<Word>),
    Filter(usize, Test),
    Assign(usize, Scalar),
    Project(usize, Vec<usize>, Seen),
    Join {
        left: usize,
        right: usize,
        lookup: Option<Lookup>,
        pairing: Pairing,
        scratch: Scratch,
    },
    /// `key`: columns of the source in the order of what is denied; `whole`: all of those.
    Minus {
        source: usize,
        denied: usize,
        key: Vec<usize>,
        whole: Vec<usize>,
        scratch: Scratch,
    },
    Union(Vec<(usize, Vec<usize>)>, Seen),
    /// What is kept, told anew at each time point.
    Snapshot {
        source: usize,
        version: Option<u64>,
    },
    /// What holds now, kept for this time point.
    Held(usize, Held),
    KeptFilter(usize, Test),
    KeptAssign(usize, Scalar),
    KeptProject(usize, Vec<usize>, Tally),
    KeptJoin {
        left: usize,
        right: usize,
        lookups: (Lookup, Lookup),
        pairing: Pairing,
        tally: Tally,
    },
    KeptMinus {
        source: usize,
        denied: usize,
        by_key: Lookup,
        key: Vec<usize>,
    },
    KeptUnion(Vec<(usize, Vec<usize>)>, Tally),
    /// A temporal operator over the past.
    Past(usize, Window),
    /// A temporal operator over the future, fed by the domain of its operand.
    Future(Window),
    Previous {
        source: usize,
        interval: Interval,
        last: Rows,
    },
    /// Fed by the domain of its operand with the times and rows of the time points from the next one
    /// that is told on.
    Next {
        interval: Interval,
        queue: VecDeque<(i64, Rows)>,
    },
    Since {
        from: usize,
        since: Since,
    },
    /// The tuples of a `SINCE` further on, as they were at the time point before.
    Asked,
    /// Fed by the domain of its operands.
    Until(Until),
    Group {
        source: usize,
        group: Box<Group>,
    },
}

/// What is at hand at a time point.
pub(crate) struct Now<'a> {
    pub(crate) at: Moment,
    /// The time of the first time point.
    pub(crate) first: i64,
    pub(crate) dictionary: &'a mut Dictionary,
}

static NOTHING: std::sync::LazyLock<Store> = std::sync::LazyLock::new(|| Store::new(0));

impl Slot {
    /// Whether nothing holds.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        match &self.out {
            Out::Batch(rows) => rows.is_empty(),
            Out::Kept(store) => store.len() == 0,
        }
    }

    /// What holds now; nothing for a kept relation.
    #[inline]
    pub(crate) fn rows(&self) -> &Rows {
        match &self.out {
            Out::Batch(rows) => rows,
            Out::Kept(store) => &store.added,
        }
    }

    #[inline]
    pub(crate) fn store(&self) -> &Store {
        match &self.out {
            Out::Kept(store) => store,
            Out::Batch(_) => &NOTHING,
        }
    }

    pub(crate) fn said(&self) -> Said<'_> {
        match &self.out {
            Out::Batch(rows) => Said::Batch(rows),
            Out::Kept(store) => Said::Kept(store),
        }
    }

    /// Takes the step, after those before it; whether what is kept has changed.
    #[inline]
    pub(crate) fn take(&mut self, before: &[Self], now: &mut Now<'_>) -> bool {
        match &mut self.out {
            Out::Batch(rows) => {
                take_batch(&mut self.op, rows, before, now);
                false
            }
            Out::Kept(store) => {
                let version = store.version();
                take_kept(&mut self.op, store, before, now);
                store.settle();
                store.version() != version
            }
        }
    }
}

fn take_batch(op: &mut Op, out: &mut Rows, before: &[Slot], now: &mut Now<'_>) {
    match op {
        Op::Unit if out.is_empty() => out.push([]),
        Op::Facts { backlog, seen } => {
            if let Some(backlog) = backlog {
                out.clear();
                let width = if backlog.tps.is_empty() {
                    0
                } else {
                    backlog.words.len() / backlog.tps.len()
                };
                while backlog.tps.front() == Some(&now.at.tp) {
                    backlog.tps.pop_front();
                    out.push(backlog.words.drain(..width));
                }
            }
            if out.len() > 1 {
                out.dedup(seen);
            }
        }
        Op::Clock(clock, wanted) => {
            out.clear();
            let reading = match clock {
                Clock::TimePoint => i64::try_from(now.at.number).unwrap_or(i64::MAX),
                Clock::TimeStamp => now.at.ts,
                Clock::Age => now.at.ts.saturating_sub(now.first),
            };
            let word = now.dictionary.word(&crate::read::Field::Int(reading));
            match wanted {
                None => out.push([word]),
                Some(wanted) if *wanted == word => out.push([]),
                Some(_) => {}
            }
        }
        Op::Filter(source, test) => {
            out.clear();
            for row in before[*source].rows().iter() {
                if test.passes(row, now.dictionary) {
                    out.push_row(row);
                }
            }
        }
        Op::Assign(source, scalar) => {
            out.clear();
            for row in before[*source].rows().iter() {
                if let Some(value) = scalar.value(row, now.dictionary) {
                    let word = now.dictionary.word_of(&value);
                    out.push(row.iter().copied().chain([word]));
                }
            }
        }
        Op::Project(source, columns, seen) => {
            out.clear();
            for row in before[*source].rows().iter() {
                out.push(columns.iter().map(|column| row[*column]));
            }
            if out.len() > 1 {
                out.dedup(seen);
            }
        }
        Op::Join { left, right, lookup, pairing, scratch } => {
            out.clear();
            let left = before[*left].rows();
            if left.is_empty() {
                return;
            }
            match (&before[*right].out, lookup) {
                (Out::Kept(right), Some(lookup)) => {
                    relate::join_store(left, right, *lookup, pairing, scratch, out);
                }
                (Out::Batch(right), _) => relate::join_rows(left, right, pairing, scratch, out),
                _ => {}
            }
        }
        Op::Minus { source, denied, key, whole, scratch } => {
            out.clear();
            let source = before[*source].rows();
            if source.is_empty() {
                return;
            }
            match &before[*denied].out {
                Out::Kept(denied) => relate::minus_store(source, denied, key, scratch, out),
                Out::Batch(denied) => relate::minus_rows(source, denied, key, whole, scratch, out),
            }
        }
        Op::Union(sources, seen) => {
            out.clear();
            for (source, columns) in sources {
                for row in before[*source].rows().iter() {
                    out.push(columns.iter().map(|column| row[*column]));
                }
            }
            if out.len() > 1 {
                out.dedup(seen);
            }
        }
        Op::Snapshot { source, version } => {
            let store = before[*source].store();
            if *version == Some(store.version()) {
                return;
            }
            *version = Some(store.version());
            out.clear();
            for row in store.iter() {
                out.push_row(row);
            }
        }
        Op::Previous { source, interval, last } => {
            std::mem::swap(out, last);
            let apart = now.at.before != crate::engine::window::NEVER
                && interval.contains(now.at.ts.abs_diff(now.at.before));
            if !apart {
                out.clear();
            }
            last.clear();
            for row in before[*source].rows().iter() {
                last.push_row(row);
            }
        }
        Op::Next { interval, queue } => {
            out.clear();
            queue.pop_front();
            if let Some((ts, rows)) = queue.front()
                && interval.contains(ts.abs_diff(now.at.ts))
            {
                for row in rows.iter() {
                    out.push_row(row);
                }
            }
        }
        Op::Group { source, group } => {
            out.clear();
            group.of_rows(before[*source].rows(), now.dictionary, out);
        }
        _ => {}
    }
}

fn take_kept(op: &mut Op, out: &mut Store, before: &[Slot], now: &mut Now<'_>) {
    match op {
        Op::Held(source, held) => held.hold(before[*source].rows(), now.at.tp, out),
        Op::KeptFilter(source, test) => {
            let source = before[*source].store();
            for row in source.added.iter().filter(|row| test.passes(row, now.dictionary)) {
                let (id, _) = out.allot(row);
                out.appear(id);
            }
            for row in source.removed.iter() {
                if let Some(id) = out.find(row) {
                    out.release(id);
                }
            }
        }
        Op::KeptAssign(source, scalar) => {
            let source = before[*source].store();
            let mut extended = Vec::new();
            for (rows, comes) in [(&source.added, true), (&source.removed, false)] {
                for row in rows.iter() {
                    let Some(value) = scalar.value(row, now.dictionary) else { continue };
                    extended.clear();
                    extended.extend_from_slice(row);
                    extended.push(now.dictionary.word_of(&value));
                    let (id, _) = out.allot(&extended);
                    if comes {
                        out.appear(id);
                    } else {
                        out.release(id);
                    }
                }
            }
        }
        Op::KeptProject(source, columns, tally) => {
            let source = before[*source].store();
            tally_all(source, columns, tally, out);
        }
        Op::KeptUnion(sources, tally) => {
            for (source, columns) in sources {
                tally_all(before[*source].store(), columns, tally, out);
            }
        }
        Op::KeptJoin { left, right, lookups, pairing, tally } => {
            let (left, right) = (before[*left].store(), before[*right].store());
            relate::mend_join(left, right, *lookups, pairing, tally, out);
        }
        Op::KeptMinus { source, denied, by_key, key } => {
            let (source, denied) = (before[*source].store(), before[*denied].store());
            relate::mend_minus(source, denied, *by_key, key, out);
        }
        Op::Past(source, window) => {
            match &before[*source].out {
                Out::Batch(rows) => window.feed(rows, now.at, out),
                Out::Kept(store) => window.feed_runs(&store.added, &store.removed, now.at, out),
            }
            window.advance(now.at, out);
        }
        Op::Future(window) => window.advance(now.at, out),
        Op::Until(until) => until.advance(out),
        Op::Since { from, since } => {
            if !since.holds.is_empty() {
                since.stop(|slot| before[slot].said(), out, now.dictionary);
            }
            since.start(before[*from].rows(), now.at, out);
        }
        Op::Group { source, group } => {
            let source = before[*source].store();
            group.mend(&source.added, &source.removed, now.dictionary, out);
        }
        _ => {}
    }
}

fn tally_all(source: &Store, columns: &[usize], tally: &mut Tally, out: &mut Store) {
    let mut picked = Vec::with_capacity(columns.len());
    for (rows, by) in [(&source.added, 1), (&source.removed, -1)] {
        for row in rows.iter() {
            picked.clear();
            picked.extend(columns.iter().map(|column| row[*column]));
            tally.count(&picked, by, out);
        }
    }
}
