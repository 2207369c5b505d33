//! What can go wrong with webhooks.

use crate::target::Refused;

/// What can go wrong with webhooks. Texts are for the person who asked; none holds a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL is not called.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The events are not named as events are.
    #[error(
        "name 1 to {max} events, each of lower-case letters and underscores, or * for all; {0:?} is not",
        max = crate::hooks::MOST_EVENTS
    )]
    BadEvents(String),
    /// No such webhook.
    #[error("there is no webhook {0}")]
    NoHook(u64),
    /// No such delivery that was given up.
    #[error("there is no delivery {0} that was given up")]
    NoDelivery(String),
    /// There are as many webhooks as there may be.
    #[error("there are {max} webhooks; remove one first", max = crate::hooks::MOST_HOOKS)]
    TooMany,
    /// What is to be told is too long.
    #[error("an event has {0} bytes, and at most {max} are sent", max = crate::queue::LONGEST_BODY)]
    TooLong(usize),
    /// The file cannot be opened, is damaged, or of a later version.
    #[error(transparent)]
    File(#[from] armistice_accounts::Error),
    /// The database refused.
    #[error("the webhooks cannot be read or written: {0}")]
    Database(#[from] rusqlite::Error),
    /// Something in the database does not have the form that it was written in.
    #[error("the webhooks are damaged: {0}; put back a copy of the file")]
    Damaged(String),
}
