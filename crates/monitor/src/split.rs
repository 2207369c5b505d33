//! By which keys a log splits, exactly.
//!
//! A verdict gives every free variable a value, and whether it holds depends only on the facts that
//! agree with these values wherever the formula names the variables. So the facts can be dealt out to
//! *shards* by the values of some free variables, the *key*: a fact goes to each shard for whose key it
//! may matter, and a fact that a part of the formula looks at without naming the key goes to all. Each
//! shard keeps the verdicts of its own keys. (Basin, Caronni, Ereth, Harvan, Klaedtke, Mantel:
//! "Scalable Offline Monitoring of Temporal Specifications", Formal Methods in System Design 49, 2016;
//! Schneider, Basin, Brix, Krstić, Traytel: "Scalable Online First-Order Monitoring", STTT 23, 2021.)

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

use crate::check::Checked;
use crate::formula::{Formula, Let, Node};
use crate::print::named;
use crate::read::Field;
use crate::term::{Term, Var};
use crate::value::Float;

/// Where the facts of a predicate go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// To the shards of the keys that stand in these columns, in the order of the key. More than one
    /// list: to the shard of each.
    Keyed(BTreeSet<Vec<usize>>),
    /// To every shard.
    Everywhere,
}

/// A way to deal out facts.
///
/// ```
/// use armistice_monitor::{Checked, Route, Signature, Split, parse_formula};
///
/// let formula = parse_formula("shell(i,a,b,z) AND ONCE[0,7d] shell(j,b,a,z)")?;
/// let checked = Checked::new(formula, &Signature::open())?;
/// let best = &Split::all(&checked)[0];
/// assert_eq!(best.key(), ["z".into()]);
/// assert_eq!(best.route("shell"), Some(&Route::Keyed([vec![3]].into())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    key: Vec<Var>,
    /// Where the key stands in a verdict.
    places: Vec<usize>,
    routes: BTreeMap<Arc<str>, Route>,
}

/// Why a log does not split.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SplitError {
    /// A key must have values in every verdict.
    #[error("{variable} is no free variable of the formula; its keys are {known}")]
    NotFree {
        /// The variable.
        variable: String,
        /// The free variables.
        known: String,
    },
    /// Without free variables there is one verdict a time point, for which everything matters.
    #[error(
        "the formula has no free variables, so that every fact matters to its one verdict; leave out what closes it, or run it unsplit"
    )]
    Closed,
    /// Nothing would be dealt out.
    #[error(
        "no part of the formula names {variable} beside a fact; every shard would need every fact"
    )]
    Useless {
        /// The variable.
        variable: String,
    },
    /// The formula looks at time points, whatever stands there.
    #[error(
        "`{subformula}` depends on time points at which nothing of a key happened; only the whole stream tells them"
    )]
    CountsPoints {
        /// The part of the formula.
        subformula: String,
    },
}

impl Split {
    /// The split by these variables.
    ///
    /// # Errors
    /// [`SplitError`] where it is none, or of no use.
    pub fn by(checked: &Checked, key: &[Var]) -> Result<Self, SplitError> {
        if checked.columns().is_empty() {
            return Err(SplitError::Closed);
        }
        let mut places = Vec::new();
        for variable in key {
            let place = checked.columns().iter().position(|column| column == variable);
            places.push(place.ok_or_else(|| SplitError::NotFree {
                variable: variable.to_string(),
                known: named(checked.columns()),
            })?);
        }
        let mut routing = Routing { routes: BTreeMap::new(), definitions: Vec::new() };
        let tracked: Vec<Option<Var>> = key.iter().cloned().map(Some).collect();
        routing.follow(checked.formula(), &tracked);
        let split = Self { key: key.to_vec(), places, routes: routing.routes };
        if key.is_empty() || split.routes.values().all(|route| *route == Route::Everywhere) {
            return Err(SplitError::Useless { variable: named(key) });
        }
        Ok(split)
    }

    /// All splits by one or two variables, those first that send the fewest copies around.
    #[must_use]
    pub fn all(checked: &Checked) -> Vec<Self> {
        let columns = checked.columns();
        let mut keys: Vec<Vec<Var>> = columns.iter().map(|one| vec![one.clone()]).collect();
        for (at, one) in columns.iter().enumerate() {
            keys.extend(columns[at + 1..].iter().map(|other| vec![one.clone(), other.clone()]));
        }
        let mut splits: Vec<Self> =
            keys.iter().filter_map(|key| Self::by(checked, key).ok()).collect();
        splits.sort_by_key(Self::copies);
        splits
    }

    /// How many predicates go everywhere, and how many copies of the others there are in all: the
    /// measure of what a split costs.
    #[must_use]
    pub fn copies(&self) -> (usize, usize) {
        let everywhere = self.routes.values().filter(|route| **route == Route::Everywhere).count();
        let keyed = self.routes.values().map(|route| match route {
            Route::Keyed(columns) => columns.len(),
            Route::Everywhere => 0,
        });
        (everywhere, keyed.sum())
    }

