//! Two claims: how likely they speak of one event, and why.

use crate::apart::told_apart;
use crate::count::CountAgreement;
use crate::facet::{Facet, Lane, Names};
use crate::ground::PlaceAgreement;
use crate::kind::KindAgreement;
use crate::weights;
use crate::when::TimeAgreement;
use crate::who::WhoAgreement;
use armistice_model::{Casualties, Claim, Count, EventKind};

/// How the two came to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carriage {
    /// Through different outlets, in different words.
    Separate,
    /// Through one outlet, as two rows of its table.
    SameOutlet,
    /// One voice twice, in the prose of one outlet.
    Retold,
    /// One voice's identical content through different outlets.
    Syndicated,
}

impl Carriage {
    fn of(a: &Facet, b: &Facet) -> Self {
        let shared = a.outlets.iter().any(|outlet| b.outlets.binary_search(outlet).is_ok());
        match (shared, a.fingerprint == b.fingerprint) {
            (true, _) if a.row && b.row => Self::SameOutlet,
            (true, _) if a.voice == b.voice => Self::Retold,
            // A story that gives rival accounts of one event quotes several voices.
            (true, _) => Self::Separate,
            (false, true) => Self::Syndicated,
            (false, false) => Self::Separate,
        }
    }
}

/// Field by field, what two claims say of each other.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub(crate) carriage: Carriage,
    pub(crate) time: TimeAgreement,
    pub(crate) place: PlaceAgreement,
    pub(crate) kind: KindAgreement,
    pub(crate) by: WhoAgreement,
    pub(crate) on: WhoAgreement,
    pub(crate) killed: CountAgreement,
    pub(crate) civilians: CountAgreement,
    pub(crate) wounded: CountAgreement,
    /// The sum of the evidence and the prior.
    pub(crate) log_odds: f64,
}

/// As a probability.
pub(crate) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Whether time, place or teller alone show that they are different events: cheap, and right
/// whenever it says so.
pub(crate) fn never(a: &Facet, b: &Facet) -> bool {
    if let (Some((a_from, a_until)), Some((b_from, b_until))) = (a.time, b.time)
        && (a_from - b_until).max(b_from - a_until) > weights::GAP_LIMIT
    {
        return true;
    }
    if told_apart(a, b) {
        return true;
    }
    a.kind != EventKind::Statement
        && match (&a.ground, &b.ground) {
            (Some(here), Some(there)) => {
                let precision_m = here.reach_m + there.reach_m + weights::SLACK_M;
                here.further_than(there, weights::PLACE_LIMIT * precision_m)
            }
            _ => false,
        }
}

/// Compares two claims.
pub(crate) fn compare(a: &Facet, b: &Facet, names: &Names<'_>) -> Comparison {
    let mut comparison = compare_carried(a, b, Carriage::of(a, b), names);
    if told_apart(a, b) {
        comparison.log_odds = weights::NEVER;
    }
    comparison
}

/// Compares two claims whose carriage is known.
pub(crate) fn compare_carried(
    a: &Facet,
    b: &Facet,
    carriage: Carriage,
    names: &Names<'_>,
) -> Comparison {
    let who = |a: u32, b: u32| WhoAgreement::of(names.candidates(a), names.candidates(b));
    let mut comparison = Comparison {
        carriage,
        time: time(a, b),
        place: PlaceAgreement::of(a, b),
        kind: KindAgreement::of(a.kind, b.kind),
        by: who(a.by, b.by),
        on: who(a.on, b.on),
        killed: CountAgreement::of(a.killed, b.killed),
        civilians: CountAgreement::of(a.civilians, b.civilians),
        wounded: CountAgreement::of(a.wounded, b.wounded),
        log_odds: weights::NEVER,
    };
    if a.lane == b.lane {
        comparison.log_odds = match a.lane {
            Lane::Event if a.kind == EventKind::Statement => statement(a, b, &comparison),
            Lane::Event => event(a, b, &comparison, names),
            Lane::Summary => summary(a, b, &comparison),
            Lane::Tally => tally(a, b, &comparison),
        }
        .max(weights::NEVER);
    }
    comparison
}

fn time(a: &Facet, b: &Facet) -> TimeAgreement {
    match (a.time, b.time, a.published, b.published) {
        (None, Some(told), Some(published), _) | (Some(told), None, _, Some(published)) => {
            TimeAgreement::of_undated(published, told)
        }
        (None, None, Some(a), Some(b)) => TimeAgreement::of_both_undated(a, b),
        _ => TimeAgreement::of(a.time, b.time),
    }
}

fn event(a: &Facet, b: &Facet, c: &Comparison, names: &Names<'_>) -> f64 {
    let denial = if a.denied != b.denied && is_definite(c) { weights::DENIAL } else { 0.0 };
    let told = |f: &Facet| names.candidates(f.by).len() == 1 && names.candidates(f.on).len() == 1;
    let both_differ = c.by == WhoAgreement::Differ && c.on == WhoAgreement::Differ;
    let swapped_or_other =
        if both_differ && told(a) && told(b) { weights::BOTH_DIFFER } else { 0.0 };
    // Where both name one place, only what happened there may be meant.
    let mut crowd = a.crowd.max(b.crowd);
    if c.place.is_named() {
        crowd = crowd.min(a.crowd_at_name.max(b.crowd_at_name));
    }
    // Where both name one author, only what it did may be.
    if c.by == WhoAgreement::Same && names.candidates(a.by).len() == 1 {
        crowd = crowd.min(a.crowd_of_author.max(b.crowd_of_author));
    }
    weights::PRIOR - weights::CROWD * crowd.ln()
        + denial
        + c.time.log_odds()
        + c.place.log_odds()
        + c.kind.log_odds()
        + c.by.log_odds()
        + c.on.log_odds()
        + swapped_or_other
        + harm(c)
        // One report mostly carries the charge and the denial together.
        + if a.denied == b.denied { carried(c, weights::SAME_OUTLET) } else { 0.0 }
}

