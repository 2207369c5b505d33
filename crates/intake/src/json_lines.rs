//! Our own JSON Lines: one claim-bearing report a line. The format is told in
//! docs/report-jsonl.md; what a line may say is checked in [`check`].

mod check;
mod object;

use crate::Context;
use crate::encoding::{self, Decoded, Writing, decode, writing};
use crate::evidence;
use crate::intern::Interner;
use crate::refusal::{Refusal, position, quoted};
use crate::text::from_the_future;
use crate::tray::Tray;
use armistice_model::{Flag, Format, Report, Sealed, SourceId};
use check::Checked;
use object::{Fault, Object};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

/// A report's cells: name, value, and the bytes it stands at.
type Cells = Vec<(Arc<str>, Arc<str>, (usize, usize))>;

/// Takes all lines.
pub(crate) fn take(
    bytes: &[u8],
    file: &str,
    context: &Context<'_>,
) -> Result<(Vec<Report>, Vec<Refusal>), Refusal> {
    let writing = writing(bytes);
    let piece = bytes.get(writing.mark..).unwrap_or_default();
    let mut taking = Taking {
        file,
        context,
        evidence: evidence::digest(bytes),
        names: check::KEYS.iter().map(|key| Arc::from(*key)).collect(),
        interner: Interner::new(check::KEYS.len()),
        source: (String::new(), None),
        said: HashSet::new(),
        tray: Tray::for_file(bytes),
    };
    if writing.is_wide() {
        let decoded = decode(piece, &writing);
        taking.tray.refuse_all(encoding::note(&decoded, &writing, file));
        taking.lines(decoded.text.as_bytes(), None, &Writing::plain());
    } else {
        taking.lines(piece, Some(writing.mark), &writing);
    }
    Ok(taking.tray.hand_over())
}

struct Taking<'a> {
    file: &'a str,
    context: &'a Context<'a>,
    evidence: Arc<str>,
    names: Vec<Arc<str>>,
    interner: Interner,
    /// The source named last, and its id if the case lists it: lines of one file mostly share it.
    source: (String, Option<SourceId>),
    /// Notes that are given once a file.
    said: HashSet<String>,
    tray: Tray,
}

