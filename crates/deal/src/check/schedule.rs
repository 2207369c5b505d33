//! Windows, clocks and phases: what runs by time.

use std::collections::HashSet;

use miette::SourceSpan;

use super::{CheckError, Checker};
use crate::deal::{Clock, Moment, Phase, Window};
use crate::syntax::{self, ClockClause, Item, WindowClause, Word};

impl Checker<'_> {
    pub(super) fn schedule(&mut self) -> (Vec<Window>, Vec<Clock>, Vec<Phase>) {
        let file = self.file;
        let (mut windows, mut clocks, mut phases) = (Vec::new(), Vec::new(), Vec::new());
        let mut places: Vec<(String, Moment, SourceSpan)> = Vec::new();
        for item in &file.items {
            match &item.body {
                Item::Window(window) => windows.extend(self.window(window).inspect(|found| {
                    let what = format!("window `{}`", found.name);
                    places.push((what, found.from.clone(), window.name.span.into()));
                })),
                Item::Clock(clock) => clocks.extend(self.clock(clock).inspect(|found| {
                    let what = format!("clock `{}`", found.name);
                    places.push((what, found.from.clone(), clock.name.span.into()));
                })),
                Item::Phase(phase) => phases.extend(self.phase(phase)),
                _ => {}
            }
        }
        for (what, from, span) in places {
            if waits_for_itself(from, &windows, &clocks, &phases) {
                self.errors.push(CheckError::Circle {
                    what,
                    span,
                    help: "let it begin at day D, at a date, or with something earlier".to_string(),
                });
            }
        }
        (windows, clocks, phases)
    }

    fn window(&mut self, window: &syntax::Window) -> Option<Window> {
        let whose = format!("window `{}`", window.name.value);
        let mut places: [Option<SourceSpan>; 3] = [None; 3];
        let (mut from, mut lasts) = (None, None);
        let (mut extended_by, mut assumptions) = (Vec::new(), Vec::new());
        for line in &window.clauses {
            match &line.body {
                WindowClause::From(moment) => {
                    self.once(&mut places[0], line, "from");
                    from = self.moment(moment);
                }
                WindowClause::Lasts(quantity) => {
                    self.once(&mut places[1], line, "lasts");
                    lasts = self.seconds(quantity);
                }
                WindowClause::ExtendedBy(names) => {
                    self.once(&mut places[2], line, "extended by");
                    extended_by = self.deciders(names);
                }
                WindowClause::Assumed(text) => assumptions.push(text.value.clone()),
            }
        }
        if places[1].is_none() {
            let span = window.name.span.into();
            self.missing(&whose, "how long it lasts", span, "write `lasts 48 h`");
        }
        Some(Window {
            name: window.name.value.clone(),
            from: if places[0].is_some() { from? } else { Moment::DayD(0) },
            lasts: lasts?,
            extended_by,
            assumptions,
        })
    }

    fn clock(&mut self, clock: &syntax::Clock) -> Option<Clock> {
        let whose = format!("clock `{}`", clock.name.value);
        let here: SourceSpan = clock.name.span.into();
        let mut places: [Option<SourceSpan>; 4] = [None; 4];
        let (mut from, mut days) = (None, None);
        let (mut terms, mut restarts_by) = (Vec::new(), Vec::new());
        for line in &clock.clauses {
            match &line.body {
                ClockClause::From(moment) => {
                    self.once(&mut places[0], line, "from");
                    from = self.moment(moment);
                }
                ClockClause::Counts(numbers) => {
                    self.once(&mut places[1], line, "counts");
                    terms = self.counted(numbers);
                }
                ClockClause::Reaches(number) => {
                    self.once(&mut places[2], line, "reaches");
                    days = number.value.parse::<u32>().ok().filter(|d| (1..=36_500).contains(d));
                    if days.is_none() {
                        let written = format!("{} days", number.value);
                        self.number_error("a count of days", &written, number, "1 to 36 500 days");
                    }
                }
                ClockClause::RestartsBy(names) => {
                    self.once(&mut places[3], line, "restarts");
                    restarts_by = self.deciders(names);
                }
            }
        }
        if places[1].is_none() {
            let help = "write `counts days without breach of 1.a, 1.b, 2`";
            self.missing(&whose, "what it counts", here, help);
        }
        if places[2].is_none() {
            self.missing(&whose, "how many days it asks for", here, "write `reaches 7 days`");
        }
        Some(Clock {
            name: clock.name.value.clone(),
            from: if places[0].is_some() { from? } else { Moment::DayD(0) },
            terms,
            days: days?,
            restarts_by,
        })
    }

    /// The terms that numbers name: `2` names term 2 and every 2.…
    fn counted(&mut self, numbers: &[Word]) -> Vec<String> {
        let mut all: HashSet<&str> = HashSet::new();
        let terms = &self.names.terms;
        for number in numbers {
            let within = format!("{}.", number.value);
            let before = all.len();
            let named = |n: &&str| *n == number.value || n.starts_with(&within);
            all.extend(terms.names().filter(named));
            if all.len() == before && !terms.names().any(|n| named(&n)) {
                let help = match self.near(&number.value, terms.names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name terms by their numbers; `2` names 2.a, 2.b and so on".to_string(),
                };
                self.errors.push(CheckError::Unknown {
                    what: "term",
                    name: number.value.clone(),
                    span: number.span.into(),
                    help,
                });
            }
        }
        // In the order of the file, each once.
        terms.names().filter(|n| all.remove(n)).map(str::to_string).collect()
    }

    fn phase(&mut self, phase: &syntax::Phase) -> Option<Phase> {
        let known = self.names.clocks.clone();
        let how = "declare it: `clock Adherence`";
        let clock = self.lookup(&known, &phase.clock, "clock", how);
        let mut expects = Vec::new();
        for line in &phase.expects {
            let who: Vec<String> = line
                .body
                .who
                .iter()
                .filter_map(|group| self.group(group).map(|g| who_name(&g)))
                .collect();
            expects.push(format!("{} to {}", joined(&who), line.body.what.value));
        }
        Some(Phase { name: phase.name.value.clone(), clock: clock?, expects })
    }
}

fn who_name(group: &crate::deal::Group) -> String {
    use crate::deal::Group;
    match group {
        Group::AnyParty => "every party".to_string(),
        Group::Bound => "everyone bound".to_string(),
        Group::AnyOutside => "everyone outside".to_string(),
        named => named.label().to_string(),
    }
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether what begins at `from` can never begin, since it waits for its own end. Every moment
/// waits for one other at most, so a chain longer than all there is goes round.
fn waits_for_itself(from: Moment, windows: &[Window], clocks: &[Clock], phases: &[Phase]) -> bool {
    let mut moment = from;
    for _ in 0..=windows.len() + clocks.len() + phases.len() {
        let next = match &moment {
            Moment::DayD(_) | Moment::At(_) => None,
            Moment::WindowCloses(name) => {
                windows.iter().find(|w| w.name == *name).map(|w| w.from.clone())
            }
            Moment::PhaseOpens(name) => phases
                .iter()
                .find(|p| p.name == *name)
                .and_then(|p| clocks.iter().find(|c| c.name == p.clock))
                .map(|c| c.from.clone()),
        };
        match next {
            Some(next) => moment = next,
            None => return false,
        }
    }
    true
}
