//! The page of a day in every language.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_model::{CountingRule, Determination, EventKind, PhaseView};
use armistice_publish::{Language, Press, Publication, STYLE_SOURCE, Sheet};
use fixture::crowd::Crowd;
use fixture::{Fixture, SECRETS};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

/// A page of a day in a language.
struct Page {
    day: Date,
    language: Language,
    text: String,
}

/// Every page of the days asked for, in every language.
fn pages(publication: &Publication, days: &[Date]) -> Vec<Page> {
    let press = Press::new(publication);
    let mut pages = Vec::new();
    for day in days {
        for language in Language::ALL {
            let sheet = Sheet::BulletinPageIn(*day, language);
            let mut bytes = Vec::new();
            press.print(sheet, &mut bytes).unwrap();
            // For looking at what a reader gets: writes the pages where this names a folder.
            if let Ok(folder) = std::env::var("ARMISTICE_LOOK") {
                let path = std::path::Path::new(&folder).join(publication.case).join(sheet.path());
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, &bytes).unwrap();
            }
            pages.push(Page { day: *day, language, text: String::from_utf8(bytes).unwrap() });
        }
    }
    pages
}

/// The fixture's seventeen days.
static PLAIN: LazyLock<Vec<Page>> =
    LazyLock::new(|| pages(&Fixture::new().publication(), &fixture::days()));

/// Those, the same with everything in it that seldom happens, and days with hundreds of incidents.
static ALL: LazyLock<Vec<&Page>> = LazyLock::new(|| {
    static EVENTFUL: LazyLock<Vec<Page>> =
        LazyLock::new(|| pages(&eventful().publication(), &fixture::days()));
    static CROWDED: LazyLock<Vec<Page>> = LazyLock::new(|| {
        let crowd = Crowd::of(2600, 2);
        pages(&crowd.publication(), &crowd.board.days)
    });
    PLAIN.iter().chain(EVENTFUL.iter()).chain(CROWDED.iter()).collect()
});

/// A guarantor withdraws, statements are made, a person finds, a phase would have opened, voices
/// count one incident differently, the last day is not over.
fn eventful() -> Fixture {
    let mut fixture = Fixture::new();
    let board = &mut fixture.board;
    board.in_force.until = Some(("2016-09-19T12:00:00Z".parse().unwrap(), "Russia".into()));
    board.as_of = "2016-09-27T12:00:00Z".parse().unwrap();
    let found = [Determination::Established, Determination::Unattributable];
    for (i, cell) in board.assessments.iter_mut().filter(|a| a.id.term == "1.a").enumerate() {
        for breach in &mut cell.breaches {
            breach.finding = Some(found[i % 2]);
        }
    }
    for count in board.rival_counts.iter_mut().filter(|c| c.place.is_some()) {
        count.incident = fixture.incidents.iter().map(|i| i.id.clone()).next();
    }
    let phase = board.phases[0].clone();
    let opened = board.clocks.iter().find_map(|c| c.reached);
    for rule in [CountingRule::Corroborated, CountingRule::Established] {
        board.phases.push(PhaseView { rule, opened, ..phase.clone() });
    }
    for clock in board.clocks.iter_mut().filter(|c| c.rule == CountingRule::Alleged) {
        clock.possibly_reached = opened;
    }
    let declared = ["I-0000a105", "I-0000a108"];
    for incident in fixture.incidents.iter_mut().filter(|i| declared.contains(&i.id.as_str())) {
        incident.kind = EventKind::Statement;
    }
    fixture
}

fn page(day: Date, language: Language) -> &'static str {
    &PLAIN.iter().find(|p| p.day == day && p.language == language).unwrap().text
}

fn all_pages(mut look: impl FnMut(Date, Language, &str)) {
    for page in ALL.iter() {
        look(page.day, page.language, &page.text);
    }
}

/// The first stretch between two marks.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    text.split_once(open).unwrap().1.split_once(close).unwrap().0
}

/// A text without the stretches from `open` to `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        rest = after.split_once(close).unwrap().1;
    }
    out.push_str(rest);
    out
}

fn lead(page: &str) -> String {
    without(between(page, "<p class=\"lead\">", "</p>"), "<", ">").replace(". ", ".\n")
}

#[test]
fn the_lead_of_three_days_in_three_languages() {
    for (day, name) in [(12, "the_first_day"), (15, "the_fifteenth"), (20, "the_twentieth")] {
        for language in Language::ALL {
            let lead = lead(page(date(2016, 9, day), language));
            insta::assert_snapshot!(format!("the_lead_of_{name}_in_{language}"), lead);
        }
    }
}

#[test]
fn a_page_says_its_language_and_direction_and_leads_to_the_others() {
    all_pages(|day, language, page| {
        let html = format!("<html lang=\"{language}\" dir=\"{}\">", language.dir());
        assert!(page.contains(&html), "{day} {language}");
        for other in Language::ALL {
            let link = format!("href=\"{day}.html?lang={other}\"");
            assert_eq!(page.contains(&link), other != language, "{day} {language} to {other}");
        }
    });
}

