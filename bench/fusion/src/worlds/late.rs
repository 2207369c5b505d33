//! Dates that are those of the publication.
//!
//! What is odd: a date says little of the day of the event and says it in one direction. Each source
//! publishes after a delay with a long tail (a log-normal one, up to 25 days) and gives the date of the
//! publication as if it were exact; one publishes on Sundays only, whatever happened in the week; one
//! in ten reports gives a month (its middle, to 30 days), and some a week. Places and kinds are good, so
//! that they must do what dates cannot. Eight events a day. Of the reported events two sources or more
//! tell 61 %.

use super::ground::{Country, Event, UNTOLD, confused, day, near, recount, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 12] = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4];
const ACTORS: [i32; 8] = [0, 0, 0, 1, 1, 2, 2, 3];
const A_DAY: f64 = 8.0;
const MOST_DAYS: f64 = 25.0;

struct Source {
    cover: f64,
    /// The middle delay in days and how wide it is spread, on the scale of logarithms.
    delay: f64,
    spread: f64,
    /// How often a month, and a week, is given.
    month: f64,
    week: f64,
    /// Publishes on Sundays only.
    sundays: bool,
}

#[rustfmt::skip]
const SOURCES: [Source; 5] = [
    Source { cover: 0.50, delay: 0.6, spread: 0.9, month: 0.02, week: 0.02, sundays: false },
    Source { cover: 0.40, delay: 2.0, spread: 1.0, month: 0.05, week: 0.05, sundays: false },
    Source { cover: 0.35, delay: 1.0, spread: 0.5, month: 0.00, week: 0.20, sundays: true },
    Source { cover: 0.25, delay: 6.0, spread: 0.7, month: 0.40, week: 0.10, sundays: false },
    Source { cover: 0.15, delay: 0.3, spread: 1.5, month: 0.20, week: 0.00, sundays: false },
];

/// The reports of so many events.
pub fn make(draw: &mut Draw, events: usize) -> Vec<Report> {
    let country = Country::new(draw, (31.0, 62.0), 6.0, 500, 0.7, 0.8);
    let (kinds, actors) = (Weights::zipf(KINDS.len(), 0.7), Weights::zipf(ACTORS.len(), 0.9));
    let mut reports = Vec::new();
    for truth in 0..events {
        let town = country.town(draw);
        let event = Event {
            time: truth as f64 / A_DAY + draw.unit(),
            town,
            at: near(draw, country.towns[town], 1.0),
            kind: draw.pick(&kinds),
            actor: draw.pick(&actors),
            toll: draw.toll(4.0, 1.6, 250.0),
        };
        for (src, source) in SOURCES.iter().enumerate() {
            if draw.chance(source.cover) {
                reports.push(published(draw, &country, &event, (src, source), truth));
            }
        }
    }
    reports
}

fn published(
    draw: &mut Draw,
    country: &Country,
    event: &Event,
    (src, source): (usize, &Source),
    truth: usize,
) -> Report {
    let delay = (source.delay.ln() + draw.normal(0.0, source.spread)).exp().min(MOST_DAYS);
    let published = day(event.time + delay);
    let exactness = draw.unit();
    let (tprec, day) = if exactness < source.month {
        (30, day(event.time) / 30 * 30 + 15)
    } else if exactness < source.month + source.week {
        (7, day(event.time) / 7 * 7 + 3)
    } else if source.sundays {
        (1, (published + 6) / 7 * 7)
    } else {
        (1, published)
    };
    let exact = draw.chance(0.35);
    let kind = confused(draw, event.kind, &KINDS, 0.06, 0.8);
    let actor = confused(draw, event.actor, &ACTORS, 0.04, 0.6);
    Report {
        src,
        day,
        tprec,
        at: if exact { near(draw, event.at, 0.3) } else { country.towns[event.town] },
        gprec: u8::from(!exact),
        kind: with_parent(kind, &KINDS),
        actor: if draw.chance(0.15) { UNTOLD } else { with_parent(actor, &ACTORS) },
        toll: if draw.chance(0.12) { -1 } else { recount(draw, event.toll, 0.2) },
        truth,
    }
}
