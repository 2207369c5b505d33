//! The data files: what they promise a machine.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_model::{Gazetteer, Incident, Place, Report, Shape, Sources};
use armistice_publish::{
    Audience, Geometry, board_file, claims_csv, claims_file, incidents_csv, incidents_file,
    incidents_geojson, json_bytes, reports_csv, reports_file, schemas, why,
};
use fixture::Fixture;
use fixture::story::odd_shapes;
use proptest::prelude::*;
use serde_json::Value;
use std::path::PathBuf;

fn schema_folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema"))
}

fn value(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn the_schemas_in_the_documentation_are_those_of_the_types() {
    for (name, schema) in schemas() {
        let path = schema_folder().join(name);
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::create_dir_all(schema_folder()).unwrap();
            std::fs::write(&path, &schema).unwrap();
        }
        let written = std::fs::read(&path).unwrap_or_default();
        assert!(
            written == schema,
            "docs/schema/{name} is not what the types say: run this test with UPDATE_SCHEMA=1"
        );
        assert_eq!(value(&schema)["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
}

#[test]
fn every_json_output_satisfies_its_schema() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let board = Some(&fixture.board);
    for audience in [Audience::Public, Audience::Mission] {
        let veil = publication.veil(audience);
        let trail = why(&publication, &"1.a@2016-09-17@all".parse().unwrap(), &veil).unwrap();
        let outputs = [
            ("board", json_bytes(&board_file(&publication, &veil))),
            ("incidents", json_bytes(&incidents_file(&fixture.incidents, board, &veil))),
            ("incidents.geojson", json_bytes(&incidents_geojson(&fixture.incidents, board, &veil))),
            ("claims", json_bytes(&claims_file(&fixture.claims, &veil))),
            ("reports", json_bytes(&reports_file(&fixture.reports, &veil))),
            ("why", json_bytes(&trail)),
        ];
        let schemas = schemas();
        for (name, bytes) in outputs {
            let file = format!("{name}.schema.json");
            let (_, schema) = schemas.iter().find(|(n, _)| *n == file).unwrap();
            let validator = jsonschema::draft202012::new(&value(schema)).unwrap();
            let output = value(&bytes);
            let errors: Vec<String> = validator
                .iter_errors(&output)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{name}: {errors:#?}");
            // The schema must be able to say no.
            assert!(!validator.is_valid(&Value::Array(vec![])), "{name}");
        }
    }
}

#[test]
fn the_board_reads_back_as_it_was() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let file = board_file(&publication, &publication.veil(Audience::Public));
    let back: armistice_publish::BoardFile = serde_json::from_slice(&json_bytes(&file)).unwrap();
    assert_eq!(back, file);
    assert_eq!(back.board.assessments.len(), fixture.board.assessments.len());
}

/// What is written piece by piece is what is held as a whole.
#[test]
fn files_written_as_they_are_made_are_the_files_of_the_types() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let files = armistice_publish::publish(&publication);
    let file = |path: &str| files.iter().find(|f| f.path == path).unwrap().bytes.clone();
    let board = Some(&fixture.board);
    assert!(file("board.json") == json_bytes(&board_file(&publication, &veil)));
    let shapes = json_bytes(&incidents_geojson(&fixture.incidents, board, &veil));
    assert!(file("incidents.geojson") == shapes);
    assert!(file("incidents.csv") == incidents_csv(&fixture.incidents, board, &veil));
}

/// A disc told to some metres keeps its outline; one told to kilometres has no digits to spare.
#[test]
fn positions_have_as_many_decimals_as_the_shape_is_worth() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let decimals = |radius_m: f64| {
        let shape = Shape::Disc { centre: [37.123_456_7, 36.234_567_8], radius_m };
        let features = incidents_geojson(&[with_shape(&fixture, Some(shape))], None, &veil);
        let ring = rings(features.features[0].geometry.as_ref().unwrap()).remove(0);
        check_ring(&ring);
        let digits = |x: &f64| x.to_string().split_once('.').map_or(0, |(_, d)| d.len());
        ring.iter().flatten().map(digits).max().unwrap()
    };
    assert_eq!([3.0, 3000.0].map(decimals), [7, 5]);
}

fn rings(geometry: &Geometry) -> Vec<Vec<[f64; 2]>> {
    match geometry {
        Geometry::Polygon(rings) => rings.clone(),
        Geometry::MultiPolygon(parts) => parts.iter().flatten().cloned().collect(),
        Geometry::LineString(_) => vec![],
    }
}

fn check_ring(ring: &[[f64; 2]]) {
    assert!(ring.len() >= 4);
    assert_eq!(ring.first(), ring.last(), "closed");
    let twice: f64 = ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum();
    assert!(twice > 0.0, "counter-clockwise: {ring:?}");
    for [lon, lat] in ring {
        assert!((-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat), "{lon} {lat}");
    }
}

fn with_shape(fixture: &Fixture, shape: Option<Shape>) -> Incident {
    Incident {
        place: Place { name: None, region: None, shape },
        ..fixture.incidents.first().unwrap().clone()
    }
}

