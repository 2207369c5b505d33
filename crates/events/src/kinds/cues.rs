//! Words that speak of one thing: matched token by token, with open ends and short gaps.

use std::collections::HashMap;

/// How many words a gap may hold.
const GAP: usize = 3;

/// A word of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Start(String),
    Gap,
}

impl Part {
    fn fits(&self, token: &str) -> bool {
        match self {
            Self::Word(word) => token == word,
            Self::Start(start) => token.starts_with(start.as_str()),
            Self::Gap => false,
        }
    }
}

/// One pattern of one cue.
#[derive(Clone, Debug)]
struct Pattern {
    cue: usize,
    parts: Vec<Part>,
}

/// All cues, ready to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    names: Vec<&'static str>,
    patterns: Vec<Pattern>,
    /// Patterns by the first two letters of their first word.
    starts: HashMap<[u8; 2], Vec<u32>>,
}

impl Cues {
    /// Those of `cues.txt`.
    pub(super) fn shipped() -> Self {
        let mut cues = Self { names: Vec::new(), patterns: Vec::new(), starts: HashMap::new() };
        let lines = include_str!("cues.txt").lines().filter(|line| !line.starts_with('#'));
        for (name, patterns) in lines.filter_map(|line| line.split_once(':')) {
            let cue = cues.names.len();
            cues.names.push(name.trim());
            for pattern in patterns.split(',') {
                cues.add(cue, pattern);
            }
        }
        cues
    }

    fn add(&mut self, cue: usize, pattern: &str) {
        let parts: Vec<Part> = pattern
            .split_whitespace()
            .map(|word| match word.strip_suffix('*') {
                _ if word == "~" => Part::Gap,
                Some(start) => Part::Start(start.into()),
                None => Part::Word(word.into()),
            })
            .collect();
        let Some(Part::Word(first) | Part::Start(first)) = parts.first() else { return };
        let number = self.patterns.len() as u32;
        self.starts.entry(key(first)).or_default().push(number);
        self.patterns.push(Pattern { cue, parts });
    }

    /// How many cues there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Calls `found(cue, first token)` for every place where a cue stands.
    pub(super) fn find(&self, tokens: &[String], mut found: impl FnMut(usize, usize)) {
        for (at, token) in tokens.iter().enumerate() {
            // A first word of one letter has a key of its own.
            let keys = [key(token), [key(token)[0], 0]];
            let keys = if keys[0] == keys[1] { &keys[..1] } else { &keys[..] };
            for number in keys.iter().filter_map(|key| self.starts.get(key)).flatten() {
                let Some(pattern) = self.patterns.get(*number as usize) else { continue };
                if fits(&pattern.parts, tokens.get(at..).unwrap_or(&[])) {
                    found(pattern.cue, at);
                }
            }
        }
    }
}

fn key(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

fn fits(parts: &[Part], tokens: &[String]) -> bool {
    match parts.split_first() {
        None => true,
        Some((Part::Gap, rest)) => {
            (0..=GAP).any(|skip| tokens.get(skip..).is_some_and(|tokens| fits(rest, tokens)))
        }
        Some((part, rest)) => tokens
            .split_first()
            .is_some_and(|(token, tokens)| part.fits(token) && fits(rest, tokens)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        let cues = Cues::shipped();
        let tokens: Vec<String> = text.split(' ').map(str::to_string).collect();
        let mut found = Vec::new();
        cues.find(&tokens, |cue, _| found.push(cues.names[cue]));
        found.dedup();
        found
    }

    #[test]
    fn open_ends_and_gaps_are_seen() {
        assert_eq!(names("warplanes"), ["air"]);
        assert_eq!(names("he blew his own car up"), ["suicide"]);
        assert_eq!(names("nothing at all"), Vec::<&str>::new());
    }

    #[test]
    fn every_line_is_a_cue() {
        let lines = include_str!("cues.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let (name, patterns) = line.split_once(':').unwrap();
            assert!(
                !name.contains('*') && patterns.split(',').all(|p| !p.trim().is_empty()),
                "{line}"
            );
        }
    }
}
