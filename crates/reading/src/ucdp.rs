//! One row of the UCDP Georeferenced Event Dataset.
//!
//! Columns and codes: UCDP GED Codebook (Högbladh, Uppsala University). A row is coded after
//! the event from other sources, so its voice is the first of them that the case knows.
//!
//! What the row tells beyond its source is UCDP's own coding, and must not be put into that
//! source's mouth. A dyad (types 1 and 2) names who fought, not who fired, so both sides stand as
//! candidates and the source is not made to accuse anybody. One-sided violence (type 3) has an
//! author in `side_a`; who laid it at that door, the row does not say. There `by` stays open
//! unless the source's own headline names that side.

use crate::Known;
use crate::draft::Draft;
use crate::names::Names;
use crate::sentence::words;
use crate::who::{self, Mention};
use armistice_model::{
    Casualties, Count, EventKind, Field, Interval, Place, Report, Scope, Shape, SourceId, Stance,
    When, Who,
};
use jiff::civil::Date;

/// Metres within which the codebook's "limited area around the named place" is meant.
const NEAR_M: f64 = 25_000.0;
/// Metres for a place of which only the name's point is known.
const POINT_M: f64 = 3_000.0;
/// Metres for a second-order unit whose boundary is not known.
const DISTRICT_M: f64 = 40_000.0;
/// Metres for a first-order unit whose boundary is not known.
const GOVERNORATE_M: f64 = 100_000.0;

/// The claim of a row; none where the row has no type of violence.
pub(crate) fn read(report: &Report, known: Known<'_>, names: &Names<'_>) -> Vec<Draft> {
    let row = Row(report);
    let Some(violence) = row.number("type_of_violence") else { return Vec::new() };
    let (voice, said) = voice(&row, known);
    let mut draft = Draft::new(EventKind::Clash, (0, report.text.len()), voice);
    if let Some(at) = said {
        draft.stance = Stance::Claimed;
        draft.mark(Field::Says, at);
    }
    sides(&row, known, names, violence, &mut draft);
    place(&row, known, &mut draft);
    kind(&row, names, violence, &mut draft);
    when(&row, &mut draft);
    harm(&row, &mut draft);
    vec![draft]
}

/// A row's cells, with the dataset's ways of saying "nothing" removed.
struct Row<'a>(&'a Report);

impl<'a> Row<'a> {
    fn cell(&self, name: &str) -> Option<(&'a str, (usize, usize))> {
        self.0
            .cell(name)
            .map(|(value, at)| (value.trim(), at))
            .filter(|(value, _)| !value.is_empty() && *value != "NA")
    }

    /// The headline of the source, or what stands in its place.
    fn headline(&self) -> Option<(&'a str, (usize, usize))> {
        self.cell("source_headline").or_else(|| self.cell("source_article"))
    }

    fn number(&self, name: &str) -> Option<u64> {
        let (value, _) = self.cell(name)?;
        // Some releases write whole numbers as "2.0".
        value.strip_suffix(".0").unwrap_or(value).parse().ok()
    }

    fn coordinate(&self, name: &str) -> Option<f64> {
        self.cell(name)?.0.parse().ok()
    }

    fn date(&self, name: &str) -> Option<Date> {
        // Later releases add a time of midnight.
        self.cell(name)?.0.get(..10)?.parse().ok()
    }
}

fn voice(row: &Row<'_>, known: Known<'_>) -> (SourceId, Option<(usize, usize)>) {
    if let Some((offices, (from, until))) = row.cell("source_office") {
        let first = offices.split(';').next().unwrap_or(offices).trim();
        if let Some(source) = known.sources.find(first) {
            // The cell's bytes may carry quotes; point at the office itself where it is found.
            let cell = row.0.text.get(from..until).unwrap_or("");
            let at = match cell.find(first) {
                Some(offset) => (from + offset, from + offset + first.len()),
                None => (from, until),
            };
            return (source.id.clone(), Some(at));
        }
    }
    let own = known.sources.find("ucdp").map(|s| s.id.clone());
    (own.unwrap_or_else(|| SourceId::new("ucdp")), None)
}

