//! The first case's own files are read without a fault.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use armistice_intake::{Context, actors, decisions, places, sources, take};
use armistice_model::{Act, Near, Shape};
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

fn case() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/syria-2016-09")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(case().join(name)).unwrap()
}

#[test]
fn lists_are_read() {
    let sources = sources(&text("sources.toml"), "sources.toml").unwrap();
    assert_eq!(sources.near(&sources.find("SANA").unwrap().id), Near::Party("Government".into()));
    let team = sources.find("team-castello").unwrap();
    assert_eq!(team.public_name(), "a field team north of Aleppo");
    let actors = actors(&text("actors.toml"), "actors.toml").unwrap();
    assert_eq!(actors.find("daesh").unwrap().name, "IS");
    let places = places(&text("places.toml"), "places.toml").unwrap();
    assert!(matches!(places.find("Castello Road").unwrap().shape, Shape::Line { .. }));
    assert!(matches!(places.find("eastern Aleppo").unwrap().shape, Shape::Area { .. }));
    let decisions = decisions(&text("decisions.toml"), "decisions.toml").unwrap();
    assert!(
        decisions
            .iter()
            .any(|d| matches!(&d.act, Act::Extend { seconds: 172_800, by, .. } if by.len() == 2)
                && d.at.to_string() == "2016-09-14T17:00:00Z")
    );
}

#[test]
fn reports_are_read() {
    let sources = sources(&text("sources.toml"), "sources.toml").unwrap();
    let context = Context {
        sources: &sources,
        zone: TimeZone::get("Asia/Damascus").unwrap(),
        format: None,
        source: None,
        now: "2016-10-01T00:00:00Z".parse().unwrap(),
    };
    let mut read = 0;
    for entry in std::fs::read_dir(case().join("reports")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = armistice_intake::read_file(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let taken = take(&bytes, &name, &context).unwrap();
        assert_eq!(taken.refused, [], "{name}");
        for report in taken.reports {
            assert!(report.flags.is_empty(), "{name}: {:?}", report.flags);
            assert!(report.published.is_some() && report.title.is_some());
            assert!(!report.text.contains("TC-0"), "{name} names its observer");
            read += 1;
        }
    }
    assert!(read >= 60, "{read}");
}
