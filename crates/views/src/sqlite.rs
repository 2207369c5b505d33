//! The views in one SQLite file, with what is looked for in memory.

use crate::columns::Columns;
use crate::error::ViewsError;
use crate::mark::Vocabulary;
use crate::schema;
use crate::tilecache::TileCache;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Connections that are kept for the next reader: as many as a server has threads that read. What is
/// opened anew costs more than most questions do.
const KEPT: usize = 64;
/// How much of the file is mapped into memory rather than read.
const MAPPED: i64 = 1 << 35;

/// The views in one file.
///
/// Rows lie in the file; the columns that incidents are looked for by (some 150 bytes for each)
/// are held in memory and read from the file when it is opened. Readers do not wait for each
/// other or for the writer; there is one writer at a time. Several processes may have the file
/// open.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    state: RwLock<Arc<State>>,
    pub(crate) tiles: TileCache,
    /// Boards that were asked for, by audience, and of which generation each is.
    pub(crate) boards: Mutex<HashMap<String, Board>>,
}

/// A board as JSON, if there is one, and the generation it is of.
pub(crate) type Board = (i64, Option<Arc<[u8]>>);

/// What is held in memory of one state of the file.
pub(crate) struct State {
    pub(crate) generation: i64,
    /// The generation that changed the columns last.
    pub(crate) columns_of: i64,
    pub(crate) columns: Arc<Columns>,
}

/// An error of the file's own, before it is known which file.
#[derive(Debug)]
pub(crate) enum Fault {
    Store(rusqlite::Error),
    /// What stands in the file is not what was written.
    Garbled(String),
    Views(ViewsError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error)
    }
}

impl From<ViewsError> for Fault {
    fn from(error: ViewsError) -> Self {
        Self::Views(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Garbled(error.to_string())
    }
}

impl Sqlite {
    /// Opens the views in a file, or makes them. The file is readable by its owner only. Views
    /// of another version of the program are emptied: [`crate::Views::held`] is `None` then.
    ///
    /// # Errors
    /// When the file is damaged, is no views' file, or cannot be read and written.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, ViewsError> {
        let path = path.into();
        private(&path).map_err(|error| ViewsError::Store {
            path: path.clone(),
            doing: "opened",
            reason: error.to_string(),
        })?;
        let open = || -> Result<(Connection, State), Fault> {
            let mut writer = connect(&path)?;
            writer.pragma_update(None, "journal_mode", "wal")?;
            // A crash may lose the last settlement, never the file: it is settled again then.
            writer.pragma_update(None, "synchronous", "normal")?;
            // Moved into the file after the new state is shown, so that no reader waits for it.
            writer.pragma_update(None, "wal_autocheckpoint", 0)?;
            writer.pragma_update(None, "journal_size_limit", 64 << 20)?;
            if let schema::Found::Foreign = schema::prepare(&mut writer)? {
                return Err(Fault::Garbled("it is another program's database".to_string()));
            }
            let state = load(&writer)?;
            Ok((writer, state))
        };
        let (writer, state) = open().map_err(|fault| explain(&path, "opened", fault))?;
        Ok(Self {
            path,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            state: RwLock::new(Arc::new(state)),
            tiles: TileCache::default(),
            boards: Mutex::default(),
        })
    }

