//! OGC API – Features: what map programs read from.

use super::incidents::asked;
use crate::answer::media;
use crate::house::House;
use crate::page::ground;
use crate::problem::Problem;
use armistice_model::{EventKind, IncidentId};
use armistice_publish::ogc::{
    self, Collection, CollectionDocument, CollectionsDocument, Extent, GEOJSON, Item, ItemQuery,
    Items, ItemsQuery, JSON, Link, OPENAPI, Page, Properties, QueryError, SingleItem, Site,
    SpatialExtent,
};
use armistice_publish::{Audience, geometry};
use armistice_views::{Ask, Found, Window};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use serde::Serialize;

/// The routes; their definition is `/ogc/api`.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/ogc", get(landing))
        .route("/ogc/", get(landing))
        .route("/ogc/api", get(api))
        .route("/ogc/conformance", get(conformance))
        .route("/ogc/collections", get(collections))
        .route("/ogc/collections/{id}", get(collection))
        .route("/ogc/collections/{id}/items", get(items))
        .route("/ogc/collections/{id}/items/{item}", get(item))
}

/// Where and as what it is served.
struct Home {
    base: String,
    title: String,
    description: String,
}

impl Home {
    fn of(house: &House) -> Result<Self, Problem> {
        let sight = house.sight()?;
        Ok(Self {
            base: format!("{}/ogc", house.public_url()),
            title: sight.head.deal.clone(),
            description: format!(
                "What is claimed to have happened under the deal, case {}, as the public may see it. A claim is never a fact.",
                sight.outline.case
            ),
        })
    }

    fn site(&self) -> Site<'_> {
        Site { base: &self.base, title: &self.title, description: &self.description }
    }
}

fn json<T: Serialize>(media_type: &'static str, value: &T) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(value).map_err(|error| Problem::ours(error.to_string()))?;
    Ok(media(media_type, bytes))
}

fn wrong(error: QueryError) -> Problem {
    Problem::asked(error.to_string())
}

fn plain(query: &RawQuery) -> Result<(), Problem> {
    ogc::no_parameters(query.0.as_deref().unwrap_or("")).map_err(wrong)
}

fn known(id: &str) -> Result<Collection, Problem> {
    Collection::from_id(id).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            format!("there is no collection `{id}`; there are incidents, areas and convoys"),
        )
    })
}

async fn landing(State(house): State<House>, query: RawQuery) -> Result<Response, Problem> {
    plain(&query)?;
    let home = Home::of(&house)?;
    let documentation = Link {
        href: format!("{}/developers", house.public_url()),
        rel: "service-doc".to_string(),
        media_type: "text/html".to_string(),
        title: "The interfaces of this server".to_string(),
    };
    json(JSON, &ogc::landing(&home.site(), Some(&documentation)))
}

async fn api(State(house): State<House>, query: RawQuery) -> Result<Response, Problem> {
    plain(&query)?;
    json(OPENAPI, &ogc::api(&Home::of(&house)?.site()))
}

async fn conformance(query: RawQuery) -> Result<Response, Problem> {
    plain(&query)?;
    json(JSON, &ogc::conformance())
}

/// Where and when the features of a collection lie: of the incidents, what the case knows.
fn document(house: &House, home: &Home, of: Collection) -> Result<CollectionDocument, Problem> {
    let sight = house.sight()?;
    let veil = sight.veil(&[], &[], Audience::Public);
    let mut extent = Extent::of(&ground(&sight, &veil));
    if of != Collection::Areas {
        extent.spatial = reach(house)?
            .map(|bbox| SpatialExtent { bbox: vec![bbox], crs: ogc::Crs::Crs84.uri().to_string() });
    }
    let link = |path: &str, media_type: &str, title: &str| Link {
        href: format!("{}{path}", house.public_url()),
        rel: "enclosure".to_string(),
        media_type: media_type.to_string(),
        title: title.to_string(),
    };
    let more = match of {
        Collection::Incidents => vec![
            link("/data/incidents.csv", "text/csv", "All of it as a table"),
            link(
                "/data/incidents.parquet",
                "application/vnd.apache.parquet",
                "All of it as GeoParquet",
            ),
        ],
        Collection::Convoys => {
            vec![link("/data/aid.hxl.csv", "text/csv", "All of it with HXL hashtags")]
        }
        Collection::Areas => Vec::new(),
    };
    Ok(CollectionDocument::new(&home.site(), of, extent, &more))
}

/// How far the incidents reach: west, south, east, north in degrees.
fn reach(house: &House) -> Result<Option<[f64; 4]>, Problem> {
    let root = house.sight()?.held.checkpoint.root.clone();
    let page = house.shelf().page(&root, "reach of the incidents", || {
        let points = house.views().points(&Window::open())?;
        let shapes = points.lon.iter().zip(&points.lat).zip(&points.reach_m);
        let reach = shapes.fold(None, |known: Option<[f64; 4]>, ((lon, lat), reach)| {
            // A degree of latitude is 111 km; one of longitude is shorter away from the equator.
            let up = f64::from(*reach) / 110_500.0;
            let aside = up / lat.to_radians().cos().max(0.01);
            let [west, south, east, north] = known.unwrap_or([*lon, *lat, *lon, *lat]);
            Some([
                west.min(lon - aside).max(-180.0),
                south.min(lat - up).max(-90.0),
                east.max(lon + aside).min(180.0),
                north.max(lat + up).min(90.0),
            ])
        });
        serde_json::to_vec(&reach).map_err(|error| Problem::ours(error.to_string()))
    })?;
    serde_json::from_slice(&page).map_err(|error| Problem::ours(error.to_string()))
}

