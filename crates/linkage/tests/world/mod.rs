//! A small made-up world for the tests: towns, sources that err, events that some of them tell.

use armistice_linkage::{Code, Grain, Record, Span, Spot};

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Reports of `events` events over `days` days, with the number of the event each tells.
pub fn world(events: usize, days: i64, seed: u64) -> (Vec<Record>, Vec<usize>) {
    let mut dice = Dice(seed);
    let towns: Vec<(f64, f64)> = (0..60)
        .map(|_| (33.0 + dice.below(4_000) as f64 / 1e3, 36.0 + dice.below(5_000) as f64 / 1e3))
        .collect();
    let (mut records, mut truth) = (Vec::new(), Vec::new());
    for event in 0..events {
        let town = (dice.below(60) * dice.below(60) / 60) as usize;
        let day = dice.below(days as u64) as i64;
        let kind = dice.below(6) as u32;
        let actor = dice.below(5) as u32;
        let dead = (40 / (1 + dice.below(40))) as u32;
        for source in 0..4u32 {
            if !dice.chance(55) {
                continue;
            }
            let day = day + i64::from(dice.chance(20));
            let exact = source == 0;
            let off = |dice: &mut Dice| {
                if exact { (dice.below(21) as f64 - 10.0) / 1e3 } else { 0.0 }
            };
            let (lat, lon) = (towns[town].0 + off(&mut dice), towns[town].1 + off(&mut dice));
            let kind = if dice.chance(85) { kind } else { dice.below(6) as u32 };
            records.push(Record {
                key: records.len() as u64,
                source,
                when: Some(Span { from: day * 1_440, until: (day + 1) * 1_440 }),
                spot: Some(Spot { lat, lon, grain: Grain::Rung(u8::from(!exact)) }),
                kind: Some(Code { own: kind, parent: kind / 2 }),
                actor: dice.chance(80).then_some(Code { own: actor, parent: actor / 2 }),
                count: dice.chance(85).then_some(dead + u32::from(dice.chance(20))),
                words: None,
            });
            truth.push(event);
        }
    }
    (records, truth)
}
