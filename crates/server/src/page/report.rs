//! One report: its text cut so that the words of its claims are marked.

use super::only;
use crate::house::House;
use crate::problem::Problem;
use crate::sight::Sight;
use armistice_model::{Claim, ClaimId, Field, Report, ReportId};
use armistice_publish::{
    Audience, ClaimRow, ReportRow, Sensitive, Veil, claims_file, reports_file,
};
use schemars::JsonSchema;
use serde::Serialize;

/// A report as an audience may see it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportPage {
    /// Its fields.
    pub report: ReportRow,
    /// Its entry in the ledger.
    pub entry: u64,
    /// When that was recorded, RFC 3339.
    pub recorded: String,
    /// The text in pieces; put together they are the text.
    pub segments: Vec<Segment>,
    /// Whether the text is withheld to protect a source.
    pub withheld: bool,
    /// What was read in it.
    pub claims: Vec<ClaimRow>,
    /// Who saw it; `null` where nobody is named, or where nothing of it may be shown.
    pub observer: Option<ObserverCard>,
    /// What was photographed.
    pub photos: Vec<PhotoRow>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Segment {
    /// Its words.
    pub text: String,
    /// Which claims were read from it.
    pub marks: Vec<Mark>,
}

/// A claim's mark on a piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mark {
    /// The claim.
    pub claim: ClaimId,
    /// The question that the words answer.
    pub field: Field,
}

/// Who saw it, as far as the audience may know.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ObserverCard {
    /// Their name.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// Where they stood: longitude and latitude, degrees.
    pub position: Option<[f64; 2]>,
}

/// A photograph that came with a report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PhotoRow {
    /// Its number, from 0.
    pub index: usize,
    /// `image/jpeg`, `image/png` or `image/webp`.
    pub media_type: String,
    /// Its name where it came from.
    pub name: String,
    /// How large.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    #[serde(skip)]
    pub sha256: String,
}

/// A report for an audience.
///
/// # Errors
/// 404 where there is none.
pub fn report_page(
    house: &House,
    sight: &Sight,
    id: &ReportId,
    audience: Audience,
) -> Result<ReportPage, Problem> {
    let filed = house.views().report(id)?;
    let filed = filed.ok_or_else(|| Problem::missing("report", id.as_str()))?;
    let placed = house.views().claims_of_report(id)?;
    let claims: Vec<Claim> = placed.into_iter().map(|p| p.claim).collect();
    let reports = [filed.report];
    let veil = sight.veil(&claims, &reports, audience);
    let row = only(reports_file(&reports, &veil).reports);
    let [report] = &reports;
    let shown = veil.shows_report(report) && claims.iter().all(|claim| veil.shows_words(claim));
    let segments = if shown { segments(report, &claims, &veil) } else { Vec::new() };
    Ok(ReportPage {
        report: row.ok_or_else(|| Problem::ours("a report has no row"))?,
        entry: filed.entry,
        recorded: filed.recorded.to_string(),
        segments,
        withheld: !shown,
        claims: claims_file(&claims, &veil).claims,
        observer: observer(report, audience),
        photos: if audience.sees(Sensitive::Photo) { photos(report) } else { Vec::new() },
    })
}

/// The text, cut wherever a mark begins or ends.
fn segments(report: &Report, claims: &[Claim], veil: &Veil<'_>) -> Vec<Segment> {
    let text: &str = &report.text;
    let marks: Vec<(usize, usize, Mark)> = claims
        .iter()
        .flat_map(|claim| {
            claim.spans.iter().map(|span| {
                let mark = Mark { claim: claim.id.clone(), field: span.field };
                (span.from, span.until, mark)
            })
        })
        .filter(|(from, until, _)| from < until && text.get(*from..*until).is_some())
        .collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(from, until, _)| [*from, *until]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    // A name that may not leave could stand across a cut: pieces are cut from the struck text
    // only where none does.
    let whole = veil.text(text);
    let pieces = cuts.windows(2).filter_map(|pair| {
        let (from, until) = (*pair.first()?, *pair.get(1)?);
        let marks = marks
            .iter()
            .filter(|(start, end, _)| *start <= from && until <= *end)
            .map(|(_, _, mark)| mark.clone())
            .collect();
        Some(Segment { text: veil.text(text.get(from..until)?).into_owned(), marks })
    });
    let pieces: Vec<Segment> = pieces.collect();
    let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    if joined == *whole {
        return pieces;
    }
    vec![Segment { text: whole.into_owned(), marks: Vec::new() }]
}

fn observer(report: &Report, audience: Audience) -> Option<ObserverCard> {
    let personal = audience.sees(Sensitive::PersonalData);
    let card = ObserverCard {
        name: report.observer.as_ref().filter(|_| personal).map(|o| o.reveal().clone()),
        contact: report.observer_contact.as_ref().filter(|_| personal).map(|c| c.reveal().clone()),
        position: report
            .observer_position
            .as_ref()
            .filter(|_| audience.sees(Sensitive::ObserverPosition))
            .map(|p| [p.reveal().lon, p.reveal().lat]),
    };
    (card.name.is_some() || card.contact.is_some() || card.position.is_some()).then_some(card)
}

/// What came with a report, as its own line lists it.
pub fn photos(report: &Report) -> Vec<PhotoRow> {
    let line: serde_json::Value = serde_json::from_str(&report.text).unwrap_or_default();
    let listed = line.get("attachments").and_then(|a| a.as_array()).cloned().unwrap_or_default();
    let photo = |(index, value): (usize, &serde_json::Value)| {
        let text = |key: &str| value.get(key).and_then(|v| v.as_str()).map(str::to_string);
        Some(PhotoRow {
            index,
            media_type: text("media_type")?,
            name: text("name").unwrap_or_else(|| format!("photo {}", index + 1)),
            bytes: value.get("bytes").and_then(serde_json::Value::as_u64).unwrap_or(0),
            sha256: text("sha256")?,
        })
    };
    listed.iter().enumerate().filter_map(photo).collect()
}
