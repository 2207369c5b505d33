//! Alleged breaches, each with every perspective's view of it: what feeds and alerts tell.

use crate::cells::{Cells, widest};
use crate::day::first_published;
use crate::standing::Standings;
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::{Publication, told, words};
use armistice_model::{
    Assessment, Breach, Coverage, Determination, EventKind, Incident, IncidentId, Perspective,
    Status,
};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// Names an alert: one incident under one term in one reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AlertId {
    /// The incident.
    pub incident: IncidentId,
    /// The clause's number.
    pub term: String,
    /// The reading; `None` for the text's own.
    pub reading: Option<String>,
}

impl fmt::Display for AlertId {
    /// `I-0000a102@1.a`, with `@READING` after it for a second reading.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.incident, self.term)?;
        match &self.reading {
            Some(reading) => write!(f, "@{reading}"),
            None => Ok(()),
        }
    }
}

/// What one perspective makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// Whose eyes.
    pub perspective: Perspective,
    /// The gravest that the incident alone says there on any day; *no breach known* where none of
    /// these eyes' sources says anything of it.
    pub status: Status,
    /// Whether some voice denies it or tells it otherwise.
    pub contested: bool,
    /// A person's finding, if there is one.
    pub finding: Option<Determination>,
    /// Days at which some perspective lays it, with how much these eyes were watching on each.
    pub days: Vec<(Date, Coverage)>,
}

/// One incident alleged to breach one term, as the public may read of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Its name.
    pub id: AlertId,
    /// Words of the clause.
    pub clause: String,
    /// What, when, where and how many, in one line.
    pub what: String,
    /// Candidates for who did it, as alleged; empty where nobody is named.
    pub by: Vec<String>,
    /// Whose word it is, by public names.
    pub voices: Vec<String>,
    /// Who denies it or tells it otherwise, by public names.
    pub against: Vec<String>,
    /// Why it counts, or why it is not certain; each reason once.
    pub reasons: Vec<String>,
    /// The view of the widest perspective, and the gravest.
    pub status: Status,
    /// Every perspective's, in the board's order.
    pub sights: Vec<Sight>,
    /// When its first claim was published; the board's instant where no claim is stamped.
    pub published: Timestamp,
    /// When its last claim was.
    pub updated: Timestamp,
    /// The incident's kind.
    pub kind: EventKind,
    pub(crate) incident: Incident,
}

type Under<'a> = BTreeMap<&'a str, Vec<(&'a Assessment, &'a Breach)>>;

/// The alleged and corroborated breaches of a board, ready to be told one by one. It holds
/// references into the board; each [`Alert`] is made when it is asked for.
pub struct Alerts<'a> {
    publication: &'a Publication<'a>,
    veil: &'a Veil<'a>,
    cells: Cells<'a>,
    standings: Standings<'a>,
    by_id: BTreeMap<AlertId, Under<'a>>,
    incidents: HashMap<&'a IncidentId, &'a Incident>,
}

/// Feeds are in English, as the terms are.
fn english() -> &'static Tongue {
    Tongue::english_alone()
}

impl<'a> Alerts<'a> {
    /// Reads the board once. What no perspective holds to be alleged at least gives no alert: a
    /// report that may or may not be a breach is in the data, not in the feeds.
    pub fn new(publication: &'a Publication<'a>, veil: &'a Veil<'a>) -> Self {
        let mut by_id: BTreeMap<AlertId, Under> = BTreeMap::new();
        for cell in &publication.board.assessments {
            for breach in &cell.breaches {
                let Some(incident) = &breach.incident else { continue };
                let id = AlertId {
                    incident: incident.clone(),
                    term: cell.id.term.clone(),
                    reading: cell.id.reading.clone(),
                };
                let under = by_id.entry(id).or_default();
                under.entry(&cell.id.perspective).or_default().push((cell, breach));
            }
        }
        by_id.retain(|_, under| {
            under.values().flatten().any(|(_, breach)| breach.status >= Status::BreachAlleged)
        });
        let incidents = publication.incidents.iter().map(|i| (&i.id, i)).collect();
        Self {
            publication,
            veil,
            cells: Cells::of(publication.board),
            standings: Standings::of(Some(publication.board)),
            by_id,
            incidents,
        }
    }

