//! One tile of the map.
//!
//! The map is cut into squares, the same whoever asks for whichever tile, and what is drawn is
//! decided square by square, so that neighbouring tiles agree:
//!
//! - Incidents whose shape would be a dot (see [`POINT`]) are counted in squares of a
//!   sixteenth of a tile: one point for each square, at the mean of the middles.
//! - Wider ones are drawn as their shapes, in squares no smaller than the shape. Incidents of one
//!   place are one shape, and each a feature of its own where they are few.
//! - A square with more places than its size on the map has room for ([`ROOM`]) becomes a point.
//!
//! A point says how many incidents it stands for and from how far around it they may be
//! (`reach_m`, at most): it is a count of a neighbourhood, never the place of an incident.

use crate::ask::{TileId, Window};
use crate::columns::{Columns, NONE};
use crate::draw::{BUFFER, Grid, outline};
use crate::globe::{DEEPEST_SIZE, globe, meet, outward};
use crate::mvt::{EXTENT, Layer, Outline, Value};
use crate::search::STATUSES;
use crate::spread::{CURVE, interleave};
use armistice_model::EventKind;
use std::ops::Range;

/// Shapes no wider than a tile's side halved this often (8 of 512 pixels) are points.
const POINT: u8 = 6;
/// Halvings of a tile that give the squares points are counted in.
const SQUARE: u8 = 4;
/// Places that are drawn in a square of a sixteenth of a tile (32 of 512 pixels); four times as
/// many for each doubling of its side, up to the tile's.
const ROOM: usize = 1;
/// Incidents of one place that are features of their own.
const APART: usize = 8;
/// Shapes of a tile, at most; squares that come later are points.
const MOST: usize = 1500;
/// Metres around the equator.
const ROUND: f64 = 40_030_228.0;

/// What a square adds up to.
#[derive(Clone)]
struct Sum {
    at: [u64; 2],
    worst: u8,
    kinds: [u32; KINDS],
    /// The widest shape's size class.
    class: u8,
}

const KINDS: usize = EventKind::ALL.len();

impl Default for Sum {
    fn default() -> Self {
        Self { at: [0, 0], worst: 0, kinds: [0; KINDS], class: DEEPEST_SIZE }
    }
}

/// The incidents of one place.
struct Group {
    spot: u32,
    /// Places in the spread, at most [`APART`] and one.
    some: Vec<usize>,
    count: usize,
    kinds: [u32; KINDS],
    worst: u8,
    /// When the earliest of them begins and when the last ends, each with its row; `None` while
    /// all are undated.
    span: Option<[(u32, u32); 2]>,
    latest: u32,
}

/// Draws a tile.
pub(crate) fn tile(columns: &Columns, tile: TileId, window: &Window) -> Vec<u8> {
    let mut painter = Painter {
        columns,
        tile,
        bounds: columns.bounds(window),
        grid: Grid::of(tile),
        around: around(tile),
        clusters: Layer::new("clusters"),
        incidents: Layer::new("incidents"),
        shapes: 0,
    };
    painter.paint();
    let mut bytes = Vec::new();
    painter.clusters.write(&mut bytes);
    painter.incidents.write(&mut bytes);
    bytes
}

/// The box of a tile and as much around it as is drawn.
fn around(TileId { z, x, y }: TileId) -> [f32; 4] {
    let side = 1.0 / f64::from(1u32 << z);
    let buffer = side * (BUFFER + 2.0) / f64::from(EXTENT);
    let (u, v) = (f64::from(x) * side, f64::from(y) * side);
    let [west, north] = globe([u - buffer, v - buffer]);
    let [east, south] = globe([u + side + buffer, v + side + buffer]);
    outward([west, south, east, north])
}

struct Painter<'a> {
    columns: &'a Columns,
    tile: TileId,
    bounds: Option<(u32, u32)>,
    grid: Grid,
    /// The tile and a little around it, in degrees.
    around: [f32; 4],
    clusters: Layer,
    incidents: Layer,
    shapes: usize,
}

