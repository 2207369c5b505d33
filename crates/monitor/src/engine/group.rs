//! Counts, sums and the like, group by group.

use std::collections::BTreeMap;

use crate::engine::rows::Rows;
use crate::engine::scalar::Test;
use crate::engine::store::{RowId, Store};
use crate::engine::word::{Dictionary, Word};
use crate::formula::Aggregation;
use crate::read::Field;
use crate::value::{Kind, Value};

/// An aggregation over rows.
#[derive(Clone)]
pub(crate) struct Group {
    pub(crate) operator: Aggregation,
    /// The column that is aggregated.
    pub(crate) over: usize,
    /// The columns whose values make a group.
    pub(crate) by: Vec<usize>,
    /// The kind of an outcome of nothing.
    pub(crate) kind: Kind,
    /// What an outcome and its group must pass, where they are kept.
    pub(crate) having: Vec<Test>,
    /// The groups, their values, and the rows of their outcomes.
    pub(crate) groups: Store,
    pub(crate) bags: Vec<Bag>,
    pub(crate) outcomes: Vec<Option<RowId>>,
    touched: Vec<RowId>,
    is_touched: Vec<bool>,
    pub(crate) begun: bool,
    /// Groups that were found of late, by [`shelf_of`] their keys.
    recent: [Option<RowId>; SHELVES],
    key: Vec<Word>,
    row: Vec<Word>,
}

/// The values of a group. What needs no order is summed up as it comes and goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Bag {
    pub(crate) size: i64,
    /// How many of them are whole numbers, and their sum.
    pub(crate) whole: i64,
    pub(crate) sum: i128,
    /// The values with how often they occur: all of them where their order matters, else those that
    /// are no whole numbers. Floats are summed in the order of their size, so that the way here does
    /// not count.
    pub(crate) values: BTreeMap<Value, i64>,
}

impl Bag {
    fn count(&mut self, value: impl Fn() -> Value, small: Option<i64>, by: i64, ordered: bool) {
        self.size += by;
        let whole = small.or_else(|| match value() {
            Value::Int(number) => Some(number),
            _ => None,
        });
        if let Some(number) = whole {
            self.whole += by;
            self.sum += i128::from(by) * i128::from(number);
            if !ordered {
                return;
            }
        }
        let value = value();
        let count = self.values.entry(value.clone()).or_default();
        *count += by;
        if *count == 0 {
            self.values.remove(&value);
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn float_sum(&self) -> f64 {
        let floats: f64 = self
            .values
            .iter()
            .map(|(value, count)| match value {
                Value::Float(number) => number.get() * *count as f64,
                _ => 0.0,
            })
            .sum();
        floats + self.sum as f64
    }

    fn nth(&self, n: i64) -> Option<&Value> {
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
            Aggregation::Count => Some(Value::Int(self.size)),
            Aggregation::Sum => {
                let floats =
                    self.whole == 0 && matches!(self.values.keys().next(), Some(Value::Float(_)));
                Some(if floats {
                    Value::float(self.float_sum())
                } else {
                    let end = if self.sum < 0 { i64::MIN } else { i64::MAX };
                    Value::Int(i64::try_from(self.sum).unwrap_or(end))
                })
            }
            Aggregation::Min => self.values.keys().next().cloned(),
            Aggregation::Max => self.values.keys().next_back().cloned(),
            Aggregation::Average => Some(Value::float(self.float_sum() / self.size as f64)),
            Aggregation::Median => {
                let low = self.nth((self.size - 1) / 2)?;
                let high = self.nth(self.size / 2)?;
                Some(Value::float(f64::midpoint(number(low), number(high))))
            }
        }
    }
}

const SHELVES: usize = 64;

fn shelf_of(key: &[Word]) -> usize {
    let bits = key.first().map_or(0, |word| word.bits());
    // The highest six bits of a product depend on all bits of the word.
    usize::try_from(bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58).unwrap_or(0)
}

impl Group {
    pub(crate) fn new(operator: Aggregation, over: usize, by: Vec<usize>, kind: Kind) -> Self {
        let groups = Store::new(by.len());
        Self {
            operator,
            over,
            by,
            kind,
            having: Vec::new(),
            groups,
            bags: Vec::new(),
            outcomes: Vec::new(),
            touched: Vec::new(),
            is_touched: Vec::new(),
            begun: false,
            recent: [None; SHELVES],
            key: Vec::new(),
            row: Vec::new(),
        }
    }

    /// Takes the places of outcomes, each plus one, 0 for none; `false` where one is none of `out`.
    pub(crate) fn restore_outcomes(&mut self, outcomes: &[u64], out: &Store) -> bool {
        self.outcomes =
            outcomes.iter().map(|place| RowId::try_from(place.checked_sub(1)?).ok()).collect();
        let count = self.bags.len().max(self.outcomes.len());
        self.bags.resize(count, Bag::default());
        self.outcomes.resize(count, None);
        self.recent = [None; SHELVES];
        self.is_touched = vec![false; count];
        self.touched.clear();
        self.outcomes.iter().flatten().all(|id| out.is_present(*id))
    }

