//! How well and how fast claims fuse where the truth is known.
//!
//! `cargo run --release -p armistice-fusion --example fusion_speed -- 100000 1000000`
//! makes up so many claims over 90 days; a path instead of a number reads a table with the columns
//! `uid src day tprec lat lon gprec type ptype actor pactor fat truth`.

use armistice_fusion::{Decided, Fused, Learned, fuse_with};
use armistice_model::{
    Casualties, Claim, ClaimId, Count, EventKind, Interval, Place, ReportId, Scope, Shape,
    SourceId, Stance, When, Who,
};
use jiff::Timestamp;
use std::collections::HashMap;
use std::time::Instant;

const KINDS: [EventKind; 8] = [
    EventKind::Shelling,
    EventKind::Airstrike,
    EventKind::Clash,
    EventKind::GroundAssault,
    EventKind::SmallArmsFire,
    EventKind::ViolenceAgainstCivilians,
    EventKind::Explosion,
    EventKind::Abduction,
];

/// What a made-up report says.
struct Row {
    source: usize,
    day: i64,
    days: i64,
    at: [f64; 2],
    radius_m: f64,
    kind: usize,
    actor: Option<usize>,
    dead: Option<u64>,
    truth: usize,
}

fn claim(number: usize, row: &Row) -> Option<Claim> {
    let second = 1_472_688_000 + row.day * 86_400;
    let from = Timestamp::from_second(second).ok()?;
    let until = Timestamp::from_second(second + row.days * 86_400).ok()?;
    let source = SourceId::new(format!("source-{}", row.source));
    Some(Claim {
        id: ClaimId::new(format!("C-{number:08}")),
        report: ReportId::new(format!("R-{number:08}")),
        voice: source.clone(),
        through: source,
        published: Some(until),
        stance: Stance::Claimed,
        scope: Scope::Incident,
        kind: *KINDS.get(row.kind)?,
        by: row.actor.map_or_else(Who::open, |actor| Who::one(format!("actor-{actor}"))),
        on: Who::open(),
        weapon: None,
        self_defence: false,
        when: When::Within(Interval::new(from, until)?),
        place: Place {
            name: None,
            region: None,
            shape: Some(Shape::Disc { centre: row.at, radius_m: row.radius_m }),
        },
        casualties: Casualties { killed: row.dead.map(Count::exactly), ..Casualties::default() },
        count: None,
        row: true,
        spans: Vec::new(),
    })
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
    fn below(&mut self, n: usize) -> usize {
        ((self.next() * n as f64) as usize).min(n - 1)
    }
}

/// About `n` claims over 90 days: 6,000 localities of unequal size, twelve sources that each tell
/// about a sixth of the incidents, coarse places and rival counts among them.
fn made_up(n: usize) -> Vec<Row> {
    let mut dice = Dice(7);
    let towns: Vec<[f64; 2]> =
        (0..6_000).map(|_| [-20.0 + 70.0 * dice.next(), 5.0 + 45.0 * dice.next()]).collect();
    let mut rows = Vec::with_capacity(n + 12);
    let mut truth = 0;
    while rows.len() < n {
        let town = towns[(dice.next().powi(2) * towns.len() as f64) as usize];
        let day = dice.below(90) as i64;
        let (kind, actor) = (dice.below(8), dice.below(6));
        let dead = (1.0 / (1.0 - dice.next()).powf(0.77) - 1.0).min(200.0);
        for source in 0..12 {
            if dice.next() > 1.0 / 6.0 {
                continue;
            }
            let coarse = dice.next() < 0.1;
            let off = if coarse { 0.3 } else { 0.01 };
            let (dx, dy) = (dice.next() - 0.5, dice.next() - 0.5);
            rows.push(Row {
                source,
                day: day + i64::from(dice.next() < 0.1),
                days: 1,
                at: [town[0] + off * dx, town[1] + off * dy],
                radius_m: if coarse { 30_000.0 } else { 2_000.0 },
                kind: if dice.next() < 0.1 { dice.below(8) } else { kind },
                actor: (dice.next() < 0.7).then_some(actor),
                dead: (dice.next() < 0.8).then(|| (dead * (0.8 + 0.4 * dice.next())) as u64),
                truth,
            });
        }
        truth += 1;
    }
    rows
}