fn sides(row: &Row<'_>, known: Known<'_>, names: &Names<'_>, violence: u64, draft: &mut Draft) {
    let side = |name: &str| {
        row.cell(name).map(|(value, at)| {
            let actor = known.actors.find(value).map_or(value, |a| a.name.as_str());
            (actor.to_string(), at)
        })
    };
    let (a, b) = (side("side_a"), side("side_b"));
    if violence == 3 {
        if let Some((name, at)) = a
            && let Some(headline) = headline_naming(row, known, names, &name)
        {
            draft.by = Who::one(name);
            draft.mark(Field::By, at);
            draft.mark(Field::By, headline);
        }
        let (name, at) = match b {
            Some((name, at)) => (name, Some(at)),
            None => ("Civilians".to_string(), None),
        };
        draft.on = Who::one(name);
        draft.mark_all(Field::On, at);
    } else {
        // The row names a dyad, not who fired on whom.
        let both = || a.iter().chain(&b);
        draft.by = Who::one_of(both().map(|(name, _)| name.clone()));
        draft.on = draft.by.clone();
        draft.mark_all(Field::By, both().map(|(_, at)| *at));
        draft.mark_all(Field::On, both().map(|(_, at)| *at));
    }
}

/// Where the headline names `side` as somebody who acts. "Attack on the regime" does not.
fn headline_naming(
    row: &Row<'_>,
    known: Known<'_>,
    names: &Names<'_>,
    side: &str,
) -> Option<(usize, usize)> {
    let (headline, at) = row.headline()?;
    let whole = (0, headline.len());
    let words = words(headline, whole);
    let found = who::names(names, headline, whole, &words);
    let acts = |m: &Mention| {
        let before =
            m.from.checked_sub(1).and_then(|i| words.get(i)).map_or("", |w| w.low.as_str());
        m.actor == side && !m.describes && !matches!(before, "on" | "against" | "of" | "from")
    };
    who::mentions(&words, &found, known).iter().any(acts).then_some(at)
}

fn place(row: &Row<'_>, known: Known<'_>, draft: &mut Draft) {
    let precision = row.number("where_prec").unwrap_or(7);
    let named = row.cell("where_coordinates");
    let found = named.and_then(|(name, _)| known.places.find(name));
    let centre = row.coordinate("longitude").zip(row.coordinate("latitude"));
    let disc = |radius| centre.and_then(|(lon, lat)| Shape::disc([lon, lat], radius).ok());
    let shape_of_name = || found.map(|p| p.shape.clone());
    let shape = match precision {
        1 => shape_of_name().or_else(|| disc(POINT_M)),
        2 => disc(NEAR_M),
        3 => shape_of_name().or_else(|| disc(DISTRICT_M)),
        4 | 5 => shape_of_name().or_else(|| disc(GOVERNORATE_M)),
        6 => shape_of_name()
            .or_else(|| known.places.find(row.cell("country")?.0).map(|p| p.shape.clone())),
        _ => None,
    };
    if precision >= 7 {
        return;
    }
    let region = row.cell("adm_1").map(|(unit, at)| {
        draft.mark(Field::Where, at);
        let bare = unit.trim_end_matches("Governorate").trim_end_matches("Province").trim();
        let known_unit = known.places.find(unit).or_else(|| known.places.find(bare));
        known_unit.and_then(|p| p.region.clone()).unwrap_or_else(|| bare.to_string())
    });
    let name = named.map(|(name, at)| {
        draft.mark(Field::Where, at);
        found.map_or(name, |p| p.name.as_str()).to_string()
    });
    let region = region.or_else(|| found.and_then(|p| p.region.clone()));
    draft.place = Place { name, region, shape };
}

fn when(row: &Row<'_>, draft: &mut Draft) {
    let Some(first) = row.date("date_start") else { return };
    let last = row.date("date_end").unwrap_or(first).max(first);
    for name in ["date_start", "date_end"] {
        draft.mark_all(Field::When, row.cell(name).map(|(_, at)| at));
    }
    let Some(interval) = Interval::days(first, last, &row.0.zone) else { return };
    let days = first.until(last).map_or(0, |span| span.get_days());
    // Clarity 2: the sources told several events together. Over a day or two that may still be
    // one event; over more it is a summary.
    if days >= 2 && row.number("event_clarity") == Some(2) {
        draft.when = When::Throughout(interval);
        draft.scope = Scope::Summary;
    } else {
        draft.when = When::Within(interval);
    }
}

