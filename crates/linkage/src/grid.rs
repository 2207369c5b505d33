//! The Earth in cells: which records stand where, in the order of time.
//!
//! Every rung of places has cells of its own size. The records that were there from the beginning
//! lie in one stretch of memory, by rung, row, column, length of time and time, so that the cells
//! of a row beside each other are found without a search for each; later ones are kept by cell.

use crate::item::{GRAINS, Item, LENGTHS};
use crate::mix::{ByKey, floor, mix, sort_by_code};

/// Kilometres per degree of latitude.
const DEGREE_KM: f32 = 111.195;
/// The widest reach that is looked through by place; beyond, the cell is the whole Earth.
const WHOLE_KM: f32 = 500.0;

/// What of a record is looked at to tell whether it lies within reach.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand {
    pub(crate) mid: i32,
    pub(crate) at: [f32; 3],
    pub(crate) number: u32,
}

impl Stand {
    pub(crate) fn of(item: &Item, number: u32) -> Self {
        Self { mid: item.mid, at: item.at, number }
    }

    pub(crate) fn placed(&self) -> bool {
        self.at != [0.0; 3]
    }
}

/// An order of records by time that puts what is told alike side by side, whatever their numbers.
pub(crate) fn order(items: &[Item], number: u32) -> (i32, u32, u64, u32) {
    let item = items.get(number as usize);
    item.map_or((0, 0, 0, number), |i| (i.mid, i.log_count.to_bits(), i.key, number))
}

/// All records in that order.
pub(crate) fn timeline(items: &[Item]) -> Vec<u32> {
    let code = |item: &Item| {
        u64::from(item.mid as u32 ^ 1 << 31) << 32 | u64::from(item.log_count.to_bits())
    };
    let mut all: Vec<(u64, u32)> =
        items.iter().enumerate().map(|(number, item)| (code(item), number as u32)).collect();
    sort_by_code(&mut all);
    for alike in all.chunk_by_mut(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
        alike.sort_unstable_by_key(|(_, number)| order(items, *number));
    }
    all.into_iter().map(|(_, number)| number).collect()
}

/// A cell of a rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) grain: u8,
    pub(crate) row: i32,
    pub(crate) column: i32,
}

impl Cell {
    /// As one number, in the same order. A row has no more than 2^17 cells of a kilometre.
    fn packed(self) -> u64 {
        (u64::from(self.grain) << 17 | self.row as u64) << 17 | self.column as u64
    }

    fn unpacked(code: u64) -> Self {
        let part = |bits: u64| (bits & ((1 << 17) - 1)) as i32;
        Self { grain: (code >> 34) as u8, row: part(code >> 17), column: part(code) }
    }

    fn key(self) -> u64 {
        let place = u64::from(self.row as u32) << 32 | u64::from(self.column as u32);
        mix(u64::from(self.grain), place)
    }
}

/// The part of the Earth that some records of one cell lie in, in degrees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    lat: (f32, f32),
    lon: (f32, f32),
}

impl Extent {
    pub(crate) fn of(item: &Item) -> Self {
        Self { lat: (item.lat, item.lat), lon: (item.lon, item.lon) }
    }

    pub(crate) fn with(self, item: &Item) -> Self {
        Self {
            lat: (self.lat.0.min(item.lat), self.lat.1.max(item.lat)),
            lon: (self.lon.0.min(item.lon), self.lon.1.max(item.lon)),
        }
    }
}

/// Records by cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// Side of a cell in kilometres, by rung.
    side_km: [f32; GRAINS],
    /// The first row that anything stands in, and how many cells it and those behind it have.
    around: [(i32, Vec<i32>); GRAINS],
    /// Sorted.
    cells: Vec<Cell>,
    /// Of each cell and length of time the first stand; and the stand after the last.
    begin: Vec<u32>,
    stands: Vec<Stand>,
    /// Those that came later, by cell.
    later: ByKey<[Vec<Stand>; LENGTHS]>,
}

