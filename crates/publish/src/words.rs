//! How times, places and counts are put into words, with what is not known left open.

use armistice_model::{
    Casualties, Count, Determination, Interval, Perspective, Place, Shape, Status, When, Who,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::borrow::Cow;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of the month of a day.
pub(crate) fn month(day: Date) -> &'static str {
    usize::try_from(day.month() - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or("?")
}

/// `15 September 2016`.
pub(crate) fn long_day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// `15 September`.
pub(crate) fn short_day(day: Date) -> String {
    format!("{} {}", day.day(), month(day))
}

/// `19–25 September`, `30 September – 2 October`; the year only where the two differ.
pub(crate) fn days(first: Date, last: Date) -> String {
    if first == last {
        short_day(first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{} {}", first.day(), last.day(), month(first))
    } else if first.year() == last.year() {
        format!("{} – {}", short_day(first), short_day(last))
    } else {
        format!("{} – {}", long_day(first), long_day(last))
    }
}

/// `14:30` of a moment in its zone.
fn clock(at: &Zoned) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `16 September 2016, 12:00 (Asia/Damascus)`.
pub(crate) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    let name = zone.iana_name().unwrap_or("UTC");
    format!("{}, {} ({name})", long_day(zoned.date()), clock(&zoned))
}

/// `16 September, 12:00`.
pub(crate) fn short_moment(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    format!("{}, {}", short_day(zoned.date()), clock(&zoned))
}

/// The zone in which the case counts its days; UTC where the name is not known.
pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// When, as wide as the source leaves it.
pub(crate) fn when(when: &When, zone: &TimeZone) -> String {
    match when {
        When::Open => "undated".to_string(),
        When::Within(interval) => within(interval, zone),
        When::Throughout(interval) => {
            let (first, last) = interval.civil_days(zone);
            if first == last {
                format!("{}, over the day", short_day(first))
            } else {
                format!("{}, not attributable to one day", days(first, last))
            }
        }
    }
}

fn within(interval: &Interval, zone: &TimeZone) -> String {
    let (first, last) = interval.civil_days(zone);
    let from = interval.from().to_zoned(zone.clone());
    let until = interval.until().to_zoned(zone.clone());
    if interval.seconds() <= 60 {
        format!("{}, {}", short_day(first), clock(&from))
    } else if Interval::days(first, last, zone).as_ref() == Some(interval) {
        if first == last {
            format!("{}, hour not told", short_day(first))
        } else {
            format!("{}, day not told", days(first, last))
        }
    } else if first == last {
        format!("{}, between {} and {}", short_day(first), clock(&from), clock(&until))
    } else {
        format!(
            "between {}, {} and {}, {}",
            short_day(from.date()),
            clock(&from),
            short_day(until.date()),
            clock(&until)
        )
    }
}

/// `800 m`, `1.5 km`, `112 km`: no finer than two figures after the first.
pub(crate) fn distance(metres: f64) -> String {
    if metres < 1000.0 {
        format!("{metres:.0} m")
    } else if metres < 9950.0 {
        let text = format!("{:.1}", metres / 1000.0);
        format!("{} km", text.trim_end_matches(".0"))
    } else {
        format!("{:.0} km", metres / 1000.0)
    }
}

/// A position in words, with no more digits than its reach of `metres` is worth.
fn position([lon, lat]: [f64; 2], metres: f64) -> String {
    let digits = if metres < 100.0 {
        4
    } else if metres < 3000.0 {
        2
    } else {
        1
    };
    format!(
        "{:.digits$}° {}, {:.digits$}° {}",
        lat.abs(),
        if lat < 0.0 { "S" } else { "N" },
        lon.abs(),
        if lon < 0.0 { "W" } else { "E" },
    )
}

/// Where, with how precisely: `Khan Tuman (within 1.5 km)`.
pub(crate) fn place(place: &Place) -> String {
    let precision = match &place.shape {
        None => "not on the map".to_string(),
        Some(Shape::Disc { radius_m, .. }) => format!("within {}", distance(*radius_m)),
        Some(Shape::Line { margin_m, .. }) => {
            format!("somewhere along it, give or take {}", distance(*margin_m))
        }
        Some(Shape::Area { .. }) => "somewhere inside".to_string(),
    };
    match (&place.name, &place.shape) {
        (None, None) => match &place.region {
            Some(region) => format!("somewhere in {region}"),
            None => "place not told".to_string(),
        },
        (None, Some(shape)) => {
            format!("{} ({precision})", position(shape.middle(), shape.reach_m()))
        }
        (Some(name), _) => match &place.region {
            Some(region) if !name.contains(region.as_str()) => {
                format!("{name}, {region} ({precision})")
            }
            _ => format!("{name} ({precision})"),
        },
    }
}

/// `13–14 killed (4 of them civilians), at least 20 wounded`; `None` where nothing is told.
pub(crate) fn casualties(told: &Casualties) -> Option<String> {
    let mut parts = Vec::new();
    match (&told.killed, &told.civilians_killed) {
        (Some(killed), Some(civilians)) if killed == civilians => {
            parts.push(civilians_killed(civilians));
        }
        (Some(killed), Some(civilians)) => {
            let are = if is_one(civilians) { "a civilian" } else { "civilians" };
            parts.push(format!("{killed} killed ({civilians} of them {are})"));
        }
        (Some(killed), None) => parts.push(format!("{killed} killed")),
        (None, Some(civilians)) => parts.push(civilians_killed(civilians)),
        (None, None) => {}
    }
    if let Some(wounded) = &told.wounded {
        parts.push(format!("{wounded} wounded"));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn civilians_killed(civilians: &Count) -> String {
    format!("{civilians} {} killed", if is_one(civilians) { "civilian" } else { "civilians" })
}

/// Whether the number is read aloud in the singular: `1`, `at least 1`.
fn is_one(count: &Count) -> bool {
    (count.low == 1 && count.high.is_none_or(|high| high == 1))
        || (count.low == 0 && count.best.is_none() && count.high == Some(1))
}

/// `A, B and C`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// `A, B or C`.
pub(crate) fn either<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", head.join(", "), last.as_ref())
        }
    }
}

