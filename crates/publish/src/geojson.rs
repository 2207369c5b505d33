//! Incidents for maps, after RFC 7946: every place as wide as its source left it.

use crate::account::Account;
use crate::json::{Each, IncidentRow, incident_row, write_json};
use crate::standing::{Standings, TermStanding};
use crate::veil::Veil;
use armistice_model::{
    Board, Casualties, ClaimId, EventKind, Incident, IncidentId, Scope, Shape, When,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// All incidents as one collection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FeatureCollection {
    /// Always `FeatureCollection`.
    #[serde(rename = "type")]
    pub tag: String,
    /// One for each incident, in the order given.
    pub features: Vec<Feature>,
}

/// One incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Feature {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub tag: String,
    /// The incident's name.
    pub id: IncidentId,
    /// Where; `null` for an open place.
    pub geometry: Option<Geometry>,
    /// Everything else.
    pub properties: FeatureProperties,
}

/// A shape on the ground; positions are longitude and latitude in degrees, WGS 84.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    /// A closed outer ring, counter-clockwise.
    Polygon(Vec<Vec<[f64; 2]>>),
    /// The same where the antimeridian cuts a disc in two.
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
    /// Along a line.
    LineString(Vec<[f64; 2]>),
}

/// What a map may show of an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FeatureProperties {
    /// The incident's name.
    pub id: IncidentId,
    /// One event, a summary or a tally.
    pub scope: Scope,
    /// What.
    pub kind: EventKind,
    /// Actors that some claim names as the author.
    pub by: Vec<String>,
    /// Actors that some claim names as the target.
    pub on: Vec<String>,
    /// First instant, RFC 3339 in UTC; `null` if undated.
    pub from: Option<String>,
    /// First instant after.
    pub until: Option<String>,
    /// Whether it is spread over that time and not at one moment of it.
    pub throughout: bool,
    /// The place's name.
    pub place: Option<String>,
    /// The governorate or other large unit.
    pub region: Option<String>,
    /// Middle of a disc. Not where anything happened: somewhere within `radius_m` of it.
    pub centre: Option<[f64; 2]>,
    /// Radius of a disc in metres.
    pub radius_m: Option<f64>,
    /// How far to either side of a line, in metres.
    pub margin_m: Option<f64>,
    /// People harmed: lowest low to highest high across the claims.
    pub casualties: Casualties,
    /// Whose word it is, by public names.
    pub voices: Vec<String>,
    /// Whether some voice denies it or tells it otherwise.
    pub contested: bool,
    /// Where it stands under each term it bears on, all sources counted.
    pub status: Vec<TermStanding>,
    /// Its claims.
    pub claims: Vec<ClaimId>,
    /// What it tells of its sources.
    #[serde(flatten)]
    pub account: Account,
}

/// Incidents as a GeoJSON collection, with where they stand if there is a board.
pub fn incidents_geojson(
    incidents: &[Incident],
    board: Option<&Board>,
    veil: &Veil,
) -> FeatureCollection {
    let standings = Standings::of(board);
    FeatureCollection {
        tag: "FeatureCollection".to_string(),
        features: incidents.iter().map(|i| feature(incident_row(i, &standings, veil))).collect(),
    }
}

/// The same collection, each feature made when it is written.
pub(crate) fn write_geojson(
    out: impl Write,
    incidents: &[Incident],
    standings: &Standings,
    veil: &Veil,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Collection<F> {
        #[serde(rename = "type")]
        tag: &'static str,
        features: F,
    }
    let features = Each(|| incidents.iter().map(|i| feature(incident_row(i, standings, veil))));
    write_json(out, &Collection { tag: "FeatureCollection", features })
}

/// One incident's row as a feature.
pub(crate) fn feature(row: IncidentRow) -> Feature {
    Feature {
        tag: "Feature".to_string(),
        id: row.id.clone(),
        geometry: row.place.shape.as_ref().and_then(geometry),
        properties: properties(row),
    }
}

/// What a map may show of each incident, one at a time, without its geometry.
pub fn feature_properties<'a>(
    incidents: &'a [Incident],
    board: Option<&'a Board>,
    veil: &'a Veil,
) -> impl Iterator<Item = FeatureProperties> + 'a {
    let standings = Standings::of(board);
    incidents.iter().map(move |i| properties(incident_row(i, &standings, veil)))
}

fn properties(row: IncidentRow) -> FeatureProperties {
    let interval = row.when.interval();
    let shape = row.place.shape.as_ref();
    let (centre, radius_m) = match shape {
        Some(Shape::Disc { centre, radius_m }) => (Some(*centre), Some(*radius_m)),
        _ => (None, None),
    };
    let margin_m = match shape {
        Some(Shape::Line { margin_m, .. }) => Some(*margin_m),
        _ => None,
    };
    FeatureProperties {
        id: row.id,
        scope: row.scope,
        kind: row.kind,
        by: row.by,
        on: row.on,
        from: interval.map(|i| i.from().to_string()),
        until: interval.map(|i| i.until().to_string()),
        throughout: matches!(row.when, When::Throughout(_)),
        place: row.place.name,
        region: row.place.region,
        centre,
        radius_m,
        margin_m,
        casualties: row.casualties,
        voices: row.voices,
        contested: row.contested,
        status: row.terms,
        claims: row.claims,
        account: row.account,
    }
}

