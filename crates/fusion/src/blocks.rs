//! Which claims are worth comparing.
//!
//! Every telling stands in one cell: a grid square sized to the reach of its place, and a stretch
//! of days sized to its time. It is compared with what stands in the cells it may touch, at its
//! own size and at the coarser ones; a place that is vast or open has one cell for the whole
//! Earth. A crowded cell is not searched through: only the nearest by count and by position are
//! looked at, so the number of comparisons grows with the number of claims and no faster.

use crate::copies::Telling;
use crate::facet::{Facet, Lane};
use crate::kind::strand;
use crate::weights;
use armistice_model::EventKind;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

const DAY: i64 = 86_400;
/// Greatest reach in metres at each size of square. Beyond the last a place is vast.
const REACH_M: [f64; 4] = [2e3, 8e3, 32e3, 128e3];
/// The size of cell for places that have a name but are on no map; its square is the name.
const NAMED: u8 = 4;
/// The size of cell for places that are vast or open, and for statements.
const VAST: u8 = 5;
/// Greatest length in seconds, and width of the cell, at each size of time.
const LENGTHS: [(i64, i64); 3] =
    [(26 * 3_600, 2 * DAY), (10 * DAY, 10 * DAY), (64 * DAY, 64 * DAY)];
/// The size of time for stretches longer than that, and for unknown times.
const ANY_TIME: u8 = 3;
/// A cell with more than this many tellings is crowded.
const CROWDED: usize = 24;
/// In a crowded cell, so many on either side are looked at, in each of two orders.
const NEAREST: usize = 6;
/// Metres per degree of latitude.
const DEGREE_M: f64 = 111_195.0;

/// How far two places of this size may lie apart and still be linked.
fn range_m(size: u8) -> f64 {
    let reach = REACH_M.get(usize::from(size)).copied().unwrap_or(0.0);
    weights::PLACE_LIMIT * (2.0 * reach + weights::SLACK_M)
}

/// Side of a square.
fn side_m(size: u8) -> f64 {
    2.5 * range_m(size)
}

