//! A case's folder, and bringing its own files into its ledger.

use crate::entry::{Payload, Role};
use crate::failure::{Doing, Failure};
use crate::key;
use crate::known::{AsOf, Known, check_file};
use crate::onlooker::{Brief, Onlooker};
use crate::taking::Intake;
use armistice_ledger::{Ledger, NewEntry, Sha256};
use jiff::Timestamp;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The folder of reports that come with a case.
const REPORTS: &str = "reports";
/// The decisions that come with a case.
const DECISIONS: &str = "decisions.toml";

/// A case's folder.
pub struct Folder {
    path: PathBuf,
}

/// What the ledger already holds of a case's own files.
#[derive(Default)]
struct Held {
    newest: Vec<(Role, String)>,
    evidence: HashSet<String>,
    decisions: Vec<Vec<u8>>,
    case: Option<String>,
}

impl Folder {
    /// A folder that holds a deal.
    ///
    /// # Errors
    /// When it does not.
    pub fn at(path: &Path) -> Result<Self, Failure> {
        if !path.join(Role::Deal.file()).is_file() {
            return Err(Failure::new(format!(
                "{} is no case: it has no {}; make one with `armistice new {}`",
                path.display(),
                Role::Deal.file(),
                path.display()
            )));
        }
        Ok(Self { path: path.to_path_buf() })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder's name, which names the case when its deal is first brought in.
    fn name(&self) -> String {
        let absolute = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        absolute
            .file_name()
            .map_or_else(|| "case".to_string(), |n| n.to_string_lossy().into_owned())
    }

    /// Where its ledger lies.
    pub fn ledger(&self) -> PathBuf {
        self.path.join("ledger")
    }

    /// Opens the ledger for reading, after bringing in what is new of the case's own files.
    ///
    /// # Errors
    /// When a file cannot be read, is not sound, or the ledger is not what it was.
    pub fn open(&self, onlooker: &dyn Onlooker) -> Result<Ledger, Failure> {
        self.bring_in(onlooker)?;
        Ok(Ledger::open(self.ledger())?)
    }

    /// Opens the ledger for writing, made if need be.
    ///
    /// # Errors
    /// When somebody else is writing, or the ledger is not what it was.
    pub fn writer(&self) -> Result<armistice_ledger::Writer, Failure> {
        let ledger = self.ledger();
        Ok(if ledger.join("log.jsonl").exists() {
            Ledger::open_for_writing(&ledger)?
        } else {
            Ledger::create(&ledger)?
        })
    }

    fn held(&self) -> Result<Held, Failure> {
        let mut held = Held::default();
        if !self.ledger().join("log.jsonl").exists() {
            return Ok(held);
        }
        for entry in Ledger::open(self.ledger())?.entries()? {
            match Payload::read(&entry?.payload) {
                Some(Payload::CaseFile { role, evidence, case }) => {
                    held.case = held.case.or(case);
                    held.newest.retain(|(r, _)| *r != role);
                    held.newest.push((role, evidence));
                }
                Some(Payload::Taken { evidence, .. }) => {
                    held.evidence.insert(evidence);
                }
                Some(decision @ Payload::Decision(_)) => held.decisions.push(decision.bytes()),
                Some(Payload::Account { .. }) | None => {}
            }
        }
        Ok(held)
    }

    /// Brings in what the ledger does not hold yet: new versions of the deal and of the lists,
    /// reports in `reports/`, decisions in `decisions.toml`. Nothing is written if nothing is new.
    fn bring_in(&self, onlooker: &dyn Onlooker) -> Result<(), Failure> {
        let held = self.held()?;
        let mut case_files = Vec::new();
        for role in Role::ALL {
            let path = self.path.join(role.file());
            if !path.is_file() {
                continue;
            }
            let bytes = std::fs::read(&path).doing(format!("read {}", path.display()))?;
            let evidence = Sha256::of(&bytes).to_string();
            if held.newest.contains(&(role, evidence.clone())) {
                continue;
            }
            check_file(role, &bytes, &path.display().to_string())?;
            let case = (role == Role::Deal && held.case.is_none()).then(|| self.name());
            case_files.push((Payload::CaseFile { role, case, evidence }, bytes));
        }
        let reports = self.new_reports(&held)?;
        let decisions = self.new_decisions(&held)?;
        if case_files.is_empty() && reports.is_empty() && decisions.is_empty() {
            return Ok(());
        }
        let author = key::own()?;
        let mut writer = self.writer()?;
        let recorded = Timestamp::now().as_second();
        let mut entries = Vec::new();
        for (payload, bytes) in case_files {
            writer.put_evidence(&bytes)?;
            entries.push(NewEntry { recorded, payload: payload.bytes() });
        }
        if !entries.is_empty() {
            onlooker.note(&format!("the case's own files: {} new in the ledger", entries.len()));
            writer.append(&author, &entries)?;
        }
        if !reports.is_empty() {
            let ledger = Ledger::open(self.ledger())?;
            let known = Known::of_ledger(&ledger, &AsOf::Everything, onlooker)?;
            let brief = Brief(onlooker);
            let mut intake = Intake::new(&known, None, None, &brief);
            intake.files(&mut writer, &author, &reports)?;
            let outcome = intake.outcome;
            onlooker.note(&format!(
                "the case's own reports: {} taken in{}",
                outcome.reports,
                if outcome.refused == 0 {
                    String::new()
                } else {
                    format!(", {} refused", outcome.refused)
                }
            ));
        }
        if !decisions.is_empty() {
            let entries: Vec<NewEntry> = decisions
                .iter()
                .map(|payload| NewEntry { recorded, payload: payload.bytes() })
                .collect();
            writer.append(&author, &entries)?;
            onlooker.note(&format!("the case's own decisions: {} entered", entries.len()));
        }
        Ok(())
    }

    /// Reports in `reports/` that the ledger does not hold, in the order of their names, which
    /// begin with their dates.
    fn new_reports(&self, held: &Held) -> Result<Vec<PathBuf>, Failure> {
        let folder = self.path.join(REPORTS);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut paths = Vec::new();
        for item in std::fs::read_dir(&folder).doing(format!("list {}", folder.display()))? {
            let path = item.doing(format!("list {}", folder.display()))?.path();
            let hidden = path.file_name().is_some_and(|n| {
                let name = n.to_string_lossy();
                name.starts_with('.') || name.starts_with("README")
            });
            if hidden || !path.is_file() {
                continue;
            }
            let bytes = std::fs::read(&path).doing(format!("read {}", path.display()))?;
            if !held.evidence.contains(&Sha256::of(&bytes).to_string()) {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    fn new_decisions(&self, held: &Held) -> Result<Vec<Payload>, Failure> {
        let path = self.path.join(DECISIONS);
        if !path.is_file() {
            return Ok(Vec::new());
        }
        let text = std::fs::read_to_string(&path).doing(format!("read {}", path.display()))?;
        let decisions = armistice_intake::decisions(&text, &path.display().to_string())
            .map_err(|refusal| Failure::new(refusal.to_string()))?;
        Ok(decisions
            .into_iter()
            .map(Payload::Decision)
            .filter(|payload| !held.decisions.contains(&payload.bytes()))
            .collect())
    }
}
