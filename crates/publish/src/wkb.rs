//! Well-known binary (OGC 06-103r4, clause 8): little-endian, two dimensions.

use crate::geojson::Geometry;

const LINE_STRING: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// A geometry as well-known binary.
pub(crate) fn wkb(geometry: &Geometry) -> Vec<u8> {
    let mut out = Vec::new();
    match geometry {
        Geometry::LineString(course) => {
            head(&mut out, LINE_STRING);
            positions(&mut out, course);
        }
        Geometry::Polygon(rings) => polygon(&mut out, rings),
        Geometry::MultiPolygon(parts) => {
            head(&mut out, MULTI_POLYGON);
            number(&mut out, parts.len());
            parts.iter().for_each(|rings| polygon(&mut out, rings));
        }
    }
    out
}

fn polygon(out: &mut Vec<u8>, rings: &[Vec<[f64; 2]>]) {
    head(out, POLYGON);
    number(out, rings.len());
    rings.iter().for_each(|ring| positions(out, ring));
}

fn positions(out: &mut Vec<u8>, list: &[[f64; 2]]) {
    number(out, list.len());
    for axis in list.iter().flatten() {
        out.extend(axis.to_le_bytes());
    }
}

fn head(out: &mut Vec<u8>, kind: u32) {
    out.push(1);
    out.extend(kind.to_le_bytes());
}

fn number(out: &mut Vec<u8>, n: usize) {
    // A shape of four thousand million corners does not fit into memory.
    out.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A reader written from the standard and not from the writer: of either byte order.
    struct Reader<'a> {
        bytes: &'a [u8],
        little: bool,
    }

    impl Reader<'_> {
        fn take<const N: usize>(&mut self) -> [u8; N] {
            let (head, rest) = self.bytes.split_at(N);
            self.bytes = rest;
            head.try_into().unwrap()
        }

        fn number(&mut self) -> u32 {
            let bytes = self.take();
            if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }
        }

        fn axis(&mut self) -> f64 {
            let bytes = self.take();
            if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) }
        }

        fn positions(&mut self) -> Vec<[f64; 2]> {
            (0..self.number()).map(|_| [self.axis(), self.axis()]).collect()
        }

        fn rings(&mut self) -> Vec<Vec<[f64; 2]>> {
            (0..self.number()).map(|_| self.positions()).collect()
        }

        fn geometry(&mut self) -> Geometry {
            self.little = self.take::<1>() == [1];
            match self.number() {
                2 => Geometry::LineString(self.positions()),
                3 => Geometry::Polygon(self.rings()),
                6 => Geometry::MultiPolygon(
                    (0..self.number())
                        .map(|_| match self.geometry() {
                            Geometry::Polygon(rings) => rings,
                            other => panic!("{other:?} in a MultiPolygon"),
                        })
                        .collect(),
                ),
                other => panic!("type {other}"),
            }
        }
    }

    fn geometries() -> impl Strategy<Value = Geometry> {
        let line = prop::collection::vec([-180.0..180.0_f64, -90.0..90.0_f64], 0..6);
        let rings = prop::collection::vec(line.clone(), 0..4);
        prop_oneof![
            line.prop_map(Geometry::LineString),
            rings.clone().prop_map(Geometry::Polygon),
            prop::collection::vec(rings, 0..3).prop_map(Geometry::MultiPolygon),
        ]
    }

    proptest! {
        /// What is written is read back by a reader of its own, to the last byte.
        #[test]
        fn what_is_written_reads_back(geometry in geometries()) {
            let bytes = wkb(&geometry);
            let mut reader = Reader { bytes: &bytes, little: true };
            prop_assert_eq!(reader.geometry(), geometry);
            prop_assert!(reader.bytes.is_empty());
        }
    }

    #[test]
    fn a_line_byte_by_byte() {
        let line = Geometry::LineString(vec![[1.0, 2.0]]);
        let hex: String = wkb(&line).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "010200000001000000000000000000f03f0000000000000040");
    }
}
