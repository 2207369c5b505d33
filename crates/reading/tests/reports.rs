//! The shipped case's own reports, read; one readable line a claim.
#![allow(clippy::unwrap_used)]

mod case;

use case::{Case, folder, line};
use std::fmt::Write as _;

#[test]
fn every_report_of_the_case() {
    let case = Case::load();
    let reader = armistice_reading::Reader::new(case.known());
    let mut files: Vec<_> =
        std::fs::read_dir(folder().join("reports")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut out = String::new();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        writeln!(out, "== {name}").unwrap();
        for report in case.take(&std::fs::read(path).unwrap(), name) {
            for claim in reader.read(&report) {
                writeln!(out, "- {}", line(&claim, &report)).unwrap();
                writeln!(out, "    {:?}", &report.text[claim.spans[0].from..claim.spans[0].until])
                    .unwrap();
            }
        }
    }
    insta::assert_snapshot!(out);
}
