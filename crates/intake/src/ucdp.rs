//! Rows of the UCDP Georeferenced Event Dataset (CSV with a header row).
//!
//! Each row is a report by UCDP. It counts as published at the end (UTC) of the latest day in
//! `source_date`: earlier than that nobody can have known all that the row says. (UCDP itself
//! publishes a year later; that day would hide what the sources had long told.)
//!
//! Columns are found by name, so both the older releases (`conflict_new_id`) and the newer ones
//! (`code_status`, `date_start` with a midnight after it) are read. See the codebook: Högbladh,
//! UCDP GED Codebook, Uppsala University.

use crate::Context;
use crate::encoding::{Writing, broken, decode, writing};
use crate::evidence;
use crate::intern::Interner;
use crate::refusal::{Refusal, position, quoted};
use crate::stamp::{end_of_day, table_date};
use crate::table::{Cell, Flaw, Row, Rows, simple_cells};
use crate::text::from_the_future;
use crate::tray::Tray;
use armistice_model::{Flag, Format, Report, SourceId};
use jiff::tz::TimeZone;
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
struct Columns {
    names: Vec<Arc<str>>,
    id: usize,
    year: Option<usize>,
    date_start: usize,
    date_end: usize,
    source_date: Option<usize>,
    latitude: usize,
    longitude: usize,
    point: Option<usize>,
    counts: Vec<(usize, &'static str)>,
    scales: Vec<(usize, &'static str, u64)>,
    low: Option<usize>,
    best: Option<usize>,
    high: Option<usize>,
}

impl Columns {
    fn of(header: &[Cow<'_, str>], file: &str, line: usize) -> Result<Self, Refusal> {
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
    fn begin_row(&self, rest: &[u8]) -> bool {
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

/// A fault of a row: which column, what, and what to do.
struct Fault {
    column: usize,
    what: String,
    help: String,
    kept: bool,
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
struct Line<'a> {
    text: &'a str,
    cells: &'a [Cell],
}

impl<'a> Line<'a> {
    fn value(&self, column: usize) -> Cow<'a, str> {
        let Some(cell) = self.cells.get(column) else { return Cow::Borrowed("") };
        let raw = self.text.get(cell.from..cell.until).unwrap_or_default();
        if cell.doubled { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) }
    }

    /// The value, or nothing where the column is absent, empty or `NA`.
    fn given(&self, column: Option<usize>) -> Option<(usize, Cow<'a, str>)> {
        let column = column?;
        let value = self.value(column);
        let bare = value.trim();
        (!bare.is_empty() && bare != "NA").then(|| (column, Cow::Owned(bare.to_string())))
    }

    fn position(&self, column: usize, first_line: usize) -> (usize, usize) {
        position(self.text, self.cells.get(column).map_or(0, |c| c.from), first_line)
    }
}

/// Takes a table.
pub(crate) fn take(
    bytes: &[u8],
    file: &str,
    context: &Context<'_>,
) -> Result<(Vec<Report>, Vec<Refusal>), Refusal> {
    let writing = writing(bytes);
    let piece = bytes.get(writing.mark..).unwrap_or_default();
    let digest = evidence::digest(bytes);
    let known = context.sources.find("ucdp").map(|s| s.id.clone());
    let mut taking = Taking {
        file,
        context,
        writing: &writing,
        evidence: digest,
        flags: if known.is_none() { vec![Flag::UnknownSource] } else { Vec::new() },
        source: known.unwrap_or_else(|| SourceId::new("ucdp")),
        interner: Interner::new(0),
        tray: Tray::default(),
    };
    if writing.is_wide() {
        let decoded = decode(piece, &writing);
        taking.tray.refuse_all(crate::encoding::note(&decoded, &writing, file));
        // Which row a broken pair belongs to is seen by the mark it leaves.
        taking.table(decoded.text.as_bytes(), None)?;
    } else {
        taking.table(piece, Some(writing.mark))?;
    }
    if !taking.flags.is_empty() {
        taking.tray.refuse(
            Refusal::of_file(
                file,
                "comes from a source that the case does not list",
                "list UCDP in sources.toml with the id `ucdp`",
            )
            .note(),
        );
    }
    Ok(taking.tray.hand_over())
}

struct Taking<'a> {
    file: &'a str,
    context: &'a Context<'a>,
    writing: &'a Writing,
    evidence: Arc<str>,
    flags: Vec<Flag>,
    source: SourceId,
    interner: Interner,
    tray: Tray,
}

impl Taking<'_> {
    /// Takes all rows; `offset` is where `bytes` begins in the file if it is part of it.
    fn table(&mut self, bytes: &[u8], offset: Option<usize>) -> Result<(), Refusal> {
        let mut heading = Rows::new(bytes, 1, |_| false);
        let first = heading.next(None);
        let header: Vec<Cow<'_, str>> = match first {
            Some(Row { flaw: None, .. }) => heading
                .cells()
                .iter()
                .map(|c| String::from_utf8_lossy(bytes.get(c.from..c.until).unwrap_or_default()))
                .collect(),
            _ => Vec::new(),
        };
        let first_line = first.map_or(1, |row| row.line);
        let columns = Columns::of(&header, self.file, first_line)?;
        self.interner = Interner::new(columns.names.len());
        let (start, line) = heading.reached();
        let body = bytes.get(start..).unwrap_or_default();
        let mut rows = Rows::new(body, line, |rest| columns.begin_row(rest));
        let mut cells = Vec::with_capacity(columns.names.len());
        while let Some(row) = rows.next(Some(columns.names.len())) {
            let raw = body.get(row.from..row.until).unwrap_or_default();
            if let Some(flaw) = row.flaw {
                self.refuse_flaw(raw, &row, flaw, columns.names.len());
                continue;
            }
            cells.clear();
            cells.extend(rows.cells().iter().map(|c| Cell {
                from: c.from - row.from,
                until: c.until - row.from,
                doubled: c.doubled,
            }));
            let at = offset.map(|o| o + start + row.from);
            self.row(raw, at, row.line, &cells, &columns);
        }
        Ok(())
    }

    fn refuse_flaw(&mut self, raw: &[u8], row: &Row, flaw: Flaw, width: usize) {
        let text = String::from_utf8_lossy(raw);
        let place = |at: usize| {
            let before = raw.get(..at.saturating_sub(row.from)).unwrap_or(raw);
            let before = String::from_utf8_lossy(before);
            position(&text, before.len(), row.line)
        };
        let refusal = match flaw {
            Flaw::StrayQuote(at) => Refusal::at(
                self.file,
                place(at),
                "a quote where none may stand",
                "enclose the whole value in quotes and double those inside it",
            ),
            Flaw::NeverClosed(at) => Refusal::at(
                self.file,
                place(at),
                "a quote that is never closed",
                "close it before the next value",
            ),
            Flaw::Width(1) if text.contains('\0') => Refusal::at(
                self.file,
                (row.line, 1),
                "holds NUL bytes",
                "its content was lost in storage: get another copy",
            ),
            Flaw::Width(count) => Refusal::at(
                self.file,
                (row.line, 1),
                format!("{count} values where the header row names {width} columns"),
                "enclose values that hold commas in quotes",
            ),
        };
        self.tray.refuse(refusal);
    }

    /// Takes one row of the right width.
    fn row(
        &mut self,
        raw: &[u8],
        at: Option<usize>,
        number: usize,
        cells: &[Cell],
        columns: &Columns,
    ) {
        let mut flags = self.flags.clone();
        let piece =
            if at.is_some() { decode(raw, self.writing) } else { decode(raw, &Writing::plain()) };
        let mut redone = Vec::new();
        if !piece.verbatim {
            // The cells have moved with the decoding.
            let mut again = Rows::new(piece.text.as_bytes(), 1, |_| false);
            if again.next(Some(columns.names.len())).is_some_and(|r| r.flaw.is_none()) {
                redone.extend_from_slice(again.cells());
            }
        }
        let line = Line { text: &piece.text, cells: if piece.verbatim { cells } else { &redone } };
        let mended = piece.broken_at.is_some() || (at.is_none() && piece.text.contains('\u{fffd}'));
        if mended {
            flags.push(Flag::Mended);
        }
        let faults = match self.check(&line, columns, &mut flags) {
            Ok((published, notes)) => {
                let report = Report {
                    id: evidence::report_id(raw),
                    source: self.source.clone(),
                    format: Format::Ucdp,
                    published,
                    zone: self.context.zone.clone(),
                    title: None,
                    observer: None,
                    text: line.text.into(),
                    body_at: 0,
                    evidence: self.evidence.clone(),
                    evidence_at: at.filter(|_| piece.verbatim).map(|at| at as u64),
                    cells: columns
                        .names
                        .iter()
                        .enumerate()
                        .zip(line.cells)
                        .map(|((column, name), cell)| {
                            let value = self.interner.share(column, &line.value(column));
                            (name.clone(), value, (cell.from, cell.until))
                        })
                        .collect(),
                    flags,
                };
                self.tray.lay(report, self.file, number);
                notes
            }
            Err(fault) => vec![fault],
        };
        for fault in faults {
            let place = line.position(fault.column, number);
            let refusal = Refusal::at(self.file, place, fault.what, fault.help);
            self.tray.refuse(if fault.kept { refusal.note() } else { refusal });
        }
        if let (Some(broken_at), Some(at)) = (piece.broken_at, at) {
            let mark = position(&piece.text, piece.text.find('\u{fffd}').unwrap_or(0), number);
            self.tray.refuse(broken(self.file, mark, at + broken_at, self.writing));
        }
    }

    /// The row's publication and the notes on it, or why it is not taken.
    fn check(
        &self,
        line: &Line<'_>,
        columns: &Columns,
        flags: &mut Vec<Flag>,
    ) -> Result<(Option<jiff::Timestamp>, Vec<Fault>), Fault> {
        let id = line.value(columns.id);
        if !columns.begin_row(line.text.as_bytes()) {
            return Err(Fault::new(
                columns.id,
                format!("{} is no id of a row, or its year no year", quoted(&id)),
                "both are plain numbers in UCDP GED",
            ));
        }
        let mut notes = Vec::new();
        self.check_dates(line, columns)?;
        check_position(line, columns)?;
        notes.extend(check_counts(line, columns)?);
        let published = self.published(line, columns, flags, &mut notes);
        Ok((published, notes))
    }

    fn check_dates(&self, line: &Line<'_>, columns: &Columns) -> Result<(), Fault> {
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
        &self,
        line: &Line<'_>,
        columns: &Columns,
        flags: &mut Vec<Flag>,
        notes: &mut Vec<Fault>,
    ) -> Option<jiff::Timestamp> {
        let mut latest = None;
        if let Some((column, days)) = line.given(columns.source_date) {
            for day in days.split([';', '|']).map(str::trim).filter(|d| !d.is_empty() && *d != "NA")
            {
                match table_date(day) {
                    Ok(day) => latest = latest.max(Some(day)),
                    Err(e) => notes.push(
                        Fault::new(column, format!("source_date: {}", e.what), e.help).note(),
                    ),
                }
            }
        }
        let published = latest.and_then(|day| end_of_day(day, &TimeZone::UTC));
        match published {
            None => flags.push(Flag::Unstamped),
            Some(at) if at > self.context.now => {
                flags.push(Flag::FromTheFuture);
                let Refusal { what, help, .. } = from_the_future(self.file, (1, 1), at);
                notes.push(Fault::new(columns.source_date.unwrap_or(0), what, help).note());
            }
            Some(_) => {}
        }
        published
    }
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
