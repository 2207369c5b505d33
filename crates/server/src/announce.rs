//! What has been announced: which alleged breaches webhooks were told of, and when alerts on them
//! were sent, so that a later alert refers to the earlier ones.

use armistice_case::{Doing, Failure};
use armistice_hooks::Hooks;
use armistice_ledger::Sha256;
use armistice_publish::{Alert, Alerts, Audience, CapReference, Publication};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// One alert as it was last announced.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Told {
    /// Hash of what it said.
    state: String,
    /// When it was sent, each time it said something else.
    sent: Vec<Timestamp>,
}

/// All that was announced.
pub struct Announced {
    path: PathBuf,
    told: Mutex<Option<BTreeMap<String, Told>>>,
    hooks: Arc<Hooks>,
    base: String,
}

/// What a webhook is told of a breach: what the public may read of it.
#[derive(Serialize)]
struct News<'a> {
    alert: String,
    incident: &'a str,
    term: &'a str,
    reading: Option<&'a str>,
    status: armistice_model::Status,
    update: bool,
    headline: String,
    lines: Vec<String>,
    page: String,
    cap: String,
}

impl Announced {
    /// Reads what was announced before; nothing, where nothing was.
    pub fn open(path: &Path, hooks: Arc<Hooks>, base: &str) -> Self {
        let read = std::fs::read(path).ok();
        let told = read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { path: path.to_path_buf(), told: Mutex::new(told), hooks, base: base.to_string() }
    }

    /// Announces what is new or stands otherwise. The very first time, what is alleged already is
    /// taken as known: nobody wants the whole past at once.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn settled(&self, publication: &Publication<'_>) -> Result<(), Failure> {
        let veil = publication.veil(Audience::Public);
        let alerts = Alerts::new(publication, &veil);
        let mut held = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let first = held.is_none();
        let mut told = held.take().unwrap_or_default();
        let sent = publication.board.as_of;
        for alert in alerts.iter() {
            let name = alert.id.to_string();
            let state = Sha256::of(alert.state().as_bytes()).to_string();
            let update = match told.get_mut(&name) {
                Some(known) if known.state == state => continue,
                Some(known) => {
                    known.state = state;
                    known.sent.push(sent);
                    true
                }
                None => {
                    told.insert(name, Told { state, sent: vec![sent] });
                    false
                }
            };
            if !first {
                self.tell(&alert, update);
            }
        }
        let checkpoint = publication.checkpoint;
        if let Err(error) = self.hooks.enqueue("settled", checkpoint, Timestamp::now()) {
            tracing::error!(%error, "a webhook is not told what is settled");
        }
        let bytes = serde_json::to_vec(&told).doing("write down what was announced")?;
        *held = Some(told);
        let draft = self.path.with_extension("draft");
        std::fs::write(&draft, bytes)
            .and_then(|()| std::fs::rename(&draft, &self.path))
            .doing(format!("write {}", self.path.display()))
    }

    fn tell(&self, alert: &Alert, update: bool) {
        let name = alert.id.to_string();
        let news = News {
            incident: alert.id.incident.as_str(),
            term: &alert.id.term,
            reading: alert.id.reading.as_deref(),
            status: alert.status,
            update,
            headline: alert.headline(),
            lines: alert.lines(),
            page: format!("{}/incidents/{}", self.base, alert.id.incident),
            cap: format!("{}/feeds/alerts/{name}.cap.xml", self.base),
            alert: name,
        };
        if let Err(error) = self.hooks.enqueue("breach", &news, Timestamp::now()) {
            tracing::error!(%error, "a webhook is not told of a breach");
        }
    }

    /// When an alert was sent: the last time, and the times before.
    pub fn sent(&self, alert: &Alert) -> (Timestamp, Vec<CapReference>) {
        let held = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let told = held.as_ref().and_then(|told| told.get(&alert.id.to_string()));
        match told.and_then(|told| told.sent.split_last()) {
            Some((last, earlier)) => {
                (*last, earlier.iter().map(|sent| CapReference::of(alert, *sent)).collect())
            }
            None => (alert.updated, Vec::new()),
        }
    }
}
