//! Intake of any bytes as a report. The first byte says as what: `0` as recognised, `1` a table of
//! UCDP, `2` a text, `3` JSON Lines, `4` a news page; any other byte as its remainder by five.
//!
//! Laws: no panic; the same bytes give the same reports; body, cells and place in the evidence lie
//! inside the text and the file; what is told of a fault stands on one line and points into the
//! file.

#![no_main]

use armistice_intake::{Context, recognise, sources, take};
use armistice_model::{Format, Sources};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;
use std::collections::HashSet;
use std::sync::LazyLock;

static SOURCES: LazyLock<Sources> = LazyLock::new(|| {
    sources(include_str!("../../cases/syria-2016-09/sources.toml"), "sources.toml").unwrap()
});
static NOW: LazyLock<Timestamp> = LazyLock::new(|| "2016-10-01T00:00:00Z".parse().unwrap());
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Asia/Damascus").unwrap());

fuzz_target!(|data: &[u8]| {
    let Some((how, bytes)) = data.split_first() else { return };
    let format = match how.wrapping_sub(b'0') % 5 {
        0 => None,
        1 => Some(Format::Ucdp),
        2 => Some(Format::Text),
        3 => Some(Format::JsonLines),
        _ => Some(Format::NewsPage),
    };
    let context = Context {
        sources: &SOURCES,
        zone: ZONE.clone(),
        format,
        source: (*how >= 0x80).then(|| "sohr".to_string()),
        now: *NOW,
    };
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    let told = |refusal: &armistice_intake::Refusal| {
        let text = refusal.to_string();
        assert!(!text.contains(['\n', '\r', '\0']), "{text:?}");
        assert!(refusal.line.is_none_or(|line| (1..=lines).contains(&line)), "{text}");
        assert!(
            refusal.column.is_none_or(|column| (1..=bytes.len() + 1).contains(&column)),
            "{text}"
        );
    };
    let taken = match take(bytes, "file", &context) {
        Ok(taken) => taken,
        Err(refusal) => return told(&refusal),
    };
    if format.is_none() {
        assert_eq!(recognise(bytes, "file"), Ok(taken.format));
    }
    taken.refused.iter().for_each(told);
    let mut names = HashSet::new();
    for report in &taken.reports {
        assert!(names.insert(&report.id), "{} is there twice", report.id);
        assert!(report.text.get(report.body_at..).is_some(), "the body is outside the text");
        if let Some(at) = report.evidence_at {
            let at = usize::try_from(at).unwrap();
            assert_eq!(bytes.get(at..at + report.text.len()), Some(report.text.as_bytes()));
        }
        for (name, value, (from, until)) in &report.cells {
            let words = report.text.get(*from..*until);
            assert!(words.is_some(), "{name} = {value:?} is outside the text");
        }
    }
    let again = take(bytes, "file", &context).unwrap();
    assert_eq!((taken.reports, taken.refused), (again.reports, again.refused));
});
