//! One way in and out: the same visit writes a state as bytes and reads it back.

use std::collections::{BTreeMap, VecDeque};

use crate::engine::rows::{Rows, Seen};
use crate::engine::store::Store;
use crate::engine::window::Moment;
use crate::engine::word::Word;
use crate::value::Value;

/// Where a state goes to or comes from. What comes may be damaged: then everything reads as zero and
/// [`Port::is_sound`] says so.
pub(crate) enum Port<'a> {
    Out(Vec<u8>),
    In { bytes: &'a [u8], sound: bool },
}

impl Port<'_> {
    pub(crate) fn is_loading(&self) -> bool {
        matches!(self, Self::In { .. })
    }

    /// Whether all that was read could be read.
    pub(crate) fn is_sound(&self) -> bool {
        !matches!(self, Self::In { sound: false, .. })
    }

    /// Whether nothing is left to be read.
    pub(crate) fn is_at_end(&self) -> bool {
        !matches!(self, Self::In { bytes: [_, ..], .. })
    }

    /// Refuses what was read.
    pub(crate) fn refuse(&mut self) {
        if let Self::In { bytes, sound } = self {
            *sound = false;
            *bytes = &[];
        }
    }

    pub(crate) fn demand(&mut self, condition: bool) {
        if !condition {
            self.refuse();
        }
    }

    /// A number, seven bits a byte.
    pub(crate) fn number(&mut self, number: &mut u64) {
        match self {
            Self::Out(bytes) => {
                let mut rest = *number;
                while rest >= 0x80 {
                    bytes.push(rest.to_le_bytes()[0] | 0x80);
                    rest >>= 7;
                }
                bytes.push(rest.to_le_bytes()[0]);
            }
            Self::In { bytes, sound } => {
                *number = 0;
                for shift in (0..64).step_by(7) {
                    let Some((byte, rest)) = bytes.split_first() else { break };
                    *bytes = rest;
                    *number |= u64::from(byte & 0x7f) << shift;
                    if byte & 0x80 == 0 {
                        return;
                    }
                }
                *number = 0;
                *sound = false;
                *bytes = &[];
            }
        }
    }

    pub(crate) fn signed(&mut self, number: &mut i64) {
        let mut folded = ((*number << 1) ^ (*number >> 63)).cast_unsigned();
        self.number(&mut folded);
        *number = (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed();
    }

    pub(crate) fn size(&mut self, size: &mut usize) {
        let mut number = *size as u64;
        self.number(&mut number);
        *size = usize::try_from(number).unwrap_or(usize::MAX);
    }

    pub(crate) fn small(&mut self, number: &mut u32) {
        let mut wide = u64::from(*number);
        self.number(&mut wide);
        match u32::try_from(wide) {
            Ok(narrow) => *number = narrow,
            Err(_) => self.refuse(),
        }
    }

    pub(crate) fn count(&mut self, number: &mut i32) {
        let mut wide = i64::from(*number);
        self.signed(&mut wide);
        match i32::try_from(wide) {
            Ok(narrow) => *number = narrow,
            Err(_) => self.refuse(),
        }
    }

    pub(crate) fn flag(&mut self, flag: &mut bool) {
        let mut number = u64::from(*flag);
        self.number(&mut number);
        *flag = number == 1;
        self.demand(number <= 1);
    }

    pub(crate) fn word(&mut self, word: &mut Word) {
        let mut bits = word.bits();
        self.number(&mut bits);
        *word = Word::from_bits(bits);
    }

    pub(crate) fn moment(&mut self, moment: &mut Moment) {
        self.number(&mut moment.tp);
        self.number(&mut moment.number);
        self.signed(&mut moment.ts);
        self.signed(&mut moment.before);
    }

    /// How many there are of something; never more than bytes that are left.
    pub(crate) fn length(&mut self, length: usize) -> usize {
        let mut length = length;
        self.size(&mut length);
        if let Self::In { bytes, .. } = self
            && length > bytes.len()
        {
            self.refuse();
            return 0;
        }
        length
    }

    pub(crate) fn list<T: Clone>(
        &mut self,
        list: &mut Vec<T>,
        empty: &T,
        mut visit: impl FnMut(&mut Self, &mut T),
    ) {
        let length = self.length(list.len());
        if self.is_loading() {
            list.clear();
            list.resize(length, empty.clone());
        }
        list.iter_mut().for_each(|item| visit(self, item));
    }

    pub(crate) fn queue<T: Clone>(
        &mut self,
        queue: &mut VecDeque<T>,
        empty: &T,
        mut visit: impl FnMut(&mut Self, &mut T),
    ) {
        let length = self.length(queue.len());
        if self.is_loading() {
            queue.clear();
            queue.resize(length, empty.clone());
        }
        queue.iter_mut().for_each(|item| visit(self, item));
    }

    pub(crate) fn words(&mut self, words: &mut Vec<Word>) {
        self.list(words, &Word::default(), Self::word);
    }

    pub(crate) fn text(&mut self, text: &str) -> String {
        let length = self.length(text.len());
        match self {
            Self::Out(bytes) => {
                bytes.extend_from_slice(text.as_bytes());
                text.to_owned()
            }
            Self::In { bytes, .. } => {
                let (read, rest) = bytes.split_at(length.min(bytes.len()));
                *bytes = rest;
                match std::str::from_utf8(read) {
                    Ok(text) => text.to_owned(),
                    Err(_) => {
                        self.refuse();
                        String::new()
                    }
                }
            }
        }
    }

    pub(crate) fn value(&mut self, value: &mut Value) {
        let mut kind = match value {
            Value::Int(_) => 0,
            Value::Float(_) => 1,
            Value::Str(_) => 2,
        };
        self.number(&mut kind);
        match kind {
            0 => {
                let mut number = if let Value::Int(number) = value { *number } else { 0 };
                self.signed(&mut number);
                *value = Value::Int(number);
            }
            1 => {
                let number = if let Value::Float(number) = value { number.get() } else { 0.0 };
                let mut bits = number.to_bits();
                self.number(&mut bits);
                *value = Value::float(f64::from_bits(bits));
            }
            2 => {
                let text =
                    if let Value::Str(text) = value { text.to_string() } else { String::new() };
                *value = Value::from(self.text(&text));
            }
            _ => self.refuse(),
        }
    }

    /// A place that may hold a value.
    pub(crate) fn place(&mut self, place: &mut Option<Value>) {
        let mut taken = place.is_some();
        self.flag(&mut taken);
        if taken {
            self.value(place.get_or_insert(Value::Int(0)));
        }
    }

    /// Values with how often they occur.
    pub(crate) fn tally(&mut self, values: &mut BTreeMap<Value, i64>) {
        let mut listed: Vec<(Value, i64)> =
            values.iter().map(|(value, count)| (value.clone(), *count)).collect();
        self.list(&mut listed, &(Value::Int(0), 0), |port, (value, count)| {
            port.value(value);
            port.signed(count);
        });
        if self.is_loading() {
            *values = listed.into_iter().collect();
        }
    }

    /// Rows of a width that is known.
    pub(crate) fn rows(&mut self, rows: &mut Rows) {
        let width = rows.width();
        let mut words = rows.words().to_vec();
        let mut len = rows.len();
        self.words(&mut words);
        self.size(&mut len);
        if self.is_loading() {
            // Rows without columns cost no bytes, so that only their number says how many there are;
            // equal rows are told once, so that it is never more than one.
            let fits = words.len() == len.saturating_mul(width) && (width > 0 || len <= 1);
            self.demand(fits);
            rows.clear();
            if fits {
                for at in 0..len {
                    rows.push(words[at * width..(at + 1) * width].iter().copied());
                }
                rows.dedup(&mut Seen::default());
                self.demand(rows.len() == len);
            }
        }
    }

    pub(crate) fn store(&mut self, store: &mut Store) {
        let (flags, words) = store.image();
        let (mut flags, mut words) = (flags.to_vec(), words.to_vec());
        self.list(&mut flags, &0, |port, flags| {
            let mut number = u64::from(*flags);
            port.number(&mut number);
            *flags = u8::try_from(number).unwrap_or(u8::MAX);
        });
        self.words(&mut words);
        if self.is_loading() && !store.restore(flags, words) {
            self.refuse();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(number: u64, signed: i64, count: i32) {
            let mut out = Port::Out(Vec::new());
            out.number(&mut { number });
            out.signed(&mut { signed });
            out.count(&mut { count });
            let Port::Out(bytes) = out else { unreachable!() };
            let mut port = Port::In { bytes: &bytes, sound: true };
            let (mut n, mut s, mut c) = (0, 0, 0);
            port.number(&mut n);
            port.signed(&mut s);
            port.count(&mut c);
            prop_assert_eq!((n, s, c), (number, signed, count));
            prop_assert!(port.is_sound() && port.is_at_end());
        }
    }
}
