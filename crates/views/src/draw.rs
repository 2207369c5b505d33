//! Shapes on the grid of a tile: as wide as they are, cut off a little outside of it.

use crate::ask::TileId;
use crate::globe::{Spot, web};
use crate::mvt::{EXTENT, Kind, Outline};
use armistice_model::Shape;
use armistice_publish::Geometry;
use std::f64::consts::TAU;

/// How far outside a tile shapes are drawn, so that no edge shows at its border.
pub(crate) const BUFFER: f64 = 64.0;
/// Discs up to this radius in metres are circles on the web map, to a two-hundredth of it up to
/// 60 degrees north or south; what is wider or nearer to a pole is reckoned on the globe.
const ROUND_M: f64 = 20_000.0;
const ROUND_LAT: f64 = 60.0;
/// Mean radius of the Earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

/// The map from longitude and latitude to the grid of a tile.
pub(crate) struct Grid {
    scale: f64,
    west: f64,
    north: f64,
}

impl Grid {
    pub(crate) fn of(tile: TileId) -> Self {
        let scale = f64::from(EXTENT) * f64::from(1u32 << tile.z);
        let extent = f64::from(EXTENT);
        Self { scale, west: f64::from(tile.x) * extent, north: f64::from(tile.y) * extent }
    }

    fn at(&self, position: [f64; 2]) -> [f64; 2] {
        self.on(web(position))
    }

    /// From parts of the web map.
    pub(crate) fn on(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [x * self.scale - self.west, y * self.scale - self.north]
    }
}

/// The outline of a place; `None` if nothing of it is on the tile.
pub(crate) fn outline(spot: &Spot, grid: &Grid) -> Option<Outline> {
    match &spot.shape {
        Shape::Disc { centre, radius_m }
            if *radius_m <= ROUND_M && centre[1].abs() <= ROUND_LAT =>
        {
            circle(*centre, *radius_m, grid)
        }
        shape => drawn(&armistice_publish::geometry(shape)?, grid),
    }
}

/// A small disc.
fn circle(centre: [f64; 2], radius_m: f64, grid: &Grid) -> Option<Outline> {
    let [x, y] = grid.at(centre);
    // The web map is wider than the globe by 1/cos latitude, in both directions.
    let radius = radius_m.max(1.0) / (EARTH * TAU * centre[1].to_radians().cos()) * grid.scale;
    let corners = match radius {
        r if r < 48.0 => 16,
        r if r < 512.0 => 32,
        _ => 64,
    };
    let step = TAU / f64::from(corners);
    let (turn_sin, turn_cos) = step.sin_cos();
    let mut arm = [radius, 0.0];
    let mut ring = Vec::with_capacity(64);
    for _ in 0..corners {
        ring.push([x + arm[0], y + arm[1]]);
        arm = [arm[0] * turn_cos - arm[1] * turn_sin, arm[0] * turn_sin + arm[1] * turn_cos];
    }
    Outline::of(Kind::Polygon, &[snapped(&cut(ring))])
}

fn drawn(geometry: &Geometry, grid: &Grid) -> Option<Outline> {
    let ring = |ring: &Vec<[f64; 2]>| snapped(&cut(ring.iter().map(|p| grid.at(*p)).collect()));
    match geometry {
        Geometry::Polygon(rings) => {
            Outline::of(Kind::Polygon, &rings.iter().map(ring).collect::<Vec<_>>())
        }
        Geometry::MultiPolygon(polygons) => {
            Outline::of(Kind::Polygon, &polygons.iter().flatten().map(ring).collect::<Vec<_>>())
        }
        Geometry::LineString(course) => {
            let course: Vec<[f64; 2]> = course.iter().map(|p| grid.at(*p)).collect();
            let parts: Vec<Vec<[i32; 2]>> = lines(&course).iter().map(|l| snapped(l)).collect();
            Outline::of(Kind::Line, &parts)
        }
    }
}

/// To whole units.
fn snapped(path: &[[f64; 2]]) -> Vec<[i32; 2]> {
    // What was cut is near the tile.
    path.iter().map(|p| p.map(|c| c.round() as i32)).collect()
}

const LOW: f64 = -BUFFER;
const HIGH: f64 = EXTENT as f64 + BUFFER;

/// The part of a ring near the tile (Sutherland and Hodgman, 1974).
fn cut(mut ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    if ring.iter().flatten().all(|c| (LOW..=HIGH).contains(c)) {
        return ring;
    }
    for (axis, edge, above) in [(0, LOW, true), (0, HIGH, false), (1, LOW, true), (1, HIGH, false)]
    {
        let inside = |p: &[f64; 2]| if above { p[axis] >= edge } else { p[axis] <= edge };
        let mut out = Vec::with_capacity(ring.len() + 4);
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        for (before, here) in before.zip(&ring) {
            if inside(before) != inside(here) {
                let share = (edge - before[axis]) / (here[axis] - before[axis]);
                let mut on = [0, 1].map(|i| before[i] + share * (here[i] - before[i]));
                on[axis] = edge;
                out.push(on);
            }
            if inside(here) {
                out.push(*here);
            }
        }
        ring = out;
    }
    ring
}

/// The parts of a line near the tile (Liang and Barsky, 1984, piece by piece).
fn lines(course: &[[f64; 2]]) -> Vec<Vec<[f64; 2]>> {
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    for pair in course.windows(2) {
        let [a, b] = pair else { continue };
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        for axis in [0, 1] {
            let run = b[axis] - a[axis];
            if run == 0.0 {
                if !(LOW..=HIGH).contains(&a[axis]) {
                    leave = -1.0;
                }
                continue;
            }
            let (s, t) = ((LOW - a[axis]) / run, (HIGH - a[axis]) / run);
            enter = enter.max(s.min(t));
            leave = leave.min(s.max(t));
        }
        if enter > leave {
            continue;
        }
        let at = |share: f64| [0, 1].map(|i| a[i] + share * (b[i] - a[i]));
        match parts.last_mut() {
            Some(part) if enter == 0.0 && part.last() == Some(a) => part.push(at(leave)),
            _ => parts.push(vec![at(enter), at(leave)]),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_cut_lies_near_the_tile(
            ring in prop::collection::vec([-9000.0..9000.0, -9000.0..9000.0f64], 3..9)
        ) {
            for p in cut(ring.clone()).iter().chain(lines(&ring).iter().flatten()) {
                for c in p {
                    prop_assert!((LOW - 1e-6..=HIGH + 1e-6).contains(c));
                }
            }
        }

        #[test]
        fn the_middle_of_what_is_inside_stays(x in 0.0..4096.0, y in 0.0..4096.0f64, r in 1.0..3e4) {
            // A square around a position on the tile always covers the position.
            let ring = vec![[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]];
            let cut = cut(ring);
            let (west, east) = cut.iter().fold((f64::MAX, f64::MIN), |(l, h), p| (l.min(p[0]), h.max(p[0])));
            prop_assert!(west <= x && x <= east);
        }
    }
}
