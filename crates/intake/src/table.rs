//! Rows of comma-separated values (RFC 4180) that survive a broken neighbour.
//!
//! A quote that is never closed would swallow every row after it. So each line inside a quoted
//! value is asked whether it begins a row of its own; if it does, the quote was broken and
//! reading goes on there. A row that is sound begins such a line by definition, hence no broken
//! line can hide it.

/// A value in its row: a range of bytes without its enclosing quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// First byte.
    pub(crate) from: usize,
    /// First byte after.
    pub(crate) until: usize,
    /// Whether it holds doubled quotes.
    pub(crate) doubled: bool,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A quote inside a value that is not quoted, or words after a closing quote, at this byte.
    StrayQuote(usize),
    /// The quote at this byte is never closed.
    NeverClosed(usize),
    /// So many values.
    Width(usize),
}

/// One row's place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// First byte.
    pub(crate) from: usize,
    /// First byte after the row, without its line end.
    pub(crate) until: usize,
    /// Line it begins on, from 1.
    pub(crate) line: usize,
    /// What is wrong with it.
    pub(crate) flaw: Option<Flaw>,
}

/// A walk over the rows.
pub(crate) struct Rows<'a, F> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    begins_row: F,
    cells: Vec<Cell>,
}

impl<'a, F: Fn(&[u8]) -> bool> Rows<'a, F> {
    /// Walks `bytes`, whose first line is line `line`; `begins_row` tells whether a line, given
    /// with all that follows it, begins a row.
    pub(crate) fn new(bytes: &'a [u8], line: usize, begins_row: F) -> Self {
        Self { bytes, at: 0, line, begins_row, cells: Vec::new() }
    }

    /// The cells of the row last returned, as ranges of the whole.
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The byte and the line that reading goes on at.
    pub(crate) fn reached(&self) -> (usize, usize) {
        (self.at, self.line)
    }

    /// The next row; `None` at the end. Blank lines are skipped. With a width, a row of any
    /// other width is flawed.
    pub(crate) fn next(&mut self, width: Option<usize>) -> Option<Row> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            let blank = match rest {
                [] => return None,
                [b'\n', ..] => 1,
                [b'\r', b'\n', ..] => 2,
                [b'\r'] => 1,
                _ => break,
            };
            self.at += blank;
            self.line += 1;
        }
        let (from, line) = (self.at, self.line);
        self.cells.clear();
        let flaw = self.walk(from).err().or_else(|| {
            let count = self.cells.len();
            width.is_some_and(|w| w != count).then_some(Flaw::Width(count))
        });
        let until = trim_line_end(self.bytes, from, self.at);
        Some(Row { from, until, line, flaw })
    }

    /// Reads the cells of the row at `from` and moves on to where reading goes on.
    fn walk(&mut self, from: usize) -> Result<(), Flaw> {
        let bytes = self.bytes;
        let mut i = from;
        loop {
            if bytes.get(i) == Some(&b'"') {
                i = self.quoted(i)?;
            } else {
                let rest = bytes.get(i..).unwrap_or_default();
                let length = rest
                    .iter()
                    .position(|b| matches!(b, b',' | b'\n' | b'"'))
                    .unwrap_or(rest.len());
                let end = i + length;
                if bytes.get(end) == Some(&b'"') {
                    self.skip_line(end);
                    return Err(Flaw::StrayQuote(end));
                }
                let until =
                    if bytes.get(end) == Some(&b',') { end } else { trim_return(bytes, i, end) };
                self.cells.push(Cell { from: i, until, doubled: false });
                i = end;
            }
            match bytes.get(i) {
                Some(b',') => i += 1,
                Some(_) => {
                    self.at = i + 1;
                    self.line += 1;
                    return Ok(());
                }
                None => {
                    self.at = bytes.len();
                    return Ok(());
                }
            }
        }
    }

    /// Reads the quoted cell whose quote is at `open`; returns where its separator stands.
    fn quoted(&mut self, open: usize) -> Result<usize, Flaw> {
        let bytes = self.bytes;
        let mut i = open + 1;
        let mut doubled = false;
        loop {
            let rest = bytes.get(i..).unwrap_or_default();
            let Some(length) = rest.iter().position(|b| matches!(b, b'"' | b'\n')) else {
                self.at = bytes.len();
                return Err(Flaw::NeverClosed(open));
            };
            i += length + 1;
            if rest.get(length) == Some(&b'\n') {
                self.line += 1;
                if bytes.get(i..).is_some_and(|rest| (self.begins_row)(rest)) {
                    self.at = i;
                    return Err(Flaw::NeverClosed(open));
                }
            } else if bytes.get(i) == Some(&b'"') {
                doubled = true;
                i += 1;
            } else {
                break;
            }
        }
        self.cells.push(Cell { from: open + 1, until: i - 1, doubled });
        match bytes.get(i..).unwrap_or_default() {
            [] | [b',' | b'\n', ..] => Ok(i),
            [b'\r', b'\n', ..] => Ok(i + 1),
            [b'\r'] => Ok(bytes.len()),
            _ => {
                self.skip_line(i);
                Err(Flaw::StrayQuote(i - 1))
            }
        }
    }

    /// Moves on to the line after the one that byte `at` stands on.
    fn skip_line(&mut self, at: usize) {
        let rest = self.bytes.get(at..).unwrap_or_default();
        match rest.iter().position(|b| *b == b'\n') {
            Some(length) => {
                self.at = at + length + 1;
                self.line += 1;
            }
            None => self.at = self.bytes.len(),
        }
    }
}

