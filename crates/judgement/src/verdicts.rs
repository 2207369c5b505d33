//! Which claims breach which terms, certainly or possibly: the monitor's verdicts.

use crate::Input;
use crate::binding::{Binding, Opened};
use crate::facts::{Constant, Facts, Said};
use crate::ties::Ties;
use crate::worlds::World;
use armistice_deal::{Moment, Pattern, Rule, Term, formula, place_key};
use armistice_model::{Interval, Perspective, TermLine};
use armistice_monitor::{End, Field, Formula, Polarity, Value, split_polarity};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::breach::Found;
use crate::watcher::{Evaluator, Watcher};

/// What keeps a deal from being judged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum JudgementError {
    /// The deal names a place that the case does not know.
    #[error(
        "the deal names the place `{place}`, which the case does not know; add it to places.toml with a point, line or area"
    )]
    UnknownPlace {
        /// The place's name.
        place: String,
    },
    /// A formula outside the monitorable fragment.
    #[error(
        "term {term} cannot be monitored: {why}; please report it, the deal checker should have refused it"
    )]
    NotMonitorable {
        /// The term's number.
        term: String,
        /// What the monitor says.
        why: String,
    },
}

/// All that one perspective looks at.
pub struct View<'a> {
    pub input: &'a Input<'a>,
    pub worlds: &'a [World<'a>],
    pub facts: &'a Facts,
    pub binding: &'a Binding,
    pub ties: &'a Ties,
    pub perspective: &'a Perspective,
    pub evaluator: Evaluator,
}

impl View<'_> {
    /// Whether the claim's voice is one that this perspective counts.
    pub fn counts(&self, claim: usize) -> bool {
        self.ties.counts(self.perspective, claim)
    }
}

/// The claims that breach a line, whoever looks.
#[derive(Debug, Default, Clone)]
pub struct Breaching {
    /// Every world of the claim is a breach.
    pub certain: BTreeSet<usize>,
    /// Some world may be.
    pub possible: BTreeSet<usize>,
}

/// Term number and reading.
pub type LineKey = (String, Option<String>);

/// A line's key.
pub fn key(line: &TermLine) -> LineKey {
    (line.number.clone(), line.reading.clone())
}

/// The two names under which a predicate's facts stand.
fn named(predicate: &str, certain: bool) -> String {
    format!("{predicate}_{}", if certain { "certain" } else { "possible" })
}

/// A formula read over certain facts (what must not hold: over possible ones), or the other way
/// round.
struct TwoSided {
    certain: Watcher,
    possible: Watcher,
    predicates: HashSet<String>,
}

impl TwoSided {
    fn of(term: &str, formula: &Formula, evaluator: Evaluator) -> Result<Self, JudgementError> {
        let refuse = |why: String| JudgementError::NotMonitorable { term: term.to_string(), why };
        let predicates = RefCell::new(HashSet::new());
        let side = |certain: bool| -> Result<Watcher, JudgementError> {
            let renamed = split_polarity(formula, |name, polarity| {
                predicates.borrow_mut().insert(name.to_string());
                named(name, certain == (polarity == Polarity::Positive))
            })
            .map_err(|e| refuse(e.to_string()))?;
            Watcher::new(renamed, evaluator).map_err(|e| refuse(e.to_string()))
        };
        let (certain, possible) = (side(true)?, side(false)?);
        Ok(Self { certain, possible, predicates: predicates.into_inner() })
    }
}

/// Predicate → its two names, possible first, for the predicates a formula asks for.
type Asked = BTreeMap<Arc<str>, [Arc<str>; 2]>;

fn asked(predicates: &HashSet<String>) -> Asked {
    predicates
        .iter()
        .map(|p| (Arc::from(p.as_str()), [named(p, false).into(), named(p, true).into()]))
        .collect()
}

