//! Reads logs in MonPoly's CSV format, one fact a line.
//!
//! `shell, tp=1, ts=36, x0=1, x1=2, x2=26, x3=0`: the predicate, the number of the time point, its
//! time stamp in seconds, and the values in the order of the predicate's columns. Facts of one time
//! point stand together, and time points in order; numbers may be left out, and a number without
//! facts is no time point.
//!
//! A value may have a name before it (`x0=`), which is not read: everything up to the first `=` is a
//! name, so a text with `=` in it needs a name or quotes. Texts stand in double quotes with `\"`,
//! `\\` and `\n`, or bare up to the next comma. Spaces around fields do not count. Numbers are read as
//! the signature says, where it says nothing as written. Blank lines and lines that start with `#` are
//! passed over.

use std::io::{BufRead, ErrorKind};
use std::mem;
use std::ops::Range;

use crate::read::facts::{Predicates, TimePoints, wrong_arity, wrong_kind};
use crate::read::{Field, Place, ReadError, Refusal, Sink};
use crate::signature::Signature;
use crate::value::Kind;

/// The longest line, in bytes: what a log may make its reader hold.
const MAX_LINE: usize = 64 << 20;

/// Reads a log in MonPoly's CSV format: `shell, tp=1, ts=36, x0=1, x1=2`, one fact a line.
///
/// Facts with the same `tp` are one time point. Values are read by their position, as the signature
/// says; names before them are free. Texts may stand in quotes, with `\"`, `\\` and `\n`.
/// Never more than one line is held, and none over 64 MiB.
///
/// ```
/// use armistice_monitor::{Field, Refusal, Signature, Sink, read_csv};
///
/// struct Count(usize);
///
/// impl Sink for Count {
///     fn begin(&mut self, _ts: i64) -> Result<(), Refusal> {
///         Ok(())
///     }
///     fn fact(&mut self, _predicate: usize, _fields: &[Field<'_>]) {
///         self.0 += 1;
///     }
/// }
///
/// let signature = Signature::parse("notify(convoy:int, zone:string)")?;
/// let mut count = Count(0);
/// let log = "notify, tp=0, ts=36, x0=1, x1=north\nnotify, tp=0, ts=36, 2, \"north, east\"\n";
/// read_csv(log.as_bytes(), &signature, &mut count)?;
/// assert_eq!(count.0, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ReadError`] with the line and the column: for what is not a fact, for predicates the signature
/// does not know, for values of another kind or number or beyond what their kind can hold, where time
/// or the numbers of the time points go back, and for lines that start with `>` (commands to a monitor,
/// `>WATERMARK ts<` among them). An open signature is refused.
pub fn read_csv(
    mut input: impl BufRead,
    signature: &Signature,
    sink: &mut impl Sink,
) -> Result<(), ReadError> {
    let predicates = Predicates::closed(signature)
        .map_err(|refusal| refusal.at(Place::Line { line: 1, column: 1 }))?;
    let mut reader = Reader::new(predicates);
    // The part of a line that came with an earlier block.
    let mut begun: Vec<u8> = Vec::new();
    loop {
        let block = match input.fill_buf() {
            Ok(block) => block,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        if block.is_empty() {
            break;
        }
        let length = block.len();
        for piece in block.split_inclusive(|byte| *byte == b'\n') {
            let line = piece.strip_suffix(b"\n");
            if begun.len() + line.unwrap_or(piece).len() > MAX_LINE {
                return Err(too_long().at(Place::Line { line: reader.line + 1, column: 1 }));
            }
            match line {
                Some(line) if begun.is_empty() => reader.line(line, sink)?,
                Some(line) => {
                    begun.extend_from_slice(line);
                    reader.line(&begun, sink)?;
                    begun.clear();
                }
                None => begun.extend_from_slice(piece),
            }
        }
        input.consume(length);
    }
    if begun.is_empty() { Ok(()) } else { reader.line(&begun, sink) }
}

fn too_long() -> Refusal {
    Refusal::new(
        format!("this line is longer than {} MiB", MAX_LINE >> 20),
        "a line holds one fact; check that the file is a log",
    )
}

/// A refusal and the byte of the line it is about.
type Fault = (usize, Refusal);

/// One value of a line. Its text lies in the reader, whose buffers live longer than the line.
enum Cell {
    Int(i64),
    Float(f64),
    Str(Range<usize>),
}

/// Reads line after line; what it needs for one it keeps for the next.
struct Reader<'s> {
    predicates: Predicates<'s>,
    points: TimePoints,
    /// How many lines have begun.
    line: u64,
    cells: Vec<Cell>,
    /// The texts of the cells, one after the other, without quotes and escapes.
    texts: String,
    fields: Vec<Field<'static>>,
}

impl<'s> Reader<'s> {
    fn new(predicates: Predicates<'s>) -> Self {
        Self {
            predicates,
            points: TimePoints::default(),
            line: 0,
            cells: Vec::new(),
            texts: String::new(),
            fields: Vec::new(),
        }
    }