    fn group(&mut self, key: &[Word]) -> RowId {
        // Groups are few and come again and again: where one was found last is worth a look.
        let shelf = shelf_of(key);
        if let Some(id) = self.recent[shelf]
            && self.groups.is_allotted(id)
            && self.groups.row(id) == key
        {
            self.touch(id);
            return id;
        }
        let (id, fresh) = self.groups.allot(key);
        self.recent[shelf] = Some(id);
        let place = id as usize;
        if self.bags.len() <= place {
            self.bags.resize(place + 1, Bag::default());
            self.outcomes.resize(place + 1, None);
            self.is_touched.resize(place + 1, false);
        }
        if fresh {
            self.bags[place] = Bag::default();
            self.outcomes[place] = None;
        }
        self.touch(id);
        id
    }

    fn touch(&mut self, id: RowId) {
        let is_touched = &mut self.is_touched[id as usize];
        if !std::mem::replace(is_touched, true) {
            self.touched.push(id);
        }
    }

    fn take(&mut self, rows: &Rows, by: i64, dictionary: &Dictionary) {
        let ordered =
            matches!(self.operator, Aggregation::Min | Aggregation::Max | Aggregation::Median);
        if rows.is_empty() {
            return;
        }
        let mut key = std::mem::take(&mut self.key);
        for row in rows.iter() {
            key.clear();
            key.extend(self.by.iter().map(|column| row[*column]));
            let id = self.group(&key);
            let word = row[self.over];
            let bag = &mut self.bags[id as usize];
            if self.operator == Aggregation::Count {
                bag.size += by;
            } else {
                bag.count(|| dictionary.value(word), word.small(), by, ordered);
            }
        }
        self.key = key;
    }

    fn of_nothing(&self) -> Value {
        match self.kind {
            Kind::Int => Value::Int(0),
            Kind::Float => Value::float(0.0),
            Kind::Str => Value::str(""),
        }
    }

    /// The outcome of a group; none for an empty one, unless there is but one group.
    fn outcome(&self, id: RowId, dictionary: &mut Dictionary) -> Option<Word> {
        let bag = &self.bags[id as usize];
        if self.operator == Aggregation::Count && bag.size > 0 {
            return Some(dictionary.word(&Field::Int(bag.size)));
        }
        let value = if bag.size > 0 {
            bag.outcome(self.operator)?
        } else if self.by.is_empty() {
            self.of_nothing()
        } else {
            return None;
        };
        Some(dictionary.word_of(&value))
    }

    /// The outcomes over what holds now.
    pub(crate) fn of_rows(&mut self, rows: &Rows, dictionary: &mut Dictionary, out: &mut Rows) {
        if self.by.is_empty() {
            self.group(&[]);
        }
        self.take(rows, 1, dictionary);
        let mut touched = std::mem::take(&mut self.touched);
        for id in touched.drain(..) {
            if let Some(outcome) = self.outcome(id, dictionary) {
                out.push(std::iter::once(outcome).chain(self.groups.row(id).iter().copied()));
            }
            self.is_touched[id as usize] = false;
            self.groups.release(id);
        }
        self.touched = touched;
    }

    /// Mends the outcomes by what has changed.
    pub(crate) fn mend(
        &mut self,
        added: &Rows,
        removed: &Rows,
        dictionary: &mut Dictionary,
        out: &mut Store,
    ) {
        if !self.begun {
            self.begun = true;
            if self.by.is_empty() {
                self.group(&[]);
            }
        }
        self.take(added, 1, dictionary);
        self.take(removed, -1, dictionary);
        let mut touched = std::mem::take(&mut self.touched);
        let mut row = std::mem::take(&mut self.row);
        for id in touched.drain(..) {
            let place = id as usize;
            self.is_touched[place] = false;
            let outcome = self.outcome(id, dictionary);
            if let (Some(old), Some(word)) = (self.outcomes[place], outcome)
                && out.row(old)[0] == word
            {
                continue;
            }
            let Some(outcome) = outcome else {
                if let Some(old) = self.outcomes[place].take() {
                    out.release(old);
                }
                self.groups.release(id);
                continue;
            };
            row.clear();
            row.push(outcome);
            row.extend_from_slice(self.groups.row(id));
            let passes = self.having.iter().all(|test| test.passes(&row, dictionary));
            if let Some(old) = self.outcomes[place] {
                if passes && out.is_loose() {
                    out.amend(old, 0, outcome);
                    continue;
                }
                out.release(old);
                self.outcomes[place] = None;
            }
            if passes {
                let (id, _) = out.allot(&row);
                out.appear(id);
                self.outcomes[place] = Some(id);
            }
        }
        self.touched = touched;
        self.row = row;
    }
}
