//! The rows of each table, and how `model`'s types lie in them.

use crate::shelf::{Ink, Row};
use armistice_model::{Claim, Format, Position, Report, ReportId, Sealed, SourceId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// One cell of the board.
pub(crate) struct AssessmentRow {
    pub(crate) id: String,
    pub(crate) body: String,
}

impl Row for AssessmentRow {
    const TABLE: &'static str = "assessment";

    fn id(&self) -> &str {
        &self.id
    }

    fn print(&self, ink: &mut Ink) {
        ink.column(self.body.as_bytes());
    }

    fn put(&self, connection: &Connection, n: i64) -> rusqlite::Result<()> {
        connection
            .prepare_cached("INSERT OR REPLACE INTO assessment (n, body) VALUES (?1, ?2)")?
            .execute(params![n, self.body])?;
        Ok(())
    }
}

/// One incident.
pub(crate) struct IncidentRow<'a> {
    pub(crate) id: &'a str,
    pub(crate) mark: Vec<u8>,
    pub(crate) checked: Option<String>,
    pub(crate) properties: String,
    pub(crate) body: String,
}

impl Row for IncidentRow<'_> {
    const TABLE: &'static str = "incident";

    fn id(&self) -> &str {
        self.id
    }

    fn print(&self, ink: &mut Ink) {
        ink.maybe(self.checked.as_deref().map(str::as_bytes));
        ink.column(self.properties.as_bytes());
        ink.column(self.body.as_bytes());
    }

    fn put(&self, connection: &Connection, n: i64) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO incident (n, checked, properties, body)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![n, self.checked, self.properties, self.body])?;
        Ok(())
    }

    fn mark(&self) -> Option<&[u8]> {
        Some(&self.mark)
    }
}

/// One claim.
pub(crate) struct ClaimRow<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) incident: Option<&'a str>,
    pub(crate) alone: bool,
    /// Its strongest link, as JSON.
    pub(crate) link: Option<String>,
    /// Else it is provisional.
    pub(crate) settled: bool,
    pub(crate) body: String,
}

impl Row for ClaimRow<'_> {
    const TABLE: &'static str = "claim";

    fn id(&self) -> &str {
        self.claim.id.as_str()
    }

    fn print(&self, ink: &mut Ink) {
        ink.maybe(self.incident.map(str::as_bytes));
        ink.column(&[u8::from(self.alone)]);
        ink.maybe(self.link.as_deref().map(str::as_bytes));
        ink.column(self.body.as_bytes());
    }

    fn put(&self, connection: &Connection, n: i64) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO claim (n, report, incident, alone, link, settled, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                n,
                self.claim.report.as_str(),
                self.incident,
                self.alone,
                self.link,
                self.settled,
                self.body
            ])?;
        Ok(())
    }
}

/// One report.
pub(crate) struct ReportRow<'a> {
    pub(crate) report: &'a Report,
    pub(crate) entry: i64,
    pub(crate) recorded: String,
    /// Number of the state.
    pub(crate) state: u8,
    pub(crate) disputed: bool,
    /// Whether it is shown under another.
    pub(crate) folded: bool,
    /// The first of its duplicates, if it has any.
    pub(crate) fold: Option<&'a str>,
    /// Else it is provisional.
    pub(crate) settled: bool,
    pub(crate) head: String,
}

impl Row for ReportRow<'_> {
    const TABLE: &'static str = "report";

    fn id(&self) -> &str {
        self.report.id.as_str()
    }

    fn print(&self, ink: &mut Ink) {
        ink.column(&self.entry.to_le_bytes());
        ink.column(self.recorded.as_bytes());
        ink.column(&[self.state, u8::from(self.disputed), u8::from(self.folded)]);
        ink.maybe(self.fold.map(str::as_bytes));
        ink.column(self.head.as_bytes());
        ink.column(self.report.text.as_bytes());
    }

    fn put(&self, connection: &Connection, n: i64) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO report
                 (n, id, entry, recorded, state, disputed, folded, fold, settled, head, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                n,
                self.report.id.as_str(),
                self.entry,
                self.recorded,
                self.state,
                self.disputed,
                self.folded,
                self.fold,
                self.settled,
                self.head,
                &*self.report.text
            ])?;
        Ok(())
    }
}

/// A report but for its name, its text and its cells. The observer stands here unsealed: the
/// file is its owner's alone.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head<'a> {
    source: SourceId,
    format: Format,
    published: Option<Timestamp>,
    #[serde(with = "zone")]
    zone: TimeZone,
    title: Option<Cow<'a, str>>,
    observer: Option<Cow<'a, str>>,
    observer_position: Option<Position>,
    observer_contact: Option<Cow<'a, str>>,
    body_at: usize,
    evidence: Cow<'a, str>,
    evidence_at: Option<u64>,
    flags: Vec<armistice_model::Flag>,
}

/// A zone by its name, or by its offset where it has none.
mod zone {
    use jiff::tz::TimeZone;
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(zone: &TimeZone, to: S) -> Result<S::Ok, S::Error> {
        // A zone read from a file of its own has neither; its instants are kept all the same.
        let named = zone.iana_name().is_some() || zone.to_fixed_offset().is_ok();
        let zone = if named { zone } else { &TimeZone::UTC };
        jiff::fmt::serde::tz::required::serialize(zone, to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<TimeZone, D::Error> {
        jiff::fmt::serde::tz::required::deserialize(from)
    }
}

impl<'a> Head<'a> {
    /// The head of a report.
    pub(crate) fn of(report: &'a Report) -> Self {
        Self {
            source: report.source.clone(),
            format: report.format,
            published: report.published,
            zone: report.zone.clone(),
            title: report.title.as_deref().map(Cow::Borrowed),
            // Kept to be handed to those who may see it.
            observer: report.observer.as_ref().map(|o| Cow::Borrowed(o.reveal().as_str())),
            observer_position: report.observer_position.as_ref().map(|p| *p.reveal()),
            observer_contact: report
                .observer_contact
                .as_ref()
                .map(|c| Cow::Borrowed(c.reveal().as_str())),
            body_at: report.body_at,
            evidence: Cow::Borrowed(&report.evidence),
            evidence_at: report.evidence_at,
            flags: report.flags.clone(),
        }
    }

    /// The report again.
    pub(crate) fn report(self, id: &str, text: &str) -> Report {
        Report {
            id: ReportId::new(id),
            source: self.source,
            format: self.format,
            published: self.published,
            zone: self.zone,
            title: self.title.map(Cow::into_owned),
            observer: self.observer.map(|o| Sealed::new(o.into_owned())),
            observer_position: self.observer_position.map(Sealed::new),
            observer_contact: self.observer_contact.map(|c| Sealed::new(c.into_owned())),
            text: Arc::from(text),
            body_at: self.body_at,
            evidence: Arc::from(&*self.evidence),
            evidence_at: self.evidence_at,
            cells: Vec::new(),
            flags: self.flags,
        }
    }
}

/// A link as its claim's row has it.
#[derive(Serialize, Deserialize)]
pub(crate) struct LinkBody {
    pub(crate) with: armistice_model::ClaimId,
    pub(crate) probability: f64,
    pub(crate) decided: bool,
    pub(crate) reason: String,
}
