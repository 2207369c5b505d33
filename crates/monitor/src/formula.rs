//! Formulas of metric first-order temporal logic as plain data, with constructors for programs.

use std::sync::Arc;

use crate::interval::Interval;
use crate::term::{Comparison, Term, Var};

/// A stretch of the source text, in bytes: from `start` up to but not including `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// The deepest nesting of operators that is checked or parsed; deeper formulas are refused with an
/// error. Long conjunctions and disjunctions do not need depth: see [`Formula::all`].
pub const MAX_DEPTH: usize = 100;

/// A formula: what should be looked for at each time point of a stream.
///
/// Cloning is cheap. Two formulas are equal when they are built alike; where they stood in a source
/// text does not count.
///
/// ```
/// use armistice_monitor::{Formula, Interval, Term};
///
/// let unanswered = Formula::pred("notify", [Term::var("convoy"), Term::var("zone")])
///     .and_not(Formula::pred("pass", [Term::var("convoy")]).eventually(Interval::within(72 * 3600)));
/// assert_eq!(
///     unanswered.to_string(),
///     "notify(convoy, zone) AND NOT (EVENTUALLY[0,3d] pass(convoy))"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Formula {
    node: Arc<Node>,
    span: Option<Span>,
    depth: usize,
}

/// The operator at the top of a formula, with its operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Holds always.
    True,
    /// Holds never.
    False,
    /// A fact of this name with these arguments stands at the time point.
    Predicate(Arc<str>, Vec<Term>),
    /// Two terms compared.
    Compare(Comparison, Term, Term),
    /// The operand does not hold.
    Not(Formula),
    /// Both hold.
    And(Formula, Formula),
    /// One or both hold.
    Or(Formula, Formula),
    /// Where the first holds, so does the second.
    Implies(Formula, Formula),
    /// Both hold or neither.
    Equiv(Formula, Formula),
    /// There are values of these variables for which the operand holds.
    Exists(Vec<Var>, Formula),
    /// For all values of these variables the operand holds.
    Forall(Vec<Var>, Formula),
    /// There is a time point before this one, at this distance, and the operand holds at it.
    Previous(Interval, Formula),
    /// There is a time point after this one, at this distance, and the operand holds at it.
    Next(Interval, Formula),
    /// The operand held at some time point at this distance, this one counted in.
    Once(Interval, Formula),
    /// The operand will hold at some time point at this distance, this one counted in.
    Eventually(Interval, Formula),
    /// The operand held at every time point at this distance, this one counted in.
    Historically(Interval, Formula),
    /// The operand will hold at every time point at this distance, this one counted in.
    Always(Interval, Formula),
    /// The second held at some time point at this distance, and the first has held ever since: at
    /// every later time point up to this one.
    Since(Interval, Formula, Formula),
    /// The second will hold at some time point at this distance, and the first holds from this time
    /// point until just before it.
    Until(Interval, Formula, Formula),
    /// A variable is the count, sum, … of another one over the valuations of a formula.
    Aggregate(Aggregate),
    /// A named formula, usable as a predicate in the body.
    Let(Let),
}

/// `result <- operator over; group body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// The variable that takes the outcome.
    pub result: Var,
    /// What is computed.
    pub operator: Aggregation,
    /// The variable of the body it is computed over. Every valuation of *all* the body's free
    /// variables counts once, so equal values may count several times.
    pub over: Var,
    /// The variables whose every combination of values gets an outcome of its own. Without any there
    /// is one outcome at every time point, for a body without valuations too: 0, or the empty text.
    pub group: Vec<Var>,
    /// Where the values come from.
    pub body: Formula,
}

/// `LET name(parameters) = definition IN body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Let {
    /// The name; inside the body it hides a predicate of the stream with the same name.
    pub name: Arc<str>,
    /// The columns: exactly the free variables of the definition.
    pub parameters: Vec<Var>,
    /// What the name stands for. The name itself, if it occurs here, means what it meant outside.
    pub definition: Formula,
    /// Where the name can be used.
    pub body: Formula,
}

/// What an aggregation computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// How many valuations.
    Count,
    /// The sum.
    Sum,
    /// The smallest.
    Min,
    /// The greatest.
    Max,
    /// The mean, a floating-point number.
    Average,
    /// The median, a floating-point number: the middle value, or half-way between the two middle
    /// values.
    Median,
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.node, &other.node) || self.node == other.node
    }
}

impl Eq for Formula {}

impl From<Node> for Formula {
    fn from(node: Node) -> Self {
        let deepest = |terms: &[&Term]| terms.iter().map(|term| term.depth()).max().unwrap_or(0);
        let depth = match &node {
            Node::Predicate(_, arguments) => deepest(&arguments.iter().collect::<Vec<_>>()).max(1),
            Node::Compare(_, left, right) => 1 + deepest(&[left, right]),
            _ => 1 + node.children().into_iter().map(|child| child.depth).max().unwrap_or(0),
        };
        Self { node: Arc::new(node), span: None, depth }
    }
}

