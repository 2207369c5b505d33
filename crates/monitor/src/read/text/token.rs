//! Splits a log into tokens, from bytes of which more may come.

use super::plain::is_of_a_name;
use crate::read::Refusal;

/// One token of a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'c> {
    /// `@ ( ) , ; -`
    Sign(u8),
    /// A word without quotes.
    Name(&'c str),
    /// What stands between quotes, as it is written.
    Text(&'c str),
    /// A whole number without its sign; `i64::MIN` for the one that is only good behind a minus.
    Whole(i64),
    /// A number with a point or an exponent, without its sign.
    Decimal(f64),
}

/// What stands at the start of some bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found<'c> {
    /// A token, and its length in bytes.
    Token(Token<'c>, usize),
    /// White space of so many bytes.
    Blank(usize),
    /// The start of a comment, of so many bytes.
    Comment(Comment, usize),
    /// Nothing yet: the bytes end within it.
    Unfinished,
}

/// How a comment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// With the line.
    Line,
    /// With `*)`.
    Block,
}

/// A refusal, and how many bytes from the start it points at.
pub(super) type Wrong = (usize, Refusal);

/// What stands at the start of `rest`, which is not empty. `last` says that nothing follows it.
pub(super) fn first(rest: &[u8], last: bool) -> Result<Found<'_>, Wrong> {
    match rest {
        [b' ' | b'\t'..=b'\r', ..] => Ok(Found::Blank(1)),
        [b'#', ..] => Ok(Found::Comment(Comment::Line, 1)),
        [b'('] | [b'(', b'*'] if !last => Ok(Found::Unfinished),
        [b'(', b'*', b')', ..] => Ok(Found::Token(Token::Sign(b'('), 1)),
        [b'(', b'*', ..] => Ok(Found::Comment(Comment::Block, 2)),
        [sign @ (b'@' | b'(' | b')' | b',' | b';' | b'-'), ..] => {
            Ok(Found::Token(Token::Sign(*sign), 1))
        }
        [b'"', rest @ ..] => text(rest, last),
        [b'0'..=b'9', ..] => number(rest, last),
        [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => name(rest, last),
        _ => match character(rest, last)? {
            None => Ok(Found::Unfinished),
            Some(c) if c.is_whitespace() => Ok(Found::Blank(c.len_utf8())),
            Some(c) if c.is_alphabetic() => name(rest, last),
            Some(c) => Err((
                0,
                Refusal::new(
                    format!("{c:?} has no meaning here"),
                    "remove it, or put it in quotes as part of a text",
                ),
            )),
        },
    }
}

/// The character at the start, `None` where its bytes are not all there.
fn character(rest: &[u8], last: bool) -> Result<Option<char>, Wrong> {
    let start = rest.get(..4).unwrap_or(rest);
    let valid = match std::str::from_utf8(start) {
        Ok(valid) => valid,
        Err(error) => {
            let valid = start.get(..error.valid_up_to()).unwrap_or_default();
            if valid.is_empty() {
                return if error.error_len().is_none() && !last {
                    Ok(None)
                } else {
                    Err((0, not_utf8()))
                };
            }
            std::str::from_utf8(valid).unwrap_or_default()
        }
    };
    Ok(valid.chars().next())
}

pub(super) fn not_utf8() -> Refusal {
    Refusal::new("this is not UTF-8 text", "save the log in UTF-8")
}

/// Bytes as text, refused where they are none.
fn utf8(bytes: &[u8]) -> Result<&str, Wrong> {
    std::str::from_utf8(bytes).map_err(|error| (error.valid_up_to(), not_utf8()))
}

/// How much of a comment stands at the start of `rest`, and whether it ends there. What is less than
/// `rest` without an end is to be seen again with more behind it.
pub(super) fn comment(rest: &[u8], comment: Comment, last: bool) -> Result<(usize, bool), Wrong> {
    let end = match comment {
        Comment::Line => rest.iter().position(|byte| *byte == b'\n'),
        Comment::Block => {
            rest.windows(2).position(|pair| pair == b"*)").map(|position| position + 2)
        }
    };
    if let Some(end) = end {
        utf8(rest.get(..end).unwrap_or_default())?;
        return Ok((end, true));
    }
    // What may be the first half of the end, or of a character, waits for the other half.
    let open = match (comment, rest) {
        (Comment::Block, [all @ .., b'*']) if !last => all,
        _ => rest,
    };
    match std::str::from_utf8(open) {
        Ok(_) => Ok((open.len(), false)),
        Err(error) if error.error_len().is_none() && !last => Ok((error.valid_up_to(), false)),
        Err(error) => Err((error.valid_up_to(), not_utf8())),
    }
}

