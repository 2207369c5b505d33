//! The tables, as steps from version to version.

/// Steps for [`armistice_accounts::vault::open`]. Times are seconds since 1970.
pub(crate) const STEPS: [&str; 1] = ["
    CREATE TABLE hooks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL,
        events TEXT NOT NULL,               -- JSON
        secret TEXT NOT NULL,
        created INTEGER NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,   -- in a row
        rest_until INTEGER NOT NULL DEFAULT 0,
        succeeded INTEGER,                  -- when last
        error TEXT,                         -- of the last try, if it failed
        dropped INTEGER NOT NULL DEFAULT 0  -- because too much was waiting
    ) STRICT;
    CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hook INTEGER NOT NULL REFERENCES hooks ON DELETE CASCADE,
        key TEXT NOT NULL UNIQUE,           -- what the receiver knows it by
        event TEXT NOT NULL,
        body BLOB NOT NULL,
        created INTEGER NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        given_up INTEGER,
        error TEXT
    ) STRICT;
    CREATE INDEX deliveries_due ON deliveries (hook, given_up, due, id);
"];
