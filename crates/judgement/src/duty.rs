//! Duties: what was asked for and not answered, what a deadline passed without.
//!
//! Silence alone alleges nothing (no report is not no incident). A duty unmet is a breach alleged
//! only by a voice that says, once the deadline has passed, that the answer did not come, was
//! refused or is kept waiting; else it is undetermined.

use crate::binding::later;
use crate::breach::{Found, Level, agreed_interval, authors, finding, ids, standing_apart, voices};
use crate::cells;
use crate::told;
use crate::verdicts::{Breaching, View};
use armistice_deal::Pattern;
use armistice_model::{Breach, Claim, EventKind, Interval, Plane, Shape, Stance, Who};
use jiff::Timestamp;
use std::collections::BTreeMap;

const DAY: i64 = 86_400;

/// A request stays on the board for so many days after its deadline, answered or not.
const SHOWN_DAYS: usize = 60;

/// What is asked of the claims.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The term's number.
    pub term: &'a str,
    /// Seconds within which the answer is due.
    pub within: i64,
    /// What answers.
    pub answer: &'a Pattern,
    /// Whether it must be at the same place.
    pub same_place: bool,
    /// When the term binds.
    pub stretch: Interval,
}

/// Triggers that nothing answered in time: on the day of the deadline, and on each day after it
/// until the answer came.
pub fn unanswered(view: &View, breaching: &Breaching, asked: Asked) -> Vec<Found> {
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
        let Some(span) = agreed_interval(&asking).and_then(|i| i.intersect(&asked.stretch)) else {
            continue;
        };
        let deadline = later(span.until(), asked.within);
        let place = asking.iter().find_map(|c| c.place.shape.as_ref()).filter(|_| asked.same_place);
        let certain = claims.iter().any(|c| breaching.certain.contains(c));
        for open in open_days(view, asked, deadline, place, certain) {
            let saying = saying(view, asked.answer, place, open);
            let level = level(view, certain, &saying);
            let mut claims = asking.clone();
            claims.extend(&saying);
            claims.sort_by(|a, b| a.id.cmp(&b.id));
            claims.dedup_by(|a, b| a.id == b.id);
            found.push(Found {
                breach: Breach {
                    incident: Some(subject.id.clone()),
                    status: level.status(),
                    contested: false,
                    claims: ids(&claims),
                    against: Vec::new(),
                    voices: voices(if saying.is_empty() { &asking } else { &saying }),
                    by: authors(&saying),
                    reason: told::unanswered(view, &saying, asked, certain),
                    finding: finding(view, asked.term, &subject.id),
                },
                level,
                when: open,
            });
        }
    }
    found
}

/// The parts of days on which a request stands unanswered: from its deadline to the end of what is
/// known, or to the first moment it may have been answered.
fn open_days(
    view: &View,
    asked: Asked,
    deadline: Timestamp,
    place: Option<&Shape>,
    certain: bool,
) -> Vec<Interval> {
    let answered = view
        .input
        .claims
        .iter()
        .enumerate()
        .filter(|(index, claim)| {
            view.counts(*index)
                && claim.stance != Stance::Denied
                && asked.answer.kinds.iter().any(|word| claim.kind.possibly(word))
                && may_meet(claim, place)
        })
        .filter_map(|(_, claim)| claim.when.interval())
        .map(|interval| interval.from())
        .filter(|from| *from >= deadline)
        .min();
    let known = view.input.as_of.min(asked.stretch.until());
    let end = answered.map_or(known, |at| at.min(known));
    let zone = &view.input.deal.zone;
    let mut open = Vec::new();
    let mut from = deadline;
    // What is only possibly unanswered is told once, on the day of the deadline.
    while from < end && open.len() < if certain { SHOWN_DAYS } else { 1 } {
        let day = from.to_zoned(zone.clone()).date();
        let Some(midnight) = cells::interval(day, zone).map(|i| i.until()) else { break };
        let Some(part) = Interval::new(from, midnight.min(end)) else { break };
        open.push(part);
        from = midnight;
    }
    open
}

/// A deadline that passed without the act.
pub fn overdue(
    view: &View,
    due: Timestamp,
    act: &Pattern,
    certain: bool,
    possible: bool,
) -> Vec<Found> {
    if !possible && !certain {
        return Vec::new();
    }
    let Some(span) = Interval::new(due, later(due, DAY)) else { return Vec::new() };
    let Some(when) = Interval::new(due, later(due, 1)) else { return Vec::new() };
    let saying = saying(view, act, None, span);
    let level = level(view, certain, &saying);
    vec![Found {
        breach: Breach {
            incident: None,
            status: level.status(),
            contested: false,
            claims: ids(&saying),
            against: Vec::new(),
            voices: voices(&saying),
            by: Who::open(),
            reason: told::overdue(act, certain),
            finding: None,
        },
        level,
        when,
    }]
}

fn level(view: &View, certain: bool, saying: &[&Claim]) -> Level {
    match (certain, standing_apart(view, saying)) {
        (false, _) | (true, 0) => Level::Possible,
        (true, 1) => Level::Alleged,
        (true, _) => Level::Corroborated,
    }
}

/// The claims that say, of a time inside `open`, that the answer did not come.
fn saying<'a>(
    view: &View<'a>,
    answer: &Pattern,
    place: Option<&Shape>,
    open: Interval,
) -> Vec<&'a Claim> {
    let fits = |kind: EventKind| answer.kinds.iter().any(|word| kind.certainly(word));
    let is_aid = answer.kinds.iter().any(|word| word.starts_with("aid-"));
    view.input
        .claims
        .iter()
        .enumerate()
        .filter(|(index, _)| view.counts(*index))
        .map(|(_, claim)| claim)
        .filter(|claim| match claim.stance {
            Stance::Denied => fits(claim.kind),
            _ => is_aid && claim.kind == EventKind::AidObstruction,
        })
        .filter(|claim| {
            let told = claim.when.interval().or_else(|| claim.published.map(Interval::instant));
            told.is_some_and(|at| at.intersect(&open).is_some()) && may_meet(claim, place)
        })
        .collect()
}

/// Whether the claim may speak of the place; without a place every claim may.
fn may_meet(claim: &Claim, place: Option<&Shape>) -> bool {
    match (place, &claim.place.shape) {
        (Some(there), Some(here)) => {
            Plane::around(there).distance(here, there).possibly_within(0.0)
        }
        _ => true,
    }
}
