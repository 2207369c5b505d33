//! Measures how quickly a log in MonPoly's text format is read, in time of the processor:
//! `cargo run --release -p armistice-monitor --example read_speed signature log [runs]`.

use std::fs::{File, read_to_string};

use armistice_monitor::{Field, Refusal, Signature, Sink, read_text};

/// Adds up what it is handed, of every predicate or of every second one.
#[derive(Default)]
struct Sum {
    half: bool,
    time_points: u64,
    facts: u64,
    numbers: i64,
}

impl Sink for Sum {
    fn begin(&mut self, _ts: i64) -> Result<(), Refusal> {
        self.time_points += 1;
        Ok(())
    }

    fn fact(&mut self, _predicate: usize, fields: &[Field<'_>]) {
        self.facts += 1;
        for field in fields {
            if let Field::Int(number) = field {
                self.numbers = self.numbers.wrapping_add(*number);
            }
        }
    }

    fn wants(&self, predicate: usize) -> bool {
        !self.half || predicate.is_multiple_of(2)
    }
}

/// How long this process has been on a processor, in milliseconds.
fn on_processor() -> Result<f64, Box<dyn std::error::Error>> {
    // The system brings the figure up to date when it looks for another to run, else every few
    // milliseconds.
    std::thread::yield_now();
    let nanoseconds = read_to_string("/proc/self/schedstat")?;
    let nanoseconds: u64 = nanoseconds.split_whitespace().next().unwrap_or_default().parse()?;
    Ok(nanoseconds as f64 / 1e6)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [signature, log, runs @ ..] = arguments.as_slice() else {
        return Err("read_speed signature log [runs]".into());
    };
    let signature = Signature::parse(&read_to_string(signature)?)?;
    let runs = runs.first().map_or(Ok(21), |runs| runs.parse())?.max(1);
    for half in [false, true] {
        let mut times = Vec::new();
        let mut sum = Sum::default();
        for _ in 0..runs {
            sum = Sum { half, ..Sum::default() };
            let before = on_processor()?;
            read_text(File::open(log)?, &signature, &mut sum)?;
            times.push(on_processor()? - before);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{}: {:.2} ms (median of {runs}, least {:.2}); {} time points, {} facts, sum {}",
            if half { "every second predicate" } else { "every predicate" },
            times[times.len() / 2],
            times[0],
            sum.time_points,
            sum.facts,
            sum.numbers
        );
    }
    Ok(())
}
