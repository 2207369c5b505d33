//! Reports as they came in.

use crate::answer::Json;
use crate::asked::Named;
use crate::book::{Book, Endpoint};
use crate::door::Seen;
use crate::house::House;
use crate::page::{ReportPage, photos, report_page};
use crate::problem::Problem;
use armistice_ledger::Sha256;
use armistice_model::ReportId;
use armistice_publish::Sensitive;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get(
            "/api/v1/reports/{id}",
            "reports",
            "One report, with the words of its claims marked",
        )
        .path_text("id", "The report's name, R-…")
        .answers::<ReportPage>(200, "The report"),
        one,
    )
    .add(
        Endpoint::get(
            "/api/v1/reports/{id}/photos/{index}",
            "reports",
            "A photograph that came with a report",
        )
        .path_text("id", "The report's name, R-…")
        .path_number("index", "Its number, from 0")
        .may_fail(&[403])
        .answers_media("image/jpeg", "The photograph"),
        photo,
    )
}

async fn one(
    State(house): State<House>,
    seen: Seen,
    Named(id): Named<String>,
) -> Result<Json<ReportPage>, Problem> {
    let page = house
        .read(move |house| {
            let id = ReportId::new(id.as_str());
            report_page(house, &*house.sight()?, &id, seen.audience)
        })
        .await?;
    Ok(Json(page))
}

async fn photo(
    State(house): State<House>,
    seen: Seen,
    Named((id, index)): Named<(String, usize)>,
) -> Result<Response, Problem> {
    if !seen.audience.sees(Sensitive::Photo) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "photographs show where a team stood: they are for analysts and the secretariat",
        ));
    }
    let (media_type, bytes) = house
        .read(move |house| {
            let missing = || Problem::missing("photograph", &format!("{index} of {id}"));
            let filed = house.views().report(&ReportId::new(id.as_str()))?.ok_or_else(missing)?;
            let photo = photos(&filed.report).into_iter().nth(index).ok_or_else(missing)?;
            let hash: Sha256 = photo.sha256.parse().map_err(|_| missing())?;
            let bytes = house.clerk().ledger(|ledger, _| ledger.evidence(&hash))?;
            Ok((photo.media_type, bytes))
        })
        .await?;
    let kind = HeaderValue::from_str(&media_type)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
