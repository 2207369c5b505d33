//! Table 2: memory for logs of several lengths.

use crate::bench::{Bench, head, row};
use crate::child;
use crate::policies::POLICIES;

/// Prints the table.
pub fn print(bench: &Bench) -> Result<(), String> {
    let signature = bench.signature(false)?;
    let sizes = [bench.full / 10, bench.full, 3 * bench.full];
    let mut heads = vec!["policy".to_string()];
    heads.extend(sizes.iter().map(|size| format!("MiB, {size} events")));
    heads.extend(sizes.iter().map(|size| format!("rows, {size} events")));
    heads.push("what the window holds".to_string());
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    head("Memory, by the length of the log", &heads);
    for policy in &POLICIES {
        let mut cells = vec![policy.name.to_string()];
        let mut rows = Vec::new();
        for size in sizes {
            let log = bench.log(size)?;
            // More may come: so the rows are those held in the middle of a stream.
            let arguments = ["-s", &signature, "-e", policy.formula, "-l", &log, "--open"];
            let used = child::run(&bench.binary, &arguments)?;
            cells.push(format!("{:.1}", used.peak));
            rows.push(used.held.to_string());
        }
        cells.extend(rows);
        cells.push(policy.window.to_string());
        row(&cells);
    }
    Ok(())
}
