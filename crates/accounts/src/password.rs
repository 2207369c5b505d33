//! Passwords: what is accepted, and how it is kept (Argon2id, RFC 9106, as PHC strings).

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier as _, Version};

use crate::error::Error;
use crate::name::Name;
use crate::secret::random_bytes;

/// Characters that a password has at least (NIST SP 800-63B asks for 8, or 15 where nothing else
/// protects the account; here tries are throttled).
pub const SHORTEST: usize = 12;

/// Bytes that a password has at most.
pub const LONGEST: usize = 1024;

/// What hashing one password costs.
///
/// [`Cost::DEFAULT`] is 32 MiB, 2 passes, 1 lane; the minimum that OWASP recommends is 19 MiB, 2
/// passes, 1 lane (*Password Storage Cheat Sheet*, 2025). Passwords kept at less are hashed again
/// when their owner next signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB, at least 8.
    pub memory_kib: u32,
    /// Passes over it, at least 1.
    pub passes: u32,
}

impl Cost {
    /// 32 MiB, 2 passes.
    pub const DEFAULT: Self = Self { memory_kib: 32 * 1024, passes: 2 };
}

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Fewer characters than [`SHORTEST`].
    #[error("a password has at least {SHORTEST} characters; a few words in a row do well")]
    Short,
    /// More bytes than [`LONGEST`].
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// One of those that are tried first.
    #[error("this password is among those that are tried first; take another")]
    Common,
}

/// Whether `password` may be the password of `name`.
pub(crate) fn check(password: &str, name: &Name) -> Result<(), Weak> {
    if password.len() > LONGEST {
        return Err(Weak::Long);
    }
    if password.chars().count() < SHORTEST {
        return Err(Weak::Short);
    }
    // What remains when the decoration is taken off: `Password2024!!` is `password`.
    let lower = password.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let common = letters.len() < 5
        || bare.chars().count() < 4 && lower.chars().all(|c| c.is_ascii_digit())
        || bare.split(name.as_str()).all(|rest| rest.chars().count() < 4)
        || COMMON.iter().any(|word| {
            // The word once or more, with nothing else.
            bare.split(word).all(str::is_empty) || lower.split(word).all(str::is_empty)
        });
    if common { Err(Weak::Common) } else { Ok(()) }
}

/// Words and runs that lists of leaked passwords begin with, of those that reach twelve characters
/// when repeated or decorated.
const COMMON: [&str; 40] = [
    "password",
    "passwort",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "qwerty",
    "qwertyuiop",
    "azerty",
    "azertyuiop",
    "asdfghjkl",
    "qwertyuiopasdfghjkl",
    "zxcvbnm",
    "qazwsxedc",
    "qazwsx",
    "abcdef",
    "abcdefgh",
    "abcdefghijkl",
    "abc",
    "admin",
    "administrator",
    "administrateur",
    "root",
    "letmein",
    "welcome",
    "changeme",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "batman",
    "dragon",
    "monkey",
    "master",
    "secret",
    "test",
    "login",
    "armistice",
    "ceasefire",
];

/// Hashes and verifies, a few at a time: each takes tens of megabytes, and whoever sends many
/// passwords must not be able to take all the memory there is.
pub(crate) struct Hasher {
    cost: Cost,
    params: Params,
    /// The hash of a random password, verified where there is no account to verify against.
    dummy: String,
    free: Mutex<usize>,
    freed: Condvar,
}

/// How many passwords are hashed at the same time.
const AT_ONCE: usize = 4;

