//! What happened: our own short list, its families, and its names in the published schemes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A published coding scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Political Language Ontology for Verifiable Event Records.
    Plover,
    /// Conflict and Mediation Event Observations, root and sub-codes.
    Cameo,
    /// Armed Conflict Location & Event Data, sub-event types.
    Acled,
    /// Uppsala Conflict Data Program, type of violence.
    Ucdp,
}

macro_rules! kinds {
    ($( $(#[$doc:meta])* $name:ident = $word:literal, attack: $attack:literal, maybe: $maybe:literal,
        plover: $plover:literal, cameo: $cameo:literal, acled: $acled:literal, ucdp: $ucdp:literal; )*) => {
        /// A kind of event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum EventKind { $( $(#[$doc])* $name, )* }

        impl EventKind {
            /// Every kind, in the order of this list.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// The word used in deals, in data and on screen.
            pub fn word(self) -> &'static str {
                match self { $( Self::$name => $word, )* }
            }

            /// Whether it is an attack whatever else is true.
            pub fn is_attack(self) -> bool {
                match self { $( Self::$name => $attack, )* }
            }

            /// Whether it may have been an attack.
            pub fn may_be_attack(self) -> bool {
                match self { $( Self::$name => $attack || $maybe, )* }
            }

            /// Its nearest name in a published scheme; `None` where the scheme has none.
            pub fn name_in(self, scheme: Scheme) -> Option<&'static str> {
                let name = match self {
                    $( Self::$name => match scheme {
                        Scheme::Plover => $plover,
                        Scheme::Cameo => $cameo,
                        Scheme::Acled => $acled,
                        Scheme::Ucdp => $ucdp,
                    }, )*
                };
                (!name.is_empty()).then_some(name)
            }
        }
    };
}

