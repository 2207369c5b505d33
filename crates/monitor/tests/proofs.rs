//! Laws of proofs: every verdict has one, and nothing else has.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::HashMap;
use std::fs;

use armistice_monitor::{
    Checked, End, Fact, Formula, Proof, Prover, Signature, Step, Stream, Value, Verdict, evaluate,
    parse_formula, prove, refute,
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
            Step::Both(l, _) if by % 3 == 0 => proof.steps[place] = Step::Left(*l),
            Step::Both(_, r) if by % 3 == 1 => proof.steps[place] = Step::Right(*r),
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
    #![proptest_config(cases(800))]

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

/// The policies on the first part of a log of ten thousand facts; `POINTS` asks for a longer part.
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

/// The proof of the one verdict at a time point, checked and written out.
fn shown(text: &str, log: &str, time_point: usize) -> String {
    let stream = Stream::parse(log, &Signature::open()).unwrap();
    let formula = parse_formula(text).unwrap();
    let checked = Checked::new(formula.clone(), &Signature::open()).unwrap();
    let verdicts = evaluate(&checked, &stream, End::Closed);
    let verdict = verdicts.iter().find(|verdict| verdict.time_point == time_point).unwrap();
    let proof = prove(&checked, &stream, verdict).unwrap();
    proof.check(&formula, &stream).unwrap();
    proof.explain(&formula, &stream).to_string()
}

#[test]
fn a_convoy_that_never_passed() {
    let log = "@0 notify (1,30) (2,31) @3600 pass (2) @86400 @259200 pass (3) @300000 pass (1)";
    insta::assert_snapshot!(shown("notify(c,z) AND NOT EVENTUALLY[0,72h] pass(c)", log, 0), @r#"
    notify(1, 30) AND NOT (EVENTUALLY[0,3d] pass(1)) holds at time point 0 (@0): both sides do
      notify(1, 30) is fact 0 at time point 0 (@0)
      NOT (EVENTUALLY[0,3d] pass(1)) holds at time point 0 (@0): what it denies does not
        EVENTUALLY[0,3d] pass(1) does not hold at time point 0 (@0): look from @0 to @259200
          nothing like pass(1) from time point 0 to 3 (@0 to @259200)
    "#);
}

#[test]
fn a_ceasefire_that_lasts_since_it_was_signed() {
    let log = "@0 sign (7) @60 talk (7) @120 sign (8) @180 breach (8) @240 talk (8) @300";
    insta::assert_snapshot!(shown("(NOT breach(x)) SINCE[1m,*) sign(x)", log, 5), @r#"
    NOT breach(7) SINCE[1m,*) sign(7) holds at time point 5 (@300): right side at time point 0 (@0), left side between
      sign(7) is fact 0 at time point 0 (@0)
      NOT breach(7) holds from time point 1 to 5 (@60 to @300): what it denies does not
        nothing like breach(7) from time point 1 to 5 (@60 to @300)
    "#);
}

#[test]
fn a_retaliation() {
    let log = "@0 shell (1,10,20,5) @86400 shell (2,20,10,5) @172800 shell (3,30,20,5)";
    let text = "shell(i,a,b,z) AND ONCE[0,7d] shell(j,b,a,z)";
    insta::assert_snapshot!(shown(text, log, 1), @r#"
    shell(2, 20, 10, 5) AND (ONCE[0,7d] shell(1, 10, 20, 5)) holds at time point 1 (@86400): both sides do
      shell(2, 20, 10, 5) is fact 0 at time point 1 (@86400)
      ONCE[0,7d] shell(1, 10, 20, 5) holds at time point 1 (@86400): look at time point 0 (@0)
        shell(1, 10, 20, 5) is fact 0 at time point 0 (@0)
    "#);
}

#[test]
fn every_detainee_of_the_list_was_released() {
    let log = "@0 release (1) @60 release (2) @120 release (9) @180 list (1) (2) close (5)";
    let text = "close(n) AND FORALL d. list(d) IMPLIES ONCE[0,1h] release(d)";
    insta::assert_snapshot!(shown(text, log, 3), @r#"
    close(5) AND (FORALL d. (list(d) IMPLIES (ONCE[0,1h] release(d)))) holds at time point 3 (@180): both sides do
      close(5) is fact 2 at time point 3 (@180)
      FORALL d. (list(d) IMPLIES (ONCE[0,1h] release(d))) holds at time point 3 (@180): whatever d may be
        list(d) IMPLIES (ONCE[0,1h] release(d)) holds at time point 3 (@180), for any d: d may be 1 or 2 or anything else
          list(1) IMPLIES (ONCE[0,1h] release(1)) holds at time point 3 (@180): see the right side
            ONCE[0,1h] release(1) holds at time point 3 (@180): look at time point 0 (@0)
              release(1) is fact 0 at time point 0 (@0)
          list(2) IMPLIES (ONCE[0,1h] release(2)) holds at time point 3 (@180): see the right side
            ONCE[0,1h] release(2) holds at time point 3 (@180): look at time point 1 (@60)
              release(2) is fact 0 at time point 1 (@60)
          list(d) IMPLIES (ONCE[0,1h] release(d)) holds at time point 3 (@180), for any d but 1, 2: see the left side
            nothing like list(d) at time point 3 (@180), for any d but 1, 2
    "#);
}

#[test]
fn the_incidents_of_a_week_in_a_zone() {
    let log = "@0 shell (1,5) @60 shell (2,5) (3,6) @700000 shell (4,5) @700060 shell (5,5)";
    let text = "(n <- CNT i; z (ONCE[0,7d] shell(i,z))) AND n > 1";
    insta::assert_snapshot!(shown(text, log, 1), @r#"
    (2 <- CNT i; 5 (ONCE[0,7d] shell(i, 5))) AND 2 > 1 holds at time point 1 (@60): both sides do
      2 <- CNT i; 5 (ONCE[0,7d] shell(i, 5)) holds at time point 1 (@60): count what holds below
        ONCE[0,7d] shell(1, 5) holds at time point 1 (@60): look at time point 0 (@0)
          shell(1, 5) is fact 0 at time point 0 (@0)
        ONCE[0,7d] shell(2, 5) holds at time point 1 (@60): look at time point 1 (@60)
          shell(2, 5) is fact 0 at time point 1 (@60)
        ONCE[0,7d] shell(i, 5) does not hold at time point 1 (@60), for any i but 1, 2: look from @-604740 to @60
          nothing like shell(i, 5) from time point 0 to 1 (@0 to @60), for any i but 1, 2
      2 > 1 is so
    "#);
}

#[test]
fn a_tuple_that_is_no_verdict_is_refuted_in_words() {
    let stream = Stream::parse("@0 notify (1) @60 pass (1) @120 pass (2)", &Signature::open());
    let stream = stream.unwrap();
    let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,1h] pass(c)").unwrap();
    let checked = Checked::new(formula.clone(), &Signature::open()).unwrap();
    let proof = refute(&checked, &stream, 0, &[1.into()]).unwrap();
    insta::assert_snapshot!(proof.explain(&formula, &stream), @r#"
    notify(1) AND NOT (EVENTUALLY[0,1h] pass(1)) does not hold at time point 0 (@0): see the right side
      NOT (EVENTUALLY[0,1h] pass(1)) does not hold at time point 0 (@0): what it denies does
        EVENTUALLY[0,1h] pass(1) holds at time point 0 (@0): look at time point 1 (@60)
          pass(1) is fact 0 at time point 1 (@60)
    "#);
}

/// The clocks need no facts.
#[test]
fn clocks_are_read_not_believed() {
    let log = "@100 p () @160 @220 p ()";
    for (text, value) in [("tp(x) AND p()", 2), ("ts(x) AND p()", 220), ("age(x) AND p()", 120)] {
        let stream = Stream::parse(log, &Signature::open()).unwrap();
        let formula = parse_formula(text).unwrap();
        let checked = Checked::new(formula.clone(), &Signature::open()).unwrap();
        let mut prover = Prover::new(&checked, &stream).unwrap();
        let verdicts = evaluate(&checked, &stream, End::Closed);
        assert_eq!(verdicts[1].bindings, [value.into()]);
        let mut proof = prover.prove(&verdicts[1]).unwrap();
        prover.refute(2, &[(value + 1).into()]).unwrap();
        proof.bindings[0].1 = (value - 1).into();
        assert_eq!(proof.check(&formula, &stream).unwrap_err().rule, "evident");
        // For every other time there is none.
        let none = format!("p() AND NOT (EXISTS x. {text} AND x = 7)");
        let none = parse_formula(&none).unwrap();
        let checked = Checked::new(none, &Signature::open()).unwrap();
        let verdicts = evaluate(&checked, &stream, End::Closed);
        prove(&checked, &stream, &verdicts[0]).unwrap();
    }
}

#[test]
fn a_fault_names_the_rule_the_part_and_the_time_point() {
    let log = "@0 notify (1) @60 pass (2) @120 pass (3)";
    let stream = Stream::parse(log, &Signature::open()).unwrap();
    let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,1h] pass(c)").unwrap();
    let checked = Checked::new(formula.clone(), &Signature::open()).unwrap();
    let verdict = evaluate(&checked, &stream, End::Closed).remove(0);
    let proof = prove(&checked, &stream, &verdict).unwrap();
    let altered = Stream::parse(&log.replace('3', "1"), &Signature::open()).unwrap();
    insta::assert_snapshot!(proof.check(&formula, &altered).unwrap_err(), @"step 1 (absent) does not prove its claim on `pass(c)` at time points 0 to 2: there is such a fact; do not rely on this proof, ask for one of the same formula and stream");
    insta::assert_snapshot!(proof.explain(&formula, &altered), @r#"
    notify(1) AND NOT (EVENTUALLY[0,1h] pass(1)) holds at time point 0 (@0): both sides do
      notify(1) is fact 0 at time point 0 (@0)
      NOT (EVENTUALLY[0,1h] pass(1)) holds at time point 0 (@0): what it denies does not
        EVENTUALLY[0,1h] pass(1) does not hold at time point 0 (@0): look from @0 to @3600
          nothing like pass(1) from time point 0 to 2 (@0 to @120) — THIS DOES NOT FOLLOW: there is such a fact
    "#);
}

/// A stream of ten thousand time points, a minute apart, with facts `p`, `q` and `r` of many values.
fn long_stream() -> Stream {
    let mut stream = Stream::new();
    for point in 0..10_000_i64 {
        let mut facts = vec![Fact::new("p", [point % 997])];
        if point % 3 == 0 {
            facts.push(Fact::new("q", [point % 89, point % 997]));
        }
        if point % 1009 == 0 {
            facts.push(Fact::new("r", [point % 7]));
        }
        stream.push(60 * point, facts).unwrap();
    }
    stream
}

/// Proofs stay small, and are found, on long streams and in wide windows.
#[test]
fn proofs_on_long_streams_are_small() {
    let stream = long_stream();
    let signature = Signature::of_stream(&stream).unwrap();
    let mut sizes = Vec::new();
    for text in [
        "p(x) AND NOT ONCE[1,5d] r(x)",
        "p(x) AND NOT (EXISTS y. q(y,x) AND ONCE[0,2d] r(y))",
        "r(x) AND HISTORICALLY[0,1d] (NOT s() AND (EXISTS y. p(y)))",
        "r(x) AND ALWAYS[0,1d] (FORALL y. q(x,y) IMPLIES ONCE[0,1d] p(y))",
        "(NOT q(x,x)) SINCE[1d,*) r(x)",
        "r(x) AND NOT ((NOT r(x)) SINCE[1h,*) q(x,x))",
        "r(x) AND NOT (NOT p(5) UNTIL[0,2d] q(1,x))",
        "(n <- CNT y; x (ONCE[0,1d] q(x,y))) AND n > 1 AND r(x)",
        "EVENTUALLY[0,1d] ONCE[0,1d] EVENTUALLY[0,1d] ONCE[0,1d] r(x)",
        "r(x) AND NOT EVENTUALLY[0,1d] ONCE[0,1d] EVENTUALLY[0,1d] ONCE[0,1d] s()",
        "r(x) AND HISTORICALLY[0,1d] ONCE[0,12h] ((NOT s()) SINCE[0,12h] p(3))",
    ] {
        let formula = parse_formula(text).unwrap();
        let signature = signature.clone().declare("s", []);
        let checked = Checked::new(formula.clone(), &signature).unwrap();
        let verdicts = evaluate(&checked, &stream, End::Closed);
        let started = std::time::Instant::now();
        let mut prover = Prover::new(&checked, &stream).unwrap();
        let every = verdicts.len().div_ceil(20).max(1);
        let proofs: Vec<Proof> =
            verdicts.iter().step_by(every).map(|v| prover.prove(v).unwrap()).collect();
        let largest = proofs.iter().map(Proof::size).max();
        eprintln!("{text}: {} verdicts, {:?}", verdicts.len(), started.elapsed());
        sizes.push(format!("{}: {text}", largest.unwrap_or(0)));
    }
    insta::assert_snapshot!(sizes.join("\n"), @r#"
    5: p(x) AND NOT ONCE[1,5d] r(x)
    10: p(x) AND NOT (EXISTS y. q(y,x) AND ONCE[0,2d] r(y))
    2889: r(x) AND HISTORICALLY[0,1d] (NOT s() AND (EXISTS y. p(y)))
    43: r(x) AND ALWAYS[0,1d] (FORALL y. q(x,y) IMPLIES ONCE[0,1d] p(y))
    4: (NOT q(x,x)) SINCE[1d,*) r(x)
    7: r(x) AND NOT ((NOT r(x)) SINCE[1h,*) q(x,x))
    5: r(x) AND NOT (NOT p(5) UNTIL[0,2d] q(1,x))
    26: (n <- CNT y; x (ONCE[0,1d] q(x,y))) AND n > 1 AND r(x)
    5: EVENTUALLY[0,1d] ONCE[0,1d] EVENTUALLY[0,1d] ONCE[0,1d] r(x)
    8: r(x) AND NOT EVENTUALLY[0,1d] ONCE[0,1d] EVENTUALLY[0,1d] ONCE[0,1d] s()
    14: r(x) AND HISTORICALLY[0,1d] ONCE[0,12h] ((NOT s()) SINCE[0,12h] p(3))
    "#);
}

/// Each name doubles what the one before stands for; the proof shares what it needs twice.
#[test]
fn shared_steps_keep_a_proof_from_doubling() {
    let mut text = "p(x)".to_owned();
    for level in (1..=40).rev() {
        let before = if level == 1 { "p".to_owned() } else { format!("a{}", level - 1) };
        let body = if level == 40 { "a40(x)".to_owned() } else { text };
        text = format!("LET a{level}(x) = {before}(x) AND ONCE {before}(x) IN {body}");
    }
    let stream = Stream::parse("@0 p (1) @1 p (1)", &Signature::open()).unwrap();
    let formula = parse_formula(&text).unwrap();
    let checked = Checked::new(formula.clone(), &Signature::open()).unwrap();
    for verdict in evaluate(&checked, &stream, End::Closed) {
        let proof = prove(&checked, &stream, &verdict).unwrap();
        assert!(proof.size() < 300, "{}", proof.size());
        let lines = proof.explain(&formula, &stream).to_string().lines().count();
        assert!(lines < 600, "{lines}");
    }
}

#[test]
fn deep_formulas_and_those_without_proofs_give_errors() {
    let stream = Stream::parse("@0 p (1) tp (3)", &Signature::open()).unwrap();
    let deep = (0..98).fold("p(x)".to_owned(), |f, _| format!("ONCE ({f})"));
    let formula = parse_formula(&deep).unwrap();
    let checked = Checked::new(formula.clone(), &Signature::open()).unwrap();
    let verdicts = evaluate(&checked, &stream, End::Closed);
    prove(&checked, &stream, &verdicts[0]).unwrap().check(&formula, &stream).unwrap();

    // Each definition is a hundred operators deep, and leads to the next.
    let ladder = |name: &str| (0..90).fold(format!("{name}(x)"), |f, _| format!("ONCE ({f})"));
    let text = format!(
        "LET a(x) = {} IN LET b(x) = {} IN LET c(x) = {} IN LET d(x) = {} IN d(x)",
        ladder("p"),
        ladder("a"),
        ladder("b"),
        ladder("c")
    );
    let checked = Checked::new(parse_formula(&text).unwrap(), &Signature::open()).unwrap();
    let verdicts = evaluate(&checked, &stream, End::Closed);
    let error = prove(&checked, &stream, &verdicts[0]).unwrap_err();
    insta::assert_snapshot!(error, @"the formula and its definitions lead through more than 200 operators and quantified variables; write them with fewer");

    let signature = Signature::of_stream(&stream).unwrap();
    let checked = Checked::new(parse_formula("tp(x)").unwrap(), &signature).unwrap();
    let verdicts = evaluate(&checked, &stream, End::Closed);
    insta::assert_snapshot!(prove(&checked, &stream, &verdicts[0]).unwrap_err(), @"tp is a predicate of the signature here; give it another name to get proofs");

    // To the evaluator 1 and 1.0 are two values.
    let stream = Stream::parse("@0 p (1) q (1.0)", &Signature::open()).unwrap();
    let formula = parse_formula("p(x) AND NOT q(x)").unwrap();
    let checked = Checked::new(formula, &Signature::open()).unwrap();
    let verdicts = evaluate(&checked, &stream, End::Closed);
    insta::assert_snapshot!(prove(&checked, &stream, &verdicts[0]).unwrap_err(), @"no proof was found that would be let through, for `q(x)`: there is such a fact; use values of one kind in each variable");

    // A text has no successor; the signature would have told.
    let stream = Stream::parse("@0 p (north)", &Signature::open()).unwrap();
    let formula = parse_formula("p(x) AND NOT (EXISTS y. y = x + 1)").unwrap();
    let checked = Checked::new(formula, &Signature::open()).unwrap();
    let verdicts = evaluate(&checked, &stream, End::Closed);
    insta::assert_snapshot!(prove(&checked, &stream, &verdicts[0]).unwrap_err(), @"`y = x + 1` is not decided for y at time point 0: no fact, equation or count tells its values apart; use values of one kind in each variable, or guard it with a fact");
}
