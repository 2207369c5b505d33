//! What of a claim bears on linking, in a form that compares fast.

use armistice_model::{Claim, Count, EventKind, Place, Scope, Shape, Stance, When, Who};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Mean radius of the Earth in metres (IUGG).
const EARTH_M: f64 = 6_371_008.8;

/// Claims of different lanes never link by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Lane {
    Event,
    Summary,
    Tally,
}

/// Where, as a circle that holds the shape.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    /// Degrees and, on the unit sphere, the same point.
    pub(crate) middle: [f64; 2],
    pub(crate) on_sphere: [f64; 3],
    pub(crate) reach_m: f64,
}

impl Ground {
    fn of(shape: &Shape) -> Option<Self> {
        let middle = shape.middle();
        let reach_m = match shape {
            Shape::Disc { radius_m, .. } => *radius_m,
            other => other.reach_m(),
        };
        // An unsound shape is no evidence of where.
        if !middle.iter().all(|degrees| degrees.is_finite()) || !reach_m.is_finite() {
            return None;
        }
        let (lon, lat) = (middle[0].to_radians(), middle[1].to_radians());
        Some(Self {
            middle,
            on_sphere: [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()],
            reach_m: reach_m.max(0.0),
        })
    }

    /// Whether the middles are surely further apart than so many metres: the straight way through
    /// the Earth is shorter than the way round.
    pub(crate) fn further_than(&self, other: &Self, metres: f64) -> bool {
        let chord = metres / EARTH_M;
        let squares = self.on_sphere.iter().zip(&other.on_sphere).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>() > chord * chord
    }

    /// Great-circle distance of the middles in metres.
    pub(crate) fn distance_m(&self, other: &Self) -> f64 {
        let chord = self
            .on_sphere
            .iter()
            .zip(&other.on_sphere)
            .map(|(a, b)| (a - b) * (a - b))
            .sum::<f64>()
            .sqrt();
        2.0 * EARTH_M * (chord / 2.0).min(1.0).asin()
    }
}

/// A claim's content as numbers.
#[derive(Clone, Debug)]
pub(crate) struct Facet {
    pub(crate) lane: Lane,
    pub(crate) kind: EventKind,
    pub(crate) denied: bool,
    /// First second, and the second after the last.
    pub(crate) time: Option<(i64, i64)>,
    /// When it was published, seconds.
    pub(crate) published: Option<i64>,
    pub(crate) ground: Option<Ground>,
    pub(crate) place_name: Option<u32>,
    /// Of the place's name; as `voice_mark`.
    pub(crate) place_mark: u32,
    pub(crate) region: Option<u32>,
    pub(crate) voice: u32,
    /// Of the voice's name; unlike its number it is the same whatever else was read.
    pub(crate) voice_mark: u32,
    /// Those of its reports in which the same voice tells more, sorted, without repeats.
    pub(crate) reports: Vec<u32>,
    /// Who carried it, sorted, without repeats.
    pub(crate) outlets: Vec<u32>,
    pub(crate) by: u32,
    pub(crate) on: u32,
    pub(crate) killed: Option<Count>,
    /// The civilians among the dead, where told.
    pub(crate) civilians: Option<Count>,
    pub(crate) wounded: Option<Count>,
    pub(crate) count: Option<Count>,
    /// One row of a table, not a sentence of a story.
    pub(crate) row: bool,
    /// Of everything above except its report, who carried it and when: equal if and only if the content is.
    pub(crate) fingerprint: u128,
    /// How many different events one source tells in this neighbourhood, at least 1.
    pub(crate) crowd: f64,
    /// The same among those that name the same place.
    pub(crate) crowd_at_name: f64,
    /// The same among those that name the same one author.
    pub(crate) crowd_of_author: f64,
}

/// Names as numbers, and the candidate sets behind each "who".
#[derive(Default)]
pub(crate) struct Names<'a> {
    words: HashMap<&'a str, u32>,
    who_numbers: HashMap<&'a [String], u32>,
    pub(crate) who: Vec<Vec<u32>>,
}

impl<'a> Names<'a> {
    fn word(&mut self, word: &'a str) -> u32 {
        let next = self.words.len() as u32;
        *self.words.entry(word).or_insert(next)
    }

    fn who(&mut self, who: &'a Who) -> u32 {
        if let Some(number) = self.who_numbers.get(who.0.as_slice()) {
            return *number;
        }
        let mut set: Vec<u32> = who.0.iter().map(|name| self.word(name)).collect();
        set.sort_unstable();
        set.dedup();
        let number = self.who.len() as u32;
        self.who.push(set);
        self.who_numbers.insert(&who.0, number);
        number
    }

    /// The candidates of a "who"; empty where nobody is named.
    pub(crate) fn candidates(&self, number: u32) -> &[u32] {
        self.who.get(number as usize).map_or(&[], Vec::as_slice)
    }
}

