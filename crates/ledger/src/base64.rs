//! Base64 (RFC 4648 section 4) in which a value has one spelling.

use data_encoding::BASE64;

/// The bytes that `text` spells, if it is what [`encode`] writes for them. Padding within the
/// text, which decoders let stand where two texts were joined, is no such spelling: who may pad
/// anew can change a file without changing what it says.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let padded = text.iter().position(|byte| *byte == b'=').unwrap_or(text.len());
    if text.len() - padded > 2 {
        return None;
    }
    BASE64.decode(text).ok()
}

/// The one spelling of `bytes`.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_value_has_one_spelling() {
        assert_eq!(decode(b"AAECAw=="), Some(vec![0, 1, 2, 3]));
        for other in
            ["AA==AQID", "AAE=AgM=", "AA==AQ==Ag==Aw==", "AAECAx==", "AAECAw", "AAECAw==\n", "===="]
        {
            assert_eq!(decode(other.as_bytes()), None, "{other}");
        }
        assert_eq!(decode(b""), Some(vec![]));
    }

    proptest! {
        #[test]
        fn what_reads_is_what_would_be_written(text in "[AQgw/]{0,6}={0,2}[AQgw/]{0,6}={0,2}") {
            if let Some(bytes) = decode(text.as_bytes()) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }

        #[test]
        fn what_is_written_reads(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(decode(encode(&bytes).as_bytes()), Some(bytes));
        }
    }
}
