//! Random formulas that mostly can be monitored, over values of every kind, and logs for them.
//!
//! A case is read off a *tape* of bytes: every choice takes one byte, and where the tape has ended each
//! choice is the first one, the simplest. So a case is cheap to make, and it shrinks as its tape gets
//! shorter and its bytes smaller.

use std::sync::Arc;

use armistice_monitor::{
    Aggregation, Arithmetic, Comparison, Fact, Formula, Interval, Kind, Signature, Stream, Term,
    Value, Var,
};
use proptest::prelude::*;

/// The predicates of the logs.
pub const SIGNATURE: &str = "e() p(int) q(int,int) r(int) m(float) w(string,float) n(string) \
                             b(int,string) t(int,int,int)";

pub fn signature() -> Signature {
    Signature::parse(SIGNATURE).unwrap()
}

/// What a generator leans towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// Whole numbers only, operators of all sorts.
    Plain,
    /// Values of every kind, aggregations, arithmetic.
    Values,
    /// Operators about time, one in another, over few values.
    Time,
}

/// A formula and a log.
pub fn cases(leaning: Leaning) -> impl Strategy<Value = (Formula, Stream)> {
    let tape = |most| prop::collection::vec(any::<u8>(), 0..most);
    (tape(60), tape(90)).prop_map(move |(formula, stream)| {
        (formula_of(&formula, leaning), stream_of(&stream, leaning, 12))
    })
}

/// A formula and a log of up to 250 time points.
pub fn long_cases(leaning: Leaning) -> impl Strategy<Value = (Formula, Stream)> {
    let tapes =
        (prop::collection::vec(any::<u8>(), 0..60), prop::collection::vec(any::<u8>(), 200..1500));
    tapes.prop_map(move |(formula, stream)| {
        (formula_of(&formula, leaning), stream_of(&stream, leaning, 250))
    })
}

/// The formula of a tape.
pub fn formula_of(tape: &[u8], leaning: Leaning) -> Formula {
    let mut maker = Maker { tape: Tape(tape), leaning, definitions: Vec::new(), named: 0 };
    let columns = maker.variables();
    let depth = 1 + maker.tape.below(4);
    maker.finding(&columns, depth)
}

/// The log of a tape, of up to so many time points.
pub fn stream_of(tape: &[u8], leaning: Leaning, most: usize) -> Stream {
    let mut tape = Tape(tape);
    let mut stream = Stream::new();
    let mut ts: i64 = match tape.below(24) {
        22 => i64::MIN + 1,
        23 => i64::MAX - 70,
        21 => -3,
        _ => 5,
    };
    let points = 1 + tape.below(most);
    for _ in 0..points {
        ts = ts.saturating_add([1, 0, 2, 1, 0, 4, 1, 55, 3, 0, 1, 1_000_000_000][tape.below(12)]);
        let facts = [1, 2, 0, 3, 4][tape.below(5)];
        let facts: Vec<Fact> = (0..facts).map(|_| tape.fact(leaning)).collect();
        stream.push(ts.min(i64::MAX - 1), facts).unwrap();
    }
    stream
}

/// Choices yet to be made.
struct Tape<'a>(&'a [u8]);

impl Tape<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let Some((byte, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*byte) % bound
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 1
    }

    fn int(&mut self, leaning: Leaning) -> i64 {
        let large = [i64::MAX, i64::MIN, 1 << 62, -(1 << 62) - 1];
        match self.below(if leaning == Leaning::Values { 14 } else { 9 }) {
            choice @ 0..9 => (choice % 3) as i64,
            choice => large.get(choice - 9).copied().unwrap_or(-1),
        }
    }

    fn value(&mut self, kind: Kind, leaning: Leaning) -> Value {
        match kind {
            Kind::Int => Value::Int(self.int(leaning)),
            Kind::Float => {
                let floats = [0.5, 0.0, -1.25, 0.1, 0.5, 1e300, f64::INFINITY, f64::NAN, -0.0];
                Value::float(floats[self.below(floats.len())])
            }
            Kind::Str => Value::str(["a", "", "north", "a", "a name of many words"][self.below(5)]),
        }
    }

    fn fact(&mut self, leaning: Leaning) -> Fact {
        let (name, kinds) = self.predicate(leaning);
        let values = kinds.iter().map(|kind| self.value(*kind, leaning)).collect::<Vec<_>>();
        Fact::new(name, values)
    }

    fn predicate(&mut self, leaning: Leaning) -> (&'static str, &'static [Kind]) {
        const PLAIN: [(&str, &[Kind]); 8] = [
            ("p", &[Kind::Int]),
            ("q", &[Kind::Int, Kind::Int]),
            ("r", &[Kind::Int]),
            ("p", &[Kind::Int]),
            ("q", &[Kind::Int, Kind::Int]),
            ("e", &[]),
            ("q", &[Kind::Int, Kind::Int]),
            ("t", &[Kind::Int, Kind::Int, Kind::Int]),
        ];
        const OTHER: [(&str, &[Kind]); 4] = [
            ("m", &[Kind::Float]),
            ("w", &[Kind::Str, Kind::Float]),
            ("n", &[Kind::Str]),
            ("b", &[Kind::Int, Kind::Str]),
        ];
        if leaning == Leaning::Values && self.below(3) > 0 {
            OTHER[self.below(OTHER.len())]
        } else {
            PLAIN[self.below(PLAIN.len())]
        }
    }
}

