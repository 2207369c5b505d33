//! Writes the files of a publication, each when it is asked for.

use crate::bulletin::{Bulletin, Desk};
use crate::html::Stands;
use crate::tongue::Tongue;
use crate::{Audience, Language, Publication, boardfile, csv, geojson, html, index, markdown};
use jiff::civil::Date;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// A file of a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sheet {
    /// Every cell, clock, phase and rival count.
    Board,
    /// Incidents as shapes.
    IncidentsGeojson,
    /// One incident a row.
    IncidentsCsv,
    /// One claim a row.
    ClaimsCsv,
    /// One report a row.
    ReportsCsv,
    /// The bulletin of a day as Markdown.
    BulletinText(Date),
    /// The bulletin of a day as a page that prints.
    BulletinPage(Date),
    /// The same in one of several languages, to be served: its links are `DAY.html?lang=CODE`.
    BulletinPageIn(Date, Language),
    /// The page that leads to the others.
    Index,
}

impl Sheet {
    /// Its path inside the publication's folder, with `/` between parts.
    pub fn path(self) -> String {
        match self {
            Self::Board => "board.json".to_string(),
            Self::IncidentsGeojson => "incidents.geojson".to_string(),
            Self::IncidentsCsv => "incidents.csv".to_string(),
            Self::ClaimsCsv => "claims.csv".to_string(),
            Self::ReportsCsv => "reports.csv".to_string(),
            Self::BulletinText(day) => format!("bulletins/{day}.md"),
            Self::BulletinPage(day) => format!("bulletins/{day}.html"),
            Self::BulletinPageIn(day, language) => format!("bulletins/{day}.{language}.html"),
            Self::Index => "index.html".to_string(),
        }
    }
}

/// A publication made ready: what its files share is worked out once, and each file is written as
/// it is made, so that memory stays near what the case itself takes.
pub struct Press<'a> {
    desk: Desk<'a>,
    /// The bulletin made last: the two pages of a day are printed one after the other.
    last: Mutex<Option<Arc<Bulletin>>>,
}

impl<'a> Press<'a> {
    /// Makes a publication ready for anybody to read.
    pub fn new(publication: &'a Publication<'a>) -> Self {
        let desk = Desk::new(publication, publication.veil(Audience::Public));
        Self { desk, last: Mutex::new(None) }
    }

    /// Made outside the lock, so that readers of different days do not wait for each other.
    fn bulletin(&self, day: Date, language: Language) -> Arc<Bulletin> {
        // What another thread left behind when it broke off is whole: it is put there at once.
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = &*last()
            && (made.day, made.t.language) == (day, language)
        {
            return Arc::clone(made);
        }
        let made = Arc::new(self.desk.bulletin(Tongue::of(language), day));
        *last() = Some(Arc::clone(&made));
        made
    }

    /// All its files, in the order in which they are best written; all of them are in English.
    pub fn sheets(&self) -> Vec<Sheet> {
        let mut sheets = vec![
            Sheet::Board,
            Sheet::IncidentsGeojson,
            Sheet::IncidentsCsv,
            Sheet::ClaimsCsv,
            Sheet::ReportsCsv,
        ];
        for day in &self.desk.publication.board.days {
            sheets.extend([Sheet::BulletinText(*day), Sheet::BulletinPage(*day)]);
        }
        sheets.push(Sheet::Index);
        sheets
    }

    /// Writes one file. A bulletin of a day that is not on the board tells of a day on which
    /// nothing was judged.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn print(&self, sheet: Sheet, mut out: impl Write) -> io::Result<()> {
        let desk = &self.desk;
        let (publication, veil) = (desk.publication, &desk.veil);
        match sheet {
            Sheet::Board => boardfile::write_board(out, publication, veil),
            Sheet::IncidentsGeojson => {
                geojson::write_geojson(out, publication.incidents, &desk.standings, veil)
            }
            Sheet::IncidentsCsv => {
                csv::write_incidents(out, publication.incidents, &desk.standings, veil)
            }
            Sheet::ClaimsCsv => csv::write_claims(out, publication.claims, veil),
            Sheet::ReportsCsv => csv::write_reports(out, publication.reports, veil),
            Sheet::BulletinText(day) => {
                let bulletin = self.bulletin(day, Language::En);
                out.write_all(markdown::markdown(&bulletin).as_bytes())
            }
            Sheet::BulletinPage(day) => {
                let bulletin = self.bulletin(day, Language::En);
                let map = desk.map(&bulletin);
                out.write_all(html::bulletin_page(&bulletin, &map, Stands::Alone).as_bytes())
            }
            Sheet::BulletinPageIn(day, language) => {
                let bulletin = self.bulletin(day, language);
                let map = desk.map(&bulletin);
                out.write_all(html::bulletin_page(&bulletin, &map, Stands::Served).as_bytes())
            }
            Sheet::Index => out.write_all(index::index_page(desk).as_bytes()),
        }
    }
}
