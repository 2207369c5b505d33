//! What the terms say about the incidents: computed, never found.

use crate::claim::Who;
use crate::count::{Casualties, Count};
use crate::decision::Determination;
use crate::id::{ClaimId, IncidentId, SourceId};
use crate::perspective::Perspective;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where a term stands on a day, in one perspective and one reading. Ordered by gravity.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The term binds nobody on this day.
    NotInForce,
    /// Somebody was reporting, and nobody reports a breach.
    NoBreachKnown,
    /// What is reported may or may not be a breach, or nobody was reporting.
    Undetermined,
    /// Somebody says that the term was breached.
    BreachAlleged,
    /// Several who do not lean on each other say so.
    BreachCorroborated,
}

impl Status {
    /// One letter for the board: `-`, `.`, `?`, `A`, `C`.
    pub fn letter(self) -> char {
        match self {
            Self::NotInForce => '-',
            Self::NoBreachKnown => '.',
            Self::Undetermined => '?',
            Self::BreachAlleged => 'A',
            Self::BreachCorroborated => 'C',
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotInForce => "not in force",
            Self::NoBreachKnown => "no breach known",
            Self::Undetermined => "undetermined",
            Self::BreachAlleged => "breach alleged",
            Self::BreachCorroborated => "breach corroborated",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// How much was being watched; stands beside every count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Sources of the perspective that published anything about the day.
    pub reporting: usize,
    /// Sources of the perspective that the case knows.
    pub sources: usize,
    /// Regions that some of their claims speak of.
    pub regions_heard: usize,
    /// Regions the case knows.
    pub regions: usize,
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} sources reporting, {} of {} regions heard from",
            self.reporting, self.sources, self.regions_heard, self.regions
        )
    }
}

/// Names one assessment; typed by hand after `why`: `1.a@2016-09-17@all`, with a fourth part
/// for a reading other than the text's own: `2.c@2016-09-17@all@An-Nahar`.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(into = "String", try_from = "String")]
#[schemars(with = "String")]
pub struct AssessmentId {
    /// The clause's number.
    pub term: String,
    /// The civil day in the deal's zone.
    pub day: Date,
    /// [`Perspective::slug`].
    pub perspective: String,
    /// The reading; `None` for the text's own.
    pub reading: Option<String>,
}

impl fmt::Display for AssessmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}@{}", self.term, self.day, self.perspective)?;
        match &self.reading {
            Some(reading) => write!(f, "@{reading}"),
            None => Ok(()),
        }
    }
}

/// A name of an assessment that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no assessment: write TERM@DAY@PERSPECTIVE, for example 1.a@2016-09-17@all, and @READING after it for a second reading"
)]
pub struct AssessmentIdError(String);

impl FromStr for AssessmentId {
    type Err = AssessmentIdError;

    fn from_str(text: &str) -> Result<Self, AssessmentIdError> {
        let wrong = || AssessmentIdError(text.to_string());
        let mut parts = text.splitn(4, '@');
        let term = parts.next().filter(|t| !t.is_empty()).ok_or_else(wrong)?.to_string();
        let day = parts.next().and_then(|d| d.parse().ok()).ok_or_else(wrong)?;
        let perspective = parts.next().unwrap_or("all").to_string();
        let reading = parts.next().map(str::to_string);
        Ok(Self { term, day, perspective, reading })
    }
}

impl From<AssessmentId> for String {
    fn from(id: AssessmentId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for AssessmentId {
    type Error = AssessmentIdError;

    fn try_from(text: String) -> Result<Self, AssessmentIdError> {
        text.parse()
    }
}

/// One incident that bears on an assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Breach {
    /// The incident; `None` for a duty that nothing answered.
    pub incident: Option<IncidentId>,
    /// What this incident alone says about the day: undetermined, alleged or corroborated.
    pub status: Status,
    /// Whether some voice denies it, or tells otherwise what another surely alleges.
    pub contested: bool,
    /// The claims that say so.
    pub claims: Vec<ClaimId>,
    /// Claims on the same incident that deny it or tell it otherwise.
    pub against: Vec<ClaimId>,
    /// Whose word it is, each voice once.
    pub voices: Vec<SourceId>,
    /// Who is said to have done it: candidates over all these claims.
    pub by: Who,
    /// One line: why this counts, or why it is not certain.
    pub reason: String,
    /// A person's determination, if there is one.
    pub finding: Option<Determination>,
}

impl Breach {
    /// Whether some claim, taken at its word, is a breach on this day; else it only may be one.
    pub fn is_certain(&self) -> bool {
        self.status > Status::Undetermined
    }
}

/// Where one term stands on one day, in one perspective and reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// Its name.
    pub id: AssessmentId,
    /// Where it stands.
    pub status: Status,
    /// Whether some voice denies or tells otherwise what another alleges.
    pub contested: bool,
    /// Whether it leans on a number or rule that we assumed.
    pub assumed: bool,
    /// What it rests on; empty when nothing is known against the term.
    pub breaches: Vec<Breach>,
    /// How much was being watched.
    pub coverage: Coverage,
}

/// A term as the board shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TermLine {
    /// The clause's number.
    pub number: String,
    /// The words of the clause.
    pub words: String,
    /// In plain English, what is judged.
    pub plain: String,
    /// The formula.
    pub formula: String,
    /// The reading this line is under; `None` for the text's own.
    pub reading: Option<String>,
    /// Numbers and rules that we assumed, each in words.
    pub assumptions: Vec<String>,
}