    /// The variables whose values are the key.
    #[must_use]
    pub fn key(&self) -> &[Var] {
        &self.key
    }

    /// Where the facts of a predicate go; `None` where the formula does not name it.
    #[must_use]
    pub fn route(&self, predicate: &str) -> Option<&Route> {
        self.routes.get(predicate)
    }

    /// Which of so many shards a verdict belongs to.
    #[must_use]
    pub fn owner<'a>(&self, bindings: impl Fn(usize) -> Option<Field<'a>>, shards: usize) -> usize {
        shard_of(self.places.iter().filter_map(|place| bindings(*place)), shards)
    }

    /// Whether a fact goes to one of so many shards.
    #[inline]
    pub(crate) fn goes_to(
        &self,
        predicate: &str,
        fields: &[Field<'_>],
        shard: usize,
        shards: usize,
    ) -> bool {
        match self.routes.get(predicate) {
            None => false,
            Some(Route::Everywhere) => true,
            Some(Route::Keyed(columns)) => columns.iter().any(|columns| {
                let key = columns.iter().filter_map(|column| fields.get(*column).copied());
                shard_of(key, shards) == shard
            }),
        }
    }

    /// Calls `visit` for each of so many shards that a fact goes to, once.
    pub fn each_shard(
        &self,
        predicate: &str,
        fields: &[Field<'_>],
        shards: usize,
        mut visit: impl FnMut(usize),
    ) {
        match self.routes.get(predicate) {
            None => {}
            Some(Route::Everywhere) => (0..shards).for_each(visit),
            Some(Route::Keyed(columns)) => {
                let mut visited: Vec<usize> = Vec::with_capacity(columns.len());
                for columns in columns {
                    let key = columns.iter().filter_map(|column| fields.get(*column).copied());
                    let shard = shard_of(key, shards);
                    if !visited.contains(&shard) {
                        visited.push(shard);
                        visit(shard);
                    }
                }
            }
        }
    }
}

/// The shard of a key. The same on every machine and in every run.
#[inline]
fn shard_of<'a>(key: impl Iterator<Item = Field<'a>>, shards: usize) -> usize {
    let mut hash = 0_u64;
    let mut mix = |bits: u64| {
        hash = (hash.rotate_left(23) ^ bits).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 32;
    };
    for field in key {
        match field {
            Field::Int(number) => mix(number.cast_unsigned()),
            Field::Float(number) => {
                mix(1);
                mix(Float::new(number).get().to_bits());
            }
            Field::Str(text) => {
                mix(2);
                text.bytes().for_each(|byte| mix(u64::from(byte)));
            }
        }
    }
    usize::try_from(hash % shards.max(1) as u64).unwrap_or(0)
}

struct Routing {
    routes: BTreeMap<Arc<str>, Route>,
    definitions: Vec<(Let, usize)>,
}

impl Routing {
    /// Notes where the key stands in each fact that the formula names; `None` for a variable of the key
    /// that means something else here.
    fn follow(&mut self, formula: &Formula, key: &[Option<Var>]) {
        match formula.node() {
            Node::Predicate(name, arguments) => {
                // A variable of the key may stand in several columns: they agree, so any will do.
                let columns: Vec<Option<usize>> = key
                    .iter()
                    .map(|variable| {
                        let variable = variable.as_ref()?;
                        arguments.iter().position(
                            |argument| matches!(argument, Term::Var(name) if name == variable),
                        )
                    })
                    .collect();
                let found = self.definitions.iter().rposition(|(binding, _)| binding.name == *name);
                if let Some((binding, outside)) =
                    found.and_then(|at| self.definitions.get(at)).cloned()
                {
                    let inside: Vec<Option<Var>> = columns
                        .iter()
                        .map(|column| binding.parameters.get((*column)?).cloned())
                        .collect();
                    let inner = self.definitions.split_off(outside);
                    self.follow(&binding.definition, &inside);
                    self.definitions.extend(inner);
                    return;
                }
                let columns: Option<Vec<usize>> = columns.into_iter().collect();
                let route = self
                    .routes
                    .entry(name.clone())
                    .or_insert_with(|| Route::Keyed(BTreeSet::new()));
                match (columns, &mut *route) {
                    (Some(columns), Route::Keyed(known)) => {
                        known.insert(columns);
                    }
                    _ => *route = Route::Everywhere,
                }
            }
            Node::Exists(variables, inner) | Node::Forall(variables, inner) => {
                self.follow(inner, &hidden(key, |variable| variables.contains(variable)));
            }
            Node::Aggregate(aggregate) => {
                // Inside, only the grouping variables are the same.
                let inside = hidden(key, |variable| !aggregate.group.contains(variable));
                self.follow(&aggregate.body, &inside);
            }
            Node::Let(binding) => {
                self.definitions.push((binding.clone(), self.definitions.len()));
                self.follow(&binding.body, key);
                self.definitions.pop();
            }
            node => node.children().into_iter().for_each(|child| self.follow(child, key)),
        }
    }
}

