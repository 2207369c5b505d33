//! The files that are written, each whole or not at all.

use crate::fuse::table::Table;
use armistice_case::{Doing, Failure};
use armistice_linkage::{Flag, Likely, Linker};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Bytes written at a time.
const AT_ONCE: usize = 1 << 18;
/// Pairs less probable than this are not listed.
const LEAST: f64 = 0.05;

type Csv = csv::Writer<File>;

/// A flag's name in the files.
pub fn name(flag: Flag) -> &'static str {
    match flag {
        Flag::NoPlace => "no-place",
        Flag::NoTime => "no-time",
        Flag::Crowded => "crowded",
    }
}

fn words(flag: Flag) -> &'static str {
    match flag {
        Flag::NoPlace => {
            "no place, or none finer than a country: compared by time and content alone"
        }
        Flag::NoTime => {
            "no time, or none finer than two months: compared only with what has none either"
        }
        Flag::Crowded => "more reports at its place and time than could all be compared",
    }
}

/// `uid,incident,probability`, a line for each row in the order of the table.
pub fn incidents(path: &Path, table: &Table, linker: &Linker) -> Result<(), Failure> {
    whole(path, |csv| {
        csv.write_record(["uid", "incident", "probability"])?;
        for row in 0..linker.len() {
            let incident = table.uids.get(linker.incident(row));
            let said = decimals(linker.membership(row));
            csv.write_record([table.uids.get(row), incident, &said])?;
        }
        Ok(())
    })
}

/// `a,b,probability,linked`, by the row of `a`, then of `b`.
pub fn links(path: &Path, table: &Table, linker: &Linker) -> Result<(), Failure> {
    let put = |csv: &mut Csv, of_one: &mut Vec<Likely>| {
        of_one.sort_unstable_by_key(|pair| pair.b);
        for pair in of_one.drain(..) {
            let linked: &[u8] = if pair.linked { b"1" } else { b"0" };
            let (a, b) = (table.uids.get(pair.a), table.uids.get(pair.b));
            csv.write_record([a, b, &decimals(pair.probability), linked])?;
        }
        Ok(())
    };
    whole(path, |csv| {
        csv.write_record(["a", "b", "probability", "linked"])?;
        // They come by the row of `a`.
        let mut of_one: Vec<Likely> = Vec::new();
        for pair in linker.likely(LEAST) {
            if of_one.first().is_some_and(|first| first.a != pair.a) {
                put(csv, &mut of_one)?;
            }
            of_one.push(pair);
        }
        put(csv, &mut of_one)
    })
}

/// `uid,flag,words`, in the order of the table.
pub fn flags(path: &Path, table: &Table, linker: &Linker) -> Result<(), Failure> {
    whole(path, |csv| {
        csv.write_record(["uid", "flag", "words"])?;
        for row in 0..linker.len() {
            for flag in linker.flags(row) {
                let cells = [table.uids.get(row), name(flag).as_bytes(), words(flag).as_bytes()];
                csv.write_record(cells)?;
            }
        }
        Ok(())
    })
}

/// A probability with four decimals; faster than the general way by a good deal.
fn decimals(probability: f64) -> [u8; 6] {
    let tenths = (probability.clamp(0.0, 1.0) * 10_000.0).round() as u32;
    let digit = |of: u32| b'0' + (tenths / of % 10) as u8;
    [digit(10_000), b'.', digit(1_000), digit(100), digit(10), digit(1)]
}

/// Writes a file beside its place and puts it there when it is whole.
///
/// A link is followed, never replaced. What is no regular file (a pipe, a terminal), or is only
/// another name of an open one (`/dev/stdout`), is written straight.
fn whole(path: &Path, write: impl FnOnce(&mut Csv) -> csv::Result<()>) -> Result<(), Failure> {
    let doing = format!("write {}", path.display());
    let device = path.starts_with("/dev") || path.starts_with("/proc");
    let special = std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
    let place = match path.symlink_metadata() {
        Ok(there) if there.is_symlink() => aim(path).doing(&doing)?,
        _ => path.to_path_buf(),
    };
    let straight = device || special;
    let draft = if straight { path.to_path_buf() } else { draft_of(&place) };
    let outcome = File::create(&draft).map_err(csv::Error::from).and_then(|file| {
        let mut csv = csv::WriterBuilder::new().buffer_capacity(AT_ONCE).from_writer(file);
        write(&mut csv)?;
        csv.flush().map_err(csv::Error::from)
    });
    let outcome = outcome.doing(&doing);
    if straight {
        return outcome;
    }
    let outcome = outcome.and_then(|()| std::fs::rename(&draft, &place).doing(&doing));
    if outcome.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    outcome
}

/// Where a link leads; also where nothing is there yet.
fn aim(link: &Path) -> io::Result<PathBuf> {
    link.canonicalize().or_else(|_| {
        let to = std::fs::read_link(link)?;
        Ok(link.parent().unwrap_or(Path::new("")).join(to))
    })
}

fn draft_of(path: &Path) -> PathBuf {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".draft");
    PathBuf::from(draft)
}

/// Whether two paths lead to one file.
pub fn same(a: &Path, b: &Path) -> bool {
    let known = |path: &Path| -> io::Result<PathBuf> {
        path.canonicalize().or_else(|_| {
            let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).canonicalize()?;
            Ok(folder.join(path.file_name().unwrap_or_default()))
        })
    };
    match (known(a), known(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::decimals;

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        for there in [true, false] {
            let (file, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
            let _ = std::fs::remove_file(&file);
            let _ = std::fs::remove_file(&link);
            if there {
                std::fs::write(&file, "old").unwrap();
            }
            std::os::unix::fs::symlink("real.csv", &link).unwrap();
            super::whole(&link, |csv| csv.write_record(["new", "line"])).unwrap();
            assert!(link.symlink_metadata().unwrap().is_symlink());
            assert!(file.symlink_metadata().unwrap().is_file());
            assert_eq!(std::fs::read_to_string(&file).unwrap(), "new,line\n");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "a draft is left");
    }

    #[test]
    fn four_decimals_are_what_the_general_way_prints() {
        for p in [0.0, 0.00004, 0.00005, 0.1234567, 0.5, 0.99994, 0.99996, 1.0] {
            let said = format!("{p:.4}");
            assert_eq!(std::str::from_utf8(&decimals(p)).unwrap(), said);
        }
        assert_eq!(&decimals(f64::NAN), b"0.0000");
    }
}
