//! The queue of reports.

use crate::ask::QueueAsk;
use crate::error::ViewsError;
use crate::read::{REPORT, filed, json_or_none, placed, text};
use crate::rows::LinkBody;
use crate::settle::{state_number, tally};
use crate::sqlite::Fault;
use crate::told::{Queue, QueueItem, QueuedClaim, Suggestion};
use armistice_model::ReportId;
use rusqlite::{Connection, params};

/// Duplicates that are named under one report.
const NAMED: usize = 100;

/// A page of the queue.
pub(crate) fn queue(connection: &Connection, ask: &QueueAsk) -> Result<Queue, Fault> {
    let (disputed, entry, id) = match &ask.after {
        None => (2, i64::MAX, ""),
        Some(cursor) => cursor_of(cursor)?,
    };
    let limit = ask.limit.max(1);
    let asked = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows: Vec<(i64, bool, Option<String>)> = Vec::new();
    // The order runs down in two columns and up in the third, so that the cursor is three cases;
    // each is a stretch of the index.
    let stretches = [
        ("disputed = ?2 AND entry = ?3 AND id > ?4", "id"),
        ("disputed = ?2 AND entry < ?3", "entry DESC, id"),
        ("disputed < ?2", "disputed DESC, entry DESC, id"),
    ];
    let last = stretches.len() - 1;
    for (i, (condition, order)) in stretches.into_iter().enumerate() {
        if ask.after.is_none() && i < last {
            continue;
        }
        let left = asked.saturating_sub(i64::try_from(rows.len()).unwrap_or(0));
        let mut statement = connection.prepare_cached(&format!(
            "SELECT n, disputed, fold FROM report WHERE folded = 0 AND state = ?1 AND {condition}
             AND ?2 IS NOT NULL AND ?3 IS NOT NULL AND ?4 IS NOT NULL ORDER BY {order} LIMIT ?5"
        ))?;
        let found = statement
            .query_map(params![state_number(ask.state), disputed, entry, id, left], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        for row in found {
            rows.push(row?);
        }
        if rows.len() > limit {
            break;
        }
    }
    let more = rows.len() > limit;
    rows.truncate(limit);
    let mut items = Vec::with_capacity(rows.len());
    for (n, disputed, fold) in rows {
        items.push(item(connection, n, disputed, fold)?);
    }
    let next = items.last().filter(|_| more).map(|item: &QueueItem| {
        format!("{}~{}~{}", u8::from(item.disputed), item.filed.entry, item.filed.report.id)
    });
    Ok(Queue { items, next, open: tally(connection)?.open })
}

fn cursor_of(cursor: &str) -> Result<(i64, i64, &str), ViewsError> {
    let mut parts = cursor.splitn(3, '~');
    let disputed = match parts.next() {
        Some("0") => 0,
        Some("1") => 1,
        _ => return Err(ViewsError::Cursor),
    };
    let entry = parts.next().and_then(|e| e.parse().ok()).ok_or(ViewsError::Cursor)?;
    Ok((disputed, entry, parts.next().ok_or(ViewsError::Cursor)?))
}

fn item(
    connection: &Connection,
    n: i64,
    disputed: bool,
    fold: Option<String>,
) -> Result<QueueItem, Fault> {
    let mut statement = connection.prepare_cached(&format!("{REPORT} WHERE t.n = ?1"))?;
    let mut rows = statement.query([n])?;
    let Some(row) = rows.next()? else {
        return Err(Fault::Garbled(format!("report {n} has no row")));
    };
    let filed = filed(row)?;
    let claims = claims_of(connection, &filed.report.id)?;
    let mut duplicates = Vec::new();
    if let Some(fold) = fold {
        let mut statement = connection
            .prepare_cached("SELECT id FROM report WHERE fold = ?1 ORDER BY id LIMIT ?2")?;
        let mut rows = statement.query(params![fold, i64::try_from(NAMED + 1).unwrap_or(0)])?;
        while let Some(row) = rows.next()? {
            let id = ReportId::new(text(row, 0)?);
            if id != filed.report.id && duplicates.len() < NAMED {
                duplicates.push(id);
            }
        }
    }
    Ok(QueueItem { filed, claims, duplicates, disputed })
}

/// The claims of a report, in the order of their numbers.
pub(crate) fn claims_of(connection: &Connection, id: &ReportId) -> Result<Vec<QueuedClaim>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT body, incident, settled, alone, link FROM claim WHERE report = ?1",
    )?;
    let mut rows = statement.query([id.as_str()])?;
    let mut claims: Vec<QueuedClaim> = Vec::new();
    while let Some(row) = rows.next()? {
        let placed = placed(row)?;
        let link: Option<LinkBody> = json_or_none(row, 4)?;
        let suggestion = placed.incident.clone().zip(link).map(|(incident, link)| Suggestion {
            incident,
            with: link.with,
            probability: link.probability,
            decided: link.decided,
            reason: link.reason,
            disputed: !link.decided && link.probability < Suggestion::SURE,
        });
        claims.push(QueuedClaim { placed, alone: row.get(3)?, suggestion });
    }
    // A claim's name ends in its number: shorter names have lower ones.
    claims.sort_by(|a, b| {
        let key = |c: &QueuedClaim| c.placed.claim.id.as_str().len();
        key(a).cmp(&key(b)).then_with(|| a.placed.claim.id.cmp(&b.placed.claim.id))
    });
    Ok(claims)
}
