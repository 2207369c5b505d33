//! Plain text or Markdown with a small header.
//!
//! ```text
//! Source: sohr
//! Published: 2016-09-15 18:30 +03:00
//! Title: Third day of the truce
//! Observer: TC-07
//! License: …
//!
//! Body …
//! ```
//!
//! The header ends with the first empty line. Names of headers are read whatever their case;
//! unknown ones are let be. A header may stand between two lines of `---`. A file without header
//! is all body.
//!
//! The report's text is the body alone, verbatim: an observer is named in the header, and what
//! is not in the text cannot leave with it.

use crate::encoding::{self, decode, writing};
use crate::evidence;
use crate::refusal::{Refusal, position};
use crate::stamp::{Misdated, stamp};
use crate::{Context, format};
use armistice_model::{Flag, Format, Report, Sealed, SourceId};

/// The header's lines and where the body begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header<'a> {
    /// Name, value, and byte offset of the value.
    pub(crate) lines: Vec<(&'a str, &'a str, usize)>,
    /// Byte offset of the body.
    pub(crate) body_at: usize,
}

impl<'a> Header<'a> {
    /// Finds the header of a text; none if the first line is not one of a header.
    pub(crate) fn find(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        let mut fenced = false;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let end = at + line.len();
            let bare = line.trim();
            if number == 0 && bare == "---" {
                fenced = true;
            } else if (fenced && bare == "---") || (bare.is_empty() && !lines.is_empty()) {
                // The blank line, or the lines, between header and body belong to neither.
                let rest = text.get(end..).unwrap_or_default();
                let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
                return Self::known(lines, end + blank);
            } else if let Some((name, value)) = header_line(bare) {
                let value_at = at + line.find(':').unwrap_or(0) + 1;
                let lead = line.get(line.find(':').unwrap_or(0) + 1..).unwrap_or_default();
                let value_at = value_at + (lead.len() - lead.trim_start().len());
                lines.push((name, value, value_at));
            } else if !bare.is_empty() {
                // A line that is none of a header: the header ends here if it was one.
                return Self::known(lines, at);
            }
            at = end;
        }
        Self::known(lines, text.len())
    }

    /// A header counts as one if it says one of the things a header is for.
    fn known(lines: Vec<(&'a str, &'a str, usize)>, body_at: usize) -> Self {
        let says = |wanted: &str| lines.iter().any(|(n, _, _)| n.eq_ignore_ascii_case(wanted));
        if says("source") || says("published") || says("title") || says("observer") {
            Self { lines, body_at }
        } else {
            Self { lines: Vec::new(), body_at: 0 }
        }
    }

    /// The value of a header and where it stands.
    pub(crate) fn get(&self, name: &str) -> Option<(&'a str, usize)> {
        self.lines
            .iter()
            .find(|(n, v, _)| n.eq_ignore_ascii_case(name) && !v.is_empty())
            .map(|(_, v, at)| (*v, *at))
    }
}

/// `Name: value`, where the name is one or two words without a space before the colon.
fn header_line(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let sound = !name.is_empty()
        && name.len() <= 30
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    sound.then(|| (name, value.trim()))
}

