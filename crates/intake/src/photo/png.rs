//! PNG (W3C, third edition): chunks, each with its type and checksum.

use super::bytes::Bytes;
use super::{PhotoFault, Stripped};

pub(super) const MAGIC: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

fn broken(what: &'static str) -> PhotoFault {
    PhotoFault::Broken { format: "PNG", what }
}

/// The header, the palette, the picture's data, and what its colours and transparency are.
/// Chunks are copied with their checksums; those are checked by whoever draws the picture.
pub(super) fn stripped(bytes: &[u8]) -> Result<Stripped, PhotoFault> {
    let mut rest = Bytes(bytes);
    let mut kept = rest.take(MAGIC.len())?.to_vec();
    let (mut size, mut data) = (None, false);
    loop {
        let whole = rest.0;
        let length = u32::from_be_bytes(rest.array()?);
        let kind: [u8; 4] = rest.array()?;
        let length = usize::try_from(length).map_err(|_| PhotoFault::CutOff)?;
        let body = rest.take(length)?;
        rest.take(4)?;
        match &kind {
            b"IHDR" => {
                let [w1, w2, w3, w4, h1, h2, h3, h4, _, _, _, _, _] = *body else {
                    return Err(broken("with a header of another length"));
                };
                let sides =
                    (u32::from_be_bytes([w1, w2, w3, w4]), u32::from_be_bytes([h1, h2, h3, h4]));
                if size.replace(sides).is_some() {
                    return Err(broken("with more than one header"));
                }
            }
            _ if size.is_none() => return Err(broken("that does not begin with its header")),
            b"IDAT" => data = true,
            b"IEND" if body.is_empty() => {}
            b"PLTE" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" => {}
            b"acTL" => return Err(PhotoFault::Animated),
            // A capital first letter: it cannot be drawn without.
            [b'A'..=b'Z', ..] => return Err(broken("with a chunk that nobody knows")),
            _ => continue,
        }
        kept.extend(whole.get(..length + 12).unwrap_or_default());
        if &kind == b"IEND" {
            break;
        }
    }
    let (width, height) = size.filter(|_| data).ok_or(broken("without a picture"))?;
    Ok(Stripped { width, height, bytes: kept })
}
