//! A bulletin as one self-contained page that prints on A4.

use crate::bulletin::{Bulletin, Cell};
use crate::groups::Group;
use crate::item::Item;
use crate::ledgerline::Foot;
use crate::map::Map;
use crate::page::{Shell, escaped, page};
use crate::rivals::RivalVoice;
use crate::tongue::Tongue;
use crate::{Language, svg, words};
use armistice_model::Status;
use jiff::civil::Date;
use std::fmt::Write as _;

/// Where a page of a bulletin stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Among the files of a publication, which are in one language.
    Alone,
    /// Behind a server that gives each page in every language.
    Served,
}

/// The bulletin as HTML, with its map.
pub(crate) fn bulletin_page(b: &Bulletin, drawn: &Map, stands: Stands) -> String {
    let t = b.t;
    let mut out = String::new();
    // Writing into a string cannot fail.
    top(&mut out, b, stands);
    let _ = writeln!(out, "<main>");
    lead(&mut out, b);
    board(&mut out, b);
    rivals(&mut out, b);
    list(&mut out, t, "changes", "heading-changes", &b.changes);
    clocks(&mut out, b);
    let _ = writeln!(out, "<div class=\"pair\">");
    list(&mut out, t, "windows", "heading-windows", &b.windows);
    list(&mut out, t, "phases", "heading-phases", &b.phases);
    let _ = writeln!(out, "</div>");
    map(&mut out, t, drawn);
    incidents(&mut out, b);
    list(&mut out, t, "assumed", "heading-assumed", &b.assumptions);
    let _ = writeln!(out, "</main>");
    foot(&mut out, t, &b.foot);
    let shell = match stands {
        Stands::Alone => Shell::alone(t),
        Stands::Served => Shell::of_several(t),
    };
    let (dateline, deal) = (b.dateline.as_str().into(), b.deal.as_str().into());
    page(&shell, &t.say("page-title", [("dateline", dateline), ("deal", deal)]), &out)
}

/// Where the page of a day and language is.
fn address(day: Date, language: Language, stands: Stands) -> String {
    match stands {
        Stands::Alone => format!("{day}.html"),
        Stands::Served => format!("{day}.html?lang={language}"),
    }
}

fn top(out: &mut String, b: &Bulletin, stands: Stands) {
    let t = b.t;
    let link = |day: Option<Date>, class: &str| match day {
        Some(d) => format!(
            "<a class=\"{class}\" href=\"{}\">{}</a>",
            address(d, t.language, stands),
            words::short_day(t, d)
        ),
        None => String::new(),
    };
    let others = match stands {
        Stands::Alone => String::new(),
        Stands::Served => languages(b),
    };
    let _ = writeln!(
        out,
        "<header>\n<nav>{}<a href=\"../index.html\">{}</a>{}</nav>\n{others}\
         <p class=\"kicker\">{}</p>\n<h1>{}</h1>\n\
         <p class=\"dateline\"><strong>{}</strong><span>{}</span></p>\n</header>",
        link(b.beside.0, "before"),
        t.word("all-days"),
        link(b.beside.1, "after"),
        t.word("kicker"),
        t.html(&b.dateline),
        t.html(&b.deal),
        t.html(&t.say("as-known-on", [("moment", b.as_known.as_str().into())]))
    );
}

/// Links to the same page in the other languages, each named in itself.
fn languages(b: &Bulletin) -> String {
    let here = b.t.language;
    let links: String = Language::ALL
        .into_iter()
        .filter(|language| *language != here)
        .map(|language| {
            format!(
                "<a href=\"{}\" lang=\"{language}\" hreflang=\"{language}\" dir=\"{}\">{}</a>",
                address(b.day, language, Stands::Served),
                language.dir(),
                language.name()
            )
        })
        .collect();
    format!("<nav class=\"languages\" aria-label=\"{}\">{links}</nav>\n", b.t.word("languages"))
}

