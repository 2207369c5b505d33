//! What is kept of an incident in memory, packed into a few dozen bytes of its row.

use armistice_model::Shape;
use serde::{Deserialize, Serialize};

/// The lists that marks point into; they are the same for all incidents of a settlement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Vocabulary {
    /// Parties, at most 32.
    pub(crate) parties: Vec<String>,
    /// Numbers of terms, each once whatever its readings, at most 255.
    pub(crate) terms: Vec<String>,
    /// Slugs of perspectives, at most 255.
    pub(crate) perspectives: Vec<String>,
    /// Which perspective takes in most.
    pub(crate) widest: u8,
}

/// Where an incident stands under one term in one perspective, at its gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stand {
    pub(crate) term: u8,
    pub(crate) perspective: u8,
    /// Number of the status, by gravity.
    pub(crate) status: u8,
}

/// A shape, and the name that the public may read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ground {
    pub(crate) name: Option<String>,
    pub(crate) shape: Shape,
}

/// When, in whole seconds (from, until) and in civil days of the deal's zone (first, last).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: i64,
    pub(crate) until: i64,
    pub(crate) first: i32,
    pub(crate) last: i32,
}

/// What incidents are looked for by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    /// Place in `EventKind::ALL`.
    pub(crate) kind: u8,
    /// Parties among the authors, one bit each.
    pub(crate) by: u32,
    /// Parties among the targets.
    pub(crate) on: u32,
    /// `None` if undated.
    pub(crate) when: Option<Stretch>,
    /// Sorted.
    pub(crate) stands: Vec<Stand>,
    /// [`Ground`] packed; empty for an open place.
    pub(crate) ground: Vec<u8>,
}

impl Mark {
    /// As bytes.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + self.ground.len());
        out.push(self.kind);
        out.extend(self.by.to_le_bytes());
        out.extend(self.on.to_le_bytes());
        match &self.when {
            None => out.push(0),
            Some(when) => {
                out.push(1);
                out.extend(when.from.to_le_bytes());
                out.extend(when.until.to_le_bytes());
                out.extend(when.first.to_le_bytes());
                out.extend(when.last.to_le_bytes());
            }
        }
        // At most 255 terms by 255 perspectives.
        out.extend(u16::try_from(self.stands.len()).unwrap_or(u16::MAX).to_le_bytes());
        for stand in self.stands.iter().take(usize::from(u16::MAX)) {
            out.extend([stand.term, stand.perspective, stand.status]);
        }
        out.extend(&self.ground);
        out
    }

    /// From bytes; `None` if they are not a mark.
    pub(crate) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut from = Bytes(bytes);
        let [kind] = from.take()?;
        let by = u32::from_le_bytes(from.take()?);
        let on = u32::from_le_bytes(from.take()?);
        let when = match from.take()? {
            [0] => None,
            [1] => Some(Stretch {
                from: i64::from_le_bytes(from.take()?),
                until: i64::from_le_bytes(from.take()?),
                first: i32::from_le_bytes(from.take()?),
                last: i32::from_le_bytes(from.take()?),
            }),
            _ => return None,
        };
        let count = u16::from_le_bytes(from.take()?);
        let stands = (0..count)
            .map(|_| {
                let [term, perspective, status] = from.take()?;
                Some(Stand { term, perspective, status })
            })
            .collect::<Option<Vec<Stand>>>()?;
        Some(Self { kind, by, on, when, stands, ground: from.0.to_vec() })
    }
}

impl Ground {
    /// As bytes.
    pub(crate) fn pack(name: Option<&str>, shape: &Shape) -> Vec<u8> {
        let mut out = Vec::new();
        let (tag, reach) = match shape {
            Shape::Disc { radius_m, .. } => (1, *radius_m),
            Shape::Line { margin_m, .. } => (2, *margin_m),
            Shape::Area { .. } => (3, 0.0),
        };
        out.push(tag);
        out.extend(reach.to_le_bytes());
        let positions = shape.positions();
        out.extend(u32::try_from(positions.len()).unwrap_or(u32::MAX).to_le_bytes());
        for [lon, lat] in positions {
            out.extend(lon.to_le_bytes());
            out.extend(lat.to_le_bytes());
        }
        if let Some(name) = name {
            out.push(1);
            out.extend(name.as_bytes());
        }
        out
    }

    /// From bytes; `None` if they are not a ground.
    pub(crate) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut from = Bytes(bytes);
        let [tag] = from.take()?;
        let reach = f64::from_le_bytes(from.take()?);
        let count = u32::from_le_bytes(from.take()?);
        let positions = (0..count)
            .map(|_| Some([f64::from_le_bytes(from.take()?), f64::from_le_bytes(from.take()?)]))
            .collect::<Option<Vec<[f64; 2]>>>()?;
        let name = match from.0.split_first() {
            None => None,
            Some((1, name)) => Some(std::str::from_utf8(name).ok()?.to_string()),
            Some(_) => return None,
        };
        let shape = match tag {
            1 => Shape::Disc { centre: positions.first().copied()?, radius_m: reach },
            2 => Shape::Line { course: positions, margin_m: reach },
            3 => Shape::Area { ring: positions },
            _ => return None,
        };
        Some(Self { name, shape })
    }
}

/// Bytes that are taken from the front.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shapes() -> impl Strategy<Value = Shape> {
        let position = || [-180.0..=180.0, -90.0..=90.0f64];
        prop_oneof![
            (position(), 0.0..2e7).prop_map(|(centre, radius_m)| Shape::Disc { centre, radius_m }),
            (prop::collection::vec(position(), 2..5), 0.0..1e5)
                .prop_map(|(course, margin_m)| Shape::Line { course, margin_m }),
            prop::collection::vec(position(), 3..6).prop_map(|ring| Shape::Area { ring }),
        ]
    }

    proptest! {
        #[test]
        fn marks_lead_back(
            kind: u8, by: u32, on: u32,
            when in prop::option::of((any::<i64>(), any::<i64>(), any::<i32>(), any::<i32>())),
            stands in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..4),
            ground in prop::option::of((prop::option::of(".{0,9}"), shapes())),
        ) {
            let packed = ground.as_ref().map(|(n, s)| Ground::pack(n.as_deref(), s));
            if let (Some((name, shape)), Some(packed)) = (ground, &packed) {
                prop_assert_eq!(Ground::unpack(packed), Some(Ground { name, shape }));
            }
            let mark = Mark {
                kind, by, on,
                when: when.map(|(from, until, first, last)| Stretch { from, until, first, last }),
                stands: stands.into_iter()
                    .map(|(term, perspective, status)| Stand { term, perspective, status })
                    .collect(),
                ground: packed.unwrap_or_default(),
            };
            prop_assert_eq!(Mark::unpack(&mark.pack()), Some(mark));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = Mark::unpack(&bytes);
            let _ = Ground::unpack(&bytes);
        }
    }
}
