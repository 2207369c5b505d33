//! The syntax tree of a deal: what stands in the file, with its places and comments, before any
//! name is looked up.

pub use crate::lexer::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A name, text or number as it stands in the file.
pub type Word = Spanned<String>;

/// A deal file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// What it declares, in order.
    pub items: Vec<Clause<Item>>,
    /// Comments after the last item.
    pub end: Vec<Comment>,
}

/// A comment on a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// What it says, without `#`.
    pub text: String,
    /// Whether an empty line stands before it.
    pub blank_before: bool,
}

/// Something with comments around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause<T> {
    /// Comments on the lines before.
    pub before: Vec<Comment>,
    /// Whether an empty line stands before it (after those comments).
    pub blank_before: bool,
    /// What it says.
    pub body: T,
    /// The comment at the end of its (first) line.
    pub after: Option<String>,
    /// Where it stands, without its comments.
    pub span: Span,
}

/// What begins at the margin.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `deal "Title"`
    Deal(Word),
    /// `agreed 2016-09-09 22:00 at Geneva`
    Agreed {
        /// When.
        when: Instant,
        /// Where.
        place: Option<Word>,
    },
    /// `time zone Asia/Damascus`
    Zone(Word),
    /// `day D is 2016-09-12 19:00`
    DayD(Instant),
    /// `guarantor Russia`
    Guarantor(Grouping),
    /// `outside IS`
    Outside(Grouping),
    /// `party Government "words"`
    Party(Party),
    /// `mixed "Syrian insurgents" may be Opposition or IS`
    Mixed {
        /// The name.
        name: Word,
        /// What it may stand for.
        may_be: Vec<Word>,
    },
    /// `weapon heavy-weapon is tank, artillery of 100 mm or more`
    Weapon {
        /// The name.
        name: Word,
        /// What belongs to it.
        any_of: Vec<WeaponFit>,
    },
    /// `area Castello is road "Castello Road"`
    Area {
        /// The name.
        name: Word,
        /// `road`, `line`, `area`, `place`, …: for the reader.
        sort: Word,
        /// The place of the case.
        place: Word,
    },
    /// `term 1.a "words"`
    Term(Term),
    /// `window "First window"`
    Window(Window),
    /// `clock Adherence`
    Clock(Clock),
    /// `phase JIC when Adherence reached`
    Phase(Phase),
    /// `withdrawal by Russia or "United States"`
    Withdrawal(Vec<Word>),
}

impl Item {
    /// The word it begins with.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Deal(_) => "deal",
            Self::Agreed { .. } => "agreed",
            Self::Zone(_) => "time zone",
            Self::DayD(_) => "day D",
            Self::Guarantor(_) => "guarantor",
            Self::Outside(_) => "outside",
            Self::Party(_) => "party",
            Self::Mixed { .. } => "mixed",
            Self::Weapon { .. } => "weapon",
            Self::Area { .. } => "area",
            Self::Term(_) => "term",
            Self::Window(_) => "window",
            Self::Clock(_) => "clock",
            Self::Phase(_) => "phase",
            Self::Withdrawal(_) => "withdrawal",
        }
    }
}

/// A date, with or without a time of day, in the zone of the deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Instant {
    /// `2016-09-12`
    pub date: Word,
    /// `19:00`
    pub time: Option<Word>,
}

/// An actor that counts as something, for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: Word,
    /// From when.
    pub from: Option<Instant>,
    /// Until when.
    pub until: Option<Instant>,
}

/// A guarantor or outside group.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// Its name, and for what time it counts.
    pub head: Member,
    /// Its other names: `also …`.
    pub also: Vec<Clause<Vec<Member>>>,
}

/// A party.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Its name.
    pub name: Word,
    /// The words of the deal for it.
    pub words: Option<Word>,
    /// What follows.
    pub clauses: Vec<Clause<PartyClause>>,
}

/// A line of a party.
#[derive(Clone, Debug, PartialEq)]
pub enum PartyClause {
    /// `members "Government of Syria", Hezbollah`
    Members(Vec<Member>),
    /// `guaranteed by Russia`
    GuaranteedBy(Word),
}

/// A part of a weapon class.
#[derive(Clone, Debug, PartialEq)]
pub struct WeaponFit {
    /// Its class.
    pub class: Word,
    /// Least calibre in millimetres, as written.
    pub calibre: Option<Word>,
    /// Models.
    pub models: Vec<Word>,
}

/// A clause of the deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its number.
    pub number: Word,
    /// Its words.
    pub words: Option<Word>,
    /// What follows.
    pub clauses: Vec<Clause<TermClause>>,
}

/// A line of a term.
#[derive(Clone, Debug, PartialEq)]
pub enum TermClause {
    /// `from D`
    From(Moment),
    /// `until the close of "First window"`
    Until(Moment),
    /// What is judged.
    Rule(Box<Rule>),
    /// Another reading.
    Reading {
        /// Whose.
        name: Word,
        /// What differs.
        body: ReadingBody,
    },
    /// `assumed "…"`
    Assumed(Word),
}

/// What a reading says.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadingBody {
    /// A rule of its own.
    Rule(Box<Rule>),
    /// The same rule with another distance or limit.
    Quantity(Quantity),
}

