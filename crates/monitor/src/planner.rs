//! Finds an order in which a formula can be evaluated, or the variable that stands in the way.
//!
//! A formula can be evaluated *alone* when its own facts give all its variables their values:
//! `p(x)`, `p(x) AND x < 3`, `ONCE p(x)`. Others can be evaluated only *within* tuples found before:
//! `x < 3`, `NOT p(x)`. The planner therefore asks one question everywhere: given a step whose tuples
//! are already found, which step finds those of them (with values for further variables added) for
//! which the formula holds? Alone is within the one tuple that has no values.
//!
//! At other time points the same tuples are asked about: whether `x` satisfies `ONCE NOT p(x)` now
//! depends on `x` and on the past, so it is enough to know where `NOT p(x)` held for the values of `x`
//! that matter now. That is what [`Operation::Everywhere`] is for.

use std::collections::HashMap;
use std::sync::Arc;

use crate::check::{CheckError, Problem};
use crate::formula::{Aggregate, Formula, Let, Node};
use crate::kinds::{Outcomes, clock_of};
use crate::plan::{Operation, Plan, Slot, Step, StepId};
use crate::print::named;
use crate::rewrite::{MAX_OPERATORS, original_name};
use crate::signature::Signature;
use crate::term::{Comparison, Term, Var};
use crate::value::Kind;

/// Plans a formula of the core; the last step has the wanted columns.
pub(crate) fn plan(
    core: &Formula,
    wanted: &[Var],
    signature: &Signature,
    outcomes: &Outcomes,
) -> Result<Plan, CheckError> {
    let mut planner = Planner {
        outcomes,
        plan: Plan::default(),
        signature,
        alone: HashMap::new(),
        definitions: Vec::new(),
        scopes: 0,
        attempts: 0,
    };
    let unit = planner.step(Operation::Unit, Vec::new());
    let found = planner.within(unit, core)?;
    if let Some(variable) =
        wanted.iter().find(|variable| !planner.plan.columns(found).contains(variable))
    {
        return Err(unguarded(variable, core));
    }
    let root = planner.project(found, wanted);
    Ok(planner.plan.reduced_to(root))
}

/// What has been planned so far.
pub(crate) struct Planner<'a> {
    pub(crate) plan: Plan,
    signature: &'a Signature,
    outcomes: &'a Outcomes,
    /// What came out for formulas evaluated alone, by node and scope of definitions.
    alone: HashMap<(*const Node, usize), Result<StepId, CheckError>>,
    definitions: Vec<Definition>,
    scopes: usize,
    attempts: usize,
}

struct Definition {
    name: Arc<str>,
    step: StepId,
    scope: usize,
}

/// The step of the tuple without values: always the first.
pub(crate) const UNIT: StepId = 0;

