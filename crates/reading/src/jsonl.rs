//! One line of our own JSON Lines format (docs/report-jsonl.md).
//!
//! The line says which field is which, so nothing is guessed: a value that cannot be read
//! leaves its field open. What a line must have is checked when it is taken in.

use crate::Known;
use crate::draft::Draft;
use armistice_model::{
    Count, EventKind, Field, Interval, Place, Report, Scope, Shape, Stance, Weapon, WeaponClass,
    When, Who,
};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::Value;

/// The claim of a line; none where it has no kind that is known.
pub(crate) fn read(report: &Report, known: Known<'_>) -> Vec<Draft> {
    let line = Line(report);
    let Some(kind) = line.text("kind").and_then(|word| word.parse::<EventKind>().ok()) else {
        return Vec::new();
    };
    let mut draft = Draft::new(kind, (0, report.text.len()), report.source.clone());
    let mut marks = vec![(Field::What, "kind")];
    if let Some(source) = line.text("voice").and_then(|name| known.sources.find(name)) {
        draft.voice = source.id.clone();
        draft.stance = Stance::Claimed;
        marks.push((Field::Says, "voice"));
    }
    if let Some(stance) = line.word("stance") {
        draft.stance = stance;
        marks.push((Field::Cue, "stance"));
    }
    if let Some(scope) = line.word("scope") {
        draft.scope = scope;
    }
    let who = |key: &str| {
        Who::one_of(
            line.texts(key)
                .into_iter()
                .map(|name| known.actors.find(&name).map_or(name, |actor| actor.name.clone())),
        )
    };
    draft.by = who("by");
    draft.on = who("on");
    marks.extend([(Field::By, "by"), (Field::On, "on")]);
    draft.self_defence = line.text("self_defence") == Some("true");
    draft.weapon = line.weapon();
    if draft.weapon.is_some() {
        marks.push((Field::What, "weapon"));
    }
    if let Some(interval) = line.interval() {
        draft.when = match draft.scope {
            Scope::Incident => When::Within(interval),
            Scope::Summary | Scope::Tally | Scope::Toll => When::Throughout(interval),
        };
        marks.extend([(Field::When, "date"), (Field::When, "from"), (Field::When, "until")]);
    }
    if let Some(place) = line.place(known) {
        draft.place = place;
        marks.push((Field::Where, "place"));
    }
    draft.casualties.killed = line.count("killed");
    draft.casualties.civilians_killed = line.count("civilians_killed");
    draft.casualties.wounded = line.count("wounded");
    draft.count = line.count("count");
    for key in ["killed", "civilians_killed", "wounded", "count"] {
        marks.push((Field::HowMany, key));
    }
    for (field, key) in marks {
        draft.mark_all(field, line.0.cell(key).map(|(_, at)| at));
    }
    vec![draft]
}

/// A line's cells: texts as they are, everything else as JSON.
struct Line<'a>(&'a Report);

impl<'a> Line<'a> {
    fn text(&self, key: &str) -> Option<&'a str> {
        self.0.cell(key).map(|(value, _)| value.trim()).filter(|v| !v.is_empty() && *v != "null")
    }

    fn json(&self, key: &str) -> Option<Value> {
        serde_json::from_str(self.text(key)?).ok()
    }

    /// A word of one of the vocabulary's own lists.
    fn word<T: serde::de::DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_value(Value::String(self.text(key)?.to_string())).ok()
    }

    /// One text, or each of a list of texts.
    fn texts(&self, key: &str) -> Vec<String> {
        let Some(text) = self.text(key) else { return Vec::new() };
        match self.json(key) {
            Some(Value::Array(list)) => {
                list.iter().filter_map(|v| v.as_str()).map(str::to_string).collect()
            }
            _ => vec![text.to_string()],
        }
    }

    fn count(&self, key: &str) -> Option<Count> {
        let value = self.json(key)?;
        if let Some(n) = value.as_u64() {
            return Some(Count::exactly(n));
        }
        let end = |name: &str| value.get(name).and_then(Value::as_u64);
        let (low, best, high) = (end("low"), end("best"), end("high"));
        if low.is_none() && best.is_none() && high.is_none() {
            return None;
        }
        Some(Count { low: low.unwrap_or(0), best, high })
    }

    fn weapon(&self) -> Option<Weapon> {
        if let Ok(class) = self.text("weapon")?.parse::<WeaponClass>() {
            return Some(Weapon::of(class));
        }
        let value = self.json("weapon")?;
        Some(Weapon {
            class: value.get("class")?.as_str()?.parse().ok()?,
            calibre_mm: value
                .get("calibre_mm")
                .and_then(Value::as_u64)
                .and_then(|n| n.try_into().ok()),
            model: value.get("model").and_then(Value::as_str).map(str::to_string),
        })
    }

    fn place(&self, known: Known<'_>) -> Option<Place> {
        if let Some(value) = self.json("place").filter(Value::is_object) {
            let number = |key: &str| value.get(key).and_then(Value::as_f64);
            let shape = number("lon")
                .zip(number("lat"))
                .zip(number("radius_m"))
                .and_then(|((lon, lat), radius_m)| Shape::disc([lon, lat], radius_m).ok());
            let name = value.get("name").and_then(Value::as_str);
            let region = name.and_then(|n| known.places.find(n)).and_then(|p| p.region.clone());
            return Some(Place { name: name.map(str::to_string), region, shape });
        }
        let name = self.text("place")?;
        let found = known.places.find(name).map(armistice_model::KnownPlace::place);
        Some(found.unwrap_or_else(|| Place {
            name: Some(name.to_string()),
            region: None,
            shape: None,
        }))
    }

    fn interval(&self) -> Option<Interval> {
        let zone = &self.0.zone;
        if let Some(date) = self.text("date") {
            let date: Date = date.get(..10)?.parse().ok()?;
            return Interval::days(date, date, zone);
        }
        let from = self.moment("from", false)?;
        match self.moment("until", true) {
            Some(until) => Interval::new(from, until),
            // No end told: no longer than until it was published.
            None if self.text("until").is_none() => Interval::new(from, self.0.published?),
            None => None,
        }
    }

    /// A moment; of a bare day its beginning, or its end.
    fn moment(&self, key: &str, end: bool) -> Option<Timestamp> {
        let text = self.text(key)?;
        if text.len() == 10 {
            let date: Date = text.parse().ok()?;
            let day = Interval::days(date, date, &self.0.zone)?;
            return Some(if end { day.until() } else { day.from() });
        }
        if let Ok(stamp) = text.parse::<Timestamp>() {
            return Some(stamp);
        }
        // "2016-09-13 07:10 +03:00", the offset left out where it is the line's own.
        let (day, rest) = (text.get(..10)?, text.get(10..)?.trim_start_matches(['T', ' ']));
        let (clock, offset) = rest.split_once(' ').unwrap_or((rest, ""));
        let offset = offset.trim();
        if !offset.is_empty() {
            return format!("{day}T{clock}{offset}").parse().ok();
        }
        let at = day.parse::<Date>().ok()?.to_datetime(clock.parse::<Time>().ok()?);
        Some(self.0.zone.to_zoned(at).ok()?.timestamp())
    }
}
