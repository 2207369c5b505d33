//! Which records are worth comparing.
//!
//! Every record stands in one cell of the Earth, sized to how finely its place is given, beside
//! those whose time is given as finely; within the cell records lie in the order of time. A
//! record is compared with what lies within reach in space and within the window in time: reach
//! and window belong to the *pair* of precisions, so that a district meets the spots inside it.
//! What is looked at in one cell is bounded, nearest in time first: work grows with the records
//! and no faster, whatever they are. Records of one cell are looked after together, one behind the
//! other in time, so that what each of them meets is found where the last one left off.

use crate::grid::{Cell, Extent, Grid, Stand, order, timeline};
use crate::item::{GRAINS, Item, LENGTHS};
use crate::levels::EARTH_KM;
use crate::mix::{ByKey, mix};

/// So many stands are passed one by one before the place is searched.
const SHORT: usize = 8;
/// Of one cell at most so many are looked at.
const MOST: usize = 512;
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

/// Records by where and when they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    grid: Grid,
    /// All but the widest by time alone, for the widest to look through; made when there is one.
    weeks: Option<Weeks>,
    reach_km: [[f32; GRAINS]; GRAINS],
    window_min: [[i32; LENGTHS]; LENGTHS],
    /// Whether any record has this rung.
    used: [bool; GRAINS],
}

/// Some who stand together, and how they lie to the records that are looked after.
struct Run<'a> {
    stands: &'a [Stand],
    cell: Cell,
    length: usize,
    /// Squared straight distance on the unit sphere up to which they are within reach.
    chord2: f32,
    /// Where the last one looked after found its first.
    at: usize,
}

impl Near {
    pub(crate) fn new(support: &Support) -> Self {
        let mut side_km = [0.0; GRAINS];
        for (grain, side) in side_km.iter_mut().enumerate() {
            // A cell is looked into from its own and from finer rungs.
            *side = (0..=grain).map(|g| support.reach_km[g][grain]).fold(1.0, f32::max);
        }
        Self {
            grid: Grid::new(side_km),
            reach_km: support.reach_km,
            window_min: support.window_min,
            ..Self::default()
        }
    }

    /// All of these, which are given in the order of time as well.
    pub(crate) fn with_all(mut self, items: &[Item], timeline: &[u32]) -> Self {
        for item in items {
            self.used[usize::from(item.grain)] = true;
        }
        self.grid = self.grid.with_all(items, timeline);
        if self.used[WIDEST] {
            self.weeks = Some(Weeks::of(items, timeline));
        }
        self
    }

    /// One more, which is the last of these.
    pub(crate) fn add(&mut self, items: &[Item]) {
        let Some(item) = items.last() else { return };
        self.used[usize::from(item.grain)] = true;
        self.grid.add(items);
        if usize::from(item.grain) == WIDEST {
            if self.weeks.is_none() {
                self.weeks = Some(Weeks::of(items, &timeline(items)));
            }
        } else if let Some(weeks) = &mut self.weeks {
            weeks.add(items);
        }
    }

    /// Those within reach of record number `own`, each once. Tells whether a cell was too full to
    /// be looked through.
    pub(crate) fn of(&self, items: &[Item], own: u32, mut found: impl FnMut(u32, &Item)) -> bool {
        self.together(items, &[own], false, &mut |_, other, item| found(other, item), &mut |_| {})
    }

    /// Those within reach of some records, which are looked after cell by cell.
    pub(crate) fn of_some(
        &self,
        items: &[Item],
        owns: &[u32],
        mut found: impl FnMut(u32, u32, &Item),
    ) {
        let placed = |own: &u32| Some((self.grid.cell(items.get(*own as usize)?), *own));
        let mut placed: Vec<(Cell, u32)> = owns.iter().filter_map(placed).collect();
        let mid = |own: u32| items.get(own as usize).map(|item| item.mid);
        placed.sort_unstable_by_key(|(cell, own)| (*cell, mid(*own)));
        let mut together = Vec::new();
        for placed in placed.chunk_by(|a, b| a.0 == b.0) {
            together.clear();
            together.extend(placed.iter().map(|(_, own)| *own));
            self.together(items, &together, false, &mut found, &mut |_| {});
        }
    }

