//! A log that is dealt out to shards has the verdicts of the whole.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use armistice_monitor::{
    Change, Checked, End, Fact, Field, Formula, Journal, KeyedJournal, Patience, Route, Signature,
    Sink, Split, SplitError, Stream, Verdict, evaluate, parse_formula, run_shards,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use shared::generate;
use shared::wide::{self, Leaning};

fn signature() -> Signature {
    Signature::parse("e() p(int) q(int,int) r(int)").unwrap()
}

fn cases(cases: u32) -> Config {
    Config { max_global_rejects: cases * 200, ..Config::with_cases(cases) }
}

fn checked(formula: &Formula) -> Result<Checked, TestCaseError> {
    Checked::new(formula.clone(), &signature())
        .map_err(|error| TestCaseError::reject(error.to_string()))
}

/// Hands a stream to a sink as a reader would.
fn hand_over(stream: &Stream, signature: &Signature, sink: &mut impl Sink) {
    let names: Vec<_> = signature.predicates().map(|(name, _)| name.clone()).collect();
    for point in stream.points() {
        sink.begin(point.ts).unwrap();
        for fact in &point.facts {
            let predicate = names.iter().position(|name| *name == fact.predicate).unwrap();
            let fields: Vec<Field<'_>> = fact.values.iter().map(Field::from).collect();
            if sink.wants(predicate) {
                sink.fact(predicate, &fields);
            }
        }
    }
}

fn sharded(checked: &Checked, split: &Split, shards: usize, stream: &Stream) -> Vec<Verdict> {
    let mut told = Vec::new();
    run_shards(
        checked,
        split,
        shards,
        End::Closed,
        |shard| {
            hand_over(stream, checked.signature(), shard);
            Ok(())
        },
        |time_point, ts, values| {
            let time_point = usize::try_from(time_point).unwrap();
            told.push(Verdict { time_point, ts, bindings: values.to_vec() });
        },
    )
    .unwrap();
    told
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn every_sound_split_has_the_verdicts_of_the_whole(
        formula in generate::guarded(false),
        stream in generate::stream(),
        shards in 1..4_usize,
    ) {
        let checked = checked(&formula)?;
        if armistice_monitor::Monitor::new(&checked).is_err() {
            return Err(TestCaseError::reject("not streamed"));
        }
        let splits = Split::all(&checked);
        prop_assume!(!splits.is_empty());
        let expected = evaluate(&checked, &stream, End::Closed);
        for split in splits {
            let found = sharded(&checked, &split, shards, &stream);
            prop_assert_eq!(&found, &expected, "{} by {:?}", formula, split.key());
        }
    }

    #[test]
    fn every_sound_split_has_the_verdicts_of_the_whole_over_values_of_every_kind(
        (formula, stream) in prop_oneof![
            wide::cases(Leaning::Plain),
            wide::cases(Leaning::Values),
            wide::cases(Leaning::Time),
        ],
        shards in 1..4_usize,
    ) {
        let Ok(checked) = Checked::new(formula.clone(), &wide::signature()) else {
            return Err(TestCaseError::reject("not checked"));
        };
        let splits = Split::all(&checked);
        prop_assume!(!splits.is_empty() && armistice_monitor::Monitor::new(&checked).is_ok());
        let expected = evaluate(&checked, &stream, End::Closed);
        for split in splits {
            let found = sharded(&checked, &split, shards, &stream);
            prop_assert_eq!(&found, &expected, "{} by {:?}", formula, split.key());
        }
    }

    #[test]
    fn lanes_tell_what_one_journal_tells(
        formula in generate::guarded(false),
        stream in generate::stream(),
        order in any::<u64>(),
    ) {
        let checked = checked(&formula)?;
        let patience = Patience { lateness: 2, retention: None };
        let Ok(mut whole) = Journal::new(&checked, patience) else {
            return Err(TestCaseError::reject("not streamed"));
        };
        let Some(split) = Split::all(&checked).into_iter().next() else {
            return Err(TestCaseError::reject("no split"));
        };
        let Ok(mut keyed) = KeyedJournal::new(&checked, split, 3, patience) else {
            return Err(TestCaseError::reject("counts time points"));
        };
        let mut facts: Vec<(i64, Fact)> = stream
            .points()
            .iter()
            .flat_map(|point| point.facts.iter().map(|fact| (point.ts, fact.clone())))
            .collect();
        let count = facts.len().max(1);
        facts.rotate_left(order as usize % count);
        let sorted = |mut changes: Vec<Change>| {
            changes.sort();
            changes
        };
        for (id, (ts, fact)) in facts.iter().enumerate() {
            whole.insert(id as u64, *ts, fact.clone()).unwrap();
            keyed.insert(id as u64, *ts, fact.clone()).unwrap();
            if order >> (id % 64) & 1 == 1 {
                prop_assert_eq!(sorted(whole.update()), sorted(keyed.update()), "{}", formula);
            }
            if order >> (id % 61) & 3 == 3 {
                whole.withdraw(id as u64).unwrap();
                keyed.withdraw(id as u64).unwrap();
            }
        }
        prop_assert_eq!(sorted(whole.close()), sorted(keyed.close()), "{}", formula);
    }
}

