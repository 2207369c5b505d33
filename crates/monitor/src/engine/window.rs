//! `ONCE`, `EVENTUALLY`, `HISTORICALLY` and `ALWAYS`: one mechanism, two pointers.
//!
//! What the operand says of a tuple is a row of runs: it holds from the time point `s` up to but not
//! including `e`. Over the window of the time points `lo … hi` around the present one,
//!
//! * *some* time point holds exactly if some run has `s ≤ hi` and `e > lo`,
//! * *every* time point holds exactly if some run has `s ≤ lo` and `e > hi`
//!
//! (runs of one tuple do not touch, the window is not empty). The runs of a tuple come one after the
//! other, so in both cases the tuple is in exactly if more of its starts than of its ends have been
//! passed by their pointers. Both pointers only ever move forward, and so each change of the operand is
//! handled twice and never looked at again.

use std::collections::VecDeque;

use crate::engine::rows::Rows;
use crate::engine::store::{RowId, Store};
use crate::interval::Interval;

/// A moment of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// How many time points this monitor has seen before it.
    pub(crate) tp: u64,
    /// The number of the time point in the stream.
    pub(crate) number: u64,
    /// Its time.
    pub(crate) ts: i64,
    /// The time of the time point before it; [`NEVER`] for the first one.
    pub(crate) before: i64,
}

/// Before all time. No time point has it.
pub(crate) const NEVER: i64 = i64::MIN;

/// Which time points must satisfy the operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// One of them.
    Some,
    /// All of them.
    Every,
}

/// A start or an end of a run, waiting for its pointer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) id: RowId,
    pub(crate) at: Moment,
}

/// A temporal operator with one operand. The tuples it holds for are kept in a [`Store`] beside it.
#[derive(Clone)]
pub(crate) struct Window {
    pub(crate) interval: Interval,
    pub(crate) future: bool,
    pub(crate) demand: Demand,
    /// Whether the operand tells what changed; else it tells what holds, each time anew.
    pub(crate) runs: bool,
    pub(crate) starts: VecDeque<Mark>,
    /// How many of `starts` have been passed and still wait for their end: only without `runs`, where
    /// every mark is both.
    pub(crate) entered: usize,
    pub(crate) ends: VecDeque<Mark>,
    /// Marks that wait, by row.
    pub(crate) waiting: Vec<u32>,
    /// Starts less ends that were passed, by row.
    pub(crate) net: Vec<i32>,
}

impl Window {
    pub(crate) fn new(interval: Interval, future: bool, demand: Demand, runs: bool) -> Self {
        Self {
            interval,
            future,
            demand,
            runs,
            starts: VecDeque::new(),
            entered: 0,
            ends: VecDeque::new(),
            waiting: Vec::new(),
            net: Vec::new(),
        }
    }

    /// What holds for ever once it has been passed needs no end.
    fn endless(&self) -> bool {
        !self.future && self.demand == Demand::Some && self.interval.upper().is_none()
    }

    fn allot(&mut self, row: &[crate::engine::word::Word], store: &mut Store) -> RowId {
        let (id, fresh) = store.allot(row);
        if fresh {
            let place = id as usize;
            if self.net.len() <= place {
                self.net.resize(place + 1, 0);
                self.waiting.resize(place + 1, 0);
            }
            self.net[place] = 0;
            self.waiting[place] = 0;
        }
        id
    }

    /// Takes what holds at a time point.
    pub(crate) fn feed(&mut self, rows: &Rows, at: Moment, store: &mut Store) {
        let at_once = !self.future && self.demand == Demand::Some && self.interval.lower() == 0;
        for row in rows.iter() {
            let id = self.allot(row, store);
            let place = id as usize;
            if self.endless() {
                if self.net[place] > 0 || self.waiting[place] > 0 {
                    continue;
                }
                if at_once {
                    self.net[place] = 1;
                    store.appear(id);
                    continue;
                }
            }
            self.waiting[place] += 1;
            self.starts.push_back(Mark { id, at });
            // Whatever came before is in the window too.
            if at_once {
                self.entered += 1;
                self.count(id, 1, store);
            }
        }
    }

