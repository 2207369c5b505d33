//! The one thing of EXIF (CIPA DC-008) that a picture needs: which side is up.

/// How an EXIF segment begins.
pub(super) const EXIF: &[u8] = b"Exif\0\0";
/// The tag of the orientation.
const TAG: u16 = 0x0112;

/// The orientation that a segment tells, 2 to 8; `None` if it is upright (1), or not told.
pub(super) fn read(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(EXIF)?;
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let two = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let four = tiff.get(4..8)?.try_into().ok()?;
    let directory = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    let directory = usize::try_from(directory).ok()?;
    let entries = usize::from(short(directory)?);
    let first = directory.checked_add(2)?;
    let entry = (0..entries).map(|i| first + 12 * i).find(|at| short(*at) == Some(TAG))?;
    u8::try_from(short(entry + 8)?).ok().filter(|told| (2..=8).contains(told))
}

/// A segment that tells an orientation and nothing else.
pub(super) fn segment(orientation: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend(EXIF);
    // Big-endian TIFF, one directory at byte 8 with one entry: a SHORT, one of it.
    segment.extend(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([orientation, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for told in 2..=8 {
            let segment = segment(told);
            assert_eq!(segment.len(), 2 + usize::from(segment[3]));
            assert_eq!(read(&segment[4..]), Some(told));
        }
        assert_eq!(read(&segment(1)[4..]), None);
        assert_eq!(read(&segment(9)[4..]), None);
    }
}
