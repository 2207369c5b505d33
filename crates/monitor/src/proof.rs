//! Proofs of verdicts, small enough to hand over, that a reader who distrusts the evaluator checks.
//!
//! [`prove`] makes a [`Proof`] of a verdict, [`refute`] one that a tuple is none. [`Proof::check`]
//! goes through a proof step by step with nothing but the formula as it was written and the facts of
//! the stream, and refuses the first step that does not follow. [`Proof::explain`] writes it out for
//! people.
//!
//! # What a step proves
//! Each step proves one *claim*: that a part of the formula holds, or does not hold, **at every time
//! point of a range**, for **every valuation of a set of valuations**. A claim about a range lets
//! "nothing in 72 hours" be one step and not one for each report that came in. In a set of valuations
//! each variable has a value, or any value except a few: that is how "for no other convoy either" is
//! one step too.
//!
//! Ranges of time points are ours. Proofs as trees of satisfactions and violations are those of Basin,
//! Bhatt and Traytel, "Optimal Proofs for Linear Temporal Logic on Lasso Words" (ATVA 2018), and of
//! Lima, Herasimau, Raszyk, Traytel and Yuan, "Explainable Online Monitoring of Metric Temporal
//! Logic" (TACAS 2023); the partition of the values of a quantified variable is that of Lima, Huerta
//! y Munive and Traytel, "Explainable Online Monitoring of Metric First-Order Temporal Logic" (TACAS
//! 2024).
//!
//! # What has no proof
//! A claim about "any other value" of a variable can be proved where facts, equations and counts decide
//! it. Every formula that [`Checked`](crate::Checked) lets through is of that kind, save for three
//! rare ones, which [`ProofError`] names:
//! - A signature that declares `tp`, `ts` or `age` as a predicate of facts. A checker without the signature
//!   takes them for clocks.
//! - Values of two kinds in one variable, or arithmetic over texts, as an open signature or a column of
//!   mixed kinds lets them in. To the evaluator `p(1)` and `p(1.0)` are two facts; the checker, which
//!   does not know the signature, concludes nothing from one of them about the other.
//! - A `LET` that leads through more than two hundred operators by way of other definitions, or as
//!   many quantified variables.
//!
//! # What a check is worth
//! The stream is taken to be complete, as in [`End::Closed`](crate::End::Closed). A variable is taken
//! to range over values of one kind, as `Checked` sees to. The checker does not know whether the
//! formula says what its author meant, nor whether the facts are true.

mod bags;
mod build;
mod build_time;
mod check;
mod explain;
mod matter;
mod moments;
mod prover;
mod truth;

use std::collections::HashMap;

use crate::term::Var;
use crate::value::Value;

pub use check::ProofFault;
pub use explain::Explanation;
pub use prover::{ProofError, Prover, prove, refute};

/// A proof that a formula holds, or does not hold, at a time point for some values.
///
/// Plain data: it can be stored, sent and altered; what is wrong with it shows in [`Proof::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The number of the time point, counted from 0.
    pub time_point: usize,
    /// The free variables of the formula, with their values.
    pub bindings: Vec<(Var, Value)>,
    /// Whether it proves that the formula holds there, or that it does not.
    pub holds: bool,
    /// The steps, each after those it leads back to; the last one proves the whole.
    pub steps: Vec<Step>,
}

