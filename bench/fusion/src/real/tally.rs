//! How many pairs a linker holds to be one event, between two sources and within one.

use armistice_linkage::{Linker, Record};

use super::run::linked;

/// Pairs of one sort.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pairs {
    /// In one incident.
    pub linked: usize,
    /// Said to be one event with 0.5 or more, and with 0.9 or more.
    pub half: usize,
    pub sure: usize,
    /// How many are expected by what is said, of the pairs that are listed (0.05 and more).
    pub expected: f64,
}

/// Pairs between two sources and within one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub between: Pairs,
    pub within: Pairs,
}

impl Tally {
    /// Of what a linker made of these records.
    pub fn of(linker: &Linker, records: &[Record]) -> Self {
        let one = |a: usize, b: usize| {
            let source = |n: usize| records.get(n).map(|record| record.source);
            source(a) == source(b)
        };
        let mut tally = Self::default();
        for (a, b) in linked(linker) {
            tally.side(one(a, b)).linked += 1;
        }
        for pair in linker.likely(0.05) {
            let side = tally.side(one(pair.a, pair.b));
            side.expected += pair.probability;
            side.half += usize::from(pair.probability >= 0.5);
            side.sure += usize::from(pair.probability >= 0.9);
        }
        tally
    }

    fn side(&mut self, one_source: bool) -> &mut Pairs {
        if one_source { &mut self.within } else { &mut self.between }
    }
}

/// A number of pairs per hundred rows.
pub fn per_cent(pairs: usize, rows: usize) -> String {
    format!("{:.2} %", 100.0 * pairs as f64 / rows.max(1) as f64)
}
