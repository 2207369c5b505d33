//! Who may do what: accounts, passwords, sessions, tokens, and limits. Knows nothing of HTTP, and
//! never asks what time it is: `now` is passed in.
//!
//! Accounts do not come from the ledger, because they hold secrets; they have a file of their own
//! ([`vault`]). What is changed about them does go into the ledger ([`Audit`]).
//!
//! # What is kept, and what protects it
//!
//! | secret | kept as | who has read the file can |
//! |---|---|---|
//! | password | Argon2id hash with salt ([`Cost`]) | try passwords, some 50 ms of a processor and 32 MiB each |
//! | session's id, API token | SHA-256 | nothing: they are 256 random bits |
//! | CSRF token | not at all: derived from the session's id | nothing |
//! | signing seed | as it is | sign entries in the account's name |
//!
//! So the file is as secret as `log.key`: it can be read by its owner only (mode 0600), and a copy
//! of it needs the same care. Seeds are not encrypted under a key that would have to lie beside
//! them. Who can *write* the file can be anybody; who holds the ledger then sees entries signed
//! with keys that no [`Change::AccountCreated`] announced.
//!
//! An administrator can give anybody's account another password and so act as anybody. That cannot
//! be prevented; it stands in the ledger.

mod accounts;
mod audit;
mod error;
mod limiter;
mod name;
pub mod password;
mod role;
mod schema;
mod secret;
pub mod session;
mod throttle;
pub mod token;
pub mod vault;

pub use accounts::{Account, Accounts, Edit};
pub use audit::{Audit, Change};
pub use error::Error;
pub use limiter::{Limiter, Rate, TooOften};
pub use name::{BadName, Name};
pub use password::Cost;
pub use role::{Power, Role, Scope, Scopes, UnknownRole, UnknownScope};
pub use secret::Secret;
pub use session::{Caller, SessionLine, SignedIn, Via, csrf, csrf_matches};
pub use token::TokenLine;
