//! Reads logs as tables of columns, in the IPC formats of Apache Arrow.
//!
//! # Layout
//! A row is a fact. Its columns, in any order:
//!
//! | column | type | what |
//! |---|---|---|
//! | `tp` | `uint64`, `int64`, `uint32` or `int32` | the number of the time point |
//! | `ts` | the same | its time stamp, in seconds |
//! | `predicate` | text | the predicate; null in the row of a time point without facts |
//! | `i0`, `i1`, … | as `tp` | argument 0, 1, … of a fact, where it is a whole number |
//! | `f0`, `f1`, … | `float64` or `float32` | the same argument, where it is a floating-point number |
//! | `s0`, `s1`, … | text | the same argument, where it is a text |
//!
//! Text is `utf8`, `large_utf8`, or a dictionary of one of them. Argument `k` of a fact stands in one
//! of `ik`, `fk` and `sk`, as its predicate's signature says; the other two are null there. A column
//! that would be all null may be left out. Rows of one time point stand together, and time points in
//! order; numbers of time points may be left out. `notify(7, "north")` at time 36 is
//!
//! | `tp` | `ts` | `predicate` | `i0` | `s1` |
//! |---|---|---|---|---|
//! | 0 | 36 | notify | 7 | north |
//!
//! The table is an IPC stream or an IPC file, not compressed, in record batches of at most 1 GiB.
//! From Python, with `pyarrow`:
//!
//! ```python
//! table = pa.table({
//!     "tp": pa.array([0], pa.uint64()), "ts": pa.array([36], pa.int64()),
//!     "predicate": pa.array(["notify"]).dictionary_encode(),
//!     "i0": pa.array([7], pa.int64()), "s1": pa.array(["north"]),
//! })
//! with pa.ipc.new_file("log.arrow", table.schema) as writer:
//!     writer.write_table(table, max_chunksize=65536)
//! ```

mod messages;

use std::io::{BufReader, Read};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type, Int32Type, Int64Type, UInt32Type, UInt64Type};
use arrow_array::{
    Array, Float32Array, Float64Array, Int32Array, Int64Array, LargeStringArray, RecordBatch,
    StringArray, UInt32Array, UInt64Array,
};
use arrow_schema::{DataType, Schema};

use crate::read::arrow::messages::{Batches, Fault};
use crate::read::facts::{Predicates, TimePoints, shown, wrong_kind};
use crate::read::{Field, Place, ReadError, Refusal, Sink};
use crate::signature::Signature;
use crate::value::Kind;

/// Reads a log from a table of columns, an IPC stream or an IPC file of Apache Arrow: the columns
/// `tp`, `ts` and `predicate`, and argument `k` of a fact in `ik`, `fk` or `sk`, as it is a whole
/// number, a floating-point number or a text.
///
/// Record batches are read one after the other and none is kept; the input needs no buffer and need
/// not be a file. A stream may end between two batches without a mark, so a stream that was cut there
/// is a shorter log; a file that was cut anywhere is refused.
///
/// # Errors
/// [`ReadError`] with the row, counted from 1 over all batches: for what is not such a table, for
/// compressed ones, for predicates the signature does not know, for values of another kind or number,
/// for nulls where a value must stand, and where time or the numbers of the time points go back. An
/// open signature is refused.
pub fn read_arrow(
    input: impl Read,
    signature: &Signature,
    sink: &mut impl Sink,
) -> Result<(), ReadError> {
    let mut row = 1;
    read(input, signature, sink, &mut row).map_err(|fault| match fault {
        Fault::Io(error) => error.into(),
        Fault::Refused(refusal) => refusal.at(Place::Row { row }),
    })
}

/// The same, with `row` left where it stopped.
fn read(
    input: impl Read,
    signature: &Signature,
    sink: &mut impl Sink,
    row: &mut u64,
) -> Result<(), Fault> {
    let predicates = Predicates::closed(signature)?;
    let mut points = TimePoints::default();
    let mut batches = Batches::new(BufReader::new(input))?;
    let layout = Layout::of(batches.schema())?;
    while let Some(batch) = batches.next()? {
        let table = Table::of(&batch, &layout, &predicates)?;
        let mut fields = Vec::new();
        for at in 0..batch.num_rows() {
            table.row(at, &predicates, &mut points, &mut fields, sink)?;
            *row += 1;
        }
    }
    Ok(())
}

