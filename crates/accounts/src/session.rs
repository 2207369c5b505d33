//! Signing in, and the sessions that come of it.

use std::net::IpAddr;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::Sha256;

use crate::accounts::{Account, Accounts, find, get, instant, note, set_password};
use crate::audit::Change;
use crate::error::Error;
use crate::name::Name;
use crate::password;
use crate::role::{Power, Role, Scopes};
use crate::secret::{Secret, kept};

/// How long a session lasts without being used.
pub const IDLE: SignedDuration = SignedDuration::from_hours(12);

/// How long a session lasts at most.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Sessions that an account has at most; the next sign-in ends the one that was used longest ago.
pub const MOST: u32 = 50;

/// Who makes a request, by a session or a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The account's name.
    pub name: Name,
    /// What others see.
    pub display: String,
    /// The account's role.
    pub role: Role,
    /// Whether the password was set by somebody else and should be changed before anything else.
    /// Not part of [`may`](Self::may).
    pub must_change_password: bool,
    /// How the caller was recognised.
    pub via: Via,
}

/// How a caller was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// By a session: changes need the session's CSRF token as well ([`csrf_matches`]).
    Session,
    /// By an API token.
    Token {
        /// Its number.
        id: u64,
        /// What it may be used for.
        scopes: Scopes,
    },
}

impl Caller {
    /// Whether the caller may do what needs `power`: the role must give it, and the scopes of a
    /// token must cover it.
    #[must_use]
    pub fn may(&self, power: Power) -> bool {
        self.role.may(power)
            && match self.via {
                Via::Session => true,
                Via::Token { scopes, .. } => scopes.allow(power),
            }
    }

    pub(crate) fn new(account: Account, via: Via) -> Self {
        let Account { name, display, role, must_change_password, .. } = account;
        Self { name, display, role, must_change_password, via }
    }
}

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who signed in.
    pub caller: Caller,
    /// The session's id: the value of the cookie. Known to nobody else.
    pub session: Secret,
    /// When it ends at the latest.
    pub expires: Timestamp,
}

/// A session as its owner may see it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// A handle for [`Accounts::end_session_by_handle`]; not the session's id, and no secret.
    pub handle: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used, to a minute.
    pub used: Timestamp,
}

