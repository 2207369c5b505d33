//! "Somebody is on this": who has taken up which report. A courtesy among people, not a lock:
//! kept in memory, lapses by itself, and forbids nothing.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// After so long without a word it lapses.
const LAPSES: SignedDuration = SignedDuration::from_mins(5);
/// More than this many at once are not remembered.
const MOST: usize = 10_000;

/// Who is on a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TakenUp {
    /// Their name for others.
    pub by: String,
    /// Since when.
    #[schemars(with = "String")]
    pub since: Timestamp,
    #[serde(skip)]
    last: Timestamp,
}

/// All that is taken up.
#[derive(Debug, Default)]
pub struct Desk(Mutex<HashMap<String, TakenUp>>);

impl Desk {
    /// Takes up a report, or says that one is still on it. Gives who is on it now.
    pub fn take_up(&self, report: &str, by: &str, now: Timestamp) -> TakenUp {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, taken| is_fresh(taken, now));
        }
        let fresh = TakenUp { by: by.to_string(), since: now, last: now };
        if all.len() >= MOST && !all.contains_key(report) {
            return fresh;
        }
        let taken = all.entry(report.to_string()).or_insert_with(|| fresh.clone());
        if taken.by == by && is_fresh(taken, now) {
            taken.last = now;
        } else {
            // Whoever takes it up last is on it: people talk to each other.
            *taken = fresh;
        }
        taken.clone()
    }

    /// Lays a report down; whether it was this person's.
    pub fn lay_down(&self, report: &str, by: &str) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.get(report).is_some_and(|taken| taken.by == by);
        if own {
            all.remove(report);
        }
        own
    }

    /// Who is on a report.
    pub fn on(&self, report: &str, now: Timestamp) -> Option<TakenUp> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(report).filter(|taken| is_fresh(taken, now)).cloned()
    }
}

fn is_fresh(taken: &TakenUp, now: Timestamp) -> bool {
    now.duration_since(taken.last) < LAPSES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lapses_and_is_laid_down_by_its_own_hand_only() {
        let (desk, start) = (Desk::default(), Timestamp::UNIX_EPOCH);
        let later = |minutes: i64| start + SignedDuration::from_mins(minutes);
        desk.take_up("R-1", "Nour", start);
        desk.take_up("R-1", "Nour", later(4));
        assert_eq!(desk.on("R-1", later(8)).map(|t| t.since), Some(start));
        assert_eq!(desk.on("R-1", later(10)), None);
        desk.take_up("R-1", "Sami", later(5));
        assert!(!desk.lay_down("R-1", "Nour"));
        assert!(desk.lay_down("R-1", "Sami"));
        assert_eq!(desk.on("R-1", later(5)), None);
    }
}
