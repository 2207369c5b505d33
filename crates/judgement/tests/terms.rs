//! What the terms say about plain claims, and the traps that real data hold.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod ground;

use armistice_model::{
    Act, Casualties, CasualtyRange, Claim, Count, CountingRule, Decision, EventKind, Figure, Place,
    Rule, Scope, Shape, SourceId, Stance, Status, When, Who,
};
use ground::*;

fn status(board: &armistice_model::Board, id: &str) -> Status {
    cell(board, id).status
}

#[test]
fn nothing_binds_before_day_d_and_the_hour_of_day_d_counts() {
    let ground = Ground::of(vec![
        attack(1, "ind-1", "2016-09-11", &["Government"], &["Opposition"]),
        // Dated to the day only: it may have been before 19:00.
        attack(2, "ind-1", "2016-09-12", &["Government"], &["Opposition"]),
    ]);
    let board = ground.board();
    assert_eq!(status(&board, "1.a@2016-09-11@all"), Status::NotInForce);
    assert_eq!(status(&board, "1.a@2016-09-12@all"), Status::Undetermined);

    let mut ground =
        Ground::of(vec![attack(2, "ind-1", "2016-09-12", &["Government"], &["Opposition"])]);
    ground.claims[0].when = When::Within(
        armistice_model::Interval::new(at("2016-09-12T20:00"), at("2016-09-12T21:00")).unwrap(),
    );
    assert_eq!(status(&ground.board(), "1.a@2016-09-12@all"), Status::BreachAlleged);
}

#[test]
fn one_voice_alleges_and_two_that_stand_apart_corroborate() {
    let strike = |n, voice| attack(n, voice, "2016-09-15", &["Government"], &["Opposition"]);
    let mut ground = Ground::of(vec![strike(1, "opp-1"), strike(2, "ind-1"), strike(3, "ind-2")]);
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1, 2])];
    let board = ground.board();
    assert_eq!(status(&board, "1.a@2016-09-15@opposition"), Status::BreachAlleged);
    assert_eq!(status(&board, "1.a@2016-09-15@independent"), Status::BreachCorroborated);
    assert_eq!(status(&board, "1.a@2016-09-15@all"), Status::BreachCorroborated);
    // Close to the Government nobody says anything, and nobody reports.
    assert_eq!(status(&board, "1.a@2016-09-15@government"), Status::Undetermined);
    assert_eq!(cell(&board, "1.a@2016-09-15@government").coverage.reporting, 0);
}

#[test]
fn a_partys_own_sources_do_not_corroborate_each_other() {
    let strike = |n, voice| attack(n, voice, "2016-09-15", &["Opposition"], &["Government"]);
    let mut ground = Ground::of(vec![strike(1, "gov-1"), strike(2, "gov-2")]);
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1])];
    let board = ground.board();
    assert_eq!(status(&board, "1.a@2016-09-15@all"), Status::BreachAlleged);
}

/// Trap: a dataset codes the strike on troops as a strike on a group outside the deal.
#[test]
fn a_strike_coded_as_outside_the_deal_by_one_source_is_not_dropped() {
    let mut claims = vec![
        attack(1, "ind-1", "2016-09-17", &["Coalition", "IS"], &["Coalition", "IS"]),
        attack(2, "gov-1", "2016-09-17", &["Coalition"], &["Government"]),
        attack(3, "ind-2", "2016-09-17", &["Coalition"], &["Government"]),
    ];
    claims[0].kind = EventKind::Airstrike;
    let mut ground = Ground::of(claims);
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1, 2])];
    let board = ground.board();
    let all = cell(&board, "1.a@2016-09-17@all");
    assert_eq!(all.status, Status::BreachCorroborated);
    assert!(all.contested, "the coding as outside the deal must stand against it: {all:?}");
    assert_eq!(all.breaches[0].against.len(), 1);
    assert_eq!(status(&board, "1.a@2016-09-17@government"), Status::BreachAlleged);
    assert!(!cell(&board, "1.a@2016-09-17@government").contested);
}

