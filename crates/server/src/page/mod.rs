//! What is answered, made from what the views hold: plain data with a schema each, veiled for
//! whoever asks.

mod assessment;
mod case;
mod decided;
mod incident;
mod ledger;
mod queue;
mod report;

pub use assessment::assessment;
pub use case::{CasePage, case_page, ground};
pub use decided::{Decided, Writers, decided};
pub use incident::{IncidentList, IncidentPage, incident_list, incident_page};
pub use ledger::{ConsistencyPage, EntriesPage, LedgerPage, ProofPage, entries, proof};
pub use queue::{QueuePage, queue_page};
pub use report::{ReportPage, photos, report_page};

use armistice_publish::{Audience, Veil};

/// The one row that a file of one holds.
fn only<T>(rows: Vec<T>) -> Option<T> {
    rows.into_iter().next()
}

/// Text as the veil's audience may read it.
fn clean(veil: &Veil<'_>, text: &str) -> String {
    veil.text(text).into_owned()
}

/// Whether reasons of people, which may quote a report, are shown.
fn shows_reasons(audience: Audience) -> bool {
    audience > Audience::Public
}
