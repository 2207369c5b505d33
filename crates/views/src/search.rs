//! Finding a page of incidents.
//!
//! There are two ways, and the blocks of [`crate::spread`] tell beforehand how many rows each
//! would look at: *by place*, every row of the blocks that meet the box, sorted afterwards; or
//! *in the order of pages*, from the cursor on until the page is full. The first is taken where it
//! looks at few rows, so that the second never looks long for a page in a small box. At worst the
//! second goes through all rows once.

use crate::ask::Ask;
use crate::columns::{BLOCK, Columns, NONE};
use crate::error::ViewsError;
use crate::globe::{meet, outward};
use crate::mark::Vocabulary;
use armistice_model::{EventKind, Status};

/// Rows that are looked at by place, at most, and at most that part of all.
const FEW: usize = 24_000;
const PART: usize = 4;

/// A question in terms of the columns.
struct Sieve<'a> {
    columns: &'a Columns,
    boxes: Option<([f32; 4], Option<[f32; 4]>)>,
    bounds: Option<(u32, u32)>,
    kinds: u64,
    parties: u32,
    stand: Option<StandAsk>,
}

/// Where it is to stand.
struct StandAsk {
    term: Option<u8>,
    perspective: u8,
    status: Option<u8>,
    /// Whether the column of the gravest answers alone.
    plain: bool,
}

/// Rows of a page, at most one more than asked for.
pub(crate) fn search(columns: &Columns, ask: &Ask) -> Result<Vec<u32>, ViewsError> {
    let start = match &ask.after {
        None => 0,
        Some(cursor) => behind(columns, cursor)?,
    };
    let Some(sieve) = Sieve::of(columns, ask) else { return Ok(Vec::new()) };
    let wanted = ask.limit.max(1).saturating_add(1);
    if let Some(boxes) = &sieve.boxes {
        let mut blocks: Vec<usize> = columns.spread.blocks(&boxes.0, sieve.bounds).collect();
        if let Some(second) = &boxes.1 {
            blocks.extend(columns.spread.blocks(second, sieve.bounds));
            blocks.sort_unstable();
            blocks.dedup();
        }
        if blocks.len() * crate::spread::BLOCK <= FEW.min(columns.len() / PART) {
            return Ok(sieve.by_place(&blocks, start, wanted));
        }
    }
    Ok(sieve.in_order(start, wanted))
}

/// The cursor behind a row.
pub(crate) fn cursor(columns: &Columns, row: u32) -> String {
    let row = row as usize;
    let begin = columns.begins.get(row).and_then(|b| columns.instants.get(*b as usize));
    match begin {
        Some(begin) => format!("{begin}~{}", columns.id(row)),
        None => format!("~{}", columns.id(row)),
    }
}

/// The first row behind a cursor; the row it names may be gone.
fn behind(columns: &Columns, cursor: &str) -> Result<usize, ViewsError> {
    let (begin, id) = cursor.split_once('~').ok_or(ViewsError::Cursor)?;
    let begin: Option<i64> = match begin {
        "" => None,
        text => Some(text.parse().map_err(|_| ViewsError::Cursor)?),
    };
    // Rows run from the latest to the earliest and on to the undated.
    let (mut low, mut high) = (0, columns.len());
    while low < high {
        let row = usize::midpoint(low, high);
        let at = columns.begins.get(row).and_then(|b| columns.instants.get(*b as usize)).copied();
        let order = at.is_none().cmp(&begin.is_none()).then_with(|| begin.cmp(&at));
        if order.then_with(|| columns.id(row).cmp(id)).is_le() {
            low = row + 1;
        } else {
            high = row;
        }
    }
    Ok(low)
}

impl StandAsk {
    /// `None` where a name is asked for that nothing has.
    fn of(words: &Vocabulary, ask: &Ask) -> Option<Self> {
        let perspective = match &ask.perspective {
            None => words.widest,
            Some(slug) => find(&words.perspectives, slug)?,
        };
        let term = match &ask.term {
            None => None,
            Some(term) => Some(find(&words.terms, term)?),
        };
        let status = ask.status.map(number);
        let plain = term.is_none() && perspective == words.widest && status != Some(0);
        Some(Self { term, perspective, status, plain })
    }
}

/// The number of a name.
fn find(list: &[String], name: &str) -> Option<u8> {
    list.iter().position(|n| n == name).and_then(|i| u8::try_from(i).ok())
}

