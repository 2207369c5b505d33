//! Which steps have anything to do at a time point.
//!
//! Most time points bring one fact, and most steps have nothing to say about it. A step is taken only
//! if a step it is driven by has said something, if its own last word must be taken back, or if the
//! time has come for something that waits in it.

use crate::engine::since::Hold;
use crate::engine::step::{Op, Out, Slot};
use crate::engine::window::{Demand, Moment, Window};
use crate::interval::Interval;

/// So many steps of a domain are told apart; a larger domain takes all its steps.
const MOST: usize = 64;

/// What is known of the steps of a domain.
#[derive(Clone, Default)]
pub(crate) struct Wake {
    /// By step: the steps that it drives, all of them later ones.
    driven: Vec<u64>,
    /// Steps that are taken at every time point.
    always: u64,
    /// Steps that must be taken at the next time point.
    again: u64,
    /// By step: the time from which on something in it is due.
    due: Vec<i64>,
    /// The earliest of these.
    next: i64,
    /// Whether some of them have changed since that was found.
    changed: bool,
    /// Whether the domain may be passed over at all.
    may_rest: bool,
}

impl Wake {
    /// For the steps of a domain that has just been planned.
    pub(crate) fn new(slots: &mut [Slot]) -> Self {
        if slots.len() > MOST {
            return Self::default();
        }
        let mut wake = Self { next: i64::MAX, ..Self::default() };
        for place in 0..slots.len() {
            let (before, rest) = slots.split_at_mut(place);
            let Some(slot) = rest.first_mut() else { break };
            if is_always(slot, before) {
                wake.always |= 1 << place;
            }
            let mut drivers = 0_u64;
            match &mut slot.op {
                // Without a left side there is nothing to look for on the right one.
                Op::Join { left, .. } => drivers |= 1 << *left,
                Op::Minus { source, .. } => drivers |= 1 << *source,
                op => op.each_source(&mut |source| drivers |= 1 << *source),
            }
            for (driver, driven) in wake.driven.iter_mut().enumerate() {
                if drivers & (1 << driver) != 0 {
                    *driven |= 1 << place;
                }
            }
            wake.driven.push(0);
            wake.due.push(i64::MAX);
        }
        wake.wake_all();
        wake
    }

    /// Says whether operators of other domains must hear of every time point.
    pub(crate) fn let_rest(&mut self, may_rest: bool) {
        self.may_rest = may_rest && self.is_known();
    }

    /// Whether no step has anything to do unless facts wait for this time point.
    #[inline]
    pub(crate) fn is_idle(&self, now: Moment) -> bool {
        self.may_rest && self.always | self.again == 0 && now.ts < self.next
    }

    /// A time point ends.
    #[inline]
    pub(crate) fn end(&mut self) {
        if std::mem::take(&mut self.changed) {
            self.next = self.due.iter().copied().min().unwrap_or(i64::MAX);
        }
    }

    #[inline]
    fn set_due(&mut self, place: usize, due: i64) {
        self.changed |= self.due[place] != due;
        self.due[place] = due;
    }

    /// Whether the steps are told apart.
    #[inline]
    pub(crate) fn is_known(&self) -> bool {
        !self.driven.is_empty()
    }

    /// The steps that have something to do at a time point, before any of them has been taken.
    #[inline]
    pub(crate) fn pending(&self, now: Moment) -> u64 {
        let mut pending = self.always | self.again;
        if self.next <= now.ts {
            for (place, due) in self.due.iter().enumerate() {
                pending |= u64::from(*due <= now.ts) << place;
            }
        }
        pending
    }

    /// Facts have been put into a step.
    #[inline]
    pub(crate) fn put(&mut self, place: usize) {
        if place < self.driven.len() {
            self.again |= 1 << place;
        }
    }

