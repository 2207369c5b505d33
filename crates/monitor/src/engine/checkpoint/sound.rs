//! Whether a state that was read is one that a monitor can go on from.
//!
//! What the steps take for granted about their own state is asked here of every part of it: places that
//! are given up exactly once, counts that never go below nothing, numbers that leave room to count on.
//! A state that passes may be nonsense; it can be fed to the end.

use std::collections::HashSet;

use crate::engine::group::Group;
use crate::engine::relate::{Held, Tally};
use crate::engine::since::Since;
use crate::engine::step::{Op, Slot};
use crate::engine::store::{RowId, Store};
use crate::engine::until::{Record, Until};
use crate::engine::window::{Demand, Window};
use crate::engine::{Domain, Engine};

/// No count of time points or of values comes near it, and none that starts here overflows.
const MANY: u64 = 1 << 60;

/// The same for counts of 32 bits.
const SOME: i32 = 1 << 30;

/// One more at this place; `false` where there is no such place.
fn count(counts: &mut [u32], id: RowId) -> bool {
    counts.get_mut(id as usize).is_some_and(|count| {
        *count += 1;
        true
    })
}

/// Whether places of no allotted row have nothing.
fn only_allotted(counts: &[u32], store: &Store) -> bool {
    (0..).zip(counts).all(|(id, count)| *count == 0 || store.is_allotted(id))
}

pub(super) fn held(held: &Held, store: &Store) -> bool {
    let mut seen = HashSet::new();
    held.step.len() >= store.places()
        && held.current.iter().all(|id| store.is_allotted(*id) && seen.insert(*id))
}

pub(super) fn tally(tally: &Tally, store: &Store) -> bool {
    tally.0.len() >= store.places() && tally.0.iter().all(|count| count.abs() <= SOME)
}

pub(super) fn window(window: &Window, store: &Store) -> bool {
    let places = window.waiting.len();
    if places < store.places() || window.net.len() != places {
        return false;
    }
    let endless =
        !window.future && window.demand == Demand::Some && window.interval.upper().is_none();
    let most = if window.runs || endless { 0 } else { window.starts.len() };
    let mut waiting = vec![0; places];
    window.entered <= most
        && window.starts.iter().chain(&window.ends).all(|mark| count(&mut waiting, mark.id))
        && waiting == window.waiting
        && only_allotted(&waiting, store)
        && window.net.iter().all(|net| (-SOME..=SOME).contains(net))
}

pub(super) fn since(since: &Since, store: &Store) -> bool {
    let places = since.live.len();
    if places < store.places()
        || since.inside.len() != places
        || since.alive_from.len() != places
        || since.entered > since.starts.len()
        || since.number > MANY
        || since.alive_from.iter().any(|number| *number > since.number)
        || since.fresh.iter().any(|id| *id as usize >= store.places())
        || !only_allotted(&since.live, store)
    {
        return false;
    }
    // The starts that have not been stopped, in the interval and before it.
    let (mut entered, mut waiting) = (vec![0; places], vec![0; places]);
    for (at, start) in since.starts.iter().enumerate() {
        let Some(alive_from) = since.alive_from.get(start.id as usize) else { return false };
        if start.number >= since.number {
            return false;
        }
        if start.number >= *alive_from {
            let counts = if at < since.entered { &mut entered } else { &mut waiting };
            count(counts, start.id);
        }
    }
    // Without an upper bound a start that is in the interval need not be kept.
    let endless = since.interval.upper().is_none();
    let counts = since.live.iter().zip(&since.inside).zip(entered.iter().zip(&waiting));
    (!endless || since.entered == 0)
        && counts.into_iter().all(|((live, inside), (entered, waiting))| {
            inside.checked_add(*waiting) == Some(*live)
                && if endless { *live <= 1 } else { inside == entered }
        })
}

