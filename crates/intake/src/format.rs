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
    if text.starts_with("<?xml") || text.starts_with("<!DOCTYPE") {
        return Err(unknown(name, "is XML, but no page"));
    }
    let lists = ["[[source]]", "[[actor]]", "[[place]]", "[[decision]]"];
    if text.lines().take(200).any(|line| lists.contains(&line.trim())) {
        return Err(unknown(name, "is one of a case's own lists and not a report"));
    }
    if !Header::find(text).lines.is_empty() {
        return Ok(Format::Text);
    }
    if text.lines().take(60).any(|line| page_stamp(line).is_some()) {
        return Ok(Format::NewsPage);
    }
    if looks_like_table(text) {
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

/// Whether the first line reads like names of columns, and the second has as many values.
fn looks_like_table(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    [',', '\t', ';'].into_iter().any(|separator| {
        let width = first.matches(separator).count();
        // In prose a comma is followed by a blank, and words before one run on.
        let names = first
            .split(separator)
            .all(|name| name.len() <= 60 && !name.starts_with(' ') && !name.ends_with('.'));
        width >= 2 && names && second.matches(separator).count() >= width
    })
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
    if head.starts_with("<?xml") {
        return head.contains("<html");
    }
    ["<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>", "<p ", "<h1"]
        .iter()
        .any(|tag| head.contains(tag))
}

/// The stamp of a line such as `Published : Sep 10, 2016, 7:05 am IST`, and its key in lower case.
pub(crate) fn page_stamp(line: &str) -> Option<(&'static str, &str)> {
    const KEYS: [&str; 10] = [
        "first published",
        "date published",
        "published on",
        "published at",
        "published",
        "last modified",
        "last updated",
        "updated",
        "posted on",
        "posted",
    ];
    let line = line.trim();
    let key = KEYS
        .iter()
        .find(|key| line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)))?;
    let rest = line.get(key.len()..)?.trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    // `Published: … | Updated: …` on one line.
    let rest = rest.split('|').next().unwrap_or(rest).trim();
    stamp(rest, &TimeZone::UTC).is_ok().then_some((*key, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        let header =
            "id,year,type_of_violence,side_a,side_b,date_start,date_end,latitude,longitude";
        for (text, format) in [
            (header, Format::Ucdp),
            (&header.to_uppercase(), Format::Ucdp),
            (
                "\u{feff}\n\"id\",\"type_of_violence\",\"side_a\",\"side_b\",\"date_start\",\"date_end\",\"latitude\",\"longitude\"\n",
                Format::Ucdp,
            ),
            ("{\"source\":\"a\"}", Format::JsonLines),
            ("\n {broken", Format::JsonLines),
            ("<!doctype HTML><p>x", Format::NewsPage),
            ("<?xml version=\"1.0\"?>\n<html xmlns=\"x\"><body>x</body></html>", Format::NewsPage),
            (
                "A headline\n\nPublished : Sep 10, 2016, 7:05 am IST | Updated : Sep 11, 2016\n\nWords.",
                Format::NewsPage,
            ),
            ("Source: a\nPublished: 2016-09-10\n\nWords.", Format::Text),
            ("Published: 2016-09-10 10:00 +03:00\n\nWords.", Format::Text),
            (
                "# Notes\n\nThe day was quiet, the road was open, trucks, buses, cars.\n",
                Format::Text,
            ),
        ] {
            assert_eq!(recognise(text.as_bytes(), "a.bin").unwrap(), format, "{text}");
        }
    }

    #[test]
    fn what_is_none_of_them_is_refused() {
        let refused = |bytes: &[u8]| recognise(bytes, "a.txt").unwrap_err().to_string();
        let all = [
            refused(b""),
            refused(&[0; 5000]),
            refused(b" \n\t\n"),
            refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\x08\x06\0\0\x01\x02\x03"),
            refused(b"[{\"source\":\"a\"}]"),
            refused(b"a,b,c,d,e,f\n1,2,3,4,5,6\n"),
            refused(b"<?xml version=\"1.0\"?><a><b/></a>"),
            refused(b"# Who speaks\n\n[[source]]\nid = \"a\"\n"),
        ];
        insta::assert_snapshot!(all.join("\n"));
    }

    #[test]
    fn the_clock_of_a_page_is_not_its_stamp() {
        assert_eq!(page_stamp("Friday, Apr 26, 2024 | Last Update : 04:29 PM IST"), None);
        assert_eq!(page_stamp("Last Update : 04:29 PM IST"), None);
        assert_eq!(page_stamp("Published by the Observatory on Friday"), None);
        assert_eq!(page_stamp("PUBLISHED: Sep 10, 2016"), Some(("published", "Sep 10, 2016")));
    }
}
