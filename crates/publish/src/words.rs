//! How times, places and counts are put into words, with what is not known left open.

use crate::tongue::Tongue;
use armistice_model::{
    Casualties, Count, Determination, EventKind, Interval, Perspective, Place, Shape, Status, When,
    Who,
};
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::borrow::Cow;

/// The name of the month of a day.
pub(crate) fn month(t: &Tongue, day: Date) -> String {
    t.say("month", [("month", day.month().into())])
}

/// `15 September 2016`.
pub(crate) fn long_day(t: &Tongue, day: Date) -> String {
    let (number, month, year) = (day.day(), day.month(), day.year());
    t.say("day-long", [("day", number.into()), ("month", month.into()), ("year", year.into())])
}

/// `15 September`.
pub(crate) fn short_day(t: &Tongue, day: Date) -> String {
    t.say("day-short", [("day", day.day().into()), ("month", day.month().into())])
}

/// `19–25 September`, `30 September – 2 October`; the year only where the two differ.
pub(crate) fn days(t: &Tongue, first: Date, last: Date) -> String {
    let two = |first: String, last: String| {
        t.say("days-two", [("first", first.into()), ("last", last.into())])
    };
    if first == last {
        short_day(t, first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        let (from, until, month) = (first.day(), last.day(), first.month());
        t.say(
            "days-of-month",
            [("first", from.into()), ("last", until.into()), ("month", month.into())],
        )
    } else if first.year() == last.year() {
        two(short_day(t, first), short_day(t, last))
    } else {
        two(long_day(t, first), long_day(t, last))
    }
}

/// `14:30` of a moment in its zone.
fn clock(at: &Zoned) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `16 September 2016, 12:00 (Asia/Damascus)`.
pub(crate) fn moment(t: &Tongue, at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    let name = t.own(zone.iana_name().unwrap_or("UTC"));
    let (day, clock) = (long_day(t, zoned.date()), clock(&zoned));
    t.say("moment", [("day", day.into()), ("clock", clock.into()), ("zone", name.into())])
}

/// `16 September, 12:00`.
pub(crate) fn short_moment(t: &Tongue, at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    let (day, clock) = (short_day(t, zoned.date()), clock(&zoned));
    t.say("moment-short", [("day", day.into()), ("clock", clock.into())])
}

/// The zone in which the case counts its days; UTC where the name is not known.
pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// When, as wide as the source leaves it.
pub(crate) fn when(t: &Tongue, when: &When, zone: &TimeZone) -> String {
    match when {
        When::Open => t.word("when-open"),
        When::Within(interval) => within(t, interval, zone),
        When::Throughout(interval) => {
            let (first, last) = interval.civil_days(zone);
            if first == last {
                t.say("when-over-day", [("day", short_day(t, first).into())])
            } else {
                t.say("when-not-one-day", [("days", days(t, first, last).into())])
            }
        }
    }
}

fn within(t: &Tongue, interval: &Interval, zone: &TimeZone) -> String {
    let (first, last) = interval.civil_days(zone);
    let from = interval.from().to_zoned(zone.clone());
    let until = interval.until().to_zoned(zone.clone());
    if interval.seconds() <= 60 {
        let (day, clock) = (short_day(t, first), clock(&from));
        t.say("moment-short", [("day", day.into()), ("clock", clock.into())])
    } else if Interval::days(first, last, zone).as_ref() == Some(interval) {
        if first == last {
            t.say("when-hour-open", [("day", short_day(t, first).into())])
        } else {
            t.say("when-day-open", [("days", days(t, first, last).into())])
        }
    } else if first == last {
        let (day, from, until) = (short_day(t, first), clock(&from), clock(&until));
        t.say("when-between", [("day", day.into()), ("from", from.into()), ("until", until.into())])
    } else {
        t.say(
            "when-between-days",
            [
                ("first", short_day(t, from.date()).into()),
                ("from", clock(&from).into()),
                ("last", short_day(t, until.date()).into()),
                ("until", clock(&until).into()),
            ],
        )
    }
}

/// `800 m`, `1.5 km`, `112 km`: no finer than two figures after the first.
pub(crate) fn distance(t: &Tongue, metres: f64) -> String {
    let (id, n) = if metres < 1000.0 {
        ("distance-metres", format!("{metres:.0}"))
    } else if metres < 9950.0 {
        let text = format!("{:.1}", metres / 1000.0);
        ("distance-kilometres", text.trim_end_matches(".0").to_string())
    } else {
        ("distance-kilometres", format!("{:.0}", metres / 1000.0))
    };
    t.say(id, [("n", decimal(t, &n).into())])
}

/// A figure with the language's decimal mark.
fn decimal(t: &Tongue, figure: &str) -> String {
    figure.replace('.', &t.word("decimal-mark"))
}

/// A latitude: `36.1° N`.
pub(crate) fn latitude(t: &Tongue, degrees: f64, digits: usize) -> String {
    let half = if degrees < 0.0 { "south" } else { "north" };
    let figure = decimal(t, &format!("{:.digits$}", degrees.abs()));
    t.say("degrees", [("degrees", figure.into()), ("half", half.into())])
}

/// A longitude: `3.7° W`.
pub(crate) fn longitude(t: &Tongue, degrees: f64, digits: usize) -> String {
    let half = if degrees < 0.0 { "west" } else { "east" };
    let figure = decimal(t, &format!("{:.digits$}", degrees.abs()));
    t.say("degrees", [("degrees", figure.into()), ("half", half.into())])
}

/// A position in words, with no more digits than its reach of `metres` is worth.
fn position(t: &Tongue, [lon, lat]: [f64; 2], metres: f64) -> String {
    let digits = if metres < 100.0 {
        4
    } else if metres < 3000.0 {
        2
    } else {
        1
    };
    t.row(&[latitude(t, lat, digits), longitude(t, lon, digits)])
}

/// Where, with how precisely: `Khan Tuman (within 1.5 km)`.
pub(crate) fn place(t: &Tongue, place: &Place) -> String {
    let precision = match &place.shape {
        None => t.word("place-off-map"),
        Some(Shape::Disc { radius_m, .. }) => {
            t.say("place-within", [("distance", distance(t, *radius_m).into())])
        }
        Some(Shape::Line { margin_m, .. }) => {
            t.say("place-along", [("distance", distance(t, *margin_m).into())])
        }
        Some(Shape::Area { .. }) => t.word("place-inside"),
    };
    let named = |name: String| {
        t.say("place-named", [("name", name.into()), ("precision", precision.clone().into())])
    };
    match (&place.name, &place.shape) {
        (None, None) => match &place.region {
            Some(region) => t.say("place-in-region", [("region", t.own(region).into())]),
            None => t.word("place-open"),
        },
        (None, Some(shape)) => named(position(t, shape.middle(), shape.reach_m())),
        (Some(name), _) => match &place.region {
            Some(region) if !name.contains(region.as_str()) => {
                named(t.row(&[t.own(name), t.own(region)]))
            }
            _ => named(t.own(name)),
        },
    }
}

/// A count as a message takes it: a number where it is one, so that the message can bend its
/// words to it; else words.
fn counted(t: &Tongue, count: &Count, about: bool) -> FluentValue<'static> {
    if about {
        return t.say("count-about-bare", [("n", count.low.into())]).into();
    }
    match (count.low, count.best, count.high) {
        (low, _, Some(high)) if low == high => low.into(),
        (0, None, Some(high)) => t.say("count-up-to", [("n", high.into())]).into(),
        (low, Some(best), Some(high)) if best != low && best != high => t
            .say("count-about", [("n", best.into()), ("low", low.into()), ("high", high.into())])
            .into(),
        (low, _, Some(high)) => {
            t.say("count-range", [("low", low.into()), ("high", high.into())]).into()
        }
        (low, _, None) => t.say("count-at-least", [("n", low.into())]).into(),
    }
}

