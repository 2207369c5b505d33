//! Tables with the hashtags of the Humanitarian Exchange Language (HXL 1.1): a row of heads, a row
//! of hashtags, then one incident a row.
//!
//! A pin in the middle of a governorate is a false pin, and tools that know HXL draw one wherever
//! they find `#geo+lat`. So a latitude and longitude stand only where the place is told to within
//! [`WIDEST_PIN_M`]; where it is wider, or a line or an area, they are empty and `#geo+bounds` has
//! the shape itself. In both cases the precision stands beside it in words and in metres.

use crate::csv::{ends, scope_word, table, text};
use crate::day::first_published;
use crate::geojson;
use crate::ogc::is_aid;
use crate::standing::{Standings, denied};
use crate::veil::Veil;
use crate::words;
use armistice_model::{Board, Count, Incident, Scheme, Shape, Stance, When};
use jiff::tz::TimeZone;
use std::borrow::Borrow;
use std::io::{self, Write};

/// How far from the middle of a disc, in metres, something may have happened for the middle to be
/// given as a position.
pub const WIDEST_PIN_M: f64 = 5_000.0;

/// Head and hashtag of each column that every table has.
const COLUMNS: [(&str, &str); 30] = [
    ("Incident", "#event+id"),
    ("Kind of event", "#event+type"),
    ("Nearest ACLED sub-event type", "#event+type+v_acled"),
    ("One event, or several told together", "#event+scope"),
    ("First day on which it may lie", "#date+start"),
    ("Last day on which it may lie", "#date+end"),
    ("How the time is told", "#meta+date+precision"),
    ("First day on which it was published", "#date+reported"),
    ("Governorate or other large unit", "#adm1+name"),
    ("Place", "#loc+name"),
    ("Latitude of the middle", "#geo+lat"),
    ("Longitude of the middle", "#geo+lon"),
    ("How the place is told", "#geo+precision"),
    ("Metres from the middle or the line within which it lies", "#geo+precision+m"),
    ("Shape, where there is no middle to give", "#geo+bounds+geojson"),
    ("By whom, as alleged", "#group+name+by+alleged+list"),
    ("On whom, as alleged", "#group+name+on+alleged+list"),
    ("Killed, least told", "#affected+killed+min"),
    ("Killed, figure where all agree", "#affected+killed+best"),
    ("Killed, most told", "#affected+killed+max"),
    ("Civilians killed, least told", "#affected+killed+civilians+min"),
    ("Civilians killed, figure where all agree", "#affected+killed+civilians+best"),
    ("Civilians killed, most told", "#affected+killed+civilians+max"),
    ("Wounded, least told", "#affected+injured+min"),
    ("Wounded, figure where all agree", "#affected+injured+best"),
    ("Wounded, most told", "#affected+injured+max"),
    ("Voices that speak of it", "#meta+source+name+list"),
    ("Gravest assessment, all sources counted", "#status+assessment"),
    ("Assessment under each term", "#status+assessment+term+list"),
    ("Denied or told otherwise by some voice", "#status+contested"),
];

/// What the table of aid has beside.
const CARGO: [(&str, &str); 2] = [
    ("Trucks or other units, least told", "#item+num+min"),
    ("Trucks or other units, most told", "#item+num+max"),
];

/// Writes incidents, row by row. Days are those of the board's zone; of UTC without a board.
///
/// # Errors
/// What `out` answers.
pub fn write_incidents_hxl(
    out: impl Write,
    incidents: impl IntoIterator<Item: Borrow<Incident>>,
    board: Option<&Board>,
    veil: &Veil,
) -> io::Result<()> {
    let desk = Desk::new(board, veil);
    let [head, tags] = heads(COLUMNS.iter());
    let tags = tags.iter().map(|t| (*t).to_string()).collect();
    let rows = incidents.into_iter().map(|incident| desk.row(incident.borrow()));
    table(out, &head, std::iter::once(tags).chain(rows))
}

/// Writes the incidents on the way of aid, with how many trucks they speak of.
///
/// # Errors
/// What `out` answers.
pub fn write_aid_hxl(
    out: impl Write,
    incidents: impl IntoIterator<Item: Borrow<Incident>>,
    board: Option<&Board>,
    veil: &Veil,
) -> io::Result<()> {
    let desk = Desk::new(board, veil);
    let [head, tags] = heads(COLUMNS.iter().chain(&CARGO));
    let tags = tags.iter().map(|t| (*t).to_string()).collect();
    let rows = incidents.into_iter().filter_map(|incident| {
        let incident = incident.borrow();
        is_aid(incident.kind).then(|| {
            let mut row = desk.row(incident);
            let cargo = cargo(incident, veil);
            row.extend([text(cargo.map(|c| c.low)), text(cargo.and_then(|c| c.high))]);
            row
        })
    });
    table(out, &head, std::iter::once(tags).chain(rows))
}

