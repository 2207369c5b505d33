//! Where one incident stands under each term it bears on.

use crate::cells::widest;
use crate::veil::Veil;
use armistice_model::{
    Assessment, Board, Breach, Claim, ClaimId, Determination, Incident, IncidentId, Stance, Status,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// One incident under one term, all sources counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TermStanding {
    /// The clause's number.
    pub term: String,
    /// The reading; `None` for the text's own.
    pub reading: Option<String>,
    /// The gravest that the incident alone says on any day; never graver than the term's own
    /// cell of that day.
    pub status: Status,
    /// Whether some voice denies it or tells it otherwise.
    pub contested: bool,
    /// A person's finding on the term and the incident, if there is one.
    pub finding: Option<Determination>,
    /// The cells that rest on it, to type after `armistice why`.
    pub assessments: Vec<String>,
}

/// What each incident is under the terms, in the widest perspective of a board.
pub(crate) struct Standings<'a> {
    // Looked into and never gone through, so that their order does not matter.
    by_incident: HashMap<&'a IncidentId, Vec<(&'a Assessment, &'a Breach)>>,
    against: HashSet<&'a ClaimId>,
}

impl<'a> Standings<'a> {
    /// Reads a board; without one nothing stands anywhere.
    pub(crate) fn of(board: Option<&'a Board>) -> Self {
        let mut standings = Self { by_incident: HashMap::new(), against: HashSet::new() };
        let slug = board.and_then(widest).map(|p| p.slug());
        let cells = board.iter().flat_map(|b| &b.assessments);
        for cell in cells.filter(|a| Some(&a.id.perspective) == slug.as_ref()) {
            for breach in &cell.breaches {
                standings.against.extend(&breach.against);
                if let Some(id) = &breach.incident {
                    standings.by_incident.entry(id).or_default().push((cell, breach));
                }
            }
        }
        standings
    }

    fn breaches(&self, incident: &IncidentId) -> &[(&'a Assessment, &'a Breach)] {
        self.by_incident.get(incident).map_or(&[], Vec::as_slice)
    }

    /// The terms an incident bears on.
    pub(crate) fn under(&self, incident: &IncidentId) -> Vec<TermStanding> {
        let mut list: Vec<TermStanding> = Vec::new();
        for (cell, breach) in self.breaches(incident) {
            let same =
                |s: &&mut TermStanding| s.term == cell.id.term && s.reading == cell.id.reading;
            match list.iter_mut().find(same) {
                Some(standing) => {
                    standing.status = standing.status.max(breach.status);
                    standing.contested |= breach.contested;
                    standing.finding = standing.finding.or(breach.finding);
                    standing.assessments.push(cell.id.to_string());
                }
                None => list.push(TermStanding {
                    term: cell.id.term.clone(),
                    reading: cell.id.reading.clone(),
                    status: breach.status,
                    contested: breach.contested,
                    finding: breach.finding,
                    assessments: vec![cell.id.to_string()],
                }),
            }
        }
        list
    }

    /// Whether a claim denies what others allege, or tells it otherwise.
    pub(crate) fn is_against(&self, claim: &Claim) -> bool {
        claim.stance == Stance::Denied || self.against.contains(&claim.id)
    }

    /// The gravest of them; `None` if it bears on no term.
    pub(crate) fn gravest(&self, incident: &IncidentId) -> Option<Status> {
        self.breaches(incident).iter().map(|(_, breach)| breach.status).max()
    }
}

/// Whether some claim of the incident denies it.
pub(crate) fn denied(incident: &Incident, veil: &Veil) -> bool {
    incident.claims.iter().filter_map(|c| veil.claim(c)).any(|claim| claim.stance == Stance::Denied)
}
