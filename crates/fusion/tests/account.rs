//! What an incident tells of its sources: figures, echoes, disputes, and what a summary covers.

#![allow(clippy::unwrap_used)]

mod say;

use armistice_fusion::{Decided, fuse};
use armistice_model::{
    Claim, Contradiction, Count, EchoReason, EventKind, Field, Incident, Interval, Place, Rule,
    Scope, When,
};
use say::{Say, days, incident_of, says};

/// One strike, told by one voice.
fn told(id: &str, voice: &str) -> Claim {
    says(id, voice).day("2016-09-17").at("Khan Tuman", 37.05, 36.12, 1_500.0)
}

/// The incident that a person made of the claims, whatever the linker would have said.
fn one(claims: &[Claim]) -> Incident {
    let merge = claims.iter().map(|claim| claim.id.clone()).collect();
    let fused = fuse(claims, &Decided { merges: vec![merge], splits: vec![] });
    assert_eq!(fused.incidents.len(), 1);
    fused.incidents.into_iter().next().unwrap()
}

fn abouts(incident: &Incident) -> Vec<Contradiction> {
    incident.disputes.iter().map(|dispute| dispute.about).collect()
}

#[test]
fn a_toll_that_rises_is_neither_added_nor_a_rival() {
    let risen = one(&[
        told("a", "sohr").killed(Count::exactly(12)).published("2016-09-17T12:00:00Z"),
        told("b", "sohr").killed(Count::exactly(20)).published("2016-09-17T18:00:00Z"),
        told("c", "sohr").killed(Count::exactly(25)).published("2016-09-18T06:00:00Z"),
        // An outlet that is late with the first figure.
        told("d", "sohr")
            .through("afp")
            .killed(Count::exactly(12))
            .published("2016-09-18T09:00:00Z"),
    ]);
    let killed = risen.ranges.killed.as_ref().unwrap();
    assert_eq!((killed.range, killed.rule), (Count::exactly(25), Rule::Latest { of: 3 }));
    let history: Vec<(u64, bool)> =
        killed.from.iter().map(|figure| (figure.count.low, figure.superseded)).collect();
    assert_eq!(history, [(12, true), (20, true), (25, false)]);
    assert_eq!(risen.casualties.killed, Some(Count::exactly(25)));
    assert_eq!(risen.disputes, []);
    assert_eq!(killed.words(), "one source's latest of 3 figures");
}

#[test]
fn what_has_no_date_cannot_give_way() {
    let both = one(&[
        told("a", "sohr").killed(Count::exactly(12)),
        told("b", "sohr").killed(Count::exactly(20)).published("2016-09-17T18:00:00Z"),
    ]);
    let killed = both.ranges.killed.unwrap();
    assert_eq!((killed.range, killed.rule), (Count::between(12, 20), Rule::Unordered { of: 2 }));
}

#[test]
fn the_best_is_what_most_sources_give_and_two_sides_are_never_averaged() {
    let (ours, theirs) = (
        told("a", "sohr").killed(Count::exactly(90)),
        told("b", "ru-mod").killed(Count::exactly(62)),
    );
    let two = one(&[ours.clone(), theirs.clone()]);
    let killed = two.ranges.killed.as_ref().unwrap();
    assert_eq!((killed.range, killed.rule), (Count::between(62, 90), Rule::Rival));
    let third = told("c", "cent-com").killed(Count::exactly(90)).by(&["Russia"]);
    let three = one(&[ours, theirs, third]);
    let killed = three.ranges.killed.as_ref().unwrap();
    assert_eq!(killed.range, Count { low: 62, best: Some(90), high: Some(90) });
    assert_eq!(killed.rule, Rule::MostAgree { agree: 2, of: 3 });
    // The plain range has a best figure only where all give it.
    assert_eq!(three.casualties.killed, Some(Count::between(62, 90)));
    assert_eq!(abouts(&three), [Contradiction::Killed]);
}

#[test]
fn a_copy_has_no_vote() {
    // Two who say the very same may be one; with a rival beside them that is no majority.
    let three = one(&[
        told("a", "sohr").killed(Count::exactly(90)),
        told("b", "syriadirect").killed(Count::exactly(90)),
        told("c", "ru-mod").killed(Count::exactly(62)),
    ]);
    assert_eq!(three.ranges.killed.as_ref().unwrap().rule, Rule::Rival);
    assert_eq!((three.voices, three.independent, three.independent_at_most), (3, 2, 3));
}

#[test]
fn a_vaguer_count_is_no_rival() {
    let both = one(&[
        told("a", "sohr").killed(Count::exactly(23)),
        told("b", "ru-mod").killed(Count::more_than(20)),
    ]);
    let killed = both.ranges.killed.as_ref().unwrap();
    assert_eq!((killed.range, killed.rule), (Count::at_least(21), Rule::Compatible));
    assert_eq!(both.disputes, []);
}

