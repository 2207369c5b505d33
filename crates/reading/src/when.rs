//! When: dates, weekdays, hours, in the zone the report is meant in.

use crate::sentence::Word;
use armistice_model::{Interval, Report};
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// What a stretch of words says about time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    /// The days, both included.
    Days(Date, Date),
    /// Hours of a day; an end of 24 or more runs into the next day.
    Part(Date, i8, i8),
    /// Since that day.
    Since(Date),
    /// An hour, or from one hour to another, without its day; in a zone of its own if named.
    Clock(Time, Option<Time>, Option<TimeZone>),
    /// An hour in a zone that is not named ("local time"): understood only as far as its day.
    LocalClock,
    /// "on the same day".
    SameDay,
    /// "four days earlier", "the previous day": days before what was told last.
    Before(i64),
}

/// A time found: words `from..until` of the sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Timed {
    pub from: usize,
    pub until: usize,
    pub said: Said,
}

/// The day a report was published on, where that is known.
pub(crate) struct Calendar<'r> {
    pub published: Option<Timestamp>,
    pub zone: &'r TimeZone,
    today: Option<Date>,
}

const MONTHS: &[&str] = &[
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

/// The month a word names.
pub(crate) fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let at = MONTHS.iter().position(|m| {
        *m == word
            || (word.len() == 3 && m.starts_with(word))
            || (word == "sept" && *m == "september")
    })?;
    i8::try_from(at + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

fn part_of_day(word: &str) -> Option<(i8, i8)> {
    Some(match word {
        "morning" => (4, 12),
        "afternoon" => (12, 18),
        "evening" => (16, 24),
        "night" => (18, 30),
        _ => return None,
    })
}

/// "15", "15th".
fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let tail = word.get(digits.len()..).unwrap_or("");
    let n: i8 = digits.parse().ok()?;
    ((1..=31).contains(&n) && matches!(tail, "" | "st" | "nd" | "rd" | "th")).then_some(n)
}

fn year_number(word: &str) -> Option<i16> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|y| (1900..2100).contains(y))
}

struct At<'w, 't>(&'w [Word<'t>]);

impl At<'_, '_> {
    fn low(&self, i: usize) -> &str {
        self.0.get(i).map_or("", |w| w.low.as_str())
    }
}

impl<'r> Calendar<'r> {
    /// Weekdays and "yesterday" are told from the publication in its own zone; the days they lead
    /// to are laid out in `zone`, where things happen.
    pub(crate) fn new(report: &Report, zone: &'r TimeZone) -> Self {
        let today = report.published.map(|p| p.to_zoned(report.zone.clone()).date());
        Self { published: report.published, zone, today }
    }

    /// A day whose year is not told: the year that brings it nearest to the publication.
    fn dated(&self, year: Option<i16>, month: i8, day: i8) -> Option<Date> {
        if let Some(year) = year {
            return Date::new(year, month, day).ok();
        }
        let today = self.today?;
        (-1..=1)
            .filter_map(|shift| Date::new(today.year().checked_add(shift)?, month, day).ok())
            .min_by_key(|date| today.until(*date).map_or(i32::MAX, |s| s.get_days().abs()))
    }

    /// The last such weekday that is not after the publication.
    fn last(&self, weekday: Weekday) -> Option<Date> {
        let today = self.today?;
        let back = (today.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset())
            .rem_euclid(7);
        today.checked_sub(i64::from(back).days()).ok()
    }

    fn ago(&self, days: i64) -> Option<Date> {
        self.today?.checked_sub(days.days()).ok()
    }

