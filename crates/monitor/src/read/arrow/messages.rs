//! Takes a columnar log apart into record batches.
//!
//! An IPC file is an IPC stream between a first and a last `ARROW1`, with a table of contents at its
//! end, which is not needed to read from front to back. So both are read as a stream, from a pipe too.
//!
//! The decoder of `arrow-ipc` trusts what messages say of themselves: it stops the program where a
//! buffer lies outside its message or a type is unknown. So every message is checked here first.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::convert::fb_to_schema;
use arrow_ipc::reader::{read_dictionary, read_record_batch};
use arrow_ipc::{
    DictionaryBatch, Endianness, Field, Message, MessageHeader, Precision, RecordBatch as Batch,
    Schema, Type, root_as_message,
};
use arrow_schema::{ArrowError, DataType, SchemaRef};

use crate::read::Refusal;
use crate::read::facts::shown;

/// The most bytes of the description of a message, and of what it holds.
const MAX_DESCRIPTION: u32 = 16 << 20;
const MAX_BODY: u64 = 1 << 30;

/// What a file begins and ends with.
const MAGIC: &[u8; 6] = b"ARROW1";
/// The most words that fill up behind it.
const PADDING: usize = 8;

/// Why no batch came: the input failed, or what it holds cannot be taken.
pub(super) enum Fault {
    Io(io::Error),
    Refused(Refusal),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The record batches of a log, in their order, one held at a time.
pub(super) struct Batches<R> {
    input: R,
    /// Whether a table of contents must follow.
    file: bool,
    schema: SchemaRef,
    dictionaries: HashMap<i64, ArrayRef>,
    /// How many bytes each dictionary took: they are what stays in memory.
    held: HashMap<i64, usize>,
    ended: bool,
}

impl<R: Read> Batches<R> {
    /// Reads up to the schema.
    pub(super) fn new(mut input: R) -> Result<Self, Fault> {
        let mut start = word(&mut input)?;
        let file = start.starts_with(MAGIC);
        if file {
            start = word(&mut input)?;
            // Some writers fill up to 64 bytes behind the first word of a file.
            for _ in 0..PADDING {
                if start != [0; 8] {
                    break;
                }
                start = word(&mut input)?;
            }
        }
        let Some(Frame { description, .. }) = message(&mut start.as_slice().chain(&mut input))?
        else {
            return Err(damaged("it holds no schema").into());
        };
        let message = parsed(&description)?;
        let Some(schema) = message.header_as_schema() else {
            return Err(damaged("it does not begin with a schema").into());
        };
        check_schema(&schema)?;
        Ok(Self {
            schema: Arc::new(fb_to_schema(schema)),
            input,
            file,
            dictionaries: HashMap::new(),
            held: HashMap::new(),
            ended: false,
        })
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The next record batch; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<RecordBatch>, Fault> {
        while !self.ended {
            let Some(Frame { description, body }) = message(&mut self.input)? else {
                self.ended = true;
                if self.file {
                    self.end_of_file()?;
                }
                break;
            };
            let message = parsed(&description)?;
            let length = body.len();
            let body = body.into();
            match message.header_type() {
                MessageHeader::RecordBatch => {
                    let batch = message
                        .header_as_record_batch()
                        .ok_or_else(|| damaged("a record batch is empty"))?;
                    let types: Vec<&DataType> =
                        self.schema.fields().iter().map(|field| field.data_type()).collect();
                    check_batch(&batch, &types, length)?;
                    return read_record_batch(
                        &body,
                        batch,
                        self.schema.clone(),
                        &self.dictionaries,
                        None,
                        &message.version(),
                    )
                    .map(Some)
                    .map_err(|error| undecodable(&error).into());
                }
                MessageHeader::DictionaryBatch => {
                    let dictionary = message
                        .header_as_dictionary_batch()
                        .ok_or_else(|| damaged("a dictionary is empty"))?;
                    self.hold(&dictionary, length)?;
                    read_dictionary(
                        &body,
                        dictionary,
                        &self.schema,
                        &mut self.dictionaries,
                        &message.version(),
                    )
                    .map_err(|error| undecodable(&error))?;
                }
                _ => return Err(damaged("a message is neither a batch nor a dictionary").into()),
            }
        }
        Ok(None)
    }

    /// Checks a dictionary, and that not too much of dictionaries is held.
    fn hold(&mut self, dictionary: &DictionaryBatch<'_>, length: usize) -> Result<(), Refusal> {
        let batch = dictionary.data().ok_or_else(|| damaged("a dictionary is empty"))?;
        // arrow-ipc reads a dictionary as what the first column that uses it says; so do we.
        #[allow(deprecated)]
        let users = self.schema.fields_with_dict_id(dictionary.id());
        let Some(DataType::Dictionary(_, values)) = users.first().map(|field| field.data_type())
        else {
            return Err(damaged("a dictionary belongs to no column"));
        };
        check_batch(&batch, &[values], length)?;
        let held = self.held.entry(dictionary.id()).or_insert(0);
        *held = if dictionary.isDelta() { held.saturating_add(length) } else { length };
        let held = self.held.values().fold(0, |sum: usize, held| sum.saturating_add(*held));
        if held as u64 > MAX_BODY {
            return Err(too_large("the dictionaries", MAX_BODY));
        }
        Ok(())
    }

    /// A file that was written to its end ends with the word it begins with.
    fn end_of_file(&mut self) -> Result<(), Fault> {
        let mut block = [0; 4096];
        let mut last = Vec::new();
        loop {
            let read = match self.input.read(&mut block) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            last.extend_from_slice(block.get(..read).unwrap_or_default());
            last.drain(..last.len().saturating_sub(MAGIC.len()));
        }
        if last == MAGIC { Ok(()) } else { Err(cut().into()) }
    }
}

/// The next eight bytes, fewer at the end: everything in a file starts at a multiple of eight.
fn word(input: &mut impl Read) -> Result<Vec<u8>, Fault> {
    let mut word = Vec::new();
    input.by_ref().take(8).read_to_end(&mut word)?;
    Ok(word)
}

/// A message as it travels.
struct Frame {
    /// A flatbuffer that says what the body is.
    description: Vec<u8>,
    body: Vec<u8>,
}

/// The next message; `None` at the end of the stream.
fn message(input: &mut impl Read) -> Result<Option<Frame>, Fault> {
    let mut size = [0; 4];
    let mut start = Vec::new();
    input.by_ref().take(4).read_to_end(&mut start)?;
    if start.is_empty() {
        return Ok(None);
    }
    size.copy_from_slice(exactly(start, 4)?.get(..4).unwrap_or(&[0; 4]));
    // Files before version 0.15 of the format have no such mark before the size.
    if size == [0xff; 4] {
        input.read_exact(&mut size).map_err(ended_early)?;
    }
    let size = u32::from_le_bytes(size);
    if size == 0 {
        return Ok(None);
    }
    if size > MAX_DESCRIPTION {
        return Err(damaged("a message takes too much to say what it is").into());
    }
    let mut description = Vec::new();
    input.by_ref().take(size.into()).read_to_end(&mut description)?;
    let description = exactly(description, size.into())?;
    let length = parsed(&description)?.bodyLength();
    let length =
        u64::try_from(length).map_err(|_| damaged("a message says that it has no length"))?;
    if length > MAX_BODY {
        return Err(too_large("a record batch", MAX_BODY).into());
    }
    // What a message says of its length is believed only as its bytes come.
    let mut body = Vec::new();
    input.by_ref().take(length).read_to_end(&mut body)?;
    Ok(Some(Frame { description, body: exactly(body, length)? }))
}

fn exactly(bytes: Vec<u8>, length: u64) -> Result<Vec<u8>, Refusal> {
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(cut()) }
}

fn ended_early(error: io::Error) -> Fault {
    if error.kind() == io::ErrorKind::UnexpectedEof { cut().into() } else { error.into() }
}

fn parsed(description: &[u8]) -> Result<Message<'_>, Refusal> {
    root_as_message(description).map_err(|_| damaged("a message cannot be read"))
}

