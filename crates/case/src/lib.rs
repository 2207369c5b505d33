//! A case as a folder: its own files are brought into its ledger, and a prefix of the ledger is
//! read, fused and judged.
//!
//! [`Folder`] opens a case, [`Known`] replays a prefix of its ledger, [`Judged`] is what follows,
//! [`Intake`] takes reports in and [`enact`] checks what people decide. The command line and the
//! server both stand on this crate, so that they can never tell two stories.

mod act;
mod deal_text;
mod entry;
mod failure;
mod folder;
mod judged;
mod key;
mod known;
mod onlooker;
mod rulings;
mod taking;

pub use act::{Named, act_words, enact, incomplete, seconds};
pub use deal_text::{checked, faults, place_in};
pub use entry::{Payload, Role};
pub use failure::{Doing, Failure, Kind};
pub use folder::Folder;
pub use judged::{Fused, Judged};
pub use key::own as own_key;
pub use known::{Arrival, AsOf, Known, Next, instant};
pub use onlooker::{Bar, Brief, Nobody, Onlooker};
pub use rulings::Ruling;
pub use taking::{Incoming, Intake, Outcome, Taken, Took};
