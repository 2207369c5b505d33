//! Incidents of September 2016 in Syria on which linkers go wrong.

mod say;

use armistice_fusion::Decided;
use armistice_model::{
    Claim, ClaimId, Count, EventKind, Interval, LinkKind, ReportId, Scope, Shape, SourceId, When,
};
use say::{Say, days, fuse, ids, incident_of, partition, says, together};

const DYAD: &[&str] = &["Government of Syria", "Syrian insurgents"];

/// As a row of the UCDP dataset: direction not told, author and target are both the dyad.
fn row(id: &str, day: &str, place: (&str, f64, f64, f64), dyad: &[&str], dead: u64) -> Claim {
    says(id, "sohr")
        .through("ucdp")
        .kind(EventKind::Clash)
        .day(day)
        .at(place.0, place.1, place.2, place.3)
        .by(dyad)
        .on(dyad)
        .killed(Count::exactly(dead))
}

const ALEPPO: (&str, f64, f64, f64) = ("Aleppo", 37.161173, 36.201241, 8_000.0);
const THURDAH: (&str, f64, f64, f64) = ("Jabal Thurdah", 40.114747, 35.256571, 2_000.0);

fn khan_tuman() -> Vec<Claim> {
    let place = ("Khan Tuman", 37.05103, 36.11696, 1_500.0);
    let mut ucdp = row("C-ucdp", "2016-09-20", place, DYAD, 13);
    ucdp.casualties.killed = Some(Count { low: 13, best: Some(13), high: Some(14) });
    let news = says("C-news", "reuters")
        .kind(EventKind::AttackOnAid)
        .day("2016-09-21")
        .at("Khan Tuman", 37.05103, 36.11696, 1_500.0)
        .killed(Count::at_least(13));
    vec![ucdp, news]
}

#[test]
fn the_khan_tuman_medical_point_is_one_incident_though_the_dates_differ() {
    let fused = fuse(&khan_tuman());
    assert_eq!(fused.incidents.len(), 1);
    let incident = &fused.incidents[0];
    assert_eq!(incident.links.len(), 1);
    insta::assert_snapshot!(incident.links[0].reason, @"on neighbouring days; same place; attack-on-aid and clash; at least 13 against 13–14 dead");
    assert_eq!(incident.when, When::Within(days("2016-09-20", "2016-09-21")));
    assert_eq!(incident.casualties.killed, Some(Count { low: 13, best: None, high: None }));
    assert_eq!(incident.kind, EventKind::AttackOnAid);
}

fn deir_ez_zor() -> Vec<Claim> {
    let airport =
        |claim: Claim| claim.day("2016-09-17").at("Deir ez-Zor airport", 40.176, 35.285, 3_000.0);
    vec![
        row("C-ucdp90", "2016-09-17", THURDAH, &["Government of Iraq", "IS"], 90),
        row("C-ucdp38", "2016-09-17", THURDAH, &["Government of Syria", "IS"], 38),
        airport(says("C-russia", "ru-mod"))
            .by(&["US-led coalition"])
            .on(&["Government of Syria"])
            .killed(Count::exactly(62)),
        airport(says("C-sohr", "sohr"))
            .by(&["US-led coalition"])
            .on(&["Government of Syria"])
            .killed(Count::about(90)),
    ]
}

