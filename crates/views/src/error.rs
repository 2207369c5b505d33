//! What can go wrong, and what to do about it.

use std::path::PathBuf;

/// Why the views did not answer.
#[derive(Debug, thiserror::Error)]
pub enum ViewsError {
    /// The file is not what it was when it was written.
    #[error(
        "the views in {} are damaged ({reason}): they are derived and nothing is lost; stop the server, delete the file (and those beside it that end in -wal and -shm) and run `armistice rebuild`",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// The file could not be read or written.
    #[error(
        "the views in {} could not be {doing} ({reason}): see that the disk has room and that the file and its folder are yours",
        path.display()
    )]
    Store {
        /// The file.
        path: PathBuf,
        /// `opened`, `read`, `written`.
        doing: &'static str,
        /// What the system said.
        reason: String,
    },
    /// A cursor that this list did not give.
    #[error("`after` is not a cursor of this list: start again without it")]
    Cursor,
    /// A box that is none.
    #[error(
        "bbox {0} is no box: write west,south,east,north in degrees, west and east within -180..180, south ≤ north within -90..90"
    )]
    Bbox(String),
    /// A window that ends before it begins.
    #[error("the window ends ({until}) before it begins ({from}): swap the two")]
    Window {
        /// Its beginning.
        from: String,
        /// Its end.
        until: String,
    },
    /// No such tile.
    #[error("there is no tile {0}: z goes from 0 to 22, x and y from 0 to 2^z - 1")]
    Tile(String),
    /// More of something than the index has room for.
    #[error("{given} {what} were given, and {most} are indexed at most")]
    TooMany {
        /// `parties`, `perspectives`, `terms`, `incidents`.
        what: &'static str,
        /// How many there are.
        given: usize,
        /// How many there may be.
        most: usize,
    },
}
