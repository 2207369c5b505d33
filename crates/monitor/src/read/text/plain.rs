//! The quick way through what most logs consist of: `@86400 shell (1,2,26,0)(2,3,4,5) report (5)`,
//! without comments, escapes, numbers of more than 16 digits or space in unusual places.
//!
//! It takes whole time stamps, names and facts, and stops before the first one that is not plain, or
//! not all there. What it stops at is for the grammar to read or to refuse, so it never refuses
//! anything itself and may give up wherever that is simpler.

use super::Position;
use super::names::{Predicates, Shape};
use super::window::Window;
use crate::read::{Field, Refusal, Sink};
use crate::value::Kind;

/// A whole number with its sign, of at most 16 digits, and what follows: at least one byte.
fn whole(rest: &[u8]) -> Option<(i64, &[u8])> {
    let digits = rest.strip_prefix(b"-").unwrap_or(rest);
    let length = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    if !(1..=16).contains(&length) {
        return None;
    }
    let (digits, tail) = digits.split_at_checked(length)?;
    // Sixteen digits are far from any overflow.
    let number = digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    Some((if rest.starts_with(b"-") { -number } else { number }, tail))
}

/// What follows a comma between values.
fn comma(rest: &[u8]) -> Option<&[u8]> {
    match rest {
        [b',', b' ', rest @ ..] | [b',', rest @ ..] => Some(rest),
        _ => None,
    }
}

/// Values of any kinds up to the closing parenthesis.
fn values<'c>(
    mut rest: &'c [u8],
    kinds: &[Option<Kind>],
    fields: &mut Vec<Field<'c>>,
) -> Option<&'c [u8]> {
    fields.clear();
    for (column, kind) in kinds.iter().enumerate() {
        if column > 0 {
            rest = comma(rest)?;
        }
        let (field, tail) = match kind {
            Some(Kind::Int) => whole(rest).map(|(number, tail)| (Field::Int(number), tail))?,
            Some(Kind::Float) => decimal(rest)?,
            Some(Kind::Str) => text(rest)?,
            None => match rest.first()? {
                b'-' | b'0'..=b'9' => {
                    whole(rest).map(|(number, tail)| (Field::Int(number), tail))?
                }
                _ => text(rest)?,
            },
        };
        fields.push(field);
        rest = tail;
    }
    rest.strip_prefix(b")")
}

fn decimal(rest: &[u8]) -> Option<(Field<'_>, &[u8])> {
    let end = rest
        .iter()
        .position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))?;
    let (number, tail) = rest.split_at_checked(end)?;
    if !number.iter().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
        // Without a point it is a whole number first, and must fit as one.
        let (number, tail) = whole(rest)?;
        #[allow(clippy::cast_precision_loss)]
        return Some((Field::Float(number as f64), tail));
    }
    // The standard library also takes `.5` and `+5`, which are no numbers of a log.
    if !number.strip_prefix(b"-").unwrap_or(number).first()?.is_ascii_digit() {
        return None;
    }
    let number: f64 = std::str::from_utf8(number).ok()?.parse().ok()?;
    // Adding +0.0 makes one zero of the two.
    number.is_finite().then_some((Field::Float(number + 0.0), tail))
}

fn text(rest: &[u8]) -> Option<(Field<'_>, &[u8])> {
    let (text, tail) = match rest {
        [b'"', rest @ ..] => {
            let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            let (text, tail) = rest.split_at_checked(end)?;
            (text, tail.strip_prefix(b"\"")?)
        }
        [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => {
            let end = rest.iter().position(|&byte| !is_of_a_name(byte))?;
            rest.split_at_checked(end)?
        }
        // A number becomes the text it is written as: `007` would be `7`.
        [b'1'..=b'9', ..] => {
            let (_, tail) = whole(rest)?;
            rest.split_at_checked(rest.len() - tail.len())?
        }
        _ => return None,
    };
    Some((Field::Str(std::str::from_utf8(text).ok()?), tail))
}

#[inline]
pub(super) fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The predicate named at the start, and what follows the name.
fn named<'c>(predicates: &Predicates, rest: &'c [u8]) -> Option<(usize, &'c [u8])> {
    let end = rest.iter().position(|&byte| !is_of_a_name(byte))?;
    let (name, tail) = rest.split_at_checked(end)?;
    // More of the name may follow in letters beyond ASCII.
    if name.first()?.is_ascii_digit() || !tail.first()?.is_ascii() {
        return None;
    }
    Some((predicates.find(name)?, tail))
}

/// What the quick way keeps from fact to fact, so that no fact needs memory of its own.
pub(super) struct Scratch {
    ints: Vec<Field<'static>>,
    fields: Vec<Field<'static>>,
}

impl Scratch {
    pub(super) fn new(predicates: &Predicates) -> Self {
        Self { ints: vec![Field::Int(0); predicates.widest()], fields: Vec::new() }
    }
}

/// The empty list with the memory of another, whose borrows are over.
pub(super) fn emptied<'long>(mut fields: Vec<Field<'_>>) -> Vec<Field<'long>> {
    fields.clear();
    // Nothing is left to be changed: the standard library hands the memory on.
    fields.into_iter().map(|_| Field::Int(0)).collect()
}

