//! What is written for others, read by programs of others: `tests/peers/README.md`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it stands")]

mod fixture;

use armistice_publish::ogc::{
    Collection, CollectionDocument, CollectionsDocument, Crs, Extent, Features, Items, ItemsQuery,
    Page, SingleItem, Site, api, conformance, landing,
};
use armistice_publish::{
    Alerts, Audience, CapHandling, CapReference, CapSender, FeedHome, write_aid_hxl, write_atom,
    write_cap, write_incidents_hxl,
};
use fixture::Fixture;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::path::Path;
use std::process::Command;

/// Has a script read the files of a folder.
fn read_by(script: &str, folder: &Path) {
    let python = std::env::var("ARMISTICE_PEERS_PYTHON").unwrap_or("python3".to_string());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(script);
    let absent = match Command::new(&python).arg(&path).arg(folder).output() {
        Err(error) => format!("{python} does not run ({error})"),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).trim().to_string();
            match output.status.code() {
                Some(0) => {
                    println!("{script}: {said}");
                    return;
                }
                Some(77) => said,
                _ => panic!("{script}:\n{said}\n{}", String::from_utf8_lossy(&output.stderr)),
            }
        }
    };
    let declared = std::env::var("ARMISTICE_PEERS").is_ok_and(|declared| declared == "1");
    let must = declared && std::env::var_os("CI").is_some();
    assert!(!must, "{script}: {absent}, though ARMISTICE_PEERS=1 says that it is there");
    println!("skipped {script}: {absent}; see crates/publish/tests/peers/README.md");
}

#[test]
fn libhxl_reads_the_tables() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| File::create(folder.path().join(name)).unwrap();
    let board = Some(&fixture.board);
    write_incidents_hxl(file("incidents.hxl.csv"), &fixture.incidents, board, &veil).unwrap();
    write_aid_hxl(file("aid.hxl.csv"), &fixture.incidents, board, &veil).unwrap();
    read_by("tables.py", folder.path());
}

#[cfg(feature = "geoparquet")]
#[test]
fn pyarrow_reads_the_columns() {
    let mut fixture = Fixture::new();
    for (incident, shape) in fixture.incidents.iter_mut().zip(fixture::story::odd_shapes()) {
        incident.place.shape = Some(shape);
    }
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let folder = tempfile::tempdir().unwrap();
    let file = File::create(folder.path().join("incidents.parquet")).unwrap();
    let many = fixture.incidents.iter().cycle().take(20_000);
    armistice_publish::write_geoparquet(file, many, Some(&fixture.board), &veil).unwrap();
    read_by("columns.py", folder.path());
}

#[test]
fn feedparser_reads_the_feed() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let folder = tempfile::tempdir().unwrap();
    let file = File::create(folder.path().join("alerts.atom")).unwrap();
    let home = FeedHome {
        feed: "https://mission.example/feeds/alerts.atom",
        page: "https://mission.example/",
        authority: "mission.example",
        since: jiff::civil::date(2016, 9, 1),
        author: "The mission",
    };
    let alerts = Alerts::new(&publication, &veil);
    write_atom(file, &publication, &alerts, &home, 100).unwrap();
    read_by("feed.py", folder.path());
}

#[test]
fn a_schema_takes_the_alerts() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let folder = tempfile::tempdir().unwrap();
    let sent = fixture.board.as_of;
    for (n, alert) in Alerts::new(&publication, &veil).iter().enumerate() {
        let file = File::create(folder.path().join(format!("{n:03}.cap.xml"))).unwrap();
        let handling = if n % 2 == 0 { CapHandling::Actual } else { CapHandling::Exercise };
        let sender = CapSender {
            id: "armistice@mission.example",
            name: "The mission",
            page: "https://mission.example",
            handling,
        };
        let before = [alert.published, alert.updated].map(|at| CapReference::of(&alert, at));
        let earlier = before.get(..n % 3).unwrap();
        write_cap(file, &alert, &sender, sent, earlier).unwrap();
    }
    read_by("alerts.py", folder.path());
}

#[test]
fn owslib_reads_the_documents() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let features = Features::new(Some(&fixture.board), &veil);
    let site = Site {
        base: "https://mission.example/ogc",
        title: "Syria, September 2016",
        description: "What is reported, and the ground of the deal.",
    };
    let mut documents = Map::new();
    let mut put = |path: &str, document: Value| documents.insert(path.to_string(), document);
    put("", json!(landing(&site, None)));
    put("api", api(&site));
    put("conformance", json!(conformance()));
    let mut list = Vec::new();
    for collection in Collection::ALL {
        let items: Vec<_> = if collection == Collection::Areas {
            features.areas(&publication)
        } else {
            let mine = fixture.incidents.iter().filter(|i| collection.holds(i.kind));
            mine.map(|i| features.incident(i)).collect()
        };
        let about = CollectionDocument::new(&site, collection, Extent::of(&items), &[]);
        put(&format!("collections/{}", collection.id()), json!(about));
        list.push(about);
        let query = ItemsQuery { limit: 3, ..ItemsQuery::default() };
        let page = Page {
            collection,
            query: &query,
            time_stamp: fixture.board.as_of,
            number_matched: None,
            next: Some("more"),
            alternates: &[],
        };
        let path = format!("collections/{}/items", collection.id());
        put(&path, json!(Items::new(&site, &page, items.iter().cloned())));
        for item in items {
            let path = format!("{path}/{}", item.id);
            put(&path, json!(SingleItem::new(&site, collection, item, Crs::Crs84, &[])));
        }
    }
    put("collections", json!(CollectionsDocument::new(&site, list)));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ogc.json"), Value::Object(documents).to_string()).unwrap();
    read_by("features.py", folder.path());
}
