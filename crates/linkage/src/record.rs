//! A report as the linker sees it.

/// A coded value and the wider code it belongs to ("mortar fire" within "shelling").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The value itself.
    pub own: u32,
    /// What it is a kind or a part of; the value itself where there is no wider one.
    pub parent: u32,
}

/// How finely a place is given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Grain {
    /// Within so many metres of the point.
    Metres(f32),
    /// A rung of the source's own ladder: 0 the exact spot, 1 the locality, 2 the district,
    /// 3 the province, 4 and more the country. What a rung means in kilometres is learned.
    Rung(u8),
}

/// Where, as a point and how finely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// How finely.
    pub grain: Grain,
}

/// When, in minutes since any epoch that all records share: the event lies in `from..until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First minute.
    pub from: i64,
    /// The minute after the last.
    pub until: i64,
}

/// One report of one event. What is not told is `None`, never a middle value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Orders records that tell the same and makes the result independent of arrival: the same
    /// report has the same key in every run. A hash of its name will do.
    pub key: u64,
    /// Who reports.
    pub source: u32,
    /// When.
    pub when: Option<Span>,
    /// Where.
    pub spot: Option<Spot>,
    /// What kind of event.
    pub kind: Option<Code>,
    /// Who did it.
    pub actor: Option<Code>,
    /// How many were harmed.
    pub count: Option<u32>,
    /// What it says, where there is text: see [`Words`].
    pub words: Option<Words>,
}

/// A sketch of a text: sixteen minima of hashed word pairs (Broder 1997, min-wise hashing). The
/// share of equal minima estimates how much two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub [u32; 16]);

impl Words {
    /// Of a text; `None` where it has fewer than three words.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut minima = [u32::MAX; 16];
        let (mut before, mut pairs) = (0u64, 0usize);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in words {
            // FNV-1a over the lower-case word.
            let hash =
                word.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325u64, |h, c| {
                    (h ^ u64::from(c)).wrapping_mul(0x100_0000_01b3)
                });
            let pair = crate::mix::mix(before, hash);
            for (n, least) in minima.iter_mut().enumerate() {
                *least = (crate::mix::mix(n as u64 + 1, pair) as u32).min(*least);
            }
            before = hash;
            pairs += 1;
        }
        (pairs >= 3).then_some(Self(minima))
    }

    /// The share of word pairs that two texts have in common, in sixteenths.
    #[must_use]
    pub fn shared(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count()
    }
}
