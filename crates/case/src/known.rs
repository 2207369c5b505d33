//! From a prefix of the ledger to everything that is shown: the same prefix, the same answer.

use crate::entry::{Payload, Role};
use crate::failure::{Doing, Failure};
use crate::onlooker::Onlooker;
use crate::rulings::{Ruling, standing};
use armistice_deal::Deal;
use armistice_intake::Context;
use armistice_ledger::{Ledger, Sha256};
use armistice_model::{Act, Actors, Claim, Decision, Gazetteer, Report, ReportId, Sources};
use armistice_publish::Checkpoint;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};

/// Which part of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub enum AsOf {
    /// All of it, as known when the last of it was.
    Everything,
    /// What was published or decided up to an instant.
    Instant(String),
    /// The first so many entries.
    Entries(u64),
}

impl AsOf {
    /// Reads `--as-of`; instants are understood once the deal's zone is known.
    ///
    /// # Errors
    /// When `#N` is no number.
    pub fn parse(text: Option<&str>) -> Result<Self, Failure> {
        match text {
            None => Ok(Self::Everything),
            Some(text) => match text.strip_prefix('#') {
                Some(number) => number.parse().map(Self::Entries).map_err(|_| {
                    Failure::new(format!(
                        "--as-of {text}: after # comes a number of entries, for example #40"
                    ))
                }),
                None => Ok(Self::Instant(text.to_string())),
            },
        }
    }
}

/// Everything a prefix of the ledger holds, understood.
#[derive(Clone)]
pub struct Known {
    /// The case's name.
    pub case: String,
    /// The deal.
    pub deal: Option<Deal>,
    /// Who says things.
    pub sources: Sources,
    /// Who does things.
    pub actors: Actors,
    /// Where.
    pub places: Gazetteer,
    /// Reports known, sorted by id, each once.
    pub reports: Vec<Report>,
    /// Names of the files that reports came in, by the file's SHA-256.
    pub files: HashMap<String, String>,
    /// Where each report stands in the ledger: the first entry that holds it.
    pub arrivals: HashMap<ReportId, Arrival>,
    /// Every decision known, in the order of the ledger, whether or not it still stands.
    pub rulings: Vec<Ruling>,
    /// The decisions that stand: those that no later one undid.
    pub decisions: Vec<Decision>,
    /// The instant of knowledge.
    pub as_of: Timestamp,
    /// The prefix.
    pub checkpoint: Checkpoint,
}

/// Where a report stands in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The entry.
    pub entry: u64,
    /// When it was recorded.
    pub recorded: Timestamp,
}

/// What an entry brings that was just appended.
pub enum Next {
    /// A decision.
    Ruling(Ruling),
    /// A file of reports.
    Reports {
        /// The file's name.
        name: String,
        /// Its SHA-256.
        evidence: String,
        /// Where it stands.
        arrival: Arrival,
        /// Its reports.
        reports: Vec<Report>,
    },
    /// Nothing that is judged.
    Nothing,
}

/// A file of reports that the ledger says was taken.
struct TakenFile {
    entry: u64,
    name: String,
    evidence: String,
    format: armistice_model::Format,
    source: Option<String>,
    recorded: Timestamp,
}

/// Whether one of a case's own files is sound.
///
/// # Errors
/// With every fault, each with line and column.
pub fn check_file(role: Role, bytes: &[u8], name: &str) -> Result<(), Failure> {
    let text = text_of(bytes, name)?;
    match role {
        Role::Deal => crate::deal_text::checked(&text, name).map(|_| ()),
        Role::Sources => armistice_intake::sources(&text, name).map(|_| ()).map_err(refused),
        Role::Actors => armistice_intake::actors(&text, name).map(|_| ()).map_err(refused),
        Role::Places => armistice_intake::places(&text, name).map(|_| ()).map_err(refused),
    }
}

fn refused(refusal: armistice_intake::Refusal) -> Failure {
    Failure::new(refusal.to_string())
}

fn text_of(bytes: &[u8], name: &str) -> Result<String, Failure> {
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        Failure::new(format!(
            "{name}: byte {} is not UTF-8; save the file as UTF-8",
            error.utf8_error().valid_up_to()
        ))
    })
}

