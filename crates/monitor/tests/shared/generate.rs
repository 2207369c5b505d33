//! Random formulas and streams.

use std::sync::Arc;

use armistice_monitor::{
    Aggregation, Arithmetic, Comparison, Fact, Formula, Interval, Node, Stream, Term, Value, Var,
};
use proptest::prelude::*;

const VARIABLES: [&str; 3] = ["x", "y", "z"];

fn variable() -> impl Strategy<Value = Var> {
    prop::sample::select(&VARIABLES[..]).prop_map(Var::from)
}

/// A variable, or now and then a constant that the streams hold.
fn argument() -> impl Strategy<Value = Term> {
    prop_oneof![
        5 => variable().prop_map(Term::Var),
        1 => (0..3_i64).prop_map(Term::int),
    ]
}

fn predicate() -> impl Strategy<Value = Formula> {
    prop_oneof![
        1 => Just(Formula::pred("e", [])),
        4 => argument().prop_map(|a| Formula::pred("p", [a])),
        4 => (argument(), argument()).prop_map(|(a, b)| Formula::pred("q", [a, b])),
        2 => argument().prop_map(|a| Formula::pred("r", [a])),
    ]
}

fn comparison() -> impl Strategy<Value = Formula> {
    let operator = prop_oneof![
        4 => Just(Comparison::Equal),
        1 => Just(Comparison::Less),
        1 => Just(Comparison::LessOrEqual),
        1 => Just(Comparison::Greater),
        1 => Just(Comparison::GreaterOrEqual),
    ];
    let right = prop_oneof![
        argument(),
        argument().prop_map(|a| Term::arithmetic(a, Arithmetic::Add, Term::int(1))),
    ];
    (argument(), operator, right).prop_map(|(a, operator, b)| Formula::compare(a, operator, b))
}

pub fn past() -> impl Strategy<Value = Interval> {
    prop_oneof![
        2 => Just(Interval::ANY),
        1 => (0..4_u64).prop_map(Interval::at_least),
        4 => future(),
    ]
}

pub fn future() -> impl Strategy<Value = Interval> {
    prop_oneof![
        (0..5_u64).prop_map(Interval::within),
        (0..3_u64, 0..5_u64).prop_map(|(from, length)| Interval::closed(from, from + length)),
    ]
}

fn aggregation() -> impl Strategy<Value = Aggregation> {
    prop::sample::select(vec![
        Aggregation::Count,
        Aggregation::Sum,
        Aggregation::Min,
        Aggregation::Max,
    ])
}

/// Formulas of every operator, or, where `positive`, of those without negation.
pub fn formula(positive: bool) -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        8 => predicate(),
        2 => comparison(),
        1 => Just(Formula::truth()),
        1 => Just(Formula::falsehood()),
    ];
    leaf.prop_recursive(4, 12, 2, move |inner| {
        let two = || (inner.clone(), inner.clone());
        let growing = prop_oneof![
            4 => two().prop_map(|(f, g)| f.and(g)),
            2 => two().prop_map(|(f, g)| f.or(g)),
            2 => (variable(), inner.clone()).prop_map(|(x, f)| f.exists([x])),
            1 => (past(), inner.clone()).prop_map(|(i, f)| f.previous(i)),
            1 => (past(), inner.clone()).prop_map(|(i, f)| f.next(i)),
            2 => (past(), inner.clone()).prop_map(|(i, f)| f.once(i)),
            2 => (future(), inner.clone()).prop_map(|(i, f)| f.eventually(i)),
            2 => (past(), inner.clone()).prop_map(|(i, f)| f.historically(i)),
            2 => (future(), inner.clone()).prop_map(|(i, f)| f.always(i)),
            3 => (past(), two()).prop_map(|(i, (f, g))| f.since(i, g)),
            3 => (future(), two()).prop_map(|(i, (f, g))| f.until(i, g)),
            1 => two().prop_map(|(f, g)| {
                let columns = f.free_variables();
                if columns.len() == 1 { g.with("r", columns, f) } else { g.and(f) }
            }),
        ];
        if positive {
            return growing.boxed();
        }
        prop_oneof![
            12 => growing,
            4 => inner.clone().prop_map(Formula::negate),
            2 => two().prop_map(|(f, g)| f.and_not(g)),
            1 => two().prop_map(|(f, g)| f.implies(g)),
            1 => two().prop_map(|(f, g)| f.equivalent(g)),
            2 => (variable(), inner.clone()).prop_map(|(x, f)| f.forall([x])),
            2 => (aggregation(), inner.clone(), any::<bool>()).prop_map(|(operator, f, grouped)| {
                let mut columns = f.free_variables();
                let Some(over) = columns.pop() else { return f };
                columns.truncate(usize::from(grouped));
                f.aggregate("n", operator, over, columns).exists(["n"])
            }),
            1 => (aggregation(), inner).prop_map(|(operator, f)| {
                let mut columns = f.free_variables();
                match columns.pop() {
                    Some(over) => f.aggregate("n", operator, over, columns),
                    None => f,
                }
            }),
        ]
        .boxed()
    })
}

/// A formula, half of the time behind predicates that give all its variables values.
pub fn guarded(positive: bool) -> impl Strategy<Value = Formula> {
    (formula(positive), any::<bool>(), past()).prop_map(|(f, guard, interval)| {
        if !guard {
            return f;
        }
        let columns = f.free_variables();
        let guards = columns.iter().enumerate().map(|(at, x)| {
            let p = Formula::pred("p", [Term::Var(x.clone())]);
            if at == 0 { p } else { p.once(interval) }
        });
        Formula::all(guards).and(f)
    })
}

fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        1 => Just(Fact { predicate: "e".into(), values: Arc::from([]) }),
        4 => (0..3_i64).prop_map(|a| Fact::new("p", [a])),
        4 => (0..3_i64, 0..3_i64).prop_map(|(a, b)| Fact::new("q", [a, b])),
        2 => (0..3_i64).prop_map(|a| Fact::new("r", [a])),
    ]
}

/// Up to seven time points, some at the same time, with up to four facts each.
pub fn stream() -> impl Strategy<Value = Stream> {
    prop::collection::vec((0..3_i64, prop::collection::vec(fact(), 0..5)), 0..8).prop_map(
        |points| {
            let mut stream = Stream::new();
            let mut ts = 5;
            for (gap, facts) in points {
                ts += gap;
                stream.push(ts, facts).expect("gaps are not negative");
            }
            stream
        },
    )
}

/// How many quantified or free variables a formula nests at most, which is what the textbook pays
/// for.
pub fn width(formula: &Formula) -> usize {
    let own = match formula.node() {
        Node::Exists(xs, _) | Node::Forall(xs, _) => xs.len(),
        Node::Aggregate(a) => a.body.free_variables().len(),
        _ => 0,
    };
    own + formula.node().children().into_iter().map(width).max().unwrap_or(0)
}

/// A text, for names and constants in formulas that are only printed and read.
pub fn text() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[ -~äöü\n]{0,6}".prop_map(Value::from),
        any::<i64>().prop_map(Value::Int),
        any::<f64>().prop_filter("finite", |f| f.is_finite()).prop_map(Value::float),
    ]
}
