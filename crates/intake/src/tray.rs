//! Reports as they come off a table, and what was wrong with the others.

use crate::refusal::Refusal;
use armistice_model::{Report, ReportId};
use std::collections::HashMap;

/// Collects the rows of one file; the same row twice is the same report and is taken once.
#[derive(Default)]
pub(crate) struct Tray {
    reports: Vec<Report>,
    refused: Vec<Refusal>,
    lines: HashMap<ReportId, usize>,
}

impl Tray {
    /// A sound row.
    pub(crate) fn lay(&mut self, report: Report, file: &str, line: usize) {
        if let Some(first) = self.lines.get(&report.id) {
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
        self.lines.insert(report.id.clone(), line);
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