fn heads<'h>(columns: impl Iterator<Item = &'h (&'h str, &'h str)>) -> [Vec<&'h str>; 2] {
    let (head, tags) = columns.copied().unzip();
    [head, tags]
}

/// The range over what the claims count, those left out that deny it; never a sum.
fn cargo(incident: &Incident, veil: &Veil) -> Option<Count> {
    let claims = incident.claims.iter().filter_map(|c| veil.claim(c));
    let counts = claims.filter(|c| c.stance != Stance::Denied).filter_map(|c| c.count);
    counts.reduce(|a, b| a.cover(&b))
}

struct Desk<'a> {
    standings: Standings<'a>,
    veil: &'a Veil<'a>,
    zone: TimeZone,
}

impl<'a> Desk<'a> {
    fn new(board: Option<&'a Board>, veil: &'a Veil<'a>) -> Self {
        let zone = board.map_or(TimeZone::UTC, |b| words::zone(&b.time_zone));
        Self { standings: Standings::of(board), veil, zone }
    }

    fn row(&self, incident: &Incident) -> Vec<String> {
        let public = |text: &str| self.veil.text(text).into_owned();
        let place = crate::json::place(&incident.place, self.veil);
        let under = self.standings.under(&incident.id);
        let terms: Vec<String> = under
            .iter()
            .map(|s| match &s.reading {
                Some(reading) => format!("{} ({reading}): {}", s.term, s.status),
                None => format!("{}: {}", s.term, s.status),
            })
            .collect();
        let contested = denied(incident, self.veil) || under.iter().any(|s| s.contested);
        let days = incident.when.interval().map(|i| i.civil_days(&self.zone));
        let published = first_published(incident, self.veil);
        let harm = &incident.casualties;
        let mut row = vec![
            incident.id.to_string(),
            incident.kind.to_string(),
            text(incident.kind.name_in(Scheme::Acled)),
            scope_word(incident.scope).to_string(),
            text(days.map(|(first, _)| first)),
            text(days.map(|(_, last)| last)),
            time_told(&incident.when).to_string(),
            text(published.map(|at| at.to_zoned(self.zone.clone()).date())),
            place.region.unwrap_or_default(),
            place.name.unwrap_or_default(),
        ];
        row.extend(position(place.shape.as_ref()));
        row.extend([public(&incident.by.join("; ")), public(&incident.on.join("; "))]);
        for count in [&harm.killed, &harm.civilians_killed, &harm.wounded] {
            row.extend(ends(count.as_ref()));
        }
        row.extend([
            self.veil.voices(incident).join("; "),
            text(self.standings.gravest(&incident.id)),
            terms.join("; "),
            if contested { "yes" } else { "no" }.to_string(),
        ]);
        row
    }
}

fn time_told(when: &When) -> &'static str {
    match when {
        When::Open => "not told",
        When::Within(interval) if interval.seconds() <= 60 => "to the minute",
        When::Within(_) => "some moment within the days given",
        When::Throughout(_) => "spread over the days given, on which of them is not told",
    }
}

/// Latitude, longitude, the precision in words, in metres, and the shape.
fn position(shape: Option<&Shape>) -> [String; 5] {
    let Some(shape) = shape.cloned().and_then(|shape| shape.checked().ok()) else {
        let told = "not on the map".to_string();
        return [String::new(), String::new(), told, String::new(), String::new()];
    };
    let (told, metres) = match &shape {
        Shape::Disc { radius_m, .. } => ("within the metres given of the middle", *radius_m),
        Shape::Line { margin_m, .. } => ("somewhere along a line, give or take", *margin_m),
        Shape::Area { .. } => ("somewhere inside an area", shape.reach_m()),
    };
    let metres_told = format!("{metres:.0}");
    match &shape {
        Shape::Disc { centre: [lon, lat], radius_m } if *radius_m <= WIDEST_PIN_M => {
            // No more digits than the radius is worth: three are a hundred metres.
            let digits = if *radius_m < 100.0 {
                5
            } else if *radius_m < 1000.0 {
                4
            } else {
                3
            };
            let [lat, lon] = [lat, lon].map(|x| format!("{x:.digits$}"));
            [lat, lon, told.to_string(), metres_told, String::new()]
        }
        wide => {
            let bounds = geojson::geometry(wide)
                .and_then(|geometry| serde_json::to_string(&geometry).ok())
                .unwrap_or_default();
            [String::new(), String::new(), told.to_string(), metres_told, bounds]
        }
    }
}
