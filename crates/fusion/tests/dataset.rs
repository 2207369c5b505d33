//! One dataset against itself: its rows are different events by design.

#![allow(clippy::unwrap_used)]

mod say;

use armistice_model::{Claim, Count, EventKind, Shape, When};
use say::{Say, days, fuse, says};

/// Rows of the UCDP Georeferenced Event Dataset as claims; `None` where the file is absent.
fn rows(name: &str) -> Option<Vec<Claim>> {
    let path = format!("{}/../../../shared/data/syria/{name}", env!("CARGO_MANIFEST_DIR"));
    let Ok(mut table) = csv::Reader::from_path(&path) else {
        assert!(std::env::var("CI").is_err(), "{name} is not beside the checkout");
        println!("skipped: {name} is not beside the checkout");
        return None;
    };
    let columns = table.headers().unwrap().clone();
    let claims = table.records().map(|record| {
        let record = record.unwrap();
        let cell = |name: &str| {
            columns.iter().position(|c| c == name).and_then(|at| record.get(at)).unwrap_or("")
        };
        let figure = |name: &str| cell(name).parse::<u64>().unwrap_or(0);
        let radius_m = match figure("where_prec") {
            1 => 2_000.0,
            2 => 25_000.0,
            3 => 40_000.0,
            4 | 5 => 100_000.0,
            _ => 400_000.0,
        };
        let dyad = [cell("side_a"), cell("side_b")];
        let mut claim = says(&format!("C-{}", cell("id")), cell("source_office"))
            .through("ucdp")
            .kind(if cell("type_of_violence") == "3" {
                EventKind::ViolenceAgainstCivilians
            } else {
                EventKind::Clash
            })
            .by(&dyad)
            .on(&dyad)
            .killed(Count {
                low: figure("low"),
                best: Some(figure("best")),
                high: Some(figure("high")),
            });
        claim.when = When::Within(days(cell("date_start"), cell("date_end")));
        claim.place.name = Some(cell("where_coordinates").to_string());
        let degrees = |name: &str| cell(name).parse::<f64>().unwrap();
        claim.place.shape =
            Some(Shape::disc([degrees("longitude"), degrees("latitude")], radius_m).unwrap());
        claim
    });
    Some(claims.collect())
}

#[test]
fn hardly_any_rows_of_one_dataset_fuse() {
    for name in ["ucdp-ged-syria-2016-09-09_25.csv", "ucdp-ged-syria-2017-2019.csv"] {
        let Some(claims) = rows(name) else { return };
        let incidents = fuse(&claims).incidents;
        for incident in incidents.iter().filter(|incident| !incident.links.is_empty()).take(10) {
            println!("{} {:?} {}", incident.id, incident.claims, incident.links[0].reason);
        }
        println!("{name}: {} rows, {} incidents", claims.len(), incidents.len());
        assert!(incidents.len() * 100 >= claims.len() * 99, "{name}: {}", incidents.len());
    }
}
