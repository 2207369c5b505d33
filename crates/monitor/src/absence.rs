//! Over which stretch of time a formula was looked for, and what exactly.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::formula::{Formula, Node};
use crate::interval::Interval;
use crate::rewrite::original_name;
use crate::term::{Term, Var};
use crate::time::Times;
use crate::value::Value;

/// What was looked for from a time point when `formula` was found not to hold, and the seconds from
/// the first to the last one searched, both counted in.
///
/// `ONCE`, `EVENTUALLY` and `EXISTS` in front widen the window and are taken off; the rest is the
/// pattern.
pub(crate) fn searched(
    formula: &Formula,
    values: &HashMap<&str, &Value>,
    times: &Times,
    time_point: usize,
) -> (Formula, Range<i64>) {
    let now = times.stamp(time_point).unwrap_or(0);
    let start = times.stamp(0).unwrap_or(now);
    let end = times.len().checked_sub(1).and_then(|last| times.stamp(last)).unwrap_or(now);
    let back = |from: i64, interval: Interval| match interval.upper() {
        Some(upper) => from.saturating_sub_unsigned(upper),
        None => start.min(from),
    };
    let ahead = |from: i64, interval: Interval| match interval.upper() {
        Some(upper) => from.saturating_add_unsigned(upper),
        None => end.max(from),
    };
    let mut window = now..now;
    let mut pattern = formula;
    loop {
        match pattern.node() {
            Node::Exists(_, inner) => pattern = inner,
            Node::Once(interval, inner) => {
                window.start = back(window.start, *interval);
                window.end = window.end.saturating_sub_unsigned(interval.lower());
                pattern = inner;
            }
            Node::Eventually(interval, inner) => {
                window.start = window.start.saturating_add_unsigned(interval.lower());
                window.end = ahead(window.end, *interval);
                pattern = inner;
            }
            _ => break,
        }
    }
    widen(pattern, &mut window, &back, &ahead);
    let names = readable_names(pattern);
    (instantiated(pattern, values, &names), window)
}

/// Widens a window by what the operators inside a formula look at.
fn widen(
    formula: &Formula,
    window: &mut Range<i64>,
    back: &impl Fn(i64, Interval) -> i64,
    ahead: &impl Fn(i64, Interval) -> i64,
) {
    let mut inside = window.clone();
    match formula.node() {
        Node::Previous(interval, _)
        | Node::Once(interval, _)
        | Node::Historically(interval, _)
        | Node::Since(interval, ..) => inside.start = back(inside.start, *interval),
        Node::Next(interval, _)
        | Node::Eventually(interval, _)
        | Node::Always(interval, _)
        | Node::Until(interval, ..) => inside.end = ahead(inside.end, *interval),
        _ => {}
    }
    let mut widest = inside.clone();
    for child in formula.node().children() {
        let mut reach = inside.clone();
        widen(child, &mut reach, back, ahead);
        widest.start = widest.start.min(reach.start);
        widest.end = widest.end.max(reach.end);
    }
    *window = widest;
}

/// The names readers know, for the variables that can have them without being mixed up.
fn readable_names(formula: &Formula) -> HashMap<Var, Var> {
    fn collect(formula: &Formula, names: &mut BTreeSet<Var>) {
        names.extend(formula.free_variables());
        for child in formula.node().children() {
            collect(child, names);
        }
    }
    let mut names = BTreeSet::new();
    collect(formula, &mut names);
    let mut taken: BTreeSet<&str> = names.iter().map(|name| &**name).collect();
    let mut readable = HashMap::new();
    for name in &names {
        let original = original_name(name);
        if original != &**name && taken.insert(original) {
            readable.insert(name.clone(), original.into());
        }
    }
    readable
}

/// The formula with values in place of variables.
fn instantiated(
    formula: &Formula,
    values: &HashMap<&str, &Value>,
    names: &HashMap<Var, Var>,
) -> Formula {
    let same = |inner: &Formula| instantiated(inner, values, names);
    let name = |variable: &Var| names.get(variable).unwrap_or(variable).clone();
    let node = match formula.node() {
        Node::True | Node::False => return formula.clone(),
        Node::Predicate(predicate, arguments) => Node::Predicate(
            predicate.clone(),
            arguments.iter().map(|term| filled(term, values, names)).collect(),
        ),
        Node::Compare(comparison, left, right) => {
            Node::Compare(*comparison, filled(left, values, names), filled(right, values, names))
        }
        Node::Not(inner) => Node::Not(same(inner)),
        Node::And(left, right) => Node::And(same(left), same(right)),
        Node::Or(left, right) => Node::Or(same(left), same(right)),
        Node::Implies(left, right) => Node::Implies(same(left), same(right)),
        Node::Equiv(left, right) => Node::Equiv(same(left), same(right)),
        Node::Exists(variables, inner) => {
            Node::Exists(variables.iter().map(name).collect(), same(inner))
        }
        Node::Forall(variables, inner) => {
            Node::Forall(variables.iter().map(name).collect(), same(inner))
        }
        Node::Previous(interval, inner) => Node::Previous(*interval, same(inner)),
        Node::Next(interval, inner) => Node::Next(*interval, same(inner)),
        Node::Once(interval, inner) => Node::Once(*interval, same(inner)),
        Node::Eventually(interval, inner) => Node::Eventually(*interval, same(inner)),
        Node::Historically(interval, inner) => Node::Historically(*interval, same(inner)),
        Node::Always(interval, inner) => Node::Always(*interval, same(inner)),
        Node::Since(interval, hold, from) => Node::Since(*interval, same(hold), same(from)),
        Node::Until(interval, hold, from) => Node::Until(*interval, same(hold), same(from)),
        // Its variables stand for columns, which values cannot.
        Node::Aggregate(_) | Node::Let(_) => return formula.clone(),
    };
    node.into()
}

fn filled(term: &Term, values: &HashMap<&str, &Value>, names: &HashMap<Var, Var>) -> Term {
    match term {
        Term::Var(variable) => match values.get(&**variable) {
            Some(value) => Term::Constant((*value).clone()),
            None => Term::Var(names.get(variable).unwrap_or(variable).clone()),
        },
        Term::Constant(_) => term.clone(),
        Term::Binary(operator, left, right) => {
            Term::arithmetic(filled(left, values, names), *operator, filled(right, values, names))
        }
        Term::Negative(inner) => Term::Negative(Box::new(filled(inner, values, names))),
        Term::Convert(kind, inner) => Term::Convert(*kind, Box::new(filled(inner, values, names))),
    }
}