/// Enters one world's facts, those that a formula asks for.
fn enter(watcher: &mut Watcher, world: usize, said: &[Said], certain: bool, asked: &Asked) {
    let world = Field::Int(i64::try_from(world).unwrap_or(i64::MAX));
    for (predicate, constant) in said {
        let Some(names) = asked.get(predicate) else { continue };
        let [possible_name, certain_name] = names;
        let name = if certain { certain_name } else { possible_name };
        match constant {
            Constant::None => watcher.enter(name, &[world]),
            Constant::Number(n) => watcher.enter(name, &[world, Field::Int(*n)]),
            Constant::Text(text) => watcher.enter(name, &[world, Field::Str(text)]),
        }
    }
}

/// The world that a verdict of a formula of the one free variable `c` is about.
fn world_of(values: &[Value]) -> Option<usize> {
    match values.first() {
        Some(Value::Int(world)) => usize::try_from(*world).ok(),
        _ => None,
    }
}

/// Whether a world has a possible fact for every part of a pattern: without one it cannot match,
/// and leaving it out keeps the stream short. `key` is the place's, made once.
fn may_match(facts: &Facts, world: usize, pattern: &Pattern, key: Option<&str>) -> bool {
    let possible = facts.possible(world);
    (pattern.kinds.is_empty() || says(possible, "kind", |w| pattern.kinds.iter().any(|k| k == w)))
        && (pattern.by.is_empty()
            || says(possible, "by", |w| pattern.by.iter().any(|g| g.label() == w)))
        && (pattern.on.is_empty()
            || says(possible, "on", |w| pattern.on.iter().any(|g| g.label() == w)))
        && (pattern.weapons.is_empty()
            || says(possible, "weapon", |w| pattern.weapons.iter().any(|n| n == w)))
        && key.is_none_or(|key| says(possible, "at", |w| w == key))
}

fn says(said: &[Said], predicate: &str, fits: impl Fn(&str) -> bool) -> bool {
    said.iter().any(|(name, constant)| {
        &**name == predicate && matches!(constant, Constant::Text(text) if fits(text))
    })
}

/// Verdicts of the rules that look at one claim at a time; they hold in every perspective.
pub fn pointwise(
    input: &Input,
    worlds: &[World],
    facts: &Facts,
    evaluator: Evaluator,
) -> Result<BTreeMap<LineKey, Breaching>, JudgementError> {
    let mut all = BTreeMap::new();
    for (line, term, rule) in crate::lines(input.deal) {
        let pattern = match rule {
            Rule::Never(pattern) | Rule::People { watch: pattern, .. } => pattern,
            Rule::Every { .. } | Rule::By { .. } => continue,
        };
        let two = TwoSided::of(&term.number, &formula(term, rule), evaluator)?;
        let asked = asked(&two.predicates);
        let key_of_place = pattern.place.as_ref().map(place_key);
        let mut sides = [(two.certain, HashSet::new()), (two.possible, HashSet::new())];
        for (at, _) in worlds.iter().enumerate() {
            if !may_match(facts, at, pattern, key_of_place.as_deref()) {
                continue;
            }
            for (watcher, found) in &mut sides {
                enter(watcher, at, facts.certain(at), true, &asked);
                enter(watcher, at, facts.possible(at), false, &asked);
                // Pointwise formulas look at no other time point, so one stamp serves all.
                watcher.complete(0, &mut |_, values| found.extend(world_of(values)));
            }
        }
        let [certain_worlds, possible_worlds] = sides.map(|(watcher, mut found)| {
            watcher.end(End::Closed, &mut |_, values| found.extend(world_of(values)));
            found
        });
        all.insert(key(&line), by_claim(worlds, &certain_worlds, &possible_worlds));
    }
    Ok(all)
}

