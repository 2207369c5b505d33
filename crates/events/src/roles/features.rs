//! A phrase as numbers: its words, its neighbours, and the words of attack near it, in all places
//! where it stands.

use super::phrase::Phrase;
use super::token::Token;
use super::words::Words;
use crate::linear::Row;
use std::collections::BTreeMap;

/// Hashed features.
pub(super) const BUCKETS: usize = 1 << 20;
/// Places looked at.
const PLACES: usize = 6;
/// No feature counts more often than this.
const MOST: f32 = 2.0;

/// Words before a phrase that are looked past.
const DETERMINERS: [&str; 11] =
    ["the", "a", "an", "his", "her", "their", "two", "three", "four", "some", "several"];
/// Words that tell how a phrase hangs on an event before it …
const BEFORE: [&str; 15] = [
    "of", "by", "against", "on", "in", "at", "with", "and", "to", "for", "from", "near", "that",
    "who", ",",
];
/// … and after it.
const AFTER: [&str; 12] =
    ["was", "were", "who", "have", "had", "been", "and", "that", ",", "to", "of", "by"];
const PASSIVE: [&str; 7] = ["was", "were", "been", "be", "being", "are", "is"];

/// A story, ready for features.
pub(super) struct Page<'a> {
    tokens: &'a [Token],
    words: &'a Words,
    /// First and last token of each sentence.
    sentences: Vec<(usize, usize)>,
}

impl<'a> Page<'a> {
    pub(super) fn new(tokens: &'a [Token], words: &'a Words) -> Self {
        let mut sentences: Vec<(usize, usize)> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match sentences.get_mut(token.sentence) {
                Some(sentence) => sentence.1 = at,
                None => sentences.push((at, at)),
            }
        }
        Self { tokens, words, sentences }
    }

    /// The row of a phrase, of length one.
    pub(super) fn row(&self, phrase: &Phrase) -> Row {
        let mut sink = Sink::default();
        self.inside(phrase, &mut sink);
        for &(from, until) in phrase.at.iter().take(PLACES) {
            self.around(head(self, phrase), from, until, &mut sink);
        }
        sink.row()
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    fn inside(&self, phrase: &Phrase, sink: &mut Sink) {
        let Some(&(from, until)) = phrase.at.first() else { return };
        let head = head(self, phrase);
        sink.add(2.0, &["H", head]);
        sink.add(1.0, &["h3", tail(head, 3)]);
        sink.add(1.5, &["S", &phrase.text]);
        for at in from..=until {
            sink.set(1.0, &["T", self.word(at)]);
        }
        let first = self.word(from);
        sink.add(1.0, &["F", first]);
        sink.add(1.0, &["FH", first, head]);
        sink.add(1.0, &["len", digit(until - from)]);
        sink.add(1.0, &["n", digit(phrase.at.len())]);
        sink.add(1.0, &["first", digit(self.tokens.get(from).map_or(0, |t| t.sentence))]);
    }

    fn around(&self, head: &str, from: usize, until: usize, sink: &mut Sink) {
        let Some(sentence) = self.tokens.get(from).map(|token| token.sentence) else { return };
        let Some(&(start, end)) = self.sentences.get(sentence) else { return };
        let before = |n: usize| match from.checked_sub(n) {
            Some(at) if at >= start => self.word(at),
            _ => "<>",
        };
        let after = |n: usize| if until + n <= end { self.word(until + n) } else { "<>" };
        let mut left = [before(1), before(2), before(3)];
        if DETERMINERS.contains(&left[0]) {
            sink.set(1.0, &["D", left[0]]);
            left = [before(2), before(3), before(4)];
        }
        let right = [after(1), after(2), after(3)];
        for (names, side) in [(["l1", "l2", "l3"], left), (["r1", "r2", "r3"], right)] {
            for (name, word) in names.iter().zip(side) {
                sink.add(1.0, &[name, word]);
            }
        }
        sink.add(1.0, &["l12", left[1], left[0]]);
        sink.add(1.0, &["r12", right[0], right[1]]);
        sink.add(1.0, &["l123", left[2], left[1], left[0]]);
        sink.add(1.0, &["lr", left[0], right[0]]);
        sink.add(1.0, &["Hl", head, left[0]]);
        sink.add(1.0, &["Hr", head, right[0]]);
        let speaks = |at: &usize| self.words.speaks(self.word(*at));
        if let Some(event) = (start..from).rev().find(speaks) {
            let passive = event
                .checked_sub(1)
                .is_some_and(|at| at >= start && PASSIVE.contains(&self.word(at)));
            let voice = if passive { "p" } else { "" };
            let between = self.between(event + 1, from, &BEFORE);
            let word = self.word(event);
            sink.add(1.0, &["tl", word, voice, far(from - event)]);
            sink.add(1.0, &["tlb", word, voice, &between]);
            sink.add(1.0, &["Htl", head, word, voice]);
        }
        if let Some(event) = (until + 1..=end).find(speaks) {
            let between = self.between(until + 1, event, &AFTER);
            let word = self.word(event);
            sink.add(1.0, &["tr", word, far(event - until)]);
            sink.add(1.0, &["trb", word, &between]);
            sink.add(1.0, &["Htr", head, word]);
        }
        for at in (start..=end).filter(speaks) {
            sink.add(0.4, &["B", self.word(at)]);
        }
    }

    /// The last three of `kept` between two tokens.
    fn between(&self, from: usize, until: usize, kept: &[&str]) -> String {
        let words: Vec<&str> =
            (from..until).map(|at| self.word(at)).filter(|word| kept.contains(word)).collect();
        words.get(words.len().saturating_sub(3)..).unwrap_or(&[]).join(" ")
    }
}

/// The word a phrase hangs on: its last, or the last before "of".
pub(super) fn head<'a>(page: &Page<'a>, phrase: &Phrase) -> &'a str {
    let Some(&(from, until)) = phrase.at.first() else { return "" };
    let of = (from + 1..until).find(|at| matches!(page.word(*at), "of" | "for"));
    page.word(of.map_or(until, |of| of - 1))
}

fn tail(word: &str, n: usize) -> &str {
    word.char_indices().rev().nth(n - 1).map_or(word, |(at, _)| word.get(at..).unwrap_or(word))
}

fn digit(n: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6", "7", "8"].get(n).copied().unwrap_or("9")
}

fn far(tokens: usize) -> &'static str {
    match tokens {
        0..=3 => "n",
        4..=8 => "m",
        _ => "f",
    }
}

/// Gathers features under their hashes.
#[derive(Default)]
struct Sink(BTreeMap<u32, f32>);

impl Sink {
    fn add(&mut self, weight: f32, parts: &[&str]) {
        let value = self.0.entry(hash(parts)).or_insert(0.0);
        *value = (*value + weight).min(MOST);
    }

    fn set(&mut self, weight: f32, parts: &[&str]) {
        self.0.insert(hash(parts), weight);
    }

    fn row(self) -> Row {
        let length = self.0.values().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        self.0.into_iter().map(|(at, x)| (at, x / length)).collect()
    }
}

/// FNV-1a over the parts, folded into the buckets.
pub(super) fn hash(parts: &[&str]) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    for part in parts {
        for byte in part.bytes().chain(std::iter::once(0x1f)) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    ((state ^ (state >> 32)) % BUCKETS as u64) as u32
}