    /// A step has been given something from another domain.
    #[inline]
    pub(crate) fn fed(&mut self, place: usize, op: &Op) {
        if let (Op::Future(window), true) = (op, self.is_known()) {
            let due = due(window);
            self.set_due(place, due);
            self.next = self.next.min(due);
        }
    }

    /// All may have changed.
    pub(crate) fn wake_all(&mut self) {
        let steps = u32::try_from(self.driven.len()).unwrap_or(u32::MAX);
        self.again = 1_u64.checked_shl(steps).map_or(u64::MAX, |bit| bit - 1);
    }

    /// A step was taken: which steps have something to do because of it.
    #[inline]
    pub(crate) fn taken(&mut self, place: usize, slot: &Slot, changed: bool) -> u64 {
        let own = 1_u64 << place;
        let (stirred, again) = match &slot.out {
            // Facts of the newest time point are cleared from outside.
            Out::Batch(rows) => {
                let cleared = matches!(slot.op, Op::Facts { backlog: None, .. });
                (!rows.is_empty(), !rows.is_empty() && !cleared)
            }
            Out::Kept(store) => {
                let told = !store.added.is_empty() || !store.removed.is_empty();
                let open = match &slot.op {
                    Op::Since { since, .. } => !since.fresh.is_empty(),
                    Op::Held(_, held) => !held.current.is_empty(),
                    _ => false,
                };
                (changed, told || open)
            }
        };
        self.again = if again { self.again | own } else { self.again & !own };
        match &slot.op {
            Op::Past(_, window) | Op::Future(window) => self.set_due(place, due(window)),
            Op::Since { since, .. } => {
                let enters = since.starts.get(since.entered).map(|start| start.ts);
                let leaves = since.starts.front().map(|start| start.ts);
                self.set_due(place, due_past(enters, leaves, since.interval));
            }
            _ => {}
        }
        if stirred { self.driven[place] } else { 0 }
    }
}

/// Whether a step may have something to say though nothing that drives it has.
fn is_always(slot: &Slot, before: &[Slot]) -> bool {
    match &slot.op {
        Op::Unit
        | Op::Clock(..)
        | Op::Previous { .. }
        | Op::Next { .. }
        | Op::Asked
        | Op::Until(_) => true,
        // Of nothing there is an outcome too.
        Op::Group { group, .. } => group.by.is_empty() && matches!(slot.out, Out::Batch(_)),
        // What must hold and is not said stops them.
        Op::Since { since, .. } => since.holds.iter().any(|hold| match hold {
            Hold::With { slot, .. } => matches!(before[*slot].out, Out::Batch(_)),
            Hold::Among { .. } => true,
            Hold::Test(_) | Hold::Without { .. } => false,
        }),
        _ => false,
    }
}

/// The time from which on one of the two next marks may be due.
fn due(window: &Window) -> i64 {
    if window.runs || window.demand == Demand::Every {
        let waits = !window.starts.is_empty() || !window.ends.is_empty();
        return if waits { i64::MIN } else { i64::MAX };
    }
    let enters = window.starts.get(window.entered).map(|mark| mark.at.ts);
    let leaves = window.starts.front().map(|mark| mark.at.ts);
    if !window.future {
        return due_past(enters, leaves, window.interval);
    }
    let upper = window.interval.upper().unwrap_or(u64::MAX);
    let enters = enters.map_or(i64::MAX, |ts| ts.saturating_sub_unsigned(upper));
    let leaves = leaves.map_or(i64::MAX, |ts| ts.saturating_sub_unsigned(window.interval.lower()));
    enters.min(leaves)
}

fn due_past(enters: Option<i64>, leaves: Option<i64>, interval: Interval) -> i64 {
    let after = |ts: Option<i64>, seconds: Option<u64>| match (ts, seconds) {
        (Some(ts), Some(seconds)) => ts.saturating_add_unsigned(seconds),
        _ => i64::MAX,
    };
    after(enters, Some(interval.lower())).min(after(leaves, interval.upper()))
}