impl Known {
    /// Replays a prefix of the ledger.
    ///
    /// # Errors
    /// When the ledger is not what it was, or a file in it no longer checks.
    pub fn of_ledger(
        ledger: &Ledger,
        as_of: &AsOf,
        onlooker: &dyn Onlooker,
    ) -> Result<Self, Failure> {
        let (mut known, taken, limit) = Self::replay(ledger, as_of)?;
        known.read_reports(ledger, &taken, limit, onlooker)?;
        known.as_of = limit.unwrap_or_else(|| known.last_known());
        Ok(known)
    }

    /// The whole ledger without its reports: who and where, the deal, what was decided. Its
    /// `as_of` is that of the decisions alone.
    ///
    /// # Errors
    /// As [`Known::of_ledger`].
    pub fn outline(ledger: &Ledger) -> Result<Self, Failure> {
        let (mut known, ..) = Self::replay(ledger, &AsOf::Everything)?;
        known.as_of = known.last_known();
        Ok(known)
    }

    /// The same without its reports.
    #[must_use]
    pub fn light(&self) -> Self {
        Self {
            case: self.case.clone(),
            deal: self.deal.clone(),
            sources: self.sources.clone(),
            actors: self.actors.clone(),
            places: self.places.clone(),
            reports: Vec::new(),
            files: HashMap::new(),
            arrivals: HashMap::new(),
            rulings: self.rulings.clone(),
            decisions: self.decisions.clone(),
            as_of: self.as_of,
            checkpoint: self.checkpoint.clone(),
        }
    }

    /// Takes in an entry that was just appended to the whole ledger that this is.
    pub fn extend(&mut self, next: Next, checkpoint: Checkpoint) {
        match next {
            Next::Ruling(ruling) => {
                self.rulings.push(ruling);
                for ruling in &mut self.rulings {
                    ruling.undone_by = None;
                }
                self.decisions = standing(&mut self.rulings);
            }
            Next::Reports { name, evidence, arrival, reports } => {
                self.files.insert(evidence, name);
                for report in reports {
                    if !self.arrivals.contains_key(&report.id) {
                        self.arrivals.insert(report.id.clone(), arrival);
                        let at = self.reports.partition_point(|r| r.id < report.id);
                        self.reports.insert(at, report);
                    }
                }
            }
            Next::Nothing => {}
        }
        self.checkpoint = checkpoint;
        self.as_of = self.last_known();
    }

