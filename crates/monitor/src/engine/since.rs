//! `SINCE`: tuples that were started and have not been stopped.

use std::collections::VecDeque;

use crate::engine::rows::Rows;
use crate::engine::scalar::Test;
use crate::engine::store::{Lookup, RowId, Store};
use crate::engine::window::Moment;
use crate::engine::word::{Dictionary, Word};
use crate::interval::Interval;

/// What must hold of a tuple at every time point after its start. The tuple's columns that the
/// condition speaks of are `key`.
#[derive(Clone)]
pub(crate) enum Hold {
    /// The comparison, which no time point changes.
    Test(Test),
    /// Nothing in this step.
    Without { slot: usize, key: Vec<usize> },
    /// Something in this step.
    With { slot: usize, key: Vec<usize> },
    /// The whole tuple is among those of this step, which was asked about the tuples of the time point
    /// before.
    Among { slot: usize },
}

/// What a condition's step says at a time point.
pub(crate) enum Said<'a> {
    /// What holds now.
    Batch(&'a Rows),
    /// What holds, and what has changed.
    Kept(&'a Store),
}

/// A start, waiting to come into the interval or to leave it.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    pub(crate) id: RowId,
    /// Counts the starts.
    pub(crate) number: u64,
    pub(crate) ts: i64,
}

/// The operator. The tuples it holds for are kept in a [`Store`] beside it.
#[derive(Clone)]
pub(crate) struct Since {
    pub(crate) interval: Interval,
    pub(crate) holds: Vec<Hold>,
    /// How the rows that a condition is about are found, in the order of `holds`.
    pub(crate) lookups: Vec<Option<Lookup>>,
    pub(crate) starts: VecDeque<Start>,
    /// How many of `starts` are in the interval.
    pub(crate) entered: usize,
    pub(crate) number: u64,
    /// By row: starts in the interval that have not been stopped.
    pub(crate) inside: Vec<u32>,
    /// By row: starts that have not been stopped, those that wait counted in.
    pub(crate) live: Vec<u32>,
    /// By row: starts with lesser numbers have been stopped.
    pub(crate) alive_from: Vec<u64>,
    /// Rows started at the time point before, whose condition has not been looked at yet.
    pub(crate) fresh: Vec<RowId>,
    stopped: Vec<RowId>,
    survived: Vec<u64>,
    step: u64,
}

impl Since {
    pub(crate) fn new(interval: Interval, holds: Vec<Hold>, store: &mut Store) -> Self {
        let lookups = holds
            .iter()
            .map(|hold| match hold {
                Hold::Without { key, .. } | Hold::With { key, .. } => Some(store.lookup(key)),
                Hold::Test(_) | Hold::Among { .. } => None,
            })
            .collect();
        Self {
            interval,
            holds,
            lookups,
            starts: VecDeque::new(),
            entered: 0,
            number: 0,
            inside: Vec::new(),
            live: Vec::new(),
            alive_from: Vec::new(),
            fresh: Vec::new(),
            stopped: Vec::new(),
            survived: Vec::new(),
            step: 0,
        }
    }

