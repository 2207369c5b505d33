//! A stranger's table as records.

use crate::fuse::cell::{self, Read};
use crate::fuse::columns::{Columns, Field};
use crate::fuse::complaints::Complaints;
use crate::fuse::names::{Codes, Names, Uids};
use armistice_case::{Doing, Failure};
use armistice_linkage::{Code, Grain, Record, Span, Spot, Words};
use csv::ByteRecord;
use std::io::{BufRead, BufReader};

/// How much is read at a time.
const AT_ONCE: usize = 1 << 18;
/// Lines that one row may run over before it is said.
const LONG_ROW: u64 = 200;

/// A table that was read.
pub struct Table {
    /// What is read from where.
    pub columns: Columns,
    /// The rows' own names.
    pub uids: Uids,
    /// The rows, in their order.
    pub records: Vec<Record>,
    /// The sources' names, by number.
    pub sources: Vec<String>,
    /// What could not be read.
    pub complaints: Complaints,
}

impl Table {
    /// Reads a table. `name` is what it is called in what is said of it.
    ///
    /// # Errors
    ///
    /// Where it cannot be read at all, has no header, or lacks a required column.
    pub fn read(input: impl std::io::Read, maps: &[String], name: &str) -> Result<Self, Failure> {
        let doing = format!("read {name}");
        let mut input = BufReader::with_capacity(AT_ONCE, input);
        let head = input.fill_buf().doing(&doing)?;
        if head.is_empty() {
            return Err(Failure::new(format!("{name} is empty; its first line must be a header")));
        }
        let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let delimiter = delimiter(head.get(mark..).unwrap_or(head));
        let crlf =
            head.iter().position(|b| *b == b'\n').is_some_and(|at| head[..at].ends_with(b"\r"));
        input.consume(mark);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(AT_ONCE)
            .from_reader(input);
        let mut cells = ByteRecord::new();
        reader.read_byte_record(&mut cells).doing(&doing)?;
        let text = |header: &[u8]| String::from_utf8_lossy(header.trim_ascii()).into_owned();
        let columns = Columns::find(cells.iter().map(text).collect(), maps, name)?;
        let mut rows = Rows::default();
        while reader.read_byte_record(&mut cells).doing(&doing)? {
            if rows.records.len() >= u32::MAX as usize {
                return Err(Failure::new(format!(
                    "{name} has more than {} rows; split it",
                    u32::MAX
                )));
            }
            // The reader has passed the end of the row's last line, but for what ends a file and
            // for the second half of CR LF.
            let passed = u64::from(!crlf && !reader.is_done());
            let last = reader.position().line().saturating_sub(passed);
            rows.shape(&cells, &columns, last);
            rows.take(&cells, &columns, last);
        }
        Ok(rows.settled(columns))
    }
}