fn harm(row: &Row<'_>, draft: &mut Draft) {
    let (low, best, high) = (row.number("low"), row.number("best"), row.number("high"));
    let ends = [low, best, high].into_iter().flatten();
    if let (Some(least), Some(most)) = (ends.clone().min(), ends.max()) {
        draft.casualties.killed = Some(Count { low: least, best, high: Some(most) });
        for name in ["low", "best", "high"] {
            draft.mark_all(Field::HowMany, row.cell(name).map(|(_, at)| at));
        }
    }
    let unknown = row.number("deaths_unknown").unwrap_or(0);
    if let Some(civilians) = row.number("deaths_civilians") {
        // The unknown may have been civilians too, so they widen the count; a bare 0 beside
        // unknown dead tells nothing.
        let told = civilians > 0 || unknown == 0;
        draft.casualties = Casualties {
            civilians_killed: told.then_some(Count {
                low: civilians,
                best: Some(civilians),
                high: Some(civilians.saturating_add(unknown)),
            }),
            ..draft.casualties
        };
        if told {
            draft.mark_all(Field::HowMany, row.cell("deaths_civilians").map(|(_, at)| at));
        }
    }
}

/// Words of a headline and the kind they point at.
const MECHANISMS: &[(EventKind, &[&str])] = &[
    (
        EventKind::Airstrike,
        &[
            "airstrike",
            "air strike",
            "air-strike",
            "aerial",
            "warplane",
            "aircraft",
            "air raid",
            "raids",
            "helicopter",
            "barrel bomb",
            "drone",
        ],
    ),
    (EventKind::Shelling, &["shell", "missile", "mortar", "artillery", "rocket"]),
    (
        EventKind::Explosion,
        &["explosion", "explosive", "explode", "detonat", "booby", "blast", "car bomb", "landmine"],
    ),
    (EventKind::Clash, &["clash", "battle", "fighting"]),
];

/// A row's kind. The headline speaks of the row only as far as it names no other place: SOHR's
/// headlines tell a day in several places, and the same headline stands over many rows.
fn kind(row: &Row<'_>, names: &Names<'_>, violence: u64, draft: &mut Draft) {
    draft.kind = if violence == 3 { EventKind::ViolenceAgainstCivilians } else { EventKind::Clash };
    let Some((headline, at)) = row.headline() else { return };
    let lower = headline.to_lowercase();
    let attacked = ["attack", "struck", "strike", "target", "bomb", "hit"];
    if lower.contains("aid convoy") || lower.contains("aid worker") {
        if attacked.iter().any(|word| lower.contains(word)) {
            draft.kind = EventKind::AttackOnAid;
            draft.mark(Field::What, at);
        }
        return;
    }
    if violence == 3 {
        return;
    }
    let parts: Vec<&str> = headline.split(';').flat_map(|h| h.split(" and ")).collect();
    let place_of = |part: &str| -> (bool, bool) {
        let (mut here, mut elsewhere) = (false, false);
        for named in names.find(part) {
            if let Some(place) = named.sense.place {
                // The place itself, or the large unit it lies in.
                let same = draft.place.name.as_deref() == Some(place.name.as_str());
                let around = place.region.is_some()
                    && place.region == draft.place.region
                    && matches!(place.shape, Shape::Disc { radius_m, .. } if radius_m > 30_000.0);
                if same || around {
                    here = true;
                } else {
                    elsewhere = true;
                }
            }
        }
        (here, elsewhere)
    };
    let judged: Vec<(&str, bool, bool)> =
        parts.into_iter().map(|p| (p, place_of(p).0, place_of(p).1)).collect();
    let any_here = judged.iter().any(|(_, here, _)| *here);
    let mut kinds: Vec<EventKind> = judged
        .iter()
        .filter(|(_, here, elsewhere)| if any_here { *here } else { !*elsewhere })
        .flat_map(|(part, _, _)| {
            let part = part.to_lowercase();
            MECHANISMS
                .iter()
                .filter(move |(_, words)| words.iter().any(|w| part.contains(w)))
                .map(|(kind, _)| *kind)
        })
        .collect();
    kinds.sort();
    kinds.dedup();
    if let [only] = kinds.as_slice() {
        draft.kind = *only;
        draft.mark(Field::What, at);
    }
}
