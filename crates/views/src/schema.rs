//! The tables, and when they are thrown away.

use armistice_publish::PROGRAM_VERSION;
use rusqlite::{Connection, OptionalExtension, params};

/// Changes with every change of the tables or of what stands in them.
const SCHEMA: &str = "4";
/// "ARMv": tells our files from other programs'.
const APPLICATION: i64 = 0x4152_4d76;

/// The narrow tables (`…_key`) stand in for an index on the name. They hold what a settlement
/// compares and what the columns in memory are read from, so that neither reads the wide rows.
const TABLES: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE board (audience TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE assessment_key (id TEXT PRIMARY KEY, n INTEGER NOT NULL, print BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE assessment (n INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE incident_key (id TEXT PRIMARY KEY, n INTEGER NOT NULL, print BLOB NOT NULL,
  mark BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE incident (n INTEGER PRIMARY KEY, checked TEXT, properties TEXT NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE TABLE claim_key (id TEXT PRIMARY KEY, n INTEGER NOT NULL, print BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE claim (n INTEGER PRIMARY KEY, report TEXT NOT NULL, incident TEXT,
  alone INTEGER NOT NULL, link TEXT,
  settled INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX claim_report ON claim (report);
CREATE TABLE report_key (id TEXT PRIMARY KEY, n INTEGER NOT NULL, print BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE report (n INTEGER PRIMARY KEY, id TEXT NOT NULL, entry INTEGER NOT NULL,
  recorded TEXT NOT NULL, state INTEGER NOT NULL, disputed INTEGER NOT NULL,
  folded INTEGER NOT NULL, fold TEXT,
  settled INTEGER NOT NULL, head TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX report_queue ON report (state, disputed DESC, entry DESC, id) WHERE folded = 0;
CREATE INDEX report_fold ON report (fold, id) WHERE fold IS NOT NULL;
";

const NAMES: [&str; 10] = [
    "meta",
    "board",
    "assessment_key",
    "assessment",
    "incident_key",
    "incident",
    "claim_key",
    "claim",
    "report_key",
    "report",
];

/// What a file is that was there before.
pub(crate) enum Found {
    /// Ours, and of this version.
    Ours,
    /// New, or another version's: now empty.
    Emptied,
    /// Another program's: untouched.
    Foreign,
}

/// Makes a file ready: what another version of the schema or of the program left is discarded.
pub(crate) fn prepare(connection: &mut Connection) -> rusqlite::Result<Found> {
    let application: i64 = connection.query_row("PRAGMA application_id", [], |r| r.get(0))?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
    if tables > 0 && application != APPLICATION {
        return Ok(Found::Foreign);
    }
    let held = |key: &str| -> rusqlite::Result<Option<String>> {
        if tables == 0 {
            return Ok(None);
        }
        connection
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0))
            .optional()
    };
    if held("schema")?.as_deref() == Some(SCHEMA)
        && held("program")?.as_deref() == Some(PROGRAM_VERSION)
    {
        return Ok(Found::Ours);
    }
    connection.pragma_update(None, "application_id", APPLICATION)?;
    let transaction = connection.transaction()?;
    empty(&transaction)?;
    transaction.commit()?;
    Ok(Found::Emptied)
}

/// Drops every table and makes it anew. The generation goes on, so that nobody who looks at the
/// file takes the new state for the old.
pub(crate) fn empty(connection: &Connection) -> rusqlite::Result<()> {
    let known: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'meta')",
        [],
        |r| r.get(0),
    )?;
    let generation = if known { generation(connection)? } else { 0 };
    for name in NAMES {
        connection.execute_batch(&format!("DROP TABLE IF EXISTS {name}"))?;
    }
    connection.execute_batch(TABLES)?;
    set(connection, "schema", SCHEMA)?;
    set(connection, "program", PROGRAM_VERSION)?;
    set(connection, "generation", &(generation + 1).to_string())
}

/// How often the file has been changed.
pub(crate) fn generation(connection: &Connection) -> rusqlite::Result<i64> {
    Ok(get(connection, "generation")?.and_then(|g| g.parse().ok()).unwrap_or(0))
}

/// One value of `meta`.
pub(crate) fn get(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |r| r.get(0))
        .optional()
}

/// Sets one value of `meta`; writes nothing where it stands so already.
pub(crate) fn set(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO meta (key, value) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2",
        )?
        .execute(params![key, value])?;
    Ok(())
}
