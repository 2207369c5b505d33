//! What can go wrong with the accounts.

use std::path::PathBuf;

use crate::limiter::TooOften;
use crate::name::Name;
use crate::role::{Role, Scopes};

/// What can go wrong with the accounts. Texts are for the person who asked; none holds a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No such account.
    #[error("there is no account {0}")]
    NoAccount(String),
    /// The name stands for somebody already, perhaps somebody who left.
    #[error("there is an account {0} already; names are never given twice")]
    NameTaken(Name),
    /// The change would leave nobody who can keep the accounts.
    #[error("{0} is the only administrator; make another account an administrator first")]
    LastAdmin(Name),
    /// The password is not acceptable.
    #[error(transparent)]
    WeakPassword(#[from] crate::password::Weak),
    /// Name or password is wrong, or the account is disabled. One error for the three of them, so
    /// that nobody learns which names exist.
    #[error("name or password is wrong, or the account is disabled")]
    WrongPassword,
    /// Too many failed tries.
    #[error(transparent)]
    TooOften(#[from] TooOften),
    /// The display name is not acceptable.
    #[error("a display name is 1 to 100 characters without control characters")]
    BadDisplay,
    /// A label is not acceptable.
    #[error("a token's label is 1 to 100 characters without control characters")]
    BadLabel,
    /// A token without a scope would be good for nothing.
    #[error("name at least one scope for the token")]
    NoScope,
    /// The role does not give what the token is to be good for.
    #[error("an account with the role {role} may not {scopes}; leave that scope out")]
    BeyondRole {
        /// The account's role.
        role: Role,
        /// The scopes that the role makes nothing of.
        scopes: Scopes,
    },
    /// The token would end before it begins.
    #[error("the token's expiry lies in the past")]
    PastExpiry,
    /// No such token.
    #[error("there is no token {0}")]
    NoToken(u64),
    /// The account has as many tokens as it may have.
    #[error("{0} has {max} tokens; revoke one first", max = crate::token::MOST)]
    TooManyTokens(Name),
    /// An identity is linked to an account already.
    #[error("this identity is linked to an account already; unlink it there first")]
    IdentityTaken,
    /// An identity cannot be told from others by this.
    #[error("name the issuer, and a subject or an address of at most 255 bytes")]
    BadIdentity,
    /// Nobody linked an identity to an account, or the account is disabled.
    #[error(
        "no account belongs to this identity; ask an administrator to link subject {subject:?} of {issuer}"
    )]
    UnknownIdentity {
        /// The issuer's URL.
        issuer: String,
        /// What the issuer knows the identity by.
        subject: String,
    },
    /// The file cannot be read or written.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file was written by a later version of the program.
    #[error(
        "{} has schema version {found}, this program knows versions up to {known}; use a newer program",
        path.display()
    )]
    NewerSchema {
        /// Which file.
        path: PathBuf,
        /// The version that stands in the file.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// The database refused.
    #[error("the accounts cannot be read or written: {0}")]
    Database(#[from] rusqlite::Error),
    /// Something in the database does not have the form that it was written in.
    #[error("the accounts are damaged: {0}; put back a copy of the file")]
    Damaged(String),
    /// The operating system gave no random bytes, or the password could not be hashed.
    #[error("no random bytes: {0}")]
    Randomness(String),
    /// The password could not be hashed (memory, for example).
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
}
