//! How long a publication takes and how much memory: makes up a case of so many reports over 93
//! days, publishes it, and prints the figures.
//!
//! `cargo run --release -p armistice-publish --features geoparquet --example scale -- 100000`

#[path = "../tests/fixture/crowd.rs"]
mod crowd;

use armistice_publish::{
    Alerts, Audience, FeedHome, Press, Publication, write_atom, write_incidents_hxl,
};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

fn main() -> io::Result<()> {
    let reports = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let case = crowd::Crowd::of(reports, 93);
    let publication = case.publication();
    let before = peak_mb();
    let (start, worked) = (Instant::now(), worked());
    let press = Press::new(&publication);
    println!("made ready           {:>24.2} s", self::worked() - worked);
    let mut sizes: BTreeMap<String, (usize, u64, f64)> = BTreeMap::new();
    for sheet in press.sheets() {
        let path = sheet.path();
        let name = match path.split_once('/') {
            Some((folder, _)) => format!("{folder}/"),
            None => path,
        };
        let (files, bytes, time) = sizes.entry(name).or_default();
        let (mut counter, before) = (Counter(0), self::worked());
        press.print(sheet, &mut counter)?;
        *files += 1;
        *bytes += counter.0;
        *time += self::worked() - before;
    }
    for (name, print) in formats() {
        let (mut counter, before) = (Counter(0), self::worked());
        print(&publication, &mut counter)?;
        sizes.insert(name.to_string(), (1, counter.0, self::worked() - before));
    }
    println!(
        "{reports} reports, {} incidents, {} breaches in cells: {:.2} s of work, {:.2} s by the clock",
        case.incidents.len(),
        case.board.assessments.iter().map(|a| a.breaches.len()).sum::<usize>(),
        self::worked() - worked,
        start.elapsed().as_secs_f64()
    );
    println!("memory: the case {before} MB, at the peak {} MB", peak_mb());
    for (name, (files, bytes, time)) in sizes {
        println!("{name:<20} {files:>4} files {:>8} kB {:>5.2} s", bytes / 1000, time);
    }
    Ok(())
}

type Print = fn(&Publication, &mut Counter) -> io::Result<()>;

/// The formats that others speak.
fn formats() -> Vec<(&'static str, Print)> {
    let hxl: Print = |publication, out| {
        let veil = publication.veil(Audience::Public);
        write_incidents_hxl(out, publication.incidents, Some(publication.board), &veil)
    };
    let feed: Print = |publication, out| {
        let veil = publication.veil(Audience::Public);
        let home = FeedHome {
            feed: "https://mission.example/feeds/alerts.atom",
            page: "https://mission.example",
            authority: "mission.example",
            since: jiff::civil::date(2016, 9, 1),
            author: "The mission",
        };
        write_atom(out, publication, &Alerts::new(publication, &veil), &home, usize::MAX)
    };
    #[cfg(feature = "geoparquet")]
    let columns: Print = |publication, out| {
        let veil = publication.veil(Audience::Public);
        let board = Some(publication.board);
        armistice_publish::write_geoparquet(out, publication.incidents, board, &veil)
    };
    vec![
        ("incidents.hxl.csv", hxl),
        ("alerts.atom", feed),
        #[cfg(feature = "geoparquet")]
        ("incidents.parquet", columns),
    ]
}

/// Takes bytes and keeps how many they were.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Seconds that a processor has worked for this process, where the system tells.
fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    std::time::Duration::from_nanos(nanoseconds).as_secs_f64()
}

/// The most memory that this process has held, where the system tells.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}
