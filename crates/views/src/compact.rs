//! The board without what its cells rest on.

use armistice_model::{
    Board, ClockView, Coverage, InForce, Perspective, PhaseView, RivalCount, SourceId, Status,
    TermLine, WindowView,
};
use armistice_publish::{Checkpoint, PROGRAM_VERSION, Publication, Veil};
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// The board as it is first shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CompactBoard {
    /// The case's folder name.
    pub case: String,
    /// The prefix of the ledger it is computed from.
    pub checkpoint: Checkpoint,
    /// The program that computed it.
    pub program_version: String,
    /// The deal's title.
    pub deal: String,
    /// IANA name of the zone in which days are counted.
    pub time_zone: String,
    /// The instant up to which reports and decisions are taken into account.
    #[schemars(with = "String")]
    pub as_of: Timestamp,
    /// From when the deal binds.
    pub in_force: InForce,
    /// Days across: the last [`CompactBoard::SHOWN`] that are judged. Earlier ones are asked for by
    /// the last day to judge.
    #[schemars(with = "Vec<String>")]
    pub days: Vec<Date>,
    /// Every day that is judged.
    #[schemars(with = "Vec<String>")]
    pub all_days: Vec<Date>,
    /// One block each.
    pub perspectives: Vec<PerspectiveName>,
    /// Terms down, each with its readings.
    pub terms: Vec<TermLine>,
    /// One for each term line, perspective and day.
    pub cells: Vec<Cell>,
    /// One for each clock, perspective, rule and day.
    pub clocks: Vec<ClockView>,
    /// One for each phase, perspective and rule.
    pub phases: Vec<PhaseView>,
    /// The deal's windows.
    pub windows: Vec<WindowView>,
    /// Rival counts; voices by public names.
    pub rival_counts: Vec<RivalCount>,
    /// How many breaches a person has made a finding on: incidents under terms, each once.
    pub findings: usize,
    /// Cells that stand otherwise on the last day than on the day before it.
    pub changes: Vec<Turn>,
}

/// A perspective as it is shown and as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PerspectiveName {
    /// For addresses: `government`.
    pub slug: String,
    /// For people: `close to Government`.
    pub name: String,
}

/// Where a term stands on one day in one perspective and reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The assessment's name.
    pub id: String,
    /// The clause's number.
    pub term: String,
    /// The reading; `None` for the text's own.
    pub reading: Option<String>,
    /// The civil day.
    #[schemars(with = "String")]
    pub day: Date,
    /// The perspective's slug.
    pub perspective: String,
    /// Where it stands.
    pub status: Status,
    /// Whether some voice denies or tells otherwise what another alleges.
    pub contested: bool,
    /// Whether it leans on a number or rule that we assumed.
    pub assumed: bool,
    /// How many incidents and unanswered duties it rests on.
    pub breaches: usize,
    /// How much was being watched.
    pub coverage: Coverage,
}

/// A cell that stands otherwise than the day before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Turn {
    /// The later day.
    #[schemars(with = "String")]
    pub day: Date,
    /// The clause's number.
    pub term: String,
    /// The reading; `None` for the text's own.
    pub reading: Option<String>,
    /// The perspective's slug.
    pub perspective: String,
    /// Where it stood.
    pub from: Status,
    /// Where it stands.
    pub to: Status,
    /// The later cell's name.
    pub id: String,
}

impl CompactBoard {
    /// How many days are shown at once: a deal lasts for years, and nobody reads a thousand columns.
    pub const SHOWN: usize = 92;

    /// The board without its cells, as judgement has it.
    pub fn head(self) -> Board {
        Board {
            deal: self.deal,
            time_zone: self.time_zone,
            as_of: self.as_of,
            in_force: self.in_force,
            days: self.all_days,
            perspectives: self
                .perspectives
                .into_iter()
                .map(|p| Perspective::from(p.name))
                .collect(),
            terms: self.terms,
            assessments: Vec::new(),
            clocks: self.clocks,
            phases: self.phases,
            windows: self.windows,
            rival_counts: self.rival_counts,
        }
    }

