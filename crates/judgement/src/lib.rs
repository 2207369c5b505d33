//! Deal, incidents, perspective and instant to assessments, clocks and phases.
//!
//! The way of one claim through this room:
//!
//! 1. `worlds`: a claim that names one of several actors is taken apart into *worlds*, each with
//!    one author and one target, so that "Government – IS, direction not told" never becomes an
//!    attack of the Government on itself.
//! 2. `facts`: a world becomes facts for the deal's formulas, each *certain* or only *possible*:
//!    a place known to 5 km is possibly within 3 500 m of a road.
//! 3. `verdicts`: `monitor` evaluates each term's formula twice, over what is certain (what must
//!    not hold taken from what is possible) and over what is possible. A claim is a certain breach
//!    if every one of its worlds is, a possible one if any is.
//! 4. `cells`: per perspective and day. One voice alleges; two that do not lean on each other
//!    corroborate; what is possible only is undetermined; nobody reporting is undetermined too.
//! 5. `clock`: calm counted by the monitor. A clock restarts by the guarantors' decision alone.
//!
//! Nothing here does input or output, and nothing knows today's date.

mod binding;
mod breach;
mod cells;
mod clock;
mod coverage;
mod duty;
mod facts;
mod rivals;
mod ties;
mod told;
mod verdicts;
mod watcher;
mod worlds;

pub use verdicts::JudgementError;
pub use watcher::Evaluator;

use armistice_deal::Deal;
use armistice_model::{
    Board, Claim, Decision, Gazetteer, Incident, Perspective, Report, Sources, TermLine,
};
use jiff::Timestamp;
use jiff::civil::Date;

/// All that judgement looks at.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The deal in force.
    pub deal: &'a Deal,
    /// The claims, sorted by id; only those known at `as_of`.
    pub claims: &'a [Claim],
    /// The incidents made of them.
    pub incidents: &'a [Incident],
    /// The reports they were read from, for coverage.
    pub reports: &'a [Report],
    /// People's decisions known at `as_of`.
    pub decisions: &'a [Decision],
    /// Who says things, and whom they stand close to.
    pub sources: &'a Sources,
    /// The case's places.
    pub places: &'a Gazetteer,
    /// The instant of knowledge.
    pub as_of: Timestamp,
    /// Last civil day to judge; `None`: the last day any claim speaks of.
    pub until: Option<Date>,
}

impl Input<'_> {
    /// The perspectives of this deal: close to each party, independent, all.
    pub fn perspectives(&self) -> Vec<Perspective> {
        let close = self.deal.parties.iter().map(|p| Perspective::Close(p.name.clone()));
        close.chain([Perspective::Independent, Perspective::All]).collect()
    }
}

/// Judges every term, reading, perspective and day.
///
/// # Errors
/// When a term's formula cannot be monitored, or a place the deal names is not in the case.
pub fn judge(input: &Input) -> Result<Board, JudgementError> {
    judge_by(input, Evaluator::Streaming)
}

/// [`judge`] by an evaluator of one's choice: the board is the same.
///
/// # Errors
/// As [`judge`].
pub fn judge_by(input: &Input, evaluator: Evaluator) -> Result<Board, JudgementError> {
    let binding = binding::Binding::of(input);
    let days = cells::days(input, &binding);
    let lines = lines(input.deal);
    let worlds = worlds::of_claims(input.claims);
    let facts = facts::Facts::of(input, &worlds, &binding)?;
    let ties = ties::Ties::of(input);
    let coverage = coverage::Coverages::of(input, &days);

    let mut assessments = Vec::new();
    let mut clocks = Vec::new();
    let mut phases = Vec::new();
    let pointwise = verdicts::pointwise(input, &worlds, &facts, evaluator)?;
    for perspective in input.perspectives() {
        let view = verdicts::View {
            input,
            worlds: &worlds,
            facts: &facts,
            binding: &binding,
            ties: &ties,
            perspective: &perspective,
            evaluator,
        };
        // A phase may open by the clock of the terms that bind from the start; the terms that
        // wait for it are judged after it.
        let mut judged = Vec::new();
        let mut opened = Vec::new();
        for (line, term, rule) in lines.iter().filter(|(_, t, _)| !binding::waits_for_phase(t)) {
            let breaches = verdicts::breaches(&view, line, term, rule, &pointwise, &opened)?;
            judged.push((line, *term, breaches));
        }
        let (views, perspective_phases) = clock::clocks(&view, &days, &judged)?;
        opened.extend(perspective_phases.iter().filter_map(|p| {
            (p.rule == armistice_model::CountingRule::Alleged)
                .then_some(p.opened.map(|at| (p.phase.clone(), at)))
                .flatten()
        }));
        clocks.extend(views);
        phases.extend(perspective_phases);
        for (line, term, rule) in lines.iter().filter(|(_, t, _)| binding::waits_for_phase(t)) {
            let breaches = verdicts::breaches(&view, line, term, rule, &pointwise, &opened)?;
            judged.push((line, *term, breaches));
        }
        // Back in the order of the deal.
        judged.sort_by_key(|(line, _, _)| lines.iter().position(|(l, _, _)| l == *line));
        for (line, term, breaches) in &judged {
            assessments
                .extend(cells::of_line(&view, line, term, breaches, &days, &opened, &coverage));
        }
    }

    Ok(Board {
        deal: input.deal.title.clone(),
        time_zone: input.deal.zone_name.clone(),
        as_of: input.as_of,
        in_force: binding.in_force(),
        perspectives: input.perspectives(),
        terms: lines.into_iter().map(|(line, _, _)| line).collect(),
        assessments,
        clocks,
        phases,
        windows: binding.windows(input),
        rival_counts: rivals::counts(input, &days),
        days,
    })
}

type Line<'a> = (TermLine, &'a armistice_deal::Term, &'a armistice_deal::Rule);

/// One line per term and reading, in the order of the deal.
fn lines(deal: &Deal) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for term in &deal.terms {
        let own = (None, &term.rule);
        let readings = term.readings.iter().map(|r| (Some(r.name.clone()), &r.rule));
        for (reading, rule) in std::iter::once(own).chain(readings) {
            lines.push((
                TermLine {
                    number: term.number.clone(),
                    words: term.words.clone(),
                    plain: armistice_deal::plain(deal, rule),
                    formula: armistice_deal::formula(term, rule).to_string(),
                    reading,
                    assumptions: term.assumptions.clone(),
                },
                term,
                rule,
            ));
        }
    }
    lines
}
