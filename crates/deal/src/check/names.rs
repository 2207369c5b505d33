//! Who and what is declared, and which name means which.

use jiff::Timestamp;

use super::{CheckError, Checker};
use crate::deal::{Group, Member};
use crate::near::nearest;
use crate::syntax::{self, Span, Word};

/// A declared name and where.
pub(super) type Declared = Vec<(String, Span)>;

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

/// Whether two names are one: the case of letters does not count.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// The declared spelling of a name.
pub(super) fn find<'a>(known: &'a Declared, name: &str) -> Option<&'a (String, Span)> {
    known.iter().find(|(n, _)| n == name).or_else(|| known.iter().find(|(n, _)| same(n, name)))
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
        let rivals: Vec<(&str, &Declared)> = match what {
            "party" | "guarantor" | "outside" | "mixed" => vec![
                ("party", &names.parties),
                ("guarantor", &names.guarantors),
                ("outside", &names.outside),
                ("mixed", &names.mixed),
            ],
            "weapon" => vec![("weapon", &names.weapons)],
            "area" => vec![("area", &names.areas)],
            "term" => vec![("term", &names.terms)],
            "window" => vec![("window", &names.windows)],
            "clock" => vec![("clock", &names.clocks)],
            _ => vec![("phase", &names.phases)],
        };
        let earlier = rivals.iter().find_map(|(_, known)| find(known, &name.value));
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
        list.push((name.value.clone(), name.span));
    }

    /// The declared spelling of a name, or an error with what it may have been meant to be.
    pub(super) fn lookup(
        &mut self,
        known: &Declared,
        name: &Word,
        what: &'static str,
        how: &str,
    ) -> Option<String> {
        if let Some((found, _)) = find(known, &name.value) {
            return Some(found.clone());
        }
        let help = match nearest(&name.value, known.iter().map(|(n, _)| n.as_str())) {
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
        let known: Declared =
            self.names.guarantors.iter().chain(&self.names.parties).cloned().collect();
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
        if let Some((party, _)) = find(&names.parties, &name.value) {
            return Some(Group::Party(party.clone()));
        }
        if let Some((guarantor, _)) = find(&names.guarantors, &name.value) {
            return Some(Group::Guarantor(guarantor.clone()));
        }
        if let Some((outside, _)) = find(&names.outside, &name.value) {
            return Some(Group::Outside(outside.clone()));
        }
        let known: Declared =
            names.parties.iter().chain(&names.guarantors).chain(&names.outside).cloned().collect();
        let how = if find(&names.mixed, &name.value).is_some() {
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
        let mut own = names.parties.iter().chain(&names.guarantors).chain(&names.outside);
        let taken = own.any(|(n, _)| same(n, &name.value));
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
        if let Some((_, first)) = find(&self.names.mixed, name) {
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
        let rival = self.memberships.iter().find(|other| {
            same(&other.actor, name)
                && other.owner != owner
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
        self.memberships.push(Membership {
            owner: owner.to_string(),
            actor: name.clone(),
            from,
            until,
            span: member.name.span,
        });
    }
}

/// An actor that counts as something.
pub(super) struct Membership {
    owner: String,
    actor: String,
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
    ["party", "bound", "outside"].iter().any(|label| same(label, name))
}
