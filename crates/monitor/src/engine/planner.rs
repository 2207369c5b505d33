//! Turns a checked formula into steps.
//!
//! As in the plan of the plain evaluator, one question is asked everywhere: given a step whose tuples
//! are already found, which step finds those of them for which the formula holds? Here the order in
//! which the parts of a conjunction are taken matters for speed: facts first, since they are few at any
//! time point, then what is kept, looked up by what is known by then.

use std::collections::HashMap;
use std::sync::Arc;

use crate::check::{CheckError, Checked};
use crate::engine::relate::{Pairing, Scratch, Tally};
use crate::engine::rows::{Rows, Seen};
use crate::engine::step::{Op, Out, Slot};
use crate::engine::store::Store;
use crate::engine::window::NEVER;
use crate::engine::word::{Dictionary, Word};
use crate::engine::{Domain, Engine, Feed, Leaf};
use crate::formula::{Formula, Let, Node};
use crate::kinds::Outcomes;
use crate::signature::Signature;
use crate::term::Var;

/// Plans a formula.
///
/// `changes`: the root tells what has changed, besides what holds.
pub(crate) fn plan(checked: &Checked, changes: bool) -> Result<Engine, CheckError> {
    let mut planner = Planner {
        signature: checked.signature(),
        outcomes: checked.outcomes().clone(),
        dictionary: Dictionary::default(),
        constants: Vec::new(),
        drafts: Vec::new(),
        predicates: HashMap::new(),
        alone: HashMap::new(),
        definitions: Vec::new(),
        scopes: 0,
        negated: Vec::new(),
        attempts: 0,
    };
    let core = checked.core();
    let reach = planner.reach(core);
    let domain = planner.domain(reach);
    let found = planner.within(domain, UNIT, core)?;
    let mut root = planner.project(domain, found, checked.columns());
    if changes {
        root = planner.as_kept(domain, root);
    }
    let mut order: Vec<usize> = (0..planner.drafts.len()).collect();
    order.sort_by_key(|domain| planner.drafts[*domain].reach);
    let mut engine = Engine {
        dictionary: planner.dictionary,
        constants: planner.constants,
        domains: planner.drafts.into_iter().map(|draft| draft.domain).collect(),
        order,
        root: (domain, root),
        predicates: planner.predicates,
        points: std::collections::VecDeque::new(),
        count: 0,
        first: 0,
        last: NEVER,
        watermark: NEVER,
        closed: false,
        words: Vec::new(),
    };
    engine.prune();
    Ok(engine)
}

/// How far a formula looks ahead: how many operators about the future are nested in it, and seconds.
pub(super) type Reach = (usize, u64);

/// A domain being planned.
pub(super) struct Draft {
    reach: Reach,
    pub(super) domain: Domain,
    columns: Vec<Vec<Var>>,
}

/// A definition that stands around what is being planned.
#[derive(Clone)]
pub(super) struct Definition {
    pub(super) name: Arc<str>,
    pub(super) parameters: Vec<Var>,
    pub(super) formula: Formula,
    /// How many definitions stood outside of it.
    pub(super) outside: usize,
    pub(super) scope: usize,
}

pub(super) struct Planner<'a> {
    pub(super) signature: &'a Signature,
    pub(super) outcomes: Outcomes,
    pub(super) dictionary: Dictionary,
    pub(super) constants: Vec<Word>,
    pub(super) drafts: Vec<Draft>,
    pub(super) predicates: HashMap<Arc<str>, Vec<Leaf>>,
    pub(super) alone: HashMap<(usize, usize, usize), Result<usize, CheckError>>,
    pub(super) definitions: Vec<Definition>,
    pub(super) scopes: usize,
    /// Formulas made while planning, kept because outcomes are known by where a formula lies.
    pub(super) negated: Vec<(usize, Formula)>,
    /// How often a formula was planned: some take several tries.
    pub(super) attempts: usize,
}

/// The step of the tuple without values: the first of every domain.
pub(super) const UNIT: usize = 0;

