//! A second source's report of an event, made from a row: the noise is chosen here and nowhere else.

use std::collections::BTreeMap;

use armistice_linkage::{Grain, Record, Span, Spot};

use super::data::{DAY, km};
use super::ucdp::Event;
use crate::draw::{Draw, Weights};

/// How often the day is the same, one off, and two or three off.
const DAYS: [f64; 3] = [0.6, 0.3, 0.1];
/// How often the place is the same, a neighbour, and the district's middle, where there are such.
const PLACES: [f64; 3] = [0.5, 0.25, 0.25];
/// How far a neighbour is at most, in kilometres.
const NEIGHBOUR_KM: f64 = 5.0;
const KIND_CONFUSED: f64 = 0.1;
const ACTOR_MISSING: f64 = 0.25;
const COUNT_MISSING: f64 = 0.15;
/// Deviation of the logarithm of the count.
const COUNT_OFF: f64 = 0.25;
/// Types of violence.
const KINDS: u32 = 3;

/// Where a copy says that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Same,
    Neighbour,
    District,
}

/// What was done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noise {
    /// By how many days it is off.
    pub days: i64,
    /// Where it is.
    pub place: Place,
}

/// The places that the rows name, and the middles of their districts.
pub struct Places {
    points: Vec<(f64, f64)>,
    middles: BTreeMap<String, (f64, f64)>,
}

impl Places {
    /// Of these rows. Only what is a place of its own counts, not the middle of a province.
    pub fn of(events: &[Event]) -> Self {
        let spots = || events.iter().filter(|event| event.where_prec <= 2);
        let mut points: Vec<(f64, f64)> = spots().map(|event| event.at).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        points.dedup();
        let mut sums: BTreeMap<String, (f64, f64, f64)> = BTreeMap::new();
        for event in spots() {
            if let Some(district) = &event.district {
                let sum = sums.entry(district.clone()).or_insert((0.0, 0.0, 0.0));
                *sum = (sum.0 + event.at.0, sum.1 + event.at.1, sum.2 + 1.0);
            }
        }
        let middle = |(district, (lat, lon, n))| (district, (lat / n, lon / n));
        Self { points, middles: sums.into_iter().map(middle).collect() }
    }

    /// The nearest other place, where one is near.
    fn neighbour(&self, at: (f64, f64)) -> Option<(f64, f64)> {
        let others = self.points.iter().filter(|point| **point != at);
        let (far, point) =
            others.map(|point| (km(at, *point), *point)).min_by(|a, b| a.0.total_cmp(&b.0))?;
        (far <= NEIGHBOUR_KM).then_some(point)
    }

    fn middle(&self, event: &Event) -> Option<(f64, f64)> {
        self.middles.get(event.district.as_ref()?).copied()
    }
}

/// The copy of a row, and what was done to it.
pub fn copy(event: &Event, places: &Places, source: u32, draw: &mut Draw) -> (Record, Noise) {
    let mut record = event.record(draw.key(), source);
    let size = match draw.pick(&Weights::new(DAYS)) {
        0 => 0,
        1 => 1,
        _ => 2 + draw.below(2) as i64,
    };
    let days = if draw.chance(0.5) { size } else { -size };
    record.when =
        Some(Span { from: event.when.from + days * DAY, until: event.when.until + days * DAY });
    let wanted = draw.pick(&Weights::new(PLACES));
    let local = event.where_prec <= 2;
    let (place, at) = match wanted {
        1 => (Place::Neighbour, places.neighbour(event.at).filter(|_| local)),
        2 => (Place::District, places.middle(event).filter(|_| local)),
        _ => (Place::Same, None),
    };
    let place = if at.is_some() { place } else { Place::Same };
    if let Some((lat, lon)) = at {
        let grain = Grain::Rung(if place == Place::Neighbour { 1 } else { 2 });
        record.spot = Some(Spot { lat, lon, grain });
    }
    if draw.chance(KIND_CONFUSED) {
        let other = (event.kind + draw.below(KINDS as usize - 1) as u32) % KINDS + 1;
        record.kind = Some(armistice_linkage::Code { own: other, parent: other });
    }
    if draw.chance(ACTOR_MISSING) {
        record.actor = None;
    }
    let recount = (f64::from(event.best) * draw.normal(0.0, COUNT_OFF).exp()).round() as u32;
    record.count = (!draw.chance(COUNT_MISSING)).then_some(recount);
    (record, Noise { days, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at: (f64, f64), district: Option<&str>) -> Event {
        Event {
            when: Span { from: 100 * DAY, until: 101 * DAY },
            at,
            where_prec: 1,
            district: district.map(String::from),
            kind: 2,
            dyad: 7,
            conflict: 3,
            best: 40,
            office: "SOHR".into(),
        }
    }

    #[test]
    fn neighbours_are_near_and_other_and_middles_are_means() {
        let rows = [
            event((36.0, 37.0), Some("a")),
            event((36.02, 37.0), Some("a")),
            event((36.0, 37.5), None),
        ];
        let places = Places::of(&rows);
        assert_eq!(places.neighbour((36.0, 37.0)), Some((36.02, 37.0)));
        assert_eq!(places.neighbour((36.0, 37.5)), None);
        let middle = places.middle(&rows[0]).unwrap();
        assert!((middle.0 - 36.01).abs() < 1e-9 && (middle.1 - 37.0).abs() < 1e-9);
        assert_eq!(places.middle(&rows[2]), None);
    }

    #[test]
    fn noise_is_as_often_as_said() {
        let rows = [event((36.0, 37.0), Some("a")), event((36.02, 37.0), Some("a"))];
        let places = Places::of(&rows);
        let mut draw = Draw::new(4);
        let copies: Vec<_> = (0..10_000).map(|_| copy(&rows[0], &places, 2, &mut draw)).collect();
        let share = |is: &dyn Fn(&(Record, Noise)) -> bool| {
            copies.iter().filter(|copy| is(copy)).count() as f64 / copies.len() as f64
        };
        let about =
            |share: f64, wanted: f64| assert!((share - wanted).abs() < 0.015, "{share} {wanted}");
        about(share(&|copy| copy.1.days == 0), 0.6);
        about(share(&|copy| copy.1.days == -1), 0.15);
        about(share(&|copy| copy.1.days.abs() > 1), 0.1);
        about(share(&|copy| copy.1.place == Place::District), 0.25);
        about(share(&|copy| copy.0.kind.is_some_and(|kind| kind.own != 2)), 0.1);
        about(share(&|copy| copy.0.actor.is_none()), 0.25);
        about(share(&|copy| copy.0.count.is_none()), 0.15);
        about(share(&|copy| copy.0.count.is_some_and(|n| n > 40)), 0.85 * 0.48);
        for (record, noise) in &copies {
            assert!(record.kind.is_some_and(|kind| (1..=3).contains(&kind.own)));
            assert_eq!(record.when.map(|span| span.from), Some((100 + noise.days) * DAY));
            let same = record.spot.is_some_and(|spot| (spot.lat, spot.lon) == rows[0].at);
            assert_eq!(same, noise.place == Place::Same);
        }
    }

    #[test]
    fn a_province_stays_a_province() {
        let mut wide = event((36.0, 37.0), Some("a"));
        wide.where_prec = 4;
        let places = Places::of(&[event((36.01, 37.0), Some("a"))]);
        let mut draw = Draw::new(4);
        for _ in 0..100 {
            let (record, noise) = copy(&wide, &places, 2, &mut draw);
            assert_eq!(noise.place, Place::Same);
            assert_eq!(record.spot.map(|spot| spot.grain), Some(Grain::Rung(3)));
        }
    }
}
