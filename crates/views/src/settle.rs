//! A publication goes in.

use crate::ask::{ceiling, floor};
use crate::compact::CompactBoard;
use crate::error::ViewsError;
use crate::fold;
use crate::given::{Arrival, Changes, QueueState, Received, Settled};
use crate::mark::{Ground, Mark, Stand, Stretch, Vocabulary};
use crate::rows::{AssessmentRow, ClaimRow, Head, IncidentRow, LinkBody, ReportRow};
use crate::schema;
use crate::search::number;
use crate::shelf::{PROVISIONAL, name, sync};
use crate::sqlite::Fault;
use crate::told::{Held, Suggestion, Tally};
use armistice_model::{
    Claim, ClaimId, EventKind, Incident, IncidentId, Link, LinkKind, Perspective, Report, ReportId,
};
use armistice_publish::{Audience, PROGRAM_VERSION, feature_properties, persons};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{HashMap, HashSet};

/// The place of a kind in the list of kinds.
pub(crate) fn number_of(kind: EventKind) -> u8 {
    EventKind::ALL.iter().position(|k| *k == kind).and_then(|i| u8::try_from(i).ok()).unwrap_or(0)
}

/// The number of a state.
pub(crate) fn state_number(state: QueueState) -> u8 {
    match state {
        QueueState::Open => 0,
        QueueState::Accepted => 1,
        QueueState::SetAside => 2,
    }
}

/// The key under which an audience's board is kept.
pub(crate) fn audience_key(audience: Audience) -> String {
    format!("{audience:?}").to_lowercase()
}

/// Writes a publication; says besides whether the columns are to be read anew.
pub(crate) fn settle(
    connection: &Connection,
    settled: &Settled<'_>,
) -> Result<(Changes, bool), Fault> {
    let publication = settled.publication;
    let words = vocabulary(settled)?;
    let incidents_of = Belonging::of(publication.incidents);
    let mut changes = boards(connection, settled)?;

    let mut named: Vec<(String, &armistice_model::Assessment)> =
        publication.board.assessments.iter().map(|a| (a.id.to_string(), a)).collect();
    named.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    named.dedup_by(|a, b| a.0 == b.0);
    let cells = named
        .into_iter()
        .map(|(id, assessment)| Ok(AssessmentRow { id, body: serde_json::to_string(assessment)? }));
    add(&mut changes, sync(connection, cells, |_| Ok(false))?);

    let incidents = incidents(connection, settled, &words)?;
    add(&mut changes, incidents);

    let provisional_after = i64::try_from(publication.checkpoint.entries).unwrap_or(i64::MAX);
    let mut claims: Vec<&Claim> = publication.claims.iter().chain(settled.aside).collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    claims.dedup_by(|a, b| a.id == b.id);
    let claims = claims.into_iter().map(|claim| {
        let (incident, link) = incidents_of.claim(&claim.id);
        Ok(ClaimRow {
            claim,
            incident: incident.map(|i| i.id.as_str()),
            alone: incident.is_some_and(|i| i.claims.len() == 1),
            link: link.map(|l| serde_json::to_string(&link_body(l, &claim.id))).transpose()?,
            settled: true,
            body: serde_json::to_string(claim)?,
        })
    });
    // A provisional claim stays as long as its report does; reports are still as they were.
    let known: HashSet<&str> = publication.reports.iter().map(|r| r.id.as_str()).collect();
    let spared_claim = |n: i64| -> Result<bool, Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT c.report, r.entry FROM claim c JOIN report_key k ON k.id = c.report
             JOIN report r ON r.n = k.n WHERE c.n = ?1 AND NOT r.settled",
        )?;
        let mut rows = statement.query([n])?;
        let Some(row) = rows.next()? else { return Ok(false) };
        Ok(!known.contains(crate::read::text(row, 0)?)
            && row.get::<_, i64>(1)? >= provisional_after)
    };
    add(&mut changes, sync(connection, claims, spared_claim)?);

    let (written, states) = reports(connection, settled, &incidents_of, provisional_after)?;
    add(&mut changes, written);
    let vocabulary = serde_json::to_string(&words)?;
    let renamed = schema::get(connection, "vocabulary")?.as_deref() != Some(&vocabulary);
    schema::set(connection, "vocabulary", &vocabulary)?;
    let persons = serde_json::to_string(&persons(publication.reports))?;
    schema::set(connection, "persons", &persons)?;
    let held = Held {
        case: publication.case.to_string(),
        checkpoint: publication.checkpoint.clone(),
        program_version: PROGRAM_VERSION.to_string(),
        as_of: publication.board.as_of,
        time_zone: publication.board.time_zone.clone(),
    };
    schema::set(connection, "held", &serde_json::to_string(&held)?)?;
    count(connection, states)?;
    Ok((changes, renamed || incidents.written() > 0))
}

