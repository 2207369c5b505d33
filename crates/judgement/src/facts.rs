//! Worlds as facts for the deal's formulas, each certain or only possible.

use crate::Input;
use crate::binding::Binding;
use crate::verdicts::JudgementError;
use crate::worlds::World;
use armistice_deal::{Deal, Group, Pattern, PlaceFit, Rule, Standing, WeaponFit, place_key};
use armistice_model::{Claim, EventKind, Interval, Plane, Shape, Side, Weapon};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// A fact about one world: a predicate and the constant beside the world.
pub type Said = (Arc<str>, Constant);

/// What stands beside the world in a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// Nothing.
    None,
    /// A word, a label, a name.
    Text(Arc<str>),
    /// A threshold.
    Number(i64),
}

/// What the deal's formulas ask of a world.
#[derive(Default)]
struct Questions {
    kinds: BTreeSet<String>,
    by: BTreeSet<Group>,
    on: BTreeSet<Group>,
    weapons: BTreeSet<String>,
    places: Vec<(Arc<str>, PlaceQuestion)>,
    thresholds: BTreeSet<u64>,
    /// Kinds that answer a duty at the same place.
    answers: BTreeSet<String>,
    /// The places at which such duties were called for.
    trigger_places: Vec<(String, Option<Shape>)>,
}

struct PlaceQuestion {
    target: Shape,
    plane: Plane,
    /// `None`: inside the area itself.
    within: Option<(f64, Option<Side>)>,
}

/// The facts of every world, by the world's index.
pub struct Facts {
    certain: Vec<Vec<Said>>,
    possible: Vec<Vec<Said>>,
}

impl Facts {
    /// Asks every world everything the deal asks.
    pub fn of(input: &Input, worlds: &[World], binding: &Binding) -> Result<Self, JudgementError> {
        let questions = Questions::of(input)?;
        let mut desk = Desk {
            deal: input.deal,
            binding,
            names: Names::default(),
            standings: Standings::default(),
        };
        let mut facts = Self {
            certain: Vec::with_capacity(worlds.len()),
            possible: Vec::with_capacity(worlds.len()),
        };
        for world in worlds {
            let Some(claim) = input.claims.get(world.claim) else { continue };
            let answers = questions.ask(&mut desk, world, claim);
            facts.certain.push(answers.certain);
            facts.possible.push(answers.possible);
        }
        Ok(facts)
    }

    /// What is certain of a world.
    pub fn certain(&self, world: usize) -> &[Said] {
        self.certain.get(world).map_or(&[], Vec::as_slice)
    }

    /// What is possible of a world, the certain included.
    pub fn possible(&self, world: usize) -> &[Said] {
        self.possible.get(world).map_or(&[], Vec::as_slice)
    }
}

/// Shared texts, so that a million worlds do not each carry their own copy of "attack".
#[derive(Default)]
struct Names(HashMap<String, Arc<str>>);

impl Names {
    fn text(&mut self, text: &str) -> Constant {
        Constant::Text(self.get(text))
    }

    fn get(&mut self, text: &str) -> Arc<str> {
        if let Some(name) = self.0.get(text) {
            return name.clone();
        }
        let name: Arc<str> = text.into();
        self.0.insert(text.to_string(), name.clone());
        name
    }
}

/// What is at hand while asking.
struct Desk<'a> {
    deal: &'a Deal,
    binding: &'a Binding,
    names: Names,
    standings: Standings,
}

/// Standings looked up once for each actor and stretch of time: claims of one day share theirs.
#[derive(Default)]
struct Standings(HashMap<(String, Interval), Rc<[Standing]>>);

impl Standings {
    fn of(
        &mut self,
        deal: &Deal,
        binding: &Binding,
        actor: &str,
        when: Interval,
    ) -> Rc<[Standing]> {
        self.0
            .entry((actor.to_string(), when))
            .or_insert_with(|| deal.standings(actor, when, &binding.changes).into())
            .clone()
    }
}

#[derive(Default)]
struct Answers {
    certain: Vec<Said>,
    possible: Vec<Said>,
}

impl Answers {
    fn say(&mut self, predicate: Arc<str>, constant: Constant, certain: bool, possible: bool) {
        if certain {
            self.certain.push((predicate.clone(), constant.clone()));
        }
        if certain || possible {
            self.possible.push((predicate, constant));
        }
    }
}

