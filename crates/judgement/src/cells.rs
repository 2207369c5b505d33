//! Days across: what each term's breaches say about each day.

use crate::Input;
use crate::binding::{Binding, Opened};
use crate::breach::Found;
use crate::coverage::Coverages;
use crate::verdicts::View;
use armistice_deal::Term;
use armistice_model::{Assessment, AssessmentId, Breach, Interval, Status, TermLine};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// No board is wider than this many days (ten years).
const MOST_DAYS: usize = 3660;

/// The civil days of the board: from the day the deal was agreed to the last day a dated claim
/// speaks of, or the day asked for, and never past the day of knowledge.
pub fn days(input: &Input, binding: &Binding) -> Vec<Date> {
    let zone = &input.deal.zone;
    let start = binding.in_force().from;
    let first = input.deal.agreed.as_ref().map_or(start, |(at, _)| start.min(*at));
    let first = first.to_zoned(zone.clone()).date();
    let known = input.as_of.to_zoned(zone.clone()).date();
    let last = input.until.unwrap_or_else(|| {
        input
            .claims
            .iter()
            .filter_map(|claim| claim.when.interval())
            .map(|interval| interval.civil_days(zone).1)
            .max()
            .unwrap_or(first)
    });
    let last = last.min(known);
    let mut days = Vec::new();
    let mut day = first;
    while day <= last && days.len() < MOST_DAYS {
        days.push(day);
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    days
}

/// A civil day as an interval.
pub fn interval(day: Date, zone: &TimeZone) -> Option<Interval> {
    Interval::days(day, day, zone)
}

/// The assessments of one line in one perspective, a day each.
pub fn of_line(
    view: &View,
    line: &TermLine,
    term: &Term,
    found: &[Found],
    days: &[Date],
    opened: &Opened,
    coverage: &Coverages,
) -> Vec<Assessment> {
    let zone = &view.input.deal.zone;
    let stretch = view.binding.stretch(term, opened);
    // Found per day, in one pass over what was found.
    let mut per_day: Vec<Vec<Breach>> = vec![Vec::new(); days.len()];
    for item in found {
        let (first, last) = item.when.civil_days(zone);
        let from = days.partition_point(|d| *d < first);
        let until = days.partition_point(|d| *d <= last);
        for slot in per_day.get_mut(from..until).unwrap_or_default() {
            slot.push(told(item, first == last));
        }
    }
    days.iter()
        .zip(per_day)
        .map(|(day, breaches)| {
            let seen = coverage.get(view.perspective, *day);
            let binds = interval(*day, zone)
                .zip(stretch)
                .is_some_and(|(day, stretch)| day.intersect(&stretch).is_some());
            let status = if !binds {
                Status::NotInForce
            } else if let Some(worst) = breaches.iter().map(|b| b.status).max() {
                worst
            } else if seen.reporting == 0 {
                Status::Undetermined
            } else {
                Status::NoBreachKnown
            };
            Assessment {
                id: AssessmentId {
                    term: line.number.clone(),
                    day: *day,
                    perspective: view.perspective.slug(),
                    reading: line.reading.clone(),
                },
                status,
                contested: breaches.iter().any(|b| b.contested),
                assumed: !line.assumptions.is_empty(),
                breaches: if binds { breaches } else { Vec::new() },
                coverage: seen,
            }
        })
        .collect()
}

/// What an incident says about one of the days it touches: on one of several days, nobody says
/// that it was this one.
fn told(found: &Found, one_day: bool) -> Breach {
    let mut breach = found.breach.clone();
    if !one_day && breach.is_certain() {
        breach.status = Status::Undetermined;
        breach.reason.push_str(" — not certain: on which of several days is not told");
    }
    breach
}
