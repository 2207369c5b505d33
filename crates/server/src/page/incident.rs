//! One incident with all that is claimed of it, and lists of incidents.

use super::decided::{Decided, Writers, decided};
use super::{clean, only, shows_reasons};
use crate::house::House;
use crate::problem::Problem;
use crate::sight::Sight;
use armistice_case::Ruling;
use armistice_model::{
    Act, Claim, ClaimId, Determination, Incident, IncidentId, Report, RivalCount, SourceId, Stance,
    Verification,
};
use armistice_publish::{
    Audience, ClaimRow, IncidentRow, TermStanding, Veil, WhyWords, claims_file, incidents_file,
    why_claim, why_incident,
};
use armistice_views::{Ask, Checked, Found};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// A page of incidents.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IncidentList {
    /// Those that began last first; without their links.
    pub incidents: Vec<ListedIncident>,
    /// What to send as `after` for the next page.
    pub next: Option<String>,
}

/// An incident in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListedIncident {
    /// As everybody may see it.
    #[serde(flatten)]
    pub incident: IncidentRow,
    /// How far the mission has checked it.
    pub verification: Option<Verification>,
}

/// One incident.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IncidentPage {
    /// With its links.
    pub incident: IncidentRow,
    /// What, when, where, how many, in one line.
    pub summary: String,
    /// How far it has been checked.
    pub verification: Option<Checking>,
    /// Who did it, in the judgement of people.
    pub attributions: Vec<Attribution>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Requests to a party for its answer; not for the public.
    pub requests: Vec<AskedParty>,
    /// Every decision that touches it.
    pub history: Vec<Decided>,
    /// Its claims.
    pub claims: Vec<ClaimCard>,
    /// Counts of it that stand side by side.
    pub rival_counts: Vec<RivalCount>,
}

/// How far an incident has been checked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Checking {
    /// Its state.
    pub state: Verification,
    /// Who said so.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// Why; not for the public.
    pub reason: Option<String>,
}

/// Who did it, in a person's judgement.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Attribution {
    /// The actor.
    pub to: String,
    /// Who judged so.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why; not for the public.
    pub reason: Option<String>,
    /// The entry.
    pub entry: u64,
}

/// A finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// On which term.
    pub term: String,
    /// What was found.
    pub determination: Determination,
    /// Who found it.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why; not for the public.
    pub reason: Option<String>,
    /// The entry.
    pub entry: u64,
}

/// A party that was asked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AskedParty {
    /// The entry in which it was asked.
    pub entry: u64,
    /// Whom.
    pub party: String,
    /// What.
    pub question: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who asked.
    pub by: String,
    /// What came back.
    pub answers: Vec<PartyAnswer>,
}

/// A party's answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartyAnswer {
    /// The entry.
    pub entry: u64,
    /// Its words.
    pub answer: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who entered it.
    pub by: String,
}

/// A claim with its words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClaimCard {
    /// Its fields.
    pub row: ClaimRow,
    /// What it says, in one line.
    pub says: String,
    /// Whether it denies or tells otherwise what another claim on the incident alleges.
    pub against: bool,
    /// The report's headline, where it may be shown.
    pub title: Option<String>,
    /// Whether words were withheld to protect a source.
    pub withheld: bool,
    /// SHA-256 of the evidence file, where it may be shown.
    pub evidence: Option<String>,
    /// The words, question by question.
    pub words: Vec<WhyWords>,
}

impl ClaimCard {
    /// A claim as the veil's audience may see it.
    pub(super) fn of(claim: &Claim, veil: &Veil<'_>, sight: &Sight) -> Option<Self> {
        let told = why_claim(claim, veil, &sight.outline.zone());
        Some(Self {
            row: only(claims_file(std::slice::from_ref(claim), veil).claims)?,
            says: told.says,
            against: claim.stance == Stance::Denied,
            title: told.title,
            withheld: told.withheld,
            evidence: told.evidence,
            words: told.words,
        })
    }
}