impl Grid {
    pub(crate) fn new(side_km: [f32; GRAINS]) -> Self {
        Self { side_km, ..Self::default() }
    }

    /// All of these, which are given in the order of time as well.
    pub(crate) fn with_all(mut self, items: &[Item], timeline: &[u32]) -> Self {
        self.around = self.rows_around(items);
        let mut placed: Vec<(u64, u32)> = Vec::with_capacity(items.len());
        for number in timeline {
            if let Some(item) = items.get(*number as usize) {
                placed.push((
                    self.cell(item).packed() * LENGTHS as u64 + u64::from(item.length),
                    *number,
                ));
            }
        }
        sort_by_code(&mut placed);
        self.stands.reserve_exact(placed.len());
        for (code, number) in placed {
            let (cell, length) = (code / LENGTHS as u64, (code % LENGTHS as u64) as usize);
            if self.cells.last().map(|last| last.packed()) != Some(cell) {
                self.begin.resize(self.cells.len() * LENGTHS, self.stands.len() as u32);
                self.cells.push(Cell::unpacked(cell));
            }
            // Lengths before this one that nothing has end where they begin.
            let upto = (self.cells.len() - 1) * LENGTHS + length + 1;
            if self.begin.len() < upto {
                self.begin.resize(upto, self.stands.len() as u32);
            }
            if let Some(item) = items.get(number as usize) {
                self.stands.push(Stand::of(item, number));
            }
        }
        self.begin.resize(self.cells.len() * LENGTHS + 1, self.stands.len() as u32);
        self
    }

    /// How many cells the rows have that these stand in.
    fn rows_around(&self, items: &[Item]) -> [(i32, Vec<i32>); GRAINS] {
        let mut extents: [Option<(i32, i32)>; GRAINS] = [None; GRAINS];
        for item in items.iter().filter(|item| !self.whole(usize::from(item.grain))) {
            let row = self.row(usize::from(item.grain), item.lat);
            let extent = &mut extents[usize::from(item.grain)];
            *extent = Some(extent.map_or((row, row), |(a, b)| (a.min(row), b.max(row))));
        }
        let mut grain = 0;
        extents.map(|extent| {
            let side = self.side_km[grain];
            grain += 1;
            let Some((first, last)) = extent else { return (0, Vec::new()) };
            (first, (first..=last).map(|row| columns(side, row)).collect())
        })
    }

    /// How many cells a row has.
    fn columns(&self, grain: usize, row: i32) -> i32 {
        let (first, around) = &self.around[grain];
        let known = usize::try_from(row - first).ok().and_then(|at| around.get(at));
        known.copied().unwrap_or_else(|| columns(self.side_km[grain], row))
    }

    /// One more, which is the last of these.
    pub(crate) fn add(&mut self, items: &[Item]) {
        let Some(item) = items.last() else { return };
        let number = items.len() as u32 - 1;
        let lengths = self.later.entry(self.cell(item).key()).or_default();
        let run = &mut lengths[usize::from(item.length)];
        let at = run.partition_point(|other| order(items, other.number) < order(items, number));
        run.insert(at, Stand::of(item, number));
    }

