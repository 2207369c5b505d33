//! What a cell holds. A reader gives `Err(())` where it cannot be read; what to expect is the
//! field's to say.

use armistice_linkage::{Grain, Span};
use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, tz::Offset};

/// What stands in a cell: nothing, or something that may or may not be readable.
pub type Read<T> = Result<T, ()>;

const DAY_MIN: i64 = 1_440;
/// Days beyond which a number counts no days; 20160912 must not pass for one.
const MOST_DAYS: i64 = 5_000_000;

/// The bytes of a cell that tells something.
pub fn told(cell: &[u8]) -> Option<&[u8]> {
    let cell = cell.trim_ascii();
    let none = cell.is_empty()
        || (cell.len() <= 3
            && (cell.eq_ignore_ascii_case(b"na") || cell.eq_ignore_ascii_case(b"nan")));
    (!none).then_some(cell)
}

/// Whether a code or a count is written as not told: `-1`.
pub fn minus_one(cell: &[u8]) -> bool {
    cell == b"-1" || cell == b"-1.0"
}

/// A name; what a spreadsheet made of a whole number (`3.0`) is that number again.
pub fn name(cell: &[u8]) -> &[u8] {
    match cell.strip_suffix(b".0") {
        Some(whole) if !whole.is_empty() && whole.iter().all(u8::is_ascii_digit) => whole,
        _ => cell,
    }
}

fn number(cell: &[u8]) -> Read<f64> {
    let text = std::str::from_utf8(cell).map_err(|_| ())?;
    text.parse::<f64>().ok().filter(|n| n.is_finite()).ok_or(())
}

fn within(cell: &[u8], least: f64, most: f64) -> Read<f64> {
    number(cell).and_then(|n| if (least..=most).contains(&n) { Ok(n) } else { Err(()) })
}

/// A whole number, also written as `3.0`.
fn whole(cell: &[u8]) -> Read<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let digits = cell.len() <= 15 && cell.iter().all(u8::is_ascii_digit) && !cell.is_empty();
    if digits {
        return Ok(cell.iter().fold(0, |n, digit| n * 10 + i64::from(digit - b'0')));
    }
    let n = within(cell, -EXACT, EXACT)?;
    if n.fract() == 0.0 { Ok(n as i64) } else { Err(()) }
}

/// Degrees north.
pub fn latitude(cell: &[u8]) -> Read<f64> {
    within(cell, -90.0, 90.0)
}

/// Degrees east.
pub fn longitude(cell: &[u8]) -> Read<f64> {
    within(cell, -180.0, 180.0)
}

/// A rung of the ladder of places.
pub fn rung(cell: &[u8]) -> Read<Grain> {
    u8::try_from(whole(cell)?).map(Grain::Rung).map_err(|_| ())
}

/// A radius in metres.
pub fn radius(cell: &[u8]) -> Read<Grain> {
    within(cell, 0.0, 1e9).map(|metres| Grain::Metres(metres as f32))
}

/// A number of people.
pub fn count(cell: &[u8]) -> Read<u32> {
    u32::try_from(whole(cell)?).map_err(|_| ())
}

/// The width of a time in days.
pub fn days(cell: &[u8]) -> Read<f64> {
    let days = within(cell, 0.0, MOST_DAYS as f64)?;
    if days > 0.0 { Ok(days) } else { Err(()) }
}

/// A day by its number.
pub fn day(cell: &[u8]) -> Read<Moment> {
    let day = whole(cell)?;
    if day.abs() <= MOST_DAYS { Ok(Moment::Day(day)) } else { Err(()) }
}

/// A day, or a minute of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Days since the first of 1970, or since whenever the table counts from.
    Day(i64),
    /// Minutes since then.
    Minute(i64),
}

