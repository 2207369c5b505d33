//! From figures to ranges: lowest low to highest high of those that stand, never an average.
//!
//! Of one source the figure that was told last stands; its earlier ones are history: a toll that
//! has risen is neither added to the older one nor its rival. A figure is as old as its first
//! telling, so that an outlet that repeats an old one late brings nothing back. Figures of which
//! the moment is not known cannot give way, and stand.

use crate::copies::known_order;
use crate::origins::Sources;
use armistice_model::{
    Casualties, CasualtyRange, CasualtyRanges, Claim, Count, Figure, Rule, SourceId,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// The ranges of what is told, the ways of being harmed apart.
pub(crate) fn ranges<'a>(claims: &[&'a Claim], sources: &Sources<'a>) -> CasualtyRanges {
    CasualtyRanges {
        killed: range(claims, sources, |c| c.killed),
        civilians_killed: range(claims, sources, |c| c.civilians_killed),
        wounded: range(claims, sources, |c| c.wounded),
    }
}

/// What the ranges come to, with a best figure only where every figure that stands has it.
pub(crate) fn casualties(ranges: &CasualtyRanges) -> Casualties {
    let of = |range: &Option<CasualtyRange>| {
        let standing = range.iter().flat_map(|r| &r.from).filter(|f| !f.superseded);
        standing.map(|figure| figure.count).reduce(|a, b| a.cover(&b))
    };
    Casualties {
        killed: of(&ranges.killed),
        civilians_killed: of(&ranges.civilians_killed),
        wounded: of(&ranges.wounded),
    }
}

fn range<'a>(
    claims: &[&'a Claim],
    sources: &Sources<'a>,
    of: impl Fn(&Casualties) -> Option<Count>,
) -> Option<CasualtyRange> {
    // Each voice's figures, each as first told.
    let mut told: BTreeMap<(&SourceId, Count), &Claim> = BTreeMap::new();
    for claim in claims.iter().copied() {
        let Some(count) = of(&claim.casualties) else { continue };
        let first = told.entry((&claim.voice, count)).or_insert(claim);
        if known_order(claim) < known_order(first) {
            *first = claim;
        }
    }
    let mut by_source: BTreeMap<&SourceId, BTreeMap<Count, Option<Timestamp>>> = BTreeMap::new();
    for ((voice, count), claim) in &told {
        let mine = by_source.entry(sources.head(voice)).or_default();
        let first = mine.entry(*count).or_insert(claim.published);
        *first = match (*first, claim.published) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    let standing: BTreeMap<&SourceId, BTreeSet<Count>> =
        by_source.iter().map(|(source, figures)| (*source, last(figures))).collect();
    let mut order: Vec<((&SourceId, Count), &Claim)> = told.into_iter().collect();
    order.sort_by(|a, b| known_order(a.1).cmp(&known_order(b.1)));
    let from: Vec<Figure> = order
        .into_iter()
        .map(|((voice, count), claim)| Figure {
            voice: voice.clone(),
            claim: claim.id.clone(),
            count,
            told: claim.published,
            superseded: !standing.get(sources.head(voice)).is_some_and(|s| s.contains(&count)),
        })
        .collect();
    let figures: BTreeSet<Count> = standing.values().flatten().copied().collect();
    let whole = figures.iter().copied().reduce(|a, b| a.cover(&b))?;
    let history = by_source.values().map(BTreeMap::len).max().unwrap_or(0);
    let (rule, best) = rule(&standing, &figures, history);
    Some(CasualtyRange { range: Count { best, ..whole }, rule, from })
}

/// The figures told last, and those of which it is not known when they were told.
fn last(figures: &BTreeMap<Count, Option<Timestamp>>) -> BTreeSet<Count> {
    let last = figures.values().flatten().max();
    figures
        .iter()
        .filter(|(_, told)| told.as_ref().is_none_or(|told| Some(told) == last))
        .map(|(count, _)| *count)
        .collect()
}

fn rule(
    standing: &BTreeMap<&SourceId, BTreeSet<Count>>,
    figures: &BTreeSet<Count>,
    history: usize,
) -> (Rule, Option<u64>) {
    let only = figures.first().filter(|_| figures.len() == 1);
    match (standing.len(), only) {
        (0 | 1, Some(only)) if history > 1 => (Rule::Latest { of: history }, only.best),
        (0 | 1, Some(only)) => (Rule::OneFigure, only.best),
        (0 | 1, None) => (Rule::Unordered { of: figures.len() }, None),
        (sources, Some(only)) => (Rule::AllAgree { sources }, only.best),
        (of, None) => match majority(standing) {
            Some((best, agree)) => (Rule::MostAgree { agree, of }, Some(best)),
            None if one_number_fits(figures) => (Rule::Compatible, None),
            None => (Rule::Rival, None),
        },
    }
}

/// The best figure that more than half of the sources give, and how many do. A source with
/// several best figures gives none.
fn majority(standing: &BTreeMap<&SourceId, BTreeSet<Count>>) -> Option<(u64, usize)> {
    let mut votes: BTreeMap<u64, usize> = BTreeMap::new();
    for figures in standing.values() {
        let best: BTreeSet<Option<u64>> = figures.iter().map(|count| count.best).collect();
        if let (1, Some(Some(best))) = (best.len(), best.first()) {
            *votes.entry(*best).or_insert(0) += 1;
        }
    }
    votes.into_iter().find(|(_, agree)| 2 * agree > standing.len())
}

/// Ranges of which each two meet have a number in common.
fn one_number_fits(figures: &BTreeSet<Count>) -> bool {
    let low = figures.iter().map(|count| count.low).max();
    let high = figures.iter().filter_map(|count| count.high).min();
    high.is_none_or(|high| low.is_none_or(|low| low <= high))
}
