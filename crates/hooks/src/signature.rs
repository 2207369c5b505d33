//! How a receiver knows that a delivery is ours and not an old one sent again.
//!
//! The header `armistice-signature` is `t=<seconds since 1970>,v1=<64 hexadecimal digits>`. The
//! digits are HMAC-SHA256 (RFC 2104), keyed with the bytes of the webhook's secret as it was shown
//! (`whsec_…`, all of it), over the digits of `t`, a full stop, and the bytes of the body. A
//! receiver
//!
//! 1. takes `t` and `v1` from the header (and passes over fields that it does not know),
//! 2. computes the same and compares in constant time,
//! 3. refuses what is more than five minutes old by its own clock,
//! 4. remembers the body's `id` for as long: a delivery can come twice, with the same `id`.
//!
//! At a shell, with the body in `body.json`:
//!
//! ```text
//! { printf '%s.' "$t"; cat body.json; } | openssl dgst -sha256 -hmac "$secret"
//! ```

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// The header that holds the signature.
pub const SIGNATURE: &str = "armistice-signature";

/// How old a delivery may be, or how far ahead of the receiver's clock.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// The value of the header for `body`, sent at `now`.
#[must_use]
pub fn sign(secret: &str, body: &[u8], now: Timestamp) -> String {
    let second = now.as_second();
    format!("t={second},v1={}", HEXLOWER.encode(&mac(secret, second, body).finalize().into_bytes()))
}

/// Whether `header` is the signature of `body` by `secret`, and not older than [`TOLERANCE`].
#[must_use]
pub fn verifies(secret: &str, header: &str, body: &[u8], now: Timestamp) -> bool {
    let field = |name: &str| {
        header.split(',').find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
    };
    let Some(second) = field("t").and_then(|t| t.parse::<i64>().ok()) else { return false };
    let Some(digest) = field("v1").and_then(|v1| HEXLOWER.decode(v1.as_bytes()).ok()) else {
        return false;
    };
    second.abs_diff(now.as_second()) <= TOLERANCE.as_secs().unsigned_abs()
        && mac(secret, second, body).verify_slice(&digest).is_ok()
}

fn mac(secret: &str, second: i64, body: &[u8]) -> Hmac<Sha256> {
    // What HMAC itself does with a key: filled up to a block, or hashed first if longer.
    let mut key = [0; 64];
    match key.get_mut(..secret.len()) {
        Some(start) => start.copy_from_slice(secret.as_bytes()),
        None => key[..32].copy_from_slice(&Sha256::digest(secret.as_bytes())),
    }
    let mut mac = Hmac::<Sha256>::new(&key.into());
    mac.update(format!("{second}.").as_bytes());
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// Computed with `openssl dgst -sha256 -hmac`.
    #[test]
    fn another_program_computes_the_same() {
        assert_eq!(
            sign("whsec_planted", br#"{"id":"1"}"#, at(1_473_696_000)),
            "t=1473696000,v1=c097cd67f97de80f0350ae3dbc8fc47517e6ad11547c68049c70aa6a7dc2bd69"
        );
        assert_eq!(
            sign(&"k".repeat(100), b"", at(0)),
            "t=0,v1=243c2f8200e1d4ee892e7a7ded377a65e2beb1c64b997c54b8b0f516216d4b0f"
        );
    }

    #[test]
    fn old_and_foreign_headers_do_not_verify() {
        let header = sign("secret", b"body", at(1000));
        let ok = |header: &str, now| verifies("secret", header, b"body", at(now));
        assert!(ok(&header, 1000) && ok(&header, 1300) && ok(&header, 700));
        assert!(!ok(&header, 1301) && !ok(&header, 699));
        assert!(ok(&header.replace(",v1", ",v0=00, v1"), 1000), "fields of later versions");
        for bad in ["", "t=1000", "v1=00", "t=x,v1=00", "t=1000,v1=", "t=1000,v1=zz"] {
            assert!(!ok(bad, 1000), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn only_the_same_secret_body_and_time_verify(
            secret in "[!-~]{0,100}", other in "[!-~]{0,100}",
            body in prop::collection::vec(any::<u8>(), 0..60),
            tail in prop::collection::vec(any::<u8>(), 1..9),
            second in 0i64..4_000_000_000,
        ) {
            let now = at(second);
            let header = sign(&secret, &body, now);
            prop_assert!(verifies(&secret, &header, &body, now));
            let longer: Vec<u8> = body.iter().chain(&tail).copied().collect();
            prop_assert!(!verifies(&secret, &header, &longer, now));
            let later = header.replace(&format!("t={second}"), &format!("t={}", second + 1));
            prop_assert!(!verifies(&secret, &later, &body, now));
            if secret != other {
                prop_assert!(!verifies(&other, &header, &body, now));
            }
        }
    }
}
