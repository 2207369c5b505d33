//! Outgoing calls: webhooks that are signed, tried again, and never sent to where they must not go.
//!
//! | what | where |
//! |---|---|
//! | who wants to be told of what | [`Hooks`] |
//! | what waits, on disk | [`Hooks::enqueue`], [`Hooks::deliveries`] |
//! | sending it, and trying again ([`backoff`]) | [`Hooks::deliver_due`] |
//! | how the receiver knows that it is ours | [`signature`] |
//! | calling a host without being turned against an inner one | [`Client`], [`Target`], [`address`] |
//!
//! # What somebody who may add webhooks could try
//!
//! | try | what stands against it |
//! |---|---|
//! | reach this machine, the inner network, a cloud's metadata by address | every address is looked up in IANA's tables ([`address::kind`]) |
//! | by a name that has such an address, now or only at the second question | all addresses are checked, and the connection goes to those that were |
//! | by a redirect | none is followed |
//! | by a proxy in the environment | none is asked |
//! | read what an inner service answers | of an answer the status is kept and nothing else |
//! | tie the program up with slow or endless answers | a call takes 15 s at most, headers 16 KiB, no body is read |
//! | fill the disk with what cannot be delivered | queues are bounded, deliveries grow four days old at most |
//!
//! Whoever holds `hooks.db` holds the secrets and can sign; whoever reads a webhook's traffic (TLS
//! keeps others out) can send an old delivery again, for five minutes, and with an `id` that was
//! seen before.
//!
//! # Example
//!
//! ```
//! use armistice_hooks::{Allow, Client, Hooks, Target};
//! use jiff::Timestamp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let hooks = Hooks::open(&folder.path().join("hooks.db"))?;
//! let client = Client::new("armistice/0.1.0", Allow::default());
//! let now: Timestamp = "2016-09-12T16:00:00Z".parse()?;
//!
//! assert!(Target::new("https://169.254.169.254/", client.allow()).is_err());
//! let target = Target::new("https://relief.example/hook", client.allow())?;
//! let (hook, secret) = hooks.subscribe(&target, &["alert".into()], now)?;
//! assert!(secret.reveal().starts_with("whsec_"));
//!
//! assert_eq!(hooks.enqueue("alert", &serde_json::json!({"term": "1.a"}), now)?, 1);
//! // On a thread of its own, and again when `Round::next` has come:
//! // let round = hooks.deliver_due(&client, now)?;
//! # Ok(())
//! # }
//! ```

pub mod address;
pub mod backoff;
mod client;
mod deliver;
mod error;
mod hooks;
mod queue;
mod schema;
pub mod signature;
mod target;

pub use client::{Answer, Client, Failure, Lookup, PATIENCE, System};
pub use deliver::{DELIVERY, EVENT, Round};
pub use error::Error;
pub use hooks::{Hook, Hooks, MOST_EVENTS, MOST_HOOKS};
pub use queue::{Delivery, LONGEST_BODY, MOST_GIVEN_UP, MOST_WAITING};
pub use target::{Allow, Refused, Target};
