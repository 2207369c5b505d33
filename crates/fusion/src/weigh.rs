//! What each agreement is worth: the one place where evidence is added up.
//!
//! Both the odds of a pair and the reason that is shown for them come from here, so that the two
//! cannot drift apart.

use crate::count::CountAgreement;
use crate::facet::{Facet, Lane, Names};
use crate::ground::PlaceAgreement;
use crate::kind::KindAgreement;
use crate::pair::{Carriage, Comparison};
use crate::weights;
use crate::who::WhoAgreement;
use armistice_model::{Aspect, EventKind};

/// Hands every piece of the evidence to `put`, in natural logarithms of odds; their sum is the
/// log-odds that the two tell one event.
pub(crate) fn weigh(
    a: &Facet,
    b: &Facet,
    c: &Comparison,
    names: &Names<'_>,
    put: &mut impl FnMut(Aspect, f64),
) {
    if a.lane != b.lane {
        return put(Aspect::Scope, weights::NEVER);
    }
    match a.lane {
        Lane::Event if a.kind == EventKind::Statement => statement(a, b, c, put),
        Lane::Event => event(a, b, c, names, put),
        Lane::Summary => summary(a, b, c, put),
        Lane::Tally => tally(a, b, c, put),
    }
}

fn event(
    a: &Facet,
    b: &Facet,
    c: &Comparison,
    names: &Names<'_>,
    put: &mut impl FnMut(Aspect, f64),
) {
    put(Aspect::Prior, weights::PRIOR);
    put(Aspect::Crowd, -weights::CROWD * crowd(a, b, c, names).ln());
    if a.denied != b.denied && is_definite(c) {
        put(Aspect::Denial, weights::DENIAL);
    }
    put(Aspect::Time, c.time.log_odds());
    put(Aspect::Place, c.place.log_odds());
    put(Aspect::Kind, c.kind.log_odds());
    put(Aspect::Author, c.by.log_odds());
    put(Aspect::Target, c.on.log_odds());
    let told = |f: &Facet| names.candidates(f.by).len() == 1 && names.candidates(f.on).len() == 1;
    let both_differ = c.by == WhoAgreement::Differ && c.on == WhoAgreement::Differ;
    if both_differ && told(a) && told(b) {
        put(Aspect::Target, weights::BOTH_DIFFER);
    }
    put(Aspect::Casualties, harm(c));
    // One report mostly carries the charge and the denial together.
    if a.denied == b.denied {
        put(Aspect::Carriage, carried(c, weights::SAME_OUTLET));
    }
}

/// How many reports there are from which the two are drawn.
pub(crate) fn crowd(a: &Facet, b: &Facet, c: &Comparison, names: &Names<'_>) -> f64 {
    // Where both name one place, only what happened there may be meant.
    let mut crowd = a.crowd.max(b.crowd);
    if c.place.is_named() {
        crowd = crowd.min(a.crowd_at_name.max(b.crowd_at_name));
    }
    // Where both name one author, only what it did may be.
    if c.by == WhoAgreement::Same && names.candidates(a.by).len() == 1 {
        crowd = crowd.min(a.crowd_of_author.max(b.crowd_of_author));
    }
    crowd
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
fn statement(a: &Facet, b: &Facet, c: &Comparison, put: &mut impl FnMut(Aspect, f64)) {
    let one_speaker = match c.by {
        WhoAgreement::Open => a.voice == b.voice,
        WhoAgreement::Same | WhoAgreement::Overlap => true,
        WhoAgreement::Differ => false,
    };
    if !one_speaker || c.kind != KindAgreement::Same || c.time.log_odds() <= 0.0 {
        return put(Aspect::Scope, weights::NEVER);
    }
    put(Aspect::Prior, weights::PRIOR);
    put(Aspect::Scope, weights::SAME_SPEAKER);
    put(Aspect::Kind, c.kind.log_odds());
    put(Aspect::Time, c.time.log_odds());
    put(Aspect::Author, c.by.log_odds());
    put(Aspect::Target, c.on.log_odds());
    put(Aspect::Carriage, carried(c, weights::SAME_OUTLET_STATEMENT));
}

fn summary(a: &Facet, b: &Facet, c: &Comparison, put: &mut impl FnMut(Aspect, f64)) {
    if a.time.is_none() || a.time != b.time || !same_place(a, b) {
        return put(Aspect::Scope, weights::NEVER);
    }
    put(Aspect::Prior, weights::PRIOR);
    put(Aspect::Scope, weights::SAME_SUMMARY);
    put(Aspect::Kind, c.kind.log_odds());
    put(Aspect::Author, c.by.log_odds());
    put(Aspect::Target, c.on.log_odds());
    put(Aspect::Casualties, harm(c));
    put(Aspect::Carriage, carried(c, weights::SAME_OUTLET));
}

fn tally(a: &Facet, b: &Facet, c: &Comparison, put: &mut impl FnMut(Aspect, f64)) {
    let same = a.voice == b.voice
        && a.time.is_some()
        && a.time == b.time
        && a.count.is_some()
        && a.count == b.count
        && a.kind == b.kind
        && c.by != WhoAgreement::Differ
        && c.on != WhoAgreement::Differ
        && same_place(a, b);
    if !same {
        return put(Aspect::Scope, weights::NEVER);
    }
    put(Aspect::Prior, weights::PRIOR);
    put(Aspect::Scope, weights::SAME_TALLY);
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
