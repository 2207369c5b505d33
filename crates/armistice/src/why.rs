//! `armistice why`: from a judgement, or from an incident, down to the words.

use crate::args::Why;
use crate::screen::Screen;
use armistice_case::{AsOf, Failure, Folder, Judged, Known};
use armistice_model::{AssessmentId, AssessmentIdError};
use armistice_publish::Audience;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Why, screen: &Screen) -> Result<ExitCode, Failure> {
    let folder = Folder::at(&args.case)?;
    let ledger = folder.open(screen)?;
    let known = Known::of_ledger(&ledger, &AsOf::parse(args.known.as_of.as_deref())?, screen)?;
    let judged = known.judged(None, screen)?;
    let incident = Some(args.assessment.as_str()).filter(|name| name.starts_with("I-"));
    let id = match incident {
        Some(incident) => gravest(&judged, incident)?,
        None => {
            let wrong = |e: AssessmentIdError| Failure::new(e.to_string());
            args.assessment.parse().map_err(wrong)?
        }
    };
    let publication = judged.publication(&known);
    let veil = publication.veil(Audience::Mission);
    let mut why = armistice_publish::why(&publication, &id, &veil)
        .map_err(|e| Failure::new(e.to_string()))?;
    if let Some(incident) = incident {
        why.breaches.retain(|b| b.incident.as_ref().is_some_and(|i| i.id.as_str() == incident));
    }
    if screen.json {
        screen.data(&armistice_publish::json_bytes(&why))?;
    } else {
        screen.data(armistice_publish::why_text(&why).as_bytes())?;
        screen.note("For the mission only: the words may be those of protected sources.");
    }
    Ok(ExitCode::SUCCESS)
}

/// The gravest cell that rests on an incident, in the eyes of all.
fn gravest(judged: &Judged, incident: &str) -> Result<AssessmentId, Failure> {
    let rests = |breach: &&armistice_model::Breach| {
        breach.incident.as_ref().is_some_and(|id| id.as_str() == incident)
    };
    let cells = judged.board.assessments.iter().filter(|a| a.id.perspective == "all");
    let gravest = cells
        .filter_map(|a| a.breaches.iter().find(rests).map(|b| (b.status, a)))
        .max_by_key(|(status, a)| (*status, a.id.reading.is_none(), std::cmp::Reverse(a.id.day)));
    match gravest {
        Some((_, assessment)) => Ok(assessment.id.clone()),
        None if judged.incidents.iter().any(|i| i.id.as_str() == incident) => {
            Err(Failure::new(format!(
                "{incident} bears on no term; its claims are listed by `armistice incidents CASE --json`"
            )))
        }
        None => Err(Failure::new(format!(
            "no incident `{incident}`; list them with `armistice incidents CASE`"
        ))),
    }
}
