//! Learning the tables without labels, by expectation and maximisation (Dempster, Laird, Rubin
//! 1977; for record linkage Winkler 1988).
//!
//! A pair is a match (both tell one event) or not. What matches look like, and what others look
//! like, is counted with the probabilities of the last round. Three things keep the learning
//! honest where fields are not independent:
//! - Of one source's reports one at most is the match of a record, unless they repeat each
//!   other: probabilities compete.
//! - What other events look like depends on nearness: in a burst of violence neighbours share
//!   kind and author. Two reports of one source are mostly two events, so they show how bursts
//!   look.
//! - Tables of rare pairs of sources lean on those of all sources, and those on simple levels.

use crate::exp::{exp, exp_all};
use crate::item::{CROWDS, GRAINS, Item, LENGTHS, Sketches};
use crate::levels::{
    ACTOR, COUNT, COUNTS, FARS, FIELDS, GAPS, KIND, Layout, PRIOR, RATIOS, STEPS, TEXT, WHEN,
    WHERE, shared,
};
use crate::sample::{Pair, Sample};
use crate::tables::Tables;

/// Weight in pairs of what is believed of one event before any is seen.
const FIRST: f64 = 200.0;
/// How much rarer counts that differ by a factor of three are among matches than among others …
const FAR_OFF: f64 = 0.05;
/// … beyond the smallest sizes, where one more or less is a factor.
const SMALL: usize = 2;
/// What is left for no match at all, at least.
const LEAST_REST: f32 = 0.1;
/// Pairs that are a handful.
const FEW: f64 = 15.0;
/// Share of matches that any level has at least.
const UNSEEN: f64 = 0.000_3;
/// Odds from which rivals are looked at for whether they repeat each other.
const RIVAL: f32 = 0.3;
/// Probability below which a pair is no match at all.
const FAINT: f64 = 1e-4;
/// Odds below which that is so whatever the rivals are.
const HOPELESS: f32 = 1e-4 * LEAST_REST;
/// At most so many rivals are looked at.
const RIVALS: usize = 12;

/// What matches and others look like, in pairs.
pub(crate) struct Seen {
    pub(crate) matches: [Vec<f64>; FIELDS],
    pub(crate) others: [Vec<f64>; FIELDS],
    /// Matches that are more likely than not, in the tables of time and of place.
    pub(crate) likely: [Vec<f64>; 2],
}

impl Seen {
    pub(crate) fn new(sizes: &[usize; FIELDS]) -> Self {
        let none = || sizes.map(|size| vec![0.0; size]);
        Self {
            matches: none(),
            others: none(),
            likely: [vec![0.0; sizes[WHEN]], vec![0.0; sizes[WHERE]]],
        }
    }
}

/// One round: counts with the tables as they are.
pub(crate) fn expect(
    sample: &Sample,
    items: &[Item],
    sketches: &Sketches,
    tables: &Tables,
) -> Seen {
    let mut seen = Seen::new(&tables.sizes);
    let mut odds: Vec<f32> =
        sample.said.iter().map(|said| tables.tempered(*said).min(30.0)).collect();
    exp_all(&mut odds);
    let mut prior = tables.log[PRIOR].clone();
    exp_all(&mut prior);
    let (mut spared, mut strong): (Vec<f32>, Vec<usize>) = (Vec::new(), Vec::new());
    for &(first, last) in &sample.anchors {
        let pairs = sample.pairs.get(first..last).unwrap_or(&[]);
        let mut odds = odds.get(first..last).unwrap_or(&[]);
        for rivals in pairs.chunk_by(|a, b| a.source == b.source) {
            let (theirs, rest) = odds.split_at(rivals.len());
            odds = rest;
            let odds = theirs;
            // What all of them together were expected to match before they were compared.
            let prior =
                |pair: &Pair| prior.get(pair.levels.place[PRIOR] as usize).copied().unwrap_or(1.0);
            let before = rivals.iter().map(prior).sum::<f32>().min(0.9);
            let sum: f32 = odds.iter().sum();
            // Rivals that repeat each other do not compete.
            spared.clear();
            spared.resize(odds.len(), 0.0);
            strong.clear();
            strong.extend((0..odds.len()).filter(|n| odds[*n] > RIVAL));
            if strong.len() > 1 && strong.len() <= RIVALS {
                for &a in &strong {
                    for &b in strong.iter().filter(|b| **b != a) {
                        let (x, y) = (rivals[a].other as usize, rivals[b].other as usize);
                        if let (Some(i), Some(j)) = (items.get(x), items.get(y)) {
                            let same = tables.compare(i, j, shared(sketches, x, y));
                            spared[a] += odds[b] / (1.0 + exp(-same));
                        }
                    }
                }
            }
            for ((pair, odd), spared) in rivals.iter().zip(odds).zip(&spared) {
                if *odd < HOPELESS {
                    continue;
                }
                let rest = (1.0 + sum - spared - odd - before).max(LEAST_REST);
                let p = f64::from(odd / (odd + rest));
                // Most pairs are hardly a match: they count as others alone.
                if p < FAINT {
                    continue;
                }
                for (likely, field) in seen.likely.iter_mut().zip([WHEN, WHERE]) {
                    if p > 0.5
                        && let Some(slot) = likely.get_mut(pair.levels.place[field] as usize)
                    {
                        *slot += 1.0;
                    }
                }
                for field in 0..FIELDS {
                    let place = pair.levels.place[field] as usize;
                    if let Some(slot) = seen.matches[field].get_mut(place) {
                        *slot += p;
                    }
                }
            }
        }
    }
    for ((others, matches), all) in seen.others.iter_mut().zip(&seen.matches).zip(&sample.levels) {
        for ((other, matched), all) in others.iter_mut().zip(matches).zip(all) {
            *other = (all - matched).max(0.0);
        }
    }
    seen
}

