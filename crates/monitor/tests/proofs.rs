//! Laws of proofs: every verdict has one, and nothing else has.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::HashMap;
use std::fs;

use armistice_monitor::{
    Checked, End, Fact, Formula, Proof, Prover, Signature, Step, Stream, Value, Verdict, evaluate,
    parse_formula, prove,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use shared::generate;
use shared::textbook::{DOMAIN, World, holds, valuations};

fn signature() -> Signature {
    Signature::parse("e() p(int) q(int,int) r(int)").unwrap()
}

/// The formula checked; a formula that cannot be evaluated is no case.
fn checked(formula: &Formula) -> Result<Checked, TestCaseError> {
    Checked::new(formula.clone(), &signature())
        .map_err(|error| TestCaseError::reject(error.problem.to_string()))
}

fn cases(cases: u32) -> Config {
    Config { max_global_rejects: cases * 12, ..Config::with_cases(cases) }
}

/// Whether what a proof claims is so, by the textbook; `None` where the values leave its domain.
fn by_the_textbook(proof: &Proof, formula: &Formula, stream: &Stream) -> Option<bool> {
    let number = |value: &Value| match value {
        Value::Int(number) if (0..DOMAIN).contains(number) => Some(*number),
        _ => None,
    };
    let valuation: Option<HashMap<_, _>> =
        proof.bindings.iter().map(|(name, value)| Some((name.clone(), number(value)?))).collect();
    let world = World { stream, definitions: None };
    Some(holds(world, proof.time_point, &valuation?, formula) == proof.holds)
}

/// One change to a proof: which step, what to change, and by what.
type Change = (prop::sample::Index, u8, i64);

/// A proof with one thing changed.
fn changed(proof: &Proof, (place, what, by): &Change) -> Proof {
    let mut proof = proof.clone();
    let count = proof.steps.len();
    let place = place.index(count);
    let by_index = usize::try_from(by.unsigned_abs()).unwrap_or(0);
    let move_by = |n: &mut usize| {
        *n = if *by < 0 { n.saturating_sub(by_index) } else { n.saturating_add(by_index) };
    };
    let shift = |value: &mut Value| {
        if let Value::Int(n) = value {
            *n = n.wrapping_add(*by);
        }
    };
    match what % 10 {
        0 => proof.time_point = proof.time_point.wrapping_add(by_index),
        1 => proof.holds = !proof.holds,
        2 => proof.bindings.iter_mut().for_each(|(_, value)| shift(value)),
        3 => {
            proof.steps.remove(place);
        }
        4 => proof.steps.swap(place, by_index % count),
        5 => proof.steps[place] = proof.steps[by_index % count].clone(),
        6 => proof.steps[place] = Step::Evident,
        _ => match &mut proof.steps[place] {
            Step::Evident | Step::Absent => proof.steps[place] = Step::Fact(by_index),
            Step::Fact(n)
            | Step::Not(n)
            | Step::Left(n)
            | Step::Right(n)
            | Step::Whatever(n)
            | Step::Neighbour(n)
            | Step::Throughout(n)
            | Step::Tally(n)
            | Step::Counted(n)
            | Step::Let(n)
            | Step::Defined(n)
            | Step::Broken { from: n, at: None } => move_by(n),
            Step::Both(l, r) | Step::Equivalence { left: l, right: r, .. } => {
                std::mem::swap(l, r);
            }
            Step::Witness { values, .. } => values.iter_mut().for_each(|(_, v)| shift(v)),
            Step::Cases { values, .. } if by % 2 == 0 => drop(values.pop()),
            Step::Cases { values, .. } => values.iter_mut().take(1).for_each(|(v, _)| shift(v)),
            Step::Pieces(pieces) if by % 2 == 0 => drop(pieces.pop()),
            Step::Pieces(pieces) => pieces.iter_mut().take(1).for_each(|(end, _)| move_by(end)),
            Step::At { time_point, .. } | Step::Chain { time_point, .. } => move_by(time_point),
            Step::Broken { at, .. } if by % 2 == 0 => *at = None,
            Step::Broken { at: Some((point, _)), .. } => move_by(point),
        },
    }
    proof
}

fn change() -> impl Strategy<Value = Change> {
    (any::<prop::sample::Index>(), any::<u8>(), prop_oneof![8 => -3..4_i64, 1 => any::<i64>()])
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn every_verdict_has_a_proof_and_every_other_tuple_a_refutation(formula in generate::guarded(false), stream in generate::stream()) {
        let checked = checked(&formula)?;
        let verdicts = evaluate(&checked, &stream, End::Closed);
        let mut prover = Prover::new(&checked, &stream).unwrap();
        for verdict in &verdicts {
            let proof = prover.prove(verdict);
            prop_assert!(proof.is_ok(), "{}: {:?}: {:?}", formula, verdict, proof);
            let proof = proof.unwrap();
            let fault = proof.check(&formula, &stream);
            prop_assert!(fault.is_ok(), "{}: {:?}: {:?}\n{:?}", formula, verdict, fault, proof);
            prop_assert!(proof.holds && proof.time_point == verdict.time_point);
            prop_assert!(prover.refute(verdict.time_point, &verdict.bindings).is_err());
        }
        prop_assume!(checked.columns().len() <= 2);
        for (time_point, point) in stream.points().iter().enumerate() {
            for valuation in valuations(checked.columns()) {
                let bindings: Vec<Value> =
                    checked.columns().iter().map(|x| Value::Int(valuation[x])).collect();
                let verdict = Verdict { time_point, ts: point.ts, bindings };
                if verdicts.binary_search(&verdict).is_err() {
                    let proof = prover.refute(time_point, &verdict.bindings);
                    prop_assert!(proof.is_ok(), "{}: {:?}: {:?}", formula, verdict, proof);
                    let fault = proof.as_ref().unwrap().check(&formula, &stream);
                    prop_assert!(fault.is_ok(), "{}: {:?}: {:?}", formula, verdict, fault);
                    prop_assert!(prover.prove(&verdict).is_err());
                }
            }
        }
    }

    #[test]
    fn what_checks_is_what_the_textbook_says(
        formula in generate::guarded(false),
        stream in generate::stream(),
        other in generate::stream(),
        changes in prop::collection::vec(change(), 1..40),
    ) {
        prop_assume!(generate::width(&formula) + formula.free_variables().len() <= 4);
        let checked = checked(&formula)?;
        let verdicts = evaluate(&checked, &stream, End::Closed);
        let step = verdicts.len().div_ceil(4).max(1);
        for verdict in verdicts.into_iter().step_by(step) {
            let proof = prove(&checked, &stream, &verdict).unwrap();
            let mut tampered = proof.clone();
            for change in &changes {
                // Alone, and on top of the changes before.
                tampered = changed(&tampered, change);
                for proof in [changed(&proof, change), tampered.clone()] {
                    if proof.check(&formula, &stream).is_ok() {
                        let so = by_the_textbook(&proof, &formula, &stream);
                        prop_assert!(so != Some(false), "{}: {:?}", formula, proof);
                    }
                    // Whatever it is, it can be written out.
                    let _ = proof.explain(&formula, &stream).to_string();
                }
                if tampered.steps.is_empty() {
                    break;
                }
            }
            if proof.check(&formula, &other).is_ok() {
                let so = by_the_textbook(&proof, &formula, &other);
                prop_assert!(so != Some(false), "{}: {:?} elsewhere", formula, proof);
            }
        }
    }

    #[test]
    fn a_proof_falls_with_its_stream(formula in generate::guarded(false), stream in generate::stream(), at in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(), extra in prop::option::of((0..4_i64, 0..3_i64, 0..3_i64))) {
        let checked = checked(&formula)?;
        prop_assume!(!stream.is_empty());
        let mut points = stream.points().to_vec();
        let facts = &mut points[at.index(stream.len())].facts;
        match extra {
            Some((0, ..)) => facts.push(Fact { predicate: "e".into(), values: [].into() }),
            Some((1, a, _)) => facts.push(Fact::new("p", [a])),
            Some((2, a, _)) => facts.push(Fact::new("r", [a])),
            Some((_, a, b)) => facts.push(Fact::new("q", [a, b])),
            None if facts.is_empty() => return Err(TestCaseError::reject("no fact to remove")),
            None => drop(facts.remove(which.index(facts.len()))),
        }
        let altered = Stream::from_points(points).unwrap();
        let still = evaluate(&checked, &altered, End::Closed);
        let mut prover = Prover::new(&checked, &stream).unwrap();
        for verdict in evaluate(&checked, &stream, End::Closed) {
            let proof = prover.prove(&verdict).unwrap();
            if proof.check(&formula, &altered).is_ok() {
                prop_assert!(still.binary_search(&verdict).is_ok(), "{}: {:?}", formula, proof);
            }
        }
    }
}

/// The policies on the first part of a log of ten thousand facts.
#[test]
fn the_verdicts_of_the_ceasefire_policies_are_proved() {
    let Some(data) = shared::data("monitor/ceasefire") else {
        return;
    };
    let read = |name: &str| fs::read_to_string(data.join(name)).unwrap();
    let signature = Signature::parse(&read("ceasefire.sig")).unwrap();
    let whole = Stream::parse(&read("log-10k.log"), &signature).unwrap();
    let length: usize = std::env::var("POINTS").map_or(400, |n| n.parse().unwrap());
    let stream = Stream::from_points(whole.points().iter().take(length).cloned()).unwrap();
    for policy in 1..=9 {
        let formula = parse_formula(&read(&format!("p{policy}.mfotl"))).unwrap();
        let checked = Checked::new(formula.clone(), &signature).unwrap();
        let verdicts = evaluate(&checked, &stream, End::Closed);
        let started = std::time::Instant::now();
        let mut prover = Prover::new(&checked, &stream).unwrap();
        let proofs: Vec<Proof> = verdicts.iter().map(|v| prover.prove(v).unwrap()).collect();
        let proved = started.elapsed();
        let started = std::time::Instant::now();
        for proof in &proofs {
            proof.check(&formula, &stream).unwrap();
        }
        let sizes = proofs.iter().map(Proof::size);
        eprintln!(
            "p{policy}: {} verdicts, proved in {proved:?}, checked in {:?}, {} steps, at most {}",
            verdicts.len(),
            started.elapsed(),
            sizes.clone().sum::<usize>(),
            sizes.max().unwrap_or(0),
        );
    }
}