/// A page of incidents that were asked for.
///
/// # Errors
/// When the question makes no sense.
pub fn incident_list(house: &House, ask: &Ask) -> Result<IncidentList, Problem> {
    let page = house.views().incidents(ask)?;
    let rows = page.items.into_iter().map(listed).collect::<Result<Vec<_>, Problem>>()?;
    Ok(IncidentList { incidents: rows, next: page.next })
}

fn listed(found: Found) -> Result<ListedIncident, Problem> {
    let incident = found
        .row()
        .map_err(|error| Problem::ours(format!("a stored feature cannot be read: {error}")))?;
    Ok(ListedIncident { verification: found.checked.map(|checked| checked.state), incident })
}

/// One incident for an audience.
///
/// # Errors
/// 404 where there is none.
pub fn incident_page(
    house: &House,
    sight: &Sight,
    id: &IncidentId,
    audience: Audience,
) -> Result<IncidentPage, Problem> {
    let dossier = house.views().incident(id)?;
    let dossier = dossier.ok_or_else(|| Problem::missing("incident", id.as_str()))?;
    let terms = dossier.terms().to_vec();
    let against = against(house, &terms, id)?;
    let claims: Vec<Claim> = dossier.claims.into_iter().map(|placed| placed.claim).collect();
    let reports: Vec<Report> = dossier.reports.into_iter().map(|filed| filed.report).collect();
    let veil = sight.veil(&claims, &reports, audience);
    let writers = Writers::of(house);
    let mut row =
        only(incidents_file(std::slice::from_ref(&dossier.incident), None, &veil).incidents)
            .ok_or_else(|| Problem::ours("an incident has no row"))?;
    row.contested |= dossier.properties.contested;
    row.terms = terms;
    let told = Told { sight, veil: &veil, writers: &writers, incident: &dossier.incident };
    Ok(IncidentPage {
        summary: why_incident(&dossier.incident, &veil, &sight.outline.zone()).summary,
        verification: dossier.checked.map(|checked| told.checking(checked)),
        attributions: told.attributions(),
        findings: told.findings(),
        requests: told.requests(),
        history: told.history(),
        claims: claims
            .iter()
            .filter_map(|c| ClaimCard::of(c, &veil, sight))
            .map(|mut card| {
                card.against |= against.contains(&card.row.id);
                card
            })
            .collect(),
        rival_counts: told.rival_counts(),
        incident: row,
    })
}

/// Claims that some assessment holds against what others allege of an incident.
fn against(
    house: &House,
    terms: &[TermStanding],
    id: &IncidentId,
) -> Result<BTreeSet<ClaimId>, Problem> {
    let mut against = BTreeSet::new();
    for name in terms.iter().flat_map(|term| &term.assessments) {
        let Ok(name) = name.parse() else { continue };
        let assessment = house.views().assessment(&name)?;
        for breach in assessment.iter().flat_map(|a| &a.breaches) {
            if breach.incident.as_ref() == Some(id) {
                against.extend(breach.against.iter().cloned());
            }
        }
    }
    Ok(against)
}

/// What is told of an incident's decisions.
struct Told<'a> {
    sight: &'a Sight,
    veil: &'a Veil<'a>,
    writers: &'a Writers,
    incident: &'a Incident,
}

