//! How sure it is that a record belongs where it is, and what stands in the way of knowing.

use crate::linker::{Decision, Linker, WEEK};
use std::collections::BTreeSet;

/// The rung of place from which a record may sum others up.
const DISTRICT: u8 = 2;
/// Probability from which it fits an incident.
const FITS: f32 = 0.1;
/// Members of an incident beyond which a record is compared with some only.
const MOST: usize = 48;

/// What a record lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// No place, or none finer than a country: compared by time and content alone.
    NoPlace,
    /// No time, or none finer than two months: compared with what has none either.
    NoTime,
    /// So many records at its place and time that not all could be looked at.
    Crowded,
}

impl Linker {
    /// Probability that a record is where it belongs: of one among several, the share of the
    /// others of its incident that are expected to tell its event; of one alone, the probability
    /// that no other record tells its event.
    #[must_use]
    pub fn membership(&self, record: usize) -> f64 {
        let members = self.members(record);
        let pair = |a: usize, b: usize| match self.decided.of(a as u32, b as u32) {
            Some(Decision::Together) => 1.0,
            Some(Decision::Apart) => 0.0,
            None => self.graph.edge(a as u32, b as u32).map_or(0.0, |e| f64::from(e.p)),
        };
        if members.len() < 2 {
            let edges = self.graph.of_record(record as u32).iter();
            return edges.map(|edge| 1.0 - f64::from(edge.p)).product();
        }
        let others: Vec<usize> =
            members.into_iter().filter(|other| *other != record).take(MOST).collect();
        let own: Vec<f64> = others.iter().map(|other| pair(record, *other)).collect();
        // One event with another also by way of a third.
        let sum: f64 = others
            .iter()
            .map(|other| {
                others
                    .iter()
                    .zip(&own)
                    .map(|(third, p)| if third == other { *p } else { p * pair(*third, *other) })
                    .fold(0.0, f64::max)
            })
            .sum();
        sum / others.len() as f64
    }

    /// The incidents that a record may sum up, as their founders: of a record that stands alone,
    /// whose time is a week or longer or whose place is a district or wider, and that fits two or
    /// more incidents about as well. A summary is never one event with what it sums up.
    #[must_use]
    pub fn covers(&self, record: usize) -> Vec<usize> {
        let Some(item) = self.items.get(record) else { return Vec::new() };
        let wide = item.length >= WEEK || item.grain >= DISTRICT;
        if !wide || self.members(record).len() > 1 {
            return Vec::new();
        }
        let fits: BTreeSet<usize> = self
            .graph
            .of_record(record as u32)
            .iter()
            .filter(|edge| edge.p >= FITS)
            .map(|edge| self.incident(edge.other as usize))
            .collect();
        if fits.len() < 2 { Vec::new() } else { fits.into_iter().collect() }
    }

    /// What a record lacks.
    #[must_use]
    pub fn flags(&self, record: usize) -> Vec<Flag> {
        let Some(item) = self.items.get(record) else { return Vec::new() };
        let mut flags = Vec::new();
        if !item.placed() || usize::from(item.grain) + 1 == crate::item::GRAINS {
            flags.push(Flag::NoPlace);
        }
        if !item.dated() {
            flags.push(Flag::NoTime);
        }
        if self.graph.crowded.get(record).copied().unwrap_or(false) {
            flags.push(Flag::Crowded);
        }
        flags
    }
}
