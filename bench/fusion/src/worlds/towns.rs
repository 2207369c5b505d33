//! Towns of unequal size and six sources of unequal care: the plain case, at two densities.
//!
//! What is odd: nothing, but for how much goes on at once. Sparse has 6 events a day, dense 120, over
//! the same 260 towns and with the same sources, so that near in place and time says much in the one
//! and little in the other. A quarter of the events follow another in the same town within days.
//! Errors are at random and independent. Of the reported events two sources or more tell 54 %.

use super::ground::{Country, Event, UNTOLD, confused, day, near, recount, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 10] = [0, 0, 0, 1, 1, 1, 2, 2, 3, 4];
const OFTEN: [f64; 10] = [22.0, 9.0, 5.0, 18.0, 12.0, 6.0, 11.0, 7.0, 6.0, 4.0];
const ACTORS: [i32; 7] = [0, 0, 1, 1, 1, 2, 3];
const ACTIVE: [f64; 7] = [30.0, 14.0, 20.0, 9.0, 7.0, 15.0, 5.0];

struct Source {
    /// How much of what happens it reports.
    cover: f64,
    /// How often it gives an exact place, and a locality; else a district.
    exact: f64,
    locality: f64,
    /// Deviation of its dates in days, and how often it gives a week.
    late: f64,
    week: f64,
    /// How often it errs in the kind, leaves the actor out, errs in the actor.
    kind: f64,
    silent: f64,
    blame: f64,
    /// How often it reports the same twice.
    twice: f64,
}

#[rustfmt::skip]
const SOURCES: [Source; 6] = [
    Source { cover: 0.50, exact: 0.60, locality: 0.37, late: 0.20, week: 0.01, kind: 0.08, silent: 0.12, blame: 0.04, twice: 0.03 },
    Source { cover: 0.42, exact: 0.10, locality: 0.80, late: 0.35, week: 0.03, kind: 0.12, silent: 0.30, blame: 0.06, twice: 0.02 },
    Source { cover: 0.33, exact: 0.00, locality: 0.70, late: 0.60, week: 0.06, kind: 0.18, silent: 0.15, blame: 0.12, twice: 0.04 },
    Source { cover: 0.22, exact: 0.85, locality: 0.15, late: 0.10, week: 0.00, kind: 0.25, silent: 0.60, blame: 0.03, twice: 0.08 },
    Source { cover: 0.15, exact: 0.00, locality: 0.45, late: 0.90, week: 0.15, kind: 0.22, silent: 0.25, blame: 0.09, twice: 0.00 },
    Source { cover: 0.10, exact: 0.30, locality: 0.60, late: 0.40, week: 0.02, kind: 0.10, silent: 0.05, blame: 0.20, twice: 0.01 },
];

/// Six events a day.
pub fn sparse(draw: &mut Draw, events: usize) -> Vec<Report> {
    make(draw, events, 6.0)
}

/// A hundred and twenty events a day.
pub fn dense(draw: &mut Draw, events: usize) -> Vec<Report> {
    make(draw, events, 120.0)
}

fn make(draw: &mut Draw, events: usize, a_day: f64) -> Vec<Report> {
    let country = Country::new(draw, (12.5, 43.0), 4.0, 260, 1.05, 0.5);
    let (kinds, actors) = (Weights::new(OFTEN), Weights::new(ACTIVE));
    let mut happened: Vec<Event> = Vec::with_capacity(events);
    for number in 0..events {
        let now = number as f64 / a_day;
        // What follows another may have come from any event of the last four days.
        let recent = happened.len().min((a_day * 4.0) as usize);
        let earlier = (recent > 0 && draw.chance(0.25)).then(|| draw.below(recent) + 1);
        let earlier = earlier.and_then(|back| happened.get(happened.len() - back)).cloned();
        let town = earlier.as_ref().map_or_else(|| country.town(draw), |event| event.town);
        let actor = earlier.as_ref().filter(|_| draw.chance(0.6)).map(|event| event.actor);
        let kind = earlier.as_ref().filter(|_| draw.chance(0.5)).map(|event| event.kind);
        happened.push(Event {
            time: now + draw.unit(),
            town,
            at: near(draw, country.towns[town], 1.6),
            kind: kind.unwrap_or_else(|| draw.pick(&kinds)),
            actor: actor.unwrap_or_else(|| draw.pick(&actors)),
            toll: draw.toll(1.6, 1.5, 150.0),
        });
    }
    let mut reports = Vec::new();
    for (truth, event) in happened.iter().enumerate() {
        // What kills more is seen more.
        let seen = (0.7 + 0.2 * f64::from(event.toll).ln_1p()).min(1.7);
        for (src, source) in SOURCES.iter().enumerate() {
            if !draw.chance((source.cover * seen).min(0.95)) {
                continue;
            }
            let times = 1 + usize::from(draw.chance(source.twice));
            reports.extend((0..times).map(|_| told(draw, &country, event, (src, source), truth)));
        }
    }
    reports
}

fn told(
    draw: &mut Draw,
    country: &Country,
    event: &Event,
    (src, source): (usize, &Source),
    truth: usize,
) -> Report {
    let care = draw.unit();
    let (gprec, at) = if care < source.exact {
        (0, near(draw, event.at, 0.4))
    } else if care < source.exact + source.locality {
        (1, country.towns[event.town])
    } else {
        (2, country.centre(event.town))
    };
    let week = draw.chance(source.week);
    let off = if week { draw.between(-3.0, 3.0) } else { draw.normal(0.0, source.late) };
    let kind = confused(draw, event.kind, &KINDS, source.kind, 0.7);
    let actor = confused(draw, event.actor, &ACTORS, source.blame, 0.5);
    let silent = draw.chance(source.silent);
    Report {
        src,
        day: day(event.time + off),
        tprec: if week { 7 } else { 1 },
        at,
        gprec,
        kind: with_parent(kind, &KINDS),
        actor: if silent { UNTOLD } else { with_parent(actor, &ACTORS) },
        toll: if draw.chance(0.2) { -1 } else { recount(draw, event.toll, 0.2) },
        truth,
    }
}
