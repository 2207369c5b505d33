//! The trail under one cell: term, formula, incidents, links, claims, the very words.

use crate::Publication;
use crate::account::Account;
use crate::cells::Cells;
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::words;
use armistice_model::{
    Aspect, Assessment, AssessmentId, Breach, Claim, ClaimId, Coverage, Determination, Evidence,
    Field, Incident, IncidentId, ReportId, Stance, Status, TermLine,
};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Everything one cell of the board rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Why {
    /// The cell.
    pub id: AssessmentId,
    /// The deal's title.
    pub deal: String,
    /// The term it is about.
    pub term: WhyTerm,
    /// Where it stands.
    pub status: Status,
    /// Whether some voice denies or tells otherwise what another alleges.
    pub contested: bool,
    /// Whether it leans on a number or rule that was assumed.
    pub assumed: bool,
    /// How much was being watched.
    pub coverage: Coverage,
    /// What it rests on.
    pub breaches: Vec<WhyBreach>,
}

/// A term: its words and what is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhyTerm {
    /// The clause's number.
    pub number: String,
    /// The words of the clause.
    pub words: String,
    /// In plain English, what is judged.
    pub plain: String,
    /// The formula.
    pub formula: String,
    /// The reading; `None` for the text's own.
    pub reading: Option<String>,
    /// What was assumed, in words.
    pub assumptions: Vec<String>,
}

/// One incident (or unanswered duty) that bears on the cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WhyBreach {
    /// What this incident alone says about the day.
    pub status: Status,
    /// Whether some voice denies it, or tells otherwise what another surely alleges.
    pub contested: bool,
    /// Why it counts, or why it is not certain.
    pub reason: String,
    /// Whose word it is, by public names.
    pub voices: Vec<String>,
    /// Candidates for its author.
    pub by: Vec<String>,
    /// A person's determination, if there is one.
    pub finding: Option<Determination>,
    /// The incident; `None` for a duty that nothing answered.
    pub incident: Option<WhyIncident>,
    /// Claims that say so.
    pub claims: Vec<WhyClaim>,
    /// Claims that deny it or tell it otherwise.
    pub against: Vec<WhyClaim>,
}

/// The hypothesis that some claims speak of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WhyIncident {
    /// Its name.
    pub id: IncidentId,
    /// One line: what, when, where, how many.
    pub summary: String,
    /// What it tells of its sources.
    #[serde(flatten)]
    pub account: Account,
    /// Why these claims and not others.
    pub links: Vec<WhyLink>,
}

/// Why two claims are held to speak of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WhyLink {
    /// The earlier claim.
    pub a: ClaimId,
    /// The later claim.
    pub b: ClaimId,
    /// Whether a person decided it.
    pub decided: bool,
    /// 0 to 1.
    pub probability: f64,
    /// In words.
    pub reason: String,
    /// Piece by piece, in bits that add up to the odds of `probability`. Nothing where a person
    /// decided, or where a protected source stands at one end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// One claim and the words it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WhyClaim {
    /// Its name.
    pub id: ClaimId,
    /// Whose word, by public name.
    pub voice: String,
    /// Who published it, by public name.
    pub through: String,
    /// RFC 3339, if stamped.
    pub published: Option<String>,
    /// How the voice stands to it.
    pub stance: Stance,
    /// What it says, in one line.
    pub says: String,
    /// The report it was read from.
    pub report: ReportId,
    /// The report's headline, where it may be shown.
    pub title: Option<String>,
    /// SHA-256 of the evidence file, where it may be shown.
    pub evidence: Option<String>,
    /// The words, question by question; empty where they may not be shown.
    pub words: Vec<WhyWords>,
    /// Whether words were withheld to protect a source.
    pub withheld: bool,
}

/// A stretch of a report's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhyWords {
    /// The question it answers.
    pub field: Field,
    /// First byte in the report's text.
    pub from: usize,
    /// First byte after.
    pub until: usize,
    /// First byte in the evidence file, where the text stands in it as it is.
    pub evidence_from: Option<u64>,
    /// The words, without names that may not leave.
    pub text: String,
}

/// Why there is no trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhyError {
    /// No term line of this number and reading.
    #[error("the deal has no term `{asked}`; it has {known}")]
    Term {
        /// As asked.
        asked: String,
        /// What there is.
        known: String,
    },
    /// A day the board does not cover.
    #[error("the board does not cover {asked}; it covers {known}")]
    Day {
        /// As asked.
        asked: String,
        /// What there is.
        known: String,
    },
    /// A perspective the board does not have.
    #[error("the board has no perspective `{asked}`; it has {known}")]
    Perspective {
        /// As asked.
        asked: String,
        /// What there is.
        known: String,
    },
    /// All three parts are known and yet the board has no such cell.
    #[error("the board has no cell `{0}`: it was not judged")]
    Cell(String),
}

