//! What holds for every report, whatever it says.
#![allow(clippy::unwrap_used)]

mod case;

use armistice_model::{Claim, Field, Format, Report};
use armistice_reading::Reader;
use case::{Case, folder};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static CASE: LazyLock<Case> = LazyLock::new(Case::load);
static READER: LazyLock<Reader<'static>> = LazyLock::new(|| Reader::new(CASE.known()));
static BODIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut files: Vec<_> =
        std::fs::read_dir(folder().join("reports")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().filter_map(|p| std::fs::read_to_string(p).ok()).collect()
});

fn report(body: &str) -> Report {
    let mut report = CASE.text("sohr", "2016-09-17 09:00 +01:00", "x");
    report.text = Arc::from(body);
    report.body_at = 0;
    report
}

/// Every span lies on characters of the text; the first is the whole; ids count from 1.
fn hold(claims: &[Claim], report: &Report) -> Result<(), TestCaseError> {
    for (n, claim) in claims.iter().enumerate() {
        let ending = format!("-{}", n + 1);
        prop_assert!(claim.id.as_str().ends_with(&ending));
        prop_assert_eq!(claim.spans.first().map(|s| s.field), Some(Field::Whole));
        for span in &claim.spans {
            let words = report.text.get(span.from..span.until);
            prop_assert!(words.is_some_and(|w| !w.is_empty()), "{:?}", span);
        }
        let place_told =
            claim.place.name.is_none() || claim.spans.iter().any(|s| s.field == Field::Where);
        prop_assert!(place_told);
        prop_assert!(
            claim.by.is_open() || claim.spans.iter().any(|s| s.field == Field::By),
            "{:?}",
            claim
        );
        prop_assert!(
            claim.on.is_open() || claim.spans.iter().any(|s| s.field == Field::On),
            "{:?}",
            claim
        );
        prop_assert!(
            claim.when.interval().is_none() || claim.spans.iter().any(|s| s.field == Field::When)
        );
        let counted = !claim.casualties.is_silent() || claim.count.is_some();
        prop_assert!(!counted || claim.spans.iter().any(|s| s.field == Field::HowMany));
    }
    Ok(())
}

/// Words the rules look for, so that chance puts them beside each other.
fn phrase() -> impl Strategy<Value = String> {
    let words = [
        "killed",
        "wounded",
        "the Observatory said",
        ",",
        ".",
        ";",
        "at least",
        "13",
        "civilians",
        "soldiers",
        "Syrian army",
        "rebels",
        "in",
        "near",
        "Aleppo",
        "Castello Road",
        "on Friday",
        "air strike",
        "shelled",
        "by",
        "accused",
        "of",
        "the truce",
        "broke",
        "times",
        "between",
        "12 and 19 September",
        "Moscow",
        "wants",
        "to",
        "denied",
        "that",
        "US",
        "U.S.",
        "(AFP)",
        "from 08:00 to 14:00",
        "We watched",
        "no",
        "convoy",
        "aid",
        "reached",
        "one of them",
        "the same day",
        "four days earlier",
        "east of",
        "there",
        "and",
        "including",
        "dozens of",
        "999999999999",
        "\u{201c}",
        "\u{201d}",
        "\u{2019}s",
        "Cilvegözü",
        "حندرات",
        "\n\n",
        "-",
        "13–14",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..60).prop_map(|w| w.join(" "))
}

/// A report of the case with a stretch cut out, doubled or replaced.
fn mutated() -> impl Strategy<Value = String> {
    (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        "\\PC{0,6}",
        0..3u8,
    )
        .prop_map(|(which, a, b, with, how)| {
            let body: Vec<char> = which.get(&BODIES).chars().collect();
            let (a, b) = (a.index(body.len() + 1), b.index(body.len() + 1));
            let (a, b) = (a.min(b), a.max(b));
            let (head, cut, tail) = (&body[..a], &body[a..b], &body[b..]);
            let middle: Vec<char> = match how {
                0 => Vec::new(),
                1 => [cut, cut].concat(),
                _ => with.chars().collect(),
            };
            head.iter().chain(&middle).chain(tail).collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(body in "\\PC{0,400}") {
        let report = report(&body);
        hold(&READER.read(&report), &report)?;
    }

    #[test]
    fn likely_words_in_any_order(body in phrase()) {
        let report = report(&body);
        hold(&READER.read(&report), &report)?;
    }

    #[test]
    fn mutated_reports(body in mutated()) {
        let report = report(&body);
        let claims = READER.read(&report);
        hold(&claims, &report)?;
        prop_assert_eq!(claims, READER.read(&report), "the same report gives the same claims");
    }

    #[test]
    fn any_row_and_any_line(cells in prop::collection::vec(("[a-z_]{1,12}|low|best|date_start|side_a|kind|place|from", "\\PC{0,20}|[0-9]{1,25}|2016-09-1[0-9]"), 0..20), jsonl in any::<bool>()) {
        let mut report = report("row");
        report.format = if jsonl { Format::JsonLines } else { Format::Ucdp };
        report.cells = cells.iter().map(|(n, v)| (Arc::from(n.as_str()), Arc::from(v.as_str()), (0, 3))).collect();
        report.cells.push((Arc::from("type_of_violence"), Arc::from("1"), (0, 3)));
        report.cells.push((Arc::from("kind"), Arc::from("shelling"), (0, 3)));
        for claim in READER.read(&report) {
            prop_assert!(claim.spans.iter().all(|s| report.text.get(s.from..s.until).is_some()));
        }
    }
}

#[test]
fn a_text_without_end_is_read_in_linear_work() {
    // Not timed; it would simply never come back if the work grew with the square.
    let long = "13 civilians were killed in Aleppo, and the army shelled Duma, ".repeat(8_000);
    let report = report(&long);
    assert!(!READER.read(&report).is_empty());
}