/// The tables that the counts speak for.
pub(crate) fn maximise(seen: &Seen, kinds: &[u32], actors: &[u32], tables: &mut Tables) {
    let layout = tables.layout;
    prior(seen, tables);
    when(seen, tables);
    place(seen, tables);
    codes(seen, KIND, kinds, &layout, tables);
    codes(seen, ACTOR, actors, &layout, tables);
    count(seen, tables);
    text(seen, tables);
}

fn share(counts: &[f64]) -> Vec<f64> {
    let sum = counts.iter().sum::<f64>().max(1e-12);
    counts.iter().map(|n| n / sum).collect()
}

/// Shares of matches and of others. Matches lean on what is believed before any is seen: on the
/// others, as much more or less as the `first` log-odds say; others lean a little on both, so that
/// a handful of pairs says little. What was never seen is a little less likely among matches.
fn shares(matches: &[f64], others: &[f64], first: impl Fn(usize) -> f32) -> (Vec<f64>, Vec<f64>) {
    let common: Vec<f64> = matches.iter().zip(others).map(|(m, u)| m + u + 1e-6).collect();
    let common = share(&common);
    let believed = common.iter().enumerate().map(|(at, u)| u * f64::from(first(at)).exp());
    let believed = share(&believed.collect::<Vec<_>>());
    let with = |shares: Vec<f64>, unseen: f64| {
        share(&shares.iter().map(|n| n + unseen).collect::<Vec<_>>())
    };
    (with(lean(matches, &believed, FIRST), UNSEEN), with(lean(others, &common, FEW), 3.0 * UNSEEN))
}

/// Shares of counts that lean on a wider distribution.
fn lean(counts: &[f64], on: &[f64], weight: f64) -> Vec<f64> {
    let sum = counts.iter().sum::<f64>() + weight;
    counts.iter().zip(on).map(|(n, wide)| (n + weight * wide) / sum).collect()
}

/// What is believed of the concentration before anything is seen, and with what weight.
const SPREAD: f64 = 400.0;
const WEIGHT: f64 = 2_000.0;

/// How far to lean: by how much the stretches of a table differ from their common distribution
/// beyond chance. With counts `n` of `k` levels, the excess of chi-squared estimates the
/// concentration of a Dirichlet distribution from which the stretches are drawn.
fn leaning(counts: &[f64], starts: impl Iterator<Item = usize>, common: &[f64]) -> f64 {
    let (mut excess, mut room) = (WEIGHT / SPREAD, WEIGHT);
    for start in starts {
        let counts = stretch(counts, start, common.len());
        let n: f64 = counts.iter().sum();
        // Levels that hardly occur say nothing but noise.
        for (c, q) in counts.iter().zip(common).filter(|(_, q)| n * **q > 2.0) {
            excess += (c - n * q).powi(2) / (n * q) - (1.0 - q);
            room += (n - 1.0) * (1.0 - q);
        }
    }
    let spread = (excess / room).max(1e-4);
    (1.0 / spread - 1.0).clamp(20.0, 2_000.0)
}

