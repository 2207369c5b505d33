//! Table 6: facts that come late.

use std::time::Instant;

use armistice_monitor::{
    Change, Checked, Fact, FactId, Journal, JournalError, KeyedJournal, Patience, Signature, Split,
    parse_formula,
};

use crate::bench::{Bench, LATENESS, head, median, micros, permille, row, seconds};
use crate::ceasefire::{Ceasefire, SIGNATURE};
use crate::child;
use crate::policies;
use crate::twister::Twister;

/// So many lanes the journal by keys has.
const LANES: usize = 64;

/// Of so many facts one comes late.
const LATE: u32 = 10;

/// Prints both tables.
pub fn print(bench: &Bench) -> Result<(), String> {
    shuffled(bench)?;
    single(bench)
}

/// The whole log out of order, through the command.
fn shuffled(bench: &Bench) -> Result<(), String> {
    let signature = bench.signature(false)?;
    head(
        "A log out of order within an hour, `--late 1h`",
        &[
            "policy",
            "events",
            "CPU in order",
            "CPU out of order",
            "events/s",
            "peak MiB",
            "final verdicts",
            "as in order",
        ],
    );
    for (name, events) in [
        ("p1", bench.full / 10),
        ("p2", bench.full / 10),
        ("p4", bench.full / 10),
        ("p9", bench.full / 10),
        ("p2", bench.full),
    ] {
        let formula = policies::named(name)?.formula;
        let (log, mixed) = (bench.log(events)?, bench.shuffled(events)?);
        let plain = ["-s", &signature, "-e", formula, "-l", &log];
        let late = ["-s", &signature, "-e", formula, "-l", &mixed, "--late", "1h"];
        let (mut ordered, mut unordered) = (Vec::new(), Vec::new());
        // Slow ones tell as much in one round.
        for _ in 0..bench.rounds.min(3) {
            ordered.push(child::run(&bench.binary, &plain)?.own);
            unordered.push(child::run(&bench.binary, &late)?);
        }
        let cpu = median(unordered.iter().map(|run| run.own));
        let mut told = [Told::new(b'@'), Told::new(b'!')];
        let [first, second] = &mut told;
        child::read(&bench.binary, &plain, |bytes| first.take(bytes))?;
        child::read(&bench.binary, &late, |bytes| second.take(bytes))?;
        let same = (first.verdicts, first.sum) == (second.verdicts, second.sum);
        row(&[
            name.to_string(),
            events.to_string(),
            seconds(median(ordered)),
            seconds(cpu),
            format!("{:.0}", events as f64 / cpu),
            format!("{:.1}", median(unordered.iter().map(|run| run.peak))),
            second.verdicts.to_string(),
            if same { "identical" } else { "DIFFERENT" }.to_string(),
        ]);
    }
    Ok(())
}

/// The verdicts on lines that begin with this sign, in whatever order: their number, and the sum of a
/// hash of each one's time and values.
struct Told {
    sign: u8,
    begun: Vec<u8>,
    verdicts: u64,
    sum: u64,
}

impl Told {
    fn new(sign: u8) -> Self {
        Self { sign, begun: Vec::new(), verdicts: 0, sum: 0 }
    }

    fn take(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.begun.extend_from_slice(part);
            if part.ends_with(b"\n") {
                let line = std::mem::take(&mut self.begun);
                self.line(line.trim_ascii_end());
            }
        }
    }

    fn line(&mut self, line: &[u8]) {
        if line.first() != Some(&self.sign) {
            return;
        }
        let text = String::from_utf8_lossy(line);
        let Some((before, tuples)) = text.split_once(": ") else { return };
        let ts = before.split(['@', ' ']).find(|word| word.parse::<i64>().is_ok()).unwrap_or("");
        for tuple in tuples.split(' ') {
            self.verdicts += 1;
            let bytes = ts.bytes().chain(tuple.bytes());
            let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            self.sum = self.sum.wrapping_add(hash);
        }
    }
}