    /// The board of a publication as the veil's audience may see it.
    pub fn of(publication: &Publication<'_>, veil: &Veil<'_>) -> Self {
        let board = publication.board;
        let shown =
            board.days.get(board.days.len().saturating_sub(Self::SHOWN)..).unwrap_or_default();
        let first = shown.first().copied();
        let clean = |text: &mut String| *text = veil.text(text).into_owned();
        let mut compact = Self {
            case: publication.case.to_string(),
            checkpoint: publication.checkpoint.clone(),
            program_version: PROGRAM_VERSION.to_string(),
            deal: board.deal.clone(),
            time_zone: board.time_zone.clone(),
            as_of: board.as_of,
            in_force: board.in_force.clone(),
            days: shown.to_vec(),
            all_days: board.days.clone(),
            perspectives: board
                .perspectives
                .iter()
                .map(|p| PerspectiveName { slug: p.slug(), name: p.to_string() })
                .collect(),
            terms: board.terms.clone(),
            cells: cells(board, first),
            clocks: board
                .clocks
                .iter()
                .filter(|c| first.is_none_or(|f| c.day >= f))
                .cloned()
                .collect(),
            phases: board.phases.clone(),
            windows: board.windows.clone(),
            rival_counts: board
                .rival_counts
                .iter()
                .filter(|r| first.is_none_or(|f| r.until >= f))
                .cloned()
                .collect(),
            findings: findings(board),
            changes: turns(board),
        };
        for rival in &mut compact.rival_counts {
            rival.voice = SourceId::new(veil.source(&rival.voice));
            rival.by.0.iter_mut().for_each(clean);
            clean(&mut rival.what);
            rival.place.iter_mut().for_each(clean);
        }
        compact.phases.iter_mut().flat_map(|p| &mut p.expects).for_each(clean);
        compact.in_force.until.iter_mut().for_each(|(_, who)| clean(who));
        for (_, _, by) in compact.windows.iter_mut().flat_map(|w| &mut w.extensions) {
            by.iter_mut().for_each(clean);
        }
        compact
    }
}

fn cells(board: &Board, first: Option<Date>) -> Vec<Cell> {
    let cell = |a: &armistice_model::Assessment| Cell {
        id: a.id.to_string(),
        term: a.id.term.clone(),
        reading: a.id.reading.clone(),
        day: a.id.day,
        perspective: a.id.perspective.clone(),
        status: a.status,
        contested: a.contested,
        assumed: a.assumed,
        breaches: a.breaches.len(),
        coverage: a.coverage,
    };
    let shown = board.assessments.iter().filter(|a| first.is_none_or(|first| a.id.day >= first));
    shown.map(cell).collect()
}

fn findings(board: &Board) -> usize {
    let breaches = board.assessments.iter().flat_map(|a| a.breaches.iter().map(move |b| (a, b)));
    let found = breaches.filter(|(_, breach)| breach.finding.is_some());
    found.map(|(a, breach)| (&a.id.term, &breach.incident)).collect::<HashSet<_>>().len()
}

fn turns(board: &Board) -> Vec<Turn> {
    let [.., before, last] = board.days.as_slice() else { return Vec::new() };
    let earlier: HashMap<_, _> = board
        .assessments
        .iter()
        .filter(|a| a.id.day == *before)
        .map(|a| ((&a.id.term, &a.id.reading, &a.id.perspective), a.status))
        .collect();
    let turn = |a: &armistice_model::Assessment| {
        let from = *earlier.get(&(&a.id.term, &a.id.reading, &a.id.perspective))?;
        (from != a.status).then(|| Turn {
            day: a.id.day,
            term: a.id.term.clone(),
            reading: a.id.reading.clone(),
            perspective: a.id.perspective.clone(),
            from,
            to: a.status,
            id: a.id.to_string(),
        })
    };
    board.assessments.iter().filter(|a| a.id.day == *last).filter_map(turn).collect()
}
