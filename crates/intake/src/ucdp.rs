//! Rows of the UCDP Georeferenced Event Dataset (CSV with a header row).
//!
//! Each row is a report by UCDP. It counts as published at the end (UTC) of the latest day in
//! `source_date`: earlier than that nobody can have known all that the row says. (UCDP itself
//! publishes a year later; that day would hide what the sources had long told.)
//!
//! Columns are found by name, so both the older releases (`conflict_new_id`) and the newer ones
//! (`code_status`, `date_start` with a midnight after it) are read. See the codebook: Högbladh,
//! UCDP GED Codebook, Uppsala University.

mod check;
mod columns;

pub(crate) use columns::is_header;

use crate::Context;
use crate::encoding::{Writing, broken, decode, writing};
use crate::evidence;
use crate::intern::Interner;
use crate::refusal::{Refusal, position};
use crate::table::{Cell, Flaw, Row, Rows};
use crate::tray::Tray;
use armistice_model::{Flag, Format, Report, SourceId};
use check::{Line, check};
use columns::Columns;
use std::borrow::Cow;
use std::sync::Arc;

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
        tray: Tray::for_file(bytes),
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
        let faults = match check(&line, columns, self.context.now, &mut flags) {
            Ok((published, notes)) => {
                let report = Report {
                    id: evidence::report_id(raw),
                    source: self.source.clone(),
                    format: Format::Ucdp,
                    published,
                    zone: self.context.zone.clone(),
                    title: None,
                    observer: None,
                    observer_position: None,
                    observer_contact: None,
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
}