impl Told<'_> {
    fn by(&self, ruling: &Ruling) -> String {
        self.writers.name(&ruling.author, self.veil.audience())
    }

    fn reason(&self, ruling: &Ruling) -> Option<String> {
        shows_reasons(self.veil.audience()).then(|| clean(self.veil, &ruling.decision.reason))
    }

    fn standing(&self) -> impl Iterator<Item = &Ruling> {
        self.sight.outline.rulings.iter().filter(|r| r.undone_by.is_none())
    }

    fn checking(&self, checked: Checked) -> Checking {
        let audience = self.veil.audience();
        Checking {
            state: checked.state,
            by: checked.by.map(|by| self.writers.name(&by, audience)),
            at: checked.at.map(|at| at.to_string()),
            reason: checked.reason.filter(|_| shows_reasons(audience)),
        }
    }

    fn attributions(&self) -> Vec<Attribution> {
        let of = |ruling: &Ruling| match &ruling.decision.act {
            Act::Attribute { incident, to } if *incident == self.incident.id => Some(Attribution {
                to: clean(self.veil, to),
                by: self.by(ruling),
                at: ruling.decision.at.to_string(),
                reason: self.reason(ruling),
                entry: ruling.entry,
            }),
            _ => None,
        };
        self.standing().filter_map(of).collect()
    }

    fn findings(&self) -> Vec<Finding> {
        let of = |ruling: &Ruling| match &ruling.decision.act {
            Act::Find { term, incident, determination } if *incident == self.incident.id => {
                Some(Finding {
                    term: term.clone(),
                    determination: *determination,
                    by: self.by(ruling),
                    at: ruling.decision.at.to_string(),
                    reason: self.reason(ruling),
                    entry: ruling.entry,
                })
            }
            _ => None,
        };
        self.standing().filter_map(of).collect()
    }

    fn requests(&self) -> Vec<AskedParty> {
        if !shows_reasons(self.veil.audience()) {
            return Vec::new();
        }
        let of = |ruling: &Ruling| match &ruling.decision.act {
            Act::Ask { incident, party, question } if *incident == self.incident.id => {
                Some(AskedParty {
                    entry: ruling.entry,
                    party: party.clone(),
                    question: clean(self.veil, question),
                    at: ruling.decision.at.to_string(),
                    by: self.by(ruling),
                    answers: self.answers(ruling.entry),
                })
            }
            _ => None,
        };
        self.standing().filter_map(of).collect()
    }

    fn answers(&self, asked: u64) -> Vec<PartyAnswer> {
        let of = |ruling: &Ruling| match &ruling.decision.act {
            Act::Answer { to, answer } if *to == asked => Some(PartyAnswer {
                entry: ruling.entry,
                answer: clean(self.veil, answer),
                at: ruling.decision.at.to_string(),
                by: self.by(ruling),
            }),
            _ => None,
        };
        self.standing().filter_map(of).collect()
    }

    /// Decisions on the incident, on its claims, on their reports, and what undid those.
    fn history(&self) -> Vec<Decided> {
        let mut touching: Vec<u64> = Vec::new();
        let mut history = Vec::new();
        for ruling in &self.sight.outline.rulings {
            let touches = match &ruling.decision.act {
                Act::Verify { incident, .. }
                | Act::Attribute { incident, .. }
                | Act::Find { incident, .. }
                | Act::Ask { incident, .. } => *incident == self.incident.id,
                Act::Merge { claims } | Act::Split { claims } => self.holds_any(claims),
                Act::Accept { report } | Act::SetAside { report } => {
                    self.veil.report(report).is_some()
                }
                Act::Answer { to, .. } | Act::Undo { of: to } => touching.contains(to),
                _ => false,
            };
            if touches {
                touching.push(ruling.entry);
                history.push(decided(ruling, self.writers, self.veil));
            }
        }
        history
    }

    fn holds_any(&self, claims: &[ClaimId]) -> bool {
        claims.iter().any(|claim| self.incident.claims.contains(claim))
    }

    fn rival_counts(&self) -> Vec<RivalCount> {
        let of_this = self
            .sight
            .head
            .rival_counts
            .iter()
            .filter(|r| r.incident.as_ref() == Some(&self.incident.id));
        of_this
            .map(|rival| {
                let mut rival = rival.clone();
                rival.voice = SourceId::new(self.veil.source(&rival.voice));
                rival.by.0.iter_mut().for_each(|name| *name = clean(self.veil, name));
                rival.place = rival.place.map(|place| clean(self.veil, &place));
                rival
            })
            .collect()
    }
}
