//! A feed of alleged breaches after RFC 4287.

use crate::alerts::{Alert, AlertId, Alerts};
use crate::ogc::encoded;
use crate::xml::Xml;
use crate::{PROGRAM_VERSION, Publication};
use jiff::civil::Date;
use std::io::{self, Write};

/// Where and by whom a feed is published.
#[derive(Clone, Copy, Debug)]
pub struct FeedHome<'a> {
    /// URL of the feed itself.
    pub feed: &'a str,
    /// URL of the page for people that it belongs to; a slash at its end is passed over. An
    /// incident's page is below it, at `incidents/` and its name.
    pub page: &'a str,
    /// Domain name that whoever publishes held on `since`: makes names that nobody else makes
    /// (RFC 4151).
    pub authority: &'a str,
    /// A day on which they held it.
    pub since: Date,
    /// Who publishes, as readers are told.
    pub author: &'a str,
}

impl FeedHome<'_> {
    /// A tag URI (RFC 4151): the same for as long as the case keeps its folder's name.
    fn tag(&self, case: &str, id: Option<&AlertId>) -> String {
        let mut tag = format!("tag:{},{}:{}/alerts", self.authority, self.since, encoded(case));
        let parts =
            id.map(|id| [Some(id.incident.as_str()), Some(&id.term), id.reading.as_deref()]);
        for part in parts.into_iter().flatten().flatten() {
            tag = format!("{tag}/{}", encoded(part));
        }
        tag
    }
}

/// Writes the latest alerts, one entry for each incident under each term, at most `most`.
///
/// # Errors
/// What `out` answers.
pub fn write_atom(
    out: impl Write,
    publication: &Publication,
    alerts: &Alerts,
    home: &FeedHome,
    most: usize,
) -> io::Result<()> {
    let page = home.page.trim_end_matches('/');
    let board = publication.board;
    let ids = alerts.ids();
    let mut latest = ids.iter().filter_map(|id| alerts.get(id)).map(|alert| alert.updated);
    let updated = latest.next().unwrap_or(board.as_of);
    let mut xml = Xml::begin(out)?;
    let root = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "en")];
    xml.element("feed", &root, |xml| {
        xml.text("id", &home.tag(publication.case, None))?;
        xml.text("title", &format!("{}: alleged breaches", alerts.public(&board.deal)))?;
        xml.text(
            "subtitle",
            "What sources allege, as each perspective sees it. Computed, and no finding. No entry \
             does not mean that nothing happened.",
        )?;
        xml.text("updated", &updated.to_string())?;
        xml.element("author", &[], |xml| xml.text("name", home.author))?;
        xml.empty(
            "link",
            &[("rel", "self"), ("type", "application/atom+xml"), ("href", home.feed)],
        )?;
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", page)])?;
        xml.text_with("generator", &[("version", PROGRAM_VERSION)], "Armistice")?;
        for alert in ids.into_iter().take(most).filter_map(|id| alerts.get(id)) {
            let tag = home.tag(publication.case, Some(&alert.id));
            let url = format!("{page}/incidents/{}", encoded(alert.id.incident.as_str()));
            xml.element("entry", &[], |xml| entry(xml, &alert, &tag, &url))?;
        }
        Ok(())
    })?;
    xml.end()
}

fn entry<W: Write>(xml: &mut Xml<W>, alert: &Alert, tag: &str, url: &str) -> io::Result<()> {
    xml.text("id", tag)?;
    xml.text("title", &alert.headline())?;
    xml.text("published", &alert.published.to_string())?;
    xml.text("updated", &alert.updated.to_string())?;
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", url)])?;
    xml.empty("category", &[("term", alert.kind.word()), ("label", alert.kind.word())])?;
    xml.empty("category", &[("term", &alert.id.term), ("label", &alert.clause)])?;
    xml.text_with("content", &[("type", "text")], &alert.lines().join("\n"))
}