/// Keys are mixed already; hashing them again is wasted work.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Steps of SplitMix64 (Steele, Lea, Flood 2014).
fn mix(seed: u64, value: u64) -> u64 {
    let mut z = (seed ^ value).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Where a telling stands.
struct Stand {
    strand: u64,
    size: u8,
    length: u8,
    from: i64,
    until: i64,
    /// Killed, then position along a curve that keeps neighbours together.
    order: (u32, u32),
}

impl Stand {
    fn of(facet: &Facet) -> Self {
        let lane = match facet.lane {
            Lane::Event => 0,
            Lane::Summary => 1,
            Lane::Tally => 2,
        };
        let speaks = facet.kind == EventKind::Statement;
        let size = match &facet.ground {
            _ if speaks => VAST,
            Some(ground) => {
                REACH_M.iter().position(|reach| ground.reach_m <= *reach).map_or(VAST, |i| i as u8)
            }
            None if facet.place_name.is_some() => NAMED,
            None => VAST,
        };
        let told = facet.time.or_else(|| {
            facet.published.map(|at| (at.saturating_sub(weights::UNDATED), at.saturating_add(1)))
        });
        let (from, until) = told.unwrap_or((0, 1));
        let span = until.saturating_sub(from);
        let length = match told {
            None => ANY_TIME,
            Some(_) => LENGTHS
                .iter()
                .position(|(longest, _)| span <= *longest)
                .map_or(ANY_TIME, |i| i as u8),
        };
        let killed = facet.killed.map_or(0, |k| u32::try_from(k.low).unwrap_or(u32::MAX - 1) + 1);
        // A statement's neighbours are those of its speaker.
        let first = if speaks { facet.voice_mark } else { killed };
        let along = facet.ground.as_ref().map_or(0, |ground| curve(ground.middle));
        Self {
            strand: lane << 8 | u64::from(strand(facet.kind)),
            size,
            length,
            from,
            until,
            order: (first, along),
        }
    }

    fn key(&self, size: u8, length: u8, square: u64, bucket: i64) -> u64 {
        let sizes = self.strand << 16 | u64::from(size) << 8 | u64::from(length);
        mix(mix(mix(1, sizes), square), bucket as u64)
    }

    fn square(&self, facet: &Facet, size: u8) -> u64 {
        match &facet.ground {
            Some(ground) if size < NAMED => square(size, ground.middle),
            _ => named(facet, size),
        }
    }

    /// The cell it stands in; and if it may be of any time, a guest's place in a cell of every
    /// coarser size, since nobody could look for it through all of time.
    fn cells(&self, facet: &Facet, mut put: impl FnMut(u8, u64, bool)) {
        let coarsest = if self.length == ANY_TIME { VAST } else { self.size };
        for size in self.size..=coarsest {
            if size == NAMED && facet.ground.is_some() {
                continue;
            }
            let square = self.square(facet, size);
            let key = self.key(size, self.length, square, bucket(self.length, self.from));
            put(size, key, size != self.size);
        }
    }
}

fn named(facet: &Facet, size: u8) -> u64 {
    if size == NAMED { u64::from(facet.place_mark) + 1 } else { 0 }
}

fn bucket(length: u8, at: i64) -> i64 {
    LENGTHS.get(usize::from(length)).map_or(0, |(_, width)| at.div_euclid(*width))
}

/// Position along a Z-order curve over the whole Earth, about 600 m fine.
fn curve([lon, lat]: [f64; 2]) -> u32 {
    let scale = |share: f64| (share.clamp(0.0, 1.0) * 65_535.0) as u32;
    let spread = |mut x: u32| {
        x = (x | (x << 8)) & 0x00FF_00FF;
        x = (x | (x << 4)) & 0x0F0F_0F0F;
        x = (x | (x << 2)) & 0x3333_3333;
        (x | (x << 1)) & 0x5555_5555
    };
    spread(scale((lon + 180.0) / 360.0)) | (spread(scale((lat + 90.0) / 180.0)) << 1)
}

/// Row of squares that a latitude lies in.
fn row(size: u8, lat: f64) -> i64 {
    ((lat.clamp(-90.0, 90.0) + 90.0) * DEGREE_M / side_m(size)).floor() as i64
}

/// How many squares a row has: each at least a side wide, at its narrow end.
fn columns(size: u8, row: i64) -> i64 {
    let edge = |row: i64| {
        (row as f64 * side_m(size) / DEGREE_M - 90.0).clamp(-90.0, 90.0).to_radians().cos()
    };
    let around = 360.0 * DEGREE_M * edge(row).min(edge(row + 1)).max(0.0);
    ((around / side_m(size)).floor() as i64).max(1)
}

fn column(columns: i64, lon: f64) -> i64 {
    (((lon + 180.0) / 360.0 * columns as f64).floor() as i64).rem_euclid(columns)
}

fn square(size: u8, [lon, lat]: [f64; 2]) -> u64 {
    let row = row(size, lat);
    (row as u64) << 32 | column(columns(size, row), lon) as u64
}

/// The squares of a size that lie within range of a position.
fn squares_near(size: u8, [lon, lat]: [f64; 2], into: &mut Vec<u64>) {
    into.clear();
    let range = range_m(size) / DEGREE_M;
    for row in row(size, lat - range)..=row(size, lat + range) {
        let columns = columns(size, row);
        let shrink = (lat.abs() + range).min(90.0).to_radians().cos();
        let reach = if shrink * 180.0 <= range { 180.0 } else { range / shrink };
        let last = ((lon + reach + 180.0) / 360.0 * columns as f64).floor() as i64;
        let first = ((lon - reach + 180.0) / 360.0 * columns as f64).floor() as i64;
        let first = first.max(last - columns + 1);
        into.extend((first..=last).map(|c| (row as u64) << 32 | c.rem_euclid(columns) as u64));
    }
}

struct Entry {
    key: u64,
    order: (u32, u32),
    telling: u32,
    /// Stands here beside its own cell.
    guest: bool,
}

/// Every telling in its cell.
pub(crate) struct Blocks {
    stands: Vec<Stand>,
    by_count: Vec<Entry>,
    by_position: Vec<Entry>,
    cells: HashMap<u64, (u32, u32), BuildHasherDefault<Mixed>>,
    used: BTreeSet<(u8, u8)>,
}

impl Blocks {
    /// Puts tellings into cells, and sets each one's crowd.
    ///
    /// The crowd is the greatest number of different tellings that any one outlet has in the
    /// cell (in prose: that any one voice has in it, each without a count counted half): one source seldom tells
    /// one event in two ways, so these are different events, however many sources tell each.
    pub(crate) fn new(tellings: &mut [Telling]) -> Self {
        // Neighbours on the ground become neighbours in memory. The order depends on nothing but
        // content, so it also settles ties.
        tellings.sort_by_cached_key(|t| {
            let stand = Stand::of(&t.facet);
            let square = stand.square(&t.facet, stand.size);
            let day = bucket(stand.length, stand.from);
            (stand.strand, stand.size, stand.length, square, day, t.facet.fingerprint)
        });
        let stands: Vec<Stand> = tellings.iter().map(|t| Stand::of(&t.facet)).collect();
        let mut by_count: Vec<Entry> = Vec::with_capacity(stands.len());
        let mut used: BTreeSet<(u8, u8)> = BTreeSet::new();
        for (number, (stand, telling)) in stands.iter().zip(tellings.iter()).enumerate() {
            stand.cells(&telling.facet, |size, key, guest| {
                by_count.push(Entry { key, order: stand.order, telling: number as u32, guest });
                used.insert((size, stand.length));
            });
        }
        by_count.sort_unstable_by_key(|e| (e.key, e.order, e.telling));
        let mut cells: HashMap<u64, (u32, u32), BuildHasherDefault<Mixed>> = HashMap::default();
        let mut by_position: Vec<Entry> = Vec::new();
        let mut start = 0;
        for cell in by_count.chunk_by(|a, b| a.key == b.key) {
            let key = cell.first().map_or(0, |entry| entry.key);
            cells.insert(key, (start, start + cell.len() as u32));
            start += cell.len() as u32;
            let crowds = Crowds::of(cell, tellings);
            for entry in cell {
                let telling = tellings.get_mut(entry.telling as usize);
                if let Some(telling) = telling.filter(|_| !entry.guest) {
                    telling.facet.crowd = crowds.all;
                    telling.facet.crowd_at_name = crowds.at(telling.facet.place_name);
                    telling.facet.crowd_of_author = crowds.of_author(telling.facet.by);
                }
                by_position.push(Entry {
                    key,
                    order: (entry.order.1, entry.order.0),
                    telling: entry.telling,
                    guest: entry.guest,
                });
            }
        }
        by_position.sort_unstable_by_key(|e| (e.key, e.order, e.telling));
        Self { stands, by_count, by_position, cells, used }
    }

    /// Tellings that `telling` should be compared with. Over all tellings every pair that shares
    /// cells comes up once or twice; a crowded cell gives only the nearest.
    pub(crate) fn candidates(&self, telling: u32, facet: &Facet, into: &mut Vec<u32>) {
        into.clear();
        let Some(stand) = self.stands.get(telling as usize) else { return };
        let mut squares = Vec::with_capacity(8);
        for &(size, length) in &self.used {
            // The pair is found from the finer of the two; where both are as fine, from the
            // shorter; where both are as short, from the earlier.
            if size < stand.size || (size == stand.size && length < stand.length) {
                continue;
            }
            match &facet.ground {
                _ if size == VAST => squares.splice(.., [0]).for_each(drop),
                Some(ground) if size < NAMED => squares_near(size, ground.middle, &mut squares),
                None if size == NAMED => {
                    squares.splice(.., [named(facet, NAMED)]).for_each(drop);
                }
                _ => continue,
            }
            let alike = size == stand.size && length == stand.length;
            let (first, last) = match LENGTHS.get(usize::from(length)) {
                None => (0, 0),
                Some(_) if stand.length == ANY_TIME => continue,
                Some((longest, _)) => {
                    let gap = weights::GAP_LIMIT;
                    let since = if alike { stand.from } else { stand.from - gap - longest };
                    (bucket(length, since), bucket(length, stand.until + gap))
                }
            };
            for square in &squares {
                for bucket in first..=last {
                    let key = stand.key(size, length, *square, bucket);
                    self.look(key, telling, stand, alike, into);
                }
            }
        }
        into.sort_unstable();
        into.dedup();
    }

    fn look(&self, key: u64, telling: u32, stand: &Stand, alike: bool, into: &mut Vec<u32>) {
        let Some(&(start, end)) = self.cells.get(&key) else { return };
        let mut take = |entries: &[Entry]| {
            into.extend(entries.iter().map(|entry| entry.telling).filter(|other| {
                *other != telling && (!alike || self.comes_after(*other, telling))
            }));
        };
        let range = start as usize..end as usize;
        if range.len() <= CROWDED {
            return take(self.by_count.get(range).unwrap_or(&[]));
        }
        let (count, position) = stand.order;
        for (entries, order) in
            [(&self.by_count, (count, position)), (&self.by_position, (position, count))]
        {
            let cell = entries.get(range.clone()).unwrap_or(&[]);
            let at = cell.partition_point(|entry| (entry.order, entry.telling) < (order, telling));
            let near = at.saturating_sub(NEAREST)..(at + NEAREST + 1).min(cell.len());
            take(cell.get(near).unwrap_or(&[]));
        }
    }

    fn comes_after(&self, other: u32, telling: u32) -> bool {
        let from = |telling: u32| self.stands.get(telling as usize).map(|stand| stand.from);
        (from(other), other) > (from(telling), telling)
    }
}

/// How many different events one source tells: in a cell, at each place named in it, and by each
/// author.
struct Crowds {
    all: f64,
    at_name: HashMap<u32, f64>,
    of_author: HashMap<u32, f64>,
}

impl Crowds {
    fn of(cell: &[Entry], tellings: &[Telling]) -> Self {
        if cell.len() == 1 {
            return Self { all: 1.0, at_name: HashMap::new(), of_author: HashMap::new() };
        }
        // In halves: a row of a table is an event of its own, and so is most of what a story counts;
        // else it goes back to an event about as often as on to another. It quotes several voices
        // on one.
        let mut all: HashMap<(u32, Option<u32>), u32> = HashMap::new();
        let mut named: HashMap<(u32, u32, Option<u32>), u32> = HashMap::new();
        let mut authored: HashMap<(u32, u32, Option<u32>), u32> = HashMap::new();
        let own = cell.iter().filter(|entry| !entry.guest);
        for telling in own.filter_map(|entry| tellings.get(entry.telling as usize)) {
            let facet = &telling.facet;
            // A denial tells no further event.
            let outlets = if facet.denied { &[] } else { facet.outlets.as_slice() };
            let (voice, halves) = if facet.row {
                (None, 2)
            } else {
                (Some(facet.voice), 1 + u32::from(facet.killed.is_some()))
            };
            for outlet in outlets {
                *all.entry((*outlet, voice)).or_insert(0) += halves;
                *authored.entry((facet.by, *outlet, voice)).or_insert(0) += halves;
                if let Some(name) = facet.place_name {
                    *named.entry((name, *outlet, voice)).or_insert(0) += halves;
                }
            }
        }
        let whole = |halves: u32| (f64::from(halves) / 2.0).max(1.0);
        let most = |told: HashMap<(u32, u32, Option<u32>), u32>| {
            let mut crowds: HashMap<u32, f64> = HashMap::new();
            for ((what, ..), halves) in told {
                let most = crowds.entry(what).or_insert(1.0);
                *most = most.max(whole(halves));
            }
            crowds
        };
        Self {
            all: whole(all.values().copied().max().unwrap_or(2)),
            at_name: most(named),
            of_author: most(authored),
        }
    }

    fn at(&self, name: Option<u32>) -> f64 {
        name.and_then(|name| self.at_name.get(&name).copied()).unwrap_or(self.all)
    }

    fn of_author(&self, by: u32) -> f64 {
        self.of_author.get(&by).copied().unwrap_or(self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facet::Names;
    use armistice_model::{
        Casualties, Claim, ClaimId, Interval, Place, ReportId, Scope, Shape, SourceId, Stance,
        When, Who,
    };
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn claim(number: usize, centre: [f64; 2], radius_m: f64, from: i64, seconds: i64) -> Claim {
        let at = |second: i64| Timestamp::from_second(1_472_688_000 + second).unwrap();
        Claim {
            id: ClaimId::new(format!("C-{number}")),
            report: ReportId::new("R"),
            voice: SourceId::new("a"),
            through: SourceId::new("a"),
            published: None,
            stance: Stance::Fact,
            scope: Scope::Incident,
            kind: EventKind::Shelling,
            by: Who::open(),
            on: Who::open(),
            weapon: None,
            self_defence: false,
            when: When::Within(Interval::new(at(from), at(from + seconds)).unwrap()),
            place: Place { shape: Some(Shape::Disc { centre, radius_m }), ..Place::default() },
            casualties: Casualties::default(),
            count: None,
            row: true,
            spans: Vec::new(),
        }
    }

    fn tellings(claims: &[Claim]) -> Vec<Telling> {
        let mut names = Names::default();
        let facets = claims.iter().map(|claim| Facet::of(claim, &mut names)).collect();
        crate::copies::gather(&claims.iter().collect::<Vec<_>>(), facets, &Default::default())
    }

    fn corner() -> impl Strategy<Value = (f64, f64)> {
        prop::sample::select(vec![
            (37.1, 36.2),
            (179.98, 0.0),
            (-179.98, 60.0),
            (0.0, 89.9),
            (120.0, -89.9),
            (0.0, 0.0),
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// The oracle is to look at all pairs.
        #[test]
        fn every_pair_within_reach_comes_up(
            (lon, lat) in corner(),
            rows in prop::collection::vec(
                (
                    (-1.0f64..1.0, -1.0f64..1.0),
                    prop::sample::select(vec![0.0, 2e3, 5e3, 30e3, 100e3, 500e3]),
                    0i64..5 * DAY,
                    prop::sample::select(vec![1, 3_600, DAY, 3 * DAY, 30 * DAY, 90 * DAY]),
                ),
                2..12,
            ),
        ) {
            let claims: Vec<Claim> = rows
                .iter()
                .enumerate()
                .map(|(n, ((dx, dy), radius, from, seconds))| {
                    let east = (lon + dx + 180.0).rem_euclid(360.0) - 180.0;
                    claim(n, [east, (lat + dy).clamp(-90.0, 90.0)], *radius, *from, *seconds)
                })
                .collect();
            let mut tellings = tellings(&claims);
            let blocks = Blocks::new(&mut tellings);
            let mut offered = std::collections::HashSet::new();
            let mut into = Vec::new();
            for (a, telling) in tellings.iter().enumerate() {
                blocks.candidates(a as u32, &telling.facet, &mut into);
                offered.extend(into.iter().map(|b| ((a as u32).min(*b), (a as u32).max(*b))));
            }
            for (a, one) in tellings.iter().enumerate() {
                for (b, other) in tellings.iter().enumerate().skip(a + 1) {
                    let odds = crate::pair::compare(&one.facet, &other.facet, &Names::default());
                    if odds.log_odds > weights::NEVER + 20.0 {
                        prop_assert!(
                            offered.contains(&(a as u32, b as u32)),
                            "{:?} {:?}", one.facet, other.facet
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn two_sources_in_one_place_are_no_crowd_but_two_rows_of_one_are() {
        let mut first = claim(1, [37.1, 36.2], 2e3, 0, DAY);
        let mut second = claim(2, [37.1, 36.2], 2e3, 0, DAY);
        second.by = Who::one("x");
        let crowd = |claims: &[Claim]| {
            let mut tellings = tellings(claims);
            Blocks::new(&mut tellings);
            tellings.iter().map(|t| t.facet.crowd).fold(0.0, f64::max)
        };
        assert_eq!(crowd(&[first.clone(), second.clone()]), 2.0);
        first.through = SourceId::new("b");
        assert_eq!(crowd(&[first, second]), 1.0);
    }
}
