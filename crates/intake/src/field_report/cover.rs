//! What may be told of a place that was heard or seen from somewhere.
//!
//! "4–5 km south-west of me" is a piece of a ring whose point and arcs give the observer away.
//! What is told instead is a disc that holds the whole piece and is one of few:
//!
//! 1. its centre is the middle of a cell of a grid that covers the Earth and knows of no observer;
//! 2. the cell is 1 km wide where the thing was at least 2 km off in a given direction, so that
//!    readers do not know on which side of the disc, nor how far off, somebody stood; else 4 km,
//!    since then the observer is in or near the disc's middle. It doubles until it is half as
//!    wide as the piece's own radius;
//! 3. its radius is that of the piece, plus what the centre may have been moved by, rounded up to
//!    half a cell: it does not tell where in the cell the piece's middle was.
//!
//! Direction and distance stay sealed with the position, or the disc could be walked back from.
//! What the disc still tells: its radius, roughly how far off the thing was, and so a ring around
//! it on which somebody stood; or, where the cell is 4 km wide, that cell.

use armistice_model::{Position, Shape};

/// Mean radius of the Earth (IUGG) in metres.
const EARTH_M: f64 = 6_371_008.8;
/// What a distance on that sphere may differ from one on the ellipsoid, and a direction with it.
const SPHERE: f64 = 0.01;
/// Width of the grid's cells in metres, where the direction hides the observer.
const FINE_M: f64 = 1_000.0;
/// From how far off it does.
const HIDDEN_FROM_M: f64 = 2_000.0;
/// Width where it does not.
const COARSE_M: f64 = 4_000.0;
/// How far a cell's corner is from its middle, in widths; what a cell is wider on the side of
/// the equator is within the rounding.
const CORNER: f64 = 0.72;

/// A disc that holds all of what lies in the position's direction and range, and leads back to
/// no observer; `None` where no range is known, so that nothing bounds it, or the position is not
/// sound ([`Position::is_sound`]).
///
/// ```
/// use armistice_intake::field::cover;
/// use armistice_model::{Bearing, Position, Range, Shape};
///
/// let seen = Position {
///     lon: 37.1217, lat: 36.2581, accuracy_m: 12.0,
///     bearing: Some(Bearing { deg: 225.0, margin_deg: 22.5 }),
///     range_m: Some(Range { low: 4_000.0, high: 5_000.0 }),
/// };
/// let Some(Shape::Disc { radius_m, .. }) = cover(&seen) else { panic!("a disc") };
/// assert_eq!(radius_m, 3_000.0);
/// assert_eq!(cover(&Position { range_m: None, ..seen }), None);
/// ```
pub fn cover(position: &Position) -> Option<Shape> {
    let range = position.range_m.filter(|_| position.is_sound())?;
    let from = [position.lon, position.lat];
    let sector = position.bearing.filter(|b| b.margin_deg <= 45.0);
    let (centre, reach) = match sector {
        Some(bearing) => {
            let (off, reach) = around_sector(range.low, range.high, bearing.margin_deg);
            (walked(from, bearing.deg, off), reach)
        }
        None => (from, range.high),
    };
    let reach = reach + position.accuracy_m + SPHERE * range.high + 1.0;
    let hidden = sector.is_some() && range.low - position.accuracy_m >= HIDDEN_FROM_M;
    let mut cell = if hidden { FINE_M } else { COARSE_M };
    while cell < reach / 2.0 {
        cell *= 2.0;
    }
    let middle = middle_of_cell(centre, cell);
    // Near the poles cells are no squares; there the true way counts.
    let moved = (CORNER * cell).max(distance_m(centre, middle));
    let step = cell / 2.0;
    Shape::disc(middle, ((reach + moved) / step).ceil() * step).ok()
}

/// The least circle around a piece of a ring, on a plane: how far off its middle is, and its
/// radius. It goes through the outer corners, and through the inner ones if they reach out of the
/// circle that has the outer ones for its ends.
fn around_sector(low: f64, high: f64, margin_deg: f64) -> (f64, f64) {
    let (sin, cos) = margin_deg.to_radians().sin_cos();
    let off = ((low + high) / (2.0 * cos)).min(high * cos);
    let corner = |range: f64| (range * cos - off).hypot(range * sin);
    (off, corner(low).max(corner(high)).max(high - off))
}

