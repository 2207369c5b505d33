//! Claims of any kind, for laws.
#![allow(dead_code, clippy::unwrap_used)]

use crate::say::{Say, says};
use armistice_model::{
    Claim, Count, EventKind, Interval, Place, ReportId, Scope, Shape, Stance, When,
};
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeSet;

pub const DAY: i64 = 86_400;
/// 1 September 2016, midnight UTC.
const START: i64 = 1_472_688_000;

pub fn instant(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn when() -> impl Strategy<Value = When> {
    let stretch = |from: i64, seconds: i64| {
        Interval::new(instant(START + from), instant(START + from + seconds)).unwrap()
    };
    prop_oneof![
        5 => (0i64..5).prop_map(move |day| When::Within(stretch(day * DAY, DAY))),
        1 => (0i64..120).prop_map(move |hour| When::Within(stretch(hour * 3_600, 3_600))),
        1 => Just(When::Throughout(stretch(0, 7 * DAY))),
        1 => Just(When::Open),
    ]
}

fn place() -> impl Strategy<Value = Place> {
    let disc = |lon: f64, lat: f64, radius_m: f64| Place {
        name: None,
        region: Some("Aleppo".into()),
        shape: Some(Shape::Disc { centre: [lon, lat], radius_m }),
    };
    prop_oneof![
        Just(disc(37.16, 36.20, 8_000.0)),
        Just(disc(37.05, 36.12, 1_500.0)),
        Just(disc(37.08, 36.12, 500.0)),
        Just(disc(40.11, 35.26, 2_000.0)),
        Just(disc(38.0, 35.0, 300_000.0)),
        Just(Place { name: Some("a hamlet".into()), ..Place::default() }),
        Just(Place::open()),
    ]
}

fn count() -> impl Strategy<Value = Option<Count>> {
    prop_oneof![
        2 => Just(None),
        3 => prop::sample::select(vec![1, 2, 3, 13, 62, 90]).prop_map(|n| Some(Count::exactly(n))),
        1 => Just(Some(Count::at_least(13))),
    ]
}

fn actors() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(vec!["Government of Syria", "IS", "Russia"], 0..=2)
}

prop_compose! {
    fn one()(
        voice in prop::sample::select(vec!["sohr", "ru-mod", "reuters"]),
        outlet in prop::sample::select(vec!["ucdp", "reuters", "afp"]),
        kind in prop::sample::select(vec![
            EventKind::Airstrike, EventKind::Clash, EventKind::AttackOnAid, EventKind::SmallArmsFire,
            EventKind::Statement, EventKind::AidPassage,
        ]),
        stance in prop_oneof![4 => Just(Stance::Claimed), 1 => Just(Stance::Denied)],
        scope in prop_oneof![
            8 => Just(Scope::Incident), 2 => Just(Scope::Summary), 1 => Just(Scope::Tally),
            1 => Just(Scope::Toll),
        ],
        (when, place, killed) in (when(), place(), count()),
        (by, on) in (actors(), actors()),
        published in prop::option::of(0i64..8),
        (digits, report, row) in (any::<u16>(), 0u8..8, any::<bool>()),
    ) -> Claim {
        let mut claim = says(&format!("C-{digits:04x}"), voice).through(outlet).by(&by).on(&on);
        claim.report = ReportId::new(format!("R-{report}"));
        claim.row = row;
        claim.kind = kind;
        claim.stance = stance;
        claim.scope = scope;
        claim.when = when;
        claim.place = place;
        claim.casualties.killed = killed;
        claim.count = (scope == Scope::Tally).then_some(Count::exactly(45));
        claim.published = published.map(|day| instant(START + day * DAY));
        claim
    }
}

/// Claims under different ids.
pub fn several(most: usize) -> impl Strategy<Value = Vec<Claim>> {
    prop::collection::vec(one(), 0..most).prop_map(|mut claims| {
        let mut seen = BTreeSet::new();
        claims.retain(|claim| seen.insert(claim.id.clone()));
        claims
    })
}
