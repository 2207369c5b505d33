//! Reads signatures and logs in MonPoly's text formats.

use std::collections::HashMap;
use std::sync::Arc;

use thiserror::Error;

use crate::formula::Span;
use crate::lexer::{LexError, Token, tokens};
use crate::signature::{Column, Signature, SignatureError};
use crate::stream::{Fact, Stream, TimePoint};
use crate::value::{Kind, Value};

/// Why a text is not a log, or not one of the signature.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}; {help}")]
pub struct LogError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where in the text, in bytes.
    pub span: Span,
}

/// The tokens of a text, read from left to right.
struct Reader {
    tokens: Vec<(Token, Span)>,
    at: usize,
    end: usize,
    /// The signs a log repeats millions of times need no copies: names are shared.
    names: HashMap<String, Arc<str>>,
}

impl Reader {
    fn new(text: &str) -> Result<Self, LexError> {
        Ok(Self { tokens: tokens(text)?, at: 0, end: text.len(), names: HashMap::new() })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn here(&self) -> Span {
        self.tokens.get(self.at).map_or(Span { start: self.end, end: self.end }, |(_, span)| *span)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.at += usize::from(found);
        found
    }

    fn name(&mut self) -> Option<Arc<str>> {
        let Some((Token::Name(name), _)) = self.tokens.get(self.at) else {
            return None;
        };
        self.at += 1;
        if let Some(shared) = self.names.get(name) {
            return Some(shared.clone());
        }
        let shared: Arc<str> = name.as_str().into();
        self.names.insert(name.clone(), shared.clone());
        Some(shared)
    }
}

impl Signature {
    /// Reads a signature: `shell(i:int, a:int) report(int)`; the kinds are `int`, `float` and
    /// `string`.
    ///
    /// # Errors
    /// [`SignatureError`] with the place in the text.
    pub fn parse(text: &str) -> Result<Self, SignatureError> {
        let help = "write predicates as shell(i:int, a:int); the kinds are int, float and string";
        let mut reader = Reader::new(text).map_err(|error| SignatureError {
            message: error.message,
            help: error.help.to_owned(),
            span: error.span,
        })?;
        let mut signature = Self::closed();
        while reader.peek().is_some() {
            let unexpected = |reader: &Reader| SignatureError {
                message: "this is not a declaration of a predicate".to_owned(),
                help: help.to_owned(),
                span: reader.here(),
            };
            let Some(predicate) = reader.name() else {
                return Err(unexpected(&reader));
            };
            if !reader.eat("(") {
                return Err(unexpected(&reader));
            }
            let mut columns = Vec::new();
            while !reader.eat(")") {
                if !columns.is_empty() && !reader.eat(",") {
                    return Err(unexpected(&reader));
                }
                let first = reader.name().ok_or_else(|| unexpected(&reader))?;
                let (name, kind) = if reader.eat(":") {
                    let kind = reader.name().ok_or_else(|| unexpected(&reader))?;
                    (Some(first), kind)
                } else {
                    (None, first)
                };
                let kind = match &*kind {
                    "int" => Kind::Int,
                    "float" => Kind::Float,
                    "string" => Kind::Str,
                    other => {
                        return Err(SignatureError {
                            message: format!("{other:?} is not a kind of value"),
                            help: help.to_owned(),
                            span: reader.here(),
                        });
                    }
                };
                columns.push(Column { name, kind: Some(kind) });
            }
            signature.insert(predicate, columns);
        }
        Ok(signature)
    }
}

impl Stream {
    /// Reads a log: `@86400 shell (1,2,26,0)(2,3,4,5) report (5)`. A time point begins at its `@`; a
    /// `;` at its end may be left out. A text value may stand without quotes where it is one word.
    ///
    /// Numbers are read as the signature says; where it says nothing, as written.
    ///
    /// # Errors
    /// [`LogError`] with the place in the text: for what is not a log, for predicates the signature
    /// does not know, for values of another kind or number, and where time goes back.
    pub fn parse(text: &str, signature: &Signature) -> Result<Self, LogError> {
        let mut reader = Reader::new(text).map_err(|error| LogError {
            message: error.message,
            help: error.help.to_owned(),
            span: error.span,
        })?;
        let mut stream = Self::new();
        while reader.peek().is_some() {
            let span = reader.here();
            let point = time_point(&mut reader, signature)?;
            stream.push(point.ts, point.facts).map_err(|error| LogError {
                message: format!("time goes back from {} to {}", error.last, error.ts),
                help: "sort the time points by time".to_owned(),
                span,
            })?;
        }
        Ok(stream)
    }
}

fn unexpected<T>(reader: &Reader, help: &str) -> Result<T, LogError> {
    Err(LogError {
        message: match reader.peek() {
            Some(_) => "this cannot stand here".to_owned(),
            None => "the log ends too early".to_owned(),
        },
        help: help.to_owned(),
        span: reader.here(),
    })
}

fn time_point(reader: &mut Reader, signature: &Signature) -> Result<TimePoint, LogError> {
    if !reader.eat("@") {
        return unexpected(reader, "a time point starts with @ and its time: @86400 p (1)");
    }
    let negative = reader.eat("-");
    let ts = match reader.peek() {
        Some(Token::Constant(Value::Int(ts))) if *ts != i64::MIN => {
            if negative {
                -*ts
            } else {
                *ts
            }
        }
        _ => return unexpected(reader, "a time is a whole number of seconds"),
    };
    reader.at += 1;
    let mut facts = Vec::new();
    while let Some(Token::Name(_)) = reader.peek() {
        let span = reader.here();
        let Some(predicate) = reader.name() else {
            break;
        };
        let columns = signature.columns(&predicate);
        if columns.is_none() && !signature.is_open() {
            return Err(LogError {
                message: format!("the signature has no predicate {predicate}"),
                help: "declare it, or read the log with an open signature".to_owned(),
                span,
            });
        }
        while reader.eat("(") {
            let mut values = Vec::new();
            while !reader.eat(")") {
                if !values.is_empty() && !reader.eat(",") {
                    return unexpected(reader, "values are separated by ,");
                }
                let kind = columns
                    .and_then(|columns| columns.get(values.len()))
                    .and_then(|column| column.kind);
                values.push(value(reader, kind)?);
            }
            if let Some(columns) = columns
                && columns.len() != values.len()
            {
                return Err(LogError {
                    message: format!(
                        "{predicate} has {} values here and {} in the signature",
                        values.len(),
                        columns.len()
                    ),
                    help: "give every fact as many values as its predicate has columns".to_owned(),
                    span,
                });
            }
            facts.push(Fact { predicate: predicate.clone(), values: values.into() });
        }
    }
    reader.eat(";");
    Ok(TimePoint { ts, facts })
}

fn value(reader: &mut Reader, kind: Option<Kind>) -> Result<Value, LogError> {
    let negative = reader.eat("-");
    let span = reader.here();
    let read = match reader.peek() {
        Some(Token::Constant(Value::Int(i64::MIN))) if !negative => None,
        Some(Token::Constant(Value::Int(number))) => {
            Some(Value::Int(if negative { number.wrapping_neg() } else { *number }))
        }
        Some(Token::Constant(Value::Float(number))) => {
            Some(Value::float(if negative { -number.get() } else { number.get() }))
        }
        Some(Token::Constant(text @ Value::Str(_))) if !negative => Some(text.clone()),
        Some(Token::Name(_)) if !negative => {
            return match (kind, reader.name()) {
                (None | Some(Kind::Str), Some(name)) => Ok(Value::Str(name)),
                _ => wrong_kind(span, kind),
            };
        }
        _ => None,
    };
    let Some(read) = read else {
        return unexpected(reader, "a value is a number, a word or a text in quotes");
    };
    reader.at += 1;
    #[allow(clippy::cast_precision_loss)]
    match (kind, read) {
        (Some(Kind::Float), Value::Int(number)) => Ok(Value::float(number as f64)),
        (Some(Kind::Str), Value::Int(number)) => Ok(Value::from(number.to_string())),
        (Some(kind), read) if kind != read.kind() => wrong_kind(span, Some(kind)),
        (_, read) => Ok(read),
    }
}

fn wrong_kind<T>(span: Span, kind: Option<Kind>) -> Result<T, LogError> {
    let kind = kind.map_or_else(|| "another kind".to_owned(), |kind| kind.to_string());
    Err(LogError {
        message: format!("the signature says {kind} here"),
        help: "change the value or the signature".to_owned(),
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_read_as_its_signature_says() {
        let signature = Signature::parse("p(x:float) q(string, int) r()").unwrap();
        let stream =
            Stream::parse("@1 p (1)(2.5) r () () ;\n@1 q (word,-7)(\"two words\",0)", &signature)
                .unwrap();
        assert_eq!(stream.len(), 2);
        assert_eq!(stream.points()[0].facts[0], Fact::new("p", [1.0]));
        assert_eq!(stream.points()[0].facts.len(), 4);
        assert_eq!(stream.points()[1].facts[0].values[..], [Value::from("word"), Value::Int(-7)]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let signature = Signature::parse("p(int)").unwrap();
        let says = |log: &str| Stream::parse(log, &signature).unwrap_err().to_string();
        insta::assert_snapshot!(says("@5 p (1)\n@4 p (2)"), @"time goes back from 5 to 4; sort the time points by time");
        insta::assert_snapshot!(says("@5 q (1)"), @"the signature has no predicate q; declare it, or read the log with an open signature");
        insta::assert_snapshot!(says("@5 p (1,2)"), @"p has 2 values here and 1 in the signature; give every fact as many values as its predicate has columns");
        insta::assert_snapshot!(says("@5 p (a)"), @"the signature says int here; change the value or the signature");
        insta::assert_snapshot!(says("@5 p (1"), @"the log ends too early; values are separated by ,");
    }
}
