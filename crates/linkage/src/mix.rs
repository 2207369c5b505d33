//! Small tools: mixing of bits, a hasher for keys that are mixed already, rounding, sorting by
//! numbers.

use std::hash::Hasher;

/// Two numbers as one, by the last steps of SplitMix64 (Steele, Lea, Flood 2014). The first is
/// spread out before, so that small numbers do not cancel each other.
pub(crate) fn mix(seed: u64, value: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ value;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Takes a mixed key as it is.
#[derive(Default)]
pub(crate) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// The whole number at or below: without the call that rounding is on older processors.
#[inline]
pub(crate) fn floor(number: f64) -> i64 {
    let whole = number as i64;
    whole - i64::from((whole as f64) > number)
}

/// A map by mixed keys.
pub(crate) type ByKey<V> = std::collections::HashMap<u64, V, std::hash::BuildHasherDefault<Mixed>>;

/// Sorts by the codes and leaves what is of one code in its order: digit by digit, the last first.
pub(crate) fn sort_by_code(coded: &mut Vec<(u64, u32)>) {
    const BITS: usize = 11;
    let most = coded.iter().map(|(code, _)| *code).max().unwrap_or(0);
    let mut other = vec![(0, 0); coded.len()];
    for shift in (0..64).step_by(BITS).take_while(|shift| most >> shift > 0) {
        let digit = |code: u64| (code >> shift) as usize & ((1 << BITS) - 1);
        let mut next = [0_usize; 1 << BITS];
        coded.iter().for_each(|(code, _)| next[digit(*code)] += 1);
        let mut sum = 0;
        next.iter_mut().for_each(|count| sum += std::mem::replace(count, sum));
        for entry in coded.iter() {
            let at = &mut next[digit(entry.0)];
            if let Some(slot) = other.get_mut(*at) {
                *slot = *entry;
            }
            *at += 1;
        }
        std::mem::swap(coded, &mut other);
    }
}
