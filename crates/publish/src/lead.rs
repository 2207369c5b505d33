//! The first paragraph of a bulletin: sentences a mediator can read aloud, made from the data.

use crate::cells::{Cells, widest};
use crate::clocks::{has_findings, rule_words, shown_days};
use crate::terminal::in_order;
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
            out.push(format!(
                "The day was not over when this was computed: reports up to {} are counted.",
                words::moment(self.board.as_of, self.zone)
            ));
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
        let on = words::long_day(self.day);
        let from = self.board.in_force.from.to_zoned(self.zone.clone()).date();
        let until = self.board.in_force.until.as_ref();
        let ended = until.map(|(at, who)| (at.to_zoned(self.zone.clone()).date(), *at, who));
        match (day_number(self.board, self.day, self.zone), ended) {
            (None, _) => format!("On {on} the deal was not yet in force."),
            (Some(_), Some((last, at, who))) if last < self.day => format!(
                "On {on} the deal was no longer in force: {who} withdrew on {}.",
                words::short_moment(at, self.zone)
            ),
            (Some(n), Some((last, at, who))) if last == self.day => format!(
                "On {on}, day {n} of the deal, {who} withdrew from it at {}.",
                words::short_moment(at, self.zone)
            ),
            (Some(_), _) if from == self.day => format!(
                "The deal took effect on {}; {on} is its day 1.",
                words::short_moment(self.board.in_force.from, self.zone)
            ),
            (Some(n), ended) => format!(
                "On {on}, day {n} of the deal, its terms are judged as in force (no guarantor {} \
                 withdrawn){}.",
                if ended.is_some() { "had yet" } else { "has" },
                self.closed_windows()
            ),
        }
    }

    /// `; the First window closed on 16 September`, for those closed by the end of the day.
    fn closed_windows(&self) -> String {
        let end = self.end_of_day();
        let closed = self.board.windows.iter().filter(|w| end.is_some_and(|end| w.closes < end));
        closed
            .map(|w| {
                let noun = if w.window.to_lowercase().contains("window") { "" } else { " window" };
                let on = words::short_day(w.closes.to_zoned(self.zone.clone()).date());
                format!("; the {}{noun} closed on {on}", w.window)
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
        term_names(self.board, &lines)
    }

    /// The terms in a sentence; with their words where they come up for the first time.
    fn names(&self, found: &[(&TermLine, &Assessment)], told: &mut BTreeSet<String>) -> String {
        let lines: Vec<&TermLine> = found.iter().map(|(line, _)| *line).collect();
        let names: Vec<String> = names_of(self.board, &lines)
            .into_iter()
            .map(|(number, name)| {
                let line = lines.iter().find(|l| l.number == number);
                match line {
                    Some(line) if told.insert(number) => {
                        format!("{name} (“{}”)", in_passing(&line.words))
                    }
                    _ => name,
                }
            })
            .collect();
        words::list(&names)
    }

    fn alleged(&self, perspective: &Perspective, told: &mut BTreeSet<String>) -> String {
        let eyes = words::capital(&words::eyes(perspective));
        let row = self.row(perspective);
        let breached: Vec<_> =
            row.iter().filter(|(_, a)| a.status >= Status::BreachAlleged).copied().collect();
        if breached.is_empty() {
            let reporting = row.first().map_or(0, |(_, a)| a.coverage.reporting);
            let open: Vec<_> =
                row.iter().filter(|(_, a)| a.status == Status::Undetermined).copied().collect();
            return match (reporting, open.as_slice()) {
                (0, []) => format!("{eyes}: none is known to have reported on the day."),
                (0, open) => format!(
                    "{eyes}: none is known to have reported on the day; undetermined: {}.",
                    self.bare(open)
                ),
                (_, []) => format!("{eyes} allege no breach on the day."),
                (_, open) => {
                    format!("{eyes} name no breach for certain; undetermined: {}.", self.bare(open))
                }
            };
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
        let breaches = breach_word(&breached, incidents.len() + unanswered);
        let by: Vec<&str> = by.into_iter().collect();
        let laid =
            if by.is_empty() { String::new() } else { format!(", laid at {}", words::list(&by)) };
        let count = if incidents.is_empty() {
            String::new()
        } else {
            format!(", in {}", words::number(incidents.len(), "incident", "incidents"))
        };
        format!("{eyes} allege {breaches} of {}{laid}{count}.", self.names(&breached, told))
    }

    fn together(&self, all: &Perspective, told: &mut BTreeSet<String>) -> Vec<String> {
        let row = self.row(all);
        let of = |status: Status| -> Vec<_> {
            row.iter().filter(|(_, a)| a.status == status).copied().collect()
        };
        let mut out = Vec::new();
        let corroborated = of(Status::BreachCorroborated);
        out.push(if corroborated.is_empty() {
            "No breach is corroborated by voices that do not lean on each other.".to_string()
        } else {
            let firm = corroborated.iter().flat_map(|(_, a)| &a.breaches);
            let firm = firm.filter(|b| b.status == Status::BreachCorroborated).count();
            format!(
                "Corroborated by voices that do not lean on each other: {} of {}.",
                breach_word(&corroborated, firm),
                self.names(&corroborated, told)
            )
        });
        let contested: Vec<_> = row.iter().filter(|(_, a)| a.contested).copied().collect();
        if !contested.is_empty() {
            out.push(format!("Contested: {}.", self.bare(&contested)));
        }
        let open = of(Status::Undetermined);
        if !open.is_empty() {
            out.push(format!("Undetermined: {}.", self.bare(&open)));
        }
        if let Some((_, a)) = row.first() {
            out.push(format!("Coverage of the day: {}. That nothing was reported does not mean that nothing happened.", a.coverage));
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
            if mine().all(|c| c.since.is_none()) {
                out.push(format!("The {name} clock has not begun to count."));
                continue;
            }
            let days = words::number(target as usize, "day", "days");
            let mut clock = format!("The {name} clock, which asks for {days} of calm");
            for rule in crate::terminal::RULES {
                let shown: Vec<&ClockView> = mine().filter(|c| c.rule == rule).copied().collect();
                if !shown.is_empty() {
                    let calm = calm(&shown, self.board.perspectives.len());
                    let rule = rule_words(rule, findings);
                    out.push(format!("{clock}, {rule}, shows {calm}."));
                    clock = "The same clock".to_string();
                }
            }
        }
        out
    }
}

/// `a breach` where it is one of one clause, `breaches` where there are more.
fn breach_word(found: &[(&TermLine, &Assessment)], breaches: usize) -> &'static str {
    let clauses: BTreeSet<&str> = found.iter().map(|(line, _)| line.number.as_str()).collect();
    if clauses.len() > 1 || breaches > 1 { "breaches" } else { "a breach" }
}

/// `0 days by sources close to A and all sources, and 2 by independent sources`.
fn calm(clocks: &[&ClockView], perspectives: usize) -> String {
    let mut counts: Vec<(u32, Vec<String>)> = Vec::new();
    for clock in clocks {
        let eyes = words::eyes(&clock.perspective);
        match counts.iter_mut().find(|(days, _)| *days == shown_days(clock)) {
            Some((_, list)) => list.push(eyes),
            None => counts.push((shown_days(clock), vec![eyes])),
        }
    }
    counts.sort_by_key(|(days, _)| *days);
    let mut parts = Vec::new();
    for (days, eyes) in counts {
        let count = match parts.len() {
            0 => words::number(days as usize, "day", "days"),
            _ => days.to_string(),
        };
        let whose = match eyes.len() {
            n if n > 1 && n == perspectives => "every count".to_string(),
            _ => words::list(&eyes),
        };
        parts.push(format!("{count} by {whose}"));
    }
    match parts.as_slice() {
        [head @ .., last] if !head.is_empty() => format!("{}, and {last}", head.join(", ")),
        _ => parts.join(""),
    }
}

/// `1.a, 1.c and 2.c in both readings`.
pub(crate) fn term_names(board: &Board, found: &[&TermLine]) -> String {
    words::list(&names_of(board, found).into_iter().map(|(_, name)| name).collect::<Vec<_>>())
}

/// Numbers, and the same with their readings.
fn names_of(board: &Board, found: &[&TermLine]) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = Vec::new();
    for line in found {
        let lines = |list: &[&TermLine]| list.iter().filter(|l| l.number == line.number).count();
        let (here, all) = (lines(found), board.terms.iter().filter(|l| l.number == line.number));
        let name = match all.count() {
            1 => line.number.clone(),
            2 if here == 2 => format!("{} in both readings", line.number),
            n if n == here => format!("{} in every reading", line.number),
            _ => match &line.reading {
                Some(_) => term_name(line),
                None => format!("{} in the text's own reading", line.number),
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
pub(crate) fn term_name(line: &TermLine) -> String {
    match &line.reading {
        Some(reading) => format!("{} in the reading {reading}", line.number),
        None => line.number.clone(),
    }
}
