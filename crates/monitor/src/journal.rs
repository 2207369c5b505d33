//! A stream whose facts come late, are withdrawn and are replaced.
//!
//! Every fact has a *valid time*, when what it says was so, and becomes known when it is entered, in
//! whatever order. Time points are the valid times of the facts that stand, and the moments of
//! [`Journal::tick`]. What the formula says by all that is known now is told as changes: a verdict
//! *provisionally* holds, is *final* once nothing that may still come can change it, or is *withdrawn*.
//! Whatever the order of entering, what stands in the end is what the plain evaluator says of the
//! facts that stand in the end.
//!
//! # How
//! The monitor itself takes time points in order. So the journal keeps *rungs*: states of the monitor
//! as it was before certain time points. What comes late is taken in by going on from the last rung
//! before it, and only the verdicts of the time points from there on are compared. A second monitor
//! follows behind the watermark; what that one tells is final.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use thiserror::Error;

use crate::check::{CheckError, Checked};
use crate::engine::{Monitor, Outcome};
use crate::stream::Fact;
use crate::value::Value;

/// Names a fact, so that it can be withdrawn or replaced.
pub type FactId = u64;

/// How sure a verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It would hold if nothing more came: a deadline that runs.
    Open,
    /// It holds by what is known; what may still come in time could change it.
    Provisional,
    /// It holds, and nothing that comes in time can change it: the watermark has passed all that the
    /// formula looks at.
    Final,
    /// It was told and holds no more. After it was final only by a fact that came too late.
    Withdrawn,
}

impl State {
    /// In which turn changes are told.
    pub(crate) fn turn(self) -> usize {
        match self {
            Self::Withdrawn => 0,
            Self::Open | Self::Provisional => 1,
            Self::Final => 2,
        }
    }
}

/// A verdict that became true, became sure, or stopped being true.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The time of the time point.
    pub ts: i64,
    /// The values of the free variables, in the order of [`Checked::columns`].
    pub bindings: Vec<Value>,
    /// What it is now.
    pub state: State,
}

/// Why an entry is not taken. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JournalError {
    /// The fact is older than what is kept for replay.
    #[error(
        "the time {valid} lies before {earliest}, and what was then is kept no more; start from the log, or keep more with retention"
    )]
    TooOld {
        /// The valid time.
        valid: i64,
        /// The earliest that could be taken.
        earliest: i64,
    },
    /// Two facts cannot have one name.
    #[error("there is a fact {id} already; replace it, or give the new one a name of its own")]
    Taken {
        /// The name.
        id: FactId,
    },
    /// There is none to withdraw or replace.
    #[error("there is no fact {id}; it was never entered, was withdrawn, or is kept no more")]
    Unknown {
        /// The name.
        id: FactId,
    },
    /// The ends of the range of times are not times.
    #[error("the time {valid} is out of range; times are whole seconds")]
    OutOfRange {
        /// The time.
        valid: i64,
    },
}

/// How late facts may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Seconds behind the newest valid time within which facts may come in any order. Until then
    /// verdicts are provisional.
    pub lateness: u64,
    /// Further seconds for which facts that are even later are taken, by replay, at the price of final
    /// verdicts that change. `None`: for ever, and everything is kept.
    pub retention: Option<u64>,
}

/// What stands at a moment.
#[derive(Clone, Debug, Default)]
struct Point {
    facts: BTreeMap<FactId, Fact>,
    /// Whether it stands without facts too.
    ticked: bool,
}

/// The monitor as it was before a moment.
#[derive(Clone)]
struct Rung {
    /// All time points before this have been taken.
    from: i64,
    monitor: Monitor,
}

/// So many time points lie between two rungs.
const SPAN: usize = 64;

/// So many rungs are kept side by side before every second of the older ones is left out.
const RUNGS: usize = 16;