fn lead(out: &mut String, b: &Bulletin) {
    let sentences: Vec<String> = b.lead.iter().map(|s| b.t.html(s)).collect();
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
    let t = b.t;
    let _ = writeln!(
        out,
        "<section id=\"board\">\n<h2>{}</h2>\n<table class=\"board\">",
        t.word("heading-board")
    );
    let heads: String =
        b.columns.iter().map(|c| format!("<th scope=\"col\">{}</th>", t.html(c))).collect();
    let _ = writeln!(
        out,
        "<thead><tr><th scope=\"col\">{}</th>{heads}</tr></thead>\n<tbody>",
        t.word("term")
    );
    for row in &b.rows {
        let kind = if row.is_reading { " class=\"reading\"" } else { "" };
        let cells: String =
            row.cells.iter().zip(&b.columns).map(|(c, eyes)| cell(t, c, eyes)).collect();
        let same = row
            .same_words(t)
            .map(|s| format!(" <small>({})</small>", t.html(&s)))
            .unwrap_or_default();
        // What is judged is put into English alone, by the deal.
        let plain = match t.language {
            Language::En => format!(" title=\"{}\"", escaped(&row.plain)),
            Language::Ar | Language::Ru => String::new(),
        };
        let _ = writeln!(
            out,
            "<tr{kind}><th scope=\"row\"{plain}><b>{}</b> <span>{}</span>{same}</th>{cells}</tr>",
            t.html(&t.own(&row.number)),
            t.html(&row.words)
        );
    }
    let coverage: String = b
        .coverage
        .iter()
        .zip(&b.columns)
        .map(|(c, eyes)| format!("<td data-eyes=\"{}\">{}</td>", t.plain(eyes), t.html(c)))
        .collect();
    let command = format!("<code>armistice why TERM@{}@PERSPECTIVE</code>", b.day);
    let _ = writeln!(
        out,
        "</tbody>\n<tfoot><tr><th scope=\"row\">{}</th>{coverage}</tr></tfoot>\n</table>\n\
         <p class=\"legend\">{} <span><b>*</b> {}</span> <span><b>~</b> {}</span></p>\n\
         <p class=\"note\">{}</p>\n</section>",
        t.word("coverage-heading"),
        legend(t),
        t.word("legend-contested"),
        t.word("legend-assumed"),
        t.say("what-a-cell-rests-on", [("command", command.into())]),
    );
}

/// The letters and what they mean.
pub(crate) fn legend(t: &Tongue) -> String {
    [
        Status::NotInForce,
        Status::NoBreachKnown,
        Status::Undetermined,
        Status::BreachAlleged,
        Status::BreachCorroborated,
    ]
    .map(|s| {
        let words = words::status(t, s);
        format!("<span><b class=\"key {}\">{}</b> {words}</span>", class(s), s.letter())
    })
    .join(" ")
}

fn cell(t: &Tongue, cell: &Option<Cell>, eyes: &str) -> String {
    let eyes = t.plain(eyes);
    let Some(c) = cell else { return format!("<td data-eyes=\"{eyes}\"></td>") };
    let marks = words::letter(c.status, c.contested, c.assumed).split_off(1);
    let marks = if marks.is_empty() { marks } else { format!("<sup>{marks}</sup>") };
    format!(
        "<td class=\"{}\" data-eyes=\"{eyes}\" title=\"{}\"><b>{}</b>{marks} <span>{}</span></td>",
        class(c.status),
        t.plain(&t.own(&format!("armistice why {}", c.id))),
        c.status.letter(),
        words::status(t, c.status)
    )
}

fn rivals(out: &mut String, b: &Bulletin) {
    let t = b.t;
    let _ =
        writeln!(out, "<section id=\"rivals\">\n<h2>{}</h2>", t.html(&t.word("heading-rivals")));
    if b.rivals.is_empty() {
        let _ = writeln!(out, "<p class=\"note\">{}</p>\n</section>", t.html(&t.word("no-rivals")));
        return;
    }
    let _ = writeln!(out, "<p class=\"note\">{}</p>", t.html(&t.word("rivals-note")));
    if !b.rivals.days.is_empty() {
        figures(out, t, &b.rivals.days);
    }
    for incident in &b.rivals.incidents {
        let _ = writeln!(
            out,
            "<h3>{} <code>{}</code></h3>",
            t.html(&incident.title),
            escaped(&incident.id)
        );
        figures(out, t, &incident.voices);
    }
    if let Some(rest) = b.rivals.rest(t) {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", t.html(&rest));
    }
    let _ = writeln!(out, "</section>");
}