    /// All pairs that are within reach of each other, each once; and those records of which a
    /// cell was too full to be looked through.
    pub(crate) fn pairs(
        &self,
        items: &[Item],
        mut found: impl FnMut(u32, u32, &Item),
        mut full: impl FnMut(u32),
    ) {
        let mut owns = Vec::new();
        for group in self.grid.groups() {
            owns.clear();
            owns.extend(group.iter().map(|stand| stand.number));
            self.together(items, &owns, true, &mut found, &mut full);
        }
    }

    /// Looks after records of one cell, in their order: those in the order of time cost least.
    /// With `once`, of every two records one side only is told of the other, so that over all
    /// records each pair comes up once. Tells whether a cell was too full for any of them.
    fn together(
        &self,
        items: &[Item],
        owns: &[u32],
        once: bool,
        found: &mut impl FnMut(u32, u32, &Item),
        full: &mut impl FnMut(u32),
    ) -> bool {
        let mut own_items = owns.iter().filter_map(|own| items.get(*own as usize));
        let Some(first) = own_items.next() else { return false };
        let extent = own_items.fold(Extent::of(first), Extent::with);
        let mine = usize::from(first.grain);
        let mut runs = self.runs(mine, once, &extent);
        let mut any_full = false;
        for own in owns {
            let Some(item) = items.get(*own as usize) else { continue };
            let mut tell = |other: u32| {
                if let Some(that) = items.get(other as usize) {
                    found(*own, other, that);
                }
            };
            let mut own_full = false;
            for run in &mut runs {
                own_full |= self.meet(items, (*own, item), once, run, &mut tell);
            }
            if let Some(weeks) = self.weeks.as_ref().filter(|_| mine == WIDEST) {
                let windows = &self.window_min[usize::from(item.length)];
                own_full |= weeks.meet(items, (*own, item), windows, &mut tell);
            }
            if own_full {
                full(*own);
            }
            any_full |= own_full;
        }
        any_full
    }

    /// Who may be within reach of records of a rung that lie in this part of the Earth.
    fn runs(&self, mine: usize, once: bool, extent: &Extent) -> Vec<Run<'_>> {
        let mut runs = Vec::new();
        for grain in (0..GRAINS).filter(|grain| self.used[*grain]) {
            // The widest look through the weeks for what is finer, and not the other way about.
            let finer = grain < mine && (once || mine == WIDEST);
            if finer || (grain == WIDEST && mine < WIDEST && once) {
                continue;
            }
            let reach_km = self.reach_km[mine][grain];
            let chord2 = (reach_km / EARTH_KM).powi(2);
            self.grid.within(grain, extent, reach_km, |cell, length, stands| {
                runs.push(Run { stands, cell, length, chord2, at: 0 });
            });
        }
        runs
    }

    /// Tells a record of those in a run that are within reach.
    #[inline]
    fn meet(
        &self,
        items: &[Item],
        (own, item): (u32, &Item),
        once: bool,
        run: &mut Run,
        tell: &mut impl FnMut(u32),
    ) -> bool {
        let (grain, length) = (usize::from(item.grain), usize::from(item.length));
        let same_grain = usize::from(run.cell.grain) == grain;
        // What has no date is compared with what has none either.
        if (length == UNDATED) != (run.length == UNDATED)
            || (once && same_grain && run.length < length)
        {
            return false;
        }
        let halved = once && same_grain && run.length == length;
        let window = self.window_min[length][run.length];
        let (first, last) = (if halved { item.mid } else { item.mid - window }, item.mid + window);
        run.at = seek(run.stands, run.at, first);
        let mut stands = run.stands.get(run.at..).unwrap_or(&[]);
        let mut full = false;
        if stands.get(MOST).is_some_and(|stand| stand.mid <= last) {
            let len = stands.partition_point(|stand| stand.mid <= last);
            stands = nearest(items, stands.get(..len).unwrap_or(stands), own);
            let reach_km = self.reach_km[grain][usize::from(run.cell.grain)];
            full = self.grid.reaches(item, run.cell, reach_km);
        }
        for stand in stands {
            if stand.mid > last {
                break;
            }
            if (item.chord2(&stand.at) > run.chord2 && item.placed() && stand.placed())
                || stand.number == own
                || (halved && stand.mid == item.mid && told(items, stand.number, own))
            {
                continue;
            }
            tell(stand.number);
        }
        full
    }
}

