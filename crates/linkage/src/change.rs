//! What a further record or a person's decision changed among the incidents.

use crate::linker::Decision;
use std::collections::{BTreeMap, BTreeSet};

/// Why something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The record of this number arrived.
    Arrived(usize),
    /// A person decided on these two records.
    Decided(usize, usize, Decision),
}

/// Incidents that became one, or one that became several. Incidents are named by their founders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The incidents that the records were in before, sorted.
    pub before: Vec<usize>,
    /// Those they are in now, sorted.
    pub after: Vec<usize>,
    /// Why.
    pub because: Change,
}

impl Turn {
    /// Whether two or more incidents became one.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.before.len() > 1 && self.after.len() == 1
    }

    /// Whether one became two or more.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.before.len() == 1 && self.after.len() > 1
    }
}

/// All that changed at once. Incidents not named in it are as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Merges, splits, and exchanges of records between incidents.
    pub turns: Vec<Turn>,
    /// The incident that the record which arrived is in.
    pub joined: Option<usize>,
}

impl Changes {
    /// Between the incident of each record before and now.
    pub(crate) fn between(
        before: &BTreeMap<u32, u32>,
        now: impl Fn(u32) -> u32,
        because: Change,
    ) -> Self {
        let arrived = match because {
            Change::Arrived(number) => Some(number as u32),
            Change::Decided(..) => None,
        };
        // Which incidents of before and which of now have records in common.
        let mut links: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (record, incident) in before {
            if Some(*record) != arrived {
                links.insert((*incident, now(*record)));
            }
        }
        let mut turns = Vec::new();
        while let Some((first, _)) = links.first().copied() {
            let (mut old, mut new) = (BTreeSet::from([first]), BTreeSet::new());
            loop {
                let part: Vec<(u32, u32)> = links
                    .iter()
                    .filter(|(b, a)| old.contains(b) || new.contains(a))
                    .copied()
                    .collect();
                if part.is_empty() {
                    break;
                }
                for link in part {
                    old.insert(link.0);
                    new.insert(link.1);
                    links.remove(&link);
                }
            }
            if old.len() > 1 || new.len() > 1 {
                let list = |set: BTreeSet<u32>| set.into_iter().map(|n| n as usize).collect();
                turns.push(Turn { before: list(old), after: list(new), because });
            }
        }
        Self { turns, joined: arrived.map(|n| now(n) as usize) }
    }
}
