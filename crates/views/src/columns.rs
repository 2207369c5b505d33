//! What incidents are looked for by, in memory: columns in the order of pages.
//!
//! A plain scan of a million rows of packed columns takes a few milliseconds, and every question
//! can fall back on it; that bounds the worst case for any box and any time, which an index tree
//! alone does not. [`crate::spread`] is the second order, by place, for small boxes and for tiles.

use crate::error::ViewsError;
use crate::globe::Spot;
use crate::mark::{Ground, Mark, Stand, Stretch, Vocabulary};
use crate::spread::Spread;
use crate::sqlite::Fault;
use rusqlite::Connection;
use std::collections::HashMap;

/// No place, no date.
pub(crate) const NONE: u32 = u32::MAX;
/// Rows of a block, in the order of pages.
pub(crate) const BLOCK: usize = 1024;

/// All incidents, those that began last first, then by id; undated ones last.
#[derive(Default)]
pub(crate) struct Columns {
    pub(crate) vocabulary: Vocabulary,
    /// All names, one behind the other, and where each begins.
    ids: String,
    id_at: Vec<u32>,
    /// Row in the file.
    pub(crate) n: Vec<u32>,
    /// Boxes rounded outward: west, south, east, north; not a number for an open place.
    pub(crate) bbox: Vec<[f32; 4]>,
    /// All instants at which something begins or ends, sorted. Times are kept as places in this
    /// list: exact, and half as wide.
    pub(crate) instants: Vec<i64>,
    /// When it begins; [`NONE`] if undated.
    pub(crate) begins: Vec<u32>,
    /// When it ends; 0 if undated.
    pub(crate) ends: Vec<u32>,
    /// The last end in each block.
    pub(crate) block_ends: Vec<u32>,
    pub(crate) kind: Vec<u8>,
    /// Gravest status in the widest perspective under any term; 0 for none.
    pub(crate) worst: Vec<u8>,
    pub(crate) by: Vec<u32>,
    pub(crate) on: Vec<u32>,
    /// First and last civil day.
    pub(crate) days: Vec<(i32, i32)>,
    /// Place in `spots`; [`NONE`] for an open place.
    pub(crate) spot: Vec<u32>,
    /// Each place once.
    pub(crate) spots: Vec<Spot>,
    stand_at: Vec<u32>,
    stands: Vec<Stand>,
    /// The same by place.
    pub(crate) spread: Spread,
}

struct Row {
    id: Box<str>,
    n: u32,
    mark: Mark,
    spot: u32,
}

