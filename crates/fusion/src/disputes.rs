//! What the claims of one incident contradict each other about.
//!
//! Only what cannot both be true, and only between sources: a wider time, a vaguer word or an
//! unnamed author contradicts nobody, and a source that has corrected itself has no dispute.

use crate::copies::known_order;
use crate::kind::KindAgreement;
use crate::origins::Sources;
use crate::weights;
use armistice_model::{
    CasualtyRange, CasualtyRanges, Claim, Contradiction, Dispute, DisputeSide, Place, SourceId,
    Stance, Who,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Of so many different places, or sets of authors, each two are compared; those first told.
const MOST: usize = 64;

/// One answer: its words, and the claims that give it, first told first.
struct Answer<'a, T> {
    what: T,
    claims: Vec<&'a Claim>,
}

/// Everything the claims contradict each other about, sorted by what it is.
pub(crate) fn disputes<'a>(
    claims: &[&'a Claim],
    ranges: &CasualtyRanges,
    sources: &Sources<'a>,
) -> Vec<Dispute> {
    if claims.iter().all(|claim| Some(&claim.voice) == claims.first().map(|c| &c.voice)) {
        return Vec::new();
    }
    let mut ordered = claims.to_vec();
    ordered.sort_by(|a, b| known_order(a).cmp(&known_order(b)));
    let told: Vec<&Claim> =
        ordered.iter().copied().filter(|claim| claim.stance != Stance::Denied).collect();
    let mut disputes: Vec<Dispute> = [denial(&ordered), kind(&told), author(&told), place(&told)]
        .into_iter()
        .flatten()
        .collect();
    disputes.extend(time(&told));
    for (about, range) in [
        (Contradiction::Killed, &ranges.killed),
        (Contradiction::CiviliansKilled, &ranges.civilians_killed),
        (Contradiction::Wounded, &ranges.wounded),
    ] {
        disputes.extend(range.as_ref().and_then(|range| counts(about, range, &ordered, sources)));
    }
    disputes
}

fn denial(claims: &[&Claim]) -> Option<Dispute> {
    let (denied, told): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().copied().partition(|claim| claim.stance == Stance::Denied);
    let voices = |claims: &[&Claim]| -> BTreeSet<SourceId> {
        claims.iter().map(|claim| claim.voice.clone()).collect()
    };
    // Somebody is denied by somebody else.
    (voices(&denied).union(&voices(&told)).count() > 1 && !told.is_empty() && !denied.is_empty())
        .then(|| {
            let sides = [("it happened", told), ("it did not, or not so", denied)];
            dispute(
                Contradiction::Denial,
                sides.into_iter().filter_map(|(says, claims)| side(says.into(), &claims)).collect(),
            )
        })
        .flatten()
}

fn kind(claims: &[&Claim]) -> Option<Dispute> {
    let answers = answers(claims, |claim| Some(claim.kind));
    let apart = |a: &_, b: &_| KindAgreement::of(*a, *b) == KindAgreement::Contradictory;
    contradicting(Contradiction::Kind, answers, apart, |kind| kind.to_string())
}

fn author(claims: &[&Claim]) -> Option<Dispute> {
    let answers = answers(claims, |claim| (!claim.by.is_open()).then_some(&claim.by));
    let apart = |a: &&Who, b: &&Who| !a.0.iter().any(|name| b.0.contains(name));
    contradicting(Contradiction::Author, answers, apart, |by| by.0.join(" or "))
}

fn place(claims: &[&Claim]) -> Option<Dispute> {
    let known = |place: &Place| place.shape.is_some() || place.region.is_some();
    let mut answers: Vec<Answer<&Place>> = Vec::new();
    for claim in claims.iter().copied().filter(|claim| known(&claim.place)) {
        let at = answers.iter().position(|answer| *answer.what == claim.place);
        gather(&mut answers, at, claim, || &claim.place);
    }
    contradicting(Contradiction::Place, answers, |a, b| lie_apart(a, b), |place| place_words(place))
}

