//! Mixing of bits, and a hasher for keys that are mixed already.

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

/// A map by mixed keys.
pub(crate) type ByKey<V> = std::collections::HashMap<u64, V, std::hash::BuildHasherDefault<Mixed>>;
