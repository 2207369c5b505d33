//! A negative control: rows that are different events by design, dealt out to sources. Whatever is
//! linked is false.

use std::collections::{BTreeMap, HashMap};

use armistice_linkage::{Code, Record};

use super::run::{Run, linked};
use super::tally::{Tally, per_cent};
use super::told::TOLD;
use super::ucdp::Event;
use crate::draw::Draw;

const SEEDS: [u64; 3] = [1, 2, 3];
/// Offices with fewer rows share one source.
const FEW: usize = 40;

/// Prints the table.
pub fn print(events: &[Event]) {
    let all = records(events, &mut Draw::new(0), |_, _| 0);
    println!(
        "{} pairs of rows are alike in all that the linker is told, {} in all but the count.\n",
        twins(&all, |record| record.count),
        twins(&all, |_| None)
    );
    println!(
        "| UCDP rows as | rows | linked between | said ≥ 0.5 | said ≥ 0.9 | expected by what is said \
         | linked within | said ≥ 0.5 | said ≥ 0.9 | linked, alike in all but the count | comparisons \
         | seconds |"
    );
    println!("|---|{}", "---:|".repeat(11));
    println!("{}", line("one source", &all));
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

/// All that the linker is told of a row but for who says it, and the count as this has it.
type Alike = (Option<(i64, i64)>, Option<[u64; 2]>, Option<Code>, Option<Code>, Option<u32>);

fn alike(record: &Record, count: Option<u32>) -> Alike {
    let at = record.spot.map(|spot| [spot.lat.to_bits(), spot.lon.to_bits()]);
    (record.when.map(|span| (span.from, span.until)), at, record.kind, record.actor, count)
}

/// How many pairs of records are alike.
fn twins(records: &[Record], count: impl Fn(&Record) -> Option<u32>) -> usize {
    let mut seen: HashMap<Alike, usize> = HashMap::new();
    let mut pairs = 0;
    for record in records {
        let before = seen.entry(alike(record, count(record))).or_insert(0);
        pairs += *before;
        *before += 1;
    }
    pairs
}

fn line(name: &str, records: &[Record]) -> String {
    let run = Run::of(records);
    let Tally { between, within } = Tally::of(&run.linker, records);
    let rows = records.len();
    let told = |n: usize| records.get(n).map(|record| alike(record, None));
    let twins = linked(&run.linker).iter().filter(|(a, b)| told(*a) == told(*b)).count();
    format!(
        "| {name} | {rows} | {} | {} | {} | {:.0} | {} | {} | {} | {twins} | {} | {:.2} |",
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

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_linkage::Span;

    #[test]
    fn twins_are_counted_in_pairs() {
        let event = |best| Event {
            when: Span { from: 0, until: 1_440 },
            at: (36.0, 37.0),
            where_prec: 1,
            district: None,
            kind: 1,
            dyad: 1,
            conflict: 1,
            best,
            office: "SOHR".into(),
        };
        let rows = [event(1), event(1), event(2), event(1)];
        let all = records(&rows, &mut Draw::new(0), |_, draw| draw.below(2) as u32);
        assert_eq!(twins(&all, |record| record.count), 3);
        assert_eq!(twins(&all, |_| None), 6);
        assert!(offices(&rows).is_empty());
    }
}
