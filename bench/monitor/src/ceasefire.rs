//! The log of the comparison: two years of a made-up ceasefire, the same on every machine.
//!
//! Thirty parties are bound by it and forty zones watched, of which twenty are protected. Shells fall,
//! most of them in few zones, so that others are calm for weeks; convoys are notified and nearly all
//! pass, twenty hours later on average; every zone is reported on every day; parties leave and come
//! back. Time points are 90 seconds apart on average and hold one event or two.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use crate::events::{Event, write_point};
use crate::twister::Twister;

const DAY: i64 = 86_400;
const ZONES: u32 = 40;
const PROTECTED: i64 = 20;
const PARTIES: u32 = 30;

/// What may happen, as a signature.
pub const SIGNATURE: &str = "shell(i:int, a:int, b:int, z:int)
notify(c:int, z:int)
pass(c:int)
report(z:int)
zone(z:int)
bind(a:int)
unbind(a:int)
withdraw(z:int)
noise(x:int)
";

/// The log as it is made, time point by time point.
pub struct Ceasefire {
    dice: Twister,
    /// Until there are so many events.
    wanted: u64,
    events: u64,
    ts: i64,
    begun: bool,
    incidents: i64,
    convoys: i64,
    /// When which convoys will pass.
    under_way: BinaryHeap<Reverse<(i64, i64)>>,
    next_report: i64,
    /// How often shells fall in the zones, summed up.
    danger: Vec<f64>,
}

impl Ceasefire {
    /// A log of so many events, and at most a few dozen more: the last time point is whole.
    pub fn new(wanted: u64) -> Self {
        let mut sum = 0.0;
        let danger = (0..ZONES).map(|zone| {
            sum += 1.0 / f64::from(zone + 1).powf(2.2);
            sum
        });
        Self {
            danger: danger.collect(),
            dice: Twister::new(7),
            wanted,
            events: 0,
            ts: 0,
            begun: false,
            incidents: 0,
            convoys: 0,
            under_way: BinaryHeap::new(),
            next_report: DAY,
        }
    }

    /// How many events there have been.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Puts the next time point's events into `point`; gives its time, or nothing at the end.
    pub fn next(&mut self, point: &mut Vec<Event>) -> Option<i64> {
        point.clear();
        if !self.begun {
            self.begun = true;
            point.extend((0..i64::from(PARTIES)).map(|party| Event::new("bind", &[party])));
            point.extend((0..PROTECTED).map(|zone| Event::new("zone", &[zone])));
        } else if self.events >= self.wanted {
            return None;
        } else {
            self.ts += self.dice.wait(1.0 / 90.0) as i64 + 1;
            while let Some(Reverse((due, convoy))) = self.under_way.peek().copied()
                && due <= self.ts
            {
                self.under_way.pop();
                point.push(Event::new("pass", &[convoy]));
            }
            if self.ts >= self.next_report {
                point.extend((0..i64::from(ZONES)).map(|zone| Event::new("report", &[zone])));
                self.next_report += DAY;
            }
            let own = if self.dice.unit() < 0.8 { 1 } else { 2 };
            for _ in 0..own {
                let event = self.event();
                point.push(event);
            }
        }
        self.events += point.len() as u64;
        Some(self.ts)
    }

    fn event(&mut self) -> Event {
        let kind = self.dice.unit();
        if kind < 0.72 {
            self.incidents += 1;
            let (by, on) = (self.below(PARTIES), self.below(PARTIES));
            let zone = self.dice.place(&self.danger) as i64;
            Event::new("shell", &[self.incidents, by, on, zone])
        } else if kind < 0.95 {
            self.convoys += 1;
            let zone = self.below(ZONES);
            if self.dice.unit() < 0.98 {
                let hours = self.dice.wait(1.0 / (20.0 * 3600.0)) as i64;
                self.under_way.push(Reverse((self.ts + hours, self.convoys)));
            }
            Event::new("notify", &[self.convoys, zone])
        } else if kind < 0.955 {
            let party = self.below(PARTIES);
            Event::new(if self.dice.unit() < 0.5 { "unbind" } else { "bind" }, &[party])
        } else if kind < 0.96 {
            Event::new("withdraw", &[self.below(ZONES)])
        } else {
            Event::new("noise", &[self.below(1000)])
        }
    }

    fn below(&mut self, n: u32) -> i64 {
        i64::from(self.dice.below(n))
    }
}

/// Writes the log as text, and gives how many events it has.
pub fn write(wanted: u64, mut out: impl Write) -> io::Result<u64> {
    let mut log = Ceasefire::new(wanted);
    let mut point = Vec::new();
    while let Some(ts) = log.next(&mut point) {
        write_point(ts, &point, &mut out)?;
    }
    out.flush()?;
    Ok(log.events())
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    /// The log is one that others have measured with; these are the hashes of theirs.
    #[test]
    fn the_log_is_the_one_of_the_comparison() {
        for (wanted, events, hash) in [
            (1_000, 1_001, "974a5c4553d5f1f2f9b69500dee03b0eae2e445a01ee00dea183cbfd7e20d0f9"),
            (10_000, 10_001, "ff9bae6428957090adb43f9a82b9931ed796b267c440e1b9f60a6fe59d5ea99f"),
            (100_000, 100_000, "93b4c0bcfe9af431355a737db73dd1a86f94f561ffda73c57a3407d65419fd3e"),
        ] {
            let mut log = Vec::new();
            assert_eq!(super::write(wanted, &mut log).unwrap(), events);
            let hashed: String =
                Sha256::digest(&log).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hashed, hash, "{wanted} events");
        }
    }
}
