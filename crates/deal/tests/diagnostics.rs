//! What people read when they slip: one slip each, and the whole message.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test may stop where it stands.

use armistice_deal::check;
use miette::{NamedSource, NarratableReportHandler};

/// A sound deal in which each test makes one slip.
const SOUND: &str = r#"deal "Truce of the bridge"
time zone Asia/Damascus
day D is 2016-09-12 19:00

guarantor Russia

party Government "The Government"
  members "Government of Syria"
  guaranteed by Russia

party Opposition "The opposition"
  members "Jaysh al-Islam"

weapon heavy-weapons is tank, artillery of 100 mm or more

area Castello is road "Castello Road"

term 1.a "Cease all attacks"
  from D
  never attack by any party on any party unless self-defence

term 1.c "Let aid through"
  from D
  every aid-request to any party is followed by aid-passage within 72 h

term 2.a "Heavy weapons back"
  from D + 2 days
  never weapon-presence of heavy-weapons by Government within 3 500 m north of Castello

clock Adherence
  counts days without breach of 1.a, 2
  reaches 7 days
  restarts by decision of Russia

phase Centre when Adherence reached
  expects Russia to "set up the centre"
"#;

/// All errors of the sound deal with one stretch replaced.
fn slip(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    said(&SOUND.replacen(from, to, 1))
}

fn said(source: &str) -> String {
    let errors = check(source).expect_err("the slip goes unseen");
    let named = NamedSource::new("deal.armistice", source.to_string());
    let handler = NarratableReportHandler::new().with_context_lines(0);
    let mut all = String::new();
    for error in errors {
        let report = miette::Report::new(error).with_source_code(named.clone());
        handler.render_report(&mut all, report.as_ref()).unwrap();
        all.push('\n');
    }
    all.trim().to_string()
}

#[test]
fn the_deal_without_a_slip_is_sound() {
    assert!(check(SOUND).is_ok(), "{}", said(SOUND));
    let windows = format!("\u{feff}{}", SOUND.replace('\n', "\r\n").replace("  ", "\t"));
    assert!(check(&windows).is_ok(), "{}", said(&windows));
}

#[test]
fn a_word_left_out() {
    insta::assert_snapshot!(slip("is followed by", "followed by"));
}

#[test]
fn a_clock_that_refers_to_no_term() {
    insta::assert_snapshot!(slip("breach of 1.a, 2", "breach of 1.a, 1.d"));
}

#[test]
fn an_unknown_party() {
    insta::assert_snapshot!(slip("by Government within", "by Goverment within"));
}

#[test]
fn an_actor_taken_for_a_party() {
    insta::assert_snapshot!(slip("by Government within", "by Hezbollah within"));
}

#[test]
fn a_misspelt_kind() {
    insta::assert_snapshot!(slip("never attack", "never atack"));
}

#[test]
fn a_deadline_without_unit() {
    insta::assert_snapshot!(slip("within 72 h", "within 72"));
}

#[test]
fn a_distance_in_hours() {
    insta::assert_snapshot!(slip(
        "within 3 500 m north of Castello",
        "within 3 500 north of Castello"
    ));
}

#[test]
fn a_date_that_does_not_exist() {
    insta::assert_snapshot!(slip("2016-09-12", "2016-09-31"));
}

#[test]
fn midnight_at_the_wrong_end_of_the_day() {
    insta::assert_snapshot!(slip("19:00", "24:00"));
}

#[test]
fn an_area_never_declared() {
    insta::assert_snapshot!(slip("north of Castello", "north of Costello"));
}

#[test]
fn a_number_used_twice() {
    insta::assert_snapshot!(slip("term 1.c", "term 1.a"));
}

#[test]
fn no_day_d() {
    insta::assert_snapshot!(slip("day D is 2016-09-12 19:00\n", ""));
}

#[test]
fn a_quote_never_closed() {
    insta::assert_snapshot!(slip("\"Cease all attacks\"", "\"Cease all attacks"));
}

#[test]
fn quotes_of_a_word_processor() {
    insta::assert_snapshot!(slip("\"Let aid through\"", "“Let aid through”"));
}

#[test]
fn a_misspelt_item() {
    insta::assert_snapshot!(slip("clock Adherence", "clok Adherence"));
}

#[test]
fn a_misspelt_line() {
    insta::assert_snapshot!(slip("  reaches 7", "  reach 7"));
}

#[test]
fn a_word_of_the_language_as_a_name() {
    insta::assert_snapshot!(slip("restarts by decision of Russia", "restarts by decision of any"));
}

#[test]
fn a_term_with_no_rule() {
    insta::assert_snapshot!(slip(
        "  never attack by any party on any party unless self-defence\n",
        ""
    ));
}

#[test]
fn an_actor_on_both_sides() {
    insta::assert_snapshot!(slip(
        "\"Jaysh al-Islam\"",
        "\"Jaysh al-Islam\", \"government of Syria\""
    ));
}

#[test]
fn a_time_zone_misspelt() {
    insta::assert_snapshot!(slip("Asia/Damascus", "Asia/Damascas"));
}

#[test]
fn a_phase_that_waits_for_itself() {
    insta::assert_snapshot!(slip(
        "clock Adherence\n",
        "clock Adherence\n  from the opening of Centre\n"
    ));
}

#[test]
fn a_reading_with_nothing_to_change() {
    insta::assert_snapshot!(slip(
        "unless self-defence\n",
        "unless self-defence\n  reading \"Another account\": 500 m\n"
    ));
}

#[test]
fn several_slips_are_told_at_once_and_in_order() {
    let source = SOUND
        .replace("never attack", "never atack")
        .replace("within 72 h", "within 72")
        .replace("3 500 m north", "3 500 m nort")
        .replace("reaches 7 days", "reaches seven days");
    insta::assert_snapshot!(said(&source));
}
