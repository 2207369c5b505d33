//! Counts, sums and the like over a table, group by group.

use std::collections::{BTreeMap, HashMap};

use crate::formula::Aggregation;
use crate::table::{Row, Table, Tuple, pick};
use crate::value::{Kind, Value};

/// The values of one group at one time point, each with how often it occurs.
#[derive(Default)]
struct Bag {
    values: BTreeMap<Value, usize>,
    size: usize,
    sum: i128,
}

impl Bag {
    fn add(&mut self, value: &Value) {
        *self.values.entry(value.clone()).or_default() += 1;
        self.size += 1;
        if let Value::Int(number) = value {
            self.sum += i128::from(*number);
        }
    }

    fn remove(&mut self, value: &Value) {
        if let Some(count) = self.values.get_mut(value) {
            *count -= 1;
            if *count == 0 {
                self.values.remove(value);
            }
            self.size -= 1;
            if let Value::Int(number) = value {
                self.sum -= i128::from(*number);
            }
        }
    }

    /// The sum; floats are added in the order of their size, so that the way here does not count.
    #[allow(clippy::cast_precision_loss)]
    fn float_sum(&self) -> f64 {
        self.values
            .iter()
            .map(|(value, count)| match value {
                Value::Float(number) => number.get() * *count as f64,
                _ => 0.0,
            })
            .sum::<f64>()
            + self.sum as f64
    }

    fn nth(&self, n: usize) -> Option<&Value> {
        let mut before = 0;
        self.values.iter().find_map(|(value, count)| {
            before += count;
            (n < before).then_some(value)
        })
    }

    #[allow(clippy::cast_precision_loss)]
    fn outcome(&self, operator: Aggregation) -> Option<Value> {
        let number = |value: &Value| match value {
            Value::Int(number) => *number as f64,
            Value::Float(number) => number.get(),
            Value::Str(_) => 0.0,
        };
        match operator {
            Aggregation::Count => Some(Value::Int(i64::try_from(self.size).unwrap_or(i64::MAX))),
            Aggregation::Sum => Some(match self.values.keys().next() {
                Some(Value::Float(_)) => Value::float(self.float_sum()),
                _ => Value::Int(i64::try_from(self.sum).unwrap_or(if self.sum < 0 {
                    i64::MIN
                } else {
                    i64::MAX
                })),
            }),
            Aggregation::Min => self.values.keys().next().cloned(),
            Aggregation::Max => self.values.keys().next_back().cloned(),
            Aggregation::Average => Some(Value::float(self.float_sum() / self.size as f64)),
            Aggregation::Median => {
                let low = self.nth(self.size.checked_sub(1)? / 2)?;
                let high = self.nth(self.size / 2)?;
                Some(Value::float(f64::midpoint(number(low), number(high))))
            }
        }
    }
}

/// One row of the source begins or ends.
struct Change<'a> {
    time_point: usize,
    begins: bool,
    value: &'a Value,
}

/// The outcome for every group and time point: first the outcome, then the group's values. `kind` is
/// that of the outcome.
pub(crate) fn aggregate(
    source: &Table,
    operator: Aggregation,
    over: usize,
    group: &[usize],
    kind: Kind,
    time_points: usize,
) -> Table {
    let of_nothing = match kind {
        Kind::Int => Value::Int(0),
        Kind::Float => Value::float(0.0),
        Kind::Str => Value::str(""),
    };
    let mut changes: HashMap<Tuple, Vec<Change<'_>>> = HashMap::new();
    if group.is_empty() {
        changes.insert(Tuple::from([]), Vec::new());
    }
    for row in source.rows() {
        let Some(value) = row.tuple.get(over) else {
            continue;
        };
        let changes = changes.entry(pick(&row.tuple, group)).or_default();
        for (time_point, begins) in [(row.from, true), (row.until, false)] {
            changes.push(Change { time_point, begins, value });
        }
    }
    let mut rows = Vec::new();
    for (key, mut changes) in changes {
        changes.sort_by_key(|change| change.time_point);
        let mut bag = Bag::default();
        let mut since = 0;
        let mut emit = |bag: &Bag, from: usize, until: usize| {
            let outcome = if bag.size > 0 {
                bag.outcome(operator)
            } else if group.is_empty() {
                Some(of_nothing.clone())
            } else {
                None
            };
            if from < until
                && let Some(outcome) = outcome
            {
                let tuple = [outcome].into_iter().chain(key.iter().cloned()).collect();
                rows.push(Row::new(tuple, from..until));
            }
        };
        for change in changes {
            if change.time_point > since {
                emit(&bag, since, change.time_point);
                since = change.time_point;
            }
            if change.begins {
                bag.add(change.value);
            } else {
                bag.remove(change.value);
            }
        }
        emit(&bag, since, time_points);
    }
    Table::from_rows(rows)
}
