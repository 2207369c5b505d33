//! Rival counts: what each voice counts for itself, side by side and never added.

use crate::Input;
use armistice_model::{Claim, RivalCount, Scope, Stance};
use jiff::civil::Date;

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
    counts.sort_by(|a, b| {
        (a.day, a.until, &a.voice, &a.claim).cmp(&(b.day, b.until, &b.voice, &b.claim))
    });
    counts.dedup_by(|a, b| {
        (a.day, a.until, &a.voice, &a.what, &a.by, &a.place, &a.count, &a.casualties)
            == (b.day, b.until, &b.voice, &b.what, &b.by, &b.place, &b.count, &b.casualties)
    });
    counts
}

fn nothing_counted(claim: &Claim) -> bool {
    claim.count.is_none() && claim.casualties.is_silent()
}
