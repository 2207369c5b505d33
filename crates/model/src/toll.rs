//! How many were harmed, across sources: every figure, which of them stand, and by which rule.

use crate::count::Count;
use crate::id::{ClaimId, SourceId};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the figures of an incident make its range. No rule averages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    /// One source, one figure.
    OneFigure,
    /// One source, whose later figure took the place of its earlier ones.
    Latest {
        /// How many different figures it has given.
        of: usize,
    },
    /// One source with several figures of which none is known to be the later.
    Unordered {
        /// How many.
        of: usize,
    },
    /// Every source that gives a figure gives the same.
    AllAgree {
        /// How many independent sources.
        sources: usize,
    },
    /// More than half of the independent sources that give a figure give the same best one.
    MostAgree {
        /// How many give it.
        agree: usize,
        /// Of how many.
        of: usize,
    },
    /// Figures of different precision that one number satisfies.
    Compatible,
    /// Figures that no one number satisfies, none of them given by most sources.
    Rival,
}

impl Rule {
    /// The rule as a sentence without its full stop.
    pub fn words(&self) -> String {
        match self {
            Self::OneFigure => "one source's only figure".into(),
            Self::Latest { of } => format!("one source's latest of {of} figures"),
            Self::Unordered { of } => {
                format!("one source's {of} figures, none known to be the later")
            }
            Self::AllAgree { sources } => format!("all {sources} independent sources agree"),
            Self::MostAgree { agree, of } => format!(
                "the best is what {agree} of {of} independent sources give; the range covers all"
            ),
            Self::Compatible => {
                "told more or less precisely, and no figure rules out another".into()
            }
            Self::Rival => "rival counts, covered by a range and not averaged".into(),
        }
    }
}

/// One voice's figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Whose.
    pub voice: SourceId,
    /// The claim in which the voice first gave it.
    pub claim: ClaimId,
    /// The figure.
    pub count: Count,
    /// When the voice first gave it, as far as known. A repeat makes a figure no younger.
    #[schemars(with = "Option<String>")]
    pub told: Option<Timestamp>,
    /// Whether a later figure of the same source took its place. It is history, and in no range.
    pub superseded: bool,
}

/// How many were harmed in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CasualtyRange {
    /// Lowest low to highest high among the figures that stand. `best` only where the rule gives
    /// one, and then it is some source's own.
    pub range: Count,
    /// How it came about.
    pub rule: Rule,
    /// Every figure, each voice's each once, in the order in which they were told.
    pub from: Vec<Figure>,
}

impl CasualtyRange {
    /// Whether this figure of a voice is history: a later one of the same source took its place.
    pub fn is_history(&self, voice: &SourceId, count: &Count) -> bool {
        let mine = |figure: &&Figure| figure.voice == *voice && figure.count == *count;
        self.from.iter().find(mine).is_some_and(|figure| figure.superseded)
    }

    /// The rule as applied here, and how many figures it passed over.
    pub fn words(&self) -> String {
        let history = self.from.iter().filter(|figure| figure.superseded).count();
        match (history, self.rule) {
            (0, rule) | (_, rule @ Rule::Latest { .. }) => rule.words(),
            (1, rule) => {
                format!("{}; an earlier figure gave way to the same source's later", rule.words())
            }
            (n, rule) => {
                format!("{}; {n} earlier figures gave way to their sources' later", rule.words())
            }
        }
    }
}

/// How many were harmed, the ways apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CasualtyRanges {
    /// People killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<CasualtyRange>,
    /// Of these, civilians, where told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub civilians_killed: Option<CasualtyRange>,
    /// People wounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wounded: Option<CasualtyRange>,
}
