//! One partition of the reports against another: incidents against events.

use std::collections::HashMap;

/// Incidents against events.
///
/// Pairs are counted from the sizes of the sets and of their intersections. B-cubed is of Bagga and
/// Baldwin, "Algorithms for Scoring Coreference Chains" (1998), each report with the same weight.
pub struct Partition {
    /// Pairs in one incident.
    pub linked_pairs: usize,
    /// Pairs of one event.
    pub true_pairs: usize,
    /// Pairs of both.
    pub both_pairs: usize,
    /// The mean over the reports of the share of their incident that is of their event.
    pub cubed_precision: f64,
    /// The mean over the reports of the share of their event that is in their incident.
    pub cubed_recall: f64,
    /// How many incidents were found.
    pub incidents: usize,
    /// How many events are documented by a report at least.
    pub events: usize,
}

impl Partition {
    /// From how many reports each incident has of each event, each incident, and each event.
    pub fn of(
        cells: &HashMap<(usize, usize), usize>,
        incidents: &HashMap<usize, usize>,
        events: &HashMap<usize, usize>,
    ) -> Self {
        let (mut precision, mut recall) = (0.0, 0.0);
        // In a fixed order, so that the last digit is the same each time.
        let mut ordered: Vec<_> = cells.iter().collect();
        ordered.sort_unstable();
        for ((incident, event), count) in ordered {
            let squared = (count * count) as f64;
            precision += squared / incidents[incident] as f64;
            recall += squared / events[event] as f64;
        }
        let reports = events.values().sum::<usize>() as f64;
        Self {
            linked_pairs: incidents.values().map(pairs).sum(),
            true_pairs: events.values().map(pairs).sum(),
            both_pairs: cells.values().map(pairs).sum(),
            cubed_precision: share(precision, reports),
            cubed_recall: share(recall, reports),
            incidents: incidents.len(),
            events: events.len(),
        }
    }

    /// Of the linked pairs, the share of one event; 1 where none is linked.
    pub fn precision(&self) -> f64 {
        share(self.both_pairs as f64, self.linked_pairs as f64)
    }

    /// Of the pairs of one event, the share that is linked; 1 where there are none.
    pub fn recall(&self) -> f64 {
        share(self.both_pairs as f64, self.true_pairs as f64)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    /// The harmonic mean of B-cubed precision and recall.
    pub fn cubed_f1(&self) -> f64 {
        harmonic(self.cubed_precision, self.cubed_recall)
    }

    /// How many incidents too many, in per cent of the events.
    pub fn count_error(&self) -> f64 {
        100.0 * (share(self.incidents as f64, self.events as f64) - 1.0)
    }
}

fn pairs(count: &usize) -> usize {
    count * (count - 1) / 2
}

/// A share; 1 where there is nothing to have a share of.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 1.0 }
}

fn harmonic(one: f64, other: f64) -> f64 {
    if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 }
}