/// Where one comes to from a position, `metres` along a great circle that starts at `deg`.
fn walked([lon, lat]: [f64; 2], deg: f64, metres: f64) -> [f64; 2] {
    let (sin_way, cos_way) = (metres / EARTH_M).sin_cos();
    let (sin_lat, cos_lat) = lat.to_radians().sin_cos();
    let (sin_deg, cos_deg) = deg.to_radians().sin_cos();
    let sin_there = (sin_lat * cos_way + cos_lat * sin_way * cos_deg).clamp(-1.0, 1.0);
    let turned = (sin_deg * sin_way * cos_lat).atan2(cos_way - sin_lat * sin_there);
    let lon = (lon + turned.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
    [lon, sin_there.asin().to_degrees()]
}

/// Great-circle distance (haversine).
fn distance_m(a: [f64; 2], b: [f64; 2]) -> f64 {
    let half = |i: usize| ((b[i] - a[i]).to_radians() / 2.0).sin().powi(2);
    let chord = half(1) + a[1].to_radians().cos() * b[1].to_radians().cos() * half(0);
    2.0 * EARTH_M * chord.sqrt().min(1.0).asin()
}

/// The middle of the grid's cell that holds a position, to five decimals. Rows run along the
/// parallels from the south pole, cells along each row from longitude -180; both divide evenly
/// into whole cells of at most `cell` metres.
fn middle_of_cell([lon, lat]: [f64; 2], cell: f64) -> [f64; 2] {
    let middle = |at: f64, whole: f64, length_m: f64| {
        let cells = (length_m / cell).ceil().max(1.0);
        let step = whole / cells;
        ((at / step).floor().clamp(0.0, cells - 1.0) + 0.5) * step
    };
    let half_turn = std::f64::consts::PI * EARTH_M;
    let lat = middle(lat + 90.0, 180.0, half_turn) - 90.0;
    let lon = middle(lon + 180.0, 360.0, 2.0 * half_turn * lat.to_radians().cos()) - 180.0;
    [lon, lat].map(|degrees| (degrees * 1e5).round() / 1e5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_model::{Bearing, Range};
    use geo::{Destination, Distance, Geodesic, Point};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn disc(position: &Position) -> ([f64; 2], f64) {
        match cover(position) {
            Some(Shape::Disc { centre, radius_m }) => (centre, radius_m),
            other => panic!("{other:?}"),
        }
    }

    fn anywhere() -> impl Strategy<Value = Position> {
        let bearing = prop_oneof![
            1 => Just(None),
            4 => (0.0..360.0, prop_oneof![Just(10.0), Just(11.25), Just(22.5), 0.0..180.0])
                .prop_map(|(deg, margin_deg)| Some(Bearing { deg, margin_deg })),
        ];
        let range = (0.0..30_000.0, 0.0..20_000.0)
            .prop_map(|(low, more)| Some(Range { low, high: low + more }));
        (-180.0..=180.0, -90.0..=90.0, 0.0..3_000.0, bearing, range).prop_map(
            |(lon, lat, accuracy_m, bearing, range_m)| Position {
                lon,
                lat,
                accuracy_m,
                bearing,
                range_m,
            },
        )
    }

    proptest! {
        /// The oracle is the ellipsoid (Karney's geodesics), of which `cover` knows nothing.
        #[test]
        fn the_disc_holds_wherever_it_may_have_been(
            position in anywhere(),
            shares in proptest::collection::vec((-1.0..=1.0, 0.0..=1.0, 0.0..360.0), 20),
        ) {
            let (centre, radius_m) = disc(&position);
            let range = position.range_m.unwrap();
            let corners = [(-1.0, 0.0), (-1.0, 1.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
            let corners = corners.into_iter().map(|(a, b)| (a, b, 45.0));
            for (across, along, astray) in shares.into_iter().chain(corners) {
                let stood = Point::new(position.lon, position.lat);
                let stood = Geodesic.destination(stood, astray, position.accuracy_m);
                let deg = position.bearing.map_or(across * 180.0, |b| b.deg + across * b.margin_deg);
                let off = range.low + along * (range.high - range.low);
                let there = Geodesic.destination(stood, deg, off);
                let way = Geodesic.distance(Point::new(centre[0], centre[1]), there);
                prop_assert!(way <= radius_m, "{way} m off in a disc of {radius_m} m");
            }
        }

        #[test]
        fn any_numbers_give_a_sound_disc_or_none(
            lon in any::<f64>(), lat in any::<f64>(), accuracy_m in any::<f64>(),
            deg in any::<f64>(), margin_deg in any::<f64>(), low in any::<f64>(), high in any::<f64>(),
        ) {
            let bearing = Some(Bearing { deg, margin_deg });
            let range_m = Some(Range { low, high });
            if let Some(shape) = cover(&Position { lon, lat, accuracy_m, bearing, range_m }) {
                prop_assert!(shape.checked().is_ok());
            }
        }

        /// One disc, many observers: whoever stood anywhere around it and heard the same thing,
        /// with the thing's middle anywhere in the cell, told the same disc.
        #[test]
        fn observers_all_around_tell_one_disc(
            lon in -179.0..179.0, lat in -70.0..70.0, low in 2_100.0..9_000.0, more in 0.0..3_000.0,
        ) {
            let range = Range { low, high: low + more };
            let reach = around_sector(range.low, range.high, 22.5).1 + SPHERE * range.high + 13.0;
            let mut cell = FINE_M;
            while cell < reach / 2.0 {
                cell *= 2.0;
            }
            let middle = middle_of_cell([lon, lat], cell);
            let mut told = BTreeSet::new();
            let mut stood = Vec::new();
            for deg in [0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0] {
                for (turn, share) in [(0.0, 0.0), (30.0, 0.4), (120.0, 0.45), (200.0, 0.3), (290.0, 0.45)] {
                    let centre = walked(middle, turn, share * cell);
                    let off = around_sector(range.low, range.high, 22.5).0;
                    let from = walked_back(centre, deg, off);
                    let position = Position {
                        lon: from[0], lat: from[1], accuracy_m: 12.0,
                        bearing: Some(Bearing { deg, margin_deg: 22.5 }), range_m: Some(range),
                    };
                    let (centre, radius_m) = disc(&position);
                    told.insert(format!("{centre:?} {radius_m}"));
                    stood.push(from);
                }
            }
            prop_assert_eq!(told.len(), 1, "{:?}", told);
            let apart = stood.iter().map(|a| distance_m(stood[0], *a)).fold(0.0, f64::max);
            prop_assert!(apart > 2.0 * HIDDEN_FROM_M, "only {apart} m apart");
        }

        /// Close by, or with no direction, the disc hides its observer in 4 km and more.
        #[test]
        fn observers_in_the_middle_share_a_wide_cell(
            lon in -179.0..179.0, lat in -70.0..70.0, high in 0.0..1_900.0, directed in any::<bool>(),
        ) {
            let middle = middle_of_cell([lon, lat], COARSE_M);
            let bearing = directed.then_some(Bearing { deg: 90.0, margin_deg: 10.0 });
            let range_m = Some(Range { low: 0.0, high });
            // With a direction the cell is that of the thing, which is east of the observer.
            let off = if directed { around_sector(0.0, high, 10.0).0 } else { 0.0 };
            let told: BTreeSet<String> = [0.0, 72.0, 144.0, 216.0, 288.0]
                .map(|turn| {
                    let from = walked_back(walked(middle, turn, 1_900.0), 90.0, off);
                    let position =
                        Position { lon: from[0], lat: from[1], accuracy_m: 5.0, bearing, range_m };
                    format!("{:?}", disc(&position))
                })
                .into();
            prop_assert_eq!(told.len(), 1, "{:?}", told);
        }
    }

    /// From where one comes to `centre` by walking `off` metres at `deg`, found by a few steps of
    /// mending the error of going the other way.
    fn walked_back(centre: [f64; 2], deg: f64, off: f64) -> [f64; 2] {
        let mut from = walked(centre, deg + 180.0, off);
        for _ in 0..4 {
            let there = walked(from, deg, off);
            from = [from[0] + centre[0] - there[0], from[1] + centre[1] - there[1]];
        }
        from
    }

    #[test]
    fn without_a_range_the_place_stays_open() {
        let bearing = Some(Bearing { deg: 10.0, margin_deg: 10.0 });
        let position = Position { lon: 37.0, lat: 36.0, accuracy_m: 5.0, bearing, range_m: None };
        assert_eq!(cover(&position), None);
    }
}