    /// Stops every tuple that some condition does not hold for any more.
    #[inline]
    pub(crate) fn stop<'a>(
        &mut self,
        said: impl Fn(usize) -> Said<'a>,
        store: &mut Store,
        dictionary: &Dictionary,
    ) {
        if store.is_vacant() {
            self.fresh.clear();
            return;
        }
        let holds = std::mem::take(&mut self.holds);
        for (at, hold) in holds.iter().enumerate() {
            self.stop_by(hold, self.lookups[at], &said, store, dictionary);
            while let Some(id) = self.stopped.pop() {
                self.kill(id, store);
            }
        }
        self.holds = holds;
        self.fresh.clear();
    }

    fn stop_by<'a>(
        &mut self,
        hold: &Hold,
        lookup: Option<Lookup>,
        said: &impl Fn(usize) -> Said<'a>,
        store: &Store,
        dictionary: &Dictionary,
    ) {
        let stopped = &mut self.stopped;
        let fresh = &self.fresh;
        let key_of = |id: RowId, key: &[usize]| -> Vec<Word> {
            let row = store.row(id);
            key.iter().map(|column| row[*column]).collect()
        };
        match (hold, lookup) {
            (Hold::Test(test), _) => {
                stopped.extend(
                    fresh.iter().copied().filter(|id| !test.passes(store.row(*id), dictionary)),
                );
            }
            (Hold::Without { slot, key }, Some(lookup)) => match said(*slot) {
                Said::Batch(rows) => {
                    for row in rows.iter() {
                        store.each_allotted(lookup, row, |id| stopped.push(id));
                    }
                }
                Said::Kept(denied) => {
                    for row in denied.added.iter() {
                        store.each_allotted(lookup, row, |id| stopped.push(id));
                    }
                    stopped.extend(
                        fresh.iter().copied().filter(|id| denied.contains(&key_of(*id, key))),
                    );
                }
            },
            (Hold::With { slot, key }, Some(lookup)) => match said(*slot) {
                Said::Batch(rows) => self.keep_only(rows, Some(lookup), store),
                Said::Kept(needed) => {
                    for row in needed.removed.iter() {
                        store.each_allotted(lookup, row, |id| stopped.push(id));
                    }
                    stopped.extend(
                        fresh.iter().copied().filter(|id| !needed.contains(&key_of(*id, key))),
                    );
                }
            },
            (Hold::Among { slot }, _) => {
                if let Said::Batch(rows) = said(*slot) {
                    self.keep_only(rows, None, store);
                }
            }
            _ => {}
        }
    }

    /// Stops all but the rows that are found by these keys, or that are these.
    fn keep_only(&mut self, keys: &Rows, lookup: Option<Lookup>, store: &Store) {
        self.step += 1;
        self.survived.resize(store.places(), 0);
        for key in keys.iter() {
            let survived = &mut self.survived;
            let step = self.step;
            let lookup = lookup.unwrap_or(Lookup::Whole);
            store.each_allotted(lookup, key, |id| survived[id as usize] = step);
        }
        self.stopped.extend(store.allotted().filter(|id| self.survived[*id as usize] != self.step));
    }

    fn kill(&mut self, id: RowId, store: &mut Store) {
        let place = id as usize;
        if self.live[place] > 0 {
            self.live[place] = 0;
            self.inside[place] = 0;
            self.alive_from[place] = self.number;
            store.release(id);
        }
    }

    /// Starts the tuples that hold at a time point, and lets the interval move on.
    pub(crate) fn start(&mut self, rows: &Rows, now: Moment, store: &mut Store) {
        let (lower, upper) = (self.interval.lower(), self.interval.upper());
        for row in rows.iter() {
            let (id, is_new) = store.allot(row);
            let place = id as usize;
            if is_new {
                if self.live.len() <= place {
                    self.live.resize(place + 1, 0);
                    self.inside.resize(place + 1, 0);
                    self.alive_from.resize(place + 1, 0);
                }
                self.live[place] = 0;
                self.inside[place] = 0;
                self.alive_from[place] = self.number;
            }
            if !self.holds.is_empty() {
                self.fresh.push(id);
            }
            // Without an upper bound the earliest start serves longest.
            if upper.is_none() && self.live[place] > 0 {
                continue;
            }
            self.live[place] += 1;
            if upper.is_none() && lower == 0 {
                self.inside[place] = 1;
                store.appear(id);
                continue;
            }
            self.starts.push_back(Start { id, number: self.number, ts: now.ts });
            self.number += 1;
        }
        let enters = now.ts.saturating_sub_unsigned(lower);
        while let Some(start) = self.starts.get(self.entered).copied()
            && start.ts <= enters
        {
            if start.number >= self.alive_from[start.id as usize] {
                self.inside[start.id as usize] += 1;
                store.appear(start.id);
            }
            if upper.is_none() {
                self.starts.pop_front();
            } else {
                self.entered += 1;
            }
        }
        let Some(upper) = upper else { return };
        let leaves = now.ts.saturating_sub_unsigned(upper);
        while let Some(start) = self.starts.front().copied()
            && start.ts < leaves
        {
            self.starts.pop_front();
            self.entered -= 1;
            let place = start.id as usize;
            if start.number < self.alive_from[place] {
                continue;
            }
            self.live[place] -= 1;
            self.inside[place] -= 1;
            if self.inside[place] == 0 {
                store.vanish(start.id);
            }
            if self.live[place] == 0 {
                self.alive_from[place] = self.number;
                store.release(start.id);
            }
        }
    }
}
