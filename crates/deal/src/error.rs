//! Errors of all stages in one.

use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

use crate::check::CheckError;
use crate::parse::ParseError;

/// What is wrong with a deal file.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
pub enum DealError {
    /// It cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Parse(#[from] ParseError),
    /// It can be read and makes no sense.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Check(#[from] CheckError),
}

impl DealError {
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> SourceSpan {
        match self {
            Self::Parse(error) => error.span(),
            Self::Check(error) => error.span(),
        }
    }
}
