//! What is asked for: made by dice, so that each run and each peer is asked the same.

use crate::fill::Dice;
use jiff::{Timestamp, ToSpan};

/// Widths of boxes in degrees: a street, a town, a district, a governorate, the country.
pub const WIDTHS: [f64; 5] = [0.01, 0.1, 0.5, 1.5, 7.0];
/// Lengths of the windows of time in days.
pub const DAYS: [i64; 4] = [1, 7, 30, 365];
/// Different questions of a kind.
pub const DIFFERENT: usize = 200_000;
/// Different questions where a few are asked again and again.
pub const HOT: usize = 64;

const ROOT: &str = "/tiles/incidents";

/// Boxes and windows of time, a hundred incidents at most.
pub fn lists(different: usize) -> Vec<String> {
    let mut dice = Dice(11);
    (0..different)
        .map(|_| {
            let half = WIDTHS[dice.below(WIDTHS.len())] / 2.0;
            let [lon, lat] = spot(&mut dice);
            let (from, until) = window(&mut dice);
            format!(
                "/api/v1/incidents?bbox={:.5},{:.5},{:.5},{:.5}&datetime={from}/{until}&limit=100",
                lon - half,
                lat - half,
                lon + half,
                lat + half
            )
        })
        .collect()
}

/// Tiles of the zooms, the same number at each; with windows of time if wanted. `root` is the
/// address without zoom, column and row.
pub fn tiles(
    root: Option<&str>,
    different: usize,
    zooms: std::ops::RangeInclusive<u8>,
    windows: bool,
) -> Vec<String> {
    let mut dice = Dice(13);
    let (first, count) = (*zooms.start(), usize::from(zooms.end() - zooms.start()) + 1);
    (0..different)
        .map(|number| {
            let z = first + (number % count) as u8;
            let [lon, lat] = spot(&mut dice);
            let side = f64::from(1u32 << z);
            let x = ((lon / 360.0 + 0.5) * side) as u32;
            let y = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * side;
            let end = if root.is_none() { ".mvt" } else { "" };
            let root = root.unwrap_or(ROOT);
            let (from, until) = window(&mut dice);
            let time = if windows { format!("?from={from}&until={until}") } else { String::new() };
            format!("{root}/{z}/{x}/{}{end}{time}", y as u32)
        })
        .collect()
}

/// Pages of incidents.
pub fn pages(ids: &[String], different: usize) -> Vec<String> {
    let mut dice = Dice(17);
    (0..different).map(|_| format!("/api/v1/incidents/{}", ids[dice.below(ids.len())])).collect()
}

/// Half of them around Aleppo, where much is.
fn spot(dice: &mut Dice) -> [f64; 2] {
    if dice.below(2) == 0 {
        [36.9 + 0.5 * dice.part(), 36.0 + 0.4 * dice.part()]
    } else {
        [35.7 + 6.6 * dice.part(), 32.3 + 5.0 * dice.part()]
    }
}

fn window(dice: &mut Dice) -> (Timestamp, Timestamp) {
    let from = Timestamp::constant(1_325_376_000, 0)
        .saturating_add((dice.below(12 * 365 * 86_400) as i64).seconds())
        .unwrap_or_default();
    let until = from.saturating_add((24 * DAYS[dice.below(DAYS.len())]).hours());
    (from, until.unwrap_or(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_asks_the_same() {
        assert_eq!(lists(500), lists(500));
        assert_eq!(lists(500)[..64], lists(64)[..]);
        let ours = tiles(None, 110, 4..=14, true);
        let peers = tiles(Some("/incident"), 110, 4..=14, true);
        for (ours, peers) in ours.iter().zip(&peers) {
            assert_eq!(ours.replace(ROOT, "/incident").replace(".mvt", ""), *peers);
        }
        assert!(ours[0].starts_with("/tiles/incidents/4/") && ours[10].contains("/14/"));
    }
}
