//! How far two kinds of event agree.

use crate::weights;
use armistice_model::EventKind;

/// What two kinds say of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KindAgreement {
    /// One and the same.
    Same,
    /// One is a vaguer word for the other.
    Vaguer,
    /// Witnesses mistake one for the other.
    Mistaken,
    /// Parts of one fight perhaps, seldom mistaken for each other.
    Unlike,
    /// Different events.
    Contradictory,
}

/// Kinds of different strands are never one event; the strand is part of the blocking key.
pub(crate) fn strand(kind: EventKind) -> u8 {
    use EventKind as K;
    match kind {
        K::Shelling
        | K::Airstrike
        | K::DroneStrike
        | K::SmallArmsFire
        | K::Clash
        | K::GroundAssault
        | K::ViolenceAgainstCivilians
        | K::Explosion
        | K::AttackOnAid
        | K::CeasefireBreach
        | K::TerritoryChange => 0,
        K::ForceMovement | K::Withdrawal | K::Fortification | K::WeaponPresence => 1,
        // Every other kind is a strand of its own.
        other => 2 + other as u8,
    }
}

/// How much a kind tells; where votes tie, more wins.
pub(crate) fn specificity(kind: EventKind) -> u8 {
    use EventKind as K;
    match kind {
        K::Statement => 0,
        K::CeasefireBreach => 1,
        K::Clash | K::ViolenceAgainstCivilians | K::ForceMovement => 2,
        K::Explosion | K::GroundAssault | K::WeaponPresence => 3,
        K::AttackOnAid | K::DroneStrike => 5,
        _ => 4,
    }
}

impl KindAgreement {
    /// Of two kinds.
    pub(crate) fn of(a: EventKind, b: EventKind) -> Self {
        use EventKind as K;
        if a == b {
            return Self::Same;
        }
        if strand(a) != strand(b) {
            return Self::Contradictory;
        }
        let either = |wanted: &[K]| wanted.contains(&a) || wanted.contains(&b);
        let both = |wanted: &[K]| wanted.contains(&a) && wanted.contains(&b);
        match strand(a) {
            0 if either(&[K::TerritoryChange]) => {
                if either(&[K::GroundAssault, K::Clash]) {
                    Self::Mistaken
                } else {
                    Self::Unlike
                }
            }
            0 if both(&[K::Airstrike, K::DroneStrike]) => Self::Vaguer,
            0 if either(&[
                K::Clash,
                K::ViolenceAgainstCivilians,
                K::AttackOnAid,
                K::CeasefireBreach,
                K::Explosion,
            ]) =>
            {
                Self::Vaguer
            }
            0 if both(&[K::Airstrike, K::DroneStrike, K::Shelling])
                || both(&[K::SmallArmsFire, K::GroundAssault]) =>
            {
                Self::Mistaken
            }
            1 if either(&[K::ForceMovement]) => Self::Vaguer,
            1 if either(&[K::Withdrawal]) => Self::Contradictory,
            1 => Self::Mistaken,
            _ => Self::Unlike,
        }
    }

    /// Evidence for one event.
    pub(crate) fn log_odds(self) -> f64 {
        match self {
            Self::Same => weights::KIND_SAME,
            Self::Vaguer => weights::KIND_VAGUER,
            Self::Mistaken => weights::KIND_MISTAKEN,
            Self::Unlike => weights::KIND_UNLIKE,
            Self::Contradictory => weights::NEVER,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EventKind as K;

    #[test]
    fn kinds_agree_alike_in_both_directions() {
        for a in K::ALL {
            for b in K::ALL {
                assert_eq!(KindAgreement::of(*a, *b), KindAgreement::of(*b, *a), "{a} {b}");
            }
        }
    }

    #[test]
    fn an_airstrike_may_be_told_as_many_things_but_not_as_an_aid_passage() {
        for other in [K::Shelling, K::Clash, K::AttackOnAid, K::Explosion, K::DroneStrike] {
            assert!(KindAgreement::of(K::Airstrike, other).log_odds() > -0.5, "{other}");
        }
        assert_eq!(KindAgreement::of(K::Airstrike, K::SmallArmsFire), KindAgreement::Unlike);
        assert_eq!(KindAgreement::of(K::Airstrike, K::AidPassage), KindAgreement::Contradictory);
        assert_eq!(
            KindAgreement::of(K::Withdrawal, K::WeaponPresence),
            KindAgreement::Contradictory
        );
    }
}