    fn line(&mut self, bytes: &[u8], sink: &mut impl Sink) -> Result<(), ReadError> {
        self.line += 1;
        let at = |line: u64, before: &[u8], refusal: Refusal| {
            let column = String::from_utf8_lossy(before).chars().count() as u64 + 1;
            refusal.at(Place::Line { line, column })
        };
        let mut text = str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            at(self.line, before, Refusal::new("this is not UTF-8", "save the log as UTF-8"))
        })?;
        if self.line == 1 {
            // Some programs mark a file as UTF-8 by this sign, which nobody sees.
            text = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        self.fact(text, sink).map_err(|(byte, refusal)| {
            at(self.line, text.as_bytes().get(..byte).unwrap_or_default(), refusal)
        })
    }

    fn fact(&mut self, line: &str, sink: &mut impl Sink) -> Result<(), Fault> {
        self.cells.clear();
        self.texts.clear();
        let mut cursor = Cursor { line, at: 0 };
        cursor.blanks();
        match cursor.peek() {
            None | Some(b'#') => return Ok(()),
            Some(b'>') => return Err((cursor.at, command(line))),
            Some(_) => {}
        }
        let start = cursor.at;
        let predicate = match cursor.token(&mut self.texts)? {
            Token::Bare(name) => self.predicates.find(name),
            Token::Quoted(name) => self.predicates.find(self.texts.get(name).unwrap_or_default()),
        }
        .map_err(|refusal| (start, refusal))?;
        let (tp_at, tp) = cursor.number("tp")?;
        let (_, ts) = cursor.number("ts")?;

        let columns = self.predicates.columns(predicate);
        while cursor.comma() {
            if columns.is_empty() && cursor.peek().is_none() {
                break;
            }
            let start = cursor.at;
            let Some(column) = columns.get(self.cells.len()) else {
                let name = self.predicates.name(predicate);
                return Err((start, wrong_arity(name, "more values", columns.len())));
            };
            cursor.name();
            let cell = self.cell(&mut cursor, column.kind)?;
            self.cells.push(cell);
        }
        if self.cells.len() < columns.len() {
            let name = self.predicates.name(predicate);
            let found = match self.cells.len() {
                1 => "1 value".to_owned(),
                count => format!("{count} values"),
            };
            return Err((line.len(), wrong_arity(name, &found, columns.len())));
        }

        self.points.reach(tp, ts, sink).map_err(|refusal| (tp_at, refusal))?;
        if sink.wants(predicate) {
            let mut fields = emptied(mem::take(&mut self.fields));
            fields.extend(self.cells.iter().map(|cell| match cell {
                Cell::Int(number) => Field::Int(*number),
                Cell::Float(number) => Field::Float(*number),
                Cell::Str(range) => Field::Str(self.texts.get(range.clone()).unwrap_or_default()),
            }));
            sink.fact(predicate, &fields);
            self.fields = emptied(fields);
        }
        Ok(())
    }

    fn cell(&mut self, cursor: &mut Cursor<'_>, kind: Option<Kind>) -> Result<Cell, Fault> {
        let start = cursor.at;
        let word = match (cursor.token(&mut self.texts)?, kind) {
            (Token::Quoted(range), None | Some(Kind::Str)) => return Ok(Cell::Str(range)),
            (Token::Quoted(_), Some(kind)) => return Err((start, wrong_kind(kind))),
            (Token::Bare(word), _) => word,
        };
        let read = match kind {
            Some(Kind::Int) => whole(word).map(|read| read.map(Cell::Int)),
            Some(Kind::Float) => float(word).map(|read| read.map(Cell::Float)),
            Some(Kind::Str) => None,
            None => whole(word)
                .map(|read| read.map(Cell::Int))
                .or_else(|| float(word).map(|read| read.map(Cell::Float))),
        };
        match (read, kind) {
            (Some(read), _) => read.map_err(|refusal| (start, refusal)),
            (None, None | Some(Kind::Str)) => {
                let from = self.texts.len();
                self.texts.push_str(word);
                Ok(Cell::Str(from..self.texts.len()))
            }
            (None, Some(kind)) => Err((start, wrong_kind(kind))),
        }
    }
}

/// The vector without its elements, ready for others that live elsewhere. The standard library
/// collects a vector's own iterator in place, so this allocates nothing.
fn emptied<'to>(mut fields: Vec<Field<'_>>) -> Vec<Field<'to>> {
    fields.clear();
    fields.into_iter().map(|_| Field::Int(0)).collect()
}

fn command(line: &str) -> Refusal {
    if line.trim_start().starts_with(">WATERMARK") {
        Refusal::new(
            "watermarks are not supported: the facts are taken in the order of the log",
            "sort the facts by tp and leave the >WATERMARK lines out",
        )
    } else {
        Refusal::new("commands to a monitor are not supported", "leave the lines with > out")
    }
}

/// A whole number; `None` where the word is not one.
fn whole(word: &str) -> Option<Result<i64, Refusal>> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(word.parse().map_err(|_| {
        Refusal::new(
            "this number is too large",
            "whole numbers go from -9223372036854775808 to 9223372036854775807",
        )
    }))
}

