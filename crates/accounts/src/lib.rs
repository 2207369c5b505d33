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
//!
//! # Example
//!
//! ```
//! use armistice_accounts::{Accounts, Power, Role, csrf, csrf_matches};
//! use jiff::Timestamp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let accounts = Accounts::open(&folder.path().join("accounts.db"))?;
//! let now: Timestamp = "2016-09-12T16:00:00Z".parse()?;
//! let from = "192.0.2.1".parse()?;
//!
//! // At the first start there is one account, and its password is shown once.
//! let password = accounts.first_admin(now)?.expect("there was no account");
//! let admin = accounts.sign_in("admin", password.reveal(), from, now)?.caller;
//! assert!(admin.may(Power::Admin) && !admin.may(Power::Decide));
//!
//! let omar = "omar".parse()?;
//! let chosen = "four grey olive trees";
//! accounts.create(&omar, "Omar Haddad", Role::Analyst, Some(chosen), Some(&admin.name), now)?;
//! let signed = accounts.sign_in("omar", chosen, from, now)?;
//! let cookie = signed.session.reveal();
//! let caller = accounts.session(cookie, now)?.expect("the session has just begun");
//! assert!(caller.may(Power::Decide) && !caller.may(Power::DecideTerms));
//! assert!(csrf_matches(cookie, &csrf(cookie)));
//!
//! // What was changed goes into the ledger, and is then ticked off.
//! let audits = accounts.unrecorded()?;
//! assert_eq!(audits[1].summary(), "account omar created as analyst (by admin)");
//! accounts.recorded(audits[1].id)?;
//! # Ok(())
//! # }
//! ```

mod accounts;
mod audit;
mod error;
mod identity;
mod limiter;
mod name;
pub mod oidc;
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
pub use identity::Mark;
pub use limiter::{Limiter, Rate, TooOften};
pub use name::{BadName, Name};
pub use password::Cost;
pub use role::{Power, Role, Scope, Scopes, UnknownRole, UnknownScope};
pub use secret::Secret;
pub use session::{Caller, SessionLine, SignedIn, Via, csrf, csrf_matches};
pub use token::TokenLine;
