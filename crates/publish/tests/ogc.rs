//! The documents after OGC API – Features, and the reading of what is asked.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_publish::ogc::{
    Bbox, Collection, CollectionDocument, CollectionsDocument, Crs, Extent, Features, Item,
    ItemQuery, Items, ItemsQuery, Link, Page, SingleItem, Site, Span, api, conformance, landing,
    no_parameters,
};
use armistice_publish::{Audience, Geometry, json_bytes};
use fixture::{Fixture, SECRETS};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

const SITE: Site = Site {
    base: "https://mission.example/ogc/",
    title: "Syria, September 2016",
    description: "What is reported, and the ground of the deal.",
};

fn features(fixture: &Fixture) -> (Vec<Item>, Vec<Item>) {
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let features = Features::new(Some(&fixture.board), &veil);
    let incidents = fixture.incidents.iter().map(|i| features.incident(i)).collect();
    (incidents, features.areas(&publication))
}

fn page<'a>(query: &'a ItemsQuery, next: Option<&'a str>) -> Page<'a> {
    Page {
        collection: Collection::Incidents,
        query,
        time_stamp: "2016-09-28T21:00:00Z".parse().unwrap(),
        number_matched: Some(14),
        next,
        alternates: &[],
    }
}

fn text(value: &impl serde::Serialize) -> String {
    String::from_utf8(json_bytes(value)).unwrap()
}

