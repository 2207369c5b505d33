//! Writes logs as tables of columns, as [`read_arrow`](crate::read_arrow) reads them.

use std::io::{self, ErrorKind, Write};
use std::mem;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder, UInt64Builder};
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, PrimitiveArray, RecordBatch, StringArray};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field as ColumnOf, Schema, SchemaRef};

use crate::read::facts::{Predicates, back};
use crate::read::{Field, Refusal, Sink};
use crate::signature::Signature;
use crate::value::Kind;

/// When a record batch is written: after so many rows or bytes of text.
const ROWS: usize = 65_536;
const TEXT: usize = 64 << 20;
/// The longest text a fact may carry, in bytes, so that a batch stays within what is read again.
const LONGEST: usize = 256 << 20;

/// Takes a log and writes it as an IPC file of Apache Arrow, with the columns `tp`, `ts`,
/// `predicate`, and `ik`, `fk` or `sk` for argument `k` of a fact, as it is a whole number, a
/// floating-point number or a text.
///
/// A time point without facts is a row whose predicate is null. Rows are written in batches of 65,536.
/// Give it an output with a buffer.
pub struct ArrowLog<'s, W: Write> {
    writer: FileWriter<W>,
    schema: SchemaRef,
    predicates: Predicates<'s>,
    /// The entries of the dictionary of predicates: their names, in the order of their numbers.
    names: ArrayRef,
    rows: Rows,
    /// The number of the time point that began last, its time, and whether it has a row.
    last: Option<(u64, i64, bool)>,
    /// What went wrong in [`Sink::fact`], which has no way to say it.
    fault: Option<io::Error>,
}

/// The rows of a batch that is being filled.
struct Rows {
    tp: UInt64Builder,
    ts: Int64Builder,
    predicate: Vec<Option<i32>>,
    /// By position and kind, sorted.
    arguments: Vec<(usize, Builder)>,
    /// How many bytes its texts have.
    text: usize,
}

enum Builder {
    Ints(Int64Builder),
    Floats(Float64Builder),
    Texts(StringBuilder),
}

impl<'s, W: Write> ArrowLog<'s, W> {
    /// A log of this signature that has not begun; writes the head of the file.
    ///
    /// # Errors
    /// Where the head could not be written.
    pub fn new(output: W, signature: &'s Signature) -> io::Result<Self> {
        let predicates = Predicates::new(signature);
        let arguments = predicates.arguments();
        let text = || Box::new(DataType::Utf8);
        let mut columns = vec![
            ColumnOf::new("tp", DataType::UInt64, false),
            ColumnOf::new("ts", DataType::Int64, false),
            ColumnOf::new(
                "predicate",
                DataType::Dictionary(Box::new(DataType::Int32), text()),
                true,
            ),
        ];
        columns.extend(arguments.iter().map(|(position, kind)| {
            let (letter, of) = match kind {
                Kind::Int => ('i', DataType::Int64),
                Kind::Float => ('f', DataType::Float64),
                Kind::Str => ('s', DataType::Utf8),
            };
            ColumnOf::new(format!("{letter}{position}"), of, true)
        }));
        let schema = Arc::new(Schema::new(columns));
        let builders = arguments.into_iter().map(|(position, kind)| {
            let builder = match kind {
                Kind::Int => Builder::Ints(Int64Builder::new()),
                Kind::Float => Builder::Floats(Float64Builder::new()),
                Kind::Str => Builder::Texts(StringBuilder::new()),
            };
            (position, builder)
        });
        Ok(Self {
            writer: FileWriter::try_new(output, &schema).map_err(unwritten)?,
            schema,
            names: Arc::new(StringArray::from_iter_values(predicates.names())),
            predicates,
            rows: Rows {
                tp: UInt64Builder::new(),
                ts: Int64Builder::new(),
                predicate: Vec::new(),
                arguments: builders.collect(),
                text: 0,
            },
            last: None,
            fault: None,
        })
    }

    /// Ends the log, writes the table of contents and hands the output back.
    ///
    /// # Errors
    /// Where a part could not be written, where a fact was not one of the signature, or carried a text
    /// over 256 MiB.
    pub fn finish(mut self) -> io::Result<W> {
        self.complete();
        if self.fault.is_none() {
            self.fault = self.flush().err();
        }
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.writer.finish().map_err(unwritten)?;
        let mut output = self.writer.into_inner().map_err(unwritten)?;
        output.flush()?;
        Ok(output)
    }

