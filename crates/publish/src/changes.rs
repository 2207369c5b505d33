//! What changed since yesterday.

use crate::cells::Cells;
use crate::clocks::rule_words;
use crate::day::Day;
use crate::lead::term_names;
use crate::tongue::Tongue;
use crate::words;
use armistice_model::{Board, ClockView, Status, TermLine};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What changes are read from and how they are told.
pub(crate) struct Changes<'a> {
    /// The board.
    pub(crate) board: &'a Board,
    /// Its cells.
    pub(crate) cells: &'a Cells<'a>,
    /// The zone of the case's days.
    pub(crate) zone: &'a TimeZone,
    /// The language.
    pub(crate) t: &'a Tongue,
}

impl Changes<'_> {
    /// Changes between the day before and `day`, each in a sentence.
    pub(crate) fn on(&self, day: Date, incidents: &Day) -> Vec<String> {
        let mut out = self.in_force(day);
        let Some(before) = day.yesterday().ok().filter(|d| self.board.days.contains(d)) else {
            out.push(self.t.word("change-first-day"));
            return out;
        };
        out.extend(self.statuses(before, day));
        out.push(self.arrivals(incidents));
        out.extend(self.clocks(before, day));
        out.extend(self.windows(day));
        out
    }

    fn falls_on(&self, at: Timestamp, day: Date) -> bool {
        at.to_zoned(self.zone.clone()).date() == day
    }

    fn moment(&self, at: Timestamp) -> String {
        words::short_moment(self.t, at, self.zone)
    }

    fn in_force(&self, day: Date) -> Vec<String> {
        let (board, t) = (self.board, self.t);
        let mut out = Vec::new();
        if self.falls_on(board.in_force.from, day) {
            let moment = self.moment(board.in_force.from);
            out.push(t.say("change-in-force", [("moment", moment.into())]));
        }
        if let Some((at, who)) = &board.in_force.until
            && self.falls_on(*at, day)
        {
            let (who, moment) = (t.own(who), self.moment(*at));
            out.push(
                t.say("change-withdrew", [("guarantor", who.into()), ("moment", moment.into())]),
            );
        }
        out
    }

    /// Terms that moved alike are told together; the gravest move comes first.
    fn statuses(&self, before: Date, day: Date) -> Vec<String> {
        let (board, t) = (self.board, self.t);
        // What moved and for whom, the gravest new status in it, and the terms.
        let mut moves: Vec<(String, Status, Vec<&TermLine>)> = Vec::new();
        for term in &board.terms {
            let mut steps: Vec<((Status, Status), Vec<String>)> = Vec::new();
            for perspective in &board.perspectives {
                let slug = perspective.slug();
                let of = |day| self.cells.at(term, day, &slug).map(|a| a.status);
                let (Some(old), Some(new)) = (of(before), of(day)) else { continue };
                if old == new {
                    continue;
                }
                let view = words::view(t, perspective);
                match steps.iter_mut().find(|(step, _)| *step == (old, new)) {
                    Some((_, eyes)) => eyes.push(view),
                    None => steps.push(((old, new), vec![view])),
                }
            }
            let Some(gravest) = steps.iter().map(|((_, new), _)| *new).max() else { continue };
            let words: Vec<String> = steps
                .iter()
                .map(|((old, new), eyes)| {
                    let (old, new) = (words::status(t, *old), words::status(t, *new));
                    let eyes = t.list(eyes);
                    t.say(
                        "change-status",
                        [("old", old.into()), ("new", new.into()), ("eyes", eyes.into())],
                    )
                })
                .collect();
            let words = t.series(&words);
            match moves.iter_mut().find(|(w, _, _)| *w == words) {
                Some((_, _, terms)) => terms.push(term),
                None => moves.push((words, gravest, vec![term])),
            }
        }
        if moves.is_empty() {
            return vec![t.word("change-no-term")];
        }
        moves.sort_by_key(|(_, gravest, _)| std::cmp::Reverse(*gravest));
        moves
            .into_iter()
            .map(|(moves, _, terms)| {
                let terms = term_names(t, board, &terms);
                t.say("change-terms", [("terms", terms.into()), ("moves", moves.into())])
            })
            .collect()
    }

    fn arrivals(&self, incidents: &Day) -> String {
        let (new, late) = (incidents.dated.len(), incidents.late.len());
        self.t.say("change-arrivals", [("new", new.into()), ("late", late.into())])
    }

    /// Only what a reader must not miss: a calm broken, a target reached, a count begun anew.
    fn clocks(&self, before: Date, day: Date) -> Vec<String> {
        let (board, t) = (self.board, self.t);
        let mut told: Vec<((String, String), Vec<String>)> = Vec::new();
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
                    Some(since) => {
                        t.say("change-clock-anew", [("moment", self.moment(since).into())])
                    }
                    None => t.word("change-clock-stopped"),
                }
            } else if now.reached.is_some() && old.reached.is_none() {
                t.say("change-clock-reached", [("days", now.target_days.into())])
            } else if let (Some((_, term)), None) = (&now.broken, &old.broken) {
                let (term, days) = (t.own(term), now.calm_days);
                t.say("change-clock-broken", [("term", term.into()), ("days", days.into())])
            } else {
                continue;
            };
            let (eyes, rule) = (
                words::view(t, &now.perspective),
                // Whether anybody has found anything is told elsewhere.
                rule_words(t, now.rule, true),
            );
            let whose = t.say("change-whose", [("eyes", eyes.into()), ("rule", rule.into())]);
            let moved = (now.clock.clone(), what);
            match told.iter_mut().find(|(known, _)| *known == moved) {
                Some((_, list)) => list.push(whose),
                None => told.push((moved, vec![whose])),
            }
        }
        if any && told.is_empty() {
            return vec![t.word("change-no-clock")];
        }
        told.into_iter()
            .map(|((clock, what), whose)| {
                t.say(
                    "change-clock",
                    [
                        ("clock", t.own(&clock).into()),
                        ("what", what.into()),
                        ("whose", t.series(&whose).into()),
                    ],
                )
            })
            .collect()
    }

    fn windows(&self, day: Date) -> Vec<String> {
        let t = self.t;
        let mut out = Vec::new();
        for window in &self.board.windows {
            let name = t.own(&window.window);
            let of = |id, at| {
                t.say(id, [("window", name.clone().into()), ("moment", self.moment(at).into())])
            };
            if self.falls_on(window.opened, day) {
                out.push(of("change-window-opened", window.opened));
            }
            for (at, seconds, by) in &window.extensions {
                if self.falls_on(*at, day) {
                    out.push(t.say(
                        "change-window-extended",
                        [
                            ("window", name.clone().into()),
                            ("length", length(t, *seconds).into()),
                            ("by", t.list(&t.owned(by)).into()),
                            ("moment", self.moment(*at).into()),
                        ],
                    ));
                }
            }
            if self.falls_on(window.closes, day) {
                out.push(of("change-window-closes", window.closes));
            }
        }
        out
    }
}

/// A length of time: whole hours, or minutes where they do not come out even.
pub(crate) fn length(t: &Tongue, seconds: i64) -> String {
    if seconds % 3600 == 0 {
        t.say("length-hours", [("n", (seconds / 3600).into())])
    } else {
        t.say("length-minutes", [("n", (seconds / 60).into())])
    }
}