/// `45 breaches`.
pub(crate) fn breaches(t: &Tongue, count: &Count) -> String {
    t.say("breaches", [("count", counted(t, count, false))])
}

/// `5 airstrike`: so many, told as a count of `what`.
pub(crate) fn count_of(t: &Tongue, count: &Count, what: String) -> String {
    t.say("count-of", [("count", counted(t, count, false)), ("what", what.into())])
}

/// `13–14 killed (4 of them civilians), at least 20 wounded`; `None` where nothing is told.
pub(crate) fn casualties(t: &Tongue, told: &Casualties) -> Option<String> {
    harmed(t, told, false)
}

/// The same, the dead told as `about` so many.
pub(crate) fn harmed(t: &Tongue, told: &Casualties, about: bool) -> Option<String> {
    let mut parts = Vec::new();
    match (&told.killed, &told.civilians_killed) {
        (Some(killed), Some(civilians)) if killed == civilians => {
            parts.push(civilians_killed(t, civilians, about));
        }
        (Some(killed), Some(civilians)) => {
            let id = if is_one(civilians) { "killed-one-of-them" } else { "killed-of-them" };
            let (all, of) = (counted(t, killed, about), counted(t, civilians, false));
            parts.push(t.say(id, [("count", all), ("civilians", of)]));
        }
        (Some(killed), None) => parts.push(t.say("killed", [("count", counted(t, killed, about))])),
        (None, Some(civilians)) => parts.push(civilians_killed(t, civilians, about)),
        (None, None) => {}
    }
    parts.extend(told.wounded.as_ref().map(|wounded| self::wounded(t, wounded)));
    (!parts.is_empty()).then(|| t.row(&parts))
}

/// `at least 20 wounded`.
pub(crate) fn wounded(t: &Tongue, wounded: &Count) -> String {
    t.say("wounded", [("count", counted(t, wounded, false))])
}

fn civilians_killed(t: &Tongue, civilians: &Count, about: bool) -> String {
    let id = if is_one(civilians) { "civilian-killed" } else { "civilians-killed" };
    t.say(id, [("count", counted(t, civilians, about))])
}