    /// Replays a prefix of the ledger but for the reports in it.
    fn replay(
        ledger: &Ledger,
        as_of: &AsOf,
    ) -> Result<(Self, Vec<TakenFile>, Option<Timestamp>), Failure> {
        let size = match as_of {
            AsOf::Entries(n) if *n > ledger.size() => {
                return Err(Failure::new(format!(
                    "--as-of #{n}: the ledger has {} entries",
                    ledger.size()
                )));
            }
            AsOf::Entries(n) => *n,
            _ => ledger.size(),
        };
        let mut case: Option<String> = None;
        let mut files: HashMap<Role, Sha256> = HashMap::new();
        let mut taken: Vec<TakenFile> = Vec::new();
        let mut rulings: Vec<Ruling> = Vec::new();
        for entry in ledger.entries()? {
            let entry = entry?;
            if entry.index >= size {
                break;
            }
            match Payload::read(&entry.payload) {
                Some(Payload::CaseFile { role, evidence, case: name }) => {
                    case = case.or(name);
                    let hash =
                        evidence.parse().doing(format!("read ledger entry {}", entry.index))?;
                    files.insert(role, hash);
                }
                Some(Payload::Taken { name, evidence, format, source, .. }) => {
                    let recorded = Timestamp::from_second(entry.recorded)
                        .doing(format!("read the stamp of ledger entry {}", entry.index))?;
                    taken.push(TakenFile {
                        entry: entry.index,
                        name,
                        evidence,
                        format,
                        source,
                        recorded,
                    });
                }
                Some(Payload::Decision(decision)) => rulings.push(Ruling {
                    entry: entry.index,
                    author: entry.author.fingerprint(),
                    decision,
                    undone_by: None,
                }),
                // Who works on the case bears on nothing that is judged.
                Some(Payload::Account { .. }) => {}
                // An entry of a later version: this one neither knows nor needs it.
                None => {}
            }
        }
        let read = |role: Role| -> Result<Option<(String, &'static str)>, Failure> {
            let Some(hash) = files.get(&role) else { return Ok(None) };
            Ok(Some((text_of(&ledger.evidence(hash)?, role.file())?, role.file())))
        };
        let sources = match read(Role::Sources)? {
            Some((text, name)) => armistice_intake::sources(&text, name).map_err(refused)?,
            None => Sources::default(),
        };
        let actors = match read(Role::Actors)? {
            Some((text, name)) => armistice_intake::actors(&text, name).map_err(refused)?,
            None => Actors::default(),
        };
        let places = match read(Role::Places)? {
            Some((text, name)) => armistice_intake::places(&text, name).map_err(refused)?,
            None => Gazetteer::default(),
        };
        let deal = match read(Role::Deal)? {
            Some((text, name)) => Some(crate::deal_text::checked(&text, name)?),
            None => None,
        };
        let zone = deal.as_ref().map_or(TimeZone::UTC, |d: &Deal| d.zone.clone());

        let mut known = Self {
            case: case.unwrap_or_else(|| "case".to_string()),
            deal,
            sources,
            actors,
            places,
            reports: Vec::new(),
            files: HashMap::new(),
            arrivals: HashMap::new(),
            rulings: Vec::new(),
            decisions: Vec::new(),
            as_of: Timestamp::UNIX_EPOCH,
            checkpoint: Checkpoint {
                entries: size.min(ledger.size()),
                root: ledger.root_at(size.min(ledger.size()))?.to_string(),
            },
        };
        let limit = match as_of {
            AsOf::Instant(text) => Some(instant(text, &zone)?),
            _ => None,
        };
        rulings.retain(|r| limit.is_none_or(|limit| r.decision.at <= limit));
        known.decisions = standing(&mut rulings);
        known.rulings = rulings;
        Ok((known, taken, limit))
    }

    /// Reads every taken file again: a report is what its bytes say, not what was kept of them.
    fn read_reports(
        &mut self,
        ledger: &Ledger,
        taken: &[TakenFile],
        limit: Option<Timestamp>,
        onlooker: &dyn Onlooker,
    ) -> Result<(), Failure> {
        let zone = self.zone();
        let bar = onlooker.progress("reading the ledger", taken.len() as u64);
        for file in taken {
            bar.step();
            let hash =
                file.evidence.parse().doing(format!("read the ledger's entry on {}", file.name))?;
            let bytes = ledger.evidence(&hash)?;
            let context = Context {
                sources: &self.sources,
                zone: zone.clone(),
                format: Some(file.format),
                source: file.source.clone(),
                now: file.recorded,
            };
            // What was refused when the file was taken is refused again; it was said then.
            let Ok(read) = armistice_intake::take(&bytes, &file.name, &context) else { continue };
            self.files.insert(file.evidence.clone(), file.name.clone());
            let arrival = Arrival { entry: file.entry, recorded: file.recorded };
            for report in read.reports {
                let known = report.published.unwrap_or(file.recorded).min(file.recorded);
                if limit.is_none_or(|limit| known <= limit) {
                    self.arrivals.entry(report.id.clone()).or_insert(arrival);
                    self.reports.push(report);
                }
            }
        }
        self.reports.sort_by(|a, b| a.id.cmp(&b.id));
        self.reports.dedup_by(|a, b| a.id == b.id);
        Ok(())
    }

