//! The Merkle tree of RFC 6962 section 2.1: leaves hashed behind a 0x00 byte, inner nodes behind
//! a 0x01 byte, SHA-256. Roots of any prefix, proofs that an entry is in the log, proofs that a
//! longer log continues a shorter one. Pure: knows nothing of files, entries or signatures.

use std::ops::Range;

use sha2::Digest as _;

use crate::hash::Sha256;

/// The hash of one leaf: SHA-256(0x00 ‖ data).
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Sha256 {
    let mut hasher = sha2::Sha256::new();
    hasher.update([0x00]);
    hasher.update(data);
    Sha256::from_bytes(hasher.finalize().into())
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Sha256, right: &Sha256) -> Sha256 {
    let mut hasher = sha2::Sha256::new();
    hasher.update([0x01]);
    hasher.update(left.as_bytes());
    hasher.update(right.as_bytes());
    Sha256::from_bytes(hasher.finalize().into())
}

/// The right edge of a growing tree: enough to add leaves and to tell the root, in memory that
/// grows with the logarithm of the number of leaves.
#[derive(Debug, Clone, Default)]
pub struct Frontier {
    size: u64,
    /// Roots of the full subtrees, largest first: one for every 1 bit of `size`.
    peaks: Vec<Sha256>,
}

impl Frontier {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a leaf, given by its [`leaf_hash`].
    pub fn push(&mut self, leaf: Sha256) {
        let mut node = leaf;
        let mut below = self.size;
        while below & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
            below >>= 1;
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves so far; for the empty tree SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> Sha256 {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else {
            return Sha256::of(b"");
        };
        peaks.fold(*smallest, |right, left| node_hash(left, &right))
    }
}

/// The root over `leaves`, given by their leaf hashes.
#[must_use]
pub fn root(leaves: &[Sha256]) -> Sha256 {
    let mut tree = Frontier::new();
    for leaf in leaves {
        tree.push(*leaf);
    }
    tree.root()
}

/// The largest power of two below `leaves`, which must be at least 2.
const fn split(leaves: u64) -> u64 {
    1 << (u64::BITS - 1 - (leaves - 1).leading_zeros())
}

/// The subtrees whose roots make up the proof that leaf `index` is in the tree of `size` leaves,
/// in the order of the proof (RFC 6962 section 2.1.1). `None` when there is no such leaf.
#[must_use]
pub fn inclusion_ranges(index: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if index >= size {
        return None;
    }
    let (mut low, mut high) = (0, size);
    let mut ranges = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            ranges.push(middle..high);
            high = middle;
        } else {
            ranges.push(low..middle);
            low = middle;
        }
    }
    ranges.reverse();
    Some(ranges)
}

/// The subtrees whose roots make up the proof that the tree of `new` leaves continues the tree of
/// its first `old` leaves, in the order of the proof (RFC 6962 section 2.1.2). Empty when the
/// sizes are equal or `old` is 0. `None` when `old` is larger than `new`.
#[must_use]
pub fn consistency_ranges(old: u64, new: u64) -> Option<Vec<Range<u64>>> {
    if old > new {
        return None;
    }
    let mut ranges = Vec::new();
    if old == 0 {
        return Some(ranges);
    }
    let (mut low, mut high) = (0, new);
    while old != high {
        let middle = low + split(high - low);
        if old <= middle {
            ranges.push(middle..high);
            high = middle;
        } else {
            ranges.push(low..middle);
            low = middle;
        }
    }
    // The verifier knows the old root itself and needs it only where it is not a whole subtree.
    if low != 0 {
        ranges.push(low..high);
    }
    ranges.reverse();
    Some(ranges)
}

/// The roots of `ranges` (disjoint, in any order), from one pass over the leaf hashes: a proof in
/// memory that does not grow with the log. Returns `None` when the leaves end before the ranges.
///
/// # Errors
/// The first error of `leaves`, passed through.
pub fn prove<E>(
    ranges: &[Range<u64>],
    leaves: impl IntoIterator<Item = Result<Sha256, E>>,
) -> Result<Option<Vec<Sha256>>, E> {
    let mut subtrees: Vec<(usize, &Range<u64>, Frontier)> =
        ranges.iter().enumerate().map(|(place, range)| (place, range, Frontier::new())).collect();
    subtrees.sort_by_key(|(_, range, _)| range.start);
    let end = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    let mut leaves = leaves.into_iter();
    let mut current = 0;
    for index in 0..end {
        let Some(leaf) = leaves.next() else {
            return Ok(None);
        };
        let leaf = leaf?;
        if let Some((_, range, subtree)) = subtrees.get_mut(current)
            && range.contains(&index)
        {
            subtree.push(leaf);
            if index + 1 == range.end {
                current += 1;
            }
        }
    }
    subtrees.sort_by_key(|(place, _, _)| *place);
    Ok(Some(subtrees.iter().map(|(_, _, subtree)| subtree.root()).collect()))
}

/// Whether `proof` shows that the leaf hashing to `leaf` stands at `index` in the tree of `size`
/// leaves under `root` (RFC 9162 section 2.1.3.2).
#[must_use]
pub fn verify_inclusion(
    leaf: &Sha256,
    index: u64,
    size: u64,
    proof: &[Sha256],
    root: &Sha256,
) -> bool {
    if index >= size {
        return false;
    }
    let mut place = index;
    let mut last = size - 1;
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows that the tree of `new_size` leaves under `new_root` begins with the tree
/// of `old_size` leaves under `old_root` (RFC 9162 section 2.1.4.2). Every tree continues the
/// empty one, with an empty proof.
#[must_use]
pub fn verify_consistency(
    old_size: u64,
    old_root: &Sha256,
    new_size: u64,
    new_root: &Sha256,
    proof: &[Sha256],
) -> bool {
    if old_size > new_size {
        return false;
    }
    if old_size == 0 {
        return proof.is_empty() && *old_root == Sha256::of(b"");
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    let mut rest = proof.iter();
    let start = if old_size.is_power_of_two() { Some(old_root) } else { rest.next() };
    let Some(start) = start else {
        return false;
    };
    let mut place = old_size - 1;
    let mut last = new_size - 1;
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*start, *start);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}
