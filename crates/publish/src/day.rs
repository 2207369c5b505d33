//! Which incidents belong to a day, and how surely.

use crate::veil::Veil;
use armistice_model::{Incident, Scope};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The incidents of one civil day, those told apart that cannot be put on it alone.
#[derive(Default)]
pub(crate) struct Day<'a> {
    /// On this day and no other, by time and then by name.
    pub(crate) dated: Vec<&'a Incident>,
    /// On this day or another, or spread over several days of which this is one.
    pub(crate) spread: Vec<&'a Incident>,
    /// Of no known time, first published on this day.
    pub(crate) undated: Vec<&'a Incident>,
    /// Of an earlier day, first published on this one.
    pub(crate) late: Vec<&'a Incident>,
}

impl<'a> Day<'a> {
    /// Sorts out the incidents and summaries of `day`. Tallies stand among the rival counts, and
    /// the toll of the war is no incident.
    pub(crate) fn of(day: Date, incidents: &'a [Incident], veil: &Veil, zone: &TimeZone) -> Self {
        let mut sorted = Self::default();
        for incident in incidents {
            if !matches!(incident.scope, Scope::Incident | Scope::Summary) {
                continue;
            }
            let published = first_published(incident, veil, zone);
            let Some(interval) = incident.when.interval() else {
                if published == Some(day) {
                    sorted.undated.push(incident);
                }
                continue;
            };
            let (first, last) = interval.civil_days(zone);
            if first == day && last == day {
                sorted.dated.push(incident);
            } else if first <= day && day <= last {
                sorted.spread.push(incident);
            } else if last < day && published == Some(day) {
                sorted.late.push(incident);
            }
        }
        for list in [&mut sorted.dated, &mut sorted.spread, &mut sorted.late] {
            list.sort_by_key(|i| (i.when.interval().map(|w| (w.from(), w.until())), i.id.clone()));
        }
        sorted.undated.sort_by_key(|i| i.id.clone());
        sorted
    }
}

/// The civil day on which the first of an incident's claims was published.
fn first_published(incident: &Incident, veil: &Veil, zone: &TimeZone) -> Option<Date> {
    incident
        .claims
        .iter()
        .filter_map(|c| veil.claim(c)?.published)
        .min()
        .map(|at| at.to_zoned(zone.clone()).date())
}
