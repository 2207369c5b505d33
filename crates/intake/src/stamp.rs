//! Publication stamps: a date, perhaps a time of day, perhaps a zone.

use crate::refusal::quoted;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

/// A stamp as understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The instant. A stamp without time of day is the last second of its day.
    pub at: Timestamp,
    /// The zone it was written in: the one named, else the one given as a default.
    pub zone: TimeZone,
    /// Whether the stamp named its zone.
    pub zoned: bool,
    /// Whether the stamp named a time of day.
    pub timed: bool,
}

/// Why a stamp was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {help}")]
pub struct Misdated {
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

impl Misdated {
    fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }
}

const WRITE: &str = "write it as 2016-09-15 18:30 +03:00";

/// Zone abbreviations that are understood, with their offsets from UTC in minutes.
///
/// Three letters rarely name one zone. Where several claim them, the choice is the one that
/// reports on the conflicts at hand carry: IST is India (+05:30), as Indian papers print wire
/// copy under it, and not Israel (+02:00, +03:00) nor Ireland (+01:00); BST is British Summer
/// Time and not Bangladesh; EST and EDT are North America and not Australia. Write the offset
/// to be sure.
const ABBREVIATIONS: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("IST", 330),
    ("EST", -300),
    ("EDT", -240),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a stamp. The date comes as `2016-09-15` or with the month in English words (`Sep 10,
/// 2016`, `10 September 2016`); the time, if any, in 12 or 24 hours; the zone, if any, as an
/// offset, an IANA name or one of the abbreviations UTC, GMT, BST, CET, CEST, EET, EEST, MSK,
/// IST (India: +05:30), EST, EDT. Without a zone the stamp is meant in `default`; without a time
/// it is the last second of its day, since only then is it sure to have been out.
///
/// # Errors
/// A date that does not exist, a date in digits that may be read two ways, words that are none
/// of the above.
///
/// ```
/// use jiff::tz::TimeZone;
/// let stamp = armistice_intake::stamp("Sep 10, 2016, 7:05 am IST", &TimeZone::UTC)?;
/// assert_eq!(stamp.at.to_string(), "2016-09-10T01:35:00Z");
/// # Ok::<(), armistice_intake::Misdated>(())
/// ```
pub fn stamp(text: &str, default: &TimeZone) -> Result<Stamp, Misdated> {
    let mut parts = Parts::default();
    // `2016-09-15T18:30` and `18:30[Asia/Damascus]` are two words each.
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '(' | ')'))
    {
        match word.split_once(['T', 't']) {
            Some((date, time)) if iso_date(date).is_some() => {
                parts.word(date)?;
                parts.word(time)?;
            }
            _ => parts.word(word)?,
        }
    }
    parts.whole(text, default)
}