impl Taking<'_> {
    /// Takes the lines of `bytes`; `offset` is where they begin in the file if they are part of
    /// it.
    fn lines(&mut self, bytes: &[u8], offset: Option<usize>, writing: &Writing) {
        let mut from = 0;
        for (number, line) in bytes.split(|b| *b == b'\n').enumerate() {
            let bare = line.strip_suffix(b"\r").unwrap_or(line);
            if !bare.trim_ascii().is_empty() {
                let at = offset.map(|o| o + from);
                self.line(bare, at, number + 1, decode(bare, writing), writing);
            }
            from += line.len() + 1;
        }
    }

    fn line(
        &mut self,
        raw: &[u8],
        at: Option<usize>,
        number: usize,
        piece: Decoded<'_>,
        writing: &Writing,
    ) {
        let text: &str = &piece.text;
        let mut flags = Vec::new();
        if piece.broken_at.is_some() || (at.is_none() && text.contains('\u{fffd}')) {
            flags.push(Flag::Mended);
        }
        if let (Some(broken), Some(at)) = (piece.broken_at, at) {
            let mark = position(text, text.find('\u{fffd}').unwrap_or(0), number);
            let refusal = encoding::broken(self.file, mark, at + broken, writing);
            self.tray.refuse(refusal);
        }
        let object = Object::read(text);
        let checked = object.and_then(|object| Ok((check::check(&object, self.context)?, object)));
        let (checked, object) = match checked {
            Ok(sound) => sound,
            Err(Fault { at, what, help }) => {
                self.tray.refuse(Refusal::at(self.file, position(text, at, number), what, help));
                return;
            }
        };
        let source = self.source(&checked, number, &mut flags);
        self.notes(&checked, &object, text, number, &mut flags);
        let shown = shown(text, &object);
        let report = Report {
            id: evidence::report_id(raw),
            source,
            format: Format::JsonLines,
            published: checked.published.map(|(at, _)| at),
            zone: checked.zone,
            title: object.text("title").map(Cow::into_owned),
            observer: object.text("observer").map(|o| Sealed::new(o.into_owned())),
            observer_position: checked.observer_position.map(Sealed::new),
            observer_contact: object
                .text("observer_contact")
                .map(|contact| Sealed::new(contact.into_owned())),
            body_at: 0,
            evidence: self.evidence.clone(),
            evidence_at: at
                .filter(|_| piece.verbatim && matches!(shown, Cow::Borrowed(_)))
                .map(|at| at as u64),
            text: shown.into(),
            cells: self.cells(&object),
            flags,
        };
        self.tray.lay(report, self.file, number);
    }

    fn source(&mut self, checked: &Checked, number: usize, flags: &mut Vec<Flag>) -> SourceId {
        if self.source.0 != checked.source {
            let known = self.context.sources.find(&checked.source).map(|s| s.id.clone());
            self.source = (checked.source.clone(), known);
        }
        if let Some(known) = &self.source.1 {
            return known.clone();
        }
        flags.push(Flag::UnknownSource);
        if self.said.insert(format!("source {}", checked.source)) {
            self.tray.refuse(
                Refusal::at(
                    self.file,
                    (number, 1),
                    "comes from a source that the case does not list",
                    "list it in sources.toml; told once for each such source",
                )
                .note(),
            );
        }
        SourceId::new(checked.source.trim())
    }

    fn notes(
        &mut self,
        checked: &Checked,
        object: &Object<'_>,
        text: &str,
        number: usize,
        flags: &mut Vec<Flag>,
    ) {
        match checked.published {
            None => {
                flags.push(Flag::Unstamped);
                if self.said.insert("unstamped".into()) {
                    self.tray.refuse(
                        Refusal::at(
                            self.file,
                            (number, 1),
                            "does not say when it was published",
                            "add \"published\"; told once for the file",
                        )
                        .note(),
                    );
                }
            }
            Some((published, at)) if published > self.context.now => {
                flags.push(Flag::FromTheFuture);
                let place = position(text, at, number);
                self.tray.refuse(from_the_future(self.file, place, published));
            }
            Some(_) => {}
        }
        for member in object.members() {
            let key = &member.key;
            if !check::KEYS.contains(&&**key) && self.said.insert(format!("key {key}")) {
                self.tray.refuse(
                    Refusal::at(
                        self.file,
                        position(text, member.from, number),
                        format!("unknown key {}", quoted(key)),
                        format!(
                            "it is kept but not read (told once); known are {}",
                            check::KEYS.join(", ")
                        ),
                    )
                    .note(),
                );
            }
        }
    }

    /// The line's keys and values, without those that are sealed.
    fn cells(&mut self, object: &Object<'_>) -> Cells {
        let mut cells = Vec::with_capacity(object.members().len());
        for member in object.members() {
            if member.is_null() || check::is_sealed(&member.key) {
                continue;
            }
            let (value, from, until) = member.cell();
            let known = self.names.iter().position(|n| **n == *member.key);
            let (name, value) = match known {
                Some(column) => {
                    (self.names.get(column).cloned(), self.interner.share(column, &value))
                }
                None => (None, value.as_ref().into()),
            };
            let name = name.unwrap_or_else(|| member.key.as_ref().into());
            cells.push((name, value, (from, until)));
        }
        cells
    }
}

