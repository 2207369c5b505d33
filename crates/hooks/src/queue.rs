//! What waits to be delivered: on disk, in order, and not without bounds.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use rusqlite::{Row, params};
use serde::Serialize;

use crate::error::Error;
use crate::hooks::{Hooks, damaged, instant, is_event, wanting};

/// Bytes that the body of a delivery has at most.
pub const LONGEST_BODY: usize = 256 * 1024;

/// Deliveries that wait for one webhook at most. One more, and the oldest is dropped and counted.
pub const MOST_WAITING: u32 = 10_000;

/// Deliveries of one webhook that are kept after they were given up.
pub const MOST_GIVEN_UP: u32 = 100;

/// The body of a delivery.
#[derive(Debug, Serialize)]
struct Body<'a, D> {
    id: &'a str,
    event: &'a str,
    at: Timestamp,
    data: &'a D,
}

/// A delivery that waits or was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// What the receiver knows it by: 32 hexadecimal digits, the `id` of the body.
    pub key: String,
    /// The event's name.
    pub event: String,
    /// When the event was.
    pub created: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next; none if it was given up.
    pub due: Option<Timestamp>,
    /// Why the last try failed.
    pub error: Option<String>,
}

impl Hooks {
    /// Puts an event into the queue of every webhook that wants it, and returns how many these
    /// are. `data` becomes part of the body
    /// `{"id": "<32 hex digits>", "event": "…", "at": "<RFC 3339>", "data": …}` and must hold nothing
    /// that the public must not see: where it goes, nobody here knows.
    ///
    /// # Errors
    ///
    /// [`Error::TooLong`], [`Error::BadEvents`].
    pub fn enqueue(
        &self,
        event: &str,
        data: &impl Serialize,
        now: Timestamp,
    ) -> Result<usize, Error> {
        if !is_event(event) {
            return Err(Error::BadEvents(event.chars().take(80).collect()));
        }
        self.change(|tx| {
            let wanting = wanting(tx, event)?;
            for hook in &wanting {
                let mut random = [0; 16];
                getrandom::fill(&mut random)
                    .map_err(|reason| armistice_accounts::Error::Randomness(reason.to_string()))?;
                let id = HEXLOWER.encode(&random);
                let body = Body { id: &id, event, at: now, data };
                let body = serde_json::to_vec(&body).map_err(damaged)?;
                if body.len() > LONGEST_BODY {
                    return Err(Error::TooLong(body.len()));
                }
                let second = now.as_second();
                tx.execute(
                    "INSERT INTO deliveries (hook, key, event, body, created, due)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
                    params![hook, id, event, body, second],
                )?;
                let dropped = tx.execute(
                    "DELETE FROM deliveries WHERE id IN
                     (SELECT id FROM deliveries WHERE hook = ?1 AND given_up IS NULL
                      ORDER BY id DESC LIMIT -1 OFFSET ?2)",
                    params![hook, MOST_WAITING],
                )?;
                if dropped > 0 {
                    tx.execute(
                        "UPDATE hooks SET dropped = dropped + ?2 WHERE id = ?1",
                        params![hook, i64::try_from(dropped).unwrap_or(i64::MAX)],
                    )?;
                }
            }
            Ok(wanting.len())
        })
    }

    /// What waits for a webhook and what was given up, the newest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// [`Error::Database`], [`Error::Damaged`].
    pub fn deliveries(&self, hook: u64, limit: u32) -> Result<Vec<Delivery>, Error> {
        let db = self.db();
        let mut statement = db.prepare_cached(
            "SELECT key, event, created, attempts, due, given_up, error FROM deliveries
             WHERE hook = ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let rows = statement.query_and_then(params![hook.cast_signed(), limit], delivery)?;
        rows.collect()
    }

    /// Tries a delivery again that was given up, as if it were new.
    ///
    /// # Errors
    ///
    /// [`Error::NoDelivery`].
    pub fn redeliver(&self, hook: u64, key: &str, now: Timestamp) -> Result<(), Error> {
        let changed = self.db().execute(
            "UPDATE deliveries SET given_up = NULL, attempts = 0, due = ?3, created = ?3
             WHERE hook = ?1 AND key = ?2 AND given_up IS NOT NULL",
            params![hook.cast_signed(), key, now.as_second()],
        )?;
        if changed == 0 { Err(Error::NoDelivery(key.to_owned())) } else { Ok(()) }
    }
}

fn delivery(row: &Row<'_>) -> Result<Delivery, Error> {
    let given_up: Option<i64> = row.get("given_up")?;
    let due = if given_up.is_none() { Some(instant(row.get("due")?)?) } else { None };
    Ok(Delivery {
        key: row.get("key")?,
        event: row.get("event")?,
        created: instant(row.get("created")?)?,
        attempts: row.get("attempts")?,
        due,
        error: row.get("error")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Allow, Target};

    #[test]
    fn one_more_than_may_wait_and_the_oldest_is_dropped_and_counted() {
        let folder = tempfile::tempdir().unwrap();
        let hooks = Hooks::open(&folder.path().join("hooks.db")).unwrap();
        let target = Target::new("https://relief.example/", Allow::default()).unwrap();
        let (hook, _) = hooks.subscribe(&target, &["*".into()], Timestamp::UNIX_EPOCH).unwrap();
        // As many at once as one by one would take long.
        let fill = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
                    INSERT INTO deliveries (hook, key, event, body, created, due)
                    SELECT 1, n, 'entry', x'', 0, 0 FROM n";
        hooks.db().execute(fill, [MOST_WAITING - 1]).unwrap();
        let mut seen = Vec::new();
        for _ in 0..3 {
            hooks.enqueue("alert", &(), Timestamp::UNIX_EPOCH).unwrap();
            let hook = &hooks.list().unwrap()[0];
            seen.push((hook.waiting, hook.dropped));
        }
        assert_eq!(seen, [10_000, 10_000, 10_000].into_iter().zip([0, 1, 2]).collect::<Vec<_>>());
        let all = hooks.deliveries(hook.id, u32::MAX).unwrap();
        assert_eq!(all.first().map(|first| first.event.as_str()), Some("alert"));
        assert_eq!(all.last().map(|last| last.key.as_str()), Some("3"));
    }
}
