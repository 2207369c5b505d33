//! Tiles: everything that is there is on them once, as wide as it is, and nothing else.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "fixture/land.rs"]
mod land;
#[path = "fixture/mvt.rs"]
mod mvt;
#[path = "fixture/oracle.rs"]
mod oracle;

use armistice_model::{Incident, Shape};
use armistice_views::{Sqlite, TileId, Views, Window};
use jiff::{Timestamp, ToSpan};
use land::Land;
use mvt::Feature;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::PI;
use std::sync::LazyLock;
use tempfile::TempDir;

struct Settled {
    land: Land,
    views: Sqlite,
    _folder: TempDir,
}

fn settled(land: Land) -> Settled {
    let folder = tempfile::tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    views.settle(&land.settled(&land.publication())).unwrap();
    Settled { land, views, _folder: folder }
}

static SETTLED: LazyLock<Settled> = LazyLock::new(|| settled(Land::of(1500, 8)));

fn windows() -> impl Strategy<Value = Window> {
    let first: Timestamp = "2011-12-25T00:00:00Z".parse().unwrap();
    let instant = move |hours: i64| first.checked_add(hours.hours()).unwrap();
    prop_oneof![
        1 => Just(Window::open()),
        3 => (0..36_000i64, 1..9000i64).prop_map(move |(from, more)| {
            Window::half_open(Some(instant(from)), Some(instant(from + more))).unwrap()
        }),
    ]
}

/// Position on a tile's grid.
fn on(z: u8, x: u32, y: u32, [lon, lat]: [f64; 2]) -> [f64; 2] {
    let side = f64::from(1u32 << z);
    let v = (1.0 - lat.to_radians().tan().asinh() / PI) / 2.0;
    [((lon / 360.0 + 0.5) * side - f64::from(x)) * 4096.0, (v * side - f64::from(y)) * 4096.0]
}

/// Tiles of a zoom that the land lies on.
fn tiles(z: u8) -> Vec<(u32, u32)> {
    let at = |position| on(z, 0, 0, position).map(|c| (c / 4096.0).floor().max(0.0) as u32);
    let ([west, north], [east, south]) = (at([34.0, 38.5]), at([44.0, 31.0]));
    (west..=east).flat_map(|x| (north..=south).map(move |y| (x, y))).collect()
}

fn read(views: &Sqlite, z: u8, x: u32, y: u32, window: &Window) -> BTreeMap<String, Vec<Feature>> {
    mvt::read(&views.tile(TileId::new(z, x, y).unwrap(), window).unwrap())
}

fn layer(tile: &BTreeMap<String, Vec<Feature>>, name: &str) -> Vec<Feature> {
    tile.get(name).cloned().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn every_incident_is_on_the_map_once(z in 0..9u8, window in windows()) {
        let Settled { land, views, .. } = &*SETTLED;
        let mut counted = 0;
        // Shapes reach into several tiles: by name, with the incidents that each stands for.
        let mut shapes: BTreeMap<String, i64> = BTreeMap::new();
        for (x, y) in tiles(z) {
            let tile = read(views, z, x, y, &window);
            for cluster in layer(&tile, "clusters") {
                prop_assert_eq!(cluster.kind, 1);
                let [at] = cluster.paths[0].as_slice() else { panic!("one point") };
                prop_assert!(at.iter().all(|c| (0..=4096).contains(c)), "{:?}", at);
                prop_assert!(cluster.numbers["reach_m"] > 0);
                prop_assert!(cluster.texts.contains_key("kind_top"));
                counted += cluster.numbers["count"];
            }
            for shape in layer(&tile, "incidents") {
                prop_assert!(shape.kind != 1, "a false pin");
                let count = shape.numbers["count"];
                let before = shapes.insert(shape.texts["id"].clone(), count);
                prop_assert!(before.is_none_or(|b| b == count), "tiles disagree");
            }
        }
        let expected = oracle::placed(land, &window);
        let names: BTreeSet<&str> = expected.iter().map(|i| i.id.as_str()).collect();
        prop_assert!(shapes.keys().all(|id| names.contains(id.as_str())));
        let drawn: i64 = shapes.values().sum();
        prop_assert_eq!(counted + drawn, i64::try_from(expected.len()).unwrap());
    }

    #[test]
    fn shapes_are_where_and_as_wide_as_the_incident(z in 6..15u8, pick in 0..1500usize) {
        let Settled { land, views, .. } = &*SETTLED;
        let Some(shape) = &land.incidents[pick].place.shape else { return Ok(()) };
        let middle = shape.middle();
        let [x, y] = on(z, 0, 0, middle).map(|c| (c / 4096.0) as u32);
        let tile = read(views, z, x, y, &Window::open());
        for feature in layer(&tile, "incidents") {
            let id = &feature.texts["id"];
            let incident = land.incidents.iter().find(|i| i.id.as_str() == id).unwrap();
            agrees(&feature, incident, z, x, y)?;
        }
    }
}

