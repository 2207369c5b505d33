//! What changed since yesterday.

use crate::cells::Cells;
use crate::day::Day;
use crate::lead::term_name;
use crate::words;
use armistice_model::{Board, ClockView};
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

fn statuses(board: &Board, before: Date, day: Date, cells: &Cells) -> Vec<String> {
    let mut out = Vec::new();
    for term in &board.terms {
        let moved: Vec<String> = board
            .perspectives
            .iter()
            .filter_map(|perspective| {
                let slug = perspective.slug();
                let old = cells.at(term, before, &slug)?.status;
                let new = cells.at(term, day, &slug)?.status;
                (old != new).then(|| format!("{perspective}: {old} → {new}"))
            })
            .collect();
        if !moved.is_empty() {
            out.push(format!("Term {}: {}.", term_name(term), moved.join("; ")));
        }
    }
    if out.is_empty() {
        out.push("No term changed where it stands.".to_string());
    }
    out
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

fn clocks(board: &Board, before: Date, day: Date, zone: &TimeZone) -> Vec<String> {
    let mut out = Vec::new();
    for now in board.clocks.iter().filter(|c| c.day == day) {
        let same = |c: &&ClockView| {
            c.day == before
                && c.clock == now.clock
                && c.perspective == now.perspective
                && c.rule == now.rule
        };
        let Some(old) = board.clocks.iter().find(same) else { continue };
        let whose = format!("{} clock, {}, {}", now.clock, now.perspective, now.rule);
        if now.since != old.since {
            let since = now.since.map_or("not running".to_string(), |s| {
                format!("counts anew from {}", words::short_moment(s, zone))
            });
            out.push(format!("{whose}: {since}."));
        }
        if now.reached.is_some() && old.reached.is_none() {
            out.push(format!("{whose}: reached its {} days.", now.target_days));
        } else if let (Some((_, term)), None) = (&now.broken, &old.broken) {
            out.push(format!("{whose}: calm broken by {term}, after {}.", days(now.calm_days)));
        } else if now.calm_days != old.calm_days {
            out.push(format!("{whose}: {} of calm, was {}.", days(now.calm_days), old.calm_days));
        }
    }
    out
}

fn days(n: u32) -> String {
    words::number(n as usize, "day", "days")
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