fn figures(out: &mut String, t: &Tongue, voices: &[RivalVoice]) {
    let _ = writeln!(out, "<div class=\"rivals\">");
    for rival in voices {
        let _ = writeln!(
            out,
            "<article><h3>{}</h3><p class=\"stands\">{}</p><ul>",
            t.html(&rival.voice),
            t.html(&rival.stands)
        );
        for figure in &rival.figures {
            let claim = t.own(&figure.claim);
            let _ = writeln!(
                out,
                "<li title=\"{}\"><strong>{}</strong> <span>{}</span></li>",
                t.plain(&t.say("claim-id", [("claim", claim.into())])),
                t.html(&figure.count),
                t.html(&figure.of)
            );
        }
        if let Some(rest) = rival.rest(t) {
            let _ = writeln!(out, "<li>{}</li>", t.html(&rest));
        }
        let coverage = rival
            .coverage
            .map(|c| t.say("coverage-of", [("coverage", words::coverage(t, &c).into())]));
        let coverage = t.html(&coverage.unwrap_or_default());
        let _ = writeln!(out, "</ul><p class=\"coverage\">{coverage}</p></article>");
    }
    let _ = writeln!(out, "</div>");
}

fn list(out: &mut String, t: &Tongue, id: &str, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section id=\"{id}\">\n<h2>{}</h2>\n<ul>", t.word(title));
    for line in lines {
        let _ = writeln!(out, "<li>{}</li>", t.html(line));
    }
    let _ = writeln!(out, "</ul>\n</section>");
}

fn clocks(out: &mut String, b: &Bulletin) {
    let t = b.t;
    for clock in &b.clocks {
        let _ = writeln!(
            out,
            "<section class=\"clock\">\n<h2>{}</h2>\n<table><thead><tr>\
             <th scope=\"col\">{}</th>{}</tr></thead>\n<tbody>",
            t.html(&t.say("heading-clock", [("clock", clock.name.as_str().into())])),
            t.word("by-the-count-of"),
            clock
                .rules
                .iter()
                .map(|r| format!("<th scope=\"col\">{}</th>", t.html(r)))
                .collect::<String>()
        );
        for (eyes, cells) in &clock.rows {
            let cells: String = cells
                .iter()
                .zip(&clock.rules)
                .map(|(c, rule)| format!("<td data-eyes=\"{}\">{}</td>", t.plain(rule), t.html(c)))
                .collect();
            let _ = writeln!(out, "<tr><th scope=\"row\">{}</th>{cells}</tr>", t.html(eyes));
        }
        let _ = writeln!(out, "</tbody></table>\n</section>");
    }
}

fn map(out: &mut String, t: &Tongue, map: &Map) {
    if map.panels.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section id=\"map\">\n<h2>{}</h2>", t.word("heading-map"));
    let _ = writeln!(out, "<div class=\"maps\">");
    for panel in &map.panels {
        let _ = writeln!(
            out,
            "<figure><div class=\"scroll\">{}</div><figcaption>{}</figcaption></figure>",
            svg::panel(t, panel),
            t.html(&panel.caption)
        );
    }
    let _ = writeln!(out, "</div>\n{}\n</section>", svg::legend(t, map));
}

fn incidents(out: &mut String, b: &Bulletin) {
    let t = b.t;
    let _ = writeln!(out, "<section id=\"incidents\">\n<h2>{}</h2>", t.word("heading-incidents"));
    if b.groups.iter().all(|g| g.items.is_empty()) {
        let _ = writeln!(out, "<p>{}</p>", t.word("no-incidents"));
    }
    for group in b.groups.iter().filter(|g| !g.items.is_empty()) {
        incident_group(out, t, group);
    }
    let _ = writeln!(out, "</section>");
}

