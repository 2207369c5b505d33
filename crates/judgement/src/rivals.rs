//! Rival counts: what each voice counts for itself, side by side and never added.

use crate::Input;
use armistice_model::{Claim, Count, RivalCount, Scope, SourceId, Stance};
use jiff::civil::Date;
use std::collections::HashMap;

/// Tallies and tolls that voices give, and their counts of dead where several events are told
/// together, for the days of the board.
pub fn counts(input: &Input, days: &[Date]) -> Vec<RivalCount> {
    let zone = &input.deal.zone;
    let (Some(first_day), Some(last_day)) = (days.first(), days.last()) else { return Vec::new() };
    let mut counts: Vec<RivalCount> = input
        .claims
        .iter()
        .filter(|claim| claim.stance != Stance::Denied)
        .filter_map(|claim| {
            let (what, dated) = match claim.scope {
                Scope::Tally => ("breaches", claim.when.interval()?),
                Scope::Summary => ("killed", claim.when.interval()?),
                Scope::Incident | Scope::Toll => return None,
            };
            let (day, until) = dated.civil_days(zone);
            if until < *first_day || day > *last_day || nothing_counted(claim) {
                return None;
            }
            Some(RivalCount {
                day,
                until,
                incident: None,
                voice: claim.voice.clone(),
                what: what.to_string(),
                by: claim.by.clone(),
                place: claim.place.name.clone(),
                count: claim.count,
                casualties: claim.casualties,
                claim: claim.id.clone(),
            })
        })
        .collect();
    counts.extend(of_incidents(input, *first_day, *last_day));
    counts.sort_by(|a, b| {
        (a.day, a.until, &a.incident, &a.voice, &a.claim).cmp(&(
            b.day,
            b.until,
            &b.incident,
            &b.voice,
            &b.claim,
        ))
    });
    counts.dedup_by(|a, b| {
        (a.day, a.until, &a.incident, &a.voice, &a.what, &a.by, &a.place, &a.count, &a.casualties)
            == (
                b.day,
                b.until,
                &b.incident,
                &b.voice,
                &b.what,
                &b.by,
                &b.place,
                &b.count,
                &b.casualties,
            )
    });
    counts
}

/// The dead of one incident as different voices count them, where their counts differ.
fn of_incidents(input: &Input, first_day: Date, last_day: Date) -> Vec<RivalCount> {
    let zone = &input.deal.zone;
    let by_id: HashMap<&str, &Claim> =
        input.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let mut counts = Vec::new();
    for incident in input.incidents.iter().filter(|i| i.voices > 1 && i.scope == Scope::Incident) {
        let Some((day, until)) = incident.when.interval().map(|i| i.civil_days(zone)) else {
            continue;
        };
        if until < first_day || day > last_day {
            continue;
        }
        let mut told: Vec<(&SourceId, Count, &Claim)> = incident
            .claims
            .iter()
            .filter_map(|id| by_id.get(id.as_str()).copied())
            .filter(|claim| claim.stance != Stance::Denied)
            .filter_map(|claim| Some((&claim.voice, claim.casualties.killed?, claim)))
            // A toll that has risen is no rival of itself.
            .filter(|(voice, killed, _)| {
                !incident.ranges.killed.as_ref().is_some_and(|r| r.is_history(voice, killed))
            })
            .collect();
        // One voice's same figure through several outlets is one count.
        told.sort_by_key(|(voice, killed, claim)| ((*voice).clone(), *killed, claim.id.clone()));
        told.dedup_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let rivals = told.iter().any(|(voice, killed, _)| {
            told.iter().any(|(other, count, _)| other != voice && count != killed)
        });
        if !rivals {
            continue;
        }
        counts.extend(told.into_iter().map(|(voice, _, claim)| RivalCount {
            day,
            until,
            incident: Some(incident.id.clone()),
            voice: voice.clone(),
            what: "killed".to_string(),
            by: claim.by.clone(),
            place: incident.place.name.clone(),
            count: None,
            casualties: claim.casualties,
            claim: claim.id.clone(),
        }));
    }
    counts
}

fn nothing_counted(claim: &Claim) -> bool {
    claim.count.is_none() && claim.casualties.is_silent()
}
