//! Tables for spreadsheets: RFC 4180, with cells that a spreadsheet would run made harmless.

use crate::account::{Account, Harm};
use crate::day::first_published;
use crate::standing::{Standings, denied};
use crate::veil::Veil;
use armistice_model::{Board, Claim, Count, Incident, Report, Scope, Shape, Stance, When};
use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};

/// A cell that neither a spreadsheet nor a terminal obeys. Control characters (escape sequences,
/// tabs, line breaks) become spaces; one that then begins with `=`, `+`, `-` or `@`, spaces before
/// it or not, gets a leading apostrophe, so that it is no formula. A plain number keeps its minus.
fn harmless(cell: &str) -> Cow<'_, str> {
    let cell = if cell.contains(char::is_control) {
        Cow::Owned(cell.replace(char::is_control, " "))
    } else {
        Cow::Borrowed(cell)
    };
    let risky = cell.trim_start().starts_with(['=', '+', '-', '@']);
    let number = || cell.parse::<f64>().is_ok_and(f64::is_finite) && !cell.starts_with('+');
    if risky && !number() { Cow::Owned(format!("'{cell}")) } else { cell }
}

/// Writes a table: its head, then its rows.
pub(crate) fn table(
    out: impl Write,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(out);
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| Cell(harmless(cell))))?;
    }
    writer.flush()
}

/// A table as bytes.
fn in_memory(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into memory has no way to fail; a row lost would be seen by the tests that read
    // the table back.
    let _ = write(&mut bytes);
    bytes
}

/// What the writer takes for a field.
struct Cell<'a>(Cow<'a, str>);

impl AsRef<[u8]> for Cell<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// As it is displayed; empty where there is none.
pub(crate) fn text<T: Display>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// Low, best and high; empty where not told or open.
pub(crate) fn ends(count: Option<&Count>) -> [String; 3] {
    [text(count.map(|c| c.low)), text(count.and_then(|c| c.best)), text(count.and_then(|c| c.high))]
}

fn times(when: &When) -> [String; 3] {
    let how = match when {
        When::Open => "open",
        When::Within(_) => "within",
        When::Throughout(_) => "throughout",
    };
    let interval = when.interval();
    [how.to_string(), text(interval.map(|i| i.from())), text(interval.map(|i| i.until()))]
}

/// Shape, longitude and latitude of its middle, and its reach in metres.
fn shape(shape: Option<&Shape>) -> [String; 4] {
    let Some(shape) = shape else { return Default::default() };
    let word = match shape {
        Shape::Disc { .. } => "disc",
        Shape::Line { .. } => "line",
        Shape::Area { .. } => "area",
    };
    let [lon, lat] = shape.middle();
    [word.to_string(), format!("{lon:.5}"), format!("{lat:.5}"), format!("{:.0}", shape.reach_m())]
}

/// The word of a scope as data has it.
pub(crate) fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Incident => "incident",
        Scope::Summary => "summary",
        Scope::Tally => "tally",
        Scope::Toll => "toll",
    }
}

/// The word of a stance as data has it.
pub(crate) fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Fact => "fact",
        Stance::Claimed => "claimed",
        Stance::Accused => "accused",
        Stance::Denied => "denied",
    }
}

const INCIDENT_HEAD: [&str; 40] = [
    "id",
    "scope",
    "kind",
    "by",
    "on",
    "when",
    "from",
    "until",
    "first_published",
    "place",
    "region",
    "shape",
    "middle_longitude",
    "middle_latitude",
    "reach_m",
    "killed_low",
    "killed_best",
    "killed_high",
    "civilians_killed_low",
    "civilians_killed_best",
    "civilians_killed_high",
    "wounded_low",
    "wounded_best",
    "wounded_high",
    "voices",
    "voice_names",
    "status",
    "terms",
    "contested",
    "claims",
    "link_reasons",
    "assessments",
    "independent",
    "independent_at_most",
    "killed_rule",
    "civilians_killed_rule",
    "wounded_rule",
    "stand_together",
    "disputes",
    "covers",
];

/// One incident a row; several values in a cell are parted by `; `. Times are instants in UTC.
pub fn incidents_csv(incidents: &[Incident], board: Option<&Board>, veil: &Veil) -> Vec<u8> {
    let standings = Standings::of(board);
    in_memory(|out| write_incidents(out, incidents, &standings, veil))
}

/// The same, written row by row.
pub(crate) fn write_incidents(
    out: impl Write,
    incidents: &[Incident],
    standings: &Standings,
    veil: &Veil,
) -> io::Result<()> {
    let rows = incidents.iter().map(|incident| {
        let under = standings.under(&incident.id);
        let terms: Vec<String> = under
            .iter()
            .map(|s| match &s.reading {
                Some(reading) => format!("{} ({reading}): {}", s.term, s.status),
                None => format!("{}: {}", s.term, s.status),
            })
            .collect();
        let contested = denied(incident, veil) || under.iter().any(|s| s.contested);
        let reasons: Vec<String> = incident.links.iter().map(|l| veil.reason(l)).collect();
        let cells: Vec<&str> =
            under.iter().flat_map(|s| s.assessments.iter().map(String::as_str)).collect();
        let claims: Vec<&str> = incident.claims.iter().map(|c| c.as_str()).collect();
        let mut row = vec![
            incident.id.to_string(),
            scope_word(incident.scope).to_string(),
            incident.kind.to_string(),
            veil.text(&incident.by.join("; ")).into_owned(),
            veil.text(&incident.on.join("; ")).into_owned(),
        ];
        row.extend(times(&incident.when));
        row.push(text(first_published(incident, veil)));
        row.push(veil.text(incident.place.name.as_deref().unwrap_or_default()).into_owned());
        row.push(veil.text(incident.place.region.as_deref().unwrap_or_default()).into_owned());
        row.extend(shape(incident.place.shape.as_ref()));
        row.extend(ends(incident.casualties.killed.as_ref()));
        row.extend(ends(incident.casualties.civilians_killed.as_ref()));
        row.extend(ends(incident.casualties.wounded.as_ref()));
        row.extend([
            incident.voices.to_string(),
            veil.voices(incident).join("; "),
            text(standings.gravest(&incident.id)),
            terms.join("; "),
            if contested { "yes" } else { "no" }.to_string(),
            claims.join("; "),
            reasons.join("; "),
            cells.join("; "),
        ]);
        row.extend(account(incident, veil));
        row
    });
    table(out, &INCIDENT_HEAD, rows)
}

