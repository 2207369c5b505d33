//! The board, as it is or as it was known, its cells, and the bulletins.

use crate::answer::{Json, kept};
use crate::asked::{Asked, Named};
use crate::book::{Book, Endpoint};
use crate::door::Seen;
use crate::house::House;
use crate::page::assessment;
use crate::problem::Problem;
use armistice_case::{AsOf, Known, Nobody};
use armistice_ledger::Ledger;
use armistice_model::AssessmentId;
use armistice_publish::{Audience, Why};
use armistice_views::CompactBoard;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Deserialize;

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
    until: Option<jiff::civil::Date>,
}

async fn board(
    State(house): State<House>,
    seen: Seen,
    Asked(ask): Asked<BoardAsk>,
) -> Result<Response, Problem> {
    let audience = seen.audience;
    let bytes = house
        .read(move |house| {
            if ask.as_of.is_none() && ask.until.is_none() {
                return house.views().board(audience)?.ok_or_else(|| {
                    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "nothing is judged yet")
                });
            }
            earlier(house, &ask, audience)
        })
        .await?;
    Ok(kept("application/json", bytes))
}

/// A board from a shorter prefix: computed when it is asked for, and kept for a while.
fn earlier(
    house: &House,
    ask: &BoardAsk,
    audience: Audience,
) -> Result<std::sync::Arc<[u8]>, Problem> {
    let sight = house.sight()?;
    let name = format!("board {audience:?} {:?} {:?}", ask.as_of, ask.until);
    house.shelf().page(&sight.held.checkpoint.root, &name, || {
        let as_of = AsOf::parse(ask.as_of.as_deref())?;
        let _turn = house.judging();
        let known = Known::of_ledger(&Ledger::open(house.ledger_folder())?, &as_of, &Nobody)?;
        let until = ask.until.map(|day| day.to_string());
        let judged = known.judged(until.as_deref(), &Nobody)?;
        let publication = judged.publication(&known);
        let board = CompactBoard::of(&publication, &publication.veil(audience));
        serde_json::to_vec(&board).map_err(|error| Problem::ours(error.to_string()))
    })
}

async fn cell(
    State(house): State<House>,
    seen: Seen,
    Named(id): Named<String>,
) -> Result<Json<Why>, Problem> {
    let wanted: AssessmentId = id
        .parse()
        .map_err(|error: armistice_model::AssessmentIdError| Problem::asked(error.to_string()))?;
    let why = house
        .read(move |house| assessment(house, &*house.sight()?, &wanted, seen.audience))
        .await?;
    Ok(Json(why))
}
