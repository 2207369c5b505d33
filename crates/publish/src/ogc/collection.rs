//! The collections and what they say of themselves.

use super::{Crs, GEOJSON, Item, JSON, Link, Properties, Site};
use crate::geojson::Geometry;
use armistice_model::EventKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A collection of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Collection {
    /// Every incident.
    Incidents,
    /// Areas and lines that the deal names, and the strips it keeps somebody out of.
    Areas,
    /// Incidents on the way of aid: asked for, granted, passed, kept waiting, attacked.
    Convoys,
}

impl Collection {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Incidents, Self::Areas, Self::Convoys];

    /// Its name in URLs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Areas => "areas",
            Self::Convoys => "convoys",
        }
    }

    /// By its name in URLs; `None` (to be answered with status 404) where there is no such.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|collection| collection.id() == id)
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Incidents => "Incidents",
            Self::Areas => "Areas and lines of the deal",
            Self::Convoys => "Aid on its way",
        }
    }

    /// What is in it and how to read it.
    pub fn description(self) -> &'static str {
        match self {
            Self::Incidents => {
                "What sources report, grouped into incidents: hypotheses that several claims speak \
                 of one event, never established facts. Each shape is as wide as the sources left \
                 the place; an incident of unknown place has none. No incident in an area means \
                 that none was reported, not that none happened."
            }
            Self::Areas => {
                "Areas and lines that the deal names, and the strips beside them that a term keeps \
                 somebody or something out of, in force from day D."
            }
            Self::Convoys => {
                "Incidents on the way of humanitarian aid: passage asked for, granted, made, kept \
                 waiting or turned back, and attacks on aid. Claims by sources, as all incidents."
            }
        }
    }

    /// Whether an incident of this kind is in it.
    pub fn holds(self, kind: EventKind) -> bool {
        match self {
            Self::Incidents => true,
            Self::Areas => false,
            Self::Convoys => is_aid(kind),
        }
    }
}

/// Whether the kind is one of aid on its way.
pub(crate) fn is_aid(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::AidRequest
            | EventKind::AidApproval
            | EventKind::AidPassage
            | EventKind::AidObstruction
            | EventKind::AttackOnAid
    )
}

/// Over how much ground and time the features of a collection lie.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extent {
    /// Ground; left out where no feature has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spatial: Option<SpatialExtent>,
    /// Time; left out where no feature has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temporal: Option<TemporalExtent>,
}

/// Ground.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpatialExtent {
    /// One `[west, south, east, north]`.
    pub bbox: Vec<[f64; 4]>,
    /// URI of CRS84.
    pub crs: String,
}

/// Time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemporalExtent {
    /// One interval; `null` is an open end.
    pub interval: Vec<[Option<String>; 2]>,
}

impl Extent {
    /// The extent of some features, in one pass.
    pub fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        let mut ground: Option<[f64; 4]> = None;
        let mut time: Option<[Option<Timestamp>; 2]> = None;
        for item in items {
            if let Some(here) = item.geometry.as_ref().and_then(envelope) {
                ground = Some(ground.map_or(here, |known| joined(known, here)));
            }
            let (from, until) = match &item.properties {
                Properties::Incident(p) => (&p.from, &p.until),
                Properties::Area(p) => (&p.from, &p.until),
            };
            let Some(from) = from.as_ref().and_then(|t| t.parse::<Timestamp>().ok()) else {
                continue;
            };
            let until = until.as_ref().and_then(|t| t.parse::<Timestamp>().ok());
            time = Some(match time {
                None => [Some(from), until],
                // An open end stays open.
                Some([first, last]) => [
                    first.map(|first| first.min(from)),
                    last.zip(until).map(|(last, until)| last.max(until)),
                ],
            });
        }
        Self {
            spatial: ground
                .map(|bbox| SpatialExtent { bbox: vec![bbox], crs: Crs::Crs84.uri().to_string() }),
            temporal: time.map(|ends| TemporalExtent {
                interval: vec![ends.map(|end| end.map(|at| at.to_string()))],
            }),
        }
    }
}

/// `[west, south, east, north]` of a geometry; `None` where it has no position. A geometry on
/// both sides of the antimeridian fills all longitudes.
pub(crate) fn envelope(geometry: &Geometry) -> Option<[f64; 4]> {
    let point = |p: &[f64; 2]| [p[0], p[1], p[0], p[1]];
    match geometry {
        Geometry::LineString(course) => course.iter().map(point).reduce(joined),
        Geometry::Polygon(rings) => rings.iter().flatten().map(point).reduce(joined),
        Geometry::MultiPolygon(parts) => parts.iter().flatten().flatten().map(point).reduce(joined),
    }
}

pub(crate) fn joined(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// `/collections/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollectionDocument {
    /// Its name in URLs.
    pub id: String,
    /// For people.
    pub title: String,
    /// What is in it and how to read it.
    pub description: String,
    /// To itself, its items, and what else the caller adds.
    pub links: Vec<Link>,
    /// Over how much ground and time it reaches.
    pub extent: Extent,
    /// Always `feature`.
    #[serde(rename = "itemType")]
    pub item_type: String,
    /// URIs of the reference systems served.
    pub crs: Vec<String>,
    /// The one that data is stored in.
    #[serde(rename = "storageCrs")]
    pub storage_crs: String,
}

impl CollectionDocument {
    /// What a collection says of itself. `more` are links to the same data elsewhere (a table to
    /// download, the licence).
    pub fn new(site: &Site, collection: Collection, extent: Extent, more: &[Link]) -> Self {
        let path = format!("collections/{}", collection.id());
        let mut links = vec![
            site.link(&path, "self", JSON, "This document"),
            site.link(&format!("{path}/items"), "items", GEOJSON, collection.title()),
        ];
        links.extend(more.iter().cloned());
        Self {
            id: collection.id().to_string(),
            title: collection.title().to_string(),
            description: collection.description().to_string(),
            links,
            extent,
            item_type: "feature".to_string(),
            crs: Crs::ALL.map(|crs| crs.uri().to_string()).to_vec(),
            storage_crs: Crs::Crs84.uri().to_string(),
        }
    }
}

/// `/collections`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollectionsDocument {
    /// To itself.
    pub links: Vec<Link>,
    /// Each collection, as it describes itself.
    pub collections: Vec<CollectionDocument>,
}

impl CollectionsDocument {
    /// The list of all collections given.
    pub fn new(site: &Site, collections: Vec<CollectionDocument>) -> Self {
        Self { links: vec![site.link("collections", "self", JSON, "This document")], collections }
    }
}
