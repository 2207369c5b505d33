//! Plans the operators that look at other time points.

use crate::check::{CheckError, Problem};
use crate::formula::Formula;
use crate::interval::Interval;
use crate::plan::{Operation, StepId};
use crate::planner::{Planner, UNIT, unguarded};
use crate::rewrite::original_name;

impl Planner<'_> {
    /// The tuples of `source` at all time points, with only the columns the formula speaks of.
    pub(crate) fn everywhere(&mut self, source: StepId, formula: &Formula) -> StepId {
        let variables = formula.free_variables();
        if variables.is_empty() {
            return UNIT;
        }
        let base = self.project(source, &variables);
        self.step(Operation::Everywhere(base), variables)
    }

    pub(crate) fn temporal(
        &mut self,
        source: StepId,
        formula: &Formula,
        inner: &Formula,
        operation: impl FnOnce(StepId) -> Operation,
    ) -> Result<StepId, CheckError> {
        let inside = match self.alone(inner) {
            Ok(inside) => inside,
            Err(error) => {
                if source == UNIT || !self.missing(source, formula).is_empty() {
                    return Err(error);
                }
                let base = self.everywhere(source, formula);
                self.within(base, inner)?
            }
        };
        let columns = self.plan.columns(inside).to_vec();
        let found = self.step(operation(inside), columns);
        Ok(self.join(source, found))
    }

    pub(crate) fn throughout(
        &mut self,
        source: StepId,
        formula: &Formula,
        interval: Interval,
        future: bool,
        inner: &Formula,
    ) -> Result<StepId, CheckError> {
        let mut source = source;
        if let Some(variable) = self.missing(source, formula).first() {
            // Where the window counts this time point in, the operand holds now, so that it finds
            // the values.
            if interval.lower() > 0 {
                let name = original_name(variable);
                return Err(CheckError::new(
                    Problem::Unguarded { variable: name.to_owned() },
                    formula,
                    format!(
                        "where the window is empty every {name} satisfies it; put a formula that finds {name} before it: p({name}) AND …"
                    ),
                ));
            }
            source = self.within(source, inner)?;
            if let Some(variable) = self.missing(source, formula).first() {
                return Err(unguarded(variable, formula));
            }
        }
        let base = self.everywhere(source, formula);
        let body = self.within(base, inner)?;
        let body = self.project(body, &formula.free_variables());
        let failed = self
            .step(Operation::Minus(base, body, inner.clone()), self.plan.columns(base).to_vec());
        let columns = self.plan.columns(failed).to_vec();
        let failures = self.step(
            if future {
                Operation::Eventually(interval, failed)
            } else {
                Operation::Once(interval, failed)
            },
            columns,
        );
        let columns = self.plan.columns(source).to_vec();
        Ok(self.step(Operation::Throughout { source, interval, future, body, failures }, columns))
    }

    /// `SINCE` and `UNTIL`: the second operand finds the tuples, the first is asked about them.
    pub(crate) fn chain(
        &mut self,
        source: StepId,
        formula: &Formula,
        hold: &Formula,
        from: &Formula,
        operation: impl FnOnce(StepId, StepId) -> Operation,
    ) -> Result<StepId, CheckError> {
        let alone = self
            .alone(from)
            .and_then(|from| match self.missing(from, hold).first() {
                None => Ok(from),
                Some(variable) => {
                    let name = original_name(variable);
                    Err(CheckError::new(
                        Problem::Unguarded {
                            variable: name.to_owned(),
                        },
                        formula,
                        format!(
                            "every variable of the left side must have its values on the right side; add {name} there"
                        ),
                    ))
                }
            });
        let (base, from) = match alone {
            Ok(from) => {
                let columns = self.plan.columns(from).to_vec();
                let base = if columns.is_empty() {
                    UNIT
                } else {
                    self.step(Operation::Everywhere(from), columns)
                };
                (base, from)
            }
            Err(error) => {
                if source == UNIT || !self.missing(source, formula).is_empty() {
                    return Err(error);
                }
                let base = self.everywhere(source, formula);
                (base, self.within(base, from)?)
            }
        };
        let columns = self.plan.columns(base).to_vec();
        let hold = self.within(base, hold)?;
        let hold = self.project(hold, &columns);
        let from = self.project(from, &columns);
        let found = self.step(operation(hold, from), columns);
        Ok(self.join(source, found))
    }
}
