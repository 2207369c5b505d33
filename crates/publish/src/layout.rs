//! How JSON is laid out: what fits on a line stands on one, what does not is broken. A record of
//! plain fields may take a longer line, so that a search finds it whole; a list of numbers is
//! never broken, however long. A third of the bytes of one number a line, and still made of lines
//! that a person can read.

use std::io::{self, Write};

/// Bytes in a line beyond which it is broken.
const WIDTH: usize = 120;
/// Bytes that an object without an object in it may take.
const RECORD: usize = 400;
/// Bytes gathered before they are written on.
const BLOCK: usize = 1 << 16;

/// Takes compact JSON, writes it on laid out. [`Layout::finish`] must be called at the end.
pub(crate) struct Layout<W> {
    out: W,
    /// What is not written on yet.
    buffer: Vec<u8>,
    /// Where in the buffer the current line begins.
    line: usize,
    /// Containers that are broken and not closed.
    depth: usize,
    /// Where in the buffer stand the brackets that are not closed, and not broken so far.
    open: Vec<usize>,
    /// Where in the buffer, just after its comma, an element of one of them ends; and how many of
    /// them it stands in.
    commas: Vec<(usize, usize)>,
    /// Where in the buffer the last byte stands that no list of numbers has.
    wordy: usize,
    /// Where in the buffer the last brace was opened.
    brace: usize,
    quoted: bool,
    escaped: bool,
}

impl<W: Write> Layout<W> {
    /// Lays out what is written to it, and writes it to `out`.
    pub(crate) fn new(out: W) -> Self {
        Self {
            out,
            buffer: Vec::with_capacity(2 * BLOCK),
            line: 0,
            depth: 0,
            open: Vec::new(),
            commas: Vec::new(),
            wordy: 0,
            brace: 0,
            quoted: false,
            escaped: false,
        }
    }

    /// Ends the last line and writes what is left.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.buffer.push(b'\n');
        self.out.write_all(&self.buffer)?;
        self.out.flush()
    }

    fn newline(&mut self) {
        self.buffer.push(b'\n');
        self.line = self.buffer.len();
        self.buffer.resize(self.line + 2 * self.depth, b' ');
    }

    fn structural(&mut self, byte: u8) {
        match byte {
            b'[' | b'{' => {
                self.open.push(self.buffer.len());
                if byte == b'{' {
                    self.wordy = self.buffer.len();
                    self.brace = self.wordy;
                }
                self.buffer.push(byte);
            }
            b']' | b'}' => {
                if self.open.pop().is_some() {
                    let inside = self.open.len();
                    while self.commas.last().is_some_and(|(_, depth)| *depth > inside) {
                        self.commas.pop();
                    }
                } else {
                    self.depth = self.depth.saturating_sub(1);
                    self.newline();
                }
                self.buffer.push(byte);
            }
            b',' => {
                self.buffer.push(byte);
                if self.open.is_empty() {
                    self.newline();
                } else {
                    self.commas.push((self.buffer.len(), self.open.len()));
                    self.buffer.push(b' ');
                }
            }
            b':' => self.buffer.extend_from_slice(b": "),
            b'"' => {
                self.quoted = true;
                self.wordy = self.buffer.len();
                self.buffer.push(byte);
            }
            _ => self.buffer.push(byte),
        }
    }

    /// As much of `bytes` as belongs to the string that is open; how many bytes that is.
    fn string(&mut self, bytes: &[u8]) -> usize {
        let mut taken = 0;
        for byte in bytes {
            taken += 1;
            if self.escaped {
                self.escaped = false;
            } else if *byte == b'\\' {
                self.escaped = true;
            } else if *byte == b'"' {
                self.quoted = false;
                break;
            }
        }
        self.buffer.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        taken
    }

    /// Whether the line is longer than its outermost container that is not broken may be.
    fn is_too_long(&self) -> bool {
        let Some(open) = self.open.first() else { return false };
        let record = self.depth > 0 && self.brace == *open;
        let most = if record { RECORD } else { WIDTH };
        self.buffer.len() - self.line > most && self.wordy >= *open
    }

    /// Breaks the outermost container, and the next one inside while the last line is too long.
    fn fit(&mut self) {
        while self.is_too_long() {
            let begin = self.open.remove(0) + 1;
            let tail = self.buffer.split_off(begin.min(self.buffer.len()));
            self.depth += 1;
            self.newline();
            let mut done = begin;
            for (at, _) in self.commas.iter().filter(|(_, depth)| *depth == 1) {
                let element = tail.get(done - begin..at - begin).unwrap_or_default();
                self.buffer.extend_from_slice(element);
                self.buffer.push(b'\n');
                self.line = self.buffer.len();
                self.buffer.resize(self.line + 2 * self.depth, b' ');
                // The space after the comma is not needed before a line break.
                done = at + 1;
            }
            let moved = |at: usize| self.buffer.len() + at - done;
            for open in &mut self.open {
                *open = moved(*open);
            }
            self.commas.retain_mut(|(at, depth)| {
                *at = if *depth > 1 { moved(*at) } else { 0 };
                *depth -= 1;
                *depth > 0
            });
            let [wordy, brace] =
                [self.wordy, self.brace].map(|at| if at >= done { moved(at) } else { 0 });
            (self.wordy, self.brace) = (wordy, brace);
            self.buffer.extend_from_slice(tail.get(done - begin..).unwrap_or_default());
        }
    }
}

