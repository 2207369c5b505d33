//! The board for a terminal: terms down, days across, one block for each perspective.

use crate::cells::Cells;
use crate::clocks::{NO_FINDING, clock_state, has_findings, shown_days};
use crate::tongue::Tongue;
use crate::words;
use armistice_model::{Assessment, Board, ClockView, CountingRule, Perspective, Status, TermLine};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// How the board is laid out.
#[derive(Clone, Debug)]
pub struct TerminalOptions {
    /// Whether letters are coloured with ANSI sequences; without it there is no escape at all.
    pub colour: bool,
    /// Columns of the terminal; fewer than 40 are taken for 40.
    pub width: u16,
    /// One perspective alone, or all the board has.
    pub perspective: Option<Perspective>,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self { colour: false, width: 100, perspective: None }
    }
}

/// The marks of the last column stand beyond it.
const MARKS: usize = 2;
const LEAST_LABEL: usize = 22;
const MOST_LABEL: usize = 56;

/// The board as text, ending in a line break.
pub fn terminal(board: &Board, options: &TerminalOptions) -> String {
    let width = usize::from(options.width).max(40);
    let assumed = assumed_throughout(board);
    let cell = cell_width(board, &assumed);
    let fit = (width.saturating_sub(LEAST_LABEL + MARKS) / cell).max(1);
    let from = board.days.len().saturating_sub(fit);
    let days = board.days.get(from..).unwrap_or_default();
    let label = width.saturating_sub(days.len() * cell + MARKS).clamp(LEAST_LABEL, MOST_LABEL);
    let number = board.terms.iter().map(|t| t.number.chars().count()).max().unwrap_or(0);
    let page = Page {
        board,
        cells: Cells::of(board),
        assumed,
        cell,
        number: number.min(12),
        days,
        label,
        width,
        colour: options.colour,
        findings: has_findings(board),
        zone: words::zone(&board.time_zone),
    };
    let mut out = page.heading(from);
    for perspective in &board.perspectives {
        if options.perspective.as_ref().is_none_or(|wanted| wanted == perspective) {
            out.push('\n');
            out.push_str(&page.block(perspective));
        }
    }
    out.push('\n');
    out.push_str(&page.windows());
    out.push_str(&page.legend());
    out
}

/// For each term line, whether every letter it has leans on something assumed: then the mark
/// stands once beside the term and not beside each letter.
fn assumed_throughout(board: &Board) -> Vec<bool> {
    let mine = |term: &TermLine| {
        let cells = board.assessments.iter();
        let name = (term.number.clone(), term.reading.clone());
        cells
            .filter(|a| (&a.id.term, &a.id.reading) == (&name.0, &name.1))
            .filter(|a| a.status != Status::NotInForce)
            .map(|a| a.assumed)
            .collect::<Vec<bool>>()
    };
    board
        .terms
        .iter()
        .map(|term| {
            let marks = mine(term);
            !marks.is_empty() && marks.iter().all(|assumed| *assumed)
        })
        .collect()
}

/// Columns for a day: a letter, the most marks that any letter has (one at least), and a space.
fn cell_width(board: &Board, assumed: &[bool]) -> usize {
    let throughout = |a: &Assessment| {
        let line =
            board.terms.iter().position(|t| t.number == a.id.term && t.reading == a.id.reading);
        line.and_then(|i| assumed.get(i)).copied().unwrap_or(false)
    };
    let both = board
        .assessments
        .iter()
        .any(|a| a.contested && a.assumed && a.status != Status::NotInForce && !throughout(a));
    if both { 4 } else { 3 }
}

/// What is compared when readings are: where the term stands, and whether that is contested.
type Stands = (Status, bool);

struct Page<'a> {
    board: &'a Board,
    cells: Cells<'a>,
    /// For each term line, whether its mark stands beside the term.
    assumed: Vec<bool>,
    /// Columns for a day.
    cell: usize,
    /// Columns for a term's number.
    number: usize,
    days: &'a [Date],
    label: usize,
    width: usize,
    colour: bool,
    /// Whether a person has found anything.
    findings: bool,
    zone: TimeZone,
}

