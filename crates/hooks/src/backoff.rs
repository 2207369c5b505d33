//! When a delivery that failed is tried again.

use jiff::SignedDuration;

/// How often a delivery is tried before it is given up.
pub const MOST_ATTEMPTS: u32 = 12;

/// How old a delivery may become before it is given up, however often it was tried.
pub const OLDEST: SignedDuration = SignedDuration::from_hours(4 * 24);

const FIRST: i64 = 10;
const LONGEST: i64 = 24 * 3600;

/// The pause after the `attempt`-th failure (from 1): 10 s, three times as long each time, at most a
/// day; of that something between the half and the whole, by `random`, so that many deliveries
/// that failed together do not come back together. With [`MOST_ATTEMPTS`] the last try comes between
/// one and a half and just over three days after the first.
#[must_use]
pub fn pause(attempt: u32, random: u32) -> SignedDuration {
    let whole = 3i64
        .checked_pow(attempt.saturating_sub(1))
        .and_then(|factor| factor.checked_mul(FIRST))
        .map_or(LONGEST, |seconds| seconds.min(LONGEST));
    let half = whole / 2;
    SignedDuration::from_secs(half + i64::from(random) % (whole - half + 1))
}

/// How long a receiver is left alone after it failed `failures` times in a row, whatever waits for
/// it: 1 s, twice as long each time, at most five minutes.
#[must_use]
pub fn rest(failures: u32) -> SignedDuration {
    let seconds = 1i64.checked_shl(failures.saturating_sub(1)).unwrap_or(300);
    SignedDuration::from_secs(if seconds > 0 { seconds.min(300) } else { 300 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_schedule() {
        let hours = |random: u32| -> Vec<i64> {
            (1..MOST_ATTEMPTS).map(|attempt| pause(attempt, random).as_secs()).collect()
        };
        assert_eq!(hours(0), [5, 15, 45, 135, 405, 1215, 3645, 10_935, 32_805, 43_200, 43_200]);
        let longest: i64 = (1..MOST_ATTEMPTS)
            .map(|attempt| (0..100_000).map(|r| pause(attempt, r).as_secs()).max().unwrap())
            .sum();
        assert_eq!(longest, 271_210);
        assert!(SignedDuration::from_secs(longest) < OLDEST);
        assert_eq!(
            [1, 2, 5, 9, 10, 63, 64, 65].map(|n| rest(n).as_secs()),
            [1, 2, 16, 256, 300, 300, 300, 300]
        );
    }

    proptest! {
        #[test]
        fn a_pause_is_between_seconds_and_a_day(attempt in any::<u32>(), random in any::<u32>()) {
            let pause = pause(attempt, random).as_secs();
            prop_assert!((5..=LONGEST).contains(&pause));
            prop_assert!((0..=300).contains(&rest(attempt).as_secs()));
        }
    }
}
