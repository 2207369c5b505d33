//! Incidents as GeoParquet 1.1 (OGC): columns with a geometry in well-known binary, and a `geo` key
//! that says so.
//!
//! Written with the low half of the `parquet` crate, which needs no Arrow: every column here is
//! plain, optional or a list, so that levels are nought or one.

use crate::account::{Account, Harm};
use crate::columns::{Cell, Columns, Kind};
use crate::geojson::{Geometry, geometry};
use crate::json::{IncidentRow, incident_row};
use crate::ogc::{envelope, joined};
use crate::standing::Standings;
use crate::veil::Veil;
use crate::wkb::wkb;
use crate::{PROGRAM_VERSION, csv};
use armistice_model::{Board, Count, Incident, Shape, When};
use jiff::Timestamp;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::json;
use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows of a group: some tens of megabytes are held at most.
const GROUP: usize = 16_384;

/// Each column's name and kind, in the order of a row.
const COLUMNS: [(&str, Kind); 36] = [
    ("id", Kind::Text),
    ("scope", Kind::Text),
    ("kind", Kind::Text),
    ("by", Kind::List),
    ("on", Kind::List),
    ("from", Kind::Time),
    ("until", Kind::Time),
    ("throughout", Kind::Flag),
    ("place", Kind::MaybeText),
    ("region", Kind::MaybeText),
    ("shape", Kind::MaybeText),
    ("reach_m", Kind::Real),
    ("killed_low", Kind::Whole),
    ("killed_best", Kind::Whole),
    ("killed_high", Kind::Whole),
    ("civilians_killed_low", Kind::Whole),
    ("civilians_killed_best", Kind::Whole),
    ("civilians_killed_high", Kind::Whole),
    ("wounded_low", Kind::Whole),
    ("wounded_best", Kind::Whole),
    ("wounded_high", Kind::Whole),
    ("voices", Kind::List),
    ("status", Kind::MaybeText),
    ("terms", Kind::List),
    ("contested", Kind::Flag),
    ("claims", Kind::List),
    ("geometry", Kind::Bytes),
    ("bbox", Kind::Bounds),
    ("independent", Kind::Whole),
    ("independent_at_most", Kind::Whole),
    ("killed_rule", Kind::MaybeText),
    ("civilians_killed_rule", Kind::MaybeText),
    ("wounded_rule", Kind::MaybeText),
    ("stand_together", Kind::List),
    ("disputes", Kind::List),
    ("covers", Kind::List),
];

/// Writes incidents in groups of rows, each as it fills; the shapes of the whole are told at the
/// end, where the format has its index.
///
/// # Errors
/// What `out` answers.
pub fn write_geoparquet(
    out: impl Write + Send,
    incidents: impl IntoIterator<Item: Borrow<Incident>>,
    board: Option<&Board>,
    veil: &Veil,
) -> io::Result<()> {
    let standings = Standings::of(board);
    write(out, incidents.into_iter().map(|i| incident_row(i.borrow(), &standings, veil))).map_err(
        |error| match error {
            ParquetError::External(inner) => match inner.downcast::<io::Error>() {
                Ok(io) => *io,
                Err(other) => io::Error::other(other),
            },
            other => io::Error::other(other),
        },
    )
}

fn write(
    out: impl Write + Send,
    rows: impl Iterator<Item = IncidentRow>,
) -> Result<(), ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("armistice {PROGRAM_VERSION}"))
        .build();
    let schema = Arc::new(parse_message_type(&Columns::message("incidents", &COLUMNS))?);
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut columns = Columns::new(&COLUMNS);
    let mut ground = Ground::default();
    for row in rows {
        columns.push(cells(row, &mut ground));
        if columns.rows() == GROUP {
            columns.flush(&mut writer)?;
        }
    }
    if columns.rows() > 0 {
        columns.flush(&mut writer)?;
    }
    writer.append_key_value_metadata(KeyValue::new("geo".to_string(), ground.geo_key()));
    writer.close()?;
    Ok(())
}

