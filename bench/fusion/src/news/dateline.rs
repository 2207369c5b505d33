//! The day that a story prints at its head.
//!
//! The set's own column of dates is off by days to years in a third of the stories; what the
//! outlet printed is not.

use jiff::civil::Date;

/// The dateline is within so many words of the beginning.
const HEAD: usize = 50;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first day that the head of a text names: `05 Apr 2017`, `April 5 2017`, `Apr 052017`,
/// `05.04.2017` or `05-04-2017`.
pub fn dateline(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().take(HEAD).collect();
    (0..words.len()).find_map(|at| {
        let word = |n: usize| words.get(at + n).copied().unwrap_or("");
        in_words(word(0), word(1), word(2)).or_else(|| in_numbers(word(0)))
    })
}

fn in_words(first: &str, second: &str, third: &str) -> Option<Date> {
    if let (Some(day), Some(month)) = (number(first), month(second)) {
        return date(number(third)?, month, day);
    }
    let month = month(first)?;
    // "Apr 092017": the outlet's own page had a comma there.
    if let (6, Some((day, year))) = (second.len(), second.split_at_checked(2)) {
        return date(number(year)?, month, number(day)?);
    }
    date(number(third)?, month, number(second)?)
}

/// "27-07-2015", and "08.04.2017(updated".
fn in_numbers(word: &str) -> Option<Date> {
    let word = word.get(..10).unwrap_or(word);
    let mut parts = word.split(['.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: String = year.chars().take_while(char::is_ascii_digit).collect();
    date(number(&year)?, number(month)?, number(day)?)
}

fn number(word: &str) -> Option<i16> {
    word.parse().ok()
}

fn month(word: &str) -> Option<i16> {
    let word = word.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| word.starts_with(month))?;
    Some(month as i16 + 1)
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().filter(|_| (2000..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_write_their_day_in_several_ways() {
        let day = jiff::civil::date(2017, 4, 9);
        for text in [
            "Sun 09 Apr 2017 Strike kills 15",
            "Last updated at Apr 092017 At least 15",
            "Published April 9 2017 An air strike",
            "09.04.2017(updated 1954 09.04.2017) Get short URL",
            "9-04-2017 Strike kills 15",
        ] {
            assert_eq!(dateline(text), Some(day), "{text}");
        }
        assert_eq!(dateline("At least 15 may have died in 2017"), None);
        assert_eq!(dateline(&format!("{} 9 April 2017", "é ".repeat(200))), None);
    }
}
