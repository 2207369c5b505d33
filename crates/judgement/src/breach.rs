//! What bears on a term: incidents, whose word they are, and how firmly they stand.

use crate::told;
use crate::verdicts::{Breaching, View};
use armistice_deal::Pattern;
use armistice_model::{
    Act, Breach, Claim, ClaimId, Determination, IncidentId, Interval, Near, SourceId, Stance,
    Status, When, Who,
};
use std::collections::BTreeSet;

/// How firmly a breach stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It may be one.
    Possible,
    /// Somebody says so.
    Alleged,
    /// Several who do not lean on each other say so.
    Corroborated,
}

impl Level {
    /// As a status of the day it surely happened on.
    pub fn status(self) -> Status {
        match self {
            Self::Possible => Status::Undetermined,
            Self::Alleged => Status::BreachAlleged,
            Self::Corroborated => Status::BreachCorroborated,
        }
    }
}

/// Something that bears on a term, and when.
#[derive(Clone, Debug)]
pub struct Found {
    /// As published.
    pub breach: Breach,
    /// How firmly it stands.
    pub level: Level,
    /// When it happened: certainly inside this interval, and inside the stretch the term binds.
    pub when: Interval,
}

/// What is asked of the incidents.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The term's number.
    pub term: &'a str,
    /// What it forbids, or watches.
    pub pattern: &'a Pattern,
    /// When it binds.
    pub stretch: Interval,
    /// Whether it is left to people: then nothing is more than possible.
    pub people: bool,
}

/// A prohibition: the incidents whose claims breach it.
pub fn of_prohibition(view: &View, breaching: &Breaching, asked: Asked) -> Vec<Found> {
    let incidents: BTreeSet<usize> = breaching
        .possible
        .iter()
        .filter(|claim| view.counts(**claim))
        .filter_map(|claim| view.ties.incident_of.get(*claim).copied().flatten())
        .collect();
    incidents.into_iter().filter_map(|i| of_incident(view, i, breaching, asked)).collect()
}

fn of_incident(view: &View, incident: usize, breaching: &Breaching, asked: Asked) -> Option<Found> {
    let subject = view.input.incidents.get(incident)?;
    let mut certain: Vec<&Claim> = Vec::new();
    let mut possible: Vec<&Claim> = Vec::new();
    let mut otherwise: Vec<&Claim> = Vec::new();
    let mut doubts: BTreeSet<String> = BTreeSet::new();
    for index in view.ties.claims_of.get(incident)?.iter().copied() {
        let Some(claim) = view.input.claims.get(index).filter(|_| view.counts(index)) else {
            continue;
        };
        if !breaching.possible.contains(&index) {
            otherwise.push(claim);
            continue;
        }
        let Some(interval) = claim.when.interval() else {
            // Undated: no day can be charged with it. It stays on the list of the undated.
            continue;
        };
        if interval.intersect(&asked.stretch).is_none() {
            continue;
        }
        let binding = asked.stretch.contains(&interval);
        if breaching.certain.contains(&index) && binding {
            certain.push(claim);
        } else {
            if !binding {
                doubts.insert("may have been before the term bound, or after".to_string());
            }
            doubts.extend(told::doubts(view, claim, asked.pattern));
            possible.push(claim);
        }
    }
    let sure = !certain.is_empty();
    let telling: &[&Claim] = if sure { &certain } else { &possible };
    let when = agreed_interval(telling)?.intersect(&asked.stretch)?;
    let level = match (asked.people || !sure, standing_apart(view, &certain)) {
        (true, _) => Level::Possible,
        (false, 0 | 1) => Level::Alleged,
        (false, _) => Level::Corroborated,
    };
    if asked.people {
        doubts.insert("left to people to judge".to_string());
    }
    // A voice that goes over the thing again in its own outlet does not contradict itself; a
    // denial does, and so does a dataset that codes its words otherwise.
    let alleging = voices(telling);
    let again = |c: &Claim| {
        c.voice == c.through && telling.iter().any(|t| t.voice == c.voice && t.through == c.through)
    };
    let against: Vec<&Claim> =
        otherwise.into_iter().filter(|c| c.stance == Stance::Denied || !again(c)).collect();
    let denied = against.iter().any(|claim| claim.stance == Stance::Denied);
    let mut claims: Vec<&Claim> = certain.iter().chain(&possible).copied().collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    Some(Found {
        breach: Breach {
            incident: Some(subject.id.clone()),
            status: level.status(),
            contested: denied || (level > Level::Possible && !against.is_empty()),
            claims: ids(&claims),
            against: ids(&against),
            // Only those who say so are credited with saying so.
            voices: alleging,
            by: authors(telling),
            reason: told::reason(view, telling, level, &doubts),
            finding: finding(view, asked.term, &subject.id),
        },
        level,
        when,
    })
}

/// How many groups of voices stand behind the claims that do not lean on each other: all voices
/// close to one party are one group, each independent voice is its own.
pub fn standing_apart(view: &View, claims: &[&Claim]) -> usize {
    let groups: BTreeSet<(Option<String>, Option<&SourceId>)> = claims
        .iter()
        .map(|claim| match view.input.sources.near(&claim.voice) {
            Near::Party(party) => (Some(party), None),
            Near::Independent => (None, Some(&claim.voice)),
        })
        .collect();
    groups.len()
}

/// The time on which the claims agree; where they do not, the time that covers them. A claim that
/// speaks of a whole stretch is not narrowed by one that speaks of a part of it.
pub fn agreed_interval(claims: &[&Claim]) -> Option<Interval> {
    let mut intervals = claims.iter().filter_map(|c| c.when.interval());
    let first = intervals.next()?;
    let (shared, cover) = intervals.fold((Some(first), first), |(shared, cover), next| {
        (shared.and_then(|s| s.intersect(&next)), cover.hull(&next))
    });
    let stretches = claims.iter().any(|c| matches!(c.when, When::Throughout(_)));
    Some(if stretches { cover } else { shared.unwrap_or(cover) })
}

/// The candidates for the author, over all the claims.
pub fn authors(claims: &[&Claim]) -> Who {
    Who::one_of(claims.iter().flat_map(|c| c.by.0.iter().cloned()))
}

/// The claims' names.
pub fn ids(claims: &[&Claim]) -> Vec<ClaimId> {
    claims.iter().map(|c| c.id.clone()).collect()
}

/// Whose word the claims are, each voice once.
pub fn voices(claims: &[&Claim]) -> Vec<SourceId> {
    let mut voices: Vec<SourceId> = claims.iter().map(|c| c.voice.clone()).collect();
    voices.sort();
    voices.dedup();
    voices
}

/// The latest finding of a person on the incident under the term.
pub fn finding(view: &View, term: &str, incident: &IncidentId) -> Option<Determination> {
    view.input
        .decisions
        .iter()
        .filter_map(|decision| match &decision.act {
            Act::Find { term: on, incident: of, determination } if of == incident && on == term => {
                Some((decision.at, *determination))
            }
            _ => None,
        })
        .max_by_key(|(at, _)| *at)
        .map(|(_, determination)| determination)
}
