//! The accounts themselves: made, listed, changed.

use std::path::Path;
use std::sync::MutexGuard;

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::audit::{Audit, Change};
use crate::error::Error;
use crate::name::Name;
use crate::password::{self, Cost, Hasher};
use crate::role::Role;
use crate::secret::{Secret, random_bytes};
use crate::throttle::Throttle;
use crate::vault::Vault;
use crate::{schema, session};

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What they sign in with.
    pub name: Name,
    /// What others see; 1 to 100 characters.
    pub display: String,
    /// What they may do.
    pub role: Role,
    /// Whether the account cannot be used for now.
    pub disabled: bool,
    /// Whether the password was set by somebody else and should be changed by its owner.
    pub must_change_password: bool,
    /// The Ed25519 key that the account's ledger entries verify with.
    pub public_key: [u8; 32],
    /// When the account was made.
    pub created: Timestamp,
}

/// What to change about an account; what is none stays.
#[derive(Clone, Default)]
pub struct Edit {
    /// Another display name.
    pub display: Option<String>,
    /// Another role.
    pub role: Option<Role>,
    /// Another password; the account's sessions end.
    pub password: Option<String>,
    /// Disable the account (its sessions end, its tokens are refused) or enable it again.
    pub disabled: Option<bool>,
}

// The password must not reach a log file through a debug print.
impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edit")
            .field("display", &self.display)
            .field("role", &self.role)
            .field("password", &self.password.as_ref().map(|_| "…"))
            .field("disabled", &self.disabled)
            .finish()
    }
}

/// All accounts of a mission, with their sessions and tokens; shared between threads. Calls touch
/// the disk, and those that take a password also take some 50 ms of a processor: from an
/// asynchronous program they belong on a thread for blocking work.
pub struct Accounts {
    db: Vault,
    pub(crate) hasher: Hasher,
    pub(crate) throttle: Throttle,
}

// The throttle holds what was typed as a name, which now and then is a password.
impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Accounts").finish_non_exhaustive()
    }
}

