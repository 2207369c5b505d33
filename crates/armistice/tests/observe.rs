//! The shipped case end to end: what the house is for.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::{House, shared, text, tree};
use serde_json::Value;
use std::path::Path;

/// The status of one cell of `board.json`.
fn cell<'a>(board: &'a Value, id: &str) -> &'a Value {
    let cells = board["board"]["assessments"].as_array().unwrap();
    cells.iter().find(|a| a["id"] == id).unwrap_or_else(|| panic!("no cell {id}"))
}

fn status<'a>(board: &'a Value, id: &str) -> &'a str {
    cell(board, id)["status"].as_str().unwrap()
}

fn alleged(status: &str) -> bool {
    status == "breach_alleged" || status == "breach_corroborated"
}

/// A clock at the end of a day.
fn clock<'a>(board: &'a Value, perspective: &str, rule: &str, day: &str) -> &'a Value {
    board["board"]["clocks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["perspective"] == perspective && c["rule"] == rule && c["day"] == day)
        .unwrap_or_else(|| panic!("no clock {perspective} {rule} {day}"))
}

/// What both runs of the issue must show, with and without the dataset.
fn the_house_stands(board: &Value) {
    for day in ["09", "10", "11"] {
        assert_eq!(status(board, &format!("1.a@2016-09-{day}@all")), "not_in_force");
    }
    // The day it takes effect, only what surely lies after 19:00 may count.
    assert_ne!(status(board, "1.a@2016-09-12@all"), "not_in_force");
    for day in 13..=19 {
        let id = format!("1.a@2016-09-{day}@all");
        assert!(alleged(status(board, &id)), "{id}: {}", status(board, &id));
    }
    // The strike of the 17th: present, told from both sides, contested.
    let strike = cell(board, "1.a@2016-09-17@all");
    assert_eq!(strike["status"], "breach_corroborated");
    assert_eq!(strike["contested"], true, "{strike:#}");
    assert!(alleged(status(board, "1.a@2016-09-17@government")));
    // The 19th: the convoy is there, denied by one side.
    assert_eq!(cell(board, "1.a@2016-09-19@all")["contested"], true);

    // Rival counts of one day side by side.
    let voices: Vec<&str> = board["board"]["rival_counts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| {
            c["day"].as_str().unwrap() <= "2016-09-15"
                && c["until"].as_str().unwrap() >= "2016-09-15"
        })
        .map(|c| c["voice"].as_str().unwrap())
        .collect();
    let distinct: std::collections::BTreeSet<&str> = voices.iter().copied().collect();
    assert!(distinct.len() >= 2, "counts of the 15th: {voices:?}");

    // No perspective that counts the alleged breaches ever reaches seven days; each that counts
    // only what a person has established does, on the 19th at 19:00.
    for perspective in ["close to Government", "close to Opposition", "independent", "all"] {
        for day in 12..=25 {
            let counted = clock(board, perspective, "alleged", &format!("2016-09-{day}"));
            assert_eq!(counted["reached"], Value::Null, "{counted:#}");
        }
        let uncounted = clock(board, perspective, "established", "2016-09-25");
        assert_eq!(uncounted["reached"], "2016-09-19T16:00:00Z");
    }
    // Extended once, by both.
    assert_eq!(board["board"]["windows"][0]["closes"], "2016-09-16T16:00:00Z");
}

