//! Planted duplicates: real rows told again by a second source with noise. A pair is true where it
//! is a row and its copy; all others are false, as the rows are different events by design.

use std::collections::BTreeMap;

use armistice_linkage::{Linker, Record};

use super::perturb::{Noise, Place, Places, copy};
use super::run::{Run, linked};
use super::told::TOLD;
use super::ucdp::Event;
use super::{ceiling, reasons};
use crate::draw::Draw;
use crate::score::Reliability;

const SHARES: [f64; 3] = [0.05, 0.2, 0.5];
const SEEDS: [u64; 2] = [1, 2];

/// Rows, and copies of some of them.
struct Planted {
    records: Vec<Record>,
    /// By the number of a copy: of which row, and with what noise.
    copies: BTreeMap<usize, (usize, Noise)>,
}

impl Planted {
    fn of(events: &[Event], places: &Places, share: f64, seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        let mut records: Vec<Record> =
            events.iter().map(|event| event.record(draw.key(), 1)).collect();
        let mut copies = BTreeMap::new();
        for (row, event) in events.iter().enumerate() {
            if draw.chance(share) {
                let (record, noise) = copy(event, places, 2, &mut draw);
                copies.insert(records.len(), (row, noise));
                records.push(record);
            }
        }
        Self { records, copies }
    }

    /// The same, each record told otherwise or left out. A copy whose row is left out goes as well.
    fn told(&self, tell: fn(Record) -> Option<Record>) -> Self {
        let mut places = BTreeMap::new();
        let (mut records, mut copies) = (Vec::new(), BTreeMap::new());
        for (number, record) in self.records.iter().enumerate() {
            let Some(told) = tell(*record) else { continue };
            if let Some((row, noise)) = self.copies.get(&number) {
                let Some(row) = places.get(row) else { continue };
                copies.insert(records.len(), (*row, *noise));
            }
            places.insert(number, records.len());
            records.push(told);
        }
        Self { records, copies }
    }

    /// Whether the two, the lower number first, are a row and its copy.
    fn together(&self, a: usize, b: usize) -> bool {
        self.copies.get(&b).is_some_and(|(row, _)| *row == a)
    }

