//! A passage as numbers.
//!
//! Three blocks, each of length one, so that none drowns the others: words and pairs of words;
//! pieces of two to five letters within words; cues, where they stand, and which stand together.
//! Words and pieces are hashed; what they weigh falls with the number of passages they stand in
//! (the usual tf-idf with a logarithm of the count).

use super::cues::Cues;
use crate::linear::Row;

/// Hashed features of one block.
pub(super) const BUCKETS: usize = 1 << 15;
/// A passage is read so far, in tokens.
const LONGEST: usize = 400;
/// A token is read so far, in characters.
const WORD: usize = 24;
/// How much less pairs of cues weigh than cues.
const PAIR: f32 = 0.5;

/// Turns passages into rows, untempered by how often features occur.
#[derive(Clone, Debug)]
pub(super) struct Features {
    cues: Cues,
}

impl Features {
    pub(super) fn new() -> Self {
        Self { cues: Cues::shipped() }
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        let cues = self.cues.len();
        2 * BUCKETS + 2 * cues + cues * (cues - cues.min(1)) / 2
    }

    /// Counts in the two hashed blocks, sorted, and the block of the cues.
    pub(super) fn of(&self, text: &str) -> (Row, Row) {
        let tokens = tokens(text);
        let mut hashed: Vec<u32> = Vec::with_capacity(1024);
        let mut before = None;
        for token in &tokens {
            let word = hash(token.bytes());
            hashed.push(word % BUCKETS as u32);
            if let Some(before) = before {
                hashed.push(mix(before, word) % BUCKETS as u32);
            }
            before = Some(word);
            pieces(token, &mut hashed);
        }
        hashed.sort_unstable();
        let mut counts: Row = Vec::with_capacity(hashed.len());
        for run in hashed.chunk_by(|a, b| a == b) {
            if let Some(first) = run.first() {
                counts.push((*first, 1.0 + (run.len() as f32).ln()));
            }
        }
        (counts, self.cue_row(&tokens))
    }

    fn cue_row(&self, tokens: &[String]) -> Row {
        let n = self.cues.len();
        let mut seen = vec![(0u32, tokens.len()); n];
        self.cues.find(tokens, |cue, at| {
            if let Some((count, first)) = seen.get_mut(cue) {
                *count += 1;
                *first = (*first).min(at);
            }
        });
        let start = 2 * BUCKETS;
        let mut row: Row = Vec::new();
        let there: Vec<(usize, f32)> = seen
            .iter()
            .enumerate()
            .filter(|(_, (count, _))| *count > 0)
            .map(|(cue, (count, _))| (cue, 1.0 - (-(*count as f32) / 1.5).exp()))
            .collect();
        for &(cue, strength) in &there {
            row.push(((start + cue) as u32, strength));
            let first = seen.get(cue).map_or(0, |(_, first)| *first) as f32;
            row.push(((start + n + cue) as u32, 1.0 - first / tokens.len().max(1) as f32));
        }
        for (i, &(a, x)) in there.iter().enumerate() {
            for &(b, y) in there.iter().take(i) {
                let pair = a * (a - 1) / 2 + b;
                row.push(((start + 2 * n + pair) as u32, PAIR * x.min(y)));
            }
        }
        row.sort_unstable_by_key(|(at, _)| *at);
        row
    }
}

/// Weighs the hashed counts and joins the blocks.
pub(super) fn weighed((counts, cues): (Row, Row), idf: impl Fn(u32) -> f32) -> Row {
    let mut row: Row = counts.into_iter().map(|(at, n)| (at, n * idf(at))).collect();
    let split = row.partition_point(|(at, _)| *at < BUCKETS as u32);
    let (words, pieces) = row.split_at_mut(split);
    to_unit(words);
    to_unit(pieces);
    let mut cues = cues;
    to_unit(&mut cues);
    row.append(&mut cues);
    row
}

fn to_unit(row: &mut [(u32, f32)]) {
    let length = row.iter().map(|(_, n)| n * n).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, n) in row {
            *n /= length;
        }
    }
}

/// Words in lower case; figures stay, marks go.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "s")
        .take(LONGEST)
        .map(|word| word.chars().take(WORD).flat_map(char::to_lowercase).collect())
        .collect()
}

/// Pieces of two to five letters, the edges of the word among them.
fn pieces(token: &str, hashed: &mut Vec<u32>) {
    let mut letters: Vec<char> = Vec::with_capacity(token.len() + 2);
    letters.push(' ');
    letters.extend(token.chars());
    letters.push(' ');
    for from in 0..letters.len() {
        let mut state = SEED;
        for (length, letter) in letters.iter().skip(from).take(5).enumerate() {
            state = step(state, *letter as u32);
            if length >= 1 {
                hashed.push(BUCKETS as u32 + end(state) % BUCKETS as u32);
            }
        }
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, letter by letter.
fn step(state: u64, letter: u32) -> u64 {
    (state ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn end(state: u64) -> u32 {
    (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9).wrapping_shr(32) as u32
}

fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    end(bytes.fold(SEED, |state, byte| step(state, u32::from(byte))))
}

fn mix(a: u32, b: u32) -> u32 {
    end(step(step(SEED, a), b))
}
