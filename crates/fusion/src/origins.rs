//! Which voices of an incident are one word told twice.
//!
//! A claim tells whose word it is and who published it. Where an outlet publishes another voice's
//! word, it cites that voice; where all that it says for itself was said by that voice before,
//! it is no second source. Where two voices say the very same and neither cites the other, one
//! cannot tell a copy from an honest second count: such a voice counts among the most and not
//! among the least.
//!
//! The work grows with the number of claims and of pairs (voice, outlet), not with all pairs.

use crate::copies::known_order;
use crate::kind::{KindAgreement, specificity};
use armistice_model::{
    Casualties, Claim, Count, Echo, EchoReason, EventKind, Origin, Place, Shape, SourceId, Stance,
    Weapon, When, Who,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The voices of an incident, as far as they stand together.
pub(crate) struct Sources<'a> {
    /// The origin of each voice that has another one's word.
    heads: BTreeMap<&'a SourceId, &'a SourceId>,
    /// See [`armistice_model::Incident::independent`].
    pub(crate) at_least: usize,
    /// See [`armistice_model::Incident::independent_at_most`].
    pub(crate) at_most: usize,
    /// Sorted.
    pub(crate) origins: Vec<Origin>,
}

impl<'a> Sources<'a> {
    /// Of an incident's claims.
    pub(crate) fn of(claims: &[&'a Claim]) -> Self {
        let mut voices: BTreeMap<&SourceId, Voice> = BTreeMap::new();
        for claim in claims.iter().copied() {
            voices.entry(&claim.voice).or_default().hear(claim);
        }
        let mut edges = if voices.len() > 1 { edges(&voices, claims) } else { BTreeMap::new() };
        open_rings(&mut edges, &voices);
        let heads: BTreeMap<&SourceId, &SourceId> =
            edges.keys().map(|voice| (*voice, head(&edges, voice))).collect();
        let certain = edges.values().filter(|(_, why)| why.is_certain()).count();
        Self {
            at_least: voices.len() - edges.len(),
            at_most: voices.len() - certain,
            origins: origins(&voices, &edges, &heads),
            heads,
        }
    }

    /// Whose word a voice's is, as far as it may be another's.
    pub(crate) fn head(&self, voice: &'a SourceId) -> &'a SourceId {
        self.heads.get(voice).copied().unwrap_or(voice)
    }
}

/// Whom a voice follows, and why.
type Edges<'a> = BTreeMap<&'a SourceId, (&'a SourceId, EchoReason)>;

/// What one voice says in the incident.
#[derive(Default)]
struct Voice<'a> {
    first: Option<&'a Claim>,
    outlets: BTreeSet<&'a SourceId>,
    sayings: HashMap<Figures, Vec<Saying<'a>>>,
    words: HashMap<Words<'a>, Option<Timestamp>>,
    /// Whether it says anything without a figure.
    silent: bool,
}

/// Whether it is denied, and the numbers.
type Figures = (bool, Casualties, Option<Count>);

struct Saying<'a> {
    kind: EventKind,
    by: &'a Who,
    on: &'a Who,
    first: Option<Timestamp>,
}

/// All that a claim says, without who says it and when it was said.
#[derive(PartialEq, Eq, Hash)]
struct Words<'a> {
    stance: Stance,
    kind: EventKind,
    by: &'a Who,
    on: &'a Who,
    weapon: Option<&'a Weapon>,
    when: When,
    name: Option<&'a str>,
    region: Option<&'a str>,
    ground: Vec<u64>,
    figures: Figures,
}

impl<'a> Words<'a> {
    fn of(claim: &'a Claim) -> Self {
        Self {
            stance: claim.stance,
            kind: claim.kind,
            by: &claim.by,
            on: &claim.on,
            weapon: claim.weapon.as_ref(),
            when: claim.when,
            name: claim.place.name.as_deref(),
            region: claim.place.region.as_deref(),
            ground: ground(&claim.place),
            figures: figures(claim),
        }
    }
}

