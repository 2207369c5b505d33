//! A monitor that takes a log straight from its reader.

use crate::engine::{Leaf, Monitor, Outcome};
use crate::read::{Field, Refusal, Sink};
use crate::signature::Signature;

/// Feeds a monitor with a log as it is read, and hands over what it tells.
///
/// ```
/// use armistice_monitor::{Checked, Monitor, Signature, Watch, parse_formula, read_text};
///
/// let signature = Signature::parse("shell(i:int, z:int) report(z:int)")?;
/// let calm = parse_formula("report(z) AND NOT ONCE[0,7d) (EXISTS i. shell(i, z))")?;
/// let mut monitor = Monitor::new(&Checked::new(calm, &signature)?)?;
///
/// let mut calm_zones = Vec::new();
/// let mut watch = Watch::new(&mut monitor, &signature, |outcome| {
///     calm_zones.extend(outcome.verdicts().map(|verdict| verdict.bindings));
/// });
/// read_text(&b"@36 shell (1,4) @86400 report (4)(5)"[..], &signature, &mut watch)?;
/// watch.close();
/// assert_eq!(calm_zones, [[5.into()]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Watch<'a, F> {
    monitor: &'a mut Monitor,
    /// Where the facts of each predicate of the signature go.
    leaves: Vec<Vec<Leaf>>,
    open: Option<i64>,
    told: F,
}

impl<'a, F: FnMut(Outcome<'_>)> Watch<'a, F> {
    /// A watch over logs of this signature; `told` takes every time point that can be told, in order.
    pub fn new(monitor: &'a mut Monitor, signature: &Signature, told: F) -> Self {
        let leaves = signature
            .predicates()
            .map(|(name, _)| monitor.engine.predicates.get(name).cloned().unwrap_or_default())
            .collect();
        // Of a log that was refused in the middle of a time point facts may be left.
        monitor.engine.discard();
        Self { monitor, leaves, open: None, told }
    }

    /// The last time point is complete, and more may come.
    pub fn pause(&mut self) {
        if let Some(ts) = self.open.take() {
            self.monitor.engine.point(ts, &mut self.told);
        }
    }

    /// The last time point is complete, and nothing more will come.
    pub fn close(&mut self) {
        self.pause();
        self.monitor.engine.close(&mut self.told);
    }
}

/// Refuses the greatest number as a time: nothing could come after it.
pub(crate) fn in_range(ts: i64) -> Result<(), Refusal> {
    if ts == i64::MAX {
        return Err(Refusal::new(
            format!("{ts} is too late for a time"),
            "write times as seconds from a moment nearer by",
        ));
    }
    Ok(())
}

impl<F: FnMut(Outcome<'_>)> Sink for Watch<'_, F> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        self.pause();
        in_range(ts)?;
        self.monitor.engine.may_follow(ts).map_err(|error| {
            Refusal::new(
                format!("time goes back from {} to {}", error.last, error.ts),
                "sort the time points by time",
            )
        })?;
        self.open = Some(ts);
        Ok(())
    }

    #[inline]
    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        if let Some(leaves) = self.leaves.get(predicate) {
            self.monitor.engine.fields(leaves, fields);
        }
    }

    fn wants(&self, predicate: usize) -> bool {
        self.leaves.get(predicate).is_some_and(|leaves| !leaves.is_empty())
    }
}
