//! Tokens → syntax tree, by recursive descent.
//!
//! After an error the parser goes on at the next line that begins a clause or an item, so that
//! one reading of the file reports every slip in it. The grammar has no nesting: no input can
//! make the parser recurse.

mod cursor;
mod item;
mod rule;

use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

use crate::lexer::{LexError, lex};
use crate::syntax::File;

/// Why a deal cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
pub enum ParseError {
    /// Wrong characters.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Lex(#[from] LexError),
    /// Something else was expected here.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// What would fit.
        expected: String,
        /// What stands here.
        found: String,
        /// Where.
        #[label("expected {expected}")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A line at the margin begins with a word that begins nothing.
    #[error("{found} does not begin anything in a deal")]
    UnknownItem {
        /// What stands here.
        found: String,
        /// Where.
        #[label("not known")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A line inside an item begins with a word that has no place there.
    #[error("{found} does not begin a line of a {item}")]
    UnknownClause {
        /// What stands here.
        found: String,
        /// The item it stands in.
        item: &'static str,
        /// Where.
        #[label("not known in a {item}")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A number stands without its unit.
    #[error("`{number}` of what? A number needs its unit")]
    MissingUnit {
        /// The number.
        number: String,
        /// Where.
        #[label("the unit is missing")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A unit that does not measure what is asked for here.
    #[error("`{unit}` does not measure {what}")]
    WrongUnit {
        /// The unit.
        unit: String,
        /// `a distance` or `a length of time`.
        what: &'static str,
        /// Where.
        #[label("not {what}")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A part of a rule is said twice.
    #[error("`{part}` stands twice in this rule")]
    PartTwice {
        /// The word that begins the part.
        part: &'static str,
        /// Where it stands again.
        #[label("again here")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A word of the language stands where a name is asked for.
    #[error("`{word}` is a word of the deal language and cannot be a name as it stands")]
    ReservedName {
        /// The word.
        word: String,
        /// Where.
        #[label("a name was expected here")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// So much is wrong that the rest is not listed.
    #[error("and {more} more errors")]
    TooMany {
        /// How many.
        more: usize,
        /// Where the first that is not listed stands.
        #[label("from here on")]
        span: SourceSpan,
        /// What to do.
        #[help]
        help: String,
    },
}

impl ParseError {
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> SourceSpan {
        match self {
            Self::Lex(error) => error.span(),
            Self::Expected { span, .. }
            | Self::UnknownItem { span, .. }
            | Self::UnknownClause { span, .. }
            | Self::MissingUnit { span, .. }
            | Self::WrongUnit { span, .. }
            | Self::PartTwice { span, .. }
            | Self::ReservedName { span, .. }
            | Self::TooMany { span, .. } => *span,
        }
    }
}

/// More errors than a person reads in one go.
const MOST_ERRORS: usize = 50;

/// Reads a deal as far as it can be read.
///
/// The tree is there even when there are errors; what could not be read is missing from it.
/// `None` only for a source in which nothing at all could be read although it is not empty.
#[must_use]
pub fn parse(source: &str) -> (Option<File>, Vec<ParseError>) {
    let lexed = lex(source);
    let mut cursor = cursor::Cursor::new(&lexed);
    let file = item::file(&mut cursor);
    let mut errors: Vec<ParseError> = lexed.errors.iter().cloned().map(ParseError::Lex).collect();
    errors.append(&mut cursor.into_errors());
    errors.sort_by_key(|error| (error.span().offset(), error.span().len()));
    if errors.len() > MOST_ERRORS {
        let rest = errors.split_off(MOST_ERRORS);
        if let Some(first) = rest.first() {
            errors.push(ParseError::TooMany {
                more: rest.len(),
                span: first.span(),
                help: "mend the ones above first; many of the others will be gone with them"
                    .to_string(),
            });
        }
    }
    let nothing_read = file.items.is_empty() && !errors.is_empty();
    ((!nothing_read).then_some(file), errors)
}
