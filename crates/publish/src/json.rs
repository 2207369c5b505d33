//! Data for machines, and the schemas that describe it.

use crate::account::Account;
use crate::layout::Layout;
use crate::standing::{Standings, TermStanding, denied};
use crate::turns::TurnRow;
use crate::veil::Veil;
use crate::{BoardFile, FeatureCollection, Why};
use armistice_model::{
    Board, Casualties, Claim, ClaimId, Count, EventKind, Evidence, Incident, IncidentId, Place,
    Report, ReportId, Scope, Span, Stance, Weapon, When, Who,
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::{Deserialize, Serialize, Serializer};
use std::io::{self, Write};

/// A value as JSON, ending in a line break: what fits on a line stands on one, what does not is
/// broken and indented.
pub fn json_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // The types of this crate have text keys only, which is all that could fail in memory.
    let _ = write_json(&mut bytes, value);
    bytes
}

/// The same, written as it is made.
///
/// # Errors
/// What `out` answers.
pub(crate) fn write_json<T: Serialize>(out: impl Write, value: &T) -> io::Result<()> {
    let mut layout = Layout::new(out);
    serde_json::to_writer(&mut layout, value)?;
    layout.finish()
}

/// A list whose elements are made one by one as they are written.
pub(crate) struct Each<F>(pub(crate) F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A list of incidents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IncidentsFile {
    /// In the order given.
    pub incidents: Vec<IncidentRow>,
}

/// An incident as the audience may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IncidentRow {
    /// Its name.
    pub id: IncidentId,
    /// One event, a summary or a tally.
    pub scope: Scope,
    /// What.
    pub kind: EventKind,
    /// Actors that some claim names as the author.
    pub by: Vec<String>,
    /// Actors that some claim names as the target.
    pub on: Vec<String>,
    /// When.
    pub when: When,
    /// Where.
    pub place: Place,
    /// Lowest low to highest high across the claims.
    pub casualties: Casualties,
    /// Whose word it is, by public names.
    pub voices: Vec<String>,
    /// Whether some voice denies it or tells it otherwise.
    pub contested: bool,
    /// Where it stands under the terms it bears on; empty without a board.
    pub terms: Vec<TermStanding>,
    /// Its claims.
    pub claims: Vec<ClaimId>,
    /// What it tells of its sources.
    #[serde(flatten)]
    pub account: Account,
    /// Why these claims and not others.
    pub links: Vec<LinkRow>,
}

/// A link as the audience may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkRow {
    /// The earlier claim.
    pub a: ClaimId,
    /// The later claim.
    pub b: ClaimId,
    /// Whether a person decided it.
    pub decided: bool,
    /// Probability that they speak of one event, 0 to 1.
    pub probability: f64,
    /// In words.
    pub reason: String,
    /// Piece by piece, in bits that add up to the odds of `probability`. Nothing where a person
    /// decided, or where a protected source stands at one end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Incidents as data, with where they stand if there is a board.
pub fn incidents_file(incidents: &[Incident], board: Option<&Board>, veil: &Veil) -> IncidentsFile {
    let standings = Standings::of(board);
    let row = |incident: &Incident| {
        let links = incident.links.iter().map(|link| LinkRow {
            a: link.a.clone(),
            b: link.b.clone(),
            decided: link.kind == armistice_model::LinkKind::Decided,
            probability: link.probability,
            reason: veil.reason(link),
            evidence: veil.evidence(link),
        });
        IncidentRow { links: links.collect(), ..incident_row(incident, &standings, veil) }
    };
    IncidentsFile { incidents: incidents.iter().map(row).collect() }
}

/// One incident without its links.
pub(crate) fn incident_row(incident: &Incident, standings: &Standings, veil: &Veil) -> IncidentRow {
    let terms = standings.under(&incident.id);
    IncidentRow {
        id: incident.id.clone(),
        scope: incident.scope,
        kind: incident.kind,
        by: names(&incident.by, veil),
        on: names(&incident.on, veil),
        when: incident.when,
        place: place(&incident.place, veil),
        casualties: incident.casualties,
        voices: veil.voices(incident),
        contested: denied(incident, veil) || terms.iter().any(|t| t.contested),
        terms,
        claims: incident.claims.clone(),
        account: Account::of(incident, veil),
        links: Vec::new(),
    }
}

fn names(names: &[String], veil: &Veil) -> Vec<String> {
    names.iter().map(|n| veil.text(n).into_owned()).collect()
}

/// A place without names that may not leave.
pub(crate) fn place(place: &Place, veil: &Veil) -> Place {
    let clean = |text: &String| veil.text(text).into_owned();
    Place {
        name: place.name.as_ref().map(clean),
        region: place.region.as_ref().map(clean),
        shape: place.shape.clone(),
    }
}

