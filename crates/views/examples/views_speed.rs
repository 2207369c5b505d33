//! How long the views take to fill and to answer, and how much room they need: makes up so many
//! incidents, settles them, and prints the figures. One thread. Each question is asked three times, each
//! time with what was remembered of the answers forgotten, and the least time counts: what other
//! programs took of the machine does not.
//!
//! `cargo run --release -p armistice-views --example views_speed -- 1000000`
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "../tests/fixture/land.rs"]
mod land;

use armistice_model::Status;
use armistice_publish::Audience;
use armistice_views::{Ask, Bbox, QueueAsk, QueueState, Sqlite, TileId, Views, ViewsError, Window};
use jiff::{Timestamp, ToSpan};
use land::{Dice, Land};
use std::time::{Duration, Instant};

fn main() -> Result<(), ViewsError> {
    let incidents: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let path = std::env::temp_dir().join(format!("views-speed-{}.db", std::process::id()));
    let told = run(incidents, &path);
    Sqlite::delete(&path)?;
    told
}

fn run(incidents: usize, path: &std::path::Path) -> Result<(), ViewsError> {
    let start = Instant::now();
    let land = Land::of(incidents, 7);
    println!(
        "{incidents} incidents of {} reports made up in {:.1} s, {} MB held for them",
        land.reports.len(),
        start.elapsed().as_secs_f64(),
        memory("VmRSS:")
    );
    let views = Sqlite::open(path)?;
    let publication = land.publication();
    let start = Instant::now();
    let changes = views.settle(&land.settled(&publication))?;
    println!("settled, {} rows     {:>9.1} s", changes.written(), start.elapsed().as_secs_f64());
    let start = Instant::now();
    let changes = views.settle(&land.settled(&publication))?;
    println!(
        "again, {} rows              {:>9.1} s",
        changes.written(),
        start.elapsed().as_secs_f64()
    );
    let file: u64 = ["", "-wal"]
        .iter()
        .filter_map(|end| std::fs::metadata(format!("{}{end}", path.display())).ok())
        .map(|m| m.len())
        .sum();
    println!("file                       {:>9} MB", file / 1_000_000);
    drop(views);
    let ids: Vec<_> = land.incidents.iter().step_by(97).map(|i| i.id.clone()).collect();
    let reports: Vec<_> = land.reports.iter().step_by(97).map(|r| r.id.clone()).collect();
    drop(land);
    let start = Instant::now();
    let views = Sqlite::open(path)?;
    println!("opened                     {:>9.2} s", start.elapsed().as_secs_f64());
    println!("columns in memory          {:>9} MB", views.columns_bytes() / 1_000_000);

    println!("\n{:<44} {:>8} {:>8} {:>8}", "milliseconds", "p50", "p99", "most");
    for (name, degrees) in [
        ("street", 0.01),
        ("town", 0.1),
        ("district", 0.5),
        ("governorate", 1.5),
        ("country", 7.0),
        ("world", 360.0),
    ] {
        for (time, days) in [("a day", Some(1)), ("a month", Some(30)), ("any time", None)] {
            measure(&views, &format!("page of 100: {name}, {time}"), 300, |dice| {
                let (bbox, window) = (Some(bbox(dice, degrees)), window(dice, days));
                let ask = Ask { bbox, window, ..Ask::default() };
                views.incidents(&ask).map(|page| page.items.len())
            })?;
        }
    }
    let rare = Ask { status: Some(Status::NoBreachKnown), ..Ask::default() };
    let term = Ask {
        term: Some("1.a".into()),
        perspective: Some("independent".into()),
        status: Some(Status::BreachCorroborated),
        ..Ask::default()
    };
    let party = Ask { party: Some("ISIL".into()), ..Ask::default() };
    for (name, ask) in [("a status that nothing has", rare), ("a term", term), ("a party", party)] {
        measure(&views, &format!("page of 100: world, {name}"), 100, |_| {
            views.incidents(&ask).map(|p| p.items.len())
        })?;
    }
    for z in 0..=14 {
        let largest = std::cell::Cell::new(0);
        for (time, days) in [("a month", Some(30)), ("any time", None)] {
            measure(&views, &format!("tile at zoom {z}, {time}"), 200, |dice| {
                let (tile, window) = (tile(dice, z), window(dice, days));
                let bytes = views.tile(tile, &window)?.len();
                largest.set(largest.get().max(bytes));
                Ok(bytes)
            })?;
        }
        println!("{:>44} {:>8}", "largest, bytes", largest.get());
    }
    measure(&views, "incident page", 2000, |dice| {
        let id = &ids[dice.below(ids.len())];
        views.incident(id).map(|d| d.unwrap().claims.len())
    })?;
    measure(&views, "report", 2000, |dice| {
        let id = &reports[dice.below(reports.len())];
        views.report(id).map(|d| usize::from(d.is_some()))
    })?;
    for state in [QueueState::Open, QueueState::Accepted] {
        measure(&views, &format!("queue of 50, {state:?}"), 300, |_| {
            let ask = QueueAsk { state, limit: 50, after: None };
            views.queue(&ask).map(|q| q.items.len())
        })?;
    }
    measure(&views, "board, when it is new", 20, |_| {
        views.board(Audience::Public).map(|b| b.unwrap().len())
    })?;
    let start = Instant::now();
    for _ in 0..1000 {
        std::hint::black_box(views.board(Audience::Public)?);
    }
    println!("{:<44} {:>8.3}", "board, remembered", start.elapsed().as_secs_f64());
    measure(&views, "points, a month", 100, |dice| {
        views.points(&window(dice, Some(30))).map(|p| p.ids.len())
    })?;
    measure(&views, "points, any time (at most 200 000)", 20, |_| {
        views.points(&Window::open()).map(|p| p.ids.len())
    })?;
    println!("\nmemory after reading       {:>9} MB", memory("VmRSS:"));
    Ok(())
}