impl Columns {
    /// Reads all incidents of a file.
    pub(crate) fn read(connection: &Connection, vocabulary: Vocabulary) -> Result<Self, Fault> {
        let mut rows: Vec<Row> = Vec::new();
        let mut spots: Vec<Spot> = Vec::new();
        let mut spot_of: HashMap<Box<[u8]>, u32> = HashMap::new();
        let mut statement = connection.prepare("SELECT id, n, mark FROM incident_key")?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let id: Box<str> = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?.into();
            let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            let garbled = || Fault::Garbled(format!("the mark of incident {id}"));
            let mut mark = Mark::unpack(bytes).ok_or_else(garbled)?;
            let spot = if mark.ground.is_empty() {
                NONE
            } else if let Some(spot) = spot_of.get(mark.ground.as_slice()) {
                *spot
            } else {
                let ground = Ground::unpack(&mark.ground).ok_or_else(garbled)?;
                let spot = count(spots.len())?;
                spots.push(Spot::of(ground));
                spot_of.insert(std::mem::take(&mut mark.ground).into_boxed_slice(), spot);
                spot
            };
            mark.ground = Vec::new();
            rows.push(Row { n: row.get(1)?, mark, spot, id });
        }
        drop(spot_of);
        let begin = |row: &Row| row.mark.when.map_or(i64::MIN, |w| w.from);
        rows.sort_unstable_by(|a, b| {
            let dated = |row: &Row| row.mark.when.is_none();
            dated(a)
                .cmp(&dated(b))
                .then_with(|| begin(b).cmp(&begin(a)))
                .then_with(|| a.id.cmp(&b.id))
        });
        Self::of(rows, spots, vocabulary)
    }

    fn of(rows: Vec<Row>, spots: Vec<Spot>, vocabulary: Vocabulary) -> Result<Self, Fault> {
        count(rows.len())?;
        let mut columns = Self { vocabulary, spots, ..Self::default() };
        let times = || rows.iter().filter_map(|r| r.mark.when);
        columns.instants = times().flat_map(|w| [w.from, w.until]).collect();
        columns.instants.sort_unstable();
        columns.instants.dedup();
        columns.instants.shrink_to_fit();
        columns.id_at.push(0);
        columns.stand_at.push(0);
        for row in rows {
            let Mark { kind, by, on, when, stands, .. } = row.mark;
            columns.ids.push_str(&row.id);
            columns.id_at.push(count(columns.ids.len())?);
            columns.n.push(row.n);
            columns.spot.push(row.spot);
            columns.bbox.push(columns.ground(row.spot).map_or([f32::NAN; 4], |s| s.bbox));
            let (begin, end) = match when {
                None => (NONE, 0),
                Some(Stretch { from, until, .. }) => (columns.place(from)?, columns.place(until)?),
            };
            columns.begins.push(begin);
            columns.ends.push(end);
            columns.days.push(when.map_or((0, 0), |w| (w.first, w.last)));
            columns.kind.push(kind);
            columns.by.push(by);
            columns.on.push(on);
            let widest = columns.vocabulary.widest;
            let worst = stands.iter().filter(|s| s.perspective == widest).map(|s| s.status).max();
            columns.worst.push(worst.unwrap_or(0));
            columns.stands.extend(stands);
            columns.stand_at.push(count(columns.stands.len())?);
        }
        columns.block_ends =
            columns.ends.chunks(BLOCK).map(|c| c.iter().copied().max().unwrap_or(0)).collect();
        columns.spread = Spread::of(&columns);
        Ok(columns)
    }

    fn place(&self, instant: i64) -> Result<u32, Fault> {
        count(self.instants.partition_point(|t| *t < instant))
    }

    /// How many incidents there are.
    pub(crate) fn len(&self) -> usize {
        self.n.len()
    }

    /// The name of a row.
    pub(crate) fn id(&self, row: usize) -> &str {
        let at = |i: usize| self.id_at.get(i).map_or(0, |at| *at as usize);
        self.ids.get(at(row)..at(row + 1)).unwrap_or_default()
    }

    /// Where a row stands under terms.
    pub(crate) fn stands(&self, row: usize) -> &[Stand] {
        let at = |i: usize| self.stand_at.get(i).map_or(0, |at| *at as usize);
        self.stands.get(at(row)..at(row + 1)).unwrap_or_default()
    }

    /// A place by its number.
    pub(crate) fn ground(&self, spot: u32) -> Option<&Spot> {
        self.spots.get(spot as usize)
    }

    /// The bounds of a window as places in the list of instants: what ends at or after the first
    /// and begins before the second is in it. `None` where nothing is asked.
    pub(crate) fn bounds(&self, window: &crate::Window) -> Option<(u32, u32)> {
        if window.after.is_none() && window.before.is_none() {
            return None;
        }
        // The lengths are counted: they fit.
        let place = |n: usize| u32::try_from(n).unwrap_or(NONE - 1);
        let after =
            window.after.map_or(0, |after| place(self.instants.partition_point(|t| *t <= after)));
        let before = window
            .before
            .map_or(NONE, |before| place(self.instants.partition_point(|t| *t < before)));
        Some((after, before))
    }

    /// Bytes of memory that the columns take, about.
    pub(crate) fn bytes(&self) -> usize {
        let row = 4 + 16 + 8 + 2 + 8 + 8 + 4 + 4 + 4;
        self.len() * row
            + self.ids.capacity()
            + self.instants.capacity() * 8
            + self.stands.capacity() * 3
            + self.spots.iter().map(Spot::bytes).sum::<usize>()
            + self.spread.bytes()
    }
}

/// A number of rows, or the word that there are too many.
fn count(n: usize) -> Result<u32, Fault> {
    match u32::try_from(n) {
        Ok(n) if n < NONE => Ok(n),
        _ => Err(Fault::Views(ViewsError::TooMany {
            what: "incidents",
            given: n,
            most: NONE as usize,
        })),
    }
}
