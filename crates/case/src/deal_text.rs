//! A deal file's text: checked, and its faults pictured.

use crate::failure::{Failure, Kind};
use armistice_deal::{Deal, DealError};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, NamedSource, Report};
use std::fmt::Write as _;

/// More faults than this are told one line each, without the lines of the file.
const MOST_PICTURES: usize = 20;
/// So are faults of a file with a line longer than this, in bytes.
const LONGEST_PICTURED: usize = 400;

/// The deal, or every fault with its place in the file.
///
/// # Errors
/// When the file has faults.
pub fn checked(source: &str, name: &str) -> Result<Deal, Failure> {
    armistice_deal::check(source).map_err(|errors| faults(&errors, source, name))
}

/// Every fault of a deal file as one failure, with the lines of the file where they can be shown.
pub fn faults(errors: &[DealError], source: &str, name: &str) -> Failure {
    let mut text =
        format!("{name} has {} fault{}\n", errors.len(), if errors.len() == 1 { "" } else { "s" });
    // A picture of a line that fills the screen shows nothing: then one plain line each.
    let plain = errors.len() > MOST_PICTURES || source.lines().any(|l| l.len() > LONGEST_PICTURED);
    if plain {
        for error in errors {
            let (line, column) = place_in(error, source);
            let help = error.help().map(|h| format!("; {h}")).unwrap_or_default();
            let _ = writeln!(text, "{name}:{line}:{column}: {error}{help}");
        }
        return Failure::new(text.trim_end()).of(Kind::Deal);
    }
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    for error in errors {
        let report =
            Report::new(error.clone()).with_source_code(NamedSource::new(name, source.to_string()));
        if handler.render_report(&mut text, report.as_ref()).is_err() {
            let _ = writeln!(text, "{error}");
        }
    }
    Failure::new(text.trim_end()).of(Kind::Deal)
}

/// Where a fault stands: line and column, from 1, the column in characters.
pub fn place_in(error: &DealError, source: &str) -> (usize, usize) {
    let before = source.get(..error.span().offset()).unwrap_or(source);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).map_or(0, |l| l.chars().count()) + 1;
    (before.matches('\n').count() + 1, column)
}
