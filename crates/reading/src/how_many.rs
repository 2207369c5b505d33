//! How many: numbers in words and figures, with the hedges that bound them.

use crate::sentence::Word;
use armistice_model::Count;

/// A number found: words `from..until` of the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Counted {
    pub from: usize,
    pub until: usize,
    pub count: Count,
}

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn low<'w>(words: &'w [Word<'_>], i: usize) -> &'w str {
    words.get(i).map_or("", |w| w.low.as_str())
}

fn small(word: &str) -> Option<u64> {
    if let Some(n) = UNITS.iter().position(|w| *w == word) {
        return Some(n as u64);
    }
    if let Some(n) = TENS.iter().position(|w| *w == word) {
        return Some(20 + 10 * n as u64);
    }
    let (ten, unit) = word.split_once('-')?;
    let ten = TENS.iter().position(|w| *w == ten)? as u64;
    let unit = UNITS.iter().position(|w| *w == unit).filter(|n| (1..10).contains(n))? as u64;
    Some(20 + 10 * ten + unit)
}

fn multiplier(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        _ => None,
    }
}

/// A bare number at word `i`, and the word after it.
pub(crate) fn number(words: &[Word<'_>], i: usize) -> Option<(u64, usize)> {
    let word = low(words, i);
    let mut at = i + 1;
    let mut value = if word.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
        let plain: String = word.chars().filter(|c| *c != ',').collect();
        if let Some((whole, part)) = plain.split_once('.') {
            // "2.5 million"; any other decimal is no count of people or trucks.
            let unit = multiplier(low(words, at))?;
            let digits = u32::try_from(part.len()).ok().filter(|d| *d <= 6)?;
            let scale = 10u64.checked_pow(digits)?;
            let all: u64 = format!("{whole}{part}").parse().ok()?;
            return Some((all.checked_mul(unit)? / scale, at + 1));
        }
        plain.parse().ok()?
    } else if (word == "a" || word == "an") && multiplier(low(words, at)).is_some() {
        1
    } else if (word == "a" && low(words, at) == "dozen") || word == "dozen" {
        return Some((12, if word == "dozen" { at } else { at + 1 }));
    } else {
        small(word)?
    };
    if low(words, at) == "dozen" {
        return Some((value.checked_mul(12)?, at + 1));
    }
    // "thirty one" without its hyphen.
    if value >= 20
        && value % 10 == 0
        && TENS.contains(&word)
        && let Some(unit) = small(low(words, at)).filter(|n| (1..10).contains(n))
    {
        value += unit;
        at += 1;
    }
    while let Some(unit) = multiplier(low(words, at)) {
        value = value.checked_mul(unit)?;
        at += 1;
    }
    Some((value, at))
}

/// Vague numbers and the least they can mean.
fn vague(word: &str) -> Option<u64> {
    match word {
        "dozens" => Some(24),
        "scores" => Some(40),
        "hundreds" => Some(200),
        "thousands" => Some(2000),
        "several" => Some(3),
        _ => None,
    }
}

