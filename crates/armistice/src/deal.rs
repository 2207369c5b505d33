//! `armistice deal check|explain|fmt`.

use crate::args::{Deal as Args, DealCommand};
use crate::failure::{DEAL_BAD, Doing, Failure};
use crate::screen::Screen;
use armistice_deal::{Deal, DealError};
use miette::{GraphicalReportHandler, GraphicalTheme, NamedSource, Report};
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Args, screen: &Screen) -> Result<ExitCode, Failure> {
    match &args.command {
        DealCommand::Check { file } => {
            let deal = checked(&text(file)?, &file.display().to_string())?;
            let readings: usize = deal.terms.iter().map(|t| t.readings.len()).sum();
            let assumptions: usize = deal.terms.iter().map(|t| t.assumptions.len()).sum();
            screen.say(format!(
                "{}: sound. {} terms, {readings} second readings, {} clocks, {} windows, {} phases, {assumptions} assumptions of ours",
                deal.title,
                deal.terms.len(),
                deal.clocks.len(),
                deal.windows.len(),
                deal.phases.len()
            ))?;
        }
        DealCommand::Explain { file } => {
            let deal = checked(&text(file)?, &file.display().to_string())?;
            let explained = armistice_deal::explain(&deal);
            if screen.json {
                screen.data(&armistice_publish::json_bytes(&explained))?;
            } else {
                screen.data(told(&deal, &explained).as_bytes())?;
            }
        }
        DealCommand::Fmt { file, check } => {
            let source = text(file)?;
            let name = file.display().to_string();
            let formatted =
                armistice_deal::format(&source).map_err(|errors| shown(&errors, &source, &name))?;
            if formatted == source {
                screen.note(format!("{name}: already in the house style"));
            } else if *check {
                return Err(Failure::new(format!(
                    "{name} is not in the house style; run `armistice deal fmt {name}`"
                ))
                .with_code(DEAL_BAD));
            } else {
                std::fs::write(file, formatted).doing(format!("write {name}"))?;
                screen.note(format!("{name}: laid out anew"));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn text(file: &Path) -> Result<String, Failure> {
    let bytes = armistice_intake::read_file(file).map_err(|r| Failure::new(r.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        Failure::new(format!(
            "{}: byte {} is not UTF-8; save the file as UTF-8",
            file.display(),
            error.utf8_error().valid_up_to()
        ))
    })
}

/// The deal, or every fault with its place in the file.
///
/// # Errors
/// When the file has faults.
pub fn checked(source: &str, name: &str) -> Result<Deal, Failure> {
    armistice_deal::check(source).map_err(|errors| shown(&errors, source, name))
}

fn shown(errors: &[DealError], source: &str, name: &str) -> Failure {
    let mut text =
        format!("{name} has {} fault{}\n", errors.len(), if errors.len() == 1 { "" } else { "s" });
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    for error in errors {
        let report =
            Report::new(error.clone()).with_source_code(NamedSource::new(name, source.to_string()));
        if handler.render_report(&mut text, report.as_ref()).is_err() {
            let _ = writeln!(text, "{error}");
        }
    }
    Failure::new(text.trim_end()).with_code(DEAL_BAD)
}

fn told(deal: &Deal, explained: &[armistice_deal::Explained]) -> String {
    let mut text = format!("{}\n", deal.title);
    for term in explained {
        let reading =
            term.reading.as_ref().map(|r| format!(", as read by {r}")).unwrap_or_default();
        let _ = write!(text, "\n{}{reading}\n  {}\n  {}\n", term.number, term.plain, term.formula);
        for assumption in &term.assumptions {
            let _ = writeln!(text, "  assumed: {assumption}");
        }
    }
    text
}
