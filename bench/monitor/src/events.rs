//! Events of made-up logs, and logs of them as text.

use std::io::{self, Write};

/// A fact with whole numbers, at most four.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// The predicate.
    pub name: &'static str,
    values: [i64; 4],
    width: usize,
}

impl Event {
    /// A fact; what is beyond the fourth number is left out.
    pub fn new(name: &'static str, numbers: &[i64]) -> Self {
        let mut values = [0; 4];
        for (value, number) in values.iter_mut().zip(numbers) {
            *value = *number;
        }
        Self { name, values, width: numbers.len() }
    }

    /// Its numbers.
    pub fn values(&self) -> &[i64] {
        self.values.get(..self.width).unwrap_or(&self.values)
    }
}

/// Writes a time point as a line, the facts of a predicate together, in the order in which the
/// predicates first come.
pub fn write_point(ts: i64, point: &[Event], out: &mut impl Write) -> io::Result<()> {
    write!(out, "@{ts}")?;
    for (place, first) in point.iter().enumerate() {
        let (before, own) = point.split_at(place);
        if before.iter().any(|event| event.name == first.name) {
            continue;
        }
        write!(out, " {} ", first.name)?;
        for event in own.iter().filter(|event| event.name == first.name) {
            out.write_all(b"(")?;
            for (place, value) in event.values().iter().enumerate() {
                write!(out, "{}{value}", if place == 0 { "" } else { "," })?;
            }
            out.write_all(b")")?;
        }
    }
    out.write_all(b"\n")
}