/// A moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// `D`, `D + 72 h`, `D - 1 day`
    DayD {
        /// Whether the quantity is taken off.
        minus: bool,
        /// How much later or earlier.
        shift: Option<Quantity>,
        /// Where it stands.
        span: Span,
    },
    /// A date.
    At(Instant),
    /// `the opening of JIC`
    Opening(Word),
    /// `the close of "First window"`
    Close(Word),
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number as digits, without spaces.
    pub number: String,
    /// The unit.
    pub unit: Unit,
    /// Where both stand.
    pub span: Span,
}

/// A unit of time or length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Metres.
    Metres,
    /// Kilometres.
    Kilometres,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
    /// Weeks.
    Weeks,
}

impl Unit {
    /// The unit that a word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "m" | "metre" | "metres" | "meter" | "meters" => Self::Metres,
            "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => Self::Kilometres,
            "s" | "second" | "seconds" => Self::Seconds,
            "min" | "minute" | "minutes" => Self::Minutes,
            "h" | "hour" | "hours" => Self::Hours,
            "d" | "day" | "days" => Self::Days,
            "week" | "weeks" => Self::Weeks,
            _ => return None,
        })
    }

    /// Whether it measures length.
    #[must_use]
    pub fn is_length(self) -> bool {
        matches!(self, Self::Metres | Self::Kilometres)
    }

    /// How many metres or seconds it holds.
    #[must_use]
    pub fn size(self) -> i64 {
        match self {
            Self::Metres | Self::Seconds => 1,
            Self::Kilometres => 1_000,
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
            Self::Weeks => 604_800,
        }
    }

    /// The word for it beside a number.
    #[must_use]
    pub fn word(self, number: &str) -> &'static str {
        let one = number == "1";
        match self {
            Self::Metres => "m",
            Self::Kilometres => "km",
            Self::Seconds => "s",
            Self::Minutes => "min",
            Self::Hours => "h",
            Self::Days if one => "day",
            Self::Days => "days",
            Self::Weeks if one => "week",
            Self::Weeks => "weeks",
        }
    }
}

/// What is judged.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// `never …`
    Never(Pattern),
    /// `every … is followed by … within …`
    Every {
        /// What calls for an answer.
        trigger: Box<Pattern>,
        /// The answer.
        answer: Box<Pattern>,
        /// `at the same place`
        same_place: bool,
        /// Time limit.
        within: Quantity,
        /// `in at least 80 % of cases`: the number.
        least: Option<Word>,
    },
    /// `by D + 14 days: …`
    By {
        /// The deadline.
        deadline: Moment,
        /// What must have happened.
        act: Pattern,
    },
    /// `left to people "why" watching …`
    People {
        /// Why.
        why: Word,
        /// What to show.
        watch: Pattern,
    },
}

/// A pattern over claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pattern {
    /// Kind words; empty for `anything`.
    pub kinds: Vec<Word>,
    /// `of` or `with` weapons.
    pub weapons: Option<WeaponPart>,
    /// `by …`
    pub by: Vec<Group>,
    /// `on …`, `to …`
    pub on: Option<OnPart>,
    /// Where.
    pub place: Option<PlacePart>,
    /// `more than 20`: the number.
    pub more_than: Option<Word>,
    /// `unless self-defence`: `false`; `in self-defence`: `true`.
    pub self_defence: Option<bool>,
    /// Where it stands.
    pub span: Span,
}

/// The weapons of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct WeaponPart {
    /// `with` instead of `of`.
    pub with: bool,
    /// The names.
    pub names: Vec<Word>,
}

/// The target of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct OnPart {
    /// `to` instead of `on`.
    pub to: bool,
    /// Who.
    pub groups: Vec<Group>,
}

/// Who, as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Group {
    /// `any party`
    AnyParty,
    /// `anyone bound`
    Bound,
    /// `anyone outside`
    AnyOutside,
    /// A name in the deal.
    Named(Word),
    /// `actor "…"`
    Actor(Word),
}

/// Where, as written.
#[derive(Clone, Debug, PartialEq)]
pub enum PlacePart {
    /// `in Castello`
    In(Word),
    /// `within 3 500 m north of Castello`
    Within {
        /// The distance.
        distance: Quantity,
        /// The side.
        side: Option<armistice_model::Side>,
        /// The area.
        of: Word,
    },
}

/// A window.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Its name.
    pub name: Word,
    /// What follows.
    pub clauses: Vec<Clause<WindowClause>>,
}

/// A line of a window.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowClause {
    /// `from D`
    From(Moment),
    /// `lasts 48 h`
    Lasts(Quantity),
    /// `extended by decision of …`
    ExtendedBy(Vec<Word>),
    /// `assumed "…"`
    Assumed(Word),
}

/// A clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// Its name.
    pub name: Word,
    /// What follows.
    pub clauses: Vec<Clause<ClockClause>>,
}

/// A line of a clock.
#[derive(Clone, Debug, PartialEq)]
pub enum ClockClause {
    /// `from D`
    From(Moment),
    /// `counts days without breach of 1.a, 2`
    Counts(Vec<Word>),
    /// `reaches 7 days`: the number.
    Reaches(Word),
    /// `restarts by decision of …`
    RestartsBy(Vec<Word>),
}

/// A phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Its name.
    pub name: Word,
    /// The clock that opens it.
    pub clock: Word,
    /// What is expected.
    pub expects: Vec<Clause<Expectation>>,
}

/// What somebody is expected to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Who.
    pub who: Vec<Group>,
    /// What, in words.
    pub what: Word,
}
