//! `armistice deal check|explain|fmt`.

use crate::args::{Deal as Args, DealCommand};
use crate::exit::DEAL_BAD;
use crate::screen::Screen;
use armistice_case::{Doing, Failure, Kind, checked, faults as shown};
use armistice_deal::{Deal, DealError};
use miette::Diagnostic;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Args, screen: &Screen) -> Result<ExitCode, Failure> {
    match &args.command {
        DealCommand::Check { file } => return check(file, screen),
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
                .of(Kind::Deal));
            } else {
                std::fs::write(file, formatted).doing(format!("write {name}"))?;
                screen.note(format!("{name}: laid out anew"));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What `deal check --json` prints.
#[derive(Serialize, JsonSchema)]
pub struct Checked {
    /// Whether the file has no fault.
    sound: bool,
    /// The deal's title; `null` if the file has faults.
    title: Option<String>,
    /// How many terms it has.
    terms: usize,
    /// How many second readings.
    readings: usize,
    /// How many assumptions of ours.
    assumptions: usize,
    /// What is wrong, in the order of the file.
    faults: Vec<Fault>,
}

/// One fault of a deal file.
#[derive(Serialize, JsonSchema)]
pub struct Fault {
    /// Line, from 1.
    line: usize,
    /// Column, from 1, in characters.
    column: usize,
    /// What is wrong.
    what: String,
    /// What to write instead.
    help: Option<String>,
}

fn check(file: &Path, screen: &Screen) -> Result<ExitCode, Failure> {
    let (source, name) = (text(file)?, file.display().to_string());
    let outcome = armistice_deal::check(&source);
    if screen.json {
        let checked = match &outcome {
            Ok(deal) => Checked {
                sound: true,
                title: Some(deal.title.clone()),
                terms: deal.terms.len(),
                readings: deal.terms.iter().map(|t| t.readings.len()).sum(),
                assumptions: deal.terms.iter().map(|t| t.assumptions.len()).sum(),
                faults: Vec::new(),
            },
            Err(errors) => Checked {
                sound: false,
                title: None,
                terms: 0,
                readings: 0,
                assumptions: 0,
                faults: errors.iter().map(|error| fault(error, &source)).collect(),
            },
        };
        screen.data(&armistice_publish::json_bytes(&checked))?;
        return Ok(if checked.sound { ExitCode::SUCCESS } else { ExitCode::from(DEAL_BAD) });
    }
    let deal = outcome.map_err(|errors| shown(&errors, &source, &name))?;
    let readings: usize = deal.terms.iter().map(|t| t.readings.len()).sum();
    let assumptions: usize = deal.terms.iter().map(|t| t.assumptions.len()).sum();
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    screen.say(format!(
        "{}: sound. {}, {}, {}, {}, {}, {} of ours",
        deal.title,
        count(deal.terms.len(), "term"),
        count(readings, "second reading"),
        count(deal.clocks.len(), "clock"),
        count(deal.windows.len(), "window"),
        count(deal.phases.len(), "phase"),
        count(assumptions, "assumption"),
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn fault(error: &DealError, source: &str) -> Fault {
    let (line, column) = armistice_case::place_in(error, source);
    Fault { line, column, what: error.to_string(), help: error.help().map(|h| h.to_string()) }
}

fn text(file: &Path) -> Result<String, Failure> {
    let bytes = armistice_intake::read_file(file).map_err(|r| Failure::new(r.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        Failure::new(format!(
            "{}: byte {} is not UTF-8; save the file as UTF-8",
            file.display(),
            error.utf8_error().valid_up_to()
        ))
        .of(Kind::Deal)
    })
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