fn lie_apart(a: &Place, b: &Place) -> bool {
    if a.name.is_some() && a.name == b.name {
        return false;
    }
    match (&a.shape, &b.shape) {
        (Some(here), Some(there)) => {
            here.middle_distance_m(there) > here.reach_m() + there.reach_m() + weights::SLACK_M
        }
        _ => matches!((&a.region, &b.region), (Some(here), Some(there)) if here != there),
    }
}

fn place_words(place: &Place) -> String {
    if let Some(name) = place.name.as_ref().or(place.region.as_ref()) {
        return name.clone();
    }
    place.shape.as_ref().map_or_else(String::new, |shape| {
        let [lon, lat] = shape.middle();
        format!("within {:.1} km of {lat:.2}, {lon:.2}", shape.reach_m() / 1e3)
    })
}

/// Intervals on one line: two of different sources lie apart if and only if one of them lies
/// apart from the furthest end of the others, so no pairs need be tried.
fn time(claims: &[&Claim]) -> Option<Dispute> {
    let dated: Vec<(&Claim, Timestamp, Timestamp)> = claims
        .iter()
        .filter_map(|claim| claim.when.interval().map(|i| (*claim, i.from(), i.until())))
        .collect();
    let starts = Ends::of(dated.iter().map(|(claim, from, _)| (&claim.voice, *from)));
    let stops = Ends::of(dated.iter().map(|(claim, _, until)| (&claim.voice, *until)));
    let apart: Vec<&Claim> = dated
        .iter()
        .filter(|(claim, from, until)| {
            starts.last_of_others(&claim.voice).is_some_and(|other| other >= *until)
                || stops.first_of_others(&claim.voice).is_some_and(|other| other <= *from)
        })
        .map(|(claim, ..)| *claim)
        .collect();
    let words = |claim: &Claim| {
        claim.when.interval().map(|i| format!("{} to {}", minute(i.from()), minute(i.until())))
    };
    let sides = answers(&apart, words);
    dispute(
        Contradiction::Time,
        sides.into_iter().filter_map(|answer| side(answer.what, &answer.claims)).collect(),
    )
}

fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn counts<'a>(
    about: Contradiction,
    range: &CasualtyRange,
    claims: &[&'a Claim],
    sources: &Sources<'a>,
) -> Option<Dispute> {
    let by_id: BTreeMap<_, _> = claims.iter().map(|claim| (&claim.id, *claim)).collect();
    let standing: Vec<_> = range
        .from
        .iter()
        .filter(|figure| !figure.superseded)
        .filter_map(|figure| by_id.get(&figure.claim).map(|claim| (*claim, figure.count)))
        .map(|(claim, count)| (claim, sources.head(&claim.voice), count))
        .collect();
    let lows = Ends::of(standing.iter().map(|(_, source, count)| (*source, count.low)));
    let highs =
        Ends::of(standing.iter().filter_map(|(_, source, count)| Some((*source, count.high?))));
    let apart = standing.iter().filter(|(_, source, count)| {
        lows.last_of_others(source).zip(count.high).is_some_and(|(low, high)| low > high)
            || highs.first_of_others(source).is_some_and(|high| high < count.low)
    });
    let mut answers: BTreeMap<_, Vec<&Claim>> = BTreeMap::new();
    for (claim, _, count) in apart {
        answers.entry(*count).or_default().push(claim);
    }
    let harmed = if about == Contradiction::Wounded { "wounded" } else { "killed" };
    let says = |count| match about {
        Contradiction::CiviliansKilled => format!("{count} civilians killed"),
        _ => format!("{count} {harmed}"),
    };
    let sides = answers.into_iter().filter_map(|(count, claims)| side(says(count), &claims));
    dispute(about, sides.collect())
}

