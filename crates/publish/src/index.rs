//! The page that leads to the bulletins and the data, in English.

use crate::bulletin::{Desk, same_words};
use crate::cells::widest;
use crate::html::{class, foot, legend};
use crate::page::{Shell, escaped, page};
use crate::tongue::Tongue;
use crate::{ledgerline, words};
use armistice_model::{Assessment, Status, TermLine};
use std::fmt::Write as _;

/// `index.html`.
pub(crate) fn index_page(desk: &Desk) -> String {
    let (publication, veil) = (desk.publication, &desk.veil);
    let board = publication.board;
    let t = Tongue::english_alone();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<header>\n<p class=\"kicker\">Ceasefire bulletins</p>\n<h1>{}</h1>\n\
         <p class=\"dateline\"><strong>Case {}</strong><span>as known on {}</span></p>\n</header>\n\
         <main>",
        escaped(&veil.text(&board.deal)),
        escaped(publication.case),
        escaped(&words::moment(t, board.as_of, &desk.zone))
    );
    if let Some(last) = board.days.last() {
        let sentences: Vec<String> = desk.lead(t, *last).iter().map(|s| escaped(s)).collect();
        let _ = writeln!(out, "<p class=\"lead\">{}</p>", sentences.join(" "));
    }
    days(&mut out, desk);
    let _ = writeln!(
        out,
        "<section id=\"data\">\n<h2>Data</h2>\n<ul class=\"files\">\n\
         <li><a href=\"board.json\">board.json</a> every cell, clock, phase and rival count</li>\n\
         <li><a href=\"incidents.csv\">incidents.csv</a> one incident a row</li>\n\
         <li><a href=\"incidents.geojson\">incidents.geojson</a> incidents as shapes, as wide as \
         told</li>\n\
         <li><a href=\"claims.csv\">claims.csv</a> who says what</li>\n\
         <li><a href=\"reports.csv\">reports.csv</a> the reports taken in</li>\n\
         </ul>\n</section>\n</main>"
    );
    foot(
        &mut out,
        t,
        &ledgerline::foot(t, publication.case, publication.checkpoint, publication.sources),
    );
    page(&Shell::alone(t), &board.deal, &out)
}

/// A term line, and the readings under which it stands on every day as it does here.
struct Row<'a> {
    line: &'a TermLine,
    cells: Vec<Option<&'a Assessment>>,
    same_in: Vec<String>,
}

fn rows<'a>(desk: &Desk<'a>, slug: &str) -> Vec<Row<'a>> {
    let board = desk.publication.board;
    let stands = |row: &Row| -> Vec<Option<(Status, bool, bool)>> {
        row.cells.iter().map(|c| c.map(|a| (a.status, a.contested, a.assumed))).collect()
    };
    let mut rows: Vec<Row> = Vec::new();
    for line in &board.terms {
        let cells = board.days.iter().map(|day| desk.cells.at(line, *day, slug)).collect();
        let row = Row { line, cells, same_in: Vec::new() };
        let own = |r: &&mut Row| r.line.number == line.number && r.line.reading.is_none();
        match (&line.reading, rows.iter_mut().rev().find(own)) {
            (Some(reading), Some(own)) if stands(own) == stands(&row) => {
                own.same_in.push(reading.clone());
            }
            _ => rows.push(row),
        }
    }
    rows
}

/// The board of the widest perspective, days across, each leading to its bulletin.
fn days(out: &mut String, desk: &Desk) {
    let (board, veil) = (desk.publication.board, &desk.veil);
    let t = Tongue::english_alone();
    let Some(all) = widest(board) else { return };
    let _ = writeln!(
        out,
        "<section id=\"days\">\n<h2>Day by day, {}</h2>\n<div class=\"scroll\">\
         <table class=\"days\">\n<thead><tr><th scope=\"col\">Term</th>",
        escaped(&words::eyes(t, all))
    );
    for day in &board.days {
        let month: String = words::month(t, *day).chars().take(3).collect();
        let _ = writeln!(
            out,
            "<th scope=\"col\"><a href=\"bulletins/{day}.html\"><small>{month}</small> {}</a></th>",
            day.day()
        );
    }
    let _ = writeln!(out, "</tr></thead>\n<tbody>");
    for row in rows(desk, &all.slug()) {
        let text = match &row.line.reading {
            Some(reading) => format!("in the reading {reading}"),
            None => words::shortened(&row.line.words, 60),
        };
        let same = same_words(t, &row.same_in).map(|s| format!(" ({s})")).unwrap_or_default();
        let _ = write!(
            out,
            "<tr><th scope=\"row\"><b>{}</b> <span>{}<small>{}</small></span></th>",
            escaped(&row.line.number),
            escaped(&veil.text(&text)),
            escaped(&veil.text(&same))
        );
        for (day, cell) in board.days.iter().zip(&row.cells) {
            let _ = match cell {
                Some(a) => write!(
                    out,
                    "<td class=\"{}\" title=\"{}: {}\"><a href=\"bulletins/{day}.html\">{}</a></td>",
                    class(a.status),
                    escaped(&a.id.to_string()),
                    a.status.words(),
                    words::letter(a.status, a.contested, a.assumed)
                ),
                None => write!(out, "<td></td>"),
            };
        }
        let _ = writeln!(out, "</tr>");
    }
    let _ = writeln!(
        out,
        "</tbody></table></div>\n<p class=\"legend\">{} <span><b>*</b> contested</span> \
         <span><b>~</b> leans on a number or rule that was assumed</span></p>\n</section>",
        legend(t)
    );
}
