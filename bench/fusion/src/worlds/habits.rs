//! Sources that never err at random and always err in the same way.
//!
//! What is odd: given the event, what a source says is certain. Each has its own system of kinds, puts
//! one town's coordinates a few kilometres off in its own direction or gives the middle of the
//! district, dates by one day later or not, doubles or halves every count, names actors as it likes to.
//! Whoever believes that disagreement is noise is wrong of every pair of these sources in the same way;
//! whoever learns the pairs has nothing left to doubt but coincidence. Twelve events a day. Of the
//! reported events two sources or more tell 64 %.

use super::ground::{Country, Event, UNTOLD, day, moved, near, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 8] = [0, 0, 1, 1, 2, 2, 3, 3];
const OFTEN: [f64; 8] = [24.0, 10.0, 18.0, 9.0, 14.0, 8.0, 12.0, 5.0];
const ACTORS: [i32; 6] = [0, 0, 1, 1, 2, 2];
const ACTIVE: [f64; 6] = [30.0, 12.0, 24.0, 10.0, 16.0, 8.0];
const A_DAY: f64 = 12.0;

/// Where a source puts an event.
enum Place {
    /// So many kilometres to the north and east of where it was.
    Off(f64, f64),
    /// So many kilometres to the north and east of the middle of the town.
    Town(f64, f64),
    District,
}

struct Source {
    cover: f64,
    /// What it calls each kind.
    kinds: [usize; 8],
    /// What it calls each actor; -1 where it names none.
    actors: [i32; 6],
    place: Place,
    days: i32,
    times: f64,
}

#[rustfmt::skip]
const SOURCES: [Source; 6] = [
    Source { cover: 0.45, kinds: [0, 1, 2, 3, 4, 5, 6, 7], actors: [0, 1, 2, 3, 4, 5], place: Place::Off(0.0, 0.0), days: 0, times: 1.0 },
    Source { cover: 0.40, kinds: [0, 0, 2, 2, 4, 4, 6, 6], actors: [0, 0, 2, 2, 4, 4], place: Place::Town(0.0, 0.0), days: 1, times: 1.0 },
    Source { cover: 0.30, kinds: [2, 2, 0, 1, 5, 4, 6, 6], actors: [1, 0, 3, 2, 5, 4], place: Place::Town(4.0, -2.5), days: 0, times: 2.0 },
    Source { cover: 0.25, kinds: [0, 1, 0, 1, 4, 5, 4, 5], actors: [0, 1, -1, -1, 4, -1], place: Place::District, days: 1, times: 0.5 },
    Source { cover: 0.20, kinds: [7, 7, 7, 7, 7, 7, 7, 7], actors: [-1; 6], place: Place::Off(-3.0, 6.0), days: 0, times: 1.0 },
    Source { cover: 0.15, kinds: [1, 1, 3, 3, 5, 5, 7, 7], actors: [2, 2, 0, 0, 4, 4], place: Place::Town(-1.5, -5.0), days: 2, times: 1.5 },
];

/// The reports of so many events.
pub fn make(draw: &mut Draw, events: usize) -> Vec<Report> {
    let country = Country::new(draw, (17.0, -97.0), 4.0, 220, 0.9, 0.5);
    let (kinds, actors) = (Weights::new(OFTEN), Weights::new(ACTIVE));
    let mut reports = Vec::new();
    for truth in 0..events {
        let town = country.town(draw);
        let event = Event {
            time: truth as f64 / A_DAY + draw.unit(),
            town,
            at: near(draw, country.towns[town], 1.2),
            kind: draw.pick(&kinds),
            actor: draw.pick(&actors),
            toll: draw.toll(3.0, 1.5, 200.0),
        };
        for (src, source) in SOURCES.iter().enumerate() {
            if draw.chance(source.cover) {
                reports.push(told(&country, &event, (src, source), truth));
            }
        }
    }
    reports
}

/// What a source says of an event: always the same.
fn told(country: &Country, event: &Event, (src, source): (usize, &Source), truth: usize) -> Report {
    let (gprec, at) = match source.place {
        Place::Off(north, east) => (0, moved(event.at, north, east)),
        Place::Town(north, east) => (1, moved(country.towns[event.town], north, east)),
        Place::District => (2, country.centre(event.town)),
    };
    let actor = usize::try_from(source.actors[event.actor]);
    Report {
        src,
        day: day(event.time) + source.days,
        tprec: 1,
        at,
        gprec,
        kind: with_parent(source.kinds[event.kind], &KINDS),
        actor: actor.map_or(UNTOLD, |actor| with_parent(actor, &ACTORS)),
        toll: (f64::from(event.toll) * source.times).ceil() as i32,
        truth,
    }
}