/// A person's finding.
pub(crate) fn determination(found: Determination) -> &'static str {
    match found {
        Determination::Established => "established",
        Determination::NotEstablished => "not established",
        Determination::Unattributable => "unattributable",
    }
}

/// Candidates: `A or B`; `None` where nobody is named.
pub(crate) fn who(who: &Who) -> Option<String> {
    (!who.is_open()).then(|| either(&who.0))
}

/// Whose eyes, as the head of a column: `close to Government`, `independent sources`.
pub(crate) fn eyes(perspective: &Perspective) -> String {
    match perspective {
        Perspective::Close(party) => format!("sources close to {party}"),
        Perspective::Independent => "independent sources".to_string(),
        Perspective::All => "all sources".to_string(),
    }
}

/// The same with a capital letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `1 incident`, `2 incidents`.
pub(crate) fn number(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `1,243`.
pub(crate) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Letter of a cell with its marks: `A*~`.
pub(crate) fn letter(status: Status, contested: bool, assumed: bool) -> String {
    let mut text = status.letter().to_string();
    if contested {
        text.push('*');
    }
    if assumed && status != Status::NotInForce {
        text.push('~');
    }
    text
}

/// Cuts to at most `most` characters, at a word where one is near, with a mark.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let at_word = match cut.rfind(' ') {
        Some(space) if space * 3 > cut.len() * 2 => cut.get(..space).unwrap_or(&cut),
        _ => &cut,
    };
    format!("{}…", at_word.trim_end_matches([' ', ',', ';']))
}

