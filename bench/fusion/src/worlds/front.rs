//! A front line that moves, with artillery duels along it all day.
//!
//! What is odd: there are no towns to share a name. An event is anywhere along 260 km of front that
//! bends and drifts; each source names the nearest place of its *own* gazetteer, so that two sources
//! seldom give the same coordinates and may be 15 km apart. Three kinds of ten are nine tenths of
//! everything, and the sides answer each other within hours over the same few kilometres. Forty
//! events a day. Of the reported events two sources or more tell 60 %.

use super::ground::{Event, UNTOLD, confused, day, moved, near, recount, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 10] = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4];
const OFTEN: [f64; 10] = [58.0, 21.0, 3.0, 12.0, 1.0, 2.0, 1.0, 0.5, 0.5, 1.0];
const ACTORS: [i32; 4] = [0, 0, 1, 1];
const A_DAY: f64 = 40.0;
const LENGTH: f64 = 260.0;

struct Source {
    cover: f64,
    /// How many places its gazetteer has along the front; 0 where it gives coordinates.
    places: usize,
    kind: f64,
    silent: f64,
    blame: f64,
    /// How often its date is that of the day after: what is heard in the evening is written at night.
    next_day: f64,
}

#[rustfmt::skip]
const SOURCES: [Source; 5] = [
    Source { cover: 0.55, places: 420, kind: 0.06, silent: 0.05, blame: 0.02, next_day: 0.10 },
    Source { cover: 0.40, places: 130, kind: 0.12, silent: 0.15, blame: 0.08, next_day: 0.25 },
    Source { cover: 0.35, places: 60,  kind: 0.10, silent: 0.40, blame: 0.03, next_day: 0.05 },
    Source { cover: 0.25, places: 0,   kind: 0.20, silent: 0.70, blame: 0.05, next_day: 0.00 },
    Source { cover: 0.20, places: 25,  kind: 0.08, silent: 0.10, blame: 0.15, next_day: 0.30 },
];

/// Where the line is, `along` km from its southern end, after so many days.
fn line(along: f64, days: f64) -> (f64, f64) {
    let bend = 9.0 * (along / 31.0 + 0.4).sin() + 4.0 * (along / 11.0 - days / 60.0).sin();
    // It drifts to the west and comes back, some tens of kilometres in a year.
    let drift = -18.0 * (days / 170.0).sin();
    moved((47.0, 36.5), along, bend + drift)
}

/// A duel: its place, when it began, who began, and how many answers are still to come.
struct Duel {
    along: f64,
    time: f64,
    side: usize,
    kind: usize,
    left: usize,
}

/// The reports of so many events.
pub fn make(draw: &mut Draw, events: usize) -> Vec<Report> {
    let gazetteers: Vec<Vec<(f64, f64)>> =
        SOURCES.iter().map(|source| gazetteer(draw, source.places)).collect();
    let happened = duels(draw, events);
    let mut reports = Vec::new();
    for (truth, event) in happened.iter().enumerate() {
        let seen = if event.toll > 0 { 1.25 } else { 0.8 };
        for (src, source) in SOURCES.iter().enumerate() {
            if !draw.chance(source.cover * seen) {
                continue;
            }
            let (gprec, at) = match nearest(&gazetteers[src], event.at) {
                Some(place) => (1, place),
                None => (0, near(draw, event.at, 0.5)),
            };
            let kind = confused(draw, event.kind, &KINDS, source.kind, 0.8);
            let actor = confused(draw, event.actor, &ACTORS, source.blame, 0.5);
            let silent = draw.chance(source.silent);
            reports.push(Report {
                src,
                day: day(event.time) + i32::from(draw.chance(source.next_day)),
                tprec: 1,
                at,
                gprec,
                kind: with_parent(kind, &KINDS),
                actor: if silent { UNTOLD } else { with_parent(actor, &ACTORS) },
                toll: if draw.chance(0.25) { -1 } else { recount(draw, event.toll, 0.15) },
                truth,
            });
        }
    }
    reports
}

fn duels(draw: &mut Draw, events: usize) -> Vec<Event> {
    let (kinds, actors) = (Weights::new(OFTEN), Weights::new([0.4, 0.15, 0.35, 0.1]));
    let mut duel = Duel { along: 0.0, time: 0.0, side: 0, kind: 0, left: 0 };
    let mut happened = Vec::with_capacity(events);
    for number in 0..events {
        if duel.left == 0 {
            duel = Duel {
                along: draw.unit() * LENGTH,
                time: number as f64 / A_DAY + draw.unit(),
                side: draw.pick(&actors),
                kind: draw.pick(&kinds),
                left: 1 + draw.poisson(1.5),
            };
        } else {
            duel.time += draw.exponential(0.08);
            // Mostly the other side answers, and with what it was fired at with.
            if draw.chance(0.8) {
                duel.side = (duel.side + 2) % ACTORS.len();
            }
            if draw.chance(0.3) {
                duel.kind = draw.pick(&kinds);
            }
        }
        duel.left -= 1;
        let along = duel.along + draw.normal(0.0, 2.0);
        let depth = draw.normal(0.0, 3.0);
        happened.push(Event {
            time: duel.time,
            town: 0,
            at: moved(line(along, duel.time), 0.0, depth),
            kind: duel.kind,
            actor: duel.side,
            toll: draw.toll(0.8, 1.8, 60.0),
        });
    }
    happened
}

/// Places within 35 km of where the line is at first.
fn gazetteer(draw: &mut Draw, places: usize) -> Vec<(f64, f64)> {
    let mut place = || {
        let along = draw.unit() * LENGTH;
        moved(line(along, 0.0), 0.0, draw.between(-35.0, 35.0))
    };
    (0..places).map(|_| place()).collect()
}

fn nearest(places: &[(f64, f64)], at: (f64, f64)) -> Option<(f64, f64)> {
    let narrow = at.0.to_radians().cos();
    let far = |place: &(f64, f64)| (place.0 - at.0).powi(2) + ((place.1 - at.1) * narrow).powi(2);
    places.iter().min_by(|one, other| far(one).total_cmp(&far(other))).copied()
}
