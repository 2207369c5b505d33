//! Rules and patterns, their names resolved.

use armistice_model::{EventKind, WeaponClass};

use super::{CheckError, Checker};
use crate::deal::{Group, Pattern, PlaceFit, Reading, Rule, WeaponFit};
use crate::syntax::{self, Word};
use crate::words::listed;

impl Checker<'_> {
    pub(super) fn rule(&mut self, rule: &syntax::Rule) -> Option<Rule> {
        Some(match rule {
            syntax::Rule::Never(pattern) => Rule::Never(self.pattern(pattern)?),
            syntax::Rule::Every { trigger, answer, same_place, within, least } => {
                let trigger = self.pattern(trigger);
                let answer = self.pattern(answer);
                let within = self.seconds(within);
                let least_percent = match least {
                    Some(least) => Some(self.percent(least)?),
                    None => None,
                };
                Rule::Every {
                    trigger: trigger?,
                    answer: answer?,
                    same_place: *same_place,
                    within: within?,
                    least_percent,
                }
            }
            syntax::Rule::By { deadline, act } => {
                let deadline = self.moment(deadline);
                let act = self.pattern(act);
                Rule::By { deadline: deadline?, act: act? }
            }
            syntax::Rule::People { why, watch } => {
                Rule::People { watch: self.pattern(watch)?, why: why.value.clone() }
            }
        })
    }

    fn percent(&mut self, least: &Word) -> Option<u32> {
        let percent = least.value.parse::<u32>().ok().filter(|p| (1..=100).contains(p));
        if percent.is_none() {
            self.number_error("a share", &format!("{} %", least.value), least, "1 to 100 percent");
        }
        percent
    }

    /// Notes that a number is out of its range.
    pub(super) fn number_error(
        &mut self,
        what: &'static str,
        number: &str,
        at: &Word,
        range: &str,
    ) {
        self.errors.push(CheckError::OutOfRange {
            what,
            number: number.to_string(),
            span: at.span.into(),
            help: format!("it is {range}"),
        });
    }

    fn pattern(&mut self, pattern: &syntax::Pattern) -> Option<Pattern> {
        let kinds: Vec<Option<String>> = pattern.kinds.iter().map(|k| self.kind(k)).collect();
        let weapons: Vec<Option<String>> = pattern
            .weapons
            .iter()
            .flat_map(|part| &part.names)
            .map(|name| self.weapon(name))
            .collect();
        let by: Vec<Option<Group>> = pattern.by.iter().map(|g| self.group(g)).collect();
        let on: Vec<Option<Group>> =
            pattern.on.iter().flat_map(|part| &part.groups).map(|g| self.group(g)).collect();
        let place = pattern.place.as_ref().map(|place| self.place(place));
        let more_than = match &pattern.more_than {
            None => None,
            Some(number) => {
                let parsed = number.value.parse::<u64>().ok();
                if parsed.is_none() {
                    self.number_error("a count", &number.value, number, "a smaller number");
                }
                Some(parsed)
            }
        };
        let says_nothing = kinds.is_empty()
            && weapons.is_empty()
            && by.is_empty()
            && on.is_empty()
            && place.is_none()
            && more_than.is_none();
        if says_nothing {
            self.errors.push(CheckError::FitsEverything {
                span: pattern.span.into(),
                help: "say what must not happen, to whom, or where: `anything in Buffer`, \
                       `attack on any party`"
                    .to_string(),
            });
            return None;
        }
        let all = |names: Vec<Option<String>>| names.into_iter().collect::<Option<Vec<_>>>();
        let groups = |groups: Vec<Option<Group>>| groups.into_iter().collect::<Option<Vec<_>>>();
        Some(Pattern {
            kinds: all(kinds)?,
            by: groups(by)?,
            on: groups(on)?,
            weapons: all(weapons)?,
            place: match place {
                Some(place) => Some(place?),
                None => None,
            },
            more_than: match more_than {
                Some(number) => Some(number?),
                None => None,
            },
            self_defence: pattern.self_defence,
        })
    }

    fn kind(&mut self, word: &Word) -> Option<String> {
        if EventKind::is_word(&word.value) {
            return Some(word.value.clone());
        }
        let known = || std::iter::once("attack").chain(EventKind::ALL.iter().map(|k| k.word()));
        let help = match self.near(&word.value, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are {}", listed(&known().collect::<Vec<_>>())),
        };
        self.errors.push(CheckError::NotAWord {
            what: "kind of event",
            word: word.value.clone(),
            span: word.span.into(),
            help,
        });
        None
    }

    fn weapon(&mut self, name: &Word) -> Option<String> {
        if name.value.parse::<WeaponClass>().is_ok() {
            return Some(name.value.clone());
        }
        if let Some((found, _)) = self.names.weapons.find(&name.value) {
            return Some(found.clone());
        }
        let known = self.names.weapons.names().chain(WeaponClass::ALL.iter().map(|c| c.word()));
        let how = "declare it: `weapon heavy-weapon is tank, mortar, artillery of 100 mm or more`";
        let help = match self.near(&name.value, known) {
            Some(near) => format!("did you mean `{near}`? Otherwise {how}"),
            None => how.to_string(),
        };
        self.errors.push(CheckError::Unknown {
            what: "class of weapon",
            name: name.value.clone(),
            span: name.span.into(),
            help,
        });
        None
    }

    fn place(&mut self, place: &syntax::PlacePart) -> Option<PlaceFit> {
        let known = self.names.areas.clone();
        let how = "declare it: `area Castello is road \"Castello Road\"`";
        match place {
            syntax::PlacePart::In(name) => self.lookup(&known, name, "area", how).map(PlaceFit::In),
            syntax::PlacePart::Within { distance, side, of } => {
                let metres = self.metres(distance);
                let of = self.lookup(&known, of, "area", how);
                Some(PlaceFit::Within { metres: metres?, side: *side, of: of? })
            }
        }
    }

    /// A part of a weapon class.
    pub(super) fn weapon_fit(&mut self, fit: &syntax::WeaponFit) -> Option<WeaponFit> {
        let class = fit.class.value.parse::<WeaponClass>().ok();
        if class.is_none() {
            let known = || WeaponClass::ALL.iter().map(|c| c.word());
            let help = match self.near(&fit.class.value, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the classes are {}", listed(&known().collect::<Vec<_>>())),
            };
            self.errors.push(CheckError::NotAWord {
                what: "class of weapon",
                word: fit.class.value.clone(),
                span: fit.class.span.into(),
                help,
            });
        }
        let calibre_from_mm = match &fit.calibre {
            None => None,
            Some(calibre) => {
                let parsed =
                    calibre.value.parse::<u32>().ok().filter(|mm| (1..=2_000).contains(mm));
                if parsed.is_none() {
                    let number = format!("{} mm", calibre.value);
                    self.number_error("a calibre", &number, calibre, "1 to 2 000 mm");
                }
                Some(parsed?)
            }
        };
        let models = fit.models.iter().map(|m| m.value.clone()).collect();
        Some(WeaponFit { class: class?, calibre_from_mm, models })
    }

    /// Another reading of `rule`.
    pub(super) fn reading(
        &mut self,
        name: &Word,
        body: &syntax::ReadingBody,
        rule: Option<&Rule>,
    ) -> Option<Reading> {
        let quantity = match body {
            syntax::ReadingBody::Rule(rule) => {
                let rule = self.rule(rule)?;
                return Some(Reading { name: name.value.clone(), rule });
            }
            syntax::ReadingBody::Quantity(quantity) => quantity,
        };
        let length = quantity.unit.is_length();
        let changed = if length {
            let metres = self.metres(quantity)?;
            with_distance(rule?, metres)
        } else {
            let seconds = self.seconds(quantity)?;
            with_limit(rule?, seconds)
        };
        if changed.is_none() {
            self.errors.push(CheckError::ReadingDoesNotFit {
                reading: name.value.clone(),
                what: if length { "a distance" } else { "a limit of time" },
                span: name.span.to(quantity.span).into(),
                help: format!("write the whole rule: `reading \"{}\": never …`", name.value),
            });
        }
        Some(Reading { name: name.value.clone(), rule: changed? })
    }
}

/// The rule with its one distance changed; `None` where it has none, or two.
fn with_distance(rule: &Rule, metres: f64) -> Option<Rule> {
    let mut rule = rule.clone();
    let patterns: Vec<&mut Pattern> = match &mut rule {
        Rule::Never(pattern) => vec![pattern],
        Rule::Every { trigger, answer, .. } => vec![trigger, answer],
        Rule::By { act, .. } => vec![act],
        Rule::People { watch, .. } => vec![watch],
    };
    let mut distances: Vec<&mut f64> = patterns
        .into_iter()
        .filter_map(|pattern| match &mut pattern.place {
            Some(PlaceFit::Within { metres, .. }) => Some(metres),
            _ => None,
        })
        .collect();
    match distances.as_mut_slice() {
        [one] => **one = metres,
        _ => return None,
    }
    Some(rule)
}

/// The duty with its limit changed; `None` for other rules.
fn with_limit(rule: &Rule, seconds: i64) -> Option<Rule> {
    let mut rule = rule.clone();
    match &mut rule {
        Rule::Every { within, .. } => *within = seconds,
        _ => return None,
    }
    Some(rule)
}
