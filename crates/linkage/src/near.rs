//! Which records are worth comparing.
//!
//! Every record stands in one cell of the Earth, sized to how finely its place is given, beside
//! those whose time is given as finely; within the cell records lie in the order of time. A
//! record is compared with what lies within reach in space and within the window in time: reach
//! and window belong to the *pair* of precisions, so that a district meets the spots inside it.
//! What is looked at in one cell is bounded, nearest in time first: work grows with the records
//! and no faster, whatever they are.

use crate::item::{GRAINS, Item, LENGTHS};
use crate::levels::EARTH_KM;
use crate::mix::{ByKey, mix};

/// Kilometres per degree of latitude.
const DEGREE_KM: f32 = 111.195;
/// Of one cell at most so many are looked at.
const MOST: usize = 512;
/// The widest reach that is looked through by place; beyond, the cell is the whole Earth.
const WHOLE_KM: f32 = 500.0;
const WIDEST: usize = GRAINS - 1;
const UNDATED: usize = LENGTHS - 1;
const WEEK_MIN: i32 = 7 * 1_440;

/// How far in space and time two records may lie apart and still be compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Support {
    /// Kilometres, by the two rungs.
    pub(crate) reach_km: [[f32; GRAINS]; GRAINS],
    /// Minutes between the middles, by the two lengths.
    pub(crate) window_min: [[i32; LENGTHS]; LENGTHS],
}

impl Support {
    /// Where to begin: what the rungs of most datasets mean, until the records say more.
    pub(crate) fn usual() -> Self {
        let rung = [4.0f32, 6.0, 40.0, 100.0, 20_000.0];
        let days = [0.5f32, 2.0, 6.5, 18.0, 45.0];
        let mut support =
            Self { reach_km: [[0.0; GRAINS]; GRAINS], window_min: [[0; LENGTHS]; LENGTHS] };
        for (a, row) in support.reach_km.iter_mut().enumerate() {
            for (b, reach) in row.iter_mut().enumerate() {
                *reach = rung[a] + rung[b];
            }
        }
        for (a, row) in support.window_min.iter_mut().enumerate() {
            for (b, window) in row.iter_mut().enumerate() {
                *window = ((days[a] + days[b]) * 1_440.0) as i32;
            }
        }
        support
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    mid: i32,
    item: u32,
}

/// Records by cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    cells: ByKey<Vec<Entry>>,
    /// All but the widest by week alone, for the widest to look through; made when there is one.
    weeks: Option<ByKey<Vec<Entry>>>,
    /// Side of a cell in kilometres, by rung.
    side_km: [f32; GRAINS],
    reach_km: [[f32; GRAINS]; GRAINS],
    window_min: [[i32; LENGTHS]; LENGTHS],
    /// Whether any record has this rung and length.
    used: [[bool; LENGTHS]; GRAINS],
}

impl Near {
    pub(crate) fn new(support: &Support) -> Self {
        let mut side_km = [0.0; GRAINS];
        for (grain, side) in side_km.iter_mut().enumerate() {
            // A cell is looked into from its own and from finer rungs.
            *side = (0..=grain).map(|g| support.reach_km[g][grain]).fold(1.0, f32::max);
        }
        Self {
            side_km,
            reach_km: support.reach_km,
            window_min: support.window_min,
            ..Self::default()
        }
    }

    /// All of these, in their order.
    pub(crate) fn with_all(mut self, items: &[Item]) -> Self {
        for (number, item) in items.iter().enumerate() {
            let entry = Entry { mid: item.mid, item: number as u32 };
            self.cells.entry(self.own_cell(item)).or_default().push(entry);
            self.used[usize::from(item.grain)][usize::from(item.length)] = true;
        }
        for cell in self.cells.values_mut() {
            cell.sort_unstable_by_key(|entry| order(items, entry));
        }
        if self.used[WIDEST].iter().any(|used| *used) {
            self.weeks = Some(weeks(items));
        }
        self
    }

    /// One more, which is the last of these.
    pub(crate) fn add(&mut self, items: &[Item]) {
        let Some(item) = items.last() else { return };
        self.used[usize::from(item.grain)][usize::from(item.length)] = true;
        let entry = Entry { mid: item.mid, item: items.len() as u32 - 1 };
        let put = |cell: &mut Vec<Entry>| {
            let at = cell.partition_point(|other| order(items, other) < order(items, &entry));
            cell.insert(at, entry);
        };
        put(self.cells.entry(self.own_cell(item)).or_default());
        if usize::from(item.grain) == WIDEST {
            if self.weeks.is_none() {
                self.weeks = Some(weeks(items));
            }
        } else if let Some(weeks) = &mut self.weeks {
            put(weeks.entry(week(item.length, item.mid)).or_default());
        }
    }

