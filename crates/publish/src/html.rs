//! A bulletin as one self-contained page that prints on A4.

use crate::bulletin::{Bulletin, Cell};
use crate::groups::Group;
use crate::item::Item;
use crate::ledgerline::Foot;
use crate::map::Map;
use crate::page::{escaped, page};
use crate::rivals::RivalVoice;
use crate::{svg, words};
use armistice_model::Status;
use std::fmt::Write as _;

/// The bulletin as HTML, with its map.
pub(crate) fn bulletin_page(b: &Bulletin, drawn: &Map) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    top(&mut out, b);
    let _ = writeln!(out, "<main>");
    lead(&mut out, b);
    board(&mut out, b);
    rivals(&mut out, b);
    list(&mut out, "changes", "What changed since yesterday", &b.changes);
    clocks(&mut out, b);
    let _ = writeln!(out, "<div class=\"pair\">");
    list(&mut out, "windows", "Windows", &b.windows);
    list(&mut out, "phases", "Phases", &b.phases);
    let _ = writeln!(out, "</div>");
    map(&mut out, drawn);
    incidents(&mut out, b);
    list(&mut out, "assumed", "Numbers and rules that were assumed", &b.assumptions);
    let _ = writeln!(out, "</main>");
    foot(&mut out, &b.foot);
    page(&format!("{}: {}", b.dateline, b.deal), &out)
}

fn top(out: &mut String, b: &Bulletin) {
    let link = |day: Option<jiff::civil::Date>, class: &str| match day {
        Some(d) => format!("<a class=\"{class}\" href=\"{d}.html\">{}</a>", words::short_day(d)),
        None => String::new(),
    };
    let _ = writeln!(
        out,
        "<header>\n<nav>{}<a href=\"../index.html\">All days</a>{}</nav>\n\
         <p class=\"kicker\">Ceasefire bulletin</p>\n<h1>{}</h1>\n\
         <p class=\"dateline\"><strong>{}</strong><span>as known on {}</span></p>\n</header>",
        link(b.beside.0, "before"),
        link(b.beside.1, "after"),
        escaped(&b.dateline),
        escaped(&b.deal),
        escaped(&b.as_known)
    );
}

fn lead(out: &mut String, b: &Bulletin) {
    let sentences: Vec<String> = b.lead.iter().map(|s| escaped(s)).collect();
    let _ = writeln!(out, "<p class=\"lead\">{}</p>", sentences.join(" "));
}

/// The class that colours a status.
pub(crate) fn class(status: Status) -> &'static str {
    match status {
        Status::NotInForce => "off",
        Status::NoBreachKnown => "calm",
        Status::Undetermined => "open",
        Status::BreachAlleged => "alleged",
        Status::BreachCorroborated => "corroborated",
    }
}

fn board(out: &mut String, b: &Bulletin) {
    let _ = writeln!(out, "<section id=\"board\">\n<h2>The board</h2>\n<table class=\"board\">");
    let heads: String =
        b.columns.iter().map(|c| format!("<th scope=\"col\">{}</th>", escaped(c))).collect();
    let _ = writeln!(out, "<thead><tr><th scope=\"col\">Term</th>{heads}</tr></thead>\n<tbody>");
    for row in &b.rows {
        let kind = if row.is_reading { " class=\"reading\"" } else { "" };
        let cells: String =
            row.cells.iter().zip(&b.columns).map(|(c, eyes)| cell(c, eyes)).collect();
        let same = row
            .same_words()
            .map(|s| format!(" <small>({})</small>", escaped(&s)))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "<tr{kind}><th scope=\"row\" title=\"{}\"><b>{}</b> <span>{}</span>{same}</th>\
             {cells}</tr>",
            escaped(&row.plain),
            escaped(&row.number),
            escaped(&row.words)
        );
    }
    let coverage: String = b
        .coverage
        .iter()
        .zip(&b.columns)
        .map(|(c, eyes)| format!("<td data-eyes=\"{}\">{}</td>", escaped(eyes), escaped(c)))
        .collect();
    let _ = writeln!(
        out,
        "</tbody>\n<tfoot><tr><th scope=\"row\">Coverage</th>{coverage}</tr></tfoot>\n</table>\n\
         <p class=\"legend\">{} <span><b>*</b> contested: some voice denies it or tells it \
         otherwise</span> <span><b>~</b> leans on a number or rule that was assumed</span></p>\n\
         <p class=\"note\">What a cell rests on: <code>armistice why TERM@{}@PERSPECTIVE</code>\
         </p>\n</section>",
        legend(),
        b.day
    );
}

