//! One agency, thirty-nine small sources, and a toll that grows.
//!
//! What is odd: most pairs of one event are of one source. The agency reports most of what happens and
//! files update after update, each with a toll at least that of the one before, dated the day of the
//! event or that of the update; the small ones, of very unequal size, mostly file once. Who holds that a
//! source reports an event once cuts the updates apart; who counts sources alike believes that forty
//! know as much as each other. Ten events a day. Of the reported events two sources or more tell
//! 59 %.

use super::ground::{Country, Event, UNTOLD, confused, day, near, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 10] = [0, 0, 0, 1, 1, 2, 2, 2, 3, 3];
const ACTORS: [i32; 9] = [0, 0, 1, 1, 2, 2, 3, 3, 4];
const A_DAY: f64 = 10.0;
const SOURCES: usize = 40;
const AGENCY: f64 = 0.75;

/// The reports of so many events.
pub fn make(draw: &mut Draw, events: usize) -> Vec<Report> {
    let country = Country::new(draw, (26.0, 68.0), 8.0, 350, 0.85, 1.0);
    let (kinds, actors) = (Weights::zipf(KINDS.len(), 0.6), Weights::zipf(ACTORS.len(), 0.7));
    let mut reports = Vec::new();
    for truth in 0..events {
        let town = country.town(draw);
        let event = Event {
            time: truth as f64 / A_DAY + draw.unit(),
            town,
            at: near(draw, country.towns[town], 2.0),
            kind: draw.pick(&kinds),
            actor: draw.pick(&actors),
            toll: 1 + draw.toll(4.0, 1.3, 300.0),
        };
        // What kills more has more updates, by everybody.
        let weight = 0.5 + 0.3 * f64::from(event.toll).ln_1p();
        for src in 0..SOURCES {
            let (cover, updates) = match src {
                0 => (AGENCY, 1.1 * weight),
                rank => (0.3 * weight / (rank as f64).powf(1.2), 0.15 * weight),
            };
            if draw.chance(cover.min(0.95)) {
                let times = 1 + draw.poisson(updates);
                story(draw, &country, &event, (src, times, truth), &mut reports);
            }
        }
    }
    reports
}

/// A source's first report and its updates: later, never with a lower toll, and as exact or exacter.
fn story(
    draw: &mut Draw,
    country: &Country,
    event: &Event,
    (src, times, truth): (usize, usize, usize),
    reports: &mut Vec<Report>,
) {
    let kind = confused(draw, event.kind, &KINDS, 0.08, 0.7);
    let mut actor = UNTOLD;
    let mut known = draw.between(0.2, 0.8);
    let mut when = event.time + draw.exponential(0.15);
    let mut exact = false;
    for _ in 0..times {
        if actor == UNTOLD && draw.chance(0.6) {
            let named = confused(draw, event.actor, &ACTORS, 0.06, 0.5);
            actor = with_parent(named, &ACTORS);
        }
        exact |= draw.chance(0.25);
        let dated = if draw.chance(0.65) { event.time } else { when };
        reports.push(Report {
            src,
            day: day(dated),
            tprec: 1,
            at: if exact { near(draw, event.at, 0.2) } else { country.towns[event.town] },
            gprec: u8::from(!exact),
            kind: with_parent(kind, &KINDS),
            actor,
            toll: (f64::from(event.toll) * known).ceil() as i32,
            truth,
        });
        known += (1.0 - known) * draw.unit();
        when += draw.exponential(0.8);
    }
}
