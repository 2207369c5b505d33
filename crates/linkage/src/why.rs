//! Why two records are held to tell one event, or not: each field's part in words and bits.

use crate::graph::sigmoid;
use crate::item::{GRAINS, Item, LENGTHS, NONE};
use crate::levels::{ACTOR, COUNT, EARTH_KM, FARS, KIND, PRIOR, TEXT, WHEN, WHERE, shared};
use crate::linker::{Decision, Linker};
use std::f32::consts::LN_2;

/// A part of the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// What is expected of these two sources at so busy a place, before anything is compared.
    Prior,
    /// The times.
    When,
    /// The places.
    Where,
    /// The kinds of event.
    Kind,
    /// The actors.
    Actor,
    /// The numbers of people harmed.
    Count,
    /// The texts.
    Text,
    /// Other reports of the same sources that fit as well.
    Rivals,
}

/// What one field says.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The field.
    pub field: Field,
    /// Evidence for one event in bits: 1 doubles the odds, -1 halves them.
    pub bits: f64,
    /// What was compared, in words.
    pub words: String,
}

/// The whole reason of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The parts; their bits add up to the log-odds of `probability`. Fields that one of the two
    /// does not tell are left out.
    pub shares: Vec<Share>,
    /// Probability that the two tell one event.
    pub probability: f64,
    /// Whether both are in one incident.
    pub linked: bool,
    /// Whether the two lie near enough in time and place to have been compared at all.
    pub compared: bool,
    /// What a person decided.
    pub decided: Option<Decision>,
}

impl Why {
    /// One line: the fields that matter, strongest first.
    #[must_use]
    pub fn line(&self) -> String {
        let mut shares: Vec<&Share> = self.shares.iter().collect();
        shares.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()).then(a.field.cmp(&b.field)));
        let parts: Vec<String> = shares
            .iter()
            .filter(|share| share.bits.abs() >= 0.05)
            .map(|share| format!("{} ({:+.1})", share.words, share.bits))
            .collect();
        match self.decided {
            Some(Decision::Together) => "decided by a person to be one event".into(),
            Some(Decision::Apart) => "decided by a person to be two events".into(),
            None if self.compared => parts.join("; "),
            None => format!("too far apart to be compared: {}", parts.join("; ")),
        }
    }
}

impl Linker {
    /// Why two records are, or are not, one event. `None` where one of them is not there.
    #[must_use]
    pub fn why(&self, a: usize, b: usize) -> Option<Why> {
        let (x, y) = (self.items.get(a)?, self.items.get(b)?);
        if a == b {
            return None;
        }
        let tables = &self.model.tables;
        let told = shared(&self.sketches, a, b);
        let levels = tables.layout.compare(x, y, told);
        let logs = tables.shares(&levels);
        let (base, scale) = tables.temper;
        let bits = |log: f32| f64::from(log / LN_2);
        let mut shares = Vec::new();
        let mut put = |field: Field, bits: f64, words: String| {
            shares.push(Share { field, bits, words });
        };
        put(Field::Prior, bits(base + scale * logs[PRIOR]), prior_words(x, y));
        let open = crate::levels::OPEN;
        if levels.place[WHEN] != open {
            put(Field::When, bits(scale * logs[WHEN]), when_words(x, y));
        }
        if levels.place[WHERE] != open {
            put(Field::Where, bits(scale * logs[WHERE]), where_words(x, y));
        }
        let same = |a: u8, b: u8, parents: &[u32], what: &str| {
            let parent = |n: u8| parents.get(usize::from(n)).copied().filter(|p| *p != u32::MAX);
            match () {
                () if a == b => format!("same {what}"),
                () if parent(a).is_some() && parent(a) == parent(b) => format!("related {what}s"),
                () => format!("different {what}s"),
            }
        };
        if x.kind != NONE && y.kind != NONE {
            let words = same(x.kind, y.kind, &self.model.book.kinds.parent, "kind");
            put(Field::Kind, bits(scale * logs[KIND]), words);
        }
        if x.actor != NONE && y.actor != NONE {
            let words = same(x.actor, y.actor, &self.model.book.actors.parent, "actor");
            put(Field::Actor, bits(scale * logs[ACTOR]), words);
        }
        if !x.log_count.is_nan() && !y.log_count.is_nan() {
            let count = |item: &Item| (item.log_count.exp() - 0.5).round();
            let words = format!("{} and {} harmed", count(x), count(y));
            put(Field::Count, bits(logs[COUNT]), words);
        }
        if let Some(n) = told {
            let words = format!("texts share about {} %", n * 100 / 16);
            put(Field::Text, bits(scale * logs[TEXT]), words);
        }
        let edge = self.graph.edge(a as u32, b as u32);
        let own = tables.log_odds(&levels);
        let p = edge.map_or(0.0, |edge| edge.p);
        if let Some(edge) = edge {
            let among = (edge.p.max(1e-7) / (1.0 - edge.p).max(1e-7)).ln();
            let lost = bits(among - own);
            if lost < -0.05 {
                put(Field::Rivals, lost, "others of these sources fit too".into());
            }
        }
        let decided = self.decided.of(a as u32, b as u32);
        let probability = match decided {
            Some(Decision::Together) => 1.0,
            Some(Decision::Apart) => 0.0,
            None => {
                f64::from(if edge.is_some() { p } else { sigmoid(own).min(crate::graph::LEAST) })
            }
        };
        let linked = self.incident(a) == self.incident(b);
        Some(Why { shares, probability, linked, compared: self.compared(a, b), decided })
    }