/// Takes a text.
pub(crate) fn take(
    bytes: &[u8],
    file: &str,
    context: &Context<'_>,
) -> Result<(Vec<Report>, Vec<Refusal>), Refusal> {
    let writing = writing(bytes);
    let decoded = decode(bytes.get(writing.mark..).unwrap_or_default(), &writing);
    let text: &str = &decoded.text;
    let mut refused: Vec<Refusal> = encoding::note(&decoded, &writing, file).into_iter().collect();
    let mut flags = Vec::new();
    if decoded.broken_at.is_some() {
        flags.push(Flag::Mended);
    }
    let header = Header::find(text);
    let body = text.get(header.body_at..).unwrap_or_default();
    if body.trim().is_empty() {
        return Err(Refusal::of_file(
            file,
            "there is nothing after the header",
            "write the report after an empty line",
        ));
    }
    let named = context.source.as_deref().or(header.get("source").map(|(v, _)| v));
    let help = "list the source in sources.toml and name it as `Source:`";
    let source = source(named, context, file, help, &mut flags, &mut refused);
    let mut zone = context.zone.clone();
    let mut published = None;
    match header.get("published").map(|(v, at)| (stamp(v, &context.zone), at)) {
        Some((Ok(stamp), at)) => {
            published = Some(stamp.at);
            zone = stamp.zone;
            if stamp.at > context.now {
                flags.push(Flag::FromTheFuture);
                refused.push(from_the_future(file, position(text, at, 1), stamp.at));
            }
        }
        Some((Err(Misdated { what, help }), at)) => {
            flags.push(Flag::Unstamped);
            refused.push(
                Refusal::at(file, position(text, at, 1), format!("Published: {what}"), help).note(),
            );
        }
        None => {
            flags.push(Flag::Unstamped);
            refused.push(
                Refusal::of_file(file, "does not say when it was published", format::STAMP).note(),
            );
        }
    }
    let report = Report {
        id: evidence::report_id(bytes),
        source,
        format: Format::Text,
        published,
        zone,
        title: header.get("title").map(|(v, _)| v.to_string()),
        observer: header.get("observer").map(|(v, _)| Sealed::new(v.to_string())),
        observer_position: None,
        observer_contact: None,
        text: body.into(),
        body_at: 0,
        evidence: evidence::digest(bytes),
        evidence_at: decoded.verbatim.then_some((writing.mark + header.body_at) as u64),
        cells: Vec::new(),
        flags,
    };
    Ok((vec![report], refused))
}

/// The note on a report dated later than the present.
pub(crate) fn from_the_future(
    file: &str,
    position: (usize, usize),
    published: jiff::Timestamp,
) -> Refusal {
    Refusal::at(
        file,
        position,
        format!("is dated {published}, which is yet to come"),
        "it is taken and flagged; check the date and this machine's clock",
    )
    .note()
}

