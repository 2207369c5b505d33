//! Cells of a table repeat; their values are shared.

use std::sync::Arc;

/// How many recent values are remembered for each column; a power of two.
const SLOTS: usize = 64;

/// Recent values of each column. A miss costs one allocation, a hit none; memory is bounded by
/// the number of columns.
pub(crate) struct Interner {
    slots: Vec<Option<Arc<str>>>,
}

impl Interner {
    /// For a table of so many columns.
    pub(crate) fn new(columns: usize) -> Self {
        Self { slots: vec![None; columns * SLOTS] }
    }

    /// `value` as it stands in column `column`.
    pub(crate) fn share(&mut self, column: usize, value: &str) -> Arc<str> {
        // Long values are prose and rarely come again.
        if value.len() > 64 {
            return value.into();
        }
        let at = column * SLOTS + slot(value.as_bytes());
        match self.slots.get_mut(at) {
            Some(Some(known)) if &**known == value => known.clone(),
            Some(slot) => slot.insert(value.into()).clone(),
            None => value.into(),
        }
    }
}

/// A slot by a value's length, its beginning and its end; equal values meet, others mostly do not.
fn slot(value: &[u8]) -> usize {
    let eight =
        |piece: &[u8]| piece.iter().take(8).fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
    let end = value.get(value.len().saturating_sub(8)..).unwrap_or_default();
    let word = eight(value) ^ eight(end).rotate_left(29) ^ value.len() as u64;
    // The golden ratio spreads neighbouring words over the upper bits.
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_itself() {
        let mut interner = Interner::new(2);
        for i in 0..10_000 {
            let value = (i % 300).to_string();
            assert_eq!(&*interner.share(i % 3, &value), value);
        }
        let first = interner.share(0, "Syria");
        assert!(Arc::ptr_eq(&first, &interner.share(0, "Syria")));
    }
}