/// What stands between the values: whatever the header has most of.
fn delimiter(head: &[u8]) -> u8 {
    let header = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(head);
    let count = |delimiter: u8| header.iter().filter(|byte| **byte == delimiter).count();
    // Of equals the last one is taken.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// The rows while they are being read; names have the numbers of the order they were met in.
#[derive(Default)]
struct Rows {
    uids: Uids,
    records: Vec<Record>,
    sources: Names,
    kinds: Codes,
    actors: Codes,
    complaints: Complaints,
}

impl Rows {
    /// Says so where a row has not as many values as the header.
    fn shape(&mut self, cells: &ByteRecord, columns: &Columns, last: u64) {
        let (own, header) = (cells.len(), columns.len());
        let lines = breaks(cells) + 1;
        let line = (last + 1).saturating_sub(lines);
        if lines > LONG_ROW {
            self.complaints.row(line, || {
                format!("the row runs over {lines} lines; see whether a quote is never closed")
            });
        } else if own < header {
            self.complaints.row(line, || {
                format!("the row has {own} of {header} values; the rest is taken as not told")
            });
        } else if own > header {
            self.complaints.row(line, || {
                format!("the row has {own} values, the header {header}; what is over is left out")
            });
        }
    }

    fn take(&mut self, cells: &ByteRecord, columns: &Columns, last: u64) {
        let uid = columns.at(Field::Uid).and_then(|at| cells.get(at)).unwrap_or_default();
        self.uids.push(uid);
        let mut row = Row { cells, columns, last, complaints: &mut self.complaints };
        if uid.is_empty() {
            row.complain(Field::Uid, uid);
        }
        let source = row.told(Field::Source);
        if source.is_none() {
            row.complain(Field::Source, b"");
        }
        let source = self.sources.number(source.map_or(&[], cell::name));
        let kind = row.code(Field::Kind);
        let kind = kind.map(|own| self.kinds.number(own, row.code(Field::KindParent)));
        let actor = row.code(Field::Actor);
        let actor = actor.map(|own| self.actors.number(own, row.code(Field::ActorParent)));
        let unsettled = |number| Code { own: number, parent: 0 };
        self.records.push(Record {
            key: 0,
            source,
            when: row.when(),
            spot: row.spot(),
            kind: kind.map(unsettled),
            actor: actor.map(unsettled),
            count: row.count(),
            words: row.told(Field::Text).and_then(|t| Words::of(&String::from_utf8_lossy(t))),
        });
    }

    /// Gives names, and rows their keys, by what they are and not by where they stand.
    fn settled(mut self, columns: Columns) -> Table {
        let (sources, texts) = (self.sources.settled(), self.sources.texts());
        let (kinds, actors) = (self.kinds.settled(), self.actors.settled());
        let code = |codes: &[Code], own: Code| codes.get(own.own as usize).copied().unwrap_or(own);
        for record in &mut self.records {
            record.source = sources.get(record.source as usize).copied().unwrap_or(record.source);
            record.kind = record.kind.map(|own| code(&kinds, own));
            record.actor = record.actor.map(|own| code(&actors, own));
        }
        let mut named = vec![String::new(); texts.len()];
        for (text, place) in texts.into_iter().zip(&sources) {
            if let Some(slot) = named.get_mut(*place as usize) {
                *slot = text;
            }
        }
        rank(&mut self.records, &self.uids);
        Table {
            columns,
            uids: self.uids,
            records: self.records,
            sources: named,
            complaints: self.complaints,
        }
    }
}

/// Numbers the records by their begin and their names, so that an incident is named by its
/// earliest row; those without a time come last. Rows of one begin and name are told apart by
/// what they hold, never by where they stand.
fn rank(records: &mut [Record], uids: &Uids) {
    let begin = |record: &Record| record.when.map_or(i64::MAX, |span| span.from);
    let mut order: Vec<(i64, u32)> =
        records.iter().enumerate().map(|(row, record)| (begin(record), row as u32)).collect();
    order.sort_by(|(a, x), (b, y)| {
        let (x, y) = (*x as usize, *y as usize);
        a.cmp(b).then_with(|| uids.get(x).cmp(uids.get(y))).then_with(|| {
            match (records.get(x), records.get(y)) {
                (Some(x), Some(y)) => contents(x).cmp(&contents(y)),
                _ => x.cmp(&y),
            }
        })
    });
    for (key, (_, row)) in order.into_iter().enumerate() {
        if let Some(record) = records.get_mut(row as usize) {
            record.key = key as u64;
        }
    }
}

/// All that a record holds, in some fixed order.
fn contents(record: &Record) -> impl Ord {
    let spot = record.spot.map(|spot| {
        let grain = match spot.grain {
            Grain::Rung(rung) => (0, u32::from(rung)),
            Grain::Metres(metres) => (1, metres.to_bits()),
        };
        (spot.lat.to_bits(), spot.lon.to_bits(), grain)
    });
    let code = |code: Option<Code>| code.map(|code| code.own);
    (
        record.source,
        record.when.map(|span| span.until),
        spot,
        code(record.kind),
        code(record.actor),
        record.count,
        record.words.map(|words| words.0),
    )
}

/// Line breaks within the values of a row.
fn breaks(cells: &ByteRecord) -> u64 {
    cells.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64
}

/// One row and what is said of it.
struct Row<'a> {
    cells: &'a ByteRecord,
    columns: &'a Columns,
    /// The line it ends on.
    last: u64,
    complaints: &'a mut Complaints,
}

impl<'a> Row<'a> {
    fn told(&self, field: Field) -> Option<&'a [u8]> {
        self.columns.at(field).and_then(|at| self.cells.get(at)).and_then(cell::told)
    }

    fn complain(&mut self, field: Field, held: &[u8]) {
        self.amiss(field, held, field.expected());
    }

    fn amiss(&mut self, field: Field, held: &[u8], expected: &str) {
        let line = self.last.saturating_sub(breaks(self.cells));
        self.complaints.cell(line, self.columns.header(field), held, expected);
    }

    fn read<T>(&mut self, field: Field, read: impl FnOnce(&[u8]) -> Read<T>) -> Option<T> {
        let held = self.told(field)?;
        let read = read(held).ok();
        if read.is_none() {
            self.complain(field, held);
        }
        read
    }

    fn code(&self, field: Field) -> Option<&'a [u8]> {
        self.told(field).filter(|held| !cell::minus_one(held)).map(cell::name)
    }

    fn count(&mut self) -> Option<u32> {
        self.told(Field::Count).filter(|held| !cell::minus_one(held))?;
        self.read(Field::Count, cell::count)
    }

    fn when(&mut self) -> Option<Span> {
        let days = self.read(Field::Tprec, cell::days);
        let from = self.read(Field::From, cell::moment);
        let until = self.read(Field::Until, cell::moment);
        match (from, until) {
            (Some(from), Some(until)) => {
                let span = from.to(until);
                if span.is_none() {
                    let held = self.told(Field::Until).unwrap_or_default();
                    self.amiss(Field::Until, held, "an end after the begin");
                }
                return span;
            }
            (Some(only), None) | (None, Some(only)) => return Some(only.around(days)),
            (None, None) => {}
        }
        let date = self.read(Field::Date, cell::moment);
        date.or_else(|| self.read(Field::Day, cell::day)).map(|moment| moment.around(days))
    }

    fn spot(&mut self) -> Option<Spot> {
        let lat = self.read(Field::Lat, cell::latitude);
        let lon = self.read(Field::Lon, cell::longitude);
        let radius = self.read(Field::Radius, cell::radius);
        let grain = radius.or_else(|| self.read(Field::Gprec, cell::rung));
        let grain = grain.unwrap_or(Grain::Rung(1));
        Some(Spot { lat: lat?, lon: lon?, grain })
    }
}
