//! Bounds of formulas over doubtful facts, against every way in which the doubts may be resolved.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::{BTreeMap, BTreeSet};

use armistice_monitor::{
    Bounds, Checked, Doubt, End, Fact, Monitor, Sighting, Signature, Stream, Truth, Value,
    evaluate, parse_formula,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use shared::generate;

fn signature() -> Signature {
    Signature::parse("e() p(int) q(int,int) r(int)").unwrap()
}

fn cases(cases: u32) -> Config {
    Config { max_global_rejects: cases * 24, ..Config::with_cases(cases) }
}

type Verdicts = BTreeSet<(i64, Vec<Value>)>;

/// The stream of some facts, with a time point at each of `times` besides.
fn stream_of(times: &BTreeSet<i64>, facts: &[(i64, Fact)]) -> Stream {
    let mut points: BTreeMap<i64, Vec<Fact>> = times.iter().map(|ts| (*ts, Vec::new())).collect();
    for (ts, fact) in facts {
        points.entry(*ts).or_default().push(fact.clone());
    }
    let mut stream = Stream::new();
    for (ts, facts) in points {
        stream.push(ts, facts).unwrap();
    }
    stream
}

/// Every choice of one of the alternatives for each sighting.
fn worlds(sightings: &[Sighting]) -> Vec<Vec<(i64, Fact)>> {
    let mut worlds: Vec<Vec<(i64, Fact)>> = vec![Vec::new()];
    for sighting in sightings {
        worlds = worlds
            .into_iter()
            .flat_map(|world| {
                let without = (!sighting.sure).then(|| world.clone());
                let with = (sighting.from..=sighting.until).map(move |ts| {
                    let mut world = world.clone();
                    world.push((ts, sighting.fact.clone()));
                    world
                });
                with.chain(without)
            })
            .collect();
    }
    worlds
}

fn told(bounds: &Bounds, sightings: &[Sighting]) -> (Verdicts, Verdicts) {
    let mut lower = Verdicts::new();
    let mut upper = Verdicts::new();
    for (verdict, truth) in bounds.evaluate(sightings).unwrap() {
        let verdict = (verdict.ts, verdict.bindings);
        if truth == Truth::True {
            lower.insert(verdict.clone());
        }
        upper.insert(verdict);
    }
    (lower, upper)
}

/// The facts of a stream, some of them unsure.
fn unsure() -> impl Strategy<Value = Vec<Sighting>> {
    (generate::stream(), any::<u64>()).prop_map(|(stream, unsure)| {
        let mut at = 0;
        let mut left = 6;
        stream
            .points()
            .iter()
            .flat_map(|point| point.facts.iter().map(|fact| (point.ts, fact.clone())))
            .map(|(ts, fact)| {
                at += 1;
                let sighting = Sighting::at(ts, fact);
                if unsure >> (at % 64) & 1 == 1 && left > 0 {
                    left -= 1;
                    sighting.unsure()
                } else {
                    sighting
                }
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn unsure_facts_leave_every_world_between_the_bounds(
        formula in generate::guarded(false),
        sightings in unsure(),
    ) {
        let doubt = Doubt::new().possible("p").possible("q").possible("r").possible("e");
        let Ok(bounds) = Bounds::new(&formula, &signature(), &doubt) else {
            return Err(TestCaseError::reject("no bounds"));
        };
        let (lower, upper) = told(&bounds, &sightings);
        prop_assert!(lower.is_subset(&upper), "{}", formula);
        let checked = Checked::new(formula.clone(), &signature()).unwrap();
        // Time points stay, whatever stands at them.
        let times = sightings.iter().map(|sighting| sighting.from).collect();
        for world in worlds(&sightings) {
            let holds: Verdicts = evaluate(&checked, &stream_of(&times, &world), End::Closed)
                .into_iter()
                .map(|verdict| (verdict.ts, verdict.bindings))
                .collect();
            prop_assert!(lower.is_subset(&holds), "{} below in {:?}", formula, world);
            prop_assert!(holds.is_subset(&upper), "{} above in {:?}", formula, world);
        }
    }

    /// A record that begins late: whatever stood before it, the verdicts lie between the bounds.
    #[test]
    fn a_late_record_leaves_every_past_between_the_bounds(
        formula in generate::guarded(false),
        before in generate::stream(),
        record in generate::stream(),
    ) {
        prop_assume!(!record.is_empty());
        let Ok(bounds) = Bounds::new(&formula, &signature(), &Doubt::new().incomplete()) else {
            return Err(TestCaseError::reject("no bounds"));
        };
        let shift = before.points().last().map_or(0, |point| point.ts);
        let later: Vec<(i64, Vec<Fact>)> =
            record.points().iter().map(|point| (point.ts + shift, point.facts.clone())).collect();
        let mut known = Stream::new();
        let mut whole = before.clone();
        for (ts, facts) in later {
            known.push(ts, facts.clone()).unwrap();
            whole.push(ts, facts).unwrap();
        }
        let lower: BTreeSet<_> = evaluate(&bounds.lower, &known, End::Closed).into_iter().collect();
        let upper: BTreeSet<_> = evaluate(&bounds.upper, &known, End::Closed).into_iter().collect();
        let checked = Checked::new(formula.clone(), &signature()).unwrap();
        // The record's own time points only, numbered from its beginning. Formulas that speak of the
        // number itself are none of the generated ones.
        let truth: BTreeSet<_> = evaluate(&checked, &whole, End::Closed)
            .into_iter()
            .filter_map(|mut verdict| {
                verdict.time_point = verdict.time_point.checked_sub(before.len())?;
                Some(verdict)
            })
            .collect();
        prop_assert!(lower.is_subset(&truth), "{} below", formula);
        let start = known.points()[0].ts;
        for verdict in truth.difference(&upper) {
            let missing = bounds.partial.is_none_or(|partial| {
                verdict.ts.abs_diff(start) < partial
            });
            prop_assert!(missing, "{} above: {:?}", formula, verdict);
        }
    }
}

/// Formulas with facts whose time is known within bounds, against every placement.
#[test]
fn spans_leave_every_placement_between_the_bounds() {
    let doubt = Doubt::new().possible("p").span("p", 3).span("q", 2);
    let span = |predicate: &'static str, arity: usize, longest: i64| {
        (0..12_i64, 0..=longest, prop::collection::vec(0..2_i64, arity), any::<bool>()).prop_map(
            move |(from, width, values, sure)| {
                let sighting = Sighting::between(from, from + width, Fact::new(predicate, values));
                if predicate == "p" && !sure { sighting.unsure() } else { sighting }
            },
        )
    };
    let moment = (0..12_i64, 0..2_i64).prop_map(|(ts, x)| Sighting::at(ts, Fact::new("r", [x])));
    let sightings = (
        prop::collection::vec(moment, 1..4),
        prop::collection::vec(span("p", 1, 3), 0..3),
        prop::collection::vec(span("q", 2, 2), 0..2),
    )
        .prop_map(|(r, p, q)| [r, p, q].concat());
    let texts = [
        "r(x) AND ONCE[0,3] p(x)",
        "r(x) AND ONCE[2,4] p(x)",
        "r(x) AND NOT ONCE[0,3] p(x)",
        "r(x) AND ONCE[1,*) p(x)",
        "r(x) AND NOT ONCE p(x)",
        "r(x) AND EVENTUALLY[0,3] p(x)",
        "r(x) AND EVENTUALLY[2,4] (EXISTS y. (q(x,y) AND y > 0))",
        "r(x) AND NOT EVENTUALLY[0,3] p(x)",
        "r(x) AND NOT EVENTUALLY[1,2] (EXISTS y. q(y,x))",
        "r(x) AND (ONCE[0,3] p(x)) AND NOT (EVENTUALLY[0,5] (EXISTS y. q(x,y)))",
    ];
    let differ = std::cell::RefCell::new(BTreeSet::new());
    for text in texts {
        let formula = parse_formula(text).unwrap();
        let checked = Checked::new(formula.clone(), &signature()).unwrap();
        let bounds = Bounds::new(&formula, &signature(), &doubt).unwrap();
        let mut runner = proptest::test_runner::TestRunner::new(Config {
            failure_persistence: None,
            ..Config::with_cases(300)
        });
        runner
            .run(&sightings, |sightings| {
                let (lower, upper) = told(&bounds, &sightings);
                let moments: BTreeSet<i64> = sightings
                    .iter()
                    .filter(|sighting| &*sighting.fact.predicate == "r")
                    .map(|sighting| sighting.from)
                    .collect();
                let mut all: Option<Verdicts> = None;
                let mut any = Verdicts::new();
                for world in worlds(&sightings) {
                    let holds: Verdicts =
                        evaluate(&checked, &stream_of(&moments, &world), End::Closed)
                            .into_iter()
                            .map(|verdict| (verdict.ts, verdict.bindings))
                            .collect();
                    all = Some(match all {
                        None => holds.clone(),
                        Some(all) => all.intersection(&holds).cloned().collect(),
                    });
                    any.extend(holds);
                }
                // Each doubtful fact stands once in these formulas: where it is the only one that
                // bears on a verdict, the bounds are exact.
                prop_assert!(lower.is_subset(&all.unwrap_or_default()), "{}", text);
                prop_assert!(any.is_subset(&upper), "{}", text);
                if lower != upper {
                    differ.borrow_mut().insert(text);
                }
                Ok(())
            })
            .unwrap();
    }
    let differ = differ.into_inner();
    assert_eq!(differ.len(), texts.len(), "each formula shows doubt: {differ:?}");
}

#[test]
fn what_cannot_be_bounded_is_refused_with_its_reason() {
    let doubt = Doubt::new().possible("p").span("q", 60);
    let says = |text: &str| {
        let formula = parse_formula(text).unwrap();
        Bounds::new(&formula, &signature(), &doubt).unwrap_err().to_string()
    };
    insta::assert_snapshot!(says("q(x,y)"), @"the time of q is only known within bounds, and `q(x, y)` asks at which time point it stands; let it stand alone under ONCE or EVENTUALLY, where it is enough to know that it falls into the window");
    insta::assert_snapshot!(says("r(x) AND ONCE[0,60] (EXISTS y. (q(x,y) AND r(y)))"), @"the time of q is only known within bounds, and `q(x, y) AND r(y)` asks at which time point it stands; let it stand alone under ONCE or EVENTUALLY, where it is enough to know that it falls into the window");
    insta::assert_snapshot!(says("r(x) AND PREVIOUS r(x)"), @"`PREVIOUS r(x)` counts time points, and a fact whose time is only known within bounds stands at two; ask for a distance in time instead");
    insta::assert_snapshot!(says("n <- CNT x p(x)"), @"what is counted in `n <- CNT x p(x)` depends on p, whose facts are doubtful: the outcome could be many things at once; count what is sure and what is possible in formulas of their own");
    let unsure = Sighting::at(5, Fact::new("r", [1])).unsure();
    insta::assert_snapshot!(doubt.entries(&unsure).unwrap_err(), @"a fact of r is unsure, and all of them should be sure; say with `possible` that they may be unsure");
    let long = Sighting::between(5, 500, Fact::new("q", [1, 1]));
    insta::assert_snapshot!(doubt.entries(&long).unwrap_err(), @"a fact of q lies between 5 and 500; let the earliest moment come first, and say with `span` how far apart they may be");
}

/// The first week of a log is not a week of calm.
#[test]
fn the_start_of_the_log_is_not_calm() {
    let formula = parse_formula("report(z) AND NOT ONCE[0,7d) shell(z)").unwrap();
    let bounds = Bounds::new(&formula, &Signature::open(), &Doubt::new().incomplete()).unwrap();
    let mut lower = Monitor::new(&bounds.lower).unwrap();
    let mut upper = Monitor::new(&bounds.upper).unwrap();
    let (mut surely, mut maybe) = (Vec::new(), Vec::new());
    for day in 0..10 {
        let facts = [Fact::new("report", [4])];
        lower.step(day * 86_400, &facts, &mut surely).unwrap();
        upper.step(day * 86_400, &facts, &mut maybe).unwrap();
    }
    let days = |told: &[armistice_monitor::Verdict]| -> Vec<i64> {
        told.iter().map(|verdict| verdict.ts / 86_400).collect()
    };
    assert_eq!(days(&surely), [7, 8, 9]);
    assert_eq!(days(&maybe), (0..10).collect::<Vec<_>>());
}
