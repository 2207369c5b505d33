//! Which names that the case knows stand where in a text.

use crate::Known;
use crate::draft::Bytes;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use armistice_model::{Actor, KnownPlace, Source};
use std::collections::HashMap;

/// What a spelling may stand for. One spelling can be an actor and a source at once
/// ("Turkish army").
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sense<'a> {
    pub actor: Option<&'a Actor>,
    pub place: Option<&'a KnownPlace>,
    pub source: Option<&'a Source>,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub at: Bytes,
    pub sense: Sense<'a>,
}

/// How strictly the letters must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    /// "IS" is not "is": short names in capitals must be spelt so.
    Exact,
    /// "Homs" may be "HOMS" but "sandi" is no place: a single capitalised word keeps its capital.
    Capital,
    /// "the government" and "The Government" are one.
    Any,
}

/// The case's names, ready to be found.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    automaton: Option<AhoCorasick>,
    entries: Vec<(String, Letters, Sense<'a>)>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(known: Known<'a>) -> Self {
        let mut senses: HashMap<String, (String, Sense<'a>)> = HashMap::new();
        let mut add = |spelling: &str, set: &dyn Fn(&mut Sense<'a>)| {
            for spelling in variants(spelling) {
                // Keyed by what must agree, so that "IS" and "is" would stay two entries.
                let key = match letters(&spelling) {
                    Letters::Exact => spelling.clone(),
                    _ => spelling.to_lowercase(),
                };
                set(&mut senses.entry(key).or_insert((spelling, Sense::default())).1);
            }
        };
        for actor in known.actors.iter() {
            for name in std::iter::once(&actor.name).chain(&actor.also) {
                add(name, &|s| s.actor = Some(actor));
            }
        }
        for place in known.places.iter() {
            for name in std::iter::once(&place.name).chain(&place.also) {
                add(name, &|s| s.place = Some(place));
            }
        }
        for source in known.sources.iter() {
            for name in std::iter::once(&source.name).chain(&source.also) {
                add(name, &|s| s.source = Some(source));
            }
        }
        let mut entries: Vec<(String, Letters, Sense<'a>)> = senses
            .into_values()
            .map(|(name, sense)| (name.clone(), letters(&name), sense))
            .collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let automaton = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(entries.iter().map(|(name, _, _)| name.as_bytes()))
            .ok();
        Self { automaton, entries }
    }

    /// Every name in `text` as whole words, the leftmost and longest where they overlap.
    /// Positions are bytes of `text`.
    pub(crate) fn find(&self, text: &str) -> Vec<Named<'a>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<Named<'a>> = Vec::new();
        for hit in automaton.find_overlapping_iter(text) {
            let Some((name, letters, sense)) = self.entries.get(hit.pattern().as_usize()) else {
                continue;
            };
            let Some(words) = text.get(hit.start()..hit.end()) else { continue };
            let fits = match letters {
                Letters::Exact => words == name,
                Letters::Capital => words.chars().next().is_some_and(|c| !c.is_lowercase()),
                Letters::Any => true,
            };
            if fits && stands_alone(text, hit.start(), hit.end()) {
                found.push(Named { at: (hit.start(), hit.end()), sense: *sense });
            }
        }
        found.sort_by_key(|n| (n.at.0, std::cmp::Reverse(n.at.1)));
        let mut end = 0;
        found.retain(|n| {
            let free = n.at.0 >= end;
            if free {
                end = n.at.1;
            }
            free
        });
        found
    }
}

/// The spelling itself and, where it has an apostrophe, with the curved one.
fn variants(spelling: &str) -> Vec<String> {
    let plain = spelling.trim().to_string();
    let mut all = vec![plain.clone()];
    if plain.contains('\'') {
        all.push(plain.replace('\'', "\u{2019}"));
    }
    all.retain(|s| s.chars().any(char::is_alphanumeric));
    all
}

fn letters(name: &str) -> Letters {
    let cased = || name.chars().filter(|c| c.is_alphabetic());
    if cased().count() <= 6 && cased().all(char::is_uppercase) {
        Letters::Exact
    } else if !name.contains(' ') && name.chars().next().is_some_and(char::is_uppercase) {
        Letters::Capital
    } else {
        Letters::Any
    }
}

/// Whether `from..until` is not a part of a longer word.
fn stands_alone(text: &str, from: usize, until: usize) -> bool {
    let before = text.get(..from).and_then(|t| t.chars().next_back());
    let after = text.get(until..).and_then(|t| t.chars().next());
    let last = text.get(from..until).and_then(|t| t.chars().next_back());
    !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
        && (last == Some('.') || !after.is_some_and(char::is_alphanumeric))
}
