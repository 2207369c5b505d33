//! Prints how long things take on this machine, as a table:
//! `cargo run --release -p armistice-ledger --example ledger_speed -- [entries] [folder]`.
//! The folder (a temporary one without it) decides which disk is measured.

use std::path::PathBuf;
use std::time::Instant;

use armistice_ledger::{Error, Key, Ledger, NewEntry, verify};

/// Payloads of the length of a short report's claims, bytes.
const PAYLOAD: usize = 500;
const SINGLES: u64 = 500;

fn entry(recorded: u64) -> NewEntry {
    let text = "x".repeat(PAYLOAD - 30);
    NewEntry {
        recorded: i64::try_from(recorded).unwrap_or(i64::MAX),
        payload: format!(r#"{{"kind":"report","text":"{text}"}}"#).into_bytes(),
    }
}

fn row(what: &str, count: u64, since: Instant) {
    let seconds = since.elapsed().as_secs_f64();
    let each = seconds * 1e6 / count as f64;
    let rate = count as f64 / seconds;
    println!("| {what} | {count} | {seconds:.3} | {each:.1} | {rate:.0} |");
}

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let entries: u64 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let place = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = place.join(format!("armistice-measure-{}", std::process::id()));
    let author = Key::generate("author")?;
    let mut writer = Ledger::create(&folder)?;

    println!("| what | count | seconds | µs each | per second |");
    println!("|---|---|---|---|---|");
    let start = Instant::now();
    for at in 0..SINGLES {
        writer.append(&author, &[entry(at)])?;
    }
    row("append, one at a time", SINGLES, start);

    let batch: Vec<_> = (0..1000).map(entry).collect();
    let start = Instant::now();
    while writer.size() < entries {
        let rest = usize::try_from(entries - writer.size()).unwrap_or(usize::MAX);
        writer.append(&author, batch.get(..rest).unwrap_or(&batch))?;
    }
    row("append, 1000 at a time", entries.saturating_sub(SINGLES), start);

    let start = Instant::now();
    for at in 0..200_u64 {
        writer.put_evidence(format!("evidence {at}").as_bytes())?;
    }
    row("put evidence, 20 bytes each", 200, start);
    drop(writer);

    let start = Instant::now();
    let ledger = Ledger::open(&folder)?;
    row("open: form, numbering, root", ledger.size(), start);
    let start = Instant::now();
    let mut bytes = 0;
    for entry in ledger.entries()? {
        bytes += entry?.payload.len();
    }
    row("read all entries", ledger.size(), start);
    let start = Instant::now();
    let verified = verify(&folder, |_| Vec::new())?;
    row("verify: everything", verified.size, start);
    let start = Instant::now();
    ledger.inclusion_proof(ledger.size() / 3, ledger.size())?;
    row("prove that an entry is there", 1, start);
    let length = std::fs::metadata(folder.join("log.jsonl")).map_or(0, |log| log.len());
    let (payloads, length) = (bytes as f64 / 1e6, length as f64 / 1e6);
    println!("\n{payloads:.1} MB of payloads in a log of {length:.1} MB");
    if let Err(error) = std::fs::remove_dir_all(&folder) {
        println!("{} stays behind: {error}", folder.display());
    }
    Ok(())
}
