//! What comes out of the views.

use crate::given::{Checked, QueueState};
use armistice_model::{
    Claim, ClaimId, Incident, IncidentId, Interval, Place, Report, ReportId, Shape, Status, When,
};
use armistice_publish::{Checkpoint, FeatureProperties, IncidentRow, TermStanding};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the views hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// The case's folder name.
    pub case: String,
    /// The prefix of the ledger that was settled last.
    pub checkpoint: Checkpoint,
    /// The program that computed it.
    pub program_version: String,
    /// The instant of judgement.
    #[schemars(with = "String")]
    pub as_of: Timestamp,
    /// IANA name of the deal's zone.
    pub time_zone: String,
}

/// One incident and everything under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The incident.
    pub incident: Incident,
    /// As the public may see it.
    pub properties: FeatureProperties,
    /// How far it was checked.
    pub checked: Option<Checked>,
    /// Its claims, sorted by id.
    pub claims: Vec<Placed>,
    /// Their reports, sorted by id, each once.
    pub reports: Vec<Filed>,
}

impl Dossier {
    /// Where it stands under the terms it bears on, all sources counted.
    pub fn terms(&self) -> &[TermStanding] {
        &self.properties.status
    }
}

/// A claim and the incident it is a part of.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The claim.
    pub claim: Claim,
    /// Its incident; `None` while it is provisional, and for what is never an incident.
    pub incident: Option<IncidentId>,
    /// Whether it has been judged exactly; else it has just come in.
    pub settled: bool,
}

/// A report and how it came in.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed {
    /// The report, whole but for its `cells`.
    pub report: Report,
    /// Number of its ledger entry.
    pub entry: u64,
    /// When that was recorded.
    pub recorded: Timestamp,
    /// Where it stands in the queue.
    pub state: QueueState,
    /// Whether it has been judged exactly; else it has just come in.
    pub settled: bool,
}

/// Some of a list, and where to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// In the list's order.
    pub items: Vec<T>,
    /// What to ask `after` for the next page; `None` at the end.
    pub next: Option<String>,
}

/// An incident as it was found: as the public may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its name.
    pub id: IncidentId,
    /// Its shape.
    pub shape: Option<Shape>,
    /// [`FeatureProperties`] as JSON.
    pub properties: Box<str>,
    /// How far it was checked.
    pub checked: Option<Checked>,
}

impl Found {
    /// The incident as a feature of RFC 7946.
    ///
    /// # Errors
    /// When the properties are not what was stored.
    pub fn feature_json(&self) -> Result<String, serde_json::Error> {
        let geometry = self.shape.as_ref().and_then(armistice_publish::geometry);
        let (id, geometry) = (serde_json::to_string(&self.id)?, serde_json::to_string(&geometry)?);
        let properties = &self.properties;
        Ok(format!(
            r#"{{"type":"Feature","id":{id},"geometry":{geometry},"properties":{properties}}}"#
        ))
    }

    /// What a map may show of it.
    ///
    /// # Errors
    /// When the properties are not what was stored.
    pub fn properties(&self) -> Result<FeatureProperties, serde_json::Error> {
        serde_json::from_str(&self.properties)
    }

    /// The incident as a row of data, without its links.
    ///
    /// # Errors
    /// When the properties are not what was stored.
    pub fn row(&self) -> Result<IncidentRow, serde_json::Error> {
        let told = self.properties()?;
        let instant = |text: Option<String>| text.and_then(|t| t.parse::<Timestamp>().ok());
        let interval = instant(told.from)
            .zip(instant(told.until))
            .and_then(|(from, until)| Interval::new(from, until));
        Ok(IncidentRow {
            id: told.id,
            scope: told.scope,
            kind: told.kind,
            by: told.by,
            on: told.on,
            when: match interval {
                None => When::Open,
                Some(interval) if told.throughout => When::Throughout(interval),
                Some(interval) => When::Within(interval),
            },
            place: Place { name: told.place, region: told.region, shape: self.shape.clone() },
            casualties: told.casualties,
            voices: told.voices,
            contested: told.contested,
            terms: told.status,
            claims: told.claims,
            account: told.account,
            links: Vec::new(),
        })
    }
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// Reports, disputed ones first, then the newest.
    pub items: Vec<QueueItem>,
    /// What to ask `after` for the next page.
    pub next: Option<String>,
    /// How many reports are open in all.
    pub open: usize,
}

/// A report in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueItem {
    /// The report.
    pub filed: Filed,
    /// Its claims.
    pub claims: Vec<QueuedClaim>,
    /// Reports folded into this one or that it repeats, sorted. Two reports are duplicates if
    /// their text is the same but for white space, or if their claims are held to be the same
    /// event with a probability of at least [`Suggestion::COPY`]. Of the duplicates in one state
    /// only the one that came first is an item of its own.
    pub duplicates: Vec<ReportId>,
    /// Whether some suggestion is disputed.
    pub disputed: bool,
}

/// A claim in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct QueuedClaim {
    /// The claim and its incident.
    pub placed: Placed,
    /// Whether it is the only claim of its incident.
    pub alone: bool,
    /// What it is held to be a part of.
    pub suggestion: Option<Suggestion>,
}

/// Why a claim is held to speak of an incident: its strongest link there.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The incident.
    pub incident: IncidentId,
    /// The claim at the other end of the link.
    pub with: ClaimId,
    /// Probability that the two speak of one event, 0 to 1.
    pub probability: f64,
    /// Whether a person decided it.
    pub decided: bool,
    /// In words; not veiled.
    pub reason: String,
    /// Whether a person should look: nobody has decided, and the probability is under
    /// [`Suggestion::SURE`].
    pub disputed: bool,
}

impl Suggestion {
    /// From this probability on a link is not disputed.
    pub const SURE: f64 = 0.8;
    /// From this probability on two claims are copies for the queue.
    pub const COPY: f64 = 0.99;
}

/// How many of each thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Reports nobody has decided on.
    pub open: usize,
    /// Reports taken as read.
    pub accepted: usize,
    /// Reports put aside.
    pub set_aside: usize,
    /// Of the open ones, those that have just come in.
    pub provisional: usize,
    /// Claims.
    pub claims: usize,
    /// Incidents.
    pub incidents: usize,
}

/// Incidents that have a place, as columns of equal length, those that began last first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Points {
    /// Names.
    pub ids: Vec<String>,
    /// Longitude of the middle of the shape, degrees. Not where anything happened: somewhere
    /// within `reach_m` of it.
    pub lon: Vec<f64>,
    /// Latitude of the same.
    pub lat: Vec<f64>,
    /// First civil day in the deal's zone, days since 1970-01-01; `None` if undated.
    pub day_from: Vec<Option<i32>>,
    /// Last civil day.
    pub day_until: Vec<Option<i32>>,
    /// Radius in metres of the circle around the shape.
    pub reach_m: Vec<f32>,
    /// Index into `kinds`.
    pub kind: Vec<u8>,
    /// Kinds of event.
    pub kinds: Vec<String>,
    /// Index into `statuses`: the gravest under any term, in the widest perspective.
    pub status: Vec<u8>,
    /// Status words, by gravity. What bears on no term is the first.
    pub statuses: Vec<Status>,
    /// Index into `parties` of the one party named as the author; -1 if none or several are.
    pub by: Vec<i8>,
    /// Names of parties.
    pub parties: Vec<String>,
    /// Whether there are more than [`Points::MOST`]; the latest are here.
    pub truncated: bool,
}

impl Points {
    /// The most points that are given at once.
    pub const MOST: usize = 200_000;
}