#[test]
fn the_strike_near_deir_ez_zor_airport_is_one_incident_across_its_codings() {
    let fused = fuse(&deir_ez_zor());
    assert!(together(&fused, "C-ucdp90", "C-russia"), "{:?}", partition(&fused));
    assert!(together(&fused, "C-sohr", "C-russia"));
    assert!(!together(&fused, "C-ucdp38", "C-ucdp90"));
    let strike = incident_of(&fused, "C-russia");
    assert_eq!(strike.casualties.killed.map(|k| (k.low, k.high)), Some((62, Some(95))));
    assert_eq!((strike.kind, strike.voices), (EventKind::Airstrike, 2));
    assert_eq!(strike.place.name.as_deref(), Some("Jabal Thurdah"));
    let reasons: Vec<&str> = strike.links.iter().map(|link| link.reason.as_str()).collect();
    insta::assert_snapshot!(reasons.join("\n"), @r"
    same day; same place; airstrike and airstrike; 62 against about 90 (85–95) dead; same author; same target
    same day; 6 km apart, within what the two reports leave open; airstrike and clash; about 90 (85–95) against 90 dead; different author named; different target named
    ");
}

#[test]
fn sixty_two_and_ninety_dead_are_one_strike_even_without_the_third_account() {
    let claims: Vec<Claim> =
        deir_ez_zor().into_iter().filter(|claim| claim.id.as_str() != "C-sohr").collect();
    let fused = fuse(&claims);
    assert!(together(&fused, "C-ucdp90", "C-russia"), "{:?}", partition(&fused));
    assert!(!together(&fused, "C-ucdp38", "C-russia"));
}

#[test]
fn a_summary_does_not_swallow_single_events() {
    let week = |id: &str, voice: &str| {
        let mut claim = says(id, voice)
            .scope(Scope::Summary)
            .at(ALEPPO.0, ALEPPO.1, ALEPPO.2, ALEPPO.3)
            .killed(Count::exactly(82));
        claim.when = When::Throughout(days("2016-09-19", "2016-09-25"));
        claim
    };
    let mut claims = vec![week("C-week", "hrw").through("ucdp"), week("C-week-again", "hrw")];
    for (n, (day, dead)) in
        [("2016-09-23", 40), ("2016-09-24", 45), ("2016-09-25", 32), ("2016-09-22", 82)]
            .into_iter()
            .enumerate()
    {
        claims.push(row(&format!("C-{n}"), day, ALEPPO, DYAD, dead));
        claims.push(
            says(&format!("C-{n}-news"), "reuters")
                .day(day)
                .at(ALEPPO.0, ALEPPO.1, ALEPPO.2, ALEPPO.3)
                .killed(Count::exactly(dead)),
        );
    }
    let fused = fuse(&claims);
    let week = incident_of(&fused, "C-week");
    assert_eq!(week.claims, ids(&["C-week", "C-week-again"]));
    assert_eq!(week.scope, Scope::Summary);
    assert_eq!(week.when, When::Throughout(days("2016-09-19", "2016-09-25")));
    assert!(together(&fused, "C-0", "C-0-news"), "{:?}", partition(&fused));
}

#[test]
fn two_rows_of_one_dataset_are_two_events() {
    let claims = [
        row("C-1", "2016-09-09", ALEPPO, DYAD, 3),
        row("C-2", "2016-09-09", ALEPPO, DYAD, 2),
        row("C-3", "2016-09-09", ALEPPO, DYAD, 1),
        // Alike in everything but the report they stand in.
        row("C-4", "2016-09-09", ALEPPO, DYAD, 1),
    ];
    assert_eq!(fuse(&claims).incidents.len(), 4);
}

#[test]
fn a_wire_carried_by_five_outlets_is_one_event_of_one_voice() {
    let claims: Vec<Claim> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|outlet| {
            says(&format!("C-{outlet}"), "sohr")
                .through(outlet)
                .day("2016-09-16")
                .at(ALEPPO.0, ALEPPO.1, ALEPPO.2, ALEPPO.3)
                .killed(Count::exactly(2))
        })
        .collect();
    let fused = fuse(&claims);
    assert_eq!(fused.incidents.len(), 1);
    assert_eq!((fused.incidents[0].voices, fused.incidents[0].links.len()), (1, 4));
    insta::assert_snapshot!(fused.incidents[0].links[0].reason, @"one voice's same account through two outlets; same day; same place; airstrike and airstrike; 2 dead in both");
}

#[test]
fn rows_of_two_outlets_are_matched_one_to_one() {
    let mut claims = Vec::new();
    for outlet in ["ucdp", "sohr"] {
        for n in 0..3 {
            claims.push(
                row(&format!("C-{outlet}-{n}"), "2016-09-09", THURDAH, DYAD, 1).through(outlet),
            );
        }
    }
    let fused = fuse(&claims);
    assert_eq!(fused.incidents.len(), 3);
    assert!(together(&fused, "C-ucdp-1", "C-sohr-1"));
}