    /// Takes what has changed at a time point.
    pub(crate) fn feed_runs(
        &mut self,
        added: &Rows,
        removed: &Rows,
        at: Moment,
        store: &mut Store,
    ) {
        for row in added.iter() {
            let id = self.allot(row, store);
            self.waiting[id as usize] += 1;
            self.starts.push_back(Mark { id, at });
        }
        if self.endless() {
            return;
        }
        for row in removed.iter() {
            let id = self.allot(row, store);
            self.waiting[id as usize] += 1;
            self.ends.push_back(Mark { id, at });
        }
    }

    /// Whether the pointer of the starts has reached one, seen from `now`.
    fn started(&self, mark: Moment, now: Moment) -> bool {
        let (lower, upper) = (self.interval.lower(), self.interval.upper());
        match (self.demand, self.future) {
            (Demand::Some, false) => mark.ts <= now.ts.saturating_sub_unsigned(lower),
            (Demand::Some, true) => {
                upper.is_none_or(|upper| mark.ts <= now.ts.saturating_add_unsigned(upper))
            }
            (Demand::Every, false) => {
                mark.before == NEVER
                    || upper
                        .is_some_and(|upper| mark.before < now.ts.saturating_sub_unsigned(upper))
            }
            (Demand::Every, true) => {
                mark.tp <= now.tp || mark.before < now.ts.saturating_add_unsigned(lower)
            }
        }
    }

    /// Whether the pointer of the ends has reached one. `last` is the last moment at which the tuple
    /// held, `end` the first at which it does not.
    fn ended(&self, last: (u64, i64), end: i64, now: Moment) -> bool {
        let (lower, upper) = (self.interval.lower(), self.interval.upper());
        match (self.demand, self.future) {
            (Demand::Some, false) => {
                upper.is_some_and(|upper| last.1 < now.ts.saturating_sub_unsigned(upper))
            }
            (Demand::Some, true) => {
                last.0 < now.tp || last.1 < now.ts.saturating_add_unsigned(lower)
            }
            (Demand::Every, false) => end <= now.ts.saturating_sub_unsigned(lower),
            (Demand::Every, true) => {
                upper.is_none_or(|upper| end <= now.ts.saturating_add_unsigned(upper))
            }
        }
    }

    fn count(&mut self, id: RowId, by: i32, store: &mut Store) {
        let net = &mut self.net[id as usize];
        *net += by;
        if *net > 0 {
            store.appear(id);
        } else {
            store.vanish(id);
        }
    }

    fn pass(&mut self, id: RowId, store: &mut Store) {
        let place = id as usize;
        self.waiting[place] -= 1;
        if self.waiting[place] == 0 && self.net[place] == 0 {
            store.release(id);
        }
    }

    /// Moves both pointers to where they belong at `now`.
    pub(crate) fn advance(&mut self, now: Moment, store: &mut Store) {
        if self.runs {
            while let Some(mark) = self.starts.front().copied()
                && self.started(mark.at, now)
            {
                self.starts.pop_front();
                self.count(mark.id, 1, store);
                self.pass(mark.id, store);
            }
            while let Some(mark) = self.ends.front().copied()
                && self.ended((mark.at.tp.saturating_sub(1), mark.at.before), mark.at.ts, now)
            {
                self.ends.pop_front();
                self.count(mark.id, -1, store);
                self.pass(mark.id, store);
            }
            return;
        }
        while let Some(mark) = self.starts.get(self.entered).copied()
            && self.started(mark.at, now)
        {
            self.count(mark.id, 1, store);
            if self.endless() {
                self.starts.pop_front();
                self.pass(mark.id, store);
            } else {
                self.entered += 1;
            }
        }
        while let Some(mark) = self.starts.front().copied()
            && self.entered > 0
            && self.ended((mark.at.tp, mark.at.ts), mark.at.ts, now)
        {
            self.starts.pop_front();
            self.entered -= 1;
            self.count(mark.id, -1, store);
            self.pass(mark.id, store);
        }
    }
}
