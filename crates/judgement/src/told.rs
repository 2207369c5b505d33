//! Why a breach counts, or why it is not certain: one line that a mediator can read.

use crate::breach::{Level, voices};
use crate::duty;
use crate::verdicts::View;
use armistice_deal::{Pattern, place_key};
use armistice_model::{Claim, EventKind, SourceId, When};
use std::collections::BTreeSet;

/// Why a claim fits a pattern only possibly: what the pattern asks and the claim leaves open.
pub fn doubts(view: &View, claim: &Claim, pattern: &Pattern) -> Vec<String> {
    let mut doubts = Vec::new();
    if !pattern.kinds.iter().any(|word| claim.kind.certainly(word)) {
        doubts.push(format!("{} need not be {}", a(claim.kind), pattern.kinds.join(" or ")));
    }
    let (by, on) = (!pattern.by.is_empty(), !pattern.on.is_empty());
    match claim.by.0.as_slice() {
        [] if by => doubts.push("no author is named".to_string()),
        [_, _, ..] if by && claim.by == claim.on => {
            doubts.push(format!("who struck whom is not told ({})", claim.by.0.join(" or ")));
        }
        [_, _, ..] if by => doubts.push(format!("by {}", claim.by.0.join(" or "))),
        _ => {}
    }
    if on && claim.on.is_open() && claim.casualties.civilians_killed.is_none_or(|c| c.low == 0) {
        doubts.push("no target is named".to_string());
    }
    let named = claim.by.0.iter().filter(|_| by).chain(claim.on.0.iter().filter(|_| on));
    for name in named {
        let mixed = view.input.deal.mixed.iter().find(|m| m.name.eq_ignore_ascii_case(name));
        if let Some(mixed) = mixed {
            doubts.push(format!("“{name}” may be {}", mixed.may_be.join(" or ")));
        }
    }
    if let Some(place) = &pattern.place {
        doubts.push(format!("whether it was {} is not told that precisely", place_key(place)));
    }
    if !pattern.weapons.is_empty() && claim.weapon.is_none() {
        doubts.push("no weapon is named".to_string());
    }
    if pattern.more_than.is_some() && claim.count.is_none() {
        doubts.push("no number is told".to_string());
    }
    if matches!(claim.when, When::Throughout(_)) {
        doubts.push("told of several days together".to_string());
    }
    doubts
}

/// Who says what, and how firmly it stands.
pub fn reason(view: &View, claims: &[&Claim], level: Level, doubts: &BTreeSet<String>) -> String {
    let voices = voices(claims);
    let mut said = match level {
        Level::Possible => format!("reported by {}", list(view, &voices)),
        Level::Alleged => format!("alleged by {}", list(view, &voices)),
        Level::Corroborated => {
            format!("told by {}, who do not lean on each other", list(view, &voices))
        }
    };
    if let Some(first) = claims.first() {
        let (by, on) = (first.by.0.join(" or "), first.on.0.join(" or "));
        said.push_str(&format!(": {}", first.kind));
        if !by.is_empty() && by != on {
            said.push_str(&format!(" by {by}"));
        }
        if !on.is_empty() {
            said.push_str(&format!("{} {on}", if by == on { " between" } else { " on" }));
        }
        // The one place where a lumped name is taken for a bound party: say so.
        let lumped =
            first.by.0.iter().any(|name| {
                view.input.deal.mixed.iter().any(|m| m.name.eq_ignore_ascii_case(name))
            });
        if level > Level::Possible && first.kind == EventKind::CeasefireBreach && lumped {
            said.push_str(
                " — the name lumps groups; who calls it a breach says that somebody bound did it",
            );
        }
    }
    if level == Level::Possible && !doubts.is_empty() {
        said.push_str(&format!(
            " — not certain: {}",
            doubts.iter().cloned().collect::<Vec<_>>().join("; ")
        ));
    }
    said
}

/// Why a request stands unanswered.
pub fn unanswered(view: &View, saying: &[&Claim], asked: duty::Asked, certain: bool) -> String {
    let (answer, within) = (asked.answer.kinds.join(" or "), hours(asked.within));
    let voices = voices(saying);
    match (certain, voices.as_slice()) {
        (false, _) => {
            format!("asked for; whether {answer} followed within {within} is not certain")
        }
        (true, []) => format!(
            "asked for, and no {answer} is known within {within}; on this day nobody in this \
             perspective says that it did not come"
        ),
        (true, voices) => format!(
            "asked for, no {answer} known within {within}, and {} {} that it did not come",
            list(view, voices),
            if voices.len() == 1 { "says" } else { "say" }
        ),
    }
}

/// Why a deadline counts as missed.
pub fn overdue(act: &Pattern, certain: bool) -> String {
    let known = if certain { "is known" } else { "is certain" };
    format!("the deadline passed, and no {} {known}", act.kinds.join(" or "))
}

fn a(kind: EventKind) -> String {
    let word = kind.word();
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}

fn hours(seconds: i64) -> String {
    if seconds % 86_400 == 0 && seconds >= 7 * 86_400 {
        format!("{} days", seconds / 86_400)
    } else {
        format!("{} hours", seconds / 3600)
    }
}

/// Names that anybody may read.
fn list(view: &View, voices: &[SourceId]) -> String {
    voices.iter().map(|v| view.input.sources.public_name(v)).collect::<Vec<_>>().join(", ")
}
