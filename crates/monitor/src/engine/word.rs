//! Values as single machine words, so that rows are flat and equal values are equal words.
//!
//! A whole number of up to 63 bits is its own word. Everything else (texts, floating-point numbers,
//! the few greatest whole numbers) stands in a dictionary, and its word is the place there.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use hashbrown::HashTable;

use crate::read::Field;
use crate::value::{Float, Value};

/// A value: two words are equal exactly when their values are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word(u64);

impl Word {
    /// The number, where it is one that needs no dictionary.
    #[inline]
    pub(crate) fn small(self) -> Option<i64> {
        (self.0 & 1 == 0).then_some(self.0.cast_signed() >> 1)
    }

    #[inline]
    pub(crate) fn is_small(self) -> bool {
        self.0 & 1 == 0
    }

    #[inline]
    fn of_small(number: i64) -> Option<Self> {
        let shifted = number << 1;
        (shifted >> 1 == number).then_some(Self(shifted.cast_unsigned()))
    }

    fn entry(self) -> Option<usize> {
        (self.0 & 1 == 1).then(|| usize::try_from(self.0 >> 1).unwrap_or(usize::MAX))
    }

    fn of_entry(entry: usize) -> Self {
        Self((entry as u64) << 1 | 1)
    }

    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    pub(crate) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

/// Mixes words into a hash whose high and low bits both depend on all of them.
#[inline]
pub(crate) fn hash_of(words: impl IntoIterator<Item = Word>) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = 0x243F_6A88_85A3_08D3_u64;
    for word in words {
        hash = (hash.rotate_left(23) ^ word.0).wrapping_mul(ODD);
    }
    hash ^ (hash >> 29)
}

/// The values that are no small numbers.
#[derive(Clone, Default)]
pub(crate) struct Dictionary {
    values: Vec<Option<Value>>,
    places: HashTable<u32>,
    free: Vec<u32>,
    /// How many entries there were after the last sweep.
    swept: usize,
}

fn hash_of_field(field: &Field<'_>) -> u64 {
    // Unlike the words of a row, these bytes come from outside as they are.
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    match field {
        Field::Int(number) => (0_u8, number).hash(&mut hasher),
        Field::Float(number) => (1_u8, Float::new(*number)).hash(&mut hasher),
        Field::Str(text) => (2_u8, text).hash(&mut hasher),
    }
    hasher.finish()
}

fn same(value: &Value, field: &Field<'_>) -> bool {
    match (value, field) {
        (Value::Int(one), Field::Int(other)) => one == other,
        (Value::Float(one), Field::Float(other)) => *one == Float::new(*other),
        (Value::Str(one), Field::Str(other)) => **one == **other,
        _ => false,
    }
}

impl Dictionary {
    /// The word of a value; a new entry where there was none.
    #[inline]
    pub(crate) fn word(&mut self, field: &Field<'_>) -> Word {
        if let Field::Int(number) = field
            && let Some(word) = Word::of_small(*number)
        {
            return word;
        }
        self.entry(field)
    }