    /// Names of all, the latest first.
    pub fn ids(&self) -> Vec<&AlertId> {
        let mut ids: Vec<(&AlertId, Timestamp)> = self
            .by_id
            .keys()
            .filter_map(|id| Some((id, self.stamps(self.incidents.get(&id.incident)?).1)))
            .collect();
        ids.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        ids.into_iter().map(|(id, _)| id).collect()
    }

    /// All, the latest first, each made as it is asked for.
    pub fn iter(&self) -> impl Iterator<Item = Alert> {
        self.ids().into_iter().filter_map(|id| self.get(id))
    }

    /// One by its name as it stands in URLs.
    pub fn named(&self, name: &str) -> Option<Alert> {
        let incident = IncidentId::new(name.split('@').next()?);
        let first = AlertId { incident: incident.clone(), term: String::new(), reading: None };
        let mine = self.by_id.range(first..).map(|(id, _)| id);
        let mut mine = mine.take_while(|id| id.incident == incident);
        mine.find(|id| id.to_string() == name).and_then(|id| self.get(id))
    }

    /// One by its name.
    pub fn get(&self, id: &AlertId) -> Option<Alert> {
        let under = self.by_id.get(id)?;
        let incident = *self.incidents.get(&id.incident)?;
        let board = self.publication.board;
        let zone = words::zone(&board.time_zone);
        let term = board.terms.iter().find(|t| t.number == id.term && t.reading == id.reading);
        let days: BTreeSet<Date> = under.values().flatten().map(|(cell, _)| cell.id.day).collect();
        let sights: Vec<Sight> = board
            .perspectives
            .iter()
            .map(|perspective| {
                let slug = perspective.slug();
                let watched = |day: &Date| {
                    let cell = term.and_then(|term| self.cells.at(term, *day, &slug));
                    (*day, cell.map(|cell| cell.coverage).unwrap_or_default())
                };
                let breaches = under.get(slug.as_str()).map_or(&[][..], Vec::as_slice);
                sight(perspective, breaches, days.iter().map(watched).collect())
            })
            .collect();
        let wide = widest(board).and_then(|w| sights.iter().find(|s| s.perspective == *w));
        let status = wide.map_or(Status::BreachAlleged, |sight| sight.status);
        let breaches = || under.values().flatten().map(|(_, breach)| breach);
        let reasons: BTreeSet<String> = breaches().map(|b| self.public(&b.reason)).collect();
        let by: BTreeSet<&String> = breaches().flat_map(|b| &b.by.0).collect();
        let place = crate::json::place(&incident.place, self.veil);
        let told = [
            Some(incident.kind.to_string()),
            Some(words::place(english(), &place)),
            Some(words::when(english(), &incident.when, &zone)),
            told::casualties(english(), incident, &self.standings, self.veil),
        ];
        let (published, updated) = self.stamps(incident);
        Some(Alert {
            id: id.clone(),
            clause: term.map(|t| self.public(&t.words)).unwrap_or_default(),
            what: told.into_iter().flatten().collect::<Vec<_>>().join("; "),
            by: by.into_iter().map(|name| self.public(name)).collect(),
            voices: self.veil.voices_where(incident, |c| !self.standings.is_against(c)),
            against: self.veil.voices_where(incident, |c| self.standings.is_against(c)),
            reasons: reasons.into_iter().collect(),
            status,
            sights,
            published,
            updated,
            kind: incident.kind,
            incident: Incident { place, ..incident.clone() },
        })
    }