/// The line with its sealed values struck out, byte for byte, so that every other value stays where
/// it stood. What was an object becomes a text: the line stays JSON.
fn shown<'a>(text: &'a str, object: &Object<'_>) -> Cow<'a, str> {
    let mut shown = Cow::Borrowed(text);
    for member in object.members().iter().filter(|m| check::is_sealed(&m.key) && !m.is_null()) {
        let until = member.from + member.raw.len();
        let struck = format!("\"{}\"", "*".repeat(member.raw.len().saturating_sub(2)));
        if shown.get(member.from..until).is_some() {
            shown.to_mut().replace_range(member.from..until, &struck);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_model::Sources;
    use jiff::tz::TimeZone;

    fn taken(bytes: &[u8]) -> (Vec<Report>, Vec<String>) {
        let sources = crate::sources(
            "[[source]]\nid='sohr'\nname='Syrian Observatory'\nnear='independent'\nkind='monitor'",
            "s",
        )
        .unwrap();
        let context = Context {
            sources: &sources,
            zone: TimeZone::get("Asia/Damascus").unwrap(),
            format: None,
            source: None,
            now: "2016-10-01T00:00:00Z".parse().unwrap(),
        };
        let taken = crate::take(bytes, "a.jsonl", &context).unwrap();
        assert_eq!(taken.format, Format::JsonLines);
        (taken.reports, taken.refused.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn cells_point_into_the_line_and_the_line_into_the_file() {
        let file = "\u{feff}\n{\"source\":\"sohr\",\"published\":\"2016-09-15T18:30:00+03:00\",\"kind\":\"shelling\",\"killed\":3,\"by\":[\"a\"],\"title\":\"\\u00e9 – ü\",\"wounded\":null}\r\n";
        let (reports, notes) = taken(file.as_bytes());
        assert_eq!(notes, [""; 0]);
        let report = &reports[0];
        let at = usize::try_from(report.evidence_at.unwrap()).unwrap();
        assert_eq!(&file.as_bytes()[at..at + report.text.len()], report.text.as_bytes());
        let cell = |name: &str| {
            let (value, (from, until)) = report.cell(name)?;
            Some((value, &report.text[from..until]))
        };
        assert_eq!(cell("source"), Some(("sohr", "sohr")));
        assert_eq!(cell("killed"), Some(("3", "3")));
        assert_eq!(cell("by"), Some(("[\"a\"]", "[\"a\"]")));
        assert_eq!(cell("title"), Some(("é – ü", "\\u00e9 – ü")));
        assert_eq!(cell("wounded"), None);
        assert_eq!(report.title.as_deref(), Some("é – ü"));
        assert_eq!(report.zone, TimeZone::fixed(jiff::tz::offset(3)));
    }

    #[test]
    fn the_observer_is_struck_out() {
        let (reports, notes) = taken(
            br#"{"source":"sohr","published":"2016-09-15","kind":"talks","observer":"TC-07","text":"x"}"#,
        );
        let report = &reports[0];
        assert_eq!(notes, [""; 0]);
        assert_eq!(report.observer.as_ref().unwrap().reveal(), "TC-07");
        assert!(report.text.contains(r#""observer":"*****""#));
        assert_eq!((report.evidence_at, report.cell("observer")), (None, None));
        assert_eq!(report.cell("text").map(|(_, (a, b))| &report.text[a..b]), Some("x"));
    }

    #[test]
    fn where_the_observer_stood_and_how_to_reach_them_is_struck_out() {
        let line = r#"{"source":"sohr","published":"2016-09-15","observer_position":{"lon":37.1,"lat":36.25,"accuracy_m":12,"bearing":{"deg":225,"margin_deg":22.5},"range_m":{"low":4000,"high":5000}},"kind":"shelling","observer_contact":"+963 \u0031","uuid":"3f0e8a5e-6f3f-4f7e-9a57-0d6a1f1a2b3c","heard_or_seen":"heard","attachments":[{"name":"a.jpg","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","media_type":"image/jpeg","bytes":0}]}"#;
        let (reports, notes) = taken(line.as_bytes());
        let report = &reports[0];
        assert_eq!(notes, [""; 0]);
        let position = report.observer_position.as_ref().unwrap().reveal();
        assert_eq!((position.lon, position.lat, position.accuracy_m), (37.1, 36.25, 12.0));
        assert_eq!(position.bearing.unwrap().deg, 225.0);
        assert_eq!(report.observer_contact.as_ref().unwrap().reveal(), "+963 1");
        assert_eq!(report.text.len(), line.len());
        for secret in ["37.1", "36.25", "225", "4000", "963"] {
            assert!(!report.text.contains(secret), "{}", report.text);
            assert!(report.cells.iter().all(|(_, value, _)| !value.contains(secret)));
        }
        serde_json::from_str::<serde_json::Value>(&report.text).unwrap();
        assert_eq!(report.evidence_at, None);
        for (cell, value) in
            [("kind", "shelling"), ("uuid", "3f0e8a5e-6f3f-4f7e-9a57-0d6a1f1a2b3c")]
        {
            let (told, (from, until)) = report.cell(cell).unwrap();
            assert_eq!((told, &report.text[from..until]), (value, value));
        }
        assert!(report.cell("attachments").unwrap().0.starts_with("[{"));
    }

    #[test]
    fn a_fault_in_what_is_sealed_repeats_nothing_of_it() {
        for rest in [
            r#""observer_contact":[963111]"#,
            r#""observer_position":{"lon":963111,"lat":1,"accuracy_m":1}"#,
            r#""observer_position":{"lon":1,"lat":1,"accuracy_m":-963111}"#,
            r#""observer_position":{"lon":1,"lat":1,"accuracy_m":1,"near":"963111"}"#,
            r#""observer_position":{"lon":1,"lat":1,"accuracy_m":1,"963111":1}"#,
            r#""observer_position":{"lon":1,"lat":1,"accuracy_m":1,"range_m":{"low":963111,"high":1}}"#,
            r#""observer_position":"963111""#,
        ] {
            let line = format!(r#"{{"source":"sohr","kind":"talks",{rest}}}"#);
            let (reports, notes) = taken(line.as_bytes());
            assert!(reports.is_empty() && notes.len() == 1, "{rest}: {notes:?}");
            assert!(!notes[0].contains("963111"), "{}", notes[0]);
        }
    }

    #[test]
    fn the_documented_example_is_taken_without_a_fault() {
        let doc = include_str!("../../../docs/report-jsonl.md");
        let example = doc.split("```jsonl\n").nth(1).unwrap().split("```").next().unwrap();
        let (reports, notes) = taken(example.as_bytes());
        assert_eq!(reports.len(), 4);
        assert!(notes.iter().all(|n| n.contains("the case does not list")), "{notes:?}");
        for key in check::KEYS {
            assert!(doc.contains(&format!("`{key}`")), "{key} is not documented");
        }
    }

    #[test]
    fn each_fault_is_one_line_and_costs_one_line() {
        let deep = format!(
            "{{\"source\":\"sohr\",\"kind\":\"talks\",\"x\":{}1{}}}",
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        let with = |rest: &str| {
            format!(
                "{{\"source\":\"sohr\",\"published\":\"2016-09-15\",\"kind\":\"talks\",{rest}}}"
            )
        };
        let lines = [
            with("\"title\":\"sound\""),
            "{\"source\":\"sohr\",".to_string(),
            "[1,2]".to_string(),
            deep,
            with("\"kind\":\"shelling\""),
            with("\"killed\":{\"low\":1,\"low\":2}"),
            "{\"source\":\"sohr\",\"kind\":\"shellling\"}".to_string(),
            "{\"kind\":\"talks\"}".to_string(),
            "{\"source\":\"sohr\"}".to_string(),
            with("\"date\":\"2016-09-31\""),
            with("\"date\":\"2016-09-11\",\"from\":\"2016-09-11\""),
            with("\"from\":\"2016-09-12\",\"until\":\"2016-09-11\""),
            with("\"place\":{\"lon\":36.2,\"lat\":137.1,\"radius_m\":100}"),
            with("\"place\":{\"lon\":36.2,\"lat\":36.150.272,\"radius_m\":100}"),
            with("\"place\":{\"lon\":36.2,\"lat\":36.1}"),
            with("\"killed\":-1"),
            with("\"killed\":1.5"),
            with("\"wounded\":{\"low\":3,\"high\":2}"),
            with("\"stance\":\"sure\""),
            with("\"by\":[1]"),
            with("\"weapon\":\"club\""),
            with("\"title\":\"\\ud800\""),
            with("\"killd\":1"),
            with("\"killd\":2"),
            with("\"title\":\"a\u{0}b\""),
            "{\"source\":\"sohr\",\"kind\":\"talks\",\"published\":\"2016-11-01 10:00 UTC\"}"
                .to_string(),
            "{\"source\":\"sohr\",\"kind\":\"talks\"}".to_string(),
            "{\"source\":\"x\",\"kind\":\"talks\",\"published\":\"2016-09-11\"}".to_string(),
            with("\"title\":\"sound\""),
        ];
        let mut bytes = lines.join("\n").into_bytes();
        bytes.extend(b"\n{\"source\":\"sohr\",\"published\":\"2016-09-15\",\"kind\":\"talks\",\"title\":\"\xff\"}");
        let (reports, notes) = taken(&bytes);
        assert_eq!(reports.len(), 7);
        insta::assert_snapshot!(notes.join("\n"));
    }

    #[test]
    fn a_default_source_stands_for_lines_that_name_none() {
        let sources = Sources::default();
        let context = Context {
            sources: &sources,
            zone: TimeZone::UTC,
            format: None,
            source: Some("desk".into()),
            now: jiff::Timestamp::MAX,
        };
        let taken = crate::take(b"{\"kind\":\"talks\"}", "a", &context).unwrap();
        assert_eq!(taken.reports[0].source.as_str(), "desk");
        assert_eq!(taken.reports[0].flags, [Flag::UnknownSource, Flag::Unstamped]);
    }
}
