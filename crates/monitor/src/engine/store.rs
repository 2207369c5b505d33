//! A relation that lasts: rows that come and go, found whole or by some of their columns.
//!
//! Whoever computes the relation keeps it here; whoever reads it asks for an index on the columns by
//! which it will look. So one copy serves all readers. A row can be *allotted* (it has a place) before
//! and after it is *present* (it belongs to the relation now), so that what waits for its time needs
//! no second home.

use hashbrown::HashTable;

use crate::engine::rows::Rows;
use crate::engine::word::{Word, hash_of};

/// The place of a row.
pub(crate) type RowId = u32;

const NONE: RowId = RowId::MAX;

const ALLOTTED: u8 = 1;
const PRESENT: u8 = 2;
/// Noted for the difference of this step.
const TOUCHED: u8 = 4;
/// Present when the step began.
const WAS: u8 = 8;
/// To be freed when the step ends.
const RELEASED: u8 = 16;

/// A relation, its indexes, and what changed in the last step.
#[derive(Clone)]
pub(crate) struct Store {
    width: usize,
    words: Vec<Word>,
    flags: Vec<u8>,
    table: HashTable<RowId>,
    free: Vec<RowId>,
    present: usize,
    indexes: Vec<Index>,
    tracked: bool,
    /// Whether nobody looks for a row by its values: then there is no need of a table.
    loose: bool,
    sought: bool,
    touched: Vec<RowId>,
    pub(crate) added: Rows,
    pub(crate) removed: Rows,
    version: u64,
}

/// Rows that agree on some columns, chained.
#[derive(Clone)]
struct Index {
    columns: Vec<usize>,
    heads: HashTable<RowId>,
    next: Vec<RowId>,
    before: Vec<RowId>,
}

/// How a reader finds rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// By the whole row, its columns in the relation's order.
    Whole,
    /// By an index.
    Index(usize),
}

fn row_of(words: &[Word], width: usize, id: RowId) -> &[Word] {
    &words[id as usize * width..][..width]
}

fn key_hash(row: &[Word], columns: &[usize]) -> u64 {
    hash_of(columns.iter().map(|column| row[*column]))
}

impl Index {
    fn link(&mut self, words: &[Word], width: usize, id: RowId) {
        let place = id as usize;
        if self.next.len() <= place {
            self.next.resize(place + 1, NONE);
            self.before.resize(place + 1, NONE);
        }
        let row = row_of(words, width, id);
        let hash = key_hash(row, &self.columns);
        let columns = &self.columns;
        let same = |other: &RowId| {
            let other = row_of(words, width, *other);
            columns.iter().all(|column| other[*column] == row[*column])
        };
        match self.heads.find_mut(hash, same) {
            Some(head) => {
                self.next[place] = *head;
                self.before[*head as usize] = id;
                *head = id;
            }
            None => {
                self.next[place] = NONE;
                self.heads.insert_unique(hash, id, |other| {
                    key_hash(row_of(words, width, *other), columns)
                });
            }
        }
        self.before[place] = NONE;
    }

    fn unlink(&mut self, words: &[Word], width: usize, id: RowId) {
        let place = id as usize;
        let (before, next) = (self.before[place], self.next[place]);
        if next != NONE {
            self.before[next as usize] = before;
        }
        if before != NONE {
            self.next[before as usize] = next;
            return;
        }
        let hash = key_hash(row_of(words, width, id), &self.columns);
        if let Ok(mut head) = self.heads.find_entry(hash, |other| *other == id) {
            if next == NONE {
                head.remove();
            } else {
                *head.get_mut() = next;
            }
        }
    }
}

impl Store {
    pub(crate) fn new(width: usize) -> Self {
        Self {
            width,
            words: Vec::new(),
            flags: Vec::new(),
            table: HashTable::new(),
            free: Vec::new(),
            present: 0,
            indexes: Vec::new(),
            tracked: false,
            loose: false,
            sought: false,
            touched: Vec::new(),
            added: Rows::new(width),
            removed: Rows::new(width),
            version: 0,
        }
    }

    /// From now on [`Store::settle`] tells what changed.
    pub(crate) fn track(&mut self) {
        self.tracked = true;
    }

    /// Lets a relation that nobody asks for changes or for rows go without a table. Its rows must be
    /// known by their places from now on, and no row be allotted that is there already.
    pub(crate) fn loosen(&mut self) {
        self.loose = !self.tracked && !self.sought && self.indexes.is_empty();
    }

    /// Says that rows will be looked for by all their values.
    pub(crate) fn seek(&mut self) {
        self.sought = true;
    }

    /// Whether values of a row may be changed where it stands.
    #[inline]
    pub(crate) fn is_loose(&self) -> bool {
        self.loose
    }