/// `2016-09-15` as three numbers, whether or not there is such a day.
fn iso_date(word: &str) -> Option<(i16, i8, i8)> {
    let mut pieces = word.split('-');
    let (year, month, day) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let digits = |s: &str, most: usize| {
        (1..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    (pieces.next().is_none() && year.len() == 4)
        .then_some(())
        .filter(|()| digits(year, 4) && digits(month, 2) && digits(day, 2))?;
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// A civil date, or the reason why there is no such day.
pub(crate) fn date(year: i16, month: i8, day: i8) -> Result<Date, Misdated> {
    Date::new(year, month, day).map_err(|_| {
        let given = format!("{year:04}-{month:02}-{day:02}");
        let what = match Date::new(year, month, 1) {
            Ok(first) if day > 0 => {
                format!("{given} does not exist: that month has {} days", first.days_in_month())
            }
            _ => format!("{given} does not exist"),
        };
        Misdated::new(what, "write a day of the calendar as YYYY-MM-DD")
    })
}

/// A date as tables have it: `2016-09-14`, perhaps with a midnight after it.
pub(crate) fn table_date(cell: &str) -> Result<Date, Misdated> {
    let cell = cell.trim();
    let (day, rest) = match cell.get(..10) {
        Some(day) => (day, cell.get(10..).unwrap_or_default()),
        None => (cell, ""),
    };
    let midnight = rest.strip_prefix([' ', 'T']).is_some_and(|time| {
        !time.is_empty() && time.bytes().all(|b| matches!(b, b'0' | b':' | b'.' | b'Z'))
    });
    match iso_date(day) {
        Some((year, month, day)) if rest.is_empty() || midnight => date(year, month, day),
        _ => Err(Misdated::new(format!("{} is no date", quoted(cell)), "write it as YYYY-MM-DD")),
    }
}

/// The last second of a day in a zone.
pub(crate) fn end_of_day(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(day.at(23, 59, 59, 0)).ok()
}

#[derive(Default)]
struct Parts {
    date: Option<(i16, i8, i8)>,
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(i8, i8, i8, i32)>,
    afternoon: Option<bool>,
    offset: Option<Offset>,
    zone: Option<TimeZone>,
}

impl Parts {
    fn word(&mut self, word: &str) -> Result<(), Misdated> {
        let word = word.trim_matches(|c| matches!(c, '.' | '|'));
        if word.is_empty() {
            return Ok(());
        }
        if let Some(date) = iso_date(word) {
            return once(&mut self.date, date, word);
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(':') {
            return self.clock(word);
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return match word.len() {
                1 | 2 => once(&mut self.day, word.parse().unwrap_or(0), word),
                4 => once(&mut self.year, word.parse().unwrap_or(0), word),
                _ => Err(unknown(word)),
            };
        }
        if let Some(afternoon) = half(word) {
            return once(&mut self.afternoon, afternoon, word);
        }
        if let Some(offset) = offset(word) {
            return once(&mut self.offset, offset?, word);
        }
        let lower = word.to_ascii_lowercase();
        if let Some(month) = month(&lower) {
            return once(&mut self.month, month, word);
        }
        if let Some(minutes) = ABBREVIATIONS.iter().find(|(a, _)| *a == word).map(|(_, m)| m) {
            let offset = Offset::from_seconds(minutes * 60).map_err(|_| unknown(word))?;
            return once(&mut self.offset, offset, word);
        }
        if word.contains('/') && word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let zone = TimeZone::get(word).map_err(|_| {
                Misdated::new(
                    format!("{} is no time zone known here", quoted(word)),
                    "write an IANA name such as Asia/Damascus, or an offset such as +03:00",
                )
            })?;
            return once(&mut self.zone, zone, word);
        }
        if let Some(day) = ["st", "nd", "rd", "th"].iter().find_map(|s| lower.strip_suffix(s))
            && let Ok(day) = day.parse::<i8>()
        {
            return once(&mut self.day, day, word);
        }
        let weekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .iter()
            .any(|d| lower.starts_with(d) && (lower.len() <= 4 || lower.ends_with("day")));
        let filler = matches!(lower.as_str(), "at" | "on" | "hrs" | "hours" | "of" | "the" | "-");
        if weekday || filler { Ok(()) } else { Err(unknown(word)) }
    }

    /// `18:30`, `7:05am`, `18:30:00.5Z`, `18:30+03:00`.
    fn clock(&mut self, word: &str) -> Result<(), Misdated> {
        let end = word
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
            .unwrap_or(word.len());
        let (clock, rest) = word.split_at(end);
        let mut pieces = clock.trim_end_matches('.').split(':');
        let mut number = |least: usize| {
            let piece = pieces.next().filter(|p| (least..=2).contains(&p.len()))?;
            piece.parse::<i8>().ok()
        };
        let (hour, minute) = (number(1), number(2));
        let seconds = pieces.next();
        let (second, nano) = match seconds {
            None => (Some(0), Some(0)),
            Some(seconds) => {
                let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
                let nano = (1..=9).contains(&part.len()).then(|| format!("{part:0<9}"));
                (
                    Some(whole).filter(|w| w.len() == 2).and_then(|w| w.parse::<i8>().ok()),
                    nano.and_then(|n| n.parse::<i32>().ok()),
                )
            }
        };
        let (Some(hour), Some(minute), Some(second), Some(nano), None) =
            (hour, minute, second, nano, pieces.next())
        else {
            return Err(Misdated::new(format!("{} is no time of day", quoted(word)), WRITE));
        };
        // A leap second is written down as the second before it.
        let second = if second == 60 { 59 } else { second };
        once(&mut self.time, (hour, minute, second, nano), word)?;
        if rest.is_empty() { Ok(()) } else { self.word(rest) }
    }

    fn whole(self, text: &str, default: &TimeZone) -> Result<Stamp, Misdated> {
        let (year, month, day) = match (self.date, self.year, self.month, self.day) {
            (Some(date), None, None, None) => date,
            (None, Some(year), Some(month), Some(day)) => (year, month, day),
            _ => return Err(Misdated::new(format!("{} holds no date", quoted(text)), WRITE)),
        };
        let date = date(year, month, day)?;
        let time = match (self.time, self.afternoon) {
            (None, None) => Time::constant(23, 59, 59, 0),
            (None, Some(_)) => return Err(unknown(text)),
            (Some((hour, minute, second, nano)), half) => {
                let hour = match half {
                    None => hour,
                    Some(_) if !(1..=12).contains(&hour) => -1,
                    Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
                };
                Time::new(hour, minute, second, nano).map_err(|_| {
                    Misdated::new(format!("{} holds no time of day", quoted(text)), WRITE)
                })?
            }
        };
        let local = date.to_datetime(time);
        let outside = |_| Misdated::new(format!("{} is outside the calendar", quoted(text)), WRITE);
        let zoned = self.offset.is_some() || self.zone.is_some();
        let timed = self.time.is_some();
        let (at, zone) = match (self.offset, self.zone) {
            (Some(offset), zone) => (
                offset.to_timestamp(local).map_err(outside)?,
                zone.unwrap_or_else(|| fixed(offset)),
            ),
            (None, Some(zone)) => (zone.to_timestamp(local).map_err(outside)?, zone),
            (None, None) => (default.to_timestamp(local).map_err(outside)?, default.clone()),
        };
        Ok(Stamp { at, zone, zoned, timed })
    }
}

fn fixed(offset: Offset) -> TimeZone {
    if offset == Offset::UTC { TimeZone::UTC } else { TimeZone::fixed(offset) }
}

fn once<T>(place: &mut Option<T>, value: T, word: &str) -> Result<(), Misdated> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(Misdated::new(format!("{} says it twice", quoted(word)), WRITE)),
    }
}

fn unknown(word: &str) -> Misdated {
    let help = if word.contains(['/', '.']) && word.starts_with(|c: char| c.is_ascii_digit()) {
        "digits alone may be read two ways: write the date as 2016-09-15"
    } else {
        WRITE
    };
    Misdated::new(format!("{} is not understood in a date", quoted(word)), help)
}

fn half(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "am" | "a.m" => Some(false),
        "pm" | "p.m" => Some(true),
        _ => None,
    }
}