/// The coding alone is no breach, and no "undetermined" either: whoever struck, one side of that
/// dyad is outside the deal.
#[test]
fn fighting_with_a_group_outside_the_deal_is_no_breach() {
    let ground = Ground::of(vec![attack(
        1,
        "ind-1",
        "2016-09-17",
        &["Government", "IS"],
        &["Government", "IS"],
    )]);
    assert_eq!(status(&ground.board(), "1.a@2016-09-17@all"), Status::NoBreachKnown);
}

/// Trap: a name that lumps groups inside and outside the deal.
#[test]
fn a_lumped_name_is_undetermined_and_not_no() {
    let ground = Ground::of(vec![attack(
        1,
        "ind-1",
        "2016-09-15",
        &["Government", "insurgents"],
        &["Government", "insurgents"],
    )]);
    let board = ground.board();
    let cell = cell(&board, "1.a@2016-09-15@all");
    assert_eq!(cell.status, Status::Undetermined);
    assert!(!cell.breaches[0].is_certain());
    assert!(
        cell.breaches[0].reason.contains("“insurgents” may be Opposition or Nusra"),
        "{:?}",
        cell.breaches[0]
    );
}

/// A dyad of two parties is a breach whoever struck first.
#[test]
fn a_dyad_of_two_parties_is_a_breach_by_one_of_them() {
    let ground = Ground::of(vec![attack(
        1,
        "ind-1",
        "2016-09-15",
        &["Government", "Ahrar"],
        &["Government", "Ahrar"],
    )]);
    let board = ground.board();
    let cell = cell(&board, "1.a@2016-09-15@all");
    assert_eq!(cell.status, Status::BreachAlleged);
    assert_eq!(cell.breaches[0].by, Who(vec!["Ahrar".into(), "Government".into()]));
}

/// Trap: a summary record spans several days.
#[test]
fn a_summary_is_neither_put_on_one_day_nor_ignored() {
    let mut summary = attack(1, "ind-1", "2016-09-19", &["Government"], &["Opposition"]);
    summary.scope = Scope::Summary;
    summary.when = When::Throughout(days("2016-09-14", "2016-09-20"));
    summary.casualties = killed(82);
    let board = Ground::of(vec![summary]).board();
    for day in 14..=20 {
        let cell = cell(&board, &format!("1.a@2016-09-{day}@all"));
        assert_eq!(cell.status, Status::Undetermined, "on the {day}th");
        assert_eq!(cell.breaches.len(), 1);
    }
    assert_eq!(status(&board, "1.a@2016-09-21@all"), Status::Undetermined, "nobody reports");
    let clock = |perspective: &str| {
        board
            .clocks
            .iter()
            .rfind(|c| c.perspective.slug() == perspective && c.rule == CountingRule::Alleged)
            .unwrap()
    };
    // From the 12th at 19:00 to the first moment it may have been: one whole day of sure calm.
    assert_eq!(clock("all").calm_days, 1);
    assert_eq!(clock("all").reached, None);
    // All of it may have been on the 20th, after the seven days were over.
    assert_eq!(clock("all").possibly_reached, Some(at("2016-09-19T19:00")));
    assert_eq!(clock("opposition").reached, Some(at("2016-09-19T19:00")));
}

/// Trap: two sources date one incident differently.
#[test]
fn an_incident_dated_differently_is_one_incident_and_on_neither_day_for_certain() {
    let mut ground = Ground::of(vec![
        attack(1, "ind-1", "2016-09-20", &["Government"], &["Opposition"]),
        attack(2, "ind-2", "2016-09-21", &["Government"], &["Opposition"]),
    ]);
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1])];
    let board = ground.board();
    for day in ["20", "21"] {
        let cell = cell(&board, &format!("1.a@2016-09-{day}@all"));
        assert_eq!(cell.status, Status::Undetermined);
        assert!(
            cell.breaches[0].reason.contains("on which of several days"),
            "{:?}",
            cell.breaches
        );
    }
    // Each source by itself is sure of its day; each perspective counts one incident.
    assert_eq!(cell(&board, "1.a@2016-09-20@independent").breaches.len(), 1);
}

#[test]
fn a_denial_contests_and_breaches_nothing() {
    let mut ground = Ground::of(vec![
        attack(1, "opp-1", "2016-09-19", &["Government"], &["Opposition"]),
        attack(2, "gov-1", "2016-09-19", &["Government"], &["Opposition"]),
    ]);
    ground.claims[1].stance = Stance::Denied;
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1])];
    let board = ground.board();
    assert!(cell(&board, "1.a@2016-09-19@all").contested);
    assert_eq!(status(&board, "1.a@2016-09-19@all"), Status::BreachAlleged);
    assert_eq!(status(&board, "1.a@2016-09-19@government"), Status::NoBreachKnown);
}

