//! The first paragraph of a bulletin: sentences a mediator can read aloud, made from the data.

use crate::cells::{Cells, widest};
use crate::clocks::{has_findings, rule_words, shown_days};
use crate::terminal::in_order;
use crate::tongue::Tongue;
use crate::words;
use armistice_model::{Assessment, Board, ClockView, Perspective, Status, TermLine};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// What a sentence is made from.
pub(crate) struct Lead<'a> {
    /// The board.
    pub(crate) board: &'a Board,
    /// Its cells.
    pub(crate) cells: &'a Cells<'a>,
    /// The day.
    pub(crate) day: Date,
    /// The zone of the case's days.
    pub(crate) zone: &'a TimeZone,
    /// The language.
    pub(crate) t: &'a Tongue,
}

/// The number of the day counted from the day the deal took effect, which is 1; `None` before.
pub(crate) fn day_number(board: &Board, day: Date, zone: &TimeZone) -> Option<i32> {
    let first = board.in_force.from.to_zoned(zone.clone()).date();
    let days = first.until(day).ok()?.get_days();
    (days >= 0).then_some(days + 1)
}

impl Lead<'_> {
    /// All sentences, in order.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let mut out = vec![self.in_force()];
        if self.end_of_day().is_some_and(|end| self.board.as_of < end) {
            let moment = words::moment(self.t, self.board.as_of, self.zone);
            out.push(self.t.say("lead-day-open", [("moment", moment.into())]));
        }
        let parties = self.board.perspectives.iter().filter(|p| **p != Perspective::All);
        let mut told = BTreeSet::new();
        out.extend(parties.map(|p| self.alleged(p, &mut told)));
        if let Some(all) = widest(self.board) {
            out.extend(self.together(all, &mut told));
        }
        out.extend(self.clocks());
        out
    }

    fn end_of_day(&self) -> Option<jiff::Timestamp> {
        armistice_model::Interval::days(self.day, self.day, self.zone).map(|i| i.until())
    }

    fn in_force(&self) -> String {
        let t = self.t;
        let on = words::long_day(t, self.day);
        let moment = |at| words::short_moment(t, at, self.zone);
        let from = self.board.in_force.from.to_zoned(self.zone.clone()).date();
        let until = self.board.in_force.until.as_ref();
        let ended = until.map(|(at, who)| (at.to_zoned(self.zone.clone()).date(), *at, who));
        match (day_number(self.board, self.day, self.zone), ended) {
            (None, _) => t.say("lead-not-yet", [("day", on.into())]),
            (Some(_), Some((last, at, who))) if last < self.day => t.say(
                "lead-no-longer",
                [
                    ("day", on.into()),
                    ("guarantor", t.own(who).into()),
                    ("moment", moment(at).into()),
                ],
            ),
            (Some(n), Some((last, at, who))) if last == self.day => t.say(
                "lead-withdrew",
                [
                    ("day", on.into()),
                    ("n", n.into()),
                    ("guarantor", t.own(who).into()),
                    ("moment", moment(at).into()),
                ],
            ),
            (Some(_), _) if from == self.day => {
                let at = moment(self.board.in_force.from);
                t.say("lead-took-effect", [("moment", at.into()), ("day", on.into())])
            }
            (Some(n), ended) => t.say(
                "lead-in-force",
                [
                    ("day", on.into()),
                    ("n", n.into()),
                    ("withdrawn", if ended.is_some() { "later" } else { "never" }.into()),
                    ("windows", self.closed_windows().into()),
                ],
            ),
        }
    }

    /// `; the First window closed on 16 September`, for those closed by the end of the day.
    fn closed_windows(&self) -> String {
        let end = self.end_of_day();
        let closed = self.board.windows.iter().filter(|w| end.is_some_and(|end| w.closes < end));
        closed
            .map(|w| {
                let named = w.window.to_lowercase().contains("window");
                let id = if named { "lead-closed" } else { "lead-window-closed" };
                let day = w.closes.to_zoned(self.zone.clone()).date();
                let (window, day) = (self.t.own(&w.window), words::short_day(self.t, day));
                self.t.say(id, [("window", window.into()), ("day", day.into())])
            })
            .collect()
    }

    fn row(&self, perspective: &Perspective) -> Vec<(&TermLine, &Assessment)> {
        let slug = perspective.slug();
        let found = |t| self.cells.at(t, self.day, &slug).map(|a| (t, a));
        self.board.terms.iter().filter_map(found).collect()
    }

    fn bare(&self, found: &[(&TermLine, &Assessment)]) -> String {
        let lines: Vec<&TermLine> = found.iter().map(|(line, _)| *line).collect();
        term_names(self.t, self.board, &lines)
    }

    /// The terms in a sentence; with their words where they come up for the first time.
    fn names(&self, found: &[(&TermLine, &Assessment)], told: &mut BTreeSet<String>) -> String {
        let lines: Vec<&TermLine> = found.iter().map(|(line, _)| *line).collect();
        let names: Vec<String> = names_of(self.t, self.board, &lines)
            .into_iter()
            .map(|(number, name)| {
                let line = lines.iter().find(|l| l.number == number);
                match line {
                    Some(line) if told.insert(number) => {
                        let words = self.t.own(&in_passing(&line.words));
                        self.t.say("term-quoted", [("term", name.into()), ("words", words.into())])
                    }
                    _ => name,
                }
            })
            .collect();
        self.t.list(&names)
    }

    fn alleged(&self, perspective: &Perspective, told: &mut BTreeSet<String>) -> String {
        let t = self.t;
        let eyes = words::capital(&words::eyes(t, perspective));
        let row = self.row(perspective);
        let breached: Vec<_> =
            row.iter().filter(|(_, a)| a.status >= Status::BreachAlleged).copied().collect();
        if breached.is_empty() {
            let reporting = row.first().map_or(0, |(_, a)| a.coverage.reporting);
            let open: Vec<_> =
                row.iter().filter(|(_, a)| a.status == Status::Undetermined).copied().collect();
            let id = match (reporting, open.as_slice()) {
                (0, []) => "lead-none-reported",
                (0, _) => "lead-none-reported-open",
                (_, []) => "lead-no-breach",
                (_, _) => "lead-no-breach-open",
            };
            return t.say(id, [("eyes", eyes.into()), ("terms", self.bare(&open).into())]);
        }
        let certain = breached.iter().flat_map(|(_, a)| &a.breaches).filter(|b| b.is_certain());
        let mut by = BTreeSet::new();
        let mut incidents = BTreeSet::new();
        let mut unanswered = 0;
        for breach in certain {
            by.extend(breach.by.0.iter().map(String::as_str));
            match &breach.incident {
                Some(id) => _ = incidents.insert(id),
                None => unanswered += 1,
            }
        }
        let breaches = how_many(&breached, incidents.len() + unanswered);
        let by: Vec<&str> = by.into_iter().collect();
        t.say(
            "lead-alleged",
            [
                ("eyes", eyes.into()),
                ("breaches", breaches.into()),
                ("terms", self.names(&breached, told).into()),
                ("authors", by.len().into()),
                ("by", t.list(&t.owned(&by)).into()),
                ("incidents", incidents.len().into()),
            ],
        )
    }

    fn together(&self, all: &Perspective, told: &mut BTreeSet<String>) -> Vec<String> {
        let t = self.t;
        let row = self.row(all);
        let of = |status: Status| -> Vec<_> {
            row.iter().filter(|(_, a)| a.status == status).copied().collect()
        };
        let mut out = Vec::new();
        let corroborated = of(Status::BreachCorroborated);
        out.push(if corroborated.is_empty() {
            t.word("lead-none-corroborated")
        } else {
            let firm = corroborated.iter().flat_map(|(_, a)| &a.breaches);
            let firm = firm.filter(|b| b.status == Status::BreachCorroborated).count();
            let (breaches, terms) =
                (how_many(&corroborated, firm), self.names(&corroborated, told));
            t.say("lead-corroborated", [("breaches", breaches.into()), ("terms", terms.into())])
        });
        let contested: Vec<_> = row.iter().filter(|(_, a)| a.contested).copied().collect();
        if !contested.is_empty() {
            out.push(t.say("lead-contested", [("terms", self.bare(&contested).into())]));
        }
        let open = of(Status::Undetermined);
        if !open.is_empty() {
            out.push(t.say("lead-undetermined", [("terms", self.bare(&open).into())]));
        }
        if let Some((_, a)) = row.first() {
            let coverage = words::coverage(t, &a.coverage);
            out.push(t.say("lead-coverage", [("coverage", coverage.into())]));
        }
        out
    }

    fn clocks(&self) -> Vec<String> {
        let today: Vec<&ClockView> =
            self.board.clocks.iter().filter(|c| c.day == self.day).collect();
        let findings = has_findings(self.board);
        let mut out = Vec::new();
        for name in in_order(today.iter().map(|c| c.clock.as_str())) {
            let mine = || today.iter().filter(|c| c.clock == name);
            let Some(target) = mine().map(|c| c.target_days).next() else { continue };
            let clock = self.t.own(name);
            if mine().all(|c| c.since.is_none()) {
                out.push(self.t.say("lead-clock-not-begun", [("clock", clock.into())]));
                continue;
            }
            let mut first = true;
            for rule in crate::terminal::RULES {
                let shown: Vec<&ClockView> = mine().filter(|c| c.rule == rule).copied().collect();
                if !shown.is_empty() {
                    let calm = calm(self.t, &shown, self.board.perspectives.len());
                    let rule = rule_words(self.t, rule, findings);
                    out.push(if first {
                        self.t.say(
                            "lead-clock",
                            [
                                ("clock", clock.clone().into()),
                                ("days", target.into()),
                                ("rule", rule.into()),
                                ("calm", calm.into()),
                            ],
                        )
                    } else {
                        let told = [("rule", rule.into()), ("calm", calm.into())];
                        self.t.say("lead-clock-same", told)
                    });
                    first = false;
                }
            }
        }
        out
    }
}