/// A monitor for facts that come in any order and do not stay.
///
/// ```
/// use armistice_monitor::{Checked, Fact, Journal, Patience, Signature, State, parse_formula};
///
/// let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let checked = Checked::new(formula, &Signature::open())?;
/// let patience = Patience { lateness: 86_400, retention: None };
/// let mut journal = Journal::new(&checked, patience)?;
///
/// journal.insert(1, 0, Fact::new("notify", [7]))?;
/// journal.heartbeat(300_000);
/// let changes = journal.update();
/// assert_eq!(changes.len(), 1);
/// assert_eq!(changes[0].state, State::Provisional, "the 72 hours are over, a day of grace is not");
///
/// // The passage becomes known late, and was in time.
/// journal.insert(2, 250_000, Fact::new("pass", [7]))?;
/// assert_eq!(journal.update()[0].state, State::Withdrawn);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Journal {
    patience: Patience,
    points: BTreeMap<i64, Point>,
    valid: HashMap<FactId, i64>,
    rungs: Vec<Rung>,
    /// Has taken all time points before `head_from`.
    head: Monitor,
    head_from: i64,
    /// Has taken all time points before the watermark.
    settled: Monitor,
    settled_from: i64,
    /// What holds by what is known, and whether it is final.
    standing: BTreeMap<i64, BTreeMap<Vec<Value>, bool>>,
    /// The newest valid time or heartbeat: by what is known, nothing happened until then.
    now: i64,
    watermark: i64,
    /// The earliest moment at which something has changed.
    dirty: Option<i64>,
    /// Until it is so late, time alone changes nothing.
    quiet_until: i64,
    ahead: Option<u64>,
}

/// Before every time.
const START: i64 = i64::MIN + 1;

type Standing = BTreeMap<i64, BTreeSet<Vec<Value>>>;

fn note(told: &mut Standing, outcome: &Outcome<'_>) {
    if !outcome.is_empty() {
        let at = told.entry(outcome.ts()).or_default();
        at.extend(outcome.verdicts().map(|verdict| verdict.bindings));
    }
}

impl Journal {
    /// An empty journal.
    ///
    /// # Errors
    /// As [`Monitor::new`].
    pub fn new(checked: &Checked, patience: Patience) -> Result<Self, CheckError> {
        let monitor = Monitor::new(checked)?;
        Ok(Self {
            patience,
            points: BTreeMap::new(),
            valid: HashMap::new(),
            rungs: vec![Rung { from: START, monitor: monitor.clone() }],
            head: monitor.clone(),
            head_from: START,
            settled: monitor,
            settled_from: START,
            standing: BTreeMap::new(),
            now: START,
            watermark: START,
            dirty: None,
            quiet_until: START,
            ahead: checked.looks_ahead(),
        })
    }

    /// Enters a fact that was so at `valid`.
    ///
    /// # Errors
    /// [`JournalError`]; nothing has changed then.
    pub fn insert(&mut self, id: FactId, valid: i64, fact: Fact) -> Result<(), JournalError> {
        self.may_take(valid)?;
        if self.valid.contains_key(&id) {
            return Err(JournalError::Taken { id });
        }
        self.put(id, valid, fact);
        Ok(())
    }

    /// Withdraws a fact: it was not so.
    ///
    /// # Errors
    /// [`JournalError`]; nothing has changed then.
    pub fn withdraw(&mut self, id: FactId) -> Result<(), JournalError> {
        let valid = self.may_withdraw(id)?;
        self.valid.remove(&id);
        if let Some(point) = self.points.get_mut(&valid) {
            point.facts.remove(&id);
            if point.facts.is_empty() && !point.ticked {
                self.points.remove(&valid);
            }
        }
        self.touch(valid);
        Ok(())
    }

    /// Replaces a fact, its time too.
    ///
    /// # Errors
    /// [`JournalError`]; nothing has changed then.
    pub fn replace(&mut self, id: FactId, valid: i64, fact: Fact) -> Result<(), JournalError> {
        self.may_take(valid)?;
        self.withdraw(id)?;
        self.put(id, valid, fact);
        Ok(())
    }

    /// Makes a moment a time point though no fact may stand there, so that what holds then is told:
    /// seven calm days are noticed when they are over, not when the next shot falls.
    ///
    /// # Errors
    /// [`JournalError`]; nothing has changed then.
    pub fn tick(&mut self, ts: i64) -> Result<(), JournalError> {
        self.may_take(ts)?;
        let point = self.points.entry(ts).or_default();
        if !point.ticked {
            point.ticked = true;
            self.touch(ts);
            self.seen(ts);
        }
        Ok(())
    }

    /// Says that it is `now`: facts from before the allowed lateness are not expected any more.
    pub fn heartbeat(&mut self, now: i64) {
        self.seen(now);
    }

    pub(crate) fn may_withdraw(&self, id: FactId) -> Result<i64, JournalError> {
        let valid = *self.valid.get(&id).ok_or(JournalError::Unknown { id })?;
        self.may_take(valid)?;
        Ok(valid)
    }

    fn put(&mut self, id: FactId, valid: i64, fact: Fact) {
        self.valid.insert(id, valid);
        self.points.entry(valid).or_default().facts.insert(id, fact);
        self.touch(valid);
        self.seen(valid);
    }

