//! How two records compare, field by field, as places in tables.
//!
//! The levels are fine and say nothing of what they mean: that is learned. Signed levels keep the
//! direction, because a source may always be a day late or always count double.

use crate::item::{CROWDS, GRAINS, Item, LENGTHS, NONE, Sketches};

/// Steps of the gap in time on either side of none, in minutes: between day-long times …
pub(crate) const GAP_MIN: [i32; STEPS - 1] =
    [720, 2_160, 3_600, 5_040, 6_480, 7_920, 10_800, 13_680, 18_000, 25_200, 35_280, 51_120];
/// … and between times that are both told to the hour or better.
pub(crate) const FINE_GAP_MIN: [i32; STEPS - 1] =
    [3, 8, 20, 45, 90, 180, 360, 720, 1_440, 2_880, 5_760, 14_400];
pub(crate) const STEPS: usize = 13;
/// Levels of the gap in time, the middle one for none.
pub(crate) const GAPS: usize = 2 * STEPS - 1;

/// Steps of distance in kilometres.
pub(crate) const FAR_KM: [f32; FARS - 1] =
    [0.02, 0.3, 0.6, 1.2, 2.4, 4.5, 8.0, 14.0, 22.0, 32.0, 45.0, 65.0, 100.0, 160.0];
pub(crate) const FARS: usize = 15;
/// Mean radius of the Earth in kilometres (IUGG).
pub(crate) const EARTH_KM: f32 = 6_371.009;

/// Levels of the ratio of two counts, the middle one for equal.
pub(crate) const RATIOS: usize = 9;
const RATIO_LN: [f32; 4] = [0.07, 0.3, 0.6, 1.1];
/// Sizes of the two counts together.
pub(crate) const SIZES: usize = 7;
const SIZE_LN: [f32; SIZES - 1] = [-0.22, 0.59, 1.16, 1.79, 2.48, 3.4];
pub(crate) const COUNTS: usize = RATIOS * SIZES;

/// Levels of what two texts have in common.
pub(crate) const SHARES: usize = 6;
const SHARED: [usize; SHARES - 1] = [1, 2, 4, 8, 13];

/// A field that was not told by both.
pub(crate) const OPEN: u32 = u32::MAX;

/// Makes minutes positive.
const MIDDLE: i64 = 1 << 31;

/// The fields, in the order of the tables.
pub(crate) const FIELDS: usize = 7;
pub(crate) const PRIOR: usize = 0;
pub(crate) const WHEN: usize = 1;
pub(crate) const WHERE: usize = 2;
pub(crate) const KIND: usize = 3;
pub(crate) const ACTOR: usize = 4;
pub(crate) const COUNT: usize = 5;
pub(crate) const TEXT: usize = 6;

/// Two records compared: a place in each field's table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Levels {
    pub(crate) place: [u32; FIELDS],
}

/// How the tables are laid out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) sources: usize,
    pub(crate) kinds: usize,
    pub(crate) actors: usize,
}

impl Layout {
    /// Pairs of source classes, and one for two reports of one of the many small sources.
    pub(crate) fn source_pairs(&self) -> usize {
        self.sources * self.sources + 1
    }

    /// Places in each field's table.
    pub(crate) fn sizes(&self) -> [usize; FIELDS] {
        let pairs = self.source_pairs();
        [
            pairs * CROWDS,
            pairs * LENGTHS * LENGTHS * GAPS,
            GRAINS * GRAINS * CROWDS * FARS,
            pairs * self.kinds * self.kinds,
            pairs * self.actors * self.actors,
            pairs * COUNTS,
            SHARES,
        ]
    }

    /// Whether a pair of source classes is one source with itself.
    pub(crate) fn one_source(&self, pair: usize) -> bool {
        pair == self.sources * self.sources
            || (pair / self.sources == pair % self.sources
                && pair / self.sources + 1 < self.sources)
    }

    pub(crate) fn source_pair(&self, a: &Item, b: &Item) -> usize {
        if a.source == b.source && usize::from(a.source_class) + 1 == self.sources {
            return self.sources * self.sources;
        }
        usize::from(a.source_class) * self.sources + usize::from(b.source_class)
    }

