//! A claim: what somebody says happened. Never a fact.

use crate::count::{Casualties, Count};
use crate::id::{ClaimId, ReportId, SourceId};
use crate::kind::{EventKind, Weapon};
use crate::place::Place;
use crate::time::When;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the voice stands to what it says.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Told as fact by the report itself.
    Fact,
    /// Told as somebody's word.
    Claimed,
    /// Somebody lays it at another's door.
    Accused,
    /// Somebody says that it did not happen, or not by their hand.
    Denied,
}

/// Who is meant: exactly one of the actors named, or nobody named.
///
/// A dyad of a dataset ("Government – insurgents", direction not told) names two candidates; a
/// plain sentence names one. An empty list is open.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Who(pub Vec<String>);

impl Who {
    /// Nobody named.
    pub fn open() -> Self {
        Self::default()
    }

    /// One actor, by its name in the case.
    pub fn one(name: impl Into<String>) -> Self {
        Self(vec![name.into()])
    }

    /// One of several; sorted and without repeats, so that order of mention does not matter.
    pub fn one_of(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort();
        names.dedup();
        Self(names)
    }

    /// Whether nobody is named.
    pub fn is_open(&self) -> bool {
        self.0.is_empty()
    }
}

/// What kind of thing the claim counts as.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One event.
    Incident,
    /// Several events told together, not told apart ("82 killed over the week").
    Summary,
    /// A voice's own count of breaches, for a day or for days ("45 breaches").
    Tally,
    /// A toll of the whole war or of a long stretch of it. Never an incident.
    Toll,
}

/// Which question a stretch of text answers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The sentence, row or line as a whole.
    Whole,
    /// What happened.
    What,
    /// By whom.
    By,
    /// On whom.
    On,
    /// Where.
    Where,
    /// When.
    When,
    /// How many.
    HowMany,
    /// Who says it.
    Says,
    /// The words that carry the stance ("said", "denied").
    Cue,
}

/// Bytes `from..until` of the report's text, and the question they answer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Span {
    /// Which question.
    pub field: Field,
    /// First byte.
    pub from: usize,
    /// First byte after.
    pub until: usize,
}

/// One claim read from one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Derived from the report and the claim's number in it.
    pub id: ClaimId,
    /// The report it was read from.
    pub report: ReportId,
    /// Whose word it is: the speaker where the text names one that the case knows, else the
    /// report's own source. Perspectives go by this.
    pub voice: SourceId,
    /// Who published it.
    pub through: SourceId,
    /// When it was published; the day from which it was known.
    #[schemars(with = "Option<String>")]
    pub published: Option<Timestamp>,
    /// How the voice stands to it.
    pub stance: Stance,
    /// One event, a summary, a tally, the toll.
    pub scope: Scope,
    /// What.
    pub kind: EventKind,
    /// By whom.
    pub by: Who,
    /// On whom.
    pub on: Who,
    /// With what, as far as named.
    pub weapon: Option<Weapon>,
    /// Whether the voice says that it was in answer to an immediate threat.
    pub self_defence: bool,
    /// When.
    pub when: When,
    /// Where.
    pub place: Place,
    /// People harmed.
    pub casualties: Casualties,
    /// How many of the thing itself: trucks, breaches, strikes.
    pub count: Option<Count>,
    /// Whether it is one row of a table: two rows of one table are two events by design, while
    /// two sentences of one story often speak of the same.
    pub row: bool,
    /// The words, in bytes of the report's text. Never empty: the first is the whole.
    pub spans: Vec<Span>,
}
