//! What a monitor files from the field: the form's answers as they come from a phone, and the one
//! line of our JSON Lines that they become. The format is told in docs/field-report.md.
//!
//! Where the observer stood is sealed, and the place that is told instead does not lead back to
//! it (see [`cover`]).

mod check;
mod cover;
mod wind;

pub use check::FieldFault;
pub use cover::cover;
pub use wind::Wind;

use armistice_model::{Bearing, EventKind, Position, Range, Shape, SourceId, Stance, WeaponClass};
use jiff::{Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::fmt;

/// Half the width in degrees that a bearing read off a compass is taken to have.
///
/// Twelve observers with eleven phones were within 1 to 3 degrees right after calibrating, and off
/// by 5.5 and 6.9 degrees on average at the next two sightings, with lapses of 13 to 25 (Lviv
/// Polytechnic, <https://science.lpnu.ua/uk/node/42954>). Ten covers the ordinary sighting.
pub const COMPASS_DEG: f64 = 10.0;

/// One report from the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldReport {
    /// The form's own id, a UUID in small letters. The same report sent again has the same one.
    pub uuid: String,
    /// Who files it: a source of the case.
    pub source: SourceId,
    /// When watching or listening began, or the thing itself, as far as it is known.
    pub observed_from: Timestamp,
    /// When it ended; the same as `observed_from` stands for that minute.
    pub observed_until: Timestamp,
    /// How the observer knows.
    pub heard_or_seen: Sense,
    /// What happened.
    pub kind: EventKind,
    /// How it is told; left out, it is `claimed` for what the observer was told, else the
    /// source's plain word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// With what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weapon: Option<FieldWeapon>,
    /// How many of the thing itself: explosions, trucks, vehicles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Figure>,
    /// People killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Figure>,
    /// People wounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wounded: Option<Figure>,
    /// Who did it: one of those named; empty: not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// To whom, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
    /// In the observer's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where it happened, if the observer can say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<FieldPlace>,
    /// Where the observer stood: sealed when the report is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observer_position: Option<Spot>,
    /// Direction in degrees clockwise from true north, read off a compass: 0 to 360.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearing_deg: Option<f64>,
    /// Direction as a wind, in place of degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearing_sector: Option<Wind>,
    /// How far off, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range_m: Option<Range>,
    /// Who saw it: sealed when the report is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observer: Option<Observer>,
    /// When the form was closed, by the phone's clock.
    pub filed_at: Timestamp,
}

/// How an observer knows of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// By ear alone.
    Heard,
    /// With their own eyes.
    Seen,
    /// From somebody else.
    Told,
}

impl Sense {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Heard, Self::Seen, Self::Told];

    /// The word used in data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Seen => "seen",
            Self::Told => "told",
        }
    }
}

/// A weapon as far as the observer can name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldWeapon {
    /// Its class.
    pub class: WeaponClass,
    /// Model or type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// A number, or what of it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "neither a whole number from 0 nor an object of low, best, high")]
pub enum Figure {
    /// Counted.
    Exactly(u64),
    /// Bounded or judged; at least one is given.
    Between(Bounds),
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// At least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// Most likely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<u64>,
    /// At most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
}

/// A place by name, by position with its radius, or both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldPlace {
    /// As the case or the observer calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Degrees east (WGS 84).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Metres within which it happened; more than 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_m: Option<f64>,
}

/// Where the observer stood. Prints as `[sealed]`.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// Degrees east (WGS 84).
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Metres within which the true position lies.
    pub accuracy_m: f64,
}

impl fmt::Debug for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

/// Who saw it. Prints as `[sealed]`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observer {
    /// Name or call sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Telephone, radio, address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

/// A photo that goes with a report, as the report's line names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// A name of ours, never the phone's own: that may tell who or when.
    pub name: String,
    /// SHA-256 in hexadecimal, small letters.
    pub sha256: String,
    /// `image/jpeg`, `image/png` or `image/webp`.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: u64,
}

