//! Two claims: how likely they speak of one event, and why.

use crate::apart::told_apart;
use crate::count::CountAgreement;
use crate::facet::{Facet, Names};
use crate::ground::PlaceAgreement;
use crate::kind::KindAgreement;
use crate::weigh::weigh;
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

    /// For the reason; nothing where nothing is odd about it.
    pub(crate) fn words(self) -> Option<&'static str> {
        match self {
            Self::Separate => None,
            Self::SameOutlet => Some("two rows of one table"),
            Self::Retold => Some("told twice by one voice"),
            Self::Syndicated => Some("one voice's same account through two outlets"),
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
    let mut log_odds = 0.0;
    weigh(a, b, &comparison, names, &mut |_, weight| log_odds += weight);
    comparison.log_odds = log_odds.max(weights::NEVER);
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

/// One line that a mediator can read; every number is from the claims.
pub(crate) fn reason(comparison: &Comparison, a: &Claim, b: &Claim) -> String {
    let mut parts = Vec::with_capacity(7);
    parts.extend(comparison.carriage.words().map(str::to_string));
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
        parts.extend(agreement.words(what));
    }
    parts.join("; ")
}

/// How many both say were harmed.
pub(crate) fn harm_words(a: &Casualties, b: &Casualties) -> Option<String> {
    let pair = |a: Option<Count>, b: Option<Count>, what: &str| match (a?, b?) {
        (a, b) if a.to_string() == b.to_string() => Some(format!("{a} {what} in both")),
        (a, b) => Some(format!("{a} against {b} {what}")),
    };
    pair(a.killed, b.killed, "dead")
        .or_else(|| pair(a.civilians_killed, b.civilians_killed, "civilians dead"))
        .or_else(|| pair(a.wounded, b.wounded, "wounded"))
}
