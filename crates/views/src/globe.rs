//! Shapes on the globe and on the web map.

use crate::mark::Ground;
use armistice_model::Shape;
use std::f64::consts::PI;
use std::sync::Arc;

/// Mean radius of the Earth in metres (IUGG), as where shapes are measured.
const EARTH: f64 = 6_371_008.8;
/// The web map ends here (Web Mercator is square).
const NORTH: f64 = 85.051_128_779_806_59;

/// A place that incidents share.
pub(crate) struct Spot {
    /// The name that the public may read.
    pub(crate) name: Option<Arc<str>>,
    pub(crate) shape: Shape,
    /// The box around the shape, rounded outward: west, south, east, north.
    pub(crate) bbox: [f32; 4],
    /// Middle of the shape: longitude, latitude.
    pub(crate) middle: [f64; 2],
    /// The same on the web map: 0 to 1 from the west and from the north, in parts of 2³².
    pub(crate) at: [u32; 2],
    /// Radius in metres of the circle around the shape.
    pub(crate) reach_m: f32,
    /// Size class: the deepest zoom (0 to 16) at which a tile is at least as wide as the shape.
    pub(crate) size: u8,
}

impl Spot {
    pub(crate) fn of(ground: Ground) -> Self {
        let Ground { name, shape } = ground;
        let middle = shape.middle();
        let reach_m = shape.reach_m();
        let bbox = bbox(&shape);
        let [west, south, east, north] = bbox;
        let [left, top] = web([west, north]);
        let [right, bottom] = web([east, south]);
        let wide = (right - left).max(bottom - top).max(1e-9);
        let size = (-wide.log2()).floor().clamp(0.0, f64::from(DEEPEST_SIZE));
        Self {
            name: name.map(Into::into),
            shape,
            bbox: outward(bbox),
            middle,
            at: web(middle).map(fixed),
            reach_m: reach_m as f32,
            size: size as u8,
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.name.as_ref().map_or(0, |n| n.len() + 16)
            + self.shape.positions().len() * 16
    }
}

/// The size class of the smallest.
pub(crate) const DEEPEST_SIZE: u8 = 16;

/// A position on the web map, 0 to 1 from the west and from the north.
pub(crate) fn web([lon, lat]: [f64; 2]) -> [f64; 2] {
    let lat = lat.clamp(-NORTH, NORTH).to_radians();
    let y = (1.0 - lat.tan().asinh() / PI) / 2.0;
    [(lon / 360.0 + 0.5).clamp(0.0, 1.0), y.clamp(0.0, 1.0)]
}

/// Longitude and latitude of a position on the web map.
pub(crate) fn globe([x, y]: [f64; 2]) -> [f64; 2] {
    [(x - 0.5) * 360.0, (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees()]
}

/// In parts of 2³².
fn fixed(part: f64) -> u32 {
    // A float that is too large becomes the largest number.
    (part * 4_294_967_296.0) as u32
}

/// The box around a shape, margins included: west, south, east, north. What runs over the
/// antimeridian or a pole is as wide as the globe.
pub(crate) fn bbox(shape: &Shape) -> [f64; 4] {
    let margin_m = match shape {
        Shape::Disc { radius_m, .. } => *radius_m,
        Shape::Line { margin_m, .. } => *margin_m,
        Shape::Area { .. } => 0.0,
    };
    let mut hull = [180.0, 90.0, -180.0, -90.0];
    for position in shape.positions() {
        let [west, south, east, north] = around(*position, margin_m);
        hull = [
            f64::min(hull[0], west),
            f64::min(hull[1], south),
            f64::max(hull[2], east),
            f64::max(hull[3], north),
        ];
    }
    hull
}

/// The box around a disc.
fn around([lon, lat]: [f64; 2], radius_m: f64) -> [f64; 4] {
    let angle = (radius_m.max(0.0) / EARTH).min(PI);
    let (south, north) = (lat - angle.to_degrees(), lat + angle.to_degrees());
    let turn = angle.sin() / lat.to_radians().cos();
    if south <= -90.0 || north >= 90.0 || turn >= 1.0 {
        return [-180.0, south.max(-90.0), 180.0, north.min(90.0)];
    }
    let wide = turn.asin().to_degrees();
    let (west, east) = (lon - wide, lon + wide);
    if west < -180.0 || east > 180.0 {
        return [-180.0, south, 180.0, north];
    }
    [west, south, east, north]
}

/// To single precision, never smaller than it was.
pub(crate) fn outward([west, south, east, north]: [f64; 4]) -> [f32; 4] {
    let down = |x: f64| {
        let near = x as f32;
        if f64::from(near) > x { near.next_down() } else { near }
    };
    let up = |x: f64| {
        let near = x as f32;
        if f64::from(near) < x { near.next_up() } else { near }
    };
    [down(west), down(south), up(east), up(north)]
}

/// Whether two boxes meet, edges included. Boxes that are not numbers meet nothing.
pub(crate) fn meet(a: &[f32; 4], b: &[f32; 4]) -> bool {
    (a[0] <= b[2]) & (b[0] <= a[2]) & (a[1] <= b[3]) & (b[1] <= a[3])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_box_of_a_disc_holds_its_published_outline(
            lon in -179.0..179.0, lat in -80.0..80.0f64, radius in 1.0..400_000.0,
        ) {
            let shape = Shape::Disc { centre: [lon, lat], radius_m: radius };
            let [west, south, east, north] = outward(bbox(&shape));
            if let Some(armistice_publish::Geometry::Polygon(rings)) =
                armistice_publish::geometry(&shape)
            {
                for [x, y] in rings.iter().flatten() {
                    prop_assert!(f64::from(west) <= x + 1e-5 && x - 1e-5 <= f64::from(east));
                    prop_assert!(f64::from(south) <= y + 1e-5 && y - 1e-5 <= f64::from(north));
                }
            }
        }

        #[test]
        fn the_web_map_leads_back(x in -180.0..180.0, y in -85.0..85.0) {
            let [lon, lat] = globe(web([x, y]));
            prop_assert!((lon - x).abs() < 1e-9 && (lat - y).abs() < 1e-9);
        }

        #[test]
        fn outward_is_outward(x in -180.0..180.0, y in -90.0..90.0) {
            let [west, south, east, north] = outward([x, y, x, y]);
            prop_assert!(f64::from(west) <= x && x <= f64::from(east));
            prop_assert!(f64::from(south) <= y && y <= f64::from(north));
        }
    }

    #[test]
    fn the_web_map_is_square() {
        let near =
            |at: [f64; 2], to: [f64; 2]| at.iter().zip(to).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(near(web([-180.0, NORTH]), [0.0, 0.0]));
        assert!(near(web([180.0, -NORTH]), [1.0, 1.0]));
        assert_eq!(web([0.0, 0.0]), [0.5, 0.5]);
        assert_eq!(fixed(1.0), u32::MAX);
    }
}