#[test]
fn shapes_are_valid_geojson() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let collection = incidents_geojson(&fixture.incidents, Some(&fixture.board), &veil);
    assert_eq!(collection.features.len(), fixture.incidents.len());
    let mut kinds = [0; 3];
    for (feature, incident) in collection.features.iter().zip(&fixture.incidents) {
        match (&feature.geometry, &incident.place.shape) {
            (None, None) => kinds[0] += 1,
            (Some(g @ Geometry::Polygon(r)), Some(Shape::Disc { radius_m, centre })) => {
                assert_eq!(r[0].len(), 33);
                rings(g).iter().for_each(|r| check_ring(r));
                assert_eq!(feature.properties.radius_m, Some(*radius_m));
                assert_eq!(feature.properties.centre, Some(*centre));
                for corner in &r[0] {
                    let corner = Shape::Disc { centre: *corner, radius_m: 0.0 };
                    let far = corner.middle_distance_m(incident.place.shape.as_ref().unwrap());
                    // Half a step of the fifth decimal either way.
                    assert!((far - radius_m).abs() < 0.8, "{far} {radius_m}");
                }
                kinds[1] += 1;
            }
            (Some(g @ Geometry::Polygon(_)), Some(Shape::Area { .. })) => {
                rings(g).iter().for_each(|r| check_ring(r));
            }
            (Some(Geometry::LineString(course)), Some(Shape::Line { .. })) => {
                assert!(course.len() >= 2);
                kinds[2] += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(kinds.iter().all(|n| *n > 0), "{kinds:?}");
}

#[test]
fn discs_at_the_edges_of_the_world_stay_on_it() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let incidents: Vec<Incident> =
        odd_shapes().into_iter().map(|s| with_shape(&fixture, Some(s))).collect();
    let features = incidents_geojson(&incidents, None, &veil).features;
    assert!(matches!(features[0].geometry, Some(Geometry::Polygon(_))));
    assert!(matches!(features[1].geometry, Some(Geometry::MultiPolygon(_))));
    for feature in &features {
        rings(feature.geometry.as_ref().unwrap()).iter().for_each(|r| check_ring(r));
    }
}

fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|r| r.unwrap().iter().map(String::from).collect()).collect()
}

#[test]
fn tables_are_rectangles_with_a_row_for_each() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let tables = [
        (incidents_csv(&fixture.incidents, Some(&fixture.board), &veil), fixture.incidents.len()),
        (incidents_csv(&fixture.incidents, None, &veil), fixture.incidents.len()),
        (claims_csv(&fixture.claims, &veil), fixture.claims.len()),
        (reports_csv(&fixture.reports, &veil), fixture.reports.len()),
    ];
    for (bytes, rows) in tables {
        assert!(bytes.ends_with(b"\r\n"));
        let table = read(&bytes);
        assert_eq!(table.len(), rows + 1);
        let head = table.first().unwrap();
        assert!(table.iter().all(|r| r.len() == head.len()));
    }
}

#[test]
fn the_tables_of_the_fixture() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let table = read(&incidents_csv(&fixture.incidents, Some(&fixture.board), &veil));
    let head = table.first().unwrap();
    let strike = table.iter().find(|r| r.contains(&"Deir ez-Zor airport".to_string())).unwrap();
    let row: Vec<String> = head.iter().zip(strike).map(|(h, c)| format!("{h}: {c}")).collect();
    insta::assert_snapshot!(row.join("\n"));
}

#[test]
fn nothing_at_all_is_published_as_nothing() {
    let fixture = Fixture::new();
    let mut board = fixture.board.clone();
    board.days.clear();
    board.terms.clear();
    board.perspectives.clear();
    board.assessments.clear();
    board.clocks.clear();
    board.phases.clear();
    board.windows.clear();
    board.rival_counts.clear();
    let sources = Sources::default();
    let places = Gazetteer::default();
    let publication = armistice_publish::Publication {
        case: "empty",
        board: &board,
        incidents: &[],
        claims: &[],
        reports: &[],
        sources: &sources,
        places: &places,
        deal_lines: &[],
        checkpoint: &fixture.checkpoint,
    };
    let paths: Vec<String> =
        armistice_publish::publish(&publication).into_iter().map(|f| f.path).collect();
    assert_eq!(
        paths,
        [
            "board.json",
            "incidents.geojson",
            "incidents.csv",
            "claims.csv",
            "reports.csv",
            "index.html"
        ]
    );
    let _ = armistice_publish::terminal(&board, &armistice_publish::TerminalOptions::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in a title, a place, an actor's name or a report, publishing does not
    /// panic, no cell of a table is a formula, and no page carries a tag of the case's.
    #[test]
    fn text_of_any_kind_is_published_safely(
        text in r#"(<[a-z]{1,6} ?|[=+@-]|"|'|\||\PC){0,24}"#,
        from in 0usize..60,
        length in 0usize..60,
    ) {
        let mut fixture = Fixture::new();
        let hostile = format!("{text}<zq");
        fixture.board.deal = hostile.clone();
        for incident in &mut fixture.incidents {
            incident.by = vec![hostile.clone()];
            incident.place.name = Some(hostile.clone());
        }
        for claim in &mut fixture.claims {
            for span in &mut claim.spans {
                *span = armistice_model::Span { from, until: from + length, ..*span };
            }
        }
        let reports: Vec<Report> = fixture
            .reports
            .drain(..)
            .map(|r| Report { title: Some(hostile.clone()), text: text.as_str().into(), ..r })
            .collect();
        fixture.reports = reports;
        for file in armistice_publish::publish(&fixture.publication()) {
            if file.path.ends_with(".csv") {
                for cell in read(&file.bytes).into_iter().flatten() {
                    let risky = cell.starts_with(['=', '+', '@', '\t', '\r'])
                        || cell.starts_with('-') && cell.parse::<f64>().is_err();
                    prop_assert!(!risky, "{}: {cell}", file.path);
                }
            } else if !file.path.ends_with("json") {
                let page = String::from_utf8(file.bytes).unwrap();
                prop_assert!(!page.contains("<zq"), "{}", file.path);
            }
        }
        let publication = fixture.publication();
        let veil = publication.veil(Audience::Mission);
        for cell in &fixture.board.assessments {
            let trail = why(&publication, &cell.id, &veil).unwrap();
            let escape = armistice_publish::why_text(&trail).contains('\u{1b}');
            prop_assert!(!escape);
        }
    }
}
