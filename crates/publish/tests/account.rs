//! What an incident tells of its sources, and that it gives no protected source away.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_model::{
    CasualtyRange, CasualtyRanges, Contradiction, Count, Covers, Dispute, DisputeSide, Echo,
    EchoReason, Figure, Incident, Origin, Rule, SourceId,
};
use armistice_publish::{
    Audience, incidents_csv, incidents_file, incidents_geojson, incidents_table, json_bytes, why,
    why_text,
};
use fixture::{Fixture, SECRETS};

const TEAM: &str = "team-castello";

/// The contested strike, told by a protected team in every way in which a source can be told of.
fn entangled(fixture: &mut Fixture) -> Incident {
    let other = fixture.incidents[0].id.clone();
    let strike =
        fixture.board.assessments.iter().find(|a| a.id.to_string() == "1.a@2016-09-17@all");
    let id = strike.unwrap().breaches[0].incident.clone().unwrap();
    let incident = fixture.incidents.iter_mut().find(|i| i.id == id).unwrap();
    let (team, claim) = (SourceId::new(TEAM), incident.claims[0].clone());
    let figure = |voice: &str, n: u64, superseded| Figure {
        voice: SourceId::new(voice),
        claim: claim.clone(),
        count: Count::exactly(n),
        told: None,
        superseded,
    };
    incident.ranges = CasualtyRanges {
        killed: Some(CasualtyRange {
            range: Count { low: 62, best: Some(80), high: Some(90) },
            rule: Rule::MostAgree { agree: 3, of: 4 },
            from: vec![figure(TEAM, 12, true), figure(TEAM, 62, false), figure("sana", 90, false)],
        }),
        ..CasualtyRanges::default()
    };
    incident.origins = vec![Origin {
        voice: team.clone(),
        with: vec![
            Echo { source: SourceId::new("sana"), of: team.clone(), why: EchoReason::Repeats },
            Echo { source: team.clone(), of: team.clone(), why: EchoReason::SameWords },
        ],
    }];
    (incident.independent, incident.independent_at_most) = (1, 2);
    incident.disputes = vec![Dispute {
        question: Contradiction::Author.question(),
        about: Contradiction::Author,
        sides: vec![
            DisputeSide {
                says: "the men whom Omega patrol saw".into(),
                voices: vec![team],
                claim: claim.clone(),
            },
            DisputeSide { says: "Opposition".into(), voices: vec![SourceId::new("sana")], claim },
        ],
    }];
    incident.covers = Some(Covers {
        incidents: vec![other],
        more: 3,
        reason: "wholly within its time and place, says Field team Castello".into(),
    });
    incident.clone()
}

fn outputs(fixture: &Fixture, audience: Audience) -> Vec<(String, String)> {
    let publication = fixture.publication();
    let veil = publication.veil(audience);
    let (list, board) = (&fixture.incidents, Some(&fixture.board));
    let trail = why(&publication, &"1.a@2016-09-17@all".parse().unwrap(), &veil).unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    vec![
        ("json".into(), text(json_bytes(&incidents_file(list, board, &veil)))),
        ("geojson".into(), text(json_bytes(&incidents_geojson(list, board, &veil)))),
        ("csv".into(), text(incidents_csv(list, board, &veil))),
        ("table".into(), incidents_table(list, board, &veil)),
        ("why".into(), text(json_bytes(&trail))),
        ("why text".into(), why_text(&trail)),
    ]
}

#[test]
fn no_public_file_names_a_protected_source() {
    let mut fixture = Fixture::new();
    entangled(&mut fixture);
    let mut all = outputs(&fixture, Audience::Public);
    let files = armistice_publish::publish(&fixture.publication());
    all.extend(
        files.iter().map(|f| (f.path.clone(), String::from_utf8_lossy(&f.bytes).into_owned())),
    );
    for (name, text) in &all {
        for secret in SECRETS {
            assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{name}: {secret}");
        }
    }
    // It is told of all the same, by its public name.
    let bulletin = all.iter().find(|(name, _)| name.ends_with("2016-09-17.md")).unwrap();
    for (name, text) in all[..6].iter().filter(|(name, _)| name != "table").chain([bulletin]) {
        assert!(text.contains("with a field team"), "{name}");
    }
}

