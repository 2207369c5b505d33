//! The board, as it is or as it was known, its cells, and the bulletins.

use crate::answer::{gzip, kept, kept_gzip, takes_gzip};
use crate::asked::{Asked, Named};
use crate::book::{Book, Endpoint};
use crate::door::Seen;
use crate::house::House;
use crate::page::assessment;
use crate::problem::Problem;
use armistice_case::{AsOf, Known, Nobody};
use armistice_ledger::Ledger;
use armistice_model::{AssessmentId, AssessmentIdError};
use armistice_publish::{Audience, Publication, Why};
use armistice_views::CompactBoard;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/board", "board", "Where every term stands, on every day")
            .asks::<BoardAsk>()
            .may_fail(&[422])
            .answers::<CompactBoard>(200, "The board"),
        board,
    )
    .add(
        Endpoint::get(
            "/api/v1/assessments/{id}",
            "board",
            "One cell of the board, down to the words",
        )
        .path_text("id", "TERM@DAY@PERSPECTIVE, with @READING after it for a second reading")
        .may_fail(&[400])
        .answers::<Why>(200, "The trail"),
        cell,
    )
}

/// Which board.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BoardAsk {
    /// As known at an instant (2016-09-16, 2016-09-16T12:00, with or without an offset), or by
    /// the first N entries of the ledger (#N).
    as_of: Option<String>,
    /// The last day to judge.
    #[schemars(with = "Option<String>")]
    until: Option<Date>,
}

/// Which cell.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CellAsk {
    /// As for the board.
    as_of: Option<String>,
}

/// A page of what was known earlier: judged when it is asked for, one at a time, and kept for a
/// while.
fn earlier(
    house: &House,
    (what, as_of, until): (&str, Option<&str>, Option<Date>),
    make: impl FnOnce(&Publication<'_>) -> Result<Vec<u8>, Problem>,
) -> Result<Arc<[u8]>, Problem> {
    let sight = house.sight()?;
    let name = format!("{what} as of {as_of:?} until {until:?}");
    house.shelf().page(&sight.held.checkpoint.root, &name, || {
        let _turn = house.judging()?;
        let as_of = AsOf::parse(as_of)?;
        let known = Known::of_ledger(&Ledger::open(house.ledger_folder())?, &as_of, &Nobody)?;
        let judged = known.judged(until.map(|day| day.to_string()).as_deref(), &Nobody)?;
        make(&judged.publication(&known))
    })
}

/// An instant, or a number of entries with or without its #.
fn as_of(asked: Option<String>) -> Option<String> {
    asked.map(|text| match text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
        true => format!("#{text}"),
        false => text,
    })
}

fn json<T: serde::Serialize>(page: &T) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(page).map_err(|error| Problem::ours(error.to_string()))
}

/// The board as it is, which every browser asks for first: compressed once, not for each.
fn settled_board(house: &House, audience: Audience, squeezed: bool) -> Result<Response, Problem> {
    let sight = house.sight()?;
    let board = house
        .views()
        .board(audience)?
        .ok_or_else(|| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "nothing is judged yet"))?;
    if !squeezed {
        return Ok(kept("application/json", board));
    }
    let name = format!("board {audience:?} in gzip");
    let bytes = house.shelf().page(&sight.held.checkpoint.root, &name, || {
        gzip(&board).map_err(|error| Problem::ours(error.to_string()))
    })?;
    Ok(kept_gzip("application/json", bytes))
}

async fn board(
    State(house): State<House>,
    seen: Seen,
    headers: HeaderMap,
    Asked(ask): Asked<BoardAsk>,
) -> Result<Response, Problem> {
    let audience = seen.audience;
    let as_of = as_of(ask.as_of);
    if as_of.is_none() && ask.until.is_none() {
        let squeezed = takes_gzip(&headers);
        return house.look_up(move |house| settled_board(house, audience, squeezed)).await;
    }
    let bytes = house
        .read(move |house| {
            let what = format!("board {audience:?}");
            earlier(house, (&what, as_of.as_deref(), ask.until), |publication| {
                json(&CompactBoard::of(publication, &publication.veil(audience)))
            })
        })
        .await?;
    Ok(kept("application/json", bytes))
}

async fn cell(
    State(house): State<House>,
    seen: Seen,
    Named(id): Named<String>,
    Asked(ask): Asked<CellAsk>,
) -> Result<Response, Problem> {
    let wanted: AssessmentId =
        id.parse().map_err(|error: AssessmentIdError| Problem::asked(error.to_string()))?;
    let audience = seen.audience;
    let bytes = house
        .read(move |house| {
            let Some(as_of) = as_of(ask.as_of) else {
                let why = assessment(house, &*house.sight()?, &wanted, audience)?;
                return Ok(json(&why)?.into());
            };
            let what = format!("{wanted} {audience:?}");
            earlier(house, (&what, Some(&as_of), None), |publication| {
                let why = armistice_publish::why(publication, &wanted, &publication.veil(audience));
                json(&why.map_err(|error| Problem::new(StatusCode::NOT_FOUND, error.to_string()))?)
            })
        })
        .await?;
    Ok(kept("application/json", bytes))
}
