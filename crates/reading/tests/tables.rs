//! Rows of UCDP GED and lines of our own format.
#![allow(clippy::unwrap_used)]

mod case;

use armistice_model::{Claim, Count, EventKind, Report, Scope, Shape, Stance, When};
use case::{Case, line};

/// The rows of the week of the deal, by id.
fn week(case: &Case) -> Option<Vec<Report>> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/syria/ucdp-ged-syria-2016-09-09_25.csv"
    );
    let Ok(bytes) = std::fs::read(path) else {
        assert!(std::env::var("CI").is_err(), "the rows are missing");
        println!("skipped: no shared data beside the checkout");
        return None;
    };
    Some(case.take(&bytes, "ged.csv"))
}

fn row(case: &Case, reports: &[Report], id: &str) -> (Claim, Report) {
    let report = reports.iter().find(|r| r.cell("id").is_some_and(|(v, _)| v == id)).unwrap();
    let claims = case.read(report);
    assert_eq!(claims.len(), 1);
    (claims[0].clone(), report.clone())
}

#[test]
fn rows_of_the_week() {
    let case = Case::load();
    let Some(reports) = week(&case) else { return };
    assert_eq!(reports.len(), 224);
    let claims: Vec<String> = [
        "227761", "227762", "301214", "301344", "228606", "227692", "227706", "231288", "228450",
        "227742", "227735", "228516", "227698", "227638", "228473",
    ]
    .iter()
    .map(|id| {
        let (claim, report) = row(&case, &reports, id);
        format!("{id} {}", line(&claim, &report))
    })
    .collect();
    insta::assert_snapshot!(claims.join("\n"));

    let (summary, _) = row(&case, &reports, "301344");
    assert_eq!(summary.scope, Scope::Summary);
    assert!(matches!(summary.when, When::Throughout(i) if i.seconds() == 7 * 86_400));
    assert_eq!(summary.casualties.killed, Some(Count { low: 82, best: Some(82), high: Some(82) }));
    assert_eq!((summary.voice.as_str(), summary.stance), ("hrw", Stance::Claimed));
    let (convoy, _) = row(&case, &reports, "301214");
    assert_eq!(convoy.kind, EventKind::AttackOnAid);
    // HRW's headline names nobody: that it was the Government is UCDP's word, not HRW's.
    assert_eq!((convoy.by.0.len(), convoy.on.0[0].as_str()), (0, "Civilians"));
    let by = |id: &str| row(&case, &reports, id).0.by.0;
    assert_eq!(by("227706"), ["IS"]);
    assert_eq!(by("319455"), ["IS"]);
    // A headline that names another side, or nobody.
    for open in ["227652", "319457", "228459"] {
        assert!(by(open).is_empty(), "{open}");
    }
    let (near, _) = row(&case, &reports, "227762");
    assert!(matches!(near.place.shape, Some(Shape::Disc { radius_m, .. }) if radius_m == 25_000.0));
    // Every row is read, and only the two summaries are summaries.
    let all: Vec<Claim> = reports.iter().flat_map(|r| case.read(r)).collect();
    assert_eq!(all.len(), 224);
    assert_eq!(all.iter().filter(|c| c.scope == Scope::Summary).count(), 2);
    assert!(all.iter().all(|c| c.when.interval().is_some()));
}

#[test]
fn lines_of_our_own() {
    let case = Case::load();
    let lines = r#"{"source": "sohr", "published": "2016-09-15 18:30 +03:00", "kind": "shelling", "stance": "claimed", "by": ["Syrian army"], "on": ["Civilians"], "weapon": "mortar", "date": "2016-09-15", "place": "Talbiseh", "killed": {"low": 2, "best": 3}, "wounded": 7, "text": "Three people died."}
{"source": "team-castello", "published": "2016-09-13T06:00:00Z", "observer": "TC-07", "kind": "force-movement", "by": "Government of Syria", "from": "2016-09-13 07:10 +03:00", "until": "2016-09-13 07:40 +03:00", "place": {"name": "west end of the road", "lon": 37.11, "lat": 36.2545, "radius_m": 800}, "weapon": {"class": "tank"}, "count": 2}
{"source": "un-ocha", "published": "2016-09-18", "zone": "Asia/Damascus", "title": "No passage", "kind": "aid-obstruction", "from": "2016-09-12", "until": "2016-09-18", "scope": "summary", "place": "Castello Road", "count": {"low": 40}}
"#;
    let read: Vec<String> = case
        .take(lines.as_bytes(), "lines.jsonl")
        .iter()
        .flat_map(|r| case.read(r).iter().map(|c| line(c, r)).collect::<Vec<_>>())
        .collect();
    insta::assert_snapshot!(read.join("\n"));
}

/// The line of a field report, as docs/report-jsonl.md shows it: what is sealed is in no claim.
#[test]
fn a_line_from_the_field() {
    let case = Case::load();
    let doc = include_str!("../../../docs/report-jsonl.md");
    let told =
        doc.lines().find(|l| l.contains("\"observer_position\": {\"lon\"") && l.starts_with('{'));
    let reports = case.take(told.unwrap().as_bytes(), "field.jsonl");
    let [claim] = <[Claim; 1]>::try_from(case.read(&reports[0])).unwrap();
    assert_eq!(
        claim.place.shape,
        Some(Shape::Disc { centre: [37.08473, 36.22752], radius_m: 3_000.0 })
    );
    let claim = serde_json::to_string(&claim).unwrap();
    for secret in ["TC-07", "37.1217", "36.2581", "225", "4000"] {
        assert!(!claim.contains(secret) && !reports[0].text.contains(secret), "{secret}");
    }
}
