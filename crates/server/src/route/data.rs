//! Downloads, bulletins and feeds: made from the public's view, whoever asks.

use crate::answer::{Json, download, kept, media};
use crate::application;
use crate::asked::{Asked, Named};
use crate::book::{Book, Endpoint};
use crate::house::House;
use crate::problem::Problem;
use armistice_publish::{
    Alerts, Audience, CapHandling, CapSender, FeedHome, Language, Press, Publication, STYLE_SOURCE,
    Sheet, Veil,
};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use jiff::civil::{Date, date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io;

/// Alerts in the feed.
const LATEST: usize = 200;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    let book = book
        .add(
            Endpoint::get("/api/v1/bulletins", "bulletins", "Days that have a bulletin")
                .answers::<BulletinsPage>(200, "The days"),
            bulletins,
        )
        .add(
            Endpoint::get("/bulletins/{page}", "bulletins", "A day's bulletin, printable")
                .path_text("page", "DAY.html or DAY.md, for example 2016-09-17.html")
                .asks::<BulletinAsk>()
                .answers_media("text/html", "The bulletin")
                .answers_media("text/markdown", "The bulletin"),
            bulletin,
        )
        .add(
            Endpoint::get(
                "/feeds/alerts.atom",
                "feeds",
                "Alleged breaches, the latest first (Atom, RFC 4287)",
            )
            .answers_media("application/atom+xml", "The feed"),
            atom,
        )
        .add(
            Endpoint::get(
                "/feeds/alerts/{name}",
                "feeds",
                "One alleged breach as an alert (CAP 1.2)",
            )
            .path_text("name", "INCIDENT@TERM.cap.xml")
            .answers_media("application/cap+xml", "The alert"),
            cap,
        );
    Download::ALL.iter().fold(book, |book, one| {
        let endpoint = Endpoint::get(one.path(), "data", one.what())
            .answers_media(one.media_type(), one.what());
        book.add(endpoint, move |State(house): State<House>| async move { one.answer(house).await })
    })
}

/// A file that anybody may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Download {
    BoardJson,
    IncidentsGeojson,
    IncidentsCsv,
    IncidentsHxl,
    AidHxl,
    IncidentsParquet,
    ClaimsCsv,
    ReportsCsv,
}

impl Download {
    const ALL: [Self; 8] = [
        Self::BoardJson,
        Self::IncidentsGeojson,
        Self::IncidentsCsv,
        Self::IncidentsHxl,
        Self::AidHxl,
        Self::IncidentsParquet,
        Self::ClaimsCsv,
        Self::ReportsCsv,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::BoardJson => "/data/board.json",
            Self::IncidentsGeojson => "/data/incidents.geojson",
            Self::IncidentsCsv => "/data/incidents.csv",
            Self::IncidentsHxl => "/data/incidents.hxl.csv",
            Self::AidHxl => "/data/aid.hxl.csv",
            Self::IncidentsParquet => "/data/incidents.parquet",
            Self::ClaimsCsv => "/data/claims.csv",
            Self::ReportsCsv => "/data/reports.csv",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::BoardJson => "The board with all it rests on",
            Self::IncidentsGeojson => "Incidents as shapes (RFC 7946)",
            Self::IncidentsCsv => "Incidents as a table",
            Self::IncidentsHxl => "Incidents as a table with HXL hashtags",
            Self::AidHxl => "Aid on its way as a table with HXL hashtags",
            Self::IncidentsParquet => "Incidents as GeoParquet 1.1",
            Self::ClaimsCsv => "Claims as a table",
            Self::ReportsCsv => "Reports as a table",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::BoardJson => "application/json",
            Self::IncidentsGeojson => "application/geo+json",
            Self::IncidentsParquet => "application/vnd.apache.parquet",
            Self::IncidentsCsv
            | Self::IncidentsHxl
            | Self::AidHxl
            | Self::ClaimsCsv
            | Self::ReportsCsv => "text/csv",
        }
    }

    async fn answer(self, house: House) -> Result<Response, Problem> {
        let name = self.path().trim_start_matches("/data/");
        let bytes =
            house.read(move |house| shelved(house, name, |p, veil| self.write(p, veil))).await?;
        Ok(download(self.media_type(), name, bytes))
    }

    fn write(self, publication: &Publication<'_>, veil: &Veil<'_>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let (incidents, board) = (publication.incidents, Some(publication.board));
        let press = |sheet: Sheet, out: &mut Vec<u8>| Press::new(publication).print(sheet, out);
        match self {
            Self::BoardJson => press(Sheet::Board, &mut out)?,
            Self::IncidentsGeojson => press(Sheet::IncidentsGeojson, &mut out)?,
            Self::IncidentsCsv => press(Sheet::IncidentsCsv, &mut out)?,
            Self::ClaimsCsv => press(Sheet::ClaimsCsv, &mut out)?,
            Self::ReportsCsv => press(Sheet::ReportsCsv, &mut out)?,
            Self::IncidentsHxl => {
                armistice_publish::write_incidents_hxl(&mut out, incidents, board, veil)?;
            }
            Self::AidHxl => armistice_publish::write_aid_hxl(&mut out, incidents, board, veil)?,
            Self::IncidentsParquet => {
                armistice_publish::write_geoparquet(&mut out, incidents, board, veil)?;
            }
        }
        Ok(out)
    }
}

