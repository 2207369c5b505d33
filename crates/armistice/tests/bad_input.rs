//! Bad input: one clear line each, the rest taken in, nothing already taken lost.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::{House, text};
use std::path::Path;
use std::process::Output;

const GOOD: &str = "Source: field-team-1\nPublished: 2026-02-03 18:30 +01:00\nTitle: Shelling\n\nGovernment forces shelled Old Town on Tuesday. At least two people were killed.\n";

struct Took {
    code: i32,
    out: String,
    err: String,
}

fn take(house: &House, case: &Path, file: &Path) -> Took {
    let output: Output = house.run(&["take", case.to_str().unwrap(), file.to_str().unwrap()]);
    Took {
        code: output.status.code().unwrap(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// Takes a file of these bytes into a case that already holds one report; the report must stay.
fn taken(name: &str, bytes: &[u8]) -> (Took, usize) {
    let house = House::new();
    let case = house.small();
    let good = house.path("good.md");
    std::fs::write(&good, GOOD).unwrap();
    assert_eq!(take(&house, &case, &good).code, 0);
    let bad = house.path(name);
    std::fs::write(&bad, bytes).unwrap();
    let took = take(&house, &case, &bad);
    assert!(!took.err.contains("panicked"), "{}", took.err);
    house.done(&["ledger", "verify", case.to_str().unwrap()]);
    let reports = house.json(&["reports", case.to_str().unwrap(), "--json"]);
    let held = reports["reports"].as_array().unwrap().len();
    assert!(held >= 1, "the report already taken is gone");
    (took, held - 1)
}

const HEADER: &str = "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,side_a,side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high";

fn row(id: u32, latitude: &str, date: &str) -> String {
    format!(
        "{id},2026,1,1,1,Conflict,1,Government - Opposition,1,Government,2,NA,Opposition,1,\"\"\"Wire,2026-02-03,Fighting\"\"\",Wire,2026-02-03,Fighting,Wire,1,Old Town,North,North,{latitude},10.01,POINT (10.01 50.0),1,Land,1,Europe,1,1,{date},{date},0,0,1,0,1,1,1"
    )
}

fn table(rows: &[String]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

fn one_line_that_says(took: &Took, words: &[&str]) {
    let line = took
        .err
        .lines()
        .find(|line| words.iter().all(|word| line.contains(word)))
        .unwrap_or_else(|| panic!("no line with {words:?} in\n{}", took.err));
    assert!(line.contains(';'), "says no remedy: {line}");
}

#[test]
fn a_row_that_does_not_parse_costs_only_itself() {
    let (took, held) = taken(
        "rows.csv",
        &table(&[row(1, "50.01", "2026-02-03"), "2,2026,1".into(), row(3, "50.01", "2026-02-03")]),
    );
    assert_eq!((took.code, held), (3, 2));
    one_line_that_says(&took, &["rows.csv:3:"]);
    assert!(took.out.contains("1 refused"), "{}", took.out);
}

#[test]
fn a_date_that_does_not_exist_and_a_broken_latitude_are_named_with_line_and_column() {
    let (took, held) = taken(
        "rows.csv",
        &table(&[
            row(1, "50.01", "2026-02-31"),
            row(2, "36.150.272", "2026-02-03"),
            row(3, "150.01", "2026-02-03"),
            row(4, "50.01", "2026-02-03"),
        ]),
    );
    assert_eq!((took.code, held), (3, 1));
    one_line_that_says(&took, &["rows.csv:2:", "2026-02-31"]);
    one_line_that_says(&took, &["rows.csv:3:", "36.150.272"]);
    one_line_that_says(&took, &["rows.csv:4:", "150.01"]);
    assert!(took.out.contains("3 refused"), "{}", took.out);
}

#[test]
fn utf_16_is_read_and_a_broken_byte_is_mended_and_said() {
    let utf_16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(GOOD.replace("Old Town", "Bridge Street").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let (took, held) = taken("wide.md", &utf_16);
    assert_eq!((took.code, held), (0, 1), "{}", took.err);

    let mut broken = GOOD.replace("Shelling", "Shelling of ???").into_bytes();
    let at = broken.iter().position(|b| *b == b'?').unwrap();
    broken[at] = 0xff;
    let (took, held) = taken("broken.md", &broken);
    assert_eq!(held, 1, "{}", took.err);
    one_line_that_says(&took, &["broken.md", "note:"]);
}

#[test]
fn empty_and_hollow_files_are_refused() {
    for (name, bytes) in [("empty.csv", Vec::new()), ("hollow.md", vec![0u8; 4096])] {
        let (took, held) = taken(name, &bytes);
        assert_eq!((took.code, held), (3, 0), "{}", took.err);
        one_line_that_says(&took, &[name, "refused:"]);
    }
}

#[test]
fn two_gigabytes_are_refused_unread() {
    let house = House::new();
    let case = house.small();
    let large = house.path("large.csv");
    // Sparse: no disk is filled, and reading it would show in the time of the whole suite.
    std::fs::File::create(&large).unwrap().set_len(2 << 30).unwrap();
    let took = take(&house, &case, &large);
    assert_eq!(took.code, 3);
    one_line_that_says(&took, &["large.csv", "refused:"]);
}

#[test]
fn a_file_that_is_not_there_hides_no_other() {
    let house = House::new();
    let case = house.small();
    let good = house.path("good.md");
    std::fs::write(&good, GOOD).unwrap();
    let output =
        house.run(&["take", case.to_str().unwrap(), "/nowhere/at/all.md", good.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        text(&output.stdout).contains("1 report from 1 file taken in"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn a_report_from_the_future_is_kept_flagged_and_does_not_move_the_clock() {
    let future = GOOD.replace("2026-02-03", "2126-02-03");
    let (took, held) = taken("future.md", future.as_bytes());
    assert_eq!(held, 1, "{}", took.err);
    one_line_that_says(&took, &["future.md", "note:"]);
    let house = House::new();
    let case = house.small();
    let file = house.path("future.md");
    std::fs::write(&file, future).unwrap();
    take(&house, &case, &file);
    let board = house.json(&["observe", case.to_str().unwrap(), "--json"]);
    assert!(!board.to_string().contains("2126-02"), "the board runs into the future");
}

#[test]
fn the_same_bytes_twice_are_one_report() {
    let house = House::new();
    let case = house.small();
    for name in ["first.md", "second.md"] {
        let file = house.path(name);
        std::fs::write(&file, GOOD).unwrap();
        assert_eq!(take(&house, &case, &file).code, 0);
    }
    let reports = house.json(&["reports", case.to_str().unwrap(), "--json"]);
    assert_eq!(reports["reports"].as_array().unwrap().len(), 1);
}

/// A case whose own file is broken: `observe` says where, with the exit code for it, and the
/// ledger keeps what it had.
fn broken_case(file: &str, change: impl Fn(&str) -> String) -> (i32, String) {
    let house = House::new();
    let case = house.small();
    house.done(&["observe", case.to_str().unwrap(), "--quiet"]);
    let path = case.join(file);
    let text_before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, change(&text_before)).unwrap();
    let output = house.run(&["observe", case.to_str().unwrap()]);
    house.done(&["ledger", "verify", case.to_str().unwrap()]);
    (output.status.code().unwrap(), text(&output.stderr))
}

#[test]
fn a_deal_with_a_syntax_error_points_at_it() {
    let (code, error) =
        broken_case("deal.armistice", |deal| deal.replace("never attack by", "never attak by"));
    assert_eq!(code, 5);
    assert!(error.contains("attak") && error.contains("deal.armistice:"), "{error}");
}

#[test]
fn a_clock_that_refers_to_no_term_is_refused() {
    let (code, error) =
        broken_case("deal.armistice", |deal| deal.replace("breach of 1, 2", "breach of 1, 7"));
    assert_eq!(code, 5);
    assert!(error.contains("no term `7`") && error.contains("deal.armistice:33:"), "{error}");
}

#[test]
fn an_area_that_crosses_the_antimeridian_is_refused_with_what_to_do() {
    let (code, error) = broken_case("places.toml", |places| {
        format!(
            "{places}\n[[place]]\nname = \"Far\"\narea = [[179.0, 1.0], [-179.0, 1.0], [-179.0, 2.0]]\n"
        )
    });
    assert_eq!(code, 1);
    assert!(error.contains("antimeridian") && error.contains("split it in two"), "{error}");
    assert_eq!(error.trim().lines().count(), 1, "{error}");
}

#[test]
fn a_folder_that_is_no_case_is_said_to_be_none() {
    let house = House::new();
    let output = house.run(&["observe", house.place.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("is no case"), "{}", text(&output.stderr));
}