/// Whether the two share when, where, or the one who did it or suffered it. A denial of nothing in
/// particular ("both sides deny using such weapons") answers no event.
fn is_definite(c: &Comparison) -> bool {
    !c.time.is_open()
        || c.place != PlaceAgreement::Open
        || [c.by, c.on].contains(&WhoAgreement::Same)
}

/// The dead if both count them, else the wounded. One source may count all the dead where another
/// counts the civilians among them: where both tell these apart, the better agreement counts.
fn harm(c: &Comparison) -> f64 {
    match (c.killed, c.civilians) {
        (CountAgreement::Open, _) => weights::WOUNDED_SHARE * c.wounded.log_odds(),
        (told, CountAgreement::Open) => told.log_odds(),
        (told, civilians) => told.log_odds().max(civilians.log_odds()),
    }
}

fn carried(c: &Comparison, same_outlet: f64) -> f64 {
    match c.carriage {
        Carriage::Separate => 0.0,
        Carriage::SameOutlet => same_outlet,
        Carriage::Retold => weights::RETOLD,
        Carriage::Syndicated if c.time.is_open() => weights::SYNDICATED_UNDATED,
        Carriage::Syndicated => weights::SYNDICATED,
    }
}

/// A statement is its speaker's on its day; where it was made says nothing.
fn statement(a: &Facet, b: &Facet, c: &Comparison) -> f64 {
    let one_speaker = match c.by {
        WhoAgreement::Open => a.voice == b.voice,
        WhoAgreement::Same | WhoAgreement::Overlap => true,
        WhoAgreement::Differ => false,
    };
    if !one_speaker || c.kind != KindAgreement::Same || c.time.log_odds() <= 0.0 {
        return weights::NEVER;
    }
    weights::PRIOR
        + weights::SAME_SPEAKER
        + c.kind.log_odds()
        + c.time.log_odds()
        + c.by.log_odds()
        + c.on.log_odds()
        + carried(c, weights::SAME_OUTLET_STATEMENT)
}

fn summary(a: &Facet, b: &Facet, c: &Comparison) -> f64 {
    if a.time.is_none() || a.time != b.time || !same_place(a, b) {
        return weights::NEVER;
    }
    weights::PRIOR
        + weights::SAME_SUMMARY
        + c.kind.log_odds()
        + c.by.log_odds()
        + c.on.log_odds()
        + harm(c)
        + carried(c, weights::SAME_OUTLET)
}

fn tally(a: &Facet, b: &Facet, c: &Comparison) -> f64 {
    let same = a.voice == b.voice
        && a.time.is_some()
        && a.time == b.time
        && a.count.is_some()
        && a.count == b.count
        && a.kind == b.kind
        && c.by != WhoAgreement::Differ
        && c.on != WhoAgreement::Differ
        && same_place(a, b);
    if same { weights::PRIOR + weights::SAME_TALLY } else { weights::NEVER }
}

/// One name, one circle, or nothing said of where by either.
fn same_place(a: &Facet, b: &Facet) -> bool {
    match (&a.ground, &b.ground) {
        (Some(here), Some(there)) => {
            (a.place_name.is_some() && a.place_name == b.place_name)
                || (here.reach_m == there.reach_m && here.distance_m(there) < 1.0)
        }
        (None, None) => a.place_name == b.place_name && a.region == b.region,
        _ => false,
    }
}

/// One line that a mediator can read; every number is from the claims.
pub(crate) fn reason(comparison: &Comparison, a: &Claim, b: &Claim) -> String {
    let mut parts = Vec::with_capacity(7);
    match comparison.carriage {
        Carriage::Separate => {}
        Carriage::SameOutlet => parts.push("two rows of one table".to_string()),
        Carriage::Retold => parts.push("told twice by one voice".to_string()),
        Carriage::Syndicated => {
            parts.push("one voice's same account through two outlets".to_string());
        }
    }
    parts.push(comparison.time.words());
    parts.push(comparison.place.words());
    parts.push(format!("{} and {}", a.kind, b.kind));
    if let Some(count) = a.count.filter(|count| b.count.as_ref() == Some(count)) {
        parts.push(format!("{count} counted by both"));
    }
    if let Some(words) = harm_words(&a.casualties, &b.casualties) {
        parts.push(words);
    }
    for (what, agreement) in [("author", comparison.by), ("target", comparison.on)] {
        match agreement {
            WhoAgreement::Open => {}
            WhoAgreement::Same => parts.push(format!("same {what}")),
            WhoAgreement::Overlap => parts.push(format!("{what} may be the same")),
            WhoAgreement::Differ => parts.push(format!("different {what} named")),
        }
    }
    parts.join("; ")
}

fn harm_words(a: &Casualties, b: &Casualties) -> Option<String> {
    let pair = |a: Option<Count>, b: Option<Count>, what: &str| match (a?, b?) {
        (a, b) if a.to_string() == b.to_string() => Some(format!("{a} {what} in both")),
        (a, b) => Some(format!("{a} against {b} {what}")),
    };
    pair(a.killed, b.killed, "dead")
        .or_else(|| pair(a.civilians_killed, b.civilians_killed, "civilians dead"))
        .or_else(|| pair(a.wounded, b.wounded, "wounded"))
}