    fn compared(&self, a: usize, b: usize) -> bool {
        let mut met = self.graph.edge(a as u32, b as u32).is_some();
        self.near_of(a, |other| met |= other as usize == b);
        self.near_of(b, |other| met |= other as usize == a);
        met
    }
}

fn prior_words(a: &Item, b: &Item) -> String {
    let sources = if a.source == b.source { "one source twice" } else { "these two sources" };
    match a.crowd.max(b.crowd) {
        0..=1 => format!("{sources} at a quiet place"),
        2..=4 => format!("{sources} at a place with some reports"),
        _ => format!("{sources} at a busy place"),
    }
}

fn when_words(a: &Item, b: &Item) -> String {
    const LENGTH: [&str; LENGTHS] = ["hour", "day", "week", "month", "open time"];
    let of = |item: &Item| LENGTH.get(usize::from(item.length)).copied().unwrap_or("time");
    let minutes = a.mid.abs_diff(b.mid);
    let gap = match minutes {
        0..=2 => "same time".to_string(),
        3..=119 => format!("{minutes} minutes apart"),
        120..=719 => format!("{} hours apart", minutes / 60),
        720.. if minutes < 2_160 && (a.length > 0 || b.length > 0) => "a day apart".to_string(),
        _ => format!("{} days apart", (minutes + 720) / 1_440),
    };
    let gap = if minutes < 720 && a.length == 1 && b.length == 1 { "same day".into() } else { gap };
    if (a.length, b.length) == (1, 1) {
        gap
    } else {
        format!("{gap}, told to the {} and the {}", of(a), of(b))
    }
}

fn where_words(a: &Item, b: &Item) -> String {
    const RUNG: [&str; GRAINS] = ["spot", "locality", "district", "province", "country"];
    let of = |item: &Item| RUNG.get(usize::from(item.grain)).copied().unwrap_or("place");
    let km = EARTH_KM * a.chord2(&b.at).sqrt();
    let gap = match km {
        _ if km < 0.02 => "same coordinates".to_string(),
        _ if km < 9.95 => format!("{km:.1} km apart"),
        _ => format!("{km:.0} km apart"),
    };
    format!("{gap} ({} and {})", of(a), of(b))
}

// The steps of distance are finer than the words: both speak of one distance.
const _: () = assert!(FARS > GRAINS);
