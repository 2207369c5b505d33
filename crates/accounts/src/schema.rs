//! The tables, as steps from version to version.

/// Steps for [`crate::vault::open`]. Times are seconds since 1970.
pub(crate) const STEPS: [&str; 2] = [
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
    "
    CREATE TABLE identities (          -- who may sign in without a password of ours
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account INTEGER NOT NULL REFERENCES accounts,
        issuer TEXT NOT NULL,
        subject TEXT,                  -- unknown until the first sign-in if linked by address
        email TEXT,                    -- in lower case
        UNIQUE (issuer, subject),
        UNIQUE (issuer, email),
        CHECK (subject IS NOT NULL OR email IS NOT NULL)
    ) STRICT;
    ALTER TABLE sessions ADD COLUMN federated INTEGER NOT NULL DEFAULT 0;
    ",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Accounts, Cost, vault};

    /// A file as the first version left it.
    #[test]
    fn accounts_and_sessions_of_the_first_version_are_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("accounts.db");
        let old = vault::open(&path, &STEPS[..1]).unwrap();
        let insert = "INSERT INTO accounts
            (name, display, role, must_change, password, seed, public_key, created)
            VALUES ('omar', 'Omar', 'analyst', 1, NULL, zeroblob(32), zeroblob(32), 0)";
        old.execute(insert, []).unwrap();
        old.execute(
            "INSERT INTO sessions (hash, account, created, used) VALUES (?1, 1, 0, 0)",
            [crate::secret::kept("planted")],
        )
        .unwrap();
        drop(old);
        let accounts = Accounts::open_at_cost(&path, Cost { memory_kib: 64, passes: 1 }).unwrap();
        let caller = accounts.session("planted", jiff::Timestamp::UNIX_EPOCH).unwrap().unwrap();
        assert_eq!((caller.name.as_str(), caller.must_change_password), ("omar", true));
    }
}