/// The number at word `i` with its hedge, if one starts there.
fn counted(words: &[Word<'_>], i: usize) -> Option<Counted> {
    let two = (low(words, i), low(words, i + 1));
    let done = |until, count| Some(Counted { from: i, until, count });
    let hedge_words = match two {
        ("at", "least")
        | ("more", "than")
        | ("up", "to")
        | ("fewer", "than")
        | ("less", "than")
        | ("close", "to") => 2,
        ("as", "many") if low(words, i + 2) == "as" => 3,
        ("no" | "not", "fewer" | "less") if low(words, i + 2) == "than" => 3,
        (
            "over" | "about" | "around" | "some" | "approximately" | "roughly" | "nearly"
            | "almost" | "near",
            _,
        ) => 1,
        _ => 0,
    };
    if two.0 == "between" {
        let (a, after) = number(words, i + 1)?;
        if low(words, after) != "and" {
            return None;
        }
        let (b, until) = number(words, after + 1)?;
        return done(until, Count::between(a, b));
    }
    let start = i + hedge_words;
    if hedge_words == 0 || two.0 == "some" {
        if let Some(least) = vague(low(words, start)) {
            let unit = match (low(words, start + 1), low(words, start + 2)) {
                ("of", "thousands") => 1000,
                ("of", "millions") => 1_000_000,
                _ => 1,
            };
            let least = if least < 1000 { least * unit } else { least };
            let of = usize::from(
                low(words, start + 1) == "of" && vague(low(words, start + 2)).is_some(),
            );
            return done(start + 1 + 2 * of, Count::at_least(least));
        }
    } else if let Some(least) = vague(low(words, start)) {
        return done(start + 1, Count::at_least(least));
    }
    let (n, after) = number(words, start)?;
    if hedge_words > 0 {
        let count = match two {
            ("at", _) => Count::at_least(n),
            ("no" | "not", _) => Count::at_least(n),
            ("more", _) | ("over", _) => Count::more_than(n),
            ("up", _) | ("as", _) => Count::up_to(n),
            ("fewer" | "less", _) => Count { low: 0, best: None, high: Some(n.saturating_sub(1)) },
            ("nearly" | "almost" | "close" | "near", _) => {
                // Below n by no more than its rounding allows.
                Count { low: Count::about(n).low, best: None, high: Some(n) }
            }
            _ => Count::about(n),
        };
        return done(after, count);
    }
    // "13–14", "13 to 14", "13 or 14".
    if matches!(low(words, after), "-" | "–" | "—" | "to" | "or")
        && let Some((b, until)) = number(words, after + 1)
        && b > n
    {
        return done(until, Count::between(n, b));
    }
    match (low(words, after), low(words, after + 1)) {
        ("or", "more") => done(after + 2, Count::at_least(n)),
        ("at", "least") => done(after + 2, Count::at_least(n)),
        _ => done(after, Count::exactly(n)),
    }
}

/// Every number of a sentence, left to right, except at the words `taken` by dates and names.
pub(crate) fn counts(words: &[Word<'_>], taken: &dyn Fn(usize) -> bool) -> Vec<Counted> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        // "no one" is nobody.
        let nobody = low(words, i) == "one" && i > 0 && low(words, i - 1) == "no";
        if !taken(i)
            && !nobody
            && let Some(counted) = counted(words, i)
            && !(counted.from..counted.until).any(taken)
        {
            i = counted.until.max(i + 1);
            found.push(counted);
        } else {
            i += 1;
        }
    }
    found
}

/// The sum of two counts: open where either is open.
pub(crate) fn sum(a: Count, b: Count) -> Count {
    Count {
        low: a.low.saturating_add(b.low),
        best: a.best.zip(b.best).map(|(a, b)| a.saturating_add(b)),
        high: a.high.zip(b.high).map(|(a, b)| a.saturating_add(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::words;

    fn read(text: &str) -> Vec<String> {
        let words = words(text, (0, text.len()));
        counts(&words, &|_| false).iter().map(|c| c.count.to_string()).collect()
    }

    #[test]
    fn hedges_bound_the_count() {
        for (text, expected) in [
            ("13 people", "13"),
            ("at least 13 people", "at least 13"),
            ("more than 290,000", "at least 290001"),
            ("more than a dozen", "at least 13"),
            ("about 90 soldiers", "about 90 (85–95)"),
            ("nearly sixty", "55–60"),
            ("up to five", "up to 5"),
            ("as many as 20", "up to 20"),
            ("between 27 and 40 civilians", "27–40"),
            ("13-14 dead", "13–14"),
            ("13–14 dead", "13–14"),
            ("three or four", "3–4"),
            ("dozens of soldiers", "at least 24"),
            ("dozens", "at least 24"),
            ("hundreds of thousands", "at least 200000"),
            ("twenty-three", "23"),
            ("thirty one", "31"),
            ("two hundred", "200"),
            ("2.5 million", "2500000"),
            ("fewer than 10", "up to 9"),
            ("two dozen", "24"),
            ("no fewer than 7", "at least 7"),
            ("33 at least", "at least 33"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
        assert!(read("no number here").is_empty());
        assert!(read("99999999999999999999999").is_empty());
    }
}
