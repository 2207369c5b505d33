//! Tables with HXL hashtags.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_model::{Incident, Shape};
use armistice_publish::{Audience, WIDEST_PIN_M, write_aid_hxl, write_incidents_hxl};
use fixture::{Fixture, SECRETS};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::Write;

fn incidents(fixture: &Fixture) -> Vec<u8> {
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let mut bytes = Vec::new();
    write_incidents_hxl(&mut bytes, &fixture.incidents, Some(&fixture.board), &veil).unwrap();
    bytes
}

fn aid(fixture: &Fixture) -> Vec<u8> {
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let mut bytes = Vec::new();
    write_aid_hxl(&mut bytes, &fixture.incidents, Some(&fixture.board), &veil).unwrap();
    bytes
}

fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|r| r.unwrap().iter().map(String::from).collect()).collect()
}

#[test]
fn an_incident_under_its_hashtags() {
    let table = read(&incidents(&Fixture::new()));
    let row = table.iter().find(|r| r.contains(&"Deir ez-Zor airport".to_string())).unwrap();
    let row: Vec<String> =
        table[1].iter().zip(row).map(|(t, c)| format!("{t}: {c}").trim().into()).collect();
    let row = row.join("\n");
    insta::assert_snapshot!(row, @r"
#event+id: I-0000a10d
#event+type: airstrike
#event+type+v_acled: Air/drone strike
#event+scope: incident
#date+start: 2016-09-17
#date+end: 2016-09-17
#meta+date+precision: some moment within the days given
#date+reported: 2016-09-17
#adm1+name: Deir ez-Zor
#loc+name: Deir ez-Zor airport
#geo+lat: 35.283
#geo+lon: 40.171
#geo+precision: within the metres given of the middle
#geo+precision+m: 3500
#geo+bounds+geojson:
#group+name+by+alleged+list: United States
#group+name+on+alleged+list: Government of Syria
#affected+killed+min: 62
#affected+killed+best:
#affected+killed+max:
#affected+killed+civilians+min:
#affected+killed+civilians+best:
#affected+killed+civilians+max:
#affected+injured+min:
#affected+injured+best:
#affected+injured+max:
#meta+source+name+list: Russian Ministry of Defence; Syrian Observatory for Human Rights; US Department of Defense
#status+assessment: breach corroborated
#status+assessment+term+list: 1.a: breach corroborated
#status+contested: yes
    ");
}

/// HXL 1.1: letters, digits and underscores after a `#`, then attributes after a `+`; one column
/// for each meaning.
#[test]
fn hashtags_are_sound_and_each_stands_once() {
    let fixture = Fixture::new();
    for bytes in [incidents(&fixture), aid(&fixture)] {
        let table = read(&bytes);
        let tags: BTreeSet<&String> = table[1].iter().collect();
        assert_eq!(tags.len(), table[1].len());
        for tag in tags {
            let mut parts = tag.strip_prefix('#').unwrap().split('+');
            let sound = |p: &str| {
                p.starts_with(|c: char| c.is_ascii_lowercase())
                    && p.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            };
            assert!(parts.all(sound), "{tag}");
        }
        assert!(table.iter().all(|row| row.len() == table[0].len()));
    }
}

#[test]
fn a_position_stands_only_where_the_place_is_narrow_and_its_precision_always() {
    let fixture = Fixture::new();
    let table = read(&incidents(&fixture));
    let at = |tag: &str| table[1].iter().position(|t| t == tag).unwrap();
    let [lat, lon, told, metres, bounds] =
        ["#geo+lat", "#geo+lon", "#geo+precision", "#geo+precision+m", "#geo+bounds+geojson"]
            .map(at);
    let [mut pins, mut shapes, mut nowhere] = [0, 0, 0];
    for (row, incident) in table[2..].iter().zip(&fixture.incidents) {
        assert!(!row[told].is_empty());
        match &incident.place.shape {
            Some(Shape::Disc { radius_m, .. }) if *radius_m <= WIDEST_PIN_M => {
                assert!(!row[lat].is_empty() && !row[lon].is_empty() && row[bounds].is_empty());
                assert_eq!(row[metres], format!("{radius_m:.0}"));
                pins += 1;
            }
            Some(_) => {
                assert!(row[lat].is_empty() && row[lon].is_empty() && !row[metres].is_empty());
                let shape: serde_json::Value = serde_json::from_str(&row[bounds]).unwrap();
                assert!(shape["coordinates"].is_array());
                shapes += 1;
            }
            None => {
                assert!([lat, lon, metres, bounds].iter().all(|i| row[*i].is_empty()));
                nowhere += 1;
            }
        }
    }
    assert!(pins > 0 && shapes > 0 && nowhere > 0, "{pins} {shapes} {nowhere}");
}

#[test]
fn the_table_of_aid_has_aid_alone_and_counts_no_sum() {
    let mut fixture = Fixture::new();
    let waiting = fixture.claims.iter_mut().find(|c| c.kind.word() == "aid-obstruction").unwrap();
    waiting.count = Some(armistice_model::Count::exactly(40));
    let table = read(&aid(&fixture));
    assert_eq!(table.len(), 2 + 2);
    let at = |tag: &str| table[1].iter().position(|t| t == tag).unwrap();
    let row = table.iter().find(|r| r[at("#event+type")] == "aid-obstruction").unwrap();
    assert_eq!((&*row[at("#item+num+min")], &*row[at("#item+num+max")]), ("40", "40"));
}

#[test]
fn no_table_gives_a_secret_away() {
    let mut fixture = Fixture::new();
    for incident in &mut fixture.incidents {
        incident.place.name = Some("the post of the Omega patrol".into());
        incident.by.push("=1+1 Hassan Secretname of team-castello".into());
        incident.by.rotate_right(1);
    }
    for bytes in [incidents(&fixture), aid(&fixture)] {
        let text = String::from_utf8(bytes.clone()).unwrap().to_lowercase();
        for secret in SECRETS {
            assert!(!text.contains(&secret.to_lowercase()), "{secret}");
        }
        let cells = read(&bytes);
        assert!(cells.iter().flatten().all(|c| !c.starts_with('=')), "a formula");
    }
}

/// A million rows are never held: what was written of the first is out before the last is asked
/// for.
#[test]
fn rows_are_written_as_they_come() {
    struct Counter<'c>(&'c Cell<usize>);
    impl Write for Counter<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.set(self.0.get() + bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let out = Cell::new(0);
    let rows = fixture.incidents.iter().cycle().take(2_000).enumerate().map(|(i, incident)| {
        // No row is shorter than a hundred bytes; the writer may hold some kilobytes back.
        assert!(out.get() + 16_384 > i * 100, "row {i}, {} bytes out", out.get());
        incident
    });
    let rows: &mut dyn Iterator<Item = &Incident> = &mut { rows };
    write_incidents_hxl(Counter(&out), rows, Some(&fixture.board), &veil).unwrap();
}
