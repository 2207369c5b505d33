//! How quickly a log in a table is read: `read_log SIGNATURE LOG.csv`, the time without what takes
//! the facts.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::time::Instant;

use armistice_monitor::{Field, ReadError, Refusal, Signature, Sink, read_csv};

/// Counts, and looks at every value.
#[derive(Default)]
struct Count {
    points: usize,
    facts: usize,
    sum: i64,
}

impl Sink for Count {
    fn begin(&mut self, _ts: i64) -> Result<(), Refusal> {
        self.points += 1;
        Ok(())
    }

    fn fact(&mut self, _predicate: usize, fields: &[Field<'_>]) {
        self.facts += 1;
        for field in fields {
            self.sum = self.sum.wrapping_add(match field {
                Field::Int(number) => *number,
                Field::Float(_) => 1,
                Field::Str(text) => i64::try_from(text.len()).unwrap_or(0),
            });
        }
    }
}

fn read(path: &str, signature: &Signature, sink: &mut Count) -> Result<(), ReadError> {
    read_csv(BufReader::with_capacity(1 << 16, File::open(path)?), signature, sink)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [signature, logs @ ..] = arguments.as_slice() else {
        return Err("call it as read_log SIGNATURE LOG...".into());
    };
    let signature = Signature::parse(&fs::read_to_string(signature)?)?;
    for log in logs {
        let mut count = Count::default();
        let started = Instant::now();
        read(log, &signature, &mut count)?;
        println!(
            "{log}: {} facts in {} time points in {:.3} s (sum {})",
            count.facts,
            count.points,
            started.elapsed().as_secs_f64(),
            count.sum
        );
    }
    Ok(())
}