impl Node {
    /// The operands, from left to right.
    #[must_use]
    pub fn children(&self) -> Vec<&Formula> {
        match self {
            Self::True | Self::False | Self::Predicate(..) | Self::Compare(..) => vec![],
            Self::Not(a)
            | Self::Exists(_, a)
            | Self::Forall(_, a)
            | Self::Previous(_, a)
            | Self::Next(_, a)
            | Self::Once(_, a)
            | Self::Eventually(_, a)
            | Self::Historically(_, a)
            | Self::Always(_, a) => vec![a],
            Self::And(a, b)
            | Self::Or(a, b)
            | Self::Implies(a, b)
            | Self::Equiv(a, b)
            | Self::Since(_, a, b)
            | Self::Until(_, a, b) => vec![a, b],
            Self::Aggregate(aggregate) => vec![&aggregate.body],
            Self::Let(binding) => vec![&binding.definition, &binding.body],
        }
    }
}

impl Formula {
    /// The operator at the top, with its operands.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Where it stood in the source text; `None` for a formula a program built.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// The same formula, said to have stood there.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// How deeply operators are nested, those of arithmetic included; a predicate of variables has
    /// depth 1, a comparison of variables depth 2.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Holds always.
    #[must_use]
    pub fn truth() -> Self {
        Node::True.into()
    }

    /// Holds never.
    #[must_use]
    pub fn falsehood() -> Self {
        Node::False.into()
    }

    /// A fact of this name with these arguments.
    #[must_use]
    pub fn pred(name: impl Into<Arc<str>>, arguments: impl IntoIterator<Item = Term>) -> Self {
        Node::Predicate(name.into(), arguments.into_iter().collect()).into()
    }

    /// Two terms compared.
    #[must_use]
    pub fn compare(left: Term, comparison: Comparison, right: Term) -> Self {
        Node::Compare(comparison, left, right).into()
    }

    /// `left = right`.
    #[must_use]
    pub fn equal(left: Term, right: Term) -> Self {
        Self::compare(left, Comparison::Equal, right)
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Node::And(self, other).into()
    }

    /// This holds and the other does not.
    #[must_use]
    pub fn and_not(self, other: Self) -> Self {
        self.and(other.negate())
    }

