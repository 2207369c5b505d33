//! What could be found of planted copies: by a plain rule, and by field weights that are taken from
//! the truth (Fellegi and Sunter 1969 with known m and u). Both pair each copy with one row.

use std::collections::BTreeMap;

use armistice_linkage::{Grain, Record};

use super::data::{DAY, km};

/// What is compared at all.
const MOST_DAYS: i64 = 4;
const MOST_KM: f64 = 80.0;
/// Fields and levels of each, the last of a field for what is not told.
const FIELDS: usize = 5;
const LEVELS: usize = 40;

/// A row and a copy that lie near each other.
pub struct Candidate {
    pub row: usize,
    pub copy: usize,
    levels: [usize; FIELDS],
    /// The plain rule's measure, the less the nearer; none where the rule forbids the pair.
    plain: Option<f64>,
}

/// The pairs of rows and copies that lie near each other.
pub fn candidates(rows: &[Record], copies: &[(usize, &Record)]) -> Vec<Candidate> {
    let mut by_day: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        by_day.entry(middle(row)).or_default().push(number);
    }
    let mut found = Vec::new();
    for (copy, record) in copies {
        let at = middle(record);
        for number in by_day.range(at - MOST_DAYS..=at + MOST_DAYS).flat_map(|(_, rows)| rows) {
            let compared = rows.get(*number).and_then(|row| compare(row, record));
            found.extend(compared.map(|(levels, plain)| Candidate {
                row: *number,
                copy: *copy,
                levels,
                plain,
            }));
        }
    }
    found
}

/// The day in the middle of a record's time.
fn middle(record: &Record) -> i64 {
    record.when.map_or(0, |span| (span.from + (span.until - span.from) / 2).div_euclid(DAY))
}

fn rung(record: &Record) -> usize {
    match record.spot.map(|spot| spot.grain) {
        Some(Grain::Rung(rung)) => usize::from(rung.min(4)),
        Some(Grain::Metres(_)) => 2,
        None => 4,
    }
}

fn compare(a: &Record, b: &Record) -> Option<([usize; FIELDS], Option<f64>)> {
    let days = (middle(a) - middle(b)).unsigned_abs() as usize;
    let (x, y) = (a.spot?, b.spot?);
    let far = km((x.lat, x.lon), (y.lat, y.lon));
    let wide = rung(a).max(rung(b));
    if days > MOST_DAYS as usize || far > MOST_KM {
        return None;
    }
    let steps: usize =
        [0.02, 2.5, 5.0, 15.0, 30.0, 50.0].iter().map(|step| usize::from(far >= *step)).sum();
    let kinds = usize::from(a.kind != b.kind);
    let actors = match (a.actor, b.actor) {
        (Some(a), Some(b)) if a == b => 0,
        (Some(a), Some(b)) if a.parent == b.parent => 1,
        (Some(_), Some(_)) => 2,
        _ => LEVELS - 1,
    };
    let ratio = |a: u32, b: u32| (f64::from(a) + 0.5).ln() - (f64::from(b) + 0.5).ln();
    let count = match (a.count, b.count) {
        (Some(a), Some(b)) => {
            let size = [1, 2, 4, 8, 16, 32].iter().filter(|size| a.max(b) >= **size).count();
            let off = [0.05, 0.3, 0.6, 1.1].iter().filter(|off| ratio(a, b).abs() >= **off).count();
            size * 5 + off
        }
        _ => LEVELS - 1,
    };
    let told = |level: usize, of: usize| level == LEVELS - 1 || level <= of;
    let off = a.count.zip(b.count).map_or(0.0, |(a, b)| ratio(a, b).abs());
    let reach = if wide >= 2 { 40.0 } else { 5.0 };
    let may = days <= 1 && far <= reach && kinds == 0 && told(actors, 0) && off <= 0.7;
    let plain = may.then_some(days as f64 + far / reach + off);
    Some(([days, wide * 7 + steps, kinds, actors, count], plain))
}

/// Pairs by the plain rule.
pub fn plain(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let scored = candidates.iter().filter_map(|c| Some((-c.plain?, (c.row, c.copy))));
    one_to_one(scored.collect()).into_iter().map(|(_, pair)| pair).collect()
}

/// The best F1 of any threshold with weights from the truth: precision, recall, F1. `planted` is how
/// many pairs are true.
pub fn supervised(
    candidates: &[Candidate],
    together: impl Fn(usize, usize) -> bool,
    planted: usize,
) -> [f64; 3] {
    let mut counts = [[[0.5f64; LEVELS]; FIELDS]; 2];
    for candidate in candidates {
        let side = &mut counts[usize::from(together(candidate.row, candidate.copy))];
        for (field, level) in side.iter_mut().zip(candidate.levels) {
            field[level] += 1.0;
        }
    }
    let weight = |candidate: &Candidate| -> f64 {
        let fields = counts[1].iter().zip(&counts[0]).zip(candidate.levels);
        let share = |field: &[f64; LEVELS], level: usize| field[level] / field.iter().sum::<f64>();
        fields.map(|((m, u), level)| (share(m, level) / share(u, level)).ln()).sum()
    };
    let scored = candidates.iter().map(|c| (weight(c), (c.row, c.copy))).collect();
    let mut best = [0.0; 3];
    let mut right = 0usize;
    for (found, (_, (row, copy))) in (1..).zip(one_to_one(scored)) {
        right += usize::from(together(row, copy));
        let of = |all: usize| right as f64 / all.max(1) as f64;
        let (precision, recall) = (of(found), of(planted));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        if f1 > best[2] {
            best = [precision, recall, f1];
        }
    }
    best
}

/// From the best on, pairs whose sides are both still free.
fn one_to_one(mut scored: Vec<(f64, (usize, usize))>) -> Vec<(f64, (usize, usize))> {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (mut rows, mut copies) = (BTreeMap::new(), BTreeMap::new());
    scored.retain(|(_, (row, copy))| {
        let free = !rows.contains_key(row) && !copies.contains_key(copy);
        if free {
            rows.insert(*row, ());
            copies.insert(*copy, ());
        }
        free
    });
    scored
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_linkage::{Code, Span, Spot};

    fn record(day: i64, lat: f64, count: u32) -> Record {
        Record {
            key: 0,
            source: 0,
            when: Some(Span { from: day * DAY, until: (day + 1) * DAY }),
            spot: Some(Spot { lat, lon: 37.0, grain: Grain::Rung(0) }),
            kind: Some(Code { own: 1, parent: 1 }),
            actor: None,
            count: Some(count),
            words: None,
        }
    }

    #[test]
    fn each_row_and_copy_is_paired_once_with_the_nearest() {
        let rows = [record(5, 36.0, 4), record(5, 36.0, 9), record(30, 36.0, 4)];
        let copies = [record(5, 36.0, 9), record(6, 36.01, 4), record(60, 36.0, 4)];
        let numbered: Vec<_> = copies.iter().enumerate().map(|(n, c)| (n + 10, c)).collect();
        let near = candidates(&rows, &numbered);
        assert_eq!(near.len(), 4);
        assert_eq!(plain(&near), [(1, 10), (0, 11)]);
        let truth = |row, copy| (row, copy) == (1, 10) || (row, copy) == (0, 11);
        assert_eq!(supervised(&near, truth, 3).map(|n| (n * 100.0).round()), [100.0, 67.0, 80.0]);
    }
}
