//! What every answer needs to know of the case, made anew whenever something was judged: small,
//! in memory, never changed once made.

use armistice_case::{Judged, Known};
use armistice_model::{Board, Claim, KnownPlace, Report};
use armistice_publish::{Audience, Secrets, Veil};
use armistice_views::Held;
use std::sync::Arc;

/// What is settled.
pub struct Sight {
    /// The case without its reports.
    pub outline: Known,
    /// The board without its cells.
    pub head: Board,
    /// What must not leave.
    pub secrets: Secrets,
    /// Names of persons among it.
    pub persons: Vec<String>,
    /// What the views hold.
    pub held: Held,
    /// Lines and areas the deal names.
    pub deal_lines: Vec<KnownPlace>,
}

impl Sight {
    /// The veil over some claims and reports. Where a report came in after this was settled, its
    /// own observer is a secret too.
    pub fn veil<'a>(
        &'a self,
        claims: &'a [Claim],
        reports: &'a [Report],
        audience: Audience,
    ) -> Veil<'a> {
        let new: Vec<String> = armistice_publish::persons(reports)
            .into_iter()
            .filter(|name| self.persons.binary_search(name).is_err())
            .collect();
        let secrets = if new.is_empty() {
            self.secrets.clone()
        } else {
            Secrets::of(&self.outline.sources, self.persons.iter().cloned().chain(new).collect())
        };
        Veil::with(secrets, &self.outline.sources, claims, reports, audience)
    }
}

/// The whole case in memory, for what the views do not hold: bulletins and downloads.
pub struct Whole {
    /// What is known.
    pub known: Arc<Known>,
    /// What follows.
    pub judged: Judged,
}
