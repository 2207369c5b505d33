//! Alerts after the Common Alerting Protocol 1.2 (OASIS, 1 July 2010).
//!
//! What the statuses become is a table in `docs/data.md`. Two rules stand above it: certainty is
//! never *Observed*, since nobody here observes, and severity is never *Extreme*, since no program
//! should say so.

use crate::alerts::Alert;
use crate::ogc::encoded;
use crate::words;
use crate::xml::Xml;
use armistice_model::{EventKind, Shape, Status};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::{self, Write};

/// Who sends, and in earnest or not.
#[derive(Clone, Copy, Debug)]
pub struct CapSender<'a> {
    /// Name that no other sender has, for example `armistice@mission.example`: no spaces, commas,
    /// `<` or `&`.
    pub id: &'a str,
    /// As readers are told.
    pub name: &'a str,
    /// URL of the page for people; an incident's page is below it. A slash at its end is passed
    /// over.
    pub page: &'a str,
    /// Whether to act on it.
    pub handling: CapHandling,
}

/// How an alert is to be handled; the standard's `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapHandling {
    /// In earnest.
    Actual,
    /// For those who take part in an exercise.
    Exercise,
    /// To be disregarded.
    Test,
}

/// An alert sent before, as a later one refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapReference {
    /// Its identifier.
    pub identifier: String,
    /// When it was sent.
    pub sent: Timestamp,
}

impl CapReference {
    /// What an alert sent at `sent` is called: its name and that moment, which no later one shares.
    pub fn of(alert: &Alert, sent: Timestamp) -> Self {
        // An escape stands for whatever an identifier must not hold.
        let moment = sent.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
        Self { identifier: format!("{}.{moment}", encoded(&alert.id.to_string())), sent }
    }
}

/// Why no alert was written.
#[derive(Debug, thiserror::Error)]
pub enum CapError {
    /// A sender that the standard does not allow.
    #[error(
        "`{0}` cannot be a CAP sender: write a name without spaces, commas, `<` and `&`, for example armistice@mission.example"
    )]
    Sender(String),
    /// What the output answered.
    #[error("the alert could not be written: {0}")]
    Output(#[from] io::Error),
}

/// Writes one alert, sent at `sent`. With `earlier` ones on the same breach it is an update of
/// them, else a first alert. The caller knows when what it says has changed: [`Alert::state`].
///
/// # Errors
/// [`CapError`].
pub fn write_cap(
    out: impl Write,
    alert: &Alert,
    sender: &CapSender,
    sent: Timestamp,
    earlier: &[CapReference],
) -> Result<(), CapError> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | '<' | '&');
    if sender.id.is_empty() || sender.id.contains(bad) {
        return Err(CapError::Sender(sender.id.to_string()));
    }
    let mut xml = Xml::begin(out)?;
    xml.element("alert", &[("xmlns", "urn:oasis:names:tc:emergency:cap:1.2")], |xml| {
        xml.text("identifier", &CapReference::of(alert, sent).identifier)?;
        xml.text("sender", sender.id)?;
        xml.text("sent", &moment(sent))?;
        xml.text(
            "status",
            match sender.handling {
                CapHandling::Actual => "Actual",
                CapHandling::Exercise => "Exercise",
                CapHandling::Test => "Test",
            },
        )?;
        xml.text("msgType", if earlier.is_empty() { "Alert" } else { "Update" })?;
        xml.text("scope", "Public")?;
        if sender.handling == CapHandling::Exercise {
            // The standard asks for it there.
            xml.text("note", "Exercise: nothing of this is reported in earnest.")?;
        }
        if !earlier.is_empty() {
            let references: Vec<String> = earlier
                .iter()
                .map(|e| format!("{},{},{}", sender.id, e.identifier, moment(e.sent)))
                .collect();
            xml.text("references", &references.join(" "))?;
        }
        xml.element("info", &[], |xml| info(xml, alert, sender, sent))
    })?;
    xml.end()?;
    Ok(())
}

