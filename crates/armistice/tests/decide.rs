//! People's decisions: signed, with a reason, with their effect.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::{House, text};

const ONE: &str = "Source: field-team-1\nPublished: 2026-02-03 18:30 +01:00\n\nGovernment forces shelled Old Town on Tuesday. Two people were killed.\n";

fn ground(house: &House) -> String {
    let case = house.small();
    let file = house.path("one.md");
    std::fs::write(&file, ONE).unwrap();
    let case = case.to_str().unwrap().to_string();
    house.done(&["take", &case, file.to_str().unwrap()]);
    case
}

#[test]
fn a_decision_needs_a_reason_and_known_names() {
    let house = House::new();
    let case = ground(&house);
    let without = house.run(&["decide", &case, "withdraw", "Mediator"]);
    assert_eq!(without.status.code(), Some(1));
    assert!(text(&without.stderr).contains("needs its reason"));
    for (arguments, said) in [
        (vec!["withdraw", "Nobody"], "there are: Mediator"),
        (vec!["find", "9.z", "I-1", "established"], "there are 1, 2"),
        (vec!["find", "1", "I-1", "established"], "no incident `I-1`"),
        (vec!["merge", "C-1", "C-2"], "no claim `C-1`"),
        (vec!["restart", "Clam", "--by", "Mediator"], "there are: Calm"),
    ] {
        let mut all = vec!["decide", case.as_str()];
        all.extend(arguments);
        all.extend(["--reason", "because"]);
        let output = house.run(&all);
        assert_eq!(output.status.code(), Some(1), "{all:?}");
        assert!(text(&output.stderr).contains(said), "{all:?}: {}", text(&output.stderr));
    }
}

#[test]
fn a_finding_is_shown_and_counted_by_the_clock_of_findings() {
    let house = House::new();
    let case = ground(&house);
    let incidents = house.json(&["incidents", &case, "--json"]);
    let incident = incidents["incidents"][0]["id"].as_str().unwrap().to_string();
    let clock = |house: &House| {
        let board = house.json(&["observe", &case, "--json"]);
        let clocks = board["board"]["clocks"].as_array().unwrap().clone();
        clocks
            .into_iter()
            .rfind(|c| c["perspective"] == "all" && c["rule"] == "established")
            .unwrap()
    };
    assert!(clock(&house)["broken"].is_null());
    house.done(&[
        "decide",
        &case,
        "find",
        "1",
        &incident,
        "established",
        "--reason",
        "crater and fragments",
        "--at",
        "2026-02-03T12:00",
    ]);
    assert!(!clock(&house)["broken"].is_null());
    let why = house.done(&["why", &case, "1@2026-02-03@all"]);
    assert!(why.to_lowercase().contains("established"), "{why}");
    // Signed: the ledger verifies, and the log names the hand.
    house.done(&["ledger", "verify", &case]);
    assert!(house.done(&["ledger", "log", &case]).contains("crater and fragments"));
}

#[test]
fn a_merge_and_a_split_hold() {
    let house = House::new();
    let case = ground(&house);
    let other = house.path("other.md");
    std::fs::write(&other, "Source: somebody-else\nPublished: 2026-02-12 18:30 +01:00\n\nOpposition forces shelled Bridge Street on Wednesday.\n").unwrap();
    house.run(&["take", &case, other.to_str().unwrap()]);
    let claims = house.json(&["claims", &case, "--json"]);
    let ids: Vec<String> = claims["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["id"].as_str().unwrap().to_string())
        .collect();
    let count = |house: &House| {
        house.json(&["incidents", &case, "--json"])["incidents"].as_array().unwrap().len()
    };
    let apart = count(&house);
    let two = [ids[0].as_str(), ids[ids.len() - 1].as_str()];
    house.done(&["decide", &case, "merge", two[0], two[1], "--reason", "same event"]);
    assert_eq!(count(&house), apart - 1);
    house.done(&["decide", &case, "split", two[0], two[1], "--reason", "no: two places"]);
    assert_eq!(count(&house), apart);
}

#[test]
fn one_guarantor_of_two_extends_nothing_and_is_told_so() {
    let house = House::new();
    let case = house.shipped();
    let case = case.to_str().unwrap();
    let closes = |house: &House| {
        house.json(&["observe", case, "--json"])["board"]["windows"][0]["closes"].clone()
    };
    let before = closes(&house);
    let alone = house.run(&[
        "decide",
        case,
        "extend",
        "First window",
        "48h",
        "--by",
        "Russia",
        "--reason",
        "asked",
        "--at",
        "2016-09-16T12:00",
    ]);
    assert!(alone.status.success());
    assert!(
        text(&alone.stderr).contains("without effect until United States"),
        "{}",
        text(&alone.stderr)
    );
    assert_eq!(closes(&house), before);
    house.done(&[
        "decide",
        case,
        "extend",
        "First window",
        "2d",
        "--by",
        "Russia",
        "--by",
        "United States",
        "--reason",
        "agreed",
        "--at",
        "2016-09-16T12:00",
    ]);
    assert_ne!(closes(&house), before);
}

fn claims_in_incidents(house: &House, case: &str) -> usize {
    let incidents = house.json(&["incidents", case, "--json"]);
    let incidents = incidents["incidents"].as_array().unwrap();
    incidents.iter().map(|i| i["claims"].as_array().unwrap().len()).sum()
}

#[test]
fn what_is_set_aside_is_not_judged_and_an_undoing_brings_it_back() {
    let house = House::new();
    let case = ground(&house);
    let before = claims_in_incidents(&house, &case);
    assert!(before > 0);
    let reports = house.json(&["reports", &case, "--json"]);
    let report = reports["reports"][0]["id"].as_str().unwrap().to_string();
    let said = house.done(&["decide", &case, "set-aside", &report, "--reason", "a drill"]);
    assert_eq!(claims_in_incidents(&house, &case), 0);
    let entry = said.split_whitespace().nth(4).unwrap().trim_end_matches(',').to_string();
    let undo = ["decide", &case, "undo", &entry, "--reason", "no drill after all"];
    house.done(&undo);
    assert_eq!(claims_in_incidents(&house, &case), before);
    // Undone is undone: a second undoing is refused and says what to do.
    let again = house.run(&undo);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("undo that one"), "{}", text(&again.stderr));
}

