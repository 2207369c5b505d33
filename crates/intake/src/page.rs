//! News pages, as HTML or scraped to text.
//!
//! A page repeats itself: the headline stands twice, the standfirst comes again as the first
//! paragraph, a caption as its picture's other text. The report's text is laid out anew from
//! what is left when that is taken away: headline, blank line, paragraphs. What a page shows
//! around its story (its own date of today, menus, captions, credits) is not part of it.

mod html;
mod layout;
mod scraped;

use crate::Context;
use crate::encoding::{self, Writing, decode, writing};
use crate::evidence;
use crate::format::{self, looks_like_html};
use crate::refusal::Refusal;
use crate::stamp::Stamp;
use crate::text::{from_the_future, source};
use armistice_model::{Flag, Format, Report, SourceKind, Sources};
use encoding_rs::{Encoding, UTF_8};

/// The largest page that is taken, in bytes: 8 MiB. A story is a thousandth of that.
const LIMIT: usize = 8 << 20;

/// What was found on a page.
#[derive(Debug, Default)]
struct Page {
    title: Option<String>,
    published: Option<Stamp>,
    /// Names under which the outlet may be known, the best first.
    outlets: Vec<String>,
    paragraphs: Vec<String>,
}

/// Takes a page.
pub(crate) fn take(
    bytes: &[u8],
    file: &str,
    context: &Context<'_>,
) -> Result<(Vec<Report>, Vec<Refusal>), Refusal> {
    if bytes.len() > LIMIT {
        return Err(Refusal::of_file(
            file,
            format!("is {} bytes long and the limit for a page is {LIMIT}", bytes.len()),
            "cut it down to the story",
        ));
    }
    let writing = declared(bytes, writing(bytes));
    let decoded = decode(bytes.get(writing.mark..).unwrap_or_default(), &writing);
    let mut refused: Vec<Refusal> = encoding::note(&decoded, &writing, file).into_iter().collect();
    let mut flags = Vec::new();
    if decoded.broken_at.is_some() {
        flags.push(Flag::Mended);
    }
    let page = if looks_like_html(decoded.text.trim_start()) {
        html::read(&decoded.text, context).map_err(|what| {
            Refusal::of_file(file, what, "save the story as text and hand that in")
        })?
    } else {
        scraped::read(&decoded.text, context)
    };
    let paragraphs = layout::without_repeats(page.title.as_deref(), page.paragraphs);
    if paragraphs.is_empty() {
        return Err(Refusal::of_file(
            file,
            "no story was found on the page",
            "save the story as text with a header (docs/report-text.md)",
        ));
    }
    let outlet = page.outlets.iter().find_map(|name| known(name, context.sources));
    let named = context.source.as_deref().or(outlet).or(page.outlets.first().map(String::as_str));
    let help = "list the outlet in sources.toml, or say who publishes the page";
    let source = source(named, context, file, help, &mut flags, &mut refused);
    match &page.published {
        None => {
            flags.push(Flag::Unstamped);
            let what = "does not say when it was published";
            refused.push(Refusal::of_file(file, what, format::STAMP).note());
        }
        Some(stamp) if stamp.at > context.now => {
            flags.push(Flag::FromTheFuture);
            let note = from_the_future(file, (1, 1), stamp.at);
            // Where on the page it was found is not known any more.
            refused.push(Refusal { line: None, column: None, ..note });
        }
        Some(_) => {}
    }
    let mut text = page.title.clone().unwrap_or_default();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let body_at = text.len();
    text.push_str(&paragraphs.join("\n\n"));
    text.push('\n');
    let report = Report {
        id: evidence::report_id(bytes),
        source,
        format: Format::NewsPage,
        published: page.published.as_ref().map(|stamp| stamp.at),
        zone: page.published.map_or_else(|| context.zone.clone(), |stamp| stamp.zone),
        title: page.title,
        observer: None,
        observer_position: None,
        observer_contact: None,
        text: text.into(),
        body_at,
        evidence: evidence::digest(bytes),
        evidence_at: None,
        cells: Vec::new(),
        flags,
    };
    Ok((vec![report], refused))
}

/// The encoding a page declares, where its bytes do not tell better.
fn declared(bytes: &[u8], found: Writing) -> Writing {
    if found.encoding == UTF_8 || found.is_wide() {
        return found;
    }
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_ascii_lowercase();
    let label = head.split("charset=").nth(1).map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().to_string()
    });
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        // A page that says UTF-8 and is not has been told apart already.
        Some(encoding) if encoding != UTF_8 => Writing { encoding, ..found },
        _ => found,
    }
}