fn hidden(key: &[Option<Var>], is_hidden: impl Fn(&Var) -> bool) -> Vec<Option<Var>> {
    key.iter().map(|variable| variable.clone().filter(|variable| !is_hidden(variable))).collect()
}

/// Checks that time points without facts make no difference: none to other time points, and that the
/// formula never holds at one. Then a shard needs only the time points of its own facts.
///
/// # Errors
/// The part of the formula that stands in the way.
pub(crate) fn needs_only_facts(formula: &Formula) -> Result<(), SplitError> {
    let empty = Empty { definitions: Vec::new() };
    if !empty.fails(formula) {
        return Err(counts(formula));
    }
    empty.is_blind(formula)
}

fn counts(formula: &Formula) -> SplitError {
    SplitError::CountsPoints { subformula: formula.to_string() }
}

/// What a formula says at time points without facts, whatever the values.
struct Empty {
    definitions: Vec<Let>,
}

impl Empty {
    fn definition(&self, name: &str) -> Option<(&Let, Self)> {
        let at = self.definitions.iter().rposition(|binding| *binding.name == *name)?;
        Some((&self.definitions[at], Self { definitions: self.definitions[..at].to_vec() }))
    }

    fn with(&self, binding: &Let) -> Self {
        let mut definitions = self.definitions.clone();
        definitions.push(binding.clone());
        Self { definitions }
    }

    /// Whether it surely does not hold there.
    fn fails(&self, formula: &Formula) -> bool {
        match formula.node() {
            Node::False => true,
            Node::Predicate(name, _) => match self.definition(name) {
                Some((binding, outside)) => outside.fails(&binding.definition),
                None => crate::kinds::clock_of(name).is_none(),
            },
            Node::Not(inner) => self.holds(inner),
            Node::And(left, right) => self.fails(left) || self.fails(right),
            Node::Or(left, right) => self.fails(left) && self.fails(right),
            Node::Implies(left, right) => self.holds(left) && self.fails(right),
            Node::Exists(_, inner) | Node::Forall(_, inner) => self.fails(inner),
            Node::Aggregate(aggregate) => {
                !aggregate.group.is_empty() && self.fails(&aggregate.body)
            }
            Node::Let(binding) => self.with(binding).fails(&binding.body),
            _ => false,
        }
    }

    /// Whether it surely holds there.
    fn holds(&self, formula: &Formula) -> bool {
        match formula.node() {
            Node::True => true,
            Node::Predicate(name, _) => match self.definition(name) {
                Some((binding, outside)) => outside.holds(&binding.definition),
                None => false,
            },
            Node::Not(inner) => self.fails(inner),
            Node::And(left, right) => self.holds(left) && self.holds(right),
            Node::Or(left, right) => self.holds(left) || self.holds(right),
            Node::Implies(left, right) => self.fails(left) || self.holds(right),
            Node::Exists(_, inner) | Node::Forall(_, inner) => self.holds(inner),
            Node::Let(binding) => self.with(binding).holds(&binding.body),
            _ => false,
        }
    }

    /// Whether a condition, where it is asked at a time point without facts, says no more than it says
    /// at the time points around it.
    fn lets_pass(&self, hold: &Formula) -> bool {
        match hold.node() {
            // The same at all time points.
            Node::Compare(..) => true,
            Node::Not(inner) if matches!(inner.node(), Node::Compare(..)) => true,
            Node::And(left, right) => self.lets_pass(left) && self.lets_pass(right),
            _ => self.holds(hold),
        }
    }

    /// Whether what it says at other time points stays the same if time points without facts come or
    /// go.
    fn is_blind(&self, formula: &Formula) -> Result<(), SplitError> {
        let within = |condition: bool| if condition { Ok(()) } else { Err(counts(formula)) };
        match formula.node() {
            Node::Predicate(name, _) => {
                if let Some((binding, outside)) = self.definition(name) {
                    return outside.is_blind(&binding.definition);
                }
                // Times stay; numbers and the first time do not.
                return within(!matches!(&**name, "tp" | "age"));
            }
            Node::Previous(..) | Node::Next(..) => within(false)?,
            Node::Once(_, inner) | Node::Eventually(_, inner) => within(self.fails(inner))?,
            Node::Historically(_, inner) | Node::Always(_, inner) => within(self.holds(inner))?,
            Node::Since(_, hold, from) | Node::Until(_, hold, from) => {
                within(self.fails(from) && self.lets_pass(hold))?;
            }
            Node::Let(binding) => return self.with(binding).is_blind(&binding.body),
            _ => {}
        }
        formula.node().children().into_iter().try_for_each(|child| self.is_blind(child))
    }
}
