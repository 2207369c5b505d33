//! What people may decide: an act is checked against the case before it is signed.

use crate::failure::Failure;
use crate::judged::Judged;
use crate::known::Known;
use crate::rulings::Ruling;
use armistice_deal::Deal;
use armistice_model::{Act, ClaimId, IncidentId, ReportId};
use jiff::SignedDuration;

/// What an act may name, beside what [`Known`] holds.
pub trait Named {
    /// Whether there is such a claim.
    ///
    /// # Errors
    /// When it cannot be looked up.
    fn has_claim(&self, id: &ClaimId) -> Result<bool, Failure>;

    /// Whether there is such an incident.
    ///
    /// # Errors
    /// When it cannot be looked up.
    fn has_incident(&self, id: &IncidentId) -> Result<bool, Failure>;

    /// Whether there is such a report.
    ///
    /// # Errors
    /// When it cannot be looked up.
    fn has_report(&self, id: &ReportId) -> Result<bool, Failure>;
}

/// A case that is held in memory.
impl Named for (&Known, &Judged) {
    fn has_claim(&self, id: &ClaimId) -> Result<bool, Failure> {
        Ok(self.1.claims.iter().any(|c| c.id == *id))
    }

    fn has_incident(&self, id: &IncidentId) -> Result<bool, Failure> {
        Ok(self.1.incidents.iter().any(|i| i.id == *id))
    }

    fn has_report(&self, id: &ReportId) -> Result<bool, Failure> {
        Ok(self.0.arrivals.contains_key(id))
    }
}

/// An act as it is to be entered: every name in it found in the case and spelt as it is there.
///
/// # Errors
/// When it names something that the case does not have; the words say what there is.
pub fn enact(act: Act, known: &Known, named: &impl Named) -> Result<Act, Failure> {
    let deal = known.deal()?;
    let incident = |id: IncidentId| match named.has_incident(&id)? {
        true => Ok(id),
        false => {
            Err(Failure::new(format!("no incident `{id}`; list them with `armistice incidents`")))
        }
    };
    let actor = |name: String| known.actors.find(&name).map_or(name, |actor| actor.name.clone());
    Ok(match act {
        Act::Merge { claims } => Act::Merge { claims: several(claims, named)? },
        Act::Split { claims } => Act::Split { claims: several(claims, named)? },
        Act::Verify { incident: id, state } => Act::Verify { incident: incident(id)?, state },
        Act::Attribute { incident: id, to } => {
            let actor = known.actors.find(&to).ok_or_else(|| {
                Failure::new(format!("no actor `{to}` in actors.toml; add it there first"))
            })?;
            Act::Attribute { incident: incident(id)?, to: actor.name.clone() }
        }
        Act::Find { term, incident: id, determination } => {
            if deal.term(&term).is_none() {
                let numbers: Vec<&str> = deal.terms.iter().map(|t| t.number.as_str()).collect();
                return Err(Failure::new(format!(
                    "no term `{term}` in the deal; there are {}",
                    numbers.join(", ")
                )));
            }
            Act::Find { term, incident: incident(id)?, determination }
        }
        Act::Extend { of, seconds, by } => {
            if seconds <= 0 {
                return Err(Failure::new("a window is extended by more than no time"));
            }
            let of = one_of(&of, deal.windows.iter().map(|w| w.name.as_str()), "window")?;
            Act::Extend { of, seconds, by: guarantors(&by, deal)? }
        }
        Act::Restart { of, by } => Act::Restart {
            of: one_of(&of, deal.clocks.iter().map(|c| c.name.as_str()), "clock")?,
            by: guarantors(&by, deal)?,
        },
        Act::Withdraw { by } => Act::Withdraw {
            by: one_of(
                &by,
                deal.may_withdraw.iter().map(String::as_str),
                "body that may withdraw",
            )?,
        },
        Act::Join { actor: name, party } => {
            Act::Join { actor: actor(name), party: self::party(&party, deal)? }
        }
        Act::Leave { actor: name } => Act::Leave { actor: actor(name) },
        Act::Accept { report } => Act::Accept { report: self::report(report, named)? },
        Act::SetAside { report } => Act::SetAside { report: self::report(report, named)? },
        Act::Ask { incident: id, party, question } => Act::Ask {
            incident: incident(id)?,
            party: self::party(&party, deal)?,
            question: words(question, "a question")?,
        },
        Act::Answer { to, answer } => {
            let asked = ruling(to, known)?;
            if !matches!(asked.decision.act, Act::Ask { .. }) {
                return Err(Failure::new(format!("ledger entry {to} asks nothing")));
            }
            Act::Answer { to, answer: words(answer, "an answer")? }
        }
        Act::Undo { of: entry } => {
            if let Some(by) = ruling(entry, known)?.undone_by {
                return Err(Failure::new(format!(
                    "the decision in ledger entry {entry} was undone by entry {by}; to have it back, undo that one"
                )));
            }
            Act::Undo { of: entry }
        }
    })
}

