//! `armistice ledger verify|log`.

use crate::args::{Ledger as Args, LedgerCommand};
use crate::screen::Screen;
use armistice_case::{Failure, Folder, Payload, act_words};
use armistice_ledger::Ledger;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::process::ExitCode;

/// A ledger in which nothing is amiss.
#[derive(Serialize, JsonSchema)]
pub struct Verified {
    /// The log's name: the first line of its checkpoint.
    origin: String,
    /// How many entries it has.
    entries: u64,
    /// Its Merkle root, hexadecimal.
    root: String,
    /// How many evidence files entries rest on, all unaltered.
    evidence: u64,
    /// Who signed how many: fingerprints of keys.
    authors: Vec<(String, u64)>,
}

/// One entry of the log.
#[derive(Serialize, JsonSchema)]
pub struct Line {
    /// Its place, from 0.
    index: u64,
    /// When it was recorded, RFC 3339.
    recorded: String,
    /// Fingerprint of the key that signed it.
    author: String,
    /// What it holds; `null` for an entry of a later version.
    payload: Option<Payload>,
}

/// Runs the command.
pub fn run(args: &Args, screen: &Screen) -> Result<ExitCode, Failure> {
    match &args.command {
        LedgerCommand::Verify { case } => {
            let folder = Folder::at(case)?;
            let verified = armistice_ledger::verify(folder.ledger(), Payload::evidence)?;
            if screen.json {
                let shown = Verified {
                    origin: verified.origin,
                    entries: verified.size,
                    root: verified.root.to_string(),
                    evidence: verified.evidence,
                    authors: verified.authors.iter().map(|(k, n)| (k.fingerprint(), *n)).collect(),
                };
                screen.data(&armistice_publish::json_bytes(&shown))?;
                return Ok(ExitCode::SUCCESS);
            }
            screen.say(format!(
                "{} entries and {} evidence files: every signature, link and content checked, nothing amiss\nroot {}\nlog  {}",
                verified.size, verified.evidence, verified.root, verified.origin
            ))?;
            for (author, entries) in &verified.authors {
                screen.say(format!("signed by {}: {entries} entries", author.fingerprint()))?;
            }
            if verified.torn > 0 {
                screen.say(format!(
                    "{} bytes of an entry that was never acknowledged stand at the end; the next writer removes them",
                    verified.torn
                ))?;
            }
        }
        LedgerCommand::Log { case } => {
            let folder = Folder::at(case)?;
            let mut lines = Vec::new();
            for entry in Ledger::open(folder.ledger())?.entries()? {
                let entry = entry?;
                lines.push(Line {
                    index: entry.index,
                    recorded: Timestamp::from_second(entry.recorded)
                        .map_or_else(|_| entry.recorded.to_string(), |t| t.to_string()),
                    author: entry.author.fingerprint(),
                    payload: Payload::read(&entry.payload),
                });
            }
            if screen.json {
                screen.data(&armistice_publish::json_bytes(&lines))?;
            } else {
                let text: String = lines.iter().map(told).collect();
                screen.data(text.as_bytes())?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn told(line: &Line) -> String {
    let what = match &line.payload {
        Some(Payload::CaseFile { role, evidence, .. }) => {
            format!("{} ({})", role.file(), evidence.get(..12).unwrap_or(evidence))
        }
        Some(Payload::Taken { name, reports, refused, .. }) => {
            let lost = if *refused > 0 { format!(", {refused} refused") } else { String::new() };
            format!("{name}: {reports} report{}{lost}", if *reports == 1 { "" } else { "s" })
        }
        Some(Payload::Decision(decision)) => {
            format!("{}, from {}: {}", act_words(&decision.act), decision.at, decision.reason)
        }
        Some(Payload::Account { what, about, by, .. }) => {
            format!("account {about}: {what} by {by}")
        }
        None => "an entry of a later version".to_string(),
    };
    format!("{:>6}  {}  {}  {what}\n", line.index, line.recorded, line.author)
}