    fn whole(&self, grain: usize) -> bool {
        self.side_km[grain] > WHOLE_KM
    }

    fn own_cell(&self, item: &Item) -> u64 {
        let grain = usize::from(item.grain);
        let group = (grain * LENGTHS + usize::from(item.length)) as u64;
        if self.whole(grain) {
            return mix(group, u64::MAX);
        }
        let row = self.row(grain, item.lat);
        cell(group, row, column(columns(self.side_km[grain], row), item.lon))
    }

    fn row(&self, grain: usize, lat: f32) -> i32 {
        ((lat.clamp(-90.0, 90.0) + 90.0) * DEGREE_KM / self.side_km[grain]).floor() as i32
    }

    /// Those within reach of record number `own`, each once. With `once`, of every two records one
    /// side only is told of the other, so that over all records each pair comes up once. Tells
    /// whether a cell was too full to be looked through.
    pub(crate) fn of(
        &self,
        items: &[Item],
        own: u32,
        once: bool,
        mut found: impl FnMut(u32),
    ) -> bool {
        let Some(item) = items.get(own as usize) else { return false };
        let mine = (usize::from(item.grain), usize::from(item.length));
        let mut full = false;
        let mut take = |entries: &[Entry], window: i32, alike: bool, chord2: f32| {
            let from = entries.partition_point(|e| e.mid < item.mid - window);
            let until = entries.partition_point(|e| e.mid <= item.mid + window);
            let mut run = entries.get(from..until).unwrap_or(&[]);
            if run.len() > MOST {
                full = true;
                run = nearest(run, own, item.mid, items);
            }
            for entry in run {
                if entry.item == own || (once && alike && !after(items, entry.item, own)) {
                    continue;
                }
                let Some(other) = items.get(entry.item as usize) else { continue };
                if !(item.placed() && other.placed() && item.chord2(other) > chord2) {
                    found(entry.item);
                }
            }
        };
        for (grain, lengths) in self.used.iter().enumerate() {
            let wider = grain == WIDEST && mine.0 < WIDEST;
            if grain < mine.0 && (once || mine.0 == WIDEST) || wider && once {
                continue;
            }
            let reach_km = self.reach_km[mine.0][grain];
            let chord2 = (reach_km / EARTH_KM).powi(2);
            for (length, used) in lengths.iter().enumerate() {
                // What has no date is compared with what has none either.
                let undated = (mine.1 == UNDATED, length == UNDATED);
                if !*used || undated.0 != undated.1 || (once && grain == mine.0 && length < mine.1)
                {
                    continue;
                }
                let alike = (grain, length) == mine;
                let group = (grain * LENGTHS + length) as u64;
                let window = self.window_min[mine.1][length];
                self.cells_within(grain, group, item, reach_km, |key| {
                    if let Some(entries) = self.cells.get(&key) {
                        take(entries, window, alike, chord2);
                    }
                });
            }
        }
        let Some(weeks) = self.weeks.as_ref().filter(|_| mine.0 == WIDEST) else { return full };
        for length in (0..LENGTHS).filter(|length| (*length == UNDATED) == (mine.1 == UNDATED)) {
            let window = self.window_min[mine.1][length];
            let (first, last) = (item.mid - window, item.mid + window);
            for at in first.div_euclid(WEEK_MIN)..=last.div_euclid(WEEK_MIN) {
                if let Some(entries) = weeks.get(&week(length as u8, at * WEEK_MIN)) {
                    take(entries, window, false, f32::INFINITY);
                }
            }
        }
        full
    }

    /// The cells of a rung that lie within reach.
    fn cells_within(
        &self,
        grain: usize,
        group: u64,
        item: &Item,
        reach_km: f32,
        mut look: impl FnMut(u64),
    ) {
        if self.whole(grain) {
            return look(mix(group, u64::MAX));
        }
        // A little more than the reach: along the ground is further than straight through.
        let reach = 1.002 * reach_km / DEGREE_KM + 1e-4;
        let side = self.side_km[grain];
        for row in self.row(grain, item.lat - reach)..=self.row(grain, item.lat + reach) {
            let columns = columns(side, row);
            let shrink = (item.lat.abs() + reach).min(90.0).to_radians().cos();
            let width = if shrink * 180.0 <= reach { 180.0 } else { reach / shrink };
            let at = |lon: f32| ((lon + 180.0) / 360.0 * columns as f32).floor() as i32;
            let last = at(item.lon + width);
            let first = at(item.lon - width).max(last - columns + 1);
            for column in first..=last {
                look(cell(group, row, column.rem_euclid(columns)));
            }
        }
    }
}