fn month(lower: &str) -> Option<i8> {
    let at = match lower {
        "sept" => 8,
        _ => MONTHS.iter().position(|m| *m == lower || m.get(..3) == Some(lower))?,
    };
    i8::try_from(at + 1).ok()
}

/// `+03:00`, `+0530`, `-4`, `UTC+3`; the minus may be the typographic one.
fn offset(word: &str) -> Option<Result<Offset, Misdated>> {
    let word = ["UTC", "GMT"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
    let (sign, rest) = match word.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, word.strip_prefix(['-', '−']).filter(|r| !r.is_empty())?),
    };
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let pair = |s: Option<&str>| s.and_then(|s| s.parse::<i32>().ok());
    let understood = (rest.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then_some(())
        .and_then(|()| match digits.len() {
            1 | 2 => Some((pair(Some(&digits))?, 0)),
            4 => Some((pair(digits.get(..2))?, pair(digits.get(2..))?)),
            _ => None,
        })
        .filter(|(hours, minutes)| *hours <= 18 && *minutes < 60)
        .and_then(|(h, m)| Offset::from_seconds(sign * (h * 3600 + m * 60)).ok());
    Some(understood.ok_or_else(|| {
        Misdated::new(format!("{} is no offset from UTC", quoted(word)), "write it as +03:00")
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> String {
        let damascus = TimeZone::get("Asia/Damascus").unwrap();
        match stamp(text, &damascus) {
            Ok(stamp) => stamp.at.to_string(),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn the_same_instant_in_many_hands() {
        for text in [
            "2016-09-15 18:30 +03:00",
            "2016-09-15T18:30:00+03:00",
            "2016-09-15T15:30:00Z",
            "2016-09-15T15:30:00.000Z",
            "2016-09-15T18:30+03:00[Asia/Damascus]",
            "2016-09-15 18:30 Asia/Damascus",
            "2016-09-15 18:30",
            "2016-09-15 18:30 MSK",
            "2016-09-15 18:30 EEST",
            "2016-09-15 17:30 CEST",
            "2016-09-15 16:30 BST",
            "2016-09-15 11:30 EDT",
            "2016-09-15 10:30 EST",
            "Sep 15, 2016, 9:00 pm IST",
            "September 15, 2016 9:00PM IST",
            "15th Sept 2016 at 3:30 p.m. GMT",
            "Thu, 15 Sep 2016 15:30:00 +0000",
            "Thursday 15 September 2016 15:30 UTC",
            "15 September 2016, 18:30 (UTC+3)",
        ] {
            assert_eq!(at(text), "2016-09-15T15:30:00Z", "{text}");
        }
    }

    #[test]
    fn a_day_without_a_time_is_out_by_its_end() {
        assert_eq!(at("2016-09-15 +00:00"), "2016-09-15T23:59:59Z");
        assert_eq!(at("Sep 15, 2016"), "2016-09-15T20:59:59Z");
    }

    #[test]
    fn midnight_and_noon() {
        assert_eq!(at("Sep 10, 2016, 12:05 am GMT"), "2016-09-10T00:05:00Z");
        assert_eq!(at("Sep 10, 2016, 12:05 pm GMT"), "2016-09-10T12:05:00Z");
    }

    #[test]
    fn what_is_wrong_is_said() {
        insta::assert_snapshot!(at("2016-09-31 10:00"), @"2016-09-31 does not exist: that month has 30 days; write a day of the calendar as YYYY-MM-DD");
        insta::assert_snapshot!(at("2016-13-01"), @"2016-13-01 does not exist; write a day of the calendar as YYYY-MM-DD");
        insta::assert_snapshot!(at("10/09/2016 07:00"), @"`10/09/2016` is not understood in a date; digits alone may be read two ways: write the date as 2016-09-15");
        insta::assert_snapshot!(at("2016-09-15 25:00 UTC"), @"`2016-09-15 25:00 UTC` holds no time of day; write it as 2016-09-15 18:30 +03:00");
        insta::assert_snapshot!(at("2016-09-15 13:00 pm"), @"`2016-09-15 13:00 pm` holds no time of day; write it as 2016-09-15 18:30 +03:00");
        insta::assert_snapshot!(at("2016-09-15 18:30 +99:00"), @"`+99:00` is no offset from UTC; write it as +03:00");
        insta::assert_snapshot!(at("2016-09-15 18:30 Asia/Damaskus"), @"`Asia/Damaskus` is no time zone known here; write an IANA name such as Asia/Damascus, or an offset such as +03:00");
        insta::assert_snapshot!(at("yesterday"), @"`yesterday` is not understood in a date; write it as 2016-09-15 18:30 +03:00");
        insta::assert_snapshot!(at(""), @"`` holds no date; write it as 2016-09-15 18:30 +03:00");
    }

    #[test]
    fn dates_of_tables() {
        assert_eq!(table_date("2016-09-14").unwrap(), Date::constant(2016, 9, 14));
        assert_eq!(table_date("2016-09-14 00:00:00.000").unwrap(), Date::constant(2016, 9, 14));
        assert!(table_date("2016-09-14 10:00").is_err());
        assert!(table_date("14.9.2016").is_err());
        assert!(table_date("2016-02-30").is_err());
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,60}") {
            let _ = stamp(&text, &TimeZone::UTC);
            let _ = table_date(&text);
        }

        #[test]
        fn scraps_of_stamps_do_not_either(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "2016-09-15", "T", "18:30", "24:61", "9", "31st", "Feb", "2016", "pm", "+03:00",
                    "-", "−4", "Z", "[Asia/Damascus]", "9999-12-31", "-9999-01-01", ":", "0:0:0",
                    "23:59:60", "UTC+14", "é", "12:00.", "1:00:00.1234567891",
                ]), 0..7),
            glue in proptest::sample::select(vec!["", " ", ", "]),
        ) {
            let _ = stamp(&words.join(glue), &TimeZone::get("Asia/Damascus").unwrap());
        }

        #[test]
        fn what_is_written_is_read_back(seconds in -2_000_000_000_i64..4_000_000_000) {
            let at = Timestamp::from_second(seconds).unwrap();
            prop_assert_eq!(stamp(&at.to_string(), &TimeZone::UTC).unwrap().at, at);
        }
    }
}
