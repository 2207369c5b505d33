//! Places as shapes, never as points more precise than the source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A shape on the ground. Coordinates are `[longitude, latitude]` in degrees (WGS 84).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Somewhere within `radius_m` metres of `centre`.
    Disc {
        /// `[longitude, latitude]`.
        centre: [f64; 2],
        /// Metres.
        radius_m: f64,
    },
    /// Along a line, give or take `margin_m` metres.
    Line {
        /// At least two positions.
        course: Vec<[f64; 2]>,
        /// Metres.
        margin_m: f64,
    },
    /// Inside a ring (closed by itself: the first position need not be repeated).
    Area {
        /// At least three positions.
        ring: Vec<[f64; 2]>,
    },
}

/// Why a shape was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ShapeError {
    /// A coordinate outside the globe or not a number.
    #[error(
        "position {at} is [{lon}, {lat}]: longitude must lie in -180..180 and latitude in -90..90; are they swapped?"
    )]
    OffTheGlobe {
        /// Which position, from 1.
        at: usize,
        /// Longitude as given.
        lon: f64,
        /// Latitude as given.
        lat: f64,
    },
    /// Two neighbouring positions more than 180 degrees of longitude apart.
    #[error("the shape crosses the antimeridian between positions {at} and {}: split it in two at longitude 180", at + 1)]
    Antimeridian {
        /// The earlier of the two positions, from 1.
        at: usize,
    },
    /// Too few positions.
    #[error("{what} needs at least {least} positions, {given} given")]
    TooFew {
        /// "a line" or "an area".
        what: &'static str,
        /// How many it needs.
        least: usize,
        /// How many there are.
        given: usize,
    },
    /// A radius or margin that is negative, infinite or no number.
    #[error("{0} is no distance in metres: write a number from 0 to 20000000")]
    Distance(f64),
}

impl Shape {
    /// A checked disc.
    ///
    /// # Errors
    /// A position off the globe, a radius that is no distance.
    pub fn disc(centre: [f64; 2], radius_m: f64) -> Result<Self, ShapeError> {
        Self::Disc { centre, radius_m }.checked()
    }

    /// The shape itself if it is sound.
    ///
    /// # Errors
    /// See [`ShapeError`].
    pub fn checked(self) -> Result<Self, ShapeError> {
        let (positions, distance, what, least): (&[[f64; 2]], f64, &'static str, usize) =
            match &self {
                Self::Disc { centre, radius_m } => {
                    (std::slice::from_ref(centre), *radius_m, "a disc", 1)
                }
                Self::Line { course, margin_m } => (course, *margin_m, "a line", 2),
                Self::Area { ring } => (ring, 0.0, "an area", 3),
            };
        if positions.len() < least {
            return Err(ShapeError::TooFew { what, least, given: positions.len() });
        }
        if !(0.0..=20_000_000.0).contains(&distance) {
            return Err(ShapeError::Distance(distance));
        }
        for (i, [lon, lat]) in positions.iter().enumerate() {
            if !(-180.0..=180.0).contains(lon) || !(-90.0..=90.0).contains(lat) {
                return Err(ShapeError::OffTheGlobe { at: i + 1, lon: *lon, lat: *lat });
            }
        }
        if let Some(at) = positions.windows(2).position(|w| (w[0][0] - w[1][0]).abs() > 180.0) {
            return Err(ShapeError::Antimeridian { at: at + 1 });
        }
        Ok(self)
    }

    /// Every position that spans the shape.
    pub fn positions(&self) -> &[[f64; 2]] {
        match self {
            Self::Disc { centre, .. } => std::slice::from_ref(centre),
            Self::Line { course, .. } => course,
            Self::Area { ring } => ring,
        }
    }

    /// Middle of the bounding box, `[longitude, latitude]`. For drawing and for indexing only:
    /// it is not where anything happened.
    pub fn middle(&self) -> [f64; 2] {
        let positions = self.positions();
        let fold = |i: usize| {
            positions.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), p| {
                (lo.min(p[i]), hi.max(p[i]))
            })
        };
        let ((west, east), (south, north)) = (fold(0), fold(1));
        [f64::midpoint(west, east), f64::midpoint(south, north)]
    }
}

/// Where somebody stood, and where they looked or listened from there. It leads to a person:
/// reports keep it [`Sealed`](crate::Sealed).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Degrees east (WGS 84).
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Metres within which the true position lies.
    pub accuracy_m: f64,
    /// The direction in which it was heard or seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearing: Option<Bearing>,
    /// How far off, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range_m: Option<Range>,
}

impl Position {
    /// Greatest uncertainty and greatest range that is taken, in metres: what is farther off than
    /// this is neither heard nor seen from the ground.
    pub const FAR_M: f64 = 100_000.0;

    /// Whether it lies on the globe, its direction on the circle, and its distances between 0 and
    /// [`Self::FAR_M`] with the low end first.
    pub fn is_sound(&self) -> bool {
        let distance = |metres: f64| (0.0..=Self::FAR_M).contains(&metres);
        (-180.0..=180.0).contains(&self.lon)
            && (-90.0..=90.0).contains(&self.lat)
            && distance(self.accuracy_m)
            && self.bearing.is_none_or(|b| {
                (0.0..360.0).contains(&b.deg) && (0.0..=180.0).contains(&b.margin_deg)
            })
            && self.range_m.is_none_or(|r| distance(r.low) && distance(r.high) && r.low <= r.high)
    }
}

/// A direction: clockwise from true north, give or take `margin_deg`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bearing {
    /// Degrees, 0 up to 360.
    pub deg: f64,
    /// Degrees to either side.
    pub margin_deg: f64,
}

/// A distance that was judged, not measured: the truth lies between the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// Metres.
    pub low: f64,
    /// Metres.
    pub high: f64,
}

/// Where something is said to have happened: the words, and the shape if the words were understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The place's name: the case's spelling if it is a known place, else the source's.
    pub name: Option<String>,
    /// The governorate or other large unit it lies in, where known; coverage is counted by it.
    pub region: Option<String>,
    /// Its shape; `None` is an open place.
    pub shape: Option<Shape>,
}

impl Place {
    /// A place nothing is known of.
    pub fn open() -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsound_shapes_are_refused_with_what_to_do() {
        let crossing = Shape::Area { ring: vec![[179.0, 1.0], [-179.0, 1.0], [-179.0, 2.0]] };
        insta::assert_snapshot!(crossing.checked().unwrap_err(), @"the shape crosses the antimeridian between positions 1 and 2: split it in two at longitude 180");
        insta::assert_snapshot!(Shape::disc([36.2, 137.1], 10.0).unwrap_err(), @"position 1 is [36.2, 137.1]: longitude must lie in -180..180 and latitude in -90..90; are they swapped?");
        assert!(Shape::disc([36.2, f64::NAN], 10.0).is_err());
        assert!(Shape::disc([36.2, 30.0], -1.0).is_err());
        assert!(Shape::Area { ring: vec![] }.checked().is_err());
    }
}