#[test]
fn a_denial_joins_what_it_denies_and_chains_nothing() {
    let urum =
        |claim: Claim| claim.day("2016-09-19").at("Urum al-Kubra", 36.94775, 36.1481, 1_500.0);
    let mut claims = vec![
        urum(says("C-charge", "us-state")).kind(EventKind::AttackOnAid).by(&["Russia"]),
        urum(says("C-denial", "ru-mod")).kind(EventKind::AttackOnAid).by(&["Russia"]).denied(),
    ];
    let fused = fuse(&claims);
    assert_eq!(fused.incidents.len(), 1);
    // Somewhere else on that day: two accounts that have only the denial's vagueness in common.
    let elsewhere = |id: &str, lon: f64| {
        says(id, id).day("2016-09-19").at("elsewhere", lon, 35.0, 1_500.0).by(&["Russia"])
    };
    claims.extend([elsewhere("C-west", 36.0), elsewhere("C-east", 36.5)]);
    claims.push(
        says("C-vague", "ru-mod")
            .day("2016-09-19")
            .by(&["Russia"])
            .kind(EventKind::Airstrike)
            .denied(),
    );
    let fused = fuse(&claims);
    assert!(!together(&fused, "C-west", "C-east"));
    // It fits both alike, so it is tied to neither.
    assert_eq!(incident_of(&fused, "C-vague").claims.len(), 1);
    assert_eq!(incident_of(&fused, "C-denial").claims, ids(&["C-charge", "C-denial"]));
}

/// A sentence of a report, in Aleppo.
fn sentence(id: &str, voice: &str, report: &str, day: &str, dead: u64) -> Claim {
    let mut claim = says(id, voice)
        .day(day)
        .at(ALEPPO.0, ALEPPO.1, ALEPPO.2, ALEPPO.3)
        .by(&["Russia"])
        .on(&["Civilians"])
        .killed(Count::exactly(dead));
    claim.report = ReportId::new(report);
    claim.row = false;
    claim
}

#[test]
fn a_voice_knows_its_own_days_even_where_a_third_tells_both() {
    let friday = sentence("C-23", "sohr", "R-1", "2016-09-23", 40);
    let saturday = sentence("C-24", "sohr", "R-2", "2016-09-24", 45);
    assert_eq!(fuse(&[friday.clone(), saturday.clone()]).incidents.len(), 2);
    let mut both = sentence("C-both", "reuters", "R-3", "2016-09-23", 45);
    both.when = When::Within(days("2016-09-23", "2016-09-24"));
    let fused = fuse(&[friday.clone(), saturday.clone(), both]);
    assert!(!together(&fused, "C-23", "C-24"), "{:?}", partition(&fused));
    assert!(together(&fused, "C-24", "C-both"));
    // Two voices may date one strike differently, and one voice roughly at first.
    let mut other = friday.clone();
    (other.id, other.voice) = (ClaimId::new("C-other"), SourceId::new("afp"));
    other.through = other.voice.clone();
    other.casualties.killed = Some(Count::exactly(45));
    assert!(together(&fuse(&[other, saturday]), "C-other", "C-24"));
    let mut rough = sentence("C-rough", "sohr", "R-4", "2016-09-23", 40);
    rough.when = When::Within(days("2016-09-19", "2016-09-25"));
    assert!(together(&fuse(&[rough, friday]), "C-rough", "C-23"));
}

