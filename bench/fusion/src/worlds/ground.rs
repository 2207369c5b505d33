//! What the worlds share: events, towns in districts, kinds and actors with what is above them.

use crate::draw::{Draw, Weights};

/// Kilometres in a degree of latitude.
pub const KM: f64 = 111.2;

/// What happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Days since the start.
    pub time: f64,
    /// The town, where there are towns.
    pub town: usize,
    /// Where it really was.
    pub at: (f64, f64),
    /// The kind.
    pub kind: usize,
    /// Who did it.
    pub actor: usize,
    /// How many were killed.
    pub toll: i32,
}

/// A point so many kilometres to the north and east of another.
pub fn moved(at: (f64, f64), north: f64, east: f64) -> (f64, f64) {
    (at.0 + north / KM, at.1 + east / (KM * at.0.to_radians().cos()))
}

/// A point near another, with this deviation in kilometres each way.
pub fn near(draw: &mut Draw, at: (f64, f64), deviation: f64) -> (f64, f64) {
    let north = draw.normal(0.0, deviation);
    moved(at, north, draw.normal(0.0, deviation))
}

/// Towns of very unequal size, in square districts.
pub struct Country {
    /// Where each town is.
    pub towns: Vec<(f64, f64)>,
    weights: Weights,
    centres: Vec<(f64, f64)>,
}

impl Country {
    /// Towns spread evenly over `size` degrees from the south-west corner, their sizes by Zipf's law,
    /// in districts of `district` degrees.
    pub fn new(
        draw: &mut Draw,
        corner: (f64, f64),
        size: f64,
        count: usize,
        exponent: f64,
        district: f64,
    ) -> Self {
        let mut place = || {
            let north = draw.unit() * size;
            (corner.0 + north, corner.1 + draw.unit() * size)
        };
        let towns: Vec<_> = (0..count).map(|_| place()).collect();
        // The centre of a district is the middle of its towns, as a list of places would have it.
        let square = |at: &(f64, f64)| {
            let steps = |degrees: f64| (degrees / district) as usize;
            (steps(at.0 - corner.0), steps(at.1 - corner.1))
        };
        let mut sums = std::collections::BTreeMap::new();
        for town in &towns {
            let sum = sums.entry(square(town)).or_insert((0.0, 0.0, 0.0));
            *sum = (sum.0 + town.0, sum.1 + town.1, sum.2 + 1.0);
        }
        let centre = |town| sums.get(&square(town)).map_or(*town, |(a, b, n)| (a / n, b / n));
        let centres = towns.iter().map(centre).collect();
        Self { towns, weights: Weights::zipf(count, exponent), centres }
    }

    /// A town by its size.
    pub fn town(&self, draw: &mut Draw) -> usize {
        draw.pick(&self.weights)
    }

    /// The middle of the district of a town.
    pub fn centre(&self, town: usize) -> (f64, f64) {
        self.centres[town]
    }
}

/// A kind or an actor with what is above it.
pub fn with_parent(code: usize, parents: &[i32]) -> (i32, i32) {
    (code as i32, parents[code])
}

/// What is not told.
pub const UNTOLD: (i32, i32) = (-1, -1);

/// The kind as a source has it that errs so often: mostly with a kind of the same parent.
pub fn confused(draw: &mut Draw, code: usize, parents: &[i32], share: f64, close: f64) -> usize {
    if !draw.chance(share) {
        return code;
    }
    if !draw.chance(close) {
        return draw.below(parents.len());
    }
    let same: Vec<_> =
        (0..parents.len()).filter(|other| parents[*other] == parents[code]).collect();
    same[draw.below(same.len())]
}

/// A count as somebody else has counted it, a factor off by `deviation` on the scale of logarithms.
pub fn recount(draw: &mut Draw, toll: i32, deviation: f64) -> i32 {
    (f64::from(toll) * draw.normal(0.0, deviation).exp()).round() as i32
}

/// The day of an instant; nothing was before the first.
pub fn day(time: f64) -> i32 {
    time.floor().max(0.0) as i32
}
