//! The laws of settling: what is written is what changed, and what is held does not depend on
//! what was held before.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "fixture/land.rs"]
mod land;

use armistice_model::{ReportId, Verification};
use armistice_publish::Audience;
use armistice_views::{
    Arrival, Ask, Changes, Checked, CompactBoard, QueueAsk, QueueState, Sqlite, Views, ViewsError,
};
use land::Land;
use proptest::prelude::*;
use rusqlite::Connection;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::tempdir;

fn settle(views: &Sqlite, land: &Land) -> Changes {
    let publication = land.publication();
    views.settle(&land.settled(&publication)).unwrap()
}

/// Every row of every table but for the numbers that rows happen to have.
fn dump(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let tables = [
        "SELECT key, value FROM meta WHERE key <> 'generation' ORDER BY 1",
        "SELECT audience, body FROM board ORDER BY 1",
        "SELECT k.id, hex(k.print), t.body FROM assessment_key k JOIN assessment t USING (n) ORDER BY 1",
        "SELECT k.id, hex(k.print), hex(k.mark), t.checked, t.properties, t.body
         FROM incident_key k JOIN incident t USING (n) ORDER BY 1",
        "SELECT k.id, hex(k.print), t.report, t.incident, t.alone, t.link, t.settled, t.body
         FROM claim_key k JOIN claim t USING (n) ORDER BY 1",
        "SELECT k.id, hex(k.print), t.id, t.entry, t.recorded, t.state, t.disputed, t.folded,
         t.fold, t.settled, t.head, t.text FROM report_key k JOIN report t USING (n) ORDER BY 1",
        "SELECT (SELECT count(*) FROM assessment), (SELECT count(*) FROM incident),
         (SELECT count(*) FROM claim), (SELECT count(*) FROM report)",
    ];
    let mut lines = Vec::new();
    for sql in tables {
        let mut statement = connection.prepare(sql).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells = (0..width).map(|i| format!("{:?}", row.get_ref(i).unwrap()));
            lines.push(cells.collect::<Vec<_>>().join(" | "));
        }
    }
    lines
}

#[test]
fn settling_again_writes_nothing() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("views.db");
    let views = Sqlite::open(&path).unwrap();
    let land = Land::of(300, 1);
    let first = settle(&views, &land);
    assert!(first.added > 900 && first.removed == 0, "{first:?}");
    let before = dump(&path);
    let generation = |path: &Path| -> String {
        Connection::open(path)
            .unwrap()
            .query_row("SELECT value FROM meta WHERE key = 'generation'", [], |r| r.get(0))
            .unwrap()
    };
    let held = generation(&path);
    let again = settle(&views, &land);
    assert_eq!(again.written(), 0, "{again:?}");
    assert_eq!(generation(&path), held);
    assert_eq!(dump(&path), before);
}

#[test]
fn only_what_changed_is_written() {
    let folder = tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    let mut land = Land::of(300, 1);
    settle(&views, &land);
    let checked = Checked {
        state: Verification::Verified,
        by: Some("A. Analyst".into()),
        at: None,
        reason: None,
    };
    let id = land.incidents[17].id.clone();
    land.checked.insert(id.clone(), checked.clone());
    let changes = settle(&views, &land);
    assert_eq!(changes.written(), 1, "{changes:?}");
    assert_eq!(views.incident(&id).unwrap().unwrap().checked, Some(checked));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn what_was_held_before_leaves_no_trace(
        (a, b) in (0..60usize, 0..60usize), (x, y) in (0..3u64, 0..3u64),
    ) {
        let folder = tempdir().unwrap();
        let (one, two) = (folder.path().join("one.db"), folder.path().join("two.db"));
        let (before, after) = (Land::of(a, x), Land::of(b, y));
        let views = Sqlite::open(&one).unwrap();
        settle(&views, &before);
        settle(&views, &after);
        let fresh = Sqlite::open(&two).unwrap();
        settle(&fresh, &after);
        prop_assert_eq!(dump(&one), dump(&two));
        prop_assert_eq!(
            views.incidents(&Ask::default()).unwrap(),
            fresh.incidents(&Ask::default()).unwrap()
        );
    }
}

