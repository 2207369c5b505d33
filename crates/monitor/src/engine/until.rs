//! `UNTIL`: each tuple that comes holds for a stretch of time points before it.

use std::collections::VecDeque;

use crate::engine::rows::Rows;
use crate::engine::scalar::Test;
use crate::engine::store::{RowId, Store};
use crate::engine::window::Moment;
use crate::engine::word::{Dictionary, Word};
use crate::interval::Interval;

/// What must hold of a tuple before it comes. The tuple's columns that it speaks of are `key`.
#[derive(Clone)]
pub(crate) enum Before {
    /// The comparison, which no time point changes.
    Test(Test),
    /// Nothing in this step.
    Without { slot: usize, key: Vec<usize>, last: Record },
    /// Something in this step.
    With { slot: usize, key: Vec<usize>, last: Record },
}

/// When rows held last, and since when without a break.
#[derive(Clone)]
pub(crate) struct Record {
    pub(crate) store: Store,
    pub(crate) since: Vec<u64>,
    pub(crate) last: Vec<u64>,
    pub(crate) order: VecDeque<(RowId, u64, i64)>,
}

impl Record {
    pub(crate) fn new(width: usize) -> Self {
        Self {
            store: Store::new(width),
            since: Vec::new(),
            last: Vec::new(),
            order: VecDeque::new(),
        }
    }

    /// The run that a row was in when it held last: since when, and the last time point.
    fn run(&self, key: &[Word]) -> Option<(u64, u64)> {
        let place = self.store.find(key)? as usize;
        Some((self.since[place], self.last[place]))
    }

    fn note(&mut self, rows: &Rows, at: Moment) {
        for row in rows.iter() {
            let (id, fresh) = self.store.allot(row);
            let place = id as usize;
            if self.last.len() <= place {
                self.last.resize(place + 1, 0);
                self.since.resize(place + 1, 0);
            }
            if fresh || self.last[place] + 1 < at.tp {
                self.since[place] = at.tp;
            }
            self.last[place] = at.tp;
            self.order.push_back((id, at.tp, at.ts));
        }
    }

    /// Forgets rows that held last before this time.
    fn forget(&mut self, before: i64) {
        while let Some((id, tp, ts)) = self.order.front().copied()
            && ts < before
        {
            self.order.pop_front();
            if self.last[id as usize] == tp {
                self.store.release(id);
            }
        }
    }
}

/// The operator. The tuples it holds for are kept in a [`Store`] beside it.
#[derive(Clone)]
pub(crate) struct Until {
    pub(crate) interval: Interval,
    pub(crate) before: Vec<Before>,
    /// The time point that is told next.
    pub(crate) next: u64,
    /// The times of the time points from `next` on that have come.
    pub(crate) times: VecDeque<i64>,
    /// By time point from `next` on: tuples that begin to hold there, and that hold no more.
    pub(crate) begins: VecDeque<Vec<RowId>>,
    pub(crate) ends: VecDeque<Vec<RowId>>,
    /// By row: how many stretches it is in, and how many begins and ends wait.
    pub(crate) net: Vec<u32>,
    pub(crate) waiting: Vec<u32>,
}

impl Until {
    /// What its conditions remember.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        self.before.iter().filter_map(|before| match before {
            Before::Test(_) => None,
            Before::Without { last, .. } | Before::With { last, .. } => Some(last),
        })
    }

    pub(crate) fn new(interval: Interval, before: Vec<Before>) -> Self {
        Self {
            interval,
            before,
            next: 0,
            times: VecDeque::new(),
            begins: VecDeque::new(),
            ends: VecDeque::from([Vec::new()]),
            net: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// Takes the tuples that come at a time point, and what its conditions say there.
    pub(crate) fn feed<'a>(
        &mut self,
        rows: &Rows,
        said: impl Fn(usize) -> &'a Rows,
        at: Moment,
        store: &mut Store,
        dictionary: &Dictionary,
    ) {
        self.times.push_back(at.ts);
        self.begins.push_back(Vec::new());
        self.ends.push_back(Vec::new());
        let place_of = |bound: i64| self.times.partition_point(|ts| *ts < bound);
        let earliest = match self.interval.upper() {
            Some(upper) => place_of(at.ts.saturating_sub_unsigned(upper)),
            None => 0,
        };
        // One past the last time point that is far enough away.
        let latest = match self.interval.lower() {
            0 => self.times.len(),
            lower => place_of(at.ts.saturating_sub_unsigned(lower).saturating_add(1)),
        };
        let mut key = Vec::new();
        for row in rows.iter() {
            let mut unbroken = self.next;
            for before in &self.before {
                let mut key_of = |columns: &[usize]| {
                    key.clear();
                    key.extend(columns.iter().map(|column| row[*column]));
                };
                let from = match before {
                    Before::Test(test) if test.passes(row, dictionary) => self.next,
                    Before::Test(_) => at.tp,
                    Before::Without { key: columns, last, .. } => {
                        key_of(columns);
                        last.run(&key).map_or(self.next, |(_, last)| last + 1)
                    }
                    Before::With { key: columns, last, .. } => {
                        key_of(columns);
                        match last.run(&key) {
                            Some((since, last)) if last + 1 == at.tp => since,
                            _ => at.tp,
                        }
                    }
                };
                unbroken = unbroken.max(from);
            }
            let unbroken = usize::try_from(unbroken - self.next).unwrap_or(usize::MAX);
            let from = earliest.max(unbroken);
            if from >= latest {
                continue;
            }
            let (id, fresh) = store.allot(row);
            let place = id as usize;
            if self.net.len() <= place {
                self.net.resize(place + 1, 0);
                self.waiting.resize(place + 1, 0);
            }
            if fresh {
                self.net[place] = 0;
                self.waiting[place] = 0;
            }
            self.waiting[place] += 2;
            self.begins[from].push(id);
            self.ends[latest].push(id);
        }
        let oldest = self.interval.upper().map(|upper| at.ts.saturating_sub_unsigned(upper));
        for before in &mut self.before {
            if let Before::Without { slot, last, .. } | Before::With { slot, last, .. } = before {
                last.note(said(*slot), at);
                if let Some(oldest) = oldest {
                    last.forget(oldest);
                }
            }
        }
    }

    /// Goes on to the next time point that is told.
    pub(crate) fn advance(&mut self, store: &mut Store) {
        self.times.pop_front();
        for id in self.begins.pop_front().unwrap_or_default() {
            self.net[id as usize] += 1;
            self.waiting[id as usize] -= 1;
            store.appear(id);
        }
        for id in self.ends.pop_front().unwrap_or_default() {
            let place = id as usize;
            self.net[place] -= 1;
            self.waiting[place] -= 1;
            if self.net[place] == 0 {
                store.vanish(id);
                if self.waiting[place] == 0 {
                    store.release(id);
                }
            }
        }
        self.next += 1;
    }
}
