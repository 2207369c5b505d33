//! What is never one event, however much else speaks for it.
//!
//! A voice knows its own days: what it tells of two days is two events. What it counts twice in
//! one report is two events, unless the report goes back to the same. And nobody tells of an
//! event before it happens. All three hold between two claims and between two groups, so that no
//! third claim brings together what its teller keeps apart.

use crate::facet::{Facet, Lane};
use crate::ground::PlaceAgreement;
use crate::weights;
use armistice_model::{Count, EventKind};
use std::collections::BTreeMap;

/// Whether two claims are told apart by who tells them, or by when.
pub(crate) fn told_apart(a: &Facet, b: &Facet) -> bool {
    two_days_of_one_voice(a, b) || told_before(a, b) || told_before(b, a) || two_of_one_report(a, b)
}

fn two_days_of_one_voice(a: &Facet, b: &Facet) -> bool {
    let (Some(a_time), Some(b_time)) = (a.time, b.time) else { return false };
    a.voice == b.voice && disjoint(a_time, b_time)
}

/// Intervals are open above: those that touch are disjoint.
fn disjoint((a_from, a_until): (i64, i64), (b_from, b_until): (i64, i64)) -> bool {
    a_from >= b_until || b_from >= a_until
}

/// Whether the undated one was known before the other began. A day's slack, for zones.
fn told_before(undated: &Facet, other: &Facet) -> bool {
    match (undated.time, undated.published, other.time) {
        (None, Some(published), Some((from, _))) => from > known_by(published),
        _ => false,
    }
}

fn known_by(published: i64) -> i64 {
    published.saturating_add(weights::KNOWN_SLACK)
}

fn two_of_one_report(a: &Facet, b: &Facet) -> bool {
    a.voice == b.voice
        && counts_in_report(a)
        && counts_in_report(b)
        && a.fingerprint != b.fingerprint
        && a.reports.iter().any(|report| b.reports.binary_search(report).is_ok())
        && !goes_back(a, b)
}

/// Whether a claim is one that its report may tell apart from another. A denial tells no further
/// event, and a statement has no count, place or target of its own to go by.
pub(crate) fn counts_in_report(facet: &Facet) -> bool {
    facet.lane == Lane::Event && !facet.denied && facet.kind != EventKind::Statement
}

/// Whether a report speaks of the same again: the same count where the places allow it, or the
/// same named place, kind and actors and no rival count. "Breaking the truce there" counts
/// nothing and speaks of what was just told.
fn goes_back(a: &Facet, b: &Facet) -> bool {
    let counts = [
        (a.killed, b.killed),
        (a.civilians, b.civilians),
        (a.wounded, b.wounded),
        (a.count, b.count),
    ];
    let rival = |(a, b): &(Option<Count>, Option<Count>)| match (a, b) {
        (Some(a), Some(b)) => !a.compatible(b),
        _ => false,
    };
    if counts.iter().any(rival) {
        return false;
    }
    // One and one are as often two.
    let same_count = counts.iter().any(|(a, b)| a == b && a.is_some_and(|count| count.low > 1));
    let one_place = match PlaceAgreement::of(a, b) {
        PlaceAgreement::Shapes { distance_m, precision_m, .. } => distance_m <= precision_m,
        PlaceAgreement::OtherRegion => false,
        _ => a.place_name.is_none() || b.place_name.is_none() || a.place_name == b.place_name,
    };
    let remark = |f: &Facet| {
        f.kind == EventKind::CeasefireBreach
            && [f.killed, f.civilians, f.wounded, f.count].iter().all(Option::is_none)
    };
    let one_name = a.place_name.is_some() && a.place_name == b.place_name;
    let same_words = (a.kind, a.by, a.on) == (b.kind, b.by, b.on);
    (same_count && one_place) || (one_name && (same_words || remark(a) || remark(b)))
}

/// What the claims of a group hold to, as far as it keeps other claims out.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// Of each voice that dates what it tells, its latest first second and its earliest end: all
    /// its times overlap if and only if the former comes before the latter.
    voices: BTreeMap<u32, (i64, i64)>,
    /// Tellings by report.
    reports: BTreeMap<u32, Vec<u32>>,
    /// The latest first second of any.
    begins: i64,
    /// The earliest second by which an undated one was known, with the slack.
    known_by: i64,
}

impl Held {
    /// Of one telling.
    pub(crate) fn of(telling: u32, facet: &Facet) -> Self {
        let undated = facet.time.is_none().then_some(facet.published).flatten();
        Self {
            voices: facet.time.map(|time| (facet.voice, time)).into_iter().collect(),
            reports: facet.reports.iter().map(|report| (*report, vec![telling])).collect(),
            begins: facet.time.map_or(i64::MIN, |(from, _)| from),
            known_by: undated.map_or(i64::MAX, known_by),
        }
    }

    /// Whether a claim of one and a claim of the other are told apart.
    pub(crate) fn told_apart<'a>(
        &self,
        other: &Self,
        facet: impl Fn(u32) -> Option<&'a Facet>,
    ) -> bool {
        let two_of_one_report = |ours: &u32, theirs: &u32| match (facet(*ours), facet(*theirs)) {
            (Some(a), Some(b)) => two_of_one_report(a, b),
            _ => false,
        };
        self.begins > other.known_by
            || other.begins > self.known_by
            || shared(&self.voices, &other.voices).any(|(ours, theirs)| disjoint(*ours, *theirs))
            || shared(&self.reports, &other.reports).any(|(ours, theirs)| {
                ours.iter().any(|a| theirs.iter().any(|b| two_of_one_report(a, b)))
            })
    }

    /// Of both groups together.
    pub(crate) fn with(self, other: Self) -> Self {
        let size = |held: &Self| held.voices.len() + held.reports.len();
        let (mut held, less) =
            if size(&self) < size(&other) { (other, self) } else { (self, other) };
        for (voice, (from, until)) in less.voices {
            let stretch = held.voices.entry(voice).or_insert((from, until));
            *stretch = (stretch.0.max(from), stretch.1.min(until));
        }
        for (report, tellings) in less.reports {
            held.reports.entry(report).or_default().extend(tellings);
        }
        held.begins = held.begins.max(less.begins);
        held.known_by = held.known_by.min(less.known_by);
        held
    }
}

/// Values of the keys that both have; looks from the smaller.
fn shared<'a, V>(
    a: &'a BTreeMap<u32, V>,
    b: &'a BTreeMap<u32, V>,
) -> impl Iterator<Item = (&'a V, &'a V)> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter_map(|(key, value)| Some((value, many.get(key)?)))
}
