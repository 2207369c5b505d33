//! A day's bulletin as data: computed once, then written as Markdown and as a page.

use crate::cells::Cells;
use crate::changes::{Changes, length};
use crate::clocks::{clock_words, has_findings, rule_words, would_have_opened};
use crate::day::{Calendar, Day};
use crate::frame::Frame;
use crate::groups::{Group, Sorter};
use crate::lead::{Lead, day_number};
use crate::ledgerline::{self, Foot};
use crate::map::{self, Map};
use crate::rivals::{Counted, Rivals, Tellers, counted, rivals};
use crate::standing::Standings;
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::{Publication, words};
use armistice_model::{ClockView, CountingRule, Perspective, PhaseView, Status, TermLine};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// One day, ready to be written.
pub(crate) struct Bulletin {
    /// The language it is written in.
    pub(crate) t: &'static Tongue,
    /// The day.
    pub(crate) day: Date,
    /// The bulletin days before and after, if there are.
    pub(crate) beside: (Option<Date>, Option<Date>),
    /// The deal's title.
    pub(crate) deal: String,
    /// `15 September 2016, day 4`.
    pub(crate) dateline: String,
    /// `16 September 2016, 12:00 (Asia/Damascus)`.
    pub(crate) as_known: String,
    /// The first paragraph.
    pub(crate) lead: Vec<String>,
    /// Heads of the board's columns.
    pub(crate) columns: Vec<String>,
    /// The board.
    pub(crate) rows: Vec<Row>,
    /// How much each perspective was watching, in the order of the columns.
    pub(crate) coverage: Vec<String>,
    /// Each voice's own counts.
    pub(crate) rivals: Rivals,
    /// What changed since yesterday.
    pub(crate) changes: Vec<String>,
    /// The clocks: rows are perspectives, columns rules of counting.
    pub(crate) clocks: Vec<Clock>,
    /// Windows, one sentence each.
    pub(crate) windows: Vec<String>,
    /// Phases, one sentence each.
    pub(crate) phases: Vec<String>,
    /// Incidents, group by group.
    pub(crate) groups: Vec<Group>,
    /// Numbers and rules that were assumed.
    pub(crate) assumptions: Vec<String>,
    /// What it is computed from.
    pub(crate) foot: Foot,
}

/// A term line and its cells.
pub(crate) struct Row {
    /// The clause's number.
    pub(crate) number: String,
    /// The clause's words, or which reading of it this is.
    pub(crate) words: String,
    /// What is judged, in plain English.
    pub(crate) plain: String,
    /// Whether it is a second reading of the line above.
    pub(crate) is_reading: bool,
    /// Readings under which the term stands in every column as it does here.
    pub(crate) same_in: Vec<String>,
    /// One for each column; `None` where nothing was judged.
    pub(crate) cells: Vec<Option<Cell>>,
}

impl Row {
    /// `the same in the readings X and Y`; `None` where there are none such.
    pub(crate) fn same_words(&self, t: &Tongue) -> Option<String> {
        same_words(t, &self.same_in)
    }
}

/// `the same in the readings X and Y`; `None` where there are none such.
pub(crate) fn same_words(t: &Tongue, readings: &[String]) -> Option<String> {
    let names = (!readings.is_empty()).then(|| t.list(&t.owned(readings)))?;
    Some(t.say("same-in-readings", [("n", readings.len().into()), ("readings", names.into())]))
}

/// Whether two lines stand alike in every column.
fn alike(a: &Row, b: &Row) -> bool {
    let stands = |row: &Row| -> Vec<Option<(Status, bool, bool)>> {
        row.cells.iter().map(|c| c.as_ref().map(|c| (c.status, c.contested, c.assumed))).collect()
    };
    stands(a) == stands(b)
}

