//! What could not be read, and where.

use std::fmt::Write;

/// So many are said in words.
const IN_WORDS: usize = 5;
/// Characters of a cell that are shown.
const SHOWN: usize = 40;

/// Cells and rows that could not be read as they stand.
#[derive(Default)]
pub struct Complaints {
    first: Vec<String>,
    count: u64,
}

impl Complaints {
    /// A cell that holds something else than expected.
    pub fn cell(&mut self, line: u64, column: &str, held: &[u8], expected: &str) {
        self.add(|| {
            let held = match held {
                [] => "nothing".into(),
                held => format!("“{}”", shown(held)),
            };
            format!("{line}: {column} holds {held}, not {expected}; taken as not told")
        });
    }

    /// Anything else that is wrong with a row.
    pub fn row(&mut self, line: u64, words: impl FnOnce() -> String) {
        self.add(|| format!("{line}: {}", words()));
    }

    fn add(&mut self, words: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < IN_WORDS {
            self.first.push(words());
        }
    }

    /// How many.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The first ones in words, the others as a number; a line each.
    pub fn lines(&self, name: &str) -> Vec<String> {
        let mut lines: Vec<String> =
            self.first.iter().map(|words| format!("{name}:{words}")).collect();
        let others = self.count - self.first.len() as u64;
        if others > 0 {
            lines.push(format!("{name}: {others} more like these"));
        }
        lines
    }
}

/// A cell for a terminal: not too long, and without anything that would move its cursor.
pub fn shown(held: &[u8]) -> String {
    let text = String::from_utf8_lossy(held);
    let mut shown = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == SHOWN {
            shown.push('…');
            break;
        }
        if c.is_control() {
            let _ = write!(shown, "{}", c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}
