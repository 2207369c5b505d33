//! The header row.

use crate::refusal::{Refusal, quoted};
use crate::table::simple_cells;
use std::borrow::Cow;
use std::sync::Arc;

/// Columns without which a table is not taken for UCDP GED.
const NEEDED: [&str; 8] = [
    "id",
    "type_of_violence",
    "date_start",
    "date_end",
    "latitude",
    "longitude",
    "side_a",
    "side_b",
];

/// Columns of people killed; each holds a whole number where it holds anything.
const COUNTS: [&str; 7] =
    ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high"];

/// Columns with a scale, and its end (its beginning is 1).
const SCALES: [(&str, u64); 3] = [("type_of_violence", 3), ("where_prec", 7), ("date_prec", 5)];

/// Whether a line is the header row of a UCDP GED table.
pub(crate) fn is_header(line: &str) -> bool {
    let names: Vec<String> = simple_cells(line.as_bytes())
        .map(|c| String::from_utf8_lossy(c).trim().to_ascii_lowercase())
        .collect();
    NEEDED.iter().filter(|n| names.iter().any(|name| name == *n)).count() >= NEEDED.len() - 2
}

/// Where the columns are.
pub(super) struct Columns {
    pub(super) names: Vec<Arc<str>>,
    pub(super) id: usize,
    pub(super) year: Option<usize>,
    pub(super) date_start: usize,
    pub(super) date_end: usize,
    pub(super) source_date: Option<usize>,
    pub(super) latitude: usize,
    pub(super) longitude: usize,
    pub(super) point: Option<usize>,
    pub(super) counts: Vec<(usize, &'static str)>,
    pub(super) scales: Vec<(usize, &'static str, u64)>,
    pub(super) low: Option<usize>,
    pub(super) best: Option<usize>,
    pub(super) high: Option<usize>,
}

impl Columns {
    pub(super) fn of(header: &[Cow<'_, str>], file: &str, line: usize) -> Result<Self, Refusal> {
        let names: Vec<Arc<str>> =
            header.iter().map(|n| n.trim().to_ascii_lowercase().into()).collect();
        let find = |name: &str| names.iter().position(|n| **n == *name);
        let need = |name: &str| {
            find(name).ok_or_else(|| {
                Refusal::at(
                    file,
                    (line, 1),
                    format!("the header row has no column {name}"),
                    format!("a UCDP GED table needs {}", NEEDED.join(", ")),
                )
            })
        };
        for name in NEEDED {
            need(name)?;
        }
        if let Some((_, name)) = names
            .iter()
            .enumerate()
            .find(|(i, n)| !n.is_empty() && names.iter().take(*i).any(|m| m == *n))
        {
            return Err(Refusal::at(
                file,
                (line, 1),
                format!("the header row names the column {} twice", quoted(name)),
                "rename one of them",
            ));
        }
        Ok(Self {
            id: need("id")?,
            year: find("year"),
            date_start: need("date_start")?,
            date_end: need("date_end")?,
            source_date: find("source_date"),
            latitude: need("latitude")?,
            longitude: need("longitude")?,
            point: find("geom_wkt"),
            counts: COUNTS.iter().filter_map(|n| Some((find(n)?, *n))).collect(),
            scales: SCALES.iter().filter_map(|(n, end)| Some((find(n)?, *n, *end))).collect(),
            low: find("low"),
            best: find("best"),
            high: find("high"),
            names,
        })
    }

    /// Whether a line begins a row: its `id` and `year` are numbers. No row is taken that does
    /// not begin so.
    pub(super) fn begin_row(&self, rest: &[u8]) -> bool {
        let mut sure = false;
        for (column, value) in simple_cells(rest).enumerate() {
            let number = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
            if column == self.id {
                if !number {
                    return false;
                }
                sure |= self.year.is_none();
            }
            if Some(column) == self.year {
                if !(number && value.len() == 4) {
                    return false;
                }
                sure = true;
            }
            if column >= self.id.max(self.year.unwrap_or(0)) {
                return sure;
            }
        }
        false
    }
}
