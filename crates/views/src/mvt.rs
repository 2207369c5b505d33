//! Mapbox Vector Tile 2.1, written by hand: the format is four small messages of protocol
//! buffers, fewer lines than the conversion to a crate's own types would be, and geometry is
//! written once for all incidents that share it.

use std::collections::HashMap;

/// Units across a tile.
pub(crate) const EXTENT: i32 = 4096;

/// One value of a property.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    /// Text.
    Text(Box<str>),
    /// A whole number.
    Int(i64),
}

/// The type of a geometry, as the format numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Point = 1,
    Line = 2,
    Polygon = 3,
}

/// A geometry as commands.
#[derive(Clone)]
pub(crate) struct Outline {
    kind: Kind,
    /// Commands and parameters, already as protocol buffers.
    packed: Vec<u8>,
}

impl Outline {
    /// A point.
    pub(crate) fn point(at: [i32; 2]) -> Self {
        let mut packed = Vec::new();
        varint(&mut packed, command(1, 1));
        zigzag(&mut packed, at[0]);
        zigzag(&mut packed, at[1]);
        Self { kind: Kind::Point, packed }
    }

    /// Lines, or rings of polygons (each its own outer ring, clockwise with `y` down; not
    /// closed); `None` if nothing of them is left on the grid of the tile.
    pub(crate) fn of(kind: Kind, paths: &[Vec<[i32; 2]>]) -> Option<Self> {
        let least = if kind == Kind::Polygon { 3 } else { 2 };
        let mut packed = Vec::new();
        let mut cursor = [0, 0];
        for path in paths {
            let mut path = path.clone();
            path.dedup();
            if kind == Kind::Polygon {
                while path.len() > 1 && path.first() == path.last() {
                    path.pop();
                }
                match twice_area(&path) {
                    0 => continue,
                    area if area < 0 => path.reverse(),
                    _ => {}
                }
            }
            if path.len() < least {
                continue;
            }
            let mut go = |to: [i32; 2], packed: &mut Vec<u8>| {
                zigzag(packed, to[0] - cursor[0]);
                zigzag(packed, to[1] - cursor[1]);
                cursor = to;
            };
            for (i, to) in path.iter().enumerate() {
                match i {
                    0 => varint(&mut packed, command(1, 1)),
                    1 => varint(&mut packed, command(2, path.len() as u64 - 1)),
                    _ => {}
                }
                go(*to, &mut packed);
            }
            if kind == Kind::Polygon {
                varint(&mut packed, command(7, 1));
            }
        }
        (!packed.is_empty()).then_some(Self { kind, packed })
    }
}

/// Twice the area of a ring; positive if clockwise with `y` down.
fn twice_area(ring: &[[i32; 2]]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
        .sum()
}

/// One layer.
pub(crate) struct Layer {
    name: &'static str,
    features: Vec<u8>,
    keys: Vec<&'static str>,
    values: Vec<u8>,
    value_at: HashMap<Value, u64>,
}

impl Layer {
    /// An empty layer.
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            features: Vec::new(),
            keys: Vec::new(),
            values: Vec::new(),
            value_at: HashMap::new(),
        }
    }

    /// Adds a feature; properties without a value are left out.
    pub(crate) fn add(
        &mut self,
        outline: &Outline,
        properties: [(&'static str, Option<Value>); 10],
    ) {
        let mut tags = Vec::new();
        for (key, value) in properties {
            let Some(value) = value else { continue };
            let key = match self.keys.iter().position(|k| *k == key) {
                Some(at) => at,
                None => {
                    self.keys.push(key);
                    self.keys.len() - 1
                }
            };
            varint(&mut tags, key as u64);
            varint(&mut tags, self.value(value));
        }
        let mut feature = Vec::with_capacity(tags.len() + outline.packed.len() + 12);
        bytes(&mut feature, 2, &tags);
        number(&mut feature, 3, outline.kind as u64);
        bytes(&mut feature, 4, &outline.packed);
        bytes(&mut self.features, 2, &feature);
    }

    fn value(&mut self, value: Value) -> u64 {
        let next = self.value_at.len() as u64;
        let values = &mut self.values;
        *self.value_at.entry(value).or_insert_with_key(|value| {
            let mut message = Vec::new();
            match value {
                Value::Text(text) => bytes(&mut message, 1, text.as_bytes()),
                Value::Int(n) => {
                    // sint64
                    varint(&mut message, 6 << 3);
                    varint(&mut message, ((n << 1) ^ (n >> 63)) as u64);
                }
            }
            bytes(values, 4, &message);
            next
        })
    }

    /// Writes the layer into a tile, if there is anything in it.
    pub(crate) fn write(&self, tile: &mut Vec<u8>) {
        if self.features.is_empty() {
            return;
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.values.len() + 128);
        bytes(&mut layer, 1, self.name.as_bytes());
        layer.extend(&self.features);
        for key in &self.keys {
            bytes(&mut layer, 3, key.as_bytes());
        }
        layer.extend(&self.values);
        number(&mut layer, 5, EXTENT as u64);
        number(&mut layer, 15, 2);
        bytes(tile, 3, &layer);
    }
}

fn command(id: u64, count: u64) -> u64 {
    count << 3 | id
}

fn varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn zigzag(out: &mut Vec<u8>, n: i32) {
    varint(out, u64::from(((n << 1) ^ (n >> 31)) as u32));
}

fn bytes(out: &mut Vec<u8>, field: u64, content: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, content.len() as u64);
    out.extend(content);
}

fn number(out: &mut Vec<u8>, field: u64, n: u64) {
    varint(out, field << 3);
    varint(out, n);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specification, 4.3.5.
    #[test]
    fn geometries_are_those_of_the_specification() {
        assert_eq!(Outline::point([25, 17]).packed, [9, 50, 34]);
        let line = Outline::of(Kind::Line, &[vec![[2, 2], [2, 10], [10, 10]]]).unwrap();
        assert_eq!(line.packed, [9, 4, 4, 18, 0, 16, 16, 0]);
        let ring = vec![[3, 6], [8, 12], [20, 34]];
        let polygon = Outline::of(Kind::Polygon, std::slice::from_ref(&ring)).unwrap();
        assert_eq!(polygon.packed, [9, 6, 12, 18, 10, 12, 24, 44, 15]);
        let turned: Vec<_> = ring.into_iter().rev().collect();
        assert!(twice_area(&turned) < 0);
        assert!(Outline::of(Kind::Polygon, &[vec![[1, 1], [2, 2], [3, 3]]]).is_none());
    }
}