#[test]
fn self_defence_is_no_breach_in_the_eyes_of_who_says_so() {
    let mut claim = attack(1, "gov-1", "2016-09-15", &["Government"], &["Opposition"]);
    claim.self_defence = true;
    let board = Ground::of(vec![claim]).board();
    assert_eq!(status(&board, "1.a@2016-09-15@all"), Status::NoBreachKnown);
    // The clause on proportion is left to people: shown, never more than undetermined.
    assert_eq!(status(&board, "1.d@2016-09-15@all"), Status::Undetermined);
}

#[test]
fn two_readings_of_a_distance_are_judged_side_by_side() {
    let board = Ground::of(vec![tank(1, 3200.0, 50.0)]).board();
    assert_eq!(status(&board, "2.c@2016-09-14@all"), Status::BreachAlleged);
    assert_eq!(status(&board, "2.c@2016-09-14@all@An-Nahar"), Status::NoBreachKnown);
    // South of the road the clause says nothing.
    let board = Ground::of(vec![tank(1, -1000.0, 50.0)]).board();
    assert_eq!(status(&board, "2.c@2016-09-14@all"), Status::NoBreachKnown);
    // Known to 2 km only: it may be inside and may be outside.
    let board = Ground::of(vec![tank(1, 3200.0, 2000.0)]).board();
    assert_eq!(status(&board, "2.c@2016-09-14@all"), Status::Undetermined);
}

#[test]
fn a_civilian_toll_with_no_target_named_was_an_attack_on_civilians() {
    let mut claim = attack(1, "ind-1", "2016-09-15", &["Government"], &[]);
    claim.casualties =
        Casualties { civilians_killed: Some(Count::exactly(3)), ..Casualties::default() };
    assert_eq!(
        status(&Ground::of(vec![claim]).board(), "1.a@2016-09-15@all"),
        Status::BreachAlleged
    );
}

fn aid(number: usize, voice: &str, kind: EventKind, day: &str) -> Claim {
    Claim {
        kind,
        place: Place {
            name: Some("eastern Aleppo".into()),
            region: Some("Aleppo".into()),
            shape: Some(Shape::disc([37.18, 36.20], 3000.0).unwrap()),
        },
        ..claim(number, voice, When::Within(days(day, day)))
    }
}

#[test]
fn silence_answers_no_request_and_alleges_nothing() {
    let board = Ground::of(vec![aid(1, "ind-1", EventKind::AidRequest, "2016-09-13")]).board();
    // Asked for on the 13th: the deadline passes at the end of the 16th.
    for day in [17, 18, 25] {
        let open = cell(&board, &format!("1.c@2016-09-{day}@all"));
        assert_eq!(open.status, Status::Undetermined);
        assert!(open.breaches[0].reason.contains("nobody in this perspective says"));
        assert!(open.assumed);
    }
    assert!(cell(&board, "1.c@2016-09-16@all").breaches.is_empty(), "not before the deadline");
}

#[test]
fn a_request_kept_waiting_is_alleged_by_who_says_so_once_it_is_overdue() {
    let told_on = |day: &str| {
        Ground::of(vec![
            aid(1, "ind-1", EventKind::AidRequest, "2016-09-13"),
            aid(2, "ind-1", EventKind::AidObstruction, day),
        ])
        .board()
    };
    // Waiting on the 15th is no failure yet, and says nothing of the 17th.
    assert_eq!(status(&told_on("2016-09-15"), "1.c@2016-09-17@all"), Status::Undetermined);
    let late = told_on("2016-09-18");
    assert_eq!(status(&late, "1.c@2016-09-17@all"), Status::Undetermined);
    assert_eq!(status(&late, "1.c@2016-09-18@all"), Status::BreachAlleged);
    assert_eq!(status(&late, "1.c@2016-09-19@all"), Status::Undetermined);
}