/// A source of the case by a name on a page or by the name of its host.
fn known<'a>(name: &str, sources: &'a Sources) -> Option<&'a str> {
    if let Some(source) = sources.find(name) {
        return Some(source.id.as_str());
    }
    let plain =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let bare = |s: String| s.strip_prefix("the").map(str::to_string).unwrap_or(s);
    let wanted = bare(plain(name));
    sources
        .iter()
        .filter(|s| !s.protected && matches!(s.kind, SourceKind::News | SourceKind::Agency))
        .find(|s| {
            std::iter::once(&s.name)
                .chain(&s.also)
                .any(|n| !wanted.is_empty() && bare(plain(n)) == wanted)
        })
        .map(|s| s.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn taken(text: &str) -> (Report, Vec<String>) {
        let sources = crate::sources(
            "[[source]]\nid='asian-age'\nname='The Asian Age'\nnear='independent'\nkind='news'",
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
        let mut taken = crate::take(text.as_bytes(), "page", &context).unwrap();
        assert_eq!(taken.format, Format::NewsPage);
        let notes = taken.refused.iter().map(ToString::to_string).collect();
        (taken.reports.remove(0), notes)
    }

    #[test]
    fn a_scraped_page_is_cleared_of_its_repeats() {
        let (report, notes) = taken(
            "Monday, Jan 1, 2024 | Last Update : 04:29 PM IST\n\n  Guns fall silent\n\nGuns fall silent\n\nThe Asian Age\nPublished : Sep 13, 2016, 7:05 am IST\nUpdated : Sep 13, 2016, 9:05 am IST\n\nThe guns fell silent over the city on Monday...\n\nPeople on a street. (Photo: AFP)\nPeople on a street. (Photo: AFP)\n\nThe guns fell silent over the city on Monday evening, residents said.\n\nTrucks waited.\n\nTrucks waited at the border for a third day.\n\nTrucks waited at the border for a third day.\n\nTags: truce\n",
        );
        assert_eq!(notes, [""; 0]);
        assert_eq!(report.source.as_str(), "asian-age");
        assert_eq!(report.published.unwrap().to_string(), "2016-09-13T01:35:00Z");
        assert_eq!(report.title.as_deref(), Some("Guns fall silent"));
        insta::assert_snapshot!(report.text, @r"
        Guns fall silent

        The guns fell silent over the city on Monday evening, residents said.

        Trucks waited.

        Trucks waited at the border for a third day.
        ");
        assert!(report.body().starts_with("The guns"));
    }

    #[test]
    fn a_page_in_html() {
        let (report, notes) = taken(
            r#"<!DOCTYPE html><html><head><title>Guns fall silent | The Asian Age</title>
            <meta property="og:title" content="Guns fall silent | The Asian Age">
            <meta property="og:site_name" content="Asian Age">
            <meta property="article:published_time" content="2016-09-13T07:05:00+05:30"></head>
            <body><nav><p>Home and a long line of other things to read</p></nav>
            <article><header><h1>Guns fall silent</h1><p>By our correspondent</p></header>
            <figure><img><figcaption>People on a street. (Photo: AFP)</figcaption></figure>
            <p>The guns fell <b>silent</b> over the
               city &amp; its suburbs.</p><script>var p = "<p>no</p>";</script>
            <div>Trucks waited.<br><br>They did not move.</div>
            <aside><p>Read this as well, it is very good.</p></aside></article>
            <footer><p>All rights reserved.</p></footer></body></html>"#,
        );
        assert_eq!(notes, [""; 0]);
        assert_eq!(report.source.as_str(), "asian-age");
        assert_eq!(report.published.unwrap().to_string(), "2016-09-13T01:35:00Z");
        insta::assert_snapshot!(report.text, @r"
        Guns fall silent

        The guns fell silent over the city & its suburbs.

        Trucks waited.

        They did not move.
        ");
    }

    #[test]
    fn a_page_of_nothing_but_tags_is_refused() {
        let context = Context {
            sources: &Sources::default(),
            zone: TimeZone::UTC,
            format: None,
            source: None,
            now: jiff::Timestamp::MAX,
        };
        for text in ["<html><body></body></html>".to_string(), "<div>".repeat(200_000)] {
            let refusal = crate::take(text.as_bytes(), "page", &context).unwrap_err();
            assert!(!refusal.what.is_empty());
        }
    }

    #[test]
    fn an_old_encoding_is_taken_at_its_word() {
        let html = "<html><head><meta charset=\"windows-1251\"><title>Перемирие</title></head><body><p>Министерство обороны сообщило о нарушениях.</p></body></html>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(html);
        let found = declared(&bytes, writing(&bytes));
        assert_eq!(found.encoding, encoding_rs::WINDOWS_1251);
    }
}