/// What both journals do.
trait Entries {
    fn enter(&mut self, id: FactId, valid: i64, fact: Fact) -> Result<(), JournalError>;
    fn changes(&mut self) -> Vec<Change>;
}

impl Entries for Journal {
    fn enter(&mut self, id: FactId, valid: i64, fact: Fact) -> Result<(), JournalError> {
        self.insert(id, valid, fact)
    }

    fn changes(&mut self) -> Vec<Change> {
        self.update()
    }
}

impl Entries for KeyedJournal {
    fn enter(&mut self, id: FactId, valid: i64, fact: Fact) -> Result<(), JournalError> {
        self.insert(id, valid, fact)
    }

    fn changes(&mut self) -> Vec<Change> {
        self.update()
    }
}

/// Fact by fact within a program: most come in time, one in ten late, and what changed is asked for
/// after each.
fn single(bench: &Bench) -> Result<(), String> {
    let signature = Signature::parse(SIGNATURE).map_err(|error| error.to_string())?;
    let formula =
        parse_formula(policies::named("p2")?.formula).map_err(|error| error.to_string())?;
    let checked = Checked::new(formula, &signature).map_err(|error| error.to_string())?;
    head(
        &format!(
            "One fact entered and what changed by it, p2, {} events, one fact in {LATE} late, in process, in µs",
            bench.full / 10
        ),
        &[
            "journal, lateness",
            "in time, median",
            "99 %",
            "late, median",
            "99 %",
            "most",
            "changes told",
        ],
    );
    for (said, lateness) in [("an hour", LATENESS), ("a day", 24 * LATENESS)] {
        let entries = entries(bench.full / 10, lateness);
        let patience = Patience { lateness, retention: Some(0) };
        let mut journal = Journal::new(&checked, patience).map_err(|error| error.to_string())?;
        timed(&format!("one, {said}"), &mut journal, &entries)?;
        let split = Split::by(&checked, &["c".into()]).map_err(|error| error.to_string())?;
        let mut keyed = KeyedJournal::new(&checked, split, LANES, patience)
            .map_err(|error| error.to_string())?;
        timed(&format!("{LANES} lanes by c, {said}"), &mut keyed, &entries)?;
    }
    Ok(())
}

/// A fact with its time, and whether it comes late.
type Entry = (i64, Fact, bool);

/// The log's facts of notifications and passages in the order in which they come.
fn entries(events: u64, lateness: u64) -> Vec<Entry> {
    let most = u32::try_from(lateness).unwrap_or(u32::MAX);
    let mut dice = Twister::new(4);
    let mut log = Ceasefire::new(events);
    let mut point = Vec::new();
    let mut entries = Vec::new();
    while let Some(ts) = log.next(&mut point) {
        for event in point.iter().filter(|event| matches!(event.name, "notify" | "pass")) {
            let late = dice.below(LATE) == 0;
            let by = if late { dice.below(most) } else { 0 };
            let fact = Fact::new(event.name, event.values().iter().copied());
            entries.push((ts + i64::from(by), (ts, fact, late)));
        }
    }
    entries.sort_by_key(|(arrival, _)| *arrival);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn timed(name: &str, journal: &mut impl Entries, entries: &[Entry]) -> Result<(), String> {
    let (mut in_time, mut late) = (Vec::new(), Vec::new());
    let mut told = 0;
    for (id, (valid, fact, is_late)) in (0..).zip(entries) {
        let fact = fact.clone();
        let started = Instant::now();
        journal.enter(id, *valid, fact).map_err(|error| error.to_string())?;
        told += journal.changes().len();
        let took = started.elapsed().as_nanos() as f64;
        if *is_late { late.push(took) } else { in_time.push(took) }
    }
    in_time.sort_by(f64::total_cmp);
    late.sort_by(f64::total_cmp);
    let at = |times: &[f64], wanted| micros(permille(times, wanted));
    row(&[
        name.to_string(),
        at(&in_time, 500),
        at(&in_time, 990),
        at(&late, 500),
        at(&late, 990),
        at(&late, 1000),
        told.to_string(),
    ]);
    Ok(())
}
