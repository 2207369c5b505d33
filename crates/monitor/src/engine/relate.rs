//! Joins, differences, unions and projections: of what holds at one time point, and of relations that
//! are kept, which are mended by what changed.

use hashbrown::HashTable;

use crate::engine::rows::Rows;
use crate::engine::store::{Lookup, RowId, Store};
use crate::engine::word::{Word, hash_of};

/// How rows of two relations are paired.
#[derive(Clone, Debug)]
pub(crate) struct Pairing {
    /// Columns of the left one, in the order of the key.
    pub(crate) left: Vec<usize>,
    /// Columns of the right one, in the order of the key.
    pub(crate) right: Vec<usize>,
    /// Columns of the right one that are added to the left one's.
    pub(crate) added: Vec<usize>,
}

/// Room for a key and for chains of rows, used anew at every time point.
#[derive(Clone, Default)]
pub(crate) struct Scratch {
    key: Vec<Word>,
    heads: HashTable<u32>,
    next: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// Up to so many pairs are simply tried.
const FEW: usize = 32;

impl Scratch {
    /// Chains the rows that agree on these columns.
    fn chain(&mut self, rows: &Rows, columns: &[usize]) {
        self.heads.clear();
        self.next.clear();
        self.next.resize(rows.len(), NONE);
        let hash_at = |at: u32| {
            let row = rows.row(at as usize);
            hash_of(columns.iter().map(|column| row[*column]))
        };
        for at in 0..u32::try_from(rows.len()).unwrap_or(NONE) {
            let row = rows.row(at as usize);
            let same = |other: &u32| {
                let other = rows.row(*other as usize);
                columns.iter().all(|column| other[*column] == row[*column])
            };
            match self.heads.find_mut(hash_at(at), same) {
                Some(head) => {
                    self.next[at as usize] = *head;
                    *head = at;
                }
                None => {
                    self.heads.insert_unique(hash_at(at), at, |at| hash_at(*at));
                }
            }
        }
    }

    fn first(&self, rows: &Rows, columns: &[usize], key: &[Word]) -> u32 {
        let same = |at: &u32| {
            let row = rows.row(*at as usize);
            columns.iter().zip(key).all(|(column, word)| row[*column] == *word)
        };
        self.heads.find(hash_of(key.iter().copied()), same).copied().unwrap_or(NONE)
    }
}

#[inline]
fn key_into(key: &mut Vec<Word>, row: &[Word], columns: &[usize]) {
    key.clear();
    key.extend(columns.iter().map(|column| row[*column]));
}

#[inline]
fn agree(left: &[Word], right: &[Word], pairing: &Pairing) -> bool {
    pairing.left.iter().zip(&pairing.right).all(|(l, r)| left[*l] == right[*r])
}

#[inline]
fn paired<'a>(
    left: &'a [Word],
    right: &'a [Word],
    added: &'a [usize],
) -> impl Iterator<Item = Word> + 'a {
    left.iter().copied().chain(added.iter().map(|column| right[*column]))
}

/// Pairs what holds now with what holds now.
pub(crate) fn join_rows(
    left: &Rows,
    right: &Rows,
    pairing: &Pairing,
    scratch: &mut Scratch,
    out: &mut Rows,
) {
    if left.len() * right.len() <= FEW {
        for l in left.iter() {
            for r in right.iter() {
                if agree(l, r, pairing) {
                    out.push(paired(l, r, &pairing.added));
                }
            }
        }
        return;
    }
    scratch.chain(right, &pairing.right);
    for l in left.iter() {
        let mut key = std::mem::take(&mut scratch.key);
        key_into(&mut key, l, &pairing.left);
        let mut at = scratch.first(right, &pairing.right, &key);
        scratch.key = key;
        while at != NONE {
            out.push(paired(l, right.row(at as usize), &pairing.added));
            at = scratch.next[at as usize];
        }
    }
}

/// Pairs what holds now with what is kept.
#[inline]
pub(crate) fn join_store(
    left: &Rows,
    right: &Store,
    lookup: Lookup,
    pairing: &Pairing,
    scratch: &mut Scratch,
    out: &mut Rows,
) {
    for l in left.iter() {
        key_into(&mut scratch.key, l, &pairing.left);
        // A whole row is there or not, and adds nothing.
        if lookup == Lookup::Whole {
            if right.contains(&scratch.key) {
                out.push_row(l);
            }
            continue;
        }
        right.each(lookup, &scratch.key, |id| {
            out.push(paired(l, right.row(id), &pairing.added));
        });
    }
}

/// The rows for whose key nothing is denied now.
pub(crate) fn minus_rows(
    source: &Rows,
    denied: &Rows,
    key: &[usize],
    whole: &[usize],
    scratch: &mut Scratch,
    out: &mut Rows,
) {
    if source.len() * denied.len() <= FEW {
        for row in source.iter() {
            let is_denied = denied
                .iter()
                .any(|d| key.iter().zip(d).all(|(column, word)| row[*column] == *word));
            if !is_denied {
                out.push_row(row);
            }
        }
        return;
    }
    scratch.chain(denied, whole);
    for row in source.iter() {
        let mut words = std::mem::take(&mut scratch.key);
        key_into(&mut words, row, key);
        if scratch.first(denied, whole, &words) == NONE {
            out.push_row(row);
        }
        scratch.key = words;
    }
}

