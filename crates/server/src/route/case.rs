//! The case itself.

use crate::answer::Json;
use crate::book::{Book, Endpoint};
use crate::door::Seen;
use crate::house::House;
use crate::page::{CasePage, case_page};
use crate::problem::Problem;
use armistice_accounts::Power;
use axum::extract::State;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/case", "case", "The case: its deal, its words, its ground")
            .answers::<CasePage>(200, "The case"),
        read,
    )
}

async fn read(State(house): State<House>, seen: Seen) -> Result<Json<CasePage>, Problem> {
    let may_file = seen.may(Power::Report).is_ok();
    let page = house
        .read(move |house| {
            let sight = house.sight()?;
            Ok(case_page(house, &sight, seen.audience, may_file))
        })
        .await?;
    Ok(Json(page))
}