    /// Changes a value of a present row of a loose relation.
    #[inline]
    pub(crate) fn amend(&mut self, id: RowId, column: usize, word: Word) {
        self.words[id as usize * self.width + column] = word;
        self.version += 1;
    }

    /// How to find rows by these columns, whose values a reader gives in this order.
    pub(crate) fn lookup(&mut self, columns: &[usize]) -> Lookup {
        self.sought = true;
        if columns.len() == self.width && columns.iter().enumerate().all(|(at, c)| at == *c) {
            return Lookup::Whole;
        }
        let known = self.indexes.iter().position(|index| index.columns == columns);
        Lookup::Index(known.unwrap_or_else(|| {
            self.indexes.push(Index {
                columns: columns.to_vec(),
                heads: HashTable::new(),
                next: Vec::new(),
                before: Vec::new(),
            });
            self.indexes.len() - 1
        }))
    }

    /// How many rows are present.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.present
    }

    /// Whether no row is allotted.
    #[inline]
    pub(crate) fn is_vacant(&self) -> bool {
        self.table.is_empty()
    }

    /// How many places there are, used or not.
    pub(crate) fn places(&self) -> usize {
        self.flags.len()
    }

    /// Grows with every change.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    #[inline]
    pub(crate) fn row(&self, id: RowId) -> &[Word] {
        row_of(&self.words, self.width, id)
    }

    #[inline]
    fn flag(&self, id: RowId, flag: u8) -> bool {
        self.flags.get(id as usize).is_some_and(|flags| flags & flag != 0)
    }

    #[inline]
    pub(crate) fn is_present(&self, id: RowId) -> bool {
        self.flag(id, PRESENT)
    }

    pub(crate) fn is_allotted(&self, id: RowId) -> bool {
        self.flag(id, ALLOTTED) && !self.flag(id, RELEASED)
    }

    /// The place of a row, present or not.
    #[inline]
    pub(crate) fn find(&self, row: &[Word]) -> Option<RowId> {
        let hash = hash_of(row.iter().copied());
        self.table
            .find(hash, |id| row_of(&self.words, self.width, *id) == row)
            .copied()
            .filter(|id| self.flags[*id as usize] & RELEASED == 0)
    }

    /// A place for a row, and whether it is new.
    #[inline]
    pub(crate) fn allot(&mut self, row: &[Word]) -> (RowId, bool) {
        let hash = if self.loose { 0 } else { hash_of(row.iter().copied()) };
        let Self { words, width, table, .. } = self;
        if !self.loose
            && let Some(&id) = table.find(hash, |id| row_of(words, *width, *id) == row)
        {
            let flags = &mut self.flags[id as usize];
            let fresh = *flags & RELEASED != 0;
            *flags &= !RELEASED;
            return (id, fresh);
        }
        let id = match self.free.pop() {
            Some(id) => {
                words[id as usize * *width..][..*width].copy_from_slice(row);
                self.flags[id as usize] = ALLOTTED;
                id
            }
            None => {
                words.extend_from_slice(row);
                self.flags.push(ALLOTTED);
                RowId::try_from(self.flags.len() - 1).unwrap_or(NONE)
            }
        };
        if !self.loose {
            table.insert_unique(hash, id, |id| hash_of(row_of(words, *width, *id).iter().copied()));
            for index in &mut self.indexes {
                index.link(words, *width, id);
            }
        }
        (id, true)
    }

    #[inline]
    fn touch(&mut self, id: RowId) {
        self.version += 1;
        if self.tracked {
            let flags = &mut self.flags[id as usize];
            if *flags & TOUCHED == 0 {
                let was = if *flags & PRESENT != 0 { WAS } else { 0 };
                *flags |= TOUCHED | was;
                self.touched.push(id);
            }
        }
    }

    /// The row belongs to the relation from now on.
    #[inline]
    pub(crate) fn appear(&mut self, id: RowId) {
        if !self.is_present(id) {
            self.touch(id);
            self.flags[id as usize] |= PRESENT;
            self.present += 1;
        }
    }

    /// The row does not belong to the relation any more; it keeps its place.
    #[inline]
    pub(crate) fn vanish(&mut self, id: RowId) {
        if self.is_present(id) {
            self.touch(id);
            self.flags[id as usize] &= !PRESENT;
            self.present -= 1;
        }
    }

    /// Gives up the place of a row that is not present.
    #[inline]
    pub(crate) fn release(&mut self, id: RowId) {
        self.vanish(id);
        if self.flags[id as usize] & TOUCHED != 0 {
            self.flags[id as usize] |= RELEASED;
        } else {
            self.let_go(id);
        }
    }

    fn let_go(&mut self, id: RowId) {
        if self.loose {
            self.flags[id as usize] = 0;
            self.free.push(id);
            return;
        }
        let Self { words, width, table, .. } = self;
        let row = row_of(words, *width, id);
        if let Ok(entry) = table.find_entry(hash_of(row.iter().copied()), |other| *other == id) {
            entry.remove();
        }
        for index in &mut self.indexes {
            index.unlink(words, *width, id);
        }
        self.flags[id as usize] = 0;
        self.free.push(id);
    }

    /// Ends a step: what was touched and is not as it was is the difference.
    #[inline]
    pub(crate) fn settle(&mut self) {
        if !self.tracked {
            return;
        }
        self.added.clear();
        self.removed.clear();
        if self.touched.is_empty() {
            return;
        }
        let mut touched = std::mem::take(&mut self.touched);
        for id in touched.drain(..) {
            let flags = self.flags[id as usize];
            let row = row_of(&self.words, self.width, id).iter().copied();
            match (flags & WAS != 0, flags & PRESENT != 0) {
                (false, true) => self.added.push(row),
                (true, false) => self.removed.push(row),
                _ => {}
            }
            self.flags[id as usize] = flags & !(TOUCHED | WAS);
            if flags & RELEASED != 0 {
                self.let_go(id);
            }
        }
        self.touched = touched;
    }

    /// Whether the row is present.
    #[inline]
    pub(crate) fn contains(&self, row: &[Word]) -> bool {
        self.find(row).is_some_and(|id| self.is_present(id))
    }

    /// The places of the present rows.
    pub(crate) fn ids(&self) -> impl Iterator<Item = RowId> {
        let places = RowId::try_from(self.flags.len()).unwrap_or(NONE);
        (0..places).filter(|id| self.is_present(*id))
    }

    /// The places of the allotted rows, present or not.
    pub(crate) fn allotted(&self) -> impl Iterator<Item = RowId> {
        let places = RowId::try_from(self.flags.len()).unwrap_or(NONE);
        (0..places).filter(|id| self.is_allotted(*id))
    }

    /// The present rows.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Word]> {
        self.ids().map(|id| self.row(id))
    }

    /// Calls `visit` for every allotted row with this key.
    #[inline]
    pub(crate) fn each_allotted(&self, lookup: Lookup, key: &[Word], mut visit: impl FnMut(RowId)) {
        match lookup {
            Lookup::Whole => {
                if let Some(id) = self.find(key) {
                    visit(id);
                }
            }
            Lookup::Index(index) => {
                let index = &self.indexes[index];
                let hash = hash_of(key.iter().copied());
                let head = index.heads.find(hash, |id| {
                    let row = row_of(&self.words, self.width, *id);
                    index.columns.iter().zip(key).all(|(column, word)| row[*column] == *word)
                });
                let mut at = head.copied().unwrap_or(NONE);
                while at != NONE {
                    if self.flags[at as usize] & RELEASED == 0 {
                        visit(at);
                    }
                    at = index.next[at as usize];
                }
            }
        }
    }

    /// Calls `visit` for every present row with this key.
    #[inline]
    pub(crate) fn each(&self, lookup: Lookup, key: &[Word], mut visit: impl FnMut(RowId)) {
        self.each_allotted(lookup, key, |id| {
            if self.flags[id as usize] & PRESENT != 0 {
                visit(id);
            }
        });
    }

    /// The flags and words of every place, for a checkpoint: between steps nothing is touched.
    pub(crate) fn image(&self) -> (&[u8], &[Word]) {
        (&self.flags, &self.words)
    }

    /// Takes the places of an image; `false` where it is none of this relation.
    pub(crate) fn restore(&mut self, flags: Vec<u8>, words: Vec<Word>) -> bool {
        let valid = [0, ALLOTTED, ALLOTTED | PRESENT];
        if words.len() != flags.len() * self.width
            || flags.len() >= NONE as usize
            || flags.iter().any(|flags| !valid.contains(flags))
        {
            return false;
        }
        self.table.clear();
        self.free.clear();
        self.present = 0;
        for index in &mut self.indexes {
            index.heads.clear();
        }
        self.flags = flags;
        self.words = words;
        for place in 0..self.flags.len() {
            let id = RowId::try_from(place).unwrap_or(NONE);
            let flags = self.flags[place];
            if flags == 0 {
                self.free.push(id);
                continue;
            }
            self.present += usize::from(flags & PRESENT != 0);
            if self.loose {
                continue;
            }
            let (words, width) = (&self.words, self.width);
            let row = row_of(words, width, id);
            let hash = hash_of(row.iter().copied());
            if self.table.find(hash, |other| row_of(words, width, *other) == row).is_some() {
                return false;
            }
            self.table
                .insert_unique(hash, id, |id| hash_of(row_of(words, width, *id).iter().copied()));
            for index in &mut self.indexes {
                index.link(words, width, id);
            }
        }
        self.version += 1;
        true
    }
}
