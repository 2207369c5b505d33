//! What bears on a term: incidents, whose word they are, and how sure that is.

use crate::binding::later;
use crate::verdicts::{Breaching, View};
use armistice_deal::Pattern;
use armistice_model::{
    Act, Breach, Claim, ClaimId, Determination, EventKind, IncidentId, Interval, Near, SourceId,
    Stance, Status, When, Who,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

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

/// A prohibition: the incidents whose claims breach it.
pub fn of_prohibition(
    view: &View,
    term: &str,
    breaching: &Breaching,
    stretch: Interval,
    people: bool,
) -> Vec<Found> {
    let mut incidents: BTreeSet<usize> = BTreeSet::new();
    for claim in &breaching.possible {
        if view.counts(*claim)
            && let Some(Some(incident)) = view.ties.incident_of.get(*claim)
        {
            incidents.insert(*incident);
        }
    }
    incidents
        .into_iter()
        .filter_map(|incident| of_incident(view, term, incident, breaching, stretch, people))
        .collect()
}

fn of_incident(
    view: &View,
    term: &str,
    incident: usize,
    breaching: &Breaching,
    stretch: Interval,
    people: bool,
) -> Option<Found> {
    let subject = view.input.incidents.get(incident)?;
    let mut certain: Vec<&Claim> = Vec::new();
    let mut possible: Vec<&Claim> = Vec::new();
    let mut against: Vec<&Claim> = Vec::new();
    let mut doubts: BTreeSet<String> = BTreeSet::new();
    for index in view.ties.claims_of.get(incident)?.iter().copied() {
        let Some(claim) = view.input.claims.get(index) else { continue };
        if !view.counts(index) {
            continue;
        }
        if !breaching.possible.contains(&index) {
            against.push(claim);
            continue;
        }
        let Some(interval) = claim.when.interval() else {
            // Undated: no day can be charged with it. It stays on the list of the undated.
            continue;
        };
        if interval.intersect(&stretch).is_none() {
            continue;
        }
        if breaching.certain.contains(&index) && stretch.contains(&interval) {
            certain.push(claim);
        } else {
            if !stretch.contains(&interval) {
                doubts.insert("may have been before the term bound, or after".to_string());
            }
            doubts.extend(doubts_of(view, claim));
            possible.push(claim);
        }
    }
    let telling: &[&Claim] = if certain.is_empty() { &possible } else { &certain };
    let when = agreed_interval(telling)?.intersect(&stretch)?;
    let corroborated = standing_apart(view, &certain) >= 2;
    let level = match (people, certain.is_empty(), corroborated) {
        (true, _, _) | (_, true, _) => Level::Possible,
        (_, false, true) => Level::Corroborated,
        (_, false, false) => Level::Alleged,
    };
    if people {
        doubts.insert("left to people to judge".to_string());
    }
    let mut telling: Vec<&Claim> = certain.iter().chain(&possible).copied().collect();
    telling.sort_by(|a, b| a.id.cmp(&b.id));
    let denied = against.iter().any(|claim| claim.stance == Stance::Denied);
    Some(Found {
        breach: Breach {
            incident: Some(subject.id.clone()),
            status: level.status(),
            contested: denied || (level > Level::Possible && !against.is_empty()),
            claims: ids(&telling),
            against: ids(&against),
            voices: voices(&telling),
            by: Who::one_of(telling.iter().flat_map(|c| c.by.0.iter().cloned())),
            reason: reason(view, &telling, level, &doubts),
            finding: finding(view, term, &subject.id),
        },
        level,
        when,
    })
}

/// A duty: triggers that nothing answered within so many seconds.
///
/// Silence alone alleges nothing (no report is not no incident): an unanswered request is a breach
/// alleged only when a voice says, between the request and a day after the deadline, that the
/// answer was refused, kept waiting or did not come.
pub fn of_duty(
    view: &View,
    term: &str,
    breaching: &Breaching,
    within: i64,
    answer: &Pattern,
    stretch: Interval,
) -> Vec<Found> {
    let mut by_incident: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for claim in &breaching.possible {
        if let Some(Some(incident)) = view.ties.incident_of.get(*claim) {
            by_incident.entry(*incident).or_default().push(*claim);
        }
    }
    let mut found = Vec::new();
    for (incident, claims) in by_incident {
        let Some(subject) = view.input.incidents.get(incident) else { continue };
        let asking: Vec<&Claim> =
            claims.iter().filter_map(|index| view.input.claims.get(*index)).collect();
        let Some(asked) = agreed_interval(&asking).and_then(|i| i.intersect(&stretch)) else {
            continue;
        };
        let deadline = later(asked.until(), within);
        if deadline > view.input.as_of {
            continue;
        }
        let certain = claims.iter().any(|c| breaching.certain.contains(c));
        let Some(span) = Interval::new(asked.from(), later(deadline, 86_400)) else { continue };
        let saying: Vec<&Claim> = view
            .input
            .claims
            .iter()
            .enumerate()
            .filter(|(index, claim)| view.counts(*index) && says_unanswered(claim, answer, span))
            .map(|(_, claim)| claim)
            .collect();
        let level = match (certain, standing_apart(view, &saying)) {
            (false, _) | (true, 0) => Level::Possible,
            (true, 1) => Level::Alleged,
            (true, _) => Level::Corroborated,
        };
        let answers = answer.kinds.join(" or ");
        let reason = match level {
            Level::Possible if certain => format!(
                "asked for, and no {answers} is known within {}; nobody in this perspective says that it was refused",
                hours(within)
            ),
            Level::Possible => {
                format!(
                    "asked for; whether {answers} followed within {} is not certain",
                    hours(within)
                )
            }
            _ => format!(
                "asked for, no {answers} known within {}, and {} says that it did not come",
                hours(within),
                list(view, &voices(&saying))
            ),
        };
        let mut telling = asking.clone();
        telling.extend(&saying);
        telling.sort_by(|a, b| a.id.cmp(&b.id));
        telling.dedup_by(|a, b| a.id == b.id);
        let Some(when) = Interval::new(later(deadline, -1), deadline) else { continue };
        found.push(Found {
            breach: Breach {
                incident: Some(subject.id.clone()),
                status: level.status(),
                contested: false,
                claims: ids(&telling),
                against: Vec::new(),
                voices: voices(&telling),
                by: Who::one_of(saying.iter().flat_map(|c| c.by.0.iter().cloned())),
                reason,
                finding: finding(view, term, &subject.id),
            },
            level,
            when,
        });
    }
    found
}

/// A deadline that passed without the act.
pub fn of_deadline(
    view: &View,
    due: Timestamp,
    act: &Pattern,
    certain: bool,
    possible: bool,
) -> Vec<Found> {
    if !possible && !certain {
        return Vec::new();
    }
    let saying: Vec<&Claim> = Interval::new(later(due, -86_400), later(due, 2 * 86_400))
        .map(|span| {
            view.input
                .claims
                .iter()
                .enumerate()
                .filter(|(index, claim)| view.counts(*index) && says_unanswered(claim, act, span))
                .map(|(_, claim)| claim)
                .collect()
        })
        .unwrap_or_default();
    let level = match (certain, standing_apart(view, &saying)) {
        (false, _) | (true, 0) => Level::Possible,
        (true, 1) => Level::Alleged,
        (true, _) => Level::Corroborated,
    };
    let Some(when) = Interval::new(due, later(due, 1)) else { return Vec::new() };
    vec![Found {
        breach: Breach {
            incident: None,
            status: level.status(),
            contested: false,
            claims: ids(&saying),
            against: Vec::new(),
            voices: voices(&saying),
            by: Who::open(),
            reason: format!(
                "the deadline passed, and no {} {}",
                act.kinds.join(" or "),
                if certain { "is known" } else { "is certain" }
            ),
            finding: None,
        },
        level,
        when,
    }]
}

/// Whether a claim says, inside `span`, that what `answer` asks for was refused or did not come.
fn says_unanswered(claim: &Claim, answer: &Pattern, span: Interval) -> bool {
    let fits = |kind: EventKind| answer.kinds.iter().any(|word| kind.certainly(word));
    let denies = claim.stance == Stance::Denied && fits(claim.kind);
    let obstructs = claim.stance != Stance::Denied
        && answer.kinds.iter().any(|w| w.starts_with("aid-"))
        && claim.kind.certainly("aid-obstruction");
    let told = claim.when.interval().or_else(|| claim.published.map(Interval::instant));
    (denies || obstructs) && told.is_some_and(|at| at.intersect(&span).is_some())
}

/// How many groups of voices stand behind the claims that do not lean on each other: all voices
/// close to one party are one group, each independent voice is its own.
fn standing_apart(view: &View, claims: &[&Claim]) -> usize {
    let groups: BTreeSet<(Option<String>, Option<&SourceId>)> = claims
        .iter()
        .map(|claim| match view.input.sources.near(&claim.voice) {
            Near::Party(party) => (Some(party), None),
            Near::Independent => (None, Some(&claim.voice)),
        })
        .collect();
    groups.len()
}

/// The time on which the claims agree; where they do not, the time that covers them.
fn agreed_interval(claims: &[&Claim]) -> Option<Interval> {
    let mut intervals = claims.iter().filter_map(|c| c.when.interval());
    let first = intervals.next()?;
    let (shared, cover) = intervals.fold((Some(first), first), |(shared, cover), next| {
        (shared.and_then(|s| s.intersect(&next)), cover.hull(&next))
    });
    Some(shared.unwrap_or(cover))
}

/// Why a claim is a breach only possibly, in words.
fn doubts_of(view: &View, claim: &Claim) -> Vec<String> {
    let mut doubts = Vec::new();
    match claim.by.0.as_slice() {
        [] => doubts.push("no author is named".to_string()),
        [_] => {}
        several => doubts.push(format!("who struck whom is not told ({})", several.join(" or "))),
    }
    for name in claim.by.0.iter().chain(&claim.on.0) {
        if let Some(mixed) =
            view.input.deal.mixed.iter().find(|m| m.name.eq_ignore_ascii_case(name))
        {
            doubts.push(format!("“{name}” may be {}", mixed.may_be.join(" or ")));
        }
    }
    if claim.on.is_open() {
        doubts.push("no target is named".to_string());
    }
    if claim.kind == EventKind::Explosion {
        doubts.push("a blast need not be an attack".to_string());
    }
    if claim.place.shape.is_none() {
        doubts.push("the place is open".to_string());
    }
    if matches!(claim.when, When::Throughout(_)) {
        doubts.push("a summary over several days".to_string());
    }
    doubts
}

fn reason(view: &View, claims: &[&Claim], level: Level, doubts: &BTreeSet<String>) -> String {
    let voices = voices(claims);
    let mut said = match level {
        Level::Possible => format!("reported by {}", list(view, &voices)),
        Level::Alleged => format!("alleged by {}", list(view, &voices)),
        Level::Corroborated => {
            format!("told by {}, who do not lean on each other", list(view, &voices))
        }
    };
    if let Some(first) = claims.first() {
        let by = first.by.0.join(" or ");
        let on = first.on.0.join(" or ");
        said.push_str(&format!(": {}", first.kind));
        if !by.is_empty() && by != on {
            said.push_str(&format!(" by {by}"));
        }
        if !on.is_empty() {
            said.push_str(&format!("{} {on}", if by == on { " between" } else { " on" }));
        }
    }
    if level == Level::Possible && !doubts.is_empty() {
        said.push_str(&format!(
            " — not certain: {}",
            doubts.iter().cloned().collect::<Vec<_>>().join("; ")
        ));
    }
    said
}

fn hours(seconds: i64) -> String {
    if seconds % 86_400 == 0 && seconds >= 7 * 86_400 {
        format!("{} days", seconds / 86_400)
    } else {
        format!("{} hours", seconds / 3600)
    }
}

/// Names that anybody may read.
fn list(view: &View, voices: &[SourceId]) -> String {
    voices.iter().map(|v| view.input.sources.public_name(v)).collect::<Vec<_>>().join(", ")
}

fn ids(claims: &[&Claim]) -> Vec<ClaimId> {
    claims.iter().map(|c| c.id.clone()).collect()
}

fn voices(claims: &[&Claim]) -> Vec<SourceId> {
    let mut voices: Vec<SourceId> = claims.iter().map(|c| c.voice.clone()).collect();
    voices.sort();
    voices.dedup();
    voices
}

/// The latest finding of a person on the incident.
fn finding(view: &View, term: &str, incident: &IncidentId) -> Option<Determination> {
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
