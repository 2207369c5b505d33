//! Failed sign-ins: how many an account and an address may have.

use std::net::IpAddr;
use std::time::Duration;

use jiff::Timestamp;

use crate::limiter::{Limiter, Rate, TooOften};

/// How many accounts, and how many addresses, are remembered.
const CAPACITY: usize = 20_000;

/// Ten tries at once and one more every 30 seconds for each address, twenty and one for each
/// account. Only failures count.
///
/// Who knows a name can use up its tries and so keep its owner from signing in for as long as it
/// goes on, from many addresses; sessions and tokens that exist are not touched by that. The other
/// choice, no limit for an account, lets many addresses guess together.
#[derive(Debug)]
pub(crate) struct Throttle {
    accounts: Limiter<String>,
    addresses: Limiter<IpAddr>,
}

/// A try that counts as failed unless it is [`forgiven`](Throttle::forgive).
#[derive(Debug)]
pub(crate) struct Try {
    name: String,
    address: IpAddr,
}

impl Throttle {
    pub(crate) fn new() -> Self {
        let every = Duration::from_secs(30);
        Self {
            accounts: Limiter::new(Rate { burst: 20, every }, CAPACITY),
            addresses: Limiter::new(Rate { burst: 10, every }, CAPACITY),
        }
    }

    /// Counts a try before it is made, so that many at the same time count as many.
    pub(crate) fn begin(&self, name: &str, from: IpAddr, now: Timestamp) -> Result<Try, TooOften> {
        let address = neighbourhood(from);
        // No more of a name than an account can have.
        let name: String = name.chars().take(64).collect();
        self.addresses.take(&address, now)?;
        self.accounts.take(&name, now)?;
        Ok(Try { name, address })
    }

    /// The try was no failure.
    pub(crate) fn forgive(&self, attempt: &Try) {
        self.accounts.give_back(&attempt.name);
        self.addresses.give_back(&attempt.address);
    }
}

/// What one subscriber is usually given: one IPv4 address, or a /64 of IPv6.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn failures(throttle: &Throttle, names: impl Iterator<Item = String>, from: &str) -> usize {
        let from: IpAddr = from.parse().unwrap();
        names.take_while(|name| throttle.begin(name, from, NOW).is_ok()).count()
    }

    #[test]
    fn an_address_tries_many_names_in_vain() {
        let throttle = Throttle::new();
        let names = || (0..100).map(|n| format!("name-{n}"));
        assert_eq!(failures(&throttle, names(), "192.0.2.1"), 10);
        assert_eq!(failures(&throttle, names(), "::ffff:192.0.2.1"), 0, "the same address");
        assert_eq!(failures(&throttle, names(), "2001:db8::1"), 10);
        assert_eq!(failures(&throttle, names(), "2001:db8::ffff:1"), 0, "the same network");
        assert_eq!(failures(&throttle, names(), "2001:db8:0:1::1"), 10);
    }

    #[test]
    fn many_addresses_try_one_name_in_vain() {
        let throttle = Throttle::new();
        let tries: usize = (0..100)
            .map(|n| failures(&throttle, std::iter::once("admin".into()), &format!("192.0.2.{n}")))
            .sum();
        assert_eq!(tries, 20);
    }

    #[test]
    fn success_does_not_count() {
        let throttle = Throttle::new();
        for _ in 0..100 {
            let attempt = throttle.begin("omar", "192.0.2.1".parse().unwrap(), NOW).unwrap();
            throttle.forgive(&attempt);
        }
    }
}
