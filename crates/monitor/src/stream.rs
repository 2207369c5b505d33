//! A finite stream of timed facts.

use std::sync::Arc;

use thiserror::Error;

use crate::value::Value;

/// One fact: a name and its values. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fact {
    /// The predicate.
    pub predicate: Arc<str>,
    /// Its values, in the order of the predicate's columns.
    pub values: Arc<[Value]>,
}

/// The facts that stand at one moment of observation.
///
/// Several time points may carry the same time stamp; they are still told apart and ordered.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TimePoint {
    /// The time in whole seconds, from whatever moment the stream counts.
    pub ts: i64,
    /// The facts; their order and repetitions do not count.
    pub facts: Vec<Fact>,
}

/// Time points whose time stamps never go back.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stream {
    points: Vec<TimePoint>,
}

/// A time point that lies before the one it should follow.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "time goes back: {ts} follows {last} at time point {time_point}; sort the time points by time first"
)]
pub struct OutOfOrder {
    /// The time stamp of the time point before.
    pub last: i64,
    /// The time stamp that does not follow.
    pub ts: i64,
    /// The number of the refused time point, counted from 0.
    pub time_point: usize,
}

impl Fact {
    /// A fact of this name with these values.
    pub fn new<V: Into<Value>>(
        predicate: impl Into<Arc<str>>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Self { predicate: predicate.into(), values: values.into_iter().map(Into::into).collect() }
    }
}

impl Stream {
    /// A stream without time points.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A stream of these time points.
    ///
    /// # Errors
    /// [`OutOfOrder`] at the first one whose time goes back.
    pub fn from_points(points: impl IntoIterator<Item = TimePoint>) -> Result<Self, OutOfOrder> {
        let mut stream = Self::new();
        for point in points {
            stream.push(point.ts, point.facts)?;
        }
        Ok(stream)
    }

    /// Adds a time point at the end.
    ///
    /// # Errors
    /// [`OutOfOrder`] where its time lies before the last one's.
    pub fn push(
        &mut self,
        ts: i64,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Result<(), OutOfOrder> {
        if let Some(last) = self.points.last()
            && ts < last.ts
        {
            return Err(OutOfOrder { last: last.ts, ts, time_point: self.points.len() });
        }
        self.points.push(TimePoint { ts, facts: facts.into_iter().collect() });
        Ok(())
    }

    /// The time points, in order.
    #[must_use]
    pub fn points(&self) -> &[TimePoint] {
        &self.points
    }

    /// How many time points there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no time point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}
