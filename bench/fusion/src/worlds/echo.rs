//! Two who see for themselves and four who copy from them.
//!
//! What is odd: that two reports agree says nothing, since one is mostly copied from the other. A copy
//! comes one or two days later and bears its own date; kind, actor and count are those of the original
//! to the last error, and the place is, too, or the district instead. A copier takes the event from one
//! originator, whichever it read; in 3 of 100 it saw for itself. The originators err independently and
//! see different things. Fifteen events a day. Of the reported events two sources or more tell
//! 79 %
//! (copies counted).

use super::ground::{Country, Event, UNTOLD, confused, day, near, recount, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 9] = [0, 0, 1, 1, 1, 2, 2, 3, 3];
const OFTEN: [f64; 9] = [20.0, 16.0, 14.0, 8.0, 5.0, 14.0, 6.0, 9.0, 3.0];
const ACTORS: [i32; 5] = [0, 0, 1, 2, 2];
const ACTIVE: [f64; 5] = [35.0, 10.0, 30.0, 15.0, 10.0];
const A_DAY: f64 = 15.0;
/// How much the originators see.
const COVER: [f64; 2] = [0.42, 0.30];

struct Copier {
    /// How much of what it reads it copies.
    copies: f64,
    /// How often it reads the first originator before the second.
    first: f64,
    /// How often it copies on the day after, not two days after.
    next_day: f64,
    /// How often it gives the district only.
    coarse: f64,
}

const COPIERS: [Copier; 4] = [
    Copier { copies: 0.50, first: 0.9, next_day: 0.8, coarse: 0.05 },
    Copier { copies: 0.35, first: 0.2, next_day: 0.5, coarse: 0.60 },
    Copier { copies: 0.25, first: 0.5, next_day: 0.9, coarse: 0.20 },
    Copier { copies: 0.15, first: 0.7, next_day: 0.2, coarse: 1.00 },
];

/// The reports of so many events.
pub fn make(draw: &mut Draw, events: usize) -> Vec<Report> {
    let country = Country::new(draw, (1.0, 28.0), 3.0, 180, 0.8, 0.6);
    let (kinds, actors) = (Weights::new(OFTEN), Weights::new(ACTIVE));
    let mut reports = Vec::new();
    for truth in 0..events {
        let town = country.town(draw);
        let event = Event {
            time: truth as f64 / A_DAY + draw.unit(),
            town,
            at: near(draw, country.towns[town], 2.5),
            kind: draw.pick(&kinds),
            actor: draw.pick(&actors),
            toll: draw.toll(2.5, 1.4, 300.0),
        };
        let originals = [0, 1]
            .map(|src| draw.chance(COVER[src]).then(|| seen(draw, &country, &event, src, truth)));
        for (place, copier) in COPIERS.iter().enumerate() {
            let src = COVER.len() + place;
            let read = usize::from(!draw.chance(copier.first));
            let original = originals[read].as_ref().or(originals[1 - read].as_ref());
            if let Some(original) = original.filter(|_| draw.chance(copier.copies)) {
                let mut copy = original.clone();
                copy.src = src;
                copy.day += if draw.chance(copier.next_day) { 1 } else { 2 };
                if draw.chance(copier.coarse) {
                    (copy.gprec, copy.at) = (2, country.centre(town));
                }
                reports.push(copy);
            } else if draw.chance(0.03) {
                reports.push(seen(draw, &country, &event, src, truth));
            }
        }
        reports.extend(originals.into_iter().flatten());
    }
    reports
}

fn seen(draw: &mut Draw, country: &Country, event: &Event, src: usize, truth: usize) -> Report {
    let exact = draw.chance(0.3);
    let kind = confused(draw, event.kind, &KINDS, 0.15, 0.6);
    let actor = confused(draw, event.actor, &ACTORS, 0.1, 0.3);
    Report {
        src,
        day: day(event.time + draw.normal(0.0, 0.4)),
        tprec: 1,
        at: if exact { near(draw, event.at, 0.3) } else { country.towns[event.town] },
        gprec: u8::from(!exact),
        kind: with_parent(kind, &KINDS),
        actor: if draw.chance(0.2) { UNTOLD } else { with_parent(actor, &ACTORS) },
        toll: if draw.chance(0.1) { -1 } else { recount(draw, event.toll, 0.3) },
        truth,
    }
}
