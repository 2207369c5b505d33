//! The judgement of one prohibition against a slow and obviously right one: every meaning of every
//! claim written out, one actor, one standing, one moment at a time.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod ground;

use armistice_model::{Claim, Interval, Status, When};
use ground::*;
use proptest::prelude::*;

/// What a name may stand for, in plain words.
fn standings(actor: &str) -> Vec<&'static str> {
    match actor {
        "Government" | "Opposition" | "Ahrar" => vec!["bound"],
        "Coalition" => vec!["bound"],
        "IS" | "Nusra" => vec!["outside"],
        "insurgents" => vec!["bound", "outside"],
        "Civilians" => vec!["civilians"],
        _ => vec!["neither"],
    }
}

/// Every (author, target) the claim may mean, as standings.
fn meanings(claim: &Claim) -> Vec<(&'static str, &'static str)> {
    let anybody = vec!["bound", "outside", "civilians", "neither"];
    let several = claim.by.0.len() > 1 || claim.on.0.len() > 1;
    let mut meanings = Vec::new();
    let open = [String::new()];
    let authors: &[String] = if claim.by.is_open() { &open } else { &claim.by.0 };
    let targets: &[String] = if claim.on.is_open() { &open } else { &claim.on.0 };
    for author in authors {
        for target in targets {
            if several && author == target && !author.is_empty() {
                continue;
            }
            let by = if author.is_empty() { anybody.clone() } else { standings(author) };
            let on = if target.is_empty() { anybody.clone() } else { standings(target) };
            for b in &by {
                for o in &on {
                    meanings.push((*b, *o));
                }
            }
        }
    }
    meanings
}

/// The status that this claim alone gives a day.
fn plain(claim: &Claim, day: &str) -> Status {
    let interval = claim.when.interval().unwrap();
    let today = days(day, day);
    let day_d = at("2016-09-12T19:00");
    let breach = |(by, on): &(&str, &str)| *by == "bound" && (*on == "bound" || *on == "civilians");
    let meanings = meanings(claim);
    // One moment an hour is enough: every boundary here lies on a full hour.
    let moments: Vec<i64> =
        (interval.from().as_second()..interval.until().as_second()).step_by(3600).collect();
    let in_force = |m: &i64| *m >= day_d.as_second();
    let is_today = |m: &i64| (today.from().as_second()..today.until().as_second()).contains(m);
    if today.until() <= day_d {
        return Status::NotInForce;
    }
    let surely = meanings.iter().all(breach) && moments.iter().all(in_force);
    let possibly =
        meanings.iter().any(breach) && moments.iter().any(|m| in_force(m) && is_today(m));
    if surely && moments.iter().all(is_today) {
        Status::BreachAlleged
    } else if possibly {
        Status::Undetermined
    } else if moments.iter().any(is_today) {
        Status::NoBreachKnown
    } else {
        // Nobody speaks of this day.
        Status::Undetermined
    }
}

fn names() -> impl Strategy<Value = Vec<&'static str>> {
    let name = prop::sample::select(vec![
        "Government",
        "Opposition",
        "Ahrar",
        "Coalition",
        "IS",
        "Nusra",
        "insurgents",
        "Civilians",
        "Nobody",
    ]);
    prop::collection::vec(name, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn one_claim_is_judged_as_all_its_meanings_written_out(
        by in names(),
        on in names(),
        first in 10u8..24,
        length in 0u8..3,
        hours in prop::option::of((0i64..24, 1i64..6)),
    ) {
        let (first_day, last_day) = (format!("2016-09-{first}"), format!("2016-09-{}", first + length));
        let mut claim = attack(1, "ind-1", &first_day, &by, &on);
        let span = days(&first_day, &last_day);
        claim.when = When::Within(span);
        if let Some((from, long)) = hours {
            let from = span.from().as_second() + from * HOUR;
            let second = |s| jiff::Timestamp::from_second(s).unwrap();
            claim.when = When::Within(Interval::new(second(from), second(from + long * HOUR)).unwrap());
        }
        let board = Ground::of(vec![claim.clone()]).board();
        for day in 9..=25u8 {
            let day = format!("2016-09-{day:02}");
            // The publication is no report here, so coverage comes from the claim alone.
            prop_assert_eq!(
                cell(&board, &format!("1.a@{day}@all")).status,
                plain(&claim, &day),
                "{} {:?} on {:?} {:?}", day, claim.by, claim.on, claim.when
            );
        }
    }

    /// Claims of one perspective never change what another sees.
    #[test]
    fn perspectives_do_not_leak(by in names(), on in names(), day in 13u8..24) {
        let own = attack(1, "opp-1", "2016-09-15", &["Government"], &["Opposition"]);
        let other = attack(2, "gov-1", &format!("2016-09-{day}"), &by, &on);
        let alone = Ground::of(vec![own.clone()]).board();
        let beside = Ground::of(vec![own, other]).board();
        let seen = |board: &armistice_model::Board| -> Vec<armistice_model::Assessment> {
            board.assessments.iter().filter(|a| a.id.perspective == "opposition").cloned().collect()
        };
        prop_assert_eq!(seen(&alone), seen(&beside));
    }
}
