//! `armistice take`: reports in, durable before they are acknowledged.

use crate::args::{FormatName, Take};
use crate::exit::REFUSED_SOME;
use crate::screen::Screen;
use armistice_case::{AsOf, Failure, Folder, Intake, Known, own_key};
use armistice_model::Format;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Take, screen: &Screen) -> Result<ExitCode, Failure> {
    let folder = Folder::at(&args.case)?;
    let ledger = folder.open(screen)?;
    let known = Known::of_ledger(&ledger, &AsOf::Everything, screen)?;
    if let Some(source) = &args.source
        && known.sources.find(source).is_none()
    {
        screen.note(format!("note: {source} is not in sources.toml; it will count as independent"));
    }
    let author = own_key()?;
    let mut writer = folder.writer()?;
    let format = args.format.map(|name| match name {
        FormatName::Text => Format::Text,
        FormatName::NewsPage => Format::NewsPage,
        FormatName::Ucdp => Format::Ucdp,
        FormatName::JsonLines => Format::JsonLines,
    });
    let mut intake = Intake::new(&known, format, args.source.clone(), screen);
    intake.files(&mut writer, &author, &args.files)?;
    let outcome = intake.outcome;
    if screen.json {
        screen.data(&armistice_publish::json_bytes(&outcome))?;
    }
    screen.say(format!(
        "{} report{} from {} file{} taken in, {} file{} already held, {} refused",
        outcome.reports,
        plural(outcome.reports),
        outcome.files,
        plural(outcome.files),
        outcome.already,
        plural(outcome.already),
        outcome.refused
    ))?;
    Ok(if outcome.refused > 0 { ExitCode::from(REFUSED_SOME) } else { ExitCode::SUCCESS })
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}
