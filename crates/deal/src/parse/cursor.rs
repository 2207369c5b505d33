//! A place in the row of tokens, and the comments on the way.

use crate::lexer::{CommentToken, Lexed, Span, Token, TokenKind};
use crate::near::nearest;
use crate::parse::ParseError;
use crate::syntax::{Clause, Comment, Word};
use crate::words::{ITEMS, begins_line, is_reserved};

/// The parser has noted an error and must go on at the next line.
#[derive(Debug)]
pub(super) struct Stop;

pub(super) type Parsed<T> = Result<T, Stop>;

pub(super) struct Cursor<'a> {
    tokens: &'a [Token],
    comments: &'a [CommentToken],
    end: Token,
    at: usize,
    comment: usize,
    errors: Vec<ParseError>,
}

/// What stands before an item or clause.
pub(super) struct Opening {
    before: Vec<Comment>,
    blank_before: bool,
    token: usize,
    start: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(lexed: &'a Lexed) -> Self {
        let end = lexed.tokens.last().cloned().unwrap_or(Token {
            kind: TokenKind::End,
            span: Span::default(),
            first_on_line: true,
            at_margin: true,
            blank_before: false,
        });
        Self {
            tokens: &lexed.tokens,
            comments: &lexed.comments,
            end,
            at: 0,
            comment: 0,
            errors: Vec::new(),
        }
    }

    pub(super) fn into_errors(self) -> Vec<ParseError> {
        self.errors
    }

    pub(super) fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> &Token {
        self.tokens.get(self.at.saturating_add(ahead)).unwrap_or(&self.end)
    }

    pub(super) fn at_end(&self) -> bool {
        matches!(self.peek().kind, TokenKind::End)
    }

    pub(super) fn bump(&mut self) -> Token {
        let token = self.peek().clone();
        if !self.at_end() {
            self.at += 1;
        }
        token
    }

    /// The bare word that stands `ahead` tokens further.
    pub(super) fn word_at(&self, ahead: usize) -> Option<&str> {
        match &self.peek_at(ahead).kind {
            TokenKind::Bare(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.word_at(0) == Some(word)
    }

    /// Whether these words stand here one after the other.
    pub(super) fn are(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.word_at(ahead) == Some(word))
    }

    /// Steps over the word if it stands here.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let here = self.is(word);
        if here {
            self.at += 1;
        }
        here
    }

    /// Steps over all of the words if they stand here.
    pub(super) fn eat_all(&mut self, words: &[&str]) -> bool {
        let here = self.are(words);
        if here {
            self.at += words.len();
        }
        here
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.peek().kind == TokenKind::Mark(mark)
    }

    pub(super) fn eat_mark(&mut self, mark: char) -> bool {
        let here = self.is_mark(mark);
        if here {
            self.at += 1;
        }
        here
    }

    /// Steps over these words, or says which one is missing.
    pub(super) fn need(&mut self, words: &[&str], help: &str) -> Parsed<()> {
        for word in words {
            if !self.eat(word) {
                return Err(self.expected(&format!("`{word}`"), help));
            }
        }
        Ok(())
    }

