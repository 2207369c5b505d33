//! No input makes any stage panic, or take time out of all proportion.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test may stop where it stands.

use armistice_deal::{check, explain, format, parse};
use proptest::prelude::*;

fn everything(source: &str) {
    let (file, errors) = parse(source);
    for error in &errors {
        // Every place lies inside the file and between two letters.
        let span = error.span();
        let end = span.offset() + span.len();
        assert!(source.get(span.offset()..end).is_some(), "{error:?}");
    }
    assert!(errors.len() <= 51);
    if file.is_none() {
        assert!(!errors.is_empty());
    }
    match check(source) {
        Ok(deal) => assert!(explain(&deal).len() >= deal.terms.len()),
        Err(errors) => {
            for error in &errors {
                let span = error.span();
                assert!(source.get(span.offset()..span.offset() + span.len()).is_some());
            }
            let places: Vec<usize> = errors.iter().map(|e| e.span().offset()).collect();
            assert!(places.is_sorted(), "{places:?}");
        }
    }
    if let Ok(formatted) = format(source) {
        assert_eq!(format(&formatted).as_deref(), Ok(formatted.as_str()));
    }
}

const TOKENS: &[&str] = &[
    "deal",
    "agreed",
    "time",
    "zone",
    "day",
    "D",
    "is",
    "guarantor",
    "party",
    "outside",
    "mixed",
    "may",
    "be",
    "weapon",
    "area",
    "road",
    "term",
    "window",
    "clock",
    "phase",
    "withdrawal",
    "from",
    "until",
    "never",
    "every",
    "followed",
    "by",
    "left",
    "to",
    "people",
    "watching",
    "reading",
    "assumed",
    "members",
    "guaranteed",
    "also",
    "lasts",
    "extended",
    "decision",
    "of",
    "and",
    "or",
    "on",
    "in",
    "within",
    "north",
    "more",
    "than",
    "unless",
    "self-defence",
    "any",
    "anyone",
    "bound",
    "actor",
    "attack",
    "shelling",
    "anything",
    "tank",
    "mm",
    "model",
    "counts",
    "days",
    "without",
    "breach",
    "reaches",
    "restarts",
    "when",
    "reached",
    "expects",
    "at",
    "the",
    "same",
    "place",
    "least",
    "cases",
    "opening",
    "close",
    "h",
    "m",
    "km",
    "%",
    "1.a",
    "2",
    "500",
    "3 500",
    "2016-09-12",
    "2016-13-40",
    "19:00",
    "99:99",
    "99999999999999999999",
    "0",
    "1.5",
    "Asia/Damascus",
    "Castello",
    "\"",
    "\"x y\"",
    "\"\"",
    ":",
    ",",
    "=",
    "+",
    "-",
    "#",
    "# c\n",
    "\n",
    "\n  ",
    "\r\n",
    "\t",
    "(",
    "é",
    "\u{feff}",
    "\\",
    "الكاستيلو",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn on_any_text(source in "\\PC{0,200}") {
        everything(&source);
    }

    #[test]
    fn on_any_characters(source in any::<Vec<char>>()) {
        everything(&source.into_iter().collect::<String>());
    }

    #[test]
    fn on_words_of_the_language_in_any_order(
        words in prop::collection::vec(prop::sample::select(TOKENS), 0..60),
        glue in prop::sample::select(vec![" ", "\n", ""]),
    ) {
        everything(&words.join(glue));
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A true deal with a stretch cut out or doubled is the slip that people make.
    #[test]
    fn on_a_true_deal_with_a_piece_cut_or_doubled(
        from in 0usize..12_000, length in 0usize..80, double in any::<bool>(),
    ) {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/syria-2016-09/deal.armistice");
        let source = std::fs::read_to_string(path).unwrap();
        let floor = |mut at: usize| {
            at = at.min(source.len());
            while !source.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (from, to) = (floor(from), floor(from + length));
        let (from, to) = (from.min(to), from.max(to));
        let piece = if double { &source[from..to] } else { "" };
        everything(&std::format!("{}{piece}{}", &source[..to], &source[to..]));
        everything(&std::format!("{}{}", &source[..from], &source[to..]));
    }
}

/// Found by fuzzing.
#[test]
fn on_a_number_that_ends_with_a_point() {
    for number in ["1.d", "1.km", "1.", "1..", "1.5.h", "1..5 h", "1.2.3d", "3 500.m", ".5 h"] {
        everything(&std::format!("term 1 \"x\"\n  from D + {number}\n"));
        everything(&std::format!("term 1 \"x\"\n  never attack within {number} of A\n"));
    }
}

#[test]
fn on_ten_thousand_of_anything() {
    for token in TOKENS {
        everything(&token.repeat(10_000));
        everything(&std::format!("{token} ").repeat(10_000));
    }
    everything(&std::format!("term 1 \"x\"\n  never attack{}", " or attack".repeat(10_000)));
    everything(&std::format!("term 1 \"x\"\n  never attack{}", " by party".repeat(10_000)));
    everything(&std::format!("deal {}", "(".repeat(10_000)));
}

/// A file far larger than any deal, so that nothing grows with the square of its length.
#[test]
fn on_ten_thousand_terms() {
    let head = "deal \"X\"\ntime zone UTC\nday D is 2016-09-12\nparty A \"a\"\n  members A0";
    let members: String = (1..10_000).map(|i| std::format!(", A{i}")).collect();
    let terms: String =
        (0..10_000).map(|i| std::format!("term 1.{i} \"w\"\n  never attack by A\n")).collect();
    let clock = "clock C\n  counts days without breach of 1\n  reaches 7 days\n";
    let deal = check(&std::format!("{head}{members}\n{terms}{clock}")).unwrap();
    assert_eq!(deal.terms.len(), 10_000);
    assert_eq!(deal.clocks[0].terms.len(), 10_000);
}
