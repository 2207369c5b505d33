//! Photos keep their picture and lose everything else.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use armistice_intake::field::{Photo, PhotoFault};
use image::ImageReader;
use proptest::prelude::*;
use std::io::Cursor;

/// Written by Pillow 12; names, places, profiles and comments in them contain `PLANTED`.
const PHOTOS: [(&str, &[u8]); 8] = [
    ("planted.jpg", include_bytes!("photos/planted.jpg")),
    ("progressive.jpg", include_bytes!("photos/progressive.jpg")),
    ("cmyk.jpg", include_bytes!("photos/cmyk.jpg")),
    ("planted.png", include_bytes!("photos/planted.png")),
    ("palette.png", include_bytes!("photos/palette.png")),
    ("lossy.webp", include_bytes!("photos/lossy.webp")),
    ("lossless.webp", include_bytes!("photos/lossless.webp")),
    ("alpha.webp", include_bytes!("photos/alpha.webp")),
];

fn pixels(bytes: &[u8]) -> image::RgbaImage {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
    reader.decode().unwrap().to_rgba8()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|w| w == words)
}

#[test]
fn the_picture_stays_and_the_rest_goes() {
    for (name, bytes) in PHOTOS {
        let photo = Photo::take(bytes).unwrap();
        assert_eq!((photo.width, photo.height), (24, 16), "{name}");
        assert_eq!(pixels(&photo.bytes), pixels(bytes), "{name}");
        for trace in [b"PLANTED".as_slice(), b"xmpmeta", b"2016:09", b"XMP", b"ICC", b"EXIF"] {
            assert!(!holds(&photo.bytes, trace), "{name} holds {}", trace.escape_ascii());
        }
        assert!(photo.bytes.len() <= bytes.len(), "{name}");
        assert_eq!(Photo::take(&photo.bytes).unwrap(), photo, "{name} is not the same again");
    }
    let planted =
        PHOTOS.iter().filter(|(name, bytes)| name.contains("planted") && holds(bytes, b"PLANTED"));
    assert_eq!(planted.count(), 2);
}

#[test]
fn which_side_is_up_stays() {
    let turned = |bytes: &[u8]| {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
        image::ImageDecoder::orientation(&mut reader.into_decoder().unwrap()).unwrap()
    };
    for (name, bytes) in PHOTOS.iter().filter(|(name, _)| name.ends_with(".jpg")) {
        assert_eq!(turned(&Photo::take(bytes).unwrap().bytes), turned(bytes), "{name}");
    }
    assert_eq!(turned(PHOTOS[0].1), image::metadata::Orientation::Rotate90);
}

#[test]
fn what_follows_the_picture_goes() {
    for (name, bytes) in PHOTOS {
        let photo = Photo::take(bytes).unwrap();
        let trailed = Photo::take(&[bytes, b"PLANTED".as_slice()].concat()).unwrap();
        assert_eq!(trailed, photo, "{name}");
    }
}

#[test]
fn each_fault_says_what_to_do() {
    let fault = |bytes: &[u8]| Photo::take(bytes).unwrap_err().to_string();
    insta::assert_snapshot!(fault(b"GIF89a"), @"is no JPEG, PNG or WebP: send it as one of these");
    insta::assert_snapshot!(fault(include_bytes!("photos/animated.webp")), @"is animated: send a single picture");
    insta::assert_snapshot!(fault(&PHOTOS[0].1[..900]), @"is cut off: send it again");
    insta::assert_snapshot!(fault(&vec![0; (8 << 20) + 1]), @"has 8388609 bytes, more than 8388608: send it smaller");
    insta::assert_snapshot!(fault(b"\xff\xd8\xff\xd9"), @"is no sound JPEG, without a frame: save it anew and send that");
    let mut wide = PHOTOS[3].1.to_vec();
    wide[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    insta::assert_snapshot!(fault(&wide), @"is 4294967295 by 16 pixels: send it with sides of 1 to 20000 and at most 120000000 in all");
    assert_eq!(Photo::take(b""), Err(PhotoFault::Unknown));
    for (name, bytes) in PHOTOS {
        for end in 12..bytes.len() {
            let cut = Photo::take(&bytes[..end]);
            assert!(cut.is_err(), "{name} cut at {end} of {}", bytes.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_bytes_panic_and_what_is_taken_is_stable(
        which in 0..PHOTOS.len(),
        mended in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        tail in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut bytes = PHOTOS[which].1.to_vec();
        for (at, byte) in mended {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes.extend(tail);
        if let Ok(photo) = Photo::take(&bytes) {
            prop_assert_eq!(Photo::take(&photo.bytes), Ok(photo));
        }
    }

    #[test]
    fn no_segments_panic(body in proptest::collection::vec(any::<u8>(), 0..200), which in 0..3usize) {
        let begin: [&[u8]; 3] = [
            b"\xff\xd8\xff\xe1\x00\x60Exif\0\0II*\0", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP",
        ];
        let _ = Photo::take(&[begin[which], &body].concat());
    }
}