    /// A date of its own at word `i` (no weekday), and the word after it.
    fn date(&self, at: &At<'_, '_>, i: usize) -> Option<(Date, usize)> {
        let word = at.low(i);
        // 2016-09-15 comes as 2016 - 09 - 15; 15/09/2016 as 15 / 09 / 2016.
        if let (Some(year), "-", "-") = (year_number(word), at.low(i + 1), at.low(i + 3)) {
            let date =
                Date::new(year, at.low(i + 2).parse().ok()?, day_number(at.low(i + 4))?).ok()?;
            return Some((date, i + 5));
        }
        if let ("/" | ".", "/" | ".", Some(year)) =
            (at.low(i + 1), at.low(i + 3), year_number(at.low(i + 4)))
        {
            let (a, b) = (day_number(word)?, day_number(at.low(i + 2))?);
            let (dm, md) = (Date::new(year, b, a).ok(), Date::new(year, a, b).ok());
            // Day and month may stand either way; where both read as a date, only the one close
            // before the publication is believed.
            let near = |d: &Date| {
                self.today
                    .is_some_and(|t| d.until(t).is_ok_and(|s| (0..=60).contains(&s.get_days())))
            };
            let date = match (dm, md) {
                (Some(d), None) | (None, Some(d)) => d,
                (Some(d), Some(m)) if d == m => d,
                (Some(d), Some(m)) => match (near(&d), near(&m)) {
                    (true, false) => d,
                    (false, true) => m,
                    _ => return None,
                },
                (None, None) => return None,
            };
            return Some((date, i + 5));
        }
        if let (Some(day), Some(m)) = (day_number(word), month(at.low(i + 1))) {
            let year = year_number(at.low(i + 2));
            let date = self.dated(year, m, day)?;
            return Some((date, i + 2 + usize::from(year.is_some())));
        }
        if let (Some(day), "of", Some(m)) = (day_number(word), at.low(i + 1), month(at.low(i + 2)))
        {
            return Some((self.dated(year_number(at.low(i + 3)), m, day)?, i + 3));
        }
        if let (Some(m), Some(day)) = (month(word), day_number(at.low(i + 1))) {
            // "May 15" but not "may 15 people".
            if !at.0.get(i).is_some_and(Word::is_capital) {
                return None;
            }
            let comma = usize::from(at.low(i + 2) == ",");
            let year = year_number(at.low(i + 2 + comma));
            let date = self.dated(year, m, day)?;
            return Some((date, if year.is_some() { i + 3 + comma } else { i + 2 }));
        }
        None
    }

    /// A day at word `i`: a date, a weekday, a weekday with its date.
    fn day(&self, at: &At<'_, '_>, i: usize) -> Option<(Date, usize)> {
        if let Some(found) = self.date(at, i) {
            return Some(found);
        }
        let named = weekday(at.low(i))?;
        let mut after = i + 1;
        let mut date_at = after + usize::from(at.low(after) == ",");
        if part_of_day(at.low(after)).is_none() {
            if at.low(date_at) == "the" {
                date_at += 1;
            }
            if let Some((date, until)) = self.date(at, date_at) {
                // A weekday that does not fit its date makes the day uncertain: keep the date,
                // which is the more exact of the two, only if they agree.
                return (date.weekday() == named).then_some((date, until));
            }
        }
        let date = self.last(named)?;
        if at.low(after) == "last" {
            after += 1;
        }
        Some((date, after))
    }

    fn days(&self, at: &At<'_, '_>, i: usize) -> Option<(Said, usize)> {
        let word = at.low(i);
        let from = i + usize::from(matches!(word, "between" | "from"));
        // "12 and 19 September", "19 to 25 September", "12-19 September".
        let link = |i: usize| {
            matches!(at.low(i), "and" if word == "between")
                || matches!(at.low(i), "to" | "until" | "till" | "-" | "–" | "through")
        };
        if let Some(first) = day_number(at.low(from))
            && link(from + 1)
            && let Some((last, until)) = self.date(at, from + 2)
            && day_number(at.low(from + 2)).is_some()
            && let Ok(first) = Date::new(last.year(), last.month(), first)
        {
            return (first <= last).then_some((Said::Days(first, last), until));
        }
        if let Some((first, after)) = self.day(at, from)
            && (link(after) || (at.low(after) == "and" && word == "between"))
            && let Some((last, until)) = self.day(at, after + 1)
            && first <= last
        {
            return Some((Said::Days(first, last), until));
        }
        None
    }

    fn clock(at: &At<'_, '_>, i: usize) -> Option<(Time, usize)> {
        let word = at.low(i);
        let (hours, minutes) = match word.split_once([':', '.']) {
            Some((h, m)) if m.len() == 2 => (h.parse::<i8>().ok()?, m.parse::<i8>().ok()?),
            Some(_) => return None,
            None => (word.parse::<i8>().ok()?, 0),
        };
        let (hours, after) = match at.low(i + 1) {
            "am" | "a.m." | "a.m" if (1..=12).contains(&hours) => (hours % 12, i + 2),
            "pm" | "p.m." | "p.m" if (1..=12).contains(&hours) => (hours % 12 + 12, i + 2),
            "hours" if word.contains(':') => (hours, i + 2),
            _ if word.contains(':') => (hours, i + 1),
            _ => return None,
        };
        Some((Time::new(hours, minutes, 0, 0).ok()?, after))
    }

