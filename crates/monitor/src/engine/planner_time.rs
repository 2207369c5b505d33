//! Plans the operators that look at other time points.

use crate::check::CheckError;
use crate::engine::Feed;
use crate::engine::planner::{Planner, UNIT, furthest};
use crate::engine::planner_formula::not_streamed;
use crate::engine::rows::Rows;
use crate::engine::since::{Hold, Since};
use crate::engine::step::Op;
use crate::engine::until::{Before, Record, Until};
use crate::engine::window::{Demand, Window};
use crate::formula::{Formula, Node};
use crate::interval::Interval;
use crate::term::Var;

impl Planner<'_> {
    pub(super) fn temporal(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
    ) -> Result<usize, CheckError> {
        match formula.node() {
            Node::Previous(interval, inner) | Node::Next(interval, inner) => {
                let future = matches!(formula.node(), Node::Next(..));
                self.neighbour(domain, source, formula, *interval, future, inner)
            }
            Node::Once(interval, inner) => {
                self.sometime(domain, source, formula, *interval, false, inner)
            }
            Node::Eventually(interval, inner) => {
                self.sometime(domain, source, formula, *interval, true, inner)
            }
            Node::Historically(interval, inner) => {
                self.throughout(domain, source, formula, *interval, false, inner)
            }
            Node::Always(interval, inner) => {
                self.throughout(domain, source, formula, *interval, true, inner)
            }
            Node::Since(interval, hold, from) => {
                let found = self.since(domain, formula, *interval, hold, from)?;
                Ok(self.join(domain, source, found))
            }
            Node::Until(interval, hold, from) => {
                let found = self.until(domain, formula, *interval, hold, from)?;
                Ok(self.join(domain, source, found))
            }
            // The core has nothing else.
            _ => Err(not_streamed("it", formula)),
        }
    }

    /// The domain of an operand.
    fn inner_domain(&mut self, domain: usize, future: bool, operand: &Formula) -> usize {
        if !future {
            return domain;
        }
        let reach = self.reach(operand);
        self.domain(reach)
    }

    /// A step of one temporal operator over another step.
    fn window(
        &mut self,
        domain: usize,
        inner: usize,
        operand: usize,
        interval: Interval,
        future: bool,
        demand: Demand,
    ) -> usize {
        let columns = self.columns(inner, operand).to_vec();
        // Whether all time points of a window satisfy it is told by unbroken runs.
        let operand = if demand == Demand::Every { self.as_kept(inner, operand) } else { operand };
        let runs = self.is_kept(inner, operand);
        self.track(inner, operand);
        let window = Window::new(interval, future, demand, runs);
        if !future {
            return self.kept(domain, Op::Past(operand, window), columns);
        }
        let slot = self.kept(domain, Op::Future(window), columns);
        self.feed(inner, Feed { from: operand, domain, slot, seconds: interval.upper() });
        slot
    }

    /// Holds where some time point lies in the window.
    fn open(&mut self, domain: usize, interval: Interval, future: bool) -> usize {
        let inner = if future { self.domain((0, 0)) } else { domain };
        self.window(domain, inner, UNIT, interval, future, Demand::Some)
    }

    /// A step for an operator over an operand that finds its tuples by itself.
    fn over(
        &mut self,
        domain: usize,
        operand: &Formula,
        interval: Interval,
        future: bool,
        demand: Demand,
    ) -> Result<usize, CheckError> {
        let inner = self.inner_domain(domain, future, operand);
        let found = self.alone(inner, operand)?;
        // Runs say nothing of windows without any time point, so that where those can be the operand
        // is told anew at each time point.
        let found = if demand == Demand::Some && interval.lower() > 0 {
            self.as_batch(inner, found)
        } else {
            found
        };
        Ok(self.window(domain, inner, found, interval, future, demand))
    }

    fn sometime(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
        interval: Interval,
        future: bool,
        operand: &Formula,
    ) -> Result<usize, CheckError> {
        let refusal = match self.over(domain, operand, interval, future, Demand::Some) {
            Ok(found) => return Ok(self.join(domain, source, found)),
            Err(refusal) => refusal,
        };
        if !self.missing(domain, source, formula).is_empty() {
            return Err(refusal);
        }
        // Some time point satisfies it unless every one satisfies its negation.
        let negated = self.negation_of(operand)?;
        let Ok(never) = self.over(domain, &negated, interval, future, Demand::Every) else {
            return Err(refusal);
        };
        let mut found = self.minus(domain, source, never);
        if interval.lower() > 0 {
            let open = self.open(domain, interval, future);
            found = self.join(domain, found, open);
        }
        Ok(found)
    }

    fn throughout(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
        interval: Interval,
        future: bool,
        operand: &Formula,
    ) -> Result<usize, CheckError> {
        let bound = self.missing(domain, source, formula).is_empty();
        if bound {
            let negated = self.negation_of(operand)?;
            if let Ok(failed) = self.over(domain, &negated, interval, future, Demand::Some) {
                return Ok(self.minus(domain, source, failed));
            }
        } else if interval.lower() > 0 {
            return Err(not_streamed(
                self.missing(domain, source, formula).first().map_or("x", |variable| &**variable),
                formula,
            ));
        }
        let covered = self.over(domain, operand, interval, future, Demand::Every)?;
        let found = self.join(domain, source, covered);
        if interval.lower() == 0 {
            return Ok(found);
        }
        // An empty window satisfies everything.
        let open = self.open(domain, interval, future);
        let open = self.as_batch(domain, open);
        let empty = self.minus(domain, source, open);
        Ok(self.union(domain, &[found, empty]))
    }

    fn neighbour(
        &mut self,
        domain: usize,
        source: usize,
        formula: &Formula,
        interval: Interval,
        future: bool,
        operand: &Formula,
    ) -> Result<usize, CheckError> {
        let inner = self.inner_domain(domain, future, operand);
        match self.alone(inner, operand) {
            Ok(found) => {
                let found = self.beside(domain, inner, found, interval, future);
                Ok(self.join(domain, source, found))
            }
            Err(refusal) => {
                if !self.missing(domain, source, formula).is_empty() {
                    return Err(refusal);
                }
                let negated = self.negation_of(operand)?;
                let inner = self.inner_domain(domain, future, &negated);
                let Ok(denied) = self.alone(inner, &negated) else { return Err(refusal) };
                let denied = self.beside(domain, inner, denied, interval, future);
                let open = self.beside(domain, inner, UNIT, interval, future);
                let found = self.minus(domain, source, denied);
                Ok(self.join(domain, found, open))
            }
        }
    }

    fn beside(
        &mut self,
        domain: usize,
        inner: usize,
        operand: usize,
        interval: Interval,
        future: bool,
    ) -> usize {
        let operand = self.as_batch(inner, operand);
        let columns = self.columns(inner, operand).to_vec();
        if !future {
            let last = Rows::new(columns.len());
            return self.batch(domain, Op::Previous { source: operand, interval, last }, columns);
        }
        let queue = std::collections::VecDeque::new();
        let slot = self.batch(domain, Op::Next { interval, queue }, columns);
        self.feed(inner, Feed { from: operand, domain, slot, seconds: None });
        slot
    }

    /// What finds the tuples of `SINCE` and `UNTIL`.
    fn starts(
        &mut self,
        domain: usize,
        formula: &Formula,
        hold: &Formula,
        from: &Formula,
    ) -> Result<usize, CheckError> {
        let from = self.alone(domain, from)?;
        if let Some(variable) = self.missing(domain, from, hold).first() {
            return Err(not_streamed(variable, formula));
        }
        Ok(self.as_batch(domain, from))
    }

    fn since(
        &mut self,
        domain: usize,
        formula: &Formula,
        interval: Interval,
        hold: &Formula,
        from: &Formula,
    ) -> Result<usize, CheckError> {
        let from = self.starts(domain, formula, hold, from)?;
        let columns = self.columns(domain, from).to_vec();
        let mut holds = Vec::new();
        let mut asked = None;
        let mut parts = Vec::new();
        crate::planner::conjuncts(hold, &mut parts);
        for part in parts {
            match self.condition(domain, part, &columns)? {
                Some(Condition::Always) => {}
                Some(Condition::Test(test)) => holds.push(Hold::Test(test)),
                Some(Condition::Without(slot, key)) => {
                    self.track(domain, slot);
                    holds.push(Hold::Without { slot, key });
                }
                Some(Condition::With(slot, key)) => {
                    self.track(domain, slot);
                    holds.push(Hold::With { slot, key });
                }
                None => {
                    // Every tuple is asked about at every time point.
                    let question = *asked
                        .get_or_insert_with(|| self.batch(domain, Op::Asked, columns.clone()));
                    let answer = self.within(domain, question, part)?;
                    let answer = self.as_batch(domain, answer);
                    let slot = self.project(domain, answer, &columns);
                    holds.push(Hold::Among { slot });
                }
            }
        }
        // Made with a store of its own, so that the conditions can ask for indexes.
        let slot = self.kept(domain, Op::Empty, columns);
        let store = self.store(domain, slot);
        let since = Since::new(interval, holds, store);
        self.drafts[domain].domain.slots[slot].op = Op::Since { from, since };
        if let Some(asked) = asked {
            self.drafts[domain].domain.asked.push((slot, asked));
        }
        Ok(slot)
    }

    fn until(
        &mut self,
        domain: usize,
        formula: &Formula,
        interval: Interval,
        hold: &Formula,
        from: &Formula,
    ) -> Result<usize, CheckError> {
        let reach = furthest(self.reach(hold), self.reach(from));
        let inner = self.domain(reach);
        let from = self.starts(inner, formula, hold, from)?;
        let columns = self.columns(inner, from).to_vec();
        let mut before = Vec::new();
        let mut parts = Vec::new();
        crate::planner::conjuncts(hold, &mut parts);
        for part in parts {
            before.push(match self.condition(inner, part, &columns)? {
                Some(Condition::Always) => continue,
                Some(Condition::Test(test)) => Before::Test(test),
                Some(Condition::Without(slot, key)) => {
                    let slot = self.as_batch(inner, slot);
                    Before::Without { slot, last: Record::new(key.len()), key }
                }
                Some(Condition::With(slot, key)) => {
                    let slot = self.as_batch(inner, slot);
                    Before::With { slot, last: Record::new(key.len()), key }
                }
                None => {
                    let variable = part.free_variables().into_iter().next();
                    return Err(not_streamed(variable.as_deref().unwrap_or("x"), part));
                }
            });
        }
        let slot = self.kept(domain, Op::Until(Until::new(interval, before)), columns);
        self.feed(inner, Feed { from, domain, slot, seconds: interval.upper() });
        Ok(slot)
    }

    /// How a condition on tuples of these columns is followed; `None` where it or its negation would
    /// have to find values by itself and cannot.
    fn condition(
        &mut self,
        domain: usize,
        part: &Formula,
        columns: &[Var],
    ) -> Result<Option<Condition>, CheckError> {
        if *part.node() == Node::True {
            return Ok(Some(Condition::Always));
        }
        let (inner, holds) = match part.node() {
            Node::Not(inner) => (inner, false),
            _ => (part, true),
        };
        if let Some(test) = Self::test(inner, columns, holds) {
            return Ok(Some(Condition::Test(test)));
        }
        let key = |planner: &Self, slot: usize| -> Vec<usize> {
            let own = planner.columns(domain, slot);
            own.iter()
                .filter_map(|column| columns.iter().position(|other| other == column))
                .collect()
        };
        if let Ok(slot) = self.alone(domain, inner) {
            let key = key(self, slot);
            return Ok(Some(if holds {
                Condition::With(slot, key)
            } else {
                Condition::Without(slot, key)
            }));
        }
        let negated = self.negation_of(part)?;
        let reach = self.reach(&negated);
        if reach <= self.reach(part)
            && let Ok(slot) = self.alone(domain, &negated)
        {
            return Ok(Some(Condition::Without(slot, key(self, slot))));
        }
        Ok(None)
    }
}

/// A condition on the tuples of `SINCE` and `UNTIL`.
enum Condition {
    Always,
    Test(crate::engine::scalar::Test),
    /// The step, and the tuple's columns that make its row.
    Without(usize, Vec<usize>),
    With(usize, Vec<usize>),
}
