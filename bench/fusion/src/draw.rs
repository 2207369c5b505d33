//! A row of random numbers that a seed defines, and the draws that the worlds need.
//!
//! The generator is xoshiro256++, its state filled by SplitMix64 (Blackman and Vigna, "Scrambled
//! Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021).

/// A row of random numbers.
pub struct Draw {
    state: [u64; 4],
}

impl Draw {
    /// The row of a seed.
    pub fn new(seed: u64) -> Self {
        let mut spread = seed;
        Self { state: std::array::from_fn(|_| split_mix(&mut spread)) }
    }

    fn word(&mut self) -> u64 {
        let state = &mut self.state;
        let word = state[0].wrapping_add(state[3]).rotate_left(23).wrapping_add(state[0]);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        word
    }

    /// Uniform in [0, 1), in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.word() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A key for a record: any number.
    pub fn key(&mut self) -> u64 {
        self.word()
    }

    /// Uniform from `low` to `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// True so often.
    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// Of the normal distribution, by Box and Muller.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let far = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        mean + deviation * far * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Of the exponential distribution with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -(1.0 - self.unit()).ln() * mean
    }

    /// Of the Poisson distribution, by Knuth's product; for small means.
    pub fn poisson(&mut self, mean: f64) -> usize {
        let floor = (-mean).exp();
        let mut product = self.unit();
        let mut count = 0;
        while product > floor {
            product *= self.unit();
            count += 1;
        }
        count
    }

    /// How many were killed: often none, seldom very many. The tail is Pareto's (Lomax's form).
    pub fn toll(&mut self, scale: f64, tail: f64, most: f64) -> i32 {
        (scale * ((1.0 - self.unit()).powf(-1.0 / tail) - 1.0)).min(most) as i32
    }

    /// A place among weights.
    pub fn pick(&mut self, weights: &Weights) -> usize {
        let drawn = self.unit() * weights.summed.last().copied().unwrap_or(0.0);
        let place = weights.summed.partition_point(|sum| *sum <= drawn);
        place.min(weights.summed.len().saturating_sub(1))
    }

    /// Puts the items in a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Weights to pick by, summed up.
pub struct Weights {
    summed: Vec<f64>,
}

impl Weights {
    /// These weights.
    pub fn new(weights: impl IntoIterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let add = |weight| {
            sum += weight;
            sum
        };
        Self { summed: weights.into_iter().map(add).collect() }
    }

    /// Zipf's law: the `n`th weighs `n` to the power of `-exponent`.
    pub fn zipf(count: usize, exponent: f64) -> Self {
        Self::new((1..=count).map(|rank| (rank as f64).powf(-exponent)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of the authors' `splitmix64.c` from state 0.
    #[test]
    fn spreads_a_seed_as_published() {
        let mut state = 0;
        assert_eq!(split_mix(&mut state), 0xe220_a839_7b1d_cdaf);
        assert_eq!(split_mix(&mut state), 0x6e78_9e6a_a1b9_65f4);
    }

    /// The first outputs of xoshiro256++ from the state 1, 2, 3, 4.
    #[test]
    fn draws_as_published() {
        let mut draw = Draw { state: [1, 2, 3, 4] };
        assert_eq!([draw.word(), draw.word()], [41_943_041, 58_720_359]);
    }

    #[test]
    fn means_are_what_they_should_be() {
        let mut draw = Draw::new(5);
        let mut mean = |each: &mut dyn FnMut(&mut Draw) -> f64| {
            (0..20_000).map(|_| each(&mut draw)).sum::<f64>() / 20_000.0
        };
        assert!((mean(&mut |draw| draw.normal(3.0, 2.0)) - 3.0).abs() < 0.06);
        assert!((mean(&mut |draw| draw.normal(0.0, 2.0).powi(2)) - 4.0).abs() < 0.2);
        assert!((mean(&mut |draw| draw.exponential(1.5)) - 1.5).abs() < 0.05);
        assert!((mean(&mut |draw| draw.poisson(2.5) as f64) - 2.5).abs() < 0.05);
        let zipf = Weights::zipf(3, 1.0);
        assert!(
            (mean(&mut |draw| f64::from(u8::from(draw.pick(&zipf) == 0))) - 6.0 / 11.0).abs()
                < 0.02
        );
    }
}
