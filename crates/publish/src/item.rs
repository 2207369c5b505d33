//! One incident as a bulletin lists it.

use crate::account::Account;
use crate::standing::{Standings, TermStanding, denied};
use crate::told::{self, Said};
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::words;
use armistice_model::{Incident, Rule, Scope, Status};
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
    /// What it tells of its sources, where that is more than whose word it is.
    pub(crate) account: Vec<String>,
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
        t: &Tongue,
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
        let reasons = reasons.iter().map(|reason| t.english(reason)).collect();
        let kind = words::kind(t, incident.kind);
        Self {
            number: 0,
            id: incident.id.to_string(),
            when: words::when(t, &incident.when, zone),
            place: veil.text(&words::place(t, &incident.place)).into_owned(),
            kind: match incident.scope {
                Scope::Summary => t.say("kind-of-summary", [("kind", kind.into())]),
                _ => kind,
            },
            actors: veil.text(&actors(t, incident)).into_owned(),
            said: told::said(t, incident, veil),
            casualties: told::casualties(t, incident, standings, veil),
            voices: t.owned(&veil.voices_where(incident, |claim| !standings.is_against(claim))),
            against: t.owned(&veil.voices_where(incident, |claim| standings.is_against(claim))),
            account: account(t, &Account::of(incident, veil)),
            reasons,
            contested: denied(incident, veil) || terms.iter().any(|t| t.contested),
            status: standings.gravest(&incident.id),
            ask: ask(&terms, day),
            terms,
        }
    }

    /// `1.a: breach alleged; 2.c (An-Nahar): undetermined`; empty if it bears on no term.
    pub(crate) fn bearing(&self, t: &Tongue) -> String {
        let one = |standing: &TermStanding| {
            let (term, status) = (term(t, standing), words::status(t, standing.status));
            t.say("bearing", [("term", term.into()), ("status", status.into())])
        };
        t.series(&self.terms.iter().map(one).collect::<Vec<_>>())
    }

    /// People harmed, in words; `None` for words, of which nobody need be told that they harmed
    /// none.
    pub(crate) fn harm(&self, t: &Tongue) -> Option<String> {
        match &self.casualties {
            Some(casualties) => Some(casualties.clone()),
            None if self.said.is_empty() => Some(t.word("no-casualties-told")),
            None => None,
        }
    }

    /// `1.a established`, for each term on which a person has found; `None` where nobody has.
    pub(crate) fn found(&self, t: &Tongue) -> Option<String> {
        let found: Vec<String> = self
            .terms
            .iter()
            .filter_map(|standing| {
                let found = words::determination(t, standing.finding?);
                let term = term(t, standing);
                Some(t.say("found-on-term", [("term", term.into()), ("found", found.into())]))
            })
            .collect();
        (!found.is_empty()).then(|| t.series(&found))
    }

    /// The first reasons, and how many more there are.
    pub(crate) fn first_reasons(&self) -> (&[String], usize) {
        let shown = self.reasons.len().min(3);
        (self.reasons.get(..shown).unwrap_or_default(), self.reasons.len() - shown)
    }
}

/// Echoes and disputes that are listed of one incident.
const MOST: usize = 8;

fn account(t: &Tongue, told: &Account) -> Vec<String> {
    let mut lines = Vec::new();
    if told.is_entangled() {
        let (least, most) = (told.independent, told.independent_at_most);
        lines.push(if least == most {
            t.say("independent-exactly", [("n", least.into())])
        } else {
            t.say("independent-between", [("least", least.into()), ("most", most.into())])
        });
    }
    let mut english = |id: &str, reason: &str| {
        lines.push(t.say(id, [("reason", t.english(reason).into())]));
    };
    told.echoes().take(MOST).for_each(|echo| english("stand-together", echo));
    for row in &told.toll {
        if !matches!(row.rule, Rule::OneFigure | Rule::AllAgree { .. }) {
            let (harm, range) = (row.harm.words(), row.words());
            english("how-counted", &format!("{harm} {range}: {}", row.sentence));
        }
    }
    told.disputes.iter().take(MOST).for_each(|d| english("in-dispute", &d.sentence));
    if let Some(covers) = &told.covers {
        lines.push(t.say("may-sum-up", [("n", (covers.incidents.len() + covers.more).into())]));
    }
    lines
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

/// `1.a`, `2.c (An-Nahar)`.
fn term(t: &Tongue, standing: &TermStanding) -> String {
    let number = t.own(&standing.term);
    match &standing.reading {
        Some(reading) => {
            let reading = t.own(reading);
            t.say("term-and-reading", [("term", number.into()), ("reading", reading.into())])
        }
        None => number,
    }
}

fn actors(t: &Tongue, incident: &Incident) -> String {
    let names = |names: &[String]| t.either(&t.owned(names));
    let by = match incident.by.as_slice() {
        [] => t.word("author-not-told"),
        by => t.say("said-to-be-by", [("by", names(by).into())]),
    };
    match incident.on.as_slice() {
        [] => by,
        on => t.say("by-and-on", [("by", by.into()), ("on", names(on).into())]),
    }
}
