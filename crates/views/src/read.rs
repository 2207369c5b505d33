//! Rows come out again as what they were.

use crate::given::QueueState;
use crate::queue;
use crate::rows::Head;
use crate::settle::{self, audience_key};
use crate::sqlite::{Fault, Sqlite, State, locked};
use crate::told::{Dossier, Filed, Found, Held, Page, Placed, Points, Queue, Tally};
use crate::{Arrival, Ask, Changes, Checked, QueueAsk, Settled, TileId, Views, ViewsError, Window};
use crate::{points, schema, search, tile};
use armistice_model::{
    Assessment, AssessmentId, Claim, ClaimId, Incident, IncidentId, Report, ReportId, Shape,
};
use armistice_publish::Audience;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

impl Views for Sqlite {
    fn held(&self) -> Result<Option<Held>, ViewsError> {
        self.read(|connection, _| {
            let held = schema::get(connection, "held")?;
            Ok(held.map(|text| serde_json::from_str(&text)).transpose()?)
        })
    }

    fn settle(&self, settled: &Settled<'_>) -> Result<Changes, ViewsError> {
        self.write(|connection| settle::settle(connection, settled))
    }

    fn arrive(&self, arrival: &Arrival<'_>) -> Result<Changes, ViewsError> {
        self.write(|connection| Ok((settle::arrive(connection, arrival)?, false)))
    }

    fn mark(&self, report: &ReportId, state: QueueState) -> Result<bool, ViewsError> {
        self.write(|connection| Ok((settle::mark(connection, report, state)?, false)))
    }

    fn discard(&self) -> Result<(), ViewsError> {
        self.write(|connection| {
            schema::empty(connection)?;
            Ok(((), true))
        })
    }

    fn board(&self, audience: Audience) -> Result<Option<Arc<[u8]>>, ViewsError> {
        let key = audience_key(audience);
        self.read(|connection, state| {
            if let Some((generation, board)) = locked(&self.boards).get(&key)
                && *generation == state.generation
            {
                return Ok(board.clone());
            }
            let mut statement =
                connection.prepare_cached("SELECT body FROM board WHERE audience = ?1")?;
            let board: Option<Arc<[u8]>> = statement
                .query_row([&key], |row| Ok(Arc::from(row.get_ref(0)?.as_blob()?)))
                .optional()?;
            locked(&self.boards).insert(key.clone(), (state.generation, board.clone()));
            Ok(board)
        })
    }

    fn assessment(&self, id: &AssessmentId) -> Result<Option<Assessment>, ViewsError> {
        self.read(|connection, _| {
            let sql = "SELECT t.body FROM assessment_key k JOIN assessment t ON t.n = k.n
                       WHERE k.id = ?1";
            one(connection, sql, &id.to_string(), |row| json(row, 0))
        })
    }

    fn incident(&self, id: &IncidentId) -> Result<Option<Dossier>, ViewsError> {
        self.read(|connection, _| dossier(connection, id))
    }

    fn incidents(&self, ask: &Ask) -> Result<Page<Found>, ViewsError> {
        self.read(|connection, state| page(connection, state, ask))
    }

    fn report(&self, id: &ReportId) -> Result<Option<Filed>, ViewsError> {
        self.read(|connection, _| report(connection, id))
    }

    fn claims_of_report(&self, id: &ReportId) -> Result<Vec<Placed>, ViewsError> {
        self.read(|connection, _| claims_of(connection, id))
    }

    fn claim(&self, id: &ClaimId) -> Result<Option<Placed>, ViewsError> {
        self.read(|connection, _| claim(connection, id))
    }

    fn queue(&self, ask: &QueueAsk) -> Result<Queue, ViewsError> {
        self.read(|connection, _| queue::queue(connection, ask))
    }

    fn persons(&self) -> Result<Vec<String>, ViewsError> {
        self.read(|connection, _| {
            let held = schema::get(connection, "persons")?;
            Ok(held.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default())
        })
    }

    fn tally(&self) -> Result<Tally, ViewsError> {
        self.read(|connection, _| settle::tally(connection))
    }

    fn points(&self, window: &Window) -> Result<Points, ViewsError> {
        self.read(|_, state| Ok(points::points(&state.columns, window)))
    }

    fn tile(&self, tile: TileId, window: &Window) -> Result<Arc<[u8]>, ViewsError> {
        self.read(|_, state| {
            let key = (state.columns_of, tile, *window);
            if let Some(tile) = self.tiles.find(&key) {
                return Ok(tile);
            }
            let bytes: Arc<[u8]> = tile::tile(&state.columns, tile, window).into();
            self.tiles.keep(key, Arc::clone(&bytes));
            Ok(bytes)
        })
    }

    fn each_incident(
        &self,
        see: &mut dyn FnMut(Incident, Found) -> ControlFlow<()>,
    ) -> Result<(), ViewsError> {
        self.read(|connection, _| {
            let sql = "SELECT k.id, t.body, t.properties, t.checked
                       FROM incident_key k JOIN incident t ON t.n = k.n ORDER BY k.id";
            each(connection, sql, |row| {
                let incident: Incident = json(row, 1)?;
                let found = found(row, incident.place.shape.clone())?;
                Ok(see(incident, found))
            })
        })
    }

    fn each_claim(&self, see: &mut dyn FnMut(Claim) -> ControlFlow<()>) -> Result<(), ViewsError> {
        self.read(|connection, _| {
            let sql = "SELECT t.body FROM claim_key k JOIN claim t ON t.n = k.n
                       WHERE t.settled ORDER BY k.id";
            each(connection, sql, |row| Ok(see(json(row, 0)?)))
        })
    }