/// A date or an instant in the forms of ISO 8601. A time of day without a zone is taken as it
/// stands; midnight without a zone is how programs write a date, and is read as one.
pub fn moment(cell: &[u8]) -> Read<Moment> {
    let text = std::str::from_utf8(cell).map_err(|_| ())?;
    // A date by itself; the parser of dates would also pass over a time behind it.
    if !text.bytes().any(|b| matches!(b, b':' | b'T' | b't' | b' ')) {
        return text.parse::<Date>().map(|date| Moment::Day(days_since(date))).map_err(|_| ());
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(Moment::Minute(at.as_second().div_euclid(60)));
    }
    let local = text.parse::<DateTime>().map_err(|_| ())?;
    if local.time() == Time::midnight() {
        return Ok(Moment::Day(days_since(local.date())));
    }
    let since = i64::from(local.time().hour()) * 60 + i64::from(local.time().minute());
    Ok(Moment::Minute(days_since(local.date()) * DAY_MIN + since))
}

fn days_since(date: Date) -> i64 {
    let at = Offset::UTC.to_timestamp(date.to_datetime(Time::midnight()));
    at.map_or(0, |at| at.as_second().div_euclid(86_400))
}

impl Moment {
    /// First minute.
    fn from(self) -> i64 {
        match self {
            Self::Day(day) => day * DAY_MIN,
            Self::Minute(minute) => minute,
        }
    }

    /// As the end of a time: a day is part of it, a minute is not.
    fn until(self) -> i64 {
        match self {
            Self::Day(day) => (day + 1) * DAY_MIN,
            Self::Minute(minute) => minute,
        }
    }

    /// The time around it, so many days wide where that is told.
    pub fn around(self, days: Option<f64>) -> Span {
        let (from, long) = match self {
            Self::Day(day) => (day * DAY_MIN, DAY_MIN),
            Self::Minute(minute) => (minute, 0),
        };
        match days {
            None => Span { from, until: from + long.max(1) },
            Some(days) => {
                let wide = ((days * DAY_MIN as f64).round() as i64).max(1);
                let from = from + (long - wide).div_euclid(2);
                Span { from, until: from + wide }
            }
        }
    }

    /// The time from one to another; `None` where it would end before it begins.
    pub fn to(self, last: Self) -> Option<Span> {
        let (from, until) = (self.from(), last.until());
        // One instant told twice is a time of a minute.
        let until = if self == last { until.max(from + 1) } else { until };
        (until > from).then_some(Span { from, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_lies_around_the_day() {
        let span = |cell: &str, days| moment(cell.as_bytes()).unwrap().around(days);
        let day = Span { from: 17_056 * 1_440, until: 17_057 * 1_440 };
        assert_eq!(span("2016-09-12", None), day);
        assert_eq!(span("20160912", Some(1.0)), day);
        let week = Span { from: day.from - 3 * 1_440, until: day.until + 3 * 1_440 };
        assert_eq!(span("2016-09-12", Some(7.0)), week);
        let noon = day.from + 12 * 60;
        assert_eq!(span("2016-09-12T14:00+02:00", None), Span { from: noon, until: noon + 1 });
        assert_eq!(span("2016-09-12 12:00", Some(1.0)), day);
    }

    #[test]
    fn a_date_at_the_end_is_part_of_the_time_and_an_instant_is_not() {
        let of = |cell: &str| moment(cell.as_bytes()).unwrap();
        let span = of("2016-09-12").to(of("2016-09-13 00:00:00.000")).unwrap();
        assert_eq!(span.until - span.from, 2 * 1_440);
        let span = of("2016-09-12T10:00Z").to(of("2016-09-12T10:30Z")).unwrap();
        assert_eq!(span.until - span.from, 30);
        assert_eq!(of("2016-09-12").to(of("2016-09-11")), None);
    }

    #[test]
    fn numbers_are_read_as_spreadsheets_write_them() {
        assert_eq!(count(b"3.0"), Ok(3));
        assert_eq!(count(b"3.5"), Err(()));
        assert_eq!(count(b"99999999999"), Err(()));
        assert_eq!(name(b"3.0"), b"3");
        assert_eq!(name(b"v1.0"), b"v1.0");
        assert_eq!(day(b"20160912"), Err(()));
        assert_eq!(day(b"-4"), Ok(Moment::Day(-4)));
        assert_eq!(latitude(b"inf"), Err(()));
        for no_date in ["12/09/2016", "2016-13-01", "12 September", "T", ":", "\u{feff}"] {
            assert_eq!(moment(no_date.as_bytes()), Err(()), "{no_date}");
        }
    }
}
