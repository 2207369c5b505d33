//! Terms and comparisons over the columns of a row.

use std::cmp::Ordering;

use crate::engine::word::{Dictionary, Word};
use crate::term::{self, Comparison, Term, Var};
use crate::value::Value;

/// A term whose variables are columns.
#[derive(Clone, Debug)]
pub(crate) enum Scalar {
    Column(usize),
    Constant(Value),
    /// Arithmetic, with the columns of its variables.
    Computed(Term, Vec<(Var, usize)>),
}

/// Two terms compared.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) comparison: Comparison,
    pub(crate) left: Scalar,
    pub(crate) right: Scalar,
    /// What the comparison should come out as.
    pub(crate) holds: bool,
}

impl Scalar {
    /// The term over these columns; `None` where a variable is not among them.
    pub(crate) fn new(term: &Term, columns: &[Var]) -> Option<Self> {
        let place = |variable: &Var| columns.iter().position(|column| column == variable);
        Some(match term {
            Term::Var(variable) => Self::Column(place(variable)?),
            Term::Constant(value) => Self::Constant(value.clone()),
            _ => {
                let mut variables = Vec::new();
                let mut missing = false;
                term.each_variable(&mut |variable| match place(variable) {
                    Some(column) => variables.push((variable.clone(), column)),
                    None => missing = true,
                });
                if missing {
                    return None;
                }
                Self::Computed(term.clone(), variables)
            }
        })
    }

    /// The value for a row; `None` for arithmetic over texts.
    pub(crate) fn value(&self, row: &[Word], dictionary: &Dictionary) -> Option<Value> {
        match self {
            Self::Column(column) => Some(dictionary.value(row[*column])),
            Self::Constant(value) => Some(value.clone()),
            Self::Computed(term, variables) => {
                let (names, values): (Vec<Var>, Vec<Value>) = variables
                    .iter()
                    .map(|(name, column)| (name.clone(), dictionary.value(row[*column])))
                    .unzip();
                term::evaluate(term, &names, &values)
            }
        }
    }

    /// The number, where it is a small one that needs no dictionary.
    #[inline]
    fn small(&self, row: &[Word]) -> Option<i64> {
        match self {
            Self::Column(column) => row[*column].small(),
            Self::Constant(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }
}

impl Test {
    /// Whether a row passes.
    #[inline]
    pub(crate) fn passes(&self, row: &[Word], dictionary: &Dictionary) -> bool {
        let outcome =
            if let (Some(left), Some(right)) = (self.left.small(row), self.right.small(row)) {
                let order = left.cmp(&right);
                match self.comparison {
                    Comparison::Equal => order == Ordering::Equal,
                    Comparison::Less => order == Ordering::Less,
                    Comparison::LessOrEqual => order != Ordering::Greater,
                    Comparison::Greater => order == Ordering::Greater,
                    Comparison::GreaterOrEqual => order != Ordering::Less,
                }
            } else {
                match (self.left.value(row, dictionary), self.right.value(row, dictionary)) {
                    (Some(left), Some(right)) => term::holds(self.comparison, &left, &right),
                    _ => false,
                }
            };
        outcome == self.holds
    }
}