/// Writes what an entry brought; says how much.
pub(crate) fn arrive(connection: &Connection, arrival: &Arrival<'_>) -> Result<Changes, Fault> {
    let mut changes = Changes::default();
    let entry = i64::try_from(arrival.entry).unwrap_or(i64::MAX);
    let mut fresh: HashSet<&ReportId> = HashSet::new();
    for report in arrival.reports {
        let row = ReportRow {
            report,
            entry,
            recorded: arrival.recorded.to_string(),
            state: state_number(QueueState::Open),
            disputed: false,
            folded: false,
            fold: None,
            settled: false,
            head: serde_json::to_string(&Head::of(report))?,
        };
        if provisional(connection, &row)? {
            fresh.insert(&report.id);
            changes.added += 1;
        } else {
            changes.kept += 1;
        }
    }
    for claim in arrival.claims.iter().filter(|c| fresh.contains(&c.report)) {
        let body = serde_json::to_string(claim)?;
        let row = ClaimRow { claim, incident: None, alone: true, link: None, settled: false, body };
        if provisional(connection, &row)? {
            changes.added += 1;
        }
    }
    if changes.added > 0 {
        let mut tally = tally(connection)?;
        tally.open += fresh.len();
        tally.provisional += fresh.len();
        tally.claims += changes.added - fresh.len();
        schema::set(connection, "tally", &serde_json::to_string(&tally)?)?;
    }
    Ok(changes)
}

/// Writes a row for the time being, unless one of its name is there.
fn provisional<R: crate::shelf::Row>(connection: &Connection, row: &R) -> Result<bool, Fault> {
    let table = R::TABLE;
    let held: bool = connection
        .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM {table}_key WHERE id = ?1)"))?
        .query_row([row.id()], |r| r.get(0))?;
    if held {
        return Ok(false);
    }
    let n: i64 = connection
        .prepare_cached(&format!("SELECT ifnull(max(n), 0) + 1 FROM {table}"))?
        .query_row([], |r| r.get(0))?;
    row.put(connection, n)?;
    name(connection, row, n, &PROVISIONAL)?;
    Ok(true)
}

fn add(sum: &mut Changes, part: Changes) {
    sum.added += part.added;
    sum.changed += part.changed;
    sum.removed += part.removed;
    sum.kept += part.kept;
}

/// Numbers for all names that marks hold.
fn vocabulary(settled: &Settled<'_>) -> Result<Vocabulary, Fault> {
    let board = settled.publication.board;
    let perspectives: Vec<String> = board.perspectives.iter().map(Perspective::slug).collect();
    let mut terms: Vec<String> = Vec::new();
    for term in &board.terms {
        if !terms.contains(&term.number) {
            terms.push(term.number.clone());
        }
    }
    let widest = board.perspectives.iter().position(|p| *p == Perspective::All);
    let widest = widest.unwrap_or(perspectives.len().saturating_sub(1));
    let fit = |what: &'static str, given: usize, most: usize| {
        if given > most { Err(ViewsError::TooMany { what, given, most }) } else { Ok(()) }
    };
    fit("parties", settled.parties.len(), 32)?;
    fit("terms", terms.len(), 255)?;
    fit("perspectives", perspectives.len(), 255)?;
    Ok(Vocabulary {
        parties: settled.parties.iter().map(|p| p.name.clone()).collect(),
        terms,
        perspectives,
        widest: u8::try_from(widest).unwrap_or(0),
    })
}