#[test]
fn everything_comes_out_as_it_went_in() {
    let folder = tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    let land = Land::of(200, 3);
    settle(&views, &land);
    let (mut incidents, mut claims, mut reports) = (Vec::new(), Vec::new(), Vec::new());
    views
        .each_incident(&mut |incident, found| {
            assert_eq!(incident.id, found.id);
            incidents.push(incident);
            ControlFlow::Continue(())
        })
        .unwrap();
    views
        .each_claim(&mut |claim| {
            claims.push(claim);
            ControlFlow::Continue(())
        })
        .unwrap();
    views
        .each_report(&mut |report| {
            reports.push(report);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(incidents, land.incidents);
    assert_eq!(claims, land.claims);
    assert_eq!(reports, land.reports);
    assert!(
        reports.iter().any(|r| r.observer.is_some()),
        "observers are kept for those who may see"
    );
    let mut seen = 0;
    let stop = &mut |_| {
        seen += 1;
        if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    views.each_claim(stop).unwrap();
    assert_eq!(seen, 3);

    for incident in land.incidents.iter().step_by(9) {
        let dossier = views.incident(&incident.id).unwrap().unwrap();
        assert_eq!(dossier.incident, *incident);
        let told: Vec<_> = dossier.claims.iter().map(|c| c.claim.id.clone()).collect();
        assert_eq!(told, incident.claims);
        for placed in &dossier.claims {
            assert!(placed.settled);
            assert_eq!(placed.incident.as_ref(), Some(&incident.id));
            assert_eq!(views.claim(&placed.claim.id).unwrap().as_ref(), Some(placed));
            let filed = views.report(&placed.claim.report).unwrap().unwrap();
            assert!(dossier.reports.contains(&filed));
            let came = land.received[&filed.report.id];
            assert_eq!(
                (filed.entry, filed.recorded, filed.state),
                (came.entry, came.recorded, came.state)
            );
        }
    }
    for cell in land.board.assessments.iter().step_by(31) {
        assert_eq!(views.assessment(&cell.id).unwrap().as_ref(), Some(cell));
    }
    let compact: CompactBoard =
        serde_json::from_slice(&views.board(Audience::Public).unwrap().unwrap()).unwrap();
    // The board shows the last quarter; every day is told of and can be asked for.
    assert_eq!(compact.all_days, land.board.days);
    let shown = land.board.days.iter().rev().take(CompactBoard::SHOWN).rev();
    assert_eq!(compact.days, shown.copied().collect::<Vec<_>>());
    let shown: Vec<_> =
        land.board.assessments.iter().filter(|a| compact.days.contains(&a.id.day)).collect();
    assert!(shown.len() < land.board.assessments.len());
    assert_eq!(compact.cells.len(), shown.len());
    for (cell, whole) in compact.cells.iter().zip(shown) {
        assert_eq!((&cell.id, cell.status), (&whole.id.to_string(), whole.status));
        assert_eq!(cell.breaches, whole.breaches.len());
    }
    let held = views.held().unwrap().unwrap();
    assert_eq!((held.checkpoint, held.as_of), (land.checkpoint.clone(), land.board.as_of));
    let tally = views.tally().unwrap();
    assert_eq!(tally.incidents, 200);
    assert_eq!(tally.open + tally.accepted + tally.set_aside, land.reports.len());
}

#[test]
fn what_the_public_finds_names_nobody_protected() {
    let folder = tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    let land = Land::of(300, 1);
    settle(&views, &land);
    let page = views.incidents(&Ask { limit: 1000, ..Ask::default() }).unwrap();
    assert_eq!(page.items.len(), 300);
    let text: String = page.items.iter().map(|f| f.feature_json().unwrap()).collect();
    assert!(text.contains("a field team"));
    for secret in ["ops-room", "OPS-ROOM", "Abu Noor"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let whole = armistice_publish::incidents_geojson(
        &land.incidents,
        Some(&land.board),
        &land.publication().veil(Audience::Public),
    );
    for found in &page.items {
        let feature: armistice_publish::Feature =
            serde_json::from_str(&found.feature_json().unwrap()).unwrap();
        let same = whole.features.iter().find(|f| f.id == found.id).unwrap();
        assert_eq!(&feature, same);
        let row = found.row().unwrap();
        let incident = land.incidents.iter().find(|i| i.id == found.id).unwrap();
        assert_eq!((row.when, row.place), (incident.when, incident.place.clone()));
    }
}

#[test]
fn what_has_just_come_in_is_in_the_queue_at_once_and_stays_until_it_is_settled() {
    let folder = tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    let mut land = Land::of(50, 1);
    settle(&views, &land);
    let next = Land::of(3, 999);
    let fresh: Vec<ReportId> = next.reports.iter().map(|r| r.id.clone()).collect();
    // The ids of a small land are those of a large one: take new ones.
    let rename = |id: &str| id.replace("R-", "R-ff").replace("C-", "C-ff");
    let mut reports = next.reports;
    let mut claims = next.claims;
    reports.iter_mut().for_each(|r| r.id = ReportId::new(rename(r.id.as_str())));
    claims.iter_mut().for_each(|c| {
        c.id = armistice_model::ClaimId::new(rename(c.id.as_str()));
        c.report = ReportId::new(rename(c.report.as_str()));
    });
    assert!(fresh.len() >= 3);
    let entry = land.checkpoint.entries;
    let recorded = "2024-02-01T00:00:00Z".parse().unwrap();
    let arrival = Arrival { entry, recorded, reports: &reports, claims: &claims };
    let open = views.tally().unwrap().open;
    assert_eq!(views.arrive(&arrival).unwrap().added, reports.len() + claims.len());
    assert_eq!(views.arrive(&arrival).unwrap().added, 0, "the same twice");
    assert_eq!(views.tally().unwrap().open, open + reports.len());
    let ask = QueueAsk { state: QueueState::Open, limit: 1000, after: None };
    let here = |views: &Sqlite, id: &ReportId| {
        views.queue(&ask).unwrap().items.into_iter().find(|i| i.filed.report.id == *id)
    };
    let item = here(&views, &reports[0].id).unwrap();
    assert!(!item.filed.settled && !item.claims[0].placed.settled);
    assert_eq!(item.claims[0].placed.claim.report, reports[0].id);

    // A settlement of an older prefix leaves it; one that has it makes it exact; one that has
    // its entry and not it takes it away.
    land.checked.clear();
    settle(&views, &land);
    assert!(here(&views, &reports[0].id).is_some());
    assert_eq!(views.tally().unwrap().provisional, reports.len());
    land.checkpoint.entries += 1;
    land.reports.push(reports[0].clone());
    land.claims.extend(claims.iter().filter(|c| c.report == reports[0].id).cloned());
    land.reports.sort_by(|a, b| a.id.cmp(&b.id));
    land.claims.sort_by(|a, b| a.id.cmp(&b.id));
    settle(&views, &land);
    let item = here(&views, &reports[0].id).unwrap();
    assert!(item.filed.settled && item.claims[0].placed.settled);
    assert!(views.report(&reports[1].id).unwrap().is_none());
    assert!(views.claim(&claims.last().unwrap().id).unwrap().is_none());
    assert_eq!(views.tally().unwrap().provisional, 0);
}

#[test]
fn another_version_is_emptied_and_another_programs_file_is_left_alone() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("views.db");
    settle(&Sqlite::open(&path).unwrap(), &Land::of(20, 1));
    assert!(Sqlite::open(&path).unwrap().held().unwrap().is_some());
    let other = Connection::open(&path).unwrap();
    other.execute("UPDATE meta SET value = '0.0.1' WHERE key = 'program'", []).unwrap();
    drop(other);
    let views = Sqlite::open(&path).unwrap();
    assert_eq!(views.held().unwrap(), None);
    assert_eq!(views.tally().unwrap(), armistice_views::Tally::default());
    settle(&views, &Land::of(20, 1));
    assert!(views.held().unwrap().is_some());

    let foreign = folder.path().join("mail.db");
    Connection::open(&foreign).unwrap().execute("CREATE TABLE mail (text TEXT)", []).unwrap();
    let Err(ViewsError::Damaged { reason, .. }) = Sqlite::open(&foreign) else { panic!("opened") };
    insta::assert_snapshot!(reason, @"it is another program's database");
    Connection::open(&foreign).unwrap().execute("SELECT text FROM mail", []).ok();
}

#[test]
fn damage_is_told_with_what_to_do() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("views.db");
    std::fs::write(&path, "no database at all, and long enough to be looked at").unwrap();
    let Err(error) = Sqlite::open(&path) else { panic!("opened") };
    let text = error.to_string().replace(&path.display().to_string(), "FILE");
    insta::assert_snapshot!(text, @"the views in FILE are damaged (file is not a database): they are derived and nothing is lost; stop the server, delete the file (and those beside it that end in -wal and -shm) and run `armistice rebuild`");

    Sqlite::delete(&path).unwrap();
    settle(&Sqlite::open(&path).unwrap(), &Land::of(300, 1));
    let mut bytes = std::fs::read(&path).unwrap();
    let (from, until) = (8192 * 2, bytes.len());
    bytes[from..until].iter_mut().for_each(|b| *b = b.wrapping_mul(3).wrapping_add(7));
    std::fs::write(&path, bytes).unwrap();
    let told = Sqlite::open(&path).and_then(|views| {
        views.each_incident(&mut |_, _| ControlFlow::Continue(()))?;
        views.each_report(&mut |_| ControlFlow::Continue(()))
    });
    assert!(matches!(told, Err(ViewsError::Damaged { .. })), "{told:?}");
    Sqlite::delete(&path).unwrap();
    assert!(Sqlite::open(&path).unwrap().held().unwrap().is_none());
}

#[test]
fn discarding_leaves_nothing() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("views.db");
    let views = Sqlite::open(&path).unwrap();
    settle(&views, &Land::of(20, 1));
    views.discard().unwrap();
    assert_eq!(views.held().unwrap(), None);
    assert_eq!(views.incidents(&Ask::default()).unwrap().items, []);
}

#[test]
fn two_processes_see_the_same() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("views.db");
    let (one, two) = (Sqlite::open(&path).unwrap(), Sqlite::open(&path).unwrap());
    settle(&one, &Land::of(30, 1));
    assert_eq!(two.incidents(&Ask::default()).unwrap().items.len(), 30);
    settle(&two, &Land::of(40, 1));
    let page = one.incidents(&Ask::default()).unwrap();
    assert_eq!(page.items.len(), 40);
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let path = folder.path().join("views.db");
    let views = Sqlite::open(&path).unwrap();
    settle(&views, &Land::of(20, 1));
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
}
