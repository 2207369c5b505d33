//! Odds learned from the reports themselves, where there are enough of them.
//!
//! A case begins with weights set by hand. Once it holds thousands of rows of tables that tell
//! single events, through two outlets or more, what agreement is worth between *these* outlets at
//! *these* places is learned from them, without labels (`armistice_linkage`), and holds between
//! every two such rows. What is told in prose, and what prose and rows say of each other, keeps
//! the weights set by hand.
//!
//! A model is learned from the first 3,000 rows that came in, then from the first 6,000, and anew
//! whenever they have doubled. In between it does not change, so that a late report touches only
//! what is near it.

use crate::copies::Telling;
use crate::facet::{Facet, Lane};
use armistice_linkage::{Code, Grain, Linker, Model, Record, Span, Spot, Why};
use armistice_model::{Claim, EventKind, Scope, Shape, Stance};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Rows from which a model is learned, and half of those from which it is learned anew.
const ENOUGH: usize = 3_000;
/// Probability below which a pair is as good as impossible.
const LEAST: f64 = 0.02;

/// A model of how the rows of tables compare when they tell one event.
#[derive(Clone, Debug)]
pub struct Learned {
    model: Arc<Model>,
    rows: usize,
}

impl Learned {
    /// Learns from claims in the order in which they came in. `None` where there are too few rows
    /// of single events (3,000), or all came through one outlet.
    #[must_use]
    pub fn from<'a>(claims: impl Iterator<Item = &'a Claim>) -> Option<Self> {
        let mut rows: Vec<&Claim> = claims.filter(|claim| is_row(claim)).collect();
        let doublings = (rows.len() / ENOUGH).checked_ilog2()?;
        rows.truncate(ENOUGH << doublings);
        let outlets: BTreeSet<&str> = rows.iter().map(|claim| claim.through.as_str()).collect();
        if outlets.len() < 2 {
            return None;
        }
        let records: Vec<Record> = rows.iter().map(|claim| record(claim)).collect();
        Some(Self { model: Arc::new(Model::learn(&records)), rows: rows.len() })
    }

    /// From how many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The odds of every two tellings that are rows of single events.
    pub(crate) fn odds(&self, claims: &[&Claim], tellings: &[Telling]) -> Odds {
        let (mut place, mut records, mut row_of) = (Vec::new(), Vec::new(), Vec::new());
        for (number, telling) in tellings.iter().enumerate() {
            let first = telling.first(0).and_then(|claim| claims.get(claim));
            let row = first.filter(|claim| compares(&telling.facet) && self::is_row(claim));
            row_of.push(row.map(|_| records.len()));
            if let Some(claim) = row {
                place.push(number as u32);
                records.push(record(claim));
            }
        }
        let linker = Linker::all(self.model.clone(), &records);
        let enough = log_odds(self.model.enough());
        let mut pairs = HashMap::new();
        for pair in linker.likely(LEAST) {
            if let (Some(a), Some(b)) = (place.get(pair.a), place.get(pair.b)) {
                pairs.insert((*a.min(b), *a.max(b)), log_odds(pair.probability) - enough);
            }
        }
        let impossible = log_odds(LEAST) - enough;
        Odds { row_of, pairs, enough, impossible, linker, rows: self.rows }
    }
}

fn log_odds(probability: f64) -> f64 {
    let p = probability.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

/// What was learned of the tellings of one call.
pub(crate) struct Odds {
    /// By the number of a telling: which record of the linker it is.
    row_of: Vec<Option<usize>>,
    /// By the lower and the higher number of two tellings.
    pairs: HashMap<(u32, u32), f64>,
    enough: f64,
    impossible: f64,
    linker: Linker,
    rows: usize,
}

impl Odds {
    /// Log-odds of two tellings, nought where they are just likely enough; `None` unless both are
    /// rows.
    pub(crate) fn between(&self, a: u32, b: u32) -> Option<f64> {
        self.rows_of(a, b)?;
        Some(self.pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(self.impossible))
    }

    fn rows_of(&self, a: u32, b: u32) -> Option<(usize, usize)> {
        let row = |n: u32| self.row_of.get(n as usize).copied().flatten();
        if a == b { None } else { Some((row(a)?, row(b)?)) }
    }

    /// What the linker has to say of two tellings.
    pub(crate) fn why(&self, a: u32, b: u32) -> Option<Why> {
        let (a, b) = self.rows_of(a, b)?;
        self.linker.why(a, b)
    }

    /// From how many rows they were learned.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Pairs that are likely enough, with their log-odds.
    pub(crate) fn likely(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        self.pairs.iter().filter(|(_, log)| **log >= 0.0).map(|((a, b), log)| (*a, *b, *log))
    }

    /// The probability behind log-odds that [`Odds::between`] gave.
    pub(crate) fn probability(&self, log: f64) -> f64 {
        1.0 / (1.0 + (-(log + self.enough)).exp())
    }
}

/// Whether a claim is a row of a table that tells one event.
fn is_row(claim: &Claim) -> bool {
    claim.row
        && claim.scope == Scope::Incident
        && claim.stance != Stance::Denied
        && claim.kind != EventKind::Statement
}

/// Whether time and place are told.
fn compares(facet: &Facet) -> bool {
    facet.lane == Lane::Event && facet.time.is_some() && facet.ground.is_some()
}

/// A number for a name that is the same in every run (FNV-1a).
fn code(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn record(claim: &Claim) -> Record {
    let minutes = |at: jiff::Timestamp| at.as_second().div_euclid(60);
    let when =
        claim.when.interval().map(|i| Span { from: minutes(i.from()), until: minutes(i.until()) });
    let spot = claim.place.shape.as_ref().map(|shape| {
        let [lon, lat] = shape.middle();
        let metres = match shape {
            Shape::Disc { radius_m, .. } => *radius_m,
            other => other.reach_m(),
        };
        Spot { lat, lon, grain: Grain::Metres(metres as f32) }
    });
    let who = claim.by.0.join("\u{1f}");
    let killed = claim.casualties.killed.map(|count| count.best.unwrap_or(count.low));
    Record {
        key: u64::from(code(claim.id.as_str())) << 32 | u64::from(code(claim.report.as_str())),
        source: code(claim.through.as_str()),
        when,
        spot,
        kind: Some(Code {
            own: claim.kind as u32,
            parent: u32::from(crate::kind::strand(claim.kind)),
        }),
        actor: (!claim.by.is_open()).then(|| Code { own: code(&who), parent: code(&who) }),
        count: killed.map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
        words: None,
    }
}
