//! Table 4: joins of three predicates.

use crate::bench::{Bench, head, median, row, seconds};
use crate::child;
use crate::shapes::{Shape, Values};

const RATES: [u64; 3] = [1, 10, 1_000];

/// Prints the table.
pub fn print(bench: &Bench) -> Result<(), String> {
    let signature = bench.signature(true)?;
    // A tenth of the long log's events, whichever that is.
    let events = bench.full / 10;
    let mut runs = Vec::new();
    for shape in Shape::ALL {
        for values in [Values::Sparse, Values::Dense] {
            for rate in RATES {
                runs.push((shape, values, rate, Vec::new()));
            }
        }
    }
    for _ in 0..bench.rounds {
        for (shape, values, rate, runs) in &mut runs {
            let log = bench.shaped(*shape, *values, events, *rate)?;
            let arguments = ["-s", &signature, "-e", shape.formula(), "-l", &log];
            runs.push(child::run(&bench.binary, &arguments)?);
        }
    }
    head(
        &format!("Joins of three, {events} events"),
        &[
            "shape",
            "values",
            "events a time point",
            "verdicts",
            "CPU",
            "events/s",
            "peak MiB",
            "MonPoly",
        ],
    );
    for (shape, values, rate, runs) in &runs {
        let cpu = median(runs.iter().map(|run| run.own));
        let Some(last) = runs.last() else { continue };
        row(&[
            shape.name().to_string(),
            format!("{values:?}").to_lowercase(),
            rate.to_string(),
            last.verdicts.to_string(),
            seconds(cpu),
            format!("{:.2} M", events as f64 / cpu / 1e6),
            format!("{:.1}", median(runs.iter().map(|run| run.peak))),
            if *rate == 1_000 { format!("{} s", shape.monpoly()) } else { "–".to_string() },
        ]);
    }
    Ok(())
}