/// A text, from behind its opening quotation mark.
fn text(rest: &[u8], last: bool) -> Result<Found<'_>, Wrong> {
    let mut from = 0;
    while let Some(found) =
        rest.get(from..).and_then(|tail| tail.iter().position(|byte| matches!(byte, b'"' | b'\\')))
    {
        let at = from + found;
        if rest.get(at) == Some(&b'"') {
            let text = utf8(rest.get(..at).unwrap_or_default())
                .map_err(|(at, refusal)| (at + 1, refusal))?;
            return Ok(Found::Token(Token::Text(text), at + 2));
        }
        from = at + 2;
    }
    if !last {
        return Ok(Found::Unfinished);
    }
    utf8(rest).map_err(|(at, refusal)| (at + 1, refusal))?;
    Err((0, Refusal::new("this text does not end", "close it with a quotation mark")))
}

/// Adds what a text between quotes means.
pub(super) fn unescape(written: &str, meant: &mut String) {
    let mut pieces = written.split('\\');
    meant.push_str(pieces.next().unwrap_or_default());
    while let Some(piece) = pieces.next() {
        if piece.is_empty() {
            // Two backslashes: the second is meant, and what follows it stands for itself.
            meant.push('\\');
            meant.push_str(pieces.next().unwrap_or_default());
        } else if let Some(line) = piece.strip_prefix('n') {
            meant.push('\n');
            meant.push_str(line);
        } else {
            meant.push_str(piece);
        }
    }
}

fn name(rest: &[u8], last: bool) -> Result<Found<'_>, Wrong> {
    let mut end = 0;
    while let Some(tail) = rest.get(end..) {
        end += tail.iter().position(|&byte| !is_of_a_name(byte)).unwrap_or(tail.len());
        let tail = rest.get(end..).unwrap_or_default();
        let next = match tail.first() {
            None if !last => return Ok(Found::Unfinished),
            None => break,
            Some(byte) if byte.is_ascii() => break,
            Some(_) => character(tail, last).map_err(|(at, refusal)| (end + at, refusal))?,
        };
        match next {
            None => return Ok(Found::Unfinished),
            Some(c) if c.is_alphanumeric() => end += c.len_utf8(),
            Some(_) => break,
        }
    }
    Ok(Found::Token(Token::Name(utf8(rest.get(..end).unwrap_or_default())?), end))
}

fn number(rest: &[u8], last: bool) -> Result<Found<'_>, Wrong> {
    let digits = |from: usize| {
        rest.get(from..).map_or(0, |tail| {
            tail.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(tail.len())
        })
    };
    let whole = digits(0);
    let mut end = whole;
    if rest.get(end) == Some(&b'.') {
        end += 1 + digits(end + 1);
    }
    // How far was looked: an exponent may be no exponent, and its letter then begins a name.
    let mut seen = end;
    if matches!(rest.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(rest.get(end + 1), Some(b'+' | b'-')));
        let power = digits(end + 1 + sign);
        seen = end + 1 + sign + power;
        if power > 0 {
            end = seen;
        }
    }
    if seen >= rest.len() && !last {
        return Ok(Found::Unfinished);
    }
    let digits = utf8(rest.get(..end).unwrap_or_default())?;
    let too_large = || {
        (
            0,
            Refusal::new(
                "this number is too large",
                "whole numbers go up to 9223372036854775807, others to 1.7e308",
            ),
        )
    };
    if end > whole {
        return match digits.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Found::Token(Token::Decimal(number), end)),
            _ => Err(too_large()),
        };
    }
    let more = match rest.get(end..) {
        None | Some([]) => false,
        Some(tail) => match character(tail, last).map_err(|(at, refusal)| (end + at, refusal))? {
            None => return Ok(Found::Unfinished),
            Some(c) => c.is_alphanumeric() || c == '_',
        },
    };
    if more {
        return Err((
            0,
            Refusal::new(
                "this is neither a number nor a name",
                "a name starts with a letter; times are whole seconds, without a unit",
            ),
        ));
    }
    let number = match digits {
        "9223372036854775808" => i64::MIN,
        digits => digits.parse().map_err(|_| too_large())?,
    };
    Ok(Found::Token(Token::Whole(number), end))
}