#[test]
fn an_obstruction_elsewhere_fails_no_request() {
    let mut elsewhere = aid(2, "ind-1", EventKind::AidObstruction, "2016-09-18");
    elsewhere.place.shape = Some(Shape::disc([36.73, 34.84], 2000.0).unwrap());
    let asked = aid(1, "ind-1", EventKind::AidRequest, "2016-09-13");
    let board = Ground::of(vec![asked, elsewhere]).board();
    assert_eq!(status(&board, "1.c@2016-09-18@all"), Status::Undetermined);
}

#[test]
fn a_request_answered_in_time_is_no_breach_and_one_answered_elsewhere_is() {
    let asked = aid(1, "ind-1", EventKind::AidRequest, "2016-09-13");
    let answered = aid(2, "ind-1", EventKind::AidPassage, "2016-09-15");
    let board = Ground::of(vec![asked.clone(), answered.clone()]).board();
    assert!(board.assessments.iter().all(|a| a.id.term != "1.c" || a.breaches.is_empty()));

    let mut elsewhere = answered.clone();
    elsewhere.place.name = Some("Talbiseh".into());
    elsewhere.place.shape = Some(Shape::disc([36.73, 34.84], 2000.0).unwrap());
    let board = Ground::of(vec![asked.clone(), elsewhere]).board();
    assert_eq!(status(&board, "1.c@2016-09-17@all"), Status::Undetermined);

    let mut late = answered;
    late.when = When::Within(days("2016-09-18", "2016-09-18"));
    assert_eq!(
        Ground::of(vec![asked.clone(), late])
            .board()
            .assessments
            .iter()
            .filter(|a| a.id.term == "1.c" && a.id.perspective == "all" && !a.breaches.is_empty())
            .count(),
        1
    );

    // What is not yet due has not failed.
    let mut ground = Ground::of(vec![asked]);
    ground.as_of = at("2016-09-16T12:00");
    assert!(ground.board().assessments.iter().all(|a| a.id.term != "1.c" || a.breaches.is_empty()));
}

fn restart(at_text: &str, by: &[&str]) -> Decision {
    Decision {
        act: Act::Restart {
            of: "Adherence".into(),
            by: by.iter().map(ToString::to_string).collect(),
        },
        at: at(at_text),
        reason: "agreed".into(),
        cites: Vec::new(),
    }
}

#[test]
fn only_both_guarantors_together_start_the_clock_again() {
    let breach = attack(1, "ind-1", "2016-09-14", &["Government"], &["Opposition"]);
    let last = |ground: &Ground| {
        let board = ground.board();
        board
            .clocks
            .iter()
            .rfind(|c| c.perspective.slug() == "all" && c.rule == CountingRule::Alleged)
            .cloned()
            .unwrap()
    };
    let mut ground = Ground::of(vec![breach]);
    let clock = last(&ground);
    // Calm from the 12th 19:00 to the 14th 00:00; it stands still there, and starts no new count.
    assert_eq!((clock.calm_days, clock.reached), (1, None));
    assert_eq!(clock.broken, Some(("2016-09-14".parse().unwrap(), "1.a".into())));
    assert_eq!(clock.since, Some(at("2016-09-12T19:00")));

    ground.decisions = vec![restart("2016-09-15T12:00", &["Russia"])];
    assert_eq!(
        last(&ground).since,
        Some(at("2016-09-12T19:00")),
        "one guarantor alone decides nothing"
    );

    ground.decisions = vec![restart("2016-09-15T12:00", &["Russia", "United States"])];
    let clock = last(&ground);
    assert_eq!(clock.since, Some(at("2016-09-15T12:00")));
    assert_eq!(clock.reached, Some(at("2016-09-22T12:00")));
    assert_eq!(clock.broken, None);
}

#[test]
fn a_restart_annuls_the_count_before_it() {
    let both = ["Russia", "United States"];
    let mut ground =
        Ground::of(vec![attack(1, "ind-1", "2016-09-14", &["Government"], &["Opposition"])]);
    ground.decisions = vec![restart("2016-09-17T19:00", &both)];
    let board = ground.board();
    let last = |rule| {
        board.clocks.iter().rfind(|c| c.perspective.slug() == "all" && c.rule == rule).unwrap()
    };
    // Nothing is established, so the first count was calm; it was still started again.
    for rule in [CountingRule::Established, CountingRule::Alleged] {
        assert_eq!(last(rule).reached, Some(at("2016-09-24T19:00")), "{rule}");
    }
}

