//! `armistice decide`: a person's decision, signed, with its reason.

use crate::args::{ActName, Decide};
use crate::case::{AsOf, Judged, Known, instant};
use crate::entry::Payload;
use crate::failure::{Doing, Failure};
use crate::folder::Folder;
use crate::key;
use crate::screen::Screen;
use armistice_deal::Deal;
use armistice_ledger::NewEntry;
use armistice_model::{Act, ClaimId, Decision, Determination, IncidentId, Verification};
use jiff::{SignedDuration, Timestamp};
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Decide, screen: &Screen) -> Result<ExitCode, Failure> {
    let folder = Folder::at(&args.case)?;
    let ledger = folder.open(screen)?;
    let known = Known::of_ledger(&ledger, &AsOf::Everything, screen)?;
    let judged = known.judged(None, screen)?;
    let deal = known.deal()?;
    let reason = args.reason.clone().filter(|r| !r.trim().is_empty()).ok_or_else(|| {
        Failure::new("a decision needs its reason: add --reason \"…\"; it is kept with the decision for ever")
    })?;
    let at = match &args.at {
        Some(text) => instant(text, &deal.zone)?,
        // Whole seconds: a stamp finer than the ledger's own says nothing.
        None => Timestamp::from_second(Timestamp::now().as_second()).doing("read the clock")?,
    };
    for cited in &args.cite {
        if !known.reports.iter().any(|r| r.id.as_str() == cited)
            && !known.files.values().any(|f| f == cited)
        {
            return Err(Failure::new(format!(
                "--cite {cited}: no report of this id or file name is in the ledger"
            )));
        }
    }
    let decision = Decision {
        act: act(&args.act, deal, &known, &judged)?,
        at,
        reason,
        cites: args.cite.clone(),
    };
    let author = key::own()?;
    let mut writer = folder.writer()?;
    let entry = NewEntry {
        recorded: Timestamp::now().as_second(),
        payload: Payload::Decision(decision.clone()).bytes(),
    };
    let entries = writer.append(&author, &[entry])?;
    if screen.json {
        screen.data(&armistice_publish::json_bytes(&decision))?;
    }
    screen.say(format!(
        "entered as ledger entry {}, signed by {} ({})",
        entries.start,
        author.name(),
        author.public().fingerprint()
    ))?;
    if let Some(warning) = incomplete(&decision.act, deal) {
        screen.note(warning);
    }
    Ok(ExitCode::SUCCESS)
}

fn act(name: &ActName, deal: &Deal, known: &Known, judged: &Judged) -> Result<Act, Failure> {
    Ok(match name {
        ActName::Merge { claims } => Act::Merge { claims: self::claims(claims, judged)? },
        ActName::Split { claims } => Act::Split { claims: self::claims(claims, judged)? },
        ActName::Verify { incident: id, state } => Act::Verify {
            incident: incident(id, judged)?,
            state: word::<Verification>(state, "reported, corroborated, verified, unverifiable")?,
        },
        ActName::Attribute { incident: id, to } => {
            let actor = known.actors.find(to).ok_or_else(|| {
                Failure::new(format!("no actor `{to}` in actors.toml; add it there first"))
            })?;
            Act::Attribute { incident: incident(id, judged)?, to: actor.name.clone() }
        }
        ActName::Find { term, incident: id, determination } => {
            if deal.term(term).is_none() {
                let numbers: Vec<&str> = deal.terms.iter().map(|t| t.number.as_str()).collect();
                return Err(Failure::new(format!(
                    "no term `{term}` in the deal; there are {}",
                    numbers.join(", ")
                )));
            }
            Act::Find {
                term: term.clone(),
                incident: incident(id, judged)?,
                determination: word::<Determination>(
                    determination,
                    "established, not-established, unattributable",
                )?,
            }
        }
        ActName::Extend { window, lasts, by } => Act::Extend {
            of: named(window, deal.windows.iter().map(|w| w.name.as_str()), "window")?,
            seconds: seconds(lasts)?,
            by: guarantors(by, deal)?,
        },
        ActName::Restart { clock, by } => Act::Restart {
            of: named(clock, deal.clocks.iter().map(|c| c.name.as_str()), "clock")?,
            by: guarantors(by, deal)?,
        },
        ActName::Withdraw { by } => Act::Withdraw {
            by: named(by, deal.may_withdraw.iter().map(String::as_str), "body that may withdraw")?,
        },
        ActName::Join { actor, party } => Act::Join {
            actor: known.actors.find(actor).map_or_else(|| actor.clone(), |a| a.name.clone()),
            party: named(party, deal.parties.iter().map(|p| p.name.as_str()), "party")?,
        },
        ActName::Leave { actor } => Act::Leave {
            actor: known.actors.find(actor).map_or_else(|| actor.clone(), |a| a.name.clone()),
        },
    })
}

fn claims(names: &[String], judged: &Judged) -> Result<Vec<ClaimId>, Failure> {
    names
        .iter()
        .map(|name| {
            judged.claims.iter().find(|c| c.id.as_str() == name).map(|c| c.id.clone()).ok_or_else(
                || Failure::new(format!("no claim `{name}`; list them with `armistice claims`")),
            )
        })
        .collect()
}

fn incident(name: &str, judged: &Judged) -> Result<IncidentId, Failure> {
    judged.incidents.iter().find(|i| i.id.as_str() == name).map(|i| i.id.clone()).ok_or_else(|| {
        Failure::new(format!("no incident `{name}`; list them with `armistice incidents`"))
    })
}

fn word<T: serde::de::DeserializeOwned>(text: &str, known: &str) -> Result<T, Failure> {
    serde_json::from_value(serde_json::Value::String(text.replace('-', "_")))
        .map_err(|_| Failure::new(format!("`{text}` is none of {known}")))
}

fn named<'a>(
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
        .map(|name| named(name, deal.guarantors.iter().map(|g| g.name.as_str()), "guarantor"))
        .collect::<Result<Vec<String>, Failure>>()?;
    by.sort();
    by.dedup();
    Ok(by)
}

fn seconds(text: &str) -> Result<i64, Failure> {
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

/// Says so when an act is entered that by itself changes nothing.
fn incomplete(act: &Act, deal: &Deal) -> Option<String> {
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