fn ground(place: &Place) -> Vec<u64> {
    let Some(shape) = &place.shape else { return Vec::new() };
    let (tag, metres) = match shape {
        Shape::Disc { radius_m, .. } => (1, *radius_m),
        Shape::Line { margin_m, .. } => (2, *margin_m),
        Shape::Area { .. } => (3, 0.0),
    };
    let degrees = shape.positions().iter().flatten().map(|d| d.to_bits());
    [tag, metres.to_bits()].into_iter().chain(degrees).collect()
}

fn figures(claim: &Claim) -> Figures {
    (claim.stance == Stance::Denied, claim.casualties, claim.count)
}

fn is_silent((_, casualties, count): &Figures) -> bool {
    casualties.is_silent() && count.is_none()
}

/// The earlier of two moments; one that is not known gives way.
fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl<'a> Voice<'a> {
    fn hear(&mut self, claim: &'a Claim) {
        if self.first.is_none_or(|first| known_order(claim) < known_order(first)) {
            self.first = Some(claim);
        }
        self.outlets.insert(&claim.through);
        let figures = figures(claim);
        self.silent |= is_silent(&figures);
        let said = self.words.entry(Words::of(claim)).or_insert(claim.published);
        *said = earlier(*said, claim.published);
        let sayings = self.sayings.entry(figures).or_default();
        let same = |s: &&mut Saying| (s.kind, s.by, s.on) == (claim.kind, &claim.by, &claim.on);
        match sayings.iter_mut().find(same) {
            Some(saying) => saying.first = earlier(saying.first, claim.published),
            None => sayings.push(Saying {
                kind: claim.kind,
                by: &claim.by,
                on: &claim.on,
                first: claim.published,
            }),
        }
    }

    fn began(&self) -> Option<Timestamp> {
        self.first.and_then(|claim| claim.published)
    }

    /// Why all that this voice says for itself is the other's, whom it cites.
    fn echoes(&self, other: &Voice) -> Option<EchoReason> {
        let mut worst = EchoReason::Repeats;
        for (figures, sayings) in &self.sayings {
            let theirs = other.sayings.get(figures).map_or(&[][..], Vec::as_slice);
            for saying in sayings {
                worst = worst.max(if is_silent(figures) {
                    let later = order(other.began(), saying.first);
                    (later != Some(false) && !figures.0).then_some(EchoReason::AddsNoFigure)?
                } else {
                    theirs.iter().filter_map(|their| saying.repeats(their)).min()?
                });
            }
        }
        Some(worst)
    }
}

/// Whether `a` was no later than `b`; `None` where one is not known.
fn order(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<bool> {
    Some(a? <= b?)
}

impl Saying<'_> {
    /// Whether it says no more than the other, with the same figures, and was not said before.
    fn repeats(&self, other: &Self) -> Option<EchoReason> {
        let no_more = |mine: &Who, theirs: &Who| mine.is_open() || mine == theirs;
        let vaguer = KindAgreement::of(self.kind, other.kind) == KindAgreement::Vaguer
            && specificity(self.kind) < specificity(other.kind);
        if !(self.kind == other.kind || vaguer)
            || !no_more(self.by, other.by)
            || !no_more(self.on, other.on)
        {
            return None;
        }
        match order(other.first, self.first) {
            Some(true) => Some(EchoReason::Repeats),
            Some(false) => None,
            None => Some(EchoReason::RepeatsUndated),
        }
    }
}

fn edges<'a>(voices: &BTreeMap<&'a SourceId, Voice<'a>>, claims: &[&'a Claim]) -> Edges<'a> {
    let mut edges: Edges = BTreeMap::new();
    // Whom each voice cites: it published their word.
    let cited: BTreeSet<(&SourceId, &SourceId)> = claims
        .iter()
        .map(|claim| (&claim.through, &claim.voice))
        .filter(|(outlet, voice)| outlet != voice && voices.contains_key(outlet))
        .collect();
    for (outlet, voice) in cited {
        let (Some((outlet, mine)), Some(theirs)) =
            (voices.get_key_value(outlet), voices.get(voice))
        else {
            continue;
        };
        let Some(why) = mine.echoes(theirs) else { continue };
        let began = |voice: &SourceId| voices.get(voice).map(|v| (v.began().is_none(), v.began()));
        let better = edges
            .get(outlet)
            .is_none_or(|(of, known)| (why, began(voice), voice) < (*known, began(of), *of));
        if better {
            edges.insert(*outlet, (voice, why));
        }
    }
    same_words(voices, claims, &mut edges);
    edges
}