fn add(to: &mut [f64], counts: &[f64]) {
    for (sum, n) in to.iter_mut().zip(counts) {
        *sum += n;
    }
}

/// Writes the log of the ratio of two distributions into a stretch of a table.
fn write(log: &mut [f32], from: usize, matches: &[f64], others: &[f64]) {
    for (slot, (m, u)) in log.iter_mut().skip(from).zip(matches.iter().zip(others)) {
        *slot = (m.max(1e-9) / u.max(1e-9)).ln() as f32;
    }
}

fn stretch(counts: &[f64], from: usize, len: usize) -> &[f64] {
    counts.get(from..from + len).unwrap_or(&[])
}

/// Prior odds by pair of sources and by how busy the place is.
fn prior(seen: &Seen, tables: &mut Tables) {
    let layout = tables.layout;
    let pairs = layout.source_pairs();
    let others = |at: usize| seen.others[PRIOR][at];
    for one_source in [false, true] {
        let of = || (0..pairs).filter(move |pair| layout.one_source(*pair) == one_source);
        let (mut matches, mut rest) = ([0.0f64; CROWDS], [0.0f64; CROWDS]);
        for at in of().flat_map(|pair| pair * CROWDS..(pair + 1) * CROWDS) {
            matches[at % CROWDS] += seen.matches[PRIOR][at];
            rest[at % CROWDS] += others(at);
        }
        let (all, none) = (matches.iter().sum::<f64>() + 1.0, rest.iter().sum::<f64>() + 50.0);
        for crowd in 0..CROWDS {
            matches[crowd] += 5.0 * all / (all + none);
            rest[crowd] += 5.0 * none / (all + none);
        }
        for pair in of() {
            let (mut found, mut expected) = (5.0, 5.0);
            for crowd in 0..CROWDS {
                let at = pair * CROWDS + crowd;
                let both = seen.matches[PRIOR][at] + others(at);
                found += seen.matches[PRIOR][at];
                expected += both * matches[crowd] / (matches[crowd] + rest[crowd]);
            }
            for crowd in 0..CROWDS {
                let odds = matches[crowd] / rest[crowd] * found / expected;
                tables.log[PRIOR][pair * CROWDS + crowd] = odds.max(1e-9).ln() as f32;
            }
        }
    }
}

/// Gaps in time, by pair of sources and lengths: leaning on the gaps of all sources.
fn when(seen: &Seen, tables: &mut Tables) {
    let pairs = tables.layout.source_pairs();
    let all = LENGTHS * LENGTHS;
    let wide = |counts: &[f64], lengths: usize| {
        let turned = (lengths % LENGTHS) * LENGTHS + lengths / LENGTHS;
        let mut sums = vec![0.0; GAPS];
        for pair in 0..pairs {
            add(&mut sums, stretch(counts, (pair * all + lengths) * GAPS, GAPS));
            let back = stretch(counts, (pair * all + turned) * GAPS, GAPS);
            add(&mut sums, &back.iter().rev().copied().collect::<Vec<_>>());
        }
        sums
    };
    for lengths in 0..all {
        let (matches, rest) = shares(
            &wide(&seen.matches[WHEN], lengths),
            &wide(&seen.others[WHEN], lengths),
            |gap| first_gap(lengths, gap),
        );
        let starts = || (0..pairs).map(|pair| (pair * all + lengths) * GAPS);
        let lm = leaning(&seen.matches[WHEN], starts(), &matches);
        let lu = leaning(&seen.others[WHEN], starts(), &rest);
        for pair in 0..pairs {
            let from = (pair * all + lengths) * GAPS;
            let m = lean(stretch(&seen.matches[WHEN], from, GAPS), &matches, lm);
            let u = lean(stretch(&seen.others[WHEN], from, GAPS), &rest, lu);
            write(&mut tables.log[WHEN], from, &m, &u);
        }
    }
}

