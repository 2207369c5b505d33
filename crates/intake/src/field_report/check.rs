//! What a field report may say. Every fault is named at once: a monitor on a bad line should not
//! have to send a report as often as it has faults.

use super::{FieldReport, Figure, filled};
use armistice_model::{Position, Shape};
use jiff::ToSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Longest text, in bytes.
const TEXT: usize = 20_000;
/// Longest name, in bytes.
const NAME: usize = 200;
/// Most names in one list.
const NAMES: usize = 20;
/// Greatest number that is counted: far above what anybody counts, and exact in every program
/// that reads the data (2^53).
const COUNTED: u64 = 1 << 53;

/// One fault of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldFault {
    /// Which field, as the report spells it; `report` for the whole.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl FieldFault {
    /// A fault.
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_string(), message: message.into() }
    }
}

impl FieldReport {
    /// Reads a report and checks it.
    ///
    /// # Errors
    /// Every fault there is: of the JSON, of each field's form, and if all are well-formed, those
    /// that [`Self::check`] finds.
    pub fn read(json: &[u8]) -> Result<Self, Vec<FieldFault>> {
        let report: Self = serde_json::from_slice(json).map_err(|e| misformed(json, &e))?;
        let faults = report.check();
        if faults.is_empty() { Ok(report) } else { Err(faults) }
    }

    /// Every fault of what is said; none for a report that can be taken.
    pub fn check(&self) -> Vec<FieldFault> {
        let mut faults = Faults(Vec::new());
        faults.unless(
            is_uuid(&self.uuid),
            "uuid",
            "is no UUID: write 8-4-4-4-12 hexadecimal digits, small letters",
        );
        faults.names("source", &[self.source.as_str().to_string()]);
        self.check_times(&mut faults);
        for (field, figure) in
            [("count", self.count), ("killed", self.killed), ("wounded", self.wounded)]
        {
            faults.figure(field, figure);
        }
        faults.names("by", &self.by);
        faults.names("on", &self.on);
        let observer = self.observer.as_ref();
        for (field, text, most) in [
            ("text", self.text.as_ref(), TEXT),
            ("weapon.model", self.weapon.as_ref().and_then(|w| w.model.as_ref()), NAME),
            ("observer.name", observer.and_then(|o| o.name.as_ref()), NAME),
            ("observer.contact", observer.and_then(|o| o.contact.as_ref()), NAME),
        ] {
            faults.unless(
                text.is_none_or(|t| t.len() <= most),
                field,
                format!("is too long: write at most {most} bytes"),
            );
        }
        self.check_place(&mut faults);
        self.check_position(&mut faults);
        faults.0
    }

    fn check_times(&self, faults: &mut Faults) {
        faults.unless(
            self.observed_from <= self.observed_until,
            "observed_until",
            "lies before observed_from: are they swapped?",
        );
        // A form's clock tells minutes.
        let closed = self.filed_at.checked_add(1.minute()).unwrap_or(self.filed_at);
        for (field, at) in
            [("observed_from", self.observed_from), ("observed_until", self.observed_until)]
        {
            faults.unless(
                at <= closed,
                field,
                "lies after the report was filed: write when it was observed, with its zone",
            );
        }
    }

    fn check_place(&self, faults: &mut Faults) {
        let Some(place) = &self.place else { return };
        if let Some(name) = &place.name {
            faults.names("place.name", std::slice::from_ref(name));
        }
        match (place.lon, place.lat, place.radius_m) {
            (None, None, None) => faults.unless(
                filled(place.name.as_deref()).is_some(),
                "place",
                "says nothing: write its name, or lon, lat and radius_m, or leave it out",
            ),
            (Some(lon), Some(lat), Some(radius_m)) => {
                if let Err(e) = Shape::disc([lon, lat], radius_m) {
                    faults.add("place", e.to_string());
                }
                faults.unless(
                    radius_m > 0.0,
                    "place.radius_m",
                    "is 0: no place is known to a point; write how closely it is known, in metres",
                );
            }
            _ => faults.add("place", "is half a position: write lon, lat and radius_m, all three"),
        }
    }

