//! Forged proofs, one for each thing that the checker has to look at.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use armistice_monitor::{Proof, Signature, Step, Stream, Value, Var, parse_formula};

use Step::{Absent, Both, Counted, Evident, Fact, Left, Not, Right, Tally, Throughout, Whatever};

/// What is claimed: whether the formula holds, at which time point, for which values.
type Claim<'a> = (bool, usize, &'a [(&'a str, i64)]);

/// What the checker says to a proof.
fn checked(
    text: &str,
    log: &str,
    (holds, time_point, values): Claim<'_>,
    steps: &[Step],
) -> String {
    let formula = parse_formula(text).unwrap();
    let stream = Stream::parse(log, &Signature::open()).unwrap();
    let bindings = values.iter().map(|(name, value)| (Var::from(*name), Value::Int(*value)));
    let proof = Proof { time_point, bindings: bindings.collect(), holds, steps: steps.to_vec() };
    match proof.check(&formula, &stream) {
        Ok(()) => "passes".to_owned(),
        Err(fault) => format!("{} on {}: {}", fault.rule, fault.part, fault.reason),
    }
}

fn cases(variable: &str, values: &[(Value, usize)], other: usize) -> Step {
    Step::Cases { variable: variable.into(), values: values.to_vec(), other }
}

fn witness(variable: &str, value: i64, proof: usize) -> Step {
    Step::Witness { values: vec![(variable.into(), value.into())], proof }
}

fn at(time_point: usize, proof: usize) -> Step {
    Step::At { time_point, proof }
}

fn chain(time_point: usize, from: usize, hold: usize) -> Step {
    Step::Chain { time_point, from, hold }
}

fn broken(time_point: usize, proof: usize, from: usize) -> Step {
    Step::Broken { at: Some((time_point, proof)), from }
}

const YES: Claim<'static> = (true, 0, &[]);
const NO: Claim<'static> = (false, 0, &[]);

/// Each forgery stands beside the honest proof it was made from, so that it fails for its one fault.
#[test]
fn forged_proofs_of_facts_and_logic_are_refused() {
    let pass = |text: &str, log: &str, claim: Claim<'_>, steps: &[Step]| {
        assert_eq!(checked(text, log, claim, steps), "passes", "{text}");
    };
    pass("p(1)", "@0 p (1)", YES, &[Fact(0)]);
    pass("p(1) AND p(2)", "@0 p (1) (2)", YES, &[Fact(0), Fact(1), Both(0, 1)]);
    pass("p(1) OR p(2)", "@0", NO, &[Absent, Absent, Both(0, 1)]);
    pass("p(1) IMPLIES p(2)", "@0 p (1)", NO, &[Fact(0), Absent, Both(0, 1)]);
    pass("EXISTS x. p(x)", "@0 p (1)", YES, &[Fact(0), witness("x", 1, 0)]);
    pass("EXISTS x. p(x)", "@0", NO, &[Absent, Whatever(0)]);
    let one = [(1.into(), 0)];
    let equal = [Absent, Right(0), Evident, Left(2), cases("x", &[(1.into(), 1)], 3), Whatever(4)];
    pass("EXISTS x. x = 1 AND p(x)", "@0", NO, &equal);

    let forgeries: Vec<(&str, &str, Claim<'_>, Vec<Step>)> = vec![
        ("p(1)", "@0 p (1)", (true, 1, &[]), vec![Fact(0)]),
        ("p(x)", "@0 p (1)", YES, vec![Fact(0)]),
        ("p(1)", "@0 p (1)", (true, 0, &[("x", 1)]), vec![Fact(0)]),
        ("p(1)", "@0 p (1)", YES, vec![]),
        ("p(1)", "@0 p (2)", YES, vec![Fact(0)]),
        ("p(1)", "@0 p (1,1)", YES, vec![Fact(0)]),
        ("p(1)", "@0 q (1)", YES, vec![Fact(0)]),
        ("p(1)", "@0 p (1)", NO, vec![Fact(0)]),
        ("p(1)", "@0 p (1)", NO, vec![Absent]),
        ("p(1)", "@0", YES, vec![Absent]),
        ("ts(5)", "@0", YES, vec![Evident]),
        ("ts(0)", "@0", NO, vec![Evident]),
        ("ts(0)", "@0", NO, vec![Absent]),
        ("TRUE", "@0", NO, vec![Evident]),
        ("FALSE", "@0", YES, vec![Evident]),
        ("1 = 2", "@0", YES, vec![Evident]),
        ("1 = 1", "@0", NO, vec![Evident]),
        ("NOT p(1)", "@0", YES, vec![Not(0)]),
        ("NOT p(1)", "@0 p (1)", YES, vec![Absent, Not(0)]),
        ("p(1) AND p(2)", "@0 p (1)", YES, vec![Fact(0), Left(0)]),
        ("p(1) AND p(2)", "@0 p (2)", YES, vec![Fact(0), Right(0)]),
        ("p(1) AND p(2)", "@0 p (1)", YES, vec![Fact(0), Both(0, 0)]),
        ("p(1) OR p(2)", "@0 p (2)", NO, vec![Absent, Left(0)]),
        ("p(1) OR p(2)", "@0 p (1)", NO, vec![Absent, Right(0)]),
        ("p(1) IMPLIES p(2)", "@0 p (1) (2)", NO, vec![Fact(0), Left(0)]),
        ("p(1) IMPLIES p(2)", "@0", NO, vec![Absent, Right(0)]),
        (
            "p(1) EQUIV p(2)",
            "@0 p (1)",
            YES,
            vec![Fact(0), Absent, Step::Equivalence { left_holds: true, left: 0, right: 1 }],
        ),
        ("FORALL x. p(x)", "@0 p (1)", YES, vec![Fact(0), witness("x", 1, 0)]),
        ("EXISTS x. p(y)", "@0 p (1)", (true, 0, &[("y", 2)]), vec![Fact(0), witness("y", 1, 0)]),
        ("EXISTS x. p(x)", "@0 p (1)", NO, vec![Absent, Whatever(0)]),
        ("EXISTS x. p(x)", "@0 p (1)", NO, vec![Absent, cases("x", &one, 0), Whatever(1)]),
        ("EXISTS x. p(x)", "@0 p (2)", NO, vec![Absent, Absent, cases("x", &one, 1), Whatever(2)]),
        ("EXISTS x. x = 1 AND p(x)", "@0 p (1)", NO, vec![Evident, Left(0), Whatever(1)]),
        ("EXISTS x. 1 = x AND p(x)", "@0 p (1)", NO, vec![Evident, Left(0), Whatever(1)]),
        ("p(1)", "@0 p (1)", NO, vec![Absent, cases("x", &[], 0)]),
        ("LET a(x) = p(x) IN a(2)", "@0 p (1)", YES, vec![Fact(0), Step::Defined(0), Step::Let(1)]),
        ("LET p(x) = q(x) IN p(1)", "@0 p (1)", YES, vec![Fact(0), Step::Let(0)]),
    ];
    insta::assert_snapshot!(refused(forgeries), @r#"
    fact on p(1): the stream has no such time point
    fact on p(x): the bindings are not those of the free variables
    fact on p(1): the bindings are not those of the free variables
    none on p(1): there is no such step
    fact on p(1): the fact is another one
    fact on p(1): the fact is another one
    fact on p(1): the fact is another one
    fact on p(1): that is no rule for this predicate
    absent on p(1): there is such a fact
    absent on p(1): that is no rule for this predicate
    evident on ts(5): it cannot be worked out like that
    evident on ts(0): it cannot be worked out like that
    absent on ts(0): a clock is no fact
    evident on TRUE: it cannot be worked out like that
    evident on FALSE: it cannot be worked out like that
    evident on 1 = 2: it cannot be worked out like that
    evident on 1 = 1: it cannot be worked out like that
    not on NOT p(1): it leads to a later step
    absent on p(1): there is such a fact
    left on p(1) AND p(2): that is no rule for this connective
    right on p(1) AND p(2): that is no rule for this connective
    fact on p(2): the fact is another one
    left on p(1) OR p(2): that is no rule for this connective
    right on p(1) OR p(2): that is no rule for this connective
    left on p(1) IMPLIES p(2): that is no rule for this connective
    right on p(1) IMPLIES p(2): that is no rule for this connective
    absent on p(2): that is no rule for this predicate
    witness on FORALL x. p(x): that is no rule for this quantifier
    witness on EXISTS x. p(y): that is not quantified here
    absent on p(x): there is such a fact
    absent on p(x): the step proves something else
    absent on p(x): there is such a fact
    evident on x = 1: it cannot be worked out like that
    evident on 1 = x: it cannot be worked out like that
    cases on p(1): the variable has no values to tell apart
    fact on p(x): the fact is another one
    fact on p(1): that is no rule for this predicate
    "#);
}

/// What the checker says to each.
fn refused(forgeries: Vec<(&str, &str, Claim<'_>, Vec<Step>)>) -> String {
    let says: Vec<String> = forgeries
        .into_iter()
        .map(|(text, log, claim, steps)| {
            let said = checked(text, log, claim, &steps);
            assert_ne!(said, "passes", "{text} on {log}: {steps:?}");
            said
        })
        .collect();
    says.join("\n")
}

#[test]
fn forged_proofs_about_other_times_are_refused() {
    let pieces = |ends: &[(usize, usize)]| Step::Pieces(ends.to_vec());
    let third = |holds: bool| (holds, 2, &[][..]);
    let second = |holds: bool| (holds, 1, &[][..]);
    let pass = |text: &str, log: &str, claim: Claim<'_>, steps: &[Step]| {
        assert_eq!(checked(text, log, claim, steps), "passes", "{text}");
    };
    let all = "@0 a () @1 a () @2 a ()";
    let hole = "@0 a () @1 @2 a ()";
    let three = [Fact(0), Fact(0), Fact(0), pieces(&[(1, 0), (2, 1), (3, 2)]), Throughout(3)];
    pass("HISTORICALLY a()", all, third(true), &three);
    let since = [Fact(0), Fact(0), Fact(0), pieces(&[(2, 1), (3, 2)]), chain(0, 0, 3)];
    pass("a() SINCE b()", "@0 b () @1 a () @2 a ()", third(true), &since);
    pass("a() SINCE b()", "@0 b () @1 @2 a ()", third(false), &[Absent, Absent, broken(1, 0, 1)]);
    pass("a() UNTIL b()", "@0 @1 b ()", NO, &[Absent, Absent, broken(0, 0, 1)]);

    let forgeries: Vec<(&str, &str, Claim<'_>, Vec<Step>)> = vec![
        (
            "HISTORICALLY a()",
            hole,
            third(true),
            vec![Fact(0), Fact(0), pieces(&[(1, 0), (3, 1)]), Throughout(2)],
        ),
        (
            "HISTORICALLY a()",
            "@0 a () @1 a () @2",
            third(true),
            vec![Fact(0), Fact(0), pieces(&[(1, 0), (2, 1)]), Throughout(2)],
        ),
        (
            "HISTORICALLY a()",
            all,
            third(true),
            vec![Fact(0), Fact(0), pieces(&[(2, 0), (1, 0), (3, 1)]), Throughout(2)],
        ),
        ("HISTORICALLY a()", hole, third(true), vec![Fact(0), at(2, 0)]),
        ("HISTORICALLY a()", all, third(false), vec![Absent, Throughout(0)]),
        ("ONCE a()", hole, third(false), vec![Absent, at(1, 0)]),
        ("ONCE[0,1] a()", "@0 a () @1 @2", third(true), vec![Fact(0), at(0, 0)]),
        ("ONCE[1,2] a()", "@0 @1 @2 a ()", third(true), vec![Fact(0), at(2, 0)]),
        ("ONCE a()", "@0 @0 a ()", YES, vec![Fact(0), at(1, 0)]),
        ("ONCE[0,1] a()", "@0 @1 a () @2", third(false), vec![Absent, Throughout(0)]),
        ("ONCE a()", "@0 a ()", (true, 0, &[]), vec![Fact(0), at(usize::MAX, 0)]),
        ("EVENTUALLY[0,1] a()", "@0 @1 @2 a ()", YES, vec![Fact(0), at(2, 0)]),
        ("EVENTUALLY a()", "@0 a () @0", second(true), vec![Fact(0), at(0, 0)]),
        ("EVENTUALLY[1,2] a()", "@0 @1 @2 a ()", NO, vec![Absent, Throughout(0)]),
        ("PREVIOUS a()", "@0 a ()", YES, vec![Fact(0), Step::Neighbour(0)]),
        ("PREVIOUS[2,3] a()", "@0 a () @1", second(true), vec![Fact(0), Step::Neighbour(0)]),
        ("PREVIOUS a()", "@0 a () @1", second(false), vec![Evident]),
        ("NEXT a()", "@0 a ()", YES, vec![Fact(0), Step::Neighbour(0)]),
        ("NEXT a()", "@0 @1 a ()", NO, vec![Absent, Step::Neighbour(0)]),
        ("NEXT[0,3] a()", "@0 @1 a ()", NO, vec![Evident]),
        // The right side lies out of reach, or the left side has a hole.
        ("a() SINCE[0,1] b()", "@0 b () @1 a () @2 a ()", third(true), since.to_vec()),
        (
            "a() SINCE b()",
            "@0 b () @1 a () @2",
            third(true),
            vec![Fact(0), Fact(0), chain(0, 0, 1)],
        ),
        ("a() UNTIL b()", "@0 @1 b ()", YES, vec![Fact(0), Fact(0), chain(1, 0, 1)]),
        ("a() SINCE b()", "@0 a () @1", second(false), vec![Fact(0), Fact(0), chain(0, 0, 1)]),
        // A break at the very start of a chain, after the time point, before it, or none.
        (
            "a() SINCE b()",
            "@0 b () @1 a () @2 a ()",
            third(false),
            vec![Absent, Absent, broken(0, 0, 1)],
        ),
        (
            "a() SINCE b()",
            "@0 b () @1 a () @2 a () @3",
            third(false),
            vec![Absent, Evident, broken(3, 0, 1)],
        ),
        (
            "a() SINCE b()",
            "@0 b () @1 a ()",
            second(false),
            vec![Absent, Step::Broken { at: None, from: 0 }],
        ),
        ("a() UNTIL b()", "@0 a () @1 b ()", NO, vec![Absent, Absent, broken(1, 0, 1)]),
        (
            "a() UNTIL b()",
            "@0 @1 a () @2 b ()",
            second(false),
            vec![Absent, Evident, broken(0, 0, 1)],
        ),
        ("a() UNTIL b()", "@0 a () @1 b ()", NO, vec![Absent, Evident, broken(9, 0, 1)]),
        ("a() UNTIL b()", "@0 a () @1 b ()", YES, vec![Absent, Absent, broken(0, 0, 1)]),
    ];
    insta::assert_snapshot!(refused(forgeries), @r#"
    fact on a(): the fact is another one
    pieces on a(): the pieces are not the whole range
    pieces on a(): the pieces are out of order
    at on HISTORICALLY a(): that is no rule for this operator
    throughout on HISTORICALLY a(): that is no rule for this operator
    at on ONCE a(): that is no rule for this operator
    at on ONCE[0,1] a(): the time point is out of reach
    at on ONCE[1,2] a(): the time point is out of reach
    at on ONCE a(): the time point is out of reach
    absent on a(): there is such a fact
    at on ONCE a(): the time point is out of reach
    at on EVENTUALLY[0,1] a(): the time point is out of reach
    at on EVENTUALLY a(): the time point is out of reach
    absent on a(): there is such a fact
    neighbour on PREVIOUS a(): there is no neighbour at that distance
    neighbour on PREVIOUS[2,3] a(): there is no neighbour at that distance
    evident on PREVIOUS a(): it cannot be worked out like that
    neighbour on NEXT a(): there is no neighbour at that distance
    absent on a(): there is such a fact
    evident on NEXT[0,3] a(): it cannot be worked out like that
    chain on a() SINCE[0,1] b(): the time point is out of reach
    fact on a(): a fact is of one time point
    fact on a(): the fact is another one
    chain on a() SINCE b(): that is no rule for this operator
    absent on b(): there is such a fact
    broken on a() SINCE b(): the break is not between
    absent on b(): there is such a fact
    absent on b(): there is such a fact
    broken on a() UNTIL b(): the break is not between
    broken on a() UNTIL b(): the break is not between
    broken on a() UNTIL b(): that is no rule for this operator
    "#);
}

const COUNTED: [Claim<'static>; 3] =
    [(true, 0, &[("n", 0)]), (true, 0, &[("n", 1)]), (true, 0, &[("n", 2)])];
const NOT_ONE: Claim<'static> = (false, 0, &[("n", 1)]);

#[test]
fn forged_counts_are_refused() {
    let one = Value::Int(1);
    let count = "n <- CNT x p(x)";
    let honest = [Fact(0), Counted(0), Absent, cases("x", &[(one.clone(), 1)], 2), Tally(3)];
    assert_eq!(checked(count, "@0 p (1)", COUNTED[1], &honest), "passes");
    let zero = Value::Int(0);
    let none = Value::float(0.0);
    let text = Value::str("");

    let forgeries: Vec<(&str, &str, Claim<'_>, Vec<Step>)> = vec![
        (count, "@0 p (1)", COUNTED[2], honest.to_vec()),
        (count, "@0 p (1)", NOT_ONE, honest.to_vec()),
        // Not all are counted, or one is counted that is none, or one twice.
        (count, "@0 p (1) (2)", COUNTED[1], honest.to_vec()),
        (count, "@0", COUNTED[1], honest.to_vec()),
        (count, "@0 p (1)", COUNTED[0], vec![Absent, Tally(0)]),
        (
            count,
            "@0 p (1)",
            COUNTED[2],
            vec![
                Fact(0),
                Counted(0),
                Fact(0),
                Counted(2),
                Absent,
                cases("x", &[(one.clone(), 1), (one.clone(), 3)], 4),
                Tally(5),
            ],
        ),
        (
            count,
            "@0 p (1)",
            COUNTED[2],
            vec![
                Fact(0),
                Counted(0),
                Fact(0),
                Counted(2),
                Absent,
                cases("x", &[(one.clone(), 3)], 4),
                cases("x", &[(one.clone(), 1)], 5),
                Tally(6),
            ],
        ),
        (
            count,
            "@0 p (1)",
            COUNTED[2],
            vec![
                Fact(0),
                Counted(0),
                Absent,
                cases("x", &[(one.clone(), 1), (2.into(), 1)], 2),
                Tally(3),
            ],
        ),
        // Any number of values for y is not one valuation.
        (
            "n <- CNT x (p(x) AND (q(y) OR TRUE))",
            "@0 p (1)",
            COUNTED[1],
            vec![
                Fact(0),
                Evident,
                Right(1),
                Both(0, 2),
                Counted(3),
                Absent,
                Left(5),
                cases("x", &[(one.clone(), 4)], 6),
                Tally(7),
            ],
        ),
        // Of an empty group there is no outcome, not zero.
        ("n <- CNT x; y q(x,y)", "@0", (true, 0, &[("n", 0), ("y", 5)]), vec![Absent, Tally(0)]),
        // The outcome is one of "any".
        (
            "EXISTS n. n <- CNT x p(x)",
            "@0 p (1)",
            NO,
            honest.iter().cloned().chain([Whatever(4)]).collect(),
        ),
        // The zero of another kind.
        (
            "EXISTS n. (n <- SUM x r(x)) AND p(n)",
            "@0 p (0)",
            NO,
            vec![
                Absent,
                Right(0),
                Absent,
                Tally(2),
                Left(3),
                cases("n", &[(none.clone(), 1)], 4),
                Whatever(5),
            ],
        ),
        (
            "EXISTS n. (n <- MIN x r(x)) AND n = 0",
            "@0",
            NO,
            vec![
                Evident,
                Right(0),
                Absent,
                Tally(2),
                Left(3),
                cases("n", &[(text, 1)], 4),
                Whatever(5),
            ],
        ),
        (
            "EXISTS n. (n <- SUM x r(x)) AND (n + 1) / 2 = 0",
            "@0",
            NO,
            vec![
                Evident,
                Right(0),
                Absent,
                Tally(2),
                Left(3),
                cases("n", &[(none.clone(), 1)], 4),
                Whatever(5),
            ],
        ),
        (
            "m <- SUM n (n <- SUM x r(x))",
            "@0",
            (false, 0, &[("m", 0)]),
            vec![
                Absent,
                Tally(0),
                Counted(1),
                Absent,
                Tally(3),
                cases("n", &[(none, 2)], 4),
                Tally(5),
            ],
        ),
        (
            "m <- SUM n (n <- SUM x r(x))",
            "@0",
            (true, 0, &[("m", 1)]),
            vec![
                Absent,
                Tally(0),
                Counted(1),
                Absent,
                Tally(3),
                cases("n", &[(zero, 2)], 4),
                Tally(5),
            ],
        ),
    ];
    insta::assert_snapshot!(refused(forgeries), @r#"
    tally on n <- CNT x p(x): the outcome is not as claimed
    tally on n <- CNT x p(x): the outcome is not as claimed
    absent on p(x): there is such a fact
    fact on p(x): the fact is another one
    absent on p(x): there is such a fact
    tally on n <- CNT x p(x): a value comes twice
    tally on n <- CNT x p(x): a value comes twice
    tally on n <- CNT x p(x): a case is counted twice
    tally on n <- CNT x (p(x) AND (q(y) OR TRUE)): what is counted has no values
    tally on n <- CNT x; y q(x, y): the outcome is not as claimed
    tally on n <- CNT x p(x): the outcome is not as claimed
    absent on p(n): there is such a fact
    evident on n = 0: it cannot be worked out like that
    evident on (n + 1) / 2 = 0: it cannot be worked out like that
    tally on m <- SUM n (n <- SUM x r(x)): the outcome is not as claimed
    tally on m <- SUM n (n <- SUM x r(x)): the outcome is not as claimed
    "#);
}
