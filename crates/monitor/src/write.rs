//! Writes what a monitor finds, and logs, in MonPoly's text formats.

use std::io::{self, ErrorKind, Write};

use crate::read::{Field, is_name};
use crate::stream::Stream;
use crate::value::{Float, Value};

/// How much is gathered before it is handed on.
const ROOM: usize = 64 << 10;

/// The most bytes that are written without looking for room: a sign, twenty digits, and signs of
/// punctuation.
const PIECE: usize = 32;

/// Writes verdicts as MonPoly prints them: `@36 (time point 1): (1,2,26,0) (2,2,2,2)`, a line for
/// each time point with the tuples for which the formula holds, or `@36 (time point 1): true` where
/// it has no free variables.
///
/// Whole numbers are written in decimal. Floating-point numbers look as C's `%g` has them, which is
/// what MonPoly's verdicts show: `1` and `1.5`, never `1.0`, and `1e+06` from a million on. But where
/// `%g` would round to six digits, all digits are written that it takes to read the same number
/// back, so that no two tuples look alike which are not. Texts stand in quotes with nothing escaped
/// inside, as there: `("aa",1)`; a quotation mark or a line end in a text makes a line that
/// cannot be read back.
///
/// What is written is gathered, 64 KiB at a time; [`VerdictLines::finish`] hands the rest on. Nothing
/// is allocated for a line.
///
/// ```
/// use armistice_monitor::{Field, VerdictLines};
///
/// let mut lines = VerdictLines::new(Vec::new());
/// lines.line(36, 1);
/// lines.tuple([Field::Int(1), Field::Float(2.0), Field::Str("aa")])?;
/// lines.tuple([Field::Int(2), Field::Float(2.5), Field::Str("bb")])?;
/// lines.end()?;
/// lines.line(77, 2);
/// lines.tuple([])?;
/// lines.end()?;
/// assert_eq!(
///     lines.finish()?,
///     b"@36 (time point 1): (1,2,\"aa\") (2,2.5,\"bb\")\n@77 (time point 2): true\n"
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct VerdictLines<W> {
    out: W,
    gathered: Box<[u8; ROOM]>,
    filled: usize,
    ts: i64,
    time_point: Option<u64>,
    mark: Option<u8>,
    /// Whether the head of the line has been written.
    begun: bool,
}

impl<W: Write> VerdictLines<W> {
    /// Lines to be written to `out`, which needs no buffer of its own.
    pub fn new(out: W) -> Self {
        Self {
            out,
            gathered: Box::new([0; ROOM]),
            filled: 0,
            ts: 0,
            time_point: None,
            mark: None,
            begun: false,
        }
    }

    /// Begins the line of a time point. Without a tuple nothing will be written of it: where a
    /// formula does not hold there is no verdict.
    #[inline]
    pub fn line(&mut self, ts: i64, time_point: u64) {
        (self.ts, self.time_point, self.begun) = (ts, Some(time_point), false);
        self.mark = None;
    }

    /// Begins a line with a sign before it, which says what kind of verdict it holds, and without a
    /// number where time points have none: `+ @36 (time point 1): (1,2,26,0)`, `? @36: (1,2,26,0)`.
    #[inline]
    pub fn marked(&mut self, mark: u8, ts: i64, time_point: Option<u64>) {
        (self.ts, self.time_point, self.begun) = (ts, time_point, false);
        self.mark = Some(mark);
    }