impl Page<'_> {
    fn heading(&self, left_out: usize) -> String {
        let board = self.board;
        let mut out = format!(
            "{}\n",
            self.bold(&words::shortened(&words::plain_line(&board.deal), self.width))
        );
        out.push_str(&format!(
            "As known on {}.\n",
            words::moment(Tongue::english_alone(), board.as_of, &self.zone)
        ));
        out.push_str(&match &board.in_force.until {
            Some((until, who)) => format!(
                "In force from {} until {}, when {} withdrew.\n",
                words::moment(Tongue::english_alone(), board.in_force.from, &self.zone),
                words::moment(Tongue::english_alone(), *until, &self.zone),
                words::plain_line(who)
            ),
            None => {
                format!(
                    "In force from {}.\n",
                    words::moment(Tongue::english_alone(), board.in_force.from, &self.zone)
                )
            }
        });
        if left_out > 0 {
            out.push_str(&format!(
                "{} left out to the left: a wider terminal shows more.\n",
                words::number(left_out, "earlier day is", "earlier days are")
            ));
        }
        out
    }

    fn block(&self, perspective: &Perspective) -> String {
        let slug = perspective.slug();
        let mut out = String::new();
        let name =
            words::capital(&words::plain_line(&words::eyes(Tongue::english_alone(), perspective)));
        let months = self.months();
        out.push_str(&line(&self.bold_padded(&name), &months));
        out.push_str(&line(
            &" ".repeat(self.label),
            &self
                .days
                .iter()
                .map(|d| format!("{:>width$}", d.day(), width = self.cell))
                .collect::<String>(),
        ));
        let mut own: Option<(&str, Vec<Option<Stands>>)> = None;
        let mut alike: Vec<(&str, Vec<&str>)> = Vec::new();
        for (term, assumed) in self.board.terms.iter().zip(&self.assumed) {
            let stands = self.stands(term, &slug);
            match (&term.reading, &own) {
                (None, _) => own = Some((&term.number, stands)),
                // A reading is worth a line of its own where it makes a difference.
                (Some(reading), Some((number, row)))
                    if *number == term.number && *row == stands =>
                {
                    match alike.iter_mut().find(|(n, _)| *n == term.number) {
                        Some((_, readings)) => readings.push(reading),
                        None => alike.push((&term.number, vec![reading])),
                    }
                    continue;
                }
                _ => {}
            }
            let row = self.letters(term, *assumed, &slug);
            out.push_str(&line(&self.term(term, *assumed), &row));
        }
        if !alike.is_empty() {
            let alike: Vec<String> = alike
                .into_iter()
                .map(|(number, readings)| format!("{number} ({})", readings.join(", ")))
                .collect();
            out.push_str(
                &self.wrapped(&format!("other readings that stand alike: {}", alike.join("; "))),
            );
        }
        out.push_str(&self.coverage(&slug));
        out.push_str(&self.clocks(perspective));
        out.push_str(&self.phases(perspective));
        out.push_str(&self.found(&slug));
        out
    }

    /// `Sep 2016` above the first day and above each first day of a month, if there is room.
    fn months(&self) -> String {
        let mut out = String::new();
        let mut shown: Option<(i16, i8)> = None;
        for (i, day) in self.days.iter().enumerate() {
            let this = (day.year(), day.month());
            let column = i * self.cell + self.cell - 2;
            if shown != Some(this) && (out.is_empty() || out.chars().count() < column) {
                let month: String =
                    words::month(Tongue::english_alone(), *day).chars().take(3).collect();
                while out.chars().count() < column {
                    out.push(' ');
                }
                out.push_str(&format!("{month} {}", day.year()));
                shown = Some(this);
            }
        }
        out
    }

    fn stands(&self, term: &TermLine, slug: &str) -> Vec<Option<Stands>> {
        let cell = |day: &Date| self.cells.at(term, *day, slug);
        self.days.iter().map(|day| cell(day).map(|a| (a.status, a.contested))).collect()
    }

    /// The letters of one term. Each stands under the last figure of its day; its marks take the
    /// room before the next.
    fn letters(&self, term: &TermLine, throughout: bool, slug: &str) -> String {
        let mut out = String::new();
        let mut taken = 0;
        for day in self.days {
            let (text, status) = match self.cells.at(term, *day, slug) {
                Some(a) => {
                    (words::letter(a.status, a.contested, a.assumed && !throughout), a.status)
                }
                None => (" ".to_string(), Status::NotInForce),
            };
            out.push_str(&" ".repeat((self.cell - 1).saturating_sub(taken)));
            out.push_str(&self.paint(&text, status));
            taken = text.chars().count() - 1;
        }
        out
    }

    fn term(&self, term: &TermLine, assumed: bool) -> String {
        let mut number = words::plain_line(&term.number).into_owned();
        if assumed {
            number.push('~');
        }
        let text = match &term.reading {
            Some(reading) => format!("  reading {}", words::plain_line(reading)),
            None => words::plain_line(&term.words).into_owned(),
        };
        let text = format!("{number:<width$} {text}", width = self.number + 1);
        self.padded(&words::shortened(&text, self.label.saturating_sub(1)))
    }

    fn coverage(&self, slug: &str) -> String {
        let first = self.board.terms.first();
        let of = |day: Date| first.and_then(|t| self.cells.at(t, day, slug)).map(|a| a.coverage);
        let Some(some) = self.days.iter().find_map(|d| of(*d)) else { return String::new() };
        let figures = |pick: fn(&armistice_model::Coverage) -> usize| {
            self.days
                .iter()
                .map(|d| {
                    of(*d).map_or(" ".repeat(self.cell), |c| {
                        format!("{:>width$}", pick(&c), width = self.cell)
                    })
                })
                .collect::<String>()
        };
        let sources = self.padded(&format!("sources reporting, of {}", some.sources));
        let regions = self.padded(&format!("regions heard from, of {}", some.regions));
        format!(
            "{}{}",
            line(&self.faint(&sources), &figures(|c| c.reporting)),
            line(&self.faint(&regions), &figures(|c| c.regions_heard))
        )
    }

    /// A row of calm days for each rule of counting, and below what happened to them.
    fn clocks(&self, perspective: &Perspective) -> String {
        let mine: Vec<&ClockView> =
            self.board.clocks.iter().filter(|c| c.perspective == *perspective).collect();
        let mut out = String::new();
        for name in in_order(mine.iter().map(|c| c.clock.as_str())) {
            let mut states: Vec<(String, Vec<&str>)> = Vec::new();
            for rule in RULES {
                let of = |day: &Date| {
                    mine.iter().find(|c| c.clock == name && c.rule == rule && c.day == *day)
                };
                let Some(last) = self.days.iter().rev().find_map(&of) else { continue };
                let label = format!(
                    "{} of {}, {}",
                    words::plain_line(name),
                    last.target_days,
                    rule_word(rule)
                );
                let label = words::shortened(&label, self.label.saturating_sub(1));
                let row: String = self
                    .days
                    .iter()
                    .map(|day| match of(day) {
                        Some(c) => format!("{:>width$}", shown_days(c), width = self.cell),
                        None => " ".repeat(self.cell),
                    })
                    .collect();
                out.push_str(&line(&self.faint(&self.padded(&label)), &row));
                let state = clock_state(Tongue::english_alone(), last, &self.zone)
                    .unwrap_or_else(|| "running".to_string());
                match states.iter_mut().find(|(s, _)| *s == state) {
                    Some((_, rules)) => rules.push(rule_word(rule)),
                    None => states.push((state, vec![rule_word(rule)])),
                }
            }
            let mut states: Vec<String> = states
                .into_iter()
                .map(|(state, rules)| format!("{state} ({})", Tongue::english_alone().list(&rules)))
                .collect();
            if !self.findings {
                states.push(format!("established: {NO_FINDING}"));
            }
            out.push_str(&self.wrapped(&states.join("; ")));
        }
        out
    }

    fn phases(&self, perspective: &Perspective) -> String {
        let mut out = String::new();
        let mine = || self.board.phases.iter().filter(|p| p.perspective == *perspective);
        for name in in_order(mine().map(|p| p.phase.as_str())) {
            let states: Vec<String> = mine()
                .filter(|p| p.phase == name)
                .map(|p| match p.opened {
                    Some(at) => format!(
                        "would have opened {} ({})",
                        words::short_moment(Tongue::english_alone(), at, &self.zone),
                        rule_word(p.rule)
                    ),
                    None => format!("not opened ({})", rule_word(p.rule)),
                })
                .collect();
            out.push_str(&self.wrapped(&format!("phase {name}: {}", states.join("; "))));
        }
        out
    }

    /// `findings: 1.a I-0000a102 established`: what people found, each once.
    fn found(&self, slug: &str) -> String {
        let mut found: Vec<String> = Vec::new();
        for cell in self.board.assessments.iter().filter(|a| a.id.perspective == slug) {
            for breach in &cell.breaches {
                let (Some(finding), Some(incident)) = (breach.finding, &breach.incident) else {
                    continue;
                };
                let line = format!(
                    "{} {incident} {}",
                    cell.id.term,
                    words::determination(Tongue::english_alone(), finding)
                );
                if !found.contains(&line) {
                    found.push(line);
                }
            }
        }
        if found.is_empty() {
            return String::new();
        }
        self.wrapped(&format!("findings: {}", found.join("; ")))
    }

    /// Words under the board, indented and broken at spaces so that they fit.
    fn wrapped(&self, text: &str) -> String {
        let mut out = String::new();
        let mut line = String::from("    ");
        for word in words::plain_line(text).split(' ') {
            let long = line.chars().count() + word.chars().count() + 1 > self.width;
            if long && line.trim() != "" {
                out.push_str(&format!("{line}\n"));
                line = String::from("    ");
            }
            line.push(' ');
            line.push_str(word);
        }
        out.push_str(&format!("{line}\n"));
        out
    }

    fn windows(&self) -> String {
        let mut out = String::new();
        for window in &self.board.windows {
            let state = if window.closes <= self.board.as_of { "closed" } else { "closes" };
            out.push_str(&format!(
                "window {}: opened {}, {state} {}",
                words::plain_line(&window.window),
                words::short_moment(Tongue::english_alone(), window.opened, &self.zone),
                words::short_moment(Tongue::english_alone(), window.closes, &self.zone)
            ));
            if !window.extensions.is_empty() {
                out.push_str(&format!(
                    " ({})",
                    words::number(window.extensions.len(), "extension", "extensions")
                ));
            }
            out.push('\n');
        }
        out
    }

    fn legend(&self) -> String {
        let statuses = [
            Status::NotInForce,
            Status::NoBreachKnown,
            Status::Undetermined,
            Status::BreachAlleged,
            Status::BreachCorroborated,
        ];
        let parts: Vec<String> = statuses
            .iter()
            .map(|s| format!("{} {}", self.paint(&s.letter().to_string(), *s), s.words()))
            .collect();
        format!(
            "{}\n* contested   ~ leans on a number or rule that was assumed (beside a term: all \
             its letters do)\nClocks: days of calm, if \
             alleged, corroborated or established breaches break it.\n{}\n",
            parts.join("   "),
            "The program assesses, people find. That nothing was reported does not mean that nothing happened."
        )
    }

    fn padded(&self, text: &str) -> String {
        format!("{text:<width$}", width = self.label)
    }

    fn bold_padded(&self, text: &str) -> String {
        self.bold(&self.padded(&words::shortened(text, self.label)))
    }

    fn bold(&self, text: &str) -> String {
        self.wrap("1", text)
    }

    fn faint(&self, text: &str) -> String {
        self.wrap("2", text)
    }

    fn paint(&self, text: &str, status: Status) -> String {
        self.wrap(
            match status {
                Status::NotInForce => "2",
                Status::NoBreachKnown => "32",
                Status::Undetermined => "33",
                Status::BreachAlleged => "1;35",
                Status::BreachCorroborated => "1;31",
            },
            text,
        )
    }

    fn wrap(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }
}

fn line(label: &str, row: &str) -> String {
    format!("{}\n", format!("{label}{row}").trim_end())
}

/// The rules of counting in the order they are shown.
pub(crate) const RULES: [CountingRule; 3] =
    [CountingRule::Alleged, CountingRule::Corroborated, CountingRule::Established];

fn rule_word(rule: CountingRule) -> &'static str {
    match rule {
        CountingRule::Alleged => "alleged",
        CountingRule::Corroborated => "corroborated",
        CountingRule::Established => "established",
    }
}

/// Names in the order they first come, each once.
pub(crate) fn in_order<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}