#[test]
fn what_one_report_counts_twice_is_two_events() {
    let first = sentence("C-1", "sohr", "R-1", "2016-09-23", 40);
    let rival = sentence("C-2", "sohr", "R-1", "2016-09-23", 47);
    assert_eq!(fuse(&[first.clone(), rival.clone()]).incidents.len(), 2);
    // Told by another in between, they stay two.
    let between = sentence("C-3", "reuters", "R-2", "2016-09-23", 43);
    assert!(!together(&fuse(&[first.clone(), rival.clone(), between]), "C-1", "C-2"));
    // In another report, or from another mouth, it is a rival count of one event.
    let later = Claim { report: ReportId::new("R-9"), ..rival.clone() };
    assert!(together(&fuse(&[first.clone(), later]), "C-1", "C-2"));
    let quoted = Claim { voice: SourceId::new("white-helmets"), ..rival };
    assert!(together(&fuse(&[first.clone(), quoted]), "C-1", "C-2"));
    // The same count, or the same place, kind and actors and no count, is the same again.
    let mut again = sentence("C-2", "sohr", "R-1", "2016-09-23", 40).kind(EventKind::Explosion);
    assert!(together(&fuse(&[first.clone(), again.clone()]), "C-1", "C-2"));
    again = sentence("C-2", "sohr", "R-1", "2016-09-23", 40);
    again.casualties = Default::default();
    assert!(together(&fuse(&[first.clone(), again.clone()]), "C-1", "C-2"));
    // The same count somewhere else is not.
    let five = |id: &str, name: &str, lon: f64| {
        let claim = sentence(id, "sohr", "R-1", "2016-09-12", 5);
        claim.at(name, lon, 33.2, 8_000.0)
    };
    let fused = fuse(&[five("C-1", "Hadar", 35.9), five("C-2", "Kafr Nasij", 36.15)]);
    assert_eq!(fused.incidents.len(), 2);
    // "Breaking the truce there" is a word on what was just told, not a further event.
    let mut remark = sentence("C-2", "sohr", "R-1", "2016-09-23", 40);
    (remark.kind, remark.casualties) = (EventKind::CeasefireBreach, Default::default());
    remark.on = first.on.clone();
    assert!(together(&fuse(&[first, remark]), "C-1", "C-2"));
}

#[test]
fn nobody_tells_of_an_event_before_it_happens() {
    let event = sentence("C-22", "sohr", "R-1", "2016-09-22", 12);
    let undated = |published: &str| {
        let mut claim = sentence("C-open", "sana", "R-2", "2016-09-22", 12).published(published);
        claim.when = When::Open;
        claim
    };
    let linked =
        |published: &str| together(&fuse(&[event.clone(), undated(published)]), "C-22", "C-open");
    assert!(linked("2016-09-22T18:00:00Z") && linked("2016-09-24T09:00:00Z"));
    assert!(!linked("2016-09-20T20:00:00Z") && !linked("2016-09-16T15:00:00Z"));
    // Not through a third either, which leaves the day open.
    let mut bridge = sentence("C-bridge", "reuters", "R-3", "2016-09-22", 12);
    bridge.when = When::Within(days("2016-09-15", "2016-09-23"));
    let fused = fuse(&[event.clone(), undated("2016-09-16T15:00:00Z"), bridge]);
    assert!(!together(&fused, "C-22", "C-open"), "{:?}", partition(&fused));
}

#[test]
fn two_undated_reports_a_week_apart_tell_of_two_shellings_unless_the_toll_is_rare() {
    let told = |id: &str, voice: &str, published: &str| {
        says(id, voice)
            .kind(EventKind::Shelling)
            .at("Harasta", 36.365, 33.557, 1_500.0)
            .by(&["Government of Syria"])
            .published(published)
    };
    let (early, late) = ("2017-10-15T18:00:00Z", "2017-10-22T18:00:00Z");
    let apart = [told("C-a", "ahram", early), told("C-b", "jordan-times", late)];
    assert!(!together(&fuse(&apart), "C-a", "C-b"));
    let near = [told("C-a", "ahram", early), told("C-b", "jordan-times", "2017-10-17T18:00:00Z")];
    assert!(together(&fuse(&near), "C-a", "C-b"));
    // What killed so many is told again a week later.
    let rare = apart.map(|claim| claim.killed(Count::exactly(87)));
    assert!(together(&fuse(&rare), "C-a", "C-b"));
}

