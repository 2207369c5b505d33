//! Worlds made here: events that happened and the reports of them, each world with other assumptions.
//!
//! A world is defined by its name, how many reports are wanted (it makes about as many) and a seed.
//! How dense it is in time does not change with its size: a larger one lasts longer.

mod capital;
mod echo;
mod front;
mod ground;
mod habits;
mod late;
mod strangers;
mod towns;
mod wires;

use crate::draw::Draw;
use crate::report::Report;

/// A world.
pub struct World {
    /// Its name.
    pub name: &'static str,
    /// Reports per event that happened, those of no report included.
    per_event: f64,
    /// Of the events that are reported, the share with two sources or more.
    #[cfg_attr(not(test), allow(dead_code))]
    shared: f64,
    /// The reports of so many events.
    make: fn(&mut Draw, usize) -> Vec<Report>,
}

/// All of them.
pub const WORLDS: [World; 9] = [
    World { name: "towns-sparse", per_event: 1.465, shared: 0.537, make: towns::sparse },
    World { name: "towns-dense", per_event: 1.465, shared: 0.537, make: towns::dense },
    World { name: "front", per_event: 1.59, shared: 0.597, make: front::make },
    World { name: "echo", per_event: 1.553, shared: 0.793, make: echo::make },
    World { name: "late", per_event: 1.64, shared: 0.613, make: late::make },
    World { name: "habits", per_event: 1.75, shared: 0.645, make: habits::make },
    World { name: "capital", per_event: 1.7, shared: 0.632, make: capital::make },
    World { name: "strangers", per_event: 1.02, shared: 0.02, make: strangers::make },
    World { name: "wires", per_event: 2.7, shared: 0.594, make: wires::make },
];

impl World {
    /// The world of this name.
    pub fn named(name: &str) -> Option<&'static World> {
        WORLDS.iter().find(|world| world.name == name)
    }

    /// About so many reports, in the order of their days and in a random order within each.
    pub fn reports(&self, wanted: usize, seed: u64) -> Vec<Report> {
        let mut draw = Draw::new(seed);
        let events = (wanted as f64 / self.per_event).round() as usize;
        let mut reports = (self.make)(&mut draw, events.max(1));
        draw.shuffle(&mut reports);
        reports.sort_by_key(|report| report.day);
        reports
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn a_seed_defines_a_world() {
        for world in &WORLDS {
            let made = world.reports(500, 3);
            assert_eq!(made, world.reports(500, 3), "{}", world.name);
            assert_ne!(made, world.reports(500, 4), "{}", world.name);
        }
    }

    #[test]
    fn worlds_are_as_large_as_wanted() {
        for world in &WORLDS {
            let made = world.reports(20_000, 1).len() as f64;
            assert!((made / 20_000.0 - 1.0).abs() < 0.06, "{}: {made}", world.name);
        }
    }

    #[test]
    fn events_are_shared_as_documented() {
        for world in &WORLDS {
            let mut sources: HashMap<_, HashSet<_>> = HashMap::new();
            for report in world.reports(20_000, 2) {
                sources.entry(report.truth).or_default().insert(report.src);
            }
            let shared = sources.values().filter(|sources| sources.len() > 1).count();
            let share = shared as f64 / sources.len() as f64;
            assert!((share - world.shared).abs() < 0.02, "{}: {share:.3}", world.name);
        }
    }

    #[test]
    fn every_value_is_one_that_the_linker_reads() {
        for world in &WORLDS {
            for report in world.reports(3_000, 7) {
                assert!(report.day >= 0 && [1, 7, 30].contains(&report.tprec), "{report:?}");
                assert!(report.gprec <= 2 && report.toll >= -1, "{report:?}");
                assert!((report.kind.0 < 0) == (report.kind.1 < 0), "{report:?}");
                assert!((report.actor.0 < 0) == (report.actor.1 < 0), "{report:?}");
                assert!(report.at.0.abs() < 90.0 && report.at.1.abs() < 180.0, "{report:?}");
            }
        }
    }
}
