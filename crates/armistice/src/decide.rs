//! `armistice decide`: a person's decision, signed, with its reason.

use crate::args::{ActName, Decide};
use crate::screen::Screen;
use armistice_case::{
    AsOf, Doing, Failure, Folder, Known, Payload, enact, incomplete, instant, own_key, seconds,
};
use armistice_ledger::NewEntry;
use armistice_model::{Act, ClaimId, Decision, Determination, IncidentId, ReportId, Verification};
use jiff::Timestamp;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Decide, screen: &Screen) -> Result<ExitCode, Failure> {
    let folder = Folder::at(&args.case)?;
    let ledger = folder.open(screen)?;
    let known = Known::of_ledger(&ledger, &AsOf::Everything, screen)?;
    let judged = known.judged(None, screen)?;
    let deal = known.deal()?;
    let reason = args.reason.clone().filter(|r| !r.trim().is_empty()).ok_or_else(|| {
        Failure::new("a decision needs its reason: add --reason \"…\"; it is kept with the decision for ever")
    })?;
    let at = match &args.at {
        Some(text) => instant(text, &deal.zone)?,
        // Whole seconds: a stamp finer than the ledger's own says nothing.
        None => Timestamp::from_second(Timestamp::now().as_second()).doing("read the clock")?,
    };
    for cited in &args.cite {
        if !known.reports.iter().any(|r| r.id.as_str() == cited)
            && !known.files.values().any(|f| f == cited)
        {
            return Err(Failure::new(format!(
                "--cite {cited}: no report of this id or file name is in the ledger"
            )));
        }
    }
    let act = enact(act(&args.act)?, &known, &(&known, &judged))?;
    let decision = Decision { act, at, reason, cites: args.cite.clone() };
    let author = own_key()?;
    let mut writer = folder.writer()?;
    let entry = NewEntry {
        recorded: Timestamp::now().as_second(),
        payload: Payload::Decision(decision.clone()).bytes(),
    };
    let entries = writer.append(&author, &[entry])?;
    if screen.json {
        screen.data(&armistice_publish::json_bytes(&decision))?;
    }
    screen.say(format!(
        "entered as ledger entry {}, signed by {} ({})",
        entries.start,
        author.name(),
        author.public().fingerprint()
    ))?;
    if let Some(warning) = incomplete(&decision.act, deal) {
        screen.note(warning);
    }
    Ok(ExitCode::SUCCESS)
}

/// The act as it was typed; whether the case has what it names is for [`enact`] to say.
fn act(name: &ActName) -> Result<Act, Failure> {
    let claims = |ids: &[String]| ids.iter().map(|id| ClaimId::new(id.as_str())).collect();
    let incident = |id: &String| IncidentId::new(id.as_str());
    let report = |id: &String| ReportId::new(id.as_str());
    Ok(match name.clone() {
        ActName::Merge { claims: of } => Act::Merge { claims: claims(&of) },
        ActName::Split { claims: of } => Act::Split { claims: claims(&of) },
        ActName::Verify { incident: id, state } => Act::Verify {
            incident: incident(&id),
            state: word::<Verification>(&state, "reported, corroborated, verified, unverifiable")?,
        },
        ActName::Attribute { incident: id, to } => Act::Attribute { incident: incident(&id), to },
        ActName::Find { term, incident: id, determination } => Act::Find {
            term,
            incident: incident(&id),
            determination: word::<Determination>(
                &determination,
                "established, not-established, unattributable",
            )?,
        },
        ActName::Extend { window, lasts, by } => {
            Act::Extend { of: window, seconds: seconds(&lasts)?, by }
        }
        ActName::Restart { clock, by } => Act::Restart { of: clock, by },
        ActName::Withdraw { by } => Act::Withdraw { by },
        ActName::Join { actor, party } => Act::Join { actor, party },
        ActName::Leave { actor } => Act::Leave { actor },
        ActName::Accept { report: id } => Act::Accept { report: report(&id) },
        ActName::SetAside { report: id } => Act::SetAside { report: report(&id) },
        ActName::Ask { incident: id, party, question } => {
            Act::Ask { incident: incident(&id), party, question }
        }
        ActName::Answer { entry, answer } => Act::Answer { to: entry, answer },
        ActName::Undo { entry } => Act::Undo { of: entry },
    })
}

fn word<T: serde::de::DeserializeOwned>(text: &str, known: &str) -> Result<T, Failure> {
    serde_json::from_value(serde_json::Value::String(text.replace('-', "_")))
        .map_err(|_| Failure::new(format!("`{text}` is none of {known}")))
}
