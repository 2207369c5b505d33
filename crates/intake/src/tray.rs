//! Reports as they come off a table, and what was wrong with the others.

use crate::refusal::Refusal;
use armistice_model::Report;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A hash of what is a piece of a SHA-256 already: no input can be made to collide on purpose.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// Collects the rows of one file; the same row twice is the same report and is taken once.
pub(crate) struct Tray {
    reports: Vec<Report>,
    refused: Vec<Refusal>,
    /// The line of each report, by the number that its name writes out.
    lines: HashMap<u64, usize, BuildHasherDefault<AsItIs>>,
}

impl Tray {
    /// A tray with room for the rows of a file: about one a line, but no more than a million
    /// ahead of time, whatever the file looks like.
    pub(crate) fn for_file(bytes: &[u8]) -> Self {
        let lines = bytes.iter().filter(|b| **b == b'\n').count() + 1;
        let room = lines.min(bytes.len() / 64 + 1).min(1 << 20);
        Self {
            reports: Vec::with_capacity(room),
            refused: Vec::new(),
            lines: HashMap::with_capacity_and_hasher(room, BuildHasherDefault::default()),
        }
    }

    /// A sound row.
    pub(crate) fn lay(&mut self, report: Report, file: &str, line: usize) {
        let digits = report.id.as_str().strip_prefix("R-").unwrap_or_default();
        let number = u64::from_str_radix(digits, 16).unwrap_or_default();
        if let Some(first) = self.lines.get(&number) {
            self.refuse(
                Refusal::at(
                    file,
                    (line, 1),
                    format!("the same row as line {first}"),
                    "it is taken once",
                )
                .note(),
            );
            return;
        }
        self.lines.insert(number, line);
        self.reports.push(report);
    }

    /// A fault, or a note.
    pub(crate) fn refuse(&mut self, refusal: Refusal) {
        self.refused.push(refusal);
    }

    /// Faults or notes, if any.
    pub(crate) fn refuse_all(&mut self, refusals: impl IntoIterator<Item = Refusal>) {
        self.refused.extend(refusals);
    }

    /// All that was laid down.
    pub(crate) fn hand_over(self) -> (Vec<Report>, Vec<Refusal>) {
        (self.reports, self.refused)
    }
}
