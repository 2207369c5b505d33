//! API tokens: for programs, narrower than the account they belong to.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::accounts::{Accounts, damaged, find, get, instant, is_label, note};
use crate::audit::Change;
use crate::error::Error;
use crate::name::Name;
use crate::role::Scopes;
use crate::secret::{Secret, kept};
use crate::session::{Caller, Via};

/// Tokens that an account has at most.
pub const MOST: u32 = 100;

/// What a token begins with, so that programs that look for leaked secrets know it.
pub const PREFIX: &str = "arm_";

/// A token as it is listed: everything but the token itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenLine {
    /// Its number.
    pub id: u64,
    /// The account it belongs to.
    pub account: Name,
    /// What it is for, in its owner's words.
    pub label: String,
    /// What it may be used for. What it can do is less if the account's role is.
    pub scopes: Scopes,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it is refused; none for never.
    pub expires: Option<Timestamp>,
    /// The day (UTC) on which it was last used.
    pub used_on: Option<Date>,
}

impl Accounts {
    /// Makes a token for an account; the token itself is returned this once.
    ///
    /// # Errors
    ///
    /// [`Error::BeyondRole`] if the account's role makes nothing of one of the scopes,
    /// [`Error::NoScope`], [`Error::BadLabel`], [`Error::PastExpiry`], [`Error::TooManyTokens`],
    /// [`Error::NoAccount`].
    pub fn create_token(
        &self,
        name: &Name,
        label: &str,
        scopes: Scopes,
        expires: Option<Timestamp>,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<(TokenLine, Secret), Error> {
        if !is_label(label) {
            return Err(Error::BadLabel);
        }
        if scopes.is_empty() {
            return Err(Error::NoScope);
        }
        if expires.is_some_and(|at| at <= now) {
            return Err(Error::PastExpiry);
        }
        let secret = Secret::random(PREFIX)?;
        let json = serde_json::to_string(&scopes).map_err(damaged)?;
        let line = self.change(|tx| {
            let (account, owner) = get(tx, name)?;
            let beyond = scopes.without(owner.role.scopes());
            if !beyond.is_empty() {
                return Err(Error::BeyondRole { role: owner.role, scopes: beyond });
            }
            let sql = "SELECT count(*) FROM tokens WHERE account = ?1";
            if tx.query_row(sql, [account], |row| row.get::<_, u32>(0))? >= MOST {
                return Err(Error::TooManyTokens(name.clone()));
            }
            tx.execute(
                "INSERT INTO tokens (hash, account, label, scopes, created, expires)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    kept(secret.reveal()),
                    account,
                    label,
                    json,
                    now.as_second(),
                    expires.map(Timestamp::as_second),
                ],
            )?;
            let row_id = tx.last_insert_rowid();
            let id = row_id.unsigned_abs();
            let (account, label) = (name.clone(), label.to_owned());
            note(
                tx,
                by,
                now,
                &Change::TokenCreated { account, token: id, label, scopes, expires },
            )?;
            let sql = format!("{SELECT} WHERE tokens.id = ?1");
            tx.query_row(&sql, [row_id], |row| Ok(line(row)))?
        })?;
        Ok((line, secret))
    }

    /// The tokens of one account, or of all; the newest first. Also those that have expired.
    ///
    /// # Errors
    ///
    /// [`Error::Database`], [`Error::Damaged`].
    pub fn tokens(&self, of: Option<&Name>) -> Result<Vec<TokenLine>, Error> {
        let db = self.db();
        let sql = format!("{SELECT} WHERE ?1 IS NULL OR name = ?1 ORDER BY tokens.id DESC");
        let mut statement = db.prepare_cached(&sql)?;
        let rows = statement.query_and_then([of.map(Name::as_str)], line)?;
        rows.collect()
    }

    /// Revokes a token: from now on it is refused. With `of`, only if it belongs to that account.
    ///
    /// # Errors
    ///
    /// [`Error::NoToken`].
    pub fn revoke_token(
        &self,
        id: u64,
        of: Option<&Name>,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.change(|tx| {
            let sql = format!("{SELECT} WHERE tokens.id = ?1");
            let number = i64::try_from(id).map_err(|_| Error::NoToken(id))?;
            let found = tx.query_row(&sql, [number], |row| Ok(line(row))).optional()?;
            let token = found.ok_or(Error::NoToken(id))??;
            if of.is_some_and(|of| *of != token.account) {
                return Err(Error::NoToken(id));
            }
            tx.execute("DELETE FROM tokens WHERE id = ?1", [number])?;
            note(tx, by, now, &Change::TokenRevoked { account: token.account, token: id })
        })
    }

    /// Who the token belongs to; none if it is not known, has expired, or its account is disabled.
    /// Counts as a use of the token on that day.
    ///
    /// # Errors
    ///
    /// [`Error::Database`], [`Error::Damaged`].
    pub fn token(&self, token: &str, now: Timestamp) -> Result<Option<Caller>, Error> {
        if !token.starts_with(PREFIX) {
            return Ok(None);
        }
        let db = self.db();
        let sql = format!("{SELECT} WHERE hash = ?1 AND NOT disabled");
        let found = db
            .prepare_cached(&sql)?
            .query_row([kept(token)], |row| Ok(line(row)))
            .optional()?
            .transpose()?;
        let Some(line) = found else { return Ok(None) };
        if line.expires.is_some_and(|at| at <= now) {
            return Ok(None);
        }
        let today = TimeZone::UTC.to_datetime(now).date();
        if line.used_on != Some(today) {
            let midnight = TimeZone::UTC.to_timestamp(today.into()).map_err(damaged)?;
            db.execute(
                "UPDATE tokens SET used_on = ?2 WHERE hash = ?1",
                params![kept(token), midnight.as_second()],
            )?;
        }
        let via = Via::Token { id: line.id, scopes: line.scopes };
        Ok(find(&db, line.account.as_str())?.map(|(_, account)| Caller::new(account, via)))
    }
}

/// The expiry `days` after `now`, for interfaces that count in days.
#[must_use]
pub fn expiry_in_days(days: u32, now: Timestamp) -> Timestamp {
    now.saturating_add((i64::from(days) * 24).hours()).unwrap_or(Timestamp::MAX)
}

const SELECT: &str = "SELECT tokens.id, name, label, scopes, tokens.created, expires, used_on
    FROM tokens JOIN accounts ON accounts.id = account";

fn line(row: &Row<'_>) -> Result<TokenLine, Error> {
    let used_on: Option<i64> = row.get("used_on")?;
    let used_on = used_on.map(instant).transpose()?;
    Ok(TokenLine {
        id: row.get::<_, i64>("id")?.unsigned_abs(),
        account: row.get::<_, String>("name")?.parse().map_err(damaged)?,
        label: row.get("label")?,
        scopes: serde_json::from_str(&row.get::<_, String>("scopes")?).map_err(damaged)?,
        created: instant(row.get("created")?)?,
        expires: row.get::<_, Option<i64>>("expires")?.map(instant).transpose()?,
        used_on: used_on.map(|at| TimeZone::UTC.to_datetime(at).date()),
    })
}
