//! Measures a formula without temporal operators over a million facts:
//! `cargo run --release -p armistice-monitor --example pointwise [time points]`.

use std::time::Instant;

use armistice_monitor::{Checked, End, Fact, Signature, Stream, Value, evaluate, parse_formula};

const FORMULA: &str =
    r#"kind(c, "attack") AND by(c, "party") AND on(c, "party") AND NOT self_defence(c)"#;

/// The most memory this process has held, in MB; `None` where the system does not tell.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// One incident per time point, with four facts each: of three kinds of event, two in three by a
/// party and two in three on one, one in ten in self-defence, and otherwise a place.
fn stream(time_points: i64) -> Result<Stream, Box<dyn std::error::Error>> {
    let [attack, movement, aid] = ["attack", "movement", "aid"].map(Value::from);
    let [party, outside] = ["party", "outside"].map(Value::from);
    let [kind, by, on, self_defence, place] =
        ["kind", "by", "on", "self_defence", "place"].map(std::sync::Arc::<str>::from);
    let mut stream = Stream::new();
    for c in 0..time_points {
        let incident = Value::Int(c);
        let fact = |predicate: &std::sync::Arc<str>, value: &Value| Fact {
            predicate: predicate.clone(),
            values: [incident.clone(), value.clone()].into(),
        };
        let facts = [
            fact(&kind, [&attack, &movement, &attack, &aid][c as usize % 4]),
            fact(&by, if c % 3 == 0 { &outside } else { &party }),
            fact(&on, if c % 5 == 0 { &outside } else { &party }),
            if c % 10 == 1 {
                Fact { predicate: self_defence.clone(), values: [incident.clone()].into() }
            } else {
                fact(&place, &Value::Int(c % 40))
            },
        ];
        stream.push(c * 60, facts)?;
    }
    Ok(stream)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let time_points = match std::env::args().nth(1) {
        Some(argument) => argument.parse()?,
        None => 250_000,
    };
    let stream = stream(time_points)?;
    let facts: usize = stream.points().iter().map(|point| point.facts.len()).sum();
    println!("{facts} facts in {} time points; {:?} MB held", stream.len(), peak_memory());
    let checked = Checked::new(parse_formula(FORMULA)?, &Signature::open())?;
    let started = Instant::now();
    let verdicts = evaluate(&checked, &stream, End::Closed);
    println!(
        "{} verdicts in {:.2} s; {:?} MB held at most",
        verdicts.len(),
        started.elapsed().as_secs_f64(),
        peak_memory()
    );
    Ok(())
}