/// A page made from the whole case as the public may see it, kept until something is judged.
fn shelved(
    house: &House,
    name: &str,
    make: impl FnOnce(&Publication<'_>, &Veil<'_>) -> io::Result<Vec<u8>>,
) -> Result<std::sync::Arc<[u8]>, Problem> {
    let root = house.sight()?.held.checkpoint.root.clone();
    house.shelf().page(&root, name, || {
        let whole = house.whole()?;
        let publication = whole.judged.publication(&whole.known);
        let veil = publication.veil(Audience::Public);
        make(&publication, &veil).map_err(|error| Problem::ours(format!("{name}: {error}")))
    })
}

/// Days that have a bulletin.
#[derive(Serialize, JsonSchema)]
struct BulletinsPage {
    /// In order.
    #[schemars(with = "Vec<String>")]
    days: Vec<Date>,
    /// In which languages.
    languages: [&'static str; 3],
}

async fn bulletins(State(house): State<House>) -> Result<Json<BulletinsPage>, Problem> {
    let days = house.sight()?.head.days.clone();
    Ok(Json(BulletinsPage { days, languages: ["en", "ar", "ru"] }))
}

/// Which bulletin.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BulletinAsk {
    /// In which language; English if left out.
    lang: Option<Tongue>,
}

#[derive(Clone, Copy, Deserialize, JsonSchema, Debug)]
#[serde(rename_all = "snake_case")]
enum Tongue {
    En,
    Ar,
    Ru,
}

async fn bulletin(
    State(house): State<House>,
    Named(page): Named<String>,
    headers: HeaderMap,
    Asked(ask): Asked<BulletinAsk>,
) -> Result<Response, Problem> {
    let missing = || Problem::missing("bulletin", &page);
    // A day without an ending is the application's own page around the bulletin.
    if page.parse::<Date>().is_ok() {
        return application::first_page(&headers).ok_or_else(missing);
    }
    let (day, format) = page.split_once('.').ok_or_else(missing)?;
    let day: Date = day.parse().map_err(|_| missing())?;
    if !house.sight()?.head.days.contains(&day) {
        return Err(missing());
    }
    let language = match ask.lang.unwrap_or(Tongue::En) {
        Tongue::En => Language::En,
        Tongue::Ar => Language::Ar,
        Tongue::Ru => Language::Ru,
    };
    let (sheet, media_type) = match format {
        "html" => (Sheet::BulletinPageIn(day, language), "text/html; charset=utf-8"),
        "md" => (Sheet::BulletinText(day), "text/markdown; charset=utf-8"),
        _ => return Err(missing()),
    };
    let format_is_page = format == "html";
    let name = format!("{page} {language}");
    let bytes = house
        .read(move |house| {
            shelved(house, &name, |publication, _| {
                let mut out = Vec::new();
                Press::new(publication).print(sheet, &mut out)?;
                Ok(out)
            })
        })
        .await?;
    let mut response = kept(media_type, bytes);
    if format_is_page {
        // Self-contained: its one style sheet stands in it, and nothing else may run or load.
        let policy = format!(
            "default-src 'none'; style-src {STYLE_SOURCE}; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
        );
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    Ok(response)
}

fn authority(house: &House) -> String {
    let url = house.public_url();
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    host.split([':', '/']).next().unwrap_or("localhost").to_string()
}

async fn atom(State(house): State<House>) -> Result<Response, Problem> {
    let bytes = house
        .read(|house| {
            let base = house.public_url().to_string();
            let (feed, authority) = (format!("{base}/feeds/alerts.atom"), authority(house));
            shelved(house, "alerts.atom", |publication, veil| {
                let home = FeedHome {
                    feed: &feed,
                    page: &base,
                    authority: &authority,
                    since: date(2026, 1, 1),
                    author: publication.case,
                };
                let mut out = Vec::new();
                let alerts = Alerts::new(publication, veil);
                armistice_publish::write_atom(&mut out, publication, &alerts, &home, LATEST)?;
                Ok(out)
            })
        })
        .await?;
    Ok(kept("application/atom+xml", bytes))
}

async fn cap(State(house): State<House>, Named(file): Named<String>) -> Result<Response, Problem> {
    let bytes = house
        .read(move |house| {
            let missing = || Problem::missing("alert", &file);
            let name = file.strip_suffix(".cap.xml").ok_or_else(missing)?;
            let whole = house.whole()?;
            let publication = whole.judged.publication(&whole.known);
            let veil = publication.veil(Audience::Public);
            let alert = Alerts::new(&publication, &veil).named(name).ok_or_else(missing)?;
            let id = format!("armistice@{}", authority(house));
            let sender = CapSender {
                id: &id,
                name: publication.case,
                page: house.public_url(),
                handling: CapHandling::Actual,
            };
            let mut out = Vec::new();
            {
                let (sent, earlier) = house.announced().sent(&alert);
                armistice_publish::write_cap(&mut out, &alert, &sender, sent, &earlier)
            }
            .map_err(|error| Problem::ours(error.to_string()))?;
            Ok(out)
        })
        .await?;
    Ok(media("application/cap+xml", bytes))
}