impl Questions {
    fn of(input: &Input) -> Result<Self, JudgementError> {
        let mut questions = Self::default();
        let mut places: Vec<&PlaceFit> = Vec::new();
        for term in &input.deal.terms {
            for rule in std::iter::once(&term.rule).chain(term.readings.iter().map(|r| &r.rule)) {
                for pattern in patterns(rule) {
                    questions.kinds.extend(pattern.kinds.iter().cloned());
                    questions.by.extend(pattern.by.iter().cloned());
                    questions.on.extend(pattern.on.iter().cloned());
                    questions.weapons.extend(pattern.weapons.iter().cloned());
                    questions.thresholds.extend(pattern.more_than);
                    if let Some(place) = &pattern.place
                        && !places.contains(&place)
                    {
                        places.push(place);
                    }
                }
            }
        }
        questions.ask_for_triggers(input);
        for place in places {
            let (area, within) = match place {
                PlaceFit::In(area) => (area, None),
                PlaceFit::Within { metres, side, of } => (of, Some((*metres, *side))),
            };
            let named = input.deal.area(area).map_or(area.as_str(), |a| a.place.as_str());
            let Some(known) = input.places.find(named) else {
                return Err(JudgementError::UnknownPlace { place: named.to_string() });
            };
            let target = known.shape.clone();
            let plane = Plane::around(&target);
            questions
                .places
                .push((place_key(place).into(), PlaceQuestion { target, plane, within }));
        }
        Ok(questions)
    }

    fn ask_for_triggers(&mut self, input: &Input) {
        let rules = input.deal.terms.iter().flat_map(|term| {
            std::iter::once(&term.rule).chain(term.readings.iter().map(|r| &r.rule))
        });
        let mut triggers: BTreeSet<&str> = BTreeSet::new();
        for rule in rules {
            if let Rule::Every { trigger, answer, same_place: true, .. } = rule {
                triggers.extend(trigger.kinds.iter().map(String::as_str));
                self.answers.extend(answer.kinds.iter().cloned());
            }
        }
        let mut places: BTreeMap<&str, Option<Shape>> = BTreeMap::new();
        for claim in input.claims {
            if let Some(name) = &claim.place.name
                && triggers.iter().any(|word| claim.kind.possibly(word))
            {
                places.entry(name).or_insert_with(|| claim.place.shape.clone());
            }
        }
        self.trigger_places =
            places.into_iter().map(|(name, shape)| (name.to_string(), shape)).collect();
    }

    fn ask(&self, desk: &mut Desk, world: &World, claim: &Claim) -> Answers {
        let mut answers = Answers::default();
        let names = &mut desk.names;
        for word in &self.kinds {
            let (certain, possible) = (claim.kind.certainly(word), claim.kind.possibly(word));
            answers.say(names.get("kind"), names.text(word), certain, possible);
        }
        let when = claim.when.interval().unwrap_or_else(|| {
            // An undated claim is weighed by the standing of its actors when it was published.
            Interval::instant(claim.published.unwrap_or(desk.deal.day_d))
        });
        for (predicate, groups, actors) in
            [("by", &self.by, &world.by), ("on", &self.on, &world.on)]
        {
            let harmed_civilians = predicate == "on"
                && actors.is_empty()
                && claim.casualties.civilians_killed.is_some_and(|count| count.low > 0);
            let standings: Vec<Rc<[Standing]>> = actors
                .iter()
                .map(|actor| desk.standings.of(desk.deal, desk.binding, actor, when))
                .collect();
            for group in groups {
                let (certain, possible) = if harmed_civilians {
                    // Nobody is named as the target, and civilians died: they were hit.
                    let civilians = matches!(group, Group::Actor(name) if name == "Civilians");
                    (civilians, true)
                } else {
                    fits(group, actors, &standings)
                };
                // Who says that the ceasefire was breached says that somebody bound by it did
                // so, whatever name he gives them, and that what was hit was under it.
                let certain = certain
                    || (possible
                        && claim.kind == EventKind::CeasefireBreach
                        && matches!(group, Group::AnyParty | Group::Bound));
                let possible = possible
                    && !(claim.kind == EventKind::CeasefireBreach
                        && predicate == "by"
                        && matches!(group, Group::AnyOutside | Group::Outside(_)));
                answers.say(names.get(predicate), names.text(group.label()), certain, possible);
            }
        }
        for name in &self.weapons {
            let (certain, possible) = weapon_fits(desk.deal, name, claim.weapon.as_ref());
            answers.say(names.get("weapon"), names.text(name), certain, possible);
        }
        for (key, question) in &self.places {
            let (certain, possible) = question.fits(claim.place.shape.as_ref());
            answers.say(names.get("at"), Constant::Text(key.clone()), certain, possible);
        }
        for threshold in &self.thresholds {
            let (certain, possible) = claim.count.map_or((false, true), |count| {
                (count.low > *threshold, count.high.is_none_or(|high| high > *threshold))
            });
            let number = i64::try_from(*threshold).unwrap_or(i64::MAX);
            answers.say(names.get("over"), Constant::Number(number), certain, possible);
        }
        if claim.self_defence {
            answers.say(names.get("self_defence"), Constant::None, true, true);
        }
        self.ask_same_place(claim, names, &mut answers);
        answers
    }