/// A list of claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimsFile {
    /// In the order given.
    pub claims: Vec<ClaimRow>,
}

/// A claim as the audience may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimRow {
    /// Its name.
    pub id: ClaimId,
    /// The report it was read from.
    pub report: ReportId,
    /// Whose word, by public name.
    pub voice: String,
    /// Who published it, by public name.
    pub through: String,
    /// RFC 3339, if stamped.
    pub published: Option<String>,
    /// How the voice stands to it.
    pub stance: Stance,
    /// One event, a summary, a tally, the toll.
    pub scope: Scope,
    /// What.
    pub kind: EventKind,
    /// By whom.
    pub by: Who,
    /// On whom.
    pub on: Who,
    /// With what.
    pub weapon: Option<Weapon>,
    /// Whether the voice says that it was in answer to an immediate threat.
    pub self_defence: bool,
    /// When.
    pub when: When,
    /// Where.
    pub place: Place,
    /// People harmed.
    pub casualties: Casualties,
    /// How many of the thing itself.
    pub count: Option<Count>,
    /// Where its words stand in the report; empty where they may not be shown.
    pub spans: Vec<Span>,
    /// Its words; `None` where they may not be shown.
    pub words: Option<String>,
}

/// Claims as data.
pub fn claims_file(claims: &[Claim], veil: &Veil) -> ClaimsFile {
    let row = |claim: &Claim| ClaimRow {
        id: claim.id.clone(),
        report: claim.report.clone(),
        voice: veil.source(&claim.voice),
        through: veil.source(&claim.through),
        published: claim.published.map(|p| p.to_string()),
        stance: claim.stance,
        scope: claim.scope,
        kind: claim.kind,
        by: Who(names(&claim.by.0, veil)),
        on: Who(names(&claim.on.0, veil)),
        weapon: claim.weapon.clone().map(|mut weapon| {
            weapon.model = weapon.model.map(|m| veil.text(&m).into_owned());
            weapon
        }),
        self_defence: claim.self_defence,
        when: claim.when,
        place: place(&claim.place, veil),
        casualties: claim.casualties,
        count: claim.count,
        spans: if veil.shows_words(claim) { claim.spans.clone() } else { Vec::new() },
        words: veil.quote(claim),
    };
    ClaimsFile { claims: claims.iter().map(row).collect() }
}

/// A list of reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportsFile {
    /// In the order given.
    pub reports: Vec<ReportRow>,
}

/// A report as the audience may see it: never its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportRow {
    /// Its name.
    pub id: ReportId,
    /// Who publishes it, by public name.
    pub source: String,
    /// How it was laid out.
    pub format: String,
    /// RFC 3339, if stamped.
    pub published: Option<String>,
    /// Headline, where it may be shown.
    pub title: Option<String>,
    /// SHA-256 of the evidence file, where it may be shown.
    pub evidence: Option<String>,
    /// What a reader should know about how it was taken.
    pub flags: Vec<String>,
}

/// Reports as data.
pub fn reports_file(reports: &[Report], veil: &Veil) -> ReportsFile {
    ReportsFile { reports: reports.iter().map(|r| report_row(r, veil)).collect() }
}

pub(crate) fn report_row(report: &Report, veil: &Veil) -> ReportRow {
    let shown = veil.shows_report(report);
    ReportRow {
        id: report.id.clone(),
        source: veil.source(&report.source),
        format: word(&report.format),
        published: report.published.map(|p| p.to_string()),
        title: report.title.as_deref().filter(|_| shown).map(|t| veil.text(t).into_owned()),
        evidence: shown.then(|| report.evidence.to_string()),
        flags: report.flags.iter().map(word).collect(),
    }
}

/// The word that stands for a plain enum in data.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The JSON Schema (2020-12) of every JSON output: file name under `docs/schema/` and content.
pub fn schemas() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("board.schema.json", schema::<BoardFile>()),
        ("incidents.schema.json", schema::<IncidentsFile>()),
        ("incidents.geojson.schema.json", schema::<FeatureCollection>()),
        ("claims.schema.json", schema::<ClaimsFile>()),
        ("reports.schema.json", schema::<ReportsFile>()),
        ("turns.schema.json", schema::<Vec<TurnRow>>()),
        ("why.schema.json", schema::<Why>()),
    ]
}

fn schema<T: JsonSchema>() -> Vec<u8> {
    let generator: SchemaGenerator =
        SchemaSettings::draft2020_12().for_serialize().into_generator();
    // A schema never comes without its keys in text, which is all that could fail.
    let mut bytes =
        serde_json::to_vec_pretty(&generator.into_root_schema_for::<T>()).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
