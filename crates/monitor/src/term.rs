//! What stands for a value in a formula, what value it has, and whether a comparison holds.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::value::{Kind, Value};

/// The name of a variable.
pub type Var = Arc<str>;

/// How two terms are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What stands for a value: a variable, a constant, or arithmetic over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A variable.
    Var(Var),
    /// A constant.
    Constant(Value),
    /// Arithmetic over two terms.
    Binary(Arithmetic, Box<Term>, Box<Term>),
    /// The negative of a number.
    Negative(Box<Term>),
    /// A number turned to another kind: `i2f(t)`, `f2i(t)` (rounding towards zero).
    Convert(Kind, Box<Term>),
}

/// An arithmetic operator.
///
/// Arithmetic is total, so that every formula has a meaning on every stream: whole numbers stay at
/// the ends of their range instead of overflowing, `x / 0 = 0` and `x MOD 0 = x`; division rounds
/// towards zero. Of a whole and a floating-point number the whole one is turned first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `MOD`
    Modulo,
}

impl Term {
    /// A variable.
    #[must_use]
    pub fn var(name: impl Into<Var>) -> Self {
        Self::Var(name.into())
    }

    /// A whole number.
    #[must_use]
    pub fn int(number: i64) -> Self {
        Self::Constant(Value::Int(number))
    }

    /// A floating-point number.
    #[must_use]
    pub fn float(number: f64) -> Self {
        Self::Constant(Value::float(number))
    }

    /// A text.
    #[must_use]
    pub fn str(text: impl Into<Arc<str>>) -> Self {
        Self::Constant(Value::str(text))
    }

    /// Arithmetic over two terms.
    #[must_use]
    pub fn arithmetic(left: Self, operator: Arithmetic, right: Self) -> Self {
        Self::Binary(operator, Box::new(left), Box::new(right))
    }

    /// Calls `visit` for every variable of the term, from left to right.
    pub(crate) fn each_variable(&self, visit: &mut impl FnMut(&Var)) {
        match self {
            Self::Var(variable) => visit(variable),
            Self::Constant(_) => {}
            Self::Binary(_, left, right) => {
                left.each_variable(visit);
                right.each_variable(visit);
            }
            Self::Negative(inner) | Self::Convert(_, inner) => inner.each_variable(visit),
        }
    }

    /// How deeply operators are nested; a variable alone has depth 1.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::Var(_) | Self::Constant(_) => 1,
            Self::Binary(_, left, right) => 1 + left.depth().max(right.depth()),
            Self::Negative(inner) | Self::Convert(_, inner) => 1 + inner.depth(),
        }
    }
}

impl From<Value> for Term {
    fn from(value: Value) -> Self {
        Self::Constant(value)
    }
}

/// The value of a term for a tuple with these columns; `None` for a variable without a value and for
/// arithmetic over texts, neither of which a checked formula holds.
pub(crate) fn evaluate(term: &Term, columns: &[Var], tuple: &[Value]) -> Option<Value> {
    match term {
        Term::Var(variable) => {
            let column = columns.iter().position(|column| column == variable)?;
            tuple.get(column).cloned()
        }
        Term::Constant(value) => Some(value.clone()),
        Term::Binary(operator, left, right) => arithmetic(
            *operator,
            &evaluate(left, columns, tuple)?,
            &evaluate(right, columns, tuple)?,
        ),
        Term::Negative(inner) => match evaluate(inner, columns, tuple)? {
            Value::Int(number) => Some(Value::Int(number.saturating_neg())),
            Value::Float(number) => Some(Value::float(-number.get())),
            Value::Str(_) => None,
        },
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
        Term::Convert(kind, inner) => match (kind, evaluate(inner, columns, tuple)?) {
            (Kind::Float, Value::Int(number)) => Some(Value::float(number as f64)),
            (Kind::Int, Value::Float(number)) => Some(Value::Int(number.get() as i64)),
            (_, Value::Str(_)) => None,
            (_, value) => Some(value),
        },
    }
}

fn arithmetic(operator: Arithmetic, left: &Value, right: &Value) -> Option<Value> {
    #[allow(clippy::cast_precision_loss)]
    let floats = match (left, right) {
        (Value::Int(a), Value::Int(b)) => {
            return Some(Value::Int(match operator {
                Arithmetic::Add => a.saturating_add(*b),
                Arithmetic::Subtract => a.saturating_sub(*b),
                Arithmetic::Multiply => a.saturating_mul(*b),
                Arithmetic::Divide if *b == 0 => 0,
                Arithmetic::Divide => a.saturating_div(*b),
                Arithmetic::Modulo if *b == 0 => *a,
                Arithmetic::Modulo => a.wrapping_rem(*b),
            }));
        }
        (Value::Float(a), Value::Float(b)) => (a.get(), b.get()),
        (Value::Int(a), Value::Float(b)) => (*a as f64, b.get()),
        (Value::Float(a), Value::Int(b)) => (a.get(), *b as f64),
        _ => return None,
    };
    let (a, b) = floats;
    Some(Value::float(match operator {
        Arithmetic::Add => a + b,
        Arithmetic::Subtract => a - b,
        Arithmetic::Multiply => a * b,
        Arithmetic::Divide if b == 0.0 => 0.0,
        Arithmetic::Divide => a / b,
        Arithmetic::Modulo if b == 0.0 => a,
        Arithmetic::Modulo => a % b,
    }))
}

/// Whether a comparison between two values holds.
pub(crate) fn holds(comparison: Comparison, left: &Value, right: &Value) -> bool {
    left.compare(right).is_some_and(|order| match comparison {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
    })
}
