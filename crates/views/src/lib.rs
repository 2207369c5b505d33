//! What the server serves from.
//!
//! Everything here is derived from the ledger: it can be deleted and rebuilt, and another version
//! of the program throws it away by itself. A [`Settled`] publication goes in whole, what changed
//! of it is written; pages, tiles, the queue and streams for exports come out.
//!
//! [`Views`] is the seam: [`Sqlite`] keeps them in one file for one machine; a database that
//! serves many machines would implement the same trait.
//!
//! The views hold what may not leave (words of protected reports, observers' names). Only
//! features, tiles and points have passed the public veil; everything else is `model`'s own types,
//! which the caller veils.

mod ask;
mod columns;
mod compact;
mod draw;
mod error;
mod fold;
mod given;
mod globe;
mod mark;
mod mvt;
mod points;
mod queue;
mod read;
mod rows;
mod schema;
mod search;
mod settle;
mod shelf;
mod spread;
mod sqlite;
mod tile;
mod tilecache;
mod told;

pub use ask::{Ask, Bbox, QueueAsk, TileId, Window};
pub use compact::{Cell, CompactBoard, PerspectiveName, Turn};
pub use error::ViewsError;
pub use given::{Arrival, Changes, Checked, Party, QueueState, Received, Settled};
pub use sqlite::Sqlite;
pub use told::{
    Dossier, Filed, Found, Held, Page, Placed, Points, Queue, QueueItem, QueuedClaim, Suggestion,
    Tally,
};

use armistice_model::{
    Assessment, AssessmentId, Claim, ClaimId, Incident, IncidentId, Report, ReportId,
};
use armistice_publish::Audience;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The derived views, as the server sees them.
///
/// Every read is of one settled state (plus what arrived since): a page never mixes two.
pub trait Views: Send + Sync {
    /// What is held; `None` where nothing has been settled yet.
    ///
    /// # Errors
    /// See [`ViewsError`]; the same for every method here.
    fn held(&self) -> Result<Option<Held>, ViewsError>;

    /// Takes in a whole publication: afterwards the views hold it and nothing older. One
    /// transaction, which writes only the rows that changed.
    ///
    /// # Errors
    /// When a board has more perspectives, or the deal more parties, than are indexed.
    fn settle(&self, settled: &Settled<'_>) -> Result<Changes, ViewsError>;

    /// Shows what one new entry of the ledger brought, provisionally, until it is settled.
    /// Reports that are held already are left as they are.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn arrive(&self, arrival: &Arrival<'_>) -> Result<Changes, ViewsError>;

    /// Says at once where a report stands in the queue, before everything is settled anew. Gives
    /// whether there is such a report and it stood elsewhere.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn mark(&self, report: &ReportId, state: QueueState) -> Result<bool, ViewsError>;

    /// Throws everything away.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn discard(&self) -> Result<(), ViewsError>;

    /// The board without what its cells rest on, as JSON (a [`CompactBoard`]), made ready for
    /// `audience` when it was settled.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn board(&self, audience: Audience) -> Result<Option<Arc<[u8]>>, ViewsError>;

    /// One cell of the board with all it rests on.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn assessment(&self, id: &AssessmentId) -> Result<Option<Assessment>, ViewsError>;

    /// One incident with its claims and their reports.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn incident(&self, id: &IncidentId) -> Result<Option<Dossier>, ViewsError>;

    /// A page of incidents, those that began last first; undated ones come last.
    ///
    /// # Errors
    /// When the question makes no sense, with what to ask instead.
    fn incidents(&self, ask: &Ask) -> Result<Page<Found>, ViewsError>;

    /// One report.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn report(&self, id: &ReportId) -> Result<Option<Filed>, ViewsError>;

    /// The claims read from a report, in the order of their numbers.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn claims_of_report(&self, id: &ReportId) -> Result<Vec<Placed>, ViewsError>;

    /// One claim.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn claim(&self, id: &ClaimId) -> Result<Option<Placed>, ViewsError>;

    /// A page of the queue: disputed reports first, then the newest entries.
    ///
    /// # Errors
    /// When `after` is no cursor of this queue.
    fn queue(&self, ask: &QueueAsk) -> Result<Queue, ViewsError>;

    /// Names of observers and how to reach them, each once, sorted: what must not leave.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn persons(&self) -> Result<Vec<String>, ViewsError>;

    /// How many of each thing are held.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn tally(&self) -> Result<Tally, ViewsError>;

    /// All incidents with a place as columns, at most [`Points::MOST`].
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn points(&self, window: &Window) -> Result<Points, ViewsError>;

    /// A vector tile (Mapbox Vector Tile 2.1, not compressed) with the layers `clusters` and
    /// `incidents`. Empty where there is nothing.
    ///
    /// # Errors
    /// When there is no such tile.
    fn tile(&self, tile: TileId, window: &Window) -> Result<Arc<[u8]>, ViewsError>;

    /// Shows every incident in the order of their ids, one at a time, until told to stop.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn each_incident(
        &self,
        see: &mut dyn FnMut(Incident, Found) -> ControlFlow<()>,
    ) -> Result<(), ViewsError>;

    /// Shows every settled claim in the order of their ids, one at a time, until told to stop.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn each_claim(&self, see: &mut dyn FnMut(Claim) -> ControlFlow<()>) -> Result<(), ViewsError>;

    /// Shows every settled report in the order of their ids, one at a time, until told to stop.
    ///
    /// # Errors
    /// See [`ViewsError`].
    fn each_report(&self, see: &mut dyn FnMut(Report) -> ControlFlow<()>)
    -> Result<(), ViewsError>;
}
