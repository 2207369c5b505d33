//! The one hand that writes: every entry goes through it, in order, and is on the disk before
//! anybody is told.

use crate::bus::{Bus, Event};
use crate::filing::uuid_of;
use crate::settler::{Appended, ToSettler};
use armistice_case::{
    Arrival, Doing, Failure, Incoming, Intake, Known, Named, Next, Nobody, Payload, Ruling, Took,
    act_words, enact, incomplete,
};
use armistice_ledger::{Key, NewEntry, Sha256, Writer};
use armistice_model::{Act, Decision, Format, Report, ReportId};
use armistice_publish::Checkpoint;
use armistice_views::{Arrival as Shown, QueueState, Views};
use jiff::Timestamp;
use std::collections::HashMap;
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
    /// The entry of every form by its own id.
    forms: HashMap<String, u64>,
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
    /// The form's own id, where it came from a form: a second file under it is the same report.
    pub uuid: Option<&'a str>,
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
    /// A form of this id is in the ledger already.
    Already {
        /// Its entry.
        entry: u64,
        /// Its report.
        report: ReportId,
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
        let (mut leaves, mut forms) = (Vec::new(), HashMap::new());
        for entry in writer.entries()? {
            let entry = entry?;
            leaves.push(entry.leaf_hash(&log));
            if let Some(Payload::Taken { name, .. }) = Payload::read(&entry.payload)
                && let Some(uuid) = uuid_of(&name)
            {
                forms.insert(uuid.to_string(), entry.index);
            }
        }
        let desk = Mutex::new(Open { writer, outline, leaves, forms });
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

    /// Reads what was decided, as of the last entry.
    pub fn outline<T>(&self, read: impl FnOnce(&Known) -> T) -> T {
        read(&self.open().outline)
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
        let named = InViews(self.views.as_ref());
        let act = enact(act, &open.outline, &named)?;
        for cited in &cites {
            if !named.has_report(&ReportId::new(cited.as_str()))? {
                return Err(Failure::new(format!("cites: there is no report `{cited}`")));
            }
        }
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
        self.mark(&open.outline, &decision.act);
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

    /// Shows at once where a report stands in the queue that was just decided on.
    fn mark(&self, outline: &Known, act: &Act) {
        let (mut act, mut before) = (act, u64::MAX);
        // An undoing of an undoing is about what the first was about, and always of something
        // earlier.
        while let Act::Undo { of } = act {
            let undone = outline.rulings.iter().find(|r| r.entry == *of && r.entry < before);
            let Some(undone) = undone else { return };
            (act, before) = (&undone.decision.act, undone.entry);
        }
        let (Act::Accept { report } | Act::SetAside { report }) = act else { return };
        let state = if outline.set_aside().contains(report) {
            QueueState::SetAside
        } else if outline.accepted().contains(report) {
            QueueState::Accepted
        } else {
            QueueState::Open
        };
        // The settler writes it again in any case.
        if let Err(error) = self.views.mark(report, state) {
            tracing::error!(%error, "the queue shows a decision only once it is judged");
        }
    }

    /// Takes a file of reports.
    ///
    /// # Errors
    /// When it cannot be written; then it is not taken.
    pub fn take(&self, author: &Key, filed: &Filed<'_>) -> Result<Receipt, Failure> {
        let mut open = self.open();
        if let Some(entry) = filed.uuid.and_then(|uuid| open.forms.get(uuid)).copied() {
            return Ok(Receipt::Already { entry, report: open.first_report(entry)? });
        }
        let Open { writer, outline, leaves, forms } = &mut *open;
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
        if let Some(uuid) = filed.uuid {
            forms.insert(uuid.to_string(), taken.entry);
        }
        let recorded = writer.last_recorded().and_then(|s| Timestamp::from_second(s).ok());
        let recorded = recorded.unwrap_or(Timestamp::UNIX_EPOCH);
        let claims = outline.claims_of(&taken.reports, &Nobody);
        let arrival =
            Shown { entry: taken.entry, recorded, reports: &taken.reports, claims: &claims };
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
            summary: filed.name.to_string(),
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

    /// The first report of a file that was taken: read again, because a report is what its bytes
    /// say.
    fn first_report(&self, entry: u64) -> Result<ReportId, Failure> {
        let gone = || Failure::new(format!("ledger entry {entry} holds no report"));
        let entry = self.writer.entries_from(entry)?.next().ok_or_else(gone)??;
        let Some(Payload::Taken { name, evidence, format, source, .. }) =
            Payload::read(&entry.payload)
        else {
            return Err(gone());
        };
        let bytes = self.writer.evidence(&evidence.parse().doing("read the entry")?)?;
        let context = armistice_intake::Context {
            sources: &self.outline.sources,
            zone: self.outline.zone(),
            format: Some(format),
            source,
            now: Timestamp::from_second(entry.recorded).doing("read the entry's stamp")?,
        };
        let taken = armistice_intake::take(&bytes, &name, &context).doing("read the report")?;
        taken.reports.into_iter().next().map(|report| report.id).ok_or_else(gone)
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
