//! The bound of a formula, part by part.

use super::{Doubt, DoubtError, End, Kinds, named};
use crate::formula::{Aggregate, Formula, Let, Node};
use crate::interval::Interval;
use crate::rewrite::original_name;
use crate::term::{Arithmetic, Comparison, Term, Var};

/// How far a formula looks back, in seconds; `None` without bound.
pub(super) fn reach_back(formula: &Formula) -> Option<u64> {
    if let Node::Let(binding) = formula.node() {
        return reach_back(&binding.definition)?.checked_add(reach_back(&binding.body)?);
    }
    let mut deepest = 0_u64;
    for child in formula.node().children() {
        deepest = deepest.max(reach_back(child)?);
    }
    match formula.node() {
        Node::Once(interval, _)
        | Node::Historically(interval, _)
        | Node::Previous(interval, _)
        | Node::Since(interval, ..) => deepest.checked_add(interval.upper()?),
        _ => Some(deepest),
    }
}

/// Whether an aggregation looks back.
pub(super) fn counts_the_past(formula: &Formula) -> bool {
    match formula.node() {
        Node::Aggregate(aggregate) => reach_back(&aggregate.body) != Some(0),
        node => node.children().into_iter().any(counts_the_past),
    }
}

/// A formula being bounded.
pub(super) struct Bounding<'a> {
    doubt: &'a Doubt,
    /// Whether what may have been before the record is let in everywhere, also where it would have
    /// any value.
    open: bool,
    fresh: std::cell::Cell<usize>,
}

impl<'a> Bounding<'a> {
    pub(super) fn new(doubt: &'a Doubt, open: bool) -> Self {
        Self { doubt, open, fresh: std::cell::Cell::new(0) }
    }
}

