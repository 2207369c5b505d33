//! The shipped case as a whole, read from its own reports, without and with the dataset's rows.

#![allow(clippy::unwrap_used, clippy::panic)]

mod say;

use armistice_fusion::{Decided, Fused, fuse};
use armistice_intake::{Context, take};
use armistice_model::{Claim, ClaimId, Report};
use armistice_reading::{Known, Reader};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(of)
}

/// Claims, and of each the name of its report's file (of a row: its number) and its words.
struct Pile {
    claims: Vec<Claim>,
    said: BTreeMap<ClaimId, (String, String)>,
}

impl Pile {
    /// The case's reports, and the rows of `table` besides.
    fn of(table: Option<&Path>) -> Self {
        let case = folder("cases/syria-2016-09");
        let text = |name: &str| std::fs::read_to_string(case.join(name)).unwrap();
        let sources = armistice_intake::sources(&text("sources.toml"), "sources.toml").unwrap();
        let actors = armistice_intake::actors(&text("actors.toml"), "actors.toml").unwrap();
        let places = armistice_intake::places(&text("places.toml"), "places.toml").unwrap();
        let zone = TimeZone::get("Asia/Damascus").unwrap();
        let reader =
            Reader::new(Known { sources: &sources, actors: &actors, places: &places, zone: &zone });
        let context = Context {
            sources: &sources,
            zone: zone.clone(),
            format: None,
            source: None,
            now: "2017-01-01T00:00:00Z".parse().unwrap(),
        };
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(case.join("reports")).unwrap().map(|e| e.unwrap().path()).collect();
        files.extend(table.map(Path::to_path_buf));
        let mut pile = Self { claims: Vec::new(), said: BTreeMap::new() };
        for path in files {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            for report in take(&std::fs::read(&path).unwrap(), stem, &context).unwrap().reports {
                let name = report.cell("id").map_or(stem, |(id, _)| id).to_string();
                for claim in reader.read(&report) {
                    let words = words(&report, &claim);
                    pile.said.insert(claim.id.clone(), (name.clone(), words));
                    pile.claims.push(claim);
                }
            }
        }
        pile
    }

    fn fuse(&self) -> Fused {
        fuse(&self.claims, &Decided::default())
    }

    /// The claim whose report has this name and whose words hold these.
    fn claim(&self, report: &str, words: &str) -> &Claim {
        let mut fitting = self.claims.iter().filter(|claim| {
            self.said.get(&claim.id).is_some_and(|(name, said)| {
                name.ends_with(report) && said.to_lowercase().contains(&words.to_lowercase())
            })
        });
        fitting.next().unwrap_or_else(|| panic!("{report} does not say {words:?}"))
    }
}

fn words(report: &Report, claim: &Claim) -> String {
    claim.spans.first().and_then(|s| report.text.get(s.from..s.until)).unwrap_or("").to_string()
}

#[test]
fn show() {
    let table = folder("../shared/data/syria/ucdp-ged-syria-2016-09-09_25.csv");
    for pile in [Pile::of(None), Pile::of(table.is_file().then_some(table.as_path()))] {
        println!("=========== {}", pile.claims.len());
        let by_id: BTreeMap<_, _> = pile.claims.iter().map(|c| (&c.id, c)).collect();
        for incident in pile.fuse().incidents.iter().filter(|i| i.claims.len() > 1) {
            println!(
                "## {} {:?} {:?} {}",
                incident.id,
                incident.scope,
                incident.kind,
                incident.place.name.as_deref().unwrap_or("-")
            );
            for id in &incident.claims {
                let c = by_id[id];
                let (name, said) = &pile.said[id];
                let said: String = said.chars().take(150).collect();
                let when = c
                    .when
                    .interval()
                    .map(|i| format!("{}..{}", i.from(), i.until()))
                    .unwrap_or_default();
                println!(
                    "  {id} [{name}] v={} t={} {:?} {:?} {when} @{} k={:?} c={:?} w={:?} by={:?} on={:?}\n      {}",
                    c.voice,
                    c.through,
                    c.stance,
                    c.kind,
                    c.place.name.as_deref().unwrap_or("-"),
                    c.casualties.killed.map(|k| k.to_string()),
                    c.casualties.civilians_killed.map(|k| k.to_string()),
                    c.casualties.wounded.map(|k| k.to_string()),
                    c.by.0,
                    c.on.0,
                    said.replace('\n', " ")
                );
            }
            for l in &incident.links {
                println!("    - {} {} {:.2} {}", l.a, l.b, l.probability, l.reason);
            }
        }
    }
}
