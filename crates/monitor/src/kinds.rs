//! Checks that predicates are used as the signature says and that every variable and term has one
//! kind of value.

use std::collections::HashMap;

use crate::check::{CheckError, Problem};
use crate::formula::{Aggregation, Formula, Node};
use crate::plan::Clock;
use crate::print::named;
use crate::signature::Signature;
use crate::term::{Term, Var};
use crate::value::Kind;

/// The kinds of the outcomes of aggregations, by where the node lies; those that could be any are left out.
pub(crate) type Outcomes = HashMap<usize, Kind>;

/// Checks a formula of bounded depth.
pub(crate) fn check(formula: &Formula, signature: &Signature) -> Result<Outcomes, CheckError> {
    let mut inference =
        Inference { signature, kinds: Vec::new(), definitions: Vec::new(), outcomes: Vec::new() };
    inference.formula(formula, &mut HashMap::new())?;
    let outcomes = inference.outcomes.iter();
    Ok(outcomes
        .filter_map(|(node, unknown)| match inference.resolve(*unknown).1 {
            Known::Kind(kind) => Some((node.addr(), kind)),
            _ => None,
        })
        .collect())
}

/// A kind that may not be known yet: a place in [`Inference::kinds`].
type Unknown = usize;

/// What is known of a kind.
#[derive(Clone, Copy, Debug)]
enum Known {
    /// The same as another one.
    Same(Unknown),
    /// Nothing.
    Nothing,
    /// Whole numbers or floating-point numbers.
    Number,
    /// Exactly this.
    Kind(Kind),
}

struct Inference<'a> {
    signature: &'a Signature,
    kinds: Vec<Known>,
    definitions: Vec<(String, Vec<Unknown>)>,
    outcomes: Vec<(*const Node, Unknown)>,
}

type Scope = HashMap<Var, Unknown>;

