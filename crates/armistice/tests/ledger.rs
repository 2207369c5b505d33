//! The ledger from outside: verified, shown, and not to be changed unnoticed.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::{House, text};

const REPORT: &str =
    "Source: field-team-1\nPublished: 2026-02-03 18:30 +01:00\n\nOld Town was shelled on Monday.\n";

fn with_one_report(house: &House) -> String {
    let case = house.small();
    let file = house.path("report.md");
    std::fs::write(&file, REPORT).unwrap();
    let case = case.to_str().unwrap().to_string();
    house.done(&["take", &case, file.to_str().unwrap()]);
    case
}

#[test]
fn what_was_taken_is_listed_and_verified() {
    let house = House::new();
    let case = with_one_report(&house);
    let said = house.done(&["ledger", "verify", &case]);
    assert!(said.contains("nothing amiss"), "{said}");
    let log = house.done(&["ledger", "log", &case]);
    assert!(log.contains("report.md: 1 report"), "{log}");
    assert!(!log.contains(house.place.path().to_str().unwrap()), "a path of this machine: {log}");
}

#[test]
fn a_changed_entry_is_named() {
    let house = House::new();
    let case = with_one_report(&house);
    let path = std::path::Path::new(&case).join("ledger/log.jsonl");
    let log = std::fs::read_to_string(&path).unwrap();
    let entries = log.lines().count();
    let changed = log.replace("report.md", "rumour.md");
    assert_ne!(log, changed);
    std::fs::write(&path, changed).unwrap();
    let output = house.run(&["ledger", "verify", &case]);
    assert_eq!(output.status.code(), Some(4));
    let error = text(&output.stderr);
    assert!(error.contains(&(entries - 1).to_string()), "names no entry: {error}");
}

#[test]
fn changed_evidence_is_named() {
    let house = House::new();
    let case = with_one_report(&house);
    let evidence = std::path::Path::new(&case).join("ledger/evidence");
    let (name, bytes) = house::tree(&evidence)
        .into_iter()
        .find(|(_, bytes)| house::contains(bytes, "shelled"))
        .unwrap();
    let mut changed = bytes;
    changed[0] ^= 1;
    let path = evidence.join(name);
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    #[allow(clippy::permissions_set_readonly_false)] // A copy in a folder of the test's own.
    permissions.set_readonly(false);
    std::fs::set_permissions(&path, permissions).unwrap();
    std::fs::write(&path, changed).unwrap();
    let output = house.run(&["ledger", "verify", &case]);
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
}

#[test]
fn two_writers_do_not_write_at_once() {
    let house = House::new();
    let case = with_one_report(&house);
    let lock = std::path::Path::new(&case).join("ledger/lock");
    let held = std::fs::File::open(lock).unwrap();
    held.lock().unwrap();
    let file = house.path("other.md");
    std::fs::write(&file, REPORT.replace("Monday", "Sunday")).unwrap();
    let output = house.run(&["take", &case, file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    held.unlock().unwrap();
    house.done(&["take", &case, file.to_str().unwrap()]);
}
