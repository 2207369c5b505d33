//! The values that facts carry and formulas compare.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// One value of a fact: a whole number, a floating-point number or a text.
///
/// Equality, ordering and hashing go by kind first, so `Int(1)` and `Float(1.0)` are two values: a
/// join never mixes kinds. The order comparisons of a *formula* (`<`, `<=`, …) compare numbers of
/// both kinds by their size; see [`Value::compare`]. Cloning is cheap: texts are shared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Float(Float),
    /// A text.
    Str(Arc<str>),
}

/// The kind of a [`Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Whole numbers, `int` in a signature.
    Int,
    /// Floating-point numbers, `float` in a signature.
    Float,
    /// Texts, `string` in a signature.
    Str,
}

/// A floating-point number with a total order, so that it can be a key of a join.
///
/// The order is IEEE 754 `totalOrder` after two foldings: both zeros are one zero, and every "not a
/// number" is one value, above all others.
#[derive(Clone, Copy, Debug)]
pub struct Float(f64);

impl Float {
    /// Wraps a number, folding the two zeros into one and all "not a number" into one.
    #[must_use]
    pub fn new(number: f64) -> Self {
        if number.is_nan() {
            Self(f64::NAN.abs())
        } else {
            // Adding +0.0 turns -0.0 into +0.0 and leaves every other number alone.
            Self(number + 0.0)
        }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Float {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Float {}

impl PartialOrd for Float {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Float {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Float {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Value {
    /// A floating-point value.
    #[must_use]
    pub fn float(number: f64) -> Self {
        Self::Float(Float::new(number))
    }

    /// A text value.
    #[must_use]
    pub fn str(text: impl Into<Arc<str>>) -> Self {
        Self::Str(text.into())
    }

    /// The kind of this value.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Int(_) => Kind::Int,
            Self::Float(_) => Kind::Float,
            Self::Str(_) => Kind::Str,
        }
    }

    /// How a comparison in a formula orders two values: numbers by their size whatever their kind,
    /// texts by their bytes; a number and a text are not comparable (`None`), so no comparison
    /// between them holds.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            (Self::Float(a), Self::Float(b)) => Some(a.cmp(b)),
            (Self::Int(a), Self::Float(b)) => Some(compare_mixed(*a, *b)),
            (Self::Float(a), Self::Int(b)) => Some(compare_mixed(*b, *a).reverse()),
            (Self::Str(a), Self::Str(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

/// Compares a whole number with a floating-point one exactly, where a cast alone would round.
fn compare_mixed(whole: i64, float: Float) -> Ordering {
    let float = float.get();
    if float.is_nan() || float >= 9_223_372_036_854_775_808.0 {
        return Ordering::Less;
    }
    if float < -9_223_372_036_854_775_808.0 {
        return Ordering::Greater;
    }
    #[allow(clippy::cast_possible_truncation)]
    let floor = float.floor() as i64;
    whole.cmp(&floor).then(if float.fract() == 0.0 { Ordering::Equal } else { Ordering::Less })
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::float(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Str(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Str(text.into())
    }
}

impl fmt::Display for Float {
    /// Always with a point or an exponent, so that it reads back as a float.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_nan() {
            f.write_str("nan")
        } else if self.0.is_infinite() {
            f.write_str(if self.0 > 0.0 { "inf" } else { "-inf" })
        } else {
            write!(f, "{:?}", self.0)
        }
    }
}

impl fmt::Display for Value {
    /// As a formula or a log writes it: `7`, `1.5`, `"text"` (with `\"` and `\\` inside).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => write!(f, "{number}"),
            Self::Float(number) => write!(f, "{number}"),
            Self::Str(text) => {
                f.write_str("\"")?;
                for c in text.chars() {
                    match c {
                        '"' => f.write_str("\\\"")?,
                        '\\' => f.write_str("\\\\")?,
                        '\n' => f.write_str("\\n")?,
                        c => write!(f, "{c}")?,
                    }
                }
                f.write_str("\"")
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Int => "int",
            Self::Float => "float",
            Self::Str => "string",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_zeros_are_one_value() {
        assert_eq!(Value::float(0.0), Value::float(-0.0));
        assert_eq!(Value::float(f64::NAN), Value::float(-f64::NAN));
    }

    #[test]
    fn comparison_across_kinds_goes_by_size() {
        assert_eq!(Value::Int(3500).compare(&Value::float(3499.5)), Some(Ordering::Greater));
        assert_eq!(Value::Int(1).compare(&Value::float(1.0)), Some(Ordering::Equal));
        assert_eq!(Value::Int(i64::MAX).compare(&Value::float(9.3e18)), Some(Ordering::Less));
        assert_eq!(Value::float(-1.5).compare(&Value::Int(-2)), Some(Ordering::Greater));
        assert_eq!(Value::Int(1).compare(&Value::str("1")), None);
        assert_ne!(Value::Int(1), Value::float(1.0));
    }
}