#[test]
fn a_denial_of_nothing_in_particular_joins_nothing() {
    let clash = |id: &str, voice: &str, other: &str| {
        let sides = ["Government of Syria", other];
        says(id, voice).kind(EventKind::Clash).by(&sides).on(&sides)
    };
    let fight = clash("C-fight", "sohr", "IS").day("2015-07-16").published("2015-07-17T18:00:00Z");
    let denial =
        clash("C-denial", "ahram", "Syrian insurgents").denied().published("2015-07-18T18:00:00Z");
    assert!(!together(&fuse(&[fight.clone(), denial.clone()]), "C-fight", "C-denial"));
    // Of that fight, it does.
    let place = |claim: Claim| claim.at("Palmyra", 38.28, 34.56, 4_000.0);
    assert!(together(&fuse(&[place(fight), place(denial)]), "C-fight", "C-denial"));
}

#[test]
fn a_crowd_of_others_brings_nobody_together_with_what_its_teller_keeps_apart() {
    let told = |id: &str, voice: &str, report: &str, (first, last): (&str, &str), dead: u64| {
        let mut claim = sentence(id, voice, report, first, dead);
        claim.when = When::Within(days(first, last));
        claim
    };
    // Two dozen who would each go with either.
    let middle = ("2016-09-22", "2016-09-23");
    let crowd: Vec<Claim> = (0..24)
        .map(|n| told(&format!("C-{n}"), &format!("voice-{n}"), &format!("R-{n}"), middle, 44))
        .collect();
    let late = ("2016-09-23", "2016-09-25");
    let mut undated = told("C-y", "sana", "R-y", middle, 44);
    (undated.when, undated.published) = (When::Open, "2016-09-20T22:00:00Z".parse().ok());
    let pairs = [
        (
            told("C-x", "sohr", "R-x", ("2016-09-19", "2016-09-22"), 42),
            told("C-y", "sohr", "R-y", late, 46),
        ),
        (told("C-x", "sohr", "R-x", middle, 42), told("C-y", "sohr", "R-x", middle, 46)),
        (told("C-x", "sohr", "R-x", late, 44), undated),
    ];
    for (x, y) in pairs {
        let fused = fuse(&[crowd.clone(), vec![x.clone(), y.clone()]].concat());
        assert!(!together(&fused, "C-x", "C-y"), "{:?}", partition(&fused));
        for alone in [x, y] {
            let id = alone.id.clone();
            let fused = fuse(&[crowd.clone(), vec![alone]].concat());
            assert!(together(&fused, id.as_str(), "C-0"), "{:?}", partition(&fused));
        }
    }
}

#[test]
fn a_strike_by_the_one_that_both_name_is_found_among_anothers_fights() {
    let near = |claim: Claim| claim.day("2016-09-17").at("the town", 40.14, 35.33, 5_000.0);
    let mut claims = vec![
        near(says("C-centcom", "us-centcom")).by(&["US-led coalition"]).on(&["IS"]),
        says("C-command", "syrian-command")
            .day("2016-09-17")
            .at("the airport", 40.176, 35.285, 3_000.0)
            .by(&["US-led coalition"])
            .on(&["Government of Syria"]),
    ];
    for n in 0..4 {
        let place = ("the airport", 40.176, 35.285, 3_000.0);
        claims.push(row(&format!("C-{n}"), "2016-09-17", place, &["Government of Syria", "IS"], n));
    }
    let fused = fuse(&claims);
    assert!(together(&fused, "C-centcom", "C-command"), "{:?}", partition(&fused));
}

#[test]
fn one_tally_through_two_outlets_is_one_and_the_next_days_is_another() {
    let tally = |id: &str, outlet: &str, day: &str, n: u64| {
        let mut claim = says(id, "ru-mod").through(outlet).scope(Scope::Tally).day(day);
        claim.kind = EventKind::CeasefireBreach;
        claim.count = Some(Count::exactly(n));
        claim
    };
    let fused = fuse(&[
        tally("C-1", "reuters", "2016-09-16", 45),
        tally("C-2", "afp", "2016-09-16", 45),
        tally("C-3", "afp", "2016-09-16", 199),
        tally("C-4", "afp", "2016-09-17", 45),
    ]);
    assert_eq!(fused.incidents.len(), 3);
    assert!(together(&fused, "C-1", "C-2"));
    assert_eq!(incident_of(&fused, "C-1").scope, Scope::Tally);
}

