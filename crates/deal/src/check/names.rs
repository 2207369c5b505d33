//! Who and what is declared, and which name means which.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{CheckError, Checker};
use crate::deal::{Group, Member};
use crate::near::nearest;
use crate::syntax::{self, Span, Word};

/// So many errors are searched for what may have been meant.
const MOST_SEARCHES: usize = 50;

/// Declared names and where; the case of letters does not count.
#[derive(Clone, Default)]
pub(super) struct Declared {
    list: Vec<(String, Span)>,
    first: HashMap<String, usize>,
}

impl Declared {
    pub(super) fn push(&mut self, name: String, span: Span) {
        self.first.entry(name.to_lowercase()).or_insert(self.list.len());
        self.list.push((name, span));
    }

    /// The first declaration of a name.
    pub(super) fn find(&self, name: &str) -> Option<&(String, Span)> {
        self.first.get(&name.to_lowercase()).and_then(|at| self.list.get(*at))
    }

    /// The names in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|(name, _)| name.as_str())
    }

    /// These names and then those.
    pub(super) fn with(&self, others: &[&Self]) -> Self {
        let mut all = self.clone();
        for (name, span) in others.iter().flat_map(|other| &other.list) {
            all.push(name.clone(), *span);
        }
        all
    }
}

/// Every name the deal declares, before anything refers to one.
#[derive(Default)]
pub(super) struct Names {
    pub(super) parties: Declared,
    pub(super) guarantors: Declared,
    pub(super) outside: Declared,
    pub(super) weapons: Declared,
    pub(super) areas: Declared,
    pub(super) terms: Declared,
    pub(super) windows: Declared,
    pub(super) clocks: Declared,
    pub(super) phases: Declared,
    pub(super) mixed: Declared,
}

