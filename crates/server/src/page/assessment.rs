//! One cell of the board, down to the words.

use crate::house::House;
use crate::problem::Problem;
use crate::sight::Sight;
use armistice_model::{AssessmentId, Board, Claim, Incident, Report};
use armistice_publish::{Audience, Publication, Why};
use std::collections::BTreeMap;

/// The trail under a cell, for an audience.
///
/// # Errors
/// 404 where the board has no such cell; the words say which part of the name is unknown.
pub fn assessment(
    house: &House,
    sight: &Sight,
    id: &AssessmentId,
    audience: Audience,
) -> Result<Why, Problem> {
    let cell = house.views().assessment(id)?;
    let mut incidents: BTreeMap<_, Incident> = BTreeMap::new();
    let mut claims: BTreeMap<_, Claim> = BTreeMap::new();
    let mut reports: BTreeMap<_, Report> = BTreeMap::new();
    for breach in cell.iter().flat_map(|c| &c.breaches) {
        if let Some(incident) = &breach.incident
            && let Some(dossier) = house.views().incident(incident)?
        {
            incidents.insert(incident.clone(), dossier.incident);
            claims.extend(dossier.claims.into_iter().map(|p| (p.claim.id.clone(), p.claim)));
            reports.extend(dossier.reports.into_iter().map(|f| (f.report.id.clone(), f.report)));
        }
        // A duty that nothing answered rests on claims without an incident of its own.
        for id in breach.claims.iter().chain(&breach.against) {
            if claims.contains_key(id) {
                continue;
            }
            let Some(placed) = house.views().claim(id)? else { continue };
            if let Some(filed) = house.views().report(&placed.claim.report)? {
                reports.insert(filed.report.id.clone(), filed.report);
            }
            claims.insert(id.clone(), placed.claim);
        }
    }
    let board = Board { assessments: cell.into_iter().collect(), ..sight.head.clone() };
    let (incidents, claims, reports): (Vec<_>, Vec<_>, Vec<_>) = (
        incidents.into_values().collect(),
        claims.into_values().collect(),
        reports.into_values().collect(),
    );
    let publication = Publication {
        case: &sight.outline.case,
        board: &board,
        incidents: &incidents,
        claims: &claims,
        reports: &reports,
        sources: &sight.outline.sources,
        places: &sight.outline.places,
        deal_lines: &sight.deal_lines,
        checkpoint: &sight.held.checkpoint,
    };
    let veil = sight.veil(&claims, &reports, audience);
    armistice_publish::why(&publication, id, &veil)
        .map_err(|error| Problem::new(axum::http::StatusCode::NOT_FOUND, error.to_string()))
}
