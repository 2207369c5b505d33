//! Where paragraphs and sentences start and end, and the words in them.

use crate::draft::Bytes;

/// Longest stretch, in bytes, that is read as one sentence. Longer ones (tables pasted into a
/// text, text without stops) are cut, which keeps the work linear in the length of the text.
const LONGEST: usize = 1500;

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "cmdr", "brig",
    "adm", "st", "no", "vs", "etc", "e.g", "i.e", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sep", "sept", "oct", "nov", "dec", "approx", "gov", "sen", "rep", "pres", "al",
];

/// Stretches of `text[from..until]` between blank lines, in bytes of `text`.
pub(crate) fn paragraphs(text: &str, from: usize, until: usize) -> Vec<Bytes> {
    let Some(part) = text.get(from..until) else { return Vec::new() };
    let mut found = Vec::new();
    let (mut start, mut end, mut at) = (None, from, from);
    for line in part.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        let listed = line.trim_start().starts_with(['-', '*', '•', '#']);
        if (blank || listed)
            && let Some(s) = start.take()
        {
            found.push((s, end));
        }
        if !blank {
            start = start.or(Some(at));
            end = at + line.len();
        }
        at += line.len();
    }
    found.extend(start.map(|s| (s, end)));
    found
}

/// The sentences of a paragraph, in bytes of `text`, without surrounding space.
pub(crate) fn sentences(text: &str, paragraph: Bytes) -> Vec<Bytes> {
    let Some(part) = text.get(paragraph.0..paragraph.1) else { return Vec::new() };
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = part.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let mut end = i + c.len_utf8();
        let stop = matches!(c, '.' | '!' | '?' | '؟' | '۔' | '。');
        if !stop {
            // Too long to be one sentence: cut at the next space.
            if i - start > LONGEST && c.is_whitespace() || i - start > 2 * LONGEST {
                push(text, &mut found, paragraph.0 + start, paragraph.0 + end);
                start = end;
            }
            continue;
        }
        while let Some((j, close)) = chars.peek().copied() {
            if matches!(close, '"' | '\'' | ')' | ']' | '»' | '\u{201d}' | '\u{2019}') {
                end = j + close.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        let rest = part.get(end..).unwrap_or("");
        let space = rest.chars().next().is_none_or(char::is_whitespace);
        let next = rest.trim_start().chars().next();
        let opens = next.is_none_or(|n| !n.is_lowercase());
        if space && opens && !(c == '.' && abbreviation(part.get(start..i).unwrap_or(""))) {
            push(text, &mut found, paragraph.0 + start, paragraph.0 + end);
            start = end;
        }
    }
    push(text, &mut found, paragraph.0 + start, paragraph.1);
    found
}

/// Whether the words before a full stop end in an abbreviation or an initial.
fn abbreviation(before: &str) -> bool {
    // Only the tail matters; a long run without spaces is no abbreviation.
    let last = before
        .char_indices()
        .rev()
        .take(12)
        .take_while(|(_, c)| !c.is_whitespace() && !matches!(c, '(' | '"' | '\u{201c}'))
        .last()
        .and_then(|(i, _)| before.get(i..))
        .unwrap_or("");
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    // "U.S": single letters with stops between.
    let dotted = last.contains('.') && last.split('.').all(|p| p.chars().count() == 1);
    initial || dotted || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
}

fn push(text: &str, found: &mut Vec<Bytes>, from: usize, until: usize) {
    let Some(part) = text.get(from..until) else { return };
    let lead = part.len() - part.trim_start().len();
    let length = part.trim().len();
    if length > 0 {
        found.push((from + lead, from + lead + length));
    }
}

/// A word or a mark of punctuation.
#[derive(Clone, Debug)]
pub(crate) struct Word<'t> {
    /// Bytes of the report's text.
    pub at: Bytes,
    /// As it stands.
    pub text: &'t str,
    /// In lower case.
    pub low: String,
}

impl Word<'_> {
    pub(crate) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub(crate) fn is_mark(&self) -> bool {
        !self.text.chars().next().is_some_and(char::is_alphanumeric)
    }
}

