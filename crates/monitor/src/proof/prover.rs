//! Finds proofs.
//!
//! The prover asks where a part of the formula holds for a valuation (`truth.rs`), which values of a
//! quantified variable have to be told apart (`matter.rs`), which valuations an aggregation counts
//! (`bags.rs`), and then builds the steps (`build.rs`, `build_time.rs`). What it finds is right only
//! if the checker says so.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use thiserror::Error;

use super::bags::Bags;
use super::build::Built;
use super::truth::Truth;
use super::{Proof, ProofFault, needed};
use crate::check::Checked;
use crate::formula::{Aggregate, Formula, Let, Node};
use crate::kinds;
use crate::oracle::Verdict;
use crate::plan::Operation;
use crate::stream::{Fact, Stream};
use crate::table::Moments;
use crate::term::{Term, Var};
use crate::time::Times;
use crate::value::{Kind, Value};

/// Why there is no proof.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The formula does not hold there, or it does and should be refuted; also for bindings that are
    /// not as many as the free variables.
    #[error(
        "at time point {time_point} it is the other way round, or the values are not as many as the formula's variables; ask about a verdict of the same formula and stream"
    )]
    OtherWayRound {
        /// The time point asked about.
        time_point: usize,
    },
    /// The signature declares a clock as a predicate, which a checker without signature cannot know.
    #[error("{name} is a predicate of the signature here; give it another name to get proofs")]
    Clock {
        /// `tp`, `ts` or `age`.
        name: String,
    },
    /// Nothing decides a part of the formula for the values that no fact names.
    #[error(
        "`{part}` is not decided for {variables} at time point {time_point}: {reason}; use values of one kind in each variable, or guard it with a fact"
    )]
    Undecided {
        /// The part of the formula.
        part: String,
        /// Its quantified variables.
        variables: String,
        /// The first time point at which it is undecided.
        time_point: usize,
        /// Why.
        reason: String,
    },
    /// The checker refuses what was found; values of two kinds were mixed.
    #[error(
        "no proof was found that would be let through, for `{}`: {}; use values of one kind in each variable",
        fault.part,
        fault.reason
    )]
    Refused {
        /// What the checker says.
        fault: ProofFault,
    },
    /// Definitions lead through too many operators, or too many variables are quantified.
    #[error(
        "the formula and its definitions lead through more than {MAX_LEVELS} operators and quantified variables; write them with fewer"
    )]
    TooDeep,
}

/// The most operators on one way through a formula and its definitions.
const MAX_LEVELS: usize = 200;

/// A proof of one verdict. For many verdicts of one formula keep a [`Prover`] instead.
///
/// ```
/// use armistice_monitor::{Checked, End, Signature, Stream, evaluate, parse_formula, prove};
///
/// let stream = Stream::parse("@0 notify (1) (2)  @7200 pass (2)", &Signature::open())?;
/// let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let checked = Checked::new(formula.clone(), &Signature::open())?;
///
/// let verdicts = evaluate(&checked, &stream, End::Closed);
/// let proof = prove(&checked, &stream, &verdicts[0])?;
/// proof.check(&formula, &stream)?;
///
/// let other = Stream::parse("@0 notify (1) (2)  @7200 pass (1)", &Signature::open())?;
/// let fault = proof.check(&formula, &other).unwrap_err();
/// assert_eq!((fault.rule, fault.reason), ("absent", "there is such a fact"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ProofError`]: no verdict, or one of the rare formulas without proofs.
pub fn prove(checked: &Checked, stream: &Stream, verdict: &Verdict) -> Result<Proof, ProofError> {
    Prover::new(checked, stream)?.prove(verdict)
}

/// A proof that the formula does not hold at a time point for these values of its free variables, in
/// the order of [`Checked::columns`].
///
/// ```
/// use armistice_monitor::{Checked, Signature, Stream, parse_formula, refute};
///
/// let stream = Stream::parse("@0 notify (1) (2)  @7200 pass (2)", &Signature::open())?;
/// let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// let checked = Checked::new(formula.clone(), &Signature::open())?;
///
/// let proof = refute(&checked, &stream, 0, &[2.into()])?;
/// assert!(!proof.holds);
/// proof.check(&formula, &stream)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ProofError`]: the formula holds there, or it is one of the rare ones without proofs.
pub fn refute(
    checked: &Checked,
    stream: &Stream,
    time_point: usize,
    bindings: &[Value],
) -> Result<Proof, ProofError> {
    Prover::new(checked, stream)?.refute(time_point, bindings)
}

