//! How far two places agree.

use crate::facet::Facet;
use crate::weights;

/// What two places say of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PlaceAgreement {
    /// At least one is open: no evidence either way.
    Open,
    /// Both have a shape.
    Shapes {
        /// Between the middles, metres.
        distance_m: f64,
        /// What the two leave open together, metres.
        precision_m: f64,
        /// Whether both name the same place; one may still draw it wider.
        same_name: bool,
    },
    /// The same name, on no map.
    SameName,
    /// Only the governorates are known, and agree.
    SameRegion,
    /// Only the governorates are known, and differ.
    OtherRegion,
}

impl PlaceAgreement {
    /// Of two claims.
    pub(crate) fn of(a: &Facet, b: &Facet) -> Self {
        if let (Some(here), Some(there)) = (&a.ground, &b.ground) {
            return Self::Shapes {
                distance_m: here.distance_m(there),
                precision_m: here.reach_m + there.reach_m + weights::SLACK_M,
                same_name: a.place_name.is_some() && a.place_name == b.place_name,
            };
        }
        if a.place_name.is_some() && a.place_name == b.place_name {
            return Self::SameName;
        }
        match (a.region, b.region) {
            (Some(here), Some(there)) if here == there => Self::SameRegion,
            (Some(_), Some(_)) => Self::OtherRegion,
            _ => Self::Open,
        }
    }

    /// Evidence for one event.
    /// Whether both name one place, and no mere region.
    pub(crate) fn is_named(self) -> bool {
        matches!(self, Self::Shapes { precision_m, same_name: true, .. } if precision_m <= weights::NAMED_M)
    }

    pub(crate) fn log_odds(self) -> f64 {
        match self {
            Self::Open => 0.0,
            Self::SameName => weights::PLACE_NAME,
            Self::SameRegion => weights::REGION_AGREES,
            Self::OtherRegion => weights::REGION_DIFFERS,
            Self::Shapes { distance_m, precision_m, .. } => {
                let agrees = weights::PLACE
                    .iter()
                    .find(|(up_to, _)| precision_m <= *up_to)
                    .map_or(0.0, |(_, weight)| *weight);
                // "Near Khan Tuman" and "Khan Tuman" speak of one place however wide the first
                // is drawn; one governorate's name says little.
                let agrees = if self.is_named() { agrees.max(weights::PLACE_NAME) } else { agrees };
                let apart = distance_m / precision_m;
                if apart <= 0.75 {
                    agrees
                } else if apart <= 1.5 {
                    agrees * (1.5 - apart) / 0.75
                } else if apart <= weights::PLACE_LIMIT {
                    weights::PLACE_STRETCHED * (apart - 1.5) / (weights::PLACE_LIMIT - 1.5)
                } else {
                    weights::NEVER
                }
            }
        }
    }

    /// For the reason.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Open => "no places to compare".into(),
            Self::SameName => "the same place by name".into(),
            Self::SameRegion => "the same governorate".into(),
            Self::OtherRegion => "different governorates".into(),
            Self::Shapes { distance_m, precision_m, .. } => {
                let apart = match distance_m {
                    d if d < 1.0 => "same place".to_string(),
                    d if d < 1_000.0 => format!("{:.0} m apart", (d / 100.0).ceil() * 100.0),
                    d => format!("{:.0} km apart", d / 1_000.0),
                };
                if distance_m < 1.0 && precision_m < 25e3 {
                    apart
                } else if distance_m <= precision_m {
                    format!("{apart}, within what the two reports leave open")
                } else {
                    format!("{apart}, somewhat more than the two reports leave open")
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(distance_m: f64, precision_m: f64) -> f64 {
        PlaceAgreement::Shapes { distance_m, precision_m, same_name: false }.log_odds()
    }

    #[test]
    fn fine_places_that_agree_are_better_evidence_than_vast_ones() {
        assert!(shapes(0.0, 3e3) > shapes(0.0, 20e3));
        assert!(shapes(0.0, 20e3) > shapes(0.0, 400e3));
        assert_eq!(shapes(0.0, 400e3), 0.0);
    }

    #[test]
    fn evidence_falls_with_distance_until_it_is_against() {
        let steps: Vec<f64> = (0..=20).map(|km| shapes(f64::from(km) * 1e3, 10e3)).collect();
        assert!(steps.windows(2).all(|w| w[0] >= w[1]), "{steps:?}");
        assert!(steps[0] > 0.0 && steps[20] < 0.0);
        assert_eq!(shapes(21e3, 10e3), weights::NEVER);
        assert_eq!(PlaceAgreement::Open.log_odds(), 0.0);
    }
}