fn measure(
    views: &Sqlite,
    name: &str,
    times: usize,
    ask: impl Fn(&mut Dice) -> Result<usize, ViewsError>,
) -> Result<(), ViewsError> {
    let mut took: Vec<Duration> = Vec::new();
    for time in 0..times {
        let mut least = Duration::MAX;
        for _ in 0..3 {
            views.forget();
            let mut dice = Dice(time as u64 * 7919 + 11);
            let start = Instant::now();
            std::hint::black_box(ask(&mut dice)?);
            least = least.min(start.elapsed());
        }
        took.push(least);
    }
    took.sort();
    let at = |part: usize| took[(took.len() * part / 100).min(took.len() - 1)].as_secs_f64() * 1e3;
    println!("{name:<44} {:>8.3} {:>8.3} {:>8.3}", at(50), at(99), at(100));
    Ok(())
}

fn bbox(dice: &mut Dice, degrees: f64) -> Bbox {
    if degrees >= 360.0 {
        return Bbox::new(-180.0, -90.0, 180.0, 90.0).unwrap();
    }
    // Half of them around Aleppo, where much is.
    let [lon, lat] = if dice.below(2) == 0 {
        [36.9 + 0.5 * dice.part(), 36.0 + 0.4 * dice.part()]
    } else {
        [35.7 + 6.6 * dice.part(), 32.3 + 5.0 * dice.part()]
    };
    let half = degrees / 2.0;
    Bbox::new(lon - half, lat - half, lon + half, lat + half).unwrap()
}

fn window(dice: &mut Dice, days: Option<i64>) -> Window {
    let first: Timestamp = "2012-01-01T00:00:00Z".parse().unwrap();
    match days {
        None => Window::open(),
        Some(days) => {
            let from = first.checked_add((dice.below(12 * 365 * 86_400) as i64).seconds()).unwrap();
            let until = from.checked_add((days * 24).hours()).unwrap();
            Window::half_open(Some(from), Some(until)).unwrap()
        }
    }
}

fn tile(dice: &mut Dice, z: u8) -> TileId {
    let [lon, lat] = if dice.below(2) == 0 {
        [36.9 + 0.5 * dice.part(), 36.0 + 0.4 * dice.part()]
    } else {
        [35.7 + 6.6 * dice.part(), 32.3 + 5.0 * dice.part()]
    };
    let side = f64::from(1u32 << z);
    let y = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
    TileId::new(z, ((lon / 360.0 + 0.5) * side) as u32, (y * side) as u32).unwrap()
}

/// Megabytes, where the system tells.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(what)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}
