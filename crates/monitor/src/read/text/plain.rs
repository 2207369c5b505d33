//! The quick way through what most logs consist of: `@86400 shell (1,2,26,0)(2,3,4,5) report (5)`,
//! without comments, escapes, numbers of more than 16 digits or space in unusual places.
//!
//! It takes whole time stamps, names and facts, and stops before the first one that is not plain, or
//! not all there. What it stops at is for the grammar to read or to refuse, so it never refuses
//! anything itself and may give up wherever that is simpler.

use super::Position;
use super::names::{Predicates, Shape};
use crate::read::{Field, Refusal, Sink};
use crate::value::Kind;

const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
const POWERS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// How many of the eight bytes of `word`, from the lowest, are digits, and the number they make.
#[inline(always)]
fn digits(word: u64) -> (u32, u64) {
    let values = word ^ ZEROS;
    // A value above 9 reaches the high bit; a carry only spoils what lies behind the first of them.
    let others = (values.wrapping_add(u64::from_le_bytes([0x76; 8])) | values) & HIGHS;
    let count = others.trailing_zeros() / 8;
    // Leading zeros in place of what is missing; then pairs, fours and all eight at once.
    let aligned = values.unbounded_shl(64 - 8 * count);
    let pairs = aligned.wrapping_mul(10).wrapping_add(aligned >> 8);
    let outer = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let inner = (pairs >> 16 & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    (count, outer.wrapping_add(inner) >> 32)
}

/// The digits at the start, at most 16, and what follows: at least one byte, no digit.
#[inline(always)]
fn magnitude(rest: &[u8]) -> Option<(u64, &[u8])> {
    let (count, number) = digits(u64::from_le_bytes(*rest.first_chunk()?));
    if count == 0 {
        return None;
    }
    let tail = rest.get(count as usize..)?;
    if count < 8 {
        return Some((number, tail));
    }
    if !tail.first()?.is_ascii_digit() {
        return Some((number, tail));
    }
    long_magnitude(number, tail)
}

/// The same from the ninth digit on.
#[inline(never)]
fn long_magnitude(number: u64, tail: &[u8]) -> Option<(u64, &[u8])> {
    let (count, low) = digits(u64::from_le_bytes(*tail.first_chunk()?));
    let tail = tail.get(count as usize..)?;
    if tail.first()?.is_ascii_digit() {
        return None;
    }
    Some((number * POWERS.get(count as usize)? + low, tail))
}

/// A whole number with its sign.
#[inline(always)]
#[allow(clippy::cast_possible_wrap)]
fn whole(rest: &[u8]) -> Option<(i64, &[u8])> {
    // Sixteen digits are far from any overflow.
    if let [b'-', rest @ ..] = rest {
        let (number, tail) = magnitude(rest)?;
        Some((-(number as i64), tail))
    } else {
        let (number, tail) = magnitude(rest)?;
        Some((number as i64, tail))
    }
}

/// What follows a comma between values.
#[inline(always)]
fn comma(rest: &[u8]) -> Option<&[u8]> {
    match rest {
        [b',', b' ', rest @ ..] | [b',', rest @ ..] => Some(rest),
        _ => None,
    }
}

/// Whole numbers up to the closing parenthesis, as many as there are slots.
#[inline(always)]
fn ints<'c>(mut rest: &'c [u8], slots: &mut [Field<'static>]) -> Option<&'c [u8]> {
    let Some((last, slots)) = slots.split_last_mut() else {
        return rest.strip_prefix(b")");
    };
    for slot in slots {
        let (number, tail) = whole(rest)?;
        *slot = Field::Int(number);
        rest = comma(tail)?;
    }
    let (number, tail) = whole(rest)?;
    *last = Field::Int(number);
    tail.strip_prefix(b")")
}

/// The same where nobody asks for the numbers.
#[inline(always)]
fn passed_ints(mut rest: &[u8], columns: usize) -> Option<&[u8]> {
    for column in 0..columns {
        if column > 0 {
            rest = comma(rest)?;
        }
        rest = whole(rest)?.1;
    }
    rest.strip_prefix(b")")
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
            let (_, tail) = magnitude(rest)?;
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
#[inline(always)]
fn predicate<'c>(predicates: &Predicates, rest: &'c [u8]) -> Option<(usize, &'c [u8])> {
    if let Some((predicate, length)) = predicates.short(u64::from_le_bytes(*rest.first_chunk()?)) {
        return Some((predicate, rest.get(length..)?));
    }
    long_predicate(predicates, rest)
}

#[inline(never)]
fn long_predicate<'c>(predicates: &Predicates, rest: &'c [u8]) -> Option<(usize, &'c [u8])> {
    let end = rest.iter().position(|&byte| !is_of_a_name(byte))?;
    let (name, tail) = rest.split_at_checked(end)?;
    if name.first()?.is_ascii_digit() {
        return None;
    }
    // More of the name may follow in letters beyond ASCII.
    if !tail.first()?.is_ascii() {
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
    rest: &'c [u8],
    position: &mut Position,
    scratch: &mut Scratch,
    sink: &mut S,
) -> Result<&'c [u8], (Refusal, &'c [u8])> {
    let mut fields = std::mem::take(&mut scratch.fields);
    let outcome = facts(predicates, rest, position, &mut scratch.ints, &mut fields, sink);
    scratch.fields = emptied(fields);
    outcome
}

fn facts<'c, S: Sink>(
    predicates: &Predicates,
    mut rest: &'c [u8],
    position: &mut Position,
    ints: &mut [Field<'static>],
    fields: &mut Vec<Field<'c>>,
    sink: &mut S,
) -> Result<&'c [u8], (Refusal, &'c [u8])> {
    let mut inside = *position != Position::Between;
    let mut current: Option<(usize, &Shape)> = match *position {
        Position::Facts(Some(predicate)) => {
            predicates.shape(predicate).map(|shape| (predicate, shape))
        }
        _ => None,
    };
    while let Some((&first, tail)) = rest.split_first() {
        match first {
            b' ' | b'\n' | b'\t' | b'\r' => rest = tail,
            b'(' => {
                let Some((predicate, shape)) = current else { break };
                let Some(tail) = fact(tail, predicate, shape, ints, fields, sink) else { break };
                rest = tail;
            }
            b'@' => {
                let Some((ts, after)) = whole(tail) else { break };
                // A letter or a point here would make it another number, or none.
                let (b' ' | b'\n' | b'\r' | b';' | b'@') = after.first().copied().unwrap_or(b'.')
                else {
                    break;
                };
                if let Err(refusal) = sink.begin(ts) {
                    return Err((refusal, tail));
                }
                inside = true;
                current = None;
                rest = after;
            }
            b';' if inside => {
                inside = false;
                current = None;
                rest = tail;
            }
            _ => {
                if !inside {
                    break;
                }
                let Some((predicate, after)) = predicate(predicates, rest) else { break };
                let Some(shape) = predicates.shape(predicate) else { break };
                current = Some((predicate, shape));
                rest = after;
            }
        }
    }
    *position = if inside {
        Position::Facts(current.map(|(predicate, _)| predicate))
    } else {
        Position::Between
    };
    Ok(rest)
}

/// One fact, from behind its opening parenthesis.
#[inline(always)]
fn fact<'c, S: Sink>(
    rest: &'c [u8],
    predicate: usize,
    shape: &Shape,
    slots: &mut [Field<'static>],
    fields: &mut Vec<Field<'c>>,
    sink: &mut S,
) -> Option<&'c [u8]> {
    if shape.ints && shape.wanted {
        let slots = slots.get_mut(..shape.kinds.len())?;
        let rest = ints(rest, slots)?;
        sink.fact(predicate, slots);
        Some(rest)
    } else if shape.ints {
        passed_ints(rest, shape.kinds.len())
    } else {
        let rest = values(rest, &shape.kinds, fields)?;
        if shape.wanted {
            sink.fact(predicate, fields);
        }
        Some(rest)
    }
}