async fn collections(State(house): State<House>, query: RawQuery) -> Result<Response, Problem> {
    plain(&query)?;
    let document = house
        .read(|house| {
            let home = Home::of(house)?;
            let all = Collection::ALL
                .iter()
                .map(|of| document(house, &home, *of))
                .collect::<Result<Vec<_>, Problem>>()?;
            Ok(CollectionsDocument::new(&home.site(), all))
        })
        .await?;
    json(JSON, &document)
}

async fn collection(
    State(house): State<House>,
    Path(id): Path<String>,
    query: RawQuery,
) -> Result<Response, Problem> {
    plain(&query)?;
    let of = known(&id)?;
    let document = house.read(move |house| document(house, &Home::of(house)?, of)).await?;
    json(JSON, &document)
}

/// Kinds of the incidents in a collection; none for all.
fn kinds(of: Collection) -> Vec<EventKind> {
    match of {
        Collection::Incidents => Vec::new(),
        other => EventKind::ALL.iter().copied().filter(|kind| other.holds(*kind)).collect(),
    }
}

async fn items(
    State(house): State<House>,
    Path(id): Path<String>,
    query: RawQuery,
) -> Result<Response, Problem> {
    let of = known(&id)?;
    let asked = ItemsQuery::read(query.0.as_deref().unwrap_or("")).map_err(wrong)?;
    let crs = asked.crs;
    let page = house
        .read(move |house| match of {
            Collection::Areas => areas(house, &asked),
            of => incidents(house, of, &asked),
        })
        .await?;
    with_crs(json(GEOJSON, &page)?, crs)
}

fn with_crs(mut response: Response, crs: ogc::Crs) -> Result<Response, Problem> {
    if let Ok(value) = HeaderValue::from_str(&crs.content_crs()) {
        response.headers_mut().insert("content-crs", value);
    }
    Ok(response)
}

fn areas(house: &House, query: &ItemsQuery) -> Result<Items, Problem> {
    let sight = house.sight()?;
    let veil = sight.veil(&[], &[], Audience::Public);
    let taken: Vec<Item> = ground(&sight, &veil).into_iter().filter(|i| query.takes(i)).collect();
    let from: usize = match &query.cursor {
        None => 0,
        Some(cursor) => cursor
            .parse()
            .map_err(|_| Problem::asked("cursor: take it from the `next` link of a page"))?,
    };
    let matched = taken.len();
    let after = from.saturating_add(query.limit as usize);
    let next = (after < matched).then(|| after.to_string());
    let home = Home::of(house)?;
    let page = Page {
        collection: Collection::Areas,
        query,
        time_stamp: Timestamp::now(),
        number_matched: Some(matched as u64),
        next: next.as_deref(),
        alternates: &[],
    };
    Ok(Items::new(&home.site(), &page, taken.into_iter().skip(from)))
}

fn incidents(house: &House, of: Collection, query: &ItemsQuery) -> Result<Items, Problem> {
    let (bbox, window) = asked(query)?;
    let ask = Ask {
        bbox,
        window,
        kinds: kinds(of),
        limit: query.limit as usize,
        after: query.cursor.clone(),
        ..Ask::default()
    };
    let found = house.views().incidents(&ask)?;
    let items = found.items.into_iter().map(feature).collect::<Result<Vec<_>, Problem>>()?;
    let home = Home::of(house)?;
    let page = Page {
        collection: of,
        query,
        time_stamp: Timestamp::now(),
        number_matched: None,
        next: found.next.as_deref(),
        alternates: &[],
    };
    Ok(Items::new(&home.site(), &page, items))
}

fn feature(found: Found) -> Result<Item, Problem> {
    let properties = found
        .properties()
        .map_err(|error| Problem::ours(format!("a stored feature cannot be read: {error}")))?;
    Ok(Item {
        tag: "Feature".to_string(),
        id: found.id.to_string(),
        geometry: found.shape.as_ref().and_then(geometry),
        properties: Properties::Incident(Box::new(properties)),
    })
}

async fn item(
    State(house): State<House>,
    Path((id, item)): Path<(String, String)>,
    query: RawQuery,
) -> Result<Response, Problem> {
    let of = known(&id)?;
    let asked = ItemQuery::read(query.0.as_deref().unwrap_or("")).map_err(wrong)?;
    let single = house
        .read(move |house| {
            let missing = || Problem::missing("feature", &item);
            let feature = match of {
                Collection::Areas => {
                    let sight = house.sight()?;
                    let veil = sight.veil(&[], &[], Audience::Public);
                    let all = ground(&sight, &veil);
                    all.into_iter().find(|a| a.id == item).ok_or_else(missing)?
                }
                of => {
                    let dossier = house.views().incident(&IncidentId::new(item.as_str()))?;
                    let dossier = dossier.ok_or_else(missing)?;
                    if !of.holds(dossier.properties.kind) {
                        return Err(missing());
                    }
                    Item {
                        tag: "Feature".to_string(),
                        id: item.clone(),
                        geometry: dossier.incident.place.shape.as_ref().and_then(geometry),
                        properties: Properties::Incident(Box::new(dossier.properties)),
                    }
                }
            };
            let home = Home::of(house)?;
            Ok(SingleItem::new(&home.site(), of, feature, asked.crs, &[]))
        })
        .await?;
    with_crs(json(GEOJSON, &single)?, asked.crs)
}