/// 1 where it is one breach of one clause, 2 where there are more.
fn how_many(found: &[(&TermLine, &Assessment)], breaches: usize) -> u8 {
    let clauses: BTreeSet<&str> = found.iter().map(|(line, _)| line.number.as_str()).collect();
    if clauses.len() > 1 || breaches > 1 { 2 } else { 1 }
}

/// `0 days by sources close to A and all sources, and 2 by independent sources`.
fn calm(t: &Tongue, clocks: &[&ClockView], perspectives: usize) -> String {
    let mut counts: Vec<(u32, Vec<String>)> = Vec::new();
    for clock in clocks {
        let eyes = words::eyes_by(t, &clock.perspective);
        match counts.iter_mut().find(|(days, _)| *days == shown_days(clock)) {
            Some((_, list)) => list.push(eyes),
            None => counts.push((shown_days(clock), vec![eyes])),
        }
    }
    counts.sort_by_key(|(days, _)| *days);
    let mut parts = Vec::new();
    for (days, eyes) in counts {
        let id = if parts.is_empty() { "calm-first" } else { "calm-next" };
        let whose = match eyes.len() {
            n if n > 1 && n == perspectives => t.word("every-count"),
            _ => t.list(&eyes),
        };
        parts.push(t.say(id, [("days", days.into()), ("whose", whose.into())]));
    }
    t.joined(&parts, "list-more", "calm-last")
}