    /// Adds a tuple to the line; one without fields is that of a formula without free variables.
    ///
    /// # Errors
    /// Where the output fails.
    #[inline]
    pub fn tuple<'a>(&mut self, fields: impl IntoIterator<Item = Field<'a>>) -> io::Result<()> {
        self.fields(fields)
    }

    /// Adds a tuple of whole numbers, as [`VerdictLines::tuple`] does, a little faster.
    ///
    /// # Errors
    /// Where the output fails.
    #[inline]
    pub fn ints(&mut self, numbers: impl IntoIterator<Item = i64>) -> io::Result<()> {
        self.fields(numbers.into_iter().map(Whole))
    }

    #[inline(always)]
    fn fields<'a, F: Into<Field<'a>> + Small>(
        &mut self,
        fields: impl IntoIterator<Item = F>,
    ) -> io::Result<()> {
        self.between()?;
        let mut sign = b'(';
        // Kept out of memory from number to number.
        let mut filled = self.filled;
        for field in fields {
            if filled + PIECE > ROOM {
                self.filled = filled;
                self.hand_on()?;
                filled = 0;
            }
            filled = self.lay(filled, [sign], 1);
            if let Some(number) = field.small() {
                let (digits, length) = shown(number);
                filled = self.lay(filled, digits.to_le_bytes(), length);
            } else {
                self.filled = filled;
                self.rarer(field.into())?;
                filled = self.filled;
            }
            sign = b',';
        }
        self.filled = filled;
        self.room()?;
        if sign == b'(' {
            self.put(*b"true");
        } else {
            self.put([b')']);
        }
        Ok(())
    }

    /// What is no small whole number.
    #[inline(never)]
    fn rarer(&mut self, field: Field<'_>) -> io::Result<()> {
        match field {
            Field::Int(number) => self.whole(number),
            Field::Float(number) => self.float(number)?,
            Field::Str(text) => {
                self.put([b'"']);
                self.bytes(text.as_bytes())?;
                self.put([b'"']);
            }
        }
        Ok(())
    }

    /// Ends the line.
    ///
    /// # Errors
    /// Where the output fails.
    #[inline]
    pub fn end(&mut self) -> io::Result<()> {
        if self.begun {
            self.room()?;
            self.put([b'\n']);
            self.begun = false;
        }
        Ok(())
    }

    /// Hands on what has been gathered so far.
    ///
    /// # Errors
    /// Where the output fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.hand_on()?;
        self.out.flush()
    }

    /// Hands on the rest and returns the output. What is dropped without this lacks its end.
    ///
    /// # Errors
    /// Where the output fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.flush()?;
        Ok(self.out)
    }

    /// What stands before a tuple.
    #[inline]
    fn between(&mut self) -> io::Result<()> {
        self.room()?;
        if self.begun {
            self.put([b' ']);
            return Ok(());
        }
        self.begun = true;
        if let Some(mark) = self.mark {
            self.put([mark, b' ']);
        }
        self.put([b'@']);
        self.whole(self.ts);
        let Some(time_point) = self.time_point else { return self.bytes(b": ") };
        self.bytes(b" (time point ")?;
        self.room()?;
        self.magnitude(time_point);
        self.bytes(b"): ")
    }

    /// Makes sure of room for a piece and one sign more.
    #[inline]
    fn room(&mut self) -> io::Result<()> {
        if self.filled + PIECE > ROOM { self.hand_on() } else { Ok(()) }
    }

    #[cold]
    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(self.gathered.get(..self.filled).unwrap_or_default())?;
        self.filled = 0;
        Ok(())
    }

    /// A few bytes for which there is room.
    #[inline(always)]
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        self.filled = self.lay(self.filled, bytes, N);
    }

    /// Lays down all of the bytes and keeps the first `length` of them, up to the place returned:
    /// moving a fixed number costs less than finding out how many.
    #[inline(always)]
    fn lay<const N: usize>(&mut self, filled: usize, bytes: [u8; N], length: usize) -> usize {
        if let Some(room) = self.gathered.get_mut(filled..filled + N) {
            room.copy_from_slice(&bytes);
        }
        filled + length
    }

    /// Bytes of any length.
    fn bytes(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        loop {
            let room = self.gathered.get_mut(self.filled..).unwrap_or_default();
            let length = bytes.len().min(room.len());
            if let (Some(to), Some((now, later))) =
                (room.get_mut(..length), bytes.split_at_checked(length))
            {
                to.copy_from_slice(now);
                self.filled += length;
                bytes = later;
            }
            self.room()?;
            if bytes.is_empty() {
                return Ok(());
            }
        }
    }

    fn whole(&mut self, number: i64) {
        if number < 0 {
            self.put([b'-']);
        }
        self.magnitude(number.unsigned_abs());
    }

    fn magnitude(&mut self, number: u64) {
        const EIGHT: u64 = EIGHT_DIGITS.unsigned_abs();
        if number < EIGHT {
            let (digits, length) = shown(number);
            self.filled = self.lay(self.filled, digits.to_le_bytes(), length);
        } else {
            self.magnitude(number / EIGHT);
            self.put((digits(number % EIGHT) | ZEROS).to_le_bytes());
        }
    }

    fn float(&mut self, number: f64) -> io::Result<()> {
        if !number.is_finite() {
            return self.bytes(if number.is_nan() {
                b"nan"
            } else if number > 0.0 {
                b"inf"
            } else {
                b"-inf"
            });
        }
        // The shortest digits that read back: "-1.25e-7".
        let mut shortest = Shown::default();
        write!(shortest, "{number:e}")?;
        let (mantissa, exponent) = shortest.split();
        let digits = mantissa.iter().filter(|byte| byte.is_ascii_digit()).count();
        if (-4..i32::try_from(digits.max(6)).unwrap_or(i32::MAX)).contains(&exponent) {
            let mut plain = Shown::default();
            write!(plain, "{number}")?;
            self.bytes(plain.bytes())
        } else {
            let mut power = Shown::default();
            write!(power, "e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())?;
            self.bytes(mantissa)?;
            self.bytes(power.bytes())
        }
    }
}

