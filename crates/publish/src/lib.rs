//! Assessments to bulletin, map and data.
//!
//! Judgement's [`Board`] goes in, what people read comes out: [`publish`] gives every file of a
//! publication as bytes, [`terminal`] the board for a terminal, [`why`](why()) the trail under one
//! cell. All of it is a function of the arguments alone (no clock, no chance, no order of a hash
//! map): the same input gives the same bytes.
//!
//! Every word of the case leaves through a [`Veil`]: sources by their public names, no observer
//! ever, and nothing of a protected source's report beyond the fields of its claims.

mod bulletin;
mod cells;
mod changes;
mod csv;
mod day;
mod frame;
mod geojson;
mod html;
mod index;
mod item;
mod json;
mod labels;
mod lead;
mod ledgerline;
mod listing;
mod map;
mod markdown;
mod page;
mod rivals;
mod standing;
mod strips;
mod svg;
mod terminal;
mod veil;
mod why;
mod words;

pub use csv::{claims_csv, incidents_csv, reports_csv};
pub use geojson::{Feature, FeatureCollection, FeatureProperties, Geometry, incidents_geojson};
pub use json::{
    BoardFile, ClaimRow, ClaimsFile, IncidentRow, IncidentsFile, LinkRow, ReportRow, ReportsFile,
    board_file, claims_file, incidents_file, json_bytes, reports_file, schemas,
};
pub use listing::{claims_table, incidents_table, reports_table};
pub use standing::TermStanding;
pub use terminal::{TerminalOptions, terminal};
pub use veil::{Audience, Veil};
pub use why::{
    Why, WhyBreach, WhyClaim, WhyError, WhyIncident, WhyLink, WhyTerm, WhyWords, why, why_text,
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

impl File {
    fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: content.into() }
    }
}

/// Every file of a publication, for anybody to read: the board and the incidents as data, one
/// bulletin a day as Markdown and as a printable page, and a page that leads to them.
pub fn publish(publication: &Publication) -> Vec<File> {
    let veil = publication.veil(Audience::Public);
    let board = publication.board;
    let mut files = vec![
        File::new("board.json", json_bytes(&board_file(publication, &veil))),
        File::new(
            "incidents.geojson",
            json_bytes(&incidents_geojson(publication.incidents, Some(board), &veil)),
        ),
        File::new("incidents.csv", incidents_csv(publication.incidents, Some(board), &veil)),
        File::new("claims.csv", claims_csv(publication.claims, &veil)),
        File::new("reports.csv", reports_csv(publication.reports, &veil)),
    ];
    let bulletins = bulletin::bulletins(publication, &veil);
    for bulletin in &bulletins {
        let name = format!("bulletins/{}", bulletin.day);
        files.push(File::new(format!("{name}.md"), markdown::markdown(bulletin)));
        files.push(File::new(format!("{name}.html"), html::bulletin_page(bulletin)));
    }
    files.push(File::new("index.html", index::index_page(publication, &bulletins, &veil)));
    files
}
