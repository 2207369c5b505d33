//! Verdicts of another monitor's test suite, one folder per case: `sig formula trace expected`.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use armistice_monitor::{Checked, End, Signature, Stream, evaluate, parse_formula};

/// The cases that are out of scope, each with the reason.
const OUT_OF_SCOPE: [(&str, &str); 2] = [
    ("cases-generated/f056_t0", "LETPAST: a definition that refers to its own past"),
    ("cases-genjoin/jfrz_cluster", "FRZ: freezes a relation at a time point"),
];

fn verdicts(case: &Path) -> Result<(Vec<String>, Vec<String>), String> {
    let read = |name: &str| fs::read_to_string(case.join(name)).map_err(|error| error.to_string());
    let signature = Signature::parse(&read("sig")?).map_err(|error| error.to_string())?;
    let formula = parse_formula(&read("formula")?).map_err(|error| error.to_string())?;
    let stream = Stream::parse(&read("trace")?, &signature).map_err(|error| error.to_string())?;
    let checked = Checked::new(formula, &signature).map_err(|error| error.to_string())?;
    // These expectations take the end of the trace for the end of everything.
    let found = evaluate(&checked, &stream, End::Closed);
    Ok((shared::lines(&found), shared::expected(&read("expected")?)))
}

#[test]
fn every_case_passes_or_is_named_as_out_of_scope() {
    let Some(data) = shared::data("monitor") else {
        return;
    };
    let mut outcomes: BTreeMap<String, Result<(), String>> = BTreeMap::new();
    for set in ["cases-corpus", "cases-generated", "cases-genjoin", "cases-regression"] {
        for case in fs::read_dir(data.join(set)).unwrap() {
            let case = case.unwrap();
            let name = format!("{set}/{}", case.file_name().to_string_lossy());
            let outcome = verdicts(&case.path()).and_then(|(found, expected)| {
                if found == expected {
                    Ok(())
                } else {
                    let difference =
                        found.iter().zip(&expected).find(|(found, expected)| found != expected);
                    Err(format!(
                        "{} lines, expected {}; first difference {difference:?}",
                        found.len(),
                        expected.len(),
                    ))
                }
            });
            outcomes.insert(name, outcome);
        }
    }
    assert_eq!(outcomes.len(), 228);
    let wrong: Vec<String> = outcomes
        .iter()
        .filter_map(|(name, outcome)| {
            let excused = OUT_OF_SCOPE.iter().find(|(excused, _)| excused == name);
            match (outcome, excused) {
                (Ok(()), None) | (Err(_), Some(_)) => None,
                (Err(error), None) => Some(format!("{name}: {error}")),
                (Ok(()), Some((_, reason))) => {
                    Some(format!("{name} passes; it is listed as out of scope ({reason})"))
                }
            }
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    for (name, _) in OUT_OF_SCOPE {
        assert!(outcomes.contains_key(name), "{name} is listed but not there");
    }
}

#[test]
fn the_ceasefire_policies_have_monpolys_verdicts() {
    let Some(data) = shared::data("monitor/ceasefire") else {
        return;
    };
    let read = |name: &str| fs::read_to_string(data.join(name)).unwrap();
    let signature = Signature::parse(&read("ceasefire.sig")).unwrap();
    let stream = Stream::parse(&read("log-10k.log"), &signature).unwrap();
    for policy in 1..=9 {
        let formula = parse_formula(&read(&format!("p{policy}.mfotl"))).unwrap();
        let checked = Checked::new(formula, &signature).unwrap();
        let started = std::time::Instant::now();
        let found = shared::lines(&evaluate(&checked, &stream, End::Closed));
        eprintln!("p{policy}: {:?}", started.elapsed());
        let expected = shared::expected(&read(&format!("p{policy}.expected")));
        assert!(
            found == expected,
            "p{policy}: {} lines, expected {}; first difference {:?}",
            found.len(),
            expected.len(),
            found.iter().zip(&expected).find(|(a, b)| a != b)
        );
    }
}