/// A feature lies near the tile and inside of the box around its incident, and a disc whose
/// middle is on the tile reaches as far as it should.
fn agrees(
    feature: &Feature,
    incident: &Incident,
    z: u8,
    x: u32,
    y: u32,
) -> Result<(), TestCaseError> {
    let shape = incident.place.shape.as_ref().unwrap();
    let [w, s, e, n] = oracle::around(shape);
    let ([left, top], [right, bottom]) = (on(z, x, y, [w, n]), on(z, x, y, [e, s]));
    let slack = 3.0 + (right - left) * 0.01;
    for [px, py] in feature.paths.iter().flatten() {
        prop_assert!((-64..=4160).contains(px) && (-64..=4160).contains(py));
        let (px, py) = (*px as f64, *py as f64);
        prop_assert!(left - slack <= px && px <= right + slack, "{px} in {left}..{right}");
        prop_assert!(top - slack <= py && py <= bottom + slack, "{py} in {top}..{bottom}");
    }
    prop_assert_eq!(feature.kind, if matches!(shape, Shape::Line { .. }) { 2 } else { 3 });
    let inside = |c: f64| (-64.0..=4160.0).contains(&c);
    if matches!(shape, Shape::Disc { .. }) && [left, top, right, bottom].into_iter().all(inside) {
        let width = feature.paths.iter().flatten().map(|p| p[0]);
        let width = (width.clone().max().unwrap() - width.min().unwrap()) as f64;
        prop_assert!((width - (right - left)).abs() < slack, "{width} for {}", right - left);
    }
    Ok(())
}

#[test]
fn one_incident_is_a_count_from_far_and_a_shape_from_near() {
    let mut land = Land::of(1, 1);
    let shape = Shape::Disc { centre: [37.16, 36.21], radius_m: 3000.0 };
    land.incidents[0].place.shape = Some(shape);
    let settled = settled(land);
    let (views, land) = (&settled.views, &settled.land);
    let mut seen = Vec::new();
    for z in 0..=14 {
        let [x, y] = on(z, 0, 0, [37.16, 36.21]).map(|c| (c / 4096.0) as u32);
        let tile = read(views, z, x, y, &Window::open());
        let (clusters, shapes) = (layer(&tile, "clusters"), layer(&tile, "incidents"));
        assert_eq!(clusters.len() + shapes.len(), 1, "zoom {z}");
        for cluster in &clusters {
            assert_eq!(cluster.numbers["count"], 1);
            assert!((3000..=9000).contains(&cluster.numbers["reach_m"]), "{cluster:?}");
            let [px, py] = on(z, x, y, [37.16, 36.21]);
            let at = cluster.paths[0][0];
            assert!((at[0] as f64 - px).abs() <= 1.0 && (at[1] as f64 - py).abs() <= 1.0);
        }
        for shape in &shapes {
            assert_eq!(shape.texts["id"], land.incidents[0].id.as_str());
            assert_eq!(shape.numbers["reach_m"], 3000);
        }
        seen.push(if shapes.is_empty() { 'n' } else { 's' });
    }
    let seen: String = seen.into_iter().collect();
    insta::assert_snapshot!(seen, @"nnnnnnnssssssss");
    let empty = views.tile(TileId::new(5, 0, 0).unwrap(), &Window::open()).unwrap();
    assert!(empty.is_empty());
}

#[test]
fn there_is_no_tile_beyond_the_map() {
    assert!(TileId::new(0, 0, 0).is_ok());
    assert!(TileId::new(22, (1 << 22) - 1, 0).is_ok());
    insta::assert_snapshot!(TileId::new(3, 8, 0).unwrap_err(), @"there is no tile 3/8/0: z goes from 0 to 22, x and y from 0 to 2^z - 1");
    assert!(TileId::new(23, 0, 0).is_err());
}