    /// Gives the time point that began last a row if it has none.
    fn complete(&mut self) {
        if let Some((tp, ts, row @ false)) = &mut self.last {
            *row = true;
            self.rows.push(*tp, *ts, None, &[]);
        }
    }

    fn write(&mut self, predicate: usize, fields: &[Field<'_>]) -> io::Result<()> {
        let invalid = |message: String| io::Error::new(ErrorKind::InvalidInput, message);
        let Some((tp, ts, row)) = &mut self.last else {
            return Err(invalid("a fact stands before the first time point; begin one".to_owned()));
        };
        *row = true;
        let number = i32::try_from(predicate).ok();
        if !self.predicates.admit(predicate, fields) || number.is_none() {
            return Err(invalid(format!(
                "this is no fact of predicate {predicate}; hand over what the signature says"
            )));
        }
        let text: usize = fields
            .iter()
            .map(|field| if let Field::Str(text) = field { text.len() } else { 0 })
            .fold(0, usize::saturating_add);
        if text > LONGEST {
            return Err(invalid(format!(
                "a fact carries more than {} MiB of text; shorten it",
                LONGEST >> 20
            )));
        }
        self.rows.push(*tp, *ts, number, fields);
        self.rows.text += text;
        if self.rows.predicate.len() >= ROWS || self.rows.text >= TEXT {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.rows.predicate.is_empty() {
            return Ok(());
        }
        let columns = self.rows.take(&self.names).map_err(unwritten)?;
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(unwritten)?;
        self.writer.write(&batch).map_err(unwritten)
    }
}

impl Rows {
    fn push(&mut self, tp: u64, ts: i64, predicate: Option<i32>, fields: &[Field<'_>]) {
        self.tp.append_value(tp);
        self.ts.append_value(ts);
        self.predicate.push(predicate);
        for (position, builder) in &mut self.arguments {
            let field = fields.get(*position);
            match builder {
                Builder::Ints(ints) => ints.append_option(match field {
                    Some(Field::Int(number)) => Some(*number),
                    _ => None,
                }),
                Builder::Floats(floats) => floats.append_option(match field {
                    Some(Field::Float(number)) => Some(*number),
                    _ => None,
                }),
                Builder::Texts(texts) => texts.append_option(match field {
                    Some(Field::Str(text)) => Some(*text),
                    _ => None,
                }),
            }
        }
    }

    /// The rows as columns; none are left.
    fn take(&mut self, names: &ArrayRef) -> Result<Vec<ArrayRef>, ArrowError> {
        self.text = 0;
        let keys = PrimitiveArray::<Int32Type>::from(mem::take(&mut self.predicate));
        let predicates = DictionaryArray::try_new(keys, names.clone())?;
        let mut columns: Vec<ArrayRef> =
            vec![Arc::new(self.tp.finish()), Arc::new(self.ts.finish()), Arc::new(predicates)];
        columns.extend(self.arguments.iter_mut().map(|(_, builder)| match builder {
            Builder::Ints(ints) => Arc::new(ints.finish()) as Arc<dyn Array>,
            Builder::Floats(floats) => Arc::new(floats.finish()),
            Builder::Texts(texts) => Arc::new(texts.finish()),
        }));
        Ok(columns)
    }
}

impl<W: Write> Sink for ArrowLog<'_, W> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        self.complete();
        if self.fault.is_none() && self.rows.predicate.len() >= ROWS {
            self.fault = self.flush().err();
        }
        if let Some(fault) = &self.fault {
            return Err(Refusal::new(
                format!("the log cannot be written: {fault}"),
                "put that right and write it again",
            ));
        }
        let tp = match self.last {
            Some((_, last, _)) if ts < last => return Err(back(last, ts)),
            Some((tp, ..)) => tp + 1,
            None => 0,
        };
        self.last = Some((tp, ts, false));
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        if self.fault.is_none() {
            self.fault = self.write(predicate, fields).err();
        }
    }
}

fn unwritten(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        error => io::Error::other(error),
    }
}
