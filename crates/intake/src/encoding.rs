//! Bytes to text, and what was lost on the way.

use crate::refusal::{Refusal, position};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Enough bytes to tell an encoding by.
const SAMPLE: usize = 1 << 20;

/// How a file's bytes are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing {
    /// The encoding that stands for UTF-8 where a piece is not valid UTF-8.
    pub(crate) encoding: &'static Encoding,
    /// Length of the byte order mark.
    pub(crate) mark: usize,
}

impl Writing {
    /// UTF-8 without a mark.
    pub(crate) fn plain() -> Self {
        Self { encoding: UTF_8, mark: 0 }
    }

    /// Whether the whole file must be decoded before anything can be found in it.
    pub(crate) fn is_wide(&self) -> bool {
        self.encoding == UTF_16LE || self.encoding == UTF_16BE
    }
}

/// A piece of a file as text.
pub(crate) struct Decoded<'a> {
    /// The text.
    pub(crate) text: Cow<'a, str>,
    /// Whether the text is the bytes themselves.
    pub(crate) verbatim: bool,
    /// Offset of the first byte that was not text and was replaced.
    pub(crate) broken_at: Option<usize>,
}

/// Finds out how a file is written: by its byte order mark, by the pattern of its NUL bytes, by
/// being valid UTF-8, and only then by the frequencies of its bytes.
pub(crate) fn writing(bytes: &[u8]) -> Writing {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Writing { encoding, mark };
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), head.len() / 2);
    let encoding = if pairs > 0 && odd * 10 >= pairs * 3 && even * 20 <= pairs {
        UTF_16LE
    } else if pairs > 0 && even * 10 >= pairs * 3 && odd * 20 <= pairs {
        UTF_16BE
    } else {
        narrow(bytes)
    };
    Writing { encoding, mark: 0 }
}

/// UTF-8, or the older encoding that the bytes look like.
fn narrow(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (mut sound, mut broken, mut hopeless) = (0usize, 0usize, false);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
        // Not letters in the Western encodings, or letters that hardly any language uses.
        hopeless |= chunk
            .invalid()
            .iter()
            .any(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xfe | 0xff));
    }
    // A UTF-8 file with a few broken bytes, not a file in an older encoding.
    if sound > broken || (broken <= 3 && hopeless) {
        return UTF_8;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// A piece of a file as text. Bytes that are valid UTF-8 are taken as they are.
pub(crate) fn decode<'a>(piece: &'a [u8], writing: &Writing) -> Decoded<'a> {
    if !writing.is_wide() {
        let broken_at = match std::str::from_utf8(piece) {
            Ok(text) => {
                return Decoded { text: Cow::Borrowed(text), verbatim: true, broken_at: None };
            }
            Err(e) => e.valid_up_to(),
        };
        if writing.encoding == UTF_8 {
            let text = String::from_utf8_lossy(piece);
            return Decoded { text, verbatim: false, broken_at: Some(broken_at) };
        }
    }
    let (text, had_errors) = writing.encoding.decode_without_bom_handling(piece);
    let text = Cow::Owned(text.into_owned());
    if !had_errors {
        return Decoded { text, verbatim: false, broken_at: None };
    }
    // Where the first fault is: the longest beginning that decodes without one.
    let (mut sound, mut broken) = (0, piece.len());
    while sound + 1 < broken {
        let middle = usize::midpoint(sound, broken);
        let beginning = piece.get(..middle).unwrap_or_default();
        let mut decoder = writing.encoding.new_decoder_without_bom_handling();
        let room = decoder.max_utf8_buffer_length_without_replacement(middle).unwrap_or(0);
        let mut out = vec![0; room];
        let (result, _, _) = decoder.decode_to_utf8_without_replacement(beginning, &mut out, false);
        match result {
            encoding_rs::DecoderResult::Malformed(..) => broken = middle,
            _ => sound = middle,
        }
    }
    Decoded { text, verbatim: false, broken_at: Some(sound) }
}

/// The note on byte `at` of a file that was no text and was replaced.
pub(crate) fn broken(file: &str, mark: (usize, usize), at: usize, writing: &Writing) -> Refusal {
    Refusal::at(
        file,
        mark,
        format!("byte {at} is not {}", writing.encoding.name()),
        "it was replaced by U+FFFD; ask the source for a sound copy",
    )
    .note()
}

/// The note on a whole document that was not plain UTF-8.
pub(crate) fn note(decoded: &Decoded<'_>, writing: &Writing, file: &str) -> Option<Refusal> {
    if let Some(at) = decoded.broken_at {
        let mark = position(&decoded.text, decoded.text.find('\u{fffd}').unwrap_or(0), 1);
        return Some(broken(file, mark, writing.mark + at, writing));
    }
    (!decoded.verbatim).then(|| {
        Refusal::of_file(
            file,
            format!("read as {}", writing.encoding.name()),
            "save it as UTF-8 if names look wrong",
        )
        .note()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8]) -> (String, bool, Option<usize>) {
        let writing = writing(bytes);
        let decoded = decode(bytes.get(writing.mark..).unwrap(), &writing);
        (decoded.text.to_string(), decoded.verbatim, decoded.broken_at)
    }

    fn wide(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect()
    }

    #[test]
    fn byte_order_marks_and_their_absence() {
        let text = "Source: sohr\n\nقُتل ثلاثة in Aleppo, quiet otherwise.";
        assert_eq!(whole(text.as_bytes()), (text.to_string(), true, None));
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        assert_eq!(whole(&marked), (text.to_string(), true, None));
        for little in [true, false] {
            let bare = wide(text, little);
            assert_eq!(whole(&bare), (text.to_string(), false, None));
            let mark: &[u8] = if little { b"\xff\xfe" } else { b"\xfe\xff" };
            assert_eq!(whole(&[mark, &bare].concat()), (text.to_string(), false, None));
        }
    }

    #[test]
    fn older_encodings_are_found_by_their_bytes() {
        let text = "Министерство обороны сообщило о сорока пяти нарушениях режима прекращения огня";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        assert_eq!(whole(&bytes), (text.to_string(), false, None));
    }

    #[test]
    fn a_broken_byte_is_replaced_and_told() {
        assert_eq!(whole(b"quiet \xff day"), ("quiet \u{fffd} day".into(), false, Some(6)));
        let (text, _, broken_at) = whole("é quiet — d\u{e9}y".as_bytes().get(..).unwrap());
        assert_eq!((text.as_str(), broken_at), ("é quiet — d\u{e9}y", None));
        let mut broken = "é — été".as_bytes().to_vec();
        broken.insert(3, 0xc3);
        assert_eq!(whole(&broken), ("é \u{fffd}— été".into(), false, Some(3)));
    }

    #[test]
    fn half_a_pair_in_utf_16_is_told() {
        let mut bytes = b"\xff\xfe".to_vec();
        bytes.extend(wide("quiet ", true));
        bytes.extend(0xd800_u16.to_le_bytes());
        bytes.extend(wide(" day", true));
        let (text, _, broken_at) = whole(&bytes);
        assert_eq!(text, "quiet \u{fffd} day");
        assert!(broken_at.is_some());
    }
}
