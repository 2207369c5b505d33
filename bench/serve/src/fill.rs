//! Incidents in any number, where the server will find them: the shipped case, with views that hold
//! made-up incidents in place of its own and say that they are of its ledger.

#[path = "../../../crates/views/tests/fixture/land.rs"]
#[allow(dead_code, clippy::indexing_slicing, missing_docs)]
mod land;

pub use land::Dice;

use crate::server::Program;
use armistice_case::{AsOf, Folder, Known, Nobody};
use armistice_model::Board;
use armistice_publish::{Audience, Publication};
use armistice_views::{Settled, Sqlite, Views};
use land::Land;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The case whose deal, board and ledger are served.
pub const SHIPPED: &str = "cases/syria-2016-09";

/// So many breaches are put into one cell of the board at most. A cell of a real case holds those
/// of one day; the made-up incidents lie over twelve years, and the shipped board has a week.
const A_CELL: usize = 64;

/// A copy of the shipped case in `place`, with the views of so many incidents; what is there and
/// right is left as it is.
///
/// # Errors
/// When something cannot be read, written or judged.
pub fn case(program: &Program, place: &Path, incidents: usize) -> Result<PathBuf, String> {
    let case = place.join(format!("case-{incidents}"));
    if case.join("serve/views.db").exists() && holds(&case, incidents)? {
        eprintln!("{incidents} incidents are there from before");
        return Ok(case);
    }
    if case.exists() {
        std::fs::remove_dir_all(&case).map_err(|e| format!("{}: {e}", case.display()))?;
    }
    copy(Path::new(SHIPPED), &case)?;
    let name = text(&case)?;
    program.run(&["observe", name, "--quiet"])?;
    // The first start makes the administrator, which is an entry of the ledger: the views are filled
    // for the ledger as it is after that.
    program.account(name, "administrator", "admin", "a long enough pass phrase")?;
    drop(program.serve(name, "127.0.0.1:0")?);
    eprintln!("making up {incidents} incidents");
    fill(&case, incidents)?;
    match holds(&case, incidents)? {
        true => Ok(case),
        false => Err(format!("{} does not hold what was put into it", case.display())),
    }
}

/// Whether the views hold so many incidents and say that they are of the ledger as it is.
fn holds(case: &Path, incidents: usize) -> Result<bool, String> {
    let ledger = Folder::at(case).and_then(|folder| folder.open(&Nobody)).map_err(words)?;
    let known = Known::outline(&ledger).map_err(words)?;
    let views = views(case)?;
    let held = views.held().map_err(words)?;
    let current = held.is_some_and(|held| {
        held.checkpoint == known.checkpoint
            && held.program_version == armistice_publish::PROGRAM_VERSION
    });
    Ok(current && views.tally().map_err(words)?.incidents == incidents)
}

/// The views of a case.
///
/// # Errors
/// When they cannot be opened.
pub fn views(case: &Path) -> Result<Sqlite, String> {
    Sqlite::open(case.join("serve/views.db")).map_err(words)
}

fn fill(case: &Path, incidents: usize) -> Result<(), String> {
    let ledger = Folder::at(case).and_then(|folder| folder.open(&Nobody)).map_err(words)?;
    let known = Known::of_ledger(&ledger, &AsOf::Everything, &Nobody).map_err(words)?;
    let judged = known.judged(None, &Nobody).map_err(words)?;
    let land = Land::of(incidents, 7);
    let board = board(judged.board, &land);
    let publication = Publication {
        case: &known.case,
        board: &board,
        incidents: &land.incidents,
        claims: &land.claims,
        reports: &land.reports,
        sources: &known.sources,
        places: &known.places,
        deal_lines: &judged.deal_lines,
        checkpoint: &known.checkpoint,
    };
    let settled = Settled {
        publication: &publication,
        received: &land.received,
        checked: &land.checked,
        parties: &land.parties,
        aside: &[],
        audiences: &Audience::ALL,
    };
    views(case)?.settle(&settled).map_err(words)?;
    Ok(())
}

/// The shipped board, resting on breaches that were made up.
fn board(mut board: Board, land: &Land) -> Board {
    let terms: Vec<&String> = board.terms.iter().map(|term| &term.number).collect();
    let slugs: Vec<String> = board.perspectives.iter().map(|p| p.slug()).collect();
    let mut cells = HashMap::new();
    for (at, cell) in board.assessments.iter().enumerate() {
        let term = terms.iter().position(|term| **term == cell.id.term);
        let slug = slugs.iter().position(|slug| *slug == cell.id.perspective);
        let day = board.days.iter().position(|day| *day == cell.id.day);
        cells.insert((term, slug, day), at);
    }
    let (terms, days) = (terms.len().max(1), board.days.len().max(1));
    for cell in &mut board.assessments {
        cell.breaches.clear();
    }
    for (number, made_up) in land.board.assessments.iter().enumerate() {
        let days_of_land = land.board.days.len().max(1);
        let (block, day) = (number / days_of_land, number % days_of_land);
        let perspectives = land.board.perspectives.len().max(1);
        let key = (
            Some((block / perspectives + 2 * (day / days)) % terms),
            Some(block % perspectives % slugs.len().max(1)),
            Some(day % days),
        );
        let Some(cell) = cells.get(&key).and_then(|at| board.assessments.get_mut(*at)) else {
            continue;
        };
        let room = A_CELL.saturating_sub(cell.breaches.len());
        cell.breaches.extend(made_up.breaches.iter().take(room).cloned());
    }
    board
}

/// A copy of a case's own files, without what was made of them.
///
/// # Errors
/// When it cannot be copied.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let whole = |e: std::io::Error| format!("cannot copy {}: {e}", from.display());
    std::fs::create_dir_all(to).map_err(whole)?;
    for item in std::fs::read_dir(from).map_err(whole)? {
        let path = item.map_err(whole)?.path();
        let Some(name) = path.file_name() else { continue };
        if name == "ledger" || name == "out" || name == "serve" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            std::fs::copy(&path, to.join(name)).map_err(whole)?;
        }
    }
    Ok(())
}

/// A path as text.
///
/// # Errors
/// When it is not UTF-8.
pub fn text(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| format!("{} is not UTF-8", path.display()))
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
