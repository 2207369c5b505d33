//! What can be asked of the views.

use crate::error::ViewsError;
use crate::given::QueueState;
use armistice_model::{EventKind, Interval, Status};
use jiff::Timestamp;

/// A box of longitudes and latitudes in degrees, edges included. With `west > east` it runs over
/// the antimeridian (OGC API – Features, 7.15.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bbox {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Bbox {
    /// A checked box.
    ///
    /// # Errors
    /// An edge off the globe or no number, south above north.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Result<Self, ViewsError> {
        let meridian = |x: f64| (-180.0..=180.0).contains(&x);
        let parallel = |y: f64| (-90.0..=90.0).contains(&y);
        if meridian(west) && meridian(east) && parallel(south) && parallel(north) && south <= north
        {
            Ok(Self { west, south, east, north })
        } else {
            Err(ViewsError::Bbox(format!("{west},{south},{east},{north}")))
        }
    }

    /// The box as one or two that do not run over the antimeridian: `[west, south, east, north]`.
    pub(crate) fn parts(&self) -> ([f64; 4], Option<[f64; 4]>) {
        let Self { west, south, east, north } = *self;
        if west <= east {
            ([west, south, east, north], None)
        } else {
            ([west, south, 180.0, north], Some([-180.0, south, east, north]))
        }
    }
}

/// A stretch of time to look in. What happened at some moment of it, or may have, is in it.
///
/// Times are compared in whole seconds, each stretch widened to them. An incident without a date
/// is in the open window only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Window {
    /// In it if it ends after this second …
    pub(crate) after: Option<i64>,
    /// … and begins before this one.
    pub(crate) before: Option<i64>,
}

impl Window {
    /// All of time, and what is undated.
    pub fn open() -> Self {
        Self::default()
    }

    /// From `from` to `until`, both included, as OGC `datetime` has it; `None` is an open end.
    /// An instant is a window that ends where it begins.
    ///
    /// # Errors
    /// When it ends before it begins.
    pub fn closed(from: Option<Timestamp>, until: Option<Timestamp>) -> Result<Self, ViewsError> {
        ordered(from, until)?;
        Ok(Self { after: from.map(floor), before: until.map(|u| floor(u) + 1) })
    }

    /// From `from` up to but without `until`; `None` is an open end.
    ///
    /// # Errors
    /// When it ends before it begins.
    pub fn half_open(
        from: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<Self, ViewsError> {
        ordered(from, until)?;
        Ok(Self { after: from.map(floor), before: until.map(ceiling) })
    }

    /// Whether what is said to have happened in `when` is in the window; `None` is undated.
    pub fn meets(&self, when: Option<Interval>) -> bool {
        match when {
            None => *self == Self::open(),
            Some(when) => {
                self.after.is_none_or(|after| ceiling(when.until()) > after)
                    && self.before.is_none_or(|before| floor(when.from()) < before)
            }
        }
    }
}

fn ordered(from: Option<Timestamp>, until: Option<Timestamp>) -> Result<(), ViewsError> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => {
            Err(ViewsError::Window { from: from.to_string(), until: until.to_string() })
        }
        _ => Ok(()),
    }
}

/// The whole second at or before an instant.
pub(crate) fn floor(at: Timestamp) -> i64 {
    at.as_nanosecond().div_euclid(1_000_000_000) as i64
}

/// The whole second at or after an instant.
pub(crate) fn ceiling(at: Timestamp) -> i64 {
    let second = floor(at);
    if at.subsec_nanosecond() == 0 { second } else { second + 1 }
}

/// Which incidents. What is `None` or empty asks for nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Those whose shape may reach into the box: the box around the shape meets it. Rounded
    /// outward to single precision (a metre or so). What has no place is in no box.
    pub bbox: Option<Bbox>,
    /// Those in the window.
    pub window: Window,
    /// Those of one of these kinds; empty for all.
    pub kinds: Vec<EventKind>,
    /// Those that bear on this term, by its number, under whichever reading.
    pub term: Option<String>,
    /// In whose eyes `term` and `status` are asked, by its slug; `None` for the widest.
    pub perspective: Option<String>,
    /// Those whose gravest status (under `term` if that is asked, else under any) is this one.
    pub status: Option<Status>,
    /// Those with this party among the authors or the targets, by its name.
    pub party: Option<String>,
    /// How many at most; at least one is given if there is one.
    pub limit: usize,
    /// [`crate::Page::next`] of the page before.
    pub after: Option<String>,
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            bbox: None,
            window: Window::open(),
            kinds: Vec::new(),
            term: None,
            perspective: None,
            status: None,
            party: None,
            limit: 100,
            after: None,
        }
    }
}

/// Which reports of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueAsk {
    /// In which state.
    pub state: QueueState,
    /// How many at most.
    pub limit: usize,
    /// [`crate::Queue::next`] of the page before.
    pub after: Option<String>,
}

/// A tile of the web map (Web Mercator, `z`/`x`/`y` with `y` from the north).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileId {
    pub(crate) z: u8,
    pub(crate) x: u32,
    pub(crate) y: u32,
}

impl TileId {
    /// The deepest zoom.
    pub const DEEPEST: u8 = 22;

    /// A checked tile.
    ///
    /// # Errors
    /// When there is none such.
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self, ViewsError> {
        if z <= Self::DEEPEST && x >> z == 0 && y >> z == 0 {
            Ok(Self { z, x, y })
        } else {
            Err(ViewsError::Tile(format!("{z}/{x}/{y}")))
        }
    }
}