    /// Text of the case as the audience may read it.
    pub(crate) fn public(&self, text: &str) -> String {
        self.veil.text(text).into_owned()
    }

    /// When the first and the last claim were published, never after the board's own instant.
    fn stamps(&self, incident: &Incident) -> (Timestamp, Timestamp) {
        let as_of = self.publication.board.as_of;
        let claims = incident.claims.iter().filter_map(|c| self.veil.claim(c)?.published);
        let first = first_published(incident, self.veil).map_or(as_of, |at| at.min(as_of));
        (first, claims.max().map_or(as_of, |at| at.min(as_of)))
    }
}

fn sight(
    perspective: &Perspective,
    breaches: &[(&Assessment, &Breach)],
    days: Vec<(Date, Coverage)>,
) -> Sight {
    let breaches = || breaches.iter().map(|(_, breach)| breach);
    Sight {
        perspective: perspective.clone(),
        status: breaches().map(|b| b.status).max().unwrap_or(Status::NoBreachKnown),
        contested: breaches().any(|b| b.contested),
        finding: breaches().find_map(|b| b.finding),
        days,
    }
}

impl Alert {
    /// `Breach alleged: 1.a, Cease all attacks with any weapons (shelling; Hadar …)`.
    pub fn headline(&self) -> String {
        let contested = self.sights.iter().any(|s| s.contested);
        let status = words::capital(self.status.words());
        let mark = if contested { ", contested" } else { "" };
        let reading = self.reading_words();
        format!("{status}{mark}: term {}{reading}: {}", self.id.term, self.what)
    }

    /// All of it in lines of plain text.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("Term {}{}: {}", self.id.term, self.reading_words(), self.clause),
            format!("Reported: {}", self.what),
        ];
        lines.push(if self.by.is_empty() {
            "By whom: not told".to_string()
        } else {
            format!("By whom, as alleged: {}", english().either(&self.by))
        });
        lines.push(format!("Said by: {}", english().list(&self.voices)));
        if !self.against.is_empty() {
            lines.push(format!("Denied or told otherwise by: {}", english().list(&self.against)));
        }
        lines.extend(self.sights.iter().map(Sight::line));
        lines.extend(self.reasons.iter().map(|reason| format!("Why: {reason}")));
        lines.push(
            "This is computed from what sources say. It is no finding; a finding is a person's."
                .to_string(),
        );
        lines
    }

    fn reading_words(&self) -> String {
        self.id.reading.as_ref().map(|r| format!(" as {r} reads it")).unwrap_or_default()
    }

    /// Changes when and only when what the alert says changes: for whoever must know whether to
    /// send it again.
    pub fn state(&self) -> String {
        let mut lines = self.lines();
        lines.push(self.incident.claims.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(" "));
        lines.join("\n")
    }
}

impl Sight {
    /// `Independent sources: breach alleged, contested (15 September: 3 of 5 sources …)`.
    pub fn line(&self) -> String {
        let eyes = words::capital(&words::eyes(english(), &self.perspective));
        let status = match self.status {
            Status::NoBreachKnown | Status::NotInForce => "allege no breach in it",
            status => status.words(),
        };
        let contested = if self.contested { ", contested" } else { "" };
        let finding = self
            .finding
            .map(|f| format!(", found {} by a person", words::determination(english(), f)))
            .unwrap_or_default();
        let watched: Vec<String> = self.watched();
        format!("{eyes}: {status}{contested}{finding} ({})", watched.join("; "))
    }

    /// How much was being watched, days of equal coverage told together.
    fn watched(&self) -> Vec<String> {
        self.days
            .chunk_by(|(a, x), (b, y)| x == y && a.tomorrow().ok() == Some(*b))
            .filter_map(|same| match same {
                [(first, coverage), ..] => {
                    let last = same.last().map_or(*first, |(day, _)| *day);
                    Some(format!("{}: {coverage}", words::days(english(), *first, last)))
                }
                [] => None,
            })
            .collect()
    }
}