/// Of a run that is too long, the part around the record.
fn nearest<'a>(run: &'a [Entry], own: u32, mid: i32, items: &[Item]) -> &'a [Entry] {
    let own = Entry { mid, item: own };
    let at = run.partition_point(|entry| order(items, entry) < order(items, &own));
    let start = at.saturating_sub(MOST / 2).min(run.len() - MOST);
    run.get(start..start + MOST).unwrap_or(run)
}

/// The order within a cell: time, then what is told alike side by side.
fn order(items: &[Item], entry: &Entry) -> (i32, u32, u64) {
    let told = items.get(entry.item as usize).map_or((0, 0), |i| (i.log_count.to_bits(), i.key));
    (entry.mid, told.0, told.1)
}

/// Whether of two records of one group the first comes after, in an order that settles which of
/// the two is told of the other.
fn after(items: &[Item], other: u32, own: u32) -> bool {
    let key = |n: u32| items.get(n as usize).map(|i| (i.mid, i.key));
    (key(other), other) > (key(own), own)
}

fn weeks(items: &[Item]) -> ByKey<Vec<Entry>> {
    let mut weeks: ByKey<Vec<Entry>> = ByKey::default();
    for (number, item) in items.iter().enumerate() {
        if usize::from(item.grain) < WIDEST {
            let entry = Entry { mid: item.mid, item: number as u32 };
            weeks.entry(week(item.length, item.mid)).or_default().push(entry);
        }
    }
    for week in weeks.values_mut() {
        week.sort_unstable_by_key(|entry| order(items, entry));
    }
    weeks
}

fn week(length: u8, mid: i32) -> u64 {
    mix(u64::from(length), u64::from(mid.div_euclid(WEEK_MIN) as u32))
}

fn cell(group: u64, row: i32, column: i32) -> u64 {
    mix(group, u64::from(row as u32) << 32 | u64::from(column as u32))
}

/// How many cells a row has: each at least a side wide at its narrow end.
fn columns(side_km: f32, row: i32) -> i32 {
    let edge =
        |row: i32| (row as f32 * side_km / DEGREE_KM - 90.0).clamp(-90.0, 90.0).to_radians().cos();
    let around = 360.0 * DEGREE_KM * edge(row).min(edge(row + 1)).max(0.0);
    ((around / side_km).floor() as i32).max(1)
}

fn column(columns: i32, lon: f32) -> i32 {
    (((lon + 180.0) / 360.0 * columns as f32).floor() as i32).rem_euclid(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Codebook;
    use crate::record::{Grain, Record, Span, Spot};
    use std::collections::BTreeSet;

    fn scattered(seed: u64) -> Vec<Record> {
        let mut at = seed;
        let mut dice = |n: u64| {
            at = mix(at, 1);
            at % n
        };
        (0..200)
            .map(|key| {
                let from = dice(40) as i64 * 1_440;
                let length = [30, 1_440, 10_080, 43_200, 525_600][dice(5) as usize];
                let edge = [-180.0, 180.0, 36.0, 36.1, 179.99][dice(5) as usize];
                let spot = Spot {
                    lat: [90.0, -90.0, 89.9, 35.0, 35.3][dice(5) as usize],
                    lon: edge + dice(100) as f64 / 100.0,
                    grain: Grain::Rung(dice(6) as u8),
                };
                Record {
                    key,
                    source: 0,
                    when: (dice(9) > 0).then_some(Span { from, until: from + length }),
                    spot: (dice(9) > 0).then_some(spot),
                    kind: None,
                    actor: None,
                    count: None,
                    words: None,
                }
            })
            .collect()
    }

    #[test]
    fn every_pair_is_found_from_both_sides_or_from_neither_and_once_in_all() {
        for seed in 0..40 {
            let records = scattered(seed);
            let book = Codebook::of(&records);
            let items: Vec<Item> = records.iter().map(|record| book.item(record)).collect();
            let near = Near::new(&Support::usual()).with_all(&items);
            let (mut both, mut once) = (BTreeSet::new(), Vec::new());
            for own in 0..items.len() as u32 {
                near.of(&items, own, false, |other| {
                    assert!(both.insert((own, other)), "{own} is told twice of {other}");
                });
                near.of(&items, own, true, |other| once.push((own.min(other), own.max(other))));
            }
            for (a, b) in &both {
                assert!(
                    both.contains(&(*b, *a)),
                    "{:?} {:?}",
                    items[*a as usize],
                    items[*b as usize]
                );
            }
            once.sort_unstable();
            let pairs: Vec<_> = both.iter().copied().filter(|(a, b)| a < b).collect();
            assert_eq!(once, pairs);
            assert!(pairs.len() > 500, "{}", pairs.len());
        }
    }
}
