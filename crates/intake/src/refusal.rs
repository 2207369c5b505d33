//! What was not taken, where, why, and what to do about it.

use std::fmt;

/// One fault of one file: where it is, what it is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub struct Refusal {
    /// The file's name as it was handed in.
    pub file: String,
    /// Line, from 1; `None` where the fault is the file's as a whole.
    pub line: Option<usize>,
    /// Column, from 1, in characters; `None` where it is the line's as a whole.
    pub column: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub help: String,
    /// Whether the report was taken all the same: then this is a note, not a loss.
    pub kept: bool,
}

impl Refusal {
    /// A fault of the file as a whole.
    pub fn of_file(file: &str, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            file: file.to_string(),
            line: None,
            column: None,
            what: what.into(),
            help: help.into(),
            kept: false,
        }
    }

    /// A fault at a line and a column, both from 1.
    pub fn at(
        file: &str,
        (line, column): (usize, usize),
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { line: Some(line), column: Some(column), ..Self::of_file(file, what, help) }
    }

    /// The same, as a note on a report that was taken.
    #[must_use]
    pub fn note(self) -> Self {
        Self { kept: true, ..self }
    }
}

impl fmt::Display for Refusal {
    /// `FILE:LINE:COLUMN: what; help`, on one line whatever the file held.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", OneLine(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        write!(f, ": {}; {}", OneLine(&self.what), OneLine(&self.help))
    }
}

/// Text with its control characters escaped.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}') {
                write!(f, "{}", c.escape_default())?;
            } else {
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }
}

/// A value out of a file, short enough to be shown: in backticks, at most 60 characters.
pub(crate) fn quoted(value: &str) -> String {
    match value.char_indices().nth(60) {
        Some((cut, _)) => format!("`{}…`", value.get(..cut).unwrap_or_default()),
        None => format!("`{value}`"),
    }
}

/// Line and column, from 1, of byte `at` of `text`, whose first line is line `first` of its
/// file. Columns count characters.
pub(crate) fn position(text: &str, at: usize, first: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = text.get(..at).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = first + before.bytes().filter(|b| *b == b'\n').count();
    (line, before.get(line_start..).unwrap_or_default().chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_clear_line() {
        let refusal = Refusal::at("a\nb.csv", (3, 7), "x\r\ny", "write z");
        assert_eq!(refusal.to_string(), "a\\nb.csv:3:7: x\\r\\ny; write z");
        assert_eq!(Refusal::of_file("a", "b", "c").to_string(), "a: b; c");
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(position("añb\nçd", 3, 1), (1, 3));
        assert_eq!(position("añb\nçd", 7, 1), (2, 2));
        assert_eq!(position("añb", 2, 5), (5, 2));
        assert_eq!(position("añb", 99, 5), (5, 4));
    }
}
