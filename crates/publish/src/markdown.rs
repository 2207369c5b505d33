//! A bulletin as Markdown, in English.

use crate::bulletin::Bulletin;
use crate::groups::Group;
use crate::item::Item;
use crate::rivals::{RivalVoice, Rivals};
use crate::tongue::Tongue;
use crate::words;
use std::fmt::Write as _;

/// The bulletin as CommonMark with tables, ending in a line break.
pub(crate) fn markdown(bulletin: &Bulletin) -> String {
    let mut out = String::new();
    let b = bulletin;
    // Writing into a string cannot fail.
    let _ = writeln!(out, "# {}\n", safe(&b.deal));
    let _ = writeln!(out, "**{}**, as known on {}\n", b.dateline, b.as_known);
    let lead: Vec<String> = b.lead.iter().map(|s| safe(s)).collect();
    let _ = writeln!(out, "{}\n", lead.join(" "));
    board(&mut out, b);
    rivals(&mut out, b.t, &b.rivals);
    section(&mut out, "What changed since yesterday", &b.changes);
    clocks(&mut out, b);
    section(&mut out, "Windows", &b.windows);
    section(&mut out, "Phases", &b.phases);
    let _ = writeln!(out, "## Incidents\n");
    if b.groups.iter().all(|g| g.items.is_empty()) {
        let _ = writeln!(
            out,
            "None is known. That nothing was reported does not mean that nothing happened.\n"
        );
    }
    for group in &b.groups {
        incidents(&mut out, b.t, group);
    }
    section(&mut out, "Numbers and rules that were assumed", &b.assumptions);
    let _ = writeln!(out, "## What this is computed from\n");
    let _ = writeln!(out, "{}\n", safe(&b.foot.people_find));
    let _ = writeln!(out, "{} `{}`\n", safe(&b.foot.computed), code(&b.foot.command));
    let _ = writeln!(out, "{}\n", safe(&b.foot.licences));
    format!("{}\n", out.trim_end())
}

fn section(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {title}\n");
    for line in lines {
        let _ = writeln!(out, "- {}", safe(line));
    }
    out.push('\n');
}

