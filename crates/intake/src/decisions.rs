//! `decisions.toml`: what people decided.

use crate::case_file::{CaseFile, Entry};
use crate::refusal::{Refusal, quoted};
use armistice_model::{Act, ClaimId, Decision, Determination, IncidentId, Verification};

const KEYS: &[&str] = &[
    "act",
    "of",
    "lasts",
    "by",
    "at",
    "reason",
    "cites",
    "claims",
    "incident",
    "state",
    "to",
    "term",
    "determination",
    "actor",
    "party",
];

const STATES: [(&str, Verification); 4] = [
    ("reported", Verification::Reported),
    ("corroborated", Verification::Corroborated),
    ("verified", Verification::Verified),
    ("unverifiable", Verification::Unverifiable),
];

const DETERMINATIONS: [(&str, Determination); 3] = [
    ("established", Determination::Established),
    ("not_established", Determination::NotEstablished),
    ("unattributable", Determination::Unattributable),
];

/// Reads a case's decisions, in the order of the file. Each `[[decision]]` has `act`, `at` (with
/// its offset), `reason`, `cites`, and what its act needs:
///
/// | act | needs |
/// |---|---|
/// | `extend` | `of` (a window), `lasts` ("48 h"), `by` (a list) |
/// | `restart` | `of` (a clock), `by` (a list) |
/// | `withdraw` | `by` (one name) |
/// | `join` | `actor`, `party` |
/// | `leave` | `actor` |
/// | `merge`, `split` | `claims` (two or more) |
/// | `verify` | `incident`, `state` (reported, corroborated, verified, unverifiable) |
/// | `attribute` | `incident`, `to` |
/// | `find` | `term`, `incident`, `determination` (established, not_established, unattributable) |
///
/// # Errors
/// The first fault: broken TOML, an unknown key, a missing, wrong or misplaced value.
pub fn decisions(toml: &str, file: &str) -> Result<Vec<Decision>, Refusal> {
    CaseFile::new(toml, file).entries("decision", KEYS, |entry| {
        let word = entry.needed_text("act")?;
        let act = act(&entry, word)?;
        let decision = Decision {
            act,
            at: entry.needed_instant("at")?,
            reason: entry.needed_text("reason")?.to_string(),
            cites: entry.texts("cites")?,
        };
        entry.nothing_else(&format!("the act {}", quoted(word)))?;
        Ok(decision)
    })
}

fn act(entry: &Entry<'_>, word: &str) -> Result<Act, Refusal> {
    let text = |key| entry.needed_text(key).map(str::to_string);
    let incident = || entry.needed_text("incident").map(IncidentId::new);
    let claims = || -> Result<Vec<ClaimId>, Refusal> {
        Ok(entry.needed_texts("claims", 2)?.into_iter().map(ClaimId::new).collect())
    };
    Ok(match word {
        "extend" => Act::Extend {
            of: text("of")?,
            seconds: seconds(entry)?,
            by: entry.needed_texts("by", 1)?,
        },
        "restart" => Act::Restart { of: text("of")?, by: entry.needed_texts("by", 1)? },
        "withdraw" => Act::Withdraw { by: text("by")? },
        "join" => Act::Join { actor: text("actor")?, party: text("party")? },
        "leave" => Act::Leave { actor: text("actor")? },
        "merge" => Act::Merge { claims: claims()? },
        "split" => Act::Split { claims: claims()? },
        "verify" => Act::Verify { incident: incident()?, state: one_of(entry, "state", &STATES)? },
        "attribute" => Act::Attribute { incident: incident()?, to: text("to")? },
        "find" => Act::Find {
            term: text("term")?,
            incident: incident()?,
            determination: one_of(entry, "determination", &DETERMINATIONS)?,
        },
        _ => {
            return Err(entry.fault_at(
                "act",
                format!("{} is no act", quoted(word)),
                "known are extend, restart, withdraw, join, leave, merge, split, verify, \
                 attribute, find; what names an entry of the ledger is decided on the command line",
            ));
        }
    })
}

fn one_of<T: Copy>(
    entry: &Entry<'_>,
    key: &'static str,
    known: &[(&str, T)],
) -> Result<T, Refusal> {
    let word = entry.needed_text(key)?;
    let plain = word.to_ascii_lowercase().replace(['-', ' '], "_");
    known.iter().find(|(w, _)| *w == plain).map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<&str> = known.iter().map(|(w, _)| *w).collect();
        entry.fault_at(
            key,
            format!("{} is no {key}", quoted(word)),
            format!("known are {}", words.join(", ")),
        )
    })
}

/// `lasts = "48 h"` in seconds: a whole number and a unit from seconds to weeks.
fn seconds(entry: &Entry<'_>) -> Result<i64, Refusal> {
    let text = entry.needed_text("lasts")?;
    let bare = text.trim();
    let split = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
    let (number, unit) = bare.split_at(split);
    let unit = match unit.trim() {
        "s" | "sec" | "second" | "seconds" => Some(1),
        "min" | "minute" | "minutes" => Some(60),
        "h" | "hour" | "hours" => Some(3600),
        "d" | "day" | "days" => Some(86_400),
        "week" | "weeks" => Some(7 * 86_400),
        _ => None,
    };
    // A hundred years: longer is a slip of the pen.
    let most = 100 * 366 * 86_400;
    let seconds = number.parse::<i64>().ok().zip(unit).and_then(|(n, u)| n.checked_mul(u));
    seconds.filter(|s| (1..=most).contains(s)).ok_or_else(|| {
        entry.fault_at(
            "lasts",
            format!("{} is no length of time", quoted(text)),
            "write a whole number and a unit: \"48 h\", \"7 days\", \"30 min\"",
        )
    })
}
