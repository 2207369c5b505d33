//! Incidents.

use crate::answer::Json;
use crate::asked::{Asked, Named};
use crate::book::{Book, Endpoint};
use crate::door::Seen;
use crate::house::House;
use crate::page::{IncidentList, IncidentPage, incident_list, incident_page};
use crate::problem::Problem;
use armistice_model::{EventKind, IncidentId, Status};
use armistice_publish::ogc::ItemsQuery;
use armistice_views::{Ask, Bbox, Window};
use axum::extract::State;
use schemars::JsonSchema;
use serde::Deserialize;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/incidents", "incidents", "Incidents, those that began last first")
            .asks::<IncidentsAsk>()
            .answers::<IncidentList>(200, "A page of them"),
        list,
    )
    .add(
        Endpoint::get(
            "/api/v1/incidents/{id}",
            "incidents",
            "One incident: its claims side by side, its history",
        )
        .path_text("id", "The incident's name, I-…")
        .answers::<IncidentPage>(200, "The incident"),
        one,
    )
}

/// Which incidents.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct IncidentsAsk {
    /// west,south,east,north in degrees; over the antimeridian where west > east.
    bbox: Option<String>,
    /// An instant or an interval of RFC 3339, `..` for an open end.
    datetime: Option<String>,
    /// A kind of event.
    kind: Option<EventKind>,
    /// Bearing on this term.
    term: Option<String>,
    /// In whose eyes `term` and `status` are asked; the widest if left out.
    perspective: Option<String>,
    /// Standing so at the gravest.
    status: Option<Status>,
    /// With this party among the authors or the targets.
    party: Option<String>,
    /// How many at most, 1 to 1000; 100 if left out.
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<usize>,
    /// Where the page before ended.
    after: Option<String>,
}

impl IncidentsAsk {
    fn read(self) -> Result<Ask, Problem> {
        let (bbox, window) = ground_and_time(self.bbox.as_deref(), self.datetime.as_deref())?;
        Ok(Ask {
            bbox,
            window,
            kinds: self.kind.into_iter().collect(),
            term: self.term,
            perspective: self.perspective,
            status: self.status,
            party: self.party,
            limit: limit(self.limit, 100, 1000)?,
            after: self.after,
        })
    }
}

/// A page's length.
///
/// # Errors
/// When it is not between 1 and `most`.
pub fn limit(asked: Option<usize>, usual: usize, most: usize) -> Result<usize, Problem> {
    match asked.unwrap_or(usual) {
        wanted if (1..=most).contains(&wanted) => Ok(wanted),
        wanted => Err(Problem::asked(format!("limit {wanted}: ask for 1 to {most}"))),
    }
}

/// Where and when, as OGC API – Features writes them.
///
/// # Errors
/// When they are no box or no stretch of time.
pub fn ground_and_time(
    bbox: Option<&str>,
    datetime: Option<&str>,
) -> Result<(Option<Bbox>, Window), Problem> {
    let part = |name: &str, value: Option<&str>| {
        value.map(|value| format!("{name}={}", escaped(value))).unwrap_or_default()
    };
    let query = format!("{}&{}", part("bbox", bbox), part("datetime", datetime));
    let read = ItemsQuery::read(&query).map_err(|error| Problem::asked(error.to_string()))?;
    asked(&read)
}

/// The same, read already.
///
/// # Errors
/// When they are no box or no stretch of time.
pub fn asked(read: &ItemsQuery) -> Result<(Option<Bbox>, Window), Problem> {
    let bbox = match read.bbox {
        Some(b) => Some(Bbox::new(b.west, b.south, b.east, b.north)?),
        None => None,
    };
    let window = match read.datetime {
        Some(span) => Window::closed(span.from, span.until)?,
        None => Window::open(),
    };
    Ok((bbox, window))
}

fn escaped(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b',' | b':' | b'/' => {
                out.push(byte as char);
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

async fn list(
    State(house): State<House>,
    Asked(ask): Asked<IncidentsAsk>,
) -> Result<Json<IncidentList>, Problem> {
    let ask = ask.read()?;
    Ok(Json(house.look_up(move |house| incident_list(house, &ask)).await?))
}

async fn one(
    State(house): State<House>,
    seen: Seen,
    Named(id): Named<String>,
) -> Result<Json<IncidentPage>, Problem> {
    let page = house
        .look_up(move |house| {
            let id = IncidentId::new(id.as_str());
            incident_page(house, &*house.sight()?, &id, seen.audience)
        })
        .await?;
    Ok(Json(page))
}
