//! A negative control: rows that are different events by design, dealt out to sources. Whatever is
//! linked is false.

use std::collections::BTreeMap;

use armistice_linkage::Record;

use super::run::Run;
use super::tally::{Tally, per_cent};
use super::told::TOLD;
use super::ucdp::Event;
use crate::draw::Draw;

const SEEDS: [u64; 3] = [1, 2, 3];
/// Offices with fewer rows share one source.
const FEW: usize = 40;

/// Prints the table.
pub fn print(events: &[Event]) {
    println!(
        "| UCDP rows as | rows | linked between | said ≥ 0.5 | said ≥ 0.9 | expected by what is said \
         | linked within | said ≥ 0.5 | said ≥ 0.9 | comparisons | seconds |"
    );
    println!("|---|{}", "---:|".repeat(10));
    let mut draw = Draw::new(0);
    println!("{}", line("one source", &records(events, &mut draw, |_, _| 0)));
    for seed in SEEDS {
        let mut draw = Draw::new(seed);
        let dealt = records(events, &mut draw, |_, draw| u32::from(draw.chance(0.5)));
        println!("{}", line(&format!("two random halves, seed {seed}"), &dealt));
    }
    let mut draw = Draw::new(0);
    let sixths = records(events, &mut draw, |_, draw| draw.below(6) as u32);
    println!("{}", line("six random sixths", &sixths));
    for told in TOLD
        .iter()
        .filter(|told| ["no actors", "no actors, no kinds", "no counts"].contains(&told.name))
    {
        let told_so: Vec<Record> = sixths.iter().copied().filter_map(told.tell).collect();
        println!("{}", line(&format!("six random sixths, {}", told.name), &told_so));
    }
    let dealt = records(events, &mut draw, |_, draw| draw.below(12) as u32);
    println!("{}", line("twelve random twelfths", &dealt));
    let offices = offices(events);
    let by_office = records(events, &mut draw, |event, _| {
        offices.get(event.office.as_str()).copied().unwrap_or(0)
    });
    println!("{}", line("by the first office named", &by_office));
}

/// The rows as reports, of the source that is dealt to each.
fn records(
    events: &[Event],
    draw: &mut Draw,
    source: impl Fn(&Event, &mut Draw) -> u32,
) -> Vec<Record> {
    let deal = |event: &Event| {
        let source = source(event, draw);
        event.record(draw.key(), source)
    };
    events.iter().map(deal).collect()
}

/// Offices with many rows by number from 1.
fn offices(events: &[Event]) -> BTreeMap<&str, u32> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events {
        *counts.entry(&event.office).or_insert(0) += 1;
    }
    let many = counts.into_iter().filter(|(_, count)| *count >= FEW);
    many.zip(1..).map(|((office, _), number)| (office, number)).collect()
}

fn line(name: &str, records: &[Record]) -> String {
    let run = Run::of(records);
    let Tally { between, within } = Tally::of(&run.linker, records);
    let rows = records.len();
    format!(
        "| {name} | {rows} | {} | {} | {} | {:.0} | {} | {} | {} | {} | {:.2} |",
        per_cent(between.linked, rows),
        per_cent(between.half, rows),
        per_cent(between.sure, rows),
        between.expected,
        per_cent(within.linked, rows),
        per_cent(within.half, rows),
        per_cent(within.sure, rows),
        run.linker.comparisons(),
        run.all_seconds(),
    )
}
