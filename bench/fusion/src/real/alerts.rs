//! Two sources on the same air-raid alerts, to the minute. A plain rule, the nearest start in the same
//! region, is nearly an oracle here: the linker is held against it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use armistice_linkage::{Code, Grain, Linker, Record, Span, Spot};

use super::data::{percentile, rows, second};
use super::oblasts;
use super::reasons;
use super::run::{Run, linked};
use crate::draw::Draw;

/// The files.
pub const FILES: [&str; 2] = ["ukraine/alerts-official.csv", "ukraine/alerts-volunteer.csv"];
/// How far apart two starts may be for the plain rule, in seconds.
const NEAR: i64 = 30 * 60;

/// An alert of a region.
#[derive(Clone, Debug, PartialEq)]
struct Alert {
    volunteer: bool,
    region: usize,
    middle: (f64, f64),
    /// Seconds since 1970.
    from: i64,
    until: i64,
    /// Whether its end is a guess.
    naive: bool,
}

fn alert(volunteer: bool, region: &str, [from, until]: [&str; 2], naive: bool) -> Option<Alert> {
    let (region, middle) = oblasts::named(region)?;
    Some(Alert { volunteer, region, middle, from: second(from)?, until: second(until)?, naive })
}

/// Reads the alerts of whole regions that begin while both sources report.
fn read(data: &Path) -> Result<Vec<Alert>, String> {
    let names = ["oblast", "level", "started_at", "finished_at"];
    let official = rows(&data.join(FILES[0]), names)?;
    let official = official
        .iter()
        .filter(|row| row[1] == "oblast")
        .filter_map(|[region, _, from, until]| alert(false, region, [from, until], false));
    let names = ["region", "started_at", "finished_at", "naive"];
    let volunteer = rows(&data.join(FILES[1]), names)?;
    let volunteer = volunteer.iter().filter_map(|[region, from, until, naive]| {
        alert(true, region, [from, until], naive == "True")
    });
    Ok(shared(official.collect(), volunteer.collect()))
}

/// Those of the time in which both report.
fn shared(official: Vec<Alert>, volunteer: Vec<Alert>) -> Vec<Alert> {
    let ends = |alerts: &[Alert]| {
        let starts = || alerts.iter().map(|alert| alert.from);
        Some((starts().min()?, starts().max()?))
    };
    let (Some(a), Some(b)) = (ends(&official), ends(&volunteer)) else { return Vec::new() };
    let both = a.0.max(b.0)..=a.1.min(b.1);
    official.into_iter().chain(volunteer).filter(|alert| both.contains(&alert.from)).collect()
}

/// How the linker is told of an alert.
#[derive(Clone, Copy)]
struct Told {
    name: &'static str,
    grain: u8,
    /// Whether the region is told as the actor as well.
    region: bool,
    /// Whether the beginning alone is told, as one minute.
    start_only: bool,
}

const TOLD: [Told; 4] = [
    Told { name: "a province's middle", grain: 3, region: false, start_only: false },
    Told { name: "the same, the start alone", grain: 3, region: false, start_only: true },
    Told {
        name: "a province's middle and a code of the region",
        grain: 3,
        region: true,
        start_only: false,
    },
    Told { name: "a locality", grain: 1, region: false, start_only: false },
];

impl Told {
    fn records(self, alerts: &[Alert]) -> Vec<Record> {
        let mut draw = Draw::new(3);
        alerts.iter().map(|alert| self.record(alert, draw.key())).collect()
    }

    fn record(self, alert: &Alert, key: u64) -> Record {
        let from = alert.from.div_euclid(60);
        let until = if self.start_only { from } else { alert.until.div_euclid(60).max(from) } + 1;
        let code = Code { own: alert.region as u32, parent: alert.region as u32 };
        let (lat, lon) = alert.middle;
        Record {
            key,
            source: u32::from(alert.volunteer),
            when: Some(Span { from, until }),
            spot: Some(Spot { lat, lon, grain: Grain::Rung(self.grain) }),
            kind: None,
            actor: self.region.then_some(code),
            count: None,
            words: None,
        }
    }
}

/// Ways to be told of, for those who want the records alone.
pub const PROVINCE: usize = 0;
pub const LOCALITY: usize = 3;

/// The alerts as records, told in this way; the volunteers are source 1.
pub fn records(data: &Path, told: usize) -> Result<Vec<Record>, String> {
    let told = TOLD.get(told).ok_or("there is no such way to tell an alert")?;
    Ok(told.records(&read(data)?))
}

/// Pairs of an official alert and a volunteer's, by number.
type Pairs = BTreeSet<(usize, usize)>;