/// From a cell down to words in a report: every span says what stands in the evidence.
fn the_trail_leads_to_words(house: &House, case: &Path, id: &str, word: &str) {
    let why = house.json(&["why", case.to_str().unwrap(), id, "--json"]);
    let text = why.to_string();
    assert!(text.contains(word), "{id} leads to no “{word}”: {text}");
    // The innermost level: words with their bytes.
    fn words(value: &Value, found: &mut Vec<(u64, u64, Option<u64>, String)>) {
        match value {
            Value::Object(map) => {
                if let (Some(from), Some(until), Some(Value::String(said))) = (
                    map.get("from").and_then(Value::as_u64),
                    map.get("until").and_then(Value::as_u64),
                    map.get("text"),
                ) {
                    found.push((
                        from,
                        until,
                        map.get("evidence_from").and_then(Value::as_u64),
                        said.clone(),
                    ));
                }
                map.values().for_each(|v| words(v, found));
            }
            Value::Array(list) => list.iter().for_each(|v| words(v, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    words(&why, &mut found);
    assert!(!found.is_empty(), "{id} ends without words");
    let evidence = tree(&case.join("ledger/evidence"));
    for (from, until, evidence_from, said) in &found {
        assert_eq!(until - from, said.len() as u64, "{said}");
        if let Some(at) = evidence_from {
            let (at, until) = (*at as usize, (*at + until - from) as usize);
            assert!(
                evidence.iter().any(|(_, bytes)| bytes.get(at..until) == Some(said.as_bytes())),
                "“{said}” stands at byte {at} of no evidence"
            );
        }
    }
    assert!(found.iter().any(|(_, _, at, _)| at.is_some()), "no words point into an evidence file");
}

#[test]
fn the_shipped_case_shows_what_happened() {
    let house = House::new();
    let case = house.shipped();
    let shown = house.done(&["observe", case.to_str().unwrap()]);
    for said in [
        "not in force",
        "breach alleged",
        "Adherence",
        "JIC",
        "First window",
        "index.html",
        "armistice why",
    ] {
        assert!(shown.contains(said), "the board does not say {said}:\n{shown}");
    }
    let board = house.json(&["observe", case.to_str().unwrap(), "--json"]);
    the_house_stands(&board);
    the_trail_leads_to_words(&house, &case, "1.a@2016-09-17@all", "Deir ez-Zor");
    the_trail_leads_to_words(&house, &case, "1.a@2016-09-19@all", "Urum al-Kubra");
    the_trail_leads_to_words(&house, &case, "1.a@2016-09-15@government", "45");
    let bulletin = std::fs::read_to_string(case.join("out/bulletins/2016-09-19.md")).unwrap();
    assert!(bulletin.contains("Urum al-Kubra"), "the convoy is missing");
    assert!(bulletin.contains("declared the truce over"), "the declared end is missing");
    let bulletin = std::fs::read_to_string(case.join("out/bulletins/2016-09-17.md")).unwrap();
    for count in ["62 killed", "at least 80 killed"] {
        assert!(bulletin.contains(count), "{count} does not stand beside its rivals");
    }
}

#[test]
fn the_dataset_and_the_story_taken_in_change_nothing_that_stood() {
    let (Some(dataset), Some(story)) = (
        shared("syria/ucdp-ged-syria-2016-09-09_25.csv"),
        shared("seed/us-russia-tussle-over-syria-deal.txt"),
    ) else {
        return;
    };
    let house = House::new();
    let case = house.shipped();
    let name = case.to_str().unwrap();
    house.done(&["observe", name, "--quiet"]);
    let took = house.run(&["take", name, dataset.to_str().unwrap(), story.to_str().unwrap()]);
    assert!(matches!(took.status.code(), Some(0 | 3)), "{}", text(&took.stderr));
    let board = house.json(&["observe", name, "--json"]);
    the_house_stands(&board);
    the_trail_leads_to_words(&house, &case, "1.a@2016-09-17@all", "227936");

    // Khan Tuman, told of the 20th and of the 21st, is one incident; the week's summary is an
    // incident of its own and on no day for certain.
    let incidents = house.json(&["incidents", name, "--json"]);
    let list = incidents["incidents"].as_array().unwrap();
    let khan_tuman = list
        .iter()
        .filter(|i| i["place"]["name"] == "Khan Tuman" && i["kind"] == "airstrike")
        .count();
    assert_eq!(khan_tuman, 1, "{list:#?}");
    let summary = list
        .iter()
        .find(|i| i["casualties"]["killed"]["low"] == 82)
        .expect("the summary of 19 to 25 September");
    assert_eq!(summary["scope"], "summary");
    let one_day =
        summary["terms"].as_array().unwrap().iter().find(|t| t["status"] == "breach_alleged");
    assert!(one_day.is_none(), "charged to a day: {one_day:?}");
}

/// The streaming monitor judges as the plain evaluator does, to the byte: the shipped case, and the
/// same with the dataset taken in.
#[test]
fn both_evaluators_publish_the_same_bytes() {
    let house = House::new();
    let case = house.shipped();
    let case_path = case.to_str().unwrap();
    let mut published = 0;
    for dataset in [None, shared("syria/ucdp-ged-syria-2016-09-09_25.csv")] {
        if let Some(dataset) = dataset {
            house.done(&["take", case_path, dataset.to_str().unwrap(), "--quiet"]);
        }
        let [streaming, plain] = [&[][..], &["--plainly"]].map(|evaluator| {
            let out = house.path(&format!("out{}", evaluator.len()));
            let arguments = ["observe", case_path, "--quiet", "--out", out.to_str().unwrap()];
            house.done(&[&arguments, evaluator].concat());
            tree(&out)
        });
        assert_eq!(streaming, plain);
        published += streaming.len();
    }
    assert!(published > 50, "{published} files");
}

#[test]
fn the_same_prefix_gives_the_same_bytes_elsewhere() {
    let house = House::new();
    let case = house.shipped();
    house.done(&["observe", case.to_str().unwrap(), "--quiet"]);
    let out = tree(&case.join("out"));
    assert!(out.len() > 30, "{} files", out.len());
    // Another machine: the ledger and the case's files copied, another key, another name of the
    // folder, another zone and another language of the environment.
    let elsewhere = House::new();
    let copy = elsewhere.path("a-copy");
    std::fs::rename(elsewhere.shipped(), &copy).unwrap();
    for (name, bytes) in tree(&case.join("ledger")) {
        let path = copy.join("ledger").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let done = elsewhere
        .command(&["observe", copy.to_str().unwrap(), "--quiet"])
        .env("TZ", "Pacific/Auckland")
        .env("LC_ALL", "ar_SY.UTF-8")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", text(&done.stderr));
    let again = tree(&copy.join("out"));
    for ((name, bytes), (other, others)) in out.iter().zip(&again) {
        assert_eq!(name, other);
        assert_eq!(bytes, others, "{} differs", name.display());
    }
    assert_eq!(out.len(), again.len());
}

#[test]
fn a_shorter_prefix_is_the_past_and_later_entries_do_not_change_it() {
    let house = House::new();
    let case = house.shipped();
    let name = case.to_str().unwrap();
    let before = house.json(&["observe", name, "--as-of", "#40", "--json"]);
    assert_eq!(before["checkpoint"]["entries"], 40);
    let report = house.path("late.md");
    std::fs::write(&report, "Source: sohr\nPublished: 2016-09-14 21:00 +03:00\n\nGovernment aircraft struck Duma on 13 September, SOHR said. Nine civilians were killed.\n").unwrap();
    house.done(&["take", name, report.to_str().unwrap()]);
    assert_eq!(house.json(&["observe", name, "--as-of", "#40", "--json"]), before);
    // As known at noon of the 16th, nobody knows of the 17th.
    let noon = house.json(&["observe", name, "--as-of", "2016-09-16T12:00", "--json"]);
    assert!(!noon.to_string().contains("2016-09-17T"), "the future shows");
    assert!(status(&noon, "1.a@2016-09-15@all").len() > 1);
}

#[test]
fn what_is_asked_for_and_is_not_there_is_said() {
    let house = House::new();
    let case = house.shipped();
    let name = case.to_str().unwrap();
    let said = |arguments: &[&str]| {
        let output = house.run(arguments);
        (output.status.code().unwrap(), text(&output.stderr))
    };
    house.done(&["observe", name, "--quiet"]);
    for (arguments, code, words) in [
        (vec!["observe", name, "--as-of", "#9999"], 1, "the ledger has"),
        (vec!["observe", name, "--as-of", "soon"], 1, "`soon` is no instant"),
        (vec!["observe", name, "--until", "2016-09-01"], 0, "no day to judge"),
        (vec!["why", name, "I-0000000000"], 1, "no incident `I-0000000000`"),
        (vec!["why", name, "1.a@2016-09-31@all"], 1, "2016-09-31"),
        (vec!["why", name, "9.z@2016-09-17@all"], 1, "9.z"),
    ] {
        let (got, error) = said(&arguments);
        assert!(got == code && error.contains(words), "{arguments:?}: {got} {error}");
    }
    // A member that the case does not list is a member lost: it is said.
    let deal = case.join("deal.armistice");
    let changed = std::fs::read_to_string(&deal)
        .unwrap()
        .replace("\"Government of Syria\", Hezbollah", "\"Govt of Syria\", Hezbollah");
    std::fs::write(&deal, changed).unwrap();
    assert!(said(&["observe", name]).1.contains("“Govt of Syria”"));
}

#[test]
fn why_answers_for_an_incident_too() {
    let house = House::new();
    let case = house.shipped();
    let name = case.to_str().unwrap();
    let incidents = house.json(&["incidents", name, "--json"]);
    let strike = incidents["incidents"]
        .as_array()
        .unwrap()
        .iter()
        .find(|i| {
            i["terms"].as_array().unwrap().iter().any(|t| t["status"] == "breach_corroborated")
        })
        .unwrap();
    let id = strike["id"].as_str().unwrap();
    let why = house.json(&["why", name, id, "--json"]);
    let breaches = why["breaches"].as_array().unwrap();
    assert_eq!((breaches.len(), breaches[0]["incident"]["id"].as_str()), (1, Some(id)));
}

#[test]
fn quiet_is_silent_and_a_pipe_gets_no_colours() {
    let house = House::new();
    let case = house.shipped();
    let quiet = house.run(&["observe", case.to_str().unwrap(), "--quiet"]);
    assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty(), "{}", text(&quiet.stderr));
    let piped = house.run(&["observe", case.to_str().unwrap()]);
    assert!(!text(&piped.stdout).contains('\u{1b}') && !text(&piped.stderr).contains('\u{1b}'));
    let one = house.done(&["observe", case.to_str().unwrap(), "--perspective", "independent"]);
    assert!(!one.contains("close to Government ") && one.len() < text(&piped.stdout).len());
    let wrong = house.run(&["observe", case.to_str().unwrap(), "--perspective", "martian"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("there are government, opposition, independent, all"));
}

#[test]
fn every_json_output_keeps_to_its_schema() {
    let house = House::new();
    let case = house.shipped();
    let name = case.to_str().unwrap();
    let schemas = house::repository().join("docs/schema");
    let deal = house::repository().join("cases/syria-2016-09/deal.armistice");
    let report = house.path("late.md");
    std::fs::write(
        &report,
        "Source: sohr\nPublished: 2016-09-14 21:00 +03:00\n\nDuma was shelled on 13 September.\n",
    )
    .unwrap();
    for (arguments, schema) in [
        (vec!["take", name, report.to_str().unwrap(), "--json"], "take.schema.json"),
        (
            vec![
                "decide",
                name,
                "withdraw",
                "Russia",
                "--reason",
                "a test",
                "--at",
                "2016-09-30",
                "--json",
            ],
            "decide.schema.json",
        ),
        (vec!["observe", name, "--json"], "board.schema.json"),
        (vec!["incidents", name, "--json"], "incidents.schema.json"),
        (vec!["incidents", name, "--geojson"], "incidents.geojson.schema.json"),
        (vec!["claims", name, "--json"], "claims.schema.json"),
        (vec!["reports", name, "--json"], "reports.schema.json"),
        (vec!["why", name, "1.a@2016-09-17@all", "--json"], "why.schema.json"),
        (vec!["ledger", "verify", name, "--json"], "ledger-verify.schema.json"),
        (vec!["ledger", "log", name, "--json"], "ledger-log.schema.json"),
        (vec!["deal", "explain", deal.to_str().unwrap(), "--json"], "deal-explain.schema.json"),
        (vec!["deal", "check", deal.to_str().unwrap(), "--json"], "deal-check.schema.json"),
    ] {
        let output = house.json(&arguments);
        let schema_text = std::fs::read_to_string(schemas.join(schema))
            .unwrap_or_else(|e| panic!("{schema}: {e}"));
        let validator =
            jsonschema::validator_for(&serde_json::from_str(&schema_text).unwrap()).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&output).map(|e| e.to_string()).take(3).collect();
        assert!(faults.is_empty(), "{} against {schema}: {faults:?}", arguments.join(" "));
    }
}

/// Names that must not leave, planted in every place where they could.
#[test]
fn a_protected_source_and_an_observer_never_leave() {
    let house = House::new();
    let case = house.small();
    let sources = case.join("sources.toml");
    let list = std::fs::read_to_string(&sources).unwrap();
    std::fs::write(
        &sources,
        list.replace("name = \"Field team 1\"", "name = \"Zarqa Bright\"")
            .replace("also = []", "also = [\"Zarqa\"]"),
    )
    .unwrap();
    let report = house.path("zarqa-bright-note.md");
    std::fs::write(&report, "Source: field-team-1\nPublished: 2026-02-03 18:30 +01:00\nTitle: Zarqa Bright saw shells\nObserver: Omar Hidden\n\nGovernment forces shelled Opposition forces in Old Town on Tuesday, Zarqa said. Two people were killed.\n").unwrap();
    let name = case.to_str().unwrap();
    house.done(&["take", name, report.to_str().unwrap()]);
    let mut shown: Vec<(String, Vec<u8>)> = Vec::new();
    for arguments in [
        vec!["observe", name],
        vec!["observe", name, "--json"],
        vec!["incidents", name, "--json"],
        vec!["incidents", name, "--csv"],
        vec!["incidents", name, "--geojson"],
        vec!["incidents", name],
        vec!["claims", name, "--json"],
        vec!["claims", name, "--csv"],
        vec!["claims", name],
        vec!["reports", name, "--json"],
        vec!["reports", name, "--csv"],
        vec!["reports", name],
    ] {
        shown.push((arguments.join(" "), house.run(&arguments).stdout));
    }
    assert!(
        text(&shown[1].1).contains("breach_alleged"),
        "the claim itself is not shown: the test shows nothing"
    );
    for (path, bytes) in tree(&case.join("out")) {
        shown.push((path.display().to_string(), bytes));
    }
    for (what, bytes) in &shown {
        for secret in ["Zarqa", "zarqa", "Omar", "Hidden"] {
            assert!(!house::contains(bytes, secret), "{what} shows {secret}");
        }
        // The id by which the case knows a protected source names it as well.
        assert!(!house::contains(bytes, "field-team-1"), "{what} shows the source's id");
    }
    // The mission's own trail shows words, never the observer.
    let why = house.run(&["why", name, "1@2026-02-03@independent"]).stdout;
    assert!(!house::contains(&why, "Omar") && !house::contains(&why, "Hidden"));
}
