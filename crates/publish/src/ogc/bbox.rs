//! A window on the map, which may lie across the antimeridian.

use super::crs::Crs;
use super::query::QueryError;
use crate::geojson::Geometry;
use std::fmt;

/// A rectangle of longitudes and latitudes in degrees (CRS84), edges included. Where `west` is
/// greater than `east` it lies across the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bbox {
    /// Western edge, -180 to 180.
    pub west: f64,
    /// Southern edge, -90 to 90.
    pub south: f64,
    /// Eastern edge, -180 to 180.
    pub east: f64,
    /// Northern edge, -90 to 90, not below the southern.
    pub north: f64,
}

impl Bbox {
    /// Reads four numbers, or six with heights, which nothing here has and which are passed over.
    ///
    /// # Errors
    /// When there are not four or six, one is no number, or they are no window on the globe.
    pub(super) fn read(text: &str, crs: Crs) -> Result<Self, QueryError> {
        let numbers = text
            .split(',')
            .map(|part| match part.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(number),
                _ => Err(QueryError::BboxNumber { value: part.to_string() }),
            })
            .collect::<Result<Vec<f64>, _>>()?;
        let [first, second, third, fourth] = match *numbers {
            [a, b, c, d] | [a, b, _, c, d, _] => [a, b, c, d],
            _ => return Err(QueryError::BboxLength { found: numbers.len() }),
        };
        let [west, south, east, north] = match crs {
            Crs::Crs84 => [first, second, third, fourth],
            Crs::Epsg4326 => [second, first, fourth, third],
        };
        for (value, most, axis) in [
            (west, 180.0, "longitude"),
            (east, 180.0, "longitude"),
            (south, 90.0, "latitude"),
            (north, 90.0, "latitude"),
        ] {
            if value.abs() > most {
                return Err(QueryError::BboxRange { value, axis, most });
            }
        }
        if south > north {
            return Err(QueryError::BboxOrder { south, north });
        }
        Ok(Self { west, south, east, north })
    }

    /// The window as one or two `[west, south, east, north]`, none of which lies across the
    /// antimeridian: what a database can be asked for.
    pub fn parts(&self) -> impl Iterator<Item = [f64; 4]> {
        let Self { west, south, east, north } = *self;
        let [first, second] = if west <= east {
            [Some([west, south, east, north]), None]
        } else {
            [Some([west, south, 180.0, north]), Some([-180.0, south, east, north])]
        };
        first.into_iter().chain(second)
    }

    /// Whether some part of a geometry (of CRS84) lies in the window.
    pub fn meets(&self, geometry: &Geometry) -> bool {
        self.parts().any(|part| match geometry {
            Geometry::LineString(course) => touches(course, part),
            Geometry::Polygon(rings) => covers(rings, part),
            Geometry::MultiPolygon(parts) => parts.iter().any(|rings| covers(rings, part)),
        })
    }
}

impl fmt::Display for Bbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},{}", self.west, self.south, self.east, self.north)
    }
}

/// Whether some stretch of a line lies in the rectangle.
fn touches(line: &[[f64; 2]], part: [f64; 4]) -> bool {
    line.windows(2).any(|pair| matches!(pair, [a, b] if enters(*a, *b, part)))
}

/// Whether an area and the rectangle share ground: its edge passes through, or the rectangle lies
/// wholly inside it. Only outer rings are ever made here.
fn covers(rings: &[Vec<[f64; 2]>], part: [f64; 4]) -> bool {
    rings.first().is_some_and(|ring| touches(ring, part) || inside(ring, [part[0], part[1]]))
}

/// Whether the straight line from `a` to `b` enters the rectangle (Liang and Barsky, 1984).
fn enters(a: [f64; 2], b: [f64; 2], [west, south, east, north]: [f64; 4]) -> bool {
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (step, room) in
        [(-dx, a[0] - west), (dx, east - a[0]), (-dy, a[1] - south), (dy, north - a[1])]
    {
        if step == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            first = first.max(room / step);
        } else {
            last = last.min(room / step);
        }
    }
    first <= last
}

/// Whether a position lies inside a closed ring, by the crossings of a ray to the east.
fn inside(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let crossings = ring.windows(2).filter(|pair| match pair {
        [a, b] => (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]),
        _ => false,
    });
    crossings.count() % 2 == 1
}