#[test]
fn a_breach_on_the_day_of_a_restart_may_be_on_either_side_of_it() {
    let both = ["Russia", "United States"];
    let mut ground =
        Ground::of(vec![attack(1, "ind-1", "2016-09-15", &["Government"], &["Opposition"])]);
    ground.decisions = vec![restart("2016-09-15T12:00", &both)];
    let board = ground.board();
    let clock = board
        .clocks
        .iter()
        .rfind(|c| c.perspective.slug() == "all" && c.rule == CountingRule::Alleged)
        .unwrap();
    assert_eq!((clock.reached, clock.possibly_reached), (None, Some(at("2016-09-22T12:00"))));
}

#[test]
fn no_clock_runs_on_after_the_deal() {
    let mut ground = Ground::of(Vec::new());
    ground.decisions = vec![Decision {
        act: Act::Withdraw { by: "Russia".into() },
        at: at("2016-09-18T12:00"),
        reason: "withdrew".into(),
        cites: Vec::new(),
    }];
    let board = ground.board();
    for clock in &board.clocks {
        assert!(clock.reached.is_none() && clock.calm_days <= 5, "{clock:?}");
    }
    assert!(board.phases.iter().all(|p| p.opened.is_none()));
}

#[test]
fn only_who_says_so_is_credited_with_saying_so() {
    let mut ground = Ground::of(vec![
        attack(1, "opp-1", "2016-09-19", &["Government"], &["Opposition"]),
        attack(2, "ind-1", "2016-09-19", &[], &["Opposition"]),
    ]);
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1])];
    let board = ground.board();
    let breach = &cell(&board, "1.a@2016-09-19@all").breaches[0];
    assert_eq!(breach.voices.len(), 1);
    assert!(!breach.reason.contains("IND-1"), "{}", breach.reason);
    assert_eq!(breach.claims.len(), 2, "both stand in the trail");
}

#[test]
fn a_claim_on_a_whole_stretch_is_not_narrowed_by_one_on_a_part() {
    let mut whole = attack(1, "ind-1", "2016-09-14", &["Government"], &["Opposition"]);
    whole.when = When::Throughout(days("2016-09-14", "2016-09-19"));
    let part = attack(2, "opp-1", "2016-09-15", &["Government"], &["Opposition"]);
    let mut ground = Ground::of(vec![whole, part]);
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1])];
    let board = ground.board();
    for day in 14..=19 {
        assert!(
            !cell(&board, &format!("1.a@2016-09-{day}@all")).breaches.is_empty(),
            "the {day}th"
        );
    }
}

#[test]
fn doubts_are_about_what_the_term_asks() {
    let board = Ground::of(vec![tank(1, 3200.0, 2000.0)]).board();
    let reason = &cell(&board, "2.c@2016-09-14@all").breaches[0].reason;
    assert!(reason.contains("within 3500 m north of Road"), "{reason}");
    assert!(!reason.contains("target"), "{reason}");
}

#[test]
fn the_phase_opens_by_the_clock_and_its_terms_bind_from_then() {
    let mut flight = claim(1, "ind-1", When::Within(days("2016-09-21", "2016-09-21")));
    flight.kind = EventKind::Overflight;
    flight.by = Who::one("Government");
    let quiet = Ground::of(vec![flight.clone()]).board();
    assert_eq!(status(&quiet, "4@2016-09-18@all"), Status::NotInForce);
    assert_eq!(status(&quiet, "4@2016-09-21@all"), Status::BreachAlleged);
    let broken = Ground::of(vec![
        flight,
        attack(2, "ind-1", "2016-09-14", &["Government"], &["Opposition"]),
    ])
    .board();
    assert_eq!(status(&broken, "4@2016-09-21@all"), Status::NotInForce);
}

