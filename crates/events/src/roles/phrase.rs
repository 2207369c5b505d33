//! Phrases that may fill a role.

use super::token::Token;
use super::words::Words;
use std::collections::BTreeMap;

/// A phrase, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    /// In lower case, one blank between words.
    pub(super) text: String,
    /// First and last token, in the order of the story.
    pub(super) at: Vec<(usize, usize)>,
}

/// Longest phrase, in tokens.
const LONGEST: usize = 10;
/// So many of a run's ends are candidates of their own.
const ENDS: usize = 6;
/// So many of its ends are joined with what follows an "of".
const JOINED: usize = 4;

/// Runs of words that no stop, verb or mark parts; their ends and beginnings; and two runs with "of"
/// or "for" between. Sorted by where they first stand.
pub(super) fn phrases(text: &str, tokens: &[Token], words: &Words) -> Vec<Phrase> {
    let runs = runs(tokens, words);
    let mut found: BTreeMap<(usize, usize), ()> = BTreeMap::new();
    let mut add = |from: usize, until: usize| {
        if until - from <= LONGEST {
            found.insert((from, until), ());
        }
    };
    for (number, &(from, until)) in runs.iter().enumerate() {
        for start in (from..=until).rev().take(ENDS) {
            add(start, until);
        }
        for end in (from..until).take(LONGEST / 2) {
            add(from, end);
        }
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        if !matches!(word(until + 1), "of" | "for") {
            continue;
        }
        let next = until
            + 2
            + usize::from(matches!(word(until + 2), "the" | "a" | "an" | "his" | "their"));
        if let Some(&(_, end)) = runs.get(number + 1).filter(|run| run.0 == next) {
            for start in (from..=until).rev().take(JOINED) {
                add(start, end);
            }
        }
    }
    let mut by_text: BTreeMap<String, Phrase> = BTreeMap::new();
    for (from, until) in found.into_keys() {
        let (Some(first), Some(last)) = (tokens.get(from), tokens.get(until)) else { continue };
        let words = text.get(first.at.0..last.at.1).unwrap_or("").to_lowercase();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let phrase =
            by_text.entry(words.clone()).or_insert_with(|| Phrase { text: words, at: Vec::new() });
        phrase.at.push((from, until));
    }
    let mut phrases: Vec<Phrase> = by_text.into_values().collect();
    phrases.sort_by(|a, b| (a.at.first(), &a.text).cmp(&(b.at.first(), &b.text)));
    phrases
}

fn runs(tokens: &[Token], words: &Words) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_word() && !words.ends(&token.word) {
            start = start.or(Some(at));
        } else if let Some(from) = start.take() {
            runs.push((from, at - 1));
        }
    }
    if let (Some(from), Some(last)) = (start, tokens.len().checked_sub(1)) {
        runs.push((from, last));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn runs_their_ends_and_what_of_joins_are_phrases() {
        let text = "Gunmen attacked the house of the deputy mayor.";
        let tokens = tokens(text);
        let all: Vec<String> =
            phrases(text, &tokens, &Words::new()).into_iter().map(|phrase| phrase.text).collect();
        for expected in ["gunmen", "house", "house of the deputy mayor", "deputy mayor", "mayor"] {
            assert!(all.iter().any(|text| text == expected), "{expected}: {all:?}");
        }
        assert!(!all.iter().any(|text| text.contains("attacked")));
    }
}
