//! A report: the words as they came, and what came with them.

use crate::id::{ReportId, SourceId};
use crate::place::Position;
use crate::sealed::Sealed;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How the bytes were laid out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text or Markdown with a small header (`Source:`, `Published:` …).
    Text,
    /// A news page, HTML or scraped to text.
    NewsPage,
    /// One row of the UCDP Georeferenced Event Dataset.
    Ucdp,
    /// One line of our own JSON Lines format (docs/report-jsonl.md).
    JsonLines,
}

/// Something a reader of the report should know about how it was taken.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Some bytes were not text in the encoding found; they were replaced.
    Mended,
    /// No publication stamp was found.
    Unstamped,
    /// Dated later than the day it was taken.
    FromTheFuture,
    /// Its source is not in the case's list.
    UnknownSource,
}

/// A structured column: its name, its value, and the bytes of the report's text it stands at.
pub type Cell = (Arc<str>, Arc<str>, (usize, usize));

/// One report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Derived from the report's bytes: the same bytes are the same report.
    pub id: ReportId,
    /// Who publishes it.
    pub source: SourceId,
    /// How it was laid out.
    pub format: Format,
    /// When it was published, as it says.
    pub published: Option<Timestamp>,
    /// The zone its dates are meant in ("on Friday" is a Friday there).
    #[serde(skip)]
    pub zone: TimeZone,
    /// Headline.
    pub title: Option<String>,
    /// Who saw it, if named: never leaves.
    pub observer: Option<Sealed<String>>,
    /// Where who saw it stood: never leaves.
    pub observer_position: Option<Sealed<Position>>,
    /// How who saw it can be reached: never leaves.
    pub observer_contact: Option<Sealed<String>>,
    /// The text that spans point into, in bytes of UTF-8. For a table row or a JSON line, the
    /// row as it stands in the file.
    pub text: Arc<str>,
    /// Byte offset of `body` in `text`: what is before is header.
    pub body_at: usize,
    /// SHA-256 (hexadecimal) of the evidence file it came in.
    pub evidence: Arc<str>,
    /// Byte offset of `text` in the evidence file, where `text` is a verbatim part of it;
    /// `None` if the text had to be decoded or laid out anew.
    pub evidence_at: Option<u64>,
    /// Columns of a structured row, by name, as byte ranges of `text` (unquoted values are
    /// found there; see `intake`). Empty for prose.
    #[serde(skip)]
    pub cells: Vec<Cell>,
    /// What a reader should know.
    pub flags: Vec<Flag>,
}

impl Report {
    /// The prose, without header.
    pub fn body(&self) -> &str {
        self.text.get(self.body_at..).unwrap_or("")
    }

    /// The value of a structured column and the bytes of `text` it stands at.
    pub fn cell(&self, name: &str) -> Option<(&str, (usize, usize))> {
        self.cells.iter().find(|(n, _, _)| &**n == name).map(|(_, value, at)| (&**value, *at))
    }
}
