//! How often something may happen per key: token buckets in bounded memory, without a clock.
//!
//! A bucket is kept as one number, the instant at which it will be full again (the *generic cell
//! rate algorithm*, ITU-T I.371). A full bucket needs no memory at all, so that only keys that
//! asked lately are held; and when there are too many of those, the ones nearest to full are
//! forgotten first, which gives them at most what they would have had anyway a little later.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// How much a key may do: at most `burst` at once, and one more per `every` after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Tokens in a full bucket; 0 counts as 1.
    pub burst: u32,
    /// The time in which one token comes back; zero means without limit.
    pub every: Duration,
}

impl Rate {
    /// `burst` at once, then `per_minute` a minute (0 counts as 1).
    #[must_use]
    pub fn per_minute(burst: u32, per_minute: u32) -> Self {
        Self { burst, every: Duration::from_secs(60) / per_minute.max(1) }
    }

    fn every_nanos(self) -> i128 {
        i128::try_from(self.every.as_nanos()).unwrap_or(i128::MAX / 1_000_000_000_000)
    }

    /// How far ahead of now a bucket may be full again and still give a token.
    fn slack(self) -> i128 {
        self.every_nanos().saturating_mul(i128::from(self.burst.max(1)) - 1)
    }
}

/// Refused: this often is too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many tries; try again in {} s", self.seconds())]
pub struct TooOften {
    /// When the next token comes.
    pub retry_after: Duration,
}

impl TooOften {
    /// Whole seconds to wait, rounded up: the value of a `Retry-After` header.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.retry_after.as_secs() + u64::from(self.retry_after.subsec_nanos() > 0)
    }
}

/// A token bucket for each key. Shared between threads; a call takes a lock for less than a
/// microsecond, except that every `capacity / 2` new keys one call looks through all of them.
#[derive(Debug)]
pub struct Limiter<K> {
    rate: Rate,
    capacity: usize,
    /// When each key's bucket is full again, in nanoseconds since 1970.
    full_at: Mutex<HashMap<K, i128>>,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// A limiter that remembers at most `capacity` keys (at least 2).
    #[must_use]
    pub fn new(rate: Rate, capacity: usize) -> Self {
        Self { rate, capacity: capacity.max(2), full_at: Mutex::new(HashMap::new()) }
    }

    /// Takes a token from the bucket of `key`.
    ///
    /// `now` may go back (a clock that was set): a bucket is then at worst empty.
    ///
    /// # Errors
    ///
    /// [`TooOften`] if there is none.
    pub fn take(&self, key: &K, now: Timestamp) -> Result<(), TooOften> {
        let now = now.as_nanosecond();
        let every = self.rate.every_nanos();
        let mut full_at = self.lock();
        let ahead = full_at.get(key).map_or(0, |at| (at - now).max(0));
        // No clock that goes forward makes a bucket emptier than empty.
        let ahead = ahead.min(self.rate.slack().saturating_add(every));
        if ahead > self.rate.slack() {
            let wait = ahead - self.rate.slack();
            let retry_after = Duration::from_nanos(u64::try_from(wait).unwrap_or(u64::MAX));
            return Err(TooOften { retry_after });
        }
        if every > 0 {
            if full_at.len() >= self.capacity && !full_at.contains_key(key) {
                make_room(&mut full_at, self.capacity, now);
            }
            full_at.insert(key.clone(), now + ahead + every);
        }
        Ok(())
    }

    /// Puts a token back that [`take`](Self::take) gave: the try did not count after all.
    pub fn give_back(&self, key: &K) {
        let every = self.rate.every_nanos();
        if let Some(at) = self.lock().get_mut(key) {
            *at -= every;
        }
    }

    /// How many keys are remembered; never above the capacity.
    #[must_use]
    pub fn remembered(&self) -> usize {
        self.lock().len()
    }

