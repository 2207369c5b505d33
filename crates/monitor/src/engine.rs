//! The streaming evaluator: one pass over a stream, time point by time point, holding no more than
//! the formula's windows.
//!
//! # Steps
//! A formula becomes a row of [steps](step::Op). Each says at every time point what holds there, in one
//! of two ways: anew each time (*batch*: facts, and what is joined with facts), or as a relation that
//! is *kept* and mended by what has changed (`ONCE`, `SINCE`, counts over them). Nothing is ever copied
//! whole from one step to the next: a fact that is joined with a kept relation looks its few partners
//! up, by an index on just the columns it is joined by.
//!
//! # Domains
//! A formula about the future cannot be told before the future has come. So the steps stand in
//! *domains*, each with a time point of its own at which it is: the operand of `EVENTUALLY[0,72h]` in a
//! domain that is at the newest time point, `EVENTUALLY` itself and all around it in another one that
//! follows 72 hours later. The facts it will look at wait for it.

mod checkpoint;
mod group;
mod outcome;
mod planner;
mod planner_formula;
mod planner_time;
mod port;
mod prune;
mod relate;
mod rows;
mod run;
mod scalar;
mod since;
mod step;
mod store;
mod until;
mod wake;
mod window;
mod word;

pub use self::checkpoint::CheckpointError;
pub use self::outcome::{Order, Outcome};
pub(crate) use self::run::{Domain, Engine, Feed, Leaf, Wait};

use crate::check::{CheckError, Checked};
use crate::oracle::Verdict;
use crate::read::Field;
use crate::stream::{Fact, OutOfOrder};

/// A formula being evaluated over a stream as it comes.
///
/// Time points come in order; see [`Monitor::step`]. What the formula says of a time point is told as
/// soon as nothing that may still come can change it, and before the next time point is taken.
///
/// ```
/// use armistice_monitor::{Checked, Fact, Monitor, Signature, parse_formula};
///
/// let formula = parse_formula("notify(convoy, zone) AND NOT EVENTUALLY[0,72h] pass(convoy)")?;
/// let mut monitor = Monitor::new(&Checked::new(formula, &Signature::open())?)?;
///
/// let mut told = Vec::new();
/// monitor.step(0, &[Fact::new("notify", [1, 30]), Fact::new("notify", [2, 31])], &mut told)?;
/// monitor.step(86_400, &[Fact::new("pass", [2])], &mut told)?;
/// assert!(told.is_empty(), "there is time until the 72nd hour is over");
///
/// monitor.advance(259_201, &mut told);
/// assert_eq!(told[0].bindings, [1.into(), 30.into()]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Monitor {
    pub(crate) engine: Engine,
}

impl Monitor {
    /// A monitor for a checked formula.
    ///
    /// # Errors
    /// [`CheckError`] for the few formulas that can be evaluated over a whole stream but not as it
    /// comes: they ask at other time points about values that show only later.
    pub fn new(checked: &Checked) -> Result<Self, CheckError> {
        Ok(Self { engine: planner::plan(checked, false)? })
    }

    /// A monitor that tells at each time point what has changed, [`Outcome::changes`], besides what
    /// holds.
    ///
    /// # Errors
    /// As [`Monitor::new`].
    pub fn of_changes(checked: &Checked) -> Result<Self, CheckError> {
        Ok(Self { engine: planner::plan(checked, true)? })
    }

