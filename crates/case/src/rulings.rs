//! Decisions in the order of the ledger, and which of them still stand.

use armistice_model::{Act, Decision};
use std::collections::HashMap;

/// A decision and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// Its entry in the ledger.
    pub entry: u64,
    /// The fingerprint of the key that signed it.
    pub author: String,
    /// What was decided.
    pub decision: Decision,
    /// The entry that undid it, if one did.
    pub undone_by: Option<u64>,
}

/// Marks what was undone and gives what stands. An undoing can itself be undone; an undoing that
/// names no earlier decision undoes nothing.
pub(crate) fn standing(rulings: &mut [Ruling]) -> Vec<Decision> {
    let at: HashMap<u64, usize> = rulings.iter().enumerate().map(|(i, r)| (r.entry, i)).collect();
    // From the last to the first: whether an undoing stands is known before what it undoes.
    for i in (0..rulings.len()).rev() {
        let Some(ruling) = rulings.get(i) else { continue };
        let (entry, stands) = (ruling.entry, ruling.undone_by.is_none());
        let Act::Undo { of } = ruling.decision.act else { continue };
        let target = at.get(&of).filter(|target| **target < i).and_then(|t| rulings.get_mut(*t));
        if let (true, Some(target)) = (stands, target) {
            // The first undoing that stands is the one that counts; they are met last to first.
            target.undone_by = Some(entry);
        }
    }
    let stands = rulings.iter().filter(|r| r.undone_by.is_none());
    stands.map(|r| &r.decision).filter(|d| !matches!(d.act, Act::Undo { .. })).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn rulings(acts: Vec<Act>) -> Vec<Ruling> {
        let ruling = |(i, act)| Ruling {
            entry: 10 + i as u64,
            author: String::new(),
            decision: Decision {
                act,
                at: Timestamp::UNIX_EPOCH,
                reason: String::new(),
                cites: Vec::new(),
            },
            undone_by: None,
        };
        acts.into_iter().enumerate().map(ruling).collect()
    }

    fn left(acts: Vec<Act>) -> Vec<Act> {
        standing(&mut rulings(acts)).into_iter().map(|d| d.act).collect()
    }

    fn leave(actor: &str) -> Act {
        Act::Leave { actor: actor.to_string() }
    }

    #[test]
    fn what_is_undone_falls_and_what_is_undone_twice_stands() {
        let undo = |entry| Act::Undo { of: entry };
        assert_eq!(left(vec![leave("a"), undo(10)]), vec![]);
        assert_eq!(left(vec![leave("a"), undo(10), undo(11)]), vec![leave("a")]);
        assert_eq!(left(vec![leave("a"), undo(10), undo(11), undo(12)]), vec![]);
        assert_eq!(left(vec![leave("a"), leave("b"), undo(10), undo(10)]), vec![leave("b")]);
        // One of two undoings is undone: the other still holds.
        assert_eq!(left(vec![leave("a"), undo(10), undo(10), undo(11)]), vec![]);
    }

    #[test]
    fn nothing_is_undone_before_it_is_decided() {
        let undo = |entry| Act::Undo { of: entry };
        assert_eq!(left(vec![undo(11), leave("a"), undo(99)]), vec![leave("a")]);
        assert_eq!(left(vec![undo(10), leave("a")]), vec![leave("a")]);
    }
}