/// The letters and what they mean.
pub(crate) fn legend() -> String {
    [
        Status::NotInForce,
        Status::NoBreachKnown,
        Status::Undetermined,
        Status::BreachAlleged,
        Status::BreachCorroborated,
    ]
    .map(|s| format!("<span><b class=\"key {}\">{}</b> {}</span>", class(s), s.letter(), s.words()))
    .join(" ")
}

fn cell(cell: &Option<Cell>, eyes: &str) -> String {
    let eyes = escaped(eyes);
    let Some(c) = cell else { return format!("<td data-eyes=\"{eyes}\"></td>") };
    let marks = words::letter(c.status, c.contested, c.assumed).split_off(1);
    let marks = if marks.is_empty() { marks } else { format!("<sup>{marks}</sup>") };
    format!(
        "<td class=\"{}\" data-eyes=\"{eyes}\" title=\"armistice why {}\"><b>{}</b>{marks} \
         <span>{}</span></td>",
        class(c.status),
        escaped(&c.id),
        c.status.letter(),
        c.status.words()
    )
}

fn rivals(out: &mut String, b: &Bulletin) {
    let _ = writeln!(out, "<section id=\"rivals\">\n<h2>Rival counts, side by side</h2>");
    if b.rivals.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"note\">No voice is known to have given a count for the day.</p>\n</section>"
        );
        return;
    }
    let _ = writeln!(
        out,
        "<p class=\"note\">Each voice&#39;s own figures. They are never added up.</p>"
    );
    if !b.rivals.days.is_empty() {
        figures(out, &b.rivals.days);
    }
    for incident in &b.rivals.incidents {
        let _ = writeln!(
            out,
            "<h3>{} <code>{}</code></h3>",
            escaped(&incident.title),
            escaped(&incident.id)
        );
        figures(out, &incident.voices);
    }
    if let Some(rest) = b.rivals.rest() {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(&rest));
    }
    let _ = writeln!(out, "</section>");
}

fn figures(out: &mut String, voices: &[RivalVoice]) {
    let _ = writeln!(out, "<div class=\"rivals\">");
    for rival in voices {
        let _ = writeln!(
            out,
            "<article><h3>{}</h3><p class=\"stands\">{}</p><ul>",
            escaped(&rival.voice),
            escaped(&rival.stands)
        );
        for figure in &rival.figures {
            let _ = writeln!(
                out,
                "<li title=\"claim {}\"><strong>{}</strong> <span>{}</span></li>",
                escaped(&figure.claim),
                escaped(&figure.count),
                escaped(&figure.of)
            );
        }
        if let Some(rest) = rival.rest() {
            let _ = writeln!(out, "<li>{}</li>", escaped(&rest));
        }
        let coverage = rival.coverage.map(|c| format!("Coverage: {c}")).unwrap_or_default();
        let _ = writeln!(out, "</ul><p class=\"coverage\">{}</p></article>", escaped(&coverage));
    }
    let _ = writeln!(out, "</div>");
}

fn list(out: &mut String, id: &str, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section id=\"{id}\">\n<h2>{title}</h2>\n<ul>");
    for line in lines {
        let _ = writeln!(out, "<li>{}</li>", escaped(line));
    }
    let _ = writeln!(out, "</ul>\n</section>");
}

fn clocks(out: &mut String, b: &Bulletin) {
    for clock in &b.clocks {
        let _ = writeln!(
            out,
            "<section class=\"clock\">\n<h2>The {} clock</h2>\n<table><thead><tr>\
             <th scope=\"col\">By the count of</th>{}</tr></thead>\n<tbody>",
            escaped(&clock.name),
            clock
                .rules
                .iter()
                .map(|r| format!("<th scope=\"col\">{}</th>", escaped(r)))
                .collect::<String>()
        );
        for (eyes, cells) in &clock.rows {
            let cells: String = cells
                .iter()
                .zip(&clock.rules)
                .map(|(c, rule)| format!("<td data-eyes=\"{}\">{}</td>", escaped(rule), escaped(c)))
                .collect();
            let _ = writeln!(out, "<tr><th scope=\"row\">{}</th>{cells}</tr>", escaped(eyes));
        }
        let _ = writeln!(out, "</tbody></table>\n</section>");
    }
}