    // A thread that panicked while it held the lock left whole numbers behind.
    fn lock(&self) -> MutexGuard<'_, HashMap<K, i128>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets full buckets, and if that is not enough, the fuller half.
fn make_room<K: Hash + Eq>(full_at: &mut HashMap<K, i128>, capacity: usize, now: i128) {
    full_at.retain(|_, at| *at > now);
    if full_at.len() <= capacity / 2 {
        return;
    }
    let mut instants: Vec<i128> = full_at.values().copied().collect();
    let middle = instants.len() / 2;
    let median = *instants.select_nth_unstable(middle).1;
    let emptier = instants.iter().filter(|at| **at > median).count();
    // Of those exactly at the median only as many stay as make up the half.
    let mut room = (capacity / 2).saturating_sub(emptier);
    full_at.retain(|_, at| {
        let stays = *at > median || (*at == median && room > 0);
        room -= usize::from(stays && *at == median);
        stays
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The bucket as it is drawn in textbooks: a level that rises with time, in fractions of
    /// 1/every, exactly.
    struct Bucket {
        level: i128,
        last: i128,
    }

    impl Bucket {
        fn take(&mut self, rate: Rate, now: i128) -> bool {
            let every = rate.every_nanos();
            let full = every * i128::from(rate.burst);
            self.level = (self.level + now - self.last).min(full);
            self.last = now;
            let given = self.level >= every;
            if given {
                self.level -= every;
            }
            given
        }
    }

    fn at(nanos: i64) -> Timestamp {
        Timestamp::from_nanosecond(1_473_613_200_000_000_000 + i128::from(nanos)).unwrap()
    }

    fn rate() -> impl Strategy<Value = Rate> {
        (1u32..6, 1u64..50)
            .prop_map(|(burst, every)| Rate { burst, every: Duration::from_nanos(every) })
    }

    proptest! {
        /// With room enough, every key has the textbook's bucket of its own.
        #[test]
        fn it_is_a_token_bucket_for_each_key(
            rate in rate(),
            tries in prop::collection::vec((0u8..4, 0i64..40), 1..120),
        ) {
            let limiter = Limiter::new(rate, 100);
            let mut buckets: HashMap<u8, Bucket> = HashMap::new();
            let mut now = 0;
            for (key, pause) in tries {
                now += pause;
                let instant = at(now);
                let bucket = buckets.entry(key).or_insert_with(|| Bucket {
                    level: rate.every_nanos() * i128::from(rate.burst),
                    last: instant.as_nanosecond(),
                });
                let given = limiter.take(&key, instant);
                prop_assert_eq!(given.is_ok(), bucket.take(rate, instant.as_nanosecond()));
                if let Err(refused) = given {
                    // The wait that it names is the shortest that helps.
                    let wait = i64::try_from(refused.retry_after.as_nanos()).unwrap();
                    prop_assert!(wait > 0);
                    prop_assert!(limiter.take(&key, at(now + wait - 1)).is_err());
                }
            }
        }

        /// Whatever is asked, the memory is bounded, and a key that was just refused still is.
        #[test]
        fn memory_is_bounded_and_the_emptiest_are_remembered(
            capacity in 2usize..20,
            keys in prop::collection::vec(0u16..500, 1..400),
        ) {
            let rate = Rate { burst: 3, every: Duration::from_secs(60) };
            let limiter = Limiter::new(rate, capacity);
            for _ in 0..3 {
                limiter.take(&999, at(0)).unwrap();
            }
            for (index, key) in keys.iter().enumerate() {
                let _ = limiter.take(key, at(i64::try_from(index).unwrap()));
                prop_assert!(limiter.remembered() <= capacity);
            }
            // Others can push it out only by being as empty as it is.
            let as_empty = (0..500u16).filter(|key| keys.iter().filter(|k| *k == key).count() >= 3);
            if as_empty.count() == 0 {
                prop_assert!(limiter.take(&999, at(1000)).is_err());
            }
        }

        /// A clock that is set back shuts nobody out for longer than an empty bucket does.
        #[test]
        fn a_clock_set_back_costs_at_most_a_bucket(rate in rate(), back in 0i64..1_000_000) {
            let limiter = Limiter::new(rate, 10);
            while limiter.take(&(), at(1_000_000)).is_ok() {}
            let now = 1_000_000 - back;
            if let Err(refused) = limiter.take(&(), at(now)) {
                prop_assert!(refused.retry_after <= rate.every);
            }
        }

        /// What is given back was never taken.
        #[test]
        fn giving_back_undoes_a_take(rate in rate(), tries in 1u32..20) {
            let limiter = Limiter::new(rate, 10);
            for _ in 0..tries {
                limiter.take(&(), at(0)).unwrap();
                limiter.give_back(&());
            }
            for _ in 0..rate.burst {
                prop_assert!(limiter.take(&(), at(0)).is_ok());
            }
            prop_assert!(limiter.take(&(), at(0)).is_err());
        }
    }

    #[test]
    fn the_header_rounds_up() {
        let wait = |nanos| TooOften { retry_after: Duration::from_nanos(nanos) }.seconds();
        assert_eq!([wait(1), wait(1_000_000_000), wait(1_000_000_001)], [1, 1, 2]);
    }

    #[test]
    fn threads_together_get_no_more_than_a_burst() {
        let limiter = Limiter::new(Rate::per_minute(50, 1), 10);
        let given: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| (0..50).filter(|_| limiter.take(&(), at(0)).is_ok()).count())
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(given, 50);
    }
}