/// Of two records that stand alike at one time, whether the first is told of the second.
fn told(items: &[Item], a: u32, b: u32) -> bool {
    let turn = |n: u32| (items.get(n as usize).map(|item| item.key), n);
    turn(a) < turn(b)
}

/// The first stand that is not before a minute, looked for from where the last one was found.
fn seek(stands: &[Stand], from: usize, first: i32) -> usize {
    let (before, behind) = stands.split_at(from.min(stands.len()));
    if before.last().is_some_and(|stand| stand.mid >= first) {
        return before.partition_point(|stand| stand.mid < first);
    }
    let passed = behind.iter().take(SHORT).take_while(|stand| stand.mid < first).count();
    if passed < SHORT {
        return before.len() + passed;
    }
    before.len() + behind.partition_point(|stand| stand.mid < first)
}

/// Of a run that is too long, the part around the record.
fn nearest<'a>(items: &[Item], run: &'a [Stand], own: u32) -> &'a [Stand] {
    let me = order(items, own);
    let at = run.partition_point(|stand| order(items, stand.number) < me);
    let start = at.saturating_sub(MOST / 2).min(run.len() - MOST);
    run.get(start..start + MOST).unwrap_or(run)
}

/// Records by length of time and time alone.
#[derive(Clone, Debug, Default)]
struct Weeks {
    stands: [Vec<Stand>; LENGTHS],
    /// Those that came later, by length and week.
    later: ByKey<Vec<Stand>>,
}

impl Weeks {
    /// All but the widest.
    fn of(items: &[Item], timeline: &[u32]) -> Self {
        let mut weeks = Self::default();
        for number in timeline {
            let item = items.get(*number as usize).filter(|i| usize::from(i.grain) < WIDEST);
            if let Some(item) = item {
                weeks.stands[usize::from(item.length)].push(Stand::of(item, *number));
            }
        }
        weeks
    }

    /// One more, which is the last of these.
    fn add(&mut self, items: &[Item]) {
        let Some(item) = items.last() else { return };
        let number = items.len() as u32 - 1;
        let run = self.later.entry(week(item.length, item.mid.div_euclid(WEEK_MIN))).or_default();
        let at = run.partition_point(|other| order(items, other.number) < order(items, number));
        run.insert(at, Stand::of(item, number));
    }

    fn meet(
        &self,
        items: &[Item],
        (own, item): (u32, &Item),
        windows: &[i32; LENGTHS],
        tell: &mut impl FnMut(u32),
    ) -> bool {
        let (mut full, undated) = (false, usize::from(item.length) == UNDATED);
        for (length, stands) in self.stands.iter().enumerate() {
            if (length == UNDATED) != undated {
                continue;
            }
            let window = windows[length];
            let (first, last) = (item.mid - window, item.mid + window);
            for at in first.div_euclid(WEEK_MIN)..=last.div_euclid(WEEK_MIN) {
                let later = self.later.get(&week(length as u8, at)).map_or(&[][..], Vec::as_slice);
                let begin = first.max(at * WEEK_MIN);
                let end = last.min(at * WEEK_MIN + (WEEK_MIN - 1));
                for stands in [stands, later] {
                    let from = stands.partition_point(|stand| stand.mid < begin);
                    let stands = stands.get(from..).unwrap_or(&[]);
                    let len = stands.partition_point(|stand| stand.mid <= end);
                    let mut stands = stands.get(..len).unwrap_or(&[]);
                    if stands.len() > MOST {
                        full = true;
                        stands = nearest(items, stands, own);
                    }
                    stands.iter().for_each(|stand| tell(stand.number));
                }
            }
        }
        full
    }
}

fn week(length: u8, week: i32) -> u64 {
    mix(u64::from(length), u64::from(week as u32))
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
            let near = Near::new(&Support::usual()).with_all(&items, &timeline(&items));
            let (mut both, mut once) = (BTreeSet::new(), Vec::new());
            for own in 0..items.len() as u32 {
                near.of(&items, own, |other, _| {
                    assert!(both.insert((own, other)), "{own} is told twice of {other}");
                });
            }
            near.pairs(&items, |own, other, _| once.push((own.min(other), own.max(other))), |_| {});
            let all: Vec<u32> = (0..items.len() as u32).rev().collect();
            let mut some = Vec::new();
            near.of_some(&items, &all, |own, other, _| some.push((own, other)));
            some.sort_unstable();
            assert_eq!(some, both.iter().copied().collect::<Vec<_>>());
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
