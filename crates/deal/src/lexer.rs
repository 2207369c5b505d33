//! Deal text → tokens and comments, each with the bytes it stands at.

use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

/// Bytes of the deal file, from `start` up to but not including `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The shortest stretch that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Span> for SourceSpan {
    fn from(span: Span) -> Self {
        (span.start, span.end.saturating_sub(span.start)).into()
    }
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word, number, date or time, as it stands: `never`, `2.c`, `3500`, `2016-09-12`, `19:00`.
    Bare(String),
    /// A quoted text, without its quotes and with its escapes undone.
    Text(String),
    /// One of `, : = + - %`.
    Mark(char),
    /// The end of the file.
    End,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// Whether nothing but space stands before it on its line.
    pub first_on_line: bool,
    /// Whether it stands at the very start of its line.
    pub at_margin: bool,
    /// Whether an empty line stands before it.
    pub blank_before: bool,
}

/// A comment, without its `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentToken {
    /// What it says, without space at either end.
    pub text: String,
    /// How many tokens stand before it.
    pub before_token: usize,
    /// Whether it has its line for itself.
    pub own_line: bool,
    /// Whether an empty line stands before it.
    pub blank_before: bool,
}

/// What is wrong with the characters of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
pub enum LexError {
    /// A quoted text does not end on its line.
    #[error("this text has no closing quote")]
    UnclosedText {
        /// From the opening quote to the end of the line.
        #[label("opened here")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// Characters that mean nothing here.
    #[error("`{found}` means nothing in a deal")]
    Stray {
        /// The first of them.
        found: char,
        /// Where.
        #[label("here")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
    /// A backslash before something that needs none.
    #[error("`\\{found}` is no escape")]
    Escape {
        /// The character after the backslash.
        found: char,
        /// Where.
        #[label("here")]
        span: SourceSpan,
        /// What to write instead.
        #[help]
        help: String,
    },
}

impl LexError {
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> SourceSpan {
        match self {
            Self::UnclosedText { span, .. }
            | Self::Stray { span, .. }
            | Self::Escape { span, .. } => *span,
        }
    }
}

/// Everything the lexer found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexed {
    /// The tokens in order; the last is [`TokenKind::End`].
    pub tokens: Vec<Token>,
    /// The comments in order.
    pub comments: Vec<CommentToken>,
    /// What could not be read; the tokens are without it.
    pub errors: Vec<LexError>,
}

/// Cuts a deal into tokens. Never fails as a whole: what cannot be read is reported and left out.
/// A byte order mark at the start, tabs, and either kind of line ending are fine.
#[must_use]
pub fn lex(source: &str) -> Lexed {
    let mut lexer = Lexer {
        source,
        at: if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
        line_start: true,
        margin: true,
        newlines: 0,
        out: Lexed { tokens: Vec::new(), comments: Vec::new(), errors: Vec::new() },
    };
    lexer.run();
    lexer.out
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    line_start: bool,
    margin: bool,
    newlines: usize,
    out: Lexed,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn run(&mut self) {
        while let Some(next) = self.peek() {
            match next {
                // A lone carriage return ends a line as well: some editors still write it so.
                '\n' | '\r' => {
                    self.bump();
                    if next == '\r' && self.peek() == Some('\n') {
                        self.bump();
                    }
                    self.line_start = true;
                    self.margin = true;
                    self.newlines += 1;
                }
                c if c.is_whitespace() || c == '\u{feff}' => {
                    self.bump();
                    self.margin = false;
                }
                '#' => self.comment(),
                '"' => self.text(),
                ',' | ':' | '=' | '+' | '-' | '%' => {
                    let start = self.at;
                    self.bump();
                    self.push(TokenKind::Mark(next), start);
                }
                c if is_bare(c) => self.bare(),
                _ => self.stray(),
            }
        }
        let start = self.at;
        self.line_start = true;
        self.push(TokenKind::End, start);
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.out.tokens.push(Token {
            kind,
            span: Span { start, end: self.at },
            first_on_line: self.line_start,
            at_margin: self.margin,
            blank_before: self.newlines > 1,
        });
        self.line_start = false;
        self.margin = false;
        self.newlines = 0;
    }

    fn comment(&mut self) {
        self.bump();
        let text: String = self.rest().chars().take_while(|c| !matches!(c, '\n' | '\r')).collect();
        self.at += text.len();
        self.out.comments.push(CommentToken {
            text: text.trim().to_string(),
            before_token: self.out.tokens.len(),
            own_line: self.line_start,
            blank_before: self.newlines > 1,
        });
        self.newlines = 0;
        self.line_start = false;
        self.margin = false;
    }

    fn text(&mut self) {
        let start = self.at;
        self.bump();
        let mut text = String::new();
        loop {
            match self.peek() {
                None | Some('\n' | '\r') => {
                    let span = Span { start, end: self.at };
                    self.out.errors.push(LexError::UnclosedText {
                        span: span.into(),
                        help: "close it with `\"` on the same line; write `\\\"` for a quote \
                               inside it"
                            .to_string(),
                    });
                    break;
                }
                Some('"') => {
                    self.bump();
                    break;
                }
                Some('\\') => {
                    let escape = self.at;
                    self.bump();
                    match self.peek() {
                        Some(c @ ('"' | '\\')) => {
                            self.bump();
                            text.push(c);
                        }
                        Some('n') => {
                            self.bump();
                            text.push('\n');
                        }
                        None | Some('\n' | '\r') => {}
                        Some(found) => {
                            self.bump();
                            let span = Span { start: escape, end: self.at };
                            self.out.errors.push(LexError::Escape {
                                found,
                                span: span.into(),
                                help: "inside quotes write `\\\\` for a backslash, `\\\"` for a \
                                       quote, `\\n` for a new line"
                                    .to_string(),
                            });
                        }
                    }
                }
                Some(c) => {
                    self.bump();
                    text.push(c);
                }
            }
        }
        // An unclosed text still counts as one, so that one slip gives one error.
        self.push(TokenKind::Text(text), start);
    }

    fn bare(&mut self) {
        let start = self.at;
        let mut last = '\0';
        while let Some(next) = self.peek() {
            let joins = match next {
                c if is_bare(c) => true,
                '-' | '.' | '/' => self.peek_second().is_some_and(is_bare),
                '\'' | '’' => self.peek_second().is_some_and(char::is_alphabetic),
                ':' => {
                    last.is_ascii_digit() && self.peek_second().is_some_and(|c| c.is_ascii_digit())
                }
                _ => false,
            };
            if !joins {
                break;
            }
            last = next;
            self.bump();
        }
        let text = self.source.get(start..self.at).unwrap_or("").to_string();
        self.push(TokenKind::Bare(text), start);
    }

    fn stray(&mut self) {
        let start = self.at;
        let first = self.bump().unwrap_or(' ');
        // What a word processor makes of quotes counts as a text, so that one slip gives one error.
        if let Some(closing) = closing_quote(first) {
            let line = self.rest().split(['\n', '\r']).next().unwrap_or("");
            let text = line.find(closing).and_then(|end| line.get(..end)).map(str::to_string);
            if let Some(text) = text {
                self.at += text.len();
                self.bump();
                let help = format!("use straight quotes: `\"{text}\"`");
                self.strange(first, start, help);
                self.push(TokenKind::Text(text), start);
                return;
            }
        }
        while let Some(next) = self.peek() {
            if next.is_whitespace() || is_bare(next) || "#\",:=+-%".contains(next) {
                break;
            }
            self.bump();
        }
        let help = if closing_quote(first).is_some() || "”’'".contains(first) {
            "put texts and names of several words between straight quotes: `\"United States\"`"
        } else if "([{;".contains(first) {
            "a deal needs no brackets and no semicolons: one clause to a line"
        } else {
            "leave it out, or put the text it belongs to between quotes"
        };
        self.strange(first, start, help.to_string());
        self.line_start = false;
        self.margin = false;
    }

    fn strange(&mut self, found: char, start: usize, help: String) {
        let span = Span { start, end: self.at };
        self.out.errors.push(LexError::Stray { found, span: span.into(), help });
    }
}

/// What closes a quote that a word processor has opened.
fn closing_quote(opening: char) -> Option<&'static [char]> {
    match opening {
        '“' => Some(&['”', '“']),
        '„' => Some(&['“', '”', '‟']),
        '«' => Some(&['»']),
        '‘' => Some(&['’']),
        _ => None,
    }
}

