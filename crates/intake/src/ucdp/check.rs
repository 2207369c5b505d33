//! What a row may say.

use super::columns::Columns;
use crate::refusal::{Refusal, position, quoted};
use crate::stamp::{end_of_day, table_date};
use crate::table::Cell;
use crate::text::from_the_future;
use armistice_model::Flag;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// A fault of a row: which column, what, and what to do.
pub(super) struct Fault {
    pub(super) column: usize,
    pub(super) what: String,
    pub(super) help: String,
    pub(super) kept: bool,
}

impl Fault {
    fn new(column: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { column, what: what.into(), help: help.into(), kept: false }
    }

    fn note(self) -> Self {
        Self { kept: true, ..self }
    }
}

/// One row as text.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) cells: &'a [Cell],
}

impl<'a> Line<'a> {
    pub(super) fn value(&self, column: usize) -> Cow<'a, str> {
        let Some(cell) = self.cells.get(column) else { return Cow::Borrowed("") };
        let raw = self.text.get(cell.from..cell.until).unwrap_or_default();
        if cell.doubled { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) }
    }

    /// The value, or nothing where the column is absent, empty or `NA`.
    fn given(&self, column: Option<usize>) -> Option<(usize, Cow<'a, str>)> {
        let column = column?;
        let value = match self.value(column) {
            Cow::Borrowed(value) => Cow::Borrowed(value.trim()),
            Cow::Owned(value) => Cow::Owned(value.trim().to_string()),
        };
        (!value.is_empty() && value != "NA").then_some((column, value))
    }

    pub(super) fn position(&self, column: usize, first_line: usize) -> (usize, usize) {
        position(self.text, self.cells.get(column).map_or(0, |c| c.from), first_line)
    }
}

/// When the row was published, with the notes on it; or why it is not taken. Flags are added to
/// `flags`.
pub(super) fn check(
    line: &Line<'_>,
    columns: &Columns,
    now: Timestamp,
    flags: &mut Vec<Flag>,
) -> Result<(Option<Timestamp>, Vec<Fault>), Fault> {
    if !columns.begin_row(line.text.as_bytes()) {
        return Err(Fault::new(
            columns.id,
            format!("{} is no id of a row, or its year no year", quoted(&line.value(columns.id))),
            "both are plain numbers in UCDP GED",
        ));
    }
    check_dates(line, columns)?;
    check_position(line, columns)?;
    let mut notes: Vec<Fault> = check_counts(line, columns)?.into_iter().collect();
    let published = published(line, columns, now, flags, &mut notes);
    Ok((published, notes))
}

fn check_dates(line: &Line<'_>, columns: &Columns) -> Result<(), Fault> {
    let day = |column: usize| {
        table_date(&line.value(column)).map_err(|e| Fault::new(column, e.what, e.help))
    };
    let (first, last) = (day(columns.date_start)?, day(columns.date_end)?);
    if last < first {
        return Err(Fault::new(
            columns.date_end,
            format!("ends on {last}, before it starts on {first}"),
            "are date_start and date_end swapped?",
        ));
    }
    Ok(())
}

/// The end of the latest day in `source_date`.
fn published(
    line: &Line<'_>,
    columns: &Columns,
    now: Timestamp,
    flags: &mut Vec<Flag>,
    notes: &mut Vec<Fault>,
) -> Option<Timestamp> {
    let mut latest = None;
    if let Some((column, days)) = line.given(columns.source_date) {
        for day in days.split([';', '|']).map(str::trim).filter(|d| !d.is_empty() && *d != "NA") {
            match table_date(day) {
                Ok(day) => latest = latest.max(Some(day)),
                Err(e) => notes
                    .push(Fault::new(column, format!("source_date: {}", e.what), e.help).note()),
            }
        }
    }
    let published = latest.and_then(|day| end_of_day(day, &TimeZone::UTC));
    match published {
        None => flags.push(Flag::Unstamped),
        Some(at) if at > now => {
            flags.push(Flag::FromTheFuture);
            let Refusal { what, help, .. } = from_the_future("", (1, 1), at);
            notes.push(Fault::new(columns.source_date.unwrap_or(0), what, help).note());
        }
        Some(_) => {}
    }
    published
}

