//! Writing so that it is still there after the power went: flush the bytes, then their name.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use crate::error::{At as _, Error};

/// The folder that holds `path`.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes names created, renamed or removed in `folder` durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    // Elsewhere a folder cannot be opened as a file, and renames are journalled.
    if cfg!(unix) {
        let open = File::open(folder).at("open", folder)?;
        open.sync_all().at("flush", folder)?;
    }
    Ok(())
}

/// Creates `folder` and those above it that are missing, durably.
pub(crate) fn create_folder(folder: &Path) -> Result<(), Error> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder_of(folder);
    if above != folder {
        create_folder(above)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => sync_folder(above),
        Err(_) if folder.is_dir() => Ok(()),
        Err(error) => Err(error).at("create", folder),
    }
}

/// Replaces the content of `path`, through `temporary` in the same folder: after a crash either
/// the old content is there or the new one.
pub(crate) fn replace(path: &Path, temporary: &Path, content: &[u8]) -> Result<(), Error> {
    let mut file = File::create(temporary).at("create", temporary)?;
    file.write_all(content).at("write", temporary)?;
    file.sync_all().at("flush", temporary)?;
    drop(file);
    fs::rename(temporary, path).at("rename to", path)?;
    sync_folder(folder_of(path))
}