    fn hour(at: &At<'_, '_>, i: usize) -> Option<(Said, usize)> {
        let ranged = matches!(at.low(i), "from" | "between");
        if !ranged && !matches!(at.low(i), "at" | "around" | "by" | "before" | "after") {
            return None;
        }
        let (first, mut after) = Self::clock(at, i + 1)?;
        let mut last = None;
        if ranged
            && matches!(at.low(after), "to" | "until" | "and" | "-" | "–")
            && let Some((until, next)) = Self::clock(at, after + 1)
        {
            (last, after) = (Some(until), next);
        } else if !matches!(at.low(i), "at") {
            // "by 19:00", "around 19:00": how far from it, nobody says.
            return None;
        }
        match (at.low(after), at.low(after + 1)) {
            ("local", "time") => return Some((Said::LocalClock, after + 2)),
            ("gmt" | "utc", _) => {
                return Some((Said::Clock(first, last, Some(TimeZone::UTC)), after + 1));
            }
            (city, "time") => {
                if let Some(zone) = zone_of(city) {
                    return Some((Said::Clock(first, last, Some(zone)), after + 2));
                }
                return Some((Said::LocalClock, after + 2));
            }
            _ => {}
        }
        Some((Said::Clock(first, last, None), after))
    }

    fn relative(&self, at: &At<'_, '_>, i: usize) -> Option<(Said, usize)> {
        let two = (at.low(i), at.low(i + 1));
        let day = |n: i64| self.ago(n);
        Some(match two {
            ("yesterday", part) => {
                let date = day(1)?;
                match part_of_day(part) {
                    Some((a, b)) => (Said::Part(date, a, b), i + 2),
                    None => (Said::Days(date, date), i + 1),
                }
            }
            ("today", _) => (Said::Days(day(0)?, day(0)?), i + 1),
            ("tonight", _) => (Said::Part(day(0)?, 18, 30), i + 1),
            ("overnight", _) => (Said::Part(day(1)?, 18, 36), i + 1),
            ("last", "night") => (Said::Part(day(1)?, 18, 36), i + 2),
            ("this", part) => {
                let (a, b) = part_of_day(part)?;
                (Said::Part(day(0)?, a, b), i + 2)
            }
            ("same", "day") => (Said::SameDay, i + 2),
            ("previous", "day") | ("day", "before" | "earlier") => (Said::Before(1), i + 2),
            (n, "days" | "day") => {
                let (n, _) = crate::how_many::number(at.0, i)
                    .filter(|(n, _)| *n < 60)
                    .or((n == "a").then_some((1, i + 1)))?;
                let n = i64::try_from(n).ok()?;
                match at.low(i + 2) {
                    "ago" => (Said::Days(day(n)?, day(n)?), i + 3),
                    "earlier" | "before" => (Said::Before(n), i + 3),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    fn one(&self, at: &At<'_, '_>, i: usize) -> Option<(Said, usize)> {
        if let Some(found) = self.days(at, i) {
            return Some(found);
        }
        if at.low(i) == "since" {
            let (date, until) = self.day(at, i + 1)?;
            return Some((Said::Since(date), until));
        }
        if let (Some((a, b)), "of") = (part_of_day(at.low(i)), at.low(i + 1))
            && let Some((date, until)) = self.day(at, i + 2)
        {
            return Some((Said::Part(date, a, b), until));
        }
        if let Some((date, until)) = self.day(at, i) {
            return Some(match part_of_day(at.low(until)) {
                Some((a, b)) => (Said::Part(date, a, b), until + 1),
                None => (Said::Days(date, date), until),
            });
        }
        Self::hour(at, i).or_else(|| self.relative(at, i))
    }

    /// Every time of a sentence, left to right.
    pub(crate) fn times(&self, words: &[Word<'_>]) -> Vec<Timed> {
        let at = At(words);
        let mut found = Vec::new();
        let mut i = 0;
        while i < words.len() {
            match self.one(&at, i) {
                Some((said, until)) => {
                    found.push(Timed { from: i, until, said });
                    i = until.max(i + 1);
                }
                None => i += 1,
            }
        }
        found
    }

    /// The interval that a day and perhaps an hour make together.
    pub(crate) fn interval(
        &self,
        said: &Said,
        clock: Option<&Said>,
        last: Option<Interval>,
    ) -> Option<Interval> {
        let zone = self.zone;
        match said {
            Said::Days(first, end) => {
                if let (true, Some(Said::Clock(from, until, own))) = (first == end, clock) {
                    return self.at_hours(*first, *from, *until, own.as_ref());
                }
                Interval::days(*first, *end, zone)
            }
            Said::Part(date, from, until) => {
                let midnight = zone.to_zoned(date.to_datetime(Time::midnight())).ok()?.timestamp();
                let hours = |h: i8| midnight.checked_add(i64::from(h).hours()).ok();
                Interval::new(hours(*from)?, hours(*until)?)
            }
            Said::Since(date) => {
                let from = Interval::days(*date, *date, zone)?.from();
                Interval::new(from, self.published?)
            }
            Said::SameDay => last,
            Said::Before(days) => {
                let (first, end) = last?.civil_days(zone);
                let date = first.checked_sub(days.days()).ok().filter(|_| first == end)?;
                Interval::days(date, date, zone)
            }
            Said::Clock(..) | Said::LocalClock => None,
        }
    }

    /// Hours of a day; `None` where they would lie after the publication of a report of the past
    /// is for the caller to judge.
    fn at_hours(
        &self,
        date: Date,
        from: Time,
        until: Option<Time>,
        own: Option<&TimeZone>,
    ) -> Option<Interval> {
        let zone = own.unwrap_or(self.zone);
        let instant =
            |date: Date, time: Time| Some(zone.to_zoned(date.to_datetime(time)).ok()?.timestamp());
        let start = instant(date, from)?;
        match until {
            None => Interval::new(start, start.checked_add(1.minute()).ok()?),
            Some(until) if until > from => Interval::new(start, instant(date, until)?),
            Some(until) => Interval::new(start, instant(date.tomorrow().ok()?, until)?),
        }
    }
}

/// The zone that a city names ("Damascus time").
fn zone_of(city: &str) -> Option<TimeZone> {
    let name = jiff::tz::db().available().find_map(|name| {
        let tail = name.as_str().rsplit('/').next()?;
        (name.as_str().contains('/') && tail.replace('_', " ").eq_ignore_ascii_case(city))
            .then(|| name.as_str().to_string())
    })?;
    TimeZone::get(&name).ok()
}

/// Whether the words before a date make it part of a document's name: "the deal of 9 September".
pub(crate) fn names_a_document(words: &[Word<'_>], from: usize) -> bool {
    let before =
        |n: usize| from.checked_sub(n).and_then(|i| words.get(i)).map_or("", |w| w.low.as_str());
    matches!(before(1), "of" | "from")
        && matches!(
            before(2),
            "deal"
                | "agreement"
                | "truce"
                | "ceasefire"
                | "plan"
                | "resolution"
                | "report"
                | "text"
                | "arrangement"
                | "statement"
                | "accord"
                | "letter"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::words;

    /// Published on Saturday 10 September 2016, 07:05 in India.
    fn read(text: &str) -> Vec<String> {
        let zone = TimeZone::fixed(jiff::tz::Offset::from_seconds(19_800).unwrap());
        let published = "2016-09-10T01:35:00Z".parse().ok();
        let today = Some(Date::constant(2016, 9, 10));
        let calendar = Calendar { published, zone: &zone, today };
        let words = words(text, (0, text.len()));
        calendar
            .times(&words)
            .iter()
            .map(|t| match &t.said {
                Said::Days(a, b) if a == b => a.to_string(),
                Said::Days(a, b) => format!("{a}..{b}"),
                Said::Part(d, a, b) => format!("{d} {a}-{b}"),
                Said::Since(d) => format!("since {d}"),
                Said::Clock(a, b, z) => format!(
                    "{a}{}{}",
                    b.map_or(String::new(), |b| format!("-{b}")),
                    z.as_ref()
                        .and_then(|z| z.iana_name())
                        .map_or(String::new(), |z| format!(" {z}"))
                ),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn days_and_hours() {
        for (text, expected) in [
            ("talks on Friday in Geneva", vec!["2016-09-09"]),
            ("on Saturday", vec!["2016-09-10"]),
            ("on Sunday", vec!["2016-09-04"]),
            ("on 15 September", vec!["2016-09-15"]),
            ("Sep 15", vec!["2016-09-15"]),
            ("Sept 15, 2015", vec!["2015-09-15"]),
            ("on 28 December", vec!["2016-12-28"]),
            ("killed yesterday 13/09/2016", vec!["2016-09-09", "2016-09-13"]),
            ("2016-09-15", vec!["2016-09-15"]),
            ("Between 12 and 19 September, 26", vec!["2016-09-12..2016-09-19"]),
            ("from 1 September to 3 September", vec!["2016-09-01..2016-09-03"]),
            ("19 to 25 September", vec!["2016-09-19..2016-09-25"]),
            ("since Monday", vec!["since 2016-09-05"]),
            ("on Monday evening", vec!["2016-09-05 16-24"]),
            ("the evening of 9 September", vec!["2016-09-09 16-24"]),
            ("overnight", vec!["2016-09-09 18-36"]),
            (
                "at 19:00 Damascus time on Monday, 12 September",
                vec!["19:00:00 Asia/Damascus", "2016-09-12"],
            ),
            ("from 08:00 to 14:00", vec!["08:00:00-14:00:00"]),
            ("at 7 pm", vec!["19:00:00"]),
            ("two days ago", vec!["2016-09-08"]),
            ("it may 15 times", vec![]),
            ("31 February", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
