//! The news story the project started from.
#![allow(clippy::unwrap_used, clippy::panic)]

mod case;

use armistice_model::{Claim, Count, EventKind, Field, Scope, Stance};
use case::{Case, line};

fn story() -> Option<String> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/seed/us-russia-tussle-over-syria-deal.txt"
    );
    let Ok(page) = std::fs::read_to_string(path) else {
        assert!(std::env::var("CI").is_err(), "the seed story is missing");
        println!("skipped: no shared data beside the checkout");
        return None;
    };
    // Title, blank line, paragraphs: what a cleared page looks like. The first paragraph stands
    // above and below the picture, and is told once.
    let body = page.split("Photo: AP)").last()?.trim();
    Some(format!("US, Russia tussle over Syria deal\n\n{body}\n"))
}

fn says(claim: &Claim, text: &str, field: Field) -> Vec<String> {
    claim
        .spans
        .iter()
        .filter(|s| s.field == field)
        .map(|s| text[s.from..s.until].to_string())
        .collect()
}

#[test]
fn the_story_is_read() {
    let Some(body) = story() else { return };
    let case = Case::load();
    let report = case.text("asian-age", "2016-09-10 07:05 +05:30", &body);
    let claims = case.read(&report);
    let text = &*report.text;
    let all: Vec<String> = claims.iter().map(|c| line(c, &report)).collect();
    insta::assert_snapshot!(all.join("\n"));

    let one = |what: &str, test: &dyn Fn(&Claim) -> bool| -> Claim {
        claims
            .iter()
            .find(|c| test(c))
            .unwrap_or_else(|| panic!("{what} is missing:\n{}", all.join("\n")))
            .clone()
    };
    let friday = "2016-09-08T21:00:00Z";
    let talks = one("talks in Geneva", &|c| {
        c.kind == EventKind::Talks && c.place.name.as_deref() == Some("Geneva")
    });
    assert_eq!(talks.when.interval().unwrap().from().to_string(), friday);
    assert_eq!(talks.by.0, ["Russia", "United States"]);
    for aim in [
        "clinch a ceasefire",
        "get humanitarian aid to civilians",
        "set the stage for political talks",
    ] {
        let claim = one(aim, &|c| {
            c.kind == EventKind::Statement && says(c, text, Field::What).iter().any(|w| w == aim)
        });
        assert_eq!(claim.by.0, ["United States"]);
        assert_eq!(claim.stance, Stance::Claimed);
    }
    let toll = one("the toll", &|c| c.scope == Scope::Toll);
    assert_eq!(toll.casualties.killed, Some(Count::more_than(290_000)));
    let siege = one("the siege", &|c| c.kind == EventKind::Siege);
    assert_eq!(
        (siege.by.0[0].as_str(), siege.place.name.as_deref()),
        ("Government of Syria", Some("Aleppo"))
    );
    for (by, on) in [("Russia", "Government of Syria"), ("United States", "Syrian insurgents")] {
        one(by, &|c| c.kind == EventKind::Statement && c.by.0 == [by] && c.on.0 == [on]);
    }
    // No office of the United States is named in the story.
    assert!(claims.iter().all(|c| c.voice.as_str() != "us-state"));
    one("officials without a name", &|c| c.voice.as_str() == "us-government");
    one("the envoy's words", &|c| c.voice.as_str() == "un-envoy" && c.kind == EventKind::Statement);
    // Nobody was attacked in this story.
    assert!(
        !claims.iter().any(|c| c.kind.is_attack() && c.scope == Scope::Incident),
        "{}",
        all.join("\n")
    );
}
