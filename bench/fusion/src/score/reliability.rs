//! Whether what is said to be so sure is true so often.

use std::fmt::Write as _;

/// What was said and what was observed, by tenths of what was said.
#[derive(Clone, Debug, Default)]
pub struct Reliability {
    tenths: [Tenth; 10],
}

#[derive(Clone, Copy, Debug, Default)]
struct Tenth {
    count: usize,
    said: f64,
    observed: f64,
}

impl Tenth {
    fn means(&self) -> (f64, f64) {
        let count = self.count.max(1) as f64;
        (self.said / count, self.observed / count)
    }
}

impl Reliability {
    /// One statement: the probability said, and what came of it, from 0 to 1. A tenth includes its lower
    /// end, the last both.
    pub fn add(&mut self, said: f64, observed: f64) {
        // What is written as 0.3 is no less than three tenths, whatever its binary form.
        let tenth = &mut self.tenths[((said * 10.0 + 1e-9) as usize).min(9)];
        tenth.count += 1;
        tenth.said += said;
        tenth.observed += observed;
    }

    /// The statements of both.
    pub fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (tenth, more) in both.tenths.iter_mut().zip(other.tenths) {
            tenth.count += more.count;
            tenth.said += more.said;
            tenth.observed += more.observed;
        }
        both
    }

    /// How many statements.
    pub fn count(&self) -> usize {
        self.tenths.iter().map(|tenth| tenth.count).sum()
    }

    /// The sum of what was observed.
    pub fn observed(&self) -> f64 {
        self.tenths.iter().map(|tenth| tenth.observed).sum()
    }

    /// The expected calibration error: the mean distance between said and observed, each tenth weighed
    /// by its statements (Naeini, Cooper and Hauskrecht, AAAI 2015).
    pub fn error(&self) -> f64 {
        let apart = |tenth: &Tenth| (tenth.said - tenth.observed).abs();
        self.tenths.iter().map(apart).sum::<f64>() / self.count().max(1) as f64
    }

    /// How often it was so where at least 0.9 was said, if it ever was.
    pub fn sure(&self) -> Option<f64> {
        self.tenths.last().filter(|tenth| tenth.count > 0).map(|tenth| tenth.means().1)
    }

    /// As a table to read.
    pub fn text(&self) -> String {
        let mut text = String::from("said        count    mean said  observed\n");
        for (number, tenth) in self.tenths.iter().enumerate() {
            let (said, observed) = tenth.means();
            let (low, high) = (number as f64 / 10.0, (number + 1) as f64 / 10.0);
            let line = if tenth.count > 0 {
                writeln!(
                    text,
                    "{low:.1}–{high:.1} {:>10}       {said:.3}     {observed:.3}",
                    tenth.count
                )
            } else {
                writeln!(text, "{low:.1}–{high:.1}          0           –         –")
            };
            // A string takes whatever is written to it.
            let _ = line;
        }
        let sure = self.sure().map_or("–".to_string(), |share| format!("{share:.4}"));
        let _ = writeln!(
            text,
            "calibration error {:.4}, observed where 0.9 or more was said {sure}",
            self.error()
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_includes_its_lower_end() {
        let mut table = Reliability::default();
        for said in [0.0, 0.3, 0.7, 0.9, 1.0] {
            table.add(said, 1.0);
        }
        let counts: Vec<_> = table.tenths.iter().map(|tenth| tenth.count).collect();
        assert_eq!(counts, [1, 0, 0, 1, 0, 0, 0, 1, 0, 2]);
    }

    #[test]
    fn errors_of_one_tenth_cancel_and_of_two_do_not() {
        let mut table = Reliability::default();
        table.add(0.95, 1.0);
        table.add(0.95, 0.9);
        assert!(table.error() < 1e-12);
        table.add(0.15, 0.95);
        table.add(0.85, 0.05);
        assert!((table.error() - 0.4).abs() < 1e-12);
        assert!(table.sure().is_some_and(|share| (share - 0.95).abs() < 1e-12));
        assert_eq!(Reliability::default().sure(), None);
    }
}
