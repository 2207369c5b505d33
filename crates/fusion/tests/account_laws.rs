//! What holds of an incident's figures, sources and disputes whatever is claimed.

#![allow(clippy::unwrap_used)]

mod say;

use armistice_fusion::{Decided, fuse};
use armistice_model::{
    CasualtyRange, Claim, ClaimId, Count, EventKind, Incident, ReportId, SourceId,
};
use proptest::prelude::*;
use say::{Say, says};
use std::collections::BTreeSet;

fn count() -> impl Strategy<Value = Option<Count>> {
    prop_oneof![
        2 => Just(None),
        4 => prop::sample::select(vec![0, 1, 12, 20, 25]).prop_map(|n| Some(Count::exactly(n))),
        1 => Just(Some(Count::at_least(12))),
        1 => Just(Some(Count::about(20))),
        1 => Just(Some(Count::up_to(20))),
    ]
}

prop_compose! {
    fn claim()(
        voice in prop::sample::select(vec!["sohr", "ru-mod", "reuters", "afp"]),
        outlet in prop::sample::select(vec!["sohr", "ru-mod", "reuters", "afp"]),
        kind in prop::sample::select(vec![EventKind::Airstrike, EventKind::Clash]),
        by in prop::sample::subsequence(vec!["Government of Syria", "IS", "Russia"], 0..=2),
        (killed, civilians, wounded) in (count(), count(), count()),
        hour in prop::option::of(0u8..6),
        denied in prop::bool::weighted(0.1),
    ) -> Claim {
        let mut claim = says("", voice).through(outlet).kind(kind).by(&by).day("2016-09-17");
        claim.casualties.killed = killed;
        claim.casualties.civilians_killed = civilians;
        // Far from every count of dead.
        claim.casualties.wounded = wounded.map(|c| Count {
            low: c.low + 1_000,
            best: c.best.map(|b| b + 1_000),
            high: c.high.map(|h| h + 1_000),
        });
        if let Some(hour) = hour {
            claim = claim.published(&format!("2016-09-17T{hour:02}:00:00Z"));
        }
        if denied { claim.denied() } else { claim }
    }
}

/// Claims of which a person says that they speak of one event.
fn one(claims: &[Claim]) -> Incident {
    let merge = claims.iter().map(|claim| claim.id.clone()).collect();
    let fused = fuse(claims, &Decided { merges: vec![merge], splits: vec![] });
    fused.incidents.into_iter().next().unwrap()
}

fn several() -> impl Strategy<Value = Vec<Claim>> {
    prop::collection::vec(claim(), 1..14).prop_map(|mut claims| {
        for (number, claim) in claims.iter_mut().enumerate() {
            claim.id = ClaimId::new(format!("C-{number:02}"));
            claim.report = ReportId::new(format!("R-{number:02}"));
        }
        claims
    })
}

fn ranges(incident: &Incident) -> [&Option<CasualtyRange>; 3] {
    let ranges = &incident.ranges;
    [&ranges.killed, &ranges.civilians_killed, &ranges.wounded]
}

