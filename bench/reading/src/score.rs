//! What a task tells: a row of the table.

use std::fmt;

pub(crate) const HEAD: &str = "\
| task | set | metric | score | precision | recall | items | speed |
|---|---|---|---:|---:|---:|---:|---:|";

/// One row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// What is read: "dates in text".
    pub(crate) task: &'static str,
    /// From what: "TimeBank".
    pub(crate) set: String,
    /// How it is scored: "relaxed F, right value".
    pub(crate) metric: &'static str,
    /// 0 to 1.
    pub(crate) score: f64,
    /// Where the metric has these two.
    pub(crate) parts: Option<(f64, f64)>,
    /// How many gold items it rests on.
    pub(crate) items: usize,
    /// In words, with its unit, on one core: "6.1 MB/s".
    pub(crate) speed: Option<String>,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r) = self
            .parts
            .map_or(("–".into(), "–".into()), |(p, r)| (format!("{p:.3}"), format!("{r:.3}")));
        write!(
            f,
            "| {} | {} | {} | {:.3} | {p} | {r} | {} | {} |",
            self.task,
            self.set,
            self.metric,
            self.score,
            self.items,
            self.speed.as_deref().unwrap_or("–")
        )
    }
}
