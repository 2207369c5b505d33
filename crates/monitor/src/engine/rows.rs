//! Rows of words, one after another in one buffer.

use crate::engine::word::Word;

/// Rows of equal width; a row of width 0 still counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rows {
    width: usize,
    len: usize,
    words: Vec<Word>,
}

impl Rows {
    pub(crate) fn new(width: usize) -> Self {
        Self { width, len: 0, words: Vec::new() }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        self.len = 0;
        self.words.clear();
    }

    #[inline]
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = Word>) {
        self.words.extend(row);
        self.len += 1;
        debug_assert_eq!(self.words.len(), self.len * self.width);
    }

    #[inline]
    pub(crate) fn push_row(&mut self, row: &[Word]) {
        self.words.extend_from_slice(row);
        self.len += 1;
        debug_assert_eq!(self.words.len(), self.len * self.width);
    }

    #[inline]
    pub(crate) fn row(&self, at: usize) -> &[Word] {
        &self.words[at * self.width..(at + 1) * self.width]
    }

    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Word]> {
        (0..self.len).map(|at| self.row(at))
    }

    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Drops every row that stood before already.
    pub(crate) fn dedup(&mut self, seen: &mut Seen) {
        const FEW: usize = 8;
        let mut kept = 0;
        if self.len > FEW {
            seen.0.clear();
        }
        for at in 0..self.len {
            let (before, rest) = self.words.split_at(at * self.width);
            let row = &rest[..self.width];
            let known = if self.len <= FEW {
                (0..kept).any(|other| before[other * self.width..(other + 1) * self.width] == *row)
            } else {
                let hash = super::word::hash_of(row.iter().copied());
                let words = &self.words;
                let width = self.width;
                let at_place = |place: u32| &words[place as usize * width..][..width];
                let known = seen.0.find(hash, |place| at_place(*place) == row).is_some();
                if !known {
                    let place = u32::try_from(kept).unwrap_or(u32::MAX);
                    seen.0.insert_unique(hash, place, |place| {
                        super::word::hash_of(at_place(*place).iter().copied())
                    });
                }
                known
            };
            if !known {
                if kept != at {
                    self.words
                        .copy_within(at * self.width..(at + 1) * self.width, kept * self.width);
                }
                kept += 1;
            }
        }
        self.len = kept;
        self.words.truncate(kept * self.width);
    }
}

/// Room for finding rows that come again.
#[derive(Clone, Default)]
pub(crate) struct Seen(hashbrown::HashTable<u32>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_come_again_are_dropped() {
        for many in [5, 300] {
            let mut rows = Rows::new(2);
            for n in 0..many {
                rows.push([Word::from_bits(n % 4), Word::from_bits(n % 2)]);
            }
            rows.dedup(&mut Seen::default());
            let found: Vec<u64> = rows.words().iter().map(|word| word.bits()).collect();
            assert_eq!(found, [0, 0, 1, 1, 2, 0, 3, 1]);
        }
    }
}
