//! The room where people work: HTTP interface and web application of one case.
//!
//! [`serve`] opens a case, makes its views ready and answers until it is told to stop. What is
//! shown comes from the views, which are derived from the ledger and can be deleted; what is
//! entered goes through one clerk into the ledger and is on the disk before it is
//! acknowledged; a settler judges anew beside the serving.

mod announce;
mod answer;
mod application;
mod asked;
mod basic;
mod book;
mod bus;
mod clerk;
mod door;
mod filing;
mod house;
mod identity;
mod metrics;
mod open;
mod page;
mod problem;
mod record;
mod route;
mod serving;
mod settler;
mod shelf;
mod sight;
mod taken_up;

pub use open::{Config, IdentityProvider, Opened, rebuild, rooms};
pub use serving::{Running, serve};

/// The OpenAPI 3.1 document of everything that is served but OGC API – Features, which brings its
/// own.
pub fn openapi() -> serde_json::Value {
    route::all().1
}
