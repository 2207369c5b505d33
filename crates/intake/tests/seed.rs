//! The news story the project started from.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use armistice_intake::{Context, take};
use armistice_model::{Flag, Format};
use jiff::tz::TimeZone;
use std::path::Path;

#[test]
fn the_story_is_taken_without_its_repeats() {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/seed/us-russia-tussle-over-syria-deal.txt"
    ));
    let Ok(bytes) = std::fs::read(path) else {
        assert!(std::env::var_os("CI").is_none_or(|v| v != "true"), "the test data is absent");
        println!("skipped: no test data at ../shared/data/seed");
        return;
    };
    let sources = armistice_intake::sources(
        "[[source]]\nid='asian-age'\nname='The Asian Age'\nnear='independent'\nkind='news'",
        "s",
    )
    .unwrap();
    let mut context = Context {
        sources: &sources,
        zone: TimeZone::get("Asia/Damascus").unwrap(),
        format: None,
        source: Some("The Asian Age".into()),
        now: "2016-10-01T00:00:00Z".parse().unwrap(),
    };
    let taken = take(&bytes, "story.txt", &context).unwrap();
    assert_eq!((taken.format, taken.refused.len()), (Format::NewsPage, 0));
    let report = &taken.reports[0];
    assert_eq!(report.title.as_deref(), Some("US, Russia tussle over Syria deal"));
    assert_eq!(report.published.unwrap().to_string(), "2016-09-10T01:35:00Z");
    assert_eq!(report.zone.to_offset(report.published.unwrap()).seconds(), 19_800);
    assert_eq!(report.source.as_str(), "asian-age");
    assert!(report.flags.is_empty());
    let body = report.body();
    assert_eq!(body.matches("tightened the noose").count(), 1);
    assert_eq!(report.text.matches("tussle over Syria deal").count(), 1);
    assert!(report.text.starts_with("US, Russia tussle over Syria deal\n\nThe United States"));
    for unwanted in ["Photo", "reacts as he arrives", "Published", "Last Update", "2024"] {
        assert!(!report.text.contains(unwanted), "{unwanted}");
    }
    assert_eq!(body.split("\n\n").count(), 9);
    assert!(body.ends_with("resolving the conflict.\n"));

    context.source = None;
    let taken = take(&bytes, "story.txt", &context).unwrap();
    assert_eq!(taken.reports[0].source.as_str(), "unknown");
    assert_eq!(taken.reports[0].flags, [Flag::UnknownSource]);
}
