//! The whole publication: what is in it, what must not be, and that it comes out the same twice.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_publish::{
    Audience, PROGRAM_VERSION, TerminalOptions, publish, terminal, why, why_text,
};
use fixture::{Fixture, SECRETS};

fn text(fixture: &Fixture, path: &str) -> String {
    let files = publish(&fixture.publication());
    let file = files.into_iter().find(|f| f.path == path).unwrap();
    String::from_utf8(file.bytes).unwrap()
}

#[test]
fn every_day_has_a_bulletin_and_every_file_its_place() {
    let fixture = Fixture::new();
    let paths: Vec<String> = publish(&fixture.publication()).into_iter().map(|f| f.path).collect();
    let expected = ["board.json", "incidents.geojson", "incidents.csv", "claims.csv"];
    assert!(expected.iter().all(|e| paths.contains(&e.to_string())), "{paths:?}");
    for day in fixture::days() {
        assert!(paths.contains(&format!("bulletins/{day}.md")));
        assert!(paths.contains(&format!("bulletins/{day}.html")));
    }
    assert_eq!(paths.last().map(String::as_str), Some("index.html"));
    let mut once = paths.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), paths.len());
    // For looking at what a reader gets: writes the files where this names a folder.
    if let Ok(folder) = std::env::var("ARMISTICE_LOOK") {
        for file in publish(&fixture.publication()) {
            let path = std::path::Path::new(&folder).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, file.bytes).unwrap();
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (Fixture::new(), Fixture::new());
    assert_eq!(publish(&one.publication()), publish(&two.publication()));
}

#[test]
fn no_public_file_holds_a_secret() {
    let fixture = Fixture::new();
    // The secrets are there to be leaked: else this test could not fail.
    let told: String = fixture
        .reports
        .iter()
        .flat_map(|r| {
            [r.text.to_string(), r.title.clone().unwrap(), r.source.to_string()]
                .into_iter()
                .chain(r.observer.as_ref().map(|o| o.reveal().clone()))
        })
        .chain(fixture.sources.iter().map(|s| s.name.clone()))
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    for secret in SECRETS {
        assert!(told.contains(&secret.to_lowercase()), "{secret} is not planted");
    }
    for file in publish(&fixture.publication()) {
        let text = String::from_utf8(file.bytes).unwrap().to_lowercase();
        for secret in SECRETS {
            assert!(!text.contains(&secret.to_lowercase()), "{secret} in {}", file.path);
        }
    }
}

#[test]
fn the_trail_hides_words_from_the_public_and_observers_from_all() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let id = "2.c@2016-09-15@all".parse().unwrap();
    let trail = |audience| {
        let veil = publication.veil(audience);
        let why = why(&publication, &id, &veil).unwrap();
        let json = String::from_utf8(armistice_publish::json_bytes(&why)).unwrap();
        format!("{}{json}", why_text(&why)).to_lowercase()
    };
    let public = trail(Audience::Public);
    for secret in SECRETS {
        assert!(!public.contains(&secret.to_lowercase()), "{secret}");
    }
    let mission = trail(Audience::Mission);
    assert!(mission.contains("two tanks dug in"));
    assert!(!mission.contains("secretname"));
}

#[test]
fn markup_in_the_case_is_shown_and_not_obeyed() {
    let fixture = Fixture::new();
    for file in publish(&fixture.publication()) {
        let text = String::from_utf8(file.bytes).unwrap().to_lowercase();
        if file.path.ends_with(".html") || file.path.ends_with(".md") {
            assert!(!text.contains("<script"), "{}", file.path);
            assert!(!text.contains("src="), "{}", file.path);
            assert!(!text.contains("http://") && !text.contains("https://"), "{}", file.path);
        }
    }
    assert!(text(&fixture, "bulletins/2016-09-15.html").contains("&lt;script&gt;village"));
}

#[test]
fn a_bulletin_says_what_it_is_computed_from() {
    let fixture = Fixture::new();
    for path in ["bulletins/2016-09-15.md", "bulletins/2016-09-15.html", "index.html"] {
        let text = text(&fixture, path);
        assert!(text.contains("5f0c7a1e9b64d238"), "{path}");
        assert!(text.contains(PROGRAM_VERSION), "{path}");
        assert!(text.contains("people find"), "{path}");
    }
}

#[test]
fn the_bulletin_of_the_fifteenth() {
    insta::assert_snapshot!(text(&Fixture::new(), "bulletins/2016-09-15.md"));
}

