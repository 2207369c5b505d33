//! One city in which nearly everything happens.
//!
//! What is odd: the place tells next to nothing. Of a hundred events 85 are in one city, and every
//! source gives the same coordinates for it; a dozen or so happen there every day. Only day, kind, actor
//! and count tell them apart, and counts are mostly small. Fourteen events a day. Of the reported events
//! two sources or more tell 63 %.

use super::ground::{Country, UNTOLD, confused, day, recount, with_parent};
use crate::draw::{Draw, Weights};
use crate::report::Report;

const KINDS: [i32; 14] = [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5];
const ACTORS: [i32; 12] = [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5];
const A_DAY: f64 = 14.0;
const IN_THE_CITY: f64 = 0.85;
const CITY: (f64, f64) = (33.51, 36.29);

struct Source {
    cover: f64,
    /// How often the date is a day early or late, and how often a week.
    off: f64,
    week: f64,
    kind: f64,
    silent: f64,
    blame: f64,
    /// How far its counts are off, on the scale of logarithms, and how often it has none.
    count: f64,
    uncounted: f64,
}

#[rustfmt::skip]
const SOURCES: [Source; 5] = [
    Source { cover: 0.55, off: 0.03, week: 0.00, kind: 0.04, silent: 0.05, blame: 0.03, count: 0.10, uncounted: 0.05 },
    Source { cover: 0.45, off: 0.10, week: 0.00, kind: 0.08, silent: 0.20, blame: 0.05, count: 0.20, uncounted: 0.10 },
    Source { cover: 0.30, off: 0.15, week: 0.02, kind: 0.15, silent: 0.10, blame: 0.10, count: 0.30, uncounted: 0.05 },
    Source { cover: 0.25, off: 0.05, week: 0.08, kind: 0.10, silent: 0.45, blame: 0.02, count: 0.15, uncounted: 0.40 },
    Source { cover: 0.15, off: 0.25, week: 0.00, kind: 0.06, silent: 0.15, blame: 0.06, count: 0.25, uncounted: 0.15 },
];

/// The reports of so many events.
pub fn make(draw: &mut Draw, events: usize) -> Vec<Report> {
    let country = Country::new(draw, (32.5, 35.8), 3.0, 90, 0.5, 0.5);
    let (kinds, actors) = (Weights::zipf(KINDS.len(), 0.8), Weights::zipf(ACTORS.len(), 0.8));
    let mut reports = Vec::new();
    for truth in 0..events {
        let at = if draw.chance(IN_THE_CITY) { CITY } else { country.towns[country.town(draw)] };
        let time = truth as f64 / A_DAY + draw.unit();
        let (kind, actor) = (draw.pick(&kinds), draw.pick(&actors));
        let toll = draw.toll(2.2, 1.3, 400.0);
        for (src, source) in SOURCES.iter().enumerate() {
            if !draw.chance(source.cover) {
                continue;
            }
            let week = draw.chance(source.week);
            let off = if week {
                draw.between(-3.0, 3.0)
            } else if draw.chance(source.off) {
                if draw.chance(0.5) { 1.0 } else { -1.0 }
            } else {
                0.0
            };
            let kind = confused(draw, kind, &KINDS, source.kind, 0.6);
            let actor = confused(draw, actor, &ACTORS, source.blame, 0.4);
            let silent = draw.chance(source.silent);
            let uncounted = draw.chance(source.uncounted);
            reports.push(Report {
                src,
                day: day(time + off),
                tprec: if week { 7 } else { 1 },
                at,
                gprec: 1,
                kind: with_parent(kind, &KINDS),
                actor: if silent { UNTOLD } else { with_parent(actor, &ACTORS) },
                toll: if uncounted { -1 } else { recount(draw, toll, source.count) },
                truth,
            });
        }
    }
    reports
}
