//! The landing page, what it declares to conform to, and links.

use super::{JSON, OPENAPI};
use serde::{Deserialize, Serialize};

/// Where and as what the interface is served.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// URL of the landing page, for example `https://mission.example/ogc`; a slash at its end is
    /// passed over.
    pub base: &'a str,
    /// Name of the dataset.
    pub title: &'a str,
    /// What it holds, in a sentence or two.
    pub description: &'a str,
}

impl Site<'_> {
    /// The URL of a document below the landing page.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base.trim_end_matches('/')).trim_end_matches('/').to_string()
    }

    /// A link to a document of this site.
    pub(super) fn link(&self, path: &str, rel: &str, media_type: &str, title: &str) -> Link {
        Link {
            href: self.url(path),
            rel: rel.to_string(),
            media_type: media_type.to_string(),
            title: title.to_string(),
        }
    }
}

/// A link (RFC 8288).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where to.
    pub href: String,
    /// How the target stands to this document.
    pub rel: String,
    /// The target's media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// In words.
    pub title: String,
}

/// The landing page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landing {
    /// Name of the dataset.
    pub title: String,
    /// What it holds.
    pub description: String,
    /// To the definition, the conformance and the collections.
    pub links: Vec<Link>,
}

/// The landing page of a site. `documentation` is a page for people about the interface.
pub fn landing(site: &Site, documentation: Option<&Link>) -> Landing {
    let mut links = vec![
        site.link("", "self", JSON, "This document"),
        site.link("api", "service-desc", OPENAPI, "Definition of this interface (OpenAPI 3.0)"),
        site.link("conformance", "conformance", JSON, "Conformance classes"),
        site.link("collections", "data", JSON, "Collections of features"),
    ];
    links.extend(documentation.map(|link| Link { rel: "service-doc".to_string(), ..link.clone() }));
    Landing { title: site.title.to_string(), description: site.description.to_string(), links }
}

/// What the interface conforms to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conformance {
    /// URIs of conformance classes.
    #[serde(rename = "conformsTo")]
    pub conforms_to: Vec<String>,
}

/// The classes of Part 1 and Part 2 that are met. There is no HTML class: the pages for people
/// are another program's.
pub fn conformance() -> Conformance {
    let classes = [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    ];
    Conformance { conforms_to: classes.map(str::to_string).to_vec() }
}