/// The compact boards.
fn boards(connection: &Connection, settled: &Settled<'_>) -> Result<Changes, Fault> {
    let mut changes = Changes::default();
    let mut keys: Vec<String> = Vec::new();
    for audience in settled.audiences {
        let veil = settled.publication.veil(*audience);
        let body = serde_json::to_vec(&CompactBoard::of(settled.publication, &veil))?;
        let key = audience_key(*audience);
        let written = connection
            .prepare_cached(
                "INSERT INTO board (audience, body) VALUES (?1, ?2)
                 ON CONFLICT (audience) DO UPDATE SET body = ?2 WHERE body <> ?2",
            )?
            .execute(params![key, body])?;
        changes.changed += written;
        changes.kept += 1 - written.min(1);
        keys.push(key);
    }
    let mut held = connection.prepare("SELECT audience FROM board")?;
    let held = held.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    for key in held.iter().filter(|k| !keys.contains(k)) {
        changes.removed += connection.execute("DELETE FROM board WHERE audience = ?1", [key])?;
    }
    Ok(changes)
}

/// The incidents, through the public's veil.
fn incidents(
    connection: &Connection,
    settled: &Settled<'_>,
    words: &Vocabulary,
) -> Result<Changes, Fault> {
    let publication = settled.publication;
    let veil = publication.veil(Audience::Public);
    let zone = TimeZone::get(&publication.board.time_zone).unwrap_or(TimeZone::UTC);
    let stands = stands(settled, words);
    let sorted: Vec<Incident>;
    let list = if publication.incidents.is_sorted_by(|a, b| a.id < b.id) {
        publication.incidents
    } else {
        let mut own = publication.incidents.to_vec();
        own.sort_by(|a, b| a.id.cmp(&b.id));
        own.dedup_by(|a, b| a.id == b.id);
        sorted = own;
        &sorted
    };
    let properties = feature_properties(list, Some(publication.board), &veil);
    let rows = list.iter().zip(properties).map(|(incident, properties)| {
        let parties = |names: &[String]| {
            let is_it = |party: &crate::Party, name: &String| {
                party.name == *name || party.actors.contains(name)
            };
            settled
                .parties
                .iter()
                .enumerate()
                .filter(|(_, party)| names.iter().any(|name| is_it(party, name)))
                .fold(0u32, |bits, (i, _)| bits | 1 << i)
        };
        let mark = Mark {
            kind: number_of(incident.kind),
            by: parties(&incident.by),
            on: parties(&incident.on),
            when: incident.when.interval().map(|when| {
                let (first, last) = when.civil_days(&zone);
                Stretch {
                    from: floor(when.from()),
                    until: ceiling(when.until()),
                    first: day_number(first),
                    last: day_number(last),
                }
            }),
            stands: stands.get(&incident.id).cloned().unwrap_or_default(),
            ground: incident
                .place
                .shape
                .clone()
                .and_then(|shape| shape.checked().ok())
                .map(|shape| Ground::pack(properties.place.as_deref(), &shape))
                .unwrap_or_default(),
        };
        let checked = settled.checked.get(&incident.id);
        Ok(IncidentRow {
            id: incident.id.as_str(),
            mark: mark.pack(),
            checked: checked.map(serde_json::to_string).transpose()?,
            properties: serde_json::to_string(&properties)?,
            body: serde_json::to_string(incident)?,
        })
    });
    sync(connection, rows, |_| Ok(false))
}

/// Days since 1970-01-01.
fn day_number(day: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    epoch.until(day).map_or(0, |span| span.get_days())
}