/// Whether the number is read aloud in the singular: `1`, `at least 1`.
fn is_one(count: &Count) -> bool {
    (count.low == 1 && count.high.is_none_or(|high| high == 1))
        || (count.low == 0 && count.best.is_none() && count.high == Some(1))
}

/// What happened: `small arms fire`.
pub(crate) fn kind(t: &Tongue, kind: EventKind) -> String {
    t.say("kind", [("kind", kind.word().into())])
}

/// Where a term stands.
pub(crate) fn status(t: &Tongue, status: Status) -> String {
    let word = match status {
        Status::NotInForce => "not-in-force",
        Status::NoBreachKnown => "no-breach-known",
        Status::Undetermined => "undetermined",
        Status::BreachAlleged => "breach-alleged",
        Status::BreachCorroborated => "breach-corroborated",
    };
    t.say("status", [("status", word.into())])
}

/// How much was being watched.
pub(crate) fn coverage(t: &Tongue, coverage: &armistice_model::Coverage) -> String {
    t.say(
        "coverage",
        [
            ("reporting", coverage.reporting.into()),
            ("sources", coverage.sources.into()),
            ("heard", coverage.regions_heard.into()),
            ("regions", coverage.regions.into()),
        ],
    )
}

/// A person's finding.
pub(crate) fn determination(t: &Tongue, found: Determination) -> String {
    let word = match found {
        Determination::Established => "established",
        Determination::NotEstablished => "not-established",
        Determination::Unattributable => "unattributable",
    };
    t.say("determination", [("found", word.into())])
}

/// Candidates: `A or B`; `None` where nobody is named.
pub(crate) fn who(t: &Tongue, who: &Who) -> Option<String> {
    (!who.is_open()).then(|| t.either(&t.owned(&who.0)))
}

/// Whose eyes, as the head of a column: `close to Government`, `independent`.
pub(crate) fn view(t: &Tongue, perspective: &Perspective) -> String {
    of_perspective(t, "view", perspective)
}

/// Whose eyes, as the subject of a sentence: `sources close to Government`.
pub(crate) fn eyes(t: &Tongue, perspective: &Perspective) -> String {
    of_perspective(t, "eyes", perspective)
}

/// The same after `by`.
pub(crate) fn eyes_by(t: &Tongue, perspective: &Perspective) -> String {
    of_perspective(t, "eyes-by", perspective)
}

fn of_perspective(t: &Tongue, id: &str, perspective: &Perspective) -> String {
    let (whose, party) = match perspective {
        Perspective::Close(party) => ("party", t.own(party)),
        Perspective::Independent => ("independent", String::new()),
        Perspective::All => ("all", String::new()),
    };
    t.say(id, [("whose", whose.into()), ("party", party.into())])
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
pub(crate) fn thousands(t: &Tongue, n: usize) -> String {
    let mark = t.word("thousands-mark");
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(&mark);
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
        || matches!(
            c,
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                // No characters: with them the program marks words of the case.
                | '\u{fdd0}'..='\u{fdef}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t() -> &'static Tongue {
        Tongue::english_alone()
    }

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
        let say = |w: When| when(t(), &w, &zone);
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
        insta::assert_snapshot!(place(t(), &named(Some(Shape::Disc { centre: [37.0, 36.1], radius_m: 1500.0 }))), @"Khan Tuman, Aleppo (within 1.5 km)");
        insta::assert_snapshot!(place(t(), &named(None)), @"Khan Tuman, Aleppo (not on the map)");
        insta::assert_snapshot!(place(t(), &Place::open()), @"place not told");
        let bare = Place {
            name: None,
            region: None,
            shape: Some(Shape::Disc { centre: [-3.712, 36.126], radius_m: 25_000.0 }),
        };
        insta::assert_snapshot!(place(t(), &bare), @"36.1° N, 3.7° W (within 25 km)");
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
            casualties(
                t(),
                &Casualties {
                    killed: killed.map(Count::exactly),
                    civilians_killed: Some(Count::exactly(civilians)),
                    wounded: None,
                },
            )
            .unwrap()
        };
        assert_eq!(say(None, 1), "1 civilian killed");
        assert_eq!(say(None, 2), "2 civilians killed");
        assert_eq!(say(Some(2), 1), "2 killed (1 of them a civilian)");
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(
            [7, 999, 1000, 65_021].map(|n| thousands(t(), n)),
            ["7", "999", "1,000", "65,021"]
        );
        assert_eq!(thousands(t(), 1_234_567), "1,234,567");
    }

    #[test]
    fn day_ranges_name_the_month_once() {
        use jiff::civil::date;
        assert_eq!(days(t(), date(2016, 9, 19), date(2016, 9, 25)), "19–25 September");
        assert_eq!(days(t(), date(2016, 9, 30), date(2016, 10, 2)), "30 September – 2 October");
        assert_eq!(
            days(t(), date(2016, 12, 30), date(2017, 1, 2)),
            "30 December 2016 – 2 January 2017"
        );
    }
}
