//! What can go wrong, in one line each, and the exit code that says so.

use std::fmt;
use std::process::ExitCode;

/// Exit codes, as `--help` documents them.
pub const REFUSED_SOME: u8 = 3;
/// The ledger is not what it was.
pub const LEDGER_BAD: u8 = 4;
/// The deal file has errors.
pub const DEAL_BAD: u8 = 5;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub struct Failure {
    what: String,
    code: u8,
    closed_pipe: bool,
}

impl Failure {
    /// A failure in words: what, where, what to do.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), code: 1, closed_pipe: false }
    }

    /// The same with an exit code of its own.
    pub fn with_code(mut self, code: u8) -> Self {
        self.code = code;
        self
    }

    /// The exit code.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }

    /// Whether the reader of our output went away.
    pub fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// Adds what was being done to whatever went wrong.
pub trait Doing<T> {
    /// `doing` reads as the start of a sentence: "read cases/x/deal.armistice".
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
        Self {
            what: format!("cannot write the output: {error}"),
            code: 1,
            closed_pipe: error.kind() == std::io::ErrorKind::BrokenPipe,
        }
    }
}

impl From<armistice_ledger::Error> for Failure {
    fn from(error: armistice_ledger::Error) -> Self {
        use armistice_ledger::Error;
        let amiss = matches!(
            error,
            Error::Damaged(_) | Error::EvidenceAltered { .. } | Error::EvidenceMissing { .. }
        );
        let failure = Self::new(error.to_string());
        if amiss { failure.with_code(LEDGER_BAD) } else { failure }
    }
}
