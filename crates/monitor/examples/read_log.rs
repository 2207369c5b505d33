//! How quickly logs in tables are read: `read_log SIGNATURE LOG.csv...`. With the feature `arrow`,
//! each is written as `LOG.csv.arrow` too and read from there.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::time::Instant;

use armistice_monitor::{Field, Refusal, Signature, Sink, read_csv};

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

type Outcome = Result<(), Box<dyn Error>>;

/// Reads a log, and says how long it took.
fn timed(path: &str, read: impl FnOnce(BufReader<File>, &mut Count) -> Outcome) -> Outcome {
    let mut count = Count::default();
    let started = Instant::now();
    read(BufReader::with_capacity(1 << 16, File::open(path)?), &mut count)?;
    println!(
        "{path}: {} facts in {} time points read in {:.3} s (sum {})",
        count.facts,
        count.points,
        started.elapsed().as_secs_f64(),
        count.sum
    );
    Ok(())
}

#[cfg(feature = "arrow")]
fn as_arrow(path: &str, signature: &Signature) -> Outcome {
    use armistice_monitor::{ArrowLog, read_arrow};

    let table = format!("{path}.arrow");
    let started = Instant::now();
    let mut log = ArrowLog::new(std::io::BufWriter::new(File::create(&table)?), signature)?;
    read_csv(BufReader::with_capacity(1 << 16, File::open(path)?), signature, &mut log)?;
    log.finish()?;
    println!("{path}: read and written in {:.3} s", started.elapsed().as_secs_f64());
    timed(&table, |input, count| Ok(read_arrow(input, signature, count)?))
}

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [signature, logs @ ..] = arguments.as_slice() else {
        return Err("call it as read_log SIGNATURE LOG.csv...".into());
    };
    let signature = Signature::parse(&fs::read_to_string(signature)?)?;
    for log in logs {
        timed(log, |input, count| Ok(read_csv(input, &signature, count)?))?;
        #[cfg(feature = "arrow")]
        as_arrow(log, &signature)?;
    }
    Ok(())
}
