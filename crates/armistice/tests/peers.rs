//! Programs of others against the real server. With `ARMISTICE_PEERS` set their absence is an
//! error; else a test says that it was passed over.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;
mod server;

use house::House;
use serde_json::json;
use server::Served;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Whether a program is there.
fn there(program: &str) -> bool {
    let mut asked = Command::new(program);
    let there = asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    assert!(there || std::env::var_os("ARMISTICE_PEERS").is_none(), "{program} is absent");
    if !there {
        println!("skipped: {program} is absent");
    }
    there
}

/// What a program says; it must end well.
fn said(command: &mut Command) -> String {
    let output = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}\n{complained}");
    assert!(!complained.contains("ERROR"), "{command:?}: {complained}");
    said
}

/// A program of the Python that the caller names.
fn of_python(name: &str) -> Option<PathBuf> {
    let python = std::env::var_os("ARMISTICE_PEERS_PYTHON").map(PathBuf::from);
    let path = python.map(|python| python.with_file_name(name)).filter(|path| path.exists());
    assert!(
        path.is_some() || std::env::var_os("ARMISTICE_PEERS").is_none(),
        "{name} is absent: name a Python that has it in ARMISTICE_PEERS_PYTHON"
    );
    if path.is_none() {
        println!("skipped: {name} is absent");
    }
    path
}

#[test]
fn gdal_reads_incidents_areas_and_convoys() {
    if !there("ogrinfo") || !there("ogr2ogr") {
        return;
    }
    let house = House::new();
    let served = Served::shipped(&house);
    let source = format!("OAPIF:{}/ogc", served.url);
    let layers = said(Command::new("ogrinfo").args(["-ro", "-so", &source]));
    for layer in ["incidents", "areas", "convoys"] {
        assert!(layers.contains(layer), "{layers}");
    }
    let listed = served.anybody().get("/api/v1/incidents?limit=1000").json();
    let count = listed["incidents"].as_array().unwrap().len();
    let file = house.path("incidents.geojson");
    // Page by page, as map programs do.
    said(
        Command::new("ogr2ogr")
            .args(["-f", "GeoJSON", file.to_str().unwrap(), &source, "incidents"])
            .args(["-oo", "PAGE_SIZE=7"]),
    );
    let read: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(read["features"].as_array().unwrap().len(), count);
    // A window on the ground, told by the server and cut by nobody else.
    let narrow = said(Command::new("ogrinfo").args([
        "-ro",
        "-al",
        "-so",
        "-spat",
        "36.9",
        "36.1",
        "37.3",
        "36.4",
        &source,
        "incidents",
    ]));
    let features: usize = narrow
        .lines()
        .find_map(|line| line.strip_prefix("Feature Count: "))
        .and_then(|n| n.trim().parse().ok())
        .unwrap();
    assert!(features > 0 && features < count, "{features} of {count}");
    let areas = said(Command::new("ogrinfo").args(["-ro", "-al", &source, "areas"]));
    assert!(areas.contains("Castello Road"), "{areas}");
}

/// `ARMISTICE_CALLS` gives the number of examples for each operation; 20 if it is not set.
#[test]
fn schemathesis_finds_no_fault() {
    let Some(schemathesis) = of_python("schemathesis") else { return };
    let house = House::new();
    let served = Served::shipped(&house);
    let secretariat = served.visitor("secretariat");
    let body = json!({"label": "fuzz", "scopes": ["read", "report", "decide"]});
    let token = secretariat.post("/api/v1/tokens", &body).ok().json();
    let calls = std::env::var("ARMISTICE_CALLS").unwrap_or_else(|_| "20".to_string());
    let said = said(
        Command::new(schemathesis)
            .args(["run", &format!("{}/openapi.json", served.url), "--max-examples", &calls])
            .args(["-H", &format!("Authorization: Bearer {}", token["secret"].as_str().unwrap())])
            // News do not end, and are tested elsewhere.
            .args(["--exclude-path", "/api/v1/events"])
            .args(["--phases", "examples,coverage,fuzzing", "--seed", "1", "--no-color"])
            .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"])
            .env("HYPOTHESIS_STORAGE_DIRECTORY", house.path("hypothesis"))
            .current_dir(house.place.path()),
    );
    println!("{}", said.lines().rev().take(12).collect::<Vec<_>>().join("\n"));
    served.settled();
}