    fn seen(&mut self, now: i64) {
        self.now = self.now.max(now);
        let watermark = now.saturating_sub_unsigned(self.patience.lateness);
        self.watermark = self.watermark.max(watermark);
    }

    fn touch(&mut self, valid: i64) {
        self.dirty = Some(self.dirty.map_or(valid, |dirty| dirty.min(valid)));
    }

    fn earliest(&self) -> i64 {
        self.rungs.first().map_or(START, |rung| rung.from)
    }

    pub(crate) fn may_take(&self, valid: i64) -> Result<(), JournalError> {
        if valid < START || valid == i64::MAX {
            return Err(JournalError::OutOfRange { valid });
        }
        let earliest = self.earliest();
        if valid < earliest {
            return Err(JournalError::TooOld { valid, earliest });
        }
        Ok(())
    }

    /// Nothing is expected any more from before this moment.
    #[must_use]
    pub fn watermark(&self) -> i64 {
        self.watermark
    }

    /// How many facts are held, so that they can be withdrawn and replayed.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.valid.len()
    }

    /// How many rows and facts are held in all, for every state that is kept.
    #[must_use]
    pub fn held(&self) -> usize {
        let rungs: usize = self.rungs.iter().map(|rung| rung.monitor.held()).sum();
        self.valid.len() + rungs + self.head.held() + self.settled.held()
    }

    /// Takes in all that was entered since the last time, and tells what changed by it: first what was
    /// withdrawn, then what holds now, then what became final, each by time and values.
    pub fn update(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.dirty.is_none() && self.now < self.quiet_until {
            return changes;
        }
        if let Some(dirty) = self.dirty.take() {
            self.revise(dirty, &mut changes);
        } else {
            let mut told = Standing::new();
            self.head.advance_with(self.now, |outcome| note(&mut told, &outcome));
            self.compare(None, &told, &mut changes);
        }
        self.settle(&mut changes);
        self.forget();
        self.quiet_until = self.next_change();
        changes
    }

    /// When, if nothing is entered, the clock may change something next.
    fn next_change(&self) -> i64 {
        let Some(ahead) = self.ahead else { return START };
        let told = |monitor: &Monitor| {
            monitor.next_untold().map(|ts| ts.saturating_add_unsigned(ahead).saturating_add(1))
        };
        let late = |ts: i64| ts.saturating_add_unsigned(self.patience.lateness);
        let next_point = self.points.range(self.settled_from..).next().map(|(ts, _)| *ts);
        let settled = next_point.map(|ts| late(ts).saturating_add(1));
        [told(&self.head), told(&self.settled).map(late), settled]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(i64::MAX)
    }

    /// Goes on from the last state before `dirty`.
    fn revise(&mut self, dirty: i64, changes: &mut Vec<Change>) {
        let mut since = None;
        if dirty < self.head_from || self.head.may_follow(dirty).is_err() {
            let place = self.rungs.partition_point(|rung| rung.from <= dirty).max(1);
            self.rungs.truncate(place);
            if let Some(rung) = self.rungs.last() {
                self.head = rung.monitor.clone();
                self.head_from = rung.from;
                since = Some(self.head.next_untold().unwrap_or(rung.from));
            }
        }
        if dirty < self.settled_from
            && let Some(rung) = self.rungs.last()
        {
            self.settled = rung.monitor.clone();
            self.settled_from = rung.from;
        }
        let mut told = Standing::new();
        for (taken, (ts, point)) in self.points.range(self.head_from..).enumerate() {
            let latest = self.rungs.last().map_or(START, |rung| rung.from);
            if taken % SPAN == SPAN - 1 && latest < *ts {
                self.rungs.push(Rung { from: *ts, monitor: self.head.clone() });
            }
            // Refused only where time goes back, which the order of the points excludes.
            let _ = self.head.step_with(*ts, point.facts.values(), |outcome| {
                note(&mut told, &outcome);
            });
            self.head_from = ts.saturating_add(1);
        }
        // Entries may come one by one; then too there are rungs to go back to.
        let latest = self.rungs.last().map_or(START, |rung| rung.from);
        if self.points.range(latest..self.head_from).take(SPAN).count() == SPAN {
            self.rungs.push(Rung { from: self.head_from, monitor: self.head.clone() });
        }
        self.head.advance_with(self.now, |outcome| note(&mut told, &outcome));
        self.compare(since, &told, changes);
        self.thin_out();
    }

    /// Compares what was told now with what stood from `since` on.
    fn compare(&mut self, since: Option<i64>, told: &Standing, changes: &mut Vec<Change>) {
        if let Some(since) = since {
            for (ts, standing) in self.standing.range_mut(since..) {
                let now = told.get(ts);
                standing.retain(|bindings, _| {
                    let holds = now.is_some_and(|now| now.contains(bindings));
                    if !holds {
                        let (ts, bindings) = (*ts, bindings.clone());
                        changes.push(Change { ts, bindings, state: State::Withdrawn });
                    }
                    holds
                });
            }
            self.standing.retain(|_, standing| !standing.is_empty());
        }
        for (ts, bindings) in told {
            for bindings in bindings {
                let standing = self.standing.entry(*ts).or_default();
                if !standing.contains_key(bindings) {
                    standing.insert(bindings.clone(), false);
                    let (ts, bindings) = (*ts, bindings.clone());
                    changes.push(Change { ts, bindings, state: State::Provisional });
                }
            }
        }
    }

    /// Lets the second monitor follow to the watermark.
    fn settle(&mut self, changes: &mut Vec<Change>) {
        let mut told = Standing::new();
        if self.settled_from < self.watermark {
            for (ts, point) in self.points.range(self.settled_from..self.watermark) {
                let _ = self.settled.step_with(*ts, point.facts.values(), |outcome| {
                    note(&mut told, &outcome);
                });
            }
            self.settled_from = self.watermark;
            self.settled.advance_with(self.watermark, |outcome| note(&mut told, &outcome));
        }
        self.finish(&told, changes);
    }

    fn finish(&mut self, told: &Standing, changes: &mut Vec<Change>) {
        for (ts, bindings) in told {
            let Some(standing) = self.standing.get_mut(ts) else { continue };
            for bindings in bindings {
                if let Some(is_final) = standing.get_mut(bindings)
                    && !std::mem::replace(is_final, true)
                {
                    let (ts, bindings) = (*ts, bindings.clone());
                    changes.push(Change { ts, bindings, state: State::Final });
                }
            }
        }
    }

    /// Leaves out every second of the older rungs when there are many, so that a fact that is twice as
    /// late takes about twice as long.
    fn thin_out(&mut self) {
        if self.rungs.len() <= RUNGS {
            return;
        }
        let recent = self.rungs.len() - RUNGS / 2;
        let mut place = 0;
        self.rungs.retain(|_| {
            place += 1;
            let at = place - 1;
            at == 0 || at >= recent || at % 2 == 0
        });
    }

    /// Drops what cannot change any more.
    fn forget(&mut self) {
        let Some(retention) = self.patience.retention else { return };
        let keep = self.watermark.saturating_sub_unsigned(retention);
        let base = self.rungs.partition_point(|rung| rung.from <= keep).saturating_sub(1);
        if base == 0 {
            return;
        }
        self.rungs.drain(..base);
        let earliest = self.earliest();
        let kept = self.points.split_off(&earliest);
        for point in std::mem::replace(&mut self.points, kept).into_values() {
            for id in point.facts.keys() {
                self.valid.remove(id);
            }
        }
        let untold =
            self.rungs.first().and_then(|rung| rung.monitor.next_untold()).unwrap_or(earliest);
        self.standing = self.standing.split_off(&untold);
    }

    /// What holds by what is known, as of the last [`Journal::update`], with its state.
    pub fn standing(&self) -> impl Iterator<Item = Change> {
        self.standing.iter().flat_map(|(ts, standing)| {
            standing.iter().map(|(bindings, is_final)| Change {
                ts: *ts,
                bindings: bindings.clone(),
                state: if *is_final { State::Final } else { State::Provisional },
            })
        })
    }

    /// What would hold, beyond what stands, if nothing more came: the deadlines that run.
    #[must_use]
    pub fn open(&self) -> Vec<Change> {
        let mut told = Standing::new();
        self.head.clone().close_with(|outcome| note(&mut told, &outcome));
        told.into_iter()
            .flat_map(|(ts, bindings)| {
                bindings.into_iter().map(move |bindings| Change {
                    ts,
                    bindings,
                    state: State::Open,
                })
            })
            .collect()
    }

    /// Takes in what was entered and says that nothing more will come: everything is final.
    pub fn close(mut self) -> Vec<Change> {
        let mut changes = self.update();
        let mut told = Standing::new();
        self.head.close_with(|outcome| note(&mut told, &outcome));
        self.compare(None, &told, &mut changes);
        let all: Standing = self
            .standing
            .iter()
            .map(|(ts, standing)| (*ts, standing.keys().cloned().collect()))
            .collect();
        self.finish(&all, &mut changes);
        changes
    }
}
