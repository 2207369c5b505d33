//! The deals of the cases in this repository.

use armistice_deal::{Deal, check, explain, format};

const CASES: [&str; 1] = ["syria-2016-09"];

fn path(case: &str) -> String {
    format!("{}/../../cases/{case}/deal.armistice", env!("CARGO_MANIFEST_DIR"))
}

fn read(case: &str) -> String {
    let path = path(case);
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
fn every_deal_stands_in_the_house_form() {
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
