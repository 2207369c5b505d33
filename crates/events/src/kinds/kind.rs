//! The kinds that are told apart, and what published schemes call them.

macro_rules! kinds {
    ($( $(#[$doc:meta])* $name:ident = $word:literal,
        plover: $plover:literal, cameo: $cameo:literal, acled: $acled:literal; )*) => {
        /// A kind of event that a passage may tell.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $( $(#[$doc])* $name, )* }

        impl Kind {
            /// Every kind, in the order of this list.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// Its word, in lower case with underscores.
            pub fn word(self) -> &'static str {
                match self { $( Self::$name => $word, )* }
            }

            /// The nearest type of PLOVER; empty where there is none.
            pub fn plover(self) -> &'static str {
                match self { $( Self::$name => $plover, )* }
            }

            /// The nearest code of CAMEO; empty where there is none.
            pub fn cameo(self) -> &'static str {
                match self { $( Self::$name => $cameo, )* }
            }

            /// The sub-event type of ACLED; empty where there is none.
            pub fn acled(self) -> &'static str {
                match self { $( Self::$name => $acled, )* }
            }
        }
    };
}

kinds! {
    /// People taken, or gone without a trace.
    Abduction = "abduction",
        plover: "COERCE", cameo: "181", acled: "Abduction/forced disappearance";
    /// Truces, talks, treaties, exchanges of prisoners, surrender.
    Agreement = "agreement",
        plover: "AGREE", cameo: "057", acled: "Agreement";
    /// Bombs or missiles from aircraft, manned or not.
    Airstrike = "airstrike",
        plover: "ASSAULT", cameo: "195", acled: "Air/drone strike";
    /// Two armed sides fight, or one attacks the other.
    ArmedClash = "armed_clash",
        plover: "ASSAULT", cameo: "190", acled: "Armed clash";
    /// People detained by those in power.
    Arrest = "arrest",
        plover: "COERCE", cameo: "173", acled: "Arrests";
    /// Shells, mortars, rockets, missiles from the ground.
    Shelling = "shelling",
        plover: "ASSAULT", cameo: "194", acled: "Shelling/artillery/missile attack";
    /// Violence against people who do not fight.
    Attack = "attack",
        plover: "ASSAULT", cameo: "180", acled: "Attack";
    /// Who did it: claims of responsibility, blame, denial, findings.
    Attribution = "attribution",
        plover: "ACCUSE", cameo: "112", acled: "";
    /// Forces move, form, join, split or get another leader.
    GroupChange = "group_change",
        plover: "MOBILIZE", cameo: "154", acled: "Change to group/activity";
    /// Poison as a weapon.
    ChemicalAttack = "chemical_attack",
        plover: "ASSAULT", cameo: "204", acled: "Chemical weapon";
    /// States speak with or against each other.
    Diplomacy = "diplomacy",
        plover: "CONSULT", cameo: "040", acled: "";
    /// Weapons found, taken, made harmless or stopped on their way.
    WeaponsSeized = "weapons_seized",
        plover: "REDUCE", cameo: "0874", acled: "Disrupted weapons use";
    /// People who protest are harmed by forces of the state.
    ForceAgainstProtest = "force_against_protest",
        plover: "ASSAULT", cameo: "175", acled: "Excessive force against protesters";
    /// A government takes ground back.
    TerritoryRegained = "territory_regained",
        plover: "SEIZE", cameo: "192", acled: "Government regains territory";
    /// A grenade is thrown.
    Grenade = "grenade",
        plover: "ASSAULT", cameo: "183", acled: "Grenade";
    /// A base, a post or a camp is set up.
    BaseEstablished = "base_established",
        plover: "MOBILIZE", cameo: "150", acled: "Headquarters or base established";
    /// Accidents and disasters that people caused without meaning to.
    Accident = "accident",
        plover: "", cameo: "", acled: "";
    /// Crowds against people.
    MobViolence = "mob_violence",
        plover: "ASSAULT", cameo: "180", acled: "Mob violence";
    /// Disasters of nature, diseases among them.
    NaturalDisaster = "natural_disaster",
        plover: "", cameo: "", acled: "";
    /// Others than the government take ground by force.
    RebelTakeover = "rebel_takeover",
        plover: "SEIZE", cameo: "192", acled: "Non-state actor overtakes territory";
    /// Ground changes hands without a fight.
    NonviolentTransfer = "nonviolent_transfer",
        plover: "RETREAT", cameo: "0874", acled: "Non-violent transfer of territory";
    /// Crime for gain.
    OrganisedCrime = "organised_crime",
        plover: "", cameo: "", acled: "";
    /// People protest and nobody steps in.
    PeacefulProtest = "peaceful_protest",
        plover: "PROTEST", cameo: "141", acled: "Peaceful protest";
    /// Looting, arson, demolition.
    PropertyDestruction = "property_destruction",
        plover: "ASSAULT", cameo: "1711", acled: "Looting/property destruction";
    /// A protest is dispersed or stopped.
    ProtestWithIntervention = "protest_with_intervention",
        plover: "PROTEST", cameo: "141", acled: "Protest with intervention";
    /// Bombs laid or set off from afar: mines, roadside bombs, car bombs.
    RemoteExplosive = "remote_explosive",
        plover: "ASSAULT", cameo: "183", acled: "Remote explosive/landmine/IED";
    /// Rape and other sexual violence.
    SexualViolence = "sexual_violence",
        plover: "ASSAULT", cameo: "1821", acled: "Sexual violence";
    /// Bombers who die with their bombs.
    SuicideAttack = "suicide_attack",
        plover: "ASSAULT", cameo: "1831", acled: "Suicide bomb";
    /// People who demonstrate use violence.
    ViolentDemonstration = "violent_demonstration",
        plover: "PROTEST", cameo: "145", acled: "Violent demonstration";
    /// None of these.
    Other = "other",
        plover: "", cameo: "", acled: "Other";
}

impl Kind {
    /// The kind with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}
