//! The value of a term, and whether a comparison holds.

use std::cmp::Ordering;

use crate::formula::{Arithmetic, Comparison, Term, Var};
use crate::value::{Kind, Value};

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