/// The plain rule: of one region, each other's nearest start, within half an hour.
fn nearest(alerts: &[Alert]) -> Pairs {
    let mut starts: BTreeMap<(usize, bool), Vec<(i64, usize)>> = BTreeMap::new();
    for (number, alert) in alerts.iter().enumerate() {
        starts.entry((alert.region, alert.volunteer)).or_default().push((alert.from, number));
    }
    for list in starts.values_mut() {
        list.sort_unstable();
    }
    let other = |number: usize| -> Option<usize> {
        let alert = alerts.get(number)?;
        let list = starts.get(&(alert.region, !alert.volunteer))?;
        let at = list.partition_point(|(from, _)| *from < alert.from);
        let around = list.get(at.saturating_sub(1)..(at + 1).min(list.len()))?;
        let (from, other) = around.iter().min_by_key(|(from, _)| from.abs_diff(alert.from))?;
        (from.abs_diff(alert.from) <= NEAR as u64).then_some(*other)
    };
    (0..alerts.len())
        .filter(|number| alerts.get(*number).is_some_and(|alert| !alert.volunteer))
        .filter_map(|number| other(number).map(|theirs| (number, theirs)))
        .filter(|(number, theirs)| other(*theirs) == Some(*number))
        .collect()
}

/// Prints the tables.
pub fn print(data: &Path) -> Result<(), String> {
    let alerts = read(data)?;
    let rule = nearest(&alerts);
    let of = |volunteer| alerts.iter().filter(|alert| alert.volunteer == volunteer).count();
    println!(
        "{} official alerts, {} of volunteers; the plain rule pairs {} of them.\n",
        of(false),
        of(true),
        rule.len()
    );
    println!(
        "| place told as | official matched | volunteers' matched | one to one | pairs linked \
         | also by the rule | of the rule's, linked | two regions | one source twice \
         | said ≥ 0.9: by the rule | seconds |"
    );
    println!("|---|{}", "---:|".repeat(10));
    let mut first = None;
    for told in TOLD {
        let records = told.records(&alerts);
        let run = Run::of(&records);
        let found = Found::of(&run.linker, &alerts);
        println!("{}", found.line(told.name, &alerts, &rule, &run));
        first.get_or_insert(found.one_to_one);
    }
    println!("\nOffsets, the volunteers' less the official, in minutes:\n");
    println!("| pairs | end | count | start p10 | median | p90 | end p10 | median | p90 |");
    println!("|---|---|{}", "---:|".repeat(7));
    for (name, pairs) in
        [("linked, one to one", &first.unwrap_or_default()), ("by the rule", &rule)]
    {
        for (end, naive) in [("told", false), ("guessed (naive)", true)] {
            println!("| {name} | {end} | {} |", offsets(&alerts, pairs, naive));
        }
    }
    Ok(())
}

/// Prints the linker's reasons where it and the plain rule differ, of the first way of telling.
pub fn reasons(data: &Path) -> Result<(), String> {
    let alerts = read(data)?;
    let records = TOLD[PROVINCE].records(&alerts);
    let run = Run::of(&records);
    reasons::print(&run.linker, &nearest(&alerts), |number| {
        alerts.get(number).map_or(String::new(), |alert| format!("{number}: {alert:?}"))
    });
    Ok(())
}

/// What a linker found.
struct Found {
    /// Pairs of both sources in one incident.
    pairs: Pairs,
    /// Those of incidents that hold no other.
    one_to_one: Pairs,
    /// Pairs of one source in one incident.
    within: usize,
}

impl Found {
    fn of(linker: &Linker, alerts: &[Alert]) -> Self {
        let mut found = Self { pairs: Pairs::new(), one_to_one: Pairs::new(), within: 0 };
        let volunteer = |n: usize| alerts.get(n).is_some_and(|alert| alert.volunteer);
        for (a, b) in linked(linker) {
            if volunteer(a) == volunteer(b) {
                found.within += 1;
                continue;
            }
            let pair = if volunteer(a) { (b, a) } else { (a, b) };
            found.pairs.insert(pair);
            if linker.members(a).len() == 2 {
                found.one_to_one.insert(pair);
            }
        }
        found
    }

