//! Photos, without what they tell beside the picture.
//!
//! A phone writes into a photo where it was taken, when, and with which phone; that is an
//! observer's position under another name. So a photo is taken apart into the pieces that its
//! format is made of, without decoding a pixel, and put together again from those that the
//! picture cannot be drawn without. What is not known to be needed is dropped: EXIF, XMP, IPTC,
//! colour profiles, comments, thumbnails, and whatever follows the picture's end. Of EXIF one
//! number is written anew, the orientation of a JPEG. The bytes that came are not kept.
//!
//! Not removed is what can be seen: a street sign, a face, a reflection; nor what a camera's own
//! noise tells an expert who has other photos of the same camera.

mod bytes;
mod jpeg;
mod orientation;
mod png;
mod webp;

use crate::evidence;
use crate::field_report::Attachment;
use std::sync::Arc;

/// Most bytes of a photo that is taken: 8 MiB.
pub const PHOTO_LIMIT: usize = 8 << 20;
/// Most photos of one report.
pub const PHOTOS: usize = 8;
/// Longest side in pixels.
const SIDE: u32 = 20_000;
/// Most pixels, so that no few bytes unfold into a machine's memory where they are shown.
const PIXELS: u64 = 120_000_000;

/// A photo that tells nothing but its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// `image/jpeg`, `image/png` or `image/webp`, as its bytes say.
    pub media_type: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes` in hexadecimal.
    pub sha256: Arc<str>,
}

/// Why a photo is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// Too many bytes.
    #[error("has {0} bytes, more than {PHOTO_LIMIT}: send it smaller")]
    Heavy(usize),
    /// Too many pixels, or none.
    #[error("is {0} by {1} pixels: send it with sides of 1 to {SIDE} and at most {PIXELS} in all")]
    Size(u32, u32),
    /// Neither of the three formats.
    #[error("is no JPEG, PNG or WebP: send it as one of these")]
    Unknown,
    /// It ends too early.
    #[error("is cut off: send it again")]
    CutOff,
    /// It does not keep to its format.
    #[error("is no sound {format}, {what}: save it anew and send that")]
    Broken {
        /// The format.
        format: &'static str,
        /// What is wrong.
        what: &'static str,
    },
    /// More than one picture.
    #[error("is animated: send a single picture")]
    Animated,
}

impl Photo {
    /// Takes a photo by what its bytes are, whatever its sender calls it.
    ///
    /// # Errors
    /// See [`PhotoFault`].
    pub fn take(bytes: &[u8]) -> Result<Self, PhotoFault> {
        if bytes.len() > PHOTO_LIMIT {
            return Err(PhotoFault::Heavy(bytes.len()));
        }
        let (media_type, stripped) = if bytes.starts_with(&jpeg::MAGIC) {
            ("image/jpeg", jpeg::stripped(bytes)?)
        } else if bytes.starts_with(&png::MAGIC) {
            ("image/png", png::stripped(bytes)?)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            ("image/webp", webp::stripped(bytes)?)
        } else {
            return Err(PhotoFault::Unknown);
        };
        let Stripped { width, height, bytes } = stripped;
        let sides = [width, height].iter().all(|side| (1..=SIDE).contains(side));
        if !sides || u64::from(width) * u64::from(height) > PIXELS {
            return Err(PhotoFault::Size(width, height));
        }
        let sha256 = evidence::digest(&bytes);
        Ok(Self { media_type, width, height, bytes, sha256 })
    }

    /// As a report's line names it, the report's `index`th, from 1.
    pub fn attachment(&self, index: usize) -> Attachment {
        let ending = match self.media_type {
            "image/png" => "png",
            "image/webp" => "webp",
            _ => "jpg",
        };
        Attachment {
            name: format!("photo-{index}.{ending}"),
            sha256: self.sha256.to_string(),
            media_type: self.media_type.to_string(),
            bytes: self.bytes.len() as u64,
        }
    }
}

/// A picture put together again.
struct Stripped {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}