/// The words of a stretch of `text`. "290,000", "19:00", "al-Bab" and "U.S." are one word;
/// "Russia's" and "13-14" are several.
pub(crate) fn words(text: &str, at: Bytes) -> Vec<Word<'_>> {
    let Some(part) = text.get(at.0..at.1) else { return Vec::new() };
    let chars: Vec<(usize, char)> = part.char_indices().collect();
    let end_of = |k: usize| chars.get(k).map_or(part.len(), |(i, _)| *i);
    let char_at = |k: usize| chars.get(k).map(|(_, c)| *c);
    let mut found = Vec::new();
    let mut k = 0;
    while let Some(c) = char_at(k) {
        let first = k;
        k += 1;
        if c.is_whitespace() {
            continue;
        }
        if c.is_alphanumeric() {
            while let Some(c) = char_at(k) {
                let before = char_at(k - 1).unwrap_or(' ');
                let after = char_at(k + 1).unwrap_or(' ');
                let joined = match c {
                    '\'' | '\u{2019}' => {
                        let possessive = matches!(after, 's' | 'S')
                            && !char_at(k + 2).is_some_and(char::is_alphanumeric);
                        after.is_alphanumeric() && !possessive
                    }
                    '-' => {
                        after.is_alphanumeric()
                            && !(before.is_ascii_digit() && after.is_ascii_digit())
                    }
                    ',' => {
                        before.is_ascii_digit()
                            && (1..=3).all(|d| char_at(k + d).is_some_and(|c| c.is_ascii_digit()))
                            && !char_at(k + 4).is_some_and(|c| c.is_ascii_digit())
                    }
                    '.' | ':' if before.is_ascii_digit() => after.is_ascii_digit(),
                    // "U.S."
                    '.' => {
                        let letter = |k: usize| char_at(k).is_some_and(char::is_alphabetic);
                        let alone = k - first == 1 || char_at(k - 2) == Some('.');
                        alone && (letter(k + 1) && !letter(k + 2) || k - first > 1)
                    }
                    c => c.is_alphanumeric(),
                };
                if !joined {
                    break;
                }
                k += 1;
            }
        } else if matches!(c, '\'' | '\u{2019}')
            && matches!(char_at(k), Some('s' | 'S'))
            && !char_at(k + 1).is_some_and(char::is_alphanumeric)
        {
            k += 1;
        }
        let (from, until) = (end_of(first), end_of(k));
        let text = part.get(from..until).unwrap_or("");
        found.push(Word { at: (at.0 + from, at.0 + until), text, low: text.to_lowercase() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text, 0, text.len())
            .into_iter()
            .flat_map(|p| sentences(text, p))
            .map(|(a, b)| &text[a..b])
            .collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        assert_eq!(
            split(
                "Mr. Kerry met Gen. J. Dunford of the U.S. Army. \u{201c}It was crisp.\u{201d} He left"
            ),
            [
                "Mr. Kerry met Gen. J. Dunford of the U.S. Army.",
                "\u{201c}It was crisp.\u{201d}",
                "He left"
            ]
        );
        assert_eq!(split("One\nline.\n\nTwo"), ["One\nline.", "Two"]);
        assert_eq!(split("It cost 3.5 m. in all."), ["It cost 3.5 m. in all."]);
    }

    #[test]
    fn words_keep_what_belongs_together() {
        let text = "Russia\u{2019}s U.S. talks, 290,000 at 19:00 in al-Bab (13-14).";
        let found: Vec<&str> = words(text, (0, text.len())).iter().map(|w| w.text).collect();
        assert_eq!(
            found,
            [
                "Russia",
                "\u{2019}s",
                "U.S.",
                "talks",
                ",",
                "290,000",
                "at",
                "19:00",
                "in",
                "al-Bab",
                "(",
                "13",
                "-",
                "14",
                ")",
                "."
            ]
        );
    }

    #[test]
    fn a_text_without_stops_is_cut() {
        let text = "word ".repeat(10_000);
        assert!(split(&text).iter().all(|s| s.len() <= 2 * LONGEST + 10));
    }
}
