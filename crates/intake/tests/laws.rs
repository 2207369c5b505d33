//! What holds for every input: nothing panics, and no broken line hides a sound one.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod samples;

use armistice_intake::{
    Context, actors, decisions, places, recognise, sources as read_sources, take,
};
use armistice_model::{Format, Report};
use proptest::prelude::*;
use samples::{HTML, LINES, PAGE, TABLE, TEXT, context, sources};

const FORMATS: [Option<Format>; 5] =
    [None, Some(Format::Ucdp), Some(Format::Text), Some(Format::NewsPage), Some(Format::JsonLines)];

fn wide(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

fn swallow(bytes: &[u8]) {
    let sources = sources();
    let _ = recognise(bytes, "a");
    for format in FORMATS {
        let context = Context { format, ..context(&sources) };
        if let Ok(taken) = take(bytes, "a", &context) {
            for refusal in &taken.refused {
                assert!(!refusal.to_string().contains(['\n', '\r', '\0']), "{refusal}");
            }
            for report in &taken.reports {
                assert!(report.text.get(report.body_at..).is_some());
                if let Some(at) = report.evidence_at {
                    let at = usize::try_from(at).unwrap();
                    assert_eq!(&bytes[at..at + report.text.len()], report.text.as_bytes());
                }
                for (_, _, (from, until)) in &report.cells {
                    assert!(report.text.get(*from..*until).is_some());
                }
            }
        }
    }
}

/// Some bytes changed, dropped, doubled or put in.
fn mutated(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let change = (0_u8..5, any::<prop::sample::Index>(), any::<u8>(), 1_usize..40);
    (prop::sample::select(seeds), prop::collection::vec(change, 1..6)).prop_map(
        |(mut bytes, changes)| {
            for (how, at, byte, length) in changes {
                if bytes.is_empty() {
                    break;
                }
                let at = at.index(bytes.len());
                let until = (at + length).min(bytes.len());
                match how {
                    0 => bytes[at] = byte,
                    1 => drop(bytes.drain(at..until)),
                    2 => bytes.insert(at, byte),
                    3 => bytes.truncate(at),
                    _ => {
                        let piece = bytes[at..until].to_vec();
                        bytes.splice(at..at, piece);
                    }
                }
            }
            bytes
        },
    )
}

fn seeds() -> Vec<Vec<u8>> {
    let texts = [TABLE, LINES, TEXT, PAGE, HTML];
    texts.iter().map(|t| t.as_bytes().to_vec()).chain(texts.iter().map(|t| wide(t))).collect()
}

const TOML: [&str; 4] = [
    "[[source]]\nid = \"a\"\nname = \"A\"\nalso = [\"Ä\"]\nnear = \"independent\"\nkind = \"news\"\nprotected = true\npublic = \"x\"\n",
    "[[actor]]\nname = \"A\"\nalso = [\"b\", 'c']\nnote = \"\"\"x\"\"\"\n",
    "[[place]]\nname = \"P\"\npoint = [37.1, 36]\nradius_m = 1e3\n[[place]]\nname = \"Q\"\nline = [[1, 2], [3.5, 4]]\nmargin_m = 0x10\n[[place]]\nname = \"R\"\narea = [[179, 1], [-179, 1], [-179, 2]]\n",
    "[[decision]]\nact = \"extend\"\nof = \"w\"\nlasts = \"48 h\"\nby = [\"A\"]\nat = 2016-09-14T20:00:00+03:00\nreason = \"r\"\n[[decision]]\nact = \"withdraw\"\nby = \"Russia\"\nat = \"2016-09-14 20:00 MSK\"\nreason = \"r\"\n",
];

fn swallow_toml(text: &str) {
    for refusal in [
        read_sources(text, "a").err(),
        actors(text, "a").err(),
        places(text, "a").err(),
        decisions(text, "a").err(),
    ]
    .into_iter()
    .flatten()
    {
        assert!(refusal.line.is_some() && refusal.column.is_some(), "{refusal}");
    }
}

/// A line that is not one of the table's: a row cut off, a row with a quote or comma too many,
/// or anything at all.
fn broken_line(table: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let lines: Vec<&str> = table.lines().collect();
    let line = prop::sample::select(lines);
    prop_oneof![
        (line.clone(), any::<prop::sample::Index>())
            .prop_map(|(l, at)| l.as_bytes()[..at.index(l.len() + 1)].to_vec()),
        (line, any::<prop::sample::Index>(), prop::sample::select(b"\",{}[]:1\xff\0\\".to_vec()))
            .prop_map(|(l, at, byte)| {
                let mut l = l.as_bytes().to_vec();
                l.insert(at.index(l.len() + 1), byte);
                l
            }),
        prop::collection::vec(
            prop::sample::select(b"0129\",,\"{}[]:a \xc3\xff\0\r".to_vec()),
            0..60
        ),
        "[\"0-9,]{0,20}".prop_map(String::into_bytes),
    ]
}

/// What a report says, whatever file it stands in.
fn content(report: &Report) -> Report {
    Report { evidence: "".into(), evidence_at: None, ..report.clone() }
}

fn check_nothing_is_hidden(file: &[u8], starts: &[usize], at: usize, line: &[u8]) {
    let sources = sources();
    let format = recognise(file, "a").unwrap();
    let context = Context { format: Some(format), ..context(&sources) };
    let before = take(file, "a", &context).unwrap();
    assert_eq!(before.reports.len() + 1, starts.len());
    let at = starts[at % starts.len()];
    let spoiled = [&file[..at], line, b"\n", &file[at..]].concat();
    let after = take(&spoiled, "a", &context).unwrap();
    let left: Vec<Report> = after.reports.iter().map(content).collect();
    // In their order, unless the line put in is itself one of them.
    for report in before.reports.iter().map(content) {
        assert!(
            left.contains(&report),
            "{} is hidden by {:?}",
            report.text,
            String::from_utf8_lossy(line)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        swallow(&bytes);
    }

    #[test]
    fn mutated_files_do_not_panic(bytes in mutated(seeds())) {
        swallow(&bytes);
    }

    #[test]
    fn mutated_lists_do_not_panic(
        bytes in mutated(TOML.iter().map(|t| t.as_bytes().to_vec()).collect())
    ) {
        swallow_toml(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_broken_line_hides_no_row(line in broken_line(TABLE), at in 0_usize..6) {
        // Where each row begins, and the end; the second row spans three lines.
        let mut starts: Vec<usize> = TABLE.match_indices("\r\n").map(|(i, _)| i + 2).collect();
        starts.dedup();
        check_nothing_is_hidden(TABLE.as_bytes(), &starts, at, &line);
    }

    #[test]
    fn a_broken_line_hides_no_other_line(line in broken_line(LINES), at in 0_usize..4) {
        let starts: Vec<usize> =
            std::iter::once(0).chain(LINES.match_indices('\n').map(|(i, _)| i + 1)).collect();
        check_nothing_is_hidden(LINES.as_bytes(), &starts, at, &line);
    }
}

#[test]
fn nesting_does_not_overflow_the_stack() {
    for bytes in [
        format!("{{\"source\":\"a\",\"kind\":\"talks\",\"x\":{}", "[".repeat(1_000_000)),
        "{\"a\":".repeat(100_000),
        "<div>".repeat(100_000),
        "<b>".repeat(100_000),
        "(".repeat(100_000),
    ] {
        swallow(bytes.as_bytes());
    }
    for text in ["a=[".repeat(100_000), "[[source]]\nid=".to_string() + &"[".repeat(100_000)] {
        swallow_toml(&text);
    }
}
