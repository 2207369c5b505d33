//! Clocks: days of calm, counted by the monitor, started again by decision alone.

use crate::binding::later;
use crate::breach::{Found, Level};
use crate::verdicts::{JudgementError, View};
use crate::watcher::Watcher;
use armistice_deal::{Clock, Term, clock_formula};
use armistice_model::{Act, ClockView, CountingRule, Determination, PhaseView, TermLine};
use armistice_monitor::End;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

const RULES: [CountingRule; 3] =
    [CountingRule::Alleged, CountingRule::Corroborated, CountingRule::Established];

const DAY: i64 = 86_400;

/// A counted breach: from its earliest possible moment to its latest, and the term.
struct Counted {
    earliest: Timestamp,
    latest: Timestamp,
    term: String,
}

/// Every clock of the deal under every rule of counting, a day each, and the phases they open.
pub fn clocks(
    view: &View,
    days: &[Date],
    judged: &[(&TermLine, &Term, Vec<Found>)],
) -> Result<(Vec<ClockView>, Vec<PhaseView>), JudgementError> {
    let mut clocks = Vec::new();
    let mut phases = Vec::new();
    for clock in &view.input.deal.clocks {
        for rule in RULES {
            let counted = counted(clock, rule, judged);
            let reached = reached(view, clock, &counted)?;
            clocks.extend(
                days.iter().map(|day| at_end_of(view, clock, rule, *day, &counted, reached)),
            );
            for phase in view.input.deal.phases.iter().filter(|p| p.clock == clock.name) {
                phases.push(PhaseView {
                    phase: phase.name.clone(),
                    perspective: view.perspective.clone(),
                    rule,
                    opened: reached.0,
                    expects: phase.expects.clone(),
                });
            }
        }
    }
    Ok((clocks, phases))
}

/// The breaches that break the calm under a rule. Only the text's own reading drives a clock.
fn counted(
    clock: &Clock,
    rule: CountingRule,
    judged: &[(&TermLine, &Term, Vec<Found>)],
) -> Vec<Counted> {
    let mut counted: Vec<Counted> = judged
        .iter()
        .filter(|(line, term, _)| line.reading.is_none() && clock.terms.contains(&term.number))
        .flat_map(|(_, term, found)| found.iter().map(move |f| (term, f)))
        .filter(|(_, found)| match rule {
            CountingRule::Alleged => found.level >= Level::Alleged,
            CountingRule::Corroborated => found.level >= Level::Corroborated,
            CountingRule::Established => found.breach.finding == Some(Determination::Established),
        })
        .map(|(term, found)| Counted {
            earliest: found.when.from(),
            latest: later(found.when.until(), -1),
            term: term.number.clone(),
        })
        .collect();
    counted.sort_by(|a, b| (a.earliest, &a.term).cmp(&(b.earliest, &b.term)));
    counted
}

/// When the count begins: when the clock starts, and at each restart that all who must decide
/// have decided. A breach by itself starts nothing again.
fn starts(view: &View, clock: &Clock) -> Vec<Timestamp> {
    let Some(first) = view.binding.instant(&clock.from, &Vec::new()) else { return Vec::new() };
    let mut starts = vec![first];
    starts.extend(view.input.decisions.iter().filter_map(|decision| match &decision.act {
        Act::Restart { of, by }
            if *of == clock.name && clock.restarts_by.iter().all(|who| by.contains(who)) =>
        {
            Some(decision.at)
        }
        _ => None,
    }));
    starts.sort();
    starts.retain(|start| *start <= view.input.as_of);
    starts
}

/// When the target was reached: for certain (no counted breach can lie in the stretch), and
/// possibly (none surely does). The monitor decides, on the clock's own formula.
fn reached(
    view: &View,
    clock: &Clock,
    counted: &[Counted],
) -> Result<(Option<Timestamp>, Option<Timestamp>), JudgementError> {
    let refuse = |why: String| JudgementError::NotMonitorable { term: clock.name.clone(), why };
    let watcher =
        Watcher::new(clock_formula(clock), view.evaluator).map_err(|e| refuse(e.to_string()))?;
    let starts = starts(view, clock);
    let over = end_of_count(view);
    let first = |moment: &dyn Fn(&Counted) -> Vec<Timestamp>| -> Option<Timestamp> {
        let mut points: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
        for start in &starts {
            points.entry(start.as_second()).or_default().push("start");
            // A point of its own at the target, so that calm is noticed when it is complete and
            // not at the next event.
            let target = later(*start, i64::from(clock.days) * DAY);
            points.entry(target.as_second()).or_default();
        }
        for at in counted.iter().flat_map(moment) {
            points.entry(at.as_second()).or_default().push("breach");
        }
        let mut watcher = watcher.clone();
        let mut reached: Option<i64> = None;
        let mut found =
            |ts: i64, _: &[_]| reached = Some(reached.map_or(ts, |first| first.min(ts)));
        for (ts, facts) in points.range(..=over.as_second()) {
            facts.iter().for_each(|fact| watcher.enter(fact, &[]));
            watcher.complete(*ts, &mut found);
        }
        watcher.end(End::Closed, &mut found);
        reached.and_then(|ts| Timestamp::from_second(ts).ok())
    };
    let inside = |b: &Counted| -> Vec<Timestamp> {
        starts.iter().copied().filter(|s| b.earliest <= *s && *s < b.latest).collect()
    };
    // Surely calm: the breach lies at no moment it may have been, so it stands at its earliest,
    // and again just after each start inside its stretch.
    let surely = first(&|b| {
        std::iter::once(b.earliest).chain(inside(b).into_iter().map(|s| later(s, 1))).collect()
    });
    // Possibly calm: it lies as late as may be, or before the start it may precede.
    let possibly = first(&|b| vec![if inside(b).is_empty() { b.latest } else { b.earliest }]);
    Ok((surely, possibly))
}

/// The count runs as far as is known, and no longer than the deal.
fn end_of_count(view: &View) -> Timestamp {
    let withdrawn = view.binding.in_force().until.map(|(at, _)| at);
    withdrawn.map_or(view.input.as_of, |at| at.min(view.input.as_of))
}

fn at_end_of(
    view: &View,
    clock: &Clock,
    rule: CountingRule,
    day: Date,
    counted: &[Counted],
    (reached, possibly): (Option<Timestamp>, Option<Timestamp>),
) -> ClockView {
    let zone = &view.input.deal.zone;
    let over = end_of_count(view);
    let end = crate::cells::interval(day, zone).map_or(over, |i| i.until()).min(over);
    let since = starts(view, clock).into_iter().rfind(|start| *start < end);
    let whole_days = |from: Timestamp, until: Timestamp| {
        u32::try_from((until.as_second() - from.as_second()).max(0) / DAY).unwrap_or(u32::MAX)
    };
    let first_breach =
        since.and_then(|since| counted.iter().find(|b| b.latest >= since && b.earliest < end));
    let calm_until = first_breach.map_or(end, |b| b.earliest);
    let known = |at: Option<Timestamp>| at.filter(|at| *at <= end);
    ClockView {
        clock: clock.name.clone(),
        perspective: view.perspective.clone(),
        rule,
        day,
        since,
        elapsed_days: since.map_or(0, |since| whole_days(since, end)),
        calm_days: since.map_or(0, |since| whole_days(since, calm_until.max(since))),
        target_days: clock.days,
        broken: first_breach.map(|b| (b.earliest.to_zoned(zone.clone()).date(), b.term.clone())),
        reached: known(reached),
        possibly_reached: known(possibly),
    }
}