/// Voices that say the very same as one who spoke before, and nothing else.
fn same_words<'a>(
    voices: &BTreeMap<&'a SourceId, Voice<'a>>,
    claims: &[&'a Claim],
    edges: &mut Edges<'a>,
) {
    let mut first: HashMap<Words, &Claim> = HashMap::new();
    for claim in claims.iter().copied() {
        let known = first.entry(Words::of(claim)).or_insert(claim);
        if known_order(claim) < known_order(known) {
            *known = claim;
        }
    }
    for (voice, mine) in voices {
        if edges.contains_key(voice) || mine.silent {
            continue;
        }
        let Some(leader) = mine.first.and_then(|claim| first.get(&Words::of(claim))) else {
            continue;
        };
        let Some(theirs) = voices.get(&leader.voice).filter(|_| leader.voice != **voice) else {
            continue;
        };
        let told_before = |(words, at): (&Words, &Option<Timestamp>)| {
            theirs.words.get(words).is_some_and(|before| order(*before, *at) != Some(false))
        };
        if mine.words.iter().all(told_before) {
            edges.insert(voice, (&leader.voice, EchoReason::SameWords));
        }
    }
}

/// In a ring in which each follows the next, the first to speak follows nobody.
fn open_rings<'a>(edges: &mut Edges<'a>, voices: &BTreeMap<&'a SourceId, Voice<'a>>) {
    let mut done: BTreeSet<&SourceId> = BTreeSet::new();
    let starts: Vec<&SourceId> = edges.keys().copied().collect();
    for start in starts {
        let mut path: Vec<&SourceId> = Vec::new();
        let mut on_path: BTreeSet<&SourceId> = BTreeSet::new();
        let mut at = Some(start);
        while let Some(here) = at.filter(|here| !done.contains(here)) {
            if !on_path.insert(here) {
                let ring = path.iter().skip_while(|voice| **voice != here);
                let speaks = |voice: &&&'a SourceId| {
                    voices.get(**voice).and_then(|v| v.first).map(known_order)
                };
                if let Some(first) = ring.min_by(|a, b| speaks(a).cmp(&speaks(b))) {
                    edges.remove(first);
                }
                break;
            }
            path.push(here);
            at = edges.get(here).map(|(of, _)| *of);
        }
        done.extend(path);
    }
}

fn head<'a>(edges: &Edges<'a>, voice: &'a SourceId) -> &'a SourceId {
    let mut at = voice;
    while let Some((of, _)) = edges.get(at) {
        at = of;
    }
    at
}

fn origins<'a>(
    voices: &BTreeMap<&'a SourceId, Voice<'a>>,
    edges: &Edges<'a>,
    heads: &BTreeMap<&'a SourceId, &'a SourceId>,
) -> Vec<Origin> {
    let mut with: BTreeMap<&SourceId, Vec<Echo>> = BTreeMap::new();
    for (voice, (of, why)) in edges {
        let origin = heads.get(voice).copied().unwrap_or(of);
        let echo = Echo { source: (*voice).clone(), of: (*of).clone(), why: *why };
        with.entry(origin).or_default().push(echo);
    }
    for (voice, told) in voices.iter().filter(|(_, told)| told.outlets.len() > 1) {
        let origin = heads.get(voice).copied().unwrap_or(voice);
        // An outlet that follows as a voice is already there.
        let carriers = told.outlets.iter().filter(|outlet| {
            *outlet != voice && edges.get(*outlet).is_none_or(|(of, _)| of != voice)
        });
        with.entry(origin).or_default().extend(carriers.map(|outlet| Echo {
            source: (*outlet).clone(),
            of: (*voice).clone(),
            why: EchoReason::Carries,
        }));
    }
    with.into_iter()
        .filter(|(_, with)| !with.is_empty())
        .map(|(voice, mut with)| {
            with.sort();
            Origin { voice: voice.clone(), with }
        })
        .collect()
}
