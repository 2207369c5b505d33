//! How the cost of learning and linking grows with the reports, and what one late report costs.
//!
//! The world is `towns-sparse`: one country of it for every hundred thousand reports, thirty years
//! long, the countries too far apart to meet. So neither what happens a day in a country nor the
//! length of time grows with the reports. (A single country of ten million reports would last three
//! thousand years, which is more than the linker's clock holds.)

use std::sync::Arc;
use std::time::Instant;

use armistice_linkage::{Code, Grain, Linker, Model, Record, Span, Spot};

use crate::draw::Draw;
use crate::real::percentile;
use crate::report::Report;
use crate::worlds::World;

const SIZES: [usize; 3] = [100_000, 1_000_000, 10_000_000];
/// Reports of one country.
const COUNTRY: usize = 100_000;
/// Countries in a row around the Earth, and the degrees from one to the next.
const ROW: usize = 36;
const APART: f64 = 10.0;
/// Records that are added one by one, to so many others.
const LATE: usize = 1_000;
const EARLIER: usize = 59_000;

/// Prints the tables for these numbers of reports.
pub fn print(sizes: &[&str]) -> Result<(), String> {
    let number = |text: &&str| {
        let wanted = text.parse::<usize>().ok().filter(|n| (1_000..=40_000_000).contains(n));
        wanted.ok_or_else(|| format!("{text} is not a number of reports from 1000 to 40000000"))
    };
    let mut sizes = sizes.iter().map(number).collect::<Result<Vec<_>, _>>()?;
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    // The peak is that of the process: the smaller go first.
    sizes.sort_unstable();
    println!(
        "| reports | learn s | link s | reports/s | peak MiB | comparisons per report | incidents \
         | events told |"
    );
    println!("|---:|{}", "---:|".repeat(7));
    for size in sizes {
        println!("{}", line(size)?);
    }
    println!();
    late()
}

fn line(size: usize) -> Result<String, String> {
    let (records, events) = records(size)?;
    let start = Instant::now();
    let model = Arc::new(Model::learn(&records));
    let learned = start.elapsed().as_secs_f64();
    let linker = Linker::all(model, &records);
    let all = start.elapsed().as_secs_f64();
    let count = records.len() as f64;
    Ok(format!(
        "| {} | {learned:.2} | {:.2} | {:.0} | {} | {:.1} | {} | {events} |",
        records.len(),
        all - learned,
        count / all,
        peak_mib().map_or("–".to_string(), |mib| mib.to_string()),
        linker.comparisons() as f64 / count,
        linker.incidents(),
    ))
}

/// About so many reports of as many countries as they fill, and how many events they tell.
fn records(size: usize) -> Result<(Vec<Record>, usize), String> {
    let world = World::named("towns-sparse").ok_or("there is no world towns-sparse")?;
    let (mut records, mut events, mut keys) = (Vec::with_capacity(size), 0, Draw::new(9));
    let countries = size.div_ceil(COUNTRY);
    for country in 0..countries {
        let wanted = COUNTRY.min(size - country * COUNTRY);
        let reports = world.reports(wanted, country as u64 + 1);
        let mut told: Vec<usize> = reports.iter().map(|report| report.truth).collect();
        told.sort_unstable();
        told.dedup();
        events += told.len();
        records.extend(reports.iter().map(|report| record(report, country, keys.key())));
    }
    Ok((records, events))
}

/// Where the points of a country of this number lie, made from those of the first.
fn moved((lat, lon): (f64, f64), country: usize) -> (f64, f64) {
    let (row, column) = (country / ROW, country % ROW);
    // Rows alternate between north and south, from the equator away.
    let north = row.div_ceil(2) as f64 * if row % 2 == 1 { -APART } else { APART };
    let around = (lon + column as f64 * APART + 180.0).rem_euclid(360.0) - 180.0;
    (lat - 14.5 + north, around)
}

fn record(report: &Report, country: usize, key: u64) -> Record {
    let code = |(own, parent): (i32, i32)| {
        Some(Code { own: u32::try_from(own).ok()?, parent: u32::try_from(parent).ok()? })
    };
    let days = i64::from(report.tprec);
    let from = i64::from(report.day) * 1_440 - (days - 1) / 2 * 1_440;
    let (lat, lon) = moved(report.at, country);
    Record {
        key,
        source: report.src as u32,
        when: Some(Span { from, until: from + days * 1_440 }),
        spot: Some(Spot { lat, lon, grain: Grain::Rung(report.gprec) }),
        kind: code(report.kind),
        actor: code(report.actor),
        count: u32::try_from(report.toll).ok(),
        words: None,
    }
}

/// The highest resident memory of this process so far.
fn peak_mib() -> Option<u64> {
    peak(&std::fs::read_to_string("/proc/self/status").ok()?)
}

fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1_024)
}

/// What it takes to add one record to many, of a model that has not seen it.
fn late() -> Result<(), String> {
    println!("| linker of | added one by one | median µs | 99th percentile µs | most µs |");
    println!("|---:|{}", "---:|".repeat(4));
    let world = World::named("towns-sparse").ok_or("there is no world towns-sparse")?;
    let mut draw = Draw::new(5);
    let reports = world.reports(EARLIER + LATE + EARLIER / 50, 1);
    let mut all: Vec<Record> = reports.iter().map(|report| record(report, 0, draw.key())).collect();
    draw.shuffle(&mut all);
    all.truncate(EARLIER + LATE);
    let (added, earlier) = all.split_at(LATE);
    let mut linker = Linker::all(Arc::new(Model::learn(earlier)), earlier);
    let mut micros = Vec::with_capacity(added.len());
    for record in added {
        let start = Instant::now();
        let changes = linker.add(record);
        micros.push(start.elapsed().as_secs_f64() * 1e6);
        drop(changes);
    }
    let of = |share: f64| percentile(&micros, share).unwrap_or(0.0);
    println!(
        "| {} | {} | {:.0} | {:.0} | {:.0} |",
        earlier.len(),
        added.len(),
        of(0.5),
        of(0.99),
        of(1.0)
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_do_not_meet() {
        let corners = [(12.5, 43.0), (16.5, 43.0), (12.5, 47.0), (16.5, 47.0)];
        let at = |country| corners.map(|corner| moved(corner, country));
        for a in 0..200 {
            for corner in at(a) {
                assert!(corner.0.abs() <= 32.5 && corner.1.abs() <= 180.0, "{corner:?}");
            }
            for b in (a + 1)..200 {
                let near = |x: (f64, f64)| {
                    at(b).iter().any(|y| {
                        let east = (x.1 - y.1).abs();
                        (x.0 - y.0).abs() < 5.0 && east.min(360.0 - east) < 5.0
                    })
                };
                assert!(!at(a).into_iter().any(near), "{a} {b}");
            }
        }
    }

    #[test]
    fn as_many_reports_as_wanted_and_their_events() {
        let (records, events) = records(2_000).unwrap();
        assert!((1_850..2_150).contains(&records.len()), "{}", records.len());
        assert!(events > records.len() / 4 && events < records.len());
    }

    #[test]
    fn the_peak_is_read() {
        assert_eq!(peak("Name:\tx\nVmHWM:\t  204800 kB\nVmRSS:\t 1 kB\n"), Some(200));
        assert_eq!(peak("Name:\tx\n"), None);
    }
}
