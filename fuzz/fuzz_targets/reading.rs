//! Any bytes taken as a report, and the report read into claims with what the shipped case knows.
//!
//! Laws: no panic; the same report gives the same claims; every span lies on characters of the
//! text and is not empty, the first is the whole; what is named has a span that says where it was
//! read.

#![no_main]

use armistice_intake::{Context, actors, places, sources, take};
use armistice_model::{Actors, Field, Format, Gazetteer, Sources};
use armistice_reading::{Known, Reader};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SOURCES: LazyLock<Sources> = LazyLock::new(|| {
    sources(include_str!("../../cases/syria-2016-09/sources.toml"), "sources.toml").unwrap()
});
static ACTORS: LazyLock<Actors> = LazyLock::new(|| {
    actors(include_str!("../../cases/syria-2016-09/actors.toml"), "actors.toml").unwrap()
});
static PLACES: LazyLock<Gazetteer> = LazyLock::new(|| {
    places(include_str!("../../cases/syria-2016-09/places.toml"), "places.toml").unwrap()
});
static READER: LazyLock<Reader<'static>> = LazyLock::new(|| {
    Reader::new(Known { sources: &SOURCES, actors: &ACTORS, places: &PLACES, zone: &ZONE })
});
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Asia/Damascus").unwrap());
static NOW: LazyLock<Timestamp> = LazyLock::new(|| "2016-10-01T00:00:00Z".parse().unwrap());

fuzz_target!(|bytes: &[u8]| {
    let context = |format| Context {
        sources: &SOURCES,
        zone: ZONE.clone(),
        format,
        source: Some("sohr".to_string()),
        now: *NOW,
    };
    // What is of no known format is prose.
    let Ok(taken) = take(bytes, "file", &context(None))
        .or_else(|_| take(bytes, "file", &context(Some(Format::Text))))
    else {
        return;
    };
    for report in &taken.reports {
        let claims = READER.read(report);
        for claim in &claims {
            assert_eq!(claim.report, report.id);
            assert_eq!(claim.spans.first().map(|span| span.field), Some(Field::Whole));
            for span in &claim.spans {
                let words = report.text.get(span.from..span.until);
                assert!(words.is_some_and(|words| !words.is_empty()), "{span:?}");
            }
            if matches!(report.format, Format::Text | Format::NewsPage) {
                let has = |field| claim.spans.iter().any(|span| span.field == field);
                assert!(claim.by.is_open() || has(Field::By), "{claim:?}");
                assert!(claim.on.is_open() || has(Field::On), "{claim:?}");
                assert!(claim.place.name.is_none() || has(Field::Where), "{claim:?}");
                assert!(claim.when.interval().is_none() || has(Field::When), "{claim:?}");
            }
        }
        assert_eq!(claims, READER.read(report));
    }
});
