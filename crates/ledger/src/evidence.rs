//! Evidence files: bytes kept under their own hash, at `evidence/ab/cdef…`.

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::Digest as _;

use crate::durable;
use crate::error::{At as _, Error};
use crate::hash::Sha256;

/// What the names of unfinished files begin with.
const INCOMING: &str = ".incoming-";

/// The evidence folder of a ledger.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    folder: PathBuf,
}

impl Evidence {
    pub(crate) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where the file with this hash is, or would be.
    pub(crate) fn path(&self, hash: &Sha256) -> PathBuf {
        let name = hash.to_string();
        let (shelf, rest) = name.split_at(2);
        self.folder.join(shelf).join(rest)
    }

    /// Keeps what `reader` gives and returns its hash once it is durable. Holds a part of it in
    /// memory at a time. The same bytes twice are one file.
    pub(crate) fn put(&self, reader: &mut dyn Read) -> Result<Sha256, Error> {
        durable::create_folder(&self.folder)?;
        let mut random = [0; 8];
        getrandom::fill(&mut random)
            .map_err(|reason| Error::Randomness { reason: reason.to_string() })?;
        let name = format!("{INCOMING}{}", HEXLOWER.encode(&random));
        let incoming = self.folder.join(name);
        let kept = self.put_through(&incoming, reader);
        if kept.is_err() {
            // The error that matters is the first one; what stays is swept by the next writer.
            let _ = fs::remove_file(&incoming);
        }
        kept
    }

    fn put_through(&self, incoming: &Path, reader: &mut dyn Read) -> Result<Sha256, Error> {
        let mut file = File::create_new(incoming).at("create", incoming)?;
        let hash = copy(reader, incoming, |part| file.write_all(part).at("write", incoming))?;
        let path = self.path(&hash);
        let shelf = durable::folder_of(&path);
        durable::create_folder(shelf)?;
        if matches!(self.check(&hash), Ok(())) {
            drop(file);
            fs::remove_file(incoming).at("remove", incoming)?;
        } else {
            // Also mends a file that was altered: these bytes are the ones it should hold.
            file.sync_all().at("flush", incoming)?;
            drop(file);
            fs::rename(incoming, &path).at("rename to", &path)?;
        }
        durable::sync_folder(shelf)?;
        Ok(hash)
    }

    /// The bytes with this hash, verified.
    pub(crate) fn get(&self, hash: &Sha256) -> Result<Vec<u8>, Error> {
        let path = self.path(hash);
        let bytes = fs::read(&path).map_err(|error| absent(error, hash, &path))?;
        let found = Sha256::of(&bytes);
        if found == *hash {
            Ok(bytes)
        } else {
            Err(Error::EvidenceAltered { hash: *hash, found, path })
        }
    }

    /// Whether the file with this hash is there and unaltered.
    pub(crate) fn check(&self, hash: &Sha256) -> Result<(), Error> {
        let path = self.path(hash);
        let mut file = File::open(&path).map_err(|error| absent(error, hash, &path))?;
        let found = copy(&mut file, &path, |_| Ok(()))?;
        if found == *hash {
            Ok(())
        } else {
            Err(Error::EvidenceAltered { hash: *hash, found, path })
        }
    }

    /// Removes what a killed writer left unfinished. Only the holder of the lock may call it.
    pub(crate) fn sweep(&self) -> Result<(), Error> {
        let names = match fs::read_dir(&self.folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error).at("list", &self.folder),
        };
        for name in names {
            let name = name.at("list", &self.folder)?;
            if name.file_name().to_string_lossy().starts_with(INCOMING) {
                fs::remove_file(name.path()).at("remove", &name.path())?;
            }
        }
        Ok(())
    }
}

fn absent(error: io::Error, hash: &Sha256, path: &Path) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        Error::EvidenceMissing { hash: *hash, path: path.to_owned() }
    } else {
        Error::Io { doing: "read", path: path.to_owned(), source: error }
    }
}

/// Passes everything in `reader` to `sink` part by part and returns its hash.
fn copy(
    reader: &mut dyn Read,
    path: &Path,
    mut sink: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<Sha256, Error> {
    let mut hasher = sha2::Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error).at("read what goes to", path),
        };
        let part = buffer.get(..read).unwrap_or(&buffer);
        hasher.update(part);
        sink(part)?;
    }
    Ok(Sha256::from_bytes(hasher.finalize().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        for shelf in fs::read_dir(folder).unwrap() {
            let shelf = shelf.unwrap();
            if shelf.path().is_dir() {
                for file in fs::read_dir(shelf.path()).unwrap() {
                    let (shelf, file) = (shelf.file_name(), file.unwrap().file_name());
                    names.push(format!("{}/{}", shelf.display(), file.display()));
                }
            } else {
                names.push(shelf.file_name().to_string_lossy().into_owned());
            }
        }
        names
    }

    #[test]
    fn bytes_are_kept_once_under_their_hash() {
        let folder = tempfile::tempdir().unwrap();
        let evidence = Evidence::at(folder.path().join("evidence"));
        let hash = evidence.put(&mut &b"abc"[..]).unwrap();
        assert_eq!(evidence.put(&mut &b"abc"[..]).unwrap(), hash);
        assert_eq!(evidence.get(&hash).unwrap(), b"abc");
        insta::assert_debug_snapshot!(files(&folder.path().join("evidence")), @r#"
        [
            "ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ]
        "#);
    }

    #[test]
    fn altered_and_missing_evidence_is_noticed_and_can_be_put_again() {
        let folder = tempfile::tempdir().unwrap();
        let evidence = Evidence::at(folder.path().to_owned());
        let hash = evidence.put(&mut &b"abc"[..]).unwrap();
        let path = evidence.path(&hash);
        fs::write(&path, "abd").unwrap();
        assert!(
            matches!(evidence.get(&hash), Err(Error::EvidenceAltered { found, .. }) if found == Sha256::of(b"abd"))
        );
        assert!(matches!(evidence.check(&hash), Err(Error::EvidenceAltered { .. })));
        evidence.put(&mut &b"abc"[..]).unwrap();
        assert_eq!(evidence.get(&hash).unwrap(), b"abc");
        fs::remove_file(&path).unwrap();
        assert!(matches!(evidence.get(&hash), Err(Error::EvidenceMissing { .. })));
        assert!(matches!(evidence.check(&hash), Err(Error::EvidenceMissing { .. })));
    }

    #[test]
    fn a_reader_that_fails_leaves_nothing() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("pulled out"))
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let evidence = Evidence::at(folder.path().to_owned());
        let mut reader = (&b"begun"[..]).chain(Fails);
        assert!(matches!(evidence.put(&mut reader), Err(Error::Io { .. })));
        assert!(files(folder.path()).is_empty());
        fs::write(folder.path().join(".incoming-1"), "left by a kill").unwrap();
        evidence.sweep().unwrap();
        assert!(files(folder.path()).is_empty());
    }
}
