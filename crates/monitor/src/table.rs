//! A relation over time: which tuples of values hold, and at which time points each of them does.
//!
//! A row says that one tuple holds at every time point from `from` up to but not including `until`.
//! A subformula that holds for a long time is one row, not one row per time point, which is what
//! keeps `ONCE[0,*)` over a long stream small.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::value::Value;

/// The values of a tuple, in the order of the table's columns.
pub(crate) type Tuple = Arc<[Value]>;

/// The time points at which one tuple holds: disjoint, not touching, in order.
pub(crate) type Moments = Vec<Range<usize>>;

/// One tuple and an unbroken run of time points at which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) tuple: Tuple,
    pub(crate) from: usize,
    pub(crate) until: usize,
}

impl Row {
    pub(crate) fn new(tuple: Tuple, moments: Range<usize>) -> Self {
        Self { tuple, from: moments.start, until: moments.end }
    }
}

/// Rows in the order of their first time point; those of one tuple neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Any rows: sorted, and those of one tuple that overlap or touch made one.
    pub(crate) fn from_rows(mut rows: Vec<Row>) -> Self {
        rows.retain(|row| row.from < row.until);
        rows.sort_by_key(|row| row.from);
        let mut last_of: HashMap<Tuple, usize> = HashMap::with_capacity(rows.len());
        let mut merged: Vec<Row> = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(&last) = last_of.get(&row.tuple)
                && let Some(last) = merged.get_mut(last)
                && row.from <= last.until
            {
                last.until = last.until.max(row.until);
            } else {
                last_of.insert(row.tuple.clone(), merged.len());
                merged.push(row);
            }
        }
        Self { rows: merged }
    }

    /// Rows whose tuples neither overlap nor touch in time, in any order.
    fn from_disjoint_rows(mut rows: Vec<Row>) -> Self {
        rows.retain(|row| row.from < row.until);
        rows.sort_by_key(|row| row.from);
        Self { rows }
    }

    /// The tuple without values, at all time points.
    pub(crate) fn unit(time_points: usize) -> Self {
        Self::from_disjoint_rows(vec![Row::new(Arc::from([]), 0..time_points)])
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Every tuple with its time points.
    pub(crate) fn by_tuple(&self) -> HashMap<&[Value], Moments> {
        let mut moments: HashMap<&[Value], Moments> = HashMap::with_capacity(self.rows.len());
        for row in &self.rows {
            moments.entry(&row.tuple).or_default().push(row.from..row.until);
        }
        moments
    }

    /// The rows for which `keep` holds.
    pub(crate) fn filter(&self, keep: impl Fn(&[Value]) -> bool) -> Self {
        Self { rows: self.rows.iter().filter(|row| keep(&row.tuple)).cloned().collect() }
    }

    /// Every tuple with one more value at its end.
    pub(crate) fn extend(&self, value: impl Fn(&[Value]) -> Value) -> Self {
        Self {
            rows: self
                .rows
                .iter()
                .map(|row| Row {
                    tuple: row.tuple.iter().cloned().chain([value(&row.tuple)]).collect(),
                    ..*row
                })
                .collect(),
        }
    }

    /// Only these columns, in this order.
    pub(crate) fn project(&self, columns: &[usize]) -> Self {
        Self::from_rows(
            self.rows.iter().map(|row| Row { tuple: pick(&row.tuple, columns), ..*row }).collect(),
        )
    }

    /// Both tables together.
    pub(crate) fn union<'a>(tables: impl IntoIterator<Item = &'a Self>) -> Self {
        Self::from_rows(tables.into_iter().flat_map(|table| table.rows.iter().cloned()).collect())
    }

    /// Every tuple that ever holds, at all time points.
    pub(crate) fn everywhere(&self, time_points: usize) -> Self {
        Self::from_rows(
            self.rows.iter().map(|row| Row::new(row.tuple.clone(), 0..time_points)).collect(),
        )
    }

    /// Every tuple at the time points that `moments` computes from its own.
    pub(crate) fn shift(&self, moments: impl Fn(&Range<usize>, &mut Moments)) -> Self {
        let mut rows = Vec::with_capacity(self.rows.len());
        let mut shifted = Moments::new();
        for row in &self.rows {
            moments(&(row.from..row.until), &mut shifted);
            rows.extend(shifted.drain(..).map(|range| Row::new(row.tuple.clone(), range)));
        }
        Self::from_rows(rows)
    }

    /// Every tuple of this table at the time points at which `other` does not hold for its values in
    /// `columns`.
    pub(crate) fn minus(&self, other: &Self, columns: &[usize]) -> Self {
        let denied = other.by_tuple();
        let mut rows = Vec::with_capacity(self.rows.len());
        let mut key = Vec::new();
        for row in &self.rows {
            pick_into(&row.tuple, columns, &mut key);
            let Some(denied) = denied.get(key.as_slice()) else {
                rows.push(row.clone());
                continue;
            };
            let mut from = row.from;
            let first = denied.partition_point(|range| range.end <= row.from);
            for range in denied.iter().skip(first) {
                if range.start >= row.until {
                    break;
                }
                if from < range.start {
                    rows.push(Row::new(row.tuple.clone(), from..range.start));
                }
                from = range.end;
            }
            if from < row.until {
                rows.push(Row::new(row.tuple.clone(), from..row.until));
            }
        }
        Self::from_disjoint_rows(rows)
    }

    /// The natural join, time point by time point: tuples of both tables that agree on the paired
    /// columns and hold at the same time. The columns of this table come first, then those of
    /// `other` that `added` lists.
    pub(crate) fn join(&self, other: &Self, on: &[(usize, usize)], added: &[usize]) -> Self {
        let (on_left, on_right): (Vec<usize>, Vec<usize>) = on.iter().copied().unzip();
        let mut rows = Vec::new();
        let mut join = |left: &Row, right: &Row, from: usize| {
            rows.push(Row {
                tuple: left
                    .tuple
                    .iter()
                    .chain(added.iter().filter_map(|&column| right.tuple.get(column)))
                    .cloned()
                    .collect(),
                from,
                until: left.until.min(right.until),
            });
        };
        // Rows are taken in the order in which they begin; each is matched with those of the other
        // table that have begun and have not ended. So every pair that overlaps is met once.
        let mut begun_left = Begun::default();
        let mut begun_right = Begun::default();
        let mut left = self.rows.iter().peekable();
        let mut right = other.rows.iter().peekable();
        let mut key = Vec::new();
        loop {
            let left_next = match (left.peek(), right.peek()) {
                (Some(l), Some(r)) => l.from <= r.from,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            if left_next {
                let Some(row) = left.next() else { break };
                pick_into(&row.tuple, &on_left, &mut key);
                begun_right.each(&key, row.from, |other| join(row, other, row.from));
                begun_left.begin(&key, row);
            } else {
                let Some(row) = right.next() else { break };
                pick_into(&row.tuple, &on_right, &mut key);
                begun_left.each(&key, row.from, |other| join(other, row, row.from));
                begun_right.begin(&key, row);
            }
        }
        Self::from_disjoint_rows(rows)
    }
}