fn check_schema(schema: &Schema<'_>) -> Result<(), Refusal> {
    if schema.endianness() != Endianness::Little {
        return Err(Refusal::new(
            "the log was written with the high byte first",
            "write it again on a machine that puts the low byte first",
        ));
    }
    let fields = schema.fields().ok_or_else(|| damaged("its schema has no columns"))?;
    fields.iter().try_for_each(|field| check_field(&field))
}

/// Lets through only the types that columns of a log may have, as arrow-ipc stops the program at
/// others.
fn check_field(field: &Field<'_>) -> Result<(), Refusal> {
    let width = |bits: i32| matches!(bits, 8 | 16 | 32 | 64);
    let known = match field.type_type() {
        Type::Int => field.type_as_int().is_some_and(|int| width(int.bitWidth())),
        Type::FloatingPoint => field.type_as_floating_point().is_some_and(|float| {
            matches!(float.precision(), Precision::SINGLE | Precision::DOUBLE)
        }),
        Type::Utf8 | Type::LargeUtf8 => true,
        _ => false,
    };
    let indexed = field
        .dictionary()
        .is_none_or(|dictionary| dictionary.indexType().is_some_and(|int| width(int.bitWidth())));
    if known && indexed {
        return Ok(());
    }
    Err(Refusal::new(
        format!(
            "column {} is of a type that no column of a log has",
            shown(field.name().unwrap_or_default())
        ),
        "use int64, float64, utf8 or a dictionary of utf8; leave other columns out",
    ))
}