fn row(out: &mut String, cells: &[String]) {
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

fn head(out: &mut String, cells: &[String]) {
    row(out, cells);
    let rules: Vec<String> = cells.iter().map(|_| "---".to_string()).collect();
    row(out, &rules);
}

fn board(out: &mut String, b: &Bulletin) {
    let _ = writeln!(out, "## The board\n");
    let mut top = vec!["Term".to_string()];
    top.extend(b.columns.iter().map(|c| safe(c)));
    head(out, &top);
    for line in &b.rows {
        let same = line.same_words(b.t).map(|s| format!(" *({})*", safe(&s))).unwrap_or_default();
        let mut cells = vec![format!("**{}** {}{same}", safe(&line.number), safe(&line.words))];
        cells.extend(line.cells.iter().map(|cell| match cell {
            Some(c) => {
                let letter = words::letter(c.status, c.contested, c.assumed);
                format!("`{letter}` {}", words::status(b.t, c.status))
            }
            None => String::new(),
        }));
        row(out, &cells);
    }
    let mut coverage = vec!["*Coverage*".to_string()];
    coverage.extend(b.coverage.iter().map(|c| safe(c)));
    row(out, &coverage);
    let _ = writeln!(
        out,
        "\n`-` not in force, `.` no breach known, `?` undetermined, `A` breach alleged, `C` \
         breach corroborated; `*` contested, `~` leans on a number or rule that was assumed. \
         `armistice why TERM@{}@PERSPECTIVE` shows what a cell rests on.\n",
        b.day
    );
}

fn rivals(out: &mut String, t: &Tongue, rivals: &Rivals) {
    let _ = writeln!(out, "## Rival counts, side by side\n");
    if rivals.is_empty() {
        let _ = writeln!(out, "No voice is known to have given a count for the day.\n");
        return;
    }
    let _ = writeln!(out, "Each voice's own figures. They are never added up.\n");
    if !rivals.days.is_empty() {
        figures(out, t, &rivals.days);
    }
    for incident in &rivals.incidents {
        let _ = writeln!(out, "### {} `{}`\n", safe(&incident.title), code(&incident.id));
        figures(out, t, &incident.voices);
    }
    if let Some(rest) = rivals.rest(t) {
        let _ = writeln!(out, "{rest}\n");
    }
}

fn figures(out: &mut String, t: &Tongue, voices: &[RivalVoice]) {
    head(out, &["Voice", "Counts", "Of what", "Coverage", "Claim"].map(String::from));
    for rival in voices {
        let coverage = rival.coverage.map(|c| words::coverage(t, &c)).unwrap_or_default();
        for figure in &rival.figures {
            row(
                out,
                &[
                    format!("{} ({})", safe(&rival.voice), safe(&rival.stands)),
                    format!("**{}**", safe(&figure.count)),
                    safe(&figure.of),
                    coverage.clone(),
                    format!("`{}`", code(&figure.claim)),
                ],
            );
        }
        if let Some(rest) = rival.rest(t) {
            let voice = format!("{} ({})", safe(&rival.voice), safe(&rival.stands));
            row(out, &[voice, safe(&rest), String::new(), coverage.clone(), String::new()]);
        }
    }
    out.push('\n');
}

fn clocks(out: &mut String, b: &Bulletin) {
    for clock in &b.clocks {
        let _ = writeln!(out, "## The {} clock\n", safe(&clock.name));
        let mut top = vec!["By the count of".to_string()];
        top.extend(clock.rules.iter().map(|r| safe(r)));
        head(out, &top);
        for (eyes, cells) in &clock.rows {
            let mut line = vec![safe(eyes)];
            line.extend(cells.iter().map(|c| safe(c)));
            row(out, &line);
        }
        out.push('\n');
    }
}

fn incidents(out: &mut String, t: &Tongue, group: &Group) {
    if group.items.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {} ({})\n", group.title, group.count(t));
    if !group.note.is_empty() {
        let _ = writeln!(out, "{}\n", group.note);
    }
    if let Some(rest) = &group.rest {
        let _ = writeln!(out, "{}\n", safe(rest));
    }
    for item in &group.items {
        incident(out, t, item);
    }
    out.push('\n');
}

fn incident(out: &mut String, t: &Tongue, item: &Item) {
    let contested = if item.contested { " **contested\\***" } else { "" };
    let _ = writeln!(
        out,
        "- **{}**: {}. {}.{contested} `{}`",
        safe(&item.when),
        safe(&item.kind),
        safe(&item.place),
        code(&item.id)
    );
    let harm = item.harm(t).map(|harm| format!("; {}", safe(&harm))).unwrap_or_default();
    let _ = writeln!(out, "  - {}{harm}", safe(&words::capital(&item.actors)));
    for said in &item.said {
        let _ = writeln!(
            out,
            "  - {}: “{}” ({})",
            safe(&item.kind),
            safe(&said.words),
            safe(&said.voice)
        );
    }
    let voices: Vec<String> = item.voices.iter().map(|v| safe(v)).collect();
    let _ = writeln!(
        out,
        "  - {}: {}",
        words::number(item.voices.len(), "voice", "voices"),
        t.list(&voices)
    );
    if !item.against.is_empty() {
        let against: Vec<String> = item.against.iter().map(|v| safe(v)).collect();
        let _ = writeln!(out, "  - denied or told otherwise by {}", t.list(&against));
    }
    for line in &item.account {
        let _ = writeln!(out, "  - {}", safe(line));
    }
    if !item.terms.is_empty() {
        let _ = writeln!(out, "  - {}", safe(&item.bearing(t)));
    }
    if let Some(found) = item.found(t) {
        let _ = writeln!(out, "  - **found by a person: {}**", safe(&found));
    }
    let (reasons, more) = item.first_reasons();
    for reason in reasons {
        let _ = writeln!(out, "  - held to be one event: {}", safe(reason));
    }
    if more > 0 {
        let links = words::number(more, "more link", "more links");
        let _ = writeln!(out, "  - and {links}, with their reasons, in `armistice why`");
    }
    for ask in &item.ask {
        let _ = writeln!(out, "  - `armistice why {}`", code(ask));
    }
}

/// Text with everything that Markdown or the HTML behind it would take for markup made harmless,
/// on one line.
fn safe(text: &str) -> String {
    let mut out = String::new();
    for c in words::plain_line(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// Text inside a code span of a table cell.
fn code(text: &str) -> String {
    words::plain_line(text).replace(['`', '|', '<', '>'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_case_is_never_markup() {
        insta::assert_snapshot!(safe("<script>*a*|[b](c) `d`\n# e"), @r"&lt;script&gt;\*a\*\|\[b\](c) \`d\` \# e");
    }
}