impl Inference<'_> {
    fn fresh(&mut self, known: Known) -> Unknown {
        self.kinds.push(known);
        self.kinds.len() - 1
    }

    fn resolve(&self, mut unknown: Unknown) -> (Unknown, Known) {
        loop {
            match self.kinds.get(unknown).copied().unwrap_or(Known::Nothing) {
                Known::Same(other) => unknown = other,
                known => return (unknown, known),
            }
        }
    }

    /// Makes two kinds one, or says how they differ.
    fn unify(&mut self, one: Unknown, other: Unknown) -> Result<(), (&'static str, &'static str)> {
        let (one, known_one) = self.resolve(one);
        let (other, known_other) = self.resolve(other);
        if one == other {
            return Ok(());
        }
        let merged = match (known_one, known_other) {
            (Known::Nothing, known) | (known, Known::Nothing) => known,
            (Known::Number, Known::Number) => Known::Number,
            (Known::Number, Known::Kind(kind)) | (Known::Kind(kind), Known::Number)
                if kind != Kind::Str =>
            {
                Known::Kind(kind)
            }
            (Known::Kind(a), Known::Kind(b)) if a == b => Known::Kind(a),
            (a, b) => return Err((described(a), described(b))),
        };
        if let Some(slot) = self.kinds.get_mut(one) {
            *slot = Known::Same(other);
        }
        if let Some(slot) = self.kinds.get_mut(other) {
            *slot = merged;
        }
        Ok(())
    }

    fn demand(
        &mut self,
        what: &str,
        one: Unknown,
        other: Unknown,
        place: &Formula,
    ) -> Result<(), CheckError> {
        self.unify(one, other).map_err(|(one, other)| {
            let help = if one == "int" && other == "float" || one == "float" && other == "int" {
                "turn one with i2f(…) or f2i(…), and write constants like 1.0 among floats"
            } else {
                "compare and join only values of one kind"
            };
            CheckError::new(
                Problem::Kinds {
                    what: what.to_owned(),
                    one: one.to_owned(),
                    other: other.to_owned(),
                },
                place,
                help,
            )
        })
    }

    fn variable(&mut self, variable: &Var, scope: &mut Scope) -> Unknown {
        if let Some(&unknown) = scope.get(variable) {
            return unknown;
        }
        let unknown = self.fresh(Known::Nothing);
        scope.insert(variable.clone(), unknown);
        unknown
    }

    fn term(
        &mut self,
        term: &Term,
        scope: &mut Scope,
        place: &Formula,
    ) -> Result<Unknown, CheckError> {
        match term {
            Term::Var(variable) => Ok(self.variable(variable, scope)),
            Term::Constant(value) => Ok(self.fresh(Known::Kind(value.kind()))),
            Term::Binary(_, left, right) => {
                let number = self.fresh(Known::Number);
                for side in [left, right] {
                    let kind = self.term(side, scope, place)?;
                    self.demand(&side.to_string(), kind, number, place)?;
                }
                Ok(number)
            }
            Term::Negative(inner) => {
                let number = self.fresh(Known::Number);
                let kind = self.term(inner, scope, place)?;
                self.demand(&inner.to_string(), kind, number, place)?;
                Ok(number)
            }
            Term::Convert(kind, inner) => {
                let from = match kind {
                    Kind::Float => Kind::Int,
                    _ => Kind::Float,
                };
                let from = self.fresh(Known::Kind(from));
                let found = self.term(inner, scope, place)?;
                self.demand(&inner.to_string(), found, from, place)?;
                Ok(self.fresh(Known::Kind(*kind)))
            }
        }
    }

    fn formula(&mut self, formula: &Formula, scope: &mut Scope) -> Result<(), CheckError> {
        match formula.node() {
            Node::Predicate(name, arguments) => self.predicate(formula, name, arguments, scope),
            Node::Compare(_, left, right) => {
                let left_kind = self.term(left, scope, formula)?;
                let right_kind = self.term(right, scope, formula)?;
                // The side that is not a constant is the one the reader thinks of as wrong.
                let what = match left {
                    Term::Constant(_) => right,
                    _ => left,
                };
                self.demand(&what.to_string(), left_kind, right_kind, formula)
            }
            Node::Exists(variables, inner) | Node::Forall(variables, inner) => {
                let hidden: Vec<_> = variables
                    .iter()
                    .map(|variable| (variable.clone(), scope.remove(variable)))
                    .collect();
                self.formula(inner, scope)?;
                for (variable, kind) in hidden {
                    scope.remove(&variable);
                    if let Some(kind) = kind {
                        scope.insert(variable, kind);
                    }
                }
                Ok(())
            }
            Node::Aggregate(aggregate) => {
                let mut inside = Scope::new();
                for variable in &aggregate.group {
                    inside.insert(variable.clone(), self.variable(variable, scope));
                }
                self.formula(&aggregate.body, &mut inside)?;
                let free = aggregate.body.free_variables();
                for variable in aggregate.group.iter().chain([&aggregate.over]) {
                    if !free.contains(variable) {
                        return Err(CheckError::new(
                            Problem::Aggregation { variable: variable.to_string() },
                            formula,
                            format!("{variable} must be a free variable of what is aggregated"),
                        ));
                    }
                }
                if aggregate.group.contains(&aggregate.result) {
                    return Err(CheckError::new(
                        Problem::Aggregation { variable: aggregate.result.to_string() },
                        formula,
                        "give the outcome a name of its own",
                    ));
                }
                let over = self.variable(&aggregate.over, &mut inside);
                let outcome = match aggregate.operator {
                    Aggregation::Count => self.fresh(Known::Kind(Kind::Int)),
                    Aggregation::Min | Aggregation::Max => over,
                    Aggregation::Sum | Aggregation::Average | Aggregation::Median => {
                        let number = self.fresh(Known::Number);
                        self.demand(&aggregate.over, over, number, formula)?;
                        match aggregate.operator {
                            Aggregation::Sum => number,
                            _ => self.fresh(Known::Kind(Kind::Float)),
                        }
                    }
                };
                self.outcomes.push((std::ptr::from_ref(formula.node()), outcome));
                let result = self.variable(&aggregate.result, scope);
                self.demand(&aggregate.result, result, outcome, formula)
            }
            Node::Let(binding) => {
                let mut inside = Scope::new();
                self.formula(&binding.definition, &mut inside)?;
                let free = binding.definition.free_variables();
                let mut sorted = free.clone();
                sorted.sort();
                let mut parameters = binding.parameters.clone();
                parameters.sort();
                if sorted != parameters {
                    return Err(CheckError::new(
                        Problem::Parameters { name: binding.name.to_string() },
                        formula,
                        if free.is_empty() {
                            format!("write {}()", binding.name)
                        } else {
                            format!("its parameters must be {}, each once", named(&free))
                        },
                    ));
                }
                let columns = binding
                    .parameters
                    .iter()
                    .map(|parameter| self.variable(parameter, &mut inside))
                    .collect();
                self.definitions.push((binding.name.to_string(), columns));
                let outcome = self.formula(&binding.body, scope);
                self.definitions.pop();
                outcome
            }
            node => node.children().into_iter().try_for_each(|child| self.formula(child, scope)),
        }
    }

    fn predicate(
        &mut self,
        formula: &Formula,
        name: &Var,
        arguments: &[Term],
        scope: &mut Scope,
    ) -> Result<(), CheckError> {
        for argument in arguments {
            if !matches!(argument, Term::Var(_) | Term::Constant(_)) {
                return Err(CheckError::new(
                    Problem::Argument { term: argument.to_string() },
                    formula,
                    format!("name it: EXISTS t. {name}(… t …) AND t = {argument}"),
                ));
            }
        }
        let columns = self.columns(formula, name, arguments.len())?;
        if columns.len() != arguments.len() {
            return Err(CheckError::new(
                Problem::Arity {
                    name: name.to_string(),
                    expected: columns.len(),
                    given: arguments.len(),
                },
                formula,
                "give every column an argument; _ stands for any value",
            ));
        }
        for (argument, column) in arguments.iter().zip(columns) {
            let kind = self.term(argument, scope, formula)?;
            self.demand(&argument.to_string(), kind, column, formula)?;
        }
        Ok(())
    }

    /// The kinds of a predicate's columns: of a definition, of the signature, or of a clock.
    fn columns(
        &mut self,
        formula: &Formula,
        name: &Var,
        arguments: usize,
    ) -> Result<Vec<Unknown>, CheckError> {
        let defined = self.definitions.iter().rev();
        if let Some((_, columns)) = defined.into_iter().find(|(defined, _)| **defined == **name) {
            return Ok(columns.clone());
        }
        if let Some(columns) = self.signature.columns(name) {
            let kinds: Vec<Known> = columns
                .iter()
                .map(|column| column.kind.map_or(Known::Nothing, Known::Kind))
                .collect();
            return Ok(kinds.into_iter().map(|kind| self.fresh(kind)).collect());
        }
        if clock_of(name).is_some() {
            return Ok(vec![self.fresh(Known::Kind(Kind::Int))]);
        }
        if self.signature.is_open() {
            return Ok((0..arguments).map(|_| self.fresh(Known::Nothing)).collect());
        }
        let known: Vec<Var> = self.signature.predicates().map(|(name, _)| name.clone()).collect();
        Err(CheckError::new(
            Problem::UnknownPredicate { name: name.to_string() },
            formula,
            if known.is_empty() {
                "declare it in the signature".to_owned()
            } else {
                format!("the signature has {}", named(&known))
            },
        ))
    }
}

/// What a predicate that nobody declared says of the time point itself.
pub(crate) fn clock_of(name: &str) -> Option<Clock> {
    match name {
        "tp" => Some(Clock::TimePoint),
        "ts" => Some(Clock::TimeStamp),
        "age" => Some(Clock::Age),
        _ => None,
    }
}

fn described(known: Known) -> &'static str {
    match known {
        Known::Kind(Kind::Int) => "int",
        Known::Kind(Kind::Float) => "float",
        Known::Kind(Kind::Str) => "string",
        _ => "a number",
    }
}