    /// Takes the next time point and adds to `told` what can be told now.
    ///
    /// # Errors
    /// [`OutOfOrder`] where time goes back; nothing is taken then.
    pub fn step<'a>(
        &mut self,
        ts: i64,
        facts: impl IntoIterator<Item = &'a Fact>,
        told: &mut Vec<Verdict>,
    ) -> Result<(), OutOfOrder> {
        self.step_with(ts, facts, |outcome| told.extend(outcome.verdicts()))
    }

    /// Like [`Monitor::step`], time point by time point, in order. Time points at which the formula
    /// does not hold may be passed over.
    ///
    /// # Errors
    /// [`OutOfOrder`] where time goes back.
    pub fn step_with<'a>(
        &mut self,
        ts: i64,
        facts: impl IntoIterator<Item = &'a Fact>,
        mut told: impl FnMut(Outcome<'_>),
    ) -> Result<(), OutOfOrder> {
        self.engine.may_follow(ts)?;
        for fact in facts {
            self.engine.fact(fact);
        }
        self.engine.point(ts, &mut told);
        Ok(())
    }

    /// Enters a fact of the time point that will be completed next, for [`Monitor::complete`]. Nothing
    /// is kept of facts that the formula does not name.
    ///
    /// ```
    /// use armistice_monitor::{Checked, Field, Monitor, Signature, parse_formula};
    ///
    /// let checked = Checked::new(parse_formula("kind(c, \"attack\")")?, &Signature::open())?;
    /// let mut monitor = Monitor::new(&checked)?;
    /// let mut attacks = 0;
    /// for claim in 0..10 {
    ///     let kind = if claim % 2 == 0 { "attack" } else { "statement" };
    ///     monitor.enter("kind", &[Field::Int(claim), Field::Str(kind)]);
    ///     monitor.complete(0, |outcome| attacks += outcome.len())?;
    /// }
    /// assert_eq!(attacks, 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn enter(&mut self, predicate: &str, fields: &[Field<'_>]) {
        self.engine.entered(predicate, fields);
    }

    /// Takes the time point whose facts have been entered.
    ///
    /// # Errors
    /// [`OutOfOrder`] where time goes back; the facts stay entered then.
    pub fn complete(
        &mut self,
        ts: i64,
        mut told: impl FnMut(Outcome<'_>),
    ) -> Result<(), OutOfOrder> {
        self.engine.may_follow(ts)?;
        self.engine.point(ts, &mut told);
        Ok(())
    }

    /// Says that no time point before `watermark` will come, and adds what can be told now.
    pub fn advance(&mut self, watermark: i64, told: &mut Vec<Verdict>) {
        self.advance_with(watermark, |outcome| told.extend(outcome.verdicts()));
    }

    /// Like [`Monitor::advance`], time point by time point.
    pub fn advance_with(&mut self, watermark: i64, mut told: impl FnMut(Outcome<'_>)) {
        self.engine.watermark = self.engine.watermark.max(watermark);
        self.engine.run(&mut told);
    }

    /// Says that nothing more will come: all that is open is told, as [`End::Closed`](crate::End) has
    /// it. Time points that come all the same are refused.
    pub fn close(&mut self, told: &mut Vec<Verdict>) {
        self.close_with(|outcome| told.extend(outcome.verdicts()));
    }

    /// Like [`Monitor::close`], time point by time point.
    pub fn close_with(&mut self, mut told: impl FnMut(Outcome<'_>)) {
        self.engine.close(&mut told);
    }

    /// How many time points have come.
    #[must_use]
    pub fn time_points(&self) -> u64 {
        self.engine.count
    }

    /// How many time points have been told: the first so many, whatever comes.
    #[must_use]
    pub fn told(&self) -> u64 {
        self.engine.domains.get(self.engine.root.0).map_or(0, |domain| domain.cursor)
    }

    /// The time of the first time point that has come and has not been told.
    #[must_use]
    pub fn next_untold(&self) -> Option<i64> {
        self.engine.next_of(self.engine.root.0).map(|moment| moment.ts)
    }

    /// The number of that time point.
    pub(crate) fn next_number(&self) -> Option<u64> {
        self.engine.next_of(self.engine.root.0).map(|moment| moment.number)
    }

    /// Whether a time point of this time could come next.
    ///
    /// # Errors
    /// [`OutOfOrder`] where it could not.
    pub fn may_follow(&self, ts: i64) -> Result<(), OutOfOrder> {
        self.engine.may_follow(ts)
    }

    /// How many rows are held in all, those that wait counted in: the measure of its memory.
    #[must_use]
    pub fn held(&self) -> usize {
        self.engine.held()
    }
}
