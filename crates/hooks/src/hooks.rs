//! Webhooks: who wants to be told of what.

use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use armistice_accounts::Secret;
use armistice_accounts::vault::Vault;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::error::Error;
use crate::schema;
use crate::target::{Allow, Target};

/// Webhooks that there are at most.
pub const MOST_HOOKS: u32 = 100;

/// Events that a webhook names at most.
pub const MOST_EVENTS: usize = 20;

/// A webhook as it is listed: everything but its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Hook {
    /// Its number.
    pub id: u64,
    /// What is called. Often holds a secret of the receiver: for administrators only.
    pub url: String,
    /// The events that it is told of, in alphabetical order; `*` for all.
    pub events: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When the receiver last took a delivery.
    pub succeeded: Option<Timestamp>,
    /// How often in a row it then did not.
    pub failures: u32,
    /// Why not, the last time.
    pub error: Option<String>,
    /// How many deliveries wait.
    pub waiting: u64,
    /// How many were dropped because too many waited.
    pub dropped: u64,
}

impl Hook {
    /// The host that is called, which may be told to everybody who sees the ledger.
    #[must_use]
    pub fn host(&self) -> String {
        // What the client may call now does not matter for the name.
        let any = Allow { plain_http: true, loopback: true, private: true };
        Target::new(&self.url, any).map_or_else(|_| String::from("?"), |t| t.host().to_owned())
    }
}

impl std::fmt::Debug for Hook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hook")
            .field("id", &self.id)
            .field("host", &self.host())
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}

/// All webhooks, with what waits to be delivered; shared between threads. Calls touch the disk.
pub struct Hooks {
    db: Vault,
    /// Held while deliveries are made, so that no two threads make the same.
    pub(crate) round: Mutex<()>,
}

impl std::fmt::Debug for Hooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hooks").finish_non_exhaustive()
    }
}

impl Hooks {
    /// Opens `path` (usually `hooks.db`, beside the accounts but not in the same file: it is
    /// written often), or makes it, readable by its owner only. Secrets stand in it as they are,
    /// because signing needs them.
    ///
    /// # Errors
    ///
    /// As [`Vault::open`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self { db: Vault::open(path, &schema::STEPS)?, round: Mutex::new(()) })
    }

    /// Makes a webhook; its secret is returned this once. Which events there are is the caller's
    /// to know; here only their form is looked at.
    ///
    /// # Errors
    ///
    /// [`Error::BadEvents`], [`Error::TooMany`].
    pub fn subscribe(
        &self,
        target: &Target,
        events: &[String],
        now: Timestamp,
    ) -> Result<(Hook, Secret), Error> {
        let mut events = events.to_vec();
        events.sort_unstable();
        events.dedup();
        if let Some(bad) = events.iter().find(|event| !is_event(event) && *event != "*") {
            return Err(Error::BadEvents(bad.chars().take(80).collect()));
        }
        if events.is_empty() || events.len() > MOST_EVENTS {
            return Err(Error::BadEvents(format!("{} events", events.len())));
        }
        let secret = Secret::random("whsec_")?;
        let json = serde_json::to_string(&events).map_err(damaged)?;
        let hook = self.change(|tx| {
            let count: u32 = tx.query_row("SELECT count(*) FROM hooks", [], |row| row.get(0))?;
            if count >= MOST_HOOKS {
                return Err(Error::TooMany);
            }
            tx.execute(
                "INSERT INTO hooks (url, events, secret, created) VALUES (?1, ?2, ?3, ?4)",
                params![target.url(), json, secret.reveal(), now.as_second()],
            )?;
            let sql = format!("{SELECT} WHERE id = ?1");
            tx.query_row(&sql, [tx.last_insert_rowid()], |row| Ok(hook(row)))?
        })?;
        Ok((hook, secret))
    }

    /// All webhooks, the oldest first.
    ///
    /// # Errors
    ///
    /// [`Error::Database`], [`Error::Damaged`].
    pub fn list(&self) -> Result<Vec<Hook>, Error> {
        list(&self.db())
    }

    /// Removes a webhook and what waits for it; returns it as it was.
    ///
    /// # Errors
    ///
    /// [`Error::NoHook`].
    pub fn unsubscribe(&self, id: u64) -> Result<Hook, Error> {
        self.change(|tx| {
            let number = i64::try_from(id).map_err(|_| Error::NoHook(id))?;
            let sql = format!("{SELECT} WHERE id = ?1");
            let found = tx.query_row(&sql, [number], |row| Ok(hook(row))).optional()?;
            let hook = found.ok_or(Error::NoHook(id))??;
            tx.execute("DELETE FROM hooks WHERE id = ?1", [number])?;
            Ok(hook)
        })
    }

    pub(crate) fn db(&self) -> MutexGuard<'_, Connection> {
        self.db.db()
    }

    /// Runs `work` in a transaction, which counts only if it succeeds.
    pub(crate) fn change<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.db.change(work)
    }
}

/// Those that want to be told of `event`.
pub(crate) fn wanting(db: &Connection, event: &str) -> Result<Vec<i64>, Error> {
    let mut statement = db.prepare_cached("SELECT id, events FROM hooks ORDER BY id")?;
    let rows = statement.query_and_then([], |row| {
        let events: Vec<String> =
            serde_json::from_str(&row.get::<_, String>(1)?).map_err(damaged)?;
        let wants = events.iter().any(|wanted| wanted == "*" || wanted == event);
        Ok(wants.then_some(row.get(0)?))
    })?;
    rows.filter_map(Result::transpose).collect()
}

/// Whether a text has the form of an event's name.
pub(crate) fn is_event(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'_'))
}

const SELECT: &str = "SELECT id, url, events, created, succeeded, failures, error, dropped,
    (SELECT count(*) FROM deliveries WHERE hook = hooks.id AND given_up IS NULL) AS waiting
    FROM hooks";

fn list(db: &Connection) -> Result<Vec<Hook>, Error> {
    let mut statement = db.prepare_cached(&format!("{SELECT} ORDER BY id"))?;
    let rows = statement.query_and_then([], hook)?;
    rows.collect()
}

fn hook(row: &Row<'_>) -> Result<Hook, Error> {
    let count = |name: &str| row.get::<_, i64>(name).map(i64::unsigned_abs);
    Ok(Hook {
        id: count("id")?,
        url: row.get("url")?,
        events: serde_json::from_str(&row.get::<_, String>("events")?).map_err(damaged)?,
        created: instant(row.get("created")?)?,
        succeeded: row.get::<_, Option<i64>>("succeeded")?.map(instant).transpose()?,
        failures: row.get("failures")?,
        error: row.get("error")?,
        waiting: count("waiting")?,
        dropped: count("dropped")?,
    })
}

pub(crate) fn instant(second: i64) -> Result<Timestamp, Error> {
    Timestamp::from_second(second).map_err(damaged)
}

pub(crate) fn damaged(reason: impl std::fmt::Display) -> Error {
    Error::Damaged(reason.to_string())
}
