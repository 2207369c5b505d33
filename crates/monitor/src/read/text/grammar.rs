//! The whole language of logs, token by token, from bytes of which more may come.

use super::Position;
use super::names::{Predicates, Shape};
use super::plain::{self, Scratch, emptied};
use super::token::{self, Comment, Found, Token, Wrong};
use crate::read::{Field, Refusal, Sink};
use crate::value::Kind;

/// A value of a fact that is not all there yet. Texts lie in [`Grammar::texts`].
#[derive(Clone, Copy)]
enum Held {
    Int(i64),
    Float(f64),
    Str { start: usize, end: usize },
}

/// What of a log has been understood so far.
pub(super) struct Grammar<'p> {
    predicates: &'p Predicates,
    position: Position,
    comment: Option<Comment>,
    /// The values of the fact that has begun.
    held: Vec<Held>,
    /// How many values the fact has, with those too many that are not held.
    values: usize,
    texts: String,
    /// How many bytes of texts one fact may have.
    limit: usize,
    scratch: Scratch,
    fields: Vec<Field<'static>>,
}

impl<'p> Grammar<'p> {
    pub(super) fn new(predicates: &'p Predicates, limit: usize) -> Self {
        Self {
            predicates,
            position: Position::Between,
            comment: None,
            held: Vec::new(),
            values: 0,
            texts: String::new(),
            limit,
            scratch: Scratch::new(predicates),
            fields: Vec::new(),
        }
    }

