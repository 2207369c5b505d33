//! Names derived from bytes.

use armistice_model::ReportId;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Appends bytes in hexadecimal.
fn write_hexadecimal(bytes: &[u8], text: &mut String) {
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
    }
}

/// SHA-256 of a file, in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> Arc<str> {
    let mut text = String::with_capacity(64);
    write_hexadecimal(&Sha256::digest(bytes), &mut text);
    text.into()
}

/// `R-` and the first 16 hexadecimal digits of the SHA-256 of a report's bytes.
pub(crate) fn report_id(bytes: &[u8]) -> ReportId {
    let digest = Sha256::digest(bytes);
    let mut text = String::with_capacity(18);
    text.push_str("R-");
    write_hexadecimal(digest.get(..8).unwrap_or_default(), &mut text);
    ReportId::new(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_nothing_is_the_published_one() {
        assert_eq!(
            &*digest(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(report_id(b"").as_str(), "R-e3b0c44298fc1c14");
    }
}
