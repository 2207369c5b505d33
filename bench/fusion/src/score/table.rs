//! A plain file of columns, by their names.

use std::path::{Path, PathBuf};

/// A file of comma-separated columns without quotes.
pub struct Table {
    path: PathBuf,
    text: String,
}

impl Table {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        if text.contains('"') {
            return Err(format!("{}: quoted fields are not read here", path.display()));
        }
        Ok(Self { path: path.to_path_buf(), text })
    }

    /// The columns of these names, each with a value in every row.
    pub fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[Vec<&str>; N], String> {
        let mut lines = self.text.lines();
        let header: Vec<_> = lines.next().unwrap_or("").split(',').collect();
        let mut places = [0; N];
        for (place, name) in places.iter_mut().zip(names) {
            *place = header
                .iter()
                .position(|column| *column == name)
                .ok_or_else(|| format!("{} has no column {name}", self.path.display()))?;
        }
        let mut columns = [const { Vec::new() }; N];
        for (number, line) in (2..).zip(lines) {
            let fields: Vec<_> = line.split(',').collect();
            for (column, place) in columns.iter_mut().zip(places) {
                let field = fields.get(place).ok_or_else(|| {
                    format!("{}, line {number} has too few fields", self.path.display())
                })?;
                column.push(*field);
            }
        }
        Ok(columns)
    }
}