/// A claim is certain if all its worlds are, possible if any is.
fn by_claim(worlds: &[World], certain: &HashSet<usize>, possible: &HashSet<usize>) -> Breaching {
    let mut breaching = Breaching::default();
    let mut at = 0;
    while let Some(world) = worlds.get(at) {
        let claim = world.claim;
        let mut all = true;
        let mut any = false;
        while worlds.get(at).is_some_and(|w| w.claim == claim) {
            all &= certain.contains(&at);
            any |= possible.contains(&at) || certain.contains(&at);
            at += 1;
        }
        if any {
            breaching.possible.insert(claim);
        }
        if all {
            breaching.certain.insert(claim);
        }
    }
    breaching
}

/// Everything that bears on a line in a perspective.
pub fn breaches(
    view: &View,
    line: &TermLine,
    term: &Term,
    rule: &Rule,
    pointwise: &BTreeMap<LineKey, Breaching>,
    opened: &Opened,
) -> Result<Vec<Found>, JudgementError> {
    let Some(stretch) = view.binding.stretch(term, opened) else { return Ok(Vec::new()) };
    match rule {
        Rule::Never(pattern) | Rule::People { watch: pattern, .. } => {
            let nothing = Breaching::default();
            let breaching = pointwise.get(&key(line)).unwrap_or(&nothing);
            let people = matches!(rule, Rule::People { .. });
            let asked = crate::breach::Asked { term: &term.number, pattern, stretch, people };
            Ok(crate::breach::of_prohibition(view, breaching, asked))
        }
        Rule::Every { .. } => unanswered(view, term, rule, stretch),
        Rule::By { deadline, act } => overdue(view, term, rule, deadline, act, stretch, opened),
    }
}

/// When a world's facts may stand, cut to the stretch; an undated world may stand anywhere in it
/// up to the instant of knowledge.
fn when(view: &View, world: &World, stretch: Interval) -> Option<(Interval, bool)> {
    let claim = view.input.claims.get(world.claim)?;
    match claim.when.interval() {
        Some(interval) => {
            let inside = stretch.contains(&interval);
            interval.intersect(&stretch).map(|part| (part, inside))
        }
        None => {
            Interval::new(stretch.from(), stretch.until().min(view.input.as_of)).map(|i| (i, false))
        }
    }
}

/// What stands at a moment: worlds with whether they do so for certain, and a deadline.
#[derive(Default)]
struct Point {
    worlds: Vec<(usize, bool)>,
    due: bool,
}

/// The perspective's worlds laid out for a formula that looks across time.
struct Course<'a> {
    facts: &'a Facts,
    asked: &'a Asked,
    points: BTreeMap<i64, Point>,
    end: i64,
}

impl<'a> Course<'a> {
    /// What is certain stands at its latest moment, what is possible at its earliest and latest and
    /// at each of `moments` (in order) between them: so a window that any true moment could fall into
    /// finds it.
    fn of(
        view: &View<'a>,
        stretch: Interval,
        asked: &'a Asked,
        relevant: impl Fn(usize) -> bool,
        moments: &[i64],
    ) -> Self {
        let mut points: BTreeMap<i64, Point> = BTreeMap::new();
        for (at, world) in view.worlds.iter().enumerate() {
            if !view.counts(world.claim) || !relevant(at) {
                continue;
            }
            let Some((interval, inside)) = when(view, world, stretch) else { continue };
            let (first, last) = (interval.from().as_second(), interval.until().as_second() - 1);
            if inside {
                points.entry(last).or_default().worlds.push((at, true));
            }
            let after = moments.partition_point(|moment| *moment <= first);
            let between = moments.iter().skip(after).copied().take_while(|moment| *moment < last);
            let stamps: BTreeSet<i64> = [first, last].into_iter().chain(between).collect();
            for stamp in stamps {
                points.entry(stamp).or_default().worlds.push((at, false));
            }
        }
        let end = view.input.as_of.as_second();
        // The heartbeat: everything up to the instant of knowledge has been seen.
        points.entry(end).or_default();
        Self { facts: view.facts, asked, points, end }
    }