/// The rows for whose key nothing is denied in what is kept.
#[inline]
pub(crate) fn minus_store(
    source: &Rows,
    denied: &Store,
    key: &[usize],
    scratch: &mut Scratch,
    out: &mut Rows,
) {
    for row in source.iter() {
        key_into(&mut scratch.key, row, key);
        if !denied.contains(&scratch.key) {
            out.push_row(row);
        }
    }
}

/// How often each row of a kept relation is given, where it may be given for several reasons.
#[derive(Clone, Default)]
pub(crate) struct Tally(pub(crate) Vec<i32>);

impl Tally {
    /// Counts a row up or down.
    pub(crate) fn count(&mut self, row: &[Word], by: i32, store: &mut Store) {
        let (id, fresh) = store.allot(row);
        let place = id as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        if fresh {
            self.0[place] = 0;
        }
        self.0[place] += by;
        match self.0[place] {
            0 => store.release(id),
            1.. => store.appear(id),
            _ => store.vanish(id),
        }
    }
}

/// Mends the pairs of two kept relations.
pub(crate) fn mend_join(
    left: &Store,
    right: &Store,
    lookups: (Lookup, Lookup),
    pairing: &Pairing,
    tally: &mut Tally,
    out: &mut Store,
) {
    if left.added.is_empty()
        && left.removed.is_empty()
        && right.added.is_empty()
        && right.removed.is_empty()
    {
        return;
    }
    let mut key = Vec::new();
    let mut row = Vec::new();
    let mut give = |l: &[Word], r: &[Word], by: i32| {
        row.clear();
        row.extend(paired(l, r, &pairing.added));
        tally.count(&row, by, out);
    };
    // (L + dL)(R + dR) - LR = dL (R + dR) + (L + dL) dR - dL dR: both relations are as they are after
    // the change.
    for (rows, by) in [(&left.added, 1), (&left.removed, -1)] {
        for l in rows.iter() {
            key_into(&mut key, l, &pairing.left);
            right.each(lookups.1, &key, |id| give(l, right.row(id), by));
        }
    }
    for (rows, by) in [(&right.added, 1), (&right.removed, -1)] {
        for r in rows.iter() {
            key_into(&mut key, r, &pairing.right);
            left.each(lookups.0, &key, |id| give(left.row(id), r, by));
        }
    }
    let mut scratch = Scratch::default();
    for (lefts, left_by) in [(&left.added, 1), (&left.removed, -1)] {
        for (rights, right_by) in [(&right.added, 1), (&right.removed, -1)] {
            if lefts.is_empty() || rights.is_empty() {
                continue;
            }
            scratch.chain(rights, &pairing.right);
            for l in lefts.iter() {
                key_into(&mut key, l, &pairing.left);
                let mut at = scratch.first(rights, &pairing.right, &key);
                while at != NONE {
                    give(l, rights.row(at as usize), -left_by * right_by);
                    at = scratch.next[at as usize];
                }
            }
        }
    }
}

/// Mends the rows of one kept relation for whose key the other one has nothing.
pub(crate) fn mend_minus(
    source: &Store,
    denied: &Store,
    by_key: Lookup,
    key_columns: &[usize],
    out: &mut Store,
) {
    let set = |row: &[Word], holds: bool, out: &mut Store| {
        if holds {
            let (id, _) = out.allot(row);
            out.appear(id);
        } else if let Some(id) = out.find(row) {
            out.release(id);
        }
    };
    let mut key = Vec::new();
    for row in source.removed.iter() {
        set(row, false, out);
    }
    for row in source.added.iter() {
        key_into(&mut key, row, key_columns);
        set(row, !denied.contains(&key), out);
    }
    for (rows, holds) in [(&denied.added, false), (&denied.removed, true)] {
        for row in rows.iter() {
            source.each(by_key, row, |id| set(source.row(id), holds, out));
        }
    }
}

/// Mends a relation of what holds at each time point anew: it holds for that time point alone.
#[derive(Clone, Default)]
pub(crate) struct Held {
    pub(crate) current: Vec<RowId>,
    pub(crate) step: Vec<u64>,
}

impl Held {
    pub(crate) fn hold(&mut self, rows: &Rows, tp: u64, out: &mut Store) {
        // 0 stands for no time point.
        let now = tp + 1;
        let mut current = Vec::with_capacity(rows.len());
        for row in rows.iter() {
            let (id, fresh) = out.allot(row);
            let place = id as usize;
            if self.step.len() <= place {
                self.step.resize(place + 1, 0);
            }
            if fresh || self.step[place] != now {
                self.step[place] = now;
                current.push(id);
            }
            out.appear(id);
        }
        for id in self.current.drain(..) {
            if self.step[id as usize] != now {
                out.release(id);
            }
        }
        self.current = current;
    }
}
