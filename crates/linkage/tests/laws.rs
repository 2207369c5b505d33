//! What holds whatever the records are.

mod world;

use armistice_linkage::{
    Code, Decision, Grain, Linker, Model, Record, Settled, Span, Spot, Stream,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use world::{Dice, world};

/// A model of the made-up world, learned once.
fn model() -> Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Arc::new(Model::learn(&world(1_500, 200, 1).0))).clone()
}

/// Incidents as sets of keys.
fn partition(linker: &Linker, records: &[Record]) -> BTreeSet<BTreeSet<u64>> {
    let mut groups: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    for (number, record) in records.iter().enumerate() {
        groups.entry(linker.incident(number)).or_default().insert(record.key);
    }
    groups.into_values().collect()
}

/// The founders' keys.
fn names(linker: &Linker, records: &[Record]) -> BTreeMap<u64, u64> {
    records
        .iter()
        .enumerate()
        .map(|(number, record)| (record.key, records[linker.incident(number)].key))
        .collect()
}

/// Streams records in about the order of their begins, each up to some minutes late, and tells
/// what was settled, by keys, and how many were held at most.
fn streamed(records: &[Record], late: i64, each: usize) -> (BTreeMap<u64, (u64, f64)>, usize) {
    let begin = |record: &Record| record.when.map_or(0, |span| span.from);
    let mut order = records.to_vec();
    let mut dice = Dice(7);
    order.sort_by_cached_key(|r| begin(r).saturating_add(dice.below(late as u64 + 1) as i64));
    // Of each place in the order the earliest begin that is still to come.
    let mut to_come = vec![i64::MAX; order.len() + 1];
    for (at, record) in order.iter().enumerate().rev() {
        to_come[at] = record.when.map_or(to_come[at + 1], |w| w.from.min(to_come[at + 1]));
    }
    let (mut homes, mut most) = (BTreeMap::new(), 0);
    let mut take = |settled: Vec<Settled>| {
        for incident in settled {
            let founder = order[incident.founder as usize].key;
            for (number, p) in incident.records {
                let before = homes.insert(order[number as usize].key, (founder, p));
                assert_eq!(before, None, "handed out twice");
            }
        }
    };
    let mut stream = Stream::new(model()).from_each(each);
    for (at, record) in order.iter().enumerate() {
        assert!(stream.add(record), "in time");
        take(stream.settle_before(to_come[at + 1].min(begin(record))));
        most = most.max(stream.held());
    }
    take(stream.finish());
    (homes, most)
}

/// The founders' keys, and how sure each record's place is.
fn placed(linker: &Linker, records: &[Record]) -> BTreeMap<u64, (u64, f64)> {
    let home = |n: usize| (records[linker.incident(n)].key, linker.membership(n));
    records.iter().enumerate().map(|(n, record)| (record.key, home(n))).collect()
}

fn same(a: &BTreeMap<u64, (u64, f64)>, b: &BTreeMap<u64, (u64, f64)>) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.len(), b.len());
    for (key, (founder, p)) in a {
        let (other, q) = b[key];
        prop_assert_eq!(*founder, other, "record {}", key);
        prop_assert!((p - q).abs() < 1e-6, "record {}: {} {}", key, p, q);
    }
    Ok(())
}

fn shuffled<T: Clone>(things: &[T], seed: u64) -> Vec<T> {
    let (mut things, mut dice) = (things.to_vec(), Dice(seed));
    for at in (1..things.len()).rev() {
        things.swap(at, dice.below(at as u64 + 1) as usize);
    }
    things
}

