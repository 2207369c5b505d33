//! Splits the text of a formula, a signature or a log into tokens.

use crate::formula::Span;
use crate::value::Value;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A name or a keyword.
    Name(String),
    /// A constant.
    Constant(Value),
    /// A whole number with a unit of time right behind it, in seconds: `72h`.
    Duration(u64),
    /// A sign: `(`, `<-`, `<=`, …
    Sign(&'static str),
}

/// What could not be read as a token, and what to do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LexError {
    pub(crate) message: String,
    pub(crate) help: &'static str,
    pub(crate) span: Span,
}

/// Longer signs first, so that `<-` is not read as `<` and `-`.
const SIGNS: [&str; 19] = [
    "<-", "<=", ">=", "(", ")", "[", "]", ",", ";", ".", "=", "<", ">", "+", "-", "*", "/", ":",
    "@",
];

/// Splits a whole text. Comments run from `#` to the end of the line, or between `(*` and `*)`.
pub(crate) fn tokens(text: &str) -> Result<Vec<(Token, Span)>, LexError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("(*") && !rest.starts_with("(*)") {
            at += match rest.find("*)") {
                Some(end) => end + 2,
                None => {
                    return Err(LexError {
                        message: "this comment does not end".to_owned(),
                        help: "close it with *)",
                        span: Span { start: at, end: text.len() },
                    });
                }
            };
        } else {
            let (token, length) = token(rest, first).map_err(|(message, help, length)| {
                LexError { message, help, span: Span { start: at, end: at + length } }
            })?;
            found.push((token, Span { start: at, end: at + length }));
            at += length;
        }
    }
    Ok(found)
}

/// One token at the start of `rest`, and its length in bytes.
fn token(rest: &str, first: char) -> Result<(Token, usize), (String, &'static str, usize)> {
    if first == '"' {
        return text_constant(rest);
    }
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first.is_alphabetic() || first == '_' {
        let length = name_length(rest);
        return Ok((Token::Name(rest[..length].to_owned()), length));
    }
    for sign in SIGNS {
        if rest.starts_with(sign) {
            return Ok((Token::Sign(sign), sign.len()));
        }
    }
    Err((
        format!("{first:?} has no meaning here"),
        "remove it, or put it in quotes as part of a text",
        first.len_utf8(),
    ))
}

/// The bytes that belong to a name: letters, digits, `_`, and `'` or `-` never.
fn name_length(rest: &str) -> usize {
    rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
}

fn text_constant(rest: &str) -> Result<(Token, usize), (String, &'static str, usize)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((Token::Constant(Value::from(text)), at + 1)),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, escaped)) => text.push(escaped),
                None => break,
            },
            c => text.push(c),
        }
    }
    Err(("this text does not end".to_owned(), "close it with a quotation mark", rest.len()))
}

fn number(rest: &str) -> Result<(Token, usize), (String, &'static str, usize)> {
    let digits = |from: usize| {
        rest.get(from..)
            .map_or(0, |tail| tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len()))
    };
    let whole = digits(0);
    let mut length = whole;
    if rest[length..].starts_with('.') {
        length += 1 + digits(length + 1);
    }
    let exponent = &rest[length..];
    if exponent.starts_with(['e', 'E']) {
        let sign = usize::from(exponent[1..].starts_with(['+', '-']));
        let power = digits(length + 1 + sign);
        if power > 0 {
            length += 1 + sign + power;
        }
    }
    let too_large = |length| {
        (
            "this number is too large".to_owned(),
            "whole numbers go up to 9223372036854775807",
            length,
        )
    };
    if length > whole {
        let number: f64 =
            rest[..length].parse().map_err(|_| too_large(length)).and_then(|number: f64| {
                if number.is_finite() { Ok(number) } else { Err(too_large(length)) }
            })?;
        return Ok((Token::Constant(Value::float(number)), length));
    }
    let suffix = name_length(&rest[whole..]);
    let unit = match &rest[whole..whole + suffix] {
        "" => {
            // The magnitude of the least whole number has no positive twin; the parser lets it stand
            // only behind a minus.
            let number = match &rest[..whole] {
                "9223372036854775808" => i64::MIN,
                digits => digits.parse().map_err(|_| too_large(whole))?,
            };
            return Ok((Token::Constant(Value::Int(number)), whole));
        }
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => {
            return Err((
                format!("{:?} is neither a number nor a name", &rest[..whole + suffix]),
                "a name starts with a letter; the units of time are s, m, h and d",
                whole + suffix,
            ));
        }
    };
    rest[..whole]
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit))
        .map(|seconds| (Token::Duration(seconds), whole + suffix))
        .ok_or_else(|| too_large(whole + suffix))
}
