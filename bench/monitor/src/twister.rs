//! The Mersenne Twister, drawn from as Python's `random.Random` draws from it, so that a log that is
//! defined by a seed of that generator can be made here, to the byte.
//!
//! The generator is MT19937 (Matsumoto and Nishimura, "Mersenne Twister: A 623-Dimensionally
//! Equidistributed Uniform Pseudo-Random Number Generator", ACM TOMACS 8(1), 1998), its seed spread
//! over the state by the authors' `init_by_array` of 2002.

const WORDS: usize = 624;
const SHIFT: usize = 397;

/// A row of random numbers.
pub struct Twister {
    state: [u32; WORDS],
    used: usize,
}

impl Twister {
    /// The row that `random.Random(seed)` gives.
    pub fn new(seed: u32) -> Self {
        let mut state = [0_u32; WORDS];
        let mut last = 19_650_218_u32;
        for (place, word) in state.iter_mut().enumerate() {
            if place > 0 {
                last = (last ^ (last >> 30)).wrapping_mul(1_812_433_253);
                last = last.wrapping_add(place as u32);
            }
            *word = last;
        }
        // The key is one word long, so that its own place is always 0.
        let mut place = 1;
        for _ in 0..WORDS {
            let before = state[place - 1];
            let spread = (before ^ (before >> 30)).wrapping_mul(1_664_525);
            state[place] = (state[place] ^ spread).wrapping_add(seed);
            place = Self::after(place, &mut state);
        }
        for _ in 1..WORDS {
            let before = state[place - 1];
            let spread = (before ^ (before >> 30)).wrapping_mul(1_566_083_941);
            state[place] = (state[place] ^ spread).wrapping_sub(place as u32);
            place = Self::after(place, &mut state);
        }
        state[0] = 1 << 31;
        Self { state, used: WORDS }
    }

    /// The next place of the seeding, which goes round and leaves out the first.
    fn after(place: usize, state: &mut [u32; WORDS]) -> usize {
        if place + 1 < WORDS {
            return place + 1;
        }
        state[0] = state[WORDS - 1];
        1
    }

    fn twist(&mut self) {
        for place in 0..WORDS {
            let upper = self.state[place] & 0x8000_0000;
            let mixed = upper | (self.state[(place + 1) % WORDS] & 0x7fff_ffff);
            let turn = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[place] = self.state[(place + SHIFT) % WORDS] ^ (mixed >> 1) ^ turn;
        }
        self.used = 0;
    }

    fn word(&mut self) -> u32 {
        if self.used == WORDS {
            self.twist();
        }
        let mut word = self.state[self.used];
        self.used += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// `random()`: uniform in [0, 1), in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        let (upper, lower) = (u64::from(self.word() >> 5), u64::from(self.word() >> 6));
        ((upper << 26) | lower) as f64 / (1_u64 << 53) as f64
    }

    /// `randrange(n)`: uniform below `n`, which is greater than 0; draws until the bits fit.
    pub fn below(&mut self, n: u32) -> u32 {
        let bits = 32 - n.leading_zeros();
        loop {
            let drawn = self.word() >> (32 - bits.max(1));
            if drawn < n {
                return drawn;
            }
        }
    }

    /// `expovariate(rate)`: how long until something that happens so often.
    pub fn wait(&mut self, rate: f64) -> f64 {
        -(1.0 - self.unit()).ln() / rate
    }

    /// `choices` of one place by weights that are given summed up.
    pub fn place(&mut self, summed: &[f64]) -> usize {
        let drawn = self.unit() * summed.last().copied().unwrap_or(0.0);
        summed.partition_point(|sum| *sum <= drawn).min(summed.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `random.Random(7)` gives, from Python itself.
    #[test]
    fn draws_as_python_does() {
        let mut twister = Twister::new(7);
        assert_eq!(twister.unit().to_bits(), 0.32383276483316237_f64.to_bits());
        assert_eq!(twister.unit().to_bits(), 0.15084917392450192_f64.to_bits());
        assert_eq!([twister.below(1000), twister.below(30), twister.below(1)], [666, 1, 0]);
    }
}