/// The trail under one cell.
///
/// # Errors
/// When the board has no such cell; the error says which part of the name is unknown and what
/// there is instead.
pub fn why(publication: &Publication, id: &AssessmentId, veil: &Veil) -> Result<Why, WhyError> {
    let board = publication.board;
    let line = board.terms.iter().find(|t| t.number == id.term && t.reading == id.reading);
    let found = line.and_then(|l| Cells::of(board).at(l, id.day, &id.perspective));
    let (Some(line), Some(cell)) = (line, found) else {
        return Err(missing(publication, id, line.is_some()));
    };
    let zone = words::zone(&board.time_zone);
    Ok(Why {
        id: cell.id.clone(),
        deal: veil.text(&board.deal).into_owned(),
        term: term(line),
        status: cell.status,
        contested: cell.contested,
        assumed: cell.assumed,
        coverage: cell.coverage,
        breaches: breaches(publication, cell, veil, &zone),
    })
}

fn missing(publication: &Publication, id: &AssessmentId, term_known: bool) -> WhyError {
    let board = publication.board;
    if !term_known {
        let name = |t: &TermLine| match &t.reading {
            Some(reading) => format!("{} ({reading})", t.number),
            None => t.number.clone(),
        };
        let asked = match &id.reading {
            Some(reading) => format!("{} ({reading})", id.term),
            None => id.term.clone(),
        };
        let known: Vec<String> = board.terms.iter().map(name).collect();
        return WhyError::Term { asked, known: Tongue::english_alone().list(&known) };
    }
    if !board.days.contains(&id.day) {
        let known = match (board.days.first(), board.days.last()) {
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => "no day".to_string(),
        };
        return WhyError::Day { asked: id.day.to_string(), known };
    }
    let known: Vec<String> = board.perspectives.iter().map(|p| p.slug()).collect();
    if known.contains(&id.perspective) {
        WhyError::Cell(id.to_string())
    } else {
        WhyError::Perspective {
            asked: id.perspective.clone(),
            known: Tongue::english_alone().list(&known),
        }
    }
}

fn term(line: &TermLine) -> WhyTerm {
    WhyTerm {
        number: line.number.clone(),
        words: line.words.clone(),
        plain: line.plain.clone(),
        formula: line.formula.clone(),
        reading: line.reading.clone(),
        assumptions: line.assumptions.clone(),
    }
}

fn breaches(
    publication: &Publication,
    cell: &Assessment,
    veil: &Veil,
    zone: &TimeZone,
) -> Vec<WhyBreach> {
    let wanted: HashSet<&IncidentId> = cell.breaches.iter().flat_map(|b| &b.incident).collect();
    let incidents: HashMap<&IncidentId, &Incident> = publication
        .incidents
        .iter()
        .filter(|i| wanted.contains(&i.id))
        .map(|i| (&i.id, i))
        .collect();
    let one = |breach: &Breach| {
        let incident = breach.incident.as_ref().and_then(|id| incidents.get(id));
        let claims = |ids: &[ClaimId]| {
            ids.iter().filter_map(|id| veil.claim(id)).map(|c| why_claim(c, veil, zone)).collect()
        };
        WhyBreach {
            status: breach.status,
            contested: breach.contested,
            reason: veil.text(&breach.reason).into_owned(),
            voices: veil.sources(&breach.voices),
            by: breach.by.0.iter().map(|n| veil.text(n).into_owned()).collect(),
            finding: breach.finding,
            incident: incident.map(|i| why_incident(i, veil, zone)),
            claims: claims(&breach.claims),
            against: claims(&breach.against),
        }
    };
    cell.breaches.iter().map(one).collect()
}

/// An incident in one line, and why its claims are held to speak of one event.
pub fn why_incident(incident: &Incident, veil: &Veil, zone: &TimeZone) -> WhyIncident {
    let mut parts = vec![
        incident.kind.to_string(),
        words::when(Tongue::english_alone(), &incident.when, zone),
        words::place(Tongue::english_alone(), &incident.place),
    ];
    parts.extend(words::casualties(Tongue::english_alone(), &incident.casualties));
    WhyIncident {
        id: incident.id.clone(),
        summary: veil.text(&parts.join("; ")).into_owned(),
        account: Account::of(incident, veil),
        links: incident
            .links
            .iter()
            .map(|link| WhyLink {
                a: link.a.clone(),
                b: link.b.clone(),
                decided: link.kind == armistice_model::LinkKind::Decided,
                probability: link.probability,
                reason: veil.reason(link),
                evidence: veil.evidence(link),
            })
            .collect(),
    }
}

