//! What can be wrong with a deal that is well written.

use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

/// Why a deal that can be read cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
pub enum CheckError {
    /// Something every deal, term, clock … must say is not said.
    #[error("{whose} does not say {what}")]
    Missing {
        /// The deal, or the item.
        whose: String,
        /// What is missing.
        what: &'static str,
        /// Where it belongs.
        #[label("{what} is missing")]
        span: SourceSpan,
        /// What to write.
        #[help]
        help: String,
    },
    /// Something is said twice.
    #[error("{what} stands twice")]
    Twice {
        /// What.
        what: String,
        /// Where it stands again.
        #[label("again here")]
        span: SourceSpan,
        /// Where it stood first.
        #[label("first here")]
        first: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A name stands for nothing.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// What kind of thing was looked for.
        what: &'static str,
        /// The name.
        name: String,
        /// Where it stands.
        #[label("not known")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A word is no kind of event, class of weapon or time zone.
    #[error("`{word}` is no {what}")]
    NotAWord {
        /// What it should be.
        what: &'static str,
        /// The word.
        word: String,
        /// Where it stands.
        #[label("no {what}")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A date that no calendar has, or a time that no clock shows.
    #[error("there is no {what} {text}")]
    NoSuchTime {
        /// `day` or `time of day`.
        what: &'static str,
        /// As written.
        text: String,
        /// Where it stands.
        #[label("does not exist")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A number is out of its range.
    #[error("{what} cannot be {number}")]
    OutOfRange {
        /// What the number stands for.
        what: &'static str,
        /// The number.
        number: String,
        /// Where it stands.
        #[label("out of range")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A short reading does not fit its rule.
    #[error("the reading \"{reading}\" changes {what}, and the rule has none, or several")]
    ReadingDoesNotFit {
        /// The reading's name.
        reading: String,
        /// `a distance` or `a limit of time`.
        what: &'static str,
        /// Where the reading stands.
        #[label("nothing to change")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// An actor counts as two things at one time.
    #[error("`{actor}` counts as `{one}` and as `{other}` at the same time")]
    TwoStandings {
        /// The actor.
        actor: String,
        /// The one.
        one: String,
        /// The other.
        other: String,
        /// Where it stands again.
        #[label("again here")]
        span: SourceSpan,
        /// Where it stood first.
        #[label("first here")]
        first: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A name that means something else already.
    #[error("`{name}` cannot be a name here: it {why}")]
    NameTaken {
        /// The name.
        name: String,
        /// What it means already.
        why: String,
        /// Where it stands.
        #[label("taken")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A term ends before it begins.
    #[error("term {number} ends before it begins")]
    Backwards {
        /// The term.
        number: String,
        /// Where.
        #[label("ends here, and begins no earlier")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// Something waits for itself.
    #[error("{what} waits for itself")]
    Circle {
        /// What.
        what: String,
        /// Where.
        #[label("depends on its own end")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A rule that every claim would break.
    #[error("this rule fits every claim there is")]
    FitsEverything {
        /// Where.
        #[label("says neither what, nor who, nor where")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
}

impl CheckError {
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> SourceSpan {
        match self {
            Self::Missing { span, .. }
            | Self::Twice { span, .. }
            | Self::Unknown { span, .. }
            | Self::NotAWord { span, .. }
            | Self::NoSuchTime { span, .. }
            | Self::OutOfRange { span, .. }
            | Self::ReadingDoesNotFit { span, .. }
            | Self::TwoStandings { span, .. }
            | Self::NameTaken { span, .. }
            | Self::Backwards { span, .. }
            | Self::Circle { span, .. }
            | Self::FitsEverything { span, .. } => *span,
        }
    }

    /// Whether it may be gone once what could not be read is mended.
    #[must_use]
    pub(crate) fn may_follow_from_another(&self) -> bool {
        matches!(self, Self::Missing { .. } | Self::Unknown { .. } | Self::ReadingDoesNotFit { .. })
    }
}
