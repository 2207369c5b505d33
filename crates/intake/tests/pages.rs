//! Pages from the web with the words that belong to their story and the words that do not.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use armistice_intake::{Context, take};
use armistice_model::{Format, Sources};
use jiff::tz::TimeZone;
use std::path::Path;

#[test]
fn most_of_the_story_is_found_and_little_else() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/pages"));
    if !root.exists() {
        assert!(std::env::var_os("CI").is_none_or(|v| v != "true"), "the test data is absent");
        println!("skipped: no test data at ../shared/data/pages");
        return;
    }
    let sources = Sources::default();
    let context = Context {
        sources: &sources,
        zone: TimeZone::UTC,
        format: Some(Format::NewsPage),
        source: None,
        now: jiff::Timestamp::MAX,
    };
    let gold = std::fs::read_to_string(root.join("gold.json")).unwrap();
    let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
    let (mut with, mut found, mut without, mut leaked) = (0, 0, 0, 0);
    let (mut pages, mut refused, mut titled, mut stamped) = (0, 0, 0, 0);
    let single = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    for page in gold.as_object().unwrap().values() {
        let file = page["file"].as_str().unwrap();
        let Ok(bytes) = std::fs::read(root.join("html").join(file)) else { continue };
        pages += 1;
        let (text, ok) = match take(&bytes, file, &context) {
            Ok(taken) => {
                titled += usize::from(taken.reports[0].title.is_some());
                stamped += usize::from(taken.reports[0].published.is_some());
                (single(&taken.reports[0].text), true)
            }
            Err(refusal) => {
                println!("{refusal}");
                (String::new(), false)
            }
        };
        refused += usize::from(!ok);
        let list = |key: &str| page[key].as_array().cloned().unwrap_or_default();
        for snippet in list("with") {
            with += 1;
            found += usize::from(text.contains(&single(snippet.as_str().unwrap())));
        }
        for snippet in list("without") {
            without += 1;
            leaked += usize::from(text.contains(&single(snippet.as_str().unwrap())));
        }
    }
    println!(
        "{pages} pages, {refused} refused, {titled} titled, {stamped} stamped; \
         {found} of {with} wanted snippets, {leaked} of {without} unwanted"
    );
    assert!(found * 100 >= with * 80, "{found} of {with}");
    assert!(leaked * 100 <= without * 25, "{leaked} of {without}");
}
