//! The shipped case, through every room and into the views.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use armistice_fusion::{Decided, fuse};
use armistice_intake::{Context, take};
use armistice_judgement::{Input, judge};
use armistice_model::{Act, Claim, Report, Status};
use armistice_publish::{Audience, Checkpoint, Publication};
use armistice_views::{
    Ask, Bbox, CompactBoard, Party, QueueAsk, QueueState, Settled, Sqlite, TileId, Views, Window,
};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

#[test]
fn the_shipped_case_is_served_as_it_is_published() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/syria-2016-09");
    let text = |name: &str| fs::read_to_string(case.join(name)).expect("the case's file");
    let deal = armistice_deal::check(&text("deal.armistice")).expect("a sound deal");
    let sources = armistice_intake::sources(&text("sources.toml"), "sources.toml").unwrap();
    let actors = armistice_intake::actors(&text("actors.toml"), "actors.toml").unwrap();
    let places = armistice_intake::places(&text("places.toml"), "places.toml").unwrap();
    let decisions = armistice_intake::decisions(&text("decisions.toml"), "decisions.toml").unwrap();
    let as_of = "2016-09-20T00:00:00Z".parse().unwrap();
    let context = Context {
        sources: &sources,
        zone: deal.zone.clone(),
        format: None,
        source: None,
        now: as_of,
    };
    let mut reports: Vec<Report> = Vec::new();
    for file in fs::read_dir(case.join("reports")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Ok(taken) = take(&fs::read(&path).unwrap(), &name, &context) {
            reports.extend(taken.reports);
        }
    }
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    reports.dedup_by(|a, b| a.id == b.id);
    let known = armistice_reading::Known {
        sources: &sources,
        actors: &actors,
        places: &places,
        zone: &deal.zone,
    };
    let reader = armistice_reading::Reader::new(known);
    let mut claims: Vec<Claim> = reports.iter().flat_map(|r| reader.read(r)).collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let mut decided = Decided::default();
    for decision in &decisions {
        if let Act::Merge { claims } = &decision.act {
            decided.merges.push(claims.clone());
        }
    }
    let incidents = fuse(&claims, &decided).incidents;
    let input = Input {
        deal: &deal,
        claims: &claims,
        incidents: &incidents,
        reports: &reports,
        decisions: &decisions,
        sources: &sources,
        places: &places,
        as_of,
        until: None,
    };
    let board = judge(&input).unwrap();
    let checkpoint = Checkpoint { entries: reports.len() as u64, root: "ab".repeat(32) };
    let publication = Publication {
        case: "syria-2016-09",
        board: &board,
        incidents: &incidents,
        claims: &claims,
        reports: &reports,
        sources: &sources,
        places: &places,
        deal_lines: &[],
        checkpoint: &checkpoint,
    };
    let parties: Vec<Party> = deal
        .parties
        .iter()
        .map(|p| Party {
            name: p.name.clone(),
            actors: p.members.iter().map(|m| m.actor.clone()).collect(),
        })
        .collect();
    let settled = Settled {
        publication: &publication,
        received: &HashMap::new(),
        checked: &HashMap::new(),
        parties: &parties,
        aside: &[],
        audiences: &[Audience::Public],
    };

    let folder = tempfile::tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    views.settle(&settled).unwrap();
    assert_eq!(views.settle(&settled).unwrap().written(), 0);

    // The same features as the publication's own file.
    let page = views.incidents(&Ask { limit: 10_000, ..Ask::default() }).unwrap();
    assert_eq!(page.items.len(), incidents.len());
    let veil = publication.veil(Audience::Public);
    let whole = armistice_publish::incidents_geojson(&incidents, Some(&board), &veil);
    for feature in &whole.features {
        let found = page.items.iter().find(|f| f.id == feature.id).unwrap();
        let same: armistice_publish::Feature =
            serde_json::from_str(&found.feature_json().unwrap()).unwrap();
        assert_eq!(&same, feature);
    }
    // Reports come back whole but for their cells.
    for report in &reports {
        let mut bare = report.clone();
        bare.cells.clear();
        assert_eq!(views.report(&report.id).unwrap().unwrap().report, bare);
    }
    let queue = QueueAsk { state: QueueState::Open, limit: 10_000, after: None };
    let queue = views.queue(&queue).unwrap();
    assert_eq!(queue.open, reports.len());
    for item in &queue.items {
        let own = claims.iter().filter(|c| c.report == item.filed.report.id).count();
        assert_eq!(item.claims.len(), own);
    }
    let compact: CompactBoard =
        serde_json::from_slice(&views.board(Audience::Public).unwrap().unwrap()).unwrap();
    assert_eq!(compact.cells.len(), board.assessments.len());

    // Around Aleppo on the day the convoy burned something was alleged.
    let day = Window::half_open(
        Some("2016-09-18T21:00:00Z".parse().unwrap()),
        Some("2016-09-19T21:00:00Z".parse().unwrap()),
    );
    let ask = Ask {
        bbox: Some(Bbox::new(36.6, 35.9, 37.6, 36.6).unwrap()),
        window: day.unwrap(),
        status: Some(Status::BreachAlleged),
        ..Ask::default()
    };
    let found = views.incidents(&ask).unwrap().items;
    assert!(!found.is_empty());
    for one in found {
        let worst = one.properties().unwrap().status.iter().map(|t| t.status).max();
        assert_eq!(worst, Some(Status::BreachAlleged));
    }
    assert!(!views.tile(TileId::new(7, 77, 50).unwrap(), &Window::open()).unwrap().is_empty());
}
