//! A page of features, and one feature.

use super::encoding::encoded;
use super::{Collection, Crs, GEOJSON, Item, ItemsQuery, JSON, Link, Site};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a page is made of beside its features.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Which collection.
    pub collection: Collection,
    /// What was asked.
    pub query: &'a ItemsQuery,
    /// When the answer was made, by the caller's clock or the board's.
    pub time_stamp: Timestamp,
    /// How many features the query has on all pages, where that is known.
    pub number_matched: Option<u64>,
    /// The cursor of the page after this one; `None` on the last.
    pub next: Option<&'a str>,
    /// The same features elsewhere: links with `rel` alternate.
    pub alternates: &'a [Link],
}

/// `/collections/{id}/items`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Items {
    /// Always `FeatureCollection`.
    #[serde(rename = "type")]
    pub tag: String,
    /// To itself, to the same elsewhere, to the next page, to the collection.
    pub links: Vec<Link>,
    /// When the answer was made, RFC 3339.
    #[serde(rename = "timeStamp")]
    pub time_stamp: String,
    /// On all pages; left out where not known.
    #[serde(rename = "numberMatched", default, skip_serializing_if = "Option::is_none")]
    pub number_matched: Option<u64>,
    /// On this page.
    #[serde(rename = "numberReturned")]
    pub number_returned: usize,
    /// In the reference system asked for.
    pub features: Vec<Item>,
}

impl Items {
    /// A page of features given in CRS84, at most as many as the query's limit of them.
    pub fn new(site: &Site, page: &Page, features: impl IntoIterator<Item = Item>) -> Self {
        let most = usize::try_from(page.query.limit).unwrap_or(usize::MAX);
        let features: Vec<Item> =
            features.into_iter().take(most).map(|f| f.ordered(page.query.crs)).collect();
        let path = format!("collections/{}", page.collection.id());
        let items = |query: &ItemsQuery| format!("{path}/items?{query}");
        let mut links = vec![site.link(&items(page.query), "self", GEOJSON, "This page")];
        links.extend(
            page.alternates.iter().map(|l| Link { rel: "alternate".to_string(), ..l.clone() }),
        );
        links.extend(page.next.map(|cursor| {
            let next = ItemsQuery { cursor: Some(cursor.to_string()), ..page.query.clone() };
            site.link(&items(&next), "next", GEOJSON, "The next page")
        }));
        links.push(site.link(&path, "collection", JSON, page.collection.title()));
        Self {
            tag: "FeatureCollection".to_string(),
            links,
            time_stamp: page.time_stamp.to_string(),
            number_matched: page.number_matched,
            number_returned: features.len(),
            features,
        }
    }
}

/// `/collections/{id}/items/{feature}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SingleItem {
    /// The feature.
    #[serde(flatten)]
    pub item: Item,
    /// To itself, to the same elsewhere, to the collection.
    pub links: Vec<Link>,
}

impl SingleItem {
    /// One feature, given in CRS84. `alternates` are links to the same elsewhere.
    pub fn new(
        site: &Site,
        collection: Collection,
        item: Item,
        crs: Crs,
        alternates: &[Link],
    ) -> Self {
        let path = format!("collections/{}", collection.id());
        let mut own = format!("{path}/items/{}", encoded(&item.id));
        if crs != Crs::default() {
            own = format!("{own}?crs={}", encoded(crs.uri()));
        }
        let mut links = vec![site.link(&own, "self", GEOJSON, "This feature")];
        links.extend(alternates.iter().map(|l| Link { rel: "alternate".to_string(), ..l.clone() }));
        links.push(site.link(&path, "collection", JSON, collection.title()));
        Self { item: item.ordered(crs), links }
    }
}