/// One line fit for a terminal: control and direction-changing characters, which could rewrite
/// what stands around them, become spaces.
pub(crate) fn plain_line(text: &str) -> Cow<'_, str> {
    let mut before = ' ';
    let plain = |c: char| {
        let plain = !is_unruly(c) && (!c.is_whitespace() || (c == ' ' && before != ' '));
        before = c;
        plain
    };
    if text.chars().all(plain) && !text.ends_with(' ') {
        return Cow::Borrowed(text);
    }
    let calm = text.chars().map(|c| if is_unruly(c) { ' ' } else { c }).collect::<String>();
    Cow::Owned(calm.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_unruly(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damascus() -> TimeZone {
        zone("Asia/Damascus")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn times_stay_as_wide_as_they_were_told() {
        let zone = damascus();
        let span = |a: &str, b: &str| Interval::new(at(a), at(b)).unwrap();
        let say = |w: When| when(&w, &zone);
        let day = jiff::civil::date(2016, 9, 17);
        let whole = Interval::days(day, day, &zone).unwrap();
        insta::assert_snapshot!(say(When::Open), @"undated");
        insta::assert_snapshot!(say(When::Within(Interval::instant(at("2016-09-17T14:00:00Z")))), @"17 September, 17:00");
        insta::assert_snapshot!(say(When::Within(whole)), @"17 September, hour not told");
        insta::assert_snapshot!(say(When::Throughout(whole)), @"17 September, over the day");
        insta::assert_snapshot!(say(When::Within(span("2016-09-17T14:00:00Z", "2016-09-17T17:00:00Z"))), @"17 September, between 17:00 and 20:00");
        insta::assert_snapshot!(say(When::Within(span("2016-09-17T14:00:00Z", "2016-09-18T02:00:00Z"))), @"between 17 September, 17:00 and 18 September, 05:00");
        let week =
            Interval::days(jiff::civil::date(2016, 9, 19), jiff::civil::date(2016, 9, 25), &zone)
                .unwrap();
        insta::assert_snapshot!(say(When::Throughout(week)), @"19–25 September, not attributable to one day");
        insta::assert_snapshot!(say(When::Within(week)), @"19–25 September, day not told");
    }

    #[test]
    fn places_carry_their_precision() {
        let named =
            |shape| Place { name: Some("Khan Tuman".into()), region: Some("Aleppo".into()), shape };
        insta::assert_snapshot!(place(&named(Some(Shape::Disc { centre: [37.0, 36.1], radius_m: 1500.0 }))), @"Khan Tuman, Aleppo (within 1.5 km)");
        insta::assert_snapshot!(place(&named(None)), @"Khan Tuman, Aleppo (not on the map)");
        insta::assert_snapshot!(place(&Place::open()), @"place not told");
        let bare = Place {
            name: None,
            region: None,
            shape: Some(Shape::Disc { centre: [-3.712, 36.126], radius_m: 25_000.0 }),
        };
        insta::assert_snapshot!(place(&bare), @"36.1° N, 3.7° W (within 25 km)");
    }

    #[test]
    fn long_words_are_cut_at_a_word_and_escapes_are_calmed() {
        assert_eq!(shortened("Cease all attacks with any weapons", 20), "Cease all attacks…");
        assert_eq!(shortened("short", 20), "short");
        assert_eq!(plain_line("a\u{1b}[31m\u{202e}b\nc"), "a [31m b c");
    }

    #[test]
    fn a_line_that_is_plain_already_is_left_alone() {
        for plain in ["", "a", "Khan Tuman, Aleppo (within 1.5 km)", "été"] {
            assert!(matches!(plain_line(plain), Cow::Borrowed(text) if text == plain));
        }
        for (text, plain) in
            [(" a", "a"), ("a ", "a"), ("a  b", "a b"), ("a\u{a0}b", "a b"), (" ", "")]
        {
            assert_eq!(plain_line(text), plain);
        }
    }

    #[test]
    fn one_civilian_is_told_in_the_singular() {
        let say = |killed: Option<u64>, civilians: u64| {
            casualties(&Casualties {
                killed: killed.map(Count::exactly),
                civilians_killed: Some(Count::exactly(civilians)),
                wounded: None,
            })
            .unwrap()
        };
        assert_eq!(say(None, 1), "1 civilian killed");
        assert_eq!(say(None, 2), "2 civilians killed");
        assert_eq!(say(Some(2), 1), "2 killed (1 of them a civilian)");
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!([7, 999, 1000, 65_021].map(thousands), ["7", "999", "1,000", "65,021"]);
        assert_eq!(thousands(1_234_567), "1,234,567");
    }

    #[test]
    fn day_ranges_name_the_month_once() {
        use jiff::civil::date;
        assert_eq!(days(date(2016, 9, 19), date(2016, 9, 25)), "19–25 September");
        assert_eq!(days(date(2016, 9, 30), date(2016, 10, 2)), "30 September – 2 October");
        assert_eq!(days(date(2016, 12, 30), date(2017, 1, 2)), "30 December 2016 – 2 January 2017");
    }
}
