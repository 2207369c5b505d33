//! What holds whatever is claimed.

#![allow(clippy::unwrap_used)]

mod any;
mod say;

use any::{DAY, instant, several};
use armistice_fusion::{Decided, Fused, fuse};
use armistice_model::{
    Claim, ClaimId, Count, EventKind, Interval, ReportId, Scope, Shape, Stance, When,
};
use jiff::Timestamp;
use proptest::prelude::*;
use say::{days_of_one_voice, foretold, fuse as fuse_alone, partition};
use std::collections::BTreeSet;

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