/// How one claim follows from others. Numbers named `proof`, and those without a name, are places of
/// earlier steps in [`Proof::steps`].
///
/// Time points count from 0; the end of a range is not part of it. "Proved" and "refuted" say of a
/// part of the formula that it holds, or that it does not hold, wherever the claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Anybody can work it out: `TRUE`, `FALSE`, a comparison, a clock; for a refuted `PREVIOUS` or
    /// `NEXT`: there is no neighbour at that distance. A claim about no time point at all is of this
    /// kind too.
    Evident,
    /// The predicate is the fact at this place among those of the one time point of the claim.
    Fact(usize),
    /// No fact of the range is like the predicate.
    Absent,
    /// The operand of `NOT` is the opposite.
    Not(usize),
    /// Both operands are what they need to be: proved for `AND`, refuted for a refuted `OR`, …
    Both(usize, usize),
    /// The left operand suffices.
    Left(usize),
    /// The right operand suffices.
    Right(usize),
    /// Whether the left operand of an `EQUIV` holds, and the proofs of both.
    Equivalence {
        /// Whether the left operand holds.
        left_holds: bool,
        /// About the left operand.
        left: usize,
        /// About the right operand.
        right: usize,
    },
    /// Values of quantified variables for which `EXISTS` is proved, or `FORALL` refuted. Those left
    /// out may have any value.
    Witness {
        /// The values.
        values: Vec<(Var, Value)>,
        /// About what is quantified.
        proof: usize,
    },
    /// Whatever values the quantified variables have, `EXISTS` is refuted, or `FORALL` proved.
    Whatever(usize),
    /// A variable without a value yet: one proof for each value that matters, one for any other. May
    /// stand before any step.
    Cases {
        /// The variable.
        variable: Var,
        /// The values that matter, each once.
        values: Vec<(Value, usize)>,
        /// For all other values.
        other: usize,
    },
    /// The range of the claim in pieces, in order, each with its end. May stand before any step.
    Pieces(Vec<(usize, usize)>),
    /// What is said of `PREVIOUS` or `NEXT` is said of the operand one time point before or after.
    Neighbour(usize),
    /// The operand of `ONCE` or `EVENTUALLY` holds, or that of a refuted `HISTORICALLY` or `ALWAYS`
    /// does not, at one time point that is within reach of all the claim's.
    At {
        /// The time point.
        time_point: usize,
        /// About the operand there.
        proof: usize,
    },
    /// The operand of `HISTORICALLY` or `ALWAYS` holds, or that of a refuted `ONCE` or `EVENTUALLY`
    /// does not, at all time points within reach of any of the claim's.
    Throughout(usize),
    /// `SINCE` or `UNTIL` is proved.
    Chain {
        /// Where the right operand holds; within reach of all the claim's time points.
        time_point: usize,
        /// The right operand there.
        from: usize,
        /// The left operand at all time points between.
        hold: usize,
    },
    /// `SINCE` or `UNTIL` is refuted: the right operand fails at every time point within reach, but
    /// for those beyond one at which the left operand fails.
    Broken {
        /// Where the left operand fails, with the proof; `None` where that is not needed.
        at: Option<(usize, usize)>,
        /// The right operand.
        from: usize,
    },
    /// What is aggregated, taken apart by [`Step::Cases`] of its bound variables into what is
    /// [`Step::Counted`] and what is refuted. The outcome is the checker's own sum.
    Tally(usize),
    /// A valuation that counts in the aggregation.
    Counted(usize),
    /// The body of a `LET`.
    Let(usize),
    /// What a predicate that a `LET` defined stands for.
    Defined(usize),
}

impl Step {
    /// The name of the rule.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Evident => "evident",
            Self::Fact(_) => "fact",
            Self::Absent => "absent",
            Self::Not(_) => "not",
            Self::Both(..) => "both",
            Self::Left(_) => "left",
            Self::Right(_) => "right",
            Self::Equivalence { .. } => "equivalence",
            Self::Witness { .. } => "witness",
            Self::Whatever(_) => "whatever",
            Self::Cases { .. } => "cases",
            Self::Pieces(_) => "pieces",
            Self::Neighbour(_) => "neighbour",
            Self::At { .. } => "at",
            Self::Throughout(_) => "throughout",
            Self::Chain { .. } => "chain",
            Self::Broken { .. } => "broken",
            Self::Tally(_) => "tally",
            Self::Counted(_) => "counted",
            Self::Let(_) => "let",
            Self::Defined(_) => "defined",
        }
    }

    /// The steps it leads back to, for renumbering.
    fn earlier(&mut self) -> Vec<&mut usize> {
        match self {
            Self::Evident | Self::Fact(_) | Self::Absent => vec![],
            Self::Not(proof)
            | Self::Left(proof)
            | Self::Right(proof)
            | Self::Witness { proof, .. }
            | Self::Whatever(proof)
            | Self::Neighbour(proof)
            | Self::At { proof, .. }
            | Self::Throughout(proof)
            | Self::Tally(proof)
            | Self::Counted(proof)
            | Self::Let(proof)
            | Self::Defined(proof) => vec![proof],
            Self::Both(left, right) | Self::Equivalence { left, right, .. } => vec![left, right],
            Self::Cases { values, other, .. } => {
                values.iter_mut().map(|(_, proof)| proof).chain([other]).collect()
            }
            Self::Pieces(pieces) => pieces.iter_mut().map(|(_, proof)| proof).collect(),
            Self::Chain { from, hold, .. } => vec![from, hold],
            Self::Broken { at, from } => {
                at.iter_mut().map(|(_, proof)| proof).chain([from]).collect()
            }
        }
    }
}

impl Proof {
    /// How many steps it has; a step that is used twice counts once.
    #[must_use]
    pub fn size(&self) -> usize {
        self.steps.len()
    }
}

/// Only the steps that the one at `root` needs, in order, with it last.
fn needed(mut steps: Vec<Step>, root: usize) -> Vec<Step> {
    let mut new_place: HashMap<usize, usize> = HashMap::new();
    let mut open = vec![root];
    while let Some(place) = open.pop() {
        if new_place.insert(place, 0).is_none()
            && let Some(step) = steps.get_mut(place)
        {
            open.extend(step.earlier().into_iter().map(|place| *place));
        }
    }
    let mut kept = Vec::with_capacity(new_place.len());
    for (place, mut step) in steps.into_iter().enumerate() {
        if !new_place.contains_key(&place) {
            continue;
        }
        for earlier in step.earlier() {
            *earlier = new_place.get(earlier).copied().unwrap_or(0);
        }
        new_place.insert(place, kept.len());
        kept.push(step);
    }
    kept
}
