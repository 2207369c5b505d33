//! The winds of the compass card.

use armistice_model::Bearing;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! winds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// One of the sixteen winds. `SW` may be one of eight or one of sixteen, which nobody can
        /// tell from the word; it is taken as the wider of the two.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum Wind { $($(#[$doc])* #[serde(rename = $word)] $name,)* }

        impl Wind {
            /// Clockwise from north.
            pub const ALL: [Self; 16] = [$(Self::$name,)*];

            /// The word used in data.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

winds! {
    /// North.
    N = "N",
    /// North-north-east.
    Nne = "NNE",
    /// North-east.
    Ne = "NE",
    /// East-north-east.
    Ene = "ENE",
    /// East.
    E = "E",
    /// East-south-east.
    Ese = "ESE",
    /// South-east.
    Se = "SE",
    /// South-south-east.
    Sse = "SSE",
    /// South.
    S = "S",
    /// South-south-west.
    Ssw = "SSW",
    /// South-west.
    Sw = "SW",
    /// West-south-west.
    Wsw = "WSW",
    /// West.
    W = "W",
    /// West-north-west.
    Wnw = "WNW",
    /// North-west.
    Nw = "NW",
    /// North-north-west.
    Nnw = "NNW",
}

impl Wind {
    /// The sector: its middle, and half of what parts it from its neighbours on the card of
    /// eight (45°) or, for the names of three letters, of sixteen (22.5°).
    pub fn bearing(self) -> Bearing {
        let deg = Self::ALL.iter().zip(0u8..).find(|(wind, _)| **wind == self);
        Bearing {
            deg: deg.map_or(0.0, |(_, step)| f64::from(step) * 22.5),
            margin_deg: if self.word().len() == 3 { 11.25 } else { 22.5 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_is_covered_and_words_are_what_data_says() {
        for (wind, step) in Wind::ALL.iter().zip(0u8..) {
            assert_eq!(serde_json::to_string(wind).unwrap(), format!("\"{}\"", wind.word()));
            assert_eq!(wind.bearing().deg, f64::from(step) * 22.5);
        }
        let spread = |eight: bool| -> f64 {
            let winds = Wind::ALL.iter().filter(|w| (w.word().len() < 3) == eight);
            winds.map(|w| 2.0 * w.bearing().margin_deg).sum()
        };
        assert_eq!((spread(true), spread(false)), (360.0, 180.0));
        assert_eq!(Wind::Sw.bearing().deg, 225.0);
    }
}