/// Checks that every column lies within the body.
fn check_batch(batch: &Batch<'_>, types: &[&DataType], length: usize) -> Result<(), Refusal> {
    if batch.compression().is_some() {
        return Err(Refusal::new("the log is compressed", "write it without compression"));
    }
    if batch.variadicBufferCounts().is_some_and(|counts| !counts.is_empty()) {
        return Err(damaged("a record batch has columns that its schema does not name"));
    }
    let wrong = || damaged("a record batch is not as long as it says");
    let (nodes, buffers) = (batch.nodes().ok_or_else(wrong)?, batch.buffers().ok_or_else(wrong)?);
    if nodes.len() != types.len() {
        return Err(wrong());
    }
    let mut buffers = buffers.iter();
    let mut bytes = || {
        let buffer = buffers.next().ok_or_else(wrong)?;
        let from = usize::try_from(buffer.offset()).map_err(|_| wrong())?;
        let bytes = usize::try_from(buffer.length()).map_err(|_| wrong())?;
        match from.checked_add(bytes) {
            Some(end) if end <= length => Ok(bytes),
            _ => Err(wrong()),
        }
    };
    for (node, of) in nodes.iter().zip(types) {
        let rows = usize::try_from(node.length()).map_err(|_| wrong())?;
        // A row takes at least a byte in every column, so that no product of lengths overflows.
        if rows > length || node.length() != batch.length() {
            return Err(wrong());
        }
        let nulls = usize::try_from(node.null_count()).map_err(|_| wrong())?;
        let validity = bytes()?;
        if nulls > rows || (nulls > 0 && validity < rows.div_ceil(8)) {
            return Err(wrong());
        }
        let (width, text) = match of {
            DataType::Utf8 => (4, true),
            DataType::LargeUtf8 => (8, true),
            DataType::Dictionary(keys, _) => (keys.primitive_width().ok_or_else(wrong)?, false),
            of => (of.primitive_width().ok_or_else(wrong)?, false),
        };
        // arrow-ipc looks at whole buffers as numbers, and stops where one is cut.
        if !bytes()?.is_multiple_of(width) {
            return Err(wrong());
        }
        if text {
            bytes()?;
        }
    }
    Ok(())
}

fn damaged(how: &str) -> Refusal {
    Refusal::new(format!("this is not a columnar log: {how}"), "write it as Arrow IPC again")
}

fn cut() -> Refusal {
    Refusal::new("the log ends too early", "write or copy it again")
}

fn too_large(what: &str, limit: u64) -> Refusal {
    Refusal::new(
        format!("{what} of the log takes more than {} MiB", limit >> 20),
        "write the log in smaller record batches, of 65536 rows or so",
    )
}

fn undecodable(error: &ArrowError) -> Refusal {
    let error: String = error.to_string().chars().take(300).collect();
    Refusal::new(format!("a record batch cannot be read: {error}"), "write the log again")
}