#[test]
fn the_bulletin_of_a_day_inside_a_spread_out_summary() {
    let text = text(&Fixture::new(), "bulletins/2016-09-22.md");
    assert!(text.contains("19–25 September, not attributable to one day"), "{text}");
}

#[test]
fn the_trail_of_a_contested_strike() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Mission);
    let why = why(&publication, &"1.a@2016-09-17@all".parse().unwrap(), &veil).unwrap();
    insta::assert_snapshot!(why_text(&why));
}

#[test]
fn a_name_of_no_cell_is_answered_with_what_there_is() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let ask = |id: &str| why(&publication, &id.parse().unwrap(), &veil).unwrap_err().to_string();
    insta::assert_snapshot!(ask("9.z@2016-09-17@all"), @"the deal has no term `9.z`; it has 1.a, 1.b, 1.c, 1.d, 2.a, 2.b, 2.c, 2.c (An-Nahar), 4 and 5");
    insta::assert_snapshot!(ask("1.a@2015-09-17@all"), @"the board does not cover 2015-09-17; it covers 2016-09-12 to 2016-09-28");
    insta::assert_snapshot!(ask("1.a@2016-09-17@nobody"), @"the board has no perspective `nobody`; it has government, opposition, independent and all");
}

#[test]
fn every_quoted_stretch_is_what_stands_at_its_bytes() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Mission);
    let mut seen = 0;
    for cell in &fixture.board.assessments {
        let why = why(&publication, &cell.id, &veil).unwrap();
        for claim in why.breaches.iter().flat_map(|b| b.claims.iter().chain(&b.against)) {
            let report = fixture.reports.iter().find(|r| r.id == claim.report).unwrap();
            for words in &claim.words {
                let stands = &report.text[words.from..words.until];
                if !words.text.contains("[withheld]") {
                    assert_eq!(words.text, stands);
                    seen += 1;
                }
                assert_eq!(words.evidence_from, Some(128 + words.from as u64));
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

/// The same case with no incident under the second reading that the first has not.
#[test]
fn a_reading_that_makes_no_difference_is_told_once() {
    let mut fixture = Fixture::new();
    let other = |text: &str| text.matches("in the reading An-Nahar</span>").count();
    let same = |text: &str| text.matches("the same in the reading An-Nahar").count();
    let page = text(&fixture, "index.html");
    assert_eq!((other(&page.replace("<small></small>", "")), same(&page)), (1, 0));
    let own: Vec<_> = fixture
        .board
        .assessments
        .iter()
        .filter(|a| a.id.term == "2.c" && a.id.reading.is_none())
        .cloned()
        .collect();
    for cell in fixture.board.assessments.iter_mut().filter(|a| a.id.reading.is_some()) {
        let day = |a: &&armistice_model::Assessment| {
            (a.id.day, &a.id.perspective) == (cell.id.day, &cell.id.perspective)
        };
        let own = own.iter().find(day).unwrap();
        (cell.status, cell.contested) = (own.status, own.contested);
    }
    let page = text(&fixture, "index.html");
    assert_eq!((other(&page), same(&page)), (0, 1));
}

#[test]
fn one_breach_is_told_in_the_singular() {
    let text = text(&Fixture::new(), "bulletins/2016-09-17.md");
    let lead = text.lines().nth(4).unwrap();
    insta::assert_snapshot!(lead);
}

#[test]
fn the_board_in_a_terminal() {
    let fixture = Fixture::new();
    let plain = terminal(&fixture.board, &TerminalOptions::default());
    assert!(!plain.contains('\u{1b}'));
    assert!(plain.lines().all(|l| l.chars().count() <= 100), "{plain}");
    insta::assert_snapshot!(plain);
}

#[test]
fn colour_changes_nothing_but_colour() {
    let fixture = Fixture::new();
    let options = TerminalOptions { colour: true, ..TerminalOptions::default() };
    let coloured = terminal(&fixture.board, &options);
    assert!(coloured.contains("\u{1b}["));
    let mut bare = String::new();
    let mut inside = false;
    for c in coloured.chars() {
        match c {
            '\u{1b}' => inside = true,
            'm' if inside => inside = false,
            _ if inside => {}
            c => bare.push(c),
        }
    }
    let trim = |t: &str| t.lines().map(|l| l.trim_end().to_string()).collect::<Vec<_>>();
    assert_eq!(trim(&bare), trim(&terminal(&fixture.board, &TerminalOptions::default())));
}

#[test]
fn a_narrow_terminal_shows_the_last_days_and_says_so() {
    let fixture = Fixture::new();
    let options = TerminalOptions { width: 60, ..TerminalOptions::default() };
    let text = terminal(&fixture.board, &options);
    assert!(text.contains("5 earlier days are left out"), "{text}");
    assert!(text.contains(" 28\n"), "{text}");
}

#[test]
fn counts_of_one_incident_stand_apart_from_counts_of_a_day() {
    let mut fixture = Fixture::new();
    let strike = fixture.incidents.iter().find(|i| i.id.as_str() == "I-0000a102").unwrap();
    let id = strike.id.clone();
    for count in fixture.board.rival_counts.iter_mut().filter(|c| c.place.is_some()) {
        count.incident = Some(id.clone());
    }
    let page = text(&fixture, "bulletins/2016-09-15.md");
    let rivals = page.split("## Rival counts").nth(1).unwrap();
    let (days, incident) = rivals.split_once("### Airstrike, Khan Sheikhoun").unwrap();
    let incident = incident.split("## What changed").next().unwrap();
    assert!(days.contains("45 breaches") && !days.contains("26 breaches"), "{days}");
    assert!(incident.contains("I-0000a102") && incident.contains("26 breaches"), "{incident}");
    assert!(!incident.contains("45 breaches"), "{incident}");
    assert!(text(&fixture, "bulletins/2016-09-15.html").contains("<h3>Airstrike, Khan Sheikhoun"));
}

#[test]
fn what_a_person_found_is_shown() {
    let mut fixture = Fixture::new();
    for cell in fixture.board.assessments.iter_mut().filter(|a| a.id.term == "1.a") {
        for breach in &mut cell.breaches {
            if breach.incident.as_ref().is_some_and(|id| id.as_str() == "I-0000a102") {
                breach.finding = Some(armistice_model::Determination::Established);
            }
        }
    }
    let page = text(&fixture, "bulletins/2016-09-15.md");
    assert_eq!(page.matches("found by a person: 1.a established").count(), 1);
    assert!(!page.contains("no finding has been entered"));
    assert!(text(&fixture, "bulletins/2016-09-15.html").contains("Found by a person: 1.a"));
    let board = terminal(&fixture.board, &TerminalOptions::default());
    assert_eq!(board.matches("findings: 1.a I-0000a102 established").count(), 2, "{board}");
    assert!(!board.contains("no finding has been entered"));
}

#[test]
fn what_was_declared_comes_first_with_its_words() {
    let mut fixture = Fixture::new();
    // One told by a newspaper, one by a ministry and a protected team, whose words stay here.
    let both = ["I-0000a105", "I-0000a108"];
    for incident in fixture.incidents.iter_mut().filter(|i| both.contains(&i.id.as_str())) {
        incident.kind = armistice_model::EventKind::Statement;
    }
    let page = text(&fixture, "bulletins/2016-09-15.md");
    let first = page.split("\n### ").find(|s| s.starts_with("What was declared")).unwrap();
    assert!(!first.contains("two tanks dug in"), "{first}");
    insta::assert_snapshot!(first);
    assert!(page.find("### What was declared") < page.find("### On this day"), "{page}");
}

#[test]
fn a_clock_stops_at_its_target_and_opens_nothing_by_itself() {
    let mut fixture = Fixture::new();
    for clock in fixture.board.clocks.iter_mut().filter(|c| c.reached.is_some()) {
        clock.calm_days = clock.calm_days.max(clock.elapsed_days);
    }
    let phase = fixture.board.phases[0].clone();
    fixture.board.phases.push(armistice_model::PhaseView {
        rule: armistice_model::CountingRule::Corroborated,
        opened: fixture.board.clocks.iter().find_map(|c| c.reached),
        ..phase
    });
    let page = text(&fixture, "bulletins/2016-09-28.md");
    assert!(page.contains("| 7 of 7 days reached 19 September, 19:00 |"), "{page}");
    assert!(!page.contains("16 of 7") && !page.contains("16 by"), "{page}");
    let would =
        "JIC: would have opened 19 September, 19:00, had only corroborated breaches counted";
    assert!(page.contains(would) && page.contains("; no report says that it did"), "{page}");
    let board = terminal(&fixture.board, &TerminalOptions::default());
    assert!(board.contains("would have opened 19 September, 19:00 (corroborated)"), "{board}");
    assert!(board.contains("  6  7  7  7  7") && !board.contains("  7  8"), "{board}");
}
