//! A record as numbers that compare fast, and the codebook that makes it.

use crate::mix::{ByKey, floor, mix};
use crate::record::{Code, Grain, Record, Span, Spot, Words};

/// Sources, kinds and actors beyond these many, by how often they occur, share one class.
const SOURCES: usize = 12;
const CODES: usize = 31;
/// Rungs of the ladder of places, the last one for what is wider or not told.
pub(crate) const GRAINS: usize = 5;
/// Up to this radius in metres a place belongs to each rung but the last.
const RUNG_M: [f32; GRAINS - 1] = [1_500.0, 8_000.0, 60_000.0, 150_000.0];
/// Lengths of time: less than a quarter day, a day, a week, a month, longer or not told.
pub(crate) const LENGTHS: usize = 5;
const LENGTH_MIN: [i64; LENGTHS - 1] = [6 * 60, 36 * 60, 10 * 1_440, 45 * 1_440];
/// How busy a place is, in doublings.
pub(crate) const CROWDS: usize = 8;
/// Minutes over which it is counted how busy a place is.
const SEASON_MIN: i64 = 32 * 1_440;
/// Nothing told.
pub(crate) const NONE: u8 = u8::MAX;

/// A record as numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    /// Middle of its time in minutes since the codebook's epoch; 0 where not told.
    pub(crate) mid: i32,
    /// A point on the unit sphere; the centre of the Earth where no place is told.
    pub(crate) at: [f32; 3],
    pub(crate) lat: f32,
    pub(crate) lon: f32,
    /// Logarithm of the count and a half; not a number where none is told.
    pub(crate) log_count: f32,
    pub(crate) source: u32,
    pub(crate) key: u64,
    pub(crate) source_class: u8,
    pub(crate) grain: u8,
    pub(crate) length: u8,
    pub(crate) crowd: u8,
    pub(crate) kind: u8,
    pub(crate) actor: u8,
}

impl Item {
    pub(crate) fn placed(&self) -> bool {
        self.at != [0.0; 3]
    }

    pub(crate) fn dated(&self) -> bool {
        usize::from(self.length) < LENGTHS - 1
    }

    /// Squared straight distance to another point of the unit sphere.
    #[inline]
    pub(crate) fn chord2(&self, at: &[f32; 3]) -> f32 {
        let [x, y, z] = [0, 1, 2].map(|i| self.at[i] - at[i]);
        x * x + y * y + z * z
    }
}

/// Codes that have a class of their own, by how often they occur; the rest share the last class.
#[derive(Clone, Debug, Default)]
pub(crate) struct Classes {
    class: ByKey<u8>,
    /// The class of each class's parent code.
    pub(crate) parent: Vec<u32>,
}

impl Classes {
    fn of(seen: impl Iterator<Item = Code>, most: usize) -> Self {
        let mut counts: ByKey<(Code, usize)> = ByKey::default();
        for code in seen {
            counts.entry(mix(0, u64::from(code.own))).or_insert((code, 0)).1 += 1;
        }
        let mut codes: Vec<(Code, usize)> = counts.into_values().collect();
        codes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.own.cmp(&b.0.own)));
        codes.truncate(most);
        // Classes in the order of the codes, so that they do not depend on ties of counts.
        codes.sort_by_key(|(code, _)| code.own);
        let class = codes
            .iter()
            .enumerate()
            .map(|(n, (code, _))| (mix(0, u64::from(code.own)), n as u8))
            .collect();
        let mut parent: Vec<u32> = codes.iter().map(|(code, _)| code.parent).collect();
        // The class of all others has no parent in common with anything.
        parent.push(u32::MAX);
        Self { class, parent }
    }

    fn get(&self, own: u32) -> u8 {
        let other = (self.parent.len().max(1) - 1) as u8;
        self.class.get(&mix(0, u64::from(own))).copied().unwrap_or(other)
    }

    /// How many, the shared one included.
    pub(crate) fn len(&self) -> usize {
        self.parent.len()
    }
}

/// What the numbers of an item mean. Made once from the records that a model is learned from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codebook {
    epoch: i64,
    sources: Classes,
    pub(crate) kinds: Classes,
    pub(crate) actors: Classes,
    /// Reports by cell and season.
    busy: ByKey<u32>,
    season_days: f32,
}

