//! Learns and links in this process.

use std::sync::Arc;
use std::time::Instant;

use armistice_linkage::{Linker, Model, Record};

/// What came of a run.
pub struct Run {
    /// Who links.
    pub linker: Linker,
    /// What was learned.
    pub model: Arc<Model>,
    /// Seconds of learning and of linking.
    pub seconds: (f64, f64),
}

impl Run {
    /// Learns from the records and links them.
    pub fn of(records: &[Record]) -> Self {
        let start = Instant::now();
        let model = Arc::new(Model::learn(records));
        let learned = start.elapsed().as_secs_f64();
        let linker = Linker::all(Arc::clone(&model), records);
        let seconds = (learned, start.elapsed().as_secs_f64() - learned);
        Self { linker, model, seconds }
    }

    /// Both together.
    pub fn all_seconds(&self) -> f64 {
        self.seconds.0 + self.seconds.1
    }
}

/// The pairs of records that are in one incident, the lower number first.
pub fn linked(linker: &Linker) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for record in (0..linker.len()).filter(|n| linker.incident(*n) == *n) {
        let members = linker.members(record);
        for (at, a) in members.iter().enumerate() {
            pairs.extend(members.iter().skip(at + 1).map(|b| (*a, *b)));
        }
    }
    pairs
}
