//! Six sources that hardly ever report the same event.
//!
//! What is odd: nearly nothing is to be linked. Each source has its own informants; of a hundred events
//! that are reported two have a second source. Yet much looks alike: a few hot spots have most of it, and
//! six in ten events follow another at the same spot within hours, by the same actor and often of the
//! same kind, so that two sources tell two shellings of one town on one day far oftener than one. Who
//! expects that sources overlap links strangers. Thirty events a day. Of the reported events two sources
//! or more tell 2 %.

use super::ground::{Country, Event, UNTOLD, confused, day, near, recount, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 9] = [0, 0, 0, 1, 1, 2, 2, 3, 4];
const OFTEN: [f64; 9] = [30.0, 14.0, 4.0, 16.0, 8.0, 12.0, 6.0, 7.0, 3.0];
const ACTORS: [i32; 5] = [0, 0, 1, 1, 2];
const ACTIVE: [f64; 5] = [34.0, 16.0, 26.0, 14.0, 10.0];
const A_DAY: f64 = 30.0;
const OVERLAP: f64 = 0.02;
/// How much of everything each source reports.
const SHARES: [f64; 6] = [0.30, 0.22, 0.18, 0.14, 0.10, 0.06];

/// The reports of so many events.
pub fn make(draw: &mut Draw, events: usize) -> Vec<Report> {
    let country = Country::new(draw, (9.0, 38.0), 4.0, 150, 1.3, 0.6);
    let (kinds, actors) = (Weights::new(OFTEN), Weights::new(ACTIVE));
    let shares = Weights::new(SHARES);
    let mut happened: Vec<Event> = Vec::with_capacity(events);
    let mut reports = Vec::new();
    for truth in 0..events {
        let now = truth as f64 / A_DAY;
        let recent = happened.len().min(A_DAY as usize);
        let earlier = (recent > 0 && draw.chance(0.6)).then(|| draw.below(recent) + 1);
        let earlier = earlier.and_then(|back| happened.get(happened.len() - back)).cloned();
        let event = match earlier {
            Some(earlier) => Event {
                time: now + draw.exponential(0.3),
                at: near(draw, country.towns[earlier.town], 1.5),
                kind: if draw.chance(0.6) { earlier.kind } else { draw.pick(&kinds) },
                actor: if draw.chance(0.85) { earlier.actor } else { draw.pick(&actors) },
                toll: draw.toll(1.2, 1.6, 80.0),
                town: earlier.town,
            },
            None => {
                let town = country.town(draw);
                Event {
                    time: now + draw.unit(),
                    at: near(draw, country.towns[town], 1.5),
                    kind: draw.pick(&kinds),
                    actor: draw.pick(&actors),
                    toll: draw.toll(1.2, 1.6, 80.0),
                    town,
                }
            }
        };
        let first = draw.pick(&shares);
        reports.push(told(draw, &country, &event, first, truth));
        if draw.chance(OVERLAP) {
            let second = (first + 1 + draw.below(SHARES.len() - 1)) % SHARES.len();
            reports.push(told(draw, &country, &event, second, truth));
        }
        happened.push(event);
    }
    reports
}

fn told(draw: &mut Draw, country: &Country, event: &Event, src: usize, truth: usize) -> Report {
    let care = draw.unit();
    let (gprec, at) = if care < 0.3 {
        (0, near(draw, event.at, 0.3))
    } else if care < 0.9 {
        (1, country.towns[event.town])
    } else {
        (2, country.centre(event.town))
    };
    let kind = confused(draw, event.kind, &KINDS, 0.1, 0.7);
    let actor = confused(draw, event.actor, &ACTORS, 0.05, 0.5);
    Report {
        src,
        day: day(event.time + draw.normal(0.0, 0.3)),
        tprec: 1,
        at,
        gprec,
        kind: with_parent(kind, &KINDS),
        actor: if draw.chance(0.2) { UNTOLD } else { with_parent(actor, &ACTORS) },
        toll: if draw.chance(0.2) { -1 } else { recount(draw, event.toll, 0.2) },
        truth,
    }
}
