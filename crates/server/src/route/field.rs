//! Reports from the field: our own form, and survey tools that speak OpenRosa.

use crate::answer::{Json, media};
use crate::book::{Book, Endpoint};
use crate::door::{Need, Seen};
use crate::filing::{Filing, file};
use crate::house::House;
use crate::problem::{FieldFault, Problem};
use armistice_accounts::Power;
use armistice_intake::field::{self, FieldReport, PHOTO_LIMIT, PHOTOS, Photo};
use armistice_intake::openrosa::{self, Form, FormLists, Part};
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// Largest body of a report: its photos and its words.
const LARGEST: usize = PHOTOS * PHOTO_LIMIT + (1 << 20);

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::post(
            "/api/v1/reports",
            "field",
            "File a report from the field: a part `report` (JSON), parts `photo`",
        )
        .need(Need::Power(Power::Report))
        .takes_media("multipart/form-data")
        .largest(LARGEST)
        .answers::<FiledPage>(200, "It was filed before")
        .answers::<FiledPage>(201, "It is in the ledger"),
        file_report,
    )
    .add(
        Endpoint::get("/openrosa/formList", "field", "The forms (OpenRosa)")
            .answers_media("text/xml", "The list")
            .answers_media_at(401, "text/xml", "Sign in"),
        form_list,
    )
    .add(
        Endpoint::get("/openrosa/forms/field-report.xml", "field", "The form (XForm)")
            .answers_media("text/xml", "The form")
            .answers_media_at(401, "text/xml", "Sign in"),
        form,
    )
    .add(
        Endpoint::post("/openrosa/submission", "field", "File a report (OpenRosa)")
            .takes_media("multipart/form-data")
            .largest(LARGEST)
            .answers_media_at(201, "text/xml", "Taken")
            .answers_media_at(202, "text/xml", "Some of its photos are awaited")
            .answers_media_at(400, "text/xml", "Refused, every fault on a line")
            .answers_media_at(401, "text/xml", "Sign in"),
        submit,
    )
    .add_head("/openrosa/submission", head)
}

/// A report that is in the ledger.
#[derive(Serialize, JsonSchema)]
struct FiledPage {
    /// Its entry.
    entry: u64,
    /// The report's name.
    report: String,
    /// Whether it was filed before.
    already: bool,
}

/// A part of what was sent.
struct Sent {
    name: String,
    file_name: Option<String>,
    bytes: Bytes,
}