fn info<W: Write>(
    xml: &mut Xml<W>,
    alert: &Alert,
    sender: &CapSender,
    sent: Timestamp,
) -> io::Result<()> {
    let interval = alert.incident.when.interval();
    xml.text("language", "en")?;
    xml.text("category", category(alert.kind))?;
    xml.text("event", &format!("Ceasefire, {}: {}", alert.status, alert.kind))?;
    // What is over calls for no quick answer; what is not dated, or not over, is not known to.
    let over = interval.is_some_and(|interval| interval.until() <= sent);
    xml.text("urgency", if over { "Past" } else { "Unknown" })?;
    xml.text("severity", severity(alert))?;
    xml.text("certainty", certainty(alert.status))?;
    // A day is no beginning: it is told only where a source tells the minute.
    if let Some(interval) = interval.filter(|interval| interval.seconds() <= 60) {
        xml.text("onset", &moment(interval.from()))?;
    }
    xml.text("senderName", sender.name)?;
    xml.text("headline", &alert.headline())?;
    xml.text("description", &alert.lines().join("\n"))?;
    let page = sender.page.trim_end_matches('/');
    xml.text("web", &format!("{page}/incidents/{}", encoded(alert.id.incident.as_str())))?;
    let parameters = alert
        .sights
        .iter()
        .map(|sight| (format!("perspective {}", sight.perspective), sight.line()))
        .chain([("term".to_string(), alert.id.term.clone())]);
    for (name, value) in parameters {
        xml.element("parameter", &[], |xml| {
            xml.text("valueName", &name)?;
            xml.text("value", &value)
        })?;
    }
    xml.element("area", &[], |xml| {
        xml.text(
            "areaDesc",
            &words::place(crate::tongue::Tongue::english_alone(), &alert.incident.place),
        )?;
        let ground = alert.incident.place.shape.as_ref().map(Ground::of).unwrap_or_default();
        for polygon in &ground.polygons {
            xml.text("polygon", &polygon.iter().map(pair).collect::<Vec<_>>().join(" "))?;
        }
        for (centre, radius_m) in &ground.circles {
            xml.text("circle", &format!("{} {}", pair(centre), kilometres(*radius_m)))?;
        }
        Ok(())
    })
}

/// The standard's form of a moment, which has no room for `Z`.
fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00").to_string()
}

fn category(kind: EventKind) -> &'static str {
    let aid = crate::ogc::is_aid(kind) && kind != EventKind::AttackOnAid;
    if aid { "Other" } else { "Security" }
}

/// By the least that all voices agree on: harm that only one side tells of does not count. Where
/// nothing is told, nothing is known, which is not "minor".
fn severity(alert: &Alert) -> &'static str {
    let harm = &alert.incident.casualties;
    let some = |count: Option<armistice_model::Count>| count.is_some_and(|count| count.low > 0);
    if some(harm.killed) || some(harm.civilians_killed) {
        "Severe"
    } else if some(harm.wounded) {
        "Moderate"
    } else {
        "Unknown"
    }
}

fn certainty(status: Status) -> &'static str {
    match status {
        Status::BreachCorroborated => "Likely",
        Status::BreachAlleged => "Possible",
        Status::Undetermined | Status::NoBreachKnown | Status::NotInForce => "Unknown",
    }
}

/// Where an alert holds.
#[derive(Debug, Default, PartialEq)]
struct Ground {
    /// Closed rings of longitude and latitude.
    polygons: Vec<Vec<[f64; 2]>>,
    /// Centres, and radii in metres.
    circles: Vec<([f64; 2], f64)>,
}

