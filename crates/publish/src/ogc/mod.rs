//! The incidents and the deal's ground after OGC API – Features, Part 1 (OGC 17-069r4: Core,
//! GeoJSON, OpenAPI 3.0) and Part 2 (OGC 18-058r1: coordinate reference systems by reference).
//!
//! Documents and the reading of query parameters alone: whoever serves them brings the base URL,
//! the instant and the rows. A row comes in as an incident and goes out through a
//! [`Veil`](crate::Veil).

mod api;
mod bbox;
mod collection;
mod crs;
mod datetime;
mod encoding;
mod feature;
mod page;
mod query;
mod site;

pub use api::api;
pub use bbox::Bbox;
pub(crate) use collection::is_aid;
pub use collection::{
    Collection, CollectionDocument, CollectionsDocument, Extent, SpatialExtent, TemporalExtent,
};
#[cfg(feature = "geoparquet")]
pub(crate) use collection::{envelope, joined};
pub use crs::Crs;
pub use datetime::Span;
pub(crate) use encoding::encoded;
pub use feature::{AreaKind, AreaProperties, Features, Item, Properties};
pub use page::{Items, Page, SingleItem};
pub use query::{ItemQuery, ItemsQuery, QueryError, no_parameters};
pub use site::{Conformance, Landing, Link, Site, conformance, landing};

/// Media type of features.
pub const GEOJSON: &str = "application/geo+json";
/// Media type of the other documents.
pub const JSON: &str = "application/json";
/// Media type of the definition of the interface.
pub const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
