//! Joins of three predicates in three shapes, and logs for them.
//!
//! Shapes and logs are those by which first-order monitors are compared: see Schneider, Basin, Brix,
//! Krstić and Traytel, "Scalable Online First-Order Monitoring" (STTT 23, 2021), whose generator the
//! *sparse* log follows in what it draws: as many `A` as `B` as `C`, their values so many that nothing
//! agrees by chance; for every `A` a `B` that agrees comes within ten seconds; after three `B` in a
//! hundred a `C` that agrees, within ten seconds, so that one event in a hundred makes a verdict. In
//! the *dense* log all three are drawn alike and alone, with a thousand values, so that at a thousand
//! events a second each `B` meets several `A` and `C`. Time points are one second apart.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use crate::events::{Event, write_point};
use crate::twister::Twister;

/// What the logs are about.
pub const SIGNATURE: &str = "A(x:int, y:int)\nB(x:int, y:int)\nC(x:int, y:int)\n";

/// What agrees with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One after another.
    Linear,
    /// All in one value.
    Star,
    /// In a ring.
    Triangle,
}

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// From a thousand million, with partners that are made.
    Sparse,
    /// From a thousand.
    Dense,
}

impl Shape {
    /// All shapes.
    pub const ALL: [Self; 3] = [Self::Linear, Self::Star, Self::Triangle];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Star => "star",
            Self::Triangle => "triangle",
        }
    }

    /// What is asked.
    pub fn formula(self) -> &'static str {
        match self {
            Self::Linear => "(ONCE[0,10] A(a,b)) AND (B(b,c) AND (EVENTUALLY[0,10] C(c,d)))",
            Self::Star => "(ONCE[0,10] A(a,b)) AND (B(a,c) AND (EVENTUALLY[0,10] C(a,d)))",
            Self::Triangle => "(ONCE[0,10] A(a,b)) AND (B(b,c) AND (EVENTUALLY[0,10] C(c,a)))",
        }
    }

    /// What MonPoly took at a thousand events a time point, in CPU seconds.
    pub fn monpoly(self) -> f64 {
        match self {
            Self::Linear => 7.0,
            Self::Star => 4.6,
            Self::Triangle => 0.45,
        }
    }

    /// An `A`, a `B` and a `C` that agree.
    fn agreeing(self, [a, b, c, d]: [i64; 4]) -> [Event; 3] {
        let pairs = match self {
            Self::Linear => [[a, b], [b, c], [c, d]],
            Self::Star => [[a, b], [a, c], [a, d]],
            Self::Triangle => [[a, b], [b, c], [c, a]],
        };
        let [first, second, third] = pairs;
        [Event::new("A", &first), Event::new("B", &second), Event::new("C", &third)]
    }
}

/// Writes a log of so many events with so many at each time point.
pub fn write(
    shape: Shape,
    values: Values,
    events: u64,
    rate: u64,
    mut out: impl Write,
) -> io::Result<()> {
    let mut draw = Draw { dice: Twister::new(1), shape, due: BinaryHeap::new(), made: Vec::new() };
    let mut point = Vec::new();
    for ts in 0..events.div_ceil(rate.max(1)) {
        point.clear();
        for _ in 0..rate {
            point.push(match values {
                Values::Sparse => draw.sparse(ts),
                Values::Dense => draw.dense(),
            });
        }
        write_point(i64::try_from(ts).unwrap_or(i64::MAX), &point, &mut out)?;
    }
    out.flush()
}

struct Draw {
    dice: Twister,
    shape: Shape,
    /// When which of the events that were made will come.
    due: BinaryHeap<Reverse<(u64, usize)>>,
    made: Vec<Event>,
}

impl Draw {
    fn four(&mut self, values: u32) -> [i64; 4] {
        std::array::from_fn(|_| i64::from(self.dice.below(values)))
    }

    fn dense(&mut self) -> Event {
        let drawn = self.four(1_000);
        let [a, b, c] = self.shape.agreeing(drawn);
        match self.dice.below(3) {
            0 => a,
            1 => b,
            _ => c,
        }
    }

    fn sparse(&mut self, now: u64) -> Event {
        if let Some(Reverse((due, place))) = self.due.peek().copied()
            && due <= now
            && let Some(event) = self.made.get(place)
        {
            self.due.pop();
            return *event;
        }
        let drawn = self.four(1_000_000_000);
        let [a, b, c] = self.shape.agreeing(drawn);
        if self.dice.below(2) == 0 {
            return c;
        }
        let first = now + u64::from(self.dice.below(11));
        self.later(first, b);
        if self.dice.below(100) < 3 {
            let second = first + u64::from(self.dice.below(11));
            self.later(second, c);
        }
        a
    }

    fn later(&mut self, due: u64, event: Event) {
        self.due.push(Reverse((due, self.made.len())));
        self.made.push(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_monitor::{Checked, Monitor, Signature, Watch, parse_formula, read_text};

    fn verdicts(shape: Shape, values: Values, rate: u64) -> usize {
        let mut log = Vec::new();
        write(shape, values, 10_000, rate, &mut log).unwrap();
        let signature = Signature::parse(SIGNATURE).unwrap();
        let checked = Checked::new(parse_formula(shape.formula()).unwrap(), &signature).unwrap();
        let mut monitor = Monitor::new(&checked).unwrap();
        let (mut points, mut verdicts) = (0, 0);
        let mut watch = Watch::new(&mut monitor, &signature, |told| {
            points += 1;
            verdicts += told.len();
        });
        read_text(log.as_slice(), &signature, &mut watch).unwrap();
        watch.close();
        assert_eq!(points, 10_000 / rate);
        verdicts
    }

    /// The same draws in three shapes: so many verdicts for all, one for about each hundred events.
    #[test]
    fn sparse_logs_hold_the_matches_that_were_made() {
        let linear = verdicts(Shape::Linear, Values::Sparse, 10);
        assert!((70..=130).contains(&linear), "{linear}");
        assert_eq!(verdicts(Shape::Star, Values::Sparse, 10), linear);
        assert_eq!(verdicts(Shape::Triangle, Values::Sparse, 10), linear);
    }

    /// A ring closes by chance a thousand times more seldom than a line.
    #[test]
    fn dense_logs_hold_matches_by_chance() {
        assert!(verdicts(Shape::Linear, Values::Dense, 1_000) > 1_000);
        assert!(verdicts(Shape::Triangle, Values::Dense, 1_000) < 100);
    }
}