impl Facet {
    /// `None` for a toll, which is never an incident.
    pub(crate) fn of<'a>(claim: &'a Claim, names: &mut Names<'a>) -> Option<Self> {
        let lane = match claim.scope {
            Scope::Incident => Lane::Event,
            Scope::Summary => Lane::Summary,
            Scope::Tally => Lane::Tally,
            Scope::Toll => return None,
        };
        Some(Self {
            lane,
            kind: claim.kind,
            denied: claim.stance == Stance::Denied,
            time: claim.when.interval().map(|i| (i.from().as_second(), i.until().as_second())),
            published: claim.published.map(|at| at.as_second()),
            ground: claim.place.shape.as_ref().and_then(Ground::of),
            place_name: claim.place.name.as_deref().map(|name| names.word(name)),
            place_mark: match (&claim.place.name, &claim.place.shape) {
                (Some(name), None) => first_128_bits(name.as_bytes()) as u32,
                _ => 0,
            },
            region: claim.place.region.as_deref().map(|region| names.word(region)),
            voice: names.word(claim.voice.as_str()),
            voice_mark: first_128_bits(claim.voice.as_str().as_bytes()) as u32,
            reports: vec![names.word(claim.report.as_str())],
            outlets: vec![names.word(claim.through.as_str())],
            by: names.who(&claim.by),
            on: names.who(&claim.on),
            // Civilians alone are a part of the dead: a floor, and open above.
            killed: claim
                .casualties
                .killed
                .or(claim.casualties.civilians_killed.map(|c| Count::at_least(c.low))),
            civilians: claim.casualties.civilians_killed,
            wounded: claim.casualties.wounded,
            count: claim.count,
            row: claim.row,
            fingerprint: fingerprint(claim),
            crowd: 1.0,
            crowd_at_name: 1.0,
            crowd_of_author: 1.0,
        })
    }
}

/// A hash of what the voice says: everything but the report, who carried it and when. It does
/// not depend on the compiler or on the order of anything, and orders equal odds.
fn fingerprint(claim: &Claim) -> u128 {
    let mut bytes = Vec::with_capacity(192);
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    text(&mut bytes, claim.voice.as_str());
    text(&mut bytes, claim.kind.word());
    bytes.push(match claim.stance {
        Stance::Fact => 0,
        Stance::Claimed => 1,
        Stance::Accused => 2,
        Stance::Denied => 3,
    });
    bytes.push(match claim.scope {
        Scope::Incident => 0,
        Scope::Summary => 1,
        Scope::Tally => 2,
        Scope::Toll => 3,
    });
    for who in [&claim.by, &claim.on] {
        bytes.extend((who.0.len() as u64).to_le_bytes());
        for name in &who.0 {
            text(&mut bytes, name);
        }
    }
    match &claim.weapon {
        None => bytes.push(0),
        Some(weapon) => {
            bytes.push(1);
            text(&mut bytes, weapon.class.word());
            bytes.extend(weapon.calibre_mm.unwrap_or(0).to_le_bytes());
            text(&mut bytes, weapon.model.as_deref().unwrap_or(""));
        }
    }
    bytes.push(u8::from(claim.self_defence));
    let (tag, interval) = match claim.when {
        When::Open => (0, None),
        When::Within(interval) => (1, Some(interval)),
        When::Throughout(interval) => (2, Some(interval)),
    };
    bytes.push(tag);
    for instant in interval.iter().flat_map(|i| [i.from(), i.until()]) {
        bytes.extend(instant.as_nanosecond().to_le_bytes());
    }
    place_bytes(&claim.place, &mut bytes);
    let harmed = &claim.casualties;
    for count in [harmed.killed, harmed.civilians_killed, harmed.wounded, claim.count] {
        match count {
            None => bytes.push(0),
            Some(Count { low, best, high }) => {
                bytes.push(1);
                bytes.extend(low.to_le_bytes());
                for end in [best, high] {
                    bytes.push(u8::from(end.is_some()));
                    bytes.extend(end.unwrap_or(0).to_le_bytes());
                }
            }
        }
    }
    first_128_bits(&bytes)
}

fn place_bytes(place: &Place, bytes: &mut Vec<u8>) {
    for text in [&place.name, &place.region] {
        let text = text.as_deref().unwrap_or("");
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    }
    let Some(shape) = &place.shape else {
        return bytes.push(0);
    };
    let (tag, metres) = match shape {
        Shape::Disc { radius_m, .. } => (1, *radius_m),
        Shape::Line { margin_m, .. } => (2, *margin_m),
        Shape::Area { .. } => (3, 0.0),
    };
    bytes.push(tag);
    bytes.extend(metres.to_bits().to_le_bytes());
    for degrees in shape.positions().iter().flatten() {
        bytes.extend(degrees.to_bits().to_le_bytes());
    }
}

fn first_128_bits(bytes: &[u8]) -> u128 {
    Sha256::digest(bytes).iter().take(16).fold(0, |sum, byte| (sum << 8) | u128::from(*byte))
}