/// What a variable may be: a value, or any but those of a set the prover keeps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Bind {
    Is(Value),
    Not(usize),
}

/// Any value.
pub(super) const ANY: Bind = Bind::Not(0);

/// The variables in scope.
pub(super) type Env = Vec<(Var, Bind)>;

/// The definitions in scope: a place in [`Prover::scopes`]; none.
pub(super) type ScopeId = usize;

/// A part of the formula under definitions.
pub(super) type Part<'a> = (&'a Formula, ScopeId);

/// A part for the values of its free variables.
pub(super) type Key = (*const Node, ScopeId, Vec<Bind>);

/// The prover for one formula and stream. What it finds out about parts of the formula it keeps for
/// the next question.
pub struct Prover<'a> {
    pub(super) checked: &'a Checked,
    pub(super) stream: &'a Stream,
    pub(super) times: Times,
    facts: HashMap<&'a str, Vec<(usize, &'a Fact)>>,
    /// The places in the list of a predicate of those facts that have a value in a column.
    columns: HashMap<(&'a str, usize), HashMap<&'a Value, Vec<usize>>>,
    pub(super) scopes: Vec<(&'a Let, ScopeId)>,
    scope_ids: HashMap<(*const Node, ScopeId), ScopeId>,
    excluded: Vec<Rc<BTreeSet<Value>>>,
    excluded_ids: HashMap<Rc<BTreeSet<Value>>, usize>,
    free: HashMap<*const Node, Rc<[Var]>>,
    pub(super) truths: HashMap<Key, Truth>,
    pub(super) bags: HashMap<Key, Rc<Bags>>,
    pub(super) built: Built,
    /// The kinds of outcomes of aggregations, but for those that could be any.
    pub(super) outcome_kinds: HashMap<*const Aggregate, Kind>,
    /// Where nothing could be told of all values of a variable, for the error.
    pub(super) undecided: Option<ProofError>,
    level: usize,
}

/// No definitions.
pub(super) const NO_SCOPE: ScopeId = usize::MAX;

impl<'a> Prover<'a> {
    /// Gets ready to prove verdicts of a formula on a stream.
    ///
    /// # Errors
    /// [`ProofError::Clock`] where the signature declares `tp`, `ts` or `age` and the formula uses it.
    pub fn new(checked: &'a Checked, stream: &'a Stream) -> Result<Self, ProofError> {
        for step in &checked.plan().steps {
            if let Operation::Facts(name, slots) = &step.operation
                && is_clock(name, slots.len())
            {
                return Err(ProofError::Clock { name: name.to_string() });
            }
        }
        let mut facts: HashMap<&str, Vec<(usize, &Fact)>> = HashMap::new();
        let mut columns: HashMap<(&str, usize), HashMap<&Value, Vec<usize>>> = HashMap::new();
        for (time_point, point) in stream.points().iter().enumerate() {
            for fact in &point.facts {
                let list = facts.entry(&fact.predicate).or_default();
                for (column, value) in fact.values.iter().enumerate() {
                    let places = columns.entry((&fact.predicate, column)).or_default();
                    places.entry(value).or_default().push(list.len());
                }
                list.push((time_point, fact));
            }
        }
        let nothing: Rc<BTreeSet<Value>> = Rc::default();
        Ok(Self {
            checked,
            stream,
            times: Times::of(stream),
            facts,
            columns,
            scopes: Vec::new(),
            scope_ids: HashMap::new(),
            excluded: vec![nothing.clone()],
            excluded_ids: HashMap::from([(nothing, 0)]),
            free: HashMap::new(),
            truths: HashMap::new(),
            bags: HashMap::new(),
            built: Built::default(),
            outcome_kinds: outcome_kinds(checked),
            undecided: None,
            level: 0,
        })
    }

    /// A proof of a verdict.
    ///
    /// # Errors
    /// As [`prove`].
    pub fn prove(&mut self, verdict: &Verdict) -> Result<Proof, ProofError> {
        self.proof(true, verdict.time_point, &verdict.bindings)
    }

    /// A proof that a tuple is no verdict.
    ///
    /// # Errors
    /// As [`refute`].
    pub fn refute(&mut self, time_point: usize, bindings: &[Value]) -> Result<Proof, ProofError> {
        self.proof(false, time_point, bindings)
    }

    fn proof(
        &mut self,
        holds: bool,
        time_point: usize,
        bindings: &[Value],
    ) -> Result<Proof, ProofError> {
        let columns = self.checked.columns();
        let other = ProofError::OtherWayRound { time_point };
        if time_point >= self.stream.len() || bindings.len() != columns.len() {
            return Err(other);
        }
        self.built = Built::default();
        self.undecided = None;
        self.level = 0;
        let named = || columns.iter().cloned().zip(bindings.iter().cloned());
        let env: Env = named().map(|(name, value)| (name, Bind::Is(value))).collect();
        let part = (self.checked.formula(), NO_SCOPE);
        let truth = self.truth(part, &env)?;
        let range = time_point..time_point + 1;
        if !truth.is(holds, &range) {
            let open = !truth.is(!holds, &range);
            let undecided = self.undecided.take().filter(|_| open);
            return Err(undecided.unwrap_or(other));
        }
        let root = self.build(part, holds, range, &env)?;
        let steps = needed(std::mem::take(&mut self.built.steps), root);
        let proof = Proof { time_point, bindings: named().collect(), holds, steps };
        // Nothing leaves here that would be refused elsewhere.
        match proof.check(self.checked.formula(), self.stream) {
            Ok(()) => Ok(proof),
            Err(fault) => Err(ProofError::Refused { fault }),
        }
    }

    /// One level down the call stack; what fails does not come back up.
    pub(super) fn enter(&mut self) -> Result<(), ProofError> {
        if self.level >= MAX_LEVELS {
            return Err(ProofError::TooDeep);
        }
        self.level += 1;
        Ok(())
    }

    /// One level up.
    pub(super) fn leave(&mut self) {
        self.level -= 1;
    }

    /// The free variables of a part.
    pub(super) fn free(&mut self, formula: &Formula) -> Rc<[Var]> {
        let node = std::ptr::from_ref(formula.node());
        self.free.entry(node).or_insert_with(|| formula.free_variables().into()).clone()
    }

    /// The key of a part under the variables in scope.
    pub(super) fn key(&mut self, (formula, scope): Part<'a>, env: &Env) -> Key {
        let free = self.free(formula);
        let binds = free.iter().map(|variable| bind_of(variable, env)).collect();
        (std::ptr::from_ref(formula.node()), scope, binds)
    }

    /// The scope of a `LET`'s body.
    pub(super) fn inside(
        &mut self,
        formula: &Formula,
        binding: &'a Let,
        scope: ScopeId,
    ) -> ScopeId {
        let key = (std::ptr::from_ref(formula.node()), scope);
        let fresh = self.scopes.len();
        let id = *self.scope_ids.entry(key).or_insert(fresh);
        if id == fresh {
            self.scopes.push((binding, scope));
        }
        id
    }

    /// The definition a name has in a scope, as a part with its own variables in scope.
    pub(super) fn defined(
        &self,
        name: &Var,
        arguments: &[Term],
        mut scope: ScopeId,
        env: &Env,
    ) -> Option<(Part<'a>, Env)> {
        while let Some((binding, outside)) = self.scopes.get(scope) {
            if binding.name == *name {
                let binds = arguments.iter().map(|term| bind(term, env));
                let inner = binding.parameters.iter().cloned().zip(binds).collect();
                return Some(((&binding.definition, *outside), inner));
            }
            scope = *outside;
        }
        None
    }

    /// Any value but those of the set.
    pub(super) fn but(&mut self, values: BTreeSet<Value>) -> Bind {
        let values = Rc::new(values);
        let fresh = self.excluded.len();
        let id = *self.excluded_ids.entry(values.clone()).or_insert(fresh);
        if id == fresh {
            self.excluded.push(values);
        }
        Bind::Not(id)
    }

    /// The values a variable may not have.
    pub(super) fn excluded(&self, bind: &Bind) -> Rc<BTreeSet<Value>> {
        match bind {
            Bind::Not(id) => self.excluded.get(*id).cloned().unwrap_or_default(),
            Bind::Is(_) => Rc::default(),
        }
    }

    /// The environment with some more values told apart from "any other".
    pub(super) fn without(&mut self, env: &Env, variable: &Var, values: &BTreeSet<Value>) -> Env {
        let mut all = (*self.excluded(&bind_of(variable, env))).clone();
        all.extend(values.iter().cloned());
        let bind = self.but(all);
        with(env, variable, bind)
    }

    pub(super) fn may_be(&self, bind: &Bind, value: &Value) -> bool {
        match bind {
            Bind::Is(own) => own == value,
            Bind::Not(id) => !self.excluded.get(*id).is_some_and(|values| values.contains(value)),
        }
    }

    /// The facts that may be like a predicate, in the order of the stream, at the time points of the
    /// set.
    pub(super) fn facts_like(
        &self,
        name: &str,
        binds: &[Bind],
        moments: &[Range<usize>],
    ) -> Vec<(usize, &'a Fact)> {
        let Some(facts) = self.facts.get(name) else {
            return Vec::new();
        };
        // The column with a value that the fewest facts have.
        let mut narrow: Option<&[usize]> = None;
        for (column, bind) in binds.iter().enumerate() {
            if let Bind::Is(value) = bind {
                let places = self.columns.get(&(name, column)).and_then(|places| places.get(value));
                let places = places.map_or(&[][..], Vec::as_slice);
                if narrow.is_none_or(|narrow| places.len() < narrow.len()) {
                    narrow = Some(places);
                }
            }
        }
        let fits = |fact: &Fact| {
            fact.values.len() == binds.len()
                && binds.iter().zip(fact.values.iter()).all(|(b, value)| self.may_be(b, value))
        };
        let mut found = Vec::new();
        for run in moments {
            let first = facts.partition_point(|(point, _)| *point < run.start);
            match narrow {
                Some(places) => {
                    let start = places.partition_point(|place| *place < first);
                    let facts = places.iter().skip(start).filter_map(|place| facts.get(*place));
                    let facts = facts.take_while(|(point, _)| *point < run.end);
                    found.extend(facts.filter(|(_, fact)| fits(fact)).copied());
                }
                None => {
                    let facts = facts.iter().skip(first).take_while(|(point, _)| *point < run.end);
                    found.extend(facts.filter(|(_, fact)| fits(fact)).copied());
                }
            }
        }
        found
    }

    /// All time points.
    pub(super) fn always(&self) -> Moments {
        std::iter::once(0..self.stream.len()).filter(|run| !run.is_empty()).collect()
    }

    /// Notes that nothing is known of all values of these variables.
    pub(super) fn note_undecided(&mut self, part: &Formula, variables: &[Var], time_point: usize) {
        if self.undecided.is_some() {
            return;
        }
        let distinct: HashSet<&Var> = variables.iter().collect();
        let mut names: Vec<&str> = distinct.into_iter().map(|name| &**name).collect();
        names.sort_unstable();
        self.undecided = Some(ProofError::Undecided {
            part: part.to_string(),
            variables: names.join(", "),
            time_point,
            reason: "no fact, equation or count tells its values apart".to_owned(),
        });
    }
}

/// The kinds of outcomes of the aggregations of a formula.
fn outcome_kinds(checked: &Checked) -> HashMap<*const Aggregate, Kind> {
    // The formula has passed this check already; `Checked` keeps the kinds of its core only.
    let by_node = kinds::check(checked.formula(), checked.signature()).unwrap_or_default();
    let mut found = HashMap::new();
    let mut open = vec![checked.formula()];
    while let Some(formula) = open.pop() {
        let node = formula.node();
        if let (Node::Aggregate(aggregate), Some(kind)) =
            (node, by_node.get(&std::ptr::from_ref(node).addr()))
        {
            found.insert(std::ptr::from_ref(aggregate), *kind);
        }
        open.extend(node.children());
    }
    found
}

pub(super) fn is_clock(name: &str, arguments: usize) -> bool {
    matches!(name, "tp" | "ts" | "age") && arguments == 1
}

pub(super) fn bind_of(variable: &Var, env: &Env) -> Bind {
    let found = env.iter().find(|(name, _)| name == variable);
    found.map_or(ANY, |(_, bind)| bind.clone())
}

/// What an argument may be; a checked formula has only variables and constants there.
pub(super) fn bind(term: &Term, env: &Env) -> Bind {
    match term {
        Term::Constant(value) => Bind::Is(value.clone()),
        Term::Var(variable) => bind_of(variable, env),
        _ => ANY,
    }
}

pub(super) fn binds(arguments: &[Term], env: &Env) -> Vec<Bind> {
    arguments.iter().map(|term| bind(term, env)).collect()
}

/// The environment with one variable bound anew.
pub(super) fn with(env: &Env, variable: &Var, bind: Bind) -> Env {
    let mut env = env.clone();
    match env.iter_mut().find(|(name, _)| name == variable) {
        Some((_, own)) => *own = bind,
        None => env.push((variable.clone(), bind)),
    }
    env
}

/// The environment with these variables bound to anything.
pub(super) fn with_any(env: &Env, variables: &[Var]) -> Env {
    variables.iter().fold(env.clone(), |env, variable| with(&env, variable, ANY))
}