/// `1.a, 1.c and 2.c in both readings`.
pub(crate) fn term_names(t: &Tongue, board: &Board, found: &[&TermLine]) -> String {
    t.list(&names_of(t, board, found).into_iter().map(|(_, name)| name).collect::<Vec<_>>())
}

/// Numbers, and the same with their readings.
fn names_of(t: &Tongue, board: &Board, found: &[&TermLine]) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = Vec::new();
    for line in found {
        let lines = |list: &[&TermLine]| list.iter().filter(|l| l.number == line.number).count();
        let (here, all) = (lines(found), board.terms.iter().filter(|l| l.number == line.number));
        let of = |id| t.say(id, [("term", t.own(&line.number).into())]);
        let name = match all.count() {
            1 => t.own(&line.number),
            2 if here == 2 => of("term-in-both-readings"),
            n if n == here => of("term-in-every-reading"),
            _ => match &line.reading {
                Some(_) => term_name(t, line),
                None => of("term-in-own-reading"),
            },
        };
        if !names.iter().any(|(_, known)| *known == name) {
            names.push((line.number.clone(), name));
        }
    }
    names
}

/// The words of a clause as far as they can be said in passing: up to its first comma.
fn in_passing(words: &str) -> String {
    let first = words.split([',', ':', ';', '(']).next().unwrap_or(words).trim();
    let words = if first.chars().count() < 12 { words } else { first };
    words::shortened(words, 72)
}

/// A term line in a sentence: `2.c`, `2.c in the reading An-Nahar`.
pub(crate) fn term_name(t: &Tongue, line: &TermLine) -> String {
    let number = t.own(&line.number);
    match &line.reading {
        Some(reading) => {
            let reading = t.own(reading);
            t.say("term-in-reading", [("term", number.into()), ("reading", reading.into())])
        }
        None => number,
    }
}