fn split_of(text: &str, key: &[&str]) -> Result<Split, SplitError> {
    let checked = Checked::new(parse_formula(text).unwrap(), &Signature::open()).unwrap();
    let key: Vec<_> = key.iter().map(|variable| (*variable).into()).collect();
    Split::by(&checked, &key)
}

#[test]
fn what_is_named_with_the_key_is_dealt_out_and_the_rest_goes_everywhere() {
    let bound = "shell(i,a,b,z) AND (NOT unbind(a) SINCE bind(a)) AND ONCE zone(z)";
    let split = split_of(bound, &["z"]).unwrap();
    assert_eq!(split.route("shell"), Some(&Route::Keyed([vec![3]].into())));
    assert_eq!(split.route("zone"), Some(&Route::Keyed([vec![0]].into())));
    assert_eq!(split.route("bind"), Some(&Route::Everywhere));
    assert_eq!(split.route("noise"), None);
    let retaliation = "shell(i,a,b,z) AND ONCE[0,7d] shell(j,b,a,z)";
    let split = split_of(retaliation, &["a", "b"]).unwrap();
    assert_eq!(split.route("shell"), Some(&Route::Keyed([vec![1, 2], vec![2, 1]].into())));
    // A bound variable of the same name is another one.
    let split = split_of("p(x) AND q(x) AND (EXISTS x. r(x))", &["x"]).unwrap();
    assert_eq!(split.route("r"), Some(&Route::Everywhere));
    let split = split_of("LET near(y) = ONCE[0,60] r(y) IN p(x) AND near(x)", &["x"]).unwrap();
    assert_eq!(split.route("r"), Some(&Route::Keyed([vec![0]].into())));
}

#[test]
fn what_does_not_split_says_why() {
    let says = |text: &str, key: &[&str]| split_of(text, key).unwrap_err().to_string();
    insta::assert_snapshot!(says("p(x) AND q(x)", &["y"]), @"y is no free variable of the formula; its keys are x");
    insta::assert_snapshot!(says("EXISTS x. p(x)", &["x"]), @"the formula has no free variables, so that every fact matters to its one verdict; leave out what closes it, or run it unsplit");
    insta::assert_snapshot!(says("n <- CNT x p(x)", &["n"]), @"no part of the formula names n beside a fact; every shard would need every fact");
    let checked =
        Checked::new(parse_formula("p(x) AND PREVIOUS q(x)").unwrap(), &Signature::open()).unwrap();
    let split = Split::by(&checked, &["x".into()]).unwrap();
    let patience = Patience { lateness: 0, retention: None };
    let error = KeyedJournal::new(&checked, split, 2, patience).err().unwrap();
    insta::assert_snapshot!(error, @"`PREVIOUS q(x)` depends on time points at which nothing of a key happened; only the whole stream tells them");
}

#[test]
fn the_ceasefire_policies_split_and_keep_their_verdicts() {
    let Some(data) = shared::data("monitor/ceasefire") else { return };
    let read = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
    let signature = Signature::parse(&read("ceasefire.sig")).unwrap();
    let stream = Stream::parse(&read("log-10k.log"), &signature).unwrap();
    // p8 counts over all convoys: it has no key.
    for policy in [1, 2, 3, 4, 5, 6, 7, 9] {
        let formula = parse_formula(&read(&format!("p{policy}.mfotl"))).unwrap();
        let checked = Checked::new(formula, &signature).unwrap();
        let split = &Split::all(&checked)[0];
        let found = shared::lines(&sharded(&checked, split, 3, &stream));
        let expected = shared::expected(&read(&format!("p{policy}.expected")));
        assert!(found == expected, "p{policy} by {:?}: {} lines", split.key(), found.len());
    }
}
