//! What was changed about accounts, by whom: the record that goes into the ledger.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::role::{Role, Scopes};

/// One change, to be written into the ledger. Holds no secret and, of people, only account names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// Rises with each change; what [`Accounts::recorded`](crate::Accounts::recorded) takes.
    pub id: u64,
    /// When, to the second.
    pub at: Timestamp,
    /// Who changed it; none if the program did (at the first start), or somebody at the command
    /// line of the machine itself.
    pub by: Option<Name>,
    /// What was changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What was changed, about whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// An account was made.
    AccountCreated {
        /// Whose.
        account: Name,
        /// With which role.
        role: Role,
        /// The Ed25519 key that its entries are signed with: 64 hexadecimal digits.
        public_key: String,
    },
    /// An account shows another name to people.
    DisplayChanged {
        /// Whose.
        account: Name,
    },
    /// An account has another role.
    RoleChanged {
        /// Whose.
        account: Name,
        /// Before.
        from: Role,
        /// Now.
        to: Role,
    },
    /// An account can no longer be used.
    AccountDisabled {
        /// Whose.
        account: Name,
    },
    /// An account can be used again.
    AccountEnabled {
        /// Whose.
        account: Name,
    },
    /// An account has another password; its sessions are ended.
    PasswordChanged {
        /// Whose.
        account: Name,
    },
    /// All sessions of an account were ended.
    SessionsEnded {
        /// Whose.
        account: Name,
        /// How many.
        sessions: u64,
    },
    /// A token was made.
    TokenCreated {
        /// Whose.
        account: Name,
        /// Its number.
        token: u64,
        /// What it is for.
        label: String,
        /// What it may be used for.
        scopes: Scopes,
        /// Until when, if not for ever.
        expires: Option<Timestamp>,
    },
    /// A token is no longer accepted.
    TokenRevoked {
        /// Whose.
        account: Name,
        /// Its number.
        token: u64,
    },
    /// Somebody known elsewhere may sign in as an account.
    IdentityLinked {
        /// Whose.
        account: Name,
        /// The issuer of the identity (its URL).
        issuer: String,
    },
    /// Nobody known at that issuer may sign in as the account any more.
    IdentityUnlinked {
        /// Whose.
        account: Name,
        /// The issuer of the identity (its URL).
        issuer: String,
    },
    /// A webhook was added.
    WebhookAdded {
        /// Its number.
        webhook: u64,
        /// The host it calls; not the whole address, which often holds a secret.
        host: String,
    },
    /// A webhook was removed.
    WebhookRemoved {
        /// Its number.
        webhook: u64,
        /// The host it called.
        host: String,
    },
}

impl Audit {
    /// One English sentence for lists of entries.
    #[must_use]
    pub fn summary(&self) -> String {
        match &self.by {
            Some(by) => format!("{} (by {by})", self.change.summary()),
            None => self.change.summary(),
        }
    }
}

impl Change {
    fn summary(&self) -> String {
        match self {
            Self::AccountCreated { account, role, .. } => {
                format!("account {account} created as {role}")
            }
            Self::DisplayChanged { account } => format!("account {account} shows another name"),
            Self::RoleChanged { account, from, to } => {
                format!("account {account}, {from} before, is now {to}")
            }
            Self::AccountDisabled { account } => format!("account {account} disabled"),
            Self::AccountEnabled { account } => format!("account {account} enabled again"),
            Self::PasswordChanged { account } => format!("password of {account} changed"),
            Self::SessionsEnded { account, sessions } => {
                format!("sessions of {account} ended: {sessions}")
            }
            Self::TokenCreated { account, token, label, scopes, expires } => {
                let until = expires.map_or(String::new(), |at| format!(", until {at}"));
                format!("token {token} of {account} created for {label:?} ({scopes}{until})")
            }
            Self::TokenRevoked { account, token } => format!("token {token} of {account} revoked"),
            Self::IdentityLinked { account, issuer } => {
                format!("an identity of {issuer} may sign in as {account}")
            }
            Self::IdentityUnlinked { account, issuer } => {
                format!("no identity of {issuer} may sign in as {account} any more")
            }
            Self::WebhookAdded { webhook, host } => format!("webhook {webhook} to {host} added"),
            Self::WebhookRemoved { webhook, host } => {
                format!("webhook {webhook} to {host} removed")
            }
        }
    }
}
