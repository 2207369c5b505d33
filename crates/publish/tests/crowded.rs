//! Days on which more happens than a page can hold.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_model::{Count, RivalCount, When, Who};
use armistice_publish::publish;
use fixture::crowd::Crowd;
use std::collections::BTreeMap;

/// Two days with some 700 incidents each; some undated, some told late.
fn crowd() -> Crowd {
    let mut crowd = Crowd::of(2600, 2);
    let early = "2016-09-10T06:00:00Z".parse().unwrap();
    for (i, incident) in crowd.incidents.iter_mut().enumerate() {
        if i % 5 == 0 {
            incident.when = When::Open;
        }
    }
    for claim in crowd.claims.iter_mut().filter(|c| c.published < Some(early)).step_by(2) {
        claim.published = Some(early);
    }
    crowd
}

type Row = BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(bytes);
    let head = reader.headers().unwrap().clone();
    let row = |r: csv::StringRecord| {
        head.iter().zip(r.iter()).map(|(h, c)| (h.to_string(), c.to_string())).collect()
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

/// The number in `of N; `, and the conditions after it.
fn note(text: &str, head: &str) -> (usize, String) {
    let section = text.split("\n### ").find(|s| s.starts_with(head)).unwrap();
    let line = section.lines().find(|l| l.starts_with("Listed are the")).unwrap();
    let number = line.split(" of ").nth(1).unwrap().split(';').next().unwrap();
    let items = section.lines().filter(|l| l.starts_with("- **")).count();
    assert!(line.starts_with(&format!("Listed are the {items} gravest")), "{line}");
    (number.replace(',', "").parse().unwrap(), line.split(" with ").nth(1).unwrap().to_string())
}

#[test]
fn what_is_not_listed_is_counted_and_can_be_found() {
    let crowd = crowd();
    let files = publish(&crowd.publication());
    let bytes = |path: &str| &files.iter().find(|f| f.path == path).unwrap().bytes;
    let table = rows(bytes("incidents.csv"));
    let text = String::from_utf8(bytes("bulletins/2016-09-10.md").clone()).unwrap();
    let (from, until) = ("2016-09-09T21:00:00Z", "2016-09-10T21:00:00Z");
    let inside =
        |r: &Row| r["when"] != "open" && &r["from"][..] >= from && &r["until"][..] <= until;
    let published =
        |r: &Row| &r["first_published"][..] >= from && &r["first_published"][..] < until;
    let deed = |r: &Row| !matches!(&r["kind"][..], "statement" | "talks");
    type Test<'a> = &'a dyn Fn(&Row) -> bool;
    let groups: [(&str, Test, &str); 5] = [
        (
            "On this day, bearing on a term",
            &|r| inside(r) && deed(r) && !r["status"].is_empty(),
            "from not before 2016-09-09T21:00:00Z, until not after 2016-09-10T21:00:00Z, kind neither statement nor talks, status not empty.",
        ),
        (
            "Spread over",
            &|r| {
                r["when"] != "open"
                    && &r["from"][..] < until
                    && &r["until"][..] > from
                    && !inside(r)
            },
            "from before 2016-09-10T21:00:00Z, until after 2016-09-09T21:00:00Z, one of the two outside the day.",
        ),
        (
            "On this day, bearing on no term",
            &|r| inside(r) && deed(r) && r["status"].is_empty(),
            "from not before 2016-09-09T21:00:00Z, until not after 2016-09-10T21:00:00Z, kind neither statement nor talks, status empty.",
        ),
        (
            "Of earlier days",
            &|r| r["when"] != "open" && &r["until"][..] <= from && published(r),
            "until not after 2016-09-09T21:00:00Z, first\\_published from 2016-09-09T21:00:00Z to before 2016-09-10T21:00:00Z.",
        ),
        (
            "Undated",
            &|r| r["when"] == "open" && deed(r) && published(r),
            "when is open, kind neither statement nor talks, first\\_published from 2016-09-09T21:00:00Z to before 2016-09-10T21:00:00Z.",
        ),
    ];
    for (head, test, words) in groups {
        let (all, conditions) = note(&text, head);
        assert_eq!(conditions, words, "{head}");
        assert_eq!(table.iter().filter(|r| test(r)).count(), all, "{head}");
        assert!(all > 100, "{head}: too few to try it");
    }
}

#[test]
fn the_gravest_are_listed_in_the_order_of_time() {
    let crowd = crowd();
    let files = publish(&crowd.publication());
    let text = files.iter().find(|f| f.path == "bulletins/2016-09-10.md").unwrap();
    let text = String::from_utf8(text.bytes.clone()).unwrap();
    let section =
        text.split("\n### ").find(|s| s.starts_with("On this day, bearing on a")).unwrap();
    let listed = |what: &str| section.matches(what).count();
    assert_eq!(listed(": breach corroborated"), 200);
    assert_eq!(listed("3 voices") + listed("2 voices"), 200, "{section}");
    let all =
        |n: usize| crowd.incidents.iter().filter(|i| i.voices == n && i.when != When::Open).count();
    assert!(listed("3 voices") > 20 && all(2) + all(3) > 200);
    let ids: Vec<&str> = section
        .lines()
        .filter(|l| l.starts_with("- **"))
        .map(|l| l.rsplit('`').nth(1).unwrap())
        .collect();
    assert!(ids.is_sorted(), "all are of the whole day, so they stand by name");
}

#[test]
fn maps_draw_what_is_listed_and_say_so() {
    let crowd = crowd();
    let files = publish(&crowd.publication());
    let page = files.iter().find(|f| f.path == "bulletins/2016-09-10.html").unwrap();
    let page = String::from_utf8(page.bytes.clone()).unwrap();
    let marks = page.matches("<circle class=\"mark").count() + page.matches("r=\"").count();
    assert!((300..900).contains(&marks), "{marks}");
    let said = page.split("Only what is listed is drawn: ").nth(1).unwrap();
    let more: usize = said.split(' ').next().unwrap().replace(',', "").parse().unwrap();
    assert!(more > 300, "{more}");
    assert!(page.len() < 900_000, "{}", page.len());
}

#[test]
fn a_voice_that_counts_everything_is_cut_short_and_says_so() {
    let mut crowd = Crowd::of(50, 2);
    let day = crowd.board.days[1];
    let count = |n: u64| RivalCount {
        day,
        until: day,
        incident: None,
        voice: armistice_model::SourceId::new("ru-mod"),
        what: "breaches".into(),
        by: Who::one(format!("Group {n:03}")),
        place: None,
        count: Some(Count::exactly(n)),
        casualties: armistice_model::Casualties::default(),
        claim: armistice_model::ClaimId::new(format!("C-{n}")),
    };
    crowd.board.rival_counts = (0..50).map(count).collect();
    for file in publish(&crowd.publication()) {
        if file.path.starts_with("bulletins/2016-09-10") {
            let text = String::from_utf8(file.bytes).unwrap().replace('\\', "");
            assert!(text.contains("10 more figures of it stand in board.json under rival_counts"));
            assert!(text.contains("Group 039") && !text.contains("Group 040"));
        }
    }
}

/// The same case twice as large takes no more than the same files twice as long.
#[test]
fn pages_do_not_grow_with_the_day() {
    let sizes = |reports: usize| {
        let crowd = Crowd::of(reports, 2);
        let files = publish(&crowd.publication());
        let pages = files.iter().filter(|f| f.path.starts_with("bulletins/"));
        pages.map(|f| f.bytes.len()).sum::<usize>()
    };
    let (small, large) = (sizes(2600), sizes(5200));
    assert!(large < small + small / 10, "{small} {large}");
}
