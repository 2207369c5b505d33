//! The checked deal: what the parser and the checker hand on, and all that judgement knows.
//!
//! Every name in here has been resolved: a clock's terms exist, a phase's clock exists, a
//! keep-out line is declared. Judgement need not check again.

use armistice_model::{Interval, Side, WeaponClass};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A ceasefire deal, checked.
#[derive(Clone, Debug)]
pub struct Deal {
    /// Its title.
    pub title: String,
    /// When and where it was agreed, as the file says it.
    pub agreed: Option<(Timestamp, String)>,
    /// The zone in which its days are counted.
    pub zone: TimeZone,
    /// IANA name of the zone.
    pub zone_name: String,
    /// Day D: the instant from which it binds.
    pub day_d: Timestamp,
    /// The guarantors, in order of the file.
    pub guarantors: Vec<Guarantor>,
    /// The parties, in order of the file.
    pub parties: Vec<Party>,
    /// Groups outside the deal.
    pub outside: Vec<Outside>,
    /// Names that lump groups of different standing together.
    pub mixed: Vec<Mixed>,
    /// Classes of weapon by which distances differ.
    pub weapons: Vec<WeaponSet>,
    /// Lines and areas, each a place of the case.
    pub areas: Vec<Area>,
    /// The terms, in order of the file.
    pub terms: Vec<Term>,
    /// The windows.
    pub windows: Vec<Window>,
    /// The clocks.
    pub clocks: Vec<Clock>,
    /// The phases.
    pub phases: Vec<Phase>,
    /// Who may withdraw, by name; empty: nobody.
    pub may_withdraw: Vec<String>,
}

/// A power that answers for a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantor {
    /// Its name in the deal.
    pub name: String,
    /// Actors that count as it, itself included.
    pub members: Vec<Member>,
}

/// A side that is bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Its name in the deal.
    pub name: String,
    /// The words of the deal for it.
    pub words: String,
    /// Actors that count as it.
    pub members: Vec<Member>,
    /// Who answers for it, if anybody.
    pub guarantor: Option<String>,
}

/// An actor that belongs to a party or guarantor, for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The actor's name in the case.
    pub actor: String,
    /// From when; `None`: always.
    pub from: Option<Timestamp>,
    /// Until when; `None`: for ever.
    pub until: Option<Timestamp>,
}

/// A group outside the deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Outside {
    /// Its name in the deal.
    pub name: String,
    /// Its names as an actor in the case, its own included, each for a time.
    pub members: Vec<Member>,
}

/// A name used for groups of different standing ("Syrian insurgents").
#[derive(Clone, Debug, PartialEq)]
pub struct Mixed {
    /// The name.
    pub name: String,
    /// The parties and outside groups it may stand for, by their names in the deal.
    pub may_be: Vec<String>,
}

/// A named class of weapons.
#[derive(Clone, Debug, PartialEq)]
pub struct WeaponSet {
    /// Its name in the deal (`heavy-weapon`).
    pub name: String,
    /// What belongs to it; a claim's weapon belongs if it fits any of these.
    pub any_of: Vec<WeaponFit>,
}

/// One part of a weapon class: "artillery of 100 mm or more", "rocket-artillery model Uragan".
#[derive(Clone, Debug, PartialEq)]
pub struct WeaponFit {
    /// The class.
    pub class: WeaponClass,
    /// Least calibre in millimetres.
    pub calibre_from_mm: Option<u32>,
    /// Model names, any of which fits; empty: every model.
    pub models: Vec<String>,
}

/// A line or area that the deal names.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its name in the deal (`Castello`).
    pub name: String,
    /// The place of the case it stands for (`Castello Road`).
    pub place: String,
}

/// A moment that the deal names.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// Day D and so many seconds.
    DayD(i64),
    /// A fixed instant.
    At(Timestamp),
    /// When the named phase opens.
    PhaseOpens(String),
    /// When the named window closes.
    WindowCloses(String),
}

/// One clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its number (`2.c`).
    pub number: String,
    /// Its words, as the deal has them or as the case renders them.
    pub words: String,
    /// From when it binds.
    pub from: Moment,
    /// Until when; `None`: as long as the deal does.
    pub until: Option<Moment>,
    /// What is judged.
    pub rule: Rule,
    /// Other readings of the same clause: each is judged beside the first.
    pub readings: Vec<Reading>,
    /// What we assumed because the text is silent, in words.
    pub assumptions: Vec<String>,
    /// Bytes of the deal file this term stands at.
    pub span: (usize, usize),
}

