//! Exit codes, as `--help` documents them.

use armistice_case::{Failure, Kind};
use std::process::ExitCode;

/// Done, but some of the input was refused.
pub const REFUSED_SOME: u8 = 3;
/// The ledger is not what it was.
const LEDGER_BAD: u8 = 4;
/// The deal file has errors.
pub const DEAL_BAD: u8 = 5;

/// The exit code of a failure.
pub fn code(failure: &Failure) -> ExitCode {
    match failure.kind() {
        // Whoever reads our output closed the pipe: they have what they wanted.
        Kind::ClosedPipe => ExitCode::SUCCESS,
        Kind::Plain => ExitCode::FAILURE,
        Kind::Ledger => ExitCode::from(LEDGER_BAD),
        Kind::Deal => ExitCode::from(DEAL_BAD),
    }
}
