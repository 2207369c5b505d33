//! Rows by name, of which only those that changed are written.

use crate::given::Changes;
use crate::sqlite::Fault;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;

/// The first half of a SHA-256 over everything that a row holds: nobody who writes reports can
/// make two that agree.
pub(crate) type Print = [u8; 16];

/// What a kind of row is made of.
pub(crate) trait Row {
    /// The table; that of its names is called the same with `_key`.
    const TABLE: &'static str;

    /// Its name.
    fn id(&self) -> &str;

    /// Every column into the print, each behind its length.
    fn print(&self, ink: &mut Ink);

    /// Writes it as row `n` of the table, over what stands there.
    fn put(&self, connection: &Connection, n: i64) -> rusqlite::Result<()>;

    /// What stands beside the print in the table of names.
    fn mark(&self) -> Option<&[u8]> {
        None
    }
}

/// Takes the print of a row.
pub(crate) struct Ink(Sha256);

impl Ink {
    /// One column.
    pub(crate) fn column(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// One column that may be empty.
    pub(crate) fn maybe(&mut self, bytes: Option<&[u8]>) {
        self.column(&[u8::from(bytes.is_some())]);
        self.column(bytes.unwrap_or_default());
    }
}

/// A row's print.
pub(crate) fn print<R: Row>(row: &R) -> Print {
    let mut ink = Ink(Sha256::new());
    row.print(&mut ink);
    ink.maybe(row.mark());
    let whole = ink.0.finalize();
    let mut half = [0; 16];
    for (to, from) in half.iter_mut().zip(whole.iter()) {
        *to = *from;
    }
    half
}

/// The print of what is there for the time being: no row has it.
pub(crate) const PROVISIONAL: Print = [0; 16];

struct Key {
    id: Box<str>,
    n: i64,
    print: Print,
}

/// Makes a table hold `rows`, which come sorted by name and each once, and nothing else; rows
/// that are not among them stay if they are provisional and `spared`.
pub(crate) fn sync<R: Row>(
    connection: &Connection,
    rows: impl Iterator<Item = Result<R, Fault>>,
    spared: impl Fn(i64) -> Result<bool, Fault>,
) -> Result<Changes, Fault> {
    let held = keys::<R>(connection)?;
    let mut next = held.iter().map(|k| k.n).max().unwrap_or(0) + 1;
    let mut held = held.into_iter().peekable();
    let mut changes = Changes::default();
    let remove = |key: &Key, changes: &mut Changes| -> Result<(), Fault> {
        if key.print == PROVISIONAL && spared(key.n)? {
            changes.kept += 1;
            return Ok(());
        }
        let table = R::TABLE;
        connection
            .prepare_cached(&format!("DELETE FROM {table}_key WHERE id = ?1"))?
            .execute([&*key.id])?;
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE n = ?1"))?
            .execute([key.n])?;
        changes.removed += 1;
        Ok(())
    };
    for row in rows {
        let row = row?;
        while let Some(key) = held.next_if(|k| *k.id < *row.id()) {
            remove(&key, &mut changes)?;
        }
        let print = print(&row);
        match held.next_if(|k| (*k.id).cmp(row.id()) == Ordering::Equal) {
            Some(key) if key.print == print => changes.kept += 1,
            Some(key) => {
                row.put(connection, key.n)?;
                name(connection, &row, key.n, &print)?;
                changes.changed += 1;
            }
            None => {
                row.put(connection, next)?;
                name(connection, &row, next, &print)?;
                next += 1;
                changes.added += 1;
            }
        }
    }
    for key in held {
        remove(&key, &mut changes)?;
    }
    Ok(changes)
}

/// Writes a row's name beside its print.
pub(crate) fn name<R: Row>(
    connection: &Connection,
    row: &R,
    n: i64,
    print: &Print,
) -> rusqlite::Result<()> {
    let table = R::TABLE;
    match row.mark() {
        Some(mark) => connection
            .prepare_cached(&format!(
                "INSERT OR REPLACE INTO {table}_key (id, n, print, mark) VALUES (?1, ?2, ?3, ?4)"
            ))?
            .execute(params![row.id(), n, print, mark])?,
        None => connection
            .prepare_cached(&format!(
                "INSERT OR REPLACE INTO {table}_key (id, n, print) VALUES (?1, ?2, ?3)"
            ))?
            .execute(params![row.id(), n, print])?,
    };
    Ok(())
}

fn keys<R: Row>(connection: &Connection) -> Result<Vec<Key>, Fault> {
    let table = R::TABLE;
    let mut statement =
        connection.prepare(&format!("SELECT id, n, print FROM {table}_key ORDER BY id"))?;
    let mut found = statement.query([])?;
    let mut keys = Vec::new();
    while let Some(row) = found.next()? {
        let id = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?.into();
        keys.push(Key { id, n: row.get(1)?, print: row.get(2)? });
    }
    Ok(keys)
}