    /// Where the token before this one ends.
    pub(super) fn last_end(&self) -> usize {
        self.at.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |t| t.span.end)
    }

    /// How the next token is called in a message.
    pub(super) fn found(&self) -> String {
        match &self.peek().kind {
            TokenKind::Bare(word) => format!("`{}`", shortened(word)),
            TokenKind::Text(text) => format!("\"{}\"", shortened(text)),
            TokenKind::Mark(mark) => format!("`{mark}`"),
            TokenKind::End => "the end of the file".to_string(),
        }
    }

    pub(super) fn fail(&mut self, error: ParseError) -> Stop {
        self.errors.push(error);
        Stop
    }

    /// Notes that something else should stand here. Where the line is already over, the error
    /// points behind its last word, not at the beginning of the next line.
    pub(super) fn expected(&mut self, expected: &str, help: &str) -> Stop {
        let next = self.peek();
        let (found, span) = if next.first_on_line && self.at > 0 {
            let end = self.last_end();
            let found = if matches!(next.kind, TokenKind::End) {
                self.found()
            } else {
                "the end of the line".to_string()
            };
            (found, Span { start: end, end })
        } else {
            (self.found(), next.span)
        };
        self.fail(ParseError::Expected {
            expected: expected.to_string(),
            found,
            span: span.into(),
            help: help.to_string(),
        })
    }

    /// Whether the next token begins an item: known by its word at the start of a line.
    pub(super) fn at_item(&self) -> bool {
        let next = self.peek();
        next.first_on_line
            && matches!(&next.kind, TokenKind::Bare(word) if ITEMS.contains(&word.as_str()))
    }

    /// Goes on to the next line that begins an item, one of these words, or at the margin with
    /// something that is no line of any item. The caller has read a token since it last did so.
    pub(super) fn recover(&mut self, lines: &[&str]) {
        while !self.at_end() {
            let next = self.peek();
            let word = self.word_at(0);
            let begins = next.first_on_line
                && (word.is_some_and(|w| ITEMS.contains(&w) || lines.contains(&w))
                    || (next.at_margin && !word.is_some_and(begins_line)));
            if begins {
                return;
            }
            self.at += 1;
        }
    }

    /// A name: one bare word that begins with a letter, or a quoted text.
    pub(super) fn name(&mut self, what: &str, example: &str) -> Parsed<Word> {
        let help = format!("for instance `{example}`");
        let token = self.peek().clone();
        match token.kind {
            TokenKind::Text(text) if !text.trim().is_empty() => {
                self.at += 1;
                Ok(Word { value: text, span: token.span })
            }
            TokenKind::Bare(word)
                if !is_reserved(&word) && word.starts_with(char::is_alphabetic) =>
            {
                self.at += 1;
                Ok(Word { value: word, span: token.span })
            }
            TokenKind::Bare(word) if is_reserved(&word) && !token.first_on_line => {
                Err(self.fail(ParseError::ReservedName {
                    help: format!(
                        "a name of {what} belongs here ({help}); if `{word}` is really its name, \
                         put it between quotes: `\"{word}\"`"
                    ),
                    word,
                    span: token.span.into(),
                }))
            }
            _ => Err(self.expected(&format!("the name of {what}"), &help)),
        }
    }

    /// A quoted text.
    pub(super) fn text(&mut self, what: &str, example: &str) -> Parsed<Word> {
        let token = self.peek().clone();
        match token.kind {
            TokenKind::Text(text) => {
                self.at += 1;
                Ok(Word { value: text, span: token.span })
            }
            _ => {
                Err(self.expected(&format!("{what} between quotes"), &format!("write `{example}`")))
            }
        }
    }

    /// Takes the comments that stand before the next token and begins a clause there.
    pub(super) fn open(&mut self) -> Opening {
        let mut before = Vec::new();
        while let Some(comment) = self.comments.get(self.comment) {
            if comment.before_token > self.at {
                break;
            }
            before.push(Comment { text: comment.text.clone(), blank_before: comment.blank_before });
            self.comment += 1;
        }
        let next = self.peek();
        Opening { before, blank_before: next.blank_before, token: self.at, start: next.span.start }
    }

    /// Ends a clause behind the last token read. The comment at the end of its line belongs to
    /// it; comments between its tokens go before it, since a clause is one line when written anew.
    pub(super) fn close<T>(&mut self, mut opening: Opening, body: T) -> Clause<T> {
        let mut after = None;
        while let Some(comment) = self.comments.get(self.comment) {
            let inside = comment.before_token < self.at && comment.before_token > opening.token;
            let at_its_end = comment.before_token == self.at && !comment.own_line;
            if inside {
                opening.before.push(Comment { text: comment.text.clone(), blank_before: false });
            } else if at_its_end {
                after = Some(comment.text.clone());
            } else {
                break;
            }
            self.comment += 1;
        }
        let end = self.last_end().max(opening.start);
        Clause {
            before: opening.before,
            blank_before: opening.blank_before,
            body,
            after,
            span: Span { start: opening.start, end },
        }
    }

    /// The comments that are left.
    pub(super) fn rest(&mut self) -> Vec<Comment> {
        let rest = self.comments.get(self.comment..).unwrap_or(&[]);
        self.comment = self.comments.len();
        rest.iter()
            .map(|c| Comment { text: c.text.clone(), blank_before: c.blank_before })
            .collect()
    }
}

/// "did you mean" for a word of the language, or the list of words.
pub(super) fn suggest(word: Option<&str>, known: &[&str]) -> String {
    match word.and_then(|word| nearest(word, known.iter().copied())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("a line here begins with {}", crate::words::listed(known)),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_string();
    }
    let mut short: String = text.chars().take(39).collect();
    short.push('…');
    short
}