/// The case's id for a source by any of its names; a name the case does not list is kept and
/// flagged.
pub(crate) fn source(
    named: Option<&str>,
    context: &Context<'_>,
    file: &str,
    help: &str,
    flags: &mut Vec<Flag>,
    refused: &mut Vec<Refusal>,
) -> SourceId {
    let named = named.map(str::trim).filter(|n| !n.is_empty());
    if let Some(known) = named.and_then(|n| context.sources.find(n)) {
        return known.id.clone();
    }
    flags.push(Flag::UnknownSource);
    // An unlisted name may be one to protect: it is not repeated in the note.
    let what = if named.is_some() {
        "comes from a source that the case does not list"
    } else {
        "does not say who publishes it"
    };
    refused.push(Refusal::of_file(file, what, help).note());
    SourceId::new(named.unwrap_or("unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_model::Sources;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    fn taken(bytes: &[u8]) -> (Report, Vec<String>) {
        let sources = crate::sources(
            "[[source]]\nid='sohr'\nname='Syrian Observatory'\nnear='independent'\nkind='monitor'",
            "s",
        )
        .unwrap();
        let context = Context {
            sources: &sources,
            zone: TimeZone::get("Asia/Damascus").unwrap(),
            format: Some(Format::Text),
            source: None,
            now: "2016-10-01T00:00:00Z".parse().unwrap(),
        };
        let mut taken = crate::take(bytes, "a.md", &context).unwrap();
        let notes = taken.refused.iter().map(ToString::to_string).collect();
        (taken.reports.remove(0), notes)
    }

    #[test]
    fn the_observer_is_not_in_the_text() {
        let bytes = b"Source: Syrian observatory\r\nPublished: 2016-09-12 23:40 +03:00\r\nTitle: Quiet\r\nOBSERVER: TC-07\r\nX-Desk: 3\r\n\r\nWe saw nothing.\r\n\r\nAnd heard: nothing.\r\n";
        let (report, notes) = taken(bytes);
        assert_eq!(report.body(), "We saw nothing.\r\n\r\nAnd heard: nothing.\r\n");
        assert_eq!(report.source.as_str(), "sohr");
        assert_eq!(report.title.as_deref(), Some("Quiet"));
        assert_eq!(report.observer.as_ref().unwrap().reveal(), "TC-07");
        assert!(!serde_json::to_string(&report.text).unwrap().contains("TC-07"));
        let at = usize::try_from(report.evidence_at.unwrap()).unwrap();
        assert_eq!(&bytes[at..], report.text.as_bytes());
        assert!(report.flags.is_empty() && notes.is_empty());
        assert_eq!(report.zone, TimeZone::fixed(jiff::tz::offset(3)));
    }

    #[test]
    fn faults_of_the_header_are_notes() {
        let (report, notes) = taken(b"Source: Nobody\nPublished: 2016-09-31 10:00\n\nShots.\n");
        assert_eq!(report.flags, [Flag::UnknownSource, Flag::Unstamped]);
        assert_eq!(report.source.as_str(), "Nobody");
        insta::assert_snapshot!(notes.join("\n"), @r"
        a.md: comes from a source that the case does not list; list the source in sources.toml and name it as `Source:`
        a.md:2:12: Published: 2016-09-31 does not exist: that month has 30 days; write a day of the calendar as YYYY-MM-DD
        ");
        let (report, notes) = taken(b"Source: sohr\nPublished: 2017-01-01 00:00 UTC\n\nShots.\n");
        assert_eq!(report.flags, [Flag::FromTheFuture]);
        insta::assert_snapshot!(notes.join("\n"), @"a.md:2:12: is dated 2017-01-01T00:00:00Z, which is yet to come; it is taken and flagged; check the date and this machine's clock");
    }

    #[test]
    fn a_broken_byte_is_told_and_the_offset_stays_honest() {
        let (report, notes) =
            taken(b"Source: sohr\nPublished: 2016-09-12 23:40 +03:00\n\nQuiet \xff day.\n");
        assert_eq!(report.body(), "Quiet \u{fffd} day.\n");
        assert_eq!(
            (report.flags.as_slice(), report.evidence_at),
            ([Flag::Mended].as_slice(), None)
        );
        insta::assert_snapshot!(notes.join("\n"), @"a.md:4:7: byte 55 is not UTF-8; it was replaced by U+FFFD; ask the source for a sound copy");
    }

    #[test]
    fn a_fence_and_no_header_at_all() {
        let header = Header::find("---\ntitle: A\nsource: b\n---\n\nBody\n");
        assert_eq!(header.get("Title"), Some(("A", 11)));
        assert_eq!(header.body_at, 28);
        let header = Header::find("Note: the day was quiet.\n\nMore.");
        assert_eq!((header.lines.len(), header.body_at), (0, 0));
        assert_eq!(Header::find("Nothing here").body_at, 0);
        assert_eq!(Header::find("Source: x\nNot a header, body").body_at, 10);
    }

    #[test]
    fn the_documented_example_is_taken_without_a_fault() {
        let doc = include_str!("../../../docs/report-text.md");
        let example = doc.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
        let (report, notes) = taken(example.as_bytes());
        assert_eq!(notes, [""; 0]);
        assert!(report.flags.is_empty() && report.observer.is_some());
        assert_eq!(report.published.unwrap().to_string(), "2016-09-15T15:30:00Z");
        assert!(report.body().starts_with("Three people"));
    }

    proptest! {
        #[test]
        fn text_and_header_make_up_the_file(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let sources = Sources::default();
            let context = Context {
                sources: &sources,
                zone: TimeZone::UTC,
                format: Some(Format::Text),
                source: None,
                now: jiff::Timestamp::UNIX_EPOCH,
            };
            if let Ok((reports, _)) = take(&bytes, "a", &context) {
                for report in reports {
                    if let Some(at) = report.evidence_at {
                        let at = usize::try_from(at).unwrap();
                        prop_assert_eq!(&bytes[at..], report.text.as_bytes());
                    }
                }
            }
        }
    }
}
