//! The queue.

use super::incidents::limit;
use crate::answer::Json;
use crate::asked::{Asked, Named};
use crate::book::{Book, Endpoint};
use crate::bus::Event;
use crate::door::{Need, Seen};
use crate::house::House;
use crate::page::{QueuePage, queue_page};
use crate::problem::Problem;
use armistice_accounts::Power;
use armistice_model::ReportId;
use armistice_views::{QueueAsk, QueueState};
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/queue", "queue", "What came in: disputed first, then the newest")
            .need(Need::Power(Power::Read))
            .asks::<Ask>()
            .answers::<QueuePage>(200, "A page of the queue"),
        read,
    )
    .add(
        Endpoint::post(
            "/api/v1/queue/{report}/taken-up",
            "queue",
            "Say that one is on a report; it lapses after five minutes",
        )
        .need(Need::Power(Power::Read))
        .path_text("report", "The report's name, R-…")
        .answers_nothing(),
        take_up,
    )
    .add(
        Endpoint::delete(
            "/api/v1/queue/{report}/taken-up",
            "queue",
            "Say that one is no longer on it",
        )
        .need(Need::Power(Power::Read))
        .path_text("report", "The report's name, R-…")
        .answers_nothing(),
        lay_down,
    )
}

/// Which reports.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Ask {
    /// In which state; the open ones if left out.
    show: Option<QueueShow>,
    /// How many at most, 1 to 200; 50 if left out.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
    /// Where the page before ended.
    after: Option<String>,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum QueueShow {
    Open,
    Done,
    SetAside,
}

async fn read(
    State(house): State<House>,
    seen: Seen,
    Asked(ask): Asked<Ask>,
) -> Result<Json<QueuePage>, Problem> {
    let ask = QueueAsk {
        state: match ask.show.unwrap_or(QueueShow::Open) {
            QueueShow::Open => QueueState::Open,
            QueueShow::Done => QueueState::Accepted,
            QueueShow::SetAside => QueueState::SetAside,
        },
        limit: limit(ask.limit, 50, 200)?,
        after: ask.after,
    };
    let page = house
        .read(move |house| {
            queue_page(house, &*house.sight()?, &ask, seen.audience, Timestamp::now())
        })
        .await?;
    Ok(Json(page))
}

async fn take_up(
    State(house): State<House>,
    seen: Seen,
    Named(report): Named<String>,
) -> Result<StatusCode, Problem> {
    let display = seen.caller()?.display.clone();
    let report = house
        .read(move |house| match house.views().report(&ReportId::new(report.as_str()))? {
            Some(_) => Ok(report),
            None => Err(Problem::missing("report", &report)),
        })
        .await?;
    house.desk().take_up(&report, &display, Timestamp::now());
    house.bus().tell(Event::TakenUp { report, by: Some(display) });
    Ok(StatusCode::NO_CONTENT)
}

async fn lay_down(
    State(house): State<House>,
    seen: Seen,
    Named(report): Named<String>,
) -> Result<StatusCode, Problem> {
    let display = seen.caller()?.display.clone();
    if house.desk().lay_down(&report, &display) {
        house.bus().tell(Event::TakenUp { report, by: None });
    }
    Ok(StatusCode::NO_CONTENT)
}