/// A cell of the board.
pub(crate) struct Cell {
    /// Where the term stands.
    pub(crate) status: Status,
    /// Some voice denies or tells otherwise.
    pub(crate) contested: bool,
    /// Leans on something assumed.
    pub(crate) assumed: bool,
    /// To type after `armistice why`.
    pub(crate) id: String,
}

/// A clock at the end of the day.
pub(crate) struct Clock {
    /// Its name.
    pub(crate) name: String,
    /// Heads of the columns: the rules of counting.
    pub(crate) rules: Vec<String>,
    /// Whose eyes, and one cell for each rule.
    pub(crate) rows: Vec<(String, Vec<String>)>,
}

/// What the bulletins of all days share, and other files with them.
pub(crate) struct Desk<'a> {
    /// What is published.
    pub(crate) publication: &'a Publication<'a>,
    /// What of it may leave.
    pub(crate) veil: Veil<'a>,
    /// Where each incident stands.
    pub(crate) standings: Standings<'a>,
    /// The board's cells.
    pub(crate) cells: Cells<'a>,
    /// The zone of the case's days.
    pub(crate) zone: TimeZone,
    calendar: Calendar<'a>,
    counted: Counted<'a>,
    /// Whether a person has found anything.
    findings: bool,
    /// The ground of the whole case, the same on every day's map.
    ground: Option<Frame>,
}

impl<'a> Desk<'a> {
    /// Reads the case once.
    pub(crate) fn new(publication: &'a Publication<'a>, veil: Veil<'a>) -> Self {
        let board = publication.board;
        let zone = words::zone(&board.time_zone);
        Self {
            publication,
            standings: Standings::of(Some(board)),
            cells: Cells::of(board),
            calendar: Calendar::of(&board.days, publication.incidents, &veil, &zone),
            counted: counted(board, publication.incidents),
            ground: map::whole(publication),
            findings: has_findings(board),
            zone,
            veil,
        }
    }

    /// The first paragraph of a day's bulletin.
    pub(crate) fn lead(&self, t: &Tongue, day: Date) -> Vec<String> {
        let board = self.publication.board;
        let lead = Lead { board, cells: &self.cells, day, zone: &self.zone, t };
        lead.sentences().into_iter().map(|text| self.veil.text(&text).into_owned()).collect()
    }

    /// The bulletin of one day.
    pub(crate) fn bulletin(&self, t: &'static Tongue, day: Date) -> Bulletin {
        let (board, veil) = (self.publication.board, &self.veil);
        let clean = |text: String| veil.text(&text).into_owned();
        let nothing = Day::default();
        let incidents = self.calendar.on(day).unwrap_or(&nothing);
        let sorter = Sorter { t, date: day, standings: &self.standings, veil, zone: &self.zone };
        let groups = sorter.groups(incidents);
        let at = board.days.iter().position(|d| *d == day).unwrap_or(0);
        let changes = Changes { board, cells: &self.cells, zone: &self.zone, t };
        Bulletin {
            t,
            day,
            beside: (
                at.checked_sub(1).and_then(|i| board.days.get(i)).copied(),
                board.days.get(at + 1).copied(),
            ),
            deal: clean(t.own(&board.deal)),
            dateline: match day_number(board, day, &self.zone) {
                Some(n) => {
                    let date = words::long_day(t, day);
                    t.say("dateline", [("day", date.into()), ("n", n.into())])
                }
                None => words::long_day(t, day),
            },
            as_known: words::moment(t, board.as_of, &self.zone),
            lead: self.lead(t, day),
            columns: board
                .perspectives
                .iter()
                .map(|p| words::capital(&words::view(t, p)))
                .collect(),
            rows: self.rows(t, day),
            coverage: self.coverage(t, day),
            rivals: rivals(
                &Tellers {
                    t,
                    board,
                    cells: &self.cells,
                    counted: &self.counted,
                    sources: self.publication.sources,
                    veil,
                },
                day,
            ),
            changes: changes.on(day, incidents).into_iter().map(clean).collect(),
            clocks: self.clocks(t, day),
            windows: self.windows(t, day).into_iter().map(clean).collect(),
            phases: self.phases(t, day).into_iter().map(clean).collect(),
            groups,
            assumptions: self.assumptions(t),
            foot: ledgerline::foot(
                t,
                self.publication.case,
                self.publication.checkpoint,
                self.publication.sources,
            ),
        }
    }

