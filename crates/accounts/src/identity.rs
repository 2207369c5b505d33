//! Which identity, known elsewhere, may sign in as which account.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use crate::accounts::{Accounts, find, get, note};
use crate::audit::Change;
use crate::error::Error;
use crate::name::Name;
use crate::oidc::Identity;
use crate::session::{SignedIn, begin};

/// By what an identity is recognised at its issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// By its subject, which the issuer gives to nobody else.
    Subject(String),
    /// By a verified address, until it first signs in; from then on by its subject, because an
    /// address can pass to somebody else.
    Email(String),
}

impl Accounts {
    /// Lets an identity sign in as an account. An account can have several; an identity is one
    /// account's only.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`], [`Error::IdentityTaken`], [`Error::BadIdentity`].
    pub fn link(
        &self,
        name: &Name,
        issuer: &str,
        mark: &Mark,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let (subject, email) = match mark {
            Mark::Subject(subject) => (Some(subject.clone()), None),
            Mark::Email(email) => (None, Some(email.to_lowercase())),
        };
        let text = subject.as_ref().or(email.as_ref()).map_or("", String::as_str);
        if !(1..=255).contains(&text.len()) || issuer.is_empty() {
            return Err(Error::BadIdentity);
        }
        self.change(|tx| {
            let (id, _) = get(tx, name)?;
            let sql = "SELECT EXISTS (SELECT 1 FROM identities
                       WHERE issuer = ?1 AND (subject = ?2 OR email = ?3))";
            if tx.query_row(sql, params![issuer, subject, email], |row| row.get(0))? {
                return Err(Error::IdentityTaken);
            }
            tx.execute(
                "INSERT INTO identities (account, issuer, subject, email) VALUES (?1, ?2, ?3, ?4)",
                params![id, issuer, subject, email],
            )?;
            let (account, issuer) = (name.clone(), issuer.to_owned());
            note(tx, by, now, &Change::IdentityLinked { account, issuer })
        })
    }

    /// Ends what [`link`](Self::link) allowed: no identity of the issuer may sign in as the account
    /// any more, and the account's sessions end. Returns whether there was one.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`].
    pub fn unlink(
        &self,
        name: &Name,
        issuer: &str,
        by: Option<&Name>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.change(|tx| {
            let (id, _) = get(tx, name)?;
            let sql = "DELETE FROM identities WHERE account = ?1 AND issuer = ?2";
            if tx.execute(sql, params![id, issuer])? == 0 {
                return Ok(false);
            }
            crate::session::end_all(tx, id)?;
            let (account, issuer) = (name.clone(), issuer.to_owned());
            note(tx, by, now, &Change::IdentityUnlinked { account, issuer })?;
            Ok(true)
        })
    }

    /// Begins a session for a verified identity. No account is ever made by this.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownIdentity`] if the identity is linked to no account, or the account is
    /// disabled.
    pub fn sign_in_as(&self, identity: &Identity, now: Timestamp) -> Result<SignedIn, Error> {
        let Identity { issuer, subject, email } = identity;
        self.change(|tx| {
            let by_subject = tx
                .query_row(
                    "SELECT name FROM identities JOIN accounts ON accounts.id = account
                     WHERE issuer = ?1 AND subject = ?2 AND NOT disabled",
                    [issuer, subject],
                    |row| row.get::<_, String>(0),
                )
                .optional()?;
            let name = match (by_subject, email) {
                (Some(name), _) => Some(name),
                (None, Some(email)) => tx
                    .query_row(
                        "UPDATE identities SET subject = ?2 FROM accounts
                         WHERE accounts.id = account AND issuer = ?1 AND email = ?3
                             AND subject IS NULL AND NOT disabled
                             AND NOT EXISTS (SELECT 1 FROM identities AS other
                                             WHERE other.issuer = ?1 AND other.subject = ?2)
                         RETURNING (SELECT name FROM accounts WHERE id = account)",
                        [issuer, subject, email],
                        |row| row.get::<_, String>(0),
                    )
                    .optional()?,
                (None, None) => None,
            };
            let unknown =
                || Error::UnknownIdentity { issuer: issuer.clone(), subject: subject.clone() };
            let name = name.ok_or_else(unknown)?;
            let (id, account) = find(tx, &name)?.ok_or_else(unknown)?;
            begin(tx, id, account, true, now)
        })
    }
}
