//! Writes a formula in the syntax [`parse_formula`](crate::parse_formula) reads.
//!
//! Parentheses stand wherever a reader could err, not only where the grammar needs them: around every
//! operand that is itself built with an operator, except in a row of `AND` or of `OR`.

use std::fmt::{self, Display, Formatter};

use crate::formula::{Aggregation, Formula, Node};
use crate::interval::Interval;
use crate::term::{Arithmetic, Comparison, Term, Var};
use crate::value::Kind;

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.node() {
            Node::True => f.write_str("TRUE"),
            Node::False => f.write_str("FALSE"),
            Node::Predicate(name, arguments) => write!(f, "{name}({})", Listed(arguments)),
            Node::Compare(comparison, left, right) => write!(f, "{left} {comparison} {right}"),
            Node::Not(inner) => write!(f, "NOT {}", Operand(inner)),
            Node::And(left, right) => {
                if matches!(left.node(), Node::And(..)) {
                    write!(f, "{left} AND {}", Conjunct(right))
                } else {
                    write!(f, "{} AND {}", Conjunct(left), Conjunct(right))
                }
            }
            Node::Or(left, right) => {
                if matches!(left.node(), Node::Or(..)) {
                    write!(f, "{left} OR {}", Conjunct(right))
                } else {
                    write!(f, "{} OR {}", Conjunct(left), Conjunct(right))
                }
            }
            Node::Implies(left, right) => {
                write!(f, "{} IMPLIES {}", Conjunct(left), Conjunct(right))
            }
            Node::Equiv(left, right) => write!(f, "{} EQUIV {}", Conjunct(left), Conjunct(right)),
            Node::Exists(variables, inner) => {
                write!(f, "EXISTS {}. {}", Listed(variables), Operand(inner))
            }
            Node::Forall(variables, inner) => {
                write!(f, "FORALL {}. {}", Listed(variables), Operand(inner))
            }
            Node::Previous(interval, inner) => unary(f, "PREVIOUS", *interval, inner),
            Node::Next(interval, inner) => unary(f, "NEXT", *interval, inner),
            Node::Once(interval, inner) => unary(f, "ONCE", *interval, inner),
            Node::Eventually(interval, inner) => unary(f, "EVENTUALLY", *interval, inner),
            Node::Historically(interval, inner) => unary(f, "HISTORICALLY", *interval, inner),
            Node::Always(interval, inner) => unary(f, "ALWAYS", *interval, inner),
            Node::Since(interval, hold, from) => {
                write!(f, "{} SINCE{} {}", Conjunct(hold), Bounds(*interval), Conjunct(from))
            }
            Node::Until(interval, hold, from) => {
                write!(f, "{} UNTIL{} {}", Conjunct(hold), Bounds(*interval), Conjunct(from))
            }
            Node::Aggregate(aggregate) => {
                write!(f, "{} <- {} {}", aggregate.result, aggregate.operator, aggregate.over)?;
                if !aggregate.group.is_empty() {
                    write!(f, "; {}", Listed(&aggregate.group))?;
                }
                write!(f, " {}", Operand(&aggregate.body))
            }
            Node::Let(binding) => write!(
                f,
                "LET {}({}) = {} IN {}",
                binding.name,
                Listed(&binding.parameters),
                Definition(&binding.definition),
                binding.body
            ),
        }
    }
}

fn unary(f: &mut Formatter<'_>, word: &str, interval: Interval, inner: &Formula) -> fmt::Result {
    write!(f, "{word}{} {}", Bounds(interval), Operand(inner))
}

/// An operand in parentheses unless it is one predicate or constant.
struct Operand<'a>(&'a Formula);

impl Display for Operand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.node() {
            Node::True | Node::False | Node::Predicate(..) => write!(f, "{}", self.0),
            _ => write!(f, "({})", self.0),
        }
    }
}

/// An operand beside a word: comparisons and negations go without parentheses too.
struct Conjunct<'a>(&'a Formula);

impl Display for Conjunct<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.node() {
            Node::Compare(..) | Node::Not(..) => write!(f, "{}", self.0),
            _ => write!(f, "{}", Operand(self.0)),
        }
    }
}

/// A definition ends at `IN`, so that only another `LET` needs parentheses.
struct Definition<'a>(&'a Formula);

impl Display for Definition<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.node() {
            Node::Let(..) => write!(f, "({})", self.0),
            _ => write!(f, "{}", self.0),
        }
    }
}

/// An interval, left out where it is any distance.
struct Bounds(Interval);

impl Display for Bounds {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0 == Interval::ANY { Ok(()) } else { write!(f, "{}", self.0) }
    }
}

struct Listed<'a, T>(&'a [T]);

impl<T: Display> Display for Listed<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, item) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{item}")?;
        }
        Ok(())
    }
}

/// The names of variables, for messages: `x`, `x and y`, `x, y and z`.
pub(crate) fn named(variables: &[Var]) -> String {
    match variables {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., last] => format!("{} and {last}", Listed(first)),
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Var(variable) => write!(f, "{variable}"),
            Self::Constant(value) => write!(f, "{value}"),
            Self::Binary(operator, left, right) => {
                write!(f, "{} {operator} {}", Factor(left), Factor(right))
            }
            Self::Negative(inner) => write!(f, "-({inner})"),
            Self::Convert(Kind::Float, inner) => write!(f, "i2f({inner})"),
            Self::Convert(_, inner) => write!(f, "f2i({inner})"),
        }
    }
}

struct Factor<'a>(&'a Term);

impl Display for Factor<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            // A negative has its operand in parentheses, and needs none itself: `y - -(x)`. With more of
            // them than the text had, what was read could be too deep to be read again.
            Term::Binary(..) => write!(f, "({})", self.0),
            _ => write!(f, "{}", self.0),
        }
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        })
    }
}

impl Display for Arithmetic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "MOD",
        })
    }
}

impl Display for Aggregation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Count => "CNT",
            Self::Sum => "SUM",
            Self::Min => "MIN",
            Self::Max => "MAX",
            Self::Average => "AVG",
            Self::Median => "MED",
        })
    }
}
