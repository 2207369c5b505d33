//! Reports in, durable before they are acknowledged.

use crate::entry::Payload;
use crate::failure::Failure;
use crate::known::Known;
use crate::onlooker::Onlooker;
use armistice_intake::{Context, Refusal};
use armistice_ledger::{Key, Ledger, NewEntry, Sha256, Writer};
use armistice_model::{Format, Report};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;
use std::path::PathBuf;

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

/// A file of reports that is on the disk.
pub struct Taken {
    /// Its entry in the ledger.
    pub entry: u64,
    /// Its reports.
    pub reports: Vec<Report>,
    /// What of it was refused, or is worth a note.
    pub refused: Vec<Refusal>,
}

/// What became of one file.
pub enum Took {
    /// It is in the ledger.
    New(Taken),
    /// The ledger held these bytes already.
    Held,
    /// It is of no format that we read.
    Refused(Refusal),
    /// It was read, and no report in it can be taken.
    Empty(Vec<Refusal>),
}

/// Takes files in, one entry each. Each is acknowledged only once its bytes and its entry are on
/// the disk; what is refused in one hides nothing of another.
pub struct Intake<'a> {
    known: &'a Known,
    format: Option<Format>,
    source: Option<String>,
    onlooker: &'a dyn Onlooker,
    /// What came of it so far.
    pub outcome: Outcome,
}

impl<'a> Intake<'a> {
    /// Reads files as `format` where it is given, and as published by `source` where they do not
    /// say.
    pub fn new(
        known: &'a Known,
        format: Option<Format>,
        source: Option<String>,
        onlooker: &'a dyn Onlooker,
    ) -> Self {
        Self { known, format, source, onlooker, outcome: Outcome::default() }
    }

    /// Takes files from the disk.
    ///
    /// # Errors
    /// When the ledger cannot be written. What was taken before is in it.
    pub fn files(
        &mut self,
        writer: &mut Writer,
        author: &Key,
        paths: &[PathBuf],
    ) -> Result<(), Failure> {
        let mut held = held(writer)?;
        let onlooker = self.onlooker;
        let bar = onlooker.progress("taking reports in", paths.len() as u64);
        for path in paths {
            bar.step();
            let shown = path.display().to_string();
            let name = path
                .file_name()
                .map_or_else(|| shown.clone(), |n| n.to_string_lossy().into_owned());
            let bytes = match armistice_intake::read_file(path) {
                Ok(bytes) => bytes,
                Err(refusal) => {
                    bar.aside(&mut || self.refuse(std::slice::from_ref(&refusal)));
                    continue;
                }
            };
            if held.contains(&Sha256::of(&bytes).to_string()) {
                self.outcome.already += 1;
                let line = format!("{shown}: already held, nothing to do");
                bar.aside(&mut || onlooker.note(&line));
                continue;
            }
            let file = Incoming { name: &name, shown: &shown, bytes: &bytes, attachments: &[] };
            match self.take(writer, author, &file)? {
                Took::Held => {}
                Took::Refused(refusal) => {
                    bar.aside(&mut || self.refuse(std::slice::from_ref(&refusal)));
                }
                Took::Empty(refusals) => bar.aside(&mut || {
                    self.refuse(&refusals);
                    onlooker.note(&format!("{shown}: no report in it"));
                }),
                Took::New(taken) => {
                    held.insert(Sha256::of(&bytes).to_string());
                    bar.aside(&mut || {
                        self.refuse(&taken.refused);
                        onlooker.acknowledge(&format!(
                            "{shown}: {} report{} in ledger entry {}",
                            taken.reports.len(),
                            if taken.reports.len() == 1 { "" } else { "s" },
                            taken.entry
                        ));
                    });
                }
            }
        }
        Ok(())
    }

    /// Takes one file whose bytes are at hand. Whether the ledger holds them already is for the
    /// caller to know.
    ///
    /// # Errors
    /// When the ledger cannot be written; then the file is not taken.
    pub fn take(
        &mut self,
        writer: &mut Writer,
        author: &Key,
        file: &Incoming<'_>,
    ) -> Result<Took, Failure> {
        let now = Timestamp::now();
        let context = Context {
            sources: &self.known.sources,
            zone: self.known.deal.as_ref().map_or(TimeZone::UTC, |d| d.zone.clone()),
            format: self.format,
            source: self.source.clone(),
            now,
        };
        let taken = match armistice_intake::take(file.bytes, file.shown, &context) {
            Ok(taken) => taken,
            Err(refusal) => return Ok(Took::Refused(refusal)),
        };
        if taken.reports.is_empty() {
            return Ok(Took::Empty(taken.refused));
        }
        let evidence = writer.put_evidence(file.bytes)?.to_string();
        let mut attachments = Vec::with_capacity(file.attachments.len());
        for bytes in file.attachments {
            attachments.push(writer.put_evidence(bytes)?.to_string());
        }
        let payload = Payload::Taken {
            name: file.name.to_string(),
            evidence,
            format: taken.format,
            source: self.source.clone(),
            reports: taken.reports.len(),
            refused: taken.refused.iter().filter(|r| !r.kept).count(),
            attachments,
        };
        let entries = writer
            .append(author, &[NewEntry { recorded: now.as_second(), payload: payload.bytes() }])?;
        self.outcome.files += 1;
        self.outcome.reports += taken.reports.len();
        Ok(Took::New(Taken {
            entry: entries.start,
            reports: taken.reports,
            refused: taken.refused,
        }))
    }

    fn refuse(&mut self, refusals: &[Refusal]) {
        for refusal in refusals.iter().take(SHOWN) {
            let line = if refusal.kept {
                format!("note: {refusal}")
            } else {
                format!("refused: {refusal}")
            };
            self.onlooker.note(&line);
            self.outcome.refusals.push(line);
        }
        if refusals.len() > SHOWN {
            self.onlooker.note(&format!("… and {} more in this file", refusals.len() - SHOWN));
        }
        self.outcome.refused += refusals.iter().filter(|r| !r.kept).count();
    }
}

/// A file on its way in.
pub struct Incoming<'a> {
    /// Its name where it came from; never a path.
    pub name: &'a str,
    /// What to call it in refusals.
    pub shown: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Files that came with it.
    pub attachments: &'a [Vec<u8>],
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
