//! Rows turned into Parquet columns, a group at a time.

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use std::io::Write;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, always there.
    Text,
    /// Text that may be missing.
    MaybeText,
    /// Texts, perhaps none.
    List,
    /// Microseconds since 1970 in UTC, or missing.
    Time,
    /// A whole number, or missing.
    Whole,
    /// A number, or missing.
    Real,
    /// Yes or no, always there.
    Flag,
    /// Bytes, or missing.
    Bytes,
    /// West, south, east and north as `xmin`, `ymin`, `xmax` and `ymax`, or missing.
    Bounds,
}

/// One value of a row. What a kind says is always there must not be `None`.
pub(crate) enum Cell {
    /// For [`Kind::Text`] and [`Kind::MaybeText`].
    Text(Option<String>),
    /// For [`Kind::List`].
    List(Vec<String>),
    /// For [`Kind::Time`] and [`Kind::Whole`].
    Whole(Option<i64>),
    /// For [`Kind::Real`].
    Real(Option<f64>),
    /// For [`Kind::Flag`].
    Flag(bool),
    /// For [`Kind::Bytes`].
    Bytes(Option<Vec<u8>>),
    /// For [`Kind::Bounds`].
    Bounds(Option<[f64; 4]>),
}

/// The values of one leaf with their levels: how much of an optional or repeated value is there,
/// and whether it goes on with the list of the row before it.
struct Leaf<T> {
    values: Vec<T>,
    there: Vec<i16>,
    goes_on: Vec<i16>,
}

impl<T> Default for Leaf<T> {
    fn default() -> Self {
        Self { values: Vec::new(), there: Vec::new(), goes_on: Vec::new() }
    }
}

impl<T> Leaf<T> {
    fn optional(&mut self, value: Option<T>) {
        self.there.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    fn list(&mut self, values: impl Iterator<Item = T>) {
        let before = self.values.len();
        for value in values {
            self.goes_on.push(i16::from(self.values.len() > before));
            self.there.push(1);
            self.values.push(value);
        }
        if self.values.len() == before {
            self.goes_on.push(0);
            self.there.push(0);
        }
    }

    fn flush<D: DataType<T = T>, W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("a column too many".to_string()));
        };
        let levels = |levels: &Vec<i16>| (!levels.is_empty()).then(|| levels.clone());
        let (there, goes_on) = (levels(&self.there), levels(&self.goes_on));
        column.typed::<D>().write_batch(&self.values, there.as_deref(), goes_on.as_deref())?;
        column.close()?;
        *self = Self::default();
        Ok(())
    }
}

/// One column of the table.
enum Column {
    Bytes(Leaf<ByteArray>),
    Whole(Leaf<i64>),
    Real(Leaf<f64>),
    Flag(Leaf<bool>),
    Bounds(Vec<Leaf<f64>>),
}

/// The rows of a group, column by column.
pub(crate) struct Columns {
    kinds: Vec<Kind>,
    columns: Vec<Column>,
    rows: usize,
}

impl Columns {
    /// No rows yet.
    pub(crate) fn new(spec: &[(&str, Kind)]) -> Self {
        let column = |kind: &Kind| match kind {
            Kind::Text | Kind::MaybeText | Kind::List | Kind::Bytes => {
                Column::Bytes(Leaf::default())
            }
            Kind::Time | Kind::Whole => Column::Whole(Leaf::default()),
            Kind::Real => Column::Real(Leaf::default()),
            Kind::Flag => Column::Flag(Leaf::default()),
            Kind::Bounds => Column::Bounds(std::iter::repeat_with(Leaf::default).take(4).collect()),
        };
        let kinds: Vec<Kind> = spec.iter().map(|(_, kind)| *kind).collect();
        Self { columns: kinds.iter().map(column).collect(), kinds, rows: 0 }
    }

    /// The schema in the format's own language.
    pub(crate) fn message(name: &str, spec: &[(&str, Kind)]) -> String {
        let field = |(name, kind): &(&str, Kind)| match kind {
            Kind::Text => format!("required binary {name} (STRING);"),
            Kind::MaybeText => format!("optional binary {name} (STRING);"),
            Kind::List => format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            ),
            Kind::Time => format!("optional int64 {name} (TIMESTAMP(MICROS,true));"),
            Kind::Whole => format!("optional int64 {name};"),
            Kind::Real => format!("optional double {name};"),
            Kind::Flag => format!("required boolean {name};"),
            Kind::Bytes => format!("optional binary {name};"),
            Kind::Bounds => format!(
                "optional group {name} {{ required double xmin; required double ymin; required double xmax; required double ymax; }}"
            ),
        };
        let fields: Vec<String> = spec.iter().map(field).collect();
        format!("message {name} {{ {} }}", fields.join(" "))
    }

    /// How many rows are held.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Takes a row: a cell for each column, in order. A cell of another kind than its column's
    /// would leave the column short, which the writer refuses.
    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        for ((column, kind), cell) in self.columns.iter_mut().zip(&self.kinds).zip(row) {
            match (column, cell) {
                (Column::Bytes(leaf), Cell::Text(text)) => {
                    let bytes = text.map(|text| ByteArray::from(text.into_bytes()));
                    if *kind == Kind::Text {
                        leaf.values.extend(bytes);
                    } else {
                        leaf.optional(bytes);
                    }
                }
                (Column::Bytes(leaf), Cell::List(list)) => {
                    leaf.list(list.into_iter().map(|text| ByteArray::from(text.into_bytes())));
                }
                (Column::Bytes(leaf), Cell::Bytes(bytes)) => {
                    leaf.optional(bytes.map(ByteArray::from));
                }
                (Column::Whole(leaf), Cell::Whole(whole)) => leaf.optional(whole),
                (Column::Real(leaf), Cell::Real(real)) => leaf.optional(real),
                (Column::Flag(leaf), Cell::Flag(flag)) => leaf.values.push(flag),
                (Column::Bounds(leaves), Cell::Bounds(sides)) => {
                    for (at, leaf) in leaves.iter_mut().enumerate() {
                        leaf.optional(sides.and_then(|sides| sides.get(at).copied()));
                    }
                }
                _ => {}
            }
        }
        self.rows += 1;
    }

    /// Writes the rows as a group and lets go of them.
    pub(crate) fn flush<W: Write + Send>(
        &mut self,
        writer: &mut SerializedFileWriter<W>,
    ) -> Result<(), ParquetError> {
        let mut group = writer.next_row_group()?;
        for column in &mut self.columns {
            match column {
                Column::Bytes(leaf) => leaf.flush::<ByteArrayType, W>(&mut group)?,
                Column::Whole(leaf) => leaf.flush::<Int64Type, W>(&mut group)?,
                Column::Real(leaf) => leaf.flush::<DoubleType, W>(&mut group)?,
                Column::Flag(leaf) => leaf.flush::<BoolType, W>(&mut group)?,
                Column::Bounds(leaves) => {
                    leaves.iter_mut().try_for_each(|l| l.flush::<DoubleType, W>(&mut group))?;
                }
            }
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}
