//! The two reference systems that are served: WGS 84 with longitude first, and with latitude first.

use crate::geojson::Geometry;
use std::fmt;

/// A coordinate reference system, named by its URI.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Crs {
    /// WGS 84, longitude first: what is served unless asked otherwise, and how data is stored.
    #[default]
    Crs84,
    /// WGS 84, latitude first.
    Epsg4326,
}

impl Crs {
    /// Every one, the default first.
    pub const ALL: [Self; 2] = [Self::Crs84, Self::Epsg4326];

    /// Its URI in the register of the OGC.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
        }
    }

    /// By its URI, to the letter; `None` for one that is not served.
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|crs| crs.uri() == uri)
    }

    /// Value of the `Content-Crs` header of a response in this system (Part 2, requirement
    /// `ogc-crs-header-value`).
    pub fn content_crs(self) -> String {
        format!("<{}>", self.uri())
    }

    /// A geometry of CRS84 with its axes in the order of this system.
    pub fn ordered(self, geometry: Geometry) -> Geometry {
        let swap = |[lon, lat]: [f64; 2]| [lat, lon];
        let line = |line: Vec<[f64; 2]>| line.into_iter().map(swap).collect::<Vec<_>>();
        let rings = |rings: Vec<Vec<[f64; 2]>>| rings.into_iter().map(line).collect::<Vec<_>>();
        match (self, geometry) {
            (Self::Crs84, geometry) => geometry,
            (Self::Epsg4326, Geometry::LineString(course)) => Geometry::LineString(line(course)),
            (Self::Epsg4326, Geometry::Polygon(parts)) => Geometry::Polygon(rings(parts)),
            (Self::Epsg4326, Geometry::MultiPolygon(parts)) => {
                Geometry::MultiPolygon(parts.into_iter().map(rings).collect())
            }
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.uri())
    }
}
