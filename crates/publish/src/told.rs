//! What the voices of one incident tell: their figures where they differ, their words where the
//! incident is that something was said.

use crate::standing::Standings;
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::words;
use armistice_model::{Casualties, CasualtyRange, Claim, Count, EventKind, Incident};
use std::collections::BTreeMap;

/// How many figures, and how many statements, are shown of one incident.
const MOST: usize = 12;
/// Letters of a statement.
const MOST_LETTERS: usize = 240;

/// What was said, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The words as they stand in the report.
    pub(crate) words: String,
    /// Whose word it is, by its public name.
    pub(crate) voice: String,
}

/// Whether the incident is that something was said or agreed, and not that something was done.
pub(crate) fn is_declared(incident: &Incident) -> bool {
    matches!(incident.kind, EventKind::Statement | EventKind::Talks)
}

/// The words of a statement or of talks, each once; none where they may not be shown.
pub(crate) fn said(t: &Tongue, incident: &Incident, veil: &Veil) -> Vec<Said> {
    let mut out = Vec::new();
    if !is_declared(incident) {
        return out;
    }
    for claim in incident.claims.iter().filter_map(|id| veil.claim(id)) {
        let Some(quote) = veil.quote(claim) else { continue };
        let words = words::shortened(&words::plain_line(&quote), MOST_LETTERS);
        let said = Said { words: t.own(&words), voice: t.own(&veil.source(&claim.voice)) };
        if !out.contains(&said) && out.len() < MOST {
            out.push(said);
        }
    }
    out
}

/// People harmed: one figure where the voices agree; each voice's own where they differ, as in
/// `at least 24 killed (AFP), 62 killed (the ministry), at least 80 killed and about 90 killed
/// (the observatory)`, those first that stand and then, as such, earlier ones. Wounded are the
/// range over all. `None` where nothing is told.
pub(crate) fn casualties(
    t: &Tongue,
    incident: &Incident,
    standings: &Standings,
    veil: &Veil,
) -> Option<String> {
    let covering = || words::casualties(t, &incident.casualties);
    let claims = incident.claims.iter().filter_map(|id| veil.claim(id));
    let mut by_voice: BTreeMap<String, Vec<Dead>> = BTreeMap::new();
    for claim in claims.filter(|claim| !standings.is_against(claim)) {
        let Some(dead) = dead(t, claim, is_history(incident, claim)) else { continue };
        let mine = by_voice.entry(veil.source(&claim.voice)).or_default();
        if !mine.contains(&dead) {
            mine.push(dead);
        }
    }
    // Voices that say the same stand together.
    let mut figures: BTreeMap<Vec<Dead>, Vec<String>> = BTreeMap::new();
    for (voice, mut mine) in by_voice {
        mine.sort();
        figures.entry(mine).or_default().push(t.own(&voice));
    }
    if figures.len() < 2 {
        return covering();
    }
    let more = figures.len().saturating_sub(MOST);
    let mut parts: Vec<String> = figures
        .into_iter()
        .take(MOST)
        .map(|(mine, voices)| {
            let mine: Vec<String> = mine.into_iter().map(|dead| dead.figure).collect();
            let (figures, voices) = (t.list(&mine), t.list(&voices));
            t.say("told-figures", [("figures", figures.into()), ("voices", voices.into())])
        })
        .collect();
    if more > 0 {
        parts.push(t.say("told-more", [("n", more.into())]));
    }
    if let Some(wounded) = &incident.casualties.wounded {
        parts.push(words::wounded(t, wounded));
    }
    Some(t.row(&parts))
}

/// Whether the claim's dead are an earlier count of a source that has since told another.
fn is_history(incident: &Incident, claim: &Claim) -> bool {
    let of = |range: &Option<CasualtyRange>, count: Option<Count>| {
        range.as_ref().zip(count).is_some_and(|(range, n)| range.is_history(&claim.voice, &n))
    };
    let (ranges, told) = (&incident.ranges, &claim.casualties);
    match told.killed {
        Some(_) => of(&ranges.killed, told.killed),
        None => of(&ranges.civilians_killed, told.civilians_killed),
    }
}

/// A claim's dead. Figures that gave way to a later one of their own source come last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Dead {
    history: bool,
    low: u64,
    figure: String,
}

fn dead(t: &Tongue, claim: &Claim, history: bool) -> Option<Dead> {
    let told = Casualties {
        killed: claim.casualties.killed.map(bare),
        civilians_killed: claim.casualties.civilians_killed.map(bare),
        wounded: None,
    };
    let low = claim.casualties.killed.or(claim.casualties.civilians_killed)?.low;
    let about = claim.casualties.killed.is_some_and(|killed| is_about(&killed));
    let figure = words::harmed(t, &told, about)?;
    let figure = match history {
        true => t.say("told-earlier", [("figure", figure.into())]),
        false => figure,
    };
    Some(Dead { history, low, figure })
}

/// Whether the source gives a figure and leaves room on both sides of it.
fn is_about(count: &Count) -> bool {
    count.best.is_some_and(|best| count.low < best && count.high.is_some_and(|high| best < high))
}

/// The source's own figure without the room we read around its "about".
fn bare(count: Count) -> Count {
    match count.best {
        Some(best) if is_about(&count) => Count::exactly(best),
        _ => count,
    }
}
