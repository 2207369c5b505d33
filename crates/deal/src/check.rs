//! Syntax tree → [`Deal`]: every name resolved, every date and number in its range.

mod error;
mod names;
mod rule;
mod schedule;
mod time;

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use miette::SourceSpan;

pub use error::CheckError;
use names::{Membership, Names};

use crate::deal::{Area, Deal, Guarantor, Member, Mixed, Moment, Outside, Party, Term, WeaponSet};
use crate::syntax::{self, Clause, File, Item, TermClause, Word};

/// Resolves a syntax tree. All errors are found in one go, sorted by position.
///
/// # Errors
/// Every [`CheckError`] there is.
pub fn resolve(file: &File) -> Result<Deal, Vec<CheckError>> {
    let mut checker = Checker {
        file,
        errors: Vec::new(),
        zone: TimeZone::UTC,
        names: Names::default(),
        memberships: HashMap::new(),
    };
    let deal = checker.deal();
    let mut errors = checker.errors;
    errors.sort_by_key(|error| (error.span().offset(), error.span().len()));
    match deal {
        Some(deal) if errors.is_empty() => Ok(deal),
        _ => Err(errors),
    }
}

struct Checker<'a> {
    file: &'a File,
    errors: Vec<CheckError>,
    zone: TimeZone,
    names: Names,
    memberships: HashMap<String, Vec<Membership>>,
}

