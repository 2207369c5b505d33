//! Whose hand signs: one key per user, made at first use.

use crate::failure::{Doing, Failure};
use armistice_ledger::Key;
use std::path::PathBuf;

/// The user's key.
///
/// # Errors
/// When there is no folder to keep it in, or the file is not a key.
pub fn own() -> Result<Key, Failure> {
    let path = path()?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).doing(format!("make {}", folder.display()))?;
    }
    let name = std::env::var("USER").unwrap_or_else(|_| "analyst".to_string());
    Ok(Key::load_or_create_named(&path, &name)?)
}

fn path() -> Result<PathBuf, Failure> {
    if let Some(path) = std::env::var_os("ARMISTICE_KEY").filter(|p| !p.is_empty()) {
        return Ok(path.into());
    }
    let folder = std::env::var_os("XDG_CONFIG_HOME")
        .filter(|p| !p.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config")));
    folder.map(|f| f.join("armistice").join("key")).ok_or_else(|| {
        Failure::new("no home folder to keep your signing key in: set ARMISTICE_KEY to a file")
    })
}