/// From when and until when the deal binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InForce {
    /// Day D.
    #[schemars(with = "String")]
    pub from: Timestamp,
    /// When a guarantor withdrew, and who.
    #[schemars(with = "Option<(String, String)>")]
    pub until: Option<(Timestamp, String)>,
}

/// Which breaches a clock lets break the calm.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CountingRule {
    /// Every alleged breach.
    Alleged,
    /// Only corroborated ones.
    Corroborated,
    /// Only those a person has established.
    Established,
}

impl fmt::Display for CountingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Alleged => "counting alleged breaches",
            Self::Corroborated => "counting corroborated breaches",
            Self::Established => "counting established findings only",
        })
    }
}

/// A clock in one perspective, under one rule of counting, at the end of one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClockView {
    /// The clock's name.
    pub clock: String,
    /// Whose eyes.
    pub perspective: Perspective,
    /// Which breaches count.
    pub rule: CountingRule,
    /// The civil day whose end (or the end of what is known) this is.
    pub day: Date,
    /// When the count began: day D, or the last restart that all named guarantors decided.
    #[schemars(with = "Option<String>")]
    pub since: Option<Timestamp>,
    /// Whole days since then.
    pub elapsed_days: u32,
    /// Whole days of unbroken calm since then: stands still from the first counted breach.
    pub calm_days: u32,
    /// Days asked for.
    pub target_days: u32,
    /// The first counted breach since the count began: its day and its term.
    pub broken: Option<(Date, String)>,
    /// When the target was reached: no counted breach can lie in the stretch.
    #[schemars(with = "Option<String>")]
    pub reached: Option<Timestamp>,
    /// When it may have been reached: no counted breach surely lies in the stretch, though one
    /// whose day is not told may.
    #[schemars(with = "Option<String>")]
    pub possibly_reached: Option<Timestamp>,
}

/// A phase of the deal in one perspective and rule, at the end of what is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PhaseView {
    /// The phase's name.
    pub phase: String,
    /// Whose eyes.
    pub perspective: Perspective,
    /// Which breaches its clock counts.
    pub rule: CountingRule,
    /// When it opened; `None` if it has not.
    #[schemars(with = "Option<String>")]
    pub opened: Option<Timestamp>,
    /// What the deal expects of it, in words.
    pub expects: Vec<String>,
}

/// A window of the deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WindowView {
    /// The window's name.
    pub window: String,
    /// When it opened.
    #[schemars(with = "String")]
    pub opened: Timestamp,
    /// When it closes or closed, extensions included.
    #[schemars(with = "String")]
    pub closes: Timestamp,
    /// Extensions: when agreed, by how many seconds, by whom.
    #[schemars(with = "Vec<(String, i64, Vec<String>)>")]
    pub extensions: Vec<(Timestamp, i64, Vec<String>)>,
}

/// A voice's own count, shown beside its rivals and never added to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RivalCount {
    /// First civil day it speaks of.
    pub day: Date,
    /// Last civil day it speaks of.
    pub until: Date,
    /// The incident it is a count of, where several voices count the same one differently;
    /// `None` for a count of a day or of days.
    pub incident: Option<IncidentId>,
    /// Whose count.
    pub voice: SourceId,
    /// Count of what: `breaches`, `killed`, …
    pub what: String,
    /// Laid at whose door, if anybody's.
    pub by: Who,
    /// Where, if it is a part of a larger count.
    pub place: Option<String>,
    /// How many; none where only casualties are told.
    pub count: Option<Count>,
    /// People harmed, where the count is of people.
    pub casualties: Casualties,
    /// The claim it stands in.
    pub claim: ClaimId,
}

/// Everything judgement says, in a fixed order: the same input gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Board {
    /// The deal's title.
    pub deal: String,
    /// IANA name of the zone in which days are counted.
    pub time_zone: String,
    /// The instant up to which reports and decisions are taken into account.
    #[schemars(with = "String")]
    pub as_of: Timestamp,
    /// From when the deal binds.
    pub in_force: InForce,
    /// Days across.
    pub days: Vec<Date>,
    /// One block each.
    pub perspectives: Vec<Perspective>,
    /// Terms down, each with its readings.
    pub terms: Vec<TermLine>,
    /// One for each term line, perspective and day.
    pub assessments: Vec<Assessment>,
    /// One for each clock, perspective, rule and day.
    pub clocks: Vec<ClockView>,
    /// One for each phase, perspective and rule.
    pub phases: Vec<PhaseView>,
    /// The deal's windows.
    pub windows: Vec<WindowView>,
    /// Rival counts.
    pub rival_counts: Vec<RivalCount>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_assessments_lead_back() {
        for text in ["1.a@2016-09-17@all", "2.c@2016-09-17@independent@An-Nahar"] {
            assert_eq!(text.parse::<AssessmentId>().unwrap().to_string(), text);
        }
        assert_eq!("1.a@2016-09-17".parse::<AssessmentId>().unwrap().perspective, "all");
        for wrong in ["", "1.a", "@2016-09-17", "1.a@2016-09-31", "1.a@@@"] {
            assert!(wrong.parse::<AssessmentId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn gravity_orders_statuses() {
        assert!(Status::BreachCorroborated > Status::BreachAlleged);
        assert!(Status::Undetermined > Status::NoBreachKnown);
    }
}
