//! Lists for a terminal: one line each, columns that stand under each other.

use crate::json::{IncidentRow, claims_file, incidents_file, reports_file};
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::words;
use armistice_model::{Board, Claim, Incident, Report};
use jiff::tz::TimeZone;

/// Longest cell; what is longer is cut and says so.
const CELL: usize = 44;

/// The incidents, one a line: id, when, what, where, killed, whose word (and how many
/// are no echo of another, where fewer), under which terms.
pub fn incidents_table(incidents: &[Incident], board: Option<&Board>, veil: &Veil) -> String {
    let zone = board.map_or(TimeZone::UTC, |b| words::zone(&b.time_zone));
    let head = ["INCIDENT", "WHEN", "WHAT", "WHERE", "HARM", "VOICES", "TERMS"];
    let rows = incidents_file(incidents, board, veil).incidents.into_iter().map(|row| {
        let terms = row.terms.iter().filter(|t| t.reading.is_none());
        let mut terms: Vec<String> =
            terms.map(|t| format!("{} {}", t.term, t.status.letter())).collect();
        terms.dedup();
        let mark = if row.contested { "*" } else { "" };
        vec![
            row.id.to_string(),
            words::when(Tongue::english_alone(), &row.when, &zone),
            format!("{}{mark}", row.kind),
            words::place(Tongue::english_alone(), &row.place),
            words::casualties(Tongue::english_alone(), &row.casualties).unwrap_or_default(),
            voices(&row),
            terms.join(" "),
        ]
    });
    laid_out(&head, rows.collect())
}

/// Whose word it is; before it how many are no echo of another, where they are fewer.
fn voices(row: &IncidentRow) -> String {
    let (names, all) = (row.voices.join(", "), row.voices.len());
    if row.account.independent < all {
        format!("{} of {all}: {names}", row.account.independent_words())
    } else {
        names
    }
}

/// The claims, one a line: id, whose word, how, what, by and on whom, when, where, harm.
pub fn claims_table(claims: &[Claim], zone: &TimeZone, veil: &Veil) -> String {
    let head = ["CLAIM", "VOICE", "STANCE", "WHAT", "BY", "ON", "WHEN", "WHERE", "HARM"];
    let rows = claims_file(claims, veil).claims.into_iter().map(|row| {
        vec![
            row.id.to_string(),
            row.voice,
            crate::csv::stance_word(row.stance).to_string(),
            row.kind.to_string(),
            words::who(Tongue::english_alone(), &row.by).unwrap_or_default(),
            words::who(Tongue::english_alone(), &row.on).unwrap_or_default(),
            words::when(Tongue::english_alone(), &row.when, zone),
            words::place(Tongue::english_alone(), &row.place),
            words::casualties(Tongue::english_alone(), &row.casualties).unwrap_or_default(),
        ]
    });
    laid_out(&head, rows.collect())
}

/// The reports, one a line: id, stamp, source, format, title, flags.
pub fn reports_table(reports: &[Report], veil: &Veil) -> String {
    let head = ["REPORT", "PUBLISHED", "SOURCE", "FORMAT", "TITLE", "FLAGS"];
    let rows = reports_file(reports, veil).reports.into_iter().map(|row| {
        vec![
            row.id.to_string(),
            row.published.unwrap_or_else(|| "unstamped".to_string()),
            row.source,
            row.format,
            row.title.unwrap_or_default(),
            row.flags.join(" "),
        ]
    });
    laid_out(&head, rows.collect())
}

fn laid_out(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head)
        .chain(rows)
        .map(|row| row.iter().map(|c| words::shortened(&words::plain_line(c), CELL)).collect())
        .collect();
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|i| rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.chars().count()) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
