//! All incidents as columns for a map.

use crate::ask::Window;
use crate::columns::Columns;
use crate::search::STATUSES;
use crate::told::Points;
use armistice_model::EventKind;

/// The incidents in a window that have a place.
pub(crate) fn points(columns: &Columns, window: &Window) -> Points {
    let bounds = columns.bounds(window);
    let mut points = Points {
        kinds: EventKind::ALL.iter().map(|k| k.word().to_string()).collect(),
        statuses: STATUSES.to_vec(),
        parties: columns.vocabulary.parties.clone(),
        ..Points::default()
    };
    for row in 0..columns.len() {
        let Some(spot) = columns.spot.get(row).and_then(|s| columns.ground(*s)) else { continue };
        let begins = columns.begins.get(row).copied().unwrap_or(crate::columns::NONE);
        let ends = columns.ends.get(row).copied().unwrap_or(0);
        if bounds.is_some_and(|(after, before)| begins >= before || ends < after) {
            continue;
        }
        if points.ids.len() == Points::MOST {
            points.truncated = true;
            break;
        }
        let dated = begins != crate::columns::NONE;
        let days = columns.days.get(row).filter(|_| dated);
        points.ids.push(columns.id(row).to_string());
        points.lon.push(spot.middle[0]);
        points.lat.push(spot.middle[1]);
        points.day_from.push(days.map(|d| d.0));
        points.day_until.push(days.map(|d| d.1));
        points.reach_m.push(spot.reach_m);
        points.kind.push(columns.kind.get(row).copied().unwrap_or(0));
        points.status.push(columns.worst.get(row).copied().unwrap_or(0));
        points.by.push(only(columns.by.get(row).copied().unwrap_or(0)));
    }
    points
}

/// The one bit that is set; -1 if none is or several are.
fn only(bits: u32) -> i8 {
    if bits.count_ones() == 1 { i8::try_from(bits.trailing_zeros()).unwrap_or(-1) } else { -1 }
}
