//! Measures how quickly verdicts of five whole numbers are written, in time of the processor:
//! `cargo run --release -p armistice-monitor --example write_speed [tuples] [runs]`.

use std::fs::read_to_string;

use armistice_monitor::VerdictLines;

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
    let mut arguments = std::env::args().skip(1);
    let tuples = arguments.next().map_or(Ok(2_600_000), |tuples| tuples.parse())?;
    let runs = arguments.next().map_or(Ok(11), |runs| runs.parse())?.max(1);
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..runs {
        let before = on_processor()?;
        let mut lines = VerdictLines::new(std::io::sink());
        for tuple in 0..tuples {
            // Four tuples a line, of numbers of one to seven digits.
            if tuple % 4 == 0 {
                lines.line(tuple * 90, tuple.unsigned_abs() / 4);
            }
            let mixed = tuple.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as i64).rotate_right(40);
            let (a, b, z) = (mixed & 31, mixed >> 5 & 31, mixed >> 10 & 63);
            lines.ints([tuple, a, b, z, mixed & 0xfff])?;
            if tuple % 4 == 3 {
                lines.end()?;
            }
        }
        lines.finish()?;
        times.push(on_processor()? - before);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{tuples} tuples of five: {:.2} ms (median of {runs}, least {:.2})",
        times[times.len() / 2],
        times[0]
    );
    Ok(())
}
