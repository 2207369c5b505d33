//! Writers and readers for minutes, the power lost again and again, and at the end a count: whatever
//! was acknowledged is in the ledger, once.

mod visitor;

use crate::fill::{self, Dice, SHIPPED};
use crate::server::{Program, Served};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use visitor::{Tally, Told, read, write};

const WRITERS: usize = 4;
const READERS: usize = 8;
/// Reports that each writer files in a second at most.
const PACE: f64 = 5.0;
const PASSWORD: &str = "a long enough pass phrase";

/// Soaks the shipped case; `arguments` may hold `--minutes M`.
///
/// # Errors
/// When it cannot run, and when anything that was acknowledged is missing or there twice.
pub fn run(place: &Path, arguments: &[String]) -> Result<(), String> {
    let minutes: f64 = match arguments {
        [] => 10.0,
        [name, value] if name == "--minutes" => {
            value.parse().map_err(|_| format!("--minutes {value}: a number is wanted"))?
        }
        other => return Err(format!("{}: only --minutes M is known", other.join(" "))),
    };
    let program = Program::find(place)?;
    let case = place.join("soak");
    if case.exists() {
        std::fs::remove_dir_all(&case).map_err(|e| format!("{}: {e}", case.display()))?;
    }
    fill::copy(Path::new(SHIPPED), &case)?;
    let name = fill::text(&case)?;
    program.run(&["observe", name, "--quiet"])?;
    let shipped = reports(&program, name)?;
    for writer in 0..WRITERS {
        program.account(name, &format!("writer-{writer}"), "reporter", PASSWORD)?;
    }
    // The same address after each start, so that those who ask find it again.
    let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr());
    let listen = free.map_err(|e| e.to_string())?.to_string();
    let server = program.serve(name, &listen)?;
    let told = Arc::new(Told::new(server.url.clone()));

    let tasks: Vec<_> = (0..WRITERS)
        .map(|n| spawn(&told, move |told| write(told, n, PACE, PASSWORD)))
        .chain((0..READERS).map(|n| spawn(&told, move |told| read(told, n))))
        .collect();
    let losses =
        lose_power(&program, name, &listen, server, Duration::from_secs_f64(minutes * 60.0));
    told.stop();
    let mut tally = Tally::default();
    for task in tasks {
        tally.add(task.join().map_err(|_| "a visitor stopped".to_string())?);
    }
    // The last loss of power: right after the last acknowledgement.
    let (server, starts) = losses?;
    let memory = server.memory();
    drop(server);

    println!("| {minutes} minutes | |\n|---|---:|");
    println!("| writers, readers | {WRITERS}, {READERS} |");
    println!("| kill -9 | {} |", starts.len() + 1);
    let slowest = starts.iter().max().copied().unwrap_or_default();
    println!("| slowest start after one | {:.1} s |", slowest.as_secs_f64());
    println!("| answers to readers | {} |", tally.read);
    println!("| reports acknowledged | {} |", tally.filed.len());
    println!("| of these, acknowledged when sent again | {} |", tally.again);
    println!("| answers of status 400 and above | {} |", tally.refused);
    println!("| no answer within 60 s | {} |", tally.late);
    println!("| connections lost or refused | {} |", tally.lost);
    println!("| slowest answer to a reader | {:.0} ms |", millis(tally.slowest_read));
    println!("| slowest answer to a writer | {:.0} ms |", millis(tally.slowest_write));
    println!(
        "| memory at the end: its own, resident, at most | {}, {}, {} MB |",
        memory.own, memory.resident, memory.most
    );
    if let Some(why) = &tally.why {
        println!("| first of those of 400 and above | {why} |");
    }
    println!("| load over 1, 5 and 15 minutes | {} |", crate::load());
    compare(&program, name, &shipped, &tally.filed)
}

fn spawn(
    told: &Arc<Told>,
    task: impl FnOnce(&Told) -> Tally + Send + 'static,
) -> std::thread::JoinHandle<Tally> {
    let told = Arc::clone(told);
    std::thread::spawn(move || task(&told))
}

/// Kills the server every two minutes or so and starts it again at once; gives the last one, and
/// how long each start took.
fn lose_power(
    program: &Program,
    case: &str,
    listen: &str,
    mut server: Served,
    long: Duration,
) -> Result<(Served, Vec<Duration>), String> {
    let (begun, mut dice, mut starts) = (Instant::now(), Dice(23), Vec::new());
    loop {
        let next = Duration::from_millis(90_000 + dice.below(60_000) as u64);
        let left = long.saturating_sub(begun.elapsed());
        if left < next + Duration::from_secs(15) {
            std::thread::sleep(left);
            return Ok((server, starts));
        }
        std::thread::sleep(next);
        drop(server);
        let start = Instant::now();
        server = program.serve(case, listen)?;
        starts.push(start.elapsed());
        eprintln!("killed and started again after {:.0} s", begun.elapsed().as_secs_f64());
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Names of the reports in the ledger, sorted; a name that is there twice stands twice.
fn reports(program: &Program, case: &str) -> Result<Vec<String>, String> {
    let listed = program.run(&["reports", case, "--json"])?;
    let listed: serde_json::Value = serde_json::from_str(&listed).map_err(|e| e.to_string())?;
    let rows = listed["reports"].as_array().ok_or("`armistice reports --json` lists no reports")?;
    let mut ids: Vec<String> =
        rows.iter().filter_map(|row| row["id"].as_str()).map(str::to_string).collect();
    ids.sort();
    Ok(ids)
}

/// Compares what was acknowledged with what the ledger holds.
fn compare(
    program: &Program,
    case: &str,
    shipped: &[String],
    filed: &[String],
) -> Result<(), String> {
    let verified = program.run(&["ledger", "verify", case])?;
    println!("| `ledger verify` | {} |", verified.trim().lines().next().unwrap_or_default());
    let before: BTreeSet<&String> = shipped.iter().collect();
    let all = reports(program, case)?;
    let held: Vec<&String> = all.iter().filter(|id| !before.contains(id)).collect();
    let mut acknowledged: Vec<&String> = filed.iter().collect();
    acknowledged.sort();
    println!("| acknowledged: count, hash | {}, {} |", acknowledged.len(), hash(&acknowledged));
    println!("| in the ledger: count, hash | {}, {} |", held.len(), hash(&held));
    if acknowledged == held {
        return Ok(());
    }
    let (held_set, told): (BTreeSet<_>, BTreeSet<_>) =
        (held.iter().collect(), acknowledged.iter().collect());
    Err(format!(
        "{} acknowledged reports are not in the ledger; {} are in it that nobody was told of; {} are in it twice",
        told.difference(&held_set).count(),
        held_set.difference(&told).count(),
        held.len() - held_set.len()
    ))
}

/// The first half of the SHA-256 of the names, one a line.
fn hash(ids: &[&String]) -> String {
    let mut hash = Sha256::new();
    for id in ids {
        hash.update(id.as_bytes());
        hash.update(b"\n");
    }
    HEXLOWER.encode(&hash.finalize()[..16])
}
