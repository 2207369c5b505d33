//! Reads logs in MonPoly's text format as they come, in memory that does not grow with them.
//!
//! Most of a log is plain and goes a [quick way](plain) that knows nothing of comments, escapes or
//! ends of buffers; wherever it stops, a [grammar](grammar) that knows all of it takes over until the
//! next fact. The grammar stops where the bytes read so far end, within a fact or a comment if need
//! be, and goes on when more have come: only a token that is not all there is kept.

mod grammar;
mod names;
mod plain;
mod token;
mod window;

use std::io::{ErrorKind, Read};

use self::grammar::Grammar;
use self::names::Predicates;
use super::{Place, ReadError, Refusal, Sink};
use crate::signature::Signature;

pub(crate) use self::names::is_name;

/// Where in the grammar of a log a reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// A time point may follow.
    Between,
    /// Behind `@`: its time follows.
    Time { negative: bool },
    /// In a time point, behind this predicate or its facts.
    Facts(Option<usize>),
    /// In a fact: a value follows, or the end where it has none yet.
    Value { predicate: usize, negative: bool, may_close: bool },
    /// In a fact: a comma or the end follows.
    Separator { predicate: usize },
}

/// How [`read_text_with`] reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextOptions {
    /// The longest line that is taken, in bytes without its newline, 64 MiB unless told. A longer one
    /// is refused when so much of it has been read; so are the texts of one fact that are together
    /// longer, over however many lines they go. What is held in memory is at most about this much.
    pub line_limit: usize,
    /// How many bytes are asked for at a time. What is read does not depend on it.
    #[doc(hidden)]
    pub chunk: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { line_limit: 64 << 20, chunk: 256 << 10 }
    }
}

/// Reads a log to its end: `@86400 shell (1,2,26,0)(2,3,4,5) report (5)`.
///
/// The language is that of [`Stream::parse`](crate::Stream::parse): a time point begins at its `@`
/// and may go over several lines, and a `;` at its end may be left out; `#` begins a comment to the
/// end of the line, `(*` one to `*)`. A text stands in quotes (with `\"`, `\\` and `\n` inside) or is
/// one word. A whole number in a column of floating-point numbers becomes one, in a column of texts
/// it becomes the text of its digits. Times are whole seconds above [`i64::MIN`].
///
/// Facts whose predicate the sink does not [want](Sink::wants) when the reading begins are checked
/// and not handed over. Facts of a log that is refused further on have been handed over by then.
///
/// # Errors
/// [`ReadError::Refused`] with line and column: what is not a log or not UTF-8, predicates the
/// signature does not know, values of another number or kind, numbers that are too large, time
/// points the sink refuses (at the time), a line or a text longer than 64 MiB. An open signature is refused
/// at the first line: without the predicates nobody can be told which one a fact is of.
/// [`ReadError::Io`] where the input fails.
///
/// ```
/// use armistice_monitor::{Field, Refusal, Signature, Sink, read_text};
///
/// #[derive(Default)]
/// struct Shells(Vec<i64>);
///
/// impl Sink for Shells {
///     fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
///         Ok(())
///     }
///
///     fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
///         if let (1, [Field::Int(incident), ..]) = (predicate, fields) {
///             self.0.push(*incident);
///         }
///     }
/// }
///
/// let signature = Signature::parse("shell(i:int, z:int) report(z:int)")?;
/// let mut shells = Shells::default();
/// read_text(&b"@36 shell (1,26)(2,4)\n@86400 report (4)"[..], &signature, &mut shells)?;
/// assert_eq!(shells.0, [1, 2]);
///
/// let refused = read_text(&b"@36 shell (1,26)\n@77 shel (2,4)"[..], &signature, &mut shells);
/// assert_eq!(
///     refused.unwrap_err().to_string(),
///     "line 2, column 5: the signature has no predicate shel; \
///      write shell, or declare it in the signature"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_text(
    input: impl Read,
    signature: &Signature,
    sink: &mut impl Sink,
) -> Result<(), ReadError> {
    read_text_with(input, signature, &TextOptions::default(), sink)
}

