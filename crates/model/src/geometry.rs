//! Distances between shapes, as ranges: what is certain and what is possible.

use crate::place::Shape;
use geo::{Contains, Distance, Euclidean, Haversine, LineString, Point};

/// A flat map around a position, in metres east and north of it.
///
/// Equirectangular: good to under 1 % within some 200 km, which is the scale of every keep-out
/// distance in a ceasefire deal (metres to 140 km).
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    origin: [f64; 2],
    metres_per_degree: [f64; 2],
}

/// On which side of a line.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// North of it.
    North,
    /// South of it.
    South,
    /// East of it.
    East,
    /// West of it.
    West,
}

/// How far a shape is from another: every true distance lies between the two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DistanceRange {
    /// Metres; 0 where they may touch.
    pub least_m: f64,
    /// Metres.
    pub most_m: f64,
}

impl DistanceRange {
    /// Whether every possible distance is within `metres`.
    pub fn certainly_within(&self, metres: f64) -> bool {
        self.most_m <= metres
    }

    /// Whether some possible distance is within `metres`.
    pub fn possibly_within(&self, metres: f64) -> bool {
        self.least_m <= metres
    }
}

/// Mean radius of the Earth (IUGG), times radians per degree.
const METRES_PER_DEGREE: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

impl Plane {
    /// The map around the middle of `shape`.
    pub fn around(shape: &Shape) -> Self {
        let origin = shape.middle();
        let shrink = origin[1].to_radians().cos().abs().max(1e-6);
        Self { origin, metres_per_degree: [METRES_PER_DEGREE * shrink, METRES_PER_DEGREE] }
    }

    fn flat(&self, position: [f64; 2]) -> (f64, f64) {
        (
            (position[0] - self.origin[0]) * self.metres_per_degree[0],
            (position[1] - self.origin[1]) * self.metres_per_degree[1],
        )
    }

    /// A circle that holds the whole shape: its middle and its radius in metres.
    fn around_circle(&self, shape: &Shape) -> ((f64, f64), f64) {
        let (x, y) = self.flat(shape.middle());
        let spread = shape
            .positions()
            .iter()
            .map(|p| {
                let (px, py) = self.flat(*p);
                (px - x).hypot(py - y)
            })
            .fold(0.0, f64::max);
        let margin = match shape {
            Shape::Disc { radius_m, .. } => *radius_m,
            Shape::Line { margin_m, .. } => *margin_m,
            Shape::Area { .. } => 0.0,
        };
        ((x, y), spread + margin)
    }

    fn body(&self, shape: &Shape) -> (geo::Geometry<f64>, f64) {
        let ring = |positions: &[[f64; 2]]| {
            LineString::from(positions.iter().map(|p| self.flat(*p)).collect::<Vec<_>>())
        };
        match shape {
            Shape::Disc { centre, radius_m } => {
                let (x, y) = self.flat(*centre);
                (Point::new(x, y).into(), *radius_m)
            }
            Shape::Line { course, margin_m } => (ring(course).into(), *margin_m),
            Shape::Area { ring: positions } => {
                (geo::Polygon::new(ring(positions), vec![]).into(), 0.0)
            }
        }
    }

    /// How far a thing somewhere in `support` may be from `target`. Sound, not tight: the least
    /// is exact up to the map, the most comes from a circle around the support.
    ///
    /// The target's own margin widens the range on both ends, since a line that is only
    /// approximately known makes every distance from it approximate.
    pub fn distance(&self, support: &Shape, target: &Shape) -> DistanceRange {
        let (support_body, support_margin) = self.body(support);
        let (target_body, target_margin) = self.body(target);
        let bare = Euclidean.distance(&support_body, &target_body);
        let ((x, y), radius) = self.around_circle(support);
        let middle = Euclidean.distance(&geo::Geometry::from(Point::new(x, y)), &target_body);
        DistanceRange {
            least_m: (bare - support_margin - target_margin).max(0.0),
            most_m: middle + radius + target_margin,
        }
    }

    /// Whether `target` (an area or a disc) surely holds the whole of `support`.
    pub fn holds(&self, target: &Shape, support: &Shape) -> bool {
        let ((x, y), radius) = self.around_circle(support);
        match target {
            Shape::Disc { centre, radius_m } => {
                let (cx, cy) = self.flat(*centre);
                (cx - x).hypot(cy - y) + radius <= *radius_m
            }
            Shape::Area { ring } => {
                let ring = LineString::from(ring.iter().map(|p| self.flat(*p)).collect::<Vec<_>>());
                let area = geo::Polygon::new(ring, vec![]);
                let middle = Point::new(x, y);
                area.contains(&middle) && Euclidean.distance(&middle, area.exterior()) >= radius
            }
            Shape::Line { margin_m, .. } => self.distance(support, target).most_m <= 2.0 * margin_m,
        }
    }

