//! The one hand that writes: every entry goes through it, in order, and is on the disk before
//! anybody is told.

use crate::bus::{Bus, Event};
use crate::settler::{Appended, ToSettler};
use armistice_case::{
    Arrival, Doing, Failure, Incoming, Intake, Known, Named, Next, Nobody, Payload, Ruling, Took,
    act_words, enact, incomplete,
};
use armistice_ledger::{Key, NewEntry, Sha256, Writer};
use armistice_model::{Act, Decision, Format, Report};
use armistice_publish::Checkpoint;
use armistice_views::{Arrival as Shown, Views};
use jiff::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The writer of the ledger, and what the case is as of its last entry.
pub struct Clerk {
    desk: Mutex<Open>,
    bus: Bus,
    views: Arc<dyn Views>,
    settler: ToSettler,
}

struct Open {
    writer: Writer,
    outline: Known,
    /// Hash of every leaf, so that a proof is made without reading the log.
    leaves: Vec<Sha256>,
}

/// A decision that is on the disk.
pub struct Entered {
    /// Its entry.
    pub entry: u64,
    /// As it was entered.
    pub decision: Decision,
    /// What whoever decided should know: that it has no effect yet.
    pub note: Option<String>,
    /// Fingerprint of the key that signed it.
    pub author: String,
}

/// A file of reports on its way in.
pub struct Filed<'a> {
    /// Its name; never a path.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What came with it.
    pub attachments: &'a [Vec<u8>],
    /// The format it is read as.
    pub format: Format,
}

/// What became of it.
pub enum Receipt {
    /// It is on the disk.
    New {
        /// Its entry.
        entry: u64,
        /// Its reports.
        reports: Vec<Report>,
    },
    /// It was refused; each fault in words.
    Refused(Vec<String>),
}

