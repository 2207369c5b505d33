//! The queue: what came in and waits for a person.

use super::incident::ClaimCard;
use super::{clean, only};
use crate::house::House;
use crate::problem::Problem;
use crate::sight::Sight;
use crate::taken_up::TakenUp;
use armistice_model::{Claim, Incident, Link, LinkKind, Report, ReportId};
use armistice_publish::{Audience, ReportRow, reports_file, why_incident};
use armistice_views::{QueueAsk, QueueItem, QueueState, QueuedClaim};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// A page of the queue.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QueuePage {
    /// Disputed reports first, then the newest.
    pub items: Vec<QueueCard>,
    /// What to send as `after` for the next page.
    pub next: Option<String>,
    /// How many reports are open in all.
    pub open: usize,
}

/// A report that waits.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QueueCard {
    /// Its fields.
    pub report: ReportRow,
    /// Its entry in the ledger.
    pub entry: u64,
    /// When that was recorded, RFC 3339.
    pub recorded: String,
    /// Where it stands.
    pub state: QueueState,
    /// What was read in it.
    pub claims: Vec<QueueClaim>,
    /// Reports that say the same.
    pub duplicates: Vec<ReportId>,
    /// Whether a person should look at some link.
    pub disputed: bool,
    /// Who is on it.
    pub taken_up: Option<TakenUp>,
    /// Whether it is judged; else it has just come in.
    pub settled: bool,
}

/// A claim in the queue.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QueueClaim {
    /// The claim with its words.
    #[serde(flatten)]
    pub card: ClaimCard,
    /// Its incident.
    pub incident: Option<String>,
    /// Whether it is the only claim of its incident.
    pub alone: bool,
    /// What it is held to be a part of, and why.
    pub suggestion: Option<SuggestionCard>,
}

/// Why a claim is held to speak of an incident.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SuggestionCard {
    /// The incident.
    pub incident: String,
    /// The claim at the other end of the link.
    pub with: String,
    /// What, when, where, how many.
    pub summary: String,
    /// Probability that the two speak of one event, 0 to 1.
    pub probability: f64,
    /// In words.
    pub reason: String,
    /// Whether a person decided it.
    pub decided: bool,
    /// Whether a person should look.
    pub disputed: bool,
}

/// A page of the queue for an audience.
///
/// # Errors
/// When `after` is no cursor of it.
pub fn queue_page(
    house: &House,
    sight: &Sight,
    ask: &QueueAsk,
    audience: Audience,
    now: Timestamp,
) -> Result<QueuePage, Problem> {
    let page = house.views().queue(ask)?;
    let cards = page
        .items
        .into_iter()
        .map(|item| card(house, sight, item, audience, now))
        .collect::<Result<Vec<_>, Problem>>()?;
    Ok(QueuePage { items: cards, next: page.next, open: page.open })
}

fn card(
    house: &House,
    sight: &Sight,
    item: QueueItem,
    audience: Audience,
    now: Timestamp,
) -> Result<QueueCard, Problem> {
    let claims: Vec<Claim> = item.claims.iter().map(|c| c.placed.claim.clone()).collect();
    let reports: [Report; 1] = [item.filed.report];
    let veil = sight.veil(&claims, &reports, audience);
    let row = only(reports_file(&reports, &veil).reports);
    let row = row.ok_or_else(|| Problem::ours("a report has no row"))?;
    let mut shown = Vec::with_capacity(item.claims.len());
    for queued in &item.claims {
        let Some(card) = ClaimCard::of(&queued.placed.claim, &veil, sight) else { continue };
        shown.push(QueueClaim {
            card,
            incident: queued.placed.incident.as_ref().map(ToString::to_string),
            alone: queued.alone,
            suggestion: suggestion(house, sight, queued, audience)?,
        });
    }
    Ok(QueueCard {
        taken_up: house.desk().on(row.id.as_str(), now),
        report: row,
        entry: item.filed.entry,
        recorded: item.filed.recorded.to_string(),
        state: item.filed.state,
        claims: shown,
        duplicates: item.duplicates,
        disputed: item.disputed,
        settled: item.filed.settled,
    })
}

fn suggestion(
    house: &House,
    sight: &Sight,
    queued: &QueuedClaim,
    audience: Audience,
) -> Result<Option<SuggestionCard>, Problem> {
    let Some(found) = &queued.suggestion else { return Ok(None) };
    let Some(dossier) = house.views().incident(&found.incident)? else { return Ok(None) };
    let incident: Incident = dossier.incident;
    let claims: Vec<Claim> = dossier.claims.into_iter().map(|p| p.claim).collect();
    let reports: Vec<Report> = dossier.reports.into_iter().map(|f| f.report).collect();
    let veil = sight.veil(&claims, &reports, audience);
    let link = Link {
        a: queued.placed.claim.id.clone(),
        b: found.with.clone(),
        kind: if found.decided { LinkKind::Decided } else { LinkKind::Same },
        probability: found.probability,
        reason: found.reason.clone(),
        evidence: Vec::new(),
    };
    Ok(Some(SuggestionCard {
        incident: found.incident.to_string(),
        with: found.with.to_string(),
        summary: why_incident(&incident, &veil, &sight.outline.zone()).summary,
        probability: found.probability,
        reason: clean(&veil, &veil.reason(&link)),
        decided: found.decided,
        disputed: found.disputed,
    }))
}