/// Where each incident stands under each term in each perspective, at its gravest.
fn stands<'a>(settled: &Settled<'a>, words: &Vocabulary) -> HashMap<&'a IncidentId, Vec<Stand>> {
    let place = |list: &[String]| -> HashMap<String, u8> {
        (0u8..=254).zip(list).map(|(i, name)| (name.clone(), i)).collect()
    };
    let (terms, perspectives) = (place(&words.terms), place(&words.perspectives));
    let mut stands: HashMap<&IncidentId, Vec<Stand>> = HashMap::new();
    for cell in &settled.publication.board.assessments {
        let (Some(term), Some(perspective)) =
            (terms.get(&cell.id.term), perspectives.get(&cell.id.perspective))
        else {
            continue;
        };
        for breach in &cell.breaches {
            let Some(incident) = &breach.incident else { continue };
            let status = number(breach.status);
            let list = stands.entry(incident).or_default();
            let same = |s: &&mut Stand| s.term == *term && s.perspective == *perspective;
            match list.iter_mut().find(same) {
                Some(stand) => stand.status = stand.status.max(status),
                None => list.push(Stand { term: *term, perspective: *perspective, status }),
            }
        }
    }
    stands.values_mut().for_each(|list| list.sort_unstable());
    stands
}

fn reports(
    connection: &Connection,
    settled: &Settled<'_>,
    incidents: &Belonging<'_>,
    provisional_after: i64,
) -> Result<(Changes, Tally), Fault> {
    let publication = settled.publication;
    let claims = publication.claims;
    let mut reports: Vec<&Report> = publication.reports.iter().collect();
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    reports.dedup_by(|a, b| a.id == b.id);
    let nothing = Received { entry: 0, recorded: Timestamp::UNIX_EPOCH, state: QueueState::Open };
    let received = |id: &ReportId| settled.received.get(id).copied().unwrap_or(nothing);
    let disputed: HashSet<&ReportId> = claims
        .iter()
        .filter(|c| incidents.claim(&c.id).1.is_some_and(is_disputed))
        .map(|c| &c.report)
        .collect();
    let groups = fold::groups(&reports, claims, publication.incidents);
    // Of each group: its name, how many it has, and which came first in each state.
    let mut states = Tally::default();
    let mut members: HashMap<usize, usize> = HashMap::new();
    let mut first: HashMap<(usize, QueueState), (u64, &ReportId)> = HashMap::new();
    for (report, group) in reports.iter().zip(&groups) {
        match received(&report.id).state {
            QueueState::Open => states.open += 1,
            QueueState::Accepted => states.accepted += 1,
            QueueState::SetAside => states.set_aside += 1,
        }
        *members.entry(*group).or_default() += 1;
        let came = received(&report.id);
        let earliest = first.entry((*group, came.state)).or_insert((came.entry, &report.id));
        *earliest = (*earliest).min((came.entry, &report.id));
    }
    let rows = reports.iter().zip(&groups).map(|(report, group)| {
        let came = received(&report.id);
        let grouped = members.get(group).is_some_and(|n| *n > 1);
        let leads = first.get(&(*group, came.state)).is_some_and(|(_, id)| **id == report.id);
        Ok(ReportRow {
            report,
            entry: i64::try_from(came.entry).unwrap_or(i64::MAX),
            recorded: came.recorded.to_string(),
            state: state_number(came.state),
            disputed: disputed.contains(&report.id),
            folded: grouped && !leads,
            fold: reports.get(*group).filter(|_| grouped).map(|r| r.id.as_str()),
            settled: true,
            head: serde_json::to_string(&Head::of(report))?,
        })
    });
    let spared = |n: i64| -> Result<bool, Fault> {
        let entry: i64 = connection
            .prepare_cached("SELECT entry FROM report WHERE n = ?1")?
            .query_row([n], |r| r.get(0))?;
        Ok(entry >= provisional_after)
    };
    Ok((sync(connection, rows, spared)?, states))
}