fn trim_return(bytes: &[u8], from: usize, until: usize) -> usize {
    if until > from && bytes.get(until - 1) == Some(&b'\r') { until - 1 } else { until }
}

fn trim_line_end(bytes: &[u8], from: usize, until: usize) -> usize {
    if until > from && bytes.get(until - 1) == Some(&b'\n') {
        trim_return(bytes, from, until - 1)
    } else {
        trim_return(bytes, from, until)
    }
}

/// The values of the first cells of a line, quotes taken off, as far as they are simple.
pub(crate) fn simple_cells(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let (value, after) = match line.strip_prefix(b"\"") {
            Some(inner) => {
                let close = inner.iter().position(|b| matches!(b, b'"' | b'\n'))?;
                (inner.get(..close)?, inner.get(close + 1..)?)
            }
            None => {
                let end = line
                    .iter()
                    .position(|b| matches!(b, b',' | b'\n' | b'"'))
                    .unwrap_or(line.len());
                (line.get(..end)?, line.get(end..)?)
            }
        };
        rest = after.strip_prefix(b",");
        Some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn begins(rest: &[u8]) -> bool {
        let first = simple_cells(rest).next().unwrap_or_default();
        !first.is_empty() && first.iter().all(u8::is_ascii_digit)
    }

    fn rows(text: &str, width: usize) -> Vec<Result<Vec<String>, Flaw>> {
        let mut rows = Rows::new(text.as_bytes(), 1, begins);
        let mut all = Vec::new();
        while let Some(row) = rows.next(Some(width)) {
            all.push(match row.flaw {
                Some(flaw) => Err(flaw),
                None => Ok(rows
                    .cells()
                    .iter()
                    .map(|c| text[c.from..c.until].replace("\"\"", "\""))
                    .collect()),
            });
        }
        all
    }

    #[test]
    fn a_broken_line_costs_only_itself() {
        let text = "1,a\n2,\"b\n3,\"c \"\"d\"\"\ne\"\r\n4,f\"g\n\n5,h,i\nword\n6,\"j";
        assert_eq!(
            rows(text, 2),
            [
                Ok(vec!["1".into(), "a".into()]),
                Err(Flaw::NeverClosed(6)),
                Ok(vec!["3".into(), "c \"d\"\ne".into()]),
                Err(Flaw::StrayQuote(27)),
                Err(Flaw::Width(3)),
                Err(Flaw::Width(1)),
                Err(Flaw::NeverClosed(44)),
            ]
        );
    }

    proptest! {
        /// On sound tables it reads what the `csv` crate reads.
        #[test]
        fn agrees_with_another_reader(
            table in proptest::collection::vec(
                proptest::collection::vec("[a-c\",\n é]{0,6}", 3), 1..6)
        ) {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let ours: Vec<_> = rows(&text, 3).into_iter().map(Result::unwrap).collect();
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.unwrap().iter().map(str::to_string).collect())
                .collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn rows_follow_one_another(text in "[0-9a\",\r\n]{0,80}") {
            let mut rows = Rows::new(text.as_bytes(), 1, begins);
            let (mut at, mut line) = (0, 1);
            while let Some(row) = rows.next(Some(2)) {
                prop_assert!(row.from >= at && row.until >= row.from && row.line >= line);
                prop_assert_eq!(1 + text[..row.from].matches('\n').count(), row.line);
                (at, line) = (row.until, row.line);
            }
        }
    }
}