/// Another reading of a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Whose (`An-Nahar`).
    pub name: String,
    /// What is judged under it.
    pub rule: Rule,
}

/// What is judged.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Every match is a breach.
    Never(Pattern),
    /// Every match of the first must be followed by one of the second.
    Every {
        /// What calls for an answer.
        trigger: Pattern,
        /// What answers it.
        answer: Pattern,
        /// Whether the answer must be at the same place.
        same_place: bool,
        /// Within how many seconds.
        within: i64,
        /// Quota: least share of triggers answered, in percent; `None`: all.
        least_percent: Option<u32>,
    },
    /// A match must have happened by a moment (and after the term began to bind).
    By {
        /// The deadline.
        deadline: Moment,
        /// What must have happened.
        act: Pattern,
    },
    /// Left to people: matches are shown and are never more than undetermined.
    People {
        /// What to show.
        watch: Pattern,
        /// Why a machine does not judge it.
        why: String,
    },
}

/// A pattern over claims. Empty lists and `None` match anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pattern {
    /// Kind words, any of which fits.
    pub kinds: Vec<String>,
    /// Author, any of which fits.
    pub by: Vec<Group>,
    /// Target, any of which fits.
    pub on: Vec<Group>,
    /// Names of weapon sets or weapon classes, any of which fits.
    pub weapons: Vec<String>,
    /// Where.
    pub place: Option<PlaceFit>,
    /// Matches only claims that say more than this many.
    pub more_than: Option<u64>,
    /// `Some(false)`: not in self-defence; `Some(true)`: in self-defence only.
    pub self_defence: Option<bool>,
}

/// Who fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Any party of the deal.
    AnyParty,
    /// Any party or guarantor.
    Bound,
    /// The named party.
    Party(String),
    /// The named guarantor.
    Guarantor(String),
    /// Any group outside the deal.
    AnyOutside,
    /// The named group outside the deal.
    Outside(String),
    /// The named actor of the case, whatever its standing.
    Actor(String),
}

/// Where fits.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceFit {
    /// In the named area.
    In(String),
    /// Nearer than so many metres to the named line or area.
    Within {
        /// Metres.
        metres: f64,
        /// On this side of it only.
        side: Option<Side>,
        /// Its name in the deal.
        of: String,
    },
}

/// A window of time that guarantors may extend.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Its name.
    pub name: String,
    /// When it opens.
    pub from: Moment,
    /// How many seconds it lasts at first.
    pub lasts: i64,
    /// Who must all agree to an extension.
    pub extended_by: Vec<String>,
    /// What the text leaves open about it, in words.
    pub assumptions: Vec<String>,
}

/// A count of days of calm.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// Its name.
    pub name: String,
    /// From when it counts.
    pub from: Moment,
    /// Numbers of the terms whose breach breaks the calm.
    pub terms: Vec<String>,
    /// Days of unbroken calm asked for.
    pub days: u32,
    /// Who must all decide to start it again. It never restarts by itself.
    pub restarts_by: Vec<String>,
}

/// A phase of the deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Its name.
    pub name: String,
    /// The clock whose target opens it.
    pub clock: String,
    /// What the deal expects of it: each with who must do it.
    pub expects: Vec<String>,
}

/// What an actor is to the deal at a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Counts as the named party.
    Party(String),
    /// Counts as the named guarantor.
    Guarantor(String),
    /// Is, or belongs to, the named group outside the deal.
    Outside(String),
    /// Known to the case, and nothing to the deal.
    Neither,
}

/// An actor's joining (`Some(party)`) or leaving (`None`), as decided by people.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// From when.
    pub at: Timestamp,
    /// The actor's name in the case.
    pub actor: String,
    /// The party it joins; `None`: it leaves the deal.
    pub party: Option<String>,
}

