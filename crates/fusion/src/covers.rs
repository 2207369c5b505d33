//! Summaries that lie over single incidents.
//!
//! "82 killed over the week" is not the same as any one strike of the week, and may be made up of
//! several. The summary names them; they do not change, and nothing is added up.
//!
//! Single incidents are indexed by day and by cell of one degree; a summary looks only into the
//! days and cells over which it lies.

use crate::kind::KindAgreement;
use armistice_model::{Covers, Incident, IncidentId, Plane, Scope, Shape};
use std::collections::BTreeMap;

/// Incidents that are listed under one summary.
const MOST: usize = 500;
/// Incidents that are looked at for one summary.
const LOOKED_AT: usize = 20_000;
/// From this length on a time is a stretch, in seconds: a week, less an hour for the clocks.
const STRETCH: i64 = 7 * DAY - 3_600;
/// From this reach on a place is wide, in metres: a district and not a town.
const WIDE_M: f64 = 25e3;
const DAY: i64 = 86_400;
/// Metres in a degree of latitude, rounded down so that no cell is missed.
const DEGREE_M: f64 = 110_000.0;

type Cell = (i32, i32);

/// Numbers of single incidents by the day on which they begin and the cell of their middle, and
/// those without a shape by region.
#[derive(Default)]
struct Index<'a> {
    by_cell: BTreeMap<i64, BTreeMap<Cell, Vec<usize>>>,
    by_region: BTreeMap<(&'a str, i64), Vec<usize>>,
}

/// Finds for each summary the single incidents over which it lies.
pub(crate) fn cover(incidents: &mut [Incident]) {
    if !incidents.iter().any(sums_up) {
        return;
    }
    let index = Index::of(incidents);
    let found: Vec<(usize, Covers)> = incidents
        .iter()
        .enumerate()
        .filter(|(_, incident)| sums_up(incident))
        .filter_map(|(number, summary)| Some((number, index.under(summary, incidents)?)))
        .collect();
    for (number, covers) in found {
        if let Some(summary) = incidents.get_mut(number) {
            summary.covers = Some(covers);
        }
    }
}

/// Whether it is a summary, by its word or by its width.
fn sums_up(incident: &Incident) -> bool {
    let long = incident.when.interval().is_some_and(|when| when.seconds() >= STRETCH);
    let wide = match &incident.place.shape {
        Some(shape) => shape.reach_m() >= WIDE_M,
        None => incident.place.name.is_none() && incident.place.region.is_some(),
    };
    match incident.scope {
        Scope::Summary => true,
        Scope::Incident => long && wide,
        Scope::Tally | Scope::Toll => false,
    }
}

fn day(second: i64) -> i64 {
    second.div_euclid(DAY)
}

fn cell([lon, lat]: [f64; 2]) -> Cell {
    (lat.floor() as i32, lon.floor() as i32)
}

impl<'a> Index<'a> {
    fn of(incidents: &'a [Incident]) -> Self {
        let mut index = Self::default();
        for (number, incident) in incidents.iter().enumerate() {
            let Some(when) = incident.when.interval() else { continue };
            if incident.scope != Scope::Incident || sums_up(incident) {
                continue;
            }
            let day = day(when.from().as_second());
            match (&incident.place.shape, &incident.place.region) {
                (Some(shape), _) => {
                    let cell = cell(shape.middle());
                    index.by_cell.entry(day).or_default().entry(cell).or_default().push(number);
                }
                (None, Some(region)) => {
                    index.by_region.entry((region, day)).or_default().push(number);
                }
                (None, None) => {}
            }
        }
        index
    }

    fn under(&self, summary: &Incident, incidents: &[Incident]) -> Option<Covers> {
        let when = summary.when.interval()?;
        let days = day(when.from().as_second())..=day(when.until().as_second());
        let near: Vec<usize> = match (&summary.place.shape, &summary.place.region) {
            (Some(shape), _) => {
                let (rows, columns) = window(shape)?;
                self.by_cell
                    .range(days)
                    .flat_map(|(_, cells)| {
                        let band = (rows.0, i32::MIN)..=(rows.1, i32::MAX);
                        cells.range(band)
                    })
                    .filter(|((_, column), _)| (columns.0..=columns.1).contains(column))
                    .flat_map(|(_, numbers)| numbers)
                    .copied()
                    .take(LOOKED_AT)
                    .collect()
            }
            (None, Some(region)) if summary.place.name.is_none() => {
                let region = region.as_str();
                self.by_region
                    .range((region, *days.start())..=(region, *days.end()))
                    .flat_map(|(_, numbers)| numbers)
                    .copied()
                    .take(LOOKED_AT)
                    .collect()
            }
            _ => return None,
        };
        let plane = summary.place.shape.as_ref().map(Plane::around);
        let mut under: Vec<IncidentId> = near
            .into_iter()
            .filter_map(|number| incidents.get(number))
            .filter(|single| lies_under(single, summary, plane.as_ref()))
            .map(|single| single.id.clone())
            .collect();
        under.sort();
        let more = under.len().saturating_sub(MOST);
        under.truncate(MOST);
        let reason = reason(summary);
        (!under.is_empty()).then_some(Covers { incidents: under, more, reason })
    }
}

/// Rows and columns of cells that a shape may touch; `None` for a shape that is none.
fn window(shape: &Shape) -> Option<((i32, i32), (i32, i32))> {
    let ([lon, lat], reach) = (shape.middle(), shape.reach_m());
    if ![lon, lat, reach].iter().all(|number| number.is_finite()) {
        return None;
    }
    let up = reach / DEGREE_M;
    // Degrees of longitude are shortest at the end nearer to a pole.
    let shrink = (lat.abs() + up).min(89.0).to_radians().cos();
    let across = (up / shrink).min(360.0);
    let (low, high) = (cell([lon - across, lat - up]), cell([lon + across, lat + up]));
    Some(((low.0, high.0), (low.1, high.1)))
}

fn lies_under(single: &Incident, summary: &Incident, plane: Option<&Plane>) -> bool {
    let in_time = match (single.when.interval(), summary.when.interval()) {
        (Some(single), Some(summary)) => summary.contains(&single),
        _ => false,
    };
    let in_place = || match (&single.place.shape, &summary.place.shape, plane) {
        (Some(single), Some(summary), Some(plane)) => plane.holds(summary, single),
        (None, None, _) => single.place.region == summary.place.region,
        _ => false,
    };
    let kind = matches!(
        KindAgreement::of(single.kind, summary.kind),
        KindAgreement::Same | KindAgreement::Vaguer
    );
    let may_be = |one: &[String], other: &[String]| {
        one.is_empty() || other.is_empty() || one.iter().any(|name| other.contains(name))
    };
    let (few, many) = (&single.casualties, &summary.casualties);
    let no_more = [(few.killed, many.killed), (few.civilians_killed, many.civilians_killed)]
        .into_iter()
        .all(|(few, many)| match (few, many.and_then(|many| many.high)) {
            (Some(few), Some(high)) => few.low <= high,
            _ => true,
        });
    in_time
        && kind
        && no_more
        && may_be(&single.by, &summary.by)
        && may_be(&single.on, &summary.on)
        && in_place()
}

fn reason(summary: &Incident) -> String {
    let dead = match summary.casualties.killed.and_then(|killed| killed.high) {
        Some(high) => format!("none with surely more than {high} dead"),
        None => "it tells no most of dead".to_string(),
    };
    format!(
        "wholly within its time and place, of a kind, author and target that it may mean; {dead}"
    )
}