fn several(claims: Vec<ClaimId>, named: &impl Named) -> Result<Vec<ClaimId>, Failure> {
    if claims.len() < 2 {
        return Err(Failure::new("name two or more claims"));
    }
    for id in &claims {
        if !named.has_claim(id)? {
            return Err(Failure::new(format!(
                "no claim `{id}`; list them with `armistice claims`"
            )));
        }
    }
    Ok(claims)
}

fn report(id: ReportId, named: &impl Named) -> Result<ReportId, Failure> {
    if named.has_report(&id)? {
        return Ok(id);
    }
    Err(Failure::new(format!("no report `{id}`; list them with `armistice reports`")))
}

fn ruling(entry: u64, known: &Known) -> Result<&Ruling, Failure> {
    let found = known.rulings.iter().find(|r| r.entry == entry);
    found.ok_or_else(|| {
        Failure::new(format!(
            "ledger entry {entry} is no decision; list the entries with `armistice ledger log`"
        ))
    })
}

fn words(text: String, what: &str) -> Result<String, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::new(format!("{what} needs words")));
    }
    Ok(text)
}

fn party(name: &str, deal: &Deal) -> Result<String, Failure> {
    one_of(name, deal.parties.iter().map(|p| p.name.as_str()), "party")
}

fn one_of<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
    what: &str,
) -> Result<String, Failure> {
    let known: Vec<&str> = known.collect();
    known.iter().find(|k| k.eq_ignore_ascii_case(name)).map(|k| (*k).to_string()).ok_or_else(|| {
        Failure::new(format!("no {what} `{name}` in the deal; there are: {}", known.join(", ")))
    })
}

fn guarantors(names: &[String], deal: &Deal) -> Result<Vec<String>, Failure> {
    let mut by = names
        .iter()
        .map(|name| one_of(name, deal.guarantors.iter().map(|g| g.name.as_str()), "guarantor"))
        .collect::<Result<Vec<String>, Failure>>()?;
    by.sort();
    by.dedup();
    Ok(by)
}

/// A length of time as people write it, in seconds: `48h`, `7d`, `2d12h`.
///
/// # Errors
/// When it is none, or not more than nothing.
pub fn seconds(text: &str) -> Result<i64, Failure> {
    let wrong = || Failure::new(format!("`{text}` is no length of time; write 48h, 7d or 2d12h"));
    let days = text.trim().split_once('d');
    let (days, rest) = match days {
        Some((days, rest)) => (days.trim().parse::<i64>().map_err(|_| wrong())?, rest.trim()),
        None => (0, text.trim()),
    };
    let rest = if rest.is_empty() {
        SignedDuration::ZERO
    } else {
        rest.parse::<SignedDuration>().map_err(|_| wrong())?
    };
    let total =
        days.checked_mul(86_400).and_then(|d| d.checked_add(rest.as_secs())).ok_or_else(wrong)?;
    if total <= 0 { Err(wrong()) } else { Ok(total) }
}

/// Says so when an act by itself changes nothing.
pub fn incomplete(act: &Act, deal: &Deal) -> Option<String> {
    let (needed, by): (&[String], &[String]) = match act {
        Act::Extend { of, by, .. } => {
            (&deal.windows.iter().find(|w| w.name == *of)?.extended_by, by)
        }
        Act::Restart { of, by } => (&deal.clocks.iter().find(|c| c.name == *of)?.restarts_by, by),
        _ => return None,
    };
    let missing: Vec<&str> =
        needed.iter().filter(|n| !by.contains(n)).map(String::as_str).collect();
    (!missing.is_empty()).then(|| {
        format!(
            "note: on record, without effect until {} agrees in one decision",
            missing.join(" and ")
        )
    })
}

/// An act in few words.
pub fn act_words(act: &Act) -> String {
    let claims =
        |claims: &[ClaimId]| claims.iter().map(ClaimId::as_str).collect::<Vec<_>>().join(" ");
    let word = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|v| v.as_str().map(|w| w.replace('_', " "))).unwrap_or_default()
    };
    match act {
        Act::Merge { claims: of } => format!("merge {}", claims(of)),
        Act::Split { claims: of } => format!("split {}", claims(of)),
        Act::Verify { incident, state } => {
            format!("verify {incident} {}", word(serde_json::to_value(state)))
        }
        Act::Attribute { incident, to } => format!("attribute {incident} to {to}"),
        Act::Find { term, incident, determination } => {
            format!("find {term} {incident} {}", word(serde_json::to_value(determination)))
        }
        Act::Extend { of, seconds, by } => {
            format!("extend “{of}” by {} h ({})", seconds / 3600, by.join(", "))
        }
        Act::Restart { of, by } => format!("restart “{of}” ({})", by.join(", ")),
        Act::Withdraw { by } => format!("withdraw {by}"),
        Act::Join { actor, party } => format!("join {actor} to {party}"),
        Act::Leave { actor } => format!("leave {actor}"),
        Act::Accept { report } => format!("accept {report}"),
        Act::SetAside { report } => format!("set aside {report}"),
        Act::Ask { incident, party, question } => {
            format!("ask {party} about {incident}: “{question}”")
        }
        Act::Answer { to, answer } => format!("answer to entry {to}: “{answer}”"),
        Act::Undo { of: entry } => format!("undo entry {entry}"),
    }
}