/// Puts a report into another state. Its print stays as it was, so that the next settlement writes
/// the row whole.
pub(crate) fn mark(
    connection: &Connection,
    report: &ReportId,
    state: QueueState,
) -> Result<bool, Fault> {
    let held: Option<u8> = connection
        .prepare_cached(
            "SELECT r.state FROM report_key k JOIN report r ON r.n = k.n WHERE k.id = ?1",
        )?
        .query_row([report.as_str()], |row| row.get(0))
        .optional()?;
    let Some(held) = held.filter(|held| *held != state_number(state)) else { return Ok(false) };
    connection
        .prepare_cached(
            "UPDATE report SET state = ?2 WHERE n = (SELECT n FROM report_key WHERE id = ?1)",
        )?
        .execute(params![report.as_str(), state_number(state)])?;
    let mut tally = tally(connection)?;
    let [open, accepted, aside] = [&mut tally.open, &mut tally.accepted, &mut tally.set_aside];
    let mut counts = [open, accepted, aside];
    if let Some(from) = counts.get_mut(usize::from(held)) {
        **from = from.saturating_sub(1);
    }
    if let Some(to) = counts.get_mut(usize::from(state_number(state))) {
        **to += 1;
    }
    schema::set(connection, "tally", &serde_json::to_string(&tally)?)?;
    Ok(true)
}

/// Counts what stands there now, so that nobody has to count when asked.
fn count(connection: &Connection, mut tally: Tally) -> Result<(), Fault> {
    let one = |sql: &str| -> Result<usize, Fault> {
        let n: i64 = connection.prepare_cached(sql)?.query_row([], |r| r.get(0))?;
        Ok(usize::try_from(n).unwrap_or(0))
    };
    // What is provisional is open.
    tally.provisional = one("SELECT count(*) FROM report_key WHERE print = zeroblob(16)")?;
    tally.open += tally.provisional;
    tally.claims = one("SELECT count(*) FROM claim_key")?;
    tally.incidents = one("SELECT count(*) FROM incident_key")?;
    schema::set(connection, "tally", &serde_json::to_string(&tally)?)?;
    Ok(())
}

/// What was counted last.
pub(crate) fn tally(connection: &Connection) -> Result<Tally, Fault> {
    match schema::get(connection, "tally")? {
        Some(text) => Ok(serde_json::from_str(&text)?),
        None => Ok(Tally::default()),
    }
}

/// To which incident each claim belongs, and why.
pub(crate) struct Belonging<'a> {
    claims: HashMap<&'a ClaimId, (&'a Incident, Option<&'a Link>)>,
}

impl<'a> Belonging<'a> {
    fn of(incidents: &'a [Incident]) -> Self {
        let mut claims: HashMap<&ClaimId, (&Incident, Option<&Link>)> = HashMap::new();
        for incident in incidents {
            for claim in &incident.claims {
                claims.insert(claim, (incident, None));
            }
            for link in &incident.links {
                for claim in [&link.a, &link.b] {
                    if let Some((_, held)) = claims.get_mut(claim)
                        && held.is_none_or(|held| stronger(link, held))
                    {
                        *held = Some(link);
                    }
                }
            }
        }
        Self { claims }
    }

    fn claim(&self, id: &ClaimId) -> (Option<&'a Incident>, Option<&'a Link>) {
        match self.claims.get(id) {
            Some((incident, link)) => (Some(incident), *link),
            None => (None, None),
        }
    }
}

/// Whether a link is to be shown rather than another: what a person decided first, then the
/// likelier, then by names.
fn stronger(link: &Link, than: &Link) -> bool {
    let decided = |l: &Link| l.kind == LinkKind::Decided;
    decided(link)
        .cmp(&decided(than))
        .then(link.probability.total_cmp(&than.probability))
        .then_with(|| (&than.a, &than.b).cmp(&(&link.a, &link.b)))
        .is_gt()
}

fn is_disputed(link: &Link) -> bool {
    link.kind != LinkKind::Decided && link.probability < Suggestion::SURE
}

fn link_body(link: &Link, claim: &ClaimId) -> LinkBody {
    LinkBody {
        with: if link.a == *claim { link.b.clone() } else { link.a.clone() },
        probability: link.probability,
        decided: link.kind == LinkKind::Decided,
        reason: link.reason.clone(),
    }
}
