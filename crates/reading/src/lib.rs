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
//! | what happened | `what` |
//! | with what | `weapon` |
//! | by whom, on whom | `who` |
//! | where | `place` |
//! | when | `when` |
//! | how many | `how_many` |
//! | who says so, and how | `says` |
//! | one row of UCDP GED | `ucdp` |
//! | one line of our own format | `jsonl` |
//!
//! The crate does no input or output, keeps no state between reports, and never panics: work
//! grows about linearly with the length of the text.

mod accuse;
mod draft;
mod event;
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
mod tally;
mod ucdp;
mod weapon;
mod what;
mod when;
mod who;

use armistice_model::{Actors, Claim, Format, Gazetteer, Report, Sources};

/// What a case knows beforehand, as far as reading needs it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Who says things.
    pub sources: &'a Sources,
    /// Who does things.
    pub actors: &'a Actors,
    /// Where things happen.
    pub places: &'a Gazetteer,
}

/// Reads reports. Building one indexes the case's names; reading is then cheap.
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
