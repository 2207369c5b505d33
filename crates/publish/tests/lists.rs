//! The lists for a terminal.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_publish::{Audience, claims_table, incidents_table, reports_table};
use fixture::{Fixture, SECRETS};
use jiff::tz::TimeZone;

fn tables(fixture: &Fixture, audience: Audience) -> [String; 3] {
    let publication = fixture.publication();
    let veil = publication.veil(audience);
    let zone = TimeZone::get(&fixture.board.time_zone).unwrap();
    [
        incidents_table(&fixture.incidents, Some(&fixture.board), &veil),
        claims_table(&fixture.claims, &zone, &veil),
        reports_table(&fixture.reports, &veil),
    ]
}

#[test]
fn the_incidents_in_a_terminal() {
    let [incidents, _, _] = tables(&Fixture::new(), Audience::Public);
    insta::assert_snapshot!(incidents);
}

#[test]
fn the_claims_in_a_terminal() {
    let [_, claims, _] = tables(&Fixture::new(), Audience::Public);
    insta::assert_snapshot!(claims);
}

#[test]
fn the_reports_in_a_terminal() {
    let [_, _, reports] = tables(&Fixture::new(), Audience::Public);
    insta::assert_snapshot!(reports);
}

#[test]
fn incidents_without_a_board_stand_under_no_term_and_in_utc() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let one = fixture.incidents.get(1..2).unwrap();
    insta::assert_snapshot!(incidents_table(one, None, &veil));
    assert_eq!(incidents_table(&[], None, &veil).lines().count(), 1);
}

#[test]
fn lists_are_one_line_each_in_columns_and_hide_what_must_not_leave() {
    let mut fixture = Fixture::new();
    for incident in &mut fixture.incidents {
        incident.by = vec!["a\u{1b}[31m\nb".into()];
        incident.place.name = Some("a\u{1b}[2J\n\u{202e}b".into());
    }
    for report in &mut fixture.reports {
        report.title = report.title.as_ref().map(|t| format!("{t}\u{1b}[31m\nx"));
    }
    let rows = [fixture.incidents.len(), fixture.claims.len(), fixture.reports.len()];
    for (table, rows) in tables(&fixture, Audience::Public).iter().zip(rows) {
        assert_eq!(table.lines().count(), rows + 1);
        assert!(!table.contains(['\u{1b}', '\u{202e}']));
        // The second column begins at the same place in every line.
        let starts: Vec<usize> = table
            .lines()
            .map(|l| l.find("  ").map(|gap| l[gap..].find(|c| c != ' ').unwrap() + gap).unwrap())
            .collect();
        assert!(starts.iter().all(|s| *s == starts[0]), "{table}");
        for secret in SECRETS {
            assert!(!table.to_lowercase().contains(&secret.to_lowercase()), "{secret}");
        }
    }
    let [_, _, reports] = tables(&fixture, Audience::Mission);
    assert!(reports.contains("Secrettitle"), "the mission's own people read the headline");
}