fn is_bare(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_joined_mark(c)
}

/// Marks that stand on a letter (Arabic and Cyrillic names, decomposed accents) belong to the word.
fn is_joined_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{591}'..='\u{5c7}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<TokenKind> {
        lex(source).tokens.into_iter().map(|t| t.kind).collect()
    }

    fn bare(text: &str) -> TokenKind {
        TokenKind::Bare(text.to_string())
    }

    #[test]
    fn numbers_dates_times_and_clause_numbers_are_one_token_each() {
        assert_eq!(
            kinds("2.c.1 2016-09-12 19:00 Asia/Damascus aid-request D+72 h: 80%"),
            [
                bare("2.c.1"),
                bare("2016-09-12"),
                bare("19:00"),
                bare("Asia/Damascus"),
                bare("aid-request"),
                bare("D"),
                TokenKind::Mark('+'),
                bare("72"),
                bare("h"),
                TokenKind::Mark(':'),
                bare("80"),
                TokenKind::Mark('%'),
                TokenKind::End
            ]
        );
    }

    #[test]
    fn byte_order_mark_tabs_and_carriage_returns_change_nothing() {
        let plain = kinds("deal \"x\"\nday D is 2016-09-12 19:00\n");
        assert_eq!(kinds("\u{feff}deal\t\"x\"\r\nday D is 2016-09-12 19:00\r\n"), plain);
        assert_eq!(kinds("deal \"x\"\rday D is 2016-09-12 19:00"), plain);
    }

    #[test]
    fn an_unclosed_text_is_one_error_and_ends_with_its_line() {
        let lexed = lex("deal \"x\nday D");
        assert_eq!(lexed.errors.len(), 1);
        assert_eq!(lexed.tokens.len(), 5);
    }
}