impl Checker<'_> {
    fn deal(&mut self) -> Option<Deal> {
        self.collect_names();
        let head = self.head();
        let (title, zone_name, day_d) = (head.title, head.zone_name, head.day_d);
        let file = self.file;
        let guarantors = file.items.iter().filter_map(|item| match &item.body {
            Item::Guarantor(group) => Some(Guarantor {
                name: group.head.name.value.clone(),
                members: self.members_of(group),
            }),
            _ => None,
        });
        let guarantors: Vec<Guarantor> = guarantors.collect();
        let mut parties = Vec::new();
        let mut outside = Vec::new();
        let mut mixed = Vec::new();
        let mut weapons = Vec::new();
        let mut areas = Vec::new();
        let mut may_withdraw = Vec::new();
        for item in &file.items {
            match &item.body {
                Item::Party(party) => parties.push(self.party(party)),
                Item::Outside(group) => outside.push(Outside {
                    name: group.head.name.value.clone(),
                    members: self.members_of(group),
                }),
                Item::Mixed { name, may_be } => mixed.push(self.mixed(name, may_be)),
                Item::Weapon { name, any_of } => weapons.push(WeaponSet {
                    name: name.value.clone(),
                    any_of: any_of.iter().filter_map(|fit| self.weapon_fit(fit)).collect(),
                }),
                Item::Area { name, place, .. } => {
                    areas.push(Area { name: name.value.clone(), place: place.value.clone() });
                }
                Item::Withdrawal(names) => may_withdraw.extend(self.deciders(names)),
                _ => {}
            }
        }
        let terms = self.terms(day_d);
        let (windows, clocks, phases) = self.schedule();
        Some(Deal {
            title: title?,
            agreed: head.agreed,
            zone: self.zone.clone(),
            zone_name: zone_name?,
            day_d: day_d?,
            guarantors,
            parties,
            outside,
            mixed,
            weapons,
            areas,
            terms,
            windows,
            clocks,
            phases,
            may_withdraw,
        })
    }

    /// Title, zone and day D; the zone first, since dates stand in it.
    fn head(&mut self) -> Head {
        let file = self.file;
        let mut places: [Option<SourceSpan>; 4] = [None; 4];
        let mut head = Head::default();
        for item in &file.items {
            if let Item::Zone(name) = &item.body {
                self.once(&mut places[0], item, "time zone");
                if let Some(zone) = self.zone(name) {
                    self.zone = zone;
                }
                head.zone_name.get_or_insert_with(|| name.value.clone());
            }
        }
        for item in &file.items {
            match &item.body {
                Item::Deal(title) => {
                    self.once(&mut places[1], item, "deal");
                    head.title.get_or_insert_with(|| title.value.clone());
                }
                Item::DayD(instant) => {
                    self.once(&mut places[2], item, "day D");
                    head.day_d = head.day_d.or(self.instant(instant));
                }
                Item::Agreed { when, place } => {
                    self.once(&mut places[3], item, "agreed");
                    let place = place.as_ref().map(|p| p.value.clone()).unwrap_or_default();
                    head.agreed = self.instant(when).map(|at| (at, place));
                }
                _ => {}
            }
        }
        let wanted = [
            (places[1], "its title", "begin the file with `deal \"…\"`"),
            (places[0], "its time zone", "write `time zone Asia/Damascus`"),
            (
                places[2],
                "its day D",
                "write `day D is 2016-09-12 19:00`, the moment from which it binds",
            ),
        ];
        for (place, what, help) in wanted {
            if place.is_none() {
                self.missing("the deal", what, (0, 0).into(), help);
            }
        }
        head
    }

    /// Notes an item that may stand only once.
    fn once<T>(&mut self, first: &mut Option<SourceSpan>, item: &Clause<T>, what: &str) {
        match first {
            None => *first = Some(item.span.into()),
            Some(first) => self.errors.push(CheckError::Twice {
                what: format!("`{what}`"),
                span: item.span.into(),
                first: *first,
                help: "leave one of them out".to_string(),
            }),
        }
    }

    fn missing(&mut self, whose: &str, what: &'static str, span: SourceSpan, help: &str) {
        self.errors.push(CheckError::Missing {
            whose: whose.to_string(),
            what,
            span,
            help: help.to_string(),
        });
    }

    fn members_of(&mut self, group: &syntax::Grouping) -> Vec<Member> {
        let owner = group.head.name.value.clone();
        std::iter::once(&group.head)
            .chain(group.also.iter().flat_map(|line| &line.body))
            .filter_map(|member| self.member(&owner, member))
            .collect()
    }

    fn party(&mut self, party: &syntax::Party) -> Party {
        let name = party.name.value.clone();
        let mut members = Vec::new();
        let mut guarantor = None;
        let mut place = None;
        for line in &party.clauses {
            match &line.body {
                syntax::PartyClause::Members(all) => {
                    members.extend(all.iter().filter_map(|m| self.member(&name, m)));
                }
                syntax::PartyClause::GuaranteedBy(who) => {
                    self.once(&mut place, line, "guaranteed by");
                    let known = self.names.guarantors.clone();
                    guarantor = self.lookup(
                        &known,
                        who,
                        "guarantor",
                        &format!("declare it: `guarantor \"{}\"`", who.value),
                    );
                }
            }
        }
        let says_members =
            party.clauses.iter().any(|l| matches!(l.body, syntax::PartyClause::Members(_)));
        if !says_members {
            let span = party.name.span.into();
            let help = "write `members` and the actors of the case that count as this party";
            self.missing(&format!("party `{name}`"), "its members", span, help);
        }
        let words = party.words.as_ref().map_or_else(|| name.clone(), |w| w.value.clone());
        Party { name, words, members, guarantor }
    }

    fn mixed(&mut self, name: &Word, may_be: &[Word]) -> Mixed {
        let names = &self.names;
        let known = names.parties.with(&[&names.outside, &names.guarantors]);
        let may_be = may_be
            .iter()
            .filter_map(|who| {
                let how = "a mixed name stands for parties and groups declared in this file";
                self.lookup(&known, who, "party or outside group", how)
            })
            .collect();
        Mixed { name: name.value.clone(), may_be }
    }

    fn terms(&mut self, day_d: Option<Timestamp>) -> Vec<Term> {
        let file = self.file;
        file.items
            .iter()
            .filter_map(|item| match &item.body {
                Item::Term(term) => self.term(term, item.span, day_d),
                _ => None,
            })
            .collect()
    }

    fn term(
        &mut self,
        term: &syntax::Term,
        span: syntax::Span,
        day_d: Option<Timestamp>,
    ) -> Option<Term> {
        let number = term.number.value.clone();
        let whose = format!("term {number}");
        let here: SourceSpan = term.number.span.into();
        if term.words.is_none() {
            let help = "write the words of the clause after its number, between quotes";
            self.missing(&whose, "its words", here, help);
        }
        let (mut from, mut until, mut rule) = (None, None, None);
        let mut places: [Option<SourceSpan>; 3] = [None; 3];
        let mut assumptions = Vec::new();
        for line in &term.clauses {
            match &line.body {
                TermClause::From(moment) => {
                    self.once(&mut places[0], line, "from");
                    from = self.moment(moment);
                }
                TermClause::Until(moment) => {
                    self.once(&mut places[1], line, "until");
                    until = self.moment(moment);
                }
                TermClause::Rule(found) => {
                    if places[2].is_some() {
                        self.errors.push(CheckError::Twice {
                            what: format!("the rule of term {number}"),
                            span: line.span.into(),
                            first: places[2].unwrap_or(here),
                            help: "a term has one rule; write a second term, or a `reading`"
                                .to_string(),
                        });
                        continue;
                    }
                    places[2] = Some(line.span.into());
                    rule = self.rule(found);
                }
                TermClause::Assumed(text) => assumptions.push(text.value.clone()),
                TermClause::Reading { .. } => {}
            }
        }
        if places[2].is_none() {
            let help = "write `never …`, `every … is followed by …`, `by …: …`, or `left to people \
                        \"why\" watching …`";
            self.missing(&whose, "what is judged", here, help);
        }
        let readings = self.readings(term, rule.as_ref());
        let from = if places[0].is_some() { from } else { Some(Moment::DayD(0)) };
        if let (Some(from), Some(until), Some(at)) = (&from, &until, places[1]) {
            self.in_order(&number, from, until, at, day_d);
        }
        Some(Term {
            number,
            words: term.words.as_ref().map(|w| w.value.clone()).unwrap_or_default(),
            from: from?,
            until,
            rule: rule?,
            readings,
            assumptions,
            span: (span.start, span.end),
        })
    }

    fn readings(
        &mut self,
        term: &syntax::Term,
        rule: Option<&crate::deal::Rule>,
    ) -> Vec<crate::deal::Reading> {
        let mut seen = names::Declared::default();
        let mut all = Vec::new();
        for line in &term.clauses {
            let TermClause::Reading { name, body } = &line.body else { continue };
            if let Some((_, first)) = seen.find(&name.value) {
                self.errors.push(CheckError::Twice {
                    what: format!("reading \"{}\"", name.value),
                    span: name.span.into(),
                    first: (*first).into(),
                    help: "give each reading of a term a name of its own".to_string(),
                });
            }
            seen.push(name.value.clone(), name.span);
            all.extend(self.reading(name, body, rule));
        }
        all
    }

    /// A term ends after it begins, as far as both moments are fixed.
    fn in_order(
        &mut self,
        number: &str,
        from: &Moment,
        until: &Moment,
        at: SourceSpan,
        day_d: Option<Timestamp>,
    ) {
        let second = |moment: &Moment| match moment {
            Moment::DayD(shift) => day_d.map(|d| d.as_second().saturating_add(*shift)),
            Moment::At(at) => Some(at.as_second()),
            Moment::PhaseOpens(_) | Moment::WindowCloses(_) => None,
        };
        if let (Some(from), Some(until)) = (second(from), second(until))
            && until <= from
        {
            self.errors.push(CheckError::Backwards {
                number: number.to_string(),
                span: at,
                help: "let `until` be later than `from`".to_string(),
            });
        }
    }
}

#[derive(Default)]
struct Head {
    title: Option<String>,
    zone_name: Option<String>,
    day_d: Option<Timestamp>,
    agreed: Option<(Timestamp, String)>,
}