#[test]
fn a_guarantors_withdrawal_ends_the_deal_and_a_partys_words_do_not() {
    let claims = vec![attack(1, "ind-1", "2016-09-21", &["Government"], &["Opposition"])];
    let mut ground = Ground::of(claims);
    let withdraw = |by: &str| Decision {
        act: Act::Withdraw { by: by.into() },
        at: at("2016-09-20T12:00"),
        reason: "withdrew".into(),
        cites: Vec::new(),
    };
    ground.decisions = vec![withdraw("Government")];
    assert_eq!(status(&ground.board(), "1.a@2016-09-21@all"), Status::BreachAlleged);
    ground.decisions = vec![withdraw("Russia")];
    assert_eq!(status(&ground.board(), "1.a@2016-09-21@all"), Status::NotInForce);
}

#[test]
fn a_window_is_extended_by_all_who_must_agree() {
    let mut ground = Ground::of(Vec::new());
    let extend = |by: &[&str]| Decision {
        act: Act::Extend {
            of: "First".into(),
            seconds: 48 * HOUR,
            by: by.iter().map(ToString::to_string).collect(),
        },
        at: at("2016-09-14T18:00"),
        reason: "by telephone".into(),
        cites: Vec::new(),
    };
    ground.decisions = vec![extend(&["Russia"])];
    assert_eq!(ground.board().windows[0].closes, at("2016-09-14T19:00"));
    ground.decisions = vec![extend(&["Russia", "United States"])];
    assert_eq!(ground.board().windows[0].closes, at("2016-09-16T19:00"));
}

#[test]
fn joining_and_leaving_count_at_the_time_of_the_incident() {
    let strike = |n, day| attack(n, "ind-1", day, &["Ahrar"], &["Government"]);
    let mut ground = Ground::of(vec![strike(1, "2016-09-14"), strike(2, "2016-09-18")]);
    ground.decisions = vec![Decision {
        act: Act::Leave { actor: "Ahrar".into() },
        at: at("2016-09-16T12:00"),
        reason: "left".into(),
        cites: Vec::new(),
    }];
    let board = ground.board();
    assert_eq!(status(&board, "1.a@2016-09-14@all"), Status::BreachAlleged);
    assert_eq!(status(&board, "1.a@2016-09-18@all"), Status::NoBreachKnown);
}

#[test]
fn rival_counts_stand_side_by_side() {
    let tally = |n, voice: &str, count| Claim {
        scope: Scope::Tally,
        kind: EventKind::CeasefireBreach,
        by: Who::one("Opposition"),
        on: Who::one("Government"),
        count: Some(Count::exactly(count)),
        ..claim(n, voice, When::Within(days("2016-09-15", "2016-09-15")))
    };
    let board = Ground::of(vec![tally(1, "gov-1", 45), tally(2, "ind-1", 12)]).board();
    let told: Vec<(String, String)> = board
        .rival_counts
        .iter()
        .map(|r| (r.voice.to_string(), r.count.unwrap().to_string()))
        .collect();
    assert_eq!(told, [("gov-1".into(), "45".into()), ("ind-1".into(), "12".into())]);
    // A voice's own count is an allegation like any other.
    assert_eq!(status(&board, "1.a@2016-09-15@government"), Status::BreachAlleged);
}

#[test]
fn an_undated_claim_charges_no_day() {
    let board = Ground::of(vec![Claim {
        by: Who::one("Government"),
        on: Who::one("Opposition"),
        ..claim(1, "ind-1", When::Open)
    }])
    .board();
    assert!(board.assessments.iter().all(|a| a.breaches.is_empty()));
}

#[test]
fn a_place_the_case_does_not_know_is_said_and_not_guessed() {
    let mut ground = Ground::of(Vec::new());
    ground.deal.areas[0].place = "nowhere".into();
    let (sources, places) = (sources(), places());
    let error = armistice_judgement::judge(&armistice_judgement::Input {
        deal: &ground.deal,
        claims: &[],
        incidents: &[],
        reports: &[],
        decisions: &[],
        sources: &sources,
        places: &places,
        as_of: ground.as_of,
        until: None,
    })
    .unwrap_err();
    insta::assert_snapshot!(error, @"the deal names the place `nowhere`, which the case does not know; add it to places.toml with a point, line or area");
}

