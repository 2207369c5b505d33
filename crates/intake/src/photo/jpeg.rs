//! JPEG (ITU-T T.81): segments, each with its marker.

use super::bytes::Bytes;
use super::orientation;
use super::{PhotoFault, Stripped};

pub(super) const MAGIC: [u8; 3] = [0xff, 0xd8, 0xff];

/// What every JFIF file may begin with: version 1.1, square pixels, no thumbnail.
const JFIF: [u8; 18] = *b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";

fn broken(what: &'static str) -> PhotoFault {
    PhotoFault::Broken { format: "JPEG", what }
}

/// The tables, frames and scans; of the application segments only that it is JFIF, Adobe's
/// statement of how its colours are meant (12 bytes, without which CMYK is drawn wrong), and the
/// orientation.
pub(super) fn stripped(bytes: &[u8]) -> Result<Stripped, PhotoFault> {
    let mut rest = Bytes(bytes);
    rest.take(2)?;
    let (mut kept, mut size, mut jfif, mut turned) = (Vec::new(), None, false, None);
    loop {
        let marker = marker(&mut rest)?;
        match marker {
            0xd9 => break,
            // Only markers that are followed by a length may stand here.
            0x00 | 0x01 | 0xd0..=0xd8 => return Err(broken("with a marker out of place")),
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(rest.array()?));
        let body =
            rest.take(length.checked_sub(2).ok_or(broken("with a segment of no length"))?)?;
        let body = match marker {
            // Frames: all codings but 0xc8, which is reserved.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let [_, h1, h2, w1, w2, ..] = *body else {
                    return Err(broken("with a short frame header"));
                };
                let sides = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
                if size.replace(sides).is_some() {
                    return Err(broken("with more than one frame"));
                }
                body
            }
            // Tables, restart interval, scan, number of lines.
            0xc4 | 0xcc | 0xdb | 0xdd | 0xda | 0xdc => body,
            0xe0 if body.starts_with(b"JFIF\0") => {
                jfif = true;
                continue;
            }
            0xe1 if body.starts_with(orientation::EXIF) => {
                turned = turned.or_else(|| orientation::read(body));
                continue;
            }
            0xee if body.starts_with(b"Adobe") => {
                body.get(..12).ok_or(broken("with a short Adobe segment"))?
            }
            _ => continue,
        };
        kept.extend([0xff, marker]);
        kept.extend(u16::try_from(body.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
        kept.extend(body);
        if marker == 0xda {
            kept.extend(scan(&mut rest)?);
        }
    }
    let (width, height) = size.ok_or(broken("without a frame"))?;
    let mut bytes = vec![0xff, 0xd8];
    if jfif {
        bytes.extend(JFIF);
    }
    if let Some(turned) = turned {
        bytes.extend(orientation::segment(turned));
    }
    bytes.extend(kept);
    bytes.extend([0xff, 0xd9]);
    Ok(Stripped { width: width.into(), height: height.into(), bytes })
}

/// The next marker; any number of 0xff may stand before it.
fn marker(rest: &mut Bytes<'_>) -> Result<u8, PhotoFault> {
    if rest.byte()? != 0xff {
        return Err(broken("with bytes between its segments"));
    }
    loop {
        match rest.byte()? {
            0xff => {}
            marker => return Ok(marker),
        }
    }
}

/// A scan's own bytes: up to the next marker that is neither a stuffed 0xff nor a restart.
fn scan<'a>(rest: &mut Bytes<'a>) -> Result<&'a [u8], PhotoFault> {
    let ends = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7));
    let length = rest.0.windows(2).position(ends).ok_or(PhotoFault::CutOff)?;
    rest.take(length)
}
