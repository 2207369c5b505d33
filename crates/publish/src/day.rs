//! Which incidents belong to a day, and how surely.

use crate::veil::Veil;
use armistice_model::{Incident, Scope};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

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

/// The incidents and summaries of every day, sorted out in one pass. Tallies stand among the rival
/// counts, and the toll of the war is no incident.
pub(crate) struct Calendar<'a> {
    days: BTreeMap<Date, Day<'a>>,
}

impl<'a> Calendar<'a> {
    /// Sorts out the incidents of `days`.
    pub(crate) fn of(
        days: &[Date],
        incidents: &'a [Incident],
        veil: &Veil,
        zone: &TimeZone,
    ) -> Self {
        let mut calendar = Self { days: days.iter().map(|day| (*day, Day::default())).collect() };
        for incident in incidents {
            if matches!(incident.scope, Scope::Incident | Scope::Summary) {
                calendar.enter(incident, veil, zone);
            }
        }
        for day in calendar.days.values_mut() {
            for list in [&mut day.dated, &mut day.spread, &mut day.late, &mut day.undated] {
                list.sort_by(|a, b| {
                    let when = |i: &Incident| i.when.interval().map(|w| (w.from(), w.until()));
                    when(a).cmp(&when(b)).then_with(|| a.id.cmp(&b.id))
                });
            }
        }
        calendar
    }

    fn enter(&mut self, incident: &'a Incident, veil: &Veil, zone: &TimeZone) {
        let published = first_published(incident, veil).map(|at| at.to_zoned(zone.clone()).date());
        let Some(interval) = incident.when.interval() else {
            if let Some(day) = published.and_then(|day| self.days.get_mut(&day)) {
                day.undated.push(incident);
            }
            return;
        };
        let (first, last) = interval.civil_days(zone);
        if first == last {
            if let Some(day) = self.days.get_mut(&first) {
                day.dated.push(incident);
            }
        } else if first < last {
            for (_, day) in self.days.range_mut(first..=last) {
                day.spread.push(incident);
            }
        }
        if let Some(day) = published.filter(|day| last < *day).and_then(|d| self.days.get_mut(&d)) {
            day.late.push(incident);
        }
    }

    /// The incidents of one day; `None` for a day that is not on the board.
    pub(crate) fn on(&self, day: Date) -> Option<&Day<'a>> {
        self.days.get(&day)
    }
}

/// When the first of an incident's claims was published.
pub(crate) fn first_published(incident: &Incident, veil: &Veil) -> Option<Timestamp> {
    incident.claims.iter().filter_map(|c| veil.claim(c)?.published).min()
}
