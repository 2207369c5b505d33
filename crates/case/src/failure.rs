//! What can go wrong, in one line each.

use std::fmt;

/// What kind of failure it is, for whoever must tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something could not be done; the words say what and what to do.
    Plain,
    /// The ledger is not what it was.
    Ledger,
    /// The deal file has errors.
    Deal,
    /// The reader of our output went away.
    ClosedPipe,
}

/// Why something was not done.
#[derive(Clone, Debug)]
pub struct Failure {
    what: String,
    kind: Kind,
}

impl Failure {
    /// A failure in words: what, where, what to do.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), kind: Kind::Plain }
    }

    /// The same of another kind.
    #[must_use]
    pub fn of(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Failure {}

/// Adds what was being done to whatever went wrong.
pub trait Doing<T> {
    /// `doing` reads as the start of a sentence: "read cases/x/deal.armistice".
    ///
    /// # Errors
    /// The error itself, in words.
    fn doing(self, doing: impl fmt::Display) -> Result<T, Failure>;
}

impl<T, E: fmt::Display> Doing<T> for Result<T, E> {
    fn doing(self, doing: impl fmt::Display) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(format!("cannot {doing}: {error}")))
    }
}

impl From<std::io::Error> for Failure {
    /// For writing to the terminal or a pipe; file errors say which file through [`Doing`].
    fn from(error: std::io::Error) -> Self {
        let closed = error.kind() == std::io::ErrorKind::BrokenPipe;
        let kind = if closed { Kind::ClosedPipe } else { Kind::Plain };
        Self { what: format!("cannot write the output: {error}"), kind }
    }
}

impl From<armistice_ledger::Error> for Failure {
    fn from(error: armistice_ledger::Error) -> Self {
        use armistice_ledger::Error;
        let amiss = matches!(
            error,
            Error::Damaged(_) | Error::EvidenceAltered { .. } | Error::EvidenceMissing { .. }
        );
        Self::new(error.to_string()).of(if amiss { Kind::Ledger } else { Kind::Plain })
    }
}
