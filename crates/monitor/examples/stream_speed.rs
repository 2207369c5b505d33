//! Measures the streaming monitor without its output: `stream_speed SIGNATURE LOG FORMULA…`, each a
//! file. Prints CPU time, verdicts and rows held at most.

use std::fs::{self, File};

use armistice_monitor::{Checked, Monitor, Signature, Watch, parse_formula, read_text};

/// CPU time of this process in seconds; zero where the system does not tell.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split_whitespace().next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "stream_speed SIGNATURE LOG FORMULA…";
    let signature = Signature::parse(&fs::read_to_string(arguments.next().ok_or(usage)?)?)?;
    let log = arguments.next().ok_or(usage)?;
    for file in arguments {
        let formula = parse_formula(&fs::read_to_string(&file)?)?;
        let mut monitor = Monitor::new(&Checked::new(formula, &signature)?)?;
        let started = cpu();
        let mut verdicts = 0;
        let mut watch = Watch::new(&mut monitor, &signature, |outcome| verdicts += outcome.len());
        read_text(File::open(&log)?, &signature, &mut watch)?;
        watch.close();
        println!("{file}: {:.3} s, {verdicts} verdicts", cpu() - started);
    }
    Ok(())
}