    fn line(&self, name: &str, alerts: &[Alert], rule: &Pairs, run: &Run) -> String {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        let of = |volunteer| alerts.iter().filter(|alert| alert.volunteer == volunteer).count();
        let official: BTreeSet<_> = self.pairs.iter().map(|pair| pair.0).collect();
        let volunteers: BTreeSet<_> = self.pairs.iter().map(|pair| pair.1).collect();
        let both = self.pairs.intersection(rule).count();
        let region = |n: usize| alerts.get(n).map(|alert| alert.region);
        let regions = self.pairs.iter().filter(|(a, b)| region(*a) != region(*b)).count();
        let (mut sure, mut sure_by_rule) = (0usize, 0usize);
        for pair in run.linker.likely(0.9) {
            sure += 1;
            let either = rule.contains(&(pair.a, pair.b)) || rule.contains(&(pair.b, pair.a));
            sure_by_rule += usize::from(either);
        }
        format!(
            "| {name} | {:.1} % | {:.1} % | {} | {} | {:.1} % | {:.1} % | {regions} | {} | {:.1} % of {sure} \
             | {:.2} |",
            share(official.len(), of(false)),
            share(volunteers.len(), of(true)),
            self.one_to_one.len(),
            self.pairs.len(),
            share(both, self.pairs.len()),
            share(both, rule.len()),
            self.within,
            share(sure_by_rule, sure),
            run.all_seconds(),
        )
    }
}

/// Offsets of the starts and ends of pairs whose end is a guess, or is not.
fn offsets(alerts: &[Alert], pairs: &Pairs, naive: bool) -> String {
    let both = |(a, b): &(usize, usize)| Some((alerts.get(*a)?, alerts.get(*b)?));
    let pairs: Vec<_> =
        pairs.iter().filter_map(both).filter(|pair| pair.1.naive == naive).collect();
    let starts: Vec<i64> = pairs.iter().map(|(a, b)| b.from - a.from).collect();
    let ends: Vec<i64> = pairs.iter().map(|(a, b)| b.until - a.until).collect();
    let at = |values: &[i64], share: f64| {
        percentile(values, share).map_or("–".into(), |n| format!("{:.1}", n as f64 / 60.0))
    };
    let cells: Vec<String> = [&starts, &ends]
        .into_iter()
        .flat_map(|values| [0.1, 0.5, 0.9].map(|share| at(values, share)))
        .collect();
    format!("{} | {}", pairs.len(), cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(volunteer: bool, region: &str, from: i64) -> Alert {
        let (region, middle) = oblasts::named(region).unwrap();
        Alert { volunteer, region, middle, from, until: from + 600, naive: false }
    }

    #[test]
    fn an_alert_is_read_where_region_and_times_are_known() {
        let times = ["2022-03-15 16:10:34+00:00", "2022-03-15 16:50:07+00:00"];
        let read = alert(true, "Kyiv City", times, true).unwrap();
        assert_eq!((read.until - read.from, read.naive), (2_373, true));
        assert_eq!(alert(true, "Lubenskyi raion", times, true), None);
        assert_eq!(alert(true, "Kyiv City", ["", times[1]], true), None);
    }

    #[test]
    fn the_rule_pairs_each_others_nearest_of_one_region() {
        let alerts = [
            at(false, "Kyiv City", 10_000),
            at(true, "Kyiv City", 10_300),
            at(true, "Kyiv City", 9_900),
            at(true, "Kyivska oblast", 10_000),
            at(false, "Lvivska oblast", 50_000),
            at(true, "Lvivska oblast", 50_000 + NEAR + 1),
        ];
        assert_eq!(nearest(&alerts), Pairs::from([(0, 2)]));
    }

    #[test]
    fn only_the_time_of_both_counts() {
        let official = [5, 20, 90].map(|from| at(false, "Kyiv City", from)).to_vec();
        let volunteer = [10, 25, 40].map(|from| at(true, "Kyiv City", from)).to_vec();
        let starts: Vec<i64> = shared(official, volunteer).iter().map(|alert| alert.from).collect();
        assert_eq!(starts, [20, 10, 25, 40]);
    }

    #[test]
    fn offsets_are_of_pairs_with_such_an_end() {
        let mut alerts = vec![at(false, "Kyiv City", 0), at(true, "Kyiv City", 90)];
        let pairs = Pairs::from([(0, 1)]);
        assert_eq!(offsets(&alerts, &pairs, false), "1 | 1.5 | 1.5 | 1.5 | 1.5 | 1.5 | 1.5");
        assert_eq!(offsets(&alerts, &pairs, true), "0 | – | – | – | – | – | –");
        alerts[1].naive = true;
        assert!(offsets(&alerts, &pairs, true).starts_with("1 |"));
    }

    #[test]
    fn a_record_tells_what_is_told() {
        let alert = at(false, "Kyiv City", 60 * 100 + 30);
        let [whole, start, region, _] = TOLD.map(|told| told.record(&alert, 1));
        assert_eq!(whole.when, Some(Span { from: 100, until: 111 }));
        assert_eq!(start.when, Some(Span { from: 100, until: 101 }));
        assert!(whole.actor.is_none() && region.actor.is_some());
    }
}
