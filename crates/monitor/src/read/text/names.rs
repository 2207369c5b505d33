//! Finds predicates by the bytes of their names.

use crate::signature::Signature;
use crate::value::Kind;

/// What a reader needs to know of a predicate.
pub(super) struct Shape {
    pub(super) name: Box<str>,
    pub(super) kinds: Box<[Option<Kind>]>,
    /// Whether every column is one of whole numbers.
    pub(super) ints: bool,
    pub(super) wanted: bool,
}

/// A place of the table.
#[derive(Clone, Copy)]
struct Slot {
    key: u64,
    predicate: usize,
}

/// No short name has this key, and of a long one the name is compared.
const EMPTY: Slot = Slot { key: u64::MAX, predicate: 0 };

/// The predicates of a signature, in the order of their names.
pub(super) struct Predicates {
    shapes: Vec<Shape>,
    /// A power of two of slots, at most a quarter of them taken. Names that met another's slot are
    /// left out, and searched for.
    slots: Vec<Slot>,
    multiplier: u64,
    shift: u32,
}

/// The key of a name, and whether it is all of it: a name of up to seven bytes is its own key, with
/// 0 in the last byte; longer ones have something else there, and share it.
fn key(name: &[u8]) -> (u64, bool) {
    match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => {
            let mixed = u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29);
            (mixed | (0xff << 56), false)
        }
        _ => (name.iter().rev().fold(0, |key, byte| (key << 8) | u64::from(*byte)), true),
    }
}

impl Predicates {
    pub(super) fn new(signature: &Signature, wants: impl Fn(usize) -> bool) -> Self {
        let shapes: Vec<Shape> = signature
            .predicates()
            .enumerate()
            .map(|(index, (name, columns))| Shape {
                name: (&**name).into(),
                kinds: columns.iter().map(|column| column.kind).collect(),
                ints: columns.iter().all(|column| column.kind == Some(Kind::Int)),
                wanted: wants(index),
            })
            .collect();
        let bits = (shapes.len().max(1) * 4).next_power_of_two().trailing_zeros();
        let mut best = Self { shapes, slots: Vec::new(), multiplier: 0, shift: 64 - bits };
        let mut fewest = usize::MAX;
        // Odd numbers without a pattern; one of them nearly always keeps all names apart.
        let mut multiplier = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..32 {
            let (slots, left_out) = best.laid_out(multiplier, bits);
            if left_out < fewest {
                (best.slots, best.multiplier, fewest) = (slots, multiplier, left_out);
            }
            if fewest == 0 {
                break;
            }
            multiplier = multiplier.wrapping_mul(0x5851_f42d_4c95_7f2d) | 1;
        }
        best
    }

    /// The slots by a multiplier, and how many names found theirs taken.
    fn laid_out(&self, multiplier: u64, bits: u32) -> (Vec<Slot>, usize) {
        let mut slots = vec![EMPTY; 1 << bits];
        let mut left_out = 0;
        for (predicate, shape) in self.shapes.iter().enumerate() {
            // A program may have declared what no log can name; what looks up slots relies on it.
            if !is_name(&shape.name) {
                continue;
            }
            let (key, _) = key(shape.name.as_bytes());
            match slots.get_mut(hash(key, multiplier, self.shift)) {
                Some(slot) if slot.key == EMPTY.key => *slot = Slot { key, predicate },
                _ => left_out += 1,
            }
        }
        (slots, left_out)
    }

    pub(super) fn shape(&self, predicate: usize) -> Option<&Shape> {
        self.shapes.get(predicate)
    }

    pub(super) fn widest(&self) -> usize {
        self.shapes.iter().map(|shape| shape.kinds.len()).max().unwrap_or(0)
    }

    #[inline]
    fn at(&self, key: u64) -> Option<usize> {
        let slot = self.slots.get(hash(key, self.multiplier, self.shift))?;
        (slot.key == key).then_some(slot.predicate)
    }

    /// The predicate whose name is the lowest `length` bytes of `word`, up to seven. `None` says
    /// nothing about longer names.
    #[inline(always)]
    pub(super) fn short(&self, word: u64, length: usize) -> Option<usize> {
        if (1..8).contains(&length) { self.at(word & ((1 << (8 * length)) - 1)) } else { None }
    }