    /// One or both hold.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Node::Or(self, other).into()
    }

    /// Does not hold.
    #[must_use]
    pub fn negate(self) -> Self {
        Node::Not(self).into()
    }

    /// Where this holds, so does the other.
    #[must_use]
    pub fn implies(self, other: Self) -> Self {
        Node::Implies(self, other).into()
    }

    /// Both hold or neither.
    #[must_use]
    pub fn equivalent(self, other: Self) -> Self {
        Node::Equiv(self, other).into()
    }

    /// All of them hold; of none: [`Formula::truth`]. Nested evenly, so that a thousand of them are
    /// ten operators deep.
    #[must_use]
    pub fn all(formulas: impl IntoIterator<Item = Self>) -> Self {
        evenly(formulas.into_iter().collect(), Self::and).unwrap_or_else(Self::truth)
    }

    /// One or more of them hold; of none: [`Formula::falsehood`]. Nested evenly like
    /// [`Formula::all`].
    #[must_use]
    pub fn any(formulas: impl IntoIterator<Item = Self>) -> Self {
        evenly(formulas.into_iter().collect(), Self::or).unwrap_or_else(Self::falsehood)
    }

    /// There are values of these variables for which it holds. Of no variables: itself.
    #[must_use]
    pub fn exists<V: Into<Var>>(self, variables: impl IntoIterator<Item = V>) -> Self {
        let variables: Vec<Var> = variables.into_iter().map(Into::into).collect();
        if variables.is_empty() {
            return self;
        }
        Node::Exists(variables, self).into()
    }

    /// It holds for all values of these variables. Of no variables: itself.
    #[must_use]
    pub fn forall<V: Into<Var>>(self, variables: impl IntoIterator<Item = V>) -> Self {
        let variables: Vec<Var> = variables.into_iter().map(Into::into).collect();
        if variables.is_empty() {
            return self;
        }
        Node::Forall(variables, self).into()
    }

    /// Held at the time point before, at this distance.
    #[must_use]
    pub fn previous(self, interval: Interval) -> Self {
        Node::Previous(interval, self).into()
    }

    /// Holds at the next time point, at this distance.
    #[must_use]
    pub fn next(self, interval: Interval) -> Self {
        Node::Next(interval, self).into()
    }

    /// Held at some time point at this distance back.
    #[must_use]
    pub fn once(self, interval: Interval) -> Self {
        Node::Once(interval, self).into()
    }

    /// Will hold at some time point at this distance ahead.
    #[must_use]
    pub fn eventually(self, interval: Interval) -> Self {
        Node::Eventually(interval, self).into()
    }

    /// Held at every time point at this distance back.
    #[must_use]
    pub fn historically(self, interval: Interval) -> Self {
        Node::Historically(interval, self).into()
    }

    /// Will hold at every time point at this distance ahead.
    #[must_use]
    pub fn always(self, interval: Interval) -> Self {
        Node::Always(interval, self).into()
    }

    /// Has held ever since the other did: `self SINCE other`.
    #[must_use]
    pub fn since(self, interval: Interval, other: Self) -> Self {
        Node::Since(interval, self, other).into()
    }

    /// Holds until the other will: `self UNTIL other`.
    #[must_use]
    pub fn until(self, interval: Interval, other: Self) -> Self {
        Node::Until(interval, self, other).into()
    }

    /// `result <- operator over; group self`.
    #[must_use]
    pub fn aggregate<V: Into<Var>>(
        self,
        result: impl Into<Var>,
        operator: Aggregation,
        over: impl Into<Var>,
        group: impl IntoIterator<Item = V>,
    ) -> Self {
        Node::Aggregate(Aggregate {
            result: result.into(),
            operator,
            over: over.into(),
            group: group.into_iter().map(Into::into).collect(),
            body: self,
        })
        .into()
    }

    /// `LET name(parameters) = definition IN self`.
    #[must_use]
    pub fn with<V: Into<Var>>(
        self,
        name: impl Into<Arc<str>>,
        parameters: impl IntoIterator<Item = V>,
        definition: Self,
    ) -> Self {
        Node::Let(Let {
            name: name.into(),
            parameters: parameters.into_iter().map(Into::into).collect(),
            definition,
            body: self,
        })
        .into()
    }

    /// The free variables in the order of the columns of a verdict: by first appearance from left to
    /// right, where the second operand of `SINCE` and `UNTIL` comes first, since it is the one that
    /// finds the values.
    #[must_use]
    pub fn free_variables(&self) -> Vec<Var> {
        let mut found = Vec::new();
        self.collect_free(&mut Vec::new(), &mut found);
        found
    }

    fn collect_free(&self, bound: &mut Vec<Var>, found: &mut Vec<Var>) {
        let mut note = |variable: &Var, bound: &[Var]| {
            if !bound.contains(variable) && !found.contains(variable) {
                found.push(variable.clone());
            }
        };
        match self.node() {
            Node::Predicate(_, arguments) => {
                for argument in arguments {
                    argument.each_variable(&mut |variable| note(variable, bound));
                }
            }
            Node::Compare(_, left, right) => {
                left.each_variable(&mut |variable| note(variable, bound));
                right.each_variable(&mut |variable| note(variable, bound));
            }
            Node::Exists(variables, body) | Node::Forall(variables, body) => {
                let outside = bound.len();
                bound.extend(variables.iter().cloned());
                body.collect_free(bound, found);
                bound.truncate(outside);
            }
            Node::Since(_, hold, from) | Node::Until(_, hold, from) => {
                from.collect_free(bound, found);
                hold.collect_free(bound, found);
            }
            Node::Aggregate(aggregate) => {
                note(&aggregate.result, bound);
                for variable in &aggregate.group {
                    note(variable, bound);
                }
            }
            Node::Let(binding) => binding.body.collect_free(bound, found),
            node => {
                for child in node.children() {
                    child.collect_free(bound, found);
                }
            }
        }
    }
}

/// Joins many formulas by one operator as an even tree.
fn evenly(
    mut formulas: Vec<Formula>,
    join: impl Fn(Formula, Formula) -> Formula + Copy,
) -> Option<Formula> {
    match formulas.len() {
        0 => None,
        1 => formulas.pop(),
        many => {
            let right = evenly(formulas.split_off(many.div_ceil(2)), join);
            let left = evenly(formulas, join);
            match (left, right) {
                (Some(left), Some(right)) => Some(join(left, right)),
                (left, right) => left.or(right),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(name: &str, variables: &[&str]) -> Formula {
        Formula::pred(name, variables.iter().map(|v| Term::var(*v)))
    }

    #[test]
    fn columns_come_in_order_of_first_appearance() {
        let f = p("p", &["x"]).since(Interval::ANY, p("q", &["y", "x"]));
        assert_eq!(f.free_variables(), ["y".into(), "x".into()]);
        let f = p("p", &["b", "a"]).exists(["b"]).and(p("q", &["c", "b"]));
        assert_eq!(f.free_variables(), ["a".into(), "c".into(), "b".into()]);
    }

    #[test]
    fn a_thousand_alternatives_stay_shallow() {
        let f = Formula::any((0..1000).map(|i| p(&format!("p{i}"), &["x"])));
        assert_eq!(f.depth(), 11);
    }
}
