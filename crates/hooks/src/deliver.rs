//! Deliveries made: taken from the queue, signed, sent, and tried again.

use std::sync::PoisonError;

use jiff::Timestamp;
use rusqlite::params;

use crate::backoff::{MOST_ATTEMPTS, OLDEST, pause, rest};
use crate::client::Client;
use crate::error::Error;
use crate::hooks::{Hooks, instant};
use crate::queue::MOST_GIVEN_UP;
use crate::signature::{SIGNATURE, sign};

/// The header that holds the delivery's key, which is the same at each try.
pub const DELIVERY: &str = "armistice-delivery";

/// The header that holds the event's name.
pub const EVENT: &str = "armistice-event";

/// How many receivers are called at the same time.
const AT_ONCE: usize = 8;

/// What one round of deliveries came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Taken by their receivers (a status of 2xx).
    pub delivered: usize,
    /// Not taken, to be tried again or given up.
    pub failed: usize,
    /// When the next delivery is due, perhaps already; none if nothing waits.
    pub next: Option<Timestamp>,
}

/// A delivery whose time has come.
#[derive(Debug)]
struct Due {
    id: i64,
    hook: i64,
    key: String,
    event: String,
    body: Vec<u8>,
    attempts: u32,
    failures: u32,
    url: String,
    secret: String,
}

impl Hooks {
    /// Sends what is due, at most one delivery for each webhook; call again at once while
    /// [`Round::next`] has come. Takes as long as the slowest of the receivers, seconds at most
    /// [`PATIENCE`](crate::PATIENCE) for every eight of them: this belongs on a thread of its own.
    ///
    /// A delivery that was taken is deleted afterwards. If the program is killed in between, it is
    /// sent again, with the same key: at least once, not exactly once.
    ///
    /// # Errors
    ///
    /// [`Error::Database`]. That a receiver fails is no error.
    pub fn deliver_due(&self, client: &Client, now: Timestamp) -> Result<Round, Error> {
        let _alone = self.round.lock().unwrap_or_else(PoisonError::into_inner);
        self.give_up_old(now)?;
        let mut round = Round::default();
        for some in self.due(now)?.chunks(AT_ONCE) {
            let outcomes = std::thread::scope(|scope| {
                let calls: Vec<_> =
                    some.iter().map(|due| scope.spawn(|| send(client, due, now))).collect();
                calls
                    .into_iter()
                    .map(|call| call.join().unwrap_or_else(|_| Err("the call broke off".into())))
                    .collect::<Vec<_>>()
            });
            for (due, outcome) in some.iter().zip(outcomes) {
                match outcome {
                    Ok(()) => {
                        self.delivered(due, now)?;
                        round.delivered += 1;
                    }
                    Err(reason) => {
                        self.failed(due, &reason, now)?;
                        round.failed += 1;
                    }
                }
            }
        }
        round.next = self.next()?;
        Ok(round)
    }

    fn due(&self, now: Timestamp) -> Result<Vec<Due>, Error> {
        let db = self.db();
        let mut statement = db.prepare_cached(
            "SELECT d.id, hook, key, event, body, attempts, failures, url, secret
             FROM hooks JOIN deliveries AS d ON d.id =
                 (SELECT id FROM deliveries
                  WHERE hook = hooks.id AND given_up IS NULL AND due <= ?1 ORDER BY due, id LIMIT 1)
             WHERE rest_until <= ?1",
        )?;
        let rows = statement.query_map([now.as_second()], |row| {
            Ok(Due {
                id: row.get(0)?,
                hook: row.get(1)?,
                key: row.get(2)?,
                event: row.get(3)?,
                body: row.get(4)?,
                attempts: row.get(5)?,
                failures: row.get(6)?,
                url: row.get(7)?,
                secret: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn next(&self) -> Result<Option<Timestamp>, Error> {
        let sql = "SELECT min(max(due, rest_until)) FROM deliveries JOIN hooks ON hooks.id = hook
                   WHERE given_up IS NULL";
        let second: Option<i64> = self.db().query_row(sql, [], |row| row.get(0))?;
        second.map(instant).transpose()
    }

    fn delivered(&self, due: &Due, now: Timestamp) -> Result<(), Error> {
        self.change(|tx| {
            tx.execute("DELETE FROM deliveries WHERE id = ?1", [due.id])?;
            tx.execute(
                "UPDATE hooks SET failures = 0, rest_until = 0, error = NULL, succeeded = ?2
                 WHERE id = ?1",
                params![due.hook, now.as_second()],
            )?;
            Ok(())
        })
    }

    fn failed(&self, due: &Due, reason: &str, now: Timestamp) -> Result<(), Error> {
        let mut random = [0; 4];
        // Without randomness there is no jitter, and that is all.
        let _ = getrandom::fill(&mut random);
        let later = |pause: jiff::SignedDuration| now.as_second() + pause.as_secs();
        let attempts = due.attempts + 1;
        let failures = due.failures.saturating_add(1);
        self.change(|tx| {
            tx.execute(
                "UPDATE hooks SET failures = ?2, rest_until = ?3, error = ?4 WHERE id = ?1",
                params![due.hook, failures, later(rest(failures)), reason],
            )?;
            tx.execute(
                "UPDATE deliveries SET attempts = ?2, due = ?3, error = ?4, given_up = ?5
                 WHERE id = ?1",
                params![
                    due.id,
                    attempts,
                    later(pause(attempts, u32::from_ne_bytes(random))),
                    reason,
                    (attempts >= MOST_ATTEMPTS).then(|| now.as_second()),
                ],
            )?;
            tx.execute(
                "DELETE FROM deliveries WHERE id IN
                 (SELECT id FROM deliveries WHERE hook = ?1 AND given_up IS NOT NULL
                  ORDER BY given_up DESC, id DESC LIMIT -1 OFFSET ?2)",
                params![due.hook, MOST_GIVEN_UP],
            )?;
            Ok(())
        })
    }

    fn give_up_old(&self, now: Timestamp) -> Result<(), Error> {
        self.db().execute(
            "UPDATE deliveries SET given_up = ?1, error = coalesce(error, 'never tried')
             WHERE given_up IS NULL AND created < ?2",
            [now.as_second(), now.as_second() - OLDEST.as_secs()],
        )?;
        Ok(())
    }
}

fn send(client: &Client, due: &Due, now: Timestamp) -> Result<(), String> {
    let signature = sign(&due.secret, &due.body, now);
    let headers = [
        ("content-type", "application/json"),
        (SIGNATURE, signature.as_str()),
        (DELIVERY, due.key.as_str()),
        (EVENT, due.event.as_str()),
    ];
    // Of the answer only the status is kept: what an inner service says must not be read from here.
    match client.post(&due.url, &headers, &due.body) {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
        Ok(answer) if (300..400).contains(&answer.status) => {
            Err(format!("the receiver redirects (status {}), which is not followed", answer.status))
        }
        Ok(answer) => Err(format!("the receiver answers with status {}", answer.status)),
        Err(failure) => Err(failure.to_string()),
    }
}