impl Planner<'_> {
    pub(crate) fn step(&mut self, operation: Operation, columns: Vec<Var>) -> StepId {
        self.plan.steps.push(Step { operation, columns });
        self.plan.steps.len() - 1
    }

    fn has(&self, step: StepId, variables: &[Var]) -> bool {
        let columns = self.plan.columns(step);
        variables.iter().all(|variable| columns.contains(variable))
    }

    pub(crate) fn project(&mut self, source: StepId, wanted: &[Var]) -> StepId {
        if self.plan.columns(source) == wanted {
            return source;
        }
        self.step(Operation::Project(source), wanted.to_vec())
    }

    pub(crate) fn join(&mut self, left: StepId, right: StepId) -> StepId {
        if left == UNIT {
            return right;
        }
        let mut columns = self.plan.columns(left).to_vec();
        for column in self.plan.columns(right) {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        self.step(Operation::Join(left, right), columns)
    }

    /// A step with the tuples of the formula itself.
    pub(crate) fn alone(&mut self, formula: &Formula) -> Result<StepId, CheckError> {
        let key = (
            std::ptr::from_ref(formula.node()),
            self.definitions.last().map_or(0, |last| last.scope),
        );
        if let Some(known) = self.alone.get(&key) {
            return known.clone();
        }
        let found = self.within(UNIT, formula);
        self.alone.insert(key, found.clone());
        found
    }

    /// A step with the tuples of `source` for which the formula holds, with values for its further
    /// variables.
    pub(crate) fn within(
        &mut self,
        source: StepId,
        formula: &Formula,
    ) -> Result<StepId, CheckError> {
        self.attempts += 1;
        if self.attempts > MAX_OPERATORS {
            return Err(CheckError::new(
                Problem::TooLarge,
                formula,
                "split it into several formulas",
            ));
        }
        match formula.node() {
            Node::True => Ok(source),
            Node::False => {
                let columns = self.plan.columns(source).to_vec();
                Ok(self.step(Operation::Empty, columns))
            }
            Node::Predicate(name, arguments) => {
                let found = self.predicate(name, arguments);
                Ok(self.join(source, found))
            }
            Node::Compare(comparison, left, right) => {
                self.comparison(source, formula, *comparison, left, right)
            }
            Node::Not(inner) => self.negation(source, formula, inner),
            Node::And(..) => self.conjunction(source, formula),
            Node::Or(left, right) => self.disjunction(source, formula, left, right),
            Node::Exists(variables, inner) => {
                let inside = self.within(source, inner)?;
                if let Some(variable) =
                    variables.iter().find(|variable| !self.plan.columns(inside).contains(variable))
                {
                    return Err(unguarded(variable, formula));
                }
                let outside: Vec<Var> = self
                    .plan
                    .columns(inside)
                    .iter()
                    .filter(|column| !variables.contains(column))
                    .cloned()
                    .collect();
                Ok(self.project(inside, &outside))
            }
            Node::Previous(interval, inner) => {
                self.temporal(source, formula, inner, |s| Operation::Previous(*interval, s))
            }
            Node::Next(interval, inner) => {
                self.temporal(source, formula, inner, |s| Operation::Next(*interval, s))
            }
            Node::Once(interval, inner) => {
                self.temporal(source, formula, inner, |s| Operation::Once(*interval, s))
            }
            Node::Eventually(interval, inner) => {
                self.temporal(source, formula, inner, |s| Operation::Eventually(*interval, s))
            }
            Node::Historically(interval, inner) => {
                self.throughout(source, formula, *interval, false, inner)
            }
            Node::Always(interval, inner) => {
                self.throughout(source, formula, *interval, true, inner)
            }
            Node::Since(interval, hold, from) => {
                self.chain(source, formula, hold, from, |hold, from| Operation::Since {
                    interval: *interval,
                    hold,
                    from,
                })
            }
            Node::Until(interval, hold, from) => {
                self.chain(source, formula, hold, from, |hold, from| Operation::Until {
                    interval: *interval,
                    hold,
                    from,
                })
            }
            Node::Aggregate(aggregate) => {
                let found = self.aggregate(formula, aggregate)?;
                Ok(self.join(source, found))
            }
            Node::Let(binding) => self.binding(source, binding),
            // The core has none of these.
            Node::Implies(..) | Node::Equiv(..) | Node::Forall(..) => Err(CheckError::new(
                Problem::TooLarge,
                formula,
                "write it with NOT, AND, OR and EXISTS",
            )),
        }
    }

    fn predicate(&mut self, name: &Arc<str>, arguments: &[Term]) -> StepId {
        let mut columns: Vec<Var> = Vec::new();
        let slots: Vec<Slot> = arguments
            .iter()
            .filter_map(|argument| match argument {
                Term::Constant(value) => Some(Slot::Constant(value.clone())),
                Term::Var(variable) => {
                    let known = columns.iter().position(|column| column == variable);
                    Some(Slot::Column(known.unwrap_or_else(|| {
                        columns.push(variable.clone());
                        columns.len() - 1
                    })))
                }
                // Refused when the kinds were checked.
                _ => None,
            })
            .collect();
        let defined = self.definitions.iter().rev();
        let operation =
            if let Some(definition) = defined.into_iter().find(|defined| defined.name == *name) {
                Operation::Defined(definition.step, slots)
            } else if self.signature.columns(name).is_none()
                && let Some(clock) = clock_of(name)
                && let [slot] = slots.as_slice()
            {
                Operation::Clock(clock, slot.clone())
            } else {
                Operation::Facts(name.clone(), slots)
            };
        self.step(operation, columns)
    }

    fn comparison(
        &mut self,
        source: StepId,
        formula: &Formula,
        comparison: Comparison,
        left: &Term,
        right: &Term,
    ) -> Result<StepId, CheckError> {
        let missing = self.missing(source, formula);
        let Some(variable) = missing.first() else {
            return Ok(self.filter(source, comparison, left, right, true));
        };
        if comparison == Comparison::Equal && missing.len() == 1 {
            for (one, other) in [(left, right), (right, left)] {
                let mut elsewhere = false;
                other.each_variable(&mut |used| elsewhere |= used == variable);
                if matches!(one, Term::Var(name) if name == variable) && !elsewhere {
                    let mut columns = self.plan.columns(source).to_vec();
                    columns.push(variable.clone());
                    return Ok(self.step(Operation::Assign(source, other.clone()), columns));
                }
            }
        }
        Err(unguarded(variable, formula))
    }

    fn filter(
        &mut self,
        source: StepId,
        comparison: Comparison,
        left: &Term,
        right: &Term,
        holds: bool,
    ) -> StepId {
        let columns = self.plan.columns(source).to_vec();
        self.step(
            Operation::Filter {
                source,
                comparison,
                left: left.clone(),
                right: right.clone(),
                holds,
            },
            columns,
        )
    }

    /// The free variables of a formula that `source` has no values for.
    pub(crate) fn missing(&self, source: StepId, formula: &Formula) -> Vec<Var> {
        let columns = self.plan.columns(source);
        let mut missing = formula.free_variables();
        missing.retain(|variable| !columns.contains(variable));
        missing
    }

    fn negation(
        &mut self,
        source: StepId,
        formula: &Formula,
        inner: &Formula,
    ) -> Result<StepId, CheckError> {
        if let Some(variable) = self.missing(source, inner).first() {
            let name = original_name(variable);
            return Err(CheckError::new(
                Problem::Unguarded { variable: name.to_owned() },
                formula,
                format!("put a formula that finds {name} before it: p({name}) AND NOT …"),
            ));
        }
        if let Node::Compare(comparison, left, right) = inner.node() {
            return Ok(self.filter(source, *comparison, left, right, false));
        }
        let denied = match self.alone(inner) {
            Ok(denied) => denied,
            Err(_) => self.within(source, inner)?,
        };
        let columns = self.plan.columns(source).to_vec();
        Ok(self.step(Operation::Minus(source, denied, inner.clone()), columns))
    }

    /// Takes the conjuncts in an order in which each finds its values ready: first what only thins
    /// out the tuples, then what adds values to them, then what adds tuples.
    fn conjunction(&mut self, source: StepId, formula: &Formula) -> Result<StepId, CheckError> {
        let mut open = Vec::new();
        conjuncts(formula, &mut open);
        let mut found = source;
        while !open.is_empty() {
            let ready = |conjunct: &&Formula| self.missing(found, conjunct).is_empty();
            let thins = |conjunct: &&Formula| {
                matches!(conjunct.node(), Node::Compare(..) | Node::Not(_)) && ready(conjunct)
            };
            if let Some(at) = open.iter().position(thins) {
                let conjunct = open.remove(at);
                found = self.within(found, conjunct)?;
                continue;
            }
            let assigned = open.iter().enumerate().find_map(|(at, conjunct)| {
                matches!(conjunct.node(), Node::Compare(Comparison::Equal, ..)).then_some(())?;
                let missing = self.missing(found, conjunct);
                (missing.len() == 1 && may_assign(self.signature, &missing, &open, at))
                    .then_some(at)
            });
            if let Some(at) = assigned
                && let Some(conjunct) = open.get(at)
                && let Ok(step) = self.within(found, conjunct)
            {
                open.remove(at);
                found = step;
                continue;
            }
            let joined = (0..open.len()).find_map(|at| {
                let conjunct = open.get(at)?;
                if matches!(conjunct.node(), Node::Compare(..) | Node::Not(_)) {
                    return None;
                }
                Some((at, self.alone(conjunct).ok()?))
            });
            if let Some((at, step)) = joined {
                open.remove(at);
                found = self.join(found, step);
                continue;
            }
            // What is left cannot stand alone. Whatever can stand within the tuples found so far is
            // taken; when nothing can, the first one that fails says why.
            let mut refusal = None;
            let mut taken = None;
            for (at, conjunct) in open.iter().enumerate() {
                match self.within(found, conjunct) {
                    Ok(step) => {
                        taken = Some((at, step));
                        break;
                    }
                    Err(error) => refusal = refusal.or(Some(error)),
                }
            }
            match (taken, refusal) {
                (Some((at, step)), _) => {
                    open.remove(at);
                    found = step;
                }
                (None, Some(error)) => return Err(error),
                (None, None) => break,
            }
        }
        Ok(found)
    }

    fn disjunction(
        &mut self,
        source: StepId,
        formula: &Formula,
        left: &Formula,
        right: &Formula,
    ) -> Result<StepId, CheckError> {
        let left = self.within(source, left)?;
        let right = self.within(source, right)?;
        let columns = self.plan.columns(left).to_vec();
        for (one, other) in [(left, right), (right, left)] {
            if let Some(variable) = self
                .plan
                .columns(one)
                .iter()
                .find(|column| !self.plan.columns(other).contains(column))
            {
                let name = original_name(variable);
                return Err(CheckError::new(
                    Problem::OneSided { variable: name.to_owned() },
                    formula,
                    format!(
                        "put a formula that finds {name} before the OR: p({name}) AND (… OR …)"
                    ),
                ));
            }
        }
        Ok(self.step(Operation::Union(vec![left, right]), columns))
    }

    fn aggregate(
        &mut self,
        formula: &Formula,
        aggregate: &Aggregate,
    ) -> Result<StepId, CheckError> {
        let source = self.alone(&aggregate.body)?;
        let over = self.plan.positions(source, std::slice::from_ref(&aggregate.over));
        let group = self.plan.positions(source, &aggregate.group);
        let (&[over], true) = (over.as_slice(), group.len() == aggregate.group.len()) else {
            return Err(unguarded(&aggregate.over, formula));
        };
        let mut columns = vec![aggregate.result.clone()];
        columns.extend(aggregate.group.iter().cloned());
        Ok(self.step(
            Operation::Aggregate {
                source,
                operator: aggregate.operator,
                over,
                group,
                outcome: self
                    .outcomes
                    .get(&std::ptr::from_ref(formula.node()).addr())
                    .copied()
                    .unwrap_or(Kind::Int),
            },
            columns,
        ))
    }

    fn binding(&mut self, source: StepId, binding: &Let) -> Result<StepId, CheckError> {
        let definition = self.alone(&binding.definition)?;
        if !self.has(definition, &binding.parameters) {
            return Err(CheckError::new(
                Problem::Unguarded { variable: named(&binding.parameters) },
                &binding.definition,
                "let the definition find the values of all its parameters",
            ));
        }
        let step = self.project(definition, &binding.parameters);
        self.scopes += 1;
        self.definitions.push(Definition { name: binding.name.clone(), step, scope: self.scopes });
        let found = self.within(source, &binding.body);
        self.definitions.pop();
        found
    }
}

/// Whether `x = t` among these conjuncts may give `x` its value. Where columns are not typed, 1 and 1.0
/// are equal and are two values: then facts of `x` come first, and the comparison is asked of them.
pub(crate) fn may_assign(
    signature: &Signature,
    variables: &[Var],
    open: &[&Formula],
    at: usize,
) -> bool {
    signature.is_typed()
        || !open.iter().enumerate().any(|(place, other)| {
            place != at
                && !matches!(other.node(), Node::Compare(..) | Node::Not(_))
                && other.free_variables().iter().any(|variable| variables.contains(variable))
        })
}

/// The parts of a row of `AND`.
pub(crate) fn conjuncts<'a>(formula: &'a Formula, found: &mut Vec<&'a Formula>) {
    match formula.node() {
        Node::And(left, right) => {
            conjuncts(left, found);
            conjuncts(right, found);
        }
        _ => found.push(formula),
    }
}

pub(crate) fn unguarded(variable: &Var, place: &Formula) -> CheckError {
    let name = original_name(variable);
    CheckError::new(
        Problem::Unguarded { variable: name.to_owned() },
        place,
        format!("join it with a formula that finds {name}: p({name}) AND …"),
    )
}