fn cells(row: IncidentRow, ground: &mut Ground) -> Vec<Cell> {
    let interval = row.when.interval();
    let stamp = |at: Timestamp| at.as_microsecond();
    let shape = row.place.shape.as_ref();
    let geometry = shape.and_then(geometry);
    let bbox = geometry.as_ref().and_then(envelope);
    ground.take(geometry.as_ref(), bbox);
    let word = match shape {
        Some(Shape::Disc { .. }) => Some("disc"),
        Some(Shape::Line { .. }) => Some("line"),
        Some(Shape::Area { .. }) => Some("area"),
        None => None,
    };
    let gravest = row.terms.iter().map(|t| t.status).max();
    let terms = row.terms.iter().map(|s| match &s.reading {
        Some(reading) => format!("{} ({reading}): {}", s.term, s.status),
        None => format!("{}: {}", s.term, s.status),
    });
    let mut cells = vec![
        Cell::Text(Some(row.id.to_string())),
        Cell::Text(Some(csv::scope_word(row.scope).to_string())),
        Cell::Text(Some(row.kind.to_string())),
        Cell::List(row.by),
        Cell::List(row.on),
        Cell::Whole(interval.map(|i| stamp(i.from()))),
        Cell::Whole(interval.map(|i| stamp(i.until()))),
        Cell::Flag(matches!(row.when, When::Throughout(_))),
        Cell::Text(row.place.name.clone()),
        Cell::Text(row.place.region.clone()),
        Cell::Text(word.map(str::to_string)),
        Cell::Real(shape.map(Shape::reach_m)),
    ];
    let harm = &row.casualties;
    for count in [harm.killed, harm.civilians_killed, harm.wounded] {
        cells.extend(ends(count));
    }
    cells.extend([
        Cell::List(row.voices),
        Cell::Text(gravest.map(|status| status.to_string())),
        Cell::List(terms.collect()),
        Cell::Flag(row.contested),
        Cell::List(row.claims.iter().map(ToString::to_string).collect()),
        Cell::Bytes(geometry.as_ref().map(wkb)),
        Cell::Bounds(bbox),
    ]);
    cells.extend(account(&row.account));
    cells
}

fn account(account: &Account) -> [Cell; 8] {
    let whole = |n: usize| Cell::Whole(i64::try_from(n).ok());
    let rule = |harm| {
        Cell::Text(Some(account.rule(harm)).filter(|rule| !rule.is_empty()).map(str::to_string))
    };
    let covers = account.covers.iter().flat_map(|covers| &covers.incidents);
    [
        whole(account.independent),
        whole(account.independent_at_most),
        rule(Harm::Killed),
        rule(Harm::CiviliansKilled),
        rule(Harm::Wounded),
        Cell::List(account.echoes().map(str::to_string).collect()),
        Cell::List(account.disputes.iter().map(|d| d.sentence.clone()).collect()),
        Cell::List(covers.map(ToString::to_string).collect()),
    ]
}

fn ends(count: Option<Count>) -> [Cell; 3] {
    let whole = |n: Option<u64>| Cell::Whole(n.map(|n| i64::try_from(n).unwrap_or(i64::MAX)));
    [
        whole(count.map(|c| c.low)),
        whole(count.and_then(|c| c.best)),
        whole(count.and_then(|c| c.high)),
    ]
}

/// What the file as a whole holds.
#[derive(Default)]
struct Ground {
    kinds: BTreeSet<&'static str>,
    bbox: Option<[f64; 4]>,
}

impl Ground {
    fn take(&mut self, geometry: Option<&Geometry>, bbox: Option<[f64; 4]>) {
        self.kinds.extend(geometry.map(|geometry| match geometry {
            Geometry::Polygon(_) => "Polygon",
            Geometry::MultiPolygon(_) => "MultiPolygon",
            Geometry::LineString(_) => "LineString",
        }));
        self.bbox = match (self.bbox, bbox) {
            (Some(a), Some(b)) => Some(joined(a, b)),
            (a, b) => a.or(b),
        };
    }

    /// The value of the `geo` key. No reference system is named: the format's own is OGC:CRS84.
    fn geo_key(&self) -> String {
        let corner = |name: &str| json!(["bbox", name]);
        let mut column = json!({
            "encoding": "WKB",
            "geometry_types": self.kinds,
            "orientation": "counterclockwise",
            "edges": "planar",
            "covering": { "bbox": {
                "xmin": corner("xmin"),
                "ymin": corner("ymin"),
                "xmax": corner("xmax"),
                "ymax": corner("ymax"),
            } },
        });
        if let Some(bbox) = self.bbox {
            column["bbox"] = json!(bbox);
        }
        json!({
            "version": "1.1.0",
            "primary_column": "geometry",
            "columns": { "geometry": column },
        })
        .to_string()
    }
}