/// Which columns of a table are what.
struct Layout {
    tp: usize,
    ts: usize,
    predicate: usize,
    /// Position of the argument, its kind, and the column; sorted.
    arguments: Vec<(usize, Kind, usize)>,
}

impl Layout {
    fn of(schema: &Schema) -> Result<Self, Refusal> {
        let (mut tp, mut ts, mut predicate) = (None, None, None);
        let mut arguments = Vec::new();
        for (column, field) in schema.fields().iter().enumerate() {
            let name = field.name().as_str();
            let repeated = match name {
                "tp" => tp.replace(column).is_some(),
                "ts" => ts.replace(column).is_some(),
                "predicate" => predicate.replace(column).is_some(),
                _ => {
                    let (position, kind) = argument(name).ok_or_else(|| {
                        Refusal::new(
                            format!("column {} is none of a log's", shown(name)),
                            "leave it out; a log has tp, ts, predicate and i0, f0, s0, i1, …",
                        )
                    })?;
                    arguments.push((position, kind, column));
                    false
                }
            };
            if repeated {
                return Err(twice(name));
            }
        }
        arguments.sort_unstable();
        for (one, next) in arguments.iter().zip(arguments.iter().skip(1)) {
            if (one.0, one.1) == (next.0, next.1) {
                return Err(twice(schema.field(one.2).name()));
            }
        }
        let found = |column: Option<usize>, name: &str| {
            column.ok_or_else(|| {
                Refusal::new(
                    format!("the log has no column {name}"),
                    "a log has the columns tp, ts and predicate",
                )
            })
        };
        Ok(Self {
            tp: found(tp, "tp")?,
            ts: found(ts, "ts")?,
            predicate: found(predicate, "predicate")?,
            arguments,
        })
    }
}

fn twice(name: &str) -> Refusal {
    Refusal::new(format!("the log has two columns {}", shown(name)), "leave one of them out")
}

/// The position and the kind of the argument that a column of this name holds.
fn argument(name: &str) -> Option<(usize, Kind)> {
    let kind = match name.as_bytes().first()? {
        b'i' => Kind::Int,
        b'f' => Kind::Float,
        b's' => Kind::Str,
        _ => return None,
    };
    let digits = name.get(1..)?;
    let position: usize = digits.parse().ok()?;
    // One spelling a column: i7, but not i07 or i+7.
    (position.to_string() == digits).then_some((position, kind))
}

/// One record batch with its columns typed.
struct Table<'b> {
    tp: Ints<'b>,
    ts: Ints<'b>,
    predicate: Names<'b>,
    /// By position and kind; those that are all null are left out.
    arguments: Vec<(usize, Argument<'b>)>,
}

