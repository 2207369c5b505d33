//! Odds learned from the rows of tables.

#![allow(clippy::unwrap_used)]

mod say;

use armistice_fusion::{Decided, Fused, Learned, fuse_with};
use armistice_model::{Claim, ClaimId, Count, EventKind, Interval, LinkKind, Shape, When};
use jiff::Timestamp;
use say::{Say, says};

/// Numbers that look like chance (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

const KINDS: [EventKind; 4] =
    [EventKind::Shelling, EventKind::Airstrike, EventKind::Explosion, EventKind::SmallArmsFire];

/// Rows of two tables with the number of the event that each tells. The second table has its
/// habits: it dates everything a day later, counts double, and calls each kind by another name.
fn tables(events: u64, seed: u64) -> Vec<(Claim, u64)> {
    let mut dice = Dice(seed);
    let mut rows = Vec::new();
    for event in 0..events {
        let (lon, lat) =
            (36.0 + dice.below(500) as f64 / 100.0, 33.0 + dice.below(400) as f64 / 100.0);
        let day = 17_000 + dice.below(700) as i64;
        let (kind, dead) = (dice.below(4) as usize, 2 + 60 / (1 + dice.below(60)));
        for (outlet, share) in [("first", 70), ("second", 60)] {
            if dice.below(100) >= share {
                continue;
            }
            let late = i64::from(outlet == "second");
            let at = |day: i64| Timestamp::from_second((day + late) * 86_400).unwrap();
            let mut claim = says(&format!("C-{seed}-{event}-{outlet}"), outlet)
                .kind(KINDS[(kind + late as usize) % 4])
                .killed(Count::exactly(dead * (1 + late as u64)));
            claim.when = When::Within(Interval::new(at(day), at(day + 1)).unwrap());
            claim.place.shape = Some(Shape::disc([lon, lat], 3_000.0).unwrap());
            rows.push((claim, event));
        }
    }
    rows
}

/// Pairs joined rightly, joined at all, and there to be joined.
fn pairs(fused: &Fused, rows: &[(Claim, u64)]) -> (u64, u64, u64) {
    let event = |id: &ClaimId| rows.iter().find(|(claim, _)| claim.id == *id).unwrap().1;
    let (mut right, mut joined) = (0, 0);
    for incident in fused.incidents.iter().filter(|incident| incident.claims.len() > 1) {
        let events: Vec<u64> = incident.claims.iter().map(event).collect();
        for (n, a) in events.iter().enumerate() {
            joined += events.len() as u64 - 1 - n as u64;
            right += events[n + 1..].iter().filter(|b| *b == a).count() as u64;
        }
    }
    let there = rows.windows(2).filter(|pair| pair[0].1 == pair[1].1).count() as u64;
    (right, joined, there)
}

fn claims(rows: &[(Claim, u64)]) -> Vec<Claim> {
    rows.iter().map(|(claim, _)| claim.clone()).collect()
}

#[test]
fn the_habits_of_two_tables_are_learned_from_their_rows() {
    let rows = tables(2_800, 1);
    let all = claims(&rows);
    let decided = Decided::default();
    let (right, _, there) = pairs(&fuse_with(&all, &decided, None), &rows);
    assert!(right * 4 < there, "by hand {right} of {there}");
    let learned = Learned::from(all.iter()).unwrap();
    assert_eq!(learned.rows(), 3_000);
    let fused = fuse_with(&all, &decided, Some(&learned));
    let (right, joined, there) = pairs(&fused, &rows);
    assert!(right * 10 > there * 9 && right * 10 > joined * 9, "{right} of {joined}, {there}");
    let links = fused.incidents.iter().flat_map(|incident| &incident.links);
    for link in links.filter(|link| link.kind == LinkKind::Same) {
        assert!((0.1..=1.0).contains(&link.probability), "{link:?}");
        assert!(link.reason.ends_with("; odds learned from 3,000 rows"), "{link:?}");
        say::adds_up(link).unwrap();
    }
}

#[test]
fn few_rows_or_one_outlet_teach_nothing() {
    let rows = claims(&tables(2_800, 1));
    assert!(Learned::from(rows.iter().take(2_999)).is_none());
    let one = rows.iter().filter(|claim| claim.through.as_str() == "first").cycle().take(6_000);
    assert!(Learned::from(one).is_none());
    let prose: Vec<Claim> = rows.iter().cloned().map(|c| Claim { row: false, ..c }).collect();
    assert!(Learned::from(prose.iter()).is_none());
    // Further rows change nothing until they have doubled.
    let more = claims(&tables(4_000, 2));
    let both = || rows.iter().chain(&more);
    assert_eq!(Learned::from(both().take(5_999)).unwrap().rows(), 3_000);
    assert_eq!(Learned::from(both().take(6_001)).unwrap().rows(), 6_000);
}

#[test]
fn with_what_was_learned_order_does_not_matter_decisions_hold_and_the_far_changes_nothing() {
    let rows = claims(&tables(2_800, 1));
    let learned = Learned::from(rows.iter()).unwrap();
    let some = claims(&tables(300, 7));
    let fused = fuse_with(&some, &Decided::default(), Some(&learned));
    let turned: Vec<Claim> = some.iter().rev().cloned().collect();
    assert_eq!(fused, fuse_with(&turned, &Decided::default(), Some(&learned)));

    let pair = fused.incidents.iter().find(|incident| incident.claims.len() == 2).unwrap();
    let split = Decided { merges: vec![], splits: vec![pair.claims.clone()] };
    let apart = fuse_with(&some, &split, Some(&learned));
    assert!(apart.incidents.iter().all(|i| !pair.claims.iter().all(|c| i.claims.contains(c))));

    let mut far = claims(&tables(300, 8));
    for claim in &mut far {
        let interval = claim.when.interval().unwrap();
        let later = |at: Timestamp| Timestamp::from_second(at.as_second() + 900 * 86_400).unwrap();
        let moved = Interval::new(later(interval.from()), later(interval.until())).unwrap();
        claim.when = When::Within(moved);
    }
    let after = fuse_with(&[some, far].concat(), &Decided::default(), Some(&learned));
    for incident in &fused.incidents {
        assert!(after.incidents.contains(incident), "{incident:?}");
    }
}