#[test]
fn the_landing_page_and_what_it_conforms_to() {
    insta::assert_snapshot!(text(&landing(&SITE, None)), @r#"
{
  "title": "Syria, September 2016",
  "description": "What is reported, and the ground of the deal.",
  "links": [
    {"href": "https://mission.example/ogc", "rel": "self", "type": "application/json", "title": "This document"},
    {"href": "https://mission.example/ogc/api", "rel": "service-desc", "type": "application/vnd.oai.openapi+json;version=3.0", "title": "Definition of this interface (OpenAPI 3.0)"},
    {"href": "https://mission.example/ogc/conformance", "rel": "conformance", "type": "application/json", "title": "Conformance classes"},
    {"href": "https://mission.example/ogc/collections", "rel": "data", "type": "application/json", "title": "Collections of features"}
  ]
}
    "#);
    insta::assert_snapshot!(text(&conformance()), @r#"
{
  "conformsTo": [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"
  ]
}
    "#);
}

#[test]
fn the_collections_say_over_what_they_reach() {
    let fixture = Fixture::new();
    let (incidents, areas) = features(&fixture);
    let table = Link {
        href: "https://mission.example/data/incidents.csv".into(),
        rel: "enclosure".into(),
        media_type: "text/csv".into(),
        title: "All incidents as a table".into(),
    };
    let convoys = fixture
        .incidents
        .iter()
        .zip(&incidents)
        .filter(|(incident, _)| Collection::Convoys.holds(incident.kind))
        .map(|(_, item)| item);
    let extents = [
        (Collection::Incidents, Extent::of(&incidents)),
        (Collection::Areas, Extent::of(&areas)),
        (Collection::Convoys, Extent::of(convoys)),
    ];
    let documents = extents
        .map(|(c, extent)| CollectionDocument::new(&SITE, c, extent, std::slice::from_ref(&table)));
    let list = CollectionsDocument::new(&SITE, documents.to_vec());
    let short = |c: &CollectionDocument| format!("{}: {}", c.id, text(&c.extent));
    let said: Vec<String> = list.collections.iter().map(short).collect();
    insta::assert_snapshot!(said.join(""), @r#"
incidents: {
  "spatial": {"bbox": [[35.80849, 33.26201, 42.36, 37.1]], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
  "temporal": {"interval": [["2016-09-12T21:00:00Z", "2016-09-25T21:00:00Z"]]}
}
areas: {
  "spatial": {"bbox": [[37.1, 36.2475, 37.16, 36.29348]], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
  "temporal": {"interval": [["2016-09-12T16:00:00Z", null]]}
}
convoys: {
  "spatial": {"bbox": [[35.92, 35.92, 42.36, 37.1]], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
  "temporal": {"interval": [["2016-09-14T21:00:00Z", "2016-09-19T19:00:00Z"]]}
}
    "#);
    insta::assert_snapshot!(text(&list.collections[1]), @r#"
{
  "id": "areas",
  "title": "Areas and lines of the deal",
  "description": "Areas and lines that the deal names, and the strips beside them that a term keeps somebody or something out of, in force from day D.",
  "links": [
    {"href": "https://mission.example/ogc/collections/areas", "rel": "self", "type": "application/json", "title": "This document"},
    {"href": "https://mission.example/ogc/collections/areas/items", "rel": "items", "type": "application/geo+json", "title": "Areas and lines of the deal"},
    {"href": "https://mission.example/data/incidents.csv", "rel": "enclosure", "type": "text/csv", "title": "All incidents as a table"}
  ],
  "extent": {
    "spatial": {"bbox": [[37.1, 36.2475, 37.16, 36.29348]], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
    "temporal": {"interval": [["2016-09-12T16:00:00Z", null]]}
  },
  "itemType": "feature",
  "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326"],
  "storageCrs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
}
    "#);
    for collection in Collection::ALL {
        assert_eq!(Collection::from_id(collection.id()), Some(collection));
    }
    assert_eq!(Collection::from_id("nothing"), None);
}

#[test]
fn a_page_leads_to_the_next_and_a_feature_to_itself() {
    let fixture = Fixture::new();
    let (incidents, _) = features(&fixture);
    let query =
        ItemsQuery::read("limit=2&bbox=35,32,43,38&datetime=2016-09-15T00:00:00Z/..").unwrap();
    let taken = incidents.iter().filter(|i| query.takes(i)).cloned();
    let items = Items::new(&SITE, &page(&query, Some("I-0000a102 é")), taken);
    assert_eq!((items.number_returned, items.features.len()), (2, 2));
    insta::assert_snapshot!(text(&items.links), @r#"
[
  {"href": "https://mission.example/ogc/collections/incidents/items?limit=2&bbox=35,32,43,38&datetime=2016-09-15T00:00:00Z/..", "rel": "self", "type": "application/geo+json", "title": "This page"},
  {"href": "https://mission.example/ogc/collections/incidents/items?limit=2&bbox=35,32,43,38&datetime=2016-09-15T00:00:00Z/..&cursor=I-0000a102%20%C3%A9", "rel": "next", "type": "application/geo+json", "title": "The next page"},
  {"href": "https://mission.example/ogc/collections/incidents", "rel": "collection", "type": "application/json", "title": "Incidents"}
]
    "#);
    let next = items.links.iter().find(|l| l.rel == "next").unwrap();
    let again = ItemsQuery::read(next.href.split_once('?').unwrap().1).unwrap();
    assert_eq!(again, ItemsQuery { cursor: Some("I-0000a102 é".into()), ..query });

    let one =
        SingleItem::new(&SITE, Collection::Incidents, incidents[0].clone(), Crs::Epsg4326, &[]);
    let value: Value = serde_json::from_slice(&json_bytes(&one)).unwrap();
    assert_eq!(value["type"], "Feature");
    assert_eq!(value["id"], value["properties"]["id"]);
    assert_eq!(
        value["links"][0]["href"],
        "https://mission.example/ogc/collections/incidents/items/I-0000a100?crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F4326"
    );
}

#[test]
fn the_ground_of_the_deal_is_its_lines_and_its_strips() {
    let fixture = Fixture::new();
    let (_, areas) = features(&fixture);
    let said: Vec<String> = areas
        .iter()
        .map(|a| {
            let kind = match a.geometry {
                Some(Geometry::LineString(_)) => "line",
                Some(Geometry::Polygon(_)) => "polygon",
                _ => "other",
            };
            format!("{} {kind} {}", a.id, serde_json::to_string(&a.properties).unwrap())
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
castello-road line {"name":"Castello Road","kind":"line","region":"Aleppo","terms":[],"metres":null,"margin_m":500.0,"from":"2016-09-12T16:00:00Z","until":null}
keep-out-north-3500 polygon {"name":"3500 m to the north","kind":"keep_out","region":null,"terms":["2.c"],"metres":3500.0,"margin_m":null,"from":"2016-09-12T16:00:00Z","until":null}
keep-out-north-3000 polygon {"name":"3000 m to the north","kind":"keep_out","region":null,"terms":["2.c (An-Nahar)"],"metres":3000.0,"margin_m":null,"from":"2016-09-12T16:00:00Z","until":null}
keep-out-north-1000 polygon {"name":"1000 m to the north","kind":"keep_out","region":null,"terms":["2.b"],"metres":1000.0,"margin_m":null,"from":"2016-09-12T16:00:00Z","until":null}
keep-out-south-500 polygon {"name":"500 m to the south","kind":"keep_out","region":null,"terms":["2.b"],"metres":500.0,"margin_m":null,"from":"2016-09-12T16:00:00Z","until":null}
    "#);
}

/// Part 2: the axes change places, and with them nothing else.
#[test]
fn latitude_comes_first_where_it_is_asked_for() {
    let fixture = Fixture::new();
    let (incidents, _) = features(&fixture);
    let uri = "http://www.opengis.net/def/crs/EPSG/0/4326";
    let swapped = ItemsQuery::read(&format!("limit=100&crs={uri}")).unwrap();
    let plain = ItemsQuery::read("limit=100").unwrap();
    let [a, b] =
        [&plain, &swapped].map(|q| Items::new(&SITE, &page(q, None), incidents.iter().cloned()));
    assert_eq!(swapped.crs.content_crs(), format!("<{uri}>"));
    let mut shapes = 0;
    for (a, b) in a.features.iter().zip(&b.features) {
        assert_eq!(a.properties, b.properties);
        let flat = |item: &Item| match item.geometry.clone() {
            Some(Geometry::Polygon(rings)) => rings.concat(),
            Some(Geometry::LineString(line)) => line,
            Some(Geometry::MultiPolygon(parts)) => parts.concat().concat(),
            None => vec![],
        };
        let (a, b) = (flat(a), flat(b));
        assert!(a.iter().zip(&b).all(|(a, b)| a[0] == b[1] && a[1] == b[0]));
        assert_eq!(a.len(), b.len());
        shapes += a.len();
    }
    assert!(shapes > 100);
    let window = "bbox=36,35,37,38&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326";
    let bbox = ItemsQuery::read(window).unwrap().bbox.unwrap();
    assert_eq!(bbox, Bbox { west: 35.0, south: 36.0, east: 38.0, north: 37.0 });
}

#[test]
fn what_is_asked_wrongly_is_refused_with_what_to_write() {
    let refused = |query: &str| ItemsQuery::read(query).unwrap_err().to_string();
    let said: Vec<String> = [
        "colour=red",
        "limit=3&limit=4",
        "bbox=%zz",
        "bbox=1,2,3",
        "bbox=1,2,3,x",
        "bbox=1,2,NaN,4",
        "bbox=36,95,37,96",
        "bbox=36,37,37,36",
        "datetime=yesterday",
        "datetime=2016-09-15",
        "datetime=../..",
        "datetime=2016-09-16T00:00:00Z/2016-09-15T00:00:00Z",
        "limit=0",
        "limit=-1",
        "crs=EPSG:4326",
        "cursor=",
        "f=html",
    ]
    .map(|query| format!("{query}\n  {}", refused(query)))
    .to_vec();
    insta::assert_snapshot!(said.join("\n"), @r"
colour=red
  `colour` is no parameter here; known are bbox, bbox-crs, datetime, limit, crs, cursor, f
limit=3&limit=4
  `limit` stands twice: give it once
bbox=%zz
  `bbox=%zz` is not percent-encoded UTF-8: write a percent sign as %25
bbox=1,2,3
  bbox has 3 numbers: write four (west,south,east,north), or six with a height after each corner; in EPSG:4326 the latitude of each corner comes first
bbox=1,2,3,x
  `x` in bbox is no number: write degrees such as 37.16, parted by commas
bbox=1,2,NaN,4
  `NaN` in bbox is no number: write degrees such as 37.16, parted by commas
bbox=36,95,37,96
  bbox has latitude 95: it must lie in -90..90; are the axes in the order of bbox-crs?
bbox=36,37,37,36
  bbox runs from latitude 37 up to 36: the southern edge comes first
datetime=yesterday
  datetime `yesterday` is neither an instant nor an interval of RFC 3339: write 2016-09-15T00:00:00Z, 2016-09-15T00:00:00Z/2016-09-16T00:00:00Z, or `..` for one open end
datetime=2016-09-15
  datetime `2016-09-15` is neither an instant nor an interval of RFC 3339: write 2016-09-15T00:00:00Z, 2016-09-15T00:00:00Z/2016-09-16T00:00:00Z, or `..` for one open end
datetime=../..
  datetime `../..` is neither an instant nor an interval of RFC 3339: write 2016-09-15T00:00:00Z, 2016-09-15T00:00:00Z/2016-09-16T00:00:00Z, or `..` for one open end
datetime=2016-09-16T00:00:00Z/2016-09-15T00:00:00Z
  datetime runs from 2016-09-16T00:00:00Z to 2016-09-15T00:00:00Z: the earlier end comes first
limit=0
  limit `0` is no whole number from 1 to 10000
limit=-1
  limit `-1` is no whole number from 1 to 10000
crs=EPSG:4326
  crs `EPSG:4326` is not served: write http://www.opengis.net/def/crs/OGC/1.3/CRS84 or http://www.opengis.net/def/crs/EPSG/0/4326
cursor=
  cursor is empty or too long: follow the `next` link as it stands
f=html
  f `html` is not served: write f=json
    ");
    assert!(ItemQuery::read("bbox=1,2,3,4").is_err());
    assert!(ItemQuery::read("f=json").is_ok());
    assert!(no_parameters("limit=1").is_err() && no_parameters("").is_ok());
}

#[test]
fn what_is_asked_rightly_is_read() {
    let read = |query: &str| ItemsQuery::read(query).unwrap();
    assert_eq!(read(""), ItemsQuery::default());
    assert_eq!(read("limit=99999999999999").limit, ItemsQuery::MOST);
    let six = read("bbox=170,-20,0,-170,20,9000").bbox.unwrap();
    assert_eq!(
        six.parts().collect::<Vec<_>>(),
        [[170.0, -20.0, 180.0, 20.0], [-180.0, -20.0, -170.0, 20.0]]
    );
    let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
    let day = at("2016-09-14T21:00:00Z");
    // The plus of a zone often comes bare.
    for bare in ["2016-09-15T00:00:00+03:00", "2016-09-15T00:00:00%2B03:00"] {
        let span = read(&format!("datetime={bare}")).datetime;
        assert_eq!(span, Some(Span { from: day, until: day }));
    }
    for open in ["2016-09-14T21:00:00Z/", "2016-09-14T21:00:00Z/.."] {
        let span = read(&format!("datetime={open}")).datetime;
        assert_eq!(span, Some(Span { from: day, until: None }));
    }
    assert_eq!(read("datetime=/2016-09-14T21:00:00Z").datetime.unwrap().from, None);
}

/// An interval is closed at its beginning and open at its end; a span has both its ends.
#[test]
fn spans_meet_intervals_to_the_second() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let [from, until] = [at("2016-09-15T06:00:00Z"), at("2016-09-15T09:30:00Z")];
    for (span, meets) in [
        ("2016-09-15T06:00:00Z", true),
        ("2016-09-15T05:59:59Z", false),
        ("2016-09-15T09:29:59Z", true),
        ("2016-09-15T09:30:00Z", false),
        ("../2016-09-15T06:00:00Z", true),
        ("2016-09-15T09:30:00Z/..", false),
        ("2016-09-15T00:00:00Z/2016-09-16T00:00:00Z", true),
    ] {
        let query = ItemsQuery::read(&format!("datetime={span}")).unwrap();
        assert_eq!(query.datetime.unwrap().meets(from, Some(until)), meets, "{span}");
    }
}

#[test]
fn what_has_no_place_or_no_time_is_in_no_window() {
    let fixture = Fixture::new();
    let (incidents, _) = features(&fixture);
    let world = ItemsQuery::read("bbox=-180,-90,180,90").unwrap();
    let ever = ItemsQuery::read("datetime=1900-01-01T00:00:00Z/..").unwrap();
    let [mut placed, mut dated] = [0, 0];
    for (item, incident) in incidents.iter().zip(&fixture.incidents) {
        assert!(ItemsQuery::default().takes(item));
        assert_eq!(world.takes(item), incident.place.shape.is_some());
        assert_eq!(ever.takes(item), incident.when.interval().is_some());
        placed += usize::from(world.takes(item));
        dated += usize::from(ever.takes(item));
    }
    assert!(placed < incidents.len() && dated < incidents.len() && placed > 0 && dated > 0);
}

#[test]
fn every_path_and_parameter_of_the_interface_is_defined() {
    let api = api(&SITE);
    let paths: Vec<String> = api["paths"].as_object().unwrap().keys().cloned().collect();
    insta::assert_snapshot!(paths.join("\n"), @r"
/
/api
/conformance
/collections
/collections/incidents
/collections/incidents/items
/collections/incidents/items/{featureId}
/collections/areas
/collections/areas/items
/collections/areas/items/{featureId}
/collections/convoys
/collections/convoys/items
/collections/convoys/items/{featureId}
    ");
    let defined = api["components"]["parameters"].as_object().unwrap();
    for path in api["paths"].as_object().unwrap().values() {
        for parameter in path["get"]["parameters"].as_array().unwrap() {
            let name = parameter["$ref"].as_str().unwrap().rsplit_once('/').unwrap().1;
            assert!(defined.contains_key(name), "{name}");
        }
        assert!(path["get"]["responses"]["200"].is_object());
    }
    // What the definition offers is what is read.
    for name in ["bbox", "bbox-crs", "datetime", "limit", "crs", "cursor", "f"] {
        let wrong = ItemsQuery::read(&format!("{name}=%00")).err().map(|e| e.to_string());
        assert!(wrong.is_none_or(|w| !w.contains("no parameter")), "{name}");
    }
}

#[test]
fn no_feature_gives_a_secret_away() {
    let mut fixture = Fixture::new();
    for incident in &mut fixture.incidents {
        incident.place.name = Some("the post of the Omega patrol".into());
        incident.by.push("men of Field team Castello".into());
    }
    for place in &mut fixture.deal_lines {
        place.name = format!("{} (Omega patrol)", place.name);
    }
    let (incidents, areas) = features(&fixture);
    let said = text(&(incidents, areas)).to_lowercase();
    assert!(said.contains("[withheld]"));
    for secret in SECRETS {
        assert!(!said.contains(&secret.to_lowercase()), "{secret}");
    }
}

fn stamps() -> impl Strategy<Value = Timestamp> {
    (-2_000_000_000_i64..4_000_000_000).prop_map(|s| Timestamp::from_second(s).unwrap())
}

fn queries() -> impl Strategy<Value = ItemsQuery> {
    let bbox = (-180.0..=180.0, -90.0..=90.0, -180.0..=180.0, -90.0..=90.0).prop_map(
        |(west, a, east, b): (f64, f64, f64, f64)| Bbox {
            west,
            south: a.min(b),
            east,
            north: a.max(b),
        },
    );
    let span = (stamps(), stamps(), 0..4).prop_map(|(a, b, ends)| match ends {
        0 => Span { from: None, until: Some(a) },
        1 => Span { from: Some(a), until: None },
        2 => Span { from: Some(a), until: Some(a) },
        _ => Span { from: Some(a.min(b)), until: Some(a.max(b)) },
    });
    let crs = prop::sample::select(Crs::ALL.to_vec());
    (
        prop::option::of(bbox),
        prop::option::of(span),
        1..=ItemsQuery::MOST,
        crs,
        prop::option::of("\\PC{1,40}"),
    )
        .prop_map(|(bbox, datetime, limit, crs, cursor)| ItemsQuery {
            bbox,
            datetime,
            limit,
            crs,
            cursor,
        })
}

proptest! {
    /// What is printed into a `next` link is read as it was.
    #[test]
    fn a_query_printed_reads_back(query in queries()) {
        prop_assert_eq!(ItemsQuery::read(&query.to_string()), Ok(query));
    }

    /// No query, however broken, makes the reader panic, and what it takes it can print.
    #[test]
    fn any_text_is_read_or_refused(text in "(bbox|datetime|limit|crs|cursor|f|=|&|%|,|/|[0-9.TZ:-]|\\PC){0,40}") {
        if let Ok(query) = ItemsQuery::read(&text) {
            prop_assert_eq!(ItemsQuery::read(&query.to_string()), Ok(query));
        }
    }

    /// A window that holds a position of a triangle meets it; one that a wall parts from it does
    /// not.
    #[test]
    fn a_window_meets_what_it_holds_a_part_of(
        corners in prop::array::uniform3((-170.0..170.0_f64, -80.0..80.0_f64)),
        weights in (0.01..1.0_f64, 0.01..1.0_f64, 0.01..1.0_f64),
        half in 0.001..10.0_f64,
    ) {
        let ring: Vec<[f64; 2]> =
            corners.iter().chain(&corners[..1]).map(|(x, y)| [*x, *y]).collect();
        let (a, b, c) = weights;
        let at = |axis: usize| {
            (ring[0][axis] * a + ring[1][axis] * b + ring[2][axis] * c) / (a + b + c)
        };
        let [x, y] = [at(0), at(1)];
        let triangle = Geometry::Polygon(vec![ring.clone()]);
        let window = Bbox {
            west: (x - half).max(-180.0),
            south: (y - half).max(-90.0),
            east: (x + half).min(180.0),
            north: (y + half).min(90.0),
        };
        prop_assert!(window.meets(&triangle));
        let east = ring.iter().map(|p| p[0]).fold(f64::MIN, f64::max);
        let beyond = Bbox { west: east + 0.001, south: -90.0, east: 180.0, north: 90.0 };
        prop_assert!(!beyond.meets(&triangle));
    }
}

/// A window in the notch of a U touches nothing of it, though both its arms are beside it.
#[test]
fn a_window_in_a_notch_meets_nothing() {
    let ring = [
        [0.0, 0.0],
        [10.0, 0.0],
        [10.0, 10.0],
        [7.0, 10.0],
        [7.0, 3.0],
        [3.0, 3.0],
        [3.0, 10.0],
        [0.0, 10.0],
        [0.0, 0.0],
    ];
    let shape = Geometry::Polygon(vec![ring.to_vec()]);
    let notch = Bbox { west: 4.0, south: 4.0, east: 6.0, north: 12.0 };
    assert!(!notch.meets(&shape));
    assert!(Bbox { south: 2.0, ..notch }.meets(&shape));
    let line = Geometry::LineString(vec![[179.0, 0.0], [180.0, 5.0]]);
    assert!(Bbox { west: 179.5, south: -10.0, east: -179.0, north: 10.0 }.meets(&line));
}