prop_compose! {
    fn wild()(
        source in 0u32..6,
        when in prop::option::of((-900_000i64..900_000, prop_oneof![
            Just(30i64), Just(1_440), Just(10_080), Just(43_200), Just(525_600), Just(i64::MAX / 4)
        ])),
        spot in prop::option::of((
            prop_oneof![-90.0f64..90.0, Just(90.0), Just(-90.0), Just(36.2), Just(f64::NAN)],
            prop_oneof![-180.0f64..180.0, Just(180.0), Just(-180.0), Just(37.2), Just(f64::INFINITY)],
            prop_oneof![(0u8..7).prop_map(Grain::Rung), prop_oneof![
                Just(0.0f32), Just(5e3), Just(5e4), Just(1e9), Just(f32::NAN)
            ].prop_map(Grain::Metres)],
        )),
        kind in prop::option::of(0u32..80),
        actor in prop::option::of(0u32..4),
        count in prop::option::of(prop_oneof![0u32..9, Just(u32::MAX)]),
    ) -> Record {
        Record {
            key: 0,
            source,
            when: when.map(|(from, length)| Span { from, until: from.saturating_add(length) }),
            spot: spot.map(|(lat, lon, grain)| Spot { lat, lon, grain }),
            kind: kind.map(|own| Code { own, parent: own / 8 }),
            actor: actor.map(|own| Code { own, parent: own }),
            count,
            words: None,
        }
    }
}