/// Distances, by rungs and by how busy the place is.
fn place(seen: &Seen, tables: &mut Tables) {
    let wide = |counts: &[f64], grains: usize| {
        let mut sums = vec![0.0; FARS];
        for crowd in 0..CROWDS {
            add(&mut sums, stretch(counts, (grains * CROWDS + crowd) * FARS, FARS));
        }
        sums
    };
    for grains in 0..GRAINS * GRAINS {
        let (matches, rest) = shares(
            &wide(&seen.matches[WHERE], grains),
            &wide(&seen.others[WHERE], grains),
            |far| first_far(grains, far),
        );
        let starts = || (0..CROWDS).map(|crowd| (grains * CROWDS + crowd) * FARS);
        let lm = leaning(&seen.matches[WHERE], starts(), &matches);
        let lu = leaning(&seen.others[WHERE], starts(), &rest);
        for crowd in 0..CROWDS {
            let from = (grains * CROWDS + crowd) * FARS;
            let m = lean(stretch(&seen.matches[WHERE], from, FARS), &matches, lm);
            let u = lean(stretch(&seen.others[WHERE], from, FARS), &rest, lu);
            write(&mut tables.log[WHERE], from, &m, &u);
        }
    }
}

/// Of two codes: the same, of one parent, or neither.
fn level(parents: &[u32], a: usize, b: usize) -> usize {
    match (parents.get(a), parents.get(b)) {
        _ if a == b => 0,
        (Some(x), Some(y)) if x == y && *x != u32::MAX => 1,
        _ => 2,
    }
}

/// Kinds and actors: each pair of codes, leaning on all sources, leaning on the level.
fn codes(seen: &Seen, field: usize, parents: &[u32], layout: &Layout, tables: &mut Tables) {
    let len = if field == KIND { layout.kinds } else { layout.actors };
    let (pairs, all) = (layout.source_pairs(), len * len);
    let wide = |counts: &[f64], first: [f64; 3]| {
        let mut sums = vec![0.0; all];
        for pair in 0..pairs {
            for (at, n) in stretch(counts, pair * all, all).iter().enumerate() {
                sums[at] += n;
                sums[(at % len) * len + at / len] += n;
            }
        }
        let row = |a: usize| sums[a * len..(a + 1) * len].iter().sum::<f64>() + 0.5;
        let often = share(&(0..len).map(row).collect::<Vec<_>>());
        let (mut levels, mut chance) = (first, [1e-9; 3]);
        for at in 0..all {
            let level = level(parents, at / len, at % len);
            levels[level] += sums[at];
            chance[level] += often[at / len] * often[at % len];
        }
        let levels = share(&levels);
        let base: Vec<f64> = (0..all)
            .map(|at| {
                let level = level(parents, at / len, at % len);
                levels[level] * often[at / len] * often[at % len] / chance[level]
            })
            .collect();
        lean(&sums, &base, 100.0)
    };
    if len == 0 {
        return;
    }
    let matches = wide(&seen.matches[field], [6.0, 1.5, 1.0]);
    let rest = wide(&seen.others[field], [0.5, 0.2, 0.2]);
    let starts = || (0..pairs).map(|pair| pair * all);
    let lm = leaning(&seen.matches[field], starts(), &matches);
    let lu = leaning(&seen.others[field], starts(), &rest);
    for pair in 0..pairs {
        let from = pair * all;
        let m = lean(stretch(&seen.matches[field], from, all), &matches, lm);
        let u = lean(stretch(&seen.others[field], from, all), &rest, lu);
        write(&mut tables.log[field], from, &m, &u);
    }
}

/// Ratios of counts by size. What other events' counts look like does not depend on nearness.
fn count(seen: &Seen, tables: &mut Tables) {
    let pairs = tables.layout.source_pairs();
    let rest_of = &seen.others[COUNT];
    let wide = |counts: &[f64]| {
        let mut sums = vec![0.1; COUNTS];
        for pair in 0..pairs {
            for (at, n) in stretch(counts, pair * COUNTS, COUNTS).iter().enumerate() {
                sums[at] += n;
                sums[at / RATIOS * RATIOS + RATIOS - 1 - at % RATIOS] += n;
            }
        }
        sums
    };
    let rest = share(&wide(rest_of));
    // Two counts of one event are mostly near each other, whatever else is seen.
    let sizes: Vec<f64> = rest.chunks(RATIOS).map(|size| size.iter().sum()).collect();
    let near = [0.46, 0.15, 0.07, 0.03, 0.02];
    let mut matches = wide(&seen.matches[COUNT]);
    for (at, sum) in matches.iter_mut().enumerate() {
        *sum += FIRST * sizes[at / RATIOS] * near[(at % RATIOS).abs_diff(RATIOS / 2)];
    }
    let matches = share(&matches);
    let starts = || (0..pairs).map(|pair| pair * COUNTS);
    let lm = leaning(&seen.matches[COUNT], starts(), &matches);
    let lu = leaning(rest_of, starts(), &rest);
    for pair in 0..pairs {
        let from = pair * COUNTS;
        let m = lean(stretch(&seen.matches[COUNT], from, COUNTS), &matches, lm);
        let u = lean(stretch(rest_of, from, COUNTS), &rest, lu);
        let m = never_far(m, &u);
        write(&mut tables.log[COUNT], from, &m, &u);
    }
}