    /// Deletes the file of views and what lies beside it; nothing happens where there is none.
    /// Nobody may have it open.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub fn delete(path: &Path) -> Result<(), ViewsError> {
        for end in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_os_string();
            name.push(end);
            match std::fs::remove_file(&name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(ViewsError::Store {
                        path: name.into(),
                        doing: "deleted",
                        reason: error.to_string(),
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Bytes of memory that the columns take, about.
    pub fn columns_bytes(&self) -> usize {
        locked_read(&self.state).columns.bytes()
    }

    /// Forgets the answers that were remembered, as a measurement wants it.
    pub fn forget(&self) {
        self.tiles.clear();
        locked(&self.boards).clear();
    }

    /// Reads one state of the views: the rows that `look` sees and the columns are of the same.
    pub(crate) fn read<T>(
        &self,
        look: impl FnOnce(&Connection, &State) -> Result<T, Fault>,
    ) -> Result<T, ViewsError> {
        let explained = |fault| explain(&self.path, "read", fault);
        let reader = locked(&self.readers).pop();
        let reader = match reader {
            Some(reader) => reader,
            None => connect(&self.path).map_err(|e| explained(e.into()))?,
        };
        let told = self.read_with(&reader, look);
        // The end of a read has nothing to lose.
        let ended = reader.execute_batch("COMMIT");
        if ended.is_ok() {
            let mut readers = locked(&self.readers);
            if readers.len() < KEPT {
                readers.push(reader);
            }
        }
        told.map_err(explained)
    }

    fn read_with<T>(
        &self,
        reader: &Connection,
        look: impl FnOnce(&Connection, &State) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        loop {
            reader.prepare_cached("BEGIN DEFERRED")?.execute([])?;
            // The first read fixes the state that this transaction sees.
            let generation = schema::generation(reader)?;
            let state = Arc::clone(&locked_read(&self.state));
            if state.generation == generation {
                return look(reader, &state);
            }
            if state.generation > generation {
                // A settlement came between; look again.
                reader.prepare_cached("COMMIT")?.execute([])?;
                continue;
            }
            // Somebody has written and not yet told: ourselves, or another process.
            let writer = locked(&self.writer);
            if locked_read(&self.state).generation < generation {
                let state = load(&writer)?;
                *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
                self.tiles.clear();
            }
            drop(writer);
            reader.prepare_cached("COMMIT")?.execute([])?;
        }
    }

    /// Writes in one transaction. `change` says whether the columns must be read anew; where it
    /// changed nothing at all, nothing is written and the generation stays.
    pub(crate) fn write<T>(
        &self,
        change: impl FnOnce(&Connection) -> Result<(T, bool), Fault>,
    ) -> Result<T, ViewsError> {
        let mut writer = locked(&self.writer);
        let attempt = || -> Result<T, Fault> {
            let before = writer.total_changes();
            let transaction =
                writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let (told, columns_too) = change(&transaction)?;
            if transaction.total_changes() == before {
                return Ok(told);
            }
            let generation = schema::generation(&transaction)? + 1;
            schema::set(&transaction, "generation", &generation.to_string())?;
            let state = if columns_too {
                let columns = Arc::new(columns(&transaction)?);
                State { generation, columns_of: generation, columns }
            } else {
                let State { columns_of, columns, .. } = &*locked_read(&self.state);
                State { generation, columns_of: *columns_of, columns: Arc::clone(columns) }
            };
            transaction.commit()?;
            *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
            if columns_too {
                self.tiles.clear();
            }
            // What readers still look at stays in the log until the next time.
            writer.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
            Ok(told)
        };
        attempt().map_err(|fault| explain(&self.path, "written", fault))
    }
}

/// Makes the file if there is none, for its owner alone; what SQLite lays beside it has its mode.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(path)?;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    #[cfg(not(unix))]
    options.open(path)?;
    Ok(())
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.busy_timeout(std::time::Duration::from_secs(60))?;
    // Plans do not depend on what is asked for. Else tables with partial indexes have their
    // statements planned anew for each question (https://sqlite.org/queryplanner-ng.html#qpstab).
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "page_size", 8192)?;
    connection.pragma_update(None, "mmap_size", MAPPED)?;
    // Kilobytes: of what is not mapped.
    connection.pragma_update(None, "cache_size", -16_384)?;
    Ok(connection)
}

fn load(connection: &Connection) -> Result<State, Fault> {
    // One transaction, so that the columns are of this generation.
    let transaction = connection.unchecked_transaction()?;
    let generation = schema::generation(&transaction)?;
    let columns = Arc::new(columns(&transaction)?);
    Ok(State { generation, columns_of: generation, columns })
}

fn columns(connection: &Connection) -> Result<Columns, Fault> {
    let vocabulary: Vocabulary = match schema::get(connection, "vocabulary")? {
        Some(text) => serde_json::from_str(&text)?,
        None => Vocabulary::default(),
    };
    Columns::read(connection, vocabulary)
}

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panicking thread left is whole: transactions roll back by themselves.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn locked_read(state: &RwLock<Arc<State>>) -> Arc<State> {
    Arc::clone(&state.read().unwrap_or_else(PoisonError::into_inner))
}

/// Tells damage from want of room.
fn explain(path: &Path, doing: &'static str, fault: Fault) -> ViewsError {
    let path = path.to_path_buf();
    match fault {
        Fault::Views(error) => error,
        Fault::Garbled(reason) => ViewsError::Damaged { path, reason },
        Fault::Store(error) => {
            let damaged = match &error {
                rusqlite::Error::SqliteFailure(code, _) => {
                    matches!(code.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
                        // A table or column that should be there and is not.
                        || code.code == ErrorCode::Unknown
                }
                rusqlite::Error::SqlInputError { .. }
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..) => true,
                _ => false,
            };
            let reason = error.to_string();
            if damaged {
                ViewsError::Damaged { path, reason }
            } else {
                ViewsError::Store { path, doing, reason }
            }
        }
    }
}