#[test]
fn one_voice_through_many_outlets_is_one_source() {
    let killed = |id, outlet| told(id, "sohr").through(outlet).killed(Count::exactly(9));
    let wire = one(&[killed("a", "reuters"), killed("b", "afp"), killed("c", "sohr")]);
    assert_eq!((wire.voices, wire.independent, wire.independent_at_most), (1, 1, 1));
    let origin = &wire.origins[0];
    assert_eq!(origin.voice.as_str(), "sohr");
    let with: Vec<_> = origin.with.iter().map(|e| (e.source.as_str(), e.why)).collect();
    assert_eq!(with, [("afp", EchoReason::Carries), ("reuters", EchoReason::Carries)]);
}

#[test]
fn who_cites_and_only_repeats_is_no_second_source() {
    let cited = told("a", "sohr").killed(Count::exactly(20)).published("2016-09-17T12:00:00Z");
    let carried = told("b", "sohr")
        .through("reuters")
        .killed(Count::exactly(20))
        .published("2016-09-17T13:00:00Z");
    let own = told("c", "reuters").killed(Count::exactly(20)).published("2016-09-17T13:00:00Z");
    let echo = one(&[cited.clone(), carried.clone(), own.clone()]);
    assert_eq!((echo.voices, echo.independent, echo.independent_at_most), (2, 1, 1));
    assert_eq!(echo.origins[0].with[0].why, EchoReason::Repeats);
    assert_eq!(echo.ranges.killed.as_ref().unwrap().rule, Rule::OneFigure);

    // A figure of its own makes it a source.
    let counted = own.clone().killed(Count::exactly(23));
    let two = one(&[cited.clone(), carried.clone(), counted]);
    assert_eq!((two.independent, two.independent_at_most), (2, 2));
    // Having spoken first, it is no echo: but now the other says the very same later.
    let before = own.clone().published("2016-09-17T11:00:00Z");
    let first = one(&[cited.clone(), carried.clone(), before]);
    assert_eq!(first.origins[0].voice.as_str(), "reuters");
    assert_eq!((first.independent, first.independent_at_most), (1, 2));
    // An author whom the other does not name makes it a source.
    let named = own.clone().by(&["Russia"]);
    assert_eq!(one(&[cited.clone(), carried.clone(), named]).independent, 2);
    // Without a date, or without a figure, one cannot tell.
    let undated = Claim { published: None, ..own.clone() };
    let perhaps = one(&[cited.clone(), carried.clone(), undated]);
    assert_eq!((perhaps.independent, perhaps.independent_at_most), (1, 2));
    let silent = Claim { casualties: Default::default(), ..own };
    let perhaps = one(&[cited, carried, silent]);
    assert_eq!(perhaps.origins[0].with[0].why, EchoReason::AddsNoFigure);
    assert_eq!((perhaps.independent, perhaps.independent_at_most), (1, 2));
}

#[test]
fn an_old_figure_repeated_by_an_echo_gives_way_with_the_original() {
    let risen = one(&[
        told("a", "sohr").killed(Count::exactly(20)).published("2016-09-17T12:00:00Z"),
        told("b", "sohr")
            .through("reuters")
            .killed(Count::exactly(20))
            .published("2016-09-17T13:00:00Z"),
        told("c", "reuters").killed(Count::exactly(20)).published("2016-09-17T13:00:00Z"),
        told("d", "sohr").killed(Count::exactly(25)).published("2016-09-17T20:00:00Z"),
    ]);
    assert_eq!(risen.casualties.killed, Some(Count::exactly(25)));
}

#[test]
fn chains_end_at_one_source_and_rings_at_the_first_to_speak() {
    let at = |claim: Claim, hour: u32| {
        claim.killed(Count::exactly(8)).published(&format!("2016-09-17T{hour:02}:00:00Z"))
    };
    let chain = [
        at(told("a", "sohr"), 8),
        at(told("b", "sohr").through("reuters"), 9),
        at(told("c", "reuters"), 9),
        at(told("d", "reuters").through("bbc"), 10),
        at(told("e", "bbc"), 10),
    ];
    let incident = one(&chain);
    assert_eq!((incident.voices, incident.independent, incident.independent_at_most), (3, 1, 1));
    assert_eq!(incident.origins.len(), 1);
    assert_eq!(incident.origins[0].voice.as_str(), "sohr");
    // Both cite each other in the same minute.
    let ring = [
        at(told("a", "sohr"), 8),
        at(told("b", "sohr").through("reuters"), 8),
        at(told("c", "reuters"), 8),
        at(told("d", "reuters").through("sohr"), 8),
    ];
    let incident = one(&ring);
    assert_eq!((incident.voices, incident.independent), (2, 1));
    assert_eq!(incident.origins[0].voice.as_str(), "sohr");
}

#[test]
fn what_cannot_both_be_true_is_in_dispute_and_the_sides_are_named() {
    let incident = one(&[
        told("a", "sohr").by(&["Russia"]).killed(Count::exactly(20)),
        told("b", "ru-mod").by(&["United States"]).killed(Count::exactly(2)),
        told("c", "white-helmets").by(&["Russia", "Government of Syria"]),
        told("d", "sana").denied(),
    ]);
    assert_eq!(
        abouts(&incident),
        [Contradiction::Denial, Contradiction::Author, Contradiction::Killed]
    );
    let author = &incident.disputes[1];
    assert_eq!(author.question, Field::By);
    let sides: Vec<(&str, usize)> =
        author.sides.iter().map(|side| (side.says.as_str(), side.voices.len())).collect();
    assert_eq!(sides, [("Russia", 1), ("United States", 1), ("Government of Syria or Russia", 1)]);
    assert_eq!(incident.disputes[2].sides[0].says, "2 killed");
}