kinds! {
    /// Shells, mortars, rockets from the ground.
    Shelling = "shelling", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "194", acled: "Shelling/artillery/missile attack", ucdp: "state-based";
    /// Bombs or missiles from aircraft.
    Airstrike = "airstrike", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "195", acled: "Air/drone strike", ucdp: "state-based";
    /// Attack by an unmanned aircraft.
    DroneStrike = "drone-strike", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "195", acled: "Air/drone strike", ucdp: "state-based";
    /// Rifles and machine guns.
    SmallArmsFire = "small-arms-fire", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "193", acled: "Armed clash", ucdp: "state-based";
    /// Fighting between two sides, direction not told.
    Clash = "clash", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "190", acled: "Armed clash", ucdp: "state-based";
    /// An attack to take ground.
    GroundAssault = "ground-assault", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "190", acled: "Armed clash", ucdp: "state-based";
    /// Violence against people who do not fight.
    ViolenceAgainstCivilians = "violence-against-civilians", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "180", acled: "Attack", ucdp: "one-sided";
    /// A bomb, a mine, a blast whose author is not told.
    Explosion = "explosion", attack: false, maybe: true,
        plover: "ASSAULT", cameo: "183", acled: "Remote explosive/landmine/IED", ucdp: "";
    /// An attack on aid workers, convoys or stores.
    AttackOnAid = "attack-on-aid", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "180", acled: "Attack", ucdp: "one-sided";
    /// A breach of the ceasefire, said without saying what was done.
    CeasefireBreach = "ceasefire-breach", attack: true, maybe: false,
        plover: "ASSAULT", cameo: "196", acled: "", ucdp: "";
    /// People taken.
    Abduction = "abduction", attack: false, maybe: false,
        plover: "COERCE", cameo: "181", acled: "Abduction/forced disappearance", ucdp: "";
    /// Troops or vehicles move.
    ForceMovement = "force-movement", attack: false, maybe: false,
        plover: "MOBILIZE", cameo: "154", acled: "", ucdp: "";
    /// Troops or weapons draw back.
    Withdrawal = "withdrawal", attack: false, maybe: false,
        plover: "RETREAT", cameo: "0874", acled: "", ucdp: "";
    /// Ground changes hands.
    TerritoryChange = "territory-change", attack: false, maybe: false,
        plover: "SEIZE", cameo: "192", acled: "Government regains territory", ucdp: "";
    /// Siege lines close in or hold.
    Siege = "siege", attack: false, maybe: true,
        plover: "COERCE", cameo: "191", acled: "", ucdp: "";
    /// Trenches, berms, positions.
    Fortification = "fortification", attack: false, maybe: false,
        plover: "MOBILIZE", cameo: "150", acled: "", ucdp: "";
    /// Weapons or fighters present where the deal may say something about it.
    WeaponPresence = "weapon-presence", attack: false, maybe: false,
        plover: "MOBILIZE", cameo: "150", acled: "", ucdp: "";
    /// Aircraft overhead.
    Overflight = "overflight", attack: false, maybe: false,
        plover: "MOBILIZE", cameo: "150", acled: "", ucdp: "";
    /// Monitors kept from seeing.
    RestrictionOfMonitors = "restriction-of-monitors", attack: false, maybe: false,
        plover: "COERCE", cameo: "1242", acled: "", ucdp: "";
    /// People kept from leaving or passing.
    RestrictionOfMovement = "restriction-of-movement", attack: false, maybe: false,
        plover: "COERCE", cameo: "1241", acled: "", ucdp: "";
    /// Passage asked for.
    AidRequest = "aid-request", attack: false, maybe: false,
        plover: "REQUEST", cameo: "0233", acled: "", ucdp: "";
    /// Passage granted.
    AidApproval = "aid-approval", attack: false, maybe: false,
        plover: "AGREE", cameo: "0333", acled: "", ucdp: "";
    /// Aid arrived.
    AidPassage = "aid-passage", attack: false, maybe: false,
        plover: "AID", cameo: "073", acled: "", ucdp: "";
    /// Aid kept waiting or turned back.
    AidObstruction = "aid-obstruction", attack: false, maybe: false,
        plover: "REJECT", cameo: "1222", acled: "", ucdp: "";
    /// Prisoners freed.
    DetaineeRelease = "detainee-release", attack: false, maybe: false,
        plover: "CONCEDE", cameo: "0841", acled: "", ucdp: "";
    /// Talks held.
    Talks = "talks", attack: false, maybe: false,
        plover: "CONSULT", cameo: "046", acled: "Agreement", ucdp: "";
    /// Something said, and nothing else.
    Statement = "statement", attack: false, maybe: false,
        plover: "", cameo: "010", acled: "", ucdp: "";
}

impl EventKind {
    /// Whether a claim of this kind certainly falls under a kind word of a deal: its own word,
    /// or "attack" for every kind of attack. An attack on aid is an obstruction of aid as well.
    pub fn certainly(self, word: &str) -> bool {
        self.word() == word
            || (word == "attack" && self.is_attack())
            || (word == "aid-obstruction" && self == Self::AttackOnAid)
    }

    /// Whether it may fall under it.
    pub fn possibly(self, word: &str) -> bool {
        self.certainly(word)
            || (word == "attack" && self.may_be_attack())
            // A breach that nobody describes may have been any of these.
            || (self == Self::CeasefireBreach
                && matches!(word, "shelling" | "airstrike" | "small-arms-fire" | "ground-assault"))
            || (self == Self::GroundAssault && word == "territory-change")
    }

    /// Whether deals may use `word` for a kind.
    pub fn is_word(word: &str) -> bool {
        word == "attack" || Self::ALL.iter().any(|k| k.word() == word)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for EventKind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|k| k.word() == word).ok_or_else(|| {
            format!(
                "`{word}` is no kind of event; known are {}",
                Self::ALL.iter().map(|k| k.word()).collect::<Vec<_>>().join(", ")
            )
        })
    }
}