impl Bounding<'_> {
    fn variable(&self, of: &str) -> Var {
        self.fresh.set(self.fresh.get() + 1);
        format!("{of}#{}", self.fresh.get()).into()
    }

    /// Whether the window reaches before the first time point.
    fn early(&self, interval: Interval) -> Formula {
        let Some(upper) = interval.upper() else { return Formula::truth() };
        let age = self.variable("age");
        let bound = Term::int(i64::try_from(upper).unwrap_or(i64::MAX));
        Formula::pred("age", [Term::Var(age.clone())])
            .and(Formula::compare(Term::Var(age.clone()), Comparison::Less, bound))
            .exists([age])
    }

    /// The bound of a formula about the past: before the record it may have held (from above), or may
    /// not (from below).
    fn since_before(&self, formula: Formula, interval: Interval, upper: bool) -> Formula {
        if !self.doubt.incomplete || (upper && !self.open) {
            return formula;
        }
        if upper { formula.or(self.early(interval)) } else { formula.and_not(self.early(interval)) }
    }

    /// The bound of a formula, from above or from below.
    pub(super) fn bound(&self, formula: &Formula, upper: bool) -> Result<Formula, DoubtError> {
        let same = |inner: &Formula| self.bound(inner, upper);
        let node = match formula.node() {
            Node::True | Node::False | Node::Compare(..) => return Ok(formula.clone()),
            Node::Predicate(name, arguments) => {
                let kinds = self.doubt.of(name);
                if kinds.span.is_some() {
                    return Err(DoubtError::Placed {
                        predicate: original_name(name).to_owned(),
                        subformula: formula.to_string(),
                    });
                }
                if &**name == "tp" && self.has_spans() {
                    return Err(DoubtError::Counts { subformula: formula.to_string() });
                }
                Node::Predicate(named(name, kinds, upper, None), arguments.clone())
            }
            Node::Not(inner) => Node::Not(self.bound(inner, !upper)?),
            Node::And(left, right) => Node::And(same(left)?, same(right)?),
            Node::Or(left, right) => Node::Or(same(left)?, same(right)?),
            Node::Implies(left, right) => Node::Implies(self.bound(left, !upper)?, same(right)?),
            Node::Equiv(left, right) => {
                let one = left.clone().implies(right.clone());
                let other = right.clone().implies(left.clone());
                Node::And(same(&one)?, same(&other)?)
            }
            Node::Exists(variables, inner) => Node::Exists(variables.clone(), same(inner)?),
            Node::Forall(variables, inner) => Node::Forall(variables.clone(), same(inner)?),
            Node::Previous(interval, inner) => {
                self.counts_no_points(formula)?;
                let found = Formula::from(Node::Previous(*interval, same(inner)?));
                let first = Formula::pred("tp", [Term::int(0)]);
                let open = self.doubt.incomplete && upper && self.open;
                return Ok(spanned(formula, if open { found.or(first) } else { found }));
            }
            Node::Next(interval, inner) => {
                self.counts_no_points(formula)?;
                Node::Next(*interval, same(inner)?)
            }
            Node::Once(interval, inner) => {
                let found = match self.in_window(inner, *interval, upper, false)? {
                    Some(found) => found,
                    None => same(inner)?.once(*interval),
                };
                let found = if upper { self.since_before(found, *interval, true) } else { found };
                return Ok(spanned(formula, found));
            }
            Node::Historically(interval, inner) => {
                let found = same(inner)?.historically(*interval);
                let found = if upper { found } else { self.since_before(found, *interval, false) };
                return Ok(spanned(formula, found));
            }
            Node::Since(interval, hold, from) => {
                let found = same(hold)?.since(*interval, same(from)?);
                let found = if upper { self.since_before(found, *interval, true) } else { found };
                return Ok(spanned(formula, found));
            }
            Node::Eventually(interval, inner) => {
                match self.in_window(inner, *interval, upper, true)? {
                    Some(found) => return Ok(spanned(formula, found)),
                    None => Node::Eventually(*interval, same(inner)?),
                }
            }
            Node::Always(interval, inner) => Node::Always(*interval, same(inner)?),
            Node::Until(interval, hold, from) => Node::Until(*interval, same(hold)?, same(from)?),
            Node::Aggregate(aggregate) => return self.aggregate(formula, aggregate, upper),
            Node::Let(binding) => return self.binding(formula, binding, upper),
        };
        Ok(spanned(formula, node.into()))
    }

    fn has_spans(&self) -> bool {
        self.doubt.predicates.values().any(|kinds| kinds.span.is_some())
    }

    fn counts_no_points(&self, formula: &Formula) -> Result<(), DoubtError> {
        if self.has_spans() {
            return Err(DoubtError::Counts { subformula: formula.to_string() });
        }
        Ok(())
    }

    /// `ONCE` and `EVENTUALLY` of a fact whose time is known within bounds: from below, all of its time
    /// lies in the window; from above, some of it does. `None` where no such fact is inside.
    fn in_window(
        &self,
        inner: &Formula,
        interval: Interval,
        upper: bool,
        future: bool,
    ) -> Result<Option<Formula>, DoubtError> {
        let Some(longest) = self.span_inside(inner) else { return Ok(None) };
        let other = self.variable("other");
        let now = self.variable("now");
        let seconds = |seconds: u64| Term::int(i64::try_from(seconds).unwrap_or(i64::MAX));
        let plus = |operator: Arithmetic, distance: u64| {
            Term::arithmetic(Term::Var(now.clone()), operator, seconds(distance))
        };
        let reached = |slack: u64| match interval.upper() {
            Some(upper) => Interval::closed(interval.lower(), upper.saturating_add(slack)),
            None => Interval::at_least(interval.lower()),
        };
        // Seen from the end of its time that stands at a time point in the window, on which side of
        // which bound the other end must be.
        let (end, slack, bound) = match (future, upper) {
            (false, true) => (
                End::From,
                longest,
                interval
                    .upper()
                    .map(|b| (Comparison::GreaterOrEqual, plus(Arithmetic::Subtract, b))),
            ),
            (false, false) => (
                End::Until,
                0,
                interval
                    .upper()
                    .map(|b| (Comparison::GreaterOrEqual, plus(Arithmetic::Subtract, b))),
            ),
            (true, true) => (
                End::Until,
                longest,
                interval.upper().map(|b| (Comparison::LessOrEqual, plus(Arithmetic::Add, b))),
            ),
            (true, false) => (
                End::Until,
                0,
                Some((Comparison::GreaterOrEqual, plus(Arithmetic::Add, interval.lower()))),
            ),
        };
        let inside = self.ended(inner, upper, end, &other)?;
        let found =
            if future { inside.eventually(reached(slack)) } else { inside.once(reached(slack)) };
        let Some((comparison, bound)) = bound else { return Ok(Some(found.exists([other]))) };
        Ok(Some(
            found
                .and(Formula::pred("ts", [Term::Var(now.clone())]))
                .and(Formula::compare(Term::Var(other.clone()), comparison, bound))
                .exists([other, now]),
        ))
    }

    /// The longest span of a fact inside that is not under a further temporal operator.
    fn span_inside(&self, formula: &Formula) -> Option<u64> {
        match formula.node() {
            Node::Predicate(name, _) => self.doubt.of(name).span,
            Node::Exists(_, inner) => self.span_inside(inner),
            Node::And(left, right) => self.span_inside(left).max(self.span_inside(right)),
            _ => None,
        }
    }

    /// One fact whose time is known within bounds, joined with nothing that has a time.
    fn ended(
        &self,
        formula: &Formula,
        upper: bool,
        end: End,
        other: &Var,
    ) -> Result<Formula, DoubtError> {
        let node = match formula.node() {
            Node::Predicate(name, arguments) => {
                let kinds = self.doubt.of(name);
                let arguments = arguments.iter().cloned().chain([Term::Var(other.clone())]);
                Node::Predicate(named(name, kinds, upper, Some(end)), arguments.collect())
            }
            Node::Exists(variables, inner) => {
                Node::Exists(variables.clone(), self.ended(inner, upper, end, other)?)
            }
            Node::And(left, right) => {
                let timeless = |formula: &Formula| match formula.node() {
                    Node::Compare(..) => true,
                    Node::Not(inner) => matches!(inner.node(), Node::Compare(..)),
                    _ => false,
                };
                if timeless(right) {
                    Node::And(self.ended(left, upper, end, other)?, right.clone())
                } else if timeless(left) {
                    Node::And(left.clone(), self.ended(right, upper, end, other)?)
                } else {
                    return Err(DoubtError::Placed {
                        predicate: self.first_span(formula).unwrap_or_default(),
                        subformula: formula.to_string(),
                    });
                }
            }
            _ => {
                return Err(DoubtError::Placed {
                    predicate: self.first_span(formula).unwrap_or_default(),
                    subformula: formula.to_string(),
                });
            }
        };
        Ok(node.into())
    }

    fn first_span(&self, formula: &Formula) -> Option<String> {
        self.first(formula, &|kinds| kinds.span.is_some())
    }

    fn first(&self, formula: &Formula, wanted: &impl Fn(Kinds) -> bool) -> Option<String> {
        match formula.node() {
            Node::Predicate(name, _) => {
                wanted(self.doubt.of(name)).then(|| original_name(name).to_owned())
            }
            node => node.children().into_iter().find_map(|child| self.first(child, wanted)),
        }
    }

    fn aggregate(
        &self,
        formula: &Formula,
        aggregate: &Aggregate,
        upper: bool,
    ) -> Result<Formula, DoubtError> {
        let doubtful = |kinds: Kinds| kinds.possible || kinds.span.is_some();
        if let Some(predicate) = self.first(&aggregate.body, &doubtful) {
            let subformula = formula.to_string();
            return Err(DoubtError::Counted { predicate, subformula });
        }
        // Of a window that reaches before the record, the outcome that is found is one of many.
        let reach = reach_back(&aggregate.body);
        if !self.doubt.incomplete || upper || reach == Some(0) {
            return Ok(formula.clone());
        }
        let window = reach.map_or(Interval::ANY, Interval::within);
        Ok(formula.clone().and_not(self.early(window)))
    }

    fn binding(
        &self,
        formula: &Formula,
        binding: &Let,
        upper: bool,
    ) -> Result<Formula, DoubtError> {
        let definitions =
            [self.bound(&binding.definition, false)?, self.bound(&binding.definition, true)?];
        let mut doubt = self.doubt.clone();
        if definitions[0] == definitions[1] {
            doubt.predicates.remove(&binding.name);
            let inside = Bounding { doubt: &doubt, open: self.open, fresh: self.fresh.clone() };
            let body = inside.bound(&binding.body, upper)?;
            self.fresh.set(inside.fresh.get());
            let [definition, _] = definitions;
            let parameters = binding.parameters.iter().cloned();
            return Ok(spanned(formula, body.with(binding.name.clone(), parameters, definition)));
        }
        // Inside, the name stands for what it defines, doubts and all: both of its bounds are defined,
        // under the two names that a doubtful predicate has.
        let kinds = Kinds { possible: true, span: None };
        doubt.predicates.insert(binding.name.clone(), kinds);
        let inside = Bounding { doubt: &doubt, open: self.open, fresh: self.fresh.clone() };
        let mut bound = inside.bound(&binding.body, upper)?;
        self.fresh.set(inside.fresh.get());
        for (side, definition) in [false, true].into_iter().zip(definitions) {
            let name = named(&binding.name, kinds, side, None);
            if mentions(&bound, &name) {
                bound = bound.with(name, binding.parameters.iter().cloned(), definition);
            }
        }
        Ok(spanned(formula, bound))
    }
}

fn mentions(formula: &Formula, predicate: &str) -> bool {
    match formula.node() {
        Node::Predicate(name, _) => **name == *predicate,
        node => node.children().into_iter().any(|child| mentions(child, predicate)),
    }
}

fn spanned(of: &Formula, formula: Formula) -> Formula {
    match of.span() {
        Some(span) => formula.with_span(span),
        None => formula,
    }
}