#[test]
fn imprecision_and_second_thoughts_are_no_dispute() {
    let wide = told("b", "ru-mod").at("Aleppo", 37.16, 36.2, 60_000.0).kind(EventKind::Clash);
    let week = Claim { when: When::Within(days("2016-09-12", "2016-09-18")), ..wide };
    let same = one(&[
        told("a", "sohr").by(&["Russia"]).killed(Count::about(20)),
        week.by(&["Russia", "Government of Syria"]).killed(Count::at_least(10)),
    ]);
    assert_eq!(same.disputes, []);
    let corrected = one(&[
        told("a", "sohr").by(&["Russia"]),
        told("b", "sohr").by(&["Government of Syria"]).day("2016-09-18"),
    ]);
    assert_eq!(corrected.disputes, []);
}

#[test]
fn places_and_times_that_do_not_meet_are_in_dispute() {
    let incident = one(&[
        told("a", "sohr"),
        told("b", "ru-mod").day("2016-09-19").at("Deir ez-Zor", 40.11, 35.26, 2_000.0),
        told("c", "afp").day("2016-09-17").at("Aleppo", 37.1, 36.15, 9_000.0),
    ]);
    assert_eq!(abouts(&incident), [Contradiction::Place, Contradiction::Time]);
    assert_eq!(incident.disputes[0].sides.len(), 3);
    assert_eq!(incident.disputes[1].sides[1].says, "2016-09-18 21:00 UTC to 2016-09-19 21:00 UTC");
}

/// "82 killed in the province over the week."
fn week(id: &str) -> Claim {
    let claim = says(id, "un").scope(Scope::Summary).at("Aleppo province", 37.2, 36.2, 70_000.0);
    Claim { when: When::Throughout(days("2016-09-12", "2016-09-18")), ..claim }
        .killed(Count::exactly(82))
        .kind(EventKind::ViolenceAgainstCivilians)
}

#[test]
fn a_summary_names_the_single_incidents_and_leaves_them_as_they_are() {
    let single = [
        told("a", "sohr").killed(Count::exactly(20)),
        // Too many dead, another week, another place, another kind.
        told("b", "sohr").killed(Count::exactly(90)).day("2016-09-14"),
        told("c", "sohr").day("2016-09-20"),
        told("d", "sohr").at("Deir ez-Zor", 40.11, 35.26, 2_000.0).day("2016-09-15"),
        told("e", "sohr").kind(EventKind::AidPassage),
        // The summary names one author; this one is another's.
        told("f", "sohr").by(&["IS"]).day("2016-09-16"),
    ];
    let alone = say::fuse(&single);
    let with = say::fuse(&[&single[..], &[week("w").by(&["Russia"])]].concat());
    let covers = incident_of(&with, "w").covers.as_ref().unwrap();
    assert_eq!(covers.incidents, [incident_of(&with, "a").id.clone()]);
    assert!(covers.reason.contains("82 dead"), "{}", covers.reason);
    for incident in &alone.incidents {
        assert!(with.incidents.contains(incident), "{incident:?}");
        assert_eq!(incident.covers, None);
    }
}

#[test]
fn what_is_wide_covers_without_the_word_and_what_has_no_place_covers_nothing() {
    let wide = Claim { scope: Scope::Incident, ..week("w") };
    let fused = say::fuse(&[told("a", "sohr"), wide]);
    assert!(incident_of(&fused, "w").covers.is_some());
    let nowhere = Claim { place: Place::open(), ..week("w") };
    let fused = say::fuse(&[told("a", "sohr"), nowhere]);
    assert_eq!(incident_of(&fused, "w").covers, None);
    let province = |claim: Claim| Claim {
        place: Place { region: Some("Aleppo".into()), ..Place::default() },
        ..claim
    };
    let fused = say::fuse(&[province(told("a", "sohr")), province(week("w"))]);
    assert!(incident_of(&fused, "w").covers.is_some());
}

#[test]
fn a_list_that_grows_too_long_says_how_many_are_left() {
    let mut claims: Vec<Claim> = (0..600)
        .map(|n| {
            let from = days("2016-09-13", "2016-09-13").from().as_second() + n * 600;
            let at = |second| jiff::Timestamp::from_second(second).unwrap();
            let when = Interval::new(at(from), at(from + 60)).unwrap();
            Claim { when: When::Within(when), ..told(&format!("C-{n}"), "sohr") }
        })
        .collect();
    claims.push(week("w"));
    let splits = vec![claims.iter().map(|claim| claim.id.clone()).collect()];
    let fused = fuse(&claims, &Decided { merges: vec![], splits });
    let covers = incident_of(&fused, "w").covers.as_ref().unwrap();
    assert_eq!((covers.incidents.len(), covers.more), (500, 100));
}
