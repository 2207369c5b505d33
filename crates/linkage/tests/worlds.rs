//! How well it links where the truth is known, and how much work the worst of inputs makes.

mod world;

use armistice_linkage::{Decision, Field, Flag, Grain, Linker, Model, Record, Span, Spot};
use std::collections::HashMap;
use std::sync::Arc;
use world::world;

fn linked(records: &[Record]) -> Linker {
    Linker::all(Arc::new(Model::learn(records)), records)
}

/// Pairwise precision and recall.
fn scores(linker: &Linker, truth: &[usize]) -> (f64, f64) {
    let (mut found, mut there, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (number, event) in truth.iter().enumerate() {
        let incident = linker.incident(number);
        *found.entry(incident).or_insert(0u64) += 1;
        *there.entry(*event).or_insert(0u64) += 1;
        *both.entry((incident, *event)).or_insert(0u64) += 1;
    }
    let pairs = |counts: Vec<u64>| counts.iter().map(|n| n * (n - 1) / 2).sum::<u64>() as f64;
    let hits = pairs(both.into_values().collect());
    (hits / pairs(found.into_values().collect()), hits / pairs(there.into_values().collect()))
}

#[test]
fn a_world_never_seen_is_linked_and_its_odds_hold() {
    let (records, truth) = world(2_500, 500, 11);
    let linker = linked(&records);
    let (precision, recall) = scores(&linker, &truth);
    assert!(precision > 0.9 && recall > 0.85, "{precision} {recall}");
    let (mut said, mut right, mut all) = (0.0, 0.0, 0.0);
    for pair in linker.likely(0.9) {
        said += pair.probability;
        right += f64::from(truth[pair.a] == truth[pair.b]);
        all += 1.0;
    }
    assert!(
        all > 1_000.0 && (said - right).abs() / all < 0.04,
        "said {said} right {right} of {all}"
    );
}

#[test]
fn sources_that_share_no_event_are_not_linked_with_confidence() {
    // Each event is told by one source only.
    let (mut records, truth) = world(4_000, 500, 5);
    let mut seen = vec![false; 4_000];
    let mut keep = truth.iter().map(|event| !std::mem::replace(&mut seen[*event], true));
    records.retain(|_| keep.next() == Some(true));
    let linker = linked(&records);
    let sure = linker.likely(0.9).count();
    assert!(sure * 100 < records.len(), "{sure} of {}", records.len());
    assert!(linker.incidents() * 100 > records.len() * 95, "{}", linker.incidents());
}

#[test]
fn the_reason_adds_up_to_the_probability() {
    let (records, truth) = world(1_200, 300, 3);
    let mut linker = linked(&records);
    let pair = linker
        .likely(0.8)
        .find(|pair| pair.linked && truth[pair.a] == truth[pair.b])
        .expect("a likely pair");
    let why = linker.why(pair.a, pair.b).expect("a reason");
    let bits: f64 = why.shares.iter().map(|share| share.bits).sum();
    let odds = why.probability / (1.0 - why.probability);
    assert!((bits - odds.log2()).abs() < 0.1, "{bits} {}", odds.log2());
    assert!(why.shares.iter().any(|share| share.field == Field::When), "{}", why.line());
    linker.decide(pair.a, pair.b, Decision::Apart);
    assert_ne!(linker.incident(pair.a), linker.incident(pair.b));
    let why = linker.why(pair.a, pair.b).expect("a reason");
    assert_eq!((why.probability, why.decided), (0.0, Some(Decision::Apart)));
    assert_eq!(why.line(), "decided by a person to be two events");
}

#[test]
fn a_week_is_no_event_of_its_days_but_may_sum_them_up() {
    let (mut records, _) = world(2_500, 500, 11);
    let strike = |key: u64, source: u32, from: i64, days: i64| Record {
        key,
        source,
        when: Some(Span { from: from * 1_440, until: (from + days) * 1_440 }),
        spot: Some(Spot { lat: 34.5, lon: 38.5, grain: Grain::Rung(1) }),
        kind: Some(armistice_linkage::Code { own: 1, parent: 0 }),
        actor: None,
        count: None,
        words: None,
    };
    let first = records.len();
    for (n, (source, from, days)) in
        [(0, 100, 1), (1, 100, 1), (0, 104, 1), (1, 104, 1), (2, 99, 7)].into_iter().enumerate()
    {
        records.push(strike((first + n) as u64, source, from, days));
    }
    let linker = linked(&records);
    let at = |n: usize| linker.incident(first + n);
    assert_eq!((at(0), at(2)), (at(1), at(3)));
    assert_ne!(at(0), at(2));
    // The week swallows neither day and joins no two of them.
    assert_eq!(linker.members(first + 4).len(), 1, "{:?}", linker.why(first, first + 4));
    assert!(linker.covers(first).is_empty());
    assert_eq!(linker.covers(first + 4), [at(0), at(2)]);
}

/// Records that are alike but for what `differ` changes.
fn alike(n: u64, differ: impl Fn(u64, &mut Record)) -> Vec<Record> {
    (0..n)
        .map(|key| {
            let mut record = Record {
                key,
                source: (key % 3) as u32,
                when: Some(Span { from: 1_440, until: 2_880 }),
                spot: Some(Spot { lat: 36.2, lon: 37.2, grain: Grain::Rung(1) }),
                kind: None,
                actor: None,
                count: Some(1),
                words: None,
            };
            differ(key, &mut record);
            record
        })
        .collect()
}

/// At most this many comparisons for each record.
const BOUND: u64 = 600;

#[test]
fn the_worst_of_inputs_makes_bounded_work_for_each_record() {
    let whole_year = Some(Span { from: 0, until: 525_600 });
    let worst: [(&str, Vec<Record>); 6] = [
        ("identical", alike(10_000, |_, _| ())),
        ("no place", alike(10_000, |_, r| r.spot = None)),
        ("no time", alike(10_000, |_, r| r.when = None)),
        (
            "the whole country",
            alike(10_000, |n, r| {
                r.when = Some(Span { from: n as i64 * 100, until: n as i64 * 100 + 1_440 });
                r.spot = Some(Spot { lat: 35.0, lon: 38.0, grain: Grain::Rung(4) });
            }),
        ),
        ("a whole year", alike(10_000, |_, r| r.when = whole_year)),
        ("neither", alike(10_000, |_, r| (r.spot, r.when) = (None, None))),
    ];
    for (name, records) in worst {
        let linker = linked(&records);
        assert!(linker.comparisons() < BOUND * 10_000, "{name}: {}", linker.comparisons());
        let flagged = linker.flags(5_000);
        match name {
            "identical" => assert!(flagged.contains(&Flag::Crowded), "{flagged:?}"),
            "no place" | "the whole country" => assert!(flagged.contains(&Flag::NoPlace)),
            _ => assert!(flagged.contains(&Flag::NoTime)),
        }
    }
}

#[test]
fn places_across_the_antimeridian_and_at_the_poles_meet() {
    let at = |lat: f64, lon: f64| {
        alike(2, move |n, r| {
            let lon = if n == 0 {
                lon
            } else if lat.abs() > 89.0 {
                lon + 170.0
            } else {
                -lon
            };
            r.spot = Some(Spot { lat, lon, grain: Grain::Metres(3_000.0) });
        })
    };
    for (lat, lon) in [(10.0, 179.995), (89.999, 5.0), (-89.999, 5.0)] {
        let linker = linked(&at(lat, lon));
        assert!(linker.why(0, 1).is_some_and(|why| why.compared), "{lat} {lon}");
    }
}
