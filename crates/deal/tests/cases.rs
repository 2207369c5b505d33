//! The deals of the cases in this repository.

use armistice_deal::{Deal, check, explain};

fn read(case: &str) -> String {
    let path = format!("{}/../../cases/{case}/deal.armistice", env!("CARGO_MANIFEST_DIR"));
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