    fn check_position(&self, faults: &mut Faults) {
        let far = Position::FAR_M;
        let distance = |metres: f64| (0.0..=far).contains(&metres);
        if let Some(spot) = &self.observer_position {
            faults.unless(
                (-180.0..=180.0).contains(&spot.lon) && (-90.0..=90.0).contains(&spot.lat),
                "observer_position",
                "is off the globe: longitude is -180 to 180 and latitude -90 to 90; are they swapped?",
            );
            faults.unless(
                distance(spot.accuracy_m),
                "observer_position.accuracy_m",
                format!("is no accuracy: write metres from 0 to {far}"),
            );
        }
        if let Some(deg) = self.bearing_deg {
            faults.unless(
                (0.0..=360.0).contains(&deg),
                "bearing_deg",
                "is no bearing: write degrees from 0 to 360, clockwise from north",
            );
            faults.unless(
                self.bearing_sector.is_none(),
                "bearing_sector",
                "stands beside bearing_deg: keep the one that was read",
            );
        }
        if let Some(range) = &self.range_m {
            faults.unless(
                distance(range.low) && distance(range.high),
                "range_m",
                format!("is no distance: write metres from 0 to {far}"),
            );
            faults.unless(
                range.low <= range.high,
                "range_m",
                "has a low above its high: are they swapped?",
            );
        }
        // A direction from nowhere says nothing.
        if self.observer_position.is_none() {
            let given = [
                ("bearing_deg", self.bearing_deg.is_some()),
                ("bearing_sector", self.bearing_sector.is_some()),
                ("range_m", self.range_m.is_some()),
            ];
            for (field, _) in given.iter().filter(|(_, given)| *given) {
                faults.add(
                    field,
                    "has no observer_position to count from: add it, or leave this out",
                );
            }
        }
    }
}

struct Faults(Vec<FieldFault>);

impl Faults {
    fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldFault::new(field, message));
    }

    fn unless(&mut self, sound: bool, field: &str, message: impl Into<String>) {
        if !sound {
            self.add(field, message);
        }
    }

    fn names(&mut self, field: &str, names: &[String]) {
        self.unless(names.len() <= NAMES, field, format!("names too many: write at most {NAMES}"));
        let sound = |name: &String| !name.trim().is_empty() && name.len() <= NAME;
        self.unless(
            names.iter().all(sound),
            field,
            format!("has an empty name, or one of more than {NAME} bytes: mend it or leave it out"),
        );
    }

    fn figure(&mut self, field: &str, figure: Option<Figure>) {
        let given: Vec<u64> = match figure {
            None => return,
            Some(Figure::Exactly(n)) => vec![n],
            Some(Figure::Between(b)) => [b.low, b.best, b.high].into_iter().flatten().collect(),
        };
        self.unless(
            !given.is_empty(),
            field,
            "says no number: write low, best or high, or leave it out",
        );
        self.unless(given.is_sorted(), field, "is out of order: write low ≤ best ≤ high");
        self.unless(
            given.iter().all(|n| *n <= COUNTED),
            field,
            format!("is too large: write at most {COUNTED}"),
        );
    }
}

/// `8-4-4-4-12` hexadecimal digits (RFC 9562), small letters.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
        })
}

/// The faults of a report that is not well-formed. Each field is tried alone in a report that is
/// sound otherwise, so that one fault does not hide the next.
fn misformed(json: &[u8], error: &serde_json::Error) -> Vec<FieldFault> {
    let given = match serde_json::from_slice(json) {
        Ok(Value::Object(given)) => given,
        Ok(_) => return vec![FieldFault::new("report", "is no JSON object: write { … }")],
        Err(_) => {
            let message = format!("is no JSON: {error}; send it whole");
            return vec![FieldFault::new("report", message)];
        }
    };
    let sound = sound();
    let mut faults = Vec::new();
    for needed in sound.keys().filter(|key| !given.contains_key(*key)) {
        faults.push(FieldFault::new(needed, "is missing: add it"));
    }
    for (field, value) in given {
        let mut probe = sound.clone();
        probe.insert(field.clone(), value);
        let Err(error) = serde_json::from_value::<FieldReport>(Value::Object(probe)) else {
            continue;
        };
        // What leads to a person is not repeated.
        let message = match field.as_str() {
            "observer_position" => {
                "should be {\"lon\", \"lat\", \"accuracy_m\"}, numbers".to_string()
            }
            "observer" => "should be {\"name\", \"contact\"}, texts".to_string(),
            _ => format!("{error}; see docs/field-report.md"),
        };
        faults.push(FieldFault::new(&field, message));
    }
    if faults.is_empty() {
        // A key given twice is the one fault that the single fields do not show.
        faults.push(FieldFault::new("report", format!("{error}; see docs/field-report.md")));
    }
    faults
}

/// The least report that is well-formed.
fn sound() -> Map<String, Value> {
    let at = "2016-09-12T16:00:00Z";
    let fields = [
        ("uuid", json!("00000000-0000-4000-8000-000000000000")),
        ("source", json!("x")),
        ("observed_from", json!(at)),
        ("observed_until", json!(at)),
        ("heard_or_seen", json!("heard")),
        ("kind", json!("explosion")),
        ("filed_at", json!(at)),
    ];
    fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}
