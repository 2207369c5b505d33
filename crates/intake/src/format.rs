//! Which format a file is in, told by its content.

use crate::encoding::{decode, writing};
use crate::refusal::Refusal;
use crate::stamp::stamp;
use crate::text::Header;
use crate::ucdp;
use armistice_model::Format;
use jiff::tz::TimeZone;

/// What to do about a report that says nothing of its publication.
pub(crate) const STAMP: &str = "add a line such as `Published: 2016-09-15 18:30 +03:00`";

/// How much of a file is looked at.
const HEAD: usize = 64 << 10;

/// Refuses a file that holds nothing.
pub(crate) fn check_not_hollow(bytes: &[u8], name: &str) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::of_file(name, "is empty", "hand in the whole file"));
    }
    if bytes.iter().all(|b| *b == 0) {
        return Err(Refusal::of_file(
            name,
            "holds nothing but NUL bytes",
            "its content was lost in storage: get another copy",
        ));
    }
    Ok(())
}

/// Tells a file's format by its content; its name is only used to speak of it.
///
/// # Errors
/// When it is empty, filled with NUL bytes, or of no format known here.
pub fn recognise(bytes: &[u8], name: &str) -> Result<Format, Refusal> {
    check_not_hollow(bytes, name)?;
    let writing = writing(bytes);
    // An even length keeps the pairs of UTF-16 whole.
    let piece = bytes.get(writing.mark..).unwrap_or_default();
    let head = piece.get(..HEAD).unwrap_or(piece);
    let text = decode(head, &writing).text;
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let control = text.chars().take(4096).filter(|c| is_noise(*c)).count();
    let seen = text.chars().take(4096).count();
    if seen == 0 {
        return Err(Refusal::of_file(name, "holds nothing but blanks", "hand in the whole file"));
    }
    if control * 20 > seen {
        return Err(unknown(name, "holds bytes that are no text"));
    }
    let first = text.lines().next().unwrap_or_default();
    if ucdp::is_header(first) {
        return Ok(Format::Ucdp);
    }
    if first.starts_with('{') {
        return Ok(Format::JsonLines);
    }
    if first.trim_end() == "[" || first.starts_with("[{") {
        return Err(unknown(name, "is one JSON array"));
    }
    if looks_like_html(text) {
        return Ok(Format::NewsPage);
    }
    if !Header::find(text).lines.is_empty() {
        return Ok(Format::Text);
    }
    if text.lines().take(60).any(|line| page_stamp(line).is_some()) {
        return Ok(Format::NewsPage);
    }
    let cells = |line: &str| line.matches([',', '\t', ';']).count();
    let width = cells(first);
    if width >= 5 && !first.contains(". ") && text.lines().nth(1).is_some_and(|l| cells(l) >= width)
    {
        return Err(unknown(name, "is a table, but not one of UCDP GED"));
    }
    Ok(Format::Text)
}

fn unknown(name: &str, what: &str) -> Refusal {
    Refusal::of_file(
        name,
        what,
        "known are UCDP GED tables (CSV with a header row), JSON Lines (docs/report-jsonl.md), \
         news pages and text with a header (docs/report-text.md)",
    )
}

/// Characters that text does not hold.
fn is_noise(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}')) || c == '\u{fffd}'
}

/// Whether a text, blanks before it taken off, is a page in HTML.
pub(crate) fn looks_like_html(text: &str) -> bool {
    if !text.starts_with('<') {
        return false;
    }
    let head: String = text.chars().take(8192).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>", "<p ", "<h1"]
        .iter()
        .any(|tag| head.contains(tag))
}

/// The stamp of a line such as `Published : Sep 10, 2016, 7:05 am IST`, and its key in lower case.
pub(crate) fn page_stamp(line: &str) -> Option<(&'static str, &str)> {
    const KEYS: [&str; 6] =
        ["published on", "published", "last updated", "updated", "posted on", "posted"];
    let line = line.trim();
    let key = KEYS
        .iter()
        .find(|key| line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)))?;
    let rest = line.get(key.len()..)?.trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim();
    stamp(rest, &TimeZone::UTC).is_ok().then_some((*key, rest))
}
