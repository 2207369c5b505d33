//! The page that leads to the bulletins and the data.

use crate::bulletin::Bulletin;
use crate::cells::{Cells, widest};
use crate::html::{class, foot, legend};
use crate::page::{escaped, page};
use crate::veil::Veil;
use crate::{Publication, ledgerline, words};
use std::fmt::Write as _;

/// `index.html`.
pub(crate) fn index_page(publication: &Publication, bulletins: &[Bulletin], veil: &Veil) -> String {
    let board = publication.board;
    let zone = words::zone(&board.time_zone);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<header>\n<p class=\"kicker\">Ceasefire bulletins</p>\n<h1>{}</h1>\n\
         <p class=\"dateline\"><strong>Case {}</strong><span>as known on {}</span></p>\n</header>\n\
         <main>",
        escaped(&veil.text(&board.deal)),
        escaped(publication.case),
        escaped(&words::moment(board.as_of, &zone))
    );
    if let Some(last) = bulletins.last() {
        let sentences: Vec<String> = last.lead.iter().map(|s| escaped(s)).collect();
        let _ = writeln!(out, "<p class=\"lead\">{}</p>", sentences.join(" "));
    }
    days(&mut out, publication, veil);
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
        &ledgerline::foot(publication.case, publication.checkpoint, publication.sources),
    );
    page(&board.deal, &out)
}

/// The board of the widest perspective, days across, each leading to its bulletin.
fn days(out: &mut String, publication: &Publication, veil: &Veil) {
    let board = publication.board;
    let cells = Cells::of(board);
    let Some(all) = widest(board) else { return };
    let slug = all.slug();
    let _ = writeln!(
        out,
        "<section id=\"days\">\n<h2>Day by day, {}</h2>\n<div class=\"scroll\">\
         <table class=\"days\">\n<thead><tr><th scope=\"col\">Term</th>",
        escaped(&words::eyes(all))
    );
    for day in &board.days {
        let month: String = words::month(*day).chars().take(3).collect();
        let _ = writeln!(
            out,
            "<th scope=\"col\"><a href=\"bulletins/{day}.html\"><small>{month}</small> {}</a></th>",
            day.day()
        );
    }
    let _ = writeln!(out, "</tr></thead>\n<tbody>");
    for term in &board.terms {
        let text = match &term.reading {
            Some(reading) => format!("in the reading {reading}"),
            None => term.words.clone(),
        };
        let _ = write!(
            out,
            "<tr><th scope=\"row\"><b>{}</b> <span>{}</span></th>",
            escaped(&term.number),
            escaped(&veil.text(&words::shortened(&text, 60)))
        );
        for day in &board.days {
            let _ = match cells.at(term, *day, &slug) {
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
        legend()
    );
}