    /// Compares. The order of the two does not matter.
    #[inline]
    pub(crate) fn compare(&self, x: &Item, y: &Item, shared: Option<usize>) -> Levels {
        let turn =
            |item: &Item| (i64::from(item.source_class) << 32) + i64::from(item.mid) + MIDDLE;
        let (s, t) = (turn(x), turn(y));
        let (a, b) = if s < t || (s == t && x.key <= y.key) { (x, y) } else { (y, x) };
        let pair = self.source_pair(a, b);
        let crowd = usize::from((a.crowd + b.crowd) / 2);
        let (gap, far) = (gap(a, b), distance(a, b));
        let code = |x: u8, y: u8, len: usize| {
            if x == NONE || y == NONE {
                return OPEN;
            }
            ((pair * len + usize::from(x)) * len + usize::from(y)) as u32
        };
        let lengths = usize::from(a.length) * LENGTHS + usize::from(b.length);
        Levels {
            place: [
                (pair * CROWDS + crowd) as u32,
                gap.map_or(OPEN, |gap| ((pair * LENGTHS * LENGTHS + lengths) * GAPS + gap) as u32),
                far.map_or(OPEN, |far| ((grains(a, b) * CROWDS + crowd) * FARS + far) as u32),
                code(a.kind, b.kind, self.kinds),
                code(a.actor, b.actor, self.actors),
                ratio(a.log_count, b.log_count).map_or(OPEN, |at| (pair * COUNTS + at) as u32),
                shared.map_or(OPEN, |n| SHARED.iter().filter(|s| n >= **s).count() as u32),
            ],
        }
    }
}

/// Of two places, which rungs they stand on, the finer first.
pub(crate) fn grains(a: &Item, b: &Item) -> usize {
    usize::from(a.grain.min(b.grain)) * GRAINS + usize::from(a.grain.max(b.grain))
}

/// The steps of gaps for two lengths of time.
pub(crate) fn gap_steps(a: usize, b: usize) -> &'static [i32; STEPS - 1] {
    if a == 0 && b == 0 { &FINE_GAP_MIN } else { &GAP_MIN }
}

/// How many of these limits a number has reached. Counted in 32 bits, as wide as the limits, so
/// that several are compared at once.
#[inline]
fn passed<T: PartialOrd + Copy, const N: usize>(limits: &[T; N], number: T) -> usize {
    limits.iter().map(|limit| u32::from(number >= *limit)).sum::<u32>() as usize
}

/// Level of the signed gap.
fn gap(a: &Item, b: &Item) -> Option<usize> {
    if !a.dated() || !b.dated() {
        return None;
    }
    let gap = b.mid.saturating_sub(a.mid);
    let minutes = gap.saturating_abs();
    let steps = gap_steps(usize::from(a.length), usize::from(b.length));
    let step = passed(steps, minutes);
    Some(if gap < 0 { STEPS - 1 - step } else { STEPS - 1 + step })
}

fn distance(a: &Item, b: &Item) -> Option<usize> {
    if !a.placed() || !b.placed() {
        return None;
    }
    let km = EARTH_KM * a.chord2(&b.at).sqrt();
    Some(passed(&FAR_KM, km))
}

/// Level of the signed ratio of two counts, by their common size.
fn ratio(a: f32, b: f32) -> Option<usize> {
    if a.is_nan() || b.is_nan() {
        return None;
    }
    let size = passed(&SIZE_LN, (a + b) / 2.0);
    let step = passed(&RATIO_LN, (b - a).abs());
    let signed = if b < a { RATIOS / 2 - step } else { RATIOS / 2 + step };
    Some(size * RATIOS + signed)
}

/// What two texts share, where both have one.
pub(crate) fn shared(sketches: &Sketches, a: usize, b: usize) -> Option<usize> {
    match (sketches.get(a), sketches.get(b)) {
        (Some(Some(a)), Some(Some(b))) => Some(a.shared(b)),
        _ => None,
    }
}