/// What a claim says, put together from its fields.
pub(crate) fn says(claim: &Claim, veil: &Veil, zone: &TimeZone) -> String {
    let mut parts = vec![claim.kind.to_string()];
    parts.extend(words::who(Tongue::english_alone(), &claim.by).map(|by| format!("by {by}")));
    parts.extend(words::who(Tongue::english_alone(), &claim.on).map(|on| format!("on {on}")));
    if let Some(weapon) = &claim.weapon {
        let model = weapon.model.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
        parts.push(format!("with {}{model}", weapon.class));
    }
    if claim.self_defence {
        parts.push("said to be in self-defence".to_string());
    }
    let mut facts = vec![
        parts.join(" "),
        words::when(Tongue::english_alone(), &claim.when, zone),
        words::place(Tongue::english_alone(), &claim.place),
    ];
    facts.extend(claim.count.map(|c| format!("{c} in number")));
    facts.extend(words::casualties(Tongue::english_alone(), &claim.casualties));
    veil.text(&facts.join("; ")).into_owned()
}

/// A claim and the words it was read from, as the veil's audience may see them. `zone` is the
/// deal's, in which days are told.
pub fn why_claim(claim: &Claim, veil: &Veil, zone: &TimeZone) -> WhyClaim {
    let report = veil.report(&claim.report);
    let shows = veil.shows_words(claim);
    let open = report.filter(|r| shows && veil.shows_report(r));
    let spans = claim.spans.iter().filter_map(|span| {
        let report = open?;
        let text = report.text.get(span.from..span.until)?;
        Some(WhyWords {
            field: span.field,
            from: span.from,
            until: span.until,
            evidence_from: report.evidence_at.and_then(|at| at.checked_add(span.from as u64)),
            text: veil.text(text).into_owned(),
        })
    });
    WhyClaim {
        id: claim.id.clone(),
        voice: veil.source(&claim.voice),
        through: veil.source(&claim.through),
        published: claim.published.map(|p| p.to_string()),
        stance: claim.stance,
        says: says(claim, veil, zone),
        report: claim.report.clone(),
        title: open.and_then(|r| r.title.as_deref()).map(|t| veil.text(t).into_owned()),
        evidence: open.map(|r| r.evidence.to_string()),
        words: spans.collect(),
        withheld: !shows,
    }
}

/// The trail as indented text, one thing a line, ending in a line break.
pub fn why_text(why: &Why) -> String {
    let mut out = Lines::default();
    let term = &why.term;
    out.line(0, &format!("{}: {}", why.id, why.status));
    if why.contested {
        out.line(1, "* contested: some voice denies it or tells it otherwise");
    }
    if why.assumed {
        out.line(1, "~ leans on a number or rule that was assumed");
    }
    out.line(0, &format!("Term {} \"{}\"", term.number, term.words));
    if let Some(reading) = &term.reading {
        out.line(1, &format!("in the reading \"{reading}\""));
    }
    out.line(1, &term.plain);
    out.line(1, &format!("formula: {}", term.formula));
    for assumption in &term.assumptions {
        out.line(1, &format!("~ assumed: {assumption}"));
    }
    out.line(0, &format!("Coverage: {}", why.coverage));
    if why.coverage.reporting == 0 {
        out.line(0, "Nobody in this perspective is known to have reported on the day.");
    }
    if why.breaches.is_empty() {
        out.line(0, "Nothing is known against the term. That nothing was reported does not mean that nothing happened.");
    }
    for breach in &why.breaches {
        breach_text(&mut out, breach);
    }
    let weighed = |breach: &WhyBreach| {
        breach.incident.iter().flat_map(|i| &i.links).any(|link| !link.evidence.is_empty())
    };
    if why.breaches.iter().any(weighed) {
        out.line(0, "Each bit doubles the odds that two claims are one event; each bit below nought halves them.");
    }
    out.line(0, "The program assesses, people find.");
    out.0
}

