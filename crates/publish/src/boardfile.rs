//! `board.json`.

use crate::json::{Each, write_json};
use crate::veil::Veil;
use crate::{Checkpoint, PROGRAM_VERSION, Publication};
use armistice_model::{
    Assessment, Board, ClockView, InForce, Perspective, PhaseView, RivalCount, SourceId, TermLine,
    WindowView,
};
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// `board.json`: the board, and what it was computed from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BoardFile {
    /// The case's folder name.
    pub case: String,
    /// The ledger prefix it is computed from.
    pub checkpoint: Checkpoint,
    /// Version of the program that computed it.
    pub program_version: String,
    /// The board. Voices are public names.
    pub board: Board,
}

/// The board with every source by its public name.
pub fn board_file(publication: &Publication, veil: &Veil) -> BoardFile {
    let board = publication.board;
    let mut file = without_lists(publication, veil);
    file.board.assessments = board.assessments.iter().map(|a| assessment(a, veil)).collect();
    file.board.rival_counts = board.rival_counts.iter().map(|r| rival_count(r, veil)).collect();
    file
}

/// Writes the board file without ever holding a second board: cells and rival counts, which are
/// nearly all of it, are made ready one by one.
pub(crate) fn write_board(
    out: impl Write,
    publication: &Publication,
    veil: &Veil,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'a, B> {
        case: &'a str,
        checkpoint: &'a Checkpoint,
        program_version: &'a str,
        board: B,
    }
    #[derive(Serialize)]
    struct Parts<'a, A, R> {
        deal: &'a str,
        time_zone: &'a str,
        as_of: &'a Timestamp,
        in_force: &'a InForce,
        days: &'a [Date],
        perspectives: &'a [Perspective],
        terms: &'a [TermLine],
        assessments: A,
        clocks: &'a [ClockView],
        phases: &'a [PhaseView],
        windows: &'a [WindowView],
        rival_counts: R,
    }
    let file = without_lists(publication, veil);
    let board = &file.board;
    write_json(
        out,
        &Whole {
            case: &file.case,
            checkpoint: &file.checkpoint,
            program_version: &file.program_version,
            board: Parts {
                deal: &board.deal,
                time_zone: &board.time_zone,
                as_of: &board.as_of,
                in_force: &board.in_force,
                days: &board.days,
                perspectives: &board.perspectives,
                terms: &board.terms,
                assessments: Each(|| {
                    publication.board.assessments.iter().map(|a| assessment(a, veil))
                }),
                clocks: &board.clocks,
                phases: &board.phases,
                windows: &board.windows,
                rival_counts: Each(|| {
                    publication.board.rival_counts.iter().map(|r| rival_count(r, veil))
                }),
            },
        },
    )
}

fn public_name(id: &SourceId, veil: &Veil) -> SourceId {
    SourceId::new(veil.source(id))
}

fn assessment(cell: &Assessment, veil: &Veil) -> Assessment {
    let mut cell = cell.clone();
    for breach in &mut cell.breaches {
        breach.voices.iter_mut().for_each(|id| *id = public_name(id, veil));
        breach.by.0.iter_mut().for_each(|name| veil.clean(name));
        veil.clean(&mut breach.reason);
    }
    cell
}

fn rival_count(rival: &RivalCount, veil: &Veil) -> RivalCount {
    let mut rival = rival.clone();
    rival.voice = public_name(&rival.voice, veil);
    rival.by.0.iter_mut().for_each(|name| veil.clean(name));
    veil.clean(&mut rival.what);
    rival.place.iter_mut().for_each(|place| veil.clean(place));
    rival
}

/// All of the board file but its cells and rival counts.
fn without_lists(publication: &Publication, veil: &Veil) -> BoardFile {
    let whole = publication.board;
    let mut board = Board {
        deal: whole.deal.clone(),
        time_zone: whole.time_zone.clone(),
        as_of: whole.as_of,
        in_force: whole.in_force.clone(),
        days: whole.days.clone(),
        perspectives: whole.perspectives.clone(),
        terms: whole.terms.clone(),
        assessments: Vec::new(),
        clocks: whole.clocks.clone(),
        phases: whole.phases.clone(),
        windows: whole.windows.clone(),
        rival_counts: Vec::new(),
    };
    let words = |text: &mut String| veil.clean(text);
    board.phases.iter_mut().flat_map(|p| &mut p.expects).for_each(words);
    board.in_force.until.iter_mut().for_each(|(_, who)| words(who));
    for (_, _, by) in board.windows.iter_mut().flat_map(|w| &mut w.extensions) {
        by.iter_mut().for_each(words);
    }
    BoardFile {
        case: publication.case.to_string(),
        checkpoint: publication.checkpoint.clone(),
        program_version: PROGRAM_VERSION.to_string(),
        board,
    }
}
