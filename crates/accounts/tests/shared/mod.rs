//! A mission to test with.
#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use armistice_accounts::{Accounts, Cost, Edit, Name, Role};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

pub const QUICK: Cost = Cost { memory_kib: 64, passes: 1 };
pub const PASSWORD: &str = "four grey olive trees";
pub const FROM: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

pub struct Mission {
    pub folder: TempDir,
    pub accounts: Accounts,
}

impl Mission {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let accounts = Accounts::open_at_cost(&folder.path().join("accounts.db"), QUICK).unwrap();
        Self { folder, accounts }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("accounts.db")
    }

    pub fn with(self, account: &str, role: Role) -> Self {
        self.accounts.create(&name(account), account, role, Some(PASSWORD), None, at(0)).unwrap();
        self
    }

    pub fn edit(&self, account: &str, edit: &Edit) {
        self.accounts.edit(&name(account), edit, None, at(1)).unwrap();
    }

    /// The bytes of all files in the folder.
    pub fn bytes(&self) -> Vec<u8> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        entries.flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect()
    }
}

pub fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// Seconds after day D.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_473_696_000).unwrap() + SignedDuration::from_secs(seconds)
}

pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
