//! Reports to claims: one file per question.
//!
//! A [`Reader`] is built once from what a case knows ([`Known`]) and then turns each
//! [`Report`] into the claims it holds. The reading is rule-based and modest: what the rules do
//! not understand stays open, and a sentence without an event yields no claim. Every claim
//! carries the bytes of the report's text that each of its fields was read from.
//!
//! | question | file |
//! |---|---|
//! | which names the case knows stand where | `names` |
//! | where a sentence starts and ends | `sentence` |
//! | what happened | `what`, with its `words_of_events`; `event` (violence), `peace`, `statement` |
//! | with what, on whose convoy | `weapon`, `aid` |
//! | by whom, on whom | `who` |
//! | where | `place` |
//! | when | `when` |
//! | how many | `how_many`, `harm` |
//! | who says so, and how | `says`, `accuse` |
//! | counts of breaches, tolls of a war | `tally`, `toll` |
//! | what a sentence adds to the one before | `prose`, `follow` |
//! | one row of UCDP GED | `ucdp` |
//! | one line of our own format | `jsonl` |
//!
//! The crate does no input or output, keeps no state between reports, and never panics: work
//! grows about linearly with the length of the text.

mod accuse;
mod aid;
mod draft;
mod event;
mod follow;
mod harm;
mod how_many;
mod jsonl;
mod line;
mod names;
mod peace;
mod place;
mod prose;
mod says;
mod sentence;
mod statement;
mod tally;
mod toll;
mod ucdp;
mod weapon;
mod what;
mod when;
mod who;
mod words_of_events;

use armistice_model::{Actors, Claim, Format, Gazetteer, Report, Sources};
use jiff::tz::TimeZone;

/// What a case knows beforehand, as far as reading needs it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Who says things.
    pub sources: &'a Sources,
    /// Who does things.
    pub actors: &'a Actors,
    /// Where things happen.
    pub places: &'a Gazetteer,
    /// The zone in which days are counted where they happen. Which date "Friday" is, the
    /// publication's own zone decides; from when until when that date lasts, this one does.
    pub zone: &'a TimeZone,
}

/// Reads reports. Building one indexes the case's names; reading is then cheap.
///
/// ```
/// use armistice_model::{Actor, Actors, EventKind, Gazetteer, Sources};
/// use armistice_reading::{Known, Reader};
/// # use armistice_model::{Format, Report, ReportId, SourceId};
/// # fn report(text: &str) -> Report {
/// #     Report {
/// #         id: ReportId::new("R-1f"), source: SourceId::new("daily"), format: Format::Text,
/// #         published: "2016-09-17T09:00:00Z".parse().ok(), zone: jiff::tz::TimeZone::UTC,
/// #         title: None, observer: None, observer_position: None, observer_contact: None,
/// #         text: text.into(), body_at: 0, evidence: "".into(),
/// #         evidence_at: None, cells: Vec::new(), flags: Vec::new(),
/// #     }
/// # }
///
/// let rebels = Actor { name: "Insurgents".into(), also: vec!["rebels".into()] };
/// let actors = Actors::new(vec![rebels])?;
/// let (sources, places) = (Sources::default(), Gazetteer::default());
/// let zone = jiff::tz::TimeZone::UTC;
/// let known = Known { sources: &sources, actors: &actors, places: &places, zone: &zone };
/// let reader = Reader::new(known);
///
/// let report = report("On Friday rebels shelled Duma. At least 13 civilians were killed.");
/// let claims = reader.read(&report);
/// assert_eq!(claims.len(), 1);
/// assert_eq!(claims[0].kind, EventKind::Shelling);
/// assert_eq!(claims[0].by.0, ["Insurgents"]);
/// assert_eq!(claims[0].casualties.killed.unwrap().to_string(), "at least 13");
/// # Ok::<(), armistice_model::CaseFileError>(())
/// ```
#[derive(Debug)]
pub struct Reader<'a> {
    known: Known<'a>,
    names: names::Names<'a>,
    triggers: what::Triggers,
    voices: says::Voices<'a>,
}

impl<'a> Reader<'a> {
    /// Indexes the names of a case.
    pub fn new(known: Known<'a>) -> Self {
        Self {
            known,
            names: names::Names::new(known),
            triggers: what::Triggers::new(),
            voices: says::Voices::new(known),
        }
    }

    /// The claims a report makes, in the order of its text. The same report always gives the
    /// same claims with the same ids; a report that says nothing that is understood gives none.
    pub fn read(&self, report: &Report) -> Vec<Claim> {
        let drafts = match report.format {
            Format::Ucdp => ucdp::read(report, self.known, &self.names),
            Format::Text | Format::NewsPage => prose::read(report, self),
            Format::JsonLines => jsonl::read(report, self.known),
        };
        drafts.into_iter().enumerate().map(|(i, draft)| draft.finish(report, i + 1)).collect()
    }
}
