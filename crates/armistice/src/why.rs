//! `armistice why`: from a judgement down to the words.

use crate::args::Why;
use crate::case::{AsOf, Known};
use crate::failure::Failure;
use crate::folder::Folder;
use crate::screen::Screen;
use armistice_model::AssessmentId;
use armistice_publish::Audience;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Why, screen: &Screen) -> Result<ExitCode, Failure> {
    let id: AssessmentId = args
        .assessment
        .parse()
        .map_err(|e: armistice_model::AssessmentIdError| Failure::new(e.to_string()))?;
    let folder = Folder::at(&args.case)?;
    let ledger = folder.open(screen)?;
    let known = Known::of_ledger(&ledger, &AsOf::parse(args.known.as_of.as_deref())?, screen)?;
    let judged = known.judged(None, screen)?;
    let name = folder.name();
    let publication = judged.publication(&name, &known);
    let veil = publication.veil(Audience::Mission);
    let why = armistice_publish::why(&publication, &id, &veil)
        .map_err(|e| Failure::new(e.to_string()))?;
    if screen.json {
        screen.data(&armistice_publish::json_bytes(&why))?;
    } else {
        screen.data(armistice_publish::why_text(&why).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