impl Ground {
    /// As wide as the source left it: a disc is a circle, an area a polygon, a line a band as
    /// wide as its margin. A shape that is not sound is none.
    fn of(shape: &Shape) -> Self {
        match shape.clone().checked() {
            Err(_) => Self::default(),
            Ok(Shape::Disc { centre, radius_m }) => {
                Self { polygons: Vec::new(), circles: vec![(centre, radius_m)] }
            }
            Ok(Shape::Area { mut ring }) => {
                if ring.first() != ring.last() {
                    ring.extend(ring.first().copied());
                }
                Self { polygons: vec![ring], circles: Vec::new() }
            }
            Ok(Shape::Line { course, margin_m }) => Self {
                polygons: course
                    .windows(2)
                    .filter_map(|pair| match pair {
                        [a, b] => band(*a, *b, margin_m.max(1.0)),
                        _ => None,
                    })
                    .collect(),
                // Round the corners, so that no gap is left in the bends.
                circles: course.iter().map(|at| (*at, margin_m)).collect(),
            },
        }
    }
}

/// The closed rectangle `margin_m` metres to either side of a stretch; `None` for one without
/// length.
fn band(a: [f64; 2], b: [f64; 2], margin_m: f64) -> Option<Vec<[f64; 2]>> {
    let north = crate::frame::METRES_PER_DEGREE;
    let east = north * ((a[1] + b[1]) / 2.0).to_radians().cos().abs().max(0.01);
    let [along, up] = [(b[0] - a[0]) * east, (b[1] - a[1]) * north];
    let length = along.hypot(up);
    if length <= 0.0 {
        return None;
    }
    let aside = [-up / length * margin_m / east, along / length * margin_m / north];
    let left = |p: [f64; 2]| [p[0] + aside[0], p[1] + aside[1]];
    let right = |p: [f64; 2]| [p[0] - aside[0], p[1] - aside[1]];
    let on_map = |p: [f64; 2]| [p[0].clamp(-180.0, 180.0), p[1].clamp(-90.0, 90.0)];
    Some([right(a), right(b), left(b), left(a), right(a)].map(on_map).to_vec())
}

/// `latitude,longitude` in degrees, to a metre: the standard's order.
fn pair([lon, lat]: &[f64; 2]) -> String {
    format!("{lat:.5},{lon:.5}")
}

/// Metres as kilometres, never rounded down.
fn kilometres(metres: f64) -> String {
    format!("{:.3}", (metres.max(0.0)).ceil() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_becomes_a_band_with_rounded_corners() {
        let shape =
            Shape::Line { course: vec![[37.0, 36.0], [37.1, 36.0], [37.1, 36.1]], margin_m: 500.0 };
        let ground = Ground::of(&shape);
        assert_eq!((ground.polygons.len(), ground.circles.len()), (2, 3));
        assert_eq!(Ground::of(&Shape::Area { ring: vec![] }), Ground::default());
    }

    proptest! {
        /// Every polygon is closed, on the globe and has four pairs at least, and every corner of
        /// a band lies its margin away from the stretch's end.
        #[test]
        fn polygons_are_sound(
            course in prop::collection::vec((30.0..40.0_f64, -60.0..60.0_f64), 2..8),
            margin_m in 1.0..20_000.0_f64,
        ) {
            let course: Vec<[f64; 2]> = course.into_iter().map(|(x, y)| [x, y]).collect();
            let lines = Ground::of(&Shape::Line { course: course.clone(), margin_m });
            let areas = Ground::of(&Shape::Area { ring: course.clone() });
            for polygon in lines.polygons.iter().chain(&areas.polygons) {
                prop_assert!(polygon.len() >= 4);
                prop_assert_eq!(polygon.first(), polygon.last());
            }
            // Flat enough for a hundredth over a short stretch.
            let [a, _] = [course[0], course[1]];
            let b = [a[0] + 0.01, a[1] + 0.01];
            let corner = band(a, b, margin_m).unwrap()[0];
            let point = |p: [f64; 2]| Shape::Disc { centre: p, radius_m: 0.0 };
            let far = point(corner).middle_distance_m(&point(a));
            prop_assert!((far - margin_m).abs() < margin_m * 0.02, "{far} {margin_m}");
        }
    }
}