/// A class of weapon or of armed presence.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WeaponClass {
    /// Tanks.
    Tank,
    /// Guns and howitzers.
    Artillery,
    /// Mortars.
    Mortar,
    /// Multiple-launch rocket systems.
    RocketArtillery,
    /// Ballistic and other tactical missiles.
    TacticalMissile,
    /// Anti-tank guided missiles.
    AntiTankMissile,
    /// Armoured personnel carriers and infantry fighting vehicles.
    PersonnelCarrier,
    /// Other military vehicles.
    Vehicle,
    /// Machine guns heavier than one man carries.
    HeavyMachineGun,
    /// Light machine guns.
    LightMachineGun,
    /// Rifles and pistols.
    SmallArms,
    /// Fighters, whatever they carry.
    Personnel,
    /// Aeroplanes.
    Aircraft,
    /// Helicopters.
    Helicopter,
    /// Unmanned aircraft.
    Drone,
    /// Improvised bombs and mines.
    Explosive,
}

impl WeaponClass {
    /// Every class.
    pub const ALL: &'static [Self] = &[
        Self::Tank,
        Self::Artillery,
        Self::Mortar,
        Self::RocketArtillery,
        Self::TacticalMissile,
        Self::AntiTankMissile,
        Self::PersonnelCarrier,
        Self::Vehicle,
        Self::HeavyMachineGun,
        Self::LightMachineGun,
        Self::SmallArms,
        Self::Personnel,
        Self::Aircraft,
        Self::Helicopter,
        Self::Drone,
        Self::Explosive,
    ];

    /// The word used in deals and data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tank => "tank",
            Self::Artillery => "artillery",
            Self::Mortar => "mortar",
            Self::RocketArtillery => "rocket-artillery",
            Self::TacticalMissile => "tactical-missile",
            Self::AntiTankMissile => "anti-tank-missile",
            Self::PersonnelCarrier => "personnel-carrier",
            Self::Vehicle => "vehicle",
            Self::HeavyMachineGun => "heavy-machine-gun",
            Self::LightMachineGun => "light-machine-gun",
            Self::SmallArms => "small-arms",
            Self::Personnel => "personnel",
            Self::Aircraft => "aircraft",
            Self::Helicopter => "helicopter",
            Self::Drone => "drone",
            Self::Explosive => "explosive",
        }
    }
}

impl fmt::Display for WeaponClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for WeaponClass {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|k| k.word() == word).ok_or_else(|| {
            format!(
                "`{word}` is no class of weapon; known are {}",
                Self::ALL.iter().map(|k| k.word()).collect::<Vec<_>>().join(", ")
            )
        })
    }
}

/// A weapon as far as a claim names it.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Weapon {
    /// Its class.
    pub class: WeaponClass,
    /// Calibre in millimetres, if told.
    pub calibre_mm: Option<u32>,
    /// Model or type, if told ("Uragan").
    pub model: Option<String>,
}

impl Weapon {
    /// A weapon of which only the class is known.
    pub fn of(class: WeaponClass) -> Self {
        Self { class, calibre_mm: None, model: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_serialised_names_are_the_same_and_lead_back() {
        for kind in EventKind::ALL {
            assert_eq!(kind.word().parse::<EventKind>().unwrap(), *kind);
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.word()));
        }
        for class in WeaponClass::ALL {
            assert_eq!(class.word().parse::<WeaponClass>().unwrap(), *class);
            assert_eq!(serde_json::to_string(class).unwrap(), format!("\"{}\"", class.word()));
        }
        assert!("pillow-fight".parse::<EventKind>().is_err());
    }

    #[test]
    fn a_blast_may_be_an_attack_but_is_not_surely_one() {
        assert!(
            EventKind::Explosion.possibly("attack") && !EventKind::Explosion.certainly("attack")
        );
        assert!(
            EventKind::Shelling.certainly("attack") && EventKind::Shelling.certainly("shelling")
        );
        assert!(!EventKind::Statement.possibly("attack"));
    }
}