impl Painter<'_> {
    fn paint(&mut self) {
        let TileId { z, .. } = self.tile;
        // Wide shapes first: what is drawn later lies above.
        for class in 0..=DEEPEST_SIZE {
            if class < z + POINT {
                self.shapes_of(class);
            }
        }
        let small = (z + POINT).min(DEEPEST_SIZE + 1)..=DEEPEST_SIZE;
        if !small.is_empty() {
            self.points_of(small);
        }
    }

    /// Points of what is too small to be drawn. The squares are larger than [`CURVE`]'s here.
    fn points_of(&mut self, classes: std::ops::RangeInclusive<u8>) {
        let TileId { z, x, y } = self.tile;
        let level = z + SQUARE;
        let mut sums: Vec<Sum> = vec![Sum::default(); 1 << (2 * SQUARE)];
        let spread = &self.columns.spread;
        for class in classes {
            let mut rows = spread.stretch(class, z, x, y);
            while !rows.is_empty() {
                let square = spread.square(rows.start, level);
                let until = rows.start + self.run(rows.clone(), level, square);
                if let Some(sum) = sums.get_mut(square as usize & ((1 << (2 * SQUARE)) - 1)) {
                    self.add(sum, rows.start..until, class);
                }
                rows.start = until;
            }
        }
        for sum in &sums {
            self.point(sum);
        }
    }

    /// How many of the rows, from the first on, lie in the square that the first lies in.
    fn run(&self, rows: Range<usize>, level: u8, square: u32) -> usize {
        // Doubling steps, then halving ones: runs are long or short.
        let inside = |at: usize| self.columns.spread.square(at, level) == square;
        let (mut low, mut step) = (rows.start, 1);
        while low + step < rows.end && inside(low + step) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(rows.end);
        low += 1;
        while low < high {
            let middle = usize::midpoint(low, high);
            if inside(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low - rows.start
    }

    /// Adds up the rows that are in the window. This is where a tile of the whole world spends
    /// its time: no branches, and columns side by side.
    fn add(&self, sum: &mut Sum, rows: Range<usize>, class: u8) {
        let spread = &self.columns.spread;
        let (Some(begins), Some(ends), Some(kinds), Some(worst), Some(at)) = (
            spread.begins.get(rows.clone()),
            spread.ends.get(rows.clone()),
            spread.kind.get(rows.clone()),
            spread.worst.get(rows.clone()),
            spread.at.get(rows),
        ) else {
            return;
        };
        let open = self.bounds.is_none();
        let (after, before) = self.bounds.unwrap_or((0, NONE));
        let before_count: u32 = sum.kinds.iter().sum();
        let [mut x, mut y] = sum.at;
        let mut gravest = sum.worst;
        for ((((begin, end), kind), worst), at) in
            begins.iter().zip(ends).zip(kinds).zip(worst).zip(at)
        {
            let inside = u32::from(open | ((*begin < before) & (*end >= after)));
            if let Some(count) = sum.kinds.get_mut(usize::from(*kind)) {
                *count += inside;
            }
            x += u64::from(at[0]) * u64::from(inside);
            y += u64::from(at[1]) * u64::from(inside);
            gravest = gravest.max(*worst * inside as u8);
        }
        sum.at = [x, y];
        sum.worst = gravest;
        if sum.kinds.iter().sum::<u32>() > before_count {
            sum.class = sum.class.min(class);
        }
    }

    /// A point for a square, if anything is in it and the point lies on this tile.
    fn point(&mut self, sum: &Sum) {
        let count: u64 = sum.kinds.iter().map(|n| u64::from(*n)).sum();
        if count == 0 {
            return;
        }
        let mean = sum.at.map(|total| total / count);
        let TileId { z, x, y } = self.tile;
        if mean.map(|m| m >> (32 - u32::from(z))) != [u64::from(x), u64::from(y)] {
            return;
        }
        // Means are below 2³²: exact as floats.
        let [u, v] = mean.map(|m| m as f64 / 4_294_967_296.0);
        let at = self.grid.on([u, v]).map(|c| c.round() as i32);
        let top = (0..KINDS).max_by_key(|k| (sum.kinds[*k], std::cmp::Reverse(*k))).unwrap_or(0);
        // The circle around the widest shape that its class allows, on the ground at that latitude.
        let shrink = 1.0 / (std::f64::consts::PI * (1.0 - 2.0 * v)).cosh();
        let wide = ROUND * shrink / f64::from(1u32 << sum.class);
        let reach = wide * std::f64::consts::FRAC_1_SQRT_2;
        self.clusters.add(
            &Outline::point(at),
            [
                ("count", Some(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))),
                ("kind_top", kind(top)),
                ("status", status(sum.worst)),
                ("reach_m", Some(Value::Int(reach.ceil() as i64))),
                ("", None),
                ("", None),
                ("", None),
                ("", None),
                ("", None),
                ("", None),
            ],
        );
    }

    /// The shapes of one size class.
    fn shapes_of(&mut self, class: u8) {
        let TileId { z, x, y } = self.tile;
        let level = (z + SQUARE).min(class).min(CURVE);
        // A shape reaches no further from its middle than its class is wide.
        let side = 1.0 / f64::from(1u32 << z);
        let far = 1.0 / f64::from(1u32 << class) + side * BUFFER / f64::from(EXTENT);
        let squares = f64::from(1u32 << level);
        let span = |at: u32| {
            let from = ((f64::from(at) * side - far) * squares).floor().max(0.0);
            let until = (((f64::from(at) + 1.0) * side + far) * squares).floor().min(squares - 1.0);
            // Within 0..2^16.
            from as u32..=until as u32
        };
        let doublings = u32::from(z + SQUARE - level);
        // A square wider than the tile has no more room than the tile.
        let room = ROOM << (2 * doublings).min(2 * u32::from(SQUARE));
        let mut order: Vec<(u32, u32, u32)> = Vec::new();
        for v in span(y) {
            for u in span(x) {
                order.push((interleave(u, v), u, v));
            }
        }
        order.sort_unstable();
        for (_, u, v) in order {
            let rows = self.columns.spread.stretch(class, level, u, v);
            if rows.is_empty() {
                continue;
            }
            let room = if self.shapes < MOST { room } else { 0 };
            match self.groups(rows.clone(), room) {
                Some(groups) => {
                    for group in groups {
                        self.shape(&group);
                    }
                }
                None if self.over(level, u, v) => {
                    let mut sum = Sum::default();
                    self.add(&mut sum, rows, class);
                    self.point(&sum);
                }
                None => {}
            }
        }
    }

    /// Whether a square lies on the tile, or the tile on the square.
    fn over(&self, level: u8, u: u32, v: u32) -> bool {
        let TileId { z, x, y } = self.tile;
        let (down, up) = (level.saturating_sub(z), z.saturating_sub(level));
        (u >> down, v >> down) == (x >> up, y >> up)
    }

    /// Whether the rows that are in the window are of no more than `room` places. Rows of one
    /// place lie side by side.
    fn fits(&self, rows: Range<usize>, room: usize) -> bool {
        let spread = &self.columns.spread;
        let open = self.bounds.is_none();
        let (after, before) = self.bounds.unwrap_or((0, NONE));
        let (Some(begins), Some(ends), Some(spots)) =
            (spread.begins.get(rows.clone()), spread.ends.get(rows.clone()), spread.spot.get(rows))
        else {
            return true;
        };
        let (mut places, mut last) = (0, NONE);
        for ((begin, end), spot) in begins.iter().zip(ends).zip(spots) {
            if *spot != last && (open || (*begin < before && *end >= after)) {
                last = *spot;
                places += 1;
                if places > room {
                    return false;
                }
            }
        }
        true
    }

    /// The rows that are in the window, by place, in the order of the spread; `None` if there
    /// are more places than `room`.
    fn groups(&self, rows: Range<usize>, room: usize) -> Option<Vec<Group>> {
        if !self.fits(rows.clone(), room) {
            return None;
        }
        let spread = &self.columns.spread;
        let open = self.bounds.is_none();
        let (after, before) = self.bounds.unwrap_or((0, NONE));
        let mut groups: Vec<Group> = Vec::new();
        for at in rows {
            let (Some(begin), Some(end)) = (spread.begins.get(at), spread.ends.get(at)) else {
                continue;
            };
            if !open && (*begin >= before || *end < after) {
                continue;
            }
            let (Some(spot), Some(row)) = (spread.spot.get(at), spread.row.get(at)) else {
                continue;
            };
            let group = match groups.last_mut() {
                Some(group) if group.spot == *spot => group,
                _ => {
                    groups.push(Group {
                        spot: *spot,
                        some: Vec::new(),
                        count: 0,
                        kinds: [0; KINDS],
                        worst: 0,
                        span: None,
                        latest: *row,
                    });
                    groups.last_mut()?
                }
            };
            group.count += 1;
            if group.some.len() <= APART {
                group.some.push(at);
            }
            if let Some(count) =
                spread.kind.get(at).and_then(|k| group.kinds.get_mut(usize::from(*k)))
            {
                *count += 1;
            }
            group.worst = group.worst.max(spread.worst.get(at).copied().unwrap_or(0));
            group.latest = group.latest.min(*row);
            if *begin != NONE {
                // Days are looked up once for the group and not for each row.
                match &mut group.span {
                    None => group.span = Some([(*begin, *row), (*end, *row)]),
                    Some([first, last]) => {
                        *first = (*first).min((*begin, *row));
                        if *end > last.0 {
                            *last = (*end, *row);
                        }
                    }
                }
            }
        }
        Some(groups)
    }

    /// The features of one place.
    fn shape(&mut self, group: &Group) {
        let Some(spot) = self.columns.ground(group.spot) else { return };
        if !meet(&spot.bbox, &self.around) {
            return;
        }
        let Some(outline) = outline(spot, &self.grid) else { return };
        let name = spot.name.as_deref().map(|n| Value::Text(n.into()));
        let reach = Some(Value::Int(f64::from(spot.reach_m).ceil() as i64));
        let columns = self.columns;
        let text = |text: &str| Some(Value::Text(text.into()));
        let day = |day: Option<i32>| day.map(|d| Value::Int(i64::from(d)));
        if group.count <= APART {
            for at in &group.some {
                let row = columns.spread.row.get(*at).map_or(0, |r| *r as usize);
                let dated = columns.begins.get(row).is_some_and(|b| *b != NONE);
                let days = columns.days.get(row).filter(|_| dated);
                let parties = |list: &[u32]| self.parties(list.get(row).copied().unwrap_or(0));
                let properties = [
                    ("id", text(columns.id(row))),
                    ("count", Some(Value::Int(1))),
                    ("kind", columns.kind.get(row).and_then(|k| kind(usize::from(*k)))),
                    ("status", status(columns.worst.get(row).copied().unwrap_or(0))),
                    ("day_from", day(days.map(|d| d.0))),
                    ("day_until", day(days.map(|d| d.1))),
                    ("by", parties(&columns.by)),
                    ("on", parties(&columns.on)),
                    ("name", name.clone()),
                    ("reach_m", reach.clone()),
                ];
                self.incidents.add(&outline, properties);
                self.shapes += 1;
            }
            return;
        }
        let top = (0..KINDS).max_by_key(|k| (group.kinds[*k], std::cmp::Reverse(*k))).unwrap_or(0);
        let days = |row: u32| columns.days.get(row as usize);
        let properties = [
            ("id", text(columns.id(group.latest as usize))),
            ("count", Some(Value::Int(i64::try_from(group.count).unwrap_or(i64::MAX)))),
            ("kind", kind(top)),
            ("status", status(group.worst)),
            ("day_from", day(group.span.and_then(|[first, _]| days(first.1)).map(|d| d.0))),
            ("day_until", day(group.span.and_then(|[_, last]| days(last.1)).map(|d| d.1))),
            ("by", None),
            ("on", None),
            ("name", name),
            ("reach_m", reach),
        ];
        self.incidents.add(&outline, properties);
        self.shapes += 1;
    }

    /// Names of parties, one behind the other.
    fn parties(&self, bits: u32) -> Option<Value> {
        if bits == 0 {
            return None;
        }
        let names = self.columns.vocabulary.parties.iter().enumerate();
        let named: Vec<&str> =
            names.filter(|(i, _)| bits >> i & 1 == 1).map(|(_, n)| n.as_str()).collect();
        Some(Value::Text(named.join(", ").into()))
    }
}

/// The word of a kind.
fn kind(number: usize) -> Option<Value> {
    EventKind::ALL.get(number).map(|k| Value::Text(k.word().into()))
}

/// The word of a status as data has it; nothing for what bears on no term.
fn status(number: u8) -> Option<Value> {
    if number == 0 {
        return None;
    }
    let word = match STATUSES.get(usize::from(number))? {
        armistice_model::Status::NotInForce => "not_in_force",
        armistice_model::Status::NoBreachKnown => "no_breach_known",
        armistice_model::Status::Undetermined => "undetermined",
        armistice_model::Status::BreachAlleged => "breach_alleged",
        armistice_model::Status::BreachCorroborated => "breach_corroborated",
    };
    Some(Value::Text(word.into()))
}
