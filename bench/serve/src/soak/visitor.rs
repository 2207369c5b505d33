//! Those who file and those who read, whatever happens to the server.

use crate::fill::Dice;
use crate::workload;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use ureq::Agent;

/// What all visitors are told.
pub struct Told {
    url: String,
    over: AtomicBool,
}

impl Told {
    /// Where to go.
    pub fn new(url: String) -> Self {
        Self { url, over: AtomicBool::new(false) }
    }

    /// It is over: writers file what they have in hand, then all leave.
    pub fn stop(&self) {
        self.over.store(true, Ordering::Release);
    }

    fn over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }
}

/// What a visitor, or all of them, saw.
#[derive(Default)]
pub struct Tally {
    /// Names of the reports that were acknowledged.
    pub filed: Vec<String>,
    /// Of these, how many were acknowledged as being there already.
    pub again: u64,
    /// Answers to readers.
    pub read: u64,
    /// Answers of status 400 and above.
    pub refused: u64,
    /// The first of them.
    pub why: Option<String>,
    /// Questions that were not answered in time.
    pub late: u64,
    /// Connections that were lost or refused.
    pub lost: u64,
    /// The slowest answer to a reader.
    pub slowest_read: Duration,
    /// The slowest answer to a writer.
    pub slowest_write: Duration,
}

impl Tally {
    /// Adds what another saw.
    pub fn add(&mut self, other: Self) {
        self.filed.extend(other.filed);
        self.again += other.again;
        self.read += other.read;
        self.refused += other.refused;
        self.why = self.why.take().or(other.why);
        self.late += other.late;
        self.lost += other.lost;
        self.slowest_read = self.slowest_read.max(other.slowest_read);
        self.slowest_write = self.slowest_write.max(other.slowest_write);
    }

    fn failed(&mut self, error: &ureq::Error) {
        match error {
            ureq::Error::Timeout(_) => self.late += 1,
            _ => self.lost += 1,
        }
        std::thread::sleep(Duration::from_millis(200));
    }

    fn refuse(&mut self, status: u16, answer: &str) {
        self.refused += 1;
        self.why.get_or_insert_with(|| format!("{status} {answer}"));
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into()
}

/// Reads the board, lists, tiles and the queue's length until it is over.
pub fn read(told: &Told, number: usize) -> Tally {
    let (agent, mut tally, mut dice) = (agent(), Tally::default(), Dice(number as u64));
    let (lists, tiles) = (workload::lists(1000), workload::tiles(None, 1000, 4..=14, false));
    while !told.over() {
        let path = match dice.below(3) {
            0 => "/api/v1/board",
            1 => lists[dice.below(lists.len())].as_str(),
            _ => tiles[dice.below(tiles.len())].as_str(),
        };
        let start = Instant::now();
        let answer = agent.get(format!("{}{path}", told.url)).call().and_then(|mut answer| {
            Ok((answer.status().as_u16(), answer.body_mut().read_to_vec()?))
        });
        match answer {
            Ok((200, _)) => {
                tally.read += 1;
                tally.slowest_read = tally.slowest_read.max(start.elapsed());
            }
            Ok((status, body)) => tally.refuse(status, &String::from_utf8_lossy(&body)),
            Err(error) => tally.failed(&error),
        }
        // People look at what they got; without this, twelve loops would be all that two cores do.
        std::thread::sleep(Duration::from_millis(10));
    }
    tally
}

/// Files reports, each until it is acknowledged, until it is over.
pub fn write(told: &Told, number: usize, pace: f64, password: &str) -> Tally {
    let (agent, mut tally, mut dice) = (agent(), Tally::default(), Dice(100 + number as u64));
    let mut pass = None;
    for serial in 0u64.. {
        if told.over() {
            break;
        }
        let due = Instant::now() + Duration::from_secs_f64(1.0 / pace);
        let report = report(number, serial, &mut dice);
        let mut sent = 0;
        loop {
            let Some((cookie, csrf)) = &pass else {
                pass = sign_in(&agent, told, number, password, &mut tally);
                continue;
            };
            sent += 1;
            let start = Instant::now();
            let answer = agent
                .post(format!("{}/api/v1/reports", told.url))
                .header("cookie", cookie)
                .header("x-csrf-token", csrf)
                .header("content-type", "multipart/form-data; boundary=part")
                .send(&report)
                .and_then(|mut a| Ok((a.status().as_u16(), a.body_mut().read_to_string()?)));
            match answer {
                Ok((200 | 201, body)) => {
                    tally.slowest_write = tally.slowest_write.max(start.elapsed());
                    let told: Value = serde_json::from_str(&body).unwrap_or_default();
                    let id = told["report"].as_str().unwrap_or("an answer without a report");
                    tally.filed.push(id.to_string());
                    tally.again += u64::from(sent > 1 && told["already"] == true);
                    break;
                }
                Ok((status, body)) => tally.refuse(status, &body),
                Err(error) => tally.failed(&error),
            }
        }
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
    }
    tally
}

/// The cookie of a session and its token.
fn sign_in(
    agent: &Agent,
    told: &Told,
    number: usize,
    password: &str,
    tally: &mut Tally,
) -> Option<(String, String)> {
    let who = json!({"name": format!("writer-{number}"), "password": password}).to_string();
    let answer = agent
        .post(format!("{}/api/v1/session", told.url))
        .header("content-type", "application/json")
        .send(&who);
    let mut answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            tally.failed(&error);
            return None;
        }
    };
    let cookie = answer.headers().get("set-cookie").and_then(|c| c.to_str().ok());
    let cookie = cookie.and_then(|c| c.split(';').next()).map(str::to_string);
    let body = answer.body_mut().read_to_string().unwrap_or_default();
    let page: Value = serde_json::from_str(&body).unwrap_or_default();
    match (cookie, page["csrf"].as_str()) {
        (Some(cookie), Some(csrf)) => Some((cookie, csrf.to_string())),
        _ => {
            tally.refuse(answer.status().as_u16(), &body);
            None
        }
    }
}

/// A report as a form sends it.
fn report(writer: usize, serial: u64, dice: &mut Dice) -> Vec<u8> {
    let kinds = ["shelling", "airstrike", "small-arms-fire"];
    let (day, hour) = (12 + dice.below(7), dice.below(24));
    let at = |minute: usize| format!("2016-09-{day:02}T{hour:02}:{minute:02}:00Z");
    let report = json!({
        "uuid": format!("{writer:08x}-0000-4000-8000-{serial:012x}"),
        "source": "team-castello",
        "observed_from": at(0),
        "observed_until": at(15),
        "heard_or_seen": "seen",
        "kind": kinds[dice.below(kinds.len())],
        "by": ["Government of Syria"],
        "place": {
            "lon": (36_900 + dice.below(500)) as f64 / 1e3,
            "lat": (36_000 + dice.below(400)) as f64 / 1e3,
            "radius_m": 500.0,
        },
        "text": format!("Report {serial} of writer {writer}."),
        "filed_at": at(30),
    });
    let mut body = b"--part\r\ncontent-disposition: form-data; name=\"report\"\r\n\
        content-type: application/json\r\n\r\n"
        .to_vec();
    body.extend(report.to_string().into_bytes());
    body.extend(b"\r\n--part--\r\n");
    body
}
