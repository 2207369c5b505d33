//! A negative control: two sources that tell of the same war, one of them shifted in time or place.
//! What is linked then is false; so many of the links without the shift are false as well, as long as
//! chance meets the two no more often by day and place than it does a month or 300 km off.

use std::collections::BTreeMap;
use std::path::Path;

use armistice_linkage::{Linker, Record, Spot};

use super::data::{DAY, km};
use super::run::Run;
use super::tally::{Pairs, Tally};
use super::{alerts, ukraine};

/// What is done to a source.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shift {
    None,
    Days(i64),
    EastKm(f64),
}

impl Shift {
    fn name(self) -> String {
        match self {
            Self::None => "as they are".into(),
            Self::Days(days) => format!("{days:+} days"),
            Self::EastKm(km) => format!("{km:+.0} km east"),
        }
    }

    /// The record moved, where it is of the source that is shifted.
    fn of(self, record: &Record, source: u32) -> Record {
        let mut moved = *record;
        if record.source != source {
            return moved;
        }
        match self {
            Self::None => {}
            Self::Days(days) => {
                if let Some(span) = &mut moved.when {
                    span.from += days * DAY;
                    span.until += days * DAY;
                }
            }
            Self::EastKm(km) => moved.spot = moved.spot.map(|spot| east(spot, km)),
        }
        moved
    }
}

/// A spot so many kilometres further east, along its circle of latitude.
fn east(spot: Spot, km: f64) -> Spot {
    let degree_km = 111.195 * spot.lat.to_radians().cos().max(1e-3);
    Spot { lon: (spot.lon + km / degree_km + 180.0).rem_euclid(360.0) - 180.0, ..spot }
}

const SHIFTS: [Shift; 6] = [
    Shift::None,
    Shift::Days(30),
    Shift::Days(-30),
    Shift::Days(60),
    Shift::EastKm(300.0),
    Shift::EastKm(-300.0),
];

/// Reports of two sources, of which one is shifted.
struct Sources {
    name: &'static str,
    records: Vec<Record>,
    /// Who is shifted.
    shifted: u32,
    /// How far apart starts may be for a plain count of how much the sources overlap, in minutes.
    near: i64,
}

/// Prints the table: linked by what was learned of the shifted reports themselves, and by what was
/// learned of the true ones.
pub fn print(data: &Path) -> Result<(), String> {
    println!(
        "| sources | shift | learned from | linked between | said ≥ 0.5 | said ≥ 0.9 | expected by what is said \
         | false share, ≥ 0.5 | false share, ≥ 0.9 | linked within | shifted that meet another |"
    );
    println!("|---|---|---|{}", "---:|".repeat(8));
    let alerts = |name, told| -> Result<Sources, String> {
        Ok(Sources { name, records: alerts::records(data, told)?, shifted: 1, near: 2 })
    };
    let (news, near) = (ukraine::read(data)?, DAY / 2);
    for sources in [
        Sources { name: "news, verified", records: news, shifted: ukraine::NEWS, near },
        alerts("alerts as localities", alerts::LOCALITY)?,
        alerts("alerts as provinces", alerts::PROVINCE)?,
    ] {
        sources.print();
    }
    Ok(())
}

impl Sources {
    fn print(&self) {
        let truth = Run::of(&self.records);
        let unshifted = Tally::of(&truth.linker, &self.records).between;
        for shift in SHIFTS {
            let shifted: Vec<Record> =
                self.records.iter().map(|record| shift.of(record, self.shifted)).collect();
            let met = met(&shifted, self.shifted, self.near);
            let line = |learned: &str, linker: &Linker| {
                let Tally { between, within } = Tally::of(linker, &shifted);
                let share = |of: fn(&Pairs) -> usize| match of(&unshifted) {
                    _ if shift == Shift::None => "–".to_string(),
                    0 => "–".to_string(),
                    all => format!("{:.3}", of(&between) as f64 / all as f64),
                };
                println!(
                    "| {} | {} | {learned} | {} | {} | {} | {:.0} | {} | {} | {} | {met} |",
                    self.name,
                    shift.name(),
                    between.linked,
                    between.half,
                    between.sure,
                    between.expected,
                    share(|pairs| pairs.half),
                    share(|pairs| pairs.sure),
                    within.linked,
                );
            };
            if shift == Shift::None {
                line("these", &truth.linker);
            } else {
                line("these", &Run::of(&shifted).linker);
                line("the unshifted", &Linker::all(truth.model.clone(), &shifted));
            }
        }
    }
}

/// How many reports of a source have one of another that begins so near in time and within 5 km: a
/// plain count of how much the sources overlap.
fn met(records: &[Record], source: u32, near: i64) -> usize {
    let told = |record: &Record| Some((record.when?.from, (record.spot?.lat, record.spot?.lon)));
    let mut others: BTreeMap<i64, Vec<(f64, f64)>> = BTreeMap::new();
    for (from, at) in records.iter().filter(|r| r.source != source).filter_map(told) {
        others.entry(from).or_default().push(at);
    }
    let own = records.iter().filter(|record| record.source == source).filter_map(told);
    own.filter(|(from, at)| {
        let mut around = others.range(from - near..=from + near).flat_map(|(_, others)| others);
        around.any(|other| km(*at, *other) <= 5.0)
    })
    .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_linkage::{Grain, Span};

    fn record(source: u32) -> Record {
        Record {
            key: 1,
            source,
            when: Some(Span { from: 0, until: DAY }),
            spot: Some(Spot { lat: 50.0, lon: 178.0, grain: Grain::Rung(1) }),
            kind: None,
            actor: None,
            count: None,
            words: None,
        }
    }

    #[test]
    fn one_source_is_shifted_and_no_other() {
        assert_eq!(Shift::Days(30).of(&record(2), 1), record(2));
        assert_eq!(Shift::None.of(&record(1), 1), record(1));
        let later = Shift::Days(30).of(&record(1), 1);
        assert_eq!(later.when, Some(Span { from: 30 * DAY, until: 31 * DAY }));
        assert_eq!(later.spot, record(1).spot);
    }

    #[test]
    fn news_meet_incidents_of_the_day_near_by() {
        let mut records = vec![record(ukraine::NEWS), record(ukraine::VERIFIED)];
        assert_eq!(met(&records, ukraine::NEWS, 60), 1);
        records[1] = Shift::Days(1).of(&records[1], ukraine::VERIFIED);
        assert_eq!(met(&records, ukraine::NEWS, 60), 0);
    }

    #[test]
    fn east_is_so_many_kilometres_away_also_past_the_date_line() {
        let from = record(1).spot.unwrap();
        let to = east(from, 300.0);
        assert!((km((from.lat, from.lon), (to.lat, to.lon)) - 300.0).abs() < 0.2, "{to:?}");
        assert!(to.lon < -177.0 && to.lon > -180.0 && to.grain == from.grain, "{to:?}");
    }
}