    /// Where the incidents of a bulletin may have been.
    pub(crate) fn map(&self, bulletin: &Bulletin) -> Map {
        let nothing = Day::default();
        let incidents = self.calendar.on(bulletin.day).unwrap_or(&nothing);
        Map::of(bulletin.t, self.publication, self.ground, incidents, &bulletin.groups, &self.veil)
    }

    fn rows(&self, t: &Tongue, day: Date) -> Vec<Row> {
        let one = |term: &TermLine| Row {
            number: term.number.clone(),
            words: match &term.reading {
                Some(reading) => t.say("in-reading", [("reading", t.own(reading).into())]),
                None => t.own(&term.words),
            },
            plain: term.plain.clone(),
            is_reading: term.reading.is_some(),
            same_in: Vec::new(),
            cells: self
                .publication
                .board
                .perspectives
                .iter()
                .map(|p| {
                    self.cells.at(term, day, &p.slug()).map(|a| Cell {
                        status: a.status,
                        contested: a.contested,
                        assumed: a.assumed && a.status != Status::NotInForce,
                        id: a.id.to_string(),
                    })
                })
                .collect(),
        };
        let mut rows: Vec<Row> = Vec::new();
        for term in &self.publication.board.terms {
            let row = one(term);
            let base = rows.iter_mut().rev().find(|r| r.number == row.number && !r.is_reading);
            match (&term.reading, base) {
                (Some(reading), Some(base)) if alike(base, &row) => {
                    base.same_in.push(reading.clone());
                }
                _ => rows.push(row),
            }
        }
        rows
    }

    fn coverage(&self, t: &Tongue, day: Date) -> Vec<String> {
        let first = self.publication.board.terms.first();
        let of = |p: &Perspective| first.and_then(|line| self.cells.at(line, day, &p.slug()));
        self.publication
            .board
            .perspectives
            .iter()
            .map(|p| {
                of(p).map_or_else(|| t.word("not-judged"), |a| words::coverage(t, &a.coverage))
            })
            .collect()
    }

    fn clocks(&self, t: &Tongue, day: Date) -> Vec<Clock> {
        let today: Vec<&ClockView> =
            self.publication.board.clocks.iter().filter(|c| c.day == day).collect();
        let rules = crate::terminal::RULES;
        let cell = |name: &str, perspective: &Perspective, rule: CountingRule| {
            today
                .iter()
                .find(|c| c.clock == name && c.perspective == *perspective && c.rule == rule)
                .map_or_else(|| t.word("not-judged"), |c| clock_words(t, c, &self.zone))
        };
        crate::terminal::in_order(today.iter().map(|c| c.clock.as_str()))
            .into_iter()
            .map(|name| Clock {
                name: t.own(name),
                rules: rules
                    .iter()
                    .map(|r| words::capital(&rule_words(t, *r, self.findings)))
                    .collect(),
                rows: self
                    .publication
                    .board
                    .perspectives
                    .iter()
                    .map(|p| {
                        let cells = rules.iter().map(|r| cell(name, p, *r)).collect();
                        (words::capital(&words::view(t, p)), cells)
                    })
                    .collect(),
            })
            .collect()
    }