/// A whole number that need not be told from other fields.
struct Whole(i64);

impl From<Whole> for Field<'_> {
    fn from(number: Whole) -> Self {
        Self::Int(number.0)
    }
}

/// What may be a whole number of at most eight digits, as nearly all are.
trait Small {
    fn small(&self) -> Option<u64>;
}

impl Small for Whole {
    #[inline(always)]
    fn small(&self) -> Option<u64> {
        (0..EIGHT_DIGITS).contains(&self.0).then_some(self.0.unsigned_abs())
    }
}

impl Small for Field<'_> {
    #[inline(always)]
    fn small(&self) -> Option<u64> {
        if let Self::Int(number) = *self { Whole(number).small() } else { None }
    }
}

const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
const EIGHT_DIGITS: i64 = 100_000_000;

/// A number of at most eight digits in decimal, the first digit in the lowest byte, and how many
/// digits it has.
#[inline(always)]
fn shown(number: u64) -> (u64, usize) {
    let digits = digits(number);
    // A zero keeps its last digit.
    let zeros = (digits | (1 << 56)).trailing_zeros() / 8;
    ((digits | ZEROS) >> (8 * zeros), 8 - zeros as usize)
}

/// The eight digits of a number of at most eight, the first in the lowest byte: all at once, by
/// halves.
#[inline(always)]
fn digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    // A hundredth, exact below 43,699; then a tenth, exact below 179.
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | ((pairs - tens * 10) << 8)
}

/// A number as text. The longest float without an exponent has 17 digits within `1e-5` and `1e17`.
#[derive(Default)]
struct Shown {
    bytes: [u8; 32],
    filled: usize,
}

impl Shown {
    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.filled).unwrap_or_default()
    }

    /// The digits with their point and sign, and the exponent.
    fn split(&self) -> (&[u8], i32) {
        let bytes = self.bytes();
        let at = bytes.iter().position(|byte| *byte == b'e').unwrap_or(bytes.len());
        let (mantissa, exponent) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
        let exponent = exponent.get(1..).and_then(|bytes| std::str::from_utf8(bytes).ok());
        (mantissa, exponent.and_then(|exponent| exponent.parse().ok()).unwrap_or(0))
    }
}