impl<'b> Table<'b> {
    fn of(
        batch: &'b RecordBatch,
        layout: &Layout,
        predicates: &Predicates<'_>,
    ) -> Result<Self, Refusal> {
        let column = |column: usize| -> Column<'b> {
            (batch.schema_ref().field(column).name().clone(), batch.column(column).as_ref())
        };
        let mut arguments = Vec::new();
        for (position, kind, at) in &layout.arguments {
            let column = column(*at);
            let all_null = column.1.null_count() == column.1.len();
            let argument = match kind {
                Kind::Int => Argument::Ints(Ints::of(column)?),
                Kind::Float => Argument::Floats(Floats::of(column)?),
                Kind::Str => Argument::Texts(Texts::of(column)?),
            };
            if !all_null {
                arguments.push((*position, argument));
            }
        }
        Ok(Self {
            tp: Ints::of(column(layout.tp))?,
            ts: Ints::of(column(layout.ts))?,
            predicate: Names::of(Texts::of(column(layout.predicate))?, predicates),
            arguments,
        })
    }

    /// Hands one row over. `fields` is empty, or holds what an earlier row left.
    fn row(
        &self,
        row: usize,
        predicates: &Predicates<'_>,
        points: &mut TimePoints,
        fields: &mut Vec<Field<'b>>,
        sink: &mut impl Sink,
    ) -> Result<(), Refusal> {
        let tp = self.tp.get(row)?.ok_or_else(|| null("tp"))?;
        let ts = self.ts.get(row)?.ok_or_else(|| null("ts"))?;
        let predicate = self.predicate.get(row, predicates)?;
        let name = predicate.map_or("", |predicate| predicates.name(predicate));
        let columns = predicate.map_or(&[][..], |predicate| predicates.columns(predicate));
        fields.clear();
        for (position, argument) in &self.arguments {
            let Some(field) = argument.get(row)? else {
                continue;
            };
            let Some(column) = columns.get(*position) else {
                return Err(match predicate {
                    Some(_) => Refusal::new(
                        format!("{name} has no argument {position}"),
                        "arguments count from 0; leave those that a fact has not null",
                    ),
                    None => Refusal::new(
                        "a row has arguments but no predicate",
                        "name its predicate, or leave all its arguments null",
                    ),
                });
            };
            if let Some(kind) = column.kind
                && kind != field.kind()
            {
                let Refusal { message, help } = wrong_kind(kind);
                return Err(Refusal::new(
                    format!("argument {position} of {name} is {}: {message}", field.kind()),
                    help,
                ));
            }
            if *position < fields.len() {
                return Err(Refusal::new(
                    format!("argument {position} of {name} stands in two columns"),
                    "leave all but one of them null",
                ));
            }
            if *position > fields.len() {
                break;
            }
            fields.push(field);
        }
        if fields.len() < columns.len() {
            return Err(Refusal::new(
                format!("argument {} of {name} is null or has no column", fields.len()),
                "give every fact as many values as its predicate has columns",
            ));
        }
        points.reach(tp, ts, sink)?;
        if let Some(predicate) = predicate
            && sink.wants(predicate)
        {
            sink.fact(predicate, fields);
        }
        Ok(())
    }
}

/// A column with its name, for refusals.
type Column<'b> = (String, &'b dyn Array);

fn wrong_type((name, column): Column<'_>, help: &str) -> Refusal {
    Refusal::new(format!("column {name} is of type {}", column.data_type()), help)
}

fn null(name: &str) -> Refusal {
    Refusal::new(format!("{name} is null"), "give every row its time point and time")
}