    /// Whether `support` lies on the given side of `line`: `Some(true)` certainly, `Some(false)`
    /// certainly not, `None` when it may be either.
    ///
    /// "North of the road" is read along the meridian: a place is north if it lies north of the
    /// road at its own longitude, the road's ends carried on level.
    pub fn on_side(&self, support: &Shape, line: &Shape, side: Side) -> Option<bool> {
        let Shape::Line { course, .. } = line else { return None };
        if self.distance(support, line).least_m <= 0.0 {
            return None;
        }
        let verdicts: Vec<bool> =
            support.positions().iter().map(|p| self.beyond(*p, course, side)).collect();
        match (verdicts.iter().all(|v| *v), verdicts.iter().any(|v| *v)) {
            (true, _) => Some(true),
            (false, false) => Some(false),
            _ => None,
        }
    }

    fn beyond(&self, position: [f64; 2], course: &[[f64; 2]], side: Side) -> bool {
        // For north and south the line is read as latitude over longitude; for east and west
        // the other way round.
        let (along, across) = match side {
            Side::North | Side::South => (0, 1),
            Side::East | Side::West => (1, 0),
        };
        let mut sorted: Vec<[f64; 2]> = course.iter().map(|p| [p[along], p[across]]).collect();
        sorted.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let at = position[along];
        let level = match sorted.iter().position(|p| p[0] >= at) {
            Some(0) => sorted.first().map_or(0.0, |p| p[1]),
            None => sorted.last().map_or(0.0, |p| p[1]),
            Some(i) => {
                let (a, b) = (sorted[i - 1], sorted[i]);
                let share = if b[0] > a[0] { (at - a[0]) / (b[0] - a[0]) } else { 0.0 };
                a[1] + share * (b[1] - a[1])
            }
        };
        match side {
            Side::North | Side::East => position[across] > level,
            Side::South | Side::West => position[across] < level,
        }
    }
}

impl Shape {
    /// Radius in metres of a circle around [`Shape::middle`] that holds the whole shape.
    pub fn reach_m(&self) -> f64 {
        Plane::around(self).around_circle(self).1
    }

    /// Great-circle distance in metres between the middles of two shapes (Haversine).
    pub fn middle_distance_m(&self, other: &Self) -> f64 {
        let (a, b) = (self.middle(), other.middle());
        Haversine.distance(Point::new(a[0], a[1]), Point::new(b[0], b[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn road() -> Shape {
        Shape::Line { course: vec![[37.10, 36.25], [37.16, 36.27]], margin_m: 0.0 }
    }

    #[test]
    fn a_vague_place_is_possibly_inside_and_possibly_outside() {
        let road = road();
        let plane = Plane::around(&road);
        // 2 km north of the road's middle, known to 1 km.
        let tank = Shape::disc([37.13, 36.26 + 2000.0 / 111_195.0], 1000.0).unwrap();
        let d = plane.distance(&tank, &road);
        assert!(d.possibly_within(1500.0) && !d.certainly_within(1500.0), "{d:?}");
        assert!(d.certainly_within(3500.0) && !d.possibly_within(800.0), "{d:?}");
        assert_eq!(plane.on_side(&tank, &road, Side::North), Some(true));
        assert_eq!(plane.on_side(&tank, &road, Side::South), Some(false));
    }

    #[test]
    fn a_place_on_the_road_has_no_certain_side() {
        let road = road();
        let plane = Plane::around(&road);
        let on = Shape::disc([37.13, 36.26], 500.0).unwrap();
        assert_eq!(plane.on_side(&on, &road, Side::North), None);
    }

    #[test]
    fn distances_agree_with_the_great_circle() {
        let a = Shape::disc([37.16, 36.20], 0.0).unwrap();
        let b = Shape::disc([37.10, 36.25], 0.0).unwrap();
        let flat = Plane::around(&a).distance(&b, &a);
        let round = a.middle_distance_m(&b);
        assert!((flat.least_m - round).abs() / round < 0.002, "{flat:?} {round}");
    }

    #[test]
    fn the_poles_do_not_panic() {
        let pole = Shape::disc([0.0, 90.0], 10.0).unwrap();
        let other = Shape::disc([180.0, 89.9], 10.0).unwrap();
        assert!(Plane::around(&pole).distance(&other, &pole).most_m.is_finite());
    }
}