/// A variable, whose name tells its kind.
type Typed = (&'static str, Kind);

const INTS: [Typed; 4] = [("x", Kind::Int), ("y", Kind::Int), ("z", Kind::Int), ("u", Kind::Int)];
const FLOATS: [Typed; 2] = [("f", Kind::Float), ("g", Kind::Float)];
const TEXTS: [Typed; 2] = [("s", Kind::Str), ("v", Kind::Str)];

fn pool(kind: Kind) -> &'static [Typed] {
    match kind {
        Kind::Int => &INTS,
        Kind::Float => &FLOATS,
        Kind::Str => &TEXTS,
    }
}

struct Maker<'a> {
    tape: Tape<'a>,
    leaning: Leaning,
    /// What `LET` has defined here.
    definitions: Vec<(Arc<str>, Vec<Kind>)>,
    named: usize,
}

fn variable(typed: &Typed) -> Term {
    Term::var(typed.0)
}

impl Maker<'_> {
    fn kind(&mut self) -> Kind {
        match self.leaning {
            Leaning::Values => [Kind::Int, Kind::Float, Kind::Str, Kind::Int][self.tape.below(4)],
            _ => Kind::Int,
        }
    }

    /// A variable that is none of these; `None` where all names of its kind are taken.
    fn fresh(&mut self, taken: &[Typed], kind: Kind) -> Option<Typed> {
        let mut free = pool(kind).to_vec();
        free.retain(|typed| !taken.contains(typed));
        if free.is_empty() { None } else { Some(free[self.tape.below(free.len())]) }
    }

    fn variables(&mut self) -> Vec<Typed> {
        let mut columns = Vec::new();
        for _ in 0..[1, 2, 0, 1, 2, 3][self.tape.below(6)] {
            let kind = self.kind();
            columns.extend(self.fresh(&columns, kind));
        }
        columns
    }

    fn some_of(&mut self, of: &[Typed]) -> Vec<Typed> {
        of.iter().copied().filter(|_| self.tape.flip()).collect()
    }

    fn past(&mut self) -> Interval {
        match self.tape.below(9) {
            0 => Interval::ANY,
            1 => Interval::at_least(self.tape.below(5) as u64),
            2 => Interval::at_least(50),
            _ => self.future(),
        }
    }

    fn future(&mut self) -> Interval {
        let lower = [0, 0, 1, 0, 2, 3, 50][self.tape.below(7)];
        let length = [2, 0, 1, 3, 5, 60][self.tape.below(6)];
        Interval::closed(lower, lower + length)
    }

    /// A formula that finds the values of exactly these variables.
    fn finding(&mut self, columns: &[Typed], depth: usize) -> Formula {
        if depth == 0 {
            return self.facts(columns);
        }
        let less = depth - 1;
        let choice = match self.leaning {
            Leaning::Time => [0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 6, 7, 8, 13, 14, 13, 14, 1, 2, 3]
                [self.tape.below(20)],
            Leaning::Values => {
                [0, 1, 2, 3, 4, 5, 5, 5, 4, 6, 7, 13, 14, 15, 16, 2, 8, 9][self.tape.below(18)]
            }
            Leaning::Plain => self.tape.below(17),
        };
        match choice {
            1 => {
                let one = self.some_of(columns);
                let other: Vec<Typed> = columns
                    .iter()
                    .copied()
                    .filter(|typed| !one.contains(typed) || self.tape.flip())
                    .collect();
                let one = self.finding(&one, less);
                one.and(self.finding(&other, less))
            }
            2 => {
                let found = self.finding(columns, less);
                let condition = self.condition(columns, less);
                if self.tape.below(4) == 3 { condition.and(found) } else { found.and(condition) }
            }
            3 => {
                let one = self.finding(columns, less);
                one.or(self.finding(columns, less))
            }
            4 => self.assigned(columns, less),
            5 => self.aggregated(columns, less),
            6 => self.finding(columns, less).once(self.past()),
            7 => self.finding(columns, less).eventually(self.future()),
            8 => self.finding(columns, less).previous(self.past()),
            9 => self.finding(columns, less).next(self.past()),
            10 => {
                let upper = self.tape.below(4) as u64;
                self.finding(columns, less).historically(Interval::within(upper))
            }
            11 => {
                let upper = self.tape.below(4) as u64;
                self.finding(columns, less).always(Interval::within(upper))
            }
            12 => {
                let kind = self.kind();
                match self.fresh(columns, kind) {
                    Some(bound) => {
                        let mut inside = columns.to_vec();
                        inside.push(bound);
                        self.finding(&inside, less).exists([bound.0])
                    }
                    None => self.facts(columns),
                }
            }
            13 => {
                let interval = self.past();
                let hold = self.condition(columns, less);
                hold.since(interval, self.finding(columns, less))
            }
            14 => {
                let interval = self.future();
                let hold = self.condition(columns, less);
                hold.until(interval, self.finding(columns, less))
            }
            15 => self.defining(columns, less),
            16 => match columns.iter().position(|(_, kind)| *kind == Kind::Int) {
                Some(at) => {
                    let clock = ["ts", "tp", "age"][self.tape.below(3)];
                    let clock = Formula::pred(clock, [variable(&columns[at])]);
                    let rest: Vec<Typed> =
                        columns.iter().copied().filter(|other| *other != columns[at]).collect();
                    clock.and(self.finding(&rest, less))
                }
                None => self.facts(columns),
            },
            _ => self.facts(columns),
        }
    }

    /// Predicates that together have these variables, with repetitions and constants beside them.
    fn facts(&mut self, columns: &[Typed]) -> Formula {
        if columns.is_empty() {
            return match self.tape.below(6) {
                0 => Formula::pred("e", []),
                1 => Formula::truth(),
                2 => Formula::falsehood(),
                _ => self.fact_over(&[]),
            };
        }
        let mut open = columns.to_vec();
        let mut all: Option<Formula> = None;
        while !open.is_empty() {
            let fact = self.fact_over(&open);
            let known = fact.free_variables();
            open.retain(|(name, _)| !known.contains(&Var::from(*name)));
            all = Some(match all {
                Some(all) => all.and(fact),
                None => fact,
            });
        }
        all.unwrap()
    }

    /// A predicate over some of these variables, at least the first.
    fn fact_over(&mut self, wanted: &[Typed]) -> Formula {
        let defined: Vec<(Arc<str>, Vec<Kind>)> = self
            .definitions
            .iter()
            .filter(|(_, kinds)| wanted.first().is_none_or(|(_, kind)| kinds.contains(kind)))
            .cloned()
            .collect();
        let (name, kinds): (Arc<str>, Vec<Kind>) = if !defined.is_empty() && self.tape.below(3) < 2
        {
            defined[self.tape.below(defined.len())].clone()
        } else {
            match wanted {
                [] => {
                    let (name, kinds) = self.tape.predicate(self.leaning);
                    (name.into(), kinds.to_vec())
                }
                [(_, Kind::Int), (_, Kind::Int), (_, Kind::Int), ..] if self.tape.flip() => {
                    ("t".into(), vec![Kind::Int; 3])
                }
                [(_, Kind::Int), (_, Kind::Str), ..] => ("b".into(), vec![Kind::Int, Kind::Str]),
                [(_, Kind::Int), (_, Kind::Int), ..] => ("q".into(), vec![Kind::Int; 2]),
                [(_, Kind::Int), ..] => match self.tape.below(5) {
                    0 | 1 => ("p".into(), vec![Kind::Int]),
                    2 => ("r".into(), vec![Kind::Int]),
                    3 => ("q".into(), vec![Kind::Int; 2]),
                    _ => ("t".into(), vec![Kind::Int; 3]),
                },
                [(_, Kind::Float), (_, Kind::Str), ..] | [(_, Kind::Str), (_, Kind::Float), ..] => {
                    ("w".into(), vec![Kind::Str, Kind::Float])
                }
                [(_, Kind::Float), ..] => match self.tape.below(3) {
                    2 => ("w".into(), vec![Kind::Str, Kind::Float]),
                    _ => ("m".into(), vec![Kind::Float]),
                },
                [(_, Kind::Str), ..] => match self.tape.below(3) {
                    2 => ("b".into(), vec![Kind::Int, Kind::Str]),
                    _ => ("n".into(), vec![Kind::Str]),
                },
            }
        };
        let mut left = wanted.to_vec();
        let arguments: Vec<Term> = kinds
            .iter()
            .map(|kind| match left.iter().position(|(_, other)| other == kind) {
                Some(at) => variable(&left.remove(at)),
                // A variable again, or a constant.
                None => match wanted.iter().find(|(_, other)| other == kind) {
                    Some(typed) if self.tape.flip() => variable(typed),
                    _ => Term::Constant(self.tape.value(*kind, self.leaning)),
                },
            })
            .collect();
        Formula::pred(name, arguments)
    }

    /// Some variable gets its value by a term over the others.
    fn assigned(&mut self, columns: &[Typed], depth: usize) -> Formula {
        if columns.is_empty() {
            return self.finding(columns, depth);
        }
        let at = self.tape.below(columns.len());
        let mut rest = columns.to_vec();
        let typed = rest.remove(at);
        let found = self.finding(&rest, depth);
        let term = self.term(&rest, typed.1, 2);
        let equation = if self.tape.flip() {
            Formula::equal(term, variable(&typed))
        } else {
            Formula::equal(variable(&typed), term)
        };
        if self.tape.below(3) == 2 { equation.and(found) } else { found.and(equation) }
    }

    fn term(&mut self, columns: &[Typed], kind: Kind, depth: usize) -> Term {
        let own: Vec<Typed> = columns.iter().copied().filter(|(_, other)| *other == kind).collect();
        match self.tape.below(if depth == 0 || kind == Kind::Str { 3 } else { 7 }) {
            2 => Term::Constant(self.tape.value(kind, self.leaning)),
            3 => Term::Negative(Box::new(self.term(columns, kind, depth - 1))),
            4 if kind == Kind::Float => {
                Term::Convert(Kind::Float, Box::new(self.term(columns, Kind::Int, depth - 1)))
            }
            4 => Term::Convert(Kind::Int, Box::new(self.term(columns, Kind::Float, depth - 1))),
            5 | 6 => {
                let operator = [
                    Arithmetic::Add,
                    Arithmetic::Subtract,
                    Arithmetic::Multiply,
                    Arithmetic::Divide,
                    Arithmetic::Modulo,
                ][self.tape.below(5)];
                let left = self.term(columns, kind, depth - 1);
                Term::arithmetic(left, operator, self.term(columns, kind, depth - 1))
            }
            _ if own.is_empty() => Term::Constant(self.tape.value(kind, self.leaning)),
            _ => variable(&own[self.tape.below(own.len())]),
        }
    }

    /// A variable is the outcome of an aggregation that the others group, or of one without groups
    /// beside them.
    fn aggregated(&mut self, columns: &[Typed], depth: usize) -> Formula {
        if columns.is_empty() {
            return self.finding(columns, depth);
        }
        let at = self.tape.below(columns.len());
        let mut group = columns.to_vec();
        let result = group.remove(at);
        let operators: &[(Aggregation, Kind)] = match result.1 {
            Kind::Int => &[
                (Aggregation::Count, Kind::Int),
                (Aggregation::Sum, Kind::Int),
                (Aggregation::Min, Kind::Int),
                (Aggregation::Max, Kind::Int),
                (Aggregation::Count, Kind::Str),
                (Aggregation::Count, Kind::Float),
            ],
            Kind::Float => &[
                (Aggregation::Sum, Kind::Float),
                (Aggregation::Average, Kind::Float),
                (Aggregation::Median, Kind::Float),
                (Aggregation::Min, Kind::Float),
                (Aggregation::Max, Kind::Float),
                (Aggregation::Average, Kind::Int),
                (Aggregation::Median, Kind::Int),
            ],
            Kind::Str => &[(Aggregation::Min, Kind::Str), (Aggregation::Max, Kind::Str)],
        };
        let (operator, kind) = operators[self.tape.below(operators.len())];
        let grouped = self.tape.below(4) > 0;
        // Inside, the name of the outcome is a variable like any other.
        let Some(over) = self.fresh(if grouped { &group } else { &[] }, kind) else {
            return self.facts(columns);
        };
        let mut inside = if grouped { group.clone() } else { Vec::new() };
        inside.push(over);
        if self.tape.below(3) == 2 {
            let kind = self.kind();
            inside.extend(self.fresh(&inside, kind));
        }
        let body = self.finding(&inside, depth);
        let by: Vec<&str> =
            if grouped { group.iter().map(|(name, _)| *name).collect() } else { Vec::new() };
        let outcome = body.aggregate(result.0, operator, over.0, by);
        if grouped || group.is_empty() {
            outcome
        } else {
            self.finding(&group, depth.min(1)).and(outcome)
        }
    }

    /// `LET` around a formula that may use what it defines.
    fn defining(&mut self, columns: &[Typed], depth: usize) -> Formula {
        let parameters = self.variables();
        let definition = self.finding(&parameters, depth);
        // Now and then the name of a predicate of the log, which it hides.
        let plain = parameters.iter().map(|(_, kind)| *kind).collect::<Vec<_>>();
        self.named += 1;
        let name: Arc<str> = if plain == [Kind::Int] && self.tape.below(4) == 3 {
            "r".into()
        } else {
            format!("d{}", self.named).into()
        };
        let free = definition.free_variables();
        // The kinds in the order of the parameters.
        let order: Vec<Typed> = free
            .iter()
            .filter_map(|name| parameters.iter().copied().find(|(own, _)| **own == **name))
            .collect();
        self.definitions.push((name.clone(), order.iter().map(|(_, kind)| *kind).collect()));
        let body = self.finding(columns, depth);
        self.definitions.pop();
        body.with(name, free, definition)
    }

    /// A formula about tuples whose values are known: any of these variables may occur in it.
    fn condition(&mut self, bound: &[Typed], depth: usize) -> Formula {
        if depth == 0 {
            return if self.tape.below(3) == 2 {
                self.comparison(bound)
            } else {
                let some = self.some_of(bound);
                let fact = if some.is_empty() {
                    self.fact_over(bound.first().map_or(&[][..], std::slice::from_ref))
                } else {
                    self.facts(&some)
                };
                if self.tape.flip() { fact.negate() } else { fact }
            };
        }
        let less = depth - 1;
        match self.tape.below(18) {
            0 | 1 => self.condition(bound, 0),
            2 => self.comparison(bound),
            3 | 4 => {
                let some = self.some_of(bound);
                self.finding(&some, less)
            }
            5 | 6 => {
                let some = self.some_of(bound);
                self.finding(&some, less).negate()
            }
            7 => {
                let one = self.condition(bound, less);
                one.and(self.condition(bound, less))
            }
            8 => {
                let one = self.condition(bound, less);
                one.or(self.condition(bound, less))
            }
            9 => {
                let one = self.condition(bound, less);
                one.implies(self.condition(bound, less))
            }
            10 => {
                let one = self.condition(bound, 0);
                one.equivalent(self.condition(bound, less.min(1)))
            }
            11 => self.quantified(bound, less),
            12 => self.condition(bound, less).once(self.past()),
            13 => self.condition(bound, less).eventually(self.future()),
            14 => {
                let inner = self.condition(bound, less);
                if self.tape.flip() {
                    inner.historically(self.past())
                } else {
                    inner.always(self.future())
                }
            }
            15 => {
                let inner = self.condition(bound, less);
                if self.tape.flip() { inner.previous(self.past()) } else { inner.next(self.past()) }
            }
            16 => {
                let interval = self.past();
                let hold = self.condition(bound, less);
                hold.since(interval, self.finding(bound, less))
            }
            _ => {
                let interval = self.future();
                let hold = self.condition(bound, less);
                hold.until(interval, self.finding(bound, less))
            }
        }
    }

    fn quantified(&mut self, bound: &[Typed], depth: usize) -> Formula {
        let kind = self.kind();
        // A name of the outside may be taken: it is another variable inside.
        let Some(inner) = self.fresh(&[], kind) else { return self.condition(bound, 0) };
        let mut inside: Vec<Typed> =
            bound.iter().copied().filter(|typed| *typed != inner).collect();
        inside = self.some_of(&inside);
        inside.push(inner);
        let found = self.finding(&inside, depth.min(1));
        let condition = self.condition(&inside, depth);
        if self.tape.flip() {
            found.implies(condition).forall([inner.0])
        } else {
            found.and(condition).exists([inner.0])
        }
    }

    fn comparison(&mut self, bound: &[Typed]) -> Formula {
        let kind =
            bound.get(self.tape.below(bound.len().max(1))).map_or(Kind::Int, |typed| typed.1);
        let operator = [
            Comparison::Equal,
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ][self.tape.below(5)];
        let left = self.term(bound, kind, 1);
        let compared = Formula::compare(left, operator, self.term(bound, kind, 2));
        if self.tape.flip() { compared.negate() } else { compared }
    }
}
