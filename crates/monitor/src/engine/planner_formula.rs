//! Plans a formula within tuples that are already found.

use std::sync::Arc;

use crate::check::{CheckError, Problem};
use crate::engine::Leaf;
use crate::engine::group::Group;
use crate::engine::planner::{Definition, Planner, UNIT};
use crate::engine::relate::Tally;
use crate::engine::rows::Seen;
use crate::engine::scalar::{Scalar, Test};
use crate::engine::step::{Backlog, Op};
use crate::formula::{Aggregate, Formula, Node};
use crate::kinds::clock_of;
use crate::rewrite::{self, original_name};
use crate::term::{Comparison, Term, Var};
use crate::value::Kind;

impl Planner<'_> {
    /// A step with the tuples of the formula itself.
    pub(super) fn alone(&mut self, domain: usize, formula: &Formula) -> Result<usize, CheckError> {
        let scope = self.definitions.last().map_or(0, |last| last.scope);
        let key = (std::ptr::from_ref(formula.node()).addr(), domain, scope);
        if let Some(known) = self.alone.get(&key) {
            return known.clone();
        }
        let found = self.within(domain, UNIT, formula).and_then(|found| {
            let missing = self.missing(domain, found, formula);
            missing.first().map_or(Ok(found), |variable| Err(not_streamed(variable, formula)))
        });
        self.alone.insert(key, found.clone());
        found
    }

    /// A formula that holds where this one does not.
    pub(super) fn negation_of(&mut self, formula: &Formula) -> Result<Formula, CheckError> {
        let node = std::ptr::from_ref(formula.node()).addr();
        if let Some((_, known)) = self.negated.iter().find(|(of, _)| *of == node) {
            return Ok(known.clone());
        }
        let (negated, outcomes) = rewrite::negated_core(formula, &self.outcomes).map_err(|_| {
            CheckError::new(Problem::TooLarge, formula, "split it into several formulas")
        })?;
        self.outcomes.extend(outcomes);
        self.negated.push((node, negated.clone()));
        Ok(negated)
    }

    /// A step with the tuples of `source` for which the formula holds, with values for its further
    /// variables.
    pub(super) fn within(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
    ) -> Result<usize, CheckError> {
        self.attempts += 1;
        if self.attempts > rewrite::MAX_OPERATORS {
            return Err(CheckError::new(
                Problem::TooLarge,
                formula,
                "split it into several formulas",
            ));
        }
        match formula.node() {
            Node::True => Ok(source),
            Node::False => {
                let columns = self.columns(domain, source).to_vec();
                Ok(self.batch(domain, Op::Empty, columns))
            }
            Node::Predicate(name, arguments) => {
                let found = self.predicate(domain, formula, name, arguments, &[])?;
                Ok(self.join(domain, source, found))
            }
            Node::Compare(comparison, left, right) => {
                self.comparison(domain, source, formula, *comparison, (left, right))
            }
            Node::Not(inner) => self.negation(domain, source, formula, inner),
            Node::And(..) => self.conjunction(domain, source, formula),
            Node::Or(left, right) => {
                let left = self.within(domain, source, left)?;
                let right = self.within(domain, source, right)?;
                for (one, other) in [(left, right), (right, left)] {
                    let columns = self.columns(domain, one);
                    if let Some(variable) =
                        columns.iter().find(|column| !self.has(domain, other, &[(*column).clone()]))
                    {
                        return Err(not_streamed(variable, formula));
                    }
                }
                Ok(self.union(domain, &[left, right]))
            }
            Node::Exists(variables, inner) => {
                // Columns that nobody asks for need not be taken from the facts at all.
                let inside = match inner.node() {
                    Node::Predicate(name, arguments) if source == UNIT => {
                        self.predicate(domain, inner, name, arguments, variables)?
                    }
                    _ => self.within(domain, source, inner)?,
                };
                let mut outside = self.columns(domain, inside).to_vec();
                outside.retain(|column| !variables.contains(column));
                Ok(self.project(domain, inside, &outside))
            }
            Node::Aggregate(aggregate) => {
                let found = self.aggregate(domain, formula, aggregate)?;
                Ok(self.join(domain, source, found))
            }
            Node::Let(binding) => {
                self.define(binding);
                let found = self.within(domain, source, &binding.body);
                self.definitions.pop();
                found
            }
            _ => self.temporal(domain, source, formula),
        }
    }

    fn predicate(
        &mut self,
        domain: usize,
        formula: &Formula,
        name: &Arc<str>,
        arguments: &[Term],
        hidden: &[Var],
    ) -> Result<usize, CheckError> {
        let mut columns: Vec<Var> = Vec::new();
        let mut leaf = Leaf {
            domain,
            slot: 0,
            arity: arguments.len(),
            constants: Vec::new(),
            same: Vec::new(),
            columns: Vec::new(),
        };
        for (at, argument) in arguments.iter().enumerate() {
            match argument {
                Term::Constant(value) => {
                    let word = self.dictionary.word_of(value);
                    self.constants.push(word);
                    leaf.constants.push((at, word));
                }
                Term::Var(variable) => match columns.iter().position(|column| column == variable) {
                    Some(known) => leaf.same.push((leaf.columns[known], at)),
                    None => {
                        leaf.columns.push(at);
                        columns.push(variable.clone());
                    }
                },
                // Refused when the kinds were checked.
                _ => {}
            }
        }
        if let Some(definition) = self.definition(name) {
            return self.defined(domain, formula, &definition, &leaf, columns);
        }
        let constant = leaf.constants.first().map(|(_, word)| *word);
        if self.signature.columns(name).is_none()
            && let Some(clock) = clock_of(name)
            && arguments.len() == 1
        {
            return Ok(self.batch(domain, Op::Clock(clock, constant), columns));
        }
        let shown: Vec<bool> = columns.iter().map(|column| !hidden.contains(column)).collect();
        let mut keep = shown.iter();
        leaf.columns.retain(|_| *keep.next().unwrap_or(&true));
        let mut keep = shown.iter();
        columns.retain(|_| *keep.next().unwrap_or(&true));
        let backlog = self.waits(domain).then(Backlog::default);
        leaf.slot = self.batch(domain, Op::Facts { backlog, seen: Seen::default() }, columns);
        self.drafts[domain].domain.leaves.push(leaf.slot);
        let slot = leaf.slot;
        self.predicates.entry(name.clone()).or_default().push(leaf);
        Ok(slot)
    }

    /// The tuples of a definition that fit, under the names they have here.
    fn defined(
        &mut self,
        domain: usize,
        formula: &Formula,
        definition: &Definition,
        leaf: &Leaf,
        columns: Vec<Var>,
    ) -> Result<usize, CheckError> {
        let inner = self.definitions.split_off(definition.outside);
        let found = self.alone(domain, &definition.formula);
        self.definitions.extend(inner);
        let found = found?;
        if !self.has(domain, found, &definition.parameters) {
            return Err(not_streamed(&definition.name, formula));
        }
        let mut found = self.project(domain, found, &definition.parameters);
        let column = |at: usize| Scalar::Column(at);
        let constants = leaf
            .constants
            .iter()
            .map(|(at, word)| (column(*at), Scalar::Constant(self.dictionary.value(*word))));
        let same = leaf.same.iter().map(|(one, other)| (column(*one), column(*other)));
        let tests: Vec<Test> = constants
            .chain(same)
            .map(|(left, right)| Test { comparison: Comparison::Equal, left, right, holds: true })
            .collect();
        for test in tests {
            found = self.filter(domain, found, test);
        }
        if self.is_kept(domain, found) {
            self.track(domain, found);
            let op = Op::KeptProject(found, leaf.columns.clone(), Tally::default());
            return Ok(self.kept(domain, op, columns));
        }
        Ok(self.batch(domain, Op::Project(found, leaf.columns.clone(), Seen::default()), columns))
    }

    fn filter(&mut self, domain: usize, source: usize, test: Test) -> usize {
        let columns = self.columns(domain, source).to_vec();
        if self.is_kept(domain, source) {
            // An outcome that nobody wants to see is not laid out in the first place.
            if let Op::Group { source, group } = &self.drafts[domain].domain.slots[source].op {
                let (source, mut group) = (*source, group.clone());
                group.having.push(test);
                return self.kept(domain, Op::Group { source, group }, columns);
            }
            self.track(domain, source);
            return self.kept(domain, Op::KeptFilter(source, test), columns);
        }
        self.batch(domain, Op::Filter(source, test), columns)
    }

    /// A comparison all of whose variables are among these columns.
    pub(super) fn test(formula: &Formula, columns: &[Var], holds: bool) -> Option<Test> {
        let Node::Compare(comparison, left, right) = formula.node() else { return None };
        Some(Test {
            comparison: *comparison,
            left: Scalar::new(left, columns)?,
            right: Scalar::new(right, columns)?,
            holds,
        })
    }

    fn comparison(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
        comparison: Comparison,
        (left, right): (&Term, &Term),
    ) -> Result<usize, CheckError> {
        let columns = self.columns(domain, source).to_vec();
        if let Some(test) = Self::test(formula, &columns, true) {
            return Ok(self.filter(domain, source, test));
        }
        let missing = self.missing(domain, source, formula);
        if comparison == Comparison::Equal
            && let [variable] = missing.as_slice()
        {
            for (one, other) in [(left, right), (right, left)] {
                if matches!(one, Term::Var(name) if name == variable)
                    && let Some(scalar) = Scalar::new(other, &columns)
                {
                    let mut columns = columns;
                    columns.push(variable.clone());
                    if self.is_kept(domain, source) {
                        self.track(domain, source);
                        return Ok(self.kept(domain, Op::KeptAssign(source, scalar), columns));
                    }
                    return Ok(self.batch(domain, Op::Assign(source, scalar), columns));
                }
            }
        }
        Err(not_streamed(missing.first().map_or("x", |variable| &**variable), formula))
    }

    fn negation(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
        inner: &Formula,
    ) -> Result<usize, CheckError> {
        if let Some(variable) = self.missing(domain, source, inner).first() {
            return Err(not_streamed(variable, formula));
        }
        let columns = self.columns(domain, source).to_vec();
        if let Some(test) = Self::test(inner, &columns, false) {
            return Ok(self.filter(domain, source, test));
        }
        let denied = match self.alone(domain, inner) {
            Ok(denied) => denied,
            Err(_) => self.within(domain, source, inner)?,
        };
        Ok(self.minus(domain, source, denied))
    }

    fn conjunction(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
    ) -> Result<usize, CheckError> {
        let mut open = Vec::new();
        crate::planner::conjuncts(formula, &mut open);
        let mut found = source;
        while !open.is_empty() {
            if let Some(at) = self.next_conjunct(domain, found, &open)
                && let Ok(step) = self.within(domain, found, open[at])
            {
                open.remove(at);
                found = step;
                continue;
            }
            // What is left cannot stand alone: whatever can stand within the tuples found so far is
            // taken; when nothing can, the first that fails says why.
            let mut refusal = None;
            let taken = (0..open.len()).find_map(|at| match self.within(domain, found, open[at]) {
                Ok(step) => Some((at, step)),
                Err(error) => {
                    refusal.get_or_insert(error);
                    None
                }
            });
            match (taken, refusal) {
                (Some((at, step)), _) => {
                    open.remove(at);
                    found = step;
                }
                (None, Some(refusal)) => return Err(refusal),
                (None, None) => break,
            }
        }
        Ok(found)
    }

    /// Which conjunct to take next: first what only thins out the tuples, then what adds values to
    /// them, then what looks partners up by as much as is known, facts before what is kept.
    fn next_conjunct(&mut self, domain: usize, found: usize, open: &[&Formula]) -> Option<usize> {
        let thins = |formula: &Formula| matches!(formula.node(), Node::Compare(..) | Node::Not(_));
        let ready = |planner: &Self, formula: &Formula| {
            thins(formula)
                && planner.missing(domain, found, formula).is_empty()
                // A negation without variables waits until there is something to deny it of.
                && (found != UNIT || open.iter().all(|other| thins(other)))
        };
        if let Some(at) = open.iter().position(|formula| ready(self, formula)) {
            return Some(at);
        }
        let assigned = open.iter().enumerate().position(|(at, formula)| {
            let missing = self.missing(domain, found, formula);
            matches!(formula.node(), Node::Compare(Comparison::Equal, ..))
                && missing.len() == 1
                && found != UNIT
                && crate::planner::may_assign(self.signature, &missing, open, at)
        });
        if assigned.is_some() {
            return assigned;
        }
        let mut best: Option<((bool, bool, bool, usize), usize)> = None;
        for (at, formula) in open.iter().enumerate() {
            if thins(formula) {
                continue;
            }
            let Ok(step) = self.alone(domain, formula) else { continue };
            let columns = self.columns(domain, step).to_vec();
            let known = self.places(domain, found, &columns).len();
            let bound = known == columns.len();
            let anew = !self.is_kept(domain, step);
            let score = if found == UNIT {
                (anew, false, false, columns.len())
            } else {
                (bound, known > 0, anew, known)
            };
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    }

    fn aggregate(
        &mut self,
        domain: usize,
        formula: &Formula,
        aggregate: &Aggregate,
    ) -> Result<usize, CheckError> {
        let source = self.alone(domain, &aggregate.body)?;
        let over = self.places(domain, source, std::slice::from_ref(&aggregate.over));
        let by = self.places(domain, source, &aggregate.group);
        let (&[over], true) = (over.as_slice(), by.len() == aggregate.group.len()) else {
            return Err(not_streamed(&aggregate.over, formula));
        };
        let node = std::ptr::from_ref(formula.node()).addr();
        let kind = self.outcomes.get(&node).copied().unwrap_or(Kind::Int);
        let group = Box::new(Group::new(aggregate.operator, over, by, kind));
        let mut columns = vec![aggregate.result.clone()];
        columns.extend(aggregate.group.iter().cloned());
        if self.is_kept(domain, source) {
            self.track(domain, source);
            return Ok(self.kept(domain, Op::Group { source, group }, columns));
        }
        Ok(self.batch(domain, Op::Group { source, group }, columns))
    }
}

pub(super) fn not_streamed(variable: &str, place: &Formula) -> CheckError {
    let name = original_name(variable);
    CheckError::new(
        Problem::NotStreamed { variable: name.to_owned() },
        place,
        format!(
            "let this part find {name} by itself, p({name}) AND …, or evaluate the whole log at once"
        ),
    )
}