/// The last columns of an incident's row.
fn account(incident: &Incident, veil: &Veil) -> [String; 8] {
    let account = Account::of(incident, veil);
    let rule = |harm| account.rule(harm).to_string();
    let disputes: Vec<&str> = account.disputes.iter().map(|d| d.sentence.as_str()).collect();
    let covers = account.covers.iter().flat_map(|covers| &covers.incidents);
    [
        account.independent.to_string(),
        account.independent_at_most.to_string(),
        rule(Harm::Killed),
        rule(Harm::CiviliansKilled),
        rule(Harm::Wounded),
        account.echoes().collect::<Vec<_>>().join("; "),
        disputes.join("; "),
        covers.map(|id| id.as_str()).collect::<Vec<_>>().join("; "),
    ]
}

const CLAIM_HEAD: [&str; 32] = [
    "id",
    "report",
    "voice",
    "through",
    "published",
    "stance",
    "scope",
    "kind",
    "by",
    "on",
    "weapon",
    "self_defence",
    "when",
    "from",
    "until",
    "place",
    "region",
    "shape",
    "middle_longitude",
    "middle_latitude",
    "reach_m",
    "killed_low",
    "killed_best",
    "killed_high",
    "civilians_killed_low",
    "civilians_killed_best",
    "civilians_killed_high",
    "wounded_low",
    "wounded_best",
    "wounded_high",
    "count",
    "words",
];

/// One claim a row. The words are its first stretch of text, empty where they may not be shown.
pub fn claims_csv(claims: &[Claim], veil: &Veil) -> Vec<u8> {
    in_memory(|out| write_claims(out, claims, veil))
}

/// The same, written row by row.
pub(crate) fn write_claims(out: impl Write, claims: &[Claim], veil: &Veil) -> io::Result<()> {
    let rows = claims.iter().map(|claim| {
        let mut row = vec![
            claim.id.to_string(),
            claim.report.to_string(),
            veil.source(&claim.voice),
            veil.source(&claim.through),
            text(claim.published),
            stance_word(claim.stance).to_string(),
            scope_word(claim.scope).to_string(),
            claim.kind.to_string(),
            veil.text(&claim.by.0.join("; ")).into_owned(),
            veil.text(&claim.on.0.join("; ")).into_owned(),
            text(claim.weapon.as_ref().map(|w| w.class)),
            if claim.self_defence { "yes" } else { "no" }.to_string(),
        ];
        row.extend(times(&claim.when));
        row.push(veil.text(claim.place.name.as_deref().unwrap_or_default()).into_owned());
        row.push(veil.text(claim.place.region.as_deref().unwrap_or_default()).into_owned());
        row.extend(shape(claim.place.shape.as_ref()));
        row.extend(ends(claim.casualties.killed.as_ref()));
        row.extend(ends(claim.casualties.civilians_killed.as_ref()));
        row.extend(ends(claim.casualties.wounded.as_ref()));
        row.push(text(claim.count));
        row.push(veil.quote(claim).unwrap_or_default());
        row
    });
    table(out, &CLAIM_HEAD, rows)
}

const REPORT_HEAD: [&str; 7] =
    ["id", "source", "format", "published", "title", "evidence_sha256", "flags"];

/// One report a row. Those of protected sources show neither title nor evidence file.
pub fn reports_csv(reports: &[Report], veil: &Veil) -> Vec<u8> {
    in_memory(|out| write_reports(out, reports, veil))
}

/// The same, written row by row.
pub(crate) fn write_reports(out: impl Write, reports: &[Report], veil: &Veil) -> io::Result<()> {
    let rows = reports.iter().map(|report| {
        let row = crate::json::report_row(report, veil);
        vec![
            row.id.to_string(),
            row.source,
            row.format,
            text(row.published),
            row.title.unwrap_or_default(),
            row.evidence.unwrap_or_default(),
            row.flags.join("; "),
        ]
    });
    table(out, &REPORT_HEAD, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        for (cell, safe) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+1", "'+1"),
            ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", " x"),
            ("\t=1+1", "' =1+1"),
            ("a\u{1b}[31mb\r\n\u{7}\u{7f}c", "a [31mb    c"),
            ("-37.5", "-37.5"),
            ("-inf", "'-inf"),
            ("Khan Tuman", "Khan Tuman"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), safe, "{cell:?}");
        }
    }

    #[test]
    fn a_table_is_rfc_4180_and_reads_back() {
        let rows = [vec!["x,\"y\"\nz".to_string(), "ü".into()]];
        let bytes = in_memory(|out| table(out, &["a", "b"], rows.into_iter()));
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), "a,b\r\n\"x,\"\"y\"\" z\",ü\r\n");
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!((&row[0], &row[1]), ("x,\"y\" z", "ü"));
    }
}