impl Accounts {
    /// Opens `path` (usually `accounts.db`), or makes it.
    ///
    /// # Errors
    ///
    /// As [`Vault::open`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_at_cost(path, Cost::DEFAULT)
    }

    /// As [`open`](Self::open), with another cost of a password. Less than [`Cost::DEFAULT`] is for
    /// tests.
    ///
    /// # Errors
    ///
    /// As [`Vault::open`].
    pub fn open_at_cost(path: &Path, cost: Cost) -> Result<Self, Error> {
        let db = Vault::open(path, &schema::STEPS)?;
        Ok(Self { db, hasher: Hasher::new(cost)?, throttle: Throttle::new() })
    }

    /// At the first start: makes the administrator `admin` with a random password, which is
    /// returned this once. None if there is any account.
    ///
    /// # Errors
    ///
    /// [`Error::Database`] and its like.
    pub fn first_admin(&self, now: Timestamp) -> Result<Option<Secret>, Error> {
        if !self.list()?.is_empty() {
            return Ok(None);
        }
        let name: Name =
            "admin".parse().map_err(|bad: crate::name::BadName| Error::Damaged(bad.to_string()))?;
        let secret = Secret::password()?;
        let hash = self.hasher.hash(secret.reveal())?;
        self.change(|tx| {
            let none: bool =
                tx.query_row("SELECT NOT EXISTS (SELECT 1 FROM accounts)", [], |row| row.get(0))?;
            if none {
                insert(tx, &name, "Administrator", Role::Admin, &hash, None, now)?;
            }
            Ok(none.then_some(secret))
        })
    }

    /// Makes an account. Without a password a random one is made and returned, this once. Who made
    /// the account knows its password, so that its owner is asked to change it.
    ///
    /// # Errors
    ///
    /// [`Error::NameTaken`], [`Error::BadDisplay`], [`Error::WeakPassword`].
    pub fn create(
        &self,
        name: &Name,
        display: &str,
        role: Role,
        password: Option<&str>,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<(Account, Option<Secret>), Error> {
        if !is_label(display) {
            return Err(Error::BadDisplay);
        }
        let (hash, made) = match password {
            Some(password) => {
                password::check(password, name)?;
                (self.hasher.hash(password)?, None)
            }
            None => {
                let secret = Secret::password()?;
                (self.hasher.hash(secret.reveal())?, Some(secret))
            }
        };
        let account = self.change(|tx| {
            if find(tx, name.as_str())?.is_some() {
                return Err(Error::NameTaken(name.clone()));
            }
            insert(tx, name, display, role, &hash, by, now)?;
            Ok(get(tx, name)?.1)
        })?;
        Ok((account, made))
    }

    /// All accounts, by name; also those that are disabled.
    ///
    /// # Errors
    ///
    /// [`Error::Database`], [`Error::Damaged`].
    pub fn list(&self) -> Result<Vec<Account>, Error> {
        let db = self.db();
        let mut statement = db.prepare_cached(&format!("{SELECT} ORDER BY name"))?;
        let rows = statement.query_and_then([], |row| account(row).map(|(_, account)| account))?;
        rows.collect()
    }

    /// The account of that name.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`].
    pub fn get(&self, name: &Name) -> Result<Account, Error> {
        get(&self.db(), name).map(|(_, account)| account)
    }

    /// Changes an account; returns it as it then is.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`], [`Error::LastAdmin`], [`Error::BadDisplay`], [`Error::WeakPassword`];
    /// then nothing is changed.
    pub fn edit(
        &self,
        name: &Name,
        edit: &Edit,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<Account, Error> {
        if edit.display.as_deref().is_some_and(|display| !is_label(display)) {
            return Err(Error::BadDisplay);
        }
        let hash = match &edit.password {
            Some(password) => {
                password::check(password, name)?;
                Some(self.hasher.hash(password)?)
            }
            None => None,
        };
        self.change(|tx| {
            let (id, before) = get(tx, name)?;
            let note = |change| note(tx, by, now, &change);
            let account = name.clone();
            if let Some(display) = edit.display.as_ref().filter(|new| **new != before.display) {
                tx.execute("UPDATE accounts SET display = ?2 WHERE id = ?1", params![id, display])?;
                note(Change::DisplayChanged { account: account.clone() })?;
            }
            if let Some(role) = edit.role.filter(|new| *new != before.role) {
                let sql = "UPDATE accounts SET role = ?2 WHERE id = ?1";
                tx.execute(sql, params![id, role.as_str()])?;
                let account = account.clone();
                note(Change::RoleChanged { account, from: before.role, to: role })?;
            }
            if let Some(disabled) = edit.disabled.filter(|new| *new != before.disabled) {
                tx.execute(
                    "UPDATE accounts SET disabled = ?2 WHERE id = ?1",
                    params![id, disabled],
                )?;
                let account = account.clone();
                note(if disabled {
                    Change::AccountDisabled { account }
                } else {
                    Change::AccountEnabled { account }
                })?;
                session::end_all(tx, id)?;
            }
            if let Some(hash) = &hash {
                set_password(tx, id, hash, by != Some(name))?;
                note(Change::PasswordChanged { account })?;
            }
            let was = before.role == Role::Admin && !before.disabled;
            if was && !has_admin(tx)? {
                return Err(Error::LastAdmin(name.clone()));
            }
            Ok(get(tx, name)?.1)
        })
    }

    /// Gives an account a random password, returned this once; its sessions end.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`].
    pub fn reset_password(
        &self,
        name: &Name,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<Secret, Error> {
        let secret = Secret::password()?;
        let hash = self.hasher.hash(secret.reveal())?;
        self.change(|tx| {
            let (id, _) = get(tx, name)?;
            set_password(tx, id, &hash, true)?;
            note(tx, by, now, &Change::PasswordChanged { account: name.clone() })
        })?;
        Ok(secret)
    }

    /// The seed of the Ed25519 key that signs the account's ledger entries.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`].
    pub fn signing_seed(&self, name: &Name) -> Result<[u8; 32], Error> {
        self.db()
            .query_row("SELECT seed FROM accounts WHERE name = ?1", [name.as_str()], |row| {
                row.get(0)
            })
            .optional()?
            .ok_or_else(|| Error::NoAccount(name.to_string()))
    }

    /// Changes that do not stand in the ledger yet, oldest first. They are kept with the change
    /// itself, in one transaction, so that no crash loses one; ask at the start, too.
    ///
    /// # Errors
    ///
    /// [`Error::Database`], [`Error::Damaged`].
    pub fn unrecorded(&self) -> Result<Vec<Audit>, Error> {
        let db = self.db();
        let mut statement =
            db.prepare_cached("SELECT id, at, by, change FROM audit ORDER BY id")?;
        let rows = statement.query_and_then([], |row| {
            let by: Option<String> = row.get("by")?;
            let change: String = row.get("change")?;
            Ok(Audit {
                id: row.get::<_, i64>("id")?.unsigned_abs(),
                at: instant(row.get("at")?)?,
                by: by.map(|by| by.parse()).transpose().map_err(damaged)?,
                change: serde_json::from_str(&change).map_err(damaged)?,
            })
        })?;
        rows.collect()
    }

    /// All changes up to and with the one of this [`Audit::id`] stand in the ledger.
    ///
    /// # Errors
    ///
    /// [`Error::Database`].
    pub fn recorded(&self, up_to: u64) -> Result<(), Error> {
        let up_to = i64::try_from(up_to).unwrap_or(i64::MAX);
        self.db().execute("DELETE FROM audit WHERE id <= ?1", [up_to])?;
        Ok(())
    }

    /// Notes a change that was made elsewhere (to a webhook) beside the others.
    ///
    /// # Errors
    ///
    /// [`Error::Database`].
    pub fn note(&self, by: Option<&Name>, change: &Change, now: Timestamp) -> Result<(), Error> {
        self.change(|tx| note(tx, by, now, change))
    }

    /// The connection, for reading and for single statements.
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

const SELECT: &str = "SELECT id, name, display, role, disabled, must_change, public_key, created
    FROM accounts";

fn account(row: &Row<'_>) -> Result<(i64, Account), Error> {
    let account = Account {
        name: row.get::<_, String>("name")?.parse().map_err(damaged)?,
        display: row.get("display")?,
        role: row.get::<_, String>("role")?.parse().map_err(damaged)?,
        disabled: row.get("disabled")?,
        must_change_password: row.get("must_change")?,
        public_key: row.get("public_key")?,
        created: instant(row.get("created")?)?,
    };
    Ok((row.get("id")?, account))
}

/// The account of a name that may be none.
pub(crate) fn find(db: &Connection, name: &str) -> Result<Option<(i64, Account)>, Error> {
    let mut statement = db.prepare_cached(&format!("{SELECT} WHERE name = ?1"))?;
    statement.query_and_then([name], account)?.next().transpose()
}

pub(crate) fn get(db: &Connection, name: &Name) -> Result<(i64, Account), Error> {
    find(db, name.as_str())?.ok_or_else(|| Error::NoAccount(name.to_string()))
}

fn insert(
    tx: &Transaction<'_>,
    name: &Name,
    display: &str,
    role: Role,
    hash: &str,
    by: Option<&Name>,
    now: Timestamp,
) -> Result<(), Error> {
    let seed: [u8; 32] = random_bytes()?;
    let public = SigningKey::from_bytes(&seed).verifying_key().to_bytes();
    tx.execute(
        "INSERT INTO accounts (name, display, role, must_change, password, seed, public_key, created)
         VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)",
        params![name.as_str(), display, role.as_str(), hash, seed, public, now.as_second()],
    )?;
    let public_key = HEXLOWER.encode(&public);
    note(tx, by, now, &Change::AccountCreated { account: name.clone(), role, public_key })
}

/// Sets a password and ends the sessions that were opened with the one before.
pub(crate) fn set_password(
    tx: &Transaction<'_>,
    id: i64,
    hash: &str,
    must_change: bool,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE accounts SET password = ?2, must_change = ?3 WHERE id = ?1",
        params![id, hash, must_change],
    )?;
    session::end_all(tx, id)?;
    Ok(())
}

fn has_admin(tx: &Transaction<'_>) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM accounts WHERE role = ?1 AND NOT disabled)";
    Ok(tx.query_row(sql, [Role::Admin.as_str()], |row| row.get(0))?)
}

pub(crate) fn note(
    tx: &Transaction<'_>,
    by: Option<&Name>,
    now: Timestamp,
    change: &Change,
) -> Result<(), Error> {
    let change = serde_json::to_string(change).map_err(damaged)?;
    tx.execute(
        "INSERT INTO audit (at, by, change) VALUES (?1, ?2, ?3)",
        params![now.as_second(), by.map(Name::as_str), change],
    )?;
    Ok(())
}

/// What people read on one line.
pub(crate) fn is_label(text: &str) -> bool {
    (1..=100).contains(&text.chars().count())
        && !text.chars().any(char::is_control)
        && !text.trim().is_empty()
}

pub(crate) fn instant(second: i64) -> Result<Timestamp, Error> {
    Timestamp::from_second(second).map_err(damaged)
}

pub(crate) fn damaged(reason: impl std::fmt::Display) -> Error {
    Error::Damaged(reason.to_string())
}
