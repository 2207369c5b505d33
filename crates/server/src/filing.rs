//! A field report on its way into the ledger, once however often it is sent.

use crate::clerk::{Filed, Receipt};
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::Caller;
use armistice_case::Doing;
use armistice_intake::field::{FieldReport, Photo};
use armistice_model::{Format, ReportId};
use std::path::Path;

/// A report that is in the ledger.
pub struct Filing {
    /// Its entry.
    pub entry: u64,
    /// Its name.
    pub report: ReportId,
    /// Whether it was there before.
    pub already: bool,
}

/// The name of the file that a form's own id is kept under.
pub fn file_name(uuid: &str) -> String {
    format!("field-report-{uuid}.jsonl")
}

/// The form's own id in a file's name.
pub fn uuid_of(name: &str) -> Option<&str> {
    name.strip_prefix("field-report-")?.strip_suffix(".jsonl")
}

/// Files a report: the same form sent again is answered as the first time.
///
/// # Errors
/// When it cannot be taken, with every fault.
pub fn file(
    house: &House,
    caller: &Caller,
    report: &FieldReport,
    photos: Vec<Photo>,
) -> Result<Filing, Problem> {
    let sight = house.sight()?;
    let sources = &sight.outline.sources;
    let stood_for = sources
        .iter()
        .filter(|source| source.protected)
        .find(|source| house.stand_in(&source.id) == report.source.as_str());
    let source = sources.find(report.source.as_str()).or(stood_for);
    let Some(source) = source else {
        return Err(Problem::refused(format!(
            "source: `{}` is not a source of this case; file as one of those that GET /api/v1/case lists",
            report.source
        )));
    };
    let report = &FieldReport { source: source.id.clone(), ..report.clone() };
    let attachments: Vec<_> =
        photos.iter().enumerate().map(|(index, photo)| photo.attachment(index + 1)).collect();
    let line = format!("{}\n", report.to_json_line(None, &attachments));
    let name = file_name(&report.uuid);
    let bytes: Vec<Vec<u8>> = photos.into_iter().map(|photo| photo.bytes).collect();
    let filed = Filed {
        name: &name,
        bytes: line.as_bytes(),
        attachments: &bytes,
        format: Format::JsonLines,
        uuid: Some(&report.uuid),
    };
    let key = house.key_of(caller)?;
    match house.clerk().take(&key, &filed)? {
        Receipt::New { entry, reports } => {
            let report = reports.into_iter().next().map(|r| r.id);
            let report =
                report.ok_or_else(|| Problem::ours("a file without a report was taken"))?;
            Ok(Filing { entry, report, already: false })
        }
        Receipt::Already { entry, report } => Ok(Filing { entry, report, already: true }),
        Receipt::Refused(faults) => Err(Problem::refused(faults.join("; "))),
    }
}

/// Photos of a submission that comes in several requests: those that came are kept on the disk
/// until all are there. `None` while some are awaited.
///
/// # Errors
/// When the disk cannot be read or written.
pub fn gather(spool: &Path, photos: Vec<Option<Photo>>) -> Result<Option<Vec<Photo>>, Problem> {
    let mut whole = Vec::with_capacity(photos.len());
    let mut missing = false;
    for (index, photo) in photos.into_iter().enumerate() {
        let path = spool.join(format!("{index}.photo"));
        match photo {
            Some(photo) => {
                std::fs::create_dir_all(spool)
                    .and_then(|()| std::fs::write(&path, &photo.bytes))
                    .doing("keep a photo until the others come")?;
                whole.push(photo);
            }
            None => match std::fs::read(&path).ok().and_then(|bytes| Photo::take(&bytes).ok()) {
                Some(photo) => whole.push(photo),
                None => missing = true,
            },
        }
    }
    Ok((!missing).then_some(whole))
}