    fn each_report(
        &self,
        see: &mut dyn FnMut(Report) -> ControlFlow<()>,
    ) -> Result<(), ViewsError> {
        self.read(|connection, _| {
            let sql =
                format!("{REPORT} JOIN report_key k ON k.n = t.n WHERE t.settled ORDER BY k.id");
            each(connection, &sql, |row| Ok(see(filed(row)?.report)))
        })
    }
}

/// Shows rows one by one.
fn each(
    connection: &Connection,
    sql: &str,
    mut see: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, Fault>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if see(row)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The row of a name.
fn one<T>(
    connection: &Connection,
    sql: &str,
    id: &str,
    read: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

/// A column of text.
pub(crate) fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str, Fault> {
    let value = row.get_ref(column)?;
    value.as_str().map_err(|_| Fault::Garbled(format!("column {column} is no text")))
}

/// A column of JSON.
fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, Fault> {
    Ok(serde_json::from_str(text(row, column)?)?)
}

/// A column of JSON, or nothing.
pub(crate) fn json_or_none<T: DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> Result<Option<T>, Fault> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => json(row, column).map(Some),
    }
}

/// id, body, properties, checked.
fn found(row: &Row<'_>, shape: Option<Shape>) -> Result<Found, Fault> {
    Ok(Found {
        id: IncidentId::new(text(row, 0)?),
        shape,
        properties: text(row, 2)?.into(),
        checked: json_or_none(row, 3)?,
    })
}

fn dossier(connection: &Connection, id: &IncidentId) -> Result<Option<Dossier>, Fault> {
    let sql = "SELECT t.body, t.properties, t.checked
               FROM incident_key k JOIN incident t ON t.n = k.n WHERE k.id = ?1";
    let held = one(connection, sql, id.as_str(), |row| {
        Ok((json::<Incident>(row, 0)?, json(row, 1)?, json_or_none::<Checked>(row, 2)?))
    })?;
    let Some((incident, properties, checked)) = held else { return Ok(None) };
    let mut claims = Vec::with_capacity(incident.claims.len());
    for id in &incident.claims {
        claims.extend(claim(connection, id)?);
    }
    let names: BTreeSet<&ReportId> = claims.iter().map(|c| &c.claim.report).collect();
    let mut reports = Vec::with_capacity(names.len());
    for id in names {
        reports.extend(report(connection, id)?);
    }
    Ok(Some(Dossier { incident, properties, checked, claims, reports }))
}

fn page(connection: &Connection, state: &State, ask: &Ask) -> Result<Page<Found>, Fault> {
    let columns = &state.columns;
    let mut rows = search::search(columns, ask)?;
    let limit = ask.limit.max(1);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| search::cursor(columns, *row));
    let mut statement = connection
        .prepare_cached("SELECT NULL, NULL, properties, checked FROM incident WHERE n = ?1")?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let at = row as usize;
        let id = columns.id(at);
        let mut held = statement.query([columns.n.get(at)])?;
        let Some(held) = held.next()? else {
            return Err(Fault::Garbled(format!("incident {id} has no row")));
        };
        let spot = columns.spot.get(at).and_then(|s| columns.ground(*s));
        items.push(Found {
            id: IncidentId::new(id),
            shape: spot.map(|s| s.shape.clone()),
            properties: text(held, 2)?.into(),
            checked: json_or_none(held, 3)?,
        });
    }
    Ok(Page { items, next })
}

/// What [`filed`] reads.
pub(crate) const REPORT: &str =
    "SELECT t.id, t.entry, t.recorded, t.state, t.settled, t.head, t.text FROM report t";

/// A report's row.
pub(crate) fn filed(row: &Row<'_>) -> Result<Filed, Fault> {
    let head: Head = serde_json::from_str(text(row, 5)?)?;
    let garbled = |what: &str| Fault::Garbled(format!("the {what} of a report"));
    Ok(Filed {
        report: head.report(text(row, 0)?, text(row, 6)?),
        entry: u64::try_from(row.get::<_, i64>(1)?).map_err(|_| garbled("entry"))?,
        recorded: text(row, 2)?.parse().map_err(|_| garbled("stamp"))?,
        state: match row.get(3)? {
            0 => QueueState::Open,
            1 => QueueState::Accepted,
            2 => QueueState::SetAside,
            _ => return Err(garbled("state")),
        },
        settled: row.get(4)?,
    })
}

pub(crate) fn report(connection: &Connection, id: &ReportId) -> Result<Option<Filed>, Fault> {
    one(
        connection,
        &format!("{REPORT} JOIN report_key k ON k.n = t.n WHERE k.id = ?1"),
        id.as_str(),
        filed,
    )
}

/// body, incident, settled.
pub(crate) fn placed(row: &Row<'_>) -> Result<Placed, Fault> {
    let incident = match row.get_ref(1)? {
        rusqlite::types::ValueRef::Null => None,
        _ => Some(IncidentId::new(text(row, 1)?)),
    };
    Ok(Placed { claim: json(row, 0)?, incident, settled: row.get(2)? })
}

fn claim(connection: &Connection, id: &ClaimId) -> Result<Option<Placed>, Fault> {
    let sql = "SELECT t.body, t.incident, t.settled
               FROM claim_key k JOIN claim t ON t.n = k.n WHERE k.id = ?1";
    one(connection, sql, id.as_str(), placed)
}

fn claims_of(connection: &Connection, id: &ReportId) -> Result<Vec<Placed>, Fault> {
    let claims = queue::claims_of(connection, id)?;
    Ok(claims.into_iter().map(|c| c.placed).collect())
}
