//! A case's own lists: each fault with its line, its column and what to write.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use armistice_intake::{actors, decisions, places, sources};
use armistice_model::{Act, ClaimId, Determination, IncidentId, Verification};

fn source_fault(toml: &str) -> String {
    sources(toml, "sources.toml").unwrap_err().to_string()
}

#[test]
fn faults_of_sources() {
    assert_eq!(sources("", "s").unwrap().iter().count(), 0);
    let faults = [
        source_fault(
            "[[source]]\nid = \"a\"\nname = \"A\"\nnear = \"independent\"\nkind = \"news\"\ncolour = 1\n",
        ),
        source_fault("[[source]]\nid = \"a\"\nname = \"A\"\nkind = \"news\"\n"),
        source_fault(
            "[[source]]\nid = \"a\"\nname = \"A\"\nnear = \"independent\"\nkind = \"gossip\"\n",
        ),
        source_fault("[[source]]\nid = \"a\"\nname = 7\nnear = \"independent\"\nkind = \"news\"\n"),
        source_fault("[[source]]\nid = \"a\"\n  name = \"ü\" x\n"),
        source_fault("[[sources]]\nid = \"a\"\n"),
        source_fault("[source]\nid = \"a\"\n"),
        source_fault(
            "[[source]]\nid = \"a\"\nname = \"A\"\nnear = \"independent\"\nkind = \"news\"\n\n[[source]]\nid = \"b\"\nname = \"B\"\nalso = [\"C\", \"a \"]\nnear = \"independent\"\nkind = \"news\"\n",
        ),
        source_fault(
            "[[source]]\nid = \"a\"\nname = \"A\"\nnear = \"independent\"\nkind = \"news\"\npublic = \"x\"\n",
        ),
        source_fault("[[source]]\nid = \"a\"\nid = \"b\"\n"),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn faults_of_actors() {
    let fault = |toml: &str| actors(toml, "actors.toml").unwrap_err().to_string();
    let faults = [
        fault("[[actor]]\nalso = []\n"),
        fault("[[actor]]\nname = \"A\"\nalso = [\"\"]\n"),
        fault("[[actor]]\nname = \"A\"\n[[actor]]\nname = \"a\"\n"),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn faults_of_places() {
    let fault = |rest: &str| {
        places(&format!("[[place]]\nname = \"P\"\n{rest}\n"), "places.toml")
            .unwrap_err()
            .to_string()
    };
    let faults = [
        fault("area = [[179, 1], [-179, 1], [-179, 2]]"),
        fault("area = [[-179, 1], [0, 1], [179, 2]]"),
        fault("point = [36.2, 137.1]\nradius_m = 10"),
        fault("point = [36.2]\nradius_m = 10"),
        fault("point = [36.2, 35]"),
        fault("point = [36.2, 35]\nradius_m = -1"),
        fault("point = [36.2, 35]\nradius_m = inf"),
        fault("point = [36.2, 36.150.272]\nradius_m = 10"),
        fault("line = [[36.2, 35]]\nmargin_m = 10"),
        fault("line = [[36.2, 35], [36.3, 35]]\nradius_m = 10"),
        fault("point = [36.2, 35]\nradius_m = 1\nmargin_m = 10"),
        fault("region = \"x\""),
        fault("point = [36.2, 35]\nradius_m = 1\narea = [[1, 2]]"),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn every_act_is_read() {
    let toml = r#"
[[decision]]
act = "extend"
of = "First window"
lasts = "48 h"
by = ["Russia", "United States"]
at = "2016-09-14 20:00 +03:00"
reason = "agreed by telephone"
cites = ["a.md"]

[[decision]]
act = "restart"
of = "Adherence"
by = ["Russia"]
at = 2016-09-15T20:00:00+03:00
reason = "r"

[[decision]]
act = "withdraw"
by = "Russia"
at = "2016-09-14T17:00:00Z"
reason = "r"

[[decision]]
act = "join"
actor = "A"
party = "P"
at = "2016-09-14 20:00 MSK"
reason = "r"

[[decision]]
act = "leave"
actor = "A"
at = "2016-09-14 20:00 Asia/Damascus"
reason = "r"

[[decision]]
act = "merge"
claims = ["C-1-1", "C-2-1"]
at = "2016-09-14 20:00 UTC"
reason = "r"

[[decision]]
act = "split"
claims = ["C-1-1", "C-2-1"]
at = "2016-09-14 20:00 UTC"
reason = "r"

[[decision]]
act = "verify"
incident = "I-1"
state = "verified"
at = "2016-09-14 20:00 UTC"
reason = "r"

[[decision]]
act = "attribute"
incident = "I-1"
to = "A"
at = "2016-09-14 20:00 UTC"
reason = "r"

[[decision]]
act = "find"
term = "1.a"
incident = "I-1"
determination = "not established"
at = "2016-09-14 20:00 UTC"
reason = "r"
"#;
    let read = decisions(toml, "decisions.toml").unwrap();
    let claims = || vec![ClaimId::new("C-1-1"), ClaimId::new("C-2-1")];
    let incident = || IncidentId::new("I-1");
    let acts: Vec<Act> = read.iter().map(|d| d.act.clone()).collect();
    assert_eq!(
        acts,
        [
            Act::Extend {
                of: "First window".into(),
                seconds: 172_800,
                by: vec!["Russia".into(), "United States".into()]
            },
            Act::Restart { of: "Adherence".into(), by: vec!["Russia".into()] },
            Act::Withdraw { by: "Russia".into() },
            Act::Join { actor: "A".into(), party: "P".into() },
            Act::Leave { actor: "A".into() },
            Act::Merge { claims: claims() },
            Act::Split { claims: claims() },
            Act::Verify { incident: incident(), state: Verification::Verified },
            Act::Attribute { incident: incident(), to: "A".into() },
            Act::Find {
                term: "1.a".into(),
                incident: incident(),
                determination: Determination::NotEstablished
            },
        ]
    );
    let at: Vec<String> = read.iter().take(4).map(|d| d.at.to_string()).collect();
    assert_eq!(
        at,
        [
            "2016-09-14T17:00:00Z",
            "2016-09-15T17:00:00Z",
            "2016-09-14T17:00:00Z",
            "2016-09-14T17:00:00Z"
        ]
    );
    assert_eq!(read[0].cites, ["a.md"]);
}

#[test]
fn faults_of_decisions() {
    let fault = |rest: &str| {
        decisions(&format!("[[decision]]\n{rest}\n"), "decisions.toml").unwrap_err().to_string()
    };
    let end = "\nat = \"2016-09-14 20:00 +03:00\"\nreason = \"r\"";
    let faults = [
        fault(&format!("act = \"surrender\"{end}")),
        fault(&format!("act = \"leave\"\nactor = \"A\"\nparty = \"P\"{end}")),
        fault(&format!("act = \"extend\"\nof = \"w\"\nby = [\"A\"]\nlasts = \"two days\"{end}")),
        fault(&format!("act = \"extend\"\nof = \"w\"\nby = []\nlasts = \"2 days\"{end}")),
        fault(&format!("act = \"merge\"\nclaims = [\"C-1\"]{end}")),
        fault(&format!("act = \"verify\"\nincident = \"I-1\"\nstate = \"sure\"{end}")),
        fault("act = \"leave\"\nactor = \"A\"\nat = \"2016-09-14 20:00\"\nreason = \"r\""),
        fault("act = \"leave\"\nactor = \"A\"\nat = \"2016-09-14 +03:00\"\nreason = \"r\""),
        fault("act = \"leave\"\nactor = \"A\"\nat = \"2016-09-31 10:00 +03:00\"\nreason = \"r\""),
        fault("act = \"leave\"\nactor = \"A\"\nat = \"2016-09-14 20:00 +03:00\""),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}