impl Write for Shown {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.bytes.get_mut(self.filled..).unwrap_or_default();
        let length = bytes.len().min(room.len());
        if let (Some(to), Some(from)) = (room.get_mut(..length), bytes.get(..length)) {
            to.copy_from_slice(from);
        }
        self.filled += length;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a stream as a log that reads back as the same stream, a line for each time point:
/// `@86400 shell (1,2,26,0) (2,3,4,5) report (5)`.
///
/// # Errors
/// Where the output fails; and of kind [`ErrorKind::InvalidInput`] for what a log cannot say: a
/// predicate whose name is not one word, a floating-point number that is none or without end, the time [`i64::MIN`].
/// What stood before it has been written by then.
pub fn write_text(stream: &Stream, mut out: impl Write) -> io::Result<()> {
    let refused = |what: String| Err(io::Error::new(ErrorKind::InvalidInput, what));
    for point in stream.points() {
        if point.ts == i64::MIN {
            return refused(format!("a log has no time {}; let time begin later", point.ts));
        }
        write!(out, "@{}", point.ts)?;
        let mut last = None;
        for fact in &point.facts {
            if last != Some(&fact.predicate) {
                if !is_name(&fact.predicate) {
                    return refused(format!(
                        "{:?} cannot be the name of a predicate in a log; \
                         let it start with a letter and be of letters, digits and _",
                        fact.predicate
                    ));
                }
                write!(out, " {}", fact.predicate)?;
                last = Some(&fact.predicate);
            }
            out.write_all(b" (")?;
            for (index, value) in fact.values.iter().enumerate() {
                if let Value::Float(number) = value
                    && !Float::get(*number).is_finite()
                {
                    return refused(format!("a log has no number {number}; leave the fact out"));
                }
                let comma = if index > 0 { "," } else { "" };
                write!(out, "{comma}{value}")?;
            }
            out.write_all(b")")?;
        }
        out.write_all(b"\n")?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(fields: &[Field<'_>]) -> String {
        let mut lines = VerdictLines::new(Vec::new());
        lines.line(-36, 1);
        lines.tuple(fields.iter().copied()).unwrap();
        lines.end().unwrap();
        String::from_utf8(lines.finish().unwrap()).unwrap()
    }

    #[test]
    fn floats_look_as_with_percent_g() {
        let shown = |number: f64| {
            let line = line(&[Field::Float(number)]);
            line.trim_end().trim_start_matches("@-36 (time point 1): ").to_owned()
        };
        let numbers = [
            0.0,
            1.0,
            4.0,
            1.5,
            -2.25,
            100_000.0,
            123_456.0,
            999_999.5,
            1e6,
            1.5e6,
            1_234_567.0,
            1e-4,
            1e-5,
            1.25e-7,
            1e100,
            1e22,
            0.1,
            0.1 + 0.2,
            f64::MAX,
            f64::MIN_POSITIVE,
            5e-324,
            1.234_567_890_123_456_7e-4,
            12_345_678_901_234_567.0,
            f64::NAN,
            f64::NEG_INFINITY,
        ];
        let shown = numbers.map(shown).join(" ");
        insta::assert_snapshot!(shown, @"(0) (1) (4) (1.5) (-2.25) (100000) (123456) (999999.5) (1e+06) (1.5e+06) (1234567) (0.0001) (1e-05) (1.25e-07) (1e+100) (1e+22) (0.1) (0.30000000000000004) (1.7976931348623157e+308) (2.2250738585072014e-308) (5e-324) (0.00012345678901234567) (12345678901234568) (nan) (-inf)");
    }

    #[test]
    fn what_does_not_hold_makes_no_line() {
        let mut lines = VerdictLines::new(Vec::new());
        lines.line(1, 0);
        lines.end().unwrap();
        lines.line(2, 1);
        lines.ints([-7, i64::MIN]).unwrap();
        lines.tuple([Field::Str("two words"), Field::Str("")]).unwrap();
        lines.end().unwrap();
        let text = String::from_utf8(lines.finish().unwrap()).unwrap();
        assert_eq!(text, "@2 (time point 1): (-7,-9223372036854775808) (\"two words\",\"\")\n");
    }

    #[test]
    fn a_failing_output_is_reported() {
        let mut full = [0; 4];
        let mut lines = VerdictLines::new(&mut full[..]);
        lines.line(1, 0);
        lines.tuple([]).unwrap();
        lines.end().unwrap();
        assert!(lines.finish().is_err());
    }

    #[derive(Clone, Debug)]
    enum Owned {
        Int(i64),
        Float(f64),
        Str(String),
    }

    fn field() -> impl Strategy<Value = Owned> {
        prop_oneof![
            any::<i64>().prop_map(Owned::Int),
            (any::<i64>(), 0..64).prop_map(|(number, bits)| Owned::Int(number >> bits)),
            (0_u32..19).prop_map(|power| Owned::Int(10_i64.pow(power))),
            (0_u32..19).prop_map(|power| Owned::Int(10_i64.pow(power) - 1)),
            any::<f64>().prop_map(Owned::Float),
            "[ -~é]{0,40}".prop_map(Owned::Str),
            Just(Owned::Str("long".repeat(30_000))),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn lines_are_those_of_the_standard_library(
            points in prop::collection::vec(
                (any::<i64>(), any::<u64>(), prop::collection::vec(
                    prop::collection::vec(field(), 0..6), 0..60,
                )),
                0..20,
            ),
        ) {
            let mut lines = VerdictLines::new(Vec::new());
            let mut expected = String::new();
            for (ts, time_point, tuples) in &points {
                lines.line(*ts, *time_point);
                let mut shown = Vec::new();
                for tuple in tuples {
                    lines.tuple(tuple.iter().map(|field| match field {
                        Owned::Int(number) => Field::Int(*number),
                        Owned::Float(number) => Field::Float(*number),
                        Owned::Str(text) => Field::Str(text),
                    })).unwrap();
                    let fields: Vec<String> = tuple.iter().map(|field| match field {
                        Owned::Int(number) => number.to_string(),
                        // How they look is told above; here, that they are told apart.
                        Owned::Float(number) => {
                            let text = line(&[Field::Float(*number)]);
                            let text = text.trim_end().trim_start_matches("@-36 (time point 1): ");
                            let text = text.trim_matches(['(', ')']);
                            assert_eq!(text.parse::<f64>().unwrap().to_bits(), number.to_bits());
                            text.to_owned()
                        }
                        Owned::Str(text) => format!("\"{text}\""),
                    }).collect();
                    shown.push(match fields.is_empty() {
                        true => "true".to_owned(),
                        false => format!("({})", fields.join(",")),
                    });
                }
                lines.end().unwrap();
                if !shown.is_empty() {
                    expected += &format!("@{ts} (time point {time_point}): {}\n", shown.join(" "));
                }
            }
            prop_assert_eq!(String::from_utf8(lines.finish().unwrap()).unwrap(), expected);
        }
    }
}