fn breach_text(out: &mut Lines, breach: &WhyBreach) {
    match &breach.incident {
        Some(incident) => {
            out.line(0, &format!("Incident {}: {}", incident.id, incident.summary));
        }
        None => out.line(0, "A duty that nothing answered"),
    }
    let mark = if breach.contested { ", contested" } else { "" };
    out.line(1, &format!("{}{mark}: {}", breach.status, breach.reason));
    if !breach.voices.is_empty() {
        out.line(1, &format!("voices: {}", Tongue::english_alone().list(&breach.voices)));
    }
    let by = if breach.by.is_empty() {
        "not told".into()
    } else {
        Tongue::english_alone().either(&breach.by)
    };
    out.line(1, &format!("by, as told: {by}"));
    if let Some(finding) = breach.finding {
        let word = match finding {
            Determination::Established => "established",
            Determination::NotEstablished => "not established",
            Determination::Unattributable => "unattributable",
        };
        out.line(1, &format!("found by a person: {word}"));
    }
    for line in breach.incident.iter().flat_map(|incident| incident.account.lines()) {
        out.line(1, &line);
    }
    for link in breach.incident.iter().flat_map(|i| &i.links) {
        let how = if link.decided { "joined by a person" } else { "joined" };
        out.line(
            1,
            &format!("{how} {} + {} ({:.2}): {}", link.a, link.b, link.probability, link.reason),
        );
        evidence_text(out, &link.evidence);
    }
    for claim in &breach.claims {
        claim_text(out, claim, "says");
    }
    for claim in &breach.against {
        claim_text(out, claim, "against");
    }
}

/// A line for each piece of evidence, and their sum: in columns, so that they can be added up by
/// eye.
fn evidence_text(out: &mut Lines, evidence: &[Evidence]) {
    for piece in evidence {
        let lead = format!("{:+6.2} bits  {:<9} ", piece.bits, aspect(piece.about));
        out.columns(2, &lead, &piece.words);
    }
    if !evidence.is_empty() {
        let sum: f64 = evidence.iter().map(|piece| piece.bits).sum();
        out.columns(2, &format!("{sum:+6.2} bits  {:<9} ", "in all"), &odds(sum));
    }
}

/// Bits as odds, in words.
fn odds(bits: f64) -> String {
    let times = |bits: f64| match bits.exp2() {
        n if n < 10.0 => format!("{n:.1}"),
        n if n < 1e6 => format!("{n:.0}"),
        _ => "more than a million".into(),
    };
    if bits >= 0.0 {
        format!("{} to 1 that they are one event", times(bits))
    } else {
        format!("1 to {} that they are one event", times(-bits))
    }
}

fn aspect(about: Aspect) -> &'static str {
    match about {
        Aspect::Prior => "at first",
        Aspect::Crowd => "crowd",
        Aspect::Time => "when",
        Aspect::Place => "where",
        Aspect::Kind => "what",
        Aspect::Author => "by",
        Aspect::Target => "on",
        Aspect::Casualties => "how many",
        Aspect::Denial => "denial",
        Aspect::Carriage => "how told",
        Aspect::Scope => "scope",
        Aspect::Words => "words",
        Aspect::Rivals => "rivals",
        Aspect::Bound => "limit",
    }
}

fn claim_text(out: &mut Lines, claim: &WhyClaim, side: &str) {
    let through = if claim.through == claim.voice {
        String::new()
    } else {
        format!(", through {}", claim.through)
    };
    let stance = match claim.stance {
        Stance::Fact => "tells as fact",
        Stance::Claimed => "claims",
        Stance::Accused => "accuses",
        Stance::Denied => "denies",
    };
    out.line(1, &format!("{side} {}: {} {stance}{through}", claim.id, claim.voice));
    out.line(2, &claim.says);
    let published = claim.published.as_deref().unwrap_or("no stamp");
    let title = claim.title.as_ref().map(|t| format!(", \"{t}\"")).unwrap_or_default();
    out.line(2, &format!("report {}{title}, published {published}", claim.report));
    if let Some(evidence) = &claim.evidence {
        out.line(2, &format!("evidence sha256 {evidence}"));
    }
    for words in &claim.words {
        let evidence = match words.evidence_from {
            Some(from) => format!(", evidence byte {from}"),
            None => String::new(),
        };
        let field = field_word(words.field);
        out.line(
            2,
            &format!(
                "{field:<9}\"{}\" (bytes {}..{}{evidence})",
                words.text, words.from, words.until
            ),
        );
    }
    if claim.withheld {
        out.line(2, "its words are withheld to protect a source");
    }
}

fn field_word(field: Field) -> &'static str {
    match field {
        Field::Whole => "words",
        Field::What => "what",
        Field::By => "by",
        Field::On => "on",
        Field::Where => "where",
        Field::When => "when",
        Field::HowMany => "how many",
        Field::Says => "says",
        Field::Cue => "cue",
    }
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, depth: usize, text: &str) {
        self.columns(depth, "", text);
    }

    /// A line that begins with columns of its own width.
    fn columns(&mut self, depth: usize, lead: &str, text: &str) {
        self.0.push_str(&"  ".repeat(depth));
        self.0.push_str(lead);
        self.0.push_str(&words::plain_line(text));
        self.0.push('\n');
    }
}