    /// The records of each cell that were there from the beginning, cell by cell.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[Stand]> {
        (0..self.cells.len()).map(|cell| self.stretch(cell * LENGTHS, (cell + 1) * LENGTHS))
    }

    fn stretch(&self, from: usize, until: usize) -> &[Stand] {
        let at = |n: usize| self.begin.get(n).map_or(0, |at| *at as usize);
        self.stands.get(at(from)..at(until)).unwrap_or(&[])
    }

    /// The cell that a record stands in.
    pub(crate) fn cell(&self, item: &Item) -> Cell {
        let grain = usize::from(item.grain);
        if self.whole(grain) {
            return Cell { grain: item.grain, row: 0, column: 0 };
        }
        let row = self.row(grain, item.lat);
        let columns = self.columns(grain, row);
        let column = column(columns, item.lon).rem_euclid(columns);
        Cell { grain: item.grain, row, column }
    }

    fn whole(&self, grain: usize) -> bool {
        self.side_km[grain] > WHOLE_KM
    }

    fn row(&self, grain: usize, lat: f32) -> i32 {
        floor(f64::from((lat.clamp(-90.0, 90.0) + 90.0) * DEGREE_KM / self.side_km[grain])) as i32
    }

    /// Whether a cell lies within reach of a record.
    pub(crate) fn reaches(&self, item: &Item, cell: Cell, reach_km: f32) -> bool {
        let mut met = false;
        self.columns_within(
            usize::from(cell.grain),
            &Extent::of(item),
            reach_km,
            |row, first, last| {
                met |= row == cell.row && (first..=last).contains(&cell.column);
            },
        );
        met
    }

    /// The runs of a rung that lie within reach: cell, length of time, and who stands there in the
    /// order of time. None is empty.
    pub(crate) fn within<'a>(
        &'a self,
        grain: usize,
        extent: &Extent,
        reach_km: f32,
        mut look: impl FnMut(Cell, usize, &'a [Stand]),
    ) {
        let mut from = 0;
        self.columns_within(grain, extent, reach_km, |row, first, last| {
            let cell = |column: i32| Cell { grain: grain as u8, row, column };
            // Rows come in order, and stretches of columns within a row mostly.
            if self.cells.get(from).is_none_or(|at| *at > cell(first)) {
                from = 0;
            }
            from += self.cells.get(from..).map_or(0, |c| c.partition_point(|c| *c < cell(first)));
            while let Some(at) = self.cells.get(from).filter(|at| **at <= cell(last)) {
                for length in 0..LENGTHS {
                    let run = self.stretch(from * LENGTHS + length, from * LENGTHS + length + 1);
                    if !run.is_empty() {
                        look(*at, length, run);
                    }
                }
                from += 1;
            }
            if self.later.is_empty() {
                return;
            }
            for at in (first..=last).map(cell) {
                let lengths = self.later.get(&at.key()).map_or(&[][..], |lengths| lengths);
                for (length, run) in lengths.iter().enumerate().filter(|(_, run)| !run.is_empty()) {
                    look(at, length, run);
                }
            }
        });
    }

    /// Rows of a rung with the columns, from and up to, that lie within reach; a row comes twice
    /// where they run over the edge of the map.
    fn columns_within(
        &self,
        grain: usize,
        extent: &Extent,
        reach_km: f32,
        mut look: impl FnMut(i32, i32, i32),
    ) {
        if self.whole(grain) {
            return look(0, 0, 0);
        }
        // A little more than the reach: along the ground is further than straight through.
        let reach = 1.002 * reach_km / DEGREE_KM + 1e-4;
        let (south, north) = extent.lat;
        let shrink = (south.abs().max(north.abs()) + reach).min(90.0).to_radians().cos();
        let width = if shrink * 180.0 <= reach { 180.0 } else { reach / shrink };
        for row in self.row(grain, south - reach)..=self.row(grain, north + reach) {
            let columns = self.columns(grain, row);
            let last = column(columns, extent.lon.1 + width);
            let first = column(columns, extent.lon.0 - width).max(last - columns + 1);
            let (from, until) = (first.rem_euclid(columns), last.rem_euclid(columns));
            if from <= until {
                look(row, from, until);
            } else {
                look(row, 0, until);
                look(row, from, columns - 1);
            }
        }
    }
}

/// How many cells a row has: each at least a side wide at its narrow end.
fn columns(side_km: f32, row: i32) -> i32 {
    let edge =
        |row: i32| (row as f32 * side_km / DEGREE_KM - 90.0).clamp(-90.0, 90.0).to_radians().cos();
    let around = 360.0 * DEGREE_KM * edge(row).min(edge(row + 1)).max(0.0);
    ((around / side_km).floor() as i32).max(1)
}

fn column(columns: i32, lon: f32) -> i32 {
    floor(f64::from((lon + 180.0) / 360.0 * columns as f32)) as i32
}