impl Codebook {
    pub(crate) fn of(records: &[Record]) -> Self {
        let sources = records.iter().map(|r| Code { own: r.source, parent: r.source });
        let starts = || records.iter().filter_map(|r| r.when).map(|span| span.from);
        let epoch = starts().min().unwrap_or(0).div_euclid(1_440) * 1_440;
        let last = starts().max().unwrap_or(epoch);
        let mut book = Self {
            epoch,
            sources: Classes::of(sources, SOURCES),
            kinds: Classes::of(records.iter().filter_map(|r| r.kind), CODES),
            actors: Classes::of(records.iter().filter_map(|r| r.actor), CODES),
            busy: ByKey::default(),
            season_days: (last.saturating_sub(epoch).min(SEASON_MIN) as f32 / 1_440.0).max(1.0),
        };
        for record in records {
            if let Some(key) = book.season(record) {
                *book.busy.entry(key).or_insert(0) += 1;
            }
        }
        book
    }

    pub(crate) fn source_classes(&self) -> usize {
        self.sources.len()
    }

    pub(crate) fn item(&self, record: &Record) -> Item {
        let (lat, lon) = sound(record.spot).map_or((0.0, 0.0), |s| (s.lat, s.lon));
        let (y, x) = (lat.to_radians(), lon.to_radians());
        let at = match sound(record.spot) {
            None => [0.0; 3],
            Some(_) => [y.cos() * x.cos(), y.cos() * x.sin(), y.sin()].map(|v| v as f32),
        };
        Item {
            mid: record.when.map_or(0, |span| self.mid(span)),
            at,
            lat: lat as f32,
            lon: lon as f32,
            log_count: record.count.map_or(f32::NAN, |n| (n as f32 + 0.5).ln()),
            source: record.source,
            key: record.key,
            source_class: self.sources.get(record.source),
            grain: grain(record.spot),
            length: length(record.when),
            crowd: self.crowd(record),
            kind: record.kind.map_or(NONE, |code| self.kinds.get(code.own)),
            actor: record.actor.map_or(NONE, |code| self.actors.get(code.own)),
        }
    }

    fn mid(&self, span: Span) -> i32 {
        let middle = span.from.saturating_add(span.until.saturating_sub(span.from) / 2);
        self.since(middle)
    }

    /// A minute as the minutes since the epoch.
    pub(crate) fn since(&self, minute: i64) -> i32 {
        let since = minute.saturating_sub(self.epoch);
        since.clamp(i64::from(i32::MIN / 4), i64::from(i32::MAX / 4)) as i32
    }

    /// Where and in which season it is counted how busy a place is.
    fn season(&self, record: &Record) -> Option<u64> {
        let (spot, span) = (sound(record.spot)?, record.when?);
        let side = if grain(record.spot) >= 2 { 0.6 } else { 0.05 };
        let cell = |degrees: f64| floor(degrees / side) as u64;
        let season = i64::from(self.mid(span)).div_euclid(SEASON_MIN) as u64;
        let coarse = u64::from(grain(record.spot) >= 2);
        Some(mix(mix(mix(season, coarse), cell(spot.lat)), cell(spot.lon * 0.8)))
    }

    /// Doublings of the reports per day and place, an eighth of one being the first.
    fn crowd(&self, record: &Record) -> u8 {
        let count = self.season(record).and_then(|key| self.busy.get(&key)).copied().unwrap_or(1);
        let doublings = (8.0 * count as f32 / self.season_days).log2().floor();
        doublings.clamp(0.0, (CROWDS - 1) as f32) as u8
    }
}

/// A spot whose numbers are numbers and on the Earth.
fn sound(spot: Option<Spot>) -> Option<Spot> {
    spot.filter(|s| s.lat.abs() <= 90.0 && s.lon.abs() <= 360.0)
}

fn grain(spot: Option<Spot>) -> u8 {
    let last = GRAINS - 1;
    let rung = match sound(spot).map(|spot| spot.grain) {
        None => last,
        Some(Grain::Rung(rung)) => usize::from(rung).min(last),
        Some(Grain::Metres(metres)) => {
            RUNG_M.iter().position(|limit| metres <= *limit).unwrap_or(last)
        }
    };
    rung as u8
}

fn length(span: Option<Span>) -> u8 {
    let last = LENGTHS - 1;
    let Some(span) = span else { return last as u8 };
    let minutes = span.until.saturating_sub(span.from);
    LENGTH_MIN.iter().position(|limit| minutes <= *limit).unwrap_or(last) as u8
}

/// Sketches of texts, kept apart because most tables have none.
pub(crate) type Sketches = Vec<Option<Words>>;