/// Two counts of one event that differ by a factor of three or more are rare: what of that is
/// seen among supposed matches is mostly the counts of other events taken for matches.
fn never_far(mut matches: Vec<f64>, others: &[f64]) -> Vec<f64> {
    for (m, u) in matches.chunks_mut(RATIOS).zip(others.chunks(RATIOS)).skip(SMALL) {
        let (all_m, all_u) = (m.iter().sum::<f64>().max(1e-12), u.iter().sum::<f64>().max(1e-12));
        let mut moved = 0.0;
        for at in [0, RATIOS - 1] {
            let most = FAR_OFF * u[at] / all_u * all_m;
            if m[at] > most && m[at] / all_m < u[at] / all_u {
                moved += m[at] - most;
                m[at] = most;
            }
        }
        let near: f64 = m.iter().skip(1).take(RATIOS - 2).sum();
        for slot in m.iter_mut().skip(1).take(RATIOS - 2) {
            *slot *= 1.0 + moved / near.max(1e-12);
        }
    }
    matches
}

fn text(seen: &Seen, tables: &mut Tables) {
    let m = lean(&seen.matches[TEXT], &[0.3, 0.14, 0.14, 0.14, 0.14, 0.14], 5.0);
    let u = lean(&seen.others[TEXT], &[0.9, 0.06, 0.02, 0.01, 0.005, 0.005], 5.0);
    write(&mut tables.log[TEXT], 0, &m, &u);
}

/// What a gap is worth before anything is seen.
fn first_gap(lengths: usize, gap: usize) -> f32 {
    const LENGTH_DAYS: [f32; LENGTHS] = [0.5, 1.0, 4.0, 15.0, 15.0];
    const DAYS: [f32; STEPS] =
        [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 14.0, 20.0, 28.0, 40.0];
    let wide = LENGTH_DAYS[lengths / LENGTHS] + LENGTH_DAYS[lengths % LENGTHS];
    (2.0 - 3.0 * DAYS[gap.abs_diff(STEPS - 1).min(STEPS - 1)] / wide).max(-3.0)
}

/// What a distance is worth before anything is seen.
fn first_far(grains: usize, far: usize) -> f32 {
    let far = far as f32;
    match (grains / GRAINS).max(grains % GRAINS) {
        0 => 1.5 - 0.6 * far,
        1 => 2.0 - 0.6 * far,
        2 => 0.8 - 0.1 * far,
        _ => 0.4 - 0.05 * far,
    }
}

/// Tables to begin with: what agrees speaks for one event, the nearer the more.
pub(crate) fn first(tables: &mut Tables, kinds: &[u32], actors: &[u32]) {
    tables.set_first_prior();
    let layout = tables.layout;
    let log = &mut tables.log;
    for (at, slot) in log[WHEN].iter_mut().enumerate() {
        *slot = first_gap(at / GAPS % (LENGTHS * LENGTHS), at % GAPS);
    }
    for (at, slot) in log[WHERE].iter_mut().enumerate() {
        *slot = first_far(at / FARS / CROWDS, at % FARS);
    }
    for (field, len, parents) in [(KIND, layout.kinds, kinds), (ACTOR, layout.actors, actors)] {
        for (at, slot) in log[field].iter_mut().enumerate() {
            *slot = [1.2, 0.2, -0.8][level(parents, at / len % len, at % len)];
        }
    }
    for (at, slot) in log[COUNT].iter_mut().enumerate() {
        let (size, ratio) = (at % COUNTS / RATIOS, at % RATIOS);
        let off = ratio.abs_diff(RATIOS / 2) as f32;
        *slot = (1.0 - 0.6 * off) * (0.5 + 0.3 * size as f32);
    }
    for (at, slot) in log[TEXT].iter_mut().enumerate() {
        *slot = [-0.5, 0.3, 1.0, 2.0, 3.0, 4.0].get(at).copied().unwrap_or(0.0);
    }
}