/// The geometry of a shape; `None` where the shape is not sound.
pub fn geometry(shape: &Shape) -> Option<Geometry> {
    let shape = shape.clone().checked().ok()?;
    // Five decimals are a metre on the ground; what is itself no wider than some metres gets
    // seven, a centimetre.
    let grain = if shape.reach_m() < 100.0 { 1e7 } else { 1e5 };
    match shape {
        Shape::Disc { centre, radius_m } => Some(disc(centre, radius_m, grain)),
        Shape::Line { course, .. } => {
            Some(Geometry::LineString(course.into_iter().map(|p| rounded(p, grain)).collect()))
        }
        Shape::Area { ring } => Some(Geometry::Polygon(vec![closed(ring, grain)])),
    }
}

/// Corners of a disc: enough that its outline is nowhere off by more than a two-hundredth.
const CORNERS: u32 = 32;
/// Mean radius of the Earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

fn disc(centre: [f64; 2], radius_m: f64, grain: f64) -> Geometry {
    // A polygon needs an inside: a point told exactly becomes a metre wide.
    let angle = radius_m.max(1.0) / EARTH;
    let [lon, lat] = [centre[0].to_radians(), centre[1].to_radians()];
    if let Some(cap) = cap(lat, angle) {
        return Geometry::Polygon(vec![closed(cap, grain)]);
    }
    let corner = |i: u32| {
        // Counter-clockwise from east.
        let bearing =
            std::f64::consts::FRAC_PI_2 - f64::from(i) * std::f64::consts::TAU / f64::from(CORNERS);
        let sine = lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos();
        let here = sine.clamp(-1.0, 1.0).asin();
        let east = (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * sine);
        [(lon + east).to_degrees(), here.to_degrees()]
    };
    let ring: Vec<[f64; 2]> = (0..CORNERS).map(corner).collect();
    match cut(&ring) {
        Some(halves) => {
            Geometry::MultiPolygon(halves.map(|half| vec![closed(half, grain)]).to_vec())
        }
        None => Geometry::Polygon(vec![closed(ring, grain)]),
    }
}

/// A disc that holds a pole has no ring on a map of longitudes: everything beyond its far
/// latitude stands for it.
fn cap(lat: f64, angle: f64) -> Option<Vec<[f64; 2]>> {
    let quarter = std::f64::consts::FRAC_PI_2;
    let north = lat + angle >= quarter;
    let south = lat - angle <= -quarter;
    if !north && !south {
        return None;
    }
    let bottom = if south { -90.0 } else { (lat - angle).to_degrees() };
    let top = if north { 90.0 } else { (lat + angle).to_degrees() };
    Some(vec![[-180.0, bottom], [180.0, bottom], [180.0, top], [-180.0, top]])
}

/// The two parts of a ring that runs over the antimeridian, both back on the map; `None` if it
/// does not.
fn cut(ring: &[[f64; 2]]) -> Option<[Vec<[f64; 2]>; 2]> {
    let edge = if ring.iter().any(|p| p[0] > 180.0) {
        180.0
    } else if ring.iter().any(|p| p[0] < -180.0) {
        -180.0
    } else {
        return None;
    };
    let shift =
        |part: Vec<[f64; 2]>, by: f64| part.into_iter().map(|p| [p[0] + by, p[1]]).collect();
    let below = clip(ring, edge, true);
    let above = clip(ring, edge, false);
    Some(if edge > 0.0 { [below, shift(above, -360.0)] } else { [shift(below, 360.0), above] })
}

/// The part of a ring on one side of a meridian.
fn clip(ring: &[[f64; 2]], edge: f64, below: bool) -> Vec<[f64; 2]> {
    let inside = |p: &[f64; 2]| if below { p[0] <= edge } else { p[0] >= edge };
    let mut out = Vec::new();
    for (i, here) in ring.iter().enumerate() {
        let Some(before) = ring.get(if i == 0 { ring.len() - 1 } else { i - 1 }) else { continue };
        if inside(before) != inside(here) {
            let share = (edge - before[0]) / (here[0] - before[0]);
            out.push([edge, before[1] + share * (here[1] - before[1])]);
        }
        if inside(here) {
            out.push(*here);
        }
    }
    out
}

/// A ring that ends where it begins, counter-clockwise.
fn closed(ring: Vec<[f64; 2]>, grain: f64) -> Vec<[f64; 2]> {
    let mut ring: Vec<[f64; 2]> = ring.into_iter().map(|p| rounded(p, grain)).collect();
    if ring.first() != ring.last() {
        ring.extend(ring.first().copied());
    }
    let twice_area: f64 = ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum();
    if twice_area < 0.0 {
        ring.reverse();
    }
    ring
}

/// To a part of a degree.
fn rounded(position: [f64; 2], grain: f64) -> [f64; 2] {
    position.map(|degrees| (degrees * grain).round() / grain)
}