    /// Has a formula watched, and hands over what is told.
    fn watched(
        &self,
        mut watcher: Watcher,
        term: &str,
        end: End,
        mut found: impl FnMut(i64, &[Value]),
    ) {
        for (ts, point) in self.points.range(..=self.end) {
            for &(at, certain) in &point.worlds {
                let said = if certain { self.facts.certain(at) } else { self.facts.possible(at) };
                enter(&mut watcher, at, said, certain, self.asked);
            }
            if point.due {
                for certain in [false, true] {
                    watcher.enter(&named("due", certain), &[Field::Str(term)]);
                }
            }
            watcher.complete(*ts, &mut found);
        }
        watcher.end(end, &mut found);
    }
}

/// Triggers that nothing answered in time.
fn unanswered(
    view: &View,
    term: &Term,
    rule: &Rule,
    stretch: Interval,
) -> Result<Vec<Found>, JudgementError> {
    let Rule::Every { trigger, answer, within, least_percent, same_place } = rule else {
        return Ok(Vec::new());
    };
    let two = TwoSided::of(&term.number, &formula(term, rule), view.evaluator)?;
    let asked = asked(&two.predicates);
    let (trigger_key, answer_key) =
        (trigger.place.as_ref().map(place_key), answer.place.as_ref().map(place_key));
    let is_trigger = |at: usize| may_match(view.facts, at, trigger, trigger_key.as_deref());
    let moments: Vec<i64> = view
        .worlds
        .iter()
        .enumerate()
        .filter(|(at, world)| view.counts(world.claim) && is_trigger(*at))
        .filter_map(|(_, world)| when(view, world, stretch))
        .map(|(interval, _)| interval.until().as_second() - 1)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let course = Course::of(
        view,
        stretch,
        &asked,
        |at| is_trigger(at) || may_match(view.facts, at, answer, answer_key.as_deref()),
        &moments,
    );
    // Open: a deadline that lies beyond what is known has not passed.
    let worlds_of = |watcher: Watcher| -> HashSet<usize> {
        let mut worlds = HashSet::new();
        course.watched(watcher, &term.number, End::Open, |_, values| {
            worlds.extend(world_of(values));
        });
        worlds
    };
    let (certain, possible) = (worlds_of(two.certain), worlds_of(two.possible));
    let breaching = by_claim(view.worlds, &certain, &possible);
    let triggers = moments.len();
    if let Some(percent) = least_percent
        && (triggers.saturating_sub(breaching.certain.len())) * 100
            >= triggers * (*percent as usize)
    {
        return Ok(Vec::new());
    }
    let asked = crate::duty::Asked {
        term: &term.number,
        within: *within,
        answer,
        same_place: *same_place,
        stretch,
    };
    Ok(crate::duty::unanswered(view, &breaching, asked))
}

/// An act that a deadline passed without.
fn overdue(
    view: &View,
    term: &Term,
    rule: &Rule,
    deadline: &Moment,
    act: &Pattern,
    stretch: Interval,
    opened: &Opened,
) -> Result<Vec<Found>, JudgementError> {
    let Some(due) = view.binding.instant(deadline, opened) else { return Ok(Vec::new()) };
    if due > view.input.as_of || !stretch.contains_instant(due) {
        return Ok(Vec::new());
    }
    let two = TwoSided::of(&term.number, &formula(term, rule), view.evaluator)?;
    let asked = asked(&two.predicates);
    let act_key = act.place.as_ref().map(place_key);
    let mut course = Course::of(
        view,
        stretch,
        &asked,
        |at| may_match(view.facts, at, act, act_key.as_deref()),
        &[due.as_second()],
    );
    course.points.entry(due.as_second()).or_default().due = true;
    let holds = |watcher: Watcher| {
        let mut holds = false;
        course.watched(watcher, &term.number, End::Closed, |_, _| holds = true);
        holds
    };
    let (certain, possible) = (holds(two.certain), holds(two.possible));
    Ok(crate::duty::overdue(view, due, act, certain, possible))
}