    /// The predicate of this name.
    pub(super) fn find(&self, name: &[u8]) -> Option<usize> {
        let (key, whole) = key(name);
        match self.at(key) {
            Some(predicate) if whole => Some(predicate),
            Some(predicate)
                if self.shape(predicate).is_some_and(|shape| shape.name.as_bytes() == name) =>
            {
                Some(predicate)
            }
            _ => self.shapes.binary_search_by(|shape| shape.name.as_bytes().cmp(name)).ok(),
        }
    }

    /// Names that `name` may have been meant for, nearest first.
    pub(super) fn nearest(&self, name: &str) -> Vec<&str> {
        // What is this long is no slip of the hand, and would take long to compare.
        if name.len() > 100 {
            return Vec::new();
        }
        let mut near: Vec<(usize, &str)> = self
            .shapes
            .iter()
            .filter(|shape| shape.name.len() <= 100)
            .map(|shape| (distance(name, &shape.name), &*shape.name))
            .filter(|(distance, known)| distance * 2 <= known.chars().count().max(2))
            .collect();
        near.sort_unstable();
        near.truncate(3);
        near.into_iter().map(|(_, name)| name).collect()
    }
}

/// Whether a log can name it.
pub(crate) fn is_name(name: &str) -> bool {
    name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[inline]
fn hash(key: u64, multiplier: u64, shift: u32) -> usize {
    (key.wrapping_mul(multiplier) >> shift) as usize
}

/// How many characters must be put in, taken out or changed to come from one name to the other.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (above, left) in from.chars().enumerate() {
        let mut diagonal = above;
        let mut before = above + 1;
        let mut next = vec![before];
        for (below, right) in row.iter().skip(1).zip(to.chars()) {
            before = (diagonal + usize::from(left.to_lowercase().ne(right.to_lowercase())))
                .min(below + 1)
                .min(before + 1);
            diagonal = *below;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        let names: Vec<String> = (0..500)
            .flat_map(|i| {
                [format!("p{i}"), format!("a_long_name_{i}_in_common"), format!("w{i:07}")]
            })
            .collect();
        let signature = names
            .iter()
            .fold(Signature::closed(), |signature, name| signature.declare(name.as_str(), []));
        let predicates = Predicates::new(&signature, |_| true);
        let mut short = 0;
        for (index, (name, _)) in signature.predicates().enumerate() {
            assert_eq!(predicates.find(name.as_bytes()), Some(index));
            for wrong in [format!("{name}x"), format!("x{name}"), name[1..].to_owned()] {
                assert_eq!(predicates.find(wrong.as_bytes()), None, "{wrong}");
            }
            let padded = format!("{name} (1,2,3)");
            let word = u64::from_le_bytes(*padded.as_bytes().first_chunk().unwrap());
            let found = predicates.short(word, name.len());
            assert!(found.is_none() || found == Some(index), "{name}: {found:?}");
            // Some meet another's slot; that is for the search.
            short += usize::from(found.is_some());
        }
        assert!((400..=500).contains(&short), "{short}");
        assert_eq!(predicates.find(b""), None);
    }

    #[test]
    fn what_no_log_can_name_has_no_slot() {
        let signature = Signature::closed().declare("5", []).declare("a,b", []).declare("", []);
        let predicates = Predicates::new(&signature, |_| true);
        for (word, length) in [(b"5 (1)(2)", 1), (b"a,b (1) ", 3), (b"(1)(2)()", 0)] {
            assert_eq!(predicates.short(u64::from_le_bytes(*word), length), None);
        }
    }

    #[test]
    fn slips_of_the_hand_are_near() {
        let signature = ["shell", "notify", "pass", "report"]
            .into_iter()
            .fold(Signature::closed(), |signature, name| signature.declare(name, []));
        let predicates = Predicates::new(&signature, |_| true);
        assert_eq!(predicates.nearest("shel"), ["shell"]);
        assert_eq!(predicates.nearest("Reports"), ["report"]);
        assert_eq!(predicates.nearest("convoy"), [""; 0]);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
