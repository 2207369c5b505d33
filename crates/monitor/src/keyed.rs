//! A journal in lanes: a fact that comes late is taken in by the lanes of its keys alone.

use std::collections::HashMap;

use crate::check::{CheckError, Checked};
use crate::journal::{Change, FactId, Journal, JournalError, Patience};
use crate::read::Field;
use crate::split::{Split, SplitError, needs_only_facts};
use crate::stream::Fact;
use crate::value::Value;

/// A [`Journal`] for a formula whose facts split by key: the same changes, and what comes late costs a
/// replay of its own keys only.
///
/// ```
/// use armistice_monitor::{
///     Checked, Fact, KeyedJournal, Patience, Signature, Split, parse_formula,
/// };
///
/// let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let checked = Checked::new(formula, &Signature::open())?;
/// let split = Split::by(&checked, &["c".into()])?;
/// let patience = Patience { lateness: 3600, retention: Some(30 * 86_400) };
/// let mut journal = KeyedJournal::new(&checked, split, 64, patience)?;
/// for convoy in 0..100 {
///     journal.insert(convoy, 60 * convoy as i64, Fact::new("notify", [convoy as i64]))?;
/// }
/// journal.heartbeat(400_000);
/// assert_eq!(journal.update().len(), 200, "each provisional, then final");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct KeyedJournal {
    split: Split,
    lanes: Vec<Journal>,
    /// The lanes that hold a fact.
    places: HashMap<FactId, Vec<usize>>,
}

/// Why there is no such journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyedError {
    /// The formula cannot be monitored.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// It does not split.
    #[error(transparent)]
    Split(#[from] SplitError),
}

fn fields(values: &[Value]) -> Vec<Field<'_>> {
    values.iter().map(Field::from).collect()
}

impl KeyedJournal {
    /// An empty journal with so many lanes.
    ///
    /// # Errors
    /// [`KeyedError`], also where time points without facts matter to the formula: these are the same
    /// for all keys, so that a late one would touch every lane.
    pub fn new(
        checked: &Checked,
        split: Split,
        lanes: usize,
        patience: Patience,
    ) -> Result<Self, KeyedError> {
        needs_only_facts(checked.formula())?;
        let lane = Journal::new(checked, patience)?;
        Ok(Self { split, lanes: vec![lane; lanes.max(1)], places: HashMap::new() })
    }

    fn lanes_of(&self, fact: &Fact) -> Vec<usize> {
        let mut lanes = Vec::new();
        let fields = fields(&fact.values);
        self.split.each_shard(&fact.predicate, &fields, self.lanes.len(), |lane| lanes.push(lane));
        lanes
    }

    /// As [`Journal::insert`].
    ///
    /// # Errors
    /// As [`Journal::insert`]; nothing has changed then.
    pub fn insert(&mut self, id: FactId, valid: i64, fact: Fact) -> Result<(), JournalError> {
        if self.places.contains_key(&id) {
            return Err(JournalError::Taken { id });
        }
        let lanes = self.lanes_of(&fact);
        // All or none.
        lanes.iter().try_for_each(|lane| self.lanes[*lane].may_take(valid))?;
        for lane in &lanes {
            self.lanes[*lane].insert(id, valid, fact.clone())?;
        }
        self.places.insert(id, lanes);
        self.heartbeat(valid);
        Ok(())
    }

    /// As [`Journal::withdraw`].
    ///
    /// # Errors
    /// As [`Journal::withdraw`]; nothing has changed then.
    pub fn withdraw(&mut self, id: FactId) -> Result<(), JournalError> {
        let lanes = self.places.get(&id).ok_or(JournalError::Unknown { id })?;
        for lane in lanes {
            self.lanes[*lane].may_withdraw(id)?;
        }
        for lane in self.places.remove(&id).unwrap_or_default() {
            self.lanes[lane].withdraw(id)?;
        }
        Ok(())
    }

    /// As [`Journal::replace`].
    ///
    /// # Errors
    /// As [`Journal::replace`]; nothing has changed then.
    pub fn replace(&mut self, id: FactId, valid: i64, fact: Fact) -> Result<(), JournalError> {
        self.lanes_of(&fact).iter().try_for_each(|lane| self.lanes[*lane].may_take(valid))?;
        self.withdraw(id)?;
        self.insert(id, valid, fact)
    }

    /// As [`Journal::heartbeat`].
    pub fn heartbeat(&mut self, now: i64) {
        self.lanes.iter_mut().for_each(|lane| lane.heartbeat(now));
    }

    /// As [`Journal::update`]; lanes in which nothing happened only look at the clock.
    pub fn update(&mut self) -> Vec<Change> {
        let changes = self.lanes.iter_mut().map(Journal::update).collect();
        let held: usize = self.lanes.iter().map(Journal::facts).sum();
        if self.places.len() > 1024 + 2 * held {
            let lanes = &self.lanes;
            self.places.retain(|id, places| {
                places.iter().any(|lane| lanes[*lane].may_withdraw(*id).is_ok())
            });
        }
        self.merged(changes)
    }

    /// As [`Journal::close`].
    #[must_use]
    pub fn close(mut self) -> Vec<Change> {
        let changes = std::mem::take(&mut self.lanes).into_iter().map(Journal::close).collect();
        self.merged(changes)
    }

    /// Of each lane the changes of its own keys.
    fn merged(&self, changes: Vec<Vec<Change>>) -> Vec<Change> {
        let lanes = changes.len();
        let mut merged: Vec<(usize, Change)> = changes
            .into_iter()
            .enumerate()
            .flat_map(|(lane, changes)| {
                let own = move |change: &Change| {
                    let fields = fields(&change.bindings);
                    self.split.owner(|place| fields.get(place).copied(), lanes) == lane
                };
                changes.into_iter().filter(own)
            })
            .map(|change| (change.state.turn(), change))
            .collect();
        merged.sort();
        merged.into_iter().map(|(_, change)| change).collect()
    }
}
