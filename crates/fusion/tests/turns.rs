//! What became of incidents.

#![allow(clippy::unwrap_used)]

mod any;
mod say;

use any::several;
use armistice_fusion::{Decided, fuse, turns};
use armistice_model::{Because, Claim, ClaimId, Count, Incident, IncidentId, Turn};
use proptest::prelude::*;
use say::{Say, says};
use std::collections::{BTreeMap, BTreeSet};

fn fused(claims: &[Claim], decided: &Decided) -> Vec<Incident> {
    fuse(claims, decided).incidents
}

/// For each claim the incident it is in.
fn homes(incidents: &[Incident]) -> BTreeMap<&ClaimId, &IncidentId> {
    incidents.iter().flat_map(|i| i.claims.iter().map(move |claim| (claim, &i.id))).collect()
}

/// The slow and obvious way: which claims that were together are apart, and the other way round.
fn changed(before: &[Incident], after: &[Incident]) -> BTreeSet<ClaimId> {
    let (was, is) = (homes(before), homes(after));
    let both: Vec<&ClaimId> = was.keys().copied().filter(|claim| is.contains_key(claim)).collect();
    let mut changed = BTreeSet::new();
    for a in &both {
        for b in &both {
            if (was[*a] == was[*b]) != (is[*a] == is[*b]) {
                changed.insert((*a).clone());
            }
        }
    }
    changed
}

fn one(all: &[Turn]) -> &Turn {
    assert_eq!(all.len(), 1, "{all:?}");
    &all[0]
}

/// Two strikes told by two voices, which a third may tell as one.
fn strike(id: &str, voice: &str) -> Claim {
    says(id, voice)
        .day("2016-09-17")
        .at("Khan Tuman", 37.05, 36.12, 1_500.0)
        .killed(Count::exactly(13))
}

#[test]
fn a_person_merges_and_splits_and_that_is_the_reason() {
    let far = says("C-2", "afp").day("2016-09-14").at("Raqqa", 39.0, 35.95, 1_500.0);
    let claims = [strike("C-1", "sohr"), far];
    let (a, b) = (claims[0].id.clone(), claims[1].id.clone());
    let none = Decided::default();
    let merged = Decided { merges: vec![vec![a.clone(), b.clone()]], ..Decided::default() };
    let (apart, together) = (fused(&claims, &none), fused(&claims, &merged));
    let merge = turns(&apart, &together, &merged);
    assert!(one(&merge).is_merge());
    assert_eq!(one(&merge).because, Because::DecidedOne(a.clone(), b.clone()));
    let split = Decided { splits: vec![vec![b.clone(), a.clone()]], ..merged };
    let after = fused(&claims, &split);
    let undone = turns(&together, &after, &split);
    assert!(one(&undone).is_split());
    assert_eq!(one(&undone).because, Because::DecidedApart(a, b));
    assert!(turns(&apart, &after, &split).is_empty());
}

#[test]
fn a_claim_that_is_set_aside_is_the_reason_why_its_incident_falls_apart() {
    let far = says("C-3", "afp").day("2016-09-14").at("Raqqa", 39.0, 35.95, 1_500.0);
    let claims = [strike("C-1", "sohr"), strike("C-2", "ru-mod"), far];
    let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
    let merges = vec![vec![ids[0].clone(), ids[1].clone()], vec![ids[1].clone(), ids[2].clone()]];
    let decided = Decided { merges, ..Decided::default() };
    let before = fused(&claims, &decided);
    assert_eq!(before.len(), 1);
    let after = fused(&[claims[0].clone(), claims[2].clone()], &decided);
    let all = turns(&before, &after, &decided);
    assert!(one(&all).is_split());
    assert_eq!(one(&all).because, Because::Gone(ids[1].clone()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn turns_name_all_that_changed_and_nothing_else(claims in several(30), known in 0usize..30) {
        let none = Decided::default();
        let before = fused(&claims[..known.min(claims.len())], &none);
        let after = fused(&claims, &none);
        let all = turns(&before, &after, &none);
        prop_assert!(turns(&after, &after, &none).is_empty());
        // Whatever stands in no turn is together with the same known claims as before.
        let turned: BTreeSet<&IncidentId> = all.iter().flat_map(|turn| &turn.before).collect();
        let was = homes(&before);
        for claim in changed(&before, &after) {
            prop_assert!(turned.contains(was[&claim]), "{claim}");
        }
        // No turn without a change: there are two claims in it that part or meet.
        let moved = changed(&before, &after);
        let is = homes(&after);
        for turn in &all {
            let named = |claim: &&ClaimId| turn.before.contains(was[*claim]);
            prop_assert!(moved.iter().filter(named).count() > 1, "{turn:?}");
            match &turn.because {
                Because::Tied(link) => {
                    prop_assert_eq!(is[&link.a], is[&link.b]);
                    prop_assert!(turn.after.contains(is[&link.a]));
                }
                Because::Untied(link) => {
                    prop_assert_eq!(was[&link.a], was[&link.b]);
                    prop_assert_ne!(is[&link.a], is[&link.b]);
                }
                other => prop_assert!(false, "nobody decided, nothing is gone: {other:?}"),
            }
        }
    }

    #[test]
    fn the_order_of_incidents_does_not_matter(claims in several(20), known in 0usize..20) {
        let none = Decided::default();
        let mut before = fused(&claims[..known.min(claims.len())], &none);
        let mut after = fused(&claims, &none);
        let all = turns(&before, &after, &none);
        before.reverse();
        after.reverse();
        prop_assert_eq!(all, turns(&before, &after, &none));
    }
}
