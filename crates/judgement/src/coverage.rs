//! How much was being watched: beside every count.

use crate::Input;
use armistice_model::{Coverage, Interval, Perspective};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Coverage per perspective and day.
pub struct Coverages {
    by: BTreeMap<(Perspective, Date), Coverage>,
}

impl Coverages {
    /// Counts, for each day and perspective, the sources that published on the day or whose claims
    /// speak of it, and the regions their claims speak of.
    pub fn of(input: &Input, days: &[Date]) -> Self {
        let zone = &input.deal.zone;
        let mut heard: BTreeMap<Date, BTreeSet<&str>> = BTreeMap::new();
        let mut regions: BTreeMap<Date, BTreeSet<(&str, &str)>> = BTreeMap::new();
        let touched = |interval: Interval| {
            let (first, last) = interval.civil_days(zone);
            let from = days.partition_point(|d| *d < first);
            let until = days.partition_point(|d| *d <= last);
            days.get(from..until).unwrap_or(&[])
        };
        for report in input.reports {
            if let Some(published) = report.published {
                for day in touched(Interval::instant(published)) {
                    heard.entry(*day).or_default().insert(report.source.as_str());
                }
            }
        }
        for claim in input.claims {
            let Some(interval) = claim.when.interval() else { continue };
            for day in touched(interval) {
                heard
                    .entry(*day)
                    .or_default()
                    .extend([claim.voice.as_str(), claim.through.as_str()]);
                if let Some(region) = &claim.place.region {
                    regions.entry(*day).or_default().insert((region, claim.voice.as_str()));
                }
            }
        }
        let known_regions = input.places.regions();
        let mut by = BTreeMap::new();
        for perspective in input.perspectives() {
            let counted = |id: &str| {
                perspective.counts(&input.sources.near(&armistice_model::SourceId::new(id)))
            };
            let of_perspective: BTreeSet<&str> = input
                .sources
                .iter()
                .filter(|s| perspective.counts(&s.near))
                .map(|s| s.id.as_str())
                .collect();
            for day in days {
                let reporting: BTreeSet<&str> = heard
                    .get(day)
                    .map(|ids| ids.iter().copied().filter(|id| counted(id)).collect())
                    .unwrap_or_default();
                let regions_heard: BTreeSet<&str> = regions
                    .get(day)
                    .map(|pairs| {
                        pairs
                            .iter()
                            .filter(|(region, voice)| {
                                counted(voice) && known_regions.binary_search(region).is_ok()
                            })
                            .map(|(region, _)| *region)
                            .collect()
                    })
                    .unwrap_or_default();
                // A source the case does not list still counts where it is heard.
                let sources = of_perspective.union(&reporting).count();
                by.insert(
                    (perspective.clone(), *day),
                    Coverage {
                        reporting: reporting.len(),
                        sources,
                        regions_heard: regions_heard.len(),
                        regions: known_regions.len(),
                    },
                );
            }
        }
        Self { by }
    }

    /// The coverage of a day in a perspective.
    pub fn get(&self, perspective: &Perspective, day: Date) -> Coverage {
        self.by.get(&(perspective.clone(), day)).copied().unwrap_or_default()
    }
}