fn map(out: &mut String, map: &Map) {
    if map.panels.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section id=\"map\">\n<h2>Where, as far as told</h2>");
    let _ = writeln!(out, "<div class=\"maps\">");
    for panel in &map.panels {
        let _ = writeln!(
            out,
            "<figure><div class=\"scroll\">{}</div><figcaption>{}</figcaption></figure>",
            svg::panel(panel),
            escaped(&panel.caption)
        );
    }
    let _ = writeln!(out, "</div>\n{}\n</section>", svg::legend(map));
}

fn incidents(out: &mut String, b: &Bulletin) {
    let _ = writeln!(out, "<section id=\"incidents\">\n<h2>Incidents</h2>");
    if b.groups.iter().all(|g| g.items.is_empty()) {
        let _ = writeln!(
            out,
            "<p>None is known. That nothing was reported does not mean that nothing happened.</p>"
        );
    }
    for group in b.groups.iter().filter(|g| !g.items.is_empty()) {
        incident_group(out, group);
    }
    let _ = writeln!(out, "</section>");
}

fn incident_group(out: &mut String, group: &Group) {
    let _ = writeln!(
        out,
        "<h3>{} <span class=\"count\">{}</span></h3>\n<p class=\"note\">{}</p>\n{}<ol class=\"items\">",
        escaped(&group.title),
        group.count(),
        escaped(&group.note),
        group
            .rest
            .as_ref()
            .map(|r| format!("<p class=\"note\">{}</p>\n", escaped(r)))
            .unwrap_or_default()
    );
    for item in &group.items {
        incident(out, item);
    }
    let _ = writeln!(out, "</ol>");
}

fn incident(out: &mut String, item: &Item) {
    let class = item.status.map_or("none", class);
    let contested = if item.contested { " <em class=\"contested\">contested *</em>" } else { "" };
    let _ = writeln!(
        out,
        "<li id=\"{id}\" class=\"{class}\"><p class=\"what\"><b class=\"number\">{}</b> \
         <strong>{}</strong> {}{contested}</p>",
        item.number,
        escaped(&words::capital(&item.kind)),
        escaped(&item.place),
        id = escaped(&item.id)
    );
    let _ = writeln!(
        out,
        "<p>{}; {}.{}</p>",
        escaped(&item.when),
        escaped(&item.actors),
        item.harm()
            .map(|harm| format!(" <strong>{}.</strong>", escaped(&words::capital(harm))))
            .unwrap_or_default()
    );
    for said in &item.said {
        let _ = writeln!(
            out,
            "<p class=\"said\">{}: “{}” ({})</p>",
            escaped(&words::capital(&item.kind)),
            escaped(&said.words),
            escaped(&said.voice)
        );
    }
    let voices: Vec<String> = item.voices.iter().map(|v| escaped(v)).collect();
    let _ = writeln!(
        out,
        "<p class=\"voices\">{}: {}</p>",
        words::number(item.voices.len(), "voice", "voices"),
        words::list(&voices)
    );
    if !item.against.is_empty() {
        let against: Vec<String> = item.against.iter().map(|v| escaped(v)).collect();
        let _ = writeln!(
            out,
            "<p class=\"voices\">Denied or told otherwise by {}</p>",
            words::list(&against)
        );
    }
    if !item.terms.is_empty() {
        let _ = writeln!(out, "<p class=\"bearing\">{}</p>", escaped(&item.bearing()));
    }
    if let Some(found) = item.found() {
        let _ = writeln!(
            out,
            "<p class=\"bearing\"><strong>Found by a person: {}</strong></p>",
            escaped(&found)
        );
    }
    let (reasons, more) = item.first_reasons();
    for reason in reasons {
        let _ = writeln!(out, "<p class=\"reasons\">Held to be one event: {}</p>", escaped(reason));
    }
    if more > 0 {
        let links = words::number(more, "more link", "more links");
        let _ = writeln!(
            out,
            "<p class=\"reasons\">And {links}, with their reasons, in <code>armistice why</code></p>"
        );
    }
    let ask: Vec<String> =
        item.ask.iter().map(|id| format!("<code>{}</code>", escaped(id))).collect();
    let _ = writeln!(
        out,
        "<p class=\"ids\"><code>{}</code>{}</p></li>",
        escaped(&item.id),
        if ask.is_empty() { String::new() } else { format!(" why: {}", ask.join(" ")) }
    );
}

/// The foot of a page.
pub(crate) fn foot(out: &mut String, foot: &Foot) {
    let _ = writeln!(
        out,
        "<footer>\n<p>{}</p>\n<p>{} <code>{}</code></p>\n<p>{}</p>\n</footer>",
        escaped(&foot.people_find),
        escaped(&foot.computed),
        escaped(&foot.command),
        escaped(&foot.licences)
    );
}
