//! Assessments to bulletin, map and data.
//!
//! Judgement's [`Board`] goes in, what people read comes out: a [`Press`] writes every file of a
//! publication, [`publish`] gives them as bytes, [`terminal`] the board for a terminal, [`why`](why()) the trail under one
//! cell. All of it is a function of the arguments alone (no clock, no chance, no order of a hash
//! map): the same input gives the same bytes.
//!
//! Every word of the case leaves through a [`Veil`]: sources by their public names, no observer
//! ever, and nothing of a protected source's report beyond the fields of its claims.

mod account;
mod alerts;
mod atom;
mod audience;
mod boardfile;
mod bulletin;
mod cap;
mod cells;
mod changes;
mod clocks;
#[cfg(feature = "geoparquet")]
mod columns;
mod csv;
mod day;
mod frame;
mod geojson;
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod groups;
mod html;
mod hxl;
mod index;
mod item;
mod json;
mod labels;
mod language;
mod layout;
mod lead;
mod ledgerline;
mod listing;
mod map;
mod markdown;
pub mod ogc;
mod page;
mod press;
mod rivals;
mod secrets;
mod standing;
mod strips;
mod svg;
mod terminal;
mod told;
mod tongue;
mod turns;
mod veil;
mod why;
#[cfg(feature = "geoparquet")]
mod wkb;
mod words;
mod xml;

pub use account::{
    Account, CoversRow, DisputeRow, DisputeSideRow, EchoRow, FigureRow, Harm, OriginRow, TollRow,
};
pub use alerts::{Alert, AlertId, Alerts, Sight};
pub use atom::{FeedHome, write_atom};
pub use audience::{Audience, Sensitive};
pub use boardfile::{BoardFile, board_file};
pub use cap::{CapError, CapHandling, CapReference, CapSender, write_cap};
pub use csv::{claims_csv, incidents_csv, reports_csv};
pub use geojson::{
    Feature, FeatureCollection, FeatureProperties, Geometry, feature_properties, geometry,
    incidents_geojson,
};
#[cfg(feature = "geoparquet")]
pub use geoparquet::write_geoparquet;
pub use hxl::{WIDEST_PIN_M, write_aid_hxl, write_incidents_hxl};
pub use json::{
    ClaimRow, ClaimsFile, IncidentRow, IncidentsFile, LinkRow, ReportRow, ReportsFile, claims_file,
    incidents_file, json_bytes, reports_file, schemas,
};
pub use language::{Language, LanguageError};
pub use listing::{claims_table, incidents_table, reports_table};
pub use page::STYLE_SOURCE;
pub use press::{Press, Sheet};
pub use secrets::{Secrets, persons};
pub use standing::TermStanding;
pub use terminal::{TerminalOptions, terminal};
pub use turns::{TurnKind, TurnRow, turn_rows, turns_text};
pub use veil::Veil;
pub use why::{
    Why, WhyBreach, WhyClaim, WhyError, WhyIncident, WhyLink, WhyTerm, WhyWords, why, why_claim,
    why_incident, why_text,
};

use armistice_model::{Board, Claim, Gazetteer, Incident, KnownPlace, Report, Sources};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the program that computes what is published.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The prefix of the ledger that a publication is computed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checkpoint {
    /// How many entries it has.
    pub entries: u64,
    /// Its root, hexadecimal.
    pub root: String,
}

/// Everything a publication is computed from.
pub struct Publication<'a> {
    /// Folder name of the case, for example `syria-2016-09`.
    pub case: &'a str,
    /// What judgement says.
    pub board: &'a Board,
    /// The incidents it rests on.
    pub incidents: &'a [Incident],
    /// All claims, sorted by id.
    pub claims: &'a [Claim],
    /// All reports, sorted by id.
    pub reports: &'a [Report],
    /// The case's sources: who stands close to whom, and who must not be named.
    pub sources: &'a Sources,
    /// The case's places.
    pub places: &'a Gazetteer,
    /// Lines and areas that the deal names, for the map.
    pub deal_lines: &'a [KnownPlace],
    /// The ledger prefix all this is computed from.
    pub checkpoint: &'a Checkpoint,
}

impl<'a> Publication<'a> {
    /// What `audience` may see of it.
    pub fn veil(&self, audience: Audience) -> Veil<'a> {
        Veil::new(self.sources, self.claims, self.reports, audience)
    }
}

/// A file of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path inside the publication's folder, with `/` between parts.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Every file of a publication at once, for anybody to read: the board and the incidents as data,
/// one bulletin a day as Markdown and as a printable page, and a page that leads to them.
///
/// All of them together take some kilobytes of memory for each report; a [`Press`] writes them
/// one by one and holds none.
pub fn publish(publication: &Publication) -> Vec<File> {
    let press = Press::new(publication);
    let print = |sheet: Sheet| {
        let mut bytes = Vec::new();
        // Writing into memory has no way to fail.
        let _ = press.print(sheet, &mut bytes);
        File { path: sheet.path(), bytes }
    };
    press.sheets().into_iter().map(print).collect()
}