    /// Reads as far as `data` goes and returns how many bytes were understood; the others are to
    /// stand first when there are more. `last` says that there will be no more.
    pub(super) fn read(
        &mut self,
        data: &[u8],
        last: bool,
        sink: &mut impl Sink,
    ) -> Result<usize, Wrong> {
        let mut rest = data;
        let at = |rest: &[u8]| data.len() - rest.len();
        let wrong = |rest: &[u8], (offset, refusal): Wrong| (at(rest) + offset, refusal);
        loop {
            if let Some(comment) = self.comment {
                let (length, ends) =
                    token::comment(rest, comment, last).map_err(|error| wrong(rest, error))?;
                rest = rest.get(length..).unwrap_or_default();
                if !ends {
                    break;
                }
                self.comment = None;
            }
            if matches!(self.position, Position::Between | Position::Facts(_)) {
                rest =
                    plain::read(self.predicates, rest, &mut self.position, &mut self.scratch, sink)
                        .map_err(|(refusal, rest)| (at(rest), refusal))?;
            }
            if rest.is_empty() {
                break;
            }
            let length = match token::first(rest, last).map_err(|error| wrong(rest, error))? {
                Found::Unfinished => break,
                Found::Blank(length) => length,
                Found::Comment(comment, length) => {
                    self.comment = Some(comment);
                    length
                }
                Found::Token(token, length) => {
                    self.take(token, sink).map_err(|refusal| (at(rest), refusal))?;
                    length
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        if last {
            self.end().map_err(|refusal| (data.len(), refusal))?;
        }
        Ok(at(rest))
    }

    /// Whether the log may end here.
    fn end(&self) -> Result<(), Refusal> {
        if self.comment == Some(Comment::Block) {
            return Err(Refusal::new("the log ends within a comment", "close it with *)"));
        }
        let help = match self.position {
            Position::Between | Position::Facts(_) => return Ok(()),
            Position::Time { .. } => "write the time of the last time point behind its @",
            Position::Value { .. } | Position::Separator { .. } => {
                "complete the last fact and close it with )"
            }
        };
        Err(Refusal::new("the log ends too early", help))
    }

    fn take(&mut self, token: Token<'_>, sink: &mut impl Sink) -> Result<(), Refusal> {
        self.position = match (self.position, token) {
            (Position::Between | Position::Facts(_), Token::Sign(b'@')) => {
                Position::Time { negative: false }
            }
            (Position::Between, _) => {
                return cannot_stand("a time point starts with @ and its time: @86400 p (1)");
            }
            (Position::Time { negative: false }, Token::Sign(b'-')) => {
                Position::Time { negative: true }
            }
            (Position::Time { negative }, Token::Whole(ts)) if ts != i64::MIN => {
                sink.begin(if negative { -ts } else { ts })?;
                Position::Facts(None)
            }
            (Position::Time { .. }, _) => {
                return cannot_stand(
                    "a time is a whole number of seconds, at least -9223372036854775807",
                );
            }
            (Position::Facts(_), Token::Sign(b';')) => Position::Between,
            (Position::Facts(_), Token::Name(name)) => Position::Facts(Some(self.named(name)?)),
            (Position::Facts(Some(predicate)), Token::Sign(b'(')) => {
                self.held.clear();
                self.values = 0;
                self.texts.clear();
                Position::Value { predicate, negative: false, may_close: true }
            }
            (Position::Facts(Some(_)), _) => {
                return cannot_stand("a name of a predicate is followed by its facts: p (1)(2)");
            }
            (Position::Facts(None), _) => {
                return cannot_stand("behind its time a time point names predicates: @86400 p (1)");
            }
            (Position::Value { predicate, may_close: true, .. }, Token::Sign(b')'))
            | (Position::Separator { predicate }, Token::Sign(b')')) => {
                self.fact(predicate, sink)?;
                Position::Facts(Some(predicate))
            }
            (Position::Value { predicate, negative: false, .. }, Token::Sign(b'-')) => {
                Position::Value { predicate, negative: true, may_close: false }
            }
            (Position::Value { predicate, negative, .. }, token) => {
                self.value(predicate, negative, token)?;
                Position::Separator { predicate }
            }
            (Position::Separator { predicate }, Token::Sign(b',')) => {
                Position::Value { predicate, negative: false, may_close: false }
            }
            (Position::Separator { .. }, _) => {
                return cannot_stand("values are separated by , and closed with )");
            }
        };
        Ok(())
    }

    fn named(&self, name: &str) -> Result<usize, Refusal> {
        self.predicates.find(name.as_bytes()).ok_or_else(|| {
            let near = self.predicates.nearest(name);
            let help = if near.is_empty() {
                "declare it in the signature".to_owned()
            } else {
                format!("write {}, or declare it in the signature", near.join(" or "))
            };
            Refusal::new(format!("the signature has no predicate {}", shortened(name)), help)
        })
    }

    fn value(&mut self, predicate: usize, negative: bool, token: Token<'_>) -> Result<(), Refusal> {
        let shape = self.shape(predicate)?;
        let column = self.values;
        let known = shape.kinds.get(column);
        let kind = known.copied().flatten();
        let signed = |number: i64| if negative { number.wrapping_neg() } else { number };
        let start = self.texts.len();
        #[allow(clippy::cast_precision_loss)]
        let held = match (token, kind) {
            (Token::Whole(i64::MIN), _) if !negative => {
                return Err(Refusal::new(
                    "this number is too large",
                    "whole numbers go up to 9223372036854775807",
                ));
            }
            (Token::Whole(number), None | Some(Kind::Int)) => Held::Int(signed(number)),
            (Token::Whole(number), Some(Kind::Float)) => Held::Float(signed(number) as f64),
            (Token::Whole(number), Some(Kind::Str)) => {
                self.texts.push_str(&signed(number).to_string());
                Held::Str { start, end: self.texts.len() }
            }
            // Adding +0.0 makes one zero of the two.
            (Token::Decimal(number), None | Some(Kind::Float)) => {
                Held::Float(if negative { -number } else { number } + 0.0)
            }
            (Token::Text(written), None | Some(Kind::Str)) if !negative => {
                token::unescape(written, &mut self.texts);
                Held::Str { start, end: self.texts.len() }
            }
            (Token::Name(name), None | Some(Kind::Str)) if !negative => {
                self.texts.push_str(name);
                Held::Str { start, end: self.texts.len() }
            }
            (Token::Sign(_), _) => {
                return cannot_stand("a value is a number, a word or a text in quotes");
            }
            (Token::Text(_) | Token::Name(_), None | Some(Kind::Str)) => {
                return cannot_stand("a minus is followed by a number");
            }
            (_, Some(kind)) => {
                return Err(Refusal::new(
                    format!("the signature says {kind} in column {} of {}", column + 1, shape.name),
                    "change the value or the signature",
                ));
            }
        };
        self.values += 1;
        if known.is_none() {
            // It only counts, for the refusal to come.
            self.texts.truncate(start);
        } else if self.texts.len() > self.limit {
            return Err(Refusal::new(
                format!("the texts of this fact are longer than {} bytes", self.limit),
                "shorten them, or raise the limit of a line",
            ));
        } else {
            self.held.push(held);
        }
        Ok(())
    }

    fn fact(&mut self, predicate: usize, sink: &mut impl Sink) -> Result<(), Refusal> {
        let shape = self.shape(predicate)?;
        if shape.kinds.len() != self.values {
            return Err(Refusal::new(
                format!(
                    "{} has {} here and {} in the signature",
                    shape.name,
                    counted(self.values),
                    shape.kinds.len()
                ),
                "give every fact as many values as its predicate has columns",
            ));
        }
        if shape.wanted {
            let mut fields: Vec<Field<'_>> = std::mem::take(&mut self.fields);
            fields.extend(self.held.iter().map(|held| match *held {
                Held::Int(number) => Field::Int(number),
                Held::Float(number) => Field::Float(number),
                Held::Str { start, end } => {
                    Field::Str(self.texts.get(start..end).unwrap_or_default())
                }
            }));
            sink.fact(predicate, &fields);
            self.fields = emptied(fields);
        }
        Ok(())
    }

    fn shape(&self, predicate: usize) -> Result<&'p Shape, Refusal> {
        self.predicates.shape(predicate).ok_or_else(|| {
            Refusal::new("the predicate is not in the signature", "declare it in the signature")
        })
    }
}

fn cannot_stand<T>(help: &str) -> Result<T, Refusal> {
    Err(Refusal::new("this cannot stand here", help))
}

fn counted(values: usize) -> String {
    if values == 1 { "1 value".to_owned() } else { format!("{values} values") }
}

/// What may be millions of letters, for a message.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}
