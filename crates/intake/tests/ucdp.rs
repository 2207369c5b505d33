//! Rows of UCDP GED: what is taken, what is refused, and why.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod samples;

use armistice_intake::{Context, Refusal, Taken, take};
use armistice_model::{Flag, Format, Report};
use samples::{TABLE, context, sources};
use std::path::Path;

fn taken(bytes: &[u8]) -> Taken {
    let sources = sources();
    let taken = take(bytes, "a.csv", &context(&sources)).unwrap();
    assert_eq!(taken.format, Format::Ucdp);
    taken
}

fn notes(taken: &Taken) -> String {
    taken.refused.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The text is the row's bytes in the file, and each cell's range is in the text.
fn check_offsets(bytes: &[u8], report: &Report) {
    let at = usize::try_from(report.evidence_at.unwrap()).unwrap();
    assert_eq!(&bytes[at..at + report.text.len()], report.text.as_bytes());
    for (name, value, (from, until)) in &report.cells {
        assert_eq!(**value, *report.text[*from..*until].replace("\"\"", "\""), "{name}");
    }
}

#[test]
fn rows_are_taken_as_they_stand() {
    for mark in ["", "\u{feff}"] {
        let file = format!("{mark}{TABLE}");
        let taken = taken(file.as_bytes());
        assert_eq!(notes(&taken), "");
        assert_eq!(taken.reports.len(), 4);
        for report in &taken.reports {
            check_offsets(file.as_bytes(), report);
            assert_eq!((report.source.as_str(), report.flags.len()), ("ucdp", 0));
        }
        let second = &taken.reports[1];
        assert_eq!(
            second.cell("source_article").unwrap().0,
            "Desk\n12,000 people fled\n\"so it said\""
        );
        assert_eq!(second.cell("source_headline").unwrap().0, "Flight – قرية");
        assert_eq!(second.published.unwrap().to_string(), "2016-09-16T23:59:59Z");
        assert!(second.text.starts_with("1002,") && second.text.ends_with(",4,4,5"));
    }
}

#[test]
fn utf_16_loses_the_offsets_and_nothing_else() {
    let plain = taken(TABLE.as_bytes());
    let wide: Vec<u8> =
        std::iter::once(0xfeff).chain(TABLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let wide = taken(&wide);
    assert_eq!(notes(&wide), "a.csv: read as UTF-16LE; save it as UTF-8 if names look wrong");
    for (a, b) in plain.reports.iter().zip(&wide.reports) {
        assert_eq!((&a.text, &a.cells, b.evidence_at), (&b.text, &b.cells, None));
    }
}

#[test]
fn each_fault_is_one_line_and_costs_one_row() {
    let sound = TABLE.lines().nth(5).unwrap();
    assert!(sound.starts_with("1003,"));
    let id = std::cell::Cell::new(2000);
    let with = |from: &str, to: &str| {
        id.set(id.get() + 1);
        assert!(sound.contains(from), "{from}");
        sound.replacen(from, to, 1).replacen("1003,", &format!("{},", id.get()), 1)
    };
    let rows = [
        with(",2016-09-14,2016-09-14,", ",2016-09-31,2016-09-31,"),
        with(",2016-09-14,2016-09-14,", ",2016-09-14,2016-09-13,"),
        with(",36.385687,", ",36.150.272,"),
        with(",36.385687,38.858694,", ",138.858694,36.385687,"),
        with(",36.385687,38.858694,", ",38.858694,36.385687,"),
        with(",38.858694,", ",380,"),
        with(",36.385687,", ",NaN,"),
        with(",0,0,0,2,2,2,2", ",0,0,0,-2,2,2,2"),
        with(",0,0,0,2,2,2,2", ",0,0,0,two,2,2,2"),
        with(",0,0,0,2,2,2,2", ",0,0,0,2,3,3,2"),
        with(",0,0,0,2,2,2,2", ",0,0,0,2,2,4,3"),
        with(",0,0,0,2,2,2,2", ",0,0,0,2,2,2"),
        with("Ein Issa town", "Ein, Issa town"),
        with("Ein Issa town", "Ein \"Issa\" town"),
        with("Ein Issa town", "\"Ein Issa town"),
        with("Ein Issa town", "\"Ein\" Issa town"),
        with(",1,Ein", ",9,Ein"),
        with(",2016-09-15,", ",2016-09-35,"),
        with(",2016-09-15,", ",2017-09-15,"),
        with(",2016-09-15,", ",,"),
        "\u{0}\u{0}\u{0}\u{0}".to_string(),
        "neither here nor there".to_string(),
        with("1003", "10o3").replacen("20", "2o", 1),
        sound.to_string(),
        sound.to_string(),
    ];
    let header = TABLE.lines().next().unwrap();
    let mut bytes = format!("{header}\n{}\n", rows.join("\n")).into_bytes();
    bytes.extend(
        with("Ein Issa town", "Ein I?sa town").bytes().map(|b| if b == b'?' { 0xff } else { b }),
    );
    let taken = taken(&bytes);
    insta::assert_snapshot!(notes(&taken));
    let kept: Vec<&str> = taken.reports.iter().map(|r| r.cell("id").unwrap().0).collect();
    assert_eq!(kept, ["2011", "2018", "2019", "2020", "1003", "2022"]);
    let flags: Vec<&[Flag]> = taken.reports.iter().map(|r| r.flags.as_slice()).collect();
    assert_eq!(
        flags,
        [
            &[][..],
            &[Flag::Unstamped],
            &[Flag::FromTheFuture],
            &[Flag::Unstamped],
            &[],
            &[Flag::Mended]
        ]
    );
    for report in taken.reports.iter().filter(|r| !r.flags.contains(&Flag::Mended)) {
        check_offsets(&bytes, report);
    }
    assert_eq!(taken.reports.last().unwrap().evidence_at, None);
}

#[test]
fn a_header_that_lacks_a_column_refuses_the_file() {
    let sources = sources();
    let context = Context { format: Some(Format::Ucdp), ..context(&sources) };
    for (from, to, what) in [
        ("date_start", "begin", "no column date_start"),
        ("adm_1", "country", "`country` twice"),
        ("id,", "\"id,", "no column"),
    ] {
        let refusal = take(TABLE.replacen(from, to, 1).as_bytes(), "a.csv", &context).unwrap_err();
        assert!(refusal.to_string().contains(what), "{refusal}");
    }
}

#[test]
fn the_real_tables_are_taken() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/syria"));
    if !root.exists() {
        assert!(std::env::var_os("CI").is_none_or(|v| v != "true"), "the test data is absent");
        println!("skipped: no test data at ../shared/data/syria");
        return;
    }
    for (file, rows, low_above_high, misdated) in [
        ("ucdp-ged-syria-2016-09-09_25.csv", 224, 0, 0),
        ("ucdp-ged-syria-2017-2019.csv", 10_396, 57, 3),
    ] {
        let bytes = std::fs::read(root.join(file)).unwrap();
        let sources = sources();
        let context = Context { now: "2026-01-01T00:00:00Z".parse().unwrap(), ..context(&sources) };
        let taken = take(&bytes, file, &context).unwrap();
        let (kept, lost): (Vec<_>, Vec<_>) = taken.refused.iter().partition(|r| r.kept);
        assert!(lost.iter().all(|r| r.what.contains("greater than high")), "{lost:?}");
        assert_eq!(lost.len(), low_above_high);
        let (future, outside): (Vec<&Refusal>, Vec<&Refusal>) =
            kept.into_iter().partition(|r| r.what.contains("yet to come"));
        assert!(outside.iter().all(|r| r.what.contains("outside low to high")), "{outside:?}");
        // The dataset has a 2919 and two 2109 among its dates of publication.
        assert_eq!(future.len(), misdated, "{future:?}");
        assert_eq!(taken.reports.len() + lost.len(), rows);
        let mut theirs = csv::Reader::from_reader(bytes.as_slice());
        let headers = theirs.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = theirs.records().map(Result::unwrap).collect();
        let mut ours = taken.reports.iter().peekable();
        for record in records {
            let Some(report) = ours.next_if(|r| r.cell("id").unwrap().0 == &record[0]) else {
                continue;
            };
            check_offsets(&bytes, report);
            for (name, value) in headers.iter().zip(&record) {
                assert_eq!(report.cell(name).unwrap().0, value);
            }
        }
        assert!(ours.next().is_none(), "rows that the other reader does not see");
    }
}
