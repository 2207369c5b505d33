//! The streaming monitor against the plain evaluator.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::BTreeMap;

use armistice_monitor::{
    Checked, End, Formula, Monitor, Node, Problem, Signature, Stream, Verdict, evaluate,
    parse_formula,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use shared::generate;
use shared::wide::{self, Leaning};

fn signature() -> Signature {
    Signature::parse("e() p(int) q(int,int) r(int)").unwrap()
}

/// So many cases, or with `MONITOR_TRIALS=n` in the environment n times as many.
fn cases(cases: u32) -> Config {
    let times = std::env::var("MONITOR_TRIALS").map_or(1, |times| times.parse().unwrap());
    let cases = cases * times;
    Config { max_global_rejects: cases * 12, ..Config::with_cases(cases) }
}

fn run(monitor: &mut Monitor, stream: &Stream, end: End) -> Vec<Verdict> {
    let mut told = Vec::new();
    for point in stream.points() {
        monitor.step(point.ts, &point.facts, &mut told).unwrap();
    }
    if end == End::Closed {
        monitor.close(&mut told);
    }
    told
}

#[test]
fn every_case_of_the_suite_is_as_the_plain_evaluator_has_it() {
    let Some(data) = shared::data("monitor") else { return };
    let mut refused = Vec::new();
    let mut tried = 0;
    for set in ["cases-corpus", "cases-generated", "cases-genjoin", "cases-regression"] {
        for case in std::fs::read_dir(data.join(set)).unwrap() {
            let case = case.unwrap().path();
            let read = |name: &str| std::fs::read_to_string(case.join(name)).unwrap();
            let signature = Signature::parse(&read("sig")).unwrap();
            let Ok(formula) = parse_formula(&read("formula")) else { continue };
            let stream = Stream::parse(&read("trace"), &signature).unwrap();
            let checked = Checked::new(formula, &signature).unwrap();
            let mut monitor = match Monitor::new(&checked) {
                Ok(monitor) => monitor,
                Err(error) => {
                    refused.push(format!("{}: {error}", case.display()));
                    continue;
                }
            };
            tried += 1;
            let found = shared::lines(&run(&mut monitor, &stream, End::Closed));
            assert_eq!(found, shared::expected(&read("expected")), "{}", case.display());
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert_eq!(tried, 226);
}

#[test]
fn the_ceasefire_policies_have_monpolys_verdicts() {
    let Some(data) = shared::data("monitor/ceasefire") else { return };
    let read = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
    let signature = Signature::parse(&read("ceasefire.sig")).unwrap();
    let stream = Stream::parse(&read("log-10k.log"), &signature).unwrap();
    for policy in 1..=9 {
        let formula = parse_formula(&read(&format!("p{policy}.mfotl"))).unwrap();
        let checked = Checked::new(formula, &signature).unwrap();
        let mut monitor = Monitor::new(&checked).unwrap();
        let found = shared::lines(&run(&mut monitor, &stream, End::Closed));
        let expected = shared::expected(&read(&format!("p{policy}.expected")));
        assert!(found == expected, "p{policy}: {} lines, expected {}", found.len(), expected.len());
    }
}

/// Holds the monitor to the plain evaluator.
fn compare(formula: &Formula, stream: &Stream, signature: &Signature) -> Result<(), TestCaseError> {
    let reject =
        |error: armistice_monitor::CheckError| TestCaseError::reject(error.problem.to_string());
    let checked = Checked::new(formula.clone(), signature).map_err(reject)?;
    let mut monitor = Monitor::new(&checked).map_err(reject)?;
    let mut found = run(&mut monitor, stream, End::Closed);
    found.sort();
    prop_assert_eq!(found, evaluate(&checked, stream, End::Closed), "{}", formula);
    Ok(())
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn formulas_of_any_shape(formula in generate::guarded(false), stream in generate::stream()) {
        compare(&formula, &stream, &signature())?;
    }
}

proptest! {
    #![proptest_config(cases(50_000))]

    #[test]
    fn formulas_over_whole_numbers((formula, stream) in wide::cases(Leaning::Plain)) {
        compare(&formula, &stream, &wide::signature())?;
    }

    #[test]
    fn formulas_over_values_of_every_kind((formula, stream) in wide::cases(Leaning::Values)) {
        compare(&formula, &stream, &wide::signature())?;
    }

    #[test]
    fn formulas_of_nested_time((formula, stream) in wide::cases(Leaning::Time)) {
        compare(&formula, &stream, &wide::signature())?;
    }
}

/// A variable that is bound in a definition is another one than a parameter of the same name.
#[test]
fn a_variable_bound_in_a_definition_is_none_of_its_parameters() {
    let stream = Stream::parse("@7 p (0) @8 p (0) @9 q (0,0) p (0)", &wide::signature()).unwrap();
    let told = |bound: &str| {
        let text = format!(
            "LET d(x, y) = p(x) SINCE[0,2] ((EXISTS {bound}. (p({bound}) AND p({bound}))) UNTIL[0,2] q(x, y)) \
             IN d(x, y)"
        );
        let checked = Checked::new(parse_formula(&text).unwrap(), &wide::signature()).unwrap();
        evaluate(&checked, &stream, End::Closed)
    };
    assert_eq!(told("x"), told("z"));
}

/// How often each operator occurs; an aggregation goes by what it computes.
fn operators(formula: &Formula, tally: &mut BTreeMap<String, usize>) {
    let name = match formula.node() {
        Node::Aggregate(aggregate) => format!("{:?}", aggregate.operator),
        node => {
            let shown = format!("{node:?}");
            shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
        }
    };
    *tally.entry(name).or_default() += 1;
    formula.node().children().into_iter().for_each(|child| operators(child, tally));
}

/// Of the formulas that the plain evaluator takes, the monitor refuses few, all for the one reason; and
/// the trials above are not about nothing.
#[test]
fn few_formulas_that_can_be_evaluated_cannot_be_monitored() {
    const TRIED: usize = 10_000;
    let mut tally = BTreeMap::new();
    for leaning in [Leaning::Plain, Leaning::Values, Leaning::Time] {
        let mut runner = TestRunner::deterministic();
        let (mut accepted, mut refused, mut with_verdicts) = (0, 0, 0);
        for _ in 0..TRIED {
            let (formula, stream) = wide::cases(leaning).new_tree(&mut runner).unwrap().current();
            let Ok(checked) = Checked::new(formula.clone(), &wide::signature()) else { continue };
            accepted += 1;
            match Monitor::new(&checked) {
                Ok(mut monitor) => {
                    operators(&formula, &mut tally);
                    with_verdicts +=
                        usize::from(!run(&mut monitor, &stream, End::Closed).is_empty());
                }
                Err(error) => {
                    assert!(matches!(*error.problem, Problem::NotStreamed { .. }), "{error}");
                    refused += 1;
                }
            }
        }
        println!("{leaning:?}: {accepted} accepted, {refused} refused, {with_verdicts} told of");
        assert!(accepted > TRIED * 95 / 100, "{leaning:?}: {accepted} accepted");
        assert!(refused < accepted * 6 / 100, "{leaning:?}: {refused} of {accepted} refused");
        assert!(with_verdicts > accepted / 4, "{leaning:?}: {with_verdicts} with verdicts");
    }
    println!("{tally:?}");
    // Every operator there is, often.
    assert_eq!(tally.len(), 26, "{tally:?}");
    assert!(tally.values().all(|count| *count > 100), "{tally:?}");
}

/// Groups in which nothing is counted count as 0 where the formula says so.
#[test]
fn an_empty_group_counts_as_nothing_or_as_zero() {
    let signature = Signature::parse("zone(z:int) shell(i:int, z:int)").unwrap();
    let stream =
        Stream::parse("@0 zone (1)(2) shell (7,1)(8,1) @1 zone (1)(2) @9 zone (2)", &signature)
            .unwrap();
    let told = |text: &str| {
        let checked = Checked::new(parse_formula(text).unwrap(), &signature).unwrap();
        let found = run(&mut Monitor::new(&checked).unwrap(), &stream, End::Closed);
        assert_eq!(found, evaluate(&checked, &stream, End::Closed));
        shared::lines(&found).join("\n")
    };
    insta::assert_snapshot!(told("n <- CNT i; z (ONCE[0,1] shell(i,z))"), @r"
    @0 (time point 0): (2,1)
    @1 (time point 1): (2,1)
    ");
    insta::assert_snapshot!(told("n <- CNT i; z (ONCE[0,1] shell(i,z)) ELSE 0 FOR zone(z)"), @r"
    @0 (time point 0): (0,2) (2,1)
    @1 (time point 1): (0,2) (2,1)
    @9 (time point 2): (0,2)
    ");
    let says = |text: &str| parse_formula(text).unwrap_err().to_string();
    insta::assert_snapshot!(says("n <- CNT i; z shell(i,z) ELSE 1 FOR zone(z)"), @"1 cannot stand here; write n <- CNT i; z (body) ELSE 0 FOR zone(z)");
    insta::assert_snapshot!(says("n <- CNT i; z shell(i,z) ELSE 0 FOR zone(y)"), @"these are not the groups that are counted; let the formula behind FOR find z");
    insta::assert_snapshot!(says("n <- MAX i; z shell(i,z) ELSE 0 FOR zone(z)"), @"nothing has a smallest, greatest, mean or median value; leave ELSE 0 to CNT and SUM");
}

/// What a formula looks ahead for may turn out to be of no account: then nothing waits.
#[test]
fn what_is_left_out_keeps_nothing_waiting() {
    let signature = Signature::parse("p(x:int) e()").unwrap();
    let stream = Stream::parse("@5 e () @6 p (0) e () @7 p (1)", &signature).unwrap();
    let text = "p(x) AND ((FALSE AND NOT EVENTUALLY[0,0] p(x)) OR e())";
    let checked = Checked::new(parse_formula(text).unwrap(), &signature).unwrap();
    let found = run(&mut Monitor::new(&checked).unwrap(), &stream, End::Open);
    assert_eq!(found.len(), 1);
    assert_eq!(found, evaluate(&checked, &stream, End::Closed));
}

/// Among values of mixed kinds 1 and 1.0 are equal, and are two values: a comparison is asked of the
/// facts, in whatever order it is written.
#[test]
fn a_comparison_is_asked_of_facts_of_mixed_kinds() {
    let stream = Stream::parse("@1 p (1.) (2) q (1)", &Signature::open()).unwrap();
    for text in [
        "p(x) AND y = x * 2 + 1 AND x = 1",
        "x = 1 AND p(x) AND y = x * 2 + 1",
        "q(z) AND x = z AND p(x) AND y = x * 2 + 1 AND z = 1",
    ] {
        let checked = Checked::new(parse_formula(text).unwrap(), &Signature::open()).unwrap();
        let found = run(&mut Monitor::new(&checked).unwrap(), &stream, End::Closed);
        assert_eq!(found, evaluate(&checked, &stream, End::Closed), "{text}");
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].bindings.contains(&1.0.into()), "{text}");
    }
}
