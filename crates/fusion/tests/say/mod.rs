//! Claims for tests, in a few words.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use armistice_fusion::{Decided, Fused};
use armistice_model::{
    Casualties, Claim, ClaimId, Count, EventKind, Field, Incident, Interval, Link, LinkKind, Place,
    ReportId, Scope, Shape, SourceId, Span, Stance, When, Who,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::prop_assert;
use proptest::test_runner::TestCaseError;
use std::collections::BTreeSet;

/// The bits of a link's evidence add up to the binary logarithm of the odds that its probability
/// says; a person's decision weighs nothing.
pub fn adds_up(link: &Link) -> Result<(), TestCaseError> {
    if link.kind == LinkKind::Decided {
        prop_assert!(link.evidence.is_empty());
        return Ok(());
    }
    let odds = (link.probability / (1.0 - link.probability)).log2();
    let sum: f64 = link.evidence.iter().map(|piece| piece.bits).sum();
    // Each piece is rounded to hundredths and left out below half of one; a probability that is one
    // but for the last bits of the machine has lost its odds.
    let rounding = 0.005 * 16.0;
    prop_assert!((odds - sum).abs() <= rounding || odds > 30.0, "{odds} is not {sum}: {link:?}");
    prop_assert!(link.evidence.iter().all(|piece| !piece.words.is_empty()), "{link:?}");
    Ok(())
}

/// A claim that says nothing yet.
pub fn says(id: &str, voice: &str) -> Claim {
    Claim {
        id: ClaimId::new(id),
        report: ReportId::new(format!("R-{id}")),
        voice: SourceId::new(voice),
        through: SourceId::new(voice),
        published: None,
        stance: Stance::Claimed,
        scope: Scope::Incident,
        kind: EventKind::Airstrike,
        by: Who::open(),
        on: Who::open(),
        weapon: None,
        self_defence: false,
        when: When::Open,
        place: Place::open(),
        casualties: Casualties::default(),
        count: None,
        row: true,
        spans: vec![Span { field: Field::Whole, from: 0, until: 1 }],
    }
}

/// Days in Damascus, first and last.
pub fn days(first: &str, last: &str) -> Interval {
    let zone = TimeZone::get("Asia/Damascus").unwrap();
    Interval::days(first.parse().unwrap(), last.parse().unwrap(), &zone).unwrap()
}

pub trait Say: Sized {
    fn through(self, outlet: &str) -> Self;
    fn kind(self, kind: EventKind) -> Self;
    fn day(self, day: &str) -> Self;
    fn at(self, name: &str, lon: f64, lat: f64, radius_m: f64) -> Self;
    fn by(self, names: &[&str]) -> Self;
    fn on(self, names: &[&str]) -> Self;
    fn killed(self, count: Count) -> Self;
    fn published(self, at: &str) -> Self;
    fn scope(self, scope: Scope) -> Self;
    fn denied(self) -> Self;
}

impl Say for Claim {
    fn through(mut self, outlet: &str) -> Self {
        self.through = SourceId::new(outlet);
        self
    }
    fn kind(mut self, kind: EventKind) -> Self {
        self.kind = kind;
        self
    }
    fn day(mut self, day: &str) -> Self {
        self.when = When::Within(days(day, day));
        self
    }
    fn at(mut self, name: &str, lon: f64, lat: f64, radius_m: f64) -> Self {
        let shape = Shape::disc([lon, lat], radius_m).unwrap();
        self.place = Place { name: Some(name.into()), region: None, shape: Some(shape) };
        self
    }
    fn by(mut self, names: &[&str]) -> Self {
        self.by = Who::one_of(names.iter().map(ToString::to_string));
        self
    }
    fn on(mut self, names: &[&str]) -> Self {
        self.on = Who::one_of(names.iter().map(ToString::to_string));
        self
    }
    fn killed(mut self, count: Count) -> Self {
        self.casualties.killed = Some(count);
        self
    }
    fn published(mut self, at: &str) -> Self {
        self.published = Some(at.parse::<Timestamp>().unwrap());
        self
    }
    fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }
    fn denied(mut self) -> Self {
        self.stance = Stance::Denied;
        self
    }
}

/// Fuses with nothing decided.
pub fn fuse(claims: &[Claim]) -> Fused {
    armistice_fusion::fuse(claims, &Decided::default())
}

pub fn ids(ids: &[&str]) -> Vec<ClaimId> {
    ids.iter().map(|id| ClaimId::new(*id)).collect()
}

/// The incident that holds a claim.
pub fn incident_of<'a>(fused: &'a Fused, id: &str) -> &'a Incident {
    fused
        .incidents
        .iter()
        .find(|incident| incident.claims.iter().any(|claim| claim.as_str() == id))
        .unwrap_or_else(|| panic!("no incident holds {id}"))
}

pub fn together(fused: &Fused, a: &str, b: &str) -> bool {
    incident_of(fused, a).id == incident_of(fused, b).id
}

/// Groups of claims, as sets of sets.
pub fn partition(fused: &Fused) -> BTreeSet<BTreeSet<String>> {
    fused
        .incidents
        .iter()
        .map(|incident| incident.claims.iter().map(ToString::to_string).collect())
        .collect()
}

/// Whether one voice dates the two to times that do not meet.
pub fn days_of_one_voice(a: &Claim, b: &Claim) -> bool {
    a.voice == b.voice
        && matches!((a.when.interval(), b.when.interval()), (Some(x), Some(y)) if x.intersect(&y).is_none())
}

/// Whether an undated claim was known more than a day before the other's event began.
pub fn foretold(undated: &Claim, other: &Claim) -> bool {
    match (undated.when, undated.published, other.when.interval()) {
        (When::Open, Some(published), Some(told)) => {
            told.from().as_second() - published.as_second() > 86_400
        }
        _ => false,
    }
}
