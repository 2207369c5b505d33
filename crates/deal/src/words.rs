//! The words of the deal language.

/// The words that begin an item.
pub(crate) const ITEMS: &[&str] = &[
    "deal",
    "agreed",
    "time",
    "day",
    "guarantor",
    "party",
    "outside",
    "mixed",
    "weapon",
    "area",
    "term",
    "window",
    "clock",
    "phase",
    "withdrawal",
];

/// The words that begin a line of a term.
pub(crate) const TERM_LINES: &[&str] =
    &["from", "until", "never", "every", "by", "left", "reading", "assumed"];

/// The words that begin a line of a party.
pub(crate) const PARTY_LINES: &[&str] = &["members", "guaranteed"];

/// The words that begin a line of a window.
pub(crate) const WINDOW_LINES: &[&str] = &["from", "lasts", "extended", "assumed"];

/// The words that begin a line of a clock.
pub(crate) const CLOCK_LINES: &[&str] = &["from", "counts", "reaches", "restarts"];

/// Words that join: none of them, nor any above, can be a name without quotes.
const JOINING: &[&str] = &[
    "D",
    "actor",
    "also",
    "and",
    "any",
    "anyone",
    "anything",
    "at",
    "bound",
    "close",
    "decision",
    "expect",
    "expects",
    "in",
    "is",
    "may",
    "model",
    "more",
    "of",
    "on",
    "opening",
    "or",
    "self-defence",
    "than",
    "the",
    "to",
    "unless",
    "when",
    "with",
    "within",
    "watching",
];

/// What an area may be called, for the reader.
pub(crate) const AREA_SORTS: &[&str] =
    &["road", "line", "area", "place", "river", "border", "strip", "town"];

/// Whether a word begins a line of some item.
pub(crate) fn begins_line(word: &str) -> bool {
    [TERM_LINES, PARTY_LINES, WINDOW_LINES, CLOCK_LINES, &["also", "expect", "expects"]]
        .iter()
        .any(|list| list.contains(&word))
}

/// Whether a word has a meaning of its own, so that a name spelt like it needs quotes.
pub(crate) fn is_reserved(word: &str) -> bool {
    [ITEMS, TERM_LINES, PARTY_LINES, WINDOW_LINES, CLOCK_LINES, JOINING]
        .iter()
        .any(|list| list.contains(&word))
}

/// `a, b or c`, each in backquotes.
pub(crate) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|w| format!("`{w}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_of_the_manual_has_every_word() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/deal-language.md");
        let manual = std::fs::read_to_string(path).unwrap();
        let (_, grammar) = manual.split_once("```ebnf").unwrap();
        let lists =
            [ITEMS, TERM_LINES, PARTY_LINES, WINDOW_LINES, CLOCK_LINES, JOINING, AREA_SORTS];
        for word in lists.into_iter().flatten() {
            assert!(grammar.contains(&format!("\"{word}\"")), "{word} is not in the grammar");
        }
    }

    /// And the other way round: what the grammar spells out as a word is known here or to the
    /// parser as the second or a later word of a phrase.
    #[test]
    fn a_name_spelt_like_the_first_word_of_anything_needs_quotes() {
        for word in ["term", "never", "also", "at", "by", "self-defence", "D", "opening"] {
            assert!(is_reserved(word), "{word}");
        }
        for word in ["Russia", "Castello", "heavy-weapons"] {
            assert!(!is_reserved(word), "{word}");
        }
    }
}