impl<'a> Sieve<'a> {
    /// `None` where a name is asked for that nothing has.
    fn of(columns: &'a Columns, ask: &Ask) -> Option<Self> {
        let words = &columns.vocabulary;
        let kinds = if ask.kinds.is_empty() {
            u64::MAX
        } else {
            let bit = |kind: &EventKind| 1u64 << crate::settle::number_of(*kind);
            ask.kinds.iter().map(bit).fold(0, |all, bit| all | bit)
        };
        let parties = match &ask.party {
            None => 0,
            Some(name) => 1u32 << find(&words.parties, name)?,
        };
        let stand = if ask.term.is_some() || ask.status.is_some() {
            Some(StandAsk::of(words, ask)?)
        } else {
            None
        };
        let boxes = ask.bbox.as_ref().map(|b| {
            let (first, second) = b.parts();
            (outward(first), second.map(outward))
        });
        Some(Self { columns, boxes, bounds: columns.bounds(&ask.window), kinds, parties, stand })
    }

    fn lets(&self, row: usize) -> bool {
        self.in_time(row) && self.in_place(row) && self.named(row)
    }

    fn in_time(&self, row: usize) -> bool {
        let Some((after, before)) = self.bounds else { return true };
        let columns = self.columns;
        columns.begins.get(row).is_some_and(|b| *b < before)
            && columns.ends.get(row).is_some_and(|e| *e >= after)
    }

    fn in_place(&self, row: usize) -> bool {
        let Some((first, second)) = &self.boxes else { return true };
        self.columns
            .bbox
            .get(row)
            .is_some_and(|b| meet(b, first) || second.as_ref().is_some_and(|s| meet(b, s)))
    }

    fn named(&self, row: usize) -> bool {
        let columns = self.columns;
        if self.kinds != u64::MAX && columns.kind.get(row).is_none_or(|k| self.kinds >> k & 1 == 0)
        {
            return false;
        }
        if self.parties != 0 {
            let named = |list: &[u32]| list.get(row).is_some_and(|p| p & self.parties != 0);
            if !named(&columns.by) && !named(&columns.on) {
                return false;
            }
        }
        let Some(stand) = &self.stand else { return true };
        if stand.plain {
            return columns.worst.get(row).copied() == stand.status;
        }
        let gravest = columns
            .stands(row)
            .iter()
            .filter(|s| s.perspective == stand.perspective)
            .filter(|s| stand.term.is_none_or(|term| s.term == term))
            .map(|s| s.status)
            .max();
        gravest.is_some_and(|gravest| stand.status.is_none_or(|status| status == gravest))
    }

    fn by_place(&self, blocks: &[usize], start: usize, wanted: usize) -> Vec<u32> {
        let mut found: Vec<u32> = blocks
            .iter()
            .flat_map(|b| self.columns.spread.rows(*b))
            .copied()
            .filter(|row| *row as usize >= start && self.lets(*row as usize))
            .collect();
        if found.len() > wanted {
            found.select_nth_unstable(wanted);
            found.truncate(wanted);
        }
        found.sort_unstable();
        found
    }

    fn in_order(&self, start: usize, wanted: usize) -> Vec<u32> {
        let columns = self.columns;
        let mut found = Vec::new();
        // Rows begin later and later towards the front: those that begin too late are skipped at
        // once, and so are blocks of which nothing lasts long enough.
        let (after, before) = self.bounds.unwrap_or((0, NONE));
        let mut row = start;
        if self.bounds.is_some() && before != NONE {
            // Undated rows stand at the end, out of the window: they are let through by no test.
            row = row.max(columns.begins.partition_point(|b| *b != NONE && *b >= before));
        }
        while row < columns.len() {
            let block = row / BLOCK;
            let end = ((block + 1) * BLOCK).min(columns.len());
            if columns.block_ends.get(block).is_some_and(|e| self.bounds.is_none() || *e >= after) {
                for row in row..end {
                    if self.lets(row) {
                        // Rows are counted in 32 bits.
                        found.push(u32::try_from(row).unwrap_or(NONE));
                        if found.len() == wanted {
                            return found;
                        }
                    }
                }
            }
            row = end;
        }
        found
    }
}

/// The number of a status, by gravity.
pub(crate) fn number(status: Status) -> u8 {
    STATUSES.iter().position(|s| *s == status).and_then(|i| u8::try_from(i).ok()).unwrap_or(0)
}

/// Statuses by gravity.
pub(crate) const STATUSES: [Status; 5] = [
    Status::NotInForce,
    Status::NoBreachKnown,
    Status::Undetermined,
    Status::BreachAlleged,
    Status::BreachCorroborated,
];