async fn parts(house: &House, request: Request) -> Result<Vec<Sent>, Problem> {
    let broken = |status: StatusCode, text: String| Problem::new(status, text);
    let mut multipart = Multipart::from_request(request, house).await.map_err(|error| {
        let detail = format!("send multipart/form-data: {}", error.body_text());
        broken(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    })?;
    let mut parts = Vec::new();
    while let Some(field) =
        multipart.next_field().await.map_err(|e| broken(e.status(), e.body_text()))?
    {
        if parts.len() > PHOTOS + 8 {
            return Err(Problem::asked("too many parts: one report and its photos are wanted"));
        }
        let name = field.name().unwrap_or("").to_string();
        let file_name = field.file_name().map(str::to_string);
        let bytes = field.bytes().await.map_err(|e| broken(e.status(), e.body_text()))?;
        parts.push(Sent { name, file_name, bytes });
    }
    Ok(parts)
}

fn faults(faults: Vec<field::FieldFault>) -> Problem {
    let told: Vec<String> = faults.iter().map(|f| format!("{}: {}", f.field, f.message)).collect();
    Problem::refused(told.join("; ")).with_faults(
        faults
            .into_iter()
            .map(|fault| FieldFault { field: fault.field, message: fault.message })
            .collect(),
    )
}

async fn file_report(
    State(house): State<House>,
    seen: Seen,
    request: Request,
) -> Result<Response, Problem> {
    let parts = parts(&house, request).await?;
    let filing = house
        .read(move |house| {
            let report = parts.iter().find(|part| part.name == "report").ok_or_else(|| {
                Problem::asked("the part `report` is missing: send the report as JSON in it")
            })?;
            let report = FieldReport::read(&report.bytes).map_err(faults)?;
            let mut photos = Vec::new();
            let mut wrong = Vec::new();
            for (index, part) in parts.iter().filter(|part| part.name == "photo").enumerate() {
                match Photo::take(&part.bytes) {
                    Ok(photo) => photos.push(photo),
                    Err(fault) => wrong.push(field::FieldFault::new(
                        "photos",
                        format!("photo {} {fault}", index + 1),
                    )),
                }
            }
            if photos.len() > PHOTOS {
                let message = format!("at most {PHOTOS} photos come with a report");
                wrong.push(field::FieldFault::new("photos", message));
            }
            if !wrong.is_empty() {
                return Err(faults(wrong));
            }
            file(house, seen.caller()?, &report, photos)
        })
        .await?;
    Ok(answer(filing))
}

fn answer(filing: Filing) -> Response {
    let page = FiledPage {
        entry: filing.entry,
        report: filing.report.to_string(),
        already: filing.already,
    };
    let status = if filing.already { StatusCode::OK } else { StatusCode::CREATED };
    (status, Json(page)).into_response()
}

/// The form of the case as it is.
fn the_form(house: &House) -> Result<Form, Problem> {
    let sight = house.sight()?;
    let outline = &sight.outline;
    Ok(Form::new(&FormLists {
        sources: outline
            .sources
            .iter()
            .map(|source| (source.id.clone(), source.public_name().to_string()))
            .collect(),
        actors: outline.actors.iter().map(|actor| actor.name.clone()).collect(),
        places: outline.places.iter().map(|place| place.name.clone()).collect(),
    }))
}

/// What every OpenRosa answer carries.
fn openrosa(status: StatusCode, body: String) -> Response {
    let mut response = media(openrosa::MEDIA_TYPE, body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (openrosa::VERSION_HEADER, openrosa::VERSION.to_string()),
        (openrosa::ACCEPT_LENGTH_HEADER, openrosa::ACCEPT_LENGTH.to_string()),
    ] {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
    response
}

/// Survey tools ask without a name first, and send it when they are told to.
fn challenge() -> Response {
    let mut response = openrosa(
        StatusCode::UNAUTHORIZED,
        openrosa::refused(&[field::FieldFault::new("report", "sign in with name and password")]),
    );
    let basic = HeaderValue::from_static("Basic realm=\"armistice\", charset=\"UTF-8\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, basic);
    response
}

async fn form_list(State(house): State<House>, seen: Seen) -> Result<Response, Problem> {
    if seen.may(Power::Report).is_err() {
        return Ok(challenge());
    }
    let list =
        house.read(|house| Ok(openrosa::form_list(house.public_url(), &the_form(house)?))).await?;
    Ok(openrosa(StatusCode::OK, list))
}

async fn form(State(house): State<House>, seen: Seen) -> Result<Response, Problem> {
    if seen.may(Power::Report).is_err() {
        return Ok(challenge());
    }
    let form = house.read(|house| Ok(the_form(house)?.xml().to_string())).await?;
    Ok(openrosa(StatusCode::OK, form))
}

async fn head(State(house): State<House>, seen: Seen) -> Response {
    if seen.may(Power::Report).is_err() {
        return challenge();
    }
    let mut response = openrosa(StatusCode::NO_CONTENT, String::new());
    let here = format!("{}/openrosa/submission", house.public_url());
    if let Ok(here) = HeaderValue::from_str(&here) {
        response.headers_mut().insert(header::LOCATION, here);
    }
    response
}

async fn submit(
    State(house): State<House>,
    seen: Seen,
    request: Request,
) -> Result<Response, Problem> {
    if seen.may(Power::Report).is_err() {
        return Ok(challenge());
    }
    let sent = parts(&house, request).await?;
    house
        .read(move |house| {
            let parts: Vec<Part<'_>> = sent
                .iter()
                .map(|part| Part {
                    name: &part.name,
                    file_name: part.file_name.as_deref(),
                    bytes: &part.bytes,
                })
                .collect();
            let submission = match openrosa::submission(&parts, &the_form(house)?) {
                Ok(submission) => submission,
                Err(faults) => {
                    return Ok(openrosa(StatusCode::BAD_REQUEST, openrosa::refused(&faults)));
                }
            };
            let spool = house.spool(&submission.report.uuid);
            let Some(photos) = crate::filing::gather(&spool, submission.photos)? else {
                let said = openrosa::accepted("the rest of the photos is awaited");
                return Ok(openrosa(StatusCode::ACCEPTED, said));
            };
            file(house, seen.caller()?, &submission.report, photos)?;
            // What was taken need not wait any more; what stays behind is swept at the next try.
            let _ = std::fs::remove_dir_all(&spool);
            Ok(openrosa(StatusCode::CREATED, openrosa::accepted("taken; it is in the ledger")))
        })
        .await
}
