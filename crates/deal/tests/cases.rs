//! The deals of the cases in this repository.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test may stop where it stands.

use armistice_deal::{Deal, Rule, check, clock_formula, explain, format, formula};
use armistice_monitor::{Checked, Kind, Signature};

const CASES: [&str; 3] = ["syria-2016-09", "minsk-2015", "lebanon-2024"];

fn path(case: &str) -> String {
    format!("{}/../../cases/{case}/deal.armistice", env!("CARGO_MANIFEST_DIR"))
}

fn read(case: &str) -> String {
    let path = path(case);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read_beside(case: &str, file: &str) -> String {
    let path = format!("{}/../../cases/{case}/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn deal(case: &str) -> Deal {
    check(&read(case)).unwrap_or_else(|errors| {
        let all: Vec<String> =
            errors.iter().map(|e| format!("{} at byte {}", e, e.span().offset())).collect();
        panic!("{}", all.join("\n"))
    })
}

#[test]
fn the_syria_deal_is_sound() {
    let deal = deal("syria-2016-09");
    assert_eq!(deal.terms.len(), 20);
    assert_eq!(deal.day_d.to_string(), "2016-09-12T16:00:00Z");
}

fn explained(case: &str) -> String {
    explain(&deal(case))
        .into_iter()
        .map(|e| {
            let reading = e.reading.map(|r| format!(" [{r}]")).unwrap_or_default();
            let assumed: String =
                e.assumptions.iter().map(|a| format!("  assumed: {a}\n")).collect();
            format!("{}{reading}\n  {}\n  {}\n{assumed}", e.number, e.plain, e.formula)
        })
        .collect()
}

#[test]
fn the_syria_deal_reads_plainly() {
    insta::assert_snapshot!(explained("syria-2016-09"));
}

#[test]
fn the_minsk_deal_reads_plainly() {
    insta::assert_snapshot!(explained("minsk-2015"));
}

#[test]
fn the_lebanon_deal_reads_plainly() {
    insta::assert_snapshot!(explained("lebanon-2024"));
}

#[test]
fn every_deal_stands_in_the_house_style() {
    for case in CASES {
        let source = read(case);
        let formatted = format(&source).unwrap_or_else(|errors| panic!("{case}: {errors:?}"));
        if std::env::var_os("UPDATE_DEALS").is_some() {
            std::fs::write(path(case), &formatted).unwrap();
        }
        assert_eq!(formatted, format(&formatted).unwrap(), "{case}: not stable");
        assert_eq!(formatted, source, "{case}: run this test with UPDATE_DEALS=1");
    }
}

#[test]
fn every_formula_can_be_monitored() {
    for case in CASES {
        let deal = deal(case);
        for term in &deal.terms {
            let rules = std::iter::once(&term.rule).chain(term.readings.iter().map(|r| &r.rule));
            for rule in rules {
                let lowered = formula(term, rule);
                let expected: &[&str] = if matches!(rule, Rule::By { .. }) { &[] } else { &["c"] };
                let free: Vec<String> =
                    lowered.free_variables().iter().map(ToString::to_string).collect();
                assert_eq!(free, expected, "{case} {}", term.number);
                Checked::new(lowered, &signature())
                    .unwrap_or_else(|error| panic!("{case} {}: {error}", term.number));
            }
        }
        for clock in &deal.clocks {
            Checked::new(clock_formula(clock), &signature())
                .unwrap_or_else(|error| panic!("{case} {}: {error}", clock.name));
        }
    }
}

/// The facts that judgement feeds, as the table in `lower.rs` has them.
fn signature() -> Signature {
    ["kind", "by", "on", "weapon", "at", "place"]
        .into_iter()
        .fold(Signature::closed(), |signature, name| {
            signature.declare(name, [Kind::Str, Kind::Str])
        })
        .declare("over", [Kind::Str, Kind::Int])
        .declare("self_defence", [Kind::Str])
        .declare("due", [Kind::Str])
        .declare("breach", [])
        .declare("start", [])
}

#[test]
fn every_area_is_a_place_of_its_case() {
    for case in CASES {
        let places = read_beside(case, "places.toml");
        for area in &deal(case).areas {
            let line = format!("name = {:?}", area.place);
            assert!(places.contains(&line), "{case}: {} is not in places.toml", area.place);
        }
    }
}

#[test]
fn every_member_of_the_syria_deal_is_an_actor_of_the_case() {
    let actors = read_beside("syria-2016-09", "actors.toml");
    let deal = deal("syria-2016-09");
    let members = deal
        .parties
        .iter()
        .flat_map(|p| &p.members)
        .chain(deal.guarantors.iter().flat_map(|g| &g.members))
        .map(|m| m.actor.clone())
        .chain(deal.mixed.iter().map(|m| m.name.clone()));
    for member in members {
        assert!(actors.contains(&format!("name = {member:?}")), "{member} is not in actors.toml");
    }
}
