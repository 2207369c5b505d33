//! The textbook semantics of metric first-order temporal logic, word for word: does a formula hold
//! at a time point for a valuation? Every quantifier tries every value of a small domain, every
//! temporal operator every time point. It shares nothing with the evaluator but the data types.

use std::collections::HashMap;

use armistice_monitor::{
    Aggregation, Arithmetic, Comparison, Formula, Interval, Let, Node, Stream, Term, Value, Var,
};

/// Values that quantifiers try: `0..DOMAIN`.
pub const DOMAIN: i64 = 10;

pub type Valuation = HashMap<Var, i64>;

/// What surrounds a formula: the stream, and the definitions it stands inside of.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub stream: &'a Stream,
    pub definitions: Option<&'a Definition<'a>>,
}

/// A `LET` with what surrounded it.
pub struct Definition<'a> {
    binding: &'a Let,
    outside: World<'a>,
}

/// All valuations of these variables over the domain.
pub fn valuations(variables: &[Var]) -> Vec<Valuation> {
    let mut all = vec![Valuation::new()];
    for variable in variables {
        all = all
            .into_iter()
            .flat_map(|valuation| {
                (0..DOMAIN).map(move |value| {
                    let mut valuation = valuation.clone();
                    valuation.insert(variable.clone(), value);
                    valuation
                })
            })
            .collect();
    }
    all
}

fn value(term: &Term, v: &Valuation) -> i64 {
    match term {
        Term::Var(x) => v[x],
        Term::Constant(Value::Int(c)) => *c,
        Term::Binary(Arithmetic::Add, a, b) => value(a, v) + value(b, v),
        Term::Binary(Arithmetic::Subtract, a, b) => value(a, v) - value(b, v),
        _ => unimplemented!("not generated"),
    }
}

fn distance(world: World<'_>, one: usize, other: usize) -> u64 {
    world.stream.points()[one].ts.abs_diff(world.stream.points()[other].ts)
}

pub fn holds(world: World<'_>, i: usize, v: &Valuation, formula: &Formula) -> bool {
    let n = world.stream.len();
    let at = |j: usize, f: &Formula| holds(world, j, v, f);
    let near = |j: usize, interval: &Interval| interval.contains(distance(world, i, j));
    match formula.node() {
        Node::True => true,
        Node::False => false,
        Node::Predicate(name, terms) => {
            let values: Vec<i64> = terms.iter().map(|t| value(t, v)).collect();
            predicate(world, i, name, &values)
        }
        Node::Compare(comparison, a, b) => {
            let (a, b) = (value(a, v), value(b, v));
            match comparison {
                Comparison::Equal => a == b,
                Comparison::Less => a < b,
                Comparison::LessOrEqual => a <= b,
                Comparison::Greater => a > b,
                Comparison::GreaterOrEqual => a >= b,
            }
        }
        Node::Not(f) => !at(i, f),
        Node::And(f, g) => at(i, f) && at(i, g),
        Node::Or(f, g) => at(i, f) || at(i, g),
        Node::Implies(f, g) => !at(i, f) || at(i, g),
        Node::Equiv(f, g) => at(i, f) == at(i, g),
        Node::Exists(xs, f) => extensions(v, xs).any(|v| holds(world, i, &v, f)),
        Node::Forall(xs, f) => extensions(v, xs).all(|v| holds(world, i, &v, f)),
        Node::Previous(interval, f) => i > 0 && near(i - 1, interval) && at(i - 1, f),
        Node::Next(interval, f) => i + 1 < n && near(i + 1, interval) && at(i + 1, f),
        Node::Once(interval, f) => (0..=i).any(|j| near(j, interval) && at(j, f)),
        Node::Eventually(interval, f) => (i..n).any(|j| near(j, interval) && at(j, f)),
        Node::Historically(interval, f) => (0..=i).all(|j| !near(j, interval) || at(j, f)),
        Node::Always(interval, f) => (i..n).all(|j| !near(j, interval) || at(j, f)),
        Node::Since(interval, f, g) => {
            (0..=i).any(|j| near(j, interval) && at(j, g) && (j + 1..=i).all(|k| at(k, f)))
        }
        Node::Until(interval, f, g) => {
            (i..n).any(|j| near(j, interval) && at(j, g) && (i..j).all(|k| at(k, f)))
        }
        Node::Aggregate(a) => {
            let bound: Vec<Var> =
                a.body.free_variables().into_iter().filter(|x| !a.group.contains(x)).collect();
            // Only the grouping variables keep their values inside.
            let group = a.group.iter().map(|x| (x.clone(), v[x])).collect();
            let bag: Vec<i64> = extensions(&group, &bound)
                .filter(|v| holds(world, i, v, &a.body))
                .map(|v| v[&a.over])
                .collect();
            if bag.is_empty() && !a.group.is_empty() {
                return false;
            }
            let outcome = match a.operator {
                Aggregation::Count => bag.len() as i64,
                Aggregation::Sum => bag.iter().sum(),
                Aggregation::Min => bag.iter().copied().min().unwrap_or(0),
                Aggregation::Max => bag.iter().copied().max().unwrap_or(0),
                _ => unimplemented!("not generated"),
            };
            v[&a.result] == outcome
        }
        Node::Let(binding) => {
            let definition = Definition { binding, outside: world };
            let inside = World { definitions: Some(&definition), ..world };
            holds(inside, i, v, &binding.body)
        }
    }
}

fn predicate(world: World<'_>, i: usize, name: &str, values: &[i64]) -> bool {
    let mut around = world.definitions;
    while let Some(definition) = around {
        if *definition.binding.name == *name {
            let v = definition.binding.parameters.iter().cloned().zip(values.iter().copied());
            return holds(definition.outside, i, &v.collect(), &definition.binding.definition);
        }
        around = definition.outside.definitions;
    }
    world.stream.points()[i].facts.iter().any(|fact| {
        *fact.predicate == *name
            && fact.values.len() == values.len()
            && fact.values.iter().zip(values).all(|(a, b)| *a == Value::Int(*b))
    })
}

fn extensions<'a>(v: &'a Valuation, xs: &'a [Var]) -> impl Iterator<Item = Valuation> + 'a {
    valuations(xs).into_iter().map(move |new| {
        let mut v = v.clone();
        v.extend(new);
        v
    })
}
