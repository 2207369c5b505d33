//! Where: places the case knows, with the words that say how they are meant.

use crate::draft::Bytes;
use crate::sentence::Word;
use crate::who::NameAt;
use armistice_model::{Gazetteer, KnownPlace, Place, Shape};

/// Metres that "near" adds to a place's own reach.
const NEAR_M: f64 = 5_000.0;
/// Metres that "north of" adds: how far, the words do not say.
const BEARING_M: f64 = 25_000.0;

/// How a place is brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// "in", "at", "on", "to", or no word at all.
    At,
    /// "near", "beside".
    Near,
    /// "north of".
    Off,
    /// "from".
    From,
}

/// A place named at words `from..until`.
#[derive(Clone, Debug)]
pub(crate) struct PlaceAt {
    pub from: usize,
    pub until: usize,
    pub at: Bytes,
    pub place: Place,
    pub bearing: Bearing,
    /// Rough reach in metres; 0 for a name whose place is not known.
    pub reach_m: f64,
}

fn low<'w>(words: &'w [Word<'_>], i: Option<usize>) -> &'w str {
    i.and_then(|i| words.get(i)).map_or("", |w| w.low.as_str())
}

/// Rough reach of a shape in metres: half its greatest width.
pub(crate) fn reach_m(shape: &Shape) -> f64 {
    let spread = |positions: &[[f64; 2]]| {
        let fold = |i: usize| {
            let (lo, hi) =
                positions.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), p| {
                    (lo.min(p[i]), hi.max(p[i]))
                });
            (hi - lo).max(0.0)
        };
        fold(0).hypot(fold(1)) * 111_000.0 / 2.0
    };
    match shape {
        Shape::Disc { radius_m, .. } => *radius_m,
        Shape::Line { course, margin_m } => spread(course) + margin_m,
        Shape::Area { ring } => spread(ring),
    }
}

/// Words that may stand between a preposition and the place it governs.
const PASSED: &[&str] = &[
    "the",
    "a",
    "city",
    "town",
    "village",
    "of",
    "countryside",
    "western",
    "eastern",
    "northern",
    "southern",
    "part",
    "parts",
    "neighbourhood",
    "neighborhood",
    "quarter",
    "district",
    "districts",
    "area",
    "areas",
    "suburb",
    "suburbs",
    "outskirts",
    "edge",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "side",
    "besieged",
    "beleaguered",
    "held",
    "province",
    "central",
    "rebel-held",
    "opposition-held",
    "government-held",
    "syrian",
    "nearby",
    "warehouses",
    "crossing",
    "shore",
    "turkish",
    "entire",
    "whole",
    "skies",
    "desert",
];