/// "45 breaches by the insurgents": the voice lumps, and still says that the ceasefire was breached.
#[test]
fn who_speaks_of_breaches_alleges_them_whatever_name_he_gives_their_authors() {
    let tally = Claim {
        scope: Scope::Tally,
        kind: EventKind::CeasefireBreach,
        by: Who::one("insurgents"),
        count: Some(Count::exactly(45)),
        ..claim(1, "gov-1", When::Within(days("2016-09-15", "2016-09-15")))
    };
    let board = Ground::of(vec![tally]).board();
    assert_eq!(status(&board, "1.a@2016-09-15@government"), Status::BreachAlleged);
    // In other eyes nothing is said by it.
    assert_eq!(cell(&board, "1.a@2016-09-15@opposition").breaches.len(), 0);
}

/// "Back by day 2": the deadline passes with the act, without it, or with an act that may have
/// been in time.
#[test]
fn a_deadline_is_met_missed_or_undetermined() {
    use armistice_deal::{Group, Moment, Pattern, Rule, Term};
    let by_day_two = Term {
        number: "3".into(),
        words: "withdraw by day 2".into(),
        from: Moment::DayD(0),
        until: None,
        rule: Rule::By {
            deadline: Moment::DayD(2 * DAY),
            act: Pattern {
                kinds: vec!["withdrawal".into()],
                by: vec![Group::Party("Government".into())],
                ..Pattern::default()
            },
        },
        readings: Vec::new(),
        assumptions: Vec::new(),
        span: (0, 0),
    };
    let judged = |claims: Vec<Claim>| {
        let mut ground = Ground::of(claims);
        ground.deal.terms.push(by_day_two.clone());
        cell(&ground.board(), "3@2016-09-14@all").clone()
    };
    let withdrew = |first: &str, last: &str| Claim {
        kind: EventKind::Withdrawal,
        by: Who::one("Government"),
        ..claim(1, "ind-1", When::Within(days(first, last)))
    };
    assert!(judged(vec![withdrew("2016-09-13", "2016-09-13")]).breaches.is_empty());
    // Nothing known: nobody says that it was missed.
    let silent = judged(Vec::new());
    assert_eq!((silent.status, silent.breaches.len()), (Status::Undetermined, 1));
    // Too late, or perhaps in time.
    assert_eq!(judged(vec![withdrew("2016-09-16", "2016-09-16")]).breaches.len(), 1);
    assert_eq!(judged(vec![withdrew("2016-09-13", "2016-09-16")]).status, Status::Undetermined);
    // Somebody says so.
    let denied = Claim { stance: Stance::Denied, ..withdrew("2016-09-15", "2016-09-15") };
    assert_eq!(judged(vec![denied]).status, Status::BreachAlleged);
}

/// 62 by one side, at least 80 and about 90 by a monitor: side by side, under their incident.
#[test]
fn rival_counts_of_one_incident_stand_under_it() {
    let told = |n, voice: &str, killed: Count| Claim {
        casualties: Casualties { killed: Some(killed), ..Casualties::default() },
        ..attack(n, voice, "2016-09-17", &["Coalition"], &["Government"])
    };
    let mut ground = Ground::of(vec![
        told(1, "gov-1", Count::exactly(62)),
        told(2, "ind-1", Count::at_least(80)),
        told(3, "ind-1", Count::at_least(80)),
        told(4, "ind-2", Count::exactly(62)),
    ]);
    ground.incidents = vec![incident("I-1", &ground.claims, &[0, 1, 2, 3])];
    let board = ground.board();
    let shown: Vec<(String, String)> = board
        .rival_counts
        .iter()
        .map(|c| (c.voice.to_string(), c.casualties.killed.unwrap().to_string()))
        .collect();
    let expected = [("gov-1", "62"), ("ind-1", "at least 80"), ("ind-2", "62")];
    assert_eq!(shown, expected.map(|(a, b)| (a.to_string(), b.to_string())));
    assert!(board.rival_counts.iter().all(|c| c.incident.is_some()));
    // A figure that gave way to its own source's later one is no rival.
    let history = Figure {
        voice: SourceId::new("gov-1"),
        claim: ground.claims[0].id.clone(),
        count: Count::exactly(62),
        told: None,
        superseded: true,
    };
    ground.incidents[0].ranges.killed =
        Some(CasualtyRange { range: Count::at_least(62), rule: Rule::Rival, from: vec![history] });
    let board = ground.board();
    let voices: Vec<&str> = board.rival_counts.iter().map(|c| c.voice.as_str()).collect();
    assert_eq!(voices, ["ind-1", "ind-2"]);
}
