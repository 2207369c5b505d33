//! Where the test data lies beside the checkout, and MonPoly's way of writing verdicts.
// Each test file uses a part of it; a test may stop where it stands.
#![allow(dead_code, clippy::expect_used, clippy::unwrap_used, clippy::panic)]

pub mod generate;
pub mod textbook;
pub mod wide;

use std::collections::BTreeMap;
use std::path::PathBuf;

use armistice_monitor::{Value, Verdict};

/// A folder of the shared data; `None`, said aloud, where it is absent. Under `CI=true` it must be
/// there.
pub fn data(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is absent", path.display());
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// Verdicts as MonPoly prints them, one line per time point, in a form that does not depend on the
/// order of tuples within a line.
pub fn lines(verdicts: &[Verdict]) -> Vec<String> {
    let mut points: BTreeMap<usize, (i64, Vec<String>)> = BTreeMap::new();
    for verdict in verdicts {
        let point = points.entry(verdict.time_point).or_insert((verdict.ts, Vec::new()));
        let values: Vec<String> = verdict.bindings.iter().map(plain).collect();
        point.1.push(if values.is_empty() {
            "true".to_owned()
        } else {
            format!("({})", values.join(","))
        });
    }
    points
        .into_iter()
        .map(|(time_point, (ts, mut tuples))| {
            tuples.sort();
            format!("@{ts} (time point {time_point}): {}", tuples.join(" "))
        })
        .collect()
}

/// MonPoly writes texts without quotes or with them by the case, and `1.0` as `1`.
fn plain(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.get().to_string(),
        Value::Str(text) => text.to_string(),
    }
}

/// Expected lines in the same form.
pub fn expected(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (head, tuples) = line.split_once(": ").expect("a verdict line");
            let tuples = tuples.replace('"', "");
            let mut tuples: Vec<String> = tuples
                .trim()
                .split(") (")
                .map(|tuple| {
                    let inner = tuple.trim_start_matches('(').trim_end_matches(')');
                    if inner == "true" { inner.to_owned() } else { format!("({inner})") }
                })
                .collect();
            tuples.sort();
            format!("{head}: {}", tuples.join(" "))
        })
        .collect()
}