const DIRECTIONS: &[&str] = &[
    "north",
    "south",
    "east",
    "west",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

fn bearing(words: &[Word<'_>], from: usize) -> Bearing {
    let before = |n: usize| low(words, from.checked_sub(n));
    let skip = usize::from(matches!(before(1), "the"));
    if before(1 + skip) == "of" && DIRECTIONS.contains(&before(2 + skip)) {
        return Bearing::Off;
    }
    for n in 1..=6 {
        let word = before(n);
        match word {
            "near" | "beside" | "outside" | "by" | "around" => return Bearing::Near,
            "to" if before(n + 1) == "close" => return Bearing::Near,
            "from" => return Bearing::From,
            _ if PASSED.contains(&word) => {}
            _ => return Bearing::At,
        }
    }
    Bearing::At
}

/// The places of a sentence, left to right, known ones and others named after "in", "at" or
/// "near" with a capital.
pub(crate) fn places(
    words: &[Word<'_>],
    names: &[NameAt<'_>],
    all: &Gazetteer,
    is_time: &dyn Fn(usize) -> bool,
) -> Vec<PlaceAt> {
    let mut found: Vec<PlaceAt> = names
        .iter()
        .filter_map(|n| {
            let known = n.sense.place?;
            let place = known.place();
            // Where a spelling is an actor or a source as well, only "in" makes it a place.
            let ambiguous = n.sense.actor.is_some() || n.sense.source.is_some();
            if ambiguous
                && !matches!(low(words, n.from.checked_sub(1)), "in" | "at" | "near" | "from")
            {
                return None;
            }
            let reach_m = reach_m(&known.shape);
            let mut found = PlaceAt {
                from: n.from,
                until: n.until,
                at: n.at,
                place,
                bearing: bearing(words, n.from),
                reach_m,
            };
            let around = (low(words, n.from.checked_sub(1)) == "of"
                && low(words, n.from.checked_sub(2)) == "countryside")
                || (low(words, Some(n.until)) == "and"
                    && low(words, Some(n.until + 1)) == "its"
                    && low(words, Some(n.until + 2)) == "countryside");
            if around && let Some(wide) = known_wide(known.region.as_deref(), all) {
                found.place = wide.place();
                found.reach_m = self::reach_m(&wide.shape);
            } else if around {
                found.place = widened(&found.place, BEARING_M);
                found.reach_m += BEARING_M;
            }
            Some(found)
        })
        .collect();
    let named = |i: usize| names.iter().any(|n| (n.from..n.until).contains(&i));
    let mut i = 0;
    while i < words.len() {
        let prep = low(words, Some(i));
        let mut first = i + 1;
        i += 1;
        // "bombed the western Ghouta" names a place as much as "in" does.
        let struck = matches!(prep, "bombed" | "shelled" | "raided" | "bombarded" | "pounded");
        if !matches!(prep, "in" | "at" | "near") && !struck {
            continue;
        }
        if low(words, Some(first)) == "the" {
            first += 1;
        }
        let start = first;
        // "the western Ghouta": the direction belongs to the name.
        let directed =
            matches!(low(words, Some(first)), "northern" | "southern" | "western" | "eastern");
        let mut until = first + usize::from(directed);
        while words.get(until).is_some_and(|w| proper(w)) && !named(until) && !is_time(until) {
            until += 1;
        }
        let core = start + usize::from(directed);
        if until == core || until - core > 4 {
            continue;
        }
        let excluded = words.get(core).is_some_and(|w| {
            LANGUAGES.contains(&w.low.as_str())
                || crate::when::month(&w.low).is_some()
                || crate::who::is_adjective(&w.low)
                || w.low.len() < 3
                || w.text.chars().all(char::is_uppercase)
        });
        // "in Security Council talks", "at Friday prayers": a name that runs on is no place.
        let runs_on = named(until)
            || matches!(low(words, Some(until)), "\u{2019}s" | "'s" | "talks" | "prayers" | "time");
        if excluded || runs_on {
            continue;
        }
        if let (Some(a), Some(b)) = (words.get(start), words.get(until - 1)) {
            let name = words
                .get(start..until)
                .map(|w| w.iter().map(|w| w.text).collect::<Vec<_>>().join(" "));
            found.push(PlaceAt {
                from: start,
                until,
                at: (a.at.0, b.at.1),
                place: Place { name, region: None, shape: None },
                bearing: if prep == "near" { Bearing::Near } else { Bearing::At },
                reach_m: 0.0,
            });
        }
        i = until;
    }
    found.sort_by_key(|p| p.from);
    found
}

/// The widest place the case knows of a region: its countryside lies in it.
fn known_wide<'g>(region: Option<&str>, all: &'g Gazetteer) -> Option<&'g KnownPlace> {
    let region = region?;
    all.iter()
        .filter(|p| p.region.as_deref() == Some(region))
        .max_by(|a, b| reach_m(&a.shape).total_cmp(&reach_m(&b.shape)))
}

const LANGUAGES: &[&str] = &[
    "arabic",
    "english",
    "russian",
    "turkish",
    "french",
    "hebrew",
    "god",
    "mr",
    "mrs",
    "parliament",
    "congress",
    "islam",
];

/// A capitalised word, or an article glued to one ("al-Hamra").
fn proper(word: &Word<'_>) -> bool {
    if word.is_mark() || word.text.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    word.is_capital()
        || word.text.split_once('-').is_some_and(|(head, tail)| {
            matches!(head, "al" | "ash" | "as" | "ar" | "an" | "at" | "ad" | "az" | "el")
                && tail.chars().next().is_some_and(char::is_uppercase)
        })
}

fn centre(shape: &Shape) -> [f64; 2] {
    match shape {
        Shape::Disc { centre, .. } => *centre,
        other => other.middle(),
    }
}

fn apart_m(a: &Shape, b: &Shape) -> f64 {
    let ([x1, y1], [x2, y2]) = (centre(a), centre(b));
    let narrow = ((y1 + y2) / 2.0).to_radians().cos();
    ((x1 - x2) * narrow).hypot(y1 - y2) * 111_000.0
}

fn widened(place: &Place, by_m: f64) -> Place {
    let shape = match &place.shape {
        Some(Shape::Disc { centre, radius_m }) => Shape::disc(*centre, radius_m + by_m).ok(),
        Some(Shape::Line { course, margin_m }) => {
            Shape::Line { course: course.clone(), margin_m: margin_m + by_m / 5.0 }.checked().ok()
        }
        Some(area @ Shape::Area { .. }) => Shape::disc(area.middle(), reach_m(area) + by_m).ok(),
        None => None,
    };
    Place { name: place.name.clone(), region: place.region.clone(), shape }
}

/// The place that a clause's places make together, and the words it was read from: the most
/// exact of them, as wide as its words say.
pub(crate) fn place_of(words: &[Word<'_>], all: &[&PlaceAt]) -> Option<(Place, Vec<Bytes>)> {
    let main: Vec<&&PlaceAt> = all.iter().filter(|p| p.bearing == Bearing::At).collect();
    let near: Vec<&&PlaceAt> = all.iter().filter(|p| p.bearing == Bearing::Near).collect();
    let tightest = |of: &[&&PlaceAt]| -> Option<PlaceAt> {
        of.iter().min_by(|a, b| a.reach_m.total_cmp(&b.reach_m)).map(|p| (**p).clone())
    };
    let best_main = tightest(&main);
    let best_near = tightest(&near);
    // "near Hadar in Quneitra province": the near one is the more exact of the two, and lies in it.
    if let (Some(m), Some(n)) = (&best_main, &best_near)
        && m.reach_m > n.reach_m + NEAR_M
        && m.reach_m > 0.0
    {
        return Some((widened(&n.place, NEAR_M), vec![n.at]));
    }
    if let Some(best) = best_main {
        if best.place.shape.is_none() {
            // A name that the case does not know: no finer than the known place around it.
            let around = all
                .iter()
                .filter(|p| p.place.shape.is_some() && p.bearing != Bearing::From)
                .min_by(|a, b| a.reach_m.total_cmp(&b.reach_m));
            let (region, shape) = around.map_or((None, None), |p| {
                let by = if p.bearing == Bearing::At { 0.0 } else { BEARING_M };
                let wide = widened(&p.place, by);
                (wide.region, wide.shape)
            });
            return Some((Place { name: best.place.name, region, shape }, vec![best.at]));
        }
        // "in Talbiseh and Rastan": one shape around both.
        let list: Vec<&&&PlaceAt> = main
            .iter()
            .filter(|p| p.place.shape.is_some() && p.reach_m < 30_000.0)
            .filter(|p| {
                p.from == best.from
                    || match (&p.place.shape, &best.place.shape) {
                        (Some(a), Some(b)) => apart_m(a, b) > p.reach_m + best.reach_m,
                        _ => false,
                    }
            })
            .collect();
        let joined = list.windows(2).all(|pair| match pair {
            [a, b] => (a.until..b.from)
                .all(|i| matches!(low(words, Some(i)), "and" | "," | "the" | "in" | "on")),
            _ => true,
        });
        if list.len() > 1 && joined {
            return Some(cover(&list));
        }
        if list.len() > 1 {
            // Several places not told as a list: the first is where, the rest is beside it.
            if let Some(first) = list.first() {
                return Some((first.place.clone(), vec![first.at]));
            }
        }
        return Some((best.place, vec![best.at]));
    }
    if let Some(best) = best_near {
        return Some((widened(&best.place, NEAR_M), vec![best.at]));
    }
    let off = all.iter().find(|p| p.bearing == Bearing::Off);
    if let Some(off) = off {
        let first = (0..off.from)
            .rev()
            .find(|i| DIRECTIONS.contains(&low(words, Some(*i))))
            .unwrap_or(off.from);
        let name = words
            .get(first..off.until)
            .map(|w| w.iter().map(|w| w.text).collect::<Vec<_>>().join(" "));
        let wide = widened(&off.place, BEARING_M);
        let from = words.get(first).map_or(off.at.0, |w| w.at.0);
        return Some((Place { name, ..wide }, vec![(from, off.at.1)]));
    }
    all.iter().find(|p| p.bearing == Bearing::From).map(|p| (p.place.clone(), vec![p.at]))
}

fn cover(list: &[&&&PlaceAt]) -> (Place, Vec<Bytes>) {
    let centres: Vec<[f64; 2]> =
        list.iter().filter_map(|p| p.place.shape.as_ref()).map(centre).collect();
    let n = centres.len().max(1) as f64;
    let middle = [
        centres.iter().map(|c| c[0]).sum::<f64>() / n,
        centres.iter().map(|c| c[1]).sum::<f64>() / n,
    ];
    let at = Shape::Disc { centre: middle, radius_m: 0.0 };
    let radius_m = list
        .iter()
        .filter_map(|p| p.place.shape.as_ref().map(|s| apart_m(&at, s) + p.reach_m))
        .fold(0.0, f64::max);
    let names: Vec<String> = list.iter().filter_map(|p| p.place.name.clone()).collect();
    let mut regions: Vec<Option<String>> = list.iter().map(|p| p.place.region.clone()).collect();
    regions.dedup();
    let region = if let [one] = regions.as_slice() { one.clone() } else { None };
    let place =
        Place { name: Some(names.join(", ")), region, shape: Shape::disc(middle, radius_m).ok() };
    (place, list.iter().map(|p| p.at).collect())
}