/// The first and the last of some ends, and those of the next source, for those who look for
/// another's.
struct Ends<'a, T> {
    first: [Option<(T, &'a SourceId)>; 2],
    last: [Option<(T, &'a SourceId)>; 2],
}

impl<'a, T: Ord + Copy> Ends<'a, T> {
    fn of(ends: impl Iterator<Item = (&'a SourceId, T)>) -> Self {
        let mut mine: BTreeMap<&SourceId, (T, T)> = BTreeMap::new();
        for (source, end) in ends {
            let (first, last) = mine.entry(source).or_insert((end, end));
            (*first, *last) = ((*first).min(end), (*last).max(end));
        }
        let mut firsts: Vec<(T, &SourceId)> = mine.iter().map(|(s, (f, _))| (*f, *s)).collect();
        let mut lasts: Vec<(T, &SourceId)> = mine.iter().map(|(s, (_, l))| (*l, *s)).collect();
        firsts.sort();
        lasts.sort_by(|a, b| b.cmp(a));
        let two = |list: Vec<(T, &'a SourceId)>| [list.first().copied(), list.get(1).copied()];
        Self { first: two(firsts), last: two(lasts) }
    }

    fn others(ends: &[Option<(T, &SourceId)>; 2], than: &SourceId) -> Option<T> {
        ends.iter().flatten().find(|(_, source)| *source != than).map(|(end, _)| *end)
    }

    fn first_of_others(&self, than: &SourceId) -> Option<T> {
        Self::others(&self.first, than)
    }

    fn last_of_others(&self, than: &SourceId) -> Option<T> {
        Self::others(&self.last, than)
    }
}

/// The different answers, those first told first; at most [`MOST`].
fn answers<'a, T: Ord + Clone>(
    claims: &[&'a Claim],
    what: impl Fn(&'a Claim) -> Option<T>,
) -> Vec<Answer<'a, T>> {
    let mut at: BTreeMap<T, usize> = BTreeMap::new();
    let mut answers: Vec<Answer<T>> = Vec::new();
    for claim in claims.iter().copied() {
        let Some(what) = what(claim) else { continue };
        let next = answers.len();
        let known = at.get(&what).copied();
        if gather(&mut answers, known, claim, || what.clone()) {
            at.insert(what, next);
        }
    }
    answers
}

/// Adds a claim to the answer that it gives, or a new answer; whether it is new.
fn gather<'a, T>(
    answers: &mut Vec<Answer<'a, T>>,
    at: Option<usize>,
    claim: &'a Claim,
    what: impl FnOnce() -> T,
) -> bool {
    if let Some(answer) = at.and_then(|at| answers.get_mut(at)) {
        answer.claims.push(claim);
        return false;
    }
    let new = answers.len() < MOST;
    if new {
        answers.push(Answer { what: what(), claims: vec![claim] });
    }
    new
}

/// A dispute of the answers that some other voice's answer rules out.
fn contradicting<T>(
    about: Contradiction,
    answers: Vec<Answer<T>>,
    apart: impl Fn(&T, &T) -> bool,
    words: impl Fn(&T) -> String,
) -> Option<Dispute> {
    let by_another = |a: &Answer<T>, b: &Answer<T>| {
        let mut voices = a.claims.iter().chain(&b.claims).map(|claim| &claim.voice);
        voices.next().is_some_and(|first| voices.any(|voice| voice != first))
    };
    let sides = answers
        .iter()
        .filter(|a| answers.iter().any(|b| apart(&a.what, &b.what) && by_another(a, b)))
        .filter_map(|answer| side(words(&answer.what), &answer.claims))
        .collect();
    dispute(about, sides)
}

fn side(says: String, claims: &[&Claim]) -> Option<DisputeSide> {
    let voices: BTreeSet<&SourceId> = claims.iter().map(|claim| &claim.voice).collect();
    Some(DisputeSide {
        says,
        claim: claims.first()?.id.clone(),
        voices: voices.into_iter().cloned().collect(),
    })
}

fn dispute(about: Contradiction, sides: Vec<DisputeSide>) -> Option<Dispute> {
    (sides.len() > 1).then(|| Dispute { question: about.question(), about, sides })
}
