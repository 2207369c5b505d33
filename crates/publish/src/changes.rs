//! What changed since yesterday.

use crate::cells::Cells;
use crate::day::Day;
use crate::lead::term_names;
use crate::words;
use armistice_model::{Board, ClockView, Status, TermLine};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Changes between the day before and `day`, each in a sentence.
pub(crate) fn changes(
    board: &Board,
    day: Date,
    incidents: &Day,
    cells: &Cells,
    zone: &TimeZone,
) -> Vec<String> {
    let mut out = in_force(board, day, zone);
    let Some(before) = day.yesterday().ok().filter(|d| board.days.contains(d)) else {
        out.push("The first day of the board: there is no day before to compare with.".to_string());
        return out;
    };
    out.extend(statuses(board, before, day, cells));
    out.push(arrivals(incidents));
    out.extend(clocks(board, before, day, zone));
    out.extend(windows(board, day, zone));
    out
}

fn falls_on(at: Timestamp, day: Date, zone: &TimeZone) -> bool {
    at.to_zoned(zone.clone()).date() == day
}

fn in_force(board: &Board, day: Date, zone: &TimeZone) -> Vec<String> {
    let mut out = Vec::new();
    if falls_on(board.in_force.from, day, zone) {
        let at = words::short_moment(board.in_force.from, zone);
        out.push(format!("The deal took effect ({at})."));
    }
    if let Some((at, who)) = &board.in_force.until
        && falls_on(*at, day, zone)
    {
        out.push(format!("{who} withdrew from the deal ({}).", words::short_moment(*at, zone)));
    }
    out
}

/// Terms that moved alike are told together; the gravest move comes first.
fn statuses(board: &Board, before: Date, day: Date, cells: &Cells) -> Vec<String> {
    // What moved and for whom, the gravest new status in it, and the terms.
    let mut moves: Vec<(String, Status, Vec<&TermLine>)> = Vec::new();
    for term in &board.terms {
        let mut steps: Vec<((Status, Status), Vec<String>)> = Vec::new();
        for perspective in &board.perspectives {
            let slug = perspective.slug();
            let of = |day| cells.at(term, day, &slug).map(|a| a.status);
            let (Some(old), Some(new)) = (of(before), of(day)) else { continue };
            if old == new {
                continue;
            }
            match steps.iter_mut().find(|(step, _)| *step == (old, new)) {
                Some((_, eyes)) => eyes.push(perspective.to_string()),
                None => steps.push(((old, new), vec![perspective.to_string()])),
            }
        }
        let Some(gravest) = steps.iter().map(|((_, new), _)| *new).max() else { continue };
        let words: Vec<String> = steps
            .iter()
            .map(|((old, new), eyes)| format!("{old} → {new} ({})", words::list(eyes)))
            .collect();
        let words = words.join("; ");
        match moves.iter_mut().find(|(w, _, _)| *w == words) {
            Some((_, _, terms)) => terms.push(term),
            None => moves.push((words, gravest, vec![term])),
        }
    }
    if moves.is_empty() {
        return vec!["No term changed where it stands.".to_string()];
    }
    moves.sort_by_key(|(_, gravest, _)| std::cmp::Reverse(*gravest));
    moves
        .into_iter()
        .map(|(words, _, terms)| format!("{}: {words}.", term_names(board, &terms)))
        .collect()
}

fn arrivals(incidents: &Day) -> String {
    let new = words::number(incidents.dated.len(), "incident", "incidents");
    let late = match incidents.late.len() {
        0 => "none of an earlier day came to light".to_string(),
        n => {
            format!("{} of an earlier day came to light", words::number(n, "incident", "incidents"))
        }
    };
    format!("{new} dated to this day; {late}.")
}

/// Only what a reader must not miss: a calm broken, a target reached, a count begun anew.
fn clocks(board: &Board, before: Date, day: Date, zone: &TimeZone) -> Vec<String> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    let mut any = false;
    for now in board.clocks.iter().filter(|c| c.day == day) {
        any = true;
        let same = |c: &&ClockView| {
            c.day == before
                && c.clock == now.clock
                && c.perspective == now.perspective
                && c.rule == now.rule
        };
        let Some(old) = board.clocks.iter().find(same) else { continue };
        let what = if now.since != old.since {
            match now.since {
                Some(since) => format!("counts anew from {}", words::short_moment(since, zone)),
                None => "no longer counts".to_string(),
            }
        } else if now.reached.is_some() && old.reached.is_none() {
            format!("reached its {} days", now.target_days)
        } else if let (Some((_, term)), None) = (&now.broken, &old.broken) {
            let calm = words::number(now.calm_days as usize, "day", "days");
            format!("calm broken by {term} after {calm}")
        } else {
            continue;
        };
        let words = format!("{} clock: {what}", now.clock);
        let whose = format!("{} {}", now.perspective, now.rule);
        match told.iter_mut().find(|(w, _)| *w == words) {
            Some((_, list)) => list.push(whose),
            None => told.push((words, vec![whose])),
        }
    }
    if any && told.is_empty() {
        return vec!["No clock was broken, reached its target or began anew.".to_string()];
    }
    told.into_iter().map(|(words, whose)| format!("{words} ({}).", whose.join("; "))).collect()
}

fn windows(board: &Board, day: Date, zone: &TimeZone) -> Vec<String> {
    let mut out = Vec::new();
    for window in &board.windows {
        let name = &window.window;
        if falls_on(window.opened, day, zone) {
            out.push(format!("Window {name} opened {}.", words::short_moment(window.opened, zone)));
        }
        for (at, seconds, by) in &window.extensions {
            if falls_on(*at, day, zone) {
                out.push(format!(
                    "Window {name} extended by {} ({}, {}).",
                    hours(*seconds),
                    words::list(by),
                    words::short_moment(*at, zone)
                ));
            }
        }
        if falls_on(window.closes, day, zone) {
            out.push(format!("Window {name} closes {}.", words::short_moment(window.closes, zone)));
        }
    }
    out
}

/// A length of time: whole hours, or minutes where they do not come out even.
pub(crate) fn hours(seconds: i64) -> String {
    if seconds % 3600 == 0 {
        format!("{} h", seconds / 3600)
    } else {
        format!("{} min", seconds / 60)
    }
}
