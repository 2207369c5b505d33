//! GeoParquet, read back with the reader of the crate that wrote it; `peers.rs` has another's.

#![cfg(feature = "geoparquet")]
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_model::{Contradiction, Dispute, DisputeSide, Incident, Place, Shape, SourceId};
use armistice_publish::{Audience, Geometry, incidents_geojson, write_geoparquet};
use fixture::story::odd_shapes;
use fixture::{Fixture, SECRETS};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::Value;

fn file<'i>(fixture: &Fixture, incidents: impl IntoIterator<Item = &'i Incident>) -> Vec<u8> {
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let mut bytes = Vec::new();
    write_geoparquet(&mut bytes, incidents, Some(&fixture.board), &veil).unwrap();
    bytes
}

fn reader(bytes: &[u8]) -> SerializedFileReader<std::fs::File> {
    let mut file = tempfile::tempfile().unwrap();
    std::io::Write::write_all(&mut file, bytes).unwrap();
    SerializedFileReader::new(file).unwrap()
}

fn geo(reader: &impl FileReader) -> Value {
    let metadata = reader.metadata().file_metadata();
    let pairs = metadata.key_value_metadata().unwrap();
    let geo = pairs.iter().find(|pair| pair.key == "geo").unwrap();
    serde_json::from_str(geo.value.as_ref().unwrap()).unwrap()
}

fn field(row: &Row, name: &str) -> Field {
    row.get_column_iter().find(|(n, _)| *n == name).unwrap().1.clone()
}

#[test]
fn rows_read_back_as_the_map_has_them() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let map = incidents_geojson(&fixture.incidents, Some(&fixture.board), &veil);
    let reader = reader(&file(&fixture, &fixture.incidents));
    let rows: Vec<Row> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), map.features.len());
    for (row, feature) in rows.iter().zip(&map.features) {
        let told = &feature.properties;
        assert_eq!(field(row, "id"), Field::Str(feature.id.to_string()));
        assert_eq!(field(row, "contested"), Field::Bool(told.contested));
        let by = match field(row, "by") {
            Field::ListInternal(list) => list.elements().to_vec(),
            other => panic!("{other:?}"),
        };
        assert_eq!(by, told.by.iter().cloned().map(Field::Str).collect::<Vec<_>>());
        let low = told.casualties.killed.map_or(Field::Null, |c| Field::Long(c.low as i64));
        assert_eq!(field(row, "killed_low"), low);
        let independent = feature.properties.account.independent as i64;
        assert_eq!(field(row, "independent"), Field::Long(independent));
        match (&field(row, "bbox"), &feature.geometry) {
            (Field::Null, None) => assert_eq!(field(row, "geometry"), Field::Null),
            (Field::Group(sides), Some(geometry)) => {
                let sides: Vec<f64> = sides
                    .get_column_iter()
                    .map(|(_, f)| if let Field::Double(x) = f { *x } else { f64::NAN })
                    .collect();
                for [lon, lat] in corners(geometry) {
                    assert!(sides[0] <= lon && lon <= sides[2]);
                    assert!(sides[1] <= lat && lat <= sides[3]);
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

fn corners(geometry: &Geometry) -> Vec<[f64; 2]> {
    match geometry {
        Geometry::LineString(course) => course.clone(),
        Geometry::Polygon(rings) => rings.concat(),
        Geometry::MultiPolygon(parts) => parts.concat().concat(),
    }
}

#[test]
fn the_geo_key_says_what_is_in_the_file() {
    let fixture = Fixture::new();
    insta::assert_snapshot!(geo(&reader(&file(&fixture, &fixture.incidents))), @r#"{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB","geometry_types":["LineString","Polygon"],"orientation":"counterclockwise","edges":"planar","covering":{"bbox":{"xmin":["bbox","xmin"],"ymin":["bbox","ymin"],"xmax":["bbox","xmax"],"ymax":["bbox","ymax"]}},"bbox":[35.80849,33.26201,42.36,37.1]}}}"#);
    let odd: Vec<Incident> = odd_shapes()
        .into_iter()
        .map(|shape: Shape| Incident {
            place: Place { name: None, region: None, shape: Some(shape) },
            ..fixture.incidents[0].clone()
        })
        .collect();
    let column = geo(&reader(&file(&fixture, &odd)))["columns"]["geometry"].clone();
    assert_eq!(column["geometry_types"], serde_json::json!(["MultiPolygon", "Polygon"]));
    assert_eq!(column["bbox"][0], -180.0);
    // Nothing at all is still a file.
    let empty = reader(&file(&fixture, &[]));
    assert_eq!(empty.metadata().file_metadata().num_rows(), 0);
    assert!(geo(&empty)["columns"]["geometry"]["bbox"].is_null());
}

#[test]
fn rows_leave_in_groups_as_they_come() {
    let fixture = Fixture::new();
    let many = fixture.incidents.iter().cycle().take(40_000);
    let reader = reader(&file(&fixture, many));
    let groups: Vec<i64> =
        reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert_eq!(groups, [16_384, 16_384, 40_000 - 2 * 16_384]);
}

#[test]
fn no_column_gives_a_secret_away() {
    let mut fixture = Fixture::new();
    for incident in &mut fixture.incidents {
        incident.place.name = Some("the post of the Omega patrol".into());
        incident.by.push("Hassan Secretname of team-castello".into());
        let side = |voice: &str| DisputeSide {
            says: "seen by the Omega patrol".into(),
            voices: vec![SourceId::new(voice)],
            claim: incident.claims[0].clone(),
        };
        incident.disputes = vec![Dispute {
            question: Contradiction::Author.question(),
            about: Contradiction::Author,
            sides: vec![side("team-castello"), side("sana")],
        }];
    }
    let reader = reader(&file(&fixture, &fixture.incidents));
    let rows: Vec<String> =
        reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    let text = rows.join("\n").to_lowercase();
    assert!(text.contains("[withheld]"));
    assert!(text.contains("seen by the [withheld] (a field team)"));
    for secret in SECRETS {
        assert!(!text.contains(&secret.to_lowercase()), "{secret}");
    }
}

#[test]
fn what_the_output_refuses_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::new(std::io::ErrorKind::StorageFull, "the disk is full"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let error = write_geoparquet(Full, &fixture.incidents, None, &veil).unwrap_err();
    assert!(error.to_string().contains("the disk is full"), "{error}");
}