/// Rows that have begun, by key; those that have ended are forgotten when they are met.
#[derive(Default)]
struct Begun<'a> {
    rows: HashMap<Box<[Value]>, Vec<&'a Row>>,
}

impl<'a> Begun<'a> {
    fn begin(&mut self, key: &[Value], row: &'a Row) {
        match self.rows.get_mut(key) {
            Some(rows) => {
                // Keys that come again and again must not pile up rows that have ended. Making room
                // for as many as are left keeps the looking through rare.
                if rows.len() == rows.capacity() {
                    rows.retain(|begun| begun.until > row.from);
                    rows.reserve(rows.len() + 1);
                }
                rows.push(row);
            }
            None => {
                self.rows.insert(key.into(), vec![row]);
            }
        }
    }

    fn each(&mut self, key: &[Value], now: usize, mut visit: impl FnMut(&'a Row)) {
        if let Some(rows) = self.rows.get_mut(key) {
            rows.retain(|row| {
                let holds = row.until > now;
                if holds {
                    visit(row);
                }
                holds
            });
        }
    }
}

/// The values in these columns.
pub(crate) fn pick(tuple: &[Value], columns: &[usize]) -> Tuple {
    columns.iter().filter_map(|&column| tuple.get(column)).cloned().collect()
}

fn pick_into(tuple: &[Value], columns: &[usize], key: &mut Vec<Value>) {
    key.clear();
    key.extend(columns.iter().filter_map(|&column| tuple.get(column)).cloned());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&[i64], usize, usize)]) -> Table {
        Table::from_rows(
            rows.iter()
                .map(|(values, from, until)| {
                    Row::new(values.iter().map(|value| Value::Int(*value)).collect(), *from..*until)
                })
                .collect(),
        )
    }

    #[test]
    fn touching_runs_of_one_tuple_are_one_row() {
        let merged = table(&[(&[1], 3, 5), (&[1], 0, 3), (&[2], 1, 2), (&[1], 7, 8)]);
        assert_eq!(merged, table(&[(&[1], 0, 5), (&[2], 1, 2), (&[1], 7, 8)]));
        assert_eq!(merged.rows().len(), 3);
    }

    #[test]
    fn a_join_holds_where_both_sides_do() {
        let left = table(&[(&[1, 2], 0, 5), (&[1, 3], 2, 9)]);
        let right = table(&[(&[2, 7], 4, 6), (&[3, 8], 0, 3), (&[4, 9], 0, 9)]);
        assert_eq!(
            left.join(&right, &[(1, 0)], &[1]),
            table(&[(&[1, 3, 8], 2, 3), (&[1, 2, 7], 4, 5)])
        );
    }

    #[test]
    fn a_difference_cuts_runs() {
        let left = table(&[(&[1, 2], 0, 9), (&[5, 5], 0, 9)]);
        let right = table(&[(&[2], 1, 3), (&[2], 5, 20)]);
        assert_eq!(
            left.minus(&right, &[1]),
            table(&[(&[1, 2], 0, 1), (&[1, 2], 3, 5), (&[5, 5], 0, 9)])
        );
    }
}
