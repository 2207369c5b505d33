//! The door to the disk.

use crate::refusal::Refusal;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The largest file that is taken in, in bytes: 1 GiB.
pub const LIMIT: u64 = 1 << 30;

/// Reads a whole file after checking by its metadata that it is an ordinary file no larger than
/// [`LIMIT`].
///
/// # Errors
/// When it cannot be opened or read, is no ordinary file, or is too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Refusal> {
    let name = path.display().to_string();
    let unread = |e: std::io::Error| {
        Refusal::of_file(&name, format!("cannot be read: {e}"), "check the name and the rights")
    };
    let metadata = std::fs::metadata(path).map_err(unread)?;
    if !metadata.is_file() {
        return Err(Refusal::of_file(&name, "is no ordinary file", "name a file"));
    }
    check_size(metadata.len(), &name)?;
    let mut bytes = Vec::new();
    // The file may grow between the look and the reading.
    File::open(path)
        .and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
        .map_err(unread)?;
    check_size(bytes.len() as u64, &name)?;
    Ok(bytes)
}

/// Refuses what is larger than [`LIMIT`].
pub(crate) fn check_size(bytes: u64, name: &str) -> Result<(), Refusal> {
    if bytes > LIMIT {
        return Err(Refusal::of_file(
            name,
            format!("is {bytes} bytes long and the limit is {LIMIT}"),
            "split it into smaller files",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_is_checked_before_reading() {
        assert!(check_size(LIMIT, "a").is_ok());
        insta::assert_snapshot!(check_size(LIMIT + 1, "a.csv").unwrap_err(), @"a.csv: is 1073741825 bytes long and the limit is 1073741824; split it into smaller files");
        assert!(read_file(Path::new(env!("CARGO_MANIFEST_DIR"))).is_err());
        assert!(read_file(Path::new("no such file")).is_err());
    }
}
