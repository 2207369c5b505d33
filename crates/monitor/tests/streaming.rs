//! The streaming monitor against the plain evaluator.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use armistice_monitor::{
    Checked, End, Formula, Monitor, Signature, Stream, Verdict, evaluate, parse_formula,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use shared::generate;

fn signature() -> Signature {
    Signature::parse("e() p(int) q(int,int) r(int)").unwrap()
}

/// A formula that both can evaluate; others are no case.
fn monitored(formula: &Formula) -> Result<(Checked, Monitor), TestCaseError> {
    let reject =
        |error: armistice_monitor::CheckError| TestCaseError::reject(error.problem.to_string());
    let checked = Checked::new(formula.clone(), &signature()).map_err(reject)?;
    let monitor = Monitor::new(&checked).map_err(reject)?;
    Ok((checked, monitor))
}

fn cases(cases: u32) -> Config {
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

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn verdicts_are_those_of_the_plain_evaluator(
        formula in generate::guarded(false),
        stream in generate::stream(),
    ) {
        let (checked, mut monitor) = monitored(&formula)?;
        let mut found = run(&mut monitor, &stream, End::Closed);
        found.sort();
        prop_assert_eq!(found, evaluate(&checked, &stream, End::Closed), "{}", formula);
    }
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
