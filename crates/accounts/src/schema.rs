//! The tables, as steps from version to version.

/// Steps for [`crate::vault::open`]. Times are seconds since 1970.
pub(crate) const STEPS: [&str; 1] = [
    // AUTOINCREMENT: numbers stand in the ledger and are never given twice.
    "
    CREATE TABLE accounts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        display TEXT NOT NULL,
        role TEXT NOT NULL,
        disabled INTEGER NOT NULL DEFAULT 0,
        must_change INTEGER NOT NULL,  -- the password was set by somebody else
        password TEXT,                 -- PHC string
        seed BLOB NOT NULL,            -- of the key that signs the account's ledger entries
        public_key BLOB NOT NULL UNIQUE,
        created INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE sessions (
        hash BLOB PRIMARY KEY,         -- SHA-256 of the session's id
        account INTEGER NOT NULL REFERENCES accounts,
        created INTEGER NOT NULL,
        used INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sessions_of ON sessions (account);
    CREATE TABLE tokens (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash BLOB NOT NULL UNIQUE,     -- SHA-256 of the token
        account INTEGER NOT NULL REFERENCES accounts,
        label TEXT NOT NULL,
        scopes TEXT NOT NULL,          -- JSON
        created INTEGER NOT NULL,
        expires INTEGER,
        used_on INTEGER                -- the second with which a UTC day begins
    ) STRICT;
    CREATE INDEX tokens_of ON tokens (account);
    CREATE TABLE audit (               -- changes that do not stand in the ledger yet
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        by TEXT,
        change TEXT NOT NULL           -- JSON
    ) STRICT;
    ",
];