impl Deal {
    /// Everything `actor` may have been to the deal at some moment of `when`: one standing if it
    /// is certain, several if the name lumps groups together, or if its standing changed inside
    /// the interval. Sorted, without repeats, never empty.
    pub fn standings(&self, actor: &str, when: Interval, changes: &[Change]) -> Vec<Standing> {
        let mut found: Vec<Standing> = Vec::new();
        for mixed in self.mixed.iter().filter(|m| same(&m.name, actor)) {
            found.extend(mixed.may_be.iter().map(|name| self.standing_by_name(name)));
        }
        // The moments inside the interval at which anything may change cut it into stretches of
        // one standing each; a standing is possible if it holds in any of them.
        let mut cuts: Vec<Timestamp> = vec![when.from()];
        cuts.extend(
            self.memberships()
                .filter(|(_, member)| same(&member.actor, actor))
                .flat_map(|(_, member)| [member.from, member.until])
                .flatten()
                .chain(changes.iter().filter(|c| same(&c.actor, actor)).map(|c| c.at))
                .filter(|at| when.contains_instant(*at)),
        );
        for at in cuts {
            let last_change =
                changes.iter().filter(|c| same(&c.actor, actor) && c.at <= at).max_by_key(|c| c.at);
            if let Some(change) = last_change {
                found.push(match &change.party {
                    Some(party) => Standing::Party(party.clone()),
                    None => Standing::Neither,
                });
                continue;
            }
            let mut any = false;
            for (standing, member) in self.memberships() {
                let holds = member.from.is_none_or(|from| from <= at)
                    && member.until.is_none_or(|until| at < until);
                if holds && same(&member.actor, actor) {
                    found.push(standing);
                    any = true;
                }
            }
            if !any && !self.mixed.iter().any(|m| same(&m.name, actor)) {
                found.push(Standing::Neither);
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// Every standing the deal knows: what nobody named may turn out to be.
    pub fn every_standing(&self) -> Vec<Standing> {
        let parties = self.parties.iter().map(|p| Standing::Party(p.name.clone()));
        let guarantors = self.guarantors.iter().map(|g| Standing::Guarantor(g.name.clone()));
        let outside = self.outside.iter().map(|o| Standing::Outside(o.name.clone()));
        let mut all: Vec<Standing> =
            parties.chain(guarantors).chain(outside).chain([Standing::Neither]).collect();
        all.sort();
        all
    }

    fn memberships(&self) -> impl Iterator<Item = (Standing, &Member)> {
        let parties = self
            .parties
            .iter()
            .flat_map(|p| p.members.iter().map(|m| (Standing::Party(p.name.clone()), m)));
        let guarantors = self
            .guarantors
            .iter()
            .flat_map(|g| g.members.iter().map(|m| (Standing::Guarantor(g.name.clone()), m)));
        let outside = self
            .outside
            .iter()
            .flat_map(|o| o.members.iter().map(|m| (Standing::Outside(o.name.clone()), m)));
        parties.chain(guarantors).chain(outside)
    }

    fn standing_by_name(&self, name: &str) -> Standing {
        if self.parties.iter().any(|p| same(&p.name, name)) {
            Standing::Party(name.to_string())
        } else if self.guarantors.iter().any(|g| same(&g.name, name)) {
            Standing::Guarantor(name.to_string())
        } else {
            Standing::Outside(name.to_string())
        }
    }

    /// A term by its number.
    pub fn term(&self, number: &str) -> Option<&Term> {
        self.terms.iter().find(|t| t.number == number)
    }

    /// An area by its name in the deal.
    pub fn area(&self, name: &str) -> Option<&Area> {
        self.areas.iter().find(|a| a.name == name)
    }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

impl Group {
    /// Whether a standing falls under this group; for [`Group::Actor`] see the actor's name.
    pub fn holds(&self, standing: &Standing) -> bool {
        match (self, standing) {
            (Self::AnyParty | Self::Bound, Standing::Party(_))
            | (Self::Bound, Standing::Guarantor(_))
            | (Self::AnyOutside, Standing::Outside(_)) => true,
            (Self::Party(a), Standing::Party(b))
            | (Self::Guarantor(a), Standing::Guarantor(b))
            | (Self::Outside(a), Standing::Outside(b)) => a == b,
            _ => false,
        }
    }

    /// The name under which the group stands in formulas: `party`, `bound`, `outside`, or its own.
    pub fn label(&self) -> &str {
        match self {
            Self::AnyParty => "party",
            Self::Bound => "bound",
            Self::AnyOutside => "outside",
            Self::Party(name) | Self::Guarantor(name) | Self::Outside(name) | Self::Actor(name) => {
                name
            }
        }
    }
}