fn incident_group(out: &mut String, t: &Tongue, group: &Group) {
    let _ = writeln!(
        out,
        "<h3>{} <span class=\"count\">{}</span></h3>\n<p class=\"note\">{}</p>\n{}<ol class=\"items\">",
        t.html(&group.title),
        group.count(t),
        t.html(&group.note),
        group
            .rest
            .as_ref()
            .map(|r| format!("<p class=\"note\">{}</p>\n", t.html(r)))
            .unwrap_or_default()
    );
    for item in &group.items {
        incident(out, t, item);
    }
    let _ = writeln!(out, "</ol>");
}

fn incident(out: &mut String, t: &Tongue, item: &Item) {
    let class = item.status.map_or("none", class);
    let contested = match item.contested {
        true => format!(" <em class=\"contested\">{} *</em>", t.word("contested")),
        false => String::new(),
    };
    let _ = writeln!(
        out,
        "<li id=\"{id}\" class=\"{class}\"><p class=\"what\"><b class=\"number\">{}</b> \
         <strong>{}</strong> {}{contested}</p>",
        item.number,
        t.html(&words::capital(&item.kind)),
        t.html(&item.place),
        id = escaped(&item.id)
    );
    let (when, actors) = (t.html(&item.when), t.html(&item.actors));
    let _ = writeln!(
        out,
        "<p>{}{}</p>",
        t.say("when-and-who", [("when", when.into()), ("who", actors.into())]),
        item.harm(t)
            .map(|harm| format!(" <strong>{}.</strong>", t.html(&words::capital(&harm))))
            .unwrap_or_default()
    );
    for said in &item.said {
        let told = t.say(
            "said",
            [
                ("kind", words::capital(&item.kind).into()),
                ("words", said.words.as_str().into()),
                ("voice", said.voice.as_str().into()),
            ],
        );
        let _ = writeln!(out, "<p class=\"said\">{}</p>", t.html(&told));
    }
    let voices = t.list(&item.voices);
    let told = t.say("voices", [("n", item.voices.len().into()), ("voices", voices.into())]);
    let _ = writeln!(out, "<p class=\"voices\">{}</p>", t.html(&told));
    if !item.against.is_empty() {
        let told = t.say("denied-by", [("voices", t.list(&item.against).into())]);
        let _ = writeln!(out, "<p class=\"voices\">{}</p>", t.html(&told));
    }
    for line in &item.account {
        let _ = writeln!(out, "<p class=\"voices\">{}</p>", t.html(line));
    }
    if !item.terms.is_empty() {
        let _ = writeln!(out, "<p class=\"bearing\">{}</p>", t.html(&item.bearing(t)));
    }
    if let Some(found) = item.found(t) {
        let told = t.say("found-by-a-person", [("found", found.into())]);
        let _ = writeln!(out, "<p class=\"bearing\"><strong>{}</strong></p>", t.html(&told));
    }
    let (reasons, more) = item.first_reasons();
    for reason in reasons {
        let told = t.say("held-to-be-one", [("reason", reason.as_str().into())]);
        let _ = writeln!(out, "<p class=\"reasons\">{}</p>", t.html(&told));
    }
    if more > 0 {
        let command = "<code>armistice why</code>";
        let told = t.say("more-links", [("n", more.into()), ("command", command.into())]);
        let _ = writeln!(out, "<p class=\"reasons\">{told}</p>");
    }
    let ask: Vec<String> =
        item.ask.iter().map(|id| format!("<code>{}</code>", escaped(id))).collect();
    let ask = match ask.is_empty() {
        true => String::new(),
        false => format!(" {}", t.say("why", [("cells", ask.join(" ").into())])),
    };
    let _ = writeln!(out, "<p class=\"ids\"><code>{}</code>{ask}</p></li>", escaped(&item.id));
}

/// The foot of a page.
pub(crate) fn foot(out: &mut String, t: &Tongue, foot: &Foot) {
    let _ = writeln!(
        out,
        "<footer>\n<p>{}</p>\n<p>{} <code>{}</code></p>\n<p>{}</p>\n</footer>",
        t.html(&foot.people_find),
        t.html(&foot.computed),
        escaped(&foot.command),
        t.html(&foot.licences)
    );
}
