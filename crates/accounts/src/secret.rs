//! Secrets that are handed out once, and what is kept of them.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};

use crate::error::Error;

/// A text that nobody but its owner may see: a session's id, a token, a generated password. It
/// shows itself only when [`reveal`](Self::reveal) is called; debug output does not contain it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself, to be sent to its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `prefix` and 256 random bits in base64url, 43 characters.
    ///
    /// # Errors
    ///
    /// [`Error::Randomness`] if the operating system gives none.
    pub fn random(prefix: &str) -> Result<Self, Error> {
        Ok(Self(format!("{prefix}{}", BASE64URL_NOPAD.encode(&random_bytes::<32>()?))))
    }

    /// 120 random bits in five groups of letters and digits that are not mixed up when read aloud.
    pub(crate) fn password() -> Result<Self, Error> {
        // The alphabet of RFC 4648 base32 in lower case: 0 and 1 are not in it, so that o and l
        // are letters.
        let text = data_encoding::BASE32_NOPAD.encode(&random_bytes::<15>()?).to_lowercase();
        let mut grouped = String::new();
        for (index, letter) in text.chars().enumerate() {
            if index > 0 && index % 5 == 0 {
                grouped.push('-');
            }
            grouped.push(letter);
        }
        Ok(Self(grouped))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Bytes of the operating system's randomness.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|reason| Error::Randomness(reason.to_string()))?;
    Ok(bytes)
}

/// What is kept of a secret of 256 random bits. SHA-256 is enough there: nobody can guess what
/// was hashed, unlike a password. Looking a hash up in an index may tell by its timing how much of
/// a *hash* matched, which is of no use without a preimage.
pub(crate) fn kept(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_different_and_silent() {
        let (a, b) = (Secret::random("arm_").unwrap(), Secret::random("arm_").unwrap());
        assert_ne!(a, b);
        assert_eq!(a.reveal().len(), 4 + 43);
        assert_eq!(format!("{a:?}"), "Secret(…)");
        let password = Secret::password().unwrap();
        assert_eq!(password.reveal().len(), 24 + 4);
        assert!(password.reveal().split('-').all(|group| group.len() <= 5));
    }
}