/// Reads as far as the text is plain, and returns what is left.
///
/// # Errors
/// Where the sink refuses a time point, with what is left of the text from its time on.
pub(super) fn read<'c, S: Sink>(
    predicates: &Predicates,
    mut rest: &'c [u8],
    position: &mut Position,
    scratch: &mut Scratch,
    sink: &mut S,
) -> Result<&'c [u8], (Refusal, &'c [u8])> {
    let mut fields = std::mem::take(&mut scratch.fields);
    let mut plain = Plain {
        predicates,
        inside: *position != Position::Between,
        current: match *position {
            Position::Facts(Some(predicate)) => {
                predicates.shape(predicate).map(|shape| (predicate, shape))
            }
            _ => None,
        },
        ints: &mut scratch.ints,
        sink,
    };
    let mut outcome = Ok(());
    loop {
        if let Some(bytes) = rest.first_chunk() {
            match plain.glance(Window::new(bytes)) {
                Ok(0) => {}
                Ok(length) => {
                    rest = rest.get(length..).unwrap_or_default();
                    continue;
                }
                Err((refusal, at)) => {
                    rest = rest.get(at..).unwrap_or_default();
                    outcome = Err(refusal);
                    break;
                }
            }
        }
        match plain.step(rest, &mut fields) {
            Ok(Some(tail)) => rest = tail,
            Ok(None) => break,
            Err((refusal, tail)) => {
                rest = tail;
                outcome = Err(refusal);
                break;
            }
        }
    }
    *position = if plain.inside {
        Position::Facts(plain.current.map(|(predicate, _)| predicate))
    } else {
        Position::Between
    };
    scratch.fields = emptied(fields);
    outcome.map(|()| rest).map_err(|refusal| {
        // The grammar points at the number behind a minus as well.
        let digits = rest.iter().position(u8::is_ascii_digit).unwrap_or(0);
        (refusal, rest.get(digits..).unwrap_or_default())
    })
}

struct Plain<'r, S> {
    predicates: &'r Predicates,
    /// Whether a time point has begun that no `;` has ended.
    inside: bool,
    /// The predicate whose facts may follow.
    current: Option<(usize, &'r Shape)>,
    /// As many as the widest predicate has columns.
    ints: &'r mut [Field<'static>],
    sink: &'r mut S,
}

impl<S: Sink> Plain<'_, S> {
    /// Takes a line of times, short names and facts of whole numbers, with the blanks that programs
    /// write, as far as the window shows it whole. Returns how many bytes were taken.
    #[inline(always)]
    fn glance(&mut self, mut window: Window<'_>) -> Result<usize, (Refusal, usize)> {
        let mut taken = 0;
        let (mut inside, mut current) = (self.inside, self.current);
        if window.byte() == b'@' {
            window.skip_letter();
            let Some(ts) = window.whole() else { return Ok(0) };
            if !matches!(window.byte(), b' ' | b'\n' | b'\r') {
                return Ok(0);
            }
            self.sink.begin(ts).map_err(|refusal| (refusal, 1))?;
            (inside, current) = (true, None);
            taken = window.at;
            window.skip(b' ');
        }
        loop {
            if inside && window.byte() >= b'A' {
                let Some((length, word)) = window.word() else { break };
                let Some(predicate) = self.predicates.short(word, length) else { break };
                let (b' ' | b'(' | b'\n' | b'\r') = window.byte() else { break };
                let Some(shape) = self.predicates.shape(predicate) else { break };
                current = Some((predicate, shape));
                taken = window.at;
                window.skip(b' ');
            }
            if let Some((predicate, shape)) = current
                && shape.ints
                && window.byte() == b'('
            {
                while window.skip(b'(') {
                    if self.ints_of_a_fact(predicate, shape, &mut window).is_none() {
                        break;
                    }
                    taken = window.at;
                }
                if taken != window.at {
                    break;
                }
            }
            if window.skip(b'\n') {
                taken = window.at;
                break;
            }
            if !window.skip(b' ') {
                break;
            }
            taken = window.at;
        }
        (self.inside, self.current) = (inside, current);
        Ok(taken)
    }

    /// A fact of whole numbers, from behind its opening parenthesis.
    #[inline(always)]
    fn ints_of_a_fact(
        &mut self,
        predicate: usize,
        shape: &Shape,
        window: &mut Window<'_>,
    ) -> Option<()> {
        let slots = self.ints.get_mut(..shape.kinds.len())?;
        if let Some((first, others)) = slots.split_first_mut() {
            *first = Field::Int(window.whole()?);
            for slot in others {
                if !window.skip(b',') {
                    return None;
                }
                *slot = Field::Int(window.whole()?);
            }
        }
        if !window.skip(b')') {
            return None;
        }
        if shape.wanted {
            self.sink.fact(predicate, slots);
        }
        Some(())
    }

    /// Takes one blank, time, name or fact and returns what is left; `None` where it is not plain.
    fn step<'c>(
        &mut self,
        rest: &'c [u8],
        fields: &mut Vec<Field<'c>>,
    ) -> Result<Option<&'c [u8]>, (Refusal, &'c [u8])> {
        let Some((&first, tail)) = rest.split_first() else { return Ok(None) };
        Ok(match first {
            b' ' | b'\n' | b'\t' | b'\r' => Some(tail),
            b'@' => {
                let Some((ts, after)) = whole(tail) else { return Ok(None) };
                // A letter or a point here would make it another number, or none.
                if !matches!(after.first(), Some(b' ' | b'\n' | b'\r' | b';' | b'@')) {
                    return Ok(None);
                }
                self.sink.begin(ts).map_err(|refusal| (refusal, tail))?;
                (self.inside, self.current) = (true, None);
                Some(after)
            }
            b';' if self.inside => {
                (self.inside, self.current) = (false, None);
                Some(tail)
            }
            b'(' => self.current.and_then(|(predicate, shape)| {
                let rest = values(tail, &shape.kinds, fields)?;
                if shape.wanted {
                    self.sink.fact(predicate, fields);
                }
                Some(rest)
            }),
            _ if self.inside => named(self.predicates, rest).and_then(|(predicate, after)| {
                self.current = Some((predicate, self.predicates.shape(predicate)?));
                Some(after)
            }),
            _ => None,
        })
    }
}
