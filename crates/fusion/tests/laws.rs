//! What holds whatever is claimed.

#![allow(clippy::unwrap_used)]

mod say;

use armistice_fusion::{Decided, Fused, fuse};
use armistice_model::{
    Claim, ClaimId, Count, EventKind, Interval, Place, ReportId, Scope, Shape, Stance, When,
};
use jiff::Timestamp;
use proptest::prelude::*;
use say::{Say, days_of_one_voice, foretold, fuse as fuse_alone, partition, says};
use std::collections::BTreeSet;

const DAY: i64 = 86_400;
/// 1 September 2016, midnight UTC.
const START: i64 = 1_472_688_000;

fn instant(second: i64) -> Timestamp {
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
fn several(most: usize) -> impl Strategy<Value = Vec<Claim>> {
    prop::collection::vec(one(), 0..most).prop_map(|mut claims| {
        let mut seen = BTreeSet::new();
        claims.retain(|claim| seen.insert(claim.id.clone()));
        claims
    })
}

/// Groups among the claims that `keep` holds for; groups left empty are dropped.
fn partition_of(fused: &Fused, keep: impl Fn(&str) -> bool) -> BTreeSet<BTreeSet<String>> {
    partition(fused)
        .into_iter()
        .map(|group| group.into_iter().filter(|id| keep(id)).collect::<BTreeSet<_>>())
        .filter(|group| !group.is_empty())
        .collect()
}

fn moved(claim: &Claim, days: i64, degrees: f64) -> Claim {
    let mut claim = claim.clone();
    claim.id = ClaimId::new(format!("A{}", claim.id));
    let shift = |i: Interval| {
        let second = |at: Timestamp| instant(at.as_second() + days * DAY);
        Interval::new(second(i.from()), second(i.until())).unwrap()
    };
    claim.when = match claim.when {
        When::Open => When::Open,
        When::Within(interval) => When::Within(shift(interval)),
        When::Throughout(interval) => When::Throughout(shift(interval)),
    };
    if let Some(Shape::Disc { centre, .. }) = &mut claim.place.shape {
        centre[0] += degrees;
    }
    claim
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_bits_of_a_link_add_up_to_its_odds(claims in several(40)) {
        for link in fuse_alone(&claims).incidents.iter().flat_map(|incident| &incident.links) {
            say::adds_up(link)?;
        }
    }

    #[test]
    fn order_does_not_matter(claims in several(40), seed in any::<u64>()) {
        let mut shuffled = claims.clone();
        shuffled.sort_by_key(|claim| {
            claim.id.as_str().bytes().fold(seed | 1, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3))
        });
        prop_assert_eq!(fuse_alone(&claims), fuse_alone(&shuffled));
    }

    #[test]
    fn every_claim_but_the_tolls_is_in_one_incident_with_a_link_for_each_further_one(
        claims in several(40),
    ) {
        let fused = fuse_alone(&claims);
        let mut held: Vec<ClaimId> = fused.incidents.iter().flat_map(|i| i.claims.clone()).collect();
        held.sort();
        let mut given: Vec<ClaimId> =
            claims.iter().filter(|c| c.scope != Scope::Toll).map(|c| c.id.clone()).collect();
        given.sort();
        prop_assert_eq!(held, given);
        prop_assert!(fused.incidents.windows(2).all(|w| w[0].id < w[1].id));
        for incident in &fused.incidents {
            prop_assert_eq!(incident.links.len() + 1, incident.claims.len());
            for link in &incident.links {
                prop_assert!(link.a < link.b && (0.5..=1.0).contains(&link.probability), "{:?}", link);
            }
        }
    }

    #[test]
    fn no_incident_holds_two_days_of_one_voice_or_what_came_after_it_was_known(
        claims in several(40),
        merged in prop::option::of(prop::collection::vec(any::<prop::sample::Index>(), 2..4)),
    ) {
        prop_assume!(!claims.is_empty());
        let merged: Vec<ClaimId> =
            merged.iter().flatten().map(|i| i.get(&claims).id.clone()).collect();
        let decided = Decided { merges: vec![merged.clone()], splits: vec![] };
        for incident in fuse(&claims, &decided).incidents {
            let held: Vec<&Claim> =
                claims.iter().filter(|claim| incident.claims.contains(&claim.id)).collect();
            for a in &held {
                for b in held.iter().filter(|b| !(merged.contains(&a.id) && merged.contains(&b.id))) {
                    prop_assert!(!days_of_one_voice(a, b), "{:?} {:?}", a, b);
                    prop_assert!(!foretold(a, b), "{:?} {:?}", a, b);
                }
            }
        }
    }

    #[test]
    fn lanes_never_mix(claims in several(40)) {
        for incident in fuse_alone(&claims).incidents {
            for claim in claims.iter().filter(|claim| incident.claims.contains(&claim.id)) {
                prop_assert_eq!(claim.scope, incident.scope);
            }
        }
    }

    #[test]
    fn a_later_copy_of_every_claim_changes_nothing_among_the_originals(claims in several(30)) {
        let before = fuse_alone(&claims);
        let mut doubled = claims.clone();
        doubled.extend(claims.iter().map(|claim| Claim {
            id: ClaimId::new(format!("D{}", claim.id)),
            report: ReportId::new(format!("D{}", claim.report)),
            published: None,
            ..claim.clone()
        }));
        let after = fuse_alone(&doubled);
        prop_assert_eq!(partition(&before), partition_of(&after, |id| !id.starts_with('D')));
        let names: BTreeSet<_> = after.incidents.iter().map(|i| i.id.clone()).collect();
        prop_assert!(before.incidents.iter().all(|i| names.contains(&i.id)));
    }

    #[test]
    fn what_happens_on_other_days_or_far_away_changes_no_incident_and_no_name(
        claims in several(30), more in several(30), far in any::<bool>(),
    ) {
        // A link reaches from an open time to any day, and from an open place to any place.
        let reaches = |claim: &Claim| if far {
            !matches!(&claim.place.shape, Some(Shape::Disc { radius_m, .. }) if *radius_m < 1e5)
                || claim.kind == EventKind::Statement
        } else {
            claim.when == When::Open
        };
        let claims: Vec<Claim> = claims.into_iter().filter(|claim| !reaches(claim)).collect();
        let (days, degrees) = if far { (0, 60.0) } else { (400, 0.0) };
        let more: Vec<Claim> =
            more.iter().filter(|claim| !reaches(claim)).map(|c| moved(c, days, degrees)).collect();
        let before = fuse_alone(&claims);
        let after = fuse_alone(&[claims.clone(), more].concat());
        for incident in &before.incidents {
            prop_assert!(after.incidents.contains(incident), "{:?}", incident);
        }
    }

    #[test]
    fn denials_leave_all_others_as_they_were(claims in several(40)) {
        let told: Vec<Claim> =
            claims.iter().filter(|claim| claim.stance != Stance::Denied).cloned().collect();
        let keep = |id: &str| told.iter().any(|claim| claim.id.as_str() == id);
        prop_assert_eq!(partition(&fuse_alone(&told)), partition_of(&fuse_alone(&claims), keep));
    }

    #[test]
    fn decisions_hold(
        claims in several(30),
        merged in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 2..4), 0..4),
        split in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 2..4), 0..4),
    ) {
        prop_assume!(!claims.is_empty());
        let pick = |groups: &[Vec<prop::sample::Index>]| -> Vec<Vec<ClaimId>> {
            groups.iter().map(|g| g.iter().map(|i| i.get(&claims).id.clone()).collect()).collect()
        };
        let tolls: BTreeSet<&ClaimId> =
            claims.iter().filter(|c| c.scope == Scope::Toll).map(|c| &c.id).collect();
        let (merges, splits) = (pick(&merged), pick(&split));
        let pairs_of = |groups: &[Vec<ClaimId>]| -> Vec<(ClaimId, ClaimId)> {
            groups.iter().flat_map(|g| g.iter().flat_map(|a| g.iter().map(move |b| (a.clone(), b.clone()))))
                .filter(|(a, b)| a != b && !tolls.contains(a) && !tolls.contains(b))
                .collect()
        };
        let only_merges = fuse(&claims, &Decided { merges: merges.clone(), splits: vec![] });
        for (a, b) in pairs_of(&merges) {
            prop_assert!(say::together(&only_merges, a.as_str(), b.as_str()), "{} {}", a, b);
        }
        let decided = Decided { merges, splits };
        let both = fuse(&claims, &decided);
        for (a, b) in pairs_of(&decided.splits) {
            prop_assert!(!say::together(&both, a.as_str(), b.as_str()), "{} {}", a, b);
        }
        let reversed = Decided {
            merges: decided.merges.iter().rev().cloned().collect(),
            splits: decided.splits.iter().rev().cloned().collect(),
        };
        prop_assert_eq!(both, fuse(&claims, &reversed));
    }

    #[test]
    fn nothing_panics(
        lon in -180.0f64..=180.0, lat in prop_oneof![-90.0f64..=90.0, Just(90.0), Just(-90.0)],
        radius in prop_oneof![0.0f64..1e5, Just(2e7), Just(f64::NAN)],
        from in any::<i32>(), seconds in 1i64..4_000_000_000,
        low in any::<u64>(), high in prop::option::of(any::<u64>()),
        mut claims in several(6),
    ) {
        for claim in &mut claims {
            claim.place.shape = Some(Shape::Disc { centre: [lon, lat], radius_m: radius });
            let from = i64::from(from);
            claim.when = When::Within(Interval::new(instant(from), instant(from + seconds)).unwrap());
            claim.casualties.killed = Some(Count { low, best: None, high });
        }
        fuse_alone(&claims);
    }
}