impl Checker<'_> {
    /// Notes every declared name, and every name declared twice.
    pub(super) fn collect_names(&mut self) {
        for item in &self.file.items {
            let (what, name) = match &item.body {
                syntax::Item::Party(party) => ("party", &party.name),
                syntax::Item::Guarantor(group) => ("guarantor", &group.head.name),
                syntax::Item::Outside(group) => ("outside", &group.head.name),
                syntax::Item::Weapon { name, .. } => ("weapon", name),
                syntax::Item::Area { name, .. } => ("area", name),
                syntax::Item::Term(term) => ("term", &term.number),
                syntax::Item::Window(window) => ("window", &window.name),
                syntax::Item::Clock(clock) => ("clock", &clock.name),
                syntax::Item::Phase(phase) => ("phase", &phase.name),
                syntax::Item::Mixed { name, .. } => ("mixed", name),
                _ => continue,
            };
            self.declare(what, name);
        }
    }

    fn declare(&mut self, what: &'static str, name: &Word) {
        let names = &self.names;
        // Who may stand for one name only, so that a rule is never read in two ways.
        let rivals: Vec<&Declared> = match what {
            "party" | "guarantor" | "outside" | "mixed" => {
                vec![&names.parties, &names.guarantors, &names.outside, &names.mixed]
            }
            "weapon" => vec![&names.weapons],
            "area" => vec![&names.areas],
            "term" => vec![&names.terms],
            "window" => vec![&names.windows],
            "clock" => vec![&names.clocks],
            _ => vec![&names.phases],
        };
        let earlier = rivals.iter().find_map(|known| known.find(&name.value));
        if let Some((_, first)) = earlier {
            let help = if what == "term" {
                "give each term a number of its own: for the second one `1.c.1`, or the next \
                 number that is free"
            } else {
                "give each a name of its own, or leave one out"
            };
            self.errors.push(CheckError::Twice {
                what: format!("{what} `{}`", name.value),
                span: name.span.into(),
                first: (*first).into(),
                help: help.to_string(),
            });
        }
        let groups = matches!(what, "party" | "guarantor" | "outside" | "mixed");
        if groups && is_label(&name.value) {
            self.errors.push(CheckError::NameTaken {
                name: name.value.clone(),
                why: "means a whole class of actors".to_string(),
                span: name.span.into(),
                help: "`party`, `bound` and `outside` stand for any party, anyone bound and \
                       anyone outside; choose another name"
                    .to_string(),
            });
        }
        if what == "weapon" && name.value.parse::<armistice_model::WeaponClass>().is_ok() {
            self.errors.push(CheckError::NameTaken {
                name: name.value.clone(),
                why: "is a class of weapon already".to_string(),
                span: name.span.into(),
                help: "choose a name that says more, such as `heavy-weapon`".to_string(),
            });
        }
        let list = match what {
            "party" => &mut self.names.parties,
            "guarantor" => &mut self.names.guarantors,
            "outside" => &mut self.names.outside,
            "mixed" => &mut self.names.mixed,
            "weapon" => &mut self.names.weapons,
            "area" => &mut self.names.areas,
            "term" => &mut self.names.terms,
            "window" => &mut self.names.windows,
            "clock" => &mut self.names.clocks,
            _ => &mut self.names.phases,
        };
        list.push(name.value.clone(), name.span);
    }

    /// The name that was most likely meant. Searching takes time, and whoever has made this many
    /// errors has no use for more of them.
    pub(super) fn near<'n>(
        &self,
        word: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.errors.len() < MOST_SEARCHES { nearest(word, known) } else { None }
    }

    /// The declared spelling of a name, or an error with what it may have been meant to be.
    pub(super) fn lookup(
        &mut self,
        known: &Declared,
        name: &Word,
        what: &'static str,
        how: &str,
    ) -> Option<String> {
        if let Some((found, _)) = known.find(&name.value) {
            return Some(found.clone());
        }
        let help = match self.near(&name.value, known.names()) {
            Some(near) => format!("did you mean `{near}`? Otherwise {how}"),
            None => how.to_string(),
        };
        self.errors.push(CheckError::Unknown {
            what,
            name: name.value.clone(),
            span: name.span.into(),
            help,
        });
        None
    }

    /// The names of all who can decide: guarantors and parties.
    pub(super) fn deciders(&mut self, names: &[Word]) -> Vec<String> {
        let known = self.names.guarantors.with(&[&self.names.parties]);
        names
            .iter()
            .filter_map(|name| {
                self.lookup(
                    &known,
                    name,
                    "guarantor or party",
                    "declare it: `guarantor \"United States\"`",
                )
            })
            .collect()
    }

    /// Who a rule speaks of.
    pub(super) fn group(&mut self, group: &syntax::Group) -> Option<Group> {
        match group {
            syntax::Group::AnyParty => Some(Group::AnyParty),
            syntax::Group::Bound => Some(Group::Bound),
            syntax::Group::AnyOutside => Some(Group::AnyOutside),
            syntax::Group::Actor(name) => self.actor(name),
            syntax::Group::Named(name) => self.named(name),
        }
    }

    fn named(&mut self, name: &Word) -> Option<Group> {
        let names = &self.names;
        if let Some((party, _)) = names.parties.find(&name.value) {
            return Some(Group::Party(party.clone()));
        }
        if let Some((guarantor, _)) = names.guarantors.find(&name.value) {
            return Some(Group::Guarantor(guarantor.clone()));
        }
        if let Some((outside, _)) = names.outside.find(&name.value) {
            return Some(Group::Outside(outside.clone()));
        }
        let known = names.parties.with(&[&names.guarantors, &names.outside]);
        let how = if names.mixed.find(&name.value).is_some() {
            format!(
                "a mixed name stands for several; name one of them, or write `actor \"{}\"`",
                name.value
            )
        } else {
            format!(
                "write `actor \"{}\"` for an actor of the case that is none of the deal's own",
                name.value
            )
        };
        self.lookup(&known, name, "party, guarantor or outside group", &how).map(Group::Actor)
    }

    fn actor(&mut self, name: &Word) -> Option<Group> {
        let names = &self.names;
        let own = [&names.parties, &names.guarantors, &names.outside];
        let taken = own.iter().any(|known| known.find(&name.value).is_some());
        if taken || is_label(&name.value) {
            self.errors.push(CheckError::NameTaken {
                name: name.value.clone(),
                why: "is declared in this deal as somebody".to_string(),
                span: name.span.into(),
                help: "leave out the word `actor`".to_string(),
            });
            return None;
        }
        Some(Group::Actor(name.value.clone()))
    }

    /// Members with the time for which they count.
    pub(super) fn member(&mut self, owner: &str, member: &syntax::Member) -> Option<Member> {
        let from = member.from.as_ref().map(|i| self.instant(i));
        let until = member.until.as_ref().map(|i| self.instant(i));
        let (from, until) = (at_most_missing(from)?, at_most_missing(until)?);
        if let (Some(a), Some(b)) = (from, until)
            && b <= a
        {
            self.errors.push(CheckError::OutOfRange {
                what: "a time of membership",
                number: "empty".to_string(),
                span: member.name.span.into(),
                help: "let `until` be later than `from`".to_string(),
            });
        }
        self.check_standing(owner, member, from, until);
        Some(Member { actor: member.name.value.clone(), from, until })
    }

    /// No actor counts as two things at one time, and no mixed name is a member as well.
    fn check_standing(
        &mut self,
        owner: &str,
        member: &syntax::Member,
        from: Option<Timestamp>,
        until: Option<Timestamp>,
    ) {
        let name = &member.name.value;
        if let Some((_, first)) = self.names.mixed.find(name) {
            self.errors.push(CheckError::TwoStandings {
                actor: name.clone(),
                one: "a mixed name".to_string(),
                other: owner.to_string(),
                span: member.name.span.into(),
                first: (*first).into(),
                help: "leave it out here: `mixed` says what it may stand for".to_string(),
            });
        }
        let begins_before = |from: Option<Timestamp>, end: Option<Timestamp>| match (from, end) {
            (Some(from), Some(end)) => from < end,
            _ => true,
        };
        let others = self.memberships.entry(name.to_lowercase()).or_default();
        let rival = others.iter().find(|other| {
            other.owner != owner
                && begins_before(other.from, until)
                && begins_before(from, other.until)
        });
        if let Some(rival) = rival {
            self.errors.push(CheckError::TwoStandings {
                actor: name.clone(),
                one: rival.owner.clone(),
                other: owner.to_string(),
                span: member.name.span.into(),
                first: rival.span.into(),
                help: "name it in one place only, or part the two by `from` and `until`; a name \
                       that lumps several groups together is `mixed`"
                    .to_string(),
            });
        }
        others.push(Membership { owner: owner.to_string(), from, until, span: member.name.span });
    }
}

/// An actor that counts as something.
pub(super) struct Membership {
    owner: String,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    span: Span,
}

/// `None` outside: an error was noted; `None` inside: nothing is said.
fn at_most_missing<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        None => Some(None),
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
    }
}

fn is_label(name: &str) -> bool {
    ["party", "bound", "outside"].contains(&name.to_lowercase().as_str())
}