pub(super) fn until(until: &Until, store: &Store) -> bool {
    let places = until.net.len();
    let pending = until.times.len();
    if places < store.places()
        || until.waiting.len() != places
        || until.begins.len() != pending
        || until.ends.len() != pending + 1
    {
        return false;
    }
    let (mut begun, mut waiting) = (until.net.clone(), vec![0; places]);
    let none = Vec::new();
    for (begins, ends) in until.begins.iter().chain([&none]).zip(&until.ends) {
        for id in begins {
            if !store.is_allotted(*id) || !count(&mut waiting, *id) || begun[*id as usize] > MOST {
                return false;
            }
            begun[*id as usize] += 1;
        }
        for id in ends {
            if !store.is_allotted(*id) || !count(&mut waiting, *id) || begun[*id as usize] == 0 {
                return false;
            }
            begun[*id as usize] -= 1;
        }
    }
    waiting == until.waiting && begun.iter().all(|left| *left == 0)
}

/// [`SOME`] without a sign.
const MOST: u32 = SOME.unsigned_abs();

pub(super) fn record(record: &Record) -> bool {
    let places = record.last.len();
    let mut released = HashSet::new();
    places >= record.store.places()
        && record.since.len() == places
        && record.since.iter().chain(&record.last).all(|tp| *tp <= MANY)
        && record.order.iter().all(|(id, tp, _)| {
            // The entry by which the row will be given up is the only one of its time point.
            record.store.is_allotted(*id)
                && (record.last.get(*id as usize) != Some(tp) || released.insert(*id))
        })
}

pub(super) fn group(group: &Group, out: &Store) -> bool {
    let small = |count: i64| count.unsigned_abs() <= MANY;
    let bags = group.bags.iter().all(|bag| {
        let values = bag.values.values().try_fold(0_u64, |sum, count| {
            sum.checked_add(count.unsigned_abs()).filter(|sum| *sum <= MANY)
        });
        small(bag.size)
            && small(bag.whole)
            && bag.sum.unsigned_abs() <= 1 << 124
            && values.is_some()
    });
    let outcomes = (0..).zip(&group.outcomes).all(|(id, outcome)| {
        outcome.is_none_or(|outcome| {
            group.groups.is_allotted(id)
                && out.is_present(outcome)
                && out.row(outcome).get(1..) == Some(group.groups.row(id))
        })
    });
    group.bags.len() >= group.groups.places() && bags && outcomes
}

impl Engine {
    /// Whether the domains stand where they can stand, and what waits between them is there.
    pub(super) fn is_coherent(&self) -> bool {
        let cursors = self.order.iter().map(|domain| self.domains[*domain].cursor);
        let slowest = cursors.clone().min().unwrap_or(self.count);
        if self.count > MANY || cursors.clone().any(|cursor| cursor > self.count) {
            return false;
        }
        if self.order.len() == 1 {
            return self.points.is_empty() && slowest == self.count && self.fits(self.order[0]);
        }
        (slowest..self.count).eq(self.points.iter().map(|point| point.tp))
            && self.points.iter().is_sorted_by_key(|point| point.ts)
            && self.points.back().is_none_or(|point| point.ts <= self.last)
            && self.order.iter().all(|domain| self.fits(*domain))
    }

    fn fits(&self, domain: usize) -> bool {
        let own = &self.domains[domain];
        let waiting = own.slots.iter().all(|slot| match &slot.op {
            Op::Facts { backlog: Some(backlog), .. } => {
                backlog.tps.iter().is_sorted()
                    && backlog.tps.front().is_none_or(|tp| *tp >= own.cursor)
                    && backlog.tps.back().is_none_or(|tp| *tp < self.count)
            }
            _ => true,
        });
        waiting
            && own.feeds.iter().all(|feed| {
                let outer = &self.domains[feed.domain];
                outer.slots.get(feed.slot).is_some_and(|slot| is_fed(own, outer, slot))
            })
    }
}

/// Whether an operator has what its operand has handed on to it and it has not told yet.
fn is_fed(inner: &Domain, outer: &Domain, slot: &Slot) -> bool {
    let Some(pending) = inner.cursor.checked_sub(outer.cursor) else { return false };
    match &slot.op {
        Op::Next { queue, .. } => queue.len() as u64 == pending,
        Op::Until(until) => {
            until.next == outer.cursor
                && until.times.len() as u64 == pending
                && until.times.iter().is_sorted()
                && until.records().all(|record| {
                    let past = |tp: &u64| inner.cursor == 0 || *tp < inner.cursor;
                    record.last.iter().all(past) && record.order.iter().all(|(_, tp, _)| past(tp))
                })
        }
        _ => true,
    }
}
