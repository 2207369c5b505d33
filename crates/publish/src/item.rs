//! One incident as a bulletin lists it.

use crate::standing::{Standings, TermStanding, denied};
use crate::told::{self, Said};
use crate::veil::Veil;
use crate::words;
use armistice_model::{Incident, Scope, Status};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// An incident in words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// Its number in the bulletin, by which the map names it.
    pub(crate) number: usize,
    /// Its name.
    pub(crate) id: String,
    /// When, as wide as told.
    pub(crate) when: String,
    /// Where, with how precisely.
    pub(crate) place: String,
    /// What: the kind's word, and whether it is a summary of several events.
    pub(crate) kind: String,
    /// `said to be by X or Y, on Z`.
    pub(crate) actors: String,
    /// What was said, where the incident is a statement or talks.
    pub(crate) said: Vec<Said>,
    /// `13–14 killed`, voice by voice where they differ; `None` if nothing is told.
    pub(crate) casualties: Option<String>,
    /// Whose word it is, by public names.
    pub(crate) voices: Vec<String>,
    /// Those who deny it or tell it otherwise, by public names.
    pub(crate) against: Vec<String>,
    /// Why its claims are held to speak of one event.
    pub(crate) reasons: Vec<String>,
    /// Whether some voice denies it or tells it otherwise.
    pub(crate) contested: bool,
    /// Where it stands under each term.
    pub(crate) terms: Vec<TermStanding>,
    /// Cells that rest on it, to type after `armistice why`.
    pub(crate) ask: Vec<String>,
    /// The gravest of these; `None` if it bears on no term.
    pub(crate) status: Option<Status>,
}

impl Item {
    /// Puts an incident into words.
    pub(crate) fn of(
        incident: &Incident,
        day: Date,
        standings: &Standings,
        veil: &Veil,
        zone: &TimeZone,
    ) -> Self {
        let terms = standings.under(&incident.id).to_vec();
        let mut reasons: Vec<String> = incident.links.iter().map(|l| veil.reason(l)).collect();
        reasons.sort();
        reasons.dedup();
        let kind = incident.kind.word().replace('-', " ");
        Self {
            number: 0,
            id: incident.id.to_string(),
            when: words::when(&incident.when, zone),
            place: veil.text(&words::place(&incident.place)).into_owned(),
            kind: match incident.scope {
                Scope::Summary => format!("{kind}, several events told together"),
                _ => kind,
            },
            actors: veil.text(&actors(incident)).into_owned(),
            said: told::said(incident, veil),
            casualties: told::casualties(incident, standings, veil),
            voices: veil.voices_where(incident, |claim| !standings.is_against(claim)),
            against: veil.voices_where(incident, |claim| standings.is_against(claim)),
            reasons,
            contested: denied(incident, veil) || terms.iter().any(|t| t.contested),
            status: standings.gravest(&incident.id),
            ask: ask(&terms, day),
            terms,
        }
    }

    /// `1.a: breach alleged; 2.c (An-Nahar): undetermined`; empty if it bears on no term.
    pub(crate) fn bearing(&self) -> String {
        let parts: Vec<String> = self
            .terms
            .iter()
            .map(|t| match &t.reading {
                Some(reading) => format!("{} ({reading}): {}", t.term, t.status),
                None => format!("{}: {}", t.term, t.status),
            })
            .collect();
        parts.join("; ")
    }

    /// People harmed, in words; `None` for words, of which nobody need be told that they harmed
    /// none.
    pub(crate) fn harm(&self) -> Option<&str> {
        match &self.casualties {
            Some(casualties) => Some(casualties),
            None if self.said.is_empty() => Some("no casualties told"),
            None => None,
        }
    }

    /// `1.a established`, for each term on which a person has found; `None` where nobody has.
    pub(crate) fn found(&self) -> Option<String> {
        let found: Vec<String> = self
            .terms
            .iter()
            .filter_map(|t| {
                let found = words::determination(t.finding?);
                Some(match &t.reading {
                    Some(reading) => format!("{} ({reading}) {found}", t.term),
                    None => format!("{} {found}", t.term),
                })
            })
            .collect();
        (!found.is_empty()).then(|| found.join("; "))
    }

    /// The first reasons, and how many more there are.
    pub(crate) fn first_reasons(&self) -> (&[String], usize) {
        let shown = self.reasons.len().min(3);
        (self.reasons.get(..shown).unwrap_or_default(), self.reasons.len() - shown)
    }
}

/// The cells of the bulletin's day that rest on it; where it bears on other days alone, the first
/// of those for each term.
fn ask(terms: &[TermStanding], day: Date) -> Vec<String> {
    let today = format!("@{day}@");
    let of = |t: &TermStanding| {
        let mine = t.assessments.iter().find(|id| id.contains(&today));
        mine.or(t.assessments.first()).cloned()
    };
    terms.iter().filter_map(of).collect()
}

fn actors(incident: &Incident) -> String {
    let by = match incident.by.as_slice() {
        [] => "author not told".to_string(),
        names => format!("said to be by {}", words::either(names)),
    };
    match incident.on.as_slice() {
        [] => by,
        names => format!("{by}, on {}", words::either(names)),
    }
}
