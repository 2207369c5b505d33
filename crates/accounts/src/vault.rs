//! An SQLite file that only its owner may read, with a schema that grows by numbered steps.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Error;

/// A database that threads share.
#[derive(Debug)]
pub struct Vault(Mutex<Connection>);

impl Vault {
    /// As [`open`].
    ///
    /// # Errors
    ///
    /// As [`open`].
    pub fn open(path: &Path, steps: &[&str]) -> Result<Self, Error> {
        Ok(Self(Mutex::new(open(path, steps)?)))
    }

    /// The connection, for reading and for single statements.
    // A thread that panicked while it held the lock left no open transaction behind: dropping one
    // rolls it back.
    pub fn db(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in a transaction, which counts only if it succeeds.
    ///
    /// # Errors
    ///
    /// Those of `work`, and what the database answers.
    pub fn change<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut db = self.db();
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&tx)?;
        tx.commit()?;
        Ok(value)
    }
}

/// Opens the database at `path`, or makes it, and brings its schema up to date. Step `n` of `steps`
/// leads from schema version `n` to `n + 1` (SQLite's `user_version`); each is applied in a
/// transaction, whole or not at all. Steps that once were released never change.
///
/// The file can be read and written by its owner only (mode 0600, also when it was wider before);
/// SQLite gives its journal files the same mode. What is deleted is overwritten
/// (`secure_delete`), each transaction is flushed to the disk before it counts.
///
/// # Errors
///
/// [`Error::File`] if the file cannot be opened, [`Error::NewerSchema`] if a later program wrote
/// it, [`Error::Database`] otherwise.
pub fn open(path: &Path, steps: &[&str]) -> Result<Connection, Error> {
    keep_private(path)
        .map_err(|reason| Error::File { path: path.to_owned(), reason: reason.to_string() })?;
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    migrate(&mut connection, path, steps)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<(), Error> {
    // The lock is taken first, so that of two programs that start together one waits.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::NewerSchema { path: path.to_owned(), found, known });
    }
    for step in steps.iter().skip(found as usize) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

/// Makes the file if there is none, and takes it away from everybody but its owner.
fn keep_private(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        let file = options.mode(0o600).open(path)?;
        let mut permissions = file.metadata()?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(0o600);
            file.set_permissions(permissions)?;
        }
        Ok(())
    }
    #[cfg(not(unix))]
    options.open(path).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [&str; 2] =
        ["CREATE TABLE t (a INTEGER NOT NULL) STRICT", "ALTER TABLE t ADD COLUMN b TEXT"];

    fn version(connection: &Connection) -> u32 {
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    }

    #[test]
    fn steps_are_applied_once_and_rows_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v.db");
        let connection = open(&path, &STEPS[..1]).unwrap();
        connection.execute("INSERT INTO t (a) VALUES (7)", []).unwrap();
        assert_eq!(version(&connection), 1);
        drop(connection);
        for _ in 0..2 {
            let connection = open(&path, &STEPS).unwrap();
            assert_eq!(version(&connection), 2);
            let row: (i64, Option<String>) = connection
                .query_row("SELECT a, b FROM t", [], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap();
            assert_eq!(row, (7, None));
        }
        let error = open(&path, &STEPS[..1]).unwrap_err();
        assert!(matches!(error, Error::NewerSchema { found: 2, known: 1, .. }), "{error}");
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v.db");
        let broken = [STEPS[0], "CREATE TABLE u (a); CREATE TABLE t (again)"];
        drop(open(&path, &STEPS[..1]).unwrap());
        open(&path, &broken).unwrap_err();
        let connection = open(&path, &STEPS[..1]).unwrap();
        assert_eq!(version(&connection), 1);
        let tables: u32 = connection
            .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'u'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 0);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v.db");
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let connection = open(&path, &STEPS).unwrap();
        connection.execute("INSERT INTO t (a) VALUES (7)", []).unwrap();
        let mut seen = 0;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", entry.path().display());
            seen += 1;
        }
        assert_eq!(seen, 3, "the file, its log and its index");
    }

    #[test]
    fn two_programs_that_start_together_make_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v.db");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(version(&open(&path, &STEPS).unwrap()), 2));
            }
        });
    }

    #[test]
    fn a_path_that_is_no_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = open(folder.path(), &STEPS).unwrap_err();
        assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
    }
}
