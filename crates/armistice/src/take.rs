//! `armistice take`: reports in, durable before they are acknowledged.

use crate::args::{FormatName, Take};
use crate::case::{AsOf, Known};
use crate::entry::Payload;
use crate::failure::{Failure, REFUSED_SOME};
use crate::folder::Folder;
use crate::key;
use crate::screen::Screen;
use armistice_intake::{Context, Refusal};
use armistice_ledger::{Key, Ledger, NewEntry, Sha256, Writer};
use armistice_model::Format;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Lines of refusals shown for one file; the rest are counted.
const SHOWN: usize = 20;

/// What came of it.
#[derive(Default, Serialize, JsonSchema)]
pub struct Outcome {
    /// Files newly in the ledger.
    pub files: usize,
    /// Reports in them.
    pub reports: usize,
    /// Files the ledger already held.
    pub already: usize,
    /// What was refused: whole files, rows, lines.
    pub refused: usize,
    /// One line each.
    pub refusals: Vec<String>,
}

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
    let author = key::own()?;
    let mut writer = folder.writer()?;
    let format = args.format.map(|name| match name {
        FormatName::Text => Format::Text,
        FormatName::NewsPage => Format::NewsPage,
        FormatName::Ucdp => Format::Ucdp,
        FormatName::JsonLines => Format::JsonLines,
    });
    let outcome =
        files(&mut writer, &author, &known, &args.files, format, args.source.clone(), screen)?;
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

/// Takes files in, one entry each. Each is acknowledged, by a line on the screen, only once its
/// bytes and its entry are on the disk; what is refused in one hides nothing of another.
pub fn files(
    writer: &mut Writer,
    author: &Key,
    known: &Known,
    paths: &[PathBuf],
    format: Option<Format>,
    source: Option<String>,
    screen: &Screen,
) -> Result<Outcome, Failure> {
    let mut held = held(writer)?;
    let mut outcome = Outcome::default();
    let bar = screen.progress("taking reports in", paths.len() as u64);
    let zone = known.deal.as_ref().map_or(TimeZone::UTC, |d| d.zone.clone());
    for path in paths {
        bar.inc(1);
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let shown = path.display().to_string();
        let bytes = match armistice_intake::read_file(path) {
            Ok(bytes) => bytes,
            Err(refusal) => {
                refuse(&mut outcome, &[refusal], screen);
                continue;
            }
        };
        let evidence = Sha256::of(&bytes).to_string();
        if held.contains(&evidence) {
            outcome.already += 1;
            bar.suspend(|| screen.note(format!("{shown}: already held, nothing to do")));
            continue;
        }
        let now = Timestamp::now();
        let context = Context {
            sources: &known.sources,
            zone: zone.clone(),
            format,
            source: source.clone(),
            now,
        };
        let taken = match armistice_intake::take(&bytes, &shown, &context) {
            Ok(taken) => taken,
            Err(refusal) => {
                bar.suspend(|| refuse(&mut outcome, &[refusal], screen));
                continue;
            }
        };
        let lost = taken.refused.iter().filter(|r| !r.kept).count();
        bar.suspend(|| refuse(&mut outcome, &taken.refused, screen));
        if taken.reports.is_empty() {
            bar.suspend(|| screen.note(format!("{shown}: no report in it")));
            continue;
        }
        writer.put_evidence(&bytes)?;
        let payload = Payload::Taken {
            name,
            evidence: evidence.clone(),
            format: taken.format,
            source: source.clone(),
            reports: taken.reports.len(),
            refused: lost,
        };
        let entries = writer
            .append(author, &[NewEntry { recorded: now.as_second(), payload: payload.bytes() }])?;
        held.insert(evidence);
        outcome.files += 1;
        outcome.reports += taken.reports.len();
        bar.suspend(|| {
            screen.acknowledge(format!(
                "{shown}: {} report{} in ledger entry {}",
                taken.reports.len(),
                plural(taken.reports.len()),
                entries.start
            ));
        });
    }
    bar.finish_and_clear();
    Ok(outcome)
}

fn held(writer: &Writer) -> Result<HashSet<String>, Failure> {
    let mut held = HashSet::new();
    for entry in Ledger::open(writer.folder())?.entries()? {
        if let Some(Payload::Taken { evidence, .. }) = Payload::read(&entry?.payload) {
            held.insert(evidence);
        }
    }
    Ok(held)
}

fn refuse(outcome: &mut Outcome, refusals: &[Refusal], screen: &Screen) {
    for refusal in refusals.iter().take(SHOWN) {
        let line =
            if refusal.kept { format!("note: {refusal}") } else { format!("refused: {refusal}") };
        screen.note(&line);
        outcome.refusals.push(line);
    }
    if refusals.len() > SHOWN {
        screen.note(format!("… and {} more in this file", refusals.len() - SHOWN));
    }
    outcome.refused += refusals.iter().filter(|r| !r.kept).count();
}