fn read(path: &str) -> Option<Vec<Row>> {
    let mut table = csv::Reader::from_path(path).ok()?;
    let rows = table.records().filter_map(|record| {
        let record = record.ok()?;
        let number = |i: usize| record.get(i).and_then(|cell| cell.parse::<f64>().ok());
        let days = number(3)? as i64;
        Some(Row {
            source: number(1)? as usize,
            // A week's precision reaches three days to either side.
            day: number(2)? as i64 - days / 2,
            days,
            at: [number(5)?, number(4)?],
            radius_m: [1_500.0, 3_000.0, 40_000.0][(number(6)? as usize).min(2)],
            kind: number(7)? as usize,
            actor: number(9).filter(|actor| *actor >= 0.0).map(|actor| actor as usize),
            dead: number(11).filter(|dead| *dead >= 0.0).map(|dead| dead as u64),
            truth: number(12)? as usize,
        })
    });
    Some(rows.collect())
}

/// Processor time of this program so far, seconds, all threads; `None` off Linux. On a busy
/// machine it says more than the clock.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after = stat.rsplit_once(')')?.1;
    let ticks = after.split_whitespace().skip(11).take(2).map(|t| t.parse::<f64>().ok());
    ticks.sum::<Option<f64>>().map(|ticks| ticks / 100.0)
}

fn pairs(sizes: impl Iterator<Item = usize>) -> f64 {
    sizes.map(|n| n as f64 * (n as f64 - 1.0) / 2.0).sum()
}

fn measure(what: &str, rows: &[Row]) {
    let claims: Vec<Claim> = rows.iter().enumerate().filter_map(|(n, row)| claim(n, row)).collect();
    let (start, worked) = (Instant::now(), processor_seconds());
    // `BY_HAND=1` keeps the weights set by hand.
    let by_hand = std::env::var_os("BY_HAND").is_some();
    let learned = if by_hand { None } else { Learned::from(claims.iter()) };
    let Fused { incidents, comparisons } =
        fuse_with(&claims, &Decided::default(), learned.as_ref());
    let seconds = start.elapsed().as_secs_f64();
    let worked = processor_seconds().zip(worked).map_or(seconds, |(after, before)| after - before);
    let truth = |id: &ClaimId| {
        let number = id.as_str().trim_start_matches("C-").parse::<usize>().ok();
        number.and_then(|n| rows.get(n)).map(|row| row.truth)
    };
    let mut true_sizes: HashMap<usize, usize> = HashMap::new();
    for row in rows {
        *true_sizes.entry(row.truth).or_insert(0) += 1;
    }
    let mut right = 0.0;
    for incident in &incidents {
        let mut shares: HashMap<Option<usize>, usize> = HashMap::new();
        for id in &incident.claims {
            *shares.entry(truth(id)).or_insert(0) += 1;
        }
        right += pairs(shares.into_values());
    }
    let said = pairs(incidents.iter().map(|incident| incident.claims.len()));
    let events = true_sizes.len();
    let there = pairs(true_sizes.into_values());
    let (precision, recall) = (right / said.max(1.0), right / there.max(1.0));
    let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
    println!(
        "{what}: {} claims of {events} events, {} incidents; {seconds:.2} s by the clock, \
         {worked:.2} s of processor, {:.0} claims a processor second, \
         {:.1} comparisons a claim; pairs: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}",
        claims.len(),
        incidents.len(),
        claims.len() as f64 / worked.max(0.01),
        comparisons as f64 / claims.len().max(1) as f64,
    );
}

fn main() {
    for argument in std::env::args().skip(1) {
        match argument.parse::<usize>() {
            Ok(n) => measure("made up", &made_up(n)),
            Err(_) => match read(&argument) {
                Some(rows) => measure(&argument, &rows),
                None => println!("{argument} is neither a number nor a readable table"),
            },
        }
    }
}