#[test]
fn a_toll_is_never_an_incident() {
    let toll = says("C-1", "sohr").scope(Scope::Toll).killed(Count::more_than(290_000));
    let decided = Decided { merges: vec![ids(&["C-1", "C-2"])], splits: vec![] };
    let fused = armistice_fusion::fuse(&[toll, says("C-2", "sohr")], &decided);
    assert_eq!(fused.incidents.len(), 1);
    assert_eq!(fused.incidents[0].claims, ids(&["C-2"]));
}

#[test]
fn one_statement_by_several_outlets_is_one() {
    let declares = |id: &str, outlet: &str, voice: &str| {
        says(id, voice).through(outlet).kind(EventKind::Statement).day("2016-09-19")
    };
    let fused = fuse(&[
        declares("C-1", "reuters", "syrian-command").by(&["Government of Syria"]),
        declares("C-2", "sana", "syrian-command").by(&["Government of Syria"]),
        declares("C-3", "afp", "sana").by(&["Government of Syria"]),
        declares("C-4", "afp", "us-state").by(&["United States"]),
    ]);
    assert_eq!(fused.incidents.len(), 2, "{:?}", partition(&fused));
}

#[test]
fn decisions_bind_and_a_split_outweighs_a_merge() {
    let far = says("C-far", "sohr").day("2016-01-01").at("Homs", 36.7, 34.7, 1_000.0);
    let mut claims = khan_tuman();
    claims.push(far);
    let decided = Decided {
        merges: vec![ids(&["C-ucdp", "C-far"])],
        splits: vec![ids(&["C-news", "C-ucdp"])],
    };
    let fused = armistice_fusion::fuse(&claims, &decided);
    assert!(together(&fused, "C-ucdp", "C-far") && !together(&fused, "C-ucdp", "C-news"));
    let link = &incident_of(&fused, "C-far").links[0];
    assert_eq!((link.kind, link.probability), (LinkKind::Decided, 1.0));

    let contradictory = Decided { merges: decided.splits.clone(), splits: decided.splits };
    assert!(!together(&armistice_fusion::fuse(&claims, &contradictory), "C-ucdp", "C-news"));
}

#[test]
fn nothing_panics_at_the_ends_of_the_earth_and_of_time() {
    use jiff::Timestamp;
    let mut claims = vec![says("C-open", "a"), says("C-open-2", "b")];
    let ends = [[0.0, 90.0], [180.0, 90.0], [0.0, -90.0], [180.0, 0.0], [-180.0, 0.0]];
    for (n, at) in ends.into_iter().enumerate() {
        for (m, radius) in [0.0, 5_000.0, 100_000.0, 20_000_000.0].into_iter().enumerate() {
            claims.push(
                says(&format!("C-{n}-{m}"), &format!("s{m}"))
                    .day("2016-09-17")
                    .at("end", at[0], at[1], radius),
            );
        }
    }
    for (n, when) in [Timestamp::MIN, Timestamp::MAX].into_iter().enumerate() {
        let mut claim = says(&format!("C-t{n}"), "a");
        claim.when = When::Within(Interval::instant(when));
        claim.published = Some(when);
        claims.push(claim);
    }
    let mut always = says("C-always", "b");
    always.when = When::Throughout(Interval::new(Timestamp::MIN, Timestamp::MAX).unwrap());
    always.place.shape = Some(Shape::Area { ring: vec![] });
    claims.push(always);
    let held: usize = fuse(&claims).incidents.iter().map(|incident| incident.claims.len()).sum();
    assert_eq!(held, claims.len());
    // Two sides of the antimeridian are neighbours.
    let side = |id: &str, lon: f64| {
        says(id, id).day("2016-09-17").at("isle", lon, 10.0, 2_000.0).killed(Count::exactly(20))
    };
    assert_eq!(fuse(&[side("C-w", 179.99), side("C-e", -179.99)]).incidents.len(), 1);
}