    /// The latest stamp of anything known: so the same prefix is judged at the same instant
    /// whenever it is judged.
    fn last_known(&self) -> Timestamp {
        let reports = self.reports.iter().filter_map(|r| {
            let future = r.flags.contains(&armistice_model::Flag::FromTheFuture);
            r.published.filter(|_| !future)
        });
        let decisions = self.decisions.iter().map(|d| d.at);
        let start = self.deal.as_ref().map(|d| d.agreed.as_ref().map_or(d.day_d, |(at, _)| *at));
        reports.chain(decisions).chain(start).max().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The deal.
    ///
    /// # Errors
    /// When this prefix of the ledger holds none.
    pub fn deal(&self) -> Result<&Deal, Failure> {
        self.deal.as_ref().ok_or_else(|| {
            Failure::new("this part of the ledger holds no deal yet; take a later --as-of")
        })
    }

    /// Names that the deal uses for actors and the case does not list: a member misspelt is a
    /// member lost, and nobody would see it on the board.
    pub fn unlisted_actors(&self) -> Vec<String> {
        let Some(deal) = &self.deal else { return Vec::new() };
        let parties = deal.parties.iter().flat_map(|p| &p.members);
        let guarantors = deal.guarantors.iter().flat_map(|g| &g.members);
        let outside = deal.outside.iter().flat_map(|o| &o.members);
        let members = parties.chain(guarantors).chain(outside).map(|m| m.actor.as_str());
        let mut names: Vec<String> = members
            .chain(deal.mixed.iter().map(|m| m.name.as_str()))
            .filter(|name| self.actors.find(name).is_none())
            .map(str::to_string)
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The zone in which the case's days are counted.
    pub fn zone(&self) -> TimeZone {
        self.deal.as_ref().map_or(TimeZone::UTC, |d| d.zone.clone())
    }

    /// What the reports claim, sorted by id.
    pub fn claims(&self, onlooker: &dyn Onlooker) -> Vec<Claim> {
        self.claims_of(&self.reports, onlooker)
    }

    /// What some reports claim, sorted by id: each is read by itself.
    pub fn claims_of(&self, reports: &[Report], onlooker: &dyn Onlooker) -> Vec<Claim> {
        let zone = self.zone();
        let reader = armistice_reading::Reader::new(armistice_reading::Known {
            sources: &self.sources,
            actors: &self.actors,
            places: &self.places,
            zone: &zone,
        });
        let bar = onlooker.progress("reading the reports", reports.len() as u64);
        let mut claims: Vec<Claim> = Vec::with_capacity(reports.len());
        for report in reports {
            claims.extend(reader.read(report));
            bar.step();
        }
        claims.sort_by(|a, b| a.id.cmp(&b.id));
        claims
    }

    /// Reports that a person set aside.
    pub fn set_aside(&self) -> HashSet<&ReportId> {
        let mut reports = HashSet::new();
        for decision in &self.decisions {
            match &decision.act {
                Act::SetAside { report } => reports.insert(report),
                // Whoever accepts a report after it was set aside takes it up again.
                Act::Accept { report } => reports.remove(report),
                _ => false,
            };
        }
        reports
    }

    /// Reports that a person accepted, and that nobody set aside since.
    pub fn accepted(&self) -> HashSet<&ReportId> {
        let mut reports = HashSet::new();
        for decision in &self.decisions {
            match &decision.act {
                Act::Accept { report } => reports.insert(report),
                Act::SetAside { report } => reports.remove(report),
                _ => false,
            };
        }
        reports
    }

    /// People's merges and splits.
    /// What people decided of which claims speak of one event.
    pub fn decided(&self) -> armistice_fusion::Decided {
        let mut decided = armistice_fusion::Decided::default();
        for decision in &self.decisions {
            match &decision.act {
                Act::Merge { claims } => decided.merges.push(claims.clone()),
                Act::Split { claims } => decided.splits.push(claims.clone()),
                _ => {}
            }
        }
        decided
    }
}

/// An instant as people write it: with an offset, or a date and time or a date (its end) in the
/// deal's zone.
///
/// # Errors
/// When it is none of these.
pub fn instant(text: &str, zone: &TimeZone) -> Result<Timestamp, Failure> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    let civil = text.parse::<Date>().ok().map(|day| {
        // "As known on 16 September" includes what was said on that day.
        day.to_datetime(jiff::civil::time(23, 59, 59, 0))
    });
    let has_time = text.contains([':', 'T']);
    let civil = match (has_time, civil) {
        (false, Some(civil)) => Some(civil),
        _ => text.replace(' ', "T").parse::<DateTime>().ok(),
    };
    civil.and_then(|civil| zone.to_zoned(civil).ok()).map(|z| z.timestamp()).ok_or_else(|| {
        Failure::new(format!(
            "`{text}` is no instant; write 2016-09-16, 2016-09-16T12:00 or 2016-09-16T12:00+03:00"
        ))
    })
}

pub(crate) fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| Failure::new(format!("`{text}` is no day; write it like 2016-09-19")))
}
