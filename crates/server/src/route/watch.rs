//! How the server itself is.

use crate::answer::{Json, media};
use crate::book::{Book, Endpoint};
use crate::house::House;
use crate::problem::Problem;
use axum::extract::State;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Serialize;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/healthz", "watch", "Whether it serves").answers::<Health>(200, "It serves"),
        health,
    )
    .add(
        Endpoint::get("/metrics", "watch", "Figures for Prometheus")
            .answers_media("application/openmetrics-text", "Figures"),
        metrics,
    )
}

/// It serves.
#[derive(Serialize, JsonSchema)]
struct Health {
    /// Always `serving`.
    status: &'static str,
    /// Entries of the ledger that are judged.
    entries: u64,
    /// The program.
    version: &'static str,
}

async fn health(State(house): State<House>) -> Result<Json<Health>, Problem> {
    let sight = house.sight()?;
    Ok(Json(Health {
        status: "serving",
        entries: sight.held.checkpoint.entries,
        version: armistice_publish::PROGRAM_VERSION,
    }))
}

async fn metrics(State(house): State<House>) -> Response {
    media("application/openmetrics-text; version=1.0.0; charset=utf-8", house.metrics().text())
}
