//! Incidents and the deal's ground as features.

use super::{Crs, ItemsQuery};
use crate::geojson::{self, FeatureProperties, Geometry};
use crate::json::incident_row;
use crate::standing::Standings;
use crate::strips::strips;
use crate::{Publication, Veil};
use armistice_model::{Board, Incident, Shape};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub tag: String,
    /// Its name in its collection.
    pub id: String,
    /// Where; `null` for an open place.
    pub geometry: Option<Geometry>,
    /// Everything else.
    pub properties: Properties,
}

impl Item {
    /// The feature with the axes of its geometry in the order of a reference system. Positions
    /// among its properties stay longitude first, as their description says.
    pub fn ordered(mut self, crs: Crs) -> Self {
        self.geometry = self.geometry.map(|geometry| crs.ordered(geometry));
        self
    }
}

/// What a feature says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Properties {
    /// Of an incident.
    Incident(Box<FeatureProperties>),
    /// Of the deal's ground.
    Area(AreaProperties),
}

/// What a piece of the deal's ground says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaProperties {
    /// As the deal names it.
    pub name: String,
    /// Area, line or keep-out strip.
    pub kind: AreaKind,
    /// Governorate or other large unit.
    pub region: Option<String>,
    /// The terms that keep somebody or something out of a strip.
    pub terms: Vec<String>,
    /// How wide a strip is, in metres.
    pub metres: Option<f64>,
    /// How far to either side of a line, in metres.
    pub margin_m: Option<f64>,
    /// Day D, from which the deal binds.
    pub from: Option<String>,
    /// When it ceased to.
    pub until: Option<String>,
}

/// What sort of ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// Somewhere inside.
    Area,
    /// Along a line.
    Line,
    /// Beside a line, out of which a term keeps somebody or something.
    KeepOut,
}

/// Makes features of incidents: reads the board once for all of them.
pub struct Features<'a> {
    standings: Standings<'a>,
    veil: &'a Veil<'a>,
}

impl<'a> Features<'a> {
    /// Features for the audience of `veil`.
    pub fn new(board: Option<&'a Board>, veil: &'a Veil<'a>) -> Self {
        Self { standings: Standings::of(board), veil }
    }

    /// One incident.
    pub fn incident(&self, incident: &Incident) -> Item {
        let feature = geojson::feature(incident_row(incident, &self.standings, self.veil));
        Item {
            tag: feature.tag,
            id: feature.id.to_string(),
            geometry: feature.geometry,
            properties: Properties::Incident(Box::new(feature.properties)),
        }
    }

    /// The deal's areas and lines in the order given, then the keep-out strips, widest first.
    pub fn areas(&self, publication: &Publication) -> Vec<Item> {
        let board = publication.board;
        let item = |id: String, geometry, properties: AreaProperties| Item {
            tag: "Feature".to_string(),
            id,
            geometry,
            properties: Properties::Area(properties),
        };
        let bare = |name: String, kind| AreaProperties {
            name,
            kind,
            region: None,
            terms: Vec::new(),
            metres: None,
            margin_m: None,
            from: Some(board.in_force.from.to_string()),
            until: board.in_force.until.as_ref().map(|(at, _)| at.to_string()),
        };
        let mut out: Vec<Item> = Vec::new();
        for place in publication.deal_lines {
            let name = self.veil.text(&place.name).into_owned();
            let (kind, margin_m) = match &place.shape {
                Shape::Line { margin_m, .. } => (AreaKind::Line, Some(*margin_m)),
                Shape::Disc { .. } | Shape::Area { .. } => (AreaKind::Area, None),
            };
            let region = place.region.as_ref().map(|r| self.veil.text(r).into_owned());
            let id = free(slug(&name), &out);
            let geometry = geojson::geometry(&place.shape);
            out.push(item(id, geometry, AreaProperties { region, margin_m, ..bare(name, kind) }));
        }
        for strip in strips(&board.terms, publication.deal_lines) {
            let name = format!("{:.0} m to the {}", strip.metres, strip.side);
            let id = free(format!("keep-out-{}-{:.0}", strip.side, strip.metres), &out);
            let geometry = geojson::geometry(&Shape::Area { ring: strip.ring });
            let told = AreaProperties {
                terms: strip.terms,
                metres: Some(strip.metres),
                ..bare(name, AreaKind::KeepOut)
            };
            out.push(item(id, geometry, told));
        }
        out
    }
}

impl ItemsQuery {
    /// Whether a feature (in CRS84) lies in the window and the time asked for: what a database
    /// that holds shapes and intervals should say as well.
    pub fn takes(&self, item: &Item) -> bool {
        let (from, until) = match &item.properties {
            Properties::Incident(p) => (p.from.as_deref(), p.until.as_deref()),
            Properties::Area(p) => (p.from.as_deref(), p.until.as_deref()),
        };
        self.datetime.is_none_or(|span| {
            let read = |text: Option<&str>| text.and_then(|t| t.parse::<Timestamp>().ok());
            read(from).is_some_and(|from| span.meets(from, read(until)))
        }) && self.bbox.is_none_or(|bbox| item.geometry.as_ref().is_some_and(|g| bbox.meets(g)))
    }
}

/// A name for a URL out of a name for people.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            out.extend(letter.to_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_string()
}

/// The first of `id`, `id-2`, `id-3` … that no item has.
fn free(id: String, taken: &[Item]) -> String {
    let is_free = |id: &String| !id.is_empty() && taken.iter().all(|item| item.id != *id);
    if is_free(&id) {
        return id;
    }
    (2..).map(|n| format!("{id}-{n}")).find(is_free).unwrap_or(id)
}