    fn entry(&mut self, field: &Field<'_>) -> Word {
        let hash = hash_of_field(field);
        let values = &self.values;
        let found = self.places.find(hash, |place| {
            values[*place as usize].as_ref().is_some_and(|value| same(value, field))
        });
        if let Some(place) = found {
            return Word::of_entry(*place as usize);
        }
        let value = Value::from(*field);
        let place = match self.free.pop() {
            Some(place) => {
                self.values[place as usize] = Some(value);
                place
            }
            None => {
                self.values.push(Some(value));
                u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX)
            }
        };
        let values = &self.values;
        self.places.insert_unique(hash, place, |place| {
            values[*place as usize].as_ref().map_or(0, |value| hash_of_field(&value.into()))
        });
        Word::of_entry(place as usize)
    }

    pub(crate) fn word_of(&mut self, value: &Value) -> Word {
        self.word(&value.into())
    }

    /// The value of a word, borrowed.
    #[inline]
    pub(crate) fn field(&self, word: Word) -> Field<'_> {
        match word.entry() {
            None => Field::Int(word.small().unwrap_or(0)),
            Some(entry) => {
                self.values.get(entry).and_then(Option::as_ref).map_or(Field::Int(0), Field::from)
            }
        }
    }

    /// The value of a word.
    pub(crate) fn value(&self, word: Word) -> Value {
        match word.entry() {
            None => Value::Int(word.small().unwrap_or(0)),
            Some(entry) => self.values.get(entry).cloned().flatten().unwrap_or(Value::Int(0)),
        }
    }

    /// How values are listed: by kind and then by size.
    #[inline]
    pub(crate) fn order(&self, one: Word, other: Word) -> Ordering {
        match (one.small(), other.small()) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.value(one).cmp(&self.value(other)),
        }
    }

    /// Whether so many entries have come since the last sweep that another one is due.
    #[inline]
    pub(crate) fn is_crowded(&self) -> bool {
        self.places.len() > 1024.max(2 * self.swept)
    }

    /// Forgets every value that no word of `used` stands for.
    pub(crate) fn sweep(&mut self, used: impl FnOnce(&mut dyn FnMut(Word))) {
        let mut kept = vec![false; self.values.len()];
        used(&mut |word| {
            if let Some(entry) = word.entry()
                && let Some(kept) = kept.get_mut(entry)
            {
                *kept = true;
            }
        });
        for (place, kept) in kept.into_iter().enumerate() {
            let Some(value) = self.values[place].take_if(|_| !kept) else { continue };
            let hash = hash_of_field(&(&value).into());
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            if let Ok(entry) = self.places.find_entry(hash, |other| *other == place) {
                entry.remove();
                self.free.push(place);
            }
        }
        self.swept = self.places.len();
    }

    /// Every entry with its place, for a checkpoint.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.values
            .iter()
            .enumerate()
            .filter_map(|(place, value)| Some((place as u64, value.as_ref()?)))
    }

    /// A dictionary with these entries at these places; `None` where two are the same.
    pub(crate) fn of_entries(entries: Vec<(u64, Value)>) -> Option<Self> {
        let mut dictionary = Self::default();
        for (place, value) in entries {
            let place = usize::try_from(place).ok().filter(|place| *place < u32::MAX as usize)?;
            while dictionary.values.len() < place {
                dictionary.free.push(u32::try_from(dictionary.values.len()).ok()?);
                dictionary.values.push(None);
            }
            if dictionary.values.len() != place {
                return None;
            }
            let gaps = std::mem::take(&mut dictionary.free);
            let word = dictionary.word_of(&value);
            dictionary.free = gaps;
            if word != Word::of_entry(place) {
                return None;
            }
        }
        dictionary.swept = dictionary.places.len();
        Some(dictionary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_equal_words_and_come_back() {
        let mut dictionary = Dictionary::default();
        let values = [
            Value::Int(0),
            Value::Int(-7),
            Value::Int(i64::MAX),
            Value::Int(i64::MIN),
            Value::Int(1 << 62),
            Value::float(0.0),
            Value::float(f64::NAN),
            Value::from("0"),
            Value::from(""),
        ];
        let words: Vec<Word> = values.iter().map(|value| dictionary.word_of(value)).collect();
        for (value, word) in values.iter().zip(&words) {
            assert_eq!(dictionary.value(*word), *value);
            assert_eq!(dictionary.word_of(value), *word);
        }
        for (at, word) in words.iter().enumerate() {
            assert_eq!(words.iter().position(|other| other == word), Some(at));
        }
    }

    #[test]
    fn a_sweep_keeps_what_is_used() {
        let mut dictionary = Dictionary::default();
        let words: Vec<Word> =
            (0..2000).map(|n| dictionary.word_of(&Value::from(format!("convoy {n}")))).collect();
        assert!(dictionary.is_crowded());
        dictionary.sweep(|mark| words.iter().step_by(100).for_each(|word| mark(*word)));
        assert_eq!(dictionary.value(words[500]), Value::from("convoy 500"));
        assert_eq!(dictionary.entries().count(), 20);
        assert!(!dictionary.is_crowded());
        let again = dictionary.word_of(&Value::from("convoy 3"));
        assert_eq!(dictionary.value(again), Value::from("convoy 3"));
        let restored = Dictionary::of_entries(
            dictionary.entries().map(|(place, value)| (place, value.clone())).collect(),
        )
        .unwrap();
        assert_eq!(restored.value(words[500]), Value::from("convoy 500"));
    }
}