/// A column of arguments.
enum Argument<'b> {
    Ints(Ints<'b>),
    Floats(Floats<'b>),
    Texts(Texts<'b>),
}

impl<'b> Argument<'b> {
    fn get(&self, row: usize) -> Result<Option<Field<'b>>, Refusal> {
        Ok(match self {
            Self::Ints(ints) => ints.get(row)?.map(Field::Int),
            Self::Floats(floats) => floats.get(row).map(Field::Float),
            Self::Texts(texts) => texts.get(row).map(Field::Str),
        })
    }
}

/// A column of whole numbers.
enum Ints<'b> {
    I64(&'b Int64Array),
    I32(&'b Int32Array),
    U64(&'b UInt64Array),
    U32(&'b UInt32Array),
}

impl<'b> Ints<'b> {
    fn of(column: Column<'b>) -> Result<Self, Refusal> {
        let array = column.1;
        if let Some(array) = array.as_primitive_opt::<Int64Type>() {
            Ok(Self::I64(array))
        } else if let Some(array) = array.as_primitive_opt::<Int32Type>() {
            Ok(Self::I32(array))
        } else if let Some(array) = array.as_primitive_opt::<UInt64Type>() {
            Ok(Self::U64(array))
        } else if let Some(array) = array.as_primitive_opt::<UInt32Type>() {
            Ok(Self::U32(array))
        } else {
            Err(wrong_type(column, "make it int64"))
        }
    }

    fn get(&self, row: usize) -> Result<Option<i64>, Refusal> {
        Ok(match self {
            Self::I64(array) => array.is_valid(row).then(|| array.value(row)),
            Self::I32(array) => array.is_valid(row).then(|| array.value(row).into()),
            Self::U32(array) => array.is_valid(row).then(|| array.value(row).into()),
            Self::U64(array) if array.is_null(row) => None,
            Self::U64(array) => Some(i64::try_from(array.value(row)).map_err(|_| {
                Refusal::new(
                    "this number is too large",
                    "whole numbers go from -9223372036854775808 to 9223372036854775807",
                )
            })?),
        })
    }
}

/// A column of floating-point numbers.
enum Floats<'b> {
    F64(&'b Float64Array),
    F32(&'b Float32Array),
}

impl<'b> Floats<'b> {
    fn of(column: Column<'b>) -> Result<Self, Refusal> {
        if let Some(array) = column.1.as_primitive_opt::<Float64Type>() {
            Ok(Self::F64(array))
        } else if let Some(array) = column.1.as_primitive_opt::<Float32Type>() {
            Ok(Self::F32(array))
        } else {
            Err(wrong_type(column, "make it float64"))
        }
    }

    fn get(&self, row: usize) -> Option<f64> {
        match self {
            Self::F64(array) => array.is_valid(row).then(|| array.value(row)),
            Self::F32(array) => array.is_valid(row).then(|| array.value(row).into()),
        }
    }
}

/// Texts that stand in their column themselves.
enum Plain<'b> {
    Utf8(&'b StringArray),
    LargeUtf8(&'b LargeStringArray),
}

impl<'b> Plain<'b> {
    fn of(array: &'b dyn Array) -> Option<Self> {
        match array.data_type() {
            DataType::Utf8 => array.as_string_opt().map(Self::Utf8),
            DataType::LargeUtf8 => array.as_string_opt().map(Self::LargeUtf8),
            _ => None,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Utf8(array) => array.len(),
            Self::LargeUtf8(array) => array.len(),
        }
    }

    fn get(&self, row: usize) -> Option<&'b str> {
        match self {
            Self::Utf8(array) => array.is_valid(row).then(|| array.value(row)),
            Self::LargeUtf8(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

/// A column of texts.
enum Texts<'b> {
    Plain(Plain<'b>),
    /// Keys into a dictionary, null ones `None`.
    Keyed(Vec<Option<usize>>, Plain<'b>),
}

impl<'b> Texts<'b> {
    fn of(column: Column<'b>) -> Result<Self, Refusal> {
        let array = column.1;
        let found = if let Some(keyed) = array.as_any_dictionary_opt() {
            let keys = if keyed.values().is_empty() {
                vec![None; array.len()]
            } else {
                let keys = keyed.normalized_keys().into_iter().enumerate();
                keys.map(|(row, key)| array.is_valid(row).then_some(key)).collect()
            };
            Plain::of(keyed.values().as_ref()).map(|values| Self::Keyed(keys, values))
        } else {
            Plain::of(array).map(Self::Plain)
        };
        found.ok_or_else(|| wrong_type(column, "make it utf8 or a dictionary of utf8"))
    }

    fn get(&self, row: usize) -> Option<&'b str> {
        match self {
            Self::Plain(texts) => texts.get(row),
            Self::Keyed(keys, values) => values.get((*keys.get(row)?)?),
        }
    }
}

/// The column of predicates.
struct Names<'b> {
    texts: Texts<'b>,
    /// What the entries of its dictionary are in the signature, if it has one.
    known: Vec<Option<usize>>,
}

impl<'b> Names<'b> {
    fn of(texts: Texts<'b>, predicates: &Predicates<'_>) -> Self {
        let known = match &texts {
            Texts::Plain(_) => Vec::new(),
            Texts::Keyed(_, values) => {
                (0..values.len()).map(|entry| predicates.find(values.get(entry)?).ok()).collect()
            }
        };
        Self { texts, known }
    }

    fn get(&self, row: usize, predicates: &Predicates<'_>) -> Result<Option<usize>, Refusal> {
        if let Texts::Keyed(keys, _) = &self.texts
            && let Some(Some(key)) = keys.get(row)
            && let Some(Some(known)) = self.known.get(*key)
        {
            return Ok(Some(*known));
        }
        self.texts.get(row).map(|name| predicates.find(name)).transpose()
    }
}
