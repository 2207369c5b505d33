//! Clocks and the phases they open, in words.

use crate::tongue::Tongue;
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
pub(crate) fn rule_words(t: &Tongue, rule: CountingRule, findings: bool) -> String {
    let word = match rule {
        CountingRule::Alleged => "alleged",
        CountingRule::Corroborated => "corroborated",
        CountingRule::Established if findings => "established",
        CountingRule::Established => "established-none",
    };
    t.say("rule", [("rule", word.into())])
}

/// Days of calm as they are shown: a clock that reached its target stands there.
pub(crate) fn shown_days(clock: &ClockView) -> u32 {
    clock.calm_days.min(clock.target_days)
}

/// `2 of 7 days of calm; broken 15 September by 1.a`, `7 of 7 days reached 19 September, 19:00`.
pub(crate) fn clock_words(t: &Tongue, clock: &ClockView, zone: &TimeZone) -> String {
    if clock.since.is_none() {
        return t.word("clock-not-begun");
    }
    let (shown, target) = (shown_days(clock), clock.target_days);
    let calm = || t.say("clock-calm", [("shown", shown.into()), ("target", target.into())]);
    match (reached(clock, zone), clock_state(t, clock, zone)) {
        (Some(at), _) => {
            let moment = words::short_moment(t, at, zone);
            t.say(
                "clock-reached",
                [("shown", shown.into()), ("target", target.into()), ("moment", moment.into())],
            )
        }
        (None, Some(state)) => t.series(&[calm(), state]),
        (None, None) => calm(),
    }
}

/// When the target was reached, as far as the clock's day may tell: what comes after the day is
/// for later days to tell.
fn reached(clock: &ClockView, zone: &TimeZone) -> Option<Timestamp> {
    clock.reached.filter(|at| at.to_zoned(zone.clone()).date() <= clock.day)
}

/// What happened to a clock: `broken 15 September by 1.a`; `None` while it runs.
pub(crate) fn clock_state(t: &Tongue, clock: &ClockView, zone: &TimeZone) -> Option<String> {
    let so_far = |at: &Timestamp| at.to_zoned(zone.clone()).date() <= clock.day;
    let possibly = clock.possibly_reached.filter(so_far);
    if let Some(at) = reached(clock, zone) {
        let moment = words::short_moment(t, at, zone);
        return Some(t.say("clock-state-reached", [("moment", moment.into())]));
    }
    let broken = clock.broken.as_ref().map(|(day, term)| {
        let (day, term) = (words::short_day(t, *day), t.own(term));
        t.say("clock-state-broken", [("day", day.into()), ("term", term.into())])
    });
    let maybe = possibly.map(|at| {
        let moment = words::short_moment(t, at, zone);
        t.say("clock-state-maybe", [("moment", moment.into())])
    });
    let states: Vec<String> = broken.into_iter().chain(maybe).collect();
    (!states.is_empty()).then(|| t.row(&states))
}

/// A phase that some counts open: a clock can only say that it would have been due, for it is the
/// guarantors who set up what the deal names.
pub(crate) fn would_have_opened(
    t: &Tongue,
    at: Timestamp,
    alike: &[&PhaseView],
    all: usize,
    findings: bool,
    zone: &TimeZone,
) -> String {
    let moment = words::short_moment(t, at, zone);
    if alike.len() == all {
        return t.say("phase-would-by-every-count", [("moment", moment.into())]);
    }
    let counted: Vec<String> = crate::terminal::RULES
        .into_iter()
        .filter_map(|rule| {
            let eyes: Vec<String> = alike
                .iter()
                .filter(|p| p.rule == rule)
                .map(|p| words::view(t, &p.perspective))
                .collect();
            let rule = match rule {
                CountingRule::Alleged => "alleged",
                CountingRule::Corroborated => "corroborated",
                CountingRule::Established if findings => "established",
                CountingRule::Established => "established-none",
            };
            let eyes = (!eyes.is_empty()).then(|| t.list(&eyes))?;
            Some(t.say("phase-counted", [("rule", rule.into()), ("eyes", eyes.into())]))
        })
        .collect();
    let counted = t.either(&counted);
    t.say("phase-would", [("moment", moment.into()), ("counted", counted.into())])
}