/// A number for each claim that depends on its id and the seed alone.
fn shuffled(claims: &[Claim], seed: u64) -> Vec<Claim> {
    let mut claims = claims.to_vec();
    claims.sort_by_key(|claim| {
        let bytes = claim.id.as_str().bytes();
        bytes.fold(seed | 1, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3))
    });
    claims
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_range_has_the_ends_of_some_claims_and_no_number_of_its_own(claims in several()) {
        let incident = one(&claims);
        let told: Vec<_> = claims.iter().map(|claim| claim.casualties).collect();
        let told = [
            told.iter().filter_map(|c| c.killed).collect::<Vec<_>>(),
            told.iter().filter_map(|c| c.civilians_killed).collect(),
            told.iter().filter_map(|c| c.wounded).collect(),
        ];
        for (range, told) in ranges(&incident).into_iter().zip(&told) {
            let Some(range) = range else { continue };
            let standing: Vec<Count> =
                range.from.iter().filter(|f| !f.superseded).map(|f| f.count).collect();
            prop_assert!(standing.iter().all(|count| told.contains(count)));
            prop_assert_eq!(Some(range.range.low), standing.iter().map(|c| c.low).min());
            let open = standing.iter().any(|c| c.high.is_none());
            let high = standing.iter().filter_map(|c| c.high).max().filter(|_| !open);
            prop_assert_eq!(range.range.high, high);
            if let Some(best) = range.range.best {
                prop_assert!(standing.iter().any(|c| c.best == Some(best)), "{:?}", range);
            }
        }
        let plain = incident.casualties;
        for (range, plain) in ranges(&incident)
            .into_iter()
            .zip([plain.killed, plain.civilians_killed, plain.wounded])
        {
            prop_assert_eq!(range.as_ref().map(|r| (r.range.low, r.range.high)), plain.map(|c| (c.low, c.high)));
        }
    }

    #[test]
    fn the_killed_do_not_mix_with_the_wounded(claims in several()) {
        let without: Vec<Claim> = claims.iter().cloned().map(|mut claim| {
            claim.casualties.wounded = None;
            claim
        }).collect();
        let (with, without) = (one(&claims), one(&without));
        for range in ranges(&with)[..2].iter().copied().flatten() {
            prop_assert!(range.range.low < 1_000 && range.range.high.is_none_or(|h| h < 1_000));
        }
        if let Some(wounded) = &with.ranges.wounded {
            prop_assert!(wounded.range.low >= 1_000);
        }
        prop_assert!(without.ranges.wounded.is_none());
        prop_assert_eq!(with.ranges.killed.is_some(), without.ranges.killed.is_some());
    }

    #[test]
    fn order_does_not_matter(claims in several(), seed in any::<u64>()) {
        prop_assert_eq!(one(&claims), one(&shuffled(&claims, seed)));
    }

    #[test]
    fn repeats_of_a_voice_add_nothing(claims in several(), dated in any::<bool>()) {
        let before = one(&claims);
        let repeats = claims.iter().map(|claim| {
            let repeat = Claim {
                id: ClaimId::new(format!("D{}", claim.id)),
                report: ReportId::new(format!("D{}", claim.report)),
                published: None,
                ..claim.clone()
            };
            match claim.published.filter(|_| dated) {
                Some(_) => repeat.published("2016-09-20T00:00:00Z"),
                None => repeat,
            }
        });
        let after = one(&claims.iter().cloned().chain(repeats).collect::<Vec<_>>());
        prop_assert_eq!(&before.ranges, &after.ranges);
        prop_assert_eq!(before.casualties, after.casualties);
        prop_assert_eq!(
            (before.voices, before.independent, before.independent_at_most),
            (after.voices, after.independent, after.independent_at_most)
        );
        prop_assert_eq!(before.origins, after.origins);
    }

    #[test]
    fn of_one_voice_the_figure_last_published_counts(
        figures in prop::collection::vec(1u64..40, 1..6),
    ) {
        let claims: Vec<Claim> = figures.iter().enumerate().map(|(hour, n)| {
            says(&format!("C-{hour}"), "sohr")
                .killed(Count::exactly(*n))
                .published(&format!("2016-09-17T{hour:02}:00:00Z"))
        }).collect();
        // The last that it had not given before.
        let seen: Vec<u64> = figures.iter().enumerate()
            .filter(|(at, n)| !figures[..*at].contains(n)).map(|(_, n)| *n).collect();
        prop_assert_eq!(one(&claims).casualties.killed, seen.last().map(|n| Count::exactly(*n)));
    }

    #[test]
    fn sources_that_stand_together_are_counted_once(claims in several()) {
        let incident = one(&claims);
        let voices: BTreeSet<&SourceId> = claims.iter().map(|claim| &claim.voice).collect();
        prop_assert_eq!(incident.voices, voices.len());
        prop_assert!(1 <= incident.independent);
        prop_assert!(incident.independent <= incident.independent_at_most);
        prop_assert!(incident.independent_at_most <= incident.voices);
        let mut following: BTreeSet<&SourceId> = BTreeSet::new();
        for origin in &incident.origins {
            prop_assert!(!origin.with.is_empty());
            for echo in origin.with.iter().filter(|e| voices.contains(&e.source)) {
                prop_assert!(echo.source != origin.voice || echo.of != origin.voice);
                if echo.why != armistice_model::EchoReason::Carries {
                    prop_assert!(following.insert(&echo.source), "{:?}", incident.origins);
                }
            }
        }
        prop_assert_eq!(incident.independent, voices.len() - following.len());
        prop_assert!(incident.origins.iter().all(|o| !following.contains(&o.voice)));
    }

    #[test]
    fn a_dispute_has_two_sides_and_two_voices(claims in several()) {
        for dispute in one(&claims).disputes {
            prop_assert!(dispute.sides.len() > 1, "{:?}", dispute);
            let voices: BTreeSet<_> = dispute.sides.iter().flat_map(|s| &s.voices).collect();
            prop_assert!(voices.len() > 1, "{:?}", dispute);
        }
    }
}