    fn windows(&self, t: &Tongue, day: Date) -> Vec<String> {
        let over = armistice_model::Interval::days(day, day, &self.zone).map(|i| i.until());
        let moment = |at| words::short_moment(t, at, &self.zone);
        let one = |w: &armistice_model::WindowView| {
            let closed = over.is_some_and(|over| w.closes < over);
            let extended = w.extensions.iter().map(|(at, seconds, by)| {
                t.say(
                    "window-extended",
                    [
                        ("length", length(t, *seconds).into()),
                        ("moment", moment(*at).into()),
                        ("by", t.list(&t.owned(by)).into()),
                    ],
                )
            });
            t.say(
                "window",
                [
                    ("window", t.own(&w.window).into()),
                    ("opened", moment(w.opened).into()),
                    ("state", if closed { "closed" } else { "open" }.into()),
                    ("closes", moment(w.closes).into()),
                    ("extended", extended.collect::<String>().into()),
                ],
            )
        };
        self.publication.board.windows.iter().map(one).collect()
    }

    /// One sentence for each phase and state, with everybody in whose count it is in that state.
    fn phases(&self, t: &Tongue, day: Date) -> Vec<String> {
        let mut states: Vec<(Option<Timestamp>, &str)> = self
            .publication
            .board
            .phases
            .iter()
            .map(|p| (self.by_the_end_of(day, p.opened), p.phase.as_str()))
            .collect();
        // Phases in the deal's order, within one the opened first.
        let names = crate::terminal::in_order(
            self.publication.board.phases.iter().map(|p| p.phase.as_str()),
        );
        states.sort_by_key(|(opened, name)| {
            (names.iter().position(|n| n == name), opened.is_none(), *opened)
        });
        states.dedup();
        states.into_iter().map(|(opened, name)| self.phase(t, day, name, opened)).collect()
    }

    /// What the board knows of later days is not told in the bulletin of this one.
    fn by_the_end_of(&self, day: Date, at: Option<Timestamp>) -> Option<Timestamp> {
        at.filter(|at| at.to_zoned(self.zone.clone()).date() <= day)
    }

    fn phase(&self, t: &Tongue, day: Date, name: &str, opened: Option<Timestamp>) -> String {
        let alike: Vec<&PhaseView> = self
            .publication
            .board
            .phases
            .iter()
            .filter(|p| p.phase == name && self.by_the_end_of(day, p.opened) == opened)
            .collect();
        let whose: Vec<String> = crate::terminal::RULES
            .into_iter()
            .filter_map(|rule| {
                let eyes: Vec<String> = alike
                    .iter()
                    .filter(|p| p.rule == rule)
                    .map(|p| words::view(t, &p.perspective))
                    .collect();
                let eyes = (!eyes.is_empty()).then(|| t.list(&eyes))?;
                // Whether anybody has found anything is told elsewhere.
                let rule = rule_words(t, rule, true);
                Some(t.say("phase-whose", [("rule", rule.into()), ("eyes", eyes.into())]))
            })
            .collect();
        let all = self.publication.board.phases.iter().filter(|p| p.phase == name).count();
        let state = match opened {
            Some(at) => would_have_opened(t, at, &alike, all, self.findings, &self.zone),
            None if alike.len() == all => t.word("phase-not-opened-by-any"),
            None => t.say("phase-not-opened", [("whose", t.series(&whose).into())]),
        };
        let phase = t.say("phase", [("phase", t.own(name).into()), ("state", state.into())]);
        match alike.first() {
            Some(p) if !p.expects.is_empty() => {
                let what: Vec<String> = p.expects.iter().map(|what| t.english(what)).collect();
                let expects = t.say("phase-expects", [("what", t.series(&what).into())]);
                format!("{phase} {expects}")
            }
            _ => phase,
        }
    }

    fn assumptions(&self, t: &Tongue) -> Vec<String> {
        let mut out = Vec::new();
        for term in &self.publication.board.terms {
            for assumption in &term.assumptions {
                let (name, assumed) = (crate::lead::term_name(t, term), t.english(assumption));
                let line = t.say("assumed", [("term", name.into()), ("assumed", assumed.into())]);
                if !out.contains(&line) {
                    out.push(line);
                }
            }
        }
        out
    }
}
