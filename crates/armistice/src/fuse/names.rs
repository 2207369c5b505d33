//! Names as numbers that do not depend on the order in which they are met.

use armistice_linkage::Code;
use std::collections::HashMap;

/// Names, each once.
#[derive(Default)]
pub struct Names {
    number: HashMap<Box<[u8]>, u32>,
}

impl Names {
    /// The number of a name, for as long as names are still being met.
    pub fn number(&mut self, name: &[u8]) -> u32 {
        if let Some(number) = self.number.get(name) {
            return *number;
        }
        let next = self.number.len() as u32;
        self.number.insert(name.into(), next);
        next
    }

    /// All of them by number, as text.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = vec![String::new(); self.number.len()];
        for (name, number) in &self.number {
            if let Some(text) = texts.get_mut(*number as usize) {
                *text = String::from_utf8_lossy(name).into_owned();
            }
        }
        texts
    }

    /// By number its place among all names in the order of the alphabet.
    pub fn settled(&self) -> Vec<u32> {
        let mut sorted: Vec<(&[u8], u32)> =
            self.number.iter().map(|(name, number)| (&**name, *number)).collect();
        sorted.sort_unstable();
        let mut place = vec![0; sorted.len()];
        for (at, (_, number)) in sorted.into_iter().enumerate() {
            if let Some(place) = place.get_mut(number as usize) {
                *place = at as u32;
            }
        }
        place
    }
}

/// Codes with the wider codes that rows give them.
#[derive(Default)]
pub struct Codes {
    names: Names,
    /// A code and its wider one, by number, and how many rows say so.
    pairs: HashMap<(u32, Option<u32>), (u32, u64)>,
}

impl Codes {
    /// The number of a code with its wider one, for as long as codes are still being met.
    pub fn number(&mut self, own: &[u8], parent: Option<&[u8]>) -> u32 {
        let own = self.names.number(own);
        let parent = parent.map(|parent| self.names.number(parent));
        let next = self.pairs.len() as u32;
        let (number, rows) = self.pairs.entry((own, parent)).or_insert((next, 0));
        *rows += 1;
        *number
    }

    /// The codes by number. A code has one wider code: what most rows say, of equals the first in
    /// the alphabet; itself where none does.
    pub fn settled(&self) -> Vec<Code> {
        let place = self.names.settled();
        let of = |name: u32| place.get(name as usize).copied().unwrap_or(name);
        let mut parents: HashMap<u32, (u64, u32)> = HashMap::new();
        for ((own, parent), (_, rows)) in &self.pairs {
            let Some(parent) = parent.map(of) else { continue };
            let best = parents.entry(*own).or_insert((*rows, parent));
            let better = *rows > best.0 || (*rows == best.0 && parent < best.1);
            if better {
                *best = (*rows, parent);
            }
        }
        let mut codes = vec![Code { own: 0, parent: 0 }; self.pairs.len()];
        for ((own, _), (number, _)) in &self.pairs {
            let parent = parents.get(own).map_or(of(*own), |(_, parent)| *parent);
            if let Some(code) = codes.get_mut(*number as usize) {
                *code = Code { own: of(*own), parent };
            }
        }
        codes
    }
}

/// The rows' own names, one behind the other.
#[derive(Default)]
pub struct Uids {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Uids {
    /// One more.
    pub fn push(&mut self, uid: &[u8]) {
        self.bytes.extend_from_slice(uid);
        self.ends.push(self.bytes.len());
    }

    /// The bytes of a row's name as they stand in the table.
    pub fn get(&self, row: usize) -> &[u8] {
        let from = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let until = self.ends.get(row).copied().unwrap_or(0);
        self.bytes.get(from.unwrap_or(0)..until).unwrap_or(&[])
    }

    /// The name as text.
    pub fn text(&self, row: usize) -> String {
        String::from_utf8_lossy(self.get(row)).into_owned()
    }

    /// The rows of this name.
    pub fn rows(&self, uid: &str) -> impl Iterator<Item = usize> {
        (0..self.ends.len())
            .filter(move |row| self.get(*row) == uid.as_bytes() || self.text_is(*row, uid))
    }

    /// Names that are not UTF-8 are asked for by what is shown of them.
    fn text_is(&self, row: usize, uid: &str) -> bool {
        uid.contains(char::REPLACEMENT_CHARACTER) && self.text(row) == uid
    }

    /// Names that stand in more than one row: how many, and a row of the first in the alphabet.
    pub fn repeated(&self) -> Option<(usize, usize)> {
        let mut hashed: Vec<(u64, u32)> =
            (0..self.ends.len()).map(|row| (fnv(self.get(row)), row as u32)).collect();
        hashed.sort_unstable();
        let (mut count, mut first) = (0, None::<usize>);
        for group in hashed.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            let mut rows: Vec<usize> = group.iter().map(|(_, row)| *row as usize).collect();
            rows.sort_by(|a, b| self.get(*a).cmp(self.get(*b)));
            for same in rows.chunk_by(|a, b| self.get(*a) == self.get(*b)) {
                let [row, _, ..] = same else { continue };
                count += 1;
                if first.is_none_or(|best| self.get(*row) < self.get(best)) {
                    first = Some(*row);
                }
            }
        }
        first.map(|row| (count, row))
    }
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_wider_code_that_most_rows_give_it_in_any_order() {
        let rows = [("mortar", Some("shelling")), ("mortar", Some("clash")), ("raid", None)];
        let settled = |order: &[usize]| {
            let mut codes = Codes::default();
            let mut numbers = Vec::new();
            for at in order {
                let (own, parent) = rows[at % rows.len()];
                numbers.push(codes.number(own.as_bytes(), parent.map(str::as_bytes)));
            }
            let all = codes.settled();
            let mut of: Vec<(usize, Code)> =
                order.iter().zip(numbers).map(|(at, n)| (*at, all[n as usize])).collect();
            of.sort_by_key(|(at, _)| *at);
            of
        };
        let one = settled(&[0, 1, 2, 3]);
        assert_eq!(one, settled(&[2, 1, 3, 0]));
        assert_eq!(one[0].1, one[1].1);
        assert_eq!(one[2].1.own, one[2].1.parent);
    }

    #[test]
    fn repeated_names_are_counted_once() {
        let mut uids = Uids::default();
        for uid in ["b", "a", "", "b", "a", "a", "ab"] {
            uids.push(uid.as_bytes());
        }
        assert_eq!(uids.repeated(), Some((2, 1)));
        assert_eq!(uids.rows("b").collect::<Vec<_>>(), [0, 3]);
        assert_eq!(uids.get(2), b"");
    }
}