    /// What a plain rule and weights from the truth find: precision, recall and F1.
    fn others(&self, rows: usize) -> [(&'static str, [f64; 3]); 2] {
        let (originals, _) = self.records.split_at(rows.min(self.records.len()));
        let copies: Vec<_> = self.records.iter().enumerate().skip(rows).collect();
        let candidates = ceiling::candidates(originals, &copies);
        let plain = ceiling::plain(&candidates);
        let right = plain.iter().filter(|(row, copy)| self.together(*row, *copy)).count() as f64;
        let precision = right / plain.len().max(1) as f64;
        let recall = right / self.copies.len().max(1) as f64;
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        let together = |row, copy| self.together(row, copy);
        let supervised = ceiling::supervised(&candidates, together, self.copies.len());
        [("a plain rule", [precision, recall, f1]), ("weights from the truth", supervised)]
    }
}

/// Prints the tables.
pub fn print(events: &[Event]) {
    let places = Places::of(events);
    println!(
        "| copies of | seed | rows and copies | precision | recall | F1 | false pairs of two rows \
         | said ≥ 0.5: true | said ≥ 0.9: true | ECE, links | learn s | link s |"
    );
    println!("|---:|{}", "---:|".repeat(11));
    let mut tenths = Vec::new();
    let mut recalls = Vec::new();
    for share in SHARES {
        let (mut table, mut recall) = (Reliability::default(), Recall::default());
        for seed in SEEDS {
            let planted = Planted::of(events, &places, share, seed);
            let run = Run::of(&planted.records);
            let found = Found::of(&planted, &run.linker);
            println!("{}", line(share, seed, &planted, &run, &found));
            table = table.with(&found.tenths);
            for (number, (row, noise)) in &planted.copies {
                recall.add(*noise, run.linker.incident(*number) == run.linker.incident(*row));
            }
        }
        tenths.push(table);
        recalls.push(recall);
    }
    println!("\nWhat others find of the same (seed {}):\n", SEEDS[0]);
    println!("| copies of | by | precision | recall | F1 |");
    println!("|---:|---|---:|---:|---:|");
    for share in SHARES {
        let planted = Planted::of(events, &places, share, SEEDS[0]);
        for (by, [precision, recall, f1]) in planted.others(events.len()) {
            let share = 100.0 * share;
            println!("| {share:.0} % | {by} | {precision:.3} | {recall:.3} | {f1:.3} |");
        }
    }
    println!("\nRecall by what was done to the copy:\n");
    println!("| copies of | {} |", Recall::NAMES.join(" | "));
    println!("|---:|{}", "---:|".repeat(Recall::NAMES.len()));
    for (share, recall) in SHARES.iter().zip(&recalls) {
        println!("| {:.0} % | {} |", 100.0 * share, recall.cells().join(" | "));
    }
    println!("\nSaid and observed, by tenths of what is said:\n");
    for (share, table) in SHARES.iter().zip(&tenths) {
        println!("{:.0} % copied\n\n```\n{}```\n", 100.0 * share, table.text());
    }
}

/// Prints what is found where the records are told otherwise.
pub fn told(events: &[Event]) {
    let places = Places::of(events);
    println!(
        "| told | copies of | records | copies | precision | recall | F1 | false pairs of two rows | said ≥ 0.9: true |"
    );
    println!("|---|{}", "---:|".repeat(8));
    for share in SHARES {
        let planted = Planted::of(events, &places, share, SEEDS[0]);
        for told in &TOLD {
            let planted = planted.told(told.tell);
            let run = Run::of(&planted.records);
            let found = Found::of(&planted, &run.linker);
            let [precision, recall, f1] = found.figures(planted.copies.len());
            println!(
                "| {} | {:.0} % | {} | {} | {precision:.3} | {recall:.3} | {f1:.3} | {} | {} |",
                told.name,
                100.0 * share,
                planted.records.len(),
                planted.copies.len(),
                found.of_rows,
                found.sure(1),
            );
        }
    }
}

/// Prints the linker's reasons where it is wrong, of one run.
pub fn reasons(events: &[Event]) {
    let planted = Planted::of(events, &Places::of(events), 0.2, 1);
    let run = Run::of(&planted.records);
    let truth = planted.copies.iter().map(|(copy, (row, _))| (*row, *copy)).collect();
    reasons::print(&run.linker, &truth, |number| match planted.copies.get(&number) {
        Some((row, noise)) => format!("copy of row {row}, {noise:?}"),
        None => events.get(number).map_or(String::new(), |event| {
            let Event { at, where_prec, kind, dyad, best, .. } = event;
            format!("row {number}: {at:?} prec {where_prec}, kind {kind}, dyad {dyad}, best {best}")
        }),
    });
}

/// What a linker found of the planted pairs.
struct Found {
    linked: usize,
    right: usize,
    /// Linked pairs of two rows, all false.
    of_rows: usize,
    /// Of the pairs said with 0.5 and with 0.9 or more: how many are true, and how many there are.
    said: [(usize, usize); 2],
    tenths: Reliability,
}

impl Found {
    fn of(planted: &Planted, linker: &Linker) -> Self {
        let (mut all, mut right, mut of_rows) = (0usize, 0usize, 0usize);
        for (a, b) in linked(linker) {
            all += 1;
            right += usize::from(planted.together(a, b));
            of_rows += usize::from(!planted.copies.contains_key(&b));
        }
        let (mut tenths, mut said) = (Reliability::default(), [(0usize, 0usize); 2]);
        for pair in linker.likely(0.05) {
            let is = planted.together(pair.a, pair.b);
            tenths.add(pair.probability, f64::from(u8::from(is)));
            for (count, least) in said.iter_mut().zip([0.5, 0.9]) {
                if pair.probability >= least {
                    *count = (count.0 + usize::from(is), count.1 + 1);
                }
            }
        }
        Self { linked: all, right, of_rows, said, tenths }
    }