fn many(most: usize) -> impl Strategy<Value = Vec<Record>> {
    prop::collection::vec(wild(), 0..most).prop_map(|mut records| {
        records.iter_mut().enumerate().for_each(|(n, record)| record.key = n as u64);
        records
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_does_not_matter(seed in any::<u64>(), events in 20usize..200) {
        let (records, _) = world(events, 12, seed);
        let other = shuffled(&records, seed);
        let one = Linker::all(Arc::new(Model::learn(&records)), &records);
        let two = Linker::all(Arc::new(Model::learn(&other)), &other);
        prop_assert_eq!(names(&one, &records), names(&two, &other));
    }

    #[test]
    fn one_by_one_in_any_order_ends_where_all_at_once_does(seed in any::<u64>(), events in 5usize..120) {
        let (records, _) = world(events, 8, seed);
        let whole = Linker::all(model(), &records);
        let other = shuffled(&records, seed ^ 1);
        let mut linker = Linker::new(model());
        for record in &other {
            linker.add(record);
        }
        prop_assert_eq!(names(&whole, &records), names(&linker, &other));
        prop_assert_eq!(whole.incidents(), partition(&linker, &other).len());
    }

    #[test]
    fn wild_records_one_by_one_too(records in many(60), seed in any::<u64>()) {
        let whole = Linker::all(model(), &records);
        let other = shuffled(&records, seed);
        let mut linker = Linker::new(model());
        for record in &other {
            linker.add(record);
        }
        prop_assert_eq!(partition(&whole, &records), partition(&linker, &other));
    }

    #[test]
    fn streamed_ends_where_all_at_once_does(
        seed in any::<u64>(), events in 50usize..600, days in 60i64..700, late in 0i64..20_000, each in 1usize..80,
    ) {
        let (mut records, _) = world(events, days, seed);
        // Some tell a week, a month or a year.
        for (n, record) in records.iter_mut().enumerate().filter(|(n, _)| n % 9 == 0) {
            let length = [7, 30, 365][n % 3] * 1_440;
            record.when = record.when.map(|w| Span { from: w.from - length / 2, until: w.from + length / 2 });
        }
        let whole = Linker::all(model(), &records);
        same(&placed(&whole, &records), &streamed(&records, late, each).0)?;
    }

    #[test]
    fn wild_records_streamed_too(records in many(80), late in 0i64..2_000_000, each in 1usize..20) {
        let whole = Linker::all(model(), &records);
        same(&placed(&whole, &records), &streamed(&records, late, each).0)?;
    }

    #[test]
    fn nothing_is_dropped_and_nothing_panics(records in many(80)) {
        let linker = Linker::all(Arc::new(Model::learn(&records)), &records);
        prop_assert_eq!(partition(&linker, &records).iter().map(BTreeSet::len).sum::<usize>(), records.len());
        for a in 0..records.len() {
            let p = linker.membership(a);
            prop_assert!((0.0..=1.0).contains(&p), "{}", p);
            prop_assert_eq!(linker.members(a).contains(&a), true);
            prop_assert!(linker.flags(a).len() <= 3);
            if let Some(why) = linker.why(a, a / 2) {
                prop_assert!((0.0..=1.0).contains(&why.probability));
                prop_assert!(why.shares.iter().all(|share| share.bits.is_finite()));
            }
        }
    }

    #[test]
    fn records_out_of_reach_change_no_incident_and_no_name(seed in any::<u64>(), far in any::<bool>()) {
        let (records, _) = world(60, 8, seed);
        let before = Linker::all(model(), &records);
        let mut all = records.clone();
        for mut record in world(60, 8, seed ^ 9).0 {
            record.key += 1_000_000;
            if far {
                if let Some(spot) = &mut record.spot { spot.lon -= 90.0; }
            } else if let Some(when) = &mut record.when {
                *when = Span { from: when.from + 400 * 1_440, until: when.until + 400 * 1_440 };
            }
            all.push(record);
        }
        let after = Linker::all(model(), &all);
        let (before, after) = (names(&before, &records), names(&after, &all));
        prop_assert!(before.iter().all(|(key, name)| after[key] == *name));
    }

    #[test]
    fn decisions_hold_and_the_one_to_keep_apart_is_stronger(
        seed in any::<u64>(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>()), 1..8),
    ) {
        let (records, _) = world(40, 6, seed);
        prop_assume!(records.len() > 4);
        let decided: Vec<(usize, usize, Decision)> = picks
            .iter()
            .map(|(a, b, together)| {
                let decision = if *together { Decision::Together } else { Decision::Apart };
                (a.index(records.len()), b.index(records.len()), decision)
            })
            .filter(|(a, b, _)| a != b)
            .collect();
        let mut linker = Linker::all(model(), &records);
        for (a, b, decision) in &decided {
            linker.decide(*a, *b, *decision);
        }
        for (a, b, decision) in &decided {
            let one = linker.incident(*a) == linker.incident(*b);
            if *decision == Decision::Apart {
                prop_assert!(!one, "{} {} kept apart", a, b);
            } else if decided.iter().all(|(_, _, d)| *d == Decision::Together) {
                prop_assert!(one, "{} {} kept together", a, b);
            }
        }
        // Decided before or after the records came: the same.
        let mut other = Linker::all(model(), &records);
        for (a, b, decision) in decided.iter().rev() {
            other.decide(*b, *a, *decision);
        }
        if decided.iter().all(|(_, _, d)| *d == Decision::Together)
            || decided.iter().all(|(_, _, d)| *d == Decision::Apart)
        {
            prop_assert_eq!(partition(&linker, &records), partition(&other, &records));
        }
    }

    #[test]
    fn a_report_changes_only_what_it_says_it_changes(seed in any::<u64>()) {
        let (records, _) = world(80, 6, seed);
        let (first, later) = records.split_at(records.len() * 3 / 4);
        let mut linker = Linker::all(model(), first);
        for (number, record) in later.iter().enumerate() {
            let before: Vec<usize> = (0..first.len() + number).map(|n| linker.incident(n)).collect();
            let changes = linker.add(record);
            let named: BTreeSet<usize> =
                changes.turns.iter().flat_map(|turn| turn.before.clone()).collect();
            prop_assert_eq!(changes.joined, Some(linker.incident(first.len() + number)));
            for (n, incident) in before.iter().enumerate() {
                prop_assert!(linker.incident(n) == *incident || named.contains(incident));
            }
        }
    }
}

#[test]
fn a_stream_holds_a_stretch_of_time_and_no_more() {
    let (records, _) = world(6_000, 6_000, 3);
    let (homes, most) = streamed(&records, 3_000, 50);
    assert_eq!(homes.len(), records.len());
    assert!(most * 4 < records.len(), "{most} of {}", records.len());
}
