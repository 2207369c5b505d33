//! Looks at 64 bytes at a time, so that where the next number begins need not wait until the one
//! before has been read.

/// How many bytes a window needs. It finds words in the first 64; the others are there so that no
/// place in those is ever out of reach.
pub(super) const SPAN: usize = 128;

const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);

/// A place in a window, and which bytes from there on are no part of a word: what is below `0` in
/// ASCII, blanks and brackets and commas and signs among them, and everything beyond ASCII.
#[derive(Clone, Copy)]
pub(super) struct Window<'c> {
    bytes: &'c [u8; SPAN],
    pub(super) at: usize,
    ends: u64,
}

impl<'c> Window<'c> {
    #[inline(always)]
    pub(super) fn new(bytes: &'c [u8; SPAN]) -> Self {
        Self { bytes, at: 0, ends: ends(bytes) }
    }

    /// The byte at this place.
    #[inline(always)]
    pub(super) fn byte(&self) -> u8 {
        self.bytes[self.at % SPAN]
    }

    /// Goes past the byte at this place if it is this one, which is no part of a word.
    #[inline(always)]
    pub(super) fn skip(&mut self, byte: u8) -> bool {
        // Without an end ahead this is behind what the window shows.
        let found = self.byte() == byte && self.ends != 0;
        if found {
            self.skip_end();
        }
        found
    }

    #[inline(always)]
    fn skip_end(&mut self) {
        self.at += 1;
        self.ends &= self.ends.wrapping_sub(1);
    }

    /// Goes past the byte at this place, which is part of a word.
    #[inline(always)]
    pub(super) fn skip_letter(&mut self) {
        self.at += 1;
    }

    /// Goes past the word at this place, which may be empty, unless the window ends first. Returns
    /// its length and its first eight bytes with what follows.
    #[inline(always)]
    pub(super) fn word(&mut self) -> Option<(usize, u64)> {
        if self.ends == 0 {
            return None;
        }
        let end = self.ends.trailing_zeros() as usize;
        let word = load(self.bytes, self.at);
        let length = end - self.at;
        self.at = end;
        Some((length, word))
    }

    /// Goes past a whole number of at most 16 digits, with its sign and a blank before it.
    #[inline(always)]
    #[allow(clippy::cast_possible_wrap)]
    pub(super) fn whole(&mut self) -> Option<i64> {
        let start = self.at;
        let (length, word) = self.word()?;
        if length.wrapping_sub(1) < 8 {
            return Some(digits(word, length)? as i64);
        }
        let mut aside = *self;
        aside.at = start;
        let number = aside.rare_whole()?;
        *self = aside;
        Some(number)
    }

    #[cold]
    #[inline(never)]
    #[allow(clippy::cast_possible_wrap)]
    fn rare_whole(&mut self) -> Option<i64> {
        self.skip(b' ');
        let negative = self.skip(b'-');
        let start = self.at;
        let number = match self.word()? {
            (length @ 1..=8, word) => digits(word, length)?,
            (length @ 9..=16, word) => {
                let low = load(self.bytes, start + length - 8);
                digits(word, length - 8)? * 100_000_000 + digits(low, 8)?
            }
            _ => return None,
        } as i64;
        Some(if negative { -number } else { number })
    }
}

/// Eight bytes from a place among the first 64.
#[inline(always)]
fn load(bytes: &[u8; SPAN], at: usize) -> u64 {
    let at = at % 64;
    bytes[at..at + 8].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}

/// The number that the lowest `length` bytes of `word` make, 1 to 8 of them, if they are digits.
#[inline(always)]
pub(super) fn digits(word: u64, length: usize) -> Option<u64> {
    // Zeros in front, in place of what does not belong to it.
    let values = (word ^ ZEROS) << ((64 - 8 * length) & 63);
    // A value above 9 reaches the high bit.
    if (values.wrapping_add(u64::from_le_bytes([0x76; 8])) | values) & HIGHS != 0 {
        return None;
    }
    // Pairs, then fours, then all eight.
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8);
    let outer = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let inner = ((pairs >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    Some(outer.wrapping_add(inner) >> 32)
}

/// A bit for each of the first 64 bytes that is no part of a word.
#[inline(always)]
fn ends(bytes: &[u8; SPAN]) -> u64 {
    let mut ends = 0;
    for (index, eight) in bytes.as_chunks().0.iter().take(8).enumerate() {
        let word = u64::from_le_bytes(*eight);
        // What is at least `0` reaches the high bit.
        let within = (word & !HIGHS) + u64::from_le_bytes([0x80 - b'0'; 8]);
        let below = (!within | word) & HIGHS;
        // The eight high bits, side by side.
        let bits = (below >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        ends |= bits << (8 * index);
    }
    ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_ends_of_words_are_where_they_are(bytes in prop::array::uniform32(any::<u8>())) {
            let mut window = [0; SPAN];
            for (at, byte) in window.iter_mut().zip(bytes.into_iter().cycle()) {
                *at = byte;
            }
            let plain = (0..64).fold(0, |ends, at| {
                ends | (u64::from(!(b'0'..0x80).contains(&window[at])) << at)
            });
            prop_assert_eq!(ends(&window), plain);
        }

        #[test]
        fn digits_make_their_number(number in 0_u64..100_000_000, zeros in 0_usize..8, after: [u8; 8]) {
            let width = zeros.max(number.to_string().len());
            let text = format!("{number:0width$}");
            let mut word = after;
            word[..width].copy_from_slice(text.as_bytes());
            prop_assert_eq!(digits(u64::from_le_bytes(word), width), Some(number));
            let other = after[0];
            if !other.is_ascii_digit() {
                word[width - 1] = other;
                prop_assert_eq!(digits(u64::from_le_bytes(word), width), None);
            }
        }
    }
}