fn check_position(line: &Line<'_>, columns: &Columns) -> Result<(), Fault> {
    let degrees = |column: usize, name: &str, most: f64| -> Result<Option<f64>, Fault> {
        let Some((column, text)) = line.given(Some(column)) else { return Ok(None) };
        let value: f64 = text.parse().map_err(|_| {
            Fault::new(
                column,
                format!("{name} {} is no number", quoted(&text)),
                "write degrees with one decimal point, such as 36.150272",
            )
        })?;
        if (-most..=most).contains(&value) {
            return Ok(Some(value));
        }
        Err(Fault::new(
            column,
            format!("{name} {} lies outside -{most}..{most}", quoted(&text)),
            "write degrees; are latitude and longitude swapped?",
        ))
    };
    let latitude = degrees(columns.latitude, "latitude", 90.0)?;
    let longitude = degrees(columns.longitude, "longitude", 180.0)?;
    let point = line.given(columns.point).and_then(|(_, text)| point(&text));
    if let (Some(latitude), Some(longitude), Some((east, north))) = (latitude, longitude, point) {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-3;
        if near(latitude, east)
            && near(longitude, north)
            && !(near(latitude, north) && near(longitude, east))
        {
            return Err(Fault::new(
                columns.latitude,
                "latitude and longitude are the other way round in geom_wkt",
                "swap the two columns, or mend geom_wkt: POINT (longitude latitude)",
            ));
        }
    }
    Ok(())
}

/// `POINT (37.1 36.2)` as longitude and latitude.
fn point(text: &str) -> Option<(f64, f64)> {
    let inner = text.strip_prefix("POINT")?.trim().strip_prefix('(')?.strip_suffix(')')?;
    let (east, north) = inner.trim().split_once(char::is_whitespace)?;
    Some((east.parse().ok()?, north.trim().parse().ok()?))
}

/// A whole number; some releases write it with a fraction of nought.
fn whole(text: &str) -> Option<u64> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

fn check_counts(line: &Line<'_>, columns: &Columns) -> Result<Option<Fault>, Fault> {
    for (column, name) in &columns.counts {
        let Some((column, text)) = line.given(Some(*column)) else { continue };
        if whole(&text).is_none() {
            let what = if text.starts_with('-') && text.parse::<f64>().is_ok() {
                format!("{name} is negative: {}", quoted(&text))
            } else {
                format!("{name} {} is no whole number", quoted(&text))
            };
            return Err(Fault::new(column, what, "write how many people, 0 or more"));
        }
    }
    for (column, name, end) in &columns.scales {
        let Some((column, text)) = line.given(Some(*column)) else { continue };
        if !whole(&text).is_some_and(|n| (1..=*end).contains(&n)) {
            return Err(Fault::new(
                column,
                format!("{name} {} is no step of its scale", quoted(&text)),
                format!("write a number from 1 to {end}, as in the codebook"),
            ));
        }
    }
    let number = |column: Option<usize>| -> Option<u64> { whole(&line.given(column)?.1) };
    let (low, best, high) = (number(columns.low), number(columns.best), number(columns.high));
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(Fault::new(
            columns.low.unwrap_or(0),
            format!("low {low} is greater than high {high}"),
            "ask the dataset's makers which is meant",
        ));
    }
    let outside = best.is_some_and(|b| low.is_some_and(|l| b < l) || high.is_some_and(|h| b > h));
    Ok(outside.then(|| {
        Fault::new(
            columns.best.unwrap_or(0),
            format!("best {} lies outside low to high", best.unwrap_or(0)),
            "it is taken as it stands; ask the dataset's makers which is meant",
        )
        .note()
    }))
}
