//! Table 5: the log run by several monitors on threads.

use armistice_monitor::{Checked, Signature, Split, parse_formula};

use crate::bench::{Bench, head, median, row, seconds};
use crate::child::{self, Used};
use crate::shapes::{self, Shape, Values};
use crate::{ceasefire, policies};

struct Case {
    name: String,
    formula: &'static str,
    signature: String,
    declared: &'static str,
    log: String,
}

const SHARDS: [Option<&str>; 3] = [None, Some("1"), Some("2")];

/// Prints the table.
pub fn print(bench: &Bench) -> Result<(), String> {
    let mut cases = Vec::new();
    for name in ["p9", "p4"] {
        cases.push(Case {
            name: name.to_string(),
            formula: policies::named(name)?.formula,
            signature: bench.signature(false)?,
            declared: ceasefire::SIGNATURE,
            log: bench.log(bench.full)?,
        });
    }
    for shape in [Shape::Linear, Shape::Star] {
        cases.push(Case {
            name: format!("{}, dense, 1000 a time point", shape.name()),
            formula: shape.formula(),
            signature: bench.signature(true)?,
            declared: shapes::SIGNATURE,
            log: bench.shaped(shape, Values::Dense, bench.full, 1_000)?,
        });
    }
    head(
        &format!("Scaling out, {} events", bench.full),
        &["formula", "key", "shards", "wall", "CPU", "peak MiB", "verdicts", "as unsplit"],
    );
    for case in &cases {
        let mut runs: Vec<Vec<Used>> = vec![Vec::new(); SHARDS.len()];
        for _ in 0..bench.rounds {
            for (shards, runs) in SHARDS.iter().zip(&mut runs) {
                runs.push(child::run(&bench.binary, &arguments(case, *shards))?);
            }
        }
        let key = key(case)?;
        let mut unsplit = None;
        for (shards, runs) in SHARDS.iter().zip(&runs) {
            let told = hash(bench, case, *shards)?;
            row(&[
                case.name.clone(),
                if shards.is_some() { key.clone() } else { "–".to_string() },
                shards.unwrap_or("–").to_string(),
                seconds(median(runs.iter().map(|run| run.wall))),
                seconds(median(runs.iter().map(|run| run.all))),
                format!("{:.1}", median(runs.iter().map(|run| run.peak))),
                runs.last().map_or(0, |run| run.verdicts).to_string(),
                match unsplit {
                    None => "–",
                    Some(hash) if hash == told => "identical",
                    Some(_) => "DIFFERENT",
                }
                .to_string(),
            ]);
            unsplit = unsplit.or(Some(told));
        }
    }
    Ok(())
}

fn arguments<'a>(case: &'a Case, shards: Option<&'a str>) -> Vec<&'a str> {
    let mut arguments = vec!["-s", &case.signature, "-e", case.formula, "-l", &case.log];
    if let Some(shards) = shards {
        arguments.extend(["--shards", shards]);
    }
    arguments
}

/// A hash of all that is told, FNV-1a.
fn hash(bench: &Bench, case: &Case, shards: Option<&str>) -> Result<u64, String> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    child::read(&bench.binary, &arguments(case, shards), |bytes| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    })?;
    Ok(hash)
}

/// The key the command chooses.
fn key(case: &Case) -> Result<String, String> {
    let signature = Signature::parse(case.declared).map_err(|error| error.to_string())?;
    let formula = parse_formula(case.formula).map_err(|error| error.to_string())?;
    let checked = Checked::new(formula, &signature).map_err(|error| error.to_string())?;
    Ok(Split::all(&checked).first().map_or(String::new(), |split| split.key().join(", ")))
}
