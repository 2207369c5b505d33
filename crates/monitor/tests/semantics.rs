//! Laws of the evaluator on random formulas and streams.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::BTreeSet;

use armistice_monitor::{
    Checked, End, Evaluation, Formula, Signature, Stream, Value, Verdict, decided, evaluate,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use shared::generate;
use shared::textbook::{DOMAIN, Valuation, World, holds, valuations};

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

/// What the textbook says, over the domain.
fn by_the_textbook(formula: &Formula, stream: &Stream) -> BTreeSet<(usize, Vec<i64>)> {
    let columns = formula.free_variables();
    let world = World { stream, definitions: None };
    let row = |v: &Valuation| columns.iter().map(|column| v[column]).collect();
    let all = valuations(&columns);
    (0..stream.len())
        .flat_map(|i| all.iter().map(move |v| (i, v)))
        .filter(|(i, v)| holds(world, *i, v, formula))
        .map(|(i, v)| (i, row(v)))
        .collect()
}

fn numbers(verdict: &Verdict) -> Vec<i64> {
    verdict
        .bindings
        .iter()
        .map(|value| match value {
            Value::Int(number) => *number,
            other => panic!("{other} is no whole number"),
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn verdicts_are_what_the_textbook_says(formula in generate::guarded(false), stream in generate::stream()) {
        prop_assume!(generate::width(&formula) + formula.free_variables().len() <= 4);
        let checked = checked(&formula)?;
        let found = evaluate(&checked, &stream, End::Closed);
        let distinct: BTreeSet<_> = found.iter().map(|v| (v.time_point, numbers(v))).collect();
        prop_assert_eq!(distinct.len(), found.len(), "a verdict is given twice");
        // Counts and sums may leave the domain that the textbook tries.
        prop_assume!(found.iter().all(|v| numbers(v).iter().all(|n| (0..DOMAIN).contains(n))));
        prop_assert_eq!(distinct, by_the_textbook(&formula, &stream), "{}", formula);
    }

    #[test]
    fn what_is_decided_stays_so(formula in generate::guarded(false), stream in generate::stream(), cut in 0..8_usize) {
        let checked = checked(&formula)?;
        let prefix = Stream::from_points(stream.points().iter().take(cut).cloned()).unwrap();
        let decided = decided(&checked, &prefix);
        let early = evaluate(&checked, &prefix, End::Open);
        let mut late = evaluate(&checked, &stream, End::Closed);
        late.retain(|verdict| verdict.time_point < decided);
        prop_assert_eq!(early, late, "{}", formula);
    }

    #[test]
    fn the_facts_of_the_evidence_suffice(formula in generate::guarded(true), stream in generate::stream()) {
        let checked = checked(&formula)?;
        let evaluation = Evaluation::new(&checked, &stream);
        for verdict in evaluation.verdicts(End::Closed) {
            let evidence = evaluation.why(&verdict).unwrap();
            let mut points: Vec<_> = stream.points().to_vec();
            for (time_point, point) in points.iter_mut().enumerate() {
                let mut fact = 0;
                point.facts.retain(|_| {
                    let kept = evidence.facts.iter().any(|at| (at.time_point, at.fact) == (time_point, fact));
                    fact += 1;
                    kept
                });
            }
            let only = Stream::from_points(points).unwrap();
            let again = evaluate(&checked, &only, End::Closed);
            prop_assert!(again.contains(&verdict), "{}: {:?} from {:?}", formula, verdict, evidence.facts);
        }
    }

    #[test]
    fn every_verdict_has_evidence_and_nothing_else_has(formula in generate::guarded(false), stream in generate::stream()) {
        let checked = checked(&formula)?;
        let evaluation = Evaluation::new(&checked, &stream);
        let verdicts = evaluation.verdicts(End::Closed);
        prop_assert_eq!(&verdicts, &evaluate(&checked, &stream, End::Closed));
        for mut verdict in verdicts {
            prop_assert!(evaluation.why(&verdict).is_ok());
            verdict.time_point = stream.len();
            prop_assert!(evaluation.why(&verdict).is_err());
        }
    }
}

/// A few formulas that random ones seldom hit upon, against the textbook.
#[test]
fn chosen_formulas_mean_what_the_textbook_says() {
    let stream = Stream::parse(
        "@1 p (0) (1) q (0,1) (1,2) r (2) @2 q (2,2) p (2) @2 r (1) e () @4 p (0) q (0,0) @9 e ()",
        &signature(),
    )
    .unwrap();
    for text in [
        // The inner x is another one than the outer.
        "p(x) AND q(x,y) AND (EXISTS x. (p(x) AND NOT r(y)))",
        "p(x) AND (EXISTS x. (x = y OR q(x,x)) AND p(x)) AND q(x,y)",
        "LET r(y) = p(y) AND NOT r(y) IN r(x) AND (LET p(x) = r(x) IN ONCE p(x))",
        "p(x) AND ONCE[0,3] (NOT q(x,x) SINCE NOT p(x))",
        "p(x) AND NEXT (ALWAYS[0,3] (NOT p(x)))",
        "(n <- CNT y; x (q(x,y) AND ONCE p(y))) AND n > 0",
        "n <- MAX x (p(x) AND NOT (EXISTS y. q(x,y)))",
        "p(x) AND (FORALL y. q(x,y) IMPLIES (EVENTUALLY[0,3] p(y)))",
        "p(x) AND (r(x) EQUIV (q(x,y) AND y = x + 1)) AND q(x,y)",
        "HISTORICALLY[0,2] (p(x) OR r(x))",
        "p(x) UNTIL[1,5] (e() AND x = 0)",
    ] {
        let formula = armistice_monitor::parse_formula(text).unwrap();
        let checked = Checked::new(formula.clone(), &signature()).unwrap();
        let found = evaluate(&checked, &stream, End::Closed);
        let found: BTreeSet<_> = found.iter().map(|v| (v.time_point, numbers(v))).collect();
        assert_eq!(found, by_the_textbook(&formula, &stream), "{text}");
        assert!(!found.is_empty(), "{text} shows nothing");
    }
}