/// A floating-point number; `None` where the word is not one. `nan`, `inf` and `-inf` are those of
/// the type, but a number too large for it is not taken for `inf`.
fn float(word: &str) -> Option<Result<f64, Refusal>> {
    let spelled = matches!(word, "nan" | "inf" | "-inf");
    if !spelled
        && !word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
    {
        return None;
    }
    let number: f64 = word.parse().ok()?;
    Some(if spelled || number.is_finite() {
        Ok(number)
    } else {
        Err(Refusal::new(
            "this number is too large",
            "floating-point numbers go up to 1.7976931348623157e308",
        ))
    })
}

/// One field of a line, up to the comma behind it.
enum Token<'a> {
    Bare(&'a str),
    /// Where its text lies among the reader's.
    Quoted(Range<usize>),
}

/// A line, read from left to right. It stands on no blank but at the start.
struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a [u8] {
        self.line.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| is_blank(**byte)).count();
    }

    /// Steps over a comma and the blanks behind it.
    fn comma(&mut self) -> bool {
        let found = self.peek() == Some(b',');
        if found {
            self.at += 1;
            self.blanks();
        }
        found
    }

    /// Steps over the name of a field with its `=`, if the field has one.
    fn name(&mut self) -> Option<&'a str> {
        let length = self.rest().iter().position(|byte| matches!(byte, b'=' | b',' | b'"'))?;
        if self.rest().get(length) != Some(&b'=') {
            return None;
        }
        let name = self.line.get(self.at..self.at + length).unwrap_or_default();
        self.at += length + 1;
        self.blanks();
        Some(name.trim_end())
    }

    /// The comma and the field `tp=1` or `ts=36`: where its number stands, and the number.
    fn number(&mut self, name: &str) -> Result<(usize, i64), Fault> {
        let expected = |at: usize| {
            Err((
                at,
                Refusal::new(
                    format!("{name}= and a whole number must stand here"),
                    "write a fact as shell, tp=1, ts=36, x0=1, x1=2",
                ),
            ))
        };
        if !self.comma() {
            return expected(self.at);
        }
        let start = self.at;
        if self.name() != Some(name) {
            return expected(start);
        }
        let start = self.at;
        let word = self.bare();
        match whole(word) {
            Some(read) => read.map(|read| (start, read)).map_err(|refusal| (start, refusal)),
            None => expected(start),
        }
    }

    /// Everything up to the next comma, without the blanks at its end.
    fn bare(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == b',').unwrap_or(rest.len());
        let word = self.line.get(self.at..self.at + length).unwrap_or_default();
        self.at += length;
        word.trim_end_matches(|c: char| u8::try_from(c).is_ok_and(is_blank))
    }

    /// A predicate or a value, quoted or bare; what a quoted one says is put at the end of `texts`.
    fn token(&mut self, texts: &mut String) -> Result<Token<'a>, Fault> {
        let start = self.at;
        if self.peek() == Some(b'"') {
            let range = self.quoted(texts)?;
            self.blanks();
            return match self.peek() {
                None | Some(b',') => Ok(Token::Quoted(range)),
                Some(_) => Err((
                    self.at,
                    Refusal::new(
                        "behind a text in quotes only a comma may stand",
                        "write a quotation mark inside a text as \\\"",
                    ),
                )),
            };
        }
        let word = self.bare();
        if word.is_empty() {
            return Err((
                start,
                Refusal::new("nothing stands here", "write an empty text as \"\""),
            ));
        }
        match word.find('"') {
            None => Ok(Token::Bare(word)),
            Some(mark) => Err((
                start + mark,
                Refusal::new(
                    "a quotation mark stands inside a text without quotes",
                    "put the whole text in quotes, and write the mark as \\\"",
                ),
            )),
        }
    }

    fn quoted(&mut self, texts: &mut String) -> Result<Range<usize>, Fault> {
        let (start, from) = (self.at, texts.len());
        self.at += 1;
        loop {
            let rest = self.line.get(self.at..).unwrap_or_default();
            let Some(length) = rest.find(['"', '\\']) else {
                return Err((
                    start,
                    Refusal::new(
                        "this text does not end on its line",
                        "close it with a quotation mark; write a line break inside as \\n",
                    ),
                ));
            };
            texts.push_str(rest.get(..length).unwrap_or_default());
            let mark = self.at + length;
            let mut behind = rest.get(length..).unwrap_or_default().chars();
            if behind.next() == Some('"') {
                self.at = mark + 1;
                return Ok(from..texts.len());
            }
            texts.push(match behind.next() {
                Some('n') => '\n',
                Some(escaped @ ('"' | '\\')) => escaped,
                _ => {
                    return Err((
                        mark,
                        Refusal::new(
                            "this backslash has no meaning",
                            "the signs with a backslash are \\\", \\\\ and \\n",
                        ),
                    ));
                }
            });
            self.at = mark + 2;
        }
    }
}

/// Blanks may stand around fields. The carriage return is the end of a line written on Windows.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}