impl Clerk {
    /// Takes the pen.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn new(
        writer: Writer,
        outline: Known,
        bus: Bus,
        views: Arc<dyn Views>,
        settler: ToSettler,
    ) -> Result<Self, Failure> {
        let log = writer.log();
        let leaves = writer
            .entries()?
            .map(|entry| entry.map(|e| e.leaf_hash(&log)))
            .collect::<Result<Vec<Sha256>, _>>()?;
        let desk = Mutex::new(Open { writer, outline, leaves });
        Ok(Self { desk, bus, views, settler })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // The writer itself refuses to go on after a failure half-way.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the ledger as it is now, between two entries.
    pub fn ledger<T>(&self, read: impl FnOnce(&armistice_ledger::Ledger, &[Sha256]) -> T) -> T {
        let open = self.open();
        read(&open.writer, &open.leaves)
    }

    /// Enters a person's decision, signed by their key.
    ///
    /// # Errors
    /// When it names what the case does not have, or cannot be written.
    pub fn decide(
        &self,
        author: &Key,
        act: Act,
        reason: String,
        cites: Vec<String>,
        at: Option<Timestamp>,
    ) -> Result<Entered, Failure> {
        if reason.trim().is_empty() {
            return Err(Failure::new(
                "a decision needs its reason; it is kept with the decision for ever",
            ));
        }
        let now = Timestamp::now();
        let at = match at {
            Some(at) => at,
            // Whole seconds: a stamp finer than the ledger's own says nothing.
            None => Timestamp::from_second(now.as_second()).doing("read the clock")?,
        };
        let mut open = self.open();
        let act = enact(act, &open.outline, &InViews(self.views.as_ref()))?;
        let note = open.outline.deal.as_ref().and_then(|deal| incomplete(&act, deal));
        let decision = Decision { act, at, reason, cites };
        let payload = Payload::Decision(decision.clone()).bytes();
        let entry = open.append(author, payload, now)?;
        let fingerprint = author.public().fingerprint();
        let ruling = Ruling {
            entry,
            author: fingerprint.clone(),
            decision: decision.clone(),
            undone_by: None,
        };
        let checkpoint = open.checkpoint();
        open.outline.extend(Next::Ruling(ruling.clone()), checkpoint.clone());
        self.settler.send(Appended { next: Next::Ruling(ruling), checkpoint });
        drop(open);
        self.bus.tell(Event::Entry {
            index: entry,
            kind: "decision",
            summary: act_words(&decision.act),
            report: None,
        });
        Ok(Entered { entry, decision, note, author: fingerprint })
    }

    /// Takes a file of reports.
    ///
    /// # Errors
    /// When it cannot be written; then it is not taken.
    pub fn take(&self, author: &Key, filed: &Filed<'_>) -> Result<Receipt, Failure> {
        let mut open = self.open();
        let Open { writer, outline, leaves } = &mut *open;
        let mut intake = Intake::new(outline, Some(filed.format), None, &Nobody);
        let incoming = Incoming {
            name: filed.name,
            shown: filed.name,
            bytes: filed.bytes,
            attachments: filed.attachments,
        };
        let taken = match intake.take(writer, author, &incoming)? {
            Took::New(taken) => taken,
            Took::Held => return Ok(Receipt::Refused(vec!["it is held already".to_string()])),
            Took::Refused(refusal) => return Ok(Receipt::Refused(vec![refusal.to_string()])),
            Took::Empty(refusals) => {
                return Ok(Receipt::Refused(refusals.iter().map(ToString::to_string).collect()));
            }
        };
        let log = writer.log();
        for entry in writer.entries_from(leaves.len() as u64)? {
            leaves.push(entry?.leaf_hash(&log));
        }
        let recorded = writer.last_recorded().and_then(|s| Timestamp::from_second(s).ok());
        let recorded = recorded.unwrap_or(Timestamp::UNIX_EPOCH);
        let claims = outline.claims_of(&taken.reports, &Nobody);
        let arrival = Shown {
            entry: taken.entry,
            recorded,
            reports: &taken.reports,
            claims: &claims,
        };
        // What is in the ledger is taken, whatever becomes of the views: they are made again.
        if let Err(error) = self.views.arrive(&arrival) {
            tracing::error!(%error, "a new report is not shown before it is judged");
        }
        let next = Next::Reports {
            name: filed.name.to_string(),
            evidence: Sha256::of(filed.bytes).to_string(),
            arrival: Arrival { entry: taken.entry, recorded },
            reports: taken.reports.clone(),
        };
        let checkpoint = open.checkpoint();
        open.outline.extend(Next::Nothing, checkpoint.clone());
        self.settler.send(Appended { next, checkpoint });
        drop(open);
        self.bus.tell(Event::Entry {
            index: taken.entry,
            kind: "report",
            summary: format!("{}: {} reports", filed.name, taken.reports.len()),
            report: taken.reports.first().map(|r| r.id.to_string()),
        });
        Ok(Receipt::New { entry: taken.entry, reports: taken.reports })
    }

    /// Records what was done to the accounts.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record(&self, author: &Key, payload: &Payload, summary: &str) -> Result<u64, Failure> {
        let mut open = self.open();
        let entry = open.append(author, payload.bytes(), Timestamp::now())?;
        let checkpoint = open.checkpoint();
        open.outline.extend(Next::Nothing, checkpoint.clone());
        self.settler.send(Appended { next: Next::Nothing, checkpoint });
        drop(open);
        let summary = summary.to_string();
        self.bus.tell(Event::Entry { index: entry, kind: "account", summary, report: None });
        Ok(entry)
    }
}

impl Open {
    fn append(&mut self, author: &Key, payload: Vec<u8>, now: Timestamp) -> Result<u64, Failure> {
        let new = NewEntry { recorded: now.as_second(), payload };
        let entry = self.writer.append(author, &[new])?.start;
        let log = self.writer.log();
        for entry in self.writer.entries_from(self.leaves.len() as u64)? {
            self.leaves.push(entry?.leaf_hash(&log));
        }
        Ok(entry)
    }

    fn checkpoint(&self) -> Checkpoint {
        Checkpoint { entries: self.writer.size(), root: self.writer.root().to_string() }
    }
}

/// What an act names is looked up where it is served from.
struct InViews<'a>(&'a dyn Views);

impl Named for InViews<'_> {
    fn has_claim(&self, id: &armistice_model::ClaimId) -> Result<bool, Failure> {
        Ok(self.0.claim(id).doing("look up the claim")?.is_some())
    }

    fn has_incident(&self, id: &armistice_model::IncidentId) -> Result<bool, Failure> {
        Ok(self.0.incident(id).doing("look up the incident")?.is_some())
    }

    fn has_report(&self, id: &armistice_model::ReportId) -> Result<bool, Failure> {
        Ok(self.0.report(id).doing("look up the report")?.is_some())
    }
}
