//! Incidents by where they are: size class by size class, along a Z-order curve.
//!
//! A curve that follows the quarters of the map puts all rows of one tile, and of one cell of a
//! tile, in one stretch. Wide shapes stand apart from narrow ones, so that a district does not
//! blow up the box of a block of streets.

use crate::columns::{Columns, NONE};
use crate::globe::{DEEPEST_SIZE, meet};

/// Rows of a block.
pub(crate) const BLOCK: usize = 64;
/// Zoom of the squares that the curve runs through.
pub(crate) const CURVE: u8 = 16;

/// The rows that have a place.
#[derive(Default)]
pub(crate) struct Spread {
    /// Where each size class begins, and the end.
    classes: Vec<usize>,
    /// Number of the square on the curve.
    curve: Vec<u32>,
    pub(crate) begins: Vec<u32>,
    pub(crate) ends: Vec<u32>,
    pub(crate) kind: Vec<u8>,
    pub(crate) worst: Vec<u8>,
    /// Middle on the web map.
    pub(crate) at: Vec<[u32; 2]>,
    pub(crate) spot: Vec<u32>,
    /// Row in the order of pages.
    pub(crate) row: Vec<u32>,
    blocks: Vec<Block>,
}

/// What is true of all rows of a block.
struct Block {
    bbox: [f32; 4],
    begins: u32,
    ends: u32,
}

impl Spread {
    /// Spreads rows out.
    pub(crate) fn of(columns: &Columns) -> Self {
        let mut order: Vec<(u8, u32, u32, u32)> = Vec::with_capacity(columns.len());
        for (row, spot) in (0u32..).zip(&columns.spot) {
            if let Some(ground) = columns.ground(*spot) {
                order.push((ground.size, curve(ground.at), *spot, row));
            }
        }
        order.sort_unstable();
        let mut spread = Self::default();
        for class in 0..=DEEPEST_SIZE + 1 {
            spread.classes.push(order.partition_point(|(size, ..)| *size < class));
        }
        for &(_, curve, spot, row) in &order {
            let at = row as usize;
            spread.curve.push(curve);
            spread.begins.push(columns.begins.get(at).copied().unwrap_or(NONE));
            spread.ends.push(columns.ends.get(at).copied().unwrap_or(0));
            spread.kind.push(columns.kind.get(at).copied().unwrap_or(0));
            spread.worst.push(columns.worst.get(at).copied().unwrap_or(0));
            spread.at.push(columns.ground(spot).map_or([0, 0], |s| s.at));
            spread.spot.push(spot);
            spread.row.push(row);
        }
        for from in (0..order.len()).step_by(BLOCK) {
            let mut block = Block {
                bbox: [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY],
                begins: NONE,
                ends: 0,
            };
            for &(_, _, _, row) in order.iter().skip(from).take(BLOCK) {
                let at = row as usize;
                let Some([west, south, east, north]) = columns.bbox.get(at) else { continue };
                block.bbox = [
                    block.bbox[0].min(*west),
                    block.bbox[1].min(*south),
                    block.bbox[2].max(*east),
                    block.bbox[3].max(*north),
                ];
                block.begins = block.begins.min(columns.begins.get(at).copied().unwrap_or(NONE));
                block.ends = block.ends.max(columns.ends.get(at).copied().unwrap_or(0));
            }
            spread.blocks.push(block);
        }
        spread
    }

    /// Blocks of which some row may meet the box in the window: their numbers.
    pub(crate) fn blocks<'a>(
        &'a self,
        bbox: &'a [f32; 4],
        bounds: Option<(u32, u32)>,
    ) -> impl Iterator<Item = usize> + 'a {
        let (after, before) = bounds.unwrap_or((0, NONE));
        self.blocks
            .iter()
            .enumerate()
            .filter(move |(_, b)| {
                meet(&b.bbox, bbox) && (bounds.is_none() || (b.ends >= after && b.begins < before))
            })
            .map(|(i, _)| i)
    }

    /// The rows (in the order of pages) of a block.
    pub(crate) fn rows(&self, block: usize) -> &[u32] {
        let until = ((block + 1) * BLOCK).min(self.row.len());
        self.row.get(block * BLOCK..until).unwrap_or_default()
    }

    /// The stretch of a size class that lies in a tile of zoom `z` up to [`CURVE`].
    pub(crate) fn stretch(&self, class: u8, z: u8, x: u32, y: u32) -> std::ops::Range<usize> {
        let class = usize::from(class);
        let from = self.classes.get(class).copied().unwrap_or(0);
        let until = self.classes.get(class + 1).copied().unwrap_or(from);
        let Some(rows) = self.curve.get(from..until) else { return 0..0 };
        let z = z.min(CURVE);
        let shift = 2 * u32::from(CURVE - z);
        let first = u64::from(interleave(x, y)) << shift;
        let after = first + (1u64 << shift);
        let start = rows.partition_point(|c| u64::from(*c) < first);
        let length =
            rows.get(start..).unwrap_or_default().partition_point(|c| u64::from(*c) < after);
        from + start..from + start + length
    }

    /// The square of zoom `z` up to [`CURVE`] that a row lies in.
    pub(crate) fn square(&self, place: usize, z: u8) -> u32 {
        let shift = 2 * u32::from(CURVE - z.min(CURVE));
        self.curve.get(place).map_or(0, |c| if shift >= 32 { 0 } else { c >> shift })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.row.len() * (4 + 4 + 4 + 2 + 8 + 4 + 4) + self.blocks.len() * size_of::<Block>()
    }
}

/// The number of the square of [`CURVE`] that a position lies in.
fn curve([x, y]: [u32; 2]) -> u32 {
    interleave(x >> (32 - CURVE), y >> (32 - CURVE))
}

/// Bits of two numbers of at most 16 bits by turns, those of `y` the higher.
pub(crate) fn interleave(x: u32, y: u32) -> u32 {
    let apart = |n: u32| {
        let n = n & 0xffff;
        let n = (n | (n << 8)) & 0x00ff_00ff;
        let n = (n | (n << 4)) & 0x0f0f_0f0f;
        let n = (n | (n << 2)) & 0x3333_3333;
        (n | (n << 1)) & 0x5555_5555
    };
    apart(x) | (apart(y) << 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_each_other() {
        assert_eq!(interleave(0, 0), 0);
        assert_eq!(interleave(1, 0), 1);
        assert_eq!(interleave(0, 1), 2);
        assert_eq!(interleave(0xffff, 0xffff), u32::MAX);
        assert_eq!(interleave(0x1234, 0xabcd) >> 16, interleave(0x12, 0xab));
    }
}