    /// A claim is at its own place for certain, and at the place of a duty's trigger possibly, if
    /// the two shapes may meet or either is open.
    fn ask_same_place(&self, claim: &Claim, names: &mut Names, answers: &mut Answers) {
        if self.trigger_places.is_empty() {
            return;
        }
        if let Some(place) = &claim.place.name {
            answers.say(names.get("place"), names.text(place), true, true);
        }
        if !self.answers.iter().any(|word| claim.kind.possibly(word)) {
            return;
        }
        for (name, shape) in &self.trigger_places {
            if claim.place.name.as_deref() == Some(name) {
                continue;
            }
            let may_meet = match (&claim.place.shape, shape) {
                (Some(here), Some(there)) => {
                    Plane::around(there).distance(here, there).possibly_within(0.0)
                }
                _ => true,
            };
            answers.say(names.get("place"), names.text(name), false, may_meet);
        }
    }
}

/// The patterns of a rule.
pub fn patterns(rule: &Rule) -> Vec<&Pattern> {
    match rule {
        Rule::Never(pattern) | Rule::People { watch: pattern, .. } => vec![pattern],
        Rule::Every { trigger, answer, .. } => vec![trigger, answer],
        Rule::By { act, .. } => vec![act],
    }
}

/// Whether one of the candidates (all of them possible) belongs to the group.
fn fits(group: &Group, actors: &[&str], standings: &[Rc<[Standing]>]) -> (bool, bool) {
    if actors.is_empty() {
        return (false, true);
    }
    let mut all = true;
    let mut any = false;
    for (actor, standings) in actors.iter().zip(standings) {
        if let Group::Actor(name) = group {
            let is = name.eq_ignore_ascii_case(actor);
            all &= is;
            any |= is;
            continue;
        }
        all &= standings.iter().all(|s| group.holds(s));
        any |= standings.iter().any(|s| group.holds(s));
    }
    (all && any, any)
}

fn weapon_fits(deal: &Deal, name: &str, weapon: Option<&Weapon>) -> (bool, bool) {
    let Some(weapon) = weapon else { return (false, true) };
    let set = deal.weapons.iter().find(|set| set.name == name);
    let Some(set) = set else {
        let same = weapon.class.word() == name;
        return (same, same);
    };
    let mut certain = false;
    let mut possible = false;
    for fit in &set.any_of {
        let (c, p) = part_fits(fit, weapon);
        certain |= c;
        possible |= p;
    }
    (certain, possible)
}

fn part_fits(fit: &WeaponFit, weapon: &Weapon) -> (bool, bool) {
    if fit.class != weapon.class {
        return (false, false);
    }
    let calibre = match (fit.calibre_from_mm, weapon.calibre_mm) {
        (None, _) => (true, true),
        (Some(_), None) => (false, true),
        (Some(least), Some(calibre)) => (calibre >= least, calibre >= least),
    };
    let model = if fit.models.is_empty() {
        (true, true)
    } else {
        match &weapon.model {
            None => (false, true),
            Some(model) => {
                let fits = fit.models.iter().any(|m| m.eq_ignore_ascii_case(model));
                (fits, fits)
            }
        }
    };
    (calibre.0 && model.0, calibre.1 && model.1)
}

impl PlaceQuestion {
    fn fits(&self, support: Option<&Shape>) -> (bool, bool) {
        let Some(support) = support else { return (false, true) };
        let distance = self.plane.distance(support, &self.target);
        match self.within {
            None => (self.plane.holds(&self.target, support), distance.possibly_within(0.0)),
            Some((metres, side)) => {
                let on_side = match side {
                    None => Some(true),
                    Some(side) => self.plane.on_side(support, &self.target, side),
                };
                let certain = distance.certainly_within(metres) && on_side == Some(true);
                (certain, distance.possibly_within(metres) && on_side != Some(false))
            }
        }
    }
}
