//! What every answer needs to know of the case, made anew whenever something was judged: small,
//! in memory, never changed once made.

use armistice_case::{Judged, Known};
use armistice_model::{Claim, KnownPlace, Report};
use armistice_publish::{Audience, Secrets, Veil};
use armistice_views::Held;
use std::sync::Arc;

/// What is settled.
pub struct Sight {
    /// The case without its reports.
    pub outline: Known,
    /// What must not leave.
    pub secrets: Secrets,
    /// What the views hold.
    pub held: Held,
    /// Lines and areas the deal names.
    pub deal_lines: Vec<KnownPlace>,
}

impl Sight {
    /// The veil over some claims and reports.
    pub fn veil<'a>(
        &'a self,
        claims: &'a [Claim],
        reports: &'a [Report],
        audience: Audience,
    ) -> Veil<'a> {
        Veil::with(self.secrets.clone(), &self.outline.sources, claims, reports, audience)
    }
}

/// The whole case in memory, for what the views do not hold: bulletins and downloads.
pub struct Whole {
    /// What is known.
    pub known: Arc<Known>,
    /// What follows.
    pub judged: Judged,
}