#[test]
fn those_who_weigh_sources_read_which_it_is() {
    let mut fixture = Fixture::new();
    entangled(&mut fixture);
    for (name, text) in outputs(&fixture, Audience::Verification) {
        assert!(text.contains("Field team Castello"), "{name}");
    }
}

#[test]
fn the_rule_the_echoes_the_dispute_and_what_it_covers_are_told_in_words() {
    let mut fixture = Fixture::new();
    let incident = entangled(&mut fixture);
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let row = incidents_file(&[incident], None, &veil).incidents.remove(0);
    let account = &row.account;
    let told = [
        account.toll[0].sentence.clone(),
        account.origins[0].with[0].sentence.clone(),
        account.origins[0].with[1].sentence.clone(),
        account.disputes[0].sentence.clone(),
        account.covers.as_ref().unwrap().reason.clone(),
    ];
    insta::assert_snapshot!(told.join("\n"), @r"
    the best is what 3 of 4 independent sources give; the range covers all; an earlier figure gave way to the same source's later
    Syrian Arab News Agency with a field team: cites it and only repeats what it says
    a field team with a field team: says the very same later; a copy or a second count
    they name different authors: the men whom [withheld] saw (a field team) | Opposition (Syrian Arab News Agency)
    wholly within its time and place, says [withheld]
    ");
    let csv = incidents_csv(&fixture.incidents, None, &veil);
    let mut table = csv::Reader::from_reader(&csv[..]);
    let head = table.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    let strike = table.records().map(Result::unwrap).find(|r| r[0] == *row.id.as_str()).unwrap();
    assert_eq!((&strike[at("independent")], &strike[at("independent_at_most")]), ("1", "2"));
    assert_eq!(strike[at("killed_rule")], told[0]);
    assert_eq!(strike[at("disputes")], told[3]);
    assert_eq!(strike[at("covers")], *fixture.incidents[0].id.as_str());
    let bulletin = armistice_publish::publish(&publication)
        .into_iter()
        .find(|file| file.path.ends_with("2016-09-17.md"))
        .map(|file| String::from_utf8(file.bytes).unwrap())
        .unwrap();
    let lines: Vec<&str> = bulletin
        .lines()
        .map(str::trim)
        .filter(|line| {
            ["Independent", "Stand", "How counted", "In dispute", "Single incidents"]
                .iter()
                .any(|start| line.starts_with(&format!("- {start}")))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    - Independent of each other: at least 1, at most 2
    - Stand together: Syrian Arab News Agency with a field team: cites it and only repeats what it says
    - Stand together: a field team with a field team: says the very same later; a copy or a second count
    - How counted: killed 80 by most, 62–90 by all: the best is what 3 of 4 independent sources give; the range covers all; an earlier figure gave way to the same source's later
    - In dispute: they name different authors: the men whom \[withheld\] saw (a field team) \| Opposition (Syrian Arab News Agency)
    - Single incidents that it may sum up: 4
    ");
}

#[test]
fn a_figure_that_gave_way_is_listed_as_such() {
    let mut fixture = Fixture::new();
    let bulletin = |fixture: &Fixture| {
        armistice_publish::publish(&fixture.publication())
            .into_iter()
            .find(|file| file.path.ends_with("2016-09-17.md"))
            .map(|file| String::from_utf8(file.bytes).unwrap())
            .unwrap()
    };
    let item = "62 killed (Russian Ministry of Defence)";
    assert!(bulletin(&fixture).contains(item));
    let strike = fixture
        .incidents
        .iter_mut()
        .find(|i| i.place.name.as_deref() == Some("Deir ez-Zor airport"))
        .unwrap();
    let history = Figure {
        voice: SourceId::new("ru-mod"),
        claim: strike.claims[0].clone(),
        count: Count::exactly(62),
        told: None,
        superseded: true,
    };
    strike.ranges.killed = Some(CasualtyRange {
        range: Count::at_least(80),
        rule: Rule::Compatible,
        from: vec![history],
    });
    let told = bulletin(&fixture);
    assert!(told.contains("earlier 62 killed (Russian Ministry of Defence)"), "{told}");
}
