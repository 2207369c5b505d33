//! Clocks and the phases they open, in words.

use crate::words;
use armistice_model::{Board, ClockView, CountingRule, PhaseView};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What stands beside the rule that counts findings where there are none.
pub(crate) const NO_FINDING: &str = "no finding has been entered";

/// Whether some person's finding stands on the board.
pub(crate) fn has_findings(board: &Board) -> bool {
    board.assessments.iter().flat_map(|a| &a.breaches).any(|b| b.finding.is_some())
}

/// The rule of counting, with a word where it counts findings and there are none.
pub(crate) fn rule_words(rule: CountingRule, findings: bool) -> String {
    match rule {
        CountingRule::Established if !findings => format!("{rule} ({NO_FINDING})"),
        _ => rule.to_string(),
    }
}

/// Days of calm as they are shown: a clock that reached its target stands there.
pub(crate) fn shown_days(clock: &ClockView) -> u32 {
    clock.calm_days.min(clock.target_days)
}

/// `2 of 7 days of calm; broken 15 September by 1.a`, `7 of 7 days reached 19 September, 19:00`.
pub(crate) fn clock_words(clock: &ClockView, zone: &TimeZone) -> String {
    if clock.since.is_none() {
        return "not begun".to_string();
    }
    let days = format!("{} of {} days", shown_days(clock), clock.target_days);
    match (reached(clock, zone), clock_state(clock, zone)) {
        (Some(at), _) => format!("{days} reached {}", words::short_moment(at, zone)),
        (None, Some(state)) => format!("{days} of calm; {state}"),
        (None, None) => format!("{days} of calm"),
    }
}

/// When the target was reached, as far as the clock's day may tell: what comes after the day is
/// for later days to tell.
fn reached(clock: &ClockView, zone: &TimeZone) -> Option<Timestamp> {
    clock.reached.filter(|at| at.to_zoned(zone.clone()).date() <= clock.day)
}

/// What happened to a clock: `broken 15 September by 1.a`; `None` while it runs.
pub(crate) fn clock_state(clock: &ClockView, zone: &TimeZone) -> Option<String> {
    let so_far = |at: &Timestamp| at.to_zoned(zone.clone()).date() <= clock.day;
    let possibly = clock.possibly_reached.filter(so_far);
    match (reached(clock, zone), &clock.broken, possibly) {
        (Some(at), _, _) => Some(format!("reached {}", words::short_moment(at, zone))),
        (None, Some((day, term)), None) => {
            Some(format!("broken {} by {term}", words::short_day(*day)))
        }
        (None, broken, Some(at)) => {
            let maybe = format!("possibly reached {}", words::short_moment(at, zone));
            Some(match broken {
                Some((day, term)) => {
                    format!("broken {} by {term}, {maybe}", words::short_day(*day))
                }
                None => maybe,
            })
        }
        (None, None, None) => None,
    }
}

/// A phase that some counts open: a clock can only say that it would have been due, for it is the
/// guarantors who set up what the deal names.
pub(crate) fn would_have_opened(
    at: Timestamp,
    alike: &[&PhaseView],
    all: usize,
    findings: bool,
    zone: &TimeZone,
) -> String {
    let at = words::short_moment(at, zone);
    if alike.len() == all {
        return format!("would have opened {at} by every count; no report says that it did");
    }
    let counted: Vec<(&str, Vec<String>, &str)> = crate::terminal::RULES
        .into_iter()
        .filter_map(|rule| {
            let eyes: Vec<String> = alike
                .iter()
                .filter(|p| p.rule == rule)
                .map(|p| p.perspective.to_string())
                .collect();
            let counted = match rule {
                CountingRule::Alleged => "every alleged breach",
                CountingRule::Corroborated => "only corroborated breaches",
                CountingRule::Established => "only established findings",
            };
            let none = rule == CountingRule::Established && !findings;
            (!eyes.is_empty()).then_some((counted, eyes, if none { NO_FINDING } else { "" }))
        })
        .collect();
    let counted: Vec<String> = counted
        .into_iter()
        .map(|(counted, eyes, none)| {
            let none = if none.is_empty() { String::new() } else { format!("; {none}") };
            format!("{counted} counted ({}{none})", words::list(&eyes))
        })
        .collect();
    format!("would have opened {at}, had {}; no report says that it did", words::either(&counted))
}
