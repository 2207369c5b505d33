//! WebP (RFC 9649): chunks in a RIFF container.

use super::bytes::Bytes;
use super::{PhotoFault, Stripped};

fn broken(what: &'static str) -> PhotoFault {
    PhotoFault::Broken { format: "WebP", what }
}

/// The picture's one bitstream, and the transparency of a lossy one.
pub(super) fn stripped(bytes: &[u8]) -> Result<Stripped, PhotoFault> {
    let mut rest = Bytes(bytes);
    rest.take(4)?;
    let length = as_length(rest.array()?)?;
    let mut rest = Bytes(rest.take(length)?);
    rest.take(4)?;
    let (mut alpha, mut picture) = (None, None);
    while !rest.is_empty() {
        let kind: [u8; 4] = rest.array()?;
        let length = as_length(rest.array()?)?;
        let body = rest.take(length)?;
        if length % 2 == 1 {
            rest.take(1)?;
        }
        let twice = match &kind {
            b"VP8 " | b"VP8L" => picture.replace((kind, body)).is_some(),
            b"ALPH" => alpha.replace(body).is_some(),
            b"ANIM" | b"ANMF" => return Err(PhotoFault::Animated),
            _ => false,
        };
        if twice {
            return Err(broken("with more than one picture"));
        }
    }
    let (kind, body) = picture.ok_or(broken("without a picture"))?;
    let lossy = &kind == b"VP8 ";
    let (width, height) = if lossy { lossy_size(body) } else { lossless_size(body) }
        .ok_or(broken("whose picture does not tell its size"))?;
    let mut chunks = b"WEBP".to_vec();
    // A lossless bitstream holds its own transparency.
    if let Some(alpha) = alpha.filter(|_| lossy) {
        let mut extended = vec![0x10, 0, 0, 0];
        for side in [width, height] {
            extended.extend(side.saturating_sub(1).to_le_bytes().iter().take(3));
        }
        put(&mut chunks, b"VP8X", &extended);
        put(&mut chunks, b"ALPH", alpha);
    }
    put(&mut chunks, &kind, body);
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(chunks.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(chunks);
    Ok(Stripped { width, height, bytes })
}

fn as_length(bytes: [u8; 4]) -> Result<usize, PhotoFault> {
    usize::try_from(u32::from_le_bytes(bytes)).map_err(|_| PhotoFault::CutOff)
}

fn put(chunks: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    chunks.extend(kind);
    chunks.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    chunks.extend(body);
    if body.len() % 2 == 1 {
        chunks.push(0);
    }
}

/// Of a key frame (RFC 6386, section 9.1).
fn lossy_size(body: &[u8]) -> Option<(u32, u32)> {
    let [tag, _, _, 0x9d, 0x01, 0x2a, w1, w2, h1, h2, ..] = *body else { return None };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
    (tag & 1 == 0).then(|| (side(w1, w2), side(h1, h2)))
}

/// RFC 9649, section 3.4: fourteen bits each, less one.
fn lossless_size(body: &[u8]) -> Option<(u32, u32)> {
    let [0x2f, a, b, c, d, ..] = *body else { return None };
    let bits = u32::from_le_bytes([a, b, c, d]);
    Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
}
