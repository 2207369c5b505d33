//! Words and marks of a story, in lower case, with their sentences.

/// A word or a mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// In lower case.
    pub(super) word: String,
    /// Bytes of the story.
    pub(super) at: (usize, usize),
    /// Number of its sentence.
    pub(super) sentence: usize,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_alphanumeric)
    }
}

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: [&str; 9] = ["dr", "mr", "mrs", "col", "gen", "lt", "maj", "capt", "sgt"];
/// A sentence is cut after so many tokens.
const LONGEST: usize = 120;

/// Takes a story apart. Work grows linearly with its length.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let (mut sentence, mut since) = (0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut until = from + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some(&(at, next)) = chars.peek() {
                let inner = matches!(next, '.' | '-' | '\'' | '\u{2019}')
                    && text
                        .get(at + next.len_utf8()..)
                        .and_then(|rest| rest.chars().next())
                        .is_some_and(char::is_alphanumeric);
                if !next.is_alphanumeric() && !inner {
                    break;
                }
                until = at + next.len_utf8();
                chars.next();
            }
            // "u.s." and "dr." keep their stop.
            let word = text.get(from..until).unwrap_or("");
            let initials = word.split('.').all(|part| part.chars().count() == 1);
            if (initials || ABBREVIATIONS.contains(&word.to_lowercase().as_str()))
                && let Some(&(at, '.')) = chars.peek()
            {
                until = at + 1;
                chars.next();
            }
        }
        let word = text.get(from..until).unwrap_or("").to_lowercase();
        let ends = matches!(word.as_str(), "." | "?" | "!" | ";") || since >= LONGEST;
        out.push(Token { word, at: (from, until), sentence });
        since += 1;
        if ends {
            sentence += 1;
            since = 0;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_of_abbreviations_belong_to_them() {
        let words: Vec<(String, usize)> = tokens("The U.S. aide met Dr. Paz. He left (at 10-30).")
            .into_iter()
            .map(|token| (token.word, token.sentence))
            .collect();
        let told = words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
        assert_eq!(told, "the u.s. aide met dr. paz . he left ( at 10-30 ) .");
        assert_eq!(words[7].1, 1);
    }
}