impl Accounts {
    /// Begins a session for who knows the password. `from` is the address of the client, not of
    /// a proxy in between.
    ///
    /// # Errors
    ///
    /// [`Error::WrongPassword`], and [`Error::TooOften`] after too many of those.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<SignedIn, Error> {
        let (id, known) = self.verified(name, password, from, now)?;
        let risen =
            if self.hasher.outdated(&known) { Some(self.hasher.hash(password)?) } else { None };
        self.change(|tx| {
            // What was verified must still be so: meanwhile the password may have been changed.
            let same = tx
                .query_row(
                    "SELECT name FROM accounts WHERE id = ?1 AND password = ?2 AND NOT disabled",
                    params![id, known],
                    |row| row.get::<_, String>(0),
                )
                .optional()?;
            let name = same.ok_or(Error::WrongPassword)?;
            if let Some(hash) = risen {
                tx.execute("UPDATE accounts SET password = ?2 WHERE id = ?1", params![id, hash])?;
            }
            let (id, account) = find(tx, &name)?.ok_or(Error::WrongPassword)?;
            begin(tx, id, account, false, now)
        })
    }

    /// Changes one's own password: ends all sessions of the account and begins a new one.
    ///
    /// # Errors
    ///
    /// [`Error::WrongPassword`] if `old` is wrong, [`Error::TooOften`], [`Error::WeakPassword`].
    pub fn change_password(
        &self,
        name: &Name,
        old: &str,
        new: &str,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<SignedIn, Error> {
        password::check(new, name)?;
        let (_, known) = self.verified(name.as_str(), old, from, now)?;
        let hash = self.hasher.hash(new)?;
        self.change(|tx| {
            let (id, mut account) = get(tx, name)?;
            let same: bool = tx.query_row(
                "SELECT password = ?2 AND NOT disabled FROM accounts WHERE id = ?1",
                params![id, known],
                |row| row.get(0),
            )?;
            if !same {
                return Err(Error::WrongPassword);
            }
            set_password(tx, id, &hash, false)?;
            account.must_change_password = false;
            note(tx, Some(name), now, &Change::PasswordChanged { account: name.clone() })?;
            begin(tx, id, account, false, now)
        })
    }

    /// Who the session with this id belongs to; none if there is no such session any more. Counts
    /// as a use of the session.
    ///
    /// # Errors
    ///
    /// [`Error::Database`], [`Error::Damaged`].
    pub fn session(&self, id: &str, now: Timestamp) -> Result<Option<Caller>, Error> {
        let hash = kept(id);
        let db = self.db();
        let found: Option<(String, i64, i64, bool)> = db
            .prepare_cached(
                "SELECT name, sessions.created, used, federated FROM sessions JOIN accounts ON id = account
                 WHERE hash = ?1 AND NOT disabled",
            )?
            .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        let Some((name, created, used, federated)) = found else { return Ok(None) };
        if now.duration_since(instant(created)?) >= LONGEST
            || now.duration_since(instant(used)?) >= IDLE
        {
            db.execute("DELETE FROM sessions WHERE hash = ?1", [hash])?;
            return Ok(None);
        }
        // To a minute: a page makes many requests, and each write is flushed to the disk.
        if now.as_second() - used >= 60 {
            let sql = "UPDATE sessions SET used = ?2 WHERE hash = ?1";
            db.execute(sql, params![hash, now.as_second()])?;
        }
        Ok(find(&db, &name)?.map(|(_, mut account)| {
            account.must_change_password &= !federated;
            Caller::new(account, Via::Session)
        }))
    }

    /// Ends the session with this id, if there is one.
    ///
    /// # Errors
    ///
    /// [`Error::Database`].
    pub fn end_session(&self, id: &str) -> Result<(), Error> {
        self.db().execute("DELETE FROM sessions WHERE hash = ?1", [kept(id)])?;
        Ok(())
    }

    /// The account's sessions, the latest used first.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`].
    pub fn sessions(&self, name: &Name, now: Timestamp) -> Result<Vec<SessionLine>, Error> {
        let db = self.db();
        let (id, _) = get(&db, name)?;
        forget_ended(&db, now)?;
        let mut statement = db.prepare_cached(
            "SELECT hash, created, used FROM sessions WHERE account = ?1 ORDER BY used DESC, hash",
        )?;
        let rows = statement.query_and_then([id], |row| {
            Ok(SessionLine {
                handle: handle(&row.get::<_, [u8; 32]>(0)?),
                created: instant(row.get(1)?)?,
                used: instant(row.get(2)?)?,
            })
        })?;
        rows.collect()
    }

    /// Ends the session of the account that [`sessions`](Self::sessions) lists with this handle.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`].
    pub fn end_session_by_handle(&self, name: &Name, wanted: &str) -> Result<bool, Error> {
        let db = self.db();
        let (id, _) = get(&db, name)?;
        let ended = db.execute(
            "DELETE FROM sessions WHERE account = ?1 AND lower(hex(substr(hash, 1, 8))) = ?2",
            params![id, wanted],
        )?;
        Ok(ended > 0)
    }

    /// Ends all sessions of an account; returns how many there were.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`].
    pub fn end_sessions(
        &self,
        name: &Name,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<u64, Error> {
        self.change(|tx| {
            let (id, _) = get(tx, name)?;
            let sessions = end_all(tx, id)?;
            note(tx, by, now, &Change::SessionsEnded { account: name.clone(), sessions })?;
            Ok(sessions)
        })
    }

    /// The account whose password this is, and the hash that it was verified against.
    fn verified(
        &self,
        name: &str,
        password: &str,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<(i64, String), Error> {
        let attempt = self.throttle.begin(name, from, now)?;
        let found: Option<(i64, Option<String>, bool)> = self
            .db()
            .prepare_cached("SELECT id, password, disabled FROM accounts WHERE name = ?1")?
            .query_row([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (id, hash, disabled) = found.unwrap_or((0, None, false));
        // Hashed in any case, and before anything is told.
        let matches = self.hasher.verify(password, hash.as_deref());
        match hash {
            Some(hash) if matches && !disabled => {
                self.throttle.forgive(&attempt);
                Ok((id, hash))
            }
            _ => Err(Error::WrongPassword),
        }
    }
}

/// Begins a session; a federated one is that of somebody whom another provider vouches for, and
/// to whom our password, which then perhaps nobody uses, does not matter.
pub(crate) fn begin(
    db: &Connection,
    id: i64,
    mut account: Account,
    federated: bool,
    now: Timestamp,
) -> Result<SignedIn, Error> {
    let session = Secret::random("")?;
    forget_ended(db, now)?;
    db.execute(
        "DELETE FROM sessions WHERE hash IN
         (SELECT hash FROM sessions WHERE account = ?1 ORDER BY used DESC LIMIT -1 OFFSET ?2)",
        params![id, MOST - 1],
    )?;
    db.execute(
        "INSERT INTO sessions (hash, account, created, used, federated)
         VALUES (?1, ?2, ?3, ?3, ?4)",
        params![kept(session.reveal()), id, now.as_second(), federated],
    )?;
    account.must_change_password &= !federated;
    let expires = now.saturating_add(LONGEST).unwrap_or(Timestamp::MAX);
    Ok(SignedIn { caller: Caller::new(account, Via::Session), session, expires })
}

fn forget_ended(db: &Connection, now: Timestamp) -> Result<(), Error> {
    db.execute(
        "DELETE FROM sessions WHERE created <= ?1 OR used <= ?2",
        [now.as_second() - LONGEST.as_secs(), now.as_second() - IDLE.as_secs()],
    )?;
    Ok(())
}

pub(crate) fn end_all(db: &Connection, id: i64) -> Result<u64, Error> {
    Ok(db.execute("DELETE FROM sessions WHERE account = ?1", [id])? as u64)
}

fn handle(hash: &[u8; 32]) -> String {
    HEXLOWER.encode(hash).chars().take(16).collect()
}

/// The CSRF token of a session: HMAC-SHA256 keyed with the session's id. The page may know it (and
/// the id not, which stays in an `HttpOnly` cookie); another site can neither read nor make it.
#[must_use]
pub fn csrf(session: &str) -> String {
    BASE64URL_NOPAD.encode(&csrf_mac(session).finalize().into_bytes())
}

/// Whether `offered` is the CSRF token of the session, compared in constant time.
#[must_use]
pub fn csrf_matches(session: &str, offered: &str) -> bool {
    BASE64URL_NOPAD
        .decode(offered.as_bytes())
        .is_ok_and(|bytes| csrf_mac(session).verify_slice(&bytes).is_ok())
}

fn csrf_mac(session: &str) -> Hmac<Sha256> {
    // HMAC fills a short key up with zeros to the block of 64 bytes; done here, no length fails.
    let mut key = [0; 64];
    key[..32].copy_from_slice(&kept(session));
    let mut mac = Hmac::<Sha256>::new(&key.into());
    mac.update(b"armistice csrf v1");
    mac
}