impl Hasher {
    pub(crate) fn new(cost: Cost) -> Result<Self, Error> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None)
            .map_err(|reason| Error::Hashing(reason.to_string()))?;
        let hasher = Self {
            cost,
            params,
            dummy: String::new(),
            free: Mutex::new(AT_ONCE),
            freed: Condvar::new(),
        };
        let dummy = hasher.hash(&data_encoding::HEXLOWER.encode(&random_bytes::<16>()?))?;
        Ok(Self { dummy, ..hasher })
    }

    /// The PHC string of `password` with a fresh salt.
    pub(crate) fn hash(&self, password: &str) -> Result<String, Error> {
        let salt = random_bytes::<16>()?;
        let _turn = self.turn();
        self.argon2()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash: PasswordHash| hash.to_string())
            .map_err(|reason| Error::Hashing(reason.to_string()))
    }

    /// Whether `password` is what `kept` was made of. Without `kept` the answer is no, and takes
    /// as long.
    pub(crate) fn verify(&self, password: &str, kept: Option<&str>) -> bool {
        if password.len() > LONGEST {
            return false;
        }
        let _turn = self.turn();
        let against = kept.unwrap_or(&self.dummy);
        let matches = self.argon2().verify_password(password.as_bytes(), against).is_ok();
        matches && kept.is_some()
    }

    /// Whether `kept` was made with less than what is asked for now.
    pub(crate) fn outdated(&self, kept: &str) -> bool {
        let Ok(hash) = PasswordHash::new(kept) else { return true };
        let Ok(params) = Params::try_from(&hash) else { return true };
        hash.algorithm != Algorithm::Argon2id.ident()
            || params.m_cost() < self.cost.memory_kib
            || params.t_cost() < self.cost.passes
    }

    fn argon2(&self) -> Argon2<'_> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    fn turn(&self) -> Turn<'_> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Turn(self)
    }
}

/// The right to hash, until dropped.
struct Turn<'a>(&'a Hasher);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Cost = Cost { memory_kib: 64, passes: 1 };

    #[test]
    fn what_is_too_weak() {
        let name: Name = "o.haddad".parse().unwrap();
        for (password, weak) in [
            ("short", Weak::Short),
            ("elevenchars", Weak::Short),
            ("Password2024!!", Weak::Common),
            ("passwordpassword", Weak::Common),
            ("qwertyuiop[]\\123", Weak::Common),
            ("123456789012", Weak::Common),
            ("aaaaaaaaaaaaaaaa", Weak::Common),
            ("abababababababab", Weak::Common),
            ("o.haddad12345", Weak::Common),
            ("Administrator1", Weak::Common),
        ] {
            assert_eq!(check(password, &name), Err(weak), "{password}");
        }
        assert_eq!(check(&"x1y2z3".repeat(200), &name), Err(Weak::Long));
        for good in [
            "four grey olive trees",
            "пять серых олив у дороги",
            "k7#Vq-9zLw2!",
            "passwords are a burden",
        ] {
            assert_eq!(check(good, &name), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_default_is_what_is_written_and_not_less_than_recommended() {
        let kept = Hasher::new(Cost::DEFAULT).unwrap().hash("four grey olive trees").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=32768,t=2,p=1$"), "{kept}");
        const { assert!(Cost::DEFAULT.memory_kib >= 19 * 1024 && Cost::DEFAULT.passes >= 2) }
    }

    #[test]
    fn only_the_same_password_verifies() {
        let hasher = Hasher::new(QUICK).unwrap();
        let kept = hasher.hash("four grey olive trees").unwrap();
        assert_ne!(kept, hasher.hash("four grey olive trees").unwrap(), "salted");
        assert!(hasher.verify("four grey olive trees", Some(&kept)));
        assert!(!hasher.verify("four grey olive tree", Some(&kept)));
        assert!(!hasher.verify("four grey olive trees", None));
        assert!(!hasher.verify("four grey olive trees", Some("no hash")));
        assert!(!hasher.verify(&"x".repeat(LONGEST + 1), Some(&kept)));
    }

    #[test]
    fn a_risen_cost_makes_hashes_outdated_and_a_fallen_one_does_not() {
        let kept = Hasher::new(QUICK).unwrap().hash("four grey olive trees").unwrap();
        let outdated =
            |memory_kib, passes| Hasher::new(Cost { memory_kib, passes }).unwrap().outdated(&kept);
        assert_eq!(
            [outdated(64, 1), outdated(65, 1), outdated(64, 2), outdated(32, 1)],
            [false, true, true, false]
        );
        assert!(Hasher::new(QUICK).unwrap().outdated("md5:x"));
    }

    #[test]
    fn more_at_once_than_there_are_turns() {
        let hasher = Hasher::new(QUICK).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 * AT_ONCE {
                scope.spawn(|| assert!(hasher.hash("four grey olive trees").is_ok()));
            }
        });
        assert_eq!(*hasher.free.lock().unwrap(), AT_ONCE);
    }
}