#[test]
fn a_page_asks_nothing_of_a_strict_policy_but_its_one_style() {
    assert!(STYLE_SOURCE.starts_with("'sha256-"));
    all_pages(|day, language, page| {
        assert!(!page.contains(" style=\"") && !page.contains("<script"), "{day} {language}");
        assert_eq!(page.matches("<style>").count(), 1);
        let style = between(page, "<style>", "</style>");
        for side in ["-left", "-right", ": left", ": right"] {
            assert!(!style.contains(side), "`{side}` is right in one direction alone");
        }
    });
}

#[test]
fn english_is_the_same_among_the_others_and_alone() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let press = Press::new(&publication);
    for day in fixture::days() {
        let mut alone = Vec::new();
        press.print(Sheet::BulletinPage(day), &mut alone).unwrap();
        let alone = String::from_utf8(alone).unwrap();
        let served = without(page(day, Language::En), "<nav class=\"languages\"", "</nav>\n")
            .replace(" dir=\"ltr\"", "")
            .replace("?lang=en", "");
        assert_eq!(served, alone, "{day}");
    }
}

/// What the program itself says in a page: without the words of the case and what is marked as
/// being in another language, and without codes.
fn fixed(page: &str) -> String {
    let head = between(page, "<title>", "</title>").to_string();
    let body = page.split_once("<body>").unwrap().1;
    let mut body = without(body, "<bdi lang=", "</bdi>");
    for (open, close) in [
        ("<code>", "</code>"),
        ("<a href=\"2016", "</a>"),
        // Names on the map.
        ("<text class=\"place\"", "</text>"),
        ("<text class=\"number\"", "</text>"),
    ] {
        body = without(&body, open, close);
    }
    // Names of lines and areas on the map; what the program says there runs from right to left.
    let mut kept = String::new();
    for line in body.lines() {
        if !line.starts_with("<text class=\"faint\"") || line.contains('\u{2067}') {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let mut words = head;
    for name in ["title=\"", "aria-label=\"", "data-eyes=\""] {
        for part in kept.split(name).skip(1) {
            words.push('\n');
            words.push_str(part.split_once('"').unwrap().0);
        }
    }
    words.push_str(&without(&kept, "<", ">"));
    without(&without(&words, "\u{2068}", "\u{2069}"), "&", ";")
}

#[test]
fn no_english_is_left_in_what_the_program_says_in_other_languages() {
    // Letters of the board, names that are the same in every language.
    let allowed = [
        "A",
        "C",
        "Armistice",
        "MIT",
        "Apache",
        "UCDP",
        "GED",
        "Uppsala",
        "University",
        "CC",
        "BY",
    ];
    all_pages(|day, language, page| {
        let fixed = fixed(page);
        let latin: Vec<&str> = fixed
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| !word.is_empty() && !allowed.contains(word))
            .collect();
        match language {
            // Else nothing of what is looked through would be looked at.
            Language::En => assert!(latin.len() > 200, "{day}: {}", latin.len()),
            _ => assert!(latin.is_empty(), "{day} {language}: {latin:?}"),
        }
    });
}

#[test]
fn no_page_in_any_language_holds_a_secret() {
    all_pages(|day, language, page| {
        let page = page.to_lowercase();
        for secret in SECRETS {
            assert!(!page.contains(&secret.to_lowercase()), "{secret} on {day} in {language}");
        }
    });
}

#[test]
fn marks_of_the_program_are_in_no_page_and_every_tag_is_closed() {
    all_pages(|day, language, page| {
        assert!(!page.contains(|c| ('\u{fdd0}'..='\u{fdef}').contains(&c)), "{day} {language}");
        for tag in ["bdi", "p", "span", "li", "section", "td", "text", "title"] {
            let opened = page.matches(&format!("<{tag}>")).count()
                + page.matches(&format!("<{tag} ")).count();
            assert_eq!(
                opened,
                page.matches(&format!("</{tag}>")).count(),
                "{tag}: {day} {language}"
            );
        }
        let isolates = |mark| page.matches(mark).count();
        let opened = isolates('\u{2067}') + isolates('\u{2068}');
        assert_eq!(opened, isolates('\u{2069}'), "{day} {language}");
        assert!(!page.contains("<script>"), "{day} {language}");
        // A variable that nobody told, in a message or an id that nobody wrote.
        let said = page.split_once("<body>").unwrap().1;
        assert!(!said.contains("{$") && !said.contains("lead-"), "{day} {language}");
    });
}

#[test]
fn every_language_tells_the_same_figures() {
    // Identifiers and classes stand in all languages in the same order, and so do incidents.
    let skeleton = |page: &str| -> Vec<String> {
        let body = page.split_once("<main>").unwrap().1.to_string();
        body.split(" id=\"")
            .skip(1)
            .map(|part| part.split_once('"').unwrap().0.to_string())
            .chain(body.split("<td class=\"").skip(1).map(|p| p.split_once('"').unwrap().0.into()))
            .collect()
    };
    for day in fixture::days() {
        let english = skeleton(page(day, Language::En));
        assert!(english.len() > 40);
        for language in [Language::Ar, Language::Ru] {
            assert_eq!(skeleton(page(day, language)), english, "{day} {language}");
        }
    }
}