#[test]
fn a_party_is_asked_and_answers() {
    let house = House::new();
    let case = ground(&house);
    let incidents = house.json(&["incidents", &case, "--json"]);
    let incident = incidents["incidents"][0]["id"].as_str().unwrap().to_string();
    let ask = |party: &str| {
        let words = ["decide", &case, "ask", &incident, party, "Whose battery?", "--reason", "r"];
        house.run(&words)
    };
    assert!(text(&ask("Nobody").stderr).contains("no party `Nobody`"));
    let log = house.json(&["ledger", "log", &case, "--json"]);
    let deal_entry = log.as_array().unwrap().len() - 1;
    let answered = |to: &str| {
        house.run(&["decide", &case, "answer", to, "Not ours", "--reason", "their letter"])
    };
    assert!(text(&answered(&deal_entry.to_string()).stderr).contains("is no decision"));
    let parties = ask("Government");
    let said = if parties.status.success() { parties } else { panic!("{}", text(&parties.stderr)) };
    let entry =
        text(&said.stdout).split_whitespace().nth(4).unwrap().trim_end_matches(',').to_string();
    assert!(answered(&entry).status.success());
}

/// Names of claims and incidents depend on the bytes of the reports; their order does not.
fn numbered(text: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut out = String::new();
    for piece in text.split_inclusive(|c: char| !word(c)) {
        let name = piece.trim_end_matches(|c: char| !word(c));
        if !(name.starts_with("C-") || name.starts_with("I-")) {
            out.push_str(piece);
            continue;
        }
        let number = names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.to_string());
            names.len() - 1
        });
        out.push_str(&format!("{}{}{}", &name[..2], number + 1, &piece[name.len()..]));
    }
    out
}

#[test]
fn what_became_of_incidents_is_told_with_the_reason() {
    let house = House::new();
    let case = ground(&house);
    let two = "Source: field-team-1\nPublished: 2026-02-05 18:30 +01:00\n\nGovernment forces shelled Old Town on Thursday. Nine people were killed.\n";
    let file = house.path("two.md");
    std::fs::write(&file, two).unwrap();
    house.done(&["take", &case, file.to_str().unwrap()]);
    let claims: serde_json::Value =
        serde_json::from_slice(&house.run(&["claims", &case, "--json"]).stdout).unwrap();
    let ids: Vec<&str> = claims["claims"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|claim| claim["kind"] == "shelling")
        .map(|claim| claim["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), 2, "{claims}");
    let log = house.run(&["ledger", "log", &case, "--json"]);
    let entries: Vec<serde_json::Value> = serde_json::from_slice(&log.stdout).unwrap();
    let before = format!("#{}", entries.len());
    house.done(&["decide", &case, "merge", ids[0], ids[1], "--reason", "one night"]);
    let turns = |arguments: &[&str]| {
        let output = house.run(&[&["turns", case.as_str()], arguments].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        numbered(&text(&output.stdout))
    };
    insta::assert_snapshot!(turns(&["--since", &before]), @r#"
    merged     I-1 + I-2 → I-1
               a person decided that C-3 and C-4 speak of one event
    1 merged, 0 split, 0 exchanged claims.
    "#);
    let merged = format!("#{}", entries.len() + 1);
    house.done(&["decide", &case, "split", ids[0], ids[1], "--reason", "two nights"]);
    insta::assert_snapshot!(turns(&["--since", &merged]), @r#"
    split      I-1 → I-1 + I-2
               a person decided that C-3 and C-4 speak of different events
    0 merged, 1 split, 0 exchanged claims.
    "#);
    insta::assert_snapshot!(turns(&["--since", &before]), @r#"
    No incidents merged or split.
    "#);
    insta::assert_snapshot!(turns(&["--since", &before, "--as-of", &merged, "--json"]), @r#"
    [
      {"turn": "merged", "before": ["I-1", "I-2"], "after": ["I-1"], "reason": "a person decided that C-3 and C-4 speak of one event"}
    ]
    "#);
}