impl Planner<'_> {
    /// The domain for formulas that look so far ahead.
    pub(super) fn domain(&mut self, reach: Reach) -> usize {
        if let Some(known) = self.drafts.iter().position(|draft| draft.reach == reach) {
            return known;
        }
        self.drafts.push(Draft { reach, domain: Domain::default(), columns: Vec::new() });
        let domain = self.drafts.len() - 1;
        self.batch(domain, Op::Unit, Vec::new());
        domain
    }

    pub(super) fn waits(&self, domain: usize) -> bool {
        self.drafts[domain].reach.0 > 0
    }

    pub(super) fn feed(&mut self, inner: usize, feed: Feed) {
        self.drafts[inner].domain.feeds.push(feed);
    }

    /// How far a formula looks ahead.
    pub(super) fn reach(&mut self, formula: &Formula) -> Reach {
        let inside = |planner: &mut Self, formula: &Formula| {
            let children = formula.node().children();
            children.into_iter().map(|child| planner.reach(child)).fold((0, 0), furthest)
        };
        match formula.node() {
            Node::Predicate(name, _) => match self.definition(name) {
                None => (0, 0),
                Some(definition) => {
                    let inner = self.definitions.split_off(definition.outside);
                    let reach = self.reach(&definition.formula);
                    self.definitions.extend(inner);
                    reach
                }
            },
            Node::Next(..) => {
                let (depth, seconds) = inside(self, formula);
                (depth + 1, seconds)
            }
            Node::Eventually(interval, _)
            | Node::Always(interval, _)
            | Node::Until(interval, ..) => {
                let (depth, seconds) = inside(self, formula);
                (depth + 1, seconds.saturating_add(interval.upper().unwrap_or(u64::MAX)))
            }
            Node::Let(binding) => {
                self.define(binding);
                let reach = self.reach(&binding.body);
                self.definitions.pop();
                reach
            }
            _ => inside(self, formula),
        }
    }

    pub(super) fn definition(&self, name: &str) -> Option<Definition> {
        self.definitions.iter().rev().find(|definition| *definition.name == *name).cloned()
    }

    pub(super) fn define(&mut self, binding: &Let) {
        self.scopes += 1;
        self.definitions.push(Definition {
            name: binding.name.clone(),
            parameters: binding.parameters.clone(),
            formula: binding.definition.clone(),
            outside: self.definitions.len(),
            scope: self.scopes,
        });
    }

    pub(super) fn push(&mut self, domain: usize, op: Op, out: Out, columns: Vec<Var>) -> usize {
        let draft = &mut self.drafts[domain];
        draft.domain.slots.push(Slot { op, out });
        draft.columns.push(columns);
        draft.columns.len() - 1
    }

    pub(super) fn batch(&mut self, domain: usize, op: Op, columns: Vec<Var>) -> usize {
        self.push(domain, op, Out::Batch(Rows::new(columns.len())), columns)
    }

    pub(super) fn kept(&mut self, domain: usize, op: Op, columns: Vec<Var>) -> usize {
        self.push(domain, op, Out::Kept(Box::new(Store::new(columns.len()))), columns)
    }

    pub(super) fn columns(&self, domain: usize, slot: usize) -> &[Var] {
        &self.drafts[domain].columns[slot]
    }

    pub(super) fn is_kept(&self, domain: usize, slot: usize) -> bool {
        matches!(self.drafts[domain].domain.slots[slot].out, Out::Kept(_))
    }

    pub(super) fn store(&mut self, domain: usize, slot: usize) -> &mut Store {
        match &mut self.drafts[domain].domain.slots[slot].out {
            Out::Kept(store) => store,
            Out::Batch(_) => unreachable!("asked only of what is kept"),
        }
    }

    /// What has changed in a kept relation will be asked; of a batch nothing need be said.
    pub(super) fn track(&mut self, domain: usize, slot: usize) {
        if self.is_kept(domain, slot) {
            self.store(domain, slot).track();
        }
    }

    /// Where each of `wanted` stands among the columns of a step; those it lacks are left out.
    pub(super) fn places(&self, domain: usize, slot: usize, wanted: &[Var]) -> Vec<usize> {
        let columns = self.columns(domain, slot);
        wanted
            .iter()
            .filter_map(|variable| columns.iter().position(|column| column == variable))
            .collect()
    }

    pub(super) fn has(&self, domain: usize, slot: usize, variables: &[Var]) -> bool {
        let columns = self.columns(domain, slot);
        variables.iter().all(|variable| columns.contains(variable))
    }

    /// The free variables of a formula that a step has no values for.
    pub(super) fn missing(&self, domain: usize, slot: usize, formula: &Formula) -> Vec<Var> {
        let columns = self.columns(domain, slot);
        let mut missing = formula.free_variables();
        missing.retain(|variable| !columns.contains(variable));
        missing
    }

    /// What holds, told anew at each time point.
    pub(super) fn as_batch(&mut self, domain: usize, slot: usize) -> usize {
        if !self.is_kept(domain, slot) {
            return slot;
        }
        let columns = self.columns(domain, slot).to_vec();
        self.batch(domain, Op::Snapshot { source: slot, version: None }, columns)
    }

    /// What holds, kept, and what has changed in it.
    pub(super) fn as_kept(&mut self, domain: usize, slot: usize) -> usize {
        let kept = if self.is_kept(domain, slot) {
            slot
        } else {
            let columns = self.columns(domain, slot).to_vec();
            self.kept(domain, Op::Held(slot, crate::engine::relate::Held::default()), columns)
        };
        self.track(domain, kept);
        kept
    }

    pub(super) fn project(&mut self, domain: usize, source: usize, wanted: &[Var]) -> usize {
        if self.columns(domain, source) == wanted {
            return source;
        }
        let columns = self.places(domain, source, wanted);
        if self.is_kept(domain, source) {
            self.track(domain, source);
            return self.kept(
                domain,
                Op::KeptProject(source, columns, Tally::default()),
                wanted.to_vec(),
            );
        }
        self.batch(domain, Op::Project(source, columns, Seen::default()), wanted.to_vec())
    }

    /// The tuples of both that agree.
    pub(super) fn join(&mut self, domain: usize, left: usize, right: usize) -> usize {
        if left == UNIT {
            return right;
        }
        if right == UNIT {
            return left;
        }
        // What is kept is looked up from what holds now, never the other way round.
        let (left, right) = if self.is_kept(domain, left) && !self.is_kept(domain, right) {
            (right, left)
        } else {
            (left, right)
        };
        let mut columns = self.columns(domain, left).to_vec();
        let mut pairing = Pairing { left: vec![], right: vec![], added: vec![] };
        for (at, column) in self.columns(domain, right).to_vec().into_iter().enumerate() {
            match columns.iter().position(|own| *own == column) {
                Some(same) => {
                    pairing.left.push(same);
                    pairing.right.push(at);
                }
                None => pairing.added.push(at),
            }
        }
        columns.extend(pairing.added.iter().map(|at| self.columns(domain, right)[*at].clone()));
        match (self.is_kept(domain, left), self.is_kept(domain, right)) {
            (true, true) => {
                let (left, right) = (self.as_kept(domain, left), self.as_kept(domain, right));
                let lookups = (
                    self.store(domain, left).lookup(&pairing.left),
                    self.store(domain, right).lookup(&pairing.right),
                );
                let tally = Tally::default();
                self.kept(domain, Op::KeptJoin { left, right, lookups, pairing, tally }, columns)
            }
            (_, kept) => {
                let lookup = kept.then(|| self.store(domain, right).lookup(&pairing.right));
                let scratch = Scratch::default();
                self.batch(domain, Op::Join { left, right, lookup, pairing, scratch }, columns)
            }
        }
    }

    /// The tuples of `source` for whose values `denied`, all of whose columns it has, does not hold.
    pub(super) fn minus(&mut self, domain: usize, source: usize, denied: usize) -> usize {
        let columns = self.columns(domain, source).to_vec();
        let denied_columns = self.columns(domain, denied).to_vec();
        let key = self.places(domain, source, &denied_columns);
        if self.is_kept(domain, source) {
            let (source, denied) = (self.as_kept(domain, source), self.as_kept(domain, denied));
            let by_key = self.store(domain, source).lookup(&key);
            return self.kept(domain, Op::KeptMinus { source, denied, by_key, key }, columns);
        }
        if self.is_kept(domain, denied) {
            self.store(domain, denied).seek();
        }
        let whole = (0..denied_columns.len()).collect();
        let scratch = Scratch::default();
        self.batch(domain, Op::Minus { source, denied, key, whole, scratch }, columns)
    }

    pub(super) fn union(&mut self, domain: usize, sources: &[usize]) -> usize {
        let Some(first) = sources.first() else { return UNIT };
        let columns = self.columns(domain, *first).to_vec();
        let kept = sources.iter().any(|source| self.is_kept(domain, *source));
        let parts: Vec<(usize, Vec<usize>)> = sources
            .iter()
            .map(|source| {
                let source = if kept { self.as_kept(domain, *source) } else { *source };
                (source, self.places(domain, source, &columns))
            })
            .collect();
        if kept {
            self.kept(domain, Op::KeptUnion(parts, Tally::default()), columns)
        } else {
            self.batch(domain, Op::Union(parts, Seen::default()), columns)
        }
    }
}

pub(super) fn furthest(one: Reach, other: Reach) -> Reach {
    (one.0.max(other.0), one.1.max(other.1))
}