impl FieldReport {
    /// Where the observer stood with the direction and the distance that were given; `None` if
    /// the position was not.
    ///
    /// Degrees are kept to six decimals, a hand's breadth: no phone knows more.
    pub fn position(&self) -> Option<Position> {
        let spot = self.observer_position?;
        let read = self.bearing_deg.map(|deg| Bearing {
            deg: if deg >= 360.0 { 0.0 } else { deg },
            margin_deg: COMPASS_DEG,
        });
        Some(Position {
            lon: six_decimals(spot.lon),
            lat: six_decimals(spot.lat),
            accuracy_m: spot.accuracy_m,
            bearing: read.or(self.bearing_sector.map(Wind::bearing)),
            range_m: self.range_m,
        })
    }

    /// The shape of the event's place as it may be told; `None` leaves the place open.
    ///
    /// The observer's own place stands first; one that has only a name has no shape here. Else
    /// the [`cover`] of what was heard or seen from the observer's position. Where no distance was
    /// given, and for what was heard, `audible_m` bounds it: how far such a thing can be heard, in
    /// metres, if the caller wants to state that.
    pub fn shape(&self, audible_m: Option<f64>) -> Option<Shape> {
        if let Some(place) = &self.place {
            let (lon, lat) = place.lon.zip(place.lat)?;
            return Shape::disc([lon, lat], place.radius_m?).ok();
        }
        let mut position = self.position()?;
        if position.range_m.is_none() && self.heard_or_seen == Sense::Heard {
            position.range_m = audible_m.map(|high| Range { low: 0.0, high });
        }
        cover(&position)
    }

    /// The report as one line of our JSON Lines (docs/report-jsonl.md), without a line break.
    /// The same report gives the same line. `audible_m` as in [`Self::shape`].
    ///
    /// A report without faults ([`Self::check`]) gives a line that is taken.
    pub fn to_json_line(&self, audible_m: Option<f64>, attachments: &[Attachment]) -> String {
        let mut line = Map::new();
        let mut put = |key: &str, value: Value| {
            if !value.is_null() {
                line.insert(key.to_string(), value);
            }
        };
        put("source", json!(self.source));
        put("published", json!(self.filed_at));
        put("uuid", json!(self.uuid));
        put("heard_or_seen", json!(self.heard_or_seen));
        put("kind", json!(self.kind));
        let told = (self.heard_or_seen == Sense::Told).then_some(Stance::Claimed);
        put("stance", json!(self.stance.or(told)));
        put("by", names(&self.by));
        put("on", names(&self.on));
        put("weapon", json!(self.weapon));
        put("from", json!(self.observed_from));
        put("until", json!(self.until()));
        put("place", self.told_place(audible_m));
        put("killed", json!(self.killed));
        put("wounded", json!(self.wounded));
        put("count", json!(self.count));
        put("text", json!(filled(self.text.as_deref())));
        if !attachments.is_empty() {
            put("attachments", json!(attachments));
        }
        let observer = self.observer.as_ref();
        put("observer", json!(filled(observer.and_then(|o| o.name.as_deref()))));
        put("observer_contact", json!(filled(observer.and_then(|o| o.contact.as_deref()))));
        put("observer_position", json!(self.position()));
        Value::Object(line).to_string()
    }

    /// The end of the window: forms tell minutes, so an end that is the beginning is its minute.
    fn until(&self) -> Timestamp {
        if self.observed_until > self.observed_from {
            return self.observed_until;
        }
        self.observed_from.checked_add(1.minute()).unwrap_or(Timestamp::MAX)
    }

    fn told_place(&self, audible_m: Option<f64>) -> Value {
        let name = filled(self.place.as_ref().and_then(|p| p.name.as_deref()));
        let Some(Shape::Disc { centre: [lon, lat], radius_m }) = self.shape(audible_m) else {
            return json!(name);
        };
        let mut place = Map::new();
        if let Some(name) = name {
            place.insert("name".into(), json!(name));
        }
        for (key, value) in [("lon", lon), ("lat", lat), ("radius_m", radius_m)] {
            place.insert(key.into(), json!(value));
        }
        Value::Object(place)
    }
}

fn six_decimals(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// A text that says something.
fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn names(names: &[String]) -> Value {
    if names.is_empty() { Value::Null } else { json!(names) }
}
