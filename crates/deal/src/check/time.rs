//! Dates, moments and quantities.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::{CheckError, Checker};
use crate::deal::Moment;
use crate::syntax::{self, Quantity, Word};

/// Longer than any ceasefire: a hundred years in seconds. A slip of the keys, not a limit.
const LONGEST: i64 = 100 * 366 * 86_400;

/// Twice round the Earth in metres.
const FARTHEST: f64 = 80_000_000.0;

impl Checker<'_> {
    /// The zone in which the deal's days are counted.
    pub(super) fn zone(&mut self, name: &Word) -> Option<TimeZone> {
        if let Ok(zone) = TimeZone::get(&name.value) {
            return Some(zone);
        }
        let known: Vec<String> =
            jiff::tz::db().available().map(|zone| zone.as_str().to_string()).collect();
        let help = match self.near(&name.value, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write its IANA name: continent and city, as in `Asia/Damascus`".to_string(),
        };
        self.errors.push(CheckError::NotAWord {
            what: "time zone",
            word: name.value.clone(),
            span: name.span.into(),
            help,
        });
        None
    }

    /// An instant in the zone of the deal. A date alone is its first moment.
    pub(super) fn instant(&mut self, instant: &syntax::Instant) -> Option<Timestamp> {
        let date = self.date(&instant.date);
        let time = match &instant.time {
            None => Some(Time::midnight()),
            Some(text) => self.time(text),
        };
        let local = date?.to_datetime(time?);
        match local.to_zoned(self.zone.clone()) {
            Ok(zoned) => Some(zoned.timestamp()),
            Err(_) => {
                self.errors.push(CheckError::NoSuchTime {
                    what: "day",
                    text: instant.date.value.clone(),
                    span: instant.date.span.into(),
                    help: "write a date between the years -9999 and 9999".to_string(),
                });
                None
            }
        }
    }

    fn date(&mut self, text: &Word) -> Option<Date> {
        let well_formed = text.value.len() == 10;
        if let (true, Ok(date)) = (well_formed, text.value.parse::<Date>()) {
            return Some(date);
        }
        let help = last_day(&text.value).map_or_else(
            || "write year, month and day: `2016-09-12`".to_string(),
            |(month, day)| format!("that month ends on {month}-{day:02}"),
        );
        self.errors.push(CheckError::NoSuchTime {
            what: "day",
            text: text.value.clone(),
            span: text.span.into(),
            help,
        });
        None
    }

    fn time(&mut self, text: &Word) -> Option<Time> {
        let mut parts = text.value.split(':');
        let mut part = || parts.next().filter(|p| p.len() == 2).and_then(|p| p.parse::<i8>().ok());
        let (hour, minute) = (part(), part());
        let second = match text.value.matches(':').count() {
            1 => Some(0),
            2 => part(),
            _ => None,
        };
        let time = match (hour, minute, second) {
            (Some(h), Some(m), Some(s)) => Time::new(h, m, s, 0).ok(),
            _ => None,
        };
        if time.is_none() {
            let help = if text.value.starts_with("24:") {
                "write `00:00` of the next day"
            } else {
                "write hours and minutes with two digits each: `07:00`, `19:00`"
            };
            self.errors.push(CheckError::NoSuchTime {
                what: "time of day",
                text: text.value.clone(),
                span: text.span.into(),
                help: help.to_string(),
            });
        }
        time
    }

    /// A length of time in seconds, above zero.
    pub(super) fn seconds(&mut self, quantity: &Quantity) -> Option<i64> {
        let seconds = quantity
            .number
            .parse::<i64>()
            .ok()
            .and_then(|n| n.checked_mul(quantity.unit.size()))
            .filter(|seconds| (1..=LONGEST).contains(seconds));
        if seconds.is_none() {
            self.out_of_range(
                "a length of time",
                quantity,
                "write a whole number above zero, and a smaller unit for a part: `90 min`",
            );
        }
        seconds
    }

    /// A distance in metres, above zero.
    pub(super) fn metres(&mut self, quantity: &Quantity) -> Option<f64> {
        let size = if quantity.unit == syntax::Unit::Kilometres { 1_000.0 } else { 1.0 };
        let metres = quantity
            .number
            .parse::<f64>()
            .ok()
            .map(|n| n * size)
            .filter(|metres| *metres > 0.0 && *metres <= FARTHEST);
        if metres.is_none() {
            self.out_of_range("a distance", quantity, "write a number above zero: `3 500 m`");
        }
        metres
    }

    fn out_of_range(&mut self, what: &'static str, quantity: &Quantity, help: &str) {
        self.errors.push(CheckError::OutOfRange {
            what,
            number: format!("{} {}", quantity.number, quantity.unit.word(&quantity.number)),
            span: quantity.span.into(),
            help: help.to_string(),
        });
    }

    /// A moment, its phase or window known.
    pub(super) fn moment(&mut self, moment: &syntax::Moment) -> Option<Moment> {
        match moment {
            syntax::Moment::DayD { minus, shift, .. } => {
                let seconds = match shift {
                    Some(shift) => self.seconds(shift)?,
                    None => 0,
                };
                Some(Moment::DayD(if *minus { -seconds } else { seconds }))
            }
            syntax::Moment::At(instant) => self.instant(instant).map(Moment::At),
            syntax::Moment::Opening(name) => {
                let known = self.names.phases.clone();
                self.lookup(&known, name, "phase", "declare it: `phase JIC when Adherence reached`")
                    .map(Moment::PhaseOpens)
            }
            syntax::Moment::Close(name) => {
                let known = self.names.windows.clone();
                self.lookup(&known, name, "window", "declare it: `window \"First window\"`")
                    .map(Moment::WindowCloses)
            }
        }
    }
}

/// The last day of the month that `text` names, if it names one but no day of it.
fn last_day(text: &str) -> Option<(&str, i8)> {
    let month = text.get(..7)?;
    let first: Date = format!("{month}-01").parse().ok()?;
    let day: u8 = text.get(8..)?.parse().ok()?;
    (text.len() == 10 && day > 0).then(|| (month, first.days_in_month()))
}
