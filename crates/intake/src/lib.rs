//! Bytes to reports: one file per format.
//!
//! [`take`] recognises a file by its content and turns it into [`Report`]s; [`sources`],
//! [`actors`], [`places`] and [`decisions`] read a case's own TOML files. All of them are pure
//! functions over bytes or text: no clock is read, no network and no disk is touched. The one
//! door to the disk is [`read_file`], which opens, checks the size and hands the bytes over.
//!
//! Nothing is refused in silence and nothing is refused in bulk: every fault is one
//! [`Refusal`] that says where and what to do, and the rest of the file is taken in.

mod actors;
mod case_file;
mod decisions;
mod encoding;
mod evidence;
mod field_report;
mod file;
mod format;
mod intern;
mod json_lines;
pub mod openrosa;
mod page;
mod photo;
mod places;
mod refusal;
mod sources;
mod stamp;
mod table;
mod text;
mod tray;
mod ucdp;

pub use actors::actors;
pub use decisions::decisions;
pub use file::{LIMIT, read_file};
pub use format::recognise;
pub use places::places;
pub use refusal::Refusal;
pub use sources::sources;
pub use stamp::{Misdated, Stamp, stamp};

/// Reports from the field: the form's answers, and what becomes of them.
pub mod field {
    pub use crate::field_report::{
        Attachment, Bounds, COMPASS_DEG, FieldFault, FieldPlace, FieldReport, FieldWeapon, Figure,
        Observer, Sense, Spot, Wind, cover,
    };
    pub use crate::photo::{PHOTO_LIMIT, PHOTOS, Photo, PhotoFault};
}

use armistice_model::{Format, Report, Sources};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What intake must be told, since no file says it of itself.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The sources of the case; a report from any other is flagged.
    pub sources: &'a Sources,
    /// The zone that dates are meant in where a file names none.
    pub zone: TimeZone,
    /// Take the file as this format, whatever it looks like.
    pub format: Option<Format>,
    /// Who publishes it, by any of its names. Stands above what a text or a page says of itself;
    /// in JSON Lines it stands for lines that name no source; rows of UCDP are UCDP's own.
    pub source: Option<String>,
    /// The present: a report dated later is flagged.
    pub now: Timestamp,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Taken {
    /// How it was laid out.
    pub format: Format,
    /// Its reports, in the order of the file.
    pub reports: Vec<Report>,
    /// What was not taken, and notes on what was (see [`Refusal::kept`]), in the order of the
    /// file.
    pub refused: Vec<Refusal>,
}

/// Turns the bytes of one file into reports. `name` is the file's name as it is to be shown.
///
/// # Errors
/// When the file as a whole cannot be taken: it is empty, too large, of no known format, or
/// lacks what its format cannot do without. Faults of single rows are in [`Taken::refused`].
///
/// ```
/// use armistice_intake::{Context, take};
/// use armistice_model::Sources;
/// use jiff::tz::TimeZone;
///
/// let bytes = b"Source: sohr\nPublished: 2016-09-15 18:30 +03:00\n\nThe day was quiet.\n";
/// let context = Context {
///     sources: &Sources::default(),
///     zone: TimeZone::UTC,
///     format: None,
///     source: None,
///     now: "2016-09-20T00:00:00Z".parse()?,
/// };
/// let taken = take(bytes, "quiet.md", &context)?;
/// let report = &taken.reports[0];
/// assert_eq!(report.body(), "The day was quiet.\n");
/// assert_eq!(report.published.unwrap().to_string(), "2016-09-15T15:30:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn take(bytes: &[u8], name: &str, context: &Context<'_>) -> Result<Taken, Refusal> {
    file::check_size(bytes.len() as u64, name)?;
    let format = match context.format {
        Some(format) => {
            format::check_not_hollow(bytes, name)?;
            format
        }
        None => recognise(bytes, name)?,
    };
    let (reports, mut refused) = match format {
        Format::Ucdp => ucdp::take(bytes, name, context)?,
        Format::Text => text::take(bytes, name, context)?,
        Format::JsonLines => json_lines::take(bytes, name, context)?,
        Format::NewsPage => page::take(bytes, name, context)?,
    };
    refused.sort_by_key(|r| (r.line, r.column));
    Ok(Taken { format, reports, refused })
}