impl<W: Write> Write for Layout<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            rest = if self.quoted {
                let taken = self.string(rest);
                rest.get(taken..).unwrap_or_default()
            } else {
                self.structural(*byte);
                after
            };
        }
        self.fit();
        if self.open.is_empty() && self.buffer.len() > BLOCK && self.line > 0 {
            self.out.write_all(self.buffer.get(..self.line).unwrap_or_default())?;
            self.buffer.drain(..self.line);
            self.line = 0;
            self.wordy = 0;
            self.brace = 0;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn laid_out(value: &Value) -> String {
        let mut bytes = Vec::new();
        let mut layout = Layout::new(&mut bytes);
        serde_json::to_writer(&mut layout, value).unwrap();
        layout.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_fits_on_a_line_stands_on_one_and_numbers_are_never_broken() {
        let ring: Vec<[f64; 2]> = (0..8).map(|i| [36.12345, 33.0 + f64::from(i)]).collect();
        let value = json!({
            "id": "I-1",
            "empty": [],
            "none": {},
            "ring": [ring],
            "record": { "says": ["s".repeat(70), "t".repeat(70)], "of": "o".repeat(70) },
            "records": { "one": { "says": "s".repeat(150) }, "two": 2 },
            "status": [{ "term": "1.a", "status": "undetermined, \"or not\", [so]" }],
            "words": ["x".repeat(50), "y".repeat(50), { "z": "z".repeat(20), "n": [1, 2.5, null] }],
        });
        insta::assert_snapshot!(laid_out(&value), @r#"
        {
          "id": "I-1",
          "empty": [],
          "none": {},
          "ring": [[[36.12345, 33.0], [36.12345, 34.0], [36.12345, 35.0], [36.12345, 36.0], [36.12345, 37.0], [36.12345, 38.0], [36.12345, 39.0], [36.12345, 40.0]]],
          "record": {"says": ["ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss", "tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"], "of": "oooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo"},
          "records": {
            "one": {"says": "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"},
            "two": 2
          },
          "status": [{"term": "1.a", "status": "undetermined, \"or not\", [so]"}],
          "words": [
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
            {"z": "zzzzzzzzzzzzzzzzzzzz", "n": [1, 2.5, null]}
          ]
        }
        "#);
    }

    fn without_strings(line: &str) -> (String, usize) {
        let (mut bare, mut strings, mut quoted, mut escaped) = (String::new(), 0, false, false);
        for c in line.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => {
                    quoted = !quoted;
                    strings += usize::from(quoted);
                }
                _ if quoted => {}
                c => bare.push(c),
            }
        }
        (bare, strings)
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i32>().prop_map(Value::from),
            "[\\PC\"\\\\\\[\\]{},:\n]{0,40}".prop_map(Value::String),
        ];
        leaf.prop_recursive(5, 120, 9, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..9).prop_map(Value::Array),
                prop::collection::vec(("[a-z\",]{0,9}", inner), 0..9)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_layout_changes_nothing_but_the_space_between(value in any_json()) {
            let text = laid_out(&value);
            prop_assert_eq!(&serde_json::from_str::<Value>(&text).unwrap(), &value);
            prop_assert!(!text.lines().any(|l| l.ends_with(' ')));
            // Where a line is too long, it is one field, a record or a part of one, or a list of
            // numbers. A bracket and a comma may stand over the edge, and a column for each
            // container that was broken around a line that fitted before.
            for line in text.lines().filter(|l| l.len() > WIDTH + 9) {
                let (bare, strings) = without_strings(line);
                let bare = bare.trim_end_matches([',', '{', '[']);
                let objects = bare.matches('{').count();
                let fits_a_record = line.len() <= RECORD + 9;
                prop_assert!(objects == 0 || objects == 1 && fits_a_record, "{}", line);
                prop_assert!(!bare.contains(',') || strings <= 1 || fits_a_record, "{}", line);
            }
        }
    }
}