/// [`read_text`] with limits of one's own.
///
/// # Errors
/// As [`read_text`].
pub fn read_text_with(
    mut input: impl Read,
    signature: &Signature,
    options: &TextOptions,
    sink: &mut impl Sink,
) -> Result<(), ReadError> {
    if signature.is_open() {
        return Err(Refusal::new(
            "the signature is open, and a log is read as a closed one says",
            "declare the predicates of the log",
        )
        .at(Place::Line { line: 1, column: 1 }));
    }
    let predicates = Predicates::new(signature, |predicate| sink.wants(predicate));
    let mut grammar = Grammar::new(&predicates, options.line_limit);
    // No more than a line's limit at a time, so that a line within one piece is never too long.
    let chunk = options.chunk.min(options.line_limit).max(1);
    let mut text = Text::default();
    // Long tokens are looked at again only when they have doubled, or the time for one would grow
    // with the square of its length.
    let mut enough = 0;
    loop {
        let read = text.fill(&mut input, chunk)?;
        let last = read == 0;
        let too_long = text.line_end(read, options.line_limit);
        if text.filled < enough && !last && too_long.is_none() {
            continue;
        }
        let understood = grammar
            .read(text.until(too_long.unwrap_or(text.filled)), last, sink)
            .map_err(|(at, refusal)| refusal.at(text.place(at)))?;
        if let Some(at) = too_long {
            let (line, _) = text.line_and_column(at);
            return Err(Refusal::new(
                format!("the line is longer than {} bytes", options.line_limit),
                "break it between facts, or raise the limit of a line",
            )
            .at(Place::Line { line, column: 1 }));
        }
        if last {
            return Ok(());
        }
        text.drop_front(understood);
        if text.filled > options.line_limit {
            return Err(Refusal::new(
                format!("the text is longer than {} bytes", options.line_limit),
                "close it with a quotation mark, or raise the limit of a line",
            )
            .at(text.place(0)));
        }
        enough = if text.filled < 64 << 10 { 0 } else { 2 * text.filled };
    }
}

/// What has been read and not yet understood, and where in the log it stands.
struct Text {
    /// As many bytes as there is room for.
    bytes: Vec<u8>,
    /// How many of them are there.
    filled: usize,
    /// Line and column of the first byte, counted from 1.
    line: u64,
    column: u64,
    /// How many bytes of the last line have been read, from its start on.
    last_line: usize,
}

impl Default for Text {
    fn default() -> Self {
        Self { bytes: Vec::new(), filled: 0, line: 1, column: 1, last_line: 0 }
    }
}

impl Text {
    /// Reads up to `chunk` bytes more; 0 at the end of the input.
    fn fill(&mut self, input: &mut impl Read, chunk: usize) -> std::io::Result<usize> {
        let room = self.filled + chunk;
        if self.bytes.len() < room {
            self.bytes.reserve_exact(room - self.bytes.len());
            self.bytes.resize(room, 0);
        }
        loop {
            match input.read(self.bytes.get_mut(self.filled..room).unwrap_or_default()) {
                Ok(read) => {
                    self.filled += read;
                    return Ok(read);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn until(&self, end: usize) -> &[u8] {
        self.bytes.get(..end).unwrap_or_default()
    }

    /// Where the line that the `read` bytes read last go on with reaches its limit, if it does.
    fn line_end(&mut self, read: usize, limit: usize) -> Option<usize> {
        let before = self.filled - read;
        let fresh = self.bytes.get(before..self.filled).unwrap_or_default();
        let first = fresh.iter().position(|byte| *byte == b'\n');
        if self.last_line + first.unwrap_or(read) > limit {
            return Some(before + limit.saturating_sub(self.last_line));
        }
        self.last_line = match fresh.iter().rposition(|byte| *byte == b'\n') {
            Some(newline) => read - newline - 1,
            None => self.last_line + read,
        };
        None
    }

    /// Line and column of a byte.
    fn line_and_column(&self, at: usize) -> (u64, u64) {
        let before = self.until(at);
        let (line, start, column) = match before.iter().rposition(|byte| *byte == b'\n') {
            Some(newline) => (self.line + newlines(before), newline + 1, 1),
            None => (self.line, 0, self.column),
        };
        (line, column + characters(before.get(start..).unwrap_or_default()))
    }

    fn place(&self, at: usize) -> Place {
        let (line, column) = self.line_and_column(at);
        Place::Line { line, column }
    }

    /// Lets go of what has been understood.
    fn drop_front(&mut self, understood: usize) {
        (self.line, self.column) = self.line_and_column(understood);
        self.bytes.copy_within(understood..self.filled, 0);
        self.filled -= understood;
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    count(bytes, |byte| byte == b'\n')
}

/// How many characters begin there: a byte that goes on with one counts for none.
fn characters(bytes: &[u8]) -> u64 {
    count(bytes, |byte| byte & 0xc0 != 0x80)
}

/// In runs short enough for a sum in one byte, which the compiler does for many bytes at once.
#[inline(always)]
fn count(bytes: &[u8], counts: impl Fn(u8) -> bool) -> u64 {
    bytes
        .chunks(255)
        .map(|run| u64::from(run.iter().map(|byte| u8::from(counts(*byte))).sum::<u8>()))
        .sum()
}