    /// Precision, recall and F1.
    fn figures(&self, planted: usize) -> [f64; 3] {
        let of = |all: usize| self.right as f64 / all.max(1) as f64;
        let (precision, recall) = (of(self.linked), of(planted));
        [precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9)]
    }

    fn sure(&self, which: usize) -> String {
        let (right, all) = self.said[which];
        format!("{:.3} of {all}", right as f64 / all.max(1) as f64)
    }
}

fn line(share: f64, seed: u64, planted: &Planted, run: &Run, found: &Found) -> String {
    let [precision, recall, f1] = found.figures(planted.copies.len());
    format!(
        "| {:.0} % | {seed} | {} | {precision:.3} | {recall:.3} | {f1:.3} | {} | {} | {} | {:.3} | {:.2} \
         | {:.2} |",
        100.0 * share,
        planted.records.len(),
        found.of_rows,
        found.sure(0),
        found.sure(1),
        found.tenths.error(),
        run.seconds.0,
        run.seconds.1,
    )
}

/// How many copies were found, by what was done to them.
#[derive(Default)]
struct Recall {
    found: [(usize, usize); 6],
}

impl Recall {
    const NAMES: [&'static str; 6] =
        ["same day", "a day off", "2 or 3 days off", "same place", "a neighbour", "the district"];

    fn add(&mut self, noise: Noise, found: bool) {
        let day = noise.days.unsigned_abs().min(2) as usize;
        let place = match noise.place {
            Place::Same => 3,
            Place::Neighbour => 4,
            Place::District => 5,
        };
        for slot in [day, place] {
            self.found[slot].0 += usize::from(found);
            self.found[slot].1 += 1;
        }
    }

    fn cells(&self) -> Vec<String> {
        let cell = |(found, all): &(usize, usize)| match all {
            0 => "–".to_string(),
            _ => format!("{:.3}", *found as f64 / *all as f64),
        };
        self.found.iter().map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::DAY;
    use super::*;
    use armistice_linkage::Span;

    fn events(count: usize) -> Vec<Event> {
        let event = |n: usize| Event {
            when: Span { from: n as i64 * DAY, until: (n as i64 + 1) * DAY },
            at: (36.0 + (n % 7) as f64 / 10.0, 37.0),
            where_prec: 1,
            district: None,
            kind: 1,
            dyad: 1,
            conflict: 1,
            best: n as u32 % 20,
            office: String::new(),
        };
        (0..count).map(event).collect()
    }

    #[test]
    fn so_many_rows_are_copied_and_a_pair_is_a_row_and_its_copy() {
        let events = events(2_000);
        let planted = Planted::of(&events, &Places::of(&events), 0.2, 1);
        let copies = planted.records.len() - 2_000;
        assert!((320..480).contains(&copies), "{copies}");
        assert_eq!(copies, planted.copies.len());
        for (number, (row, _)) in &planted.copies {
            assert!(planted.together(*row, *number) && !planted.together(*number, *row));
            assert!(planted.together(row + 1, *number) == (row + 1 == *row));
            assert_eq!(planted.records[*number].source, 2);
        }
    }

    #[test]
    fn a_copy_goes_with_its_row() {
        let events = events(100);
        let planted = Planted::of(&events, &Places::of(&events), 0.5, 1);
        let even = planted.told(|record| {
            let day = record.when.map_or(0, |when| when.from / DAY);
            (record.source == 2 || day % 2 == 0).then_some(record)
        });
        assert_eq!(even.records.len(), 50 + even.copies.len());
        assert_eq!(even.copies.len(), planted.copies.values().filter(|c| c.0 % 2 == 0).count());
        for (copy, (row, noise)) in &even.copies {
            let from = |n: usize| even.records[n].when.map(|when| when.from);
            assert_eq!(from(*row).map(|from| from + noise.days * DAY), from(*copy));
        }
    }

    #[test]
    fn recall_is_told_by_day_and_by_place() {
        let mut recall = Recall::default();
        recall.add(Noise { days: -3, place: Place::Same }, true);
        recall.add(Noise { days: 2, place: Place::District }, false);
        assert_eq!(recall.cells(), ["–", "–", "0.500", "1.000", "–", "0.000"]);
    }
}
